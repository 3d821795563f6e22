"""HTML as text in, its tree out: nothing of its text is lost, however deep or wide it is, and it is never too much.

lxml by itself drops without a word what is nested deeper than 256 (2,048 with `huge_tree`) and takes minutes for a
tag with 100,000 attributes. Its parser sees all of it, quickly; so the tree is built here from what the parser sees:
what cannot be kept as an element is kept as the text of the element around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from analysis.readers import Unreadable

if TYPE_CHECKING:
    from lxml import etree
    from lxml.html import HtmlElement

#: Saved pages of the news have 3,000 tags, 51 levels, 93 attributes in a tag and 10 links in a paragraph.
_TAGS, _ATTRIBUTES, _INLINE = 30_000, 200, 1_000
#: How deep boxes and inline elements may be nested, and how deep anything may.
_DEEP, _DEEPEST = 150, 200
_PHRASING = frozenset(
    {
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
        "ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
        "time", "tt", "u", "var",
    }
)  # fmt: skip
_BOXES = _PHRASING | {"center", "div", "main", "section"}
_NAME = re.compile(r"[A-Za-z_][\w.:-]*", re.ASCII)
#: What XML, and so a tree, cannot hold: as it is or as a reference.
_ILLEGAL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]"
    r"|&#(?:0*(?:[0-8]|1[1245-9]|2\d|3[01]|127|6553[45])(?!\d)|[xX]0*(?:[0-8bBcCeE]|1[0-9a-fA-F]|7[fF]|[fF]{3}[eEfF])(?![0-9a-fA-F]));?"
)
_TAG = re.compile(r"</?[a-zA-Z!?]")
_XHTML = re.compile(r"<\?xml\b|<!DOCTYPE\b[^<>]{0,200}\bXHTML\b|<html\b[^<>]{0,500}\bxmlns\b", re.IGNORECASE)
_HEAD = 4_096
_EMPTY_TAG = re.compile(r"<(a|div|iframe|p|script|span|style|textarea|title)(\s[^<>]*)?/>", re.IGNORECASE)
#: What swallows the rest of the page if it is not closed, as the HTML standard says.
_SWALLOWING = (("<!--", "-->"), *((f"<{tag}", f"</{tag}") for tag in ("script", "style", "textarea", "title", "xmp")))
_HIDING = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


def has_tags(text: str) -> bool:
    """Whether a text is markup at all."""
    return _TAG.search(text) is not None


def is_swallowed(markup: str) -> bool:
    """Whether more than half of a page is lost to a comment, script or the like that nobody closed."""
    small = markup.lower()
    for opening, closing in _SWALLOWING:
        last = small.rfind(opening)
        if last >= 0 and small.find(closing, last) < 0 and 2 * (len(small) - last) > len(small):
            return True
    return False


def standard(text: str) -> str:
    """Markup as an HTML parser takes it: without what no tree can hold, XHTML's empty tags closed."""
    legal = _ILLEGAL.sub("", text)
    return _EMPTY_TAG.sub(r"<\1\2></\1>", legal) if _XHTML.search(legal[:_HEAD]) else legal


def tree_of(markup: str) -> HtmlElement | None:
    """The tree of a page with its root `html`, or None if nothing is in it. Raises Unreadable if it is too much."""
    from lxml import etree

    target = _Target()
    parser = etree.HTMLParser(target=target, encoding="utf-8", huge_tree=True)
    try:
        root: HtmlElement | None = etree.fromstring(markup.encode("utf-8"), parser)
    except (etree.LxmlError, _TooMuch):
        root = None
    if target.tags > _TAGS:
        remedy = "save the article alone, or its text as .txt"
        raise Unreadable("too_complex", f"the page has more than {_TAGS:,} tags", remedy)
    return root


class _TooMuch(Exception):  # noqa: N818 - it only ends the parse
    """The page has more tags than are read."""


