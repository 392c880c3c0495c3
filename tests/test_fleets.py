"""Runs side by side: each is bit for bit the run that it would be alone."""

import warnings

import numpy as np
import pytest

from mlcourse import (
    MLP,
    SGD,
    Adam,
    AdamW,
    CosineDecay,
    EarlyStopping,
    GradientDescent,
    Momentum,
    Nesterov,
    RMSProp,
    diagnose,
    load_history,
    moons,
    save_history,
    split,
    train,
    train_step,
)
from mlcourse.base.per_run import PerRun
from mlcourse.diagnosis.faults import FAULTS
from mlcourse.run.history import ReplayWarning
from mlcourse.widgets.player import TrainingPlayer
from mlcourse.widgets.player.recording.tape import Tape

DATA = split(moons(100, seed=3), seed=1)  # 60 examples in training
SEEDS = (0, 1, 2, 3, 3, 5)  # two runs are alike
NETWORK = MLP((2, 6, 5, 2), "tanh")
KINDS = {
    "gradient descent": {"optimizer": GradientDescent((0.3, 0.1, 0.2, 0.3, 0.3, 0.5)), "batch_size": None},
    "sgd": {"optimizer": SGD(0.3), "shuffle": False},
    "momentum": {"optimizer": Momentum((0.1, 0.2, 0.3, 0.1, 0.1, 0.2), (0.0, 0.5, 0.9, 0.9, 0.1, 0.5))},
    "nesterov": {"optimizer": Nesterov(CosineDecay(0.3, 20)), "l1": 0.01},
    "rmsprop": {"optimizer": RMSProp(0.01, (0.9, 0.99, 0.5, 0.9, 0.9, 0.9)), "scheme": "xavier_uniform"},
    "adam": {"optimizer": Adam(0.01), "l2": (0.0, 0.1, 0.2, 0.3, 0.4, 0.5)},
    "adam, betas": {"optimizer": Adam((0.01, 0.02) * 3, (0.9, 0.5) * 3, (0.99, 0.9) * 3)},
    "adamw, float32": {"optimizer": AdamW((0.01, 0.03) * 3, weight_decay=(0.1, 0.2) * 3), "dtype": np.float32},
    "batch normalization": {"network": MLP((2, 6, 5, 2), batch_normalization=True)},
    "early stopping": {"early_stopping": EarlyStopping(1), "optimizer": Adam(0.1), "epochs": 30},
    "batches of their own, last one smaller": {"batch_size": 17},
}  # fmt: skip


def run(**options):
    options = {
        "network": NETWORK, "batch_size": 16, "seed": SEEDS, "validation": DATA.validation, "epochs": 6,
        "progress": False, **options,
    }  # fmt: skip
    return train(options.pop("network"), DATA.train, **options)


def single(i, **options):
    """The i-th run alone."""
    optimizer = options.get("optimizer")
    options = {
        k: v[i] if isinstance(v, tuple) else v for k, v in {"seed": SEEDS, **options}.items()
    }
    if optimizer is not None:
        own = {k: v[i] if isinstance(v, tuple) else v for k, v in vars(optimizer).items()}
        options["optimizer"] = type(optimizer)(**own)
    return run(**options)


def assert_same_run(fleet, i, alone):
    made = alone.steps
    np.testing.assert_array_equal(fleet.loss[:made, i], alone.loss)
    np.testing.assert_array_equal(fleet.gradient_norm[:made, i], alone.gradient_norm)
    np.testing.assert_array_equal(fleet.theta[i], alone.theta)
    np.testing.assert_array_equal(fleet.last.theta[i], alone.last.theta)
    np.testing.assert_array_equal(fleet.last.running[i], alone.last.running)
    epochs = len(alone.epochs.training_loss)
    for name in ("training_loss", "validation_loss"):
        np.testing.assert_array_equal(
            getattr(fleet.epochs, name)[:epochs, i], getattr(alone.epochs, name)
        )
    assert fleet.stops[(i,)] == alone.stop


@pytest.mark.parametrize("options", KINDS.values(), ids=KINDS)
def test_each_run_is_its_single_run_bit_for_bit(options):
    fleet = run(**options)
    assert fleet.runs == (6,)
    for i in range(6):
        assert_same_run(fleet, i, single(i, **options))


def test_early_stopping_acts_run_by_run():
    stops = {stop.step for stop in run(**KINDS["early stopping"]).stops.values()}
    assert len(stops) > 1


def test_a_run_that_diverges_stops_alone_and_is_named():
    rates = (0.1, 0.1, 1e300, 0.1, 0.1, 0.1)
    fleet = run(optimizer=SGD(rates))
    reasons = [fleet.stops[(i,)].reason for i in range(6)]
    assert reasons == ["epochs", "epochs", "diverged", "epochs", "epochs", "epochs"]
    alone = run(optimizer=SGD(1e300), seed=SEEDS[2])
    assert fleet.stops[(2,)].message == alone.stop.message
    for i in (0, 1, 3, 4, 5):
        assert_same_run(fleet, i, run(optimizer=SGD(0.1), seed=SEEDS[i]))


