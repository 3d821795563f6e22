"""Annotated public texts in; how well names, actors, their counts and what pronouns mean are found out.

Run `python tests/benchmarks/actors.py EVAL`. Each set becomes a corpus in a temporary folder, is analysed by
`claimline extract` and scored: where gold says who is who, as `claimline score` does; where it only says what is a
name, or whom one pronoun means, by the measures below. README.md beside this file says what is measured, and with what.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import typing
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path

import claims
import click
from claims import Annotated, Item, Result

from analysis import scoring
from analysis.gold import Gold, GoldMention, ReadDocument
from analysis.judges import measures
from analysis.judges.matching import common
from analysis.judges.measures import Score
from analysis.tables import OWN_NAMES, ActorType, Mention, Span, Tables

#: What is measured if nothing else is asked for: files of EVAL/actors.
SETS = (
    "gum_news_dev",
    "gum_interview_dev",
    "gum_bio_dev",
    "gum_speech_dev",
    "newswcl50_dev",
    "two_articles",
    "pud_ner_dev",
    "conllpp_dev",
    "gap_dev",
)
#: Types of actors that are scored; by the beginning of a set's name where its gold has only some of them.
TYPES: frozenset[ActorType] = frozenset({"person", "organisation", "state"})
_ONLY: Mapping[str, frozenset[ActorType]] = {"newswcl50": frozenset({"person"})}
#: What a type counts as among names: with a text alone, a state is a place.
_NAMED_TYPES: Mapping[str, str] = {
    "person": "person",
    "organisation": "organisation",
    "state": "place",
    "place": "place",
}
_ARTICLE = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
_GENITIVE = re.compile(r"['’]s$")
#: A mention may be this much longer than the name that it must touch.
_SPARE_CHARACTERS = 40

Name = tuple[int, int, str]


# --- who is who ------------------------------------------------------------------------------------


def entities(row: Annotated, types: frozenset[ActorType]) -> Gold:
    """Gold's mentions. Actors of other types, and those never named, do not count; nor does what is to be ignored."""
    rows = [
        _mention(row, place, of=entity, counts=entity["named"] and entity["type"] in types)
        for entity in row["entities"]
        for place in entity["mentions"]
    ]
    beside = {"id": "ignored", "type": "place", "named": True}
    rows += [
        _mention(row, {"start": start, "end": end, "kind": "name"}, of=beside, counts=False)
        for start, end in row.get("ignore", ())
    ]
    return Gold(documents_read=(ReadDocument(doc_id=row["doc_id"]),), mentions=tuple(rows))


def _mention(row: Annotated, place: Annotated, *, of: Annotated, counts: bool) -> GoldMention:
    start, end = place["start"], place["end"]
    return GoldMention(
        doc_id=row["doc_id"],
        start=start,
        end=end,
        text=row["text"][start:end],
        kind=place["kind"],
        # What is no actor at all (a law, a prize) has a type of its own there and never counts.
        type=of["type"] if of["type"] in typing.get_args(ActorType) else "place",
        name=None,
        actor_id=str(of["id"]),
        counted=counts,
        flags=() if of["named"] else ("unnamed",),
        head=(place["head_start"], place["head_end"]) if "head_start" in place else None,
    )


def scores_of_actors(found: Tables, gold: Gold) -> Iterator[Score]:
    """Mentions, counts and actors as `claimline score` has them, and how many actors there are in no gold."""
    for score in scoring.score(found, gold).scores:
        yield score
        if score.measure == "actors, all" and score.right is not None:
            yield _plain("spurious actors", score.found - score.right, score)


def _plain(measure: str, value: float, like: Score) -> Score:
    return Score(table="actors", measure=measure, value=value, right=None, found=like.found, expected=like.expected)


def of_types(found: Tables, types: frozenset[ActorType]) -> Tables:
    """The tables without mentions of actors of a type that gold leaves out; groups stand with states."""
    kept = types | {"group"} if "state" in types else types
    return found.with_rows((Mention, [row for row in found.rows(Mention) if row.type in kept]))


# --- what is a name --------------------------------------------------------------------------------


