"""Every widget of the course in the states in which it is widest and highest, on one exported page."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import ipywidgets
import numpy as np
import pytest
from filelock import FileLock
from nbformat import v4

import mlcourse as ml
from mlcourse import curriculum
from mlcourse.checks.questions import Curve
from mlcourse.export import CourseExporter
from mlcourse.export.widgets import STATE, VIEW
from mlcourse.widgets.kit import RecordedWidget

FLOWERS = ("setosa", "versicolor", "virginica")
LENGTHS = ("sepal length", "sepal width", "petal length", "petal width")
ADAM = ml.Adam(0.01)


class Written(NamedTuple):
    """The page of all widgets, and by the name of each the modules of its class and that one's bases."""

    path: Path
    modules: dict[str, list[str]]


def written(folder: Path) -> Written:
    """Return the page in a folder that all processes of a test run share: the first one that asks makes it."""
    page, modules = folder / "every-widget.html", folder / "every-widget.json"
    with FileLock(folder / "every-widget.lock"):
        if not modules.exists():
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("MLCOURSE_PROGRESS", str(folder / "every-widget-progress.json"))
                widgets = every_widget()
            write_page(widgets, page)
            found = {name: modules_of(widget) for name, widget in widgets.items()}
            modules.write_text(json.dumps(found), encoding="utf-8")
    return Written(page, json.loads(modules.read_text(encoding="utf-8")))


def modules_of(widget: RecordedWidget) -> list[str]:
    """Return the modules that a widget's class and its bases stand in, the class's own first."""
    return [base.__module__.split(".")[-1] for base in type(widget).__mro__]


def every_widget() -> dict[str, RecordedWidget]:
    """Return the widgets by a name that says what they show; every class that the course has is among them."""
    return dict([*players(), *labs(), *chains(), *cards()])


def write_page(widgets: dict[str, RecordedWidget], path: Path) -> None:
    """Export a notebook that shows these widgets, each under its name as a heading, without running it."""
    shown = list(widgets.values())
    state = ipywidgets.Widget.get_manager_state(widgets=shown)["state"]
    cells = []
    for name, widget in widgets.items():
        view = v4.new_output(
            "execute_result", {VIEW: {"model_id": widget.model_id}}, execution_count=1
        )
        cells += [
            v4.new_markdown_cell(f"## {name}"),
            v4.new_code_cell("widget", execution_count=1, outputs=[view]),
        ]
    notebook = v4.new_notebook(cells=[v4.new_markdown_cell("# Every widget"), *cells])
    notebook.metadata["widgets"] = {STATE: {"version_major": 2, "version_minor": 0, "state": state}}
    path.write_text(CourseExporter().from_notebook_node(notebook)[0], encoding="utf-8")


Named = Iterator[tuple[str, RecordedWidget]]


def players() -> Named:
    """Yield the training player of each kind of data, at moments with many words."""
    options: dict[str, Any] = {"epochs": 6, "batch_size": 32, "seed": 1, "progress": False}
    moons = ml.standardize(ml.split(ml.moons(300, noise=0.2, seed=1), seed=1))
    net = ml.MLP((2, 16, 16, 2), activation="tanh", output="softmax")
    plane = ml.train(net, moons.train, validation=moons.validation, optimizer=ADAM, **options)
    for phase in ("initialize", "forward", "backward", "update", "iterate"):
        yield f"player, {phase}", at(ml.TrainingPlayer(plane, frames=12), phase)
    zoomed = at(ml.TrainingPlayer(plane, frames=12), "update")
    yield "player, zoomed in", moved(zoomed, operation=operation_of(zoomed, "update"))
    yield (
        "player, with a story",
        moved(at(ml.TrainingPlayer(plane, frames=12), "update"), selected="W1[2, 3]"),
    )

    pictures = ml.standardize(ml.split(ml.digits(), seed=1))
    digits = ml.train(
        ml.MLP((64, 32, 10), output="softmax"),
        pictures.train,
        optimizer=ml.Momentum(0.1),
        **{**options, "epochs": 1},
    )
    yield "player, digits", at(ml.TrainingPlayer(digits, frames=6), "backward")
    line = ml.noisy_sine(seed=1)
    curve = ml.train(ml.MLP((1, 8, 1), activation="tanh", output="identity"), line, **options)
    yield "player, curve", at(ml.TrainingPlayer(curve, frames=6), "forward")
    other = ml.train(
        net, moons.train, validation=moons.validation, optimizer=ml.Momentum(0.1), **options
    )
    yield (
        "player, two runs",
        at(ml.TrainingPlayer(plane, frames=8, beside=other), "update"),
    )


