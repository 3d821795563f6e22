"""The name of a set in; what we want to reach on it, and what others reach, out: plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """Figures to read a score beside, as they are printed; empty where there is none."""

    reach: str = ""
    peer: str = ""
    people: str = ""


#: By the beginning of a set's name, the longest first, and by measure. Of PolNeAR both `dev` and what is held back were
#: given to five systems; people are six readers of the same 20 documents, each against the others.
TARGETS: Mapping[str, Mapping[str, Target]] = {
    "polnear_dev": {
        "content, exact": Target(">= 52", "31.9", "69.0"),
        "content": Target(">= 70", "49.0", "79.6"),
        "source": Target(">= 66", "44.1", "76.9"),
        "cue": Target(">= 66", "43.1", "75.6"),
        "all three": Target(">= 60", "38.7", "72.2"),
        "recall, direct": Target(">= 96", "", "98.3"),
    },
    "polnear": {
        "content, exact": Target(">= 52", "35.4", "69.0"),
        "content": Target(">= 70", "51.0", "79.6"),
        "source": Target(">= 66", "47.8", "76.9"),
        "cue": Target(">= 66", "45.9", "75.6"),
        "all three": Target(">= 60", "40.9", "72.2"),
        "recall, direct": Target(">= 96", "80.3", "98.3"),
    },
    "te3_timebank_dev": {
        "strict": Target(">= 86", "86.2"),
        "relaxed": Target(">= 92.5", "91.8"),
        "value": Target(">= 80", "80.1"),
    },
    "te3_aquaint": {
        "strict": Target("", "81.3"),
        "relaxed": Target("", "92.5"),
        "value": Target("", "72.9"),
    },
    "te3_platinum": {
        "strict": Target(">= 88", "81.8"),
        "relaxed": Target(">= 94", "90.7"),
        "type": Target(">= 87", "83.3"),
        "value": Target(">= 82", "78.1"),
    },
    "meantime_timex": {
        "strict": Target(">= 86", "83.3"),
        "relaxed": Target(">= 92.5", "89.7"),
        "value": Target(">= 80", "79.0"),
    },
    "gum_news_dates": {"days": Target(">= 92")},
    "fact_uw": {"r": Target(">= .65"), "MAE": Target("<= .60")},
    "subj": {"subjectivity, mean F1": Target(">= 62.0")},
}
#: Who the best peer is, likewise. Gender Gap Tracker was run with en_core_web_sm.
PEERS: Mapping[str, str] = {
    "polnear": "best peer: Gender Gap Tracker",
    "te3": "best peer: HeidelTime",
    "meantime_timex": "best peer: HeidelTime",
}


def targets_of(name: str) -> Mapping[str, Target]:
    """What is known of a set, by measure."""
    return next((targets for beginning, targets in TARGETS.items() if name.startswith(beginning)), {})


def peer_of(name: str) -> str:
    """The peer whose figures stand in the targets of a set."""
    return next((peer for beginning, peer in PEERS.items() if name.startswith(beginning)), "")
