"""The player's zoom, stories and runs side by side: every number against the library or by arithmetic."""

import inspect
import json
import re
from typing import Any

import numpy as np
import pytest

import mlcourse
from mlcourse import (
    MLP,
    SGD,
    Adam,
    digits,
    moons,
    noisy_sine,
    train,
)
from mlcourse.base.display import number_text
from mlcourse.run.history import History
from mlcourse.steps.iteration import finish, passes
from mlcourse.steps.optimizers import GradientDescent, Optimizer
from mlcourse.widgets.player import TrainingPlayer
from mlcourse.widgets.player.recording.beside import first_difference
from mlcourse.widgets.player.recording.ledger import ledger
from mlcourse.widgets.player.recording.tape import Tape

PUBLIC = [getattr(mlcourse, name) for name in mlcourse.__all__]
OPTIMIZERS = [  # with GradientDescent, which takes all examples at once, the same rule is walked as SGD
    found(0.03)
    for found in PUBLIC
    if inspect.isclass(found) and issubclass(found, Optimizer) and found is not GradientDescent
]
FRAME = 7


def run(optimizer: Any = None, **settings: Any) -> History:
    settings = {"epochs": 3, "batch_size": 19, "seed": 1, **settings}
    network = settings.pop("network", MLP((2, 5, 3, 2), activation="tanh"))
    data = settings.pop("data", moons(101, seed=1))
    return train(network, data, optimizer=optimizer or Adam(0.01), progress=False, **settings)


@pytest.fixture(scope="module")
def history() -> History:
    return run(l2=0.01)


@pytest.fixture(scope="module")
def player(history: History) -> TrainingPlayer:
    return TrainingPlayer(history)


def lines(player: TrainingPlayer, frame: int = FRAME) -> dict[str, str]:
    """The worked line of each operation at a frame."""
    told = player.header["words"]["operations"][frame]
    return {
        operation["name"]: worked[-1]
        for operation, worked in zip(player.header["operations"], told, strict=True)
    }


def number(text: str) -> float:
    return float(text.replace("−", "-").strip("()"))


def result(line: str) -> float:
    return number(line.rsplit("= ", 1)[1])


# ---------------------------------------------------------------- zoom


def test_the_operations_come_in_the_order_of_a_training_step(player: TrainingPlayer) -> None:
    assert [operation["name"] for operation in player.header["operations"]] == [
        "x", "z0", "a0", "z1", "a1", "z2", "a2", "L",
        "δ2", "∂L/∂W2", "∂L/∂b2", "∂L/∂a1", "δ1", "∂L/∂W1", "∂L/∂b1", "∂L/∂a0", "δ0", "∂L/∂W0", "∂L/∂b0",
        "∂R/∂θ", "m", "v", "m̂", "v̂", "Δθ", "θ",
    ]  # fmt: skip
    phases = [operation["phase"] for operation in player.header["operations"]]
    assert sorted(set(phases), key=phases.index) == [
        "forward",
        "loss",
        "backward",
        "update",
        "iterate",
    ]


def test_what_an_operation_gives_is_the_librarys_number(
    history: History, player: TrainingPlayer
) -> None:
    step, path, worked = (
        history.at(player.steps[FRAME]),
        player.header["worked"]["path"],
        lines(player),
    )
    for n, (way, back) in enumerate(zip(step.forward.layers, step.backward.layers, strict=True)):
        j, k = path[n], path[n + 1]
        expected = {
            f"z{n}": way.z[0, k], f"a{n}": way.a[0, k], f"δ{n}": back.delta[0, k],
            f"∂L/∂W{n}": back.dW[j, k], f"∂L/∂b{n}": back.db[k],
        }  # fmt: skip
        if n:
            expected[f"∂L/∂a{n - 1}"] = back.dx[0, j]
        for name, value in expected.items():
            assert worked[name].endswith(f"= {number_text(value)}"), (name, worked[name])
    assert result(worked["L"]) == pytest.approx(float(step.loss.value), rel=1e-3)
    place = history.plan.network.layers[-1].W.start + path[-2] * 2 + path[-1]
    for name, vector in (
        ("∂R/∂θ", step.gradient), ("m", step.update.m), ("v", step.update.v), ("m̂", step.update.m_hat),
        ("v̂", step.update.v_hat), ("Δθ", step.update.change), ("θ", step.after.theta),
    ):  # fmt: skip
        assert worked[name].endswith(f"= {number_text(vector[place])}"), name


