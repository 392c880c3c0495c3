"""Properties that must hold for all inputs, searched by hypothesis."""

import numpy as np
import pytest
import scipy.special
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from mlcourse import (
    MLP,
    backward,
    binary_cross_entropy,
    categorical_cross_entropy,
    compute_loss,
    cross_entropy,
    forward,
    initialize,
    log_softmax,
    mean_squared_error,
    minibatches,
    sigmoid,
    softmax,
)
from mlcourse.steps.initialization import SCHEMES

logits = hnp.arrays(
    np.float64,
    hnp.array_shapes(min_dims=2, max_dims=3, max_side=5),
    elements=st.floats(-1000, 1000),
)
networks = st.builds(
    MLP,
    st.lists(st.integers(1, 5), min_size=2, max_size=4).map(tuple),
    st.sampled_from(("identity", "relu", "sigmoid", "tanh")),
    st.sampled_from(("identity", "sigmoid", "softmax")),
    st.booleans(),
)


def _data(network, batch, seed=0):
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((batch, network.layer_sizes[0]))
    outputs = network.layer_sizes[-1]
    if network.output == "softmax":
        return x, rng.integers(0, outputs, batch)
    return x, rng.integers(0, 2, (batch, outputs)).astype(float)


def _passes(network, theta, x, y, training=False):
    way = forward(network, theta, x, training=training)
    loss = compute_loss(way, y)
    return way, loss, backward(network, theta, way, loss)


@given(logits)
def test_softmax_agrees_with_scipy_and_sums_to_one(z):
    np.testing.assert_allclose(
        softmax(z), scipy.special.softmax(z, axis=-1), rtol=1e-12, atol=1e-300
    )
    np.testing.assert_allclose(log_softmax(z), scipy.special.log_softmax(z, axis=-1), atol=1e-12)
    np.testing.assert_allclose(softmax(z).sum(axis=-1), 1)


@given(logits, st.floats(-1000, 1000))
def test_softmax_does_not_change_when_all_logits_are_shifted(z, shift):
    np.testing.assert_allclose(softmax(z + shift), softmax(z), rtol=1e-9, atol=1e-12)


@given(logits)
def test_sigmoid_agrees_with_scipy(z):
    np.testing.assert_allclose(sigmoid(z), scipy.special.expit(z), rtol=1e-14, atol=1e-300)


@given(logits, st.randoms(use_true_random=False))
def test_cross_entropies_are_finite_and_agree_with_scipy_from_any_logits(z, random):
    z = z.reshape(-1, z.shape[-1])
    labels = np.array([random.randrange(z.shape[-1]) for _ in z])
    loss = categorical_cross_entropy(z, labels)
    expected = scipy.special.logsumexp(z, axis=-1) - z[np.arange(len(z)), labels]
    np.testing.assert_allclose(loss.per_example, expected, atol=1e-10)
    assert np.isfinite(loss.gradient).all()
    targets = np.array([[random.randrange(2) for _ in row] for row in z])
    binary = binary_cross_entropy(z, targets)
    expected = -np.where(targets, scipy.special.log_expit(z), scipy.special.log_expit(-z))
    np.testing.assert_allclose(binary.value, expected.mean(), atol=1e-10)
    assert np.isfinite(binary.gradient).all()


@given(
    hnp.arrays(np.float64, (4, 3), elements=st.floats(0.01, 1)),
    hnp.arrays(np.float64, (4, 3), elements=st.floats(0, 1)),
)
def test_cross_entropy_is_entropy_plus_divergence(p, q):
    q[:, 0] += 0.01
    p, q = p / p.sum(axis=1, keepdims=True), q / q.sum(axis=1, keepdims=True)
    expected = scipy.stats.entropy(q, axis=1) + scipy.stats.entropy(q, p, axis=1)
    np.testing.assert_allclose(cross_entropy(p, q).per_example, expected, atol=1e-9)


@given(hnp.arrays(np.float64, (5, 2), elements=st.floats(-10, 10)))
def test_binary_cross_entropy_is_categorical_with_a_logit_of_zero(z):
    y = np.array([0, 1, 1, 0, 1])
    two = np.stack([np.zeros(5), z[:, 0]], axis=1)
    np.testing.assert_allclose(
        binary_cross_entropy(z[:, :1], y).value, categorical_cross_entropy(two, y).value
    )


