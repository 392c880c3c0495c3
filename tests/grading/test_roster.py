"""The roster: who should have handed in; names are matched kindly, and nobody is guessed."""

import csv
import io
import json
from zipfile import ZipFile

import pytest
from damaged import TOPIC, load, to_bytes

from mlcourse.cli import main
from mlcourse.grading.files import Refused
from mlcourse.grading.matching import Student
from mlcourse.grading.result import Result, TaskResult
from mlcourse.grading.roster import NOTHING, match, read_roster
from mlcourse.grading.tables import canvas_csv, grades_csv, moodle_csv, moodle_feedback

TABLES = {
    "nbgrader": "id,first_name,last_name,email\nada1,Ada,Lovelace,ada@school.org\nbo2,Bo,Łi,\n",
    "canvas": (
        "Student,ID,SIS User ID,SIS Login ID,Section\n    Points Possible,,,,\n"
        '"Lovelace, Ada",77,ada1,ada@school.org,1\n"Łi, Bo",78,bo2,,1\n"Student, Test",9,,,1\n'
    ),
    "moodle": "First name;Surname;ID number;Email address\nAda;Lovelace;ada1;ada@school.org\nBo;Łi;bo2;\n",
    "lines": "Ada Lovelace\nŁi, Bo\n\n",
}
HANDED_IN = {
    "nbgrader": Student("ada1"),
    "moodle": Student("Ada Lovelace_123", "Ada Lovelace", "moodle", "123"),
    "canvas": Student("lovelaceada_77", "lovelaceada", "canvas", "77"),
    "flat": Student("ada_lovelace"),
    "accents": Student("ÁDA Lovelace"),
    "mail": Student("ada"),
}


def roster(tmp_path, text):
    path = tmp_path / "roster.csv"
    path.write_text(text, encoding="utf-8")
    return read_roster(path)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("handed_in", HANDED_IN)
def test_a_student_is_found_whatever_the_platform_calls_her(table, handed_in, tmp_path):
    listed = roster(tmp_path, TABLES[table])
    assert len(listed) == 2
    matched = match([HANDED_IN[handed_in]], listed)
    known = table != "lines" or handed_in not in ("nbgrader", "mail")
    assert len(matched.of) == known
    assert len(matched.missing) == 2 - known
    assert bool(matched.said) != known


@pytest.mark.parametrize(
    ("name", "log_ins"),
    [
        ("Jürgen Groß", ["juergengross", "jurgengross", "gross.juergen"]),
        ("Søren Ångström", ["sorenangstrom", "soerenaangstroem"]),
        ("Łukasz Æbelø", ["lukaszaebelo"]),
        ("Ju\u0308rgen Gross", ["juergengross", "Jürgen Groß"]),
    ],
)
def test_a_name_is_found_as_a_hub_writes_it(name, log_ins, tmp_path):
    listed = roster(tmp_path, f"Identifier,Full name,Email address\nParticipant 1,{name},a@s.org\n")
    for log_in in log_ins:
        assert set(match([Student(log_in)], listed).of) == {log_in}


def test_two_who_are_written_alike_on_a_hub_are_not_guessed(tmp_path):
    listed = roster(tmp_path, "student_id,name\na1,Jan Müller\na2,Jan Mueller\n")
    matched = match([Student("janmueller"), Student("Jan Müller")], listed)
    assert {who: found.id for who, found in matched.of.items()} == {"Jan Müller": "a1"}
    assert matched.said == ("janmueller handed in, and may be any of these on the roster: a1, a2.",)


def test_who_is_found_by_no_name_is_found_by_a_column_that_is_added(tmp_path):
    text = "Identifier,Full name,Email address,username\nParticipant 1,Ada,a@s.org,al4711\nParticipant 2,Bo,b@s.org,\n"
    there, listed = of(tmp_path, text, Student("al4711"), Student("bo"))
    assert [row["Identifier"] for row in table(moodle_csv(there, listed))] == [
        "Participant 1",
        "Participant 2",
    ]


def result(student, **more):
    return Result(student.id, TOPIC, [TaskResult("04.a", "A", 1, 2, "passed")], name=student.name,
                  platform=student.platform, number=student.number, **more)  # fmt: skip


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


