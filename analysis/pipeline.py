"""A corpus and a Config in, a folder of tables out: read, analyse each document, then all of them together.

What was computed once is not computed again. What a file was read as is kept under a key made of its bytes and
the readers; a document's rows under one made of everything they depend on (the document, the configuration of its
steps, the model, the code and lexicons of the steps); so are the tables of a whole corpus. How a run was carried
out never enters a key.
"""

from __future__ import annotations

import functools
import json
import os
import shutil
import tempfile
import typing
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from analysis import cache, executors, files, language, readers, tables
from analysis.config import Config, Execution
from analysis.executors import Limits, Stopped
from analysis.files import Candidate, CorpusError
from analysis.readers import Article, Rejected, Unreadable
from analysis.reading import Reading
from analysis.steps import documents
from analysis.steps.documents import Found
from analysis.tables import (
    Attribution,
    Block,
    Claim,
    Decision,
    Document,
    Event,
    File,
    FileStatus,
    Lookalike,
    Mention,
    Metadata,
    Predicate,
    Row,
    Sentence,
    Tables,
    Timex,
)  # fmt: skip

T = TypeVar("T")

RUN = "run.json"
#: The code and data that decide what a file is read as.
_READING = ("files.py", "tables.py", "lexicons/*", "readers/*", "rules/dates.py")
#: Reading is quick; below this many files another process costs more than it saves.
_WORTH_A_READER = 100
#: How many times as much as a document a dump may take.
_DUMP_TIMES = 6
_TRIES = 3
_KEPT_TABLES = 20


class EmptyCorpusError(ValueError):
    """Nothing in the corpus can be analysed. The message names the corpus, says why, and what is read."""


