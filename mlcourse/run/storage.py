"""A history in one file: saved whole or not at all, and loaded so that it replays bit for bit.

The file is NumPy's npz, a zip of arrays, without pickle: opening one runs no code. What is not an array (the
network, the optimizer, why each run ended) stands as JSON in the array ``header``; ``np.load`` shows it. Digests in
the header tell whether anything in the file is not as it was saved.
"""

import json
import os
import warnings
import zipfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from mlcourse import __version__
from mlcourse.base.display import Record, Term, record
from mlcourse.base.errors import Array, flag, given, instance
from mlcourse.base.files import replacing
from mlcourse.run.encoding import DATA, decode, encode, function_name, is_named, own_names, stored
from mlcourse.run.history import CURVES, Curve, Epochs, History, StepFunction, check_history, freeze
from mlcourse.steps.iteration import train_step
from mlcourse.steps.optimizers import Optimizer
from mlcourse.steps.plan import Plan
from mlcourse.steps.schedule import Schedule
from mlcourse.steps.stopping import Stop

FORMAT = "mlcourse history"
VERSION = 2  # of the format; a file with a higher one comes from a newer mlcourse
HEADER = "header"
# What stands in a header, and of which kind it is.
KEYS: dict[str, type] = {
    "mlcourse": str, "run": str, "steps": int, "step_function": str, "plan": dict, "frames": list, "stops": list,
}  # fmt: skip
KEYS_SINCE_2: dict[str, type] = {"arrays": dict, "digest": str}


@record
class SavedHistory(Record):
    """What ``save_history`` wrote, and where."""

    title = "Saved history"
    terms = (
        Term("path", "the file"),
        Term("bytes", "its size"),
        Term("key_frame_bytes", "of it: moments kept whole"),
        Term("curve_bytes", "of it: a few numbers of each step and epoch"),
        Term("data_bytes", "of it: training and validation data, for the replay"),
    )

    path: str
    bytes: int
    key_frame_bytes: int
    curve_bytes: int
    data_bytes: int

    def worked(self) -> tuple[str, ...]:
        """Return the size in a sentence."""
        return (f"{self.bytes / 1e6:.3g} MB",)


def save_history(
    history: History, path: str | os.PathLike[str], *, overwrite: bool = False
) -> SavedHistory:
    """Save a history to one file, from which ``load_history`` brings it back.

    The file is written beside its place and then put there in one move: it is whole, or it is not there. In it are
    the plan with its data, the curves and the key frames. An earlier save of the same run is replaced. A file that
    is no history is never overwritten, another run only with ``overwrite=True``.

    Args:
        history: what ``train`` returned.
        path: of the file, as in "runs/moons.npz"; its folder must exist.
        overwrite: whether a history of another run may be replaced.

    Returns:
        Where it stands and what takes how many bytes.

    Raises:
        TypeError: an argument is of the wrong kind, or the run has something in it that is not data, such as a
            schedule with a function inside.
        ValueError: the path is taken by something that must not be lost.
        FileNotFoundError: there is no such folder.

    Example:
        >>> import tempfile
        >>> from mlcourse import MLP, moons, train
        >>> history = train(MLP((2, 8, 2)), moons(seed=1), epochs=2)
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     saved = save_history(history, Path(folder) / "moons.npz")
        ...     again = load_history(saved.path)
        >>> bool((again.at(5).gradient == history.at(5).gradient).all())
        True
    """
    target = _path(path)
    flag("overwrite", overwrite)
    arrays: dict[str, Array] = {}
    header = _header(check_history(history), arrays)
    if not target.parent.is_dir():
        raise FileNotFoundError(
            f"path must be in a folder that exists; given {given(str(path))}. "
            f"Try Path({str(target.parent)!r}).mkdir(parents=True) before."
        )
    if target.exists():
        _check_replaceable(target, header, overwrite)
    members = _members(history, header, arrays)
    sizes = _write(target, members)
    frames, curves, data = (
        sum(size for name, size in sizes.items() if name.startswith(part))
        for part in ("frames/", "curves/", "plan/")
    )
    return SavedHistory(
        path=str(target),
        bytes=target.stat().st_size,
        key_frame_bytes=frames,
        curve_bytes=curves,
        data_bytes=data,
    )


