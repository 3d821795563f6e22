"""A clause in, a sentence that stands alone out.

Modest on purpose: a subject that the clause shares is repeated, a relative pronoun and a subject pronoun are replaced
by what they stand for, where the verb's form allows it. What cannot be reworded safely keeps the text's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from analysis.rules.clauses import Clause, relative_subject
from analysis.rules.cues import phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Commas from between which a clause was taken out.
_EMPTIED = re.compile(r"\s*,(?:\s*,)+")
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_EXPLETIVES = frozenset({"expl", "csubj", "csubjpass"})
_PLURAL_TAGS = frozenset({"NNS", "NNPS"})
_PLURAL_WORDS = frozenset({"they", "we", "you", "i", "these", "those", "both", "many", "some"})
_PLURAL_VERBS = frozenset({"are", "were", "have"})
_SINGULAR_VERBS = frozenset({"is", "was", "has"})


def statement(clause: Clause, words: str, *, names: Mapping[int, str], drop: frozenset[int]) -> str:
    """The clause, reworded. `words` is the block's text; `names` gives a noun phrase's name by its last token.

    Tokens in `drop` (an adverb of hearsay) are left out.
    """
    body = [token for token in clause.tokens if token.i not in drop]
    relative = relative_subject(clause.head)
    if relative is not None and clause.head.dep_ in {"relcl", "conj"}:
        body = [token for token in body if token.i > relative.i]
    if body and body[0].tag_ == "WRB":
        body = body[1:]
    subject = borrowed_subject(clause)
    lead = names.get(subject[-1].i) or _text(subject, words, {}) if subject else ""
    parts = [lead, _link(clause.head, words) if subject else "", _text(body, words, _own_name(clause.head, names))]
    return _sentence(" ".join(part for part in parts if part))


def noun_statement(tokens: Sequence[Token], words: str) -> str:
    """`any arms deal` -> `There is an arms deal.`; `Russia of using ...` -> `Russia was using ...`."""
    gerund = next((n for n, token in enumerate(tokens) if token.dep_ == "pcomp" and token.tag_ == "VBG"), None)
    if gerund:
        doer = [token for token in tokens[:gerund] if token.dep_ != "prep"]
        return _sentence(f"{_text(doer, words, {})} {_be(doer, past=True)} {_text(tokens[gerund:], words, {})}")
    if tokens and tokens[0].lower_ in {"any", "a", "an"}:
        rest = _text(tokens[1:], words, {})
        article = "an" if rest[:1].lower() in "aeiou" else "a"
        return _sentence(f"There are {rest}" if _is_plural(tokens[0].head) else f"There is {article} {rest}")
    return _sentence(_text(tokens, words, {}))


# --- the subject -----------------------------------------------------------------------------------


def has_subject(clause: Clause) -> bool:
    """Whether anybody or anything is what the clause speaks of: without a subject it is a fragment or an order."""
    empty = any(child.dep_ in _EXPLETIVES for child in clause.head.children)
    return empty or _subject(clause.head) is not None or bool(borrowed_subject(clause))


def borrowed_subject(clause: Clause) -> tuple[Token, ...]:
    """The noun phrase that a clause shares with another one and does not repeat; empty if it has its own."""
    verb = clause.head
    own = _subject(verb)
    if own is not None and own.tag_ in {"WDT", "WP"}:
        return phrase(_antecedent(verb))
    if own is not None:
        return () if own in clause.tokens else phrase(own)
    if any(child.dep_ in _EXPLETIVES for child in verb.children):
        return ()
    governor = _governor(verb)
    subject = _subject(governor) if governor is not None else None
    if governor is None or subject is None:
        return ()
    return phrase(_antecedent(governor) if subject.tag_ in {"WDT", "WP"} else subject)


def _governor(verb: Token) -> Token | None:
    """The verb whose subject this one shares: the first conjunct, the one that controls it, or the main verb."""
    if verb.dep_ == "advcl" and verb.tag_ == "VBG":
        return verb.head
    if verb.dep_ != "conj":
        return None
    governor = verb.head
    while _subject(governor) is None and governor.dep_ in {"conj", "xcomp"}:
        governor = governor.head
    return governor


def _antecedent(verb: Token) -> Token:
    """The noun that a relative clause is about: the one it hangs on or, if its verb's number forbids, one before."""
    if verb.dep_ != "relcl":
        return verb.head
    finite = _finite(verb).lower_
    nouns = [verb.head, *(t for t in reversed(verb.sent) if t.i < verb.head.i and t.pos_ in {"NOUN", "PROPN"})]
    fitting = (noun for noun in nouns if noun.dep_ != "compound" and _fits(noun, finite))
    return next(fitting, verb.head)


