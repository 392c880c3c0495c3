"""What a function does to a training run: every task that takes part, right and wrong, and what is said of it.

A task is walked as soon as it declares ``in_training``.
"""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import mlcourse as ml
from mlcourse import curriculum
from mlcourse.checks.judging import judge
from mlcourse.checks.watching import CannotTrain, Difference, Watched, guarded
from mlcourse.classroom import consequences, own_runs
from mlcourse.run.pieces import Pieces

NUMBERS = [number for number in curriculum.numbers() if curriculum.has_exercise(number)]
TASKS = [task for number in NUMBERS for task in curriculum.tasks(number)]
TAKING_PART = [task for task in TASKS if task.in_training]
COMPARED = [task for task in TAKING_PART if not task.observe or task.id == "03.as_two_classes"]
OWN_RUNS = [number for number in NUMBERS if curriculum.own_run(number)]

every_task = pytest.mark.parametrize("task", TAKING_PART, ids=lambda task: task.id)


def watched(task: Any, answer: Any) -> tuple[Any, Watched]:
    """The run with an answer in the place of the right one, and the answer as it was watched."""
    watch = Watched(task, answer)
    how = task.in_training
    return guarded(lambda: how.course.train(how.pieces(watch), watch.at), 60), watch


def mistake(task_id: str, name: str) -> Any:
    """The wrong function of a known mistake."""
    (found,) = (m.answer for m in curriculum.find_task(task_id).mistakes if m.name == name)
    return found


def solved(number: str) -> dict[str, Any]:
    """The worked answers of an exercise, as a notebook holds them."""
    return {task.name: task.answer for task in curriculum.tasks(number)}


def test_the_functions_that_take_part_are_those_of_these_tasks():
    """Names are written down here, so that none is lost."""
    assert [task.name for task in TASKS if task.is_function and not task.in_training] == [
        "signal_stds", "predicted_stds", "wrong_layer", "different_units",
        "tempered", "collapsed", "skip_gradient", "train_adam",
        "l2_penalty", "l1_penalty", "find_cliff",
        "normalize", "running_statistics", "evaluate", "layer", "scale_gradients", "backward",
        "place_of_step", "deal", "shuffled", "epoch_loss", "convergence",
        "best_and_gap", "regimes", "enough_examples", "early_stopping", "standardized", "chosen_l2",
        "confusion", "precision_recall", "f1", "cheapest_threshold", "recall_averages", "r_squared",
        "log_uniform", "grid", "best_within", "standardized_folds", "chosen", "kept_features",
        "replaced_head", "frozen_step", "normalized", "movement", "forgotten", "enough_labels", "best_way",
        "tells_alone", "prepared", "loss_for", "kept_weights", "simplest", "over_the_baseline", "report",
    ]  # fmt: skip


@every_task
def test_the_right_function_gives_the_same_run_bit_for_bit(task):
    how = task.in_training
    right = how.course.train(how.pieces(task.answer))
    history, watch = watched(task, task.answer)
    assert history.steps == right.steps == how.course.steps
    assert np.array_equal(history.curves["fingerprint"], right.curves["fingerprint"])
    assert np.array_equal(history.theta, right.theta)
    assert watch.first is None


