"""Tuning: space and candidates against scikit-learn, each run against itself alone, the choice against the truth."""

import os
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from multiprocessing import get_context

import numpy as np
import pytest
from scipy import stats
from sklearn.metrics import accuracy_score, log_loss, r2_score
from sklearn.model_selection import ParameterGrid

import mlcourse as ml
from mlcourse.base import work
from mlcourse.tuning import tune as tuning_module
from mlcourse.tuning.fleets import train_fleet
from mlcourse.tuning.judging import after_the_choice

SPACE = {
    "learning_rate": ml.LogUniform(0.001, 0.1),
    "l2": ml.LogUniform(1e-5, 0.1),
    "batch_size": ml.Choice([16, 64]),
    "hidden_sizes": ml.Choice([(4,), (8, 4)]),
}
NETWORK = ml.MLP((2, 4, 2), activation="tanh")
DRAWN = ml.random_candidates(SPACE, budget=10, seed=3)
PARTS = ml.split(ml.moons(120, seed=1), seed=1)


@pytest.fixture(scope="module")
def found():
    return ml.tune(NETWORK, PARTS, DRAWN, optimizer=ml.Adam(), epochs=6, seed=2)


def same(one, other):
    """All but the seconds."""
    for name in ("scores", "per_example", "training_loss", "validation_loss", "steps"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
    assert one.expected == other.expected
    assert one.best == other.best


def test_a_grid_is_scikit_learns():
    grid = ml.grid_candidates(SPACE, points={"learning_rate": 3, "l2": 2})
    lists = {
        "learning_rate": np.geomspace(0.001, 0.1, 3), "l2": np.geomspace(1e-5, 0.1, 2), "batch_size": [16, 64],
        "hidden_sizes": [(4,), (8, 4)],
    }  # fmt: skip
    expected = list(ParameterGrid(lists))
    assert len(grid) == len(expected) == 24

    def in_order(each):
        return sorted((*(f"{each[name]:.6g}" for name in ("learning_rate", "l2")), each["batch_size"],
                       each["hidden_sizes"]) for each in each)  # fmt: skip

    assert in_order(list(grid)) == in_order(expected)
    assert grid.distinct == {"learning_rate": 3, "l2": 2, "batch_size": 2, "hidden_sizes": 2}
    assert "24 candidates, a grid" in repr(grid)


@pytest.mark.parametrize(
    ("axis", "expected"),
    [
        (ml.LogUniform(0.001, 10), stats.loguniform(0.001, 10)),
        (ml.Uniform(-2, 5), stats.uniform(-2, 7)),
    ],
)
def test_what_is_drawn_is_distributed_as_scipys(axis, expected):
    drawn = ml.random_candidates({"x": axis}, budget=2000, seed=1)
    values = [each["x"] for each in drawn]
    assert stats.kstest(values, expected.cdf).pvalue > 0.01
    np.testing.assert_allclose([axis.place(x) for x in values], expected.cdf(values), atol=1e-12)


def test_choices_are_equally_likely_and_axes_are_drawn_by_themselves():
    drawn = ml.random_candidates(SPACE, budget=2000, seed=1)
    large = np.array([each["batch_size"] == 64 for each in drawn])
    deep = np.array([each["hidden_sizes"] == (8, 4) for each in drawn])
    rates = np.log([each["learning_rate"] for each in drawn])
    assert abs(large.mean() - 0.5) < 0.05
    assert abs(np.corrcoef(large, deep)[0, 1]) < 0.05
    assert abs(np.corrcoef(large, rates)[0, 1]) < 0.05


def test_a_larger_budget_begins_with_the_same_candidates():
    few, many = (ml.random_candidates(SPACE, budget, seed=1) for budget in (3, 8))
    assert few.values == many.values[:3]
    assert few.values != ml.random_candidates(SPACE, 3, seed=2).values
    assert many.distinct["learning_rate"] == 8


def test_each_candidate_is_trained_as_if_it_were_alone(found):
    assert found.fleets == len({(c["batch_size"], c["hidden_sizes"]) for c in DRAWN}) < len(DRAWN)
    parts = ml.standardize(PARTS)
    for number in range(len(DRAWN)):
        history = ml.train(
            data=parts.train, validation=parts.validation, progress=False, **found.settings(number)
        )
        np.testing.assert_allclose(found.training_loss[number, 0], history.epochs.training_loss)
        np.testing.assert_allclose(found.validation_loss[number, 0], history.epochs.validation_loss)
        assert found.steps[number, 0] == history.steps
        called = history.predict(parts.validation.x).argmax(axis=1)
        assert found.means[number] == pytest.approx(accuracy_score(parts.validation.y, called))
        assert found.settings(number)["l2"] == DRAWN[number]["l2"]


def test_the_test_part_is_not_looked_at(found):
    test = PARTS.test
    silent = replace(PARTS, test=replace(test, x=np.full_like(test.x, 1e6), y=1 - test.y))
    same(found, ml.tune(NETWORK, silent, DRAWN, optimizer=ml.Adam(), epochs=6, seed=2))


def test_the_best_is_the_first_of_the_highest_means(found):
    assert found.value == found.means.max()
    assert found.best == np.flatnonzero(found.means == found.means.max())[0]
    assert sorted(found.ranked) == list(range(10))
    assert (np.diff(found.means[found.ranked]) <= 0).all()
    near = [
        i
        for i in range(10)
        if found.means[i] >= found.value - found.standard_error and i != found.best
    ]
    assert sorted(found.as_good) == near
    assert found.trainings == 10


def test_each_fold_is_standardized_by_its_own_training_part():
    data = ml.breast_cancer()
    folds = ml.k_folds(data, folds=3, seed=1)
    network = ml.MLP((30, 1), output="sigmoid")
    found = ml.tune(network, folds, [{"learning_rate": 0.01}, {"learning_rate": 0.1}], epochs=3)
    for number, rate in enumerate((0.01, 0.1)):
        for place, fold in enumerate(folds):
            mean, std = fold.train.x.mean(axis=0), fold.train.x.std(axis=0)
            history = ml.train(
                network,
                ((fold.train.x - mean) / std, fold.train.y),
                optimizer=ml.Adam(rate),
                epochs=3,
            )
            called = history.predict((fold.held_out.x - mean) / std)[:, 0] >= 0.5
            assert found.scores[number, place] == accuracy_score(fold.held_out.y, called)
    assert found.per_example.shape == (2, 569)
    np.testing.assert_allclose(found.spread, found.scores.std(axis=1, ddof=1))
    assert "2 candidates × 3 folds = 6 trainings" in repr(found)


def test_scores_agree_with_scikit_learn():
    patients = ml.diabetes()
    y = (patients.y - patients.y.mean()) / patients.y.std()
    parts = ml.split(replace(patients, y=y), seed=1)
    line = ml.MLP((10, 1), output="identity")
    found = ml.tune(line, parts, [{"learning_rate": 0.01}], epochs=10)
    ready = ml.standardize(parts)
    said = ml.train(data=ready.train, progress=False, **found.settings()).predict(
        ready.validation.x
    )
    assert found.value == pytest.approx(r2_score(ready.validation.y, said[:, 0]))
    own = ml.tune(
        line,
        parts,
        [{"learning_rate": 0.01}],
        epochs=10,
        score=lambda output, y: -abs(output[:, 0] - y),
    )
    assert own.value == pytest.approx(-np.abs(said[:, 0] - ready.validation.y).mean())
    by_loss = ml.tune(NETWORK, PARTS, [{"l2": 0.01}], score="negative_loss", epochs=5)
    moons = ml.standardize(PARTS)
    chances = ml.train(data=moons.train, progress=False, **by_loss.settings()).predict(
        moons.validation.x
    )
    assert by_loss.value == pytest.approx(-log_loss(moons.validation.y, chances))


def test_what_diverges_is_never_the_best_and_is_said():
    patients = ml.split(ml.diabetes(), seed=1)
    line = ml.MLP((10, 8, 1), output="identity")
    candidates = [{"learning_rate": 100.0}, {"learning_rate": 1e-6}]
    found = ml.tune(line, patients, candidates, optimizer=ml.SGD(), epochs=20)
    assert np.isnan(found.means).tolist() == [True, False]
    assert (found.best, found.ranked.tolist()) == (1, [1, 0])
    assert "1 of them diverged" in repr(found)
    assert "winner's curse" not in repr(found)  # there was no choice
    with pytest.raises(ValueError, match=r"all 1 diverged\. Try smaller learning rates"):
        ml.tune(line, patients, candidates[:1], optimizer=ml.SGD(), epochs=20)


def test_early_stopping_hands_over_the_best_weights():
    patience = ml.EarlyStopping(patience=1)
    rates = [{"learning_rate": rate} for rate in (0.3, 0.5)]
    found = ml.tune(NETWORK, PARTS, rates, epochs=60, early_stopping=patience)
    parts = ml.standardize(PARTS)
    for number in range(2):
        history = ml.train(
            data=parts.train, validation=parts.validation, progress=False, **found.settings(number)
        )
        assert found.steps[number, 0] == history.steps
        made = len(history.epochs.training_loss)
        assert made < 60
        assert np.isnan(found.training_loss[number, 0]).tolist() == [False] * made + [True] * (
            60 - made
        )
        said = history.predict(parts.validation.x).argmax(axis=1)
        assert found.means[number] == pytest.approx(accuracy_score(parts.validation.y, said))


# --- The winner's curse


def test_of_many_that_are_equally_good_the_best_is_too_good_and_the_estimate_is_not():
    """Coins: all are worth 0.7, whatever they show."""
    generator, claimed, expected = np.random.default_rng(1), [], []
    for _ in range(60):
        coins = (generator.random((40, 100)) < 0.7).astype(float)
        claimed.append(coins.mean(axis=1).max())
        expected.append(after_the_choice(coins, generator, draws=100))
    assert np.mean(claimed) > 0.79
    assert np.mean(expected) == pytest.approx(0.7, abs=0.01)


def test_where_one_is_better_by_far_the_estimate_is_its_worth():
    generator = np.random.default_rng(1)
    chance = np.array([0.9, *[0.5] * 20])[:, None]
    rows = (generator.random((21, 400)) < chance).astype(float)
    assert after_the_choice(rows, generator) == pytest.approx(rows[0].mean(), abs=0.005)


def test_the_record_warns(found):
    text, html = repr(found), found._repr_html_()
    assert "winner's curse: it is the best of 10 on 24 examples held out" in text
    assert "10 trainings" in text
    assert f"{found.steps.sum():,} steps" in text
    assert html.count("<img") == 1
    assert "the best is filled" in html
    assert "<svg" not in html
    listed = ml.tune(NETWORK, PARTS, [{"activation": "relu"}, {"activation": "tanh"}], epochs=2)
    assert "<img" in listed._repr_html_()


# --- Given out


class Flaky(Executor):
    """Loses every third piece of work once it is done, as a worker does that dies before it answers."""

    def __init__(self):
        self.given = 0

    def submit(self, fn, /, *args, **kwargs):
        self.given += 1
        future = Future()
        if self.given % 3 == 0:
            future.set_exception(BrokenProcessPool("a worker died"))
        else:
            future.set_result(fn(*args, **kwargs))
        return future


def test_processes_give_what_one_gives(found):
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        given = ml.tune(NETWORK, PARTS, DRAWN, optimizer=ml.Adam(), epochs=6, seed=2, executor=pool)
        assert pool.submit(abs, -1).result() == 1  # it is still open
    same(given, found)


def test_what_is_lost_is_done_again_and_nothing_twice(found, monkeypatch):
    monkeypatch.setattr("mlcourse.tuning.fleets.WIDEST", 1)
    made, seen = [], []

    def make():
        made.append(Flaky())
        return made[-1]

    monkeypatch.setattr(
        tuning_module,
        "train_fleet",
        lambda fleet: seen.append(fleet.candidates) or train_fleet(fleet),
    )
    given = ml.tune(NETWORK, PARTS, DRAWN, optimizer=ml.Adam(), epochs=6, seed=2, executor=make)
    assert len(made) > 1
    assert {number for (number,) in seen} == set(range(10))
    assert given.trainings == 10
    for name in ("scores", "steps", "per_example"):
        np.testing.assert_array_equal(getattr(given, name), getattr(found, name))


def test_a_broken_executor_that_cannot_be_replaced_is_said():
    class Broken(Executor):
        def submit(self, fn, /, *args, **kwargs):
            raise BrokenProcessPool("it broke")

    with pytest.raises(RuntimeError, match="executor=lambda: ProcessPoolExecutor"):
        ml.tune(NETWORK, PARTS, [{"l2": 0.1}], epochs=1, executor=Broken())


def _ends_its_process(marker, value):
    if value == 2 and not marker.exists():
        marker.write_text("")
        os._exit(1)
    return value


def test_a_pool_whose_worker_dies_is_made_anew(tmp_path):
    marker = tmp_path / "died"
    made = []

    def make():
        made.append(ProcessPoolExecutor(1, get_context("spawn")))
        return made[-1]

    jobs = [(marker, value) for value in range(4)]
    done = work.each_once(_unpacked, jobs, make, ahead=4)
    assert sorted(future.result() for _, future in done) == [0, 1, 2, 3]
    assert len(made) == 2


def _unpacked(job):
    return _ends_its_process(*job)


def test_what_fails_again_and_again_is_handed_over_as_failed():
    ((job, future),) = work.each_once(_fails, ["a job"], work.Here, ahead=1)
    assert job == "a job"
    assert str(future.exception()) == "no"
    with pytest.raises(OSError, match="no"):
        list(work.each_once(_fails, ["a job"], work.Here, ahead=1, fatal=(OSError,)))


def _fails(job):
    raise OSError("no")
