"""A known mistake is named by its own message and no other's; an unknown one is shown where it goes wrong."""

import math
from dataclasses import replace

import numpy as np
import pytest

from mlcourse.checks.judging import judge
from mlcourse.checks.quantities import Quantity
from mlcourse.checks.task import Mistake, Probe, Task, probes
from mlcourse.curriculum import find_task


def rows(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def test_the_right_answer_passes(task):
    assert judge(task, task.answer).status == "passed"


def test_each_mistake_is_named_by_its_own_message_and_no_others(task):
    for mistake in task.mistakes:
        for seed in (0, 1):
            verdict = judge(task, mistake.answer, seed=seed)
            assert verdict.status == "failed"
            assert verdict.mistake is mistake
            assert verdict.cause == mistake.cause
            assert [m.cause in verdict.text for m in task.mistakes].count(True) == 1


def test_a_mistake_written_otherwise_is_the_same_mistake(softmax_task, gradients_task):
    def columns(logits):
        return [
            [float(v / c) for v, c in zip(r, np.exp(logits).sum(0), strict=True)]
            for r in np.exp(logits)
        ]

    # This one overflows too, so it is another mistake: not the softmax over the batch that our list has.
    assert judge(softmax_task, columns).mistake is None
    verdict = judge(
        gradients_task, lambda x, d: {"db": -sum(d), "dW": -np.einsum("ni,nj->ij", x, d)}
    )
    assert verdict.mistake is gradients_task.mistakes[2]


def test_a_mistake_is_found_where_it_acts_though_a_special_case_is_right():
    def with_an_eye_to_the_first(step, initial, every, factor):
        drops = step // every
        return initial * factor * drops if drops else initial

    def wrong_in_one_call_only(step, initial, every, factor):
        return 0.0 if step < every else initial * factor ** (step // every)

    task = find_task("06.step_decay")
    assert judge(task, with_an_eye_to_the_first).mistake.name == "drops multiplied"
    assert judge(task, wrong_in_one_call_only).mistake is None


def test_two_names_are_said_where_a_copy_mends_it_and_only_there(softmax_task):
    def of_a_number(step, initial, every, factor):
        rate = initial
        rate *= factor ** (step % every + 3)
        return rate

    def written_into(logits):
        shifted = logits - logits.max(axis=1, keepdims=True)
        powers = shifted
        powers[:] = np.exp(shifted)
        return powers / np.exp(shifted).sum(axis=1, keepdims=True)

    def wrong_besides(logits):
        shifted = logits
        shifted[:] = logits - 1
        return shifted

    assert "two names" not in judge(find_task("06.step_decay"), of_a_number).text
    assert "`powers = shifted` gives one array two names" in judge(softmax_task, written_into).text
    assert "two names" not in judge(softmax_task, wrong_besides).text


@pytest.mark.parametrize(
    ("index", "says"),
    [
        (0, "Your db is exactly 1/31 of ours, and 31 is the batch size."),
        (1, "Your dW and db are exactly 1/31 of ours, and 31 is the batch size."),
        (2, "Your dW and db are exactly ours with the opposite sign."),
        (3, "yours is the transpose of it"),
        (
            4,
            "raises ValueError: the lengths 7 and 31 do not meet in a matrix product; x is (31, 7)",
        ),
        (5, "Your db is 0 everywhere"),
    ],
)
def test_the_evidence_comes_first(index, says, gradients_task):
    mistake = gradients_task.mistakes[index]
    text = judge(gradients_task, mistake.answer).text
    assert says in text
    assert text.index(says) < text.index(mistake.cause)


def test_another_convention_is_called_another_convention(loss_task):
    verdict = judge(loss_task, loss_task.mistakes[1].answer)
    assert verdict.status == "failed"
    assert "another convention" in verdict.text
    assert "exactly half of ours" in verdict.evidence


@pytest.mark.parametrize(
    ("factor", "says"),
    [
        (lambda z: z.shape[0], "31 times ours, and 31 is the batch size"),
        (lambda z: z.shape[1], "7 times ours, and 7 is the number of classes"),
        (lambda z: 1 / z.shape[1], "1/7 of ours, and 7 is the number of classes"),
        (
            lambda z: z.size,
            "217 times ours, and 217 is the batch size times the number of classes (31 · 7)",
        ),
        (
            lambda z: z.shape[0] / z.shape[1],
            "31/7 of ours: the batch size over the number of classes",
        ),
        (
            lambda z: -1 / z.shape[0],
            "1/31 of ours, with the opposite sign, and 31 is the batch size",
        ),
        (lambda z: 2, "twice ours"),
        (lambda z: 0.1, "0.1 times ours, on every input"),
    ],
)
def test_a_ratio_is_said_with_the_size_that_it_equals(factor, says, softmax_task):
    assert f"exactly {says}" in judge(softmax_task, lambda z: rows(z) * factor(z)).evidence


def test_a_probe_on_which_all_is_zero_does_not_hide_a_ratio(loss_task):
    def perfect(generator, batch):
        target = generator.normal(size=(batch, 3))
        return {"prediction": target.copy(), "target": target}

    task = replace(loss_task, probes=(*loss_task.probes, Probe(perfect, {"batch": 13})))
    evidence = judge(task, lambda p, y: np.sum((p - y) ** 2)).evidence
    assert "exactly 93 times ours, and 93 is the batch size times the number of outputs" in evidence


def test_a_ratio_that_fits_a_size_on_one_probe_only_is_not_said(softmax_task):
    verdict = judge(softmax_task, lambda z: rows(z) * (31 if len(z) == 31 else 4))
    assert "exactly" not in verdict.evidence


def test_an_unknown_mistake_is_shown_at_the_first_input_where_it_differs(softmax_task):
    def off_by_a_little(z):
        p = rows(z)
        p[0, -1] += 0.25
        return p

    verdict = judge(softmax_task, off_by_a_little)
    z = np.random.default_rng(0).normal(size=(1, 2))
    got, right = rows(z)[0, 1] + 0.25, rows(z)[0, 1]
    assert verdict.evidence.startswith(f"For z = [[{z[0, 0]:.4g}, ")
    assert f"result[0, 1] is {got:.4g} where {right:.4g} is right" in verdict.evidence
    assert "1 of 2 numbers differs; the largest difference is 0.25" in verdict.evidence


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (
            lambda x, d: (d.sum(0), x.T @ d),
            "that is the shape of db. dW and db come in each other's place: `return dW, db`.",
        ),
        (
            lambda x, d: x.T @ d,
            "an array of shape (7, 3), float64, where 2 parts are asked for: dW, db",
        ),
        (lambda x, d: {"dW": x.T @ d}, "lacks db"),
        (lambda x, d: {"dW": 0, "db": 0, "dx": 0}, "holds dx, which nobody asked for"),
        (lambda x, d: (x.T @ d, d), "db has the shape (31, 3) where (3,) is right"),
        (
            lambda x, d: (x.T @ d, d.sum(0, keepdims=True)),
            "the numbers are right, only their shape is not",
        ),
        (lambda x, d: ((x.T @ d).astype(int), d.sum(0)), "Yours holds integers (int64)"),
        (lambda x, d, w: x, "cannot be called with 2 arguments. TypeError"),
        (lambda x: x, "It is given, in this order: x, delta."),
        (lambda x, d: x.no_such_thing, "`(lambda x, d: x.no_such_thing"),
        (3.0, "gradients is 3.0 (float), not a function"),
    ],
)
def test_shapes_parts_and_kinds_are_said_in_plain_words(answer, says, gradients_task):
    verdict = judge(gradients_task, answer)
    assert verdict.status == "failed"
    assert says in f"{verdict.evidence} {verdict.cause}"


