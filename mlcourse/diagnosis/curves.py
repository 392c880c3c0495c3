"""Questions about the curves: does the loss fall as it should, to where it should, and stay there?"""

import numpy as np

from mlcourse.diagnosis.findings import (
    BACKPROPAGATION,
    INITIALIZATION,
    ITERATION,
    LOSS,
    OVERFITTING,
    PREPARATION,
    UPDATE,
    Finding,
    Findings,
)
from mlcourse.diagnosis.run import Run, n
from mlcourse.diagnosis.signals import killed_by_a_step
from mlcourse.diagnosis.updates import right_update
from mlcourse.steps.iteration import norm
from mlcourse.steps.step import first_non_finite


def made_by_the_step(run: Run) -> Findings:
    """Numbers that are not finite in the step's own code, where the library's are."""
    end = run.divergence
    if end is None:
        return
    operation = first_non_finite(end.step, run.index)
    if end.made_itself:
        loss, slope = (end.both(read)[1] for read in (lambda p: p.loss.value, lambda p: p.gradient))
        evidence = f"The library's numbers for the same θ and batch are finite: loss {n(loss)}, ‖g‖ {n(norm(slope))}."
        cause = (
            "The step's own code made it, and no learning rate helps: look there for a logarithm of 0, a division by "
            "0, or an exp of a large number."
        )
    else:
        right, own = right_update(run, end), run.part(end.step.update.change)
        if right is None or np.isfinite(own).all() or not np.isfinite(right.change).all():
            return
        evidence = (
            f"The gradient is finite, and the largest |Δθ| that {type(right.optimizer).__name__} makes of it is "
            f"{n(np.abs(right.change).max())}."
        )
        cause = (
            "The update itself divides by 0, as Adam does when its t starts at 0, or takes the root of a negative "
            "number."
        )
    yield Finding(
        name="non-finite numbers of the step's own",
        step=run.steps,
        evidence=f"{operation} {evidence}",
        cause=cause,
        lesson=BACKPROPAGATION,
    )


def non_finite(run: Run) -> Findings:
    """The first operation that was not finite, and what led there."""
    if run.divergence is None or any(made_by_the_step(run)):
        return
    if run.steps:
        before = f"the loss went from {n(run.loss[0])} to {n(run.loss[-1])}"
        cause = "Steps too large, each overshooting further than the one before. Try a tenth of the learning rate."
        lesson = UPDATE
    else:
        before = (
            f"no update had been made yet, and the largest |x| is {n(np.abs(run.plan.x).max())}"
        )
        cause = "Weights, inputs or targets are too large from the start."
        lesson = INITIALIZATION
    yield Finding(
        name="non-finite numbers",
        step=run.steps,
        evidence=f"{first_non_finite(run.divergence.step, run.index)} Before, {before}.",
        cause=cause,
        lesson=lesson,
    )


# A small batch's loss is noisy, but in 400 healthy runs never three times the first or the chance level. An update
# ratio of about 0.001 is Karpathy's rule of thumb (CS231n, 2015); small networks bear 0.01.
JUMP, RISEN, SWING, LONG = 3.0, 1.1, 0.5, 0.1


