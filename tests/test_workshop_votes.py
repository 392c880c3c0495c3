"""The guide names, for each part of each track, one question that is voted on, discussed and voted on again."""

import re
from pathlib import Path

import pytest

from mlcourse.pulse.posted import asked

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "workshop/README.md").read_text(encoding="utf-8")
BORDER = re.compile(r"\*\*Stop point|\| (?:Break|Lunch) \|")
SECTION = re.compile(r"\[(\w+) · (.+?)\]\(")
ROUND = re.compile(r"`([\w.]+)` \((.+?)\)")


def parts(text: str) -> list[set[tuple[str, str]]]:
    """The lessons and sections of each part of a track; what has none, such as an exercise alone, is no part."""
    table = "\n".join(line for line in text.splitlines() if line.startswith("|"))
    found = [set(SECTION.findall(part)) for part in BORDER.split(table)]
    return [each for each in found if each]


def section_of(question: str) -> str:
    """The section of the lesson in which a question is asked."""
    (lesson,) = (ROOT / "authoring").glob(f"{question.partition('.')[0]}_*.lesson.py")
    before = lesson.read_text(encoding="utf-8").partition(f'("{question}")')[0]
    return re.findall(r"^# ## (.+)$", before, re.MULTILINE)[-1]


@pytest.mark.parametrize("track", ["90 minutes", "Half a day", "The first day", "The second day"])
def test_each_part_of_a_track_has_one_question_with_a_full_round(track: str) -> None:
    text = re.split(rf"^##+ {track}$", GUIDE, flags=re.MULTILINE)[1].split("\n#")[0]
    (line,) = re.findall(r"^Full rounds: .+$", text, re.MULTILINE)
    rounds = ROUND.findall(line)
    assert len(rounds) == len(parts(text))
    for (question, section), part in zip(rounds, parts(text), strict=True):
        lesson = question.partition(".")[0]
        assert question in asked()
        assert section_of(question) == section
        whole = [each for number, each in part if number == lesson and each.endswith("all of it")]
        assert (lesson, section) in part or whole
