"""Data sets: shapes, sources, named random streams, and what a bad data set is told."""

import subprocess
import sys
from inspect import signature
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage
from sklearn import datasets as sk
from sklearn.linear_model import LogisticRegression

from mlcourse.data.datasets import (
    GENERATORS,
    TOYS,
    Dataset,
    breast_cancer,
    circles,
    diabetes,
    digits,
    iris,
    moons,
    noisy_sine,
    printed_digits,
    spirals,
    wine,
    xor,
)
from mlcourse.data.printing import glyphs, printed

BUNDLED = [
    (digits, sk.load_digits(), "multi-class"),
    (breast_cancer, sk.load_breast_cancer(), "binary"),
    (wine, sk.load_wine(), "multi-class"),
    (iris, sk.load_iris(), "multi-class"),
    (diabetes, sk.load_diabetes(scaled=False), "regression"),
]


@pytest.mark.parametrize(("load", "bunch", "task"), BUNDLED)
def test_bundled_sets_are_scikit_learns_unchanged(load, bunch, task):
    data = load()
    np.testing.assert_array_equal(data.x, bunch.data)
    np.testing.assert_array_equal(data.y, bunch.target)
    assert data.task == task
    assert data.feature_names == tuple(bunch.feature_names)
    assert data.class_names == tuple(map(str, getattr(bunch, "target_names", ())))
    assert data.x.dtype == np.float64
    assert data.y.dtype.kind == ("f" if task == "regression" else "i")


@pytest.mark.parametrize("load", [load for load, _, _ in BUNDLED] + list(GENERATORS))
def test_each_set_says_its_name_its_size_and_its_source_in_two_sentences(load):
    data = load()
    assert data.about.endswith(".")
    assert len(data.about.split(". ")) == 2
    assert data.about in repr(data)
    assert f"{data.name}: {data.task}, {len(data.y)} examples" in repr(data)
    counts = np.bincount(data.y) if data.class_names else []
    for name, count in zip(data.class_names, counts, strict=True):
        assert f"{name}: {count}" in repr(data)


def test_no_data_set_imports_scikit_learn():
    """To import scikit-learn takes seconds, to read its file of digits hundredths of one."""
    code = (
        "import sys, mlcourse as ml\n"
        "for load in (ml.digits, ml.iris, ml.wine, ml.breast_cancer, ml.diabetes, ml.moons): load()\n"
        "print(sorted({'sklearn', 'scipy', 'joblib', 'pandas'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_missing_scikit_learn_is_said_with_the_command_that_helps(monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn", None)
    with pytest.raises(ImportError, match=r"the digits data .* pip install scikit-learn.* moons"):
        digits()


def test_a_scikit_learn_without_its_data_is_said_with_the_command_that_helps(monkeypatch):
    monkeypatch.setattr(Path, "is_file", lambda path: False)
    with pytest.raises(ImportError, match=r"the wine data .*wine_data\.csv.* --force-reinstall"):
        wine()


@pytest.mark.parametrize("make", GENERATORS)
def test_a_seed_gives_the_same_data_again_and_another_seed_other_data(make):
    first, again, other = make(seed=3), make(seed=3), make(seed=4)
    np.testing.assert_array_equal(first.x, again.x)
    np.testing.assert_array_equal(first.y, again.y)
    assert not (first.x == other.x).all(axis=1).any()


@pytest.mark.parametrize("make", TOYS)
def test_two_seeds_have_no_number_in_common(make):
    assert not np.isin(make(seed=3).x, make(seed=4).x).any()


def test_each_printed_digit_has_its_holes():
    """As scipy finds them: grounds without ink parted from the outside, larger than a nook of two points."""
    for of_font in glyphs():
        for digit, ink in enumerate(of_font):
            grounds, _ = ndimage.label(np.pad(~ink, 1, constant_values=True))
            assert np.sum(np.bincount(grounds.ravel())[1:] > 2) - 1 == {
                0: 1,
                4: 1,
                6: 1,
                8: 2,
                9: 1,
            }.get(digit, 0), digit
            assert ndimage.label(ink)[1] == 1, digit


