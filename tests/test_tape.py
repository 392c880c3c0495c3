"""The tape's bounds: key frames within a budget, seeks within an interval, curves that stay compact."""

import gc
import tracemalloc
from dataclasses import replace

import numpy as np
import pytest

from mlcourse import (
    MLP,
    SGD,
    Adam,
    Convergence,
    EarlyStopping,
    diabetes,
    moons,
    split,
    standardize,
    train,
    train_step,
)
from mlcourse.run.history import ReplayWarning
from mlcourse.steps import minibatches

DATA = moons(100, seed=1)
PARTS = split(moons(120, noise=0.3, seed=3), seed=1)


def distinct_bytes(history):
    """The memory of all arrays that key frames hold, each counted once, the first frame left out."""
    found, todo = {}, [history._frames[step] for step in history.key_frame_steps[1:]]
    while todo:
        value = todo.pop()
        if isinstance(value, np.ndarray):
            found[id(value)] = value.nbytes
        elif hasattr(type(value), "__slots__"):
            todo += [
                getattr(value, n) for k in type(value).__mro__ for n in getattr(k, "__slots__", ())
            ]
    return sum(found.values())


@pytest.mark.parametrize("budget", [0, 1000, 50_000, 1_000_000])
@pytest.mark.parametrize(
    "options",
    [
        {"network": MLP((2, 8, 2)), "optimizer": SGD(0.1)},
        {"network": MLP((2, 8, 2), batch_normalization=True), "dtype": np.float32},
        {"network": MLP((2, 8, 2)), "seed": (1, 2, 3), "early_stopping": EarlyStopping(1000)},
        {"network": MLP((2, 1, 2)), "convergence": Convergence(1e-12)},
    ],
    ids=["sgd", "normalized", "fleet", "tiny"],
)
def test_key_frames_take_no_more_than_their_budget(budget, options):
    options = {"validation": PARTS.validation, "epochs": 150, "progress": False, **options}
    network = options.pop("network")
    history = train(network, PARTS.train, key_frame_budget=budget, **options)
    assert distinct_bytes(history) <= budget
    assert history.key_frame_steps[0] == 0


def test_the_memory_of_tiny_key_frames_counts_with_their_overhead():
    """Of a network with five numbers, Python's objects take more room than the numbers."""
    budget, taken = 50_000, []
    for key_frame_budget in (0, budget):
        gc.collect()
        tracemalloc.start()
        history = train(
            MLP((1, 1, 1), "tanh", "identity"), (np.ones((64, 1)), np.ones(64)), batch_size=1,
            epochs=100, optimizer=SGD(1e-3), key_frame_budget=key_frame_budget, progress=False,
        )  # fmt: skip
        gc.collect()
        taken.append(tracemalloc.get_traced_memory()[0])
        tracemalloc.stop()
    assert history.key_frames > 25
    assert taken[1] - taken[0] < 1.2 * budget


@pytest.mark.parametrize("budget", [0, 30_000, 64_000_000])
def test_a_seek_replays_at_most_the_interval(budget):
    calls = []

    def counted(plan, state):
        calls.append(state.step)
        return train_step(plan, state)

    history = train(MLP((2, 8, 2)), DATA, epochs=60, key_frame_budget=budget, step=counted)
    interval = max(np.diff((*history.key_frame_steps, history.steps)))
    assert budget == 0 or interval < history.steps
    for step in np.random.default_rng(1).permutation(history.steps)[:40]:
        calls.clear()
        history.at(int(step))
        assert len(calls) <= interval
        assert calls[-1] == step


