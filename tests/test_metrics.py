"""Scores against scikit-learn, and what they say of themselves."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn import metrics as sk

from mlcourse.base.heat_map import shade
from mlcourse.base.labels import check_labels, check_names, check_range
from mlcourse.scores.classification import accuracy, confusion_matrix, f1, precision, recall
from mlcourse.scores.regression import (
    mean_absolute_error,
    r_squared,
    root_mean_squared_error,
)

SCORES = [(precision, sk.precision_score), (recall, sk.recall_score), (f1, sk.f1_score)]
NUMBERS = [mean_absolute_error, root_mean_squared_error, r_squared]


def pairs(elements):
    lengths = st.integers(1, 30)
    return lengths.flatmap(
        lambda n: st.tuples(
            arrays(np.int64, n, elements=elements), arrays(np.int64, n, elements=elements)
        )
    )


@pytest.mark.parametrize(("ours", "theirs"), SCORES)
@given(labels=pairs(st.integers(-1, 4)))
def test_averages_agree_with_scikit_learn(ours, theirs, labels):
    prediction, target = labels
    per_class = theirs(target, prediction, average=None, zero_division=0.0)
    for average in ("macro", "micro", "weighted"):
        score = ours(prediction, target, average=average)
        expected = theirs(target, prediction, average=average, zero_division=0.0)
        assert float(score) == pytest.approx(expected, rel=1e-13)
        np.testing.assert_allclose(score.per_class, per_class, rtol=1e-13)


@pytest.mark.parametrize(("ours", "theirs"), SCORES)
@pytest.mark.parametrize("positive", [0, 1])
@given(labels=pairs(st.integers(0, 1)))
def test_binary_agrees_with_scikit_learn(ours, theirs, positive, labels):
    prediction, target = labels
    score = ours(prediction, target, positive=positive)
    expected = theirs(target, prediction, pos_label=positive, zero_division=0.0)
    assert score.value == pytest.approx(expected, rel=1e-13)
    # Where scikit-learn would put in whatever it is asked to, the score is 0/0.
    undefined = np.isnan(theirs(target, prediction, pos_label=positive, zero_division=np.nan))
    assert score.undefined == ((positive,) if undefined else ())


@pytest.mark.filterwarnings("ignore:A single label was found")
@given(pairs(st.integers(0, 4)))
def test_accuracy_and_confusion_matrix_agree_with_scikit_learn(labels):
    prediction, target = labels
    assert float(accuracy(prediction, target)) == sk.accuracy_score(target, prediction)
    matrix = confusion_matrix(prediction, target)
    assert matrix.classes == tuple(np.union1d(prediction, target))
    np.testing.assert_array_equal(matrix.counts, sk.confusion_matrix(target, prediction))
    full = confusion_matrix(prediction, target, class_names=list("abcde"))
    expected = sk.confusion_matrix(target, prediction, labels=range(5))
    np.testing.assert_array_equal(full.counts, expected)


@given(pairs(st.integers(0, 3)))
def test_micro_averages_are_the_accuracy_and_say_no_zero_by_zero(labels):
    for score in (precision, recall, f1):
        micro = score(*labels, average="micro")
        assert micro.value == pytest.approx(float(accuracy(*labels)))
        assert micro.undefined == ()


numbers = st.floats(-1e3, 1e3).map(lambda v: round(v, 3))
number_pairs = st.integers(2, 20).flatmap(
    lambda n: st.tuples(
        arrays(np.float64, n, elements=numbers), arrays(np.float64, n, elements=numbers)
    )
)


@given(number_pairs)
def test_regression_scores_agree_with_scikit_learn(values):
    prediction, target = values
    mae = sk.mean_absolute_error(target, prediction)
    assert float(mean_absolute_error(prediction, target)) == pytest.approx(mae, rel=1e-12)
    rmse = sk.root_mean_squared_error(target, prediction)
    assert float(root_mean_squared_error(prediction, target)) == pytest.approx(rmse, rel=1e-12)
    score = r_squared(prediction, target)
    assert score.undefined == (len(set(target)) == 1)
    if not score.undefined:
        assert score.value == pytest.approx(sk.r2_score(target, prediction), rel=1e-9, abs=1e-9)


def test_a_constant_target_is_said_even_where_its_mean_is_rounded():
    target = np.full(3, 0.1)
    assert target.mean() != 0.1  # so the sum of squares is not exactly 0
    score = r_squared(target + 1, target)
    assert score.undefined
    assert float(score) == 0.0
    assert "counted as 0" in repr(score)


def test_a_column_of_predictions_is_not_broadcast_against_a_vector():
    prediction, target = np.array([[1.0], [2.0], [3.0]]), np.array([1.0, 2.0, 4.0])
    assert mean_absolute_error(prediction, target).value == pytest.approx(1 / 3)
    assert r_squared(prediction, target[:, None]).error.shape == (3,)


def test_the_worked_lines_are_the_arithmetic():
    prediction, target = [1] * 8 + [1] * 2 + [0] * 4, [1] * 8 + [0] * 2 + [1] * 4
    assert precision(prediction, target).worked() == (
        "precision of class 1 = TP/(TP + FP) = 8/(8 + 2) = 0.8",
    )
    assert recall(prediction, target).worked() == (
        "recall of class 1 = TP/(TP + FN) = 8/(8 + 4) = 0.6667",
    )
    assert recall(prediction, target, average="weighted").worked() == (
        "recall of class 0 = TP/(TP + FN) = 0/(0 + 2) = 0",
        "weighted = (2·0 + 12·0.6667)/14 = 0.5714",
    )
    assert f1(prediction, target, average="micro").worked() == (
        "F1 = 2·ΣTP/(2·ΣTP + ΣFP + ΣFN) = 2·8/(2·8 + 6 + 6) = 0.5714",
    )


def test_zero_by_zero_is_said_with_its_cause():
    never_predicted = precision([0, 0, 0], [0, 1, 0], average="macro")
    assert never_predicted.undefined == (1,)
    assert never_predicted.worked()[-1] == "class 1: 0/0, never predicted; counted as 0"
    assert (
        recall([0, 1], [0, 0], average="macro").worked()[-1].startswith("class 1: 0/0, no example")
    )
    assert f1([0, 0], [0, 0]).worked() == (
        "F1 of class 1 = 2·TP/(2·TP + FP + FN) = 2·0/(2·0 + 0 + 0) = 0/0",
        "class 1: 0/0, no example of it and never predicted; counted as 0",
    )


def test_the_numerator_and_the_denominator_make_the_score_of_each_class():
    prediction, target = np.array([0, 1, 2, 2, 1, 0]), np.array([0, 1, 1, 2, 2, 2])
    for score in (precision, recall, f1):
        got = score(prediction, target, average="macro")
        np.testing.assert_allclose(got.numerator / got.denominator, got.per_class)
    np.testing.assert_array_equal(got.support, [1, 2, 3])


def test_a_score_can_be_formatted_like_the_number_that_it_is():
    score = accuracy(np.array([True, False, True]), [1, 0, 0])
    assert f"{score:.1%}" == "66.7%"
    assert f"{score}" == repr(score)


def test_the_confusion_matrix_is_labelled_in_text_and_in_html():
    matrix = confusion_matrix([0, 1, 1], [0, 0, 1], class_names=["<cat>", "dog"])
    assert repr(matrix).splitlines()[2:] == [
        "         <cat>  dog",
        "  <cat>      1    1",
        "    dog      0    1",
    ]
    html = matrix._repr_html_()
    plain = re.sub(" style='[^']*'", "", html)
    assert "<th scope='row'>&lt;cat&gt;</th><td>1</td><td>1</td>" in plain
    assert "<th scope='col'>dog</th>" in html
    assert html.count(f"<td style='{shade(1, 1)}'>1</td>") == 3  # the most, darkest
    assert f"<td style='{shade(0, 1)}'>0</td>" in html


@pytest.mark.parametrize("score", [accuracy, precision, recall, f1, confusion_matrix])
@pytest.mark.parametrize(
    ("prediction", "target", "error", "words"),
    [
        ([[0.1, 0.9]], [1], TypeError, ("prediction", "integer", "given", "argmax(axis=-1)")),
        (np.array([0.2, 0.9]), [1, 0], TypeError, ("prediction", "integer", "float64", "> 0.5")),
        ([1], ["cat"], TypeError, ("target", "integer", "cat", "try")),
        ([[0, 1]], [1], ValueError, ("prediction", "(N,)", "(1, 2)", "y.argmax(axis=-1)")),
        ([1], 1, ValueError, ("target", "(N,)", "given 1 (int)", "y.ravel()")),
        ([], [], ValueError, ("prediction", "at least one", "given none", "sliced")),
        ([1, 0], [1], ValueError, ("equally long", "2 and 1", "same examples")),
    ],
)
def test_bad_labels_say_what_was_given_needed_and_to_try(score, prediction, target, error, words):
    with pytest.raises(error) as caught:
        score(prediction, target)
    assert all(word in str(caught.value) for word in words), str(caught.value)


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda f: f([0, 1], [0, 2]), ValueError, ("two classes", "3 labels", '"macro"')),
        (lambda f: f([0, 1], [0, 1], positive=7), ValueError, ("one of", "given 7", "positive=1")),
        (lambda f: f([0], [0], positive="1"), TypeError, ("positive", "integer", "'1' (str)")),
        (lambda f: f([0], [0], average="marco"), ValueError, ("average", "'marco'", "'macro'")),
        (lambda f: f([0], [0], average=None), TypeError, ("average", "None", "'macro'")),
    ],
)
@pytest.mark.parametrize("score", [precision, recall, f1])
def test_a_bad_average_or_positive_class_is_refused(score, call, error, words):
    with pytest.raises(error) as caught:
        call(score)
    assert all(word in str(caught.value) for word in words), str(caught.value)


@pytest.mark.parametrize("score", NUMBERS)
@pytest.mark.parametrize(
    ("prediction", "target", "error", "words"),
    [
        ([1.0, 2.0], [1.0], ValueError, ("equally long", "2 and 1", "same examples")),
        ([[1.0, 2.0]], [1.0], ValueError, ("prediction", "(N, 1)", "(1, 2)", "[:, 0]")),
        ([1.0], [], ValueError, ("target", "at least one", "(0,)")),
        ([1.0], [float("nan")], ValueError, ("target", "finite", "nan", "Remove")),
        (["a"], [1.0], TypeError, ("prediction", "real numbers", "'a'", "Try")),
    ],
)
def test_bad_numbers_say_what_was_given_needed_and_to_try(score, prediction, target, error, words):
    with pytest.raises(error) as caught:
        score(prediction, target)
    assert all(word in str(caught.value) for word in words), str(caught.value)


def test_bad_names_and_labels_out_of_range_are_refused():
    with pytest.raises(ValueError, match=r"from 0 to 1 for 2 classes; given .* 1 to 2.* try y - 1"):
        confusion_matrix([1, 2], [1, 2], class_names=["a", "b"])
    with pytest.raises(ValueError, match=r"from 0 to 1"):
        check_range(np.array([-1, 0]), 2)
    with pytest.raises(TypeError, match=r"class_names must list strings; given 'ab'.* Try"):
        confusion_matrix([0], [0], class_names="ab")
    with pytest.raises(TypeError, match="feature_names must list strings"):
        check_names("feature_names", [1, 2])
    assert check_labels("y", np.array([True])).dtype == np.intp
