"""Equally right answers pass, however they are written; and what is no answer yet is told from what is wrong."""

from functools import partial

import numpy as np
import pytest

import mlcourse
from mlcourse.checks.judging import judge
from mlcourse.checks.task import Mistake, Probe, Task


def in_loops(z):
    result = np.zeros(np.shape(z))
    for i, row in enumerate(z):
        exps = [float(np.exp(value - max(row))) for value in row]
        for j, value in enumerate(exps):
            result[i, j] = value / sum(exps)
    return result


def as_lists(z):
    return in_loops(z).tolist()


def in_place_on_its_own_array(z):
    e = z - z.max(axis=1, keepdims=True)
    np.exp(e, out=e)
    e /= e.sum(axis=1, keepdims=True)
    return e


def in_another_memory_order(z):
    return np.asfortranarray(in_loops(z))


def in_the_transposed_layout(logits):
    return in_place_on_its_own_array(np.array(logits.T).T)


def in_float32(z):
    return in_loops(z).astype(np.float32)


def as_a_matrix(z):
    return np.asmatrix(in_loops(z))


def with_an_option(z, axis=1, *, shift=True):
    return in_loops(z)


class Softmax:
    def __init__(self, scale):
        self.scale = scale

    def __call__(self, z):
        return in_loops(self.scale * z)

    def method(self, z):
        return self(z)


class Columns:
    """As a data frame does, it gives its numbers when asked for an array."""

    def __init__(self, values):
        self.values = values

    def __array__(self, dtype=None, copy=None):
        return np.array(self.values, dtype=dtype)


ANSWERS = (
    in_loops, as_lists, in_place_on_its_own_array, in_another_memory_order, in_the_transposed_layout,
    in_float32, as_a_matrix, with_an_option, Softmax(1), Softmax(1).method, partial(with_an_option, axis=1),
    lambda z: Columns(in_loops(z)), lambda *z: tuple(map(tuple, in_loops(*z))),
    lambda z: np.exp(mlcourse.log_softmax(z)),  # the task allows log_softmax
)  # fmt: skip


@pytest.mark.parametrize("answer", ANSWERS)
def test_differently_written_right_answers_pass(answer, softmax_task):
    verdict = judge(softmax_task, answer)
    assert verdict.status == "passed", verdict
    assert verdict.points == 2


@pytest.mark.parametrize(
    "give",
    [
        lambda dW, db: (dW, db),
        lambda dW, db: [dW, db],
        lambda dW, db: {"db": db, "dW": dW},
        lambda dW, db: (dW.tolist(), list(db)),
        lambda dW, db: (np.asfortranarray(dW), db.astype(np.float32)),
    ],
)
def test_several_results_come_as_tuple_list_or_dict(give, gradients_task):
    verdict = judge(gradients_task, lambda x, delta: give(x.T @ delta, delta.sum(axis=0)))
    assert verdict.status == "passed", verdict


@pytest.mark.parametrize("give", [float, np.float32, np.asarray, lambda value: np.float64(value)])
def test_a_number_comes_as_float_or_array_without_axes(give, loss_task):
    verdict = judge(loss_task, lambda p, y: give(((p - y) ** 2).sum() / p.size))
    assert verdict.status == "passed", verdict


def test_integers_and_booleans_count_where_they_are_right():
    task = Task(
        "99.mask", "Mask", 1, "99.1", lambda z: (z > 0).astype(float), "", ("", "", ""),
        (Probe(lambda generator: {"z": generator.integers(-2, 3, size=(5, 3))}),),
    )  # fmt: skip
    assert judge(task, lambda z: z > 0).status == "passed"
    assert judge(task, lambda z: np.where(z > 0, 1, 0)).status == "passed"
    assert judge(task, lambda z: z >= 0).status == "failed"


def test_float32_is_not_asked_of_an_answer_where_the_right_one_is_too_coarse_for_it():
    def slope(x):
        return (np.sin(x + 1e-6) - np.sin(x - 1e-6)) / 2e-6

    probe = Probe(lambda generator: {"x": generator.normal(size=7)})
    task = Task("99.slope", "Slope", 1, "99.1", slope, "", ("", "", ""), (probe,))
    assert judge(task, np.cos).status == "passed"


def test_float32_is_asked_where_the_right_answer_can_do_it(softmax_task):
    verdict = judge(
        softmax_task, lambda z: in_loops(z) if z.dtype == np.float64 else in_loops(z) * 0.9
    )
    assert verdict.status == "failed"
    assert "in float32" in verdict.evidence


