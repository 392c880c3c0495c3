"""A prediction: an option or a drawn curve, committed with a confidence before the truth shows."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import traitlets

from mlcourse.base.errors import Array
from mlcourse.checks.questions import Curve, Prediction
from mlcourse.widgets.kit import RecordedWidget, join_module, join_styles
from mlcourse.widgets.kit.formulas import paragraphs, rich

COLUMNS = 41
"""At how many places along x a curve is drawn."""

SHOWN = 400  # points of the truth that are sent, at the most
LEVELS = (50, 65, 80, 95)  # percent

Committed = dict[str, Any]
"""``answer``, an option's number or the curve's y at each column, of several lines a list for each; ``confidence`` in
percent. Empty before.

Who only wants to see the truth commits to nothing: ``{"only_shown": True}``.
"""

Commit = Callable[[Committed], tuple[Committed, list[str]]]


class PredictionCard(RecordedWidget):
    """Ask for a prediction with a confidence; what is committed stands, and only then the truth shows, explained.

    Who does not want to predict says "only show me"; that stands too.

    Args:
        prediction: what to predict.
        truth: for a curve, its x (points,) and y (lines, points); else None, since the options say which is right.
        committed: what was committed before; empty where nothing was.
        lines: what to say of it.
        commit: called with what is committed; returns what stands, which may be an earlier commitment, and what to
            say of it. None lets it stand and says nothing.

    Raises:
        TypeError: prediction is not a Prediction.
        ValueError: a curve without a truth.

    Example:
        >>> from mlcourse.checks.questions import Option
        >>> options = (Option("up", "It rises.", right=True), Option("down", "It does not."))
        >>> card = PredictionCard(Prediction("04.example", "Which way?", "04.1", options))
        >>> card
        Prediction 04.example: Which way?
          not committed yet; the notebook shows it
        >>> card.committed = {"answer": 0, "confidence": 80}
        >>> card
        Prediction 04.example: Which way?
          ✓ up, at 80 %
    """

    _esm = join_module(__file__)
    _css = join_styles(__file__)

    committed = traitlets.Dict(help="what was committed; it never changes again").tag(sync=True)
    lines = traitlets.List(traitlets.Unicode(), help="what Python says of it").tag(sync=True)
    recorded = traitlets.Bool(False, help="whether Python has heard of it").tag(sync=True)

    def __init__(
        self,
        prediction: Prediction,
        truth: tuple[Array, Array] | None = None,
        committed: Committed | None = None,
        lines: Sequence[str] = (),
        commit: Commit | None = None,
    ) -> None:
        if not isinstance(prediction, Prediction):
            raise TypeError(f"prediction must be a Prediction; given {type(prediction).__name__}.")
        self.prediction = prediction
        self._commit: Commit | None = None
        self._standing: Committed = {}  # the trait itself has a view's new value before it is validated
        super().__init__(_header(prediction), _arrays(prediction.curve, truth))
        self.committed, self.lines = dict(committed or {}), list(lines)
        self._commit = commit

    def __repr__(self) -> str:
        """Return in words what the card shows."""
        head = f"Prediction {self.prediction.id}: {self.prediction.text}"
        if not self.committed:
            return f"{head}\n  not committed yet; the notebook shows it"
        if "only_shown" in self.committed:
            return "\n".join((head, "  not predicted, only shown", *self._explained()))
        answer, at = self.committed["answer"], f"at {self.committed['confidence']:g} %"
        if self.prediction.curve is not None:
            names = self.prediction.curve.lines
            first = f"  {f'{len(names)} drawn lines' if names else 'a drawn curve'}, {at}"
        elif answer < 0:
            first = f"  an option that is no longer there, {at}"
        else:
            option = self.prediction.options[answer]
            first = f"  {'✓' if option.right else '✗'} {option.text}, {at}"
        return "\n".join((head, first, *(f"  {line}" for line in self.lines), *self._explained()))

    def _explained(self) -> list[str]:
        """Return the explanation as lines of text."""
        return [f"  {line}" for line in self.prediction.explanation.splitlines() if line.strip()]

    @traitlets.validate("committed")
    def _stands(self, proposal: Any) -> Committed:
        """Let what was committed first stand, here and wherever the hook keeps it."""
        if not self._standing and proposal["value"]:
            self._standing = _checked(self.prediction, proposal["value"])
            if self._commit is not None:
                self._standing, self.lines = self._commit(self._standing)
        return dict(self._standing)

    @traitlets.observe("committed")
    def _say_it_is_recorded(self, change: Any) -> None:
        self.recorded = bool(change["new"])


def confidences(prediction: Prediction) -> list[int]:
    """Return the confidences to choose from, in percent; with options the lowest is that of a guess.

    Args:
        prediction: with options or with a curve.

    Returns:
        Percentages, the lowest first.
    """
    guess = [round(100 / len(prediction.options))] if prediction.options else []
    return [*guess, *(level for level in LEVELS if not guess or level > guess[0])]


def columns(curve: Curve) -> Array:
    """Return the x at which a curve is drawn, (COLUMNS,)."""
    return np.linspace(*curve.x_bounds, COLUMNS)


def _checked(prediction: Prediction, committed: Committed) -> Committed:
    """Refuse what no view would send."""
    if committed.get("only_shown") is True:
        return {"only_shown": True}
    answer, confidence = committed.get("answer"), committed.get("confidence")
    if prediction.curve is not None:
        names = prediction.curve.lines
        rows = answer if names and isinstance(answer, list | tuple) else [answer]
        fits = len(rows) == (len(names) or 1) and all(map(_is_drawn, rows))
        needed = (
            f"{COLUMNS} numbers{' for each line' if names else ''}, the curve's y at each column"
        )
    else:
        fits = type(answer) is int and -1 <= answer < len(prediction.options)
        needed = f"an option's number, from 0 to {len(prediction.options) - 1}"
    if not fits:
        raise ValueError(f"committed['answer'] must be {needed}; given {answer!r}.")
    if not isinstance(confidence, int | float) or not 0 <= confidence <= 100:
        raise ValueError(f"committed['confidence'] must be a percentage; given {confidence!r}.")
    return {"answer": answer, "confidence": confidence}


def _is_drawn(row: Any) -> bool:
    return isinstance(row, list | tuple) and np.shape(row) == (COLUMNS,)


def _header(prediction: Prediction) -> dict[str, Any]:
    curve = prediction.curve
    plane = curve and {
        "x": curve.x, "y": curve.y, "x_bounds": list(curve.x_bounds), "y_bounds": list(curve.y_bounds),
        "columns": COLUMNS, "x_names": list(curve.x_names),
        "lines": list(curve.lines), "within": f"at most {100 * curve.tolerance:.0f} %",
    }  # fmt: skip
    return {
        "kind": "prediction",
        "question": rich(prediction.text),
        "explanation": paragraphs(prediction.explanation),
        "options": [
            {"text": rich(option.text), "why": rich(option.why), "right": option.right}
            for option in prediction.options
        ],
        "confidences": confidences(prediction),
        "curve": plane,
    }


def _arrays(curve: Curve | None, truth: tuple[Array, Array] | None) -> dict[str, Array]:
    """Return the truth as it is sent: not more points than can be seen."""
    if curve is None:
        return {}
    if truth is None:
        raise ValueError("truth must be given where a curve is predicted: its x and its y.")
    x, y = truth
    kept = np.unique(np.linspace(0, len(x) - 1, min(len(x), SHOWN)).round().astype(int))
    return {"truth_x": x[kept].astype(np.float32), "truth_y": y[:, kept].astype(np.float32)}
