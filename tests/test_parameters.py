"""Parameters: what is right goes through unchanged, what is wrong is an error that names what would be right."""

from __future__ import annotations

import sys
import typing
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from analysis import parameters
from analysis.parameters import PARAMETERS, ParameterError


@pytest.mark.parametrize("notebook", PARAMETERS)
def test_a_notebook_with_its_defaults_has_the_defaults(notebook: str) -> None:
    """The generated cell, run as Python, is what `check` accepts, and gives the model's own defaults."""
    namespace: dict[str, object] = {"sys": sys}
    exec(parameters.cell(PARAMETERS[notebook]), namespace)  # noqa: S102 - our own cell
    assert parameters.check(notebook, namespace) == PARAMETERS[notebook]()


@pytest.mark.parametrize("notebook", PARAMETERS)
def test_every_line_of_the_cell_is_typed_and_commented(notebook: str) -> None:
    """Name, type, default and what it is: on one line for each parameter."""
    lines = parameters.cell(PARAMETERS[notebook]).splitlines()
    assert len(lines) == len(PARAMETERS[notebook].model_fields)
    for line, name in zip(lines, [line.split(":")[0] for line in lines], strict=True):
        field = PARAMETERS[notebook].model_fields[name]
        assert " = " in line
        assert f"# {field.description}" in line


def test_parameters_of_one_name_are_the_same_everywhere() -> None:
    """One value on the command line goes to every notebook that takes it, so they must agree on its type."""
    types: dict[str, Any] = {}
    for model in PARAMETERS.values():
        for name, field in model.model_fields.items():
            assert types.setdefault(name, field.annotation) == field.annotation, name


def test_checked_parameters_are_frozen() -> None:
    """A cell further down cannot change what was checked."""
    checked = parameters.check("summary", {})
    with pytest.raises(ValidationError):
        checked.corpus = "elsewhere"


@pytest.mark.parametrize(
    ("notebook", "namespace", "message"),
    [
        ("claims", {"lables": ["denied"]}, "'lables'. Did you mean 'labels'?"),
        (
            "timeline",
            {"earliest": "2024-03", "latest": "2024-02"},
            "parameter latest: '2024-02' does not fit (it lies before",
        ),
        ("claims", {"minimum_mentions": 2}, "near_duplicate, rows, labels, sources"),
        ("claims", {"labels": ["assertd"]}, "asserted, reported, hedged, predicted, opinion, denied"),
        ("claims", {"labels": "denied, assertd"}, "labels: list[str] = []"),
        ("claims", {"labels": 3}, "labels: list[str] = []"),
        ("claims", {"checkworthy_only": "yes"}, "checkworthy_only: bool = False"),
        ("claims", {"order": "newest"}, 'order: str = "text"'),
        ("claims", {"order": "newest"}, "(text, checkworthiness)"),
        ("claims", {"quotations": ["verbatim"]}, "direct, indirect, mixed, none"),
        ("claims", {"documents": None}, "documents: list[str] = []"),
        ("claims", {"near_copies": 0}, "near_copies: bool = True"),
        ("claims", {"top": 0}, "top: int = 10"),
        ("actors", {"minimum_mentions": "3"}, "minimum_mentions: int = 1"),
        ("actors", {"minimum_mentions": True}, "minimum_mentions: int = 1"),
        ("actors", {"minimum_mentions": 0}, "minimum_mentions: int = 1"),
        ("timeline", {"earliest": "2024-W01-1"}, "earliest: str | None = None"),
        ("timeline", {"earliest": "2024-02-30"}, "earliest: str | None = None"),
        ("timeline", {"earliest": "yesterday"}, "earliest: str | None = None"),
        ("timeline", {"earliest": 2024}, "earliest: str | None = None"),
        ("summary", {"corpus": None}, 'corpus: str = "data/documents"'),
    ],
)
def test_wrong_parameters_name_the_right_ones(notebook: str, namespace: dict[str, object], message: str) -> None:
    """An unknown name comes with the nearest one, an ill-typed value with the line that shows its type."""
    with pytest.raises(ParameterError) as error:
        parameters.check(notebook, namespace)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("given", "taken"),
    [("Kremlin", ["Kremlin"]), ("Kremlin, White House", ["Kremlin", "White House"]), ('["Kremlin"]', ["Kremlin"])],
)
def test_a_text_for_a_list_is_split_as_on_the_command_line(given: str, taken: list[str]) -> None:
    """Plain papermill's `-p` passes texts; a list stays as it is, commas and all."""
    assert parameters.check("claims", {"sources": given}).model_dump()["sources"] == taken
    assert parameters.check("claims", {"sources": ["A, B"]}).model_dump()["sources"] == ["A, B"]
    assert parameters.parse([], {"sources": given}) == {"sources": taken}