def test_a_printed_digit_is_its_glyph_slanted_and_stretched():
    shape, one = glyphs()[:1, 5], np.ones(1)
    upright = printed(shape, 0 * one, one, one).reshape(8, 8)
    assert abs(upright.mean() / 16 - shape.mean()) < 0.02
    means = ndimage.uniform_filter(shape[0].astype(float), 4)[2::4, 2::4]
    assert np.corrcoef(upright.ravel(), means.ravel())[0, 1] > 0.9
    low = printed(shape, 0 * one, one, 0.5 * one).reshape(8, 8)
    assert not low[:2].any()
    assert not low[-2:].any()
    assert np.isclose(low.mean(), upright.mean() / 2, rtol=0.15)
    slanted = printed(shape, 0.3 * one, one, one).reshape(8, 8)
    columns = np.arange(8)
    leans = (slanted @ columns / slanted.sum(axis=1)) - (upright @ columns / upright.sum(axis=1))
    assert (np.diff(leans[[0, 3, 7]]) < -0.3).all()  # to the right above, to the left below


def test_printed_digits_can_be_read_by_who_has_seen_others():
    learn, new = printed_digits(300), printed_digits(200, seed=1)
    assert (
        LogisticRegression(max_iter=500).fit(learn.x / 16, learn.y).score(new.x / 16, new.y) > 0.97
    )


def test_generators_share_no_random_numbers():
    angle = np.arctan2(*circles(40, noise=0).x.T[::-1]) % (2 * np.pi) / (2 * np.pi)
    upper = moons(40, noise=0).x[::2]
    t = np.arccos(upper[:, 0]) / np.pi
    sine = (noisy_sine(40, noise=0).x[:, 0] + np.pi) / (2 * np.pi)
    radius = np.linalg.norm(spirals(40, noise=0).x, axis=1)
    drawn = np.concatenate([angle, t, sine, radius]).round(9)
    assert np.unique(drawn).size == drawn.size


def test_a_generator_leaves_numpys_global_generator_alone():
    before = np.random.get_state()[1].copy()  # noqa: NPY002 (that nobody touches it is the point)
    for make in GENERATORS:
        make()
    np.testing.assert_array_equal(before, np.random.get_state()[1])  # noqa: NPY002


def test_without_noise_the_points_lie_where_the_formula_puts_them():
    x, y = moons(noise=0).x, moons(noise=0).y
    centers = np.array([[0, 0], [1, 0.5]])
    np.testing.assert_allclose(np.linalg.norm(x - centers[y], axis=1), 1)
    assert (x[y == 0, 1] >= 0).all()
    assert (x[y == 1, 1] <= 0.5).all()

    ring = circles(noise=0, factor=0.3)
    np.testing.assert_allclose(np.linalg.norm(ring.x, axis=1), np.where(ring.y == 0, 1, 0.3))

    arms = spirals(noise=0, classes=4)
    radius = np.linalg.norm(arms.x, axis=1)
    turned = np.arctan2(arms.x[:, 1], arms.x[:, 0]) - 4 * radius - arms.y * np.pi / 2
    np.testing.assert_allclose(np.cos(turned), 1)


@pytest.mark.parametrize("make", [moons, circles, xor])
def test_noise_has_the_standard_deviation_that_was_asked_for(make):
    difference = make(2000, noise=0.5).x - make(2000, noise=0).x
    assert difference.std() == pytest.approx(0.5, rel=0.05)
    assert np.abs(difference.mean()) < 0.05


def test_noise_of_the_sine_is_added_to_y_only():
    noisy, clean = noisy_sine(2000, noise=0.5), noisy_sine(2000, noise=0)
    np.testing.assert_array_equal(noisy.x, clean.x)
    assert (noisy.y - clean.y).std() == pytest.approx(0.5, rel=0.05)


def test_a_straight_line_does_not_solve_the_toys():
    for data, most in ((moons(), 0.92), (circles(), 0.7), (xor(), 0.7), (spirals(), 0.7)):
        assert LogisticRegression().fit(data.x, data.y).score(data.x, data.y) < most


@settings(max_examples=30)
@given(st.integers(4, 50), st.integers(2, 4))
def test_classes_are_balanced_to_one_example(examples, classes):
    for data in (moons(examples), circles(examples), spirals(examples, classes), xor(examples)):
        counts = np.bincount(data.y)
        assert data.y.size == data.x.shape[0] == examples
        assert np.ptp(counts) <= 1


