"""How often somebody may post: so many at once, and then so many a second."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Bucket:
    """What may still be spent: ``burst`` at once, refilled by ``rate`` a second.

    Example:
        >>> bucket = Bucket(burst=2, rate=1)
        >>> [bucket.spend(now) for now in (0, 0, 0, 1)]
        [True, True, False, True]
    """

    burst: float
    rate: float
    left: float = field(init=False)
    at: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        """Begin full."""
        self.left = self.burst

    def spend(self, now: float) -> bool:
        """Take one, if there is one.

        Args:
            now: a clock's seconds, never less than the last time.
        """
        self.left = min(self.burst, self.left + self.rate * (now - self.at))
        self.at = now
        if self.left < 1:
            return False
        self.left -= 1
        return True
