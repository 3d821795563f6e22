"""A corpus in, every path in it out: what is to be read, what is left alone and why. The only place that opens it.

A corpus is a folder of any depth, or one file. Links are not followed, and every file is read once.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import ValidationError

from analysis import editing, metadata, readers
from analysis.metadata import Known
from analysis.readers import CONVERTIBLE, READERS, Article, Format, Raw, Rejected, Unreadable
from analysis.tables import Decision, File

#: Files beside the documents that say something about them and are none themselves.
SIDECARS = frozenset({"documents.toml", "actors.toml"})

#: Bytes. No article is as large as this, and no dump can be held in memory that is.
_LARGEST, _LARGEST_DUMP = 100_000_000, 2_000_000_000
#: At most, in every encoding that is read.
_BYTES_OF_A_CHARACTER = 4


class CorpusError(ValueError):
    """The corpus as a whole cannot be read. The message names the file and the remedy."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A path that is to be read: its name below the corpus, and what a user says of a dump's columns.

    A file that is `alone` is the whole corpus.
    """

    name: str
    path: Path
    columns: Mapping[str, str] = field(default_factory=dict)
    alone: bool = False

    @property
    def format(self) -> Format | None:
        """How it is read, if its ending tells."""
        return READERS.get(readers.ending_of(self.name))

    @property
    def is_guarded(self) -> bool:
        """Whether it is to be read in a process that can be stopped."""
        return self.format is not None and self.format.guarded

    @property
    def is_dump(self) -> bool:
        """Whether it holds many articles."""
        return self.format is not None and self.format.dump


def found(corpus: Path) -> Iterator[Candidate | Rejected]:
    """Every path of a corpus, by name: a candidate, or what speaks against reading it.

    Raises CorpusError where there is no such corpus, or documents.toml cannot be read.
    """
    known = sidecar(corpus)
    for path in paths(corpus):
        below = path.relative_to(corpus) if corpus.is_dir() else Path(path.name)
        name = shown(below)
        if path.is_dir() and not path.is_symlink():
            why = Unreadable("permission", "it is a folder that cannot be looked into", "allow reading it")
            yield Rejected(name, 0, None, why.code, why.reason, why.remedy)
            continue
        ignored = _why_ignored(below) if corpus.is_dir() else None
        if ignored:
            yield _left_alone(name, path, ignored)
            continue
        yield Candidate(name, path, known.get(name, Known()).columns or {}, alone=not corpus.is_dir())


def read(candidate: Candidate, *, max_characters: int) -> list[Article | Rejected]:
    """The articles of one path, and what of it was none. A text that must have more characters is not opened."""
    try:
        data = _bytes(candidate.path, most=_most(candidate, max_characters))
    except Unreadable as fault:
        return [Rejected(candidate.name, _size(candidate.path), None, fault.code, fault.reason, fault.remedy)]
    read = readers.read(Raw(candidate.name, data, candidate.columns))
    return read if candidate.alone else [_under_its_file(one) for one in read]


def _most(candidate: Candidate, max_characters: int) -> int:
    """How many bytes a file may have."""
    if candidate.is_guarded:
        return _LARGEST_DUMP if candidate.is_dump else _LARGEST
    return _BYTES_OF_A_CHARACTER * max_characters


def _under_its_file(one: Article | Rejected) -> Article | Rejected:
    """A row that has an id of its own, under its file's name: another file may have the same ids."""
    if isinstance(one, Rejected) or one.doc_id == one.name:
        return one
    return replace(one, doc_id=f"{readers.file_of(one.name)}:{one.doc_id}")


def given_up(candidate: Candidate, why: Unreadable) -> Rejected:
    """What becomes of a path that reading had to be stopped for."""
    path = candidate.path
    return Rejected(candidate.name, _size(path), digest_of(path), why.code, why.reason, why.remedy)


def paths(corpus: Path) -> list[Path]:
    """Every path below the folder that is no folder itself, links not followed, by name; or the one file itself.

    Raises CorpusError where there is no such corpus, or it is a file of a kind that is not read.
    """
    if not corpus.exists():
        raise CorpusError(f"{corpus.name}: there is no such file or folder. Name a folder of articles, or one file.")
    if corpus.is_dir():
        return sorted(_below(corpus), key=lambda path: shown(path.relative_to(corpus)).encode())
    if readers.ending_of(corpus.name) not in READERS:
        raise CorpusError(
            f"{corpus.name}: files of this kind are not read. Name a folder, or one of {readers.endings()}."
        )
    return [corpus]


def _below(corpus: Path) -> Iterator[Path]:
    closed: list[Path] = []
    for folder, names, files in os.walk(corpus, onerror=lambda error: closed.append(Path(error.filename))):
        links = [name for name in names if (Path(folder) / name).is_symlink()]
        names[:] = [name for name in names if name not in links]
        yield from (Path(folder) / name for name in files + links)
    # A folder that may not be looked into is a path of its own: what is in it must not be missing without a word.
    yield from closed