def test_the_numbers_put_in_give_the_result(player: TrainingPlayer) -> None:
    """Read as arithmetic, where a line is written out whole, it is true to its four digits."""
    worked = lines(player)
    checked = 0
    for line in worked.values():
        if "…" in line or re.search(
            r"[a-zA-Z√]", line.split("= ", 1)[-1].replace("e−", "").replace("e+", "")
        ):
            continue
        term = re.sub(r"^.*?(=|←) ", "", line).rsplit(" = ", 1)
        if len(term) != 2:
            continue
        python = term[0].replace("−", "-").replace("·", "*").replace("²", "**2")
        assert eval(python) == pytest.approx(number(term[1]), rel=2e-2, abs=2e-6), line
        checked += 1
    assert checked >= 10


def test_shapes_at_the_arrow_are_those_of_the_arrays(
    history: History, player: TrainingPlayer
) -> None:
    step, batch = history.at(player.steps[FRAME]), player.header["words"]["batch"][FRAME]
    names = [operation["name"] for operation in player.header["operations"]]
    shapes = dict(zip(names, player.header["shapes"][str(batch)], strict=True))
    for n, (way, back) in enumerate(zip(step.forward.layers, step.backward.layers, strict=True)):
        for name, array in (
            (f"z{n}", way.z),
            (f"a{n}", way.a),
            (f"δ{n}", back.delta),
            (f"∂L/∂W{n}", back.dW),
            (f"∂L/∂b{n}", back.db),
        ):
            assert shapes[name].endswith(str(array.shape)), name


@pytest.mark.parametrize(
    "history",
    [
        run(SGD(0.1), network=MLP((1, 4, 1), activation="relu", output="identity"), data=noisy_sine(40, seed=1)),
        run(network=MLP((2, 4, 3, 2), activation="relu", batch_normalization=True)),
        run(network=MLP((2, 3, 1), activation="sigmoid", output="sigmoid"), data=moons(40, seed=1)),
        run(network=MLP((2, 2)), data=(moons(40, seed=1).x, np.eye(2)[moons(40, seed=1).y]), loss="mean_squared_error"),
        run(network=MLP((64, 20, 10)), data=digits(), epochs=1, batch_size=64),
    ],
    ids=["regression", "normalized", "binary", "softmax with MSE", "large"],
)  # fmt: skip
def test_every_kind_of_network_has_its_operations(history: History) -> None:
    player = TrainingPlayer(history, frames=4)
    names, worked = (
        [operation["name"] for operation in player.header["operations"]],
        lines(player, 2),
    )
    assert len(names) == len(set(names))
    assert all(worked.values())
    last = len(history.plan.network.layers) - 1
    step, path = history.at(player.steps[2]), player.header["worked"]["path"]
    assert worked[f"δ{last}"].endswith(
        f"= {number_text(step.backward.layers[last].delta[0, path[-1]])}"
    )
    assert json.loads(json.dumps(player.header, allow_nan=False)) == player.header


def test_python_zooms_and_the_phase_follows(history: History) -> None:
    player = TrainingPlayer(history)
    player.operation = "δ1"
    assert player.phase == "backward"
    player.phase = "forward"
    assert player.operation == "x"
    player.phase = "initialize"
    assert player.operation == ""
    with pytest.raises(ValueError, match="operation"):
        player.operation = "z9"


# ---------------------------------------------------------------- ledger and story


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=lambda o: type(o).__name__)
@pytest.mark.parametrize("penalties", [{}, {"l2": 0.05}, {"l1": 0.01, "l2": 0.05}], ids=str)
def test_the_summands_of_an_update_add_up_to_it(
    optimizer: Any, penalties: dict[str, float]
) -> None:
    history = run(optimizer, **penalties)
    for index in (0, 11):
        step = history.at(index)
        for place in (0, 3, history.plan.network.size - 1):
            account = ledger(step, place)
            parts = [*account.summands, *account.outside]
            assert sum(part.change for part in parts) == pytest.approx(account.change, rel=1e-9)
            assert account.change == step.update.change[place]
            for part in account.summands:
                assert part.change == pytest.approx(account.factor * part.value, rel=1e-12)
            assert "anything else" not in [part.name for part in parts]
            is_weight = bool(history.plan.network.weight_mask[place])
            assert ("L2 penalty" in [part.name for part in parts]) == (
                "l2" in penalties and is_weight
            )


