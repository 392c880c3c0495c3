"""Where each documented step of training is taught: library, lesson, widget, exercise.

What belongs to a step stands in ``TOPICS``: the library's names, and the lessons' objectives or the lesson to come.
Where it is taught is read from the sources: a lesson counts if its code uses one of the names, a widget if a lesson
with one of the objectives shows it, a task if it practices one of the objectives.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

from build import parsed

import mlcourse
from mlcourse import curriculum

STEPS = {
    1: "Initialization",
    2: "Forward pass",
    3: "Loss",
    4: "Backpropagation",
    5: "Parameter update",
    6: "Iteration",
    7: "Considerations",
}
HOMES = {name: getattr(mlcourse, name).__module__ for name in mlcourse.__all__}
WIDGETS = {name for name, home in HOMES.items() if home.startswith("mlcourse.widgets.")} | {
    "bug_lab"
}
COLUMNS = ("functions", "lessons", "widgets", "tasks")


@dataclass(frozen=True)
class Topic:
    """A documented part of a step; a lesson that is not written yet is named, the objectives of one that is."""

    step: int
    title: str
    functions: tuple[str, ...]
    objectives: tuple[str, ...] = ()
    to_come: str = ""

    @property
    def lessons(self) -> set[str]:
        """The numbers of the lessons that teach it."""
        return {objective.partition(".")[0] for objective in self.objectives}


TOPICS = (
    Topic(1, "random initialization", ("initialize", "random_normal", "random_uniform", "zeros", "constant"),
          ("01.1", "01.4")),
    Topic(1, "Xavier (Glorot) and He", ("xavier_normal", "xavier_uniform", "he_normal", "he_uniform"), ("01.3",)),
    Topic(1, "vanishing and exploding signals", ("signal_profile",), ("01.2",)),
    Topic(2, "layers", ("MLP", "forward"), ("02.1", "02.4")),
    Topic(2, "ReLU, sigmoid, tanh", ("relu", "sigmoid", "tanh"), ("02.2",)),
    Topic(2, "softmax", ("softmax", "log_softmax"), ("02.3",)),
    Topic(3, "mean squared error", ("mean_squared_error",), ("03.1", "03.4")),
    Topic(3, "cross-entropy", ("cross_entropy", "compute_loss"), ("03.2",)),
    Topic(3, "binary cross-entropy", ("binary_cross_entropy",), ("03.3", "03.4")),
    Topic(3, "categorical cross-entropy", ("categorical_cross_entropy",), ("03.3",)),
    Topic(4, "the chain rule, factor by factor", ("backward",), ("04.1", "04.2", "04.3")),
    Topic(4, "the gradient check", ("gradient_check", "numerical_gradient"), ("04.4",)),
    Topic(4, "gradient descent", ("GradientDescent", "SGD"), ("04.5", "05.4")),
    Topic(4, "mini-batches", ("minibatches", "train_step"), ("05.1", "05.5")),
    Topic(4, "momentum", ("Momentum", "Nesterov"), ("05.2",)),
    Topic(4, "Adam", ("Adam", "RMSProp"), ("05.3",)),
    Topic(5, "learning rate and schedules", ("StepDecay", "ExponentialDecay", "CosineDecay", "WarmUp"),
          ("06.1", "06.2")),
    Topic(5, "L1 and L2 regularization", ("l1_penalty", "l2_penalty", "AdamW"), ("06.3", "06.4")),
    Topic(5, "batch normalization", ("batch_normalization", "batch_normalization_backward"),
          ("07.1", "07.2", "07.3", "07.4")),
    Topic(6, "epoch and batch size", ("train", "train_epoch", "Plan", "batch_gradients"),
          ("08.1", "08.2", "08.3")),
    Topic(6, "convergence", ("Convergence", "diagnose"), ("08.4",)),
    Topic(7, "over- and underfitting, early stopping",
          ("EarlyStopping", "split", "Standardizer", "dropout", "dropout_backward"),
          ("09.1", "09.2", "09.3", "09.4", "09.5")),
    Topic(7, "accuracy, precision, recall, F1", ("accuracy", "precision", "recall", "f1", "confusion_matrix"),
          ("10.1", "10.2", "10.4")),
    Topic(7, "threshold, ROC and precision-recall curves", ("threshold_scores", "roc_curve", "precision_recall_curve"),
          ("10.3",)),
    Topic(7, "R², spread over folds", ("r_squared", "mean_absolute_error", "k_folds", "fold_scores"), ("10.5",)),
    Topic(7, "hyperparameter tuning",
          ("tune", "grid_candidates", "random_candidates", "LogUniform", "Uniform", "Choice"),
          ("11.1", "11.2", "11.3", "11.4", "11.5")),
    Topic(7, "fine-tuning", ("new_head", "layer_mask", "layer_rates", "layer_movement", "forgetting"),
          ("12.1", "12.2", "12.3", "12.4", "12.5")),
    Topic(7, "from raw data to a judged model", ("dataset_from_csv", "standardize"),
          ("13.1", "13.2", "13.3", "13.4", "13.5")),
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """Where a topic is taught; a lesson by its number, all else by name."""

    topic: Topic
    lessons: tuple[str, ...]
    widgets: tuple[str, ...]
    tasks: tuple[str, ...]

    @property
    def functions(self) -> tuple[str, ...]:
        """The library's names for it."""
        return self.topic.functions

    @property
    def empty(self) -> list[str]:
        """Which columns hold nothing."""
        return [column for column in COLUMNS if not getattr(self, column)]


