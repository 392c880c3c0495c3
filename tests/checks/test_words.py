"""What is said is true of the learner's own result and code, and in plain words."""

import sys
from decimal import Decimal
from fractions import Fraction
from functools import partial

import numpy as np
import pytest
from scipy import special
from scipy.special import expit

from mlcourse.checks.comparing import agree
from mlcourse.checks.exceptions import meaning, message
from mlcourse.checks.judging import judge
from mlcourse.checks.located import Located
from mlcourse.checks.outcomes import Outcome, Raised
from mlcourse.checks.quantities import two_numbers
from mlcourse.checks.source import (
    function_tree,
    functions_used,
    names_in,
    returns_in_a_loop,
    without_return,
)
from mlcourse.checks.task import Mistake, Probe, Task, probes
from mlcourse.checks.verdict import Verdict

VALUES = {
    "np": np,
    "x": np.ones((31, 7)),
    "W": np.ones((7, 5)),
    "b": np.ones(5),
    "y": np.arange(31) % 3,
    "rows": np.ones(31),
    "generator": np.random.default_rng(0),
}
ENGINE_ROOM = (
    "gufunc", "ufunc", "core dimension", "broadcast", "subscripts", "dim 0", "NoneType", "remapped", "inhomogeneous",
    "out of bounds for array", "dimensional", "concatenation axis",
)  # fmt: skip


def raised_by(line):
    try:
        exec(line, dict(VALUES))
    except Exception as error:
        return Raised(type(error).__name__, str(error))
    raise AssertionError(f"{line} raises nothing")


@pytest.mark.parametrize(
    ("line", "said", "cause"),
    [
        ("x @ W.T", "7 and 5 do not meet in a matrix product", "A has 7 columns and B has 5 rows"),
        ("np.dot(x, x)", "7 and 31 do not meet in a matrix product", "B has 31 rows"),
        ("x @ 3", "one side of the matrix product is a single number", "*"),
        ("np.einsum('ij,kj->ik', x, W)", "the shapes (7, 5) and (31, 7)", "one letter has two lengths"),
        ("np.einsum('ij,jkl->ik', x, W)", "not as many axes as it has letters", "for each axis"),
        ("np.einsum('ij,jk->il', x, W)", "the letter l stands right of -> only", "on the left"),
        ("np.tensordot(x, x, 1)", "differ in length", "@"),
        ("x * W", "the shapes (7, 5) and (31, 7) do not fit element by element", "one of them 1"),
        ("x / rows", "the shapes (31, 7) and (31,) do not fit element by element", "keepdims=True"),
        ("np.broadcast_to(b, (5, 3))", "(5, 3) and (5,) do not fit", "must be a column"),
        ("b += x[:5, :5]", "the result (5, 5) has no room in the array (5,)", "a = a + b"),
        ("x[0] = b", "(5,) has no room in (7,)", "shape of that part"),
        ("b[0] = x[0]", "in the place of one number", "several"),
        ("x.reshape(3, 5)", "217 numbers cannot be laid out as (3, 5)", "3 · 5 = 15"),
        ("x.reshape(-1, 10)", "217 numbers cannot", "rows of 10"),
        ("np.concatenate([x, W])", "the lengths 7 and 5 along axis 1", "another axis"),
        ("np.concatenate([x, b])", "one array has 2 axes and one 1", "a[:, None]"),
        ("b.sum(axis=1)", "there is no axis 1 in an array with 1 axis", "axis 0 only"),
        ("x.sum(axis=2)", "there is no axis 2 in an array with 2 axes", "counted from 0"),
        ("x.sum().sum(axis=1)", "there is no axis 1 in a single number", "summed already"),
        ("np.eye(2)[y]", "index 2", "counted from 0 to 1"),
        ("b[0, 0]", "2 indices for an array with 1 axis", "a matrix two"),
        ("x[y / 1]", "an index that is no integer", "y.astype(int)"),
        ("x[b > 0]", "5 conditions for 31 along axis 0", "of its own shape"),
        ("x[np.arange(31), np.arange(5)]", "the shapes (5,) and (31,)", "in pairs"),
        ("np.array([[1, 2], [3]])", "not equally long", "equally long"),
        ("x + None", "None", "function without a return gives None"),
        ("[1, 2] - 1", "- between list and int", "np.array(…)"),
        ("[1, 2] + 1", "+ between list and int", "np.array(…)"),
        ("c = np.ones(3, int); c += 0.5", "no room in an array of integers", "dtype=float"),
        ("x * 'a'", "something that is no number", "none a text"),
        ("x.softmax()", "'softmax'", "Is it spelled right?"),
        ("x.exp()", "'exp'", "np.exp(…)"),
        ("[1, 2].shape", "'shape'", "Only arrays have .shape"),
        ("b.append(1)", "'append'", "Collect in a list"),
        ("np.sigmiod(x)", "'sigmiod'", "numpy has no function"),
        ("np.maximun(x, 0)", "'maximun'", "np.maximum"),
        ("x(3)", "not callable", "Is a * missing"),
        ("np.exp[x]", "square brackets", "round brackets"),
        ("x.sum(1, keepdim=True)", "'keepdim'", "keepdims=…"),
        ("np.zeros(3, 3)", "'3'", "one argument"),
        ("generator.normal(0, 1, 3, 4)", "at most 3", "one argument"),
        ("np.zeros(2.5)", "'2.5'", "int(…)"),
        ("generator.normal(0, -1, 3)", "the standard deviation is negative", "not negative"),
        ("a, c = x", "expected 2", "2 names, and more values"),
        ("1 / 0", "division by zero", "which size or sum is 0"),
        ("import no_such_package", "no_such_package", "numpy is enough"),
    ],
)  # fmt: skip
def test_an_exception_is_told_in_plain_words_with_its_shapes(line, said, cause):
    raised = raised_by(line)
    assert said in message(raised)
    assert cause in meaning(raised)
    told = f"{message(raised)} {meaning(raised)}"
    assert [word for word in ENGINE_ROOM if word in told.replace("'NoneType'", "None")] == []


