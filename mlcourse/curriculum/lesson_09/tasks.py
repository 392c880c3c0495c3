"""Exercise 09, over- and underfitting: reading curves, early stopping, scaling without a leak, choosing λ.

What each task asks for, what answers are tried on, and what the library has for it. Mistakes and what is said to them
are in ``mistakes.py``.
"""

from collections.abc import Callable

import numpy as np

import mlcourse as ml
from mlcourse.base.errors import Array
from mlcourse.checks.task import Arguments, Probe, Task, WrongLine, probes
from mlcourse.curriculum.lesson_09 import answers as right
from mlcourse.curriculum.lesson_09 import mistakes as wrong
from mlcourse.curriculum.lesson_09 import other_right_answers as others

# --- what they are tried on


def _two_curves(best: int) -> Callable[..., Arguments]:
    """Return what draws a training loss that ends low and a validation loss that is lowest in this epoch."""

    def make(generator: np.random.Generator, epochs: int) -> Arguments:
        training = np.sort(generator.uniform(0.05, 0.7, epochs))[::-1].copy()
        training[-2:] = training[:-3:-1].copy()  # the last epoch is not the lowest
        validation = 0.75 + generator.uniform(0, 0.5, epochs)
        training[2], validation[2] = 0.73, 0.76  # the smallest gap is at none of both ends
        validation[best] = 0.7
        return {"training": training, "validation": validation}

    return make


def _equally_low(generator: np.random.Generator, epochs: int) -> Arguments:
    """Return two curves with two lowest validation losses."""
    curves = _two_curves(6)(generator, epochs)
    curves["validation"][11] = curves["validation"][6]
    return curves


def _easy_validation(generator: np.random.Generator, epochs: int) -> Arguments:
    """Return two curves of which the validation loss is lower than the training loss where it is lowest."""
    training, validation = generator.uniform(0.5, 0.9, (2, epochs))
    validation[3] = 0.2
    return {"training": training, "validation": validation}


KINDS = (  # training at the end, lowest training, first validation, lowest, the one before the last, the last
    ("fit", 0.2, 0.18, 0.9, 0.25, 0.27, 0.28),
    ("fit with a gap", 0.1, 0.1, 0.9, 0.42, 0.42, 0.44),
    ("underfitting", 0.5, 0.2, 0.9, 0.53, 0.54, 0.55),
    ("overfitting", 0.05, 0.05, 0.8, 0.4, 0.62, 0.65),
    ("both", 0.5, 0.45, 0.6, 0.55, 0.95, 0.97),
    ("barely underfitting", 0.305, 0.303, 0.9, 0.6, 0.62, 0.63),
    ("training rises", 0.29, 0.1, 0.8, 0.32, 0.33, 0.34),
    ("jumps at the end", 0.2, 0.2, 0.8, 0.3, 0.3, 0.48),
    ("easy validation", 0.25, 0.22, 0.7, 0.2, 0.21, 0.22),
    ("overfitting at a high loss", 0.15, 0.1, 0.95, 0.9, 0.95, 1.03),
    ("fit at a low loss", 0.03, 0.02, 0.9, 0.04, 0.1, 0.12),
)


def _runs(acceptable: float, rise: float, *shown: int) -> Callable[..., Arguments]:
    """Return what draws these kinds of runs, scaled so that acceptable and rise part them."""

    def make(generator: np.random.Generator, epochs: int) -> Arguments:
        rows_training, rows_validation = [], []
        for kind in shown:
            _, last, lowest, first, least, before, end = KINDS[kind]
            training = generator.uniform(last + 0.01, 0.8, epochs)
            training[2], training[-1] = lowest, last
            validation = generator.uniform(max(first, end) + 0.01, 1.2, epochs)
            validation[0], validation[3], validation[-2], validation[-1] = first, least, before, end
            rows_training.append(training)
            rows_validation.append(validation)
        scale = acceptable / 0.3
        return {
            "training": scale * np.array(rows_training),
            "validation": rise / 0.1 * np.array(rows_validation),
            "acceptable": acceptable,
            "rise": rise,
        }

    return make


