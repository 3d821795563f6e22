"""An id and the tables in, lines to read out: the row, and its passage with the spans marked."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from analysis import tables
from analysis.tables import (
    Actor,
    Attribution,
    Block,
    Claim,
    Document,
    Event,
    Mention,
    Row,
    Span,
    Tables,
    Timex,
)  # fmt: skip

_PLACE = re.compile(r"^(?P<doc_id>.+):(?P<start>\d+)-(?P<end>\d+)$", re.DOTALL)
_UNSHOWN = frozenset({"doc_id", "start", "end", "text"})
#: So many mentions of an actor are shown.
_FIRST = 3
_LEGEND = {"⟦⟧": "the span itself", "{}": "cue", "<>": "source"}


class UnknownIdError(ValueError):
    """No table has such a row. The message says what an id looks like."""


def show(id_: str, folder: Path) -> Iterator[str]:
    """The rows of that id, each with its passage. `folder` is a report, a folder of tables, or one above such.

    Raises UnknownIdError.
    """
    found = False
    for place in table_folders(folder):
        read = tables.read(place)
        for row in _rows(id_, read):
            found = True
            yield from (*_described(row), *_passages(row, read), "")
        for actor in read.rows(Actor):
            if id_.casefold() in (actor.actor_id.casefold(), actor.name.casefold()):
                found = True
                yield from _actor(actor, read)
        if found:
            return
    raise UnknownIdError(
        f"{id_}: no row has this id. Claims, attributions, events and actors have one, actors a full name as well; "
        "any row goes by DOCUMENT:START-END."
    )


def _actor(actor: Actor, read: Tables) -> Iterator[str]:
    """An actor with its counts, and the first passages that mention it."""
    yield f"actors  {actor.actor_id}"
    yield from _cells(actor, {"actor_id"})
    counted = (row for row in read.rows(Mention) if row.actor_id == actor.actor_id and row.counted)
    for row in itertools.islice(counted, _FIRST):
        yield from ("", f"mentions  {row.doc_id}:{row.start}-{row.end}", *_passages(row, read))
    yield ""


def table_folders(folder: Path) -> list[Path]:
    """The folders of tables at or below a folder, three levels deep, the nearest first."""
    patterns = ("documents.parquet", "*/documents.parquet", "*/*/documents.parquet", "*/*/*/documents.parquet")
    return [path.parent for pattern in patterns for path in sorted(folder.glob(pattern))]


def _rows(id_: str, read: Tables) -> Iterator[Row]:
    for claim in read.rows(Claim):
        if claim.claim_id == id_:
            yield claim
    for attribution in read.rows(Attribution):
        if attribution.attribution_id == id_:
            yield attribution
    for event in read.rows(Event):
        if event.event_id == id_:
            yield event
    place = _PLACE.match(id_)
    if place:
        wanted = (place["doc_id"], int(place["start"]), int(place["end"]))
        kinds: tuple[type[Any], ...] = (Claim, Event, Mention, Timex)
        yield from (row for kind in kinds for row in read.rows(kind) if (row.doc_id, row.start, row.end) == wanted)


def _described(row: Any) -> Iterator[str]:
    start, end = _extent(row)
    yield f"{row.table}  {row.doc_id}:{start}-{end}"
    yield from _cells(row, _UNSHOWN)


def _cells(row: Row, unshown: Iterable[str]) -> Iterator[str]:
    for name, value in row.model_dump(exclude=set(unshown)).items():
        if value not in (None, (), [], ""):
            yield f"  {name:<15} {_words(value)}"


def _words(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _extent(row: Any) -> Span:
    if isinstance(row, Attribution):
        return row.content[0][0], row.content[-1][1]
    return row.start, row.end


def _passages(row: Any, read: Tables) -> Iterator[str]:
    """The block in which the row stands, with its spans marked."""
    start, _ = _extent(row)
    text = next(document.text for document in read.rows(Document) if document.doc_id == row.doc_id)
    block = next(one for one in read.rows(Block) if one.doc_id == row.doc_id and one.start <= start < one.end)
    spans = [span for span in _spans(row) if block.start <= span[0] and span[1] <= block.end]
    marked = mark(text[block.start : block.end], [(a - block.start, b - block.start, signs) for a, b, signs in spans])
    used = sorted({signs for *_, signs in spans}, key=list(_LEGEND).index)
    yield f"  {'passage':<15} {' '.join(marked.split())}"
    yield f"  {'':<15} ({', '.join(f'{signs} {_LEGEND[signs]}' for signs in used)})"


def _spans(row: Any) -> Iterator[tuple[int, int, str]]:
    match row:
        case Attribution():
            yield from ((a, b, "⟦⟧") for a, b in row.content)
            yield from ((a, b, "{}") for a, b in row.cue)
            yield from ((a, b, "<>") for a, b in row.source)
        case Claim():
            yield row.start, row.end, "⟦⟧"
            if row.cue_start is not None and row.cue_end is not None:
                yield row.cue_start, row.cue_end, "{}"
            if row.source_start is not None and row.source_end is not None:
                yield row.source_start, row.source_end, "<>"
        case _:
            yield row.start, row.end, "⟦⟧"


def mark(text: str, spans: Sequence[tuple[int, int, str]]) -> str:
    """The text with each span (start, end, pair of signs) between its signs; the longer is the outer one."""
    opening = sorted(spans, key=lambda span: (span[0], -span[1]))
    signs = [(end, 0, -start, pair[1]) for start, end, pair in spans]
    signs += [(start, 1, -end, pair[0]) for start, end, pair in opening]
    return _with_signs(text, sorted(signs))


def _with_signs(text: str, signs: Iterable[tuple[int, int, int, str]]) -> str:
    out, last = [], 0
    for at, _, _, sign in signs:
        out += [text[last:at], sign]
        last = at
    return "".join([*out, text[last:]])
