"""Tokens of one parsed block in, what a grammar says of them out: voice, tense, number, negation, who is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.rules.persons import person_at

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_PLURAL_TAGS = frozenset({"NNS", "NNPS"})
_PLURAL_WORDS = frozenset({"they", "we", "you", "i", "these", "those", "both", "many", "some"})
_PLURAL_VERBS = frozenset({"are", "were", "have"})
_SINGULAR_VERBS = frozenset({"is", "was", "has"})
#: Verbs whose subject `it` stands for nobody.
_RAISING = frozenset({"be", "seem", "appear", "happen", "turn", "become", "remain", "matter"})
_NOBODY = frozenset({"nobody", "none", "nothing", "neither"})
_NO = frozenset({"no", "neither"})
_HARDLY = frozenset({"hardly", "scarcely", "barely", "neither"})
#: After these `not` denies nothing: "not only said that ...".
_MERELY = frozenset({"only", "just", "merely", "simply"})
_IF = frozenset({"if", "unless", "lest"})
_RELATIVE = frozenset({"WDT", "WP"})
#: Signs that are spoken, though Unicode counts them as punctuation: "fell to 4%".
_SPOKEN = frozenset("%‰&#@§")
#: Dependencies by which a clause or an apposition hangs on a noun.
_CLAUSES = frozenset({"relcl", "acl", "appos", "advcl", "parataxis"})
_INVERTING = frozenset({"had", "were", "should"})
#: Named entities that `who` does not stand for.
_PLACES = frozenset({"GPE", "LOC", "FAC", "DATE"})


def is_mark(token: Token) -> bool:
    """Whether the token is a punctuation mark, and not a sign that is spoken like a word ("4%")."""
    return token.is_punct and token.text not in _SPOKEN


def form(token: Token) -> str:
    """What a lexicon knows a word by: a modal's own form, another word's lemma."""
    return str(token.lower_ if token.tag_ == "MD" else token.lemma_.lower())


def part(token: Token) -> str:
    """A word's part of speech as lexicons name it; empty for those of which they have none."""
    if token.tag_ == "MD":
        return "modal"
    return {"VERB": "verb", "ADV": "adverb", "ADJ": "adjective", "NOUN": "noun"}.get(token.pos_, "")


def phrase(noun: Token) -> tuple[Token, ...]:
    """A noun phrase without its clauses, appositions and what follows a comma."""
    words: list[Token] = []
    own = _without_clauses(noun)
    for token in noun.subtree:
        if token.i not in own:
            continue
        if token.i > noun.i and token.dep_ == "punct" and _breaks(token):
            break
        words.append(token)
    while words and words[-1].dep_ in {"punct", "cc", "case"} and words[-1] != noun:
        words.pop()
    return tuple(words)


def _breaks(mark: Token) -> bool:
    """Whether a mark ends a noun phrase; a hyphen within a word does not."""
    within = mark.text in {"-", "–"} and not mark.whitespace_ and not mark.nbor(-1).whitespace_
    return mark.text in {",", "-", "–", "—", "(", ":"} and not within


def _without_clauses(noun: Token) -> set[int]:
    """Places of the words below a noun that no clause or apposition stands between."""
    kept, waiting = {noun.i}, [noun]
    while waiting:
        nearer = [child for child in waiting.pop().children if child.dep_ not in _CLAUSES]
        kept.update(child.i for child in nearer)
        waiting += nearer
    return kept


def is_passive(verb: Token) -> bool:
    """Whether the verb is in the passive voice."""
    return any(c.dep_ in {"auxpass", "nsubjpass", "agent"} for c in verb.children)


def is_infinitive(verb: Token) -> bool:
    """Whether the verb has `to` before it."""
    return any(c.tag_ == "TO" for c in verb.children)


def is_finite(verb: Token) -> bool:
    """Whether the verb, or an auxiliary of it, shows tense."""
    forms = {verb.tag_, *(c.tag_ for c in verb.children if c.dep_ in {"aux", "auxpass"})}
    return bool(forms & {"VBD", "VBZ", "VBP", "MD"})


def is_relative(subject: Token) -> bool:
    """Whether a subject is a relative pronoun: not `What happens next`, and not `the WHO`."""
    verb = first_conjunct(subject.head)
    article = any(c.dep_ == "det" for c in subject.children)
    return subject.tag_ in _RELATIVE and verb.dep_ in {"relcl", "acl"} and not article


def first_conjunct(verb: Token) -> Token:
    """The first of the verbs that a coordination joins; itself if it is none."""
    while verb.dep_ == "conj":
        verb = verb.head
    return verb


