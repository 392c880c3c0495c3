"""What a diagnosis says of runs that it was not tuned on.

The bounds in ``diagnosis/`` were chosen on the healthy runs of seeds 0 to 399 and the sick ones of seed 0; here
the seeds are 1000 to 1049, and 2000. If one fails, look at more tuning seeds: do not tune on these.
"""

from functools import cache

import numpy as np
import pytest

import mlcourse
from mlcourse import (
    MLP,
    SGD,
    Adam,
    AdamW,
    CosineDecay,
    EarlyStopping,
    GradientDescent,
    Momentum,
    Nesterov,
    RMSProp,
    moons,
    split,
    standardize,
    train,
)
from mlcourse.diagnosis import QUESTIONS, diagnose
from mlcourse.diagnosis.faults import FAULTS

# data: layer sizes, output, epochs
HEALTHY = {
    "breast_cancer": ((30, 12, 1), "sigmoid", 25),
    "circles": ((2, 16, 1), "sigmoid", 80),
    "diabetes": ((10, 12, 1), "identity", 25),
    "digits": ((64, 32, 10), "softmax", 15),
    "iris": ((4, 12, 3), "softmax", 60),
    "moons": ((2, 16, 16, 2), "softmax", 40),
    "spirals": ((2, 24, 24, 3), "softmax", 80),
    "wine": ((13, 10, 3), "softmax", 30),
}
OPTIMIZERS = (
    Adam(0.01),
    AdamW(CosineDecay(0.01, 300), weight_decay=0.05),
    Momentum(0.03),
    Nesterov(0.03),
    RMSProp(0.005),
    SGD(0.1),
)


@cache
def prepared(name, seed):
    """A standardized split; at most 400 examples to train on, the targets of a regression standardized too."""
    toy = name in ("moons", "circles", "spirals")
    load = getattr(mlcourse, name)
    parts = standardize(split(load(seed=seed) if toy else load(), seed=seed))
    mean, std = (parts.train.y.mean(), parts.train.y.std()) if name == "diabetes" else (0, 1)
    pairs = (
        (part.x, (part.y - mean) / std if std != 1 else part.y)
        for part in (parts.train, parts.validation)
    )
    training, validation = pairs
    return (training[0][:400], training[1][:400]), validation


