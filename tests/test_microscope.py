"""The microscope's numbers are the library's: of each way alone, bit for bit what moved."""

import numpy as np
import pytest
import traitlets

import mlcourse as ml
from mlcourse.widgets.microscope.microscope import _codes
from mlcourse.widgets.microscope.runs import MOMENTS, READER, STEPS, WAYS, tune_all

NAMES = [way.name for way in WAYS]


@pytest.fixture(scope="module")
def scope():
    return ml.Microscope()


def sent(scope, name):
    layout = scope.header["arrays"][name]
    size = int(np.prod(layout["shape"]))
    return np.frombuffer(scope.buffer, layout["dtype"], size, layout["offset"]).reshape(
        layout["shape"]
    )


def test_a_reader_that_is_given_is_not_trained_again(scope):
    data = ml.digits()
    learn = np.random.default_rng(0).permutation(1797)[:800]
    source = ml.train(  # as in lesson 12
        READER, ((data.x[learn] / 16).astype(np.float32), data.y[learn]), optimizer=ml.Adam(0.005), batch_size=64,
        epochs=40, seed=1, dtype=np.float32, progress=False,
    )  # fmt: skip
    assert ml.Microscope(theta=source.theta).buffer == scope.buffer


def test_what_is_frozen_has_not_moved_by_a_bit_and_all_else_has(scope):
    for step in MOMENTS:
        assert scope.moved("head only", step)[:2] == (0, 0)
    for name in NAMES:
        assert scope.moved(name, 0) == (0, 0, 0)
        assert scope.moved(name)[2] > 0
    assert scope.moved("gradient 0")[0] > scope.moved("all")[0] > 0
    codes = sent(scope, "codes").reshape(len(WAYS), len(MOMENTS), -1)
    body = 64 * 32 + 32 * 16
    assert not codes[0, :, :body].any()
    assert codes[0, -1, body:].any()


def test_a_way_is_the_run_that_it_would_be_alone(scope):
    """Frozen, with a rate for each layer, and with one rate: beside ``train`` on the same labels."""
    data = ml.digits()
    x, y = (data.x / 16).astype(np.float32), np.isin(data.y, (0, 6, 8, 9)).astype(int)
    pool = np.random.default_rng(0).permutation(len(y))[800:1200]
    chosen = np.concatenate([pool[y[pool] == has][:25] for has in (0, 1)])
    runs = tune_all(50, 14)
    start = runs.thetas[1, 0]
    body = ~ml.layer_mask(runs.network, -1)
    ways = {
        "head only": {"frozen": body, "optimizer": ml.AdamW(0.03, weight_decay=0)},
        "a rate for each layer": {
            "rate_factors": ml.layer_rates(runs.network, (0.1, 0.1, 1)),
            "optimizer": ml.AdamW(0.03, weight_decay=0),
        },
        "all": {"optimizer": ml.AdamW(0.01, weight_decay=0)},
    }
    for name, options in ways.items():
        alone = ml.train(
            runs.network, (x[chosen], y[chosen]), theta=start, batch_size=None, epochs=STEPS, shuffle=False,
            dtype=np.float32, progress=False, **options,
        )  # fmt: skip
        np.testing.assert_array_equal(alone.theta, runs.thetas[NAMES.index(name), -1])


def test_accuracies_are_those_of_the_parameters_on_the_screen(scope):
    data = ml.digits()
    test = np.random.default_rng(0).permutation(len(data.y))[1200:]
    x, y = (data.x[test] / 16).astype(np.float32), data.y[test]
    runs = tune_all(50, 14)
    scope.way, scope.step = "all", 30
    theta = runs.thetas[NAMES.index("all"), MOMENTS.index(30)]
    said = ml.forward(runs.network, theta, x).output.argmax(axis=1)
    assert scope.target == ml.accuracy(said, np.isin(y, (0, 6, 8, 9)).astype(int)).value
    frozen = sent(scope, "source")[NAMES.index("head only")]
    np.testing.assert_allclose(frozen, scope.header["before"], atol=1e-4)
    assert f"{scope.source:.2f}" in repr(scope)
    assert READER.layer_sizes[-1] == 10


def test_the_color_is_the_power_of_ten_of_a_change_and_none_is_none():
    assert _codes(np.array([0.0, -0.0, 1e-9, -1e-3, 10**-1.5, -1.0, 50.0])).tolist() == [
        0,
        0,
        1,
        1,
        128,
        255,
        255,
    ]


@pytest.mark.parametrize(("name", "value"), [("way", "some"), ("step", 6)])
def test_what_the_microscope_does_not_know_is_refused(scope, name, value):
    before = getattr(scope, name)
    with pytest.raises((ValueError, traitlets.TraitError)):
        setattr(scope, name, value)
    assert getattr(scope, name) == before


def test_what_is_told_of_a_way_is_so(scope):
    source = {name: sent(scope, "source")[i, -1] for i, name in enumerate(NAMES)}
    before = scope.header["before"]
    assert source["head only"] == pytest.approx(before, abs=1e-4)
    assert before - 0.15 < source["a rate for each layer"] < before
    assert source["gradient 0"] > before - 0.02
    assert source["all"] < 0.7
    assert source["all, large rate"] < 0.35
    assert source["from scratch"] < 0.3
