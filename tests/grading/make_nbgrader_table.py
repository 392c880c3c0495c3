"""What nbgrader makes of each damaged notebook: write ``nbgrader_table.json`` anew (some minutes).

    python tests/grading/make_nbgrader_table.py

For each notebook, handed in as the only submission of a student: the points that are lost with nbgrader, "all", or
"stops" where ``nbgrader autograde`` ends with an error at it.
"""

import contextlib
import importlib.util
import json
import logging
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from damaged import DAMAGES, ROOT, TOPIC, handed_in

TABLE = Path(__file__).with_name("nbgrader_table.json")


def lay_out(course: Path) -> None:
    """Lay out the exercise as an instructor does, and release it."""
    spec = importlib.util.spec_from_file_location("builder", ROOT / "authoring" / "build.py")
    builder = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(ROOT / "authoring"))
    spec.loader.exec_module(builder)
    assert builder.main(["--nbgrader", str(course)]) == 0


def graded(files: dict[str, bytes], course: Path) -> dict[str, float | str]:
    """Return what nbgrader makes of each student's file: the points that are lost, "all", or "stops"."""
    lay_out(course)
    for name in ("CONFIG", "DATA", "RUNTIME"):
        os.environ[f"JUPYTER_{name}_DIR"] = str(course / f".{name}")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    from nbgrader.api import Gradebook
    from nbgrader.apps import AutogradeApp, GenerateAssignmentApp

    found: dict[str, float | str] = {}
    with contextlib.chdir(course):
        run(GenerateAssignmentApp, [TOPIC])
        for student, content in files.items():
            folder = course / "submitted" / student / TOPIC
            folder.mkdir(parents=True)
            (folder / f"{TOPIC}.ipynb").write_bytes(content)
            if not run(AutogradeApp, [TOPIC, f"--student={student}", "--Execute.timeout=60"]):
                found[student] = "stops"
                continue
            with Gradebook(f"sqlite:///{course}/gradebook.db") as book:
                submission = book.find_submission(TOPIC, student)
                found[student] = (
                    (submission.max_score - submission.score) if submission.score else "all"
                )
    return found


def run(application: type, arguments: Iterable[str]) -> bool:
    """Run one of nbgrader's commands; return whether it went well."""
    logging.disable(logging.CRITICAL)
    try:
        application.launch_instance(list(arguments))
    except SystemExit as end:
        return not end.code
    except Exception:
        return False
    finally:
        application.clear_instance()
        logging.disable(logging.NOTSET)
    return True


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = graded({each.__name__: handed_in(each) for each in DAMAGES}, Path(folder))
    TABLE.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(TABLE.read_text())


if __name__ == "__main__":
    main()
