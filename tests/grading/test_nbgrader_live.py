"""What the table says of nbgrader is what nbgrader does; and honest notebooks get the same points from both."""

import json
import random
import subprocess
import sys
from pathlib import Path

from damaged import DAMAGES, ROOT, TOPIC, answer_of, handed_in, solved, to_bytes

from mlcourse.grading.sandbox import PlainRoom, limits
from mlcourse.grading.submission import Job, grade

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


def honest(count):
    """Return notebooks in which some answers are others of the samples, right and wrong."""
    draw = random.Random(3)
    samples = sorted((ROOT / "tests" / "data" / "answers").glob("*_04.json"))
    answers = [each for file in samples for each in json.loads(file.read_text(encoding="utf-8"))]
    for _ in range(count):
        notebook = solved()
        there = {cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in notebook["cells"]}
        for task_id, _, _, text in draw.sample(answers, 6):
            if f"{task_id.replace('.', '-')}-answer" in there:
                answer_of(notebook, task_id)["source"] = text
        yield to_bytes(notebook)


def lost(content, room):
    published = (ROOT / "exercises" / f"{TOPIC}.ipynb").read_bytes()
    result = grade(Job("ada", TOPIC, content, published), room)
    return result.max_points - result.points


def test_nbgrader_does_what_the_table_says_and_agrees_on_honest_notebooks(tmp_path):
    files, course = tmp_path / "files", tmp_path / "course"
    files.mkdir()
    course.mkdir()
    expected = {name: TABLE[name] for name in AGAIN}
    for damage in DAMAGES:
        if damage.__name__ in AGAIN:
            (files / damage.__name__).write_bytes(handed_in(damage))
    with PlainRoom(limits(10)) as room:
        for place, content in enumerate(honest(3)):
            (files / f"honest{place}").write_bytes(content)
            expected[f"honest{place}"] = lost(content, room)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(HERE), str(files), str(course)],
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    assert json.loads(done.stdout.splitlines()[-1]) == expected
    assert len({expected[f"honest{place}"] for place in range(3)}) > 1
