"""A token in; whether a clause of its own begins with it out.

What could be said by itself is a clause of its own (a proposition in the sense of open information extraction: Del
Corro and Gemulla 2013, ClausIE). Restrictive relatives, infinitives and participles that narrow a noun belong to the
clause around them, and so does what a verb makes of its object: `ensures that ...`, `knows what ...`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from analysis.rules.cues import cue_of, is_conjunction, is_cue
from analysis.rules.grammar import (
    is_condition,
    is_expletive,
    is_finite,
    is_infinitive,
    is_plural,
    is_relative,
    subject_of,
)
from analysis.rules.standing import standing

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CONDITIONS = frozenset({"if", "unless", "until", "when", "whenever", "once", "before", "after", "lest", "whether"})
_COMPLEMENTS = frozenset({"dobj", "prep", "attr", "acomp", "ccomp", "xcomp", "oprd", "dative", "agent", "advcl"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_HEDGING_MODALS = frozenset({"may", "might", "could"})
#: Verbs whose clause says what is the case, whatever their subject.
_EQUATING = frozenset({"be", "seem", "appear", "happen", "mean", "turn"})
#: Nouns that vouch for the clause they take.
_FACTS = frozenset({"fact", "truth", "reality", "news", "proof", "sign"})
#: What one party does "in exchange for" what another does.
_RETURNS = frozenset({"exchange", "return"})
#: What somebody does who does steps and measures: "took steps such as closing the port".
_TAKING = frozenset({"take", "adopt", "implement", "introduce"})
#: Verbs with which a clause in the base form is a demand, and no mistake of the parser.
_DEMANDING = frozenset({"ask", "demand", "insist", "order", "propose", "recommend", "request", "require", "urge"})
_WH = frozenset({"WRB", "WP", "WDT", "WP$"})
#: `Whatever we call it, ...`: what does not matter.
_CONCEDING = frozenset({"whatever", "whoever", "whichever", "whomever"})
#: What follows them is complete, and taken for granted by who asks: `how the gang smuggles weapons`.
_OF_MANNER = frozenset({"how", "why"})
#: Who asks or judges what such a question takes for granted puts nothing forward.
_ASKING = frozenset({"ask", "inquire", "enquire", "question", "wonder"})


def starting(doc: Doc) -> frozenset[int]:
    """The places of the predicates with which clauses begin."""
    return frozenset(token.i for token in doc if starts_clause(token))


def starts_clause(token: Token) -> bool:
    """Whether the word is the predicate of a clause that says something by itself."""
    rule = _RULES.get(token.dep_)
    if token.left_edge.lower_ in _CONCEDING and token.dep_ != "ROOT":
        return False
    return rule is not None and rule(token) and not is_condition(token) and standing(token) != "open"


def is_question(clause: Token) -> bool:
    """Whether the clause has a question word: `what it costs`, `how it works`."""
    first = clause.left_edge
    stranded = first.tag_ in _WH and first.head.dep_ == "prep" and first.head.head == clause
    return stranded or any(c.tag_ in _WH for c in clause.children)


def relative_subject(verb: Token) -> Token | None:
    """The relative pronoun that is a relative clause's subject."""
    return next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"} and is_relative(c)), None)


def follows_comma(token: Token) -> bool:
    """Whether a comma or a dash stands before a clause: what follows adds to what it hangs on."""
    first = token.left_edge.i
    return first > token.sent.start and token.doc[first - 1].text in {",", "–", "—", "-", ";"}


def _is_predicate(token: Token) -> bool:
    """A finite verb, or a word with a subject (headlines leave the verb out)."""
    verbal = token.pos_ in {"VERB", "AUX"} and token.tag_ not in {"VBG", "VBN", "VB"}
    supported = token.pos_ in {"VERB", "AUX"} and any(c.dep_ in {"aux", "auxpass"} for c in token.children)
    return verbal or supported or any(c.dep_ in _SUBJECTS for c in token.children)


def _root(token: Token) -> bool:
    return _is_predicate(token) and not _is_supposed(token)


def _is_supposed(token: Token) -> bool:
    """`When the gates open.`: a condition without what follows from it."""
    first = next((c for c in token.children if c.dep_ in {"mark", "advmod"}), None)
    return first is not None and first.i < token.i and first.lower_ in _CONDITIONS - {"before", "after", "once"}


# --- contents --------------------------------------------------------------------------------------


def _ccomp(token: Token) -> bool:
    """A clause with a tense of its own, if what governs it reports, equates or merely adjoins."""
    if not has_tense(token):
        return False
    return _is_answered(token) if is_question(token) else _is_put_forward(token)