def rate_too_high(run: Run) -> Findings:
    """The loss jumps far above its start, ends above it, or swings without settling.

    A jump at the very start, after which the run learns, is a note; where it left half a layer dead it is an alarm.
    """
    if run.steps < 2:
        return
    # One batch's loss is not the start of all: take that of all examples where it is higher.
    start, peak = max(run.first_loss, run.loss_at_start), int(run.loss.argmax())
    end = float(np.median(run.loss[-max(1, run.steps // 10) :]))
    reference = max(start, run.reference)
    swing = _swing(run)
    ratio = float(np.median(run.update_ratio))
    overshot = run.loss[peak] > JUMP * reference and run.varied
    reasons = (
        (run.diverged and not any(made_by_the_step(run)), f"the run diverged in step {run.steps}"),
        (
            overshot,
            f"the loss jumps from {n(start)} at the start to {n(run.loss[peak])} in step {peak}",
        ),
        (end > RISEN * reference, f"the loss ends at {n(end)}, above its start {n(start)}"),
        (swing > SWING, f"late epochs' losses swing by {swing:.0%} from one to the next"),
        (ratio > LONG and run.went_badly, f"the loss ends at {n(end)}, no better than chance"),
    )
    said = [reason for holds, reason in reasons if holds]
    if said:
        only_at_first = len(said) == 1 and overshot and peak < run.steps / 10
        harmless = only_at_first and end < NO_BETTER * reference and not killed_by_a_step(run)
        yield Finding(
            name="learning rate too high",
            step=peak,
            evidence=f"{'; '.join(said)}. The median update ratio ‖Δθ‖/‖θ‖ is {n(ratio)}, about 0.001 to 0.01 is "
            "usual.",
            cause="Steps longer than the valley is wide: each overshoots. (A gradient that is too large or points "
            "the wrong way looks the same.) Try a learning rate 3 to 10 times smaller.",
            lesson=UPDATE,
            severity="note" if harmless else "alarm",
        )


def _swing(run: Run) -> float:
    """Return the median change of the epoch's loss, up or down, where it goes up and down, relative to it."""
    late = run.training[-max(6, run.epochs // 3) :]
    if len(late) < 6:
        return 0.0
    change = np.diff(late)
    turns = float(np.mean(change[1:] * change[:-1] < 0))
    size = max(float(np.median(late)), run.reference / 10)
    return float(np.median(np.abs(change))) / size if turns > 0.3 else 0.0


# Healthy runs went between 0.4 and 6 times the length of θ, however many steps they took.
SHORT_PATH, UNMOVED = 0.2, 0.6


def rate_too_low(run: Run) -> Findings:
    """θ has hardly moved, and the loss still falls as it did at the start."""
    if run.epochs < 4:
        return
    path = float(run.update_ratio.sum())
    first, last = run.training[0], run.training[-1]
    falls = float(np.mean(np.diff(run.training) < 0))
    if path < SHORT_PATH and falls > 0.5 and last > UNMOVED * first:
        yield Finding(
            name="learning rate too low",
            step=run.steps,
            evidence=f"in {run.steps} steps θ moved by at most {path:.1%} of its length in all; the epoch's loss fell "
            f"only from {n(first)} to {n(last)}, and in {falls:.0%} of the epochs.",
            cause="Steps too short for the number of them: the loss falls and does not get anywhere. Try a "
            "learning rate 10 times larger, or more epochs.",
            lesson=UPDATE,
        )


NO_BETTER = 0.95  # a run that learns anything at all is below this after a few epochs


def chance_level(run: Run) -> Findings:
    """The best that one answer for all examples can do: the entropy of the classes, or the variance of y."""
    if run.epochs < 2 or not run.varied:  # of equal targets, one answer for all is the right one
        return
    chance, best = run.chance, float(run.training.min())
    last = float(run.training[-1])
    if last >= NO_BETTER * chance:
        yield Finding(
            name="no better than chance",
            step=run.steps,
            evidence=f"the last epoch's loss is {n(last)} (the best {n(best)}); the same answer for every example "
            f"gives {n(chance)}, {run.loss_function.chance}.",
            cause="Nothing was learned from the inputs, or it was lost again: look for another finding that says "
            "why. Where there is none, look whether inputs and targets belong together.",
            lesson=LOSS,
        )


# Of shuffled targets the best of many epochs was at worst 0.91 of chance by luck, and the correlation below 2.3/√N;
# healthy runs were above 4/√N.
NO_BETTER_ON_NEW, LUCK, ENOUGH = 0.9, 2.5, 20


def chance_on_new_examples(run: Run) -> Findings:
    """Does anything that was learned hold on the validation examples?"""
    losses, held = run.validation, run.plan.validation
    if held is None or not len(losses) or not np.isfinite(losses).all():
        return
    chance, best, last = run.chance_in_validation, float(losses.min()), float(run.training[-1])
    examples, related = len(held[0]), run.correlation_in_validation
    if (
        examples >= ENOUGH
        and best >= NO_BETTER_ON_NEW * chance
        and related * np.sqrt(examples) < LUCK
        and last < NO_BETTER * run.chance
    ):
        yield Finding(
            name="nothing learned that holds on new examples",
            step=run.steps,
            evidence=f"the training loss fell to {n(last)}, and the validation loss was never below {n(best)}, where "
            f"one answer for all examples gives {n(chance)}; outputs and targets there have a correlation of "
            f"{related:.2f}.",
            cause="What was learned are the training examples themselves. Inputs and targets do not belong together "
            "(one was shuffled or sorted without the other), the validation part was prepared in another way, or the "
            "inputs say too little about the targets for so few examples. Look at a few examples with their targets.",
            lesson=PREPARATION,
        )


# The rise must be three times what the validation loss changes from epoch to epoch anyway. A rise of some percent is
# usual and what early stopping is for; an alarm is a loss that has doubled (one healthy run in 400).
BEYOND_NOISE, MILD, SEVERE = 3.0, 0.05, 1.0


def overfitting(run: Run) -> Findings:
    """The validation loss rises from its minimum, by more than it wobbles, while the training loss falls."""
    losses = run.validation
    if len(losses) < 4 or not np.isfinite(losses).all():
        return
    best = int(losses.argmin())
    if losses[best] >= run.chance_in_validation:  # nothing was learned that could be lost again
        return
    tail = losses[best + 1 :]
    if len(tail) < 3:
        return
    rise = float(np.median(tail[-3:]) - losses[best])
    wobble = float(np.median(np.abs(np.diff(losses))))
    relative = rise / max(float(losses[best]), 1e-3 * run.reference)
    if rise > BEYOND_NOISE * wobble and relative > MILD and run.training[-1] < run.training[best]:
        yield Finding(
            name="overfitting",
            step=(best + 1) * run.plan.steps_per_epoch,
            evidence=f"the validation loss is lowest in epoch {best}, {n(losses[best])}, and {n(losses[-1])} at the "
            f"end (+{relative:.0%}), while the training loss fell from {n(run.training[best])} to "
            f"{n(run.training[-1])}.",
            cause="From there on the network learns the examples by heart. Try early stopping, more data, L2, a "
            "smaller network.",
            lesson=OVERFITTING,
            severity="alarm" if relative > SEVERE and run.plan.early_stopping is None else "note",
        )


STILL_FALLING = 0.01  # of the loss at chance level, in a tenth of the run


def not_converged(run: Run) -> Findings:
    """The training loss still falls at the end."""
    if run.epochs < 10 or run.stop.reason != "epochs":
        return
    tenth = max(2, run.epochs // 10)
    late, before = run.training[-tenth:].mean(), run.training[-2 * tenth : -tenth].mean()
    fell = float(before - late)
    if fell > STILL_FALLING * run.reference:
        yield Finding(
            name="not converged",
            step=run.steps,
            evidence=f"the mean training loss of the last {tenth} epochs is {n(late)}, that of the {tenth} before was "
            f"{n(before)}.",
            cause="The run ended because its epochs did. More of them would lower the training loss further; "
            "whether that helps, the validation loss says.",
            lesson=ITERATION,
            severity="note",
        )
