"""Fine-tuning: a frozen layer does not move by a bit, rates go by layer, and what was forgotten is measured.

The oracle is a training loop in plain numpy, a list of W and b for each layer, in which frozen layers are left out of
the update altogether.
"""

import inspect
import warnings
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mlcourse
from mlcourse import (
    MLP,
    SGD,
    Adam,
    AdamW,
    GradientDescent,
    Momentum,
    Plan,
    accuracy,
    diagnose,
    forgetting,
    forward,
    initialize,
    layer_mask,
    layer_movement,
    layer_rates,
    load_history,
    moons,
    new_head,
    save_history,
    train,
    train_step,
)
from mlcourse.diagnosis.updates import library_rule
from mlcourse.run.history import ReplayWarning
from mlcourse.steps.iteration import finish, passes
from mlcourse.steps.optimizers import Optimizer
from mlcourse.widgets.player import TrainingPlayer
from mlcourse.widgets.player.recording.ledger import ledger

PUBLIC = [getattr(mlcourse, name) for name in mlcourse.__all__]
OPTIMIZERS = [found for found in PUBLIC if inspect.isclass(found) and issubclass(found, Optimizer)]
DATA = moons(40, noise=0.2, seed=1)
SIZES = (2, 5, 4, 2)
NET, NORMED = MLP(SIZES, "tanh"), MLP(SIZES, "tanh", batch_normalization=True)


def run(network=NET, **options):
    options = {"batch_size": 8, "epochs": 3, "seed": 1, "progress": False, **options}
    return train(network, DATA, **options)


def bits(array):
    return array.view(np.uint64 if array.dtype == np.float64 else np.uint32)


# --- frozen means: not a bit


@settings(max_examples=60)
@given(
    kind=st.sampled_from(OPTIMIZERS),
    normed=st.booleans(),
    layers=st.sets(st.integers(0, 2), min_size=1, max_size=2),
    l1=st.sampled_from([0.0, 0.1]),
    l2=st.sampled_from([0.0, 0.1]),
    dtype=st.sampled_from([np.float64, np.float32]),
    factors=st.sampled_from([None, (0.5, 2.0, 1.0)]),
)
def test_a_frozen_layer_does_not_move_by_a_bit(kind, normed, layers, l1, l2, dtype, factors):
    network = NORMED if normed else NET
    mask = layer_mask(network, sorted(layers))
    theta = initialize(network, seed=2).astype(dtype)
    theta[::7] = -0.0  # −0 + 0 is +0: another bit
    running = np.abs(initialize(network, seed=3)[: network.running_layout.size]).astype(dtype)
    history = run(
        network, optimizer=kind(0.05), l1=l1, l2=l2, dtype=dtype, theta=theta, running=running, frozen=mask,
        batch_size=None if kind is GradientDescent else 8,
        rate_factors=None if factors is None else layer_rates(network, factors),
    )  # fmt: skip
    after = history.last
    np.testing.assert_array_equal(bits(after.theta)[mask], bits(theta)[mask])
    assert (after.theta != theta)[~mask].any()
    for block in network.running_layout.blocks:
        still = int(block.name[-1]) in layers
        same = np.array_equal(bits(block.of(after.running)), bits(block.of(running)))
        assert same == still
    for memory in (v for v in map(after.optimizer_state.__getattribute__, after.optimizer_state.__slots__)
                   if isinstance(v, np.ndarray)):  # fmt: skip
        assert not memory[mask].any()


@pytest.mark.parametrize("kind", OPTIMIZERS)
def test_what_an_optimizer_remembers_from_before_does_not_move_a_frozen_layer(kind):
    mask = layer_mask(NET, 0)
    plan = Plan(NET, DATA.x, DATA.y, "categorical_cross_entropy", kind(0.05), 40)
    state = plan.start(initialize(NET, seed=1))
    for _ in range(3):
        state = train_step(plan, state).after
    held = replace(plan, frozen=mask)
    step = train_step(held, state)
    np.testing.assert_array_equal(step.after.theta[mask], state.theta[mask])
    assert (step.after.theta != state.theta)[~mask].any()


def test_a_gradient_of_zero_does_not_hold_a_layer():
    """Why Δθ is put aside: with decay, or a velocity from before, a parameter moves without any gradient."""
    mask = layer_mask(NET, 0)

    def gradient_only(plan, state):
        passed = passes(plan, state)
        gradient = np.where(mask, 0, passed.gradient)
        made = plan.optimizer.update(gradient, state.optimizer_state, state.theta)
        return finish(plan, state, passed._replace(gradient=gradient), made)

    moved = run(optimizer=AdamW(0.01, weight_decay=0.1), step=gradient_only)
    assert (moved.theta != moved.initial.theta)[mask].any()


