"""Backpropagation against finite differences: every combination that the library can train."""

import numpy as np
import pytest

from mlcourse import (
    MLP,
    backward,
    batch_normalization,
    compute_loss,
    cross_entropy,
    digits,
    forward,
    gradient_check,
    initialize,
    objective,
)
from mlcourse.steps.losses import LOSSES
from mlcourse.steps.network import HIDDEN, OUTPUTS
from mlcourse.steps.regularization import penalty

# A loss of the output goes with every output layer, one of the logits with its own.
OUTPUT_AND_LOSS = [
    (output, loss.name)
    for loss in LOSSES.values()
    for output in OUTPUTS
    if loss.of == "output" or output == loss.belongs_to
]
PRICES = ((0.0, 0.0), (0.03, 0.0), (0.0, 0.05), (0.03, 0.05))


def _problem(output, loss):
    rng = np.random.default_rng(5)
    x = rng.standard_normal((7, 5))
    if LOSSES[loss].target == "classes":
        return x, rng.integers(0, 3, 7)
    if LOSSES[loss].target == "shares":
        return x, rng.integers(0, 2, (7, 3))
    return x, rng.standard_normal((7, 3))


def _away_from_kinks(network, theta, x):
    """Move biases so that no ReLU's input lies near 0, where the slope is not defined."""
    for _ in range(20):
        way = forward(network, theta, x, training=True)
        if all(np.abs(layer.before_activation).min() > 1e-3 for layer in way.hidden):
            return theta
        theta = theta + np.random.default_rng(9).normal(0, 0.05, theta.shape)
    raise AssertionError("no point away from the kinks was found")


@pytest.mark.parametrize("training", [True, False], ids=("training", "evaluation"))
@pytest.mark.parametrize("normalized", [False, True], ids=("plain", "batch-norm"))
@pytest.mark.parametrize(("output", "loss"), OUTPUT_AND_LOSS)
@pytest.mark.parametrize("activation", HIDDEN)
def test_backpropagation_agrees_with_finite_differences(
    activation, output, loss, normalized, training
):
    network = MLP((5, 6, 4, 3), activation, output, batch_normalization=normalized)
    x, y = _problem(output, loss)
    theta = initialize(network, "xavier_normal", seed=3)
    theta = theta + np.random.default_rng(4).normal(0, 0.1, theta.shape)  # b, γ, β as well
    theta = _away_from_kinks(network, theta, x)
    running = forward(network, theta, x, training=True).running
    way = forward(network, theta, x, running, training)
    back = backward(network, theta, way, compute_loss(way, y, loss))
    for l1, l2 in PRICES:
        cost = objective(network, x, y, loss, l1, l2, running, training)
        gradient = back.gradient + penalty(network, theta, l1, l2).gradient
        check = gradient_check(cost, theta, gradient, network.layout)
        assert check.passed, check.message
        assert check.error < 1e-6


def test_the_check_names_the_parameter_that_is_wrong():
    network = MLP((5, 4, 3), "tanh")
    x, y = _problem("softmax", "categorical_cross_entropy")
    theta = initialize(network, seed=1)
    way = forward(network, theta, x)
    back = backward(network, theta, way, compute_loss(way, y))
    wrong = back.gradient.copy()
    at = network.layout.by_name["b1"].start + 2
    wrong[at] *= -1
    check = gradient_check(objective(network, x, y), theta, wrong, network.layout)
    assert not check.passed
    assert check.message.startswith("b1 is wrong (relative error ")
    assert "most of all b1[2]: got " in check.message
    row = next(row for row in check._repr_html_().split("<tr>") if row.startswith("<th>b1<"))
    assert "✗ differs" in row
    assert check._repr_html_().count("✓ agrees") == 3


def test_a_gradient_with_nan_fails_the_check():
    check = gradient_check(lambda t: t @ t, np.ones(3), np.array([2.0, np.nan, 2.0]))
    assert not check.passed
    assert "theta[1]" in check.message


def test_the_check_is_not_fooled_by_a_gradient_that_is_zero():
    """A bias before batch normalization has gradient 0; rounding around 0 is no mistake."""
    check = gradient_check(lambda t: t[0] ** 2, np.array([0.0]), np.array([1e-13]))
    assert check.passed


def test_every_factor_of_the_chain_rule_is_what_its_name_says():
    network = MLP((5, 6, 4, 3), "tanh")
    x, y = _problem("softmax", "categorical_cross_entropy")
    theta = initialize(network, seed=1)
    way = forward(network, theta, x)
    loss = compute_loss(way, y)
    back = backward(network, theta, way, loss)
    for i, layer in enumerate(back.layers):
        np.testing.assert_array_equal(layer.dW, network.layout.view(back.gradient, f"W{i}"))
        np.testing.assert_array_equal(layer.db, network.layout.view(back.gradient, f"b{i}"))
        np.testing.assert_allclose(layer.dW, np.einsum("ni,no->io", layer.dz_dW, layer.delta))
        assert layer.dz_dW is way.layers[i].x
        assert layer.dz_dx is way.layers[i].W
    for layer, after in zip(back.layers, back.layers[1:], strict=False):
        np.testing.assert_allclose(layer.da, np.einsum("no,io->ni", after.delta, after.dz_dx))
        np.testing.assert_allclose(layer.delta, layer.da * layer.da_dz)
    assert back.layers[-1].delta is loss.gradient


