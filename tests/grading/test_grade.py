"""`grade` from end to end: tables, pages, overrides, going on where it stopped; small classes in the real sandbox."""

import csv
import io
import json
import shutil
import unicodedata
from unittest.mock import Mock

import pytest
from damaged import TOPIC, answer_of, load, solved, to_bytes

from mlcourse import curriculum
from mlcourse.cli import main
from mlcourse.grading import executors, whole_class
from mlcourse.grading.begin import where_to_begin
from mlcourse.grading.overrides import decided
from mlcourse.grading.pages import class_page, student_page
from mlcourse.grading.result import Result, TaskResult
from mlcourse.grading.summary import summarize
from mlcourse.grading.tables import canvas_csv, grades_csv, left_out, moodle_csv

FULL = sum(task.points for task in curriculum.tasks("04"))
BO = FULL - 3 - 4 - 4  # the whole way back and the training loop call the function that is wrong


def wrong():
    notebook = solved()
    answer_of(notebook, "04.output_delta")["source"] = (
        "def output_delta(logits, y):\n"
        "    p = np.exp(logits - logits.max(axis=1, keepdims=True))\n"
        "    p = p / p.sum(axis=1, keepdims=True)\n"
        "    return p - np.eye(logits.shape[1])[y]"
    )
    return to_bytes(notebook)


@pytest.fixture(scope="module")
def submitted(tmp_path_factory):
    root = tmp_path_factory.mktemp("course") / "submitted"
    files = {
        "ada": to_bytes(solved()),
        "bo": wrong(),
        "cleo": to_bytes(load("exercises")),
        "dan": b"{",
    }
    for student, content in files.items():
        (root / student / TOPIC).mkdir(parents=True)
        (root / student / TOPIC / f"{TOPIC}.ipynb").write_bytes(content)
    return root


def graded(submitted, out, *options):
    assert main(["grade", str(submitted), "--out", str(out), *options]) == 0
    content = json.loads((out / "report.json").read_text(encoding="utf-8"))
    return content, {each["student"]: each for each in content["students"]}


@pytest.fixture(scope="module")
def out(sandbox, submitted, tmp_path_factory):
    out = tmp_path_factory.mktemp("report")
    graded(submitted, out)
    return out


@pytest.fixture
def no_work(monkeypatch):
    """Nothing is graded any more: what is kept must do."""
    monkeypatch.setattr(executors, "grade_here", None)


def rows(out, name):
    with (out / name).open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_the_tables_and_pages_hold_everybody(out, capsys):
    table = {row["student_id"]: row for row in rows(out, "grades.csv")}
    assert {
        student: float(row["score"]) if row["score"] else None for student, row in table.items()} == {
        "ada": FULL, "bo": BO, "cleo": 0, "dan": None}  # fmt: skip
    assert {row["assignment"] for row in table.values()} == {TOPIC}
    assert sorted(path.stem for path in (out / "students").iterdir()) == [
        "ada",
        "bo",
        "cleo",
        "dan",
    ]


def test_a_learning_platforms_table_holds_whom_it_knows_and_excel_reads_the_tables(
    submitted, out, tmp_path
):
    """Of folders nobody's number there is known; a worksheet or a gradebook as roster says it."""
    assert not list(out.glob("[mc]*.csv"))
    assert "There is no moodle.csv" in (out / "class.html").read_text(encoding="utf-8")
    shutil.copytree(out, tmp_path / "out")
    of_moodle = tmp_path / "of_moodle.csv"
    of_moodle.write_text(
        "Identifier,Email address\nParticipant 7,ada@s.org\nParticipant 9,dan@s.org\n"
    )
    content, _ = graded(submitted, tmp_path / "out", "--roster", str(of_moodle))
    ada, dan = rows(tmp_path / "out", "moodle.csv")
    assert (ada["Identifier"], ada["Grade"]) == ("Participant 7", str(FULL))
    assert ada["Last modified (grade)"] == "-"
    assert (dan["Identifier"], dan["Grade"]) == ("Participant 9", "")
    assert "torn" in dan["Feedback comments"]
    assert "moodle.csv leaves out bo, cleo" in " ".join(content["warnings"])
    for path in (tmp_path / "out").glob("*.csv"):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf"), path
    of_canvas = tmp_path / "of_canvas.csv"
    of_canvas.write_text("Student,ID,SIS Login ID\nada,3,ada\nbo,4,bo\ncleo,5,cleo\ndan,6,dan\n")
    content, _ = graded(submitted, tmp_path / "out", "--roster", str(of_canvas))
    possible, *found = rows(tmp_path / "out", "canvas.csv")
    assert possible[TOPIC] == str(FULL)
    assert [(row["ID"], row[TOPIC]) for row in found] == [
        ("3", str(FULL)), ("4", str(BO)), ("5", "0"), ("6", "")]  # fmt: skip
    assert not (tmp_path / "out" / "moodle.csv").exists()
    assert content["warnings"] == []


