"""How fast, how lean and how steady the grader is: beside nbgrader, from ten notebooks to a thousand, among attacks.

    python benchmarks/grading.py                    writes grading.md: about a quarter of an hour
    python benchmarks/grading.py --students 50 --nbgrader 5 --growth 10 100

The notebooks are exercise 04, each with another mixture of right and wrong answers from ``tests/data/answers``. Both
graders take the same ones, one after the other in the same minutes, with one worker: ``grade`` with its tables and
pages, nbgrader with ``autograde``, ``generate_feedback`` and ``export``, all in one process. Of nbgrader fewer are
measured, and its cost of a submission is taken: what is beyond that of a class of one.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import psutil
from common import ROOT, environment, versions, write_page

sys.path[:0] = [str(ROOT / "tests" / "grading")]
from attacks import ATTACKS  # noqa: E402
from damaged import TOPIC, answer_of, solved, to_bytes  # noqa: E402

SAMPLES = sorted((ROOT / "tests" / "data" / "answers").glob("*_04.json"))
NBGRADER = """
import sys
from nbgrader.apps import AutogradeApp, ExportApp, GenerateAssignmentApp, GenerateFeedbackApp
for command, arguments in (
    (GenerateAssignmentApp, [sys.argv[1]]), (AutogradeApp, [sys.argv[1]]), (GenerateFeedbackApp, [sys.argv[1]]),
    (ExportApp, []),
):
    command.launch_instance(arguments)
    command.clear_instance()
"""


def notebooks(count: int) -> list[bytes]:
    """Return that many notebooks, with about a third of the answers exchanged for others, right and wrong."""
    draw = random.Random(1)
    answers, made = samples(), []
    for _ in range(count):
        notebook = solved()
        for task_id, _, _, text in draw.sample(answers, 4):
            answer_of(notebook, task_id)["source"] = text
        made.append(to_bytes(notebook))
    return made


def samples() -> list[list[str]]:
    """Return the answers, right and wrong, of which the notebooks are mixed."""
    answers = [each for file in SAMPLES for each in json.loads(file.read_text(encoding="utf-8"))]
    there = {cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in solved()["cells"]}
    return [each for each in answers if f"{each[0].replace('.', '-')}-answer" in there]


def lay_out(root: Path, files: dict[str, bytes]) -> None:
    """Lay notebooks into nbgrader's folders."""
    for student, content in files.items():
        folder = root / "submitted" / student / TOPIC
        folder.mkdir(parents=True)
        (folder / f"{TOPIC}.ipynb").write_bytes(content)


class Cost(NamedTuple):
    """What a class cost: seconds on the wall, of processor time, and the largest memory in MB, with all children."""

    wall: float
    processor: float
    memory: float


