"""What somebody denies having done, and who, in; a sentence that says he did it out.

`denied selling any arms` -> `sold arms`, `denied having sold arms` -> `had sold arms`, `ruled out sending tanks` ->
`will send tanks`. What only a negation allows (`any`, `ever`: negative polarity items, Ladusaw 1979) is replaced.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from analysis.rules.grammar import is_plural
from analysis.rules.inflection import base_form, past
from analysis.rules.statements import be
from analysis.rules.wording import sentence, text_of

if TYPE_CHECKING:
    from spacy.tokens import Token

#: What stands in the place of a word that needs a negation.
_POSITIVE = {
    "ever": "",
    "anything": "something",
    "anyone": "someone",
    "anybody": "somebody",
    "anywhere": "somewhere",
    "either": "",
}
_VOWELS = frozenset("aeio")


def deed(tokens: Sequence[Token]) -> Token | None:
    """The gerund that a content begins with, perhaps after an adverb: `ever having sold`, `knowingly selling`."""
    inside = {token.i for token in tokens}
    head = next((token for token in tokens if token.head.i not in inside), None)
    if head is None or head.pos_ not in {"VERB", "AUX"} or any(c.dep_ in {"nsubj", "nsubjpass"} for c in head.children):
        return None
    before = [token for token in tokens if token.i <= head.i and token.pos_ != "ADV"]
    opens = bool(before) and before[0].tag_ == "VBG" and all(head in (t, t.head) for t in before)
    return head if opens and not any(c.dep_ == "neg" for c in head.children) else None


def deed_statement(
    name: str,
    who: Sequence[Token],
    tokens: Sequence[Token],
    *,
    words: str,
    past: bool,
    ahead: bool,
) -> str:
    """The sentence. `past` tells the tense of the denial, `ahead` that it is about what somebody will not do."""
    head = deed(tokens)
    verbs = _gerunds(tokens, head) if head is not None else ()
    forms = {verb.i: _finite(verb, who, past=past, ahead=ahead) for verb in verbs}
    link = "will " if ahead else ""
    return sentence(f"{name} {link}{text_of(tokens, words, {**_positive(tokens), **forms})}")


def _gerunds(tokens: Sequence[Token], head: Token) -> Iterator[Token]:
    """The word that shows the tense, of the first verb and of each that is joined to it."""
    for verb in (head, *(t for t in tokens if t.dep_ == "conj" and t.tag_ == "VBG" and t.head == head)):
        yield next((c for c in verb.children if c.dep_ in {"aux", "auxpass"} and c.tag_ == "VBG"), verb)


def _finite(verb: Token, who: Sequence[Token], *, past: bool, ahead: bool) -> str:
    word = verb.lower_
    if ahead:
        return {"being": "be", "having": "have"}.get(word, base_form(word, verb.lemma_.lower()))
    if word == "being":
        return be(who, past=past)
    if word == "having" and not past and verb.dep_ == "aux":
        return "have" if any(is_plural(token) for token in who[-1:]) else "has"
    return "had" if word == "having" else _past(word, verb.lemma_.lower())


def _past(word: str, lemma: str) -> str:
    return past(word, base_form(word, lemma))


def _positive(tokens: Sequence[Token]) -> dict[int, str]:
    """`any such order` -> `such an order`, `any bribes` -> `bribes`, `any bribe` -> `a bribe`."""
    found = {token.i: _POSITIVE[token.lower_] for token in tokens if token.lower_ in _POSITIVE}
    for token in tokens:
        if token.lower_ != "any" or token.head.i <= token.i:
            continue
        article = "" if is_plural(token.head) else _article(token.nbor(1 + (token.nbor().lower_ == "such")))
        such = token.nbor().lower_ == "such"
        found |= {token.i: "such", token.i + 1: article} if such else {token.i: article}
    return found


def _article(following: Token) -> str:
    return "an" if following.lower_[:1] in _VOWELS else "a"
