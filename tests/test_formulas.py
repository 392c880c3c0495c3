"""A record's formula is written once, as LaTeX; the line of text for terminals is made from it and means the same."""

import ast
import importlib
import inspect
import itertools
import pkgutil
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mlcourse
from mlcourse.base.display import Record
from mlcourse.base.plain import plain

# Where the line for a terminal says something else than the typeset formula; each says why beside it.
IN_OTHER_WORDS = {"Step", "SignalProfile"}


def all_records(kind=Record):
    for name in (m.name for m in pkgutil.walk_packages(mlcourse.__path__, "mlcourse.")):
        if not name.endswith("__main__"):
            importlib.import_module(name)
    found = {}
    todo = [kind]
    while todo:
        todo += (kinds := todo.pop().__subclasses__())
        # A dataclass with slots is made anew: the class that a module has under its name is the record.
        found |= {
            each.__name__: each
            for each in kinds
            if getattr(sys.modules.get(each.__module__), each.__name__, None) is each
        }
    return {name: each for name, each in found.items() if each.latex}


RECORDS = all_records()


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_the_formula_of_a_record_is_a_line_that_a_terminal_shows(record):
    text = record.formula
    assert text.strip()
    assert not set(text) & set("\\{}_&\n"), text
    assert len(text) <= 120


def test_a_formula_is_written_once():
    assert len(RECORDS) > 20
    written_twice = {name for name, each in RECORDS.items() if each.formula != plain(each.latex)}
    assert written_twice == IN_OTHER_WORDS


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"z = xW + b", "z = xW + b"),
        (r"\theta \leftarrow \theta - \eta\, g", "θ ← θ − η g"),
        (r"\frac{\partial L}{\partial W} = x^\top \delta", "∂L/∂W = xᵀδ"),
        (r"\frac{a}{bc} + \frac{a + b}{c} + \frac{1}{N} \sum_i x_i", "a/(bc) + (a + b)/c + (1/N) Σᵢ xᵢ"),
        (r"-\frac{1}{2} (x - \mu)^2", "−(1/2) (x − μ)²"),
        (r"\frac{\sum_i x_i}{N}", "(Σᵢ xᵢ)/N"),
        (r"\sqrt{v} \cdot \sqrt{v + \varepsilon} \cdot \sqrt{\sigma^2}", "√v · √(v + ε) · √(σ²)"),
        (r"\hat y_{ij} - \bar y", "ŷᵢⱼ − ȳ"),
        (r"\hat m = \frac{m}{1 - \beta_1^t}", "m̂ = m/(1 − β₁ᵗ)"),
        (r"\lVert g \rVert / \max(|a|, \mathrm{floor})", "‖g‖/max(|a|, floor)"),
        (r"y_i \log p_i + \log (1 - p_i)", "yᵢ log pᵢ + log(1 − pᵢ)"),
        (r"p_{i, y_i} \qquad e^{\frac{a}{b}}", "p[i, yᵢ]      e^(a/b)"),
        (r"f'(z_l) \odot \delta_{l+1}", "f′(zₗ) ⊙ δₗ₊₁"),
        (r"\text{precision} = \frac{TP}{TP + FP}", "precision = TP/(TP + FP)"),
    ],
)  # fmt: skip
def test_latex_becomes_what_one_would_type(latex, text):
    assert plain(latex) == text


@pytest.mark.parametrize("latex", [r"\nosuch{x}", r"\frac{1}{", r"\begin{matrix}1 & 2\end{matrix}"])
def test_what_no_line_can_show_is_refused_and_a_record_shows_its_latex(latex):
    with pytest.raises(ValueError, match=r"[Tt]ry"):
        plain(latex)

    class Shown(Record):
        pass

    Shown.latex = latex
    assert repr(Shown()) == f"Shown\n  {latex}"


def test_a_record_shows_itself_without_the_converter(monkeypatch):
    plain.cache_clear()
    monkeypatch.setitem(sys.modules, "latex2mathml.converter", None)
    assert mlcourse.accuracy([1], [1]).formula.startswith(r"\text{accuracy} = \frac")


