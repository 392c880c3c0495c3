"""The lines of a worked answer, to be put in order: which must stand above which, and lines that a mistake writes."""

import ast
import inspect
import random
import textwrap
from dataclasses import dataclass
from itertools import combinations

from mlcourse.checks.task import Task


@dataclass(frozen=True)
class Piece:
    """A line to be put in its place, or left out."""

    text: str
    """With its indentation within the function."""

    cause: str = ""
    """Why the line is wrong; empty for a right one."""


@dataclass(frozen=True)
class Ordering:
    """The pieces of a worked answer, mixed with wrong lines in an order that says nothing."""

    head: str
    """The line with the function's name and arguments."""

    pieces: tuple[Piece, ...]
    before: tuple[tuple[int, int], ...]
    """Pairs of right pieces, by number: the first must stand above the second."""

    def problem(self, order: list[int]) -> str:
        """Say what is wrong with an order of pieces, one thing at a time; nothing where it is right.

        Args:
            order: the numbers of the pieces that make up the function, from the top.
        """
        for number in order:
            if self.pieces[number].cause:
                return self.pieces[number].cause
        right = [n for n, piece in enumerate(self.pieces) if not piece.cause]
        if missing := [n for n in right if n not in order]:
            return (
                "One line is missing."
                if len(missing) == 1
                else f"{len(missing)} lines are missing."
            )
        for first, second in self.before:
            if order.index(first) > order.index(second):
                above, below = (self.pieces[n].text.strip() for n in (first, second))
                return f"“{above}” must stand above “{below}”."
        return ""


def ordering_of(task: Task) -> Ordering:
    """Return a task's worked answer as pieces to be ordered.

    Args:
        task: its answer is a function, each statement on a line of its own.

    Returns:
        The pieces. Lines that do not depend on each other may stand either way.

    Raises:
        ValueError: the answer is no function, or a wrong line belongs to none of its lines.
    """
    if not task.is_function:
        raise ValueError(
            f"{task.id} asks for a value; only the lines of a function are put in order."
        )
    source = textwrap.dedent(inspect.getsource(task.answer))
    function = ast.parse(source).body[0]
    assert isinstance(function, ast.FunctionDef)
    statements = list(_statements(function.body[1:], ()))
    lines = ["    " * len(blocks) + _text(each, source) for each, blocks in statements]
    wrong = [
        Piece(_wrong_line(each.right, each.wrong, lines), task.cause_named(each.mistake))
        for each in task.wrong_lines
    ]
    pieces = [*map(Piece, lines), *wrong]
    mixed = random.Random(task.id).sample(range(len(pieces)), len(pieces))
    place = {old: new for new, old in enumerate(mixed)}
    numbered = list(enumerate(statements))
    before = [
        (place[i], place[j])
        for (i, first), (j, second) in combinations(numbered, 2)
        if _depends(first, second)
    ]
    head = f"def {function.name}({', '.join(each.arg for each in function.args.args)}):"
    return Ordering(head, tuple(pieces[old] for old in mixed), tuple(before))


Statement = tuple[ast.stmt, tuple[int, ...]]
"""A statement, and the lines of the blocks that it stands in, the outermost first."""


def _statements(body: list[ast.stmt], blocks: tuple[int, ...]) -> list[Statement]:
    """Return statements one by one, those of a loop after its head."""
    found: list[Statement] = []
    for statement in body:
        found.append((statement, blocks))
        found += _statements(getattr(statement, "body", []), (*blocks, statement.lineno))
    return found


def _text(statement: ast.stmt, source: str) -> str:
    """Return a statement as it is written, without a comment; of a loop its head; what takes several lines, on one."""
    written = (ast.get_source_segment(source, statement) or "").splitlines()
    is_simple = len(written) == 1 or hasattr(statement, "body")
    return written[0] if is_simple else ast.unparse(statement)


def _wrong_line(right: str, wrong: str, lines: list[str]) -> str:
    """Return a wrong line, indented as it says itself or else as the right one is."""
    stripped = [line.strip() for line in lines]
    if right not in stripped:
        raise ValueError(f"{right!r} is no line of the worked answer; its lines are {stripped}.")
    if wrong != wrong.lstrip():
        return wrong
    line = lines[stripped.index(right)]
    return line[: len(line) - len(line.lstrip())] + wrong


def _depends(first: Statement, second: Statement) -> bool:
    """Return whether the second of two statements must stay below the first."""
    (one, blocks), (other, others) = first, second
    if blocks != others or hasattr(other, "body") or isinstance(other, ast.Return):
        return True  # what stands before, within or after a loop stays there, and the return at the end
    reads, writes = _names(one)
    reads_later, writes_later = _names(other)
    return bool(writes & (reads_later | writes_later) or reads & writes_later)


def _names(statement: ast.stmt) -> tuple[set[str], set[str]]:
    """Return the names that a statement itself reads and those that it writes, not those in its block."""
    body = {id(node) for part in getattr(statement, "body", []) for node in ast.walk(part)}
    names = [n for n in ast.walk(statement) if isinstance(n, ast.Name) and id(n) not in body]
    read = {name.id for name in names if isinstance(name.ctx, ast.Load)}
    return read, {name.id for name in names if isinstance(name.ctx, ast.Store)}
