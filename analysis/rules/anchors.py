"""A paragraph in, the words that may be cues out, each with the words that stand with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from analysis.rules.cues import is_conjunction
from analysis.rules.paragraphs import Paragraph

if TYPE_CHECKING:
    from spacy.tokens import Token

_HELPERS = frozenset({"aux", "auxpass", "neg", "prt"})
_TAKEN = frozenset({"acl", "ccomp", "xcomp", "prep"})
#: A speaker's name before a colon is short.
_SPEAKER = 12


def anchors(at: Paragraph) -> Iterator[Token]:
    """The words of a paragraph that may be the main word of a cue."""
    return (token for token in at.tokens if _may(at, token))


def _may(at: Paragraph, token: Token) -> bool:
    match token.pos_:
        case "VERB":
            return not is_conjunction(token)
        case "AUX":
            return token.dep_ not in {"aux", "auxpass"} and token.lemma_ != "be"
        case "NOUN":
            return token.dep_ != "compound" and (_takes(token) or at.cues[token.i] is not None)
        case "ADJ":
            return _takes(token) or (token.dep_ in {"acomp", "attr", "oprd"} and _takes(token.head))
        case "PUNCT":
            return token.text == ":" and (_ends_speaker(at, token) or _precedes_quotation(at, token))
    return at.cues[token.i] is not None


def _ends_speaker(at: Paragraph, colon: Token) -> bool:
    return colon.i <= _SPEAKER and at.sentence_of[colon.i][0] == 0


def _precedes_quotation(at: Paragraph, colon: Token) -> bool:
    return at.quotation_of[colon.i] < 0 and any(n >= 0 for n in at.quotation_of[colon.i + 1 : colon.i + 3])


def _takes(token: Token) -> bool:
    return any(child.dep_ in _TAKEN for child in token.children)


def cue_words(anchor: Token) -> tuple[int, ...]:
    """The cue that a word heads: with its auxiliaries, negation and particle, and the verb that a noun depends on."""
    verb = anchor.head if anchor.dep_ in {"acomp", "attr"} and anchor.pos_ in {"ADJ", "NOUN"} else anchor
    words = {anchor.i, *(c.i for c in verb.children if c.dep_ in _HELPERS and c.tag_ != "TO")}
    if verb.i != anchor.i:
        words.add(verb.i)
    if anchor.lower_ == "according":
        words.update(c.i for c in anchor.children if c.lower_ == "to")
    if anchor.pos_ == "NOUN" and anchor.dep_ == "dobj" and anchor.head.i == anchor.i - 1:
        words.add(anchor.head.i)
    return tuple(sorted(words))
