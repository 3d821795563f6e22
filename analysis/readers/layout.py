"""The lines of printed pages in, their paragraphs out: each one line of text, with the kind that its setting gives.

What tells a paragraph's end is the distance between lines, the size of the letters, the indent and how far the last
line reaches. Running heads and page numbers stand at a page's edge and say the same on several pages; they come
after the paragraphs that begin on their page, so that a paragraph that goes over the page stays whole.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from analysis.tables import BlockKind

_BULLET = re.compile(r"[•‣◦▪●■]\s*\S|[–—-]\s+[A-Z\"“]")
_ENDS_SENTENCE = re.compile(r"[.!?:…][\"'”’»)\]]{0,3}$")
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"\W{0,3}(?:page |p\. ?)?(?:\d{1,4}|[ivxl]{1,6})(?: ?(?:of|/) ?\d{1,4})?\W{0,3}", re.IGNORECASE
)
#: What browsers print at the top and at the foot of a page: "5/3/23, 6:42 PM Title", "https://example.org/ 1/3".
_PRINTED_HEAD = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}[:.]\d\d(?: ?[AP]M)?(?: .{0,300})?")
_PRINTED_FOOT = re.compile(r"(?:https?|file)://\S{1,500} \d{1,3}/\d{1,3}")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CONTINUED_WORD = re.compile(r"[^\W\d_]+")

_EDGE = 2
_SAME_SIZE = 0.08
_SAME_ROW = 0.3
_SPACED = 1.25
_WIDEST_PITCH = 2.6
_INDENT = 0.8
_SHORT = 0.7
_INITIAL = 1.8
_LONGEST_WORD = 80
_HYPHENATES = 2
_COLUMN = 3
_HEADLINE_SIZE, _HEADLINE_WORDS = 1.25, range(4, 31)
_SUBHEAD_SIZE, _SUBHEAD_WORDS = 1.1, range(1, 17)


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands on a page: how far from the left and from the foot, and how large (in points)."""

    text: str
    page: int
    left: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of text, and what it is, if its setting tells."""

    text: str
    page: int
    size: float
    kind: BlockKind | None = None

    @property
    def is_article(self) -> bool:
        """Whether it is more than what stands at the edges of pages."""
        return self.kind not in ("navigation", "footer")


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a document is set: distance of lines by size, reach of lines by their margin, and the words it uses."""

    pitch: Mapping[int, float]
    reach: Mapping[tuple[int, int, int], int]
    words: frozenset[str] = field(repr=False)
    hyphenates: bool

    def is_short(self, line: Line) -> bool:
        page, column, size = _margin(line)
        near = [self.reach.get((page, column + step, size), 0) for step in (-1, 0, 1)]
        return len(line.text) < _SHORT * max(near)


def paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """The paragraphs of a document's lines, in the order in which they are read."""
    lines = _with_initials(lines)
    edges = _furniture(lines)
    body = [line for i, line in enumerate(lines) if i not in edges]
    found = _with_headings(_joined(body, setting=_setting(body)))
    found += [Paragraph(lines[i].text, lines[i].page, lines[i].size, kind) for i, kind in edges.items()]
    # Stable: on each page first what is read, then its furniture.
    return sorted(found, key=lambda paragraph: paragraph.page)


def _with_initials(lines: Sequence[Line]) -> list[Line]:
    """A large first letter put before the rest of its word."""
    found: list[Line] = []
    for line in lines:
        last = found[-1] if found else None
        if (
            last
            and len(last.text) == 1
            and last.text.isupper()
            and last.size > _INITIAL * line.size
            and line.text[0].isalpha()
        ):
            found[-1] = replace(line, text=last.text + line.text)
            continue
        found.append(line)
    return found


def _furniture(lines: Sequence[Line]) -> dict[int, BlockKind]:
    """Running heads and page numbers, by the line's number."""
    edges = _edges(lines)
    pages = Counter(key for key, _ in {(_key(lines[i]), lines[i].page) for i in edges})
    return {
        i: kind
        for i, kind in edges.items()
        if pages[_key(lines[i])] > 1
        or any(shape.fullmatch(lines[i].text) for shape in (_PAGE_NUMBER, _PRINTED_HEAD, _PRINTED_FOOT))
    }


