"""Records that show themselves: a formula, the numbers put into it, and every value with its shape.

In a terminal a record prints as aligned text; in Jupyter as the typeset formula and pictures (``pictured``).
"""

import re
import sys
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from typing import Any, ClassVar, NamedTuple, Self, TypeVar, dataclass_transform

import numpy as np

from mlcourse.base.legible import make_legible

T = TypeVar("T")

make_legible(sys.stdout)  # for who prints a record, as into a pipe on Windows

SHOWN = 5  # numbers of an array that are shown before "…"
WHOLE = (int, np.integer, np.bool_)


class Term(NamedTuple):
    """One line of a record: an attribute's name, and what it is in symbols or words."""

    name: str
    meaning: str


class _Text:
    """A formula as a line of text, made from its LaTeX when it is asked for."""

    def __init__(self, latex: str) -> None:
        self.latex = latex

    def __get__(self, record: object, kind: type) -> Any:
        return _plain(getattr(kind, self.latex))


class _Texts(_Text):
    """The formulas that stand side by side in a line of LaTeX, as texts."""

    def __get__(self, record: object, kind: type) -> Any:
        latex: str = getattr(kind, self.latex)
        return tuple(_plain(part) for part in re.split(r"\\q?quad\b", latex) if part)


def _plain(latex: str) -> str:
    from mlcourse.base.plain import plain  # only who prints a formula needs it

    try:
        return plain(latex)
    except (ImportError, ValueError):  # a record shows itself all the same
        return latex


def text_of(latex: str) -> Any:
    r"""Return a class attribute: a formula as a line of text, for terminals, made from its LaTeX.

    Args:
        latex: the name of the class attribute that holds the LaTeX.

    Returns:
        The attribute; it is a ``str`` where it is read.

    Example:
        >>> class Slope:
        ...     slope_latex = r"\frac{\partial L}{\partial W} = x^\top \delta"
        ...     slope = text_of("slope_latex")
        >>> Slope.slope
        '∂L/∂W = xᵀδ'
    """
    return _Text(latex)


def texts_of(latex: str) -> Any:
    r"""Return a class attribute: the formulas between which a LaTeX line has a \quad or \qquad, each as a text.

    Args:
        latex: the name of the class attribute that holds the LaTeX.

    Returns:
        The attribute; it is a tuple of ``str`` where it is read.

    Example:
        >>> class Layer:
        ...     latex = r"z = xW + b \qquad a = f(z)"
        ...     formulas = texts_of("latex")
        >>> Layer.formulas
        ('z = xW + b', 'a = f(z)')
    """
    return _Texts(latex)


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[T]) -> type[T]:
    """Make a class a frozen record: a dataclass that is built by its fields' names, which cannot be assigned again.

    Equality stays identity, since two arrays have no single truth value.

    Args:
        cls: a class with annotated fields.

    Returns:
        The frozen dataclass.

    Example:
        >>> @record
        ... class Point(Record):
        ...     title = "Point"
        ...     terms = (Term("x", "position"),)
        ...     x: float
        >>> print(Point(x=2.0))
        Point
          x    ()    2    position
        >>> Point.made(x=2.0).x = 3.0
        Traceback (most recent call last):
        dataclasses.FrozenInstanceError: cannot assign to field 'x'
    """
    kind: Any = dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)(cls)
    plain = all(each.default is MISSING for each in fields(kind)) and not hasattr(
        kind, "__post_init__"
    )
    kind.made = staticmethod(_maker(kind) if plain else kind)
    return kind


def _maker(kind: Any) -> Any:
    """Return ``made`` of a record: it fills a draft, whose fields can be assigned, and makes it the frozen record.

    A training step makes some fifteen records. This takes a third of the time of a frozen dataclass's ``__init__``,
    which goes around its own lock for each field, and Python calls a function sooner than a class.
    """
    names = [each.name for each in fields(kind)]
    own = {
        "__slots__": kind.__slots__,
        "__init__": object.__init__,
        "__setattr__": object.__setattr__,
        "__module__": "drafts",
    }
    generic = {"__orig_bases__": kind.__orig_bases__} if "__orig_bases__" in vars(kind) else {}
    scope = {"Draft": type(f"_{kind.__name__}Draft", kind.__bases__, own | generic), "Kind": kind}
    head = f"def made({'*, ' if names else ''}{', '.join(names)}):\n"
    lines = "".join(f"    self.{name} = {name}\n" for name in names)
    exec(f"{head}    self = Draft()\n{lines}    self.__class__ = Kind\n    return self\n", scope)
    return scope["made"]


