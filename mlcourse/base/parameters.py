"""One flat vector θ holds every parameter; a layout gives each its name and its view.

A view is a window, not a copy: ``layout.view(theta, "W0")`` shows memory of ``theta`` itself.
An optimizer is then one line over one vector, and a snapshot of a whole model is one copy.
"""

from functools import cached_property
from math import prod
from typing import Any, NamedTuple

import numpy as np

from mlcourse.base.errors import Array, choice, floats, given, instance, integer, shape

SHAPES_HINT = 'Try {"W0": (2, 3), "b0": (3,)}.'


class Block(NamedTuple):
    """A named piece of a flat vector: where it starts and stops, and the shape it is seen in."""

    name: str
    shape: tuple[int, ...]
    start: int
    stop: int

    def of(self, flat: Array) -> Array:
        """Return this block of ``flat`` (..., size) as a view (..., \\*shape)."""
        if flat.ndim == 1:  # a single run: the same, in half the time
            part = flat[self.start : self.stop]
            return part if len(self.shape) == 1 else part.reshape(self.shape)
        return flat[..., self.start : self.stop].reshape(flat.shape[:-1] + self.shape)


class Layout:
    """The names, shapes and places of the blocks of one flat vector.

    Args:
        shapes: the blocks in their order, name → shape.

    Raises:
        TypeError: ``shapes`` is not a dictionary of names and tuples of integers.
        ValueError: a size is below 1.

    Example:
        >>> layout = Layout({"W0": (2, 3), "b0": (3,)})
        >>> layout.size
        9
        >>> theta = np.arange(9.0)
        >>> layout.view(theta, "b0")
        array([6., 7., 8.])
        >>> layout.where(4)
        ('W0', (1, 1))
    """

    def __init__(self, shapes: dict[str, tuple[int, ...]]) -> None:
        blocks, start = [], 0
        for name, block_shape in instance("shapes", shapes, dict, SHAPES_HINT).items():
            block_shape = _check_shape(name, block_shape)
            stop = start + prod(block_shape)
            blocks.append(Block(name, block_shape, start, stop))
            start = stop
        self.blocks: tuple[Block, ...] = tuple(blocks)
        self.size: int = start

    @cached_property
    def by_name(self) -> dict[str, Block]:
        """The blocks, by name."""
        return {block.name: block for block in self.blocks}

    def view(self, flat: Array, name: str) -> Array:
        """Return the block ``name`` of ``flat`` (..., size) as a view (..., \\*shape).

        Raises:
            TypeError: ``flat`` does not hold real numbers, or ``name`` is not a string.
            ValueError: there is no such block, or ``flat`` has another length.
        """
        flat = floats("flat", flat)
        flat = shape(
            "flat", flat, (self.size,), "A layout belongs to one network: try network.layout."
        )
        return self.by_name[choice("name", name, self.by_name)].of(flat)

    def where(self, index: int) -> tuple[str, tuple[int, ...]]:
        """Return the block's name and the index within it for a position of the flat vector.

        Raises:
            TypeError: the position is not an integer.
            ValueError: the position lies outside the vector.
        """
        index = integer("index", index)
        for block in self.blocks:
            if block.start <= index < block.stop:
                inside = np.unravel_index(index - block.start, block.shape)
                return block.name, tuple(int(i) for i in inside)
        raise ValueError(f"index must be from 0 to {self.size - 1}; given {index}.")

    def mask(self, *prefixes: str) -> Array:
        """Return a boolean vector (size,), True in the blocks whose name starts with a prefix.

        Raises:
            TypeError: a prefix is not a string.
        """
        for prefix in prefixes:
            instance("prefixes", prefix, str, 'Try layout.mask("W").')
        mask = np.zeros(self.size, dtype=bool)
        for block in self.blocks:
            mask[block.start : block.stop] = block.name.startswith(prefixes)
        return mask


def _check_shape(name: Any, block_shape: Any) -> tuple[int, ...]:
    if not isinstance(name, str) or not isinstance(block_shape, tuple | list):
        raise TypeError(
            f"shapes must give each name, a string, a tuple of sizes; given {given({name: block_shape})}. {SHAPES_HINT}"
        )
    return tuple(
        integer(f"shapes[{name!r}]", size, at_least=1, try_this=SHAPES_HINT) for size in block_shape
    )
