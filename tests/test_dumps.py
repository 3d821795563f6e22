"""Dumps: every row of a JSONL, JSON, CSV or Parquet file is an article, or says why it is none."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from cost import PROPORTIONAL, growth
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis import readers
from analysis.readers import Article, Raw, Rejected
from analysis.readers.columns import FIELDS, TOLD, Export, exports
from analysis.readers.encodings import decode

TEXT = "The minister said that the talks had failed."
#: What breaks a careless reader of CSV, or is taken for an end of line.
AWKWARD = [
    'a "b" c',
    "a\nb",
    "a\r\nb",
    "a\rb",
    "\r",
    "a\vb",
    "a\x0cb",
    "a\u2028b\x85c",
    "a,b;c\td|e",
    "'=1",
    " a ",
    '"',
]


def read(name: str, data: bytes | str, **columns: str) -> list[Article | Rejected]:
    raw = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    return readers.read(Raw(name, raw, columns))


def only(name: str, data: bytes | str, **columns: str) -> Article:
    (one,) = read(name, data, **columns)
    assert isinstance(one, Article), one
    return one


def fault(name: str, data: bytes | str, **columns: str) -> Rejected:
    (one,) = read(name, data, **columns)
    assert isinstance(one, Rejected), one
    return one


def table(rows: Sequence[Mapping[str, str]], **dialect: Any) -> str:
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, rows[0].keys(), **dialect)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def parquet(table: Any, **options: Any) -> bytes:
    file = io.BytesIO()
    pq.write_table(table if isinstance(table, pa.Table) else pa.table(table), file, **options)
    return file.getvalue()


# --- columns ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("export", exports(), ids=lambda export: export.name)
def test_an_export_is_recognised_by_its_columns(export: Export) -> None:
    """The example row of every export gives what the entry says, and each field only where the row has it."""
    one = only("dump.csv" if export.header else "dump.jsonl", export.example)
    said = (one.doc_id, one.text, *map(one.told.get, TOLD))
    assert said == tuple(export.gives.get(field, one.name if field == "doc_id" else None) for field in FIELDS)
    assert one.origin == "row"


@pytest.mark.parametrize("export", [one for one in exports() if not one.header], ids=lambda export: export.name)
def test_an_export_is_recognised_in_every_format(export: Export) -> None:
    """The same row says the same in JSON, CSV and Parquet; a list of authors is one only where there are lists."""
    row = json.loads(export.example)
    expected = only("dump.jsonl", export.example)
    assert only("dump.json", json.dumps([row])).told == expected.told
    assert only("dump.parquet", parquet(pa.Table.from_pylist([row]))).told == expected.told
    flat = {column: value if isinstance(value, str) else "" for column, value in row.items() if column != "authors"}
    told = {field: said for field, said in expected.told.items() if field != "author" or "authors" not in row}
    assert only("dump.csv", table([flat])).told == told


@pytest.mark.parametrize(
    ("columns", "text"),
    [
        ("text,content", "0"),
        ("content,text", "1"),
        ("body,content", "1"),
        ("maintext,text,source_domain,date_publish", "1"),
        ("Body,ID", "0"),
        ("Full Text,id", "0"),
        ("article-text,article", "0"),
        ("text,Text", "0"),
        ("Text,text", "1"),
        ("Text,TEXT", "0"),
    ],
)
def test_of_several_text_columns_the_first_of_the_list_is_taken(columns: str, text: str) -> None:
    """Our own name comes first, then the list's order; capitals, blanks and hyphens do not count."""
    cells = ",".join(map(str, range(columns.count(",") + 1)))
    assert only("dump.csv", f"{columns}\n{cells}\n").text == text


def test_a_user_says_which_column_is_which() -> None:
    """What documents.toml states goes before every name, and leaves the other fields as they are found."""
    stated = {"text": "Volltext", "title": "Titel"}
    row = {"text": "no", "title": "no", "Volltext": TEXT, "Titel": "Am Ende", "date": "2024-05"}
    for name, data in (
        ("dump.jsonl", json.dumps({"Titel": "alone"}) + "\n" + json.dumps(row)),
        ("dump.csv", "Volltext;Titel;text;title;date\n;alone;;;\n" + f"{TEXT};Am Ende;no;no;2024-05\n"),
        ("dump.parquet", parquet(pa.Table.from_pylist([dict.fromkeys(row, ""), row]))),
    ):
        empty, one = read(name, data, **stated)
        assert isinstance(empty, Rejected)
        assert empty.code == "no_text"
        assert isinstance(one, Article)
        assert (one.text, one.told) == (TEXT, {"title": "Am Ende", "published": "2024-05"})


