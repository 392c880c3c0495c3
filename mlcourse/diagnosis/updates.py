"""Questions about the update: is Δθ what the optimizer makes of the gradient, and does it remember what it should?"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.base.parameters import Layout
from mlcourse.diagnosis.findings import UPDATE, Finding, Findings
from mlcourse.diagnosis.gradients import parallel
from mlcourse.diagnosis.replay import Replay
from mlcourse.diagnosis.run import Run, n
from mlcourse.steps.freezing import restrained
from mlcourse.steps.optimizers import (
    Adam,
    AdamW,
    Momentum,
    Nesterov,
    Optimizer,
    RMSProp,
    State,
    Update,
)

LIBRARY = "mlcourse.steps.optimizers"
STEP_TOLERANCE = 1e-4  # of a block's Δθ; a t that is one too high changes Adam's by percents
NEAR = 0.05  # a mistake is named that explains all but a twentieth; ε in Adam's divisor leaves a percent
ROUNDINGS = 8  # of θ: what is left of θ + Δθ − θ


def update(run: Run) -> Findings:
    """The update replayed: the plan's optimizer on the same gradient, state and θ."""
    for each in run.replays:
        made = Made.of(run, each)
        if made is None:
            return
        if made.departs:
            yield made.moved_otherwise()
            return
        if (forgets := made.remembers_otherwise()) is not None:
            yield forgets
            return


def library_rule(optimizer: Optimizer) -> Optimizer | None:
    """Return the library's optimizer that somebody's own derives from, with the same hyperparameters.

    Args:
        optimizer: of a run.

    Returns:
        The optimizer itself if it is the library's; None where a rule is altogether somebody's own.

    Example:
        >>> from mlcourse.diagnosis.faults import AdamFromZero
        >>> library_rule(AdamFromZero(0.1)).learning_rate
        0.1
    """
    for kind in type(optimizer).__mro__:
        if kind.__module__.startswith(LIBRARY) and kind is not Optimizer:
            return kind(**{each.name: getattr(optimizer, each.name) for each in fields(kind)})
    return None


def right_update(run: Run, replayed: Replay) -> Update[Any] | None:
    """Return what the library's rule makes of the gradient that a step's optimizer was given.

    Args:
        run: the run.
        replayed: the step.

    Returns:
        The update of this run alone; None where the rule, or its state, is altogether somebody's own.
    """
    rule, before = library_rule(run.plan.optimizer), replayed.state()
    if rule is None or type(before.optimizer_state) is not rule.state:
        return None
    given = run.part(replayed.step.update.gradient)
    made: Update[Any] = rule.update(given, before.optimizer_state, before.theta)
    return restrained(made, run.plan.frozen, run.plan.rate_factors)


class Guess(NamedTuple):
    """A Δθ that a known mistake would make, and what it is called."""

    change: Array
    cause: str