def test_moodle_and_canvas_find_the_columns_without_which_they_refuse_a_table(out):
    """As their importers say: Moodle's ``importgradeslib.php``, Canvas' ``gradebook_importer.rb``."""
    moodle = Result(
        "Ada Lovelace_12", TOPIC, [], name="Ada Lovelace", platform="moodle", number="12"
    )
    canvas = Result("lovelaceada_77", TOPIC, [], name="lovelaceada", platform="canvas", number="77")
    (row,) = csv.DictReader(io.StringIO(moodle_csv([moodle])))
    assert {"Identifier", "Grade", "Last modified (grade)", "Feedback comments"} <= set(row)
    assert row["Identifier"] == "Participant 12"
    head, possible, first = csv.reader(io.StringIO(canvas_csv([canvas])))
    assert head == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", TOPIC]
    assert "Points Possible" in possible[0]
    assert first[:2] == ["lovelaceada", "77"]


def test_a_student_page_names_the_mistake_and_nobody_else(out):
    page = (out / "students" / "bo.html").read_text(encoding="utf-8")
    assert "exactly 31 times ours" in page or "the mean" in page
    assert "Read next: lesson 03, “Mean or sum”" in page
    assert (
        "It calls your <code>output_delta</code>, which is not right yet: mend that first." in page
    )
    assert not any(other in page for other in ("ada", "cleo", "dan."))
    torn = (out / "students" / "dan.html").read_text(encoding="utf-8")
    assert "torn" in torn
    assert "reset 04 --exercise" in torn
    for each in ("http://", "https://", "<script", "<img"):
        assert each not in page


def test_the_class_page_says_what_is_missed_and_what_stands_behind_it(out):
    content = json.loads((out / "report.json").read_text(encoding="utf-8"))
    missed = {task["id"]: task["missed"] for task in content["tasks"]}
    assert missed["04.output_delta"] == pytest.approx(2 / 3, abs=1e-3)
    assert missed["04.tanh_slope"] == pytest.approx(1 / 3, abs=1e-3)
    page = (out / "class.html").read_text(encoding="utf-8")
    assert all(f"students/{each}.html" in page for each in ("ada", "bo", "cleo", "dan"))
    for part in ("How the points are spread", "Who needs help", "What could not be graded"):
        assert f"<h2>{part}</h2>" in page
    assert "lesson 03, “Mean or sum”" in page
    for belief in content["misconceptions"]:
        assert belief["section"].startswith("lesson ")
        assert belief["students"] == 1