def _edges(lines: Sequence[Line]) -> dict[int, BlockKind]:
    """The lines nearest to the top and to the foot of their page."""
    rows: dict[int, set[int]] = defaultdict(set)
    for line in lines:
        rows[line.page].add(round(line.base))
    heads = {page: sorted(bases)[-_EDGE:] for page, bases in rows.items()}
    feet = {page: sorted(bases)[:_EDGE] for page, bases in rows.items()}
    found: dict[int, BlockKind] = {}
    for i, line in enumerate(lines):
        if round(line.base) in heads[line.page]:
            found[i] = "navigation"
        if round(line.base) in feet[line.page] and round(line.base) != heads[line.page][-1]:
            found[i] = "footer"
    return found


def _key(line: Line) -> tuple[str, int]:
    """What is the same on several pages: the words but for numbers, and the size, in which a title differs."""
    return _NUMBER.sub("0", line.text.casefold()), round(line.size)


def _setting(lines: Sequence[Line]) -> _Setting:
    gaps: dict[int, Counter[float]] = defaultdict(Counter)
    reach: dict[tuple[int, int, int], int] = defaultdict(int)
    for line in lines:
        reach[_margin(line)] = max(reach[_margin(line)], len(line.text))
    for last, line in itertools.pairwise(lines):
        gap = last.base - line.base
        if (
            last.page == line.page
            and _same_size(last, line)
            and _SAME_ROW * line.size < gap < _WIDEST_PITCH * line.size
        ):
            gaps[round(line.size)][round(gap, 1)] += 1
    pitch = {size: min(found, key=lambda gap: (-found[gap], gap)) for size, found in sorted(gaps.items())}
    words = _words(lines)
    whole = sum(_whole(last.text, line.text) in words for last, line in itertools.pairwise(lines))
    return _Setting(pitch, reach, words, hyphenates=whole >= _HYPHENATES)


def _words(lines: Sequence[Line]) -> frozenset[str]:
    """The words of a document without the halves at the ends of its lines."""
    found: set[str] = set()
    broken = False
    for line in lines:
        text = line.text.partition(" ")[2] if broken else line.text
        broken = _first_half(line.text) is not None
        found.update(word.casefold() for word in _WORD.findall(text.rpartition(" ")[0] if broken else text))
    return frozenset(found)


def _margin(line: Line) -> tuple[int, int, int]:
    """Lines of a column: first lines and list items are set in by two or three letters' width."""
    return line.page, round(line.left / (_COLUMN * (line.size or 1))), round(line.size)


def _same_size(last: Line, line: Line) -> bool:
    return abs(last.size - line.size) <= _SAME_SIZE * max(last.size, line.size)


def _joined(lines: Sequence[Line], *, setting: _Setting) -> list[Paragraph]:
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _runs_on(groups[-1][-1], line, setting=setting):
            groups[-1].append(line)
            continue
        groups.append([line])
    return [_paragraph(group, setting=setting) for group in groups]


def _runs_on(last: Line, line: Line, *, setting: _Setting) -> bool:
    """Whether a line goes on with the paragraph of the line before it."""
    if not _same_size(last, line) or _BULLET.match(line.text):
        return False
    ended = bool(_ENDS_SENTENCE.search(last.text))
    gap = last.base - line.base
    if last.page == line.page and abs(gap) < _SAME_ROW * line.size:
        return True
    if last.page != line.page or gap < 0:
        return not ended and (line.text[0].islower() or not setting.is_short(last))
    if gap > _SPACED * setting.pitch.get(round(line.size), _SPACED * line.size):
        return False
    if ended and line.left > last.left + _INDENT * line.size:
        return False
    goes_on = line.text[0].islower() or last.text.endswith("-")
    return not setting.is_short(last) or (goes_on and not ended)


def _paragraph(lines: Sequence[Line], *, setting: _Setting) -> Paragraph:
    # Pieces, joined once: a paragraph of many lines would else be copied for each of them.
    pieces = [lines[0].text]
    for line in lines[1:]:
        pieces[-1], space = _before_break(pieces[-1], line.text, setting=setting)
        pieces += [space, line.text] if space else [line.text]
    # A dash begins a line of dialogue as well as an item of a list.
    listed = _BULLET.match(lines[0].text) is not None and lines[0].text[0] not in "–—-"
    return Paragraph("".join(pieces), lines[0].page, lines[0].size, "list_item" if listed else None)