@pytest.mark.parametrize("name", ["d.jsonl", "d.json", "d.csv", "d.parquet"])
def test_a_column_that_is_not_there_is_named(name: str) -> None:
    """A stated column that the file has not, and a file without a text, are refused with the columns there are."""
    row = {"Volltext": TEXT, "nr": "1"}
    files: dict[str, str | bytes] = {
        "d.jsonl": json.dumps(row),
        "d.json": json.dumps(row),
        "d.csv": table([row]),
        "d.parquet": parquet(pa.Table.from_pylist([row])),
    }
    data = files[name]
    wrong = fault(name, data, text="Fulltext")
    assert (wrong.name, wrong.code) == (name, "malformed")
    assert wrong.reason == "it has no column 'Fulltext', which documents.toml names; it has 'Volltext', 'nr'"
    none = fault(name, data)
    assert (none.name, none.code) == (name, "malformed")
    assert none.reason == "none of its columns is known to hold the text; it has 'Volltext', 'nr'"
    assert none.remedy == f'say which it is in documents.toml: ["{name}"] columns = {{text = "..."}}'
    assert "'body'" in fault(name, data, body="nr").reason


def test_a_column_that_stands_twice_is_refused_where_it_is_needed() -> None:
    """Nobody can tell which of two is meant; a twin that nobody needs does no harm."""
    assert "stands in it 2 times" in fault("d.csv", "text,text\na,b\n").reason
    assert "stands in it 2 times" in fault("d.jsonl", '{"text": "a", "text": "b"}').reason
    twins = pa.Table.from_arrays([pa.array(["a"]), pa.array(["b"])], names=["text", "text"])
    assert "stands in it 2 times" in fault("d.parquet", parquet(twins)).reason
    assert only("d.csv", "text,,,x,x\na,b,c,d,e\n").text == "a"
    assert only("d.jsonl", '{"text": "a", "x": {"text": 1, "text": 2}, "y": 1, "y": 2}').text == "a"


def test_a_long_list_of_columns_is_cut_in_the_message() -> None:
    """A message names a dozen columns, each cut, however many and long they are."""
    reason = fault("d.json", json.dumps({f"{number}" * 50: 1 for number in range(500)})).reason
    assert reason.endswith("and 488 more")
    assert len(reason) < 700


# --- rows ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", [None, "", "  \n", 7, 1.5, True, float("nan"), {"a": "b"}, [], [1], "2024\ud800"])
@pytest.mark.parametrize("field", ["title", "published", "doc_id"])
def test_only_words_are_told(field: str, value: Any) -> None:
    """Nothing, numbers and objects tell nothing, but a number may be an id; half a character is replaced and said."""
    one = only("d.jsonl", json.dumps({"text": TEXT, field: value}))
    said = one.doc_id if field == "doc_id" else one.told.get(field)  # type: ignore[call-overload]
    missing = one.name if field == "doc_id" else None
    expected = "2024\ufffd" if isinstance(value, str) and "2" in value else missing
    assert said == ("7" if (field, value) == ("doc_id", 7) else expected)
    assert one.flags == (("decode_errors",) if said == "2024\ufffd" else ())


@pytest.mark.parametrize("word", ["NaN", "None", "null", "NA", "TRUE", "007", "1e5", "'=1+1", " x "])
def test_words_that_look_like_something_else_stay_words(word: str) -> None:
    """No cell is taken for a missing value, a number or an escape, in any format."""
    row = {"id": word, "text": word, "title": word}
    for name, data in (
        ("d.csv", table([row])),
        ("d.jsonl", json.dumps(row)),
        ("d.parquet", parquet(pa.Table.from_pylist([row]))),
    ):
        one = only(name, data)
        assert (one.doc_id, one.text, one.told["title"]) == (word, word, word)


