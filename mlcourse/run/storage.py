"""A history in one file: saved whole or not at all, and loaded so that it replays bit for bit.

The file is NumPy's npz, a zip of arrays, without pickle: opening one runs no code. What is not an array (the
network, the optimizer, why each run ended) stands as JSON in the array ``header``; ``np.load`` shows it.
"""

import json
import os
import warnings
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from mlcourse import __version__
from mlcourse.base.display import Record, Term, record
from mlcourse.base.errors import Array, flag, given
from mlcourse.base.files import replacing
from mlcourse.run.history import CURVES, Epochs, History, StepFunction, check_history, freeze
from mlcourse.steps.iteration import train_step
from mlcourse.steps.network import MLP
from mlcourse.steps.optimizers import (
    SGD,
    Adam,
    AdamW,
    GradientDescent,
    Momentum,
    Nesterov,
    Optimizer,
    RMSProp,
)
from mlcourse.steps.plan import Plan
from mlcourse.steps.schedules import (
    Constant,
    CosineDecay,
    ExponentialDecay,
    Schedule,
    StepDecay,
    WarmUp,
)
from mlcourse.steps.stopping import Convergence, EarlyStopping, Stop

FORMAT = "mlcourse history"
VERSION = 1  # of the format; a file with a higher one comes from a newer mlcourse
HEADER = "header"
KNOWN = {
    known.__name__: known
    for known in (
        Plan, MLP, EarlyStopping, Convergence,
        GradientDescent, SGD, Momentum, Nesterov, RMSProp, Adam, AdamW,
        Constant, StepDecay, ExponentialDecay, CosineDecay, WarmUp,
    )
}  # fmt: skip
KEYS = {"version", "mlcourse", "run", "steps", "step_function", "plan", "frames", "stops"}


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
        ValueError: the file is no history, is damaged or from a newer mlcourse; or the run needs its step function
            or a class of yours, and the message names it.

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
    function = _step_function(header["step_function"], step)
    own = _own_classes(classes, header["plan"])
    with _damaged(source):
        return _rebuild(header, _read_arrays(source), function, own)


def _path(path: Any) -> Path:
    if not isinstance(path, str | os.PathLike) or isinstance(path, bytes):
        raise TypeError(f"path must name a file; given {given(path)}. Try 'run.npz'.")
    return Path(path).expanduser().resolve()


# What goes into the file


def _header(history: History, arrays: dict[str, Array]) -> dict[str, Any]:
    """Return everything that is not an array, and put the plan's arrays into ``arrays``."""
    plan = _encode(history.plan, "plan", arrays)
    arrays["plan/theta"] = history.initial.theta
    return {
        "format": FORMAT,
        "version": VERSION,
        "mlcourse": __version__,
        "numpy": np.__version__,
        "run": _run_digest(plan, arrays),
        "steps": history.steps,
        "step_function": _name(history._step_function),
        "plan": plan,
        "frames": list(history.key_frame_steps[1:]),
        "stops": [[list(run), *stop] for run, stop in history.stops.items()],
    }


def _members(
    history: History, header: dict[str, Any], arrays: dict[str, Array]
) -> Iterator[tuple[str, Array]]:
    """Give what the file holds, name by name; key frames are stacked one field at a time."""
    yield HEADER, np.array(json.dumps(header, ensure_ascii=False))
    yield from arrays.items()
    for name in CURVES:
        yield f"curves/{name}", getattr(history, name)
    yield "curves/training_loss", history.epochs.training_loss
    if history.epochs.validation_loss is not None:
        yield "curves/validation_loss", history.epochs.validation_loss
    # The first key frame is plan.start(θ) and needs no place.
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


def _encode(value: Any, name: str, arrays: dict[str, Array]) -> Any:
    """Return a value as what JSON knows; arrays and NumPy's numbers go into ``arrays``."""
    if value is None or type(value) in (bool, int, float, str):
        return value
    if isinstance(value, np.ndarray | np.generic) and np.asarray(value).dtype.kind in "biufSU":
        arrays[name] = np.asarray(value)
        return {"array": name}
    if isinstance(value, list | tuple):
        return [_encode(each, f"{name}/{i}", arrays) for i, each in enumerate(value)]
    if KNOWN.get(type(value).__name__) is type(value):
        kind = "class"
    elif isinstance(value, Optimizer | Schedule):
        kind = "own class"
    else:
        raise TypeError(
            f"{name} must be a number, a text, an array, an optimizer or a schedule to be saved; "
            f"given {given(value)}. A file holds no functions and no other objects."
        )
    attributes = {each: _encode(v, f"{name}/{each}", arrays) for each, v in _parts(value).items()}
    return {kind: type(value).__name__, "fields": attributes}


def _parts(value: Any) -> dict[str, Any]:
    """Return what an object was made of."""
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value) if field.init}
    return dict(vars(value))


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


