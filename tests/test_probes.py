"""What answers are tried on leaves no room for numbers that are written in, or for a generator that is not used.

A new task is covered as soon as the curriculum has it.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pytest

from mlcourse import curriculum
from mlcourse.checks.calls import Call, calls_of
from mlcourse.checks.comparing import agree
from mlcourse.checks.judging import judge
from mlcourse.checks.outcomes import attempt, expected
from mlcourse.checks.task import Mistake, Task

TASKS = [
    task
    for number in curriculum.numbers()
    if curriculum.has_exercise(number)
    for task in curriculum.tasks(number)
]
FUNCTIONS = [task for task in TASKS if task.is_function]

every_task = pytest.mark.parametrize("task", TASKS, ids=lambda task: task.id)
every_function = pytest.mark.parametrize("task", FUNCTIONS, ids=lambda task: task.id)


def drawn(task: Task) -> list[dict[str, Any]]:
    """What the task's probes draw, probe by probe."""
    return [probe.arguments(seed=0) for probe in task.probes]


def judged(task: Task, answer: Any) -> Any:
    """The verdict on an answer that may call the worked one."""
    return judge(replace(task, uses=task.uses | {task.name}), answer)


def is_number(value: Any) -> bool:
    return isinstance(value, int | float)


def numbers(task: Task) -> dict[str, list[float]]:
    """Each argument that is a single number, with its value in each probe."""
    first, *_ = every = drawn(task)
    return {name: [each[name] for each in every] for name in first if is_number(first[name])}


NUMBERS = [(task, name) for task in FUNCTIONS for name in numbers(task)]
WITH_A_GENERATOR = [task for task in FUNCTIONS if "generator" in drawn(task)[0]]

# --- single numbers


@pytest.mark.parametrize(("task", "name"), NUMBERS, ids=[f"{t.id}-{name}" for t, name in NUMBERS])
def test_a_number_that_is_written_into_the_code_is_noticed(task, name):
    """It takes two values at least, and each makes a difference that the tolerance lets be seen."""
    place = list(drawn(task)[0]).index(name)
    values = sorted(set(numbers(task)[name]))
    assert len(values) > 1
    for value in values:

        def written_in(*arguments, value=value):
            return task.answer(*arguments[:place], value, *arguments[place + 1 :])

        assert judged(task, written_in).status == "failed", f"{name} = {value} written in passes"


RULES = {
    "{0} is {1}": lambda a, b: (a, b),
    "{0} is 1 − {1}": lambda a, b: (a, 1 - b),
    "{0} is {1} squared": lambda a, b: (a, b * b),
    "{1} is {0} squared": lambda a, b: (b, a * a),
    "{0} is 1/{1}": lambda a, b: (a * b, 1),
    "{0} is twice {1}": lambda a, b: (a, 2 * b),
    "{1} is twice {0}": lambda a, b: (b, 2 * a),
}


@every_function
def test_no_number_can_be_had_from_another_one_not_even_on_one_probe(task):
    """On every probe with a difference to be seen: there lr = 1 − β would pass for lr."""
    found = [
        rule.format(*names)
        for names in combinations(numbers(task), 2)
        for rule, sides in RULES.items()
        for one, other in zip(*(numbers(task)[name] for name in names), strict=True)
        if np.isclose(*sides(one, other), rtol=1e-9, atol=0)
    ]
    assert found == []


# --- sizes


def lengths(value: Any) -> Iterator[tuple[str, int]]:
    """The length of each axis of an array, or of a list and of what is in it."""
    if isinstance(value, np.ndarray):
        yield from ((f"axis {i}", n) for i, n in enumerate(value.shape))
    elif isinstance(value, list | tuple):
        yield "list", len(value)


@every_function
def test_no_length_is_the_same_in_all_probes(task):
    """Sizes, batches, numbers of batches and of layers vary; a 1 that the task's text fixes stays."""
    seen: dict[tuple[str, str], set[int]] = {}
    for arguments in drawn(task):
        for name, value in arguments.items():
            for axis, length in lengths(value):
                seen.setdefault((name, axis), set()).add(length)
    assert {key: found for key, found in seen.items() if len(found) < 2 and found != {1}} == {}


