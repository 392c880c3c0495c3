"""A curve in the unit square as a picture, for records whose numbers are shares: a small SVG file in an image.

As the pictures of arrays (``heat_map``) it shows itself without a kernel and without a script, also in a notebook that
nobody trusts. It has no ground of its own, and is read in the light and in the dark theme (``ink``).
"""

from base64 import b64encode
from collections.abc import Iterable
from html import escape

from mlcourse.base.ink import DARK, INK

SIDE, LEFT, TOP, WIDTH, HEIGHT = (
    200,
    44,
    10,
    256,
    252,
)  # pixels: the square's side, its corner, the picture's size
SMALL = f"font-family='sans-serif' font-size='11' fill='{INK}'"
LINE = "#1b7837"


def curve_picture(
    points: Iterable[tuple[float, float]],
    x_name: str,
    y_name: str,
    dashed: Iterable[tuple[float, float]] = (),
    told: str = "",
) -> str:
    """Return a curve as a picture.

    Args:
        points: x and y of each corner, from 0 to 1.
        x_name: what lies on the x axis.
        y_name: what lies on the y axis.
        dashed: corners of a second line, to compare with.
        told: what the picture shows, for those who do not see it.

    Returns:
        HTML without scripts and style sheets.

    Example:
        >>> curve_picture([(0, 0), (0, 1), (1, 1)], "FPR", "TPR", told="a corner")[:32]
        '<img class="mlc-curve" alt="a co'
    """
    middle = LEFT + SIDE / 2
    parts = [
        f"<rect x='{LEFT}' y='{TOP}' width='{SIDE}' height='{SIDE}' fill='none' stroke='{INK}'/>",
        _line(dashed, f"stroke='{INK}' stroke-dasharray='4 4'"),
        _line(points, f"stroke='{LINE}' stroke-width='2'"),
        *(
            f"<text {SMALL} text-anchor='middle' x='{LEFT + SIDE * v}' y='{TOP + SIDE + 15}'>{v:g}</text>"
            f"<text {SMALL} text-anchor='end' x='{LEFT - 6}' y='{TOP + SIDE * (1 - v) + 4}'>{v:g}</text>"
            for v in (0, 0.5, 1)
        ),
        f"<text {SMALL} text-anchor='middle' x='{middle}' y='{TOP + SIDE + 33}'>{escape(x_name)}</text>",
        f"<text {SMALL} text-anchor='middle' transform='translate(13 {TOP + SIDE / 2}) rotate(-90)'>"
        f"{escape(y_name)}</text>",
    ]
    return svg_image(parts, WIDTH, HEIGHT, told or f"{y_name} over {x_name}")


def svg_image(parts: Iterable[str], width: int, height: int, told: str) -> str:
    """Return a drawing as an image that needs no script.

    Args:
        parts: elements of SVG.
        width: in pixels.
        height: in pixels.
        told: what the picture shows, for those who do not see it.

    Returns:
        HTML.

    Example:
        >>> svg_image([], 20, 10, "nothing")[:38]
        '<img class="mlc-curve" alt="nothing" t'
    """
    drawing = (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' viewBox='0 0 {width} {height}'>"
        f"{''.join(parts)}</svg>"
    )
    source = f"data:image/svg+xml;base64,{b64encode(drawing.encode()).decode()}"
    label = escape(told)
    return f'<img class="mlc-curve" alt="{label}" title="{label}" style="max-width:100%" src="{source}">{DARK}'


def _line(points: Iterable[tuple[float, float]], style: str) -> str:
    corners = " ".join(f"{LEFT + SIDE * x:.1f},{TOP + SIDE * (1 - y):.1f}" for x, y in points)
    return f"<polyline points='{corners}' fill='none' {style}/>" if corners else ""
