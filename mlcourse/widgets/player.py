"""The training player of lesson 00: the training loop, step by step and phase by phase, from a recorded run."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import traitlets

from mlcourse.errors import choice, integer
from mlcourse.history import History
from mlcourse.widgets.kit import RecordedWidget, join_module, join_styles
from mlcourse.widgets.recording import FRAMES, record_run

PHASES = ("initialize", "forward", "loss", "backward", "update", "iterate")


class TrainingPlayer(RecordedWidget):
    """Play a recorded run in the browser: initialize → forward → loss → backward → update → iterate.

    Up to 200 steps of the run are shown, all at the start and ever fewer later, each with its five phases;
    what comes before the first is initialization. ``step`` and ``phase`` say what is on the screen: set them,
    and the view follows; play or scrub, and they follow.

    Args:
        history: what ``train`` returned.
        run: which one, where several were trained side by side.
        frames: how many steps to show at the most, from 2 to 200.
        class_names: one for each class; None takes "0", "1", …
        feature_names: one for each input; None takes "x₀", "x₁", …
        size: "normal", or "presenter": larger, for a projector.

    Raises:
        TypeError: history is not a History, or another argument is of the wrong kind.
        ValueError: no step was made, ``run`` is missing or not there, names that are not one for each, a size that
            is not known.

    Example:
        >>> from mlcourse import MLP, moons, train
        >>> history = train(MLP((2, 8, 2)), moons(seed=1), epochs=60, seed=1)
        >>> player = TrainingPlayer(history)
        >>> player.step = 300  # moves the view to the nearest step shown
        >>> player.step, player.phase
        (301, 'iterate')
    """

    _esm = join_module("player")
    _css = join_styles("player")

    step = traitlets.Int(0, help="the training step on the screen, from 0").tag(sync=True)
    phase = traitlets.Unicode("initialize", help="the phase of the loop on the screen").tag(
        sync=True
    )
    playing = traitlets.Bool(False, help="whether it plays").tag(sync=True)

    def __init__(
        self,
        history: History,
        run: int | None = None,
        frames: int = FRAMES,
        class_names: Sequence[str] | None = None,
        feature_names: Sequence[str] | None = None,
        size: str = "normal",
    ) -> None:
        recording = record_run(history, run, frames, class_names, feature_names)
        self.steps = recording.steps
        self._summary = recording.summary
        super().__init__(recording.header, recording.arrays, size=size)

    def __repr__(self) -> str:
        """Return in words what the player shows."""
        where = (
            "before the first step"
            if self.phase == "initialize"
            else f"at step {self.step}, {self.phase}"
        )
        return f"TrainingPlayer: {self._summary}\n  now {where}; it plays in JupyterLab"

    @traitlets.validate("step")
    def _nearest(self, proposal: Any) -> int:
        """Return the step that is shown and nearest to the one asked for."""
        step, last = integer("step", proposal["value"]), self.steps[-1]
        if not 0 <= step <= last:
            raise ValueError(
                f"step must be from 0 to {last}, the last one of the run; given {step}."
            )
        return self.steps[int(np.argmin(np.abs(np.array(self.steps) - step)))]

    @traitlets.validate("phase")
    def _known(self, proposal: Any) -> str:
        return choice("phase", proposal["value"], PHASES)

    @traitlets.observe("step")
    def _leave_initialization(self, change: Any) -> None:
        if change["new"] and self.phase == "initialize":
            self.phase = "iterate"

    @traitlets.observe("phase")
    def _return_to_start(self, change: Any) -> None:
        if change["new"] == "initialize":
            self.step = 0
