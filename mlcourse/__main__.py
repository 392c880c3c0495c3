"""`python -m mlcourse`: the course's commands."""

import platform
import sys

if sys.version_info < (3, 11):  # noqa: UP036  pip refuses an older one, but a checkout can be run without pip
    sys.exit(
        f"The course needs Python 3.11 or newer; this is {platform.python_version()}, {sys.executable}.\n"
        "Install a newer one (https://www.python.org/downloads), and make the course's environment with it: "
        "python3.11 -m venv .venv"
    )

from mlcourse.cli import main

if __name__ == "__main__":
    sys.exit(main())
