"""Exercise 06, learning rate and regularization: schedules, penalties, a step of AdamW, and where the cliff is.

What each task asks for, what answers are tried on, and what the library has for it. Mistakes and what is said to them
are in ``mistakes.py``.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

import mlcourse as ml
from mlcourse.base.errors import Array
from mlcourse.checks.task import Arguments, Probe, Task
from mlcourse.curriculum.lesson_06 import answers as right
from mlcourse.curriculum.lesson_06 import in_training as training
from mlcourse.curriculum.lesson_06 import mistakes as wrong
from mlcourse.curriculum.lesson_06 import other_right_answers as others
from mlcourse.steps.schedule import Schedule

# --- what they are tried on


def _given(**arguments: float) -> Callable[..., Arguments]:
    """Return what makes the arguments of a schedule: nothing is drawn."""

    def make(generator: np.random.Generator) -> Arguments:
        return dict(arguments)

    return make


def _climb(step: int, steps: int, initial: float) -> Callable[..., Arguments]:
    """Return what makes a step of a warm-up; what comes after falls like 1/(1 + t/4)."""

    def after(step: int) -> float:
        return initial / (1 + step / 4)

    def make(generator: np.random.Generator) -> Arguments:
        return {"step": step, "steps": steps, "after": after}

    return make


def _matrix(strength: float, zeros: int = 0) -> Callable[..., Arguments]:
    """Return what makes weights, the first so many of them exactly 0, and what they cost."""

    def make(generator: np.random.Generator, fan_in: int, fan_out: int) -> Arguments:
        W = generator.normal(size=(fan_in, fan_out))
        W.flat[:zeros] = 0
        return {"W": W, "strength": strength}

    return make


USUAL = {"learning_rate": 0.02, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "decay": 0.3}
OTHER = {"learning_rate": 0.07, "beta1": 0.8, "beta2": 0.95, "epsilon": 0.03, "decay": 1.7}


def _adamw(t: int, scale: float, settings: dict[str, float] = USUAL) -> Callable[..., Arguments]:
    """Return what makes the arguments of step t, with gradients of that size; the last two are biases."""

    def make(generator: np.random.Generator, parameters: int) -> Arguments:
        gradient = scale * generator.normal(size=parameters)
        seen = scale * generator.normal(size=parameters)
        return {
            "theta": generator.normal(size=parameters),
            "gradient": gradient,
            "m": 0.3 * seen if t > 1 else np.zeros(parameters),
            "v": 0.01 * seen**2 if t > 1 else np.zeros(parameters),
            "t": t,
            **settings,
            "is_weight": np.arange(parameters) < parameters - 2,
        }

    return make


def _sweep(start: float, *losses: float) -> Callable[..., Arguments]:
    """Return what makes a sweep that ended with these losses."""

    def make(generator: np.random.Generator) -> Arguments:
        steps = generator.uniform(1.3, 3, size=len(losses))
        rates = 0.001 * np.cumprod(steps)
        return {"rates": rates, "losses": np.array(losses), "start": start}

    return make


INFINITY, NAN = float("inf"), float("nan")


# --- the same by the library's functions


def _largest_rate() -> float:
    """Return the last of many rates with which a step from θ = 2 ends nearer to 1 than it began."""
    rates = np.linspace(0.15, 0.25, 1001)
    theta = np.full((len(rates), 1), 2.0)
    descent = ml.GradientDescent(tuple(rates))
    after = descent.update(10 * theta - 10, descent.init(theta), theta).theta[:, 0]
    return float(rates[np.abs(after - 1) < 1 - 1e-9][-1])


def _step_decay(step: int, initial: float, every: int, factor: float) -> float:
    return ml.StepDecay(initial, every=every, factor=factor)(step)


def _exponential_decay(step: int, initial: float, factor: float) -> float:
    return ml.ExponentialDecay(initial, factor=factor)(step)


def _cosine_decay(step: int, initial: float, steps: int, final: float) -> float:
    return ml.CosineDecay(initial, steps=steps, final=final)(step)


class _Of(Schedule):
    """A schedule made of a function."""

    def __init__(self, function: Callable[[int], float]) -> None:
        self.function = function

    def rate(self, step: int) -> float:
        return self.function(step)


def _warm_up(step: int, steps: int, after: Callable[[int], float]) -> float:
    return ml.WarmUp(steps, after=_Of(after))(step)


def _priced(W: Array) -> tuple[ml.MLP, Array]:
    """Return a network of one layer with these weights, and its θ."""
    network = ml.MLP(W.shape, output="identity")
    theta = np.zeros(network.size, dtype=W.dtype)
    network.layers[0].W.of(theta)[...] = W
    return network, theta


def _l2_penalty(W: Array, strength: float) -> tuple[float, Array]:
    network, theta = _priced(W)
    price = ml.l2_penalty(network, theta, strength)
    return price.value, network.layers[0].W.of(price.gradient)


def _l1_penalty(W: Array, strength: float) -> tuple[float, Array]:
    network, theta = _priced(W)
    price = ml.l1_penalty(network, theta, strength)
    return price.value, network.layers[0].W.of(price.gradient)


def _adamw_step(
    theta: Array, gradient: Array, m: Array, v: Array, t: int,
    learning_rate: float, beta1: float, beta2: float, epsilon: float, decay: float, is_weight: Array,
) -> tuple[Array, Array, Array]:  # fmt: skip
    adamw = ml.AdamW(
        learning_rate, beta1=beta1, beta2=beta2, epsilon=epsilon, weight_decay=decay, mask=is_weight
    )
    update = adamw.update(gradient, replace(adamw.init(theta), step=t - 1, m=m, v=v), theta)
    return update.theta, update.state.m, update.state.v


# --- the tasks

TASKS = (
    Task(
        id="06.largest_rate",
        title="The cliff of a parabola, by hand",
        points=1,
        objective="06.1",
        answer=right.largest_rate,
        library=_largest_rate,
        also_right=others.LARGEST_RATE,
        worked=others.LARGEST_RATE_WORKED,
        tolerance=2e-3,
        why="Two divided by the curvature: where the lowest point is, here at 1, makes no difference.",
        hints=(
            "By what is the distance from the lowest point multiplied in each step?",
            "The gradient is 10θ − 10 = 10(θ − 1), so the distance θ − 1 is multiplied by 1 − 10η.",
            "1 − 10η must stay above −1.",
        ),
        mistakes=wrong.LARGEST_RATE,
    ),
    Task(
        id="06.step_decay",
        title="Step decay",
        points=1,
        objective="06.2",
        answer=right.step_decay,
        library=_step_decay,
        also_right=others.STEP_DECAY,
        in_training=training.STEP_DECAY,
        why="Asked for any step it knows its rate, without having been asked for those before.",
        hints=(
            "How many drops were there before this step?",
            "One after each `every` steps: step // every of them.",
            "initial * factor ** (…)",
        ),
        probes=(
            Probe(_given(step=26, initial=0.8, every=7, factor=0.6)),
            Probe(_given(step=12, initial=0.05, every=4, factor=0.7), name="a step with a drop"),
            Probe(
                _given(step=4, initial=0.45, every=5, factor=0.3),
                name="the last step before a drop",
            ),
            Probe(_given(step=3, initial=0.2, every=1, factor=0.85), name="a drop after each step"),
        ),
        mistakes=wrong.STEP_DECAY,
    ),
    Task(
        id="06.exponential_decay",
        title="Exponential decay",
        points=1,
        objective="06.2",
        answer=right.exponential_decay,
        library=_exponential_decay,
        also_right=others.EXPONENTIAL_DECAY,
        in_training=training.EXPONENTIAL_DECAY,
        why="The same ratio from each step to the next: 0.98 halves η in 34 steps.",
        hints=(
            "What is η in steps 0, 1 and 2?",
            "η₀, η₀ · k, η₀ · k · k: a power.",
            "initial * factor ** …",
        ),
        probes=(
            Probe(_given(step=5, initial=0.8, factor=0.7)),
            Probe(_given(step=11, initial=0.3, factor=0.9)),
            Probe(_given(step=0, initial=0.05, factor=0.6), name="the first step"),
        ),
        mistakes=wrong.EXPONENTIAL_DECAY,
    ),
    Task(
        id="06.cosine_decay",
        title="Cosine decay",
        points=2,
        objective="06.2",
        answer=right.cosine_decay,
        library=_cosine_decay,
        also_right=others.COSINE_DECAY,
        in_training=training.COSINE_DECAY,
        why="Long steps most of the way, short ones at the end, and no moment for a drop to be chosen.",
        hints=(
            "What is the cosine at the start and at the end of the way, and what has η to be there?",
            "With way = step/steps, at most 1: (1 + cos(π · way))/2 goes from 1 to 0.",
            "final + (initial - final) * (1 + np.cos(np.pi * …)) / 2",
        ),
        probes=(
            Probe(_given(step=5, initial=0.8, steps=13, final=0.1)),
            Probe(
                _given(step=29, initial=0.7, steps=10, final=0.2), name="long after the way down"
            ),
            Probe(_given(step=3, initial=0.09, steps=17, final=0.02)),
            Probe(_given(step=0, initial=0.4, steps=7, final=0.03), name="the first step"),
        ),
        mistakes=wrong.COSINE_DECAY,
    ),
    Task(
        id="06.warm_up",
        title="A warm-up, and what comes after",
        points=2,
        objective="06.2",
        answer=right.warm_up,
        library=_warm_up,
        also_right=others.WARM_UP,
        in_training=training.WARM_UP,
        why="In the lesson this brought nearly all runs through a rate at which most had flown off.",
        hints=(
            "Which η must step 0 have, so that it is small and not nothing? And what does `after` want to be asked?",
            "In the climb (step < steps): after(0) · (step + 1)/(steps + 1). Later `after` has a clock of its own.",
            "after(0) * (step + 1) / (steps + 1) if step < steps else after(…)",
        ),
        probes=(
            Probe(_climb(step=2, steps=7, initial=0.3)),
            Probe(_climb(step=13, steps=5, initial=0.8), name="long after the climb"),
            Probe(_climb(step=6, steps=7, initial=0.5), name="the last step of the climb"),
            Probe(_climb(step=0, steps=3, initial=0.06), name="the first step"),
        ),
        mistakes=wrong.WARM_UP,
    ),
    Task(
        id="06.l2_penalty",
        title="The L2 penalty and its gradient",
        points=2,
        objective="06.3",
        answer=right.l2_penalty,
        library=_l2_penalty,
        also_right=others.L2_PENALTY,
        why="It pulls each weight in proportion to itself; the ½ is there so that the gradient is λW.",
        hints=(
            "What is the derivative of w²/2?",
            "R = λ/2 · ΣW² over all weights, and ∂R/∂W = λW, shaped as W.",
            "return strength / 2 * np.sum(…), strength * …",
        ),
        parts=("value", "gradient"),
        probes=(
            Probe(_matrix(0.3), {"fan_in": 7, "fan_out": 3}),
            Probe(_matrix(0.7), {"fan_in": 2, "fan_out": 5}),
        ),
        mistakes=wrong.L2_PENALTY,
    ),
    Task(
        id="06.l1_penalty",
        title="The L1 penalty and its gradient",
        points=2,
        objective="06.3",
        answer=right.l1_penalty,
        library=_l1_penalty,
        also_right=others.L1_PENALTY,
        why="It pulls all weights alike, whatever their size, and lets go of those that have arrived at 0.",
        hints=(
            "What is the slope of |w| to the right of 0, and to the left of it?",
            "R = λΣ|W| and ∂R/∂W = λ sign(W), with sign(0) = 0. Is there a function for the sign?",
            "return strength * np.sum(np.abs(W)), strength * np.…(W)",
        ),
        parts=("value", "gradient"),
        probes=(
            Probe(_matrix(0.3), {"fan_in": 7, "fan_out": 3}),
            Probe(_matrix(0.7, zeros=4), {"fan_in": 2, "fan_out": 5}, "weights that are 0"),
        ),
        mistakes=wrong.L1_PENALTY,
    ),
    Task(
        id="06.adamw_step",
        title="One step of AdamW",
        points=3,
        objective="06.4",
        answer=right.adamw_step,
        library=_adamw_step,
        also_right=others.ADAMW_STEP,
        in_training=training.ADAMW_STEP,
        why="The decay stands outside of Adam, so every weight shrinks by the same factor.",
        hints=(
            "Which θ is to shrink, the old one or the one that Adam has moved? And does g know of it?",
            "m, v and their corrections as in Adam, from g alone. Then θ − ηλθ (where is_weight) − ηm̂/(√v̂ + ε).",
            "theta - learning_rate * decay * theta * is_weight - learning_rate * m_hat / (…), m, v",
        ),
        parts=("theta", "m", "v"),
        probes=(
            Probe(_adamw(t=1, scale=1.0), {"parameters": 11}),
            Probe(_adamw(t=4, scale=1.0, settings=OTHER), {"parameters": 7}, "the fourth step"),
            Probe(_adamw(t=1, scale=1e-4), {"parameters": 5}, "gradients of about 1e-4"),
        ),
        order=(("m", "v"), ("theta",)),
        mistakes=wrong.ADAMW_STEP,
        in_place=("theta", "gradient", "m", "v", "is_weight"),
    ),
    Task(
        id="06.find_cliff",
        title="Where the cliff is",
        points=2,
        objective="06.1",
        answer=right.find_cliff,
        library="The library finds no cliffs: its diagnosis looks at one run, and here are many.",
        also_right=others.FIND_CLIFF,
        why="From here one goes back by a factor of 2 or 3: another start may have its cliff a little earlier.",
        hints=(
            "What is nan < 1, and what is nan > 1?",
            "A run has flown off where `losses < start` is False. The first such is what matters, not the last.",
            "has_flown = ~(losses < start); first = np.argmax(has_flown); is there one, and is it the very first?",
        ),
        probes=(
            Probe(_sweep(2.5, 2.1, 0.9, 1.1, 0.4, 0.7, INFINITY, INFINITY)),
            Probe(
                _sweep(1.1, 0.9, 0.6, 0.3, NAN, 0.8, NAN, INFINITY, NAN, INFINITY, NAN, NAN),
                name="a lucky run beyond the cliff",
            ),
            Probe(
                _sweep(1.7, 1.6, 1.2, 1.4, 1.9, INFINITY),
                name="a loss that is finite, and higher than it began",
            ),
            Probe(_sweep(1.3, 1.2, 0.5, 0.6), name="no run that flew off"),
            Probe(_sweep(0.6, NAN, INFINITY), name="all runs flew off"),
            Probe(_sweep(0.95, 0.9, 0.6, 0.4, NAN), name="only the last flew off"),
            Probe(
                _sweep(0.8, 0.7, INFINITY, NAN, INFINITY, NAN, NAN),
                name="all but the first flew off",
            ),
        ),
        mistakes=wrong.FIND_CLIFF,
    ),
)
