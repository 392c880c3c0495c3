"""What stands in the library's place while a notebook is graded.

``check`` and its like do nothing. Functions that the exercise allows are called on the other side of the border: none
of the library's code is here. Everything else is ``Absent``: it swallows what is done with it, so that a cell that
compares with the library, or draws a widget, runs on; and its use in an answer is noted.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

import numpy as np

PACKAGE = "mlcourse"
NOT_A_NUMBER = float("nan")
used: list[str] = []
"""Names of the library that code has called since somebody last looked, and that are not here."""

handled: list[str] = []
"""Names that do nothing, and of which code has used what they gave, since somebody last looked."""


class Absent:
    """Something of the library that is not here while grading; whatever is done with it gives itself."""

    def __init__(self, name: str, *_: Any, **__: Any) -> None:
        """Be something; where a class is made of it, Python gives the bases and the body, too."""
        self.__dict__["_name"] = name

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        """Be one number: else numpy would look into it as into a list that holds itself twice, for ever."""
        return np.array(NOT_A_NUMBER, dtype)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name.startswith(("_repr_", "_ipython_")):
            raise AttributeError(name)
        return self

    def __setattr__(self, name: str, value: Any) -> None:
        """Keep nothing."""

    def __call__(self, *_: Any, **__: Any) -> Any:
        """Do nothing, and be noted."""
        if self._name not in used:
            used.append(self._name)
        return self

    def __iter__(self) -> Iterator[Any]:
        return iter((self, self))

    def __len__(self) -> int:
        return 0

    def __int__(self) -> int:
        return 0

    __index__ = __int__

    def __float__(self) -> float:
        return NOT_A_NUMBER

    def __format__(self, spec: str) -> str:
        return repr(self)

    def __repr__(self) -> str:
        return f"<{self._name}: not here while the notebook is graded>"

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: Any) -> None:
        """End nothing."""

    def _itself(self, *_: Any) -> Any:
        return self

    def _whatever(self, *_: Any, **__: Any) -> Any:
        return self

    __getitem__ = __neg__ = __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _itself
    __truediv__ = __rtruediv__ = __matmul__ = __rmatmul__ = __pow__ = __rpow__ = _itself
    __lt__ = __le__ = __gt__ = __ge__ = __abs__ = __pos__ = __invert__ = _itself
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __divmod__ = _itself
    __and__ = __rand__ = __or__ = __ror__ = __xor__ = __rxor__ = _itself
    __array_ufunc__ = __array_function__ = _whatever


class Nothing(Absent):
    """What a name that does nothing gives: a figure's axes, say. An answer may use it; a cell may stop at it."""

    def __getattr__(self, name: str) -> Any:
        handled.append(self._name)
        return super().__getattr__(name)

    def __iter__(self) -> Iterator[Any]:
        handled.append(self._name)
        return super().__iter__()

    def __call__(self, *_: Any, **__: Any) -> Any:
        """Do nothing."""
        return self


class Library(MetaPathFinder, Loader):
    """Finds ``mlcourse`` and whatever stands below it, each as an empty module with names on demand.

    Args:
        quiet: names that do nothing.
        allowed: names that are called on the other side.
        ask: calls one of them there.
    """

    def __init__(self, quiet: list[str], allowed: list[str], ask: Callable[..., Any]) -> None:
        self.quiet, self.allowed, self.ask = frozenset(quiet), frozenset(allowed), ask

    def install(self) -> None:
        """Take the library's place."""
        sys.meta_path.insert(0, self)

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """Return where a module is found: here, if it is the library's."""
        if name.partition(".")[0] != PACKAGE:
            return None
        return ModuleSpec(name, self, is_package=True)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Return an empty module."""
        return ModuleType(
            spec.name, "The library, as far as it is here while a notebook is graded."
        )

    def exec_module(self, module: ModuleType) -> None:
        """Give it names on demand."""
        module.__getattr__ = self.named  # type: ignore[method-assign]
        module.__all__ = sorted(self.quiet | self.allowed)  # type: ignore[attr-defined]

    def named(self, name: str) -> Any:
        """Return what a name of the library stands for."""
        if name.startswith("__"):
            raise AttributeError(name)
        if name in self.quiet:
            return Nothing(f"{PACKAGE}.{name}")
        if name in self.allowed:
            return lambda *arguments, **options: self.ask(name, arguments, options)
        return Absent(f"{PACKAGE}.{name}")
