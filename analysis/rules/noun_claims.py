"""A noun phrase that somebody denies, reports or accuses of in; whether it is a claim, and how it reads alone, out.

`denied any deal` denies that there was one; `denied the charges` names what has been told elsewhere, and claims no more
than that somebody denied it. What is not safe to reword keeps its words.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis import lexicons
from analysis.rules.clauses import Clause
from analysis.rules.cues import cue_of, is_cue
from analysis.rules.denied_deeds import deed, deed_statement
from analysis.rules.grammar import antecedent, finite_word, is_mark, is_plural, is_relative, phrase
from analysis.rules.predication import starts_clause
from analysis.rules.statements import be
from analysis.rules.voices import CLAIMS_NOUNS, points, rule_of
from analysis.rules.wording import sentence, text_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.rules.context import Context
    from analysis.tables import Attribution

#: What is spoken with a vowel at its beginning: "an honest", but "a unified", "a European".
_VOWEL_SOUND = re.compile(r"(?!uni[^nm]|us[eu]|eu|one\b|once\b|ubi)[aeiou]|hono|honest|hour|heir", re.IGNORECASE)
#: Who rejects or dismisses a thing does not say that there is none.
_DENYING = frozenset({"deny", "denial", "dispute", "refute", "disavow"})
#: What follows these tells why or when somebody denies it.
_ADDING = frozenset({"due", "because", "despite", "amid"})
_BESIDE = frozenset({"conj", "advcl", "ccomp", "parataxis"})
_ANY = frozenset({"any", "a", "an"})


class MassNoun(lexicons.Entry):
    """A noun that is not counted: "any wrongdoing" is no single one."""

    lemma: str


@functools.cache
def _mass_nouns() -> frozenset[str]:
    return frozenset(entry.lemma for entry in lexicons.read("mass_nouns", MassNoun))


def without_verdict(clause: Clause) -> Clause:
    """`dismissed claims that the ship had sunk | as “absurd”`: what is thought of the claims is no part of them."""
    noun = clause.head.head
    cue = cue_of(noun.head) if clause.head.dep_ in {"acl", "relcl"} else None
    if cue is None or cue.kind != "deny":
        return clause
    end = next((n for n, token in enumerate(clause.tokens) if _begins_verdict(token, clause)), len(clause.tokens))
    return Clause(clause.head, clause.tokens[:end])


def _begins_verdict(token: Token, clause: Clause) -> bool:
    if token.lower_ != "as" or token.i <= clause.head.i or token == clause.tokens[-1] or cue_of(token.head) is not None:
        return False
    following = token.nbor()
    return following.is_quote or (following.pos_ == "ADJ" and following == clause.tokens[-1])


def is_noun_claim(context: Context, row: Attribution, tokens: Sequence[Token]) -> bool:
    """Whether the content of a row is a noun phrase that makes a claim."""
    if not tokens or points(tokens):
        return False
    if rule_of(row) == ("say", "noun-of"):
        return any(token.dep_ == "pcomp" for token in tokens)
    if row.rule not in CLAIMS_NOUNS or any(starts_clause(token) for token in tokens):
        return False
    if rule_of(row)[0] == "deny" and deed(tokens) is not None:
        return bool(doer(context, row))
    denies = any(token.lemma_.lower() in _DENYING for token in context.tokens(row.cue[0]))
    return (
        (_gerund(tokens) is not None and rule_of(row)[0] != "deny")
        or _is_of_accusation(context, row, tokens)
        or (denies and _exists(tokens))
    )


def doer(context: Context, row: Attribution) -> Sequence[Token]:
    """Who denies having done something: of a relative pronoun, what it stands for."""
    source = context.tokens(row.source[0]) if row.source else ()
    if len(source) != 1 or not is_relative(source[0]):
        return source
    relatives = [verb for verb in source[0].ancestors if verb.dep_ == "relcl"]
    return phrase(antecedent(relatives[0])) if relatives else ()


def noun_phrase(tokens: Sequence[Token]) -> Sequence[Token]:
    """A content without the clauses that follow its noun phrase, and without marks and conjunctions at its edges."""
    after = next((n for n, token in enumerate(tokens) if _leaves(token, tokens)), len(tokens))
    return _trimmed(tokens[:after])


def _leaves(token: Token, tokens: Sequence[Token]) -> bool:
    """Whether a word belongs to a clause beside the noun phrase: "denied any deal, but the facts suggest otherwise"."""
    if token.lower_ in _ADDING and token.i > tokens[0].i:
        return True
    clause = next((one for one in (token, *token.ancestors) if one.dep_ in _BESIDE and starts_clause(one)), None)
    return clause is not None and clause.head.i < tokens[0].i and token.i > tokens[0].i


def _trimmed(tokens: Sequence[Token]) -> Sequence[Token]:
    kept = [n for n, token in enumerate(tokens) if token.dep_ != "cc" and not is_mark(token) and not token.is_space]
    return tokens[kept[0] : kept[-1] + 1] if kept else ()


def _is_of_accusation(context: Context, row: Attribution, tokens: Sequence[Token]) -> bool:
    """`blamed the firm for the crash`: whom and what for."""
    cue = context.tokens(row.cue[0])
    return rule_of(row)[0] == "accuse" and any(token.dep_ == "prep" and token.head in cue for token in tokens)


def _exists(tokens: Sequence[Token]) -> bool:
    """`any deal`, `wrongdoing`: what is denied is that there was such a thing."""
    head = _head(tokens)
    if head.pos_ != "NOUN" or is_cue(head, taking="clause"):
        return False
    first = tokens[0]
    return first.lower_ in _ANY or _is_mass(head, tokens) or (is_plural(head) and _is_bare(head))


def _is_mass(head: Token, tokens: Sequence[Token]) -> bool:
    return head.lemma_.lower() in _mass_nouns() and (_is_bare(head) or tokens[0].lower_ in _ANY)


def _is_bare(noun: Token) -> bool:
    return not any(c.dep_ in {"det", "poss", "predet"} for c in noun.children)


def _head(tokens: Sequence[Token]) -> Token:
    inside = {token.i for token in tokens}
    return next((token for token in tokens if token.head.i not in inside), tokens[0])


def noun_statement(context: Context, row: Attribution, tokens: Sequence[Token]) -> str:
    """`any deal` -> `There is a deal.`; `Italy of using ...` -> `Italy is using ...`, in the tense of the cue.

    Who denied `selling arms` is put before what he denies. Anything else keeps its words; after an accusation, those
    of the whole clause.
    """
    cue, words = context.tokens(row.cue[0]), context.words
    past = any(finite_word(token).tag_ == "VBD" for token in cue)
    if rule_of(row)[0] == "deny" and deed(tokens) is not None:
        who = doer(context, row)
        name = next(iter(context.names(who, None).values()), None) if len(who) == 1 else None
        ahead = not any(token.lemma_.lower() in _DENYING for token in cue)
        return deed_statement(name or text_of(who, words, {}), who, tokens, words=words, past=past, ahead=ahead)
    gerund = _gerund(tokens)
    if gerund is not None and tokens[0] != gerund:
        return _of_gerund(tokens, gerund, past=past, words=words)
    if tokens and _exists(tokens):
        return sentence(f"There {be([_head(tokens)], past=past)} {_indefinite(tokens, words)}")
    if any(token.dep_ == "prep" and token.head in cue for token in tokens):
        return sentence(text_of([token for token in tokens[0].sent if token.i <= tokens[-1].i], words, {}))
    return sentence(text_of(tokens, words, {}))


def _gerund(tokens: Sequence[Token]) -> Token | None:
    """`the bank of | hiding it`, `the bank | hiding it`: what somebody is said to do."""
    return next((t for t in tokens if t.dep_ == "pcomp" and t.tag_ in {"VBG", "VBN"} and t.i > tokens[0].i), None)


def _of_gerund(tokens: Sequence[Token], gerund: Token, *, past: bool, words: str) -> str:
    """`the bank of hiding it` -> `the bank was hiding it`; `of having hidden it` -> `has hidden it`."""
    first = next((c for c in gerund.children if c.lower_ == "having" and c.dep_ == "aux"), gerund)
    doer = [token for token in tokens if token.i < first.i and token != gerund.head]
    perfect = "have" if any(is_plural(token) for token in doer[-1:]) else "has"
    link = be(doer, past=past) if first == gerund else perfect
    rest = [token for token in tokens if token.i >= gerund.i]
    return sentence(f"{text_of(doer, words, {})} {link} {text_of(rest, words, {})}")


def _indefinite(tokens: Sequence[Token], words: str) -> str:
    """`any deal` -> `a deal`, `any deals` -> `deals`, `any fraud` -> `fraud`; its own article stays."""
    if tokens[0].lower_ != "any":
        return text_of(tokens, words, {})
    rest = text_of(tokens[1:], words, {})
    head = _head(tokens)
    if is_plural(head) or _is_mass(head, tokens):
        return rest
    return f"an {rest}" if _VOWEL_SOUND.match(rest) else f"a {rest}"
