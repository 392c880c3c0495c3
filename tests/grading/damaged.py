"""Damaged notebooks: exercise 04 solved in full, and then one thing done to it, as it happens to learners.

Each function takes the notebook as JSON and harms it, or returns the file's bytes.
"""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

from mlcourse.checks.cells import answer_id, grade_id

ROOT = Path(__file__).parents[2]
TOPIC = "04_backpropagation"
TASK = "04.tanh_slope"  # 1 point; the one that is harmed
OTHER = "04.relu_delta"
Notebook = dict[str, Any]


def load(folder: str) -> Notebook:
    """Return the exercise's notebook of a folder, each cell's text in one piece."""
    notebook = json.loads((ROOT / folder / f"{TOPIC}.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
    return notebook


def solved() -> Notebook:
    """Return what a learner hands in who has solved all."""
    notebook, worked = load("exercises"), load("solutions")
    for cell, answer in zip(notebook["cells"], worked["cells"], strict=True):
        if id_of(cell).endswith("-answer"):
            cell["source"] = answer["source"]
    return notebook


def id_of(cell: Notebook) -> str:
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


def place(notebook: Notebook, name: str) -> int:
    """Return where the cell with one of nbgrader's ids stands."""
    return next(i for i, cell in enumerate(notebook["cells"]) if id_of(cell) == name)


def cell_of(notebook: Notebook, name: str) -> Notebook:
    return notebook["cells"][place(notebook, name)]


def check_of(notebook: Notebook, task: str = TASK) -> Notebook:
    return cell_of(notebook, grade_id(task))


def answer_of(notebook: Notebook, task: str = TASK) -> Notebook:
    return cell_of(notebook, answer_id(task))


def code(source: str) -> Notebook:
    return {"cell_type": "code", "id": f"new-{len(source)}", "source": source, "metadata": {}, "outputs": [],
            "execution_count": None}  # fmt: skip


def insert(notebook: Notebook, source: str, before: str) -> None:
    notebook["cells"].insert(place(notebook, before), code(source))


def untouched(notebook: Notebook) -> None:
    """Nothing."""


def answer_copied(notebook: Notebook) -> None:
    twin = deepcopy(answer_of(notebook)) | {"id": "copied"}
    notebook["cells"].insert(place(notebook, grade_id(TASK)), twin)


def check_copied(notebook: Notebook) -> None:
    twin = deepcopy(check_of(notebook)) | {"id": "copied"}
    notebook["cells"].insert(place(notebook, grade_id(TASK)), twin)


def check_copied_to_the_top(notebook: Notebook) -> None:
    notebook["cells"].insert(0, deepcopy(check_of(notebook)) | {"id": "copied"})


def check_deleted(notebook: Notebook) -> None:
    del notebook["cells"][place(notebook, grade_id(TASK))]


def check_commented_out(notebook: Notebook) -> None:
    check_of(notebook)["source"] = "# " + check_of(notebook)["source"]


def check_to_markdown(notebook: Notebook) -> None:
    to_text(check_of(notebook), "markdown")


def answer_to_markdown(notebook: Notebook) -> None:
    to_text(answer_of(notebook), "markdown")


def answer_to_raw(notebook: Notebook) -> None:
    to_text(answer_of(notebook), "raw")


def to_text(cell: Notebook, kind: str) -> None:
    cell["cell_type"] = kind
    del cell["outputs"], cell["execution_count"]


def all_marks_stripped(notebook: Notebook) -> None:
    for cell in notebook["cells"]:
        cell["metadata"] = {}


def check_mark_stripped(notebook: Notebook) -> None:
    check_of(notebook)["metadata"] = {}


def answer_mark_stripped(notebook: Notebook) -> None:
    answer_of(notebook)["metadata"] = {}


def mark_is_null(notebook: Notebook) -> None:
    check_of(notebook)["metadata"]["nbgrader"] = None


def mark_is_a_string(notebook: Notebook) -> None:
    check_of(notebook)["metadata"]["nbgrader"] = "hi"


def grade_id_is_a_number(notebook: Notebook) -> None:
    check_of(notebook)["metadata"]["nbgrader"]["grade_id"] = 7


def grade_id_renamed(notebook: Notebook) -> None:
    check_of(notebook)["metadata"]["nbgrader"]["grade_id"] = "mine"


def metadata_missing(notebook: Notebook) -> None:
    del check_of(notebook)["metadata"]


def kind_missing(notebook: Notebook) -> None:
    del answer_of(notebook)["cell_type"]


def points_raised(notebook: Notebook) -> None:
    check_of(notebook)["metadata"]["nbgrader"]["points"] = 100


def schema_lost(notebook: Notebook) -> None:
    del check_of(notebook)["metadata"]["nbgrader"]["schema_version"]


def merged_into_the_answer(notebook: Notebook) -> None:
    answer_of(notebook)["source"] += "\n\n" + check_of(notebook)["source"]
    check_deleted(notebook)


def merged_into_the_check(notebook: Notebook) -> None:
    check = check_of(notebook)
    check["source"] = answer_of(notebook)["source"] + "\n\n" + check["source"]
    del notebook["cells"][place(notebook, answer_id(TASK))]


def checks_swapped(notebook: Notebook) -> None:
    one, other = check_of(notebook)["metadata"], check_of(notebook, OTHER)["metadata"]
    one["nbgrader"]["grade_id"], other["nbgrader"]["grade_id"] = grade_id(OTHER), grade_id(TASK)


def check_before_its_answer(notebook: Notebook) -> None:
    check = notebook["cells"].pop(place(notebook, grade_id(TASK)))
    notebook["cells"].insert(place(notebook, answer_id(TASK)), check)


def answer_split(notebook: Notebook) -> None:
    insert(notebook, answer_of(notebook)["source"], grade_id(TASK))
    answer_of(notebook)["source"] = "# see below"


def answer_deleted(notebook: Notebook) -> None:
    del notebook["cells"][place(notebook, answer_id(TASK))]


def conflict_in_a_cell(notebook: Notebook) -> None:
    answer = answer_of(notebook)
    answer["source"] = (
        f"<<<<<<< HEAD\n{answer['source']}\n=======\n{answer['source']}\n>>>>>>> theirs"
    )


def cell_that_raises(notebook: Notebook) -> None:
    insert(notebook, "plot_of(weights)", answer_id(TASK))


def calls_exit(notebook: Notebook) -> None:
    insert(notebook, "exit()", answer_id(TASK))


def calls_sys_exit(notebook: Notebook) -> None:
    insert(notebook, "import sys\nsys.exit()", answer_id(TASK))


def ends_python(notebook: Notebook) -> None:
    insert(notebook, "import os\nos._exit(1)", answer_id(TASK))


def asks_for_input(notebook: Notebook) -> None:
    insert(notebook, "name = input('Your name? ')", answer_id(TASK))


def check_silenced(notebook: Notebook) -> None:
    answer_of(notebook)["source"] = "def tanh_slope(z):\n    return z\n\ncheck = lambda *_: None"


def code_without_outputs(notebook: Notebook) -> None:
    del answer_of(notebook)["outputs"], answer_of(notebook)["execution_count"]


def text_is_a_number(notebook: Notebook) -> None:
    answer_of(notebook)["source"] = 7


def cell_is_a_string(notebook: Notebook) -> None:
    notebook["cells"].insert(3, "hello")


def ids_twice(notebook: Notebook) -> None:
    answer_of(notebook)["id"] = check_of(notebook)["id"]


def no_notebook_metadata(notebook: Notebook) -> None:
    del notebook["metadata"], notebook["nbformat"], notebook["nbformat_minor"]


def another_language(notebook: Notebook) -> None:
    notebook["metadata"] = {"kernelspec": {"display_name": "R", "language": "R", "name": "ir"},
                            "language_info": {"name": "R"}}  # fmt: skip


def another_name_of_the_kernel(notebook: Notebook) -> None:
    notebook["metadata"]["kernelspec"] = {
        "display_name": "My course", "language": "python", "name": "my-course"}  # fmt: skip


def byte_order_mark(notebook: Notebook) -> bytes:
    return b"\xef\xbb\xbf" + to_bytes(notebook)


def old_format(notebook: Notebook) -> bytes:
    cells = [{**cell, "input": cell["source"], "language": "python"} for cell in notebook["cells"]]
    return to_bytes(
        {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}]}
    )


