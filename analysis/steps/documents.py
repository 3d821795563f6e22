"""A folder or a JSONL file in; one File row for every path found and one Document for every text that can be read.

A bad file never stops the others: it becomes a File row that says why and what to do.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import re
import stat
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from analysis.config import DocumentsConfig
from analysis.steps.blocks import blocks
from analysis.tables import Block, Document, File

#: Files beside the documents that say something about them and are none themselves.
SIDECARS = frozenset({"documents.toml", "actors.toml"})

_NO_CORPUS = "{}: there is no such file or folder. Name a folder of .txt and .md files, or a .jsonl file."
_CANNOT_BE_TEXT = re.compile("[\x00\ud800-\udfff]")
_YEAR_OF_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\W{0,4}(?P<year>(?:19|20)\d\d)\b(?!\s*[-–])\s*(?P<outlet>[^.,|\n]{2,60})?", re.I
)
_BYLINE = re.compile(r"^\W*(?:(?:\w+\s+)?by|author|reporter|correspondent)\s*:?\s+", re.IGNORECASE)
_EDTF_DAY = re.compile(r"^\d{4}(-\d\d(-\d\d)?)?$")
_TIME_OF_DAY = re.compile(r"[T ]\d\d:?\d\d.*$")


class CorpusError(ValueError):
    """The corpus as a whole cannot be read. The message names the file and the remedy."""


class Known(BaseModel):
    """What is known of a document beyond its text: an entry of documents.toml, or the fields of a JSONL row."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None

    @field_validator("published")
    @classmethod
    def _is_edtf(cls, value: str | None) -> str | None:
        return None if value is None else edtf_date(value)


@dataclass(frozen=True, slots=True)
class Found:
    """One file, and the document it holds unless it was rejected, ignored or a duplicate."""

    file: File
    document: Document | None = None
    blocks: tuple[Block, ...] = ()


def edtf_date(value: str) -> str:
    """A calendar date as EDTF level 0, to the day at most: `2024`, `2024-05`, `2024-05-30`. Raises ValueError."""
    day = _TIME_OF_DAY.sub("", value.strip())
    if not _EDTF_DAY.match(day):
        raise ValueError(f"{value!r} is no date: write 2024, 2024-05 or 2024-05-30")
    datetime.date.fromisoformat(day + "-01-01"[len(day) - 4 :])
    return day


# --- files -----------------------------------------------------------------------------------------


def corpus_files(corpus: Path) -> Iterator[Path]:
    """Every path below the folder that is no folder itself, links not followed, in the order of their bytes."""
    if not corpus.is_dir():
        yield corpus
        return
    for folder, names, files in os.walk(corpus):
        links = [name for name in names if (Path(folder) / name).is_symlink()]
        names[:] = sorted(set(names) - set(links))
        yield from (Path(folder) / name for name in files + links)


def find(corpus: Path, config: DocumentsConfig) -> Iterator[Found]:
    """Read a corpus: a folder of any depth, or one JSONL file with a document a line.

    Yields one Found for every path (every line of a JSONL file), sorted by path; of equal texts the first
    is the document and the others are its duplicates. Raises CorpusError where nothing can be read at all.
    """
    if not corpus.exists():
        raise CorpusError(_NO_CORPUS.format(corpus.name))
    read = _read_folder(corpus, config) if corpus.is_dir() else _read_jsonl(corpus, config)
    yield from _mark_duplicates(sorted(read, key=lambda found: found.file.path.encode("utf-8")))


def _read_folder(folder: Path, config: DocumentsConfig) -> Iterator[Found]:
    known = sidecar(folder)
    for path in corpus_files(folder):
        name = shown_path(path.relative_to(folder))
        yield _read_file(path, name, known=known.get(name, Known()), config=config)


def sidecar(folder: Path) -> Mapping[str, Known]:
    """What documents.toml says of each document, by path below the folder. Raises CorpusError if it is malformed."""
    path = folder / "documents.toml"
    path = path if path.is_file() else folder.parent / "documents.toml"
    if not path.is_file():
        return {}
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
        return {name: Known.model_validate(entry) for name, entry in entries.items()}
    except tomllib.TOMLDecodeError as error:
        raise CorpusError(f"documents.toml: not TOML: {error}. Mend the line it names.") from error
    except UnicodeDecodeError as error:
        raise CorpusError("documents.toml: not UTF-8. Save it as UTF-8.") from error
    except ValidationError as error:
        raise CorpusError(f"documents.toml: {_first_fault(error)}") from error


