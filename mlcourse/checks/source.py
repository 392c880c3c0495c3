"""What is written in a learner's function, for messages that say something about it."""

import ast
import inspect
import sys
import textwrap
from collections.abc import Iterator, Sequence, Set
from contextlib import suppress
from functools import lru_cache, partial
from types import CodeType, FunctionType, ModuleType
from typing import Any

from mlcourse.checks.elsewhere import is_named, with_others
from mlcourse.checks.shallow import is_shallow

Function = ast.FunctionDef | ast.Lambda


class Written:
    """A function of which only the text is at hand, since it runs in another process: nothing of it runs here.

    Args:
        text: its source; empty where that is not to be had.
        around: the texts of modules beside the notebook, and of its cells, in the order in which they ran.
        name: the answer's name.
        wrong: functions of the notebook that are known to be wrong, by their names.
    """

    def __init__(
        self,
        text: str,
        around: Sequence[str] = (),
        name: str = "",
        wrong: Set[str] = frozenset(),
    ) -> None:
        self.text, self.__code__ = _compiled(text)
        self.around, self.name, self.wrong = around, name, wrong

    def __call__(self, *_: Any) -> Any:
        """Refuse: a stranger's text is never run in this process."""
        raise RuntimeError("this answer runs in another process")


@lru_cache(maxsize=1000)
def _compiled(text: str) -> tuple[str, CodeType | None]:
    """Return a stranger's text, where it may be parsed, and the code of what it defines first; nothing of it runs."""
    text = textwrap.dedent(text)
    if not is_shallow(text):
        return "", None
    with suppress(SyntaxError, ValueError, RecursionError, MemoryError):
        whole = compile(text, "<answer>", "exec")
        return text, next((each for each in whole.co_consts if isinstance(each, CodeType)), None)
    return text, None


def text_of(answer: Any) -> str:
    """Return a function's text.

    Raises:
        OSError, TypeError: it is not to be had.
    """
    return answer.text if isinstance(answer, Written) else inspect.getsource(answer)


def function_tree(answer: Any) -> Function | None:
    """Return a function's syntax tree; None where its source is not to be had.

    Args:
        answer: a function, or anything else.

    Returns:
        The tree of the ``def`` or ``lambda``.
    """
    while isinstance(answer, partial):
        answer = answer.func
    with suppress(Exception):  # no source, or one that cannot be read
        tree = ast.parse(textwrap.dedent(text_of(answer)))
        return next(each for each in ast.walk(tree) if isinstance(each, Function))
    return None


def without_return(function: Function) -> str:
    """Say how a function comes to return None, as far as its text shows it.

    Args:
        function: from ``function_tree``.

    Returns:
        A sentence.
    """
    if isinstance(function, ast.Lambda):
        return "What stands behind the colon gives None."
    returned = [
        each for each in _own_nodes(function) if isinstance(each, ast.Return) and each.value
    ]
    if not returned:
        return "Is a return missing? It hands the result on, and there is none in your function."
    if not _returns(function.body):
        return "There is a return, but not on every way through the function: is one missing behind an if or a loop?"
    return "What stands behind return is None: functions such as print, a.sort() and a.append(…) give None."


def returns_in_a_loop(function: Function) -> bool:
    """Return whether a return stands inside of a loop."""
    return any(
        isinstance(inner, ast.Return)
        for loop in _own_nodes(function)
        if isinstance(loop, ast.For | ast.While)
        for inner in ast.walk(loop)
    )


def names_in(function: Function) -> set[str]:
    """Return the names that a function's body uses; not those that it only takes."""
    body = function.body if isinstance(function.body, list) else [function.body]
    return {each.id for part in body for each in ast.walk(part) if isinstance(each, ast.Name)}


def unused(function: Function) -> list[str]:
    """Return names that a function takes, or gives a value, and never uses.

    Args:
        function: from ``function_tree``.
    """
    used = names_read(function)
    given = [each.arg for each in function.args.args]
    body = function.body if isinstance(function.body, list) else []
    stored = [
        target.id
        for part in body
        for each in ast.walk(part)
        if isinstance(each, ast.Assign)
        for target in each.targets
        if isinstance(target, ast.Name)
    ]
    return [name for name in dict.fromkeys([*given, *stored]) if name not in used]


