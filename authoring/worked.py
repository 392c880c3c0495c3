"""The text of a task's worked answer, as it stands in ``mlcourse/curriculum/lesson_NN/answers.py``."""

from __future__ import annotations

import ast
import inspect
import textwrap

from mlcourse import curriculum
from mlcourse.checks.task import Task


def worked_answer(task: Task, is_expression: bool = False) -> str:
    """The lines of a worked answer, not indented, with their comments.

    Of a function these are the lines below its docstring. Of a value it is the line that gives it its name, or, where
    it stands within an expression, the value alone.
    """
    if task.is_function:
        return body(inspect.getsource(task.answer))
    text = inspect.getsource(curriculum.answers(task.exercise))
    return value(text, task.name, is_expression)


def body(function: str) -> str:
    """The lines of a function below its docstring."""
    text = textwrap.dedent(function)
    (definition,) = ast.parse(text).body
    docstring = definition.body[0]
    return textwrap.dedent("\n".join(text.splitlines()[docstring.end_lineno :]))


def value(module: str, name: str, is_expression: bool) -> str:
    """The line of a module that gives a name its value, or the value alone."""
    (given,) = (
        node
        for node in ast.parse(module).body
        if isinstance(node, ast.Assign) and node.targets[0].id == name
    )
    if is_expression:
        return ast.get_source_segment(module, given.value)
    return "\n".join(module.splitlines()[given.lineno - 1 : given.end_lineno])