def test_mean_squared_error_does_not_broadcast_a_column_against_a_row():
    """A perfect prediction costs 0; NumPy's own (n, 1) − (n,) would give twice the variance."""
    y = np.random.default_rng(1).standard_normal(13)
    assert mean_squared_error(y[:, None], y).value == 0
    assert mean_squared_error(y, y).value == 0


@given(networks, st.integers(2, 7))
def test_shapes(network, batch):
    theta = initialize(network, seed=1)
    x, y = _data(network, batch)
    way, loss, back = _passes(network, theta, x, y, training=True)
    assert theta.shape == back.gradient.shape == (network.size,)
    assert way.output.shape == loss.gradient.shape == (batch, network.layer_sizes[-1])
    assert loss.per_example.shape == (batch,)
    for layer, spec in zip(back.layers, network.layers, strict=True):
        assert layer.dW.shape == (spec.fan_in, spec.fan_out)
        assert layer.delta.shape == (batch, spec.fan_out)


@given(networks, st.integers(1, 7))
def test_a_batchs_gradient_is_the_mean_of_its_examples_gradients(network, batch):
    theta = initialize(network, seed=1)
    x, y = _data(network, batch)
    whole = _passes(network, theta, x, y)[2].gradient
    each = [_passes(network, theta, x[i : i + 1], y[i : i + 1])[2].gradient for i in range(batch)]
    np.testing.assert_allclose(whole, np.mean(each, axis=0), atol=1e-12)


@given(networks, st.integers(2, 7), st.integers(1, 4), st.sampled_from((np.float64, np.float32)))
def test_stacked_runs_equal_single_runs_bit_for_bit(network, batch, runs, dtype):
    theta = initialize(network, seed=list(range(runs)), dtype=dtype)
    x, y = _data(network, batch)
    stacked = _passes(network, theta, x, y, training=True)
    for run in range(runs):
        single = _passes(network, theta[run], x, y, training=True)
        np.testing.assert_array_equal(stacked[0].output[run], single[0].output)
        np.testing.assert_array_equal(stacked[0].running[run], single[0].running)
        np.testing.assert_array_equal(stacked[1].value[run], single[1].value)
        np.testing.assert_array_equal(stacked[2].gradient[run], single[2].gradient)
        assert stacked[2].gradient.dtype == single[2].gradient.dtype == dtype


@given(st.integers(1, 40), st.integers(1, 50), st.integers(0, 5), st.integers(0, 5))
def test_an_epoch_deals_every_example_once(examples, batch_size, seed, epoch):
    x = np.arange(float(examples))[:, None]
    batches = list(minibatches(x, x[:, 0], batch_size, seed, epoch))
    assert sorted(np.concatenate([batch.indices for batch in batches])) == list(range(examples))
    assert all(batch.size == batch_size for batch in batches[:-1])
    assert all((batch.x[:, 0] == batch.y).all() for batch in batches)


@pytest.mark.parametrize(
    ("scheme", "std"),
    [
        ("random_normal", 0.01),
        ("random_uniform", 0.05 / np.sqrt(3)),
        ("xavier_normal", np.sqrt(2 / (521 + 127))),
        ("xavier_uniform", np.sqrt(2 / (521 + 127))),
        ("he_normal", np.sqrt(2 / 521)),
        ("he_uniform", np.sqrt(2 / 521)),
    ],
)
def test_schemes_have_the_spread_and_the_distribution_of_their_formula(scheme, std):
    W = SCHEMES[scheme](521, 127, np.random.default_rng(3)).ravel()
    assert abs(W.mean()) < 5 * std / np.sqrt(W.size)
    assert np.isclose(W.std(), std, rtol=0.02)
    limit = std * np.sqrt(3)
    reference = (
        scipy.stats.norm(0, std) if "normal" in scheme else scipy.stats.uniform(-limit, 2 * limit)
    )
    assert scipy.stats.kstest(W, reference.cdf).pvalue > 1e-3


def test_a_layers_weights_do_not_depend_on_the_layers_after_it():
    short, long = MLP((5, 7, 3)), MLP((5, 7, 3, 2))
    np.testing.assert_array_equal(
        initialize(short, seed=4)[: 5 * 7], initialize(long, seed=4)[: 5 * 7]
    )


def test_float32_starts_where_float64_starts():
    network = MLP((5, 7, 3))
    np.testing.assert_array_equal(
        initialize(network, seed=1, dtype=np.float32),
        initialize(network, seed=1).astype(np.float32),
    )
