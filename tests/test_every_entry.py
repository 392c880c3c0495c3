"""Every activation, loss and optimizer that the library knows, in every widget that takes it: none is forgotten.

The lists are the library's own: what is added there is walked here.
"""

import inspect
import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

import mlcourse
from mlcourse import MLP, SGD, initialize, iris, moons, noisy_sine, train
from mlcourse.base.display import number_text
from mlcourse.run.history import History
from mlcourse.steps.activations import ACTIVATIONS, Activation
from mlcourse.steps.losses import LOSSES, LossFunction
from mlcourse.steps.optimizers import Optimizer
from mlcourse.widgets.bug_lab import BugLab
from mlcourse.widgets.bug_lab.cases import CASES, MOONS, Case
from mlcourse.widgets.kit import RecordedWidget
from mlcourse.widgets.player import TrainingPlayer
from mlcourse.widgets.player.recording.ledger import ledger

WIDGETS = {
    name: found
    for name in mlcourse.__all__
    if inspect.isclass(found := getattr(mlcourse, name)) and issubclass(found, RecordedWidget)
}
TAKES_ONE = [  # a network, or what belongs to one
    name
    for name, widget in WIDGETS.items()
    if {"network", "history", "activation"} & set(inspect.signature(widget).parameters)
]
HIDDEN = [name for name, f in ACTIVATIONS.items() if f.in_hidden]
OUTPUTS = [name for name, f in ACTIVATIONS.items() if f.in_output]
PUBLIC = [getattr(mlcourse, name) for name in mlcourse.__all__]
TAKES_CLASS_NAMES = [
    found.__name__
    for found in PUBLIC
    if callable(found) and "class_names" in inspect.signature(found).parameters
]
OPTIMIZERS = [found for found in PUBLIC if inspect.isclass(found) and issubclass(found, Optimizer)]


def run(network: MLP, **settings: Any) -> History:
    inputs, outputs = network.layer_sizes[0], network.layer_sizes[-1]
    data: Any = noisy_sine(24, seed=1) if inputs == outputs == 1 else moons(24, seed=1)
    options = {"epochs": 2, "batch_size": 8, "seed": 1, "progress": False, **settings}
    return train(network, data, **options)


def made(name: str, activation: str, output: str) -> Any:
    """A widget on a small network, given whatever of it the widget takes."""
    units = 2 if ACTIVATIONS[output].kind == "probabilities" else 1
    network = MLP((2, 2, units), activation=activation, output=output)
    wanted = inspect.signature(WIDGETS[name]).parameters
    what = {
        "network": network, "theta": initialize(network, seed=2), "x": np.array([[0.5, -1.0]]),
        "y": np.array([1.0]), "activation": activation,
    }  # fmt: skip
    if "history" in wanted:
        what["history"] = run(network)
    if "thetas" in wanted:
        data = moons(24, seed=1)
        what |= {"thetas": {"start": what["theta"]}, "x": data.x, "y": data.y}
    return WIDGETS[name](**{key: value for key, value in what.items() if key in wanted})


def shown(widget: Any) -> str:
    """All texts that a widget sends, once they are seen to be whole."""
    assert repr(widget)
    assert json.dumps(widget.header, allow_nan=False)
    text = "\n".join(texts(widget.header))
    assert "{}" not in text  # what was to be put in
    return text


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts(inner)


@pytest.mark.parametrize("name", TAKES_ONE)
@pytest.mark.parametrize("activation", HIDDEN)
def test_every_widget_takes_every_activation(name: str, activation: str) -> None:
    f, text = ACTIVATIONS[activation], shown(made(name, activation, "identity"))
    said = {
        "TrainingPlayer": f.formula,
        "ForwardLab": f.formula,
        "ChainRule": f"the slope of {f.label}: {f.slope_formula}",
        "InitializationLab": f.label,
    }.get(name, "")
    assert said in text


@pytest.mark.parametrize("name", TAKES_ONE)
@pytest.mark.parametrize("output", OUTPUTS)
def test_every_widget_takes_every_output_or_says_why_not(name: str, output: str) -> None:
    if name == "ChainRule" and ACTIVATIONS[output].kind == "probabilities":
        with pytest.raises(ValueError, match=r"layer sizes \(2, 2, 1\)"):
            made(name, "tanh", output)
    else:
        assert shown(made(name, "tanh", output))


