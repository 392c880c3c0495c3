"""How the widgets of a page are worked in any engine: by the mouse, and by the keys where the focus is."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from engines import Engine, until

SCRIPT = Path(__file__).with_name("hands.js").read_text(encoding="utf-8")


def asked(what: str) -> str:
    """An expression of hands.js as one that a page can be asked for."""
    return f"(() => {{ {SCRIPT}; return {what}; }})()"


def tell(engine: Engine, what: str) -> Any:
    """Ask for an expression of hands.js."""
    return engine.ask(f"return {asked(what)}")


def see(engine: Engine, what: str) -> None:
    """Wait until an expression of hands.js is true."""
    until(engine, asked(what), what)


def see_none(engine: Engine, what: str) -> None:
    """Wait until a list of widgets in which something is amiss is empty; where it stays, they are named."""
    try:
        see(engine, f"{what}.length === 0")
    except TimeoutError:
        raise TimeoutError(f"{what}: {tell(engine, what)}") from None


@contextmanager
def naming(engine: Engine, i: int) -> Iterator[None]:
    """Say which widget it is with which something goes wrong."""
    try:
        yield
    except TimeoutError as error:
        raise TimeoutError(f"{tell(engine, f'nameOf(widgets()[{i}])')}: {error}") from None


def parts(engine: Engine, i: int, selector: str) -> int:
    """How many parts of a widget can be worked."""
    return tell(engine, f"parts({i}, {json.dumps(selector)}).length")


def drag(engine: Engine, i: int, selector: str, which: int, *places: tuple[float, float]) -> None:
    """Drag the mouse over a part of a widget, along places in fractions of its width and height.

    Where the page has moved between the placing and the press, the press reaches nothing, and is repeated.
    """
    for _ in range(20):
        found = tell(engine, f"places({i}, {json.dumps(selector)}, {which}, {json.dumps(places)})")
        engine.drag(*((x, y) for x, y in found))
        if tell(engine, "isHit()"):
            return
    raise TimeoutError(f"{selector} of widget {i} does not stand still")


def focus(engine: Engine, i: int, selector: str) -> None:
    tell(engine, f"parts({i}, {json.dumps(selector)})[0].focus()")


def answer(engine: Engine, i: int, option: int = 0) -> None:
    """Choose an option or draw a curve, say how sure one is where that is asked, and hand in, all by the mouse."""
    for selector, which, places in (
        (".mlc-option label", option, [MIDDLE]),
        ("canvas", 0, CURVE),
        (".mlc-pill", 0, [MIDDLE]),
        ("[type=submit]", 0, [MIDDLE]),
    ):
        if parts(engine, i, selector):
            drag(engine, i, selector, which, *places)


def put_in_order(engine: Engine, i: int) -> None:
    """Move a line over by the mouse."""
    drag(engine, i, ".mlc-order-line", 2, MIDDLE)


def play(engine: Engine, i: int) -> None:
    """Let it play by its key from the start until what it pictures has changed, and stop it by the same."""
    focus(engine, i, STEPS)
    engine.press("Home")
    see(engine, f"parts({i}, {json.dumps(STEPS)})[0].value === '0'")
    start = tell(engine, f"pictured({i})")
    engine.press(" ")
    see(engine, f"parts({i}, {json.dumps(STEPS)})[0].value > 0")
    see(engine, f"pictured({i}) !== {start}")
    engine.press(" ")
    see(engine, f"parts({i}, {json.dumps(PLAY)}).length === 1")


def move(engine: Engine, i: int) -> None:
    """Move its first slider by a key."""
    focus(engine, i, SLIDER)
    slider = f"parts({i}, {json.dumps(SLIDER)})[0]"
    is_last = tell(engine, f"{slider}.value === {slider}.max")
    engine.press("ArrowLeft" if is_last else "ArrowRight")


def choose(engine: Engine, i: int) -> None:
    """Press the first of its buttons that is not pressed yet."""
    drag(engine, i, UNPRESSED, 0, MIDDLE)


PLAY, STEPS = "[data-shows=play]", ".mlc-transport input[type=range]"
SLIDER = "input[type=range]:not([max='0'])"
UNPRESSED = "[role=radio][aria-checked=false], button.mlc-forward-unit:not([aria-pressed=true])"
MIDDLE = (0.5, 0.5)
CURVE = ((0.2, 0.3), (0.5, 0.6), (0.9, 0.4))
WAYS = {
    ".mlc-order-line": put_in_order,
    "[type=submit]": answer,
    PLAY: play,
    SLIDER: move,
    UNPRESSED: choose,
}
"""By what a widget has, how it is worked: the first that it has."""
