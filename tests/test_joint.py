"""Where two are spoken of together: logged for both, counted for neither."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.config import Config
from analysis.reading import Reading
from analysis.steps.lookalikes import lookalikes
from analysis.tables import Mention

Read = Callable[..., Reading]

PAIR = {"state:FR", "state:DE"}
PEOPLE = {"person:angela-merkel", "person:emmanuel-macron"}


@pytest.mark.parametrize(
    ("text", "words", "actors"),
    [
        ("France and Germany met. Both countries agreed.", "Both countries", PAIR),
        ("France wrote to Germany. The two countries agreed.", "The two countries", PAIR),
        ("France and Germany met. Neither country agreed.", "Neither country", PAIR),
        ("France and Germany met, and they agreed.", "they", PAIR),
        ("France and Germany trust each other.", "each other", PAIR),
        ("France wrote to Germany. Observers praised their relationship.", "their", PAIR),
        ("Angela Merkel and Emmanuel Macron met. The two leaders agreed.", "The two leaders", PEOPLE),
        ("France and Germany met. Spain was angry, as they knew.", "they", set()),
        ("Both countries agreed.", "Both countries", set()),
        ("France, Germany and Spain met. The two companies agreed.", "The two companies", set()),
        ("France and Germany met. The farmers protested, because they lose.", "they", set()),
    ],
)
def test_joint_reference(read: Read, text: str, words: str, actors: set[str]) -> None:
    """Words that mean two are logged for both of them, where the text named two; otherwise for nobody."""
    rows = [row for row in lookalikes(read(text, until="lookalikes"), Config()) if row.kind == "joint"]
    assert {row.actor_id for row in rows if row.text == words} == actors
    assert all(text[row.start : row.end] == row.text for row in rows)


def test_what_is_joint_is_no_mention(read: Read) -> None:
    """No place is counted for somebody and logged as joint at the same time."""
    reading = read(
        "France and Germany met. Both countries agreed, and they trust each other. Their talks ended.",
        until="lookalikes",
    )
    mentioned = {(row.start, row.end) for row in reading.rows(Mention)}
    logged = {(r.start, r.end) for r in lookalikes(reading, Config()) if r.kind == "joint"}
    assert logged
    assert not mentioned & logged
