"""Exercise 13, the capstone: a project's decisions, each as a function that does not make the fault.

What each task asks for, what answers are tried on, and what the library has for it. Mistakes and what is said to them
are in ``mistakes.py``.
"""

from collections.abc import Callable

import numpy as np

import mlcourse as ml
from mlcourse.base.errors import Array
from mlcourse.checks.task import Arguments, Probe, Task, probes
from mlcourse.curriculum.lesson_13 import answers as right
from mlcourse.curriculum.lesson_13 import mistakes as wrong
from mlcourse.curriculum.lesson_13 import other_right_answers as others

# --- what they are tried on


def _columns(*kinds: str) -> Callable[..., Arguments]:
    """Return what draws a table with columns of these kinds, and two classes."""

    def make(generator: np.random.Generator, examples: int) -> Arguments:
        y = generator.permutation(np.arange(examples) % 3 % 2)
        return {"x": np.column_stack([_column(kind, y, generator) for kind in kinds]), "y": y}

    return make


def _column(kind: str, y: Array, generator: np.random.Generator) -> Array:
    """Return a column that tells the class, or does not, in one of several ways."""
    noise = generator.uniform(0.5, 1.5, len(y))
    if kind == "below":
        return 3 - 4 * y - noise
    if kind == "negative above":
        return 2 * y + noise - 8
    if kind == "negative below":
        return -4 * y - noise
    if kind == "large above":
        return 12 + 3 * y + noise
    if kind == "large below":
        return 15 - 3 * y + noise
    if kind == "one exception":  # far apart, but for one example of class 1
        column = 9.0 * y + noise
        column[np.flatnonzero(y == 1)[1]] = noise[np.flatnonzero(y == 0)].mean()
        return column
    if kind == "exception the other way":
        column = -9.0 * y + noise
        column[np.flatnonzero(y == 1)[0]] = noise[np.flatnonzero(y == 0)].mean()
        return column
    if kind == "touching":  # both classes have a value 4
        column = np.where(y == 1, 4 + noise, 4 - noise)
        column[[np.flatnonzero(y == 0)[0], np.flatnonzero(y == 1)[0]]] = 4.0
        return column
    if kind == "touching from above":
        column = np.where(y == 1, -noise, noise)
        column[[np.flatnonzero(y == 0)[0], np.flatnonzero(y == 1)[0]]] = 0.0
        return column
    if kind == "positive below":
        return 5 * (1 - y) + noise
    if kind == "small above":
        return 0.01 * (5 * y + noise)
    if kind == "negative noise":
        return noise - 8
    if kind == "overlapping":
        return 0.75 * y + noise
    if kind == "far values":  # it tells, and its correlation is low
        column = np.where(y == 1, 2.0, 1.0) + 0.1 * noise
        column[np.flatnonzero(y == 1)[0]] = 60.0
        return column
    return noise


def _table(
    generator: np.random.Generator, examples: int, features: int, held_out: int
) -> Arguments:
    """Return a table sorted by its targets, whose features drift from the first row to the last."""
    drift = np.linspace(0, 3, examples)[:, None] * generator.uniform(1, 2, features)
    x = generator.uniform(-9, 9, features) + np.resize([0.2, 3.0, 1.4], features) * (
        generator.normal(size=(examples, features)) + drift
    )
    return {
        "x": x,
        "y": np.sort(generator.normal(size=examples)),
        "order": generator.permutation(examples),
        "held_out": held_out,
    }


def _outputs(task: str, size: float = 2.0) -> Callable[..., Arguments]:
    """Return what draws outputs and targets for a task."""

    def make(generator: np.random.Generator, batch: int, classes: int) -> Arguments:
        output = size * generator.normal(size=(batch, classes))
        if task == "regression":
            return {"task": task, "output": output, "y": generator.normal(size=batch)}
        y = generator.integers(0, max(classes, 2), batch)
        y[:2] = 0, 1
        return {"task": task, "output": output, "y": y}

    return make


