"""The tests' helpers stand beside them."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "browser")]

collect_ignore = ["from_a_kernel.py"]  # what a learner types into a kernel
