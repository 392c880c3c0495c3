"""Records in a notebook: each array as a picture of plain HTML, whose colors and numbers are the array's own."""

import base64
import io
import json
import re
import zlib
from html.parser import HTMLParser

import matplotlib.pyplot as plt
import numpy as np
import pytest

import mlcourse as ml
from mlcourse.base.display import Record, Term, number_text, record
from mlcourse.base.heat_map import COLUMNS, NOT_A_NUMBER, PALETTE, ROWS, STEPS, heat_map

ZERO, HIGHEST, LOWEST = PALETTE[STEPS], PALETTE[2 * STEPS], PALETTE[0]
# What JupyterLab leaves of an output in a notebook that is not trusted; role and aria-label it takes away.
TAGS = {
    "code", "details", "div", "img", "span", "strong", "summary", "table", "tbody", "td", "th", "thead", "tr",
}  # fmt: skip
ATTRIBUTES = {"style", "title", "class", "alt", "src", "role", "aria-label"}


def hexadecimal(color):
    return "#" + "".join(f"{channel:02x}" for channel in color)


def cells(html):
    """Each cell's color, what it says when it is pointed at, and the number in it."""
    return re.findall(r'<span style="[^"]*background:(#\w+)[^"]*" title="([^"]*)">([^<]*)<', html)


def pixels(html):
    """The picture's red, green, blue from 0 to 255, by another reader of PNG."""
    data = base64.b64decode(re.search(r'src="data:image/png;base64,([^"]+)"', html)[1])
    return np.rint(plt.imread(io.BytesIO(data), format="png")[..., :3] * 255).astype(int)


def numbers(html):
    """What a picture's file holds of numbers: a line that says what they are, and their texts."""
    data = base64.b64decode(re.search(r'src="data:image/png;base64,([^"]+)"', html)[1])
    start = data.index(b"nuMb")
    size = int.from_bytes(data[start - 4 : start], "big")
    head, *texts = zlib.decompress(data[start + 4 : start + 4 + size]).decode().split("\n")
    return [json.loads(head), *texts]


def test_a_small_matrix_has_its_numbers_in_its_cells():
    found = cells(heat_map("W", np.array([[0.5, 0.0], [-1.0, 1.0]])))
    assert [(title, text) for _, title, text in found] == [
        ("[0, 0] 0.5", "0.5"), ("[0, 1] 0", "0"), ("[1, 0] −1", "−1"), ("[1, 1] 1", "1"),
    ]  # fmt: skip
    colors = [color for color, _, _ in found]
    assert colors[1:] == [hexadecimal(ZERO), hexadecimal(LOWEST), hexadecimal(HIGHEST)]
    assert colors[0] not in colors[1:]


def test_of_a_middling_one_each_cell_tells_its_number_when_pointed_at():
    x = np.linspace(-1, 2, 64).reshape(32, 2)
    html = heat_map("x", x)
    assert [title.partition("] ")[0] + "]" for _, title, _ in cells(html)] == [
        f"[{i}, {k}]" for i in range(32) for k in range(2)
    ]
    assert 'role="img" aria-label="x: −1 to 2"' in html


