"""A reading in, its attributions (who says what) and its claims (each one, how firmly) out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.config import Config
from analysis.language import Passage
from analysis.reading import Reading
from analysis.steps import commitment
from analysis.steps.attribution import Draft, draft
from analysis.steps.clauses import Clause, clauses, matrices
from analysis.steps.cues import plans
from analysis.steps.quantities import quantities
from analysis.steps.statements import sentence, statement
from analysis.tables import Attribution, Claim, DateRef, Label, Mention, Quotation, Span, Timex, derive_id

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Kinds of attribution whose content the source stands behind; of what it wants or judges, the article tells.
_COMMITS = frozenset({"say", "deny", "accuse", "show", "think", "know", "feel", "expect", "hear"})
#: Kinds whose content is a claim even where it is a noun phrase: "denied any deal".
_CLAIMS_NOUNS = frozenset({"deny.object", "accuse.object", "deny.noun-of"})
_CHECKABLE: frozenset[Label] = frozenset({"asserted", "reported", "hedged", "predicted", "denied"})


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
    contents = sorted(((*span, key) for key, one in drafts.items() for span in one.content), key=lambda c: (c[0], -c[1]))
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


@dataclass(frozen=True, slots=True)
class _Context:
    """What is known of a block's tokens before its claims are read."""

    text: str
    passage: Passage
    attributed: Mapping[int, Sequence[Attribution]]
    mentions: Mapping[int, Sequence[Mention]]
    timexes: Mapping[int, Timex]


def claims(reading: Reading, config: Config) -> Iterator[Claim]:  # noqa: ARG001 - every step takes both
    """Every claim of the article's own blocks: one for each clause, and each noun phrase that is denied."""
    seen: set[Span] = set()
    for passage in reading.article():
        context = _context(reading, passage)
        for claim in (*_of_clauses(context), *_of_nouns(context)):
            if (claim.start, claim.end) not in seen:
                seen.add((claim.start, claim.end))
                yield claim


def _context(reading: Reading, passage: Passage) -> _Context:
    attributed: dict[int, list[Attribution]] = {}
    for row in reading.rows(Attribution):
        for span in (*row.content, *row.cue):
            for token in _tokens(passage, span):
                attributed.setdefault(token.i, []).append(row)
    mentions: dict[int, list[Mention]] = {}
    for mention in reading.rows(Mention):
        for token in _tokens(passage, (mention.start, mention.end))[-1:]:
            mentions.setdefault(token.i, []).append(mention)
    timexes = {
        token.i: timex for timex in reading.rows(Timex) for token in _tokens(passage, (timex.start, timex.end))
    }
    return _Context(reading.document.text, passage, attributed, mentions, timexes)


def _tokens(passage: Passage, span: Span) -> Sequence[Token]:
    """The passage's tokens that the span touches; none if it stands elsewhere."""
    start, end = (min(max(at, passage.block.start), passage.block.end) - passage.block.start for at in span)
    found = passage.doc.char_span(start, end, alignment_mode="expand") if start < end else None
    return () if found is None else tuple(found)


def _of_clauses(context: _Context) -> Iterator[Claim]:
    doc = context.passage.doc
    introducing = frozenset(i for i, rows in context.attributed.items() for row in rows if _introduces(row, i, context))
    aside = frozenset(token.i for token in doc if token.lower_ == "according" and token.i in context.attributed)
    for clause in clauses(doc, matrices(doc) | introducing, aside):
        yield _claim(context, clause)


def _introduces(row: Attribution, i: int, context: _Context) -> bool:
    """Whether the token is a cue whose content is a claim of its own, so that the cue's clause makes none."""
    kind, _, pattern = row.rule.partition(".")
    if kind not in _COMMITS or not _is_cue(row, i, context):
        return False
    return row.rule in _CLAIMS_NOUNS or pattern in {"clause", "expected", "beside", "quotation", "adjective", "noun-is"}


def _is_cue(row: Attribution, i: int, context: _Context) -> bool:
    at = context.passage.block.start + context.passage.doc[i].idx
    return any(start <= at < end for start, end in row.cue)


def _attribution(context: _Context, head: Token) -> Attribution | None:
    """The outermost attribution whose source stands behind the predicate."""
    fitting = [row for row in context.attributed.get(head.i, ()) if _covers(row, head, context)]
    return max(fitting, key=lambda row: (sum(end - start for start, end in row.content), row.attribution_id), default=None)


def _covers(row: Attribution, head: Token, context: _Context) -> bool:
    kind, _, pattern = row.rule.partition(".")
    if kind not in _COMMITS:
        return False
    if _is_cue(row, head.i, context):
        return not row.source and pattern in {"infinitive", "preposition", "predicate"}
    return pattern not in {"object", "preposition", "predicate"} or kind == "deny"


def _claim(context: _Context, clause: Clause) -> Claim:
    row = _attribution(context, clause.head)
    base = context.passage.block.start
    span = context.passage.span(context.passage.doc[clause.tokens[0].i : clause.tokens[-1].i + 1])
    signs = list(commitment.signs(clause))
    own = row is not None and not _is_article(row, context.text)
    kind = row.rule.partition(".")[0] if row is not None else None
    negated = row is not None and _is_negated(row, context.text)
    words = [sign for sign, _ in signs]
    label = commitment.label(
        words, kind=kind, sourced=own, cue_negated=negated, unnamed=row is not None and not row.source
    )
    hearsay = frozenset(t.i for t in clause.tokens if kind == "hear" and row is not None and _is_cue(row, t.i, context))
    return _row(
        context,
        span,
        clause.tokens,
        row=row if own else None,
        cue=_cue(row, signs, context),
        label=label,
        facets=commitment.facets(words, kind=kind, planned=plans(clause.head), presupposed=kind == "know" and negated),
        statement=statement(clause, context.text[base : context.passage.block.end], names=_names(context), drop=hearsay),
        rule=f"clause.{clause.head.dep_}",
    )
