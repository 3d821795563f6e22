"""A corpus and a Config in, a folder of tables out: read, analyse each document, then all of them together.

What was computed once is not computed again. A document's rows are kept under a key made of everything
they depend on (the document, the configuration of its steps, the model, the code and lexicons of the steps);
so are the tables of a whole corpus. How a run was carried out never enters a key.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import platformdirs
from pydantic import BaseModel, ConfigDict, ValidationError

from analysis import executors, language, metadata, readers, tables
from analysis.config import Config, DocumentsConfig, Execution, LanguageConfig
from analysis.reading import Reading
from analysis.steps import documents
from analysis.tables import (
    Attribution,
    Block,
    Claim,
    Document,
    Event,
    File,
    Mention,
    Row,
    Sentence,
    Tables,
    Timex,
)  # fmt: skip

T = TypeVar("T")

RUN = "run.json"
PACKAGE = Path(__file__).parent

#: Packages whose version can change a result, a page or a chart.
_VERSIONS = (
    "countryinfo", "matplotlib", "nbconvert", "numpy", "pandas", "papermill", "pyarrow", "pycountry", "pydantic",
    "python-dateutil", "spacy",
)  # fmt: skip
#: The code and data that decide what stands in the tables.
_CODE = (
    "language.py", "metadata.py", "pipeline.py", "readers.py", "reading.py", "tables.py",
    "lexicons/*", "rules/*", "steps/*",
)  # fmt: skip
_KEPT_TABLES = 20


class EmptyCorpusError(ValueError):
    """Nothing in the corpus can be analysed. The message names the corpus, says why, and what is read."""


class Part(BaseModel):
    """The rows that the document steps found in one document."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    timexes: tuple[Timex, ...]
    attributions: tuple[Attribution, ...]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """One document for a worker."""

    document: Document
    blocks: tuple[Block, ...]
    config: Config


# --- one document ----------------------------------------------------------------------------------


def analyse_document(work: Work) -> Part:
    """Run every document step on one document. The only place that loads spaCy, and only when it is called."""
    from analysis.steps import DOCUMENT_STEPS

    passages = tuple(language.parse(work.document, work.blocks, model=work.config.language.model))
    reading = Reading(document=work.document, passages=passages)
    for kind, step in DOCUMENT_STEPS:
        reading = reading.with_rows(kind, tuple(step(reading, work.config)))
    return Part.model_validate({kind.table: reading.rows(kind) for kind, _ in DOCUMENT_STEPS})


def _analyse_named(work: Work) -> Part:
    try:
        return analyse_document(work)
    except Exception as error:
        error.add_note(f"while analysing the document {work.document.doc_id}")
        raise


def _part_key(work: Work) -> str:
    return _digest(
        work.document.model_dump_json(),
        work.config.language.model_dump_json(),
        language.version(work.config.language.model),
        json.dumps(versions()),
        code_digest(),
    )


def _parts(work: Sequence[Work], execution: Execution) -> Iterator[Part]:
    """The part of each document in turn, from the cache where it is there."""
    folder = cache_folder(execution) / "parts"
    paths = [folder / key[:2] / f"{key}.json" for key in map(_part_key, work)]
    kept = [_read_part(path) for path in paths]
    missing = [one for one, part in zip(work, kept, strict=True) if part is None]
    made = executors.run(_analyse_named, missing, workers=execution.workers)
    for path, part in zip(paths, _progress(kept, execution, "analysed"), strict=True):
        if part is not None:
            yield part
            continue
        fresh = next(made)
        _write_atomically(path, fresh.model_dump_json().encode())
        yield fresh


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

    found = list(_progress(documents.find(corpus, config.documents), execution, "read"))
    read = [one.document for one in found if one.document]
    work = [Work(one.document, one.blocks, config) for one in found if one.document and one.blocks]
    if not work:
        raise EmptyCorpusError(_why_empty(corpus, [one.file for one in found]))
    rows: dict[type[Row], list[Row]] = {kind: [] for kind in tables.TABLES}
    rows |= {File: [one.file for one in found], Document: list(read)}
    for one, part in zip(work, _parts(work, execution), strict=True):
        rows[Block].extend(one.blocks)
        for kind in (Sentence, Mention, Timex, Attribution, Claim, Event):
            rows[kind].extend(getattr(part, kind.table))
    result = Tables(rows).sorted()
    for step in CORPUS_STEPS:
        result = step(result, config).sorted()
    return result


