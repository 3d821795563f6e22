"""Bytes in, their text and how it was decoded out; Unreadable where they hold none, or where nobody can tell.

In this order: the byte order mark; UTF-16 and UTF-32 by their zero bytes; UTF-8, strictly, or with rare bytes that
are none; the encoding that is declared, in the meaning that browsers give it; cp1252 where its characters stand as
they do in text; what charset-normalizer finds among the encodings that people have, where the language it then
reads as is one that is written in it. No character of a text is changed: line ends, no-break spaces, form feeds and
zero-width characters stay, and only bytes that stand for nothing become U+FFFD (flag `decode_errors`).

Why charset-normalizer is asked so late and narrowly: of 148 passages of English news in cp1252 it alone got 134
right at 100 bytes and 114 of 145 at 5,000, in Mac Roman 45 of 148 and 13 of 142. As here: cp1252 all of 2,836, 2,825
and 2,789 at 100, 1,000 and 5,000 bytes; Mac Roman 552 of 587, 581 of 587, 568 of 573 (the rest, but for one or three,
taken for cp1252: one curly quote may pass for a letter); Greek, Cyrillic, Hebrew, Arabic, Chinese, Japanese and
Korean 527 of 560 and 552 of 554; Polish and Czech 84 of 160 and 160 of 160; Hungarian, Romanian, Turkish, Baltic and
Vietnamese 3 in 5, the rest taken for cp1252. Below 100 bytes it is not asked.
"""

from __future__ import annotations

import codecs
import itertools
import re
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from analysis.readers import NO_TEXT, Unreadable, labels, signatures
from analysis.tables import Flag

