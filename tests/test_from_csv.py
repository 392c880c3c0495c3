"""One's own CSV file: read as it was meant, every flaw that was put into it said, never a raw error."""

import csv
import io
import re

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from sklearn.preprocessing import OneHotEncoder

import mlcourse as ml
from mlcourse.data.columns import NOTHING
from mlcourse.data.flaws import tells
from mlcourse.data.from_csv import TableDataset

GENERATOR = np.random.default_rng(0)
SIZE = GENERATOR.normal(size=200).round(3)
SICK = (GENERATOR.normal(size=200) + SIZE > 0.3).astype(int)
ONE_FILE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)


@pytest.fixture
def read(tmp_path):
    """Return a function that writes a table, or text, or bytes, into a file and reads that."""

    def written(content, *, encoding="utf-8", **arguments):
        file = tmp_path / "mine.csv"
        if isinstance(content, dict):
            text = io.StringIO(newline="")
            writer = csv.writer(text)
            writer.writerow(content)
            writer.writerows(zip(*content.values(), strict=True))
            content = text.getvalue()
        file.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return ml.dataset_from_csv(file, **arguments)

    return written


def patients(**columns):
    """Return a table without flaws, with further columns before the target."""
    return {"size": SIZE, **columns, "sick": np.where(SICK, "yes", "no")}


def found(data):
    return {(flaw.name, flaw.column) for flaw in data.flaws}


BUNDLED = [ml.iris, ml.wine, ml.breast_cancer, ml.diabetes]


@pytest.mark.parametrize("load", BUNDLED)
def test_a_bundled_set_comes_back_from_its_file_without_a_false_alarm(read, load):
    data = load()
    told = np.array(data.class_names)[data.y] if data.class_names else data.y
    back = read(dict(zip(data.feature_names, data.x.T, strict=True)) | {"target": told})
    np.testing.assert_array_equal(back.x, data.x)
    assert (back.task, back.feature_names) == (data.task, data.feature_names)
    assert back.class_names == tuple(sorted(data.class_names))
    np.testing.assert_array_equal(
        np.array(back.class_names)[back.y] if back.class_names else back.y, told
    )
    assert found(back) <= {("rows that stand there again", "")}  # the irises have one


def test_the_way_goes_on_to_the_player(read):
    data = read(patients(color=np.where(SIZE > 0, "red", "blue")), target="sick")
    parts = ml.standardize(ml.split(data, seed=1))
    history = ml.train(
        ml.MLP((3, 4, 2)), parts.train, epochs=2, validation=parts.validation, progress=False
    )
    assert ml.TrainingPlayer(history).header
    assert isinstance(parts.test, TableDataset)


numbers = st.floats(-1e6, 1e6).map(lambda value: round(value, 4))


