"""Annotated public texts in; how well attributions, factuality, opinions and check-worthiness are found out.

Run `python tests/benchmarks/claims.py EVAL`. Each set becomes a corpus and gold tables of our own form in a temporary
folder, is analysed by `claimline extract` and scored as `claimline score` does. README.md beside this file says what
is measured, and with what.
"""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click
from targets import Target, peer_of, targets_of

from analysis import scoring, tables
from analysis.gold import Gold, GoldAttribution, GoldPredicate, Judgement, ReadDocument, read_gold, write_gold
from analysis.judges.measures import Score
from analysis.tables import ARTICLE_BLOCKS, Block, Document, File, Row, Span, Tables, derive_id

#: What is measured if nothing else is asked for: files of EVAL/claims.
SETS = (
    "polnear_dev",
    "fact_uw_dev",
    "fact_meantime_dev",
    "fact_uds_ih2_dev",
    "subj_dev",
    "checkworthy_cb_dev",
)
#: Exit code of `claimline extract` where no document of a corpus can be analysed.
_NOTHING = 4
#: Measures that are no share of what was found, and how they are printed.
_PLAIN: Mapping[str, str] = {
    "r": ".3f", "MAE": ".3f", "count error, names": ".3f", "count error, all": ".3f", "spurious actors": ".0f",
}  # fmt: skip

Annotated = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Item:
    """A document to analyse, and the gold of it."""

    doc_id: str
    text: str
    published: str | None
    gold: Gold


# --- what the files hold ---------------------------------------------------------------------------


def read(path: Path) -> list[Item]:
    """The documents of a file of JSON lines, in its order. Raises ClickException for one of another form."""
    with path.open(encoding="utf-8") as file:
        return [_item(json.loads(line), path.name) for line in file if line.strip()]


def _item(row: Annotated, name: str) -> Item:
    form = next((form for column, form in FORMS.items() if column in row), None)
    doc_id = row.get("doc_id") or row.get("sent_id")
    if form is None or not doc_id:
        raise click.ClickException(f"{name}: a row has no doc_id or sent_id, or none of {', '.join(FORMS)}")
    return Item(doc_id, row["text"], row.get("date"), form(row, doc_id))


def _attributed(row: Annotated, doc_id: str) -> Gold:
    rows = (_attribution(one, doc_id, row["text"], number) for number, one in enumerate(row["attributions"]))
    return Gold(documents_read=(ReadDocument(doc_id=doc_id),), attributions=tuple(rows))


def _attribution(one: Annotated, doc_id: str, text: str, number: int) -> GoldAttribution:
    content, cue, source = (_spans(one[part]) for part in ("content", "cue", "source"))
    return GoldAttribution(
        attribution_id=derive_id("attribution", doc_id, number),
        doc_id=doc_id,
        content=content,
        cue=cue,
        source=source,
        source_text=" ".join(text[start:end] for start, end in source) or None,
        source_kind="named" if source else "unspecified",
        kind=one["kind"],
    )


def _spans(pieces: Iterable[Sequence[int]] | None) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in pieces or ())


def _factual(row: Annotated, doc_id: str) -> Gold:
    rows = (_predicate(one, doc_id, row["text"]) for one in row["events"])
    return Gold(documents_read=(ReadDocument(doc_id=doc_id),), predicates=tuple(rows))


def _predicate(one: Annotated, doc_id: str, text: str) -> GoldPredicate:
    start, end = one["span"]
    return GoldPredicate(doc_id=doc_id, start=start, end=end, text=text[start:end], factuality=one["fact"])


def _judged(row: Annotated, doc_id: str) -> Gold:
    """One sentence, `SUBJ` or `OBJ`, or 1 or 0 for worth checking or not."""
    subjective, checkworthy = {"SUBJ": True, "OBJ": False}.get(row["label"]), {1: True, 0: False}.get(row["label"])
    if subjective is checkworthy is None:
        raise click.ClickException(f"{doc_id}: {row['label']!r} is none of SUBJ, OBJ, 0, 1")
    text = row["text"]
    verdict = Judgement(
        doc_id=doc_id, start=0, end=len(text), text=text, subjective=subjective, checkworthy=checkworthy
    )
    return Gold(judgements=(verdict,))


