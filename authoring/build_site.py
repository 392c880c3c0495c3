"""Build the site: lessons that play, exercises, reference, pages for instructors, in one folder that needs no network.

    python authoring/build_site.py FOLDER               a site in FOLDER; open its index.html
    python authoring/build_site.py FOLDER --run 00 04   runs only these lessons and exercises, for who works on the site

It is a command for who writes the course, so it stands beside ``build.py``: a learner's machine has neither the sources
nor Sphinx. A folder with anything else in it is left alone, and where a site cannot be built, the one before stays.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from mlcourse import curriculum

HERE = Path(__file__).resolve().parent / "website"
MARK = ".mlcourse-site"
MOST = 12_000_000  # bytes
NEEDED = {"sphinx": "Sphinx", "myst_parser": "MyST", "jupytext": "jupytext"}
INSTALL = "python -m pip install -c constraints.txt -e '.[site]'"


class SiteError(Exception):
    """A site that cannot be built; the message says why, and what to do."""


def main(arguments: list[str] | None = None) -> int:
    """Build the site; the exit code is 1 where it could not be built."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "folder", type=Path, help="where to: a folder that is not there, is empty or holds a site"
    )
    parser.add_argument(
        "--run", nargs="*", metavar="NN", help="run only these lessons and exercises"
    )
    options = parser.parse_args(arguments)
    try:
        refuse_missing_packages()
        refuse_other_folder(options.folder)
        build_site(options.folder, chosen(options.run))
    except SiteError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{options.folder / 'index.html'}: {size(options.folder)}")
    return 0


def refuse_missing_packages() -> None:
    """Refuse to begin what cannot be ended."""
    if missing := [name for module, name in NEEDED.items() if not find_spec(module)]:
        raise SiteError(
            f"Building the site needs {' and '.join(missing)}, not installed here. Try: {INSTALL}"
        )


def refuse_other_folder(folder: Path) -> None:
    """Refuse a folder that holds something else than a site of this command."""
    if folder.exists() and not folder.is_dir():
        raise SiteError(f"{folder} is a file. Give a folder for the site.")
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise SiteError(
            f"{folder} holds something else than a site of this command, and is left as it is. "
            "Give another folder, or empty this one."
        )


def chosen(numbers: list[str] | None) -> list[str]:
    """Return the numbers of the notebooks to run: all, if none are named."""
    known = curriculum.numbers()
    if unknown := sorted(set(numbers or ()) - set(known)):
        raise SiteError(f"There is no lesson {', '.join(unknown)}. There are: {', '.join(known)}.")
    return list(known) if numbers is None else numbers


def build_site(folder: Path, numbers: list[str]) -> None:
    """Build the site beside its place, and put it there when all is well."""
    from website.links import broken_links
    from website.sources import lay_sources

    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as temporary:
        sources, site = Path(temporary) / "sources", Path(temporary) / "site"
        lay_sources(sources, numbers)
        make_pages(sources, site)
        if broken := broken_links(site):
            raise SiteError("\n".join(broken))
        if weight(site) > MOST:
            raise SiteError(
                f"The site weighs {size(site)}, and may weigh {MOST / 1e6:.0f} MB: show less in a lesson."
            )
        (site / MARK).touch()
        shutil.rmtree(folder, ignore_errors=True)
        site.rename(folder)


def make_pages(sources: Path, site: Path) -> None:
    """Let Sphinx make the pages; whatever it warns of is an error."""
    from sphinx.cmd.build import build_main

    doctrees = site.with_name("doctrees")
    options = ["--quiet", "--fail-on-warning", "--builder", "html", "--jobs", "auto"]
    if build_main([*options, "-c", str(HERE), "-d", str(doctrees), str(sources), str(site)]):
        raise SiteError("Sphinx has found what is said above. Nothing was changed.")
    shutil.rmtree(site / ".doctrees", ignore_errors=True)
    (site / ".buildinfo").unlink(missing_ok=True)


def size(folder: Path) -> str:
    """Return how many pages a site has, and what it weighs."""
    pages = len(list(folder.rglob("*.html")))
    return f"{pages} page{'s' * (pages != 1)}, {weight(folder) / 1e6:.1f} MB"


def weight(folder: Path) -> int:
    """Return the bytes of all files of a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    sys.exit(main())
