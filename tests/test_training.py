"""Training on real and made data: it converges, stops for a reason that it says, and can be wound back."""

import warnings
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mlcourse.base.display
from mlcourse import (
    MLP,
    SGD,
    Adam,
    AdamW,
    Convergence,
    CosineDecay,
    EarlyStopping,
    GradientDescent,
    Momentum,
    Nesterov,
    Plan,
    RMSProp,
    accuracy,
    breast_cancer,
    diabetes,
    digits,
    initialize,
    moons,
    r_squared,
    split,
    standardize,
    train,
    train_epoch,
    train_step,
)
from mlcourse.base import progress_bar
from mlcourse.run.history import ReplayWarning

OPTIMIZERS = (
    SGD(0.1),
    Momentum(0.05),
    Nesterov(0.05),
    RMSProp(0.01),
    Adam(0.01),
    AdamW(CosineDecay(0.02, 30), weight_decay=0.1),
)


def same(one, other):
    """Whether two states agree bit for bit."""
    assert one.step == other.step
    for name in ("theta", "running", "loss_sum", "active"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), err_msg=name)
    for name in type(one.optimizer_state).__slots__:
        np.testing.assert_array_equal(
            getattr(one.optimizer_state, name), getattr(other.optimizer_state, name)
        )
    if one.early_stopping is not None:
        np.testing.assert_array_equal(
            one.early_stopping.best_theta, other.early_stopping.best_theta
        )
        np.testing.assert_array_equal(one.early_stopping.waited, other.early_stopping.waited)


@pytest.fixture(scope="module")
def cancer():
    return standardize(split(breast_cancer(), seed=1))


def test_digits_are_learned():
    data = standardize(split(digits(), seed=1))
    history = train(
        MLP((64, 64, 10)), data.train, optimizer=Adam(0.003), epochs=25, seed=1, l2=1e-3
    )
    got = accuracy(history.predict(data.test.x).argmax(axis=-1), data.test.y)
    assert float(got) > 0.94


def test_a_binary_task_is_learned(cancer):
    history = train(
        MLP((30, 8, 1), output="sigmoid"), cancer.train, optimizer=Adam(0.01), epochs=20, seed=1
    )
    predicted = (history.predict(cancer.test.x)[:, 0] > 0.5).astype(int)
    assert float(accuracy(predicted, cancer.test.y)) > 0.93


def test_a_regression_task_is_learned():
    data = standardize(split(diabetes(), seed=2))
    mean, std = data.train.y.mean(), data.train.y.std()
    network = MLP((10, 1), output="identity")
    history = train(
        network, (data.train.x, (data.train.y - mean) / std), optimizer=Adam(0.01), epochs=60
    )
    predicted = history.predict(data.test.x)[:, 0] * std + mean
    from sklearn.linear_model import LinearRegression

    best = LinearRegression().fit(data.train.x, data.train.y).score(data.test.x, data.test.y)
    assert abs(r_squared(predicted, data.test.y).value - best) < 0.03


def test_training_is_the_training_step_repeated():
    """``train`` does nothing that a learner's own loop does not."""
    data, network = moons(60, seed=1), MLP((2, 8, 2), "tanh")
    history = train(network, data, optimizer=Adam(0.01), batch_size=32, epochs=3, seed=5)
    plan = Plan(
        network, data.x, data.y, "categorical_cross_entropy", Adam(0.01), batch_size=32, seed=5
    )
    state = plan.start(initialize(network, "xavier_normal", seed=5))
    for _ in range(6):
        state = train_step(plan, state).after
    same(history.last, state)


def test_a_run_is_its_epochs_and_an_epoch_goes_on_from_anywhere():
    data, network = moons(50, seed=1), MLP((2, 8, 2), "tanh")
    history = train(network, data, optimizer=Adam(0.01), batch_size=16, epochs=3, seed=5)
    plan = Plan(network, data.x, data.y, "categorical_cross_entropy", Adam(0.01), 16, seed=5)
    state = plan.start(initialize(network, "xavier_normal", seed=5))
    state = train_step(plan, state).after  # from the midst of the first epoch, too
    losses = []
    for count in (3, 4, 4):
        steps = list(train_epoch(plan, state))
        assert len(steps) == count
        assert [step.epoch_end is not None for step in steps] == [False] * (count - 1) + [True]
        losses.append(steps[-1].epoch_end.training_loss)
        state = steps[-1].after
    same(history.last, state)
    np.testing.assert_array_equal(losses, history.epochs.training_loss)


