"""While developing: a widget on the screen follows its JavaScript and CSS files, and its kernel goes on.

anywidget does this for a script that is one file, where the environment has ``ANYWIDGET_HMR=1``. Ours are joined of
many, so under the same variable the kit looks at all of them, now and then, and sends the text that has changed; the
browser then makes the view again from what is recorded. ``python -m mlcourse lab --edit`` sets the variable.
"""

import inspect
import os
import sys
import time
from functools import cache
from pathlib import Path
from threading import Thread
from typing import Any
from weakref import ref

from mlcourse.widgets.kit.join import join_module, join_styles

PAUSE = 0.3  # seconds between two looks at the files

_followers: list[tuple[ref[Any], Path]] = []  # a widget, and the file that names its script


def is_developing() -> bool:
    """Return whether widgets shall follow their files."""
    return os.environ.get("ANYWIDGET_HMR") == "1"


def script_of(kind: type) -> Path:
    """Return the Python file that names a widget's script: ``_esm = join_module(__file__)``.

    Args:
        kind: a widget's class; the class that it derives from may name the script.
    """
    return Path(inspect.getfile(next(each for each in kind.__mro__ if "_esm" in vars(each))))


def follow(widget: Any) -> None:
    """Let a widget follow its files, now and for as long as it is there.

    Args:
        widget: whose class, or one that it derives from, says ``_esm = join_module(__file__)``.
    """
    file = script_of(type(widget))
    refresh(widget, file)
    _followers.append((ref(widget), file))
    _watch_in_thread()


def refresh(widget: Any, file: Path) -> str:
    """Give a widget the script and the style sheet that its files hold now.

    Args:
        widget: any.
        file: the widget's Python or JavaScript file.

    Returns:
        Why the files cannot be joined, in which case the widget keeps what it has; else "".
    """
    try:
        texts = {"_esm": join_module(file), "_css": join_styles(file)}
    except (ValueError, OSError) as error:  # half edited
        return str(error)
    for name, text in texts.items():
        if getattr(widget, name) != text:
            setattr(widget, name, text)
    return ""


@cache
def _watch_in_thread() -> None:
    """Start the thread that looks at the files; once."""
    Thread(target=_watch, name="widgets follow their files", daemon=True).start()


def _watch() -> None:
    said = ""
    while True:
        problems = _refresh_all()
        if problems and problems != said:
            print(problems, file=sys.stderr)
        said = problems
        time.sleep(PAUSE)


def _refresh_all() -> str:
    there = ((widget, file) for known, file in _followers if (widget := known()) is not None)
    return "\n".join(sorted({refresh(*each) for each in there} - {""}))
