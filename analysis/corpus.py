"""A corpus by name in, its tables as DataFrames out: what notebooks and other programs begin with."""

from __future__ import annotations

import os
from pathlib import Path

from analysis import frames, pipeline
from analysis.config import Config, Execution
from analysis.frames import Corpus
from analysis.parameters import Parameters
from analysis.steps.documents import CorpusError


def read(folder: str | Path) -> Corpus:
    """The tables of a report or of a folder that `claimline extract` wrote. Raises FileNotFoundError."""
    folder = Path(folder)
    return frames.read(folder / "tables" if (folder / "tables").is_dir() else folder)


def analyse(corpus: str | Path, *, assume_published: str | None = None, model: str | None = None) -> Corpus:
    """The tables of a folder of documents or of a .jsonl file; made, unless they were made before.

    `assume_published` (EDTF) is the date of documents that state none. Raises as `pipeline.tables_folder` does.
    """
    config = pipeline.config_of(assume_published=assume_published, model=model or Config().language.model)
    return frames.read(pipeline.tables_folder(Path(corpus).resolve(), config, Execution(workers=os.cpu_count() or 1)))


def open(parameters: Parameters) -> Corpus:  # noqa: A001
    """The corpus that a notebook's parameters name: its tables if it is a folder of tables, else analysed.

    A relative name is looked for in the working directory, in each folder above it, and in the checkout, so
    that a notebook finds the same corpus wherever it is started.
    """
    folder = find(parameters.corpus)
    if not (folder / pipeline.RUN).is_file():
        return analyse(folder, assume_published=parameters.assume_published, model=parameters.model)
    corpus = frames.read(folder)
    made_with = (corpus.run["config"]["documents"]["assume_published"], corpus.run["config"]["language"]["model"])
    asked = (parameters.assume_published or made_with[0], parameters.model)
    if asked != made_with:
        raise CorpusError(
            f"{parameters.corpus}: these tables were made with other parameters. Name the documents themselves."
        )
    return corpus


def find(name: str) -> Path:
    """Where a corpus of that name stands. Raises CorpusError if it is nowhere."""
    here = Path.cwd()
    for folder in (here, *here.parents, Path(__file__).parent.parent):
        if (folder / name).exists():
            return folder / name
    raise CorpusError(f"{name}: there is no such folder of documents, .jsonl file or folder of tables here or above.")
