"""Bad input to any argument of any public function: refused, and the message teaches.

A table lists for each public callable one good call, and for each parameter values that a learner
might hand in by mistake. A message must name the argument, show what was given and say what was
needed or what to try. A parameter without a bad value fails the test of completeness.
"""

import atexit
import inspect
import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
from anywidget import AnyWidget

import mlcourse
from mlcourse import MLP, Adam, Dataset, EarlyStopping, Plan
from mlcourse.base.parameters import Layout
from mlcourse.steps.network import HIDDEN
from mlcourse.steps.optimizers import Optimizer
from mlcourse.steps.schedule import Schedule

NAN, INF = np.nan, np.inf


class Bad(NamedTuple):
    """A bad value, the name that a message uses for it, and words that the message must hold."""

    value: Any
    called: str | None = None
    says: tuple[str, ...] = ()


def says(value, *words, called=None):
    return Bad(value, called, words)


def as_bad(value):
    return value if isinstance(value, Bad) else Bad(value)


def with_a(number, shape=(4, 2)):
    """Ones, among which one is ``number``."""
    array = np.ones(shape)
    array[(-1,) * len(shape)] = number
    return says(array, f"given {number:g}")


# What a learner hands in by mistake, by what was needed.
FLAG = ["yes", None, 1, 0, np.ones(2, dtype=bool)]
NOT_AN_INTEGER = ["3", None, 3.0, True, 1j, NAN, [3, 4]]
INDEX = [*NOT_AN_INTEGER, -1]
COUNT = [*INDEX, 0]
SIZES = [
    [],
    [2, 0],
    (2, "3"),
    (2, 2.0),
    np.ones((2, 2)),
    says((2, 3), "the same for all runs", "each batch size"),
]
SEED = ["1", None, 1.0, True, -1, np.random.default_rng(1)]
SEEDS = [*SEED, [], [1, -1], [1, 2.0], ("a", "b"), says(np.array([0.5, 1.5]), "0.5")]
NUMBER = ["0.1", None, True, 1j, [[0.1]], NAN, INF, -INF, says(10**400, "given inf")]
FROM_ZERO = [*NUMBER, -0.1]
ABOVE_ZERO = [*FROM_ZERO, 0]
BELOW_ONE = [*FROM_ZERO, 1, 1.5]
LISTED = [says([], "given []"), [0.1, "0.2"], [0.1, -1.0], (0.1, NAN), np.ones((2, 2)), {"a": 1}]
RATE = [*ABOVE_ZERO, *LISTED, [0.1, 0.0]]
PENALTY = [*FROM_ZERO, *LISTED]
NETWORK = ["MLP", None, (2, 3, 2), MLP]
NOT_REAL = [
    "text",
    None,
    1j,
    [[1.0], [2.0, 3.0]],
    [[1.0, "a"], [2.0, "b"]],
    np.array([["a", "b"], ["c", "d"]]),
    np.array([[1, None], [2, 3]], dtype=object),
    np.array([[1j, 2.0]]),
    {"x": 1},
]
NOT_FINITE = [with_a(NAN), with_a(INF), with_a(-INF)]
EXAMPLES = [*NOT_REAL, 3.0, [1.0, 2.0], [], np.ones((0, 2)), np.ones((4, 0)), *NOT_FINITE]
TABLE = [*EXAMPLES, np.ones((2, 4, 2))]
LOGITS = [*NOT_REAL, 3.0, [], np.ones((4, 0))]
SCORES = [*LOGITS, np.ones((0, 2))]

# A small world, in which everything fits together.
NET = MLP((2, 3, 2))
NORMED = MLP((2, 3, 2), batch_normalization=True)
P = NET.size
THETA = mlcourse.initialize(NET, seed=1)
X = np.array([[0.0, 0.5], [0.25, 1.0], [1.0, 0.0], [1.0, 1.5]])
Y = np.array([0, 1, 1, 0])
FORWARD = mlcourse.forward(NET, THETA, X)
LOSS = mlcourse.categorical_cross_entropy(FORWARD.logits, Y)
GRADIENT = mlcourse.backward(NET, THETA, FORWARD, LOSS).gradient
DATA = Dataset(X.repeat(8, axis=0), Y.repeat(8), "binary")
SPLIT = mlcourse.split(DATA)
PLAN = Plan(
    NET, X, Y, "categorical_cross_entropy", Adam(), 2,
    validation=(X, Y), early_stopping=EarlyStopping(), convergence=mlcourse.Convergence(),
)  # fmt: skip
START = PLAN.start(THETA)
STEP = mlcourse.train_step(PLAN, START)
HISTORY = mlcourse.train(NET, (X, Y), epochs=2, progress=False)
CURVES = dict.fromkeys(mlcourse.run.history.CURVES, HISTORY.loss)
FOLDER = Path(tempfile.mkdtemp())
atexit.register(shutil.rmtree, FOLDER)
mlcourse.save_history(HISTORY, FOLDER / "run.npz")
(FOLDER / "table.csv").write_text(
    "".join(["a,b,y\n", *(f"{i},{i % 5},{i % 3 % 2}\n" for i in range(30))])
)
(FOLDER / "notes.txt").write_text("my notes", encoding="utf-8")
BN = mlcourse.batch_normalization(
    X, np.ones(2), np.zeros(2), np.zeros(2), np.ones(2), training=True
)
DROPPED = mlcourse.dropout(X, 0.5, np.random.default_rng(1))

PAIR = says((X, Y), "a tuple of 2: an array of shape (4, 2)")
ONE_OF_A_PAIR, THREE = says((X,), "a tuple of 1", "(4, 2)"), says((X, Y, Y), "a tuple of 3")
WRONG_THETA = [
    *NOT_REAL, 1.0, [], np.ones(P - 1), np.ones((P, 1)), says(mlcourse.initialize(NORMED), f"{P}")
]  # fmt: skip
TARGET = [*NOT_REAL, 3, [0, 1, 1], np.ones((2, 4)), np.ones((4, 3)), []]
CLASS_TARGET = [
    *TARGET,
    says([0, 1, 1, 2], "given labels from 0 to 2"),
    says([1, 2, -1, 0], "given labels from -1 to 2"),
    says([0.0, 1.0, 1.0, 0.0], "float64", "astype(int)"),
    says([[0], [1], [1], [0]], "(4, 1)", "ravel"),
    with_a(NAN),
    says(np.full((4, 2), 0.7), "sums to 1.4"),
    says(np.array([[2.0, -1.0]] * 4), "smallest number -1"),
]
PREDICTION = [
    *[bad for bad in SCORES if not isinstance(bad, list) or bad], says([], "(0, 1)"),
    says(X[:3], "(3, 2)", "(4, 2)", called="target"),
]  # fmt: skip
NUMBER_TARGET = [*TARGET, with_a(NAN, (4, 2)), with_a(INF, (4, 2))]
LABELS = [
    *NOT_REAL, 3, [], ["cat", "dog", "cat", "dog"], [[0, 1], [1, 0]], np.array([0.0, 1.0, 1.0, 0.0]),
    says([0, 1, 1], "3", "4"), with_a(NAN, (4,))._replace(says=("float64",)),
]  # fmt: skip
VALUES = [
    *NOT_REAL, 3.0, [], np.ones((4, 2)), says([1.0, 2.0], "2", "4"), with_a(NAN, (4,)), with_a(INF, (4,))
]  # fmt: skip
UNKNOWN_ID = [4, None, "weight_slope", "99.nothing", ""]
TASK_ID = [*UNKNOWN_ID, says("04.weight_slop", "04.weight_slope")]
NAMES = ["cat", None, 3, ["cat", 1], {"cat": 0}, says(np.array("cat"), "'cat'")]


PROBABILITY = np.arange(8) / 8
SPACE = {"learning_rate": mlcourse.LogUniform(0.01, 1), "l2": mlcourse.Uniform(0, 1)}
BAD_SPACE = [
    None, "learning_rate", ["learning_rate"], {}, says({3: SPACE["l2"]}, "given 3"),
    says({"l2": [0.1, 0.2]}, "space['l2']", "given [0.1, 0.2]"), says({"l2": mlcourse.Uniform}, "the class Uniform"),
]  # fmt: skip


class Table(NamedTuple):
    """A good call, and for each of its parameters what must be refused."""

    good: dict[str, Any]
    bad: dict[str, list[Any]]


def unknown(name, near):
    """A misspelled name must be answered with the right one."""
    return [says(name, repr(name), f"Did you mean {near!r}?"), "nothing like it", None, 3, ["relu"]]


ACTIVATION = Table({"z": X}, {"z": NOT_REAL})
SCHEME = Table(
    {"fan_in": 2, "fan_out": 3, "generator": np.random.default_rng(1)},
    {
        "fan_in": [*COUNT, NAN, (2, 3)],
        "fan_out": COUNT,
        "generator": [1, "seed", np.random.RandomState(1), np.random, np.random.default_rng],
    },
)
CLASS_SCORE = Table(
    {"prediction": [0, 1, 0, 1], "target": Y, "average": "binary", "positive": 1},
    {
        "prediction": [*LABELS, says([0, 1, 2, 1], "[0, 1, 2]", "macro", called="average")],
        "target": LABELS,
        "average": unknown("makro", "macro"),
        "positive": ["1", None, 1.0, True, says(2, "given 2", "[0, 1]")],
    },
)
NUMBER_SCORE = Table(
    {"prediction": [0, 1, 0, 1], "target": Y}, {"prediction": VALUES, "target": VALUES}
)
SCORED = Table(
    {"score": [0.1, 0.9, 0.4, 0.4], "target": Y},
    {
        "score": [*VALUES, says(np.ones((4, 2)), "(4, 2)", "score[:, 0]")],
        "target": [
            *LABELS[:-2], says([0, 1, 1], "4 and 3"), says([0, 1, 2, 2], "from 0 to 2", "target == 2"),
            says([1, -1, 1, -1], "from -1 to 1"),
        ],
    },
)  # fmt: skip
TOY: dict[str, list[Any]] = {"examples": [*COUNT, 1], "noise": FROM_ZERO, "seed": SEED}