def test_the_arrays_of_the_line_are_named_with_their_shapes(softmax_task):
    def misfit(z):
        means = z.mean(axis=1)
        return z - means

    evidence = judge(softmax_task, misfit).evidence
    assert evidence.endswith("do not fit element by element; z is (31, 7), means is (31,).")


def same(one, other):
    return agree(Outcome(raised=raised_by(one)), Outcome(raised=raised_by(other)), 0)


def test_an_exception_is_that_of_a_mistake_only_if_the_same_failed():
    assert same("x @ W.T", "np.dot(x, W.T)")
    assert same("x * W", "W + x")
    assert not same("x @ W.T", "x @ x")
    assert not same("x * W", "x * b")
    assert not same("x @ W.T", "x * b")
    assert not same("x @ W.T", "np.zeros(-1)")


def test_another_exception_of_the_same_kind_is_not_the_mistakes(gradients_task):
    assert judge(gradients_task, lambda x, delta: (x @ delta, 0)).mistake is not None
    assert judge(gradients_task, lambda x, delta: (np.dot(x, delta), 0)).mistake is not None
    assert judge(gradients_task, lambda x, delta: (x.reshape(3, 3), 0)).mistake is None
    assert judge(gradients_task, lambda x, delta: (delta @ x, 0)).mistake is None


@pytest.mark.parametrize(
    ("one", "other", "texts"),
    [(0.7, 0.3, ("0.70", "0.30")), (0.3012, 0.3, ("0.301", "0.300")), (-0.15, 0, ("−0.15", "0"))],
)
def test_two_numbers_have_the_digits_that_tell_them_apart(one, other, texts):
    assert two_numbers(one, other) == texts


@pytest.mark.parametrize(
    ("right", "wrong", "order", "said"),
    [
        ("dW", "db", (), "dW is right, db is not."),
        ("z0 a0", "p", ("z0", "a0", "p"), "so the mistake lies on the way from a0 to p."),
        ("dW1 db1", "dW0 db0", ("dW1 db1", "dW0 db0"), "from dW1 and db1 to dW0 and db0."),
        ("dW1 dW0", "db1 db0", ("dW1 db1", "dW0 db0"), "so the mistake lies in db1 itself."),
        ("theta", "m v", ("m v", "theta"), "theta is right, m and v are not: so look at m and v first."),
        ("", "z0 p", ("z0", "p"), "Look at z0 first: it comes before the rest."),
        ("", "dW db", (), ""),
        ("dW db", "", (), ""),
    ],
)  # fmt: skip
def test_the_first_mistake_is_located_between_the_parts(right, wrong, order, said):
    steps = tuple(tuple(step.split()) for step in order)
    told = Located(tuple(right.split()), tuple(wrong.split()), steps).in_full
    assert told.endswith(said)
    assert bool(told) == bool(said)


def test_of_an_answer_with_several_parts_it_is_said_which_are_right(gradients_task):
    verdict = judge(gradients_task, lambda x, d: (x.T @ d, d.sum(axis=0) + 1))
    assert verdict.cause == "dW is right, db is not."
    verdict = judge(gradients_task, lambda x, d: (x.T @ d, d.mean(axis=0)))
    assert verdict.evidence.endswith("31 is the batch size. dW is right.")


