"""A passage and who is mentioned in the document in; out, where two are spoken of together: "both countries".

Such words count for neither of the two. The two are those whom the text named as a pair shortly before ("Russia and
North Korea"), or else those of their kind whom it names together most. Where it names no such two, nothing is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from analysis.language import Passage
from analysis.rules.persons import is_role
from analysis.rules.pronouns import SUBJECTS, is_mutual
from analysis.tables import NAMES, ActorType, Mention

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

_BOTH = frozenset({"both", "two", "neither", "either"})
_DEFINITE = frozenset({"the", "these", "those", "both"})
_STATES = frozenset({"country", "nation", "state", "government", "neighbor", "neighbour"})
_ORGANISATIONS = frozenset({"company", "firm", "organization", "organisation", "agency", "bank"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_PAIR = 2
#: So many sentences back "they" reaches, and "both countries" to a pair; "A and B" says so much more of a pair than
#: one sentence with both.
_NEAR, _LATE, _PAIRED = 1, 3, 2

Two = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Joint:
    """Words that mean two actors together; `start` and `end` count within the passage."""

    passage: Passage
    start: int
    end: int
    actors: tuple[str, str]
    rule: str


@dataclass(slots=True)
class _Memory:
    """How often two of a kind were named together, and the last two who were spoken of as two, with the sentence."""

    together: Counter[tuple[ActorType, Two]] = field(default_factory=Counter)
    most: dict[ActorType, Two] = field(default_factory=dict)
    paired: dict[ActorType, tuple[Two, int]] = field(default_factory=dict)
    last: Two | None = None
    told: int = 0
    sentence: int = 0

    def note(self, kind: ActorType, one: str, other: str, *, paired: bool) -> None:
        """Two stand together in a sentence, or as "A and B"."""
        first, second = sorted((one, other))
        two = (first, second)
        self.together[kind, two] += _PAIRED if paired else 1
        if kind not in self.most or self.together[kind, two] >= self.together[kind, self.most[kind]]:
            self.most[kind] = two
        if paired:
            self.tell(two)
            self.paired[kind] = (two, self.sentence)

    def tell(self, two: Two) -> None:
        """Two were spoken of as two."""
        self.last, self.told = two, self.sentence

    def forget(self, token: Token) -> None:
        """Several others who are the subject may be "they" from there on."""
        if token.dep_ in SUBJECTS and token.tag_ == "NNS" and _start(token) is None:
            self.last = None

    def they(self) -> Two | None:
        """Whom "they" means, if two were spoken of just now."""
        return self.last if self.sentence - self.told <= _NEAR else None

    def two(self, kind: ActorType) -> Two | None:
        """The two of a kind: the last pair if it is near, or else those who stand together most."""
        pair, told = self.paired.get(kind, (None, 0))
        return pair if pair and self.sentence - told <= _LATE else self.most.get(kind)


def joint(passages: Iterable[Passage], mentions: Sequence[Mention]) -> Iterator[Joint]:
    """Every place of a document in which two of its actors are spoken of together, in the order of the text."""
    places = {place: row for row in mentions for place in (row.start, row.end - 1)}
    memory = _Memory()
    for passage in passages:
        rows = {
            token.i: row
            for token in passage.doc
            if (row := places.get(passage.block.start + token.idx + len(token) - 1)) is not None
        }
        for sentence in passage.doc.sents:
            memory.sentence += 1
            yield from _in_sentence(passage, sentence, rows, memory)


def _in_sentence(passage: Passage, sentence: Tokens, rows: Mapping[int, Mention], memory: _Memory) -> Iterator[Joint]:
    seen: dict[ActorType, dict[str, None]] = {}
    for token in sentence:
        row = rows.get(token.i)
        if row is None:
            memory.forget(token)
            span, two, rule = _meant(token, memory)
            if span is not None and two is not None:
                memory.tell(two)
                yield Joint(passage, span.start_char, span.end_char, two, f"joint.{rule}")
        elif row.kind in NAMES:
            seen.setdefault(row.type, {})[row.actor_id] = None
            _note(row, token, rows, memory)
    for kind, actors in seen.items():
        if len(actors) == _PAIR:
            memory.note(kind, *actors, paired=False)


def _note(row: Mention, token: Token, rows: Mapping[int, Mention], memory: _Memory) -> None:
    """Note "A and B", but no more than two; whoever is a subject alone ends what was said of two."""
    if token.dep_ in SUBJECTS and not token.conjuncts:
        memory.last = None
    joined = rows.get(token.head.i) if token.dep_ == "conj" and len(token.conjuncts) < _PAIR else None
    if joined is not None and joined.type == row.type and joined.actor_id != row.actor_id:
        memory.note(row.type, joined.actor_id, row.actor_id, paired=True)


def _meant(token: Token, memory: _Memory) -> tuple[Tokens | None, Two | None, str]:
    """The words that end with this one and mean two, with the two; nothing for other words."""
    doc = token.doc
    if token.lower_ == "other" and token.i and doc[token.i - 1].lower_ == "each":
        return doc[token.i - 1 : token.i + 1], memory.they(), "each_other"
    if token.lower_ in _THEY:
        two = memory.they() or (memory.two("state") if is_mutual(token) else None)
        return doc[token.i : token.i + 1], two, "they"
    start = _start(token) if token.pos_ == "NOUN" else None
    if start is None:
        return None, None, ""
    return doc[start : token.i + 1], memory.two(_kind(token)), "both"


def _start(noun: Token) -> int | None:
    """Where "both countries", "these two countries" or "neither leader" begins, and nothing stands between."""
    before = noun.doc[max(noun.i - 1, noun.sent.start) : noun.i].text.lower()
    if before not in _BOTH:
        return None
    first = noun.nbor(-2).lower_ if noun.i - 2 >= noun.sent.start else ""
    if before == "two":
        return noun.i - 2 if first in _DEFINITE else None
    return noun.i - 1


def _kind(noun: Token) -> ActorType:
    lemma = noun.lemma_.lower()
    if is_role(noun):
        return "person"
    return "organisation" if lemma in _ORGANISATIONS else "state" if lemma in _STATES else "group"