def also(table, good, bad):
    return Table(table.good | good, table.bad | bad)


MASK = mlcourse.layer_mask(NET, 0)
FROZEN = [
    "W0", 1, True, [0, 1], MASK.astype(int), MASK[:-1], np.ones((2, 2, P), bool), MASK[:, None],
    says(np.ones(P, bool), "something to train", "~mask"),
]  # fmt: skip
FACTORS = [
    "0.1", 1j, 1.0, [], [0.1, 1.0], np.ones(P - 1), np.ones((2, 2, P)), says(-np.ones(P), "from 0"), with_a(NAN, (P,)),
]  # fmt: skip

_CLASSES = {
    name: found for name in mlcourse.__all__ if isinstance(found := getattr(mlcourse, name), type)
}
_OPTIMIZERS = [name for name, found in _CLASSES.items() if issubclass(found, Optimizer)]
_SCHEDULES = [name for name, found in _CLASSES.items() if issubclass(found, Schedule)]


def optimizer(kind):
    """Bad hyperparameters of an optimizer, by the bounds that its fields say."""
    bad = {"learning_rate": [*RATE, Adam()]}
    for each in fields(kind):
        if each.metadata:
            beyond = {"below": [*BELOW_ONE, *LISTED], "above": RATE, "at_least": PENALTY}
            bad[each.name] = next(
                values for bound, values in beyond.items() if bound in each.metadata
            )
        elif each.name == "mask":
            bad["mask"] = [
                "weights", 1, [0, 1], NET.weight_mask.astype(int), [[True], [True, False]], np.ones((2, 2), bool),
                True,
            ]  # fmt: skip
    return Table({}, bad)


