"""How a lesson is cut into slides: where one begins, what stands on it, what is only said."""

import re
from pathlib import Path

import nbformat
import pytest
from nbformat import v4

from mlcourse import curriculum
from mlcourse.cli import main, slides
from mlcourse.curriculum.tracks import OPENING, TRACKS
from mlcourse.export.slides import SlidesExporter
from mlcourse.export.slides.cut import cut, slide_type
from mlcourse.export.slides.digest import Block, blocks, plain
from mlcourse.export.slides.exporter import in_track, sections
from mlcourse.export.slides.held import Held
from mlcourse.export.widgets import STATE, VIEW

LONG = "It goes on for a while, and nobody reads that from the last row of a room. " * 3
CARD = {"question": "Which?", "options": [{"text": "a", "why": "yes", "right": True}], "kind": "quiz"}  # fmt: skip
DRAWN = {"image/png": "iVBORw0KGgo="}
CURVE = {"question": "Draw.", "options": [], "kind": "prediction", "explanation": "So."}


def text(source, kind=None):
    return v4.new_markdown_cell(source, metadata={"slideshow": {"slide_type": kind}} if kind else {})  # fmt: skip


def code(shows="42", kind=None, **metadata):
    is_text = isinstance(shows, str)
    output = (
        v4.new_output("stream", text=shows) if is_text else v4.new_output("execute_result", shows)
    )
    place = {"slideshow": {"slide_type": kind}} if kind else {}
    return v4.new_code_cell("show()", outputs=[output] if shows else [], metadata=metadata | place)


def told(*cells, cards=()):
    """The slides as (section, kind, texts that stand on them)."""
    made = cut([text("# Title"), *cells], dict(cards).get if cards else lambda model_id: [])
    return [(slide.section, slide.kind, [part.cell.source for part in slide.parts]) for slide in made[1:]]  # fmt: skip


LESSONS = sorted((slides.find_course().root / "lessons").glob("*.ipynb"))
TELLING = (
    12  # characters of an answer that a text does not hold by chance, as it does "2" or "Adam"
)


def asked_of(path):
    """The slides of a lesson that was not run: of its cells' outputs only the cards, as the curriculum has them."""
    notebook, cards = nbformat.read(path, as_version=4), {}
    for cell in notebook.cells:
        if found := re.search(r'^ml\.(predict|quiz)\("(.+?)"', cell.source, re.MULTILINE):
            find = {"predict": curriculum.find_prediction, "quiz": curriculum.find_question}[
                found[1]
            ]
            options = [vars(option) for option in find(found[2]).options]
            cards[found[2]] = [{"question": find(found[2]).text, "options": options}]
            cell.outputs = [v4.new_output("display_data", {VIEW: {"model_id": found[2]}})]
    return cut(notebook.cells, lambda model_id: cards.get(model_id, []))


def standing(slide):
    """What stands on a slide in words."""
    texts = [part.cell.source for part in slide.parts if part.cell.cell_type == "markdown"]
    return "\n".join([slide.section, slide.heading, *texts])


def in_words(markdown):
    return " ".join(plain(markdown).lower().rstrip(".").split())


def test_a_heading_begins_a_slide_and_what_is_long_is_only_said():
    made = cut([text("# T"), text(f"## S\n\nShort.\n\n{LONG}\n\n$$x$$")], lambda model_id: [])
    assert [slide.heading for slide in made] == ["T", "S"]
    assert "".join(part.cell.source for part in made[1].parts) == "Short.$$x$$"
    assert made[1].said == [LONG.strip()]


@pytest.mark.parametrize(
    ("kind", "slides"),
    [
        ("subslide", [["Short."], ["show()"]]),
        ("fragment", [["Short.", "show()"]]),
        ("-", [["Short.", "show()"]]),
        ("notes", [["Short."]]),
        ("skip", [["Short."]]),
    ],
)
def test_a_cell_stands_where_its_type_says(kind, slides):
    assert [parts for *_, parts in told(text("## S\n\nShort."), code(kind=kind))] == slides


def test_a_slide_that_is_full_goes_on_on_another():
    items = "\n".join(f"- Item {i} of a list." for i in range(9))
    found = told(text(f"## S\n\n{items}\n\n{items}"))
    assert [section for section, *_ in found] == ["S", "S"]


