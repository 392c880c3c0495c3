"""The drawing of a network says each of its numbers once, at its place, and refuses to draw what cannot be read."""

import numpy as np
import pytest

from mlcourse import MLP, draw_network


def test_every_weight_stands_on_its_own_line_and_every_bias_below_its_unit():
    theta = np.array([0.5, -1.0, 0.25, 1.5, 0.0, -2.0, 2.0, 3.0, 4.0])
    ax = draw_network(MLP((2, 2, 1), output="identity"), theta)
    placed = {text.get_text(): text.get_position() for text in ax.texts}
    for number, start, end in (
        ("0.5", "x₀", "a₀"), ("−1", "x₀", "a₁"), ("0.25", "x₁", "a₀"), ("1.5", "x₁", "a₁"),
        ("2", "a₀", "ŷ"), ("3", "a₁", "ŷ"),
    ):  # fmt: skip
        line = np.subtract(placed[end], placed[start])
        assert np.subtract(placed[number], placed[start]) == pytest.approx(0.3 * line)
    for bias, unit in (("b = 0", "a₀"), ("b = −2", "a₁"), ("b = 4", "ŷ")):
        assert placed[bias][0] == placed[unit][0]
        assert 0 < placed[unit][1] - placed[bias][1] < 0.5
    assert len(ax.texts) == 14


def test_a_network_whose_numbers_could_not_be_read_is_refused():
    with pytest.raises(ValueError, match=r"at most 12 .* given \(4, 4, 2\)\. Try ForwardLab"):
        draw_network(MLP((4, 4, 2)), np.zeros(MLP((4, 4, 2)).size))