@pytest.mark.parametrize("options", KINDS.values(), ids=KINDS)
def test_any_step_again_bit_for_bit_also_after_saving(tmp_path, options):
    tape = []

    def watched(plan, state):
        tape.append(train_step(plan, state))
        return tape[-1]

    history = run(**options, step=watched, key_frame_budget=0)
    loaded = load_history(save_history(history, tmp_path / "run.npz").path, step=watched)
    assert loaded.plan.seed == SEEDS
    with warnings.catch_warnings():
        warnings.simplefilter("error", ReplayWarning)
        for index in (history.steps - 1, 0, history.steps // 2):
            for again in (history.at(index), loaded.at(index)):
                then = tape[index]
                np.testing.assert_array_equal(again.gradient, then.gradient)
                np.testing.assert_array_equal(again.after.theta, then.after.theta)
                for i in range(6):
                    np.testing.assert_array_equal(again.batch.x[i], then.batch.x[i])
                    np.testing.assert_array_equal(again.forward.output[i], then.forward.output[i])


def test_values_of_a_step_are_read_run_by_run():
    fleet = run(l2=0.1)
    for index in (5, fleet.plan.steps_per_epoch - 1):  # the second is a last, smaller batch
        step = fleet.at(index)
        for i in range(6):
            alone = single(i, l2=0.1).at(index)
            assert step.batch.size == alone.batch.size
            pairs = [
                (step.batch.indices, alone.batch.indices), (step.batch.y, alone.batch.y),
                (step.forward.layers[1].z, alone.forward.layers[1].z), (step.forward.output, alone.forward.output),
                (step.forward.layers[1].W, alone.forward.layers[1].W), (step.loss.value, alone.loss.value),
                (step.loss.per_example, alone.loss.per_example), (step.penalty.value, alone.penalty.value),
                (step.backward.layers[0].delta, alone.backward.layers[0].delta),
                (step.backward.layers[0].dW, alone.backward.layers[0].dW),
                (fleet.plan.batch(index).x, alone.batch.x),
            ]  # fmt: skip
            for ours, theirs in pairs:
                assert len(ours) == 6
                np.testing.assert_array_equal(ours[i], theirs)


def test_the_player_shows_one_run_of_it():
    fleet = run()
    for i in (0, 2):
        alone = single(i)
        assert Tape(fleet, i).plan.seed == SEEDS[i]
        shown, expected = TrainingPlayer(fleet, run=i), TrainingPlayer(alone)
        assert shown.header == expected.header
        assert shown.buffer == expected.buffer
        step, theirs = Tape(fleet, i).at(7), alone.at(7)
        np.testing.assert_array_equal(step.forward.layers[0].z, theirs.forward.layers[0].z)
        np.testing.assert_array_equal(step.gradient, theirs.gradient)


@pytest.mark.parametrize(
    "options", [{}, {"optimizer": SGD(3.0), "l2": (0.1,) * 6}, {"shuffle": False}]
)
def test_the_diagnosis_of_a_run_is_that_of_the_single_run(options):
    fleet = run(**options)
    for i in (1, 2):
        alone = diagnose(
            single(i, **{k: v[i] if isinstance(v, tuple) else v for k, v in options.items()})
        )
        found = [(finding.name, finding.evidence) for finding in diagnose(fleet, i).findings]
        assert found == [(finding.name, finding.evidence) for finding in alone.findings]


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_every_mistake_can_be_planted(name):
    network = MLP((2, 6, 5, 2), "tanh" if "tanh" in name or name == "slope at a" else "relu")
    fleet = FAULTS[name].train(network, DATA.train, batch_size=16, seed=SEEDS, epochs=4)
    for i in (1, 2):
        alone = FAULTS[name].train(network, DATA.train, batch_size=16, seed=SEEDS[i], epochs=4)
        np.testing.assert_array_equal(fleet.loss[:, i], alone.loss)
        np.testing.assert_array_equal(fleet.last.theta[i], alone.last.theta)


def test_a_factor_of_the_batch_size_is_named():
    fleet = FAULTS["summed gradient"].train(
        NETWORK, DATA.train, batch_size=16, seed=SEEDS, epochs=4
    )
    assert any("summed over the batch" in found.cause for found in diagnose(fleet, 1).findings)


def test_batches_of_several_sizes_are_refused_with_what_to_do():
    with pytest.raises(
        TypeError, match=r"batch_size must be one integer.*\(16, 32\).*each batch size"
    ):
        run(batch_size=(16, 32))


def test_calculating_with_one_number_for_each_run_is_calculating_with_each():
    beta, theta = PerRun((0.9, 0.5)), np.arange(6.0).reshape(2, 3)
    rows = [(1 - b**3) * row / (1 + b) - b for b, row in zip(beta, theta, strict=True)]
    np.testing.assert_array_equal((1 - beta**3) * theta / (1 + beta) - beta, rows)
    assert -beta * PerRun((2.0, 3.0)) == (-1.8, -1.5)
    assert np.float64(2) * beta == (1.8, 1.0)
    in_place = theta.copy()
    in_place *= beta
    np.testing.assert_array_equal(in_place, theta * beta)
    with pytest.raises(ValueError, match=r"2 values needs theta of shape \(2, P\)"):
        beta * theta.T
