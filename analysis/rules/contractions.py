"""An auxiliary that is drawn together with a pronoun in (`'s`, `'d`); the word that it stands for out.

Parsers take most of `he's used it` for a passive; what the participle governs tells otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.rules.grammar import form

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = {"'ve": "have", "'m": "am", "'ll": "will", "'re": "are"}
_PARTICIPLES = frozenset({"VBN", "VBD"})
#: Participles before which `'s` is `has`, whatever follows.
_PERFECT = frozenset({"been", "got", "had", "become", "gone", "come"})
#: Verbs that keep an object in the passive: "he's given a prize".
_GIVING = frozenset(
    {"appoint", "ask", "award", "call", "deny", "elect", "give", "grant", "name", "offer", "pay", "promise", "send"}
    | {"teach", "tell"}
)
_PERSONAL = frozenset({"me", "him", "her", "us", "them", "you", "it"})


def spelt_out(auxiliary: Token) -> str | None:
    """`he's seen it` -> `has`, `he's leaving` -> `is`; None where it may be either, or nothing is drawn together."""
    word = auxiliary.lower_.replace("’", "'")
    verb = auxiliary.head if auxiliary.dep_ in {"aux", "auxpass"} else auxiliary
    participle = verb != auxiliary and verb.tag_ in _PARTICIPLES
    if word == "'d":
        return "had" if participle or auxiliary.tag_ != "MD" else "would"
    if word != "'s":
        return _WORDS.get(word)
    return _is_or_has(verb) if participle else "is"


def _is_or_has(verb: Token) -> str | None:
    """What stands before a participle: `has` where it has an object, `is` where another one acts (`by`)."""
    if any(child.dep_ == "agent" for child in verb.children):
        return "is"
    if verb.lower_ in _PERFECT:
        return "has"
    objects = [child for child in verb.children if child.dep_ in {"dobj", "ccomp"} and child.i > verb.i]
    if form(verb) in _GIVING:
        objects = [child for child in objects if child.lower_ in _PERSONAL]
    return "has" if objects else None
