"""Notebooks with what they show: run in a kernel of their own, the state of their widgets kept."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode


def run_all(notebooks: dict[Path, NotebookNode]) -> None:
    """Run notebooks, as many at once as there are processors, and write each to its place.

    Args:
        notebooks: each by the file that it will be; it runs in that file's folder.
    """
    with nobodys_progress(), ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(run, notebooks, notebooks.values()))


def run(path: Path, notebook: NotebookNode) -> None:
    """Run a notebook and write it."""
    resources = {"metadata": {"path": str(path.parent)}}
    NotebookClient(
        notebook, kernel_name="python3", timeout=600, store_widget_state=True, resources=resources
    ).execute()
    nbformat.write(notebook, path)


@contextmanager
def nobodys_progress() -> Iterator[None]:
    """Let the kernels take what happens in them for nobody's progress, and compute in one thread each."""
    before = dict(os.environ)
    with TemporaryDirectory() as folder:
        os.environ |= {
            "MLCOURSE_PROGRESS": str(Path(folder) / "progress.json"),
            "OMP_NUM_THREADS": "1",
        }
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)
