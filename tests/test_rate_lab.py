"""The learning rate lab's numbers are the library's: of each run alone, as ``train`` makes it."""

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest
import traitlets

import mlcourse as ml
from mlcourse.widgets.rate_lab.rate_lab import told
from mlcourse.widgets.rate_lab.sweep import (
    BATCH_SIZE,
    BINS,
    EPOCHS,
    NETWORK,
    PRICES,
    RATES,
    STEPS,
    WIDEST,
    Change,
    make_changed,
    parts,
)

SEED = 3
SCRIPT = Path(__file__).parent / "js" / "computed.mjs"


@pytest.fixture(scope="module")
def lab():
    return ml.RateLab(seed=SEED)


def sent(lab, name):
    layout = lab.header["arrays"][name]
    size = int(np.prod(layout["shape"]))
    return np.frombuffer(lab.buffer, layout["dtype"], size, layout["offset"]).reshape(
        layout["shape"]
    )


def alone(rate, price, dtype=np.float32):
    """Return the run with this learning rate and λ, trained alone."""
    training, validation = parts(SEED)
    return ml.train(
        NETWORK, training, validation=validation, optimizer=ml.SGD(float(RATES[rate])),
        theta=ml.initialize(NETWORK, "he_normal", SEED, np.float32),
        l2=price, batch_size=BATCH_SIZE, epochs=EPOCHS, seed=SEED, dtype=dtype,
        progress=False,
    )  # fmt: skip


@pytest.mark.parametrize(("rate", "price"), [(0, 0.0), (30, 0.1), (45, 1.0), (10, 1.0)])
def test_what_is_shown_of_a_run_is_the_run_alone(lab, rate, price):
    run, place = alone(rate, price), PRICES.index(price) * len(RATES) + rate
    np.testing.assert_allclose(
        sent(lab, "training")[place], run.epochs.training_loss, rtol=1e-5, atol=0
    )
    np.testing.assert_allclose(
        sent(lab, "validation")[place], run.epochs.validation_loss, rtol=1e-5, atol=0
    )
    weights = run.theta[NETWORK.weight_mask]
    counts = sent(lab, "counts")[place]
    assert counts.sum() == len(weights)
    edges = np.linspace(-WIDEST, WIDEST, BINS + 1)
    assert counts[BINS // 2] == np.sum(np.abs(weights) < edges[BINS // 2 + 1])
    assert not lab.header["flown"][place]
    assert f"{run.epochs.validation_loss[-1]:.3f}" in lab.header["told"][place]


def test_a_run_that_diverges_alone_has_flown_off_here(lab):
    assert alone(63, 0.0).stop.reason == "diverged"
    assert lab.header["flown"][63]
    assert "flew off" in lab.header["told"][63]
    assert np.isinf(sent(lab, "training")[63, -1])
    assert sent(lab, "counts")[63].sum() == 0


def test_the_cliff_is_a_cliff_and_a_penalty_shrinks_the_weights(lab):
    flown = np.array(lab.header["flown"]).reshape(len(PRICES), len(RATES))
    assert (flown[:, :30] == 0).all()
    assert flown[:, -1].all()
    inner = sent(lab, "counts")[45::64, BINS // 2 - 1 : BINS // 2 + 2].sum(axis=1)
    assert (np.diff(inner) > 0).all()


def test_rate_and_price_say_which_run_is_on_the_screen(lab):
    lab.rate, lab.price = 45, "0.1"
    assert lab.header["told"][PRICES.index(0.1) * len(RATES) + 45] in repr(lab)
    assert lab.learning_rate == RATES[45]
    for name, value in {"rate": 64, "price": "0.2"}.items():
        with pytest.raises((ValueError, traitlets.TraitError)):
            setattr(lab, name, value)
    assert (lab.rate, lab.price) == (45, "0.1")


CHANGED = [
    (30, 90, 45, 0.0),  # in the middle, to a larger rate
    (45, 0, 10, 0.1),  # from the first step on
    (48, 100, 20, 1.0),  # within an epoch
    (45, 77, 63, 0.0),  # over the cliff
]


def test_a_run_whose_rate_is_changed_is_trained_in_the_browser_as_by_the_library(lab, node):
    arrays = {name: sent(lab, name).tolist() for name in ("x", "held_x", "orders")}
    arrays |= {name: sent(lab, name).tolist() for name in ("y", "held_y")}
    cases = [
        {"what": "rates", "header": lab.header, "arrays": arrays}
        | dict(zip(("rate", "step", "later", "price"), each, strict=True))
        for each in CHANGED
    ]
    done = subprocess.run(
        [node, SCRIPT], input=json.dumps(cases), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    for (rate, step, later, price), found in zip(CHANGED, json.loads(done.stdout), strict=True):
        lab.rate, lab.step, lab.later, lab.price = rate, step, later, f"{price:g}"
        change = Change(float(RATES[rate]), step, float(RATES[later]))
        run = make_changed(SEED, change, price)
        for name in ("training", "validation"):
            losses = [np.inf if loss is None else loss for loss in found[name]]  # JSON has no ∞
            np.testing.assert_allclose(losses, getattr(run, name)[0], rtol=1e-9)
        assert found["epochsKept"] == step // 9 + 1
        assert found["isTheSameFromThere"]
        assert found["hasFlown"] == run.has_flown[0] == lab.has_flown
        assert found["told"] == told(run, 0)
        assert found["told"] in repr(lab)
        if not lab.has_flown:
            np.testing.assert_allclose(found["predicted"], run.predicted[0], rtol=0, atol=1e-9)
            assert found["counts"] == run.counts[0].tolist()
    lab.step = STEPS


def test_what_the_library_makes_of_a_changed_rate_is_its_own_run_up_to_there(lab):
    whole, half = (
        alone(40, 0.0, np.float64),
        make_changed(SEED, Change(RATES[40], 90, RATES[20]), 0.0),
    )
    np.testing.assert_array_equal(half.training[0, :10], whole.epochs.training_loss[:10])
    assert np.all(half.training[0, 11:] != whole.epochs.training_loss[11:])
    assert half.history.loss[90, 0] == whole.loss[90]
    assert half.history.loss[91, 0] != whole.loss[91]


def test_the_answers_that_are_sent_are_those_of_the_run(lab):
    run = alone(30, 0.1)
    x, _ = parts(SEED)[1]
    np.testing.assert_allclose(
        sent(lab, "predicted")[PRICES.index(0.1) * len(RATES) + 30],
        run.predict(x)[:, 0],
        rtol=1e-5,
        atol=1e-6,
    )


@pytest.mark.parametrize("name", ["step", "later"])
def test_a_change_that_cannot_be_is_refused(lab, name):
    for value in (-1, 500):
        with pytest.raises((ValueError, traitlets.TraitError)):
            setattr(lab, name, value)
        with pytest.raises(ValueError, match=name):
            ml.RateLab(**{name: value})
