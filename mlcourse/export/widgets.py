"""The widgets of a page: what each needs to play without a kernel, taken from the notebook.

A notebook that nbconvert executed holds the state of all widgets. One that was run in JupyterLab and saved has kept
each widget's recording beside its view; its script is the course's own.
"""

import base64
import html
import json
from functools import cache
from typing import Any

from mlcourse.widgets.alone.extension import widget_scripts
from mlcourse.widgets.kit.compact import compact
from mlcourse.widgets.kit.join import join_module, join_styles

VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"
AGAIN = "<code>jupyter nbconvert --to mlcourse --execute</code>"
RUN_FIRST = f"A widget stands here that was not saved with the notebook. Export it with {AGAIN}, which runs it first."
NO_BUFFER = (
    f"A widget stands here whose numbers are not in the notebook. Export it again with {AGAIN}."
)
NOT_OURS = "A widget stands here that is not one of the course's. To use it, open the notebook in JupyterLab."
NEEDS_KERNEL = "A control stands here that asks Python for each answer. To use it, open the notebook in JupyterLab."


class PageWidgets:
    """Collects the widgets that a page shows: each model once, and once each text of a module or a style.

    Args:
        metadata: the notebook's, with the widgets' state that its execution left there.

    Example:
        >>> PageWidgets({}).view("1234")[:56]
        '<p class="note">A widget stands here that was not saved '
    """

    def __init__(self, metadata: dict[str, Any]) -> None:
        self._saved = _within(metadata, "widgets", STATE, "state")
        self._models: dict[str, Any] = {}
        self._modules: list[str] = []
        self._styles: list[str] = []

    def view(self, model_id: str, words: str = "", kept: Any = None) -> str:
        """Return what stands in the page for a view of a model.

        Args:
            model_id: from the output of a cell.
            words: what the widget says of itself in a text, which is kept where it cannot be shown.
            kept: the recording that a saved notebook keeps beside the view.

        Returns:
            HTML: a place where the widget will be mounted, or a sentence that says why there is none.
        """
        if model_id not in self._saved and (played := self._recorded(model_id, kept)):
            return played
        parts = self._parts(model_id, above=())
        if words and {_note(RUN_FIRST), _note(NO_BUFFER)} & set(parts):
            parts.append(f"<pre>{html.escape(words)}</pre>")
        return "\n".join(dict.fromkeys(part for part in parts if part))  # no sentence twice

    def cards(self, model_id: str) -> list[dict[str, Any]]:
        """Return what the questions say that a view shows, in their order; [] where it shows anything else.

        Args:
            model_id: from the output of a cell.
        """
        state = _within(self._saved, model_id, "state")
        inner = [child.removeprefix("IPY_MODEL_") for child in state.get("children", ())]
        header = _within(state, "header")
        asks = "question" in header and not header.get("silent") and state["_esm"] in _modules()
        own = [header] if asks else []
        return [*own, *(card for each in inner for card in self.cards(each))]

    def is_hidden(self, model_id: str) -> bool:
        """Return whether a view shows nothing, as that of a progress bar that is done.

        Args:
            model_id: from the output of a cell.
        """
        return self._hides(_within(self._saved, model_id, "state"))

    def data(self) -> str:
        """Return all that the page's script needs, as JSON that may stand in a ``<script>``; "" if there is nothing."""
        if not self._models:
            return ""
        page = {"models": self._models, "modules": self._modules, "styles": self._styles}
        return json.dumps(page, separators=(",", ":")).replace("<", "\\u003c")

    def _parts(self, model_id: str, above: tuple[str, ...]) -> list[str]:
        model, state = _within(self._saved, model_id), _within(self._saved, model_id, "state")
        if not state:
            return [_note(RUN_FIRST)]
        if model_id in above or self._hides(state):
            return []
        if isinstance(state.get("_esm"), str):
            return [self._mounted(model_id, model)]
        if "children" in state:
            inner = [child.removeprefix("IPY_MODEL_") for child in state["children"]]
            return [part for each in inner for part in self._parts(each, (*above, model_id))]
        return [_static(state)]

    def _hides(self, state: dict[str, Any]) -> bool:
        """Return whether the widget is there but not to be seen, as a progress bar that is done."""
        layout = str(state.get("layout", "")).removeprefix("IPY_MODEL_")
        shown = _within(self._saved, layout, "state")
        return shown.get("visibility") == "hidden" or shown.get("display") == "none"

    def _recorded(self, model_id: str, kept: Any) -> str:
        """Return the place of a widget whose recording the notebook has kept; "" if it has not."""
        found = kept if isinstance(kept, dict) else {}
        script, recording = _scripts().get(str(found.get("script"))), found.get("recording")
        if script is None or not isinstance(recording, str):
            return ""
        _place(self._styles, _styles(script))
        place = _place(self._modules, _module(script))
        state = _within(found, "state")
        self._models[model_id] = {"module": place, "state": state, "recording": recording}
        return _view(model_id)

    def _mounted(self, model_id: str, model: dict[str, Any]) -> str:
        state, buffers = model["state"], model.get("buffers", [])
        if state["_esm"] not in _modules():
            return _note(NOT_OURS)
        if is_recorded(state) and not any(each.get("path") == ["buffer"] for each in buffers):
            return _note(NO_BUFFER)
        _place(self._styles, state.get("_css") or "")
        self._models[model_id] = {
            "module": _place(self._modules, state["_esm"]),
            **_kept({name: value for name, value in state.items() if name[0] != "_"}, buffers),
        }
        return _view(model_id)


