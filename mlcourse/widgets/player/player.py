"""The training player of lesson 00: the training loop, step by step and phase by phase, from a recorded run."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import traitlets

from mlcourse.base.errors import Array, choice, given, instance, integer
from mlcourse.run.history import History
from mlcourse.widgets.kit import RecordedWidget, join_module, join_styles
from mlcourse.widgets.player.recording import FRAMES, record_run
from mlcourse.widgets.player.recording.beside import go_together, record_beside
from mlcourse.widgets.player.recording.story import Story
from mlcourse.widgets.player.recording.tape import Tape

PHASES = ("initialize", "forward", "loss", "backward", "update", "iterate")
PART = re.compile(
    r"W(?P<layer>\d+)\[(?P<start>\d+), ?(?P<end>\d+)\]|(z(?P<of>\d+)|x)\[(?P<unit>\d+)\]"
)

WEIGHTS = re.compile(r"(beside\.)?(W|dW|change)\d+")
"""Most of what is recorded: each weight of each frame, its gradient and its change, shown with four digits."""


class TrainingPlayer(RecordedWidget):
    """Play a recorded run in the browser: initialize → forward → loss → backward → update → iterate.

    Up to 200 steps of the run are shown, all at the start and ever fewer later, each with its five phases;
    what comes before the first is initialization. ``step`` and ``phase`` say what is on the screen: set them,
    and the view follows; play or scrub, and they follow. ``operation`` zooms into the step: "z0", "δ1", …, or ""
    for the whole phase. ``selected`` opens the story of a weight, "W0[1, 3]", or of a unit, "z0[3]" or "x[1]";
    its factors and its update's summands are computed when they are asked for. Of networks with two inputs and at most
    16 units in a layer (without batch normalization) each unit holds a picture of its a over the plane of all inputs,
    if ``pictures`` is True.

    Args:
        history: what ``train`` returned.
        run: which one, where several were trained side by side.
        frames: how many steps to show at the most, from 2 to 200.
        class_names: one for each class; None or () takes "0", "1", …
        feature_names: one for each input; None takes "x₀", "x₁", …
        size: "normal", or "presenter": larger, for a projector.
        beside: a second history, shown beside the first step by step; its network has the same layers and it made as
            many steps. The first step after which θ differs is marked.
        beside_run: which run of ``beside``, where it holds several.
        run_names: two names for the two runs; None says what differs.
        images: the training inputs as they look, (N, features), where the network was given them standardized: an
            example that is an image is drawn from them.
        marks: spans of steps that are marked on the loss curve, each (first, last, what it is called).

    Raises:
        TypeError: history is not a History, or another argument is of the wrong kind.
        ValueError: no step was made, ``run`` is missing or not there, names that are not one for each, a size that
            is not known, runs that do not go together, images that are not one for each training example, marks that
            are not spans of this run.

    Example:
        >>> from mlcourse import MLP, moons, train
        >>> history = train(MLP((2, 8, 2)), moons(seed=1), epochs=60, seed=1)
        >>> player = TrainingPlayer(history)
        >>> player.step = 300  # moves the view to the nearest step shown
        >>> player.step, player.phase
        (301, 'iterate')
    """

    _esm = join_module(__file__)
    _css = join_styles(__file__)

    step = traitlets.Int(0, help="the training step on the screen, from 0").tag(sync=True)
    phase = traitlets.Unicode("initialize", help="the phase of the loop on the screen").tag(
        sync=True
    )
    playing = traitlets.Bool(False, help="whether it plays").tag(sync=True)
    operation = traitlets.Unicode("", help="the operation that is zoomed in on, or none").tag(
        sync=True
    )
    selected = traitlets.Unicode("", help="the weight or unit whose story is open, or none").tag(
        sync=True
    )
    pictures = traitlets.Bool(True, help="whether each unit shows its a over the plane").tag(
        sync=True
    )
    question = traitlets.Dict(help="what the view wants to know").tag(sync=True)
    answer = traitlets.Dict(help="what the library says to it").tag(sync=True)

    def __init__(
        self,
        history: History,
        run: int | None = None,
        frames: int = FRAMES,
        class_names: Sequence[str] | None = None,
        feature_names: Sequence[str] | None = None,
        size: str = "normal",
        beside: History | None = None,
        beside_run: int | None = None,
        run_names: Sequence[str] | None = None,
        images: Array | None = None,
        marks: Sequence[tuple[int, int, str]] = (),
    ) -> None:
        if beside is None:
            recording = record_run(history, run, frames, class_names, feature_names, images=images)
            stories = [Story(Tape(history, run))]
        else:
            instance("history", history, History, "Try history = train(network, data).")
            tapes = go_together(history, run, beside, beside_run)
            recording = record_beside(tapes, frames, class_names, feature_names, run_names, images)
            stories = [Story(tape) for tape in tapes]
        self.steps = recording.steps
        self._summary = recording.summary
        self._sizes = history.plan.network.layer_sizes
        self._stories = stories
        weights = [name for name in recording.arrays if WEIGHTS.fullmatch(name)]
        header = {**recording.header, "marks": _check_marks(marks, self.steps[-1])}
        super().__init__(header, recording.arrays, weights, size=size)

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
        of = [each["name"] for each in self.header["operations"] if each["phase"] == change["new"]]
        if self.operation and self.operation not in of:
            self.operation = of[0] if of else ""

    @traitlets.validate("operation")
    def _known_operation(self, proposal: Any) -> str:
        names = [operation["name"] for operation in self.header["operations"]]
        return choice("operation", proposal["value"], ("", *names))

    @traitlets.observe("operation")
    def _go_to_its_phase(self, change: Any) -> None:
        for operation in self.header["operations"]:
            if operation["name"] == change["new"]:
                self.phase = operation["phase"]

    @traitlets.validate("selected")
    def _known_part(self, proposal: Any) -> str:
        name, found = proposal["value"], PART.fullmatch(proposal["value"])
        if name and (found is None or not self._is_there(found)):
            sizes = "-".join(map(str, self._sizes))
            raise ValueError(
                f"selected must name a weight or a unit of this {sizes} network, counted from 0; given {name!r}. "
                'Try "W0[0, 0]", "z0[0]", "x[0]" or "".'
            )
        return str(name)

    def _is_there(self, found: re.Match[str]) -> bool:
        part = {name: int(number) for name, number in found.groupdict().items() if number}
        if "start" in part:
            ends = self._sizes[part["layer"] : part["layer"] + 2]
            return len(ends) == 2 and part["start"] < ends[0] and part["end"] < ends[1]
        column = part.get("of", -1) + 1
        return column < len(self._sizes) and part["unit"] < self._sizes[column]

    @traitlets.observe("question")
    def _answer(self, change: Any) -> None:
        question = change["new"]
        if not question:
            return
        try:
            side = question.get("side", 0)
            if side not in range(len(self._stories)):
                raise ValueError(f"question's side must be a run that is shown; given {side!r}.")
            told = self._stories[side].answer(question)
        except ValueError as error:
            told = {"error": str(error)}
        self.answer = {"id": question.get("id"), **told}


def _check_marks(marks: Any, last: int) -> list[dict[str, Any]]:
    """Return spans of steps as the view takes them."""
    if isinstance(marks, str) or not isinstance(marks, Sequence):
        raise TypeError(
            f'marks must be a list of spans; given {given(marks)}. Try [(10, 150, "plateau")].'
        )
    found = []
    for mark in marks:
        if not isinstance(mark, Sequence) or len(mark) != 3:
            raise TypeError(
                f'marks must hold (first, last, name); given {given(mark)}. Try (10, 150, "plateau").'
            )
        first, end, name = mark
        if not 0 <= integer("marks", first) < integer("marks", end) <= last:
            raise ValueError(
                f"marks must lie from step 0 to {last}, the first before the last; given {mark!r}."
            )
        found.append(
            {"first": first, "last": end, "name": instance("marks", name, str, "Name each span.")}
        )
    return found
