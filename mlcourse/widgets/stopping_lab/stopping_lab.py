"""The stopping lab of lesson 09: choose how large the network is, how many examples it gets, and where to stop."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import traitlets

from mlcourse.base.errors import Array, choice, given, integer
from mlcourse.widgets.kit import SIZES, RecordedWidget, join_module, join_styles
from mlcourse.widgets.stopping_lab.runs import (
    EPOCHS,
    EVERY,
    EXAMPLES,
    GRID,
    HELD_OUT,
    MOMENTS,
    UNITS,
    Runs,
    place,
    train_all,
)
from mlcourse.widgets.stopping_lab.words import outcome


class StoppingLab(RecordedWidget):
    """Choose where to stop training before the validation loss is shown, for networks and data of several sizes.

    Networks with 1 to 32 hidden units learn the moons from 20 to 160 examples, all when the lab is made. ``units``,
    ``examples`` and ``epoch`` say what is on the screen: set them, and the view follows. The validation loss of a run
    is covered until one has stopped it; ``stops`` holds where.

    Args:
        units: hidden units shown first: 1, 2, 4, 8 or 32.
        examples: training examples: 20, 40, 80 or 160.
        epoch: after which one looks: 0, 4, 8, … 100.
        seed: of data and starts, an integer from 0.
        size: "normal", or "presenter": larger, for a projector.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: units, examples, an epoch or a size that the lab does not know, or a negative seed.

    Example:
        >>> lab = StoppingLab(units=32, examples=40, epoch=100)
        >>> lab.stop()
        >>> lab.stops
        {'32/40': 100}
        >>> lab.cost > 0.1
        True
    """

    _esm = join_module(__file__)
    _css = join_styles(__file__)

    units = traitlets.Int(32, help="hidden units").tag(sync=True)
    examples = traitlets.Int(40, help="training examples").tag(sync=True)
    epoch = traitlets.Int(0, help="after which one looks").tag(sync=True)
    stops = traitlets.Dict(help="where each run was stopped, by 'units/examples'").tag(sync=True)

    def __init__(
        self,
        units: int = 32,
        examples: int = 40,
        epoch: int = 0,
        seed: int = 5,
        size: str = "normal",
    ) -> None:
        units, examples = _one_of("units", units, UNITS), _one_of("examples", examples, EXAMPLES)
        epoch = _one_of("epoch", epoch, MOMENTS)
        choice("size", size, SIZES)
        self._runs = train_all(integer("seed", seed, at_least=0))
        super().__init__(
            _header(self._runs),
            _arrays(self._runs),
            rounded=("training", "validation", "cost"),
            units=units,
            examples=examples,
            epoch=epoch,
            size=size,
        )

    def stop(self) -> None:
        """Stop the run on the screen after the epoch on the screen; a run that was stopped stays as it is."""
        if self._key not in self.stops:
            self.stops = {**self.stops, self._key: self.epoch}

    @property
    def cost(self) -> float:
        """How much higher the validation loss after the epoch on the screen is than the lowest of its run."""
        return float(_costs(self._runs)[self._place, self._moment])

    def losses(self, units: int, examples: int, epoch: int) -> tuple[float, float]:
        """Return the training and the validation loss of a run after an epoch, stopped or not.

        Args:
            units: as in ``units``.
            examples: as in ``examples``.
            epoch: as in ``epoch``.

        Returns:
            Both losses.

        Raises:
            TypeError: an argument is not an integer.
            ValueError: units, examples or an epoch that the lab does not know.

        Example:
            >>> training, validation = StoppingLab().losses(32, 40, 100)
            >>> training < 0.1 < validation
            True
        """
        run = place(_one_of("units", units, UNITS), _one_of("examples", examples, EXAMPLES))
        moment = MOMENTS.index(_one_of("epoch", epoch, MOMENTS))
        return float(self._runs.training[run, moment]), float(self._runs.validation[run, moment])

    @property
    def _key(self) -> str:
        return f"{self.units}/{self.examples}"

    @property
    def _place(self) -> int:
        return place(self.units, self.examples)

    @property
    def _moment(self) -> int:
        return MOMENTS.index(self.epoch)

    def __repr__(self) -> str:
        """Return in words what is on the screen."""
        training, validation = self.losses(self.units, self.examples, self.epoch)
        said = f"StoppingLab: hidden units {self.units}, examples {self.examples}, after epoch {self.epoch}"
        said += f"\n  training loss {training:.3f}, validation loss "
        if self._key not in self.stops:
            return f"{said}covered until you stop"
        return f"{said}{validation:.3f}\n  {self.header['told'][self._place]}"

    @traitlets.validate("units")
    def _known_units(self, proposal: Any) -> int:
        return _one_of("units", proposal["value"], UNITS)

    @traitlets.validate("examples")
    def _known_examples(self, proposal: Any) -> int:
        return _one_of("examples", proposal["value"], EXAMPLES)

    @traitlets.validate("epoch")
    def _known_epoch(self, proposal: Any) -> int:
        return _one_of("epoch", proposal["value"], MOMENTS)

    @traitlets.validate("stops")
    def _known_stops(self, proposal: Any) -> dict[str, int]:
        keys = [f"{units}/{examples}" for units in UNITS for examples in EXAMPLES]
        stops: Mapping[str, Any] = proposal["value"]
        return {
            choice("stops", key, keys): _one_of("epoch", epoch, MOMENTS)
            for key, epoch in stops.items()
        }


def _one_of(name: str, value: Any, known: tuple[int, ...]) -> int:
    value = integer(name, value)
    if value not in known:
        all_known = ", ".join(map(str, known[:6])) + (f", … {known[-1]}" if len(known) > 6 else "")
        nearest = min(known, key=lambda each: abs(each - value))
        raise ValueError(f"{name} must be one of {all_known}; given {given(value)}. Try {nearest}.")
    return value


# ---------------------------------------------------------------- what is sent


def _costs(runs: Runs) -> Array:
    """Return how far each validation loss lies above the lowest of its run (runs, moments)."""
    return np.asarray(runs.validation - runs.validation.min(axis=1, keepdims=True))


def _header(runs: Runs) -> dict[str, Any]:
    """Return words and layout; what is said of a run in the order of the runs, by units and then by examples."""
    return {
        "units": list(UNITS),
        "examples": list(EXAMPLES),
        "epochs": list(MOMENTS),
        "best": [int(i) for i in runs.validation.argmin(axis=1)],
        "bounds": runs.bounds,
        "grid": GRID,
        "features": list(runs.data.feature_names),
        "classes": [str(name) for name in runs.data.class_names],
        "told": [outcome(*of_run) for of_run in zip(runs.training, runs.validation, strict=True)],
        "note": f"One hidden layer of tanh units on moons with noise, Adam, all examples in each step, {EPOCHS} "
        f"epochs; you see every {EVERY}th. The validation part holds {HELD_OUT} other examples.",
    }


def _arrays(runs: Runs) -> dict[str, Array]:
    return {
        "training": runs.training,
        "validation": runs.validation,
        "cost": _costs(runs),
        "regions": runs.regions.reshape(-1, runs.regions.shape[-1]),
        "points": runs.data.x.astype(np.float32),
        "labels": runs.data.y.astype(np.uint8),
    }
