"""What ``check`` says in the course: short, in the learner's own quantities, true of the code, and it leads somewhere.

A new task or message is covered as soon as the curriculum has it.
"""

import inspect
import linecache
import re
import textwrap
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import scipy.special  # noqa: F401 -- an answer that imports it is timed

import mlcourse as ml
from mlcourse import curriculum
from mlcourse.checks.exceptions import MEANINGS
from mlcourse.checks.judging import judge
from mlcourse.checks.mutants.saying import HELPER
from mlcourse.checks.mutants.saying import said as slip_said
from mlcourse.checks.mutants.table import table_of
from mlcourse.checks.results import pattern_of

AUTHORING = Path(__file__).parent.parent / "authoring"
TASKS = [task for number in curriculum.numbers() for task in curriculum.tasks(number)]
FUNCTIONS = [task for task in TASKS if task.is_function]
VALUES = [task for task in TASKS if not task.is_function]
MISTAKES = [(task, mistake) for task in TASKS for mistake in task.mistakes]
ENOUGH = {"two": 2, "three": 3}

every_task = pytest.mark.parametrize("task", TASKS, ids=lambda task: task.id)
every_function = pytest.mark.parametrize("task", FUNCTIONS, ids=lambda task: task.id)
every_value = pytest.mark.parametrize("task", VALUES, ids=lambda task: task.id)


def lines(verdict):
    """A message's lines, without its head, where a line has room for 100 characters."""
    print(verdict)
    return [line for said in verdict.lines for line in textwrap.wrap(said, 100)]


def task_of(task_id):
    return curriculum.find_task(task_id)


def learners(number):
    """The worked answers as a learner's own functions: those of the package count as the library's."""
    names = {"__name__": "notebook"}
    exec(compile(inspect.getsource(curriculum.answers(number)), "notebook", "exec"), names)
    return names


OWN = {task.exercise: learners(task.exercise) for task in TASKS}


def own(task_id):
    number, _, name = task_id.partition(".")
    return OWN[number][name]