def test_an_epoch_ends_with_its_last_run():
    network, data = MLP((1, 1), output="identity"), (np.full((8, 1), 1e160), np.zeros(8))
    plan = Plan(network, *data, "mean_squared_error", SGD(0.1), batch_size=2)
    with np.errstate(all="ignore"):
        (step,) = train_epoch(plan, plan.start(np.array([1.0, 0.0])))
    assert step.stops[0][1].reason == "diverged"


def test_nothing_that_is_handed_in_is_changed():
    data, network = moons(60, seed=1), MLP((2, 8, 2), "tanh", batch_normalization=True)
    plan = Plan(network, data.x, data.y, "categorical_cross_entropy", Adam(0.01), batch_size=32)
    state = plan.start(initialize(network, seed=5))
    before = [
        a.copy() for a in (data.x, data.y, state.theta, state.running, state.optimizer_state.m)
    ]
    train_step(plan, train_step(plan, state).after)
    for array, copy in zip(
        (data.x, data.y, state.theta, state.running, state.optimizer_state.m), before, strict=True
    ):
        np.testing.assert_array_equal(array, copy)


@settings(max_examples=25)
@given(
    st.sampled_from(OPTIMIZERS),
    st.booleans(),
    st.sampled_from(("relu", "tanh")),
    st.sampled_from((0.0, 0.01)),
    st.integers(2, 4),
    st.sampled_from((0, 20_000, 10**8)),
    st.sampled_from((np.float64, np.float32)),
    st.sampled_from(((), (0,), (3, 4, 5))),
)
def test_any_step_can_be_had_again_bit_for_bit(
    optimizer, normalized, activation, price, patience, budget, dtype, seeds
):
    parts = split(moons(100, seed=3), seed=1)
    network = MLP((2, 5, 4, 2), activation, batch_normalization=normalized)
    tape = []

    def watched(plan, state):
        step = train_step(plan, state)
        tape.append(step)
        return step

    history = train(
        network, parts.train, validation=parts.validation, optimizer=optimizer, batch_size=16, epochs=6,
        seed=seeds or 7, l1=price, l2=price, early_stopping=EarlyStopping(patience), dtype=dtype,
        key_frame_budget=budget, step=watched, progress=False,
    )  # fmt: skip
    happened = list(tape)
    assert len(happened) == history.steps
    with warnings.catch_warnings():
        warnings.simplefilter("error", ReplayWarning)
        for k in np.random.default_rng(1).permutation(history.steps)[:8]:
            again, then = history.at(int(k)), happened[k]
            same(again.before, then.before)
            same(again.after, then.after)
            np.testing.assert_array_equal(again.forward.output, then.forward.output)
            np.testing.assert_array_equal(again.gradient, then.gradient)
            np.testing.assert_array_equal(again.batch.indices, then.batch.indices)


@settings(max_examples=12)
@given(st.sampled_from(OPTIMIZERS), st.booleans(), st.sampled_from((np.float64, np.float32)))
def test_a_fleet_is_its_single_runs_bit_for_bit(optimizer, normalized, dtype):
    data, seeds = split(moons(90, seed=3), seed=1), (4, 5, 6)
    options = {
        "validation": data.validation, "optimizer": optimizer, "batch_size": 16, "epochs": 8, "l2": 0.01,
        "early_stopping": EarlyStopping(2), "dtype": dtype, "progress": False,
    }  # fmt: skip
    network = MLP((2, 6, 2), "tanh", batch_normalization=normalized)
    fleet = train(network, data.train, seed=seeds, **options)
    for run, seed in enumerate(seeds):
        single = train(network, data.train, seed=seed, **options)
        np.testing.assert_array_equal(fleet.loss[: single.steps, run], single.loss)
        np.testing.assert_array_equal(fleet.theta[run], single.theta)
        np.testing.assert_array_equal(fleet.last.theta[run], single.last.theta)
        assert fleet.stops[(run,)] == single.stop