CALLS: dict[str, Table] = {
    # The network and its parts
    "MLP": Table(
        {"layer_sizes": (2, 3, 2)},
        {
            "layer_sizes": [
                "2-3-2", None, 3, {2, 3}, np.array([2, 3]), (), (2,), [2], (2, 0), (2, -3, 2),
                (2, 3.0), (2, "3"), (2, None), (2, True), ((2, 3), 2),
            ],
            "activation": [
                *unknown("rleu", "relu")[:-1], ["relu", "relu"], [], says(("rleu",), "Did you mean"),
                "softmax", np.tanh, (None,), {"relu"},
            ],
            "output": [*unknown("softmx", "softmax"), "relu", np.tanh],
            "batch_normalization": FLAG,
        },
    ),
    "MLP.check_theta": Table({"theta": THETA}, {"theta": WRONG_THETA}),
    "MLP.initial_running": Table(
        {"runs": (2,)}, {"runs": ["2", None, 2.0, (2.0,), (-1,), [[2]]], "dtype": [int, "float99", 3, {}]}
    ),
    "Layout": Table(
        {"shapes": {"W": (2, 3)}},
        {
            "shapes": [
                "W", None, [(2, 3)], {"W": "ab"}, {"W": 6}, {3: (2,)},
                says({"W": (2, -1)}, "given -1"), says({"W": (2.0,)}, "given 2.0"),
            ]
        },
    ),
    "Layout.view": Table(
        {"flat": THETA, "name": "W0"},
        {
            "flat": [*NOT_REAL, 1.0, np.ones(P - 1), np.ones((P, 1))],
            "name": ["W9", says("w0", "Did you mean 'W0'?"), "", None, 0],
        },
    ),
    "Layout.where": Table({"index": 0}, {"index": [*INDEX, P, -1]}),
    "Layout.mask": Table({"prefixes": "W"}, {"prefixes": [None, 3, ["W"]]}),
    # 1 Initialization
    "zeros": SCHEME,
    "constant": also(SCHEME, {"value": 0.1}, {"value": NUMBER}),
    "random_normal": also(SCHEME, {"std": 0.1}, {"std": ABOVE_ZERO}),
    "random_uniform": also(SCHEME, {"limit": 0.1}, {"limit": ABOVE_ZERO}),
    "xavier_normal": SCHEME,
    "xavier_uniform": SCHEME,
    "he_normal": SCHEME,
    "he_uniform": SCHEME,
    "initialize": Table(
        {"network": NET, "scheme": "random_normal", "seed": 1},
        {
            "network": NETWORK,
            "scheme": [
                *unknown("randomnormal", "random_normal")[:-1], [], ["zeros", "heh"], ("zeros", None),
                mlcourse.he_normal,
            ],
            "seed": SEEDS,
            "dtype": [int, "float16", "floot", complex, 3, {}],
            "std": ABOVE_ZERO,
            "limit": [says(0.1, "limit", "random_uniform")],
            "value": [says(0.1, "value", "constant")],
            "sdt": [says(0.1, "Did you mean 'std'?")],
            "fan_in": [3],
        },
    ),
    # 2 Forward pass
    **dict.fromkeys(HIDDEN, ACTIVATION),
    **dict.fromkeys([f"{name}_derivative" for name in HIDDEN], ACTIVATION),
    "softmax": Table({"z": X}, {"z": LOGITS, "temperature": [*ABOVE_ZERO, np.array([1.0, 2.0])]}),
    "log_softmax": Table({"z": X}, {"z": LOGITS}),
    "softmax_jacobian": Table({"p": [0.25, 0.75]}, {"p": LOGITS}),
    "forward": Table(
        {"network": NORMED, "theta": mlcourse.initialize(NORMED), "x": X},
        {
            "network": NETWORK,
            "theta": [*NOT_REAL, 1.0, [], says(THETA, f"({P},)", f"{NORMED.size} parameters")],
            "x": [*EXAMPLES, np.ones((4, 3)), says(X.T[:, :3], "(2, 3)"), np.ones((5, 4, 2))],
            "running": [
                *NOT_REAL[:1], *NOT_REAL[2:], 1.0, np.ones(5), np.ones((2, 6)),
                says(-np.ones(6), "given -1", called="running_variance"),
            ],
            "training": FLAG,
        },
    ),
    "batch_normalization": Table(
        {
            "z": X, "gamma": [1.0, 1.0], "beta": [0.0, 0.0], "running_mean": [0.0, 0.0],
            "running_variance": [1.0, 1.0], "training": False,
        },
        {
            "z": [*NOT_REAL, 3.0, [1.0, 2.0], np.ones((0, 2)), np.ones((4, 0)), np.ones((4, 3))],
            **{
                name: [*NOT_REAL, 1.0, [], np.ones(3), np.ones((2, 1)), np.ones((3, 2))]
                for name in ("gamma", "beta", "running_mean")
            },
            "running_variance": [*NOT_REAL, 1.0, np.ones(3), np.ones((3, 2)), says([1.0, -1.0], "given -1")],
            "training": FLAG,
            "momentum": [*ABOVE_ZERO, 1.5],
            "epsilon": ABOVE_ZERO,
        },
    ),
    "batch_normalization_backward": Table(
        {"forward": BN, "dy": X},
        {"forward": [None, X, FORWARD], "dy": [*NOT_REAL, 1.0, X.T, np.ones((3, 2)), np.ones((2, 4, 2))]},
    ),
    "dropout": Table(
        {"a": X, "rate": 0.5, "generator": np.random.default_rng(1)},
        {
            "a": EXAMPLES,
            "rate": BELOW_ONE,
            "generator": [1, "seed", np.random.RandomState(1), np.random, np.random.default_rng],
        },
    ),
    "dropout_backward": Table(
        {"forward": DROPPED, "dy": X},
        {"forward": [None, X, FORWARD], "dy": [*NOT_REAL, 1.0, X.T, np.ones((3, 2)), np.ones((2, 4, 2))]},
    ),
    # 3 Loss
    "mean_squared_error": Table(
        {"prediction": X, "target": X},
        {"prediction": PREDICTION, "target": NUMBER_TARGET},
    ),
    "cross_entropy": Table(
        {"probabilities": np.full((4, 2), 0.5), "target": Y},
        {
            "probabilities": [*SCORES, [0.5, 0.5], says(X, "sums to"), with_a(NAN), with_a(INF)],
            "target": CLASS_TARGET,
        },
    ),
    "binary_cross_entropy": Table(
        {"logits": X, "target": np.ones((4, 2))},
        {
            "logits": PREDICTION,
            "target": [
                *NUMBER_TARGET,
                says(np.full((4, 2), 2), "from 2 to 2", "y - 1"),
                says(np.full((4, 2), -1), "from -1 to -1"),
            ],
        },
    ),
    "categorical_cross_entropy": Table(
        {"logits": X, "target": Y},
        {"logits": [*SCORES, [0.5, 0.5], says(X[:3], "(4,)", "(3, 2)", called="target")], "target": CLASS_TARGET},
    ),
    "natural_loss": Table({"output": "softmax"}, {"output": [*unknown("softmx", "softmax"), "relu"]}),
    "compute_loss": Table(
        {"forward": FORWARD, "target": Y, "name": "categorical_cross_entropy"},
        {
            "forward": [None, X, FORWARD.logits],
            "target": CLASS_TARGET,
            "name": [
                bad for bad in unknown("mean_squard_error", "mean_squared_error") if as_bad(bad).value is not None
            ],
        },
    ),
    # 4 Backpropagation
    "backward": Table(
        {"network": NET, "theta": THETA, "forward": FORWARD, "loss": LOSS},
        {
            "network": [*NETWORK, says(MLP((2, 4, 2)), "(2, 3, 2)", "(2, 4, 2)")],
            "theta": [
                *WRONG_THETA,
                says(np.stack([THETA, THETA]), "(2, 17)", "(17,)"),
                says(THETA + 1, "theta", "forward(network, theta, x)"),
            ],
            "forward": [
                None, X, FORWARD.logits, FORWARD.layers[0], mlcourse.forward,
                says(mlcourse.forward(MLP((2, 4, 2)), np.ones(22), X), "(2, 4, 2)", called="network"),
                says(mlcourse.forward(MLP((2, 2)), np.ones(6), X), "(2, 2)", called="network"),
                says(mlcourse.forward(NET, THETA, X[:3]), "(4, 2)", "(3, 2)", called="loss"),
            ],
            "loss": [
                None, 0.7, LOSS.value, LOSS.gradient, mlcourse.mean_squared_error,
                says(mlcourse.cross_entropy(FORWARD.output, Y), "cross_entropy", "categorical"),
                says(mlcourse.categorical_cross_entropy(FORWARD.logits[:3], Y[:3]), "(3, 2)", "(4, 2)"),
            ],
        },
    ),
    "numerical_gradient": Table(
        {"function": np.sum, "theta": THETA},
        {
            "function": ["sum", None, 3, LOSS, says(np.abs, f"({P},)"), says(str, "str"),
                         says(lambda t: None, "None"), says(lambda t: LOSS, "CategoricalCrossEntropy")],
            "theta": [*NOT_REAL, 1.0, [], np.ones((2, P)), np.ones(2, np.float32), with_a(NAN, (3,))],
            "epsilon": ABOVE_ZERO,
        },
    ),
    "signal_profile": Table(
        {"forward": FORWARD, "backward": mlcourse.backward(NET, THETA, FORWARD, LOSS)},
        {
            "forward": [None, X, FORWARD.logits, FORWARD.layers[0], mlcourse.forward],
            "backward": [None, X, FORWARD, LOSS, mlcourse.backward],
        },
    ),
    "gradient_check": Table(
        {"function": np.sum, "theta": THETA, "gradient": np.ones(P), "layout": NET.layout},
        {
            "function": [None, 3, LOSS, says(np.abs, f"({P},)")],
            "theta": [
                *NOT_REAL, 1.0, [], np.ones((2, P)), np.ones(2, np.float32), with_a(NAN, (3,)),
                says(np.ones(P - 1), f"({P - 1},)", called="gradient"),
            ],
            "gradient": [*NOT_REAL, 1.0, [], np.ones(P - 1), np.ones((1, P))],
            "layout": ["W0", NET, says(NORMED.layout, f"{NORMED.size}", f"{P}"), {"W": (2, 3)}],
            "epsilon": ABOVE_ZERO,
            "tolerance": ABOVE_ZERO,
        },
    ),
    "objective": Table(
        {"network": NORMED, "x": X, "y": Y},
        {
            "network": NETWORK,
            "x": [*EXAMPLES, np.ones((4, 3)), says(X[:3], "(3,)", called="target"),
                  says(X[:1], "(1, 2)", called="batch normalization")],
            "y": [bad._replace(called="target") for bad in map(as_bad, CLASS_TARGET)],
            "loss": [*unknown("catgorical_cross_entropy", "categorical_cross_entropy")[:2], 3],
            "l1": PENALTY,
            "l2": PENALTY,
            "running": [*NOT_REAL[:1], *NOT_REAL[2:], 1.0, np.ones(5)],
            "training": FLAG,
        },
    ),
    # 4 and 5 Optimizers, learning rates, regularization
    **{name: optimizer(_CLASSES[name]) for name in _OPTIMIZERS},
    "Constant": Table({"learning_rate": 0.1}, {"learning_rate": ABOVE_ZERO}),
    "StepDecay": Table(
        {"initial": 0.1, "every": 10, "factor": 0.5},
        {"initial": ABOVE_ZERO, "every": COUNT, "factor": [*ABOVE_ZERO, 1.1]},
    ),
    "ExponentialDecay": Table(
        {"initial": 0.1, "factor": 0.5}, {"initial": ABOVE_ZERO, "factor": [*ABOVE_ZERO, 1.1]}
    ),
    "CosineDecay": Table(
        {"initial": 0.1, "steps": 10, "final": 0.01},
        {"initial": ABOVE_ZERO, "steps": COUNT, "final": [*FROM_ZERO, 0.2]},
    ),
    "WarmUp": Table({"steps": 5, "after": 0.1}, {"steps": COUNT, "after": [*ABOVE_ZERO, Adam()]}),
    "l1_penalty": Table(
        {"network": NET, "theta": THETA, "strength": 0.1},
        {"network": NETWORK, "theta": WRONG_THETA, "strength": PENALTY},
    ),
    "l2_penalty": Table(
        {"network": NET, "theta": THETA, "strength": 0.1},
        {"network": NETWORK, "theta": WRONG_THETA, "strength": PENALTY},
    ),
    # 6 Iteration
    "batch_gradients": Table(
        {"network": NET, "theta": THETA, "x": X, "y": Y, "batch_size": 2},
        {
            "network": NETWORK,
            "theta": [*NOT_REAL, np.ones(P - 1), says(np.ones((2, P)), "theta[0]")],
            "x": [*TABLE, X[:3]],
            "y": [3, [0, 1, 1], [], np.ones((2, 4)), [[0], [1, 1], [0], [1]], None],
            "batch_size": COUNT,
            "seed": [*SEED, says([0, 1], "one integer")],
            "epoch": INDEX,
        },
    ),
    "loss_slice": Table(
        {
            "network": NET, "theta": THETA, "directions": np.eye(P)[:2], "coordinates": np.zeros((3, 2)),
            "x": X, "y": Y,
        },
        {
            "network": NETWORK,
            "theta": [*NOT_REAL, np.ones(P - 1), says(np.ones((2, P)), "theta[0]")],
            "directions": [
                *NOT_REAL, says(np.ones(P), f"(K, {P})", "np.eye"), np.ones((2, P - 1)),
                says(np.full((2, P), np.nan), "given nan"),
            ],
            "coordinates": [
                *NOT_REAL, says(np.ones((4, 3)), "(..., 2)", "(4, 3)"), 1.0, says([np.inf, 0.0], "given inf"),
            ],
            "x": [*TABLE, X[:3]],
            "y": [3, [0, 1, 1], [], np.ones((2, 4)), [[0], [1, 1], [0], [1]], None],
        },
    ),
    "minibatches": Table(
        {"x": X, "y": Y, "batch_size": 2},
        {
            "x": [*TABLE, X[:3]],
            "y": [3, [0, 1, 1], [], np.ones((2, 4)), [[0], [1, 1], [0], [1]], None],
            "batch_size": COUNT,
            "seed": SEEDS,
            "epoch": INDEX,
            "shuffle": FLAG,
        },
    ),
    "Plan": Table(
        {
            "network": NET, "x": X, "y": Y, "loss": "categorical_cross_entropy", "optimizer": Adam(),
            "batch_size": 2, "validation": (X, Y),
        },
        {
            "network": [*NETWORK, says(MLP((3, 2)), "3 features", "(4, 2)", called="x")],
            "x": [*TABLE, X[:3], np.ones((4, 3))],
            "y": [
                *["text", None, [0, 1, 1], [], np.ones((2, 4)), [[0], [1, 1], [0], [1]]],
                *[Bad(v.value, "target", v.says) for v in CLASS_TARGET if isinstance(v, Bad)][1:],
                says(["a", "b", "b", "a"], "<U1", called="target"),
            ],
            "loss": unknown("catgorical_cross_entropy", "categorical_cross_entropy"),
            "optimizer": ["adam", None, 0.1, Adam],
            "batch_size": [*COUNT, *SIZES],
            "seed": SEEDS,
            "l1": PENALTY,
            "l2": PENALTY,
            "shuffle": FLAG,
            "validation": [
                "abc", 3, X, ONE_OF_A_PAIR, THREE, says((X, Y[:3]), "(3,)"), says((X[:0], Y[:0]), "(0, 2)"),
                says((np.ones((4, 3)), Y), "(4, 3)"), says((X, Y + 1), "labels from 1 to 2"),
                says((X, ["a"] * 4), "<U1"), DATA,
            ],
            "early_stopping": [True, 10, "yes", EarlyStopping],
            "convergence": [True, 1e-4, "yes", EarlyStopping()],
            "frozen": FROZEN,
            "rate_factors": FACTORS,
        },
    ),
    "Plan.start": Table(
        {"theta": THETA}, {"theta": WRONG_THETA, "running": [*NOT_REAL[:1], *NOT_REAL[2:], 1.0, np.ones(5)]}
    ),
    "Plan.update": Table(
        {"gradient": GRADIENT, "state": START},
        {
            "gradient": [*NOT_REAL, 1.0, np.ones(P - 1), np.ones((P, 1)), np.ones((2, P))],
            "state": [None, 0, THETA, says(STEP, "Step", "step.after")],
        },
    ),
    "layer_mask": Table(
        {"network": NET, "layers": 0},
        {"network": NETWORK, "layers": [*NOT_AN_INTEGER[:-1], 2, -3, [], [0, 2], [0.0], says("W0", "W0")]},
    ),
    "layer_rates": Table(
        {"network": NET, "factors": (0.1, 1.0)},
        {
            "network": NETWORK,
            "factors": [
                *NOT_REAL, 0.1, [], says([0.1], "2 layers", "(0.1, 1.0)"), [0.1, 1.0, 1.0], says([-0.1, 1.0], "from 0"),
                [NAN, 1.0], [INF, 1.0],
            ],
        },
    ),
    "new_head": Table(
        {"network": NET, "theta": THETA, "outputs": 1, "output": "sigmoid", "scheme": "zeros", "seed": 1},
        {
            "network": [*NETWORK, says(MLP((2, 2)), "(17,)", called="theta")],
            "theta": [*WRONG_THETA, with_a(NAN, (P,))],
            "outputs": COUNT,
            "output": [*unknown("softmx", "softmax"), "relu"],
            "scheme": [*unknown("he-normal", "he_normal")[:2], 3],
            "seed": SEEDS,
        },
    ),
    "layer_movement": Table(
        {"network": NET, "before": THETA, "after": THETA},
        {"network": NETWORK, "before": WRONG_THETA, "after": WRONG_THETA},
    ),
    "forgetting": Table(
        {"network": NET, "before": THETA, "after": THETA, "x": X, "y": Y},
        {
            "network": NETWORK,
            "before": [*WRONG_THETA, with_a(NAN, (P,)), says(np.stack([THETA, THETA]), "(2, 17)")],
            "after": [*NOT_REAL, 1.0, [], np.ones(9), np.ones(11), with_a(NAN, (P,))],
            "x": [*EXAMPLES, np.ones((4, 3))],
            "y": [bad._replace(called="target") for bad in map(as_bad, CLASS_TARGET)],
            "running": [*NOT_REAL[:1], *NOT_REAL[2:], 1.0, np.ones(5)],
            "running_after": [*NOT_REAL[:1], *NOT_REAL[2:], 1.0, np.ones(5)],
        },
    ),
    "Plan.batch": Table({"step": 1}, {"step": INDEX}),
    "Plan.part": Table({"run": 0}, {"run": [*NOT_AN_INTEGER[:-1], -1, (), (0,), "0", [[0]]]}),
    "ChainRule": Table(
        {"network": None, "theta": None, "x": (1.0, 2.0), "y": 3.5, "size": "normal"},
        {
            "network": [
                "MLP", MLP, says(MLP((2, 3, 1), output="identity"), "(2, 2, 1)"), MLP((2, 2, 1), output="softmax"),
            ],
            "theta": ["text", 1j, says([1.0] * 8, "9 numbers"), [NAN] * 9, says(np.ones((2, 9)), "(2, 9)")],
            "x": ["text", 1j, says([1.0], "2 numbers"), [1.0, INF], np.ones((4, 2))],
            "y": ["text", 1j, says([1.0, 2.0], "1 number"), NAN],
            "size": unknown("presentr", "presenter"),
        },
    ),
    "gallery": Table({"name": "one hidden unit"}, {"name": [*unknown("one unit", "one hidden unit")[:2], 3, ["relu"]]}),
    "DrawnBorder.data": Table({}, TOY | {"examples": [*COUNT, says(19, "at least 20")]}),
    "ChainRule.gradient": Table({"node": "x[0]"}, {"node": [says("x0", "x[0]"), "y", "L", None, 0]}),
    "BugLab": Table(
        {"case": "A", "answer": None, "remember": None, "size": "normal"},
        {
            "case": [says("a", "A"), "flipped sign", None, 1],
            "answer": [says("skiped slope", "Did you mean 'skipped slope'?"), "no shuffling", 3],
            "remember": ["A", says(3, "given 3")],
            "size": unknown("presentr", "presenter"),
        },
    ),
    "draw_network": Table(
        {"network": NET, "theta": THETA},
        {
            "network": NETWORK,
            "theta": [*WRONG_THETA, says(np.stack([THETA, THETA]), f"({P},)")],
            "ax": ["axes", 3],
        },
    ),
    "ForwardLab": Table(
        {
            "network": NET, "theta": THETA, "x": X, "y": Y, "class_names": ("no", "yes"),
            "feature_names": ("left", "right"), "size": "normal",
        },
        {
            "network": [*NETWORK, NORMED],
            "theta": [*WRONG_THETA, says(np.stack([THETA, THETA]), f"({P},)")],
            "x": [*EXAMPLES, np.ones((2, 4, 2))],
            "y": ["text", says(np.zeros(3), "4 examples"), says(np.full(4, 2), "0 to 1"), [[1.0], [2.0, 3.0]]],
            "class_names": ["no", 3, says(("no",), "2", "1")],
            "feature_names": ["left", 3, says(("left",), "2", "1")],
            "size": unknown("presentr", "presenter"),
        },
    ),
    "SoftmaxLab": Table(
        {"logits": (2.0, 1.0, 0.0), "size": "normal"},
        {
            "logits": ["text", None, 1.0, [1.0], np.ones((2, 2)), np.ones(7), [1.0, NAN], says([0.0, 2000.0], "2000")],
            "size": unknown("presentr", "presenter"),
        },
    ),
    "LossLab": Table(
        {"task": "binary", "reduction": "mean", "size": "normal"},
        {
            "task": unknown("binry", "binary"),
            "reduction": unknown("summ", "sum"),
            "size": unknown("presentr", "presenter"),
        },
    ),
    "LossLab.move": Table(
        {"example": 0, "to": 1.0},
        {
            "example": [*NOT_AN_INTEGER, says(10, "0 to 9"), -1],
            "to": [says(11, "-10 to 10", "given 11"), "text", None, NAN, [1.0]],
        },
    ),
    "GradientCloud": Table(
        {"network": NET, "thetas": {"now": THETA}, "x": X, "y": Y, "batch_size": 2},
        {
            "network": NETWORK,
            "thetas": [
                says([THETA], "random weights", "given"), says({}, "one moment", "given {}"),
                says({"now": np.ones(P - 1)}, f"({P - 1},)", called="theta"),
                says({"now": np.ones((2, P))}, "theta[0]"), says({3: THETA}, "given 3"),
            ],
            "x": [*TABLE, X[:3]],
            "y": [3, [0, 1, 1], [], np.ones((2, 4)), [[0], [1, 1], [0], [1]], None],
            "batch_size": [*NOT_AN_INTEGER, says(3, "1, 2, 4", "given 3"), 0],
            "seed": [says(-1, "-1"), says(0.5, "0.5"), "one"],
            "size": unknown("presentr", "presenter"),
        },
    ),
    "InitializationLab": Table(
        {"scheme": "he_normal", "activation": "relu", "depth": 10, "seed": 1, "size": "normal"},
        {
            "scheme": unknown("he_norml", "he_normal"),
            "activation": unknown("rleu", "relu"),
            "depth": [*INDEX, says(20, "2, 3, 5, 10, 30", "given 20"), 0],
            "seed": SEED,
            "size": unknown("presentr", "presenter"),
        },
    ),
    "Tangent": Table(
        {"f": np.square, "at": 1.0, "low": -3.0, "high": 3.0, "size": "normal", "names": ("w", "f")},
        {
            "f": ["w**2", None, 3, says(np.sum, "(61,)"), says(np.log, "(61,)"), says(lambda w: None, "None")],
            "at": [*NUMBER, says(4.0, "at most 3", "given 4"), -4.0],
            "low": [*NUMBER, says(3.0, "above 3", called="high")],
            "high": [*NUMBER, says(-3.0, "above -3")],
            "size": unknown("presentr", "presenter"),
            "names": ["wf", says(("z",), "two strings"), says(("z", 1), "two strings")],
        },
    ),
    "Race": Table(
        {"runs": {"mine": HISTORY}, "weights": ("W0[0, 0]", "W0[1, 0]"), "surface": "bowl", "rate": 8},
        {
            "runs": [says([HISTORY], "dict"), says({"mine": 3}, "given 3"), says({"bowl": HISTORY}, "'bowl'")],
            "weights": [
                says("W0[0, 0]", "two names"), 3, ("W0[0, 0]",), says(("W0[0, 0]",) * 2, "twice"),
                says(("W0[0, 0]", "W0[1,0]"), "W0[1, 0]"),
            ],
            "surface": [says("bwl", "bowl", "'bwl'"), 3],
            "rate": [*NOT_AN_INTEGER, says(16, "0 to 15", "given 16"), -1],
            "beta": unknown("0.95", "0.9"),
            "own_rates": FLAG,
            "racer": unknown("adam", "Adam"),
            "size": unknown("presentr", "presenter"),
        },
    ),
    "Race.update": Table(
        {"racer": "Adam", "step": 1},
        {
            "racer": unknown("adam", "Adam"),
            "step": [*NOT_AN_INTEGER, says(0, "1 to 45", "given 0"), 46],
        },
    ),
    "SearchLab": Table(
        {"way": "random", "budget": 9, "drawing": 1, "candidate": 3, "seed": 1, "size": "normal"},
        {
            "way": unknown("randm", "random"),
            "budget": [*NOT_AN_INTEGER, says(10, "4, 9, 25", "given 10"), -1],
            "drawing": [*NOT_AN_INTEGER, says(3, "0 to 2", "given 3"), -1],
            "candidate": [*NOT_AN_INTEGER, says(25, "0 to 24", "given 25"), -1],
            "seed": SEED,
            "size": unknown("presentr", "presenter"),
        },
    ),
    "RateLab": Table(
        {"rate": 40, "price": "0.1", "step": 90, "later": 20, "seed": 1, "size": "normal"},
        {
            "rate": [*NOT_AN_INTEGER, says(64, "0 to 63", "given 64"), -1],
            "price": unknown("0.1O", "0.1"),
            "step": [*NOT_AN_INTEGER, says(181, "0 to 180", "given 181"), -1],
            "later": [*NOT_AN_INTEGER, says(64, "0 to 63", "given 64"), -1],
            "seed": SEED,
            "size": unknown("presentr", "presenter"),
        },
    ),
    "BatchNormLab": Table(
        {"mates": (1, 4), "unit": 0, "training": True, "seed": 1, "size": "normal"},
        {
            "mates": [None, "14", [1.5], says([1, 7], "1 to 6", "given"), [2, 2], [0]],
            "unit": [*NOT_AN_INTEGER, says(4, "0 to 3", "given 4"), -1],
            "training": FLAG,
            "seed": SEED,
            "size": unknown("presentr", "presenter"),
        },
    ),
    "RateLab.losses": Table(
        {"rate": 40, "price": "0.1"},
        {
            "rate": [*NOT_AN_INTEGER, says(64, "0 to 63", "given 64"), -1],
            "price": unknown("0.1O", "0.1"),
        },
    ),
    "StoppingLab": Table(
        {"units": 8, "examples": 40, "epoch": 20, "seed": 1, "size": "normal"},
        {
            "units": [*NOT_AN_INTEGER, says(16, "1, 2, 4, 8, 32", "given 16"), 0],
            "examples": [*NOT_AN_INTEGER, says(50, "20, 40, 80, 160", "given 50"), 0],
            "epoch": [*NOT_AN_INTEGER, says(3, "0, 4, 8", "Try 4"), -1, 104],
            "seed": SEED,
            "size": unknown("presentr", "presenter"),
        },
    ),
    "Microscope": Table(
        {"way": "all", "step": 20, "labels": 10, "seed": 1, "size": "normal", "theta": np.ones(2778)},
        {
            "theta": [*NOT_REAL[:1], *NOT_REAL[2:], 1.0, says(THETA, "(2778,)"), np.ones((2, 2778))],
            "way": unknown("al", "all"),
            "step": [*NOT_AN_INTEGER, says(6, "0, 1, 2", "Try 5"), -1, 101],
            "labels": [*NOT_AN_INTEGER, says(5, "even number", "given 5"), 2, 202, -4],
            "seed": SEED,
            "size": unknown("presentr", "presenter"),
        },
    ),
    "Microscope.moved": Table(
        {"way": "all", "step": 20},
        {"way": unknown("al", "all"), "step": [*NOT_AN_INTEGER, says(6, "0, 1, 2", "Try 5"), -1, 101]},
    ),
    "StoppingLab.losses": Table(
        {"units": 8, "examples": 40, "epoch": 20},
        {
            "units": [*NOT_AN_INTEGER, says(16, "1, 2, 4, 8, 32", "given 16"), 0],
            "examples": [*NOT_AN_INTEGER, says(50, "20, 40, 80, 160", "given 50"), 0],
            "epoch": [*NOT_AN_INTEGER, says(3, "0, 4, 8", "Try 4"), -1, 104],
        },
    ),
    "ThresholdLab": Table(
        {
            "probability": PROBABILITY, "target": np.tile(Y, 2), "images": np.ones((8, 4)), "name": "8",
            "threshold": 0.2, "size": "normal",
        },
        {
            "probability": [
                *NOT_REAL, [], 0.5, with_a(NAN, (8,)), says([0.5] * 7, "7 and 8"),
                says(PROBABILITY * 4, "from 0 to 3.5", "sigmoid"), says(-PROBABILITY, "from -0.875"),
            ],
            "target": [
                *LABELS[:-2], says([0] * 8, "0 positive", "8 negative"), says([0, 2] * 4, "from 0 to 2"),
                says([0, 1] * 3, "8 and 6"),
            ],
            "images": [*NOT_REAL, 3.0, [], np.ones((8, 3)), np.ones((7, 4)), np.ones((8, 2, 2)), with_a(NAN, (8, 4))],
            "name": [None, 8, ["8"]],
            "threshold": [*FROM_ZERO, 1.5],
            "size": unknown("presentr", "presenter"),
        },
    ),
    "check": Table({"task_id": "04.weight_slope", "answer": None}, {"task_id": TASK_ID}),
    "consequence": Table({"task_id": "04.tanh_slope", "answer": None}, {"task_id": TASK_ID}),
    "your_run": Table(
        {"number": "04", "answers": {}},
        {"number": [says("99", "one of"), 4, None], "answers": [says([], "dictionary"), 4]},
    ),
    "hint": Table({"task_id": "04.weight_slope"}, {"task_id": TASK_ID}),
    "reveal": Table({"task_id": "04.weight_slope"}, {"task_id": TASK_ID}),
    "reading_list": Table(
        {"number": "00b"}, {"number": [None, 3, "", "0b", says("4", "'4'", "'04'")]}
    ),
    "subplots": Table(
        {"rows": 1, "columns": 2, "figsize": (6, 3), "sharex": True, "sharey": False, "alt": "a loss"},
        {
            "rows": COUNT,
            "columns": COUNT,
            "figsize": ["wide", 6, (6,), (6, 3, 1), (6, None), (0, 3), says((6, -3), "height")],
            "sharex": FLAG,
            "sharey": FLAG,
            "alt": [None, 3, ["a loss"]],
        },
    ),
    "quiz": Table(
        {"question_id": "04.kink"},
        {"question_id": [*UNKNOWN_ID, says("04.kinks", "04.kink")]},
    ),
    "order_lines": Table({"task_id": "04.backward_pass"}, {"task_id": TASK_ID}),
    "look_back": Table(
        {"lesson": "04"}, {"lesson": [4, "", says("00", "00b", "01"), says("4", "'4'")]}
    ),
    "predict": Table(
        {"prediction_id": "04.nudge", "truth": 2},
        {
            "prediction_id": [*UNKNOWN_ID, says("04.nudged", "04.nudge")],
            "truth": [1.0, True, [1.0, 2.0], "it rises", -1, 4, says(0, "rises by", "falls by")],
        },
    ),
    "bug_lab": Table({"case": "A"}, {"case": [says("a", "A"), "flipped sign", None, 1]}),
    "train_step": Table(
        {"plan": PLAN, "state": START},
        {
            "plan": [None, NET, Plan],
            "state": [
                None, THETA, says(STEP, "Step", "step.after"),
                says(HISTORY.plan.start(THETA[None]).optimizer_state, "MomentState"),
            ],
        },
    ),
    "train_epoch": Table(
        {"plan": PLAN, "state": START},
        {
            "plan": [None, NET, Plan],
            "state": [
                None, THETA, says(STEP, "Step", "step.after"),
                says(HISTORY.plan.start(THETA[None]).optimizer_state, "MomentState"),
            ],
        },
    ),
    "first_non_finite": Table(
        {"step": STEP, "run": ()},
        {"step": [None, 3, HISTORY, START], "run": [None, "0", 0, (0,), (-1,), (0.5,), [[0]]]},
    ),
    "Convergence": Table({}, {"tolerance": ABOVE_ZERO, "patience": COUNT}),
    "Convergence.init": Table({"runs": (2,)}, {"runs": ["2", None, 2.0, (2.0,), (-1,), [[2]]]}),
    "Convergence.observe": Table(
        {"state": START.convergence, "loss": 0.5},
        {"state": [None, START, START.early_stopping], "loss": [*NOT_REAL, np.ones(2)]},
    ),
    "EarlyStopping": Table({}, {"patience": COUNT, "min_delta": FROM_ZERO}),
    "EarlyStopping.init": Table(
        {"theta": THETA, "running": START.running},
        {
            "theta": [*NOT_REAL, 1.0],
            "running": [*NOT_REAL, 1.0, np.ones((2, 3))],
        },
    ),
    "EarlyStopping.observe": Table(
        {"state": START.early_stopping, "loss": 0.5, "theta": THETA, "running": START.running, "epoch": 0},
        {
            "state": [None, START, START.convergence],
            "loss": [*NOT_REAL, np.ones(2)],
            "theta": [*NOT_REAL, 1.0, np.ones(P - 1), np.ones((2, P))],
            "running": [*NOT_REAL, 1.0, np.ones(3)],
            "epoch": INDEX,
        },
    ),
    "train": Table(
        {"network": NET, "data": (X, Y), "validation": (X, Y), "epochs": 1, "progress": False},
        {
            "network": NETWORK,
            "data": [
                None, "moons", mlcourse.moons, X, ONE_OF_A_PAIR, THREE, {"x": X, "y": Y}, SPLIT,
                says((X, Y[:3]), "(4, 2)", "(3,)"), says((X[:0], Y[:0]), "(0, 2)"),
                says((X[:, 0], Y), "(4,)"), says((np.ones((4, 3)), Y), "(4, 3)", called="x"),
                says((with_a(NAN).value, Y), "given nan"), says((X, Y + 1), "labels from 1 to 2", called="y"),
                says((X, Y * 1.0), "float64", "astype(int)", called="y"),
                says((X, ["a", "b"] * 2), "<U1", called="y"),
                says((X, [[0], [1, 1], [0], [1]]), "[[0], [1, 1]"),
            ],
            "validation": [
                True, 0.2, "moons", X, ONE_OF_A_PAIR, SPLIT, says((X, Y[:3]), "(3,)"), says((X, Y + 1), "1 to 2"),
                says((np.ones((4, 3)), Y), "(4, 3)"), says((with_a(INF).value, Y), "given inf"),
            ],
            "optimizer": ["adam", 0.1, Adam,
                          says(mlcourse.GradientDescent(0.1), "batch_size=2", called="GradientDescent")],
            "batch_size": [v for v in (*COUNT, *SIZES) if v is not None],
            "epochs": COUNT,
            "seed": SEEDS,
            "scheme": [*unknown("he-normal", "he_normal")[:2], 3, [], ["zeros", "heh"]],
            "theta": [*[v for v in WRONG_THETA if v is not None], with_a(NAN, (P,)),
                      np.ones((2, 2, P)), np.ones((0, P))],
            "loss": [*unknown("catgorical_cross_entropy", "categorical_cross_entropy")[:2], 3],
            "l1": PENALTY,
            "l2": PENALTY,
            "early_stopping": [True, 10, EarlyStopping],
            "convergence": [True, 1e-4, EarlyStopping()],
            "shuffle": FLAG,
            "dtype": [int, "float16", "floot", complex, 3, {}],
            "progress": FLAG,
            "key_frame_budget": INDEX,
            "step": [None, "step", 3, says(lambda plan, state: None, "given None"),
                     says(lambda plan, state: state, "TrainingState")],
            "frozen": FROZEN,
            "rate_factors": FACTORS,
            "running": [*NOT_REAL[:1], *NOT_REAL[2:], 1.0, np.ones(5)],
        },
    ),
    "History": Table(
        {
            "plan": PLAN, "step_function": mlcourse.train_step, "frames": {0: START}, "last": START,
            "curves": CURVES, "epochs": HISTORY.epochs, "stops": HISTORY.stops,
        },
        {
            "plan": [None, NET], "step_function": [None, "step"],
            "frames": [None, says([START], "Training state"), {}, says({3: START}, "{3:")],
            "last": [None, STEP], "curves": [None, {}, HISTORY.loss], "epochs": [None, 3],
            "stops": [None, [], {}],
        },
    ),
    "History.at": Table({"step": 0}, {"step": [*NOT_AN_INTEGER, HISTORY.steps, -HISTORY.steps - 1]}),
    "save_history": Table(
        {"history": HISTORY, "path": FOLDER / "run.npz", "overwrite": False},
        {
            "history": [None, PLAN], "overwrite": [None, "yes"],
            "path": [None, 3, says(FOLDER / "notes.txt", "notes.txt", "my notes")],
        },
    ),
    "load_history": Table(
        {"path": FOLDER / "run.npz", "step": None, "classes": ()},
        {
            "path": [None, 3, says(FOLDER / "notes.txt", "my notes", called="notes.txt")],
            "step": [3, "train_step"], "classes": [None, Adam, [int]],
        },
    ),
    "History.predict": Table({"x": X}, {"x": [*EXAMPLES, np.ones((4, 3)), np.ones((2, 4, 2))]}),
    "diagnose": Table(
        {"history": HISTORY},
        {"history": [None, "history", X], "run": ["0", 1.0, says(0, "single run")]},
    ),
    # What a model is judged by
    "accuracy": Table({"prediction": Y, "target": Y}, {"prediction": LABELS, "target": LABELS}),
    "precision": CLASS_SCORE,
    "recall": CLASS_SCORE,
    "f1": CLASS_SCORE,
    "confusion_matrix": Table(
        {"prediction": Y, "target": Y, "class_names": ["cat", "dog"]},
        {
            "prediction": [*LABELS, says([0, 1, 1, 2], "0 to 2", called="labels")],
            "target": [*LABELS, says([0, 1, 1, -1], "-1 to 1", called="labels")],
            "class_names": [*NAMES, says(["cat"], "from 0 to 0", "from 0 to 1")],
        },
    ),
    "threshold_scores": SCORED,
    "roc_curve": SCORED,
    "precision_recall_curve": SCORED,
    "ThresholdScores.at": Table(
        {"threshold": 0.5}, {"threshold": ["0.5", None, True, 1j, [0.5], says(NAN, "given nan")]}
    ),
    "fold_scores": Table(
        {"scores": [0.8, 0.9]},
        {
            "scores": [
                *NOT_REAL, 0.9, [], says([0.9], "at least two"), [[0.8, 0.9]], with_a(NAN, (4,)), with_a(INF, (4,))
            ]
        },
    ),
    "mean_absolute_error": NUMBER_SCORE,
    "root_mean_squared_error": NUMBER_SCORE,
    "r_squared": NUMBER_SCORE,
    # Data
    "Dataset": Table(
        {"x": X, "y": Y, "task": "binary"},
        {
            "x": [*TABLE, says(X[:3], "3", "4")],
            "y": [*LABELS, says([0, 1, 2, 1], "'2'", "multi-class"), says([0, 1, -1, 1], "-1"),
                  says([0, 1, 10**9, 1], "1000000000")],
            "task": [*unknown("multiclass", "multi-class"), "classification"],
            "feature_names": [*NAMES, says(["a"], "2 columns", "['a']")],
            "class_names": [*NAMES, says(["cat"], "['cat']"), ["a", "b", "c"]],
            "name": [None, 3, ["moons"]],
            "about": [None, 3],
        },
    ),
    "dataset_from_csv": Table(
        {"path": FOLDER / "table.csv", "target": "y", "task": "binary", "drop": ["a"], "delimiter": ","},
        {
            "path": [3, None, ["table.csv"], says(FOLDER, "the folder")],
            "target": [*unknown("yy", "y")[:2], 3],
            "task": ["binry", 3, ["binary"]],
            "drop": ["a", 3, None, [3], says(["c"], "'c'"), says(["y"], "the target"), says(["a", "b"], "all columns")],
            "delimiter": [
                3, b",", says(";;", "';;'"), says('"', "no quote"), says(";", "two columns", called="table.csv")
            ],
        },
    ),
    "inventory": Table({"when": "before"}, {"when": ["later", None, 3, ["before"], "Before"]}),
    "join": Table(
        {"word": "maple", "host": "127.0.0.1:9"},
        {
            "word": [None, 3, "", "x" * 41, "two\nlines"],
            "host": [None, 3, "", "two words", "http://somewhere/else", "127.0.0.1:port"],
            "name": [None, 3, "x" * 41, "two\nlines"],
        },
    ),
    "moons": Table({"seed": 1}, TOY),
    "circles": Table({}, TOY | {"factor": [*ABOVE_ZERO, 1, 1.5]}),
    "spirals": Table({}, TOY | {"classes": [*COUNT, 1]}),
    "xor": Table({}, TOY | {"examples": [*COUNT, 3]}),
    "noisy_sine": Table({}, TOY | {"examples": COUNT}),
    "printed_digits": Table({}, {"examples": [*COUNT, 9], "seed": TOY["seed"]}),
    "split": Table(
        {"dataset": DATA},
        {
            "dataset": [None, PAIR, mlcourse.moons, SPLIT],
            "validation": [*ABOVE_ZERO, 1, 1.5, 0.9, 0.001],
            "test": [*ABOVE_ZERO, 1, 20, 0.9, 0.001],
            "seed": SEED,
        },
    ),
    "k_folds": Table(
        {"dataset": DATA, "folds": 4},
        {
            "dataset": [None, PAIR, mlcourse.moons, SPLIT],
            "folds": [*COUNT, 1, says(33, "at most the number of examples, 32", "given 33")],
            "seed": SEED,
        },
    ),
    # Tuning
    "Uniform": Table(
        {"low": 0.1, "high": 0.5},
        {"low": [*NUMBER, says(0.5, "above 0.5", called="high")], "high": [*NUMBER, 0.1]},
    ),
    "LogUniform": Table(
        {"low": 0.1, "high": 0.5},
        {"low": [*ABOVE_ZERO, says(0.5, "above 0.5", called="high")], "high": [*NUMBER, 0.1]},
    ),
    "Choice": Table({"values": [16, 64]}, {"values": [16, "adam", None, [], says([16, 16], "given 16 (int) twice")]}),
    **{
        f"{name}.points": Table({"count": 3}, {"count": [as_bad(each)._replace(called="points") for each in COUNT]})
        for name in ("Uniform", "LogUniform", "Choice")
    },
    "grid_candidates": Table(
        {"space": SPACE, "points": 3},
        {
            "space": BAD_SPACE,
            "points": [*COUNT, {}, says({"learning_rate": 3, "l1": 2}, "'l1'"),
                       says({"learning_rate": 0, "l2": 3}, "given 0"),
                       says({"learning_rate": 2}, "'l2'")],
        },
    ),
    "random_candidates": Table({"space": SPACE, "budget": 3}, {"space": BAD_SPACE, "budget": COUNT, "seed": SEED}),
    "tune": Table(
        {"network": NET, "data": SPLIT, "candidates": [{"learning_rate": 0.1}], "epochs": 2, "progress": False},
        {
            "network": NETWORK,
            "data": [None, DATA, PAIR, [], says([DATA], "[Data set")],
            "candidates": [
                None, "grid", 3, says([], "at least one", "given none"), {"learning_rate": 0.1},
                says([{"l2": 0.1}, 3], "candidates[1]", "given 3"),
                says([{"lr": 0.1}], "candidates[0]", "'lr'", "learning_rate"),
                says([{"learning_rate": -1}], "candidates[0]", "given -1"),
                says([{"momentum": 0.9}], "'momentum'", "Adam"),
                says([{"hidden_sizes": 16}], "given 16", "(16,)"),
                says([{"hidden_sizes": (0,)}], "candidates[0]", "given 0"),
                says([{"batch_size": 0}], "candidates[0]", "given 0"),
                says([{"activation": "rleu"}], "'rleu'", "Did you mean 'relu'"),
            ],
            "optimizer": ["adam", 0.1, Adam],
            "batch_size": [*[each for each in COUNT if each is not None]],
            "epochs": COUNT,
            "l1": FROM_ZERO,
            "l2": FROM_ZERO,
            "scheme": [says("he", "'he'"), 3],
            "seed": SEED,
            "score": [3, says("accurcy", "Did you mean 'accuracy'"), says("r_squared", "'r_squared'", "accuracy"),
                      says(lambda output, y: np.ones(3), "(3,)"), says(lambda output, y: "good", "'good'")],
            "early_stopping": [3, True, EarlyStopping],
            "standardized": FLAG,
            "executor": [3, "dask", says(lambda: 3, "given 3")],
            "progress": FLAG,
        },
    ),
    "standardize": Table({"parts": SPLIT}, {"parts": [None, DATA, X, says((DATA, DATA), "(Data set", "tuple")]}),
    "Split": Table(
        {"train": DATA, "validation": DATA, "test": DATA},
        {part: [None, X, PAIR, SPLIT] for part in ("train", "validation", "test")},
    ),
    "Standardizer": Table(
        {"mean": [0.0, 1.0], "std": [1.0, 2.0]},
        {
            "mean": [*NOT_REAL, 1.0, [], with_a(NAN, (2,)), says([0.0], "(1,)", "(2,)", called="std")],
            "std": [*NOT_REAL, 1.0, [], with_a(NAN, (2,)), says([1.0, 0.0], "given 0"), [1.0, -2.0],
                    says([1.0], "(1,)", "(2,)")],
        },
    ),
    "Standardizer.fit": Table({"x": X}, {"x": TABLE}),
    "Standardizer.apply": Table({"x": X}, {"x": [*TABLE, np.ones((4, 3)), X.T]}),
    "one_hot": Table(
        {"y": Y, "classes": 2},
        {
            "y": [*NOT_REAL, 3, [], [[0, 1]], [0.0, 1.0], says([0, 2], "0 to 2", called="labels"),
                  says([-1, 1], "-1 to 1", called="labels")],
            "classes": [*COUNT, says(1, "labels from 0 to 1", called="classes")],
        },
    ),
}  # fmt: skip

