"""Questions about the curves: does the loss fall as it should, to where it should, and stay there?"""

import numpy as np

from mlcourse.diagnosis.findings import (
    BACKPROPAGATION,
    INITIALIZATION,
    ITERATION,
    LOSS,
    OVERFITTING,
    UPDATE,
    Finding,
    Findings,
)
from mlcourse.diagnosis.run import Run, n
from mlcourse.steps.step import first_non_finite


def non_finite(run: Run) -> Findings:
    """The first operation that was not finite, and what led there."""
    if not run.diverged:
        return
    step = run.at(run.steps)
    operation = first_non_finite(step, run.index)
    if run.steps:
        before = f"the loss went from {n(run.loss[0])} to {n(run.loss[-1])}"
        cause = "Steps too large, each overshooting further than the one before. Try a tenth of the learning rate."
        lesson = UPDATE
    elif operation.startswith("update"):
        before = "no update had been made yet, and the gradient is finite"
        cause = "The optimizer itself divides by 0, as Adam does when its t starts at 0."
        lesson = BACKPROPAGATION
    else:
        before = (
            f"no update had been made yet, and the largest |x| is {n(np.abs(run.plan.x).max())}"
        )
        cause = "Weights, inputs or targets are too large from the start."
        lesson = INITIALIZATION
    yield Finding(
        name="non-finite numbers",
        step=run.steps,
        evidence=f"{operation} Before, {before}.",
        cause=cause,
        lesson=lesson,
    )


# A small batch's loss is noisy, but in 400 healthy runs never three times the first or the chance level. An update
# ratio of about 0.001 is Karpathy's rule of thumb (CS231n, 2015); small networks bear 0.01.
JUMP, RISEN, SWING = 3.0, 1.1, 0.5


def rate_too_high(run: Run) -> Findings:
    """The loss jumps far above its start, ends above it, or swings without settling."""
    if run.steps < 2:
        return
    start, peak = run.first_loss, int(run.loss.argmax())
    end = float(np.median(run.loss[-max(1, run.steps // 10) :]))
    reference = max(start, run.chance)
    swing = _swing(run)
    jumped = f"the loss jumps from {n(start)} at the start to {n(run.loss[peak])} in step {peak}"
    reasons = (
        (run.diverged, f"the run diverged in step {run.steps}"),
        (run.loss[peak] > JUMP * reference, jumped),
        (end > RISEN * reference, f"the loss ends at {n(end)}, above its start {n(start)}"),
        (swing > SWING, f"late epochs' losses swing by {swing:.0%} from one to the next"),
    )
    said = [reason for holds, reason in reasons if holds]
    if said:
        ratio = float(np.median(run.update_ratio))
        yield Finding(
            name="learning rate too high",
            step=peak,
            evidence=f"{'; '.join(said)}. The median update ratio ‖Δθ‖/‖θ‖ is {n(ratio)}, about 0.001 to 0.01 is "
            "usual.",
            cause="Steps longer than the valley is wide: each overshoots. (A gradient that is too large or points "
            "the wrong way looks the same.) Try a learning rate 3 to 10 times smaller.",
            lesson=UPDATE,
        )


def _swing(run: Run) -> float:
    """Return the median change of the epoch's loss, up or down, where it goes up and down, relative to it."""
    late = run.training[-max(6, run.epochs // 3) :]
    if len(late) < 6:
        return 0.0
    change = np.diff(late)
    turns = float(np.mean(change[1:] * change[:-1] < 0))
    size = max(float(np.median(late)), run.chance / 10)
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
    if run.epochs < 2:
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
            "why.",
            lesson=LOSS,
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
    tail = losses[best + 1 :]
    if len(tail) < 3:
        return
    rise = float(np.median(tail[-3:]) - losses[best])
    wobble = float(np.median(np.abs(np.diff(losses))))
    relative = rise / max(float(losses[best]), 1e-3 * run.chance)
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
    if fell > STILL_FALLING * run.chance:
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