def test_what_is_no_parameter_is_let_be() -> None:
    """Modules, functions and private names are in every notebook's globals."""
    namespace = {"sys": sys, "_private": 1, "_i1": "x = 1", "open": open, "__name__": "__main__"}
    assert parameters.check("summary", namespace) == PARAMETERS["summary"]()


def test_a_reader_may_run_the_first_cell_again() -> None:
    """Names that somebody made after the check are no parameters."""
    checked = parameters.check("summary", {"top": 3})
    again = parameters.check("summary", {"top": 4, "parameters": checked, "mine": 1})
    assert again == PARAMETERS["summary"](top=4)  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("corpus", "007", "007"),
        ("corpus", "true", "true"),
        ("assume_published", "2024", "2024"),
        ("assume_published", "", None),
        ("minimum_mentions", "3", 3),
        ("checkworthy_only", "true", True),
        ("undated", "False", False),
        ("order", "checkworthiness", "checkworthiness"),
        ("documents", "north/*, dump.csv:7", ["north/*", "dump.csv:7"]),
        ("quotations", "direct,mixed", ["direct", "mixed"]),
        ("near_copies", "false", False),
        ("labels", "asserted,denied", ["asserted", "denied"]),
        ("labels", "[asserted, denied]", ["asserted", "denied"]),
        ("labels", '["asserted", "denied"]', ["asserted", "denied"]),
        ("labels", "['asserted', 'denied']", ["asserted", "denied"]),
        ("labels", "[]", []),
        ("labels", "", []),
        (
            "sources",
            '"Ministry of Trade, Industry and Energy", Reuters',
            ["Ministry of Trade, Industry and Energy", "Reuters"],
        ),
        ("sources", "no", ["no"]),
        ("actors", "O'Neill", ["O'Neill"]),
    ],
)
def test_texts_are_converted_by_the_declared_type(name: str, text: str, value: object) -> None:
    """Nothing is guessed from the look of a text: `007` is a name where a name is wanted."""
    assert parameters.parse([(name, text)], {}) == {name: value}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("titel", "x"),
        ("minimum_mention", "3"),
        ("minimum_mentions", "3.0"),
        ("minimum_mentions", "--3"),
        ("minimum_mentions", ""),
        ("undated", "yes"),
        ("labels", "assertd"),
        ("order", "Text"),
        ("quotations", "verbatim"),
        ("top=1;import os;x", "1"),
    ],
)
def test_texts_that_do_not_fit_are_an_error(name: str, text: str) -> None:
    """Before anything runs, and whatever the name contains."""
    with pytest.raises(ParameterError):
        parameters.parse([(name, text)], {})


def test_the_command_line_goes_before_the_file() -> None:
    """A value in a file is checked as it is; one on the command line replaces it."""
    assert parameters.parse([("top", "3")], {"top": 9, "kinds": ["name"]}) == {"top": 3, "kinds": ["name"]}


def test_yaml_dates_are_dates_again() -> None:
    """YAML makes a date of an unquoted day; the parameter gets the day."""
    assert parameters.parse([], {"earliest": date(2024, 5, 30)}) == {"earliest": "2024-05-30"}


def test_yaml_numbers_are_not_made_texts() -> None:
    """An unquoted year is a number in YAML, and no text is guessed from it."""
    with pytest.raises(ParameterError, match="earliest"):
        parameters.parse([], {"earliest": 2024})


def test_each_notebook_takes_its_own_of_the_values() -> None:
    """The values for all notebooks in, those that one has parameters for out."""
    assert parameters.takes("actors", {"top": 3, "labels": []}) == {"top": 3}


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-05-30", "2024-05-30", "2024-05-30"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999-12", "9999-12-01", "9999-12-31"),
    ],
)
def test_days_of_a_year_a_month_and_a_day(edtf: str, first: str, last: str) -> None:
    """The first and the last day of what EDTF names."""
    assert (parameters.first_day(edtf), parameters.last_day(edtf)) == (first, last)


def test_every_parameter_is_described() -> None:
    """Each has words for the reader of its notebook."""
    for model in PARAMETERS.values():
        assert all(field.description for field in model.model_fields.values())
        assert typing.get_type_hints(model)
