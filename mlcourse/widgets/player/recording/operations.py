"""One training step operation by operation: x → z → a → … → L → δ → ∂L/∂W → … → Δθ → θ.

Which operations a step has follows from the network, the loss and the optimizer, so it is said once for the run;
what each computes is said anew for every step, along one path through the network, in the library's own numbers.
"""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any, NamedTuple

import numpy as np

from mlcourse.base.display import factor_text, number_text
from mlcourse.base.errors import Array
from mlcourse.steps.activations import ACTIVATIONS
from mlcourse.steps.network import Layer
from mlcourse.steps.step import Step
from mlcourse.widgets.player.recording.drawn import Drawn
from mlcourse.widgets.player.recording.ledger import Ledger, ledger
from mlcourse.widgets.player.recording.tape import Tape

SUBSTITUTED = {"identity": "{}", "relu": "max({}, 0)", "tanh": "tanh({})", "sigmoid": "sigmoid({})"}
SHOWN = 3  # summands of a sum that are written out


class Operation(NamedTuple):
    """One operation of a step: what it is called, where it belongs, and what it does."""

    name: str  # what it gives, as "z0" or "∂L/∂W1"
    phase: str  # of the loop
    kind: str
    layer: int  # from 0; −1 where it belongs to no layer
    formula: str
    shapes: str  # at the arrow; N is the size of the batch
    what: str


def operations(tape: Tape) -> list[Operation]:
    """Return the operations of a training step of this run, in the order in which they happen."""
    layers, first = tape.plan.network.layers, tape.at(0)
    found = [_input(layers[0])]
    for layer in layers:
        found += _forward(layer)
    found.append(_loss(first, layers[-1]))
    for layer in reversed(layers):
        found += _backward(layer, first)
    return [*found, *_update(tape, first)]


def _came_in(layer: Layer) -> str:
    return "x" if layer.number == 0 else f"a{layer.number - 1}"


def _input(layer: Layer) -> Operation:
    return Operation(
        "x", "forward", "x", -1, "x: the batch, one example a row", f"x (N, {layer.fan_in})",
        "The examples of this batch come in. In numbers, the first one:",
    )  # fmt: skip


def _forward(layer: Layer) -> Iterator[Operation]:
    n, fan_in, fan_out, given = layer.number, layer.fan_in, layer.fan_out, _came_in(layer)
    yield Operation(
        f"z{n}", "forward", "z", n, f"z{n} = {given} W{n} + b{n}",
        f"{given} (N, {fan_in}) · W{n} ({fan_in}, {fan_out}) + b{n} ({fan_out},) → z{n} (N, {fan_out})",
        "Each unit takes the weighted sum of what comes in and adds its bias. "
        "For the first example and the ringed unit:",
    )  # fmt: skip
    if layer.gamma is not None:
        yield Operation(
            f"y{n}", "forward", "y", n, f"ẑ = (z{n} − μ)/√(σ² + ε)      y{n} = γ ẑ + β",
            f"z{n} (N, {fan_out}) → y{n} (N, {fan_out})",
            "Batch normalization: over the batch each unit's z gets mean β and spread γ. For the ringed unit:",
        )  # fmt: skip
    before, formula = _before(layer), ACTIVATIONS[layer.activation].formula
    yield Operation(
        f"a{n}", "forward", "a", n, f"a{n} = f({before}):   {formula}",
        f"{before} (N, {fan_out}) → a{n} (N, {fan_out})",
        f"The activation, {layer.activation}, {_by(layer)}. For the first example and the ringed unit:",
    )  # fmt: skip


def _before(layer: Layer) -> str:
    return f"y{layer.number}" if layer.gamma is not None else f"z{layer.number}"


def _by(layer: Layer) -> str:
    return "row by row" if layer.activation == "softmax" else "number by number"


def _loss(step: Step, layer: Layer) -> Operation:
    formula = step.loss.value_formula
    what = (
        "One number says how wrong the whole batch was answered: the mean of the examples' losses."
    )
    return Operation(
        "L",
        "loss",
        "loss",
        -1,
        formula,
        f"a{layer.number} (N, {layer.fan_out}) and y → L ()",
        what,
    )


