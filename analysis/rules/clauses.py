"""One parsed block in, its clauses out: one predicate each.

A clause is the smallest stretch with a predicate of its own (a proposition in the sense of open information
extraction: Del Corro and Gemulla 2013, ClausIE). Restrictive relatives, infinitives and participles that narrow a
noun stay with the clause they belong to; what could be said by itself is split off.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.rules.cues import is_conjunction, is_cue
from analysis.rules.grammar import is_condition, is_finite, is_infinitive, is_mark, is_relative
from analysis.rules.standing import standing

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: A gap of at most so many tokens ("he said") does not cut a clause in two.
_GAP = 6
_CONDITIONS = frozenset({"if", "unless", "until", "when", "whenever", "once", "before", "after", "lest", "whether"})
_COMPLEMENTS = frozenset({"dobj", "prep", "attr", "acomp", "ccomp", "xcomp", "oprd", "dative", "agent", "advcl"})
_HEDGING_MODALS = frozenset({"may", "might", "could"})
_INTRODUCING = frozenset({"be", "seem", "appear", "happen", "mean", "turn"})
_EMPTY = frozenset({"it", "fact", "truth", "reality", "point", "result", "upshot"})
_ASKING = frozenset({"what", "who", "which", "why", "how", "where"})
_LEADING = frozenset({"cc", "mark", "punct", "preconj"})
_TRAILING = frozenset({"cc", "punct"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate and the tokens of its clause, in order, first to last."""

    head: Token
    tokens: tuple[Token, ...]


def clauses(doc: Doc, matrix: frozenset[int], aside: frozenset[int]) -> Iterator[Clause]:
    """The clauses of a block in the order of their predicates.

    `matrix` holds the indices of predicates that only introduce another clause; `aside`, those of words whose
    phrases belong to no clause ("according to ...").
    """
    heads = {token.i for token in doc if _starts_clause(token)}
    owned = _owned(doc, heads | aside)
    for i in sorted(heads - matrix - aside):
        tokens = _core(doc[i], owned.get(i, []), matrix)
        if tokens and not _asks(doc[i]):
            yield Clause(doc[i], tokens)


def _asks(head: Token) -> bool:
    """Whether the predicate stands in a question: who asks claims nothing."""
    return any(token.text == "?" for token in head.sent[-2:]) or (head.dep_ == "ROOT" and _opens_question(head))


def _opens_question(head: Token) -> bool:
    """`What happens next`: a question as a title, without its mark. In capitals, `WHO` is a name."""
    first = head.left_edge
    return first.head == head and first.lower_ in _ASKING and first.text != "WHO"


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
    while run[0] != head and _is_edge(run[0], _LEADING) and not _marks_another(run[0], head):
        run = run[1:]
    gone: set[int] = set()
    while run[-1] != head and (_is_edge(run[-1], _TRAILING) or run[-1].i in dangling or run[-1].head.i in gone):
        gone.add(run[-1].i)
        run = run[:-1]
    return run


def _marks_another(token: Token, head: Token) -> bool:
    """`If it rains, the match is off`: the mark belongs to the condition and stays with it."""
    return token.dep_ == "mark" and token.head != head


def _is_edge(token: Token, loose: Collection[str]) -> bool:
    return (token.dep_ in loose and not _is_sign(token)) or token.is_space or is_mark(token)


def _is_sign(token: Token) -> bool:
    return token.is_punct and not is_mark(token)


# --- where a clause begins -------------------------------------------------------------------------


def _starts_clause(token: Token) -> bool:
    rule = _RULES.get(token.dep_)
    return rule is not None and rule(token) and not is_condition(token) and standing(token) != "open"


def _is_predicate(token: Token) -> bool:
    """A finite verb, or a word with a subject (headlines leave the verb out)."""
    verbal = token.pos_ in {"VERB", "AUX"} and token.tag_ not in {"VBG", "VBN", "VB"}
    supported = token.pos_ in {"VERB", "AUX"} and any(c.dep_ in {"aux", "auxpass"} for c in token.children)
    return verbal or supported or any(c.dep_ in _SUBJECTS for c in token.children)


def _root(token: Token) -> bool:
    return _is_predicate(token)


def _ccomp(token: Token) -> bool:
    """A clause with a tense of its own; a question only where a cue asks it or knows the answer."""
    if is_infinitive(token) or not (is_finite(token) or _is_predicate(token)) or _is_bare(token):
        return False
    return not _is_question(token) or (is_cue(token.head, taking="clause") and is_finite(token.head))


