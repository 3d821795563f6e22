"""A word that may attribute in, the stretches that may be its content out, and what speaks for each of them.

More is proposed than can be right: what the word governs, whole and cut short at each modifier at its end, what
stands before and after it in its sentence, and the quotations beside it. `analysis/weights/attribution_contents.json`
chooses. Learning to choose among proposals of a parse follows Pareti et al. (2013) and, for ranking, Joachims (2002).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.rules.complements import cuts, name_of, pattern_of
from analysis.rules.paragraphs import Paragraph, Stretch, Stretches

if TYPE_CHECKING:
    from spacy.tokens import Token

#: What a word governs that may be its content.
_COMPLEMENTS = frozenset({
    "ccomp", "xcomp", "dobj", "oprd", "attr", "acomp", "prep", "agent", "nsubjpass", "advcl", "acl", "relcl", "dative",
    "npadvmod", "parataxis", "dep", "pcomp", "poss", "appos", "csubj", "nsubj", "advmod",
})  # fmt: skip
#: Content of a noun: not what modifies it otherwise.
_OF_NOUNS = frozenset({"acl", "ccomp", "xcomp", "prep", "relcl", "poss", "appos", "compound"})
#: Words between a cue and a quotation.
_BETWEEN = 14
#: So many quotations may follow each other.
_CHAINED = 12
_CLAUSES = frozenset({"ROOT", "ccomp", "relcl", "advcl", "conj", "acl", "parataxis", "pcomp", "xcomp"})


@dataclass(frozen=True, slots=True)
class Content:
    """Stretches that may be the content. `how`: the ways in which they were found; `cue`: words that join the cue."""

    stretches: Stretches
    pattern: str
    how: tuple[str, ...]
    cue: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to a content, before it is known what else leads to the same."""

    how: str
    pattern: str
    stretches: tuple[Stretch, ...]
    cue: tuple[int, ...] = ()


def contents(at: Paragraph, anchor: Token, cue: Iterable[int]) -> list[Content]:
    """Every stretch that may be the content of a cue, each once."""
    own = frozenset(cue)
    found: dict[Stretches, list[_Way]] = {}
    if at.continued and at.sentence_of[anchor.i][1] == len(at.tokens):
        found[at.continued] = [_Way("next paragraph", "quotation", at.continued)]
    for way in _ways(at, anchor, own):
        stretches = at.trimmed(part for s in way.stretches for part in at.without(s, own | set(way.cue)))
        stretches = _in_whole_quotations(at, stretches, anchor)
        if stretches and not _is_parted(at, stretches, anchor):
            found.setdefault(stretches, []).append(way)
    return [
        Content(stretches, ways[0].pattern, tuple(dict.fromkeys(way.how for way in ways)), ways[0].cue)
        for stretches, ways in found.items()
    ]


def _is_parted(at: Paragraph, stretches: Stretches, anchor: Token) -> bool:
    """`The bridge fell; the mayor said ...`: a semicolon ends what stands before it."""
    end = stretches[-1][1]
    return any(at.tokens[i].text == ";" and at.quotation_of[i] < 0 for i in range(max(0, end - 1), anchor.i))


def _in_whole_quotations(at: Paragraph, stretches: Stretches, anchor: Token) -> Stretches:
    """A content takes whole the quotations it runs into, and stays within the one that its cue stands in."""
    around = at.quotation_of[anchor.i]
    if around >= 0:
        first, last = at.quoted[around]
        return at.trimmed((max(start, first), min(end, last)) for start, end in stretches)
    return at.trimmed(_widened(at, *stretch) for stretch in stretches)


def _widened(at: Paragraph, start: int, end: int) -> Stretch:
    first, last = at.quotation_of[start], at.quotation_of[end - 1]
    return at.quoted[first][0] if first >= 0 else start, at.quoted[last][1] if last >= 0 else end


# --- ways to a content -----------------------------------------------------------------------------


def _ways(at: Paragraph, anchor: Token, own: frozenset[int]) -> Iterator[_Way]:
    if anchor.text == ":":
        yield from _after_colon(at, anchor)
        return
    wanted = _COMPLEMENTS if anchor.pos_ not in {"NOUN", "PROPN"} else _OF_NOUNS
    for child in anchor.children:
        if child.dep_ in wanted and child.i not in own:
            yield from _of_child(at, anchor, child, "")
    if anchor.dep_ in {"acomp", "attr", "dobj", "pobj", "oprd", "prep"}:
        yield from _of_governor(at, anchor, own)
    if anchor.dep_ == "conj":
        yield from _shared(at, anchor)
    if anchor.dep_ == "relcl" or (anchor.dep_ == "acl" and anchor.tag_ == "VBN"):
        yield _Way("antecedent", "object", (_subtree_before(anchor.head, anchor),))
    yield from _around(at, anchor)
    yield from _beside_quotations(at, anchor)