def test_arguments_changed_in_place_are_noticed_unless_the_task_allows_it(softmax_task):
    def in_place(z):
        z -= z.max(axis=1, keepdims=True)
        return rows(z)

    def without_softmax(z):
        z *= 2
        return z

    assert "changes its argument z" in judge(softmax_task, in_place).evidence
    assert "changes its argument z" in judge(softmax_task, without_softmax).remark
    allowed = Task(
        **{name: getattr(softmax_task, name) for name in softmax_task.__dataclass_fields__}
        | {"in_place": ("z",)}
    )
    assert judge(allowed, in_place).status == "passed"


def test_a_mistake_that_is_only_what_it_does_to_its_arguments_is_named():
    def make(generator, units):
        return {"W": generator.normal(size=units), "dW": generator.normal(size=units)}

    def step(W, dW):
        return W - 0.1 * dW

    def in_place(W, dW):
        W -= 0.1 * dW
        return W

    mistakes = (Mistake(in_place, "W is still needed on the way back (lesson 04).", 30),)
    task = Task(
        "99.step", "Step", 1, "99.1", step, "", ("", "", ""), probes(make, {"units": 5}), mistakes
    )
    verdict = judge(task, in_place)
    assert verdict.mistake is mistakes[0]
    assert "changes its argument W" in verdict.evidence


