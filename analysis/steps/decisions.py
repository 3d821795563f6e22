"""An editor's decisions and the tables of a corpus in; the tables as the editor wants them out.

Mentions, look-alikes, claims and events follow their actor. Who is excluded keeps a row of zeros, and his mentions
do not count: nothing is lost, and the report shows what was decided.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from analysis.config import Config
from analysis.rules.counting import counted
from analysis.rules.revision import Revision, revised
from analysis.tables import Actor, Claim, Decision, Event, Lookalike, Mention, R, Tables, key_of

F = TypeVar("F", Claim, Event)

#: Whom an actor's mentions mean now, in one document: start, end, actor.
_Now = Mapping[tuple[str, str], Sequence[tuple[int, int, str]]]


def decisions(tables: Tables, _config: Config) -> Tables:
    """The tables after what an editor decided; as they are where nothing was."""
    decided = tables.rows(Decision)
    if not decided:
        return tables
    revision = revised(decided, tables.rows(Actor), tables.rows(Mention))
    mentions = _unique(_mention(row, revision) for row in tables.rows(Mention))
    actors = list(counted(mentions, revision.names, revision.edited))
    now = _now(tables.rows(Mention), revision)
    known = {row.actor_id for row in actors} - revision.excluded
    return tables.with_rows(
        (Mention, mentions),
        (Lookalike, _unique(_lookalike(row, revision, now) for row in tables.rows(Lookalike))),
        (Claim, [_followed(row, revision, now, known) for row in tables.rows(Claim)]),
        (Event, [_followed(row, revision, now, known) for row in tables.rows(Event)]),
        (Actor, actors),
        (Decision, _with_an_actor(revision.decisions, {row.actor_id for row in actors})),
    ).sorted()


def _unique(rows: Iterable[R]) -> list[R]:
    """Rows that have become the same, once."""
    return list({key_of(row): row for row in rows}.values())


def _mention(row: Mention, revision: Revision) -> Mention:
    actor_id = revision.meant(row)
    return row.model_copy(
        update={
            "actor_id": actor_id,
            "type": revision.types[actor_id],
            "counted": row.counted and actor_id not in revision.excluded,
        }
    )


def _now(mentions: Iterable[Mention], revision: Revision) -> _Now:
    """Whom the mentions of each divided actor mean now, document by document."""
    divided = {actor_id for _, actor_id in revision.parts}
    places: defaultdict[tuple[str, str], list[tuple[int, int, str]]] = defaultdict(list)
    for row in mentions:
        if row.actor_id in divided:
            places[row.doc_id, row.actor_id].append((row.start, row.end, revision.meant(row)))
    return places


def _meant(actor_id: str, row: Claim | Event | Lookalike, revision: Revision, now: _Now) -> set[str]:
    """Whom a row means by an actor: who is mentioned within it, or else most often in its document."""
    places = now.get((row.doc_id, actor_id))
    if places is None:
        return {revision.owner(actor_id)}
    within = {part for start, end, part in places if row.start <= start and end <= row.end}
    return within or {_most(part for _, _, part in places)}


def _most(several: Iterable[str]) -> str:
    counts = Counter(several)
    return min(counts, key=lambda one: (-counts[one], one))


def _lookalike(row: Lookalike, revision: Revision, now: _Now) -> Lookalike:
    return row.model_copy(update={"actor_id": min(_meant(row.actor_id, row, revision, now))})


def _followed(row: F, revision: Revision, now: _Now, known: set[str]) -> F:
    """The row with the actors that it means now in every column that refers to actors."""
    columns = [column for column, target in row.refers.items() if target == "actors"]
    return row.model_copy(update={column: _cell(row, column, revision, now, known) for column in columns})


def _cell(row: Claim | Event, column: str, revision: Revision, now: _Now, known: set[str]) -> object:
    value = getattr(row, column)
    if isinstance(value, tuple):
        return tuple(sorted({one for actor in value for one in _meant(actor, row, revision, now)} & known))
    meant = _meant(value, _source(row), revision, now) & known if value else ()
    return min(meant, default=None)


def _source(row: Claim | Event) -> Claim | Event:
    """A claim with the place of its source for its own, if it tells where that is."""
    if not isinstance(row, Claim) or row.source_start is None or row.source_end is None:
        return row
    return row.model_copy(update={"start": row.source_start, "end": row.source_end})


def _with_an_actor(decisions: Iterable[Decision], known: set[str]) -> list[Decision]:
    """Decisions as they are, but for those of a part that came to nothing."""
    return [
        one.model_copy(update={"used": False, "actor_id": None, "why": "nobody is left who is called so"})
        if one.used and one.actor_id not in known
        else one
        for one in decisions
    ]
