"""From files to documents: what is read, what is known of it, and what becomes of everything else."""

from __future__ import annotations

import itertools
import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import files
from analysis.config import DocumentsConfig
from analysis.files import Candidate, CorpusError, digest
from analysis.readers import Unreadable
from analysis.steps.documents import Found, documents, finished

ARTICLE = "The Ministry Speaks at Last\n\nThe minister said that the talks had failed.\n"


def find(corpus: Path, **config: object) -> tuple[Found, ...]:
    """What the documents step makes of a corpus, read in this process."""
    settings_ = DocumentsConfig.model_validate(config)
    read = itertools.chain.from_iterable(
        files.read(one, max_characters=settings_.max_characters) if isinstance(one, Candidate) else [one]
        for one in files.found(corpus)
    )
    return finished(documents(read, files.sidecar(corpus), settings_), {}, settings_)


def read(corpus: Path, **config: object) -> dict[str, Found]:
    return {found.file.path: found for found in find(corpus, **config)}


def corpus(folder: Path, **files: str | bytes) -> Path:
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def jsonl(folder: Path, *rows: object) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "corpus.jsonl"
    path.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows))
    return path


def test_text_is_kept_as_it_is(tmp_path: Path) -> None:
    """Line ends, non-breaking spaces and curly quotes stay; only a byte order mark is no text."""
    text = "One\u00a0“two”\r\n\r\nThree said the fourth was here.\r"
    found = read(corpus(tmp_path, a_dot_txt=b"\xef\xbb\xbf" + text.encode()))["a.txt"]
    assert found.document is not None
    assert found.document.text == text


def test_every_kind_of_path_is_accounted_for(tmp_path: Path) -> None:
    """Each path is listed once with what became of it, why, and what to do."""
    folder = corpus(
        tmp_path / "in",
        a_dot_txt=ARTICLE,
        _dot_git__b_dot_txt=ARTICLE,
        deep__er__b_dot_md="# A Title of Some Words\n\nThe minister said no.",
        same_dot_txt=ARTICLE,
        empty_dot_txt=b"",
        blank_dot_txt=" \n\t\n",
        latin_dot_txt="The caf\u00e9 was closed, the owner said.".encode("latin-1"),
        nul_dot_txt=b"The vote in Ber\x00lin was held",
        picture_dot_jpg=b"\xff\xd8",
        _dot_hidden_dot_txt=ARTICLE,
        documents_dot_toml="",
        long_dot_txt="word " * 100,
    )
    (folder / "link.txt").symlink_to("/etc/passwd")
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    found = read(folder, max_characters=400)
    assert {path: one.file.status for path, one in found.items()} == {
        "a.txt": "analysed", "deep/er/b.md": "analysed", "same.txt": "duplicate", "empty.txt": "rejected",
        "blank.txt": "rejected", "latin.txt": "analysed", "nul.txt": "rejected", "picture.jpg": "ignored",
        ".hidden.txt": "ignored", ".git/b.txt": "ignored", "documents.toml": "ignored",
        "long.txt": "rejected", "link.txt": "rejected", "loop": "rejected", "pipe.txt": "rejected",
    }  # fmt: skip
    for one in found.values():
        assert one.file.status == "analysed" or one.file.reason, one.file.path
        assert one.file.status != "rejected" or one.file.remedy, one.file.path
        assert (one.document is not None) == (one.file.status in ("analysed", "duplicate"))


def test_a_copy_names_its_original(tmp_path: Path) -> None:
    """Of equal texts the first by path is analysed; the other keeps what is known of it and says which that is."""
    sidecar = '["a.txt"]\noutlet = "Globe"\n["b.txt"]\noutlet = "The Herald"\n'
    found = read(corpus(tmp_path, b_dot_txt=ARTICLE, a_dot_txt=ARTICLE, documents_dot_toml=sidecar))["b.txt"]
    assert found.document is not None
    assert (found.file.status, found.file.doc_id, found.blocks) == ("duplicate", "b.txt", ())
    assert (found.document.duplicate_of, found.document.outlet) == ("a.txt", "The Herald")


def test_of_copies_the_one_of_which_most_is_known_is_analysed(tmp_path: Path) -> None:
    """A bare scrape yields to the row of an archive with title and date, and white space makes no other text."""
    folder = corpus(tmp_path, a_dot_txt=ARTICLE.replace("\n", "  \r\n"))
    jsonl(folder, {"doc_id": "7", "text": ARTICLE, "outlet": "The Herald", "published": "2021-03-04"})
    found = read(folder)
    assert (found["a.txt"].file.status, found["a.txt"].file.reason) == ("duplicate", "the same text as corpus.jsonl:7")
    assert found["corpus.jsonl:0000001"].file.status == "analysed"