def test_defaults_fill_in_what_a_learners_own_data_lack():
    data = Dataset([[1, 2], [3, 4]], [True, False], task="binary")
    assert data.feature_names == ("x0", "x1")
    assert data.class_names == ("0", "1")
    assert data.x.dtype == np.float64
    assert data.y.tolist() == [1, 0]
    assert Dataset([[1.0], [2.0]], [0, 0], task="binary").class_names == ("0", "1")
    with pytest.raises(AttributeError):
        data.x = np.zeros((2, 2))


@pytest.mark.parametrize(
    ("make", "error", "words"),
    [
        (lambda: Dataset([[1.0]], [0], "clusters"), ValueError, ("task", "'clusters'", "'binary'")),
        (lambda: Dataset([1.0], [0], "binary"), ValueError, ("x", "(1,)", "x[:, None]")),
        (lambda: Dataset([[[1.0]]], [0], "binary"), ValueError, ("(N, D)", "(1, 1, 1)", "reshape")),
        (lambda: Dataset([[np.nan]], [0], "binary"), ValueError, ("x", "finite", "nan", "Remove")),
        (lambda: Dataset([["a"]], [0], "binary"), TypeError, ("x", "real numbers", "Try")),
        (lambda: Dataset([[1.0]], [0, 1], "binary"), ValueError, ("equally many", "1 and 2")),
        (lambda: Dataset([[1.0]], [0.5], "binary"), TypeError, ("y", "integer", "y.astype(int)")),
        (lambda: Dataset([[1.0]], [2], "binary"), ValueError, ("2 classes", "3", '"multi-class"')),
        (lambda: Dataset([[1.0]], [-1], "multi-class"), ValueError, ("from 0", "-1", "y - 1")),
        (lambda: Dataset([[1.0]], [[1.0]], "regression"), ValueError, ("y", "(1, 1)", "y.ravel()")),
        (lambda: Dataset([[1.0]], [np.inf], "regression"), ValueError, ("y", "finite", "inf")),
        (
            lambda: Dataset([[1.0]], [1.0], "regression", class_names=("a",)),
            ValueError,
            ("regression has no classes", "('a',)", "Try"),
        ),
        (
            lambda: Dataset([[1.0]], [0], "binary", feature_names=("a", "b")),
            ValueError,
            ("1 columns", "given 2", "x0"),
        ),
        (
            lambda: Dataset([[1.0]], [0], "binary", feature_names="a"),
            TypeError,
            ("feature_names", "list strings", "'a'", "Try"),
        ),
        (
            lambda: Dataset([[1.0]], [2], "multi-class", class_names=("a", "b")),
            ValueError,
            ("from 0 to 1", "2 to 2", "y - 1"),
        ),
        (lambda: Dataset([[1.0]], [0], "binary", name=1), TypeError, ("name", "str", "1 (int)")),
        (lambda: Dataset([[1.0]], [0], "binary", about=1), TypeError, ("about", "str", "1 (int)")),
        (lambda: circles(factor=1), ValueError, ("factor", "below 1", "given 1", "Try")),
        (lambda: spirals(classes=1), ValueError, ("classes", "at least 2", "given 1", "Try")),
        (
            lambda: spirals(examples=2),
            ValueError,
            ("examples", "at least 3", "given 2", "3 groups"),
        ),
    ],
)
def test_a_bad_argument_says_what_was_given_needed_and_to_try(make, error, words):
    with pytest.raises(error) as caught:
        make()
    assert all(word in str(caught.value) for word in words), str(caught.value)


@pytest.mark.parametrize("make", TOYS)
@pytest.mark.parametrize(
    ("bad", "error", "words"),
    [
        ({"examples": 0}, ValueError, ("examples", "at least", "given 0", "One for each")),
        ({"examples": 10.0}, TypeError, ("examples", "integer", "10.0 (float)", "One for each")),
        ({"noise": -0.1}, ValueError, ("noise", "at least 0", "given -0.1", "Try")),
        ({"noise": "0.1"}, TypeError, ("noise", "number", "'0.1' (str)", "Try")),
        ({"seed": -1}, ValueError, ("seed", "at least 0", "given -1")),
        ({"seed": None}, TypeError, ("seed", "integer", "None")),
    ],
)
def test_every_generator_refuses_bad_sizes_noise_and_seeds(make, bad, error, words):
    assert set(bad) <= set(signature(make).parameters)
    with pytest.raises(error) as caught:
        make(**bad)
    assert all(word in str(caught.value) for word in words), str(caught.value)
