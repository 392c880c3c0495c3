"""``order_lines``: a task's worked answer as loose lines, to be put in order before one writes it."""

from mlcourse.checks.ordering import Ordering, ordering_of
from mlcourse.checks.task import Task
from mlcourse.classroom.progress_file import Content, read, update
from mlcourse.curriculum import find_task
from mlcourse.widgets.order_lines import OrderCard


def order_lines(task_id: str) -> OrderCard:
    """Show the lines of a task's function, to be put in order; wrong ones among them are known mistakes.

    Lines that do not depend on each other may stand either way.

    Args:
        task_id: as in ``"04.backward_pass"``.

    Returns:
        The lines as a widget. How they were ordered when they were last checked shows again.

    Raises:
        TypeError: the id is no string.
        ValueError: there is no such task, or it asks for a value.

    Example:
        >>> order_lines("04.no_such_task")
        Traceback (most recent call last):
        ValueError: task_id must be the id of a task of the course; given ...
    """
    task = find_task(task_id)
    ordering = ordering_of(task)
    entry = read()["ordered"].get(task.id, {})
    texts = [piece.text for piece in ordering.pieces]
    placed = [texts.index(text) for text in entry.get("order", ()) if text in texts]

    def remember(order: list[int], tries: int) -> None:
        _remember(task, ordering, order, tries)

    return OrderCard(task.title, ordering, placed, entry.get("tries", 0), remember)


def _remember(task: Task, ordering: Ordering, order: list[int], tries: int) -> None:
    def note(content: Content) -> None:
        entry = content["ordered"].setdefault(task.id, {})
        entry["order"] = [ordering.pieces[number].text for number in order]
        entry["tries"] = tries
        entry["found"] = entry.get("found", False) or not ordering.problem(order)

    update(note)
