"""What follows from the reports: task by task done, stuck or not started, and votes by round.

A learner's first vote of a round counts, as later ones may come after an explanation. A vote belongs to the round in
which it arrives.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from mlcourse.checks.task import Task
from mlcourse.curriculum import find_task, tasks
from mlcourse.grading.summary import section
from mlcourse.pulse.posted import FAR, NEAR, Report, asked, options
from mlcourse.widgets.kit.formulas import rich

UNNAMED = "no mistake named"
AT_MOST = 2  # named mistakes of a task that the projector has room for
DRAWN = {NEAR: "the drawn curve counts as right", FAR: "the drawn curve is further away"}


@dataclass
class Standing:
    """How a learner stands with a task: done, or with which mistake, and since when."""

    right: bool
    mistake: str
    since: float


@dataclass
class Voting:
    """The votes on a question: for each round the option of each learner."""

    rounds: list[dict[str, str]] = field(default_factory=lambda: [{}])
    revealed: bool = False


@dataclass
class Board:
    """All that the pages show."""

    names: dict[str, str] = field(default_factory=dict)
    standings: dict[str, dict[str, Standing]] = field(default_factory=dict)
    votings: dict[str, Voting] = field(default_factory=dict)
    shown: str = ""

    def take(self, learner: str, report: Report, round_number: int, at: float) -> None:
        """Take one report of a learner."""
        if report.kind == "vote":
            votes = self.voting(report.item, round_number).rounds[round_number - 1]
            votes.setdefault(learner, report.value)
        elif report.kind == "task":
            of_task = self.standings.setdefault(report.item, {})
            before = of_task.get(learner)
            since = before.since if before and before.right == report.right else at
            of_task[learner] = Standing(report.right, report.value, since)

    def voting(self, item: str, round_number: int = 1) -> Voting:
        """Return the votes on a question, with this many rounds at least."""
        found = self.votings.setdefault(item, Voting())
        found.rounds += [{} for _ in range(round_number - len(found.rounds))]
        return found

    def round_of(self, item: str) -> int:
        """Return in which round a question is."""
        return len(self.votings[item].rounds) if item in self.votings else 1

    def question(self, item: str, for_instructor: bool) -> dict[str, Any] | None:
        """Return a question with its votes; how they fall only where they are revealed, or to the instructor."""
        if item not in asked():
            return None
        voting, question = self.votings.get(item, Voting()), asked()[item]
        told = {
            "item": item,
            "text": rich(question.again or question.text),
            "votes": [len(each) for each in first_and_last(voting.rounds)],
            "revealed": voting.revealed,
        }
        if not (for_instructor or voting.revealed):
            return {**told, "options": [{"text": rich(DRAWN.get(each, each))} for each in options(item)]}  # fmt: skip
        counts = [Counter(each.values()) for each in first_and_last(voting.rounds)]
        right = {option.text for option in question.options if option.right} or {NEAR}
        return {**told, "options": [
            {"text": rich(DRAWN.get(each, each)), "counts": [count[each] for count in counts], "right": each in right}
            for each in options(item)
        ]}  # fmt: skip

    def exercises(self) -> list[dict[str, Any]]:
        """Return the exercises that somebody has begun, the one with the most reports first."""
        begun = Counter[str]()
        for item, those in self.standings.items():
            begun[item.partition(".")[0]] += len(those)
        return [
            {"number": number, "tasks": [self.task(each) for each in tasks(number)]}
            for number, _ in begun.most_common()
        ]

    def task(self, task: Task) -> dict[str, Any]:
        """Return how many have done a task, are stuck on which named mistake, or have not begun."""
        those = self.standings.get(task.id, {})
        done = sum(each.right for each in those.values())
        stuck = [each.mistake for each in those.values() if not each.right]
        named = Counter(said(mistake) for mistake in stuck if mistake)
        return {
            "title": task.title,
            "done": done,
            "stuck": len(stuck),
            "open": max(0, len(self.names) - len(those)),
            "mistakes": named.most_common(AT_MOST),
        }

    def for_projector(self) -> dict[str, Any]:
        """Return what everybody may see: counts, nobody's name."""
        return {
            "learners": len(self.names),
            "question": self.question(self.shown, for_instructor=False),
            "exercises": self.exercises()[:1],
        }

    def for_instructor(self, now: float) -> dict[str, Any]:
        """Return what the instructor alone sees: who needs help, the commonest mistakes, all votes."""
        return {
            "learners": len(self.names),
            "shown": self.shown,
            "questions": [self.question(each, for_instructor=True) for each in self._voted()],
            "exercises": self.exercises(),
            "help": self.need_help(now),
            "mistakes": self.mistakes(),
        }

    def _voted(self) -> list[str]:
        """Return the questions that are shown or voted on, the one shown first."""
        others = [each for each in asked() if each in self.votings and each != self.shown]
        return [self.shown, *others] if self.shown in asked() else others

    def need_help(self, now: float) -> list[dict[str, Any]]:
        """Return who is stuck, who has been so for the longest first, and on what."""
        stuck: dict[str, list[tuple[float, str, str]]] = {}
        for item, those in self.standings.items():
            for learner, each in those.items():
                if not each.right:
                    stuck.setdefault(learner, []).append((each.since, item, said(each.mistake)))
        return [
            {
                "name": self.called(learner),
                "minutes": int((now - min(on)[0]) // 60),
                "stuck": [(item, mistake) for _, item, mistake in sorted(on)],
            }
            for learner, on in sorted(stuck.items(), key=lambda each: min(each[1]))
        ]

    def called(self, learner: str) -> str:
        """Return a learner's name, or a number where none was chosen."""
        return self.names.get(learner) or f"learner {1 + list(self.names).index(learner)}"

    def mistakes(self) -> list[dict[str, Any]]:
        """Return the named mistakes that somebody is stuck on, the commonest first, and what treats each."""
        found = Counter(
            (item, each.mistake)
            for item, those in self.standings.items()
            for each in those.values()
            if each.mistake and not each.right
        )
        return [
            {"task": item, "mistake": said(mistake), "learners": count, "section": treated_in(item, mistake)}
            for (item, mistake), count in found.most_common()
        ]  # fmt: skip


def first_and_last(rounds: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return the votes before and after the discussion; who votes a third time takes the second one back."""
    return rounds if len(rounds) < 2 else [rounds[0], rounds[-1]]


def said(mistake: str) -> str:
    """Return a mistake as it is shown: a wrong value as an answer.

    Example:
        >>> said("-140"), said("sign flipped"), said("")
        ('answered −140', 'sign flipped', 'no mistake named')
    """
    is_value = mistake.lstrip("-").replace(".", "", 1).isdecimal()
    return f"answered {mistake.replace('-', '−')}" if is_value else mistake or UNNAMED


def treated_in(item: str, mistake: str) -> str:
    """Return the section of a lesson that treats a task's mistake.

    Example:
        >>> treated_in("04.tanh_slope", "something else")
        'lesson 04, “Slopes”'
    """
    return section(item, [each.cause for each in find_task(item).mistakes if each.name == mistake])
