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

__version__ = "0.1.0"

# Where each public name is found. It is loaded when it is first used: `import mlcourse` costs next to nothing.
_NAMES = {
    "steps.network": "MLP",
    "steps.initialization": (
        "constant he_normal he_uniform initialize random_normal random_uniform xavier_normal xavier_uniform zeros"
    ),
    "steps.activations": (
        "identity identity_derivative log_softmax relu relu_derivative sigmoid sigmoid_derivative softmax "
        "softmax_jacobian tanh tanh_derivative"
    ),
    "steps.batch_normalization": "batch_normalization batch_normalization_backward",
    "steps.dropout": "dropout dropout_backward",
    "steps.forward": "compute_loss forward",
    "steps.losses": (
        "binary_cross_entropy categorical_cross_entropy cross_entropy mean_squared_error natural_loss"
    ),
    "steps.backpropagation": "backward",
    "steps.gradient_check": "gradient_check numerical_gradient objective",
    "steps.signals": "signal_profile",
    "steps.regularization": "l1_penalty l2_penalty",
    "steps.schedules": "Constant CosineDecay ExponentialDecay StepDecay WarmUp",
    "steps.optimizers.gradient_descent": "SGD GradientDescent",
    "steps.optimizers.momentum": "Momentum Nesterov",
    "steps.optimizers.rmsprop": "RMSProp",
    "steps.optimizers.adam": "Adam AdamW",
    "steps.minibatches": "minibatches",
    "steps.batch_gradients": "batch_gradients",
    "steps.loss_slice": "loss_slice",
    "steps.stopping": "Convergence EarlyStopping",
    "steps.freezing": "layer_mask layer_rates",
    "steps.plan": "Plan",
    "steps.iteration": "train_epoch train_step",
    "steps.step": "first_non_finite",
    "data.datasets": (
        "Dataset breast_cancer circles diabetes digits iris moons noisy_sine printed_digits spirals wine xor"
    ),
    "data.preprocessing": "Split Standardizer one_hot split standardize",
    "data.folds": "k_folds",
    "data.from_csv": "dataset_from_csv",
    "scores.classification": "accuracy confusion_matrix f1 precision recall",
    "scores.curves": "precision_recall_curve roc_curve",
    "scores.folds": "fold_scores",
    "scores.regression": "mean_absolute_error r_squared root_mean_squared_error",
    "scores.thresholds": "threshold_scores",
    "run.training": "train",
    "run.fine_tuning": "forgetting layer_movement new_head",
    "run.history": "History",
    "run.storage": "load_history save_history",
    "tuning.space": "Choice LogUniform Uniform",
    "tuning.candidates": "grid_candidates random_candidates",
    "tuning.tune": "tune",
    "diagnosis": "diagnose",
    "widgets.batch_norm_lab": "BatchNormLab",
    "widgets.bug_lab": "BugLab",
    "widgets.chain_rule": "ChainRule",
    "widgets.drawn_border": "DrawnBorder",
    "widgets.forward_lab": "ForwardLab",
    "widgets.gradient_cloud": "GradientCloud",
    "widgets.initialization_lab": "InitializationLab",
    "widgets.loss_lab": "LossLab",
    "widgets.microscope": "Microscope",
    "widgets.player": "TrainingPlayer",
    "widgets.race": "Race",
    "widgets.rate_lab": "RateLab",
    "widgets.search_lab": "SearchLab",
    "widgets.softmax_lab": "SoftmaxLab",
    "widgets.stopping_lab": "StoppingLab",
    "widgets.tangent": "Tangent",
    "widgets.threshold_lab": "ThresholdLab",
    "classroom.bug_lab": "bug_lab",
    "classroom.checking": "check",
    "classroom.consequences": "consequence",
    "classroom.drawing": "draw_network",
    "classroom.gallery": "gallery",
    "classroom.helping": "hint reveal",
    "classroom.inventory": "inventory",
    "classroom.joining": "join leave",
    "classroom.looking_back": "look_back",
    "classroom.ordering": "order_lines",
    "classroom.own_runs": "your_run",
    "classroom.plots": "subplots",
    "classroom.predicting": "predict",
    "classroom.quiz": "quiz",
    "classroom.reading": "reading_list",
    "classroom.report": "progress",
}
_HOME = {name: module for module, names in _NAMES.items() for name in names.split()}

__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    """Load a name's module when the name is first asked for."""
    if name in _HOME and find_spec("numpy"):
        globals()[name] = found = getattr(import_module(f"mlcourse.{_HOME[name]}"), name)
        return found
    hint = "" if find_spec("numpy") else " NumPy is not installed: try python -m mlcourse doctor."
    raise AttributeError(f"module 'mlcourse' has no attribute {name!r}.{hint}")


def __dir__() -> "list[str]":
    """List every public name, loaded or not, so that completion finds it."""
    return sorted({*globals(), *__all__})
