"""The base of all widgets: what one shows is recorded beforehand, a header of words and a buffer of numbers."""

from collections.abc import Collection
from typing import Any

import anywidget
import traitlets

from mlcourse.base.errors import Array, choice
from mlcourse.widgets.kit.compact import compact
from mlcourse.widgets.kit.live import follow, is_developing, script_of
from mlcourse.widgets.kit.packing import data_id, pack

SIZES = ("normal", "presenter")
RECORDING = "application/vnd.mlcourse.recording.v1+json"
"""What a notebook keeps of a widget, so that it shows again without a kernel (``alone/``). A recording that an older
extension could not show needs a new number."""

SAME_FOR_ALL = {"_esm", "_css", "_anywidget_id"}  # what anywidget adds to all widgets of a kind

_with_script: dict[type, type[Any]] = {}  # a kind of widget → the class with what anywidget adds

NOT_KEPT = {"header", "buffer", *anywidget.AnyWidget.class_trait_names()}


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

    def add_traits(self, **traits: Any) -> None:
        """Add traits; those that anywidget adds, its script and its style, by one class for all widgets of a kind.

        traitlets makes a class anew for each widget, which takes half as long as all the rest of a small one.
        """
        kind = type(self)
        if traits.keys() <= SAME_FOR_ALL and kind in _with_script:
            self.__class__ = _with_script[kind]
            for name in traits:
                getattr(type(self), name).instance_init(self)
            return
        super().add_traits(**traits)
        if traits.keys() <= SAME_FOR_ALL:
            _with_script[kind] = type(self)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """Return what a notebook keeps: the view, for a kernel that knows the widget, and the recording beside it."""
        found = super()._repr_mimebundle_(**kwargs)
        if found is None:  # nothing to be seen
            return None
        data, metadata = found
        state = {name: getattr(self, name) for name in sorted(self.keys) if name not in NOT_KEPT}
        kept = {
            "script": script_of(type(self)).stem,
            "model_id": self.model_id,
            "state": {name: value for name, value in state.items() if name[0] != "_"},
            "recording": compact(self.header, self.buffer),
        }
        # anywidget before 0.10 cuts the words off.
        return {**data, "text/plain": repr(self), RECORDING: kept}, metadata

    @traitlets.validate("size")
    def _known_size(self, proposal: Any) -> str:
        return choice("size", proposal["value"], SIZES)
