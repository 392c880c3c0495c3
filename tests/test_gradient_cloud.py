"""The gradient cloud's numbers are the library's: of the batches that an epoch deals."""

import numpy as np
import pytest
import traitlets

import mlcourse as ml
from mlcourse.widgets.gradient_cloud.clouds import SHOWN

DATA = ml.moons(500, noise=0.2, seed=1)
NETWORK = ml.MLP((2, 6, 2), activation="tanh")
THETAS = {"one": ml.initialize(NETWORK, seed=1), "two": ml.initialize(NETWORK, seed=2)}
SIZES = [1, 2, 4, 8, 16, 32, 64, 128, 256, 500]


@pytest.fixture(scope="module")
def cloud():
    return ml.GradientCloud(NETWORK, THETAS, DATA.x, DATA.y, seed=3)


def sent(cloud, name):
    layout = cloud.header["arrays"][name]
    size = int(np.prod(layout["shape"]))
    numbers = np.frombuffer(cloud.buffer, layout["dtype"], size, layout["offset"])
    return numbers.reshape(layout["shape"])


@pytest.mark.parametrize("moment", THETAS)
@pytest.mark.parametrize("size", [1, 4, 64, 256, 500])
def test_the_points_are_the_gradients_of_batches_as_they_are_dealt(cloud, moment, size):
    cloud.moment, cloud.batch_size = moment, size
    found, at = [], list(THETAS).index(moment)
    for epoch in range(SHOWN):
        dealt = ml.batch_gradients(
            NETWORK, THETAS[moment], DATA.x, DATA.y, size, seed=3, epoch=epoch
        )
        found += list(dealt.gradients[dealt.sizes == size])
        if len(found) >= SHOWN:
            break
    gradients = np.array(found[:SHOWN])
    np.testing.assert_allclose(cloud.gradients.gradients, gradients, atol=1e-12)
    full = dealt.full
    places = sent(cloud, "places")[at, SIZES.index(size)]
    np.testing.assert_allclose(places[:, 0], gradients @ full / np.linalg.norm(full), atol=1e-6)
    noise = np.sqrt(np.mean(np.sum((gradients - full) ** 2, axis=1)))
    assert cloud.noise == pytest.approx(noise, abs=1e-12)
    assert sent(cloud, "noises")[at, SIZES.index(size)] == pytest.approx(noise, rel=1e-6, abs=1e-12)


def test_the_noise_of_one_example_is_that_of_all_batches_of_one(cloud):
    for one, theta in zip(cloud.header["ones"], THETAS.values(), strict=True):
        each = ml.batch_gradients(NETWORK, theta, DATA.x, DATA.y, batch_size=1)
        assert one == pytest.approx(each.noise)


def test_the_second_direction_is_at_right_angles_and_has_the_widest_spread(cloud):
    cloud.moment, cloud.batch_size = "one", 1
    along = np.linalg.norm(cloud.gradients.full)
    across = sent(cloud, "places")[0, 0, :, 1]
    g = cloud.gradients.gradients - cloud.gradients.full
    rest = g - np.outer(g @ cloud.gradients.full, cloud.gradients.full) / along**2
    turned = np.random.default_rng(1).normal(size=(50, NETWORK.size))
    turned /= np.linalg.norm(turned, axis=1, keepdims=True)
    assert np.std(across) > np.std(rest @ turned.T, axis=0).max()


def test_price_and_sentence_go_with_the_size(cloud):
    assert cloud.header["sizes"] == SIZES
    assert cloud.header["steps"] == [500, 250, 125, 63, 32, 16, 8, 4, 2, 1]
    cloud.moment, cloud.batch_size = "two", 16
    assert f"Noise {cloud.noise:.2g}" in repr(cloud)
    away = np.mean(cloud.gradients.cosine < 0)
    assert (f"{away:.0%} of them" if away else "none points away") in repr(cloud)
    assert cloud.header["told"][0][-1].startswith("All 500 examples")


def test_traits_are_checked(cloud):
    for name, value in {"batch_size": 3, "moment": "three"}.items():
        with pytest.raises((ValueError, traitlets.TraitError)):
            setattr(cloud, name, value)
