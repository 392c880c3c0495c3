"""Predictions in Python: committed once, judged, and weighed against one's confidence."""

import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from mlcourse import curriculum, predict
from mlcourse.checks.questions import Curve, Prediction
from mlcourse.classroom.calibration import levels, overall
from mlcourse.classroom.progress_file import load
from mlcourse.curriculum import find_prediction
from mlcourse.widgets.predict import COLUMNS, PredictionCard

FLAT = np.full(50, 1.0)
TWO = Curve(
    "labels", "accuracy", (0, 2), (0, 1), 0.1, x_names=("4", "10", "200"), lines=("head", "all")
)
BOTH = np.array([[0.5, 0.7, 0.9], [0.3, 0.6, 1.0]])


def entry(path: Path, name: str = "90.direction") -> dict[str, object]:
    return load(path)["predictions"][name]


@pytest.fixture
def two_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """A prediction of two lines is all that is asked."""
    asked = Prediction("90.lines", "Draw both.", "90.2", curve=TWO)
    file = SimpleNamespace(PREDICTIONS=(asked,))
    monkeypatch.setattr(curriculum, "_load", lambda number, name: file)


def at_columns(*lines: tuple[float, float, float]) -> list[list[float]]:
    """Lines through these heights at the three names, as a view sends them."""
    x = np.linspace(0, 2, COLUMNS)
    return [np.interp(x, range(3), line).tolist() for line in lines]


def commit(card, answer, confidence=80):
    """Commit as a view does: within a batch of changes, which are validated at its end."""
    card.set_state({"committed": {"answer": answer, "confidence": confidence}})


def test_a_notebook_goes_through_without_predictions(progress_path: Path):
    assert predict("90.direction").committed == {}
    assert predict("90.curve", FLAT).committed == {}
    assert not progress_path.exists()


def test_what_is_committed_is_recorded_and_shows_again(progress_path: Path):
    card = predict("90.direction")
    commit(card, 1)
    assert card.recorded
    assert card.lines == ["The one prediction at 80 % was right."]
    assert {**entry(progress_path), "when": ""} == {
        "answer": "down",
        "confidence": 80,
        "right": True,
        "when": "",
    }
    again = predict("90.direction")
    assert again.committed == {"answer": 1, "confidence": 80}
    assert (again.recorded, again.lines) == (True, card.lines)


def test_a_second_commitment_changes_nothing(progress_path: Path):
    card, other = predict("90.direction"), predict("90.direction")
    commit(card, 0, 95)
    before = progress_path.read_bytes()
    commit(card, 1, 50)
    assert card.committed == {"answer": 0, "confidence": 95}
    commit(other, 1, 50)
    assert other.committed == {"answer": 0, "confidence": 95}
    assert other.lines[0] == "You had committed yourself before, and that stands."
    assert progress_path.read_bytes() == before


def test_who_only_wants_to_be_shown_has_predicted_nothing(progress_path: Path):
    card, other = predict("90.direction"), predict("90.direction")
    card.set_state({"committed": {"only_shown": True}})
    assert (card.recorded, card.lines) == (True, [])
    commit(card, 1)
    commit(other, 1)
    assert card.committed == other.committed == {"only_shown": True}
    assert predict("90.direction").committed == {"only_shown": True}
    content = load(progress_path)
    assert (content["predictions"], list(content["shown"])) == ({}, ["90.direction"])


def test_what_was_predicted_stands_where_it_is_only_to_be_shown_later(progress_path: Path):
    card, other = predict("90.direction"), predict("90.direction")
    commit(card, 0)
    other.set_state({"committed": {"only_shown": True}})
    assert other.committed == card.committed == {"answer": 0, "confidence": 80}
    assert load(progress_path)["shown"] == {}


def test_a_guess_among_options_is_one_of_their_number():
    assert predict("90.direction").header["confidences"] == [50, 65, 80, 95]
    assert predict("90.curve", FLAT).header["confidences"] == [50, 65, 80, 95]


def test_a_curve_is_judged_by_its_mean_distance(progress_path: Path):
    card = predict("90.curve", FLAT)
    commit(card, [1.3] * COLUMNS, 65)
    assert entry(progress_path, "90.curve")["right"] is True
    assert "8 % of the picture's height" in card.lines[0]  # 0.3 of 4 is 7.5 %
    assert "counts as right" in card.lines[0]


def test_a_curve_too_far_away_is_wrong(progress_path: Path):
    rising = np.linspace(0, 4, COLUMNS)
    card = predict("90.curve", FLAT)
    commit(card, rising.tolist())
    assert entry(progress_path, "90.curve")["right"] is False
    np.testing.assert_allclose(predict("90.curve", FLAT).committed["answer"], rising, atol=1e-3)


def test_the_truth_is_sent_within_the_plane_and_in_the_order_of_x():
    x, y = np.array([9.0, 1.0, 5.0, 12.0, 3.0]), np.array([9.0, 1.0, 2.0, 3.0, np.nan])
    card = predict("90.curve", (x, y))
    sent = np.frombuffer(card.buffer, np.float32)
    layout = card.header["arrays"]
    start = layout["truth_x"]["offset"] // 4
    assert sent[start : start + 3].tolist() == [1, 5, 9]
    start = layout["truth_y"]["offset"] // 4
    assert sent[start : start + 3].tolist() == [1, 2, 4]


