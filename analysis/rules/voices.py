"""A passage with its rows in; which of its predicates only introduce a claim, and who stands behind each, out.

Not every word that introduces has a row: who says what he believes has one row, at what he says. For the others the
parse is asked, so that an inner "it denied" denies, and an inner "he believes" makes no claim of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, cast

from analysis.rules.cues import Kind, cue_of, is_conjunction
from analysis.rules.grammar import first_conjunct, is_expletive, is_negated, subject_of
from analysis.rules.own_clause import kind_in_own_clause, kind_without_row
from analysis.rules.predication import follows_comma, governing_cue, has_tense, is_question
from analysis.rules.standing import governors, is_verdict, stands_behind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.rules.context import Context
    from analysis.tables import Attribution

#: Kinds of attribution whose content the source stands behind; of what it wants or judges, the article tells.
_COMMITS = frozenset({"say", "deny", "doubt", "accuse", "show", "think", "know", "feel", "expect", "hear"})
#: Patterns in which the content stands beside the cue and not under it.
_BESIDE = frozenset({"beside", "quotation", "dangling", "colon"})
#: Patterns in which the cue's own clause says no more than whose the claim is, if its content is a clause.
_INTRODUCING = frozenset({"clause", "expected", "adjective", "noun-is"})
#: Patterns whose content is a thing and not a claim: "mentioned the files that were lost".
_OF_THINGS = frozenset({"object", "preposition", "predicate", "noun-infinitive"})
#: Rules whose content is a claim even where it is a noun phrase: "denied any deal".
CLAIMS_NOUNS = frozenset({"deny.object", "deny.clause", "accuse.object", "deny.noun-of", "accuse.noun-of"})
#: Verbs that say what is to be the case, or what is not.
_BRINGING_ABOUT = frozenset({"ensure", "pretend", "prevent", "require", "dream"})
_PROMISING = frozenset({"guarantee", "pledge", "promise", "swear", "threaten", "vow"})
#: Verbs by which nobody says anything.
_SEEMING = frozenset({"seem", "appear"})
_CONTENTS = frozenset({"ccomp", "csubj", "acl"})
#: What an inner speaker makes of a claim, whoever quotes him: "said that the ministry denied that ...".
_INNER_KINDS = frozenset({"deny", "expect"})
#: Verbs that add nothing to the noun they go with: "have no doubt that ...".
_LIGHT = frozenset({"have", "make", "express", "voice", "raise", "be"})


def rule_of(row: Attribution) -> tuple[str, str]:
    """The kind and the pattern of a row."""
    kind, _, pattern = row.rule.partition(".")
    return kind, pattern


def commits(context: Context, row: Attribution) -> bool:
    """Whether the source stands behind the content: who "did not say that ..." does not."""
    kind = cast("Kind", rule_of(row)[0])
    if (kind not in _COMMITS and not _promises(context, row)) or not stands_behind(
        kind, negated=context.is_negated(row)
    ):
        return False
    return not any(_says_nothing(token) for span in row.cue for token in context.tokens(span))


def _promises(context: Context, row: Attribution) -> bool:
    """`promised that the homes would be rebuilt`: who promises says that it will be so."""
    verbs = (token for span in row.cue for token in context.tokens(span))
    return row.rule == "intend.clause" and any(verb.lemma_.lower() in _PROMISING for verb in verbs)


def _says_nothing(word: Token) -> bool:
    """`considering that ...` is a conjunction, and who ensures something has not said that it is so."""
    return is_conjunction(word) or word.lemma_.lower() in _BRINGING_ABOUT


def is_the_article(context: Context, row: Attribution) -> bool:
    """Whether it is the writer who speaks: `We can hope`; `It will be hard, hoping that ...`; `It seems that ...`."""
    if row.kind != "indirect":
        return False
    source = [token for span in row.source for token in context.tokens(span)]
    nobody = len(source) == 1 and (source[0].lower_ in {"we", "i"} or is_expletive(source[0]))
    cue = [token for span in row.cue for token in context.tokens(span)]
    verdict = not row.source and any(token.pos_ == "ADJ" and is_verdict(token) for token in cue)
    return nobody or verdict or rule_of(row)[1] == "dangling" or any(token.lemma_ in _SEEMING for token in cue)


# --- predicates that only introduce ----------------------------------------------------------------


def introducing(context: Context) -> frozenset[int]:
    """The predicates that say no more than whose a claim is, by their places: "officials believe that ..."."""
    return frozenset((*_with_rows(context), *_without_rows(context)))


def _with_rows(context: Context) -> Iterator[int]:
    for i, rows in context.cues.items():
        verb = context.doc[i]
        light = verb.lemma_ in _LIGHT and verb.pos_ in {"VERB", "AUX"}
        for row in rows:
            noun = light and rule_of(row)[1] == "noun-clause"
            if commits(context, row) and (noun or _introduces(context, row, verb)):
                yield i


def _introduces(context: Context, row: Attribution, cue: Token) -> bool:
    pattern = rule_of(row)[1]
    if pattern in _OF_THINGS:
        return any(is_of_noun(context, token, row) for token in _words(context, row))
    return pattern in _BESIDE or (
        pattern in _INTRODUCING and any(_is_content(t, row, cue, context) for t in _words(context, row))
    )


def _words(context: Context, row: Attribution) -> Iterator[Token]:
    return (token for span in row.content for token in context.tokens(span))


def _is_content(token: Token, row: Attribution, cue: Token, context: Context) -> bool:
    """A predicate that is the content of the cue, and not of a part of it: `urged them to act on fears that ...`."""
    unlisted = token.dep_ == "ccomp" and has_tense(token) and not is_question(token)
    if token.dep_ in {"relcl", "advcl"} or not (unlisted or token.i in context.starting):
        return False
    clause = first_conjunct(token)
    own = {word.i for span in row.cue for word in context.tokens(span)} | {cue.i}
    verb = governing_cue(clause)
    direct = clause.dep_ in _CONTENTS and (clause.head.i in own or (verb is not None and verb.i in own))
    return direct or not any(above.i in own for above in clause.ancestors)


def _without_rows(context: Context) -> Iterator[int]:
    for clause in context.doc:
        governor = clause.head
        if clause.dep_ not in _CONTENTS or clause.i not in context.starting or not _is_unheard(context, governor):
            continue
        verb = governor.head if governor.dep_ in {"acomp", "attr", "dobj"} else governor
        if governor.pos_ != "NOUN":
            yield governor.i
        if verb.lemma_ in _LIGHT:
            yield verb.i


def _is_unheard(context: Context, word: Token) -> bool:
    """Whether a word in somebody's content puts a clause forward and has no row."""
    inside = word.i in context.contents and word.i not in context.cues
    cue = cue_of(word) if inside else None
    return cue is not None and stands_behind(cue.kind, negated=is_negated(word))


