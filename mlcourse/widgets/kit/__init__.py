"""What all widgets share, an idea a file: in Python what is recorded and sent, in JavaScript what is drawn with."""

from mlcourse.widgets.kit.join import join_module, join_styles
from mlcourse.widgets.kit.widget import SIZES, RecordedWidget

__all__ = ["SIZES", "RecordedWidget", "join_module", "join_styles"]
