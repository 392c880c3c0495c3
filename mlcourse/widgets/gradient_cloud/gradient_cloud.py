"""The gradient cloud of lesson 08: batch gradients around the full one."""

from typing import Any

import numpy as np
import traitlets

from mlcourse.base.display import number_text
from mlcourse.base.errors import Array, choice, given, instance, integer
from mlcourse.steps.batch_gradients import BatchGradients
from mlcourse.steps.minibatches import paired
from mlcourse.steps.network import MLP
from mlcourse.widgets.gradient_cloud.clouds import (
    SHOWN,
    Cloud,
    cloud_of,
    deal,
    sizes_of,
    steps_per_epoch,
)
from mlcourse.widgets.kit import SIZES, RecordedWidget, join_module, join_styles


class GradientCloud(RecordedWidget):
    """Show the gradients of batches as a cloud around the full gradient, and how it shrinks with the batch size.

    Of each batch size, 1, 2, 4 up to all examples, 200 batches are dealt as in training, one epoch after the other, and
    their gradients computed at one and the same θ, without a step in between. The picture is a shadow: it shows them
    along the full gradient g, and along that direction across it in which they spread most. ``noise`` is measured in
    all directions: √(mean ‖g_b − g‖²).

    Args:
        network: the specification.
        thetas: parameters (P,) by the name of the moment, as {"random weights": theta}.
        x: inputs (N, features), from 2 to 4096 examples.
        y: targets (N,) or (N, outputs).
        batch_size: which is shown first, one of the sizes.
        seed: of the order in which batches are dealt, an integer from 0.
        size: "normal", or "presenter": larger, for a projector.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: shapes that do not fit, too few or too many examples, a batch size that is not shown.

    Example:
        >>> from mlcourse import initialize, moons
        >>> data, network = moons(400, seed=1), MLP((2, 8, 2), activation="tanh")
        >>> cloud = GradientCloud(network, {"random weights": initialize(network, seed=1)}, data.x, data.y)
        >>> wide = cloud.noise
        >>> cloud.batch_size = 4 * cloud.batch_size
        >>> bool(1.7 < wide / cloud.noise < 2.3)  # four times the batch, half the noise
        True

    Source:
        Robbins and Monro (1951); Bottou, Curtis and Nocedal (2018), section 4.
    """

    _esm = join_module(__file__)
    _css = join_styles(__file__)

    batch_size = traitlets.Int(4, help="examples a batch").tag(sync=True)
    moment = traitlets.Unicode(help="name of the θ at which the gradients are").tag(sync=True)

    def __init__(
        self,
        network: MLP,
        thetas: dict[str, Array],
        x: Array,
        y: Array,
        batch_size: int = 4,
        seed: int = 1,
        size: str = "normal",
    ) -> None:
        instance("network", network, MLP, "Try MLP(layer_sizes=(2, 16, 2)).")
        moments = _check_thetas(network, thetas)
        x, y = paired(x, y)
        if not 2 <= len(x) <= 4096:
            raise ValueError(f"x must hold from 2 to 4096 examples; given {len(x)}.")
        self._examples, self._sizes = len(x), sizes_of(len(x))
        self._check_size(batch_size)
        integer("seed", seed, at_least=0)
        choice("size", size, SIZES)
        dealt = [deal(x, y, each, seed) for each in self._sizes]
        self._clouds = {
            name: cloud_of(network, theta, x, y, self._sizes, dealt)
            for name, theta in moments.items()
        }
        places = np.array([cloud.places() for cloud in self._clouds.values()])
        noises = np.array(
            [[each.noise for each in cloud.batches] for cloud in self._clouds.values()]
        )
        super().__init__(
            self._header(places, network.size),
            {"places": places.astype(np.float32), "noises": noises.astype(np.float32)},
            rounded=("places", "noises"),
            batch_size=int(batch_size),
            moment=next(iter(moments)),
            size=size,
        )

    @property
    def noise(self) -> float:
        """How far a batch's gradient usually is from the full one, at the moment and size on the screen."""
        return float(self._shown.noise)

    @property
    def gradients(self) -> BatchGradients:
        """The 200 gradients on the screen, in all their directions, beside the full one."""
        return self._shown

    def __repr__(self) -> str:
        """Return in words what is on the screen."""
        number = self._sizes.index(self.batch_size)
        return f"GradientCloud: {self.moment}\n  {self.header['told'][[*self._clouds].index(self.moment)][number]}"

    @property
    def _shown(self) -> BatchGradients:
        return self._clouds[self.moment].batches[self._sizes.index(self.batch_size)]

    def _header(self, places: Array, directions: int) -> dict[str, Any]:
        """Return words and layout; what is said of a cloud by moment and then by size."""
        return {
            "sizes": list(self._sizes),
            "steps": [steps_per_epoch(self._examples, size) for size in self._sizes],
            "examples": self._examples,
            "moments": [{"name": name, "label": name} for name in self._clouds],
            "lengths": [float(np.linalg.norm(cloud.full)) for cloud in self._clouds.values()],
            "ones": [cloud.one for cloud in self._clouds.values()],
            "reaches": [float(np.quantile(np.abs(each[0]), 0.97)) for each in places],
            "told": [self._told(cloud) for cloud in self._clouds.values()],
            "notes": [
                f"{SHOWN} batches, one point each, seen along two of {directions} directions: along g, and across it "
                f"where they spread most. These two hold {cloud.share:.0%} of the spread. Noise: the typical distance "
                "of a batch's gradient from g, in all directions."
                for cloud in self._clouds.values()
            ],
        }

    def _told(self, cloud: Cloud) -> list[str]:
        """Return a sentence or two for each batch size."""
        length = float(np.linalg.norm(cloud.full))
        return [
            _sentence(size, batches, length, self._examples)
            for size, batches in zip(self._sizes, cloud.batches, strict=True)
        ]

    def _check_size(self, size: Any) -> int:
        size = integer("batch_size", size)
        if size not in self._sizes:
            near = min(self._sizes, key=lambda each: abs(each - size))
            raise ValueError(
                f"batch_size must be one of {', '.join(map(str, self._sizes))}; given {size}. Try {near}."
            )
        return size

    @traitlets.validate("batch_size")
    def _known_size_of_batch(self, proposal: Any) -> int:
        return self._check_size(proposal["value"])

    @traitlets.validate("moment")
    def _known_moment(self, proposal: Any) -> str:
        return choice("moment", proposal["value"], [*self._clouds])


