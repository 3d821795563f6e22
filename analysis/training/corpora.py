"""Rows of an evaluation file in, readings out: read and parsed exactly as `claimline extract` would."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from analysis import files, language
from analysis.config import Config
from analysis.reading import Reading
from analysis.steps import documents


def readings(rows: Iterable[Mapping[str, Any]]) -> Iterator[Reading]:
    """Each row (`doc_id`, `text`) as a parsed document, by doc_id; of equal texts one."""
    config = Config()
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus.jsonl"
        lines = (json.dumps({"doc_id": row["doc_id"], "text": row["text"]}, ensure_ascii=False) + "\n" for row in rows)
        corpus.write_text("".join(lines), encoding="utf-8")
        read = [
            one
            for candidate in files.found(corpus)
            if isinstance(candidate, files.Candidate)
            for one in files.read(candidate, max_characters=config.documents.max_characters)
        ]
    for found in documents.documents(read, {}, config.documents):
        if found.document is not None and found.blocks:
            passages = language.parse(found.document, found.blocks, model=config.language.model)
            yield Reading(document=found.document, passages=tuple(passages))