def _large(task: str) -> Callable[..., Arguments]:
    """Return logits of ±1000 of which some are right and some are wrong."""

    def make(generator: np.random.Generator, batch: int, classes: int) -> Arguments:
        y = np.arange(batch) % max(classes, 2)
        output = 1000.0 * (2 * (generator.random((batch, classes)) > 0.5) - 1)
        output[0], output[1] = 1000.0, -1000.0
        if classes > 1:
            output[0, 0], output[1, 0] = -1000.0, 1000.0
        return {"task": task, "output": output, "y": y}

    return make


def _just_too_large(generator: np.random.Generator, batch: int, classes: int) -> Arguments:
    """Return logits whose exponential overflows by a little in float64."""
    output = 712 + generator.uniform(-1, 1, (batch, classes))
    return {"task": "multi-class", "output": output, "y": generator.integers(0, classes, batch)}


def _trained(generator: np.random.Generator, seeds: int, epochs: int, parameters: int) -> Arguments:
    """Return validation losses, larger from seed to seed, whose lowest epochs differ, and the weights of each."""
    levels = np.geomspace(1, 50, seeds)[:, None]
    validation = levels * np.exp(generator.uniform(-1.5, 1.5, (seeds, epochs)))
    validation[0, -2:] = 0.7, 40.0
    best = np.array([1, epochs - 1, epochs // 2, 0, 3])[:seeds]
    lowest = validation.min(axis=1)
    validation[np.arange(seeds), best - 1] = 0.93 * lowest
    validation[np.arange(seeds), best] = 0.9 * lowest
    return {"validation": validation, "thetas": generator.normal(size=(seeds, epochs, parameters))}


def _equally_low(
    generator: np.random.Generator, seeds: int, epochs: int, parameters: int
) -> Arguments:
    """Return losses of which each seed has two that are lowest, the last one among them."""
    drawn = _trained(generator, seeds, epochs, parameters)
    validation = drawn["validation"] / 100
    validation[:, [2, epochs - 1]] = 0.9 * validation.min(axis=1, keepdims=True)
    return {**drawn, "validation": validation}


def _candidates(*rows: tuple[float, float]) -> Callable[..., Arguments]:
    """Return what draws scores with these means and standard errors (ddof = 1)."""

    def make(generator: np.random.Generator, seeds: int) -> Arguments:
        around = generator.normal(size=(len(rows), seeds))
        around -= around.mean(axis=1, keepdims=True)
        around /= around.std(axis=1, ddof=1, keepdims=True)
        means, errors = np.array(rows).T
        return {"scores": means[:, None] + (errors * np.sqrt(seeds))[:, None] * around}

    return make


def _classes(
    training: tuple[int, ...], test: tuple[int, ...], said: int, ends: int, third: int, last: int
) -> Callable[..., Arguments]:
    """Return what draws labels with these counts.

    ``ends`` stands first and last in training, ``third`` at place 2; ``last`` ends the test part, said rightly.
    """

    def make(generator: np.random.Generator) -> Arguments:
        y = generator.permutation(np.repeat(np.arange(len(test)), test))
        left = list(training)
        for label in (ends, ends, third):
            left[label] -= 1
        between = generator.permutation(np.repeat(np.arange(len(left)), left))
        y_train = np.concatenate([[ends, between[0], third], between[1:], [ends]])
        guess = np.where(generator.random(len(y)) < 0.6, y, said)
        right = np.flatnonzero((guess == y) & (y == last))[-1]
        for labels in (guess, y):
            labels[[right, -1]] = labels[[-1, right]]
        return {"said": guess, "y": y, "y_train": y_train}

    return make


def _equally_usual(generator: np.random.Generator) -> Arguments:
    """Two classes are most frequent in training, where class 0 is absent; who says the other one is worse."""
    return {
        "said": np.array([3, 3, 2, 2, 1, 1, 2, 0, 0]),
        "y": np.array([1, 1, 3, 1, 2, 1, 3, 0, 4]),
        "y_train": np.array([3, 1, 3, 2, 1, 3, 1, 2, 1, 3]),
    }


def _usual_absent(generator: np.random.Generator) -> Arguments:
    """The class that is usual in training does not occur in the test part."""
    return {
        "said": np.array([2, 0, 2, 2, 0, 2, 2]),
        "y": np.array([2, 2, 0, 2, 0, 2, 2]),
        "y_train": np.array([3, 2, 3, 0, 3, 2]),
    }


def _seeds(baseline: float, *scores: float) -> Callable[..., Arguments]:
    """Return what gives these scores and a baseline."""

    def make(generator: np.random.Generator) -> Arguments:
        return {"scores": np.array(scores), "baseline": baseline}

    return make


# --- the same by the library's functions


def _loss_for(task: str, output: Array, y: Array) -> float:
    if task == "regression":
        return ml.mean_squared_error(output[:, 0], y).value
    if task == "binary":
        return ml.binary_cross_entropy(output, y).value
    return ml.categorical_cross_entropy(output, y).value


def _over_the_baseline(said: Array, y: Array, y_train: Array) -> float:
    usual = np.full(len(y), np.bincount(y_train).argmax())
    return ml.accuracy(said, y).value - ml.accuracy(usual, y).value


def _report(scores: Array, baseline: float) -> tuple[float, float, int]:
    folds = ml.fold_scores(scores)
    return folds.value, folds.spread, int((scores > baseline).sum())


# --- the tasks

PLANS = (
    (
        "diabetes_plans",
        "diabetes",
        "Hits do not say how far off, the test part may not choose, a sigmoid ends at 1, and one seed has no spread.",
        "Plan 4, for example: the targets go to 346, and a sigmoid ends at 1, so the output does not fit them: "
        "line 2. And which plan's score calls 151 for 150 a failure?",
    ),
    (
        "tumor_plans",
        "tumors",
        "Neither accuracy nor recall alone knows what errors cost, and the test part neither chooses nor trains.",
        "Plan 4, for example: the test part decides on the threshold, and that is line 1. And which plan has a perfect "
        "score because it calls every tumor malignant?",
    ),
    (
        "digit_plans",
        "digits",
        "The test part sets no scale, classes have no order, the last epoch need not be best, one seed has no spread.",
        "Plan 1, for example: test images have a say in mean and spread, so the test part decides on the scale: line "
        "1. And which plan says that 8 is nearly right where 9 is?",
    ),
)

TASKS = (
    Task(
        id="13.tells_alone",
        title="The column that knows too much",
        points=2,
        objective="13.1",
        answer=right.tells_alone,
        library="the library looks for it when it reads a table, and allows for a rare exception.",
        also_right=others.TELLS_ALONE,
        why="A column that tells the target alone is the answer in disguise, or the only one that is needed: ask.",
        hints=(
            "When is there a threshold with all of one class above it and all of the other below?",
            "Compare the smallest of one class with the largest of the other, in both ways, with axis=0.",
            "above = x[y == 1].min(axis=0) > x[y == 0].max(axis=0); below = …; return above | below",
        ),
        probes=(
            Probe(
                _columns(
                    "noise",
                    "small above",
                    "positive below",
                    "negative noise",
                    "negative below",
                ),
                {"examples": 17},
            ),
            Probe(
                _columns(
                    "one exception",
                    "far values",
                    "noise",
                    "exception the other way",
                    "below",
                    "overlapping",
                ),
                {"examples": 31},
                name="one example on the wrong side",
            ),
            Probe(
                _columns(
                    "touching",
                    "negative above",
                    "touching from above",
                    "noise",
                    "large below",
                    "large above",
                    "noise",
                ),
                {"examples": 23},
                name="a value that both classes have",
            ),
        ),
        mistakes=wrong.TELLS_ALONE,
    ),
    Task(
        id="13.prepared",
        title="Shuffled, split, standardized",
        points=3,
        objective="13.1",
        answer=right.prepared,
        library="ml.split draws its own order, class by class; here the order is given.",
        also_right=others.PREPARED,
        elsewhere=frozenset({"sklearn.preprocessing.StandardScaler"}),
        why="Three of the eight faults stand in lines like these.",
        hints=(
            "In which order do the rows come, and of which rows may the mean know?",
            "x[order] and y[order]; then the first len(x) - held_out rows give mean and std, with axis=0.",
            "x_train = (x[:count] - mean) / std, x_test = (x[count:] - …) / …",
        ),
        parts=("x_train", "y_train", "x_test", "y_test"),
        probes=probes(
            _table,
            {"examples": 17, "features": 3, "held_out": 5},
            {"examples": 29, "features": 2, "held_out": 7},
        ),
        mistakes=wrong.PREPARED,
    ),
    Task(
        id="13.loss_for",
        title="The loss for the task",
        points=3,
        objective="13.2",
        answer=right.loss_for,
        library=_loss_for,
        also_right=others.LOSS_FOR,
        why="Output, loss and target belong together: each of the three has one that fits.",
        hints=(
            "Which numbers come out of the network for each task, and what is the target?",
            'Squares of output[:, 0] - y; for "binary" max(z, 0) - z*y + ln(1 + exp(-|z|)); for classes subtract the '
            "row's largest first.",
            "shifted = output - output.max(axis=1, keepdims=True); "
            "np.mean(np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(y)), …])",
        ),
        probes=(
            Probe(_outputs("regression"), {"batch": 7, "classes": 1}),
            Probe(_outputs("binary"), {"batch": 11, "classes": 1}),
            Probe(_outputs("multi-class"), {"batch": 13, "classes": 5}),
            Probe(_large("binary"), {"batch": 5, "classes": 1}, name="large logits"),
            Probe(_just_too_large, {"batch": 19, "classes": 2}, name="logits of about 712"),
            Probe(
                _large("multi-class"), {"batch": 17, "classes": 3}, name="large logits of classes"
            ),
        ),
        mistakes=wrong.LOSS_FOR,
    ),
    Task(
        id="13.kept_weights",
        title="Each seed's best weights",
        points=2,
        objective="13.3",
        answer=right.kept_weights,
        library="the library keeps them while it trains, with early_stopping.",
        also_right=others.KEPT_WEIGHTS,
        why="Each seed overfits in its own time.",
        hints=(
            "Has one seed's best epoch anything to do with another's?",
            "np.argmin(validation, axis=1) is an epoch for each seed.",
            "thetas[np.arange(len(thetas)), …]",
        ),
        probes=(
            Probe(_trained, {"seeds": 3, "epochs": 7, "parameters": 2}),
            Probe(_trained, {"seeds": 5, "epochs": 11, "parameters": 13}),
            Probe(
                _equally_low,
                {"seeds": 2, "epochs": 6, "parameters": 3},
                name="two epochs that are equally low",
            ),
        ),
        mistakes=wrong.KEPT_WEIGHTS,
    ),
    Task(
        id="13.simplest",
        title="As good, and simpler",
        points=2,
        objective="13.4",
        answer=right.simplest,
        library="ml.tune says which candidates are as good; which of them is simplest is yours to know.",
        also_right=others.SIMPLEST,
        why="What is not better than a simpler one, as far as the seeds can tell, need not be more.",
        hints=(
            "How far could the best mean have come out otherwise, with other seeds?",
            "The standard error of the best: its std with ddof=1, divided by the root of the number of seeds.",
            "np.flatnonzero(means >= means[best] - error)[…]",
        ),
        is_choice=True,
        probes=(
            Probe(
                _candidates((0.70, 0.01), (0.892, 0.02), (0.90, 0.01), (0.895, 0.01)), {"seeds": 5}
            ),
            Probe(
                _candidates(
                    (0.80, 0.3), (0.895, 0.002), (0.897, 0.002), (0.90, 0.0045), (0.85, 0.01)
                ),
                {"seeds": 3},
                name="simple ones that are uncertain",
            ),
            Probe(
                _candidates(
                    (0.5, 0.01),
                    (0.60, 0.01),
                    (0.62, 0.04),
                    (0.70, 0.05),
                    (0.68, 0.02),
                    (0.55, 0.09),
                ),
                {"seeds": 7},
                name="the best one is uncertain",
            ),
            Probe(
                _candidates((40, 2), (52.727, 2), (52.753, 2), (56, 3.26)),
                {"seeds": 9},
                name="close to one standard error",
            ),
            Probe(
                _candidates((0.64, 0.01), (0.5, 0.02), (0.68, 0.01), (0.70, 0.05), (0.69, 0.001)),
                {"seeds": 10},
                name="a sure one beside the best",
            ),
            Probe(
                _candidates((0.6, 0.01), (0.69, 0.08), (0.70, 0.002)),
                {"seeds": 12},
                name="an unsure one beside the best",
            ),
            Probe(
                _candidates(
                    (0.70, 0.01), (0.8835, 0.02), (0.8945, 0.01), (0.8995, 0.01), (0.90, 0.02)
                ),
                {"seeds": 4},
                name="three that are as good",
            ),
            Probe(
                _candidates((0.893, 0.008), (0.90, 0.004), (0.85, 0.05), (0.5, 0.01), (0.4, 0.01)),
                {"seeds": 8},
                name="a simple one with an error of its own",
            ),
            Probe(
                _candidates((0.30, 0.01), (0.40, 0.02), (0.90, 0.01)),
                {"seeds": 11},
                name="the last one is best",
            ),
            Probe(
                _candidates((0.90, 0.01), (0.30, 0.02), (0.20, 0.01)),
                {"seeds": 6},
                name="the first one is best",
            ),
        ),
        mistakes=wrong.SIMPLEST,
    ),
    Task(
        id="13.over_the_baseline",
        title="Better than saying the usual",
        points=2,
        objective="13.4",
        answer=right.over_the_baseline,
        library=_over_the_baseline,
        also_right=others.OVER_THE_BASELINE,
        why="An accuracy means something beside the one that costs nothing.",
        hints=(
            "What would somebody say who knows the training targets and looks at no input?",
            "np.bincount(y_train).argmax() is the class that is most frequent in training.",
            "np.mean(said == y) - np.mean(y == …)",
        ),
        probes=(
            Probe(_classes((7, 12, 5, 2, 13, 6), (4, 6, 2, 11, 3, 5), 0, ends=4, third=5, last=3)),
            Probe(_classes((4, 6, 3, 13, 12), (9, 2, 7, 5, 4), 4, ends=1, third=4, last=0)),
            Probe(_classes((9, 3), (5, 12), 1, ends=1, third=1, last=0), name="two classes"),
            Probe(_equally_usual, name="two that are equally usual"),
            Probe(_usual_absent, name="the usual one is absent in the test part"),
        ),
        mistakes=wrong.OVER_THE_BASELINE,
    ),
    Task(
        id="13.report",
        title="What is reported",
        points=2,
        objective="13.3",
        answer=right.report,
        library=_report,
        also_right=others.REPORT,
        why="Mean, spread and baseline together say what one number hides.",
        hints=(
            "Which of the seeds' scores may stand for all of them?",
            "scores.mean(), and scores.std with ddof=1.",
            "return scores.mean(), scores.std(ddof=1), np.sum(scores > …)",
        ),
        parts=("mean", "spread", "above"),
        probes=(
            Probe(_seeds(0.85, 0.875, 0.9375, 0.75, 0.8125, 0.96875)),
            Probe(_seeds(0.5, 0.625, 0.5, 0.25), name="one that equals the baseline"),
            Probe(_seeds(0.9, 0.8, 0.7, 0.85, 0.6, 0.75, 0.8, 0.65), name="all below the baseline"),
        ),
        mistakes=wrong.REPORT,
    ),
    *(
        Task(
            id=f"13.{name}",
            title=f"Plans reviewed: {whose}",
            points=1,
            objective="13.2",
            is_choice=True,
            answer=getattr(right, name),
            library="No function reviews a plan: whether a reason is true is a matter of reading.",
            also_right=getattr(others, name.upper()),
            worked=tuple(
                getattr(others, f"{name}_{way}") for way in ("by_the_rubric", "line_by_line")
            ),
            why=why,
            hints=(
                "Go through the rubric line by line: which of the plans breaks this line?",
                "What chooses the settings, the threshold, the scale, the epoch? What trains, and what judges? Who is "
                "compared, and on what?",
                worked_out,
            ),
            mistakes=getattr(wrong, name.upper()),
        )
        for name, whose, why, worked_out in PLANS
    ),
)
