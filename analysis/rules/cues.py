"""One parsed block in, what it attributes out: content, cue and source, found by dependency patterns.

The relation of source, cue and content is that of PARC 3 (Pareti 2016) and PolNeAR (Newell et al. 2018); the
patterns are ours: a cue (the lexicon `cues`) governs its content as a clause, an infinitive, an object or a
prepositional phrase, stands beside it ("..., he said"; "according to ..."; "reportedly"), or is a noun or an
adjective that takes it.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from analysis import lexicons
from analysis.rules.grammar import antecedent, is_expletive, is_finite, is_infinitive, is_mark, is_passive, phrase
from analysis.tables import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: What stands behind a content: speech, denial, doubt, accusation, evidence, opinion, knowledge, emotion, will,
#: refusal, expectation, judgement of a thing, hearsay. A kind decides how firmly the content's claims are made.
Kind = Literal[
    "say", "deny", "doubt", "accuse", "show", "think", "know", "feel", "intend", "refuse", "expect", "judge", "hear"
]


class Cue(lexicons.Entry):
    """A word that attributes, and the ways in which it takes its content."""

    lemma: str
    pos: Literal["verb", "noun", "adjective", "adverb", "preposition"]
    kind: Kind
    takes: list[str]


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution as tokens of one block. `content` may be empty where only a quotation can fill it."""

    kind: Kind
    pattern: str
    cue: tuple[Token, ...]
    content: tuple[Token, ...]
    source: tuple[Token, ...]


_POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adjective", "ADV": "adverb"}
_SUBJECTS = frozenset({"nsubj", "csubj"})
_RELATIVE = frozenset({"WDT", "WP"})
#: Participles that have become conjunctions, before `that`.
_CONJUNCTIONS = frozenset({"considering", "given", "assuming", "provided", "providing", "supposing", "granted"})
#: Adverbs that stand for a clause: "the figures suggest otherwise".
_FOR_CLAUSES = frozenset({"otherwise", "so"})
_LIGHT = frozenset({"have", "make", "express", "issue", "voice", "raise", "give", "repeat"})


@functools.cache
def _lexicon() -> dict[tuple[str, str], Cue]:
    return {(entry.lemma, entry.pos): entry for entry in lexicons.read("cues", Cue)}


def find(doc: Doc) -> Iterator[Found]:
    """Every attribution of a block whose content its parse shows, in the order of the cues."""
    for token in doc:
        cue = cue_of(token)
        if cue is not None:
            yield from _PATTERNS[cue.pos](token, cue)


def is_cue(token: Token, *, taking: str) -> bool:
    """Whether the word can attribute such a content (`clause`, `infinitive` ...)."""
    cue = cue_of(token)
    return cue is not None and taking in cue.takes


def cue_of(token: Token) -> Cue | None:
    """The token's entry: by its lemma, with its particle if that makes it another word (`rule out`).

    By its form where a participle has become a preposition or an adjective.
    """
    entries = _lexicon()
    found = entries.get((token.lower_, "preposition"))
    if token.pos_ not in _POS and token.tag_ != "VBN":
        return found
    lemma = _lemma(token)
    if found is None and token.pos_ == "VERB" and lemma in _with_particles():
        phrasal = (entries.get((f"{lemma} {c.lower_}", "verb")) for c in token.children if c.dep_ == "prt")
        found = next((entry for entry in phrasal if entry is not None), None)
    found = found or entries.get((lemma, _POS.get(token.pos_, "")))
    return found or (entries.get((token.lower_, "adjective")) if token.tag_ == "VBN" else None)


@functools.cache
def _with_particles() -> frozenset[str]:
    """The verbs that a particle makes another word."""
    return frozenset(lemma.partition(" ")[0] for lemma, pos in _lexicon() if pos == "verb" and " " in lemma)


def _lemma(token: Token) -> str:
    """The lemma in lower case. The model cuts some forms too short: `hopes` -> `hop`."""
    lemma = str(token.lemma_).lower()
    return lemma + "e" if token.pos_ == "VERB" and (lemma + "e", "verb") in _lexicon() else lemma


# --- patterns --------------------------------------------------------------------------------------


