"""Gradient descent: a step against the gradient, as long as the learning rate says."""

from dataclasses import dataclass

from mlcourse.base.display import record
from mlcourse.base.errors import Array
from mlcourse.steps.optimizers.account import Account, number_at
from mlcourse.steps.optimizers.optimizer import Optimizer, State, Update, step_terms


@dataclass(frozen=True)
class GradientDescent(Optimizer):
    """Gradient descent, θ ← θ − η g, with g over the full batch: all examples in every step.

    Args:
        learning_rate: η above 0; a schedule; or a tuple with one for each run.

    Raises:
        TypeError: the rate is not a number.
        ValueError: it is not above 0.

    Example:
        >>> import numpy as np
        >>> descent = GradientDescent(learning_rate=0.1)
        >>> theta = np.array([1.0, 2.0])
        >>> descent.update(np.array([1.0, -1.0]), descent.init(theta), theta).theta
        array([0.9, 2.1])

    Source:
        Cauchy (1847).
    """

    def update(self, gradient: Array, state: State, theta: Array) -> "GradientDescentUpdate":
        """Return θ − η g; see ``Optimizer.update``."""
        gradient, state, theta = self._checked(gradient, state, theta)
        eta = self.rate(state.step)
        change = -eta * gradient
        return GradientDescentUpdate.made(
            optimizer=self,
            before=state,
            theta_before=theta,
            gradient=gradient,
            learning_rate=eta,
            change=change,
            theta=theta + change,
            state=State.made(step=state.step + 1),
        )


@dataclass(frozen=True)
class SGD(GradientDescent):
    """Stochastic gradient descent: the same rule, with g over a mini-batch of the examples.

    The rule does not know where its gradient came from. What makes it stochastic is the batch: an unbiased,
    noisy estimate of the full gradient, at a fraction of its cost.

    Args:
        learning_rate: η above 0; a schedule; or a tuple with one for each run.

    Raises:
        TypeError: the rate is not a number.
        ValueError: it is not above 0.

    Example:
        >>> import numpy as np
        >>> SGD(0.1).update(np.array([1.0]), SGD(0.1).init(np.array([1.0])), np.array([1.0])).theta
        array([0.9])

    Source:
        Robbins and Monro (1951).
    """


@record
class GradientDescentUpdate(Update[State]):
    """A step of (stochastic) gradient descent."""

    title = "Gradient descent step"
    latex = r"\theta \leftarrow \theta - \eta\, g"
    terms = step_terms()

    def account(self, place: int) -> Account:
        """Return how the Δθ of one parameter came about; see ``Update.account``."""
        rate = number_at(place)(self.learning_rate)
        return Account(formula="Δθ = −η g", made_of="g", factor_formula="−η", factor=-rate)