@pytest.mark.parametrize("shape", [(784, 256), (20, 30), (1, 3000), (5000, 2)])
def test_a_large_one_is_a_small_picture_of_some_rows_and_columns(shape):
    values = np.random.default_rng(1).normal(size=shape)
    values[0, 0], values[-1, -1] = 9.0, np.nan
    html = heat_map("W", values)
    assert len(html) < 45_000
    strides = [-(-size // most) for size, most in zip(shape, (ROWS, COLUMNS), strict=True)]
    drawn = values[:: strides[0], :: strides[1]]
    picture, told = pixels(html), numbers(html)
    side = np.array(picture.shape[:2]) // drawn.shape
    assert (side * drawn.shape == picture.shape[:2]).all()
    middle = picture[side[0] // 2 :: side[0], side[1] // 2 :: side[1]]
    level = np.where(
        np.isnan(drawn), NOT_A_NUMBER, np.rint(np.nan_to_num(drawn) / 9 * STEPS) + STEPS
    )
    assert (middle == PALETTE[level.astype(int)]).all()
    columns, pattern, *steps = told[0]
    assert (columns, steps) == (drawn.shape[1], strides)
    assert told[1:] == [number_text(v) for v in drawn.ravel()]
    assert pattern == "[{i}, {k}]"
    assert f'alt="W, shape {shape}: {ml_number(np.nanmin(values))} to 9, 1 NaN' in html
    for stride, size, name in zip(strides, shape, ("rows", "columns"), strict=True):
        assert (f"of {size} {name} is drawn" in html) == (stride > 1)


def ml_number(value):
    return f"{value:.4g}".replace("-", "−")


def test_a_vectors_and_a_stacks_numbers_have_their_places():
    assert numbers(heat_map("v", np.arange(300.0)))[:3] == [[100, "[{k}]", 1, 3], "0", "3"]
    (columns, pattern, *steps), *_ = numbers(heat_map("R", np.zeros((2, 3, 20, 30))))
    assert (columns, pattern, steps) == (30, "[0, 0, {i}, {k}]", [1, 1])


def test_what_is_no_number_and_what_is_no_matrix_is_said():
    html = heat_map("v", np.array([np.nan, np.inf, -np.inf, 2.0]))
    colors = [color for color, _, _ in cells(html)]
    expected = [PALETTE[NOT_A_NUMBER], HIGHEST, LOWEST, HIGHEST]
    assert colors == [hexadecimal(color) for color in expected]
    assert "2, 1 NaN, 2 infinite" in html
    assert "the first of 6 is drawn" in heat_map("R", np.zeros((2, 3, 4, 5)))
    assert cells(heat_map("R", np.zeros((2, 1, 1))))[0][1] == "[0, 0, 0] 0"
    assert heat_map("none", np.zeros((0, 3))) == "<div>empty</div>"
    assert len(cells(heat_map("mask", np.array([True, False])))) == 2
    assert {color for color, _, _ in cells(heat_map("0", np.zeros(3)))} == {hexadecimal(ZERO)}


class Parts(HTMLParser):
    """Which tags and attributes there are."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.data = set(), set(), []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attributes}

    def handle_data(self, data):
        self.data.append(data)


@record
class Odd(Record):
    """A record whose names and words are markup."""

    title = "a < b"
    terms = (Term("x", "<b>bold</b>"), Term("n", "how many"), Term("name", "text"))

    x: np.ndarray
    n: int
    name: str


def test_a_vector_too_long_for_a_line_is_broken_into_equal_ones():
    assert "max-width:228px" in heat_map(
        "v", np.full(6, 8.057e-07)
    )  # 3 and 3 of 76 pixels, not 5 and 1
    assert "max-width:360px" in heat_map("v", np.arange(12))  # in one line


def test_a_record_is_plain_html_with_the_table_folded_below():
    network = ml.MLP((2, 16, 16, 2), activation="tanh")
    data = ml.moons(64, seed=1)
    step = ml.train(network, data, epochs=1, progress=False).at(0)
    shown = [
        step, step.batch, step.forward, step.forward.layers[0], step.loss, step.backward, step.backward.layers[0],
        step.update, data, ml.split(data, seed=1), Odd(x=np.arange(3.0), n=7, name="<script>"),
    ]  # fmt: skip
    for each in shown:
        html = each._repr_html_()
        found = Parts(html)
        assert found.tags <= TAGS, type(each)
        assert found.attributes <= ATTRIBUTES
        values = {term.name: getattr(each, term.name) for term in each.terms}
        arrays = [k for k, v in values.items() if isinstance(v, np.ndarray) and v.ndim]
        assert ("<details>" in html) == bool(arrays)
        for name in arrays:
            assert html.index(f"<code>{name}</code>") < html.index("<details>")
    assert "n = 7" in html
    assert "<b>bold</b>" in "".join(found.data)


def test_nothing_of_it_is_loaded_before_a_record_is_shown(tmp_path):
    import subprocess
    import sys

    code = (
        "import sys, mlcourse as ml\n"
        "ml.train(ml.MLP((2, 2)), ml.moons(seed=1), epochs=1, progress=False)\n"
        "print([name for name in sys.modules if name in ('mlcourse.base.pictured', 'mlcourse.base.heat_map')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
