"""The race of lesson 05: all optimizers together on one surface."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import traitlets

from mlcourse.base.display import number_text
from mlcourse.base.errors import Array, choice, flag, integer
from mlcourse.run.history import History
from mlcourse.steps.optimizers import Update
from mlcourse.widgets.kit import SIZES, RecordedWidget, join_module, join_styles
from mlcourse.widgets.race.ledgers import ledger, lines_of, to_send
from mlcourse.widgets.race.pictured import LOSS_SCALE, PLACE_SCALE, Pictured, picture_of
from mlcourse.widgets.race.racing import (
    BETAS,
    FIRST,
    RACERS,
    RATES,
    STEPS,
    alone,
    best_rates,
    race,
    run_of,
)
from mlcourse.widgets.race.surfaces import surfaces_of

LAST = len(RATES) - 1
NAMES = {f"{beta:g}": number for number, beta in enumerate(BETAS)}
RACER_NAMES = tuple(racer.name for racer in RACERS)
ASKED = ("surface", "rate", "own_rates", "beta", "racer")


class Race(RecordedWidget):
    """Let gradient descent, momentum, Nesterov, RMSProp and Adam run together on a surface.

    Every racer runs 45 steps with 16 learning rates from 0.001 to 10 and three β, on every surface, when the race is
    made; then its knobs only choose. β is momentum's and Nesterov's, RMSProp's ρ and Adam's β₁. With ``own_rates``
    each racer has, of the 16, the learning rate with which it ends lowest. The ledger shows the numbers of one
    racer's step.

    Args:
        runs: runs of your own by name. The surface of each is the loss of its training data over two weights.
        weights: names of these two, as ``"W0[0, 1]"``; all other parameters stay where the run began.
        surface: which is shown first: a name of ``runs``, "bowl", "saddle" or "Rosenbrock"; None takes the first.
        rate: the number of the learning rate, from 0 (the smallest) to 15.
        beta: "0.5", "0.9" or "0.99".
        own_rates: whether each racer has its own best learning rate, and not that of ``rate``.
        racer: whose ledger is open.
        size: "normal", or "presenter": larger, for a projector.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: a surface, weight, rate, β, racer or size that is not there; a history of several runs.

    Example:
        >>> race = Race(surface="bowl", own_rates=True)
        >>> race.step = 20
        >>> race.losses()["gradient descent"] < 0.001
        True

    Source:
        Goh (2017), Why momentum really works.
    """

    _esm = join_module(__file__)
    _css = join_styles(__file__)

    surface = traitlets.Unicode(help="name of the surface").tag(sync=True)
    rate = traitlets.Int(8, help="number of the learning rate, from 0 to 15").tag(sync=True)
    beta = traitlets.Unicode("0.9", help="β of all that have one").tag(sync=True)
    own_rates = traitlets.Bool(False, help="each racer's own best rate").tag(sync=True)
    racer = traitlets.Unicode("Adam", help="whose ledger is open").tag(sync=True)
    step = traitlets.Int(0, help="steps made so far, from 0").tag(sync=True)
    ledger = traitlets.Dict(help="the numbers of the open ledger").tag(sync=True)

    def __init__(
        self,
        runs: dict[str, History] | None = None,
        weights: Sequence[str] = ("W0[0, 0]", "W0[1, 0]"),
        surface: str | None = None,
        rate: int = 8,
        beta: str = "0.9",
        own_rates: bool = False,
        racer: str = "Adam",
        size: str = "normal",
    ) -> None:
        surfaces = surfaces_of(runs, weights)
        self._surfaces = {each.name: each for each in surfaces}
        surface = surfaces[0].name if surface is None else surface
        choice("surface", surface, self._surfaces)
        _check_rate(rate)
        choice("beta", beta, NAMES)
        flag("own_rates", own_rates)
        choice("racer", racer, RACER_NAMES)
        choice("size", size, SIZES)
        self._runs = {each.name: race(each) for each in surfaces}
        self._best = {name: best_rates(runs.losses) for name, runs in self._runs.items()}
        self._opened = (int(rate), NAMES[beta], own_rates)
        pictured = [picture_of(each, self._runs[each.name]) for each in surfaces]
        super().__init__(
            self._header(pictured),
            {
                "places": np.stack([each.places for each in pictured]),
                "losses": np.stack([each.losses for each in pictured]),
                "ground": np.stack([each.ground for each in pictured]),
                "best": np.stack(list(self._best.values())).astype(np.uint8),
                "ledgers": self._ledgers(),
            },
            rounded=("ledgers",),
            surface=surface,
            rate=int(rate),
            beta=beta,
            own_rates=own_rates,
            racer=racer,
            size=size,
        )

    @property
    def surfaces(self) -> tuple[str, ...]:
        """The names of the surfaces."""
        return tuple(self._surfaces)

    def losses(self) -> dict[str, float]:
        """Return the loss of each racer at the step on the screen.

        Returns:
            The losses by the racer's name.

        Example:
            >>> {round(loss, 3) for loss in Race(surface="saddle").losses().values()}  # all begin at one place
            {2.25}
        """
        runs, beta = self._runs[self.surface].losses, NAMES[self.beta]
        return {
            name: float(runs[run_of(number, self._rate_of(number), beta), self.step])
            for number, name in enumerate(RACER_NAMES)
        }

    def update(self, racer: str, step: int) -> Update[Any]:
        """Return a step of a racer, on the surface and with the η and β on the screen, as its optimizer records it.

        Args:
            racer: its name.
            step: from 1 to 45.

        Returns:
            The optimizer's record, with the gradient, what it remembers and the change of θ.

        Raises:
            TypeError: an argument is of the wrong kind.
            ValueError: a racer or a step that is not there.

        Example:
            >>> Race(surface="bowl").update("Adam", 1).change.round(3)  # η, whatever the gradient
            array([ 0.136, -0.136])
        """
        number = RACER_NAMES.index(choice("racer", racer, RACER_NAMES))
        if not 1 <= integer("step", step) <= STEPS:
            raise ValueError(f"step must be from 1 to {STEPS}; given {step}.")
        rate, beta = self._rate_of(number), NAMES[self.beta]
        return alone(self._surfaces[self.surface], number, rate, beta)[step - 1]

    def __repr__(self) -> str:
        """Return in words what is on the screen."""
        rates = "each its own best η" if self.own_rates else f"η = {RATES[self.rate]:.2g} for all"
        losses = ", ".join(f"{name} {number_text(loss)}" for name, loss in self.losses().items())
        return f"Race: {self.surface}, {rates}, β = {self.beta}, step {self.step} of {STEPS}\n  loss: {losses}"

    def _rate_of(self, racer: int) -> int:
        """Return the number of a racer's learning rate."""
        best = self._best[self.surface][racer, NAMES[self.beta]]
        return int(best) if self.own_rates else self.rate

    def _ledgers(self) -> Array:
        """Return all ledgers of the settings with which the race opens: a page without a kernel has these."""
        rate, beta, own = self._opened
        found = []
        for name, runs in self._runs.items():
            rates = [int(best) if own else rate for best in self._best[name][:, beta]]
            found.append([ledger(runs, racer, rates[racer], beta) for racer in range(len(RACERS))])
        return np.array(found)

    def _header(self, pictured: list[Pictured]) -> dict[str, Any]:
        """Return words and layout."""
        rate, beta, own = self._opened
        return {
            "surfaces": [each.words for each in pictured],
            "racers": [
                {
                    "name": racer.name, "first": FIRST[i], "hasBeta": bool(racer.memory),
                    "lines": lines_of(racer),
                }
                for i, racer in enumerate(RACERS)
            ],
            "rates": [f"{rate:.2g}" for rate in RATES],
            "betas": [{"name": name, "label": name} for name in NAMES],
            "betaIs": "β of momentum and Nesterov, RMSProp's ρ, Adam's β₁",
            "steps": STEPS,
            "opened": {"rate": rate, "beta": list(NAMES)[beta], "own": own},
            "lossScale": LOSS_SCALE,
            "placeScale": PLACE_SCALE,
        }  # fmt: skip

    @traitlets.observe(*ASKED)
    def _tell(self, change: Any) -> None:
        """Send the ledger that is open, where the recording does not hold it."""
        if not self.header or (self.rate, NAMES[self.beta], self.own_rates) == self._opened:
            return
        number, runs = RACER_NAMES.index(self.racer), self._runs[self.surface]
        numbers = ledger(runs, number, self._rate_of(number), NAMES[self.beta])
        self.ledger = {"of": [getattr(self, name) for name in ASKED], "numbers": to_send(numbers)}

    @traitlets.validate("rate")
    def _known_rate(self, proposal: Any) -> int:
        return _check_rate(proposal["value"])

    @traitlets.validate("step")
    def _known_step(self, proposal: Any) -> int:
        step = integer("step", proposal["value"])
        if not 0 <= step <= STEPS:
            raise ValueError(f"step must be from 0 to {STEPS}; given {step}.")
        return step

    @traitlets.validate("surface", "beta", "racer")
    def _known_name(self, proposal: Any) -> str:
        name = proposal["trait"].name
        known = {"surface": [*self._surfaces], "beta": [*NAMES], "racer": [*RACER_NAMES]}
        return choice(name, proposal["value"], known[name])


def _check_rate(rate: Any) -> int:
    rate = integer("rate", rate)
    if not 0 <= rate <= LAST:
        raise ValueError(
            f"rate must be the number of a learning rate, 0 to {LAST}; given {rate}. Try 8, which is "
            f"η = {RATES[8]:.2g}."
        )
    return rate
