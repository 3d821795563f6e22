"""What judges compare with: spans as words, rows in pairs, and the arithmetic of a measure."""

from __future__ import annotations

import pytest

from analysis.judges import measures
from analysis.judges.matching import Text, assigned, chosen, wording

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
    ("found", "right"),
    [("official", True), ("of the", True), ("trade, who", False), ("talks", False), (f"{SOURCE}, who spoke", True)],
)
def test_a_claims_source_is_gold_s_or_a_part_of_it(found: str, *, right: bool) -> None:
    """Whatever is a part of a claim's source or cue names it; a wider span must share half of the words."""
    text = f"Yesterday {SOURCE}, who spoke with reporters after the talks, said so."
    gold, theirs = (((text.index(words), text.index(words) + len(words)),) for words in (SOURCE, found))
    assert Text(text).is_part(gold, theirs) is right


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


@pytest.mark.parametrize(
    ("ranked", "value"),
    [
        ([(0.9, True), (0.5, True), (0.1, False)], 1.0),
        ([(0.9, True), (0.5, False), (0.5, True), (0.0, False)], (1 + 2 / 3) / 2),
        ([(0.9, False), (0.5, True), (0.1, True)], (1 / 2 + 2 / 3) / 2),
        ([(0.2, True), (0.2, False), (0.2, False), (0.2, False)], 1 / 4),
        ([(0.2, False)], 0.0),
        ([], 0.0),
    ],
)
def test_average_precision_by_hand(ranked: list[tuple[float, bool]], value: float) -> None:
    """Equal scores make one rank, so their order, whichever way round, changes nothing."""
    assert measures.average_precision(ranked) == pytest.approx(value)
    assert measures.average_precision(reversed(ranked)) == pytest.approx(value)


@pytest.mark.parametrize(
    ("pairs", "r", "error"),
    [
        ([(1.0, 2.0), (2.0, 4.0), (3.0, 6.0)], 1.0, 2.0),
        ([(3.0, -3.0), (-3.0, 3.0)], -1.0, 6.0),
        ([(3.0, 1.0), (-3.0, 1.0)], 0.0, 3.0),
        ([(1.0, 3.0), (1.0, -3.0)], 0.0, 3.0),
        ([(3.0, 3.0), (-3.0, 3.0), (0.0, 1.0), (2.0, 1.0)], -2 / 84**0.5, 2.0),
    ],
)
def test_correlation_and_error_by_hand(pairs: list[tuple[float, float]], r: float, error: float) -> None:
    """What rises together correlates wholly, whatever its size; one value for all correlates with nothing."""
    assert measures.correlation(pairs) == pytest.approx(r)
    assert measures.mean_error(pairs) == pytest.approx(error)


PAIRS = [("rain", "rain"), ("rain", "snow"), ("snow", "snow"), ("hail", "sun")]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (None, (2 / 3 + 2 / 3 + 0) / 3),
        (("rain", "snow", "hail", "sun", "fog"), (2 / 3 + 2 / 3 + 0 + 0) / 4),
        (("rain",), 2 / 3),
    ],
)
def test_mean_f1_counts_gold_s_words_or_those_it_is_told(words: tuple[str, ...] | None, value: float) -> None:
    """A word that was found and is not gold's counts only where it is asked for; one on neither side never does."""
    (one,) = measures.mean_f1("t", "m", PAIRS, words)
    assert one.value == pytest.approx(value)
    assert (one.right, one.found, one.expected) == (2, 4, 4)
