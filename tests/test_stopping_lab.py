"""The stopping lab's numbers are the library's: of each network alone, on its own part of the data."""

import numpy as np
import pytest
import traitlets

import mlcourse as ml
from mlcourse.widgets.kit.regions import class_codes
from mlcourse.widgets.stopping_lab import runs
from mlcourse.widgets.stopping_lab.runs import EPOCHS, EVERY, EXAMPLES, GRID, MOMENTS, RATE, UNITS
from mlcourse.widgets.stopping_lab.words import outcome

SEED = 3


@pytest.fixture(scope="module")
def lab():
    return ml.StoppingLab(seed=SEED)


def sent(lab, name):
    layout = lab.header["arrays"][name]
    size = int(np.prod(layout["shape"]))
    return np.frombuffer(lab.buffer, layout["dtype"], size, layout["offset"]).reshape(
        layout["shape"]
    )


def alone(units, examples, epochs=EPOCHS):
    """Return the network with so many units, trained alone on so many examples, and its validation part."""
    training, validation = runs.parts(SEED)
    x, y = training.x[:examples], training.y[:examples]
    run = ml.train(
        ml.MLP((2, units, 1), activation="tanh", output="sigmoid"), (x, y), validation=validation,
        optimizer=ml.Adam(RATE), batch_size=None, epochs=epochs, seed=SEED, progress=False,
    )  # fmt: skip
    return run, validation


@pytest.mark.parametrize(("units", "examples"), [(1, 20), (2, 160), (8, 40), (32, 80)])
def test_what_is_shown_of_a_run_is_the_network_alone(lab, units, examples):
    """A unit whose weights are 0 stays out. In float32 the paths part slowly: the first epochs are compared."""
    run, _ = alone(units, examples, epochs=5 * EVERY)
    place = runs.place(units, examples)
    shown = sent(lab, "validation")[place, 1:6]
    np.testing.assert_allclose(shown, run.epochs.validation_loss[EVERY - 1 :: EVERY], rtol=2e-3)
    # An epoch's training loss is measured before its step: that of the next epoch is the one after it.
    np.testing.assert_allclose(
        sent(lab, "training")[place, :5], run.epochs.training_loss[::EVERY], rtol=2e-3
    )


def test_the_runs_of_one_amount_of_data_stay_as_large_as_they_are(lab):
    training, _ = runs.parts(SEED)
    moments = runs._moments(runs._start(SEED), training.x[:40].astype(np.float32), training.y[:40])
    widest = runs.network(UNITS[-1])
    for units, theta in zip(UNITS, moments[-1], strict=True):
        used = np.any(widest.layout.view(theta, "W0") != 0, axis=0)
        assert used.sum() == units
        assert np.array_equal(widest.layout.view(theta, "W1")[:, 0] != 0, used)


def test_regions_and_points_are_those_of_the_moment_on_the_screen(lab):
    run, _ = alone(4, 20, epochs=EVERY)
    left, right, bottom, top = lab.header["bounds"]
    steps = (np.arange(GRID) + 0.5) / GRID
    x, y = left + (right - left) * steps, top - (top - bottom) * steps
    cells = np.array([(a, b) for b in y for a in x])
    expected = class_codes(ml.forward(run.plan.network, run.theta, cells).output, 2)
    shown = sent(lab, "regions").reshape(-1, len(MOMENTS), GRID * GRID)[runs.place(4, 20), 1]
    assert np.mean(np.abs(shown.astype(int) - expected) <= 1) > 0.99
    assert np.array_equal(sent(lab, "points"), runs.parts(SEED)[0].x.astype(np.float32))


def test_the_cost_is_what_the_validation_loss_lies_above_its_lowest(lab):
    held_out, costs = sent(lab, "validation"), sent(lab, "cost")
    assert costs.min() == 0
    np.testing.assert_allclose(costs, held_out - held_out.min(axis=1)[:, None], atol=1e-6)
    assert lab.header["best"] == held_out.argmin(axis=1).tolist()


def test_a_run_is_stopped_once(lab):
    lab.units, lab.examples, lab.epoch = 8, 160, 40
    assert "covered" in repr(lab)
    lab.stop()
    lab.epoch = 60
    lab.stop()
    assert lab.stops == {"8/160": 40}
    assert f"{lab.losses(8, 160, 60)[1]:.3f}" in repr(lab)
    assert lab.cost == pytest.approx(sent(lab, "cost")[runs.place(8, 160), MOMENTS.index(60)])


@pytest.mark.parametrize(
    ("name", "value"),
    [("units", 3), ("examples", 30), ("epoch", 41), ("stops", {"3/20": 4}), ("stops", {"8/20": 5})],
)
def test_what_the_lab_does_not_know_is_refused(lab, name, value):
    before = getattr(lab, name)
    with pytest.raises((ValueError, traitlets.TraitError)):
        setattr(lab, name, value)
    assert getattr(lab, name) == before


def test_the_lab_that_the_lesson_shows_has_all_three_regimes():
    lab = ml.StoppingLab()
    told = {
        (units, examples): lab.header["told"][runs.place(units, examples)][0]
        for units in UNITS
        for examples in EXAMPLES
    }
    assert {told[32, examples] for examples in EXAMPLES} == {"▲"}
    assert told[1, 80] == told[1, 160] == told[2, 160] == "▽"
    assert told[8, 160] == told[4, 160] == "●"
    lowest = sent(lab, "validation").min(axis=1).reshape(len(UNITS), len(EXAMPLES))
    assert (np.diff(lowest[-1]) < 0).all()  # more data
    assert lowest[-1, -1] < lowest.min() + 0.01
    assert (lowest[0, 2:] > lowest[-1, 2:] + 0.1).all()  # more units


def test_words_need_a_rise_for_overfitting_and_a_high_training_loss_for_underfitting():
    flat = np.array([0.7, 0.2, 0.1])
    assert outcome(flat, np.array([0.7, 0.3, 0.4]))[0] == "▲"
    assert outcome(flat, np.array([0.7, 0.3, 0.31]))[0] == "●"
    assert outcome(np.array([0.7, 0.4, 0.39]), np.array([0.7, 0.5, 0.5]))[0] == "▽"
