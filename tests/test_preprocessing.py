"""Splits and standardization: properties, and scikit-learn as the oracle."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelBinarizer, StandardScaler

from mlcourse.data.datasets import Dataset, breast_cancer, diabetes, digits, iris, moons, wine
from mlcourse.data.preprocessing import Split, Standardizer, one_hot, split, standardize

REAL = [digits, breast_cancer, wine, iris, diabetes]


def parts_of(parts):
    return parts.train, parts.validation, parts.test


def numbered(y, task):
    """A data set in which an example's only feature is its index."""
    return Dataset(np.arange(len(y), dtype=float)[:, None], y, task)


@st.composite
def labelled(draw):
    sizes = draw(st.lists(st.integers(10, 60), min_size=2, max_size=6))
    y = np.repeat(np.arange(len(sizes)), sizes)
    return draw(st.permutations(y.tolist()))


shares = st.floats(0.1, 0.4)


@settings(max_examples=60)
@given(labelled(), shares, shares, st.integers(0, 100))
def test_each_index_is_in_one_part_and_sizes_and_shares_are_as_asked(y, validation, test, seed):
    data = numbered(y, "multi-class")
    smallest = min(round(len(y) * share) for share in (validation, test))
    assume(np.bincount(y).min() * smallest >= len(y))  # an example of each class in each part
    parts = parts_of(split(data, validation, test, seed))
    indices = np.concatenate([part.x[:, 0] for part in parts]).astype(int)
    assert sorted(indices) == list(range(len(y)))
    for part in parts:
        np.testing.assert_array_equal(part.y, data.y[part.x[:, 0].astype(int)])
    total = len(y)
    sizes = [len(part.y) for part in parts]
    assert sizes[1:] == [round(total * validation), round(total * test)]
    whole = np.bincount(data.y)
    for part, size in zip(parts, sizes, strict=True):
        counts = np.bincount(part.y, minlength=whole.size)
        assert np.abs(counts - whole * size / total).max() <= 1 + 1e-9


@pytest.mark.parametrize("load", [digits, breast_cancer, wine, iris])
def test_class_counts_are_those_of_scikit_learns_stratified_split_to_one_example(load):
    data = load()
    ours = split(data, validation=0.25, test=0.2, seed=1)
    size = len(ours.test.y)
    _, theirs = train_test_split(data.y, test_size=size, stratify=data.y, random_state=0)
    assert np.abs(np.bincount(ours.test.y) - np.bincount(theirs)).max() <= 1


@settings(max_examples=30)
@given(st.integers(3, 300), shares, shares, st.integers(0, 100))
def test_a_regression_is_shuffled_and_dealt_out_whole(total, validation, test, seed):
    assume(min(round(total * validation), round(total * test)) >= 1)
    data = numbered(np.zeros(total), "regression")
    parts = parts_of(split(data, validation, test, seed))
    indices = np.concatenate([part.x[:, 0] for part in parts]).astype(int)
    assert sorted(indices) == list(range(total))
    assert len(parts[2].y) == round(total * test)


@pytest.mark.parametrize("load", REAL)
def test_a_seed_gives_the_same_split_again_and_another_seed_another(load):
    data = load()
    first, again, other = (split(data, seed=seed) for seed in (1, 1, 2))
    for part, same, different in zip(*map(parts_of, (first, again, other)), strict=True):
        np.testing.assert_array_equal(part.x, same.x)
        np.testing.assert_array_equal(part.y, same.y)
        assert not np.array_equal(part.x, different.x)


def test_a_part_is_shuffled_not_sorted_by_class():
    parts = split(numbered(np.repeat([0, 1, 2], 100), "multi-class"), seed=1)
    for part in parts_of(parts):
        changes = (np.diff(part.y) != 0).mean()
        assert changes > 0.5  # 2/3 is expected of a shuffle, nearly 0 of sorted labels


def test_a_part_keeps_what_the_data_set_says_of_itself():
    data = iris()
    for part in parts_of(standardize(split(data, seed=1))):
        assert part.feature_names == data.feature_names
        assert part.class_names == data.class_names
        assert (part.name, part.about, part.task) == (data.name, data.about, data.task)
    assert "iris: train 90 + validation 30 + test 30 = 150" in repr(split(data, seed=1))


def test_a_class_too_rare_for_every_part_is_refused_by_name():
    data = Dataset(np.zeros((102, 1)), [0] * 100 + [1] * 2, "binary", class_names=("cat", "lynx"))
    with pytest.raises(
        ValueError, match=r"class 'lynx' has 2 examples, too few .* none .* in .*Try"
    ):
        split(data)