# --- labels


def labels(arguments: dict[str, Any]) -> Iterator[tuple[np.ndarray, int]]:
    """Labels that are integers, with the number of classes, which something else says."""
    classes = next((arguments[name].shape[-1] for name in ("logits", "b1") if name in arguments), 0)
    for _, y in arguments.get("batches", [(None, arguments.get("y"))]):
        if classes and isinstance(y, np.ndarray) and y.ndim == 1:
            yield y, classes


WITH_LABELS = [task for task in FUNCTIONS if any(map(list, map(labels, drawn(task))))]


def test_the_tasks_with_labels_are_found():
    assert {"03.categorical_cross_entropy", "04.output_delta", "04.train_batches"} <= {
        task.id for task in WITH_LABELS
    }


@pytest.mark.parametrize("task", WITH_LABELS, ids=lambda task: task.id)
def test_the_largest_class_may_be_absent_and_there_are_more_than_two(task):
    found = [each for arguments in drawn(task) for each in labels(arguments)]
    assert any(len(y) > 1 and y.max() < classes - 1 for y, classes in found)
    assert any(y.max() > 1 for y, _ in found)
    assert any(len(set(y.tolist())) > 2 for y, _ in found)


@pytest.mark.parametrize("task", WITH_LABELS, ids=lambda task: task.id)
def test_logits_become_large_wherever_there_are_labels(task):
    """So softmax that subtracts no maximum is noticed in whole networks too."""
    largest = max(np.abs(logits_of(arguments)).max() for arguments in drawn(task))
    assert largest > 710  # from where on e to that power is infinite


def logits_of(arguments: dict[str, Any]) -> np.ndarray:
    """The logits that are given, or those of the network that is."""
    if "logits" in arguments:
        return arguments["logits"]
    W0, b0, W1, b1 = (arguments[name] for name in ("W0", "b0", "W1", "b1"))
    x = arguments["x"] if "x" in arguments else arguments["batches"][0][0]
    return np.tanh(x @ W0 + b0) @ W1 + b1


# --- what is drawn


def another(state: str) -> Any:
    """A way to come by numbers that do not come from the given generator."""
    notebooks_own = np.random.default_rng(5)
    return {
        "a generator of its own": lambda given: np.random.default_rng(0),
        "one of the notebook": lambda given: notebooks_own,
        "one without a seed": lambda given: np.random.default_rng(),
        "a copy": deepcopy,
    }[state]


SAYS = {
    "a generator of its own": "the same numbers whatever generator it is given",
    "one of the notebook": "other numbers each time",
    "one without a seed": "other numbers each time",
    "a copy": "called twice with one generator, your function gives the same numbers twice",
}


@pytest.mark.parametrize("task", WITH_A_GENERATOR, ids=lambda task: task.id)
@pytest.mark.parametrize("state", SAYS)
def test_a_generator_that_is_not_used_is_noticed(task, state):
    instead = another(state)
    verdict = judged(task, lambda *a: task.answer(*a[:-1], instead(a[-1])))
    assert verdict.status == "failed"
    assert SAYS[state] in verdict.evidence
    assert verdict.cause


def test_numbers_that_are_not_drawn_at_all_are_no_random_numbers():
    def reshaped(fan_in, fan_out, generator):
        limit = np.sqrt(6 / (fan_in + fan_out))
        return np.linspace(-limit, limit, fan_in * fan_out).reshape(fan_in, fan_out)

    verdict = judge(curriculum.find_task("01.xavier_uniform"), reshaped)
    assert "whatever generator" in verdict.evidence


def test_an_answer_may_draw_before_and_after_what_it_returns():
    def draws_more(fan_in, fan_out, generator):
        generator.random(3)
        W = generator.normal(0, np.sqrt(2 / fan_in), (fan_in, fan_out))
        generator.random()
        return W

    assert judge(curriculum.find_task("01.he_normal"), draws_more).status == "passed"


# --- edges that a task's text names


def minus_log_of_softmax(logits, y):
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = shifted / shifted.sum(axis=1, keepdims=True)
    return -np.mean(np.log(p[np.arange(len(y)), y]))


