"""The course, as the commands ask for it: what is wrong is said as a message, without a traceback."""

from __future__ import annotations

from mlcourse.base import course
from mlcourse.base.course import Course

__all__ = ["CommandError", "Course", "find_course"]


class CommandError(Exception):
    """Something the user can mend; its text says what was wrong and what to try."""


def find_course() -> Course:
    """Return the course that belongs to this installation of mlcourse.

    Raises:
        CommandError: it was installed without its lessons.
    """
    try:
        return course.find_course()
    except FileNotFoundError as error:
        raise CommandError(str(error)) from None