@dataclass(frozen=True)
class Made:
    """What a step made of its gradient, and what the rule makes of it."""

    rule: Optimizer
    gradient: Array
    state: State
    theta: Array
    got: Array  # Δθ
    kept: Any  # the state after the step
    right: Update[Any]  # the rule's
    layout: Layout
    step: int
    epoch: int
    batch: int

    @classmethod
    def of(cls, run: Run, replayed: Replay) -> "Made | None":
        """Return both sides of a replayed step; None where the rule is altogether somebody's own."""
        right = right_update(run, replayed)
        if right is None:
            return None
        before, after = replayed.state(), replayed.after()
        return cls(
            rule=right.optimizer,
            gradient=right.gradient,
            state=before.optimizer_state,
            theta=before.theta,
            got=after.theta - before.theta,
            kept=after.optimizer_state,
            right=right,
            layout=run.plan.network.layout,
            step=replayed.step.index,
            epoch=replayed.step.epoch,
            batch=replayed.step.batch.size,
        )

    @property
    def name(self) -> str:
        """The rule's name."""
        return type(self.rule).__name__

    @property
    def departs(self) -> list[str]:
        """The blocks whose Δθ is not the rule's."""
        return self._unlike(self.right.change)

    def _unlike(self, change: Array) -> list[str]:
        """Return the names of the blocks whose Δθ is not this one."""
        rounding = ROUNDINGS * float(np.finfo(self.theta.dtype).eps)
        unlike = []
        for block in self.layout.blocks:
            got, expected, theta = (block.of(v).ravel() for v in (self.got, change, self.theta))
            error, size = np.linalg.norm(got - expected), np.linalg.norm(expected)
            if not error <= STEP_TOLERANCE * size + rounding * np.linalg.norm(theta):
                unlike.append(block.name)
        return unlike

    def moved_otherwise(self) -> Finding:
        """Return the finding that Δθ is not the rule's, with the likeliest mistake."""
        wrong = self.departs
        block = self.layout.by_name[wrong[0]]
        at = block.start + int(
            np.abs(self.got - self.right.change)[block.start : block.stop].argmax()
        )
        name, place = self.layout.where(at)
        where = f"{name}[{', '.join(map(str, place))}]"
        return Finding(
            name="update is not the optimizer's",
            step=self.step,
            evidence=f"in step {self.step} {where} changed by {n(self.got[at])}; {self.name} makes "
            f"{n(self.right.change[at])} of the same gradient {n(self.gradient[at])}. Blocks that disagree: "
            f"{', '.join(wrong)}.",
            cause=self._cause(wrong),
            lesson=UPDATE,
        )

    def _cause(self, wrong: list[str]) -> str:
        still = [block.name for block in self.layout.blocks if not block.of(self.got).any()]
        if set(wrong) <= set(still):
            return self._unmoved(wrong)
        nearest = min(self._guesses(), key=lambda guess: self._distance(guess.change))
        if self._distance(nearest.change) <= NEAR * self._distance(self.right.change):
            return nearest.cause
        factor = parallel(self.got, self.right.change)
        if factor is not None:
            return self._times(factor)
        return f"Something else is done to θ than {self.name}'s update. If that is meant, nothing is wrong."

    def _distance(self, change: Array) -> float:
        error = float(np.linalg.norm(self.got - change))
        return error if np.isfinite(error) else np.inf

    def _unmoved(self, still: list[str]) -> str:
        blocks = [block.name for block in self.layout.blocks]
        last = blocks[-2:]
        if len(still) == len(blocks):
            return "θ is not updated at all: the new θ is computed and not kept."
        if not any(name.startswith("W") for name in still):
            return f"The biases are never updated ({', '.join(still)}): the loop over θ leaves them out."
        if not set(still) & set(last) and len(still) >= len(blocks) - len(last):
            return "Only the last layer is updated: the loop over the layers ends too early."
        return f"Not updated at all: {', '.join(still)}. The loop over θ leaves them out."

    def _times(self, factor: float) -> str:
        if np.isclose(factor, -1, rtol=1e-3):
            return "The sign is flipped: θ + η·(…) goes up the slope, θ − η·(…) down."
        usual = {self.batch: "multiplied by", 1 / self.batch: "divided by"}
        for times, words in usual.items():
            if self.batch > 1 and np.isclose(factor, times, rtol=1e-3):
                return f"Δθ is {words} the batch size {self.batch} once too often."
        return f"Δθ is {n(factor)} times as long as it should be: another learning rate than the plan's."

    def _guesses(self) -> Iterator[Guess]:
        """Yield what known mistakes would have made of the gradient."""
        g, state, theta = self.gradient, self.state, self.theta
        rule = replace(self.rule, learning_rate=float(self.rule.rate(state.step)))  # type: ignore[arg-type]
        memory = [each.name for each in fields(state) if each.name != "step"]
        yield Guess(-self.right.change, self._times(-1.0))
        if isinstance(rule, Adam):
            yield from _guesses_of_adam(rule, g, state, theta, self.epoch)
        if memory and self.step:
            fresh = replace(rule.init(theta), step=state.step)
            again = (
                rule.update(g, rule.init(theta), theta).change,
                rule.update(g, fresh, theta).change,
            )
            cause = (
                f"The optimizer begins anew in every step: {' and '.join(memory)} starts from 0, as when its state is "
                "made inside the loop."
            )
            yield from (Guess(change, cause) for change in again)
        if isinstance(rule, Momentum) and not isinstance(rule, Nesterov):
            velocity = rule.momentum * state.velocity + (1 - rule.momentum) * g  # type: ignore[attr-defined]
            yield Guess(
                -rule.learning_rate * velocity,  # type: ignore[operator]
                "The velocity is β v + (1 − β) g, and this course's is β v + g: steps 1/(1 − β) times too short.",
            )
        if isinstance(rule, RMSProp | Adam):
            bare = -rule.learning_rate * g  # type: ignore[operator]
            yield Guess(bare, f"θ − η g: the gradient is not divided by √v, as {self.name} does.")

    def remembers_otherwise(self) -> Finding | None:
        """Return the finding that the state is not kept as the rule keeps it, or None."""
        right = self.right.state
        for each in fields(right):
            before, expected, got = (getattr(s, each.name) for s in (self.state, right, self.kept))
            if each.name == "step":
                wrong = got != expected
                said = f"after step {self.step} it has counted t = {got}, {self.name} {expected}"
            else:
                size = np.linalg.norm(expected)
                wrong = not np.linalg.norm(got - expected) <= STEP_TOLERANCE * size
                said = (
                    f"after step {self.step} the length of {each.name} is {n(np.linalg.norm(got))}, and {self.name} "
                    f"makes {n(size)} of the same gradient"
                )
            if wrong:
                return Finding(
                    name="optimizer's memory is wrong",
                    step=self.step,
                    evidence=f"{said}.",
                    cause="The new state is not kept: the next step begins with the old one again."
                    if np.array_equal(got, before)
                    else "Something else than the optimizer's update writes into its state.",
                    lesson=UPDATE,
                )
        return None


