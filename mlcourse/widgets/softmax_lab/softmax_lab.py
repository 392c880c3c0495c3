"""The softmax lab of lesson 02: logits to drag, a temperature, a number added to all, and the stable form."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import traitlets

from mlcourse.base.display import number_text
from mlcourse.base.errors import Array, choice, finite, flag, floats, given, number
from mlcourse.steps.activations import softmax
from mlcourse.widgets.kit import SIZES, RecordedWidget, join_module, join_styles

CLASSES = (2, 6)  # from, to
LARGEST = 1000.0  # magnitude of a logit, and of what is added to all
TEMPERATURES = (0.1, 10.0)


class SoftmaxLab(RecordedWidget):
    """Show softmax with logits to drag, a temperature T, and a number c that is added to all logits.

    p_k = e^((z_k + c)/T) / Σ_j e^((z_j + c)/T), as it is written or with the largest exponent subtracted first.
    ``logits``, ``temperature``, ``added`` and ``stable`` say what is on the screen: set them, and the view follows.

    Args:
        logits: from 2 to 6 numbers from −1000 to 1000, one for each class.
        size: "normal", or "presenter": larger, for a projector.

    Raises:
        TypeError: logits are not numbers, or size is not a string.
        ValueError: too few or too many logits, one that is too large, or a size that is not known.

    Example:
        >>> lab = SoftmaxLab((2.0, 1.0, 0.0))
        >>> lab.probabilities.round(3)
        array([0.665, 0.245, 0.09 ])
        >>> lab.added, lab.stable = 1000, False
        >>> lab.probabilities
        array([nan, nan, nan])
    """

    _esm = join_module(__file__)
    _css = join_styles(__file__)

    logits = traitlets.List(traitlets.Float(), help="z, one for each class").tag(sync=True)
    temperature = traitlets.Float(1.0, help="T, what the logits are divided by").tag(sync=True)
    added = traitlets.Float(0.0, help="c, added to all logits").tag(sync=True)
    stable = traitlets.Bool(False, help="whether the maximum is subtracted first").tag(sync=True)

    def __init__(self, logits: Sequence[float] = (2.0, 1.0, 0.0), size: str = "normal") -> None:
        choice("size", size, SIZES)
        found = _check_logits(logits)
        reach = 4.0 if np.abs(found).max() <= 4 else 10.0 if np.abs(found).max() <= 10 else LARGEST
        header = {"reach": reach, "start": list(found), "temperatures": list(TEMPERATURES)}
        super().__init__(header, {}, size=size)
        self.logits = list(found)

    @property
    def probabilities(self) -> Array:
        """The probabilities on the screen, one for each class; nan where the written form overflows."""
        exponents = (np.array(self.logits) + self.added) / self.temperature
        if self.stable:
            return softmax(exponents)
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            return np.asarray(np.exp(exponents) / np.exp(exponents).sum())

    def __repr__(self) -> str:
        """Return in words what is on the screen."""
        z, p = ([number_text(each) for each in row] for row in (self.logits, self.probabilities))
        form = "maximum subtracted" if self.stable else "as written"
        return (
            f"SoftmaxLab: {form}, T = {number_text(self.temperature)}, {number_text(self.added)} added to all\n"
            f"  logits ({', '.join(z)}), probabilities ({', '.join(p)})"
        )

    @traitlets.validate("logits")
    def _known_logits(self, proposal: Any) -> list[float]:
        found = _check_logits(proposal["value"])
        if self.header and len(found) != len(self.header["start"]):
            raise ValueError(
                f"logits must stay {len(self.header['start'])} numbers; given {len(found)}."
            )
        return found

    @traitlets.validate("temperature")
    def _within_range(self, proposal: Any) -> float:
        low, high = TEMPERATURES
        return number("temperature", proposal["value"], at_least=low, at_most=high)

    @traitlets.validate("added")
    def _not_too_large(self, proposal: Any) -> float:
        return number("added", proposal["value"], at_least=-LARGEST, at_most=LARGEST)

    @traitlets.validate("stable")
    def _is_flag(self, proposal: Any) -> bool:
        return flag("stable", proposal["value"])


def _check_logits(value: Any) -> list[float]:
    array = finite("logits", floats("logits", value)).astype(float)
    low, high = CLASSES
    if array.ndim != 1 or not low <= array.size <= high:
        raise ValueError(
            f"logits must be {low} to {high} numbers in a row, one for each class; given {given(value)}."
        )
    if np.abs(array).max() > LARGEST:
        raise ValueError(
            f"logits must be from −1000 to 1000; given {number_text(array[np.abs(array).argmax()])}. "
            "In float64 eᶻ overflows from z = 710 on."
        )
    return [float(each) for each in array]
