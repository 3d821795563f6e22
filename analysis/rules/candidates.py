"""Passages in; out, what may be a name in them, with every place where it stands.

The language model's entities are one source. It misses names, so rows of words with a capital are another: whether
one of these is a name, and whose, is decided over the whole document (rules/kinds.py).
"""

from __future__ import annotations

import functools
import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from analysis import lexicons
from analysis.language import Passage
from analysis.rules.grouping import initials, words
from analysis.rules.titles import Gender, title_length, titles
from analysis.rules.trimming import PARTICLES, trimmed

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Tokens

_BRACKETED = re.compile(r" ?\((?P<acronym>[A-Z][A-Za-z.&]{1,9})\)")
#: What the model calls something that has a name.
_ENTITIES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
#: What may stand within the name of a thing.
_LINKS = frozenset({"of", "the", "and", "for", "&", "on", "in", "to"})
_LINKS_AT_MOST = 3
#: What stands between an organisation's head noun and its field.
_INTRODUCING = frozenset({"of", "of the", "for", "for the", "on"})
#: A given name and a surname.
_TWO = 2
#: No full name before an acronym in brackets is longer.
_FULL_NAME = 100


class NameNoun(lexicons.Entry):
    """A word at the end of a name that is nobody's; `alone`, it is none by itself either: a degree, an office."""

    word: str
    kind: Literal["place", "other"]
    alone: bool = False


@functools.cache
def _name_nouns() -> Mapping[str, NameNoun]:
    return {entry.word: entry for entry in lexicons.read("name_nouns", NameNoun)}


def kind_of_noun(name: str) -> Literal["place", "other"] | None:
    """What a name is the name of where its last word says that it is nobody's."""
    *before, last = name.split()
    entry = _name_nouns().get(last)
    if entry is None or (before and before[-1] in _LINKS):  # "School of Law"
        return None
    return entry.kind if before or entry.alone else None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may be a name, with the places where they stand."""

    name: str
    places: tuple[Tokens, ...]


def candidates(passages: Iterable[Passage]) -> list[Candidate]:
    """Everything in the passages that may be a name, in the order of its first place."""
    places: defaultdict[str, dict[tuple[int, int], Tokens]] = defaultdict(dict)
    for passage in passages:
        for tokens in (*_entities(passage.doc), *_capitalised(passage.doc), *_things(passage.doc)):
            places[tokens.text][passage.span(tokens)] = tokens
    in_order = sorted(places.items(), key=lambda item: min(item[1]))
    return [Candidate(name, tuple(found[place] for place in sorted(found))) for name, found in in_order]


def _entities(doc: Doc) -> Iterator[Tokens]:
    for entity in doc.ents:
        if entity.label_ in _ENTITIES and (tokens := trimmed(entity)) is not None:
            yield tokens


def _capitalised(doc: Doc) -> Iterator[Tokens]:
    """Rows of words that have a capital for no other reason than being names.

    What a hyphen joins to a word in small letters is no name of its own: "anti-Moscow", "UNESCO-listed".
    """
    yield from (tokens for row in _rows(doc) if (tokens := trimmed(row)) is not None)


def _rows(doc: Doc) -> Iterator[Tokens]:
    start = 0
    while start < len(doc):
        end = start
        while end < len(doc) and _goes_on(doc, end, first=end == start):
            end += 1
        if end > start and not (_is_joined(doc, start) or _is_joined(doc, end)):
            yield doc[start:end]
        start = max(end, start + 1)


def _things(doc: Doc) -> Iterator[Tokens]:
    """Names that hold links: of things ("Violence Against Women Act") and organisations ("Bank of England")."""
    for one, other in itertools.pairwise(_rows(doc)):
        between = doc[one.end : other.start]
        linked = 0 < len(between) <= _LINKS_AT_MOST and all(token.lower_ in _LINKS for token in between)
        thing = kind_of_noun(doc[one.start : other.end].text) == "other"
        body = between.text in _INTRODUCING and one[-1].text in words("head")
        if linked and (thing or body) and (tokens := trimmed(doc[one.start : other.end])) is not None:
            yield tokens


def _goes_on(doc: Doc, at: int, *, first: bool) -> bool:
    token = doc[at]
    if token.text == "-":
        return not first and _is_joined(doc, at) and at + 1 < len(doc) and doc[at + 1].text[0].isupper()
    if not first and token.text in PARTICLES:
        return at + 1 < len(doc) and (doc[at + 1].text[0].isupper() or doc[at + 1].text in PARTICLES)
    if not token.text[0].isupper() or token.text == "I":
        return False
    if not first:
        return not token.is_sent_start and (token.is_alpha or token.pos_ == "PROPN" or "." in token.text)
    return token.pos_ == "PROPN" or bool(token.ent_type_) or (token.is_alpha and not token.is_sent_start)


def _is_joined(doc: Doc, at: int) -> bool:
    """Whether a hyphen joins a token to the one before it."""
    if not 0 < at < len(doc) or doc[at - 1].whitespace_:
        return False
    return "-" in {doc[at - 1].text, doc[at].text}


@dataclass(frozen=True, slots=True)
class Titled:
    """A name behind a title: a person's, whatever else speaks for something else."""

    name: str
    gender: Gender | None


def titled(doc: Doc) -> Iterator[Titled]:
    """What follows "Mr." and the like, also where the model sees nobody."""
    start = 0
    while start < len(doc):
        length = title_length(doc, start)
        name = end = start + max(length, 1)
        while length and end < len(doc) and doc[end].pos_ == "PROPN" and doc[end].text[0].isupper():
            end += 1
        if length and end > name and doc[start].ent_type_ not in {"ORG", "FAC", "GPE", "LOC"}:
            yield Titled(doc[name:end].text, next((titles().get(token.text) for token in doc[start:name]), None))
        start = end


def born(doc: Doc) -> Iterator[str]:
    """Whose birth is told in brackets behind the name: "Angela Merkel (born 17 July 1954)"."""
    for tokens in _capitalised(doc):
        behind = doc[tokens.end : tokens.end + 2]
        if len(behind) == _TWO and behind[0].text == "(" and behind[1].lower_ in {"born", "b."}:
            yield tokens.text


def bracketed(passage: Passage) -> Iterator[tuple[str, str]]:
    """Names with the acronym in brackets behind them: "Defense Intelligence Agency (DIA)".

    The name is what the model sees there, or else the words whose initials spell the acronym
    (a simple case of Schwartz and Hearst 2003).
    """
    text = passage.doc.text
    seen = {tokens.end_char: tokens.text for tokens in _entities(passage.doc)}
    for match in _BRACKETED.finditer(text):
        spoken = text[max(match.start() - _FULL_NAME, 0) : match.start()].split()
        spelled = (" ".join(spoken[i:]) for i in range(len(spoken)) if spoken[i][0].isupper())
        long = next((name for name in spelled if initials(name) == match["acronym"]), seen.get(match.start()))
        if long and _may_be_short_for(match["acronym"], long):
            yield long, match["acronym"]


def _may_be_short_for(acronym: str, name: str) -> bool:
    """Whether its letters stand in the name in their order: those of an outlet do not, as in "Washington (CNN)"."""
    left = iter(name.casefold())
    return all(letter in left for letter in acronym.casefold() if letter.isalpha())
