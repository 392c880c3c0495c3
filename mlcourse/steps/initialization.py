"""Step 1, initialization: the numbers a network starts from.

Every scheme draws one weight matrix W (fan_in, fan_out). Biases start at zero, which breaks
nothing: it is the weights that must differ between units. Signal keeps its size through depth when
Var(W) is 1/fan_in for linear units, 2/fan_in for ReLU; the schemes differ in how they get there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from inspect import signature
from typing import TYPE_CHECKING, Any

import numpy as np

from mlcourse.base.errors import (
    Array,
    affordable,
    check_dtype,
    choice,
    given,
    instance,
    integer,
    is_listed,
    number,
)
from mlcourse.base.randomness import Purpose, stream
from mlcourse.steps.network import MLP, Layer

if TYPE_CHECKING:  # numpy.random is loaded when it is first used
    from numpy.random import Generator


def zeros(fan_in: int, fan_out: int, generator: Generator | None = None) -> Array:
    """Return W = 0: every hidden unit computes the same, and gradient descent keeps it so.

    Args:
        fan_in: units that feed the layer, at least 1.
        fan_out: units of the layer, at least 1.
        generator: not used; here so that all schemes are called alike.

    Returns:
        W (fan_in, fan_out).

    Raises:
        TypeError: a size is not an integer, generator is neither None nor a NumPy generator.
        ValueError: a size is below 1.

    Example:
        >>> zeros(2, 3)
        array([[0., 0., 0.],
               [0., 0., 0.]])
    """
    _unused(generator)
    return np.zeros(_sizes(fan_in, fan_out))


def constant(
    fan_in: int, fan_out: int, generator: Generator | None = None, value: float = 0.5
) -> Array:
    """Return W = c: like zeros, all units of a layer stay copies of each other.

    Args:
        fan_in: units that feed the layer, at least 1.
        fan_out: units of the layer, at least 1.
        generator: not used; here so that all schemes are called alike.
        value: the constant c.

    Returns:
        W (fan_in, fan_out).

    Raises:
        TypeError: a size is not an integer, value is not a number, generator is neither None nor
            a NumPy generator.
        ValueError: a size is below 1, value is NaN or infinite.

    Example:
        >>> constant(1, 2, value=0.1)
        array([[0.1, 0.1]])
    """
    _unused(generator)
    return np.full(_sizes(fan_in, fan_out), number("value", value))


def random_normal(fan_in: int, fan_out: int, generator: Generator, std: float = 0.01) -> Array:
    """Draw W ~ N(0, std²) with a standard deviation that ignores the layer's size.

    Args:
        fan_in: units that feed the layer, at least 1.
        fan_out: units of the layer, at least 1.
        generator: where the random numbers come from.
        std: the standard deviation, above 0.

    Returns:
        W (fan_in, fan_out).

    Raises:
        TypeError: a size is not an integer, generator is not a NumPy generator.
        ValueError: a size is below 1, std is not above 0.

    Example:
        >>> random_normal(300, 200, np.random.default_rng(1)).std().round(3)
        np.float64(0.01)
    """
    sizes, std = _sizes(fan_in, fan_out), number("std", std, above=0)
    return std * _generator(generator).standard_normal(sizes)


def random_uniform(fan_in: int, fan_out: int, generator: Generator, limit: float = 0.05) -> Array:
    """Draw W ~ U(−limit, limit), whose standard deviation is limit/√3.

    Args:
        fan_in: units that feed the layer, at least 1.
        fan_out: units of the layer, at least 1.
        generator: where the random numbers come from.
        limit: the largest absolute value, above 0.

    Returns:
        W (fan_in, fan_out).

    Raises:
        TypeError: a size is not an integer, generator is not a NumPy generator.
        ValueError: a size is below 1, limit is not above 0.

    Example:
        >>> bool(abs(random_uniform(300, 200, np.random.default_rng(1))).max() < 0.05)
        True
    """
    sizes, limit = _sizes(fan_in, fan_out), number("limit", limit, above=0)
    return _generator(generator).uniform(-limit, limit, sizes)


def xavier_normal(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """Draw W ~ N(0, 2/(fan_in + fan_out)): a compromise between signal and gradient.

    Var(W) = 1/fan_in keeps the signal's size on the way forward, 1/fan_out the gradient's on the way
    back; this is 1 over the mean of both. Meant for tanh and other units that are linear around 0.

    Args:
        fan_in: units that feed the layer, at least 1.
        fan_out: units of the layer, at least 1.
        generator: where the random numbers come from.

    Returns:
        W (fan_in, fan_out).

    Raises:
        TypeError: a size is not an integer, generator is not a NumPy generator.
        ValueError: a size is below 1.

    Example:
        >>> xavier_normal(300, 200, np.random.default_rng(1)).std().round(3)  # √(2/500) = 0.063
        np.float64(0.063)

    Source:
        Glorot and Bengio (2010).
    """
    return random_normal(fan_in, fan_out, generator, std=np.sqrt(2 / sum(_sizes(fan_in, fan_out))))


def xavier_uniform(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """Draw W ~ U(−l, l) with l = √(6/(fan_in + fan_out)), so that Var(W) = l²/3 = 2/(fan_in + fan_out).

    Args:
        fan_in: units that feed the layer, at least 1.
        fan_out: units of the layer, at least 1.
        generator: where the random numbers come from.

    Returns:
        W (fan_in, fan_out).

    Raises:
        TypeError: a size is not an integer, generator is not a NumPy generator.
        ValueError: a size is below 1.

    Example:
        >>> xavier_uniform(300, 200, np.random.default_rng(1)).std().round(3)
        np.float64(0.063)

    Source:
        Glorot and Bengio (2010).
    """
    return random_uniform(
        fan_in, fan_out, generator, limit=np.sqrt(6 / sum(_sizes(fan_in, fan_out)))
    )


def he_normal(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """Draw W ~ N(0, 2/fan_in): ReLU passes half of a symmetric signal's power, the 2 makes up for it.

    Args:
        fan_in: units that feed the layer, at least 1.
        fan_out: units of the layer, at least 1.
        generator: where the random numbers come from.

    Returns:
        W (fan_in, fan_out).

    Raises:
        TypeError: a size is not an integer, generator is not a NumPy generator.
        ValueError: a size is below 1.

    Example:
        >>> he_normal(200, 300, np.random.default_rng(1)).std().round(2)  # √(2/200) = 0.1
        np.float64(0.1)

    Source:
        He, Zhang, Ren and Sun (2015).
    """
    return random_normal(fan_in, fan_out, generator, std=np.sqrt(2 / _sizes(fan_in, fan_out)[0]))


def he_uniform(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """Draw W ~ U(−l, l) with l = √(6/fan_in), so that Var(W) = l²/3 = 2/fan_in.

    Args:
        fan_in: units that feed the layer, at least 1.
        fan_out: units of the layer, at least 1.
        generator: where the random numbers come from.

    Returns:
        W (fan_in, fan_out).

    Raises:
        TypeError: a size is not an integer, generator is not a NumPy generator.
        ValueError: a size is below 1.

    Example:
        >>> he_uniform(200, 300, np.random.default_rng(1)).std().round(2)
        np.float64(0.1)

    Source:
        He, Zhang, Ren and Sun (2015).
    """
    return random_uniform(fan_in, fan_out, generator, limit=np.sqrt(6 / _sizes(fan_in, fan_out)[0]))


SCHEMES: dict[str, Callable[..., Array]] = {
    "zeros": zeros,
    "constant": constant,
    "random_normal": random_normal,
    "random_uniform": random_uniform,
    "xavier_normal": xavier_normal,
    "xavier_uniform": xavier_uniform,
    "he_normal": he_normal,
    "he_uniform": he_uniform,
}
OPTIONS = {
    "std": "random_normal",
    "limit": "random_uniform",
    "value": "constant",
}  # and whose they are


def initialize(
    network: MLP,
    scheme: str | Sequence[str] = "he_normal",
    seed: int | Sequence[int] = 0,
    dtype: Any = np.float64,
    **options: float,
) -> Array:
    """Return θ with every W drawn by a scheme, biases and β at 0, γ at 1.

    Layer l draws from a stream of its own, so that adding a layer leaves the others' weights as they
    were. Numbers are drawn in float64 and then rounded: a float32 run starts where a float64 run does.

    Args:
        network: the specification.
        scheme: a name from ``SCHEMES``; or one for each run.
        seed: an integer from 0; or one for each run.
        dtype: ``np.float64`` or ``np.float32``.
        options: passed to the scheme: ``std``, ``limit`` or ``value``.

    Returns:
        θ (P,), or (R, P) where scheme or seed lists R runs.

    Raises:
        TypeError: an argument is of the wrong kind, or the scheme knows no such option.
        ValueError: an unknown scheme, a negative seed, lists of different lengths.

    Example:
        >>> network = MLP((2, 3, 2))
        >>> initialize(network, "he_normal", seed=1).shape
        (17,)
        >>> initialize(network, ["zeros", "xavier_normal"], seed=[1, 1]).shape
        (2, 17)
    """
    instance("network", network, MLP, "Try MLP(layer_sizes=(2, 16, 2)).")
    dtype = check_dtype(dtype)
    many = [v for v in (scheme, seed) if is_listed(v)]
    if not many:
        return _draw_theta(network, scheme, seed, options).astype(dtype, copy=False)
    runs = len(many[0])
    if runs == 0 or any(len(v) != runs for v in many):
        raise ValueError(
            f"scheme and seed must list equally many runs, at least one; given {given(scheme)} "
            f"and {given(seed)}. One value for all of them is fine too."
        )
    schemes = scheme if is_listed(scheme) else [scheme] * runs
    seeds = seed if is_listed(seed) else [seed] * runs
    drawn = [_draw_theta(network, s, k, options) for s, k in zip(schemes, seeds, strict=True)]
    return np.stack(drawn).astype(dtype, copy=False)


def _draw_theta(network: MLP, scheme: Any, seed: Any, options: dict[str, float]) -> Array:
    choice("scheme", scheme, SCHEMES)
    _check_options(scheme, options)
    theta = np.zeros(network.size)
    for layer in network.layers:
        layer.W.of(theta)[...] = draw_weights(layer, scheme, seed, options)
        if layer.gamma is not None:
            layer.gamma.of(theta)[...] = 1
    return theta


def draw_weights(layer: Layer, scheme: str, seed: int, options: dict[str, float]) -> Array:
    """Return W of one layer as ``initialize`` draws it, from the stream of the layer's number."""
    generator = stream(seed, Purpose.INITIALIZATION, layer.number)
    return SCHEMES[scheme](layer.fan_in, layer.fan_out, generator, **options)