def _acl(token: Token) -> bool:
    """The content of a noun: `the claim that ...`."""
    return is_finite(token) and any(c.dep_ == "mark" and c.lower_ == "that" for c in token.children)


def _is_bare(token: Token) -> bool:
    """`help the farmers sow the field`: a verb without tense is no clause, though it has a subject."""
    return token.tag_ in {"VB", "VBG"} and not _has_aux(token)


def _conj(token: Token) -> bool:
    """A coordinated predicate, if it has a subject or if both have complements of their own."""
    if token.pos_ not in {"VERB", "AUX"} or token.head.pos_ not in {"VERB", "AUX"}:
        return False
    if not _is_in_clause(token.head):
        return False
    if any(c.dep_ in _SUBJECTS for c in token.children):
        return True
    before = any(c.dep_ in _COMPLEMENTS and token.head.i < c.i < token.i for c in token.head.children)
    return before and any(c.dep_ in _COMPLEMENTS for c in token.children)


def _is_in_clause(first: Token) -> bool:
    """Whether what holds of the first conjunct is said outright: a clause, or an infinitive after one's verb."""
    while first.dep_ in {"conj", "xcomp"} and first.head.i != first.i:
        first = first.head
    return _starts_clause(first)


def _advcl(token: Token) -> bool:
    """A finite clause that states no condition, or a participle that follows a comma."""
    marks = {c.lower_ for c in token.children if c.dep_ in {"mark", "advmod"} and c.i < token.i}
    if (
        marks & _CONDITIONS
        or is_infinitive(token)
        or is_conjunction(token)
        or ("as" in marks and not _is_set_off(token))
    ):
        return False
    if token.tag_ == "VBG" and not _has_aux(token):
        return token.i > token.head.i and _follows_comma(token) and token.pos_ == "VERB"
    return token.pos_ in {"VERB", "AUX"} and _is_predicate(token)


def _is_set_off(token: Token) -> bool:
    """`as` gives a reason or a time where a comma parts it from the main clause, and compares where none does."""
    last = token.right_edge.i + 1
    comma_after = last < len(token.doc) and token.doc[last].text == ","
    return _follows_comma(token) or (token.i < token.head.i and comma_after)


def _relcl(token: Token) -> bool:
    """A relative clause that adds: after a comma, or with a modal of its own."""
    modal = any(c.tag_ == "MD" and c.lower_ in _HEDGING_MODALS for c in token.children)
    complete = is_finite(token) and any(c.tag_ == "WRB" for c in token.children)
    return (relative_subject(token) is not None and (modal or _follows_comma(token))) or (
        complete and _follows_comma(token)
    )


def _parataxis(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"} and any(c.dep_ in _SUBJECTS for c in token.children)


_RULES: Mapping[str, Callable[[Token], bool]] = {
    "ROOT": _root,
    "ccomp": _ccomp,
    "acl": _acl,
    "conj": _conj,
    "advcl": _advcl,
    "relcl": _relcl,
    "parataxis": _parataxis,
}


def relative_subject(verb: Token) -> Token | None:
    """The relative pronoun that is a relative clause's subject."""
    return next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"} and is_relative(c)), None)


def _follows_comma(token: Token) -> bool:
    first = token.left_edge.i
    return first > token.sent.start and token.doc[first - 1].text in {",", "–", "—", "-", ";"}


def _has_aux(token: Token) -> bool:
    return any(c.dep_ in {"aux", "auxpass"} for c in token.children)


# --- predicates that only introduce a clause -------------------------------------------------------


def matrices(doc: Doc) -> frozenset[int]:
    """Predicates that say nothing by themselves: `It seems that ...`, `The upshot is that ...`, `supposing that`."""
    return frozenset(token.i for token in doc if _only_introduces(token) or is_conjunction(token))


def _only_introduces(verb: Token) -> bool:
    """Whether its subject is empty, or the speaker (`I think`), and its content is a declarative clause."""
    subjects = [c for c in verb.children if c.dep_ in {"nsubj", "expl"}]
    if verb.lemma_ in _INTRODUCING:
        empty = any(c.lower_ in _EMPTY or (c.pos_ == "NOUN" and is_cue(c, taking="clause")) for c in subjects)
    else:
        empty = is_cue(verb, taking="clause") and any(c.lower_ in {"i", "we"} for c in subjects)
    following = (c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i)
    return empty and any(_starts_clause(c) and not _is_question(c) for c in following)


def _is_question(clause: Token) -> bool:
    return any(c.tag_ in {"WRB", "WP", "WDT"} for c in clause.children)
