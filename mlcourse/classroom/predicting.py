"""``predict``: committed with a confidence, then compared with what came true, and never changed."""

from functools import partial
from typing import Any

from mlcourse.base.errors import Array
from mlcourse.checks.questions import Prediction
from mlcourse.classroom import drawn_lines
from mlcourse.classroom.calibration import advice, in_words, levels
from mlcourse.classroom.clock import now
from mlcourse.classroom.progress_file import Content, Entry, read, update
from mlcourse.classroom.truth import check_curve, check_option
from mlcourse.curriculum import find_prediction
from mlcourse.widgets.predict import Committed, PredictionCard

Truth = tuple[Array, Array] | None


def predict(prediction_id: str, truth: Any = None) -> PredictionCard:
    """Ask for a prediction; the truth and its explanation show when one has committed oneself, with a confidence.

    What was committed shows again when the cell runs again, and is never overwritten. Who says "only show me" sees
    the truth, and has predicted nothing. A notebook runs through without any prediction.

    Args:
        prediction_id: as in ``"04.after_backward"``.
        truth: for a curve its y at equal distances along x, or a pair (x, y); for several lines y has a row for
            each. For options it may be left out; an option's text or number given here must be the one that is
            declared right.

    Returns:
        The prediction as a widget.

    Raises:
        TypeError: the id is no string, or the truth is of the wrong kind.
        ValueError: there is no such prediction; a curve's truth is missing or has another shape; an option's truth
            is another one than declared.

    Example:
        >>> predict("04.no_such_prediction")
        Traceback (most recent call last):
        ValueError: prediction_id must be the id of a prediction of the course; given ...
    """
    prediction = find_prediction(prediction_id)
    came_true: Truth = None
    if prediction.curve is None:
        check_option(prediction, truth)
    else:
        came_true = check_curve(prediction.curve, truth)
    standing, lines = _standing(prediction, came_true, read())
    return PredictionCard(
        prediction, came_true, standing, lines, partial(_commit, prediction, came_true)
    )


def _standing(
    prediction: Prediction, truth: Truth, content: Content
) -> tuple[Committed, list[str]]:
    """Return what was committed before, if anything was, and what to say of it."""
    if entry := content["predictions"].get(prediction.id):
        return _committed(prediction, entry), _lines(prediction, truth, content)
    return ({"only_shown": True} if prediction.id in content["shown"] else {}), []


def _commit(
    prediction: Prediction, truth: Truth, committed: Committed
) -> tuple[Committed, list[str]]:
    """Record what was committed, unless something stands already; return what stands and what to say of it."""
    if "only_shown" in committed:
        update(partial(_show, prediction))
        return _standing(prediction, truth, read())
    answer = _answer_text(prediction, committed["answer"])
    entry = {
        "answer": answer,
        "confidence": committed["confidence"],
        "right": _is_right(prediction, truth, answer),
        "when": now(),
    }

    def keep(content: Content) -> Entry | None:
        if prediction.id in content["shown"]:
            return None
        return content["predictions"].setdefault(prediction.id, entry)

    stands = update(keep)
    shown, lines = _standing(prediction, truth, read())
    if stands and (stands["when"] != entry["when"] or stands["answer"] != entry["answer"]):
        lines.insert(0, "You had committed yourself before, and that stands.")
    return shown, lines


def _show(prediction: Prediction, content: Content) -> None:
    """Note that the truth was shown, unless it was predicted before."""
    if prediction.id not in content["predictions"]:
        content["shown"].setdefault(prediction.id, {"when": now()})


def _lines(prediction: Prediction, truth: Truth, content: Content) -> list[str]:
    """Say how a prediction came out, and how well one's confidence holds over all of them."""
    entry = content["predictions"][prediction.id]
    lines = _distance_lines(prediction, truth, entry["answer"])
    same = (
        each
        for each in levels(content["predictions"].values())
        if each.confidence == entry["confidence"]
    )
    return [*lines, *(f"{in_words(level)}{advice(level)}" for level in same)]


def _distance_lines(prediction: Prediction, truth: Truth, answer: str) -> list[str]:
    """Say how far off a curve was drawn; nothing of an option."""
    if prediction.curve is None or truth is None:
        return []
    drawn = drawn_lines.from_text(prediction.curve, answer)
    return [] if drawn is None else drawn_lines.in_words(prediction.curve, drawn, truth)


def _is_right(prediction: Prediction, truth: Truth, answer: str) -> bool:
    """Judge an answer as the file holds it, so that it is judged alike ever after."""
    curve = prediction.curve
    if curve is None or truth is None:
        return any(option.right for option in prediction.options if option.text == answer)
    drawn = drawn_lines.from_text(curve, answer)
    return drawn is not None and drawn_lines.is_near(curve, drawn, truth)


def _answer_text(prediction: Prediction, answer: Any) -> str:
    """Return an answer as the file holds it: the option's text, or what was drawn."""
    if prediction.curve is None:
        return prediction.options[answer].text
    return drawn_lines.to_text(prediction.curve, answer)


def _committed(prediction: Prediction, entry: Entry) -> Committed:
    """Return an entry as the widget takes it; an option that is no longer there has the number −1."""
    answer: int | list[Any]
    if prediction.curve is None:
        texts = [option.text for option in prediction.options]
        answer = texts.index(entry["answer"]) if entry["answer"] in texts else -1
    else:
        answer = drawn_lines.to_answer(prediction.curve, entry["answer"])
    return {"answer": answer, "confidence": entry["confidence"]}