def _sizes(fan_in: int, fan_out: int) -> tuple[int, int]:
    hint = "A layer needs one unit or more on either side."
    rows = integer("fan_in", fan_in, at_least=1, try_this=hint)
    columns = integer("fan_out", fan_out, at_least=1, try_this=hint)
    affordable("fan_in" if rows > columns else "fan_out", max(rows, columns), rows, columns)
    return rows, columns


def _generator(generator: Any) -> Generator:
    return instance("generator", generator, np.random.Generator, "Try np.random.default_rng(1).")


def _unused(generator: Any) -> None:
    """Refuse, say, a value that was meant for another argument and would be ignored in silence."""
    if generator is not None:
        _generator(generator)


def _check_options(scheme: str, options: dict[str, float]) -> None:
    """Refuse an option that the scheme does not take."""
    if not options:
        return
    known = [name for name in signature(SCHEMES[scheme]).parameters if name in OPTIONS]
    for name, value in options.items():
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = (
                f"Did you mean {near[0]!r}?"
                if near
                else f"Try scheme={OPTIONS.get(name, 'random_normal')!r}."
            )
            takes = f"takes only the option {known[0]!r}" if known else "takes no options"
            raise TypeError(f"scheme {scheme!r} {takes}; given {name}={given(value)}. {hint}")
