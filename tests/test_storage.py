"""A saved history loads and replays bit for bit; whatever else is at the path is refused and never lost."""

import json
import os
import subprocess
import sys
import warnings
import zipfile
from dataclasses import dataclass, replace

import numpy as np
import pytest

from mlcourse import (
    MLP,
    SGD,
    Adam,
    AdamW,
    Constant,
    Convergence,
    CosineDecay,
    EarlyStopping,
    ExponentialDecay,
    GradientDescent,
    Momentum,
    Nesterov,
    RMSProp,
    StepDecay,
    WarmUp,
    load_history,
    moons,
    save_history,
    split,
    train,
    train_step,
)
from mlcourse.run.history import ReplayWarning
from mlcourse.steps.optimizers import Optimizer, State, Update
from mlcourse.steps.schedules import Schedule

PARTS = split(moons(100, seed=3), seed=1)
NETWORK = MLP((2, 5, 4, 2), "tanh")
NORMALIZED = MLP((2, 5, 4, 2), ("relu", "tanh"), batch_normalization=True)
RATES = (0.2, 0.1, 0.05)
RUNS = {
    "gradient descent": {"optimizer": GradientDescent(0.3), "batch_size": None},
    "sgd, constant": {"optimizer": SGD(Constant(0.1))},
    "momentum, step decay": {"optimizer": Momentum(StepDecay(0.1, 5, 0.5), 0.8)},
    "nesterov, exponential decay": {"optimizer": Nesterov(ExponentialDecay(0.1, 0.99))},
    "rmsprop, warm-up": {"optimizer": RMSProp(WarmUp(7, 0.01))},
    "adam, warm-up, cosine": {"optimizer": Adam(WarmUp(3, CosineDecay(0.02, 20, 0.001)))},
    "adamw, mask": {"optimizer": AdamW(0.02, weight_decay=0.1, mask=NETWORK.weight_mask)},
    "l1 and l2": {"optimizer": SGD(0.1), "l1": 0.01, "l2": 0.02},
    "batch normalization": {"network": NORMALIZED},
    "early stopping": {"early_stopping": EarlyStopping(2, 0.01), "optimizer": Adam(0.05)},
    "convergence, float32": {
        "convergence": Convergence(0.5, 2), "dtype": np.float32, "batch_size": 2,
    },
    "float32, odd θ, normalized": {"network": NORMALIZED, "dtype": np.float32},
    "no shuffling, own theta": {"shuffle": False, "theta": np.linspace(-1, 1, NETWORK.size)},
    "a NumPy rate": {"optimizer": SGD(CosineDecay(np.float32(0.1), 30))},
    "fleet of rates": {"optimizer": Momentum((*RATES[:2], WarmUp(4, 0.3)), (0.9, 0.5, 0.0))},
    "fleet of seeds, all rules": {
        "seed": (1, 2, 3), "l2": (0.0, 0.1, 0.2), "early_stopping": EarlyStopping(1),
        "convergence": Convergence(0.3, 2), "network": NORMALIZED, "optimizer": Adam(RATES),
    },
    "a run of the fleet diverges": {"optimizer": SGD((0.1, 1e300, 0.1))},
}  # fmt: skip


def run(**options):
    options = {
        "network": NETWORK, "validation": PARTS.validation, "batch_size": 16, "epochs": 5, "seed": 7,
        "progress": False, **options,
    }  # fmt: skip
    return train(options.pop("network"), PARTS.train, **options)


def numbers(value, name="step"):
    """Every array and number within a step, by name."""
    if hasattr(type(value), "__slots__") and not isinstance(value, np.ndarray | np.generic):
        names = [n for kind in type(value).__mro__ for n in getattr(kind, "__slots__", ())]
        return {k: v for n in names for k, v in numbers(getattr(value, n), f"{name}.{n}").items()}
    if isinstance(value, tuple):
        return {
            k: v for i, each in enumerate(value) for k, v in numbers(each, f"{name}[{i}]").items()
        }
    return {name: value} if isinstance(value, np.ndarray | np.generic | float | int) else {}


def assert_same_step(one, other):
    ours, theirs = numbers(one), numbers(other)
    assert ours.keys() == theirs.keys()
    assert len(ours) > 20
    for name, value in ours.items():
        assert np.asarray(value).dtype == np.asarray(theirs[name]).dtype, name
        np.testing.assert_array_equal(value, theirs[name], err_msg=name)