class Part(BaseModel):
    """The rows that the document steps found in one document."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    timexes: tuple[Timex, ...]
    lookalikes: tuple[Lookalike, ...]
    predicates: tuple[Predicate, ...]
    attributions: tuple[Attribution, ...]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """One document for a worker."""

    document: Document
    blocks: tuple[Block, ...]
    config: Config


# --- one file --------------------------------------------------------------------------------------

_READ = TypeAdapter(list[Article | Rejected])


@dataclass(frozen=True, slots=True)
class Errand:
    """One file for a worker to read, what it may take, and where to keep what came of it."""

    candidate: Candidate
    max_characters: int
    limits: Limits
    kept: Path


def read_file(errand: Errand) -> list[Article | Rejected]:
    """What a file was read as, from the cache where it is there. Dumps are as quick to read as what would be kept."""
    candidate, before = errand.candidate, files.digest_of(errand.candidate.path)
    if before is None or candidate.is_dump:
        return files.read(candidate, max_characters=errand.max_characters)
    key = cache.digest(candidate.name, before, repr(errand.limits), *_reading())
    path = errand.kept / "read" / key[:2] / f"{key}.json"
    try:
        return _READ.validate_json(path.read_bytes())
    except (FileNotFoundError, ValidationError):
        found = files.read(candidate, max_characters=errand.max_characters)
        if files.digest_of(candidate.path) == before:
            cache.write(path, _READ.dump_json(found))
        return found


@functools.cache
def _reading() -> tuple[str, ...]:
    return cache.code_digest(*_READING), json.dumps(cache.versions())


@functools.cache
def _means(model: str) -> tuple[str, ...]:
    """What documents are analysed with: the model, the packages, the code. Looked up once, not for each document."""
    return language.version(model), json.dumps(cache.versions()), cache.code_digest()


def _read(corpus: Path, config: Config, execution: Execution) -> Iterator[Article | Rejected]:
    """Everything that was read of a corpus. What may run away is read in a process that can be stopped."""
    found = list(files.found(corpus))
    limits = {False: _limits(config), True: _limits(config, dump=True)}
    most = config.documents.max_characters
    errands = [
        Errand(one, most, limits[one.is_dump], cache.folder(execution))
        for one in found
        if isinstance(one, Candidate) and one.is_guarded
    ]
    guarded = {dump: _guarded(errands, limits[dump], execution, dump=dump) for dump in limits}
    for one in _progress(found, execution, "read"):
        if isinstance(one, Rejected):
            yield one
            continue
        read = next(guarded[one.is_dump]) if one.is_guarded else files.read(one, max_characters=most)
        yield from (
            [files.given_up(one, why_stopped(read, limits[one.is_dump]))] if isinstance(read, Stopped) else read
        )


def _guarded(
    errands: Iterable[Errand], limits: Limits, execution: Execution, *, dump: bool
) -> Iterator[list[Article | Rejected] | Stopped]:
    """What was read of the dumps, or of all other files, that need a process of their own."""
    own = [errand for errand in errands if errand.candidate.is_dump is dump]
    return executors.run(read_file, own, workers=execution.workers, limits=limits, worth=_WORTH_A_READER)


def _limits(config: Config, *, dump: bool = False) -> Limits:
    """What a document may take; a dump holds many and may take more."""
    times = _DUMP_TIMES if dump else 1
    return Limits(seconds=config.documents.max_seconds * times, megabytes=config.documents.max_megabytes * times)


def why_stopped(stopped: Stopped, limits: Limits) -> Unreadable:
    """What the person who put a file there is told when the work on it had to be stopped."""
    match stopped.why:
        case "time":
            return Unreadable("time", f"it takes more than {limits.seconds:g} seconds", "split it, or simplify it")
        case "memory":
            return Unreadable(
                "memory", f"it needs more than {limits.megabytes:,} megabytes", "split it, or simplify it"
            )
        case _:
            return Unreadable("died", "the process that worked on it ended", "save it in another format")


# --- one document ----------------------------------------------------------------------------------


def analyse_document(work: Work) -> Part:
    """Run every document step on one document. The only place that loads spaCy, and only when it is called.

    Raises language.TooLong.
    """
    from analysis.steps import DOCUMENT_STEPS

    parsing = work.config.language
    passages = tuple(language.parse(work.document, work.blocks, model=parsing.model, max_tokens=parsing.max_tokens))
    reading = Reading(document=work.document, passages=passages)
    for kind, step in DOCUMENT_STEPS:
        reading = reading.with_rows(kind, tuple(step(reading, work.config)))
    return Part.model_validate({kind.table: reading.rows(kind) for kind, _ in DOCUMENT_STEPS})


def _load(work: Work) -> None:
    language.load(work.config.language.model)


def _analyse_named(work: Work) -> Part | Unreadable:
    try:
        return analyse_document(work)
    except language.TooLong as error:
        limit = work.config.language.max_tokens
        return Unreadable("too_large", f"it has {error.tokens:,} words and signs, the limit is {limit:,}", "split it")
    except Exception as error:
        error.add_note(f"while analysing the document {work.document.doc_id}")
        raise


def _part_key(work: Work) -> str:
    return cache.digest(
        work.document.model_dump_json(exclude={"duplicate_of", "similarity"}),
        json.dumps([(block.start, block.end, block.kind) for block in work.blocks]),
        work.config.language.model_dump_json(),
        repr(_limits(work.config)),
        *_means(work.config.language.model),
    )


def _parts(work: Sequence[Work], execution: Execution) -> Iterator[Part | Unreadable]:
    """The part of each document in turn, from the cache where it is there; or why it could not be analysed."""
    folder = cache.folder(execution) / "parts"
    paths = [folder / key[:2] / f"{key}.json" for key in map(_part_key, work)]
    kept = [_read_part(path) for path in paths]
    missing = [one for one, part in zip(work, kept, strict=True) if part is None]
    limits = _limits(work[0].config)
    made = executors.run(_analyse_named, missing, workers=execution.workers, limits=limits, prepare=_load)
    for path, part in zip(paths, _progress(kept, execution, "analysed"), strict=True):
        if part is not None:
            yield part
            continue
        fresh = next(made)
        if isinstance(fresh, Part):
            cache.write(path, fresh.model_dump_json().encode())
        yield why_stopped(fresh, limits) if isinstance(fresh, Stopped) else fresh


def _read_part(path: Path) -> Part | None:
    try:
        return Part.model_validate_json(path.read_bytes())
    except (FileNotFoundError, ValidationError):
        return None


def _progress(items: Iterable[T], execution: Execution, what: str) -> Iterator[T]:
    from tqdm import tqdm

    yield from tqdm(items, desc=what, unit="", disable=not execution.progress, delay=2, leave=False)


# --- a corpus --------------------------------------------------------------------------------------


def analyse(corpus: Path, config: Config, execution: Execution) -> Tables:
    """All tables of a corpus, sorted. Raises CorpusError, EmptyCorpusError or ModelError."""
    from analysis.steps import CORPUS_STEPS

    decided = files.decisions(corpus)
    read = _read(corpus, config, execution)
    found = documents.documents(read, files.sidecar(corpus), config.documents)
    work = [Work(one.document, one.blocks, config) for one in found if one.document and one.blocks]
    if not work:
        raise EmptyCorpusError(_why_empty(corpus, [one.file for one in found]))
    parts = dict(zip((one.document.doc_id for one in work), _parts(work, execution), strict=True))
    failed = {name: part for name, part in parts.items() if isinstance(part, Unreadable)}
    found = documents.finished(found, failed, config.documents)
    made = [part for part in parts.values() if isinstance(part, Part)]
    if not made:
        raise EmptyCorpusError(_why_empty(corpus, [one.file for one in found]))
    result = _tables(found, made).with_rows((Decision, decided))
    for step in CORPUS_STEPS:
        result = step(result, config).sorted()
    return result


def _tables(found: Sequence[Found], parts: Iterable[Part]) -> Tables:
    rows: dict[type[Row], list[Row]] = {kind: [] for kind in tables.TABLES}
    rows[File] = [one.file for one in found]
    rows[Document] = [one.document for one in found if one.document]
    rows[Block] = [block for one in found for block in one.blocks]
    rows[Metadata] = [row for one in found for row in one.metadata]
    for part in parts:
        for kind in tables.TABLES:
            rows[kind].extend(getattr(part, kind.table, ()))
    return Tables(rows).sorted()


def _why_empty(corpus: Path, found: Sequence[File]) -> str:
    if not found:
        return f"{corpus.name}: there is nothing in it. Put articles there ({readers.endings()})."
    why = "; ".join(sorted({file.reason for file in found if file.reason})[:3])
    return f"{corpus.name}: none of its {len(found)} files can be analysed ({why}). Read are {readers.endings()}."


def tables_folder(corpus: Path, config: Config, execution: Execution) -> Path:
    """A folder with the corpus's tables as Parquet and CSV and with run.json, made unless the cache has it.

    Raises as `analyse` does, and CorpusError where the corpus does not stay the same for long enough.
    """
    for _ in range(_TRIES):
        key = run_key(corpus, config)
        folder = cache.folder(execution) / "tables" / key
        if (folder / RUN).is_file():
            os.utime(folder)
            return folder
        result = analyse(corpus, config, execution)
        # Files may have changed while they were read; then these are not the tables of that key.
        if run_key(corpus, config) == key:
            _keep(result, folder, config)
            return folder
    raise CorpusError(f"{corpus.name}: its files change while they are read. Run again when they are still.")


def _keep(result: Tables, folder: Path, config: Config) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".new-") as scratch:
        # A folder inside it, because a temporary one can be read by nobody else.
        staging = Path(scratch) / "tables"
        tables.write(result, staging)
        (staging / RUN).write_text(_run_json(result, config), encoding="utf-8", newline="\n")
        _move_into_place(staging, folder)
    _forget_old(folder.parent)


def _move_into_place(staging: Path, folder: Path) -> None:
    try:
        staging.rename(folder)
    except OSError:
        # Another run with the same key was faster: its tables are the same.
        if not (folder / RUN).is_file():
            raise


def _forget_old(parent: Path) -> None:
    folders = sorted((path for path in parent.iterdir() if path.name[0] != "."), key=lambda path: path.stat().st_mtime)
    for folder in folders[:-_KEPT_TABLES]:
        shutil.rmtree(folder, ignore_errors=True)


def run_key(corpus: Path, config: Config) -> str:
    """What the tables of a corpus depend on, as one digest. Raises CorpusError where there is no such corpus."""
    return cache.digest(
        files.digest(corpus),
        config.model_dump_json(),
        *_means(config.language.model),
    )


def _run_json(result: Tables, config: Config) -> str:
    """The record of a run: what went in, with what it was made, how much came out. There is no clock in it."""
    found = result.rows(File)
    record = {
        "inputs": cache.digest(*(f"{file.path} {file.sha256}" for file in found)),
        "config": config.model_dump(),
        "model": language.version(config.language.model),
        "versions": cache.versions(),
        "files": {status: sum(file.status == status for file in found) for status in typing.get_args(FileStatus)},
        "decisions": [row.model_dump() for row in result.rows(Decision)],
        "rows": {kind.table: len(rows) for kind, rows in result.items()},
    }
    return json.dumps(record, indent=2, ensure_ascii=False) + "\n"
