"""The search lab of lesson 11: candidates on a map with their shadows on the axes, and what the budget bought."""

from typing import Any

import numpy as np
import traitlets

from mlcourse.base.display import number_text
from mlcourse.base.errors import Array, choice, integer
from mlcourse.widgets.kit import SIZES, RecordedWidget, join_module, join_styles
from mlcourse.widgets.search_lab.trials import (
    BATCH_SIZE,
    DRAWINGS,
    EPOCHS,
    EXAMPLES,
    FRESH,
    MOST,
    NETWORK,
    SIDES,
    SPACE,
    VALIDATION,
    Trials,
    make_trials,
)

WAYS = ("grid", "random")
STEPS = EPOCHS * EXAMPLES // BATCH_SIZE


class SearchLab(RecordedWidget):
    """Show what grid and random search find for a learning rate η and an L2 penalty's λ, with the same budget.

    A network 64-16-10 learns 200 digits by SGD, once with every candidate, all side by side, when the lab is made. A
    candidate is judged by 100 other digits; what the best is worth on 1,497 more is said below. ``way``, ``budget`` and
    ``drawing`` say which search is on the screen, ``candidate`` which of its runs. Set them, and the view follows.

    Args:
        way: "grid" or "random".
        budget: how many candidates are tried: 4, 9 or 25.
        drawing: which of three drawings a random search is, 0 to 2.
        candidate: the number of the candidate whose curves are shown, from 0, below the budget.
        seed: of data, start and drawings, an integer from 0.
        size: "normal", or "presenter": larger, for a projector.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: a way, budget, drawing, candidate or size that the lab does not know, or a negative seed.

    Example:
        >>> lab = SearchLab(budget=9)
        >>> lab.distinct
        {'learning_rate': 3, 'l2': 3}
        >>> lab.way = "random"
        >>> lab.distinct
        {'learning_rate': 9, 'l2': 9}

    Source:
        Bergstra and Bengio (2012), figure 1.
    """

    _esm = join_module(__file__)
    _css = join_styles(__file__)

    way = traitlets.Unicode("grid", help="grid or random").tag(sync=True)
    budget = traitlets.Int(9, help="how many candidates are tried").tag(sync=True)
    drawing = traitlets.Int(0, help="which drawing a random search is").tag(sync=True)
    candidate = traitlets.Int(0, help="whose curves are shown").tag(sync=True)

    def __init__(
        self,
        way: str = "grid",
        budget: int = 9,
        drawing: int = 0,
        candidate: int = 0,
        seed: int = 1,
        size: str = "normal",
    ) -> None:
        choice("way", way, WAYS)
        budget = _check_budget(budget)
        choice("size", size, SIZES)
        self._trials = make_trials(integer("seed", seed, at_least=0))
        trials = self._trials
        super().__init__(
            _header(trials),
            {
                "places": np.log10(trials.candidates).astype(np.float32),
                "training": _to_send(trials.training),
                "validation": _to_send(trials.validation),
                "right": trials.right.astype(np.float32),
            },
            rounded=("training", "validation"),
            way=way,
            budget=budget,
            drawing=_below("drawing", drawing, DRAWINGS),
            candidate=_below("candidate", candidate, MOST),
            size=size,
        )

    @property
    def distinct(self) -> dict[str, int]:
        """How many values of each hyperparameter the search on the screen has seen."""
        tried = self._trials.candidates[self._runs]
        return {name: len(np.unique(tried[:, i])) for i, name in enumerate(SPACE)}

    @property
    def best(self) -> float:
        """The highest share of the validation digits for which a candidate is right."""
        return float(self._trials.right[self._runs].max())

    @property
    def _runs(self) -> list[int]:
        return self._trials.runs(self.way, self.budget, self.drawing)

    def __repr__(self) -> str:
        """Return in words what is on the screen."""
        drawn = f", drawing {self.drawing + 1}" if self.way == "random" else ""
        return f"SearchLab: {self.way}, budget {self.budget}{drawn}\n  {found(self._trials, self._runs)}"

    @traitlets.validate("way")
    def _known_way(self, proposal: Any) -> str:
        return choice("way", proposal["value"], WAYS)

    @traitlets.validate("budget")
    def _known_budget(self, proposal: Any) -> int:
        return _check_budget(proposal["value"])

    @traitlets.validate("drawing")
    def _known_drawing(self, proposal: Any) -> int:
        return _below("drawing", proposal["value"], DRAWINGS)

    @traitlets.validate("candidate")
    def _known_candidate(self, proposal: Any) -> int:
        return _below("candidate", proposal["value"], MOST)


def _check_budget(budget: Any) -> int:
    budget = integer("budget", budget)
    if budget not in SIDES:
        raise ValueError(
            f"budget must be one of {', '.join(map(str, SIDES))}; given {budget}. Try 9."
        )
    return budget


def _below(name: str, value: Any, count: int) -> int:
    value = integer(name, value)
    if not 0 <= value < count:
        raise ValueError(f"{name} must be from 0 to {count - 1}; given {value}. Try 0.")
    return value


def _to_send(losses: Array) -> Array:
    """Return float32; what is too large for it is infinite."""
    return np.where(losses < 1e30, losses, np.inf).astype(np.float32)


def _header(trials: Trials) -> dict[str, Any]:
    """Return words and layout."""
    searches = [("grid", 0), *(("random", i) for i in range(DRAWINGS))]
    return {
        "ways": [{"name": each, "label": each} for each in WAYS],
        "budgets": [{"name": str(each), "label": str(each)} for each in SIDES],
        "drawings": [str(i + 1) for i in range(DRAWINGS)],
        "bounds": [[float(np.log10(axis.at(end))) for end in (0, 1)] for axis in SPACE.values()],
        "runs": {
            f"{way}/{budget}/{i}": trials.runs(way, budget, i)
            for way, i in searches
            for budget in SIDES
        },
        "found": {
            f"{way}/{budget}/{i}": found(trials, trials.runs(way, budget, i))
            for way, i in searches
            for budget in SIDES
        },
        "told": [told(trials, run) for run in range(len(trials.candidates))],
        "note": f"{'-'.join(map(str, NETWORK.layer_sizes))} on {EXAMPLES} digits, SGD, batches of {BATCH_SIZE}, "
        f"{EPOCHS} epochs, always from the same start; judged by the share of {VALIDATION} other digits that is right. "
        "Losses above 4 leave the picture.",
    }


def told(trials: Trials, run: int) -> str:
    """Return a candidate and what it is worth."""
    rate, price = (number_text(float(f"{each:.2g}")) for each in trials.candidates[run])
    return f"η = {rate}, λ = {price}: right for {trials.right[run]:.2f}"


def found(trials: Trials, runs: list[int]) -> str:
    """Return what a search has cost and found."""
    best = max(runs, key=lambda run: (trials.right[run], -runs.index(run)))
    return (
        f"{len(runs)} trainings, {len(runs) * STEPS:,} steps. Best: {told(trials, best)} of the {VALIDATION} digits "
        f"that chose it, and for {trials.fresh[best]:.2f} of {FRESH:,} others."
    )
