"""Scores: gold against itself, against nothing, and against tables with one known fault each; the floors."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from analysis.gold import (
    Excluded,
    Gold,
    GoldAttribution,
    GoldClaim,
    GoldError,
    GoldEvent,
    GoldMention,
    GoldTimex,
    NonClaim,
    read_gold,
)
from analysis.judges.matching import Text, assigned, chosen, wording
from analysis.scoring import Scores, lines, score
from analysis.tables import Agreement, Attribution, Block, Claim, Document, Event, Mention, Row, Tables, Timex

ROOT = Path(__file__).parents[1]
FLOORS: dict[str, dict[str, float]] = tomllib.loads((ROOT / "tests" / "floors.toml").read_text(encoding="utf-8"))

TEXT = "The ministry said on Friday that prices may fall. France will sell old ships to Norway next year, Reuters says."


def span(words: str) -> tuple[int, int]:
    """Where words stand in TEXT."""
    start = TEXT.index(words)
    return start, start + len(words)


def place(words: str) -> dict[str, Any]:
    """The columns that say where words stand."""
    start, end = span(words)
    return {"doc_id": "d.txt", "start": start, "end": end, "text": words}


def document(published: str | None = "2024-05-30") -> Document:
    known = {"doc_id": "d.txt", "sha256": "", "format": "txt", "language": "en", "flags": (), "text": TEXT}
    return Document.model_validate({**dict.fromkeys(Document.model_fields), **known, "published": published})


def mention(words: str, actor: str, **changes: Any) -> GoldMention:
    columns = {"kind": "name", "type": "state", "name": None, "actor_id": actor, "counted": True}
    return GoldMention(**{**place(words), **columns, **changes})


def timex(words: str, value: str, **changes: Any) -> GoldTimex:
    columns = {"type": "DATE", "value": value, "anchor": "explicit", "earliest": None, "latest": None}
    return GoldTimex(**{**place(words), **columns, **changes})


def attribution(source: str, cue: str, content: str) -> GoldAttribution:
    return GoldAttribution(
        attribution_id=f"a-{content}",
        doc_id="d.txt",
        source=(span(source),) if source else (),
        cue=(span(cue),) if cue else (),
        content=(span(content),),
        source_text=source or None,
        source_kind="named" if source else "unspecified",
        kind="indirect",
    )


def claim(words: str, *, source: str | None = None, cue: str | None = None, **changes: Any) -> GoldClaim:
    columns: dict[str, Any] = {
        "claim_id": f"c-{words}",
        "statement": words,
        "label": "asserted",
        "quotation": "none",
        "attribution_id": None,
        "source_kind": "named" if source else "article",
        "source_start": span(source)[0] if source else None,
        "source_end": span(source)[1] if source else None,
        "source_text": source,
        "source_actor": None,
        "cue_start": span(cue)[0] if cue else None,
        "cue_end": span(cue)[1] if cue else None,
        "cue_text": cue,
        "facets": (),
        "actors": (),
        "dates": (),
        "quantities": (),
        "checkworthy": True,
    }
    return GoldClaim(**{**place(words), **columns, **changes})


def event(words: str, **changes: Any) -> GoldEvent:
    columns: dict[str, Any] = {
        "event_id": f"e-{words}",
        "label": words,
        "earliest": "2025-01-01",
        "latest": "2025-12-31",
        "granularity": "year",
        "status": "predicted",
        "actors": (),
        "timex": None,
    }
    return GoldEvent(**{**place(words), **columns, **changes})


SALE = "France will sell old ships to Norway next year"
PRICES = "prices may fall"
CLAIMS = (
    claim(PRICES, source="The ministry", cue="said", label="hedged"),
    claim(SALE, source="Reuters", cue="says", label="predicted"),
)
GOLD = Gold(
    blocks=(Block(doc_id="d.txt", start=0, end=len(TEXT), kind="paragraph"),),
    mentions=(mention("France", "state:FR"), mention("Norway", "state:NO")),
    timexes=(
        timex("Friday", "2024-05-24", optional=True),
        timex("next year", "2025", earliest="2025-01-01", latest="2025-12-31", published="2024-05-30"),
    ),
    attributions=(attribution("The ministry", "said", PRICES), attribution("Reuters", "says", SALE)),
    claims=CLAIMS,
    non_claims=(),
    events=(event(SALE, published="2024-05-30"),),
    agreement=(
        Agreement(
            claim_a=CLAIMS[0].claim_id, claim_b=CLAIMS[1].claim_id, relation="tension", cross_document=False, why=""
        ),
    ),
)


def tables(*changed: tuple[type[Row], tuple[Row, ...]], published: str | None = "2024-05-30") -> Tables:
    """The tables that gold asks for, with some of them replaced."""
    same = Tables(
        {
            Document: [document(published)],
            Block: GOLD.blocks or (),
            Mention: GOLD.mentions or (),
            Timex: GOLD.timexes or (),
            Attribution: GOLD.attributions or (),
            Claim: GOLD.claims or (),
            Event: GOLD.events or (),
            Agreement: GOLD.agreement or (),
        }
    )
    return same.with_rows(*changed)


def below_one(scores: Scores) -> set[tuple[str, str]]:
    """The measures that found a fault."""
    return {(one.table, one.measure) for one in scores.scores if one.value < 1}


def test_gold_against_itself_is_perfect() -> None:
    """Tables that say what gold says score one everywhere and differ nowhere."""
    scores = score(tables(), GOLD)
    assert below_one(scores) == set()
    assert scores.differences == ()


def test_the_example_gold_against_itself_is_perfect() -> None:
    """So does the gold of the two articles, with everything optional left out as well."""
    gold = read_gold(ROOT / "data" / "gold")
    folder = ROOT / "data" / "documents"
    texts = {name: (folder / name).read_bytes().decode("utf-8") for name in sorted(gold.documents())}
    same: dict[type[Row], Any] = {
        Document: [document().model_copy(update={"doc_id": name, "text": text}) for name, text in texts.items()],
        Block: gold.blocks or (),
        Mention: gold.mentions or (),
        Timex: [row for row in gold.timexes or () if not row.optional],
        Attribution: gold.attributions or (),
        Claim: [row for row in gold.claims or () if not row.optional],
        Event: [row for row in gold.events or () if not row.optional],
        Agreement: gold.agreement or (),
    }
    scores = score(Tables(same), gold)
    assert below_one(scores) <= {("agreement", "agree"), ("agreement", "agree, across")}
    assert {one.table for one in scores.differences} <= {"agreement"}


def test_empty_tables_score_nothing() -> None:
    """Tables without rows find nothing: every measure of finding is zero, and every gold row is missed."""
    scores = score(Tables({Document: [document()]}), GOLD)
    found = ("span and kind", "names", "all", "strict", "content", "all three", "found", "conflict")
    assert [one.value for one in scores.scores if one.measure in found] == [0.0] * 9
    assert {one.fault for one in scores.differences} == {"missed"}
    assert len(scores.differences) == 10


FAULTS: dict[str, tuple[type[Row], tuple[Row, ...], set[str]]] = {
    "a block of another kind": (
        Block,
        (Block(doc_id="d.txt", start=0, end=len(TEXT), kind="footer"),),
        {"span and kind"},
    ),
    "both mentions given to one actor": (
        Mention,
        (mention("France", "state:FR"), mention("Norway", "state:FR")),
        {"names", "all", "counts, names", "counts, all"},
    ),
    "a name taken for a pronoun": (
        Mention,
        (mention("France", "state:FR"), mention("Norway", "state:NO", kind="pronoun")),
        {"names", "counts, names"},
    ),
    "actors by other names": (Mention, (mention("France", "state:XX"), mention("Norway", "group:n")), set()),
    "a place and a mention that does not count": (
        Mention,
        (
            *(GOLD.mentions or ()),
            mention("old ships", "place:x", type="place"),
            mention("Reuters", "organisation:r", counted=False),
        ),
        set(),
    ),
    "a wider time expression": (
        Timex,
        (timex("to Norway next year", "2025"),),
        {"strict"},
    ),
    "another value, the same days": (
        Timex,
        (timex("next year", "XXXX", earliest="2025-01-01", latest="2025-12-31"),),
        set(),
    ),
    "another value": (Timex, (timex("next year", "2023"),), {"value"}),
    "a whole paragraph as source": (
        Attribution,
        (attribution(TEXT, "said", PRICES), attribution("Reuters", "says", SALE)),
        {"source", "all three"},
    ),
    "a whole sentence as cue": (
        Attribution,
        (
            attribution("The ministry", "said on Friday that prices may fall", PRICES),
            attribution("Reuters", "says", SALE),
        ),
        {"cue", "all three"},
    ),
    "a content one word short": (
        Attribution,
        (attribution("The ministry", "said", PRICES), attribution("Reuters", "says", SALE.removesuffix(" next year"))),
        {"content, exact"},
    ),
    "another label": (
        Claim,
        (CLAIMS[0].model_copy(update={"label": "asserted"}), CLAIMS[1]),
        {"label", "label, mean F1"},
    ),
    "the article as source": (
        Claim,
        (CLAIMS[0], claim(SALE, cue="says", label="predicted")),
        {"source"},
    ),
    "no cue": (Claim, (CLAIMS[0], claim(SALE, source="Reuters", label="predicted")), {"cue"}),
    "a claim too many": (Claim, (*CLAIMS, claim("Reuters says")), {"found"}),
    "an event on another day": (Event, (event(SALE, earliest="2025-01-02"),), {"date"}),
    "an event without a date": (Event, (event(SALE, latest=None),), {"date"}),
    "an event said to have happened": (Event, (event(SALE, status="happened"),), {"status"}),
    "an event elsewhere": (Event, (event("The ministry said on Friday"),), {"found"}),
    "a pair that agrees": (
        Agreement,
        tuple(row.model_copy(update={"relation": "same"}) for row in GOLD.agreement or ()),
        {"agree", "conflict"},
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_lowers_its_own_measures_only(name: str) -> None:
    """A table with one fault scores below one where that fault shows, and nowhere else."""
    kind, rows, measures = FAULTS[name]
    faulty = below_one(score(tables((kind, rows)), GOLD))
    assert faulty == {(kind.table, measure) for measure in measures}


@pytest.mark.parametrize(
    ("found", "measures"),
    [
        ({"value": "", "days": (None, None)}, set()),
        ({"value": "2025", "days": (None, None)}, {("timexes", "value")}),
        ({"value": "", "days": ("2025-01-01", "2025-12-31")}, {("events", "undated left undated")}),
    ],
)
def test_nothing_can_be_counted_from_an_unknown_date(found: dict[str, Any], measures: set[tuple[str, str]]) -> None:
    """Where the run knows no publication date, the right value of "next year" is none and a date is invented."""
    earliest, latest = found["days"]
    changed = tables(
        (Timex, (timex("next year", found["value"]),)),
        (Event, (event(SALE, earliest=earliest, latest=latest),)),
        published=None,
    )
    assert below_one(score(changed, GOLD)) == measures


@pytest.mark.parametrize(
    ("days", "value"),
    [
        (("2024-06-10", "2024-06-20"), 1.0),
        (("2024-05-30", "2024-08-30"), 1.0),
        (("2024-06-10", "2024-09-20"), 0.0),
        (("2024-08-01", "2024-08-30"), 0.0),
    ],
)
def test_a_vague_date_is_right_within_its_days(days: tuple[str, str], value: float) -> None:
    """A vague date is right if it overlaps gold's days and does not leave the wider ones."""
    vague = event(SALE, earliest="2024-06-13", latest="2024-07-11", within=("2024-05-30", "2024-08-30"))
    found = event(SALE, earliest=days[0], latest=days[1])
    scores = score(tables((Event, (found,))), Gold(events=(vague,)))
    assert scores.value("events", "date") == value


