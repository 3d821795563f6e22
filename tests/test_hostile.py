"""One bad file among good ones: it is listed with its reason, and nothing else changes."""

from __future__ import annotations

import contextlib
import io
import itertools
import os
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from cost import PROPORTIONAL, growth
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import files, pipeline
from analysis.config import Config, DocumentsConfig, Execution
from analysis.readers import Rejected
from analysis.tables import Document, File, Tables

GOOD = {
    "one.txt": "Talks in Geneva\n\nThe United Nations said on Monday that the talks in Geneva would go on.\n\n"
    "Angela Merkel said that Germany would host them in May. Russia denied that it had left.\n",
    "two.md": "---\ntitle: Prices rise\ndate: 2024-05-30\n---\n\nThe European Central Bank said that prices rose "
    "by two percent last year. Economists believe that they will fall.\n",
}
PROSE = (
    "The World Bank said on Tuesday that Kenya had paid its debts. Its president told reporters that other states "
    "would follow. The minister did not answer.\n"
)
CANARY = "canarybird"
#: Where files have names that are no text.
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="the file system keeps no such names")


@dataclass(frozen=True)
class Case:
    """What is put beside the good files, and what its row is to say."""

    name: bytes
    make: Callable[[Path], object]
    status: str = "analysed"
    code: str | None = None
    shown: str | None = None
    flag: str | None = None


def text(content: str, encoding: str = "utf-8") -> Callable[[Path], object]:
    return data(content.encode(encoding))


