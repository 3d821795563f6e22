"""What was read in; documents, their blocks, what is known of them, and what became of every file out.

A text that cannot be analysed never stops the others: its File row says why and what to do.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis import metadata
from analysis.config import DocumentsConfig
from analysis.metadata import Known
from analysis.readers import NO_TEXT, Article, Rejected, Unreadable, file_of
from analysis.rules import duplicates, languages, repeats
from analysis.rules.blocks import blocks
from analysis.tables import ARTICLE_BLOCKS, Block, Document, File, Metadata

#: Formats of which the extractor has left the menus out already.
_PAGES = frozenset({"html", "warc"})


@dataclass(frozen=True, slots=True)
class Found:
    """One path, and the document it holds unless it was rejected or ignored; a copy has no blocks of its own."""

    file: File
    document: Document | None = None
    blocks: tuple[Block, ...] = ()
    metadata: tuple[Metadata, ...] = ()


def documents(
    read: Iterable[Article | Rejected], known: Mapping[str, Known], config: DocumentsConfig
) -> tuple[Found, ...]:
    """One Found for everything that was read, by path. `known` is what documents.toml says of documents and files.

    Of equal texts the one of which most is known (of several, the first by path) is the document and the others are
    its copies.
    """
    checked = tuple(_checked(sorted(read, key=lambda one: one.name.encode("utf-8", "surrogatepass")), config))
    recurring = repeats.repeated(dict.fromkeys(one.text for one in checked if isinstance(one, Article)))
    found = _judged(checked, known, recurring, config)
    # What is left out for its language must not decide what the lines of others are.
    left = repeats.repeated(dict.fromkeys(one.document.text for one in found if one.document))
    return tuple(_mark_copies(found if left == recurring else _judged(checked, known, left, config)))


def _judged(
    checked: Iterable[Article | Rejected],
    known: Mapping[str, Known],
    recurring: frozenset[str],
    config: DocumentsConfig,
) -> list[Found]:
    return [
        _found(one, _stated(one, known), recurring, config) if isinstance(one, Article) else Found(_file(one))
        for one in checked
    ]


def finished(found: Iterable[Found], failed: Mapping[str, Unreadable], config: DocumentsConfig) -> tuple[Found, ...]:
    """The same without documents that could not be analysed, by doc_id; near copies among the others are marked."""
    return tuple(_mark_near_copies(without(found, failed), config.near_duplicate))


def without(found: Iterable[Found], failed: Mapping[str, Unreadable]) -> tuple[Found, ...]:
    """The same without documents that could not be analysed, by doc_id; copies of these share their fate."""
    return tuple(_failed(one, failed) for one in found)


def _failed(one: Found, failed: Mapping[str, Unreadable]) -> Found:
    if one.document is None:
        return one
    fault = failed.get(one.document.doc_id) or failed.get(one.document.duplicate_of or "")
    return Found(_rejected(one.file, fault)) if fault else one


# --- one text --------------------------------------------------------------------------------------


def _checked(read: Iterable[Article | Rejected], config: DocumentsConfig) -> Iterator[Article | Rejected]:
    read = tuple(read)
    paths = frozenset(one.name for one in read)
    owners: dict[str, Article] = {}
    for one in read:
        if isinstance(one, Rejected):
            yield one
            continue
        try:
            _check(one, config)
            yield _unlike_others(one, owners, paths)
        except Unreadable as fault:
            yield Rejected(one.name, one.size, one.sha256, fault.code, fault.reason, fault.remedy)


def _unlike_others(article: Article, owners: dict[str, Article], paths: Container[str]) -> Article:
    """The article under an id of its own. Raises Unreadable where another text has its id."""
    if article.doc_id == article.name:
        return article
    owner = None if article.doc_id in paths else owners.setdefault(article.doc_id, article)
    if owner is article:
        return article
    if owner and owner.text != article.text:
        raise Unreadable("duplicate_id", f"a row before it has the doc_id {article.doc_id}", "give every row its own")
    # The same row may stand twice, and an id be the path of something else: its own path is nobody else's.
    return replace(article, doc_id=article.name)


def _check(article: Article, config: DocumentsConfig) -> None:
    """Raise Unreadable where a text is none, or too long."""
    length = len(article.text)
    if not article.text.strip():
        raise Unreadable("no_text", "there is no text in it", "remove it, or put the article into it")
    if NO_TEXT.search(article.text) or NO_TEXT.search(article.doc_id):
        what = "it holds characters that no text has (NUL, half a surrogate)"
        raise Unreadable("binary", what, "save it as text in UTF-8")
    if length > config.max_characters:
        what = f"it has {length:,} characters, the limit is {config.max_characters:,}"
        raise Unreadable("too_large", what, "split it")


def _stated(article: Article, known: Mapping[str, Known]) -> Known:
    """What documents.toml says of an article: of its whole dump, of its row, of its id; the narrower overrules."""
    said: dict[str, object] = {}
    for name in dict.fromkeys((file_of(article.name), article.name, article.doc_id)):
        said |= known.get(name, Known()).model_dump(exclude_none=True, exclude={"columns"})
    return Known.model_validate(said)


def _found(article: Article, stated: Known, recurring: frozenset[str], config: DocumentsConfig) -> Found:
    """The document an article becomes, or the file that is left out for its language."""
    is_page = article.format in _PAGES
    parts = tuple(blocks(article.doc_id, article.text, marked=article.marked, repeated=recurring, extracted=is_page))
    about = metadata.metadata(
        article.doc_id,
        stated=stated,
        told=article.told,
        origin=article.origin,
        text=article.text,
        blocks=parts,
        assumed=config.assume_published,
        # Where no part reads like an English article, the whole text tells.
        detected=languages.language_of(_words_of(article.text, parts)) or languages.language_of(article.text),
    )
    document = _document(article, about)
    row = {"path": article.name, "sha256": article.sha256, "size": article.size, "doc_id": article.doc_id}
    file = File.model_validate({**row, "status": "analysed", "code": None, "reason": None, "remedy": None})
    foreign = _why_foreign(document, about) if config.only_english else None
    return Found(_rejected(file, foreign)) if foreign else Found(file, document, parts, about)


def _words_of(text: str, parts: Iterable[Block]) -> str:
    """The article itself, a block a line."""
    return "\n".join(text[block.start : block.end] for block in parts if block.kind in ARTICLE_BLOCKS)


def _document(article: Article, about: Sequence[Metadata]) -> Document:
    row = {
        "doc_id": article.doc_id,
        "sha256": article.sha256,
        "format": article.format,
        "encoding": article.encoding,
        "flags": article.flags,
        "text": article.text,
        "duplicate_of": None,
        "similarity": None,
    }
    return Document.model_validate({**row, **metadata.chosen(about)})


def _why_foreign(document: Document, about: Iterable[Metadata]) -> Unreadable | None:
    if document.language == "en":
        return None
    origin = next(row.origin for row in about if row.used and row.field == "language")
    how = {"stated": "documents.toml says so", "detected": "as far as can be told"}.get(origin, "it says so itself")
    reason = f"it is in {languages.name_of(document.language)} ({how}); only English is analysed"
    return Unreadable("language", reason, 'leave it out, or put language = "en" into documents.toml if it is English')


# --- copies ----------------------------------------------------------------------------------------


def _mark_copies(found: Sequence[Found]) -> Iterator[Found]:
    """Of texts that differ in white space at most, the one of which most is known is analysed; the others name it."""
    best: dict[str, tuple[int, str]] = {}
    for one in found:
        if one.document:
            candidate = (-_knowledge(one.document), one.document.doc_id)
            best[_words(one.document)] = min(best.get(_words(one.document), candidate), candidate, key=lambda it: it[0])
    for one in found:
        original = best[_words(one.document)][1] if one.document else None
        if one.document is None or original is None or original == one.document.doc_id:
            yield one
            continue
        update = {"status": "duplicate", "code": "copy", "reason": f"the same text as {original}"}
        document = one.document.model_copy(update={"duplicate_of": original, "similarity": 1.0})
        yield Found(one.file.model_copy(update=update), document, metadata=one.metadata)


def _words(document: Document) -> str:
    return " ".join(document.text.split())


def _knowledge(document: Document) -> int:
    """How much is known of a document."""
    about = (document.title, document.author, document.outlet, document.published, document.url)
    return sum(value is not None for value in about)


def _mark_near_copies(found: Sequence[Found], threshold: float) -> Iterator[Found]:
    analysed = [(one.document, one.blocks) for one in found if one.document and one.blocks]
    texts = {document.doc_id: _words_of(document.text, parts) for document, parts in analysed}
    copies = duplicates.near(texts, threshold=threshold)
    for one in found:
        copy = copies.get(one.document.doc_id) if one.document and one.blocks else None
        if one.document is None or copy is None:
            yield one
            continue
        update = {"duplicate_of": copy.original, "similarity": copy.similarity}
        yield replace(one, document=one.document.model_copy(update=update))


# --- files -----------------------------------------------------------------------------------------


def _file(one: Rejected) -> File:
    return File(
        path=one.name,
        sha256=one.sha256,
        size=one.size,
        status=one.status,
        code=one.code,
        reason=one.reason,
        remedy=one.remedy,
        doc_id=None,
    )


def _rejected(file: File, fault: Unreadable) -> File:
    update = {"status": "rejected", "code": fault.code, "reason": fault.reason, "remedy": fault.remedy, "doc_id": None}
    return file.model_copy(update=update)
