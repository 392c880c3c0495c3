"""The learning rate lab of lesson 06: a slider that retrains the network."""

from typing import Any

import numpy as np
import traitlets

from mlcourse.base.display import number_text
from mlcourse.base.errors import Array, choice, integer
from mlcourse.widgets.kit import SIZES, RecordedWidget, join_module, join_styles
from mlcourse.widgets.rate_lab.sweep import (
    BATCH_SIZE,
    EPOCHS,
    NETWORK,
    PRICES,
    RATES,
    WIDEST,
    Sweep,
    make_sweep,
)

LAST = len(RATES) - 1
NAMES = {f"{price:g}": price for price in PRICES}
FALLING = (
    0.02  # a loss that still fell by this part in the last quarter of the epochs has not arrived
)


class RateLab(RecordedWidget):
    """Show what the learning rate η and the L2 penalty's λ do to a whole training run.

    A network 10-16-1 learns the diabetes data from one start, by SGD, with 64 learning rates from 0.0003 to 1 and four
    λ, all side by side, when the lab is made. ``rate`` and ``price`` say which run is on the screen: set them, and the
    view follows.

    Args:
        rate: which learning rate is shown first, its number from 0 (the smallest) to 63.
        price: λ: "0", "0.1", "0.3" or "1".
        seed: of data, start and batches, an integer from 0.
        size: "normal", or "presenter": larger, for a projector.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: a rate, price or size that the lab does not know, or a negative seed.

    Example:
        >>> lab = RateLab(rate=60, price="0")
        >>> lab.has_flown
        True
        >>> lab.rate = 40
        >>> lab.has_flown
        False
    """

    _esm = join_module(__file__)
    _css = join_styles(__file__)

    rate = traitlets.Int(20, help="number of the learning rate, from 0 to 63").tag(sync=True)
    price = traitlets.Unicode("0", help="λ of the L2 penalty").tag(sync=True)

    def __init__(
        self, rate: int = 20, price: str = "0", seed: int = 1, size: str = "normal"
    ) -> None:
        _check_rate(rate)
        choice("price", price, NAMES)
        choice("size", size, SIZES)
        self._sweep = make_sweep(integer("seed", seed, at_least=0))
        super().__init__(
            _header(self._sweep),
            {
                "training": _to_send(self._sweep.training),
                "validation": _to_send(self._sweep.validation),
                "counts": self._sweep.counts,
            },
            rate=int(rate),
            price=price,
            size=size,
        )

    @property
    def learning_rate(self) -> float:
        """η of the run on the screen."""
        return float(RATES[self.rate])

    @property
    def has_flown(self) -> bool:
        """Whether the run on the screen ended no lower than it began."""
        return bool(self._sweep.has_flown[self._place])

    def losses(self, rate: int, price: str) -> tuple[float, float]:
        """Return the training and the validation loss of a run after its last epoch.

        Args:
            rate: number of the learning rate, 0 to 63.
            price: λ, as in ``price``.

        Returns:
            Both losses, without the penalty; infinite where the run has diverged.

        Raises:
            TypeError: rate is not an integer.
            ValueError: a rate or price that the lab does not know.

        Example:
            >>> training, validation = RateLab().losses(45, "0.1")
            >>> training < validation
            True
        """
        place = self._sweep.place(_check_rate(rate), NAMES[choice("price", price, NAMES)])
        return float(self._sweep.training[place, -1]), float(self._sweep.validation[place, -1])

    @property
    def _place(self) -> int:
        return self._sweep.place(self.rate, NAMES[self.price])

    def __repr__(self) -> str:
        """Return in words what is on the screen."""
        return f"RateLab: η = {number_text(self.learning_rate)}, λ = {self.price}\n  {self.header['told'][self._place]}"

    @traitlets.validate("rate")
    def _known_rate(self, proposal: Any) -> int:
        return _check_rate(proposal["value"])

    @traitlets.validate("price")
    def _known_price(self, proposal: Any) -> str:
        return choice("price", proposal["value"], NAMES)


def _check_rate(rate: Any) -> int:
    rate = integer("rate", rate)
    if not 0 <= rate <= LAST:
        raise ValueError(
            f"rate must be the number of a learning rate, 0 to {LAST}; given {rate}. Try 40, which is "
            f"η = {RATES[40]:.2g}."
        )
    return rate


def _to_send(losses: Array) -> Array:
    """Return float32; what is too large for it is infinite."""
    return np.where(losses < 1e30, losses, np.inf).astype(np.float32)


def _header(sweep: Sweep) -> dict[str, Any]:
    """Return words and layout; what is said of a run in the order of the runs, by λ and then by η."""
    return {
        "rates": [f"{rate:.2g}" for rate in RATES],
        "powers": [float(power) for power in np.log10(RATES[[0, -1]])],
        "prices": [{"name": name, "label": name} for name in NAMES],
        "flown": [bool(each) for each in sweep.has_flown],
        "told": [told(sweep, run) for run in range(len(sweep.has_flown))],
        "widest": WIDEST,
        "note": f"{'-'.join(map(str, NETWORK.layer_sizes))} on the diabetes data, SGD, batches of {BATCH_SIZE}, "
        f"{EPOCHS} epochs, always from the same start. Losses are without the penalty. ×: the run flew off.",
    }


def told(sweep: Sweep, run: int) -> str:
    """Return what became of a run, in a sentence or two."""
    training, validation = sweep.training[run], sweep.validation[run]
    if sweep.has_flown[run]:
        return "▲ Too large: the run flew off, and its weights are of no use."
    ends = f"Training loss {training[-1]:.3f}, validation loss {validation[-1]:.3f}."
    if training[-EPOCHS // 4 - 1] > (1 + FALLING) * training[-1]:
        return f"▽ Still falling after {EPOCHS} epochs. {ends}"
    return f"● The training loss hardly falls any more. {ends}"