def task_text(task):
    """The text of the notebook's cell before a task's answer."""
    (path,) = AUTHORING.glob(f"{task.exercise}_*.exercises.py")
    cells = re.split(r"^# %%", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    (place,) = (i for i, cell in enumerate(cells) if f'\ncheck("{task.id}")' in cell)
    return cells[place - 2]


def slightly_off(value):
    """Return a result whose numbers are all wrong in a way that nobody thought of."""
    if isinstance(value, tuple | list):
        return type(value)(map(slightly_off, value))
    return np.asarray(value, dtype=float) * 1.37 + np.cos(np.arange(np.size(value))).reshape(
        np.shape(value)
    )


@every_function
def test_no_message_to_an_unknown_mistake_is_longer_than_four_lines(task):
    verdict = judge(task, lambda *arguments: slightly_off(own(task.id)(*arguments)))
    assert verdict.mistake is None
    assert "calls" not in verdict.evidence
    assert len(lines(verdict)) <= 4


@every_task
def test_praise_and_hints_are_no_longer_than_two_lines(task):
    assert [said for said in (task.why, *task.hints) if len(textwrap.wrap(said, 100)) > 2] == []


CODE = re.compile(
    r"\b(?:np|ml|generator)\.\w|axis=|keepdims|\.T\b|\w\[|\w\(\)| @ |\*\*|[+*/-]=|\bd[Wb]\d?\b|\bfan_"
)
FORMULA = re.compile(r"[\d√/(]+fan_in( \+ fan_out)?\b")  # as in √(2/(fan_in + fan_out))


@pytest.mark.parametrize(
    ("task", "mistake"), MISTAKES, ids=[f"{task.id}-{mistake.name}" for task, mistake in MISTAKES]
)
def test_what_is_code_in_a_cause_stands_between_backticks(task, mistake):
    assert mistake.cause.count("`") % 2 == 0
    assert CODE.findall(FORMULA.sub("", re.sub("`[^`]+`", "", mistake.cause))) == []


def headings(number):
    (path,) = AUTHORING.glob(f"{number}_*.lesson.py")
    found = re.findall(r"^# ##+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return [re.sub(r"^\d+ · ", "", heading) for heading in found]


def pointers():
    """All lessons and sections that messages point to, each with the text that does."""
    texts = [mistake.cause for _, mistake in MISTAKES]
    texts += [said for task in TASKS for said in (task.why, *task.hints)]
    texts += [known.cause for known in MEANINGS if isinstance(known.cause, str)]
    for text in texts:
        for number, section in re.findall(r"\(lesson (\w+)(?:, ([^)]*))?\)", text):
            yield number, section, text
        assert text.count("(lesson") == len(re.findall(r"\(lesson \w+[,)]", text)), text


def test_a_cause_points_to_a_section_and_to_no_lesson_that_comes_later():
    astray = [
        (task.id, mistake.cause)
        for task, mistake in MISTAKES
        for number, section in re.findall(r"\(lesson (\w+)(?:, ([^)]*))?\)", mistake.cause)
        if not section or number > task.exercise
    ]
    assert astray == []


def test_every_section_that_a_message_points_to_is_a_heading_of_its_lesson():
    nowhere = [
        (number, section, text)
        for number, section, text in pointers()
        if number not in curriculum.numbers()
        or (
            section
            and not any(re.match(rf"{re.escape(section)}(\W|$)", h) for h in headings(number))
        )
    ]
    assert nowhere == []


DEVICES = ("kurtosis", "std)", "number of pairs", "entries of each", "different values", "measured")


@pytest.mark.parametrize(
    ("task", "mistake"), [each for each in MISTAKES if each[0].observe], ids=lambda each: str(getattr(each, "id", ""))
)  # fmt: skip
def test_what_is_measured_is_told_as_what_it_is(task, mistake):
    evidence = judge(task, mistake.answer).evidence
    devices = [quantity.name for quantity in task.observe if quantity.words]
    assert [
        word for word in (*DEVICES, *(f"{name}[" for name in devices)) if word in evidence
    ] == []


@pytest.mark.parametrize(
    ("name", "answer", "says"),
    [
        ("he_normal", lambda m, n, g: g.normal(0, 0.7, (m, n)), "is 0.7"),
        ("he_normal", lambda m, n, g: g.normal(0, 0.7, (m, n)), "asked is 0.097"),
        ("he_normal", lambda m, n, g: g.normal(0.2, np.sqrt(2 / m), (m, n)), "your weights lie around 0.2"),
        ("he_normal", lambda m, n, g: g.normal(0.2, np.sqrt(2 / m), (m, n)), ", asked is 0."),
        ("he_normal", lambda m, n, g: (6 / m) ** 0.5 * g.uniform(-1, 1, (m, n)),
         "these are uniform numbers, and normal ones are asked for"),
        ("he_normal", lambda m, n, g: (2 / m) ** 0.5 * g.choice([-1, 1], (m, n)),
         "they do not look like normal numbers"),
        ("he_normal", lambda m, n, g: g.normal(0, (2 / m) ** 0.5, n),
         "W has the shape (97,), asked is `(fan_in, fan_out)` = (211, 97)."),
        ("he_normal", lambda m, n, g: np.full((m, n), (2 / m) ** 0.5), "; they are all one number"),
        ("he_normal", lambda m, n, g: np.full((m, n), np.nan), "not all finite numbers"),
        ("he_normal", lambda m, n, g: "weights", "which is not what is asked for"),
        ("xavier_uniform", lambda m, n, g: g.normal(0, (2 / (m + n)) ** 0.5, (m, n)),
         "these are normal numbers, and uniform ones are asked for"),
        ("repaired", lambda weights, i: [W / 2 for W in own("01.repaired")(weights, i)],
         "W2 spreads by 0.30 (standard deviation), asked is 0.59"),
        ("repaired", lambda weights, i: own("01.repaired")(weights, i)[1:],
         "your result holds 2 parts, and 3 are asked for, one W for each layer"),
        ("repaired", lambda weights, i: [W[::-1] for W in own("01.repaired")(weights, i)],
         "not all numbers are those that were given, scaled"),
        ("start_of", lambda sizes, g: [(np.zeros((m, n)), np.zeros(n)) for m, n in pairwise(sizes[1:])],
         "your list holds 2 pairs `(W, b)`, and 3 are asked for"),
        ("start_of", lambda sizes, g: [(W.T, b) for W, b in own("01.start_of")(sizes, g)],
         "W0 has the shape (127, 61), asked is (61, 127)"),
        ("start_of", lambda sizes, g: [(W / 2, b) for W, b in own("01.start_of")(sizes, g)],
         "the spread of the weights in W"),
        ("start_of", lambda sizes, g: [(W, b[None]) for W, b in own("01.start_of")(sizes, g)],
         "b0 is no vector"),
        ("start_of", lambda sizes, g: [(W, b + 1) for W, b in own("01.start_of")(sizes, g)],
         "127 numbers in b0 are not 0"),
        ("start_of", lambda sizes, g: 3, "which is not what is asked for"),
    ],
)  # fmt: skip
def test_random_weights_are_told_in_the_learners_own_quantities(name, answer, says):
    assert says in judge(task_of(f"01.{name}"), answer).evidence


def test_two_logits_are_compared_by_their_softmax_and_that_is_said():
    verdict = judge(task_of("03.as_two_classes"), lambda z: np.stack([0 * z, 3 * z], axis=1))
    assert "softmax(yours)[" in verdict.evidence


def epsilon_used_in_vain(f, theta, epsilon):
    slopes = np.zeros(len(theta))
    for i in range(len(theta)):
        moved = theta.copy()
        moved[i] += epsilon
        slopes[i] = (f(theta) - f(theta)) / (2 * epsilon)
    return slopes


def epsilon_of_ones_own(f, theta, epsilon):
    return np.array([(f(theta + 1e-20 * e) - f(theta)) / 1e-20 for e in np.eye(len(theta))])


def leaves_the_loop(batches, W0, b0, W1, b1, learning_rate):
    for batch in batches:
        return own("04.train_batches")([batch], W0, b0, W1, b1, learning_rate)


def takes_the_first(batches, W0, b0, W1, b1, learning_rate):
    return own("04.train_batches")(batches[:1], W0, b0, W1, b1, learning_rate)


def limit_squared(fan_in, fan_out, generator):
    limit = 6 / (fan_in + fan_out)
    return limit * generator.uniform(-1, 1, (fan_in, fan_out))


def exponentials_divided(logits, temperature):
    exponentials = np.exp(logits - logits.max(axis=1, keepdims=True))
    exponentials /= temperature
    return exponentials / exponentials.sum(axis=1, keepdims=True)


def temperature_subtracted(logits, temperature):
    return own("02.softmax")(logits - temperature)


def temperature_left_out(logits, temperature):
    return own("02.softmax")(logits)


def new_arrays_for_a_name(batches, W0, b0, W1, b1, learning_rate):
    for x, y in batches:
        gradients = own("04.backward_pass")(x, y, W0, b0, W1, b1)
        for p, g in zip((W0, b0, W1, b1), gradients, strict=True):
            p = p - learning_rate * g
    return W0, b0, W1, b1


def gradients_only(batches, W0, b0, W1, b1, learning_rate):
    for x, y in batches:
        own("04.backward_pass")(x, y, W0, b0, W1, b1)
    return W0, b0, W1, b1


@pytest.mark.parametrize(
    ("task_id", "answer", "says", "says_not"),
    [
        ("04.numerical_slopes", epsilon_used_in_vain, "the same to the last digit", "not used"),
        ("04.numerical_slopes", epsilon_of_ones_own, "`epsilon` is not used", "moved"),
        ("04.train_batches", leaves_the_loop, "A `return` stands inside the loop", "?"),
        ("04.train_batches", takes_the_first, "Only the first batch was used", "return"),
        ("01.xavier_uniform", limit_squared, "The root is missing", "generator.normal"),
        ("02.tempered", exponentials_divided, "cancels in the fraction", "not used"),
        ("02.tempered", temperature_subtracted, "changes nothing", "cancels"),
        ("02.tempered", temperature_left_out, "`temperature` is not used", "cancels"),
        ("04.train_batches", new_arrays_for_a_name, "`p -= …` changes the array itself", "?"),
        ("04.train_batches", gradients_only, "those of the start", "p = …"),
    ],
)
def test_a_cause_says_no_more_of_the_code_than_stands_there(task_id, answer, says, says_not):
    verdict = judge(task_of(task_id), answer)
    assert verdict.mistake
    assert says in verdict.cause
    assert says_not not in verdict.cause


def test_the_wrong_exception_is_not_blamed_on_a_known_mistake():
    collapsed, sums = task_of("02.collapsed"), task_of("02.weighted_sums")
    assert judge(collapsed, lambda W0, b0, W1, b1: (np.dot(W1, W0), b0 @ W1 + b1)).mistake
    assert not judge(collapsed, lambda W0, b0, W1, b1: (W0 @ W1, b0 @ W0)).mistake
    assert not judge(collapsed, lambda W0, b0, W1, b1: (W0.T @ W1, b1)).mistake
    assert "x @ W" in judge(sums, lambda x, W, b: np.dot(W, x) + b).cause
    assert not judge(sums, lambda x, W, b: x.reshape(-1, 1000) @ W + b).mistake


def off_from(number):
    """Return a backward pass whose results from a number on are wrong in a way of their own."""

    def answer(x, y, W0, b0, W1, b1):
        found = dict(
            zip(
                ("dW0", "db0", "dW1", "db1"),
                own("04.backward_pass")(x, y, W0, b0, W1, b1),
                strict=True,
            )
        )
        return tuple(
            slightly_off(found[name]) if name[-1] in number else found[name] for name in found
        )

    return answer


def test_the_parts_of_a_backward_pass_say_where_its_mistake_lies():
    task = task_of("04.backward_pass")
    assert judge(task, off_from("0")).cause == (
        "dW1 and db1 are right, dW0 and db0 are not: so the mistake lies on the way from dW1 and db1 to dW0 and db0."
    )
    both = judge(task, off_from("01"))
    assert both.cause == "Look at dW1 and db1 first: it comes before the rest."
    assert "dW1[0, 0] is" in both.evidence


@every_function
def test_the_order_of_computation_holds_every_part_once(task):
    ordered = [name for step in task.order for name in step]
    assert sorted(ordered) == sorted(task.parts if task.order else ())


@pytest.mark.parametrize(
    ("task_id", "answer"),
    [
        ("04.tanh_slope", lambda z: 4 * ml.sigmoid(2 * z) * (1 - ml.sigmoid(2 * z))),
        ("04.sigmoid_slope", lambda z: (1 - ml.tanh(z / 2) ** 2) / 4),
        ("03.as_two_classes", lambda z: np.log(np.stack([ml.sigmoid(-z), ml.sigmoid(z)], axis=1))),
        ("02.forward_pass", lambda x, W0, b0, W1, b1: (
            z := x @ W0 + b0, a := ml.relu(z), logits := a @ W1 + b1, ml.softmax(logits))),
        ("01.start_of", lambda sizes, g: [
            (ml.he_normal(m, n, g), np.zeros(n)) for m, n in pairwise(sizes)]),
        ("03.categorical_cross_entropy", lambda logits, y: np.mean(
            np.log(np.exp(logits - logits.max(1, keepdims=True)).sum(1)) + logits.max(1)
            - (ml.one_hot(y, logits.shape[1]) * logits).sum(1))),
    ],
)  # fmt: skip
def test_what_earlier_tasks_asked_to_write_may_be_called(task_id, answer):
    verdict = judge(task_of(task_id), answer)
    assert verdict.status == "passed", verdict


@pytest.mark.parametrize(
    ("task_id", "answer"),
    [
        ("02.sigmoid", lambda z: ml.sigmoid(z)),
        ("02.tanh", lambda z: ml.tanh(z)),
        ("02.softmax", lambda logits: np.exp(ml.log_softmax(logits))),
        ("03.squared_error_gradient", lambda p, y: ml.mean_squared_error(p, y).gradient),
        ("03.binary_gradient", lambda z, y: ml.binary_cross_entropy(z, y).gradient),
        ("03.cross_entropy", lambda p, y: ml.cross_entropy(p, y).value),
        ("04.tanh_slope", lambda z: ml.tanh_derivative(z)),
        ("04.output_delta", lambda z, y: ml.categorical_cross_entropy(z, y).gradient),
        ("04.relu_delta", lambda da, z: da * ml.relu_derivative(z)),
        ("04.numerical_slopes", lambda f, theta, epsilon: ml.numerical_gradient(f, theta, epsilon)),
    ],
)
def test_the_function_that_a_task_asks_to_write_may_not_be_called_nor_one_that_holds_it(
    task_id, answer
):
    assert "asks you to write what it does" in judge(task_of(task_id), answer).evidence


@every_task
def test_a_task_may_not_be_solved_by_its_own_name(task):
    assert task.name not in task.uses | task.earlier


def sigmoid_of_scipy(z):
    from scipy.special import expit

    return expit(z)


def test_scipys_sigmoid_is_noticed_where_the_sigmoid_is_asked_for_and_only_there():
    verdict = judge(task_of("02.sigmoid"), sigmoid_of_scipy)
    assert (verdict.status, verdict.points) == ("failed", 0)
    assert "calls scipy.special.expit" in verdict.evidence
    by_scipy = judge(task_of("02.tanh"), lambda z: 2 * sigmoid_of_scipy(2 * z) - 1)
    assert by_scipy.status == "passed"


TANH = "def tanh(z):\n    return 2 * sigmoid(2 * z) - 1\n"
DOUBLED = "def sigmoid(z):\n    return 2 / (1 + np.exp(-np.clip(z, -700, 700)))\n"


def written(number, *texts):
    """What cells with these texts define, beside what the exercise imports."""
    names = {"np": np, "ml": ml, "__name__": "__main__"}
    for place, text in enumerate(texts):
        file = f"<{number}-{place}-{hash(text)}>"
        linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
        exec(compile(text, file, "exec"), names)
    return names


@pytest.mark.parametrize(
    ("sigmoid", "tanh", "is_said"),
    [
        (DOUBLED, TANH, True),
        ("from mlcourse import sigmoid\n", TANH.replace("- 1", "+ 1"), False),  # the library's
        (DOUBLED, TANH.replace("- 1", "+ 1"), False),  # wrong by itself as well
        (DOUBLED, "def tanh(z):\n    while sigmoid(np.zeros(1)) != 1: pass\n    return z\n", False),  # ends by luck
        ("def sigmoid(z):\n    return 1 / (1 + np.exp(-np.clip(z, -700, 700)))\n", TANH.replace("2 * z", "z"), False),
    ],
)  # fmt: skip
def test_a_fault_in_another_tasks_function_is_said_as_that(sigmoid, tanh, is_said):
    """And no slip is looked for in the function that calls it."""
    found = judge(task_of("02.tanh"), written("02", sigmoid, tanh)["tanh"])
    assert found.status == "failed"
    assert "interrupted" not in found.text
    said = "With a right `sigmoid` this function is right: mend that first."
    assert (said in found.cause) == is_said, found
    assert not (is_said and "exactly these numbers" in found.cause), found


def test_no_slip_is_told_of_a_function_that_has_a_task_of_its_own():
    for task in TASKS:
        table = table_of(task) if task.is_function else None
        for slip in table.slips if table else ():
            if helper := HELPER.match(slip.words):
                calls = f"def {task.name}():\n    return {helper[1]}()\n"
                assert slip_said(task, None, calls, slip, 1.0, []) == ""


@every_value
def test_the_text_says_how_many_digits_are_enough_and_they_are(task):
    if task.is_choice:  # the number of something on a list has no digits that could be left away
        np.testing.assert_array_equal(task.answer, np.rint(task.answer))
        return
    text = " ".join(task_text(task).replace("\n# ", " ").split())
    found = re.search(r"\b(\w+) significant digits are enough", text, re.IGNORECASE)
    value = float(task.answer)
    if not found:
        assert "comes out even" in text
        assert float(f"{value:.3g}") == value
        return
    rounded = f"{value:.{ENOUGH[found[1].lower()]}g}"
    assert float(rounded) != value
    for given in (float(rounded), Fraction(rounded), np.float32(rounded)):
        assert judge(task, given).status == "passed", given
    half = 0.5 * 10.0 ** (1 - ENOUGH[found[1].lower()])
    assert task.tolerance <= half, "a digit less than the text asks for would pass"


@every_function
def test_what_the_text_allows_to_be_changed_in_place_may_be(task):
    arguments = task.probes[0].arguments(seed=0)
    arrays = {name for name, value in arguments.items() if isinstance(value, np.ndarray)}
    if "may change the arrays in place" in task_text(task):
        assert set(task.in_place) == arrays
    assert bool(task.in_place) == ("You may change" in task_text(task))


def momentum_in_place(theta, gradient, velocity, learning_rate, beta):
    velocity *= beta
    velocity += gradient
    gradient[:] = learning_rate * velocity
    theta -= gradient
    return theta, velocity


def test_a_right_answer_in_place_passes_where_the_text_allows_it():
    assert judge(task_of("05.momentum_step"), momentum_in_place).status == "passed"


@every_value
def test_a_worked_value_is_one_number_or_a_row_of_choices(task):
    assert np.ndim(pattern_of(task.answer)) == int(task.is_choice and np.size(task.answer) > 1)
