"""`python -m mlcourse`: the course's commands."""

import sys

from mlcourse.cli import main

if __name__ == "__main__":
    sys.exit(main())
