"""The gold tables: they fit the texts, each other and the columns of the tables."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from analysis import tables
from analysis.gold import (
    GOLD_TABLES,
    Gold,
    GoldError,
    GoldMention,
    GoldPredicate,
    Judgement,
    ReadDocument,
    read_csv,
    read_gold,
    write_gold,
)
from analysis.tables import ARTICLE_BLOCKS, Block, Row, derive_id, key_of, spans_of

DATA = Path(__file__).parents[1] / "data"
#: What is scored on public data sets only; both articles hold gold rows.
ELSEWHERE = ("documents_read", "predicates", "judgements")
IN_EXAMPLE = [name for name in GOLD_TABLES if name not in ELSEWHERE]
REFRESH = "bring data/README.md up to date: python -m analysis.tables"


@pytest.fixture(scope="session")
def gold() -> Gold:
    return read_gold(DATA / "gold")


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    return {path.name: path.read_bytes().decode("utf-8") for path in sorted((DATA / "documents").glob("*.txt"))}


def block_of(gold: Gold, doc_id: str, start: int, end: int) -> Block:
    """The one block that holds a span."""
    (block,) = (b for b in gold.blocks or () if b.doc_id == doc_id and b.start <= start and end <= b.end)
    return block


def test_every_gold_table_has_a_file_with_rows(gold: Gold) -> None:
    """The example's gold covers every table but those that public data sets score."""
    assert all(getattr(gold, name) for name in IN_EXAMPLE)
    assert [getattr(gold, name) for name in ELSEWHERE] == [None] * len(ELSEWHERE)


@pytest.mark.parametrize("name", IN_EXAMPLE)
def test_every_span_is_its_text(name: str, gold: Gold, texts: dict[str, str]) -> None:
    """Every span of a gold row lies within its document and reads as the row says."""
    for row in getattr(gold, name):
        for start, end, words in spans_of(row):
            text = texts[row.doc_id]
            assert 0 <= start < end <= len(text)
            assert words is None or text[start:end] == words


@pytest.mark.parametrize("name", IN_EXAMPLE)
def test_keys_stand_once_and_in_order(name: str, gold: Gold) -> None:
    """No key stands twice in a gold table."""
    keys = [key_of(row) for row in getattr(gold, name)]
    assert len(keys) == len(set(keys))


def test_blocks_hold_every_character_once(gold: Gold, texts: dict[str, str]) -> None:
    """Blocks follow each other without overlap, begin and end with a character, and leave only blanks between them."""
    for doc_id, text in texts.items():
        blocks = [block for block in gold.blocks or () if block.doc_id == doc_id]
        assert all(one.end <= other.start for one, other in pairwise(blocks))
        assert all(text[b.start : b.end] == text[b.start : b.end].strip() for b in blocks)
        assert "".join(text.split()) == "".join("".join(text[b.start : b.end].split()) for b in blocks)


def test_claims_stand_in_blocks_of_the_article(gold: Gold) -> None:
    """No claim, event or counted mention comes from navigation, byline, caption, credit or footer."""
    counted = [row for row in gold.mentions or () if row.counted]
    rows: list[Any] = [*(gold.claims or ()), *(gold.events or ()), *counted]
    for row in rows:
        assert block_of(gold, row.doc_id, row.start, row.end).kind in ARTICLE_BLOCKS


def test_uncounted_mentions_stand_in_captions(gold: Gold) -> None:
    """What is a mention and does not count stands in a caption."""
    kinds = {block_of(gold, row.doc_id, row.start, row.end).kind for row in gold.mentions or () if not row.counted}
    assert kinds == {"caption"}


def test_passages_without_claims_hold_none(gold: Gold) -> None:
    """A passage that claims nothing stands in a block of the kind it names, and no gold claim touches it."""
    for row in gold.non_claims or ():
        assert block_of(gold, row.doc_id, row.start, row.end).kind == row.kind
        assert not any(
            claim.doc_id == row.doc_id and claim.start < row.end and row.start < claim.end
            for claim in gold.claims or ()
        )


def test_ids_are_derived_from_places(gold: Gold) -> None:
    """Ids come from the document and the place, so they stay when other rows come and go."""
    for claim in gold.claims or ():
        assert claim.claim_id == derive_id("claim", claim.doc_id, claim.start, claim.end)
    for event_id in sorted({event.event_id for event in gold.events or ()}):
        first = min(
            (event for event in gold.events or () if event.event_id == event_id), key=lambda e: (e.doc_id, e.start)
        )
        assert event_id == derive_id("event", first.doc_id, first.start, first.end)


def test_pairs_speak_of_claims_in_the_order_of_the_text(gold: Gold) -> None:
    """Both claims of a pair exist, the first stands first, and `cross_document` says whether they share a document."""
    places = {claim.claim_id: (claim.doc_id, claim.start, claim.end) for claim in gold.claims or ()}
    for pair in gold.agreement or ():
        assert places[pair.claim_a] < places[pair.claim_b]
        assert pair.cross_document == (places[pair.claim_a][0] != places[pair.claim_b][0])


def test_claims_with_a_source_belong_to_an_attribution(gold: Gold) -> None:
    """A claim that somebody else stands behind names its attribution; the article's own claims have none."""
    known = {row.attribution_id for row in gold.attributions or ()}
    for claim in gold.claims or ():
        assert (claim.attribution_id in known) == (claim.source_kind != "article")
        assert (claim.source_kind == "named") == (claim.source_text is not None)


