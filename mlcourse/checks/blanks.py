"""Tells an answer that was not attempted yet from one that is wrong."""

import ast
import dis
from contextlib import suppress
from functools import partial
from types import CodeType
from typing import Any

from mlcourse.checks.results import is_placeholder
from mlcourse.checks.source import function_tree

NOTHING = {"RESUME", "NOP", "LOAD_CONST", "RETURN_VALUE", "RETURN_CONST", "COPY_FREE_VARS"}
TAKES = ("STORE_", "RETURN_", "UNPACK_")
INDEXES = "STORE_SUBSCR"  # in z[...] = a, the ... is an index


def is_blank(answer: Any) -> bool:
    """Return whether an answer is no value yet, or a function whose body is still the placeholder.

    A placeholder is ``...`` in place of a value, or a body with nothing but ``...``, ``pass`` or a docstring.

    Args:
        answer: anything.

    Returns:
        True for a blank one.

    Example:
        >>> def softmax(z):
        ...     p = ...  # your code here
        ...     return p
        >>> is_blank(softmax), is_blank(None), is_blank(lambda x: x[..., 0])
        (True, True, False)
    """
    if answer is None or is_placeholder(answer):
        return True
    if type(answer) in (tuple, list, dict):
        values = answer.values() if type(answer) is dict else answer
        return bool(answer) and all(each is None or each is ... for each in values)
    code = _code(answer)
    return code is not None and (_does_nothing(code) or _holds_placeholder(code))


def mentions_placeholder(answer: Any) -> bool:
    """Return whether a line ``...`` stands in a function's source, which leaves no trace in what runs."""
    tree = function_tree(answer)
    return tree is not None and any(
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and node.value.value is ...
        for node in ast.walk(tree)
    )


def _unwrapped(answer: Any) -> Any:
    while isinstance(answer, partial):
        answer = answer.func
    return answer


def _code(answer: Any) -> CodeType | None:
    with suppress(Exception):  # an object may refuse to be asked
        answer = _unwrapped(answer)
        code = getattr(answer, "__code__", None) or getattr(type(answer).__call__, "__code__", None)
        return code if isinstance(code, CodeType) else None
    return None


def _does_nothing(code: CodeType) -> bool:
    instructions = list(dis.get_instructions(code))
    returned = [
        each.argval for each in instructions if each.opname in ("LOAD_CONST", "RETURN_CONST")
    ]
    return {each.opname for each in instructions} <= NOTHING and returned in ([None], [...])


def _holds_placeholder(code: CodeType) -> bool:
    """Return whether ``...`` is assigned or returned; as an index, in ``x[..., 0]`` or ``x[...] = 0``, it is none."""
    instructions = list(dis.get_instructions(code))
    return any(
        each.opname in ("LOAD_CONST", "RETURN_CONST")
        and is_placeholder(each.argval)
        and (each.opname == "RETURN_CONST" or then.opname.startswith(TAKES))
        and then.opname != INDEXES
        for each, then in zip(instructions, [*instructions[1:], instructions[-1]], strict=True)
    )
