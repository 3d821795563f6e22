"""A clause in, a sentence that stands alone out.

Modest on purpose: a subject that the clause shares is repeated, a relative pronoun and a subject pronoun are replaced
by what they stand for, where the verb's form allows it. What cannot be reworded safely keeps the text's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from analysis.rules.clauses import Clause, relative_subject
from analysis.rules.grammar import antecedent, finite_word, is_plural, is_relative, phrase, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Commas from between which a clause was taken out.
_EMPTIED = re.compile(r"\s*,(?:\s*,)+")
#: What is spoken with a vowel at its beginning: "an honest", but "a unified", "a European".
_VOWEL_SOUND = re.compile(r"(?!uni[^nm]|us[eu]|eu|one\b|once\b|ubi)[aeiou]|hono|honest|hour|heir", re.IGNORECASE)
#: What is left at the edges of a clause that was taken out of its sentence.
_LOOSE = " ,;:–—-'‘"
#: Double quotation marks, and what closes each.
_MARK = re.compile('["“”„«»]')
_CLOSED_BY = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«", "”": "”"}
_EXPLETIVES = frozenset({"expl", "csubj", "csubjpass"})


def statement(clause: Clause, words: str, *, names: Mapping[int, str], drop: frozenset[int]) -> str:
    """The clause, reworded. `words` is the block's text; `names` gives a noun phrase's name by its last token.

    Tokens in `drop` (an adverb of hearsay) are left out.
    """
    body = [token for token in clause.tokens if token.i not in drop]
    relative = relative_subject(clause.head)
    if relative is not None and clause.head.dep_ in {"relcl", "conj"}:
        body = [token for token in body if token.i > relative.i]
    if body and body[0].tag_ == "WRB" and body[0].head == clause.head:
        body = body[1:]
    subject = borrowed_subject(clause)
    known = {} if subject and subject[-1].lower_ == "it" else names
    lead = known.get(subject[-1].i) or _text(subject, words, {}) if subject else ""
    parts = [lead, _link(clause.head, words) if subject else "", _text(body, words, _own_name(clause.head, names))]
    return _sentence(" ".join(part for part in parts if part))


def noun_statement(tokens: Sequence[Token], cue: Sequence[Token], words: str) -> str:
    """`any deal` -> `There is a deal.`; `Italy of using ...` -> `Italy is using ...`, in the tense of the cue.

    Anything else keeps its words; after an accusation, those of the whole clause.
    """
    past = any(token.tag_ == "VBD" for token in cue)
    gerund = next((token for token in tokens if token.dep_ == "pcomp" and token.tag_ in {"VBG", "VBN"}), None)
    if gerund is not None and tokens[0] != gerund:
        return _of_gerund(tokens, gerund, past=past, words=words)
    if tokens and tokens[0].lower_ in {"any", "a", "an"}:
        return _sentence(f"There {_be([tokens[0].head], past=past)} {_indefinite(tokens, words)}")
    if any(token.dep_ == "prep" and token.head in cue for token in tokens):
        sentence = [token for token in tokens[0].sent if token.i <= tokens[-1].i]
        return _sentence(_text(sentence, words, {}))
    return _sentence(_text(tokens, words, {}))


def _of_gerund(tokens: Sequence[Token], gerund: Token, *, past: bool, words: str) -> str:
    """`the bank of hiding it` -> `the bank was hiding it`; `of having hidden it` -> `has hidden it`."""
    first = next((c for c in gerund.children if c.lower_ == "having" and c.dep_ == "aux"), gerund)
    doer = [token for token in tokens if token.i < first.i and token != gerund.head]
    perfect = "have" if any(is_plural(token) for token in doer[-1:]) else "has"
    link = _be(doer, past=past) if first == gerund else perfect
    rest = [token for token in tokens if token.i >= gerund.i]
    return _sentence(f"{_text(doer, words, {})} {link} {_text(rest, words, {})}")


def _indefinite(tokens: Sequence[Token], words: str) -> str:
    """`any deal` -> `a deal`, `any deals` -> `deals`; a noun with its own article keeps it."""
    rest = _text(tokens[1:], words, {})
    if tokens[0].lower_ != "any":
        return _text(tokens, words, {})
    if is_plural(tokens[0].head):
        return rest
    return f"an {rest}" if _VOWEL_SOUND.match(rest) else f"a {rest}"


# --- the subject -----------------------------------------------------------------------------------


def has_subject(clause: Clause) -> bool:
    """Whether anybody or anything is what the clause speaks of: without a subject it is a fragment or an order."""
    empty = any(child.dep_ in _EXPLETIVES for child in clause.head.children)
    return empty or subject_of(clause.head) is not None or bool(borrowed_subject(clause))


def borrowed_subject(clause: Clause) -> tuple[Token, ...]:
    """The noun phrase that a clause shares with another one and does not repeat; empty if it has its own."""
    verb = clause.head
    own = subject_of(verb)
    if own is not None and is_relative(own):
        return phrase(antecedent(verb))
    if own is not None:
        return () if own in clause.tokens else phrase(own)
    if any(child.dep_ in _EXPLETIVES for child in verb.children):
        return ()
    governor = _governor(verb)
    subject = subject_of(governor) if governor is not None else None
    if governor is None or subject is None:
        return ()
    return phrase(antecedent(governor) if is_relative(subject) else subject)


def _governor(verb: Token) -> Token | None:
    """The verb whose subject this one shares: the first conjunct, the one that controls it, or the main verb."""
    if verb.dep_ == "advcl" and verb.tag_ == "VBG":
        return verb.head
    if verb.dep_ != "conj":
        return None
    governor = verb.head
    while subject_of(governor) is None and governor.dep_ in {"conj", "xcomp"}:
        governor = governor.head
    return governor


def _own_name(verb: Token, names: Mapping[int, str]) -> dict[int, str]:
    """The name for the verb's own subject, if the verb agrees with it. Whom or what `it` means is too uncertain."""
    subject = subject_of(verb)
    if subject is None or subject.i not in names or not _agrees(subject, verb) or subject.lower_ == "it":
        return {}
    return {**{t.i: "" for t in subject.subtree if t.i < subject.i}, subject.i: names[subject.i]}


