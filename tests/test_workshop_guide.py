"""The instructor's guide: each track fills its time, and whatever it names is there, with the minutes of the notes."""

import re
from pathlib import Path

import pytest
import workshop_guide

from mlcourse.curriculum.tracks import REST, Own, Part, Track

ROOT = Path(__file__).parent.parent
GUIDE = ROOT / "workshop/README.md"
TEXT = GUIDE.read_text(encoding="utf-8")
LENGTHS = {"90 minutes": 90, "Half a day": 240, "The first day": 450, "The second day": 450}
ROW = re.compile(r"^\| (?:(\d+):(\d\d) \| (\d+))? .*?\| (.+?) \| ", re.MULTILINE)
SECTION = re.compile(r"\[(\w+) · (.+?)\]\((.+?)\)")


def rows(track: str) -> list[tuple[int, int, str]]:
    """When each row of a track begins, how long it takes, and what it says; stop points left out."""
    found = ROW.findall(re.split(rf"^##+ {track}$", TEXT, flags=re.MULTILINE)[1].split("\n#")[0])
    return [(60 * int(h) + int(m), int(taken), what) for h, m, taken, what in found if h]


@pytest.mark.parametrize(("track", "length"), LENGTHS.items())
def test_a_track_adds_up_to_its_time(track, length):
    found = rows(track)
    ends = [begins + taken for begins, taken, _ in found]
    assert len(found) > 8
    assert [begins for begins, _, _ in found] == [0, *ends[:-1]]
    assert ends[-1] == length
    assert "Stop point" in TEXT.split(f"# {track}\n")[1].split("\n#")[0]


@pytest.mark.parametrize("track", LENGTHS)
def test_a_longer_section_says_what_to_cut_when_late_and_a_stop_point_when_it_comes(track):
    part = re.split(rf"^##+ {track}$", TEXT, flags=re.MULTILINE)[1].split("\n#")[0]
    for line in re.findall(r"^\| \d.+", part, re.MULTILINE):
        begins, minutes, what, late = (each.strip() for each in line.strip("|").split("|"))
        assert re.fullmatch(r"\d:\d\d", begins)
        assert late or "](" not in what or int(minutes) < 7, what
    assert part.count("**Stop point.**") == len(
        re.findall(r"^\| \d:\d\d \|  \| \*\*Stop", part, re.MULTILINE)
    )


@pytest.mark.parametrize("track", LENGTHS)
def test_what_a_track_names_is_a_section_of_the_lesson_and_takes_the_minutes_of_its_notes(track):
    links = [(taken, SECTION.search(what)) for _, taken, what in rows(track)]
    named = [(taken, *link.groups()) for taken, link in links if link]
    assert len(named) >= 6
    for taken, number, section, link in named:
        (lesson,) = (ROOT / "authoring").glob(f"{number}_*.lesson.py")
        notes = (ROOT / "workshop" / link.partition("#")[0]).read_text(encoding="utf-8")
        if section == "the opening":
            part = notes.partition("\n## ")[0]
        elif section.endswith(", all of it"):
            assert section.removesuffix(", all of it") in notes.partition("\n")[0]
            part = notes
        else:
            assert f"# ## {section}\n" in lesson.read_text(encoding="utf-8")
            part = notes.split(f"\n## {section}\n")[1].partition("\n## ")[0]
        assert taken == sum(map(int, re.findall(r"^\*\*(\d+) min\.", part, re.MULTILINE)))


def test_every_link_leads_somewhere():
    for target in re.findall(r"\]\((?!http)(.+?)\)", TEXT):
        path, _, anchor = target.partition("#")
        page = (GUIDE.parent / path if path else GUIDE).read_text(encoding="utf-8")
        headings = {workshop_guide.slug(each) for each in re.findall(r"^#+ (.+)$", page, re.MULTILINE)}  # fmt: skip
        assert not anchor or anchor in headings, target


def test_every_lesson_has_notes_that_the_guide_links():
    notes = {path.name for path in GUIDE.parent.glob("[0-9]*.md")}
    assert notes <= set(re.findall(r"\]\((.+?)\)", TEXT.partition("\n## ")[0]))


@pytest.mark.parametrize(
    ("row", "said"),
    [(Part("04", "No such section"), "No such section"), (Part("04"), "0 of 90 minutes")],
)
def test_a_track_with_a_wrong_name_or_no_time_left_is_refused(row, said, tmp_path):
    notes = {"04": tmp_path / "04.md"}
    notes["04"].write_text("# 04\n\n## Once by hand\n\n**90 min.** All of it.\n", encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        workshop_guide.table(Track("Mine", 90, [row, Own(REST, "")]), notes)