for _name in _OPTIMIZERS:
    _made = _CLASSES[_name](0.1)
    _state = _made.init(THETA)
    _others = {_CLASSES[each].state: _CLASSES[each]() for each in _OPTIMIZERS}
    _others.pop(type(_state))
    CALLS[f"{_name}.init"] = Table({"theta": THETA}, {"theta": NOT_REAL})
    CALLS[f"{_name}.rate"] = Table({"step": 0}, {"step": INDEX})
    CALLS[f"{_name}.update"] = Table(
        {"gradient": GRADIENT, "state": _state, "theta": THETA},
        {
            "gradient": [*NOT_REAL, 1.0, np.ones(P - 1), np.ones((P, 1)), np.ones((2, P))],
            "state": [
                None, 0, THETA, STEP, Adam,
                *(says(other.init(THETA), state.__name__) for state, other in _others.items()),
            ],
            "theta": [*NOT_REAL, 1.0, says(np.ones(P + 1), f"({P + 1},)", called="gradient")],
        },
    )  # fmt: skip
for _name in _SCHEDULES:
    CALLS[f"{_name}.__call__"] = Table({"step": 0}, {"step": INDEX})
CALLS["Adam.update"].bad["state"].append(says(Adam().init(THETA[1:]), f"({P},)", f"({P - 1},)"))

