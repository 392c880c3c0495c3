"""mlcourse: how training a neural network really works, each step open to inspection.

network = MLP(layer_sizes=(64, 32, 10), activation="relu", output="softmax")
theta = initialize(network, "he_normal", seed=1)                 # 1 initialization
fwd = forward(network, theta, x)                                 # 2 forward pass
loss = categorical_cross_entropy(fwd.logits, y)                  # 3 loss
bwd = backward(network, theta, fwd, loss)                        # 4 backpropagation
update = optimizer.update(bwd.gradient, state, theta)            # 5 parameter update
history = train(network, data, optimizer=optimizer)              # 6 iteration, until it converges
"""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

# Without NumPy there is nothing to export, but `python -m mlcourse doctor` can still say what to do.
if find_spec("numpy") is not None:
    from mlcourse.activations import (
        identity,
        identity_derivative,
        log_softmax,
        relu,
        relu_derivative,
        sigmoid,
        sigmoid_derivative,
        softmax,
        softmax_jacobian,
        tanh,
        tanh_derivative,
    )
    from mlcourse.backpropagation import backward
    from mlcourse.batch_normalization import batch_normalization, batch_normalization_backward
    from mlcourse.datasets import (
        Dataset,
        breast_cancer,
        circles,
        diabetes,
        digits,
        iris,
        moons,
        noisy_sine,
        spirals,
        wine,
        xor,
    )
    from mlcourse.forward import compute_loss, forward
    from mlcourse.gradient_check import gradient_check, numerical_gradient, objective
    from mlcourse.history import History
    from mlcourse.initialization import (
        constant,
        he_normal,
        he_uniform,
        initialize,
        random_normal,
        random_uniform,
        xavier_normal,
        xavier_uniform,
        zeros,
    )
    from mlcourse.iteration import first_non_finite, train_step
    from mlcourse.losses import (
        binary_cross_entropy,
        categorical_cross_entropy,
        cross_entropy,
        mean_squared_error,
        natural_loss,
    )
    from mlcourse.metrics import (
        accuracy,
        confusion_matrix,
        f1,
        mean_absolute_error,
        precision,
        r_squared,
        recall,
        root_mean_squared_error,
    )
    from mlcourse.minibatches import minibatches
    from mlcourse.network import MLP
    from mlcourse.optimizers import SGD, Adam, AdamW, GradientDescent, Momentum, Nesterov, RMSProp
    from mlcourse.plan import Plan
    from mlcourse.preprocessing import Split, Standardizer, one_hot, split, standardize
    from mlcourse.regularization import l1_penalty, l2_penalty
    from mlcourse.schedules import Constant, CosineDecay, ExponentialDecay, StepDecay, WarmUp
    from mlcourse.stopping import Convergence, EarlyStopping
    from mlcourse.training import train

__version__ = "0.1.0"

__all__ = [
    "MLP", "SGD", "Adam", "AdamW", "Constant", "Convergence", "CosineDecay", "Dataset", "EarlyStopping",
    "ExponentialDecay", "GradientDescent", "History", "Momentum", "Nesterov", "Plan", "RMSProp", "Split",
    "Standardizer", "StepDecay", "TrainingPlayer", "WarmUp", "accuracy", "backward", "batch_normalization",
    "batch_normalization_backward", "binary_cross_entropy", "breast_cancer", "categorical_cross_entropy",
    "circles", "compute_loss", "confusion_matrix", "constant", "cross_entropy", "diabetes", "diagnose", "digits",
    "f1", "first_non_finite", "forward", "gradient_check", "he_normal", "he_uniform", "identity",
    "identity_derivative", "initialize", "iris", "l1_penalty", "l2_penalty", "load_history", "log_softmax",
    "mean_absolute_error", "mean_squared_error", "minibatches", "moons", "natural_loss", "noisy_sine",
    "numerical_gradient", "objective", "one_hot", "precision", "r_squared", "random_normal",
    "random_uniform", "recall", "relu", "relu_derivative", "root_mean_squared_error", "save_history", "sigmoid",
    "sigmoid_derivative", "softmax", "softmax_jacobian", "spirals", "split", "standardize", "tanh",
    "tanh_derivative", "train", "train_step", "wine", "xavier_normal", "xavier_uniform", "xor", "zeros",
]  # fmt: skip

_LAZY = {  # loaded when first used
    "TrainingPlayer": "mlcourse.widgets",
    "diagnose": "mlcourse.diagnosis",
    "load_history": "mlcourse.storage",
    "save_history": "mlcourse.storage",
}


def __getattr__(name: str) -> Any:
    """Load what is seldom needed when it is first asked for, so that ``import mlcourse`` stays quick."""
    if name in _LAZY:
        return getattr(import_module(_LAZY[name]), name)
    hint = "" if find_spec("numpy") else " NumPy is not installed: try python -m mlcourse doctor."
    raise AttributeError(f"module 'mlcourse' has no attribute {name!r}.{hint}")