def _backward(layer: Layer, step: Step) -> Iterator[Operation]:
    n, fan_in, fan_out, given = layer.number, layer.fan_in, layer.fan_out, _came_in(layer)
    back, before = step.backward.layers[n], _before(layer)
    slope = f"∂L/∂{before} = ∂L/∂a{n} ⊙ ∂a{n}/∂{before}"
    wide = f"(N, {fan_out})"
    if layer.is_output and back.da is not None:
        yield Operation(
            f"∂L/∂a{n}", "backward", "da", n, step.loss.gradient_formula,
            f"a{n} {wide} and y → ∂L/∂a{n} {wide}",
            "How the loss would grow with each output. For the first example and the ringed unit:",
        )  # fmt: skip
    if layer.gamma is not None:
        yield Operation(
            f"∂L/∂y{n}", "backward", "dy", n, slope, f"∂L/∂a{n} {wide} ⊙ f′(y{n}) {wide} → ∂L/∂y{n} {wide}",
            "Back through the activation: times its slope. For the first example and the ringed unit:",
        )  # fmt: skip
    if back.da is None:
        formula, shapes = (
            f"δ{n} = {step.loss.gradient_formula}",
            f"a{n} {wide} and y → δ{n} {wide}",
        )
        what = (
            f"Back through loss and {layer.activation} at once, since most of both cancels: δ is how the loss would "
            "grow with z. For the first example and the ringed unit:"
        )
    elif back.normalization is not None:
        formula, shapes = (
            f"δ{n} = {back.normalization.formula}",
            f"∂L/∂y{n} {wide} → δ{n} = ∂L/∂z{n} {wide}",
        )
        what = "Back through the normalization: three paths meet, since z moves μ and σ² too. For the ringed unit:"
    elif layer.activation == "softmax":
        formula, shapes = (
            f"δ{n} = ∂L/∂z{n} = Σₖ ∂L/∂aₖ · ∂aₖ/∂z",
            f"∂L/∂a{n} {wide} → δ{n} {wide}",
        )
        what = "Back through the softmax: every z moves every a. For the first example and the ringed unit:"
    else:
        formula, shapes = (
            f"δ{n} = {slope}",
            f"∂L/∂a{n} {wide} ⊙ f′(z{n}) {wide} → δ{n} {wide}",
        )
        what = "Back through the activation: times its slope. For the first example and the ringed unit:"
    yield Operation(f"δ{n}", "backward", "delta", n, formula, shapes, what)
    yield Operation(
        f"∂L/∂W{n}", "backward", "dW", n, f"∂L/∂W{n} = {given}ᵀ δ{n}",
        f"{given}ᵀ ({fan_in}, N) · δ{n} {wide} → ∂L/∂W{n} ({fan_in}, {fan_out})",
        "A weight's gradient: what came in times the δ behind it, summed over the batch. "
        "For the ringed weight:",
    )  # fmt: skip
    yield Operation(
        f"∂L/∂b{n}", "backward", "db", n, f"∂L/∂b{n} = Σ δ{n} over the batch",
        f"δ{n} {wide} → ∂L/∂b{n} ({fan_out},)",
        "A bias is added to every example's z, so its gradient is the sum of their δ. For the ringed unit:",
    )  # fmt: skip
    if n:
        yield Operation(
            f"∂L/∂{given}", "backward", "dx", n, f"∂L/∂{given} = δ{n} W{n}ᵀ",
            f"δ{n} {wide} · W{n}ᵀ ({fan_out}, {fan_in}) → ∂L/∂{given} (N, {fan_in})",
            "A unit moves the loss through every unit behind it: the paths' products add. "
            "For the first example and the ringed unit:",
        )  # fmt: skip


def _update(tape: Tape, step: Step) -> Iterator[Operation]:
    size = f"({tape.plan.network.size},)"
    name = type(tape.plan.optimizer).__name__
    if step.penalty is not None:
        yield Operation(
            "∂R/∂θ", "update", "penalty", -1, "g = ∂L/∂θ + ∂R/∂θ,   ∂R/∂W = λ₁ sign(W) + λ₂ W", f"θ {size} → g {size}",
            "The price of the weights adds its own gradient. For the ringed weight:",
        )  # fmt: skip
    worked = ledger(step, 0)
    for term in worked.terms:
        yield Operation(
            term.name, "update", "term", -1, term.formula, f"{term.made_of} {size} → {term.name} {size}",
            f"{name} {term.does}. For the ringed weight:",
        )  # fmt: skip
    yield Operation(
        "Δθ", "update", "change", -1, worked.formula, f"{worked.given} {size} → Δθ {size}",
        f"{name} makes the change of every parameter. For the ringed weight:",
    )  # fmt: skip
    yield Operation(
        "θ", "iterate", "theta", -1, "θ ← θ + Δθ", f"θ {size} + Δθ {size} → θ {size}",
        "The change is added to the parameters; the next step starts from here. For the ringed weight:",
    )  # fmt: skip


