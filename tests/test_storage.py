"""A saved history loads and replays bit for bit; whatever else is at the path is refused and never lost."""

import json
import os
import subprocess
import sys
import warnings
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

import mlcourse
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
from mlcourse.run.history import CURVES, Curve, ReplayWarning
from mlcourse.run.storage import VERSION, _header_digest, _run_digest
from mlcourse.steps.optimizers import Optimizer, State, Update
from mlcourse.steps.schedule import Schedule

THEN = Path(__file__).parent / "data"  # saved by an earlier mlcourse; make_histories.py tells how
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
    path = edited(
        saved, tmp_path / "run.npz", lambda h: h.update(version=VERSION + 1, mlcourse="9.9")
    )
    with pytest.raises(ValueError, match=r"format 3.*9\.9.*newer.*upgrade"):
        load_history(path)
    with pytest.raises(ValueError, match="newer"):
        save_history(run(), path, overwrite=True)


# What was changed after it was saved


def places(value, place=()):
    """Every place in a header, from the outside in."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for key, each in inside:
        yield (*place, key)
        if isinstance(each, dict | list):
            yield from places(each, (*place, key))


def removed(parent, key):
    del parent[key]


def of_another_type(parent, key):
    kinds = {str: 7, bool: "yes", int: "seven", float: "seven", list: {"a": 1}, dict: [1]}
    parent[key] = kinds.get(type(parent[key]), [1])


def of_another_value(parent, key):
    value = parent[key]
    if isinstance(value, bool):
        parent[key] = not value
    elif isinstance(value, int | float):
        parent[key] = value * 2 + 1
    elif isinstance(value, str):
        parent[key] = value + "x"
    elif isinstance(value, list):
        value.append(value[0] if value else 3)
    elif isinstance(value, dict):
        value["more"] = 1
    else:
        parent[key] = 0


def reason(place):
    """What has to be said of a header with another value in this place."""
    if place == ("format",):
        return "another zip or npz file"
    if place == ("version",):
        return "newer|header is not whole or was changed"
    if len(place) == 1:
        return "header is not whole or was changed|was changed afterwards"
    return "was changed afterwards: the " + ("plan" if place[0] == "plan" else "header")


def bytes_and_header(path):
    with np.load(path) as file:
        return path.read_bytes(), json.loads(file["header"].item())


# Of format 1, which has a digest of the plan only, nobody can tell whether these are as they were.
UNGUARDED = {("mlcourse",), ("numpy",)}


@pytest.mark.parametrize("edit", [removed, of_another_type, of_another_value])
@pytest.mark.parametrize(
    ("version", "name"), [(1, "normalized"), (1, "fleet"), (VERSION, "normalized")]
)
def test_whatever_is_changed_in_a_header_is_said(tmp_path, version, name, edit):
    saved, header = bytes_and_header(THEN / f"{name}.npz")
    if version > 1:
        save_history(load_history(THEN / f"{name}.npz"), tmp_path / "new.npz")
        saved, header = bytes_and_header(tmp_path / "new.npz")
    assert header["version"] == version
    all_places = list(places(header))
    assert len(all_places) > 50
    for place in all_places:
        *way, key = place

        def change(header, way=way, key=key):
            for each in way:
                header = header[each]
            edit(header, key)

        path = edited(saved, tmp_path / "run.npz", change)
        of_stop = place[0] == "stops" and len(place) == 3 and edit is of_another_value
        if version == 1 and (place in UNGUARDED or of_stop):
            continue
        why = (
            reason(place)
            if version > 1 or place[0] == "plan"
            else r"run\.npz|step must be the function"
        )
        with pytest.raises(ValueError, match=why) as caught:
            load_history(path)
        assert "machine" not in str(caught.value), place


@pytest.mark.parametrize("edit", [removed, of_another_type, of_another_value])
def test_a_header_with_forged_digests_gives_a_history_or_a_reason(tmp_path, edit):
    """Whoever makes the digests anew as well gets what the file says, or is told why not, but no raw error."""
    save_history(load_history(THEN / "normalized.npz"), tmp_path / "new.npz")
    saved, header = bytes_and_header(tmp_path / "new.npz")
    with np.load(tmp_path / "new.npz") as file:
        of_plan = {name: file[name] for name in file.files if name.startswith("plan/")}
    outcomes = {"loaded": 0, "refused": 0}
    for *way, key in places(header):

        def change(header, way=way, key=key):
            inside = header
            for each in way:
                inside = inside[each]
            edit(inside, key)
            header["run"] = _run_digest(header.get("plan"), of_plan)
            header["digest"] = _header_digest(header)

        path = edited(saved, tmp_path / "run.npz", change)
        try:
            load_history(path)
            outcomes["loaded"] += 1
        except ValueError as error:
            assert "run.npz" in str(error) or "step" in str(error)  # noqa: PT017
            outcomes["refused"] += 1
    assert outcomes["refused"] > 20


def test_another_learning_rate_is_called_a_change_and_not_another_machine(tmp_path):
    """A forged file loads; its replay says that rounding cannot explain what it gives."""
    saved, _ = bytes_and_header(THEN / "masked.npz")
    with np.load(THEN / "masked.npz") as file:
        of_plan = {name: file[name] for name in file.files if name.startswith("plan/")}

    def change(header, forged=False):
        header["plan"]["fields"]["optimizer"]["fields"]["learning_rate"] = 0.06
        if forged:
            header["run"] = _run_digest(header["plan"], of_plan)

    with pytest.raises(ValueError, match=r"was changed afterwards: the plan .*the optimizer"):
        load_history(edited(saved, tmp_path / "run.npz", change))
    history = load_history(edited(saved, tmp_path / "run.npz", lambda h: change(h, forged=True)))
    with pytest.warns(ReplayWarning, match=r"first in step 0: .*more than rounding"):
        history.at(5)


@pytest.mark.parametrize(
    "name", ["plan/x", "plan/theta", "curves/loss", "frames/theta", "frames/step"]
)
def test_a_changed_array_is_named(tmp_path, saved, name):
    path = tmp_path / "run.npz"
    path.write_bytes(saved)
    with np.load(path) as file:
        arrays = {each: file[each] for each in file.files}
    arrays[name] = (
        np.nextafter(arrays[name], 9) if arrays[name].dtype.kind == "f" else arrays[name] + 1
    )
    np.savez(path, **arrays)
    with pytest.raises(ValueError, match=f"changed afterwards: {name}"):
        load_history(path)


def test_arrays_of_other_things_than_numbers_and_texts_are_refused(tmp_path, saved):
    path = tmp_path / "run.npz"
    path.write_bytes(saved)
    with np.load(path) as file:
        arrays = {each: file[each] for each in file.files}
    np.savez(path, **arrays, notes=np.array(["2020-01-01"], dtype="datetime64[D]"))
    with pytest.raises(ValueError, match="notes holds datetime64"):
        load_history(path)


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
    with pytest.warns(UserWarning, match=r"flipped; they are replayed with mlcourse\.train_step"):
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


# Other versions of mlcourse


@pytest.mark.parametrize("name", ["normalized", "fleet", "masked"])
def test_what_an_earlier_mlcourse_saved_loads_and_replays(name):
    """Bit for bit on the machine that made the files, where the steps are still computed in the same order.

    Elsewhere, and of Adam, whose m̂ and v̂ were not computed on their own then, the replay says that it rounds
    differently.
    """
    with np.load(THEN / f"{name}.npz") as file:
        header = json.loads(file["header"].item())
        arrays = {each: file[each] for each in file.files}
    assert header["version"] == 1
    assert header["step_function"] == "mlcourse.iteration.train_step"
    history = load_history(THEN / f"{name}.npz")
    np.testing.assert_array_equal(history.loss, arrays["curves/loss"])
    np.testing.assert_array_equal(history.epochs.training_loss, arrays["curves/training_loss"])
    np.testing.assert_array_equal(history.last.theta, arrays["frames/theta"][-1])
    assert {run: tuple(stop) for run, stop in history.stops.items()} == {
        tuple(run): tuple(stop) for run, *stop in header["stops"]
    }
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for step in np.random.default_rng(1).permutation(history.steps):
            made = history.at(int(step))
            np.testing.assert_allclose(made.loss.value, history.loss[step], rtol=1e-5)
        np.testing.assert_allclose(
            history.at(-1).after.theta, history.last.theta, rtol=1e-4, atol=1e-7
        )
    assert all("rounds differently" in str(each.message) for each in caught)


def test_runs_of_several_batch_sizes_are_no_longer_there():
    with pytest.raises(
        ValueError, match=r"batch sizes of their own, \[6, 7\].*one call of train for each"
    ):
        load_history(THEN / "sizes.npz")


@pytest.mark.filterwarnings("ignore:replay deviates")  # on another processor
def test_a_loaded_history_can_be_saved_in_todays_format(tmp_path):
    for _ in range(2):  # the second time over itself: the same run
        save_history(load_history(THEN / "fleet.npz"), tmp_path / "fleet.npz")
    _, header = bytes_and_header(tmp_path / "fleet.npz")
    assert (header["version"], header["step_function"]) == (VERSION, "mlcourse.train_step")
    again, then = load_history(tmp_path / "fleet.npz"), load_history(THEN / "fleet.npz")
    assert_same_step(again.at(20), then.at(20))


@pytest.mark.filterwarnings("ignore:replay deviates")
def test_a_curve_more_does_not_make_a_saved_file_damaged(tmp_path, saved, monkeypatch):
    (tmp_path / "new.npz").write_bytes(saved)
    norm = Curve(lambda step: np.linalg.norm(step.after.theta, axis=-1), np.float32)
    epoch = Curve(
        lambda step: step.epoch, np.float64, lambda plan, step: step // plan.steps_per_epoch
    )
    monkeypatch.setitem(CURVES, "weight_norm", norm)
    monkeypatch.setitem(CURVES, "epoch", epoch)
    for path in (THEN / "fleet.npz", THEN / "normalized.npz", tmp_path / "new.npz"):
        history = load_history(path)
        assert history.curves["weight_norm"].shape == history.loss.shape
        assert np.isnan(history.curves["weight_norm"]).all()
        for step in (0, 17, history.steps - 1):
            assert np.all(history.curves["epoch"][step] == history.at(step).epoch)
    history = run()
    assert history.curves["weight_norm"][4] == np.float32(np.linalg.norm(history.at(4).after.theta))
    save_history(history, tmp_path / "more.npz")
    again = load_history(tmp_path / "more.npz")
    for name, curve in history.curves.items():
        np.testing.assert_array_equal(again.curves[name], curve)
    monkeypatch.undo()  # and an mlcourse without the curve loads the file with it
    assert_same_step(load_history(tmp_path / "more.npz").at(9), history.at(9))


def test_learning_rates_that_an_earlier_file_lacks_are_computed(tmp_path):
    saved, _ = bytes_and_header(THEN / "fleet.npz")
    path = edited(saved, tmp_path / "run.npz", lambda h: None, drop="curves/learning_rate")
    rates = load_history(path).learning_rate
    np.testing.assert_array_equal(rates, load_history(THEN / "fleet.npz").learning_rate)
    assert rates[0, 1] > rates[-1, 1]  # of run 1 it decays


def test_a_new_public_optimizer_needs_no_entry_for_being_saved(tmp_path, monkeypatch):
    monkeypatch.setattr(mlcourse, "Sign", Sign, raising=False)
    monkeypatch.setattr(mlcourse, "__all__", [*mlcourse.__all__, "Sign"])
    history = run(optimizer=Sign(CosineDecay(0.1, 30), scale=0.5))
    save_history(history, tmp_path / "run.npz")
    assert_same_step(load_history(tmp_path / "run.npz").at(9), history.at(9))
    monkeypatch.undo()
    with pytest.raises(ValueError, match=r"no 'Sign' in mlcourse .*Try the version that saved it"):
        load_history(tmp_path / "run.npz")


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
