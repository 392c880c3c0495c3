"""What an instructor has set for exercises that were released: until when ``reveal`` is closed."""

import json
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from mlcourse.classroom.place import notebook_folder


def date_file(exercise: str) -> str:
    """Return the name of the file beside a released exercise that closes ``reveal``: each has one of its own."""
    return f"mlcourse-release-{exercise}.json"


ABOUT = "release"  # the id of the cell that says points and due date


def handout(published: bytes, about: str) -> bytes:
    """Return an exercise as it is handed out: with a cell of what students are told."""
    notebook = json.loads(published)
    cell = {
        "cell_type": "markdown",
        "id": ABOUT,
        "metadata": {},
        "source": about.splitlines(keepends=True),
    }
    notebook["cells"].insert(1, cell)
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()


def is_handout(content: bytes, published: bytes) -> bool:
    """Return whether a file is an exercise as it was handed out, with nothing changed since."""
    with suppress(ValueError, KeyError, TypeError, AttributeError):  # no notebook
        notebook = json.loads(content)
        told = [cell for cell in notebook["cells"] if cell.get("id") == ABOUT]
        notebook["cells"] = [cell for cell in notebook["cells"] if cell not in told]
        return bool(told) and notebook == json.loads(published)
    return False


def closed_until(exercise: str) -> date | None:
    """Return the day from which on an exercise's worked solutions are shown; None where they are shown now.

    The file is looked for in the notebook's folder and above it.
    """
    here, name = notebook_folder(), date_file(exercise)
    for folder in (here, *here.parents):
        if (folder / name).is_file():
            return _until(folder / name)
    return None


def _until(file: Path) -> date | None:
    with suppress(
        OSError, ValueError, KeyError, TypeError, AttributeError
    ):  # a damaged file closes nothing
        content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        day = date.fromisoformat(content["reveal_from"])
        if date.today() < day:
            return day
    return None