def test_a_card_is_a_question_and_then_its_answer_and_a_curve_is_drawn_first():
    view, drawn = ({VIEW: {"model_id": name}} for name in ("quiz", "curve"))
    found = told(text("## S"), code(view), code(drawn), cards={"quiz": [CARD], "curve": [CURVE]})
    assert [kind for _, kind, _ in found] == ["question", "answer", "widget", "answer"]


def test_code_stands_on_a_slide_only_where_its_tag_says_so():
    notebook = v4.new_notebook(cells=[text("# T"), code(), code(tags=["slide-code"])])
    page, _ = SlidesExporter().from_notebook_node(notebook)
    assert page.count("highlight") == page.count('<div class="highlight') + page.count(".highlight")
    assert page.count('<div class="highlight') == 1


def test_what_code_on_a_slide_shows_comes_by_the_next_key():
    made = cut([text("# T\n\n## S"), code(tags=["slide-code"])], lambda model_id: [])
    parts = [(p.late, p.cell.metadata.shows_code, len(p.cell.outputs)) for p in made[-1].parts]
    assert parts == [(False, True, 0), (True, False, 1)]


def test_code_that_is_asked_about_comes_without_its_comments_first():
    cell = code(tags=["slide-code", "asked"])
    cell.source = 'print("#")  # the sign'
    assert [parts for *_, parts in told(text("## S"), cell)] == [['print("#")'], [cell.source]]


def test_a_table_that_is_asked_about_comes_without_its_numbers_first():
    table = "| step | $|g|$ |\n|---|---|\n| 1 | 16 |\n| 2 | 12 |"
    cell = v4.new_markdown_cell(f"Fill in:\n\n{table}", metadata={"tags": ["asked"]})
    (first,), (second,) = (parts for *_, parts in told(text("## S"), cell))
    assert first == f"Fill in:\n\n{table.replace('12', '').replace('  ', ' ')}"
    assert second == table


def test_a_progress_bar_that_is_done_makes_no_slide_of_a_widget():
    bar = v4.new_output("display_data", {VIEW: {"model_id": "bar"}})
    cell = code("right: 96 %")
    cell.outputs.insert(0, bar)
    state = {
        "bar": {"state": {"children": [], "layout": "IPY_MODEL_of"}},
        "of": {"state": {"display": "none"}},
    }
    notebook = v4.new_notebook(cells=[text("# T"), cell], metadata={"widgets": {STATE: {"state": state}}})  # fmt: skip
    page, _ = SlidesExporter().from_notebook_node(notebook)
    assert '<section class="slide shown"' in page


def test_what_a_learner_is_to_write_is_on_no_slide():
    kinds = [slide_type(v4.new_code_cell(code)) for code in ('ml.check("12.it")', "import math", "")]  # fmt: skip
    assert kinds == ["skip"] * 3


def test_a_sentence_leads_to_what_a_cell_shows():
    lead = f"{LONG}Of two numbers the larger:"
    ((_, kind, parts),) = told(text(f"## S\n\n{lead}"), code())
    assert (kind, parts) == ("shown", ["Of two numbers the larger:", "show()"])


def test_a_sentence_in_a_cell_of_its_own_leads_too_and_so_does_one_after_what_is_shown():
    lead = text(f"{LONG}Of two numbers the larger:")
    assert slide_type(lead) == "subslide"
    assert told(text("## S"), lead, code())[0][2] == ["Of two numbers the larger:", "show()"]
    short = "Two numbers. The larger:"
    assert told(text(f"## S\n\n{short}"), code(DRAWN))[0][2] == [short, "show()"]
    both = text(f"## S\n\nA **term**. {LONG}The larger:")
    assert [parts for *_, parts in told(both, code(DRAWN))] == [["A **term**."], ["The larger:", "show()"]]  # fmt: skip


def test_bold_words_alone_lead_to_a_list():
    items = "\n".join(f"{i}. Item {i} of a list." for i in range(9))
    found = told(text(f"## S\n\n{items}"), text(f"**You can**\n\n{items}", "-"))
    assert [parts for *_, parts in found] == [[items], [f"**You can**\n\n{items}"]]