def test_hyperparameters_of_a_fleet_act_run_by_run():
    data, network = moons(60, seed=3), MLP((2, 6, 2), "tanh")
    rates, betas, decays = (0.1, 0.01, 0.001), (0.5, 0.9, 0.95), (0.0, 0.1, 1.0)
    optimizer = AdamW(rates, beta1=betas, weight_decay=decays)
    fleet = train(
        network, data, optimizer=optimizer, epochs=5, l1=(0.0, 0.1, 0.2), l2=(0.3, 0.0, 0.2)
    )
    for run in range(3):
        single = train(
            network, data, optimizer=AdamW(rates[run], betas[run], weight_decay=decays[run]), epochs=5,
            l1=(0.0, 0.1, 0.2)[run], l2=(0.3, 0.0, 0.2)[run],
        )  # fmt: skip
        np.testing.assert_array_equal(fleet.last.theta[run], single.last.theta)


def test_a_run_that_diverges_stops_alone_and_is_named():
    data, network = (
        standardize(split(diabetes(), seed=1)).train,
        MLP((10, 8, 1), "relu", "identity"),
    )
    fleet = train(network, data, optimizer=SGD((1e-3, 1e6, 1e-4)), epochs=3)
    single = train(network, data, optimizer=SGD(1e-4), epochs=3)
    assert [fleet.stops[(run,)].reason for run in range(3)] == ["epochs", "diverged", "epochs"]
    assert "layer" in fleet.stops[(1,)].message or "loss" in fleet.stops[(1,)].message
    assert np.isfinite(fleet.theta).all()
    np.testing.assert_array_equal(fleet.theta[2], single.theta)


def test_divergence_names_the_first_operation_that_was_not_finite():
    network = MLP((1, 1), output="identity")
    data = (np.array([[1e160]]), np.array([0.0]))
    history = train(
        network,
        data,
        optimizer=GradientDescent(0.1),
        batch_size=None,
        epochs=5,
        theta=np.array([1.0, 0.0]),
    )
    assert history.stop.reason == "diverged"
    assert "loss: mean_squared_error gave inf" in history.stop.message
    assert history.steps == 1
    assert np.isinf(history.at(0).loss.value)
    np.testing.assert_array_equal(history.theta, [1.0, 0.0])


def test_early_stopping_hands_over_the_best_parameters(cancer):
    history = train(
        MLP((30, 64, 1), output="sigmoid"), cancer.train, validation=cancer.validation, optimizer=Adam(0.02),
        epochs=200, seed=1, early_stopping=EarlyStopping(patience=4),
    )  # fmt: skip
    losses = history.epochs.validation_loss
    best = int(losses.argmin())
    assert history.stop.reason == "early stopping"
    assert len(losses) == best + 1 + 4  # patience is not off by one
    after_best = history.at((best + 1) * history.plan.steps_per_epoch - 1).after
    np.testing.assert_array_equal(history.theta, after_best.theta)
    assert not np.array_equal(history.theta, history.last.theta)


def test_convergence_is_said_with_its_reason():
    data = (np.array([[-1.0], [0.0], [1.0]]), np.array([-2.0, 0.0, 2.0]))
    history = train(
        MLP((1, 1), output="identity"), (data[0], data[1] + 0.1 * data[0][:, 0] ** 2),
        optimizer=GradientDescent(0.3), batch_size=None, epochs=5000, convergence=Convergence(1e-6, 3),
    )  # fmt: skip
    assert history.stop.reason == "converged"
    assert history.steps < 5000
    slope = np.linalg.lstsq(
        np.c_[data[0], np.ones(3)], data[1] + 0.1 * data[0][:, 0] ** 2, rcond=None
    )[0]
    np.testing.assert_allclose(history.theta, slope, atol=1e-3)


def test_an_epochs_loss_weights_batches_by_their_size():
    data, network = moons(50, seed=1), MLP((2, 4, 2))
    history = train(network, data, optimizer=SGD(1e-12), batch_size=32, epochs=1)
    sizes = np.array([32, 18])
    np.testing.assert_allclose(history.epochs.training_loss[0], history.loss @ sizes / 50)


def test_key_frames_stay_within_their_budget():
    budget = 200_000
    history = train(MLP((2, 8, 2)), moons(100, seed=1), epochs=200, key_frame_budget=budget)
    frames = [history._frames[s] for s in history.key_frame_steps]
    used = sum(
        f.theta.nbytes + f.optimizer_state.m.nbytes + f.optimizer_state.v.nbytes for f in frames[1:]
    )
    assert budget / 4 < used <= budget
    gaps = np.diff((*history.key_frame_steps, history.steps))
    assert gaps.max() <= 2 * gaps.min() or gaps[:-1].max() == gaps[:-1].min()


