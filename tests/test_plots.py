"""Plots for notebooks: no ground, ink that is read on light and dark pages, an alternative text."""

import base64
import io
import re

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell

import mlcourse as ml
from mlcourse.classroom.plots import INK, LINES

# JupyterLab's grounds, and what a dark page makes of a gray by turning it around.
WHITE, DARK = 1.0, 0x11 / 255
READABLE, LARGE = 4.5, 3.0


@pytest.fixture
def shown(monkeypatch):
    """What a figure gives a notebook: a dictionary by kind."""
    found = []
    monkeypatch.setattr("IPython.display.publish_display_data", lambda data: found.append(data))
    yield lambda figure: (InteractiveShell().display_formatter.format(figure), found[-1])[1]
    plt.close("all")


def pixels(page):
    data = re.search(r'src="data:image/png;base64,([^"]+)"', page)[1]
    return plt.imread(io.BytesIO(base64.b64decode(data)), format="png")


def a_plot(**options):
    figure, ax = ml.subplots(figsize=(3, 2), **options)
    ax.plot([0, 1, 2], [3, 1, 2], label="training")
    ax.set(xlabel="step", ylabel="loss")
    ax.text(1, 2, "here")
    ax.legend()
    return figure


def test_the_picture_has_no_ground_and_no_black_ink(shown):
    found = pixels(shown(a_plot())["text/html"])
    red, green, blue, alpha = np.moveaxis(found, -1, 0)
    assert alpha[0, 0] == alpha[-1, -1] == 0  # outside of the axes
    assert (alpha == 0).mean() > 0.6  # and within them
    opaque = alpha == 1
    assert opaque.any()
    assert (red + green + blue)[opaque].min() > 0.7  # black would be 0, the ink is 1.16


def contrast(one, other):
    def luminance(color):
        channels = np.array(color)
        linear = np.where(
            channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4
        )
        return linear @ (0.2126, 0.7152, 0.0722)

    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def test_the_ink_is_read_on_both_grounds_and_even_where_the_style_is_taken_away():
    ink = np.array(mpl.colors.to_rgb(INK))
    assert contrast(ink, [WHITE] * 3) > READABLE
    assert contrast(1 - ink, [DARK] * 3) > READABLE
    assert contrast(ink, [DARK] * 3) > LARGE
    for line in LINES:
        assert contrast(mpl.colors.to_rgb(line), [WHITE] * 3) > LARGE


def test_the_alternative_text_is_what_was_said_or_what_the_axes_say(shown):
    assert 'alt="A plot: loss over step (training)"' in shown(a_plot())["text/html"]
    assert 'alt="a &lt; b"' in shown(a_plot(alt="a < b"))["text/html"]
    figure, _ = ml.subplots()
    assert 'alt="A plot"' in shown(figure)["text/html"]


def test_it_takes_what_pyplot_takes_and_leaves_matplotlib_as_it_was():
    before = dict(mpl.rcParams)
    _, axes = ml.subplots(2, 3, sharex=True)
    assert axes.shape == (2, 3)
    assert dict(mpl.rcParams) == before
    with pytest.raises(ValueError, match="rows must be at least 1"):
        ml.subplots(0, 1)
    plt.close("all")


def ink(picture):
    """The part of a picture in which something is drawn, and how far it is from the picture's edges."""
    rows, columns = (np.flatnonzero(picture[..., 3].any(axis=i)) for i in (1, 0))
    inked = picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    height, width, _ = picture.shape
    return inked, {rows[0], height - 1 - rows[-1], columns[0], width - 1 - columns[-1]}


@pytest.mark.parametrize("above", [1, 1.6], ids=["near", "far above the figure"])
def test_the_picture_is_all_that_was_drawn_and_no_more(shown, above):
    figure = a_plot()
    figure.axes[0].set_title("above\nits axes", y=above)
    found, margins = ink(pixels(shown(figure)["text/html"]))
    file = io.BytesIO()
    figure.savefig(
        file, format="png", dpi=200, bbox_inches="tight", pad_inches=0.5, facecolor="none"
    )
    file.seek(0)
    expected, _ = ink(plt.imread(file, format="png"))
    assert margins == {20}
    # Where the two lie between pixels, their edges differ.
    assert found.shape == pytest.approx(expected.shape, abs=1)
    assert np.isclose(found[..., 3].sum(), expected[..., 3].sum(), rtol=0.01)


def test_a_logarithmic_axis_has_plain_numbers_and_one_that_was_chosen_stays(shown):
    figure, (ax, other) = ml.subplots(1, 2)
    ax.loglog([0.001, 1000], [1, 3])
    other.semilogx([0.001, 1000], [1, 3])
    other.xaxis.set_major_formatter("chosen")
    shown(figure)
    told = [label.get_text() for label in ax.get_xticklabels()]
    assert {"0.001", "0.1", "10", "1000"} <= set(told)
    assert not any("$" in each for each in told)
    within_a_decade = [label.get_text() for label in ax.get_yticklabels(minor=True)]
    assert "2" in within_a_decade
    assert {label.get_text() for label in other.get_xticklabels()} == {"chosen"}


def test_an_axis_makes_no_tick_that_is_not_seen_and_takes_names():
    _, (ax, named) = ml.subplots(1, 2)
    ax.plot([0.1, 9.7])
    ax.invert_yaxis()
    for axis in (ax.xaxis, ax.yaxis):
        low, high = sorted(axis.get_view_interval())
        places = axis.get_ticklocs()
        assert len(places) >= 3
        assert (places >= low).all()
        assert (places <= high).all()
    named.bar(["ReLU", "tanh"], [1, 2])
    assert [each.get_text() for each in named.get_xticklabels()] == ["ReLU", "tanh"]
    plt.close("all")
