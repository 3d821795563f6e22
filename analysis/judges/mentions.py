"""Mentions: gold and found in, scores out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.gold import GoldMention
from analysis.judges import matching, measures
from analysis.judges.case import Case, Findings, left_out, others
from analysis.judges.measures import Score
from analysis.tables import Lookalike, Mention, key_of

#: A mention may stick out of gold's by this many characters (a title, an apposition).
SPARE_CHARACTERS = 25
#: Kinds of mention by what it takes to find them. All the others are names: they stand there.
LEVEL = {"nominal": "nominal", "pronoun": "pronoun", "possessive": "pronoun"}
#: What is scored together, each by its name.
LEVELS: Mapping[str, frozenset[str]] = {
    "names": frozenset({"name"}),
    "names and nominals": frozenset({"name", "nominal"}),
    "all": frozenset({"name", "nominal", "pronoun"}),
}
#: Whose counts are scored: what needs no resolving, and everything.
_COUNTED = ("names", "all")

ActorKey = tuple[str, str]
Pair = tuple[GoldMention, Mention]


@dataclass(frozen=True, slots=True)
class _Judged:
    """Gold that counts, what was found, which of both are in one place, and which actors are the same."""

    gold: Sequence[GoldMention]
    found: Sequence[Mention]
    pairs: Sequence[Pair]
    actors: Mapping[ActorKey, ActorKey]

    def right(self) -> list[Pair]:
        """Pairs in one place whose actors are the same."""
        return [(ours, theirs) for ours, theirs in self.pairs if self.actors.get(_actor(theirs)) == _actor(ours)]


def mentions(case: Case) -> Findings:
    """A counted mention is right if it overlaps gold's and its actor is the one that gold's actor is paired with.

    Actors are paired one to one in every document by the mentions they share, so that it does not matter what
    an actor is called. Places are no actors. A name where gold has one that does not count is neither right nor
    spurious. Counts: the share of gold's actors, document by document, that are mentioned exactly as often as in
    gold; and how far all counts are from gold's, in mentions for each of gold's.
    """
    if case.gold.mentions is None:
        return
    judged = _judged(case, case.gold.mentions)
    for name in LEVELS:
        yield _mentions_of(name, judged)
    for name in _COUNTED:
        yield from _counts_of(name, judged)
    yield from left_out(case, "mentions", judged.found)
    yield from _logged(case)
    yield from measures.missed("mentions", others(judged.gold, (ours for ours, _ in judged.pairs)), _named)
    yield from measures.spurious("mentions", others(judged.found, (theirs for _, theirs in judged.pairs)), _named)
    right = {key_of(ours) for ours, _ in judged.right()}
    yield from measures.wrong("mentions", (pair for pair in judged.pairs if key_of(pair[0]) not in right), _named)


def _judged(case: Case, gold: Sequence[GoldMention]) -> _Judged:
    found = [row for row in case.tables.rows(Mention) if row.counted and row.type != "place"]
    in_gold, in_tables = matching.by_document(gold), matching.by_document(found)
    return _joined([_in_document(in_gold.get(doc_id, []), in_tables.get(doc_id, [])) for doc_id in case.texts])


def _joined(each: Sequence[_Judged]) -> _Judged:
    return _Judged(
        gold=[row for one in each for row in one.gold],
        found=[row for one in each for row in one.found],
        pairs=[pair for one in each for pair in one.pairs],
        actors={found: gold for one in each for found, gold in one.actors.items()},
    )


def _in_document(gold: Sequence[GoldMention], found: Sequence[Mention]) -> _Judged:
    together = _by_actor(found)
    pairs = _same_place(gold, together)
    beside = {key_of(theirs) for ours, theirs in pairs if _is_beside(ours, theirs)}
    counted = [row for row in gold if row.counted]
    scored = [pair for pair in pairs if pair[0].counted]
    return _Judged(
        gold=counted,
        found=[row for row in together if key_of(row) not in beside],
        pairs=scored,
        actors=_same_actors(counted, together, scored),
    )


def _by_actor(rows: Iterable[Mention]) -> list[Mention]:
    """The rows of an actor together: of pairings that are equally good the first is taken, so order decides."""
    grouped: dict[ActorKey, list[Mention]] = {}
    for row in rows:
        grouped.setdefault(_actor(row), []).append(row)
    return [row for own in grouped.values() for row in own]


def _is_beside(ours: GoldMention, theirs: Mention) -> bool:
    """Whether a name was found where gold has one that does not count: of a place, a brand, in a caption."""
    return not ours.counted and "unnamed" not in ours.flags and _level(ours) == _level(theirs) == "name"


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


def _same_place(gold: Sequence[GoldMention], found: Sequence[Mention]) -> list[Pair]:
    weights = [[_nearness(ours, theirs) for theirs in found] for ours in gold]
    return [(gold[i], found[j]) for i, j in matching.assigned(weights, least=0.1)]


def _nearness(ours: GoldMention, theirs: Mention) -> float:
    """How well they fit: the part of both that they share, by gold's head or all of it, and whether kinds are alike."""
    whole, place = (ours.start, ours.end), (theirs.start, theirs.end)
    head = ours.head or whole
    sticks_out = max(ours.start - theirs.start, theirs.end - ours.end)
    if matching.common(head, place) <= 0 or sticks_out > SPARE_CHARACTERS:
        return 0.0
    shared = max(matching.share(place, whole), matching.share(place, head))
    return shared + (0.3 if _level(ours) == _level(theirs) else 0.0)


def _same_actors(gold: Sequence[Mention], found: Sequence[Mention], pairs: Sequence[Pair]) -> dict[ActorKey, ActorKey]:
    """Found actors to gold actors, by the mentions they share; a shared name weighs as much as two others."""
    shared: Counter[tuple[ActorKey, ActorKey]] = Counter()
    for ours, theirs in pairs:
        shared[_actor(ours), _actor(theirs)] += 2 if _level(ours) == _level(theirs) == "name" else 1
    rows, columns = ([*dict.fromkeys(map(_actor, side))] for side in (gold, found))
    weights = [[float(shared[one, other]) for other in columns] for one in rows]
    return {columns[j]: rows[i] for i, j in matching.assigned(weights, least=1)}


def _mentions_of(name: str, judged: _Judged) -> Score:
    levels = LEVELS[name]
    return measures.f1(
        "mentions",
        name,
        right=sum(_level(ours) in levels and _level(theirs) in levels for ours, theirs in judged.right()),
        found=sum(_level(row) in levels for row in judged.found),
        expected=sum(_level(row) in levels for row in judged.gold),
    )


def _counts_of(name: str, judged: _Judged) -> Findings:
    """Of the actors that are mentioned so: exact counts, how far counts are off, and which actors were found."""
    expected = Counter(_actor(row) for row in judged.gold if _level(row) in LEVELS[name])
    found = Counter(_actor(row) for row in judged.found if _level(row) in LEVELS[name])
    counts = Counter({gold: found[actor] for actor, gold in judged.actors.items()})
    yield from measures.share("mentions", f"counts, {name}", (counts[actor] == n for actor, n in expected.items()))
    yield from measures.count_error("mentions", f"count error, {name}", expected, counts)
    right = sum(counts[actor] > 0 for actor in expected)
    yield measures.f1("mentions", f"actors, {name}", right=right, found=len(found), expected=len(expected))
