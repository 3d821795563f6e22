"""A word in, whether the verb above it looks back or ahead out: what tells last Friday from next Friday."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.rules.time_contexts import words_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_AHEAD = frozenset({"will", "wo", "'ll", "shall", "may", "might", "would", "should", "must"})
_BEHIND = frozenset({"have", "has", "had", "'ve"})
_UNTIL = frozenset({"until", "till", "to"})
#: How many words up a verb is looked for.
_REACH = 12


def direction(token: Token) -> int:
    """-1 if the verb above a token looks back, 1 if it looks ahead, 0 if it does not say.

    Where the date stands before a noun (Friday's vote, the March primary) the verb says nothing of it.
    """
    if token.dep_ in ("poss", "compound"):
        return 0
    until = False
    for _ in range(_REACH):
        until = until or (token.lower_ in _UNTIL and token.dep_ == "prep")
        if until and token.lemma_ in words_of("deferral"):
            return 1
        if _was_to_come(token):
            return 0
        found = _tense(token)
        if found or token.head == token or (token.tag_ == "VBG" and token.dep_ == "pcomp"):
            return found
        token = token.head
    return 0


def _tense(word: Token) -> int:
    passive = word.lower_ in words_of("passive prospect") and word.tag_ == "VBN"
    if word.lower_ in words_of("prospect") or passive or _is_to(word):
        return 1
    if word.pos_ not in ("VERB", "AUX"):
        return 0
    helpers = [child for child in word.children if child.dep_ in ("aux", "auxpass")]
    words = {helper.lower_ for helper in helpers}
    if words & _BEHIND:
        return -1
    if "to" in words:
        return _infinitive(word)
    if words & _AHEAD:
        return 1
    past = word.tag_ == "VBD" or any(helper.tag_ == "VBD" for helper in helpers)
    by_schedule = word.tag_ in ("VBZ", "VBP") and not helpers and word.lemma_ in words_of("schedule")
    return -1 if past or (word.tag_ == "VBN" and not helpers) else int(by_schedule)


def _was_to_come(verb: Token) -> bool:
    """`The envoy was to visit London`: it lay ahead of what is told, on whichever side of publication."""
    has_to = any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)
    return has_to and verb.dep_ == "xcomp" and verb.head.lower_ in ("was", "were")


def _is_to(word: Token) -> bool:
    """`The envoys are to meet`: it lies ahead."""
    if word.lower_ not in ("is", "are", "'s", "'re"):
        return False
    infinitives = (child for child in word.children if child.dep_ == "xcomp")
    return any(child.dep_ == "aux" and child.lower_ == "to" for verb in infinitives for child in verb.children)


def _infinitive(verb: Token) -> int:
    """To leave lies ahead; for a purpose, or after a verb like begin, it lies where that does."""
    phase = verb.dep_ == "xcomp" and verb.head.lemma_ in words_of("phase")
    return 0 if phase or verb.dep_ == "advcl" else 1
