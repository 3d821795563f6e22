"""The pipeline as a whole: what holds for every row, on the example and on awkward articles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from analysis import pipeline, tables
from analysis.config import Config, Execution, config_of
from analysis.tables import ARTICLE_BLOCKS, Block, Claim, Document, Event, File, Mention, Sentence, Tables, Timex

ROOT = Path(__file__).parent.parent
CORPORA = {"example": ROOT / "data" / "documents", "awkward": ROOT / "tests" / "articles"}


@pytest.fixture(scope="session", params=list(CORPORA))
def analysed(request: pytest.FixtureRequest, cache: Path) -> Tables:
    """The tables of the two articles, and those of articles that are hard to read."""
    return pipeline.analyse(CORPORA[request.param], Config(), Execution(cache=cache))


def test_every_row_keeps_its_contract(analysed: Tables) -> None:
    """Types, keys, references, and every span slices to its text."""
    tables.check(analysed)


def test_every_file_is_analysed(analysed: Tables) -> None:
    """None of them is rejected: awkward is not unreadable."""
    assert {file.status for file in analysed.rows(File)} == {"analysed"}
    assert len(analysed.rows(File)) == len(analysed.rows(Document))


def test_nothing_comes_from_the_furniture(analysed: Tables) -> None:
    """No claim, event, date or counted mention stands in navigation, byline, caption, credit or footer."""
    kinds = {(block.doc_id, at): block.kind for block in analysed.rows(Block) for at in range(block.start, block.end)}
    counted = [mention for mention in analysed.rows(Mention) if mention.counted]
    rows: list[Any] = [*analysed.rows(Claim), *analysed.rows(Event), *analysed.rows(Timex), *counted]
    for row in rows:
        assert kinds[row.doc_id, row.start] in ARTICLE_BLOCKS, row
        assert kinds[row.doc_id, row.end - 1] in ARTICLE_BLOCKS, row


@pytest.mark.parametrize("assumed", [None, "2024-05-30"])
@pytest.mark.parametrize("name", CORPORA)
def test_no_date_is_invented(name: str, assumed: str | None, cache: Path) -> None:
    """An event's days are those of time expressions in its own sentence; without one it is undated.

    What is planned or predicted lies ahead: it begins at publication at the earliest.
    """
    config = config_of(assume_published=assumed, model=Config().language.model)
    analysed = pipeline.analyse(CORPORA[name], config, Execution(cache=cache))
    published = {one.doc_id: one.published for one in analysed.rows(Document)}
    for event in analysed.rows(Event):
        if event.timex is None:
            assert (event.earliest, event.latest) == (None, None), event
            continue
        (own,) = [one for one in analysed.rows(Sentence) if one.doc_id == event.doc_id and holds(one, *event.timex)]
        near = [one for one in analysed.rows(Timex) if one.doc_id == event.doc_id and holds(own, one.start, one.end)]
        ahead = {published[event.doc_id]} if event.status in ("planned", "predicted") else set()
        ends = {None, *(one.earliest for one in near), *(one.latest for one in near)}
        assert {event.earliest} <= ends | ahead, event
        assert {event.latest} <= ends, event


def holds(sentence: Sentence, start: int, end: int) -> bool:
    return sentence.start <= start and end <= sentence.end


def test_what_is_denied_planned_or_predicted_has_not_happened(analysed: Tables) -> None:
    """Said is not the same as happened: only what is asserted flatly may stand as happened."""
    claims = {claim.claim_id: claim for claim in analysed.rows(Claim)}
    for event in analysed.rows(Event):
        claim = claims[event.claim_id] if event.claim_id else None
        if claim and event.predicate == (claim.cue_start, claim.cue_end):
            continue  # the denying itself has happened
        if claim and (claim.label != "asserted" or "planned" in claim.facets):
            assert event.status != "happened", (event, claim)


def test_a_document_without_names_has_no_actor(cache: Path) -> None:
    """Nobody named, nobody counted: no pronoun is given to somebody from elsewhere."""
    analysed = pipeline.analyse(CORPORA["awkward"], Config(), Execution(cache=cache))
    assert [mention for mention in analysed.rows(Mention) if mention.doc_id == "no_names.txt"] == []


def test_dates_that_do_not_exist_are_none(cache: Path) -> None:
    """31 February and the year 12024 give no day, and no exception."""
    analysed = pipeline.analyse(CORPORA["awkward"], Config(), Execution(cache=cache))
    ends = [one.latest for one in analysed.rows(Timex) if one.doc_id in ("windows_lines.txt", "symbols.txt")]
    assert not any(end and (end.startswith("12") or "-02-3" in end) for end in ends)


def test_a_part_is_kept_and_read_again(tmp_path: Path) -> None:
    """The second analysis reads every document's part; a damaged part is made anew."""
    execution = Execution(cache=tmp_path)
    before = pipeline.analyse(CORPORA["awkward"], Config(), execution)
    parts = sorted((tmp_path / "parts").rglob("*.json"))
    assert len(parts) == len(before.rows(Document))
    stamps = [path.stat().st_mtime_ns for path in parts]
    assert dict(pipeline.analyse(CORPORA["awkward"], Config(), execution).items()) == dict(before.items())
    assert [path.stat().st_mtime_ns for path in parts] == stamps
    parts[0].write_text("{")
    assert dict(pipeline.analyse(CORPORA["awkward"], Config(), execution).items()) == dict(before.items())
    assert parts[0].stat().st_size > 1


def test_how_it_is_run_is_no_part_of_the_key(tmp_path: Path) -> None:
    """Workers and cache never change the key; configuration and documents do."""
    keys = {pipeline.run_key(CORPORA["awkward"], Config())}
    keys.add(pipeline.run_key(CORPORA["awkward"], config_of(assume_published="2020", model=Config().language.model)))
    keys.add(pipeline.run_key(CORPORA["example"], Config()))
    assert len(keys) == 3
    folder = pipeline.tables_folder(CORPORA["awkward"], Config(), Execution(cache=tmp_path, workers=1))
    assert folder == pipeline.tables_folder(CORPORA["awkward"], Config(), Execution(cache=tmp_path, workers=2))
