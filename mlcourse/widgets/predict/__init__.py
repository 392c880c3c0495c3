"""A prediction: an option or a drawn curve, committed with a confidence before the truth shows."""

from mlcourse.widgets.predict.predict import COLUMNS, Committed, PredictionCard, columns

__all__ = ["COLUMNS", "Committed", "PredictionCard", "columns"]
