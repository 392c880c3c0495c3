"""The microscope of lesson 12: which weights moved, layer by layer, frozen or not, and the source task beside it."""

from typing import Any

import numpy as np
import traitlets

from mlcourse.base.display import number_text
from mlcourse.base.errors import Array, choice, finite, floats, given, integer
from mlcourse.widgets.kit import SIZES, RecordedWidget, join_module, join_styles
from mlcourse.widgets.microscope.runs import MOMENTS, POOL, READER, STEPS, WAYS, Runs, tune_all

NAMES = tuple(way.name for way in WAYS)
FROM, TO = -3.0, 0.0  # powers of ten between which the color grows


class Microscope(RecordedWidget):
    """Show step by step which weights fine-tuning moves, and what the source task loses.

    A reader of ten digits learns whether a digit has a closed loop, in six ways, all when the microscope is made.
    ``way`` and ``step`` say what is on the screen: set them, and the view follows.

    Args:
        way: "head only", "a rate for each layer", "all", "all, large rate", "gradient 0" or "from scratch".
        step: steps made: 0, 1, 2, 3, 4, 5, 7, 10, … 100.
        labels: labeled images, an even number from 4 to 200, half of them with a loop.
        seed: of the new head, an integer from 0.
        size: "normal", or "presenter": larger, for a projector.
        theta: θ of a reader of ten digits, ``MLP((64, 32, 16, 10))``, (2778,); without it, one is trained first.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: a way, a step, a number of labels or a size that the microscope does not know, a negative seed, or
            a θ of another shape.

    Example:
        >>> scope = Microscope("all", step=100)
        >>> scope.moved("head only")
        (0, 0, 32)
        >>> scope.source < 0.75 < scope.target
        True
    """

    _esm = join_module(__file__)
    _css = join_styles(__file__)

    way = traitlets.Unicode("head only", help="how it is fine-tuned").tag(sync=True)
    step = traitlets.Int(0, help="steps made").tag(sync=True)

    def __init__(
        self,
        way: str = "head only",
        step: int = 0,
        labels: int = 50,
        seed: int = 14,
        size: str = "normal",
        theta: Array | None = None,
    ) -> None:
        choice("way", way, NAMES)
        step = _known_step(step)
        choice("size", size, SIZES)
        reader = None if theta is None else _reader(theta)
        self._runs = tune_all(_even(labels), integer("seed", seed, at_least=0), reader)
        super().__init__(
            _header(self._runs, labels),
            _arrays(self._runs),
            rounded=("target", "source", "relative"),
            way=way,
            step=step,
            size=size,
        )

    @property
    def target(self) -> float:
        """The accuracy on the target task at what is on the screen."""
        return float(self._runs.target[self._place])

    @property
    def source(self) -> float:
        """The accuracy of the old head on the source task at what is on the screen."""
        return float(self._runs.source[self._place])

    def moved(self, way: str, step: int = STEPS) -> tuple[int, ...]:
        """Return how many parameters of each layer are not, bit for bit, what they were at the start.

        Args:
            way: as in ``way``.
            step: as in ``step``.

        Returns:
            A number for each layer, the first one's first.

        Raises:
            TypeError: an argument is of the wrong kind.
            ValueError: a way or a step that the microscope does not know.

        Example:
            >>> Microscope().moved("all", step=0)
            (0, 0, 0)
        """
        place = NAMES.index(choice("way", way, NAMES)), MOMENTS.index(_known_step(step))
        return tuple(int(count) for count in self._runs.movement.moved[place])

    @property
    def _place(self) -> tuple[int, int]:
        return NAMES.index(self.way), MOMENTS.index(self.step)

    def __repr__(self) -> str:
        """Return in words what is on the screen."""
        lines = [
            f"Microscope: {self.way}, after {self.step} steps",
            f"  new task {self.target:.2f}, ten digits {self.source:.2f} (before: {self._runs.before:.2f})",
        ]
        movement = self._runs.movement
        rows = zip(movement.relative[self._place], self.moved(self.way, self.step), strict=True)
        lines += [
            f"  layer {i}: {count} of {size} moved, ‖Δθ‖/‖θ‖ {number_text(far)}"
            for i, ((far, count), size) in enumerate(zip(rows, movement.size, strict=True))
        ]
        return "\n".join(lines)

    @traitlets.validate("way")
    def _known_way(self, proposal: Any) -> str:
        return choice("way", proposal["value"], NAMES)

    @traitlets.validate("step")
    def _known_moment(self, proposal: Any) -> int:
        return _known_step(proposal["value"])


def _known_step(value: Any) -> int:
    step = integer("step", value)
    if step not in MOMENTS:
        nearest = min(MOMENTS, key=lambda each: abs(each - step))
        raise ValueError(
            f"step must be one of {', '.join(map(str, MOMENTS))}; given {given(step)}. Try {nearest}."
        )
    return step


def _reader(theta: Any) -> Array:
    """Return θ of one reader."""
    array = finite("theta", floats("theta", theta))
    if array.shape != (READER.size,):
        raise ValueError(
            f"theta must be that of one reader, ({READER.size},); given {given(array)}. Try leaving it out."
        )
    return array


def _even(value: Any) -> int:
    labels = integer("labels", value)
    if labels % 2 or not 4 <= labels <= POOL // 2:
        raise ValueError(
            f"labels must be an even number from 4 to {POOL // 2}; given {given(labels)}. Try 50."
        )
    return labels


# ---------------------------------------------------------------- what is sent


def _header(runs: Runs, labels: int) -> dict[str, Any]:
    """Return words and layout."""
    layers = runs.network.layers
    return {
        "ways": [{"name": way.name, "label": way.name, "title": way.told} for way in WAYS],
        "told": [way.told for way in WAYS],
        "frozen": [[way.name == "head only" and not each.is_output for each in layers] for way in WAYS],
        "steps": list(MOMENTS),
        "shapes": [list(each.W.shape) for each in layers],
        "counts": [int(size) for size in runs.movement.size],
        "before": round(runs.before, 4),
        "note": f"A reader of ten digits, {'-'.join(map(str, READER.layer_sizes))}, gets a new head for “has "
        "the digit a "
        f"closed loop?”, {labels} labels. Columns are units, rows what feeds them; percent: ‖Δθ‖/‖θ‖.",
    }  # fmt: skip


def _arrays(runs: Runs) -> dict[str, Array]:
    flat = runs.thetas.reshape(-1, runs.network.size)
    start = np.repeat(runs.thetas[:, 0], len(MOMENTS), axis=0)
    weights = runs.network.weight_mask
    return {
        "codes": _codes((flat - start)[:, weights]),
        "moved": _rows(runs.movement.moved).astype(np.int32),
        "relative": _rows(runs.movement.relative).astype(np.float32),
        "target": runs.target.astype(np.float32),
        "source": runs.source.astype(np.float32),
    }


def _rows(of_layers: Array) -> Array:
    return of_layers.reshape(-1, of_layers.shape[-1])


def _codes(change: Array) -> Array:
    """Return 0 where nothing changed, else 1 to 255 by the power of ten of the change."""
    with np.errstate(divide="ignore"):
        part = (np.log10(np.abs(change)) - FROM) / (TO - FROM)
    codes = 1 + np.rint(254 * np.clip(part, 0, 1))
    return np.asarray(np.where(change == 0, 0, codes)).astype(np.uint8)