def scores_of_names(found: Tables, rows: Sequence[Annotated]) -> Iterator[Score]:
    """F1 of names by place and type: exact, touching, touching whatever the type; and exact, type by type."""
    gold = {row["doc_id"]: _names_in_gold(row) for row in rows}
    ours = _names_found(found, rows)
    for measure, right in _RIGHT_NAMES.items():
        yield _of_names(measure, gold, ours, right)
    for kind in dict.fromkeys(_NAMED_TYPES.values()):
        one, other = ({doc: _of_type(names, kind) for doc, names in side.items()} for side in (gold, ours))
        yield _of_names(f"{kind}, exact", one, other, _exact)


def _names_in_gold(row: Annotated) -> list[Name]:
    spans = ((one["start"], one["end"], one["type"]) for one in row["spans"])
    return [_trimmed(row["text"], start, end, _NAMED_TYPES[kind]) for start, end, kind in spans if kind in _NAMED_TYPES]


def _names_found(found: Tables, rows: Iterable[Annotated]) -> dict[str, list[Name]]:
    texts = {row["doc_id"]: row["text"] for row in rows}
    names: dict[str, set[Name]] = {doc_id: set() for doc_id in texts}
    for one in found.rows(Mention):
        if one.kind in OWN_NAMES and one.type in _NAMED_TYPES:
            names[one.doc_id].add(_trimmed(texts[one.doc_id], one.start, one.end, _NAMED_TYPES[one.type]))
    return {doc_id: sorted(own) for doc_id, own in names.items()}


def _trimmed(text: str, start: int, end: int, kind: str) -> Name:
    """A name without the article before it and the genitive's s behind it."""
    article = _ARTICLE.match(text, start, end)
    start = article.end() if article and article.end() < end else start
    genitive = _GENITIVE.search(text[start:end])
    return start, start + genitive.start() if genitive else end, kind


def _of_type(names: Iterable[Name], kind: str) -> list[Name]:
    return [name for name in names if name[2] == kind]


def _of_names(
    measure: str,
    gold: Mapping[str, Sequence[Name]],
    found: Mapping[str, Sequence[Name]],
    right: Callable[[Sequence[Name], Sequence[Name]], int],
) -> Score:
    return measures.f1(
        "names",
        measure,
        right=sum(right(gold[doc_id], found[doc_id]) for doc_id in gold),
        found=sum(map(len, found.values())),
        expected=sum(map(len, gold.values())),
    )


def _exact(gold: Sequence[Name], found: Sequence[Name]) -> int:
    return len(set(gold) & set(found))


def _touching(gold: Sequence[Name], found: Sequence[Name]) -> int:
    return sum(1 for _ in _in_one_place(gold, found, lambda one, other: one[2] == other[2]))


def _untyped(gold: Sequence[Name], found: Sequence[Name]) -> int:
    return sum(1 for _ in _in_one_place(gold, found, lambda _one, _other: True))


_RIGHT_NAMES: Mapping[str, Callable[[Sequence[Name], Sequence[Name]], int]] = {
    "exact": _exact,
    "touching": _touching,
    "touching, any type": _untyped,
}


def _in_one_place(
    gold: Sequence[Name], found: Sequence[Name], fits: Callable[[Name, Name], bool]
) -> Iterator[tuple[Name, Name]]:
    """Pairs that share a character and fit, each taken once, in the order of the text."""
    free = list(gold)
    for other in found:
        one = next((one for one in free if common(one[:2], other[:2]) > 0 and fits(one, other)), None)
        if one:
            free.remove(one)
            yield one, other


# --- whom a pronoun means --------------------------------------------------------------------------


def scores_of_pronouns(found: Tables, rows: Sequence[Annotated]) -> Iterator[Score]:
    """F1 over the two names of each snippet: whether the pronoun is said to mean it. By gender of the pronoun, too."""
    actors = _places_of_actors(found)
    answers = [
        (row["gender"], row[f"{name}_coref"], _is_said(actors[row["id"]], row["pronoun"], row[name]))
        for row in rows
        for name in "ab"
    ]
    for measure, genders in {"pronouns": "FM", "pronouns, feminine": "F", "pronouns, masculine": "M"}.items():
        own = [(meant, said) for gender, meant, said in answers if gender in genders]
        yield measures.f1(
            "pronouns",
            measure,
            right=sum(meant and said for meant, said in own),
            found=sum(said for _, said in own),
            expected=sum(meant for meant, _ in own),
        )


