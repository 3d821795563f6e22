"""A saved web page in, its one article out: the text as trafilatura finds it, and what the page says of itself.

What is hidden from a reader (`hidden`, `display: none`) is no text; where it stands among the article's paragraphs,
the document says so (flag `hidden_text`). Only a page on which nothing else is found is read with it, as it waits
for a script to show it. Scripts and styles are never text. A file without any tag is the text itself. A page that
says only that it needs a script was saved too early, and is none.
"""

from __future__ import annotations

import functools
import logging
import re
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analysis import lexicons
from analysis.readers import Article, Raw, Unreadable
from analysis.readers.bylines import day_above
from analysis.readers.encodings import Decoded, decode
from analysis.readers.markup import has_tags, hidden, is_swallowed, join_parts, key, standard, tree_of, without_programs
from analysis.readers.properties import cleaned
from analysis.tables import BlockKind, Flag

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

_HEAD = 4_096
_DECLARED = re.compile(
    rb"<meta\b[^<>]{0,500}?\bcharset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})"
    rb"|<\?xml\b[^<>]{0,200}?\bencoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})",
    re.IGNORECASE,
)
_ENDS = tuple(".!?…。！？।؟")
_CLOSING = "\"'”’»)] |"
_SENTENCE = 20
#: Words of a paragraph that is prose without its full stop, and of the longest notice.
_PARAGRAPH, _NOTICE = 12, 40
_MARKER = re.compile(r"\s*- ")
_REMEDY = "save the article's own page, or its text as .txt"
_TOO_EARLY = "save the page after it has loaded, or its text as .txt"


def read(raw: Raw) -> Iterator[Article]:
    """The article of a `.html` file."""
    yield article(raw)


#: Libraries say on stderr what they make of a page, unless somebody listens.
_NOBODY = logging.NullHandler()


def hush(*libraries: str) -> None:
    """Keep the warnings of libraries from stderr; who sets up logging still gets them."""
    for library in libraries:
        logging.getLogger(library).addHandler(_NOBODY)


def article(raw: Raw, *, declared: str | None = None) -> Article:
    """The article of a page. `declared` is the encoding that a server gave; it goes before the page's own word."""
    hush("trafilatura", "htmldate", "courlan")
    decoded = decode(raw.data, declared=declared or _declared(raw.data))
    whole = Article(raw.name, raw.name, "", "html", raw.sha256, len(raw.data), decoded.encoding, flags=decoded.flags)
    if not has_tags(decoded.text):
        return replace(whole, text=decoded.text)
    return _with_page(whole, decoded)


def _with_page(whole: Article, decoded: Decoded) -> Article:
    from analysis.readers.imprint import told

    markup = standard(decoded.text)
    tree = tree_of(markup)
    said = told(tree, decoded.text[:_HEAD]) if tree is not None else {}
    found = _searched(without_programs(tree)) if tree is not None else None
    if tree is None or found is None:
        raise _without_article(tree)
    if "published" not in said and (day := day_above(tree, _keys_of(found.lines))):
        said["published"] = day
    text, marked = _laid_out(_titled(found.lines, said.get("title", "")))
    flags = (*_flags(decoded, markup, text), *found.flags)
    return replace(whole, text=text, marked=marked, told=said, flags=flags)


def _without_article(tree: HtmlElement | None) -> Unreadable:
    if tree is not None and any(map(_is_notice, tree.itertext())):
        return Unreadable("no_text", "the page was saved before its article was there", _TOO_EARLY)
    return Unreadable("no_text", "no article is found on the page", _REMEDY)


def _flags(decoded: Decoded, markup: str, text: str) -> Iterator[Flag]:
    """What was said of the page, where it holds of the article: a script may look as if it were decoded wrongly."""
    if "decode_errors" in decoded.flags:
        yield "decode_errors"
    if "mojibake" in decoded.flags and "mojibake" in decode(text.encode()).flags:
        yield "mojibake"
    if is_swallowed(markup):
        yield "truncated"


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_HEAD])
    return (found[1] or found[2]).decode("ascii", "replace") if found else None


# --- which text is the article ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the article, and what it is if the page says so."""

    text: str
    kind: BlockKind | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """The lines of the article, and whether some of the page is hidden among them."""

    lines: tuple[_Line, ...]
    flags: tuple[Flag, ...] = ()


#: Tells by one of its lines whether a text is an article.
_Test = Callable[[_Line], bool]


def _searched(tree: HtmlElement) -> _Found | None:
    """The article that has a sentence; if there is none, the one that has a paragraph without a full stop."""
    return _extracted(tree, _is_sentence) or _extracted(tree, _is_paragraph)


def _extracted(tree: HtmlElement, is_prose: _Test) -> _Found | None:
    """The lines of the article without what is hidden; with it, if there is no article otherwise."""
    shown = deepcopy(tree)
    around = _drop_hidden(shown)
    lines = _article_of(shown, is_prose)
    if lines and join_parts(shown, _keys_of(lines)):
        lines = _article_of(shown, is_prose) or lines
    if lines:
        keys = _keys_of(lines)
        within = any(not keys.isdisjoint(_keys_in(parent)) for parent in around)
        return _Found(lines, ("hidden_text",) if within else ())
    waiting = _article_of(tree, is_prose) if around else None
    return _Found(waiting, ("hidden_text",)) if waiting else None