def has_tense(token: Token) -> bool:
    """Whether a content is a clause: not `made her captain`, `help the farmers sow the field`."""
    verbal = token.pos_ in {"VERB", "AUX"} or token.head.pos_ not in {"VERB", "AUX"} or token.i < token.head.i
    if not verbal or is_infinitive(token) or _is_bare(token) or _is_untensed(token):
        return False
    return is_finite(token) or _is_predicate(token)


def _is_untensed(token: Token) -> bool:
    """`asked that it be changed`, `wants it changed`."""
    if is_finite(token) or token.tag_ != "VBN":
        return False
    return _has_aux(token) or token.i > token.head.i


def _is_answered(clause: Token) -> bool:
    """A question of manner, where somebody knows the answer or lacks it: `does not know how they got in`."""
    governor = clause.head
    if (
        not any(c.tag_ == "WRB" and c.lower_ in _OF_MANNER for c in clause.children)
        or governor.lemma_.lower() in _ASKING
    ):
        return False
    return is_cue(governor, taking="clause") and is_finite(governor)


def _is_put_forward(clause: Token) -> bool:
    """Whether who utters the governing word says that the clause holds: not `ensure that`, `dream that`."""
    governor = clause.head
    if any(c.tag_ in {"WDT", "WP"} and c.dep_ in {"dobj", "pobj"} for c in governor.children):
        return False  # "which he said they had lost": a part of the clause stands before the cue
    if governor.dep_ == "relcl" and relative_subject(governor) is None and not is_question(governor):
        return False  # "the keys he said they had lost"
    return _is_vouched_for(clause) and all(_is_vouched_for(outer) for outer in _contents_around(clause))


def _contents_around(clause: Token) -> Iterator[Token]:
    """The contents in which a content stands, from the nearest outwards."""
    at = clause.head
    while at.dep_ in {"ccomp", "xcomp", "conj"} and at.head.i != at.i:
        if at.dep_ == "ccomp":
            yield at
        at = at.head


def _is_vouched_for(clause: Token) -> bool:
    governor = clause.head
    adjoins = clause.i < governor.i and not any(c.dep_ == "mark" for c in clause.children)
    adjoins = adjoins or is_conjunction(governor)
    reports = is_cue(governor, taking="clause")
    return adjoins or governor.lemma_.lower() in _EQUATING or reports or _is_judged(governor)


def _is_judged(governor: Token) -> bool:
    """`It is clear that ...`, `made clear that ...`; but `so good that ...` stays whole."""
    copula = governor.head if governor.dep_ in {"acomp", "attr"} else governor
    impersonal = copula.lemma_ == "be" and any(is_expletive(c) for c in copula.children)
    return impersonal or (governor.lower_ == "clear" and governor.head.lemma_ == "make")


def _csubj(token: Token) -> bool:
    """`made it clear that ...`: where the parser takes the clause for the subject of the adjective."""
    that = any(c.dep_ == "mark" and c.lower_ == "that" for c in token.children)
    return that and token.i > token.head.i and is_finite(token) and _is_judged(token.head)


def _acl(token: Token) -> bool:
    """The content of a noun that reports or vouches: `the fact that ...`, `claims it lost ...`."""
    if _follows_noun(token):
        return True
    that = any(c.dep_ == "mark" and c.lower_ == "that" for c in token.children)
    noun = token.head
    reports = cue_of(noun) is not None or noun.lemma_.lower() in _FACTS or governing_cue(token) is not None
    return is_finite(token) and that and reports


