"""The movable tangent's numbers are those of the function: its values, its slopes, and what is said of them."""

import numpy as np
import pytest

import mlcourse as ml


def sent(widget, name):
    layout = widget.header["arrays"][name]
    size = int(np.prod(layout["shape"]))
    found = np.frombuffer(widget.buffer, layout["dtype"], size, layout["offset"])
    return found.reshape(layout["shape"])


@pytest.mark.parametrize(
    ("f", "slope"),
    [(lambda w: w**2 / 2, lambda w: w), (np.sin, np.cos), (lambda w: 3 * w**3, lambda w: 9 * w**2)],
    ids=("bowl", "sine", "cubic"),
)
def test_the_tangent_touches_the_curve_and_has_its_slope(f, slope):
    tangent = ml.Tangent(f)
    w, values = sent(tangent, "curve").T
    left, right = sent(tangent, "tangents").transpose(1, 2, 0)
    np.testing.assert_allclose(values, f(w), atol=1e-5)
    measured = (right[1] - left[1]) / (right[0] - left[0])
    np.testing.assert_allclose(measured, slope(w), atol=1e-4 * np.abs(slope(w)).max())
    np.testing.assert_allclose((left + right)[1] / 2, values, atol=1e-4 * np.abs(values).max())
    for place in (0, 17, 60):
        tangent.place = place
        assert tangent.slope == pytest.approx(slope(w[place]), abs=1e-4)


def test_what_is_said_follows_the_place():
    tangent = ml.Tangent(lambda w: w**2 / 2, at=-2.04)
    assert repr(tangent) == (
        "Tangent: at w = −2, f = 2; the slope is −2: the tangent falls to the right."
    )
    tangent.place = 30
    assert "the slope is 0: the tangent is level" in repr(tangent)
    tangent.place = 40
    assert "at w = 1, f = 0.5; the slope is 1: the tangent rises" in repr(tangent)


@pytest.mark.parametrize("place", [-1, 61])
def test_no_place_beside_the_curve(place):
    with pytest.raises(ValueError, match="place must be"):
        ml.Tangent(np.sin).place = place


def test_a_level_line_has_room_above_and_below():
    tangent = ml.Tangent(lambda w: 0 * w + 4)
    low, high = tangent.header["y_bounds"]
    assert low < 4 < high
    assert tangent.slope == 0
