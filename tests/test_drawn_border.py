"""Points that a drawn border parts: on which side they lie, and what a network makes of them."""

import numpy as np
import pytest

import mlcourse as ml
from mlcourse.widgets.drawn_border.drawn_border import PLACES


def test_without_noise_each_point_lies_on_its_side():
    pad = ml.DrawnBorder()
    pad.border = np.where(PLACES < 0, -1.0, 1.0).tolist()  # a step
    points = pad.data(2000, noise=0, seed=3)
    far = np.abs(points.x[:, 0]) > 0.1  # from the step itself
    above = points.x[:, 1] > np.where(points.x[:, 0] < 0, -1, 1)
    assert np.array_equal(points.y[far], above[far].astype(int))
    assert np.abs(points.x).max() <= 2
    # Either side of the step has a quarter of its half above or below.
    assert points.y.mean() == pytest.approx(0.5, abs=0.04)


def test_noise_blurs_the_border_and_nothing_else():
    pad = ml.DrawnBorder()
    sharp, blurred = (pad.data(2000, noise=noise, seed=3) for noise in (0, 0.2))
    assert np.array_equal(sharp.x, blurred.x)
    moved = sharp.y != blurred.y
    assert 0.02 < moved.mean() < 0.1
    assert np.abs(sharp.x[moved, 1] - np.sin(sharp.x[moved, 0])).max() < 0.9


def test_a_network_learns_the_border_that_was_drawn():
    parts = ml.standardize(ml.split(ml.DrawnBorder().data(400, noise=0, seed=1), seed=1))
    network = ml.MLP((2, 8, 2), activation="tanh")
    history = ml.train(network, parts.train, optimizer=ml.Adam(0.05), epochs=40, seed=1)
    said = history.predict(parts.test.x).argmax(axis=-1)
    assert np.mean(said == parts.test.y) > 0.92


@pytest.mark.parametrize("heights", [[], [0.0] * 40, [3.0] * 41, [np.nan] * 41, ["a"] * 41])
def test_what_no_view_would_send_is_refused(heights):
    with pytest.raises(ValueError, match="border must be 41 heights"):
        ml.DrawnBorder().border = heights


def test_a_border_at_the_edge_leaves_nothing_to_learn():
    pad = ml.DrawnBorder()
    pad.border = [2.0] * 41
    with pytest.raises(ValueError, match="at least 5 points on each side; 0 lie above"):
        pad.data(noise=0)