@pytest.mark.parametrize(
    ("value", "code", "reason"),
    [
        (None, "no_text", "there is no text in it"),
        ("", "no_text", "there is no text in it"),
        (" \n\t", "no_text", "there is no text in it"),
        (3, "malformed", "its text is a number"),
        (True, "malformed", "its text is true or false"),
        (["a"], "malformed", "its text is a list"),
        ({"a": "b"}, "malformed", "its text is an object"),
        ("a\ud800", "binary", "half a surrogate at character 1"),
        ("ab\x00", "binary", "NUL at character 2"),
    ],
)
def test_a_row_without_a_text_is_rejected_and_the_others_stay(value: Any, code: str, reason: str) -> None:
    """What is no text is not made one, and spoils no other row."""
    rows = [{"text": "first"}, {"text": value}, {"text": "last"}]
    for name, data in (("d.jsonl", "\n".join(map(json.dumps, rows))), ("d.json", json.dumps(rows))):
        first, bad, last = read(name, data)
        assert isinstance(first, Article)
        assert isinstance(last, Article)
        assert isinstance(bad, Rejected)
        assert (bad.name, bad.code) == (f"{name}:0000002", code)
        assert reason in bad.reason


def test_mojibake_is_said_of_the_row_that_has_it() -> None:
    """A flag belongs to one row, not to its file."""
    rows = [{"text": "The Müller report."}, {"text": "The MÃ¼ller report of ZÃ¼rich."}]
    escaped = "\n".join(map(json.dumps, rows))
    for name, data in (("d.csv", table(rows)), ("d.jsonl", escaped), ("d.json", json.dumps(rows))):
        assert [one.flags for one in read(name, data) if isinstance(one, Article)] == [(), ("mojibake",)]


def test_digest_and_size_are_the_rows_own() -> None:
    """The digest is that of the text; the size is the line's where the row is one, else the text's."""
    line = json.dumps({"text": "Zoë"})
    for name, data, size in (("d.jsonl", line, len(line)), ("d.json", line, 4), ("d.csv", "text\nZoë\n", 4)):
        one = only(name, data)
        assert (one.sha256, one.size) == (readers.digest("Zoë".encode()), size)


@pytest.mark.parametrize("name", ["d.jsonl", "d.json", "d.csv", "d.parquet"])
def test_nothing_in_a_dump_is_said_of_the_file(name: str) -> None:
    """An empty file, one without rows and one that is something else are rejected as files."""
    assert fault(name, b"").code == "empty"
    assert fault(name, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 9).name == name
    nothing = {"d.json": b"[]", "d.csv": b"id,text\r\n\r\n", "d.parquet": parquet({"text": pa.array([], pa.string())})}
    assert fault(name, nothing.get(name, b"\n \n")).code == "no_text"


# --- JSON ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON"),
        ('{"text": "a\tb"}', "not JSON"),
        ("[1]", "not a JSON object"),
        ("null", "not a JSON object"),
        ("NaN", "not a JSON object"),
        ('{"doc_id": "a"}', "its text is missing; it has 'doc_id'"),
        ("[" * 100_000, "not JSON that can be read: nested too deeply"),
        ('{"text": "a", "x": ' + '{"a":' * 100_000, "nested too deeply"),
        ('{"text": "a", "x": ' + "9" * 5_000 + "}", "a number is too long"),
        (b'{"text": "\x81\x8d\x8f\x90\x9d\xff\xfe\xfa"}', ""),
    ],
)
def test_a_bad_line_stops_no_other(line: str | bytes, reason: str) -> None:
    """A line that cannot be read says why, under its own number; empty lines count, and are no rows."""
    good = json.dumps({"text": TEXT}).encode()
    bad = line if isinstance(line, bytes) else line.encode()
    first, second, third = read("d.jsonl", b"\xef\xbb\xbf" + good + b"\r\n\r\n" + bad + b"\n" + good)
    assert [one.name for one in (first, second, third)] == ["d.jsonl:0000001", "d.jsonl:0000003", "d.jsonl:0000004"]
    assert isinstance(second, Rejected)
    assert reason in second.reason
    assert second.remedy
    assert [one.text for one in (first, third) if isinstance(one, Article)] == [TEXT, TEXT]


@pytest.mark.parametrize(
    ("data", "reason", "remedy"),
    [
        ('{"theme": "dark", "size": 12}', "it has 'theme', 'size'", 'columns = {text = "..."}'),
        ("3", "neither a list nor an object", "list of objects"),
        ("[1, 2]", "there is no object in it", "write objects"),
        ('{"text": "a"}\n{"text": "b"}', "line 2, character 1: Extra data", "name it .jsonl"),
        ("[" * 100_000, "nested too deeply", "flatten it"),
        ('[{"text": "a"}, {"text": "b"', "not JSON (line 1", ""),
    ],
)
def test_a_json_file_that_holds_no_articles_is_refused(data: str, reason: str, remedy: str) -> None:
    """Settings, a bare number, JSON lines under the wrong name, a file that breaks off: said of the file."""
    one = fault("d.json", data)
    assert one.name == "d.json"
    assert reason in one.reason
    assert remedy in str(one.remedy)


