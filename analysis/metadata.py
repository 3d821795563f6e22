"""What is known of a document beyond its text: stated beside it, told by its blocks, or assumed; and which it was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from analysis.tables import Block

_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\W{0,4}(?P<year>(?:19|20)\d\d)\b(?!\s*[-–])\s*(?P<outlet>[^.,|\n]{2,60})?", re.IGNORECASE
)
_BYLINE = re.compile(r"^\W*(?:(?:\w+\s+)?by|author|reporter|correspondent)\s*:?\s+", re.IGNORECASE)
_TIME_OF_DAY = re.compile(r"[T ]\d\d:?\d\d.*$")
_YEAR = re.compile(r"\b(19|20)\d\d\b")
_NUMBERS = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.]\d")
_HASHES = re.compile(r"^#{1,6}\s+")
_MONTHS = 12

PublishedFrom = Literal["stated", "dateline", "footer", "assumed"]


class Known(BaseModel):
    """What somebody states of a document: an entry of documents.toml, or the fields of a JSONL row."""

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


def edtf_date(value: str) -> str:
    """A calendar date as EDTF level 0, to the day at most: `2024`, `2024-05`, `2024-05-30`. Raises ValueError."""
    day = _TIME_OF_DAY.sub("", value.strip())
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", day, re.ASCII):
        raise ValueError(f"{value!r} is no date: write 2024, 2024-05 or 2024-05-30")
    date.fromisoformat(day + "0000-01-01"[len(day) :])
    return day


def first_fault(error: ValidationError) -> str:
    """The first thing that is wrong with what was stated, and the fields there are."""
    fault = error.errors(include_url=False)[0]
    where = ".".join(str(part) for part in fault["loc"])
    said = {"extra_forbidden": "there is no such field", "string_type": "write it in quotation marks"}
    what = said.get(fault["type"], fault["msg"].removeprefix("Value error, "))
    return f"{where}: {what} (known fields: {', '.join(Known.model_fields)})"


def told_by(text: str, blocks: Iterable[Block]) -> dict[str, str]:
    """What the text says of itself: title, author, outlet, `dateline` (a day) and `footer` (the copyright year)."""
    told: dict[str, str] = {}
    for block in blocks:
        words = " ".join(text[block.start : block.end].split())
        match block.kind:
            case "headline":
                told.setdefault("title", _HASHES.sub("", words))
            case "byline":
                told.setdefault("author", _BYLINE.sub("", words).strip("*_ "))
            case "dateline" if day := _day(words):
                told.setdefault("dateline", day)
            case "footer" if mark := _COPYRIGHT.search(words):
                told["footer"] = mark["year"]
                if mark["outlet"]:
                    told["outlet"] = mark["outlet"].strip()
    return told


def published(
    known: Known, told: Mapping[str, str], *, assumed: str | None
) -> tuple[str, PublishedFrom] | tuple[None, None]:
    """The publication date and where it is from. What is assumed fills a gap, or a copyright year that it is in."""
    year = told.get("footer")
    if known.published:
        return known.published, "stated"
    if "dateline" in told:
        return told["dateline"], "dateline"
    if assumed and assumed.startswith(year or ""):
        return assumed, "assumed"
    return (year, "footer") if year else (None, None)


def _day(words: str) -> str | None:
    """The day a dateline names in full, as ISO 8601. One without its year, or with two readings, names none."""
    from dateutil import parser

    words = words.partition("|")[0]
    numbers = _NUMBERS.search(words)
    if not _YEAR.search(words) or (numbers and max(map(int, numbers.groups())) <= _MONTHS):
        return None
    # Two defaults that have no part in common show which parts the words themselves give.
    defaults = (datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2001-02-02"))
    try:
        first, second = (parser.parse(words, fuzzy=True, ignoretz=True, default=default).date() for default in defaults)
    except (ValueError, OverflowError):
        return None
    return first.isoformat() if first == second else None