def test_grading_again_gives_the_same_and_does_no_work(submitted, out, no_work, monkeypatch):
    bar = Mock()
    monkeypatch.setattr("tqdm.tqdm", lambda **_: bar)
    before = {path.name: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    graded(submitted, out)
    assert (bar.n, bar.total) == (4, 4)
    assert {path.name: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


def test_what_the_instructor_decides_survives(submitted, out, no_work):
    overrides = out / "overrides.csv"
    overrides.write_text(
        "student,task,points,comment\nbo,output_delta,2.5,<b>nearly</b>\nbo,,,See me\n"
        "zoe,output_delta,1,\nbo,nothing,1,\nbo,adam_step,many,\n"
    )
    try:
        content, by = graded(submitted, out)
        assert by["bo"]["points"] == BO + 2.5
        page = (out / "students" / "bo.html").read_text(encoding="utf-8")
        assert "See me" in page
        assert "&lt;b&gt;nearly" in page
        assert "<b>" not in page
        assert len(content["warnings"]) == 3
        assert "no student" in " ".join(content["warnings"])
        assert overrides.read_text().startswith("student,task")
    finally:
        overrides.unlink()
        graded(submitted, out)


def test_a_changed_notebook_alone_is_graded_again(submitted, out, monkeypatch):
    seen, grade_here = [], executors.grade_here
    monkeypatch.setattr(
        executors,
        "grade_here",
        lambda job, *more: seen.append(job.student) or grade_here(job, *more),
    )
    file = submitted / "dan" / TOPIC / f"{TOPIC}.ipynb"
    try:
        file.write_bytes(to_bytes(solved()))
        _, by = graded(submitted, out)
        assert seen == ["dan"]
        assert by["dan"]["points"] == FULL
    finally:
        file.write_bytes(b"{")
        graded(submitted, out)


def test_stopped_by_ctrl_c_it_keeps_what_is_done_and_goes_on(
    sandbox, submitted, tmp_path, monkeypatch, capsys
):
    grade_here, seen = executors.grade_here, []

    def interrupted(job, *more):
        if len(seen) == 2:
            raise KeyboardInterrupt
        seen.append(job.student)
        return grade_here(job, *more)

    monkeypatch.setattr(executors, "grade_here", interrupted)
    assert main(["grade", str(submitted), "--out", str(tmp_path)]) == 1
    assert "goes on from there" in capsys.readouterr().err
    assert seen == ["ada", "bo"]
    monkeypatch.setattr(
        executors,
        "grade_here",
        lambda job, *more: seen.append(job.student) or grade_here(job, *more),
    )
    _, by = graded(submitted, tmp_path)
    assert seen == ["ada", "bo", "cleo", "dan"]
    assert by["ada"]["points"] == FULL


def test_two_workers_give_what_one_gives(submitted, out, tmp_path):
    seed = str(json.loads((out / "report.json").read_text(encoding="utf-8"))["seed"])
    graded(submitted, tmp_path, "--jobs", "2", "--seed", seed)
    assert (tmp_path / "grades.csv").read_bytes() == (out / "grades.csv").read_bytes()


def test_a_seed_repeats_a_disputed_grade():
    from mlcourse.grading.judging import plan

    task = curriculum.find_task("04.tanh_slope")
    one, other = plan(task.id, 7), plan(task.id, 8)
    same = [call.drawn["z"].tobytes() for call, _ in plan(task.id, 7).calls]
    assert [call.drawn["z"].tobytes() for call, _ in one.calls] == same
    assert [call.drawn["z"].tobytes() for call, _ in other.calls] != same


def test_without_bubblewrap_it_refuses_unless_it_is_allowed_and_says_so(
    submitted, tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert main(["grade", str(submitted), "--out", str(tmp_path)]) == 1
    assert "bubblewrap is not installed" in capsys.readouterr().err
    assert not list(tmp_path.rglob("*.csv"))
    _, by = graded(submitted, tmp_path, "--allow-unisolated")
    assert "NOT ISOLATED" in capsys.readouterr().out
    assert by["ada"]["points"] == FULL
    for page in tmp_path.rglob("*.html"):
        assert "not isolated" in page.read_text(encoding="utf-8")


def test_what_cannot_be_graded_at_all_is_a_plain_message(tmp_path, capsys):
    for source in (tmp_path / "nowhere", tmp_path):
        assert main(["grade", str(source), "--out", str(tmp_path / "out")]) == 1
    assert "neither a folder nor a zip" in capsys.readouterr().err


def test_a_result_that_was_torn_is_made_again(tmp_path):
    result = Result("ada", TOPIC, [TaskResult("04.a", "A", 1, 2, "passed")], seed=3)
    whole_class.keep(tmp_path, result)
    assert whole_class.read_kept(tmp_path, "ada") == result
    (file,) = (tmp_path / whole_class.KEPT).iterdir()
    file.write_bytes(file.read_bytes()[:20])
    assert whole_class.read_kept(tmp_path, "ada") is None


def test_the_report_of_another_exercise_is_not_written_over(submitted, tmp_path, capsys):
    whole_class.keep(tmp_path, Result("ada", "02_forward_pass", []))
    assert main(["grade", str(submitted), "--out", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "holds the report of 02_forward_pass" in said
    assert TOPIC in said
    assert not (tmp_path / "class.html").exists()


@pytest.mark.parametrize("name", ["../../evil", "a/b", "", "..", "CON:", "ä" * 200])
def test_a_students_name_is_never_a_path(name):
    made = whole_class.file_name(name)
    assert made
    assert "/" not in made
    assert made not in ("..", ".")
    assert whole_class.file_name(name + "x") != made


def test_names_that_some_disk_takes_for_one_have_files_of_their_own():
    """macOS and Windows know no capital letters; macOS takes two ways to write é for one."""
    for one, other in (("Ada", "ada"), ("ren\u00e9", "rene\u0301")):
        names = {
            unicodedata.normalize("NFC", whole_class.file_name(each)).lower()
            for each in (one, other)
        }
        assert len(names) == 2


def test_a_name_turns_nothing_round_that_stands_beside_it():
    """A name may hold a sign that turns the direction of writing: 42 points beside it must not read as 24."""
    result = Result("\u202eada", TOPIC, [TaskResult("04.tanh_slope", "A", 0, 1, "failed")])
    page = class_page([result], summarize([result]), {"\u202eada": "x.html"}, TOPIC, True, [])
    assert page.count("\u202eada") == page.count("<bdi>\u202eada</bdi>") > 1
    assert "<bdi>\u202eada</bdi>" in student_page(result)


def missed(task, *helpers, status="failed"):
    most = curriculum.find_task(f"04.{task}").points
    return TaskResult(f"04.{task}", task, 0, most, status, ["Seen."], helpers=list(helpers))


def test_one_begins_with_what_most_points_hang_on_and_with_nothing_that_only_follows():
    tasks = [
        missed("weight_slope"),
        missed("tanh_slope"),
        missed("output_delta"),
        missed("backward_pass", "output_delta"),
        missed("train_batches", "backward_pass", status="stopped"),
    ]
    first, second = where_to_begin(Result("ada", TOPIC, tasks))
    assert first.task.id == "04.output_delta"
    assert first.callers == ("backward_pass", "train_batches")
    assert (second.task.id, second.callers) == ("04.weight_slope", ())
    tasks[2].status = "blank"  # not attempted, but others call it
    assert where_to_begin(Result("ada", TOPIC, tasks))[0].task.id == "04.output_delta"
    tasks[2].was, tasks[2].points = 0, tasks[2].max_points  # given by the instructor
    assert where_to_begin(Result("ada", TOPIC, tasks))[0].task.id == "04.backward_pass"


def test_what_follows_from_another_task_is_told_apart(out):
    """Bo's way back calls the function that is wrong; nothing else of it is known."""
    content = json.loads((out / "report.json").read_text(encoding="utf-8"))
    of = {task["id"]: task for task in content["tasks"]}
    assert (of["04.output_delta"]["failed"], of["04.output_delta"]["follow"]) == (1, 0)
    assert (of["04.backward_pass"]["failed"], of["04.backward_pass"]["follow"]) == (1, 1)
    assert "may be right themselves" in (out / "class.html").read_text(encoding="utf-8")
    page = (out / "students" / "bo.html").read_text(encoding="utf-8")
    begin = page.partition("Where to begin")[2].partition("Task by task")[0]
    assert 'href="#04.output_delta"' in begin
    assert "What calls it cannot be right before" in begin
    assert 'href="#04.backward_pass"' not in begin
    way_back = page.partition('id="04.backward_pass"')[2].partition("</li>")[0]
    assert "lesson 03, “Mean or sum”" in way_back  # not what stands behind its own mistakes


def test_a_mistake_without_a_belief_stands_with_those_of_its_section():
    def result(student, task, mistake, misconception=None):
        found = TaskResult(task, task, 0, 1, "failed", ["Seen."], mistake, misconception)
        return Result(student, "02_forward_pass", [found])

    beliefs = summarize([
        result("ada", "02.softmax", "x", 12), result("eva", "02.sigmoid", "sigmoid that overflows"),
        result("bo", "02.hidden_sum", "-2.5"),
    ]).beliefs  # fmt: skip
    assert [belief.students for belief in beliefs] == [1, 1]
    assert any("sigmoid that overflows" in belief.text for belief in beliefs)


def test_two_who_would_be_one_on_a_platform_are_in_no_table_of_it():
    ada, bo, cleo = (
        Result(f"{name}_{number}", TOPIC, [], name=name, platform="moodle", number=number)
        for name, number in (("Ada", "1"), ("Bo", "1"), ("Cleo", "2"))
    )
    (row,) = csv.DictReader(io.StringIO(moodle_csv([ada, bo, cleo])))
    assert row["Full name"] == "Cleo"
    (said,) = left_out([ada, bo, cleo])
    assert "moodle.csv leaves out Ada, Bo:" in said


def test_a_name_is_no_formula_for_a_spreadsheet():
    tasks = [TaskResult("04.a", "A", 1, 2, "passed")]
    moodle, canvas = (
        Result("=1+1", TOPIC, tasks, name="@SUM(A1)", platform=each, number="1")
        for each in ("moodle", "canvas")
    )
    for table in (grades_csv([moodle]), moodle_csv([moodle]), canvas_csv([canvas])):
        assert "'@SUM" in table
        assert "\n=1" not in table
        assert ",=1" not in table


def test_overrides_with_other_columns_are_refused(tmp_path):
    (tmp_path / "overrides.csv").write_text("name,grade\n")
    assert "no column" in decided([], tmp_path / "overrides.csv")[1][0]
    assert decided([], tmp_path / "nothing.csv") == ([], [])