@pytest.mark.parametrize(
    ("bad", "error", "words"),
    [
        ({"validation": 0}, ValueError, ("validation", "above 0", "given 0", "Try 0.2")),
        ({"validation": 20}, ValueError, ("validation", "below 1", "given 20", "Try 0.2")),
        ({"test": -0.2}, ValueError, ("test", "above 0", "given -0.2", "Try 0.2")),
        ({"test": "0.2"}, TypeError, ("test", "number", "'0.2' (str)", "Try 0.2")),
        ({"validation": 0.6, "test": 0.6}, ValueError, ("at least one", "0.6", "-60", "Try")),
        ({"validation": 0.001}, ValueError, ("at least one", "0.001", "Try", "more examples")),
        ({"seed": -1}, ValueError, ("seed", "at least 0", "given -1")),
        ({"seed": 1.0}, TypeError, ("seed", "integer", "1.0 (float)")),
        ({"dataset": [1, 2]}, TypeError, ("dataset", "Dataset", "[1, 2] (list)", "split(digits()")),
    ],
)
def test_a_bad_split_says_what_was_given_needed_and_to_try(bad, error, words):
    with pytest.raises(error) as caught:
        split(**({"dataset": moons()} | bad))
    assert all(word in str(caught.value) for word in words), str(caught.value)


@given(arrays(np.float64, (20, 3), elements=st.floats(-1e6, 1e6).map(lambda v: round(v, 4))))
def test_standardizer_agrees_with_scikit_learn(x):
    theirs = StandardScaler().fit(x)
    ours = Standardizer.fit(x)
    np.testing.assert_allclose(ours.mean, theirs.mean_, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(ours.std, theirs.scale_, rtol=1e-7)
    np.testing.assert_allclose(ours.apply(x), theirs.transform(x), rtol=1e-6, atol=1e-6)


def test_a_constant_feature_becomes_zero_even_where_its_mean_is_rounded():
    x = np.full((3, 1), 0.1)
    assert x.std() > 0  # a rounding error, by which nothing should be divided
    assert Standardizer.fit(x).std == [1.0]
    np.testing.assert_array_equal(Standardizer.fit(x).apply(x), np.zeros((3, 1)))


@pytest.mark.parametrize("load", REAL)
def test_standardize_looks_at_the_training_part_only(load):
    raw = split(load(), seed=1)
    scaled = standardize(raw)
    varies = np.ptp(raw.train.x, axis=0) > 0
    np.testing.assert_allclose(scaled.train.x.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(scaled.train.x.std(axis=0), varies.astype(float), rtol=1e-12)
    theirs = StandardScaler().fit(raw.train.x)
    for before, after in zip(parts_of(raw), parts_of(scaled), strict=True):
        np.testing.assert_allclose(after.x, theirs.transform(before.x), rtol=1e-10, atol=1e-12)
        np.testing.assert_array_equal(after.y, before.y)


@given(st.lists(st.integers(0, 4), min_size=1, max_size=20))
def test_one_hot_agrees_with_scikit_learn(y):
    rows = one_hot(y, classes=5)
    np.testing.assert_array_equal(rows, LabelBinarizer().fit(range(5)).transform(y))
    assert rows.dtype == np.float64


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: one_hot([0.5], 2), TypeError, ("y", "integer", "[0.5]", "y.astype(int)")),
        (lambda: one_hot([[0]], 2), ValueError, ("y", "(N,)", "(1, 1)", "y.ravel()")),
        (lambda: one_hot([], 2), ValueError, ("y", "at least one", "none", "sliced")),
        (lambda: one_hot([2], 2), ValueError, ("from 0 to 1", "2 to 2", "y - 1")),
        (lambda: one_hot([-1], 2), ValueError, ("from 0 to 1", "-1", "y - 1")),
        (lambda: one_hot([0], 0), ValueError, ("classes", "at least 1", "given 0", "y.max()")),
        (lambda: one_hot([0], "2"), TypeError, ("classes", "integer", "'2' (str)", "y.max()")),
        (lambda: standardize(moons()), TypeError, ("parts", "Split", "Data set", "split(dataset")),
        (lambda: Split(moons(), moons(), None), TypeError, ("test", "Dataset", "None", "split(")),
        (lambda: Standardizer.fit([1.0]), ValueError, ("x", "(1,)", "x[:, None]")),
        (lambda: Standardizer.fit([[[1.0]]]), ValueError, ("x", "(N, D)", "(1, 1, 1)", "reshape")),
        (lambda: Standardizer.fit([[np.nan]]), ValueError, ("x", "finite", "nan", "Remove")),
        (lambda: Standardizer.fit([["a"]]), TypeError, ("x", "real numbers", "Try")),
        (
            lambda: Standardizer.fit([[1.0, 2.0]]).apply([[1.0]]),
            ValueError,
            ("x", "(..., 2)", "(1, 1)", "fitted to 2 features"),
        ),
        (lambda: Standardizer.fit([[1.0]]).apply([[np.inf]]), ValueError, ("x", "finite", "inf")),
    ],
)
def test_a_bad_argument_says_what_was_given_needed_and_to_try(call, error, words):
    with pytest.raises(error) as caught:
        call()
    assert all(word in str(caught.value) for word in words), str(caught.value)