@ONE_FILE
@given(
    rows=st.lists(st.lists(numbers, min_size=3, max_size=3), min_size=12, max_size=30),
    delimiter=st.sampled_from(",;\t|"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    comma=st.booleans(),
    end=st.sampled_from(["\n", "\r\n"]),
    quoted=st.booleans(),
)
def test_numbers_are_read_as_they_were_written(read, rows, delimiter, encoding, comma, end, quoted):
    x = np.array(rows)
    assume(all(len(np.unique(column)) > 1 for column in x.T))
    comma = comma and delimiter != ","
    text = io.StringIO(newline="")
    writer = csv.writer(
        text,
        delimiter=delimiter,
        lineterminator=end,
        quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL,
    )
    writer.writerow(["größe", "b", "y"])
    for row in rows:
        writer.writerow([str(v).replace(".", ",") if comma else str(v) for v in row])
    data = read(text.getvalue(), encoding=encoding, task="regression")
    np.testing.assert_array_equal(np.column_stack([data.x, data.y]), x)
    assert data.feature_names == ("größe", "b")


@ONE_FILE
@given(st.binary(max_size=300))
@example(b"")
@example(b"\xff\xfe")
@example(b"\xff\xfea")
@example(b"\xef\xbb\xbf")
@example(b'a,b\n"1,2\n')
@example(b'a,b\n1,"2"x\n')
@example(b"a,b\n" + b"1,2\r" * 20)
@example(b"sep=\n1,2\n")
@example(b",\n,\n")
@example(b"a,a\n1,1\n")
@example(b"1,2\n" * 30)
@example(b"a,b\n" + b"nan,inf\n" * 30)
@example(b"a,b\n" + b"1e999,2\n" * 30)
@example(("a,b\n" + "٣,2\n" * 30).encode())
def test_no_bytes_at_all_give_a_raw_error(read, raw):
    refused(lambda: read(raw))


cells = st.sampled_from(
    [
        "1",
        "2.5",
        "yes",
        "no",
        "",
        "NA",
        "x",
        "-1e400",
        "1,5",
        '"',
        "é",
        " yes",
        "2024-01-02",
        "1.234,5",
    ]
)


@ONE_FILE
@given(st.lists(st.lists(cells, min_size=1, max_size=4), max_size=30), st.sampled_from(",;\t"))
def test_no_table_gives_a_raw_error(read, rows, delimiter):
    refused(lambda: read("a;b;c\n".replace(";", delimiter) + "\n".join(map(delimiter.join, rows))))


def refused(call):
    """Call; what is refused must say what was given or needed."""
    said = None
    try:
        call()
    except ValueError as error:
        said = error
    assert said is None or (
        type(said) is ValueError and re.search(r"given|cannot be read", str(said))
    ), said


REFUSED = {
    "empty": (b"", "an empty file"),
    "blank": (b" \n\n", "an empty file"),
    "commas": (b",,\n,,\n", "without any cell"),
    "one column": (b"a\n1\n2\n", "at least two columns"),
    "heading only": (b"a,b\n", "rows below its heading"),
    "workbook": (b"PK\x03\x04rest", "a workbook"),
    "web page": (b"<!DOCTYPE html><p>", "a web page"),
    "zeros": (b"a,b\n\0,1\n", "bytes of 0"),
    "open quote": (b'a,b\n"1,2\n3,4\n', "quote"),
    "decimal commas between commas": (b"a,b\n" + b"1,5,2,5\n" * 20, "decimal commas"),
    "one class": (b"a,b\n1,yes\n2,yes\n3,yes\n4,yes\n5,yes\n6,yes\n", "'yes' in every row"),
    "one number": (b"a,b\n1,7\n2,7\n3,7\n4,7\n5,7\n6,7\n", "7 in every row|'7' in every row"),
    "a name as target": (b"a,b\n" + b"".join(b"%d,n%d\n" % (i, i) for i in range(30)), "classes, each in several rows"),
    "few": (b"a,b\n1,2\n3,4\n", "at least 6 rows"),
    "no input": (b"a,b\n" + b"5,1\n5,2\n5,3\n5,4\n5,5\n5,6\n", "not the same in every row"),
    "mostly missing": (b"a,c,b\n" + b"1,,2\n" * 9 + b"1,1,3\n" * 7, r"drop=\('c',\)"),
    "nothing as target": (b"a,b\n" + b"1,\n" * 9, "without any"),
    "names only": (b"a,b\n" + b"".join(b"n%d,%d\n" % (i, i) for i in range(30)), "can be an input"),
    "a huge cell": (b"a,b\n" + b"x" * 200_000 + b",1\n", "cannot be read as CSV"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "says"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_used_is_refused_with_words(read, content, says):
    with pytest.raises(ValueError, match=says):
        read(content)


def test_a_task_that_does_not_fit_is_refused(read):
    with pytest.raises(ValueError, match=r"numbers for a regression.*'no'"):
        read(patients(), task="regression")
    three = patients() | {"sick": np.array(["a", "b", "c", "d"])[np.arange(200) % 4]}
    with pytest.raises(ValueError, match=r"two classes.*given 4"):
        read(three, task="binary")
    assert read(three).task == "multi-class"


def put(column, changes):
    """Return a column as texts, some of them written otherwise."""
    texts = [str(value) for value in column]
    for place, text in changes.items():
        texts[place] = text
    return texts


AGE = GENERATOR.integers(20, 80, size=200)
TOWN = np.array(["Ulm", "Köln"])[GENERATOR.integers(0, 2, size=200)]
NOISE = GENERATOR.normal(size=200).round(3)

FLAWS = {
    "missing values": (patients(age=put(AGE, {3: "", 7: "n/a", 9: "?"})), "age", "3 of 200 rows (lines 5, 9, 11)"),
    "text among numbers": (patients(age=put(AGE, {4: "forty"})), "age", "'forty' in line 6"),
    "infinity": (patients(age=put(AGE, {4: "1e999"})), "age", "'1e999' in line 6"),
    "spellings": (patients(town=put(TOWN, {0: "ULM", 1: "Ulm "})), "town", "are taken as one, 'Ulm'"),
    "label noise": (patients() | {"sick": put(np.where(SICK, "Yes", "No"), {0: "YES", 5: "yes "})}, "sick", "as one"),
    "imbalance": (patients() | {"sick": ["yes"] * 6 + ["no"] * 194}, "", "'no' is right in 97%"),
    "a rare class": (
        patients() | {"sick": put(np.where(SICK, "benign", "malignant"), {0: "beningn"})}, "", "error of 'benign'"
    ),
    "a constant column": (patients(unit=["cm"] * 200), "unit", "left out"),
    "rows that stand there again": (
        {name: [*column[:190], *column[:10]] for name, column in patients(age=AGE).items()}, "", "10 of 200"
    ),
    "contradictions": (
        {"a": [*np.sin(np.arange(190)), *np.sin(np.arange(10))], "y": ["n", "j"] * 95 + ["j", "n"] * 5}, "", "10 rows"
    ),
    "the target in disguise": (patients(code=np.where(SICK, 7, 3)), "code", "drop=('code',)"),
    "disguised by a threshold": (patients(days=SICK * 100 + AGE), "days", "drop=('days',)"),
    "disguised as a text": (patients(ward=np.where(SICK, np.where(AGE > 50, "N", "E"), "S")), "ward", "drop=('ward',)"),
    "disguised in a regression": ({"a": NOISE, "b": 3 * SIZE + 1, "y": SIZE}, "b", "drop=('b',)"),
    "disguised and bent": ({"a": NOISE, "b": np.exp(SIZE), "y": SIZE}, "b", "drop=('b',)"),
    "large numbers": ({"a": NOISE, "y": 2e5 + 3e4 * SIZE}, "y", "data.y / 100_000)"),
    "a row number": (patients(patient=GENERATOR.permutation(200) + 5), "patient", "drop=('patient',)"),
    "an id": (patients(customer_id=GENERATOR.permutation(9000)[:200]), "customer_id", "drop=('customer_id',)"),
    "few examples": ({name: column[:40] for name, column in patients().items()}, "", "a test part of 8"),
    "many columns": (
        {**{f"x{i}": GENERATOR.normal(size=12) for i in range(9)}, "y": np.arange(12) % 2}, "", "9 columns for 12"
    ),
    "dates": (patients(day=[f"2024-0{1 + i % 9}-{10 + i % 20}" for i in range(200)]), "day", "dates"),
    "units": (patients(weight=[f"{w} kg" for w in AGE]), "weight", "unit"),
    "free text": (patients(note=[f"note {chr(97 + i % 26)}" for i in range(200)]), "note", "26 different texts"),
    "an empty column": (patients(empty=[""] * 200), "empty", "nothing stands in it"),
    "classes": (patients() | {"sick": AGE % 3}, "sick", 'task="regression"'),
}  # fmt: skip


@pytest.mark.parametrize(("table", "column", "says"), FLAWS.values(), ids=FLAWS)
def test_a_flaw_that_was_put_in_is_said_with_its_evidence(read, table, column, says):
    data = read(table)
    lines = [line for flaw in data.flaws if flaw.column == column for line in flaw.worked()]
    assert any(says in line for line in lines), data.flaws
    assert any(says in line for line in data.worked())


def test_a_table_without_flaws_gets_no_word(read):
    data = read(patients(age=AGE, town=TOWN))
    assert data.flaws == ()
    assert "Nothing conspicuous" in repr(data)


def test_categories_become_columns_of_0_and_1_as_scikit_learn_makes_them(read):
    color = np.array(["red", "green", "blue"])[GENERATOR.integers(0, 3, size=200)]
    data = read(patients(color=color))
    encoder = OneHotEncoder(sparse_output=False)
    np.testing.assert_array_equal(data.x[:, 1:], encoder.fit_transform(color[:, None]))
    assert data.feature_names[1:] == tuple(f"color={c}" for c in encoder.categories_[0])


def test_rows_with_a_hole_go_with_their_target(read):
    table = patients(age=put(AGE, {3: "", 150: "old"}))
    table["sick"] = put(table["sick"], {20: "NA"})
    data = read(table)
    stays = np.delete(np.arange(200), [3, 20, 150])
    np.testing.assert_array_equal(data.x, np.column_stack([SIZE, AGE])[stays])
    np.testing.assert_array_equal(data.y, SICK[stays])
    assert "197 of 200 rows" in data.about


def test_a_column_with_many_holes_can_be_dropped(read):
    table = patients(age=put(AGE, dict.fromkeys(range(120), "")))
    with pytest.raises(ValueError, match=r"given 80 of 200.*drop=\('age',\)"):
        read(table)
    assert read(table, drop=["age"]).x.shape == (200, 1)


def test_the_last_column_is_the_target_where_none_is_named(read):
    assert read(patients()).target == "sick"
    assert read(patients(), target="size").task == "regression"


@pytest.mark.parametrize("sign", sorted(NOTHING - {""}))
def test_signs_for_nothing_are_no_values(read, sign):
    assert ("missing values", "age") in found(read(patients(age=put(AGE, {8: sign.upper()}))))


def test_a_heading_of_numbers_is_taken_for_data(read):
    data = read("\n".join(f"{a},{b}" for a, b in zip(SIZE, NOISE, strict=True)))
    assert data.x.shape == (200, 1)
    assert ("no heading", "") in found(data)
    assert data.feature_names == ("column 1",)


def test_names_that_stand_there_twice_are_told_apart(read):
    data = read(
        "a,a,,y\n" + "\n".join(f"{a},{b},{c},{b}" for a, b, c in zip(SIZE, NOISE, AGE, strict=True))
    )
    assert data.feature_names == ("a", "a (2)", "column 3")


def test_a_few_ragged_lines_are_left_out_and_said(read):
    rows = [f"{a},{b}" for a, b in zip(SIZE, NOISE, strict=True)]
    rows[4] += ",extra"
    data = read("a,y\n" + "\n".join(rows))
    assert data.x.shape == (199, 1)
    assert any("line 6 has 3" in flaw.evidence for flaw in data.flaws)


def test_thousands_are_told_from_decimal_commas(read):
    assert read({"a": [f"{1000 * v:,}" for v in AGE], "y": NOISE}).x[0, 0] == 1000 * AGE[0]
    german = "a;y\n" + "\n".join(f"1.{v}00,5;{w}" for v, w in zip(range(1, 10), AGE, strict=False))
    assert read(german, task="regression").x[0, 0] == 1100.5


def test_an_old_encoding_is_read_and_said(read):
    data = read(
        "größe,y\n" + "\n".join(f"{a},{b}" for a, b in zip(SIZE, NOISE, strict=True)),
        encoding="cp1252",
    )
    assert data.feature_names == ("größe",)
    assert ("encoding", "") in found(data)


def test_no_chance_column_of_200_is_called_the_target_in_disguise():
    generator = np.random.default_rng(1)
    for _ in range(200):
        y, column = generator.integers(0, 2, size=60), generator.normal(size=60)
        assert not tells(column + y, y, "binary")
        assert not tells(column + y, y + generator.normal(size=60), "regression")


def test_the_page_shows_a_picture_of_each_column(read):
    shown = read(patients(age=AGE))._repr_html_()
    assert shown.count("<figure") == 3
    assert "Nothing conspicuous" in shown


def test_a_name_from_the_file_is_no_markup_on_the_page(read):
    evil = patients() | {"<script>x</script>": AGE}
    assert "<script" not in read(evil, target="sick")._repr_html_()


def test_a_missing_file_is_said_with_what_lies_there(tmp_path):
    (tmp_path / "patients.csv").write_text("a,b\n")
    with pytest.raises(FileNotFoundError, match=r"patients\.csv"):
        ml.dataset_from_csv(tmp_path / "pateints.csv")
    with pytest.raises(ValueError, match="the folder"):
        ml.dataset_from_csv(tmp_path)
    with pytest.raises(ValueError, match="Download it first"):
        ml.dataset_from_csv("https://example.org/a.csv")
