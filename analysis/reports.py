"""A corpus in, a published report out: tables, executed notebooks and HTML pages, all at once or not at all.

A report is built beside its place and put there by renaming, so that a reader never sees half of one and a
failed run leaves the last good one as it was. What has not changed is not made again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import filelock

from analysis import cache, executors, files, notebooks, parameters, pipeline
from analysis.config import Config, Execution
from analysis.tables import Document, File, original, read_rows

#: The files of a report, and of a folder of tables. What else is in such a folder is not ours to replace.
_TABLES = re.compile(r"\w+\.(parquet|csv)|run\.json")
_REPORT = re.compile(
    rf"\w+\.html|texts/[^/]+\.html|notebooks/\w+\.ipynb|tables/({_TABLES.pattern})|originals/[^/]+\.(pdf|docx|txt)"
)


class BusyError(RuntimeError):
    """Another run is writing to the folder."""


class PlaceError(ValueError):
    """The folder for the report cannot be used. The message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Published:
    """What became of a run: whether the report was made or found unchanged, and what became of the files."""

    outcome: Literal["published", "unchanged"]
    files: tuple[File, ...]


def publish(
    corpus: Path, out: Path, config: Config, *, execution: Execution, given: Mapping[str, Any], title: str | None = None
) -> Published:
    """Make the report on a corpus in the folder `out`, unless one of the same inputs stands there already.

    `given` holds the notebooks' parameters that differ from their defaults. Raises BusyError, PlaceError,
    NotebookError and whatever `pipeline.tables_folder` raises; the folder is then as it was.
    """
    corpus = corpus.resolve()
    place = _Place(out, execution, ours=_REPORT)
    place.check(corpus)
    with place.lock():
        place.recover()
        key = _key(corpus, config, given, title)
        if place.is_unchanged(key):
            return Published("unchanged", read_rows(File, out / "tables"))
        tables_folder = pipeline.tables_folder(corpus, config, execution)
        with place.staging() as staging:
            shutil.copytree(tables_folder, staging / "tables")
            _copy_originals(corpus, staging)
            executed = _execute(staging / "notebooks", given, execution)
            _write_pages(staging, executed, given, title=title or corpus.name, progress=execution.progress)
            place.put(staging)
        place.remember(key)
    return Published("published", read_rows(File, out / "tables"))


def export(corpus: Path, out: Path, config: Config, *, execution: Execution) -> None:
    """Write the tables of a corpus to the folder `out`. Raises as `publish` does."""
    corpus = corpus.resolve()
    place = _Place(out, execution, ours=_TABLES)
    place.check(corpus)
    with place.lock():
        place.recover()
        tables_folder = pipeline.tables_folder(corpus, config, execution)
        with place.staging() as staging:
            shutil.copytree(tables_folder, staging, dirs_exist_ok=True)
            place.put(staging)


def _key(corpus: Path, config: Config, given: Mapping[str, Any], title: str | None) -> str:
    shown = json.dumps([dict(given), title or corpus.name], sort_keys=True)
    sources = [path.read_bytes() for path in notebooks.sources()]
    parts = (pipeline.run_key(corpus, config).encode(), cache.code_digest("**/*").encode(), shown.encode(), *sources)
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _execute(folder: Path, given: Mapping[str, Any], execution: Execution) -> dict[str, str]:
    """Run every notebook in that folder of the report, where the tables are `../tables`, and keep it there."""
    from tqdm import tqdm

    folder.mkdir()
    sources = notebooks.sources()
    jobs = [notebooks.Job(source, _of(source, given), folder) for source in sources]
    done = executors.run(notebooks.execute, jobs, workers=max(2, execution.workers), worth=1)
    shown = tqdm(done, total=len(jobs), desc="notebooks", unit="", disable=not execution.progress, delay=2, leave=False)
    executed = {source.stem: text for source, text in zip(sources, shown, strict=True)}
    for name, text in executed.items():
        (folder / f"{name}.ipynb").write_text(text, encoding="utf-8", newline="\n")
    return executed


def _of(source: Path, given: Mapping[str, Any]) -> dict[str, Any]:
    return {"corpus": "../tables", **parameters.takes(source.stem, given)}


def _copy_originals(corpus: Path, staging: Path) -> None:
    """Copy what a document's text was taken from, where that is more than the text itself, into `originals`."""
    documents = {one.doc_id: one for one in read_rows(Document, staging / "tables") if original(one)}
    for one in files.found(corpus) if documents else ():
        document = documents.get(one.name)
        if document is None or not isinstance(one, files.Candidate):
            continue
        place = staging / (original(document) or "")
        place.parent.mkdir(exist_ok=True)
        shutil.copyfile(one.path, place, follow_symlinks=False)
        if files.digest_of(place) != document.sha256:
            raise files.CorpusError(f"{one.name}: it changed after it was read. Run again.")


