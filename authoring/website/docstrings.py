"""What the reference adds to a docstring: the formula of the record that is returned, and what the record holds."""

import inspect
import re
import sys
from typing import Any

from sphinx.application import Sphinx

from mlcourse.base.display import Record


def add_record(app: Sphinx, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    """Put a record's formula below the first paragraph of a docstring, and its values at the end."""
    kind = record_of(obj)
    if kind is None or not lines:
        return
    if kind.latex:
        after = lines.index("") if "" in lines else len(lines)
        lines[after:after] = ["", ".. math::", "", f"   {kind.latex}", ""]
    if kind.terms:
        lines += ["", f".. rubric:: What the {kind.__name__} holds", ""]
        lines += [f"- ``{term.name}``: {escaped(term.meaning)}" for term in kind.terms]
        lines.append("")


def record_of(obj: Any) -> type[Record] | None:
    """Return the class of the records that a function returns, or an optimizer's update; None where there is none."""
    if inspect.isclass(obj):
        return obj if issubclass(obj, Record) else record_of(vars(obj).get("update"))
    if not inspect.isfunction(obj):
        return None
    kind = obj.__annotations__.get("return")
    if isinstance(kind, str):
        kind = getattr(sys.modules[obj.__module__], kind.strip("\"'"), None)
    return kind if inspect.isclass(kind) and issubclass(kind, Record) else None


def escaped(text: str) -> str:
    """Return plain text as reStructuredText."""
    return re.sub(r"([\\*`|_])", r"\\\1", text)


def setup(app: Sphinx) -> dict[str, Any]:
    """Tell Sphinx."""
    app.connect("autodoc-process-docstring", add_record, priority=900)  # after napoleon
    return {"parallel_read_safe": True, "parallel_write_safe": True}