def load_history(
    path: str | os.PathLike[str],
    *,
    step: StepFunction | None = None,
    classes: Collection[type] = (),
) -> History:
    """Load a history that ``save_history`` wrote; any step of it can be had again.

    On the same machine, library build and number of threads the replay is bit for bit what happened; elsewhere
    the first deviation is said by a ``ReplayWarning``.

    Args:
        path: of the file.
        step: what made the run's steps; needed where that was not ``train_step``, since a file holds no functions.
        classes: optimizers and schedules of your own that the run was trained with.

    Returns:
        The history.

    Raises:
        FileNotFoundError: there is no such file.
        TypeError: an argument is of the wrong kind.
        ValueError: the file is no history, is damaged, was changed after it was saved or is from a newer mlcourse;
            or the run needs its step function or a class of yours, and the message names it.

    Example:
        >>> load_history("no-such-run.npz")
        Traceback (most recent call last):
        FileNotFoundError: path must be a file that save_history wrote; given 'no-such-run.npz' (str), ...
    """
    source = _path(path)
    if not source.is_file():
        raise FileNotFoundError(
            f"path must be a file that save_history wrote; given {given(str(path))}, where there is none. "
            f"Look at list(Path({str(source.parent)!r}).glob('*'))."
        )
    header = _read_header(source)
    with _damaged(source):
        arrays = _read_arrays(source)
    _check_unchanged(source, header, arrays)
    function = _step_function(header["step_function"], step)
    own = _own_classes(classes, header["plan"])
    with _not_made_again(source, header):
        _check_batch_size(header["plan"])
        plan = instance("plan", decode(header["plan"], arrays, own), Plan)
        start = freeze(plan.start(stored(arrays, "plan/theta"), arrays.get("plan/running")))
    with _damaged(source):
        return _rebuild(header, arrays, function, plan, start)


def _path(path: Any) -> Path:
    if not isinstance(path, str | os.PathLike) or isinstance(path, bytes):
        raise TypeError(f"path must name a file; given {given(path)}. Try 'run.npz'.")
    try:
        os.fsencode(path)
        found = Path(path).expanduser().resolve()
        found.exists()
    except (ValueError, OSError, RuntimeError) as error:
        raise ValueError(
            f"path must name a file as this system can; given {given(path)}: {error}. Try 'run.npz'."
        ) from None
    return found


# What goes into the file


def _header(history: History, arrays: dict[str, Array]) -> dict[str, Any]:
    """Return everything that is not an array, and put the plan's arrays into ``arrays``."""
    plan = encode(history.plan, "plan", arrays)
    arrays["plan/theta"] = history.initial.theta
    if history.plan.network.batch_normalization:
        arrays["plan/running"] = history.initial.running
    return {
        "format": FORMAT,
        "version": VERSION,
        "mlcourse": __version__,
        "numpy": np.__version__,
        "run": _run_digest(plan, arrays),
        "steps": history.steps,
        "step_function": function_name(history._step_function),
        "plan": plan,
        "frames": list(history.key_frame_steps[1:]),
        "stops": [[list(run), *stop] for run, stop in history.stops.items()],
    }


def _members(
    history: History, header: dict[str, Any], arrays: dict[str, Array]
) -> Iterator[tuple[str, Array]]:
    """Give what the file holds, name by name; the header comes last, with a digest of each array."""
    digests = {}
    for name, array in _arrays(history, header, arrays):
        digests[name] = _digest(array)
        yield name, array
    header = {**header, "arrays": digests}
    header["digest"] = _header_digest(header)
    yield HEADER, np.array(json.dumps(header, ensure_ascii=False))


def _arrays(
    history: History, header: dict[str, Any], arrays: dict[str, Array]
) -> Iterator[tuple[str, Array]]:
    """Give every array of a history with its name; key frames are stacked one field at a time."""
    yield from arrays.items()
    for name, curve in history.curves.items():
        yield f"curves/{name}", curve
    yield "curves/training_loss", history.epochs.training_loss
    if history.epochs.validation_loss is not None:
        yield "curves/validation_loss", history.epochs.validation_loss
    # The first key frame is plan.start(θ, running) and needs no place.
    states = [*(history._frames[step] for step in header["frames"]), history.last]
    for name in _leaves(history.last):
        yield f"frames/{name}", np.stack([_leaves(state)[name] for state in states])


