"""A corpus by name in, its tables as DataFrames out: what notebooks and other programs begin with."""

from __future__ import annotations

import os
from pathlib import Path

from analysis import frames, pipeline
from analysis.config import Execution, config_of
from analysis.files import CorpusError
from analysis.frames import Corpus
from analysis.parameters import SHARED, Parameters


def read(folder: str | Path) -> Corpus:
    """The tables of a report or of a folder that `claimline extract` wrote. Raises FileNotFoundError."""
    folder = Path(folder)
    return frames.read(folder / "tables" if (folder / "tables").is_dir() else folder)


def analyse(
    corpus: str | Path,
    *,
    assume_published: str | None = None,
    model: str | None = None,
    only_english: bool = True,
    near_duplicate: float | None = None,
    workers: int = 0,
) -> Corpus:
    """The tables of a folder of documents or of one file; made, unless they were made before.

    `assume_published` (EDTF) is the date of documents that state none. With `workers` the work is done in as many
    processes, and a document that takes too long is stopped; a script then needs `if __name__ == "__main__":`.
    Raises as `pipeline.tables_folder` does.
    """
    config = config_of(
        assume_published=assume_published, model=model, only_english=only_english, near_duplicate=near_duplicate
    )
    return frames.read(pipeline.tables_folder(Path(corpus).resolve(), config, Execution(workers=workers)))


def open(parameters: Parameters) -> Corpus:  # noqa: A001
    """The corpus that a notebook's parameters name: its tables if it is a folder of tables, else analysed.

    A relative name is looked for in the working directory, in each folder above it, and in the checkout, so
    that a notebook finds the same corpus wherever it is started.
    """
    folder = find(parameters.corpus)
    given = parameters.model_dump(include=set(SHARED))
    if not (folder / pipeline.RUN).is_file():
        return analyse(folder, **given, workers=os.cpu_count() or 1)
    corpus = frames.read(folder)
    made_with = {**corpus.run["config"]["documents"], **corpus.run["config"]["language"]}
    # No date given is no wish for none: tables with another are what is asked for.
    if any(made_with[name] != value for name, value in given.items() if value is not None):
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
    raise CorpusError(f"{name}: there is no such file, folder of documents or folder of tables here or above.")
