"""A cue and its row in; what its source says with the cue's own clause out: a forecast, a denial, words of its own.

Not every content is a clause: `expects growth of 3 percent`, `rejected the reports`, `called the question “absurd”`.
There the sentence with the cue in it is the smallest one that says it, and it says it for its source.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from analysis.rules.cues import Kind, cue_of
from analysis.rules.grammar import is_infinitive, is_negated, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.rules.context import Context
    from analysis.tables import Attribution

#: Verbs of saying what will be, beside those of expecting.
_FORETELLING = frozenset({"forecast", "foresee", "foretell", "predict", "project"})
#: Patterns whose content is a thing, or what a thing is to do.
_THINGS = frozenset({"object", "infinitive"})
#: Patterns in which the cue's own clause is the claim, if nobody is named: "is believed to be", "is known as".
_UNNAMED = frozenset({"infinitive", "preposition", "predicate"})
#: Who rejects one of these says that it is not so.
_SAID = frozenset(
    {"accusation", "allegation", "assertion", "claim", "insinuation", "report", "rumor", "rumour", "suggestion"}
)
#: A court that dismisses charges denies nothing.
_CHARGES = frozenset({"charge", "count"})
_DENYING = frozenset({"deny", "refute", "dispute"})


def kind_in_own_clause(context: Context, verb: Token, row: Attribution) -> Kind | None:
    """What the row's source does with the whole clause of its cue; None where that is for the article to tell."""
    kind, _, pattern = row.rule.partition(".")
    own = any(verb == token for span in row.cue for token in context.tokens(span))
    if not own:
        return None
    if pattern in _THINGS and _foretells(verb, kind):
        return "expect"
    if not row.source:
        return cast("Kind", kind) if pattern in _UNNAMED else None
    if is_negated(verb):
        return None
    if _pleads(context, verb, row) or (kind == "deny" and pattern == "object" and _rejects(context, verb, row)):
        return "deny"
    return cast("Kind", kind) if row.kind != "indirect" and kind in {"say", "think"} else None


def only_tells(context: Context, tokens: Sequence[Token], verb: Token) -> bool:
    """Whether a cue's clause has nothing but the cue and its subject: what `he said` stands somewhere else."""
    if verb.i not in context.cues:
        return False
    subject = subject_of(verb)
    own = {token.i for token in subject.subtree} if subject is not None else set()
    return all(token.i in context.cues or token.i in own or token.is_punct for token in tokens)


def kind_without_row(verb: Token) -> Kind | None:
    """The same of a cue that has no row: `said that the bank expects a recession`."""
    cue = cue_of(verb)
    if cue is None:
        return None
    things = [c for c in verb.children if c.i > verb.i and (c.dep_ == "dobj" or is_infinitive(c))]
    if things and _foretells(verb, cue.kind):
        return "expect"
    deeds = [c for c in verb.children if c.i > verb.i and c.tag_ == "VBG" and c.dep_ in {"xcomp", "ccomp", "dobj"}]
    denies = cue.kind == "deny" and not is_negated(verb)
    return "deny" if denies and (deeds or any(_is_said(thing, verb) for thing in things)) else None


def _foretells(verb: Token, kind: str) -> bool:
    return kind == "expect" or verb.lemma_.lower() in _FORETELLING


def _pleads(context: Context, verb: Token, row: Attribution) -> bool:
    """`pleaded not guilty to murder`."""
    first = [token.lower_ for token in context.tokens(row.content[0])[:2]]
    return verb.lemma_.lower() == "plead" and first == ["not", "guilty"]


def _rejects(context: Context, verb: Token, row: Attribution) -> bool:
    """`rejected the reports`, `denied the charges`, `ruled out a truce`; but not `rejected the plan`."""
    if verb.lemma_.lower() == "rule":
        return True
    content = context.tokens(row.content[0])
    thing = next((token for token in content if token.head == verb and token.dep_ in {"dobj", "nsubjpass"}), None)
    return thing is not None and _is_said(thing, verb)


def _is_said(thing: Token, verb: Token) -> bool:
    if any(c.dep_ == "prep" and c.lower_ == "for" for c in thing.children):  # "a claim for damages"
        return False
    lemma = thing.lemma_.lower()
    return lemma in _SAID or (lemma in _CHARGES and verb.lemma_.lower() in _DENYING)
