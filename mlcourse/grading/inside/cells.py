"""Runs a notebook's cell as IPython does, without what only matters on a screen: that takes most of its time.

What is plain Python goes straight to the compiler, and what IPython alone can read, such as ``%matplotlib inline``,
goes to IPython.
"""

from __future__ import annotations

import ast
from typing import Any

PROMPT = "In ["  # a copied prompt of IPython's looks like Python


def run(shell: Any, text: str) -> BaseException | None:
    """Run a cell; return what it stopped with, None where it ran to its end.

    Args:
        shell: IPython's; a cell's names go into its ``user_ns``.
        text: of the cell.
    """
    name = shell.compile.cache(text, shell.execution_count, text)
    compiled = _compiled(shell, text, name)
    if compiled is None:
        result = shell.run_cell(text, store_history=True)
        return result.error_before_exec or result.error_in_exec or None
    shell.history_manager.input_hist_parsed.append(text)  # In
    early = shell.execution_count - shell.displayhook.prompt_count  # 1 where IPython counts first
    shell.execution_count += early
    try:
        for code in compiled:
            exec(code, shell.user_ns)
    except BaseException as error:
        return error
    finally:
        shell.execution_count += 1 - early
    return None


def _compiled(shell: Any, text: str, name: str) -> list[Any] | None:
    """Return what a cell of plain Python is compiled to: its last expression on its own, as it is shown.

    None for all else: nothing of it has run then.
    """
    if text.lstrip().startswith(PROMPT) or _is_changed(shell):
        return None
    try:
        tree = ast.parse(text)
        shown = tree.body[-1:] if tree.body and isinstance(tree.body[-1], ast.Expr) else []
        done = ast.Module(tree.body[: len(tree.body) - len(shown)], [])
        compiled = [shell.compile(done, name, "exec")]
        return compiled + [shell.compile(ast.Interactive([each]), name, "single") for each in shown]
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
        return None


def _is_changed(shell: Any) -> bool:
    """Return whether a cell has told the shell to do something more with each cell."""
    return bool(shell.ast_transformers) or any(shell.events.callbacks.values())