# The objects whose methods are called; ``objective`` refuses some things when its function is called.
OBJECTS: dict[str, Any] = {
    "ChainRule": mlcourse.ChainRule(),
    "DrawnBorder": mlcourse.DrawnBorder(),
    "LossLab": mlcourse.LossLab(),
    "Race": mlcourse.Race(),
    "RateLab": mlcourse.RateLab(),
    "StoppingLab": mlcourse.StoppingLab(),
    "Microscope": mlcourse.Microscope(),
    "MLP": NET,
    "Layout": NET.layout,
    "Plan": PLAN,
    "History": HISTORY,
    "Convergence": PLAN.convergence,
    "EarlyStopping": PLAN.early_stopping,
    "Uniform": mlcourse.Uniform(0, 1),
    "LogUniform": mlcourse.LogUniform(0.1, 1),
    "Choice": mlcourse.Choice([16, 64]),
    "Standardizer": mlcourse.Standardizer.fit(X),
    "ThresholdScores": mlcourse.threshold_scores([0.1, 0.9, 0.4, 0.4], Y),
    **{name: getattr(mlcourse, name)(0.1) for name in _OPTIMIZERS},
    **{name: getattr(mlcourse, name)(**CALLS[name].good) for name in _SCHEDULES},
}
HOOKS = {  # what no learner calls: a subclass defines it, the display asks for it, faults take their runs apart
    *(f"{name}.rate" for name in _SCHEDULES),
    "EarlyStopping.message",
    "History.part",
    *(f"{name}.{each}" for name in ("Uniform", "LogUniform", "Choice") for each in ("at", "place")),
}