def test_json_lines_without_any_object_are_refused_as_a_file() -> None:
    """A thousand lines of something else are one finding, not a thousand."""
    one = fault("d.jsonl", "this is\nno JSON\n" * 500)
    assert (one.name, one.code) == ("d.jsonl", "malformed")
    assert one.reason.startswith("there is no object in it; the first row is not JSON")


def test_an_object_alone_and_a_list_are_read() -> None:
    """The rows of a list are counted from 1; an object alone is row 1."""
    assert only("d.json", json.dumps({"text": TEXT})).name == "d.json:0000001"
    names = [one.name for one in read("d.json", json.dumps([{"text": TEXT}, 1, {"text": TEXT}]))]
    assert names == ["d.json:0000001", "d.json:0000002", "d.json:0000003"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
@pytest.mark.parametrize("name", ["d.jsonl", "d.json", "d.csv"])
def test_a_byte_order_mark_is_no_text(name: str, encoding: str) -> None:
    """Files with a mark are read as it says, line by line too."""
    rows = [{"text": "Zoë\u0a0a \u2028 one"}, {"text": "two"}]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    data = {"d.jsonl": lines, "d.json": json.dumps(rows, ensure_ascii=False), "d.csv": table(rows)}[name]
    found = [one for one in read(name, data.encode(encoding)) if isinstance(one, Article)]
    assert [one.text for one in found] == [row["text"] for row in rows]
    assert {one.encoding for one in found} == {decode(data.encode(encoding)).encoding}


# --- CSV -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_what_stands_between_cells_is_told_by_the_header(delimiter: str, end: str) -> None:
    """The delimiter is the one with which there is a text, whatever stands in the cells."""
    lines = [("id", "text", "title"), ("1", "a b", "x"), ("2", '"a,b;c\td|e"', "y")]
    found = read("d.csv", end.join(delimiter.join(line) for line in lines))
    assert [one.text for one in found if isinstance(one, Article)] == ["a b", "a,b;c\td|e"]
    assert [one.name for one in found] == ["d.csv:0000001", "d.csv:0000002"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("1,2", "it has 2 cells, the header has 3 (line 3)"),
        ("1,2,3,4", "it has 4 cells, the header has 3 (line 3)"),
        ('1,"a" b,3', "a quotation mark in it is not closed or not doubled (line 3)"),
        ('1,"a\nb" c,3', "a quotation mark in it is not closed or not doubled (lines 3 to 4)"),
        ("1, ,3", "there is no text in it"),
        ("1,a\x00b,3", "NUL"),
    ],
)
def test_a_bad_record_stops_no_other(line: str, reason: str) -> None:
    """A record with too few or too many cells or a stray quotation mark says so, with its line."""
    first, bad, last = read("d.csv", f"id,text,x\n0,{TEXT},\n{line}\n9,last,\n")
    assert isinstance(first, Article)
    assert isinstance(bad, Rejected)
    assert (bad.name, reason in bad.reason) == ("d.csv:0000002", True)
    assert isinstance(last, Article)
    assert (last.doc_id, last.text) == ("9", "last")


def test_a_quotation_mark_that_is_never_closed_is_said_with_its_lines() -> None:
    """The rows that it swallows are not lost in silence: the message says which lines they were."""
    good, bad = read("d.csv", 'id,text\n1,a\n2,"b\n3,c\n4,d\n')
    assert isinstance(good, Article)
    assert isinstance(bad, Rejected)
    assert "lines 3 to 5" in bad.reason
    assert bad.size == len('2,"b\n3,c\n4,d\n')


def test_a_large_cell_is_read_and_the_limit_stays_as_it_was() -> None:
    """The csv module's limit on cells, which the whole process shares, is not left changed."""
    before = csv.field_size_limit()
    text = "word " * 400_000
    assert only("d.csv", f'id,text\n1,"{text}"\n').text == text
    assert csv.field_size_limit() == before


def test_a_line_that_tells_a_spreadsheet_the_delimiter_is_no_header() -> None:
    """`sep=;` is passed over, and lines are still counted with it."""
    good, bad = read("d.csv", "sep=;\r\nid;text\r\n1;a,b\r\n2\r\n")
    assert isinstance(good, Article)
    assert (good.text, good.name) == ("a,b", "d.csv:0000001")
    assert isinstance(bad, Rejected)
    assert "(line 4)" in bad.reason