def chain(x):
    return 2 * x, 2 * x + 1


def test_the_part_that_is_computed_first_is_shown_first():
    def make(generator, size):
        return {"x": generator.normal(size=size)}

    task = Task(
        "99.chain", "Chain", 1, "99.1", chain, "", ("", "", ""), probes(make, {"size": 13}),
        parts=("first", "last"), order=(("last",), ("first",)),
    )  # fmt: skip
    verdict = judge(task, lambda x: (x * x, x * x))
    assert "last[0] is" in verdict.evidence
    assert verdict.cause == "Look at last first: it comes before the rest."


def no_return(z):
    np.exp(z)


def bare_return(z):
    np.exp(z)
    return


def behind_an_if(z):
    if len(z) > 100:
        return z


def in_a_loop(z):
    for row in z:
        return row


def of_a_sort(z):
    z = np.sort(z)
    return z.sort()


def on_both_ways(z):
    if len(z) > 100:
        return None
    else:
        raise ValueError("too few")


def of_an_inner_one(z):
    def inner():
        return z

    inner()


@pytest.mark.parametrize(
    ("function", "says"),
    [
        (no_return, "Is a return missing?"),
        (bare_return, "Is a return missing?"),
        (of_an_inner_one, "Is a return missing?"),
        (behind_an_if, "but not on every way"),
        (in_a_loop, "but not on every way"),
        (of_a_sort, "What stands behind return is None"),
        (on_both_ways, "What stands behind return is None"),
    ],
)
def test_a_return_is_called_missing_only_where_it_is(function, says):
    told = without_return(function_tree(function))
    assert says in told
    assert ("missing" in told) == ("missing" in says or "every way" in says)


def test_what_a_cause_says_of_the_code_is_looked_up_in_it():
    def make(generator, size):
        return {"x": generator.normal(size=size), "scale": 3.0}

    def ignored(x, scale):
        return x

    def of_scale(function):
        return "" if "scale" in names_in(function) else "scale is not used."

    mistake = Mistake(ignored, "It is as large as before.", in_code=of_scale)
    task = Task(
        "99.scaled", "Scaled", 1, "99.1", lambda x, scale: x * scale, "", ("", "", ""),
        probes(make, {"size": 5}), mistakes=(mistake,),
    )  # fmt: skip

    def uses_it(x, scale):
        return x * scale / scale

    assert judge(task, ignored).cause == "It is as large as before. scale is not used."
    assert judge(task, uses_it).cause == "It is as large as before."
    assert judge(task, partial(ignored)).cause.endswith("scale is not used.")
    no_source = eval("lambda x, scale: x")
    assert judge(task, no_source).cause == "It is as large as before."


def test_a_return_in_a_loop_is_seen_and_one_of_an_inner_function_is_none():
    assert returns_in_a_loop(function_tree(in_a_loop))
    assert not returns_in_a_loop(function_tree(of_an_inner_one))
    assert not returns_in_a_loop(function_tree(behind_an_if))


@pytest.mark.parametrize(
    "value", [Fraction(1, 8), Decimal("0.125"), np.array(Fraction(1, 8)), [Fraction(1, 8)][0]]
)
def test_exact_numbers_count_as_numbers(value):
    task = Task("99.eighth", "Eighth", 1, "99.1", 0.125, "", ("", "", ""))
    assert judge(task, value).status == "passed"
    assert judge(task, value + 1).status == "failed"


def test_exact_numbers_count_in_lists_and_functions():
    probe = Probe(lambda generator: {"n": 4})
    task = Task(
        "99.parts", "Parts", 1, "99.1", lambda n: np.arange(n) / 4, "", ("", "", ""), (probe,)
    )
    assert judge(task, lambda n: [Fraction(i, 4) for i in range(n)]).status == "passed"
    assert "objects" in judge(task, lambda n: np.array([object()])).evidence


def by_expit(z):
    return expit(z)


def by_its_package(z):
    return special.expit(z)


def by_an_import_inside(z):
    from scipy.special import expit as sigmoid

    return sigmoid(z)


def by_a_package_inside(z):
    import scipy.special

    return scipy.special.expit(z)


def by_a_helper(z):
    return by_expit(z)


def in_a_comprehension(z):
    return np.array([expit(row) for row in z])


def by_hand(z):
    expit = 1 / (1 + np.exp(-z))
    return expit