class _Target:
    """Builds the tree from what the parser sees, within the limits above."""

    def __init__(self) -> None:
        from lxml import etree, html

        self._builder: etree.TreeBuilder = etree.TreeBuilder(parser=html.HTMLParser(huge_tree=True))
        #: For every open tag, whether it is in the tree.
        self._open: list[bool] = []
        #: For every element that is open in the tree, how many inline elements it holds.
        self._inline: list[int] = [0]
        self.tags = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        kept = self._is_kept(tag)
        self._open.append(kept)
        if not kept:
            return
        self.tags += 1
        if self.tags > _TAGS:
            raise _TooMuch
        self._inline[-1] += tag in _PHRASING
        self._inline.append(0)
        few = list(attributes.items())[:_ATTRIBUTES]
        self._builder.start(tag, {name: value for name, value in few if _NAME.fullmatch(name)})

    def _is_kept(self, tag: str) -> bool:
        too_many = tag in _PHRASING and self._inline[-1] >= _INLINE
        too_deep = len(self._inline) > (_DEEP if tag in _BOXES else _DEEPEST)
        return not too_many and not too_deep and _NAME.fullmatch(tag) is not None

    def end(self, tag: str) -> None:
        if self._open.pop():
            self._inline.pop()
            self._builder.end(tag)

    def data(self, data: str) -> None:
        self._builder.data(data)

    def close(self) -> etree._Element | None:
        return self._builder.close() if self.tags and not self._open else None


def without_programs(tree: HtmlElement) -> HtmlElement:
    """The tree without scripts, styles and templates, which are never text; data of the page in JSON stays."""
    for element in list(tree.iter("script", "style", "template")):
        if "json" not in element.get("type", "") and element.getparent() is not None:
            element.drop_tree()
    return tree


def hidden(tree: HtmlElement) -> Iterator[HtmlElement]:
    """What a page tells a browser not to show, by the attribute `hidden` or its own style; not the page as a whole.

    What a style sheet hides is not known here.
    """
    for element in tree.xpath("./body//*[@hidden or @style]"):
        if "hidden" in element.attrib or _HIDING.search(element.get("style", "")):
            yield element


def join_parts(tree: HtmlElement, found: frozenset[str]) -> bool:
    """Join the parts of an article that were found in part only; whether there were such. `found` are lines as `key`.

    Advertisements cut articles in pieces: elements of one class, equally deep in one `article`, each with paragraphs
    of its own. trafilatura takes the first of them for the whole.
    """
    torn = [parts for parts in _parts(tree) if _is_torn(parts, found)]
    for first, *others in torn:
        for other in others:
            first.extend(list(other))
            other.drop_tree()
    return bool(torn)


def key(words: str) -> str:
    """What two readings of the same line have in common: its letters and digits."""
    return _NO_WORD.sub("", words)


_NO_WORD = re.compile(r"[\W_]+")
#: A part of an article has at least so many characters in its own paragraphs.
_PART = 200
_APART = frozenset({"article", "aside", "footer", "form", "li"})


def _parts(tree: HtmlElement) -> list[list[HtmlElement]]:
    """The elements of each article that hold its paragraphs, those that are alike together."""
    alike: dict[tuple[HtmlElement, int, str], list[HtmlElement]] = {}
    for element in tree.iter("div", "section"):
        article, depth = _article_around(element)
        name = element.get("class")
        if article is not None and name and sum(map(len, _paragraphs(element))) >= _PART:
            alike.setdefault((article, depth, name), []).append(element)
    return [parts for parts in alike.values() if len(parts) > 1]


def _article_around(element: HtmlElement) -> tuple[HtmlElement | None, int]:
    """The article that an element stands in, if nothing else comes between, and how deep in it."""
    for depth, above in enumerate(element.iterancestors()):
        if above.tag in _APART:
            return (above if above.tag == "article" else None), depth
    return None, 0


def _paragraphs(element: HtmlElement) -> list[str]:
    return [key(" ".join(child.itertext())) for child in element.iterchildren("p")]


def _is_torn(parts: list[HtmlElement], found: frozenset[str]) -> bool:
    return len({found.isdisjoint(_paragraphs(part)) for part in parts}) > 1