def find(name: str) -> Callable[..., Any]:
    """Return a public function, class or bound method."""
    owner, _, method = name.partition(".")
    if method:
        return getattr(OBJECTS[owner], method)
    return Layout if name == "Layout" else getattr(mlcourse, name)


def call(name: str, arguments: dict[str, Any]) -> Any:
    """Call it, and what it returns where that is what refuses."""
    if name == "Layout.mask":
        return find(name)(arguments["prefixes"])
    result = find(name)(**arguments)
    if name == "objective":
        return result(mlcourse.initialize(NORMED))
    return result


def good_arguments(name: str, parameter: str) -> dict[str, Any]:
    """Return the good call, or the one in which a parameter is looked at."""
    arguments = dict(CALLS[name].good)
    if name == "batch_normalization" and parameter == "z":
        arguments["training"] = True
    if name == "train" and parameter == "optimizer":
        arguments["batch_size"] = 2
    if name == "initialize" and parameter in ("limit", "value", "sdt", "fan_in"):
        arguments["std"] = 0.1
    return arguments


def all_cases():
    for name, table in CALLS.items():
        for parameter, values in table.bad.items():
            for i, value in enumerate(values):
                yield pytest.param(name, parameter, as_bad(value), id=f"{name}-{parameter}-{i}")


