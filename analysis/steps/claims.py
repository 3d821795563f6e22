"""A reading in, its claims out: each one, how firmly it is made and who stands behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from analysis.config import Config
from analysis.reading import Reading
from analysis.rules import commitment, voices
from analysis.rules.checkworthiness import checkworthiness
from analysis.rules.clauses import Clause, clauses, introduction, matrices
from analysis.rules.context import Context, contexts
from analysis.rules.cues import plans
from analysis.rules.grammar import first_conjunct, is_mark, subject_of
from analysis.rules.noun_claims import is_noun_claim, noun_phrase, noun_statement, without_verdict
from analysis.rules.own_clause import only_tells
from analysis.rules.quantities import quantities
from analysis.rules.quotations import Quotation as Quoted
from analysis.rules.quotations import meeting, quotations
from analysis.rules.standing import standing
from analysis.rules.statements import Names, is_meant, statement
from analysis.rules.subjects import borrowed_subject, governor_of, has_subject, is_complete
from analysis.tables import Attribution, Claim, DateRef, Facet, Label, Quantity, Quotation, Span, derive_id

if TYPE_CHECKING:
    from spacy.tokens import Token

#: From this check-worthiness on a claim counts as worth checking.
_WORTH = 0.5
#: What an inner cue without a source makes of the clause: "said that it is expected that ...".
_INNER = {"expect": "future", "think": "possible"}


def claims(reading: Reading, config: Config) -> Iterator[Claim]:  # noqa: ARG001 - every step takes both
    """Every claim of the article's own blocks: one for each clause, and each noun phrase that somebody denies."""
    seen: set[Span] = set()
    for context in contexts(reading):
        for claim in (*_of_clauses(context), *_of_nouns(context)):
            # What the parser took for a clause may be a row of signs.
            if (claim.start, claim.end) not in seen and any(map(str.isalpha, claim.statement)):
                seen.add((claim.start, claim.end))
                yield claim


def _of_clauses(context: Context) -> Iterator[Claim]:
    aside = frozenset(i for i, rows in context.cues.items() if any(row.rule == "say.according-to" for row in rows))
    matrix = matrices(context.doc) | voices.introducing(context) | _denying(context)
    heard, spoken = voices.hearsay(context), quotations(context.words)
    for clause in clauses(context.doc, matrix, aside, whole=voices.whole(context), starts=context.starting):
        if has_subject(clause) and is_complete(clause) and not only_tells(context, clause.tokens, clause.head):
            yield _claim(context, without_verdict(clause), heard, spoken)


def _denying(context: Context) -> frozenset[int]:
    """The cues whose noun phrase is a claim: "denied any deal" says no more than whose."""
    nouns = (row for row in _rows(context) if row.rule in voices.CLAIMS_NOUNS and _tells(context, row))
    return frozenset(token.i for row in nouns for span in row.cue for token in context.tokens(span))


def _tells(context: Context, row: Attribution) -> bool:
    """Whether what is denied is a claim: a noun phrase, or the clause that it holds."""
    tokens = noun_phrase(context.tokens(row.content[0]))
    clause = any(voices.is_of_noun(context, token, row) for token in tokens)
    return voices.commits(context, row) and (clause or is_noun_claim(context, row, tokens))


