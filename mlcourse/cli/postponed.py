"""What costs a second to import and is hardly ever used is imported when it is used.

JupyterLab and nbformat check what they read with jsonschema. Where ``rfc3987_syntax`` is installed, jsonschema imports
it to check one format, the international address ("iri"), and that package builds 38 parsers as soon as it is imported.
None of their schemas has this format.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any


def postpone_address_parsers() -> None:
    """Let jsonschema import ``rfc3987_syntax`` when it first meets an international address.

    Example:
        >>> postpone_address_parsers()
        >>> import jsonschema
        >>> jsonschema.FormatChecker().conforms("https://bücher.example/", "iri")
        True
    """
    postpone("rfc3987_syntax", "is_valid_syntax")


def postpone(module: str, function: str) -> None:
    """Let ``from module import function`` succeed at once, and import the module when the function is called.

    Args:
        module: its name; where it is imported already or not installed, nothing is done.
        function: the name of the one function that its users import.

    Example:
        >>> imported = sys.modules.pop("colorsys", None)  # whatever the tests imported before
        >>> postpone("colorsys", "rgb_to_hsv")
        >>> from colorsys import rgb_to_hsv
        >>> "hls_to_rgb" in vars(sys.modules["colorsys"])
        False
        >>> rgb_to_hsv(1, 0, 0)
        (0.0, 1.0, 1)
        >>> "hls_to_rgb" in vars(sys.modules["colorsys"])
        True
    """
    if module in sys.modules or (spec := find_spec(module)) is None:
        return
    stand_in = ModuleType(module)

    def imported() -> ModuleType:
        if sys.modules.get(module) is stand_in:
            del sys.modules[module]
        return import_module(module)

    def call(*arguments: Any, **options: Any) -> Any:
        return getattr(imported(), function)(*arguments, **options)

    # Who goes through all modules asks each for its file (Hypothesis does): no reason to import it.
    where = {"__path__": spec.submodule_search_locations, "__file__": spec.origin}
    known = {"__spec__": spec, **where, function: call}
    vars(stand_in).update(known, __getattr__=lambda name: getattr(imported(), name))
    sys.modules[module] = stand_in