def _follows_noun(clause: Token) -> bool:
    """`rejected claims it had lost the data`: a content without `that`, complete with its object."""
    subject = next((c for c in clause.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    complete = any(c.dep_ in {"dobj", "acomp", "attr"} for c in clause.children)
    bare = subject is not None and not is_relative(subject) and not is_question(clause)
    return (
        bare and complete and is_finite(clause) and is_cue(clause.head, taking="clause") and clause.head.pos_ == "NOUN"
    )


def governing_cue(clause: Token) -> Token | None:
    """The verb whose content a clause is, be it hung on a noun before it: `confirmed in an inquiry that ...`."""
    governor = clause.head
    phrase = governor.head if governor.dep_ == "pobj" else governor
    strayed = clause.dep_ == "acl" and phrase.dep_ in {"prep", "dobj", "npadvmod"}
    verb = phrase.head if strayed else governor
    return verb if is_cue(verb, taking="clause") and not is_conjunction(verb) else None


def _is_bare(token: Token) -> bool:
    """`help the farmers sow the field`: a verb without tense is no clause, though it has a subject.

    After `said` the parser has only taken the present tense of a plural for the base form.
    """
    if token.tag_ not in {"VB", "VBG"} or _has_aux(token):
        return False
    subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
    present = token.tag_ == "VB" and subject is not None and is_plural(subject)
    return not (present and is_cue(token.head, taking="clause") and token.head.lemma_.lower() not in _DEMANDING)


# --- what stands beside ----------------------------------------------------------------------------


def _conj(token: Token) -> bool:
    """A coordinated predicate, if it has a subject or if both have complements of their own."""
    if token.pos_ not in {"VERB", "AUX"} or token.head.pos_ not in {"VERB", "AUX"}:
        return False
    if not _is_in_clause(token.head) or _is_supposed(token) or _is_denied_deed(token):
        return False
    if any(c.dep_ in _SUBJECTS for c in token.children):
        return True
    before = any(c.dep_ in _COMPLEMENTS and token.head.i < c.i < token.i for c in token.head.children)
    return before and any(c.dep_ in _COMPLEMENTS for c in token.children)


def _is_denied_deed(verb: Token) -> bool:
    """`denied taking bribes or | selling arms`: both are denied together."""
    first = verb.head
    cue = cue_of(first.head) if verb.tag_ == first.tag_ == "VBG" and first.dep_ != "ROOT" else None
    return cue is not None and cue.kind == "deny"


def _is_in_clause(first: Token) -> bool:
    """Whether what holds of the first conjunct is said outright: a clause, or an infinitive after one's verb."""
    while first.dep_ in {"conj", "xcomp"} and first.head.i != first.i:
        first = first.head
    return starts_clause(first)


def _advcl(token: Token) -> bool:
    """A finite clause that states no condition, or a participle that follows a comma."""
    opening = [c for c in (*token.children, token.left_edge) if c.dep_ in {"mark", "advmod"} and c.i < token.i]
    marks = {c.lower_ for c in opening}
    compares = "as" in marks and not _is_set_off(token)
    if marks & _CONDITIONS or is_infinitive(token) or is_conjunction(token) or compares:
        return False
    if token.tag_ == "VBG" and not _has_aux(token):
        return token.i > token.head.i and follows_comma(token) and token.pos_ == "VERB"
    return token.pos_ in {"VERB", "AUX"} and is_finite(token)


def _is_set_off(token: Token) -> bool:
    """`as` gives a reason or a time where a comma parts it from the main clause, and compares where none does."""
    last = token.right_edge.i + 1
    comma_after = last < len(token.doc) and token.doc[last].text == ","
    return follows_comma(token) or (token.i < token.head.i and comma_after)


def _relcl(token: Token) -> bool:
    """A relative clause that adds: after a comma, or with a modal of its own."""
    if _follows_noun(token):
        return True
    modal = any(c.tag_ == "MD" and c.lower_ in _HEDGING_MODALS for c in token.children)
    complete = is_finite(token) and token.left_edge.tag_ == "WRB"
    return (relative_subject(token) is not None and (modal or follows_comma(token))) or (
        complete and follows_comma(token)
    )


def _pcomp(token: Token) -> bool:
    """`such as closing the port`, where it is clear who does it."""
    return token.tag_ == "VBG" and doer_of_example(token) is not None


def doer_of_example(verb: Token) -> Token | None:
    """Who closes the port in `took steps such as closing it`; those who were paid "in return for acts such as" that."""
    preposition = verb.head
    if preposition.lower_ != "as" or preposition.i == 0 or preposition.nbor(-1).lower_ != "such":
        return None
    path = [preposition.head]
    while path[-1].pos_ != "VERB" and path[-1].head.i != path[-1].i:
        path.append(path[-1].head)
    governor = path[-1]
    if any(noun.lower_ in _RETURNS for noun in path):
        return next((c for c in governor.children if c.dep_ == "dobj"), None)
    acts = governor.lemma_.lower() in _TAKING and any(noun.dep_ == "dobj" for noun in path)
    return subject_of(governor) if acts else None


def _parataxis(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"} and any(c.dep_ in _SUBJECTS for c in token.children)


def _has_aux(token: Token) -> bool:
    return any(c.dep_ in {"aux", "auxpass"} for c in token.children)


_RULES: Mapping[str, Callable[[Token], bool]] = {
    "ROOT": _root,
    "ccomp": _ccomp,
    "csubj": _csubj,
    "acl": _acl,
    "conj": _conj,
    "advcl": _advcl,
    "relcl": _relcl,
    "parataxis": _parataxis,
    "pcomp": _pcomp,
}
