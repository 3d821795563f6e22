"""A clause in; whom or what it speaks of, though it may share that with another, and whether it is whole, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.rules.clauses import Clause
from analysis.rules.grammar import (
    antecedent,
    finite_word,
    is_infinitive,
    is_passive,
    is_plural,
    is_relative,
    phrase,
    subject_of,
)
from analysis.rules.predication import doer_of_example

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Verbs that say nothing alone, and what does not complete them.
_NEEDING = frozenset({"be", "have", "do", "know"})
_EMPTY = frozenset({"punct", "cc", "neg", "aux", "mark", "intj"})
#: Verbs that say nothing without what is said, and adverbs that do not complete `be`.
_SAYING = frozenset(
    {
        "add",
        "argue",
        "assert",
        "assume",
        "believe",
        "claim",
        "guess",
        "hope",
        "insist",
        "like",
        "mean",
        "note",
        "reckon",
    }
    | {"say", "suggest", "suppose", "suspect", "tell", "think", "want"}
)
_NOT_YET = frozenset(
    {"yet", "still", "also", "too", "just", "now", "so", "then", "either", "already", "always", "never"}
)
#: `Here is a list`: a gesture of the writer.
_POINTING = frozenset({"here", "below"})
#: Subjects that do not go with a verb in the plural.
_SINGULAR = frozenset({"it", "he", "she", "this", "that", "there"})
_PLURAL_FORMS = frozenset({"are", "were", "have", "do"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_EXPLETIVES = frozenset({"expl", "csubj", "csubjpass"})
_HELPING = frozenset({"aux", "auxpass", "neg"})
#: From a verb to its infinitive it is at most so many words: "requires the crew to".
_LONGEST_LINK = 6
#: Verbs share a subject over so many steps at most.
_STEPS = 4


def has_subject(clause: Clause) -> bool:
    """Whether anybody or anything is what the clause speaks of: without a subject it is a fragment or an order."""
    empty = any(child.dep_ in _EXPLETIVES for child in clause.head.children)
    subject = subject_of(clause.head)
    if subject is not None and subject in clause.tokens and not is_relative(subject):
        return not _is_pronoun_of_another(subject)
    borrowed = borrowed_subject(clause)
    if borrowed and _is_pronoun_of_another(borrowed[-1]):
        return False
    return empty or (bool(borrowed) and not _clashes(borrowed[-1], clause.head) and not _is_stray(clause.head))


def _is_stray(verb: Token) -> bool:
    """A base form to which no modal and no `to` comes down: the parse went wrong, or it is an order."""
    governor = governor_of(verb)
    if governor is None or verb.tag_ != "VB" or not (finite_word(verb) == verb or is_infinitive(verb)):
        return False
    shared = shared_auxiliaries(verb, governor)
    if is_infinitive(verb):
        return not shared or shared[-1].tag_ != "TO"
    return not any(token.tag_ in {"MD", "TO"} or token.lemma_ == "do" for token in shared)


def is_complete(clause: Clause) -> bool:
    """Whether a verb that needs more has it: not `It's like`, `I have`, `You know`; not `Here is a list`, a gesture."""
    head = clause.head
    if head.lemma_ == "be" and any(c.lower_ in _POINTING and c.i < head.i for c in head.children):
        return False
    if _says_nothing(clause):
        return False
    if not (head.lemma_.lower() in _NEEDING or head.tag_ == "MD") or any(c.dep_ in _EXPLETIVES for c in head.children):
        return True
    subject = subject_of(head)
    if head.lemma_.lower() == "know" and (subject is None or subject.lower_ != "you"):
        return True
    rest = [c for c in head.children if c.dep_ not in _EMPTY and c != subject and c in clause.tokens]
    return any(
        (c.dep_ != "prep" or any(True for _ in c.children)) and (head.lemma_ != "be" or c.lower_ not in _NOT_YET)
        for c in rest
    )


def _says_nothing(clause: Clause) -> bool:
    """`He claims.`, `They like to say.`: who says it stands there, and not what."""
    saying = clause.head
    while saying.lemma_.lower() in _SAYING:
        rest = [c for c in saying.children if c.dep_ not in _EMPTY | _SUBJECTS and c in clause.tokens]
        if any(c.dep_ != "xcomp" for c in rest) or len(rest) > 1:
            return False
        if not rest:
            return not is_passive(saying)
        saying = rest[0]
    return False


def _is_pronoun_of_another(subject: Token) -> bool:
    """`who` and `which` whose noun the parse does not show; `What happened` and `the WHO` are none."""
    article = any(c.dep_ == "det" for c in subject.children)
    return subject.lower_ in {"who", "which"} and subject.tag_ in {"WP", "WDT"} and not article


def _clashes(subject: Token, verb: Token) -> bool:
    """Whether the verb's number forbids the subject: the parse went wrong ("it ... and are")."""
    one = subject.lower_ in _SINGULAR or (subject.ent_type_ == "PERSON" and not is_plural(subject))
    return one and finite_word(verb).lower_ in _PLURAL_FORMS


