"""A reading in, its attributions (who says what) and its claims (each one, how firmly) out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from analysis.config import Config
from analysis.reading import Reading
from analysis.rules import commitment
from analysis.rules.attribution import Draft, draft
from analysis.rules.clauses import Clause, clauses, matrices
from analysis.rules.context import Context, contexts
from analysis.rules.cues import plans
from analysis.rules.quantities import quantities
from analysis.rules.statements import borrowed_subject, has_subject, noun_statement, statement
from analysis.tables import Attribution, Claim, DateRef, Facet, Label, Span, derive_id

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Kinds of attribution whose content the source stands behind; of what it wants or judges, the article tells.
_COMMITS = frozenset({"say", "deny", "accuse", "show", "think", "know", "feel", "expect", "hear"})
#: Patterns in which the cue's own clause says no more than whose the claim is: "officials believe that ...".
_INTRODUCING = frozenset({"clause", "expected", "beside", "quotation", "adjective", "noun-is"})
#: Patterns in which the cue's own clause is the claim, if nobody is named: "is believed to be", "is known as".
_OF_OWN_CUE = frozenset({"infinitive", "preposition", "predicate"})
#: Patterns whose content is a thing and not a claim: "mentioned the files that were lost".
_OF_THINGS = frozenset({"object", "preposition", "predicate", "noun-infinitive"})
#: Rules whose content is a claim even where it is a noun phrase: "denied any deal".
_CLAIMS_NOUNS = frozenset({"deny.object", "accuse.object", "deny.noun-of", "accuse.noun-of"})


# --- attributions ----------------------------------------------------------------------------------


def attributions(reading: Reading, config: Config) -> Iterator[Attribution]:  # noqa: ARG001 - every step takes both
    """Who says what in the article's own blocks; what stands in another's content is nested in it."""
    text, doc_id = reading.document.text, reading.document.doc_id
    drafts = {derive_id("attribution", doc_id, one.content, one.cue): one for one in draft(text, reading.article())}
    outer = _outer(drafts)
    for key, one in drafts.items():
        yield Attribution(
            attribution_id=key,
            doc_id=doc_id,
            content=one.content,
            cue=one.cue,
            source=one.source,
            source_text=" ".join(text[start:end] for start, end in one.source) or None,
            source_kind="named" if one.source else "unspecified",
            kind=one.kind,
            nested_in=outer.get(key),
            rule=one.rule,
            score=None,
        )


def _outer(drafts: Mapping[str, Draft]) -> dict[str, str]:
    """For each attribution the smallest other one in whose content its cue stands (its content, if it has none)."""
    contents = sorted(
        ((*span, key) for key, one in drafts.items() for span in one.content), key=lambda c: (c[0], -c[1])
    )
    points = sorted(((one.cue or one.content)[0], key) for key, one in drafts.items())
    found: dict[str, str] = {}
    around: list[tuple[int, int, str]] = []
    n = 0
    for (start, end), key in points:
        while n < len(contents) and contents[n][0] <= start:
            around.append(contents[n])
            n += 1
        around = [content for content in around if content[1] > start]
        holding = [c for c in around if c[1] >= end and c[2] != key and not _holds_cue(drafts[key], drafts[c[2]])]
        if holding:
            found[key] = min(holding, key=lambda c: (c[1] - c[0], c[2]))[2]
    return found


def _holds_cue(one: Draft, other: Draft) -> bool:
    """Whether one's content holds the other's cue: then the other is not around it, though it may look so."""
    return any(s <= a and b <= e for s, e in one.content for a, b in other.cue)


# --- claims ----------------------------------------------------------------------------------------


def claims(reading: Reading, config: Config) -> Iterator[Claim]:  # noqa: ARG001 - every step takes both
    """Every claim of the article's own blocks: one for each clause, and each noun phrase that somebody denies."""
    seen: set[Span] = set()
    for context in contexts(reading):
        for claim in (*_of_clauses(context), *_of_nouns(context)):
            if (claim.start, claim.end) not in seen:
                seen.add((claim.start, claim.end))
                yield claim


def _of_clauses(context: Context) -> Iterator[Claim]:
    introducing = {i for i, rows in context.cues.items() if any(_introduces(row) for row in rows)}
    aside = frozenset(i for i, rows in context.cues.items() if any(row.rule == "say.according-to" for row in rows))
    hearsay = frozenset(i for i, rows in context.cues.items() if any(_rule(row)[0] == "hear" for row in rows))
    for clause in clauses(context.doc, matrices(context.doc) | introducing, aside):
        if has_subject(clause):
            yield _claim(context, clause, hearsay)


