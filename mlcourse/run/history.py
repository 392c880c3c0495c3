"""The tape of a run: a few numbers of every step, key frames in between, and replay to any step.

A key frame is a ``TrainingState``. ``history.at(step)`` goes to the nearest key frame before the step and
replays from there through the very function that trained, so that what is shown is what happened, with
every intermediate value. Key frames are thinned as the run grows: memory stays within a budget, and a seek
costs at most the distance between two of them.
"""

import warnings
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from operator import attrgetter
from typing import Any, NamedTuple

import numpy as np

from mlcourse.base.display import Record, Term, number_text, record
from mlcourse.base.errors import Array, given, instance, integer
from mlcourse.steps.forward import forward
from mlcourse.steps.plan import Plan, TrainingState
from mlcourse.steps.step import Step
from mlcourse.steps.stopping import Stop

FIRST_INTERVAL = 16  # steps from one key frame to the next while all of them fit
CLOSE = 1e-3  # relative and absolute: what rounding can change in one step is far below
ROUNDED = (
    "Another machine, NumPy build, number of threads or version of mlcourse rounds differently; what follows is "
    "close, not equal."
)
ANOTHER_RUN = "That is more than rounding: the step function, the library's code or the data are not the recorded ones."
ROWS = 256  # that curves have room for at first
ARRAY_OVERHEAD = 200  # bytes of an array's header and its place in a record, beside its numbers

StepFunction = Callable[[Plan, TrainingState], Step]


class ReplayWarning(UserWarning):
    """A replayed step is not, bit for bit, the one that was recorded."""


class Curve(NamedTuple):
    """A number that is taken down in every step: how it is read off the step, and as what it is kept."""

    read: Callable[[Step], Any]
    dtype: Any = None  # None: that of θ
    from_plan: Callable[[Plan, int], Any] | None = (
        None  # the number of a step, where the plan alone tells it
    )


def fingerprint(step: Step) -> Array:
    """Return Σ gᵢ·θᵢ (...) of the bits, read as integers, of the gradient and of θ after the step.

    A loss or a norm rounds away a difference in the last bits; this sum, modulo 2⁶⁴, does not.

    Args:
        step: a training step.

    Returns:
        An integer of 64 bits for each run (...).
    """
    # As vecdot, which multiplies integers one by one and takes twice as long.
    return np.asarray(np.einsum("...i,...i->...", _bits(step.gradient), _bits(step.after.theta)))


def _bits(array: Array) -> Array:
    """Return the bits as unsigned integers, of eight bytes where the numbers fill whole ones."""
    whole = array.shape[-1] * array.itemsize % 8 == 0
    return array.view(np.uint64 if whole else np.uint32)


# All curves of a run. One more needs no other place: it is recorded, saved, and found in ``history.curves``;
# in a file that was saved without it, it is NaN, or computed where the plan alone tells it.
CURVES = {
    "loss": Curve(attrgetter("loss.value")),
    "gradient_norm": Curve(attrgetter("gradient_norm"), np.float32),
    "update_ratio": Curve(attrgetter("update_ratio"), np.float32),
    "learning_rate": Curve(
        attrgetter("update.learning_rate"), np.float64, lambda plan, step: plan.optimizer.rate(step)
    ),
    "fingerprint": Curve(fingerprint, np.uint64),
}


@record
class Epochs(Record):
    """The mean losses of every epoch."""

    title = "Epochs"
    terms = (
        Term("training_loss", "mean over the epoch's examples, each batch by its size"),
        Term("validation_loss", "at the end of the epoch"),
    )

    training_loss: Array  # (epochs, ...)
    validation_loss: Array | None  # (epochs, ...)


