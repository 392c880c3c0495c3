"""What all widgets share, an idea a file: in Python what is recorded and sent, in JavaScript what is drawn with."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mlcourse.widgets.kit.join import join_module, join_styles
    from mlcourse.widgets.kit.widget import SIZES, RecordedWidget

__all__ = ["SIZES", "RecordedWidget", "join_module", "join_styles"]


def __getattr__(name: str) -> Any:
    """Load what is asked for: scripts are joined also where no widget can be made, when the course is installed."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = "join" if name.startswith("join") else "widget"
    return getattr(import_module(f"{__name__}.{home}"), name)
