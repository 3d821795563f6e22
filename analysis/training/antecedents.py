"""Texts with whom each "he" and "she" means marked in (GUM, GAP), the weights of `antecedents.json` out.

Documents of GUM mark everybody, so the reader is told the truth after each pronoun. A text of GAP marks one pronoun and
two names: the other pronouns in it are read with what was learned from GUM alone.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.reading import Reading
from analysis.rules import names
from analysis.rules.antecedents import Reference, described, fitting
from analysis.rules.discourse import Discourse, Person
from analysis.rules.forms import Named
from analysis.rules.references import references
from analysis.training import rank, write
from analysis.training.corpora import readings
from analysis.training.examples import Examples
from analysis.weights import Linear

GUM = ("gum_news_dev", "gum_bio_dev", "gum_interview_dev", "gum_speech_dev")
GAP = "gap_dev"
_ABOUT = "to which of the people before it, or to nobody named, 'he' or 'she' goes back: the one of the highest value"
_LEARNED_FROM = (
    "GUM, development part of news, biographies, interviews and speeches as converted in actors/gum_*_dev.jsonl: 40 "
    "documents (Zeldes 2017; annotation CC BY 4.0), and GAP, development part, actors/gap_dev.jsonl: 2,000 snippets of "
    "Wikipedia (Webster et al. 2018; Apache-2.0). No sentence of them is here."
)
#: A sign counts if it stands in so many documents; the inverse of the regularisation; a smaller weight is left out.
_FEWEST, _STRENGTH, _SMALLEST = 10, 0.02, 0.02
#: What a text of GAP says of a pronoun that means neither of its two names.
NEITHER = ""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A document; `meant` says whom a pronoun means, by where it starts, `marked` where each of them is mentioned.

    `named` is everyone whom the analysis finds named in it.
    """

    reading: Reading
    named: Sequence[Named]
    meant: Mapping[int, str]
    marked: Sequence[tuple[int, int, str]]
    whole: bool


def train(data: Path) -> None:
    """Learn the model from both."""
    lessons = [lesson for name in (*GUM, GAP) for lesson in _lessons(data / "actors" / f"{name}.jsonl")]
    write("antecedents", learn(lessons))


def _lessons(path: Path) -> Iterator[Lesson]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = {row.get("doc_id") or row["id"]: row for row in rows}
    for reading in readings([{"doc_id": name, "text": row["text"]} for name, row in found.items()]):
        yield lesson(reading, found[reading.document.doc_id])


def lesson(reading: Reading, row: Mapping[str, Any]) -> Lesson:
    """A document with what is marked in it, as read from a row of the data."""
    named = tuple(names.named(list(reading.article())))
    if "pronoun" in row:
        right = next((one for one in ("a", "b") if row[f"{one}_coref"]), NEITHER)
        marked = [(*row[one], one) for one in ("a", "b")]
        return Lesson(reading, named, {row["pronoun"][0]: right}, marked, whole=False)
    places = [(one, entity["id"]) for entity in row["entities"] for one in entity["mentions"]]
    heads = [(one.get("head_start", one["start"]), one.get("head_end", one["end"]), of) for one, of in places]
    meant = {one["start"]: of for one, of in places if one["kind"] == "pronoun"}
    return Lesson(reading, named, meant, sorted(heads, key=lambda head: head[1] - head[0]), whole=True)


def learn(lessons: Sequence[Lesson]) -> Linear:
    """The model: first from the documents in which everybody is marked, then from all."""
    model = _learned([one for one in lessons if one.whole], None)
    return _learned(lessons, model)


def _learned(lessons: Sequence[Lesson], before: Linear | None) -> Linear:
    examples = Examples()
    for number, one in enumerate(lessons):
        _Teacher(one, examples, number, before).teach()
    return rank(examples, _ABOUT, _LEARNED_FROM, strength=_STRENGTH, fewest=_FEWEST, smallest=_SMALLEST)


class _Teacher:
    """Reads a document, says whom each pronoun means where that is marked, and notes what there was to choose from."""

    def __init__(self, one: Lesson, examples: Examples, number: int, model: Linear | None) -> None:
        self.lesson = one
        self.examples = examples
        self.number = number
        self.model = model
        self.ids: dict[str, str | None] = {}
        self.starts = {passage.block.start: passage for passage in one.reading.passages}

    def teach(self) -> None:
        self.ids = self.named(self.lesson.named)
        for _ in references(list(self.lesson.reading.article()), self.lesson.named, decide=self.decide):
            pass

    def named(self, found: Sequence[Named]) -> dict[str, str | None]:
        """Whom each actor's names mean, by most of them."""
        votes: dict[str, Counter[str]] = {}
        for one in found:
            start = one.passage.block.start + one.start
            meant = self.marked(start, start + one.end - one.start)
            if meant is not None:
                votes.setdefault(one.who.actor_id, Counter())[meant] += 1
        return {actor: count.most_common(1)[0][0] for actor, count in votes.items()}

    def marked(self, start: int, end: int) -> str | None:
        """Who is marked there: the shortest of the marked stretches that it meets."""
        return next((of for first, last, of in self.lesson.marked if first < end and start < last), None)

    def id_of(self, person: Person) -> str | None:
        if person.key not in self.ids:
            start = person.last.block + person.last.root.idx
            self.ids[person.key] = None if person.who else self.marked(start, start + len(person.last.root))
        return self.ids[person.key]

    def decide(self, at: Reference, discourse: Discourse) -> Person | None:
        """The right one, where it is known."""
        people = fitting(at, discourse)
        if not people:
            return None
        signs = described(at, people, discourse)
        meant = self.lesson.meant.get(at.block + at.token.idx)
        right = self.right(people, meant)
        if any(right):
            self.examples.add_group(signs, [one / sum(right) for one in right], document=self.number)
        if not self.lesson.whole or not any(right):
            return self.guess(people, signs)
        best = max(n for n, share in enumerate(right) if share)
        return people[best] if best < len(people) else None

    def right(self, people: Sequence[Person], meant: str | None) -> list[int]:
        """Which of the people, or nobody, is right; none where that is not known."""
        ids = [self.id_of(one) for one in people]
        if meant is None:
            return [0] * (len(people) + 1)
        if meant == NEITHER:
            return [*(int(one is None) for one in ids), 1]
        found = [int(one == meant) for one in ids]
        return [*found, int(self.lesson.whole and not any(found))]

    def guess(self, people: Sequence[Person], signs: Sequence[list[str]]) -> Person | None:
        if self.model is None:
            return people[-1]
        values = [self.model.value(one) for one in signs]
        best = max(range(len(values)), key=lambda n: (values[n], n))
        return people[best] if best < len(people) else None
