"""What a run follows from, as JSON and arrays: numbers, texts and classes that are known by name, nothing else."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

import mlcourse
from mlcourse.base.errors import Array, given
from mlcourse.steps.network import MLP
from mlcourse.steps.optimizers import Optimizer
from mlcourse.steps.plan import Plan
from mlcourse.steps.schedule import Schedule
from mlcourse.steps.stopping import Convergence, EarlyStopping

PARTS = (Plan, MLP, Optimizer, Schedule, EarlyStopping, Convergence)  # what a run is made of
DATA = "biufSU"  # the kinds of arrays that a file may hold: numbers and texts


def public_class(name: Any) -> type | None:
    """Return the class that ``mlcourse`` has under this public name, if a run can be made of it.

    Args:
        name: such as "Adam".

    Returns:
        The class; None where there is none, or one of another kind.

    Example:
        >>> public_class("CosineDecay")
        <class 'mlcourse.steps.schedules.CosineDecay'>
        >>> public_class("History") is public_class("os.system") is None
        True
    """
    found = getattr(mlcourse, name) if name in mlcourse.__all__ else None
    return found if isinstance(found, type) and issubclass(found, PARTS) else None


def encode(value: Any, name: str, arrays: dict[str, Array]) -> Any:
    """Return a value as what JSON knows.

    Args:
        value: a plan, or a part of one.
        name: where it stands, for messages and for the names of arrays.
        arrays: arrays and NumPy's numbers are put in here, by name.

    Returns:
        Numbers, texts, lists and dictionaries.

    Raises:
        TypeError: something in it is not data.

    Example:
        >>> encode(mlcourse.SGD(0.1), "optimizer", {})
        {'class': 'SGD', 'fields': {'learning_rate': 0.1}}
    """
    if value is None or type(value) in (bool, int, float, str):
        return value
    if isinstance(value, np.ndarray | np.generic) and np.asarray(value).dtype.kind in DATA:
        arrays[name] = np.asarray(value)
        return {"array": name}
    if isinstance(value, list | tuple):
        return [encode(each, f"{name}/{i}", arrays) for i, each in enumerate(value)]
    if public_class(type(value).__name__) is type(value):
        kind = "class"
    elif isinstance(value, Optimizer | Schedule):
        kind = "own class"
    else:
        raise TypeError(
            f"{name} must be a number, a text, an array, an optimizer or a schedule to be saved; "
            f"given {given(value)}. A file holds no functions and no other objects."
        )
    attributes = {
        each: encode(v, f"{name}/{each}", arrays) for each, v in _attributes(value).items()
    }
    return {kind: type(value).__name__, "fields": attributes}


def _attributes(value: Any) -> dict[str, Any]:
    """Return what an object was made of."""
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value) if field.init}
    return dict(vars(value))


def decode(value: Any, arrays: dict[str, Array], own: dict[str, type]) -> Any:
    """Return what ``encode`` was given.

    Args:
        value: what it returned.
        arrays: what it put there.
        own: classes of the caller's, by name.

    Returns:
        The plan, or the part of it.

    Raises:
        TypeError: a class refuses what it would be made of.
        ValueError: so it does, or it is not known, or an array is missing.

    Example:
        >>> decode({"class": "SGD", "fields": {"learning_rate": 0.1}}, {}, {})
        SGD(learning_rate=0.1)
        >>> decode({"class": "Lion", "fields": {}}, {}, {})
        Traceback (most recent call last):
        ValueError: there is no 'Lion' in mlcourse ... that a run could be made of
    """
    if isinstance(value, list):
        return tuple(decode(each, arrays, own) for each in value)
    if not isinstance(value, dict):
        return value
    if "array" in value:
        return stored(arrays, value["array"])[()]  # of an array without axes: its number
    kind, attributes = _class_of(value, own), value.get("fields")
    if not isinstance(attributes, dict):
        raise ValueError(f"what {kind.__name__} was made of is missing")
    made_of = {name: decode(each, arrays, own) for name, each in attributes.items()}
    if not is_dataclass(kind):
        made: Any = object.__new__(kind)
        vars(made).update(made_of)
        return made
    unknown = made_of.keys() - {field.name for field in fields(kind)}
    if unknown:
        raise ValueError(f"{kind.__name__} knows no {', '.join(sorted(unknown))} here")
    return kind(**made_of)


def _class_of(value: dict[str, Any], own: dict[str, type]) -> type:
    """Return a class by its name: of mlcourse's public names, or of the caller's classes, and from nowhere else."""
    if "own class" in value:
        return own[value["own class"]]
    kind = public_class(value.get("class"))
    if kind is None:
        raise ValueError(
            f"there is no {value.get('class')!r} in mlcourse {mlcourse.__version__} that a run could be made of"
        )
    return kind


def stored(arrays: dict[str, Array], name: Any) -> Array:
    """Return an array by its name in the file.

    Raises:
        ValueError: there is none.
    """
    if not isinstance(name, str) or name not in arrays:
        raise ValueError(f"there is no array {name} in it")
    return arrays[name]


def own_names(value: Any) -> set[str]:
    """Return the names of all classes in an encoded plan that are not the library's.

    Args:
        value: what ``encode`` returned.

    Returns:
        Their names.

    Example:
        >>> own_names({"class": "SGD", "fields": {"learning_rate": {"own class": "Mine", "fields": {}}}})
        {'Mine'}
    """
    if isinstance(value, list):
        return set().union(*map(own_names, value))
    if not isinstance(value, dict):
        return set()
    here = {str(value["own class"])} if "own class" in value else set()
    return here.union(*map(own_names, value.values()))


def function_name(function: Callable[..., Any]) -> str:
    """Return the name of a step function as a file keeps it.

    Args:
        function: what makes a training step.

    Returns:
        Module and name. Of the library's own functions the module is left out, so that a file does not depend on
        how the library is laid out.

    Example:
        >>> function_name(mlcourse.train_step)
        'mlcourse.train_step'
    """
    named = function if hasattr(function, "__qualname__") else type(function)
    module, _, inside = named.__module__.partition(".")
    home = module if module == "mlcourse" else ".".join(filter(None, (module, inside)))
    return f"{home}.{named.__qualname__}"


def is_named(function: Callable[..., Any], saved: str) -> bool:
    """Return whether a step function bears this name, or bore it in a file of format 1, with the library's module.

    Args:
        function: what makes a training step.
        saved: the name in the file.

    Returns:
        Whether it is the same name.

    Example:
        >>> is_named(mlcourse.train_step, "mlcourse.iteration.train_step")
        True
    """
    name = function_name(function)
    library, _, inside = name.partition(".")
    moved = library == "mlcourse" and saved.startswith("mlcourse.") and saved.endswith(f".{inside}")
    return saved == name or moved
