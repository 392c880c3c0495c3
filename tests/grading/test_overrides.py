"""`overrides.csv`: named kindly, kept in bounds, and seen wherever points or feedback are."""

import csv
import io

import pytest

from mlcourse.grading.overrides import decided
from mlcourse.grading.pages import class_page, student_page
from mlcourse.grading.result import Result, TaskResult
from mlcourse.grading.roster import NOTHING, Listed
from mlcourse.grading.summary import summarize
from mlcourse.grading.tables import canvas_csv, grades_csv, moodle_csv

TOPIC = "02_forward_pass"


def tasks(passed=()):
    kinds = (("02.relu", "ReLU", 1), ("02.softmax", "Softmax", 3))
    return [
        TaskResult(id_, title, most if id_ in passed else 0, most, "passed", ["Well done."])
        if id_ in passed
        else TaskResult(id_, title, 0, most, "failed", ["It never ended."], "a loop", 8)
        for id_, title, most in kinds
    ]


@pytest.fixture
def results():
    return [
        Result("Ada Lovelace_1201", TOPIC, tasks(["02.relu", "02.softmax"]), name="Ada Lovelace", platform="moodle",
               number="1201"),
        Result("Participant 1202_1202", TOPIC, tasks(), name="Participant 1202", platform="moodle", number="1202"),
        Result("dag", TOPIC, tasks(), remarks=["A check's cell was edited."]),
        Result("torn", TOPIC, tasks(), problem="The file is torn."),
        Result("zoe", TOPIC, tasks(), problem=NOTHING),
    ]  # fmt: skip


@pytest.fixture
def decide(results, tmp_path):
    def decide(lines, head="student,task,points,comment"):
        (tmp_path / "overrides.csv").write_text(f"{head}\n{lines}", encoding="utf-8")
        changed, wrong = decided(results, tmp_path / "overrides.csv")
        return {each.student.partition("_")[0]: each for each in changed}, wrong

    return decide


def known(results):
    """A roster with everybody's numbers in Moodle and in Canvas."""
    return {
        each.student: Listed(each.student, "", frozenset(), {
            "identifier": f"Participant {place}", "student": "x", "id": f"{place}"})
        for place, each in enumerate(results, start=2000)
    }  # fmt: skip


def feedback(results):
    there = list(results)
    table = csv.DictReader(io.StringIO(moodle_csv(there, known(there))))
    return {row["Full name"]: row["Feedback comments"] for row in table}


def pages_of(by):
    results = list(by.values())
    links = {each.student: f"students/{each.student}.html" for each in results}
    return class_page(results, summarize(results), links, TOPIC, True, [])


@pytest.mark.parametrize("points", ["99", "-1", "3.01", "nan", "inf", "-inf"])
def test_points_that_the_task_cannot_have_are_refused_with_their_line(points, decide):
    by, wrong = decide(f"dag,relu,1,\ndag,softmax,{points},\n")
    assert by["dag"].points == 1
    (said,) = wrong
    assert "line 3" in said
    assert "0 to 3" in said


def test_the_bounds_themselves_can_be_given(decide):
    by, wrong = decide("dag,softmax,3,\nAda Lovelace,softmax,0,\n")
    assert (by["dag"].points, by["Ada Lovelace"].points, wrong) == (3, 1, [])


@pytest.mark.parametrize(
    ("written", "student"),
    [
        ("Ada Lovelace", "Ada Lovelace"),
        ("lovelace ada", "Ada Lovelace"),
        ("Ada Lovelace_1201", "Ada Lovelace"),
        ("Participant 1201", "Ada Lovelace"),
        ("Participant 1202", "Participant 1202"),
        ("Dag", "dag"),
    ],
)
@pytest.mark.parametrize("task", ["softmax", "Softmax", "02.softmax", "SOFT MAX"])
def test_students_and_tasks_are_named_kindly(written, student, task, decide):
    by, wrong = decide(f"{written},{task},2,\n")
    assert wrong == []
    assert by[student].tasks[1].points == 2


def test_a_student_may_be_named_by_what_only_the_roster_knows(results, tmp_path):
    file = tmp_path / "overrides.csv"
    file.write_text("student,task,points,comment\ncountess,relu,0,\nada@school.org,softmax,1,\n")
    keys = frozenset({"countess", "adaschoolorg"})
    roster = {"Ada Lovelace_1201": Listed("ada", "Ada Lovelace", keys)}
    changed, wrong = decided(results, file, roster)
    assert (changed[0].points, wrong) == (1, [])
    assert len(decided(results, file)[1]) == 2


def test_what_is_not_there_lists_what_is(decide):
    _, wrong = decide("Zara,softmax,1,\ndag,hardmax,1,\n")
    assert "Ada Lovelace_1201" in wrong[0]
    assert "softmax (Softmax)" in wrong[1]


def test_who_could_be_two_is_not_guessed(results, tmp_path):
    twins = [Result(f"Bo Li_{each}", TOPIC, tasks(), name="Bo Li") for each in (1, 2)]
    (tmp_path / "overrides.csv").write_text("student,task,points,comment\nBo Li,relu,1,\n")
    changed, (said,) = decided(twins, tmp_path / "overrides.csv")
    assert "Bo Li_1, Bo Li_2" in said
    assert all(each.points == 0 for each in changed)


def test_a_table_of_an_excel_in_europe_is_read(decide):
    by, wrong = decide("dag;softmax;2,5;nearly, very\n", "Student;Task;Points;Comment")
    assert wrong == []
    assert (by["dag"].points, by["dag"].tasks[1].comment) == (2.5, "nearly, very")