class History(Record):
    """A finished run, or several side by side, of which any step can be had again.

    Made by ``train``. Its curves are arrays over the steps, with an axis for the runs behind it where there
    are several. ``curves`` holds all of them by name; of a loaded history, a curve is NaN that its file is too old
    to have.
    """

    title = "History"
    terms = (
        Term("steps", "steps made"),
        Term("loss", "loss of each step's batch, without penalty"),
        Term("gradient_norm", "‖g‖ of each step"),
        Term("update_ratio", "‖Δθ‖/‖θ‖ of each step"),
        Term("learning_rate", "η of each step"),
        Term("epochs", "mean losses of each epoch"),
        Term("theta", "the parameters that the run hands over"),
        Term("key_frames", "moments kept whole; between them a step is replayed"),
    )
    __slots__ = (
        "_cursor", "_frames", "_step_function", "_warned", "curves", "epochs", "last", "plan", "stops",
    )  # fmt: skip

    def __init__(
        self,
        plan: Plan,
        step_function: StepFunction,
        frames: dict[int, TrainingState],
        last: TrainingState,
        curves: dict[str, Array],
        epochs: Epochs,
        stops: dict[tuple[int, ...], Stop],
    ) -> None:
        _check_tape(plan, step_function, frames, last, curves, epochs, stops)
        self.plan, self.last, self.epochs, self.stops = plan, last, epochs, stops
        self.curves = curves
        self._step_function, self._frames = step_function, frames
        self._cursor: TrainingState | None = None
        self._warned = False

    @property
    def steps(self) -> int:
        """The number of steps made."""
        return len(self.loss)

    @property
    def loss(self) -> Array:
        """The loss of each step's batch, without penalty. (steps, ...)"""
        return self.curves["loss"]

    @property
    def gradient_norm(self) -> Array:
        """‖g‖ of each step. (steps, ...)"""
        return self.curves["gradient_norm"]

    @property
    def update_ratio(self) -> Array:
        """‖Δθ‖/‖θ‖ of each step. (steps, ...)"""
        return self.curves["update_ratio"]

    @property
    def learning_rate(self) -> Array:
        """η of each step. (steps, ...)"""
        return self.curves["learning_rate"]

    @property
    def runs(self) -> tuple[int, ...]:
        """() for a single run, (R,) for R runs side by side."""
        return self.last.theta.shape[:-1]

    @property
    def initial(self) -> TrainingState:
        """The state before the first step."""
        return self._frames[0]

    @property
    def stop(self) -> Stop:
        """Why a single run ended; of several, why the last one did."""
        return max(self.stops.values(), key=lambda stop: stop.step)

    @property
    def theta(self) -> Array:
        """The parameters that the run hands over: the best with early stopping, else the last. (..., P)"""
        early = self.last.early_stopping
        return self.last.theta if early is None else early.best_theta

    @property
    def running(self) -> Array:
        """Running statistics of batch normalization that belong to ``theta``. (..., size)"""
        early = self.last.early_stopping
        return self.last.running if early is None else early.best_running

    @property
    def key_frames(self) -> int:
        """How many moments are kept whole."""
        return len(self._frames)

    @property
    def key_frame_steps(self) -> tuple[int, ...]:
        """The steps before which a key frame was kept, in ascending order."""
        return tuple(sorted(self._frames))

    def worked(self) -> tuple[str, ...]:
        """Return how the run went in a sentence or two."""
        runs = f"{self.runs[0]} runs, " if self.runs else ""
        start, end = (number_text(np.ravel(self.loss[i])[0]) for i in (0, -1))
        return (f"{runs}{self.steps} steps, loss {start} → {end}", self.stop.message)

    def predict(self, x: Array) -> Array:
        """Return the network's output for examples, with the parameters that the run hands over.

        Args:
            x: examples (batch, features), prepared as the training data was.

        Returns:
            Predictions or probabilities (..., batch, outputs).

        Raises:
            TypeError: x does not hold numbers.
            ValueError: x does not fit the network, is empty or not finite.
        """
        return forward(self.plan.network, self.theta, x, self.running).output

    def at(self, step: int) -> Step:
        """Return a step again, with every value in it: bit for bit what happened.

        Args:
            step: from 0 to ``steps - 1``; negative counts from the end.

        Returns:
            The step.

        Raises:
            TypeError: step is not an integer.
            ValueError: the run has no such step.

        Example:
            >>> from mlcourse import MLP, moons, train
            >>> history = train(MLP((2, 8, 2)), moons(seed=1), epochs=5, seed=1)
            >>> moment = history.at(17)
            >>> bool(moment.loss.value == history.loss[17])
            True
        """
        step = integer("step", step)
        wanted = step + self.steps if step < 0 else step
        if not 0 <= wanted < self.steps:
            raise ValueError(
                f"step must be from 0 to {self.steps - 1}, since the run made {self.steps} steps; given {step}."
            )
        state = self._nearest(wanted)
        with np.errstate(all="ignore"):
            while True:
                made = self._step_function(self.plan, state)
                self._compare(made)
                state = made.after
                if made.index == wanted:
                    break
        self._cursor = state
        return made

    def part(self, run: int, step: StepFunction) -> "History":
        """Return the history of one of several runs, as if it had been alone.

        A step that is had again is made of the run's own state alone. Where a single run rounds differently from
        several side by side, it is close to what happened, not equal.

        Args:
            run: its place among the runs, from 0.
            step: what makes a step of the run alone.

        Returns:
            The history, of the steps that the run made itself.

        Raises:
            TypeError: run is not an integer, or step no function.
            ValueError: there is no such run.

        Example:
            >>> from mlcourse import MLP, moons, train, train_step
            >>> two = train(MLP((2, 8, 2)), moons(seed=1), epochs=5, seed=[1, 2])
            >>> bool(two.part(1, train_step).loss[-1] == two.loss[-1, 1])
            True
        """
        run = integer("run", run, at_least=0)
        if (run,) not in self.stops:
            raise ValueError(f"there is no run {run} of its own among {len(self.stops)}; try 0.")
        last, plan = self.last.part(run), self.plan.part(run)
        stop = self.stops[(run,)]
        steps = stop.step + (stop.reason == "diverged")
        epochs, validation = steps // plan.steps_per_epoch, self.epochs.validation_loss
        mine = History(
            plan,
            step,
            {s: freeze(frame.part(run)) for s, frame in self._frames.items() if s <= steps},
            freeze(replace(last, step=steps)),
            {name: rows[:steps, run] for name, rows in self.curves.items()},
            Epochs(
                training_loss=self.epochs.training_loss[:epochs, run],
                validation_loss=None if validation is None else validation[:epochs, run],
            ),
            {(): stop},
        )
        mine._warned = True  # rounding that differs from that in company is nothing to warn of
        return mine

    def _nearest(self, step: int) -> TrainingState:
        before = max(frame for frame in self._frames if frame <= step)
        if self._cursor is not None and before < self._cursor.step <= step:
            return self._cursor
        return self._frames[before]

    def _compare(self, made: Step) -> None:
        """Say the first time that a replayed step is not the recorded one."""
        recorded, replayed = self.loss[made.index], np.asarray(made.loss.value)
        if self._warned or (
            np.array_equal(recorded, replayed, equal_nan=True)
            and np.array_equal(self.curves["fingerprint"][made.index], fingerprint(made))
        ):
            return
        self._warned = True
        warnings.warn(
            f"replay deviates from the recording first in step {made.index}: {_deviation(replayed, recorded)}. "
            f"{ROUNDED if self._is_close(made) else ANOTHER_RUN}",
            ReplayWarning,
            stacklevel=3,
        )

    def _is_close(self, made: Step) -> bool:
        """Return whether a step deviates by no more than rounding can, where it is the first that does."""
        for name in ("loss", "gradient_norm", "update_ratio", "learning_rate"):
            recorded = self.curves[name][made.index]
            close = np.isclose(CURVES[name].read(made), recorded, rtol=CLOSE, atol=CLOSE)
            if not np.all(close | np.isnan(recorded)):
                return False
        return True


