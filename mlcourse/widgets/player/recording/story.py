"""The story of one weight or unit at a step, as the library's records tell it, for the player that asks."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from mlcourse.base.display import factor_text, number_text
from mlcourse.base.errors import Array
from mlcourse.steps.activations import ACTIVATIONS
from mlcourse.steps.step import Step
from mlcourse.widgets.player.recording.ledger import Summand, ledger
from mlcourse.widgets.player.recording.tape import Tape

EXAMPLES = 64  # rows of a table
STEPS = 16  # kept, for whoever goes to and fro


class Story:
    """Tells of any weight or unit of a run, at any step."""

    def __init__(self, tape: Tape) -> None:
        self.tape, self.network = tape, tape.plan.network
        self._at = lru_cache(maxsize=STEPS)(tape.at)

    def answer(self, question: Mapping[str, Any]) -> dict[str, Any]:
        """Answer a question of the player.

        Args:
            question: ``kind``, "weight" or "unit"; ``step``; for a weight ``layer``, ``start`` and ``end``, for a unit
                ``layer`` (−1 for the inputs) and ``unit``.

        Returns:
            Tables of texts, ready to be shown; the numbers are the library's.

        Raises:
            ValueError: there is no such weight, unit or step.
        """
        kind = question.get("kind")
        if kind not in ("weight", "unit"):
            raise ValueError(f'question must be of a "weight" or a "unit"; given {kind!r}.')
        step = self._at(self._within(question, "step", self.tape.steps))
        with np.errstate(all="ignore"):  # a run that diverged is told as it was
            return self._weight(step, question) if kind == "weight" else self._unit(step, question)

    def _within(self, question: Mapping[str, Any], name: str, end: int, start: int = 0) -> int:
        value = question.get(name)
        if not isinstance(value, int) or not start <= value < end:
            raise ValueError(
                f"question's {name} must be from {start} to {end - 1}; given {value!r}."
            )
        return value

    def _weight(self, step: Step, question: Mapping[str, Any]) -> dict[str, Any]:
        layer = self.network.layers[self._within(question, "layer", len(self.network.layers))]
        j = self._within(question, "start", layer.fan_in)
        k = self._within(question, "end", layer.fan_out)
        back = step.backward.layers[layer.number]
        x, delta = back.dz_dW[:, j], back.delta[:, k]
        given = f"x[{j}]" if layer.number == 0 else f"a{layer.number - 1}[{j}]"
        name = f"W{layer.number}[{j}, {k}]"
        return {
            "gradient": {
                "formula": f"∂L/∂{name} = Σ over the batch  {given} · δ{layer.number}[{k}]",
                "head": ["example", given, f"δ{layer.number}[{k}]", "product"],
                "rows": _rows(x, delta, x * delta),
                "bars": _bars(x * delta),
                "total": ["Σ", "", "", _text(back.dW[j, k])],
                "more": _more(len(x)),
            },
            "unit": self._delta(step, layer.number, k),
            "update": self._ledger(step, layer.W.start + j * layer.fan_out + k, name),
        }

    def _unit(self, step: Step, question: Mapping[str, Any]) -> dict[str, Any]:
        number = self._within(question, "layer", len(self.network.layers), -1)
        if number == -1:
            return self._input(step, self._within(question, "unit", self.network.layer_sizes[0]))
        layer = self.network.layers[number]
        unit = self._within(question, "unit", layer.fan_out)
        return {
            "batch": self._batch(step, number, unit),
            "unit": self._delta(step, number, unit),
            "update": self._ledger(step, layer.b.start + unit, f"b{number}[{unit}]"),
        }

    def _input(self, step: Step, unit: int) -> dict[str, Any]:
        x, dx = step.batch.x[:, unit], step.backward.layers[0].dx[:, unit]
        return {
            "batch": {
                "formula": "An input is given, not learned: it has no bias and no update.",
                "head": ["example", f"x[{unit}]", f"∂L/∂x[{unit}]"],
                "rows": _rows(x, dx), "bars": _bars(x), "more": _more(len(x)),
            },
        }  # fmt: skip

    def _batch(self, step: Step, number: int, unit: int) -> dict[str, Any]:
        """Return what a unit did for each example of the batch, forwards and backwards."""
        way, back = step.forward.layers[number], step.backward.layers[number]
        columns = {f"z{number}[{unit}]": way.z[:, unit]}
        if way.normalization is not None:
            columns[f"y{number}[{unit}]"] = way.normalization.y[:, unit]
        columns[f"a{number}[{unit}]"] = way.a[:, unit]
        if back.da is not None:
            columns["∂L/∂a"] = back.da[:, unit]
        if back.da is not None and back.da_dz is not None and back.da_dz.ndim == back.da.ndim:
            columns["∂a/∂z" if back.dy is None else "∂a/∂y"] = back.da_dz[:, unit]
        columns[f"δ{number}[{unit}]"] = back.delta[:, unit]
        return {
            "formula": self._activity(step, number, unit),
            "head": ["example", *columns],
            "rows": _rows(*columns.values()),
            "bars": _bars(way.a[:, unit]),
            "more": _more(len(way.z)),
        }

    def _activity(self, step: Step, number: int, unit: int) -> str:
        """Say for how many examples of the batch what the activation is given is above 0."""
        way = step.forward.layers[number]
        before = way.before_activation[:, unit]
        count, name = int((before > 0).sum()), "z" if way.normalization is None else "y"
        word = "active, " if ACTIVATIONS[way.activation].kind == "rectifier" else ""
        share = f"{100 * count / len(before):.0f} %"
        return f"{word}{name} > 0, for {count} of {len(before)} examples of the batch ({share})"

    def _delta(self, step: Step, number: int, unit: int) -> str:
        """Say how a unit's δ comes about, with the first example's numbers."""
        way, back = step.forward.layers[number], step.backward.layers[number]
        delta = _text(back.delta[0, unit])
        if back.da is None:
            both = f"by loss and {way.activation} at once"
            return f"δ{number}[{unit}] = ∂L/∂z, at the output {both}; first example: {delta}"
        da = number_text(back.da[0, unit])
        if back.da_dz is None or back.da_dz.ndim != back.da.ndim or back.dy is not None:
            return f"δ{number}[{unit}] = ∂L/∂z, from ∂L/∂a = {da}; first example: {delta}"
        slope = back.da_dz[0, unit]
        return f"δ{number}[{unit}] = ∂L/∂a · ∂a/∂z; first example: {da} · {factor_text(slope)} = {delta}"

    def _ledger(self, step: Step, place: int, name: str) -> dict[str, Any]:
        account = ledger(step, place)
        before, after = step.update.theta_before[place], step.update.theta[place]
        return {
            "formula": f"{name}: {number_text(before)} → {number_text(after)}",
            "factor": [account.factor_formula, number_text(account.factor)],
            "rows": [_row(summand) for summand in account.summands],
            "outside": [_row(summand) for summand in account.outside],
            "total": _text(account.change),
            "bars": _bars(np.array([s.change for s in (*account.summands, *account.outside)])),
        }


def _row(summand: Summand) -> list[str]:
    return [
        summand.name,
        summand.formula,
        _text(summand.value),
        _text(summand.change),
    ]


def _text(value: Any) -> str:
    """Return a number's text; a product with 0 is 0, whatever its sign."""
    return number_text(value + 0.0)


def _rows(*columns: Array) -> list[list[str]]:
    return [
        [str(i), *(_text(v) for v in row)]
        for i, row in enumerate(zip(*(c[:EXAMPLES] for c in columns), strict=True))
    ]


def _bars(values: Array) -> list[float]:
    """Return each value as a share of the largest magnitude, for the bar beside it."""
    values = np.nan_to_num(np.asarray(values, float)[:EXAMPLES], posinf=0, neginf=0)
    return [round(float(v), 3) for v in values / max(np.abs(values).max(initial=0), 1e-300)]


def _more(count: int) -> str:
    return f"the first {EXAMPLES} of {count} examples" if count > EXAMPLES else ""