def test_dated_events_name_the_time_expression_that_dates_them(gold: Gold) -> None:
    """An event has a closed date if and only if gold calls it dated, and then a passage holds its time expression."""
    known = {(timex.doc_id, (timex.start, timex.end)) for timex in gold.timexes or ()}
    for event in gold.events or ():
        assert (event.earliest is not None) == (event.latest is not None) == (event.dating == "dated")
        assert event.timex is None or (event.doc_id, event.timex) in known
        assert event.timex is not None or event.dating != "dated"


def test_actors_of_gold_are_mentioned(gold: Gold) -> None:
    """Every actor that a claim, an event or a look-alike names has a mention."""
    known = {row.actor_id for row in gold.mentions or ()}
    rows: list[Any] = [*(gold.claims or ()), *(gold.events or ())]
    assert {actor for row in rows for actor in row.actors} <= known
    assert {actor for row in gold.excluded or () for actor in row.would_be} <= known


MENTION = "doc_id,start,end,text,kind,type,name,actor_id,counted\n"


@pytest.mark.parametrize(
    ("line", "text", "name"),
    [
        ('a.txt,0,5,"\'-gate",name,person,,person:x,true\n', "-gate", None),
        ("a.txt,0,2,''s,name,person,X,person:x,true\n", "'s", "X"),
        ('a.txt,0,4,"a,""b",name,person,X,person:x,true\n', 'a,"b', "X"),
    ],
)
def test_cells_are_read_as_they_were_written(tmp_path: Path, line: str, text: str, name: str | None) -> None:
    """A leading apostrophe is dropped, quoted cells are whole, and an empty cell is nothing."""
    path = tmp_path / "mentions.csv"
    path.write_text(MENTION + line, encoding="utf-8")
    (row,) = read_csv(GoldMention, path)
    assert (row.text, row.name, row.counted) == (text, name, True)


@pytest.mark.parametrize(
    "text",
    [
        MENTION + "a.txt,0,5,words,name,person,,person:x,perhaps\n",
        MENTION + "a.txt,0,5,words,nickname,person,,person:x,true\n",
        MENTION + "a.txt,0,5\n",
        MENTION.replace("counted", "colour") + "a.txt,0,5,words,name,person,,person:x,true\n",
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, text: str) -> None:
    """A cell that its column cannot hold is an error that names the file and the row."""
    (tmp_path / "mentions.csv").write_text(text, encoding="utf-8")
    with pytest.raises(GoldError, match=r"mentions\.csv, row 1"):
        read_gold(tmp_path)


def test_a_folder_without_gold_is_an_error(tmp_path: Path) -> None:
    """A folder that holds no gold table is most likely the wrong folder."""
    with pytest.raises(GoldError, match=r"holds no gold table"):
        read_gold(tmp_path)


def test_gold_is_read_as_it_was_written(gold: Gold, tmp_path: Path) -> None:
    """Every table comes back row by row, with texts of any kind, and one that is not there stays away."""
    odd = ['=1+1, "quoted"', "two\nlines\r\nand\rmore", "'s", "", "ünïcode\u2028"]
    more = Gold(
        documents_read=(ReadDocument(doc_id="a.txt"),),
        predicates=tuple(
            GoldPredicate(doc_id="a.txt", start=n, end=n + 1, text=text, factuality=-1.125 * n)
            for n, text in enumerate(odd[:3])
        ),
        judgements=tuple(
            Judgement(doc_id="a.txt", start=n, end=n + 1, text=text, subjective=(True, False, None)[n % 3])
            for n, text in enumerate(odd)
        ),
    )
    for number, one in enumerate((gold, more)):
        write_gold(one, tmp_path / str(number))
        assert read_gold(tmp_path / str(number)) == one


def test_a_missing_file_is_not_an_empty_table(tmp_path: Path) -> None:
    """A table without a file is not scored, one without rows is."""
    (tmp_path / "mentions.csv").write_text(MENTION, encoding="utf-8")
    gold = read_gold(tmp_path)
    assert gold.mentions == ()
    assert gold.claims is None


@pytest.mark.parametrize("kind", GOLD_TABLES.values())
def test_gold_columns_are_those_of_the_table(kind: type[Row]) -> None:
    """A gold row has every column of the table it is compared with."""
    names = {table.table: table for table in tables.TABLES}
    if kind.table in names:
        assert names[kind.table].model_fields.keys() <= kind.model_fields.keys()
    assert all(field.description for name, field in kind.model_fields.items() if field.is_required())


def test_the_dictionary_of_tables_is_current() -> None:
    """data/README.md prints the tables as they are defined."""
    text = (DATA / "README.md").read_text(encoding="utf-8")
    _, _, rest = text.partition("<!-- tables -->\n")
    assert rest.partition("<!-- /tables -->")[0].strip() == tables.dictionary().strip(), REFRESH


def test_documents_toml_names_documents_that_exist(texts: dict[str, str]) -> None:
    """What is known beyond the text is known of a document that is there."""
    import tomllib

    known = tomllib.loads((DATA / "documents.toml").read_text(encoding="utf-8"))
    assert known
    assert known.keys() <= texts.keys()
