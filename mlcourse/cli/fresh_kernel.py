"""A notebook's cells, run from top to bottom in a fresh kernel, past whatever happens in them."""

from __future__ import annotations

import logging
import os
import tempfile
from subprocess import DEVNULL
from time import monotonic
from typing import Any

from mlcourse.base.threads import default_to_one_thread
from mlcourse.cli.postponed import postpone_address_parsers

Cell = dict[str, Any]

CELL_SECONDS, ALL_SECONDS = 60, 600
TIMEOUT = "CellTimeoutError"

SILENT = logging.getLogger(__name__)  # what happens in a cell is said once, by the report
SILENT.addHandler(logging.NullHandler())
SILENT.propagate = False


def run(cells: list[Cell], **environment: str) -> list[Cell]:
    """Run all cells in an empty folder; an error, or a cell that does not end, stops none of the later ones.

    Args:
        cells: of a notebook; they are left as they are.
        environment: variables for the kernel, besides those of this process.

    Returns:
        The cells with the outputs and execution counts of this run. A cell that did not end, or that ended the
        kernel, holds an error that says so.
    """
    postpone_address_parsers()
    from nbclient import NotebookClient
    from nbclient.exceptions import DeadKernelError
    from nbformat import from_dict

    plain = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(map(cleared, cells))}
    notebook, until = from_dict(plain), monotonic() + ALL_SECONDS  # type: ignore[no-untyped-call]
    with tempfile.TemporaryDirectory() as folder:
        client = NotebookClient(
            notebook,
            kernel_name="python3",
            allow_errors=True,
            timeout_func=lambda cell: seconds_for(cell, until),
            iopub_timeout=CELL_SECONDS,
            interrupt_on_timeout=True,
            error_on_timeout={"ename": TIMEOUT, "evalue": "it did not end", "traceback": []},
            on_cell_executed=note_timeout,
            store_widget_state=False,
            log=SILENT,
            resources={"metadata": {"path": folder}},
        )
        quiet = {"stdout": DEVNULL, "stderr": DEVNULL}  # the kernel's own words, not the cells'
        variables = {**os.environ, **environment}
        default_to_one_thread(variables)
        with client.setup_kernel(env=variables, **quiet):
            for index, cell in enumerate(notebook.cells):
                try:
                    client.execute_cell(cell, index)
                except DeadKernelError:
                    note_error(
                        cell, "DeadKernelError", "it ended the kernel, and no later cell was run"
                    )
                    break
    return list(notebook.cells)


def seconds_for(cell: Cell, until: float) -> int:
    """Return how long a cell may take: as long as any, or what is left of the time for all of them."""
    return max(1, min(CELL_SECONDS, int(until - monotonic())))


def cleared(cell: Cell) -> Cell:
    """Return a cell without what an earlier run left in it."""
    if cell["cell_type"] != "code":
        return cell
    return {**cell, "outputs": [], "execution_count": None}


def error_of(cell: Cell) -> tuple[str, str] | None:
    """Return the name and the text of the error that a cell stopped with, None where it did not."""
    errors = (output for output in cell.get("outputs", ()) if output["output_type"] == "error")
    return next(((error["ename"], error["evalue"]) for error in errors), None)


def note_timeout(cell: Cell, execute_reply: dict[str, Any], **_: Any) -> None:
    """Write into a cell that it did not end; nbclient says so in its reply alone."""
    if (content := execute_reply["content"]).get("ename") == TIMEOUT:
        note_error(cell, TIMEOUT, content["evalue"])


def note_error(cell: Cell, name: str, value: str) -> None:
    """Put an error into a cell's outputs, before all others."""
    from nbformat.v4 import new_output

    error = new_output("error", ename=name, evalue=value, traceback=[])  # type: ignore[no-untyped-call]
    cell["outputs"].insert(0, error)
