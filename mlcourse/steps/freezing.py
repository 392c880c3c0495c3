"""Step 5, what of θ an update may move: frozen layers stand still, others go at a rate of their own.

θ is one flat vector, and so is what holds it: a boolean for each parameter, True where it is frozen, and a number by
which its Δθ is multiplied. Whatever the optimizer remembers or adds beside the gradient (momentum, decay), a frozen
parameter does not move by a bit, since its Δθ is put aside and not only its gradient.
"""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np

from mlcourse.base.display import Term, factor_text, number_text, record
from mlcourse.base.errors import Array, as_array, floats, given, instance, integer, is_listed
from mlcourse.steps.network import MLP
from mlcourse.steps.optimizers import Update
from mlcourse.steps.optimizers.account import Account
from mlcourse.steps.optimizers.optimizer import step_terms


def layer_mask(network: MLP, layers: int | Sequence[int]) -> Array:
    """Return a boolean vector over θ, True at every parameter of some layers: their W, b, γ and β.

    Args:
        network: the specification.
        layers: the layer's number, or several, from 0; −1 is the output layer, the head.

    Returns:
        The mask (P,), for instance for ``train(…, frozen=mask)``; ``~mask`` is all the rest.

    Raises:
        TypeError: network is no MLP, or a number is not an integer.
        ValueError: there is no such layer.

    Example:
        >>> network = MLP((1, 2, 1), output="identity")  # θ = W0 (2), b0 (2), W1 (2), b1 (1)
        >>> layer_mask(network, 0)
        array([ True,  True,  True,  True, False, False, False])
    """
    instance("network", network, MLP, "Try MLP(layer_sizes=(2, 16, 2)).")
    numbers = _layer_numbers(network, layers)
    mask = np.zeros(network.size, dtype=bool)
    for number in numbers:
        start, stop = layer_ends(network, number)
        mask[start:stop] = True
    return mask


def layer_rates(network: MLP, factors: Sequence[float]) -> Array:
    """Return the factor of the learning rate for every parameter: one number for each layer, spread over θ.

    With η = 0.01 and factors (0.1, 1) the first layer learns at 0.001, the head at 0.01.

    Args:
        network: the specification.
        factors: one from 0 for each layer, the first hidden layer's first.

    Returns:
        The factors (P,), for ``train(…, rate_factors=factors)``.

    Raises:
        TypeError: network is no MLP, or a factor is not a number.
        ValueError: not one factor for each layer; a negative one, NaN or infinity.

    Example:
        >>> network = MLP((1, 2, 1), output="identity")
        >>> layer_rates(network, (0.1, 1))
        array([0.1, 0.1, 0.1, 0.1, 1. , 1. , 1. ])

    Source:
        Howard and Ruder (2018), discriminative fine-tuning.
    """
    instance("network", network, MLP, "Try MLP(layer_sizes=(2, 16, 2)).")
    of_layers = _not_negative("factors", floats("factors", factors))
    count = len(network.layers)
    if of_layers.shape != (count,):
        raise ValueError(
            f"factors must hold one number for each of the {count} layers; given {given(factors)}. "
            f"Try {(0.1,) * (count - 1) + (1.0,)}: the body at a tenth of the head's rate."
        )
    sizes = [stop - start for start, stop in (layer_ends(network, i) for i in range(count))]
    return np.repeat(of_layers.astype(np.float64), sizes)


def layer_ends(network: MLP, number: int) -> tuple[int, int]:
    """Return where in θ a layer's parameters start and stop: W, b and, where there are, γ and β."""
    layer = network.layers[number]
    return layer.W.start, (layer.beta or layer.b).stop


def frozen_layers(network: MLP, frozen: Array) -> frozenset[int]:
    """Return the numbers of the layers of which every parameter is frozen, in every run.

    Args:
        network: the specification.
        frozen: a boolean (..., P).

    Returns:
        Their numbers.

    Example:
        >>> network = MLP((1, 2, 1), output="identity")
        >>> frozen_layers(network, layer_mask(network, 0))
        frozenset({0})
    """
    ends = (layer_ends(network, layer.number) for layer in network.layers)
    return frozenset(i for i, (start, stop) in enumerate(ends) if frozen[..., start:stop].all())


