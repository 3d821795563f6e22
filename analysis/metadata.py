"""What is known of a document beyond its text, from everyone who says something of it: one row for each, and why.

Stated in documents.toml, told by the document's format or by its own text, or assumed; the most trusted is used.
"""

from __future__ import annotations

import re
import typing
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from types import MappingProxyType
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from analysis.readers import NO_TEXT
from analysis.rules.dates import edtf_date, full_day, written
from analysis.rules.languages import SURE, code_of
from analysis.tables import Block, Metadata, MetadataField, Origin

FIELDS: tuple[MetadataField, ...] = typing.get_args(MetadataField)
ORIGINS: tuple[Origin, ...] = typing.get_args(Origin)
#: What a column of a dump may be.
COLUMNS = ("doc_id", "text", *FIELDS)

#: How the report names those who say something.
_PLACES: Mapping[Origin, str] = MappingProxyType(
    {
        "stated": "documents.toml", "row": "the row", "front_matter": "the front matter", "page": "the page",
        "header": "the header", "headline": "the headline", "byline": "the byline", "dateline": "the dateline",
        "assumed": "assume_published", "footer": "the copyright line", "file": "the file", "detected": "its text",
    }
)  # fmt: skip
_OTHERWISE = "says otherwise"
#: How the reasons begin that are none to doubt what is used.
_NO_CONFLICT = ("says the same", "agrees", "not needed", "a copyright line")

_SIGN = r"(?:©|\(c\)|copyright)\W{0,4}"
#: "© 2021 The Herald" and "© The Herald 2021". A range of years tells none.
_COPYRIGHTS = (
    re.compile(
        _SIGN + r"(?P<year>(?:19|20)\d\d)\b(?!\s*[-–])\s*(?:by\s+)?(?:(?!\s*all rights)(?P<outlet>[^.,|\n]{2,60}))?",
        re.IGNORECASE,
    ),
    re.compile(
        _SIGN + r"(?:by\s+)?(?P<outlet>[^.,|\n\d]{2,60}?),?\s+(?P<year>(?:19|20)\d\d)\b(?!\s*[-–])", re.IGNORECASE
    ),
)
_BYLINE = re.compile(r"^\W*(?:(?:\w+\s+)?by|author|reporter|correspondent)\s*:?\s+", re.IGNORECASE)
#: What stands between the parts of a byline: "By the Foreign Desk | 30 May 2024 | 4 min read".
_PARTS = re.compile(r"\s[|·•–—]\s")
_ROLE = re.compile(
    r"\b(?:correspondent|editor(?:-at-large)?|reporter|writer|analyst|producer|columnist|bureau chief)s?$",
    re.IGNORECASE,
)
_HELPED = re.compile(r"\bcontributed\b|^(?:additional|editing|edited|compiled)\b|^\W*$", re.IGNORECASE)
_LOGINS = frozenset({"admin", "administrator", "author", "by", "editor", "staff", "user", "webmaster"})
_IN_QUOTES = re.compile(r"(['\"])(.*?)\1(?=\s*[,\]])")
_LIST = re.compile(r";(?:\s+|$)")
_HASHES = re.compile(r"^#{1,6}\s+")
_LONGEST_NAMES = 300


