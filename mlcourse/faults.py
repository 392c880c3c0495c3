"""Keeps ``from mlcourse.faults import FAULTS`` working, which stands in lessons that learners have already begun.

The faults that can be planted into a run are those of ``mlcourse.diagnosis.faults``.
"""

from mlcourse.diagnosis.faults import FAULTS

__all__ = ["FAULTS"]
