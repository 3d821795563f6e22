"""A paragraph in, the attributions that may be in it out, each with its likeliest content and source, and how sure.

Words, contents and sources are proposed by rules (rules/anchors.py, contents.py, sources.py), described by what
speaks for them (evidence.py), and weighed by linear models, whose weights lie open in `analysis/weights`.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis import weights
from analysis.rules import evidence
from analysis.rules.anchors import anchors, cue_words
from analysis.rules.contents import Content, contents
from analysis.rules.paragraphs import Paragraph, Stretches
from analysis.rules.sources import Source, sources
from analysis.weights import Linear

if TYPE_CHECKING:
    from spacy.tokens import Token

#: A word less likely to be a cue is not looked at again.
FAINT = 0.12
#: Beside a quotation it is: somebody must have said it.
FAINT_BESIDE_QUOTATION = 0.04
#: So many rows before and after it an attribution is compared with.
_WINDOW = 30
_STEPS = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98)


@dataclass(frozen=True, slots=True)
class Models:
    """What weighs cues, contents, sources, and the attribution that they make together."""

    anchors: Linear
    contents: Linear
    sources: Linear
    rows: Linear


@functools.cache
def models() -> Models:
    """The models of the package."""
    return Models(*(weights.read(f"attribution_{name}") for name in ("cues", "contents", "sources", "rows")))


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """An attribution that may be one: its parts, and how likely each of them is."""

    at: Paragraph
    anchor: Token
    cue: tuple[int, ...]
    content: Content
    source: Source
    likely: tuple[float, float, float]

    @property
    def words(self) -> Stretches:
        """The tokens of its content."""
        return self.content.stretches


def weighed(at: Paragraph, by: Models) -> Iterator[Weighed]:
    """Every attribution of a paragraph that is not quite unlikely."""
    for anchor in anchors(at):
        likely = by.anchors.probability(evidence.of_anchor(at, anchor))
        if likely < (FAINT if at.words_quoted([at.sentence_of[anchor.i]]) == 0 else FAINT_BESIDE_QUOTATION):
            continue
        cue = cue_words(anchor)
        content, how_likely = _likeliest_content(at, anchor, cue, by)
        if content is None:
            continue
        found = sources(at, anchor)
        values = [by.sources.value(one) for one in evidence.of_sources(at, anchor, found, content)]
        best, source_likely = _best(values)
        full = tuple(sorted({*cue, *content.cue}))
        yield Weighed(at, anchor, full, content, found[best], (likely, how_likely, source_likely))


def _likeliest_content(at: Paragraph, anchor: Token, cue: Iterable[int], by: Models) -> tuple[Content | None, float]:
    found = contents(at, anchor, cue)
    if not found:
        return None, 0
    best, likely = _best([by.contents.value(one) for one in evidence.of_contents(at, anchor, found)])
    return found[best], likely


def _best(values: Sequence[float]) -> tuple[int, float]:
    """The number of the greatest value, and its share among all of them (softmax)."""
    best = max(range(len(values)), key=lambda n: (values[n], -n))
    return best, 1 / math.fsum(math.exp(value - values[best]) for value in values)


# --- one beside the others -------------------------------------------------------------------------


def compared(rows: Sequence[Weighed]) -> list[list[str]]:
    """What speaks for each attribution of a paragraph, seen beside the others."""
    words = [row.words for row in rows]
    return [list(_compared(n, rows, words)) for n in range(len(rows))]


def _compared(n: int, rows: Sequence[Weighed], words: Sequence[Stretches]) -> Iterator[str]:
    row, own = rows[n], words[n]
    cue = row.at.cues[row.anchor.i]
    kind = cue.kind if cue is not None else "unknown"
    around = rival = within = joined = 0.0
    for m in range(max(0, n - _WINDOW), min(len(rows), n + _WINDOW + 1)):
        if m == n:
            continue
        other = rows[m]
        likely = other.likely[0]
        if holds(words[m], row.anchor.i) and not holds(own, other.anchor.i):
            around = max(around, likely)
        elif holds(own, other.anchor.i):
            within = max(within, likely)
        if alike(own, words[m]):
            rival = max(rival, likely)
        if set(row.cue) & set(other.cue):
            joined = max(joined, likely)
    yield from _steps("cue", row.likely[0])
    yield from _steps("content", row.likely[1])
    yield from _steps("source", row.likely[2])
    for name, value in (("around", around), ("rival", rival), ("within", within), ("joined", joined)):
        yield f"{name} {step(value)}"
        yield from _steps(f"{name}", value)
        yield f"{name}:{value > 0} stronger:{value > row.likely[0]}"
    yield f"around {step(around)} cue {step(row.likely[0])}"
    yield f"{kind} {row.anchor.pos_}"
    yield f"{kind} {row.content.pattern}"
    yield f"way {row.content.how[0]}"
    yield f"source {row.source.how[0]}"
    yield f"source {row.source.how[0]} {row.content.pattern}"
    yield f"length {evidence.size(length(own))}"
    quoted = row.at.words_quoted(row.content.stretches) if row.at.quotation_of[row.anchor.i] < 0 else -1
    yield f"quoted {'inside' if quoted < 0 else 'none' if not quoted else 'all' if quoted == length(own) else 'some'}"


def _steps(name: str, value: float) -> Iterator[str]:
    """All the steps that a value reaches, so that each adds to the ones before."""
    return (f"{name} over {step}" for step in _STEPS if value >= step)


def step(value: float) -> str:
    """The last step that a value reaches."""
    return str(max((one for one in _STEPS if value >= one), default=0))


def alike(one: Stretches, other: Stretches) -> bool:
    """Whether two contents share more than half of their words."""
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)
    return shared * 2 >= length(one) + length(other) - shared


def length(stretches: Stretches) -> int:
    """How many words some stretches have."""
    return sum(end - start for start, end in stretches)


def holds(stretches: Stretches, i: int) -> bool:
    """Whether a word stands in some stretches."""
    return any(start <= i < end for start, end in stretches)