def healthy(seed):
    name = sorted(HEALTHY)[seed % 8]
    sizes, output, epochs = HEALTHY[name]
    activation = ("relu", "tanh", "sigmoid")[(seed // 3) % 3]
    if (name, activation) == ("circles", "sigmoid"):  # 80 epochs are too few for it
        activation = "tanh"
    training, validation = prepared(name, seed)
    return train(
        MLP(sizes, activation, output, batch_normalization=seed % 7 == 3),
        training,
        validation=validation,
        optimizer=OPTIMIZERS[(seed // 8 + seed) % 6],
        epochs=epochs,
        seed=seed,
        l2=1e-3 if seed % 5 == 0 else 0.0,
        early_stopping=EarlyStopping(10) if seed % 4 == 1 else None,
    )


def test_of_fifty_healthy_runs_at_most_one_is_alarmed_about():
    alarms = {seed: diagnose(healthy(seed)).alarms for seed in range(1000, 1050)}
    found = {
        seed: [f"{a.name}: {a.evidence}" for a in each] for seed, each in alarms.items() if each
    }
    assert sum(map(len, found.values())) <= 1, found


SLOPE = "gradient is not the slope of the loss"
DEEP = (64, 32, 32, 32, 32, 32, 32, 10)
SICK = (
    # fault, data, sizes, activation, optimizer, finding, words of its cause or evidence
    ("zero weights", "moons", (2, 16, 16, 2), "relu", SGD(0.1), "identical hidden units", "layers: 0, 1"),
    ("constant weights", "iris", (4, 12, 3), "tanh", Adam(0.01), "identical hidden units", "he_normal"),
    ("weights too small", "digits", DEEP, "relu", SGD(0.05), "vanishing signals", "too small"),
    ("weights too large", "digits", DEEP, "relu", Adam(0.005), "exploding signals", "too large"),
    ("weights too large", "digits", DEEP, "tanh", SGD(0.05), "saturated units", "before training"),
    ("positive weights", "breast_cancer", (30, 16, 1), "sigmoid", Adam(0.005), "saturated units", "Xavier"),
    ("variance as std", "digits", DEEP, "tanh", SGD(0.05), "vanishing gradients", "too small"),
    ("softmax twice", "wine", (13, 10, 3), "relu", Adam(0.01), "wrong loss", "applied twice"),
    ("flipped sign", "moons", (2, 16, 2), "tanh", SGD(0.1), SLOPE, "sign is flipped"),
    ("skipped slope", "spirals", (2, 24, 24, 3), "tanh", Adam(0.01), SLOPE, "output layer is right"),
    ("mask from the gradient", "iris", (4, 12, 3), "relu", Adam(0.01), SLOPE, "output layer is right"),
    ("slope of softmax again", "wine", (13, 10, 3), "tanh", SGD(0.1), SLOPE, "from the output layer on"),
    ("summed gradient", "digits", (64, 32, 10), "sigmoid", Adam(0.005), SLOPE, "summed"),
    ("averaged twice", "breast_cancer", (30, 16, 1), "relu", SGD(0.1), SLOPE, "divided by the batch size"),
    ("averaged twice", "diabetes", (10, 12, 1), "tanh", Adam(0.01), SLOPE, "divided by the batch size"),
    ("no bias gradient", "circles", (2, 16, 1), "tanh", Adam(0.01), SLOPE, "Σδ is missing"),
    ("gradients not reset", "moons", (2, 16, 2), "tanh", SGD(0.1), SLOPE, "not reset"),
    ("Adam without correction", "spirals", (2, 24, 3), "relu", Adam(0.01), "update is not the optimizer's", "3.16"),
    ("Adam from zero", "iris", (4, 12, 3), "tanh", Adam(0.01), "non-finite numbers of the step's own", "divides by 0"),
    ("learning rate too high", "diabetes", (10, 12, 1), "relu", SGD(0.1), "non-finite numbers", "overshoot"),
    ("learning rate too high", "moons", (2, 16, 2), "tanh", SGD(0.1), "learning rate too high", "jumps"),
    ("learning rate too high", "digits", DEEP, "relu", Adam(0.005), "dead ReLU units", "of 32"),
    ("learning rate too low", "iris", (4, 12, 3), "relu", Adam(0.01), "learning rate too low", "too short"),
    ("no shuffling", "breast_cancer", (30, 16, 1), "relu", Adam(0.01), "batches unlike the data", "sorted"),
)  # fmt: skip
OUTPUTS = {1: "sigmoid", 2: "softmax", 3: "softmax", 10: "softmax"}


@pytest.mark.parametrize("sick", SICK, ids=lambda sick: f"{sick[0]}, {sick[1]}")
def test_a_known_fault_is_named(sick):
    fault, data, sizes, activation, optimizer, name, words = sick
    (x, y), validation = prepared(data, 2000)
    order = np.argsort(y, kind="stable") if fault == "no shuffling" else slice(None)
    network = MLP(sizes, activation, "identity" if data == "diabetes" else OUTPUTS[sizes[-1]])
    history = FAULTS[fault].train(
        network,
        (x[order], y[order]),
        validation=validation,
        optimizer=optimizer,
        epochs=20,
        seed=2000,
    )
    found = {alarm.name: alarm for alarm in diagnose(history).alarms}
    assert name in found
    assert words in found[name].evidence + found[name].cause


def test_overfitting_is_dated_to_the_epoch_of_the_lowest_validation_loss():
    parts = split(moons(80, noise=0.5, seed=2000), validation=0.4, seed=2000)
    history = train(
        MLP((2, 64, 64, 2)),
        parts.train,
        validation=parts.validation,
        optimizer=Adam(0.01),
        epochs=150,
        seed=2000,
    )
    (found,) = (f for f in diagnose(history).alarms if f.name == "overfitting")
    epoch = int(history.epochs.validation_loss.argmin())
    assert found.step == (epoch + 1) * history.plan.steps_per_epoch
    assert f"epoch {epoch}" in found.evidence


def test_raw_inputs_and_targets_are_seen():
    cancer, diabetes = mlcourse.breast_cancer(), mlcourse.diabetes()
    raw = diagnose(train(MLP((30, 8, 1), output="sigmoid"), cancer, epochs=3))
    assert "inputs not standardized" in raw.names
    raw = diagnose(train(MLP((10, 8, 1), output="identity"), diabetes, epochs=3))
    assert {"inputs not standardized", "targets not standardized"} <= set(raw.names)


def test_a_class_that_is_never_the_answer_is_counted():
    history = train(MLP((2, 8, 2)), moons(seed=1), scheme="zeros", epochs=5)
    (found,) = (f for f in diagnose(history).alarms if f.name == "classes never predicted")
    (missing,) = {0, 1} - set(history.predict(history.plan.x).argmax(axis=-1))
    assert f"class {missing} is never the answer, though 150 of 300" in found.evidence


def test_a_run_that_still_falls_gets_a_note_and_no_alarm():
    (x, y), _ = prepared("spirals", 2000)
    history = train(MLP((2, 24, 24, 3), "tanh"), (x, y), optimizer=Adam(0.005), epochs=30)
    diagnosis = diagnose(history)
    assert diagnosis.names == ("not converged",)
    assert not diagnosis.alarms


def test_a_healthy_run_is_told_what_was_looked_at():
    text = repr(
        diagnose(train(MLP((2, 16, 2), "tanh"), moons(seed=5), optimizer=Adam(0.01), epochs=60))
    )
    assert "Nothing conspicuous" in text
    assert all(question in text for question in QUESTIONS)


def test_a_finding_prints_evidence_cause_and_lesson():
    text = repr(diagnose(train(MLP((2, 8, 2)), moons(seed=1), scheme="zeros", epochs=5)))
    for words in ("ALARM: identical hidden units", "Evidence:", "Cause:", "01 Initialization"):
        assert words in text


def test_a_run_of_a_fleet_is_diagnosed_as_it_would_be_alone():
    rates, x, y = (0.1, 1e300, 1e-5), moons(seed=1).x, moons(seed=1).y
    options = {"validation": (x[:50], y[:50]), "epochs": 12, "seed": 3}
    network = MLP((2, 8, 2))
    fleet = train(network, (x, y), optimizer=SGD(rates), **options)
    for run, rate in enumerate(rates):
        alone = diagnose(train(network, (x, y), optimizer=SGD(rate), **options))
        assert repr(diagnose(fleet, run=run)) == repr(alone)
    seeds = train(network, (x, y), optimizer=SGD(0.1), epochs=12, seed=[3, 4])
    alone = diagnose(train(network, (x, y), optimizer=SGD(0.1), epochs=12, seed=4))
    assert repr(diagnose(seeds, run=1)) == repr(alone)


def test_a_fleet_without_a_run_is_refused_with_what_to_try():
    fleet = train(MLP((2, 4, 2)), moons(seed=1), epochs=1, seed=[0, 1])
    with pytest.raises(ValueError, match=r"which of the 2 runs .* Try diagnose\(history, run=0\)"):
        diagnose(fleet)
    with pytest.raises(ValueError, match="from 0 to 1; given 2"):
        diagnose(fleet, run=2)
    with pytest.raises(TypeError, match="run must be an integer"):
        diagnose(fleet, run="first")
    with pytest.raises(ValueError, match="None for a single run"):
        diagnose(train(MLP((2, 4, 2)), moons(seed=1), epochs=1), run=0)
    with pytest.raises(TypeError, match="history"):
        diagnose("history")


GENERATOR = np.random.default_rng(0)
X = GENERATOR.standard_normal((24, 3))
MULTI_LABEL = (GENERATOR.random((24, 4)) < 0.5).astype(float)
SOFT = GENERATOR.dirichlet(np.ones(4), 24)


@pytest.mark.parametrize(
    ("network", "y", "options"),
    [
        (MLP((3, 4, 2)), [0, 1] * 12, {"optimizer": SGD(1e308), "epochs": 3}),
        (MLP((3, 4, 2)), [0, 1] * 12, {"batch_size": None, "epochs": 1}),
        (MLP((3, 4, 2)), [0] * 24, {"epochs": 5}),
        (MLP((3, 2)), [0, 1] * 12, {"batch_size": 1, "epochs": 2}),
        (MLP((3, 2)), [0, 1] * 12, {"optimizer": GradientDescent(0.1), "batch_size": None}),
        (MLP((3, 1, 1, 1), output="identity"), X[:, 0], {"loss": "mean_squared_error", "epochs": 12}),
        (MLP((3, 5, 2), output="identity"), X[:, :2] * 1e153, {"epochs": 3}),
        (MLP((3, 5, 1), output="identity"), np.zeros(24), {"epochs": 12}),
        (MLP((3, 5, 4), output="sigmoid"), MULTI_LABEL, {"l1": 0.1, "l2": 0.1, "epochs": 12}),
        (MLP((3, 5, 4)), SOFT, {"dtype": np.float32, "epochs": 12}),
        (MLP((3, 5, 4)), MULTI_LABEL, {"loss": "mean_squared_error", "epochs": 12}),
        (MLP((3, 5, 4)), MULTI_LABEL, {"loss": "binary_cross_entropy", "epochs": 12}),
        (MLP((3, 6, 6, 2), "sigmoid", batch_normalization=True), [0, 1] * 12, {"seed": 1, "epochs": 12}),
        (MLP((3, 6, 6, 2), batch_normalization=True), [0, 1] * 12, {"scheme": "zeros", "batch_size": 8}),
    ],
)  # fmt: skip
def test_no_run_is_too_odd_to_be_diagnosed(network, y, options):
    history = train(network, (X, np.array(y)), **{"epochs": 2, **options})
    diagnosis = diagnose(history)
    assert diagnosis.steps <= history.steps
    assert repr(diagnosis).startswith("Diagnosis")
    assert diagnosis._repr_html_()
    assert SLOPE not in diagnosis.names


def test_it_does_not_take_a_rounding_of_float32_for_a_wrong_gradient():
    (x, y), _ = prepared("digits", 0)
    history = train(MLP((64, 32, 10)), (x, y), dtype=np.float32, optimizer=Adam(0.003), epochs=8)
    assert not diagnose(history).alarms