def test_look_alikes_and_passages_without_claims() -> None:
    """A mention in the place of a look-alike, and a claim in a passage that claims nothing, are hits."""
    reuters = {**place("Reuters"), "of": "mentions", "reason": "byline", "would_be": ()}
    gold = Gold(
        excluded=(Excluded(**reuters),),
        mentions=(),
        non_claims=(NonClaim(**place("Reuters says"), kind="footer"),),
    )
    clean = score(tables((Mention, ()), (Claim, ())), gold)
    assert below_one(clean) == set()
    hit = score(tables((Mention, (mention("Reuters", "organisation:r"),)), (Claim, (claim("says"),))), gold)
    assert {("mentions", "look-alikes left out"), ("claims", "non-claims left out")} <= below_one(hit)


def test_optional_rows_are_neutral() -> None:
    """An optional row is not missed when it is left out, and not spurious when it is there."""
    without = score(tables((Timex, (GOLD.timexes or ())[1:])), GOLD)
    assert below_one(without) == set()
    assert without.differences == ()


def test_gold_for_some_tables_scores_those_only() -> None:
    """What has no gold has no score."""
    scores = score(tables(), Gold(claims=GOLD.claims))
    assert {one.table for one in scores.scores} == {"claims"}


def test_where_nothing_can_be_judged_there_is_no_score() -> None:
    """Labels of claims that were not found are neither right nor wrong: they have no score, not a perfect one."""
    scores = score(tables((Claim, ()), (Event, ())), GOLD)
    judged = {(one.table, one.measure) for one in scores.scores}
    assert {("claims", "found"), ("events", "found")} <= judged
    assert not judged & {("claims", "label"), ("claims", "label, mean F1"), ("claims", "source"), ("events", "status")}