def _name(function: Callable[..., Any]) -> str:
    """Return the qualified name of a step function."""
    named = function if hasattr(function, "__qualname__") else type(function)
    return f"{named.__module__}.{named.__qualname__}"


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
    version = header.get("version")
    if not isinstance(version, int) or (version <= VERSION and not header.keys() >= KEYS):
        raise ValueError(f"{path.name} must be a history; given one with half a header.")
    if version > VERSION:
        raise ValueError(
            f"{path.name} must be of format {VERSION} or older; given format {version}, saved by mlcourse "
            f"{header.get('mlcourse')}, which is newer than this one ({__version__}). "
            "Try pip install --upgrade mlcourse."
        )
    return header


def _read_arrays(path: Path) -> dict[str, Array]:
    """Read every array but the header, after a look at all checksums."""
    with np.load(path, allow_pickle=False) as file:
        wrong = file.zip.testzip()
        if wrong is not None:
            raise ValueError(f"the checksum of {wrong} does not fit")
        return {name: freeze(file[name]) for name in file.files if name != HEADER}


def _rebuild(
    header: dict[str, Any],
    arrays: dict[str, Array],
    function: StepFunction,
    own: dict[str, type],
) -> History:
    """Make the history again from the header and the arrays."""
    plan = _decode(header["plan"], arrays, own)
    start = freeze(plan.start(arrays["plan/theta"]))
    steps = (*header["frames"], header["steps"])
    states = [_moment(start, arrays, i) for i in range(len(steps))]
    curves = {name: arrays[f"curves/{name}"] for name in CURVES}
    if [state.step for state in states] != [*steps] or {len(c) for c in curves.values()} != {
        header["steps"]
    }:
        raise ValueError("its parts do not fit together")
    return History(
        plan,
        function,
        {0: start, **dict(zip(header["frames"], states, strict=False))},
        states[-1],
        curves,
        Epochs(
            training_loss=arrays["curves/training_loss"],
            validation_loss=arrays.get("curves/validation_loss"),
        ),
        {tuple(run): Stop(*stop) for run, *stop in header["stops"]},
    )


def _moment(pattern: Any, arrays: dict[str, Array], i: int, prefix: str = "frames/") -> Any:
    """Return a state like ``pattern``, with the numbers of the i-th stored moment."""
    changes: dict[str, Any] = {}
    for field in fields(pattern):
        value, name = getattr(pattern, field.name), prefix + field.name
        if is_dataclass(value):
            changes[field.name] = _moment(value, arrays, i, f"{name}/")
        elif value is not None:
            row = arrays[name][i, ...]
            changes[field.name] = row if isinstance(value, np.ndarray) else row.item()
            if np.shape(row) != np.shape(value):
                raise ValueError(f"{name} has the shape {np.shape(row)}, not {np.shape(value)}")
    return replace(pattern, **changes)


def _decode(value: Any, arrays: dict[str, Array], own: dict[str, type]) -> Any:
    """Return what ``_encode`` was given. No name from the file is looked up anywhere but in the two tables."""
    if isinstance(value, list):
        return tuple(_decode(each, arrays, own) for each in value)
    if not isinstance(value, dict):
        return value
    if "array" in value:
        return arrays[value["array"]][()]  # of an array without axes: its number
    made_of = {name: _decode(each, arrays, own) for name, each in value["fields"].items()}
    kind = KNOWN[value["class"]] if "class" in value else own[value["own class"]]
    if is_dataclass(kind):
        return kind(**made_of)
    made: Any = object.__new__(kind)
    vars(made).update(made_of)
    return made


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
    missing = sorted(_own_names(plan) - set(own))
    if missing:
        names = ", ".join(missing)
        raise ValueError(
            f"classes must hold {names}, which this run was trained with and mlcourse does not know; "
            f"given {given(classes)}. Try load_history(path, classes=[{names}])."
        )
    return own


def _own_names(value: Any) -> set[str]:
    """Return the names of all classes in an encoded plan that are not the library's."""
    if isinstance(value, list):
        return set().union(*map(_own_names, value))
    if not isinstance(value, dict):
        return set()
    here = {value["own class"]} if "own class" in value else set()
    return here.union(*map(_own_names, value.get("fields", {}).values()))


def _step_function(saved: str, given_step: StepFunction | None) -> StepFunction:
    """Return the function to replay with: the library's, or the one that made the run."""
    if given_step is None and saved == _name(train_step):
        return train_step
    if given_step is None:
        raise ValueError(
            f"step must be the function that made this run, {saved}, since a file holds no functions; given None. "
            f"Try load_history(path, step={saved.rpartition('.')[2]}), or step=train_step to see its curves only."
        )
    if not callable(given_step):
        raise TypeError(f"step must be a function of plan and state; given {given(given_step)}.")
    if _name(given_step) != saved:
        warnings.warn(
            f"the steps of this run were made by {saved}; they are replayed with {_name(given_step)}. "
            "The curves are the recorded ones; a replayed step that is another is said.",
            UserWarning,
            stacklevel=3,
        )
    return given_step