def antecedent(verb: Token) -> Token:
    """The noun that a relative clause is about: the one it hangs on or, if its verb's number forbids, one before.

    `who` means a person: "officials familiar with the talks, who ...".
    """
    verb = first_conjunct(verb)
    if verb.dep_ != "relcl":
        return verb.head
    finite = finite_word(verb).lower_
    of_persons = any(c.lower_ == "who" for c in verb.children)
    if of_persons and (person := person_at(verb.head)) is not None and _fits(person, finite):
        return person
    nouns = [verb.head, *(t for t in reversed(verb.sent) if t.i < verb.head.i and t.pos_ in {"NOUN", "PROPN"})]
    fitting = (
        noun
        for noun in nouns
        if noun.dep_ != "compound" and _fits(noun, finite) and not (of_persons and noun.ent_type_ in _PLACES)
    )
    return next(fitting, verb.head)


def _fits(noun: Token, finite: str) -> bool:
    if finite in _PLURAL_VERBS:
        return is_plural(noun)
    return finite not in _SINGULAR_VERBS or not is_plural(noun)


def subject_of(verb: Token) -> Token | None:
    """The verb's subject, which the parser sometimes hangs on its auxiliary."""
    auxiliaries = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    subjects = (child for one in (verb, *auxiliaries) for child in one.children)
    return next((child for child in subjects if child.dep_ in {"nsubj", "nsubjpass"}), None)


def is_plural(noun: Token) -> bool:
    """Whether the noun phrase is in the plural."""
    joined = any(child.dep_ == "conj" for child in noun.children)
    return joined or noun.tag_ in _PLURAL_TAGS or noun.lower_ in _PLURAL_WORDS


def finite_word(verb: Token) -> Token:
    """The verb's first auxiliary or, if it has none, the verb: the word that shows tense and number."""
    return next((child for child in verb.children if child.dep_ in {"aux", "auxpass"}), verb)


# --- negation and condition ------------------------------------------------------------------------


def is_expletive(subject: Token) -> bool:
    """`It will be hard to ...`, `it is hoped that ...`: a subject that stands for nobody."""
    verb = subject.head
    return subject.dep_ == "expl" or (subject.lower_ == "it" and (verb.lemma_ in _RAISING or is_passive(verb)))


def is_negated(word: Token) -> bool:
    """Whether a predicate or a noun is negated: by `not`, by its determiner, or by a subject that is nobody.

    "Neither confirmed nor denied": what negates the first of two verbs joined by `or` negates both.
    """
    if any(_negates(child) for child in word.children):
        return True
    first = word.head
    alternative = word.dep_ == "conj" and any(c.dep_ == "cc" and c.lower_ in {"or", "nor"} for c in first.children)
    return alternative and is_negated(first)


def _negates(child: Token) -> bool:
    if (
        child.dep_ == "neg"
        or (child.lower_ == "no" and child.dep_ != "compound")
        or (child.dep_ != "nsubj" and child.lower_ in _HARDLY)
    ):
        return child.nbor().lower_ not in _MERELY if child.i + 1 < len(child.doc) else True
    if child.dep_ in _SUBJECTS:
        return child.lower_ in _NOBODY or any(c.dep_ == "det" and c.lower_ in _NO for c in child.children)
    return child.lower_ == "longer" and any(c.lower_ == "no" for c in child.children)


def is_condition(clause: Token) -> bool:
    """`if it rains`, `unless it rains`, `had it rained`: a clause that supposes what it says."""
    if clause.dep_ not in {"advcl", "ccomp", "conj"}:
        return False
    if any(c.dep_ in {"mark", "advmod"} and c.lower_ in _IF for c in clause.children):
        return clause.dep_ == "advcl"
    first = clause.left_edge
    inverted = first == clause or (first.head == clause and first.dep_ in {"aux", "auxpass"})
    subject = subject_of(clause)
    return inverted and first.lower_ in _INVERTING and subject is not None and subject.i > first.i


def is_conditional(clause: Token) -> bool:
    """Whether the clause holds under a condition only, and in another world than ours: "would have died, had ..."."""
    would = any(c.dep_ == "aux" and c.lower_ in {"would", "'d"} for c in clause.children)
    return would and (is_perfect(clause) or any(is_condition(c) for c in clause.children))


def is_counterfactual(clause: Token) -> bool:
    """`would have landed, if ...`: it did not happen, says who says so."""
    return is_conditional(clause) and is_perfect(clause) and any(is_condition(c) for c in clause.children)


def is_perfect(verb: Token) -> bool:
    """Whether the verb has the auxiliary `have` in the infinitive: "would have left"."""
    return any(c.dep_ == "aux" and c.lower_ in {"have", "'ve"} and c.tag_ == "VB" for c in verb.children)