def test_a_key_frame_cannot_be_changed_by_accident():
    history = train(MLP((2, 4, 2)), moons(40, seed=1), epochs=2)
    with pytest.raises(ValueError, match="read-only"):
        history.at(0).before.theta[0] = 5
    with pytest.raises(ValueError, match="read-only"):
        history.loss[0] = 5


def test_a_replay_that_deviates_is_said_once():
    calls = []

    def drifting(plan, state):
        """Make steps that, from the fifth call on, start a little elsewhere."""
        calls.append(state.step)
        moved = state.theta + 1e-3 if len(calls) > 4 else state.theta
        return train_step(plan, replace(state, theta=moved))

    history = train(MLP((2, 4, 2)), moons(40, seed=1), batch_size=10, epochs=1, step=drifting)
    with pytest.warns(ReplayWarning, match="first in step 0"):
        history.at(1)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        history.at(2)


def test_an_interrupted_run_gives_what_there_is():
    def impatient(plan, state):
        if state.step == 3:
            raise KeyboardInterrupt
        return train_step(plan, state)

    history = train(MLP((2, 4, 2)), moons(40, seed=1), batch_size=10, epochs=5, step=impatient)
    assert history.steps == 3
    assert history.stop.reason == "interrupted"


def test_a_planted_fault_needs_no_patching():
    def sign_flipped(plan, state):
        step = train_step(plan, state)
        theta = step.before.theta - step.update.change
        return replace(step, after=replace(step.after, theta=theta))

    good, bad = (
        train(MLP((2, 8, 2)), moons(100, seed=1), optimizer=SGD(0.1), epochs=5, step=step)
        for step in (train_step, sign_flipped)
    )
    assert good.loss[-1] < good.loss[0] < bad.loss[-1]


def test_full_batch_gradient_descent_refuses_mini_batches():
    with pytest.raises(ValueError, match="SGD, the same rule on mini-batches"):
        train(MLP((2, 4, 2)), moons(40, seed=1), optimizer=GradientDescent(0.1), batch_size=8)


def test_early_stopping_without_validation_is_refused():
    with pytest.raises(ValueError, match="needs validation data"):
        train(MLP((2, 4, 2)), moons(40, seed=1), early_stopping=EarlyStopping())


def test_runs_that_do_not_match_are_refused():
    with pytest.raises(ValueError, match="equally many"):
        train(MLP((2, 4, 2)), moons(40, seed=1), seed=(1, 2, 3), optimizer=Adam((0.1, 0.2)))


def test_a_last_batch_of_one_is_refused_before_training_with_batch_normalization():
    with pytest.raises(ValueError, match="leave one alone"):
        train(MLP((2, 4, 2), batch_normalization=True), moons(41, seed=1), batch_size=8)


@pytest.mark.parametrize(
    "optimizer", [*OPTIMIZERS, GradientDescent(0.1)], ids=lambda o: type(o).__name__
)
def test_an_update_shows_the_terms_that_it_is_made_of(optimizer):
    theta = np.array([0.5, -1.0])
    update = optimizer.update(np.array([0.2, -0.3]), optimizer.init(theta), theta)
    text, html = str(update), update._repr_html_()
    assert type(update).formula in text
    assert "$$" in html
    assert "<table>" in html
    for term in type(update).terms:
        assert term.name in text
    np.testing.assert_allclose(update.theta, update.theta_before + update.change)
    assert mlcourse.base.display.number_text(update.theta[0]) in update.worked()[0]


@pytest.mark.parametrize(
    ("moment", "progress", "is_shown"), [(-1, True, True), (-1, False, False), (1e9, True, False)]
)
def test_a_run_shows_how_far_it_is_when_it_takes_longer_than_a_moment(
    monkeypatch, capsys, moment, progress, is_shown
):  # fmt: skip
    monkeypatch.setattr(progress_bar, "MOMENT", moment)
    train(MLP((2, 2)), moons(60, seed=1), batch_size=10, epochs=2, progress=progress)
    said = capsys.readouterr().err
    assert ("training" in said and "/12" in said) is is_shown


def test_a_run_that_ends_early_leaves_no_red_bar(monkeypatch):
    """In a notebook tqdm keeps the bar of what it takes for a failure: less done than there is."""
    monkeypatch.setattr(progress_bar, "MOMENT", -1)
    bar = progress_bar.ProgressBar(10, wanted=True)
    bar.show(3)
    assert bar.bar.total == 10
    bar.close()
    assert bar.bar.total == bar.bar.n == 3