def _keys_of(lines: Iterable[_Line]) -> frozenset[str]:
    return frozenset(key(line.text) for line in lines)


def _drop_hidden(tree: HtmlElement) -> list[HtmlElement]:
    """Take what is hidden out of the tree; the elements that held hidden words, each once."""
    around: dict[HtmlElement, None] = {}
    for element in list(hidden(tree)):
        parent = element.getparent()
        if parent is not None and sum(map(str.isalpha, element.text_content()[:_HEAD])) > 1:
            around[parent] = None
        element.drop_tree()
    return list(around)


def _keys_in(parent: HtmlElement) -> set[str]:
    """An element and its children, as lines."""
    return {key(" ".join(parent.itertext())), *(key(" ".join(child.itertext())) for child in parent.iterchildren("p"))}


def _article_of(tree: HtmlElement, is_prose: _Test) -> tuple[_Line, ...] | None:
    """What trafilatura takes for the article: what it is sure of; if that is nothing, what it takes it for."""
    for sure in (True, False):
        lines = tuple(_lines(_body(tree, sure=sure)))
        if any(map(is_prose, lines)):
            return lines
    return None


def _body(tree: HtmlElement, *, sure: bool) -> _Element | None:
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(tree, favor_precision=sure, include_comments=False)
    except MemoryError:
        raise
    except Exception as fault:  # noqa: BLE001 - it raises whatever goes wrong on a page; a page is no bug of ours
        raise Unreadable("malformed", f"it cannot be taken apart ({type(fault).__name__})", _REMEDY) from None
    return None if found is None or isinstance(found, dict) else found.body


def _is_sentence(line: _Line) -> bool:
    """Whether a line, or a cell of it, reads as a sentence, as no entry of a menu does."""
    cells = [cell for cell in line.text.split(" | ") if len(cell) >= _SENTENCE]
    return any(cell.rstrip(_CLOSING).endswith(_ENDS) for cell in cells) and not _is_notice(line.text)


def _is_paragraph(line: _Line) -> bool:
    """Whether a line reads as a paragraph that does not end as one: most of its words are small, as in no menu."""
    words = [word for word in line.text.split() if word[0].isalpha()]
    small = sum(not word[0].isupper() for word in words)
    is_entry = line.kind is not None or _MARKER.match(line.text) is not None
    return len(words) >= _PARAGRAPH and 2 * small >= len(words) and not is_entry and not _is_notice(line.text)


class Notice(lexicons.Entry):
    """What a page says that was saved before its article was there."""

    pattern: str


@functools.cache
def _notices() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{entry.pattern})" for entry in lexicons.read("notices", Notice)), re.IGNORECASE)


def _is_notice(text: str) -> bool:
    few = len(text.split(maxsplit=_NOTICE)) < _NOTICE
    return few and len(text) <= _HEAD and _notices().search(text) is not None


# --- its lines -------------------------------------------------------------------------------------

_WITHIN = frozenset({"article", "body", "div", "html", "main", "section"})
_INLINE = frozenset({"code", "del", "graphic", "hi", "lb", "ref"})


def _lines(element: _Element | None) -> Iterator[_Line]:
    """The lines of an extracted tree: what trafilatura writes for each of its parts."""
    if element is None:
        return
    loose = _alone(text=element.text)
    for part in element:
        if part.tag in _INLINE:
            loose.append(deepcopy(part))
            continue
        yield from _written("p", loose)
        if part.tag in _WITHIN:
            yield from _lines(part)
        else:
            yield from _written(part.tag, _alone(part))
        loose = _alone(text=part.tail)
    yield from _written("p", loose)


def _alone(*parts: _Element, text: str | None = None) -> _Element:
    """A tree of copies of parts, without what follows them."""
    from lxml.etree import Element

    body = Element("body")
    body.text = text
    body.extend(deepcopy(part) for part in parts)
    for part in body:
        part.tail = None
    return body


def _written(tag: str, body: _Element) -> Iterator[_Line]:
    from trafilatura.xml import xmltotxt

    for line in cleaned(xmltotxt(body, include_formatting=False)).splitlines():
        words = _MARKER.sub("", line, count=1) if tag == "list" else line
        if words.strip():
            yield _Line(words.strip(), _KINDS.get(tag))


_KINDS: dict[str, BlockKind] = {"head": "subhead", "list": "list_item"}


def _titled(lines: tuple[_Line, ...], title: str) -> tuple[_Line, ...]:
    """The lines, a heading that is the page's title as its headline."""
    return tuple(replace(line, kind="headline") if _is_title(line, key(title)) else line for line in lines)


def _is_title(line: _Line, title: str) -> bool:
    return line.kind == "subhead" and bool(title) and key(line.text) == title


def _laid_out(lines: tuple[_Line, ...]) -> tuple[str, dict[int, BlockKind]]:
    """The text, an empty line between its lines, and where the page says what a line is."""
    marked: dict[int, BlockKind] = {}
    start = 0
    for line in lines:
        if line.kind:
            marked[start] = line.kind
        start += len(line.text) + 2
    return "\n\n".join(line.text for line in lines), marked