def _exactly(generator: np.random.Generator) -> Arguments:
    """Return runs that rise by exactly `rise`, or end at exactly `acceptable`."""
    training = np.array([[1, 0.5, 0.25], [1, 0.75, 0.625], [1, 0.5, 0.625], [1, 1, 0.25]])
    validation = np.array([[1, 0.5, 0.75], [1, 0.75, 0.5], [1, 0.25, 1], [1, 0.5, 0.5]])
    return {"training": training, "validation": validation, "acceptable": 0.625, "rise": 0.25}


def _amounts(tolerance: float, *gaps: float) -> Callable[..., Arguments]:
    """Return what draws losses whose gaps are these in the mean over the seeds."""

    def make(generator: np.random.Generator, seeds: int) -> Arguments:
        noise = generator.uniform(-1, 1, (len(gaps), seeds))
        noise -= noise.mean(axis=1, keepdims=True)
        training = generator.uniform(0.1, 0.2, (len(gaps), seeds))
        return {
            "amounts": 20 * 2 ** np.arange(len(gaps)) + 3,
            "training": training,
            "validation": training + np.array(gaps)[:, None] + 1.5 * tolerance * noise,
            "tolerance": tolerance,
        }

    return make


def _exactly_enough(generator: np.random.Generator) -> Arguments:
    """Return losses whose gap is exactly the tolerance at the second amount."""
    training = np.array([[0.25, 0.5], [0.5, 0.25], [0.25, 0.375]])
    gaps = np.array([[0.25, 0.5], [0.25, 0.0], [0.0, 0.125]])
    amounts = np.array([29, 61, 101])
    return {
        "amounts": amounts,
        "training": training,
        "validation": training + gaps,
        "tolerance": 0.125,
    }


def _watched(patience: int, min_delta: float, *losses: float) -> Callable[..., Arguments]:
    """Return what draws the weights of each epoch of a run with these validation losses."""

    def make(generator: np.random.Generator, parameters: int) -> Arguments:
        return {
            "losses": np.array(losses),
            "thetas": generator.normal(size=(len(losses), parameters)),
            "patience": patience,
            "min_delta": min_delta,
        }

    return make


def _three_parts(
    generator: np.random.Generator, train: int, validation: int, test: int, features: int
) -> Arguments:
    """Return parts whose features differ in place and spread, the test part more than the others."""
    places, spreads = generator.uniform(-5, 5, features), generator.uniform(0.5, 4, features)

    def part(examples: int, shift: float) -> Array:
        return places + shift + spreads * generator.normal(size=(examples, features))

    return {
        "train": part(train, 0.0),
        "validation": part(validation, 0.5),
        "test": part(test, 2.0),
    }


def _penalties(*order: int) -> Callable[..., Arguments]:
    """Return what draws losses; by validation, test, training, one seed and gap another λ is best each time."""

    def make(generator: np.random.Generator, seeds: int) -> Arguments:
        count = len(order)
        held, tested, trained, lucky, close, high = order[:6]
        training = generator.uniform(0.3, 0.35, (count, seeds))
        validation = generator.uniform(0.6, 0.7, (count, seeds))
        test = generator.uniform(0.6, 0.7, (count, seeds))
        validation[held] -= 0.15
        test[tested] -= 0.2
        training[trained] -= 0.2
        validation[lucky, 1] = 0.1
        validation[lucky, 2:] += 0.2
        training[close] += 0.3
        validation[high] += 0.4
        l2 = np.sort(generator.uniform(0.001, 0.5, count))
        return {"l2": l2, "training": training, "validation": validation, "test": test}

    return make


