"""The whole pipeline on one screen: which steps there are, and in which order.

A document step takes a Reading (one document, its parsed blocks, and the rows found so far) and yields
rows of one table. A corpus step takes all tables and returns them, changed. To add a step, write a
module with such a function and name it here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from analysis.config import Config
from analysis.reading import Reading
from analysis.steps import (
    actors,
    agreement,
    attributions,
    claims,
    decisions,
    events,
    lookalikes,
    mentions,
    predicates,
    sentences,
    timexes,
)
from analysis.tables import Attribution, Claim, Event, Lookalike, Mention, Predicate, Row, Sentence, Tables, Timex

DocumentStep = Callable[[Reading, Config], Iterable[Row]]
CorpusStep = Callable[[Tables, Config], Tables]

DOCUMENT_STEPS: tuple[tuple[type[Row], DocumentStep], ...] = (
    (Sentence, sentences.sentences),
    (Mention, mentions.mentions),
    (Lookalike, lookalikes.lookalikes),
    (Timex, timexes.timexes),
    (Predicate, predicates.predicates),
    (Attribution, attributions.attributions),
    (Claim, claims.claims),
    (Event, events.events),
)

CORPUS_STEPS: tuple[CorpusStep, ...] = (
    actors.actors,
    decisions.decisions,
    events.merge,
    agreement.agreement,
)