def whole(context: Context) -> frozenset[int]:
    """The contents of what looks like a cue and, as the rows say, is none: they stay with it ("decided that ...")."""
    return frozenset(
        clause.i
        for clause in context.doc
        if clause.dep_ in _CONTENTS and (cue := governing_cue(clause)) is not None and _is_no_cue(context, clause, cue)
    )


def _is_no_cue(context: Context, clause: Token, cue: Token) -> bool:
    told = {row.attribution_id for row in context.contents.get(clause.i, ())}
    rows = [row for word in (clause.head, cue) for row in context.cues.get(word.i, ())]
    if cue.i in context.contents or any(row.attribution_id in told for row in rows):
        return False
    subject = subject_of(cue)
    return clause.i > cue.i and subject is not None and subject.lower_ not in {"i", "we", "it"}


def hearsay(context: Context) -> frozenset[int]:
    """The places of words that say that something is heard, and that a statement does without: `reportedly`."""
    rows = {i for i, rows in context.cues.items() if any(rule_of(row)[0] == "hear" for row in rows)}
    return frozenset(rows | {token.i for token in context.doc if _is_hearsay(token)})


def _is_hearsay(token: Token) -> bool:
    cue = cue_of(token) if token.pos_ == "ADV" else None
    return cue is not None and cue.kind == "hear"