def _deviation(replayed: Array, recorded: Array) -> str:
    """Return how far apart the losses of a step are, for the run where they are farthest apart."""
    worst = np.unravel_index(np.argmax(np.abs(replayed - recorded)), recorded.shape)
    if np.array_equal(replayed[worst], recorded[worst], equal_nan=True):
        return "its loss is the same, the gradient or θ after it differs in the last digits"
    which = f"run {int(worst[0])}, " if worst else ""
    return f"{which}loss {replayed[worst]} now, {recorded[worst]} then"


def _check_tape(
    plan: Any, step_function: Any, frames: Any, last: Any, curves: Any, epochs: Any, stops: Any
) -> None:
    """Refuse what is no tape; a learner's mistake here is to make by hand what ``train`` makes."""
    hint = "Try history = train(network, data)."
    instance("plan", plan, Plan, hint)
    instance("last", last, TrainingState, hint)
    instance("epochs", epochs, Epochs, hint)
    if not callable(step_function):
        raise TypeError(f"step_function must be a function; given {given(step_function)}. {hint}")
    for name, value, keys in (
        ("frames", frames, {0}),
        ("curves", curves, set(CURVES)),
        ("stops", stops, set()),
    ):
        if not isinstance(value, dict) or not value or not keys <= set(value):
            raise TypeError(
                f"{name} must be the dictionary that a run leaves; given {given(value)}. {hint}"
            )


