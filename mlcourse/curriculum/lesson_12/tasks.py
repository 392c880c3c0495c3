"""Exercise 12, fine-tuning: head, frozen steps and statistics, rates by layer, movement, forgetting, what to train.

What each task asks for, what answers are tried on, and what the library has for it. Mistakes and what is said to them
are in ``mistakes.py``.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

import mlcourse as ml
from mlcourse.base.errors import Array
from mlcourse.checks.task import Arguments, Probe, Task, probes
from mlcourse.curriculum.lesson_12 import answers as right
from mlcourse.curriculum.lesson_12 import in_training as training
from mlcourse.curriculum.lesson_12 import mistakes as wrong
from mlcourse.curriculum.lesson_12 import other_right_answers as others
from mlcourse.steps.freezing import restrained

# --- what they are tried on


def _heads(
    generator: np.random.Generator, body: int, inputs: int, old: int, outputs: int
) -> Arguments:
    """Return θ, m and v of a body with an old head, and W and b of a new one."""
    size = body + (inputs + 1) * old
    return {
        "theta": generator.normal(size=size),
        "m": generator.normal(size=size),
        "v": generator.uniform(0.1, 1, size),
        "body": body,
        "W": generator.normal(size=(inputs, outputs)),
        "b": generator.normal(size=outputs),
    }


def _rolling(learning_rate: float, momentum: float, *frozen: int) -> Callable[..., Arguments]:
    """Return what draws θ with a velocity from before; these places, or those from there on, are frozen."""

    def make(generator: np.random.Generator, parameters: int) -> Arguments:
        mask = np.zeros(parameters, dtype=bool)
        mask[list(frozen)] = True
        return {
            "theta": generator.normal(size=parameters),
            "velocity": generator.normal(size=parameters),
            "gradient": generator.normal(size=parameters),
            "frozen": mask,
            "learning_rate": learning_rate,
            "momentum": momentum,
        }

    return make


def _layers(learning_rate: float, decay: float, *counts: int) -> Callable[..., Arguments]:
    """Return what draws θ and a gradient of layers with so many parameters each."""

    def make(generator: np.random.Generator) -> Arguments:
        return {
            "theta": generator.normal(size=sum(counts)),
            "gradient": generator.normal(size=sum(counts)),
            "counts": counts,
            "learning_rate": learning_rate,
            "decay": decay,
        }

    return make


def _batch(frozen: bool, momentum: float, epsilon: float) -> Callable[..., Arguments]:
    """Return what draws a batch that lies elsewhere than the running statistics say."""

    def make(generator: np.random.Generator, examples: int, units: int) -> Arguments:
        return {
            "z": generator.normal(2.0, 3.0, size=(examples, units)),
            "mean": generator.normal(size=units),
            "variance": generator.uniform(0.5, 2, units),
            "frozen": frozen,
            "momentum": momentum,
            "epsilon": epsilon,
        }

    return make


def _moved(kind: tuple[str, ...], *counts: int) -> Callable[..., Arguments]:
    """Return what draws θ before and after: of each layer a part moved, none, all, or all by a hair."""

    def make(generator: np.random.Generator) -> Arguments:
        before, after = [], []
        for layer, (what, count) in enumerate(zip(kind, counts, strict=True)):
            old = generator.normal(size=count) * (0.2 if layer % 2 else 1.0)
            change = generator.normal(size=count)
            change[: count // 3] *= what != "part"
            change *= {"none": 0.0, "hair": 2.0**-20}.get(what, 1.0)
            before.append(old)
            after.append(old + change)
        return {
            "before": np.concatenate(before),
            "after": np.concatenate(after),
            "counts": counts,
        }

    return make


def _two_tasks(scale: float = 1.0, absent: bool = False) -> Callable[..., Arguments]:
    """Return what draws a network whose answers are mostly the targets, and one that went on with another head."""

    def make(
        generator: np.random.Generator, examples: int, features: int, hidden: int, classes: int
    ) -> Arguments:
        sizes = ((features, hidden), (hidden,), (hidden, classes), (classes,))
        W0, b0, W1, b1 = (generator.normal(size=size) for size in sizes)
        W1, b1 = scale * W1, b1 - 4 * scale  # many a row's largest logit is below 0
        x = generator.normal(size=(examples, features))
        said = (np.maximum(x @ W0 + b0, 0) @ W1 + b1).argmax(axis=1)
        guessed = generator.integers(0, classes, examples)
        y = np.where(generator.random(examples) < 0.4, guessed, said)
        y = np.minimum(y, classes - 2) if absent else y
        new_W0, new_b0 = (part + generator.normal(size=part.shape) for part in (W0, b0))
        new_W1, new_b1 = (generator.normal(size=part.shape) for part in (W1, b1))
        given = {"x": x, "y": y, "W0": W0, "b0": b0, "W1": W1, "b1": b1}
        return {**given, "new_W0": new_W0, "new_b0": new_b0, "new_W1": new_W1, "new_b1": new_b1}

    return make


def _gains(
    *gains: float, lucky: tuple[int, ...] = (), unlucky: tuple[int, ...] = ()
) -> Callable[..., Arguments]:
    """Return what draws accuracies whose means differ by these gains; at some amounts one seed lies far off."""

    def make(generator: np.random.Generator, seeds: int) -> Arguments:
        count = len(gains)
        around = np.sort(generator.uniform(0.4, 0.8, count))
        head = around[generator.permutation(count)][:, None] + generator.uniform(
            0, 0.02, (count, seeds)
        )
        noise = generator.uniform(-0.02, 0.02, (count, seeds))
        for place in (*lucky, *unlucky):
            far = -0.08 if place in lucky else 0.08
            noise[place] = far
            noise[place, 0] = -far * (seeds - 1)
        noise -= noise.mean(axis=1, keepdims=True)
        labels = np.sort(generator.choice(np.arange(4, 400), count, replace=False))
        everything = head + np.array(gains)[:, None] + noise
        return {"labels": labels, "head_only": head, "everything": everything}

    return make


def _equally_good(generator: np.random.Generator) -> Arguments:
    """At the second amount both are equally good, to the bit."""
    head = np.array([[0.5, 0.625], [0.75, 0.5], [0.5, 0.75], [0.625, 0.625]])
    everything = head + np.array([[-0.25], [0.0], [0.125], [0.25]])
    return {"labels": np.array([7, 19, 43, 101]), "head_only": head, "everything": everything}


def _ways(least: float, *ways: tuple[float, ...]) -> Callable[..., Arguments]:
    """Return what draws accuracies of ways: mean on target and source task, and how far each spreads."""

    def make(generator: np.random.Generator, seeds: int) -> Arguments:
        around = np.linspace(-1, 1, seeds)
        target, source = (
            np.array([way[i] + way[i + 2] * generator.permutation(around) for way in ways])
            for i in (0, 1)
        )
        return {"target": target, "source": source, "least": least}

    return make


def _one_seed_apart(generator: np.random.Generator) -> Arguments:
    """One seed lies far from the others, so that means and medians have another order."""
    target = np.array([[0.95, 0.6, 0.6], [0.65, 0.7, 0.68], [0.99, 0.98, 0.97], [0.5, 0.9, 0.5]])
    source = np.array([[0.9, 0.8, 0.7], [0.9, 0.8, 0.7], [0.9, 0.85, 0.3], [0.7, 0.7, 0.95]])
    return {"target": target, "source": source, "least": 0.75}


def _exactly_kept(generator: np.random.Generator) -> Arguments:
    """The best way keeps the source task to exactly `least`; another, less good, keeps more."""
    target = np.array([[0.5, 0.75], [0.875, 0.75], [0.75, 0.5]])
    source = np.array([[0.875, 0.875], [0.5, 1.0], [0.25, 0.5]])
    return {"target": target, "source": source, "least": 0.75}


# --- the same by the library's functions


def _trained_parameters() -> int:
    source = ml.MLP((64, 32, 16, 10))
    return int((~ml.new_head(source, ml.initialize(source), outputs=2).body).sum())


def _frozen_step(
    theta: Array,
    velocity: Array,
    gradient: Array,
    frozen: Array,
    learning_rate: float,
    momentum: float,
) -> tuple[Array, Array]:
    optimizer = ml.Momentum(learning_rate, momentum)
    state = optimizer.init(theta).__class__(step=3, velocity=velocity)
    update = restrained(optimizer.update(gradient, state, theta), frozen, None)
    return update.theta, update.state.velocity


def _layered_step(
    theta: Array, gradient: Array, counts: Any, learning_rate: float, decay: float
) -> Array:
    sgd, layers = ml.SGD(learning_rate), len(counts)
    factors = np.concatenate([np.full(n, decay ** (layers - 1 - i)) for i, n in enumerate(counts)])
    return restrained(sgd.update(gradient, sgd.init(theta), theta), None, factors).theta


def _normalized(
    z: Array, mean: Array, variance: Array, frozen: bool, momentum: float, epsilon: float
) -> tuple[Array, Array, Array]:
    one, zero = np.ones_like(mean), np.zeros_like(mean)
    made = ml.batch_normalization(
        z, one, zero, mean, variance, training=not frozen, momentum=momentum, epsilon=epsilon
    )
    return made.y, made.running_mean, made.running_variance


def _forgotten(x: Array, y: Array, *parts: Array) -> tuple[Any, Any, Any]:
    before, after = (
        np.concatenate([np.ravel(part) for part in own]) for own in (parts[:4], parts[4:])
    )
    network = ml.MLP((x.shape[1], len(parts[1]), len(parts[3])))
    lost = ml.forgetting(network, before, after, x, y)
    return lost.accuracy_before, lost.accuracy_after, lost.forgotten


# --- the tasks

TASKS = (
    Task(
        id="12.trained_parameters",
        title="What is trained, by hand",
        points=1,
        objective="12.1",
        answer=right.trained_parameters,
        library=_trained_parameters,
        also_right=others.TRAINED_PARAMETERS,
        worked=others.TRAINED_PARAMETERS_WORKED,
        why="Few numbers to find: that is why few labels are enough.",
        hints=(
            "Which layer is the head, and how many numbers come in there?",
            "16 units feed the new head, and it has 2 outputs. Each output has a bias.",
            "16 * 2 + …",
        ),
        mistakes=wrong.TRAINED_PARAMETERS,
    ),
    Task(
        id="12.replaced_head",
        title="A new head",
        points=2,
        objective="12.1",
        answer=right.replaced_head,
        library="the library's new_head makes θ; a run that starts from it has no memory, of the body neither.",
        also_right=others.REPLACED_HEAD,
        why="A head that remembers another task takes its first steps for that one.",
        hints=(
            "What of the old head may stay, in θ and in the memory?",
            "theta[:body] is the body. The new head is W.ravel(), then b; it has W.size + b.size numbers.",
            "np.concatenate([theta[:body], W.ravel(), b]); for m and v zeros in the head's place",
        ),
        parts=("theta", "m", "v"),
        probes=(
            *probes(
                _heads,
                {"body": 23, "inputs": 5, "old": 7, "outputs": 3},
                {"body": 11, "inputs": 3, "old": 2, "outputs": 13},
            ),
            Probe(
                _heads,
                {"body": 17, "inputs": 7, "old": 1, "outputs": 1},
                "one output in place of one",
            ),
        ),
        mistakes=wrong.REPLACED_HEAD,
    ),
    Task(
        id="12.frozen_step",
        title="A step that leaves the frozen alone",
        points=3,
        objective="12.2",
        answer=right.frozen_step,
        library=_frozen_step,
        also_right=others.FROZEN_STEP,
        why="Not a bit of it moved, whatever the velocity was.",
        hints=(
            "Which two arrays change in a step of momentum, and what shall become of both where it is frozen?",
            "Compute both as always. np.where(frozen, old, new) then takes the old ones where frozen is True.",
            "return np.where(frozen, theta, theta - learning_rate * v), np.where(frozen, …, v)",
        ),
        parts=("theta", "velocity"),
        order=(("velocity",), ("theta",)),
        probes=(
            Probe(_rolling(0.15, 0.9, 0, 1, 4), {"parameters": 7}),
            Probe(_rolling(0.35, 0.6, 2, 3, 5, 6, 10), {"parameters": 13}),
            Probe(_rolling(0.25, 0.7), {"parameters": 5}, "nothing is frozen"),
            Probe(_rolling(0.45, 0.8, *range(3)), {"parameters": 3}, "everything is frozen"),
        ),
        mistakes=wrong.FROZEN_STEP,
    ),
    Task(
        id="12.normalized",
        title="Frozen with batch normalization",
        points=3,
        objective="12.2",
        answer=right.normalized,
        library=_normalized,
        also_right=others.NORMALIZED,
        why="Weights that stand still are not enough where something else moves on.",
        hints=(
            "Which mean and variance does a frozen layer take, and what happens to its running ones?",
            "Frozen: normalize by mean and variance as given, and return them as they are. Else as in lesson 07.",
            "if frozen: return (z - mean) / np.sqrt(variance + epsilon), mean, …",
        ),
        parts=("z_hat", "mean", "variance"),
        order=(("z_hat",), ("mean", "variance")),
        probes=(
            Probe(_batch(True, 0.2, 0.05), {"examples": 7, "units": 3}, "a frozen layer"),
            Probe(_batch(False, 0.2, 0.05), {"examples": 7, "units": 3}, "a layer that is free"),
            Probe(_batch(True, 0.35, 0.2), {"examples": 11, "units": 5}, "a frozen layer, larger"),
            Probe(_batch(False, 0.35, 0.2), {"examples": 13, "units": 2}, "a free layer, larger"),
        ),
        mistakes=wrong.NORMALIZED,
    ),
    Task(
        id="12.layered_step",
        title="A rate for each layer",
        points=2,
        objective="12.3",
        answer=right.layered_step,
        library=_layered_step,
        also_right=others.LAYERED_STEP,
        in_training=training.LAYERED_STEP,
        why="The head learns quickly what is new, and the body keeps most of what it knows.",
        hints=(
            "How many layers stand above the head, and how many above the first layer?",
            "Layer i of L has L − 1 − i layers above it. np.repeat(rates, counts) gives each parameter its layer's "
            "rate.",
            "rates = learning_rate * decay ** (L - 1 - np.arange(L)); theta - np.repeat(rates, …) * gradient",
        ),
        probes=(
            Probe(_layers(0.1, 0.45, 7, 3, 2)),
            Probe(_layers(0.3, 0.65, 2, 5, 11, 3)),
            Probe(_layers(0.2, 0.55, 5), name="a single layer"),
            Probe(_layers(0.25, 0.35, 3, 13), name="two layers"),
        ),
        mistakes=wrong.LAYERED_STEP,
    ),
    Task(
        id="12.movement",
        title="How far each layer moved",
        points=2,
        objective="12.5",
        answer=right.movement,
        library="the library's layer_movement gives both from the network; here the layers' sizes are given.",
        also_right=others.MOVEMENT,
        why="A layer that should be frozen has a 0 there, and nothing else will do.",
        hints=(
            "Where in θ does each layer begin, if counts says how long each is?",
            "np.split(theta, np.cumsum(counts)[:-1]) cuts θ into layers. np.linalg.norm is the length.",
            "np.linalg.norm(new - old) / np.linalg.norm(…), and np.sum(new != old)",
        ),
        parts=("relative", "moved"),
        order=(("relative",), ("moved",)),
        probes=(
            Probe(_moved(("part", "none", "all"), 7, 5, 3)),
            Probe(
                _moved(("hair", "all", "part", "none"), 3, 2, 11, 5), name="a layer moved a hair"
            ),
            Probe(_moved(("all",), 13), name="a single layer"),
        ),
        mistakes=wrong.MOVEMENT,
    ),
    Task(
        id="12.forgotten",
        title="What was forgotten",
        points=2,
        objective="12.5",
        answer=right.forgotten,
        library=_forgotten,
        also_right=others.FORGOTTEN,
        why="The new task's accuracy does not say it: only the old task's own head and data do.",
        hints=(
            "Whose body and whose head answer before, and whose after?",
            "Before: W0, b0, W1, b1. After: new_W0 and new_b0, and still W1 and b1.",
            "hidden = np.maximum(x @ W0 + b0, 0); np.mean((hidden @ W1 + b1).argmax(axis=1) == …)",
        ),
        parts=("before", "after", "forgotten"),
        order=(("before", "after"), ("forgotten",)),
        probes=(
            Probe(_two_tasks(), {"examples": 97, "features": 3, "hidden": 7, "classes": 5}),
            Probe(
                _two_tasks(scale=500.0),
                {"examples": 71, "features": 5, "hidden": 11, "classes": 3},
                "large logits",
            ),
            Probe(
                _two_tasks(absent=True),
                {"examples": 53, "features": 2, "hidden": 13, "classes": 7},
                "the largest class is absent",
            ),
        ),
        mistakes=wrong.FORGOTTEN,
    ),
    Task(
        id="12.enough_labels",
        title="Enough labels for the whole network",
        points=2,
        objective="12.4",
        answer=right.enough_labels,
        library="the library trains all ways side by side; reading the table is left to you.",
        also_right=others.ENOUGH_LABELS,
        why="Below it the borrowed body is the better bet; above it, training it pays.",
        hints=(
            "Which of the amounts are to be looked at, if it shall *stay* better?",
            "everything.mean(axis=1) > head_only.mean(axis=1) is True where it is better. Go from the largest down.",
            "for i in range(len(labels)): if better[i:].all(): return …",
        ),
        probes=(
            Probe(_gains(-0.06, 0.04, -0.03, 0.02, 0.05, 0.03, lucky=(2, 4)), {"seeds": 5}),
            Probe(_gains(-0.06, -0.05, 0.06, 0.02, unlucky=(1,)), {"seeds": 3}),
            Probe(_gains(0.03, 0.05, -0.02), {"seeds": 7}, "it does not stay better"),
            Probe(_gains(0.03, 0.02, 0.05, 0.04, 0.01), {"seeds": 2}, "better at each amount"),
            Probe(_gains(-0.03, -0.02, -0.05, -0.04, 0.03), {"seeds": 11}, "only the last amount"),
            Probe(_equally_good, name="equally good at one amount"),
        ),
        mistakes=wrong.ENOUGH_LABELS,
    ),
    Task(
        id="12.best_way",
        title="The best way that forgets little",
        points=2,
        objective="12.4",
        answer=right.best_way,
        library="the library measures what is forgotten; choosing is left to you.",
        also_right=others.BEST_WAY,
        why="What may be forgotten is a decision too, and it comes before the highest accuracy.",
        hints=(
            "Which ways may be chosen at all, and which of these is best?",
            "source.mean(axis=1) >= least is True for the ways that keep enough. np.where can put −∞ elsewhere.",
            "np.argmax(np.where(keeps, target.mean(axis=1), -np.inf)), but −1 if no way keeps enough",
        ),
        is_choice=True,
        probes=(
            Probe(
                _ways(
                    0.8,
                    (0.9, 0.4, 0.02, 0.02),
                    (0.7, 0.97, 0.02, 0.02),
                    (0.85, 0.83, 0.02, 0.06),
                    (0.84, 0.9, 0.12, 0.09),
                    (0.6, 0.3, 0.02, 0.02),
                    (0.88, 0.78, 0.02, 0.05),
                    (0.65, 0.85, 0.02, 0.02),
                ),
                {"seeds": 5},
            ),
            Probe(
                _ways(
                    0.7,
                    (0.92, 0.68, 0.02, 0.05),
                    (0.9, 0.1, 0.02, 0.02),
                    (0.91, 0.66, 0.02, 0.02),
                    (0.8, 0.73, 0.02, 0.06),
                    (0.72, 0.95, 0.02, 0.02),
                    (0.75, 0.9, 0.15, 0.05),
                ),
                {"seeds": 7},
            ),
            Probe(
                _ways(
                    0.9, (0.6, 0.95, 0.02, 0.02), (0.8, 0.93, 0.02, 0.02), (0.7, 0.97, 0.02, 0.02)
                ),
                {"seeds": 2},
                "the target is low everywhere",
            ),
            Probe(
                _ways(
                    0.85, (0.9, 0.5, 0.02, 0.02), (0.95, 0.7, 0.02, 0.02), (0.8, 0.82, 0.02, 0.02)
                ),
                {"seeds": 3},
                "no way keeps it",
            ),
            Probe(
                _ways(
                    0.75, (0.93, 0.8, 0.02, 0.02), (0.88, 0.6, 0.02, 0.02), (0.7, 0.9, 0.02, 0.02)
                ),
                {"seeds": 4},
                "the first way is best",
            ),
            Probe(
                _ways(
                    0.65,
                    (0.7, 0.9, 0.02, 0.02),
                    (0.81, 0.7, 0.02, 0.02),
                    (0.9, 0.3, 0.02, 0.02),
                    (0.84, 0.72, 0.02, 0.02),
                ),
                {"seeds": 6},
                "the last way is best",
            ),
            Probe(
                _ways(
                    0.7, (0.9, 0.5, 0.02, 0.02), (0.6, 0.8, 0.02, 0.02), (0.75, 0.65, 0.02, 0.02)
                ),
                {"seeds": 3},
                "only the worst way keeps it",
            ),
            Probe(_exactly_kept, name="exactly the least"),
            Probe(_one_seed_apart, name="one seed that lies far off"),
        ),
        mistakes=wrong.BEST_WAY,
    ),
)