def test_without_pieces_it_is_the_run_that_train_makes():
    for task in TAKING_PART:
        course = task.in_training.course
        data, history = course.split.train, course.train(Pieces())
        epochs = -(-course.steps // history.plan.steps_per_epoch)
        library = ml.train(
            course.network, data, optimizer=course.optimizer, batch_size=course.batch_size,
            epochs=epochs, seed=1, scheme=course.scheme, progress=False,
            rate_factors=history.plan.rate_factors,
        )  # fmt: skip
        for step in (0, 17, course.steps - 1):
            assert np.array_equal(history.at(step).after.theta, library.at(step).after.theta)


@pytest.mark.parametrize("task", COMPARED, ids=lambda task: task.id)
def test_the_right_function_stands_in_its_place_of_the_librarys_run(task):
    how = task.in_training
    library, own = how.course.train(Pieces()), how.course.train(how.pieces(task.answer))
    np.testing.assert_allclose(own.theta, library.theta, rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("task", COMPARED, ids=lambda task: task.id)
def test_a_right_function_that_is_written_in_another_way_is_called_right(task):
    said = ml.consequence(task.id, task.also_right[0])
    assert "Your function is right" in repr(said), said


def test_a_right_function_that_draws_other_numbers_is_called_right():
    def he_normal(fan_in, fan_out, generator):
        return generator.normal(0, np.sqrt(2 / fan_in), (fan_out, fan_in)).T

    said = ml.consequence("01.he_normal", he_normal)
    assert "Your function is right. It draws other numbers" in repr(said)


@every_task
def test_the_likeliest_mistake_is_shown_for_what_it_is(task):
    said = ml.consequence(task.id, task.mistakes[0].answer)
    assert "Your function is right" not in repr(said)
    if "No network can be trained with it" not in repr(said):
        assert "beside" in said.player.header
        assert "First difference" in repr(said)


@pytest.mark.parametrize(
    ("task_id", "name", "first"),
    [
        ("01.he_normal", "he variance as std", Difference(-1, "")),
        ("02.weighted_sums", "bias forgotten", Difference(1, "")),
        ("02.forward_pass", "hidden layer left linear", Difference(0, "a0")),
        ("03.mean_squared_error", "every pair compared", Difference(0, "")),
        ("04.output_delta", "sum over the batch", Difference(0, "")),
        ("04.layer_gradients", "bias averaged", Difference(0, "db")),
        ("04.backward_pass", "pass without biases", Difference(0, "db0")),
        ("04.train_batches", "biases never updated", Difference(0, "b0")),
        ("04.train_batches", "gradients not reset", Difference(1, "W0")),
        ("05.adam_step", "adam storing the corrected", Difference(0, "m")),
    ],
)
def test_the_first_difference_is_said_where_it_is(task_id, name, first):
    task = curriculum.find_task(task_id)
    _, watch = watched(task, mistake(task_id, name))
    assert watch.first == first


def test_the_player_marks_the_first_step_that_moved_the_parameters():
    said = ml.consequence("04.train_batches", mistake("04.train_batches", "gradients not reset"))
    assert said.player.header["beside"]["first"] == 1
    assert (said.player.step, said.player.phase) == (
        199,
        "iterate",
    )  # where it shows what came of it
    assert said.player.header["beside"]["names"] == ["A: right", "B: yours"]
    assert "First difference: in step 1, in W0." in repr(said)


def test_a_mistake_that_does_not_show_is_no_right_function():
    said = ml.consequence("04.output_delta", mistake("04.output_delta", "softmax without maximum"))
    assert "Nothing of it shows here" in repr(said)
    assert 'check("04.output_delta")' in repr(said)


@pytest.mark.parametrize(
    ("task_id", "name", "words"),
    [
        ("04.output_delta", "sign flipped", "learns to be wrong"),
        ("04.output_delta", "target forgotten", "learns nothing"),
        ("04.layer_gradients", "bias left out", "nobody notices"),
        ("04.train_batches", "never updated", "never change"),
        ("05.adam_step", "adam counting from zero", "Yours ends in step 0"),
        ("03.squared_error_gradient", "squared gradient flipped", "without bound"),
    ],
)
def test_what_came_of_it_is_said(task_id, name, words):
    assert words in repr(ml.consequence(task_id, mistake(task_id, name)))


def endless(logits, y):
    while True:
        pass


def chatty(logits, y):
    while True:
        print("still here")


def in_the_third_step(logits, y):
    in_the_third_step.calls = getattr(in_the_third_step, "calls", -1) + 1
    if in_the_third_step.calls == 3:
        raise ZeroDivisionError("now")
    return curriculum.find_task("04.output_delta").answer(logits, y)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (None, "There is no output_delta yet"),
        (..., "There is no output_delta yet"),
        (lambda logits, y: ..., "There is no output_delta yet"),
        (3.0, "is 3.0 (float), not a function"),
        (lambda logits, y: [None][0], "the result is None"),
        (lambda logits, y: logits[0], "gives the shape (2,), where (20, 2) is needed"),
        (lambda logits, y: 1.0, "gives a single number, where (20, 2) is needed"),
        (lambda logits: logits, "raised TypeError"),
        (in_the_third_step, "in step 3 of the run, your output_delta raised ZeroDivisionError: now."),
        (chatty, "printed more than anybody reads"),
    ],
)  # fmt: skip
def test_what_cannot_be_trained_with_is_told_why(answer, words):
    said = ml.consequence("04.output_delta", answer)
    assert words in repr(said)
    assert said.player is None