class Known(BaseModel):
    """What somebody states of a document: an entry of documents.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    #: Of a dump: the names of its columns by ours.
    columns: dict[str, str] | None = None

    @field_validator("published")
    @classmethod
    def _is_edtf(cls, value: str | None) -> str | None:
        return None if value is None else edtf_date(value)

    @field_validator("url")
    @classmethod
    def _is_address(cls, value: str | None) -> str | None:
        return None if value is None else _address(value)

    @field_validator("language")
    @classmethod
    def _is_language(cls, value: str | None) -> str | None:
        return None if value is None else _language(value)

    @field_validator("columns")
    @classmethod
    def _are_ours(cls, value: dict[str, str] | None) -> dict[str, str] | None:
        if unknown := sorted(set(value or ()) - {*COLUMNS}):
            raise ValueError(f"{unknown[0]!r} is none of {', '.join(COLUMNS)}")
        return value


@dataclass(frozen=True, slots=True)
class _Saying:
    """What one of them says of one field, and what is wrong with it."""

    field: MetadataField
    origin: Origin
    value: str
    fault: str | None = None


def first_fault(error: ValidationError) -> str:
    """The first thing that is wrong with what was stated, and the fields there are."""
    fault = error.errors(include_url=False)[0]
    where = ".".join(str(part) for part in fault["loc"])
    said = {"extra_forbidden": "there is no such field", "string_type": "write it in quotation marks"}
    what = said.get(fault["type"], fault["msg"].removeprefix("Value error, "))
    return f"{where}: {what} (known fields: {', '.join(Known.model_fields)})"


def told_by(text: str, blocks: Iterable[Block]) -> dict[tuple[MetadataField, Origin], str]:
    """What the text says of itself: its headline, byline, a day in its dateline, year and outlet in its footer."""
    told: dict[tuple[MetadataField, Origin], str] = {}
    for block in blocks:
        words = " ".join(text[block.start : block.end].split())
        match block.kind:
            case "headline":
                told.setdefault(("title", "headline"), _HASHES.sub("", words))
            case "byline" if not _HELPED.search(words):
                who, *others = (part.strip("*_ ") for part in _PARTS.split(words))
                told.setdefault(("author", "byline"), who)
                day = next(filter(None, map(full_day, others)), None)
                if day:
                    told.setdefault(("published", "byline"), day)
            case "dateline" if day := full_day(words):
                told.setdefault(("published", "dateline"), day)
            case "footer" if mark := next(filter(None, (shape.search(words) for shape in _COPYRIGHTS)), None):
                told["published", "footer"] = mark["year"]
                if mark["outlet"]:
                    told["outlet", "footer"] = mark["outlet"].strip()
    return told


def metadata(
    doc_id: str,
    *,
    stated: Known,
    told: Mapping[MetadataField, str],
    origin: Origin,
    text: str,
    blocks: Iterable[Block],
    assumed: str | None,
    detected: tuple[str, float] | None,
) -> tuple[Metadata, ...]:
    """Everything that is said of a document, by field and trust; of each field at most one row is used.

    `told` is what its format says and `origin` where, `assumed` the date of documents that have none, `detected`
    its language and how sure that is. A value that cannot be used is kept as it was written, with the reason.
    """
    said = [
        *(_Saying(field, "stated", value) for field in FIELDS if (value := getattr(stated, field))),
        *(_Saying(field, origin, value) for field, value in told.items()),
        *(_Saying(field, place, value) for (field, place), value in told_by(text, blocks).items()),
        *([_Saying("published", "assumed", assumed)] if assumed else []),
        *_languages(detected),
    ]
    understood = [one for one in map(_understood, said) if one.value]
    understood.sort(key=_trust)
    return tuple(
        Metadata(doc_id=doc_id, field=one.field, origin=one.origin, value=one.value, used=why is None, why=why)
        for _, group in groupby(understood, key=lambda one: one.field)
        for one, why in _weighed(tuple(group))
    )


def chosen(rows: Iterable[Metadata]) -> dict[str, str | None]:
    """The columns of `documents` that the rows of one document fill: every field, and `published_from`."""
    used = {row.field: row for row in rows if row.used}
    values: dict[str, str | None] = {field: used[field].value if field in used else None for field in FIELDS}
    return values | {"published_from": used["published"].origin if "published" in used else None}


def conflicts(rows: Iterable[Metadata]) -> tuple[Metadata, ...]:
    """The rows that contradict what is used or could not be understood, for a person to look at."""
    return tuple(row for row in rows if row.why and not row.why.startswith(_NO_CONFLICT))


# --- whom to believe -------------------------------------------------------------------------------


def _trust(one: _Saying) -> tuple[int, int]:
    """The order of the rows: by field, the most trusted first."""
    # Pages and feeds often state the language of their template; the text itself is the better witness.
    stated = 0 if one.origin == "stated" or (one.field == "language" and one.origin == "detected") else 1
    return FIELDS.index(one.field), stated * len(ORIGINS) + ORIGINS.index(one.origin)


def _weighed(said: Sequence[_Saying]) -> Iterator[tuple[_Saying, str | None]]:
    """Each with why it is not used; none for the one that is."""
    usable = [one for one in said if not one.fault]
    footer = next((one for one in usable if one.origin == "footer"), None)
    # What is assumed fills a gap, or a copyright year that it lies in.
    used = next((one for one in usable if not _out_of_year(one, footer)), None)
    for one in said:
        yield one, one.fault or (None if one is used or used is None else _why_not(one, used))


def _out_of_year(one: _Saying, footer: _Saying | None) -> bool:
    return footer is not None and one.origin == "assumed" and not one.value.startswith(footer.value)


def _why_not(one: _Saying, used: _Saying) -> str:
    first, second = _folded(one), _folded(used)
    shorter = min(len(first), len(second))
    if first == second:
        return "says the same"
    if first[:shorter] == second[:shorter]:
        return f"agrees, {'more' if len(first) > shorter else 'less'} exact"
    if one.origin == "assumed" and (one.field == "language" or used.origin != "footer"):
        return f"not needed: {_PLACES[used.origin]} says it"
    if one.field == "published" and one.origin == "footer" and first > second:
        return "a copyright line may be newer than the article"
    return f"{_PLACES[used.origin]} {_OTHERWISE}"


def _folded(one: _Saying) -> list[str]:
    """What is compared: letters and digits only, in parts, and no more of an address than it needs."""
    value = unicodedata.normalize("NFKC", one.value).casefold()
    return re.findall(r"\w+", re.sub(r"^https?://(?:www\.)?", "", value))


# --- what a value says -----------------------------------------------------------------------------


def _languages(detected: tuple[str, float] | None) -> Iterator[_Saying]:
    if detected:
        code, probability = detected
        yield _Saying("language", "detected", code, None if probability >= SURE else f"not sure: {probability:.2f}")
    yield _Saying("language", "assumed", "en")


def _understood(one: _Saying) -> _Saying:
    """The value as the table has it; or as it was written, and why it is of no use."""
    # No table can hold half a surrogate, and no page a NUL.
    value = " ".join(NO_TEXT.sub("\ufffd", one.value).split())
    if not value or one.fault or one.origin == "stated":
        return replace(one, value=value)
    try:
        return replace(one, value=_READ.get(one.field, str)(value))
    except ValueError as fault:
        return replace(one, value=value, fault=str(fault))


def _author(value: str) -> str:
    """Names only, joined by commas: without "By", the writers' roles and those who helped. Raises ValueError."""
    if value.casefold() in _LOGINS or value.startswith(("http://", "https://", "www.")):
        raise ValueError("no name")
    if len(value) > _LONGEST_NAMES:
        raise ValueError("too long for a name")
    names = [found for _, found in _IN_QUOTES.findall(value)] if value.startswith("[") else _LIST.split(value)
    parts = [part.strip() for name in names for part in name.split(",")]
    parts = [_BYLINE.sub("", part) for part in parts if not _HELPED.search(part)]
    authors = [part for number, part in enumerate(parts) if not (number and _ROLE.search(part))]
    if not authors:
        raise ValueError("names nobody who wrote it")
    return ", ".join(authors)


def _address(value: str) -> str:
    """A web address. Raises ValueError."""
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc or " " in value:
        raise ValueError("no address that begins with http:// or https://")
    return value


def _language(value: str) -> str:
    """The code of a language. Raises ValueError."""
    code = code_of(value)
    if code is None:
        raise ValueError("no language that is known: write a code, as en")
    return code


_READ: Mapping[MetadataField, Callable[[str], str]] = MappingProxyType(
    {"author": _author, "published": written, "url": _address, "language": _language}
)
