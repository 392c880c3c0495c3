"""Whether a text calls another package's function, however the notebook came by a name for it.

The text alone is looked at: the function may be imported under another name, assigned to one, wrapped, or come from a
file beside the notebook. A name that is only put together while the code runs leaves no trace in it.
"""

import ast
import re
import unicodedata
from collections.abc import Iterator, Sequence, Set
from contextlib import suppress
from functools import lru_cache

from mlcourse.checks.shallow import is_shallow

MOST = 200_000  # characters that are read
FILLING = (
    "append",
    "extend",
    "insert",
    "add",
    "update",
    "setdefault",
)  # what puts something into another
MAGIC = ("%", "!", "?")
PIECED = re.compile(r"""\\[xuUN0-7\n]|["'][\s+]*["']|\bexec\b|\beval\b""")
"""What tells of a string that does not stand in one piece, or that is run."""

STAR = re.compile(r"import\s*\*")
ALSO = {
    "scipy.special.expit": ("scipy.special.log_expit", "scipy.stats.logistic"),
    "scipy.special.softmax": ("scipy.special.log_softmax", "sklearn.utils.extmath.softmax"),
    "sklearn.metrics.log_loss": ("scipy.special.rel_entr", "scipy.special.kl_div"),
    "sklearn.metrics.mean_squared_error": ("sklearn.metrics.root_mean_squared_error",),
    "sklearn.preprocessing.StandardScaler": ("scipy.stats.zmap",),
    "sklearn.metrics.confusion_matrix": (
        "sklearn.metrics.multilabel_confusion_matrix", "sklearn.metrics.cluster.contingency_matrix"),
    "sklearn.metrics.precision_score": (
        "sklearn.metrics.precision_recall_fscore_support", "sklearn.metrics.classification_report"),
    "sklearn.metrics.f1_score": (
        "sklearn.metrics.fbeta_score", "sklearn.metrics.jaccard_score",
        "sklearn.metrics.precision_recall_fscore_support", "sklearn.metrics.classification_report"),
    "sklearn.metrics.balanced_accuracy_score": (
        "sklearn.metrics.recall_score", "sklearn.metrics.precision_recall_fscore_support",
        "sklearn.metrics.classification_report"),
}  # fmt: skip
"""Functions from which another's result is had in a line: a task that names the one means these too."""


def with_others(wanted: Set[str]) -> set[str]:
    """Return functions by their full names, and those that do as well."""
    return {*wanted, *(other for each in wanted for other in ALSO.get(each, ()))}


def is_named(tree: ast.AST | None, full: str, around: Sequence[str], answer: str = "") -> bool:
    """Return whether a function's tree names another package's function, or what stands for it.

    The tree is that of the text that the answer's own process gives, so what last gave the answer its name counts too.

    Args:
        tree: of the function; None where its text is not known.
        full: the full name, as in ``"scipy.special.expit"``.
        around: the modules beside the notebook, and its cells as they ran; nothing is looked for where none names
            the package.
        answer: the answer's name.

    Example:
        >>> cells = ["from scipy.special import expit as s", "%time 1", "t = s"]
        >>> is_named(ast.parse("def sigmoid(z): return t(z)"), "scipy.special.expit", cells)
        True
    """
    around = [plainly(piece) for piece in around]
    if not any(full.partition(".")[0] in piece for piece in around):
        return False
    try:
        known = _known(full, around)
        return bool(((_names(tree) if tree else set()) | _names_of_last(answer, around)) & known)
    except TooMuch:
        return True


@lru_cache(maxsize=1000)
def plainly(text: str) -> str:
    """Return a text in which names and strings stand as Python reads them.

    Python takes ``ｅxpit`` for expit, as a name, and ``"ex" "pit"``, ``"ex" + "pit"`` or an escaped letter in a string.

    Example:
        >>> print(plainly("s = getattr(sp, 'ex' + 'p' 'it')"))
        s = getattr(sp, 'ex' + 'p' 'it')
        'expit'
        'pit'
    """
    text = unicodedata.normalize("NFKC", text)
    if len(text) > MOST or not PIECED.search(text):
        return text
    nodes = [node for tree in _trees(text) for node in ast.walk(tree)]
    strings = {joined for node in nodes if (joined := _joined(node)) and joined not in text}
    run = [code for node in nodes if (code := _run(node)) and _tree(code)]
    return "\n".join([text, *map(repr, sorted(strings)), *run])


def _run(node: ast.AST) -> str:
    """Return the code that ``exec`` or ``eval`` is given as a string."""
    match node:
        case ast.Call(func=ast.Name(id="exec"), args=[code, *_]):
            return _joined(code)
        case ast.Assign(
            targets=[target], value=ast.Call(func=ast.Name(id="eval"), args=[code, *_])
        ):
            return f"{ast.unparse(target)} = {_joined(code)}"
    return ""


def _joined(node: ast.AST) -> str:
    """Return a string that is written in the text, in pieces perhaps."""
    match node:
        case ast.Constant(value=str(value)):
            return value
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            one, other = _joined(left), _joined(right)
            return one + other if one and other else ""
    return ""


class TooMuch(Exception):
    """More text speaks of a function than anybody writes: it is there to hide something."""