def _verb(verb: Token, cue: Cue) -> Iterator[Found]:
    for how, content, particles in _governed(verb, cue):
        words = _verb_group(verb, particles)
        source = source_of(verb)
        if not source and not is_passive(verb) and not dangles(verb):
            continue
        pattern = "dangling" if not source and dangles(verb) else how
        yield Found(cue.kind, pattern, words, _without(content, words), source)
        return
    if "clause" in cue.takes or "quotation" in cue.takes:
        yield from _beside(verb, cue)


def _governed(verb: Token, cue: Cue) -> Iterator[tuple[str, list[Token], list[Token]]]:
    """Ways in which a verb governs content, best first: (pattern, content, words that belong to the cue)."""
    children = list(verb.children)
    for child in (*children, *_strayed(children)):
        if child.dep_ in {"ccomp", "acl"} and ("clause" in cue.takes or is_infinitive(child)):
            yield from _clause(verb, child, cue)
        if child.dep_ == "xcomp" and "infinitive" in cue.takes and is_infinitive(child):
            yield "infinitive", list(child.subtree), []
    for preposition in cue.takes:
        yield from _prepositional(children, preposition)
    if "object" in cue.takes:
        yield from (("object", list(c.subtree), []) for c in children if c.dep_ in {"dobj", "nsubjpass"})
    if "clause" in cue.takes:
        yield from (("object", [c], []) for c in children if c.lower_ in _FOR_CLAUSES and c.i == verb.i + 1)


def _clause(verb: Token, child: Token, cue: Cue) -> Iterator[tuple[str, list[Token], list[Token]]]:
    if is_infinitive(child) and "infinitive" not in cue.takes:
        return
    if is_conjunction(verb) or _is_parted(verb, child):
        return
    expletive = any(c.dep_ == "nsubjpass" and c.lower_ == "it" for c in verb.children)
    yield "expected" if expletive else "clause", list(child.subtree), []


def _is_parted(verb: Token, child: Token) -> bool:
    """`The bridge fell; the mayor says ...`: a semicolon ends what stands before it."""
    return any(c.text == ";" and child.i < c.i < verb.i for c in verb.children)


def strayed_clause(verb: Token) -> Token | None:
    """The clause with `that` of a verb that takes one and has none, hung on a noun by the parser."""
    children = list(verb.children)
    if verb.pos_ != "VERB" or any(c.dep_ == "ccomp" for c in children) or not is_cue(verb, taking="clause"):
        return None
    return next(_strayed(children), None)


def _strayed(children: Iterable[Token]) -> Iterator[Token]:
    """`established in an inquiry that ...`: the parser hangs the clause on the noun before it."""
    for child in children:
        nouns = child.children if child.dep_ == "prep" else (child,) if child.dep_ in {"dobj", "npadvmod"} else ()
        for noun in nouns:
            if not is_cue(noun, taking="clause"):
                yield from (c for c in noun.children if c.dep_ == "acl" and _has_that(c))


def _prepositional(children: list[Token], name: str) -> Iterator[tuple[str, list[Token], list[Token]]]:
    wanted, _, second = name.partition("+")
    if wanted == "object" and second:
        objects = [c for c in children if c.dep_ in {"dobj", "nsubjpass"}]
        tails = [c for o in objects for c in (*children, *o.children) if c.dep_ == "prep" and c.lower_ == second]
        pairs = zip(objects, tails, strict=False)
        yield from (("object", sorted({*o.subtree, *t.subtree}, key=lambda c: c.i), []) for o, t in pairs)
    if wanted == "oprd":
        objects = [c for c in children if c.dep_ == "dobj"]
        results = [c for c in children if c.dep_ in {"oprd", "xcomp"} and not is_infinitive(c)]
        yield from (("predicate", [*o.subtree, *r.subtree], []) for o, r in zip(objects, results, strict=False))
    for child in children:
        if child.dep_ in {"prep", "agent"} and child.lower_ == wanted and wanted not in {"clause", "object"}:
            before = [c for c in children if c.dep_ == "dobj"] if wanted == "as" else []
            inner = [t for part in (*before, *child.children) for t in part.subtree]
            yield "preposition", inner, [] if before else [child]


def _beside(verb: Token, cue: Cue) -> Iterator[Found]:
    """`..., he said` and `as he said`: the content is the sentence around the cue."""
    aside = verb.dep_ == "parataxis" or (
        verb.dep_ == "advcl" and any(c.lower_ == "as" and c.dep_ in {"mark", "advmod"} for c in verb.children)
    )
    source = source_of(verb)
    words = _verb_group(verb, [])
    if aside and source and "clause" in cue.takes:
        yield Found(cue.kind, "beside", words, _without(verb.head.subtree, verb.subtree), source)
    elif source:
        yield Found(cue.kind, "quotation", words, (), source)


