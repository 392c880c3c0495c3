"""Thresholds, the curves over all of them, and folds, against scikit-learn: also with ties and with one class only."""

import base64
import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn import metrics as sk
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import cross_val_score

import mlcourse as ml
from mlcourse.base.curve_picture import LEFT, SIDE, TOP

# Few different scores, so that most examples share theirs with others.
tied = st.integers(-3, 3).map(lambda v: v / 2)
scored = st.integers(1, 25).flatmap(
    lambda n: st.tuples(
        arrays(np.float64, n, elements=tied), arrays(np.int64, n, elements=st.integers(0, 1))
    )
)
both_classes = scored.filter(lambda pair: 0 < pair[1].sum() < pair[1].size)


@settings(max_examples=30)  # scikit-learn takes its time, and each example has many thresholds
@given(scored)
def test_every_threshold_decides_as_one_by_one(pair):
    score, target = pair
    found = ml.threshold_scores(score, target)
    assert found.thresholds.tolist() == [np.inf, *sorted(set(score), reverse=True)]
    for k, threshold in enumerate(found.thresholds):
        said = (score >= threshold).astype(int)
        tn, fp, fn, tp = sk.confusion_matrix(target, said, labels=[0, 1]).ravel()
        assert found.true_negatives[k] == tn
        assert found.false_positives[k] == fp
        assert found.false_negatives[k] == fn
        assert found.true_positives[k] == tp
        assert found.accuracy[k] == pytest.approx(sk.accuracy_score(target, said))
        for name in ("precision", "recall", "f1"):
            value = getattr(sk, f"{name}_score")(target, said, zero_division=0)
            assert getattr(found, name)[k] == pytest.approx(value)


@given(scored, st.floats(-2, 2))
def test_a_threshold_between_two_scores_decides_as_the_higher_of_them(pair, threshold):
    score, target = pair
    found = ml.threshold_scores(score, target).at(threshold)
    said = score >= threshold
    assert found.true_positives.tolist() == [np.sum(said & (target == 1))]
    assert found.false_positives.tolist() == [np.sum(said & (target == 0))]
    assert found.true_negatives[0] + found.false_negatives[0] == np.sum(~said)
    assert found.thresholds.tolist() == [threshold]


def test_infinity_calls_nothing_or_everything_positive():
    found = ml.threshold_scores([0.2, 0.8], [0, 1])
    assert found.at(np.inf).true_positives.tolist() == found.at(0.9).true_positives.tolist() == [0]
    assert found.at(-np.inf).false_positives.tolist() == [1]
    assert found.at(np.inf).worked()[1] == "precision = 0/0, counted as 0   recall = 0/(0 + 1) = 0"


@given(both_classes)
def test_the_curves_agree_with_scikit_learn(pair):
    score, target = pair
    roc = ml.roc_curve(score, target)
    expected = sk.roc_curve(target, score, drop_intermediate=False)
    np.testing.assert_allclose(roc.false_positive_rate, expected[0])
    np.testing.assert_allclose(roc.true_positive_rate, expected[1])
    np.testing.assert_array_equal(roc.thresholds, expected[2])
    assert roc.value == pytest.approx(sk.roc_auc_score(target, score))
    recalled = ml.precision_recall_curve(score, target)
    precision, recall, thresholds = sk.precision_recall_curve(target, score)
    # scikit-learn lists them from the lowest, leaves none out, and adds the point (recall 0, precision 1).
    np.testing.assert_allclose(recalled.precision, precision[-2::-1])
    np.testing.assert_allclose(recalled.recall, recall[-2::-1])
    np.testing.assert_array_equal(recalled.thresholds, thresholds[::-1])
    assert recalled.value == pytest.approx(sk.average_precision_score(target, score))


@given(both_classes)
def test_the_area_is_the_share_of_pairs_that_are_in_order(pair):
    score, target = pair
    roc = ml.roc_curve(score, target)
    difference = score[target == 1][:, None] - score[target == 0]
    assert roc.wins == np.sum(difference > 0)
    assert roc.ties == np.sum(difference == 0)
    assert roc.positives * roc.negatives == difference.size


@given(both_classes)
def test_only_the_order_of_the_scores_counts(pair):
    score, target = pair
    for curve in (ml.roc_curve, ml.precision_recall_curve):
        assert curve(np.exp(score) - 7, target).value == curve(score, target).value