def _agrees(subject: Token, verb: Token) -> bool:
    """Whether a name in the singular may stand for the subject: not where the verb shows a plural."""
    finite = finite_word(verb)
    return not is_plural(subject) or finite.tag_ == "MD" or (finite.tag_ == "VBD" and finite.lower_ != "were")


# --- what links a borrowed subject to its predicate -------------------------------------------------


def _link(verb: Token, words: str) -> str:
    """`tries to` eat and | sleep; `will` sing and | dance; the crew cut the rope, | freeing it: `was`."""
    governor = _governor(verb)
    if governor is None:
        return ""
    if verb.dep_ == "advcl":
        subject = subject_of(governor)
        return _be([subject] if subject is not None else [], past=finite_word(governor).tag_ == "VBD")
    if verb.tag_ in {"VBD", "VBZ", "VBP"} or finite_word(verb) != verb:
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
    plural = any(is_plural(token) for token in subject[-1:])
    return ("were" if plural else "was") if past else ("are" if plural else "is")


# --- text ------------------------------------------------------------------------------------------


def _sentence(text: str) -> str:
    text = _unquoted(_EMPTIED.sub("", " ".join(text.split())).strip(_LOOSE)).strip(_LOOSE)
    return text[:1].upper() + text[1:] + ("" if text[-1:] in {".", "!", "?"} else ".")


def _unquoted(text: str) -> str:
    """The text without quotation marks that have lost their fellow, or that enclose the whole of it."""
    lone: list[int] = []
    for mark in _MARK.finditer(text):
        if lone and mark.group() in _CLOSED_BY.get(text[lone[-1]], ""):
            opening = lone.pop()
            lone += [opening, mark.start()] if (opening, mark.end()) == (0, len(text)) else []
        else:
            lone.append(mark.start())
    return "".join(character for n, character in enumerate(text) if n not in lone)


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