#: The column that tells what a row is annotated with, and how to read it.
FORMS: Mapping[str, Callable[[Annotated, str], Gold]] = {
    "attributions": _attributed,
    "events": _factual,
    "label": _judged,
}


# --- analysed as a user would ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a set: the scores, and what became of its documents."""

    scores: Mapping[str, Score]
    documents: int
    fates: Mapping[str, int]
    chance: float | None


def measure(items: Sequence[Item], folder: Path, *, workers: int) -> Result:
    """Analyse a set in `folder`, and score it."""
    together, gold = analysed(items, folder, workers=workers)
    scored = scoring.score(complete(together, items), gold).scores
    return Result({one.measure: one for one in scored}, len(items), fates(together), chance(gold))


def analysed(
    items: Sequence[Item], folder: Path, *, workers: int, parameters: Mapping[str, str] = MappingProxyType({})
) -> tuple[Tables, Gold]:
    """The tables and the gold of a set; `folder` keeps each round's corpus.jsonl, tables and gold."""
    golds, found = [], []
    for number, each in enumerate(rounds(items), start=1):
        place = folder / str(number)
        write_gold(merged(item.gold for item in each), place / "gold")
        write_corpus(each, place / "corpus.jsonl")
        extract(place / "corpus.jsonl", place / "tables", workers=workers, parameters=parameters)
        golds.append(read_gold(place / "gold"))
        found.append(read_tables(place / "tables", each))
    return joined(found), merged(golds)


def rounds(items: Iterable[Item]) -> list[list[Item]]:
    """The documents in as many corpora as one text stands several times: of copies within one, one is analysed."""
    seen: Counter[str] = Counter()
    parts: defaultdict[int, list[Item]] = defaultdict(list)
    for item in items:
        words = " ".join(item.text.split())
        parts[seen[words]].append(item)
        seen[words] += 1
    return [parts[number] for number in sorted(parts)]


def merged(golds: Iterable[Gold]) -> Gold:
    """Several golds as one; a table that none of them has stays None."""
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for gold, field in itertools.product(golds, fields(Gold)):
        if getattr(gold, field.name) is not None:
            rows[field.name] += getattr(gold, field.name)
    return Gold(**{name: tuple(several) for name, several in rows.items()})  # type: ignore[arg-type]


def write_corpus(items: Iterable[Item], path: Path) -> None:
    """Write a dump that `claimline extract` reads: nothing of gold is in it."""
    rows = ({"doc_id": one.doc_id, "text": one.text, "published": one.published} for one in items)
    lines = (json.dumps({name: value for name, value in row.items() if value}) for row in rows)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")


def extract(corpus: Path, out: Path, *, workers: int, parameters: Mapping[str, str]) -> None:
    """Run `claimline extract`, also on what it takes for another language: a sentence is little to tell one by."""
    command = [sys.executable, "-m", "analysis", "extract", str(corpus), "--out", str(out), "--quiet"]
    command += ["--workers", str(workers), "-p", "only_english", "false"]
    command += itertools.chain.from_iterable(("-p", *pair) for pair in parameters.items())
    ran = subprocess.run(command, check=False, capture_output=True, text=True)
    if ran.returncode not in (0, _NOTHING):
        raise click.ClickException(ran.stderr.strip() or f"extract ended with {ran.returncode}")


def read_tables(folder: Path, items: Iterable[Item]) -> Tables:
    """The tables of a run, none if nothing could be analysed. Raises ClickException where a text is not the set's."""
    found = tables.read(folder) if folder.is_dir() else Tables({})
    texts = {item.doc_id: item.text for item in items}
    if other := [row.doc_id for row in found.rows(Document) if texts.get(row.doc_id) != row.text]:
        raise click.ClickException(f"analysed was another text than that of {other[0]}")
    return found


def joined(several: Sequence[Tables]) -> Tables:
    """The rows of several runs."""
    return Tables({kind: [row for one in several for row in one.rows(kind)] for kind in tables.TABLES})


