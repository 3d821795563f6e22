"""A document's text in, its lines out: stripped, wrapped paragraphs joined, and of the kind that their format says."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.rules.furniture import known
from analysis.tables import BlockKind

_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+")
#: White space between two sentences, with what closes the first.
SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]]{0,3}\s+(?=[\"“‘«(\[]?[A-ZÀ-ÞА-Я])|[。！？][」』”）]?(?=\S)")
_NOT_SPACE = re.compile(r"\S")
_BREAK = re.compile(r"\r\n|[\r\n\u2028\u2029\x0b\x0c\x85]")
#: As readers/markdown.py has it, if it begins as YAML or TOML does: two rules around prose are none.
_FRONT_MATTER = re.compile(
    r"\A(---|\+\+\+)[ \t]*\r?\n(?=\s*(?:[\w\"'. -]{1,60}[:=]|[\[#]|\1))(?:.*?\r?\n)??\1[ \t]*(?=\r?\n|\Z)", re.DOTALL
)
_FENCES = ("```", "~~~")
#: With or without the agency that reports it: "... failed. (PAP)".
_ENDS_SENTENCE = re.compile(r"[.!:;…。！：；][\"'”’»)\]」』）]*(?:\s?\([A-Z][A-Za-z/ ]{1,20}\))?$")
_ASKS = re.compile(r"[?？][\"'”’»)\]」』）]*$")
#: Letters of scripts that put no space between words; two make about one.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
#: What begins a line that does not go on with the one above: a heading, a list item, a table, a quotation of mail.
_BEGINS = re.compile(r"^(#{1,6}\s|[|>•·▪◦‣●]|(?:Q|A|Question|Answer) ?: |[-*+–—]\s|\d{1,2}[.)]\s|!\[)")

#: A question or an answer, marked as such: "Q: Who knew?".
_SPOKEN = re.compile(r"(?:Q|A|Question|Answer) ?: ?\S")

_BLOCK_CHARACTERS = 10_000
_PROSE_WORDS = 20
_SENTENCE_WORDS = 3
_QUESTION_WORDS = 13
_NARROWEST, _WIDEST = 40, 100
#: Share of the places between two lines at which a wrapped text goes on, and of lines that are wider nevertheless.
_WRAPPED, _WIDE = 0.6, 0.05
_LAST_CHARACTERS = 40
#: Spaces without width, which are no white space to Python.
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"


@dataclass(frozen=True)
class Line:
    """A line on its way to a block. `chunk` counts the runs of lines between blank ones."""

    start: int
    end: int
    text: str
    chunk: int
    kind: BlockKind | None = None

    @functools.cached_property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split()) + len(_UNSPACED.findall(self.text)) // 2

    @property
    def asks(self) -> bool:
        """Whether it ends as a question does."""
        return bool(_ASKS.search(self._tail))

    @property
    def ends(self) -> bool:
        """Whether it ends as a sentence does that is no question."""
        return bool(_ENDS_SENTENCE.search(self._tail))

    @property
    def _tail(self) -> str:
        return self.text[-_LAST_CHARACTERS:].rstrip(_INVISIBLE)

    @functools.cached_property
    def is_prose(self) -> bool:
        """Whether it is a paragraph by its shape."""
        if _SPOKEN.match(self.text):
            return True
        if self.words < _SENTENCE_WORDS:
            return False
        # A short question on a line of its own is a heading more often than a paragraph.
        return self.words >= (_QUESTION_WORDS if self.asks else _SENTENCE_WORDS if self.ends else _PROSE_WORDS)


#: What a judge finds: the number of a line, and its kind.
Found = Iterator[tuple[int, BlockKind]]
Kinds = Sequence[BlockKind | None]
Judge = Callable[[Sequence[Line], Kinds], Found]


def lines(text: str, *, marked: Mapping[int, BlockKind]) -> list[Line]:
    """The lines of a text that are not blank. `marked` are kinds that are known, by the offset of a line."""
    return _unwrap(text, _without_code(list(_split(text, marked))))


def _split(text: str, marked: Mapping[int, BlockKind]) -> Iterator[Line]:
    front = _FRONT_MATTER.match(text)
    if front:
        yield Line(front.start(), front.end(), front.group(), 0, "navigation")
    chunk, last_end = 1, front.end() if front else 0
    for match in _LINE.finditer(text, last_end):
        words = match.group().strip()
        if not words:
            continue
        start = match.start() + match.group().index(words[0])
        chunk += start - last_end > 1 and len(_BREAK.findall(text, last_end, start)) > 1
        last_end = start + len(words)
        yield Line(start, last_end, words, chunk, marked.get(start) or marked.get(match.start()))


def _without_code(found: list[Line]) -> list[Line]:
    """Mark what stands between two fences of Markdown; a fence that is never closed is a line as any other."""
    fences = [i for i, line in enumerate(found) if line.text.startswith(_FENCES)]
    for first, last in zip(fences[::2], fences[1::2], strict=False):
        found[first : last + 1] = [replace(line, kind="navigation") for line in found[first : last + 1]]
    return found


def _unwrap(text: str, found: Sequence[Line]) -> list[Line]:
    """Join the lines of a paragraph that was broken at a fixed width, in a text where most lines are."""
    chunks = [list(chunk) for _, chunk in itertools.groupby(found, key=lambda line: line.chunk)]
    broken = [_breaks(chunk) for chunk in chunks]
    pairs = sum(len(chunk) for chunk in broken)
    wide = sum(len(line.text) > _WIDEST for line in found)
    if wide > _WIDE * len(found) or sum(map(sum, broken)) <= _WRAPPED * pairs:
        return list(found)
    return [line for chunk, joins in zip(chunks, broken, strict=True) for line in _joined(text, chunk, joins)]


def _breaks(chunk: Sequence[Line]) -> list[bool]:
    """For each line but the last whether the next one goes on with it."""
    width = max(len(line.text) for line in chunk)
    return [_runs_on(line, following, width=width) for line, following in itertools.pairwise(chunk)]


def _runs_on(line: Line, following: Line, *, width: int) -> bool:
    """Whether a line ends where it does only because the next word had no room."""
    if line.kind or following.kind or not _NARROWEST <= width <= _WIDEST:
        return False
    room = width - len(line.text)
    fits = len(following.text.split(None, 1)[0]) + 1 <= room
    return not fits and _goes_on(following)


def _goes_on(line: Line) -> bool:
    return not _BEGINS.match(line.text) and known(line.text) is None


def _joined(text: str, chunk: Sequence[Line], joins: Sequence[bool]) -> Iterator[Line]:
    starts = [0, *(i for i, joined in enumerate(joins, start=1) if not joined), len(chunk)]
    for first, after in itertools.pairwise(starts):
        start, end = chunk[first].start, chunk[after - 1].end
        yield replace(chunk[first], end=end, text=text[start:end])


def pieces(text: str, start: int) -> Iterator[tuple[int, int]]:
    """A text in pieces that can be parsed: cut where a sentence ends, else at a space, else anywhere."""
    while len(text) - start > _BLOCK_CHARACTERS:
        end = _cut(text, start)
        yield start, end
        start = next(_NOT_SPACE.finditer(text, end)).start()
    if start < len(text):
        yield start, len(text)


def _cut(text: str, start: int) -> int:
    limit = start + _BLOCK_CHARACTERS
    ends = [match.end() for match in SENTENCE_END.finditer(text, start, limit)]
    space = max(text.rfind(" ", start + 1, limit), text.rfind("\n", start + 1, limit))
    return ends[-1] if ends else space if space > start else limit