@pytest.mark.parametrize("data", ['"id,text\n1,a\n', '"a"b,"c"d\n', ",,\n,,\n", "\x0b\n"])
def test_a_csv_file_without_a_header_is_refused(data: str) -> None:
    """Where no first line names a text, the file as a whole is refused."""
    assert fault("d.csv", data).name == "d.csv"


ANY = st.characters(exclude_categories=["Cs", "Cc"])
texts = st.lists(
    st.text(st.one_of(st.sampled_from('"\n\r\v,;\t| \u2028\x85\ufeff=é€a'), ANY)),
    max_size=4,
)


@settings(max_examples=60, deadline=None)
@given(texts, st.sampled_from([",", ";", "\t"]), st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]))
@example(AWKWARD, ",", csv.QUOTE_ALL)
def test_texts_come_back_exactly(written: list[str], delimiter: str, quoting: int) -> None:
    """Whatever characters a text has, CSV and Parquet give it back as it was."""
    kept = [f"{text}." for text in written] or ["."]
    rows = [{"doc_id": str(number), "text": text} for number, text in enumerate(kept)]
    for name, data in (
        ("d.csv", table(rows, delimiter=delimiter, quoting=quoting).encode()),
        ("d.csv", table(rows, delimiter=delimiter, quoting=quoting, lineterminator="\n").encode()),
        ("d.parquet", parquet(pa.Table.from_pylist(rows))),
    ):
        found = read(name, data)
        assert [one.text if isinstance(one, Article) else one for one in found] == kept


def test_a_lone_carriage_return_is_part_of_a_cell_where_lines_end_otherwise() -> None:
    """Python before 3.13 writes it without quotation marks, where the csv module would take it for an end of line."""
    found = read("d.csv", "text,id\nold\rmac,1\n\ue000,2\n")
    assert [one.text for one in found if isinstance(one, Article)] == ["old\rmac", "\ue000"]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 400), st.sampled_from('",\n\r;x\0\u2028{}[]:\\\ud800')), max_size=8))
@pytest.mark.parametrize("name", ["d.csv", "d.jsonl", "d.json"])
def test_every_row_of_a_damaged_file_is_accounted_for_once(name: str, damage: list[tuple[int, str]]) -> None:
    """Whatever is done to a file, names are unique, in order, and its own; what is wrong has a reason."""
    rows = [{"id": str(number), "text": f'He said "no {number}".\nIt was so.'} for number in range(8)]
    clean = {"d.csv": table(rows), "d.jsonl": "\n".join(map(json.dumps, rows)), "d.json": json.dumps(rows)}[name]
    data = clean
    for place, character in damage:
        data = data[:place] + character + data[place + 1 :]
    found = read(name, data)
    names = [one.name for one in found if one.name != name]
    assert found
    assert names == sorted(set(names))
    assert all(one.reason and one.remedy for one in found if isinstance(one, Rejected))
    if name == "d.csv" and names:
        assert names == [readers.row_name(name, number) for number in range(1, len(names) + 1)]
    if name == "d.jsonl" and names:
        lines = {
            readers.row_name(name, number): line for number, line in enumerate(data.split("\n"), 1) if line.strip()
        }
        assert names == list(lines)
        good = {json.dumps(row): row["text"] for row in rows}
        kept = [one.text if isinstance(one, Article) else "" for one in found]
        assert all(text == good.get(line, text) for text, line in zip(kept, lines.values(), strict=True))


# --- Parquet ---------------------------------------------------------------------------------------


def test_dates_and_lists_are_told_as_text() -> None:
    """A day is told in ISO 8601, authors after each other; what has no value in Python is not told."""
    import datetime as dt

    day, hour = dt.date(2024, 5, 30), dt.datetime(2024, 5, 30, 8, 15, tzinfo=dt.UTC)
    for dates, told in (
        (pa.array([day]), "2024-05-30"),
        (pa.array([hour], pa.timestamp("us", "UTC")), "2024-05-30T08:15:00+00:00"),
        (pa.array([hour], pa.timestamp("ns")), "2024-05-30T08:15:00"),
        (pa.array([2024]), "2024"),
        (pa.array([20240530]), None),
        (pa.array([2**62], pa.timestamp("us")), None),
        (pa.array([1], pa.timestamp("us", "No/Where")), None),
    ):
        one = only("d.parquet", parquet({"text": [TEXT], "date": dates, "authors": [["A", "", None, "B"]], "id": [7]}))
        assert (one.told.get("published"), one.told["author"], one.doc_id) == (told, "A, B", "7")


