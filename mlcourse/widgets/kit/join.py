"""A widget's script and all that it imports, joined into one text.

A widget's JavaScript imports from files around it, as ``import { path } from "../kit/axes.js";``. A browser that gets
a script as a text (anywidget's Blob, an exported page) cannot resolve that, so Python puts the text of each imported
file once before those that import from it. Each becomes a function that is called at once and returns what the file
exports; all other names stay the file's own, so two files may use the same ones::

    const kit$axes = (() => {
    const { element } = kit$elements;
    function path(context, points) { … }
    return { path };
    })();
"""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from os.path import normpath
from pathlib import Path

IMPORT = re.compile(r'^import\s*\{([^}]*)\}\s*from\s*"(\./\w+|\.\./\w+/\w+)\.js";$', re.MULTILINE)
EXPORT = re.compile(
    r"^export (?=(?:async )?(?:const|class|function\*?) (\w+|\{[^}]*\}|\[[^\]]*\]))", re.MULTILINE
)
OTHER_FORM = re.compile(r"^(?:import\b|export\b(?! default )).*", re.MULTILINE)


@dataclass(frozen=True)
class Part:
    """A file of a script."""

    path: Path
    text: str

    @property
    def name(self) -> str:
        """Its folder and file, as it is called in messages: all files lie in folders beside each other."""
        return name_of(self.path)

    @property
    def scope(self) -> str:
        """The constant of the joined text that holds what the file exports."""
        return scope_of(self.path)

    @cached_property
    def imports(self) -> dict[Path, list[str]]:
        """The names that it imports, by file."""
        found: dict[Path, list[str]] = {}
        for names, source in IMPORT.findall(self.text):
            listed = [name.strip() for name in names.split(",") if name.strip()]
            found.setdefault(_path_of(self.path.parent, source), []).extend(listed)
        return found

    @cached_property
    def exports(self) -> list[str]:
        """The names that it exports: of ``a``, ``{ a, b: c }`` or ``[a, b]`` those that are declared."""
        declared = EXPORT.findall(self.text)
        return [name for names in declared for name in re.findall(r"(\w+)\s*(?=[,}\]=]|$)", names)]

    @cached_property
    def body(self) -> str:
        """Its text, in which imports are looked up in the other files' constants, and nothing is exported."""
        return IMPORT.sub(
            lambda found: (
                f"const {{{found[1]}}} = {scope_of(_path_of(self.path.parent, found[2]))};"
            ),
            EXPORT.sub("", self.text),
        )

    @property
    def wrapped(self) -> str:
        """Its text in a scope of its own."""
        exports = ", ".join(self.exports)
        return f"const {self.scope} = (() => {{\n{self.body}return {{ {exports} }};\n}})();\n"

    @cached_property
    def other_form(self) -> str:
        """The first import or export in it that cannot be joined, or ""."""
        found = OTHER_FORM.search(self.body)
        return found[0] if found else ""


def join_module(file: str | Path) -> str:
    """Return a widget's script, with all that it imports before it, as the text of one ES module.

    Args:
        file: the widget's Python or JavaScript file; ``player.js`` lies beside ``player.py``.

    Returns:
        JavaScript that imports nothing.

    Raises:
        ValueError: an import or export of another form than ``import {…} from "./file.js";`` and
            ``export const``, ``class`` or ``function``; an import of a file or a name that is not there; a circle.

    Example:
        >>> "import {" in join_module(Path(__file__).parents[1] / "player" / "player.js")
        False
    """
    *others, last = parts(file)
    _check(others, last)
    return "".join([*(part.wrapped for part in others), last.body])


def join_styles(file: str | Path) -> str:
    """Return the style sheets of a widget's script and of all that it imports, the widget's own last.

    Args:
        file: the widget's Python or JavaScript file; ``player.css`` lies beside ``player.js``.

    Returns:
        CSS.

    Raises:
        ValueError: an imported file is not there, or imports go in a circle.

    Example:
        >>> ".mlc" in join_styles(Path(__file__).parents[1] / "player" / "player.js")
        True
    """
    sheets = (part.path.with_suffix(".css") for part in parts(file))
    return "".join(sheet.read_text(encoding="utf-8") for sheet in sheets if sheet.exists())


def parts(file: str | Path) -> list[Part]:
    """Return the files that a script is made of, each once, after those that it imports from.

    Args:
        file: the widget's Python or JavaScript file.

    Returns:
        The files; the last is the widget's own.

    Raises:
        ValueError: a file is not there, or imports go in a circle.

    Example:
        >>> [part.name for part in parts(Path(__file__).parents[1] / "quiz" / "quiz.js")][-1]
        'quiz/quiz.js'
    """
    found: dict[Path, Part] = {}
    _collect(Path(file).with_suffix(".js").resolve(), found, ())
    return list(found.values())


def name_of(path: Path) -> str:
    """Return a file's folder and name, such as ``kit/axes.js``."""
    return f"{path.parent.name}/{path.name}"


def scope_of(path: Path) -> str:
    """Return the constant that holds a file's exports: ``kit$axes``."""
    return f"{path.parent.name}${path.stem}"


@lru_cache(maxsize=256)
def _path_of(folder: Path, source: str) -> Path:
    """Return the file that a script in a folder imports from; ``resolve()`` would ask the disk for each folder."""
    return Path(normpath(folder / f"{source}.js"))


def _collect(path: Path, found: dict[Path, Part], trail: tuple[Path, ...]) -> None:
    """Put a file among those found, after all that it imports; ``trail`` are the files on the way here."""
    if path in trail:
        circle = " → ".join(name_of(each) for each in (*trail[trail.index(path) :], path))
        raise ValueError(f"imports go in a circle: {circle}; move what two files need to a third.")
    if path in found:
        return
    if not path.exists():
        asked = f"{name_of(trail[-1])} imports from" if trail else "the widget needs"
        there = ", ".join(sorted(file.name for file in path.parent.glob("*.js"))) or "no other"
        raise ValueError(f"{asked} {name_of(path)}, which is not there; there are: {there}.")
    part = _read(path, path.stat().st_mtime_ns)
    for imported in part.imports:
        _collect(imported, found, (*trail, path))
    found[path] = part


@lru_cache(maxsize=256)
def _read(path: Path, changed: int) -> Part:
    """Return a file; all widgets have the kit's files in common, so what has not changed is kept."""
    return Part(path, path.read_text(encoding="utf-8"))


def _check(others: list[Part], last: Part) -> None:
    """Refuse what would not work in the joined text."""
    exported = {part.path: set(part.exports) for part in others}
    for part in (*others, last):
        for source, names in part.imports.items():
            if missing := [name for name in names if name not in exported[source]]:
                raise ValueError(
                    f"{part.name} imports {missing[0]!r}, which {name_of(source)} does not export."
                )
        if part.other_form:
            raise ValueError(
                f'{part.name} says {part.other_form!r}; write import {{…}} from "./file.js"; or "../folder/file.js"; '
                "and export const, class or function: an exported name keeps its first value."
            )
    for part in others:
        if re.search(r"^export default ", part.text, re.MULTILINE):
            raise ValueError(f"{part.name} has a default export, which {last.name} alone may have.")
