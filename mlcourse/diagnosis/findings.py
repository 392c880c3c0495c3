"""What a diagnosis says: a finding is one thing that a run shows, a diagnosis all of them."""

from collections.abc import Iterator

from mlcourse.base.display import Record, Term, record

# Where things are explained.
INITIALIZATION, FORWARD, LOSS = "01 Initialization", "02 Forward pass", "03 Loss"
BACKPROPAGATION, OPTIMIZERS = "04 Backpropagation", "05 From gradient descent to Adam"
UPDATE = "06 Learning rate and regularization"
ITERATION = "08 Iteration"
OVERFITTING, PREPARATION = "the lesson on overfitting", "the lesson on preparing data"
METRICS = "the lesson on accuracy, precision and recall"


@record
class Finding(Record):
    """One thing that a run shows: where, by which numbers, why it is so, and where that is explained."""

    title = "Finding"
    terms = (
        Term("name", "what was found"),
        Term("severity", "alarm: worth stopping for; note: worth knowing"),
        Term("step", "where it shows"),
    )

    name: str
    step: int
    evidence: str
    cause: str
    lesson: str
    severity: str = "alarm"

    def worked(self) -> tuple[str, ...]:
        """Return evidence, cause and lesson."""
        return (
            f"Evidence: {self.evidence}",
            f"Cause: {self.cause}",
            f"Explained in {self.lesson}.",
        )


CANNOT_SHOW = (
    "A run cannot show what changes none of its numbers: under ReLU f′(a) is f′(z). Train it with another activation.",
    "Nor can it show, where there is no validation part, whether anything holds on new examples: "
    "train(…, validation=…).",
)


@record
class Diagnosis(Record):
    """All that was found in a run, alarms first, and what was looked at."""

    title = "Diagnosis"

    findings: tuple[Finding, ...]
    steps: int
    looked_at: tuple[str, ...]

    @property
    def alarms(self) -> tuple[Finding, ...]:
        """The findings that are worth stopping for."""
        return tuple(f for f in self.findings if f.severity == "alarm")

    @property
    def notes(self) -> tuple[Finding, ...]:
        """The findings that are worth knowing."""
        return tuple(f for f in self.findings if f.severity == "note")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the findings."""
        return tuple(f.name for f in self.findings)

    def worked(self) -> tuple[str, ...]:
        """Return every finding in a few lines."""
        lines = [
            f"{self.steps} steps: {_count(self.alarms, 'alarm')}, {_count(self.notes, 'note')}"
        ]
        if not self.alarms:
            lines.append("Nothing conspicuous. Looked at: " + ", ".join(self.looked_at) + ".")
            lines += CANNOT_SHOW
        for each in self.findings:
            lines.append(f"{each.severity.upper()}: {each.name} (step {each.step})")
            lines += [f"    {line}" for line in each.worked()]
        return tuple(lines)


def _count(findings: tuple[Finding, ...], word: str) -> str:
    return f"{len(findings) or 'no'} {word}{'s' * (len(findings) != 1)}"


Findings = Iterator[Finding]