def _noun(noun: Token, cue: Cue) -> Iterator[Found]:
    for child in noun.children:
        how = _noun_content(child, cue)
        if how:
            verb = noun.head if noun.dep_ == "dobj" and noun.head.lemma_ in _LIGHT else None
            words = (*_verb_group(verb, []), noun) if verb else (noun,)
            inner = list(child.subtree) if how != "of" else [t for c in child.children for t in c.subtree]
            yield Found(cue.kind, f"noun-{how}", words, tuple(inner), _noun_source(noun, verb))
            return
    yield from _noun_equals(noun, cue)


def _noun_content(child: Token, cue: Cue) -> str:
    if child.dep_ in {"acl", "ccomp", "relcl"} and "clause" in cue.takes and _has_that(child):
        return "clause"
    if child.dep_ in {"acl", "relcl", "xcomp"} and "infinitive" in cue.takes and is_infinitive(child):
        return "infinitive"
    return "of" if child.dep_ == "prep" and child.lower_ in cue.takes else ""


def _noun_equals(noun: Token, cue: Cue) -> Iterator[Found]:
    """`The rumour is that ...`."""
    if noun.dep_ != "nsubj" or noun.head.lemma_ != "be":
        return
    for child in noun.head.children:
        if child.dep_ == "ccomp" and _has_that(child) and "clause" in cue.takes:
            yield Found(cue.kind, "noun-is", (noun,), tuple(child.subtree), _noun_source(noun, None))


def _noun_source(noun: Token, light_verb: Token | None) -> tuple[Token, ...]:
    for child in noun.children:
        if child.dep_ == "poss":
            return phrase(child)
        if child.dep_ == "prep" and child.lower_ in {"by", "from", "among"}:
            return next((phrase(c) for c in child.children if c.dep_ == "pobj"), ())
    return source_of(light_verb) if light_verb is not None else ()


def _adjective(adjective: Token, cue: Cue) -> Iterator[Found]:
    copula = adjective.head if adjective.dep_ in {"acomp", "attr"} else None
    children = [*adjective.children, *(copula.children if copula is not None else ())]
    for child in children:
        is_clause = child.dep_ == "ccomp" and "clause" in cue.takes and not is_infinitive(child)
        is_to = child.dep_ == "xcomp" and "infinitive" in cue.takes and is_infinitive(child)
        is_preposition = child.dep_ == "prep" and child.lower_ in cue.takes
        if not (is_clause or is_to or is_preposition):
            continue
        source = source_of(copula) if copula is not None else _experiencer(adjective)
        words = (*(_verb_group(copula, []) if copula is not None else ()), adjective)
        inner = child.subtree if not is_preposition else (t for c in child.children for t in c.subtree)
        if source:
            yield Found(cue.kind, "adjective", words, _without(inner, words), source)
        return


def _experiencer(adjective: Token) -> tuple[Token, ...]:
    """Who is convinced or worried: the subject of what looks like a passive."""
    subject = next((c for c in adjective.children if c.dep_ == "nsubjpass"), None)
    return phrase(subject) if subject is not None else source_of(adjective)


def _adverb(adverb: Token, cue: Cue) -> Iterator[Found]:
    """`reportedly`: the clause it modifies, without itself; nobody is named."""
    if adverb.dep_ in {"advmod", "amod", "ROOT", "dep"} and adverb.head != adverb:
        yield Found(cue.kind, "hearsay", (adverb,), _without(_clause_of(adverb.head), (adverb,)), ())


def _preposition(word: Token, cue: Cue) -> Iterator[Found]:
    """`according to the ministry`: the clause around it, without it."""
    second = next((c for c in word.children if c.lower_ in cue.takes), None)
    named = next((c for c in second.children if c.dep_ == "pobj"), None) if second is not None else None
    if second is None or named is None or word.head.i == word.i:
        return
    content = _without(_clause_of(word.head), word.subtree)
    yield Found(cue.kind, "according-to", (word, second), content, phrase(named))


_PATTERNS = {
    "verb": _verb,
    "noun": _noun,
    "adjective": _adjective,
    "adverb": _adverb,
    "preposition": _preposition,
}


# --- sources ---------------------------------------------------------------------------------------