def _widely_spread(*rows: tuple[float, float]) -> Callable[..., Arguments]:
    """Return what draws losses whose validation part has these means, and lies so far around them."""

    def make(generator: np.random.Generator, seeds: int) -> Arguments:
        around = np.resize([-1.0, 1.0], seeds)
        test = generator.uniform(1.1, 1.3, (len(rows), seeds))
        return {
            "l2": np.sort(generator.uniform(0.001, 0.5, len(rows))),
            "training": generator.uniform(0.3, 0.35, (len(rows), seeds)),
            "validation": np.array([mean + spread * around for mean, spread in rows]),
            "test": test,
        }

    return make


def _one_lucky_seed(generator: np.random.Generator, seeds: int) -> Arguments:
    """Return losses whose means have another order than their medians."""
    validation = np.array([[0.7] * seeds, [0.62] * seeds, [0.6] * seeds])
    validation[1, 0], validation[2, 0] = 0.12, 0.63
    return {
        "l2": np.sort(generator.uniform(0.001, 0.5, 3)),
        "training": generator.uniform(0.3, 0.35, (3, seeds)),
        "validation": validation + generator.uniform(0, 0.005, (3, seeds)),
        "test": generator.uniform(0.6, 0.7, (3, seeds)),
    }


# --- the same by the library's functions


def _early_stopping(
    losses: Array, thetas: Array, patience: int, min_delta: float
) -> tuple[int, int, Array]:
    rule, nothing = ml.EarlyStopping(patience, min_delta), np.zeros(0)
    state = rule.init(thetas[0], nothing)
    for epoch, loss in enumerate(losses):
        state, stop = rule.observe(state, np.asarray(loss), thetas[epoch], nothing, epoch)
        if stop:
            break
    return epoch, int(state.best_epoch), state.best_theta


def _stops_after() -> int:
    losses = np.array([0.70, 0.52, 0.55, 0.50, 0.53, 0.51, 0.49])
    return _early_stopping(losses, np.zeros((7, 1)), 2, 0.0)[0]


def _standardized(train: Array, validation: Array, test: Array) -> tuple[Array, Array, Array]:
    scaler = ml.Standardizer.fit(train)
    return scaler.apply(train), scaler.apply(validation), scaler.apply(test)


# --- the tasks

