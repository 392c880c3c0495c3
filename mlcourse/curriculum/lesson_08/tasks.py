"""Exercise 08, iteration: counting steps, dealing batches, shuffling, an epoch's loss, and whether a run has converged.

What each task asks for, what answers are tried on, and what the library has for it. Mistakes and what is said to them
are in ``mistakes.py``.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

import mlcourse as ml
from mlcourse.base.errors import Array
from mlcourse.checks.quantities import Quantity
from mlcourse.checks.task import Arguments, Probe, Task, probes
from mlcourse.curriculum.lesson_08 import answers as right
from mlcourse.curriculum.lesson_08 import mistakes as wrong
from mlcourse.curriculum.lesson_08 import other_right_answers as others

# --- what they are tried on


def _place(step: int, examples: int, batch_size: int) -> Callable[..., Arguments]:
    """Return what gives these three numbers."""
    return lambda generator: {"step": step, "examples": examples, "batch_size": batch_size}


def _order(batch_size: int) -> Callable[..., Arguments]:
    """Return what draws an order of the examples, to be dealt in batches of this size."""

    def make(generator: np.random.Generator, examples: int) -> Arguments:
        return {"order": generator.permutation(examples), "batch_size": batch_size}

    return make


def _sorted_examples(
    generator: np.random.Generator, features: int, classes: int, of_each: int
) -> Arguments:
    """Return examples whose inputs are multiples of their number, and whose target is ten times that."""
    number = np.arange(classes * of_each, dtype=float)
    return {"x": np.outer(number, _multiples(features)), "y": 10 * number, "generator": generator}


def _multiples(features: int) -> Array:
    """Return 1, −2, 3, −4, …"""
    return np.array([(-1.0) ** j * (j + 1) for j in range(features)])


def _losses(*sizes: int) -> Callable[..., Arguments]:
    """Return what draws a loss for each batch of these sizes."""

    def make(generator: np.random.Generator) -> Arguments:
        return {"losses": generator.uniform(0.5, 4, len(sizes)), "sizes": np.array(sizes)}

    return make


def _curve(tolerance: float, patience: int, *changes: float) -> Callable[..., Arguments]:
    """Return what makes losses that change from epoch to epoch by so many times the tolerance, of themselves."""

    def make(generator: np.random.Generator) -> Arguments:
        factors = 1 + tolerance * np.array(changes)
        losses = generator.uniform(5, 6) * np.cumprod([1.0, *factors])
        return {"losses": losses, "tolerance": tolerance, "patience": patience}

    return make


def _borderline(generator: np.random.Generator) -> Arguments:
    """Return losses that fall and rise by exactly the tolerance."""
    losses = np.array([1.0, 0.75, 0.9375, 0.5, 0.5, 0.5, 0.625])
    return {"losses": losses, "tolerance": 0.25, "patience": 2}


# --- what is asked of shuffled examples


def _columns(result: Any) -> tuple[Array, Array, Array]:
    """Return x, its first column (the examples' numbers) and y."""
    x, y = (np.asarray(part, dtype=float) for part in result)
    return x, x.reshape(len(x), -1)[:, 0], y.reshape(-1)


def _lengths(result: Any) -> Array:
    x, _, y = _columns(result)
    return np.array([*x.shape, len(y)])


def _seen(result: Any) -> float:
    number = _columns(result)[1]
    return float(np.mean(np.isin(np.arange(len(number)), number)))


def _still_together(result: Any) -> float:
    x, number, y = _columns(result)
    if len(number) != len(y):
        return 0.0
    is_whole = np.all(x == np.outer(number, _multiples(x.shape[1])), axis=1)
    return float(np.mean(is_whole & (10 * number == y)))


def _as_before(result: Any) -> Array:
    """Return how much of the old order is left, in x and in y: the correlation of place and number."""
    return np.array([_correlation(each) for each in _columns(result)[1:]])


def _correlation(values: Array) -> float:
    spread = np.std(values)
    place = np.arange(len(values)) - (len(values) - 1) / 2
    return (
        float(np.mean(place * (values - values.mean())) / np.std(place) / spread) if spread else 1.0
    )


def _still_neighbors(result: Any) -> float:
    number = _columns(result)[1]
    return float(np.mean(np.abs(np.diff(number)) == 1))


def _share(value: Array) -> str:
    return f"{float(value):.0%}".replace("%", " %")


SHUFFLED = (
    Quantity("lengths", _lengths, lambda given: [*given["x"].shape, len(given["y"])]),
    Quantity(
        "together",
        _still_together,
        lambda given: 1.0,
        lambda got, asked: f"{_share(got)} of the rows of x still have their own target in y",
    ),
    Quantity(
        "seen",
        _seen,
        lambda given: 1.0,
        lambda got, asked: f"only {_share(got)} of the examples are there, some of them twice",
    ),
    Quantity(
        "order",
        _as_before,
        lambda given: [0.0, 0.0],
        lambda got, asked: (
            f"place and old place correlate with {got[0]:.2f} in x and {got[1]:.2f} in y; asked is 0"
        ),
    ),
    Quantity(
        "neighbors",
        _still_neighbors,
        lambda given: 0.0,
        lambda got, asked: f"{_share(got)} of the neighbors were neighbors before",
    ),
)

# --- the same by the library's functions


def _sizes(examples: int, batch_size: int) -> list[int]:
    x = np.zeros((examples, 1))
    return [batch.size for batch in ml.minibatches(x, x[:, 0], batch_size)]


def _steps_made() -> int:
    return 30 * len(_sizes(1000, 64))


def _place_of_step(step: int, examples: int, batch_size: int) -> tuple[int, int, int]:
    x = np.zeros((examples, 1))
    network = ml.MLP((1, 1), output="identity")
    history = ml.train(
        network, (x, x[:, 0]), batch_size=batch_size, epochs=step + 1, progress=False
    )
    made = history.at(step)
    return made.epoch, made.batch.number, made.batch.size


def _deal(order: Array, batch_size: int) -> list[Array]:
    x = np.asarray(order, dtype=float)[:, None]
    return [batch.y for batch in ml.minibatches(x, order, batch_size, shuffle=False)]


def _shuffled(x: Array, y: Array, generator: np.random.Generator) -> tuple[Array, Array]:
    (batch,) = ml.minibatches(x, y, batch_size=len(x), seed=int(generator.integers(1000)))
    return batch.x, batch.y


def _convergence(losses: Array, tolerance: float, patience: int) -> tuple[list[int], int]:
    rule = ml.Convergence(tolerance, patience)
    state, calm, ends = rule.init(()), [], []
    for loss in losses:
        state, has_ended = rule.observe(state, np.array(loss))
        calm.append(int(state.calm))
        ends.append(bool(has_ended))
    return calm, ends.index(True) if any(ends) else -1


# --- the tasks

CURVES = (
    (
        "curve_a",
        "What it learns after the first few epochs holds for the training data only.",
        "What does the solid line do after epoch 5, and what the dashed one?",
    ),
    (
        "curve_b",
        "Nothing is wrong with it but its pace: a larger learning rate, or more epochs.",
        "How far does it fall in its last ten epochs? Compare with the ten before.",
    ),
    (
        "curve_c",
        "Its steps are too long. The first thing to try is a smaller learning rate.",
        "By how much does it change from one epoch to the next, and in which direction?",
    ),
    (
        "curve_d",
        "Whoever had asked in epoch 10 would have heard that it had converged.",
        "Cover all after epoch 20. What would you say? Then look at the rest.",
    ),
)

TASKS = (
    Task(
        id="08.steps_made",
        title="The steps of a run",
        points=1,
        objective="08.1",
        answer=right.steps_made,
        library=_steps_made,
        also_right=others.STEPS_MADE,
        worked=others.STEPS_MADE_WORKED,
        why="This often the weights were changed: that, and not the number of epochs, is how long a run was.",
        hints=(
            "How many batches does it take to deal 1000 examples, if the last batch may be smaller?",
            "15 batches of 64 are 960 examples. What becomes of the other 40?",
            "16 steps an epoch, the last of them with 40 examples. And 30 epochs.",
        ),
        mistakes=wrong.STEPS_MADE,
    ),
    Task(
        id="08.place_of_step",
        title="Where a step stands",
        points=2,
        objective="08.1",
        answer=right.place_of_step,
        library=_place_of_step,
        also_right=others.PLACE_OF_STEP,
        why="Whoever reads a curve over steps can now say which epoch a point belongs to.",
        hints=(
            "How many steps has an epoch, if the last batch may be smaller?",
            "Rounded up: -(-examples // batch_size). Then // gives the epoch, and % the number in it.",
            "size = min(batch_size, examples - number * …)",
        ),
        parts=("epoch", "number", "size"),
        order=(("epoch", "number"), ("size",)),
        probes=(
            Probe(_place(17, 53, 9)),
            Probe(_place(100, 181, 32)),
            Probe(_place(11, 60, 20), name="all batches full"),
            Probe(_place(3, 5, 8), name="a batch larger than the data"),
            Probe(_place(26, 23, 4)),
        ),
        mistakes=wrong.PLACE_OF_STEP,
    ),
    Task(
        id="08.deal",
        title="Dealing batches",
        points=2,
        objective="08.2",
        answer=right.deal,
        library=_deal,
        also_right=others.DEAL,
        why="Every example is dealt once, whatever the batch size: that is an epoch.",
        hints=(
            "Where does the first batch begin in the order, where the second?",
            "range(0, len(order), batch_size) gives where each begins. A slice that goes too far ends at the end.",
            "[order[start : start + …] for start in range(0, len(order), batch_size)]",
        ),
        probes=(
            Probe(_order(5), {"examples": 13}),
            Probe(_order(3), {"examples": 7}),
            Probe(_order(4), {"examples": 20}, "all batches full"),
            Probe(_order(7), {"examples": 5}, "a batch larger than the data"),
        ),
        mistakes=wrong.DEAL,
    ),
    Task(
        id="08.shuffled",
        title="Shuffling",
        points=2,
        objective="08.2",
        answer=right.shuffled,
        library=_shuffled,
        also_right=others.SHUFFLED,
        tolerance=0.12,
        observe=SHUFFLED,
        why="Now each batch is a fair sample of all the data, and its gradient an honest estimate.",
        hints=(
            "How do you make sure that x and y are put into the *same* order?",
            "generator.permutation(len(x)) draws an order: each number once.",
            "order = generator.permutation(len(x)); return x[order], …",
        ),
        probes=probes(
            _sorted_examples,
            {"features": 3, "classes": 7, "of_each": 211},
            {"features": 5, "classes": 11, "of_each": 101},
        ),
        mistakes=wrong.SHUFFLED,
    ),
    Task(
        id="08.epoch_loss",
        title="An epoch's loss",
        points=2,
        objective="08.2",
        answer=right.epoch_loss,
        library="train adds it up step by step, and no public function does it from lists of losses and sizes.",
        also_right=others.EPOCH_LOSS,
        why="Each example counts once, in whichever batch it was: another batch size, the same measure.",
        hints=(
            "A batch's loss is a mean. Of how many examples, and what is their sum?",
            "losses * sizes are the batches' sums. All of them together, divided by the number of examples.",
            "np.sum(losses * sizes) / np.sum(…)",
        ),
        probes=(
            Probe(_losses(31, 31, 31, 13)),
            Probe(_losses(5, 2), name="two batches"),
            Probe(_losses(7, 7, 7, 7, 1), name="the last batch holds one example"),
        ),
        mistakes=wrong.EPOCH_LOSS,
    ),
    Task(
        id="08.convergence",
        title="Has it converged?",
        points=3,
        objective="08.4",
        answer=right.convergence,
        library=_convergence,
        also_right=others.CONVERGENCE,
        why="The rule that ends a run. What it cannot know is whether the calm would have lasted.",
        hints=(
            "What must be remembered from epoch to epoch, and when does it begin anew?",
            "For each epoch but the first: is abs(new - old) <= tolerance * old? Then one more than before, else 0.",
            "calm.append(calm[-1] + 1 if … else 0), and the first epoch with calm[epoch] >= patience",
        ),
        parts=("calm", "epoch"),
        order=(("calm",), ("epoch",)),
        probes=(
            Probe(
                _curve(
                    0.2,
                    3,
                    -2.5,
                    -0.9,
                    0.6,
                    -1.1,
                    -0.96,
                    0.3,
                    0.95,
                    -0.2,
                    1.7,
                    -0.5,
                    -0.97,
                    -0.1,
                    -0.4,
                    -2,
                )
            ),
            Probe(
                _curve(0.125, 4, -0.5, 0.9, -0.98, 1.2, -0.3, -0.9, -3, 0.5, -0.2, -0.97),
                name="a run that does not converge",
            ),
            Probe(_borderline, name="changes of exactly the tolerance"),
            Probe(_curve(0.1, 1, -0.5, -5, -3, 0.4, -4, 0.3), name="a patience of one"),
            Probe(_curve(0.3, 2), name="a single epoch"),
            Probe(
                _curve(0.55, 2, -0.236, 0.5, 0.9, 1.05, -0.7, 0.6, -0.9), name="calm from the start"
            ),
        ),
        mistakes=wrong.CONVERGENCE,
    ),
    *(
        Task(
            id=f"08.{name}",
            title=f"Reading curves: {name[-1].upper()}",
            points=1,
            objective="08.4",
            is_choice=True,
            answer=getattr(right, name),
            library="No function reads a curve: what is to be seen in it is a matter of looking.",
            also_right=getattr(others, name.upper()),
            worked=(getattr(others, f"{name}_by_its_name"),),
            why=why,
            hints=(
                "Look at the solid line alone, and then at the dashed one. Where do they go together, and where not?",
                hint,
                "Is it smooth or does it jump? Is there a level stretch, and what comes after it? Do the lines part?",
            ),
            mistakes=getattr(wrong, name.upper()),
        )
        for name, why, hint in CURVES
    ),
)
