"""The gallery's runs show what is said of them, from whatever seed; and its page shows them all."""

from pathlib import Path

import numpy as np
import pytest

import mlcourse as ml
from mlcourse.classroom.gallery import SETTINGS, gallery

LESSONS = Path(__file__).parents[2] / "lessons"
SEEDS = list(range(30))
STRAIGHT = 0.905  # of the training points the best line has 0.88


def outcome(name):
    """Return what came of thirty runs: the share of training points that are right, and both losses by epoch."""
    setting = next(each for each in SETTINGS if each.name == name)
    parts = setting.parts()
    history = setting.history(parts, SEEDS)
    said = history.predict(parts.train.x).argmax(axis=-1)
    right = np.mean(said == parts.train.y, axis=-1)
    return right, history.epochs.training_loss, history.epochs.validation_loss


def test_the_film_and_adam_bend_their_border_and_adam_sooner():
    right, film, _ = outcome("as in the film")
    assert np.median(right) > 0.95
    right, adam, _ = outcome("Adam")
    assert right.min() > 0.95
    below = [np.argmax(np.median(each, axis=1) < 0.2) for each in (adam, film)]
    assert 0 < below[0] < below[1] / 2


@pytest.mark.parametrize(
    "name", ["small rate", "one large batch", "one hidden unit", "no activation", "equal weights", "large penalty"]
)  # fmt: skip
def test_what_is_called_straight_is_straight(name):
    right, training, validation = outcome(name)
    assert np.quantile(right, 0.9) < STRAIGHT
    if name == "small rate":
        assert (training[-1] < training[-10]).all()
    if name == "large penalty":
        assert training[-1].min() > 0.28
        assert np.abs(training[-1] - validation[-1]).max() < 0.06


def test_a_large_rate_leaps():
    leaps = [
        np.median(np.abs(np.diff(outcome(name)[1], axis=0)))
        for name in ("large rate", "as in the film")
    ]
    assert leaps[0] > 20 * leaps[1]


def test_few_noisy_points_are_learned_by_heart():
    right, training, validation = outcome("few, noisy points")
    assert np.median(right) > 0.98
    assert np.median(training[-1]) < 0.05
    assert np.mean(validation[-1] > 1.5 * validation.min(axis=0)) > 0.9


def test_all_are_on_the_page_and_one_is_played():
    shown = gallery()
    page = shown._repr_html_()
    assert page.count("<li>") == len(SETTINGS) == len({each.name for each in SETTINGS})
    assert len(page) < 600_000
    assert all(each.seen in repr(shown) for each in SETTINGS)
    written = {path.name[:2] for path in LESSONS.glob("*.ipynb")}
    assert {each.lesson for each in SETTINGS} <= written
    assert isinstance(gallery("one hidden unit"), ml.TrainingPlayer)
