"""Bytes in, articles out: one module for each kind of file. What cannot be read is Unreadable: why, and the remedy.

A format is an entry in READERS. Its module has `read(raw) -> Iterator[Article | Rejected]` and is imported only
when a file of that format is read, so that what it needs may be missing.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import re
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from analysis.tables import BlockKind, Flag, MetadataField, Origin

#: Why a file gave no document, in one word for programs. The sentence for people stands beside it.
Code = Literal[
    "binary", "died", "duplicate_id", "empty", "encoding", "encrypted", "format", "hidden", "language", "link",
    "malformed", "memory", "missing_extra", "no_text", "not_regular", "permission", "sidecar", "time", "too_complex",
    "too_large", "vanished",
]  # fmt: skip


class Unreadable(ValueError):  # noqa: N818 - it is a finding about a file, not an error of the program
    """A file or row that cannot be read: why, and what to do about it, in words for the person who put it there."""

    def __init__(self, code: Code, reason: str, remedy: str | None) -> None:
        super().__init__(code, reason, remedy)
        self.code = code
        self.reason = reason
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Raw:
    """A file as it was found: its path below the corpus, its bytes, and what a user says of a dump's columns."""

    name: str
    data: bytes
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def ending(self) -> str:
        """The ending of the name by which its reader is chosen, in small letters: `.html`, `.warc.gz`."""
        return ending_of(self.name)

    @property
    def sha256(self) -> str:
        """Digest of its bytes."""
        return digest(self.data)


@dataclass(frozen=True, slots=True)
class Article:
    """One text as it was read, with what came with it.

    `name` is its path, or path and row (`dump.csv:0000003`); `text` is what every offset counts; `sha256` and
    `size` are those of the file's bytes, in a dump those of the row's text. `told` is what its format says of it
    (fields of Metadata, as written there), `origin` where that stands. `marked` are the kinds that the format
    itself gives to lines (a list item, a heading), by the offset of the line's first character.
    """

    name: str
    doc_id: str
    text: str
    format: str
    sha256: str
    size: int
    encoding: str | None = None
    told: Mapping[MetadataField, str] = field(default_factory=dict)
    origin: Origin = "page"
    marked: Mapping[int, BlockKind] = field(default_factory=dict)
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file, or a row of a dump, that gave no article."""

    name: str
    size: int
    sha256: str | None
    code: str
    reason: str
    remedy: str | None
    status: Literal["rejected", "ignored"] = "rejected"


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: the module that reads it, what that needs beyond the core, and whether it may run away.

    `guarded` formats are read in a process that can be stopped. A `dump` holds many articles.
    """

    module: str
    extra: str | None = None
    needs: tuple[str, ...] = ()
    guarded: bool = False
    dump: bool = False


_HTML = Format("html", extra="html", needs=("trafilatura",), guarded=True)
_DUMP = Format("dumps", guarded=True, dump=True)
_WARC = Format("warc", extra="warc", needs=("trafilatura", "warcio"), guarded=True, dump=True)

#: Endings and how they are read. A further format is one more entry.
READERS: Mapping[str, Format] = MappingProxyType(
    {
        ".txt": Format("plain"),
        ".md": Format("markdown"),
        ".markdown": Format("markdown"),
        ".html": _HTML,
        ".htm": _HTML,
        ".pdf": Format("pdf", extra="pdf", needs=("pypdf",), guarded=True),
        ".docx": Format("docx", extra="docx", needs=("docx",), guarded=True),
        ".eml": Format("mail", guarded=True),
        ".jsonl": _DUMP,
        ".json": _DUMP,
        ".csv": _DUMP,
        ".parquet": _DUMP,
        ".warc": _WARC,
        ".warc.gz": _WARC,
    }
)


#: Endings of what may well hold articles, but is not read: what to do with such a file.
CONVERTIBLE: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys((".zip", ".gz", ".bz2", ".xz", ".7z", ".rar", ".tar", ".tgz"), "unpack it"),
        **dict.fromkeys((".doc", ".docm", ".odt", ".rtf", ".pages", ".wpd"), "save it as .docx"),
        **dict.fromkeys((".mht", ".mhtml", ".webarchive"), "save the page as .html"),
        **dict.fromkeys((".msg", ".mbox"), "save each mail as .eml"),
        **dict.fromkeys((".xls", ".xlsx", ".ods", ".tsv"), "save it as .csv"),
        **dict.fromkeys((".epub", ".ps", ".djvu"), "save it as .pdf"),
    }
)


def ending_of(name: str) -> str:
    """The ending that says how a file is read, in small letters; else its last ending, or "" if it has none."""
    base = name.rpartition("/")[2].lower()
    known = [ending for ending in READERS if base.endswith(ending) and base != ending]
    suffix = base.rpartition(".")
    return max(known, key=len, default=f".{suffix[2]}" if suffix[0] else "")


def read(raw: Raw) -> list[Article | Rejected]:
    """The articles of one file, and what of it was none. Never raises for what stands in the file."""
    found: list[Article | Rejected] = []
    try:
        # One by one: what a dump gave before it broke off is kept.
        found.extend(_reader(raw)(raw))
    except Unreadable as fault:
        found.append(rejected(raw.name, raw.data, fault))
    return found


def _reader(raw: Raw) -> Callable[[Raw], Iterator[Article | Rejected]]:
    if raw.ending in CONVERTIBLE:
        raise Unreadable("format", f"files ending in {raw.ending} are not read", CONVERTIBLE[raw.ending])
    if raw.ending not in READERS:
        raise Unreadable("format", "its name has no ending that tells its format", f"give it one of {endings()}")
    if not raw.data:
        raise Unreadable("empty", "the file is empty", "put the article into it, or remove it")
    reader = READERS[raw.ending]
    if any(importlib.util.find_spec(module) is None for module in reader.needs):
        install = f"pip install 'claimline[{reader.extra}]'"
        raise Unreadable("missing_extra", f"to read {raw.ending} files, a package more is needed", install)
    module = importlib.import_module(f"analysis.readers.{reader.module}")
    return typing.cast("Callable[[Raw], Iterator[Article | Rejected]]", module.read)


def endings() -> str:
    """The endings that are read, for a message."""
    return ", ".join(sorted(READERS))


def rejected(name: str, data: bytes, fault: Unreadable) -> Rejected:
    """What becomes of a file or row that is Unreadable."""
    return Rejected(name, len(data), digest(data), fault.code, fault.reason, fault.remedy)


#: What no text holds: NUL and half a surrogate.
NO_TEXT = re.compile("[\x00\ud800-\udfff]")
_ROW = re.compile(r":\d{7}$", re.ASCII)


def row_name(name: str, number: int) -> str:
    """The name of a dump's row, counted from 1: `dump.csv:0000003`."""
    return f"{name}:{number:07d}"


def file_of(name: str) -> str:
    """The file that a row's name begins with; of any other name the name itself."""
    return _ROW.sub("", name)


def digest(data: bytes) -> str:
    """SHA-256 of the bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