_SAVE = "open it in the program it comes from and save it as UTF-8"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was in (Python's name for it), and what makes it less sure than others."""

    text: str
    encoding: str
    flags: tuple[Flag, ...] = ()


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """The text of bytes; `declared` is the encoding that a page, a mail or a server gives. Raises Unreadable."""
    if not data or data in _MARKS:
        raise Unreadable("empty", "the file is empty", "put the article into it, or remove it")
    kind = signatures.in_letters(data)
    if kind:
        raise Unreadable("binary", f"it is no text but {kind.name}", kind.remedy)
    for found in _readings(data, declared):
        if found and _is_text(found.text):
            return _looked_through(found)
    raise _fault(data)


def _readings(data: bytes, declared: str | None) -> Iterator[Decoded | None]:
    """Every way to read the bytes that may be right, the surest first; nothing is tried before it is asked for."""
    told = labels.codec_of(declared)
    mark = next((mark for mark in _MARKS if data.startswith(mark)), None)
    if mark:
        yield _mostly(data[len(mark) :], _MARKS[mark])
        return
    if _holds_controls(data) or told.startswith("iso2022"):
        yield from (_wide(data, codec) for codec in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"))
        yield _strictly(data, told)
    if not _holds_controls(data):
        yield from _by_bytes(data, told)


def _by_bytes(data: bytes, told: str) -> Iterator[Decoded | None]:
    yield _strictly(data, "utf-8")
    yield _mostly_utf8(data)
    yield None if told == "cp1252" else _strictly(data, told)
    western = _western(data, "cp1252")
    yield _if_it_reads(western)
    yield _recognised(data)
    yield western
    # An old Macintosh: in English its curly quotes tell it, which in cp1252 are letters where none can be.
    yield _if_it_reads(_western(data, "mac-roman") if len(data) >= _ENOUGH else None)
    yield _mostly(data, told)


# --- by what the bytes themselves show -------------------------------------------------------------

#: The longer first: the mark of UTF-32 begins with that of UTF-16.
_MARKS: Mapping[bytes, str] = MappingProxyType(
    {
        codecs.BOM_UTF32_LE: "utf-32-le",
        codecs.BOM_UTF32_BE: "utf-32-be",
        codecs.BOM_UTF8: "utf-8",
        codecs.BOM_UTF16_LE: "utf-16-le",
        codecs.BOM_UTF16_BE: "utf-16-be",
    }
)
#: Control characters that no text needs, as bytes of any encoding that extends ASCII.
_CONTROLS = bytes(byte for byte in (*range(32), 127) if byte not in b"\t\n\v\f\r")
_PRINTABLE = bytes(byte for byte in range(127) if byte not in _CONTROLS) + b"\0"
_CONTROL = re.compile(f"[{re.escape(_CONTROLS.decode('ascii'))}]")
#: One stray thing in this many is an accident; more say that the bytes are something else.
_RARE = 100
#: Bytes that are in no text of UTF-8, and in cp1252 (`L’Haÿ-les-Roses`) only within a word.
_NO_LETTER = re.compile(rb"(?<![A-Za-z])[\xfe\xff]|[\xfe\xff](?![A-Za-z-])")
#: One zero byte in so many characters: a text in UTF-16 has its spaces and line ends, of whatever script it is.
_SPACED = 12


def _holds_controls(data: bytes) -> bool:
    return 0 in data or not _rare(len(data) - len(data.translate(None, _CONTROLS)), among=len(data))


def _is_text(text: str) -> bool:
    return bool(text) and not NO_TEXT.search(text) and _rare(len(_CONTROL.findall(text)), among=len(text))


def _rare(count: int, *, among: int) -> bool:
    return count <= max(1, among // _RARE)


def _strictly(data: bytes, codec: str) -> Decoded | None:
    try:
        return Decoded(data.decode(codec), codec) if codec else None
    except UnicodeError:
        return None


def _mostly(data: bytes, codec: str) -> Decoded | None:
    """The text with U+FFFD for each byte that stands for nothing, if they are rare."""
    found = _strictly(data, codec)
    if found or not codec:
        return found
    text = data.decode(codec, "replace")
    return Decoded(text, codec, ("decode_errors",)) if _rare(text.count("\ufffd"), among=len(text)) else None


def _mostly_utf8(data: bytes) -> Decoded | None:
    """As UTF-8 with a few bytes that are none, if more of what is not ASCII is UTF-8 than is not.

    In cp1252 a letter and the quotation mark after it can look like UTF-8 (`ß”`), but the mark before it never does;
    so as many of either decide nothing, unless what cp1252 makes of them reads like UTF-8 that was taken for it.
    """
    found = _mostly(data, "utf-8")
    if found is None:
        return None
    stray = found.text.count("\ufffd")
    whole = len(found.text) - len(found.text.encode("ascii", "ignore")) - stray
    known = whole > stray or len(_NO_LETTER.findall(data)) == stray
    return found if known or (whole == stray and is_mojibake(data.decode("cp1252", "replace"))) else None


def _wide(data: bytes, codec: str) -> Decoded | None:
    """As UTF-16 or UTF-32 without a mark: the high byte of spaces, line ends and Latin letters is zero."""
    if codec.startswith("utf-32"):
        return _strictly(data, codec)
    low, high = data[::2].count(0), data[1::2].count(0)
    zeros, others = (high, low) if codec == "utf-16-le" else (low, high)
    # Other bytes that are all printable are Latin letters with a zero each, or ASCII where zeros have no business.
    least = len(data) // 2 // (1 if not data.translate(None, _PRINTABLE) else _SPACED)
    spaced = zeros >= max(1, least) and _rare(others, among=len(data))
    return _mostly(data, codec) if spaced else None


# --- as it reads -----------------------------------------------------------------------------------

#: The share of letters beyond ASCII among all letters: in French 4 in 100, in Icelandic 10, in Greek and Russian 60
#: and more. A few letters, in a text of a few words, say nothing.
_FOREIGN, _FEW = 0.25, 5
#: The share of characters beyond ASCII that may stand where such a character never does.
_ODD = 0.1
_LOWER, _UPPER = "a-zß-öø-ÿœšž", "À-ÖØ-ÞŒŠŽŸ"
#: What stands in no text, but comes about when another encoding is read as cp1252: `donÕt`, `yes,Ó he`, ` Ñ `, `³ód`.
_ODDITY = re.compile(
    f"(?<=[{_LOWER}0-9])(?![ÁÍÚ])[{_UPPER}]|(?<=[,.?!])[{_UPPER}](?!\\w)|(?<!\\S)[ÐÑÒÓÔÕ](?!\\S)|(?<!\\w)[ÐÒÕ](?=[A-Z])"
    r"|(?<!\w)[ÓÔ](?=[A-Z][a-z])|(?<=[^\W\d_])[¡-©¬¯±-³¶¸¹¼-¿×÷ˆ˜‰†‡‚„€•](?=[^\W\d_])|[\x80-\x9f]"
)
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
#: Runs of such characters; runs that are so near to each other that they share neighbours are one.
_RUNS = re.compile(r"[^\x00-\x7f]+(?:[\x00-\x7f]{1,8}[^\x00-\x7f]+)*")
_LETTERS = string.ascii_letters.encode()
#: How far a neighbour can be that says whether a character stands right.
_NEAR = 4
_HIGH_CONTROL = re.compile(rb"[\x80-\x9f]")

_WESTERN = "af br ca cy da de en es eu fi fo fr ga gl id is it lb ms nb nl nn no oc pt sv sw xh zu"
#: Other encodings that texts are met in, and the languages (ISO 639-1) that are written in them.
_WRITTEN: Mapping[str, str] = MappingProxyType(
    {
        "cp1250": "pl cs sk hu ro hr sl bs sq",
        "iso8859_2": "pl cs sk hu ro hr sl bs sq",
        "cp1251": "ru uk bg be sr mk",
        "koi8_r": "ru bg",
        "koi8_u": "uk ru",
        "iso8859_5": "ru bg mk sr",
        "cp1253": "el",
        "cp1254": "tr",
        "cp1255": "he",
        "cp1256": "ar fa ur",
        "cp1257": "lt lv et",
        "cp1258": "vi",
        "cp932": "ja",
        "euc_jp": "ja",
        "gb18030": "zh",
        "big5": "zh",
        "cp949": "ko",
    }
)
#: From so many bytes on a guess can be believed; a few thousand tell as much as all.
_ENOUGH, _PLENTY = 100, 2_000


def _western(data: bytes, codec: str) -> Decoded | None:
    """In that encoding, if each byte is defined, the characters stand right and few letters are beyond ASCII."""
    found = _strictly(data, codec)
    if found is None:
        return None
    letters = sum(map(str.isalpha, "".join(_BEYOND_ASCII.findall(found.text))))
    plain = len(data) - len(data.translate(None, _LETTERS))
    few = letters <= max(_FEW, _FOREIGN * (letters + plain))
    return found if few and _stands_right(found.text) else None


def _recognised(data: bytes) -> Decoded | None:
    """As charset-normalizer guesses among the encodings in use, if the text then is in a language written in it."""
    from charset_normalizer import from_bytes

    # These two are alike but for some letters; only the bytes that are no letters in the other tell them apart.
    ruled_out = "iso8859_2" if _HIGH_CONTROL.search(data) else "cp1250"
    among = [name for name in _WRITTEN if name != ruled_out]
    best = from_bytes(_telling(data), cp_isolation=among).best() if len(data) >= _ENOUGH else None
    found = _strictly(data, best.encoding) if best else None
    known = found and _stands_right(found.text) and _reads_as(found.text, _WRITTEN.get(found.encoding, ""))
    return Decoded(found.text, codecs.lookup(found.encoding).name) if found and known else None


def _if_it_reads(found: Decoded | None) -> Decoded | None:
    return found if found and _reads_as(found.text, _WESTERN) else None


def _stands_right(text: str) -> bool:
    beyond = sum(map(len, _BEYOND_ASCII.findall(text)))
    return len(_ODDITY.findall(_around(text))) <= _ODD * beyond


def _reads_as(text: str, languages: str) -> bool:
    import py3langid

    return py3langid.classify(text[:_PLENTY])[0] in languages.split()


def _telling(data: bytes) -> bytes:
    """The first lines that are not ASCII: in a long text of few other characters a guess sees too few of them."""
    lines = [line for line in data.splitlines(keepends=True) if not line.isascii()]
    lengths = itertools.accumulate(map(len, lines), initial=0)
    return b"".join(line for line, before in zip(lines, lengths, strict=False) if before < _PLENTY)


def _around(text: str) -> str:
    """The characters beyond ASCII, each run with its neighbours on a line of its own: all that can look wrong."""
    runs = _RUNS.finditer(text)
    return "\n".join(text[max(0, run.start() - _NEAR) : run.end() + _NEAR] for run in runs)


def _looked_through(found: Decoded) -> Decoded:
    """Flags a text that reads as if somebody had decoded it wrongly before (`MÃ¼ller`, `M�ller`). It is not mended."""
    lost = "\ufffd" in found.text and "decode_errors" not in found.flags
    bad = not found.text.isascii() and (lost or is_mojibake(found.text))
    return Decoded(found.text, found.encoding, (*found.flags, "mojibake")) if bad else found


def is_mojibake(text: str) -> bool:
    """Whether a text reads as if it had been decoded wrongly (`MÃ¼ller`)."""
    from ftfy.badness import is_bad

    return is_bad(_around(text).replace("\ufffd", ""))


def _fault(data: bytes) -> Unreadable:
    """Why the bytes are no text, and what to do."""
    if not _holds_controls(data):
        return Unreadable("encoding", "nobody can tell in which encoding it is; it is not UTF-8", _SAVE)
    kind = signatures.kind_of(data)
    if kind:
        return Unreadable("binary", f"it is no text but {kind.name}", kind.remedy)
    return Unreadable("binary", "it holds bytes that no text has", f"if it is a text, {_SAVE}; else remove it")
