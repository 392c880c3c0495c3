"""A drawing of a small network: a circle for each unit, a line for each weight, and on each its number."""

from typing import Any

from mlcourse.base.display import number_text
from mlcourse.base.errors import Array, given, instance
from mlcourse.steps.network import MLP

MOST = 12  # lines between two layers: with more of them the numbers cannot be read
SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉₁₀"
ON_A_LINE: Any = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none"}


def draw_network(network: MLP, theta: Array, ax: Any = None) -> Any:
    """Draw a small network with its numbers: each weight on its line, each bias b beside its unit.

    Args:
        network: with at most 12 weights between two layers.
        theta: its parameters (P,).
        ax: matplotlib's axes to draw in; None makes a figure.

    Returns:
        The axes; ``plt.show()`` shows their figure.

    Raises:
        TypeError: network is not an MLP, theta does not hold real numbers, or ax is not axes.
        ValueError: theta that does not fit, several runs, or too many weights to write them down.

    Example:
        >>> ax = draw_network(MLP((2, 1), output="identity"), [0.5, -1.0, 3.0])
        >>> [text.get_text() for text in ax.texts]
        ['0.5', '−1', 'x₀', 'x₁', 'b = 3', 'ŷ']
    """
    from matplotlib.axes import Axes  # only who draws needs it

    from mlcourse.classroom.plots import subplots

    instance("network", network, MLP, "Try MLP(layer_sizes=(2, 2, 1)).")
    theta = network.check_theta(theta)
    if theta.ndim != 1:
        raise ValueError(
            f"theta must be one run's parameters, ({network.size},); given {given(theta)}. Try theta[0]."
        )
    if any(layer.fan_in * layer.fan_out > MOST for layer in network.layers):
        raise ValueError(
            f"network must have at most {MOST} weights between two layers; given {network.layer_sizes}. "
            "Try ForwardLab, which draws more."
        )
    sizes = network.layer_sizes
    if ax is None:
        _, ax = subplots(figsize=(2.2 * len(sizes), 0.7 + 0.9 * max(sizes)))
    instance("ax", ax, Axes, "Try figure, ax = ml.subplots().")
    for i, layer in enumerate(network.layers):
        _draw_weights(ax, i, layer.W.of(theta))
    for i in range(len(sizes)):
        _draw_units(ax, i, sizes, None if i == 0 else network.layers[i - 1].b.of(theta))
    top = _height(0, max(sizes))
    ax.set(aspect="equal", xlim=(-0.4, 2 * len(sizes) - 1.6), ylim=(-top - 0.5, top + 0.3))
    ax.axis("off")
    return ax


def _height(unit: int, units: int) -> float:
    return (units - 1) / 2 - unit


def _draw_weights(ax: Any, layer: int, W: Array) -> None:
    """Draw a line for each weight from one layer to the next; its number stands nearer to where it starts."""
    fan_in, fan_out = W.shape
    for i in range(fan_in):
        for j in range(fan_out):
            start, end = _height(i, fan_in), _height(j, fan_out)
            ax.plot([2 * layer, 2 * layer + 2], [start, end], color="gray", linewidth=1, zorder=1)
            ax.text(
                2 * layer + 0.6, start + 0.3 * (end - start), number_text(W[i, j]),
                ha="center", va="center", bbox=ON_A_LINE,
            )  # fmt: skip


def _draw_units(ax: Any, column: int, sizes: tuple[int, ...], b: Array | None) -> None:
    """Draw a layer's units: the inputs by name, the last ones as ŷ, with their biases."""
    units, last = sizes[column], len(sizes) - 1
    for unit in range(units):
        at = 2 * column, _height(unit, units)
        ax.scatter(*at, s=600, facecolor="white", edgecolor="gray", linewidth=1.5, zorder=2)
        if b is not None:
            ax.text(
                at[0],
                at[1] - 0.36,
                f"b = {number_text(b[unit])}",
                ha="center",
                va="center",
                fontsize=9,
            )
        number = SUBSCRIPTS[unit] if units > 1 else ""
        name = "x" if column == 0 else "ŷ" if column == last else "a"
        ax.text(*at, name + number, ha="center", va="center")