def _introduces(row: Attribution) -> bool:
    """Whether the cue only introduces a claim: "officials believe" says no more than whose the claim is."""
    kind, pattern = _rule(row)
    return kind in _COMMITS and (row.rule in _CLAIMS_NOUNS or pattern in _INTRODUCING)


def _rule(row: Attribution) -> tuple[str, str]:
    kind, _, pattern = row.rule.partition(".")
    return kind, pattern


def _attribution(context: Context, head: Token) -> Attribution | None:
    """The outermost attribution whose source stands behind the predicate: who quotes outranks who is quoted."""
    fitting = [row for row in context.contents.get(head.i, ()) if _rule(row)[1] not in _OF_THINGS]
    fitting += [row for row in context.cues.get(head.i, ()) if not row.source and _rule(row)[1] in _OF_OWN_CUE]
    committed = [row for row in fitting if _rule(row)[0] in _COMMITS]
    return max(
        committed, key=lambda row: (sum(end - start for start, end in row.content), row.attribution_id), default=None
    )


def _claim(context: Context, clause: Clause, hearsay: frozenset[int]) -> Claim:
    row = _attribution(context, clause.head)
    signs = list(commitment.signs(clause))
    found = [sign for sign, _ in signs]
    if row is not None and _is_the_article(row):
        found += ["opinion"] * (_rule(row)[0] == "feel")
        row = None
    kind = _rule(row)[0] if row is not None else None
    negated = row is not None and context.is_negated(row)
    return _row(
        context,
        context.span(clause.tokens),
        (*borrowed_subject(clause), *clause.tokens),
        row=row,
        cue=row.cue[0] if row is not None and row.cue else context.span([signs[0][1]]) if signs else None,
        label=commitment.label(found, kind=kind, named=row is not None and bool(row.source), cue_negated=negated),
        facets=commitment.facets(found, kind=kind, planned=plans(clause.head), presupposed=kind == "know" and negated),
        statement=statement(clause, context.words, names=context.names, drop=hearsay),
        rule=f"clause.{clause.head.dep_}",
    )


def _is_the_article(row: Attribution) -> bool:
    """`We can hope`, `it is`: the writer speaks."""
    return (row.source_text or "").lower() in {"we", "i", "it"} and row.kind == "indirect"


def _of_nouns(context: Context) -> Iterator[Claim]:
    """`denied any deal`, `accused the ministry of hiding ...`, `reports of the army shelling ...`."""
    rows = {row.attribution_id: row for rows in context.contents.values() for row in rows}
    for row in rows.values():
        tokens = context.tokens(row.content[0])
        if row.rule not in _CLAIMS_NOUNS and not (row.rule == "say.noun-of" and any(t.dep_ == "pcomp" for t in tokens)):
            continue
        kind = _rule(row)[0]
        denied = kind == "deny" and not context.is_negated(row)
        yield _row(
            context,
            row.content[0],
            tokens,
            row=row,
            cue=row.cue[0],
            label="denied" if denied else "reported",
            facets=(),
            statement=noun_statement(tokens, context.words),
            rule=f"noun.{kind}",
        )


def _row(
    context: Context,
    span: Span,
    tokens: Sequence[Token],
    *,
    row: Attribution | None,
    cue: Span | None,
    label: Label,
    facets: tuple[Facet, ...],
    statement: str,
    rule: str,
) -> Claim:
    source = row.source[0] if row is not None and row.source else None
    actors = context.actors(tokens)
    inside = [token for token in tokens if span[0] <= context.base + token.idx < span[1]]
    dates = tuple(DateRef(start=t.start, end=t.end, value=t.value) for t in context.dates(inside))
    dated = frozenset(token.i for date in dates for token in context.tokens((date.start, date.end)))
    counted = tuple(quantities(inside, base=context.base, taken=dated))
    return Claim(
        claim_id=derive_id("claim", context.doc_id, *span),
        doc_id=context.doc_id,
        start=span[0],
        end=span[1],
        text=context.text[slice(*span)],
        statement=statement,
        label=label,
        quotation=row.kind if row is not None else "none",
        attribution_id=row.attribution_id if row is not None else None,
        source_kind="article" if row is None else row.source_kind,
        source_start=source[0] if source else None,
        source_end=source[1] if source else None,
        source_text=context.text[slice(*source)] if source else None,
        source_actor=context.actor_at(source) if source else None,
        cue_start=cue[0] if cue else None,
        cue_end=cue[1] if cue else None,
        cue_text=context.text[slice(*cue)] if cue else None,
        facets=facets,
        actors=actors,
        dates=dates,
        quantities=counted,
        checkworthy=label != "opinion" and bool(actors or dates or counted),
        rule=rule,
    )
