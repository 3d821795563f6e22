"""A word and what may be its content or source in, what speaks for and against it out: short readable texts.

These are what the models in `analysis/weights/attribution_*.json` weigh. Words stand in them by their lemma, names
never: only of what kind they are.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from analysis.rules.complements import name_of
from analysis.rules.contents import Content
from analysis.rules.grammar import is_passive
from analysis.rules.paragraphs import Paragraph
from analysis.rules.sources import Source

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_OBJECTS = frozenset({"dobj", "oprd", "attr", "acomp"})
_SMALL = frozenset({"mark", "aux", "auxpass", "neg", "prt", "advmod", "det", "poss", "expl", "cc"})
_LENGTHS = (1, 2, 3, 5, 8, 12, 18, 30, 50, 80)
_ANCESTORS = 8
_NEAR_END = 4
#: Of so few words of content each may be the source ("him"), of more only its main word.
_FEW = 2


def size(number: int) -> str:
    """A number by the step that it reaches."""
    return str(next((step for step in _LENGTHS if number <= step), "more"))


# --- the word itself -------------------------------------------------------------------------------


def of_anchor(at: Paragraph, a: Token) -> Iterator[str]:
    """What speaks for a word's being a cue."""
    lemma, cue = at.words[a.i], at.cues[a.i]
    kind = f"{cue.kind} {cue.pos}" if cue is not None else "unknown"
    yield from (f"lemma {lemma}", f"{lemma} is {a.dep_}", f"{lemma} {a.tag_}", f"{a.pos_} is {a.dep_}", f"tag {a.tag_}")
    yield from (f"kind {kind}", f"kind {kind} is {a.dep_}", f"block {at.passage.block.kind}")
    yield from _of_children(at, a, lemma, kind)
    yield from _of_head(at, a, lemma, kind)
    yield from _of_place(at, a, lemma, kind)


def _of_children(at: Paragraph, a: Token, lemma: str, kind: str) -> Iterator[str]:
    has_subject = has_complement = False
    for child in a.children:
        dep, other = child.dep_, at.words[child.i]
        if dep == "punct":
            yield f"mark {child.text}"
            continue
        name = name_of(child) if dep not in {"prep", "agent"} else f"{dep} {child.lower_}"
        yield f"has {name}"
        yield f"{lemma} has {name}"
        yield f"{kind} has {name}"
        if dep in _SMALL:
            yield f"{dep} {other}"
        if dep in _SUBJECTS:
            has_subject = True
            yield from _of_noun(at, child, "subject", lemma, kind)
        if dep in _OBJECTS:
            yield from _of_noun(at, child, "object", lemma, kind)
            yield f"{lemma} {other}"
            yield from (f"object has {name_of(c)}" for c in child.children if c.dep_ in {"acl", "relcl", "prep"})
        if dep == "prep":
            yield from (f"{name} {at.words[c.i]}" for c in child.children)
            yield from (f"{lemma} {name} {c.dep_} {c.pos_}" for c in child.children)
        if dep in {"ccomp", "xcomp"}:
            yield f"complement {other}"
            yield f"{lemma} complement {child.tag_}"
        has_complement |= dep in {"ccomp", "xcomp", "dobj", "prep", "acl", "oprd"}
    yield f"{lemma} subject:{has_subject} complement:{has_complement}"
    yield f"{kind} subject:{has_subject} complement:{has_complement}"
    yield f"{a.tag_} {a.dep_} subject:{has_subject} complement:{has_complement}"


def _of_noun(at: Paragraph, noun: Token, role: str, lemma: str, kind: str) -> Iterator[str]:
    other = at.words[noun.i]
    yield f"{role} {other}"
    yield f"{role} {noun.tag_} {noun.ent_type_}"
    yield f"{lemma} {role} {noun.pos_} {noun.ent_type_}"
    yield f"{kind} {role} {noun.tag_} {noun.ent_type_}"
    yield f"{kind} {role} {other}"


def _of_head(at: Paragraph, a: Token, lemma: str, kind: str) -> Iterator[str]:
    head = a.head
    if head.i != a.i:
        yield f"head {at.words[head.i]} {a.dep_}"
        yield f"head {head.pos_} {a.dep_}"
        yield f"{lemma} under {head.pos_} {a.dep_}"
        if a.dep_ in {"dobj", "attr", "acomp", "xcomp", "pobj", "prep", "oprd", "conj", "nsubj"}:
            yield f"{lemma} under {at.words[head.i]} {a.dep_}"
            yield from (f"head has {c.dep_} {at.words[c.i]}" for c in head.children if c.dep_ in {*_SMALL, *_SUBJECTS})
            yield from (f"{lemma} head has {name_of(c)}" for c in head.children if c.dep_ in {"ccomp", "xcomp", "prep"})
    node, path = a, []
    for _ in range(_ANCESTORS):
        if node.head.i == node.i:
            yield "root reached without a cue"
            break
        path.append(node.dep_)
        node = node.head
        above = at.cues[node.i]
        if above is not None:
            yield f"below {above.kind} {above.pos} by {path[-1]}"
            yield f"below {above.kind} {above.pos} by {' '.join(path[-2:])}"
            yield f"{kind} below {above.kind} {above.pos} by {path[-1]}"
            break


