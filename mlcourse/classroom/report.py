"""``progress``: what is known now, due again and open, as a table in a notebook and as text in a terminal."""

from dataclasses import dataclass
from html import escape

from mlcourse.base.pictured import rows_html
from mlcourse.classroom.inventory import Gain
from mlcourse.classroom.progress_file import Content, read
from mlcourse.classroom.summary import Item, LessonSummary, Line, Summary, summarize

SIGNS = {"done": "✓", "due": "↻", "begun": "◐", "seen": "–", "open": "○"}
MEANINGS = {
    "done": "done or known",
    "due": "due again",
    "begun": "begun",
    "seen": "seen",
    "open": "open",
}
LEGEND = ", ".join(f"{SIGNS[status]} {MEANINGS[status]}" for status in MEANINGS) + "."


def progress() -> "Report":
    """Show what is known now, what is due again and what is open, by lesson and objective.

    What was wrong at first is due again: a later lesson, or ``look_back()``, asks it, and who knows it then has it.

    Returns:
        The report, which shows itself; ``summary`` holds the same as records.

    Example:
        >>> report = progress()
        >>> [lesson.title for lesson in report.summary.lessons if lesson.number == "04"]
        ['Backpropagation']
    """
    return report(read())


def report(content: Content) -> "Report":
    """Return the report on a progress file's content."""
    return Report(summarize(content))


@dataclass(frozen=True, repr=False)
class Report:
    """A summary that shows itself."""

    summary: Summary

    def __repr__(self) -> str:
        """Return the report as text."""
        lines = []
        for lesson in self.summary.lessons:
            lines.append(f"{lesson.number} {lesson.title}: {headline(lesson)}")
            if lesson.is_begun:
                lines += [f"  {_text(line)}" for line in lesson.lines]
        lines += ["", *_notes(self.summary), *gain_lines(self.summary.gains), LEGEND]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        """Return the report as a table for each lesson that was begun."""
        parts = [_lesson_html(lesson) for lesson in self.summary.lessons]
        parts.append(_gains_html(self.summary.gains))
        notes = [*_notes(self.summary), LEGEND]
        parts.append("".join(f"<p style='margin:.5em 0'>{escape(note)}</p>" for note in notes))
        return f"<div style='max-width:70em'>{''.join(parts)}</div>"


def headline(lesson: LessonSummary) -> str:
    """Return in a few words how far one is with a lesson.

    Example:
        >>> headline(LessonSummary("04", "Backpropagation", ()))
        'not begun'
    """
    if not lesson.is_begun:
        return "not begun"
    tasks, asked = lesson.items("tasks"), [*lesson.items("questions"), *lesson.items("predictions")]
    mastered = sum(line.is_mastered for line in lesson.lines)
    parts = [f"{mastered} of {_count(len(lesson.lines), 'objective')} mastered"]
    if tasks:
        begun = _number("begun", tasks)
        more = f" and {begun} begun" if begun else ""
        parts.append(f"{_number('done', tasks)} of {_count(len(tasks), 'task')} done{more}")
    if asked:
        due = _number("due", asked)
        more = f" and {due} due again" if due else ""
        parts.append(f"{_number('done', asked)} of {_count(len(asked), 'question')} known{more}")
    return ", ".join([*parts, *_help(tasks)])


def gain_lines(gains: tuple[Gain, ...]) -> list[str]:
    """Return what was known before and after the course, a line for each step; what is not asked yet is not shown.

    Example:
        >>> gain_lines((Gain(1, 2, 0, 2), Gain(0, 20, 5, 17)))[1:]
        ['  1 Initialization: 0, then 2 of 2', '  all: 5, then 17 of 20']
    """
    if not gains or gains[-1].after is None:
        return [
            "The questions before the course are begun; the others come after lesson 13."
        ] * bool(gains)
    lines = [
        f"  {each.title}: {_before(each)}, then {each.after} of {each.asked}{_unknown(each)}"
        for each in gains
    ]
    return ["Before and after the course, right of those asked:", *lines]


def _unknown(gain: Gain) -> str:
    """Return how often it was not known, where that was ever said."""
    counts = gain.unknown_before, gain.unknown_after
    return f" (not known: {counts[0]}, then {counts[1]})" if any(counts) else ""


def _before(gain: Gain) -> str:
    return "not asked" if gain.before is None else str(gain.before)


