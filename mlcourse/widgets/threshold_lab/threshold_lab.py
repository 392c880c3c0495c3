"""The threshold lab of lesson 10: examples on a line by their score, and a threshold to drag through them."""

from typing import Any

import numpy as np
import traitlets

from mlcourse.base.display import number_text
from mlcourse.base.errors import Array, choice, finite, floats, given, integer, number
from mlcourse.scores.score import scored_pair
from mlcourse.widgets.kit import SIZES, RecordedWidget, join_module, join_styles
from mlcourse.widgets.threshold_lab.decisions import Decisions, Line, all_shares, line_of

MOST = 1000  # examples; more would be too small to be seen


class ThresholdLab(RecordedWidget):
    """Show what a threshold decides of examples whose probabilities are known: four bins, the scores, both curves.

    The examples stand on a line by their probability, as images: above it those that are negative, below it the
    positive. A threshold parts them into TN, FP, FN and TP. ``place`` says where it stands, counted from the highest:
    at 0 nothing is called positive, at each further place one score more. ``share`` chooses a share of positives:
    of one class some examples are left out, evenly over their scores.

    Args:
        probability: of each example (N,) or (N, 1), what the classifier says, from 0 to 1; at most 1,000.
        target: 1 for positive, 0 for negative (N,), of both at least three.
        images: each example's picture (N, D), D a square number, light where it is 0.
        name: what positive means, such as "8".
        threshold: where the line stands at first, from 0 to 1.
        size: "normal", or "presenter": larger, for a projector.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: shapes that do not fit, a probability or threshold out of range, too few or too many examples, or
            an unknown size.

    Example:
        >>> said = np.array([0.05, 0.1, 0.4, 0.3, 0.7, 0.9])
        >>> lab = ThresholdLab(said, np.array([0, 0, 0, 1, 1, 1]), np.eye(6, 4), threshold=0.5)
        >>> print(lab)
        ThresholdLab: threshold 0.6, 50 % positive
          2 of the 3 "positive" are found. 2 are called "positive", and all of them are.
        >>> lab.place = 6
        >>> lab.threshold
        0.0
    """

    _esm = join_module(__file__)
    _css = join_styles(__file__)

    place = traitlets.Int(0, help="which threshold, from the highest").tag(sync=True)
    share = traitlets.Int(0, help="which share of positives, from the smallest").tag(sync=True)

    def __init__(
        self,
        probability: Array,
        target: Array,
        images: Array,
        name: str = "positive",
        threshold: float = 0.5,
        size: str = "normal",
    ) -> None:
        probability, positive = _probabilities(probability, target)
        pictures = _pictures(images, positive.size)
        wanted = number("threshold", threshold, at_least=0, at_most=1, try_this="Try 0.5.")
        if not isinstance(name, str):
            raise TypeError(f'name must be a string; given {given(name)}. Try "8".')
        choice("size", size, SIZES)
        order = np.argsort(probability, kind="stable")
        probability, positive = probability[order], positive[order]
        self._shares = all_shares(probability, positive)
        whole = next(i for i, each in enumerate(self._shares) if each.shown.all())
        line = line_of(probability)
        super().__init__(
            _header(self._shares, line, whole, name, int(pictures.shape[1] ** 0.5)),
            {
                "images": pictures[order],
                "positive": positive.astype(np.uint8),
                "at": line.place(probability).astype(np.float32),
                "probability": probability.astype(np.float32),
                **_decided(self._shares, line),
            },
            share=whole,
            place=int(np.sum(self._shares[whole].scores.thresholds >= wanted)) - 1,
            size=size,
        )

    @property
    def threshold(self) -> float:
        """The threshold on the screen; of those that decide alike the one that is written shortest."""
        return float(self._shares[self.share].cuts[self.place])

    def __repr__(self) -> str:
        """Return in words what is on the screen."""
        chosen = self._shares[self.share]
        told = sentence(chosen, self.place, self.header["name"])
        return f"ThresholdLab: threshold {number_text(self.threshold)}, {_percent(chosen.share)} positive\n  {told}"

    @traitlets.validate("share")
    def _known_share(self, proposal: Any) -> int:
        return _within("share", proposal["value"], len(self._shares))

    @traitlets.observe("share")
    def _keep_within(self, change: Any) -> None:
        """Take the threshold to the last place where the new share has fewer."""
        self.place = min(self.place, len(self._shares[change["new"]].cuts) - 1)

    @traitlets.validate("place")
    def _known_place(self, proposal: Any) -> int:
        return _within("place", proposal["value"], max(len(each.cuts) for each in self._shares))


