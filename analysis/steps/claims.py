"""A reading in, its claims out: each one, how firmly it is made and who stands behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from analysis.config import Config
from analysis.reading import Reading
from analysis.rules import commitment, cues
from analysis.rules.checkworthiness import checkworthiness
from analysis.rules.clauses import Clause, clauses, matrices
from analysis.rules.context import Context, contexts
from analysis.rules.cues import plans
from analysis.rules.quantities import quantities
from analysis.rules.standing import standing, stands_behind
from analysis.rules.statements import borrowed_subject, has_subject, noun_statement, statement
from analysis.tables import Attribution, Claim, DateRef, Facet, Label, Quantity, Quotation, Span, derive_id

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Kinds of attribution whose content the source stands behind; of what it wants or judges, the article tells.
_COMMITS = frozenset({"say", "deny", "doubt", "accuse", "show", "think", "know", "feel", "expect", "hear"})
#: Patterns in which the cue's own clause says no more than whose the claim is: "officials believe that ...".
_INTRODUCING = frozenset({"clause", "expected", "dangling", "beside", "quotation", "adjective", "noun-is"})
#: Patterns in which the cue's own clause is the claim, if nobody is named: "is believed to be", "is known as".
_OF_OWN_CUE = frozenset({"infinitive", "preposition", "predicate"})
#: Patterns whose content is a thing and not a claim: "mentioned the files that were lost".
_OF_THINGS = frozenset({"object", "preposition", "predicate", "noun-infinitive"})
#: Rules whose content is a claim even where it is a noun phrase: "denied any deal".
_CLAIMS_NOUNS = frozenset({"deny.object", "accuse.object", "deny.noun-of", "accuse.noun-of"})
#: From this check-worthiness on a claim counts as worth checking.
_WORTH = 0.5


def claims(reading: Reading, config: Config) -> Iterator[Claim]:  # noqa: ARG001 - every step takes both
    """Every claim of the article's own blocks: one for each clause, and each noun phrase that somebody denies."""
    seen: set[Span] = set()
    for context in contexts(reading):
        for claim in (*_of_clauses(context), *_of_nouns(context)):
            if (claim.start, claim.end) not in seen:
                seen.add((claim.start, claim.end))
                yield claim


def _of_clauses(context: Context) -> Iterator[Claim]:
    introducing = {i for i, rows in context.cues.items() if any(_introduces(context, row) for row in rows)}
    aside = frozenset(i for i, rows in context.cues.items() if any(row.rule == "say.according-to" for row in rows))
    hearsay = frozenset(i for i, rows in context.cues.items() if any(_rule(row)[0] == "hear" for row in rows))
    for clause in clauses(context.doc, matrices(context.doc) | introducing, aside):
        if has_subject(clause):
            yield _claim(context, clause, hearsay)


def _introduces(context: Context, row: Attribution) -> bool:
    """Whether the cue only introduces a claim: "officials believe" says no more than whose the claim is."""
    introduces = row.rule in _CLAIMS_NOUNS or _rule(row)[1] in _INTRODUCING
    return introduces and _commits(context, row) and not _points(context, row)


def _commits(context: Context, row: Attribution) -> bool:
    """Whether the source stands behind the content: who "did not say that ..." does not."""
    kind = cast("cues.Kind", _rule(row)[0])
    return kind in _COMMITS and stands_behind(kind, negated=context.is_negated(row))


def _points(context: Context, row: Attribution) -> bool:
    """`denied it`: the content is named elsewhere, and the cue's clause is all that can be claimed."""
    return row.rule in _CLAIMS_NOUNS and all(token.pos_ == "PRON" for token in context.tokens(row.content[0]))


def _rule(row: Attribution) -> tuple[str, str]:
    kind, _, pattern = row.rule.partition(".")
    return kind, pattern


def _attribution(context: Context, head: Token) -> Attribution | None:
    """The outermost attribution whose source stands behind the predicate: who quotes outranks who is quoted."""
    fitting = [row for row in context.contents.get(head.i, ()) if _rule(row)[1] not in _OF_THINGS]
    fitting += [row for row in context.cues.get(head.i, ()) if not row.source and _rule(row)[1] in _OF_OWN_CUE]
    committed = [row for row in fitting if _commits(context, row)]
    return max(
        committed, key=lambda row: (sum(end - start for start, end in row.content), row.attribution_id), default=None
    )