def of(tmp_path, text, *students):
    matched = match(students, roster(tmp_path, text))
    absent = [Student(each.id, each.name) for each in matched.missing]
    everybody = [*map(result, students), *(result(each, problem=NOTHING) for each in absent)]
    return everybody, match([*students, *absent], roster(tmp_path, text)).of


def test_canvas_finds_everybody_by_what_its_own_gradebook_says(tmp_path):
    there, listed = of(tmp_path, TABLES["canvas"], HANDED_IN["canvas"])
    rows = [list(row.values()) for row in table(canvas_csv(there, listed))[1:]]
    assert rows[0][1:] == ["77", "ada1", "ada@school.org", "1", "1"]
    assert rows[1] == ["Łi, Bo", "78", "bo2", "", "1", ""]


def test_moodle_finds_who_did_not_hand_in_by_the_worksheet(tmp_path):
    text = "Identifier,Full name,Email address\nParticipant 123,Ada Lovelace,a@s.org\nParticipant 9,Zoe Late,z@s.org\n"
    there, listed = of(tmp_path, text, HANDED_IN["moodle"])
    rows = table(moodle_csv(there, listed))
    assert [row["Identifier"] for row in rows] == ["Participant 123", "Participant 9"]
    assert [row["email"] for row in table(grades_csv(there, listed))] == ["a@s.org", "z@s.org"]
    hidden = Student("Participant 9_9", "Participant 9", "moodle", "9")
    assert set(match([hidden], roster(tmp_path, text)).of) == {"Participant 9_9"}


WORKSHEETS = {
    "de": ("ID,Vollständiger Name,E-Mail-Adresse,Status,Bewertung,Bestwertung,Bewertung kann geändert werden,"
           "Zuletzt geändert (Abgabe),Zuletzt geändert (Bewertung),Feedback als Kommentar", "Teilnehmer/in"),
    "fr": ("Identifiant,Nom complet,Adresse de courriel,Statut,Note,Note maximale,La note peut être modifiée,"
           "Dernière modification (travail remis),Dernière modification (note),Feedback par commentaires",
           "Participant"),
    "es": ("Identificador,Nombre completo,Dirección de correo,Estado,Calificación,Calificación máxima,"
           "La calificación puede ser cambiada,Última modificación (entrega),Última modificación (calificación),"
           "Comentarios de retroalimentación", "Participante "),
    "pt_br": ("Identificador,Nome completo,Identificação de usuário,Status,Nota,Nota máxima,Nota pode ser alterada,"
              "Última modificação (envio),Última modificação (nota),Comentários de feedback", "Participante"),
}  # fmt: skip


@pytest.mark.parametrize(("head", "participant"), WORKSHEETS.values(), ids=WORKSHEETS)
@pytest.mark.parametrize("separator", [",", ";"])
def test_moodles_worksheet_is_read_and_written_in_its_own_language(head, participant, separator, tmp_path):  # fmt: skip
    people = ["123,Ada Lovelace,a@s.org", "9,Zoe Late,z@s.org"]
    lines = [head, *(f"{participant}{each},-,,100,x,-,-," for each in people)]
    there, listed = of(tmp_path, "\n".join(lines).replace(",", separator), HANDED_IN["moodle"])
    rows = table(moodle_csv(there, listed))
    heads = head.split(",")
    assert list(rows[0]) == [heads[0], heads[1], *heads[4:6], *heads[8:]]
    assert [row[heads[0]] for row in rows] == [f"{participant}123", f"{participant}9"]
    assert [row[heads[1]] for row in rows] == ["Ada Lovelace", "Zoe Late"]
    of_hub = match([Student("lovelaceada")], roster(tmp_path, "\n".join(lines))).of
    assert of_hub["lovelaceada"].row["identifier"] == f"{participant}123"


def test_moodle_takes_everybodys_page_as_a_feedback_file(tmp_path):
    """Its ``importziplib.php`` splits a folder's name at ``_`` and finds a student by the second part."""
    text = "ID,Vollständiger Name,Zuletzt geändert (Bewertung)\nTeilnehmer/in123,Ada_Lovelace,-\nTeilnehmer/in9,Zoe,-\n"
    there, listed = of(tmp_path, text, HANDED_IN["moodle"])
    pages = {each.student: f"page of {each.student}" for each in there}
    with ZipFile(io.BytesIO(moodle_feedback(there, pages, listed))) as archive:
        found = {name: archive.read(name).decode() for name in archive.namelist()}
    folders = {tuple(name.partition("/")[0].split("_", 4)): text for name, text in found.items()}
    assert {(name[1:], folders[name]) for name in folders} == {
        (("123", "assignsubmission", "file"), f"page of {there[0].student}"),
        (("9", "assignsubmission", "file"), f"page of {there[1].student}"),
    }
    assert moodle_feedback([result(Student("ada"))], {"ada": ""}) == b""


