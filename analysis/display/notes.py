"""A sentence for the reader in, the same as a notebook shows it out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from analysis.display.text import visible


@dataclass(frozen=True, slots=True)
class Note:
    """What a reader should know before reading on."""

    html: str
    text: str

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}


def note(text: str) -> Note | None:
    """A note of these words; nothing if there are none, and a notebook then shows nothing."""
    shown = visible(text)
    return Note(html=str(Markup('<p class="note" role="note">{}</p>').format(shown)), text=shown) if shown else None
