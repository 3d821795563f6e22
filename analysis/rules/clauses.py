"""One parsed block in, its clauses out: one predicate each, with the smallest stretch of text that says it.

Which predicates begin a clause of their own, `rules/predication` tells; here each gets its words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.rules.cues import is_conjunction, is_cue
from analysis.rules.grammar import is_finite, is_mark
from analysis.rules.predication import follows_comma, has_tense, is_question, starting, starts_clause
from analysis.rules.standing import standing

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: A gap of at most so many tokens ("he said") does not cut a clause in two.
_GAP = 6
_INTRODUCING = frozenset({"be", "seem", "appear", "happen", "mean", "turn"})
_EMPTY = frozenset({"it", "fact", "truth", "reality", "point", "result", "upshot"})
_WH = frozenset({"what", "who", "which", "why", "how", "where"})
_LEADING = frozenset({"cc", "mark", "punct", "preconj"})
_TRAILING = frozenset({"cc", "punct"})
_CLOSING = {")": "(", "]": "["}
#: What a verb says more than that it introduces: with one of these it keeps its clause though its content is split off.
_COMPLETE = frozenset({"dobj", "attr", "acomp", "oprd", "xcomp", "advcl", "agent"})
#: Clauses that belong to another one though they introduce a content: `after he said that ...`.
_SUBORDINATE = frozenset({"relcl", "advcl", "pcomp"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate and the tokens of its clause, in order, first to last."""

    head: Token
    tokens: tuple[Token, ...]


def clauses(
    doc: Doc,
    matrix: frozenset[int],
    aside: frozenset[int],
    *,
    whole: frozenset[int] = frozenset(),
    starts: frozenset[int] | None = None,
) -> Iterator[Clause]:
    """The clauses of a block in the order of their predicates.

    `matrix` holds the indices of predicates that only introduce another clause; `aside`, those of words whose
    phrases belong to no clause ("according to ..."); `whole`, those of contents that stay with what governs them;
    `starts`, where clauses begin, if that is known.
    """
    starts = starting(doc) if starts is None else starts
    heads = {token.i for token in doc if token.i in starts or _is_introduced(token, matrix)} - whole
    owned = _owned(doc, heads | aside)
    loose = matrix | {at for i in heads if doc[i].dep_ == "pcomp" for at in (doc[i].head.i - 1, doc[i].head.i)}
    empty = matrix | {i for i in heads if _only_holds(doc[i], heads)}
    for i in sorted(heads - empty - aside):
        own = _with_contents(i, owned, heads)
        tokens = _core(doc[i], own, loose)
        if tokens and not _asks(doc[i], tokens):
            yield Clause(doc[i], tokens)


def _is_introduced(token: Token, matrix: Collection[int]) -> bool:
    """A content whose governing word is known to introduce one, though no lexicon has it."""
    if token.dep_ != "ccomp" or token.head.i not in matrix or is_question(token):
        return False
    return has_tense(token) and standing(token) != "open"


def _only_holds(verb: Token, heads: Collection[int]) -> bool:
    """Whether a clause has nothing left to say once its content is split off: `a majority made clear that ...`."""
    adjectives = [c for c in verb.children if c.dep_ in {"acomp", "oprd"}]
    contents = [c for one in (verb, *adjectives) for c in one.children if c.dep_ in {"ccomp", "csubj"} and c.i in heads]
    after = [c for c in contents if c.i > verb.i]
    alone = all(c in adjectives or c.dep_ not in _COMPLETE or c.i < verb.i for c in verb.children)
    return bool(after) and alone and all(any(c in contents for c in one.children) for one in adjectives)


# --- questions -------------------------------------------------------------------------------------


def _asks(head: Token, tokens: tuple[Token, ...]) -> bool:
    """Whether the predicate stands in a question: who asks claims nothing."""
    if any(token.text == "?" for token in head.sent[-2:]) or _ends_in_question(tokens):
        return True
    return (head.dep_ == "ROOT" or (head.dep_ == "ccomp" and head.i < head.head.i)) and _opens_question(head)


def _ends_in_question(tokens: tuple[Token, ...]) -> bool:
    """`"Why would they not support it?" she asked`: the sentence goes on, the question has ended."""
    last = tokens[-1]
    for token in last.doc[last.i : last.sent.end]:
        if token.text in {"?", ".", "!", '"'}:
            return bool(token.text == "?")
    return False


def _opens_question(head: Token) -> bool:
    """`What happens next`: a question as a title, without its mark. In capitals, `WHO` is a name."""
    first = head.left_edge
    return first.head == head and first.lower_ in _WH and first.text != "WHO"


# --- words -----------------------------------------------------------------------------------------


def _owned(doc: Doc, tops: set[int]) -> Mapping[int, list[Token]]:
    """Each token under the nearest of `tops` above it."""
    owner: dict[int, int] = {}
    owned: dict[int, list[Token]] = {}
    for token in doc:
        path = []
        at = token
        while at.i not in tops and at.i not in owner and at.head.i != at.i:
            path.append(at.i)
            at = at.head
        top = at.i if at.i in tops else owner.get(at.i, -1)
        owner.update(dict.fromkeys([*path, at.i], top))
        owned.setdefault(top, []).append(token)
    return owned