def clipped_logarithm(z, y):
    p = 1 / (1 + np.exp(-z))
    log_p, log_q = (np.maximum(np.log(each), -100) for each in (p, 1 - p))  # as PyTorch's BCELoss
    return -np.mean(y * log_p + (1 - y) * log_q)


def wrong_for_a_confident_one(z, y):
    return np.mean(np.where(y == 1, np.logaddexp(0, -z), np.log1p(np.exp(np.minimum(z, 700)))))


def one_maximum_for_all(logits, y):
    exponentials = np.exp(logits - logits.max())
    p = exponentials / exponentials.sum(axis=1, keepdims=True)
    return (p - np.eye(logits.shape[1])[y]) / len(y)


def as_many_classes_as_seen(logits, y):
    rows = np.eye(y.max() + 1)[y]
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    p[:, : rows.shape[1]] -= rows
    return p / len(y)


def classes_counted_from_the_labels(logits, y):
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    return (p - (y[:, None] == np.arange(y.max() + 1))) / len(y)


def open_from_a_millionth_on(da, z):
    return da * (z > 1e-6)


def three_layers(layer_sizes, generator):
    a, b, c, d = layer_sizes
    return [
        (generator.normal(0, np.sqrt(2 / m), (m, n)), np.zeros(n))
        for m, n in pairwise((a, b, c, d))
    ]


def three_batches(batches, W0, b0, W1, b1, learning_rate):
    train = curriculum.find_task("04.train_batches").answer
    return train([batches[0], batches[1], batches[2]], W0, b0, W1, b1, learning_rate)


def two_classes_labels(logits, y):
    return curriculum.find_task("03.categorical_cross_entropy").answer(logits, np.minimum(y, 1))


def in_another_order(batches, *rest):
    train = curriculum.find_task("04.train_batches").answer
    return train(sorted(batches, key=lambda batch: -len(batch[1])), *rest)


MISSED = {
    minus_log_of_softmax: "03.categorical_cross_entropy",
    two_classes_labels: "03.categorical_cross_entropy",
    clipped_logarithm: "03.binary_cross_entropy",
    wrong_for_a_confident_one: "03.binary_cross_entropy",
    one_maximum_for_all: "04.output_delta",
    classes_counted_from_the_labels: "04.output_delta",
    open_from_a_millionth_on: "04.relu_delta",
    three_layers: "01.start_of",
    three_batches: "04.train_batches",
    in_another_order: "04.train_batches",
}


@pytest.mark.parametrize("answer", MISSED, ids=lambda answer: answer.__name__)
def test_an_answer_that_misses_an_edge_is_refused(answer):
    verdict = judged(curriculum.find_task(MISSED[answer]), answer)
    assert verdict.status == "failed"


def test_an_answer_that_needs_not_know_the_number_of_classes_passes():
    assert (
        judge(curriculum.find_task("04.output_delta"), as_many_classes_as_seen).status == "passed"
    )


# --- mistakes that collide

THE_SAME: set[frozenset[str]] = set()
"""Names of two mistakes of a task that are the same; none so far."""


def outcomes(task: Task, answer: Any) -> list[Any]:
    calls = [call for call in calls_of(task, seed=0) if not call.is_float32]
    return [attempt(task, answer, call, expected(task, call).pattern) for call in calls]


def collide(task: Task, one: list[Any], other: list[Any]) -> bool:
    """Whether two answers give the same on all probes, or so nearly that rounding could make them."""
    margin = MARGIN * Call().tolerance(task)
    return all(agree(a, b, margin) for a, b in zip(one, other, strict=True))


MARGIN = 3  # times the tolerance


@every_task
def test_no_two_mistakes_of_a_task_give_the_same_on_all_probes(task):
    """Numbers are chosen so that each can be told apart: from every other, and from what is right."""
    right = Mistake(task.answer, "what is right")
    found = {each.name: outcomes(task, each.answer) for each in (right, *task.mistakes)}
    pairs = [
        pair
        for pair in combinations(found, 2)
        if frozenset(pair) not in THE_SAME and collide(task, found[pair[0]], found[pair[1]])
    ]
    assert pairs == []
