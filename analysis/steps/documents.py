"""A folder or a JSONL file in; one File row for every path found and one Document for every text that can be read.

A bad file never stops the others: it becomes a File row that says why and what to do.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from analysis import metadata, readers
from analysis.config import DocumentsConfig
from analysis.metadata import Known
from analysis.readers import READERS, Article, Unreadable
from analysis.rules.blocks import blocks
from analysis.tables import Block, Document, File

#: Files beside the documents that say something about them and are none themselves.
SIDECARS = frozenset({"documents.toml", "actors.toml"})

_NO_CORPUS = "{}: there is no such file or folder. Name a folder of .txt and .md files, or a .jsonl file."
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


class CorpusError(ValueError):
    """The corpus as a whole cannot be read. The message names the file and the remedy."""


@dataclass(frozen=True, slots=True)
class Found:
    """One path, and the document it holds unless it was rejected or ignored; a duplicate has no blocks of its own."""

    file: File
    document: Document | None = None
    blocks: tuple[Block, ...] = ()


def find(corpus: Path, config: DocumentsConfig) -> Iterator[Found]:
    """Read a corpus: a folder of any depth, or one JSONL file with a document a line.

    Yields one Found for every path (every line of a JSONL file), sorted by path; of equal texts the first
    is the document and the others are its duplicates. Raises CorpusError where nothing can be read at all.
    """
    if not corpus.exists():
        raise CorpusError(_NO_CORPUS.format(corpus.name))
    read = _read_folder(corpus, config) if corpus.is_dir() else _read_jsonl(corpus, config)
    yield from _mark_duplicates(read)


def digest(corpus: Path) -> str:
    """Digest of everything a corpus consists of: every path, its bytes, the sidecars. Raises CorpusError."""
    if not corpus.exists():
        raise CorpusError(_NO_CORPUS.format(corpus.name))
    total = hashlib.sha256()
    beside = (corpus.parent / name for name in sorted(SIDECARS))
    for path in (*corpus_files(corpus), *beside):
        readable = path.is_file() and not path.is_symlink() and os.access(path, os.R_OK)
        content = hashlib.sha256(path.read_bytes()).hexdigest() if readable else "-"
        total.update(f"{shown_path(path.relative_to(corpus.parent))}\0{content}\0".encode())
    return total.hexdigest()


def corpus_files(corpus: Path) -> list[Path]:
    """Every path below the folder that is no folder itself, links not followed, by path; or the one file itself."""
    if not corpus.is_dir():
        return [corpus]
    found: list[Path] = []
    for folder, names, files in os.walk(corpus):
        links = [name for name in names if (Path(folder) / name).is_symlink()]
        names[:] = [name for name in names if name not in links]
        found += [Path(folder) / name for name in files + links]
    return sorted(found, key=lambda path: shown_path(path.relative_to(corpus)).encode())


def shown_path(path: Path) -> str:
    """A path with `/`, its bytes that are no UTF-8 escaped, so that every table and page can hold it."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def sidecar(corpus: Path) -> Mapping[str, Known]:
    """What documents.toml, in the folder or beside it, says of each document. Raises CorpusError if malformed."""
    places = (corpus / "documents.toml", corpus.parent / "documents.toml")
    path = next((place for place in places if place.is_file()), None)
    if path is None:
        return {}
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CorpusError(f"documents.toml: not TOML: {error}. Mend the line it names.") from error
    except UnicodeDecodeError as error:
        raise CorpusError("documents.toml: not UTF-8. Save it as UTF-8.") from error
    return {name: _entry(name, entry) for name, entry in entries.items()}


def _entry(name: str, entry: object) -> Known:
    try:
        return Known.model_validate(entry)
    except ValidationError as error:
        raise CorpusError(f"documents.toml: [{name!r}] {metadata.first_fault(error)}") from error


def unknown_entries(corpus: Path, files: Iterable[File]) -> list[str]:
    """The entries of documents.toml that name none of the documents found."""
    names = {name for file in files for name in (file.path, file.doc_id) if name}
    return sorted(set(sidecar(corpus)) - names)


# --- one path --------------------------------------------------------------------------------------


def _read_folder(folder: Path, config: DocumentsConfig) -> Iterator[Found]:
    known = sidecar(folder)
    for path in corpus_files(folder):
        name = shown_path(path.relative_to(folder))
        ignored = _why_ignored(path.relative_to(folder))
        if ignored:
            yield _left_out(name, path, Unreadable(*ignored), status="ignored")
            continue
        try:
            article = _article(name, path)
            yield _accept(replace(article, known=known.get(name, Known())), config)
        except Unreadable as fault:
            yield _left_out(name, path, fault)


