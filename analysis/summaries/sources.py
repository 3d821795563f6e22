"""A claim in, who stands behind it out: an actor, or else the words that name somebody."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from analysis import lexicons
from analysis.frames import Corpus, in_order


@dataclass(frozen=True, slots=True)
class Source:
    """Who stands behind a claim. Claims whose sources share a key are counted together.

    `type` is the actor's, or `article`, `unspecified`, `words` (no actor is known), `pronoun` (nor any name).
    """

    key: str
    name: str
    type: str


#: What all claims of a pronoun are counted under: "he" is another in every document.
PRONOUNS = "he, she, they … (not resolved)"

_ARTICLE = Source("article", "the article", "article")
_UNSPECIFIED = Source("unspecified", "unspecified", "unspecified")
#: What clings to words where a quotation begins or ends beside them.
_MARKS = "\"'“”‘’«», "


class Sources:
    """The sources of a corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self._actors = {actor.actor_id: actor for actor in in_order(corpus.actors, "actor_id")}

    def of(self, claim: Any) -> Source:
        """Who stands behind a claim. Words are the same source's whatever the case of their letters."""
        actor = self._actors.get(claim.source_actor)
        if claim.source_kind == "article":
            return _ARTICLE
        if actor is not None:
            return Source(actor.actor_id, actor.name, actor.type)
        words = " ".join((claim.source_text or "").split()).strip(_MARKS)
        if not words:
            return _UNSPECIFIED
        if words.casefold() in _pronouns():
            return Source("pronoun", f"{words} (not resolved)", "pronoun")
        return Source(f"words:{words.casefold()}", words, "words")

    def names(self, claim: Any) -> tuple[str, ...]:
        """Everything by which the source of a claim is known: kind, words, name, aliases and id."""
        actor = self._actors.get(claim.source_actor)
        actor_names = (actor.actor_id, *actor.aliases) if actor is not None else ()
        names = (claim.source_kind, *self.words(claim), *actor_names)
        return tuple(dict.fromkeys(name for name in names if name))

    def words(self, claim: Any) -> tuple[str, ...]:
        """The words by which the text calls a source, and its name: "Kremlin spokesman" is of the Kremlin."""
        return tuple(name for name in (claim.source_text, self.of(claim).name) if name)


@functools.cache
def _pronouns() -> frozenset[str]:
    from analysis.rules.pronouns import Pronoun

    return frozenset(one.form.casefold() for one in lexicons.read("pronouns", Pronoun))