def test_adams_first_step_by_hand() -> None:
    """At t = 1 m = 0.1 g and v̂ = g², so the factor is −η/(0.1 (|g| + ε)) and only the gradient gives."""
    step = run(Adam(0.01), l2=0.01).at(0)
    account = ledger(step, 0)
    g = step.update.gradient[0]
    assert account.factor == pytest.approx(-0.01 / (0.1 * (abs(g) + 1e-8)))
    by_name = {part.name: part for part in account.summands}
    assert by_name["momentum"].change == 0
    assert by_name["L2 penalty"].value == pytest.approx(0.1 * 0.01 * step.before.theta[0])
    assert account.change == pytest.approx(-0.01 * np.sign(g))


def test_what_a_planted_fault_adds_is_not_hidden() -> None:
    def wrong(plan: Any, state: Any) -> Any:
        passed = passes(plan, state)
        passed = passed._replace(gradient=-passed.gradient)
        return finish(
            plan,
            state,
            passed,
            plan.optimizer.update(passed.gradient, state.optimizer_state, state.theta),
        )

    step = run(SGD(0.1), step=wrong).at(3)
    account = ledger(step, 0)
    rest = next(part for part in account.summands if part.name == "anything else")
    assert rest.value == pytest.approx(-2 * step.backward.gradient[0])
    assert sum(part.change for part in account.summands) == pytest.approx(account.change)


def test_a_weights_story_is_answered_from_the_library(history: History) -> None:
    player, step = TrainingPlayer(history), history.at(9)
    player.question = {
        "id": "q",
        "side": 0,
        "kind": "weight",
        "step": 9,
        "layer": 1,
        "start": 4,
        "end": 2,
    }
    told, back = player.answer, step.backward.layers[1]
    assert told["id"] == "q"
    products = step.forward.layers[0].a[:, 4] * back.delta[:, 2]
    assert [row[-1] for row in told["gradient"]["rows"]] == [number_text(v + 0.0) for v in products]
    assert number(told["gradient"]["total"][-1]) == pytest.approx(products.sum(), rel=1e-3)
    place = history.plan.network.layers[1].W.start + 4 * 3 + 2
    assert told["update"]["total"] == number_text(step.update.change[place])
    assert number(told["update"]["factor"][1]) * sum(
        number(row[2]) for row in told["update"]["rows"]
    ) == pytest.approx(step.update.change[place], rel=5e-3)
    slope = 1 - step.forward.layers[1].a[0, 2] ** 2
    assert told["unit"].endswith(f"= {number_text(back.delta[0, 2])}")
    assert number_text(slope) in told["unit"]


def test_a_units_story_is_answered_from_the_library(history: History) -> None:
    player, step = TrainingPlayer(history), history.at(9)
    player.question = {"id": "q", "kind": "unit", "step": 9, "layer": 0, "unit": 3}
    batch, way = player.answer["batch"], step.forward.layers[0]
    assert batch["head"] == ["example", "z0[3]", "a0[3]", "∂L/∂a", "∂a/∂z", "δ0[3]"]
    columns = list(zip(*batch["rows"], strict=True))
    for column, array in ((1, way.z), (2, way.a), (5, step.backward.layers[0].delta)):
        assert list(columns[column]) == [number_text(v + 0.0) for v in array[:, 3]]
    count = int((way.z[:, 3] > 0).sum())
    assert f"for {count} of {len(way.z)} examples" in batch["formula"]
    b = history.plan.network.layers[0].b.start + 3
    assert player.answer["update"]["total"] == number_text(step.update.change[b])
    player.question = {"id": "r", "kind": "unit", "step": 9, "layer": -1, "unit": 1}
    assert [row[1] for row in player.answer["batch"]["rows"]] == [
        number_text(v) for v in step.batch.x[:, 1]
    ]
    assert "update" not in player.answer


