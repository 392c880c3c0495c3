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
    STEPS,
    WIDEST,
    Change,
    Sweep,
    make_changed,
    make_sweep,
    parts,
)

LAST = len(RATES) - 1
NAMES = {f"{price:g}": price for price in PRICES}
FALLING = (
    0.02  # a loss that still fell by this part in the last quarter of the epochs has not arrived
)
QUARTER = EPOCHS // 4 + 1  # this epoch from the end it is compared with
ENDS = "Training loss {training}, validation loss {validation}."
WORDS = {
    "flown": "▲ Too large: the run flew off, and its weights are of no use.",
    "falling": f"▽ Still falling after {EPOCHS} epochs. {ENDS}",
    "calm": f"● The training loss hardly falls any more. {ENDS}",
}


class RateLab(RecordedWidget):
    """Show what the learning rate η and the L2 penalty's λ do to a whole training run.

    A network 10-16-1 learns the diabetes data from one start, by SGD, with 64 learning rates from 0.0003 to 1 and three
    λ, all side by side, when the lab is made. ``rate`` and ``price`` say which run is on the screen. ``step`` and
    ``later`` change its η: from that step on the learning rate is that of number ``later``, and the rest of the run
    follows from there. Set them, and the view follows.

    Args:
        rate: which learning rate is shown first, its number from 0 (the smallest) to 63.
        price: λ: "0", "0.1" or "1".
        step: of 180, from which on η is another; at 180 it is never changed.
        later: number of the learning rate from there on, from 0 to 63.
        seed: of data, start and batches, an integer from 0.
        size: "normal", or "presenter": larger, for a projector.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: a rate, step, price or size that the lab does not know, or a negative seed.

    Example:
        >>> lab = RateLab(rate=60, price="0")
        >>> lab.has_flown
        True
        >>> lab.rate = 40
        >>> lab.has_flown
        False
        >>> lab.step, lab.later = 90, 63
        >>> lab.has_flown
        True
    """

    _esm = join_module(__file__)
    _css = join_styles(__file__)

    rate = traitlets.Int(20, help="number of the learning rate, from 0 to 63").tag(sync=True)
    price = traitlets.Unicode("0", help="λ of the L2 penalty").tag(sync=True)
    step = traitlets.Int(STEPS, help="from which on η is another, 0 to 180").tag(sync=True)
    later = traitlets.Int(20, help="number of the learning rate from there on").tag(sync=True)

    def __init__(
        self,
        rate: int = 20,
        price: str = "0",
        step: int = STEPS,
        later: int = 20,
        seed: int = 1,
        size: str = "normal",
    ) -> None:
        _check_rate(rate)
        _check_rate(later, "later")
        _check_step(step)
        choice("price", price, NAMES)
        choice("size", size, SIZES)
        self._seed = integer("seed", seed, at_least=0)
        self._sweep = make_sweep(self._seed)
        super().__init__(
            _header(self._sweep),
            {
                "training": _to_send(self._sweep.training),
                "validation": _to_send(self._sweep.validation),
                "counts": self._sweep.counts,
                "predicted": self._sweep.predicted.astype(np.float32),
                **_to_train_on(self._sweep, self._seed),
            },
            rate=int(rate),
            price=price,
            step=int(step),
            later=int(later),
            size=size,
        )

    @property
    def learning_rate(self) -> float:
        """η of the run on the screen, as it begins."""
        return float(RATES[self.rate])

    @property
    def has_flown(self) -> bool:
        """Whether the run on the screen ended no lower than it began."""
        sweep, run = self._shown
        return bool(sweep.has_flown[run])

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
    def _shown(self) -> tuple[Sweep, int]:
        """The runs of which one is on the screen, and which."""
        price = NAMES[self.price]
        if self.step == STEPS:
            return self._sweep, self._sweep.place(self.rate, price)
        change = Change(self.learning_rate, self.step, float(RATES[self.later]))
        return make_changed(self._seed, change, price), 0

    def __repr__(self) -> str:
        """Return in words what is on the screen."""
        later = f", from step {self.step} on {number_text(RATES[self.later])}"
        changed = later if self.step < STEPS else ""
        return f"RateLab: η = {number_text(self.learning_rate)}{changed}, λ = {self.price}\n  {told(*self._shown)}"

    @traitlets.validate("rate", "later")
    def _known_rate(self, proposal: Any) -> int:
        return _check_rate(proposal["value"], proposal["trait"].name)

    @traitlets.validate("step")
    def _known_step(self, proposal: Any) -> int:
        return _check_step(proposal["value"])

    @traitlets.validate("price")
    def _known_price(self, proposal: Any) -> str:
        return choice("price", proposal["value"], NAMES)


def _check_rate(rate: Any, name: str = "rate") -> int:
    rate = integer(name, rate)
    if not 0 <= rate <= LAST:
        raise ValueError(
            f"{name} must be the number of a learning rate, 0 to {LAST}; given {rate}. Try 40, which is "
            f"η = {RATES[40]:.2g}."
        )
    return rate


def _check_step(step: Any) -> int:
    step = integer("step", step)
    if not 0 <= step <= STEPS:
        raise ValueError(
            f"step must be from 0 to {STEPS}, where the run ends; given {step}. Try {STEPS // 2}, half of the way."
        )
    return step


def _to_train_on(sweep: Sweep, seed: int) -> dict[str, Array]:
    """Return what a run is made of, for the browser: it trains on itself where η is changed."""
    (x, y), (held_x, held_y) = parts(seed)
    plan = sweep.history.plan
    per_epoch = plan.steps_per_epoch
    dealt = [plan.batch(step).indices for step in range(EPOCHS * per_epoch)]
    orders = np.concatenate(dealt).reshape(EPOCHS, -1).astype(np.int32)
    floats = {"x": x, "y": y, "held_x": held_x, "held_y": held_y}
    return {name: values.astype(np.float32) for name, values in floats.items()} | {"orders": orders}


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
        "words": WORDS,
        "falling": {"share": FALLING, "back": QUARTER},
        "learning": {
            "rates": RATES.tolist(),
            "prices": NAMES,
            "start": sweep.history.initial.theta[0].tolist(),
            "sizes": list(NETWORK.layer_sizes),
            "batch": BATCH_SIZE,
            "steps": STEPS,
            "began": sweep.began,
            "bins": sweep.counts.shape[1],
        },
        "note": f"{'-'.join(map(str, NETWORK.layer_sizes))} on the diabetes data, SGD, batches of {BATCH_SIZE}, "
        f"{EPOCHS} epochs, always from the same start. Losses are without the penalty. ×: the run flew off. "
        "Thin lines: the run with η unchanged.",
    }


def told(sweep: Sweep, run: int) -> str:
    """Return what became of a run, in a sentence or two."""
    training, validation = sweep.training[run], sweep.validation[run]
    if sweep.has_flown[run]:
        return WORDS["flown"]
    is_falling = training[-QUARTER] > (1 + FALLING) * training[-1]
    ends = {"training": f"{training[-1]:.3f}", "validation": f"{validation[-1]:.3f}"}
    return WORDS["falling" if is_falling else "calm"].format(**ends)