def test_what_never_ends_is_stopped():
    task = curriculum.find_task("04.output_delta")
    how, watch = task.in_training, Watched(task, endless)
    with pytest.raises(CannotTrain, match=r"had not ended after 0\.2 seconds"):
        guarded(lambda: how.course.train(how.pieces(watch), watch.at), 0.2)


def test_an_answer_that_writes_into_what_it_is_given_changes_nothing():
    def right_but_rude(logits, y):
        result = curriculum.find_task("04.output_delta").answer(logits, y)
        logits[:], y[:] = 0, 0
        return result

    task = curriculum.find_task("04.output_delta")
    history, watch = watched(task, right_but_rude)
    right = task.in_training.course.train(task.in_training.pieces(task.answer))
    assert watch.first is None
    assert np.array_equal(history.theta, right.theta)


def test_the_player_reads_the_run_back_and_calls_nobody():
    calls = []

    def counted(logits, y):
        calls.append(1)
        return 2 * curriculum.find_task("04.output_delta").answer(logits, y)

    player = ml.consequence("04.output_delta", counted).player
    before = len(calls)
    player.question = {"id": 1, "kind": "weight", "name": "W0[0, 0]", "step": 7, "side": 1}
    assert len(calls) == before > 0


def test_the_function_is_looked_up_in_the_notebook():
    notebook = {"ml": ml, "output_delta": curriculum.find_task("04.output_delta").answer}
    assert "Your function is right" in repr(eval('ml.consequence("04.output_delta")', notebook))
    assert "no output_delta yet" in repr(eval('ml.consequence("04.output_delta")', {"ml": ml}))


def test_a_task_that_takes_no_part_says_which_do():
    with pytest.raises(ValueError, match=r"given '02.collapsed'.*'02.weighted_sums', '02.relu'"):
        ml.consequence("02.collapsed")


def test_a_named_mistake_says_how_to_see_what_it_does():
    task = curriculum.find_task("04.output_delta")
    wrong = judge(task, task.mistakes[0].answer)
    line = 'See what it does: consequence("04.output_delta")'
    assert line in str(wrong)
    assert "<code>consequence(&quot;04.output_delta&quot;)</code>" in wrong._repr_html_()
    assert line not in str(judge(task, lambda logits, y: logits * 0.123))
    assert line not in str(judge(task, task.answer))
    apart = replace(task, in_training=None)
    assert "See what it does" not in str(judge(apart, task.mistakes[0].answer))


# --- a run with one's own code


@pytest.mark.parametrize("number", OWN_RUNS)
def test_with_all_functions_right_the_run_is_the_librarys(number):
    said = ml.your_run(number, solved(number))
    assert said.title == own_runs.TITLE
    assert said.player is not None
    words = "draws other numbers" if number == "01" else "it is the library's run"
    assert words in repr(said).lower(), said


@pytest.mark.parametrize("number", OWN_RUNS)
def test_with_nothing_written_it_says_what_is_open_and_does_not_raise(number):
    said = ml.your_run(number, {})
    names = [task.name for task in curriculum.tasks(number) if task.is_function]
    assert f"Still open: {', '.join(names)}." in repr(said)
    assert said.player is None


def test_a_single_wrong_function_is_named():
    answers = solved("05") | {"adam_step": mistake("05.adam_step", "adam without the root")}
    assert "Still open: adam_step" in repr(ml.your_run("05", answers))


def test_it_is_the_learners_functions_that_train():
    called = set()

    def noting(name):
        def function(*arguments):
            called.add((name, len(arguments)))
            return solved("04")[name](*arguments)

        return function

    answers = {name: noting(name) if callable(f) else f for name, f in solved("04").items()}
    own = [task.name for task in curriculum.own_run("04")]
    assert own == ["backward_pass", "train_batches"]
    ml.your_run("04", answers)
    called.clear()
    own_runs._film(curriculum.own_run("04"), answers)
    assert {name for name, _ in called} == set(own)


def test_the_functions_of_a_run_are_looked_up_in_the_notebook():
    assert own_runs.TITLE in repr(eval('ml.your_run("02")', {"ml": ml} | solved("02")))


def test_a_film_shows_its_words_and_its_player(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda what, **options: shown.append(what))
    said = ml.consequence("04.tanh_slope", mistake("04.tanh_slope", "slope of tanh at a"))
    said._ipython_display_()
    assert "nobody notices" in shown[0]["text/html"]
    assert shown[1] is said.player
    assert consequences.FRAMES >= len(said.player.steps) > 10
