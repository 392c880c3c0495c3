"""The base of all widgets: what one shows is recorded beforehand, a header of words and a buffer of numbers."""

from collections.abc import Collection
from typing import Any

import anywidget
import traitlets

from mlcourse.base.errors import Array, choice
from mlcourse.widgets.kit.live import follow, is_developing
from mlcourse.widgets.kit.packing import data_id, pack

SIZES = ("normal", "presenter")


class RecordedWidget(anywidget.AnyWidget):
    """Base of the widgets that show a recording: words in ``header``, numbers in ``buffer``.

    ``size`` is ``"normal"`` or ``"presenter"``: type, lines, marks and controls larger, for a projector.
    """

    header = traitlets.Dict().tag(sync=True)
    buffer = traitlets.Bytes().tag(sync=True)
    size = traitlets.Unicode("normal", help="how large it is shown").tag(sync=True)

    def __init__(
        self,
        header: dict[str, Any],
        arrays: dict[str, Array],
        rounded: Collection[str] = (),
        **traits: Any,
    ) -> None:
        layout, buffer = pack(arrays, rounded)
        header = {**header, "arrays": layout}
        header["id"] = data_id(header, buffer)
        super().__init__(header=header, buffer=buffer, **traits)
        if is_developing():
            follow(self)

    @traitlets.validate("size")
    def _known_size(self, proposal: Any) -> str:
        return choice("size", proposal["value"], SIZES)