class Recorder:
    """Takes down a run as it happens: curves of every step, key frames under a budget of bytes.

    Args:
        plan: what stays the same through the run.
        state: the state before the first step.
        budget: bytes that key frames may take, from 0; the first state is always kept.
        step_function: what makes a step, for the replay.

    Raises:
        TypeError: budget is not an integer.
        ValueError: it is negative.
    """

    def __init__(
        self, plan: Plan, state: TrainingState, budget: int, step_function: StepFunction
    ) -> None:
        self.plan, self.step_function = plan, step_function
        self.budget = integer(
            "key_frame_budget", budget, at_least=0, try_this="Try 64_000_000 bytes."
        )
        self.interval = FIRST_INTERVAL
        self.frames: dict[int, TrainingState] = {0: state}
        self.frame_bytes = sum(array.nbytes + ARRAY_OVERHEAD for array in _arrays(state))
        self.last = state
        runs, dtype = state.theta.shape[:-1], state.theta.dtype
        self.taken = 0
        self.curves = {
            name: np.empty((ROWS, *runs), curve.dtype or dtype) for name, curve in CURVES.items()
        }
        self._takes = [(CURVES[name].read, rows) for name, rows in self.curves.items()]
        self.training_loss = _Rows(runs, dtype)
        self.validation_loss = None if plan.validation is None else _Rows(runs, dtype)
        self.stops: dict[tuple[int, ...], Stop] = {}

    def take(self, step: Step) -> None:
        """Take down one step."""
        if self.taken == len(self.curves["loss"]):
            for rows in self.curves.values():
                _double(rows)
        for read, rows in self._takes:
            rows[self.taken] = read(step)
        self.taken += 1
        if step.epoch_end is not None:
            self.training_loss.append(step.epoch_end.training_loss)
            if self.validation_loss is not None:
                self.validation_loss.append(step.epoch_end.validation_loss)
        self.stops.update(step.stops)
        self.last = step.after
        if step.after.step % self.interval == 0:
            self._keep(step.after)

    def end_all(self, reason: str, message: str) -> None:
        """Write down the same reason for every run that is still going."""
        for place in np.argwhere(self.last.active):
            run = tuple(int(i) for i in place)
            self.stops[run] = Stop(self.last.step, reason, message)

    def history(self) -> History:
        """Return the tape."""
        curves = {name: freeze(rows[: self.taken].copy()) for name, rows in self.curves.items()}
        validation = None if self.validation_loss is None else self.validation_loss.array()
        for frame in self.frames.values():
            freeze(frame)
        return History(
            self.plan,
            self.step_function,
            self.frames,
            freeze(self.last),
            curves,
            Epochs(training_loss=self.training_loss.array(), validation_loss=validation),
            self.stops,
        )

    def _keep(self, state: TrainingState) -> None:
        """Keep a state as a key frame; where the budget is used up, only every other one stays."""
        self.frames[state.step] = state
        while len(self.frames) > 1 and (len(self.frames) - 1) * self.frame_bytes > self.budget:
            self.interval *= 2
            self.frames = {s: frame for s, frame in self.frames.items() if s % self.interval == 0}


class _Rows:
    """An array that grows row by row."""

    def __init__(self, shape: tuple[int, ...], dtype: Any) -> None:
        self.rows = np.empty((ROWS, *shape), dtype)
        self.length = 0

    def append(self, row: Any) -> None:
        if self.length == len(self.rows):
            _double(self.rows)
        self.rows[self.length] = row
        self.length += 1

    def array(self) -> Array:
        return freeze(self.rows[: self.length].copy())


def _double(rows: Array) -> None:
    """Make room for as many rows again, in place: a copy would need the room of both."""
    rows.resize((2 * len(rows), *rows.shape[1:]), refcheck=False)


def freeze(value: Any) -> Any:
    """Make every array of a state read-only, so that nobody can change a key frame by accident.

    Args:
        value: an array, a record of arrays, or anything else.

    Returns:
        The same object.

    Example:
        >>> freeze(np.zeros(2)).flags.writeable
        False
    """
    for array in _arrays(value):
        array.flags.writeable = False
    return value


def _arrays(value: Any) -> list[Array]:
    if isinstance(value, np.ndarray):
        return [value]
    if is_dataclass(value) and not isinstance(value, type):
        return [array for field in fields(value) for array in _arrays(getattr(value, field.name))]
    return []


def check_history(history: Any) -> History:
    """Return the history if it is one.

    Args:
        history: what ``train`` returned.

    Returns:
        The history.

    Raises:
        TypeError: it is something else.
    """
    return instance("history", history, History, "Try history = train(network, data).")
