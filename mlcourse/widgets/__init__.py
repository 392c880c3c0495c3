"""The widgets, a folder for each: its Python, its JavaScript, its style and its words; and the kit that all share."""

from mlcourse.widgets.bug_lab import BugLab
from mlcourse.widgets.chain_rule import ChainRule
from mlcourse.widgets.forward_lab import ForwardLab
from mlcourse.widgets.initialization_lab import InitializationLab
from mlcourse.widgets.loss_lab import LossLab
from mlcourse.widgets.player import TrainingPlayer
from mlcourse.widgets.softmax_lab import SoftmaxLab

__all__ = [
    "BugLab",
    "ChainRule",
    "ForwardLab",
    "InitializationLab",
    "LossLab",
    "SoftmaxLab",
    "TrainingPlayer",
]
