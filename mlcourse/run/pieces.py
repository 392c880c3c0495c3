"""A training step put together from pieces, any of which can be somebody's own.

The library's step is one piece of mathematics after the other: weighted sums, activations, loss, δ, gradients, update.
Put another function in the place of one, and the run shows what it does; everything else stays the library's. The run
itself is recorded as it happens and read back from that record, so that no function is called a second time.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.random import Generator

from mlcourse.base.display import record
from mlcourse.base.errors import Array
from mlcourse.run.history import History, Recorder, StepFunction
from mlcourse.steps.activations import ACTIVATIONS
from mlcourse.steps.backpropagation import Backward, LayerBackward, pass_backward
from mlcourse.steps.forward import Forward, LayerForward, pass_forward, scores_of
from mlcourse.steps.iteration import finish
from mlcourse.steps.losses import Loss
from mlcourse.steps.minibatches import Batch
from mlcourse.steps.network import MLP
from mlcourse.steps.optimizers import Update
from mlcourse.steps.plan import Plan, TrainingState
from mlcourse.steps.step import Passes, Step

Function = Callable[..., Any]
Hear = Callable[[int], None]
EPSILON = 1e-5  # of central differences
FRAMES = 64_000_000  # bytes for key frames: more than such a run needs


@dataclass(frozen=True)
class Pieces:
    """The pieces of a run that are not the library's; None leaves the library's own.

    Args:
        start: from layer sizes and a generator: a pair (W, b) for each layer.
        weighted_sums: from x, W and b: z of a layer.
        activation: from z: a of a hidden layer.
        probabilities: from logits: p of the output layer; δ is then (p − y)/N.
        forward: from x, W₀, b₀, W₁, b₁: z₀, a₀, logits and p of a network with one hidden layer.
        loss: from scores and targets: L; its gradient is taken by central differences, unless there is another.
        loss_gradient: from scores and targets: ∂L by the scores.
        hidden_delta: from ∂L/∂a and z: δ of a hidden layer.
        layer_gradients: from a layer's x and δ: ∂L/∂W and ∂L/∂b.
        input_gradient: from δ and W: ∂L/∂x of a layer.
        gradient: from L as a function of θ, and θ: ∂L/∂θ.
        backward: from x, y, W₀, b₀, W₁, b₁: the four gradients of a network with one hidden layer.
        batches: from the epoch's batches so far, the parameters W₀, b₀, W₁, b₁ at its start and η: the parameters
            after them.
        update: from θ, g, the optimizer's state and the optimizer: the new θ, and what the state remembers, in its
            order.
    """

    start: Function | None = None
    weighted_sums: Function | None = None
    activation: Function | None = None
    probabilities: Function | None = None
    forward: Function | None = None
    loss: Function | None = None
    loss_gradient: Function | None = None
    hidden_delta: Function | None = None
    layer_gradients: Function | None = None
    input_gradient: Function | None = None
    gradient: Function | None = None
    backward: Function | None = None
    batches: Function | None = None
    update: Function | None = None

    def __or__(self, other: "Pieces") -> "Pieces":
        """Return the pieces of both; where both have one, the other's."""
        theirs = {each.name: getattr(other, each.name) for each in fields(other)}
        return replace(self, **{name: piece for name, piece in theirs.items() if piece})

    def begin(self, network: MLP, generator: Generator, theta: Array) -> Array:
        """Return θ at the start: of the piece, or the one given."""
        if self.start is None:
            return theta
        return _flat(each for pair in self.start(network.layer_sizes, generator) for each in pair)

    def predict(self, network: MLP, theta: Array, x: Array) -> Array:
        """Return the output (batch, outputs) of a network that goes forward by these pieces."""
        return self.way(network, theta, x, network.initial_running()).output

    def way(self, network: MLP, theta: Array, x: Array, running: Array) -> Forward:
        """Return the forward pass by these pieces."""
        right = pass_forward(network, theta, x, running, training=True)
        if self.forward is not None:
            z0, a0, logits, p = self.forward(x, *_blocks(network, theta))
            first, last = right.layers
            layers = (replace(first, z=z0, kept=a0), replace(last, x=a0, z=logits, kept=p))
            return replace(right, layers=layers)
        if self.weighted_sums or self.activation or self.probabilities:
            return replace(right, layers=self._layers(right))
        return right

    def _layers(self, right: Forward) -> tuple[LayerForward, ...]:
        made: list[LayerForward] = []
        a: Any = right.x
        for layer in right.layers:
            z = self.weighted_sums(a, layer.W, layer.b) if self.weighted_sums else a @ layer.W + layer.b  # fmt: skip
            is_last = len(made) == len(right.layers) - 1
            own = self.probabilities if is_last else self.activation
            library = None if is_last else ACTIVATIONS[layer.activation].function
            f = own or library
            a = None if f is None else f(z)
            made.append(replace(layer, x=layer.x if not made else made[-1].a, z=z, kept=a))
        return tuple(made)