@pytest.mark.parametrize(
    "answer",
    [expit, by_expit, by_its_package, by_an_import_inside, by_a_package_inside, by_a_helper, in_a_comprehension],
)  # fmt: skip
def test_another_packages_function_is_noticed_like_the_librarys_own(answer):
    assert "scipy.special" in sys.modules
    wanted = frozenset({"scipy.special.expit"})
    assert functions_used(answer, wanted) == ["scipy.special.expit"]


@pytest.mark.parametrize("answer", [by_hand, np.tanh, 3, None, lambda z: z])
def test_a_function_of_ones_own_is_no_other_packages(answer):
    assert functions_used(answer, frozenset({"scipy.special.expit"})) == []


def test_code_is_code_in_a_notebook_and_stays_escaped() -> None:
    task = Task("99.eighth", "Eighth", 1, "99.1", 0.125, "", ("", "", ""))
    verdict = Verdict(task, "failed", "`a < b` is wrong.")
    assert "<code>a &lt; b</code> is wrong." in verdict._repr_html_()


def test_of_a_number_on_a_list_it_is_not_said_how_far_off_it_is():
    task = Task(
        "00.regime", "A regime", 1, "00.1", answer=2, why="Seen.", hints=("", "", ""), is_choice=True,
        mistakes=(Mistake(4, "It has a level stretch."),),
    )  # fmt: skip
    told = str(judge(task, 4))
    assert "Your answer is 4, and that is not what is to be seen here." in told
    assert "It has a level stretch." in told
    assert "twice" not in told
    assert "Your answer is 1" in str(judge(task, 1.0))
    assert judge(task, 2).status == "passed"


PLANS = Task(
    "00.plans", "Plans", 1, "00.1", answer=(3, 0, 1), why="Read.", hints=("", "", ""), is_choice=True,
    mistakes=(
        Mistake((2, 3, 0), "The other way round."),
        Mistake((0, 0, 1), "Plan 1 is not good."),
        Mistake((2, 0, 1), "Plan 1 keeps line 2."),
        Mistake((3, 2, 1), "Plan 2 keeps line 2."),
        Mistake((3, 0, 0), "Plan 3 is not good."),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "seen", "cause"),
    [
        ((0, 0, 1), "Of your 3 answers 2 are right. The first that is not is number 1: 0.", "Plan 1 is not good."),
        ((2, 0, 1), "Of your 3 answers 2 are right. The first that is not is number 1: 2.", "Plan 1 keeps line 2."),
        ([2, 2, 2], "Of your 3 answers none is right. The first that is not is number 1: 2.", "Plan 1 keeps line 2."),
        ((2, 3, 0), "Of your 3 answers none is right. The first that is not is number 1: 2.", "The other way round."),
        (np.array([3, 0, 0.0]), "Of your 3 answers 2 are right. The first", "Plan 3 is not good."),
        ([3, 1, 0], "Of your 3 answers 1 is right. The first that is not is number 2: 1.", ""),
        ([3, 7, 0], "number 2: 7.", "There is no 7 on the list: choose from 0, 1, 2 and 3."),
        ([3, 0, np.nan], "number 3: nan.", "There is no nan on the list: choose from 0, 1, 2 and 3."),
    ],
)  # fmt: skip
def test_of_several_choices_the_first_wrong_one_is_told_by_what_was_chosen(answer, seen, cause):
    verdict = judge(PLANS, answer)
    assert seen in verdict.evidence
    assert verdict.cause == cause


@pytest.mark.parametrize(
    ("answer", "seen"),
    [
        (3, "Your answer is a single number, where 3 in a row are asked for."),
        ((3,), "Your answer holds 1 number, where 3 in a row are asked for."),
        ((3, 0), "Your answer holds 2 numbers, where 3 in a row are asked for."),
        ([[3], [0], [1]], "Your answer holds 3 numbers in the shape (3, 1), where 3 in a row are asked for."),
        (["3", "0", "1"], "The result holds strings, where numbers are asked for."),
        ([3, None, 1], "The result holds None, where a number is asked for."),
    ],
)  # fmt: skip
def test_what_is_no_row_of_choices_is_called_what_it_is(answer, seen):
    verdict = judge(PLANS, answer)
    assert (verdict.status, verdict.evidence, verdict.mistake) == ("failed", seen, None)
    assert judge(PLANS, np.array([3.0, 0, 1])).status == "passed"


def test_emphasis_is_emphasis_in_a_notebook_and_a_product_stays_a_product():
    task = Task("99.eighth", "Eighth", 1, "99.1", 0.125, "", ("", "", ""))
    html = Verdict(task, "failed", "*more than* one, `a *b* c`, 2 * 3 * 4, x*y*z.")._repr_html_()
    assert "<em>more than</em> one, <code>a *b* c</code>, 2 * 3 * 4, x*y*z." in html
