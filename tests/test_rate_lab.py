"""The learning rate lab's numbers are the library's: of each run alone, as ``train`` makes it."""

import numpy as np
import pytest
import traitlets

import mlcourse as ml
from mlcourse.widgets.rate_lab.sweep import (
    BATCH_SIZE,
    BINS,
    EPOCHS,
    NETWORK,
    PRICES,
    RATES,
    WIDEST,
    parts,
)

SEED = 3


@pytest.fixture(scope="module")
def lab():
    return ml.RateLab(seed=SEED)


def sent(lab, name):
    layout = lab.header["arrays"][name]
    size = int(np.prod(layout["shape"]))
    return np.frombuffer(lab.buffer, layout["dtype"], size, layout["offset"]).reshape(
        layout["shape"]
    )


def alone(rate, price):
    """Return the run with this learning rate and λ, trained alone."""
    training, validation = parts(SEED)
    return ml.train(
        NETWORK, training, validation=validation, optimizer=ml.SGD(float(RATES[rate])),
        l2=price, batch_size=BATCH_SIZE, epochs=EPOCHS, seed=SEED, progress=False,
    )  # fmt: skip


@pytest.mark.parametrize(("rate", "price"), [(0, 0.0), (30, 0.1), (45, 1.0), (10, 0.3)])
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