# A page of many widgets asks for the same texts again.
_scripts, _module, _styles = cache(widget_scripts), cache(join_module), cache(join_styles)


@cache
def _modules() -> frozenset[str]:
    """Return the texts of all scripts that a page may run: those of the course's widgets."""
    return frozenset(_module(path) for path in _scripts().values())


def _view(model_id: str) -> str:
    return f'<div class="view" data-model="{html.escape(model_id)}"></div>'


def is_recorded(state: dict[str, Any]) -> bool:
    """Return whether a widget's state is a recording: a header, and arrays in a buffer."""
    return "arrays" in _within(state, "header")


def _kept(state: dict[str, Any], buffers: list[dict[str, Any]]) -> dict[str, Any]:
    """What of a widget is kept in the page: of ours a recording made small, of any other its state as it is."""
    if not is_recorded(state):
        return {"state": state, "buffers": buffers}
    (buffer,) = (base64.b64decode(each["data"]) for each in buffers if each["path"] == ["buffer"])
    others = {name: value for name, value in state.items() if name not in ("header", "buffer")}
    return {"state": others, "recording": compact(state["header"], buffer)}


def _within(tree: Any, *names: str) -> dict[str, Any]:
    """The dictionary at the end of a path of names; an empty one where the path breaks off."""
    for name in names:
        tree = tree.get(name) if isinstance(tree, dict) else None
    return tree if isinstance(tree, dict) else {}


def _static(state: dict[str, Any]) -> str:
    """What is left of a widget of ipywidgets' own when nobody answers: its text, its bar, or a sentence."""
    kind, value = state.get("_model_name", ""), state.get("value")
    if kind in ("HTMLModel", "HTMLMathModel"):
        return f"<div>{value}</div>" if value else ""
    if kind == "LabelModel":
        return f"<div>{html.escape(str(value))}</div>"
    if kind in ("FloatProgressModel", "IntProgressModel"):
        return f'<progress max="{state.get("max")}" value="{value}"></progress>'
    return _note(NEEDS_KERNEL)


def _note(sentence: str) -> str:
    return f'<p class="note">{sentence}</p>'


def _place(texts: list[str], text: str) -> int:
    """The index of a text in a list, where it is put if it is not there yet."""
    if text not in texts:
        texts.append(text)
    return texts.index(text)
