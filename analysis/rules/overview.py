"""The passages of a text and who is named in them in; out, what the text as a whole tells of whom a pronoun may mean.

A reader who has seen all of it knows whom it names most, whether it speaks of men or women, and what is a thing or a
place by the way in which it is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from analysis.language import Passage
from analysis.rules.bodies import bodies
from analysis.rules.forms import Named, Who, is_acronym
from analysis.rules.given_names import is_given_name
from analysis.rules.grouping import words
from analysis.rules.pronouns import pronoun_at
from analysis.rules.titles import GENDERS

if TYPE_CHECKING:
    from spacy.tokens import Token

#: What stands before things and places, and before no person's name.
_ARTICLES, _WHERE = frozenset({"the", "a", "an"}), frozenset({"in", "at", "on", "from"})
_MODIFIERS = frozenset({"compound", "nmod", "amod"})
#: Words of a person's name.
_LONGEST_NAME = 3
#: Ranks are told apart up to so many.
_RANKS = 3
#: Who is named so often, and so many times as often as anybody else, is whom the text is about.
_OFTEN, _FAR_MORE = 3, 2


@dataclass(frozen=True, slots=True)
class Overview:
    """How often each is named whom "he" or "she" may mean; those of them who are named as things are.

    `most` holds the highest of the numbers, the highest first; `pronouns` how many are male and how many female;
    `state` is the one that the text names far more often than any other.
    """

    named: Mapping[str, int] = field(default_factory=dict)
    most: tuple[int, ...] = ()
    things: frozenset[str] = frozenset()
    pronouns: Mapping[str, int] = field(default_factory=dict)
    state: Who | None = None

    def rank(self, actor_id: str) -> int:
        """How many are named more often, up to three."""
        return sum(times > self.named.get(actor_id, 0) for times in self.most)

    def is_main(self, actor_id: str) -> bool:
        """Whether the text names somebody often, and far more often than anybody else."""
        times = self.named.get(actor_id, 0)
        others = self.most[1:] if self.rank(actor_id) == 0 else self.most
        return times >= _OFTEN and times >= _FAR_MORE * max(others, default=0)

    def share(self, gender: str) -> float:
        """The share of "he", or of "she", among both; 0 where there are none."""
        return self.pronouns.get(gender, 0) / max(sum(self.pronouns.values()), 1)


def overview(passages: Iterable[Passage], found: Iterable[Named]) -> Overview:
    """The overview of a text, from who is named in it."""
    roots: dict[Who, list[Token]] = {}
    for one in found:
        roots.setdefault(one.who, []).append(one.tokens.root)
    named: Counter[str] = Counter()
    for who, places in roots.items():
        if who.type == "person" or may_be_person(who):
            named[who.actor_id] += len(places)
    things = {who.actor_id for who, places in roots.items() if who.type != "person" and _is_thing(places)}
    states = Counter({who: len(places) for who, places in roots.items() if who.type == "state"})
    taken = (pronoun.takes for one in passages for token in one.doc if (pronoun := pronoun_at(token)))
    most = tuple(sorted(named.values(), reverse=True)[:_RANKS])
    return Overview(
        named, most, frozenset(things & named.keys()), Counter(one for one in taken if one in GENDERS), _main(states)
    )


def _main(times: Counter[Who]) -> Who | None:
    """Who is named often, and far more often than the next."""
    (who, most), (_, next_most), *_ = [*times.most_common(2), (None, 0), (None, 0)]
    return who if most >= max(_OFTEN, _FAR_MORE * next_most) else None


def may_be_person(who: Who) -> bool:
    """Whether a name that was taken for an organisation's may be a person's: one word, or behind a given name."""
    parts = who.name.split()
    if who.type != "organisation" or len(parts) > _LONGEST_NAME or is_acronym(who.name) or who.name in bodies():
        return False
    if len(parts) > 1 and not is_given_name(parts[0]):
        return False
    return all(part[0].isupper() and part not in words("head") | words("suffix") for part in parts)


def _is_thing(roots: Sequence[Token]) -> bool:
    """Whether a name stands where no person's does: with an article, behind "in", most often before a noun."""
    if any(child.lower_ in _ARTICLES for root in roots for child in root.lefts):
        return True
    if any(root.dep_ == "pobj" and root.head.lower_ in _WHERE for root in roots):
        return True
    return 2 * sum(root.dep_ in _MODIFIERS for root in roots) >= len(roots)
