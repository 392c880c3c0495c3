"""What pytest imports before its other plugins (``-p`` in pyproject): one of them, nbval, imports nbformat.

Each of pytest's processes starts three seconds sooner. A conftest would come too late.
"""

from mlcourse.cli.postponed import postpone_address_parsers

postpone_address_parsers()