def _places_of_actors(found: Tables) -> Mapping[str, list[list[Span]]]:
    places: defaultdict[tuple[str, str], list[Span]] = defaultdict(list)
    for one in found.rows(Mention):
        if one.counted and one.type != "place":
            places[one.doc_id, one.actor_id].append((one.start, one.end))
    by_document: defaultdict[str, list[list[Span]]] = defaultdict(list)
    for (doc_id, _), own in places.items():
        by_document[doc_id].append(own)
    return by_document


def _is_said(actors: Iterable[Sequence[Span]], pronoun: Sequence[int], name: Sequence[int]) -> bool:
    """Whether one actor has a mention that is the pronoun, and one that touches the name and is not much longer."""
    first, last = name
    return any(
        tuple(pronoun) in own
        and any(
            common(place, (first, last)) > 0 and place[1] - place[0] <= last - first + _SPARE_CHARACTERS
            for place in own
        )
        for own in actors
    )


# --- a set -----------------------------------------------------------------------------------------


def measure(path: Path, folder: Path, *, workers: int, parameters: Mapping[str, str]) -> Result:
    """Analyse the set of a file in `folder` and score it. Raises ClickException for rows of another form."""
    rows = read(path)
    types = next((types for beginning, types in _ONLY.items() if path.stem.startswith(beginning)), TYPES)
    items = [_item(row, types) for row in rows]
    found, gold = claims.analysed(items, folder, workers=workers, parameters=parameters)
    whole = claims.complete(found, items)
    if gold.mentions is not None:
        scores = scores_of_actors(of_types(whole, types), gold)
    else:
        scores = scores_of_names(whole, rows) if "spans" in rows[0] else scores_of_pronouns(whole, rows)
    return Result({one.measure: one for one in scores}, len(items), claims.fates(found), None)


def read(path: Path) -> list[Annotated]:
    """The rows of a file of JSON lines. Raises ClickException unless all say who is who, what is a name, or both."""
    with path.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file if line.strip()]
    if not any(rows and all(form in row for row in rows) for form in ("entities", "spans", "pronoun")):
        raise click.ClickException(f"{path.name}: not all rows have entities, or spans, or a pronoun")
    return rows


def _item(row: Annotated, types: frozenset[ActorType]) -> Item:
    doc_id = row.get("doc_id") or row["id"]
    gold = entities(row, types) if "entities" in row else Gold(documents_read=(ReadDocument(doc_id=doc_id),))
    return Item(doc_id, row["text"], row.get("date"), gold)


# --- the command -----------------------------------------------------------------------------------


@click.command()
@click.argument("texts", metavar="EVAL", type=click.Path(exists=True, path_type=Path))
@click.option("-s", "--set", "names", multiple=True, help="A file of EVAL/actors, without .jsonl, or any file's path.")
@click.option("--keep", type=click.Path(file_okay=False, path_type=Path), help="Leave corpora, tables and gold here.")
@click.option("--workers", type=click.IntRange(1), default=os.cpu_count() or 1, help="Changes no result.")
@click.option("--model", help="Another installed spaCy pipeline for English.")
def main(texts: Path, *, names: Sequence[str], keep: Path | None, workers: int, model: str | None) -> None:
    """Measure on the sets in the folder EVAL, or on one file EVAL of the same form."""
    chosen = [texts] if texts.is_file() else [claims.found(texts / "actors", name) for name in names or SETS]
    parameters = {"model": model} if model else {}
    with nullcontext(str(keep)) if keep else tempfile.TemporaryDirectory() as folder:
        for path in chosen:
            result = measure(path, Path(folder) / path.stem, workers=workers, parameters=parameters)
            click.echo("\n".join([*claims.report(path.stem, result), ""]))


if __name__ == "__main__":
    main()
