"""A mail in, its one article out: the body as text, with what its headers say of title, author and day.

Headers are parsed in the library's older way (`compat32`): its newer one takes quadratic time for some values and
raises errors of its own for others. Attachments are not read, and flagged; a forwarded message is no attachment.
"""

from __future__ import annotations

import email
import email.errors
import re
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_tz

from analysis.readers import Article, Code, Raw, Unreadable, encodings
from analysis.readers import read as read_any
from analysis.readers.properties import cleaned, has_letters, one_line
from analysis.tables import BlockKind, Flag, MetadataField

_LARGEST = 100_000_000
_MOST_NESTED = 100
_LONGEST_HEADER = 2_000
_STUB_WORDS = 20
_LONGEST_SIGNATURE = 12
_FIRST_YEAR = 1971

_NESTS = re.compile(rb"^content-type:\s{0,80}(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
_HEADERS = frozenset({"from", "to", "subject", "date", "message-id", "received", "mime-version", "content-type"})
_REPLY = re.compile(r"(?:re|fwd?|aw|wg|sv|vs|antw|rif|tr)(?:\[\d{1,3}\])?\s?:\s*", re.IGNORECASE)
_ENCODED = r"=\?[^?\s]{1,40}\?[BbQq]\?[^?\s]*\?="
_ENCODED_WORDS = re.compile(rf"{_ENCODED}(?:\s+{_ENCODED})*")
#: Mail programs know no other layout than tables; read as tables, a newsletter is one row.
_LAYOUT = re.compile(r"<(/?)(?:table|tbody|thead|tfoot|tr|td|th)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"<(https?://[^\s<>]{4,500})>")
_LIST_NAME = re.compile(r"([^\d<>@]{3,80}?)\s*<[^<>]*>\s*")
_ENCRYPTED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
_PLAIN = frozenset({"text/plain", "text/markdown"})
_SIGNATURES = frozenset({"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"})

#: What the library raises on headers and parts that somebody broke.
_BROKEN = (
    AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError, email.errors.MessageError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Body:
    """Text of a message or of a part of it, the encoding of its first part, kinds of lines by offset, and a fault."""

    text: str = ""
    encoding: str | None = None
    marked: Mapping[int, BlockKind] = field(default_factory=dict)
    flags: tuple[Flag, ...] = ()
    fault: Unreadable | None = None

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


def read(raw: Raw) -> Iterator[Article]:
    """The article of an `.eml` file."""
    _check(raw.data)
    try:
        message = email.message_from_bytes(raw.data)
    except _BROKEN:
        raise Unreadable("malformed", "it is a broken mail, or none", "save it again from your mail program") from None
    headers = _headers(message)
    if not _HEADERS & headers.keys():
        raise Unreadable("malformed", "it has no headers of a mail", "save it again from your mail program")
    body = _part(message)
    if not has_letters(body.text):
        raise _without_text(body)
    yield Article(
        raw.name, raw.name, body.text, "eml", raw.sha256, len(raw.data), body.encoding,
        told=_told(headers), origin="header", marked=body.marked, flags=body.flags,
    )  # fmt: skip


def _check(data: bytes) -> None:
    if len(data) > _LARGEST:
        raise Unreadable("too_large", "it is larger than 100 MB", "save its text as .txt")
    # Counted before it is parsed: the parser calls itself for each message in a message.
    if sum(1 for _ in _NESTS.finditer(data)) > _MOST_NESTED:
        raise Unreadable("too_complex", "it holds mails in mails, too many of them", "save its text as .txt")


def _without_text(body: _Body) -> Unreadable:
    if body.fault:
        return body.fault
    if "attachments" in body.flags:
        return Unreadable("no_text", "it has attachments but no text", "save the attachments as files of their own")
    return Unreadable("no_text", "it holds no text", None)


def _part(message: Message) -> _Body:
    """The text of a message or of a part of one; what cannot be read of it is said."""
    try:
        return _body(message)
    except Unreadable as fault:
        return _Body(fault=fault, flags=("truncated",))
    except _BROKEN:
        return _Body(flags=("truncated",))


def _body(message: Message) -> _Body:
    kind = message.get_content_type()
    if kind in _ENCRYPTED and message.get_param("smime-type") != "signed-data":
        raise Unreadable("encrypted", "it is encrypted", "decrypt it in your mail program and save its text as .txt")
    if message.is_multipart():
        parts = typing.cast("list[Message]", message.get_payload())
        return _best(parts) if kind == "multipart/alternative" else _all([_part(part) for part in parts])
    if message.get_content_disposition() == "attachment" or message.get_filename():
        return _Body(flags=() if _is_decoration(message, kind) else ("attachments",))
    if kind == "text/html":
        return _of_html(message)
    if kind in _PLAIN or message.get_content_maintype() == "multipart":
        return _of_plain(message)
    return _Body(flags=() if _is_decoration(message, kind) else ("attachments",))


def _is_decoration(message: Message, kind: str) -> bool:
    """A signature, or a picture that is shown in the text."""
    shown = message.get_content_maintype() == "image" and message.get_content_disposition() != "attachment"
    return kind in _SIGNATURES or shown


def _all(bodies: Sequence[_Body]) -> _Body:
    """Bodies one after the other, a blank line between them."""
    marked: dict[int, BlockKind] = {}
    offset = 0
    written = [body for body in bodies if body.text]
    for body in written:
        marked |= {offset + start: kind for start, kind in body.marked.items()}
        offset += len(body.text) + 2
    return _Body(
        "\n\n".join(body.text for body in written),
        next((body.encoding for body in written), None),
        marked,
        tuple(dict.fromkeys(flag for body in bodies for flag in body.flags)),
        next((body.fault for body in bodies if body.fault), None),
    )


def _best(parts: Sequence[Message]) -> _Body:
    """Of several ways to say the same the plain one, unless it says only that there is another."""
    bodies: list[_Body] = []
    for part in sorted(parts, key=lambda part: part.get_content_type() not in _PLAIN):
        bodies.append(_part(part))
        if bodies[-1].words >= _STUB_WORDS:
            return bodies[-1]
    longest = max(bodies, key=lambda body: body.words, default=_Body())
    return longest if longest.text else _all(bodies)


def _decoded(message: Message) -> encodings.Decoded:
    """The text of a part as it was meant, damage to its transport encoding flagged."""
    payload = message.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    decoded = encodings.decode(data, declared=message.get_content_charset()) if data else encodings.Decoded("", "utf-8")
    broken: tuple[Flag, ...] = ("decode_errors",) if any("Base64" in type(d).__name__ for d in message.defects) else ()
    return replace(decoded, flags=tuple(dict.fromkeys((*decoded.flags, *broken))))


def _of_html(message: Message) -> _Body:
    decoded = _decoded(message)
    # With a mark for UTF-8, so that no charset in the page counts any more: it was in the mail's headers.
    page = _LAYOUT.sub(r"<\1div", decoded.text).encode("utf-8-sig", "replace")
    for found in read_any(Raw("mail.html", page)):
        if isinstance(found, Article):
            flags = tuple(dict.fromkeys((*decoded.flags, *found.flags)))
            return _Body(found.text, decoded.encoding, found.marked, flags)
        raise Unreadable(typing.cast("Code", found.code), found.reason, found.remedy)
    return _Body()


def _of_plain(message: Message) -> _Body:
    decoded = _decoded(message)
    text = "\n".join(cleaned(decoded.text).splitlines())
    if message.get_param("format") == "flowed":
        text = _unflowed(text, delsp=message.get_param("delsp") == "yes")
    text = text.strip("\n")
    return _Body(text, decoded.encoding, _signature(text), decoded.flags)


def _unflowed(text: str, *, delsp: bool) -> str:
    """Lines joined where they were broken softly (RFC 3676): a line that ends in a space goes on in the next."""
    rows: list[tuple[int, list[str]]] = []
    goes_on = False
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        words = line[depth:].removeprefix(" ")
        soft = words.endswith(" ") and words != "-- "
        if not (goes_on and rows[-1][0] == depth and words != "-- "):
            rows.append((depth, []))
        rows[-1][1].append(words[:-1] if soft and delsp else words)
        goes_on = soft
    return "\n".join(f"{'>' * depth}{' ' if depth else ''}{''.join(words)}" for depth, words in rows)


def _signature(text: str) -> dict[int, BlockKind]:
    """The lines from "-- " on, by the offset of their first characters."""
    lines = text.split("\n")
    marks = [
        i for i, line in enumerate(lines) if line == "-- " or (line == "--" and len(lines) - i <= _LONGEST_SIGNATURE)
    ]
    marked: dict[int, BlockKind] = {}
    offset = 0
    for i, line in enumerate(lines):
        if marks and i >= marks[0] and line.strip():
            marked[offset + len(line) - len(line.lstrip())] = "footer"
        offset += len(line) + 1
    return marked


def _headers(message: Message) -> dict[str, str]:
    """The first header of each name, as it stands there but for its encoding; longer than any is cut."""
    found: dict[str, str] = {}
    for name, value in message.raw_items():
        found.setdefault(name.lower(), str(value)[:_LONGEST_HEADER])
    return found


def _told(headers: Mapping[str, str]) -> dict[MetadataField, str]:
    """What the headers say, each where it can be read."""
    readers: tuple[tuple[MetadataField, str, Callable[[str], str]], ...] = (
        ("title", "subject", _title),
        ("author", "from", _author),
        ("published", "date", _day),
        ("outlet", "list-id", _list_name),
        ("outlet", "organization", _words),
        ("url", "archived-at", _link),
    )
    told: dict[MetadataField, str] = {}
    for column, name, reader in readers:
        try:
            value = reader(headers.get(name, ""))
        except (Unreadable, *_BROKEN):
            continue
        if value:
            told[column] = value
    return told


def _words(value: str) -> str:
    """A header's value in characters: bytes that stand there raw, and words encoded as RFC 2047 has it."""
    raw = value.encode("utf-8", "surrogateescape")
    text = encodings.decode(raw).text if raw else ""
    return one_line(_ENCODED_WORDS.sub(lambda words: _encoded_words(words.group()), text))


def _encoded_words(words: str) -> str:
    pieces = decode_header(words)
    return "".join(
        encodings.decode(piece, declared=charset).text if isinstance(piece, bytes) and piece else str(piece or "")
        for piece, charset in pieces
    )


def _title(value: str) -> str:
    """The subject without the marks of replies and forwards."""
    title = _words(value)
    while reply := _REPLY.match(title):
        title = title[reply.end() :]
    return title


def _author(value: str) -> str:
    """The sender's name, or address if there is none."""
    name, address = parseaddr(value)
    return _words(name).strip("'\" ") or one_line(address)


def _day(value: str) -> str:
    """The day as the sender's clock and zone had it."""
    parsed = parsedate_tz(value[:100])
    if parsed is None or parsed[0] < _FIRST_YEAR:
        return ""
    return date(*parsed[:3]).isoformat()


def _list_name(value: str) -> str:
    """The name of a mailing list, if it has one of several words."""
    name = _LIST_NAME.fullmatch(_words(value))
    words = name[1].strip("'\" ") if name else ""
    return words if " " in words else ""


def _link(value: str) -> str:
    """Where the mail can be read on the web (RFC 5064)."""
    address = _ADDRESS.search(value)
    return address[1] if address else ""