def _with_contents(head: int, owned: Mapping[int, list[Token]], heads: Collection[int]) -> list[Token]:
    """A clause's tokens, with the content of a cue that stands in a part of it: `left after he said | that ...`."""
    own = list(owned.get(head, []))
    for token in own:  # grows while it is read: contents may hold contents
        for child in token.children:
            if child.i in heads and child.dep_ == "ccomp" and _is_subordinate(token, head):
                own += owned.get(child.i, [])
    return sorted(set(own), key=lambda token: token.i)


def _is_subordinate(verb: Token, head: int) -> bool:
    """Whether a verb stands in a clause that belongs to another one, or completes it: `tried to say that`."""
    if verb.pos_ not in {"VERB", "AUX"} or is_conjunction(verb):
        return False
    if verb.dep_ == "xcomp" and verb.i != head:
        return True
    while verb.dep_ in {"conj", "xcomp", "ccomp"} and verb.i not in {head, verb.head.i}:
        verb = verb.head
    adds = follows_comma(verb) if verb.dep_ == "relcl" else verb.dep_ == "advcl" and not is_finite(verb)
    return verb.dep_ in _SUBORDINATE and verb.i != head and not adds


def _core(head: Token, tokens: list[Token], dangling: Collection[int]) -> tuple[Token, ...]:
    """The stretch around the predicate, over short gaps only, without conjunctions and marks at its edges.

    A word in `dangling` whose clause has been split off does not stay behind at the end ("..., afraid").
    """
    first = last = tokens.index(head)
    while first and tokens[first].i - tokens[first - 1].i <= _GAP:
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].i - tokens[last].i <= _GAP:
        last += 1
    return tuple(_trimmed(tokens[first : last + 1], head, dangling))


def _trimmed(run: list[Token], head: Token, dangling: Collection[int]) -> list[Token]:
    while run[0] != head and (_is_that(run[0]) or _is_edge(run[0], _LEADING)) and not _marks_another(run[0], head):
        run = run[1:]
    gone: set[int] = set()
    while run[-1] != head and _is_loose(run, dangling, gone):
        gone.add(run[-1].i)
        run = run[:-1]
    return run


def _is_that(token: Token) -> bool:
    """The conjunction, whatever the parser takes it for; `that deal` has another tag."""
    return token.lower_ == "that" and token.tag_ == "IN"


def _is_loose(run: list[Token], dangling: Collection[int], gone: Collection[int]) -> bool:
    last = run[-1]
    if last.text in _CLOSING and any(token.text == _CLOSING[last.text] for token in run):
        return False
    return _is_edge(last, _TRAILING) or last.i in dangling or last.head.i in gone


def _marks_another(token: Token, head: Token) -> bool:
    """`If it rains, the match is off`: the mark belongs to the condition and stays with it."""
    if token.dep_ != "mark" or token.lower_ == "that":
        return False
    asked = head.dep_ == "ccomp" and head.i > head.head.i
    own = token.head == head or (token.head.head == head and token.head.pos_ == "AUX")
    return not own or (token.lower_ in {"if", "unless"} and not asked)


def _is_edge(token: Token, loose: Collection[str]) -> bool:
    return (token.dep_ in loose and not _is_sign(token)) or token.is_space or is_mark(token) or token.text in {">", "&"}


def _is_sign(token: Token) -> bool:
    """A sign that is spoken ("4%"); not one that stands alone, as before a list's items and a title ("# ")."""
    alone = token.text == "#" and bool(token.whitespace_)
    return token.is_punct and not is_mark(token) and not alone


# --- predicates that only introduce a clause -------------------------------------------------------


def matrices(doc: Doc) -> frozenset[int]:
    """Predicates that say nothing by themselves: `It seems that ...`, `The upshot is that ...`, `supposing that`."""
    return frozenset(token.i for token in doc if _only_introduces(token) or is_conjunction(token))


def introduction(clause: Token) -> tuple[Token, ...]:
    """The words that introduce a clause and say nothing by themselves: `It is clear (that) ...`."""
    governor = clause.head
    copula = governor.head if governor.dep_ in {"acomp", "attr"} else governor
    if clause.dep_ != "ccomp" or clause.i < copula.i or not _only_introduces(copula):
        return ()
    first = next(c for c in copula.children if c.dep_ in {"nsubj", "expl"}).left_edge
    return tuple(t for t in copula.doc[first.i : clause.left_edge.i])


def _only_introduces(verb: Token) -> bool:
    """Whether its subject is empty, or the speaker (`I think`), and its content is a declarative clause."""
    subjects = [c for c in verb.children if c.dep_ in {"nsubj", "expl"}]
    if verb.lemma_ in _INTRODUCING:
        empty = any(c.lower_ in _EMPTY or (c.pos_ == "NOUN" and is_cue(c, taking="clause")) for c in subjects)
    else:
        empty = is_cue(verb, taking="clause") and any(c.lower_ in {"i", "we"} for c in subjects)
    following = (c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i)
    return empty and any(starts_clause(c) and not is_question(c) for c in following)
