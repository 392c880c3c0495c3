"""The learner's working copy: the course's files, laid down without ever overwriting their work.

A manifest (``.mlcourse/record.json`` in the working copy) holds, for every file that was laid down, the SHA-256 of what
was laid down. A file that still has this hash is the course's, and a newer version replaces it. Any other file is the
learner's: the newer version is laid beside it, as ``00_topic.new.ipynb``. Opening and running a notebook changes it;
changed is changed.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from mlcourse.base.course import PRIVATE_FOLDER
from mlcourse.base.files import replacing, write
from mlcourse.classroom.release import is_handout
from mlcourse.cli.course import CommandError, Course

ABOUT = (
    "What `python -m mlcourse lab` laid down here, as SHA-256 of each file: a file that has "
    "another hash by now was changed by you and is never overwritten."
)


@dataclass
class Manifest:
    """The hashes of what was laid down, by the file's name in the working copy.

    Args:
        path: where it is kept.
        laid: of course files: the version that the learner's file stems from.
        beside: of newer versions that were laid beside a learner's file.
    """

    path: Path
    laid: dict[str, str] = field(default_factory=dict)
    beside: dict[str, str] = field(default_factory=dict)

    def save(self) -> None:
        """Write the manifest where it was read from, if anything in it has changed."""
        content = {"about": ABOUT, "laid": self.laid, "beside": self.beside}
        text = json.dumps(content, indent=1, sort_keys=True).encode() + b"\n"
        if not self.path.is_file() or self.path.read_bytes() != text:
            write(self.path, text)


def read_manifest(root: Path) -> Manifest:
    """Return the manifest of a working copy; an empty one where there is none, or none to be read.

    Without a manifest every file that differs from the course counts as the learner's, so nothing is lost by starting a
    new one.
    """
    path = root / PRIVATE_FOLDER / "record.json"
    try:
        content = json.loads(path.read_bytes())
        return Manifest(path, hashes(content["laid"]), hashes(content["beside"]))
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return Manifest(path)


def hashes(content: object) -> dict[str, str]:
    """Return one part of a manifest as it is.

    Raises:
        TypeError: it is anything but names and hashes.
    """
    if not isinstance(content, dict) or not all(isinstance(h, str) for h in content.values()):
        raise TypeError(f"not a mapping of file names to hashes: {content!r}")
    return content


def bring_up_to_date(course: Course, root: Path) -> list[str]:
    """Lay the course into a working copy, and return what the learner should be told.

    Args:
        course: what is laid down.
        root: the working copy's folder; it is made where there is none.

    Raises:
        CommandError: the folder is the course's own, or cannot be written.
    """
    messages: list[str] = []
    with opened(course, root) as manifest:
        for name, source in course.files().items():
            messages += lay(root, name, source.read_bytes(), manifest)
        messages += forget_removed(course, manifest)
    return messages


def reset(course: Course, root: Path, name: str) -> str:
    """Lay a fresh copy of one file, keep the learner's beside it, and return what to tell them.

    Args:
        course: what is laid down.
        root: the working copy's folder.
        name: of the file, as in ``Course.files``.

    Raises:
        CommandError: the folder is the course's own, or cannot be written.
    """
    content = course.files()[name].read_bytes()
    newest = sha256(content)
    with opened(course, root) as manifest:
        found = hash_of(root / name)
        if found == newest:
            return f"{name} is a fresh copy already; nothing was changed."
        manifest.laid[name] = newest
        manifest.save()  # whatever comes of the rest: a file with another hash is the learner's
        kept = lay_afresh(root, name, content)
        forget_beside(root, name, manifest)
    return f"{name} is a fresh copy." + (f" Your old one lies beside it as {kept}." if kept else "")


@contextmanager
def opened(course: Course, root: Path) -> Iterator[Manifest]:
    """Yield the working copy's manifest, and save it at the end; trouble with files becomes a plain message.

    Raises:
        CommandError: the folder is the course's own, or cannot be written.
    """
    refuse_the_course_itself(course, root)
    with said_plainly(root):
        manifest = read_manifest(root)
        yield manifest
        manifest.save()


@contextmanager
def said_plainly(root: Path) -> Iterator[None]:
    """Make a plain message of trouble with the files of a working copy.

    Raises:
        CommandError: it cannot be written.
    """
    try:
        yield
    except OSError as error:
        raise CommandError(
            f"{error.filename or root}: {error.strerror}.\n"
            f"The working copy is {root}. Check that you may write there and that nothing is in "
            "the way, or choose another folder with --dir."
        ) from error


def refuse_the_course_itself(course: Course, root: Path) -> None:
    """Refuse a working copy in the course's own folder: learners would edit the course.

    Raises:
        CommandError: it is the course's own folder.
    """
    if root.resolve() == course.root.resolve():
        raise CommandError(
            f"{root} holds the course itself, so it cannot be the working copy.\n"
            "Choose another folder with --dir, or open the course itself with --edit."
        )


def lay(root: Path, name: str, content: bytes, manifest: Manifest) -> Iterator[str]:
    """Lay one file down, in its place or beside the learner's, and yield what a learner should know."""
    target = root / name
    newest = sha256(content)
    found = hash_of(target)
    if found is None:
        if name in manifest.laid:
            renamed = new_name_of(root, name, content, manifest)
            yield (
                f"{name} is there again, as a fresh copy; yours stays as it is, under its new name {renamed}."
                if renamed
                else f"{name} was gone; a fresh copy is there again."
            )
        write(target, content)
    elif found not in (newest, manifest.laid.get(name)):
        if target.is_file() and is_handout(target.read_bytes(), content):
            manifest.laid[name] = newest  # an instructor's, of this version, and fresh
        if manifest.laid.get(name) != newest:
            yield from lay_beside(root, name, content, manifest)
        else:
            forget_beside(root, name, manifest)  # theirs stems from this very version
        return
    elif found != newest:
        write(target, content)
    manifest.laid[name] = newest
    forget_beside(root, name, manifest)