def test_what_a_belief_leads_to_is_shown_below_it_by_the_next_key():
    belief = text("## S\n\n> **A common belief:** it grows. Three steps:")
    made = cut([text("# T"), belief, code("1\n2\n4\n")], lambda model_id: [])
    assert [part.late for part in made[-1].parts] == [False, True]
    bold = text(f"## S\n\nIt **grows**. {LONG}**Three** steps:")
    made = cut([text("# T"), bold, code("1\n2\n4\n")], lambda model_id: [])
    assert [part.late for part in made[-1].parts] == [False, False]


@pytest.mark.parametrize(
    "shows", ["1\n" * 20, {"image/png": "iVBORw0KGgo="}], ids=["long", "picture"]
)
def test_what_does_not_fit_below_a_sentence_has_a_slide_of_its_own(shows):
    belief = text("## S\n\n> **A common belief:** it grows. Twenty steps:")
    assert [kind for _, kind, _ in told(belief, code(shows))] == ["text", "shown"]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.name[:3].strip("_"))
def test_no_slide_says_the_answer_before_or_with_its_question(path):
    made = asked_of(path)
    asked = [i for i, slide in enumerate(made) if slide.kind == "question"]
    assert len(asked) > 5
    for i in asked:
        question, answer = made[i : i + 2]
        assert (question.parts, answer.kind, answer.card) == ([], "answer", question.card)
        (right,) = (each["text"] for each in question.card["options"] if each["right"])
        before = "\n".join(map(standing, made[: i + 1]))
        assert len(right) < TELLING or in_words(right) not in in_words(before), right


def test_what_is_said_where_nothing_stands_is_said_at_the_next_slide():
    made = cut([text(f"# T\n\n## S\n\n{LONG}"), code(), text(LONG)], lambda model_id: [])
    assert [len(slide.said) for slide in made] == [0, 2]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (f"A **term** is this. {LONG}", "A **term** is this."),
        (f"A **term**. {LONG} And **two**.", "- A **term**.\n- And **two**."),
        (f"{LONG} (An aside with a **term**.)", ""),
        ("**Predict** what comes. " + LONG, ""),
        ("Run the cell.", ""),
        ("*A caption.*", ""),
        ("See [lesson 02](02.ipynb).", "See lesson 02."),
        ("> **A belief:** it is so:", "> **A belief:** it is so:"),
    ],
)
def test_what_of_a_text_stands_on_a_slide(source, shown):
    assert [block.shown for block in blocks(source)] == [shown]


def test_a_wide_formula_is_broken_at_its_wide_spaces():
    wide = r"$$a = 0.75 + 0.5 + 0.25 + 1.5, \qquad b = 2 \cdot 0.75 - 0.5 + 0.5 .$$"
    assert Block("formula", wide).shown.count("$$") == 4


def test_sections_have_the_instructors_notes_and_begin_when_the_ones_before_are_over():
    made = cut([text("# T\n\n## One\n\nA.\n\n## Two\n\nB.")], lambda model_id: [])
    notes = "# T: notes\n\n**3 min.** Start.\n\n## One\n\n**5 min.** Ask.\n\n## Two\n\nWait."
    found = sections(made, notes)
    planned = [(each.name, each.begins, each.minutes) for each in found]
    assert planned == [("", 0, 3), ("One", 3, 5), ("Two", 8, 0)]
    assert found[1].notes == "**5 min.** Ask."


# ---------------------------------------------------------------- what a track holds


THREE = "# T\n\nAt first.\n\n## One\n\nA.\n\n## Two\n\nB.\n\n## Three\n\nC."
NOTES = """# T: notes

**3 min.** Start.

## One

**5 min.** Ask.

## Two

**7 min.** Ask.

## Three

**9 min.** Ask."""


def tracked(*holds):
    """The sections that a track holds, as (name, how many slides, begins, minutes)."""
    whole = sections(cut([text(THREE)], lambda model_id: []), NOTES)
    found = in_track(whole, list(holds))
    return [(each.name, len(each.slides), each.begins, each.minutes) for each in found], found


