"""Steps 4 and 5, optimizers: from a gradient to the change of θ; sorted by increasing complexity.

``gradient_descent`` · ``momentum`` (and Nesterov's) · ``rmsprop`` · ``adam`` (and AdamW). Each file holds a rule, the
record of one step of it, and what is said about one parameter's share of that step. Another rule (Lion, say) is another
such file, and a line in ``_NAMES`` of ``mlcourse/__init__.py``.

An optimizer is a handful of frozen hyperparameters. What it remembers between steps is a state that goes
in and comes out: ``state = optimizer.init(theta)``, then ``update = optimizer.update(gradient, state, theta)``
gives a new θ, a new state and every term of the step. Any hyperparameter may be a tuple with one number
for each run.
"""

from mlcourse.steps.optimizers.adam import Adam, AdamW
from mlcourse.steps.optimizers.gradient_descent import SGD, GradientDescent
from mlcourse.steps.optimizers.momentum import Momentum, Nesterov
from mlcourse.steps.optimizers.optimizer import Optimizer, State, Update
from mlcourse.steps.optimizers.rmsprop import RMSProp

__all__ = [
    "SGD", "Adam", "AdamW", "GradientDescent", "Momentum", "Nesterov", "Optimizer", "RMSProp", "State", "Update",
]  # fmt: skip
