"""The threshold lab's numbers are the library's: for each share of positives and each place of the threshold."""

import numpy as np
import pytest
import traitlets
from hypothesis import given
from hypothesis import strategies as st

import mlcourse as ml
from mlcourse.widgets.threshold_lab.decisions import cuts

GENERATOR = np.random.default_rng(1)
POSITIVE = GENERATOR.permutation(np.repeat([1, 0], [12, 88]))
PROBABILITY = ml.sigmoid(GENERATOR.normal(3 * POSITIVE - 2, 1.5))
IMAGES = GENERATOR.integers(0, 17, (100, 16))


@pytest.fixture
def lab():
    return ml.ThresholdLab(PROBABILITY, POSITIVE, IMAGES, name="8")


def sent(lab, name):
    layout = lab.header["arrays"][name]
    size = int(np.prod(layout["shape"]))
    found = np.frombuffer(lab.buffer, layout["dtype"], size, layout["offset"])
    return found.reshape(layout["shape"])


def test_each_place_of_each_share_is_what_the_library_decides(lab):
    order = np.argsort(PROBABILITY, kind="stable")
    np.testing.assert_array_equal(sent(lab, "positive"), POSITIVE[order])
    for share, told in enumerate(lab.header["shares"]):
        shown = sent(lab, "shown")[share].astype(bool)
        score, target = PROBABILITY[order][shown], POSITIVE[order][shown]
        rows = slice(told["start"], told["start"] + told["places"])
        found = ml.threshold_scores(score, target)
        np.testing.assert_array_equal(sent(lab, "counts")[rows, 3], found.true_positives)
        np.testing.assert_array_equal(sent(lab, "counts")[rows, 1], found.false_positives)
        np.testing.assert_allclose(sent(lab, "values")[rows, 1], found.precision, rtol=1e-6)
        np.testing.assert_allclose(
            sent(lab, "values")[rows, 4], found.false_positive_rate, rtol=1e-6
        )
        assert float(told["area"]) == pytest.approx(float(ml.roc_curve(score, target)), abs=1e-4)
        curve = ml.precision_recall_curve(score, target)
        assert float(told["average"]) == pytest.approx(float(curve), abs=1e-4)
        for k, cut in enumerate(sent(lab, "cuts")[rows].astype(float)):
            assert found.at(cut).true_positives[0] == found.true_positives[k]
            assert found.at(cut).false_positives[0] == found.false_positives[k]


def test_the_shares_are_what_they_say_and_one_is_that_of_all(lab):
    shares = [each["share"] for each in lab.header["shares"]]
    assert shares == sorted(shares)
    whole = lab.header["whole"]
    assert sent(lab, "shown")[whole].all()
    assert shares[whole] == 0.12
    assert shares[-1] == 0.5
    # Of the class that loses examples, those that stay are spread over its scores: the order is nearly as good.
    areas = [float(each["area"]) for each in lab.header["shares"]]
    assert max(areas) - min(areas) < 0.03


def test_whoever_moves_the_threshold_to_the_right_calls_fewer_positive(lab):
    lines, told = sent(lab, "lines"), lab.header["shares"][lab.header["whole"]]
    own = lines[told["start"] : told["start"] + told["places"]]
    assert (np.diff(own) <= 0).all()
    at, counts = sent(lab, "at"), sent(lab, "counts")[told["start"] :]
    for k in range(told["places"]):
        assert np.sum(at >= own[k]) == counts[k, 1] + counts[k, 3]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20, unique=True))
def test_the_cut_that_is_written_decides_as_the_threshold_does(scores):
    falling = np.array([np.inf, *sorted(scores, reverse=True)])
    found, scores = cuts(falling), np.array(scores)
    for cut, threshold in zip(found, falling, strict=True):
        np.testing.assert_array_equal(scores >= cut, scores >= threshold)


def test_the_cut_is_written_shortest():
    np.testing.assert_array_equal(
        cuts(np.array([np.inf, 0.61, 0.43, 0.0011])), [1.0, 0.5, 0.2, 0.0]
    )


def test_share_and_place_say_what_is_on_the_screen(lab):
    scores = ml.threshold_scores(PROBABILITY, POSITIVE)
    found = scores.at(0.5)
    assert scores.at(lab.threshold).true_negatives[0] == found.true_negatives[0]
    assert f'{found.true_positives[0]} of the 12 "8" are found.' in repr(lab)
    lab.place = 0
    assert "Nothing is called so: precision is 0/0" in repr(lab)
    lab.place, lab.share = 100, len(lab.header["shares"]) - 1
    assert (lab.place, lab.threshold) == (24, 0.0)
    assert "50 % positive" in repr(lab)
    for name, value in {"share": 9, "place": 101}.items():
        with pytest.raises((ValueError, traitlets.TraitError)):
            setattr(lab, name, value)