def _why_ignored(path: Path) -> tuple[str, str | None] | None:
    """Why the path, below the corpus folder, is no document at all, and the remedy."""
    if path.name in SIDECARS:
        return "it says what is known of the documents and is none itself", None
    if any(part.startswith((".", "~")) for part in path.parts):
        return "hidden or temporary file", "rename it if it is an article"
    if path.suffix and path.suffix.lower() not in READERS:
        read = ", ".join(sorted(READERS))
        return f"files ending in {path.suffix} are not read", f"save it as one of {read}"
    return None


def _article(name: str, path: Path) -> Article:
    data = _bytes(path)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise Unreadable("its name has no ending", f"give it one of {', '.join(sorted(READERS))}")
    return reader(name, data)


def _bytes(path: Path) -> bytes:
    if path.is_symlink():
        raise Unreadable("it is a link, and links are not followed", "copy the file itself here")
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Unreadable("it is no regular file", "copy its content into a file")
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"it cannot be opened: {error.strerror}", "allow reading it") from error


def _left_out(name: str, path: Path, fault: Unreadable, *, status: str = "rejected") -> Found:
    """A File row for a path that gave no document; its digest where it could be read."""
    regular = path.is_file() and not path.is_symlink() and os.access(path, os.R_OK)
    data = path.read_bytes() if regular else b""
    return _rejected(name, data if regular else None, fault, status=status)


def _rejected(name: str, data: bytes | None, fault: Unreadable, *, status: str = "rejected") -> Found:
    known = {"sha256": None if data is None else hashlib.sha256(data).hexdigest(), "size": len(data or b"")}
    row = {"path": name, **known, "status": status, "reason": fault.reason, "remedy": fault.remedy, "doc_id": None}
    return Found(File.model_validate(row))


# --- one JSONL file --------------------------------------------------------------------------------


def _read_jsonl(path: Path, config: DocumentsConfig) -> Iterator[Found]:
    if path.suffix.lower() != ".jsonl":
        raise CorpusError(f"{path.name}: a corpus is a folder or a .jsonl file. Name the folder that holds it.")
    known, seen = sidecar(path), set[str]()
    with path.open("rb") as lines:
        for name, line in readers.rows(lines, path.name):
            try:
                article = _unseen(readers.read_row(name, line), seen)
                stated = known.get(article.doc_id, Known()).model_dump(exclude_none=True)
                yield _accept(replace(article, known=article.known.model_copy(update=stated)), config)
                seen.add(article.doc_id)
            except Unreadable as fault:
                yield _rejected(name, line, fault)


def _unseen(article: Article, seen: set[str]) -> Article:
    if article.doc_id in seen:
        raise Unreadable(f"a row before it has the doc_id {article.doc_id}", "give every row its own")
    return article


# --- one article -----------------------------------------------------------------------------------


def _accept(article: Article, config: DocumentsConfig) -> Found:
    """The document an article becomes. Raises Unreadable where its text is none, or too long."""
    _check(article, config)
    parts = tuple(blocks(article.doc_id, article.text))
    row = {"path": article.name, "sha256": article.sha256, "size": article.size, "doc_id": article.doc_id}
    file = File.model_validate({**row, "status": "analysed", "reason": None, "remedy": None})
    return Found(file, _document(article, parts, assumed=config.assume_published), parts)


def _check(article: Article, config: DocumentsConfig) -> None:
    length = len(article.text)
    if not article.text.strip():
        raise Unreadable("there is no text in it", "remove it, or put the article into it")
    if _NO_TEXT.search(article.text) or _NO_TEXT.search(article.doc_id):
        raise Unreadable("it holds characters that no text has (NUL, half a surrogate)", "save it as text in UTF-8")
    if not (article.known.language or "en").lower().startswith("en"):
        raise Unreadable(f"its language is stated as {article.known.language}; only English is read", "leave it out")
    if length > config.max_characters:
        raise Unreadable(f"it has {length:,} characters, the limit is {config.max_characters:,}", "split it")


def _document(article: Article, parts: Iterable[Block], *, assumed: str | None) -> Document:
    known, told = article.known, metadata.told_by(article.text, parts)
    published, published_from = metadata.published(known, told, assumed=assumed)
    return Document(
        doc_id=article.doc_id,
        sha256=article.sha256,
        format=article.format,
        title=known.title or told.get("title"),
        author=known.author or told.get("author"),
        outlet=known.outlet or told.get("outlet"),
        published=published,
        published_from=published_from,
        language=known.language or "en",
        text=article.text,
        duplicate_of=None,
    )


def _mark_duplicates(found: Iterable[Found]) -> Iterator[Found]:
    """Of equal texts the first by path is analysed; the others keep what is known of them, and name it."""
    first: dict[str, str] = {}
    for one in found:
        original = first.setdefault(one.document.text, one.document.doc_id) if one.document else None
        if one.document is None or original == one.document.doc_id:
            yield one
            continue
        file = one.file.model_copy(update={"status": "duplicate", "reason": f"the same text as {original}"})
        yield Found(file, one.document.model_copy(update={"duplicate_of": original}))
