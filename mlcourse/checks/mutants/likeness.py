"""How alike two pieces of code are, whatever their names are."""

import ast
import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

TOKEN = re.compile(r"\w+|\S")
Names = dict[str, str]


@lru_cache(maxsize=4096)
def names_of(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return a function's parameters and its own names, in the order in which they first appear."""
    try:
        trees = [each for each in ast.parse(text).body if isinstance(each, ast.FunctionDef)]
    except SyntaxError:
        return (), ()
    given = tuple(dict.fromkeys(a.arg for tree in trees for a in tree.args.args))
    stored = (
        node.id
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    )
    return given, tuple(dict.fromkeys(each for each in stored if each not in given))


def tokens(line: str, text: str) -> list[str]:
    """Return the tokens of a line of a text, its names replaced by the order in which they appear."""
    given, own = names_of(text)
    other = {name: f"given{i}" for i, name in enumerate(given)}
    other |= {name: f"own{i}" for i, name in enumerate(own)}
    return [other.get(token, token) for token in TOKEN.findall(line)]


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Return how alike two lists of tokens are, from 0 to 1."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def renamed(words: str, text: str, learners: str) -> str:
    """Return words about a text with the names in its code as the learner has them, where they are as many."""
    other: Names = {}
    for ours, theirs in zip(names_of(text), names_of(learners), strict=True):
        if len(ours) == len(theirs):
            other |= dict(zip(ours, theirs, strict=True))
    return re.sub(
        r"`[^`]*`",
        lambda code: re.sub(r"\b[A-Za-z_]\w*", lambda n: other.get(n[0], n[0]), code[0]),
        words,
    )