@pytest.mark.parametrize("options", RUNS.values(), ids=RUNS)
@pytest.mark.parametrize("budget", [64_000_000, 0])
def test_a_loaded_history_replays_bit_for_bit(tmp_path, options, budget):
    tape = []

    def watched(plan, state):
        tape.append(train_step(plan, state))
        return tape[-1]

    history = run(**options, step=watched, key_frame_budget=budget)
    happened = list(tape)
    save_history(history, tmp_path / "run.npz")
    again = load_history(tmp_path / "run.npz", step=watched)
    assert again.key_frame_steps == history.key_frame_steps
    assert again.stops == history.stops
    for name in ("loss", "gradient_norm", "update_ratio", "learning_rate", "theta", "running"):
        ours, theirs = getattr(again, name), getattr(history, name)
        assert ours.dtype == theirs.dtype
        np.testing.assert_array_equal(ours, theirs)
    for name in ("training_loss", "validation_loss"):
        np.testing.assert_array_equal(getattr(again.epochs, name), getattr(history.epochs, name))
    with warnings.catch_warnings():
        warnings.simplefilter("error", ReplayWarning)
        for step in np.random.default_rng(1).permutation(history.steps)[:12]:
            assert_same_step(again.at(int(step)), happened[step])


def test_a_loaded_history_cannot_be_changed_by_accident(tmp_path):
    save_history(run(), tmp_path / "run.npz")
    again = load_history(tmp_path / "run.npz")
    for array in (again.loss, again.theta, again.at(0).before.theta, again.at(16).before.theta):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


def test_a_file_holds_no_pickle_and_opens_with_numpy_alone(tmp_path):
    history = run()
    saved = save_history(history, tmp_path / "run.npz")
    with np.load(tmp_path / "run.npz", allow_pickle=False) as file:
        np.testing.assert_array_equal(file["curves/loss"], history.loss)
        assert json.loads(file["header"].item())["steps"] == history.steps
        held = {name: file[name].nbytes for name in file.files}
    assert saved.bytes == (tmp_path / "run.npz").stat().st_size
    assert saved.bytes > sum(held.values())
    assert saved.curve_bytes == sum(n for name, n in held.items() if "curves" in name)
    assert [each.name for each in tmp_path.iterdir()] == ["run.npz"]


# Saving


def test_an_earlier_save_of_the_same_run_is_replaced(tmp_path):
    path = tmp_path / "run.npz"
    save_history(run(epochs=2), path)
    save_history(run(epochs=4), path)
    save_history(load_history(path), path)
    assert load_history(path).steps == run(epochs=4).steps


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"epochs": 1}, "the same run with"),
        ({"seed": 8}, "another run"),
        ({"optimizer": Adam(0.002)}, "another run"),
        ({"theta": np.zeros(NETWORK.size)}, "another run"),
    ],
    ids=["shorter", "seed", "optimizer", "theta"],
)
def test_another_run_is_replaced_only_when_asked(tmp_path, other, words):
    path = tmp_path / "run.npz"
    save_history(run(), path)
    before = path.read_bytes()
    with pytest.raises(ValueError, match=words) as caught:
        save_history(run(**other), path)
    assert "overwrite=True" in str(caught.value)
    assert path.read_bytes() == before
    save_history(run(**other), path, overwrite=True)
    assert load_history(path).steps == run(**other).steps


@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize("content", [b"", b"my notes", b"PK\x03\x04 half a zip", None])
def test_what_is_no_history_is_never_overwritten(tmp_path, content, overwrite):
    path = tmp_path / "notes.npz"
    if content is None:
        np.savez(path, x=np.ones(3))
    else:
        path.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(ValueError, match="Try another name"):
        save_history(run(), path, overwrite=overwrite)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["notes.npz"]


def test_a_folder_is_not_overwritten(tmp_path):
    with pytest.raises(ValueError, match="a folder"):
        save_history(run(), tmp_path)


def test_saving_that_fails_leaves_the_earlier_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "run.npz"
    save_history(run(epochs=2), path)
    before = path.read_bytes()
    calls = []

    def full_disk(member, array, **options):
        calls.append(array)
        if len(calls) == 5:
            raise OSError(28, "No space left on device")
        return write_array(member, array, **options)

    write_array = np.lib.format.write_array
    monkeypatch.setattr(np.lib.format, "write_array", full_disk)
    with pytest.raises(OSError, match="No space left"):
        save_history(run(epochs=4), path)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["run.npz"]


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="mkdir"):
        save_history(run(), tmp_path / "runs" / "run.npz")


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "latest.npz").symlink_to(tmp_path / "run.npz")
    save_history(run(epochs=2), tmp_path / "run.npz")
    save_history(run(epochs=3), tmp_path / "latest.npz")
    assert (tmp_path / "latest.npz").is_symlink()
    assert load_history(tmp_path / "run.npz").steps == run(epochs=3).steps


# Loading what is not whole


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    path = tmp_path_factory.mktemp("saved") / "run.npz"
    save_history(run(), path)
    return path.read_bytes()


