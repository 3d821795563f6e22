"""Web archives: every page an article, everything else counted, damage said and nothing before it lost."""

from __future__ import annotations

import gzip
import io
import random
import zlib
from collections.abc import Sequence

import pytest

from analysis.readers import Article, Raw, Rejected, digest, read

FIRST = "The foreign ministry said on Monday that the talks between the two governments had failed."
SECOND = "Nobody in the assembly was able to say whether the sides had come any nearer to an agreement."
PAGE = f"<html><head><meta charset='utf-8'></head><body><article><p>{FIRST}</p><p>{SECOND}</p></article></body></html>"
TEXT = f"{FIRST}\n\n{SECOND}"
HTML = "text/html; charset=utf-8"


def record(
    payload: bytes = PAGE.encode(),
    *,
    url: str = "https://example.org/a",
    kind: str = "response",
    media: str = HTML,
    status: str = "200 OK",
    headers: str = "",
    length: int | None = None,
) -> bytes:
    block = payload
    if kind == "response":
        block = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{headers}\r\n".encode() + payload
    whole = "application/http; msgtype=response" if kind == "response" else media
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-01-02T03:04:05Z\r\n"
        f"WARC-Record-ID: <urn:uuid:0>\r\nContent-Type: {whole}\r\n"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def found(data: bytes, name: str = "a.warc") -> list[Article | Rejected]:
    return read(Raw(name, data))


def summary(one: Article | Rejected) -> Sequence[object]:
    if isinstance(one, Article):
        return one.name, one.text[: len(FIRST)] == FIRST
    return one.name, one.status, one.code


def test_each_page_is_an_article() -> None:
    """Named by its place among the pages, with its own address; its hash and size are those of the payload."""
    first, second = found(record() + record(url="https://example.org/b"))
    assert isinstance(first, Article) and isinstance(second, Article)
    assert (first.name, first.doc_id, first.format, first.text) == ("a.warc:0000001", "a.warc:0000001", "warc", TEXT)
    assert (first.sha256, first.size, first.origin) == (digest(PAGE.encode()), len(PAGE.encode()), "page")
    assert (second.name, second.told["url"]) == ("a.warc:0000002", "https://example.org/b")


def test_the_day_of_the_crawl_is_no_date_of_publication() -> None:
    """WARC-Date says nothing of when an article was published."""
    (one,) = found(record())
    assert isinstance(one, Article)
    assert "published" not in one.told


def test_the_page_says_what_it_is_but_not_where_it_was_found() -> None:
    """Title and date are the page's; the address is the archive's, if it is one on the web."""
    head = "<head><link rel='canonical' href='https://example.org/c'><meta name='date' content='2019-11-18'>"
    data = PAGE.replace("<head>", head).encode()
    first, second = found(record(data) + record(data, url="urn:a", kind="resource"))
    assert isinstance(first, Article) and isinstance(second, Article)
    assert (first.told["url"], first.told["published"]) == ("https://example.org/a", "2019-11-18")
    assert second.told["url"] == "https://example.org/c"


def test_what_is_no_page_is_counted_in_one_line() -> None:
    """Pictures, requests, errors and redirections are no article and no row each, but each is accounted for."""
    data = b"".join(
        [
            record(b"software: x", kind="warcinfo", media="application/warc-fields"),
            record(b"GET / HTTP/1.1\r\n\r\n", kind="request", media="application/http; msgtype=request"),
            record(),
            record(b"\x89PNG", media="image/png") * 3,
            record(status="404 Not Found"),
            record(status="301 Moved"),
            record(media="<b>odd</b>"),
        ]
    )
    one, rest = found(data)
    assert isinstance(one, Article) and isinstance(rest, Rejected)
    assert (rest.name, rest.status, rest.size, rest.sha256) == ("a.warc", "ignored", len(data), digest(data))
    assert rest.reason == (
        "8 of its 9 records are no pages: 3 image/png, 1 HTTP 301, 1 HTTP 404, 1 request, 1 unknown, 1 warcinfo"
    )


@pytest.mark.parametrize(
    ("payload", "media", "headers"),
    [
        (PAGE.encode(), "application/xhtml+xml", ""),
        (TEXT.encode(), "text/plain", ""),
        (gzip.compress(PAGE.encode()), HTML, "Content-Encoding: gzip\r\n"),
        (zlib.compress(PAGE.encode()), HTML, "Content-Encoding: deflate\r\n"),
        (b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE.encode()), HTML, "Transfer-Encoding: chunked\r\n"),
    ],
)
def test_a_page_is_unpacked_as_it_was_sent(payload: bytes, media: str, headers: str) -> None:
    """Compression and chunks of the transfer are undone."""
    (one,) = found(record(payload, media=media, headers=headers))
    assert isinstance(one, Article), one
    assert one.text == TEXT


def test_a_resource_is_a_page_too() -> None:
    """Archives of saved files have resources, without the server's answer."""
    (one,) = found(record(kind="resource"))
    assert isinstance(one, Article)
    assert one.text == TEXT


