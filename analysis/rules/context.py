"""A reading in, each of its article's passages out, with what earlier steps found at every token."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from analysis.language import Passage
from analysis.reading import Reading
from analysis.rules.grammar import antecedent, is_negated, is_relative, phrase
from analysis.rules.naming import uncertain
from analysis.rules.predication import starting
from analysis.tables import OWN_NAMES, Attribution, Mention, Predicate, Span, Timex

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_DEMONSTRATIVE = frozenset({"this", "that", "these", "those"})
#: Words by which a speaker points to himself.
_OWN = frozenset({"i", "me", "my"})
#: Where the head of a source's noun phrase ends: "the minister | of defence".
_AFTER_HEAD = re.compile(r"\s+(?:of|in|from|for|at|with|to|on|who|that)\s")


@dataclass(frozen=True, slots=True)
class Context:
    """A passage and the rows that stand in it; tokens go by their index.

    `starting` holds the predicates with which clauses begin, `ending` the mentions that end at a token,
    `pointing` those that only point to somebody who is named elsewhere, `predicates` the factuality of those that
    begin at a character of the document, `refuted` where pronouns end that are sources of words that name whom they
    are said to mean ("It is the mayor," he said), `elsewhere` the sources that stand in another passage, with it.
    """

    text: str
    doc_id: str
    passage: Passage
    starting: frozenset[int] = frozenset()
    ending: dict[int, list[Mention]] = field(default_factory=dict)
    timexes: dict[int, list[Timex]] = field(default_factory=dict)
    contents: dict[int, list[Attribution]] = field(default_factory=dict)
    cues: dict[int, list[Attribution]] = field(default_factory=dict)
    pointing: dict[int, Mention] = field(default_factory=dict)
    predicates: dict[int, float] = field(default_factory=dict)
    refuted: set[int] = field(default_factory=set)
    elsewhere: dict[Span, Context] = field(default_factory=dict)

    @property
    def doc(self) -> Doc:
        """The parse."""
        return self.passage.doc

    @property
    def base(self) -> int:
        """Where the passage begins."""
        return self.passage.block.start

    @property
    def words(self) -> str:
        """The passage's own text."""
        return self.text[self.base : self.passage.block.end]

    def span(self, tokens: Sequence[Token]) -> Span:
        """Where tokens stand in the document."""
        return self.base + tokens[0].idx, self.base + tokens[-1].idx + len(tokens[-1])

    def tokens(self, span: Span) -> Sequence[Token]:
        """The tokens that a span of this passage touches."""
        found = self.doc.char_span(span[0] - self.base, span[1] - self.base, alignment_mode="expand")
        return () if found is None else tuple(found)

    def is_negated(self, row: Attribution) -> bool:
        """Whether the cue is negated: `did not deny`, `has no doubt`, `nobody denied`."""
        return any(is_negated(token) for span in row.cue for token in self.tokens(span))

    def factuality(self, word: Token) -> float | None:
        """That of a predicate; None where the word is none."""
        return self.predicates.get(self.base + word.idx)

    def actors(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        """The actors whose mentions end among the tokens, in order."""
        ending = (mention for token in tokens for mention in self.ending.get(token.i, ()))
        return tuple(dict.fromkeys(mention.actor_id for mention in ending if mention.counted))

    def dates(self, tokens: Sequence[Token]) -> tuple[Timex, ...]:
        """The time expressions that end among the tokens and begin no earlier."""
        ending = (timex for token in tokens for timex in self.timexes.get(token.i, ()))
        return tuple(timex for timex in ending if timex.start >= self.span(tokens)[0])

    def names(self, tokens: Sequence[Token], speaker: str | None) -> dict[int, str]:
        """Names of those to whom words point, by their place; `speaker` is nobody's `he` in his own words."""
        pointing = {token.i: self.pointing[token.i] for token in tokens if token.i in self.pointing}
        return {i: one.name for i, one in pointing.items() if one.name and _can_mean(one, speaker)}

    def actor_at(self, source: Span | None) -> str | None:
        """The actor that the head of a source's noun phrase names, if there is a source."""
        if source is None or source[1] in self.refuted:
            return None
        if source in self.elsewhere:
            return self.elsewhere[source].actor_at(source)
        source = self._meant(source)
        tail = _AFTER_HEAD.search(self.text, source[0], source[1])
        end = tail.start() if tail else source[1]
        last = self.tokens((end - 1, end))[-1:]
        heads = [m for token in last for m in self.ending.get(token.i, ()) if m.start >= source[0]]
        return min(heads, key=lambda mention: (mention.start, mention.actor_id)).actor_id if heads else None

    def _meant(self, source: Span) -> Span:
        """`the minister, | who | said ...`: what a relative pronoun stands for; any other source itself."""
        words = self.tokens(source)
        if len(words) != 1 or not is_relative(words[0]):
            return source
        return self.span(phrase(antecedent(words[0].head)))


def _can_mean(mention: Mention, speaker: str | None) -> bool:
    """Whether what a word points to can be named: `they` is hardly ever one company or one person."""
    word = mention.text.lower()
    if word == "they":
        return mention.actor_id.startswith(("state:", "group:"))
    return mention.actor_id != speaker or word in _OWN


def contexts(reading: Reading) -> Iterator[Context]:
    """The article's passages with the rows that stand in them."""
    found = [
        Context(reading.document.text, reading.document.doc_id, passage, starting(passage.doc))
        for passage in reading.article()
    ]
    for mention in reading.rows(Mention):
        for context in _at(found, mention.start):
            _add_mention(context, mention)
    for timex in reading.rows(Timex):
        for context in _at(found, timex.start):
            for token in context.tokens((timex.start, timex.end))[-1:]:
                context.timexes.setdefault(token.i, []).append(timex)
    for predicate in reading.rows(Predicate):
        for context in _at(found, predicate.start):
            context.predicates[predicate.start] = predicate.factuality
    for row in reading.rows(Attribution):
        _add_attribution(found, row)
        _refute(found, row)
    for context, at in list(uncertain(found)):
        del context.pointing[at]
    yield from found


def _at(found: Sequence[Context], place: int) -> Sequence[Context]:
    """The passage in which a character stands, if one of these does."""
    n = bisect_right(found, place, key=lambda context: context.base)
    return [context for context in found[max(0, n - 1) : n] if place < context.passage.block.end]


def _add_attribution(found: Sequence[Context], row: Attribution) -> None:
    sources = [(source, context) for source in row.source for context in _at(found, source[0])]
    for span in row.content:
        for context in _at(found, span[0]):
            context.elsewhere.update((source, other) for source, other in sources if other is not context)
            for token in context.tokens(span):
                context.contents.setdefault(token.i, []).append(row)
    for span in row.cue:
        for context in _at(found, span[0]):
            for token in context.tokens(span):
                context.cues.setdefault(token.i, []).append(row)


def _refute(found: Sequence[Context], row: Attribution) -> None:
    """A pronoun does not mean whom its own words name: people say `I` of themselves."""
    for source in row.source:
        for context in _at(found, source[0]):
            pronouns = {
                mention.actor_id
                for token in context.tokens(source)[-1:]
                for mention in context.ending.get(token.i, ())
                if mention.kind == "pronoun" and mention.text.lower() not in _OWN
            }
            if pronouns and not pronouns.isdisjoint(_named(found, row)):
                context.refuted.add(source[1])


def _named(found: Sequence[Context], row: Attribution) -> Iterator[str]:
    """The actors whose names stand in what the row tells."""
    for span in row.content:
        for context in _at(found, span[0]):
            mentions = (m for token in context.tokens(span) for m in context.ending.get(token.i, ()))
            yield from (m.actor_id for m in mentions if m.kind in OWN_NAMES)


def _add_mention(context: Context, mention: Mention) -> None:
    tokens = context.tokens((mention.start, mention.end))
    for token in tokens[-1:]:
        context.ending.setdefault(token.i, []).append(mention)
    pointing = mention.kind in {"pronoun", "possessive"} or (
        mention.kind == "nominal" and bool(tokens) and tokens[0].lower_ in _DEMONSTRATIVE
    )
    if pointing and mention.name and tokens:
        context.pointing[tokens[-1].i] = mention