def _known(full: str, around: Sequence[str]) -> set[str]:
    """Return all names that stand for a function in a notebook; what speaks of none of them is not read."""
    name = full.rpartition(".")[2]
    known, nodes, unread, left = {name}, list[ast.AST](), list(around), MOST
    while True:
        speaking = [piece for piece in unread if any(each in piece for each in known)]
        unread = [piece for piece in unread if not any(each in piece for each in known)]
        left -= sum(map(len, speaking))
        if left < 0:
            raise TooMuch
        nodes += [node for piece in speaking for tree in _trees(piece) for node in ast.walk(tree)]
        if known == {name} and _is_own(full, nodes) and not any(map(STAR.search, around)):
            return set()
        more = {given for node in nodes for given in _given(node, known)} - known
        if not more:
            return known
        known |= more


def _is_own(full: str, nodes: Sequence[ast.AST]) -> bool:
    """Return whether a notebook defines a function of a name itself, and takes none from the package."""
    package, name = full.partition(".")[0], full.rpartition(".")[2]
    defined = False
    for node in nodes:
        match node:
            case ast.FunctionDef(name=given):
                defined = defined or given == name
            case ast.ImportFrom(module=str(module), names=names) if module.startswith(package):
                if name in {each.name for each in names}:
                    return False
            case ast.Attribute(attr=given) | ast.Constant(value=given) if given == name:
                return False
    return defined


def _names_of_last(name: str, around: Sequence[str]) -> set[str]:
    """Return the names in the last statement that gives a name to something."""
    speaking = [piece for piece in around if name and name in piece]
    if sum(map(len, speaking)) > MOST:
        raise TooMuch
    for piece in reversed(speaking):
        statements = [
            each for tree in _trees(piece) for each in ast.walk(tree) if isinstance(each, ast.stmt)
        ]
        if giving := [each for each in statements if _gives(each, name)]:
            return _names(max(giving, key=lambda each: each.lineno))
    return set()


def _gives(statement: ast.stmt, name: str) -> bool:
    """Return whether a statement itself, not one within it, gives a name to something."""
    match statement:
        case ast.FunctionDef(name=given) | ast.ClassDef(name=given):
            return given == name
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            return name in {each.asname or each.name for each in names}
    parts = (each for each in ast.iter_child_nodes(statement) if not isinstance(each, ast.stmt))
    return any(
        isinstance(each, ast.Name) and each.id == name and isinstance(each.ctx, ast.Store)
        for part in parts
        for each in ast.walk(part)
    )


def _trees(piece: str) -> list[ast.Module]:
    """Return a cell's syntax tree; where it has none, those of its lines."""
    plain = [line for line in piece.splitlines() if not line.lstrip().startswith(MAGIC)]
    whole = "\n".join(plain)
    for texts in ([whole], [line.strip() for line in plain]):
        found = [tree for text in texts if (tree := _tree(text)) is not None]
        if found:
            return found
    return []


def _tree(text: str) -> ast.Module | None:
    with suppress(SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.parse(text) if is_shallow(text) else None
    return None


def _given(node: ast.AST, known: set[str]) -> Iterator[str]:
    """Yield names that a statement gives to what is known."""
    match node:
        case ast.ImportFrom(names=names):
            yield from (each.asname or each.name for each in names if each.name in known)
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            if _names(node) & known:
                yield name
        case ast.Assign(targets=targets, value=value):
            if _hands_on(value, known):
                yield from (name for target in targets for name in _names(target))
        case ast.AnnAssign(target=target, value=value) | ast.NamedExpr(target=target, value=value):
            if value is not None and _hands_on(value, known):
                yield from _names(target)
        case ast.For(target=target, iter=value) | ast.comprehension(target=target, iter=value):
            if _hands_on(value, known):
                yield from _names(target)
        case ast.withitem(context_expr=value, optional_vars=ast.AST() as target):
            if _hands_on(value, known):
                yield from _names(target)
        case ast.Call(func=ast.Attribute(value=ast.Name(id=holder), attr=method)) if (
            method in FILLING
        ):
            if any(_hands_on(each, known) for each in (*node.args, *node.keywords)):
                yield holder


def _hands_on(value: ast.AST, known: set[str]) -> bool:
    """Return whether a value holds what is known, and not only what that gave when it was called."""
    if isinstance(value, ast.Lambda):
        return bool(_names(value) & known)
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name | ast.Attribute):
        if getattr(value.func, "id", "") == "getattr":
            return bool(_names(value) & known)
        return any(_hands_on(each, known) for each in (*value.args, *value.keywords))
    if isinstance(value, ast.Name):
        return value.id in known
    if isinstance(value, ast.Attribute) and value.attr in known:
        return True
    return any(_hands_on(each, known) for each in ast.iter_child_nodes(value))


def _names(tree: ast.AST) -> set[str]:
    """Return the names and attributes in a tree, and those that stand in it as text, as ``getattr`` takes them."""
    found = set[str]()
    for each in ast.walk(tree):
        if isinstance(each, ast.Name):
            found.add(each.id)
        elif isinstance(each, ast.Attribute):
            found.add(each.attr)
        elif isinstance(each, ast.ImportFrom):
            found |= {alias.name for alias in each.names}
        elif joined := _joined(each):
            found.add(joined)
    return found
