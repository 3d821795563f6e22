"""What an editor wrote of actors (actors.toml) in, decisions out, one for each thing that was decided."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from analysis.readers import NO_TEXT
from analysis.tables import ActorType, Decision, DecisionKind, key_of

#: What is wrong with a value, in words; pydantic's own for all else.
_SAID = {
    "extra_forbidden": "there is no such field",
    "string_type": "write it in quotation marks",
    "string_too_short": "it is empty",
    "missing": "it is missing",
    "too_short": "it is empty",
    "tuple_type": 'write a list, as ["a name"]',
    "model_type": "write it as a table",
}


class _Stated(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _line(text: str) -> str:
    """A name on one line. No page can hold what is no text."""
    return " ".join(NO_TEXT.sub("\ufffd", text).split())


Name = typing.Annotated[str, Field(strict=True), AfterValidator(_line), Field(min_length=1)]


class Part(_Stated):
    """Mentions that mean somebody else: those written so, or in these documents, or both."""

    name: Name
    written: tuple[Name, ...] = ()
    documents: tuple[Name, ...] = ()
    type: ActorType | None = None

    @model_validator(mode="after")
    def _is_a_part(self) -> Part:
        if not (self.written or self.documents):
            raise ValueError("say which mentions: written = [...], or documents = [...]")
        return self


class Entry(_Stated):
    """What is stated of one actor."""

    merge: tuple[Name, ...] = ()
    split: tuple[Part, ...] = ()
    rename: Name | None = None
    exclude: Literal[True] | None = None
    type: ActorType | None = None

    @model_validator(mode="after")
    def _decides(self) -> Entry:
        if self == Entry.model_construct():
            raise ValueError("it decides nothing")
        return self


def decisions(entries: Mapping[str, object]) -> tuple[Decision, ...]:
    """The decisions of actors.toml, in an order that is not the file's.

    Raises ValueError that names the entry and what would be right.
    """
    decided = (one for name, entry in entries.items() for one in _decided(name, _checked(name, entry)))
    return tuple(sorted({key_of(one): one for one in decided}.values(), key=key_of))


def _checked(name: str, entry: object) -> Entry:
    try:
        return Entry.model_validate(entry)
    except ValidationError as error:
        raise ValueError(f"[{name!r}] {_first_fault(error)}") from None


def _first_fault(error: ValidationError) -> str:
    fault = error.errors(include_url=False)[0]
    where = ".".join(str(part) for part in fault["loc"])
    what = _SAID.get(fault["type"], fault["msg"].removeprefix("Value error, "))
    known = Part if "split" in fault["loc"] else Entry
    return f"{where}{': ' if where else ''}{what} (known fields: {', '.join(known.model_fields)})"


def _decided(actor: str, entry: Entry) -> Iterator[Decision]:
    actor = _line(actor)
    yield from (_decision(actor, "merge", other) for other in entry.merge)
    for part in entry.split:
        yield _decision(actor, "split", part.name, part.written, part.documents)
        if part.type:
            yield _decision(part.name, "type", part.type)
    if entry.rename:
        yield _decision(actor, "rename", entry.rename)
    if entry.exclude:
        yield _decision(actor, "exclude", "")
    if entry.type:
        yield _decision(actor, "type", entry.type)


def _decision(
    actor: str, decision: DecisionKind, value: str, written: tuple[str, ...] = (), documents: tuple[str, ...] = ()
) -> Decision:
    places = {"written": tuple(sorted(set(written))), "in_documents": tuple(sorted(set(documents)))}
    return Decision(actor=actor, decision=decision, value=value, **places, actor_id=None, used=False, why=None)