@dataclass_transform(frozen_default=True)
def given_record(cls: type[T]) -> type[T]:
    """Make a class a frozen record that a learner may build: by position too, with defaults, checked by itself.

    Args:
        cls: a class with annotated fields.

    Returns:
        The frozen dataclass.
    """
    return dataclass(frozen=True, slots=True, repr=False, eq=False)(cls)


class Record:
    """Base of all records: knows how to show itself from its formula and its terms."""

    __slots__ = ()

    title: ClassVar[str] = ""
    latex: ClassVar[str] = ""  # the formula, for Jupyter
    formula: ClassVar[str] = text_of("latex")  # the same as a line of text, for a terminal
    formulas: ClassVar[tuple[str, ...]] = texts_of("latex")  # one by one, where there are several
    terms: ClassVar[tuple[Term, ...]] = ()
    # Of a class that ``record`` made: what calling it does, sooner, for records that training makes in every step.
    made: ClassVar[Callable[..., Self]]

    def worked(self) -> tuple[str, ...]:
        """Return lines in which the numbers of this very record stand in the formula."""
        return ()

    def __repr__(self) -> str:
        """Return the record as aligned text."""
        head = [self.title or type(self).__name__]
        head += [f"  {line}" for line in (self.formula, *self.worked()) if line]
        rows = self._rows()
        widths = [max((len(row[i]) for row in rows), default=0) for i in range(3)]
        body = [
            "  " + "    ".join((*(c.ljust(w) for c, w in zip(r, widths, strict=False)), r[3]))
            for r in rows
        ]
        return "\n".join(line.rstrip() for line in head + body)

    def _repr_html_(self) -> str:
        """Return the record as a typeset formula, its numbers, a picture of each array and a table."""
        from mlcourse.base.pictured import record_html  # only notebooks need it

        return record_html(self)

    def _rows(self) -> list[tuple[str, str, str, str]]:
        shown = ((term, getattr(self, term.name)) for term in self.terms)
        return [
            (t.name, shape_text(v), values_text(v), t.meaning) for t, v in shown if v is not None
        ]


def shape_text(value: Any) -> str:
    """Return the shape of an array or a number as text, and nothing for other things.

    Args:
        value: anything.

    Returns:
        For instance ``"(3, 2)"``, ``"()"`` or ``""``.

    Example:
        >>> shape_text(np.zeros((3, 2)))
        '(3, 2)'
    """
    is_number = isinstance(value, int | float | np.generic)
    return str(np.shape(value)) if is_number or isinstance(value, np.ndarray) else ""


def values_text(value: Any) -> str:
    """Return a value in a few characters: the first numbers of an array, four digits each.

    Args:
        value: anything; a record or a sequence is named, not unfolded.

    Returns:
        A short text.

    Example:
        >>> values_text(np.linspace(0, 1, 20))
        '0  0.05263  0.1053  0.1579  0.2105  …'
    """
    if isinstance(value, np.ndarray):
        flat = value.ravel()
        shown = "  ".join(number_text(v) for v in flat[:SHOWN])
        return shown + ("  …" if flat.size > SHOWN else "")
    if isinstance(value, bool | str):
        return str(value)
    if isinstance(value, int | float | np.generic):
        return number_text(value)
    if value == ():
        return "none"
    if isinstance(value, tuple) and all(isinstance(v, int | float) for v in value):
        return "  ".join(number_text(v) for v in value[:SHOWN]) + (
            "  …" if len(value) > SHOWN else ""
        )
    if isinstance(value, list | tuple):
        return f"{len(value)} × {type(value[0]).__name__}" if value else "none"
    return type(value).__name__


def number_text(value: Any) -> str:
    """Return one number with four significant digits.

    Args:
        value: a number.

    Returns:
        A short text, integers without a decimal point.

    Example:
        >>> number_text(0.000123456), number_text(7), number_text(-2.0)
        ('0.0001235', '7', '−2')
    """
    whole = isinstance(value, WHOLE)
    text = str(int(value)) if whole else f"{float(value) + 0.0:.4g}"
    return text.replace("-", "−")


def factor_text(value: Any) -> str:
    """Return one number as it stands in a product or a sum: a negative one in parentheses.

    Args:
        value: a number.

    Returns:
        A short text.

    Example:
        >>> f"2 · {factor_text(-3)}"
        '2 · (−3)'
    """
    text = number_text(value)
    return f"({text})" if text.startswith("−") else text


def first(array: Any) -> float:
    """Return the first number of an array, whatever its axes: the one that a worked line shows.

    Args:
        array: an array or a number.

    Returns:
        The element at index (0, …, 0).

    Example:
        >>> first(np.array([[3.0, 4.0]]))
        3.0
    """
    return np.asarray(array).flat[0].item()
