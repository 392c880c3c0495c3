"""Numbers that are dragged on the screen (``knobs.js``)."""


def reach_of(largest: float) -> float:
    """Return up to which magnitude numbers are dragged: a power of 2, so that the steps on the way are exact.

    Args:
        largest: the largest magnitude that is there at the start.

    Returns:
        4, or the first of 8, 16, … that holds it.

    Example:
        >>> reach_of(2.5), reach_of(30)
        (4.0, 32.0)
    """
    reach = 4.0
    while reach < largest:
        reach *= 2
    return reach