def test_an_exception_can_be_the_right_answer():
    def refuse(z):
        raise ValueError("z must be finite")

    task = Task(
        "99.refuse", "Refuse", 1, "99.1", refuse, "", ("", "", ""),
        (Probe(lambda generator: {"z": np.array([np.nan])}),),
    )  # fmt: skip
    assert judge(task, refuse).status == "passed"
    assert "an exception is asked for" in judge(task, lambda z: z).evidence
    assert "KeyError" in judge(task, lambda z: {}[0]).evidence


def test_a_value_may_come_in_any_form_and_a_wrong_one_does_not_give_the_right_one_away():
    mistakes = (Mistake(0.5, "You forgot the slope."),)
    task = Task(
        "99.dw", "dw", 1, "99.1", 0.125, "", ("", "", ""), mistakes=mistakes, tolerance=1e-3
    )
    for right in (0.125, np.float32(0.125), np.array(0.125), 0.12501):
        assert judge(task, right).status == "passed"
    assert judge(task, 0.5).cause == "You forgot the slope."
    assert judge(task, 0.5).evidence == "Your result is 0.5, and that is not right: too large."
    assert judge(task, 0.3).mistake is None
    assert "too large" in judge(task, 0.3).evidence
    assert "0.125" not in judge(task, 0.3).text + judge(task, 0.5).text
    assert "a function, where a value" in judge(task, abs).evidence
    assert judge(task, None).status == judge(task, ...).status == "blank"


def test_a_string_may_be_the_answer():
    task = Task("99.word", "Word", 1, "99.1", "sigmoid", "", ("", "", ""))
    assert judge(task, " Sigmoid").status == "passed"
    assert judge(task, "tanh").status == "failed"
    assert "string" in judge(task, 3).evidence


def nothing(z):
    """Return the softmax."""
    ...  # your code here


def passes(z):
    pass


def assigned(z):
    p = ...  # your code here
    return p


def two_assigned(z):
    e, p = ..., ...  # noqa: F841
    return p


def not_implemented(z):
    raise NotImplementedError


def placeholder_amid_code(z):
    shifted = z - 1  # noqa: F841
    ...  # your code here
    return p  # noqa: F821


def placeholder_behind_code(z):
    shifted = z - 1  # noqa: F841
    ...  # your code here


BLANK = (nothing, passes, assigned, two_assigned, not_implemented, placeholder_amid_code,
         placeholder_behind_code, None, ..., lambda z: ..., partial(nothing))  # fmt: skip


@pytest.mark.parametrize("answer", BLANK)
def test_a_placeholder_is_not_attempted_yet(answer, softmax_task):
    verdict = judge(softmax_task, answer)
    assert (verdict.status, verdict.points) == ("blank", 0)
    assert verdict.text.startswith("○ Softmax: not attempted yet")


def test_an_ellipsis_that_is_an_index_or_left_behind_is_no_placeholder(softmax_task):
    def complete(z):
        ...  # your code here
        return in_loops(z[..., :])[...]

    def filled(z):
        p = np.zeros_like(z)
        p[...] = in_loops(z)
        return p

    assert judge(softmax_task, complete).status == "passed"
    assert judge(softmax_task, filled).status == "passed"
    assert judge(softmax_task, lambda z: z[..., 0]).status == "failed"


alias = mlcourse.softmax


@pytest.mark.parametrize(
    "answer",
    [
        mlcourse.softmax,
        partial(mlcourse.softmax),
        lambda z: mlcourse.softmax(z),
        lambda z: alias(z),
        lambda z: np.array([alias(row[None])[0] for row in z]),
        lambda z: np.apply_along_axis(lambda row: alias(row[None])[0], 1, z),
    ],
)
def test_the_librarys_function_is_noticed_and_does_not_count(answer, softmax_task):
    verdict = judge(softmax_task, answer)
    assert (verdict.status, verdict.points) == ("failed", 0)
    assert "calls mlcourse.softmax" in verdict.evidence
    assert "You may call log_softmax" in verdict.cause


def test_objects_of_the_library_that_are_given_may_be_used_and_own_ones_may_not():
    def sizes(network):
        return len(network.layers)

    probe = Probe(lambda generator: {"network": mlcourse.MLP((2, 3, 1))})
    task = Task("99.layers", "Layers", 1, "99.1", sizes, "", ("", "", ""), (probe,))
    assert judge(task, lambda network: len(network.layers)).status == "passed"
    verdict = judge(task, lambda network: len(mlcourse.MLP((2, 3, 1)).layers))
    assert "calls mlcourse.MLP" in verdict.evidence