def _after_colon(at: Paragraph, colon: Token) -> Iterator[_Way]:
    """`PRESIDENT: Thank you`: what follows, to the end of the sentence or of the paragraph."""
    first, last = at.sentence_of[colon.i]
    yield _Way("to-sentence-end", "colon", ((colon.i + 1, last),))
    if first == 0:
        yield _Way("to-end", "colon", ((colon.i + 1, len(at.tokens)),))
    said = _chain(at, colon.i + 1)
    if said:
        yield _Way("quotation", "colon", (said[0],))
        yield _Way("quotations", "colon", tuple(said))


def _of_child(at: Paragraph, anchor: Token, child: Token, prefix: str) -> Iterator[_Way]:
    """A complement, cut short at its end, and drawn on to the end of the clause and of the sentence."""
    if child.dep_ in {"prep", "agent"}:
        yield from _of_preposition(at, anchor, child, prefix)
        return
    name, pattern = prefix + name_of(child), pattern_of(anchor, child)
    start, end = child.left_edge.i, child.right_edge.i + 1
    yield _Way(name, pattern, ((start, end),))
    for cut, place in cuts(child):
        yield _Way(f"{name} cut {cut}", pattern, ((start, place),))
    if child.i > anchor.i and child.dep_ not in {"nsubj", "advmod"}:
        yield from _drawn_on(at, anchor, child, name, pattern)
    if child.dep_ == "nsubjpass":
        yield from _raised(anchor, child)


def _of_preposition(at: Paragraph, anchor: Token, preposition: Token, prefix: str) -> Iterator[_Way]:
    name = f"{prefix}{preposition.dep_}"
    pattern = pattern_of(anchor, preposition)
    for child in preposition.children:
        if child.dep_ not in {"pobj", "pcomp", "prep", "ccomp"}:
            continue
        if child.dep_ == "prep":
            yield from _of_preposition(at, anchor, child, prefix + "prep ")
            continue
        start, end = child.left_edge.i, child.right_edge.i + 1
        words = (preposition.i,) if preposition.i == anchor.i + 1 else ()
        yield _Way(name, pattern, ((start, end),), words)
        for cut, place in cuts(child):
            yield _Way(f"{name} cut {cut}", pattern, ((start, place),), words)
        if child.i > anchor.i:
            last = anchor.right_edge.i + 1
            yield _Way(f"{name} to-verb-end", pattern, ((start, last),), words)
            yield _Way(f"{name} to-sentence-end", pattern, ((start, at.sentence_of[anchor.i][1]),), words)
    if preposition.i > anchor.i:
        yield _Way(f"{name} whole", pattern, ((preposition.left_edge.i, preposition.right_edge.i + 1),))


def _drawn_on(at: Paragraph, anchor: Token, child: Token, name: str, pattern: str) -> Iterator[_Way]:
    start = child.left_edge.i
    yield _Way(f"{name} to-verb-end", pattern, ((start, anchor.right_edge.i + 1),))
    yield _Way(f"{name} to-sentence-end", pattern, ((start, at.sentence_of[anchor.i][1]),))
    for later in anchor.rights:
        if later.i > child.i and later.dep_ not in {"punct", "cc"}:
            yield _Way(f"{name} before {later.dep_}", pattern, ((start, later.left_edge.i),))


def _raised(anchor: Token, subject: Token) -> Iterator[_Way]:
    """`The king is believed to be ill`: the subject belongs to the content, with what follows the verb."""
    first = (subject.left_edge.i, subject.right_edge.i + 1)
    for child in anchor.rights:
        if child.dep_ in {"xcomp", "oprd", "prep", "ccomp", "advcl", "attr"}:
            yield _Way(f"raised {child.dep_}", "infinitive", (first, (child.left_edge.i, child.right_edge.i + 1)))
    yield _Way("raised to-verb-end", "infinitive", (first, (anchor.i + 1, anchor.right_edge.i + 1)))


