"""The working copy: whatever happens, nothing that a learner wrote is lost or overwritten."""

import subprocess
import sys
from pathlib import Path

import pytest

from mlcourse.cli import main
from mlcourse.cli.course import CommandError, Course, find_course
from mlcourse.cli.working_copy import bring_up_to_date, reset

NOTEBOOK = "lessons/00_start.ipynb"
NEWER = "lessons/00_start.new.ipynb"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course with one lesson and one exercise, in its first version."""
    course = Course(tmp_path / "course", checkout=None)
    publish(course, NOTEBOOK, "version 1")
    publish(course, "exercises/01_first.ipynb", "an exercise")
    publish(course, "solutions/01_first.ipynb", "a solution")
    return course


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "copy"


def publish(course: Course, name: str, text: str) -> None:
    """Bring out a file of the course, or a new version of it."""
    (course.root / name).parent.mkdir(parents=True, exist_ok=True)
    (course.root / name).write_text(text)


def learner_writes(root: Path, text: str, name: str = NOTEBOOK) -> None:
    (root / name).write_text(text)


def everything_in(root: Path) -> dict[str, str]:
    """Every visible file and its text."""
    files = (path for path in root.rglob("*") if path.is_file())
    names = ((path.relative_to(root).as_posix(), path) for path in files)
    return {name: path.read_text() for name, path in names if not name.startswith(".")}


def test_lessons_and_exercises_are_laid_down_and_solutions_are_not(course, root):
    publish(course, "lessons/.ipynb_checkpoints/00_start-checkpoint.ipynb", "a tool's own")
    publish(course, "lessons/mlcourse-progress.json", "what an author tried")
    assert bring_up_to_date(course, root) == []
    assert everything_in(root) == {
        NOTEBOOK: "version 1",
        "exercises/01_first.ipynb": "an exercise",
    }


def test_symbols_and_words_come_along_and_the_instructors_pages_do_not(course, root):
    publish(course, "docs/notation.md", "symbols")
    publish(course, "docs/glossary.md", "words")
    publish(course, "docs/mistakes.md", "every answer")
    bring_up_to_date(course, root)
    assert (root / "docs/notation.md").read_text() == "symbols"
    assert (root / "docs/glossary.md").read_text() == "words"
    assert not (root / "docs/mistakes.md").exists()


def test_a_file_the_learner_left_alone_is_updated_without_a_word(course, root):
    bring_up_to_date(course, root)
    publish(course, NOTEBOOK, "version 2")
    assert bring_up_to_date(course, root) == []
    assert (root / NOTEBOOK).read_text() == "version 2"
    assert not (root / NEWER).exists()


def test_a_file_the_learner_changed_stays_and_the_newer_one_is_laid_beside_it(course, root):
    bring_up_to_date(course, root)
    learner_writes(root, "mine")
    publish(course, NOTEBOOK, "version 2")
    (message,) = bring_up_to_date(course, root)
    assert NOTEBOOK in message
    assert Path(NEWER).name in message
    assert (root / NOTEBOOK).read_text() == "mine"
    assert (root / NEWER).read_text() == "version 2"


def test_a_changed_file_is_no_news_as_long_as_the_course_stays_as_it_is(course, root):
    bring_up_to_date(course, root)
    learner_writes(root, "mine")
    assert bring_up_to_date(course, root) == []
    assert not (root / NEWER).exists()


def test_a_newer_version_is_laid_beside_only_once_even_if_the_learner_deletes_it(course, root):
    bring_up_to_date(course, root)
    learner_writes(root, "mine")
    publish(course, NOTEBOOK, "version 2")
    bring_up_to_date(course, root)
    assert bring_up_to_date(course, root) == []
    (root / NEWER).unlink()
    assert bring_up_to_date(course, root) == []
    assert not (root / NEWER).exists()


def test_a_later_version_replaces_the_one_laid_beside_unless_the_learner_changed_that_too(
    course, root
):
    bring_up_to_date(course, root)
    learner_writes(root, "mine")
    publish(course, NOTEBOOK, "version 2")
    bring_up_to_date(course, root)
    publish(course, NOTEBOOK, "version 3")
    bring_up_to_date(course, root)
    assert (root / NEWER).read_text() == "version 3"
    learner_writes(root, "mine too", NEWER)
    publish(course, NOTEBOOK, "version 4")
    (message,) = bring_up_to_date(course, root)
    assert "00_start.new-2.ipynb" in message
    assert everything_in(root / "lessons") == {
        "00_start.ipynb": "mine",
        "00_start.new.ipynb": "mine too",
        "00_start.new-2.ipynb": "version 4",
    }


@pytest.mark.parametrize(
    "record",
    [None, b"", b"{", b"[]", b"\xff", b'{"laid": {}}', b'{"laid": {"a": 1}, "beside": {}}'],
    ids=["missing", "empty", "torn", "list", "binary", "half", "wrong"],
)
def test_without_a_readable_record_whatever_differs_is_the_learners(course, root, record):
    bring_up_to_date(course, root)
    learner_writes(root, "mine")
    path = root / ".mlcourse" / "record.json"
    path.unlink() if record is None else path.write_bytes(record)
    publish(course, NOTEBOOK, "version 2")
    (message,) = bring_up_to_date(course, root)
    assert NOTEBOOK in message
    assert (root / NOTEBOOK).read_text() == "mine"
    assert (root / NEWER).read_text() == "version 2"
    assert bring_up_to_date(course, root) == []  # a record is there again


def test_a_deleted_file_is_laid_again_and_said(course, root):
    bring_up_to_date(course, root)
    (root / NOTEBOOK).unlink()
    (message,) = bring_up_to_date(course, root)
    assert "was gone" in message
    assert (root / NOTEBOOK).read_text() == "version 1"


def test_a_file_the_course_no_longer_has_stays_and_is_said_once(course, root):
    bring_up_to_date(course, root)
    (course.root / NOTEBOOK).unlink()
    (message,) = bring_up_to_date(course, root)
    assert "no longer part of the course" in message
    assert (root / NOTEBOOK).read_text() == "version 1"
    assert bring_up_to_date(course, root) == []


def test_a_learners_own_file_under_a_name_the_course_takes_later_is_kept(course, root):
    bring_up_to_date(course, root)
    learner_writes(root, "mine", "lessons/01_next.ipynb")
    publish(course, "lessons/01_next.ipynb", "the course's")
    (message,) = bring_up_to_date(course, root)
    assert "01_next.new.ipynb" in message
    assert (root / "lessons/01_next.ipynb").read_text() == "mine"


def test_a_folder_in_a_files_place_is_left_alone(course, root):
    (root / NOTEBOOK).mkdir(parents=True)
    (message,) = bring_up_to_date(course, root)
    assert Path(NEWER).name in message
    assert (root / NOTEBOOK).is_dir()


def test_a_link_is_neither_followed_nor_replaced(course, root, tmp_path):
    bring_up_to_date(course, root)
    elsewhere = (root / NOTEBOOK).rename(tmp_path / "elsewhere.ipynb")
    (root / NOTEBOOK).symlink_to(elsewhere)
    publish(course, NOTEBOOK, "version 2")
    bring_up_to_date(course, root)
    assert (root / NOTEBOOK).is_symlink()
    assert elsewhere.read_text() == "version 1"
    assert (root / NEWER).read_text() == "version 2"


def test_a_file_in_a_folders_place_is_a_plain_message(course, root):
    root.mkdir()
    (root / "lessons").write_text("mine")
    with pytest.raises(CommandError, match="choose another folder with --dir"):
        bring_up_to_date(course, root)
    assert (root / "lessons").read_text() == "mine"


def test_a_working_copy_that_cannot_be_written_is_a_plain_message(course, root, monkeypatch):
    # Not by permissions: they do not hold back root, whom containers run as.
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied", str(root / "lessons"))

    monkeypatch.setattr("mlcourse.base.files.replacing", refuse)
    with pytest.raises(CommandError, match="Permission denied"):
        bring_up_to_date(course, root)


def test_a_write_that_breaks_off_leaves_the_old_file_whole(course, root, monkeypatch):
    bring_up_to_date(course, root)
    publish(course, NOTEBOOK, "version 2")

    def break_off(*_):
        raise OSError(28, "No space left on device", str(root))

    monkeypatch.setattr(Path, "replace", break_off)
    with pytest.raises(CommandError, match="No space left"):
        bring_up_to_date(course, root)
    assert everything_in(root / "lessons") == {"00_start.ipynb": "version 1"}
    assert [path.name for path in (root / "lessons").iterdir()] == ["00_start.ipynb"]


def test_the_course_itself_is_refused_as_a_working_copy(course):
    with pytest.raises(CommandError, match="--edit"):
        bring_up_to_date(course, course.root)


def test_many_at_once_agree(course, root):
    bring_up_to_date(course, root)
    publish(course, NOTEBOOK, "version 2")
    code = (
        "import sys; from pathlib import Path; from mlcourse.cli.course import Course\n"
        "from mlcourse.cli.working_copy import bring_up_to_date\n"
        "print(*bring_up_to_date(Course(Path(sys.argv[1]), None), Path(sys.argv[2])))"
    )
    command = [sys.executable, "-c", code, str(course.root), str(root)]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    assert [process.communicate()[0] for process in started] == ["\n"] * 4
    assert [process.returncode for process in started] == [0] * 4
    assert everything_in(root / "lessons") == {"00_start.ipynb": "version 2"}
    assert bring_up_to_date(course, root) == []


def test_reset_gives_a_fresh_copy_and_keeps_every_old_one(course, root):
    bring_up_to_date(course, root)
    for number in (1, 2):
        learner_writes(root, f"mine {number}")
        assert f"00_start.old-{number}.ipynb" in reset(course, root, NOTEBOOK)
    assert everything_in(root / "lessons") == {
        "00_start.ipynb": "version 1",
        "00_start.old-1.ipynb": "mine 1",
        "00_start.old-2.ipynb": "mine 2",
    }


def test_reset_of_a_fresh_notebook_changes_nothing(course, root):
    bring_up_to_date(course, root)
    assert "nothing was changed" in reset(course, root, NOTEBOOK)
    assert everything_in(root / "lessons") == {"00_start.ipynb": "version 1"}


def test_after_reset_the_notebook_is_the_courses_again(course, root):
    bring_up_to_date(course, root)
    learner_writes(root, "mine")
    publish(course, NOTEBOOK, "version 2")
    reset(course, root, NOTEBOOK)
    publish(course, NOTEBOOK, "version 3")
    assert bring_up_to_date(course, root) == []
    assert (root / NOTEBOOK).read_text() == "version 3"


def test_the_command_reset_works_on_the_lesson_with_that_number(tmp_path, capsys):
    first = find_course().notebooks("lessons")[0]
    assert main(["reset", "00", "--dir", str(tmp_path)]) == 0
    assert (tmp_path / first).read_bytes() == (find_course().root / first).read_bytes()
    (tmp_path / first).write_text("mine")
    assert main(["reset", "0", "--dir", str(tmp_path)]) == 0
    assert ".old-1.ipynb" in capsys.readouterr().out


def test_the_command_reset_chooses_between_lesson_and_exercise(course, root, monkeypatch, capsys):
    monkeypatch.setattr("mlcourse.cli.reset.find_course", lambda: course)
    assert main(["reset", "1", "--exercise", "--dir", str(root)]) == 0
    assert everything_in(root) == {"exercises/01_first.ipynb": "an exercise"}
    assert main(["reset", "1", "--dir", str(root)]) == 1
    said = capsys.readouterr().err
    assert "no number 1 in lessons/" in said
    assert NOTEBOOK in said


@pytest.mark.parametrize("number", ["77", "x", "", "../00"])
def test_reset_of_a_number_that_is_not_there_lists_what_is(number, tmp_path, capsys):
    assert main(["reset", number, "--dir", str(tmp_path)]) == 1
    assert find_course().notebooks("lessons")[0] in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_command_inside_of_a_working_copy_means_that_one(tmp_path, monkeypatch):
    bring_up_to_date(find_course(), tmp_path / "mine")
    monkeypatch.chdir(tmp_path / "mine" / "exercises")
    assert find_course().default_working_copy() == tmp_path / "mine"
    monkeypatch.chdir(tmp_path)
    assert find_course().default_working_copy().name == "work"
