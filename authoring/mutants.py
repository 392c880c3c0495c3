"""Builds the tables of mutants: ``python authoring/mutants.py`` for all lessons, with numbers behind it for these.

Takes some minutes of processor time; lessons whose table is current are left alone. What it prints as unexplained is a
mutant that passes all probes: mend the probes, or say in ``checks/mutants/reasons.py`` why it is as right. What
collides is a mutant that gives what a listed mistake gives, by the probes' numbers alone: choose others.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

from mlcourse import curriculum
from mlcourse.checks.mutants.building import Bench, Mutant, mutants
from mlcourse.checks.mutants.collisions import Listed
from mlcourse.checks.mutants.fingerprints import Fingerprint
from mlcourse.checks.mutants.reasons import reason_of
from mlcourse.checks.mutants.survivors import benches_of, reason
from mlcourse.checks.mutants.table import (
    NAME,
    Slip,
    Table,
    folder_of,
    is_current,
    save,
    stacked,
    table_of,
)


def table(task_id: str) -> Table:
    """Return the table of a task."""
    task = curriculum.find_task(task_id)
    others = curriculum.tasks(task.exercise)
    survivors: list[tuple[str, str]] = []
    collisions: list[tuple[str, str]] = []
    found = rows(benches_of(task), mutants(task, others), survivors, collisions)
    return stacked(found, survivors, collisions)


def rows(
    benches: list[Bench],
    mutants: Iterator[Mutant],
    survivors: list[tuple[str, str]],
    collisions: list[tuple[str, str]],
) -> Iterator[tuple[Fingerprint, Slip]]:
    """Yield fingerprint and slip of all mutants that are wrong; note those that pass, or pass for a listed mistake."""
    bench = benches[0]
    listed = Listed(bench.task, bench)
    for mutant in mutants:
        outcomes = run(bench, mutant)
        if outcomes and bench.is_right(outcomes):
            if is_of_a_right_answer(bench, mutant):
                survivors.append((f"{mutant.kind}: {mutant.words}", reason(mutant, benches)))
        elif outcomes and bench.is_comparable(outcomes):
            slip = Slip(mutant.kind, mutant.words, mutant.is_simple, mutant.text, mutant.line)
            fingerprint = bench.fingerprint(outcomes)
            said = f"{mutant.kind}: {mutant.words}"
            collisions += [(said, name) for name in listed.colliding(mutant, fingerprint)]
            yield fingerprint, slip


def is_of_a_right_answer(bench: Bench, mutant: Mutant) -> bool:
    """Return whether a mutant was made from a right answer to a task with probes, so that it should be wrong."""
    return bool(bench.task.probes) and not mutant.kind.startswith(("helper", "other task"))


def run(bench: Bench, mutant: Mutant):
    """Return what a mutant makes of all calls; None if it cannot be compiled or does not end."""
    try:
        answer = mutant.program.compiled()
    except (SyntaxError, ValueError, TypeError):
        return None
    return bench.outcomes(answer)


def build(number: str, pool: ProcessPoolExecutor) -> None:
    """Write the table of a lesson's exercise, if it is not current."""
    asked = [task for task in curriculum.tasks(number) if task.is_function or task.worked]
    folder = folder_of(asked[0])
    if (folder / NAME).is_file() and is_current(folder):
        print(f"{number}: current")
        return
    tables = pool.map(table, [task.id for task in asked])
    save(folder, dict(zip([task.name for task in asked], tables, strict=True)))
    size = (folder / NAME).stat().st_size
    print(f"{number}: {size / 1000:.0f} kB")
    for task in asked:
        found = table_of(task).survivors
        print(f"  {task.id}: {len(found)} pass")
        for words, why in dict.fromkeys(found):
            if not why and not reason_of(task.id, words):
                print(f"    unexplained  {words}")
        for words, name in table_of(task).collisions:
            print(f"    collides     {words}  with  {name}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lessons", nargs="*")
    arguments = parser.parse_args()
    with ProcessPoolExecutor() as pool:
        for number in arguments.lessons or filter(curriculum.has_exercise, curriculum.numbers()):
            build(number, pool)


if __name__ == "__main__":
    main()