BEFORE = ("given ", " as ", " and ", "=")  # what stands before a value in a message


def shown(value: Any) -> tuple[str, ...]:
    """Return the ways in which a message may show a value; any one of them will do."""
    if isinstance(value, np.ndarray):
        return (str(value.shape),)
    if isinstance(value, type):
        return (value.__name__,)
    if isinstance(value, bool | str | None):
        return tuple(f"{before}{value!r}" for before in BEFORE)
    if isinstance(value, int | float):
        return tuple(f"{before}{text}" for before in BEFORE for text in (repr(value), f"{value:g}"))
    if isinstance(value, list | tuple | dict):
        # A list's shape shows it, its beginning, or (where that is what is wrong) one of its items.
        items = tuple(f"given {item!r}" for item in value) if not isinstance(value, dict) else ()
        try:
            shape = (str(np.shape(value)),)
        except ValueError:  # ragged
            shape = ()
        items += tuple(f"given {item:g}" for item in value if isinstance(item, float))
        return (repr(value)[:40], *shape, *items)
    first_line, *_ = repr(value).splitlines()
    return (first_line[:40],)


NEED = re.compile(r"\b(must|needs?|try|did you mean)\b", re.IGNORECASE)


def check_message(message: str, called: str, bad: Bad) -> None:
    assert re.search(rf"\b{re.escape(called)}\b", message), f"does not name {called!r}: {message}"
    assert "given" in message, f"does not say what was given: {message}"
    words = bad.says or shown(bad.value)
    found = [word in message for word in words]
    assert all(found) if bad.says else any(found), f"shows none of {words}: {message}"
    assert NEED.search(message), f"says neither the need nor a remedy: {message}"


