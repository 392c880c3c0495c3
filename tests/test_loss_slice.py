"""A slice of the loss: against the loss of each θ by itself, and against differences of it."""

import numpy as np

from mlcourse import MLP, compute_loss, forward, initialize, loss_slice, moons, numerical_gradient

DATA = moons(60, noise=0.2, seed=1)
NETWORK = MLP((2, 5, 2), activation="tanh")
THETA = initialize(NETWORK, seed=1)
DIRECTIONS = np.random.default_rng(1).normal(size=(3, NETWORK.size))


def loss_at(theta):
    return float(compute_loss(forward(NETWORK, theta, DATA.x), DATA.y).value)


def test_each_place_of_a_slice_has_the_loss_of_its_own_theta():
    places = np.random.default_rng(2).normal(size=(4, 5, 3))
    found = loss_slice(NETWORK, THETA, DIRECTIONS, places, DATA.x, DATA.y)
    assert found.loss.shape == (4, 5)
    alone = [[loss_at(THETA + c @ DIRECTIONS) for c in row] for row in places]
    np.testing.assert_allclose(found.loss, alone, rtol=1e-12)


def test_the_gradient_is_the_slope_along_each_direction_however_long_it_is():
    place = np.array([0.3, -0.2, 0.1])
    for factor in (1.0, 10.0):
        ways = factor * DIRECTIONS
        found = loss_slice(NETWORK, THETA, ways, place, DATA.x, DATA.y)
        slope = numerical_gradient(lambda c, ways=ways: loss_at(THETA + c @ ways), place)
        np.testing.assert_allclose(found.gradient, slope, rtol=1e-6)


def test_where_c_is_0_the_slice_goes_through_theta():
    found = loss_slice(NETWORK, THETA, DIRECTIONS, np.zeros(3), DATA.x, DATA.y)
    assert found.loss == loss_at(THETA)
    assert "lowest at c = (0, 0, 0)" in str(found)
