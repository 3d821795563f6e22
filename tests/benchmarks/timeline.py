"""Annotated public texts in; how well time expressions are found and dated out.

Run `python tests/benchmarks/timeline.py EVAL`. Each set becomes a corpus and gold tables of our own form in a temporary
folder, is analysed by `claimline extract` and scored as `claimline score` does. README.md beside this file says what
is measured, and with what.
"""

from __future__ import annotations

import json
import os
import re
import resource
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import claims
import click
from claims import Annotated, Item, Result

from analysis import scoring
from analysis.gold import Gold, GoldTimex, ReadDocument
from analysis.judges.measures import Score

#: What is measured if nothing else is asked for: files of EVAL/timeline.
SETS = ("te3_timebank_dev", "te3_aquaint", "meantime_timex", "gum_news_dates")
_DAY = len("2024-05-30")

# --- what the files hold ---------------------------------------------------------------------------


def read(path: Path) -> list[Item]:
    """The documents of a file of JSON lines, in its order. Raises ClickException for one of another form."""
    with path.open(encoding="utf-8") as file:
        return [_item(json.loads(line), path.name) for line in file if line.strip()]


def _item(row: Annotated, name: str) -> Item:
    form = next((form for column, form in FORMS.items() if column in row), None)
    if form is None or not row.get("doc_id"):
        raise click.ClickException(f"{name}: a row has no doc_id, or none of {', '.join(FORMS)}")
    return Item(row["doc_id"], row["text"], (row.get("dct") or "")[:_DAY] or None, form(row))


def _timed(row: Annotated) -> Gold:
    rows = tuple(_timex(one, row) for one in row["timexes"])
    return Gold(documents_read=(ReadDocument(doc_id=row["doc_id"]),), timexes=rows)


def _timex(one: Annotated, row: Annotated) -> GoldTimex:
    """A time expression with a TIMEX3 value, or with its first and last day, as the set has it.

    The date of the article in its own text is neutral where the set says so, and so is a date without days.
    """
    earliest, latest = one.get("interval") or (None, None)
    return GoldTimex(
        doc_id=row["doc_id"],
        start=one["start"],
        end=one["end"],
        text=row["text"][one["start"] : one["end"]],
        type=one.get("type", "DATE"),
        value=one.get("value") or "",
        anchor="explicit",
        earliest=earliest,
        latest=latest,
        optional=bool(one.get("dct")) or not (one.get("value") or (earliest and latest)),
    )


#: The column that tells what a row is annotated with, and how to read it.
FORMS: Mapping[str, Callable[[Annotated], Gold]] = {"timexes": _timed}


# --- one thing written in several ways --------------------------------------------------------------

#: Ways in which sets write what we write otherwise, and ours. README.md says where each occurs.
_CONVENTIONS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^(\d{3})X$"), r"\1"),
    (re.compile(r"^(\d{2})XX$"), r"\1"),
    (re.compile(r"^(\d{4}(?:-\d\d)?)(?:-XX)+$"), r"\1"),
    (re.compile(r"^(\d{4}-W)(\d)$"), r"\g<1>0\2"),
    (re.compile(r"^PXE$"), "PXY"),
    (re.compile(r"^P(\d+)E$"), r"P\g<1>0Y"),
)
_EACH = {"P1D": "XXXX-XX-XX", "P1W": "XXXX-WXX", "P1M": "XXXX-XX", "P1Y": "XXXX"}


def mapped(gold: Gold) -> Gold:
    """The same gold, which also takes for right what only another convention writes otherwise."""
    rows = tuple(row.model_copy(update={"alternatives": (_ours(row),)}) for row in gold.timexes or ())
    return replace(gold, timexes=rows)


def _ours(row: GoldTimex) -> str:
    if row.type == "SET":
        return _EACH.get(row.value, row.value)
    value = row.value
    for theirs, ours in _CONVENTIONS:
        value = theirs.sub(ours, value)
    return value


# --- analysed as a user would ----------------------------------------------------------------------


def measure(items: Sequence[Item], folder: Path, *, workers: int) -> Result:
    """Analyse a set in `folder`, which keeps each round's corpus.jsonl, tables and gold, and score it."""
    together, gold = claims.analysed(items, folder, workers=workers)
    found = claims.complete(together, items)
    scores = [*scoring.score(found, gold).scores, *_other_value(scoring.score(found, mapped(gold)).scores)]
    told = {one.measure: one for one in scores if one.measure in _told(gold)}
    return Result(told, len(items), claims.fates(together), None)


def _other_value(scores: Iterable[Score]) -> Iterator[Score]:
    return (replace(one, measure="value, mapped") for one in scores if one.measure == "value")


def _told(gold: Gold) -> frozenset[str]:
    """The measures that a set can tell: of one that has days and no values, only whether the days are right."""
    has_values = any(row.value for row in gold.timexes or ())
    return frozenset({"strict", "relaxed", "type", "value", "value, mapped"} if has_values else {"days"})


# --- the command -----------------------------------------------------------------------------------


@click.command()
@click.argument("texts", metavar="EVAL", type=click.Path(exists=True, path_type=Path))
@click.option(
    "-s", "--set", "names", multiple=True, help="A file of EVAL/timeline, without .jsonl, or any file's path."
)
@click.option("--keep", type=click.Path(file_okay=False, path_type=Path), help="Leave corpora, tables and gold here.")
@click.option("--workers", type=click.IntRange(1), default=os.cpu_count() or 1, help="Changes no result.")
@click.option("--time", "timed", is_flag=True, help="Print how much processor time each set took.")
def main(texts: Path, *, names: Sequence[str], keep: Path | None, workers: int, timed: bool) -> None:
    """Measure on the sets in the folder EVAL, or on one file EVAL of the same form."""
    chosen = [texts] if texts.is_file() else [claims.found(texts, name, folder="timeline") for name in names or SETS]
    with nullcontext(str(keep)) if keep else tempfile.TemporaryDirectory() as folder:
        if timed:  # what is in the cache takes no time
            os.environ["CLAIMLINE_CACHE"] = str(Path(folder) / "cache")
        for path in chosen:
            items = read(path)
            if timed:  # copies, which need a run of their own, would count its start as well
                first, began = claims.rounds(items)[0], _processor_seconds()
                claims.analysed(first, Path(folder) / "timed" / path.stem, workers=workers)
                speed = _speed(first, _processor_seconds() - began)
            result = measure(items, Path(folder) / path.stem, workers=workers)
            click.echo("\n".join(claims.report(path.stem, result)))
            click.echo(speed if timed else "")


def _speed(items: Iterable[Item], seconds: float) -> str:
    characters = sum(len(one.text) for one in items)
    return f"  {characters:,} characters, {seconds:.0f} seconds of processor: {characters / seconds:,.0f} a second\n"


def _processor_seconds() -> float:
    """What the processes that were started, and have ended, took of the processor."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