def _guesses_of_adam(rule: Adam, g: Array, state: Any, theta: Array, epoch: int) -> Iterator[Guess]:
    """Yield Δθ of Adam with its t, its corrections, its β or its decay wrong."""
    t = state.step + 1

    def by(rule: Adam, t: int) -> Array:
        return rule.update(g, replace(state, step=t - 1), theta).change

    never = 10**7  # by then both corrections are 1
    corrections = (1 - rule.beta1**t) / np.sqrt(1 - rule.beta2**t)
    for uncorrected in (by(rule, never), by(rule, t) * corrections):  # ε matters where g is tiny
        yield Guess(
            uncorrected,
            "The moments are not corrected for their start from 0: m/√v is then (1 − β₁)/√(1 − β₂) = 3.16 times too "
            "long in the first step, for the usual β.",
        )
    for wrong in {1, epoch + 1, epoch} - {t, 0}:
        yield Guess(
            by(rule, wrong),
            f"Adam's t is counted wrongly: it is {wrong} in step {t - 1}, where {t} is right, as when it stands still, "
            "starts a step late or counts epochs instead of steps.",
        )
    for wrong, words in ((t + 1, "one too many"), (t - 1, "one too few"), (2 * t, "twice a step")):
        if wrong > 0:
            yield Guess(
                by(rule, wrong),
                f"Adam's t is counted wrongly: {words}. The first step has t = 1.",
            )
    swapped = replace(rule, beta1=rule.beta2, beta2=rule.beta1)
    fresh = swapped.update(g, state, theta).change
    yield Guess(fresh, "β₁ and β₂ have changed places.")
    if isinstance(rule, AdamW):
        bare = replace(rule, weight_decay=0.0)
        yield Guess(by(bare, t), "The weight decay is left out.")
