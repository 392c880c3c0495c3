"""Questions about the examples: their scale, how they are dealt into batches, how they are answered."""

import numpy as np

from mlcourse.diagnosis.findings import ITERATION, METRICS, PREPARATION, Finding, Findings
from mlcourse.diagnosis.run import Run, n, root_mean_square
from mlcourse.steps.forward import forward

# A feature of size 30 makes the loss about 30² times as curved along its weights: no learning rate suits all.
# From 3 to 30 (irises in cm, pixels from 0 to 16) Adam copes, which makes it a note.
MODERATE_INPUT, LARGE_INPUT = 3.0, 30.0


def inputs(run: Run) -> Findings:
    """Inputs should have means near 0 and standard deviations near 1 (LeCun et al. 1998)."""
    size = root_mean_square(run.plan.x)
    largest = float(size.max())
    if largest <= MODERATE_INPUT:
        return
    at = int(size.argmax())
    yield Finding(
        name="inputs not standardized",
        step=0,
        evidence=f"feature {at} has a root mean square of {n(largest)}, the smallest feature {n(size.min())}; "
        "standardized they would be 1.",
        cause="A feature with large numbers dominates every z and needs a smaller learning rate than the others. "
        "Try standardize(split(data)).",
        lesson=PREPARATION,
        severity="alarm" if largest > LARGE_INPUT else "note",
    )


# As for the inputs: gradients grow with the targets, and Adam needs size/η steps to get there.
LARGE_TARGET = 30.0


def targets(run: Run) -> Findings:
    """Numbers to be predicted should be of the order of 1, as the outputs are at the start."""
    if run.loss_function.target != "numbers":
        return
    size = float(root_mean_square(run.plan.y.ravel()))
    if size > LARGE_TARGET:
        yield Finding(
            name="targets not standardized",
            step=0,
            evidence=f"the targets have a root mean square of {n(size)}, and the first loss is {n(run.first_loss)}.",
            cause="The output starts near 0 and has a long way to go, and under squares gradients are as large as the "
            "targets. "
            "Standardize y by the training part's mean and standard deviation.",
            lesson=PREPARATION,
        )


# By chance it is about 1/batch size, at most 20 % here, however the classes are spread.
SMALL_BATCH, BETWEEN = 5, 0.5


def batches(run: Run) -> Findings:
    """Batches should be small samples of the data: how much of the targets' variance lies between batches?"""
    plan, y, batch_size = run.plan, run.targets, run.plan.batch_size
    if len(plan.x) // batch_size < 2 or batch_size < SMALL_BATCH:
        return
    rows = [y[plan.batch(k).indices] for k in range(plan.steps_per_epoch)]
    mean, total = y.mean(axis=0), float(y.var(axis=0).sum())
    between = sum(len(r) * np.square(r.mean(axis=0) - mean).sum() for r in rows) / len(y)
    if total > 0 and between > BETWEEN * total:
        yield Finding(
            name="batches unlike the data",
            step=0,
            evidence=f"{between / total:.0%} of the targets' variance lies between the batches of the first epoch; of "
            f"shuffled batches of {batch_size} it would be about {1 / batch_size:.0%}.",
            cause="The data is sorted and not shuffled: each batch pulls towards its own targets. Try shuffle=True.",
            lesson=ITERATION,
        )


PRESENT = 0.05  # a class rarer than that can be left out at little cost in the loss


def never_predicted(run: Run) -> Findings:
    """A class that the network never answers with."""
    labels = run.labels
    if labels is None:
        return
    theta, running = run.part(run.history.theta), run.part(run.history.running)
    output = forward(run.plan.network, theta, run.plan.x, running).output
    answers = output.argmax(axis=-1) if output.shape[-1] > 1 else (output[:, 0] > 0.5).astype(int)
    classes = max(output.shape[-1], 2)
    true, said = np.bincount(labels, minlength=classes), np.bincount(answers, minlength=classes)
    missing = [c for c in range(classes) if not said[c] and true[c] >= PRESENT * len(labels)]
    if missing:
        yield Finding(
            name="classes never predicted",
            step=run.steps,
            evidence=f"class {', '.join(map(str, missing))} is never the answer, though {true[missing].sum()} of "
            f"{len(labels)} training examples belong there.",
            cause="Nothing was learned, units died, or one class outweighs the others: accuracy hides that, recall "
            "shows it." + " The loss still falls: it may come with more epochs." * run.still_learns,
            lesson=METRICS,
            severity="note" if run.still_learns else "alarm",
        )
