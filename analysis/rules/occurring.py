"""A telling in, whether it tells of something that happens out.

What is, what goes on without an end, what a text makes of an event and what might come of one are none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.rules.happenings import is_happening
from analysis.rules.participants import Participants
from analysis.rules.predicates import (
    VERBAL,
    has_to,
    is_attitude,
    is_known_kind,
    is_ongoing,
    is_perfect,
    is_simple_present,
    is_unreal,
    occurrences,
    words_of,
)
from analysis.rules.subjects import subject_above
from analysis.rules.tellings import EXPECTED, TOLD, Telling

if TYPE_CHECKING:
    from spacy.tokens import Token

#: What is hardly presented as a fact: what almost happened, what is asked, what holds under a condition.
_NO_FACT = 0.6
#: Pronouns that stand for no actor in particular.
_NOBODY_IN_PARTICULAR = frozenset(
    {"this", "that", "it", "these", "those", "something", "everything", "nothing", "anything", "all", "you", "one"}
)


def happens(telling: Telling, *, dated: bool, over: bool, roles: Participants, factuality: float | None) -> bool:
    """Whether it is something that happens. What is, or is only thought to be to come, does if it has a date.

    `over` is whether its date lies before publication: then the present tense tells of the past (`In 2003 the king
    dies`). `roles` are the actors who take part; `factuality` is that of the word on which it depends, if any.
    """
    no_fact = telling.status in TOLD and factuality is not None and factuality <= _NO_FACT
    if no_fact or (telling.only_dated and not dated):
        return False
    word, expected = telling.predicate, telling.status in EXPECTED
    if telling.claim.label == "opinion" and not ("future" in telling.claim.facets and dated):
        return False
    if word.pos_ not in VERBAL and not has_to(word):
        return word.lemma_.lower() in occurrences()
    if _is_state(word):
        return expected and dated
    if not dated and (_is_commentary(telling, roles) or _is_speculation(telling, roles)):
        return False
    past = over or is_perfect(word)  # "is known to have visited"
    return past or not is_simple_present(telling.chain[0]) or _tells_in_the_present(telling)


def _tells_in_the_present(telling: Telling) -> bool:
    """What a headline says, what is expected, and what is done by being told: "The ministry denies the report"."""
    performed = telling.predicate.lemma_.lower() in words_of("performed")
    return performed or telling.status in EXPECTED or telling.passage.block.kind == "headline"


def _is_state(word: Token) -> bool:
    lemma = word.lemma_.lower()
    if lemma in words_of("light") and any(child.lower_ == "still" for child in word.children):
        return True  # "still held her honour"
    return lemma in words_of("state") or word.lower_ in words_of("ready") or is_attitude(word)


def _is_commentary(telling: Telling, roles: Participants) -> bool:
    """What is going on without an end, and what the text makes of an event, tell of none."""
    head, subject = telling.chain[0], subject_above(telling.chain[0])
    lemma = telling.predicate.lemma_.lower()
    if is_ongoing(head) and (lemma in words_of("activity") or _is_abstract(subject)):
        return True
    if is_known_kind(telling.predicate):
        return False
    if subject is not None and subject.pos_ == "PRON" and (roles.agents or roles.patients):
        return False  # "the club said that it had sold the ground"
    return _is_abstract(subject) or (not telling.claim.actors and _is_nobody(subject))


def _is_nobody(subject: Token | None) -> bool:
    """Whether it is not told who: "they have long made their choice", ", which affected everybody"."""
    return subject is None or subject.pos_ in ("PRON", "DET")


def _is_speculation(telling: Telling, roles: Participants) -> bool:
    """What would come, or what a happening might bring: "the war could give them a pretext"."""
    subject = subject_above(telling.chain[0])
    if telling.status == "predicted" and telling.claim.source_kind == "article" and any(map(is_unreal, telling.chain)):
        return True
    if telling.status != "predicted" or roles.agents or subject is None:
        return False
    happening = subject.dep_ == "nsubj" and is_happening(subject.lemma_.lower())
    return "possible" in telling.claim.facets and (happening or _is_abstract(subject))


def _is_abstract(subject: Token | None) -> bool:
    """Whether what acts is itself something told or done: "the confirmation", "the report", "this"."""
    if subject is None:
        return False
    lemma = subject.lemma_.lower()
    if subject.pos_ in ("PRON", "DET"):
        return subject.lower_ in _NOBODY_IN_PARTICULAR
    if subject.pos_ != "NOUN" or subject.dep_ == "nsubjpass":
        return False
    return lemma in words_of("document") or (is_happening(lemma) and lemma not in occurrences())