@pytest.mark.parametrize(
    "change",
    [{"layer": 7}, {"step": 10**6}, {"unit": -1}, {"kind": "loss"}, {"side": 1}, {"side": "x"}],
)
def test_a_question_about_nothing_is_answered_in_words(
    history: History, change: dict[str, Any]
) -> None:
    player = TrainingPlayer(history)
    player.question = {"id": "q", "kind": "unit", "step": 9, "layer": 0, "unit": 3, **change}
    assert "must be" in player.answer["error"]


def test_only_what_is_there_can_be_selected(history: History) -> None:
    player = TrainingPlayer(history)
    for name in ("W0[1, 4]", "z2[1]", "x[1]", ""):
        player.selected = name
        assert player.selected == name
    for name in ("W0[2, 0]", "W3[0, 0]", "z3[0]", "z0[5]", "x[2]", "theta"):
        with pytest.raises(ValueError, match=r'Try "W0\[0, 0\]"'):
            player.selected = name


# ---------------------------------------------------------------- side by side


def test_two_runs_side_by_side_show_the_same_steps_of_both(history: History) -> None:
    other = run(SGD(0.1))
    player = TrainingPlayer(history, beside=other)
    beside = player.header["beside"]
    assert beside["frames"] == player.header["frames"] == len(player.steps)
    assert beside["words"]["loss"] == [number_text(other.loss[k]) for k in player.steps]
    assert beside["worked"] == player.header["worked"]
    k = player.steps[-1]
    apart = np.abs(history.at(k).after.theta - other.at(k).after.theta).max()
    assert beside["distance"][-1] == number_text(apart)
    assert "SGD" in beside["names"][1]
    assert len(player.buffer) <= 3_000_000
    player.question = {
        "id": "q",
        "side": 1,
        "kind": "weight",
        "step": 9,
        "layer": 1,
        "start": 4,
        "end": 2,
    }
    assert player.answer["gradient"]["total"][-1] == number_text(
        other.at(9).backward.layers[1].dW[4, 2] + 0.0
    )


def test_the_first_differing_step_is_that_of_theta() -> None:
    def late(plan: Any, state: Any) -> Any:
        passed = passes(plan, state)
        if state.step == 13:
            passed = passed._replace(gradient=passed.gradient * 1.5)
        return finish(
            plan,
            state,
            passed,
            plan.optimizer.update(passed.gradient, state.optimizer_state, state.theta),
        )

    same, again, changed, elsewhere = run(), run(), run(step=late), run(seed=2)
    assert first_difference(Tape(same, None), Tape(again, None)) is None
    assert first_difference(Tape(same, None), Tape(changed, None)) == 13
    assert first_difference(Tape(same, None), Tape(elsewhere, None)) == -1
    assert (
        "for the first time at step 13"
        in TrainingPlayer(same, beside=changed).header["beside"]["compared"]
    )


def test_runs_that_do_not_go_together_are_refused(history: History) -> None:
    with pytest.raises(ValueError, match=r"2-5-3-2 with softmax.*2-4-2"):
        TrainingPlayer(history, beside=run(network=MLP((2, 4, 2))))
    with pytest.raises(ValueError, match=f"as many steps as history, {history.steps}"):
        TrainingPlayer(history, beside=run(epochs=4))
    with pytest.raises(TypeError, match="beside"):
        TrainingPlayer(history, beside="another")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="run_names"):
        TrainingPlayer(history, beside=run(), run_names=["one"])


@pytest.mark.parametrize(
    ("marks", "says"),
    [
        ("plateau", "list of spans"),
        ([(1, 3)], "(first, last, name)"),
        ([(3, 1, "back")], "(3, 1, 'back')"),
        ([(0, 10_000, "far")], "(0, 10000, 'far')"),
        ([(1.5, 3, "half")], "1.5"),
        ([(1, 3, 4)], "given 4"),
    ],
)
def test_marks_must_be_spans_of_the_run(history: History, marks: Any, says: str) -> None:
    with pytest.raises((TypeError, ValueError), match=re.escape(says)):
        TrainingPlayer(history, marks=marks)


def test_marks_are_sent_as_they_are_given(history: History) -> None:
    player = TrainingPlayer(history, marks=[(1, 3, "calm"), (4, 6, "storm")])
    assert [list(mark.values()) for mark in player.header["marks"]] == [
        [1, 3, "calm"],
        [4, 6, "storm"],
    ]
