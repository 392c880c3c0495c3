"""The library against PyTorch: oracles/oracles.json, made by oracles/make_oracles.py."""

import json
from pathlib import Path

import numpy as np
import pytest

from mlcourse.steps.backpropagation import backward
from mlcourse.steps.batch_normalization import batch_normalization, batch_normalization_backward
from mlcourse.steps.forward import compute_loss, forward
from mlcourse.steps.losses import (
    binary_cross_entropy,
    categorical_cross_entropy,
    mean_squared_error,
)
from mlcourse.steps.network import MLP
from mlcourse.steps.optimizers import SGD, Adam, AdamW, GradientDescent, Momentum, Nesterov, RMSProp
from mlcourse.steps.schedules import CosineDecay, ExponentialDecay, StepDecay, WarmUp

ORACLES = json.loads(Path(__file__).with_name("oracles").joinpath("oracles.json").read_text())


def assert_equal(got, expected):
    """Compare element by element; what should cancel to 0 may be off by rounding of the largest."""
    expected = np.asarray(expected)
    np.testing.assert_allclose(got, expected, rtol=1e-12, atol=1e-15 * np.abs(expected).max())


def optimizer_like(case):
    """The optimizers of ours that must do what PyTorch's did with these options."""
    options = dict(case["options"])
    rate = options.pop("lr")
    if case["torch"] == "SGD" and not options:
        return [GradientDescent(rate), SGD(rate)]
    if case["torch"] == "SGD":
        kind = Nesterov if options.get("nesterov") else Momentum
        return [kind(rate, momentum=options["momentum"])]
    if case["torch"] == "RMSprop":
        return [RMSProp(rate, decay=options["alpha"], epsilon=options["eps"])]
    (beta1, beta2), epsilon = options.pop("betas"), options.pop("eps")
    return [{"Adam": Adam, "AdamW": AdamW}[case["torch"]](rate, beta1, beta2, epsilon, **options)]


OPTIMIZERS = [
    pytest.param(optimizer, case["thetas"], id=f"{case['torch']}-{i}-{type(optimizer).__name__}")
    for i, case in enumerate(ORACLES["optimizers"]["cases"])
    for optimizer in optimizer_like(case)
]


@pytest.mark.parametrize(("optimizer", "thetas"), OPTIMIZERS)
def test_twenty_steps_of_an_optimizer(optimizer, thetas):
    theta = np.array(ORACLES["optimizers"]["theta"])
    state = optimizer.init(theta)
    gradients = np.array(ORACLES["optimizers"]["gradients"])
    for gradient, expected in zip(gradients, thetas, strict=True):
        update = optimizer.update(gradient, state, theta)
        theta, state = update.theta, update.state
        np.testing.assert_allclose(theta, expected, rtol=1e-12, atol=0)


SCHEDULES = {
    "StepLR(step_size=7, gamma=0.3)": lambda initial: StepDecay(initial, every=7, factor=0.3),
    "ExponentialLR(gamma=0.93)": lambda initial: ExponentialDecay(initial, factor=0.93),
    "CosineAnnealingLR(T_max=40)": lambda initial: CosineDecay(initial, steps=40),
    "CosineAnnealingLR(T_max=25, eta_min=0.01)": lambda initial: CosineDecay(initial, 25, 0.01),
    "LinearLR(start_factor=1/11, total_iters=10)": lambda initial: WarmUp(10, after=initial),
    "SequentialLR(LinearLR 5 steps, CosineAnnealingLR(T_max=30, eta_min=0.001))": lambda initial: (
        WarmUp(5, after=CosineDecay(initial, steps=30, final=0.001))
    ),
}


@pytest.mark.parametrize("name", ORACLES["schedules"])
def test_a_schedule(name):
    oracle = ORACLES["schedules"][name]
    schedule = SCHEDULES[name](oracle["initial"])
    assert_equal([schedule(step) for step in range(len(oracle["rates"]))], oracle["rates"])


def test_batch_normalization_over_three_batches_and_in_evaluation():
    oracle = ORACLES["batch_normalization"]
    running_mean, running_variance = np.zeros(4), np.ones(4)
    for each in oracle["passes"]:
        normalized = batch_normalization(
            np.array(each["z"]),
            np.array(oracle["gamma"]),
            np.array(oracle["beta"]),
            running_mean,
            running_variance,
            training=each["training"],
            momentum=oracle["momentum"],
            epsilon=oracle["epsilon"],
        )
        running_mean, running_variance = normalized.running_mean, normalized.running_variance
        for name in ("y", "running_mean", "running_variance"):
            assert_equal(getattr(normalized, name), each[name])
        gradient = batch_normalization_backward(normalized, np.array(each["dy"]))
        for name in ("dgamma", "dbeta", "dz"):
            assert_equal(getattr(gradient, name), each[name])


LOSSES = {
    "categorical_cross_entropy": categorical_cross_entropy,
    "binary_cross_entropy": binary_cross_entropy,
    "mean_squared_error": mean_squared_error,
}


@pytest.mark.parametrize("name", ORACLES["losses"])
def test_a_loss_and_its_gradient_at_ordinary_and_at_extreme_scores(name):
    for case in ORACLES["losses"][name]:
        loss = LOSSES[name](np.array(case["scores"]), np.array(case["target"]))
        assert_equal(loss.value, case["value"])
        assert_equal(loss.gradient, case["gradient"])


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=f"{case['activation']}-{case['output']}")
        for case in ORACLES["networks"]["cases"]
    ],
)
def test_a_network_with_two_hidden_layers(case):
    oracle = ORACLES["networks"]
    network = MLP(tuple(oracle["layer_sizes"]), case["activation"], case["output"])
    theta = np.array(case["theta"])
    fwd = forward(network, theta, np.array(oracle["x"]))
    assert_equal(fwd.logits, case["logits"])
    loss = compute_loss(fwd, np.array(case["target"]))
    assert_equal(loss.value, case["loss"])
    assert_equal(backward(network, theta, fwd, loss).gradient, case["gradient"])


def test_the_numbers_say_which_pytorch_made_them():
    assert ORACLES["made_by"]["torch"].startswith("2.13.0")
    assert ORACLES["made_by"]["dtype"] == "float64"
