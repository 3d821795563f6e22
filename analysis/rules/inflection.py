"""A verb in; its past tense and its present tense in the third person out, as English spells them.

What is spelt by no rule stands in the lexicon `irregular_verbs`.
"""

from __future__ import annotations

import functools

from analysis import lexicons

_VOWELS = frozenset("aeiou")
_HISSING = ("s", "x", "z", "ch", "sh", "o")
_ING = "ing"
#: `spring` is a verb, `springing` its participle: no verb that itself ends so is longer.
_LONGEST_IN_ING = 6


class IrregularVerb(lexicons.Entry):
    """A verb whose past tense no rule tells."""

    lemma: str
    past: str


@functools.cache
def _irregular() -> dict[str, str]:
    return {entry.lemma: entry.past for entry in lexicons.read("irregular_verbs", IrregularVerb)}


def base_form(participle: str, lemma: str) -> str:
    """The lemma; where a tagger took the participle itself for it, what stands before its ending."""
    is_participle = lemma == participle and len(lemma) > _LONGEST_IN_ING
    return participle.removesuffix(_ING) if is_participle else lemma


def past(participle: str, lemma: str) -> str:
    """`freeing`, `free` -> `freed`; `stopping`, `stop` -> `stopped`; `making`, `make` -> `made`."""
    prefix, dash, last = lemma.rpartition("-")
    if last in _irregular():
        return prefix + dash + _irregular()[last]
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ied"
    return participle.removesuffix(_ING) + "ed"  # the participle shows which consonant is doubled


def present(lemma: str) -> str:
    """`cut` -> `cuts`; `carry` -> `carries`; `pass` -> `passes`."""
    if lemma in {"be", "have"}:
        return {"be": "is", "have": "has"}[lemma]
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(_HISSING) else "s")