def _run_digest(plan: Any, arrays: dict[str, Array]) -> str:
    """Return a digest of all that a run follows from: equal for two saves of the same run."""
    digest = sha256(json.dumps(plan).encode())
    for name, array in sorted(arrays.items()):
        digest.update(f"{name} {array.dtype} {array.shape}".encode())
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()


def _header_digest(header: dict[str, Any]) -> str:
    """Return a digest of a header, whatever the order in it, without the digest that stands in it."""
    rest = {name: value for name, value in header.items() if name != "digest"}
    return sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()


def _digest(array: Array) -> str:
    """Return a short digest of an array, its shape and its data type."""
    digest = sha256(f"{array.dtype} {array.shape}".encode())
    digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()[:16]


def _leaves(state: Any, prefix: str = "") -> dict[str, Any]:
    """Return the arrays and numbers of a state, and of the states within it, by name."""
    leaves: dict[str, Any] = {}
    for field in fields(state):
        value = getattr(state, field.name)
        if is_dataclass(value):
            leaves |= _leaves(value, f"{prefix}{field.name}/")
        elif value is not None:
            leaves[prefix + field.name] = value
    return leaves


# Writing


def _write(target: Path, members: Iterable[tuple[str, Array]]) -> dict[str, int]:
    """Write an npz file whole or not at all, and return the bytes of each array."""
    sizes = {}
    with replacing(target) as file, zipfile.ZipFile(file, "w") as archive:
        for name, array in members:
            with archive.open(f"{name}.npy", "w", force_zip64=True) as member:
                np.lib.format.write_array(member, array, allow_pickle=False)
            sizes[name] = array.nbytes
    return sizes


def _check_replaceable(target: Path, header: dict[str, Any], overwrite: bool) -> None:
    """Refuse to overwrite what is no history, and without ``overwrite`` what is another run."""
    try:
        there = _read_header(target)
    except (ValueError, OSError) as error:
        raise ValueError(
            f"path must not name something else than a history, which would be lost; given "
            f"{given(str(target))}: {error} Try another name."
        ) from None
    if overwrite or (there["run"] == header["run"] and there["steps"] <= header["steps"]):
        return
    which = "the same run with" if there["run"] == header["run"] else "another run, of"
    raise ValueError(
        f"path must not name a history that would be lost; given {given(str(target))}, which holds {which} "
        f"{there['steps']} steps. Try another name, or overwrite=True."
    )


# Reading


@contextmanager
def _damaged(path: Path) -> Iterator[None]:
    """Say of whatever goes wrong in reading that the file is damaged, and what to do."""
    try:
        yield
    except Exception as error:  # a damaged zip can break anything that reads it
        raise ValueError(
            f"{path.name} must be a whole file that save_history wrote; given one that is damaged "
            f"({path.stat().st_size} bytes; {error}). Try copying it again, or train and save again."
        ) from error


@contextmanager
def _not_made_again(path: Path, header: dict[str, Any]) -> Iterator[None]:
    """Say of whatever goes wrong in making the plan again that this mlcourse is another than the one that saved it."""
    try:
        yield
    except Exception as error:  # whatever a class says to what it is made of
        raise ValueError(
            f"{path.name} must hold a run that this mlcourse, {__version__}, can make again; given one that mlcourse "
            f"{header['mlcourse']} saved: {error}. Try the version that saved it, or train and save again."
        ) from error


def _read_header(path: Path) -> dict[str, Any]:
    """Return the header of a history, or say what the file is instead."""
    if path.is_dir():
        raise ValueError(f"{path.name} must be a history; given a folder.")
    with path.open("rb") as file:
        start = file.read(16)
    if not start.startswith(b"PK"):
        raise ValueError(
            f"{path.name} must be a history; given another file, beginning with {start!r}. "
            "Only save_history(history, path) writes one."
        )
    with _damaged(path), zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        is_history = f"{HEADER}.npy" in names
        if is_history:
            with archive.open(f"{HEADER}.npy") as member:
                header = json.loads(np.lib.format.read_array(member, allow_pickle=False).item())
    if not is_history or not isinstance(header, dict) or header.get("format") != FORMAT:
        raise ValueError(
            f"{path.name} must be a history; given another zip or npz file, with {', '.join(names[:4])} in it. "
            "Only save_history(history, path) writes one."
        )
    _check_header(path, header)
    return header