def test_a_table_in_a_language_that_is_not_known_is_refused_and_not_taken_for_names(tmp_path):
    with pytest.raises(Refused, match="no column of it is known: Identifikator,Fullt namn,Betyg"):
        roster(tmp_path, "Identifikator,Fullt namn,Betyg\nDeltagare123,Ada Lovelace,\n")
    assert [each.id for each in roster(tmp_path, "Lovelace, Ada\n")] == ["Lovelace, Ada"]


def test_names_stand_in_their_columns(tmp_path):
    there, listed = of(tmp_path, TABLES["nbgrader"], HANDED_IN["nbgrader"])
    (ada, bo) = table(grades_csv(there, listed))
    assert (ada["last_name"], ada["first_name"], ada["email"]) == (
        "Lovelace",
        "Ada",
        "ada@school.org",
    )
    assert (bo["last_name"], bo["score"]) == ("Łi", "")
    assert table(grades_csv([result(Student("x", "Ada Li"))]))[0]["first_name"] == "Ada Li"


def test_who_could_be_two_is_not_guessed(tmp_path):
    listed = roster(tmp_path, "student_id,name\na1,Ada Li\na2,Ada Li\nb1,Bo Li\n")
    matched = match([Student("Ada Li"), Student("bo"), Student("Bo Li"), Student("li, bo")], listed)
    assert set(matched.of) == {"Bo Li"}
    assert [each.id for each in matched.missing] == ["a1", "a2"]
    assert matched.said == (
        "Ada Li handed in, and may be any of these on the roster: a1, a2.",
        "bo handed in, and is not on the roster.",
        "li, bo and Bo Li may both be b1 on the roster.",
    )
    assert set(match([Student("a2", "Ada Li")], listed).of) == {"a2"}


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xfe\x00", b"name,id\n,\n"])
def test_a_roster_that_names_nobody_is_refused(content, tmp_path):
    (tmp_path / "roster.csv").write_bytes(content)
    with pytest.raises(Refused, match="roster"):
        read_roster(tmp_path / "roster.csv")
    with pytest.raises(Refused, match="cannot be read"):
        read_roster(tmp_path / "nowhere.csv")


def test_who_did_not_hand_in_has_a_row_and_a_page(sandbox, tmp_path, capsys):
    for student in ("ada1", "eve"):
        folder = tmp_path / "submitted" / student / TOPIC
        folder.mkdir(parents=True)
        (folder / f"{TOPIC}.ipynb").write_bytes(to_bytes(load("exercises")))
    (tmp_path / "roster.csv").write_text(TABLES["nbgrader"], encoding="utf-8")
    options = ["--roster", str(tmp_path / "roster.csv"), "--out", str(tmp_path / "report")]
    for _ in range(2):  # regrading gives the same
        assert main(["grade", str(tmp_path / "submitted"), "--exercise", "04", *options]) == 0
        report = json.loads((tmp_path / "report" / "report.json").read_text(encoding="utf-8"))
        by = {each["student"]: each for each in report["students"]}
        assert {name: (each["name"], each["problem"]) for name, each in by.items()} == {
            "ada1": ("Ada Lovelace", ""), "bo2": ("Bo Łi", "Nothing was handed in."), "eve": ("", "")}  # fmt: skip
        assert report["warnings"] == ["eve handed in, and is not on the roster."]
    page = (tmp_path / "report" / "class.html").read_text(encoding="utf-8")
    assert "<strong>2</strong> handed in, of 3" in page
    assert "Who handed nothing in" in page
    assert "could not be graded</h2>" not in page
    assert (tmp_path / "report" / "students" / "bo2.html").exists()
    said = capsys.readouterr().out
    assert "2 students handed in. 0 of" in said
    assert "over the 2 that have points" in said
    assert "over the 2 that have points" in page