def check_frozen(network: MLP, frozen: Any) -> Array:
    """Return what is frozen as a boolean array (P,) or (R, P).

    Raises:
        TypeError: it is no boolean array.
        ValueError: its last axis is not P long, nothing is left to train, or the runs of a network with batch
            normalization freeze different layers.
    """
    mask = as_array("frozen", frozen)
    if mask.dtype != bool:
        raise TypeError(
            f"frozen must be a boolean array, True where θ stands still; given {given(frozen)}. {MASK_HINT}"
        )
    _check_rows("frozen", mask, network, MASK_HINT)
    if mask.all():
        raise ValueError(
            f"frozen must leave something to train; given True for all {network.size} parameters. "
            "Try frozen=~mask, if mask says what is to be trained."
        )
    alike = dict.fromkeys(frozen_layers(network, row) for row in np.atleast_2d(mask))
    if network.batch_normalization and len(alike) > 1:
        raise ValueError(
            "frozen must freeze the same layers in all runs of a network with batch normalization: a frozen layer "
            "normalizes by its running statistics, the others by the batch's; given "
            f"{' and '.join(str(sorted(each)) for each in alike)}. Try a call of train for each."
        )
    return mask.copy()


def check_rate_factors(network: MLP, factors: Any) -> Array:
    """Return the factors of the learning rate as floats (P,) or (R, P).

    Raises:
        TypeError: they are no real numbers.
        ValueError: their last axis is not P long; a negative one, NaN or infinity.
    """
    array = _not_negative("rate_factors", floats("rate_factors", factors))
    return _check_rows("rate_factors", array, network, RATES_HINT).copy()


MASK_HINT = "Try frozen=layer_mask(network, [0])."
RATES_HINT = "Try rate_factors=layer_rates(network, (0.1, 1.0))."


def _check_rows(name: str, array: Array, network: MLP, hint: str) -> Array:
    if array.ndim not in (1, 2) or array.shape[-1] != network.size or array.size == 0:
        raise ValueError(
            f"{name} must have the shape ({network.size},), one for each parameter of {network.layer_sizes}, or one "
            f"such row for each run; given {given(array)}. {hint}"
        )
    return array


def _not_negative(name: str, array: Array) -> Array:
    wrong = ~(np.isfinite(array) & (array >= 0))
    if wrong.any():
        raise ValueError(
            f"{name} must be finite numbers from 0; given {array[wrong].flat[0]:g} in {given(array)}. "
            "Try 1, which leaves a rate as it is, or 0, which takes all of it away."
        )
    return array


def _layer_numbers(network: MLP, layers: Any) -> list[int]:
    listed = layers if is_listed(layers) else [layers]
    count = len(network.layers)
    numbers = [integer("layers", each, try_this="Try [0, 1].") for each in listed]
    wrong = [number for number in numbers if not -count <= number < count]
    if wrong or not numbers:
        raise ValueError(
            f"layers must be numbers from 0 to {count - 1}, since {network.layer_sizes} has {count} layers of weights "
            f"(−1 is the last); given {given(layers)}. Try [0]."
        )
    return [number % count for number in numbers]


def free_gradient(gradient: Array, frozen: Array | None) -> Array:
    """Return a gradient (..., P) with zeros where θ is frozen: what the optimizer gets."""
    return gradient if frozen is None else np.where(frozen, gradient.dtype.type(0), gradient)


