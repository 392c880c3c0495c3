"""The reference: a page for each step and for each room beside them, with every public name under its module.

A module's docstring begins with what it is called, ``Step 3, loss: one number that …``: that becomes its heading. Below
each name stands its docstring, to which ``docstrings.py`` adds the formula and the values of what it returns.
"""

import inspect
import re
from importlib import import_module
from typing import NamedTuple

import mlcourse

BEGINNING = re.compile(r"(?:Step \d, )?(?P<name>[^:?.]+(?:[:.]|\?))\s*(?P<what>.?)")


class Page(NamedTuple):
    """A page of the reference, and the modules of which it shows the public names."""

    name: str
    title: str
    modules: tuple[str, ...]


def rooms(*names: str) -> tuple[str, ...]:
    """Return the modules with public names of some rooms."""
    return tuple(module for module in mlcourse._NAMES if module.partition(".")[0] in names)


OPTIMIZERS = tuple(module for module in mlcourse._NAMES if module.startswith("steps.optimizers."))
PAGES = (
    Page("initialization", "1 Initialization", ("steps.network", "steps.initialization", "steps.signals")),
    Page("forward_pass", "2 Forward pass", ("steps.forward", "steps.activations")),
    Page("loss", "3 Loss", ("steps.losses", "steps.loss_slice")),
    Page("backpropagation", "4 Backpropagation and optimizers",
         ("steps.backpropagation", "steps.gradient_check", *OPTIMIZERS)),
    Page("parameter_update", "5 Parameter update",
         ("steps.schedules", "steps.regularization", "steps.dropout", "steps.batch_normalization", "steps.freezing")),
    Page("iteration", "6 Iteration",
         ("steps.minibatches", "steps.iteration", "steps.step", "steps.plan", "steps.stopping",
          "steps.batch_gradients")),
    Page("run", "Training runs", rooms("run")),
    Page("data", "Data", rooms("data")),
    Page("scores", "Scores", rooms("scores")),
    Page("tuning", "Tuning", rooms("tuning")),
    Page("diagnosis", "Diagnosis", rooms("diagnosis")),
    Page("widgets", "Widgets", rooms("widgets")),
    Page("classroom", "In a notebook", rooms("classroom")),
)  # fmt: skip


def reference() -> dict[str, str]:
    """Return the text of each page, as reStructuredText, by its name.

    Raises:
        ValueError: a module with public names is on no page, or on two.
    """
    placed = sorted(module for page in PAGES for module in page.modules)
    if placed != sorted(mlcourse._NAMES):
        odd = sorted(set(mlcourse._NAMES) ^ set(placed)) or placed
        raise ValueError(
            f"each module with public names belongs on one page of PAGES in {__file__}: see {', '.join(odd)}"
        )
    return {page.name: text(page) for page in PAGES}


def text(page: Page) -> str:
    """Return a page's text."""
    parts = [heading(page.title, "="), ".. currentmodule:: mlcourse"]
    for module in page.modules:
        parts += section(module)
    return "\n\n".join(parts) + "\n"


def section(module: str) -> list[str]:
    """Return what stands on a page for a module: its heading, what it says of itself, its public names."""
    home = import_module(f"mlcourse.{module}")
    doc = inspect.getdoc(home) or ""
    begins = BEGINNING.match(doc)
    if not begins:
        raise ValueError(f"mlcourse.{module} needs a docstring, such as 'Losses: what …'")
    title = (begins["name"][0].upper() + begins["name"][1:]).rstrip(":.")
    what = begins["what"].upper() + doc[begins.end() :]
    names = sorted(mlcourse._NAMES[module].split(), key=list(vars(home)).index)
    return [heading(title, "-"), what, *map(entry, names)]


def entry(name: str) -> str:
    """Return the directive that shows a public name."""
    if not inspect.isclass(getattr(mlcourse, name)):
        return f".. autofunction:: {name}"
    return f".. autoclass:: {name}\n   :members:"


def heading(title: str, line: str) -> str:
    """Return a heading, underlined."""
    return f"{title}\n{line * len(title)}"