def _of_place(at: Paragraph, a: Token, lemma: str, kind: str) -> Iterator[str]:
    first, last = at.sentence_of[a.i]
    inside = at.quotation_of[a.i]
    yield f"quoted:{inside >= 0}"
    yield f"{lemma} quoted:{inside >= 0}"
    yield f"{kind} quoted:{inside >= 0}"
    if inside >= 0:
        long = at.quoted[inside][1] - at.quoted[inside][0]
        yield f"quoted {size(long)}"
        yield f"{kind} quoted {size(long)}"
        yield f"{kind} quoted first:{at.quoted[inside][0] == 0}"
    else:
        beside = _beside(at, a, first, last)
        yield f"quotation {beside}"
        yield f"{lemma} quotation {beside}"
        yield f"{kind} quotation {beside}"
        yield f"{a.dep_} quotation {beside}"
    if first == 0 and at.is_first:
        yield "first sentence"
        yield f"{kind} first sentence"
    yield f"ends {at.tokens[last - 1].text}"
    if at.continued and last == len(at.tokens):
        yield from ("goes on", f"{lemma} goes on", f"{kind} goes on", f"goes on {last - a.i < _NEAR_END}")
    yield f"place {size(a.i - first)}"
    for name, i in (("before", a.i - 1), ("after", a.i + 1)):
        if first <= i < last:
            yield f"{name} {at.words[i]}"
            yield f"{lemma} {name} {at.tokens[i].tag_}"
            yield f"{lemma} {name} {at.words[i]}"
        else:
            yield f"{name} nothing"


def _beside(at: Paragraph, a: Token, first: int, last: int) -> str:
    """Where the nearest quotations of the sentence stand."""
    left, right = at.quotation_before(a.i), next(at.quotations_from(a.i), (last, last))
    before = left is not None and first - 2 <= left[1] - 1
    near, after = right[0] <= a.i + 2 and right[0] < last, right[0] < last
    return " ".join(name for name, yes in (("before", before), ("near", near), ("after", after)) if yes) or "none"


# --- its content -----------------------------------------------------------------------------------


def of_contents(at: Paragraph, a: Token, found: Sequence[Content]) -> list[Iterator[str]]:
    """What speaks for each of the stretches that may be the content."""
    return [_of_content(at, a, one, found) for one in found]


def _of_content(at: Paragraph, a: Token, one: Content, others: Sequence[Content]) -> Iterator[str]:
    lemma, cue = at.words[a.i], at.cues[a.i]
    kind = f"{cue.kind} {cue.pos}" if cue is not None else f"unknown {a.pos_}"
    for how in one.how:
        yield from (how, f"{a.pos_} {how}", f"{kind} {how}", f"{lemma} {how}", f"{a.dep_} {how}")
    (start, _), (_, end) = one.stretches[0], one.stretches[-1]
    if start >= len(at.tokens):
        return
    first, last = at.sentence_of[a.i]
    words = sum(e - s for s, e in one.stretches)
    pieces = f"pieces {len(one.stretches)}"
    side = "after" if start > a.i else "before" if end <= a.i else "around"
    yield from (
        pieces,
        side,
        f"{a.pos_} {side}",
        f"{a.dep_} {side}",
        f"length {size(words)}",
        f"{kind} length {size(words)}",
    )
    yield f"{kind} {pieces} {side}"
    opening, closing = at.tokens[start], at.tokens[end - 1]
    yield from (f"opens {opening.tag_} {opening.dep_}", f"opens {at.words[opening.i]}", f"closes {closing.pos_}")
    yield f"{kind} opens {at.words[opening.i]}"
    yield from _of_edges(at, a, one, start, end, side)
    yield from _of_quotations(at, a, one, kind)
    yield f"starts sentence:{start <= first} ends sentence:{_reaches(at, end, last)} {side}"
    yield f"ends after sentence:{end > last}"
    yield from _of_others(at, a, one, others, kind)


def _reaches(at: Paragraph, end: int, last: int) -> bool:
    return all(at.is_silent[end:last])


def _of_edges(at: Paragraph, a: Token, one: Content, start: int, end: int, side: str) -> Iterator[str]:
    before = at.tokens[start - 1].text if start and at.is_silent[start - 1] else "a word"
    after = at.tokens[end].text if end < len(at.tokens) and at.is_silent[end] else "a word"
    yield f"before it {before} {side}"
    yield f"after it {after} {side}"
    nxt = next((t for t in at.tokens[end : end + 3] if not at.is_silent[t.i]), None)
    if nxt is not None and nxt.i < at.sentence_of[a.i][1]:
        yield f"then {nxt.dep_} {nxt.tag_}"
        yield f"then {at.words[nxt.i]} after {after}"
        yield f"{one.how[0]} then {nxt.dep_}"
    prior = next((t for t in reversed(at.tokens[max(0, start - 3) : start]) if not at.is_silent[t.i]), None)
    if prior is not None:
        yield f"since {prior.dep_} {prior.tag_}"
        yield f"since {at.words[prior.i]}"
    if len(one.stretches) > 1:
        gap = at.tokens[one.stretches[0][1] : one.stretches[1][0]]
        yield f"gap {size(len(gap))} holds cue:{any(t.i == a.i for t in gap)}"
        later = [t for t in gap if t.i > a.i]
        verbs = min(2, sum(t.pos_ == "VERB" for t in later))
        yield from (f"gap verbs {verbs}", f"gap verbs {verbs} words {size(len(later))}")
        yield f"{one.how[0]} gap verbs {verbs}"
        yield f"gap ends {at.words[gap[-1].i] if not at.is_silent[gap[-1].i] else gap[-1].text}"


