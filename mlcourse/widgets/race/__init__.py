"""The race of lesson 05: all optimizers together on one surface."""

from mlcourse.widgets.race.race import Race

__all__ = ["Race"]