def test_the_servers_word_on_the_encoding_goes_before_the_pages() -> None:
    """As in a browser: the header of the answer, then the meta element."""
    russian = "Министерство сообщило в понедельник, что переговоры между двумя сторонами закончились ничем. " * 3
    data = f"<meta charset='windows-1252'><article><p>{russian}</p></article>".encode("koi8-r")
    (one,) = found(record(data, media='text/html; charset="koi8-r"'))
    assert isinstance(one, Article)
    assert (one.text, one.encoding) == (russian.strip(), "koi8-r")


@pytest.mark.parametrize(
    "pack", [lambda parts: b"".join(map(gzip.compress, parts)), lambda parts: gzip.compress(b"".join(parts))]
)
def test_a_compressed_archive_is_read(pack) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """Each record compressed by itself, as it should be, or the file as a whole, as people do it."""
    rows = found(pack([record(), record()]), "a.warc.gz")
    assert list(map(summary, rows)) == [("a.warc.gz:0000001", True), ("a.warc.gz:0000002", True)]


@pytest.mark.parametrize("packed", [False, True])
def test_what_was_read_before_the_archive_breaks_off_is_kept(packed: bool) -> None:  # noqa: FBT001
    """The whole pages before stay; the archive is listed as damaged."""
    # Random letters, so that the compressed record ends within them.
    noise = "".join(random.Random(0).choices("abcdefghij", k=4_000))  # noqa: S311
    parts = [record(), record(PAGE.replace("</article>", f"</article><!-- {noise} -->").encode())]
    data = b"".join(map(gzip.compress, parts) if packed else parts)[:-400]
    first, *_, last = found(data, "a.warc.gz" if packed else "a.warc")
    assert isinstance(first, Article) and first.text == TEXT
    assert isinstance(last, Rejected)
    assert (last.name.partition(":")[0], last.name.count(":"), last.code) == (last.name, 0, "malformed")
    assert last.reason == "the archive breaks off in record 2, which is left out" and last.remedy


@pytest.mark.parametrize("cut", [100, 300])
@pytest.mark.parametrize("media", [HTML, "text/plain"])
def test_half_a_page_is_not_judged(cut: int, media: str) -> None:
    """Of the record in which an archive breaks off only that is said, be its text there or not yet begun."""
    last = record(
        TEXT.encode() * 9 if media == "text/plain" else b"<html><head>" + b" " * 200 + PAGE.encode() * 9, media=media
    )
    head = last.index(b"\r\n\r\nHTTP") + 4
    rows = found(record() + last[: head + cut])
    assert list(map(summary, rows)) == [("a.warc:0000001", True), ("a.warc", "rejected", "malformed")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"no archive at all", "malformed"),
        (b"\x1f\x8b\x08broken", "malformed"),
        (record(b"\x89PNG", media="image/png"), "no_text"),
        (b"WARC/1.0\r\nContent-Length: many\r\n\r\n", "no_text"),
        (record(length=5), "malformed"),
        (record(length=-5), "malformed"),
    ],
)
def test_what_is_no_archive_says_so(data: bytes, code: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Nothing is raised, and nothing of the file is written to the screen."""
    last = found(data)[-1]
    assert isinstance(last, Rejected)
    assert (last.name, last.code) == ("a.warc", code)
    assert last.remedy
    assert capfd.readouterr().err == ""


def test_a_page_that_cannot_be_read_does_not_stop_the_others() -> None:
    """It is listed by its own name with the reason."""
    bad = record(b"\x89PNG\r\n\0\0\0")
    rows = found(record(b"<p></p>") + bad + record())
    assert [summary(one)[0] for one in rows] == ["a.warc:0000001", "a.warc:0000002", "a.warc:0000003"]
    assert [isinstance(one, Article) for one in rows] == [False, False, True]


def test_a_page_that_unpacks_without_end_is_rejected() -> None:
    """A record is read up to a limit, and the next one is read all the same."""
    bomb = record(gzip.compress(b"<p>" * 10_000_000), headers="Content-Encoding: gzip\r\n")
    first, second = found(bomb + record())
    assert isinstance(first, Rejected) and first.code == "too_large"
    assert isinstance(second, Article)


def test_an_archive_that_unpacks_without_end_is_rejected() -> None:
    """An archive is unpacked to fifty times its size, and a small one to 64 MB."""
    stream = io.BytesIO()
    with gzip.GzipFile(fileobj=stream, mode="wb", mtime=0) as file:
        file.write(record() + record(b"", media="image/png", length=200_000_000).rstrip() + b"\r\n\r\n")
        for _ in range(200):
            file.write(bytes(1_000_000))
    first, last = found(stream.getvalue(), "a.warc.gz")
    assert isinstance(first, Article) and isinstance(last, Rejected)
    assert last.code == "too_large"


def test_damage_anywhere_is_never_raised() -> None:
    """Whatever byte is wrong, the reader gives articles or reasons."""
    chance = random.Random(0)  # noqa: S311
    whole = (
        record() + record(b"x", kind="request", media="application/http") + record(TEXT.encode(), media="text/plain")
    )
    for data, name in ((whole, "a.warc"), (gzip.compress(whole, mtime=0), "a.warc.gz")):
        for _ in range(100):
            broken = bytearray(data)
            broken[chance.randrange(len(broken))] = chance.randrange(256)
            rows = found(bytes(broken), name)
            assert rows and len({one.name for one in rows}) == len(rows)
