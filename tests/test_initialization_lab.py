"""The initialization lab's numbers are the library's: of each network alone, through the functions a learner calls."""

import numpy as np
import pytest

from mlcourse import InitializationLab, backward, compute_loss, forward, initialize, signal_profile
from mlcourse.steps.activations import ACTIVATIONS
from mlcourse.widgets.initialization_lab.deep_starts import (
    BINS,
    DEPTHS,
    EXAMPLES,
    HIDDEN,
    SCHEMES,
    UNITS,
    all_starts,
    examples,
    network,
    parameters,
)


@pytest.fixture(scope="module")
def lab():
    return InitializationLab(seed=3)


def unpacked(lab, name):
    layout = lab.header["arrays"][name]
    size = int(np.prod(layout["shape"]))
    return np.frombuffer(lab.buffer, layout["dtype"], size, layout["offset"]).reshape(
        layout["shape"]
    )


def passes(scheme, activation, depth, seed=3):
    """Return the two passes of one network alone."""
    net, (x, y) = network(activation, depth), examples(seed)
    theta = initialize(net, SCHEMES[scheme].scheme, seed=seed, **dict(SCHEMES[scheme].options))
    way = forward(net, theta, x)
    return way, backward(net, theta, way, compute_loss(way, y))


def first_rows(scheme, activation, depth):
    """Return where a network and its layers stand in the recording, counted one by one."""
    net = row = 0
    for a in HIDDEN:
        for d in DEPTHS:
            for s in SCHEMES:
                if (s, a, d) == (scheme, activation, depth):
                    return net, row
                net, row = net + 1, row + d
    raise AssertionError("no such network")


CASES = (
    ("std 0.01", "tanh", 10), ("zeros", "sigmoid", 2), ("he_uniform", "relu", 30), ("std 1", "identity", 30),
    ("variance as std", "relu", 5), ("xavier_normal", "tanh", 3),
)  # fmt: skip


@pytest.mark.parametrize(("scheme", "activation", "depth"), CASES)
def test_numbers_are_those_of_the_network_alone(lab, scheme, activation, depth):
    profile = signal_profile(*passes(scheme, activation, depth))
    lab.scheme, lab.activation, lab.depth = scheme, activation, depth
    for name in (
        "activation_std",
        "activation_mean",
        "gradient_std",
        "weight_gradient_std",
        "flat",
        "input_std",
    ):
        np.testing.assert_array_equal(
            getattr(lab.profile, name), getattr(profile, name), err_msg=name
        )
    net, row = first_rows(scheme, activation, depth)
    with np.errstate(divide="ignore"):
        np.testing.assert_allclose(
            unpacked(lab, "signal")[row : row + depth, 0],
            np.log10(profile.activation_std[:-1]),
            rtol=1e-6,
        )
        np.testing.assert_allclose(
            unpacked(lab, "gradient")[row + net : row + net + depth + 1, 0],
            np.log10(profile.gradient_std),
            rtol=1e-6,
        )
    texts = lab.header["nets"][net]["signal"]
    np.testing.assert_allclose(
        [float(t.replace("−", "-")) for t in texts], profile.activation_std[:-1], rtol=0.051
    )


@pytest.mark.parametrize(("scheme", "activation", "depth"), CASES)
def test_histograms_are_numpys(lab, scheme, activation, depth):
    way, back = passes(scheme, activation, depth)
    start, run = all_starts(3)[activation, depth], list(SCHEMES).index(scheme)
    bounds = {"tanh": (-1, 1), "sigmoid": (0, 1), "relu": (0, 4), "identity": (-4, 4)}[activation]
    unit = back.layers[-1].delta.std()
    for layer in range(depth):
        for counts, values, (low, high) in (
            (start.activations[run, layer], way.layers[layer].a, bounds),
            (start.gradients[run, layer], back.layers[layer].delta / unit, (-1, 1)),
        ):
            assert counts.sum() == EXAMPLES * UNITS
            assert counts[0] == (values < low).sum()
            assert counts[-1] == (values > high).sum()
            expected = np.histogram(values, BINS, (low, high))[0]
            assert (
                np.abs(np.cumsum(counts[1:-1] - expected)).max() <= 3
            )  # at a bin's edge, rounding decides


def test_each_scheme_draws_what_its_rule_says():
    net = network("tanh", 2)
    drawn = net.layers[1].W.of(parameters(net, seed=1))  # (schemes, 100, 100)
    wanted = [0, 0.01, 1, 0.05 / 3**0.5, 0.02, 0.1, 0.1, 0.02**0.5, 0.02**0.5]
    np.testing.assert_allclose(drawn.std(axis=(1, 2)), wanted, rtol=0.02)
    limits = dict(zip(SCHEMES, np.abs(drawn).max(axis=(1, 2)), strict=True))
    for name, limit in {
        "uniform 0.05": 0.05,
        "xavier_uniform": 0.03**0.5,
        "he_uniform": 0.06**0.5,
    }.items():
        assert 0.99 * limit < limits[name] <= limit


def test_no_bounded_activation_is_off_its_scale(lab):
    for (activation, depth), start in all_starts(3).items():
        if np.isfinite(ACTIVATIONS[activation].bounds).all():
            assert start.activations[..., [0, -1]].sum() == 0, (activation, depth)


def test_the_difference_between_examples_is_that_of_each_unit():
    way, _ = passes("xavier_normal", "sigmoid", 10)
    start, run = all_starts(3)["sigmoid", 10], list(SCHEMES).index("xavier_normal")
    for layer in range(10):
        per_unit = [np.std(way.layers[layer].a[:, unit]) for unit in range(UNITS)]
        np.testing.assert_allclose(
            start.between[run, layer], np.sqrt(np.mean(np.square(per_unit))), rtol=1e-9
        )


@pytest.mark.parametrize(
    ("scheme", "activation", "depth", "forwards", "backwards"),
    [
        ("std 0.01", "tanh", 30, "vanishes", "vanishes"),
        ("xavier_normal", "tanh", 30, "keeps its size", "keeps its size"),
        ("xavier_uniform", "relu", 30, "vanishes", "vanishes"),
        ("he_normal", "relu", 30, "keeps its size", "keeps its size"),
        ("he_uniform", "relu", 30, "keeps its size", "keeps its size"),
        ("std 1", "tanh", 30, "saturated", "explodes"),
        ("std 1", "relu", 10, "explodes", "explodes"),
        ("zeros", "tanh", 5, "all equal", "no gradient"),
        ("xavier_normal", "sigmoid", 10, "the same for every example", "vanishes"),
        ("std 1", "sigmoid", 30, "saturated", "keeps its size"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("seed", [1, 3])
def test_words_name_what_the_lesson_says(scheme, activation, depth, forwards, backwards, seed):
    said = repr(InitializationLab(scheme, activation, depth, seed=seed))
    assert f"forwards: {forwards}. " in said
    assert f"backwards: {backwards}. " in said


def test_is_small_enough_and_the_same_each_time(lab):
    assert len(lab.buffer) < 1_000_000
    assert InitializationLab(seed=3).header["id"] == lab.header["id"]
    assert InitializationLab(seed=1).header["id"] != lab.header["id"]


def test_choices_that_do_not_exist_are_refused_later_too():
    lab = InitializationLab()
    for name, value, says in (
        ("scheme", "he", "he_normal"), ("activation", "Tanh", "mean .tanh."), ("depth", 20, "2, 3, 5, 10, 30"),
    ):  # fmt: skip
        with pytest.raises(ValueError, match=says):
            setattr(lab, name, value)
    assert (lab.scheme, lab.activation, lab.depth) == ("std 0.01", "tanh", 10)