def _check_header(path: Path, header: dict[str, Any]) -> None:
    """Refuse a header of a newer format, and one that is not whole."""
    version = header.get("version")
    if type(version) is int and version > VERSION:
        raise ValueError(
            f"{path.name} must be of format {VERSION} or older; given format {version}, saved by mlcourse "
            f"{header.get('mlcourse')}, which is newer than this one ({__version__}). "
            "Try to upgrade the course: git pull, or a newer wheel."
        )
    keys = KEYS if version == 1 else KEYS | KEYS_SINCE_2
    wrong = [name for name, kind in keys.items() if type(header.get(name)) is not kind]
    if type(version) is not int or version < 1:
        wrong = ["version"]
    if wrong:
        found = [
            f"{name} {given(header[name])}" if name in header else f"no {name}" for name in wrong
        ]
        raise ValueError(
            f"{path.name} must be a history; given one whose header is not whole or was changed, with "
            f"{', '.join(found)}. Try copying the file again, or train and save again."
        )


def _check_unchanged(path: Path, header: dict[str, Any], arrays: dict[str, Array]) -> None:
    """Refuse a file in which something is not as it was saved, and say what."""
    of_plan = {name: array for name, array in arrays.items() if name.startswith("plan/")}
    run_changed = header["run"] != _run_digest(header["plan"], of_plan)
    sealed = header["version"] > 1  # format 1 has a digest of the run only
    header_changed = sealed and header["digest"] != _header_digest(header)
    changed = []
    if sealed and not header_changed:
        missing = [name for name in header["arrays"] if name not in arrays]
        if missing:
            with _damaged(path):
                raise ValueError(f"without the array {', '.join(missing)}")
        changed = [name for name, kept in header["arrays"].items() if kept != _digest(arrays[name])]
    if run_changed and not changed:
        changed = ["the plan (the network, the optimizer, the batches …), the data or their digest"]
    elif header_changed:
        changed = ["the header (how many steps, which key frames, why each run ended …)"]
    if changed:
        raise ValueError(
            f"{path.name} must be as save_history wrote it; given one that was changed afterwards: "
            f"{', '.join(changed)}. The recorded curves may not belong to it. "
            "Try a copy from before the change, or train and save again."
        )


def _read_arrays(path: Path) -> dict[str, Array]:
    """Read every array but the header, after a look at all checksums; numbers and texts only."""
    with np.load(path, allow_pickle=False) as file:
        wrong = file.zip.testzip()
        if wrong is not None:
            raise ValueError(f"the checksum of {wrong} does not fit")
        arrays = {name: freeze(file[name]) for name in file.files if name != HEADER}
    for name, array in arrays.items():
        if array.dtype.kind not in DATA:
            raise ValueError(f"{name} holds {array.dtype}, and neither numbers nor texts")
    return arrays


def _check_batch_size(plan: dict[str, Any]) -> None:
    """Refuse runs of several batch sizes side by side, which an earlier mlcourse trained."""
    size = plan["fields"]["batch_size"]
    if isinstance(size, list):
        raise ValueError(
            f"its runs have batch sizes of their own, {size}, and such runs are no longer trained side by side, but "
            "with one call of train for each batch size"
        )


def _rebuild(
    header: dict[str, Any], arrays: dict[str, Array], function: StepFunction, plan: Plan, start: Any
) -> History:
    """Make the history again from the header and the arrays."""
    steps, runs = header["steps"], start.active.shape
    moments = [*header["frames"], steps]
    if stored(arrays, "frames/step").tolist() != moments:
        raise ValueError("its key frames are not those that its header lists")
    states = [_moment(start, arrays, i) for i in range(len(moments))]
    curves = {
        name: _curve(name, curve, arrays, plan, start, steps) for name, curve in CURVES.items()
    }
    wrong = [name for name, curve in curves.items() if curve.shape != (steps, *runs)]
    if wrong:
        raise ValueError(f"its {', '.join(wrong)} has not one number for each of {steps} steps")
    return History(
        plan,
        function,
        {0: start, **dict(zip(header["frames"], states, strict=False))},
        states[-1],
        curves,
        Epochs(
            training_loss=stored(arrays, "curves/training_loss"),
            validation_loss=arrays.get("curves/validation_loss"),
        ),
        _stops(header["stops"], steps, runs),
    )


