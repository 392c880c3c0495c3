"""The batch normalization lab of lesson 07: an example's batch-mates, and what they do to its own output."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import traitlets

from mlcourse.base.display import number_text
from mlcourse.base.errors import Array, choice, flag, given, integer, is_listed
from mlcourse.widgets.batch_norm_lab.batches import (
    BATCH_SIZE,
    DEALT,
    EPOCHS,
    MATES,
    UNITS,
    Batches,
    make_batches,
    mates_of,
    number_of,
)
from mlcourse.widgets.kit import SIZES, RecordedWidget, join_module, join_styles


class BatchNormLab(RecordedWidget):
    """Show batch normalization of four units, in every batch that a watched example can be in.

    Seven handwritten digits go into a layer with four units; the first is watched. ``mates`` says which of the six
    others are in its batch: 1, 2 and 3 show the same digit, 4, 5 and 6 other digits. In training each unit's z is
    normalized by the batch's mean and spread, in evaluation by the running ones; γ is 1 and β is 0. All batches are
    computed when the lab is made. Set ``mates``, ``unit`` and ``training``, and the view follows.

    Args:
        mates: the examples in the batch of the watched one, different numbers from 1 to 6; none is a batch of one.
        unit: whose row is looked at, from 0 to 3.
        training: True normalizes by the batch, False by the running statistics.
        seed: of the data's split, the weights and the order in which mates are dealt, an integer from 0.
        size: "normal", or "presenter": larger, for a projector.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: a mate, unit or size that the lab does not know, a mate twice, or a negative seed.

    Example:
        >>> lab = BatchNormLab(mates=(1, 2, 3))
        >>> before = lab.output
        >>> lab.mates = [4, 5]
        >>> lab.output == before
        False
        >>> lab.training = False
        >>> still = lab.output
        >>> lab.mates = [6]
        >>> lab.output == still
        True
    """

    _esm = join_module(__file__)
    _css = join_styles(__file__)

    mates = traitlets.List(traitlets.Int(), help="who is in the batch, from 1").tag(sync=True)
    unit = traitlets.Int(0, help="whose row is looked at, from 0").tag(sync=True)
    training = traitlets.Bool(True, help="whether the batch's statistics are used").tag(sync=True)

    def __init__(
        self,
        mates: Sequence[int] = (1, 2, 3),
        unit: int = 0,
        training: bool = True,
        seed: int = 1,
        size: str = "normal",
    ) -> None:
        found = _check_mates(mates)
        _check_unit(unit)
        flag("training", training)
        choice("size", size, SIZES)
        self._batches = make_batches(integer("seed", seed, at_least=0))
        super().__init__(
            _header(self._batches),
            _arrays(self._batches),
            mates=found,
            unit=int(unit),
            training=bool(training),
            size=size,
        )

    @property
    def output(self) -> float:
        """y of the watched example in the unit that is looked at; nan in training without a mate."""
        made = self._batches.in_evaluation
        if self.training:
            in_batch = self._batches.in_training[number_of(tuple(self.mates))]
            if in_batch is None:
                return float("nan")
            made = in_batch
        return float(made.y[0, self.unit])

    def __repr__(self) -> str:
        """Return in words what is on the screen."""
        mode = "training" if self.training else "evaluation"
        mates = ", ".join(map(str, self.mates)) or "none"
        return (
            f"BatchNormLab: {mode}, batch-mates {mates}\n"
            f"  unit {self.unit}: z = {number_text(self._batches.z[0, self.unit])}, y = {number_text(self.output)}"
        )

    @traitlets.validate("mates")
    def _known_mates(self, proposal: Any) -> list[int]:
        return _check_mates(proposal["value"])

    @traitlets.validate("unit")
    def _known_unit(self, proposal: Any) -> int:
        return _check_unit(proposal["value"])


def _check_mates(mates: Any) -> list[int]:
    if isinstance(mates, str | bytes) or not (isinstance(mates, Sequence) or is_listed(mates)):
        raise TypeError(
            f"mates must be a list of numbers from 1 to {MATES}, as [1, 4]; given {given(mates)}."
        )
    found = [integer("mates", mate) for mate in mates]
    if not set(found) <= set(range(1, MATES + 1)) or len(set(found)) < len(found):
        raise ValueError(
            f"mates must be different numbers from 1 to {MATES}; given {given(mates)}. Try [1, 2, 3], which show "
            "the same digit as the watched example."
        )
    return sorted(found)


def _check_unit(unit: Any) -> int:
    unit = integer("unit", unit)
    if not 0 <= unit < UNITS:
        raise ValueError(f"unit must be a number from 0 to {UNITS - 1}; given {unit}.")
    return unit


# ---------------------------------------------------------------- what is sent


def _header(batches: Batches) -> dict[str, Any]:
    """Return words and layout."""
    return {
        "names": [f"a {label}" for label in batches.labels],
        "units": UNITS,
        "deals": [list(mates_of(number)) for number in batches.deals],
        "note": f"Press an image on the left: in or out of the batch. → deals {DEALT} other mates, ↓ goes to the next "
        f"unit. Random weights, γ = 1, β = 0; evaluation: μ, σ kept over {EPOCHS} epochs, batches of {BATCH_SIZE}.",
    }


def _arrays(batches: Batches) -> dict[str, Array]:
    """Return the images, z by unit, and of each batch its statistics and y by unit; nan for who is not in it."""
    statistics = np.full((2**MATES, 2, UNITS), np.nan)
    y = np.full((2**MATES, UNITS, 1 + MATES), np.nan)
    for number, made in enumerate(batches.in_training):
        if made is not None:
            statistics[number] = made.mean, np.sqrt(made.variance + made.epsilon)
            y[number][:, [0, *mates_of(number)]] = made.y.T
    still = batches.in_evaluation
    sent = {
        "z": batches.z.T,
        "statistics": statistics,
        "y": y,
        "running": np.stack([still.mean, np.sqrt(still.variance + still.epsilon)]),
        "still": still.y.T,
    }
    arrays = {name: np.ascontiguousarray(array, np.float32) for name, array in sent.items()}
    return {"images": batches.images.astype(np.uint8), **arrays}
