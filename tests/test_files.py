"""Every path of a corpus: found once, named so that no two are alike, read or left alone with a reason."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from analysis import files
from analysis.files import Candidate, CorpusError
from analysis.readers import READERS, Article, Rejected, endings


def names(corpus: Path) -> list[str]:
    return [one.name for one in files.found(corpus)]


def test_names_are_sorted_and_slashed(tmp_path: Path) -> None:
    """Paths come in the order of their names as bytes, whatever order the file system has."""
    for name in ("b.txt", "a/z.txt", "a.txt", "Ä.txt", "A.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert names(tmp_path) == ["A.txt", "a.txt", "a/z.txt", "b.txt", "Ä.txt"]


def test_names_that_look_alike_stay_apart(tmp_path: Path) -> None:
    """Case, Unicode form, bytes that are no UTF-8 and a backslash each make a name of their own."""
    composed = "é.txt"
    written = [
        b"a.txt",
        b"A.txt",
        composed.encode(),
        unicodedata.normalize("NFD", composed).encode(),
        b"\xff.txt",
        rb"\xff.txt",
    ]
    for name in written:
        (tmp_path / os.fsdecode(name)).write_text("x")
    listed = names(tmp_path)
    assert len(set(listed)) == len(written)
    assert {r"\xff.txt", r"\\xff.txt"} <= set(listed)


@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("documents.toml", "ignored", "sidecar"),
        ("actors.toml", "ignored", "sidecar"),
        (".hidden.txt", "ignored", "hidden"),
        ("~lock.txt", "ignored", "hidden"),
        ("._mac.txt", "ignored", "hidden"),
        ("photo.JPG", "ignored", "format"),
        ("noending", "rejected", "format"),
        ("letter.doc", "rejected", "format"),
        ("pages.zip", "rejected", "format"),
    ],
)
def test_what_is_no_article_says_why(tmp_path: Path, name: str, status: str, code: str) -> None:
    """Hidden files, sidecars and other kinds are left alone; a file without an ending is rejected with the remedy."""
    (tmp_path / name).write_text("")
    (one,) = files.found(tmp_path)
    (left,) = files.read(one, max_characters=500_000) if isinstance(one, Candidate) else [one]
    assert isinstance(left, Rejected)
    assert (left.status, left.code) == (status, code)


def test_links_and_devices_are_not_opened(tmp_path: Path) -> None:
    """A link to a file, to a folder, to itself and to nothing, and a pipe, are rejected and never read."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name, target in {"a.txt": "/dev/zero", "b.txt": "b.txt", "c.txt": "nowhere", "d": "/etc"}.items():
        (folder / name).symlink_to(target)
    os.mkfifo(folder / "e.txt")
    read = [
        left
        for one in files.found(folder)
        if isinstance(one, Candidate)
        for left in files.read(one, max_characters=500_000)
    ]
    codes = {left.name: left.code for left in read if isinstance(left, Rejected)}
    assert codes == {"a.txt": "link", "b.txt": "link", "c.txt": "link", "d": "link", "e.txt": "not_regular"}


def test_a_folder_that_cannot_be_looked_into_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is in it must not be missing without a word."""
    (tmp_path / "closed").mkdir()
    look = os.scandir

    def closed(path: str) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", path)
        return look(path)

    monkeypatch.setattr(os, "scandir", closed)
    (one,) = files.found(tmp_path)
    assert isinstance(one, Rejected)
    assert (one.name, one.code) == ("closed", "permission")


def test_a_byte_order_mark_in_the_sidecar_is_nothing(tmp_path: Path) -> None:
    """Some editors put one there."""
    (tmp_path / "documents.toml").write_bytes(b"\xef\xbb\xbf")
    assert files.sidecar(tmp_path) == {}


def test_a_sidecar_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    """An error of the corpus that names the file, and no traceback."""
    (tmp_path / "documents.toml").write_bytes(b"a = " + b"[" * 100_000)
    with pytest.raises(CorpusError, match=r"documents\.toml"):
        files.sidecar(tmp_path)


def test_a_linked_sidecar_is_not_followed(tmp_path: Path) -> None:
    """What stands outside the corpus says nothing of it."""
    (tmp_path / "in").mkdir()
    (tmp_path / "other.toml").write_text('["a.txt"]\noutlet = "x"\n')
    (tmp_path / "in" / "documents.toml").symlink_to(tmp_path / "other.toml")
    assert files.sidecar(tmp_path / "in") == {}


def test_a_file_that_went_away_is_said(tmp_path: Path) -> None:
    """Between listing and reading a file may vanish; that is a reason and no exception."""
    (tmp_path / "a.txt").write_text("x")
    (one,) = files.found(tmp_path)
    (tmp_path / "a.txt").unlink()
    assert isinstance(one, Candidate)
    (left,) = files.read(one, max_characters=500_000)
    assert isinstance(left, Rejected)
    assert left.code == "vanished"


def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path) -> None:
    """A sparse file of a gigabyte is rejected by its size alone."""
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(10**9)
    (one,) = files.found(tmp_path)
    assert isinstance(one, Candidate)
    (left,) = files.read(one, max_characters=500_000)
    assert isinstance(left, Rejected)
    assert (left.code, left.size) == ("too_large", 10**9)


@pytest.mark.parametrize("ending", [ending for ending, reader in READERS.items() if reader.extra])
def test_a_reader_that_is_not_installed_names_the_line_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    """Without its package a file is rejected, and the remedy is a command."""
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    (tmp_path / f"a{ending}").write_bytes(b"x")
    (one,) = files.found(tmp_path)
    assert isinstance(one, Candidate)
    (left,) = files.read(one, max_characters=500_000)
    assert isinstance(left, Rejected)
    assert (left.code, left.remedy) == ("missing_extra", f"pip install 'claimline[{READERS[ending].extra}]'")


def test_columns_of_a_dump_are_stated_in_the_sidecar(tmp_path: Path) -> None:
    """documents.toml says which columns of a dump hold what."""
    (tmp_path / "a.csv").write_text("Titel,Volltext\nPort reopens,The port has reopened.\n")
    (tmp_path / "documents.toml").write_text('["a.csv"]\ncolumns = {text = "Volltext", title = "Titel"}\n')
    (one,) = (one for one in files.found(tmp_path) if isinstance(one, Candidate))
    (article,) = files.read(one, max_characters=500_000)
    assert isinstance(article, Article)
    assert (article.name, article.text, article.told) == (
        "a.csv:0000001",
        "The port has reopened.",
        {"title": "Port reopens"},
    )


def test_the_endings_that_are_read_are_named(tmp_path: Path) -> None:
    """Whoever names a file of another kind is told which kinds there are."""
    (tmp_path / "a.jpg").write_text("")
    with pytest.raises(CorpusError) as error:
        files.paths(tmp_path / "a.jpg")
    assert endings() in str(error.value)
