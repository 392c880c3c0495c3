"""How many threads a numerical library uses: one, unless the user says another number."""

from collections.abc import MutableMapping

VARIABLES = (
    "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS",
)  # fmt: skip
"""What OpenBLAS, libraries with OpenMP, Intel's MKL and Apple's Accelerate look at when they are loaded."""


def default_to_one_thread(environment: MutableMapping[str, str]) -> None:
    """Let the processes that get this environment use one thread each, where it names no other number.

    The products of this course are small. With several threads each of them waits for the slowest, and it waits by
    spinning: beside any other busy process a step of training takes ten times as long and more.

    Args:
        environment: the variables by name; changed in place. A process that runs already reads them no more.

    Example:
        >>> environment = {"HOME": "/home/ada"}
        >>> default_to_one_thread(environment)
        >>> environment["OMP_NUM_THREADS"], environment["OPENBLAS_NUM_THREADS"]
        ('1', '1')

        Whoever wants four threads says so, and stays with it:

        >>> environment = {"OMP_NUM_THREADS": "4"}
        >>> default_to_one_thread(environment)
        >>> environment
        {'OMP_NUM_THREADS': '4'}
    """
    if not any(environment.get(name) for name in VARIABLES):
        environment.update(dict.fromkeys(VARIABLES, "1"))
