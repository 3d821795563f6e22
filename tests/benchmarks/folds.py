"""Texts in which is marked whom "he" and "she" mean in; how well that is found in those not learned from out.

Run `python tests/benchmarks/folds.py EVAL`. What `actors.py` measures on these sets is measured on the documents that
the weights of `antecedents.json` were learned from. Here every document is read with weights learned from those of the
other folds, and all else is the same. It takes some minutes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from unittest import mock

import actors
import click

from analysis.config import Config
from analysis.gold import Gold
from analysis.judges.measures import Score
from analysis.rules import antecedents as rule
from analysis.steps.actors import actors as put_together
from analysis.steps.mentions import mentions
from analysis.tables import Document, Mention, Tables
from analysis.training import antecedents
from analysis.training.antecedents import Lesson
from analysis.training.corpora import readings

_SETS = (*antecedents.GUM, antecedents.GAP)


def left_out(lessons: Sequence[Lesson], folds: int) -> Iterator[Mention]:
    """The mentions of every document, found with weights that were learned from the documents of other folds."""
    for fold in range(folds):
        others = [one for one in lessons if _fold(one, folds) != fold]
        model = antecedents.learn(others)
        with mock.patch.object(rule, "_model", lambda model=model: model):
            for one in lessons:
                if _fold(one, folds) == fold:
                    yield from mentions(one.reading, Config())


def _fold(lesson: Lesson, folds: int) -> int:
    """The fold of a document, by its name alone."""
    return int(hashlib.sha256(lesson.reading.document.doc_id.encode()).hexdigest(), 16) % folds


def scores(rows: Sequence[Mapping[str, Any]], found: Sequence[Mention], documents: Sequence[Document]) -> list[Score]:
    """The same measures as for a set of `actors.py`."""
    tables = put_together(Tables({Mention: found, Document: documents}), Config())
    if "pronoun" in rows[0]:
        return list(actors.scores_of_pronouns(tables, rows))
    golds = [actors.entities(row, actors.TYPES) for row in rows]
    gold = Gold(
        documents_read=tuple(one for gold in golds for one in gold.documents_read or ()),
        mentions=tuple(one for gold in golds for one in gold.mentions or ()),
    )
    return list(actors.scores_of_actors(actors.of_types(tables, actors.TYPES), gold))


@click.command()
@click.argument("texts", metavar="EVAL", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--folds", type=click.IntRange(2), default=10, show_default=True)
def main(texts: Path, *, folds: int) -> None:
    """Measure on the sets in the folder EVAL, each document with weights learned from the others."""
    sets = {name: actors.read(texts / "actors" / f"{name}.jsonl") for name in _SETS}
    known = {row.get("doc_id") or row["id"]: row for rows in sets.values() for row in rows}
    parsed = readings([{"doc_id": name, "text": row["text"]} for name, row in known.items()])
    lessons = [antecedents.lesson(one, known[one.document.doc_id]) for one in parsed]
    found = list(left_out(lessons, folds))
    for name, rows in sets.items():
        own = {row.get("doc_id") or row["id"] for row in rows}
        documents = [one.reading.document for one in lessons if one.reading.document.doc_id in own]
        click.echo(f"{name}: {len(documents)} documents")
        for one in scores(rows, [row for row in found if row.doc_id in own], documents):
            click.echo(f"  {one.measure:30} {one.value:.3f}")


if __name__ == "__main__":
    main()