def _before_break(line: str, following: str, *, setting: _Setting) -> tuple[str, str]:
    """A line as it goes before the next one, and what stands between them.

    A soft hyphen goes. Nothing in a line tells "corri-dor" from "cease-fire", so other lines must: a hyphen goes if
    the document has the whole word elsewhere, or else if it breaks words and has neither half. If in doubt it stays.
    """
    if line.endswith("\u00ad"):
        return line.rstrip("\u00ad"), ""
    whole = _whole(line, following)
    if whole is None:
        return line, " "
    return (line[:-1] if _is_broken(line, following, whole, setting=setting) else line), ""


def _is_broken(line: str, following: str, whole: str, *, setting: _Setting) -> bool:
    first, second = _first_half(line) or "", _WORD.findall(following[:_LONGEST_WORD])[0]
    if whole in setting.words or f"{first}-{second}".casefold() in setting.words:
        return whole in setting.words
    return setting.hyphenates and first.casefold() not in setting.words and second.casefold() not in setting.words


def _whole(line: str, following: str) -> str | None:
    """The word that two lines give without the hyphen between them, or None if there is no such hyphen."""
    first, second = _first_half(line), _CONTINUED_WORD.match(following[:_LONGEST_WORD])
    if first is None or second is None:
        return None
    goes_on = second[0].islower() or (first.isupper() and second[0].isupper())
    return (first + second[0]).casefold() if goes_on else None


def _first_half(line: str) -> str | None:
    """The letters before a hyphen at a line's end."""
    if not line.endswith("-"):
        return None
    ending = line[-_LONGEST_WORD:-1]
    words = _WORD.findall(ending)
    return words[-1] if words and ending.endswith(words[-1]) else None


def _with_headings(found: Sequence[Paragraph]) -> list[Paragraph]:
    """Mark what is set larger than the text: the largest of the first page is the headline, others are subheads.

    Between the headline and the text stand bylines and dates as well, so nothing is marked there.
    """
    body = _body_size(found)
    large = [i for i, paragraph in enumerate(found) if paragraph.size >= _SUBHEAD_SIZE * body]
    titles = [i for i in large if _is_title(found[i], first=found[0].page, body=body)]
    if not titles:
        return list(found)
    headline = max(titles, key=lambda i: (found[i].size, -i))
    text = next((i for i in range(headline, len(found)) if found[i].size < _SUBHEAD_SIZE * body), len(found))
    kinds: dict[int, BlockKind] = {i: "subhead" for i in large if i > text and _heads(found[i].text)}
    kinds[headline] = "headline"
    return [replace(paragraph, kind=kinds.get(i, paragraph.kind)) for i, paragraph in enumerate(found)]


def _body_size(found: Iterable[Paragraph]) -> float:
    """The size in which most of the text is set."""
    letters: Counter[float] = Counter()
    for paragraph in found:
        letters[paragraph.size] += len(paragraph.text)
    return min(letters, key=lambda size: (-letters[size], size), default=0.0)


def _is_title(paragraph: Paragraph, *, first: int, body: float) -> bool:
    large = paragraph.size >= _HEADLINE_SIZE * body
    return large and paragraph.page == first and len(paragraph.text.split()) in _HEADLINE_WORDS


def _heads(text: str) -> bool:
    return text[0].isalnum() and not _ENDS_SENTENCE.search(text) and len(text.split()) in _SUBHEAD_WORDS


def text_of(found: Iterable[Paragraph]) -> tuple[str, dict[int, BlockKind]]:
    """The paragraphs as one text, a blank line between them, and the kinds by the offset of their first characters."""
    pieces: list[str] = []
    marked: dict[int, BlockKind] = {}
    offset = 0
    for paragraph in found:
        if paragraph.kind:
            marked[offset] = paragraph.kind
        pieces.append(paragraph.text)
        offset += len(paragraph.text) + 2
    return "\n\n".join(pieces), marked
