"""Tables of numbers that scikit-learn brings along, read from where it is installed.

scikit-learn itself is not imported: that takes a hundred times as long as to read one of its files.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from mlcourse.base.errors import Array


def inputs_and_labels(file: str, whose: str) -> tuple[Array, Array]:
    """Return inputs x (N, D) and integer labels y (N,) from a table whose last column holds the labels.

    Args:
        file: the table's name among scikit-learn's files; where it is no ``.gz``, its first line tells its size.
        whose: the name of the data, for the message where they are missing.

    Raises:
        ImportError: scikit-learn is not installed, or without this file.

    Example:
        >>> x, y = inputs_and_labels("iris.csv", "iris")
        >>> x.shape, x[0], y[0]
        ((150, 4), array([5.1, 3.5, 1.4, 0.2]), np.int64(0))
    """
    numbers = _numbers(find(file, whose))
    return numbers[:, :-1].copy(), numbers[:, -1].astype(np.int64)


@cache
def _numbers(file: Path) -> Array:
    """Return the numbers of a file, which is read once; whoever calls copies what is handed on."""
    first_line = 0 if file.name.endswith(".gz") else 1
    return np.loadtxt(file, delimiter=",", skiprows=first_line)


def table(file: str, whose: str) -> Array:
    """Return the numbers of a file that holds nothing else, with spaces between them.

    Args:
        file: its name among scikit-learn's files.
        whose: the name of the data, for the message where they are missing.

    Raises:
        ImportError: scikit-learn is not installed, or without this file.

    Example:
        >>> table("diabetes_target.csv.gz", "diabetes")[:3]
        array([151.,  75., 141.])
    """
    return np.loadtxt(find(file, whose))


def find(file: str, whose: str) -> Path:
    """Return the path of one of scikit-learn's files of data.

    Args:
        file: its name.
        whose: the name of the data, for the message where they are missing.

    Raises:
        ImportError: scikit-learn is not installed, or without this file.

    Example:
        >>> find("iris.csv", "iris").is_file()
        True
    """
    package = find_spec("sklearn")
    if package is None or package.origin is None:
        raise ImportError(
            f"the {whose} data come with scikit-learn, which is not installed here. "
            "Try: python -m pip install scikit-learn. The toy sets, such as moons(), need none."
        )
    path = Path(package.origin).parent / "datasets" / "data" / file
    if not path.is_file():
        raise ImportError(
            f"the {whose} data come with scikit-learn, and its installation lacks their file {path}. "
            "Try: python -m pip install --force-reinstall scikit-learn."
        )
    return path