def shown_path(path: Path) -> str:
    """A path with `/`, its bytes that are no UTF-8 escaped, so that every table and page can hold it."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def _read_file(path: Path, name: str, *, known: Known, config: DocumentsConfig) -> Found:
    if path.name in SIDECARS:
        return _left_out(name, "ignored", "it says what is known of the documents and is none itself")
    if path.name.startswith((".", "~")):
        return _left_out(name, "ignored", "hidden or temporary file", "rename it if it is an article")
    if path.is_symlink():
        return _left_out(name, "rejected", "it is a link, and links are not followed", "copy the file itself here")
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        return _left_out(name, "rejected", "it is no regular file", "copy its content into a file")
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known_endings = ", ".join(sorted(READERS))
        return _left_out(
            name,
            "ignored",
            f"files ending in {path.suffix or 'nothing'} are not read",
            f"save it as one of {known_endings}",
            size=status.st_size,
        )
    try:
        data = path.read_bytes()
    except OSError as error:
        return _left_out(
            name,
            "rejected",
            f"it cannot be opened: {error.strerror}",
            "give the user who runs this the right to read it",
            size=status.st_size,
        )
    return reader(name, data, known, config)


def _left_out(
    path: str,
    status: Literal["rejected", "ignored"],
    reason: str,
    remedy: str | None = None,
    *,
    size: int = 0,
    sha256: str | None = None,
) -> Found:
    return Found(File(path=path, sha256=sha256, size=size, status=status, reason=reason, remedy=remedy, doc_id=None))


def digest(corpus: Path) -> str:
    """Digest of everything a corpus consists of: every path, its bytes, the sidecars. Raises CorpusError."""
    if not corpus.exists():
        raise CorpusError(_NO_CORPUS.format(corpus.name))
    total = hashlib.sha256()
    sidecars = (corpus.parent / name for name in sorted(SIDECARS))
    for path in (*sorted(corpus_files(corpus)), *sidecars):
        readable = path.is_file() and not path.is_symlink()
        content = hashlib.sha256(path.read_bytes()).hexdigest() if readable and os.access(path, os.R_OK) else "-"
        total.update(f"{shown_path(path.relative_to(corpus.parent))}\0{content}\0".encode())
    return total.hexdigest()


# --- readers ---------------------------------------------------------------------------------------

Reader = Callable[[str, bytes, Known, DocumentsConfig], Found]


def read_text(name: str, data: bytes, known: Known, config: DocumentsConfig) -> Found:
    """A plain text or Markdown file in UTF-8. Its text is the file's, line ends included; a leading mark is not text."""
    digest = hashlib.sha256(data).hexdigest()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _left_out(
            name, "rejected", f"not UTF-8 (byte {error.start})", "save it as UTF-8", size=len(data), sha256=digest
        )
    form = Path(name).suffix.lower().removeprefix(".")
    return _accept(name, doc_id=name, text=text, known=known, config=config, form=form, size=len(data), sha256=digest)


#: Endings and how they are read. A further format is one more entry.
READERS: Mapping[str, Reader] = {".txt": read_text, ".md": read_text}


def _read_jsonl(path: Path, config: DocumentsConfig) -> Iterator[Found]:
    if path.suffix.lower() != ".jsonl":
        raise CorpusError(
            f"{path.name}: a corpus is a folder or a .jsonl file. Put the file into a folder and name the folder."
        )
    seen: set[str] = set()
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield _read_row(f"{path.name}:{number:07d}", line.rstrip(b"\r\n"), seen, config)


def _read_row(name: str, line: bytes, seen: set[str], config: DocumentsConfig) -> Found:
    digest, size = hashlib.sha256(line).hexdigest(), len(line)
    try:
        row = json.loads(line.decode("utf-8-sig"))
        doc_id, text = row.pop("doc_id"), row.pop("text")
        known = Known.model_validate({key: row[key] for key in Known.model_fields if key in row})
    except UnicodeDecodeError:
        return _left_out(name, "rejected", "not UTF-8", "save the file as UTF-8", size=size, sha256=digest)
    except (json.JSONDecodeError, RecursionError):
        return _left_out(name, "rejected", "not JSON", "write one JSON object on the line", size=size, sha256=digest)
    except (AttributeError, TypeError, KeyError):
        return _left_out(
            name, "rejected", "not an object with doc_id and text", "give the row both", size=size, sha256=digest
        )
    except ValidationError as error:
        return _left_out(name, "rejected", _first_fault(error), "mend the field", size=size, sha256=digest)
    if not isinstance(doc_id, str) or not isinstance(text, str) or not doc_id or _CANNOT_BE_TEXT.search(doc_id):
        return _left_out(
            name, "rejected", "doc_id and text must be texts", "write both as JSON strings", size=size, sha256=digest
        )
    if doc_id in seen:
        return _left_out(
            name,
            "rejected",
            f"a row before it has the doc_id {doc_id}",
            "give every row its own",
            size=size,
            sha256=digest,
        )
    seen.add(doc_id)
    return _accept(
        name,
        doc_id=doc_id,
        text=text,
        known=known,
        config=config,
        form="jsonl",
        size=size,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    )


