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

# These four are named like their modules, whose import would put the module in the function's place: so they
# are loaded at once. Without NumPy nothing can be, but `python -m mlcourse doctor` can still say what to do.
if find_spec("numpy") is not None:
    from mlcourse.batch_normalization import batch_normalization, batch_normalization_backward
    from mlcourse.forward import compute_loss, forward
    from mlcourse.gradient_check import gradient_check, numerical_gradient, objective
    from mlcourse.minibatches import minibatches

__version__ = "0.1.0"

__all__ = [
    "MLP", "SGD", "Adam", "AdamW", "BugLab", "ChainRule", "Constant", "Convergence", "CosineDecay", "Dataset",
    "EarlyStopping", "ExponentialDecay", "ForwardLab", "GradientDescent", "History", "InitializationLab", "LossLab",
    "Momentum", "Nesterov", "Plan", "RMSProp", "SoftmaxLab", "Split", "Standardizer", "StepDecay", "TrainingPlayer",
    "WarmUp", "accuracy", "backward", "batch_normalization", "batch_normalization_backward", "binary_cross_entropy",
    "breast_cancer", "bug_lab", "categorical_cross_entropy", "check", "circles", "compute_loss", "confusion_matrix",
    "constant", "cross_entropy", "diabetes", "diagnose", "digits", "f1", "first_non_finite", "forward",
    "gradient_check", "he_normal", "he_uniform", "hint", "identity", "identity_derivative", "initialize", "iris",
    "l1_penalty", "l2_penalty", "load_history", "log_softmax", "mean_absolute_error", "mean_squared_error",
    "minibatches", "moons", "natural_loss", "noisy_sine", "numerical_gradient", "objective", "one_hot", "precision",
    "predict", "progress", "quiz", "r_squared", "random_normal", "random_uniform", "reading_list", "recall", "relu",
    "relu_derivative", "reveal", "root_mean_squared_error", "save_history", "sigmoid", "sigmoid_derivative",
    "signal_profile", "softmax", "softmax_jacobian", "spirals", "split", "standardize", "tanh", "tanh_derivative",
    "train", "train_epoch", "train_step", "wine", "xavier_normal", "xavier_uniform", "xor", "zeros",
]  # fmt: skip

# All else is loaded when it is first used, which keeps `import mlcourse` quick: where to find each name.
_MODULES = {
    "network": ("MLP",),
    "initialization": (
        "constant",
        "he_normal",
        "he_uniform",
        "initialize",
        "random_normal",
        "random_uniform",
        "xavier_normal",
        "xavier_uniform",
        "zeros",
    ),
    "activations": (
        "identity",
        "identity_derivative",
        "log_softmax",
        "relu",
        "relu_derivative",
        "sigmoid",
        "sigmoid_derivative",
        "softmax",
        "softmax_jacobian",
        "tanh",
        "tanh_derivative",
    ),
    "losses": (
        "binary_cross_entropy",
        "categorical_cross_entropy",
        "cross_entropy",
        "mean_squared_error",
        "natural_loss",
    ),
    "backpropagation": ("backward",),
    "signals": ("signal_profile",),
    "regularization": ("l1_penalty", "l2_penalty"),
    "schedules": ("Constant", "CosineDecay", "ExponentialDecay", "StepDecay", "WarmUp"),
    "optimizers": ("SGD", "Adam", "AdamW", "GradientDescent", "Momentum", "Nesterov", "RMSProp"),
    "datasets": (
        "Dataset",
        "breast_cancer",
        "circles",
        "diabetes",
        "digits",
        "iris",
        "moons",
        "noisy_sine",
        "spirals",
        "wine",
        "xor",
    ),
    "preprocessing": ("Split", "Standardizer", "one_hot", "split", "standardize"),
    "metrics": (
        "accuracy",
        "confusion_matrix",
        "f1",
        "mean_absolute_error",
        "precision",
        "r_squared",
        "recall",
        "root_mean_squared_error",
    ),
    "stopping": ("Convergence", "EarlyStopping"),
    "plan": ("Plan",),
    "iteration": ("first_non_finite", "train_epoch", "train_step"),
    "history": ("History",),
    "training": ("train",),
    "diagnosis": ("diagnose",),
    "storage": ("load_history", "save_history"),
    "classroom.bug_lab": ("bug_lab",),
    "classroom.checking": ("check",),
    "classroom.helping": ("hint", "reveal"),
    "classroom.predicting": ("predict",),
    "classroom.quiz": ("quiz",),
    "classroom.reading": ("reading_list",),
    "classroom.report": ("progress",),
    "widgets": (
        "BugLab",
        "ChainRule",
        "ForwardLab",
        "InitializationLab",
        "LossLab",
        "SoftmaxLab",
        "TrainingPlayer",
    ),
}
_HOME = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Load a name's module when the name is first asked for."""
    if name in _HOME and find_spec("numpy"):
        globals()[name] = found = getattr(import_module(f"mlcourse.{_HOME[name]}"), name)
        return found
    hint = "" if find_spec("numpy") else " NumPy is not installed: try python -m mlcourse doctor."
    raise AttributeError(f"module 'mlcourse' has no attribute {name!r}.{hint}")


def __dir__() -> list[str]:
    """List every public name, loaded or not, so that completion finds it."""
    return sorted({*globals(), *__all__})
