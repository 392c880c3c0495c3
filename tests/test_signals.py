"""Signals through depth: measured against the closed formulas for the variance of one layer."""

import re

import numpy as np
import pytest

from mlcourse import MLP, backward, compute_loss, forward, initialize, signal_profile

DEPTH = 30
X = np.random.default_rng(0).normal(size=(200, 64))
Y = np.random.default_rng(1).integers(0, 2, 200)


def profile(activation, scheme, seed=1, depth=DEPTH, **drawing):
    network = MLP((64, *[64] * depth, 2), activation=activation)
    theta = initialize(network, scheme, seed, **drawing)
    way = forward(network, theta, X)
    return signal_profile(way, backward(network, theta, way, compute_loss(way, Y)))


def test_one_linear_layer_multiplies_the_variance_by_fan_in_times_that_of_the_weights():
    std = 0.3
    spreads = profile("identity", "random_normal", depth=1, std=std)
    expected = spreads.input_std * np.sqrt(64) * std
    assert spreads.activation_std[0] == pytest.approx(expected, rel=0.05)


@pytest.mark.parametrize(
    ("activation", "scheme"), [("relu", "he_normal"), ("tanh", "xavier_normal")]
)
def test_the_right_scheme_keeps_signal_and_gradient(activation, scheme):
    spreads = profile(activation, scheme)
    assert 0.05 < spreads.activation_std[-2] < 5
    assert 0.05 < spreads.gradient_std[0] / spreads.gradient_std[-2] < 20


def test_xavier_loses_half_the_variance_with_every_layer_of_relu():
    spreads = profile("relu", "xavier_normal")
    shrunk = spreads.activation_std[-2] / spreads.activation_std[0]
    assert np.log2(shrunk) == pytest.approx(-(DEPTH - 1) / 2, abs=4)


def test_weights_too_large_saturate_tanh():
    assert profile("tanh", "random_normal", std=1.0).flat[:-1].min() > 0.5
    assert profile("tanh", "xavier_normal").flat[:-1].max() < 0.1


def test_a_relu_lets_half_of_its_values_pass():
    assert profile("relu", "he_normal", depth=1).flat[0] == pytest.approx(0.5, abs=0.1)


def test_runs_side_by_side_are_profiled_each_for_itself():
    network = MLP((64, 32, 32, 2), activation="tanh")
    theta = np.stack([initialize(network, "xavier_normal", seed) for seed in range(3)])
    way = forward(network, theta, X)
    together = signal_profile(way, backward(network, theta, way, compute_loss(way, Y)))
    assert together.activation_std.shape == (3, 3)
    way = forward(network, theta[1], X)
    alone = signal_profile(way, backward(network, theta[1], way, compute_loss(way, Y)))
    np.testing.assert_array_equal(together.gradient_std[1], alone.gradient_std)


def test_passes_of_two_networks_are_refused():
    shallow, deep = (MLP((64, *[8] * depth, 2)) for depth in (1, 2))
    theta = initialize(shallow, "he_normal", 1)
    way = forward(shallow, theta, X)
    back = backward(shallow, theta, way, compute_loss(way, Y))
    with pytest.raises(ValueError, match="3 layers and 2"):
        signal_profile(forward(deep, initialize(deep, "he_normal", 1), X), back)


def test_it_shows_the_way_of_the_signal():
    assert "forwards  std(a), from the first layer:" in repr(profile("relu", "he_normal"))


def test_in_a_notebook_a_layer_is_a_row():
    spreads = profile("tanh", "xavier_normal", depth=6)
    pictured = spreads._repr_html_().partition("<details>")[0]
    rows = [re.findall(r"<t[hd][^>]*>([^<]*)", row) for row in pictured.split("<tr>")[2:]]
    assert [row[0] for row in rows] == ["0", "1", "2", "3", "4", "5", "6, output"]
    shown = [float(row[3].replace("−", "-")) for row in rows]
    assert shown == pytest.approx(spreads.gradient_std, rel=0.051)
    assert [row[5] == "–" for row in rows] == [False] * 6 + [True]
    assert "nan" not in pictured