@pytest.mark.parametrize("training", [True, False])
def test_batch_normalization_backward_by_its_input(training):
    from mlcourse import batch_normalization_backward

    rng = np.random.default_rng(2)
    shape, dy = (7, 3), rng.standard_normal((7, 3))
    gamma, beta, mean, variance = rng.standard_normal((4, 3))
    variance = variance**2 + 0.5

    def loss(flat):
        out = batch_normalization(
            flat.reshape(shape), gamma, beta, mean, variance, training=training
        )
        return (out.y * dy).sum()

    z = rng.standard_normal(shape)
    made = batch_normalization(z, gamma, beta, mean, variance, training=training)
    check = gradient_check(loss, z.ravel(), batch_normalization_backward(made, dy).dz.ravel())
    assert check.passed, check.message


def test_cross_entropy_of_probabilities_has_the_gradient_it_says():
    p = np.array([[0.2, 0.5, 0.3], [0.6, 0.3, 0.1]])
    y = np.array([[0.0, 1.0, 0.0], [0.5, 0.25, 0.25]])

    def loss(flat):  # without the check that rows sum to 1, which a partial derivative leaves
        return -(y * np.log(flat.reshape(p.shape))).sum() / 2

    assert np.isclose(cross_entropy(p, y).value, loss(p.ravel()))
    check = gradient_check(loss, p.ravel(), cross_entropy(p, y).gradient.ravel())
    assert check.passed, check.message


# --- kinks, and functions that are none

XOR = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([0, 1, 1, 0])


def _checked(network, theta, x, y, spoil=lambda gradient: None):
    way = forward(network, theta, x)
    gradient = backward(network, theta, way, compute_loss(way, y)).gradient.copy()
    spoil(gradient)
    return gradient_check(objective(network, x, y), theta, gradient, network.layout)


@pytest.mark.parametrize("sizes", [(2, 4, 2), (2, 6, 5, 2)])
def test_relu_on_its_kink_is_not_accused(sizes):
    """In the corner (0, 0) every z of the first layer is b = 0."""
    network = MLP(sizes)
    for seed in range(20):
        check = _checked(network, initialize(network, seed=seed), *XOR)
        assert check.passed, check.message
        assert "at a kink of the loss, b" in check.message


def test_a_blank_picture_is_not_accused():
    pictures, network = digits(), MLP((64, 16, 10))
    x = pictures.x[:8] / 16
    x[3] = 0
    for seed in range(20):
        check = _checked(network, initialize(network, seed=seed), x, pictures.y[:8])
        assert check.passed, check.message
        assert "16 numbers lie at a kink" in check.message


def test_a_kink_within_reach_of_epsilon_is_not_accused():
    theta, gradient = np.array([3e-6, 2.0]), np.array([1.0, 4.0])  # of max(t, 0) and t²
    check = gradient_check(lambda t: max(t[0], 0) + t[1] ** 2, theta, gradient)
    assert check.passed
    assert "1 number lies at a kink of the loss, theta[0]" in check.message


def test_mistakes_beside_a_kink_are_named():
    network = MLP((2, 4, 2))
    for seed in range(20):
        theta = initialize(network, seed=seed)
        check = _checked(network, theta, *XOR, lambda gradient: np.negative(gradient, out=gradient))
        assert " is wrong (relative error" in check.message


def test_what_lies_beside_both_slopes_of_a_kink_is_neither_right_nor_wrong():
    check = gradient_check(lambda t: abs(t[0]) + t[1], np.array([0.0, 1.0]), np.array([3.0, 1.0]))
    assert not check.passed
    assert check.message.startswith("theta[0] cannot be judged at this theta")
    assert "the slope −1 on its left and 1 on its right; got 3" in check.message


def test_a_curve_is_no_kink():
    """1e4·t² bends as much within ε = 1e-5 as a small kink does."""
    check = gradient_check(lambda t: 1e4 * t[0] ** 2, np.array([0.001]), np.array([20.1]))
    assert check.message.endswith("most of all theta[0]: got 20.1, expected 20.")


@pytest.mark.parametrize("rare", [1, 7])
def test_a_function_that_gives_other_values_is_noticed(rare):
    calls, generator = [], np.random.default_rng(0)

    def noisy(theta):
        calls.append(theta)
        return theta @ theta + (generator.normal() if len(calls) > rare else 0)

    with pytest.raises(
        ValueError, match=r"the same number whenever .* given one that gave .* Draws"
    ):
        gradient_check(noisy, np.ones(3), 2 * np.ones(3))
