"""Which parts of an answer are right, and between which of them the first mistake lies."""

from dataclasses import dataclass

from mlcourse.checks.ratios import listed


@dataclass(frozen=True)
class Located:
    """The parts of an answer that are right and those that are wrong.

    Args:
        right: names of the right parts, in the order in which they are computed.
        wrong: names of the wrong ones, likewise.
        order: the steps of the computation, each with the parts that come out of it; nothing where no part is
            computed from another.
    """

    right: tuple[str, ...]
    wrong: tuple[str, ...]
    order: tuple[tuple[str, ...], ...] = ()

    @property
    def in_short(self) -> str:
        """As in ``"dW1 and db1 are right"``; nothing where none is, or all are."""
        return f"{_are(self.right)} right" if self.right and self.wrong else ""

    @property
    def in_full(self) -> str:
        """As in ``"z0 is right, a0 and p are not: so the mistake lies on the way from z0 to a0."``."""
        if not self.right or not self.wrong:
            first = self.order[0] if self.order and self.wrong else ()
            return (
                f"Look at {listed(list(first))} first: it comes before the rest." if first else ""
            )
        where = self._where()
        return f"{self.in_short}, {_are(self.wrong)} not{': ' + where if where else ''}."

    def _where(self) -> str:
        """Return where the first mistake lies, if one part is computed from another."""
        for before, step in zip(((), *self.order), self.order, strict=False):
            wrong = [name for name in step if name in self.wrong]
            if not wrong:
                continue
            if len(wrong) < len(step):
                return f"so the mistake lies in {listed(wrong)} itself" if len(wrong) == 1 else ""
            if before:
                return (
                    f"so the mistake lies on the way from {listed(list(before))} to {listed(wrong)}"
                )
            return f"so look at {listed(wrong)} first"
        return ""


def _are(names: tuple[str, ...]) -> str:
    return f"{listed(list(names))} {'is' if len(names) == 1 else 'are'}"
