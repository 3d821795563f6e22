"""Mentions: gold and found in, scores out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from analysis.judges import matching, measures
from analysis.judges.case import Case, Findings, left_out, others
from analysis.judges.matching import within
from analysis.judges.measures import Score
from analysis.tables import Lookalike, Mention

#: A mention may stick out of gold's by this many characters (a title, an apposition).
SPARE_CHARACTERS = 25
#: Kinds of mention by what it takes to find them. All the others are names: they stand there.
LEVEL = {"nominal": "nominal", "pronoun": "pronoun", "possessive": "pronoun"}

ActorKey = tuple[str, str]


def mentions(case: Case) -> Findings:
    """A counted mention is right if it overlaps gold's and its actor is the one that gold's actor is paired with.

    Actors are paired one to one in every document by the mentions they share, so that it does not matter what
    an actor is called. Places are no actors. Counts: the share of gold's actors, document by document, that
    are mentioned exactly as often as in gold.
    """
    if case.gold.mentions is None:
        return
    gold = [row for row in case.gold.mentions if row.counted]
    found = [row for row in case.tables.rows(Mention) if row.counted and row.type != "place"]
    pairs = [pair for doc_id in case.texts for pair in _same_place(within(doc_id, gold), within(doc_id, found))]
    actors = _same_actors(pairs)
    right = [(ours, theirs) for ours, theirs in pairs if actors.get(_actor(theirs)) == _actor(ours)]
    yield _mentions_of({"name"}, "names", gold, found, right)
    yield _mentions_of({"name", "nominal", "pronoun"}, "all", gold, found, right)
    yield from _counts_of({"name"}, "counts, names", gold, found, actors)
    yield from _counts_of({"name", "nominal", "pronoun"}, "counts, all", gold, found, actors)
    yield from left_out(case, "mentions", found)
    yield from _logged(case)
    yield from measures.missed("mentions", others(gold, (ours for ours, _ in pairs)), _named)
    yield from measures.spurious("mentions", others(found, (theirs for _, theirs in pairs)), _named)
    yield from measures.wrong("mentions", (pair for pair in pairs if pair not in right), _named)


def _logged(case: Case) -> Findings:
    """Share of gold's look-alikes that might be taken for somebody and stand in `lookalikes`, for all of them."""
    rows = [row for row in case.gold.excluded or () if row.of == "mentions" and row.would_be]
    found: defaultdict[tuple[str, int, int], set[str]] = defaultdict(set)
    for one in case.tables.rows(Lookalike):
        found[one.doc_id, one.start, one.end].add(one.actor_id)
    yield from measures.share(
        "mentions", "look-alikes logged", (set(row.would_be) <= found[row.doc_id, row.start, row.end] for row in rows)
    )


def _level(row: Mention) -> str:
    return LEVEL.get(row.kind, "name")


def _actor(row: Mention) -> ActorKey:
    return row.doc_id, row.actor_id


def _named(row: Mention) -> str:
    return f"{row.text} = {row.actor_id} ({row.kind})"


def _same_place(gold: Sequence[Mention], found: Sequence[Mention]) -> list[tuple[Mention, Mention]]:
    weights = [[_nearness(ours, theirs) for theirs in found] for ours in gold]
    return [(gold[i], found[j]) for i, j in matching.assigned(weights, least=0.1)]


def _nearness(ours: Mention, theirs: Mention) -> float:
    spans = (ours.start, ours.end), (theirs.start, theirs.end)
    sticks_out = max(ours.start - theirs.start, theirs.end - ours.end)
    if matching.common(*spans) <= 0 or sticks_out > SPARE_CHARACTERS:
        return 0.0
    return matching.share(*spans) + (0.3 if _level(ours) == _level(theirs) else 0.0)


def _same_actors(pairs: Sequence[tuple[Mention, Mention]]) -> dict[ActorKey, ActorKey]:
    """Found actors to gold actors, by the mentions they share; a shared name weighs as much as two others."""
    shared: Counter[tuple[ActorKey, ActorKey]] = Counter()
    for ours, theirs in pairs:
        shared[_actor(theirs), _actor(ours)] += 2 if _level(ours) == _level(theirs) == "name" else 1
    found, gold = sorted({one for one, _ in shared}), sorted({other for _, other in shared})
    weights = [[float(shared[one, other]) for other in gold] for one in found]
    return {found[i]: gold[j] for i, j in matching.assigned(weights, least=1)}


def _mentions_of(
    levels: set[str],
    measure: str,
    gold: Sequence[Mention],
    found: Sequence[Mention],
    right: Sequence[tuple[Mention, Mention]],
) -> Score:
    return measures.f1(
        "mentions",
        measure,
        right=sum(_level(ours) in levels and _level(theirs) in levels for ours, theirs in right),
        found=sum(_level(row) in levels for row in found),
        expected=sum(_level(row) in levels for row in gold),
    )


def _counts_of(
    levels: set[str],
    measure: str,
    gold: Sequence[Mention],
    found: Sequence[Mention],
    actors: Mapping[ActorKey, ActorKey],
) -> Findings:
    expected = Counter(_actor(row) for row in gold if _level(row) in levels)
    counts = Counter(actors.get(_actor(row)) for row in found if _level(row) in levels)
    yield from measures.share("mentions", measure, (counts[actor] == count for actor, count in expected.items()))