def test_a_track_keeps_the_title_and_its_sections_with_the_breaks_between_them():
    kept, found = tracked(Held("One", 70), Held("Three", 90, "Break (15 min)."))
    assert kept == [("", 1, 0, 0), ("One", 1, 0, 5), ("Three", 1, 20, 9)]
    assert "from 1:10 to 1:15" in found[1].notes
    assert found[2].notes.endswith("**After this:** Break (15 min).")
    assert "After this" not in found[1].notes


def test_a_track_may_hold_the_opening_or_all_of_it():
    assert tracked(Held(OPENING, 5), Held("Two", 8))[0] == [("", 1, 0, 3), ("Two", 1, 3, 7)]
    whole, found = tracked(Held("", 60))
    assert whole == [("", 1, 0, 3), ("One", 1, 3, 5), ("Two", 1, 8, 7), ("Three", 1, 15, 9)]
    assert "from 1:15 to 1:24" in found[3].notes


@pytest.mark.parametrize("track", TRACKS)
def test_a_track_holds_the_sections_that_the_guide_lists_at_their_times(track):
    page = (slides.find_course().root / "workshop/README.md").read_text(encoding="utf-8")
    table = page.split(f"# {TRACKS[track].title}\n")[1].split("\n#")[0]
    for lesson in TRACKS[track].lessons:
        listed = re.findall(rf"\| (\d):(\d\d) \| \d+ \| \[{lesson} · (.+?)\]", table)
        (path,) = slides.find_course().root.glob(f"lessons/{lesson}_*.ipynb")
        held = slides.held_by(slides.find_course(), track, path.stem)
        said = [(60 * int(hours) + int(minutes), section) for hours, minutes, section in listed]
        told = [(each.begins, each.section) for each in held]
        assert [name for _, name in told] == [""] or told == said
        assert (told[0][1] == "") == said[0][1].endswith("all of it")


# ---------------------------------------------------------------- the command


@pytest.fixture
def notebook(monkeypatch, tmp_path):
    """A lesson that is executed already, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(slides, "executed", lambda path: v4.new_notebook(cells=[text("# T"), code()]))  # fmt: skip


@pytest.mark.usefixtures("notebook")
def test_slides_are_made_where_nothing_stands_and_replaced_only_on_request(capsys):
    made = Path("00_the_loop_at_a_glance.slides.html")
    assert main(["slides", "0"]) == 0
    assert "S   your notes" in capsys.readouterr().out
    made.write_text("mine")
    assert main(["slides", "00"]) == 1
    assert "--replace" in capsys.readouterr().err
    assert made.read_text() == "mine"
    assert main(["slides", "00", "--replace"]) == 0
    assert "3 min" in made.read_text()  # the instructor's notes


@pytest.mark.usefixtures("notebook")
def test_slides_of_a_track_are_a_file_of_their_own():
    assert main(["slides", "00", "--track", "half"]) == 0
    page = Path("00_the_loop_at_a_glance.half.slides.html").read_text()
    assert "In the track from 0:10 to 0:13" in page


@pytest.mark.usefixtures("notebook")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["77"], "There is no number 77 in lessons/"),
        (["00", "--out", "."], "is a folder"),
        (["00", "--track", "weekend"], "There is no track 'weekend'. There is:\n  90 "),
        (
            ["04", "--track", "90"],
            "The track 90 (90 minutes) holds nothing of lesson 04. It holds parts of 00, 06, 09.",
        ),
        (["04", "--track", "90"], "Parts of lesson 04 are in: half, day-1."),
        (["07", "--track", "half"], "Parts of lesson 07 are in: no track."),
        (["00", "--out", "here/slides.html"], "Choose another place with --out"),
    ],
)
def test_what_cannot_be_done_is_said_plainly(arguments, said, capsys):
    Path("here").write_text("in the way")
    assert main(["slides", *arguments]) == 1
    assert said in capsys.readouterr().err


def test_a_lesson_that_fails_says_which_and_why(tmp_path):
    path = tmp_path / "01_mine.ipynb"
    nbformat.write(v4.new_notebook(cells=[v4.new_code_cell("1 / 0")]), path)
    with pytest.raises(
        slides.CommandError, match=r"(?s)01_mine.ipynb .* ZeroDivisionError.*doctor"
    ):
        slides.executed(path)
