"""A quiz question: options to choose from, each of which says why it is right or wrong."""

from mlcourse.widgets.quiz.quiz import QuizCard

__all__ = ["QuizCard"]
