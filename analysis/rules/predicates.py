"""A clause's words in; the word that says what happens and what kind of event that is out.

Words are told apart by lexicons/event_words.toml and event_nouns.toml.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from analysis import lexicons
from analysis.language import Passage
from analysis.tables import Claim

if TYPE_CHECKING:
    from spacy.tokens import Token

Role = Literal[
    "state", "phase", "light", "ready", "occasion", "performed", "refusal", "attitude", "habit", "alike", "arranged",
    "wish", "annul", "lasting", "activity", "document", "beside", "generic", "support", "to come",
    "moved", "announced", "judging",
]  # fmt: skip

VERBAL = frozenset({"VERB", "AUX"})
_LONGEST_CHAIN = 4
_PRESENT = frozenset({"VBZ", "VBP"})
_EACH = frozenset({"every", "each", "any", "no"})
_RELATIONS, _INTENDING = "relations", "intending"
_HARM = frozenset({"violence", "accident and weather"})
_OUGHT = frozenset({"must", "should", "ought", "need", "can", "ca"})
_NEEDS = frozenset({"have", "need", "ought"})
_WOULD = frozenset({"would", "'d", "should"})
_SELF = frozenset({"i", "we"})
#: How far behind a name another one stands: "Staunton and Read".
_BEHIND_A_NAME = 2
_MODALS = frozenset({"will", "wo", "'ll", "shall", "may", "might", "could", "would"})


class EventWords(lexicons.Entry):
    """Words by what they do to an event."""

    role: Role
    name: str
    words: list[str]


class EventNouns(lexicons.Entry):
    """Nouns that name an occurrence."""

    name: str
    words: list[str]


@functools.cache
def words_of(role: Role) -> dict[str, str]:
    """The words of a role, each with the name of its entry."""
    entries = lexicons.read("event_words", EventWords)
    return {word: entry.name for entry in entries if entry.role == role for word in entry.words}


@functools.cache
def occurrences() -> frozenset[str]:
    """The nouns that name an occurrence."""
    return frozenset(word for entry in lexicons.read("event_nouns", EventNouns) for word in entry.words)


@functools.cache
def disasters() -> frozenset[str]:
    """Those of them that do harm: what they do happens when they do."""
    entries = lexicons.read("event_nouns", EventNouns)
    return frozenset(word for entry in entries if entry.name in _HARM for word in entry.words)


def kind_of(predicate: Token) -> str:
    """The kind of event that a verb or noun tells of: itself where no other word tells of the same.

    Whatever is done to relations is of one kind: they are maintained, improved, deepened.
    """
    alike, lemma = words_of("alike"), predicate.lemma_.lower()
    objects = {alike.get(child.lemma_.lower()) for child in predicate.children if child.dep_ == "dobj"}
    return alike.get(lemma) or (_RELATIONS if _RELATIONS in objects else lemma)


def is_known_kind(predicate: Token) -> bool:
    """Whether it is a kind of event that other words tell of as well, or an act by its nature."""
    return kind_of(predicate) in words_of("alike").values() or predicate.lemma_.lower() in words_of("performed")


def head_of(passage: Passage, claim: Claim) -> Token | None:
    """The word of the claim on which its other words depend."""
    words = passage.tokens(claim.start, claim.end)
    first, last = words[0].i, words[-1].i
    tops = [one for one in words if not first <= one.head.i <= last or one.head == one]
    tops = [one for one in tops if not one.is_punct and one.pos_ not in ("CCONJ", "SCONJ")]
    return next((one for one in tops if one.pos_ in VERBAL), tops[0] if tops else None)


def chain_of(head: Token) -> tuple[Token, ...]:
    """From a verb of phase or intention down to what happens: aims, visit."""
    chain = [head]
    while len(chain) < _LONGEST_CHAIN and (below := _below(chain[-1])):
        chain.append(below)
    return tuple(chain)


def _below(head: Token) -> Token | None:
    lemma = head.lemma_.lower()
    goes_on = lemma in words_of("phase") or lemma in words_of("ready")
    for child in head.children:
        if goes_on and child.dep_ == "xcomp" and (child.pos_ in VERBAL or has_to(child)):
            return child
        if goes_on and child.dep_ in ("acomp", "oprd", "xcomp") and child.lemma_.lower() in words_of("ready"):
            return child
        if lemma in words_of("light") and child.dep_ in ("dobj", "attr", "nsubjpass"):
            return _of_noun(child)
    return None


def _of_noun(noun: Token) -> Token | None:
    """The event of a noun: itself, or what follows it (the opportunity to meet)."""
    if noun.lemma_.lower() in occurrences():
        return noun
    if noun.lemma_.lower() not in words_of("occasion"):
        return None
    return next((child for child in noun.children if child.dep_ in ("acl", "relcl") and child.pos_ == "VERB"), None)


def is_habit(head: Token) -> bool:
    """Whether it tells of what is usual or of any case: "they have often left", "every mistake could cost a life"."""
    finite = next((child for child in head.children if child.dep_ in ("aux", "auxpass")), head)
    if finite.tag_ in _PRESENT and any(child.lower_ in words_of("habit") for child in head.children):
        return True
    subjects = (child for child in head.children if child.dep_ in ("nsubj", "nsubjpass"))
    each = any(word.lower_ in _EACH and word.dep_ == "det" for subject in subjects for word in subject.children)
    return each and (is_simple_present(head) or looks_ahead(head))


def is_simple_present(verb: Token) -> bool:
    """Whether a verb is in the simple present, active or passive ("is used"): it tells of no particular time."""
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    passive = len(helpers) == 1 and helpers[0].dep_ == "auxpass" and helpers[0].tag_ in _PRESENT
    return verb.tag_ in _PRESENT or passive


def is_ongoing(verb: Token) -> bool:
    """Whether it goes on now: `is helping`, `have been sending`."""
    helpers = {child.tag_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    return verb.tag_ == "VBG" and bool(helpers & _PRESENT) and "MD" not in helpers


def is_unreal(verb: Token) -> bool:
    """Whether it would happen."""
    return any(child.lower_ in ("would", "'d") and child.tag_ == "MD" for child in verb.children)


def is_counterfactual(verb: Token) -> bool:
    """Whether it might have happened and did not: `could have been given`. What may have happened still may."""
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    return "have" in helpers and bool(helpers & {"could", *_WOULD})


def is_in_name(word: Token) -> bool:
    """Whether what looks like a verb is the second of two names: `Staunton and Read`."""
    if word.dep_ != "conj" or not word.text[:1].isupper() or word.i < _BEHIND_A_NAME:
        return False
    return word.nbor(-1).dep_ == "cc" and word.nbor(-_BEHIND_A_NAME).pos_ == "PROPN"


def is_only_to_be(verb: Token) -> bool:
    """Whether it is what somebody ought to do or is able to: `must close`, `has to close`, `can close`."""
    if any(child.lower_ in _OUGHT for child in verb.children if child.dep_ == "aux"):
        return True
    infinitive = any(child.dep_ == "xcomp" and _is_infinitive(child) for child in verb.children)
    return verb.lemma_.lower() in _NEEDS and infinitive


def is_in_the_past(verb: Token) -> bool:
    """Whether it is told in the past tense or the perfect."""
    finite = next((child for child in verb.children if child.dep_ in ("aux", "auxpass")), verb)
    return finite.tag_ == "VBD" or is_perfect(verb)


def is_perfect(verb: Token) -> bool:
    """Whether it is told in the perfect: `has closed`."""
    return any(child.dep_ == "aux" and child.lemma_.lower() == "have" for child in verb.children)


def has_had(verb: Token) -> bool:
    """Whether it is told in the pluperfect: `had closed`."""
    return any(child.dep_ == "aux" and child.lower_ == "had" for child in verb.children)


def does_by_saying(verb: Token) -> bool:
    """Whether saying it does it: `denied`, `ruled`."""
    return verb.lemma_.lower() in {**words_of("performed"), **words_of("announced")}


def is_attitude(verb: Token) -> bool:
    """Whether a verb and its object only say what people feel or heed: "raised concerns", "sparked outrage"."""
    objects = (child for child in verb.children if child.dep_ in ("dobj", "nsubjpass"))
    return any(one.lemma_.lower() in words_of("attitude") for one in objects)


def is_refusal(head: Token) -> bool:
    """Whether somebody refuses; not where it is said that nobody does."""
    return head.lemma_.lower() in words_of("refusal") and not any(child.dep_ == "neg" for child in head.children)


def is_arranged(chain: Sequence[Token]) -> bool:
    """Whether somebody has fixed that it will happen: `are to meet`, `was due to meet`, `is scheduled to meet`."""
    return any(_arranges(above) and has_to(below) for above, below in itertools.pairwise(chain))


def is_intended(chain: Sequence[Token]) -> bool:
    """Whether somebody only means to do it: `agreed to meet`, `is preparing to meet`."""
    return any(words_of("phase").get(above.lemma_.lower()) == _INTENDING for above in chain[:-1])


def is_announced(verb: Token) -> bool:
    """Whether it stands in the infinitive with a subject of its own, as in headlines: `Minister to visit port`."""
    return verb.dep_ == "ROOT" and has_to(verb) and any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)


def _arranges(word: Token) -> bool:
    if word.lower_ not in words_of("arranged"):
        return word.lemma_.lower() == "be"
    passive = any(child.dep_ == "auxpass" for child in word.children)
    return passive or word.head.lemma_.lower() == "be" or word.dep_ in ("acl", "amod")


def _is_infinitive(verb: Token) -> bool:
    return verb.pos_ in VERBAL and has_to(verb)


def has_to(verb: Token) -> bool:
    """Whether `to` makes an infinitive of a word, also of one that is taken for a noun (`set to land`)."""
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)


def is_wish(head: Token) -> bool:
    """Whether it only says what somebody would like: `would like to visit`, `I want to thank`."""
    modal = any(child.lower_ in _WOULD for child in head.children)
    own = head.tag_ == "VBP" and any(child.lower_ in _SELF and child.dep_ == "nsubj" for child in head.children)
    to_do = any(child.dep_ == "xcomp" and _is_infinitive(child) for child in head.children)
    return (modal or (own and to_do)) and head.lemma_.lower() in words_of("wish")


def is_annulled(word: Token) -> bool:
    """Whether a word leads to what a verb says will not be, or not then: `cancelled the summit`, `postponed until`."""
    leads = word.dep_ in ("dobj", "nsubjpass") or word.lower_ in ("to", "until", "till")
    return leads and word.head.lemma_.lower() in words_of("annul")


def looks_ahead(word: Token) -> bool:
    """Whether a verb is in the future or under a modal that leaves it open."""
    helpers = {child.lower_ for child in word.children if child.dep_ in ("aux", "auxpass")}
    return bool(helpers & _MODALS) and "have" not in helpers
