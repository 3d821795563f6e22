"""Who is called by name is "you"."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.config import Config
from analysis.reading import Reading
from analysis.steps.mentions import mentions

Read = Callable[..., Reading]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Thank you, Angela Merkel.", 1),
        ("And thank you, Chancellor Angela Merkel, for coming.", 1),
        ("Angela Merkel, I thank you for your patience.", 2),
        ("“Angela Merkel, you have our thanks,” a senator told the crowd.", 1),
        ("Angela Merkel told you the truth.", 0),
        ("Angela Merkel, as you know, left.", 0),
        ("Angela Merkel, whom you may remember, left.", 0),
        ("Ask, as you did, Angela Merkel for help.", 0),
        ("He met Angela Merkel, who had heard of you.", 0),
        ("As I told you, Angela Merkel left.", 0),
    ],
)
def test_you(read: Read, text: str, count: int) -> None:
    """A name that is called, behind "you" or at the beginning, says who "you" is in that sentence."""
    rows = list(mentions(read(text, until="mentions"), Config()))
    assert [row.actor_id for row in rows if row.rule == "references.vocative"] == ["person:angela-merkel"] * count
