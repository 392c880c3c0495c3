"""The calls that an answer is tried with: each probe in float64, and again in float32."""

from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from mlcourse.base.display import number_text
from mlcourse.checks.task import Arguments, Probe, Task

FLOAT32_TOLERANCE = 1e-3
SHOWN = 12  # numbers in all arguments up to which a message shows them
LONGEST = 90  # characters of arguments in a message


@dataclass(frozen=True)
class Call:
    """One call of an answer: a probe's arguments in one precision.

    Args:
        probe: where the arguments come from; None where the task asks for a value.
        seed: what they are drawn from.
        dtype: ``np.float64`` or ``np.float32``.
        made_by: what known wrong answers make of it, by their ``id``, as far as that was looked up.
    """

    probe: Probe | None = None
    seed: int = 0
    dtype: Any = np.float64
    made_by: dict[int, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def is_float32(self) -> bool:
        """Whether floats are given in float32."""
        return self.dtype is np.float32

    @property
    def sizes(self) -> dict[str, int]:
        """The probe's named sizes."""
        return dict(self.probe.sizes) if self.probe else {}

    @cached_property
    def drawn(self) -> Arguments:
        """The arguments as they were drawn; nobody writes into them."""
        return in_dtype(self.probe.arguments(self.seed), self.dtype) if self.probe else {}

    def arguments(self) -> Arguments:
        """Return the arguments anew, to be written into as one likes."""
        return {name: _copy(value) for name, value in self.drawn.items()}

    def exact(self) -> Arguments:
        """Return the same values in float64, for the right answer."""
        return in_dtype(self.arguments(), np.float64)

    def tolerance(self, task: Task) -> float:
        """Return the largest relative difference that passes."""
        return max(task.tolerance, FLOAT32_TOLERANCE) if self.is_float32 else task.tolerance

    @property
    def is_small(self) -> bool:
        """Whether the arguments are few enough to be shown."""
        return self.probe is not None and bool(_shown(self.drawn))

    @property
    def is_told(self) -> bool:
        """Whether its words tell more than sizes: the arguments themselves, or what is special about them."""
        return self.is_small or bool(self.probe and self.probe.name)

    @property
    def words(self) -> str:
        """What this call is, to begin a sentence with: ``"With batch 31, inputs 7: "``; nothing for a value."""
        if self.probe is None:
            return ""
        sizes = ", ".join(
            f"{name if name in self.drawn else name.replace('_', ' ')} {n}"
            for name, n in self.sizes.items()
        )
        precision = ", in float32" if self.is_float32 else ""
        shown = _shown(self.drawn)
        if shown:
            start = f"For {shown}"
        elif self.probe.name:
            start = f"On {self.probe.name}" + (f" ({sizes})" if sizes else "")
        else:
            start = f"With {sizes}" if sizes else "With random numbers"
        return f"{start}{precision}: "


def calls_of(task: Task, seed: int) -> list[Call]:
    """Return all calls that an answer to a task is tried with: one without arguments if it is a value."""
    if not task.is_function:
        return [Call()]
    exact = [Call(probe, seed) for probe in task.probes]
    return exact + [Call(each.probe, seed, np.float32) for each in exact if has_floats(each.drawn)]


def in_dtype(value: Any, dtype: Any) -> Any:
    """Return a value with all its arrays of floats in another precision."""
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return value.astype(dtype)
    if isinstance(value, dict):
        return {name: in_dtype(each, dtype) for name, each in value.items()}
    if type(value) in (list, tuple):
        return type(value)(in_dtype(each, dtype) for each in value)
    return value


def has_floats(value: Any) -> bool:
    """Return whether there is an array of floats in a value."""
    if isinstance(value, dict):
        return any(has_floats(each) for each in value.values())
    if isinstance(value, list | tuple):
        return any(has_floats(each) for each in value)
    return isinstance(value, np.ndarray) and value.dtype.kind == "f"


def _copy(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.copy(order="K")
    if type(value) in (list, tuple):
        return type(value)(map(_copy, value))
    if isinstance(value, np.random.Generator):  # deepcopy takes ten times as long
        bits = type(value.bit_generator)(0)
        bits.state = value.bit_generator.state
        return np.random.Generator(bits)
    return deepcopy(value)


def _shown(arguments: Arguments) -> str:
    """Return the arguments as they would be typed, if they are few numbers."""
    values = list(arguments.values())
    if not all(isinstance(each, np.ndarray | int | float | str) for each in values):
        return ""
    if sum(np.size(each) for each in values) > SHOWN:
        return ""
    shown = ", ".join(f"{name} = {_typed(value)}" for name, value in arguments.items())
    return shown if len(shown) <= LONGEST else ""


def _typed(value: Any) -> str:
    if isinstance(value, str):
        return repr(value)
    if np.ndim(value) == 0:
        return number_text(value)
    return f"[{', '.join(_typed(each) for each in value)}]"
