"""The forward lab and the softmax lab: what they show is what the library computes."""

import re

import numpy as np
import pytest
from scipy import special

from mlcourse import MLP, ForwardLab, SoftmaxLab, forward, initialize
from mlcourse.base.display import number_text

NETWORK = MLP((4, 20, 3), activation="tanh")
THETA = initialize(NETWORK, "xavier_normal", seed=1)
X = np.random.default_rng(0).normal(size=(7, 4))
Y = np.array([0, 1, 2, 0, 1, 2, 0])


@pytest.fixture
def lab():
    return ForwardLab(NETWORK, THETA, X, Y, class_names=("a", "b", "c"))


def unpacked(lab, name):
    where = lab.header["arrays"][name]
    size = int(np.prod(where["shape"]))
    return np.frombuffer(lab.buffer, where["dtype"], size, where["offset"]).reshape(where["shape"])


def test_what_is_drawn_is_the_forward_pass(lab):
    way = forward(NETWORK, THETA, X)
    for number, layer in enumerate(way.layers):
        units = lab.header["columns"][number + 1]["units"]
        np.testing.assert_allclose(unpacked(lab, f"z{number + 1}"), layer.z[:, units], rtol=1e-6)
        np.testing.assert_allclose(unpacked(lab, f"a{number + 1}"), layer.a[:, units], rtol=1e-6)


def test_a_units_sum_has_its_own_numbers(lab):
    way = forward(NETWORK, THETA, X)
    lab.example, lab.layer, lab.unit = 3, 0, lab.header["columns"][1]["units"][2]
    said = repr(lab)
    assert said.splitlines()[2].endswith(f"= {number_text(way.layers[0].z[3, lab.unit])}")
    numbers = [
        float(n.replace("−", "-"))
        for n in re.findall(r"−?\d+\.?\d*(?:e−?\d+)?", said.splitlines()[2].split(" = ")[1])
    ]
    pairs = np.array(numbers[:8]).reshape(4, 2)
    np.testing.assert_allclose(
        pairs.prod(axis=1).sum() + numbers[8], way.layers[0].z[3, lab.unit], atol=2e-3
    )


def test_what_is_changed_is_computed_anew_by_the_library():
    small = MLP((4, 8, 3), activation="tanh")
    theta = initialize(small, "xavier_normal", seed=1)
    lab = ForwardLab(small, theta, X, Y)
    lab.changed = {"x[2,1]": 1.5, "W1[7,2]": -0.5, "b0[3]": 2.0}
    lab.activations = ["relu"]
    x, changed = X.copy(), theta.copy()
    x[2, 1] = 1.5
    changed[32 + 3], changed[32 + 8 + 3 * 7 + 2] = 2.0, -0.5
    way = forward(MLP((4, 8, 3), activation="relu"), changed, x)
    np.testing.assert_array_equal(lab.forward.output, way.output)
    lab.example, lab.layer, lab.unit = 2, 0, 3
    assert "max(z0[3], 0)" in repr(lab)
    lab.changed, lab.activations = {}, []
    np.testing.assert_array_equal(lab.forward.output, forward(small, theta, X).output)


def test_a_change_that_cannot_be_made_is_refused(lab):
    with pytest.raises(ValueError, match="at most 16 units in each layer"):
        lab.changed = {"b0[0]": 1.0}
    small = ForwardLab(MLP((4, 8, 3)), np.zeros(67), X)
    for wrong, message in (
        ({"W0[4,0]": 1.0}, "changed must be one of"),
        ({"x[0,0]": np.nan}, "finite"),
    ):
        with pytest.raises(ValueError, match=message):
            small.changed = wrong
    with pytest.raises(ValueError, match="one function for each of the 1 hidden layers"):
        small.activations = ["relu", "tanh"]
    with pytest.raises(ValueError, match="Did you mean 'tanh'"):
        small.activations = ["tan"]


def test_of_a_wide_network_every_word_is_recorded(lab):
    assert lab.header["turn"] is None
    assert lab.header["lines"][3][1][2][0].startswith("z1[2] = a0[")


def test_a_batch_is_counted_by_class():
    network = MLP((1, 1, 2), activation="relu")
    theta = np.array([1.0, 0.0, 1.0, -1.0, 0.0, 0.0])  # a = max(x, 0)
    lab = ForwardLab(
        network, theta, np.array([[1.0], [-1.0], [2.0]]), [0, 0, 1], class_names=("no", "yes")
    )
    lab.batch = True
    assert "is on (a > 0) for 2 of 3 examples: 1 of 2 no, 1 of 1 yes." in repr(lab)


def test_a_wide_layer_shows_some_of_its_units(lab):
    column = lab.header["columns"][1]
    assert (len(column["units"]), column["size"]) == (16, 20)
    lab.layer = 0
    with pytest.raises(ValueError, match="unit must be one of"):
        lab.unit = next(u for u in range(20) if u not in column["units"])


def test_the_unit_stays_within_the_layer(lab):
    lab.unit = lab.header["columns"][1]["units"][-1]
    lab.layer = 1
    assert lab.unit == 0


def test_the_softmax_lab_says_what_scipy_says():
    lab = SoftmaxLab((2.0, -1.0, 0.5))
    lab.temperature, lab.added = 2.5, 100
    for stable in (False, True):
        lab.stable = stable
        np.testing.assert_allclose(
            lab.probabilities, special.softmax(np.array([2, -1, 0.5]) / 2.5), rtol=1e-12
        )


def test_only_the_stable_form_survives_large_logits():
    lab = SoftmaxLab((1000.0, 999.0))
    assert np.isnan(lab.probabilities[0])
    lab.stable = True
    np.testing.assert_allclose(lab.probabilities, special.softmax([1000, 999]))


def test_a_lab_keeps_its_number_of_logits():
    with pytest.raises(ValueError, match="stay 3 numbers"):
        SoftmaxLab().logits = [1.0, 2.0]
