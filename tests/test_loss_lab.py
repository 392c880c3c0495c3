"""The loss lab: what it sends against scikit-learn, closed formulas and finite differences."""

from typing import Any

import numpy as np
import pytest
from sklearn.metrics import log_loss, mean_squared_error

from mlcourse import LossLab
from mlcourse.base.display import number_text
from mlcourse.widgets.loss_lab.grids import EXAMPLES, GRID, SQUARES, TASKS, loss_grid


def unpacked(lab: LossLab, name: str) -> Any:
    where = lab.header["arrays"][name]
    size = int(np.prod(where["shape"]))
    found = np.frombuffer(lab.buffer, where["dtype"], size, where["offset"])
    return found.reshape(where["shape"])


def cross_entropy(task: str) -> str:
    return TASKS[task].losses[-1]


@pytest.mark.parametrize("task", TASKS)
def test_squares_are_scikit_learns(task: str) -> None:
    grid = loss_grid(task)
    y = grid.data.y
    target = np.eye(10)[y] if task == "multi-class" else y[:, None]
    for at in (0, 137, GRID - 1):
        expected = [mean_squared_error(target[i], grid.output[i, at]) for i in range(EXAMPLES)]
        np.testing.assert_allclose(grid.loss[SQUARES][:, at], expected, rtol=1e-9)


@pytest.mark.parametrize("task", ["binary", "multi-class"])
def test_cross_entropy_is_scikit_learns(task: str) -> None:
    grid, labels = loss_grid(task), range(10 if task == "multi-class" else 2)
    for at in (60, 200, 340):
        p = grid.output[:, at] if task == "multi-class" else grid.output[:, at, 0]
        own = [log_loss([y], [q], labels=labels) for y, q in zip(grid.data.y, p, strict=True)]
        np.testing.assert_allclose(grid.loss[cross_entropy(task)][:, at], own, rtol=1e-6)


@pytest.mark.parametrize("task", TASKS)
def test_gradients_are_the_slopes_of_the_losses(task: str) -> None:
    grid = loss_grid(task)
    step = grid.points[1] - grid.points[0]
    for name in grid.loss:
        slope = grid.slope[name][np.arange(EXAMPLES), :, grid.columns]
        by_differences = (grid.loss[name][:, 2:] - grid.loss[name][:, :-2]) / (2 * step)
        np.testing.assert_allclose(slope[:, 1:-1], by_differences, atol=1e-3, rtol=1e-6)


def test_gradients_of_cross_entropy_are_what_was_said_minus_the_truth() -> None:
    for task, target in (("binary", loss_grid("binary").data.y[:, None]), ("multi-class", np.eye(10))):  # fmt: skip
        grid = loss_grid(task)
        expected = grid.output - target[:, None, :]
        np.testing.assert_allclose(grid.slope[cross_entropy(task)], expected, atol=1e-12)


@pytest.mark.parametrize("task", TASKS)
def test_what_is_sent_is_the_grid_and_says_what_the_lab_says(task: str) -> None:
    lab = LossLab(task)
    lab.move(2, TASKS[task].bounds[1] - 1)
    positions = lab.positions[task]
    for name, loss in lab.losses.items():
        sent = unpacked(lab, f"{task} {name}")[np.arange(EXAMPLES), positions]
        np.testing.assert_allclose(sent, loss.per_example, rtol=1e-6, atol=1e-9)
        assert sent.mean() == pytest.approx(loss.value, rel=1e-6)
    assert unpacked(lab, f"{task} points")[positions] == pytest.approx(lab.predictions)
    assert len(lab.buffer) < 3_000_000


def test_each_class_is_there_and_the_images_belong_to_them() -> None:
    assert list(loss_grid("multi-class").data.y) == list(range(10))
    assert np.bincount(loss_grid("binary").data.y).tolist() == [5, 5]
    assert unpacked(LossLab(), "images").shape == (10, 64)


def test_the_lessons_two_questions_have_clear_answers() -> None:
    lab = LossLab("regression")
    lab.move(0, 400)
    squares = lab.losses[SQUARES].per_example
    assert squares[0] / squares.sum() > 0.6
    lab = LossLab("binary")
    lab.move(0, 8)
    at, slopes = lab.positions["binary"][0], loss_grid("binary").slope
    gradients = {name: abs(slope[0, at, 0]) for name, slope in slopes.items()}
    assert gradients["binary_cross_entropy"] > 0.99
    assert gradients[SQUARES] < 0.001


def test_moves_are_kept_and_others_left_alone() -> None:
    lab = LossLab("binary")
    before = lab.positions
    lab.move(4, -1.02)
    assert lab.predictions[4] == pytest.approx(-1.0)
    assert lab.example == 4
    assert lab.positions["regression"] == before["regression"]
    assert sum(a != b for a, b in zip(lab.positions["binary"], before["binary"], strict=True)) == 1


def test_words_follow_mean_and_sum() -> None:
    lab = LossLab("regression")
    value = lab.losses[SQUARES].value
    assert f"mean over 10 examples: mean squared error {value:.4g}" in repr(lab)
    lab.reduction = "sum"
    assert f"sum over 10 examples: mean squared error {number_text(10 * value)}" in repr(lab)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("positions", {}), ("positions", {name: [401] * 10 for name in TASKS}), ("example", 10),
        ("task", "ternary"), ("reduction", "median"),
    ],
)  # fmt: skip
def test_traits_refuse_what_is_not_there(name: str, value: Any) -> None:
    lab = LossLab()
    with pytest.raises(ValueError, match="given"):
        setattr(lab, name, value)


def test_the_same_lab_has_the_same_name() -> None:
    assert LossLab().header["id"] == LossLab("multi-class").header["id"]
