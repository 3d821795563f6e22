"""A parsed block in, its quotations out, each with the words that name who says it.

Who says a quotation is the subject of the verb with which it is bound up by syntax. One that is bound up with
none goes on where it directly follows another: '“We lost,” she said. “I resign.”' Nearness alone decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from analysis.language import Passage
from analysis.rules.predicates import VERBAL
from analysis.rules.quotations import quotations

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

#: So many verbs may share a subject.
_LONGEST_CHAIN = 4


def speakers(passage: Passage) -> Iterator[tuple[Tokens, Token]]:
    """The quotations of a passage that somebody is told to say, with the head of the words that name them."""
    base, speaker, heard_until = passage.block.start, None, -1
    for quotation in quotations(passage.doc.text):
        tokens = passage.tokens(base + quotation.start, base + quotation.end)
        if (said_by := speaker_of(tokens)) or tokens[0].sent.start > heard_until:
            speaker = said_by
        heard_until = tokens[-1].sent.end
        if speaker is not None:
            yield tokens, speaker


def speaker_of(quotation: Tokens) -> Token | None:
    """The subject of the verb outside a quotation with which its words are bound up."""
    joined = (one for token in quotation if not token.is_punct for one in (token.head, *token.children))
    verbs = (one for one in joined if one.pos_ in VERBAL and not quotation.start <= one.i < quotation.end)
    return next((subject for verb in verbs if (subject := _subject(verb)) is not None), None)


def _subject(verb: Token) -> Token | None:
    """The subject of a verb, be it that of the verb above: "smiled and said", "left, saying"."""
    for _ in range(_LONGEST_CHAIN):
        subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
        if subject is not None or verb.dep_ not in {"conj", "advcl", "xcomp"}:
            return subject
        verb = verb.head
    return None
