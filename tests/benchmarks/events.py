"""Annotated public texts in; how well events are dated out.

Run `python tests/benchmarks/events.py EVAL`. Each set becomes a corpus in a temporary folder and is analysed by
`claimline extract`; an event is looked up by the word that tells of it. README.md beside this file says what is
measured, and with what.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import claims
import click

from analysis.gold import Gold
from analysis.rules import periods
from analysis.rules.same_events import narrowest
from analysis.tables import Document, Event, Tables, Timex

#: What is measured if nothing else is asked for: files of EVAL/timeline.
SETS = ("timeset_events",)
_DAY = re.compile(r"(\d{4})[-_](\d\d|xx)[-_](\d\d|xx)")

Days = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Telling:
    """A word that tells of an event in gold: its place, and its days if the text gives any."""

    start: int
    end: int
    days: Days | None


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document, and the words in it that tell of events."""

    doc_id: str
    text: str
    published: str | None
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure: how many are right, of how many."""

    name: str
    right: int
    every: int

    @property
    def share(self) -> float:
        """The share of right ones; all of nothing is 1."""
        return self.right / self.every if self.every else 1.0


# --- what the files hold ---------------------------------------------------------------------------


def read(path: Path) -> list[Annotated]:
    """The documents of a file of JSON lines, in its order. Raises ClickException for one of another form."""
    with path.open(encoding="utf-8") as file:
        return [_document(json.loads(line), path.name) for line in file if line.strip()]


def _document(row: Mapping[str, Any], name: str) -> Annotated:
    if not {"doc_id", "events"} <= row.keys():
        raise click.ClickException(f"{name}: a row has no doc_id or no events")
    return Annotated(row["doc_id"], row["text"], row.get("dct"), tuple(map(_telling, row["events"])))


def _telling(event: Mapping[str, Any]) -> Telling:
    notes = [one["note"] for one in event["args"] if one["role"] == "TIMEX" and one["note"]]
    return Telling(event["start"], event["end"], days_of(notes[0]) if notes else None)


def days_of(note: str) -> Days | None:
    """First and last day of TimeSET's notation: `2022-02-xx`, `duration: 1940-xx-xx thru 2002-xx-xx`."""
    found = [_period(*match.groups()) for match in _DAY.finditer(note.partition("(")[0])]
    known = [period for period in found if period is not None]
    return (known[0].first.isoformat(), known[-1].last.isoformat()) if known else None


def _period(year: str, month: str, day: str) -> periods.Period | None:
    return periods.parse("-".join(part for part in (year, month, day) if part != "xx"))


# --- measured --------------------------------------------------------------------------------------


def measure(documents: Sequence[Annotated], folder: Path, *, workers: int) -> Iterator[Figure]:
    """Analyse a set in `folder`, which keeps corpus.jsonl and tables, and compare each word that tells of an event."""
    founds = []
    for number, each in enumerate(claims.rounds(_items(documents)), start=1):
        place = folder / str(number)
        place.mkdir(parents=True, exist_ok=True)
        claims.write_corpus(each, place / "corpus.jsonl")
        claims.extract(place / "corpus.jsonl", place / "tables", workers=workers, parameters={})
        founds.append(claims.read_tables(place / "tables", each))
    found = claims.joined(founds)
    pairs = [pair for one in documents for pair in paired(one, found)]
    yield Figure("told of", sum(rows != () for _, rows in pairs), len(pairs))
    yield from dates(pairs)
    yield from guesses(documents, found)


def paired(document: Annotated, found: Tables) -> Iterator[tuple[Telling, tuple[Event, ...]]]:
    """Each word that tells of an event with the passages of the event that ours tells of by the same word."""
    events: dict[str, list[Event]] = {}
    for row in found.rows(Event):
        events.setdefault(row.event_id, []).append(row)
    own = [row for row in found.rows(Event) if row.doc_id == document.doc_id]
    for telling in document.tellings:
        same = (row for row in own if row.predicate[0] < telling.end and telling.start < row.predicate[1])
        yield telling, next((tuple(events[row.event_id]) for row in same), ())