def at(player: ml.TrainingPlayer, phase: str) -> ml.TrainingPlayer:
    """Return a player in the middle of its run, in a phase of the step."""
    if phase != "initialize":
        player.step = player.steps[len(player.steps) // 2]
        player.phase = phase
    return player


def operation_of(player: ml.TrainingPlayer, phase: str) -> str:
    """Return the name of the first operation of a phase."""
    return next(each["name"] for each in player.header["operations"] if each["phase"] == phase)


def moved(widget: RecordedWidget, **traits: Any) -> RecordedWidget:
    """Return the widget with other values of its traits."""
    for name, value in traits.items():
        setattr(widget, name, value)
    return widget


def labs() -> Named:
    """Yield the labs of the lessons."""
    iris = ml.standardize(ml.split(ml.iris(), seed=1))
    net = ml.MLP((4, 8, 3), output="softmax")
    run = ml.train(net, iris.train, optimizer=ADAM, epochs=30, seed=1, progress=False)
    flowers = (net, run.theta, iris.test.x, iris.test.y, FLOWERS, LENGTHS)
    yield "forward lab, one flower", moved(ml.ForwardLab(*flowers), layer=1, unit=2)
    yield "forward lab, the batch", moved(ml.ForwardLab(*flowers), batch=True)
    moons = ml.standardize(ml.split(ml.moons(100, noise=0.2, seed=1), seed=1))
    plane = ml.MLP((2, 8, 2), activation="tanh")
    two = ml.ForwardLab(plane, ml.initialize(plane, seed=1), moons.train.x, moons.train.y)
    changed = {"x[3,0]": -1.25, "W1[2,1]": 3.9375, "W1[3,1]": -3.9375}
    yield "forward lab, two inputs", moved(two, changed=changed, example=3, layer=1, unit=1)
    yield "softmax lab", moved(ml.SoftmaxLab(), added=1000)
    for task in ml.LossLab().header["tasks"]:
        yield f"loss lab, {task['name']}", moved(ml.LossLab(), task=task["name"])
    yield "initialization lab", ml.InitializationLab(scheme="std 1", activation="relu", depth=30)
    yield "border to draw", ml.DrawnBorder()
    yield "movable tangent", ml.Tangent(lambda w: w**2 / 2, at=-2.0)
    yield "learning rate lab", ml.RateLab(rate=45, price="0.1")
    yield "learning rate lab, flown off", ml.RateLab(rate=60)
    yield "learning rate lab, changed on the way", ml.RateLab(rate=45, step=60, later=30)
    moons, small = ml.moons(300, noise=0.2, seed=1), ml.MLP((2, 8, 2), activation="tanh")
    later = ml.train(small, moons, optimizer=ml.SGD(0.5), epochs=2, seed=1, progress=False)
    thetas = {"random weights": later.initial.theta, "after two epochs": later.theta}
    for many in (1, 64):
        cloud = ml.GradientCloud(small, thetas, moons.x, moons.y, batch_size=many)
        yield f"gradient cloud, {many}", moved(cloud, moment="after two epochs")
    marks = [(5, 15, "plateau")]
    yield "player, marked", at(ml.TrainingPlayer(later, frames=8, marks=marks), "iterate")
    yield "race, of a run", moved(race_of_runs(), own_rates=True, step=30)
    yield (
        "race, Rosenbrock",
        moved(ml.Race(surface="Rosenbrock", rate=10, racer="momentum"), step=45),
    )
    yield "stopping lab", ml.StoppingLab()
    stops = {
        f"{units}/{examples}": 100 for units in (1, 2, 4, 8, 32) for examples in (20, 40, 80, 160)
    }
    yield "stopping lab, all stopped", moved(ml.StoppingLab(), epoch=60, stops=stops)
    yield "search lab", ml.SearchLab()
    yield "search lab, random", ml.SearchLab(way="random", budget=25, drawing=1, candidate=24)
    yield "batch normalization lab", ml.BatchNormLab(mates=(2, 4, 5, 6), unit=2)
    yield "batch normalization lab, evaluation", ml.BatchNormLab(training=False)
    yield "batch normalization lab, alone", ml.BatchNormLab(mates=())
    eights = ml.digits().x[:300], ml.digits().y[:300] == 8
    said = ml.sigmoid(np.random.default_rng(1).normal(4 * eights[1] - 3, 1.5))
    yield "threshold lab", ml.ThresholdLab(said, eights[1], eights[0], name="8", threshold=0.2)
    rare = ml.ThresholdLab(said, eights[1], eights[0], name="8")
    yield "threshold lab, half of them positive", moved(rare, share=4, place=0)
    yield "microscope", ml.Microscope("gradient 0", step=100)
    yield "microscope, frozen", ml.Microscope("head only", step=40)
    yield "bug lab, not answered", ml.BugLab("A")
    for case in ("A", "B"):
        options = ml.BugLab(case).header["options"]
        wrong = max(options, key=lambda option: (not option["right"], len(option["verdict"])))
        yield f"bug lab {case}, answered", ml.BugLab(case, answer=wrong["name"])


def race_of_runs() -> ml.Race:
    """Return the race on the wine data with two long names."""
    linear, names = ml.MLP((13, 3)), ("wine, as it comes", "wine, standardized")
    options = {"theta": np.zeros(linear.size), "optimizer": ml.SGD(1e-5), "progress": False}
    wine = ml.split(ml.wine(), seed=1)
    runs = {
        name: ml.train(linear, data.train, epochs=1, **options)
        for name, data in zip(names, (wine, ml.standardize(wine)), strict=True)
    }
    return ml.Race(runs, ("W0[0, 1]", "W0[9, 1]"))


def chains() -> Named:
    """Yield the chain-rule graph on each of its ways, at the end, where all is on the screen."""
    theta = np.array([0.5, -1, 0.25, 1, 0, 1, 2, -1, 0.5])
    small = ml.MLP((2, 2, 1), output="identity")
    for way in ("forward", "backward"):
        chain = ml.ChainRule(small, theta, (1.0, 2.0), 3.5)
        yield (
            f"chain rule, {way}",
            moved(chain, way=way, position=len(chain.header["ways"][way]) - 1),
        )
    deep = ml.MLP((2, 2, 1), activation="tanh", output="sigmoid")
    chain = ml.ChainRule(deep, x=(0.3, -1.2), y=0.25)
    steps = chain.header["paths"]["x[0]"]["steps"]
    yield (
        "chain rule, path by path",
        moved(chain, way="path", target="x[0]", position=len(steps) - 1),
    )


def level(curve: Curve | None) -> Any:
    """Return the lowest of truths: level lines, as many as are drawn."""
    shape = (len(curve.lines), 2) if curve and curve.lines else (2,)
    return curve and np.full(shape, curve.y_bounds[0])


def cards() -> Named:
    """Yield every question and every prediction of the course, and lines to be put in order."""
    for lesson in curriculum.numbers():
        for question in curriculum.questions(lesson):
            yield f"question {question.id}", ml.quiz(question.id)
        for prediction in curriculum.predictions(lesson):
            yield f"prediction {prediction.id}", ml.predict(prediction.id, level(prediction.curve))
    yield "lines to order", ml.order_lines("04.backward_pass")
