"""A border drawn over the plane: points above it are of class 1, those below of class 0, and a network learns them."""

from typing import Any

import numpy as np
import traitlets

from mlcourse.base.display import number_text
from mlcourse.base.errors import Array, affordable, as_array, given, integer, number
from mlcourse.base.randomness import Purpose, stream
from mlcourse.data.datasets import Dataset
from mlcourse.widgets.kit import RecordedWidget, join_module, join_styles

COLUMNS = 41  # places along x₀ at which the border has a height
REACH = 2.0  # both coordinates go from −REACH to REACH
PLACES = np.linspace(-REACH, REACH, COLUMNS)
OWN_STREAM = 1000  # of the random numbers of data; the course's own sets are numbered from 0
FEWEST = 5  # points of a class, for a split to give each part some


class DrawnBorder(RecordedWidget):
    """Draw a border over the plane, and train on points that it parts; at first it is a wave.

    It is drawn by mouse, finger or keys. ``border`` holds its height at 41 places from x₀ = −2 to 2: set it, and the
    view follows.

    Raises:
        ValueError: ``border`` is set to what is not 41 heights from −2 to 2.

    Example:
        >>> pad = DrawnBorder()
        >>> pad
        Drawn border: x₁ = −0.9093 at x₀ = −2, 0 at 0, 0.9093 at 2; class 1 lies above, class 0 below.
        >>> points = pad.data(200, noise=0, seed=1)
        >>> points.x.shape, bool(np.all((points.x[:, 1] > np.sin(points.x[:, 0]))[points.y == 1]))
        ((200, 2), True)
    """

    _esm, _css = join_module(__file__), join_styles(__file__)
    border: Any = traitlets.List(help="the height of the border at each place").tag(sync=True)

    def __init__(self) -> None:
        plane = {
            "x": "x₀", "y": "x₁", "x_bounds": [-REACH, REACH], "y_bounds": [-REACH, REACH],
            "columns": COLUMNS, "x_names": [],
        }  # fmt: skip
        super().__init__({"plane": plane}, {}, border=np.sin(PLACES).round(4).tolist())

    def data(self, examples: int = 300, noise: float = 0.1, seed: int = 0) -> Dataset:
        """Return points that lie anywhere in the square: y = 1 where x₁ + noise lies above the border, else 0.

        Args:
            examples: how many, at least 20.
            noise: standard deviation of what is added to x₁ before it is compared, from 0.
            seed: an integer from 0.

        Returns:
            x (examples, 2) from −2 to 2, y (examples,).

        Raises:
            TypeError: an argument is of the wrong kind.
            ValueError: an argument is out of range, or hardly a point lies on one side of the border.

        Example:
            >>> DrawnBorder().data(seed=1)
            Data set
              drawn border: binary, 300 examples, 2 features
              ...
        """
        examples = integer("examples", examples, at_least=20)
        affordable("examples", examples, examples, 2)
        noise = number("noise", noise, at_least=0, try_this="Try 0.1.")
        generator = stream(seed, Purpose.DATA, OWN_STREAM)
        x = generator.uniform(-REACH, REACH, (examples, 2))
        height = x[:, 1] + noise * generator.standard_normal(examples)
        y = (height > np.interp(x[:, 0], PLACES, self.border)).astype(int)
        _both_sides(y)
        return Dataset(
            x=x,
            y=y,
            task="binary",
            name="drawn border",
            about="Points of a square, parted by a border that was drawn by hand.",
        )

    def __repr__(self) -> str:
        """Return in words what is drawn."""
        left, middle, right = (number_text(self.border[i]) for i in (0, COLUMNS // 2, -1))
        return f"Drawn border: x₁ = {left} at x₀ = −2, {middle} at 0, {right} at 2; class 1 lies above, class 0 below."

    @traitlets.validate("border")
    def _heights(self, proposal: Any) -> list[float]:
        """Refuse what no view would send."""
        heights = as_array("border", proposal["value"])
        if (
            heights.shape != (COLUMNS,)
            or heights.dtype.kind not in "fiu"
            or not (np.abs(heights) <= REACH).all()
        ):
            raise ValueError(
                f"border must be {COLUMNS} heights from −2 to 2, one for each place; given {given(heights)}. "
                "Try DrawnBorder().border."
            )
        return [float(each) for each in heights]


def _both_sides(y: Array) -> None:
    """Refuse points that lie on one side only.

    Raises:
        ValueError: a class has fewer than five.
    """
    above = int(y.sum())
    if min(above, y.size - above) < FEWEST:
        raise ValueError(
            f"the border must leave at least {FEWEST} points on each side; {above} lie above and {y.size - above} "
            "below. Draw it nearer to the middle."
        )