def test_one_class_only_is_said():
    nobody = ml.roc_curve([0.3, 0.7], [0, 0])
    assert (nobody.undefined, nobody.value) == (True, 0.0)
    assert "no positive example, so no pair" in nobody.worked()[0]
    assert "no negative example" in ml.roc_curve([0.3, 0.7], [1, 1]).worked()[0]
    empty = ml.precision_recall_curve([0.3, 0.7], [0, 0])
    assert (empty.undefined, empty.value) == (True, 0.0)
    assert "no positive example" in repr(empty)
    everybody = ml.precision_recall_curve([0.3, 0.7], [1, 1])
    assert (everybody.undefined, everybody.value) == (False, 1.0)


def test_the_worked_lines_are_the_arithmetic():
    score, target = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4], [1, 0, 1, 1, 0, 1]
    assert ml.roc_curve(score, target).worked() == (
        "area = (wins + ties/2)/(positives·negatives) = (4 + 0/2)/(4·2) = 0.5",
    )
    assert ml.precision_recall_curve(score, target).worked() == (
        "AP = 0.25·1 + 0.25·0.6667 + 0.25·0.75 + 0.25·0.6667 = 0.7708",
    )
    assert ml.threshold_scores(score, target).at(0.65).worked() == (
        "threshold 0.65: TP 2, FP 1, FN 2, TN 1",
        "precision = 2/(2 + 1) = 0.6667   recall = 2/(2 + 2) = 0.5",
    )


def corners(html, which):
    """The corners of a line in a record's picture, in numbers again."""
    picture = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', html)[1]
    drawing = ET.fromstring(base64.b64decode(picture))
    points = drawing.findall("{http://www.w3.org/2000/svg}polyline")[which].get("points")
    pixels = np.array([point.split(",") for point in points.split()], float)
    return (pixels - (LEFT, TOP + SIDE)) / (SIDE, -SIDE)


def test_a_curve_shows_itself_as_a_picture_with_words():
    roc = ml.roc_curve([0.9, 0.6, 0.6, 0.1], [1, 1, 0, 0])
    html = roc._repr_html_()
    drawn = np.column_stack([roc.false_positive_rate, roc.true_positive_rate])
    np.testing.assert_allclose(corners(html, 1), drawn, atol=1e-3)
    assert 'alt="ROC curve with the area 0.875; dashed, a ranking by chance"' in html
    assert "<svg" not in html  # JupyterLab takes it away where a notebook is not trusted
    recalled = ml.precision_recall_curve([0.9, 0.6, 0.1], [1, 0, 1])._repr_html_()
    steps = [(0, 1), (0.5, 1), (0.5, 0.5), (0.5, 0.5), (0.5, 2 / 3), (1, 2 / 3)]
    np.testing.assert_allclose(corners(recalled, 1), steps, atol=1e-3)
    np.testing.assert_allclose(corners(recalled, 0), [(0, 2 / 3), (1, 2 / 3)], atol=1e-3)


@pytest.mark.parametrize("folds", [2, 3, 5])
def test_each_example_is_held_out_once_and_each_fold_has_its_share_of_each_class(folds):
    data = ml.iris()
    dealt = ml.k_folds(data, folds, seed=3)
    assert sorted(np.concatenate([fold.rows for fold in dealt])) == list(range(150))
    for fold in dealt:
        np.testing.assert_array_equal(fold.held_out.x, data.x[fold.rows])
        np.testing.assert_array_equal(fold.train.y, np.delete(data.y, fold.rows))
        counts = np.bincount(fold.held_out.y, minlength=3)
        assert counts.max() - counts.min() <= 1
    sizes = [fold.held_out.y.size for fold in dealt]
    assert max(sizes) - min(sizes) <= 1
    again, other = ml.k_folds(data, folds, seed=3), ml.k_folds(data, folds, seed=4)
    np.testing.assert_array_equal(again[0].rows, dealt[0].rows)
    assert (other[0].rows != dealt[0].rows).any()
    assert "train" in repr(dealt[0])


def test_scores_over_folds_agree_with_scikit_learn():
    data = ml.diabetes()
    dealt = ml.k_folds(data, 7, seed=1)
    ours = []
    for fold in dealt:
        line = LinearRegression().fit(fold.train.x, fold.train.y)
        ours.append(ml.r_squared(line.predict(fold.held_out.x), fold.held_out.y))
    everyone = np.arange(len(data.y))
    parts = [(np.setdiff1d(everyone, fold.rows), fold.rows) for fold in dealt]
    expected = cross_val_score(LinearRegression(), data.x, data.y, cv=parts)
    found = ml.fold_scores(ours)
    np.testing.assert_allclose(found.scores, expected)
    assert float(found) == pytest.approx(expected.mean())
    assert found.spread == pytest.approx(np.sqrt(np.sum((expected - expected.mean()) ** 2) / 6))
    assert "…)/7" in found.worked()[0]