def shown(path: Path) -> str:
    """A path with `/`, its bytes that are no UTF-8 escaped, so that every table and page can hold it.

    A backslash is doubled, so that no name reads like the escaped form of another, and a colon before what looks like
    the number of a dump's row.
    """
    name = re.sub(r":(?=\d{7}$)", "::", path.as_posix().replace("\\", "\\\\"), flags=re.ASCII)
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def digest(corpus: Path) -> str:
    """Digest of everything a corpus consists of: every path, its bytes, the sidecars. Raises CorpusError."""
    total = hashlib.sha256()
    beside = (corpus.parent / name for name in sorted(SIDECARS))
    for path in (*paths(corpus), *beside):
        total.update(f"{shown(path.relative_to(corpus.parent))}\0{digest_of(path) or '-'}\0".encode())
    return total.hexdigest()


def digest_of(path: Path) -> str | None:
    """Digest of a regular file that may be read, in hexadecimal; of anything else None."""
    try:
        if path.is_symlink() or not path.is_file():
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


# --- what is known beside the documents ------------------------------------------------------------


def sidecar(corpus: Path) -> Mapping[str, Known]:
    """What documents.toml, in the folder or beside it, says of each document. Raises CorpusError if malformed."""
    return {name: _entry(name, entry) for name, entry in _beside(corpus, "documents.toml").items()}


def decisions(corpus: Path) -> tuple[Decision, ...]:
    """What an editor decided of actors in actors.toml, in the folder or beside it. Raises CorpusError if malformed."""
    entries = _beside(corpus, "actors.toml")
    try:
        return editing.decisions(entries)
    except ValueError as fault:
        raise CorpusError(f"actors.toml: {fault}") from None


def _beside(corpus: Path, name: str) -> Mapping[str, object]:
    """The entries of a TOML file in the folder, or else beside it."""
    path = next((one for one in (corpus / name, corpus.parent / name) if one.is_file() and not one.is_symlink()), None)
    if path is None:
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CorpusError(f"{name}: it cannot be opened: {error.strerror}. Allow reading it.") from error
    except RecursionError:
        raise CorpusError(f"{name}: it is nested too deeply. Write one table for each entry.") from None
    except tomllib.TOMLDecodeError as error:
        raise CorpusError(f"{name}: not TOML: {error}. Mend the line it names.") from error
    except UnicodeDecodeError as error:
        raise CorpusError(f"{name}: not UTF-8. Save it as UTF-8.") from error


def _entry(name: str, entry: object) -> Known:
    try:
        return Known.model_validate(entry)
    except ValidationError as error:
        raise CorpusError(f"documents.toml: [{name!r}] {metadata.first_fault(error)}") from error


def unknown_entries(corpus: Path, files: Iterable[File]) -> list[str]:
    """The entries of documents.toml that name none of the documents and files found."""
    names = {name for file in files for name in (file.path, readers.file_of(file.path), file.doc_id) if name}
    return sorted(set(sidecar(corpus)) - names)


# --- one path --------------------------------------------------------------------------------------


def _why_ignored(path: Path) -> Unreadable | None:
    """Why the path, below the corpus folder, is no document at all."""
    if path.name in SIDECARS:
        return Unreadable("sidecar", "it says what is known of the documents and is none itself", None)
    if any(part.startswith((".", "~")) for part in path.parts):
        return Unreadable("hidden", "hidden or temporary file", "rename it if it is an article")
    ending = readers.ending_of(path.name)
    if ending and ending not in READERS and ending not in CONVERTIBLE:
        read_are = f"save it as one of {readers.endings()} if it is an article"
        return Unreadable("format", f"files ending in {path.suffix} are not read", read_are)
    return None


def _left_alone(name: str, path: Path, why: Unreadable) -> Rejected:
    return Rejected(name, _size(path), digest_of(path), why.code, why.reason, why.remedy, status="ignored")


def _size(path: Path) -> int:
    """Size in bytes of a regular file, 0 of anything else."""
    try:
        about = path.lstat()
    except OSError:
        return 0
    return about.st_size if stat.S_ISREG(about.st_mode) else 0


def _bytes(path: Path, *, most: int) -> bytes:
    try:
        # Neither a link nor a pipe is followed or waited for, whatever stood there when the folder was listed.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as file:
            about = os.fstat(handle)
            if not stat.S_ISREG(about.st_mode):
                raise Unreadable("not_regular", "it is no regular file", "copy its content into a file")
            if about.st_size > most:
                raise _too_large(about.st_size, most)
            return file.read()
    except FileNotFoundError:
        raise Unreadable("vanished", "it was gone when it was to be read", "run again") from None
    except OSError as error:
        if path.is_symlink():
            raise Unreadable("link", "it is a link, and links are not followed", "copy the file itself here") from None
        if error.errno in (errno.ENXIO, errno.EOPNOTSUPP, errno.EISDIR):
            raise Unreadable("not_regular", "it is no regular file", "copy its content into a file") from None
        raise Unreadable("permission", f"it cannot be opened: {error.strerror}", "allow reading it") from None


def _too_large(size: int, most: int) -> Unreadable:
    return Unreadable("too_large", f"it has {size:,} bytes, the limit is {most:,}", "split it")