def test_the_converter_is_loaded_when_a_formula_is_printed_and_not_before():
    code = (
        "import sys, mlcourse as ml; score = ml.accuracy([1], [1]); print('latex2mathml' in sys.modules); "
        "repr(score); print('latex2mathml' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]


# A formula in LaTeX, and its value.
VALUES = {"a": 3.0, "b": 5.0, "c": 7.0, "d": 11.0}
letters = st.sampled_from([(name, value, "single") for name, value in VALUES.items()])


def bracketed(one):
    return f"({one[0]})" if one[2] in ("sum", "negative") else one[0]


def combined(inner):
    pairs = st.tuples(inner, inner)
    return st.one_of(
        pairs.map(lambda p: (f"{p[0][0]} + {bracketed(p[1])}", p[0][1] + p[1][1], "sum")),
        pairs.map(lambda p: (f"{p[0][0]} - {bracketed(p[1])}", p[0][1] - p[1][1], "sum")),
        pairs.map(
            lambda p: (rf"{bracketed(p[0])}\, {bracketed(p[1])}", p[0][1] * p[1][1], "product")
        ),
        pairs.map(
            lambda p: (rf"{bracketed(p[0])} \cdot {bracketed(p[1])}", p[0][1] * p[1][1], "product")
        ),
        pairs.filter(lambda p: p[1][1]).map(
            lambda p: (rf"\frac{{{p[0][0]}}}{{{p[1][0]}}}", p[0][1] / p[1][1], "product")
        ),
        inner.map(lambda one: (rf"{bracketed(one)}^2" if one[2] in ("single", "sum") else rf"({one[0]})^2",
                               one[1] ** 2, "product")),
        inner.filter(lambda one: one[1] >= 0).map(
            lambda one: (rf"\sqrt{{{one[0]}}}", one[1] ** 0.5, "product")
        ),
        inner.map(lambda one: (f"-{bracketed(one)}", -one[1], "negative")),
    )  # fmt: skip


def computed(text):
    """Read a line of text as a person does: side by side is a product, · and / from left to right."""
    code = text.replace("²", "**2").replace("−", "-").replace(" · ", "*")
    while "√" in code:  # a root is that of the letter, or of the parentheses, behind it
        before, _, behind = code.rpartition("√")
        depths = itertools.accumulate({"(": 1, ")": -1}.get(letter, 0) for letter in behind)
        end = next(i for i, depth in enumerate(depths, 1) if depth == 0 and behind[i - 1] != "R")
        code = f"{before}R({behind[:end]}){behind[end:]}"
    code = re.sub(r"(?<=[a-d2)]) ?(?=[a-dR(])", "*", code)
    return eval(code, {"R": lambda value: value**0.5, **VALUES})


@given(st.recursive(letters, combined, max_leaves=6))
def test_a_line_of_text_means_what_the_latex_means(formula):
    latex, value, _ = formula
    assert computed(plain(latex)) == pytest.approx(value), plain(latex)


# The docstring of a function states the formula that its record shows, where it states one of that name.


def stated(module):
    """Return what the docstrings of a module say, without their examples."""
    tree = ast.parse(inspect.getsource(module))
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docs = [ast.get_docstring(node) or "" for node in ast.walk(tree) if isinstance(node, kinds)]
    return [" ".join(doc.partition("\nExample:")[0].split()) for doc in docs]


def bare(text):
    """Return a formula without spaces, dots and the letters of a running index, which prose leaves out."""
    return re.sub("Σ+", "Σ", re.sub(r"[\s·ᵢⱼₖ]", "", text))


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_docstrings_state_the_formula_of_the_record(record):
    docs = stated(sys.modules[record.__module__])
    for equation in re.split(r",? {3,}", record.formula):
        name, sign, rest = re.match(r"(?:(.+?) ([=←]) (.+)|.*)", equation).groups()
        start = re.compile(rf"(?<![\w∂/^]){re.escape(f'{name} {sign}')}")
        if not name or not any(start.search(doc) for doc in docs):
            continue
        wanted = [bare(f"{name} {sign} {side}") for side in rest.split(" = ")]
        said = [bare(doc) for doc in docs]
        assert any(each in doc for each in wanted for doc in said), equation