def test_stepping_forward_replays_each_step_once():
    calls = []

    def counted(plan, state):
        calls.append(state.step)
        return train_step(plan, state)

    history = train(MLP((2, 8, 2)), DATA, epochs=20, key_frame_budget=0, step=counted)
    calls.clear()
    for step in range(30):
        history.at(step)
    assert calls == list(range(30))


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("part", ["gradient", "theta"])
def test_a_last_bit_that_no_loss_shows_is_said(part, dtype):
    """The loss of a step is computed before its gradient; a replay of this step alone must tell."""
    calls = []

    def drifting(plan, state):
        calls.append(state.step)
        step = train_step(plan, state)
        if len(calls) <= 32:
            return step
        if part == "gradient":
            gradient = step.gradient.copy()
            gradient[-1] = np.nextafter(gradient[-1], dtype(9))
            return replace(step, gradient=gradient)
        theta = step.after.theta.copy()
        theta[3] = np.nextafter(theta[3], dtype(9))
        return replace(step, after=replace(step.after, theta=theta))

    history = train(MLP((2, 4, 2)), DATA, batch_size=25, epochs=8, step=drifting, dtype=dtype)
    with pytest.warns(ReplayWarning, match=r"in step 16: its loss is the same.*rounds differently"):
        history.at(16)


def test_key_frames_are_spread_evenly_over_the_run():
    history = train(MLP((2, 8, 2)), DATA, epochs=300, key_frame_budget=60_000, progress=False)
    gaps = np.diff(history.key_frame_steps)
    assert len(gaps) > 4
    assert set(gaps) == {gaps[0]}
    assert history.steps - history.key_frame_steps[-1] <= gaps[0]


def test_a_thousand_epochs_stay_compact():
    """Curves take what their numbers need: 32 bytes a step, 16 an epoch with validation."""
    one, network = moons(20, seed=1), MLP((2, 2, 2))
    gc.collect()
    tracemalloc.start()
    history = train(
        network, one, validation=one, batch_size=4, epochs=2000, key_frame_budget=0, progress=False
    )
    minibatches._few_orders.cache_clear()  # the orders of the last epochs, whatever ran before
    gc.collect()
    taken = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert history.steps == 10_000
    assert history.epochs.training_loss.shape == history.epochs.validation_loss.shape == (2000,)
    assert taken < 1.25 * (10_000 * 32 + 2000 * 16) + 30_000


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_curves_have_compact_types(dtype):
    history = train(MLP((2, 4, 2)), PARTS.train, validation=PARTS.validation, epochs=3, dtype=dtype)
    assert history.loss.dtype == dtype  # exact: a replay is compared with it
    assert history.gradient_norm.dtype == history.update_ratio.dtype == np.float32
    assert history.epochs.training_loss.dtype == history.epochs.validation_loss.dtype == dtype


def test_a_fleet_whose_runs_end_at_different_times_can_be_wound_back():
    """One run diverges, some stop early, one goes on to the end; every step of all can be had again."""
    data = standardize(split(diabetes(), seed=1))
    tape = []

    def watched(plan, state):
        tape.append(train_step(plan, state))
        return tape[-1]

    history = train(
        MLP((10, 12, 1), "relu", "identity"), data.train, validation=data.validation, epochs=60,
        optimizer=Adam((1e-5, 0.3, 0.05, 1e306), epsilon=1e-8), early_stopping=EarlyStopping(3, 1e-9),
        seed=(1, 2, 3, 4), step=watched, key_frame_budget=100_000, progress=False,
    )  # fmt: skip
    happened = list(tape)
    ends = [history.stops[(run,)] for run in range(4)]
    assert [end.reason for end in ends][::3] == ["epochs", "diverged"]
    assert {end.reason for end in ends[1:3]} == {"early stopping"}
    assert len({end.step for end in ends}) == 4
    last_steps = [min(end.step, history.steps - 1) for end in ends]
    around = {max(s + d, 0) for s in last_steps for d in (-2, -1, 0, 1) if s + d < history.steps}
    for step in np.random.default_rng(2).permutation(sorted(around)):
        again, then = history.at(int(step)), happened[step]
        assert again.stops == then.stops
        for moment in ("before", "after"):
            for name in ("theta", "active", "loss_sum"):
                np.testing.assert_array_equal(
                    getattr(getattr(again, moment), name), getattr(getattr(then, moment), name)
                )
        np.testing.assert_array_equal(again.gradient, then.gradient)
    for run, end in enumerate(ends[1:], start=1):  # what has ended stands still
        after = history.at(last_steps[run]).after
        np.testing.assert_array_equal(after.theta[run], history.last.theta[run])
        assert not after.active[run] or end.step > last_steps[run]