@pytest.mark.parametrize("share", [0.001, 0.1, 0.5, 0.9, 0.999])
def test_a_truncated_file_is_called_damaged(tmp_path, saved, share):
    path = tmp_path / "cut.npz"
    path.write_bytes(saved[: int(len(saved) * share)])
    with pytest.raises(ValueError, match=r"cut\.npz .*damaged .*copying it again"):
        load_history(path)


def test_a_changed_byte_never_passes(tmp_path, saved):
    """Wherever one byte differs, the file is refused, or nothing of what it holds is another."""
    path = tmp_path / "rot.npz"
    path.write_bytes(saved)
    good = load_history(path)
    for place in np.random.default_rng(1).integers(0, len(saved), 150):
        path.write_bytes(saved[:place] + bytes([saved[place] ^ 0x41]) + saved[place + 1 :])
        try:
            again = load_history(path)
        except ValueError as error:
            assert "rot.npz" in str(error)  # noqa: PT017
            continue
        assert_same_step(again.at(-1), good.at(-1))
        np.testing.assert_array_equal(again.loss, good.loss)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "another file"),
        (b"step,loss\n0,1.5\n", "step,loss"),
        (b"PK\x05\x06" + bytes(18), "another zip"),
    ],
    ids=["empty", "text", "empty zip"],
)
def test_a_foreign_file_is_said_to_be_one(tmp_path, content, words):
    path = tmp_path / "data.csv"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=words):
        load_history(path)


def test_another_npz_is_said_to_be_one(tmp_path):
    np.savez(tmp_path / "x.npz", weights=np.ones(3))
    with pytest.raises(ValueError, match=r"weights\.npy in it"):
        load_history(tmp_path / "x.npz")


def test_a_pickle_is_not_opened(tmp_path):
    np.savez(tmp_path / "x.npz", header=np.array([{"format": "mlcourse history"}], dtype=object))
    with pytest.raises(ValueError, match="allow_pickle"):
        load_history(tmp_path / "x.npz")


def test_no_file_is_said(tmp_path):
    with pytest.raises(FileNotFoundError, match="there is none"):
        load_history(tmp_path / "run.npz")


def edited(saved, path, change, drop=""):
    """Write the file again with another header and perhaps without one of its arrays."""
    path.write_bytes(saved)
    with np.load(path) as file:
        arrays = {name: file[name] for name in file.files if name != drop}
    header = json.loads(arrays["header"].item())
    change(header)
    arrays["header"] = np.array(json.dumps(header))
    np.savez(path, **arrays)
    return path


def test_a_newer_format_says_to_upgrade(tmp_path, saved):
    path = edited(saved, tmp_path / "run.npz", lambda h: h.update(version=2, mlcourse="9.9"))
    with pytest.raises(ValueError, match=r"format 2.*9\.9.*newer.*upgrade"):
        load_history(path)
    with pytest.raises(ValueError, match="newer"):
        save_history(run(), path, overwrite=True)


@pytest.mark.parametrize(
    "change",
    [
        lambda h: h.update(steps=3),
        lambda h: h["frames"].pop(),
        lambda h: h.pop("plan"),
        lambda h: h.update(version="one"),
        lambda h: h["plan"]["fields"].update(batch_size=-1),
        lambda h: h["plan"]["fields"]["optimizer"].update({"class": "os.system"}),
        lambda h: h["plan"]["fields"]["optimizer"]["fields"].update(epsilon={"array": "none"}),
    ],
)
def test_a_header_that_does_not_fit_is_refused(tmp_path, saved, change):
    with pytest.raises(ValueError, match=r"run\.npz"):
        load_history(edited(saved, tmp_path / "run.npz", change))


@pytest.mark.parametrize("name", ["frames/theta", "curves/loss", "plan/x", "plan/theta"])
def test_a_missing_array_is_named(tmp_path, saved, name):
    with pytest.raises(ValueError, match=f"damaged.*{name}"):
        load_history(edited(saved, tmp_path / "run.npz", lambda h: None, drop=name))


# What a file cannot hold


def flipped(plan, state):
    """A planted fault: the step up the slope."""
    step = train_step(plan, state)
    theta = step.before.theta - step.update.change
    return replace(step, after=replace(step.after, theta=theta))


def test_a_step_function_of_ones_own_is_asked_for_by_name(tmp_path):
    history = run(step=flipped)
    save_history(history, tmp_path / "run.npz")
    with pytest.raises(ValueError, match=r"flipped.*step=flipped"):
        load_history(tmp_path / "run.npz")
    again = load_history(tmp_path / "run.npz", step=flipped)
    assert_same_step(again.at(9), history.at(9))