def _write_pages(
    staging: Path, executed: Mapping[str, str], given: Mapping[str, Any], *, title: str, progress: bool
) -> None:
    from tqdm import tqdm

    from analysis import pages, tables

    run = json.loads((staging / "tables" / pipeline.RUN).read_text(encoding="utf-8"))
    site = pages.Site(title=title, run=run, notebooks=tuple(executed))
    made = pages.render(site, tables.read(staging / "tables"), executed, given)
    for name, html in tqdm(made, desc="pages", unit="", disable=not progress, delay=2, leave=False):
        path = staging / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(html, encoding="utf-8", newline="\n")


# --- the place -------------------------------------------------------------------------------------


class _Place:
    """The folder of a report, and the files beside it that keep it whole. `ours` tells the paths that are in one."""

    def __init__(self, out: Path, execution: Execution, *, ours: re.Pattern[str]) -> None:
        self.out = out.resolve()
        self._ours = ours
        beside = self.out.parent / f".{self.out.name}"
        self._lock, self._new, self._old = (beside.with_name(beside.name + end) for end in (".lock", ".new", ".old"))
        name = hashlib.sha256(str(self.out).encode("utf-8", "surrogateescape")).hexdigest()
        self._stamp = cache.folder(execution) / "reports" / f"{name}.json"

    def check(self, corpus: Path) -> None:
        """Raise PlaceError rather than replace anything that is not ours."""
        if corpus.is_dir() and self.out.is_relative_to(corpus):
            raise PlaceError(f"{self.out}: it stands inside the documents it would be about. Choose a folder outside.")
        if corpus.is_relative_to(self.out):
            raise PlaceError(f"{self.out}: it holds the documents and would be replaced. Choose another folder.")
        if self.out.exists() and not self.out.is_dir():
            raise PlaceError(f"{self.out}: it is a file. Choose a folder.")
        stranger = next(filter(None, map(self._stranger, sorted(self.out.rglob("*")))), None)
        if stranger:
            raise PlaceError(f"{self.out}: {stranger} in it was not made by this command. Choose another folder.")

    def _stranger(self, path: Path) -> str | None:
        """The path as one in the folder if it is a file that is not ours. Hidden ones are other programs' traces."""
        name = path.relative_to(self.out).as_posix()
        hidden = any(part.startswith(".") for part in name.split("/"))
        return None if path.is_dir() or hidden or self._ours.fullmatch(name) else name

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        try:
            self.out.parent.mkdir(parents=True, exist_ok=True)
            self._lock.touch()
        except OSError as error:
            raise PlaceError(f"{self.out}: it cannot be made: {error.strerror}. Choose another folder.") from None
        try:
            with filelock.FileLock(self._lock, timeout=0):
                yield
        except filelock.Timeout:
            raise BusyError(f"{self.out}: another run is writing it. Wait for it, or choose another folder.") from None

    def recover(self) -> None:
        """Undo what a killed run left: an unfinished report goes, a report that was taken away comes back."""
        if self._old.exists() and not self.out.exists():
            self._old.rename(self.out)
        for left in (self._new, self._old):
            shutil.rmtree(left, ignore_errors=True)

    @contextlib.contextmanager
    def staging(self) -> Iterator[Path]:
        self._new.mkdir()
        try:
            yield self._new
        finally:
            shutil.rmtree(self._new, ignore_errors=True)

    def put(self, staging: Path) -> None:
        """Put a finished report in place of the one before."""
        if self.out.exists():
            self.out.rename(self._old)
        try:
            staging.rename(self.out)
        except OSError:
            self.recover()
            raise
        shutil.rmtree(self._old, ignore_errors=True)

    def remember(self, key: str) -> None:
        self._stamp.parent.mkdir(parents=True, exist_ok=True)
        self._stamp.write_text(json.dumps({"key": key, "files": _fingerprint(self.out)}), encoding="utf-8")

    def is_unchanged(self, key: str) -> bool:
        """Whether this machine made the report that stands here from the same inputs, and nobody touched it since."""
        try:
            stamp = json.loads(self._stamp.read_text(encoding="utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            return False
        return bool(stamp == {"key": key, "files": _fingerprint(self.out)})


def _fingerprint(folder: Path) -> str:
    """Digest of every file of a report."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [f"{path.relative_to(folder).as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in files]
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogateescape")).hexdigest()