def data(content: bytes) -> Callable[[Path], object]:
    def make(path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    return make


def link(target: str) -> Callable[[Path], object]:
    return lambda path: path.symlink_to(target)


def outside_file(path: Path) -> None:
    secret = path.parent.parent / "secret.txt"
    secret.write_text(f"{CANARY} said that nobody may read it.\n", encoding="utf-8")
    path.symlink_to(secret)


def outside_folder(path: Path) -> None:
    folder = path.parent.parent / "secrets"
    folder.mkdir()
    (folder / "a.txt").write_text(f"{CANARY} said that nobody may read it.\n", encoding="utf-8")
    path.symlink_to(folder)


def pipe(path: Path) -> None:
    os.mkfifo(path)


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head><title>A page</title>{head}</head><body>{body}</body></html>"


def article(sentences: str = PROSE * 3) -> str:
    return page(f"<article><h1>Kenya pays</h1><p>{sentences}</p></article>")


def zipped() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("a.txt", PROSE)
    return held.getvalue()


def pdf(content: bytes, filters: str = "/FlateDecode") -> bytes:
    """A PDF of one page with that content stream."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d/Filter %s>>stream\n%s\nendstream" % (len(content), filters.encode(), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj" % number + one + b"endobj\n")
    start = out.tell()
    out.write(b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start)
    return out.getvalue()


def double(content: bytes) -> bytes:
    return zlib.compress(zlib.compress(content, 9), 9)


NAMES = {
    "D-N01": Case(b"caf\xe9\xff.txt", text(PROSE), shown="caf\\xe9\\xff.txt"),
    "D-N02 newline": Case(b"a\nb.txt", text(PROSE), shown="a\nb.txt"),
    "D-N02 quotes": Case(b'it\'s "a"\t.txt', text(PROSE)),
    "D-N03": Case(b"--help.txt", text(PROSE)),
    "D-N04": Case(b"n" * 251 + b".txt", text(PROSE)),
    "D-N05": Case(b"link.txt", outside_file, "rejected", "link"),
    "D-N06": Case(b"folder", outside_folder, "rejected", "link"),
    "D-N07 self": Case(b"self.txt", link("self.txt"), "rejected", "link"),
    "D-N07 loop": Case(b"loop", link("."), "rejected", "link"),
    "D-N08": Case(b"dangling.txt", link("nowhere.txt"), "rejected", "link"),
    "D-N09": Case(b"e.txt", pipe, "rejected", "not_regular"),
    "D-N10": Case(b"zero.txt", link("/dev/zero"), "rejected", "link"),
    "D-N11": Case(b"folder.txt/in.txt", text(PROSE)),
    "D-N13 .TXT": Case(b"LOUD.TXT", text(PROSE)),
    "D-N13 .HTM": Case(b"LOUD.HTM", text(article())),
    "D-N13 .markdown": Case(b"long.markdown", text(PROSE)),
    "D-N13 none": Case(b"noending", text(PROSE), "rejected", "format"),
    "D-N13 other": Case(b"photo.jpg", data(b"\xff\xd8\xff\xe0"), "ignored", "format"),
    "D-N14 hidden": Case(b".hidden.txt", text(PROSE), "ignored", "hidden"),
    "D-N14 mac": Case(b"._mac.txt", data(b"\x00\x05\x16\x07"), "ignored", "hidden"),
    "D-N14 lock": Case(b"~$lock.docx", data(b"lock"), "ignored", "hidden"),
    "D-N14 folder": Case(b".git/in.txt", text(PROSE), "ignored", "hidden"),
    "D-N15": Case(b"/".join([b"d"] * 100) + b"/deep.txt", text(PROSE)),
}

CONTENTS = {
    "D-E01 little": Case(b"u.txt", data(b"\xff\xfe" + PROSE.encode("utf-16-le"))),
    "D-E01 big": Case(b"u.txt", data(b"\xfe\xff" + PROSE.encode("utf-16-be"))),
    "D-E03 cp1252": Case(b"c.txt", text(f"{PROSE}“Zürich” said that the café’s prices rose.\n", "cp1252")),
    "D-E04": Case(b"b.txt", data(b"\xef\xbb\xbf" + PROSE.encode())),
    "D-E05": Case(b"n.txt", data(b"Ber\0lin said that it paid.\n"), "rejected", "binary"),
    "D-E07": Case(b"m.txt", text(f"{PROSE}ZÃ¼rich said that MÃ¼nchen paid.\n"), flag="mojibake"),
    "D-E10 picture": Case(b"p.html", data(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20), "rejected", "binary"),
    "D-E10 zip": Case(b"z.txt", data(zipped()), "rejected", "binary"),
    "D-E11": Case(b"empty.txt", data(b""), "rejected", "empty"),
    "D-E08": Case(b"lie.html", data(article().replace("<head>", "<head><meta charset=utf-16>").encode())),
    "D-E09": Case(b"refs.html", text(article(f"{PROSE * 3}It &#0;&#xD800;&#xDFFF;paid."))),
    "D-E14": Case(b"fm.md", text(f"---\ntitle: !!python/object/apply:os.system ['touch pwned']\n---\n\n{PROSE}")),
    "D-E12": Case(b"white.txt", data(b" \t\r\n" * 50), "rejected", "no_text"),
    "D-E13": Case(b"nav.html", text(page("<nav><a href=a>Home</a></nav><script>go()</script>")), "rejected", "no_text"),
    "D-S01": Case(b"zcopy.txt", text(GOOD["one.txt"]), "duplicate", "copy"),
    "D-S03 German": Case(
        b"de.txt",
        text("Die Regierung hat am Montag ein neues Gesetz beschlossen. Der Minister sagte, es werde helfen. " * 4),
        "rejected",
        "language",
    ),
    "D-B01": Case(b"long.txt", text(PROSE * 8000), "rejected", "too_large"),
    "D-B02": Case(b"line.txt", data(b"x" * 10_000_000), "rejected", "too_large"),
    "D-B06": Case(b"hyphens.txt", text("a-" * 100_000), "analysed"),
    "many words": Case(b"words.txt", text("The man said so. " * 15_000), "rejected", "too_large"),
    "broken pdf": Case(b"b.pdf", data(b"%PDF-1.4\nnothing more"), "rejected", "malformed"),
    "broken docx": Case(b"b.docx", data(b"PK\x03\x04 nothing more"), "rejected", "malformed"),
    "broken parquet": Case(b"b.parquet", data(b"PAR1 nothing more"), "rejected", "malformed"),
}


ENDINGS = ("txt", "md", "html", "pdf", "docx", "eml", "json", "jsonl", "csv", "parquet", "warc", "warc.gz")
CONTENTS |= {
    f"D-E11 {ending}": Case(f"nothing.{ending}".encode(), data(b""), "rejected", "empty") for ending in ENDINGS
}

#: What a file can be full of at worst, for what reads a file and for what reads its sentences.
MONSTERS = {
    "brackets.txt": "(",
    "possessives.txt": "'s",
    "hyphens.txt": "a-",
    "clauses.txt": "the man who said that ",
    "sayings.txt": "he said that ",
    "halves.txt": "he said; ",
    "said.txt": "said ",
    "closing.txt": ") that ",
    "quotes.txt": "“He said ‘she said ”they said’ ",
    "lines.txt": "a\n",
    "commas.txt": "word, ",
    "addresses.txt": "&@:A1",
    "anchors.html": "<a ",
    "angles.html": "<",
    "items.html": "<ul><li>a",
    "json.jsonl": "[",
    "mails.eml": "Content-Type: multipart/mixed; boundary=a\n\n--a\n",
    "marks.md": "\u0301",
}

TAIL = "The tail said that it is still here."
#: What is far more than it looks, and whether the end of it must be read where it is read at all.
BOMBS: Mapping[str, tuple[bytes, bool]] = {
    "nest.html": (article(PROSE).replace("<p>", "<div>" * 3000 + "<p>").encode() + f"<p>{TAIL}</p>".encode(), True),
    "node.html": (article(PROSE * 68_000 + TAIL).encode(), True),
    "attributes.html": (f"<p {' '.join(f'a{n}=1' for n in range(50_000))}>{PROSE * 3}{TAIL}</p>".encode(), True),
    "paragraphs.html": (page("<article>" + f"<p>{PROSE}</p>" * 60_000 + f"<p>{TAIL}</p></article>").encode(), False),
    "angles.html": (b"<" * 2_000_000 + TAIL.encode(), True),
    "flate.pdf": (pdf(double(b" " * 400_000_000), "[/FlateDecode/FlateDecode]"), True),
    "operators.pdf": (pdf(zlib.compress(b"0 0 m 1 1 l S\n" * 1_000_000, 9)), True),
}


def corpus_of(folder: Path, more: Mapping[bytes, Callable[[Path], object]]) -> Path:
    corpus = folder / "corpus"
    corpus.mkdir()
    for name, content in GOOD.items():
        (corpus / name).write_text(content, encoding="utf-8")
    for raw, make in more.items():
        path = corpus / os.fsdecode(raw)
        path.parent.mkdir(parents=True, exist_ok=True)
        make(path)
    return corpus


@pytest.fixture(scope="module")
def here(cache: Path) -> Execution:
    """Everything in this process: what is tested is what becomes of each file, not where."""
    return Execution(cache=cache, workers=0)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory, here: Execution) -> Tables:
    """What the good files give by themselves."""
    return pipeline.analyse(corpus_of(tmp_path_factory.mktemp("good"), {}), Config(), here)


def rows_of_good(tables: Tables) -> dict[str, list[str]]:
    """The rows of the good files, as text; without what the corpus as a whole decides."""
    decided = {"actor_id", "actors", "duplicate_of", "similarity", "source_actor"}
    return {
        kind.table: [
            row.model_dump_json(exclude=decided)
            for row in rows
            if getattr(row, "doc_id", None) in GOOD and kind.table != "files"
        ]
        for kind, rows in tables.items()
        if "doc_id" in kind.model_fields
    }


def row_of(tables: Tables, case: Case) -> File:
    shown = case.shown or case.name.decode()
    (row,) = [file for file in tables.rows(File) if file.path == shown]
    return row


def check(tables: Tables, good: Tables, case: Case) -> None:
    """The contract: its row is as expected, and every other row is as without it."""
    row = row_of(tables, case)
    assert (row.status, row.code) == (case.status, case.code), row
    assert {file.path for file in tables.rows(File)} == {*GOOD, row.path}
    assert rows_of_good(tables) == rows_of_good(good)
    assert row.status == "analysed" or row.reason
    if row.status in ("rejected", "ignored"):
        other = {kind: rows for kind, rows in tables.items() if kind is not File}
        assert other == {kind: rows for kind, rows in good.items() if kind is not File}
    flags = [document.flags for document in tables.rows(Document) if document.doc_id == row.doc_id]
    assert case.flag is None or case.flag in flags[0]


@on_linux
@pytest.mark.parametrize("case", NAMES.values(), ids=NAMES)
def test_no_name_and_no_kind_of_file_stops_a_run(tmp_path: Path, here: Execution, good: Tables, case: Case) -> None:
    """Whatever the file system allows stands in the table of files, under its own name."""
    tables = pipeline.analyse(corpus_of(tmp_path, {case.name: case.make}), Config(), here)
    check(tables, good, case)
    assert CANARY not in repr(list(tables.items()))


@pytest.mark.parametrize("case", CONTENTS.values(), ids=CONTENTS)
def test_no_content_stops_a_run(tmp_path: Path, here: Execution, good: Tables, case: Case) -> None:
    """It is read, or it is rejected with a reason; no character that is none reaches a table."""
    tables = pipeline.analyse(corpus_of(tmp_path, {case.name: case.make}), Config(), here)
    check(tables, good, case)
    assert not any(sign in row.model_dump_json() for _, rows in tables.items() for row in rows for sign in ("\\u0000",))


@on_linux
def test_names_that_look_alike_stay_apart(tmp_path: Path, here: Execution) -> None:
    """Capitals and small letters, one character and two: each is a file of its own."""
    twins = ["Café.txt", "café.txt", unicodedata.normalize("NFD", "café.txt"), "CAFÉ.TXT"]
    more = {name.encode(): text(f"{PROSE}Number {number} said so.\n") for number, name in enumerate(twins)}
    tables = pipeline.analyse(corpus_of(tmp_path, more), Config(), here)
    assert {file.path: file.status for file in tables.rows(File)} == dict.fromkeys([*GOOD, *twins], "analysed")


@pytest.mark.parametrize(("codec", "mark"), [("utf-16-le", b""), ("utf-16-be", b""), ("utf-32", b""), ("cp037", b"")])
def test_what_may_be_text_is_text_or_rejected(
    tmp_path: Path, here: Execution, good: Tables, codec: str, mark: bytes
) -> None:
    """D-E02: without a mark it is decoded rightly or not at all."""
    tables = pipeline.analyse(corpus_of(tmp_path, {b"u.txt": data(mark + PROSE.encode(codec))}), Config(), here)
    read = [document.text for document in tables.rows(Document) if document.doc_id == "u.txt"]
    assert read in ([], [PROSE])
    assert rows_of_good(tables) == rows_of_good(good)


def test_one_wrong_byte_costs_one_character(tmp_path: Path, here: Execution) -> None:
    """D-E06: the rest of a text in UTF-8 is kept, and it is said."""
    content = (PROSE * 20 + "Zürich paid. ").encode() + b"\xff" + (PROSE * 20).encode()
    tables = pipeline.analyse(corpus_of(tmp_path, {b"w.txt": data(content)}), Config(), here)
    (document,) = [one for one in tables.rows(Document) if one.doc_id == "w.txt"]
    assert "Zürich paid." in document.text
    assert document.encoding != "utf-8" or "decode_errors" in document.flags


def test_front_matter_is_data(tmp_path: Path, here: Execution, monkeypatch: pytest.MonkeyPatch) -> None:
    """D-E14: nothing in it is carried out."""
    monkeypatch.chdir(tmp_path)
    pipeline.analyse(corpus_of(tmp_path, {b"fm.md": CONTENTS["D-E14"].make}), Config(), here)
    assert not (tmp_path / "pwned").exists()


@on_linux
def test_a_file_that_may_not_be_read_is_listed() -> None:
    """D-N12: as somebody who may not."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        path = Path(folder) / "closed.txt"
        path.write_text(PROSE, encoding="utf-8")
        path.chmod(0o000)
        somebody = os.geteuid() or 65534
        before = os.geteuid()
        os.seteuid(somebody)
        try:
            (row,) = files.read(files.Candidate("closed.txt", path), max_characters=9)
        finally:
            os.seteuid(before)
    assert isinstance(row, Rejected)
    assert (row.code, row.size) == ("permission", len(PROSE))


def test_a_file_that_is_gone_is_listed(tmp_path: Path) -> None:
    """D-N17: it was there when the folder was read."""
    (row,) = files.read(files.Candidate("gone.txt", tmp_path / "gone.txt"), max_characters=9)
    assert isinstance(row, Rejected)
    assert row.code == "vanished"


# --- as a command ----------------------------------------------------------------------------------


def claimline(*arguments: str | Path, cache: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "analysis", *map(str, arguments), "--cache", str(cache)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)


@on_linux
@pytest.mark.slow
def test_the_command_says_what_became_of_every_file(tmp_path: Path, cache: Path) -> None:
    """One line each, whatever the name; no traceback; and 3 where nothing may be rejected."""
    cases = {**NAMES, **{name: CONTENTS[name] for name in ("D-E05", "D-E11", "D-E12", "D-S03 German")}}
    del cases["D-N07 loop"]
    corpus = corpus_of(tmp_path, {case.name: case.make for case in cases.values()})
    done = claimline("extract", corpus, "--out", tmp_path / "out", "--verbose", cache=cache)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    lines = [line for line in done.stderr.splitlines() if line.split(":")[0] in ("analysed", "rejected", "ignored")]
    assert len(lines) + done.stderr.count("duplicate: ") == len(cases) + len(GOOD)
    assert not any(CANARY.encode() in path.read_bytes() for path in tmp_path.joinpath("out").rglob("*.*"))
    strict = claimline("extract", corpus, "--out", tmp_path / "out", "--strict", "--quiet", cache=cache)
    assert strict.returncode == 3


def test_output_inside_the_corpus_is_refused(tmp_path: Path, cache: Path) -> None:
    """D-N16: or the next run would read its own report."""
    corpus = corpus_of(tmp_path, {})
    done = claimline("report", corpus, "--out", corpus / "report", cache=cache)
    assert done.returncode == 2
    assert not (corpus / "report").exists()


# --- what takes long -------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("name", MONSTERS)
def test_no_small_file_takes_long(tmp_path: Path, name: str) -> None:
    """Reading it and its sentences, in any language, costs what its length costs."""
    config = Config(documents=DocumentsConfig(only_english=False))
    # Each time from the beginning: what was read once is kept.
    places = map(str, itertools.count())

    def analysing(size: int) -> Callable[[], object]:
        folder = tmp_path / next(places)
        data(content_of(name, size))(folder / "corpus" / name)
        return lambda: tried(folder / "corpus", Execution(cache=folder / "cache", workers=0))

    def tried(corpus: Path, execution: Execution) -> None:
        with contextlib.suppress(pipeline.EmptyCorpusError):
            pipeline.analyse(corpus, config, execution)

    assert growth(analysing, size=8_192) < PROPORTIONAL


def content_of(name: str, size: int) -> bytes:
    return (MONSTERS[name] * size).encode()[:size]


@pytest.mark.slow
def test_no_small_file_takes_much(tmp_path: Path, cache: Path) -> None:
    """None of 16 kilobytes needs 1,500 megabytes, nor more than ten times the six seconds of an idle machine."""
    more = {name.encode(): data(content_of(name, 16_384)) for name in MONSTERS}
    config = Config(documents=DocumentsConfig(max_seconds=60, max_megabytes=1500, only_english=False))
    tables = pipeline.analyse(corpus_of(tmp_path, more), config, Execution(cache=cache, workers=2))
    found = {file.path: file.code for file in tables.rows(File)}
    assert set(found) == {*GOOD, *MONSTERS}
    assert {name: code for name, code in found.items() if code in ("time", "memory", "died")} == {}


@pytest.mark.slow
def test_no_bomb_goes_off(tmp_path: Path, cache: Path, good: Tables) -> None:
    """What is far more than it looks is read to its end or rejected before it must be stopped; nothing else changes."""
    more = {name.encode(): data(content) for name, (content, _) in BOMBS.items()}
    config = Config(documents=DocumentsConfig(max_seconds=60))
    tables = pipeline.analyse(corpus_of(tmp_path, more), config, Execution(cache=cache, workers=2))
    assert not {file.code for file in tables.rows(File)} & {"time", "memory", "died"}
    assert {file.path for file in tables.rows(File)} == {*GOOD, *BOMBS}
    assert all(file.reason and file.remedy for file in tables.rows(File) if file.status == "rejected")
    assert rows_of_good(tables) == rows_of_good(good)
    read = {document.doc_id: document for document in tables.rows(Document)}
    whole = [name for name, (_, to_its_end) in BOMBS.items() if to_its_end and name in read]
    assert [name for name in whole if TAIL not in read[name].text and "truncated" not in read[name].flags] == []


# --- every path exactly once -----------------------------------------------------------------------

_NAMES = st.builds(
    "".join,
    st.tuples(
        st.text(alphabet=st.sampled_from("aAéE.~- \n\"'\\:[]*"), min_size=1, max_size=8),
        st.sampled_from(["", ".txt", ".TXT", ".md", ".jpg", ".csv", ".jsonl", "documents.toml"]),
    ),
).filter(lambda name: name.strip(".") != "")
_CONTENTS = st.sampled_from([b"", b" ", PROSE.encode(), GOOD["one.txt"].encode(), b"\0", b"\xff\xfe"])


@on_linux
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(made=st.dictionaries(st.lists(_NAMES, min_size=1, max_size=3).map("/".join), _CONTENTS, max_size=6))
def test_found_is_analysed_duplicate_rejected_and_ignored(here: Execution, made: Mapping[str, bytes]) -> None:
    """Every path of any folder stands in the table exactly once."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = corpus_of(Path(folder), {})
        for name, content in made.items():
            # Where a file stands already there can be no folder, and the other way round.
            with contextlib.suppress(OSError):
                data(content)(corpus / name)
        names = [path.relative_to(corpus) for path in corpus.rglob("*") if not path.is_dir()]
        tables = pipeline.analyse(corpus, Config(), here)
    rows = tables.rows(File)
    assert sorted(file.path for file in rows) == sorted(files.shown(name) for name in names)
    assert {file.doc_id for file in rows if file.status == "analysed"} == {
        one.doc_id for one in tables.rows(Document) if one.similarity != 1
    }
    assert all((file.code is None) == (file.status == "analysed") == (file.reason is None) for file in rows)