def _of_quotations(at: Paragraph, a: Token, one: Content, kind: str) -> Iterator[str]:
    words = sum(e - s for s, e in one.stretches)
    inside = at.words_quoted(one.stretches) if at.quotation_of[a.i] < 0 else 0
    share = "all" if inside == words else "none" if not inside else "half" if inside * 2 > words else "some"
    yield f"quoted {share}"
    yield f"{kind} quoted {share}"
    yield f"{one.how[0]} quoted {share}"
    first, last = at.sentence_of[a.i]
    beside = itertools.takewhile(lambda q: q[0] < last, at.quotations_from(first))
    left = sum(not any(s <= q[0] < e for s, e in one.stretches) for q in itertools.islice(beside, 3))
    yield f"quotations left out {min(left, 2)}"
    yield f"quoted {share} left out {min(left, 2)}"


def _of_others(at: Paragraph, a: Token, one: Content, others: Sequence[Content], kind: str) -> Iterator[str]:
    """What it keeps and drops at its end, compared with the others that begin with it."""
    (start, _), (_, end) = one.stretches[0], one.stretches[-1]
    ends = sorted({o.stretches[-1][1] for o in others if o.stretches[0][0] == start and len(o.stretches) == 1})
    shorter = [e for e in ends if e < end][-2:]
    longer = [e for e in ends if e > end][:1]
    for name, places in (("keeps", shorter), ("drops", longer)):
        for place in places:
            token = next((t for t in at.tokens[place : place + 3] if not at.is_silent[t.i]), None)
            if token is not None:
                comma = at.tokens[place].text if at.is_silent[place] else "-"
                yield f"{name} {token.dep_} {comma}"
                yield f"{name} {at.words[token.i]} {comma}"
                yield f"{name} {token.head.pos_} {token.dep_} {token.tag_}"
                yield f"{one.how[0]} {name} {token.dep_}"
                yield f"{a.pos_} {name} {token.dep_} {comma}"
                yield f"{kind} {name} {token.dep_} {comma}"
    yield f"longest:{not longer} shortest:{not shorter}"


# --- its source ------------------------------------------------------------------------------------


def of_sources(at: Paragraph, a: Token, found: Sequence[Source], content: Content) -> list[Iterator[str]]:
    """What speaks for each of the phrases that may be the source of a content."""
    hows = {how for one in found for how in one.how}
    inside = {i for s, e in content.stretches for i in range(s, e)}
    return [_of_source(at, a, one, hows, inside) for one in found]


def _of_source(at: Paragraph, a: Token, one: Source, hows: set[str], inside: set[int]) -> Iterator[str]:
    lemma, cue = at.words[a.i], at.cues[a.i]
    kind = f"{cue.kind} {cue.pos}" if cue is not None else f"unknown {a.pos_}"
    voice = "passive" if is_passive(a) else a.tag_
    for how in one.how:
        yield from (how, f"{a.pos_} {how}", f"{voice} {how}", f"{kind} {how}", f"{lemma} {how}", f"{a.dep_} {how}")
    if one.head is None:
        yield from (f"none but {how}" for how in sorted(hows))
        yield from (f"none {voice} {a.dep_}", f"none {lemma}", f"none {kind}")
        yield from (f"none before {t.text}" for t in at.tokens[a.i + 1 : a.i + 2] if at.is_silent[t.i])
        return
    head = one.head
    yield from (
        f"{head.tag_} {head.ent_type_}",
        f"noun {at.words[head.i]}",
        f"{one.how[0]} {head.pos_} {head.ent_type_}",
    )
    yield f"{one.how[0]} {at.words[head.i]}"
    yield f"dep {head.dep_}"
    held = any(s <= i < e for s, e in one.stretches for i in inside) if len(inside) <= _FEW else head.i in inside
    yield f"in content:{held}"
    yield f"{one.how[0]} in content:{held}"
    far = abs(head.i - a.i)
    yield f"{'before' if head.i < a.i else 'after'} {size(far)}"
    between = at.tokens[min(head.i, a.i) + 1 : max(head.i, a.i)]
    yield f"verbs between {min(3, sum(t.pos_ == 'VERB' for t in between))}"
    yield f"quoted {at.quotation_of[head.i] >= 0} cue {at.quotation_of[a.i] >= 0}"
    yield f"determiner {next((c.lower_ for c in head.children if c.dep_ == 'det'), '')}"
    yield f"same sentence:{at.sentence_of[head.i] == at.sentence_of[a.i]}"