def dates(pairs: Sequence[tuple[Telling, tuple[Event, ...]]]) -> Iterator[Figure]:
    """How many dates are right: of all that gold gives, of those of events that are told of, of all that we give."""
    told = [(telling, rows) for telling, rows in pairs if rows]
    right = sum(telling.days is not None and telling.days == closed(rows) for telling, rows in told)
    given = [telling for telling, rows in told if closed(rows) is not None]
    undated = [closed(rows) is None for telling, rows in told if telling.days is None]
    yield Figure("date, of those told of", right, sum(telling.days is not None for telling, _ in told))
    yield Figure("date, where given", right, sum(telling.days is not None for telling in given))
    yield Figure("undated left undated", sum(undated), len(undated))


def closed(rows: Iterable[Event]) -> Days | None:
    """The date of an event of which both ends are known: that of the passage that dates it most narrowly."""
    row = narrowest(rows)
    return (row.earliest, row.latest) if row and row.earliest and row.latest else None


def guesses(documents: Iterable[Annotated], found: Tables) -> Iterator[Figure]:
    """What comes of giving each event that gold dates the nearest date in the text, or that of publication."""
    nearest = publication = total = 0
    for document in documents:
        own = [row for row in found.rows(Timex) if row.doc_id == document.doc_id and row.earliest and row.latest]
        for telling in document.tellings:
            total += telling.days is not None
            near = min(own, key=lambda row, at=telling.start: abs(row.start - at), default=None)  # type: ignore[misc]
            nearest += near is not None and telling.days == (near.earliest, near.latest)
            publication += telling.days == (document.published, document.published)
    yield Figure("guess: nearest date", nearest, total)
    yield Figure("guess: publication", publication, total)


# --- the command -----------------------------------------------------------------------------------


def report(name: str, documents: Sequence[Annotated], figures: Iterable[Figure], rejected: int) -> Iterator[str]:
    """The lines of a set."""
    words = sum(len(one.tellings) for one in documents)
    yield f"{name}: {len(documents)} documents, {words} words that tell of events; {rejected} documents not analysed"
    for one in figures:
        yield f"  {one.name:24}{100 * one.share:8.1f}   {one.right}/{one.every}"


@click.command()
@click.argument("texts", metavar="EVAL", type=click.Path(exists=True, path_type=Path))
@click.option("-s", "--set", "names", multiple=True, help="A file of EVAL/timeline, without .jsonl, or a path.")
@click.option("--keep", type=click.Path(file_okay=False, path_type=Path), help="Leave corpora and tables here.")
@click.option("--workers", type=click.IntRange(1), default=os.cpu_count() or 1, help="Changes no result.")
def main(texts: Path, *, names: Sequence[str], keep: Path | None, workers: int) -> None:
    """Measure on the sets in the folder EVAL."""
    with nullcontext(str(keep)) if keep else tempfile.TemporaryDirectory() as folder:
        for path in [claims.found(texts, name, folder="timeline") for name in names or SETS]:
            documents = read(path)
            place = Path(folder) / path.stem
            figures = list(measure(documents, place, workers=workers))
            click.echo("\n".join(report(path.stem, documents, figures, _rejected(documents, place))))
            click.echo()


def _rejected(documents: Sequence[Annotated], folder: Path) -> int:
    """How many documents were not analysed."""
    analysed = {
        row.doc_id
        for place in sorted(folder.glob("*/tables"))
        for row in claims.read_tables(place, _items(documents)).rows(Document)
    }
    return sum(one.doc_id not in analysed for one in documents)


def _items(documents: Iterable[Annotated]) -> list[claims.Item]:
    return [claims.Item(one.doc_id, one.text, one.published, Gold()) for one in documents]


if __name__ == "__main__":
    main()
