"""Dropout: what its mask does to the mean and the spread by closed formulas, and its way back by finite differences."""

import numpy as np
import pytest

import mlcourse as ml

A = np.array([[0.5, -2.0, 3.0], [1.0, 0.25, -4.0]])


@pytest.mark.parametrize("rate", [0.2, 0.5, 0.8])
def test_over_many_masks_the_mean_is_a_and_the_variance_that_of_a_scaled_coin(rate):
    many = np.broadcast_to(A, (40_000, *A.shape))
    left = ml.dropout(many, rate, np.random.default_rng(1))
    variance = A**2 * rate / (1 - rate)  # of a·m/(1 − p), m a coin with Var(m) = p(1 − p)
    error = np.sqrt(variance / len(many))
    assert np.all(np.abs(left.y.mean(axis=0) - A) < 5 * error)
    np.testing.assert_allclose(left.y.var(axis=0), variance, rtol=0.1)
    assert np.mean(left.mask == 0) == pytest.approx(rate, abs=0.005)
    assert set(np.unique(left.mask)) == {0, 1}


def test_each_example_and_each_unit_has_a_chance_of_its_own():
    mask = ml.dropout(np.ones((500, 300)), 0.5, np.random.default_rng(2)).mask
    for axis in (0, 1):  # the spread of independent coins, not of a mask that all share
        expected = 0.5 / np.sqrt(mask.shape[axis])
        assert mask.mean(axis=axis).std() == pytest.approx(expected, rel=0.15)


@pytest.mark.parametrize("rate", [0, 0.5])
def test_the_way_back_is_the_slope_by_trying(rate):
    weights = np.random.default_rng(3).normal(size=A.shape)

    def loss(flat):
        return (ml.dropout(flat.reshape(A.shape), rate, np.random.default_rng(4)).y * weights).sum()

    left = ml.dropout(A, rate, np.random.default_rng(4))
    check = ml.gradient_check(loss, A.ravel(), ml.dropout_backward(left, weights).ravel())
    assert check.passed, check.message


def test_nothing_left_out_changes_nothing_and_draws_are_the_generators():
    assert np.array_equal(ml.dropout(A, 0, np.random.default_rng(1)).y, A)
    generator = np.random.default_rng(5)
    first, second = (ml.dropout(np.ones((20, 9)), 0.5, generator).mask for _ in range(2))
    assert not np.array_equal(first, second)
    again = ml.dropout(np.ones((20, 9)), 0.5, np.random.default_rng(5)).mask
    assert np.array_equal(first, again)
    assert ml.dropout(A.astype(np.float32), 0.5, generator).y.dtype == np.float32