def test_documents_without_gold_are_left_out() -> None:
    """Rows of a document that nobody read for gold are neither right nor spurious."""
    other = document().model_copy(update={"doc_id": "other.txt"})
    more = claim(PRICES, claim_id="c-other", doc_id="other.txt")
    changed = tables((Document, (document(), other)), (Claim, (*CLAIMS, more)))
    assert below_one(score(changed, GOLD)) == set()


def test_gold_of_another_corpus_is_an_error() -> None:
    """Gold for a document that the tables lack, or for another text of it, cannot be scored."""
    with pytest.raises(GoldError, match=r"lack documents.*d\.txt"):
        score(Tables({}), GOLD)
    changed = document().model_copy(update={"text": TEXT.replace("France", "Sweden")})
    with pytest.raises(GoldError, match="another text of d"):
        score(tables((Document, (changed,))), GOLD)


def test_lines_name_every_measure_and_every_difference() -> None:
    """The printed table has a line for every score; with `missed`, one for every difference with its place."""
    scores = score(tables((Claim, CLAIMS[1:])), GOLD)
    plain, full = list(lines(scores)), list(lines(scores, missed=True))
    assert len(plain) == 1 + len(scores.scores)
    assert full[: len(plain)] == plain
    assert any("missed" in line and f"d.txt:{span(PRICES)[0]}-{span(PRICES)[1]}" in line for line in full)