def _accept(
    name: str, *, doc_id: str, text: str, known: Known, config: DocumentsConfig, form: str, size: int, sha256: str
) -> Found:
    fault = _fault_of_text(text, config)
    if fault:
        return _left_out(name, "rejected", *fault, size=size, sha256=sha256)
    parts = tuple(blocks(doc_id, text))
    file = File(path=name, sha256=sha256, size=size, status="analysed", reason=None, remedy=None, doc_id=doc_id)
    return Found(file, _document(doc_id, text, parts, known=known, config=config, form=form, sha256=sha256), parts)


def _fault_of_text(text: str, config: DocumentsConfig) -> tuple[str, str] | None:
    if not text.strip():
        return "there is no text in it", "remove it, or put the article into it"
    if _CANNOT_BE_TEXT.search(text):
        return "it holds characters that no text has (NUL or half a surrogate pair)", "save it as plain text in UTF-8"
    if len(text) > config.max_characters:
        return (
            f"it has {len(text):,} characters, more than {config.max_characters:,}",
            "split it, or raise max_characters",
        )
    return None


# --- what is known of a document -------------------------------------------------------------------


def _document(
    doc_id: str, text: str, parts: Iterable[Block], *, known: Known, config: DocumentsConfig, form: str, sha256: str
) -> Document:
    told = _told_by_text(text, parts)
    published, published_from = _published(known, told, config)
    return Document(
        doc_id=doc_id,
        sha256=sha256,
        format=form,
        title=known.title or told.get("title"),
        author=known.author or told.get("author"),
        outlet=known.outlet or told.get("outlet"),
        published=published,
        published_from=published_from,
        language=known.language or "en",
        text=text,
        duplicate_of=None,
    )


def _published(known: Known, told: Mapping[str, str], config: DocumentsConfig) -> tuple[str | None, Any]:
    """The publication date and where it comes from. A parameter fills a gap and overrules only a bare copyright year."""
    if known.published:
        return known.published, "stated"
    if "dateline" in told:
        return told["dateline"], "dateline"
    if config.assume_published:
        return config.assume_published, "assumed"
    return (told["footer"], "footer") if "footer" in told else (None, None)


def _told_by_text(text: str, parts: Iterable[Block]) -> dict[str, str]:
    """What the text itself says: title, author, outlet, `dateline` (a day) and `footer` (the copyright year)."""
    told: dict[str, str] = {}
    for part in parts:
        words = text[part.start : part.end]
        match part.kind:
            case "headline":
                told.setdefault("title", " ".join(words.lstrip("# ").split()))
            case "byline":
                told.setdefault("author", " ".join(_BYLINE.sub("", words).split()))
            case "dateline" if day := _day_of(words):
                told.setdefault("dateline", day)
            case "footer" if mark := _YEAR_OF_COPYRIGHT.search(words):
                told["footer"] = mark["year"]
                if mark["outlet"]:
                    told["outlet"] = mark["outlet"].strip()
    return told


def _day_of(words: str) -> str | None:
    """The day a dateline names in full, as ISO 8601; a date without its year names none."""
    from dateutil import parser

    if not re.search(r"\b(19|20)\d\d\b", words):
        return None
    try:
        # Two defaults that share no part show which parts the text itself gives.
        first, second = (
            parser.parse(words, fuzzy=True, default=datetime.datetime(year, month, day))
            for year, month, day in ((2000, 1, 1), (2001, 2, 2))
        )  # noqa: DTZ001
    except (ValueError, OverflowError):
        return None
    numeric = re.search(r"\b(\d{1,2})[/.](\d{1,2})[/.]\d", words)
    ambiguous = numeric is not None and int(numeric[1]) <= 12 and int(numeric[2]) <= 12  # noqa: PLR2004
    return first.date().isoformat() if first.date() == second.date() and not ambiguous else None


def _first_fault(error: ValidationError) -> str:
    fault = error.errors(include_url=False)[0]
    names = ", ".join(Known.model_fields)
    where = ".".join(str(part) for part in fault["loc"])
    return f"{where}: {fault['msg'].removeprefix('Value error, ')} (known fields: {names})"


def _mark_duplicates(found: Iterable[Found]) -> Iterator[Found]:
    first: dict[str, str] = {}
    for one in found:
        if one.document is None:
            yield one
            continue
        digest = hashlib.sha256(one.document.text.encode("utf-8")).hexdigest()
        original = first.setdefault(digest, one.document.doc_id)
        if original == one.document.doc_id:
            yield one
            continue
        changes = {"status": "duplicate", "reason": f"the same text as {original}", "doc_id": original}
        yield Found(one.file.model_copy(update=changes))
