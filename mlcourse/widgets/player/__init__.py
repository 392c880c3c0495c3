"""The training player of lesson 00: the training loop, step by step and phase by phase, from a recorded run."""

from mlcourse.widgets.player.player import TrainingPlayer

__all__ = ["TrainingPlayer"]