def _claim(context: Context, clause: Clause, heard: frozenset[int], spoken: Sequence[Quoted]) -> Claim:
    row = voices.attribution(context, clause.head)
    signs = list(commitment.signs(clause))
    kinds = voices.kinds(context, clause.head, row)
    kind = kinds[0] if row is not None else None
    cue = _cue(context, clause, row, signs)
    found = [sign for sign, _ in signs] + [sign for sign in map(_INNER.get, kinds[row is not None :]) if sign]
    if row is not None and voices.is_the_article(context, row):
        found += ["opinion"] * (kind == "feel") + ["future"] * (kind == "expect")
        row = kind = None
    someone = row is None and _is_spoken(clause, spoken)
    found = [sign for sign in found if not (someone and sign == "opinion")]
    named = row is not None and bool(row.source)
    denied = "deny" in kinds or standing(clause.head) == "denied"
    presupposed = kind == "know" and row is not None and context.is_negated(row)
    return _row(
        context,
        context.span(clause.tokens),
        (*borrowed_subject(clause), *clause.tokens),
        behind=_Behind("direct", kind="unspecified") if someone else _behind(row),
        cue=cue,
        label=commitment.label(found, kind="say" if someone else kind, named=named, denied=denied),
        facets=commitment.facets(
            found, kind="hear" if "hear" in kinds else kind, planned=plans(clause.head), presupposed=presupposed
        ),
        statement=statement(clause, context.words, names=_names(context, clause, row), drop=heard),
        factuality=context.factuality(clause.head),
        rule=f"clause.{clause.head.dep_}",
    )


def _is_spoken(clause: Clause, spoken: Sequence[Quoted]) -> bool:
    """Whether its sentence is quoted as a whole: somebody says it, and not the article."""
    if not spoken:
        return False
    sentence = clause.head.sent
    first = next((token for token in sentence if not is_mark(token)), sentence[0])
    last = next((token for token in reversed(sentence) if not is_mark(token)), sentence[-1])
    start, end = first.idx, last.idx + len(last)
    return any(one.closed and one.holds(start, end) for one in meeting(spoken, start, end))


def _cue(context: Context, clause: Clause, row: Attribution | None, signs: Sequence[tuple[str, Token]]) -> Span | None:
    """The words that introduce the clause, those of its attribution, or the one in it that weakens it or judges."""
    if introducing := introduction(clause.head):
        return context.span(introducing)
    if row is not None and row.cue:
        return row.cue[-1]
    weighing = (token for sign, token in signs if sign in {"possible", "opinion"})
    return next((context.span([token]) for token in weighing), None)


def _names(context: Context, clause: Clause, row: Attribution | None) -> Names:
    inside = row is not None and row in context.contents.get(clause.head.i, ())
    quoted = row is not None and row.kind == "direct" and row.source and inside
    speaker = context.actor_at(row.source[0]) if row is not None and quoted else None
    own = [*borrowed_subject(clause), *clause.tokens]
    return Names(context.names(own, speaker), _sources(context, clause, row))


def _sources(context: Context, clause: Clause, row: Attribution | None) -> dict[int, str]:
    """`The drivers said that they would strike`: the subject is the source, if its number fits."""
    first = first_conjunct(governor_of(clause.head) or clause.head)
    subject = subject_of(first)
    if row is None or row.kind != "indirect" or len(row.source) != 1 or subject is None or first.dep_ != "ccomp":
        return {}
    own = first.head.i in {token.i for span in row.cue for token in context.tokens(span)}
    source = context.tokens(row.source[0])
    if not own or not source or not is_meant(subject, source, context.actor_at(row.source[0])):
        return {}
    return {subject.i: context.text[slice(*row.source[0])]}


def _rows(context: Context) -> Iterator[Attribution]:
    """The attributions whose content stands in the passage, each once."""
    return iter({row.attribution_id: row for rows in context.contents.values() for row in rows}.values())


def _of_nouns(context: Context) -> Iterator[Claim]:
    """`denied any deal`, `accused the ministry of hiding ...`, `reports of the army shelling ...`."""
    for row in _rows(context):
        tokens = noun_phrase(context.tokens(row.content[0]))
        if not is_noun_claim(context, row, tokens) or not voices.commits(context, row):
            continue
        kind = voices.rule_of(row)[0]
        yield _row(
            context,
            context.span(tokens),
            tokens,
            behind=_behind(row),
            cue=row.cue[0],
            label="denied" if kind == "deny" else "reported",
            facets=(),
            statement=noun_statement(context, row, tokens),
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