class Working:
    """Puts the numbers of a step into its operations, along the path of units that moves most in the run."""

    def __init__(self, tape: Tape, drawn: Drawn) -> None:
        self.plan, self.network, self.path = tape.plan, tape.plan.network, drawn.path
        self.operations = operations(tape)
        layer = self.network.layers[-1]
        self.place = layer.W.start + self.path[-2] * layer.fan_out + self.path[-1]
        self.weight = f"W{layer.number}[{self.path[-2]}, {self.path[-1]}]"

    def lines(self, step: Step) -> list[list[str]]:
        """Return for each operation its worked lines."""
        account = ledger(step, self.place)
        return [list(self._lines(step, operation, account)) for operation in self.operations]

    def _lines(self, step: Step, operation: Operation, account: Ledger) -> Iterator[str]:
        name, kind, n = operation.name, operation.kind, operation.layer
        if kind == "x":
            x = step.batch.x[0]
            more = ", …" if x.size > 6 else ""
            yield f"x[0] = ({', '.join(number_text(v) for v in x[:6])}{more})"
        elif kind in ("z", "y", "a"):
            yield from self._forward(step, kind, n)
        elif kind == "loss":
            yield from step.loss.worked()
        elif kind == "penalty":
            price: Any = step.penalty
            parts = step.backward.gradient[self.place], price.gradient[self.place]
            yield _sum(f"g of {self.weight}", parts, sum(parts))
        elif kind == "term":
            yield f"{name} of {self.weight} = {next(t.worked for t in account.terms if t.name == name)}"
        elif kind == "change":
            yield f"Δ{self.weight} = {account.text}"
        elif kind == "theta":
            before, after = step.update.theta_before[self.place], step.update.theta[self.place]
            yield f"{self.weight} ← {_sum_of([before, step.update.change[self.place]])} = {number_text(after)}"
        else:
            yield from self._backward(step, kind, n)

    def _forward(self, step: Step, kind: str, n: int) -> Iterator[str]:
        unit, layer, way = (
            self.path[n + 1],
            self.network.layers[n],
            from_unit(step.forward.layers[n], self.path[n + 1]),
        )
        if kind == "z":
            yield way.worked()[0].replace("z =", f"z{n}[0, {unit}] =", 1)
        elif kind == "y":
            yield from from_unit(step.forward.layers[n].normalization, unit).worked()
        else:
            before, a = (
                step.forward.layers[n].before_activation[0],
                step.forward.layers[n].a[0, unit],
            )
            yield f"a{n}[0, {unit}] = {_activated(layer.activation, before, unit)} = {number_text(a)}"

    def _backward(self, step: Step, kind: str, n: int) -> Iterator[str]:
        unit, given, at = self.path[n + 1], self.path[n], f"[0, {self.path[n + 1]}]"
        back: Any = step.backward.layers[n]
        if kind == "da":
            way = step.forward.layers[n]
            said, truth = way.a[0, unit], step.loss.target.reshape(way.a.shape)[0, unit]
            yield (
                f"∂L/∂a{n}{at} = 2·({number_text(said)} − {factor_text(truth)})/{way.a.size} = "
                f"{number_text(step.loss.gradient[0, unit])}"
            )
        elif kind == "dy" or (
            kind == "delta"
            and back.normalization is None
            and back.da_dz is not None
            and back.da_dz.ndim == back.delta.ndim
        ):
            slope, name = (back.dy, f"∂L/∂y{n}") if kind == "dy" else (back.delta, f"δ{n}")
            factors = f"{number_text(back.da[0, unit])} · {factor_text(back.da_dz[0, unit])}"
            yield f"{name}{at} = {factors} = {number_text(slope[0, unit] + 0.0)}"
        elif kind == "delta":
            delta = number_text(back.delta[0, unit])
            if back.da is None:
                loss: Any = step.loss
                said, truth = (
                    loss.probabilities[0, unit],
                    loss.target.reshape(back.delta.shape)[0, unit],
                )
                yield f"δ{n}{at} = ({number_text(said)} − {factor_text(truth)})/{len(back.delta)} = {delta}"
            else:
                yield f"δ{n}{at} = {delta}"
        elif kind == "dW":
            moved = replace(
                back,
                dz_dW=back.dz_dW[:, given:],
                delta=back.delta[:, unit:],
                dW=back.dW[given:, unit:],
            )
            yield moved.worked()[-1].replace("W[0, 0]", f"W{n}[{given}, {unit}]", 1)
        elif kind == "db":
            yield _sum(f"∂L/∂b{n}[{unit}]", back.delta[:, unit], back.db[unit])
        else:
            products = zip(back.delta[0], back.dz_dx[given], strict=True)
            texts = [f"{factor_text(d)}·{factor_text(w)}" for d, w in products]
            yield (
                f"∂L/∂{_came_in(self.network.layers[n])}[0, {given}] = {_few(texts)} = "
                f"{number_text(back.dx[0, given])}"
            )


def from_unit(made: Any, unit: int) -> Any:
    """Return a record of a layer whose first unit is another: what its ``worked()`` then shows."""
    values = {field.name: getattr(made, field.name) for field in fields(made)}
    kept = ("x", "normalization")
    cut = {
        name: value[..., unit:]
        for name, value in values.items()
        if isinstance(value, np.ndarray) and name not in kept
    }
    return replace(made, **cut)


def _activated(activation: str, before: Array, unit: int) -> str:
    """Return f with its number in it."""
    if activation != "softmax":
        return SUBSTITUTED[activation].format(number_text(before[unit]))
    powers = [f"e^{factor_text(v)}" for v in before]
    return f"{powers[unit]} / ({_few(powers)})"


def _few(texts: list[str]) -> str:
    return " + ".join(texts[:SHOWN]) + (" + …" if len(texts) > SHOWN else "")


def _sum_of(values: Any) -> str:
    head, *others = values
    return " + ".join([number_text(head), *(factor_text(v) for v in others)])


def _sum(name: str, values: Any, total: Any) -> str:
    texts = [number_text(v) if i == 0 else factor_text(v) for i, v in enumerate(values)]
    return f"{name} = {_few(texts)} = {number_text(total)}"
