"""Where the course's own files are: in a checkout of the repository, or in an installed wheel."""

from dataclasses import dataclass
from pathlib import Path

COPIED_FOLDERS = ("lessons", "exercises")
PAGES = ("docs/notation.md", "docs/glossary.md")  # which every lesson links
PRIVATE_FOLDER = ".mlcourse"
"""What marks a learner's working copy: the folder in which the course notes what it laid down there."""

PROGRESS_ELSEWHERE = "mlcourse-progress.json"
"""Where progress is kept outside of a working copy: beside the notebook, for instance an author's lesson."""


def working_copy(folder: Path) -> Path | None:
    """Return the root of the working copy that a folder belongs to, None where it belongs to none."""
    above = (folder, *folder.parents)
    return next((root for root in above if (root / PRIVATE_FOLDER).is_dir()), None)


@dataclass(frozen=True)
class Course:
    """The course as it was published: read from, never written to.

    Args:
        root: the folder that holds lessons/, exercises/ and solutions/.
        checkout: the repository that holds the course, or ``None`` where it was installed from a wheel.
    """

    root: Path
    checkout: Path | None

    def default_working_copy(self) -> Path:
        """Return the folder in which a learner works unless told otherwise: the working copy that this folder is in."""
        if here := working_copy(Path.cwd()):
            return here
        return self.checkout / "work" if self.checkout else Path.cwd() / "mlcourse-work"

    def files(self) -> dict[str, Path]:
        """Return every file that belongs into a working copy, under its name there (``lessons/…``)."""
        found = [path for name in COPIED_FOLDERS for path in (self.root / name).rglob("*")]
        found += [self.root / page for page in PAGES]
        named = ((path.relative_to(self.root), path) for path in sorted(found) if path.is_file())
        return {name.as_posix(): path for name, path in named if not is_private(name)}

    def notebooks(self, folder: str) -> list[str]:
        """Return the names of the notebooks in a folder, ``lessons`` or ``exercises``, in order.

        Example:
            >>> find_course().notebooks("exercises")[0]
            'exercises/01_initialization.ipynb'
        """
        return [
            name
            for name in self.files()
            if name.startswith(f"{folder}/") and name.endswith(".ipynb")
        ]


def is_private(name: Path) -> bool:
    """Return whether a file is a tool's or an author's own, such as what is in ``.ipynb_checkpoints``.

    Example:
        >>> is_private(Path("lessons/.ipynb_checkpoints/00.ipynb")), is_private(Path("lessons/00.ipynb"))
        (True, False)
    """
    return name.name == PROGRESS_ELSEWHERE or any(
        part.startswith((".", "__")) for part in name.parts
    )


def find_course() -> Course:
    """Return the course that belongs to this installation of mlcourse.

    Raises:
        FileNotFoundError: it was installed without its lessons.

    Example:
        >>> (find_course().root / "lessons").is_dir()
        True
    """
    package = Path(__file__).resolve().parents[1]
    in_wheel, checkout = package / "_course", package.parent
    if in_wheel.is_dir():
        return Course(in_wheel, checkout=None)
    if (checkout / "lessons").is_dir():
        return Course(checkout, checkout)
    raise FileNotFoundError(
        f"The lessons are not where mlcourse is installed ({package}).\n"
        "Install the course again, from a copy of its repository: "
        "python -m pip install -c constraints.txt -e ."
    )
