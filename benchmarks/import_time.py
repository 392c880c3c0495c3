"""What ``import mlcourse`` costs beside ``import numpy``, which it needs anyway.

    python benchmarks/import_time.py               writes benchmarks/import_time.md

``import mlcourse`` alone loads next to nothing: a name's module is loaded when the name is first used. So the names
that make a first training run are imported too, for comparison.

Processor time (user and system) of fresh processes, in turns; what counts is the ratio of medians. Bytecode is
compiled beforehand, as it is after anybody's first import.
"""

import statistics
import tempfile

from common import arguments_of, environment, processor_time, versions, write_page

ROUNDS, BOUND = 11, 1.3
STATEMENTS = ("pass", "import numpy", "import mlcourse", "from mlcourse import MLP, moons, train")


def measure(rounds: int) -> dict[str, float]:
    """Return the median of each statement, measured in turns."""
    times: dict[str, list[float]] = {statement: [] for statement in STATEMENTS}
    with tempfile.TemporaryDirectory() as bytecode:
        variables = environment(None, PYTHONPYCACHEPREFIX=bytecode)
        variables.pop("PYTHONDONTWRITEBYTECODE", None)
        for _ in range(rounds + 1):  # the first compiles
            for statement in STATEMENTS:
                times[statement].append(processor_time(["-c", statement], variables))
    return {statement: statistics.median(taken[1:]) for statement, taken in times.items()}


def page(rounds: int) -> list[str]:
    """Measure, and return the table as lines of Markdown."""
    medians = measure(rounds)
    numpy = medians["import numpy"]
    rows = [
        f"| `{statement}` | {seconds * 1e3:.0f} ms | {seconds / numpy:.2f} |"
        for statement, seconds in medians.items()
    ]
    return [
        "# Import time",
        "",
        f"Median processor time of {rounds} fresh processes each, in turns, and its ratio to `import numpy`. To reach:",
        f"at most {BOUND} for `import mlcourse`, which loads a module when a name of it is first used; the last line",
        "loads what a first run needs.",
        "Written by `python benchmarks/import_time.py`.",
        "",
        versions("numpy"),
        "",
        "| | processor time | over numpy |",
        "|---|---:|---:|",
        *rows,
    ]


def main() -> None:
    """Measure and write the table."""
    write_page(__file__, page(arguments_of(__doc__, ROUNDS).parse_args().rounds))


if __name__ == "__main__":
    main()