def rows(authoring: Path) -> list[Row]:
    """Return a row for each topic, read from the lessons' sources and the curriculum."""
    used = {
        path.name.partition("_")[0]: names_used(path)
        for path in sorted(authoring.glob("*.lesson.py"))
    }
    return [row(topic, used) for topic in TOPICS]


def row(topic: Topic, used: dict[str, set[str]]) -> Row:
    """Return where a topic is taught, from the names that each lesson uses."""
    shown = set().union(*(used.get(number, set()) for number in topic.lessons)) & WIDGETS
    return Row(
        topic,
        tuple(number for number, names in used.items() if names & set(topic.functions)),
        tuple(sorted(shown)),
        tuple(
            task.id
            for number in curriculum.numbers()
            for task in curriculum.tasks(number)
            if task.objective in topic.objectives
        ),
    )


def names_used(lesson: Path) -> set[str]:
    """Return the library's names that a lesson's code uses; also as a string, as in ``scheme="he_normal"``."""
    source = parsed(lesson.read_text(encoding="utf-8"))
    code = "\n".join(cell.source for cell in source.cells if cell.cell_type == "code")
    found: set[str] = set()
    for node in ast.walk(ast.parse(code)):
        match node:
            case (
                ast.Attribute(value=ast.Name(id="ml" | "mlcourse"), attr=name)
                | ast.Constant(value=str(name))
            ):
                found.add(name)
            case ast.ImportFrom(module=str(module), names=names) if module.startswith("mlcourse"):
                found |= {alias.name for alias in names}
    return found


def coverage(authoring: Path) -> str:
    """Return the page docs/coverage.md."""
    lines = [
        "# Where each step is taught",
        "",
        "Generated by `python authoring/tables.py` from the curriculum and the lessons' code; a test fails when it",
        "differs. A dash says that there is nothing yet.",
        "",
        "| step | topic | library | lessons | widgets | exercise tasks |",
        "|---|---|---|---|---|---|",
    ]
    step = None
    for each in rows(authoring):
        number = each.topic.step
        name = f"{number} {STEPS[number]}" if number in range(1, 7) else STEPS[number]
        cells = ["" if number == step else name, each.topic.title]
        cells += [
            code(each.functions),
            ", ".join(each.lessons) or "-",
            code(each.widgets),
            code(each.tasks),
        ]
        lines.append(f"| {' | '.join(cells)} |")
        step = number
    return "\n".join(lines) + "\n"


def code(names: tuple[str, ...]) -> str:
    """Return names in code type, a dash where there are none."""
    return ", ".join(f"`{name}`" for name in names) or "-"
