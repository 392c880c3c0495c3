"""What all schedules share: asked for a step, they answer with its learning rate."""

from abc import ABC, abstractmethod

from mlcourse.base.errors import integer


class Schedule(ABC):
    """Base of all schedules: ``schedule(step)`` is the learning rate of that step.

    To make your own, inherit from it and define ``rate``.

    Example:
        >>> class InverseTime(Schedule):
        ...     def rate(self, step):
        ...         return 0.1 / (1 + step)
        >>> InverseTime()(4)
        0.02

    Source:
        Robbins and Monro (1951): steps that shrink, yet sum to infinity, find the minimum in noise.
    """

    def __call__(self, step: int) -> float:
        """Return η of this step.

        Args:
            step: updates made before this one; an integer from 0.

        Returns:
            The learning rate.

        Raises:
            TypeError: step is not an integer.
            ValueError: step is negative.
        """
        hint = "Steps are counted from 0, in updates; a step is epoch * batches_per_epoch + batch."
        return self.rate(integer("step", step, at_least=0, at_most=2**53, try_this=hint))

    @abstractmethod
    def rate(self, step: int) -> float:
        """Return η of a step that has been checked already."""