def test_lines_are_said_in_their_order_and_none_counts_twice(decide):
    lines = "dag,softmax,1,\ndag,x,1,\n" + "dag,relu,many,\n" * 8 + "dag,Softmax,3,\n"
    by, wrong = decide(lines)
    assert [int(each.split("line ")[1].split(":")[0]) for each in wrong] == list(range(3, 13))
    assert by["dag"].points == 1
    assert "line 2 already" in wrong[-1]


def test_what_cannot_be_read_is_said(tmp_path, results):
    (tmp_path / "overrides.csv").write_bytes(b"student,task,points,comment\ndag,,,Gr\xfc\xdfe\n")
    changed, (said,) = decided(results, tmp_path / "overrides.csv")
    assert "UTF-8" in said
    assert changed == results


def test_comments_and_points_reach_the_feedback_in_place_of_what_the_grader_said(decide):
    by, _ = decide(
        "dag,softmax,2.5,the loop was a typing mistake\ndag,,,come and see me\n"
        "Ada Lovelace,relu,0,copied\nParticipant 1202,relu,,look again\n"
    )
    said = feedback(by.values())
    assert said["dag"].startswith("come and see me<br>\n")
    assert "2.5 of 3 points. the loop was a typing mistake" in said["dag"]
    assert said["dag"].count("It never ended.") == 1  # of relu
    assert "0 of 1 points. copied" in said["Ada Lovelace"]
    assert "Well done" not in said["Ada Lovelace"]
    assert "look again" in said["Participant 1202"]


def test_an_override_is_seen_on_both_pages(decide):
    before = pages_of(decide("")[0])
    by, _ = decide("dag,relu,1,a typing mistake\ndag,softmax,1,\n")
    page = pages_of(by)
    assert "points set by you" not in before
    assert "points set by you: ReLU, Softmax" in page
    assert "set by you to 1 of 1, was 0" in page
    assert page.count("✓") == before.count("✓") + 1
    assert "◐</td>" in page
    summary = summarize(list(by.values()))
    assert (summary.tasks[0].passed, summary.tasks[0].failed) == (2, 1)
    assert dict(summary.tasks[0].mistakes) == {"a loop": 1}
    assert summary.beliefs[0].students == 2
    assert (
        summarize(list(decide("dag,relu,1,\ndag,softmax,3,\n")[0].values())).beliefs[0].students
        == 1
    )
    student = student_page(by["dag"])
    assert '<li class="passed"' in student
    assert "1 of 2 tasks right" in student
    assert "your instructor has set these points; they were 0" in student
    assert '<li class="failed"' not in student


def test_a_belief_names_every_task_that_it_shows_in(decide):
    (belief,) = summarize(list(decide("")[0].values())).beliefs
    assert (belief.students, belief.tasks) == (2, ("ReLU", "Softmax"))


def test_the_pages_of_the_class_hold_the_ids_that_overrides_can_name(decide):
    page = pages_of(decide("")[0])
    for each in ("Ada Lovelace_1201", "<code>softmax</code>", "<code>relu</code>"):
        assert each in page
    assert "A check&#39;s cell was edited." in page


def test_moodle_takes_feedback_for_html_so_it_is(decide):
    by, _ = decide("dag,relu,,i < n: see `relu`\n")
    assert "i &lt; n: see <code>relu</code>" in feedback(by.values())["dag"]


def test_a_0_for_all_is_said_once_and_keeps_the_reason(decide):
    by, _ = decide("torn,,0,come and see me\n")
    said = "Your instructor has set 0 of 4 points."
    assert feedback(by.values())["torn"] == f"come and see me<br>\nThe file is torn.<br>\n{said}"
    assert "all points set by you" in pages_of(by)
    page = student_page(by["torn"])
    assert page.count("The file is torn.") == page.count("has set these points") == 1
    assert "Task by task" not in page
    assert summarize(list(by.values())).tasks[0].failed == 2  # of what was not run nothing is known


def test_of_a_class_without_a_notebook_that_runs_nothing_is_counted(results):
    page = pages_of({each.student: each for each in results if each.problem})
    for part in ("on average", "How the points are spread", "What is missed", "%"):
        assert part not in page.partition("</style>")[2], part
    assert "What could not be graded" in page


def test_without_a_notebook_there_are_no_points_until_the_instructor_gives_some(decide):
    by, _ = decide("")
    there = list(by.values())
    scores = [row["score"] for row in csv.DictReader(io.StringIO(grades_csv(there)))]
    grades = [row["Grade"] for row in csv.DictReader(io.StringIO(moodle_csv(there, known(there))))]
    canvas = [row[TOPIC] for row in csv.DictReader(io.StringIO(canvas_csv(there, known(there))))][
        1:
    ]
    assert scores == grades == canvas == ["4", "0", "0", "", ""]
    assert feedback(there)["zoe"] == NOTHING
    assert (summarize(there).graded, summarize(there).mean) == (3, pytest.approx(4 / 3))
    by, wrong = decide("zoe,,0,never came\ntorn,softmax,2,saw it on paper\n")
    there = list(by.values())
    grades = [row["Grade"] for row in csv.DictReader(io.StringIO(moodle_csv(there, known(there))))]
    assert wrong == []
    assert grades == ["4", "0", "0", "2", "0"]
    assert summarize(there).graded == 5
    assert "saw it on paper" in student_page(by["torn"])