def test_a_frozen_layer_computes_in_training_what_it_computes_afterwards():
    source = run(NORMED)
    head = new_head(NORMED, source.theta, 2, seed=1)
    tuned = run(NORMED, theta=head.theta, running=source.running, frozen=head.body)
    batch = tuned.at(7)
    for i in (0, 1):
        alone = forward(NORMED, source.theta, batch.batch.x, source.running).layers[i].a
        np.testing.assert_array_equal(batch.forward.layers[i].a, alone)
    np.testing.assert_array_equal(tuned.running, source.running)


def test_a_frozen_γ_alone_leaves_the_statistics_running():
    mask = NORMED.layout.mask("gamma0", "beta0")
    history = run(NORMED, frozen=mask)
    assert (history.running != history.initial.running).all()


# --- the oracle: layer by layer, in plain numpy


def by_hand(theta, frozen, factors, eta, beta, decay, steps):
    """Momentum with L2 on layers as lists; what is frozen is not in the loop."""
    params = [np.array(block.of(theta)) for layer in NET.layers for block in (layer.W, layer.b)]
    velocity = [np.zeros_like(p) for p in params]
    hot = np.eye(2)[DATA.y]
    for _ in range(steps):
        a, ways = DATA.x, []
        for i in range(0, 6, 2):
            ways.append(a)
            z = a @ params[i] + params[i + 1]
            a = np.tanh(z) if i < 4 else np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
        delta = (a - hot) / len(hot)
        grads = [None] * 6
        for i in (4, 2, 0):
            grads[i], grads[i + 1] = ways[i // 2].T @ delta + decay * params[i], delta.sum(axis=0)
            delta = (delta @ params[i].T) * (1 - ways[i // 2] ** 2)
        for i in range(6):
            if i // 2 not in frozen:
                velocity[i] = beta * velocity[i] + grads[i]
                params[i] = params[i] - eta * factors[i // 2] * velocity[i]
    return np.concatenate([p.ravel() for p in params])


@pytest.mark.parametrize("frozen", [(), (0,), (1,), (0, 1)])
@pytest.mark.parametrize("factors", [(1.0, 1.0, 1.0), (0.01, 0.1, 1.0), (0.0, 1.0, 2.0)])
def test_training_agrees_with_a_loop_over_layers(frozen, factors):
    theta = initialize(NET, "xavier_normal", seed=4)
    history = run(
        optimizer=Momentum(0.2, 0.8), theta=theta, l2=0.01, batch_size=None, epochs=12, shuffle=False,
        frozen=layer_mask(NET, frozen) if frozen else None, rate_factors=layer_rates(NET, factors),
    )  # fmt: skip
    expected = by_hand(theta, frozen, factors, 0.2, 0.8, 0.01, 12)
    np.testing.assert_allclose(history.theta, expected, rtol=1e-10, atol=1e-12)


def test_rates_by_layer_are_the_learning_rate_of_each():
    """Two runs at 0.1 and 0.02 give, layer by layer, what one run with factors gives in its first step."""
    theta = initialize(NET, seed=1)
    fast, slow = (
        run(optimizer=Adam(eta), theta=theta, epochs=1).at(0).update.theta for eta in (0.1, 0.02)
    )
    both = run(
        optimizer=Adam(0.1), theta=theta, epochs=1, rate_factors=layer_rates(NET, (0.2, 0.2, 1))
    )
    first = both.at(0).update.theta
    head = layer_mask(NET, -1)
    np.testing.assert_allclose(first[head], fast[head], rtol=1e-13)
    np.testing.assert_allclose(first[~head], slow[~head], rtol=1e-13)


# --- side by side, saved, replayed, diagnosed, played


def test_runs_that_freeze_different_layers_are_trained_side_by_side():
    masks = np.stack([layer_mask(NET, 0), np.zeros(NET.size, bool), layer_mask(NET, [0, 1])])
    rates = np.stack([layer_rates(NET, f) for f in ((1, 1, 1), (0.1, 0.3, 1), (1, 1, 2))])
    fleet = run(frozen=masks, rate_factors=rates, optimizer=Adam(0.02))
    for i in range(3):
        alone = run(frozen=masks[i], rate_factors=rates[i], optimizer=Adam(0.02))
        np.testing.assert_array_equal(fleet.theta[i], alone.theta)
        np.testing.assert_array_equal(
            fleet.part(i, train_step).at(9).gradient, alone.at(9).gradient
        )


def test_a_fine_tuned_run_is_saved_and_replayed(tmp_path):
    source = run(NORMED)
    history = run(
        NORMED, theta=source.theta, running=source.running, frozen=layer_mask(NORMED, 0),
        rate_factors=layer_rates(NORMED, (1, 0.5, 1)),
    )  # fmt: skip
    save_history(history, tmp_path / "tuned.npz")
    with warnings.catch_warnings():
        warnings.simplefilter("error", ReplayWarning)
        again = load_history(tmp_path / "tuned.npz")
        for step in (0, 8, 14):
            np.testing.assert_array_equal(again.at(step).after.theta, history.at(step).after.theta)
    np.testing.assert_array_equal(again.running, history.running)


@pytest.mark.parametrize("kind", OPTIMIZERS)
def test_neither_diagnosis_nor_player_takes_a_held_back_step_for_a_mistake(kind):
    options = {
        "optimizer": kind(0.02), "frozen": layer_mask(NET, 0), "rate_factors": layer_rates(NET, (1, 0.5, 1)),
        "l2": 0.01, "batch_size": None if kind is GradientDescent else 8,
    }  # fmt: skip
    history = run(**options)
    said = diagnose(history).names
    assert not {"update is not the optimizer's", "optimizer's memory is wrong",
                "gradient is not the slope of the loss"} & set(said)  # fmt: skip
    step = history.at(2)
    for place in (0, NET.size - 5, layer_mask(NET, 1).argmax()):
        account = ledger(step, int(place))
        parts = [s.change for s in (*account.summands, *account.outside)]
        assert sum(parts) == pytest.approx(step.update.change[place], rel=1e-9, abs=1e-18)
    assert "frozen" in step.update.worked()[0]
    assert TrainingPlayer(history)
    assert library_rule(history.plan.optimizer)


def test_a_layer_that_is_held_without_being_frozen_is_found():
    """Who leaves a layer out of the update by mistake is told so; who freezes it is not."""

    def without_the_first(plan, state):
        passed = passes(plan, state)
        made = plan.update(passed.gradient, state)
        theta = np.where(layer_mask(NET, 0), state.theta, made.theta)
        return finish(plan, state, passed, replace(made, theta=theta, change=theta - state.theta))

    assert (
        "update is not the optimizer's"
        in diagnose(run(step=without_the_first, optimizer=SGD(0.1))).names
    )


# --- head, movement, forgetting


def test_a_new_head_leaves_the_body_and_draws_the_rest():
    theta = initialize(NORMED, seed=1)
    head = new_head(NORMED, theta, 3, "identity", seed=7)
    assert head.network == MLP((2, 5, 4, 3), "tanh", "identity", batch_normalization=True)
    np.testing.assert_array_equal(head.theta[head.body], theta[~layer_mask(NORMED, -1)])
    alone = initialize(head.network, "xavier_normal", seed=7)
    np.testing.assert_array_equal(head.theta[~head.body], alone[~head.body])
    several = new_head(NORMED, theta, 3, "identity", seed=[7, 8])
    np.testing.assert_array_equal(several.theta[0], head.theta)
    assert (several.theta[1] != head.theta)[~head.body].any()


def test_movement_is_the_distance_of_each_layer():
    history = run(frozen=layer_mask(NET, 1))
    moved = layer_movement(NET, history.initial.theta, history.theta)
    for i, layer in enumerate(NET.layers):
        old, new = (
            np.concatenate([layer.W.of(t).ravel(), layer.b.of(t)])
            for t in (history.initial.theta, history.theta)
        )
        assert moved.distance[i] == pytest.approx(np.linalg.norm(new - old), rel=1e-12)
        assert moved.relative[i] == pytest.approx(
            np.linalg.norm(new - old) / np.linalg.norm(old), rel=1e-12
        )
        assert moved.moved[i] == (new != old).sum()
        assert moved.size[i] == old.size
    assert moved.moved[1] == 0
    assert moved.distance[1] == 0


def test_forgetting_is_zero_for_a_frozen_body_and_what_accuracy_says_for_another():
    source = run(epochs=40, optimizer=Adam(0.03))
    head = new_head(NET, source.theta, 1, "sigmoid", seed=1)
    task = (DATA.x, (DATA.x[:, :1] > 0).astype(float))
    options = {"theta": head.theta, "optimizer": Adam(0.3), "epochs": 20, "progress": False}
    frozen, free = (train(head.network, task, frozen=f, **options) for f in (head.body, None))
    both = forgetting(NET, source.theta, np.stack([frozen.theta, free.theta]), DATA.x, DATA.y)
    assert both.forgotten[0] == 0
    assert both.loss_after[0] == both.loss_before
    body = int(head.body.sum())
    mixed = np.concatenate([free.theta[:body], source.theta[body:]])
    said = forward(NET, mixed, DATA.x).output.argmax(axis=1)
    assert both.accuracy_after[1] == accuracy(said, DATA.y).value
    assert both.forgotten[1] > 0


def test_forgetting_of_numbers_and_of_two_classes():
    numbers = MLP((2, 3, 1), "tanh", "identity")
    theta = initialize(numbers, seed=1)
    lost = forgetting(numbers, theta, theta * 2, DATA.x, DATA.y.astype(float)[:, None])
    assert lost.forgotten is None
    assert lost.loss_after != lost.loss_before
    assert "→" in lost.worked()[0]
    binary = MLP((2, 3, 1), "tanh", "sigmoid")
    same = forgetting(binary, theta, theta, DATA.x, DATA.y)
    p = forward(binary, theta, DATA.x).output[:, 0]
    assert same.accuracy_before == ((p > 0.5) == (DATA.y == 1)).mean()
    assert same.forgotten == 0
