"""News with its attributions marked in (PolNeAR), the weights of `attribution_*.json` out.

The cues, contents and sources that rules propose are compared with the marked ones. What weighs a whole attribution
beside the others is learned from documents of which the first three models had not learned: from each half of the
documents with models of the other half.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.reading import Reading
from analysis.rules import evidence
from analysis.rules.anchors import anchors, cue_words
from analysis.rules.contents import contents
from analysis.rules.paragraphs import Paragraph, paragraphs
from analysis.rules.sources import sources
from analysis.rules.weighing import Models, Weighed, compared, weighed
from analysis.training import classify, rank, write
from analysis.training.corpora import readings
from analysis.training.examples import Examples
from analysis.weights import Linear

LEARNED_FROM = (
    "PolNeAR 1.0.0, training part, as converted in claims/polnear_train.jsonl: 840 news articles of 2015 and 2016 on "
    "US politics (Newell, Margolin, Ruths 2018). It states no licence; its texts are their publishers', none is here."
)
_ABOUT = {
    "cues": "whether a word is the main word of a cue: features of the word, its parse and its place",
    "contents": "which of the stretches around a cue is its content: the one of the highest value",
    "sources": "which of the phrases around a cue is its source, if any: the one of the highest value",
    "rows": "whether a cue with its likeliest content and source is an attribution, seen beside the others around it",
}
#: A feature counts if it stands in so many documents, an attribution's in so many attributions.
_FEWEST_DOCUMENTS, _FEWEST_ROWS = 8, 20
#: The inverse of the regularisation of each model, chosen on a third of the documents held out.
_STRENGTH = {"cues": 0.1, "contents": 0.1, "sources": 0.1, "rows": 1.0}
#: A smaller weight is left out.
_SMALLEST = 0.08
#: Contents, and sources, that share half of their words count as the same; a part of a source counts little more.
_HALF, _ENOUGH = 0.5, 0.51
_WORD = re.compile(r"\w+")
#: Words that say nothing of a source by themselves.
_EMPTY = frozenset({
    "the", "a", "an", "of", "and", "or", "in", "on", "at", "to", "for", "by", "with", "from", "that", "this", "these",
    "those", "s",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Marked:
    """An attribution as marked, in numbers of words of the document."""

    content: frozenset[int]
    cue: frozenset[int]
    source: frozenset[int]
    colon: int | None


@dataclass(frozen=True, slots=True)
class Lesson:
    """A document and what is marked in it."""

    reading: Reading
    words: Words
    marked: tuple[Marked, ...]


class Words:
    """The words of a text, by number: what counts when stretches are compared."""

    def __init__(self, text: str) -> None:
        found = list(_WORD.finditer(text))
        self.starts, self.ends = [m.start() for m in found], [m.end() for m in found]
        self.empty = frozenset(n for n, m in enumerate(found) if m.group().lower() in _EMPTY)

    def of(self, spans: Iterable[Sequence[int]] | None) -> frozenset[int]:
        """The words that some spans touch."""
        ranges = (range(bisect_right(self.ends, s), bisect_left(self.starts, e)) for s, e in spans or ())
        return frozenset(n for one in ranges for n in one)


def train(data: Path) -> None:
    """Learn all four models from the training part."""
    path = data / "claims" / "polnear_train.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = {reading.document.doc_id: reading for reading in readings(rows)}
    lessons = [lesson(found[row["doc_id"]], row["attributions"]) for row in rows if row["doc_id"] in found]
    for name, model in learn(lessons).items():
        write(f"attribution_{name}", model)


def lesson(reading: Reading, attributions: Iterable[dict[str, Any]]) -> Lesson:
    """A document with what is marked in it, as read from a row of the data."""
    words = Words(reading.document.text)
    marked = tuple(
        Marked(
            content=words.of(one["content"]),
            cue=words.of(one["cue"]),
            source=words.of(one["source"]),
            colon=one["cue"][0][1] - 1 if one["cue"] and not words.of(one["cue"]) else None,
        )
        for one in attributions
    )
    return Lesson(reading, words, marked)


def learn(lessons: Sequence[Lesson]) -> dict[str, Linear]:
    """The four models."""
    taught = [_taught(one) for one in lessons]
    names = proper_names(one.reading for one in lessons)
    whole = _models(taught, names)
    halves = [(slice(0, None, 2), slice(1, None, 2)), (slice(1, None, 2), slice(0, None, 2))]
    rows = Examples()
    for learned, judged in halves:
        by = _models(taught[learned], names)
        for one in lessons[judged]:
            _add_rows(rows, one, by)
    return {**whole, "rows": _classified("rows", rows, Counter(), fewest=_FEWEST_ROWS)}


# --- what is proposed, and which of it is right ----------------------------------------------------


@dataclass(slots=True)
class _Anchor:
    """A word that may be a cue. `right`: whether it is one; the shares in which contents and sources are right."""

    features: list[str]
    attribution: int | None = None
    overlap: float = 0.0
    right: bool = False
    contents: list[list[str]] = field(default_factory=list)
    right_contents: list[float] = field(default_factory=list)
    sources: list[list[str]] = field(default_factory=list)
    right_sources: list[float] = field(default_factory=list)


def _taught(one: Lesson) -> list[_Anchor]:
    """The words of a document that may be cues. Those in a cue of which no content was proposed teach nothing."""
    found = [
        anchor
        for at in paragraphs(one.reading.document.text, one.reading.article())
        for token in anchors(at)
        if (anchor := _anchor(at, token, one)) is not None
    ]
    best: dict[int, _Anchor] = {}
    for anchor in found:
        if anchor.attribution is not None and anchor.overlap >= _overlap_of(best.get(anchor.attribution)):
            best[anchor.attribution] = anchor
    for anchor in best.values():
        anchor.right = True
    return found


def _overlap_of(anchor: _Anchor | None) -> float:
    return anchor.overlap if anchor is not None else 0.0


def _anchor(at: Paragraph, token: Any, one: Lesson) -> _Anchor | None:
    marked = list(_marked_at(at, token, one))
    anchor = _Anchor(sorted(set(evidence.of_anchor(at, token))))
    if not marked:
        return anchor
    found = contents(at, token, cue_words(token))
    words = [one.words.of(at.spans(content.stretches)) for content in found]
    pairs = [(_overlap(one.marked[n].content, w), -k, n) for n in marked for k, w in enumerate(words)]
    overlap, k, n = max(pairs, default=(0.0, 0, 0))
    if overlap < _HALF:
        return None
    anchor.attribution, anchor.overlap = n, round(overlap, 3)
    anchor.contents = [sorted(set(features)) for features in evidence.of_contents(at, token, found)]
    anchor.right_contents = _best([_overlap(one.marked[n].content, w) for w in words])
    proposed = sources(at, token)
    said_by = [one.words.of(at.spans(source.stretches)) for source in proposed]
    anchor.sources = [sorted(set(f)) for f in evidence.of_sources(at, token, proposed, found[-k])]
    anchor.right_sources = _best([_source_overlap(one.marked[n].source, w, one.words) for w in said_by])
    return anchor


def _marked_at(at: Paragraph, token: Any, one: Lesson) -> Iterator[int]:
    ((start, end),) = at.spans([(token.i, token.i + 1)])
    words = one.words.of([(start, end)])
    for n, marked in enumerate(one.marked):
        if words & marked.cue or (token.text == ":" and marked.colon == start):
            yield n


def _overlap(one: frozenset[int], other: frozenset[int]) -> float:
    """Words in common, of all the words that either has."""
    return len(one & other) / len(one | other) if one and other else 0.0


def _source_overlap(marked: frozenset[int], proposed: frozenset[int], words: Words) -> float:
    """The same for sources: no source is right where none is marked, and the main word of a long one is enough."""
    if not proposed or not marked:
        return float(not proposed and not marked)
    enough = proposed <= marked and bool(proposed - words.empty)
    overlap = max(_overlap(marked, proposed), _ENOUGH if enough else 0.0)
    return overlap if overlap >= _HALF else 0.0


def _best(values: Sequence[float]) -> list[float]:
    """The share of each value in being the greatest; nothing where the greatest is no half."""
    most = max(values)
    if most < _HALF:
        return []
    right = [value >= most - 1e-9 for value in values]
    return [one / sum(right) for one in right]


def _add_rows(rows: Examples, one: Lesson, by: dict[str, Linear]) -> None:
    models = Models(by["cues"], by["contents"], by["sources"], rows=by["cues"])
    for at in paragraphs(one.reading.document.text, one.reading.article()):
        found = list(weighed(at, models))
        for row, features in zip(found, compared(found), strict=True):
            rows.add(features, right=_is_right(row, one))


def _is_right(row: Weighed, one: Lesson) -> bool:
    content = one.words.of(row.at.spans(row.content.stretches))
    marked = (one.marked[n] for n in _marked_at(row.at, row.anchor, one))
    return any(_overlap(each.content, content) >= _HALF for each in marked)


# --- from examples to weights ----------------------------------------------------------------------


def _models(taught: Sequence[Sequence[_Anchor]], names: Counter[str]) -> dict[str, Linear]:
    cues, found, said = Examples(), Examples(), Examples()
    for number, document in enumerate(taught):
        for anchor in document:
            cues.add(anchor.features, right=anchor.right, document=number)
            if anchor.right and anchor.right_contents:
                found.add_group(anchor.contents, anchor.right_contents, document=number)
            if anchor.right and anchor.right_sources:
                said.add_group(anchor.sources, anchor.right_sources, document=number)
    return {
        "cues": _classified("cues", cues, names, fewest=_FEWEST_DOCUMENTS),
        "contents": _ranked("contents", found, names),
        "sources": _ranked("sources", said, names),
    }


def _classified(name: str, examples: Examples, names: Counter[str], *, fewest: int) -> Linear:
    return classify(
        examples, _ABOUT[name], LEARNED_FROM,
        strength=_STRENGTH[name], fewest=fewest, left_out=names, smallest=_SMALLEST,
    )  # fmt: skip


def _ranked(name: str, examples: Examples, names: Counter[str]) -> Linear:
    return rank(
        examples, _ABOUT[name], LEARNED_FROM,
        strength=_STRENGTH[name], fewest=_FEWEST_DOCUMENTS, left_out=names, smallest=_SMALLEST,
    )  # fmt: skip


def proper_names(readings: Iterable[Reading]) -> Counter[str]:
    """Words that mostly have a capital within a sentence: no feature may hold one, whatever a parser took it for."""
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for reading in readings:
        for passage in reading.article():
            for token in passage.doc:
                if not token.is_sent_start and token.pos_ != "PRON":
                    forms = {token.lower_, token.lemma_.lower()}
                    (capital if token.text[:1].isupper() else small).update(forms)
    return Counter({word: n for word, n in capital.items() if n > small[word]})
