"""The pages: one for each student, one for the class; each is one file that needs no network and runs no script.

Whatever a student wrote is escaped, and the page forbids scripts besides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from mlcourse import curriculum
from mlcourse.grading.begin import called, where_to_begin
from mlcourse.grading.markup import with_code
from mlcourse.grading.result import Result, TaskResult
from mlcourse.grading.roster import NOTHING
from mlcourse.grading.summary import NUMBER, Summary, section, short

WORDS = {
    "passed": "right",
    "failed": "not right yet",
    "blank": "not attempted",
    "stopped": "had to be stopped",
    "partly": "right in part",
}


def student_page(result: Result) -> str:
    """Return a student's page: nothing of others, and none of the probes that were drawn afresh."""
    return (
        _environment()
        .get_template("student.html.j2")
        .render(
            result=result,
            heading=_heading(result.exercise),
            right=sum(task.state == "passed" for task in result.tasks),
            percent=round(100 * min(1, max(0, result.points / max(1, result.max_points))), 1),
            first=where_to_begin(result),
            read_next=lambda task: read_next(task, result),
            words=WORDS,
            attempted=any(task.status != "blank" for task in result.tasks),
        )
    )


def read_next(task: TaskResult, result: Result) -> str:
    """Return what to read for a task; where it follows from another, for that."""
    missed = {each.id: each for each in result.tasks if each.state != "passed"}
    first = (*called(task, missed), task)[0]
    return section(first.id, first.said)


def class_page(
    results: list[Result],
    summary: Summary,
    pages: dict[str, str],
    topic: str,
    isolated: bool,
    warnings: list[str],
    tables: Sequence[str] = (),
) -> str:
    """Return the page of the class; it links the students' pages, and names the tables that lie beside it."""
    return (
        _environment()
        .get_template("class.html.j2")
        .render(
            results=results,
            summary=summary,
            pages=pages,
            heading=_heading(topic),
            isolated=isolated,
            warnings=warnings,
            tables=list(tables),
            most=max(1, *summary.bins),
            nothing=NOTHING,
        )
    )


def _heading(topic: str) -> str:
    number = topic.partition("_")[0]
    return f"Exercise {number}\u00a0· {curriculum.title(number)}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("mlcourse.grading"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["code"] = with_code
    environment.filters["short"] = short
    environment.filters["mistake"] = _mistake
    source = environment.loader.get_source(environment, "page.css")[0] if environment.loader else ""
    environment.globals["css"] = Markup(source)
    return environment


def _mistake(name: str) -> str:
    """Return a mistake as it is shown; some are nothing but the number that was given."""
    return f"the answer {name}" if re.fullmatch(NUMBER, name) else name
