"""A parsed block in, which of its words tell of what had yet to come, as the text has it, out.

A finite verb says so itself, by a modal or by not being in the past. What is not finite takes it from what governs it:
what is planned, wanted, asked for or done for a purpose lies ahead of the planning (the signatures that look `ahead`);
all else lies where its governor does. So "won a contract to build ships" looks back to the winning and ahead to the
building, and all of "will finance the search" lies ahead. That infinitives of purpose and infinitival relatives look
ahead, Huddleston and Pullum (2002, chapters 12 and 14) say.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import TYPE_CHECKING

from analysis.rules.governors import governed
from analysis.rules.grammar import is_infinitive, is_negated, is_passive, is_perfect
from analysis.rules.predicates import words_of
from analysis.rules.signatures import governs

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_MODALS = frozenset({"will", "wo", "'ll", "shall", "may", "might", "could", "would", "'d", "should"})
#: Future of what is told in the past: "was to be painted before it sailed".
_SHIFTED = frozenset({"would", "could", "might", "should"})
_RANKS = frozenset({"first", "second", "third", "fourth", "last", "only", "next"})
_EXPECTS = ("infinitive", "object")
#: What is ended, or judged, is there before: "will settle the dispute".
_GIVEN = frozenset({"end", "judge"})
#: What is to be done by something of this kind: "the contract to build a bridge".
_UNDERTAKEN = frozenset({"intend", "request"})
_CERTAIN = frozenset({"expect", "request"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_HELPS = frozenset({"aux", "auxpass"})
_BARE = MappingProxyType({"VBN": {"acl", "relcl", "amod", "advcl", "pcomp"}, "VBG": {"acl", "amod"}})
#: Clauses that lie when the clause above does: "it will wear the livery when it arrives".
_WHEN = frozenset({"when", "before", "after", "until", "till", "once", "if", "unless"})
#: Verbs that say of their subject that it happens: "the first flight will take place".
_HAPPEN = frozenset({"happen", "occur", "take", "begin", "start", "come", "follow", "go", "end", "continue", "be"})


def ahead(doc: Doc) -> frozenset[int]:
    """The places of the words of a block that tell of what had yet to come."""
    return frozenset(place for sentence in doc.sents for place in _of_sentence(sentence))


def is_undertaken(verb: Token) -> bool:
    """Whether a clause behind a noun says what is planned or asked for: `a plan to build`, `a bridge to be built`."""
    if not is_infinitive(verb) or _is_one_of_a_row(verb) or is_negated(verb.head):
        return False
    found = governed(verb)
    return is_passive(verb) or (found is not None and found.signature.name in _UNDERTAKEN)


def _of_sentence(sentence: Span) -> Iterator[int]:
    """From each word down to those that it governs."""
    found: dict[int, bool] = {}
    waiting = [word for word in sentence if word.head.i == word.i]
    while waiting:
        word = waiting.pop()
        above = word.head.i != word.i and found[word.head.i]
        found[word.i] = _is_ahead(word, above=above)
        waiting.extend(word.children)
        if found[word.i]:
            yield word.i


def _is_ahead(word: Token, *, above: bool) -> bool:
    """Whether a word tells of what has yet to come, given whether the word above it does."""
    helpers = [child for child in word.children if child.dep_ in _HELPS]
    if any(child.tag_ == "MD" for child in helpers):
        return any(child.lower_ in _MODALS for child in helpers) and not is_perfect(word)
    if any(one.tag_ in _FINITE for one in (word, *helpers)):
        return above and _goes_with(word, helpers)
    if word.dep_ == "ROOT":
        return is_infinitive(word)
    return _is_to_come(word) or (above and _shares(word, helpers))


def _goes_with(clause: Token, helpers: list[Token]) -> bool:
    """Whether a clause of time or condition lies when the clause above does: `will leave before it rains`."""
    if clause.dep_ != "advcl" or is_perfect(clause) or not any(child.lower_ in _WHEN for child in clause.lefts):
        return False
    past = any(one.tag_ == "VBD" for one in (clause, *helpers))
    return not past or any(child.lower_ in _SHIFTED for child in clause.head.children)


def _is_to_come(word: Token) -> bool:
    """Whether what governs a word looks ahead to it."""
    if is_infinitive(word) and word.head.lemma_ == "be" and word.dep_ in {"xcomp", "ccomp", "acl"}:
        return True  # "is to leave"
    if word.dep_ == "nsubjpass":
        return _is_expected(word.head)
    if word.pos_ == "NOUN" and any(map(_puts_off, word.children)):
        return True
    found = governed(word)
    return found is not None and found.signature.ahead and not _is_one_of_a_row(word)


def _is_expected(verb: Token) -> bool:
    """Whether a verb says of its subject that it is to come: `the trial is set to begin`, `a strike is expected`."""
    found = [sign for sign in (governs(verb, to) for to in _EXPECTS) if sign is not None and sign.ahead]
    below = [child for child in verb.children if child.dep_ == "xcomp" and is_infinitive(child)]
    happens = any(_happens(child) or is_passive(child) for child in below)
    return bool(found) and (happens or any(sign.name in _CERTAIN for sign in found))


def _happens(verb: Token) -> bool:
    """Whether a verb says of its subject that it happens."""
    return verb.lemma_ in _HAPPEN and (verb.lemma_ == "take" or all(child.dep_ != "dobj" for child in verb.children))


def _puts_off(child: Token) -> bool:
    """What says of a noun that it is to come: `the forthcoming vote`, `a vote to be held in May`."""
    if child.dep_ == "amod":
        return child.lower_ in words_of("to come")
    return child.dep_ in {"acl", "relcl"} and is_infinitive(child) and is_passive(child) and not _is_one_of_a_row(child)


def _is_one_of_a_row(word: Token) -> bool:
    """`The first model to use glass`: it did."""
    ranks = (child for child in word.head.children if child.dep_ == "amod")
    return word.dep_ in {"relcl", "acl"} and any(child.lower_ in _RANKS or child.tag_ == "JJS" for child in ranks)


def _shares(word: Token, helpers: list[Token]) -> bool:
    """Whether a word that is not finite lies where what governs it does: not what only stands in a phrase beside it."""
    if not helpers and word.dep_ in _BARE.get(word.tag_, ()):
        return False
    if word.dep_ == "nsubj":
        return _happens(word.head)
    found = governed(word)
    if found is not None and found.signature.name in _GIVEN:
        return False
    return word.dep_ not in {"pobj", "amod", "compound", "npadvmod", "acomp"}