def test_what_is_observed_is_compared_not_the_result_itself():
    def draw(generator, fan_in):
        return np.random.default_rng(5).normal(size=(fan_in, 500)) * np.sqrt(2 / fan_in)

    def spread(got, asked):
        return f"yours is {got:.2f} and not {asked:.2f}"

    def variance_for_spread(generator, fan_in):
        return np.random.default_rng(6).normal(size=(fan_in, 500)) * 2 / fan_in

    probe = Probe(
        lambda generator, fan_in: {"generator": generator, "fan_in": fan_in}, {"fan_in": 53}
    )
    task = Task(
        "99.he", "He", 1, "99.1", draw, "", ("", "", ""), (probe,),
        (Mistake(variance_for_spread, "2/fan_in is the variance.", 3),),
        observe=(Quantity("spread", np.std, lambda given: np.sqrt(2 / given["fan_in"]), spread),), tolerance=0.05,
    )  # fmt: skip
    assert judge(task, lambda g, n: g.normal(0, (2 / n) ** 0.5, (n, 500))).status == "passed"
    assert (
        judge(task, lambda g, n: g.normal(0, 2 / n, (n, 500))).cause == "2/fan_in is the variance."
    )
    assert (
        judge(task, variance_for_spread).evidence == "With fan_in 53: yours is 0.04 and not 0.19."
    )
    assert "which is not what is asked for" in judge(task, lambda g, n: "no").evidence


def test_a_verdict_shows_itself_and_escapes_what_it_quotes(softmax_task):
    def prints_markup(z):
        print("<script>alert(1)</script>")
        return rows(z) + 1

    verdict = judge(softmax_task, prints_markup)
    html = verdict._repr_html_()
    assert "<script>" not in html
    assert 'role="status"' in html
    assert "hint(&quot;99.softmax&quot;)" in html
    assert repr(verdict) == verdict.text
    assert 'hint("99.softmax")' not in judge(softmax_task, rows).text


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("np.exp(z)^2", "a power is written a**2"),
        ("z.tolist()[0][0]^2", "a power is written a**2"),
        ("z if z > 0 else 0", "np.where(condition, one, other)"),
        ("tanh(z)", "np.tanh"),
        ("soft(z)", "has that cell been run?"),
        ("math.exp(z)", "numpy's take whole arrays"),
        ("z @ z", "here A has 7 columns and B has 31 rows"),
        ("z * z.T", "two lengths must be equal, or one of them 1"),
        ("answer(z)", "calls itself"),
    ],
)
def test_what_an_exception_usually_means_is_said(line, says, softmax_task):
    names = {"np": np, "math": math}
    exec(f"def answer(z):\n    return {line}", names)
    assert says in judge(softmax_task, names["answer"]).cause


def test_parameters_in_another_order_are_noticed(gradients_task):
    verdict = judge(gradients_task, lambda delta, x: (x.T @ delta, delta.sum(axis=0)))
    assert verdict.cause == (
        "Your parameters are delta, x; the function is called with x, delta, in this order."
    )


def test_several_changed_arguments_are_listed(gradients_task):
    def in_place(x, delta):
        x *= 2
        delta /= 2
        return x.T @ delta, 2 * delta.sum(axis=0)

    assert "changes its arguments x and delta." in judge(gradients_task, in_place).evidence


def test_one_number_where_an_array_is_right_is_called_so(softmax_task):
    assert (
        "is a single number where (31, 7) is right" in judge(softmax_task, lambda z: 1.0).evidence
    )


def test_nothing_returned_asks_for_the_return_of_several_parts_too(gradients_task):
    def forgets(x, delta):
        dW, db = x.T @ delta, delta.sum(axis=0)  # noqa: F841

    verdict = judge(gradients_task, forgets)
    assert verdict.evidence.endswith("the result is None.")
    assert "Is a return missing?" in verdict.cause
