"""Who is named in a passage in; out, whom "you" means where somebody is called by name: "Thank you, Angela".

Only within the sentence: who is spoken to in the next one, a text seldom says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from analysis.rules.forms import Named, Who
from analysis.rules.pronouns import SUBJECTS, pronoun_at

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

#: What may stand between the beginning of what is said and the name: "And so, Dr. Merkel, ...".
_OPENING = frozenset({"CCONJ", "INTJ", "ADV", "PUNCT", "PROPN", "SPACE"})
_QUOTES = frozenset({'"', "“", "‘", "'", "``"})
#: So many tokens before a name are looked at, and behind it.
_BEFORE, _BEHIND = 6, 12


def addressed(found: Iterable[Named]) -> Mapping[int, Who]:
    """Who is meant by each "you" beside whom a person is called by name."""
    return {token.i: one.who for one in found if one.who.type == "person" for token in _beside(one.tokens)}


def _beside(name: Tokens) -> Iterator[Token]:
    """The "you" of "thank you, Angela", and that of "Angela, I thank you"."""
    doc, start, end, sentence = name.doc, name.start, name.end, name.root.sent
    while start > sentence.start and doc[start - 1].pos_ == "PROPN":
        start -= 1
    behind = start - 2 >= sentence.start and doc[start - 1].text == "," and name.root.dep_ not in SUBJECTS
    if behind and _is_you(doc[start - 2]):
        yield doc[start - 2]
    apart = name.root.dep_ not in SUBJECTS
    if apart and end < sentence.end and doc[end].text == "," and _begins(doc, start, sentence.start):
        yield from (token for token in doc[end : min(end + _BEHIND, sentence.end)] if _is_you(token))


def _begins(doc: Doc, start: int, first: int) -> bool:
    """Whether what is said begins with the name: the sentence, or a quotation."""
    for token in reversed(doc[max(first, start - _BEFORE) : start]):
        if token.text in _QUOTES:
            return True
        if token.pos_ not in _OPENING:
            return False
    return start - first <= _BEFORE


def _is_you(token: Token) -> bool:
    pronoun = pronoun_at(token)
    return pronoun is not None and pronoun.takes == "addressee"