def _claim(context: Context, clause: Clause, hearsay: frozenset[int]) -> Claim:
    row = _attribution(context, clause.head)
    signs = list(commitment.signs(clause))
    found = [sign for sign, _ in signs]
    kind = _rule(row)[0] if row is not None else None
    cue = row.cue[0] if row is not None and row.cue else context.span([signs[0][1]]) if signs else None
    if row is not None and _is_the_article(row):
        found += ["opinion"] * (kind == "feel")
        row = kind = None
    named = row is not None and bool(row.source)
    denied = kind == "deny" or standing(clause.head) == "denied"
    presupposed = kind == "know" and row is not None and context.is_negated(row)
    return _row(
        context,
        context.span(clause.tokens),
        (*borrowed_subject(clause), *clause.tokens),
        behind=_behind(row),
        cue=cue,
        label=commitment.label(found, kind=kind, named=named, denied=denied),
        facets=commitment.facets(found, kind=kind, planned=plans(clause.head), presupposed=presupposed),
        statement=statement(clause, context.words, names=context.names, drop=hearsay),
        factuality=context.factuality(clause.head),
        rule=f"clause.{clause.head.dep_}",
    )


def _is_the_article(row: Attribution) -> bool:
    """`We can hope`; `It will be hard, hoping that ...`: the writer speaks."""
    own = (row.source_text or "").lower() in {"we", "i"} or _rule(row)[1] == "dangling"
    return own and row.kind == "indirect"


def _of_nouns(context: Context) -> Iterator[Claim]:
    """`denied any deal`, `accused the ministry of hiding ...`, `reports of the army shelling ...`."""
    rows = {row.attribution_id: row for rows in context.contents.values() for row in rows}
    for row in rows.values():
        tokens = context.tokens(row.content[0])
        if row.rule not in _CLAIMS_NOUNS and not (row.rule == "say.noun-of" and any(t.dep_ == "pcomp" for t in tokens)):
            continue
        if _points(context, row) or not _commits(context, row):
            continue
        kind = _rule(row)[0]
        yield _row(
            context,
            row.content[0],
            tokens,
            behind=_behind(row),
            cue=row.cue[0],
            label="denied" if kind == "deny" else "reported",
            facets=(),
            statement=noun_statement(tokens, context.tokens(row.cue[0]), context.words),
            factuality=None,
            rule=f"noun.{kind}",
        )


# --- rows ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Behind:
    """Who stands behind a claim: the article, unless an attribution says otherwise."""

    quotation: Quotation = "none"
    attribution_id: str | None = None
    kind: Literal["article", "named", "unspecified"] = "article"
    source: Span | None = None
    score: float | None = None


def _behind(row: Attribution | None) -> _Behind:
    if row is None:
        return _Behind()
    return _Behind(row.kind, row.attribution_id, row.source_kind, next(iter(row.source), None), row.score)


@dataclass(frozen=True, slots=True)
class _Words:
    """Words of the text, or none: the three columns that a row keeps of them."""

    start: int | None = None
    end: int | None = None
    text: str | None = None


def _words(context: Context, span: Span | None) -> _Words:
    return _Words(*span, context.text[slice(*span)]) if span is not None else _Words()


def _row(
    context: Context,
    span: Span,
    tokens: Sequence[Token],
    *,
    behind: _Behind,
    cue: Span | None,
    label: Label,
    facets: tuple[Facet, ...],
    statement: str,
    factuality: float | None,
    rule: str,
) -> Claim:
    source, cue_words = _words(context, behind.source), _words(context, cue)
    actors, dates, counted = context.actors(tokens), *_dates_and_quantities(context, span, tokens)
    worth = checkworthiness(tokens, label, actors=actors, dates=dates, quantities=counted)
    return Claim(
        claim_id=derive_id("claim", context.doc_id, *span),
        doc_id=context.doc_id,
        start=span[0],
        end=span[1],
        text=context.text[slice(*span)],
        statement=statement,
        label=label,
        quotation=behind.quotation,
        attribution_id=behind.attribution_id,
        source_kind=behind.kind,
        source_start=source.start,
        source_end=source.end,
        source_text=source.text,
        source_actor=context.actor_at(behind.source),
        cue_start=cue_words.start,
        cue_end=cue_words.end,
        cue_text=cue_words.text,
        facets=facets,
        actors=actors,
        dates=dates,
        quantities=counted,
        checkworthy=worth >= _WORTH,
        checkworthiness=worth,
        factuality=factuality,
        rule=rule,
        score=behind.score,
    )


def _dates_and_quantities(
    context: Context, span: Span, tokens: Sequence[Token]
) -> tuple[tuple[DateRef, ...], tuple[Quantity, ...]]:
    """What stands within the claim's own span; a number that belongs to a date counts nothing."""
    inside = [token for token in tokens if span[0] <= context.base + token.idx < span[1]]
    dates = tuple(DateRef(start=t.start, end=t.end, value=t.value) for t in context.dates(inside))
    dated = frozenset(token.i for date in dates for token in context.tokens((date.start, date.end)))
    return dates, tuple(quantities(inside, base=context.base, taken=dated))