def _why_empty(corpus: Path, files: Sequence[File]) -> str:
    endings = ", ".join(sorted(readers.READERS))
    if not files:
        return f"{corpus.name}: there is nothing in it. Put articles there ({endings}), or name a .jsonl file."
    reasons = sorted({file.reason for file in files if file.reason})
    why = "; ".join(reasons[:3])
    return f"{corpus.name}: none of its {len(files)} files can be analysed ({why}). Read are {endings} and .jsonl."


def tables_folder(corpus: Path, config: Config, execution: Execution) -> Path:
    """A folder with the corpus's tables as Parquet and CSV and with run.json, made unless the cache has it."""
    key = run_key(corpus, config)
    folder = cache_folder(execution) / "tables" / key
    if (folder / RUN).is_file():
        os.utime(folder)
        return folder
    result = analyse(corpus, config, execution)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".new-") as scratch:
        # A folder inside it, because a temporary one can be read by nobody else.
        staging = Path(scratch) / "tables"
        tables.write(result, staging)
        (staging / RUN).write_text(_run_json(result, config), encoding="utf-8", newline="\n")
        _move_into_place(staging, folder)
    _forget_old(folder.parent)
    return folder


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
    return _digest(
        documents.digest(corpus),
        config.model_dump_json(),
        language.version(config.language.model),
        json.dumps(versions()),
        code_digest(),
    )


def _run_json(result: Tables, config: Config) -> str:
    """The record of a run: what went in, with what it was made, how much came out. There is no clock in it."""
    files = result.rows(File)
    record = {
        "inputs": _digest(*(f"{file.path} {file.sha256}" for file in files)),
        "config": config.model_dump(),
        "model": language.version(config.language.model),
        "versions": versions(),
        "files": {
            status: sum(file.status == status for file in files)
            for status in ("analysed", "duplicate", "rejected", "ignored")
        },
        "rows": {kind.table: len(rows) for kind, rows in result.items()},
    }
    return json.dumps(record, indent=2, ensure_ascii=False) + "\n"


def versions() -> dict[str, str]:
    """Claimline's version and those of the packages that can change what comes out."""
    names = ("claimline", *_VERSIONS)
    return {name: importlib.metadata.version(name) for name in names}


@functools.cache
def code_digest(*patterns: str) -> str:
    """Digest of code and data of the package, by default of what tables depend on: a changed rule changes every key."""
    files = {path for pattern in patterns or _CODE for path in PACKAGE.glob(pattern) if path.is_file()}
    kept = sorted(path for path in files if "__pycache__" not in path.parts)
    return _digest(*(f"{path.relative_to(PACKAGE).as_posix()} {_sha256(path)}" for path in kept))


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def cache_folder(execution: Execution) -> Path:
    """Where results are kept: as told, or as CLAIMLINE_CACHE says, or the user's own cache folder."""
    named = execution.cache or os.environ.get("CLAIMLINE_CACHE")
    return Path(named) if named else platformdirs.user_cache_path("claimline")


def _write_atomically(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(name).replace(path)


def config_of(*, assume_published: str | None, model: str) -> Config:
    """A Config from the two parameters that notebooks and command line share. Raises ValueError for a bad date."""
    published = None if assume_published is None else metadata.edtf_date(assume_published)
    return Config(documents=DocumentsConfig(assume_published=published), language=LanguageConfig(model=model))
