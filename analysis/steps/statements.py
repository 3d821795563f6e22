"""A clause in, a sentence that stands alone out.

Modest on purpose: a shared subject is repeated, a relative pronoun and a subject pronoun are replaced by what they
stand for, where the verb's form allows it. What cannot be reworded safely keeps the text's own words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from analysis.steps.clauses import Clause, relative_subject
from analysis.steps.cues import phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_PLURAL = frozenset({"NNS", "NNPS"})


def statement(clause: Clause, words: str, *, names: Mapping[int, str], drop: frozenset[int]) -> str:
    """The clause, reworded. `words` is the block's text; `names` gives a noun phrase's name by its last token.

    Tokens in `drop` (an adverb of hearsay, a parenthetical cue) are left out.
    """
    body = [token for token in clause.tokens if token.i not in drop]
    relative = relative_subject(clause.head) if clause.head.dep_ == "relcl" else None
    if relative is not None:
        antecedent = _text(phrase(clause.head.head), words, {})
        parts = [antecedent, _text([t for t in body if t.i > relative.i], words, {})]
    else:
        parts = [_lead(clause.head, words, names), _text(body, words, _own_names(clause.head, names))]
    return _sentence(" ".join(part for part in parts if part))


def _sentence(text: str) -> str:
    text = " ".join(text.split()).strip(" ,;:–—-\"“”'‘")
    return text[:1].upper() + text[1:] + ("" if text[-1:] in {".", "!", "?"} else ".")


def _text(tokens: Iterable[Token], words: str, names: Mapping[int, str]) -> str:
    """The text's own characters for the tokens, names in the place of what they stand for."""
    out: list[str] = []
    previous = -1
    for token in tokens:
        if out and (token.i != previous + 1):
            out.append(" ")
        out.append(names.get(token.i, words[token.idx : token.idx + len(token)]) + token.whitespace_)
        previous = token.i
    return "".join(out).strip()


def _own_names(verb: Token, names: Mapping[int, str]) -> dict[int, str]:
    """The name for the verb's own subject, if the verb agrees with it."""
    subject = _subject(verb)
    if subject is None or subject.i not in names or not _agrees(subject, verb):
        return {}
    return {**{t.i: "" for t in subject.subtree if t.i < subject.i}, subject.i: names[subject.i]}


def _agrees(subject: Token, verb: Token) -> bool:
    """Whether a name in the singular may stand for the subject: not where the verb shows a plural."""
    finite = next((c for c in verb.children if c.dep_ in {"aux", "auxpass"}), verb)
    plural = subject.lower_ in {"they", "we", "you", "i", "these", "those", "both"} or subject.tag_ in _PLURAL
    return not plural or finite.tag_ == "MD" or (finite.tag_ == "VBD" and finite.lower_ != "were")


def _subject(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ in _SUBJECTS), None)


def _lead(verb: Token, words: str, names: Mapping[int, str]) -> str:
    """What has to stand before a clause that shares its subject: the subject, and the auxiliary if that is shared."""
    if _subject(verb) is not None or any(c.dep_ in {"expl", "csubj", "csubjpass"} for c in verb.children):
        return ""
    if verb.dep_ == "conj":
        return _shared(verb, words, names)
    if verb.dep_ == "advcl" and verb.tag_ == "VBG":
        return _progressive(verb, words, names)
    return ""


def _shared(verb: Token, words: str, names: Mapping[int, str]) -> str:
    first = governor = verb.head
    while _subject(governor) is None and governor.dep_ in {"conj", "xcomp"}:
        governor = governor.head
    subject = _subject(governor)
    if subject is None:
        return ""
    name = _text(phrase(subject), words, {}) if subject.i not in names else names[subject.i]
    if governor.dep_ == "relcl" and relative_subject(governor) is not None:
        name = _text(phrase(governor.head), words, {})
    if verb.tag_ in {"VBD", "VBZ", "VBP"} or any(c.dep_ in {"aux", "auxpass"} for c in verb.children):
        return name
    between = [t for t in verb.doc[subject.i + 1 : first.i] if t.head in {governor, first} and t.dep_ != "punct"]
    between = [t for t in between if t == governor or t.dep_ in {"aux", "auxpass", "neg"}]
    return f"{name} {_text([*between, *([governor] if governor != first else [])], words, {})}"


def _progressive(verb: Token, words: str, names: Mapping[int, str]) -> str:
    """`The report used X, linking it to Y` -> `The report was` linking it to Y."""
    subject = _subject(verb.head)
    if subject is None:
        return ""
    finite = next((c for c in verb.head.children if c.dep_ in {"aux", "auxpass"}), verb.head)
    past = finite.tag_ == "VBD"
    plural = subject.tag_ in _PLURAL or any(c.dep_ == "conj" for c in subject.children)
    form = ("were" if plural else "was") if past else ("are" if plural else "is")
    name = names.get(subject.i) or _text(phrase(subject), words, {})
    return f"{name} {form}"
