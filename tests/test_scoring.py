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
    GoldPredicate,
    GoldTimex,
    Judgement,
    NonClaim,
    ReadDocument,
    read_gold,
)
from analysis.judges import measures
from analysis.scoring import Score, Scores, lines, score
from analysis.tables import (
    Agreement,
    Attribution,
    Block,
    Claim,
    DateRef,
    Document,
    Event,
    Lookalike,
    Mention,
    Predicate,
    Quantity,
    Row,
    Span,
    Tables,
    Timex,
)

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
    return {(one.table, one.measure) for one in scores.scores if (one.value > 0 if is_error(one) else one.value < 1)}


def is_error(score: Score) -> bool:
    """Whether less is better."""
    return score.measure == "MAE" or score.measure.startswith("count error")


def test_gold_against_itself_is_perfect() -> None:
    """Tables that say what gold says score one everywhere and differ nowhere."""
    scores = score(tables(), GOLD)
    assert below_one(scores) == set()
    assert scores.differences == ()


def order(row: GoldEvent) -> str | None:
    """How gold's undated events stand to publication, as the table has it."""
    return None if row.dating == "dated" else row.dating


def test_the_example_gold_against_itself_is_perfect() -> None:
    """So does the gold of the two articles, with everything optional left out as well."""
    gold = read_gold(ROOT / "data" / "gold")
    folder = ROOT / "data" / "documents"
    texts = {name: (folder / name).read_bytes().decode("utf-8") for name in sorted(gold.documents())}
    same: dict[type[Row], Any] = {
        Document: [document().model_copy(update={"doc_id": name, "text": text}) for name, text in texts.items()],
        Block: gold.blocks or (),
        Mention: gold.mentions or (),
        Lookalike: [
            Lookalike(
                doc_id=row.doc_id, start=row.start, end=row.end, text=row.text, actor_id=one, kind="joint", rule="gold"
            )
            for row in gold.excluded or ()
            for one in row.would_be
        ],
        Timex: [row for row in gold.timexes or () if not row.optional],
        Attribution: gold.attributions or (),
        Claim: [row for row in gold.claims or () if not row.optional],
        Event: [row.model_copy(update={"order": order(row)}) for row in gold.events or () if not row.optional],
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
        {
            *("names", "names and nominals", "all", "counts, names", "counts, all"),
            *("count error, names", "count error, all", "actors, names", "actors, all"),
        },
    ),
    "a name taken for a pronoun": (
        Mention,
        (mention("France", "state:FR"), mention("Norway", "state:NO", kind="pronoun")),
        {"names", "names and nominals", "counts, names", "count error, names", "actors, names"},
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
        (timex("to Norway next year", "2025", earliest="2025-01-01", latest="2025-12-31"),),
        {"strict"},
    ),
    "another type": (
        Timex,
        (timex("next year", "2025", type="DURATION", earliest="2025-01-01", latest="2025-12-31"),),
        {"type"},
    ),
    "another last day": (Timex, (timex("next year", "2025", earliest="2025-01-01", latest="2025-12-30"),), {"days"}),
    "another value, the same days": (
        Timex,
        (timex("next year", "XXXX", earliest="2025-01-01", latest="2025-12-31"),),
        set(),
    ),
    "another value": (Timex, (timex("next year", "2023"),), {"value", "days"}),
    "a whole paragraph as source": (
        Attribution,
        (attribution(TEXT, "said", PRICES), attribution("Reuters", "says", SALE)),
        {"source", "source accuracy", "all three"},
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
        {"content, exact", "content, words"},
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
    "an event said to have happened": (Event, (event(SALE, status="happened"),), {"status", "not told as happened"}),
    "an event that is no more than predicted": (Event, (event(SALE, status="planned"),), {"status"}),
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
        (
            {"value": "", "days": ("2025-01-01", "2025-12-31")},
            {("events", "undated left undated"), ("events", "dates not invented")},
        ),
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


# --- attributions: pieces, kinds, and what does not pay ----------------------------------------------


def pieces(*words: str) -> tuple[Span, ...]:
    """A span for each."""
    return tuple(span(one) for one in words)


def of_attributions(*found: Attribution, gold: Gold | None = None) -> dict[str, float]:
    """The scores of attributions, by measure."""
    scores = score(tables((Attribution, found)), gold or Gold(attributions=GOLD.attributions))
    return {one.measure: one.value for one in scores.scores}


@pytest.mark.parametrize(
    ("found", "exact", "content", "words"),
    [
        (("old ships", "next year"), 1.0, 1.0, 1.0),
        (("next year", "old ships"), 1.0, 1.0, 1.0),
        (("old ships to Norway next year",), 0.0, 1.0, 0.8),
        (("ships", "year"), 0.0, 1.0, 2 / 3),
        (("ships",), 0.0, 0.0, 0.4),
        (("to Norway",), 0.0, 0.0, 0.0),
        ((", ", "."), 0.0, 0.0, 0.0),
    ],
)
def test_a_content_may_be_in_pieces(found: tuple[str, ...], exact: float, content: float, words: float) -> None:
    """Contents are the words of all their pieces, in any order: half of the words of both, or all of them."""
    (one,) = (row.model_copy(update={"content": pieces("old ships", "next year")}) for row in GOLD.attributions[1:])  # type: ignore[index]
    scores = of_attributions(one.model_copy(update={"content": pieces(*found)}), gold=Gold(attributions=(one,)))
    assert (scores["content, exact"], scores["content"], scores["content, words"]) == pytest.approx(
        (exact, content, words)
    )


def test_a_content_without_words_is_none() -> None:
    """An attribution of a comma is neither spurious nor missed: there is nothing to compare."""
    comma = attribution("Reuters", "says", ", ")
    assert of_attributions(*(GOLD.attributions or ()), comma)["content"] == 1.0
    assert of_attributions(gold=Gold(attributions=(comma,)))["content"] == 1.0


def test_recall_is_told_by_kind() -> None:
    """Of each kind that gold has, the share whose content was found, whatever its source and cue."""
    first, second = GOLD.attributions or ()
    gold = Gold(attributions=(first.model_copy(update={"kind": "direct"}), second))
    scores = of_attributions(attribution("", "Friday", PRICES), gold=gold)
    assert (scores["recall, direct"], scores["recall, indirect"]) == (1.0, 0.0)
    assert "recall, mixed" not in scores


def test_source_accuracy_asks_where_there_is_a_source() -> None:
    """Of the contents found whose source gold names, the share with the right one; none where gold has no source."""
    first, second = GOLD.attributions or ()
    scores = of_attributions(first, attribution("France", "says", SALE))
    assert (scores["source accuracy"], scores["source"], scores["all three"]) == (0.5, 0.5, 0.5)
    unspecified = attribution("", "says", SALE)
    assert "source accuracy" not in of_attributions(second, gold=Gold(attributions=(unspecified,)))
    assert of_attributions(second, gold=Gold(attributions=(unspecified,)))["all three"] == 0.0


WHOLE = ((0, len(TEXT)),)
ATTEMPTS: dict[str, tuple[Any, dict[str, float]]] = {
    "every row twice": (
        lambda rows: [*rows, *(row.model_copy(update={"attribution_id": f"{row.attribution_id}-2"}) for row in rows)],
        {"content, exact": 2 / 3, "content": 2 / 3, "source": 2 / 3, "cue": 2 / 3, "all three": 2 / 3},
    ),
    "the whole text as source": (
        lambda rows: [row.model_copy(update={"source": WHOLE}) for row in rows],
        {"content": 1.0, "source": 0.0, "source accuracy": 0.0, "all three": 0.0},
    ),
    "the whole text as cue": (
        lambda rows: [row.model_copy(update={"cue": WHOLE}) for row in rows],
        {"content": 1.0, "cue": 0.0, "all three": 0.0},
    ),
    "the whole text as content": (
        lambda rows: [row.model_copy(update={"content": WHOLE}) for row in rows[:1]],
        {"content, exact": 0.0, "content": 0.0, "source": 0.0, "cue": 0.0, "all three": 0.0},
    ),
    "one content over both": (
        lambda rows: [row.model_copy(update={"content": ((span(PRICES)[0], span(SALE)[1]),)}) for row in rows],
        {"content, exact": 0.0, "content": 0.5, "source": 0.5, "all three": 0.5},
    ),
    "no source and no cue": (
        lambda rows: [row.model_copy(update={"source": (), "cue": ()}) for row in rows],
        {"content": 1.0, "source": 0.0, "cue": 0.0, "all three": 0.0},
    ),
    "sources and cues swapped": (
        lambda rows: [row.model_copy(update={"source": row.cue, "cue": row.source}) for row in rows],
        {"content": 1.0, "source": 0.0, "cue": 0.0, "all three": 0.0},
    ),
    "nothing": (lambda _: [], {"content": 0.0, "content, words": 0.0, "source": 0.0, "cue": 0.0, "all three": 0.0}),
}


@pytest.mark.parametrize("name", ATTEMPTS)
def test_cheating_does_not_pay(name: str) -> None:
    """Rows twice, spans that hold everything, or none at all score what they are worth."""
    change, expected = ATTEMPTS[name]
    scores = of_attributions(*change(list(GOLD.attributions or ())))
    assert {measure: scores[measure] for measure in expected} == pytest.approx(expected)


def test_what_is_found_in_a_document_without_any_counts() -> None:
    """A document that was read and holds no attribution must be named, and then what is found there is spurious."""
    other = document().model_copy(update={"doc_id": "e.txt"})
    more = attribution("Reuters", "says", SALE).model_copy(update={"doc_id": "e.txt", "attribution_id": "a-e"})
    changed = tables((Document, (document(), other)), (Attribution, (*(GOLD.attributions or ()), more)))
    unread = Gold(attributions=GOLD.attributions)
    read = Gold(attributions=GOLD.attributions, documents_read=(ReadDocument(doc_id="e.txt"),))
    assert score(changed, unread).value("attributions", "content") == 1.0
    assert score(changed, read).value("attributions", "content") == pytest.approx(4 / 5)


# --- claims: dates and quantities; predicates; sentences as a whole ------------------------------------


@pytest.mark.parametrize(
    ("gold", "found", "value"),
    [
        (("next year",), ("next year",), 1.0),
        (("next year",), ("to Norway next year",), 0.0),
        (("next year",), ("year",), 0.0),
        (("old ships",), ("ld ships",), 1.0),
        (("next year", "France"), ("next year",), 2 / 3),
        (("next year",), ("next year", "France"), 2 / 3),
        ((), ("next year",), 0.0),
        ((), (), None),
    ],
)
def test_dates_and_quantities_are_places(gold: tuple[str, ...], found: tuple[str, ...], value: float | None) -> None:
    """A date or quantity in a claim is right if half of the characters are shared; what it means is not judged."""
    for part, kind, empty in (
        ("dates", DateRef, {"value": "2025"}),
        ("quantities", Quantity, {"at_least": None, "at_most": 1.0}),
    ):
        ours, theirs = (
            tuple(kind.model_validate({"start": start, "end": end, **empty}) for start, end in pieces(*words))
            for words in (gold, found)
        )
        wanted, given = (CLAIMS[1].model_copy(update={part: refs}) for refs in (ours, theirs))
        scores = score(tables((Claim, (given,))), Gold(claims=(wanted,)))
        assert {one.measure: one.value for one in scores.scores}.get(part) == (value and pytest.approx(value))


def predicate(words: str, factuality: float) -> GoldPredicate:
    return GoldPredicate(**place(words), factuality=factuality)


def test_factuality_is_a_correlation_an_error_and_three_classes() -> None:
    """Computed by hand: a gold predicate without a row, or with one elsewhere, is taken to be certain (3)."""
    gold = (predicate("said", 3), predicate("fall", -3), predicate("sell", 0), predicate("says", 2))
    found = (
        predicate("said", 3),
        predicate("may fall", -3),
        predicate("sell", 1),
        predicate("says", 1),
        predicate("old", -3),
    )
    scores = score(tables((Predicate, found)), Gold(predicates=gold))
    values = {one.measure: one.value for one in scores.scores}
    assert values == pytest.approx(
        {
            "r": -2 / 84**0.5,
            "MAE": 2.0,
            "mean F1": (1 / 2 + 2 / 3 + 0) / 3,
            "factual": 1 / 2,
            "uncertain": 2 / 3,
            "counterfactual": 0.0,
        }
    )
    assert {(one.found, one.expected) for one in scores.scores if one.measure in ("r", "MAE")} == {(3, 4)}
    assert [(one.fault, one.gold) for one in scores.differences] == [
        ("missed", "fall [-3.0]"),
        ("wrong", "says [+2.0]"),
    ]


@pytest.mark.parametrize(
    ("factuality", "word"),
    [(3.0, "factual"), (1.5, "factual"), (1.4, "uncertain"), (-1.4, "uncertain"), (-1.5, "counterfactual")],
)
def test_classes_of_factuality_hold_their_edges(factuality: float, word: str) -> None:
    """From 1.5 up a predicate is a fact, from -1.5 down it is none, and between the text leaves it open."""
    scores = score(tables(), Gold(predicates=(predicate("fall", factuality),)))
    assert {one.measure for one in scores.scores} - {"r", "MAE", "mean F1"} == {"factual", word}


def test_one_value_for_all_correlates_with_nothing() -> None:
    """A constant answer has no correlation, even where gold is constant too, and gold without rows no score."""
    gold = tuple(predicate(words, value) for words, value in (("said", 3.0), ("fall", -1.0)))
    assert score(tables((Predicate, ())), Gold(predicates=gold)).value("predicates", "r") == 0.0
    assert measures.correlation([(3.0, 3.0), (3.0, 3.0)]) == 0.0
    assert score(tables(), Gold(predicates=())).scores == ()


FIRST, SECOND = (
    "The ministry said on Friday that prices may fall.",
    "France will sell old ships to Norway next year, Reu",
)


def opinions(first: bool, second: bool) -> Gold:  # noqa: FBT001 - one truth a sentence, in their order
    return Gold(
        judgements=tuple(
            Judgement(**place(words), subjective=truth) for words, truth in ((FIRST, first), (SECOND, second))
        )
    )


OWN = claim(PRICES, label="opinion")
THEIRS = claim(PRICES, source="The ministry", label="opinion")


@pytest.mark.parametrize(
    ("claims", "gold", "expected"),
    [
        ((OWN,), opinions(True, False), {"subjective": 1.0, "objective": 1.0, "subjectivity, mean F1": 1.0}),
        ((THEIRS,), opinions(True, False), {"subjective": 0.0, "objective": 2 / 3, "subjectivity, mean F1": 1 / 3}),
        ((), opinions(True, False), {"subjective": 0.0, "objective": 2 / 3, "subjectivity, mean F1": 1 / 3}),
        ((OWN,), opinions(True, True), {"subjective": 2 / 3, "objective": 0.0, "subjectivity, mean F1": 1 / 3}),
        ((OWN,), opinions(False, True), {"subjective": 0.0, "objective": 0.0, "subjectivity, mean F1": 0.0}),
        ((), opinions(False, False), {"objective": 1.0, "subjectivity, mean F1": 1.0}),
        ((claim(SALE),), opinions(False, False), {"objective": 1.0, "subjectivity, mean F1": 1.0}),
        (
            (OWN, claim(SALE, label="opinion")),
            opinions(True, False),
            {"subjective": 2 / 3, "objective": 0.0, "subjectivity, mean F1": 1 / 3},
        ),
    ],
)
def test_a_sentence_is_subjective_by_an_opinion_of_the_article(
    claims: tuple[Claim, ...], gold: Gold, expected: dict[str, float]
) -> None:
    """An opinion counts in the sentence where it begins, and only if nobody else stands behind it."""
    scores = score(tables((Claim, claims)), gold)
    assert {one.measure: one.value for one in scores.scores} == pytest.approx(expected)


@pytest.mark.parametrize(
    ("worth", "value"),
    [((0.9, 0.1), 1.0), ((0.1, 0.9), 0.5), ((0.4, 0.4), 0.5), ((None, 0.4), 0.5), ((0.0, None), 0.5)],
)
def test_a_sentence_is_as_worth_checking_as_its_claims(worth: tuple[float | None, float | None], value: float) -> None:
    """The highest value of its claims ranks a sentence, 0 where it has none; equal ranks earn what chance does."""
    each = zip((claim(PRICES), claim(SALE)), worth, strict=True)
    claims = [row.model_copy(update={"checkworthiness": one}) for row, one in each if one is not None]
    low = claim("prices may", claim_id="c-low")
    verdicts = [Judgement(**place(words), checkworthy=words == FIRST) for words in (FIRST, SECOND)]
    scores = score(tables((Claim, (*claims, low))), Gold(judgements=tuple(verdicts)))
    assert [(one.measure, one.value) for one in scores.scores] == [("checkworthiness", value)]


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


# --- floors ----------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def example_scores(example_tables: Tables) -> Scores:
    """The scores of the two articles."""
    return score(example_tables, read_gold(ROOT / "data" / "gold"))


@pytest.mark.parametrize(("table", "measure"), [(table, one) for table, floors in FLOORS.items() for one in floors])
def test_no_score_falls_below_its_floor(example_scores: Scores, table: str, measure: str) -> None:
    """A floor rises freely; it falls only with a line in the CHANGELOG."""
    (one,) = (one for one in example_scores.scores if (one.table, one.measure) == (table, measure))
    floor = FLOORS[table][measure]
    assert one.value <= floor if is_error(one) else one.value >= floor, "\n".join(lines(example_scores))


def test_every_score_has_a_floor(example_scores: Scores) -> None:
    """No measure is left without a floor, and no floor is left without its measure."""
    scored = {(one.table, one.measure) for one in example_scores.scores}
    assert scored == {(table, measure) for table, floors in FLOORS.items() for measure in floors}
