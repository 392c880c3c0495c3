"""`release`: what is handed out holds points and a due date, nothing solved, and `reveal` may be closed for a while."""

import inspect
import json
from contextlib import nullcontext
from datetime import date, timedelta

import pytest
from damaged import ROOT, TOPIC

from mlcourse import curriculum, reveal
from mlcourse.classroom.release import closed_until, date_file, handout
from mlcourse.cli import main, validate
from mlcourse.cli import release as command
from mlcourse.cli.course import find_course
from mlcourse.cli.working_copy import bring_up_to_date
from mlcourse.grading.reading import exercises_in, read_submission
from mlcourse.grading.sandbox import Room, limits
from mlcourse.grading.submission import Job, grade

NUMBERS = [number for number in curriculum.numbers() if curriculum.has_exercise(number)]
TOMORROW, YESTERDAY = (date.today() + timedelta(days=each) for each in (1, -1))


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    out = tmp_path_factory.mktemp("handout")
    assert (
        main(
            [
                "release",
                "04",
                "--out",
                str(out),
                "--due",
                "2027-03-31",
                "--reveal-from",
                str(TOMORROW),
            ]
        )
        == 0
    )
    return out


def test_it_says_points_and_due_date_and_holds_no_solution(out):
    text = (out / f"{TOPIC}.ipynb").read_text(encoding="utf-8")
    tasks = curriculum.tasks("04")
    assert f"{sum(task.points for task in tasks)} points" in text
    assert "Due: 2027-03-31" in text
    assert str(TOMORROW) in text
    assert "BEGIN SOLUTION" not in text
    for cell in json.loads(text)["cells"]:
        assert not cell.get("outputs")
    for task in tasks:
        if task.is_function:
            last = inspect.getsource(task.answer).strip().splitlines()[-1].strip()
            assert json.dumps(last)[1:-1] not in text


@pytest.fixture(scope="module")
def all_of_them(tmp_path_factory):
    """Every exercise of the course, released with one command; that each is solved, a test below says."""
    out = tmp_path_factory.mktemp("all")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(command, "refuse_unsolved", lambda *_: None)
        assert main(["release", *NUMBERS, "--out", str(out)]) == 0
    return {path.name.partition("_")[0]: path for path in sorted(out.glob("*.ipynb"))}


@pytest.fixture(scope="module")
def room(sandbox):
    with Room(limits(20)) as room:
        yield room


@pytest.mark.parametrize("number", NUMBERS)
def test_every_exercise_is_released_graded_and_validated(
    number, all_of_them, room, tmp_path, capsys, monkeypatch
):
    """As it is handed out, and solved."""
    path = all_of_them[number]
    full = sum(task.points for task in curriculum.tasks(number))
    published, worked = (
        (ROOT / folder / path.name).read_bytes() for folder in ("exercises", "solutions")
    )
    assert exercises_in(path.read_bytes()) == {number}
    assert f"**{full} points.**" in path.read_text(encoding="utf-8")
    blank = grade(Job("ada", path.stem, path.read_bytes(), published), room)
    assert (blank.points, blank.remarks) == (0, [])
    (tmp_path / path.name).write_bytes(handout(worked, "worked"))
    monkeypatch.setattr(validate, "PlainRoom", lambda _: nullcontext(room))
    assert main(["validate", str(tmp_path / path.name), "--timeout", "20"]) == 0
    said = capsys.readouterr().out
    assert f"{full} of {full} points" in said
    assert "Before you hand it in" not in said


def test_learners_are_told_what_their_copy_can_show_them(out, all_of_them):
    """With a date, and without one."""
    closed, open_ = (
        json.loads(path.read_text(encoding="utf-8"))["cells"][1]
        for path in (out / f"{TOPIC}.ipynb", all_of_them["04"])
    )
    for cell in (closed, open_):
        text = "".join(cell["source"])
        assert "`hint` gives three hints to each task" in text
        assert "`reveal` shows the worked solution" in text
    assert f"not before {TOMORROW} in this folder" in "".join(closed["source"])
    assert "whenever you ask twice" in "".join(open_["source"])