def test_another_step_function_is_said_and_so_is_what_it_does(tmp_path):
    save_history(run(step=flipped), tmp_path / "run.npz")
    with pytest.warns(
        UserWarning, match=r"flipped; they are replayed with mlcourse\.steps\.iteration"
    ):
        again = load_history(tmp_path / "run.npz", step=train_step)
    with pytest.warns(ReplayWarning, match="first in step 0"):
        again.at(3)


class InverseTime(Schedule):
    def __init__(self, first):
        self.first = first

    def rate(self, step):
        return self.first / (1 + step)


@dataclass(frozen=True)
class Sign(Optimizer):
    scale: float = 1.0

    def update(self, gradient, state, theta):
        change = -self.scale * self.rate(state.step) * np.sign(gradient)
        rate = self.rate(state.step)
        return Update(
            optimizer=self, before=state, theta_before=theta, gradient=gradient, learning_rate=rate,
            change=change, theta=theta + change, state=State(step=state.step + 1),
        )  # fmt: skip


def test_classes_of_ones_own_are_asked_for_by_name(tmp_path):
    history = run(optimizer=Sign(InverseTime(0.1), scale=0.5))
    save_history(history, tmp_path / "run.npz")
    with pytest.raises(ValueError, match=r"classes=\[InverseTime, Sign\]"):
        load_history(tmp_path / "run.npz")
    again = load_history(tmp_path / "run.npz", classes=[Sign, InverseTime])
    assert_same_step(again.at(9), history.at(9))


def test_a_function_inside_a_schedule_cannot_be_saved(tmp_path):
    schedule = InverseTime(0.1)
    history = run(optimizer=SGD(schedule))
    schedule.shape = np.sqrt
    with pytest.raises(TypeError, match="plan/optimizer/learning_rate/shape"):
        save_history(history, tmp_path / "run.npz")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("classes", [Sign, [int], 3])
def test_classes_must_be_optimizers_or_schedules(tmp_path, saved, classes):
    (tmp_path / "run.npz").write_bytes(saved)
    with pytest.raises(TypeError, match="Try classes="):
        load_history(tmp_path / "run.npz", classes=classes)


@pytest.mark.parametrize("path", [3, None, b"run.npz"])
def test_a_path_is_a_name(path):
    with pytest.raises(TypeError, match="path must name a file"):
        load_history(path)


# Another number of threads


WIDE = """
import hashlib, sys, warnings
import numpy as np
from mlcourse import MLP, load_history, save_history, train

rng = np.random.default_rng(1)
x, y = rng.standard_normal((640, 784)).astype(np.float32), rng.integers(0, 10, 640)
path, task = sys.argv[1:]
if task == "save":
    options = dict(batch_size=128, epochs=4, dtype=np.float32, progress=False)
    save_history(train(MLP((784, 256, 128, 10)), (x, y), **options), path)
history = load_history(path)
for step in (0, 7, 16, 19, 16):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        made = history.at(step)
    bits = made.gradient.tobytes() + made.after.theta.tobytes()
    print(step, hashlib.sha256(bits).hexdigest(), [str(each.message) for each in caught], sep="|")
"""


def wide(path, task, threads):
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    environment = {**os.environ, **dict.fromkeys(names, str(threads))}
    command = [sys.executable, "-c", WIDE, str(path), task]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return [line.split("|") for line in done.stdout.splitlines()]


def test_with_another_number_of_threads_a_replay_is_equal_or_says_where_it_is_not(tmp_path):
    path = tmp_path / "wide.npz"
    there = wide(path, "save", 1)
    here = wide(path, "load", 1)
    assert [bits for _, bits, _ in here] == [bits for _, bits, _ in there]
    assert all(said == "[]" for _, _, said in here + there)
    said_so_far = ""
    for (step, bits, said), (_, expected, _) in zip(wide(path, "load", 2), there, strict=True):
        said_so_far += said.strip("[]")
        assert bits == expected or "deviates from the recording first in step" in said_so_far, step


def test_a_file_of_this_format_still_loads(tmp_path, saved):
    """The names in a file are a promise; whoever changes them raises the format's version."""
    (tmp_path / "run.npz").write_bytes(saved)
    with zipfile.ZipFile(tmp_path / "run.npz") as archive:
        names = {name.removesuffix(".npy") for name in archive.namelist()}
    assert names == {
        "header", "plan/x", "plan/y", "plan/validation/0", "plan/validation/1", "plan/theta",
        "curves/loss", "curves/gradient_norm", "curves/update_ratio", "curves/learning_rate",
        "curves/fingerprint", "curves/training_loss", "curves/validation_loss",
        "frames/step", "frames/theta", "frames/running", "frames/loss_sum", "frames/active",
        "frames/optimizer_state/step", "frames/optimizer_state/m", "frames/optimizer_state/v",
    }  # fmt: skip