def complete(found: Tables, items: Iterable[Item]) -> Tables:
    """The same with a bare document for each that was rejected: nothing was found in it."""
    known = {row.doc_id for row in found.rows(Document)}
    empty: Mapping[str, Any] = dict.fromkeys(Document.model_fields)
    bare = {"sha256": "", "format": "jsonl", "language": "en", "flags": ()}
    rejected = (
        Document.model_validate({**empty, **bare, "doc_id": item.doc_id, "text": item.text})
        for item in items
        if item.doc_id not in known
    )
    return found.with_rows((Document, (*found.rows(Document), *rejected)))


def fates(found: Tables) -> dict[str, int]:
    """What became of the documents, and how many were analysed in spite of how they look."""
    files = Counter(row.status for row in found.rows(File))
    article = {row.doc_id for row in found.rows(Block) if row.kind in ARTICLE_BLOCKS}
    documents = found.rows(Document)
    return {
        "analysed": files["analysed"],
        "rejected": files["rejected"],
        "taken for another language": sum(row.language != "en" for row in documents),
        "taken for no part of an article": sum(row.doc_id not in article for row in documents),
    }


def chance(gold: Gold) -> float | None:
    """The share of sentences that are worth checking: what an average precision by chance comes to."""
    worth = [row.checkworthy for row in gold.judgements or () if row.checkworthy is not None]
    return sum(worth) / len(worth) if worth else None


# --- printed ---------------------------------------------------------------------------------------


def report(name: str, result: Result) -> Iterator[str]:
    """The lines of a set: what became of it, and each measure beside what others reach."""
    told = ", ".join(f"{count} {fate}" for fate, count in result.fates.items())
    yield f"{name}: {result.documents} documents; {told}"
    targets, peer = targets_of(name), peer_of(name)
    yield f"  {'':24}{'claimline':>10}{'P':>8}{'R':>8}{'reach':>10}{'best peer':>11}{'people':>8}   {peer}".rstrip()
    for score in result.scores.values():
        yield _line(score, targets.get(score.measure, Target()))
    if result.chance is not None:
        yield f"  {'by chance':24}{_figure('', result.chance):>10}"


def _line(score: Score, target: Target) -> str:
    shares = ("" if one is None else format(100 * one, ".1f") for one in (score.precision, score.recall))
    figures = f"{_figure(score.measure, score.value):>10}" + "".join(f"{one:>8}" for one in shares)
    return f"  {score.measure:24}{figures:26}{target.reach:>10}{target.peer:>11}{target.people:>8}".rstrip()


def _figure(measure: str, value: float) -> str:
    return format(value, _PLAIN[measure]) if measure in _PLAIN else f"{100 * value:.1f}"


# --- the command -----------------------------------------------------------------------------------


def found(texts: Path, name: str, *, folder: str = "claims") -> Path:
    """The file of a set: a path, or a name in EVAL or its folder. Raises ClickException where there is none."""
    candidates = (Path(name), texts / folder / f"{name}.jsonl", texts / f"{name}.jsonl")
    path = next((path for path in candidates if path.is_file()), None)
    if path is None:
        raise click.ClickException(f"{name}: there is no such file, neither by itself nor in {texts}")
    return path


@click.command()
@click.argument("texts", metavar="EVAL", type=click.Path(exists=True, path_type=Path))
@click.option("-s", "--set", "names", multiple=True, help="A file of EVAL/claims, without .jsonl, or any file's path.")
@click.option("--keep", type=click.Path(file_okay=False, path_type=Path), help="Leave corpora, tables and gold here.")
@click.option("--workers", type=click.IntRange(1), default=os.cpu_count() or 1, help="Changes no result.")
@click.option("--time", "timed", is_flag=True, help="Print how long each set took.")
def main(texts: Path, *, names: Sequence[str], keep: Path | None, workers: int, timed: bool) -> None:
    """Measure on the sets in the folder EVAL, or on one file EVAL of the same form."""
    chosen = [texts] if texts.is_file() else [found(texts, name) for name in names or SETS]
    with nullcontext(str(keep)) if keep else tempfile.TemporaryDirectory() as folder:
        for path in chosen:
            began = time.monotonic()
            result = measure(read(path), Path(folder) / path.stem, workers=workers)
            click.echo("\n".join(report(path.stem, result)))
            click.echo(f"  {time.monotonic() - began:.0f} seconds\n" if timed else "")


if __name__ == "__main__":
    main()
