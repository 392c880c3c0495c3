"""The tracks of a workshop: what each takes of which lesson, in which order, and what lies between.

A track is a list of rows. How long a part of a lesson takes is said once, in the instructor's notes to it, so whoever
asks for a track's timetable says where minutes are to be read. One row, ``REST``, takes what is left of its length.
"""

from collections.abc import Callable
from dataclasses import dataclass

OPENING = "the opening"
"""What of a lesson stands before its first section."""

REST, SPARE = -1, range(5, 21)  # minutes that may be left for a track's last row


@dataclass(frozen=True)
class Part:
    """A section of a lesson; without a section, the whole lesson."""

    lesson: str
    section: str = ""


@dataclass(frozen=True)
class Own:
    """What stands in no lesson: arriving, exercises, breaks."""

    minutes: int
    text: str
    late: str = ""


@dataclass(frozen=True)
class Stop:
    """A point at which one may stop, and what to say then."""

    text: str


Row = Part | Own | Stop


@dataclass(frozen=True)
class Timed:
    """A row with the minute of the track at which it begins, and how many it takes."""

    begins: int
    minutes: int
    row: Row


@dataclass(frozen=True)
class Track:
    """A track.

    Args:
        title: as the guide has it.
        minutes: its length, breaks included.
        rows: in their order.
    """

    title: str
    minutes: int
    rows: list[Row]

    @property
    def lessons(self) -> list[str]:
        """The numbers of the lessons of which it holds something, in the track's order.

        Example:
            >>> TRACKS["90"].lessons
            ['00', '06', '09']
        """
        return list(dict.fromkeys(row.lesson for row in self.rows if isinstance(row, Part)))

    def timed(self, minutes_of: Callable[[Part], int]) -> list[Timed]:
        """Return the rows with their times.

        Args:
            minutes_of: says how many minutes a part of a lesson takes.

        Returns:
            All rows, in their order.

        Raises:
            ValueError: the rows leave too little of the track's length for the last one, or too much.

        Example:
            >>> track = Track("An hour", 60, [Part("00"), Own(REST, "Questions")])
            >>> [(each.begins, each.minutes) for each in track.timed(lambda part: 50)]
            [(0, 50), (50, 10)]
        """
        taken = [_minutes(row, minutes_of) for row in self.rows]
        rest = self.minutes - sum(each for each in taken if each != REST)
        if rest not in SPARE:
            raise ValueError(
                f"{self.title}: {rest} of {self.minutes} minutes are left for its last row"
            )
        found, begins = [], 0
        for row, minutes in zip(self.rows, taken, strict=True):
            found.append(Timed(begins, rest if minutes == REST else minutes, row))
            begins += found[-1].minutes
        return found


def _minutes(row: Row, minutes_of: Callable[[Part], int]) -> int:
    if isinstance(row, Part):
        return minutes_of(row)
    return row.minutes if isinstance(row, Own) else 0


def _parts(lesson: str, *sections: str) -> list[Row]:
    """Return rows for several sections of one lesson."""
    return [Part(lesson, section) for section in sections]


LUNCH, BREAK = Own(60, "Lunch"), Own(15, "Break")

NINETY: list[Row] = [
    Own(5, "Arrive: everybody has lesson 00 open; join the pulse. Vote: what is random before the first step?"),
    *_parts("00", OPENING, "Two moons, and a network", "The film", "One step, by hand"),
    Stop("The loop has been once around by hand. Show the film once more and name the station at each pause."),
    *_parts("00", "The whole loop in ten lines", "Real data: handwritten digits"),
    Stop("Ten lines train what reads handwriting. Send *Try it* home."),
    *_parts("06", "Too small, right, too large"),
    *_parts("09", "Too little freedom, and too much"),
    Own(REST, "Questions; where to go on alone: lesson 01, and exercise 01 after it"),
]  # fmt: skip

HALF_DAY: list[Row] = [
    Own(10, "Arrive: `mlcourse doctor` where something does not open; join the pulse"),
    Part("00"),
    Stop("Whoever must leave has seen the whole loop."),
    BREAK,
    *_parts("04", "Once by hand", "Where paths meet", "The whole graph", "Backwards"),
    Own(25, "Exercise 04, its first tasks; read on the pulse which mistake is the most common", "tasks 1 and 2 only"),
    Stop("The chain rule is done. What follows are considerations around the loop, each on its own."),
    BREAK,
    *_parts("06", "Too small, right, too large"),
    *_parts("05", "The full gradient", "The race"),
    *_parts("09", "Too little freedom, and too much", "Capacity, data, and where to stop"),
    *_parts("09", "What the test part must not touch"),
    Own(REST, "Closing: one sentence from everybody on what they believed this morning"),
]  # fmt: skip

DAY_ONE: list[Row] = [
    Own(10, "Arrive: `mlcourse doctor` where something does not open; join the pulse"),
    Part("00"),
    *_parts("01", OPENING, "Thirty layers", "He"),
    BREAK,
    *_parts("02", "One unit", "Shapes at every arrow", "Without an activation", "The output layer", "Softmax"),
    *_parts("03", "Regression: the mean squared error", "From likelihood to a loss", "Many classes"),
    *_parts("03", "A confidently wrong start"),
    Stop("The way forward is complete. Exercises 01 to 03 for the evening."),
    LUNCH,
    *_parts("04", "Once by hand", "Slopes", "Where paths meet", "The whole graph", "Backwards"),
    BREAK,
    *_parts("04", "Shapes", "The last layer", "The gradient check", "What the check cannot see"),
    *_parts("04", "After the backward pass", "Bug clinic"),
    Own(80, "Exercise 04; from half of it on, `your_run(\"04\")` for those who are done", "up to `output_delta`"),
    Own(REST, "The most common mistake of the afternoon, on the board; what to do this evening"),
]  # fmt: skip

DAY_TWO: list[Row] = [
    Own(10, "`ml.look_back()`: everybody answers three questions of yesterday", "at home"),
    *_parts("05", "The full gradient", "Momentum", "Adam", "The race", "A fair race"),
    *_parts("06", "Too small, right, too large", "Schedules", "A price on large weights"),
    BREAK,
    *_parts("08", "Epoch, batch, step", "Batch size and noise"),
    *_parts("09", "Too little freedom, and too much", "Reading two curves"),
    *_parts("09", "Capacity, data, and where to stop", "Patience", "What the test part must not touch"),
    Stop("The loop and its considerations are complete. What follows is how to judge, and how to use, a model."),
    LUNCH,
    *_parts("10", "The confusion matrix", "Precision and recall", "The threshold"),
    *_parts("12", "A body and a head", "How many labels does it take?", "Frozen means: not a bit"),
    BREAK,
    *_parts("13", "A finished project", "Your own table"),
    Own(45, "Exercise 05 or 10, by choice", "hand it out for home"),
    Own(20, "The questions after the course, `ml.inventory(\"after\")`", "at home, the same week"),
    Own(REST, "Closing: what the class gained is said by `mlcourse inventory` when the files are in"),
]  # fmt: skip

TRACKS = {
    "90": Track("90 minutes", 90, NINETY),
    "half": Track("Half a day", 240, HALF_DAY),
    "day-1": Track("The first day", 450, DAY_ONE),
    "day-2": Track("The second day", 450, DAY_TWO),
}
"""By the name that ``slides NN --track`` takes; the title is the guide's heading."""
