"""The text of a worked answer, as it stands in ``mlcourse/curriculum/lesson_NN/answers.py``."""

from __future__ import annotations

import ast
import textwrap


def worked_answer(module: str, name: str, is_expression: bool = False) -> str:
    """The lines of a worked answer, not indented, with their comments.

    Args:
        module: the text of ``answers.py``.
        name: the task's, and so the answer's.
        is_expression: whether the answer stands within an expression, as in ``slope = (…)``.

    Returns:
        Of a function the lines below its docstring; of a value the line that gives it its name, or the value alone
        where it stands within an expression.

    Raises:
        LookupError: nothing has that name.
    """
    for node in ast.parse(module).body:
        match node:
            case ast.FunctionDef(name=found) if found == name:
                return lines(module, node.body[0].end_lineno + 1, node.end_lineno)
            case ast.Assign(targets=[ast.Name(id=found)], value=value) if found == name:
                if is_expression:
                    return ast.get_source_segment(module, value)
                return lines(module, node.lineno, node.end_lineno)
    raise LookupError(name)


def lines(text: str, first: int, last: int) -> str:
    """The lines of a text from the first to the last, counted from 1, not indented."""
    return textwrap.dedent("\n".join(text.splitlines()[first - 1 : last]))