def test_two_dumps_may_have_the_same_ids(tmp_path: Path) -> None:
    """In a folder a row's id stands under its file's name, and what is stated of the file holds for its rows."""
    row = '{{"doc_id": "1", "text": "The minister spoke of the {}, and nobody else did."}}\n'
    sidecar = '["a.jsonl"]\noutlet = "The Herald"\npublished = "2021"\n["a.jsonl:1"]\npublished = "2022"\n'
    folder = corpus(tmp_path, a_dot_jsonl=row.format("port"), b_dot_jsonl=row.format("law"), documents_dot_toml=sidecar)
    known = {one.document.doc_id: one.document for one in find(folder) if one.document}
    assert set(known) == {"a.jsonl:1", "b.jsonl:1"}
    assert (known["a.jsonl:1"].outlet, known["a.jsonl:1"].published) == ("The Herald", "2022")
    assert known["b.jsonl:1"].outlet is None


def test_an_id_that_is_the_path_of_something_else_is_not_taken(tmp_path: Path) -> None:
    """A row called like a file, and a file called like a row, keep everything that was found apart."""
    rows = [{"doc_id": "corpus.jsonl:0000002", "text": "The ministry fell."}, {"doc_id": "x", "text": "The king rose."}]
    alone = {one.document.doc_id for one in find(jsonl(tmp_path / "one", *rows)) if one.document}
    assert alone == {"corpus.jsonl:0000001", "x"}
    folder = corpus(tmp_path / "in", b_dot_txt=ARTICLE)
    jsonl(folder, {"doc_id": "0000002", "text": "The ministry fell."}, {"text": "The ministry fell."})
    (folder / "corpus.jsonl:0000001").write_text("x")
    found = find(folder)
    assert len({one.file.path for one in found}) == len(found) == 4
    ids = [one.document.doc_id for one in found if one.document]
    assert len(set(ids)) == len(ids) == 3


def test_a_document_that_fails_later_changes_no_other(tmp_path: Path) -> None:
    """Near copies are told among what was analysed; copies of what failed share its fate."""
    words = [f"word{n}" for n in range(120)]
    text = "The minister spoke. " + " ".join(words) + "."
    folder = corpus(tmp_path, a_dot_txt=text, b_dot_txt=text + " Then he left.", c_dot_txt=text + " Nobody answered.")
    listed = [files.read(one, max_characters=10_000) for one in files.found(folder) if isinstance(one, Candidate)]
    found = documents(itertools.chain.from_iterable(listed), {}, DocumentsConfig())
    fault = Unreadable("time", "it takes too long", "split it")
    left = {one.file.path: one for one in finished(found, {"a.txt": fault}, DocumentsConfig())}
    assert (left["a.txt"].file.status, left["a.txt"].document) == ("rejected", None)
    assert [one.document.duplicate_of for one in left.values() if one.document] == [None, "b.txt"]


def test_a_foreign_text_does_not_decide_what_a_line_is(tmp_path: Path) -> None:
    """What is left out for its language is no evidence that a line belongs to the pages."""
    line = "What the others said"
    english = (
        "The {0} minister spoke of the harbour on Tuesday.\n\n" + line + "\n\nThe {0} king was silent on it, he said.\n"
    )
    german = "Der Minister hat am Dienstag über den Hafen gesprochen und nichts gesagt.\n\n" + line
    german += "\n\nDie Opposition kritisierte den Entwurf scharf und verlangte mehr Zeit für die Verhandlungen.\n"
    folder = corpus(tmp_path, a_dot_txt=english.format("first"), b_dot_txt=english.format("second"))
    before = [one.blocks for one in find(folder)]
    (folder / "c.txt").write_text(german)
    assert [one.blocks for one in find(folder)][:2] == before


def test_a_byline_may_hold_a_date(tmp_path: Path) -> None:
    """Of "By somebody | date | minutes to read" the name is the author, the full day the publication date."""
    text = (
        "A Headline of Five Words\n\nBy the Foreign Desk | 30 May 2024 | 4 min read\n\nThe minister said no to it all."
    )
    found = read(corpus(tmp_path, a_dot_txt=text))["a.txt"].document
    assert found is not None
    assert (found.author, found.published, found.published_from) == ("the Foreign Desk", "2024-05-30", "byline")


def test_the_sidecar_says_what_the_text_does_not(tmp_path: Path) -> None:
    """documents.toml overrules the text; what it leaves out is taken from the text; the rest stays empty."""
    text = "A Headline of Five Words\n\nBy the Foreign Desk\n\nThe minister said no.\n\n© 2021 The Evening Herald."
    sidecar = '["a.txt"]\noutlet = "The Herald"\npublished = "2021-03"\n'
    stated = read(corpus(tmp_path, a_dot_txt=text, documents_dot_toml=sidecar))["a.txt"].document
    assert stated is not None
    assert (stated.title, stated.author) == ("A Headline of Five Words", "the Foreign Desk")
    assert (stated.outlet, stated.published, stated.published_from) == ("The Herald", "2021-03", "stated")


