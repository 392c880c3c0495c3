"""order_lines() in Python: what was ordered last shows again, and the progress file knows whether it was right once."""

from pathlib import Path

import pytest

from mlcourse import curriculum, order_lines, progress
from mlcourse.checks.ordering import ordering_of
from mlcourse.classroom import ordering
from mlcourse.classroom.progress_file import load

TASK = "04.train_batches"
TASKS = {
    task.id: task for task in curriculum.tasks("04")
}  # before the small course takes its place


@pytest.fixture(autouse=True)
def tasks(monkeypatch: pytest.MonkeyPatch, course: None) -> None:
    monkeypatch.setattr(ordering, "find_task", lambda task_id: TASKS[task_id])


def test_the_last_order_shows_again_and_right_once_is_kept(progress_path: Path):
    card = order_lines(TASK)
    assert (card.order, card.tries) == ([], 0)
    assert not progress_path.exists()
    right = solved()
    card.order = right
    card.tries = 1
    assert card.recorded == 1
    card.order = right[:2]
    card.tries = 2
    again = order_lines(TASK)
    assert (again.order, again.tries) == (right[:2], 2)
    assert "lines are missing" in repr(again)
    assert load(progress_path)["ordered"][TASK]["found"] is True


def test_progress_counts_functions_whose_lines_were_right_once(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(curriculum, "tasks", lambda number: tuple(TASKS.values()))
    assert "put in order" not in str(progress())
    order_lines("04.backward_pass").tries = 1  # nothing stands in the function yet
    card = order_lines(TASK)
    card.order = solved()
    card.tries = 1
    card.order = []
    card.tries = 2
    said = "Lines put in order: 1 of 2 functions right (04.backward_pass ◐, 04.train_batches ✓)."
    assert said in str(progress())
    assert said in progress()._repr_html_()


def test_a_wrong_line_says_which_mistake_it_is(progress_path: Path):
    card = order_lines(TASK)
    wrong = next(n for n, piece in enumerate(card.ordering.pieces) if piece.cause)
    card.order = [wrong]
    card.tries = 1
    assert card.ordering.pieces[wrong].cause in repr(card)
    assert load(progress_path)["ordered"][TASK]["found"] is False


def test_what_no_view_sends_is_refused():
    for order in ([0, 0], [99], [-1]):
        with pytest.raises(ValueError, match="each once"):
            order_lines(TASK).order = order


def solved() -> list[int]:
    """An order in which each line stands below those that it needs."""
    loose = ordering_of(TASKS[TASK])
    order: list[int] = []
    rights = {n for n, piece in enumerate(loose.pieces) if not piece.cause}
    while rights:
        ready = {n for n in rights if not any(b == n and a in rights for a, b in loose.before)}
        order.append(min(ready))
        rights -= {order[-1]}
    return order