# --- who stands behind a predicate -----------------------------------------------------------------


def attribution(context: Context, head: Token) -> Attribution | None:
    """The outermost attribution whose source stands behind the predicate: who quotes outranks who is quoted."""
    return next(iter(_behind(context, head)), None)


def _behind(context: Context, head: Token) -> list[Attribution]:
    """The attributions whose sources stand behind the predicate, the outermost first."""
    around = context.contents.get(head.i, ())
    fitting = [row for row in around if rule_of(row)[1] not in _OF_THINGS or is_of_noun(context, head, row)]
    holding = [row for row in fitting if commits(context, row)]
    own = [row for row in context.cues.get(head.i, ()) if _is_told(context, head, row)]
    return [
        *sorted(holding, key=_size, reverse=True),
        *(row for row in own if row not in holding),
    ]


def _size(row: Attribution) -> tuple[int, str]:
    return sum(end - start for start, end in row.content), row.attribution_id


def _is_told(context: Context, head: Token, row: Attribution) -> bool:
    """Whether the source of a row stands behind the clause of its own cue."""
    kind = kind_in_own_clause(context, head, row)
    return kind is not None and (bool(row.source) or kind == "expect" or commits(context, row))


def is_of_noun(context: Context, clause: Token, row: Attribution) -> bool:
    """`denied reports that the plant had closed`: the clause is what is denied, and not the reports."""
    noun = clause.head
    if (
        clause.dep_ not in {"acl", "relcl"}
        or clause.i not in context.starting
        or noun.i in context.cues
        or cue_of(noun) is None
    ):
        return False
    return any(noun.head.i == t.i for span in row.cue for t in context.tokens(span))


def kinds(context: Context, head: Token, row: Attribution | None) -> tuple[Kind, ...]:
    """What is done with the predicate's clause, the outermost first: said, denied, believed ..."""
    outermost = [_kind_of(context, head, row)] if row is not None else []
    inner = [_kind_of(context, head, one) for one in _behind(context, head) if one != row]
    telling = [kind for kind in inner if kind in _INNER_KINDS]
    return (*outermost, *telling, *reversed(list(_unheard(context, head))))


def _kind_of(context: Context, head: Token, row: Attribution) -> Kind:
    """What a row does with a clause; `denied it, insisting that ...`: what is added to a denial is not denied."""
    kind = kind_in_own_clause(context, head, row) or cast("Kind", rule_of(row)[0])
    cue = {token.i for span in row.cue for token in context.tokens(span)}
    at = head
    while kind == "deny" and at.i not in cue and at.head.i != at.i:
        if at.dep_ == "advcl" and follows_comma(at):
            return "say"
        at = at.head
    return kind


def _unheard(context: Context, head: Token) -> Iterator[Kind]:
    """Kinds of the cues without a row, from the nearest outwards, as far as nobody is named as their source."""
    if any(_is_hearsay(child) and child.i not in context.cues for child in head.children):
        yield "hear"
    own = kind_without_row(head) if head.i not in context.cues else None
    if own == "expect" or (own == "deny" and head.i in context.contents):
        yield own
    for _, governor in governors(head):
        cue = cue_of(governor)
        if cue is not None and _is_unheard(context, governor) and (cue.kind == "deny" or not _has_doer(governor)):
            yield cue.kind


def _has_doer(word: Token) -> bool:
    """Whether somebody is said to do it: `he believes`, `his belief`, but not `it is believed`."""
    if word.pos_ == "NOUN":
        return any(c.dep_ == "poss" for c in word.children)
    subject = subject_of(word)
    return subject is not None and subject.dep_ == "nsubj" and subject.lower_ != "it"


def points(words: Iterable[Token]) -> bool:
    """Whether a content is named elsewhere: `denied it`, `a charge that the bank rejected`."""
    return all(token.pos_ == "PRON" or token.tag_ in {"WDT", "WP"} for token in words)