SOURCE = "a senior official of the ministry of trade"


@pytest.mark.parametrize(
    ("found", "right"),
    [
        ("a senior official of the ministry of trade", True),
        ("official", True),
        ("of the", False),
        ("senior official of the ministry of trade, who spoke", True),
        ("Yesterday a senior official of the ministry of trade, who spoke with reporters after the talks, said", False),
        ("talks", False),
        ("", False),
    ],
)
def test_a_source_may_be_a_part_but_not_much_wider(found: str, *, right: bool) -> None:
    """The head of a long source is right, its function words are not, and neither is the whole sentence."""
    text = f"Yesterday {SOURCE}, who spoke with reporters after the talks, said so."
    gold, theirs = (((text.index(words), text.index(words) + len(words)),) for words in (SOURCE, found or SOURCE))
    assert Text(text).is_source(gold, theirs if found else ()) is right


@pytest.mark.parametrize(
    ("span_", "words"),
    [((0, 3), {0}), ((1, 2), {0}), ((3, 4), set()), ((4, 10), {1, 2}), ((0, 10), {0, 1, 2})],
)
def test_spans_cover_words(span_: tuple[int, int], words: set[int]) -> None:
    """A span covers every word of which it holds a character; commas and spaces are none."""
    assert Text("one two, six").words([span_]) == words


def test_rows_are_paired_for_the_greatest_sum() -> None:
    """Pairs are one to one and best as a whole, even where a row's own best is then another's."""
    assert assigned([[0.9, 0.8], [0.8, 0.1]], least=0.5) == [(0, 1), (1, 0)]
    assert assigned([[0.9, 0.8], [0.8, 0.1]], least=0.85) == []
    assert assigned([], least=0.5) == assigned([[]], least=0.5) == []


def test_pairs_are_chosen_by_rank() -> None:
    """The best candidate comes first; whatever shares a row or a column with it comes too late."""
    assert chosen([((2.0,), 0, 1), ((1.0,), 0, 0), ((3.0,), 1, 0), ((4.0,), 1, 1)]) == [(0, 0), (1, 1)]


def test_wording_leaves_function_words_out() -> None:
    """Two labels share as much as their words of meaning do."""
    assert wording("France sells ships to Norway", "Norway: the ships of France") == pytest.approx(6 / 7)
    assert wording("the of", "to a") == 0.0


# --- floors ----------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def example_scores(example_tables: Tables) -> Scores:
    """The scores of the two articles."""
    return score(example_tables, read_gold(ROOT / "data" / "gold"))


@pytest.mark.parametrize(("table", "measure"), [(table, one) for table, floors in FLOORS.items() for one in floors])
def test_no_score_falls_below_its_floor(example_scores: Scores, table: str, measure: str) -> None:
    """A floor rises freely; it falls only with a line in the CHANGELOG."""
    assert example_scores.value(table, measure) >= FLOORS[table][measure], "\n".join(lines(example_scores))


def test_every_score_has_a_floor(example_scores: Scores) -> None:
    """No measure is left without a floor, and no floor is left without its measure."""
    scored = {(one.table, one.measure) for one in example_scores.scores}
    assert scored == {(table, measure) for table, floors in FLOORS.items() for measure in floors}