@pytest.mark.usefixtures("two_lines")
def test_of_several_lines_each_is_told_how_far_off_it_is_and_where_most(progress_path: Path):
    card = predict("90.lines", BOTH)
    drawn = at_columns((0.5, 0.7, 0.9), (0.3, 0.6, 0.8))
    commit(card, drawn)
    assert card.lines[:2] == [
        "Off on average, of the picture's height: head 0 %; all 5 %. Up to 10 % counts as right: 2 of 2 are, so this "
        "counts as right.",
        "Farthest off: all at labels = 200, drawn 0.8, came out 1.",
    ]
    assert entry(progress_path, "90.lines")["right"] is True
    assert repr(card).splitlines()[1] == "  2 drawn lines, at 80 %"
    again = predict("90.lines", BOTH)
    assert again.lines == card.lines
    np.testing.assert_allclose(again.committed["answer"], drawn, atol=1e-3)


@pytest.mark.usefixtures("two_lines")
def test_one_line_too_far_away_makes_all_of_them_wrong(progress_path: Path):
    card = predict("90.lines", BOTH)
    commit(card, at_columns((0.5, 0.7, 0.9), (0.9, 0.6, 1.0)))
    assert entry(progress_path, "90.lines")["right"] is False
    assert card.lines[0].endswith("1 of 2 are, so this counts as wrong.")
    assert card.lines[1] == "Farthest off: all at labels = 4, drawn 0.9, came out 0.3."


@pytest.mark.usefixtures("two_lines")
def test_lines_have_a_truth_and_an_answer_each():
    card = predict("90.lines", (np.array([2.0, 0.0, 1.0]), BOTH[:, [2, 0, 1]]))
    layout = card.header["arrays"]["truth_y"]
    assert layout["shape"] == [2, 3]
    sent = np.frombuffer(card.buffer, np.float32)[layout["offset"] // 4 :][:6]
    np.testing.assert_allclose(sent.reshape(2, 3), BOTH, atol=1e-6)
    for answer in (at_columns((0, 0, 0)), at_columns((0, 0, 0))[0], 1, [[0.5, 0.5]] * 2):
        with pytest.raises(ValueError, match="41 numbers for each line"):
            commit(predict("90.lines", BOTH), answer)
    for truth in (FLAT, BOTH[:1], (range(2), BOTH)):
        with pytest.raises(ValueError, match="a row of y for each of 2 lines"):
            predict("90.lines", truth)


@pytest.mark.usefixtures("two_lines")
@pytest.mark.parametrize("kept", [" ".join(["1"] * COLUMNS), "up", " | ".join(["nan"] * 2)])
def test_an_answer_of_one_line_where_two_are_asked_is_shown_level(progress_path: Path, kept: str):
    made = {"answer": kept, "confidence": 80, "right": False, "when": "2026-01-01T00:00:00"}
    progress_path.write_text(json.dumps({"format": 2, "predictions": {"90.lines": made}}))
    card = predict("90.lines", BOTH)
    assert card.committed["answer"] == [[0.5] * COLUMNS] * 2
    assert card.lines == ["The one prediction at 80 % was wrong."]


def test_an_answer_of_one_line_that_was_kept_before_there_were_several_loads(progress_path: Path):
    kept = " ".join(["1.3"] * COLUMNS)
    made = {"answer": kept, "confidence": 80, "right": True, "when": "2026-01-01T00:00:00"}
    gone = {"12.gain": made, "90.curve": made}  # of a prediction that is no longer asked, too
    progress_path.write_text(json.dumps({"format": 2, "predictions": gone}))
    card = predict("90.curve", FLAT)
    assert card.committed == {"answer": [1.3] * COLUMNS, "confidence": 80}
    assert "8 % of the picture's height" in card.lines[0]


@pytest.mark.parametrize(
    "truth",
    [None, [1.0], np.ones((3, 2)), ([0.0, 1.0], [1.0, 2.0, 3.0]), ([20.0, 30.0], [1.0, 1.0])],
)
def test_a_curve_needs_a_truth_in_its_plane(truth):
    with pytest.raises(ValueError, match="truth must be the curve's y"):
        predict("90.curve", truth)


def test_options_need_the_truth_that_is_declared():
    assert predict("90.direction", "down").committed == {}
    assert predict("90.direction", 1).committed == {}
    with pytest.raises(ValueError, match=r"declares for 90.direction, 'down'; given 'up'"):
        predict("90.direction", "up")
    with pytest.raises(ValueError, match="One of the two is wrong"):
        predict("90.direction", 0)


@pytest.mark.parametrize(
    "committed",
    [
        {"answer": 2, "confidence": 80},
        {"answer": "up", "confidence": 80},
        {"answer": 1},
        {"answer": 1, "confidence": 800},
    ],
)
def test_what_no_view_sends_is_refused(committed, progress_path: Path):
    with pytest.raises(ValueError, match="must be"):
        predict("90.direction").committed = committed
    assert not progress_path.exists()


def test_calibration_by_hand():
    made = [{"confidence": 80, "right": right} for right in (True, True, True, False)]
    made += [{"confidence": 50, "right": False}]
    assert [tuple(level) for level in levels(made)] == [(50, 0, 1), (80, 3, 4)]
    said = "You made 5 predictions, 74 % sure on average, and 3 came true (60 %)."
    assert overall(made) == f"{said} You know how sure you may be."
    sure = [{"confidence": 95, "right": right} for right in (True, False, False, True, False)]
    assert overall(sure).endswith("2 came true (40 %). Be a little less sure.")
    shy = [{"confidence": 50, "right": True}] * 5
    assert overall(shy).endswith("5 came true (100 %). You may be surer than that.")
    assert overall(sure[:1]) == "You made 1 prediction, 95 % sure, and 1 came true (100 %)."
    assert overall([]) == ""


def test_a_card_without_a_place_to_record_stands_by_what_was_committed_too():
    card = PredictionCard(find_prediction("90.direction"))
    commit(card, 0)
    commit(card, 1)
    assert card.committed == {"answer": 0, "confidence": 80}
