"""What the lessons' text says about random runs holds for many seeds, trained side by side, not for the one shown."""

from typing import Any

import numpy as np
import pytest

import mlcourse as ml

SEEDS = list(range(64))


def accuracies(network: ml.MLP, data: Any, **options: Any) -> Any:
    """The share of the test points that each run gets right."""
    run = ml.train(network, data.train, seed=SEEDS, progress=False, **options)
    return (run.predict(data.test.x).argmax(axis=-1) == data.test.y).mean(axis=-1)


@pytest.fixture(scope="module")
def moons() -> Any:
    return ml.standardize(ml.split(ml.moons(300, noise=0.2, seed=1), seed=1))


def test_02_linear_layers_are_a_straight_line_however_many_and_tanh_bends(moons: Any) -> None:
    options: dict[str, Any] = {"optimizer": ml.Adam(0.05), "epochs": 40}
    linear = ml.MLP((2, 8, 8, 8, 8, 8, 2), activation="identity")
    deep, flat = accuracies(linear, moons, **options), accuracies(ml.MLP((2, 2)), moons, **options)
    bent = accuracies(ml.MLP((2, 8, 2), activation="tanh"), moons, **options)
    assert np.median(deep) == pytest.approx(np.median(flat), abs=0.02)
    assert max(deep.max(), flat.max()) < 0.9 < np.median(bent) - 0.05
    assert np.mean(bent > deep.max()) > 0.95


@pytest.mark.parametrize(("layer", "stay"), [(0, 64), (1, 40)])
def test_02_a_dead_unit_of_the_first_layer_stays_dead_and_further_back_most_do(
    moons: Any, layer: int, stay: int
) -> None:
    network, x = ml.MLP((2, 8, 8, 2), activation="relu"), moons.train.x
    theta = ml.initialize(network, "he_normal", seed=SEEDS)
    highest = ml.forward(network, theta, x).layers[layer].z[..., 0].max(axis=-1)
    network.layers[layer].b.of(theta)[:, 0] = -1 - np.maximum(highest, 0)
    run = ml.train(
        network, moons.train, theta=theta, optimizer=ml.Adam(0.02), epochs=60, progress=False
    )
    dead = (ml.forward(network, run.theta, x).layers[layer].a[..., 0] == 0).all(axis=-1)
    assert stay <= dead.sum() <= (64 if layer == 0 else 63)


def test_03_the_first_loss_of_he_lies_above_ln_10_and_a_small_last_layer_starts_there() -> None:
    digits = ml.standardize(ml.split(ml.digits(), seed=1))
    network = ml.MLP(layer_sizes=(64, 32, 10), activation="relu", output="softmax")
    theta = ml.initialize(network, "he_normal", seed=SEEDS)

    def first(theta: Any) -> Any:
        logits = ml.forward(network, theta, digits.train.x).logits
        return [ml.categorical_cross_entropy(z, digits.train.y).value for z in logits]

    he = first(theta)
    assert 2.302 < min(he) < max(he) < 3.8
    assert 2.8 < np.median(he) < 3.1
    network.layers[-1].W.of(theta)[...] *= 0.01
    assert max(first(theta)) == pytest.approx(np.log(10), abs=0.01)


def test_03_squares_stay_stuck_at_a_confident_error_and_cross_entropy_does_not() -> None:
    tumors = ml.standardize(ml.split(ml.breast_cancer(), seed=1))
    unit = ml.MLP(layer_sizes=(30, 1), output="sigmoid")
    start = np.zeros((len(SEEDS), unit.size))
    start[:, -1] = -6.0

    def said(loss: str) -> Any:
        options: dict[str, Any] = {"optimizer": ml.SGD(0.1), "epochs": 20, "progress": False}
        run = ml.train(unit, tumors.train, theta=start, loss=loss, seed=SEEDS, **options)
        return run.predict(tumors.test.x)[..., 0] > 0.5

    assert not said("mean_squared_error").any()
    assert (said("binary_cross_entropy") == tumors.test.y).mean(axis=-1).min() > 0.9


def test_03_one_patient_of_ten_can_own_two_thirds_of_the_loss() -> None:
    lab = ml.LossLab("regression")
    lab.move(0, 400.0)
    own = (lab.predictions[0] - 61) ** 2 / 10
    assert own / lab.losses["mean_squared_error"].value == pytest.approx(0.66, abs=0.01)