def _stops(entries: list[Any], steps: int, runs: tuple[int, ...]) -> dict[tuple[int, ...], Stop]:
    """Return why each run ended."""
    try:
        stops = {tuple(run): Stop(*stop) for run, *stop in entries}
        good = all(list(map(type, stop)) == [int, str, str] for stop in stops.values())
    except (TypeError, ValueError):
        stops, good = {}, False
    of_each_run = len(entries) == len(stops) and set(stops) == set(np.ndindex(runs))
    if not good or not of_each_run or max(stop.step for stop in stops.values()) > steps:
        raise ValueError("its header does not say of each run why it ended")
    return stops


def _curve(
    name: str, curve: Curve, arrays: dict[str, Array], plan: Plan, start: Any, steps: int
) -> Array:
    """Return a curve; one that the file is too old to have is computed, or NaN where the plan does not tell it."""
    dtype = np.dtype(curve.dtype or start.theta.dtype)
    if f"curves/{name}" in arrays or name == "loss" or dtype.kind != "f":
        return stored(arrays, f"curves/{name}")
    absent = np.full((steps, *start.active.shape), np.nan, dtype)
    if curve.from_plan is not None:
        for step in range(steps):
            absent[step] = curve.from_plan(plan, step)
    return freeze(absent)


def _moment(pattern: Any, arrays: dict[str, Array], i: int, prefix: str = "frames/") -> Any:
    """Return a state like ``pattern``, with the numbers of the i-th stored moment."""
    changes: dict[str, Any] = {}
    for field in fields(pattern):
        value, name = getattr(pattern, field.name), prefix + field.name
        if is_dataclass(value):
            changes[field.name] = _moment(value, arrays, i, f"{name}/")
        elif value is not None:
            row = stored(arrays, name)[i, ...]
            changes[field.name] = row if isinstance(value, np.ndarray) else row.item()
            if np.shape(row) != np.shape(value):
                raise ValueError(f"{name} has the shape {np.shape(row)}, not {np.shape(value)}")
    return replace(pattern, **changes)


def _own_classes(classes: Any, plan: Any) -> dict[str, type]:
    """Return the caller's classes by name, if all are there that the plan was made of."""
    good = isinstance(classes, list | tuple | set)
    if not good or not all(
        isinstance(c, type) and issubclass(c, Optimizer | Schedule) for c in classes
    ):
        raise TypeError(
            f"classes must list optimizers and schedules; given {given(classes)}. Try classes=[MySchedule]."
        )
    own = {each.__name__: each for each in classes}
    missing = sorted(own_names(plan) - set(own))
    if missing:
        names = ", ".join(missing)
        raise ValueError(
            f"classes must hold {names}, which this run was trained with and mlcourse does not know; "
            f"given {given(classes)}. Try load_history(path, classes=[{names}])."
        )
    return own


def _step_function(saved: str, given_step: StepFunction | None) -> StepFunction:
    """Return the function to replay with: the library's, or the one that made the run."""
    if given_step is None and is_named(train_step, saved):
        return train_step
    if given_step is None:
        raise ValueError(
            f"step must be the function that made this run, {saved}, since a file holds no functions; given None. "
            f"Try load_history(path, step={saved.rpartition('.')[2]}), or step=train_step to see its curves only."
        )
    if not callable(given_step):
        raise TypeError(f"step must be a function of plan and state; given {given(given_step)}.")
    if not is_named(given_step, saved):
        warnings.warn(
            f"the steps of this run were made by {saved}; they are replayed with {function_name(given_step)}. "
            "The curves are the recorded ones; a replayed step that is another is said.",
            UserWarning,
            stacklevel=3,
        )
    return given_step