def _gains_html(gains: tuple[Gain, ...]) -> str:
    """Return what was known before and after the course as a table; where there is none to show yet, a sentence."""
    if not gains or gains[-1].after is None:
        return "".join(f"<p>{line}</p>" for line in gain_lines(gains))
    rows = [
        (each.title, _before(each), f"{each.after}", f"{each.asked}", f"{each.unknown_before} → {each.unknown_after}")
        for each in gains
    ]  # fmt: skip
    head = "<p style='margin:.6em 0 .2em'><strong>Before and after the course</strong></p>"
    return head + rows_html(("step", "right before", "after", "of", "“I do not know”"), rows)


def _number(status: str, items: list[Item]) -> int:
    return sum(item.status == status for item in items)


def _count(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"


def _help(items: list[Item] | tuple[Item, ...]) -> list[str]:
    """Return what help was used: hints and worked solutions."""
    hints, revealed = sum(item.hints for item in items), sum(item.is_revealed for item in items)
    used = [_count(hints, "hint")] if hints else []
    return used + ([_count(revealed, "solution") + " seen"] if revealed else [])


def _signs(items: tuple[Item, ...]) -> str:
    return " ".join(SIGNS[item.status] for item in items)


def _text(line: Line) -> str:
    """Return one objective as a line of text, and under it what is still to be solved."""
    kinds = (("tasks", line.tasks), ("quiz", line.questions), ("predictions", line.predictions))
    parts = [f"{name} {_signs(items)}" for name, items in kinds if items]
    head = f"{_mastered(line)}{line.objective} {line.text}".rstrip()
    return "\n      ".join([head, "; ".join([*parts, *_help(line.tasks)])])


def _mastered(line: Line) -> str:
    return f"{SIGNS['done']} " if line.is_mastered else ""


def _notes(summary: Summary) -> list[str]:
    """Return what goes over all lessons: bug lab, ordered lines, what came back, and confidence beside outcome."""
    notes = []
    if summary.cases:
        signs = ", ".join(f"{case.id} {SIGNS[case.status]}" for case in summary.cases)
        found = _number("done", list(summary.cases))
        notes.append(
            f"Bug lab: {found} of {_count(len(summary.cases), 'case')} diagnosed ({signs})."
        )
    if summary.ordered:
        signs = ", ".join(f"{each.id} {SIGNS[each.status]}" for each in summary.ordered)
        found = _number("done", list(summary.ordered))
        functions = _count(len(summary.ordered), "function")
        notes.append(f"Lines put in order: {found} of {functions} right ({signs}).")
    if summary.came_back:
        came = _count(summary.came_back, "question")
        notes.append(f"Of {came} from earlier lessons that came back, you have {summary.held}.")
    if summary.due:
        them = "it" if summary.due == 1 else "them"
        notes.append(
            f"{summary.due} due again: later lessons ask {them}, or look_back() asks {them} now."
        )
    return [*notes, summary.calibration] if summary.calibration else notes


def _lesson_html(lesson: LessonSummary) -> str:
    head = (
        f"<p style='margin:.6em 0 .2em'><strong>{escape(lesson.number)} {escape(lesson.title)}</strong>: "
        f"{escape(headline(lesson))}</p>"
    )
    if not lesson.is_begun:
        return head
    left = "style='text-align:left'"
    names = ("objective", "tasks", "quiz", "predictions", "help used")
    titles = "".join(f"<th {left}>{name}</th>" for name in names)
    rows = "".join(
        f"<tr><td {left}>{escape(f'{_mastered(line)}{line.objective} {line.text}')}</td>"
        + "".join(
            f"<td style='text-align:left;white-space:nowrap'>{_signs_html(items)}</td>"
            for items in (line.tasks, line.questions, line.predictions)
        )
        + f"<td style='text-align:left;white-space:nowrap'>{escape(', '.join(_help(line.tasks)))}</td></tr>"
        for line in lesson.lines
    )
    return f"{head}<table><thead><tr>{titles}</tr></thead><tbody>{rows}</tbody></table>"


def _signs_html(items: tuple[Item, ...]) -> str:
    """Return the signs; each names what it stands for when pointed at."""
    return " ".join(
        f"<span title='{escape(item.id, quote=True)}: {MEANINGS[item.status]}'>{SIGNS[item.status]}</span>"
        for item in items
    )
