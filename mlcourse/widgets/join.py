"""A widget's module and all that it imports, joined into one text.

A widget's JavaScript imports from files beside it, as ``import { path } from "./kit.js";``. A browser that
gets the module as a text (anywidget's Blob, an exported page) cannot resolve that, so Python puts the text of
each imported file once before those that import from it. All of them then share one scope, in which a name
can be declared once only.
"""

import re
from pathlib import Path

HERE = Path(__file__).parent
IMPORT = re.compile(r'^import\s*\{([^}]*)\}\s*from\s*"\./([\w-]+)\.js";\n', re.MULTILINE)
OTHER_IMPORT = re.compile(r"^import\b.*|^export [{*].*", re.MULTILINE)
EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)
DECLARATION = re.compile(
    r"^(export )?(?:async )?(?:const|let|var|class|function\*?) ?(\w+|\{[^}]*\}|\[[^\]]*\])", re.MULTILINE
)  # fmt: skip


def join_module(name: str, folder: Path = HERE) -> str:
    """Return a widget's module, with all that it imports before it, as the text of one ES module.

    Args:
        name: of the widget, for instance ``"player"`` for ``player.js``.
        folder: where the files are.

    Returns:
        JavaScript that imports nothing.

    Raises:
        ValueError: an import of another form than ``import {…} from "./file.js";``, of a file or a name that is
            not there, in a circle, or a name declared at the top of two files.

    Example:
        >>> "import {" in join_module("player")
        False
    """
    texts = {
        part: (folder / f"{part}.js").read_text(encoding="utf-8") for part in parts(name, folder)
    }
    _check_names(texts)
    bodies = {part: IMPORT.sub("", text) for part, text in texts.items()}
    for part, body in bodies.items():
        if other := OTHER_IMPORT.search(body):
            raise ValueError(
                f'{part}.js says {other[0]!r}; write import {{…}} from "./file.js"; instead.'
            )
        if part != name and "\nexport default " in body:
            raise ValueError(f"{part}.js has a default export, which {name}.js alone may have.")
    return "".join(EXPORT.sub("", body) for body in bodies.values())


def join_styles(name: str, folder: Path = HERE) -> str:
    """Return the style sheets of a widget's module and of all that it imports, the widget's own last.

    Args:
        name: of the widget, for instance ``"player"`` for ``player.css``.
        folder: where the files are.

    Returns:
        CSS.

    Raises:
        ValueError: an imported file is not there, or imports go in a circle.

    Example:
        >>> ".mlc" in join_styles("player")
        True
    """
    sheets = (folder / f"{part}.css" for part in parts(name, folder))
    return "".join(sheet.read_text(encoding="utf-8") for sheet in sheets if sheet.exists())


def parts(name: str, folder: Path = HERE, trail: tuple[str, ...] = ()) -> list[str]:
    """Return the files that a module is made of, each once, after those that it imports from.

    Args:
        name: of the module.
        folder: where the files are.
        trail: the modules on the way here, from the one that was asked for.

    Returns:
        Names without ``.js``; the last is the module itself.

    Raises:
        ValueError: a file is not there, or imports go in a circle.

    Example:
        >>> parts("player")[0], parts("player")[-1]
        ('kit', 'player')
    """
    if name in trail:
        circle = " → ".join(f"{part}.js" for part in (*trail[trail.index(name) :], name))
        raise ValueError(f"imports go in a circle: {circle}; move what two files need to a third.")
    path = folder / f"{name}.js"
    if not path.exists():
        asked = f"{trail[-1]}.js imports from" if trail else "the widget needs"
        there = ", ".join(sorted(file.name for file in folder.glob("*.js")))
        raise ValueError(f"{asked} {name}.js, which is not there; there are: {there}.")
    found: list[str] = []
    for _, imported in IMPORT.findall(path.read_text(encoding="utf-8")):
        found += parts(imported, folder, (*trail, name))
    return list(dict.fromkeys([*found, name]))


def _check_names(texts: dict[str, str]) -> None:
    """Refuse what is imported and not exported, and what would be declared twice in the joined text."""
    home: dict[str, str] = {}
    exported: dict[str, set[str]] = {}
    for part, text in texts.items():
        for names, source in IMPORT.findall(text):
            for name in filter(None, (n.strip() for n in names.split(","))):
                if name not in exported[source]:
                    raise ValueError(
                        f"{part}.js imports {name!r}, which {source}.js does not export."
                    )
        declared = [(found[1], found[2]) for found in DECLARATION.finditer(text)]
        exported[part] = {
            name for is_exported, names in declared if is_exported for name in _words(names)
        }
        for name in (name for _, names in declared for name in _words(names)):
            if home.setdefault(name, part) != part:
                raise ValueError(
                    f"{name!r} is declared in {home[name]}.js and in {part}.js, which are joined into one text; "
                    "rename one of them."
                )


def _words(names: str) -> list[str]:
    """Return the names that a declaration brings: ``a``, ``{ a, b: c }``, ``[a, b]``."""
    return re.findall(r"(\w+)\s*(?=[,}\]=]|$)", names)