def train_by(
    pieces: Pieces, plan: Plan, theta: Array, steps: int, at: Hear = lambda step: None
) -> History:
    """Train with pieces in place of the library's.

    Args:
        pieces: what is not the library's.
        plan: what stays the same through the run.
        theta: the start.
        steps: how many at the most; a run that diverges ends earlier.
        at: is told each step's number before it is made.

    Returns:
        The history; its steps are read back and not made again.

    Example:
        δ of a hidden layer without the slope of its activation:

        >>> from mlcourse import MLP, SGD, initialize, moons
        >>> data, network = moons(100, seed=1), MLP((2, 8, 2), activation="tanh")
        >>> plan = Plan(network, data.x, data.y, "categorical_cross_entropy", SGD(0.5), batch_size=20)
        >>> history = train_by(Pieces(hidden_delta=lambda da, z: da), plan, initialize(network, seed=1), steps=50)
        >>> history.steps, bool(history.loss[-1] < history.loss[0])
        (50, True)
    """
    made: list[Step] = []

    def step(plan: Plan, state: TrainingState) -> Step:
        if state.step == len(made):
            at(state.step)
            made.append(_step(pieces, plan, state, made))
        return made[state.step]

    return _repeat(plan, theta, steps, step)


def beginning(history: History, steps: int) -> History:
    """Return the first steps of a run as a run of its own."""
    return _repeat(
        history.plan, history.initial.theta, steps, lambda plan, state: history.at(state.step)
    )


def _repeat(plan: Plan, theta: Array, steps: int, step: StepFunction) -> History:
    recorder = Recorder(plan, plan.start(theta), FRAMES, step)
    with np.errstate(all="ignore"):  # a run that diverges is found by its numbers
        while recorder.last.step < steps and recorder.last.active.all():
            recorder.take(step(plan, recorder.last))
    recorder.end_all("steps", f"all {steps} steps done.")
    return recorder.history()


# --- a step, in the order of the library's


def _step(pieces: Pieces, plan: Plan, state: TrainingState, made: list[Step]) -> Step:
    batch, network, theta = plan.batch(state.step), plan.network, state.theta
    way = pieces.way(network, theta, batch.x, state.running)
    loss = _loss(pieces, plan, way, batch)
    back = _backward(pieces, plan, way, loss, batch)
    passed = Passes(batch, way, loss, None, back, back.gradient)
    update: Update[Any]
    if pieces.update is not None:
        update = _own_update(plan, pieces.update, back.gradient, state)
    elif pieces.batches is not None:
        update = _own_batches(plan, pieces.batches, back.gradient, state, made)
    else:
        update = plan.update(back.gradient, state)
    return finish(plan, state, passed, update)


def _loss(pieces: Pieces, plan: Plan, way: Forward, batch: Batch) -> Loss:
    scores = scores_of(way, plan.loss_function)
    loss = plan.loss_function.of_rows(scores, plan.rows.take(batch.indices, axis=0))
    if pieces.probabilities or pieces.forward:
        p, y = way.output, loss.target
        surprise = -(y * np.log(p)).sum(axis=1)
        loss = replace(loss, value=surprise.mean(), per_example=surprise, probabilities=p)
        loss = replace(loss, gradient=(p - y) / len(y))
    if pieces.loss is not None:
        loss = replace(loss, value=np.float64(pieces.loss(scores, batch.y)))
    if pieces.loss_gradient is not None:
        return replace(loss, gradient=pieces.loss_gradient(scores, batch.y))
    if pieces.loss is not None:
        of_scores = _slopes(pieces.loss, scores, batch.y)
        return replace(loss, gradient=of_scores)
    return loss


def _slopes(loss: Function, scores: Array, y: Array) -> Array:
    """Return ∂L by the scores as central differences: each score is moved a little, to both sides."""
    slopes = np.empty_like(scores)
    for place in np.ndindex(scores.shape):
        moved = [scores.copy(), scores.copy()]
        moved[0][place] += EPSILON
        moved[1][place] -= EPSILON
        up, down = (loss(each, y) for each in moved)
        slopes[place] = (up - down) / (2 * EPSILON)
    return slopes


