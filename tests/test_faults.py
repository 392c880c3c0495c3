"""Every known mistake can be planted, shows itself in the record, and is replayed bit for bit."""

import warnings

import numpy as np
import pytest

import mlcourse.faults
from mlcourse import MLP, SGD, Adam, CosineDecay, gradient_check, moons, objective, train
from mlcourse.curriculum.beliefs import MISCONCEPTIONS
from mlcourse.diagnosis.faults import FAULTS, NO_FAULT, train_each
from mlcourse.run.history import ReplayWarning

NETWORK = MLP((2, 5, 4, 2))
SMOOTH = MLP((2, 5, 4, 2), activation="tanh")  # for mistakes that ReLU does not know
NETWORKS = {"slope at a": SMOOTH, "tanh slope from z": SMOOTH}
STEP_FAULTS = [
    name for name, fault in FAULTS.items() if fault.step is not FAULTS["zero weights"].step
]


def faulty(name, **options):
    return FAULTS[name].train(
        NETWORKS.get(name, NETWORK),
        moons(53, seed=1),
        batch_size=11,
        **{"epochs": 4, "seed": 2, **options},
    )


def healthy(network=NETWORK, **options):
    return train(network, moons(53, seed=1), batch_size=11, epochs=4, seed=2, **options)


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize("seed", [2, [2, 3]], ids=["single", "fleet"])
def test_a_faulty_run_is_replayed_bit_for_bit(name, seed):
    history = faulty(name, key_frame_budget=0, seed=seed, validation=moons(20, seed=2))
    with warnings.catch_warnings():
        warnings.simplefilter("error", ReplayWarning)
        for k in (history.steps - 1, 0, history.steps // 2):
            step = history.at(k)
            np.testing.assert_array_equal(step.loss.value, history.loss[k])
            np.testing.assert_array_equal(
                step.gradient_norm.astype(np.float32), history.gradient_norm[k]
            )
    np.testing.assert_array_equal(history.at(-1).after.theta, history.last.theta)


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_changes_the_run(name):
    history = faulty(name, optimizer=Adam(0.01))
    right = healthy(history.plan.network, optimizer=Adam(0.01))
    assert not np.array_equal(history.last.theta, right.last.theta)


@pytest.mark.parametrize("name", STEP_FAULTS)
def test_a_gradient_check_sees_every_fault_of_the_step(name):
    step = faulty(name, optimizer=SGD(0.1)).at(3)
    network = step.forward.network
    cost = objective(network, step.batch.x, step.batch.y)
    check = gradient_check(cost, step.before.theta, step.update.gradient, network.layout)
    assert not check.passed
    np.testing.assert_array_equal(step.gradient, step.update.gradient)


def test_the_sign_the_factor_and_the_biases_are_what_the_title_says():
    right = healthy(optimizer=SGD(0.1)).at(0)
    got = {
        name: faulty(name, optimizer=SGD(0.1)).at(0).gradient
        for name in ("flipped sign", "summed gradient", "averaged twice", "no bias gradient")
    }
    np.testing.assert_array_equal(got["flipped sign"], -right.gradient)
    np.testing.assert_allclose(got["summed gradient"], 11 * right.gradient)
    np.testing.assert_allclose(got["averaged twice"], right.gradient / 11)
    weights = NETWORK.weight_mask
    np.testing.assert_array_equal(got["no bias gradient"][weights], right.gradient[weights])
    assert not got["no bias gradient"][~weights].any()


def test_the_backward_pass_of_a_faulty_step_shows_the_fault():
    step = faulty("skipped slope").at(0)
    assert all((layer.da_dz == 1).all() for layer in step.backward.layers[:-1])
    step = faulty("mask from the gradient").at(0)
    for layer in step.backward.layers[:-1]:
        np.testing.assert_array_equal(layer.da_dz, layer.da > 0)


def test_the_slope_at_a_and_that_of_z_are_what_the_title_says():
    step = faulty("slope at a").at(0)
    for layer, back in zip(step.forward.hidden, step.backward.layers, strict=False):
        np.testing.assert_allclose(back.da_dz, 1 / np.cosh(layer.a) ** 2)
    step = faulty("tanh slope from z").at(0)
    for layer, back in zip(step.forward.hidden, step.backward.layers, strict=False):
        np.testing.assert_allclose(back.da_dz, 1 - layer.z**2)


@pytest.mark.parametrize("optimizer", [SGD(0.1), Adam(0.01)])
def test_the_way_back_through_updated_weights_is_that_of_a_loop_that_updates_too_early(optimizer):
    step = faulty("way back through updated weights", optimizer=optimizer).at(3)
    state, way, theta = step.before, step.forward, step.before.theta.copy()
    gradient, delta = np.zeros_like(theta), step.loss.gradient
    for layer, record in zip(reversed(NETWORK.layers), reversed(way.layers), strict=True):
        if not layer.is_output:
            delta = delta * (record.z > 0)
        layer.W.of(gradient)[...], layer.b.of(gradient)[...] = record.x.T @ delta, delta.sum(axis=0)
        new = optimizer.update(gradient, state.optimizer_state, state.theta).theta
        theta[layer.W.start :] = new[layer.W.start :]  # this layer's W and b, and those done before
        delta = delta @ layer.W.of(theta).T
    np.testing.assert_allclose(step.gradient, gradient)
    np.testing.assert_allclose(step.after.theta, theta)


def test_softmax_twice_cannot_go_below_its_floor_and_records_the_loss_it_uses():
    network, optimizer = MLP((2, 16, 16, 2)), Adam(0.01)
    history = FAULTS["softmax twice"].train(network, moons(seed=1), optimizer=optimizer, epochs=30)
    floor = np.log(1 + 1 / np.e)
    assert floor < history.epochs.training_loss[-1] < floor + 0.1
    sizes = [history.at(k).batch.size for k in range(history.plan.steps_per_epoch)]
    first_epoch = np.average(history.loss[: len(sizes)], weights=sizes)
    np.testing.assert_allclose(history.epochs.training_loss[0], first_epoch)


def test_gradients_that_are_not_reset_add_up():
    history = faulty("gradients not reset", optimizer=SGD(0.1))
    own = sum(history.at(k).gradient for k in range(4))
    np.testing.assert_allclose(history.at(3).update.gradient, own)


def test_a_run_that_has_ended_keeps_what_its_optimizer_remembers():
    rates = (0.01, 1e300)  # the second diverges
    history = faulty("gradients not reset", optimizer=Adam(rates), seed=[2, 2])
    (end,) = (stop.step for run, stop in history.stops.items() if run == (1,))
    then, last = history.at(end).before.optimizer_state, history.last.optimizer_state
    for kept, state in ((last.total, then.total), (last.inner.m, then.inner.m)):
        np.testing.assert_array_equal(kept[1], state[1])
        assert not np.array_equal(kept[0], state[0])


def test_adam_without_correction_starts_with_3_16_times_the_learning_rate():
    change = faulty("Adam without correction", optimizer=Adam(0.01)).at(0).update.change
    assert np.abs(change).max() == pytest.approx(0.01 * 0.1 / np.sqrt(0.001), rel=1e-4)


def test_adam_from_zero_ends_in_its_first_step():
    history = faulty("Adam from zero")
    assert (history.steps, history.stop.reason) == (1, "diverged")
    assert "update" in history.stop.message


def test_a_rate_fault_scales_the_rate_it_is_given():
    assert faulty("learning rate too high", optimizer=SGD(0.01)).learning_rate[0] == pytest.approx(
        1
    )
    rates = faulty("learning rate too low", optimizer=SGD((0.1, 0.2))).learning_rate[0]
    np.testing.assert_allclose(rates, (1e-4, 2e-4))


def test_a_float32_run_stays_float32():
    assert {faulty(name, dtype=np.float32).last.theta.dtype for name in FAULTS} == {
        np.dtype("float32")
    }


def test_a_fault_that_cannot_be_planted_says_what_to_try():
    with pytest.raises(TypeError, match="Try Adam"):
        faulty("Adam from zero", optimizer=SGD(0.1))
    with pytest.raises(TypeError, match="constant learning rate"):
        faulty("learning rate too high", optimizer=SGD(CosineDecay(0.1, 10)))
    with pytest.raises(TypeError, match="needs a hidden layer with tanh"):
        FAULTS["tanh slope from z"].train(NETWORK, moons(20), epochs=1)
    with pytest.raises(TypeError, match='output="softmax"'):
        FAULTS["softmax twice"].train(MLP((2, 1), output="sigmoid"), moons(20), epochs=1)


def test_lessons_that_learners_have_begun_find_the_faults_where_they_were():
    assert mlcourse.faults.FAULTS is FAULTS


def test_faults_cite_the_courses_misconceptions():
    cited = {fault.misconception for fault in FAULTS.values()} - {None}
    assert cited <= set(MISCONCEPTIONS)
    assert {13, 14, 15, 18, 19, 21, 22, 26, 27, 28, 30, 31} <= cited


BESIDE = (
    "nothing", "zero weights", "softmax twice", "flipped sign", "skipped slope", "way back through updated weights",
    "no bias gradient", "gradients not reset", "learning rate too high", "weights too small",
)  # fmt: skip


@pytest.mark.parametrize("optimizer", [SGD(30.0), Adam(0.01)], ids=["diverges", "learns"])
def test_runs_with_several_faults_are_those_with_each_alone(optimizer):
    options = {
        "optimizer": optimizer, "epochs": 4, "seed": 2, "batch_size": 11, "validation": moons(20, seed=2),
    }  # fmt: skip
    data, faults = moons(53, seed=1), [{"nothing": NO_FAULT, **FAULTS}[name] for name in BESIDE]
    runs = train_each(faults, NETWORK, data, **options)
    assert ("diverged" in {run.stop.reason for run in runs}) is isinstance(optimizer, SGD)
    for fault, run in zip(faults, runs, strict=True):
        alone = fault.train(NETWORK, data, **options)
        assert (run.stop.step, run.stop.reason) == (alone.stop.step, alone.stop.reason)
        assert run.last.step == alone.last.step
        for name in ("loss", "gradient_norm", "update_ratio", "learning_rate", "fingerprint"):
            np.testing.assert_array_equal(run.curves[name], alone.curves[name], fault.name)
        for name in ("training_loss", "validation_loss"):
            np.testing.assert_array_equal(getattr(run.epochs, name), getattr(alone.epochs, name))
        np.testing.assert_array_equal(run.theta, alone.theta)
        for step in (0, run.steps // 2, run.steps - 1):
            np.testing.assert_array_equal(run.at(step).gradient, alone.at(step).gradient)
            np.testing.assert_array_equal(run.at(step).after.theta, alone.at(step).after.theta)