def measured(command: list[str], folder: Path) -> Cost:
    """Run a program; return what it cost, as looks at it and its children twenty times a second tell."""
    begin, processor, peak = time.perf_counter(), 0.0, 0.0
    process = psutil.Popen(
        command, cwd=folder, env=variables(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    looks = 0
    while process.poll() is None:
        processor = max(processor, processor_time(process))
        peak = max(peak, memory(process)) if looks % 6 == 0 else peak
        looks += 1
        time.sleep(0.05)
    if process.returncode:
        raise SystemExit(f"{command} failed")
    return Cost(time.perf_counter() - begin, processor, peak / 1e6)


def processor_time(process: psutil.Process) -> float:
    """Return the seconds of processor time of a process, its children, and those of them that have ended."""
    total = 0.0
    with suppress(psutil.Error):
        for each in (process, *process.children(recursive=True)):
            with suppress(psutil.Error):
                total += sum(each.cpu_times()[:4])
    return total


def variables() -> dict[str, str]:
    """Return the variables of both: one thread, and nbgrader's programs at hand."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return environment(1, PATH=path)


def memory(process: psutil.Process) -> float:
    """Return the bytes of a process and its children; what several share counts in parts."""
    total = 0
    with suppress(psutil.Error):
        for each in (process, *process.children(recursive=True)):
            with suppress(psutil.Error):
                total += each.memory_full_info().pss
    return total


def ours(files: dict[str, bytes], *options: str) -> Cost:
    """Grade a class with ``grade``."""
    with tempfile.TemporaryDirectory() as folder:
        lay_out(Path(folder), files)
        command = [
            sys.executable,
            "-m",
            "mlcourse",
            "grade",
            "submitted",
            "--out",
            "report",
            "--exercise",
            "04",
        ]
        return measured([*command, *options], Path(folder))


def theirs(files: dict[str, bytes]) -> Cost:
    """Grade a class with nbgrader."""
    with tempfile.TemporaryDirectory() as folder:
        lay_out(Path(folder), files)
        build = [sys.executable, str(ROOT / "authoring" / "build.py"), "--nbgrader", folder]
        subprocess.run(build, check=True, stdout=subprocess.DEVNULL, env=variables())
        return measured([sys.executable, "-c", NBGRADER, TOPIC], Path(folder))


def named(contents: list[bytes]) -> dict[str, bytes]:
    """Return notebooks by students' names."""
    return {f"student{place:04}": content for place, content in enumerate(contents)}


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--students", type=int, default=50)
    parser.add_argument("--nbgrader", type=int, default=10, help="of them for nbgrader")
    parser.add_argument("--growth", type=int, nargs="+", default=[10, 100, 1000])
    parser.add_argument(
        "--timeouts", nargs="+", default=["5", "1"], help="of the class among attacks"
    )
    options = parser.parse_args()
    all_ = notebooks(max(options.students, 10 * len(ATTACKS), *options.growth))
    head = [
        "# The grader", "",
        "Exercise 04, each notebook with another mixture of right and wrong answers; tables and pages included.",
        "Written by `python benchmarks/grading.py`.", "", versions("numpy", "nbgrader"), "",
    ]  # fmt: skip
    lines = head + beside_nbgrader(all_, options.students, options.nbgrader)
    lines += growth(all_, options.growth) + among_attacks(all_, options.timeouts)
    write_page(__file__, lines)


def beside_nbgrader(all_: list[bytes], students: int, few: int) -> list[str]:
    """Return the table of both graders."""
    one, before = theirs(named(all_[:1])), ours(named(all_[:students]))
    some, after = theirs(named(all_[:few])), ours(named(all_[:students]))
    theirs_each = (some.processor - one.processor) / (few - 1)
    ours_each = (before.processor + after.processor) / 2 / students
    return [
        "## Beside nbgrader", "",
        "Processor time, since other programs ran beside; of nbgrader what one submission more costs, no start.",
        "In turns: nbgrader with one submission, `grade`, nbgrader with more, `grade`.", "",
        "| | submissions | seconds on the wall | of processor time | for one submission | peak memory, MB |",
        "|---|---|---|---|---|---|",
        *(f"| `grade`, one worker | {students} | {mine.wall:.1f} | {mine.processor:.1f} | "
          f"{mine.processor / students:.3f}, start included | {mine.memory:.0f} |" for mine in (before, after)),
        f"| nbgrader | 1 | {one.wall:.1f} | {one.processor:.1f} | | {one.memory:.0f} |",
        f"| nbgrader | {few} | {some.wall:.1f} | {some.processor:.1f} | {theirs_each:.2f} | {some.memory:.0f} |",
        "", f"nbgrader takes **{theirs_each / ours_each:.1f} times** as long for a submission.", "",
    ]  # fmt: skip


def growth(all_: list[bytes], counts: list[int]) -> list[str]:
    """Return the table of growing classes."""
    lines = [
        "## From a small class to a large one",
        "",
        "A verdict that was reached once holds for all in a class who hand in the same: the mixtures come from "
        f"{len(samples())} answers.",
        "",
        "| submissions | seconds on the wall | of processor time | for one | peak memory, MB |",
        "|---|---|---|---|---|",
    ]
    for count in counts:
        cost = ours(named(all_[:count]))
        lines.append(
            f"| {count} | {cost.wall:.1f} | {cost.processor:.1f} | {cost.processor / count:.3f} | {cost.memory:.0f} |"
        )
    return [*lines, ""]


def among_attacks(all_: list[bytes], timeouts: list[str]) -> list[str]:
    """Return the table of a class with a tenth of hostile submissions: every attack of the tests once."""
    hostile = [each.notebook() for each in ATTACKS]
    few, students = len(hostile), 10 * len(hostile)
    lines = ["## Among attacks", "", "| | `--timeout` | seconds on the wall |", "|---|---|---|"]
    for timeout in timeouts:
        honest = ours(named(all_[:students]), "--timeout", timeout)
        mixed = ours(named([*all_[: students - few], *hostile]), "--timeout", timeout)
        lines.append(f"| {students} honest | {timeout} | {honest.wall:.1f} |")
        lines.append(
            f"| {students - few} honest, and each of the tests' {few} attacks | {timeout} | {mixed.wall:.1f} |"
        )
    return [*lines, ""]


if __name__ == "__main__":
    main()
