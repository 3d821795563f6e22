"""The tree of a page in, what it says of itself out: title, author, outlet, date of publication, address, language.

Only what the page states for machines to read: `meta` elements, schema.org data, `time` elements that are called the
date of publication. A date that merely stands in its text or address is none of it; nor is that of a modification.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from analysis.readers.properties import one_line
from analysis.rules.dates import written
from analysis.tables import MetadataField

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Names of `meta` elements, the plainest first.
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "article:published", "datepublished",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "citation_publication_date",
    "dcterms.issued", "dc.date.issued", "dcterms.created", "dc.date.created", "dcterms.date", "dc.date",
    "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "publication-date",
    "published_date", "published_time", "date_published", "ptime", "pdate", "article.published", "date",
)  # fmt: skip
_OUTLET = ("og:site_name", "citation_journal_title", "dc.publisher", "dcterms.publisher")
_ADDRESS = ("og:url", "twitter:url", "parsely-link")
#: Types of schema.org: those of an article, and others that have the date of the page.
_ARTICLE, _DATING = re.compile(r"(?:Article|Posting|Report)$"), re.compile(r"(?:Page|Review|Recipe|Work)$")
_DATED = re.compile(r"(?:^|[\s_-])(?:published|pubdate|entry-date|dt-published)(?:$|[\s_-])", re.IGNORECASE)
#: A name that was read off the page has run into the date beside it.
_DAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|july|september|october|november|december)\b"
    r"|\d{4}",
    re.IGNORECASE,
)
#: What stands between a title and the outlet behind it.
_MARKS = "-–—|·:»"
_LANGUAGE = re.compile(r"\s*([a-zA-Z]{2})(?:[-_].*)?\s*")
_SAVED_FROM = re.compile(r"<!--\s{0,9}saved from url=\(\d{1,6}\)(\S{1,2000})\s{0,9}-->")
_NODES = 10_000
_NAMES = 20
#: A page has no earlier date; 0001-01-01 and 1970-01-01 are what programs write for one they do not know.
_EARLIEST, _UNKNOWN = "1500", "1970-01-01"
_LONGEST_URL = 2_000


def told(tree: HtmlElement, head: str) -> dict[MetadataField, str]:
    """What a page says of itself; `head` is how its text begins, where browsers note what they saved it from."""
    stated = _statements(tree)
    data = _schema(tree)
    title, author = _title_and_author(tree)
    outlet = _name([*_values(stated, _OUTLET), *_names(data, "publisher")])
    found: dict[MetadataField, str | None] = {
        "title": _without(outlet, title),
        "author": "; ".join(dict.fromkeys(_names(data, "author"))) or author,
        "outlet": outlet,
        "published": _date([*_dates(data), *_values(stated, _PUBLISHED), *_marked_dates(tree)]),
        "url": _address([*_canonical(tree), *_values(stated, _ADDRESS), *_SAVED_FROM.findall(head)]),
        "language": _language(tree),
    }
    return {field: value for field, value in found.items() if value}


def _title_and_author(tree: HtmlElement) -> tuple[str, str]:
    from trafilatura.metadata import extract_metadata

    # Its date is not used; these keep it from looking far and from asking the clock.
    settings = {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}
    try:
        found = extract_metadata(tree, date_config=settings)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - it raises whatever goes wrong on a page; the text may be fine
        return "", ""
    author = one_line(found.author)
    return one_line(found.title), "" if _DAY.search(author) else author


def _without(outlet: str | None, title: str) -> str:
    """A title without the name of the outlet that many pages put behind it."""
    for mark in _MARKS if outlet else "":
        behind = f" {mark} {outlet}".casefold()
        if title.casefold().endswith(behind):
            return title[: -len(behind)]
    return title


def _statements(tree: HtmlElement) -> dict[str, str]:
    """Names and contents of `meta` elements; of several with one name, the first."""
    stated: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        stated.setdefault(name.strip().lower(), element.get("content", ""))
    return stated


def _values(stated: dict[str, str], names: Iterable[str]) -> list[str]:
    return [stated[name] for name in names if name in stated]


def _name(values: Iterable[object]) -> str | None:
    """The first that is a name and no address."""
    return next((line for line in map(one_line, values) if line and "://" not in line and line[0] != "@"), None)


# --- schema.org ------------------------------------------------------------------------------------


def _schema(tree: HtmlElement) -> list[dict[str, Any]]:
    """The things that a page describes in JSON-LD."""
    scripts = [element for element in tree.iter("script") if "ld+json" in element.get("type", "")]
    return [node for script in scripts for node in _nodes(script.text or "")]


def _nodes(text: str) -> list[dict[str, Any]]:
    try:
        waiting = [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        return []
    found: list[dict[str, Any]] = []
    while waiting and len(found) < _NODES:
        match waiting.pop():
            case list() as several:
                waiting.extend(reversed(several))
            case dict() as node:
                found.append(node)
                waiting.extend(node[name] for name in ("mainEntity", "@graph") if name in node)
    return found


def _of_type(nodes: Iterable[dict[str, Any]], types: re.Pattern[str]) -> list[dict[str, Any]]:
    return [node for node in nodes if any(isinstance(kind, str) and types.search(kind) for kind in _types(node))]


def _types(node: dict[str, Any]) -> list[object]:
    kinds = node.get("@type")
    return kinds if isinstance(kinds, list) else [kinds]


def _dates(nodes: Sequence[dict[str, Any]]) -> list[Any]:
    dated = [*_of_type(nodes, _ARTICLE), *_of_type(nodes, _DATING)]
    return [node["datePublished"] for node in dated if "datePublished" in node]


def _names(nodes: Sequence[dict[str, Any]], role: str) -> list[str]:
    """The names of the author or publisher of the first article that gives one."""
    known = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
    for node in _of_type(nodes, _ARTICLE):
        persons = node.get(role)
        several = persons if isinstance(persons, list) else [persons]
        if names := [name for person in several[:_NAMES] if (name := _name([_called(person, known)]))]:
            return names
    return []


def _called(person: object, known: dict[str, dict[str, Any]]) -> object:
    """The name of somebody, who is named, described or described elsewhere."""
    if not isinstance(person, dict):
        return person
    name = person.get("name") or known.get(str(person.get("@id")), {}).get("name")
    return name[0] if isinstance(name, list) and name else name


# --- date, address, language -----------------------------------------------------------------------


def _marked_dates(tree: HtmlElement) -> Iterator[str]:
    """Elements of the page that are called its date of publication."""
    for element in tree.xpath("//*[@itemprop='datePublished' or self::time or @pubdate]"):
        called = element.get("itemprop") == "datePublished" or "pubdate" in element.attrib
        if called or _DATED.search(element.get("class", "")):
            yield element.get("datetime") or element.get("content") or element.text_content()[:_LONGEST_URL]


def _date(values: Iterable[Any]) -> str | None:
    """The first that is a date; else the first at all, so that it can be said why it is none."""
    lines = [line for line in map(one_line, values) if line and not _is_unset(line)]
    return next(filter(_is_date, lines), next(iter(lines), None))


def _is_unset(line: str) -> bool:
    return line.startswith(_UNKNOWN) or (line[:4].isdecimal() and line[:4] < _EARLIEST and line[4:5] == "-")


def _is_date(line: str) -> bool:
    try:
        return bool(written(line))
    except ValueError:
        return False


def _canonical(tree: HtmlElement) -> list[str]:
    return [link.get("href", "") for link in tree.iter("link") if link.get("rel", "").lower() == "canonical"]


def _address(values: Iterable[str]) -> str | None:
    return next((url for value in values if is_address(url := value.strip())), None)


def is_address(url: str) -> bool:
    """Whether it is an address on the web."""
    if len(url) > _LONGEST_URL or any(character.isspace() for character in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in parts.netloc


def _language(tree: HtmlElement) -> str | None:
    found = _LANGUAGE.fullmatch(tree.get("lang") or tree.get("xml:lang") or "")
    return found[1].lower() if found else None
