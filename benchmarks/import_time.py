"""What ``import mlcourse`` costs beside ``import numpy``, which it needs anyway.

    python benchmarks/import_time.py               writes benchmarks/import_time.md

Processor time (user and system) of fresh processes, in turns; what counts is the ratio of medians. Bytecode is
compiled beforehand, as it is after anybody's first import.
"""

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

BOUND = 1.3
STATEMENTS = ("pass", "import numpy", "import mlcourse")


def processor_time(statement: str, environment: dict[str, str]) -> float:
    """Return the seconds of processor time that a fresh process takes for a statement."""
    process = subprocess.Popen([sys.executable, "-c", statement], env=environment)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{statement!r} failed")
    return used.ru_utime + used.ru_stime


def measure(rounds: int) -> dict[str, float]:
    """Return the median of each statement, measured in turns."""
    times: dict[str, list[float]] = {statement: [] for statement in STATEMENTS}
    with tempfile.TemporaryDirectory() as bytecode:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": bytecode}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for statement in STATEMENTS:
            processor_time(statement, environment)  # compiles
        for _ in range(rounds):
            for statement in STATEMENTS:
                times[statement].append(processor_time(statement, environment))
    return {statement: statistics.median(taken) for statement, taken in times.items()}


def table(medians: dict[str, float], rounds: int) -> str:
    """Return the medians as a page of Markdown."""
    numpy = medians["import numpy"]
    rows = [
        f"| `{statement}` | {seconds * 1e3:.0f} ms | {seconds / numpy:.2f} |"
        for statement, seconds in medians.items()
    ]
    return "\n".join(
        [
            "# Import time",
            "",
            f"Median processor time of {rounds} fresh processes each, in turns, and its ratio to `import numpy`. "
            f"To reach: at most {BOUND}.",
            "Written by `python benchmarks/import_time.py`.",
            "",
            f"Python {platform.python_version()}, numpy {np.__version__}; "
            f"{platform.machine()}, {os.cpu_count()} cores.",
            "",
            "| | processor time | over numpy |",
            "|---|---:|---:|",
            *rows,
            "",
        ]
    )


def main() -> None:
    """Measure and write the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=11, help="processes of each kind")
    rounds = parser.parse_args().rounds
    page = table(measure(rounds), rounds)
    Path(__file__).with_suffix(".md").write_text(page, encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main()