TASKS = (
    Task(
        id="09.best_and_gap",
        title="The best epoch, and its gap",
        points=1,
        objective="09.1",
        answer=right.best_and_gap,
        library="the library keeps both curves in history.epochs, and np.argmin finds the epoch.",
        also_right=others.BEST_AND_GAP,
        why="The two numbers that a pair of curves is read by first.",
        hints=(
            "Which of the two losses says how well the network will do on new examples?",
            "np.argmin(validation) is the epoch. The gap takes both losses at that epoch.",
            "best = int(np.argmin(validation)); return best, validation[best] - …",
        ),
        parts=("best", "gap"),
        order=(("best",), ("gap",)),
        probes=(
            Probe(_two_curves(4), {"epochs": 11}),
            Probe(_two_curves(1), {"epochs": 7}),
            Probe(_two_curves(0), {"epochs": 5}, "the first epoch is best"),
            Probe(_two_curves(12), {"epochs": 13}, "the last epoch is best"),
            Probe(_equally_low, {"epochs": 17}, "two epochs are equally good"),
            Probe(_easy_validation, {"epochs": 19}, "validation is the easier part"),
        ),
        mistakes=wrong.BEST_AND_GAP,
    ),
    Task(
        id="09.regimes",
        title="Three regimes",
        points=2,
        objective="09.1",
        answer=right.regimes,
        library="no function of the library names a regime: what is acceptable depends on the task.",
        also_right=others.REGIMES,
        why="Two different illnesses, and the remedy of one makes the other worse.",
        hints=(
            "Which of the two curves shows underfitting, and which overfitting?",
            "validation.min(axis=1) is each run's lowest; validation[:, -1] and training[:, -1] are the ends.",
            "np.where(validation[:, -1] > … + rise, 1, np.where(training[:, -1] > acceptable, -1, 0))",
        ),
        probes=(
            Probe(_runs(0.3, 0.1, *range(11)), {"epochs": 13}),
            Probe(_runs(0.36, 0.14, 5, 3, 2, 8, 6, 7, 4), {"epochs": 11}),
            Probe(_exactly, name="exactly acceptable, exactly rise"),
        ),
        mistakes=wrong.REGIMES,
    ),
    Task(
        id="09.enough_examples",
        title="How much data is enough",
        points=2,
        objective="09.2",
        answer=right.enough_examples,
        library="the library trains with any amount of data; reading the learning curve is left to you.",
        also_right=others.ENOUGH_EXAMPLES,
        why="A learning curve says what more data would bring, before they are paid for.",
        hints=(
            "What is a row of these arrays, and what a column?",
            "np.mean(validation - training, axis=1) is each amount's gap. np.flatnonzero says where something is "
            "true.",
            "small = np.flatnonzero(gaps <= tolerance); amounts[small[0]] if len(small) else …",
        ),
        parts=("gaps", "enough"),
        order=(("gaps",), ("enough",)),
        probes=(
            Probe(_amounts(0.05, 0.4, 0.2, 0.045, 0.07, 0.01), {"seeds": 7}),
            Probe(_amounts(0.02, 0.3, 0.1, 0.06), {"seeds": 11}, name="no amount is enough"),
            Probe(_amounts(0.1, 0.3, 0.09, 0.15, 0.05, 0.07, 0.02, 0.03), {"seeds": 5}),
            Probe(
                _amounts(0.6, 0.9, 0.65, 0.57), {"seeds": 2}, name="only the last amount is enough"
            ),
            Probe(_amounts(0.3, 0.25, 0.5), {"seeds": 3}, name="the first amount is enough"),
            Probe(_exactly_enough, name="a gap of exactly the tolerance"),
        ),
        mistakes=wrong.ENOUGH_EXAMPLES,
    ),
    Task(
        id="09.stops_after",
        title="Patience by hand",
        points=1,
        objective="09.3",
        answer=right.stops_after,
        library=_stops_after,
        also_right=others.STOPS_AFTER,
        worked=others.STOPS_AFTER_WORKED,
        why="And the weights that are handed over are those of epoch 3.",
        hints=(
            "Which epoch is a new best, and what happens to the waiting then?",
            "0.50 in epoch 3 is a new best: from there the waiting begins at 0.",
            "Epoch 4 is the first in a row that is not below 0.50. And the second?",
        ),
        mistakes=wrong.STOPS_AFTER,
    ),
    Task(
        id="09.early_stopping",
        title="Early stopping",
        points=3,
        objective="09.3",
        answer=right.early_stopping,
        library=_early_stopping,
        also_right=others.EARLY_STOPPING,
        why="It costs a copy of the weights, and no later epoch can spoil them.",
        hints=(
            "What must be remembered from epoch to epoch, and when does the waiting begin anew?",
            "A new best is losses[epoch] < lowest - min_delta: remember loss and epoch, and wait from 0. Else wait "
            "one more.",
            "if waited >= patience: break. After the loop: return epoch, best, thetas[…]",
        ),
        parts=("last", "best", "theta"),
        order=(("last",), ("best",), ("theta",)),
        probes=(
            Probe(
                _watched(3, 0.0, 0.9, 0.6, 0.65, 0.62, 0.5, 0.52, 0.51, 0.505, 0.503, 0.4, 0.3),
                {"parameters": 5},
            ),
            Probe(
                _watched(2, 0.32, 3.2, 2.4, 2.2, 1.8, 1.64, 1.485, 1.46, 0.9, 0.8),
                {"parameters": 3},
                name="a min_delta",
            ),
            Probe(
                _watched(4, 0.02, 0.7, 0.5, 0.51, 0.52, 0.505, 0.45, 0.52, 0.4),
                {"parameters": 7},
                name="a run that goes to its end",
            ),
            Probe(
                _watched(3, 0.1, 1.0, 0.94, 0.88, 0.82, 0.76, 0.74, 0.72, 0.9, 0.3),
                {"parameters": 13},
                name="gains that add up to min_delta",
            ),
            Probe(
                _watched(1, 0.03, 0.7, 0.5, 0.3, 0.31, 0.2, 0.6),
                {"parameters": 2},
                name="a patience of one",
            ),
            Probe(
                _watched(2, 0.25, 1.0, 0.75, 0.875, 0.25, 0.125),
                {"parameters": 11},
                name="lower by exactly min_delta",
            ),
            Probe(
                _watched(5, 0.01, 0.6, 0.5, 0.52, 0.505),
                {"parameters": 13},
                name="a run that ends while it waits",
            ),
            Probe(_watched(3, 0.1, 0.4), {"parameters": 4}, name="a single epoch"),
        ),
        mistakes=wrong.EARLY_STOPPING,
        wrong_lines=(
            WrongLine(
                "return epoch, best, thetas[best]",
                "return epoch, best, thetas[epoch]",
                "last weights",
            ),
            WrongLine("if waited >= patience:", "if waited > patience:", "one epoch more"),
            WrongLine(
                "if losses[epoch] < lowest - min_delta:",
                "if losses[epoch] < lowest + min_delta:",
                "min delta added",
            ),
        ),
    ),
    Task(
        id="09.standardized",
        title="Standardizing without a leak",
        points=2,
        objective="09.5",
        answer=right.standardized,
        library=_standardized,
        also_right=others.STANDARDIZED,
        elsewhere=frozenset({"sklearn.preprocessing.StandardScaler"}),
        why="The test part is scaled by what was known before it came, as every later example will be.",
        hints=(
            "Which examples may the mean and the standard deviation be learned from?",
            "train.mean(axis=0) and train.std(axis=0), one number for each feature; then all three parts with them.",
            "return (train - mean) / std, (validation - mean) / std, (test - …) / …",
        ),
        parts=("train", "validation", "test"),
        probes=probes(
            _three_parts,
            {"train": 17, "validation": 7, "test": 5, "features": 3},
            {"train": 23, "validation": 11, "test": 13, "features": 2},
        ),
        mistakes=wrong.STANDARDIZED,
    ),
    Task(
        id="09.chosen_l2",
        title="Choosing λ",
        points=2,
        objective="09.5",
        answer=right.chosen_l2,
        library="the library trains all λ side by side; choosing one is left to you.",
        also_right=others.CHOSEN_L2,
        why="Three parts, three uses: the weights, the choice, the number to report.",
        hints=(
            "Which part may choose, and which part says how good the choice is?",
            "validation.mean(axis=1) is one number for each λ; np.argmin gives the place of the lowest.",
            "chosen = int(np.argmin(validation.mean(axis=1))); return l2[chosen], test[…].mean()",
        ),
        parts=("l2", "loss"),
        order=(("l2",), ("loss",)),
        probes=(
            Probe(_penalties(6, 4, 0, 3, 1, 5, 2), {"seeds": 5}),
            Probe(
                _widely_spread((1.04, 0.0), (1.0, 0.8), (1.2, 0.0)),
                {"seeds": 6},
                "seeds that spread widely",
            ),
            Probe(
                _widely_spread((1.0, 0.0), (1.01, 0.98), (1.2, 0.0), (1.3, 0.0)),
                {"seeds": 4},
                "seeds that spread widely, four λ",
            ),
            Probe(_penalties(7, 1, 9, 0, 6, 2, 4, 3, 5, 8, 10), {"seeds": 13}),
            Probe(_one_lucky_seed, {"seeds": 7}, "one seed that is far better"),
        ),
        mistakes=wrong.CHOSEN_L2,
    ),
)
