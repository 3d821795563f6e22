"""A web archive in, the article of each page in it out, and one line for all its records that are no pages.

A page is a response or resource in HTML or plain text that was delivered. `WARC-Target-URI` is its address;
`WARC-Date` is when it was crawled and says nothing of its publication.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from analysis.readers import Article, Raw, Rejected, Unreadable, rejected, row_name
from analysis.readers.encodings import decode
from analysis.readers.html import article, hush
from analysis.readers.imprint import is_address

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_PLAIN = "text/plain"
#: A page of the news has 1.5 MB at most; an archive of them unpacks to ten times its size.
_LARGEST_PAGE = 20_000_000
_LEAST_ARCHIVE, _LARGEST_ARCHIVE, _UNPACKED = 64_000_000, 4_000_000_000, 50
_GZIP = b"\x1f\x8b"
_CHUNK = 65_536
_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_KIND = re.compile(r"[\w.+/-]{1,60}", re.ASCII)
_KINDS_NAMED = 8
_DELIVERED = "2"


def read(raw: Raw) -> Iterator[Article | Rejected]:
    """The articles of a `.warc` or `.warc.gz` file."""
    others: Counter[str] = Counter()
    pages = 0
    for record in _records(raw.data):
        kind = _kind(record)
        is_page = kind in _HTML or kind == _PLAIN
        page = _page(row_name(raw.name, pages + 1), record, kind) if is_page else None
        if not _is_whole(record):
            # Half a page is none: what is missing of it cannot be told.
            where = pages + others.total() + 1
            raise Unreadable("malformed", f"the archive breaks off in record {where}, which is left out", _AGAIN)
        if page is None:
            others[kind] += 1
            continue
        pages += 1
        yield page
    if not pages:
        raise Unreadable("no_text", f"there are no pages in it{_listed(others)}", "put saved pages here instead")
    if others:
        count = others.total()
        reason = f"{count:,} of its {count + pages:,} records are no pages{_listed(others)}"
        yield Rejected(raw.name, len(raw.data), raw.sha256, "format", reason, None, status="ignored")


def _listed(others: Counter[str]) -> str:
    """How many of which kind, the most frequent first."""
    ordered = sorted(others.items(), key=lambda item: (-item[1], item[0]))
    named = [f"{count:,} {kind}" for kind, count in ordered[:_KINDS_NAMED]]
    more = sum(count for _, count in ordered[_KINDS_NAMED:])
    return ": " + ", ".join([*named, *([f"{more:,} others"] if more else [])]) if named else ""


# --- records ---------------------------------------------------------------------------------------

_AGAIN = "fetch or copy the archive again"


class _Bytes(Protocol):
    def read1(self, size: int = -1, /) -> bytes: ...


class _Unpacked:
    """The bytes of an archive, unpacked as they are read; after damage there are no more, and a bomb is Unreadable."""

    def __init__(self, data: bytes) -> None:
        packed = data.startswith(_GZIP)
        self._stream: _Bytes = gzip.GzipFile(fileobj=io.BytesIO(data)) if packed else io.BytesIO(data)
        self._left = min(_LARGEST_ARCHIVE, max(_LEAST_ARCHIVE, _UNPACKED * len(data)))
        self.is_damaged = False

    def read(self, size: int = -1) -> bytes:
        try:
            # Not `read`, which gives up what it has when it comes to the damage.
            data = self._stream.read1(min(size, _CHUNK) if size >= 0 else _CHUNK)
        except (EOFError, OSError, zlib.error):
            self.is_damaged = True
            return b""
        self._left -= len(data)
        if self._left < 0:
            raise Unreadable("too_large", "it unpacks to far more than its own size", "unpack it, and split it")
        return data


def _records(data: bytes) -> Iterator[ArcWarcRecord]:
    from warcio.archiveiterator import ArchiveIterator

    if not data:
        raise Unreadable("empty", "there is nothing in it", "remove it, or put pages into it")
    hush("warcio")
    unpacked = _Unpacked(data)
    archive = ArchiveIterator(unpacked)
    count = 0
    while record := _next(archive, count):
        count += 1
        yield record
    if unpacked.is_damaged or archive.err_count:
        raise Unreadable("malformed", f"the archive is damaged after record {count}", _AGAIN)


def _next(archive: Iterator[ArcWarcRecord], count: int) -> ArcWarcRecord | None:
    try:
        # It writes warnings there that quote the archive.
        with contextlib.redirect_stderr(io.StringIO()):
            return next(archive, None)
    except (MemoryError, Unreadable):
        raise
    except Exception:  # noqa: BLE001 - warcio raises whatever goes wrong in an archive; that is no bug of ours
        where = f"after record {count}" if count else "from its beginning"
        raise Unreadable("malformed", f"it is no web archive {where}", _AGAIN) from None


def _is_whole(record: ArcWarcRecord) -> bool:
    """Whether a record has as many bytes as it says; reads what is left of it."""
    while record.raw_stream.read(_CHUNK):
        pass
    return not getattr(record.raw_stream, "limit", 0)


def _kind(record: ArcWarcRecord) -> str:
    """The media type of a record that is a page or a part of one; what it is instead."""
    if record.rec_type not in ("response", "resource"):
        return _word(record.rec_type)
    status = record.http_headers.get_statuscode() if record.http_headers else _DELIVERED
    if not status.startswith(_DELIVERED):
        return f"HTTP {_word(status)}"
    return _word(_content_type(record).partition(";")[0].strip().lower())


def _word(value: str | None) -> str:
    return value if value and _KIND.fullmatch(value) else "unknown"


def _content_type(record: ArcWarcRecord) -> str:
    if record.http_headers:
        return record.http_headers.get_header("Content-Type") or ""
    return record.content_type or ""


# --- pages -----------------------------------------------------------------------------------------


def _page(name: str, record: ArcWarcRecord, kind: str) -> Article | Rejected:
    payload = b""
    try:
        payload = _payload(record)
        return _told(_article(Raw(name, payload), record, kind), record)
    except Unreadable as fault:
        return rejected(name, payload, fault)


def _payload(record: ArcWarcRecord) -> bytes:
    packing = record.http_headers.get_header("Content-Encoding", "") if record.http_headers else ""
    parts = []
    left = _LARGEST_PAGE
    try:
        stream = record.content_stream()
        while left >= 0 and (part := stream.read(_CHUNK)):
            parts.append(part)
            left -= len(part)
    except (MemoryError, Unreadable):
        raise
    except Exception:  # noqa: BLE001 - as above: a damaged compression or chunk raises whatever it likes
        raise Unreadable("malformed", "its compression is damaged", _AGAIN) from None
    if left < 0:
        raise Unreadable("too_large", f"the page is larger than {_LARGEST_PAGE:,} bytes", "save its text as .txt")
    if packing.strip().lower() == "br" and _cannot_unpack("br"):
        raise Unreadable("malformed", "it is compressed with brotli", "crawl it without, or pip install brotli")
    return b"".join(parts)


def _cannot_unpack(packing: str) -> bool:
    from warcio.bufferedreaders import BufferedReader

    return packing not in BufferedReader.get_supported_decompressors()


def _article(raw: Raw, record: ArcWarcRecord, kind: str) -> Article:
    charset = _CHARSET.search(_content_type(record))
    declared = charset[1] if charset else None
    if kind in _HTML:
        return article(raw, declared=declared)
    found = decode(raw.data, declared=declared)
    size = len(raw.data)
    return Article(raw.name, raw.name, found.text, "warc", raw.sha256, size, found.encoding, flags=found.flags)


def _told(page: Article, record: ArcWarcRecord) -> Article:
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    told = {**page.told, "url": url} if is_address(url) else page.told
    return replace(page, format="warc", told=told)
