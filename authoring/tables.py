"""Write the pages that are generated from the sources: the tables of docs/, and the instructor's guide.

python authoring/tables.py            write docs/mistakes.md, coverage.md and glossary.md, and workshop/README.md
python authoring/tables.py --check    write nothing; fail where one is not what the sources give
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from coverage_table import coverage
from glossary_table import glossary
from mistakes_table import mistakes
from workshop_guide import guide

ROOT = Path(__file__).resolve().parent.parent


def pages() -> dict[str, str]:
    """Return the text of each generated page, by its name below the root."""
    return {
        "docs/mistakes.md": mistakes(),
        "docs/coverage.md": coverage(ROOT / "authoring"),
        "docs/glossary.md": glossary(ROOT / "authoring"),
        "workshop/README.md": guide(ROOT),
    }


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Write or check the pages below `root`; the exit code is 1 where one differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, only compare")
    check = parser.parse_args(arguments).check
    differing = []
    for name, text in pages().items():
        path = root / name
        if not check:
            path.write_text(text, encoding="utf-8", newline="\n")
        elif not path.exists() or path.read_bytes().decode() != text:
            differing.append(f"{name} differs from its sources: run python authoring/tables.py")
    print("\n".join(differing) or "The tables are what their sources give.")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
