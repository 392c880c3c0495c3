"""What came of tuning: each candidate's score and curves, what it cost, and what the choice is worth elsewhere."""

from typing import Any

import numpy as np

from mlcourse.base.display import Record, Term, number_text, record
from mlcourse.base.errors import Array, integer
from mlcourse.tuning.candidates import Candidate, Candidates
from mlcourse.tuning.fleets import Settings

DEEP = 3  # times the way from the best to the middle of the candidates is shown, at the most


@record
class Tuning(Record):
    """Candidates, judged on examples held out, of which the best is chosen."""

    title = "Tuning"
    latex = r"\bar s_c = \frac{1}{N} \sum_{i=1}^{N} s_{ci} \qquad \hat c = \mathrm{argmax}_c \, \bar s_c"
    terms = (
        Term("score", "what candidates are judged by, higher is better"),
        Term("means", "s̄ of each candidate, over the parts"),
        Term("best", "the number of the best candidate, from 0"),
        Term("value", "its mean"),
        Term("expected", "what it is worth on examples that it was not chosen by, about"),
        Term("standard_error", "of its mean: spread/√(examples held out)"),
        Term("scores", "of each candidate on each part held out"),
        Term("training_loss", "of each candidate, part and epoch"),
        Term("validation_loss", "of each candidate, part and epoch"),
        Term("steps", "of each candidate on each part"),
        Term("seconds", "of processor time, all together"),
    )

    candidates: Candidates
    score: str
    scores: Array  # (C, parts), NaN where a run diverged
    per_example: Array  # (C, N), of all parts one after another
    expected: float
    training_loss: Array  # (C, parts, epochs), NaN after a run's last epoch
    validation_loss: Array  # (C, parts, epochs)
    steps: Array  # (C, parts)
    fleets: int
    seconds: float
    all_settings: tuple[Settings, ...]

    @property
    def means(self) -> Array:
        """The mean of each candidate over the parts; NaN where a run diverged. (C,)"""
        return self.scores.mean(axis=1)

    @property
    def spread(self) -> Array:
        """How far a part's score lies from the candidate's mean, ddof = 1; NaN where there is one part. (C,)"""
        if self.scores.shape[1] == 1:
            return np.full(len(self.scores), np.nan)
        return self.scores.std(axis=1, ddof=1)

    @property
    def ranked(self) -> Array:
        """The candidates' numbers, the best first, those that diverged last. (C,)"""
        return np.argsort(-np.nan_to_num(self.means, nan=-np.inf), kind="stable")

    @property
    def best(self) -> int:
        """The number of the best candidate; of several with the same mean, the first."""
        return int(self.ranked[0])

    @property
    def best_candidate(self) -> Candidate:
        """The best candidate's hyperparameters."""
        return self.candidates[self.best]

    @property
    def value(self) -> float:
        """The best candidate's mean. It was chosen for it, and so it is too high."""
        return float(self.means[self.best])

    @property
    def standard_error(self) -> float:
        """Of the best candidate's mean: the spread over the examples held out, divided by the root of their number."""
        own = self.per_example[self.best]
        return float(own.std() / np.sqrt(own.size))

    @property
    def as_good(self) -> Array:
        """The numbers of the other candidates whose mean is within the best one's standard error of it, ranked."""
        near = self.means >= self.value - self.standard_error
        return np.array([each for each in self.ranked[1:] if near[each]], dtype=int)

    @property
    def trainings(self) -> int:
        """How many networks were trained."""
        return self.scores.size

    def settings(self, number: int | None = None) -> dict[str, Any]:
        """Return a candidate's settings by the names of ``train``'s arguments.

        Args:
            number: of the candidate, from 0; None takes the best.

        Returns:
            A dictionary: ``train(data=parts.train, **tuning.settings())``.

        Raises:
            TypeError: number is not an integer.
            ValueError: there is no such candidate.

        Example:
            >>> from mlcourse import MLP, moons, split, tune
            >>> found = tune(MLP((2, 2)), split(moons(seed=1)), [{"l2": 0.0}, {"l2": 10.0}], epochs=5)
            >>> found.settings(1)["l2"]
            10.0
        """
        number = self.best if number is None else integer("number", number, at_least=0)
        if number >= len(self.all_settings):
            raise ValueError(
                f"number must be from 0 to {len(self.all_settings) - 1}; given {number}. Try {self.best}, the best."
            )
        return self.all_settings[number].arguments()

    def worked(self) -> tuple[str, ...]:
        """Return what it cost, which is the best, and what its score is worth."""
        count, parts = self.scores.shape
        held_out = self.per_example.shape[1]
        of_parts = f" × {parts} folds" if parts > 1 else ""
        cost = (
            f"cost: {count} candidate{'s' * (count > 1)}{of_parts} = {self.trainings} "
            f"training{'s' * (self.trainings > 1)} in {self.fleets} fleet{'s' * (self.fleets > 1)}, "
            f"{self.steps.sum():,} steps, {self.seconds:.1f} s of processor time"
        )
        chosen = ", ".join(
            f"{name} = {_shown(value)}" for name, value in self.best_candidate.items()
        )
        best = f"best: number {self.best}, {chosen}: {self.score} {number_text(self.value)}"
        diverged = int(np.isnan(self.means).sum())
        lines = [cost, *([f"{diverged} of them diverged"] if diverged else []), best]
        if count - diverged > 1:
            lines += [
                f"winner's curse: it is the best of {count} on {held_out} examples held out, by skill and by luck. On "
                f"other examples expect about {_rounded(self.expected, 3)}, not {number_text(self.value)}",
                f"others within one standard error, {_rounded(self.standard_error, 2)}: {len(self.as_good)}",
            ]
        return tuple(lines)

    def _repr_html_(self) -> str:
        """Return the formula, the sentences, and each candidate's mean over each hyperparameter."""
        from mlcourse.base.dot_panels import dot_panels  # only notebooks need them
        from mlcourse.base.pictured import record_html

        names = list(self.candidates[0])
        told = (
            f"The score of {len(self.candidates)} candidates over {', '.join(names)}, from "
            f"{number_text(np.nanmin(self.means))} to {number_text(self.value)}; the best is filled."
        )
        panels = [self._panel(name) for name in names]
        drawing = dot_panels(
            panels, self.means.tolist(), self._bounds(), self.score, self.best, told
        )
        return record_html(self, drawing)

    def _bounds(self) -> tuple[float, float]:
        """Return from where to where scores are shown: those far below the middle are not."""
        low, middle = float(np.nanmin(self.means)), float(np.nanmedian(self.means))
        return max(
            low, self.value - DEEP * (self.value - middle)
        ) if middle < self.value else low, self.value

    def _panel(self, name: str) -> Any:
        from mlcourse.base.dot_panels import Panel

        axis = self.candidates.space.get(name)
        values = [each.get(name) for each in self.candidates]
        if axis is not None:
            marks = [(axis.place(value), _shown(value)) for value in axis.points(2)]
            return Panel(name, [axis.place(value) for value in values], marks)
        ordered = list(dict.fromkeys(map(_shown, values)))  # as they were given
        places = {text: (i + 0.5) / len(ordered) for i, text in enumerate(ordered)}
        marks = [(place, text) for text, place in places.items()]
        return Panel(name, [places[_shown(value)] for value in values], marks)


def _rounded(value: float, digits: int) -> str:
    """Return an estimate with as many digits as it is worth."""
    return number_text(float(f"{value:.{digits}g}"))


def _shown(value: Any) -> str:
    """Return a hyperparameter's value in a few characters."""
    return number_text(value) if isinstance(value, int | float | np.number) else str(value)