@pytest.mark.parametrize("name", list(CALLS))
def test_the_good_call_is_good(name):
    call(name, CALLS[name].good)


@pytest.mark.parametrize(("name", "parameter", "bad"), list(all_cases()))
def test_bad_input_is_refused_in_words_that_help(name, parameter, bad):
    arguments = good_arguments(name, parameter) | {parameter: bad.value}
    with pytest.raises((ValueError, TypeError)) as caught:
        call(name, arguments)
    assert caught.type in (ValueError, TypeError)  # no kin of theirs, such as NumPy's AxisError
    check_message(str(caught.value), bad.called or parameter, bad)


COMBINATIONS = {
    "a theta and a scheme": (
        lambda: train(theta=THETA, scheme="zeros"), ("theta and scheme", f"({P},)", "'zeros'"),
    ),
    "runs of different counts": (
        lambda: train(seed=[0, 1], l2=[0.1, 0.2, 0.3]), ("seed 2", "l2 3", "equally many"),
    ),
    "seeds and schemes of different counts": (
        lambda: mlcourse.initialize(NET, ["zeros", "he_normal"], seed=[1, 2, 3]), ("[1, 2, 3]", "equally many"),
    ),
    "rates for two runs and one theta": (
        lambda: Adam((0.1, 0.2)).update(GRADIENT, Adam().init(THETA), THETA), ("2 values", f"({P},)"),
    ),
    "betas and rates of different counts": (
        lambda: train(optimizer=Adam((0.1, 0.2), beta1=(0.9, 0.8, 0.7))), ("learning_rate 2", "beta1 3"),
    ),
    "a mask for another network": (
        lambda: train(optimizer=mlcourse.AdamW(mask=NORMED.weight_mask)), ("mask", f"({P},)", "(23,)"),
    ),
    "mini-batches for gradient descent": (
        lambda: train(optimizer=mlcourse.GradientDescent(0.1), batch_size=2), ("batch_size=2", "SGD"),
    ),
    "rates and seeds of different counts": (
        lambda: train(optimizer=Adam((0.1, 0.2)), seed=(0, 1, 2)), ("learning_rate 2", "seed 3", "equally many"),
    ),
    "a batch size that leaves one example alone under batch normalization": (
        lambda: mlcourse.train(NORMED, (np.ones((5, 2)), [0, 1, 0, 1, 0]), batch_size=4),
        ("5 examples", "batches of 4"),
    ),
    "a run that is not there": (
        lambda: PLAN.start(np.ones((2, P))).part(2), ("run", "0 to 1", "2"),
    ),
    "a part of a single run": (lambda: PLAN.start(THETA).part(0), ("run", "a single run", "0")),
    "a batch of one under batch normalization": (
        lambda: mlcourse.train(NORMED, (X[:3], Y[:3]), batch_size=2), ("3 examples", "batches of 2"),
    ),
    "early stopping with nothing to watch": (
        lambda: train(early_stopping=EarlyStopping()), ("early_stopping", "validation"),
    ),
    "labels for a sigmoid with two outputs": (
        lambda: mlcourse.train(MLP((2, 2), output="sigmoid"), (X, Y)), ("(4, 2)", "categorical_cross_entropy"),
    ),
    "numbers too large for float32": (
        lambda: train(data=(X * 1e300, Y), dtype=np.float32), ("x", "float32", "5e+299"),
    ),
    "a theta too large for float32": (
        lambda: train(theta=THETA * 1e300, dtype=np.float32), ("theta", "float32"),
    ),
    "examples too large for a float32 network": (
        lambda: mlcourse.forward(NET, THETA.astype(np.float32), X * 1e300), ("x", "float32"),
    ),
    "more examples wanted than there are": (
        lambda: mlcourse.split(mlcourse.noisy_sine(examples=2)), ("2 examples", "needs at least one"),
    ),
    "a class too rare for three parts": (
        lambda: mlcourse.split(Dataset(np.ones((20, 1)), [0] * 18 + [1] * 2, "binary")), ("'1'", "2 examples"),
    ),
    "a state of a longer theta": (
        lambda: Adam().update(GRADIENT, Adam().init(mlcourse.initialize(NORMED)), THETA), ("state", f"({P},)"),
    ),
    "a frozen row for each of other runs": (
        lambda: train(frozen=np.stack([MASK, ~MASK]), seed=(0, 1, 2)), ("frozen 2", "seed 3", "equally many"),
    ),
    "batch normalization frozen in one run and not in the other": (
        lambda: mlcourse.train(
            NORMED, (X, Y), frozen=np.stack([mlcourse.layer_mask(NORMED, 0), np.zeros(NORMED.size, bool)])
        ),
        ("frozen", "[0] and []", "running statistics"),
    ),
    "a network without a body": (
        lambda: mlcourse.new_head(MLP((2, 2)), np.ones(6), 3), ("network", "hidden layer", "(2, 2)"),
    ),
    "heads for other runs than theta's": (
        lambda: mlcourse.new_head(NET, np.stack([THETA, THETA]), 3, seed=[1, 2, 3]), ("seed", "2 runs", "[1, 2, 3]"),
    ),
    "movement between other runs": (
        lambda: mlcourse.layer_movement(NET, np.ones((2, P)), np.ones((3, P))), ("after", "(2, 17)", "(3, 17)"),
    ),
    "a regression with names of classes": (
        lambda: Dataset(X, Y, "regression", class_names=("cat", "dog")), ("class_names", "cat"),
    ),
}  # fmt: skip


def train(**options):
    return mlcourse.train(NET, **({"data": (X, Y), "progress": False} | options))


@pytest.mark.parametrize("what", list(COMBINATIONS))
def test_arguments_that_do_not_fit_together_are_refused(what):
    act, words = COMBINATIONS[what]
    with pytest.raises((ValueError, TypeError)) as caught:
        act()
    message = str(caught.value)
    assert caught.type in (ValueError, TypeError)
    assert all(word in message for word in words), message
    assert NEED.search(message), message


@pytest.mark.parametrize(("x", "y"), [(X, [0, 1, 1, 2]), (np.where(X == 1.5, NAN, X), Y)])
def test_a_bad_last_example_is_refused_before_the_first_step(x, y):
    made = []

    def step(plan, state):
        made.append(state.step)
        return mlcourse.train_step(plan, state)

    with pytest.raises(ValueError, match="given"):
        train(data=(x, y), batch_size=1, shuffle=False, step=step)
    assert made == []


def test_the_nearest_name_is_proposed_whatever_its_case():
    with pytest.raises(ValueError, match="Did you mean 'relu'"):
        MLP((2, 3, 2), activation="ReLU")
    with pytest.raises(ValueError, match="Did you mean 'he_normal'"):
        mlcourse.initialize(NET, "He normal")


def test_what_numpy_makes_of_it_is_welcome():
    """Lists, NumPy's own numbers and one-element kinds of them are no bad input."""
    way = mlcourse.forward(NET, THETA.tolist(), X.tolist())
    loss = mlcourse.categorical_cross_entropy(way.logits.tolist(), Y.tolist())
    back = mlcourse.backward(NET, THETA.tolist(), way, loss)
    np.testing.assert_array_equal(back.gradient, GRADIENT)
    assert Adam(np.float32(0.5)).rate(np.int64(3)) == 0.5
    assert MLP([np.int64(2), 3]).size == 9
    assert mlcourse.moons(examples=np.int32(4), noise=np.array(0), seed=np.uint8(1)).x.shape == (
        4,
        2,
    )
    assert train(seed=np.array([1, 2]), l2=[0.1, 0.2], epochs=1).runs == (2,)


def public_callables() -> dict[str, Any]:
    """Return every public function and class, and the public methods of these classes."""
    found: dict[str, Any] = {"Layout": Layout}
    found |= {
        name: getattr(mlcourse, name) for name in mlcourse.__all__ if name != "TrainingPlayer"
    }
    for name, owner in list(found.items()):
        if inspect.isclass(owner):
            if issubclass(owner, AnyWidget):  # what a widget inherits is not ours
                methods = [(m, f) for m, f in vars(owner).items() if inspect.isfunction(f)]
            else:
                methods = inspect.getmembers(
                    owner, lambda m: inspect.isfunction(m) or inspect.ismethod(m)
                )
            called = {"__call__"} if issubclass(owner, Schedule) else set()
            found |= {f"{name}.{m}": f for m, f in methods if m in called or not m.startswith("_")}
    return {name: f for name, f in found.items() if name not in HOOKS and parameters_of(f)}


def parameters_of(function: Callable[..., Any]) -> set[str]:
    return set(inspect.signature(function).parameters) - {"self"}


def test_every_public_callable_has_bad_cases():
    assert set(public_callables()) - set(CALLS) == set()


@pytest.mark.parametrize("name", list(CALLS))
def test_every_parameter_has_bad_cases(name):
    table = CALLS[name]
    wanted = parameters_of(find(name))
    if name == "initialize":  # its **options are those of the schemes, and none besides
        wanted = (wanted - {"options"}) | {"std", "limit", "value", "sdt", "fan_in"}
    if name in ("check", "consequence"):  # any answer is judged, none is refused
        wanted -= {"answer"}
    assert {parameter for parameter in wanted if not table.bad.get(parameter)} == set()
    assert set(table.bad) <= wanted