def _within(name: str, value: Any, count: int) -> int:
    value = integer(name, value)
    if not 0 <= value < count:
        raise ValueError(f"{name} must be from 0 to {count - 1}; given {value}. Try 0.")
    return value


def _probabilities(probability: Any, target: Any) -> tuple[Array, Array]:
    found, positive = scored_pair(probability, target, "probability")
    if found.min() < 0 or found.max() > 1:
        raise ValueError(
            f"probability must be from 0 to 1; given numbers from {found.min():g} to {found.max():g}. "
            "Try sigmoid(logits)."
        )
    counts = int(positive.sum()), int((~positive).sum())
    if min(counts) < 3 or sum(counts) > MOST:
        raise ValueError(
            f"target must hold at least three examples of each class, and at most {MOST} in all; given {counts[0]} "
            f"positive and {counts[1]} negative. Try the test part."
        )
    return found, positive


def _pictures(images: Any, examples: int) -> Array:
    """Return the images as shades from 0 to 255."""
    array = finite("images", floats("images", images))
    if (
        array.ndim != 2
        or len(array) != examples
        or round(array.shape[1] ** 0.5) ** 2 != array.shape[1]
    ):
        raise ValueError(
            f"images must have the shape ({examples}, D), D a square number such as 64; given {given(array)}. "
            "Try the x of the same examples, before it is standardized."
        )
    low, high = array.min(), array.max()
    return np.rint((array - low) / ((high - low) or 1.0) * 255).astype(np.uint8)


def _decided(shares: list[Decisions], line: Line) -> dict[str, Array]:
    """Return what is decided at each place of each share, the shares one after the other."""
    counts = ("true_negatives", "false_positives", "false_negatives", "true_positives")
    values = ("accuracy", "precision", "recall", "f1", "false_positive_rate")
    cuts = np.concatenate([each.cuts for each in shares])
    return {
        "shown": np.stack([each.shown for each in shares]).astype(np.uint8),
        "counts": _columns(shares, counts).astype(np.int32),
        "values": _columns(shares, values).astype(np.float32),
        "cuts": cuts.astype(np.float32),
        "lines": line.place(np.minimum(cuts, 1.0)).astype(np.float32),
    }


def _columns(shares: list[Decisions], names: tuple[str, ...]) -> Array:
    """Return these columns of all shares' tables, one table below the other."""
    return np.concatenate(
        [np.stack([getattr(each.scores, name) for name in names], axis=1) for each in shares]
    )


def _header(
    shares: list[Decisions], line: Line, whole: int, name: str, side: int
) -> dict[str, Any]:
    """Return words and layout."""
    starts = np.cumsum([0, *(len(each.cuts) for each in shares)])
    return {
        "name": name,
        "side": side,
        "whole": whole,
        "ticks": list(line.ticks()),
        "shares": [
            {
                "label": _percent(each.share) + (" (as given)" if i == whole else ""),
                "start": int(start),
                "places": len(each.cuts),
                "share": each.share,
                "positives": each.recalled.positives,
                "area": number_text(each.roc.value),
                "average": number_text(each.recalled.value),
            }
            for i, (each, start) in enumerate(zip(shares, starts, strict=False))
        ],
        "note": "Each picture stands at its probability, on an axis of logits; the slider goes from picture to "
        "picture. Framed: called wrongly. At the top left: the two pictures next to the threshold. With fewer of one "
        "class, thin curves show those of all.",
    }


def sentence(chosen: Decisions, place: int, name: str) -> str:
    """Return what the threshold does, in a sentence or two."""
    found = chosen.scores
    tp, fp, fn = (
        int(each[place])
        for each in (found.true_positives, found.false_positives, found.false_negatives)
    )
    caught = f'{tp} of the {tp + fn} "{name}" are found.'
    if tp + fp == 0:
        return f"{caught} Nothing is called so: precision is 0/0, counted as 0."
    wrong = f"{fp} of them are not" if fp else "all of them are"
    return f'{caught} {tp + fp} are called "{name}", and {wrong}.'


def _percent(share: float) -> str:
    return f"{100 * share:.2g} %"