def _check_thetas(network: MLP, thetas: Any) -> dict[str, Array]:
    instance("thetas", thetas, dict, 'Try {"random weights": initialize(network, seed=1)}.')
    if not thetas:
        raise ValueError('thetas must hold one moment at least; given {}. Try {"now": theta}.')
    found = {}
    for name, theta in thetas.items():
        found[instance("thetas", name, str, "Its keys are names of moments.")] = (
            network.check_theta(theta)
        )
        if found[name].ndim != 1:
            raise ValueError(
                f"thetas[{name!r}] must be one vector, ({network.size},); given {given(theta)}. Try theta[0]."
            )
    return found


def _sentence(size: int, batches: BatchGradients, length: float, examples: int) -> str:
    """Return what a batch size does to the noise."""
    if size == examples:
        return f"All {examples} examples in one batch: its gradient is the full one, without noise."
    uphill = np.mean(batches.cosine < 0)
    against = f"{uphill:.0%} of them point away from g" if uphill else "none points away from g"
    ratio = (
        f", {number_text(float(f'{batches.noise / length:.2g}'))} times the length of g"
        if length
        else ""
    )
    batch = "Batches of 1" if size == 1 else f"Batches of {size}"
    return f"{batch}: {against}. Noise {batches.noise:.2g}{ratio}."
