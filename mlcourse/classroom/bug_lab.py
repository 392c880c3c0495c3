"""``bug_lab``: a case of the bug lab, with the diagnosis that one left off with."""

from mlcourse.classroom.progress_file import Content, read, update
from mlcourse.widgets.bug_lab import BugLab


def bug_lab(case: str) -> BugLab:
    """Show a training run with a mistake in it, to be named from its symptoms.

    Args:
        case: a letter, from "A" on.

    Returns:
        The case as a widget; what was answered before shows again.

    Raises:
        TypeError: case is no string.
        ValueError: there is no such case.

    Example:
        >>> bug_lab("no such case")
        Traceback (most recent call last):
        ValueError: case must be one of ...
    """

    def remember(answer: str) -> None:
        def note(content: Content) -> None:
            content["cases"].setdefault(case, {}).setdefault("answers", []).append(answer)

        update(note)

    answers = read()["cases"].get(case, {}).get("answers", []) if isinstance(case, str) else []
    try:
        return BugLab(case, answer=answers[-1] if answers else None, remember=remember)
    except ValueError:
        if not answers:
            raise
        return BugLab(case, remember=remember)  # what was answered is no option any more
