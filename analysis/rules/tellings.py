"""A claim and its parse in; how it tells of something that happens, if it does, out.

States, habits, opinions, wishes, duties and what is only asked or supposed are no events, and neither is what a text
makes of one (`the move sparked debate`). What happens is told by the predicate, or by a noun of its clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analysis.language import Passage
from analysis.rules.grammar import is_condition, is_conditional, is_negated, phrase, subject_of
from analysis.rules.outlook import is_undertaken
from analysis.rules.predicates import (
    VERBAL,
    chain_of,
    does_by_saying,
    has_had,
    head_of,
    is_announced,
    is_arranged,
    is_counterfactual,
    is_habit,
    is_in_name,
    is_in_the_past,
    is_intended,
    is_ongoing,
    is_only_to_be,
    is_perfect,
    is_refusal,
    is_wish,
    looks_ahead,
    occurrences,
    words_of,
)
from analysis.rules.subjects import is_main
from analysis.tables import Claim, Order, Span, Status

if TYPE_CHECKING:
    from spacy.tokens import Token


EXPECTED: frozenset[Status] = frozenset({"planned", "predicted"})
TOLD: frozenset[Status] = frozenset({"happened", "reported"})
_LABEL_LENGTH = 110
_ASKS = re.compile(r"(?:how|why|what|whether|where|when)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Telling:
    """How a passage tells of an event: from the word on which it depends down to the word that says what happens.

    `label` is empty where the passage's own words tell it; `source` is the actor who denies it; what is `only_dated` is
    no event without a date.
    """

    chain: tuple[Token, ...]
    passage: Passage
    claim: Claim
    status: Status
    start: int
    end: int
    label: str = ""
    source: str | None = None
    only_dated: bool = False

    @property
    def actors(self) -> tuple[str, ...]:
        """The actors that the claim is about, and who denies it."""
        return tuple(dict.fromkeys((*self.claim.actors, *([self.source] if self.source else ()))))

    @property
    def predicate(self) -> Token:
        """The word that says what happens."""
        return self.chain[-1]


def tellings(claim: Claim, passage: Passage) -> Iterator[Telling]:
    """What a claim tells of: the event of its clause, one that a noun in it names, one that somebody is ready for."""
    head = head_of(passage, claim)
    if (
        head is None
        or (is_in_name(head) and passage.block.kind != "headline")
        or _is_question(claim)
        or is_habit(head)
        or is_wish(head)
        or _is_supposed(head)
    ):
        return
    if denial := _denial(claim, passage):
        yield denial
        return
    yield from _announcement(claim, passage)
    told = _refusal(claim) if is_refusal(head) else claim
    # What is negated has not happened, and nobody denies it either. What may not happen still may.
    if "negated" not in told.facets or ("possible" in told.facets and "planned" not in told.facets):
        yield from _of_clause(told, passage, head)
        yield from _undertakings(claim, passage, head)
    yield from _readiness(claim, passage, head)


def _of_clause(claim: Claim, passage: Passage, head: Token) -> Iterator[Telling]:
    chain = chain_of(head)
    if any(map(is_negated, chain[1:])):
        return  # "promised not to invade"
    arranged = is_arranged(chain) or is_intended(chain) or is_announced(head)
    status = status_of(claim, ahead=any(map(looks_ahead, chain)), arranged=arranged)
    if head.lemma_.lower() in words_of("beside"):
        yield from _beside(claim, passage, head, status)
    else:
        yield Telling(chain, passage, claim, status, claim.start, claim.end, label_of(claim.statement))


def _beside(claim: Claim, passage: Passage, head: Token, status: Status) -> Iterator[Telling]:
    """`The vote follows weeks of protests`: a verb that only sets beside each other what its nouns tell of."""
    objects = (child for child in head.children if child.dep_ == "dobj")
    after = (noun for child in head.children if child.dep_ == "prep" for noun in child.children if noun.dep_ == "pobj")
    for noun in (*objects, *after):
        words = phrase(noun)
        start, end = passage.span(passage.doc[words[0].i : words[-1].i + 1])
        if noun.lemma_.lower() in occurrences() and claim.start <= start and end <= claim.end:
            yield Telling((noun,), passage, claim, status, start, end)


def _denial(claim: Claim, passage: Passage) -> Telling | None:
    """`Both sides deny any deal`, `rejected the reports`: the denying has happened, and no more is told."""
    cue = _denying(claim, passage)
    if cue is None or looks_ahead(cue):
        return None
    start, end = _around(claim, passage, cue)
    if start < passage.block.start or end > passage.block.end:
        return None
    return Telling((cue,), passage, claim, "happened", start, end, source=claim.source_actor)


def _announcement(claim: Claim, passage: Passage) -> Iterator[Telling]:
    """`The court ruled on Monday that ...`: what is done by saying it has happened too, if it is told when."""
    cue = _cue(claim, passage)
    if (
        cue is None
        or not does_by_saying(cue)
        or cue == head_of(passage, claim)
        or not is_main(cue)
        or not is_in_the_past(cue)
    ):
        return
    start, end = _around(claim, passage, cue)
    if passage.block.start <= start and end <= passage.block.end:
        yield Telling((cue,), passage, claim, "happened", start, end, source=claim.source_actor, only_dated=True)


def _around(claim: Claim, passage: Passage, cue: Token) -> Span:
    """From the first to the last of a claim, its cue and its source."""
    spans = [(claim.start, claim.end), passage.span(passage.doc[cue.i : cue.i + 1])]
    if claim.source_start is not None and claim.source_end is not None:
        spans.append((claim.source_start, claim.source_end))
    return min(start for start, _ in spans), max(end for _, end in spans)


def _cue(claim: Claim, passage: Passage) -> Token | None:
    """The verb by which the claim is told, if it stands in the passage."""
    if claim.cue_start is None or claim.cue_end is None:
        return None
    if not passage.block.start <= claim.cue_start < claim.cue_end <= passage.block.end:
        return None
    return passage.tokens(claim.cue_start, claim.cue_end)[-1]


def _denying(claim: Claim, passage: Passage) -> Token | None:
    """The verb that denies, if it is the claim's own or if what it denies is a thing."""
    cue, head = _cue(claim, passage), head_of(passage, claim)
    if claim.label != "denied" or cue is None:
        return None
    own = cue == head
    thing = claim.rule == "noun.deny" and head is not None and head.pos_ not in VERBAL
    return cue if own or thing else None


