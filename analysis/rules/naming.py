"""An article's contexts in; the pronouns that might well mean another than the mentions say, out.

A statement with a wrong name is worse than one with a pronoun. Only near names count, as for most pronouns in news
(Hobbs 1978): those in the sentence, before the pronoun, and in the two sentences before it.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from analysis.rules.grammar import is_plural
from analysis.rules.persons import is_role
from analysis.rules.pronouns import SUBJECTS
from analysis.tables import NAMES

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

    from analysis.rules.context import Context

#: So many sentences before a pronoun its person may be named.
_WINDOW = 2
#: From so many pronouns of one gender on an article leaves no doubt of it.
_SURE = 2
_GENDERS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "male"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "female"),
}
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})

#: What says more of a person who is named beside it: "the chancellor, Angela Merkel", "she is the chancellor".
_BESIDE = frozenset({"compound", "appos", "attr", "oprd", "amod", "nmod"})


@dataclass(slots=True)
class _Seen:
    """Whom some words speak of: persons, several people, those of either whose name stands there, and genders."""

    persons: set[str] = field(default_factory=set)
    peoples: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    genders: set[str] = field(default_factory=set)

    def add(self, other: _Seen) -> None:
        """Whom other words speak of as well."""
        self.persons |= other.persons
        self.peoples |= other.peoples
        self.named |= other.named
        self.genders |= other.genders

    def only(self, actor: str, word: str) -> bool:
        """Whether nobody but the actor can be meant by the word."""
        if actor not in self.named:
            return False
        if word in _THEY:
            return not self.persons and len(self.peoples) == 1
        return len(self.persons) == 1 and actor in self.persons and self.genders <= {_GENDERS[word]}


def uncertain(found: Sequence[Context]) -> Iterator[tuple[Context, int]]:
    """The pronouns of the third person for which a name would be a guess, by their place."""
    usual = Counter(_gendered(found))
    before: deque[_Seen] = deque(maxlen=_WINDOW)
    for context in found:
        for sentence in context.doc.sents:
            yield from ((context, token.i) for token in _guesses(context, sentence, before, usual))
            before.append(_seen(context, sentence))


def _gendered(found: Sequence[Context]) -> Iterator[tuple[str, str]]:
    """Each actor with the gender of each pronoun that is said to mean him or her."""
    for context in found:
        for mention in context.pointing.values():
            if (gender := _GENDERS.get(mention.text.lower())) is not None:
                yield mention.actor_id, gender


def _guesses(
    context: Context, sentence: Sentence, before: Sequence[_Seen], usual: Counter[tuple[str, str]]
) -> Iterator[Token]:
    seen = _Seen(genders={_GENDERS[token.lower_] for token in sentence if token.lower_ in _GENDERS})
    for one in before:
        seen.add(one)
    here, named = _Seen(), _seen(context, sentence).named
    for token in sentence:
        _note(context, token, seen)
        _note(context, token, here)
        mention = context.pointing.get(token.i)
        if mention is None or (token.lower_ not in _GENDERS and token.lower_ not in _THEY):
            continue
        actor = mention.actor_id
        of_himself = actor in named and here.persons <= {actor} and _tells_of_himself(context, token, actor, usual)
        if not of_himself and (not seen.only(actor, token.lower_) or _is_contradicted(actor, token, usual)):
            yield token


def _tells_of_himself(context: Context, token: Token, actor: str, usual: Counter[tuple[str, str]]) -> bool:
    """`Merkel said she ...`, where the rest of the article speaks of her, and never of him."""
    rows = [row for row in context.contents.get(token.i, ()) if row.kind != "direct" and len(row.source) == 1]
    if not rows or token.lower_ not in _GENDERS:
        return False
    nearest = min(rows, key=lambda row: sum(end - start for start, end in row.content))
    genders = {gender: usual[actor, gender] for gender in ("male", "female")}
    sure = genders[_GENDERS[token.lower_]] >= _SURE and min(genders.values()) == 0
    return sure and context.actor_at(nearest.source[0]) == actor


def _is_contradicted(actor: str, token: Token, usual: Counter[tuple[str, str]]) -> bool:
    """Whether the article's pronouns for the actor are as often of the other gender."""
    counts = {gender: usual[actor, gender] for gender in ("male", "female")}
    own = _GENDERS.get(token.lower_)
    return own is not None and any(counts[own] <= counts[other] for other in counts if other != own)


def _seen(context: Context, sentence: Sentence) -> _Seen:
    seen = _Seen()
    for token in sentence:
        _note(context, token, seen)
    return seen


def _note(context: Context, token: Token, seen: _Seen) -> None:
    """Whom the token speaks of, if anybody."""
    if token.lower_ in _GENDERS:
        seen.genders.add(_GENDERS[token.lower_])
    mentions = [m for m in context.ending.get(token.i, ()) if m.kind not in {"pronoun", "possessive"}]
    for mention in mentions:
        person = mention.type == "person"
        (seen.persons if person else seen.peoples).add(mention.actor_id)
        seen.named.update({mention.actor_id} if mention.kind in NAMES else ())
    if not mentions:
        seen.persons.update([token.lower_] if _is_somebody(token) else ())
        seen.peoples.update([token.lower_] if token.dep_ in SUBJECTS and is_plural(token) else ())


def _is_somebody(token: Token) -> bool:
    """A person whom the mentions do not know: a name, or `the judge`."""
    if token.ent_type_ == "PERSON" and token.pos_ == "PROPN":
        return token.dep_ not in _BESIDE
    return token.pos_ == "NOUN" and token.dep_ not in _BESIDE and not is_plural(token) and is_role(token)