def _backward(pieces: Pieces, plan: Plan, way: Forward, loss: Loss, batch: Batch) -> Backward:
    network = plan.network
    if pieces.hidden_delta or pieces.layer_gradients or pieces.input_gradient:
        return _way_back(pieces, network, way, loss)
    back = pass_backward(network, way, loss)
    if pieces.backward is not None:
        blocks = pieces.backward(batch.x, batch.y, *_blocks(network, way.theta))
        return _with_gradient(network, back, _flat(blocks))
    if pieces.gradient is not None:

        def objective(theta: Array) -> Any:
            again = pass_forward(network, theta, batch.x, network.initial_running(), training=True)
            return plan.loss_function.of_rows(
                scores_of(again, plan.loss_function), loss.target
            ).value

        return _with_gradient(network, back, pieces.gradient(objective, way.theta))
    return back


def _way_back(pieces: Pieces, network: MLP, way: Forward, loss: Loss) -> Backward:
    """Go back layer by layer: δ, then ∂L/∂W and ∂L/∂b, then ∂L/∂x, which is ∂L/∂a of the layer before."""
    layers = list(pass_backward(network, way, loss).layers)
    da = loss.gradient if loss.gradient_by == "output" else None
    for i in reversed(range(len(layers))):
        layer, at = layers[i], way.layers[i]
        if da is None or i == len(layers) - 1:
            delta = layer.delta
        elif pieces.hidden_delta is not None:
            delta = pieces.hidden_delta(da, at.z)
        else:
            delta = da * layer.da_dz
        if pieces.layer_gradients is not None:
            dW, db = pieces.layer_gradients(at.x, delta)
        else:
            dW, db = at.x.T @ delta, delta.sum(axis=0)
        layers[i] = replace(layer, da=da, delta=delta, dW=dW, db=db)
        da = pieces.input_gradient(delta, at.W) if pieces.input_gradient else delta @ at.W.T
    gradient = _flat(each for layer in layers for each in (layer.dW, layer.db))
    return _with_gradient(network, Backward(layers=tuple(layers), gradient=gradient), gradient)


def _with_gradient(network: MLP, back: Backward, gradient: Array) -> Backward:
    """Return a backward pass whose ∂L/∂W and ∂L/∂b are those of another gradient."""

    def seen(layer: LayerBackward, number: int) -> LayerBackward:
        of = network.layers[number]
        return replace(layer, dW=of.W.of(gradient), db=of.b.of(gradient))

    layers = tuple(seen(layer, number) for number, layer in enumerate(back.layers))
    return replace(back, layers=layers, gradient=gradient)


@record
class OwnUpdate(Update[Any]):
    """A step by somebody's own rule: only what came of it is known."""

    title = "A step of one's own"
    latex = r"\theta \leftarrow \theta + \Delta\theta"


def _own_update(plan: Plan, update: Function, gradient: Array, state: TrainingState) -> OwnUpdate:
    before = state.optimizer_state
    theta, *memory = update(state.theta, gradient, before, plan.optimizer)
    names = [each.name for each in fields(before) if each.name != "step"]
    after = replace(before, step=before.step + 1, **dict(zip(names, memory, strict=True)))
    return _made_of(plan, gradient, state, theta, after)


def _own_batches(
    plan: Plan, batches: Function, gradient: Array, state: TrainingState, made: list[Step]
) -> OwnUpdate:
    """Return what a training loop makes of the epoch's batches up to this one, from the epoch's start."""
    first = state.step - state.step % plan.steps_per_epoch
    begin = state.theta if first == state.step else made[first].before.theta
    dealt = [(batch.x, batch.y) for batch in map(plan.batch, range(first, state.step + 1))]
    blocks = batches(dealt, *_blocks(plan.network, begin), plan.optimizer.rate(state.step))
    before = state.optimizer_state
    return _made_of(
        plan, gradient, state, _flat(blocks), replace(before, step=state.optimizer_state.step + 1)
    )


def _made_of(
    plan: Plan, gradient: Array, state: TrainingState, theta: Array, after: Any
) -> OwnUpdate:
    return OwnUpdate(
        optimizer=plan.optimizer,
        before=state.optimizer_state,
        theta_before=state.theta,
        gradient=gradient,
        learning_rate=plan.optimizer.rate(state.step),
        change=theta - state.theta,
        theta=theta,
        state=after,
    )


def _blocks(network: MLP, theta: Array) -> list[Array]:
    """Return W₀, b₀, W₁, b₁, … of θ."""
    return [block.of(theta) for layer in network.layers for block in (layer.W, layer.b)]


def _flat(blocks: Iterable[Array]) -> Array:
    """Return θ, or a gradient, of W₀, b₀, W₁, b₁, …"""
    return np.concatenate([np.ravel(block) for block in blocks])
