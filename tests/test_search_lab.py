"""The search lab's numbers are the library's: of each run alone, as ``train`` makes it."""

import numpy as np
import pytest
import traitlets
from sklearn.metrics import accuracy_score
from sklearn.model_selection import ParameterGrid

import mlcourse as ml
from mlcourse.widgets.search_lab.trials import (
    BATCH_SIZE,
    DRAWINGS,
    EPOCHS,
    MOST,
    NETWORK,
    SIDES,
    parts,
)

SEED = 3


@pytest.fixture(scope="module")
def lab():
    return ml.SearchLab(seed=SEED)


def sent(lab, name):
    layout = lab.header["arrays"][name]
    size = int(np.prod(layout["shape"]))
    return np.frombuffer(lab.buffer, layout["dtype"], size, layout["offset"]).reshape(
        layout["shape"]
    )


def test_the_runs_of_a_grid_are_its_corners_and_points(lab):
    places = sent(lab, "places")
    for budget, side in SIDES.items():
        runs = lab.header["runs"][f"grid/{budget}/0"]
        axes = {"rate": np.linspace(-4, 1, side), "price": np.linspace(-5, 0, side)}
        expected = sorted((each["rate"], each["price"]) for each in ParameterGrid(axes))
        np.testing.assert_allclose(sorted(map(tuple, places[runs])), expected, atol=1e-5)


def test_a_random_search_begins_with_the_smaller_one_and_repeats_no_value(lab):
    places = sent(lab, "places")
    for drawing in range(DRAWINGS):
        few, many = (lab.header["runs"][f"random/{budget}/{drawing}"] for budget in (4, MOST))
        assert few == many[:4]
        assert all(len(np.unique(places[many, axis])) == MOST for axis in (0, 1))


@pytest.mark.parametrize("run", [12, MOST + 3, 3 * MOST])
def test_what_is_shown_of_a_run_is_the_run_alone(lab, run):
    held, (rate, price) = parts(SEED), 10 ** sent(lab, "places")[run].astype(float)
    rate, price = lab._trials.candidates[run]
    alone = ml.train(
        NETWORK, held.train, validation=held.validation, optimizer=ml.SGD(float(rate)), l2=float(price),
        batch_size=BATCH_SIZE, epochs=EPOCHS, seed=SEED, progress=False,
    )  # fmt: skip
    np.testing.assert_allclose(sent(lab, "training")[run], alone.epochs.training_loss, rtol=1e-5)
    np.testing.assert_allclose(
        sent(lab, "validation")[run], alone.epochs.validation_loss, rtol=1e-5
    )
    said = [alone.predict(part.x).argmax(axis=1) for part in (held.validation, held.test)]
    share = accuracy_score(held.validation.y, said[0])
    assert sent(lab, "right")[run] == pytest.approx(share)
    assert f"right for {share:.2f}" in lab.header["told"][run]
    assert lab._trials.fresh[run] == pytest.approx(accuracy_score(held.test.y, said[1]))


def test_the_parts_share_no_digit_and_are_all_of_them():
    held = parts(SEED)
    assert [len(part.y) for part in (held.train, held.validation, held.test)] == [200, 100, 1497]


def test_the_best_of_a_search_is_said_with_its_worth_elsewhere(lab):
    for key, runs in lab.header["runs"].items():
        best = runs[int(np.argmax(sent(lab, "right")[runs]))]
        assert lab.header["told"][best] in lab.header["found"][key]
        assert f"{lab._trials.fresh[best]:.2f} of 1,497 others" in lab.header["found"][key]


def test_traits_say_which_search_is_on_the_screen(lab):
    lab.way, lab.budget = "grid", 9
    assert lab.distinct == {"learning_rate": 3, "l2": 3}
    lab.way, lab.budget, lab.drawing = "random", 25, 2
    assert lab.distinct == {"learning_rate": 25, "l2": 25}
    assert lab.header["found"]["random/25/2"] in repr(lab)
    assert lab.best == pytest.approx(sent(lab, "right")[lab.header["runs"]["random/25/2"]].max())
    for name, value in {"way": "both", "budget": 10, "drawing": 3, "candidate": 25}.items():
        with pytest.raises((ValueError, traitlets.TraitError)):
            setattr(lab, name, value)


def test_nine_trainings_find_more_by_drawing_than_on_a_grid():
    """What the lab is there to show, over ten seeds of data and drawings."""
    gained = []
    for seed in range(10):
        found = ml.SearchLab(seed=seed)
        best = {key: sent(found, "right")[runs].max() for key, runs in found.header["runs"].items()}
        gained += [best[f"random/9/{drawing}"] - best["grid/9/0"] for drawing in range(DRAWINGS)]
    assert np.median(gained) > 0.2
    assert np.mean(np.array(gained) > 0) > 0.9