def shared_name(function: Function) -> str | None:
    """Return the assignment by which an array that is written into has a second name, as in ``"a = z"``.

    Args:
        function: from ``function_tree``.
    """
    written = set[str]()
    shared = []
    for each in ast.walk(function):
        match each:
            case ast.Assign(targets=[ast.Subscript(value=ast.Name(id=name))]):
                written.add(name)
            case ast.AugAssign(target=ast.Name(id=name) | ast.Subscript(value=ast.Name(id=name))):
                written.add(name)
            case ast.Assign(targets=[ast.Name(id=new)], value=ast.Name(id=old)):
                shared.append((new, old))
    found = ((new, old) for new, old in shared if {new, old} & written)
    return next((f"{new} = {old}" for new, old in found), None)


def names_read(function: Function) -> set[str]:
    """Return the names whose values a function's body uses."""
    body = function.body if isinstance(function.body, list) else [function.body]
    return {
        each.id
        for part in body
        for each in ast.walk(part)
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load)
    }


def functions_used(answer: Any, wanted: frozenset[str]) -> list[str]:
    """Return which functions of other packages an answer is, or names in its code or in functions that it names.

    What is written in C leaves no trace when it runs, so the code is looked at.

    Args:
        answer: a function.
        wanted: full names, as in ``"scipy.special.expit"``.

    Returns:
        Those that it uses, or that do as well, in alphabetical order.
    """
    all_wanted = with_others(wanted)
    if isinstance(answer, Written):
        tree = function_tree(answer) if wanted else None
        return sorted(
            full for full in all_wanted if is_named(tree, full, answer.around, answer.name)
        )
    functions, waiting = [], [answer]
    while waiting:
        function = waiting.pop()
        if isinstance(function, FunctionType) and function not in functions:
            functions.append(function)
            waiting += _named(function)
    return sorted(
        full
        for full in all_wanted
        if (answer is not None and answer is _found(full))
        or any(_uses(function, full) for function in functions)
    )


def _named(function: FunctionType) -> list[Any]:
    """Return what the names in a function's code stand for outside of it."""
    names = {name for code in _codes(function.__code__) for name in code.co_names}
    return [function.__globals__[name] for name in names & function.__globals__.keys()]


def _uses(function: FunctionType, full: str) -> bool:
    """Return whether a function's code names another package's function, or the package and the function in it."""
    package, _, name = full.rpartition(".")
    named = _named(function)
    wanted = _found(full)
    if wanted is not None and any(each is wanted for each in named):
        return True
    top = package.partition(".")[0]
    modules = {each.__name__.partition(".")[0] for each in named if isinstance(each, ModuleType)}
    written = {each for code in _codes(function.__code__) for each in code.co_names}
    imported = {each.partition(".")[0] for each in written - function.__globals__.keys()}
    return name in written and top in modules | imported


def _found(full: str) -> Any:
    """Return the function of a full name, if its package is in use."""
    package, _, name = full.rpartition(".")
    return getattr(sys.modules.get(package), name, None)


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from _codes(each)


def _own_nodes(function: Function) -> Iterator[ast.AST]:
    """Yield the nodes of a function, those of functions inside of it left out."""
    waiting: list[ast.AST] = list(ast.iter_child_nodes(function))
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.Lambda | ast.ClassDef):
            waiting += ast.iter_child_nodes(node)


def _returns(statements: list[ast.stmt]) -> bool:
    """Return whether statements return a value, or raise, on every way through them."""
    return any(map(_is_end, statements))


def _is_end(statement: ast.stmt) -> bool:
    match statement:
        case ast.Return(value=value):
            return value is not None
        case ast.Raise():
            return True
        case ast.If(body=body, orelse=other):
            return _returns(body) and _returns(other)
        case ast.With(body=body) | ast.While(test=ast.Constant(value=True), body=body):
            return _returns(body)
        case ast.Try(body=body, handlers=handlers, finalbody=last):
            return _returns(last) or (_returns(body) and all(_returns(h.body) for h in handlers))
    return False