@pytest.mark.parametrize("activation", HIDDEN)
def test_a_bug_can_be_looked_for_under_every_activation(
    activation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = MLP((2, 3, 2), activation=activation)
    case = Case("flipped sign", ("learning rate too low",), network, SGD(0.1), MOONS, epochs=1)
    monkeypatch.setitem(CASES, "every", case)
    lab = BugLab("every")
    (low, middle, high), f = lab.header["bound_texts"][0], ACTIVATIONS[activation]
    assert (low == number_text(f.bounds[0])) == np.isfinite(f.bounds[0])
    assert high.endswith("+") == np.isinf(f.bounds[1])
    assert middle
    assert shown(lab)


@pytest.mark.parametrize("activation", HIDDEN)
def test_a_story_is_told_under_every_activation(activation: str) -> None:
    player = TrainingPlayer(run(MLP((2, 3, 2), activation=activation)))
    for part in (
        {"kind": "weight", "layer": 0, "start": 1, "end": 2},
        {"kind": "unit", "layer": 0, "unit": 2},
    ):
        player.question = {"id": str(part), "step": 1, **part}
        assert player.answer["id"] == str(part)
        assert "error" not in player.answer
        assert "δ0[2] = ∂L/∂a · ∂a/∂z; first example:" in player.answer["unit"]


def fitting(loss: LossFunction) -> tuple[MLP, Any]:
    """A network and data for a loss, by what it wants as a target."""
    network, data = {
        "numbers": (MLP((1, 3, 1), output="identity"), noisy_sine(20, seed=1)),
        "shares": (MLP((2, 3, 1), output="sigmoid"), moons(20, seed=1)),
        "classes": (MLP((2, 3, 2), output="softmax"), moons(20, seed=1)),
    }[loss.target]
    return network, data


@pytest.mark.parametrize("name", LOSSES)
def test_the_player_takes_every_loss(name: str) -> None:
    network, data = fitting(LOSSES[name])
    history = train(network, data, loss=name, epochs=2, batch_size=8, seed=1, progress=False)
    player, step = TrainingPlayer(history), history.at(1)
    record, operations = step.loss, {each["name"]: each for each in player.header["operations"]}
    assert (
        player.header["formulas"]["loss"] == operations["L"]["formulas"] == [record.value_formula]
    )
    back = "δ1" if record.gradient_by == "logits" else "∂L/∂a1"
    assert record.gradient_formula in operations[back]["formulas"][0]
    frame = player.steps.index(1)
    told = dict(zip(operations, player.header["words"]["operations"][frame], strict=True))
    assert told["L"] == list(record.worked())
    unit = player.header["worked"]["path"][-1]
    # Not the number alone: what it is computed from as well.
    number = number_text(np.reshape(record.gradient, (8, -1))[0, unit])
    assert told[back][0].startswith(f"{back}[0, {unit}] = ")
    assert told[back][0].endswith(f" = {number}")
    assert told[back][0].count(" = ") == 2
    assert LOSSES[name].label
    assert shown(player)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_optimizer_gives_an_account_of_its_step(optimizer: type[Optimizer]) -> None:
    history = run(MLP((2, 3, 2)), optimizer=optimizer(0.05), l2=0.01, batch_size=None, epochs=6)
    for index in (0, 5):
        step = history.at(index)
        for place in (0, 7):
            assert step.update.account(place) is not None, "the story of a weight has no summands"
            account = ledger(step, place)
            parts = sum(part.change for part in (*account.summands, *account.outside))
            assert parts == pytest.approx(step.update.change[place], rel=1e-9)
            assert account.summands[0].name == "gradient of the loss"
            assert "Δθ" in account.formula
            assert all(" = " in term.worked for term in account.terms)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_the_player_takes_every_optimizer(optimizer: type[Optimizer]) -> None:
    history = run(MLP((2, 3, 2)), optimizer=optimizer(0.05), batch_size=None, epochs=6)
    player, step = TrainingPlayer(history), history.at(5)
    operations = [each["name"] for each in player.header["operations"]]
    frame = player.steps.index(5)
    told = dict(zip(operations, player.header["words"]["operations"][frame], strict=True))
    account = ledger(step, 0)
    assert operations[-2 - len(account.terms) :] == [*(t.name for t in account.terms), "Δθ", "θ"]
    weight = player.header["worked"]["name"]
    unit = player.header["worked"]["unit"]
    before, after = (
        history.plan.network.layout.view(theta, "W1")[unit, 0]
        for theta in (step.before.theta, step.after.theta)
    )
    update = player.header["words"]["update"][frame]
    assert update[-1].startswith(f"{weight} ← {number_text(before)} ")
    assert update[-1].endswith(f" = {number_text(after)}")
    assert told["θ"][0].endswith(f" = {number_text(after)}")
    assert player.header["formulas"]["update"] == list(type(step.update).formulas)
    assert optimizer.__name__ in update[0]


def test_every_entry_says_all_that_pictures_and_words_need() -> None:
    for f in ACTIVATIONS.values():
        assert isinstance(f, Activation)
        assert f.applied.count("{}") == 1
        assert f.formula.startswith("a")
        assert f.kind in ("linear", "rectifier", "squashing", "probabilities")
        assert f.in_hidden or f.in_output


FITTING = {  # data and a network for each task
    "regression": (noisy_sine(24, seed=1), MLP((1, 3, 1), output="identity")),
    "binary": (moons(24, seed=1), MLP((2, 3, 1), output="sigmoid")),
    "multi-class": (iris(), MLP((4, 3, 3), output="softmax")),
}


@pytest.mark.parametrize("name", TAKES_CLASS_NAMES)
@pytest.mark.parametrize("task", FITTING)
def test_whoever_takes_class_names_takes_those_that_a_data_set_has(name: str, task: str) -> None:
    data, network = FITTING[task]
    assert data.task == task
    history = train(network, data, epochs=1, batch_size=50, seed=1, progress=False)
    labels = data.y.astype(int)
    what = {
        "history": history, "network": network, "theta": initialize(network, seed=1),
        "x": data.x, "y": data.y, "task": task, "prediction": labels, "target": labels,
    }  # fmt: skip
    taker = getattr(mlcourse, name)
    wanted = inspect.signature(taker).parameters
    given = {key: value for key, value in what.items() if key in wanted}
    for more in ({}, {"beside": history}) if "beside" in wanted else ({},):
        assert repr(taker(**given, **more, class_names=data.class_names))
