"""News in; out, the weights of `names_*.json`: what speaks for a person, an organisation, a place, something else.

No marks are needed. A name that the language model's tagger takes for the same thing nearly everywhere in an article is
an example; the signs do not say what the tagger says, so that what is learned is a second opinion.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from analysis.reading import Reading
from analysis.rules.candidates import Candidate, candidates
from analysis.rules.kinds import KINDS, Kind, tagged
from analysis.rules.name_evidence import around, evidence
from analysis.training import classify, write
from analysis.training.attributions import LEARNED_FROM
from analysis.training.corpora import readings
from analysis.training.examples import Examples
from analysis.weights import Linear

_LEARNED_FROM = (
    f"Texts without their annotation: {LEARNED_FROM} GAP's development part (2,000 paragraphs of Wikipedia, "
    "Apache-2.0; Webster and others 2018) and MEANTIME (60 articles of Wikinews, CC BY 4.0; Minard and others 2016). "
    "What a name is, is what the tagger of en_core_web_sm says of it nearly everywhere in a text."
)
#: Of the places of a name, so many must be tagged alike.
_AGREED = 0.8
#: A sign counts if it stands in so many documents.
_FEWEST = 8
_STRENGTH, _SMALLEST = 0.3, 0.08


def train(data: Path) -> None:
    """Learn what speaks for each kind of name."""
    files = [data / "claims" / "polnear_train.jsonl", data / "actors" / "gap_dev.jsonl"]
    files.append(data / "timeline" / "meantime_timex.jsonl")
    found = (reading for path in files for reading in readings(_rows(path)))
    for kind, model in learn(found).items():
        write(f"names_{kind}", model)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield {"doc_id": row.get("doc_id") or row["id"], "text": row["text"]}


def learn(found: Iterable[Reading]) -> dict[Kind, Linear]:
    """A model for each kind of name."""
    sets = {kind: Examples() for kind in KINDS}
    for number, reading in enumerate(found):
        for signs, answer in lessons(reading):
            for kind in KINDS:
                sets[kind].add(signs, right=answer == kind, document=number)
    return {
        kind: classify(
            examples,
            f"whether a name is that of: {kind}; by the words of the name and around it, in all places of an article",
            _LEARNED_FROM,
            strength=_STRENGTH,
            fewest=_FEWEST,
            smallest=_SMALLEST,
        )
        for kind, examples in sets.items()
    }


def lessons(reading: Reading) -> Iterator[tuple[frozenset[str], Kind]]:
    """The names of an article on which the tagger agrees with itself: signs, and what they are."""
    prose = [passage for passage in reading.passages if passage.block.kind == "paragraph"]
    found = candidates(prose)
    others = around(found, (passage.doc.text for passage in prose))
    for one in found:
        answer = _agreed(one)
        if answer is not None:
            yield evidence(one, others), answer


def _agreed(candidate: Candidate) -> Kind | None:
    (kind, count), *_ = [*tagged(candidate.places).most_common(1), ("other", 0)]
    return kind if count and count >= _AGREED * len(candidate.places) else None