def restrained(update: Update[Any], frozen: Array | None, factors: Array | None) -> Update[Any]:
    """Return an update of which frozen parameters keep their θ and memory, and others go at their own rate.

    Args:
        update: what an optimizer made, of arguments (..., P).
        frozen: True where θ stands still, (P,) or (R, P); None where nothing is.
        factors: by which Δθ is multiplied, (P,) or (R, P); None leaves it.

    Returns:
        θ + f Δθ where it is free, θ itself, bit for bit, where it is frozen.

    Example:
        >>> from mlcourse.steps.optimizers import SGD
        >>> sgd, theta = SGD(0.1), np.array([1.0, 1.0])
        >>> made = sgd.update(np.array([2.0, 2.0]), sgd.init(theta), theta)
        >>> restrained(made, np.array([True, False]), np.array([1.0, 0.5])).theta
        array([1. , 0.9])
    """
    if frozen is None and factors is None:
        return update
    change, state = update.change, update.state
    if factors is not None:
        change = factors.astype(change.dtype, copy=False) * change
    theta = update.theta_before + change
    if frozen is not None:
        change = np.where(frozen, change.dtype.type(0), change)
        theta = np.where(frozen, update.theta_before, theta)
        state = _held(frozen, state, update.before)
    return RestrainedUpdate.made(
        optimizer=update.optimizer,
        before=update.before,
        theta_before=update.theta_before,
        gradient=update.gradient,
        learning_rate=update.learning_rate,
        change=change,
        theta=theta,
        state=state,
        free=update,
        frozen=frozen,
        factors=factors,
    )


def _held(frozen: Array, new: Any, old: Any) -> Any:
    """Return an optimizer's memory, which of frozen parameters stays what it was."""
    names = [each.name for each in fields(new) if isinstance(getattr(new, each.name), np.ndarray)]
    kept = {name: np.where(frozen, getattr(old, name), getattr(new, name)) for name in names}
    return replace(new, **kept) if kept else new


@record
class RestrainedUpdate(Update[Any]):
    """An optimizer's step, of which some parameters take nothing and others a share."""

    title = "Restrained step"
    latex = r"\Delta\theta \leftarrow f\, \Delta\theta \qquad \Delta\theta \leftarrow 0 \text{ where frozen}"
    terms = (
        *step_terms()[:-1],
        Term("free", "the optimizer's own step"),
        Term("frozen", "where θ stands still"),
        Term("factors", "f, of the learning rate"),
        Term("state", "for the next step"),
    )

    free: Update[Any]
    frozen: Array | None  # (..., P)
    factors: Array | None  # (..., P)

    def is_frozen(self, place: int) -> bool:
        """Return whether a parameter stands still.

        Args:
            place: in θ (P,), of a single run.

        Returns:
            Whether it does.
        """
        return self.frozen is not None and bool(self.frozen.flat[place])

    def worked_at(self, place: int, name: str) -> str:
        """Return the step of one parameter with its numbers; see ``Update.worked_at``."""
        before, change, after = (
            v.flat[place] for v in (self.theta_before, self.free.change, self.theta)
        )
        if self.is_frozen(place):
            return f"{name} ← {number_text(before)}, frozen"
        factor = 1.0 if self.factors is None else self.factors.flat[place]
        if factor == 1:
            return self.free.worked_at(place, name)
        return (
            f"{name} ← {number_text(before)} + {number_text(factor)} · {factor_text(change)} "
            f"= {number_text(after)}"
        )

    def account(self, place: int) -> Account | None:
        """Return how the Δθ of one parameter came about; see ``Update.account``."""
        if self.is_frozen(place):
            return Account("Δθ = 0, since it is frozen", "g", "0 (frozen)", 0.0)
        whole = self.free.account(place)
        if whole is None or self.factors is None or self.factors.flat[place] == 1:
            return whole
        factor = float(self.factors.flat[place])
        return whole._replace(
            formula=f"{whole.formula}, times f = {number_text(factor)}",
            factor_formula=f"f · ({whole.factor_formula})",
            factor=factor * whole.factor,
            outside=tuple(
                part._replace(formula=f"f · ({part.formula})", value=factor * part.value)
                for part in whole.outside
            ),
        )
