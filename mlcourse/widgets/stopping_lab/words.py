"""What is said of a run once its validation loss is shown."""

from mlcourse.base.errors import Array
from mlcourse.widgets.stopping_lab.runs import EPOCHS

TOO_HIGH = 0.25  # a training loss that a network of the right size gets below
RISE = 0.04  # of the validation loss from its lowest to its end, that is more than chance


def outcome(training: Array, validation: Array) -> str:
    """Return what going on to the last epoch did, in a sentence or two.

    Args:
        training: loss at each moment.
        validation: loss at each moment.

    Returns:
        The sentence, with a sign before it.

    Example:
        >>> import numpy as np
        >>> outcome(np.array([0.7, 0.2, 0.1]), np.array([0.7, 0.3, 0.6]))[:14]
        '▲ Overfitting:'
    """
    ends = f"after epoch {EPOCHS}: training loss {training[-1]:.3f}, validation loss {validation[-1]:.3f}"
    if validation[-1] - validation.min() > RISE:
        return f"▲ Overfitting: whoever goes on pays for it ({ends})."
    if training[-1] > TOO_HIGH:
        return f"▽ Underfitting: even the training loss stays high ({ends})."
    return f"● Going on costs little here ({ends})."