def borrowed_subject(clause: Clause) -> tuple[Token, ...]:
    """The noun phrase that a clause shares with another one and does not repeat; empty if it has its own."""
    verb = clause.head
    if verb.dep_ == "pcomp":
        doer = doer_of_example(verb)
        return phrase(doer) if doer is not None else ()
    own = subject_of(verb)
    if own is not None and is_relative(own):
        return phrase(antecedent(verb))
    if own is not None:
        return () if own in clause.tokens else phrase(own)
    if any(child.dep_ in _EXPLETIVES for child in verb.children):
        return ()
    governor = governor_of(verb)
    subject = subject_of(governor) if governor is not None else None
    if governor is None or subject is None:
        return ()
    return phrase(antecedent(governor) if is_relative(subject) else subject)


def governor_of(verb: Token) -> Token | None:
    """The verb whose subject this one shares: the first conjunct, the one that controls it, or the main verb."""
    if verb.dep_ in {"advcl", "pcomp"} and verb.tag_ == "VBG":
        return verb_above(verb)
    if verb.dep_ != "conj":
        return None
    governor = verb.head
    while subject_of(governor) is None and governor.dep_ in {"conj", "xcomp"}:
        governor = governor.head
    return governor


def verb_above(verb: Token) -> Token:
    """The verb on which a participle hangs, through whatever lies between."""
    above = verb.head
    while above.pos_ not in {"VERB", "AUX"} and above.head.i != above.i:
        above = above.head
    return above


def shared_auxiliaries(verb: Token, governor: Token) -> list[Token]:
    """What stands before the first of several verbs and belongs to this one as well: `will`, `tries to`."""
    first = verb.head
    while first.dep_ == "conj" and first != governor:
        first = first.head
    helping = [
        t for t in first.doc[governor.left_edge.i : first.i] if t.dep_ in _HELPING and t.head in {governor, first}
    ]
    if governor == first:
        return helping
    between = first.doc[governor.i : first.i]
    if len(between) > _LONGEST_LINK:
        return sorted({*helping, governor}, key=lambda token: token.i)
    return [*(t for t in helping if t.i < governor.i), *between]


def subject_above(verb: Token) -> Token | None:
    """Who or what a verb is said of, be it said at the verb before: "the minister came and | left"."""
    for _ in range(_STEPS):
        own = subject_of(verb)
        if own is not None:
            return antecedent(verb) if is_relative(own) else own
        if verb.dep_ == "pcomp":
            return doer_of_example(verb)
        governor = governor_of(verb)
        if governor is None or governor == verb:
            return None
        verb = governor
    return None


def is_main(verb: Token) -> bool:
    """Whether a verb is that of its sentence, or stands beside it: `came and left`."""
    for _ in range(_STEPS):
        if verb.dep_ == "ROOT":
            return True
        if verb.dep_ != "conj" or verb.head == verb:
            return False
        verb = governor_of(verb) or verb.head
    return False