def _fits(noun: Token, finite: str) -> bool:
    if finite in _PLURAL_VERBS:
        return _is_plural(noun)
    return finite not in _SINGULAR_VERBS or not _is_plural(noun)


def _own_name(verb: Token, names: Mapping[int, str]) -> dict[int, str]:
    """The name for the verb's own subject, if the verb agrees with it. `It is ...` often means nobody."""
    subject = _subject(verb)
    if subject is None or subject.i not in names or not _agrees(subject, verb):
        return {}
    if subject.lower_ == "it" and verb.lemma_ == "be":
        return {}
    return {**{t.i: "" for t in subject.subtree if t.i < subject.i}, subject.i: names[subject.i]}


def _agrees(subject: Token, verb: Token) -> bool:
    """Whether a name in the singular may stand for the subject: not where the verb shows a plural."""
    finite = _finite(verb)
    return not _is_plural(subject) or finite.tag_ == "MD" or (finite.tag_ == "VBD" and finite.lower_ != "were")


def _is_plural(noun: Token) -> bool:
    joined = any(child.dep_ == "conj" for child in noun.children)
    return joined or noun.tag_ in _PLURAL_TAGS or noun.lower_ in _PLURAL_WORDS


def _subject(verb: Token) -> Token | None:
    """The verb's subject, which the parser sometimes hangs on its auxiliary."""
    auxiliaries = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    return next((child for one in (verb, *auxiliaries) for child in one.children if child.dep_ in _SUBJECTS), None)


# --- what links a borrowed subject to its predicate -------------------------------------------------


def _link(verb: Token, words: str) -> str:
    """`aims to` visit and | converse; `will` strike and | provide; the report used X, | linking it: `was`."""
    governor = _governor(verb)
    if governor is None:
        return ""
    if verb.dep_ == "advcl":
        subject = _subject(governor)
        return _be([subject] if subject is not None else [], past=_finite(governor).tag_ == "VBD")
    if verb.tag_ in {"VBD", "VBZ", "VBP"} or _finite(verb) != verb:
        return ""
    return _text(_shared_auxiliaries(verb.head, governor), words, {})


def _shared_auxiliaries(first: Token, governor: Token) -> list[Token]:
    shared = []
    for token in first.doc[governor.left_edge.i : first.i]:
        auxiliary = token.dep_ in {"aux", "auxpass", "neg"} and token.head in {governor, first}
        if auxiliary or (token == governor and governor != first):
            shared.append(token)
    return shared


def _be(subject: Sequence[Token], *, past: bool) -> str:
    plural = any(_is_plural(token) for token in subject[-1:])
    return ("were" if plural else "was") if past else ("are" if plural else "is")


def _finite(verb: Token) -> Token:
    return next((child for child in verb.children if child.dep_ in {"aux", "auxpass"}), verb)


# --- text ------------------------------------------------------------------------------------------


def _sentence(text: str) -> str:
    text = _EMPTIED.sub("", " ".join(text.split())).strip(" ,;:–—-\"“”'‘")
    return text[:1].upper() + text[1:] + ("" if text[-1:] in {".", "!", "?"} else ".")


def _text(tokens: Iterable[Token], words: str, names: Mapping[int, str]) -> str:
    """The text's own characters for the tokens, names in the place of what they stand for."""
    out: list[str] = []
    previous: Token | None = None
    for token in tokens:
        if previous is not None and (token.i != previous.i + 1 or previous.whitespace_):
            out.append(" ")
        out.append(names.get(token.i, words[token.idx : token.idx + len(token)]))
        previous = token
    return "".join(out).strip()
