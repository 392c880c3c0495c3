"""IPython's shell without a screen: what a cell prints, shows or raises is dropped."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection
from contextlib import suppress
from importlib import import_module
from typing import Any, NoReturn


def make_shell() -> Any:
    """Return a shell in which a notebook's cells run."""
    os.environ.setdefault("MPLBACKEND", "agg")
    from IPython.core.error import UsageError
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    settings = Config()
    settings.HistoryManager.enabled = False
    settings.InteractiveShell.colors = "NoColor"
    settings.InteractiveShell.enable_tip = False

    class Shell(InteractiveShell):
        """Shows nothing, and lets no magic command of a notebook's window stop a cell."""

        def showtraceback(self, *_: Any, **__: Any) -> None:
            """Show no traceback: to put one together takes longer than the rest."""

        showsyntaxerror = showindentationerror = showtraceback

        def enable_matplotlib(self, gui: Any = None) -> Any:
            """Leave it at drawing into memory."""
            return gui, "agg"

        enable_gui = enable_matplotlib

        def run_line_magic(self, name: str, line: str, _stack_depth: int = 1) -> Any:
            """Run a magic command; one that there is not here does nothing."""
            try:
                return super().run_line_magic(name, line, _stack_depth + 1)
            except UsageError:
                return None

        def ask_exit(self) -> NoReturn:
            """End the cell that calls ``exit()``."""
            raise SystemExit

    shell: Any = Shell.instance(config=settings)
    shell.display_formatter.format = lambda *_, **__: ({}, {})
    for callbacks in shell.events.callbacks.values():
        callbacks.clear()
    shell.builtin_trap.__enter__()  # for good: an answer that is called between two cells may display, too
    shell.display_trap.__enter__()
    shell.user_ns["exit"] = shell.user_ns["quit"] = shell.ask_exit
    return shell


def load(modules: Collection[str]) -> bool:
    """Load what a submission uses, ahead of its cells and their time; return whether any was not there yet."""
    missing = [each for each in modules if each not in sys.modules]
    for each in missing:
        with suppress(ImportError):
            import_module(each)
    return bool(missing)


def silence() -> None:
    """Send whatever is printed nowhere, and let nothing be typed."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for each in (0, 1, 2):
        os.dup2(nowhere, each)
    os.close(nowhere)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115  it stays open
    sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", closefd=False)  # noqa: SIM115