def _of_governor(at: Paragraph, anchor: Token, own: frozenset[int]) -> Iterator[_Way]:
    """`made the claim on Monday that ...`, `is likely that ...`: what hangs on the verb and not on its noun."""
    verb = anchor.head
    for child in verb.children:
        if child.i in own or child.i == anchor.i or child.dep_ in {"nsubjpass", "aux", "advmod"}:
            continue
        if child.dep_ in _COMPLEMENTS and (child.i > anchor.i or child.dep_ in {"nsubj", "csubj", "dobj"}):
            yield from _of_child(at, anchor, child, "up ")


def _shared(at: Paragraph, anchor: Token) -> Iterator[_Way]:
    """`mocked and criticised the plan`: the object of one verb is that of the other."""
    first = anchor.head
    for child in first.children:
        if child.dep_ in {"dobj", "ccomp", "xcomp"}:
            yield from _of_child(at, first, child, "shared ")


def _around(at: Paragraph, anchor: Token) -> Iterator[_Way]:
    """What stands before and after the word in its sentence and in the clause it is put into."""
    first, last = at.sentence_of[anchor.i]
    start, end = anchor.left_edge.i, anchor.right_edge.i + 1
    yield _Way("rest", "clause", ((anchor.i + 1, last),))
    yield _Way("rest of clause", "clause", ((anchor.i + 1, end),))
    head = anchor.head
    if head.i == anchor.i:
        return
    if anchor.dep_ in {"parataxis", "advcl", "ccomp", "conj", "dep", "prep", "advmod", "amod"}:
        outer = _clause(head) if anchor.pos_ in {"ADV", "ADP", "SCONJ"} or anchor.tag_ == "VBG" else head
        whole = (outer.left_edge.i, outer.right_edge.i + 1)
        gone = set(range(start, end))
        yield _Way(f"beside {anchor.dep_}", "beside", tuple(at.without(whole, gone)))
        yield _Way(f"beside {anchor.dep_} sentence", "beside", tuple(at.without((first, last), gone)))
        yield _Way(f"beside {anchor.dep_} before", "beside", ((whole[0], start),))
        yield _Way(f"beside {anchor.dep_} after", "beside", ((end, whole[1]),))


def _beside_quotations(at: Paragraph, anchor: Token) -> Iterator[_Way]:
    """The quotation before, the one after, both, and those of the following sentences that begin with one."""
    if at.quotation_of[anchor.i] >= 0 or not at.quoted:
        return
    first, last = at.sentence_of[anchor.i]
    left, right = at.quotation_before(anchor.i), next(at.quotations_from(anchor.i), None)
    before = [left] if left is not None and _precedes(at, left, anchor, first) else []
    reach = min(max(last, anchor.right_edge.i + 1) + 1, anchor.i + _BETWEEN)
    after = [right] if right is not None and right[0] <= reach else []
    beside = [*before, *after]
    for name, group in (("before", before), ("after", after), ("both", beside if before and after else [])):
        if not group:
            continue
        yield _Way(f"quotation {name}", "quotation", tuple(group))
        chain = _chain(at, max(group[-1][1], last if group is not after else 0))
        if chain:
            yield _Way(f"quotation {name} on", "quotation", (*group, *chain))
    if before:
        yield _Way("to quotation", "quotation", ((first, before[0][1]),))


def _precedes(at: Paragraph, quotation: Stretch, anchor: Token, first: int) -> bool:
    """Whether a quotation stands in the word's sentence, or before it and is no whole sentence of its own."""
    if quotation[1] > first:
        return True
    return quotation[1] >= min(first, anchor.left_edge.i) - 2 and at.last_mark(quotation) not in {".", "…"}


def _chain(at: Paragraph, place: int) -> list[Stretch]:
    """The quotations that follow a place, nothing else between them than marks and blanks."""
    found: list[Stretch] = []
    for start, end in itertools.islice(at.quotations_from(place), _CHAINED):
        # What ends in a comma goes on: somebody is about to be named for it.
        if not all(at.is_silent[place:start]) or at.last_mark((start, end)) in {",", ""}:
            break
        found.append((start, end))
        place = end
    return found


def _subtree_before(noun: Token, clause: Token) -> Stretch:
    return noun.left_edge.i, min(clause.left_edge.i, noun.right_edge.i + 1)


def _clause(token: Token) -> Token:
    while token.dep_ not in _CLAUSES and token.pos_ not in {"VERB", "AUX"} and token.head.i != token.i:
        token = token.head
    return token
