"""What the table says of nbgrader is what nbgrader does: a handful of the damaged notebooks, handed in for real."""

import json
import subprocess
import sys
from pathlib import Path

from damaged import DAMAGES, handed_in

HERE = Path(__file__).parent
TABLE = json.loads((HERE / "nbgrader_table.json").read_text())
AGAIN = ("empty", "check_copied", "merged_into_the_check")

PROGRAM = """
import json, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from make_nbgrader_table import graded
files = {path.name: path.read_bytes() for path in Path(sys.argv[2]).iterdir()}
print(json.dumps(graded(files, Path(sys.argv[3]))))
"""


def test_nbgrader_does_what_the_table_says(tmp_path):
    files, course = tmp_path / "files", tmp_path / "course"
    files.mkdir()
    course.mkdir()
    for damage in DAMAGES:
        if damage.__name__ in AGAIN:
            (files / damage.__name__).write_bytes(handed_in(damage))
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(HERE), str(files), str(course)],
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    assert json.loads(done.stdout.splitlines()[-1]) == {name: TABLE[name] for name in AGAIN}
