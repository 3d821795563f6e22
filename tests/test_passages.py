"""What `claimline show` reads out."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis import passages, tables
from analysis.tables import Actor, Claim, Mention


def test_spans_are_marked_where_they_stand() -> None:
    """Signs go around each span, the longer span outside."""
    assert passages.mark("a bc d", [(0, 6, "⟦⟧"), (2, 4, "{}"), (0, 1, "<>")]) == "⟦<a> {bc} d⟧"


def test_a_claim_is_shown_with_cue_and_source(example: Path) -> None:
    """Every claim of the example can be shown, and what is marked is what the row says."""
    for claim in tables.read_rows(Claim, example / "tables")[:20]:
        shown = "\n".join(passages.show(claim.claim_id, example))
        assert claim.statement in shown
        assert "⟦" in shown


def test_a_mention_is_shown_by_its_place(example: Path) -> None:
    """A mention has no id of its own: document and span name it."""
    one = tables.read_rows(Mention, example / "tables")[0]
    shown = list(passages.show(f"{one.doc_id}:{one.start}-{one.end}", example))
    assert shown[0] == f"mentions  {one.doc_id}:{one.start}-{one.end}"


def test_an_actor_is_shown_with_its_counts_and_first_passages(example: Path) -> None:
    """An id from the table of actors or from `actors.toml` can be looked up, and so can a full name."""
    actor = max(tables.read_rows(Actor, example / "tables"), key=lambda one: one.mentions)
    shown = list(passages.show(actor.actor_id, example))
    assert shown[0] == f"actors  {actor.actor_id}"
    assert f"  {'mentions':<15} {actor.mentions}" in shown
    assert sum(line.startswith("mentions  ") for line in shown) == 3
    assert list(passages.show(actor.name.lower(), example)) == shown


def test_an_unknown_id_says_what_ids_look_like(example: Path) -> None:
    """Nothing found is an error that helps."""
    with pytest.raises(passages.UnknownIdError, match="DOCUMENT:START-END"):
        list(passages.show("c-nothing", example))