def _refusal(claim: Claim) -> Claim:
    """The claim of a refusal, which has happened: neither is what is refused planned, nor is the refusing denied."""
    facets = tuple(facet for facet in claim.facets if facet not in ("planned", "negated"))
    return claim.model_copy(update={"facets": facets})


def _readiness(claim: Claim, passage: Passage, head: Token) -> Iterator[Telling]:
    """What somebody in the claim is ready to do, which is no more than planned."""
    for ready in head.children:
        if ready.lemma_.lower() not in words_of("ready") or len(chain_of(ready)) == 1 or ready in chain_of(head):
            continue
        words = passage.doc[ready.left_edge.i : ready.right_edge.i + 1]
        start, end = passage.span(words)
        if claim.start <= start and end <= claim.end:
            subject = subject_of(head)
            who = _text(phrase(subject) if subject is not None else (head,)).strip()
            label = label_of(f"{who[:1].upper()}{who[1:]}, {words.text}")
            yield Telling(chain_of(ready), passage, claim, "planned", start, end, label)


def _undertakings(claim: Claim, passage: Passage, head: Token) -> Iterator[Telling]:
    """What is to be done by a noun of the claim: `won a contract to build ships`, `a summit to be held in May`.

    What was undertaken in the past may be done by now, unless it has a date.
    """
    words = passage.tokens(claim.start, claim.end)
    for verb in words:
        if verb.dep_ not in ("acl", "relcl") or not is_undertaken(verb) or verb.head.i < words[0].i:
            continue
        start, end = passage.span(passage.doc[verb.head.left_edge.i : verb.right_edge.i + 1])
        if claim.start <= start and end <= claim.end:
            over = is_in_the_past(head) and not is_perfect(head)
            yield Telling(chain_of(verb), passage, claim, "planned", start, end, only_dated=over)


def _text(words: Sequence[Token]) -> str:
    return "".join(word.text_with_ws for word in words)


def status_of(claim: Claim, *, ahead: bool = False, arranged: bool = False) -> Status:
    """Whether it happened, by the claim's label and facets and by whether its verb looks ahead or tells of a plan."""
    facets = set(claim.facets)
    if claim.label == "denied":
        return "denied"
    if "planned" in facets or arranged:
        return "planned"
    if claim.label == "predicted" or "future" in facets or ahead:
        return "predicted"
    return "reported" if claim.label in ("reported", "hedged") else "happened"


def in_outlook(telling: Telling, *, ahead: bool) -> Telling:
    """The same, as to come where its predicate, which is no past tense, lies ahead; as told where that is past."""
    past = is_in_the_past(telling.predicate)
    if telling.status in TOLD and ahead and not past:
        ready = any(word.lower_ in words_of("ready") for word in telling.chain)
        return replace(telling, status="planned" if ready else "predicted")
    if telling.status in EXPECTED and past and not ahead:
        return replace(telling, status="happened" if telling.claim.label == "asserted" else "reported")
    return telling


def order_of(telling: Telling) -> Order:
    """How an event stands to publication where its date does not tell: by its status, and by its verb's tense."""
    if telling.status in EXPECTED and not has_had(telling.chain[0]):
        return "future"  # but "had planned to leave"
    return "present" if is_ongoing(telling.chain[0]) else "past"


def will_be(telling: Telling) -> bool:
    """Whether its verb, or one on the way to it, is in the future: not what was planned in the past."""
    return telling.status == "predicted" and any(map(looks_ahead, telling.chain))


def label_of(statement: str) -> str:
    """A statement in a few words, on one line."""
    words = " ".join(statement.split()).rstrip(".!?")
    if len(words) <= _LABEL_LENGTH:
        return words
    return words[: _LABEL_LENGTH - 1].rsplit(" ", 1)[0].rstrip(",;: ") + "…"


def _is_question(claim: Claim) -> bool:
    """Whether it only says that something is known or asked (how they are supplied)."""
    return not claim.rule.endswith(".relcl") and _ASKS.match(claim.text) is not None


def _is_supposed(head: Token) -> bool:
    """Whether it holds under a condition only, is what might have been, or is what somebody ought to do."""
    return (
        is_counterfactual(head) or is_conditional(head) or any(map(is_condition, head.children)) or is_only_to_be(head)
    )
