"""The gradients of all batches at one θ: against differences of the loss, and against the law of their noise."""

import numpy as np
import pytest

from mlcourse import MLP, batch_gradients, initialize, moons, numerical_gradient, objective

DATA = moons(700, noise=0.2, seed=1)
NETWORK = MLP((2, 5, 2), activation="tanh")
THETA = initialize(NETWORK, seed=1)


def test_the_full_gradient_is_the_slope_of_the_loss_and_the_weighted_mean_of_the_batches():
    found = batch_gradients(NETWORK, THETA, DATA.x, DATA.y, batch_size=64, seed=3)
    slope = numerical_gradient(objective(NETWORK, DATA.x, DATA.y), THETA)
    np.testing.assert_allclose(found.full, slope, atol=1e-8)
    assert found.sizes.tolist() == [64] * 10 + [60]
    np.testing.assert_allclose(found.sizes @ found.gradients / 700, slope, atol=1e-8)


def test_the_noise_is_what_drawing_without_putting_back_makes_it():
    """Var of a mean of B out of N: that of one example · (N − B)/((N − 1) B); over many orders."""
    one = batch_gradients(NETWORK, THETA, DATA.x, DATA.y, batch_size=1).noise
    orders = [
        batch_gradients(NETWORK, THETA, DATA.x, DATA.y, batch_size=100, seed=seed).noise ** 2
        for seed in range(60)
    ]
    assert np.sqrt(np.mean(orders)) == pytest.approx(one * np.sqrt(600 / 699 / 100), rel=0.05)


def test_one_batch_of_all_has_no_noise_and_the_cosine_1():
    found = batch_gradients(NETWORK, THETA, DATA.x, DATA.y, batch_size=700)
    assert found.noise == pytest.approx(0, abs=1e-12)
    assert found.cosine == pytest.approx(1)


def test_another_epoch_deals_other_batches():
    first, second = (
        batch_gradients(NETWORK, THETA, DATA.x, DATA.y, 64, seed=1, epoch=epoch) for epoch in (0, 1)
    )
    assert not np.allclose(first.gradients, second.gradients)
    np.testing.assert_array_equal(first.full, second.full)
