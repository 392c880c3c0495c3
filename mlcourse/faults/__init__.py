"""The known mistakes as runnable code: one home for the bug lab, the checks and their tests.

``training`` holds mistakes that are planted into a whole run; the modules named after the steps hold wrong answers
to the tasks of the exercises, each a short function that makes one mistake.
"""

from mlcourse.faults.training import FAULTS, Fault, with_passes

__all__ = ["FAULTS", "Fault", "with_passes"]
