"""``gallery``: the film of lesson 00 ten times, with one setting changed each time, to hold one's own run against."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from html import escape
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from mlcourse.base.errors import choice
from mlcourse.classroom.plots import LINES, subplots
from mlcourse.data.datasets import Dataset, moons
from mlcourse.data.preprocessing import Split, split, standardize
from mlcourse.run.history import History
from mlcourse.run.training import train
from mlcourse.steps.network import MLP
from mlcourse.steps.optimizers import SGD, Adam
from mlcourse.widgets.player import TrainingPlayer

COLUMNS = 5
FINE = 50  # places along each side of the plane
AROUND = 0.3  # of the plane around the points
HIGHEST = 1.2  # of the losses that are drawn
FRAMES = 120
MOONS = partial(moons, 300, noise=0.2, seed=1)


@dataclass(frozen=True)
class Setting:
    """A run of the gallery.

    Args:
        name: by which ``gallery`` plays it, and its picture's title.
        seen: what its picture shows and why, in a sentence.
        lesson: where that is explained.
        layer_sizes: of the network.
        activation: of its hidden layer.
        options: of ``train``, where they are others than the film's.
        data: called without arguments, the points.
    """

    name: str
    seen: str
    lesson: str
    layer_sizes: tuple[int, ...] = (2, 8, 2)
    activation: str = "tanh"
    options: dict[str, Any] = field(default_factory=dict)
    data: Callable[[], Dataset] = MOONS

    def parts(self) -> Split:
        """Return its data, split and standardized."""
        return standardize(split(self.data(), seed=1))

    def history(self, parts: Split, seed: Any = 2) -> History:
        """Train it; several runs, side by side, from several seeds."""
        film = {"optimizer": SGD(0.5), "epochs": 100, "scheme": "xavier_normal", "progress": False}
        return train(
            MLP(self.layer_sizes, activation=self.activation),
            parts.train,
            validation=parts.validation,
            seed=seed,
            **{**film, **self.options},
        )


SETTINGS = (
    Setting(
        "as in the film",
        "The loss falls, stays on a plateau, the best straight border, and falls again while the border bends.",
        "00",
    ),
    Setting(
        "Adam",
        "The same border, and almost no plateau: each parameter has a step of a length of its own.",
        "05",
        options={"optimizer": Adam(0.05)},
    ),
    Setting(
        "small rate",
        "A straight border, and losses that still fall when the run ends: the steps are too short (0.01).",
        "06",
        options={"optimizer": SGD(0.01)},
    ),
    Setting(
        "large rate",
        "Losses that leap from epoch to epoch, and a border that never settles: the steps are too long (20).",
        "06",
        options={"optimizer": SGD(20.0)},
    ),
    Setting(
        "one large batch",
        "A straight border: with all points in each batch 100 epochs are 100 steps, and not 600.",
        "08",
        options={"batch_size": None},
    ),
    Setting(
        "one hidden unit",
        "A straight border, however long it is trained: one unit parts the plane by a line.",
        "00",
        layer_sizes=(2, 1, 2),
    ),
    Setting(
        "no activation",
        "A straight border again: layers without a bend between them are one layer.",
        "02",
        activation="identity",
    ),
    Setting(
        "equal weights",
        "A straight border: eight units that start alike stay alike, and draw what one of them draws.",
        "01",
        options={"scheme": "constant"},
    ),
    Setting(
        "large penalty",
        "Both losses stay high, and close to each other: λ = 0.1 keeps the weights too small to bend the border.",
        "06",
        options={"l2": 0.1},
    ),
    Setting(
        "few, noisy points",
        "The training loss goes to 0, the validation loss rises: the border goes around single points.",
        "09",
        layer_sizes=(2, 16, 2),
        options={"optimizer": Adam(0.1), "epochs": 200},
        data=partial(moons, 80, noise=0.3, seed=2),
    ),
)


def gallery(name: str | None = None) -> "Gallery | TrainingPlayer":
    """Show ten runs on the moons, good ones and bad ones, as pictures; or play one of them.

    Args:
        name: of one run, as it stands above its picture; None shows the pictures of all.

    Returns:
        The pictures with what is seen in each, or the player; both show themselves.

    Raises:
        TypeError: name is no string.
        ValueError: there is no such run.

    Example:
        >>> print(SETTINGS[5].name, "·", SETTINGS[5].seen)
        one hidden unit · A straight border, however long it is trained: one unit parts the plane by a line.
        >>> gallery("one unit")
        Traceback (most recent call last):
        ValueError: name must be one of 'as in the film', 'Adam', ...; given 'one unit'...
    """
    if name is None:
        return Gallery()
    choice("name", name, [each.name for each in SETTINGS])
    setting = next(each for each in SETTINGS if each.name == name)
    return TrainingPlayer(setting.history(setting.parts()), frames=FRAMES)


class Gallery:
    """The pictures of all runs and what is seen in them; as text what is seen alone."""

    def __repr__(self) -> str:
        """Return a line for each run."""
        return "\n".join(f"{each.name}: {each.seen} (lesson {each.lesson})" for each in SETTINGS)

    def _repr_html_(self) -> str:
        """Return the pictures, and a line for each run."""
        rows = -(-len(SETTINGS) // COLUMNS)
        figure, axes = subplots(2 * rows, COLUMNS, figsize=(11, 3.1 * rows))
        for place, setting in enumerate(SETTINGS):
            row, column = divmod(place, COLUMNS)
            _draw(setting, axes[2 * row, column], axes[2 * row + 1, column])
        axes[1, 0].legend(fontsize=7, frameon=False)
        figure.subplots_adjust(hspace=0.55, wspace=0.2)
        picture = figure.html("Ten borders between the moons, and their losses; told below.")
        plt.close(figure)
        lines = "".join(
            f"<li><b>{escape(each.name)}</b>: {escape(each.seen)} (lesson {each.lesson})</li>"
            for each in SETTINGS
        )
        return f'{picture}<ol style="max-width: 60em; line-height: 1.5">{lines}</ol>'


def _draw(setting: Setting, plane: Axes, curves: Axes) -> None:
    """Draw a run's border over the points, and its losses below."""
    parts = setting.parts()
    history = setting.history(parts)
    x, y = np.asarray(parts.train.x), parts.train.y
    (left, low), (right, high) = x.min(axis=0) - AROUND, x.max(axis=0) + AROUND
    across, up = np.linspace(left, right, FINE), np.linspace(low, high, FINE)
    grid = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
    of_one = history.predict(grid)[:, 1].reshape(FINE, FINE)
    plane.contourf(across, up, of_one, levels=(-1, 0.5, 2), colors=LINES[:2], alpha=0.3)
    for label, marker in enumerate("os"):
        plane.plot(x[y == label, 0], x[y == label, 1], marker, color=LINES[label], markersize=2)
    plane.set(xticks=(), yticks=())
    plane.set_title(setting.name, fontsize=10)
    curves.plot(history.epochs.training_loss, label="training loss")
    curves.plot(np.asarray(history.epochs.validation_loss), "--", label="validation")
    curves.set(
        ylim=(0, HIGHEST),
        yticks=(0, 0.5, 1),
        xticks=(0, 100, 200) if len(history.epochs.training_loss) > 100 else (0, 50, 100),
    )
    curves.tick_params(labelsize=7)