def source_of(verb: Token) -> tuple[Token, ...]:
    """Who does what the verb says, found through control, coordination and relative clauses; empty if unnamed."""
    seen: set[int] = set()
    token = verb
    while token.i not in seen:
        seen.add(token.i)
        if is_passive(token):
            return _agent(token)
        subject = next((c for c in token.children if c.dep_ in _SUBJECTS), None)
        if subject is not None:
            return _named_by(subject, token)
        if token.dep_ in {"acl", "relcl"} or (token.dep_ in {"advcl", "amod"} and token.head.pos_ in {"NOUN", "PROPN"}):
            return phrase(token.head)
        if token.dep_ not in {"conj", "xcomp", "advcl", "acomp", "pcomp", "prep", "dep", "ccomp", "parataxis"}:
            return ()
        token = token.head
    return ()


def _named_by(subject: Token, verb: Token) -> tuple[Token, ...]:
    if is_expletive(subject) or any(c.dep_ == "det" and c.lower_ == "no" for c in subject.children):
        return ()
    relative = subject.tag_ in _RELATIVE and verb.dep_ == "relcl"
    return phrase(antecedent(verb) if relative else subject)


def dangles(verb: Token) -> bool:
    """`It will be hard, hoping that ...`: a participle whose main verb is about nobody has the writer's own view."""
    return verb.tag_ == "VBG" and verb.dep_ == "advcl" and any(is_expletive(c) for c in verb.head.children)


def _agent(verb: Token) -> tuple[Token, ...]:
    for agent in (c for c in verb.children if c.dep_ == "agent"):
        return next((phrase(c) for c in agent.children if c.dep_ == "pobj"), ())
    return ()


# --- small questions about tokens ------------------------------------------------------------------


def is_conjunction(verb: Token) -> bool:
    """`supposing that ...`: a participle that has become a conjunction."""
    return verb.lower_ in _CONJUNCTIONS and any(c.dep_ == "ccomp" and _has_that(c) for c in verb.children)


def plans(verb: Token) -> bool:
    """Whether the predicate, or the one that it shares a subject with, is an intention: `hopes and plans to win`."""
    while True:
        cue = cue_of(verb)
        intends = cue is not None and cue.kind == "intend" and "infinitive" in cue.takes
        if intends and any(c.dep_ in {"xcomp", "ccomp"} and is_infinitive(c) for c in verb.children):
            return True
        if verb.dep_ not in {"conj", "xcomp"} or is_finite(verb) or verb.head.i == verb.i:
            return False
        verb = verb.head


def _has_that(clause: Token) -> bool:
    return any(c.lower_ in {"that", "whether"} and c.dep_ == "mark" for c in clause.children)


def _clause_of(token: Token) -> list[Token]:
    while token.dep_ not in {"ROOT", "ccomp", "relcl", "advcl", "conj", "acl", "parataxis"} and token.pos_ != "VERB":
        token = token.head
    return list(token.subtree)


def _verb_group(verb: Token, particles: Iterable[Token]) -> tuple[Token, ...]:
    """The verb with its auxiliaries, negation and particles, as far as they adjoin."""
    group = [c for c in verb.children if c.dep_ in {"aux", "auxpass", "neg", "prt"} and c.tag_ != "TO"]
    return tuple(sorted({*group, verb, *particles}, key=lambda token: token.i))


def _without(tokens: Iterable[Token], left_out: Iterable[Token]) -> tuple[Token, ...]:
    gone = {token.i for token in left_out}
    return tuple(token for token in tokens if token.i not in gone)


# --- from tokens to stretches of text --------------------------------------------------------------


def stretches(tokens: Iterable[Token]) -> tuple[Span, ...]:
    """Tokens as stretches of the block's text, in order, without the punctuation at their edges."""
    runs: list[list[Token]] = []
    for token in sorted(tokens, key=lambda t: t.i):
        if runs and token.i == runs[-1][-1].i + 1:
            runs[-1].append(token)
        else:
            runs.append([token])
    trimmed = (_trim(run) for run in runs)
    return tuple((run[0].idx, run[-1].idx + len(run[-1])) for run in trimmed if run)


def _trim(run: list[Token]) -> list[Token]:
    keep = [n for n, token in enumerate(run) if not (token.is_space or (is_mark(token) and not token.is_quote))]
    if not keep or all(run[n].is_quote for n in keep):
        return []
    return run[keep[0] : keep[-1] + 1]