def test_what_was_released_is_graded_like_the_exercise(out):
    published = (ROOT / "exercises" / f"{TOPIC}.ipynb").read_bytes()
    read = read_submission((out / f"{TOPIC}.ipynb").read_bytes(), published, curriculum.tasks("04"))
    assert read.warnings == ()
    assert len(set(read.places.values())) == len(curriculum.tasks("04"))


def test_reveal_is_closed_until_the_day(out, tmp_path, monkeypatch):
    inner = out / "work"
    inner.mkdir()
    monkeypatch.chdir(inner)
    assert closed_until("04") == TOMORROW
    assert closed_until("03") is None
    for _ in range(2):
        note = reveal("04.tanh_slope")
        assert f"closed until {TOMORROW}" in note.title
        assert "np.tanh(z) ** 2" not in repr(note)
    for content in (
        {"reveal_from": str(YESTERDAY)},
        {"reveal_from": str(date.today())},
        {"reveal_from": 4},
        [],
        "torn",
    ):
        (tmp_path / date_file("04")).write_text(json.dumps(content))
        monkeypatch.chdir(tmp_path)
        assert closed_until("04") is None


def test_an_exercise_that_its_own_solution_does_not_solve_is_not_released(
    tmp_path, monkeypatch, capsys
):
    read_bytes = type(tmp_path).read_bytes
    monkeypatch.setattr(
        type(tmp_path),
        "read_bytes",
        lambda path: read_bytes(path).replace(b"1 - np.tanh(z) ** 2", b"1 - np.tanh(z) ** 3"),
    )
    assert main(["release", "04", "--out", str(tmp_path / "out")]) == 1
    assert "does not get full marks" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_date_can_be_corrected_in_the_same_folder(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(command, "refuse_unsolved", lambda *_: None)
    release = ["release", "--out", str(tmp_path), "--due"]
    assert main([*release, "2027-03-31", "--reveal-from", "2027-04-01", "04"]) == 0
    assert main([*release, "2027-04-30", "--reveal-from", "2027-05-01", "04"]) == 0
    notebook = (tmp_path / f"{TOPIC}.ipynb").read_text(encoding="utf-8")
    assert "2027-04-30" in notebook
    assert "2027-03-31" not in notebook
    closed = (tmp_path / date_file("04")).read_text()
    assert "2027-05-01" in closed
    assert "24 points" in capsys.readouterr().out
    assert main([*release, "2027-04-30", "04"]) == 1  # it would open 04
    assert date_file("04") in capsys.readouterr().err
    assert main([*release, "2027-04-30", "--reveal-from", "2027-06-01", "02"]) == 0
    assert (tmp_path / date_file("04")).read_text() == closed  # another exercise has another day
    assert "2027-06-01" in (tmp_path / date_file("02")).read_text()
    (tmp_path / f"{TOPIC}.ipynb").write_text(notebook.replace("np.", "numpy.", 1), encoding="utf-8")
    assert main([*release, "2027-05-30", "--reveal-from", "2027-05-01", "04"]) == 1
    assert (tmp_path / date_file("04")).read_text() == closed


def test_a_fresh_handout_in_a_working_copy_has_no_changes_of_the_learner(out, tmp_path):
    root = tmp_path / "copy"
    (root / "exercises").mkdir(parents=True)
    mine = root / "exercises" / f"{TOPIC}.ipynb"
    mine.write_bytes((out / f"{TOPIC}.ipynb").read_bytes())
    assert not [said for said in bring_up_to_date(find_course(), root) if TOPIC in said]
    mine.write_bytes(mine.read_bytes().replace(b"np.", b"numpy.", 1))  # they work in it
    assert not [said for said in bring_up_to_date(find_course(), root) if TOPIC in said]
    assert mine.read_bytes() != (out / f"{TOPIC}.ipynb").read_bytes()
    assert [path.name for path in (root / "exercises").glob("04*")] == [f"{TOPIC}.ipynb"]


def test_another_file_in_its_place_is_refused(out, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(command, "refuse_unsolved", lambda *_: None)
    (tmp_path / f"{TOPIC}.ipynb").write_text("mine")
    assert main(["release", "04", "--out", str(tmp_path)]) == 1
    assert "differs" in capsys.readouterr().err
    assert (tmp_path / f"{TOPIC}.ipynb").read_text() == "mine"
