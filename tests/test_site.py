"""The command that builds the site: what it refuses, what it shows of the library, and how it looks at links."""

import inspect
from pathlib import Path
from typing import Any

import build_site
import nbformat
import pytest
from build_site import MARK, SiteError, main, refuse_missing_packages
from docutils import nodes
from docutils.utils import new_document
from website.docstrings import escaped, record_of
from website.excerpts import pieces
from website.links import broken_links
from website.notebook_pages import anchor, parts
from website.reference import PAGES, reference

import mlcourse as ml
from mlcourse.checks.judging import judge
from mlcourse.checks.verdict import Verdict
from mlcourse.curriculum import find_task


def test_a_folder_that_is_no_site_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    assert main([str(tmp_path)]) == 1
    assert "holds something else than a site of this command" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
    assert main([str(tmp_path / "thesis.txt")]) == 1
    assert "thesis.txt is a file. Give a folder" in capsys.readouterr().err


def test_an_unknown_lesson_is_said_before_anything_is_built(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "site"), "--run", "00", "77"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("There is no lesson 77. There are: 00, 00b, 01,")
    assert list(tmp_path.iterdir()) == []


def test_a_package_that_is_missing_is_named_with_the_line_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(build_site, "find_spec", lambda name: None if name == "sphinx" else name)
    with pytest.raises(SiteError, match=r"needs Sphinx, not installed here\. Try: .*'\.\[site\]'"):
        refuse_missing_packages()


@pytest.mark.parametrize(
    ("page", "most", "said"),
    [
        ("<a href='lost.html'>", 10**6, "index.html: lost.html leads to no file of the site"),
        ("<p>A page</p>", 5, "The site weighs 1 page, 0.0 MB, and may weigh"),
    ],
)
def test_a_site_that_cannot_be_built_leaves_the_one_before(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    page: str,
    most: int,
    said: str,
) -> None:
    (tmp_path / "site").mkdir()
    for name in (MARK, "index.html"):
        (tmp_path / "site" / name).write_text("before")
    monkeypatch.setattr(build_site, "MOST", most)
    monkeypatch.setattr("website.sources.lay_sources", lambda folder, numbers: folder.mkdir())
    monkeypatch.setattr(build_site, "make_pages", lambda _, site: write(site, "index.html", page))
    assert main([str(tmp_path / "site")]) == 1
    assert said in capsys.readouterr().err
    assert (tmp_path / "site" / "index.html").read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_broken_links_are_found_and_whole_ones_are_not(tmp_path: Path) -> None:
    whole = '<h1 id="One-step,-by-hand"></h1><a href="#One-step,-by-hand"></a><a href="b/c.html#d"></a><a href="#"></a>'
    write(tmp_path, "site/a.html", whole + '<a href="https://semver.org"></a><a href="b/c.txt">')
    write(tmp_path, "site/b/c.html", '<p id="d"></p><a href="../a.html#One-step%2C-by-hand"></a>')
    write(tmp_path, "site/b/c.txt", "")
    assert broken_links(tmp_path / "site") == []
    write(tmp_path, "outside.html", "")
    broken = ["c.html#e", "../z.html", "../../outside.html", "#nowhere"]
    write(tmp_path, "site/b/d.html", "".join(f'<a href="{link}"></a>' for link in broken))
    write(tmp_path, "site/e.html", '<script src="https://example.org/x.js"></script>')
    write(
        tmp_path,
        "site/f.html",
        '<h2 id="words"></h2><script id="words"></script><a name="a" id="a">',
    )
    assert [line.split(" ")[1] for line in broken_links(tmp_path / "site")] == [
        *broken,
        "https://example.org/x.js",
        "#words",
    ]


def test_every_public_name_has_its_place_in_the_reference() -> None:
    said = "\n".join(reference().values())
    assert {name for name in ml.__all__ if f":: {name}\n" in said} == set(ml.__all__)
    assert [page.title[0] for page in PAGES[:6]] == list("123456")


@pytest.mark.parametrize(
    ("thing", "formula"),
    [(ml.f1, r"2\,TP"), (ml.Momentum, r"\beta\, v"), (ml.mean_squared_error, r"\hat y")],
)
def test_a_formula_is_found_for_what_returns_a_record(thing: Any, formula: str) -> None:
    kind = record_of(thing)
    assert kind
    assert formula in kind.latex


def test_what_returns_no_record_has_no_formula() -> None:
    assert [name for name in ("MLP", "hint", "quiz") if record_of(getattr(ml, name))] == []
    assert escaped("|x| and *args_") == r"\|x\| and \*args\_"


def test_a_notebook_becomes_text_and_html() -> None:
    cells = [
        nbformat.v4.new_markdown_cell("> One step, $T > 1$"),
        nbformat.v4.new_code_cell("hidden", metadata={"tags": ["no-input"]}),
        nbformat.v4.new_code_cell("shown"),
    ]
    said, without, code = parts(nbformat.v4.new_notebook(cells=cells))
    assert said == "> One step, $T > 1$"
    assert "{raw} html\n" in without
    assert "hidden" not in without
    assert "shown" in code
    assert anchor("One step, by hand") == "One-step,-by-hand"


def test_a_task_that_nobody_attempted_is_not_said_to_be_so() -> None:
    def shown(verdict: Verdict) -> str:
        data = {"text/html": verdict._repr_html_()}
        outputs = [nbformat.v4.new_output("display_data", data)]
        cells = [nbformat.v4.new_code_cell("check", outputs=outputs)]
        return "".join(parts(nbformat.v4.new_notebook(cells=cells)))

    task = find_task("04.output_delta")
    assert "output" not in shown(judge(task, None)).replace("output_delta", "")
    assert "not yet right" in shown(judge(task, lambda logits, y: ml.softmax(logits)))


def test_the_install_lines_are_readmes() -> None:
    page = Path(inspect.getfile(build_site)).with_name("website") / "first_page.py"
    lines = [line[2:] for line in page.read_text(encoding="utf-8").splitlines()]
    commands = [line for line in lines if "-m venv" in line or line.startswith(".venv\\")]
    assert len(commands) == 5
    assert set(commands) <= set((page.parents[2] / "README.md").read_text("utf-8").splitlines())


def test_no_page_of_a_lesson_says_how_to_run_its_cells() -> None:
    lessons = sorted((Path(inspect.getfile(build_site)).parents[1] / "lessons").glob("*.ipynb"))
    read = [nbformat.read(path, as_version=4).cells for path in lessons]
    tops = [cells[0] for cells in read]
    texts = {
        cell.source for cells in read for cell in cells if "this cell, run again" in cell.source
    }
    again = [nbformat.v4.new_markdown_cell(text) for text in texts]
    assert sum("Run " in top.source for top in tops) == len(lessons)
    assert again
    said = "".join(parts(nbformat.v4.new_notebook(cells=[*tops, *again])))
    assert "Run " not in said
    assert "run again" not in said
    assert said.count("[Glossary]") == len(lessons)


def test_a_search_is_told_what_stands_under_each_heading() -> None:
    page = new_document("page")
    top = nodes.section("", nodes.title("", "Loss"), ids=["loss"])
    top += nodes.paragraph("", "", nodes.Text("How wrong it is, "), nodes.math("", r"\eta"))
    top += nodes.literal_block("", "code")
    top += nodes.section("", nodes.paragraph("", "below"), ids=["two"])
    page += top
    assert pieces(page) == [(["loss"], "How wrong it is, η"), (["two"], "below")]