def lay_beside(root: Path, name: str, content: bytes, manifest: Manifest) -> Iterator[str]:
    """Lay a newer version beside the learner's file, once, under a name that is free or ours, and yield what to say."""
    newest = sha256(content)
    for beside in beside_names(name):
        found = hash_of(root / beside)
        if found == newest or (found is None and manifest.beside.get(beside) == newest):
            return  # it lies there, or the learner has deleted it
        if found is None or found == manifest.beside.get(beside):
            write(root / beside, content)
            manifest.beside[beside] = newest
            yield (
                f"{name} has changes of yours and stays as it is; the course's newer version "
                f"lies beside it as {Path(beside).name}."
            )
            return


def beside_names(name: str) -> Iterator[str]:
    """Yield the names under which a newer version may lie beside a file.

    Example:
        >>> names = beside_names("lessons/00_topic.ipynb")
        >>> next(names), next(names)
        ('lessons/00_topic.new.ipynb', 'lessons/00_topic.new-2.ipynb')
    """
    path = Path(name)
    for number in itertools.count(1):
        suffix = "new" if number == 1 else f"new-{number}"
        yield path.with_name(f"{path.stem}.{suffix}{path.suffix}").as_posix()


def forget_removed(course: Course, manifest: Manifest) -> Iterator[str]:
    """Let the learner keep what the course no longer has, and yield what to say of it."""
    for name in sorted(set(manifest.laid) - set(course.files())):
        del manifest.laid[name]
        yield f"{name} is no longer part of the course; your copy stays where it is."


def forget_beside(root: Path, name: str, manifest: Manifest) -> None:
    """Clear away the newer versions beside a file that is up to date, but for one that the learner has changed."""
    for beside in itertools.takewhile(manifest.beside.__contains__, beside_names(name)):
        if hash_of(root / beside) == manifest.beside.pop(beside):
            (root / beside).unlink()


def new_name_of(root: Path, name: str, content: bytes, manifest: Manifest) -> str | None:
    """Return what the learner's notebook is called now, if it was renamed in its folder: its cells are the course's.

    Args:
        root: the working copy's folder.
        name: of the notebook, as in ``Course.files``.
        content: the course's version.
        manifest: which of the notebooks there are not the learner's.
    """
    cells, folder = cells_in(content), (root / name).parent
    for path in sorted(folder.glob("*.ipynb")):
        there = path.relative_to(root).as_posix()
        if there in (*manifest.laid, *manifest.beside) or not path.is_file():
            continue
        if 2 * len(cells & cells_in(path.read_bytes())) > len(cells):
            return path.name
    return None


def cells_in(content: bytes) -> set[str]:
    """Return the ids of a notebook's cells, which it keeps whatever is written into them; none where it is none."""
    with suppress(ValueError, KeyError, TypeError):
        return {str(cell["id"]) for cell in json.loads(content)["cells"]}
    return set()


def lay_afresh(root: Path, name: str, content: bytes) -> str | None:
    """Lay a file down, and return the name under which the learner's is kept, if there was one.

    Theirs is called ``00_topic.old-1.ipynb``, or the next free number, as soon as all of the new file is written, and
    has its own name again if that cannot take its place.
    """
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    names = (path.with_name(f"{path.stem}.old-{n}{path.suffix}") for n in itertools.count(1))
    kept = next(free for free in names if not os.path.lexists(free))
    try:
        with replacing(path) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())  # a full disk says so here
            if os.path.lexists(path):
                path.rename(kept)
    except OSError:
        if os.path.lexists(kept) and not os.path.lexists(path):
            kept.rename(path)
        raise
    return kept.name if os.path.lexists(kept) else None


def sha256(content: bytes) -> str:
    """Return the hash under which a version of a file is known."""
    return hashlib.sha256(content).hexdigest()


def hash_of(path: Path) -> str | None:
    """Return the hash of what is at a path, ``None`` where nothing is, and a word for what is not a file.

    A link counts as the learner's, wherever it leads: replacing it would cut it.
    """
    if path.is_symlink():
        return "link"
    if path.is_dir():
        return "folder"
    try:
        return sha256(path.read_bytes())
    except FileNotFoundError:
        return None