@pytest.mark.parametrize(
    ("column", "reason"),
    [
        (pa.array([1]), "its text is a number"),
        (pa.array([b"a"]), "its text is bytes"),
        (pa.array([["a"]]), "its text is a list"),
        (pa.array([{"a": "b"}]), "its text is an object"),
        (pa.array([None], pa.string()), "there is no text in it"),
        (pa.nulls(1), "there is no text in it"),
    ],
)
def test_a_column_of_another_type_is_no_text(column: Any, reason: str) -> None:
    """Nothing is made a text that was none."""
    assert reason in fault("d.parquet", parquet({"text": column})).reason


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())]
)
def test_texts_are_read_however_they_are_stored(kind: Any) -> None:
    """Strings of every kind are texts, over row groups and batches, with names that have a point in them."""
    texts = [f"text {number % 100}" for number in range(700)]
    data = parquet({"the.text": pa.array(texts).cast(kind), "the": ["x"] * 700}, row_group_size=300)
    found = read("d.parquet", data, text="the.text")
    assert [one.text for one in found if isinstance(one, Article)] == texts
    assert found[-1].name == "d.parquet:0000700"


def test_a_broken_string_spoils_its_own_row() -> None:
    """Bytes that are no UTF-8 are rejected, and the rows beside them are read."""
    offsets, letters = pa.py_buffer(b"\0\0\0\0\2\0\0\0\4\0\0\0"), pa.py_buffer(b"\xff\xfeok")
    bad, good = read("d.parquet", parquet({"text": pa.StringArray.from_buffers(2, offsets, letters)}))
    assert isinstance(bad, Rejected)
    assert isinstance(good, Article)
    assert good.text == "ok"


def test_a_damaged_or_encrypted_file_says_so() -> None:
    """What stands before a damaged place is read; a file that is none at all is rejected as a file."""
    data = parquet({"text": [f"{number} {TEXT}" for number in range(600)]}, row_group_size=300, compression="none")
    place = data.index(b"450 The")
    *rows, end = read("d.parquet", data[:place] + b"\xff" * 4000 + data[place + 4000 :])
    assert len(rows) >= 256
    assert isinstance(end, Rejected)
    assert (end.name, end.code) == ("d.parquet", "malformed")
    assert "damaged after row" in end.reason
    assert fault("d.parquet", data[:-50]).code == "malformed"
    assert fault("d.parquet", b"PARE" + bytes(60) + b"PARE").code == "encrypted"


def test_a_small_file_that_grows_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row group that is too large is not decompressed, and texts and rows without end are read up to the limit."""
    from analysis.readers import dumps, parquet_rows

    repeated = pa.DictionaryArray.from_arrays(pa.array([0] * 2000, pa.int32()), ["x" * 100_000])
    data = parquet({"text": repeated}, compression="zstd", store_schema=False)
    assert len(data) < 2000
    monkeypatch.setattr(dumps, "_MOST_BYTES", 1_000_000)
    *rows, end = read("d.parquet", data)
    assert len(rows) == 10
    assert isinstance(end, Rejected)
    assert (end.code, end.reason) == ("too_large", "it is read up to row 10: there is too much in it")
    monkeypatch.setattr(dumps, "_MOST_ROWS", 3)
    assert len(read("d.parquet", data)) == 4
    monkeypatch.setattr(parquet_rows, "LARGEST", 10_000)
    assert fault("d.parquet", data).code == "too_large"


# --- limits ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "start", "unit"),
    [
        ("d.jsonl", '{"text": "', "a"),
        ("d.jsonl", "", "[\n"),
        ("d.jsonl", "", "\n"),
        ("d.json", "", "["),
        ("d.json", "[", '{"a":1},'),
        ("d.csv", "id,text\n", '"'),
        ("d.csv", "id,text\n", '"a"b\n'),
        ("d.csv", "id,text\n", '"a""\n'),
        ("d.csv", "id,text\n", "\n"),
        ("d.csv", "id,text\n", "a\r"),
        ("d.csv", "id,text\n", ","),
        ("d.csv", "", ","),
        ("d.csv", "", '"'),
        ("d.csv", "", "\r"),
    ],
)
def test_time_grows_with_size_only(name: str, start: str, unit: str) -> None:
    """The cost grows with the dump and not with its square, whatever it holds."""

    def reading(count: int) -> Callable[[], object]:
        return partial(readers.read, Raw(name, (start + unit * count).encode()))

    assert growth(reading, size=80_000) < PROPORTIONAL