@pytest.mark.parametrize(
    ("text", "assumed", "published", "source"),
    [
        ("The minister said no.", None, None, None),
        ("The minister said no.", "2020-05-01", "2020-05-01", "assumed"),
        ("The minister said no.\n\n© 2021 The Evening Herald.", None, "2021", "footer"),
        ("The minister said no.\n\n© 2021 The Evening Herald.", "2021-05", "2021-05", "assumed"),
        ("The minister said no.\n\n© 2021 The Evening Herald.", "2020-05", "2021", "footer"),
        ("The minister said no.\n\n© 2010-2021 The Evening Herald.", None, None, None),
        ("Published: 30 May 2019\n\nThe minister said no.", "2020", "2019-05-30", "dateline"),
        ("Published: 04/05/2019\n\nThe minister said no.", None, None, None),
        ("Published: 31/05/2019\n\nThe minister said no.", None, "2019-05-31", "dateline"),
    ],
)
def test_a_publication_date_says_where_it_comes_from(
    tmp_path: Path, text: str, assumed: str | None, published: str | None, source: str | None
) -> None:
    """Stated, told by the text or assumed; a range of years and a date of two readings tell nothing."""
    document = read(corpus(tmp_path, a_dot_txt=text), assume_published=assumed)["a.txt"].document
    assert document is not None
    assert (document.published, document.published_from) == (published, source)


@pytest.mark.parametrize("sidecar", ['["a.txt"]\npublished = "May"', '["a.txt"]\nauthors = "x"', "[", b"\xff"])
def test_a_malformed_sidecar_is_an_error_that_names_it(tmp_path: Path, sidecar: str | bytes) -> None:
    """A wrong date, an unknown field, broken TOML and a wrong encoding are said, and not passed over."""
    with pytest.raises(CorpusError, match=r"documents\.toml"):
        read(corpus(tmp_path, a_dot_txt=ARTICLE, documents_dot_toml=sidecar))


def test_jsonl_rows_are_taken_verbatim(tmp_path: Path) -> None:
    """The text of a row is its own; what the row knows of it is taken over."""
    row = {
        "doc_id": "x/1",
        "text": "\ufeff The minister said no. \r\n",
        "published": "2020-02-03T10:00:00Z",
        "extra": 1,
    }
    found = read(jsonl(tmp_path, row))["corpus.jsonl:0000001"].document
    assert found is not None
    assert (found.doc_id, found.text, found.published, found.format) == ("x/1", row["text"], "2020-02-03", "jsonl")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("{", "not JSON"),
        ("[1]", "not a JSON object"),
        ("3", "not a JSON object"),
        ('{"doc_id": "a", "text": null}', "there is no text in it"),
        ('{"doc_id": "a", "text": "x", "language": "de"}', "only English"),
        ('{"doc_id": "a", "text": "\\ud800"}', "characters that no text has"),
        ('{"doc_id": "good", "text": "again"}', "before it has the doc_id"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_a_bad_row_is_rejected_and_the_others_stay(tmp_path: Path, row: str, reason: str) -> None:
    """A row that cannot be read says why and stops no other row."""
    found = read(jsonl(tmp_path, {"doc_id": "good", "text": "The minister said no."}, row))
    assert found["corpus.jsonl:0000001"].file.status == "analysed"
    assert found["corpus.jsonl:0000002"].file.status == "rejected"
    assert reason in str(found["corpus.jsonl:0000002"].file.reason)


@pytest.mark.parametrize("name", ["nothing", "picture.jpg"])
def test_what_is_no_corpus_is_an_error(tmp_path: Path, name: str) -> None:
    """A path that is not there and a file of a kind that is not read are refused with the remedy."""
    (tmp_path / "picture.jpg").write_bytes(b"")
    with pytest.raises(CorpusError, match=name):
        find(tmp_path / name)


def test_one_file_is_a_corpus(tmp_path: Path) -> None:
    """A single article of any format that is read needs no folder."""
    found = read(corpus(tmp_path, a_dot_txt=ARTICLE) / "a.txt")
    assert [one.file.status for one in found.values()] == ["analysed"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.text("ab.~", min_size=1, max_size=6), st.binary(max_size=12)), max_size=8))
def test_nothing_is_lost(tmp_path_factory: pytest.TempPathFactory, files: list[tuple[str, bytes]]) -> None:
    """Whatever files there are, each is found exactly once, and analysed ones have a document."""
    folder = tmp_path_factory.mktemp("corpus")
    written = {name for name, _ in files if name not in (".", "..")}
    for name, content in files:
        if name in written:
            (folder / name).write_bytes(content)
    found = [one.file for one in find(folder)]
    assert sorted(file.path for file in found) == sorted(written)
    assert all((file.doc_id is not None) == (file.status in ("analysed", "duplicate")) for file in found)


def test_the_digest_sees_every_change(tmp_path: Path) -> None:
    """A changed, renamed or added file and a changed sidecar each make another digest."""
    folder = corpus(tmp_path / "in", a_dot_txt=ARTICLE)
    seen = {digest(folder)}
    (folder / "a.txt").write_text(ARTICLE + "!")
    seen.add(digest(folder))
    (folder / "a.txt").rename(folder / "b.txt")
    seen.add(digest(folder))
    (folder.parent / "documents.toml").write_text("")
    seen.add(digest(folder))
    assert len(seen) == 4
