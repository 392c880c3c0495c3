"""One training step operation by operation: x → z → a → … → L → δ → ∂L/∂W → … → Δθ → θ.

Which operations a step has follows from the network, the loss and the optimizer, so it is said once for the run;
what each computes is said anew for every step, along one path through the network, in the library's own numbers.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from mlcourse.base.display import factor_text, number_text
from mlcourse.base.errors import Array
from mlcourse.steps.activations import ACTIVATIONS
from mlcourse.steps.network import Layer
from mlcourse.steps.step import Step
from mlcourse.widgets.player.recording.drawn import Drawn
from mlcourse.widgets.player.recording.ledger import Ledger, ledger
from mlcourse.widgets.player.recording.tape import Tape

SHOWN = 3  # summands of a sum that are written out


class Operation(NamedTuple):
    """One operation of a step: what it is called, where it belongs, and what it does."""

    name: str  # what it gives, as "z0" or "∂L/∂W1"
    phase: str  # of the loop
    kind: str
    layer: int  # from 0; −1 where it belongs to no layer
    formulas: tuple[str, ...]
    shapes: str  # at the arrow
    what: str


def operations(tape: Tape, batch: int) -> list[Operation]:
    """Return the operations of a training step of this run, in the order in which they happen.

    Args:
        tape: the run.
        batch: how many examples the step sees.

    Returns:
        What they are called and do; their shapes are those of this batch.
    """
    layers, first = tape.plan.network.layers, tape.at(0)
    found = [_input(layers[0], batch)]
    for layer in layers:
        found += _forward(layer, batch)
    found.append(_loss(first, layers[-1], batch))
    for layer in reversed(layers):
        found += _backward(layer, first, batch)
    return [*found, *_update(tape, first)]


def _came_in(layer: Layer) -> str:
    return "x" if layer.number == 0 else f"a{layer.number - 1}"


def _input(layer: Layer, N: int) -> Operation:
    return Operation(
        "x", "forward", "x", -1, ("x: the batch, one example a row",), f"x ({N}, {layer.fan_in})",
        "The examples of this batch come in. In numbers, the first one:",
    )  # fmt: skip


def _forward(layer: Layer, N: int) -> Iterator[Operation]:
    n, fan_in, fan_out, given = layer.number, layer.fan_in, layer.fan_out, _came_in(layer)
    yield Operation(
        f"z{n}", "forward", "z", n, (f"z{n} = {given} W{n} + b{n}",),
        f"{given} ({N}, {fan_in}) · W{n} ({fan_in}, {fan_out}) + b{n} ({fan_out},) → z{n} ({N}, {fan_out})",
        "Each unit takes the weighted sum of what comes in and adds its bias. "
        "For the first example and the ringed unit:",
    )  # fmt: skip
    if layer.gamma is not None:
        yield Operation(
            f"y{n}", "forward", "y", n, (f"ẑ = (z{n} − μ)/√(σ² + ε)", f"y{n} = γ ẑ + β"),
            f"z{n} ({N}, {fan_out}) → y{n} ({N}, {fan_out})",
            "Batch normalization: over the batch each unit's z gets mean β and spread γ. For the ringed unit:",
        )  # fmt: skip
    before, activation = _before(layer), ACTIVATIONS[layer.activation]
    by = "row by row" if activation.kind == "probabilities" else "number by number"
    yield Operation(
        f"a{n}", "forward", "a", n, (f"a{n} = f({before}):", activation.formula),
        f"{before} ({N}, {fan_out}) → a{n} ({N}, {fan_out})",
        f"The activation, {layer.activation}, {by}. For the first example and the ringed unit:",
    )  # fmt: skip


def _before(layer: Layer) -> str:
    return f"y{layer.number}" if layer.gamma is not None else f"z{layer.number}"


def _loss(step: Step, layer: Layer, N: int) -> Operation:
    return Operation(
        "L", "loss", "loss", -1, (step.loss.value_formula,), f"a{layer.number} ({N}, {layer.fan_out}) and y → L ()",
        "One number says how wrong the whole batch was answered: the mean of the examples' losses.",
    )  # fmt: skip


def _backward(layer: Layer, step: Step, N: int) -> Iterator[Operation]:
    n, fan_in, fan_out, given = layer.number, layer.fan_in, layer.fan_out, _came_in(layer)
    back, before = step.backward.layers[n], _before(layer)
    slope = f"∂L/∂{before} = ∂L/∂a{n} ⊙ ∂a{n}/∂{before}"
    wide = f"({N}, {fan_out})"
    if layer.is_output and back.da is not None:
        yield Operation(
            f"∂L/∂a{n}", "backward", "da", n, (step.loss.gradient_formula,),
            f"a{n} {wide} and y → ∂L/∂a{n} {wide}",
            "How the loss would grow with each output. For the first example and the ringed unit:",
        )  # fmt: skip
    if layer.gamma is not None:
        yield Operation(
            f"∂L/∂y{n}", "backward", "dy", n, (slope,), f"∂L/∂a{n} {wide} ⊙ f′(y{n}) {wide} → ∂L/∂y{n} {wide}",
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
    elif ACTIVATIONS[layer.activation].kind == "probabilities":
        formula, shapes = (
            f"δ{n} = ∂L/∂z{n} = Σₖ ∂L/∂aₖ · ∂aₖ/∂z",
            f"∂L/∂a{n} {wide} → δ{n} {wide}",
        )
        what = (
            f"Back through the {layer.activation}: every z moves every a. "
            "For the first example and the ringed unit:"
        )
    else:
        formula, shapes = (
            f"δ{n} = {slope}",
            f"∂L/∂a{n} {wide} ⊙ f′(z{n}) {wide} → δ{n} {wide}",
        )
        what = "Back through the activation: times its slope. For the first example and the ringed unit:"
    yield Operation(f"δ{n}", "backward", "delta", n, (formula,), shapes, what)
    yield Operation(
        f"∂L/∂W{n}", "backward", "dW", n, (f"∂L/∂W{n} = {given}ᵀ δ{n}",),
        f"{given}ᵀ ({fan_in}, {N}) · δ{n} {wide} → ∂L/∂W{n} ({fan_in}, {fan_out})",
        "A weight's gradient: what came in times the δ behind it, summed over the batch. "
        "For the ringed weight:",
    )  # fmt: skip
    yield Operation(
        f"∂L/∂b{n}", "backward", "db", n, (f"∂L/∂b{n} = Σ δ{n} over the batch",),
        f"δ{n} {wide} → ∂L/∂b{n} ({fan_out},)",
        "A bias is added to every example's z, so its gradient is the sum of their δ. For the ringed unit:",
    )  # fmt: skip
    if n:
        yield Operation(
            f"∂L/∂{given}", "backward", "dx", n, (f"∂L/∂{given} = δ{n} W{n}ᵀ",),
            f"δ{n} {wide} · W{n}ᵀ ({fan_out}, {fan_in}) → ∂L/∂{given} ({N}, {fan_in})",
            "A unit moves the loss through every unit behind it: the paths' products add. "
            "For the first example and the ringed unit:",
        )  # fmt: skip


def _update(tape: Tape, step: Step) -> Iterator[Operation]:
    size = f"({tape.plan.network.size},)"
    name = type(tape.plan.optimizer).__name__
    if step.penalty is not None:
        yield Operation(
            "∂R/∂θ", "update", "penalty", -1, ("g = ∂L/∂θ + ∂R/∂θ,", step.penalty.formulas[-1]), f"θ {size} → g {size}",
            "The price of the weights adds its own gradient. For the ringed weight:",
        )  # fmt: skip
    worked = ledger(step, 0)
    for term in worked.terms:
        yield Operation(
            term.name, "update", "term", -1, (term.formula,), f"{term.made_of} {size} → {term.name} {size}",
            f"{name} {term.does}. For the ringed weight:",
        )  # fmt: skip
    yield Operation(
        "Δθ", "update", "change", -1, (worked.formula,), f"{worked.given} {size} → Δθ {size}",
        f"{name} makes the change of every parameter. For the ringed weight:",
    )  # fmt: skip
    yield Operation(
        "θ", "iterate", "theta", -1, ("θ ← θ + Δθ",), f"θ {size} + Δθ {size} → θ {size}",
        "The change is added to the parameters; the next step starts from here. For the ringed weight:",
    )  # fmt: skip


class Working:
    """Puts the numbers of a step into its operations, along the path of units that moves most in the run."""

    def __init__(self, tape: Tape, drawn: Drawn) -> None:
        self.tape, self.network, self.path = tape, tape.plan.network, drawn.path
        self.operations = operations(tape, tape.at(0).batch.size)
        layer = self.network.layers[-1]
        self.place = layer.W.start + self.path[-2] * layer.fan_out + self.path[-1]
        self.weight = f"W{layer.number}[{self.path[-2]}, {self.path[-1]}]"

    def described(self) -> list[dict[str, Any]]:
        """Return for each operation what is the same for all steps."""
        return [
            {
                "name": each.name,
                "phase": each.phase,
                "kind": each.kind,
                "layer": each.layer,
                "formulas": list(each.formulas),
                "what": each.what,
            }
            for each in self.operations
        ]

    def shapes(self, batch: int) -> list[str]:
        """Return for each operation the shapes at its arrow, for a batch of so many examples."""
        return [operation.shapes for operation in operations(self.tape, batch)]

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
        unit, way = self.path[n + 1], step.forward.layers[n]
        if kind == "z":
            yield f"z{n}[0, {unit}] = {way.sum_worked(unit)}"
        elif way.normalization is not None and kind == "y":
            yield from way.normalization.unit_worked(unit)
        else:
            made = _activated(way.activation, way.before_activation[0], unit)
            yield f"a{n}[0, {unit}] = {made} = {number_text(way.a[0, unit])}"

    def _backward(self, step: Step, kind: str, n: int) -> Iterator[str]:
        unit, given, at = self.path[n + 1], self.path[n], f"[0, {self.path[n + 1]}]"
        back = step.backward.layers[n]
        if kind == "da":
            yield f"∂L/∂a{n}{at} = {step.loss.gradient_worked(0, unit)}"
        elif kind == "dy":
            yield f"∂L/∂y{n}{at} = {back.slope_worked(unit)}"
        elif kind == "delta":
            if back.da is None:
                made = step.loss.gradient_worked(0, unit)
            else:
                made = back.slope_worked(unit) if back.normalization is None else ""
            yield f"δ{n}{at} = {made or number_text(back.delta[0, unit])}"
        elif kind == "dW":
            yield f"∂L/∂W{n}[{given}, {unit}] = {back.dW_worked(given, unit)}"
        elif kind == "db":
            yield _sum(f"∂L/∂b{n}[{unit}]", back.delta[:, unit], back.db[unit])
        else:
            products = zip(_shown(back.delta[0]), _shown(back.dz_dx[given]), strict=True)
            texts = [f"{factor_text(d)}·{factor_text(w)}" for d, w in products]
            yield (
                f"∂L/∂{_came_in(self.network.layers[n])}[0, {given}] = {_few(texts)} = "
                f"{number_text(back.dx[0, given])}"
            )


def _activated(activation: str, before: Array, unit: int) -> str:
    """Return f with its number in it."""
    if ACTIVATIONS[activation].kind != "probabilities":
        return ACTIVATIONS[activation].applied.format(number_text(before[unit]))
    powers = [f"e^{factor_text(v)}" for v in before]
    return f"{powers[unit]} / ({_few(powers)})"


def _shown(values: Any) -> Any:
    """Return the first values, as many as are shown and one more if there is one: "…" stands for it."""
    return values[: SHOWN + 1]


def _few(texts: list[str]) -> str:
    return " + ".join(texts[:SHOWN]) + (" + …" if len(texts) > SHOWN else "")


def _sum_of(values: Any) -> str:
    head, *others = values
    return " + ".join([number_text(head), *(factor_text(v) for v in others)])


def _sum(name: str, values: Any, total: Any) -> str:
    head, *others = _shown(values)
    texts = [number_text(head), *(factor_text(v) for v in others)]
    return f"{name} = {_few(texts)} = {number_text(total)}"