def conflict_in_the_file(notebook: Notebook) -> bytes:
    text = to_bytes(notebook).decode()
    lines = text.splitlines(keepends=True)
    return "".join(
        [
            *lines[:9],
            "<<<<<<< HEAD\n",
            lines[9],
            "=======\n",
            lines[9],
            ">>>>>>> theirs\n",
            *lines[10:],
        ]
    ).encode()


def torn(notebook: Notebook) -> bytes:
    return to_bytes(notebook)[:3000]


def empty(notebook: Notebook) -> bytes:
    return b""


def garbage(notebook: Notebook) -> bytes:
    return bytes(range(256)) * 8


def a_web_page(notebook: Notebook) -> bytes:
    return b"<!DOCTYPE html><html><title>Sign in</title></html>"


def only_a_list(notebook: Notebook) -> bytes:
    return b"[]"


def nested_deeply(notebook: Notebook) -> bytes:
    return b'{"cells": ' + b"[" * 200_000 + b"]" * 200_000 + b"}"


DAMAGES: tuple[Callable[[Notebook], bytes | None], ...] = (
    untouched, answer_copied, check_copied, check_copied_to_the_top, check_deleted, check_commented_out,
    check_to_markdown, answer_to_markdown, answer_to_raw, all_marks_stripped, check_mark_stripped,
    answer_mark_stripped, mark_is_null, mark_is_a_string, grade_id_is_a_number, grade_id_renamed, metadata_missing,
    kind_missing, points_raised, schema_lost, merged_into_the_answer, merged_into_the_check, checks_swapped,
    check_before_its_answer, answer_split, answer_deleted, conflict_in_a_cell, cell_that_raises, calls_exit,
    calls_sys_exit, ends_python, asks_for_input, check_silenced, code_without_outputs, text_is_a_number,
    cell_is_a_string, ids_twice, no_notebook_metadata, another_language, another_name_of_the_kernel, byte_order_mark,
    old_format, conflict_in_the_file, torn, empty, garbage, a_web_page, only_a_list, nested_deeply,
)  # fmt: skip


def to_bytes(notebook: Notebook) -> bytes:
    return json.dumps(notebook, indent=1).encode()


def handed_in(damage: Callable[[Notebook], bytes | None]) -> bytes:
    """Return the file that is handed in after a damage."""
    notebook = solved()
    made = damage(notebook)
    return to_bytes(notebook) if made is None else made
