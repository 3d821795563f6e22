"""The attributions that may be in a paragraph in, those that are out: none of them doubtful, none of them twice.

What somebody says has one speaker, so of two attributions of the same words the likelier one stays, and so does it
where one lies in the content of the other (PolNeAR's guidelines: attributions are not nested).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from analysis.rules.grammar import is_expletive
from analysis.rules.paragraphs import Paragraph, Stretch
from analysis.rules.weighing import Models, Weighed, alike, compared, holds, weighed

#: Above it an attribution counts; chosen for the highest F1 where the models had not learned (analysis/training).
SURE = 0.4
#: A noun that nobody is named for ("questions about ...") seldom attributes anything.
SURE_OF_NOBODY = 0.7
#: Somebody says what stands in quote marks: for a quotation that nothing else attributes, less will do.
SURE_OF_QUOTATION = 0.06
_SEEMING = frozenset({"seem", "appear"})
#: A shorter quotation is a title or an ironic word, not something said.
_WORDS_SAID = 3


@dataclass(frozen=True, slots=True)
class Chosen:
    """An attribution, and how likely it is one."""

    row: Weighed
    likely: float


def chosen(at: Paragraph, by: Models) -> list[Chosen]:
    """The attributions of a paragraph, in the order of their cues."""
    rows = list(weighed(at, by))
    found = [Chosen(row, by.rows.probability(about)) for row, about in zip(rows, compared(rows), strict=True)]
    found = [one for one in found if not (_is_the_writers(one.row) or _is_a_document(one.row))]
    found.sort(key=lambda one: (-one.likely, one.row.anchor.i))
    kept = _apart([one for one in found if one.likely >= (SURE if _is_told(one.row) else SURE_OF_NOBODY)], [])
    taken = {i for one in kept for i in _tokens(one.row)}
    kept = _apart([one for one in found if one.likely >= SURE_OF_QUOTATION and _quotes(at, one.row, taken)], kept)
    return sorted(kept, key=lambda one: one.row.anchor.i)


def _is_the_writers(row: Weighed) -> bool:
    """`It seems that ...`: no source stays unnamed there, the writer hedges."""
    anchor = row.anchor
    return anchor.lemma_ in _SEEMING and not row.source.stretches and any(map(is_expletive, anchor.children))


def _is_a_document(row: Weighed) -> bool:
    """`A report indicating that ...`: the report is who says it, the verb is the cue."""
    start, tokens = row.content.stretches[0][0], row.at.tokens
    if row.anchor.pos_ != "NOUN" or start >= len(tokens):
        return False
    return tokens[start].dep_ == "acl" and tokens[start].head.i == row.anchor.i and row.at.cues[start] is not None


def _is_told(row: Weighed) -> bool:
    return row.anchor.pos_ != "NOUN" or bool(row.source.stretches)


def _apart(found: Iterable[Chosen], before: Sequence[Chosen]) -> list[Chosen]:
    """Those before, and in their order all others that share nothing with one before them."""
    kept: list[Chosen] = []
    around: dict[int, list[Weighed]] = {}
    for one in (*before, *found):
        places = (*_tokens(one.row), one.row.anchor.i)
        if not any(_meet(one.row, other) for place in places for other in around.get(place, ())):
            kept.append(one)
            for place in places:
                around.setdefault(place, []).append(one.row)
    return kept


def _tokens(row: Weighed) -> Iterator[int]:
    return (i for start, end in row.words for i in range(start, end))


def _meet(one: Weighed, other: Weighed) -> bool:
    """Whether two attributions are of the same words, or one of them lies in the other's content."""
    within = holds(other.words, one.anchor.i) or holds(one.words, other.anchor.i)
    return within or alike(one.words, other.words)


def _quotes(at: Paragraph, row: Weighed, taken: AbstractSet[int]) -> bool:
    """Whether the content holds a quotation, of some length, which nobody has been given yet."""
    return any(_is_said(at, stretch) and taken.isdisjoint(range(*stretch)) for stretch in row.content.stretches)


def _is_said(at: Paragraph, stretch: Stretch) -> bool:
    start, end = stretch
    return end - start > _WORDS_SAID and all(map(at.is_quoted, (start, end - 1)))
