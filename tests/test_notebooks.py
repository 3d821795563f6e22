"""The notebooks that come with Claimline: thin, executed, and free of anything that belongs to one machine."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from analysis import parameters
from analysis.parameters import PARAMETERS, SHARED

FOLDER = Path(__file__).parent.parent / "notebooks"

#: A call as the last line of a cell shows its value.
_SHOWS = re.compile(r"^(analysis|display)\.(table|chart|sections)\(", re.MULTILINE)


@pytest.fixture(params=list(PARAMETERS))
def notebook(request: pytest.FixtureRequest) -> Any:
    """Each notebook in turn."""
    read = nbformat.read(FOLDER / f"{request.param}.ipynb", as_version=nbformat.NO_CONVERT)
    read.name = request.param
    return read


def code(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_there_is_one_for_each_model_of_parameters() -> None:
    """No notebook without a model, no model without a notebook."""
    assert sorted(path.stem for path in FOLDER.glob("*.ipynb")) == sorted(PARAMETERS)


def test_the_tagged_cell_is_the_models(notebook: Any) -> None:
    """One cell is tagged `parameters`, and it is what the model writes."""
    (tagged,) = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    assert tagged.source == parameters.cell(PARAMETERS[notebook.name])


def test_parameters_are_checked_before_anything_else(notebook: Any) -> None:
    """The first cell after the parameters checks them, for this very notebook."""
    assert f'parameters = analysis.check("{notebook.name}", globals())' in code(notebook)[1].source


def test_no_cell_takes_a_parameters_name(notebook: Any) -> None:
    """A cell can be run again: nothing overwrites what the check reads."""
    names = {
        target.id
        for cell in code(notebook)[1:]
        for node in ast.walk(ast.parse(cell.source))
        for target in ([node] if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) else [])
    }
    assert not names & PARAMETERS[notebook.name].model_fields.keys()


def test_every_parameter_is_used(notebook: Any) -> None:
    """What can be asked for changes something: each parameter is read, or goes to `analysis.open`."""
    sources = "\n".join(cell.source for cell in code(notebook)[1:])
    opened = {"corpus", *SHARED}
    unused = {name for name in PARAMETERS[notebook.name].model_fields if f"parameters.{name}" not in sources}
    assert unused <= opened


def test_cells_are_short_and_define_nothing(notebook: Any) -> None:
    """Logic lives in modules: no function, class, loop or import of anything but ours, and at most 15 lines."""
    for cell in code(notebook)[1:]:
        nodes = list(ast.walk(ast.parse(cell.source)))
        assert not any(isinstance(n, ast.FunctionDef | ast.ClassDef | ast.Lambda | ast.For | ast.While) for n in nodes)
        assert all(n.names[0].name == "analysis" for n in nodes if isinstance(n, ast.Import))
        assert all(n.module == "analysis" for n in nodes if isinstance(n, ast.ImportFrom))
        assert len(cell.source.splitlines()) <= 15


def test_a_reviewer_can_read_it_alone(notebook: Any) -> None:
    """It begins with its title, says what it shows, and ends with how far to trust it."""
    prose = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    assert prose[0].startswith(f"# {notebook.name.capitalize()}\n\n")
    assert prose[-1].startswith("## How far to trust this\n\n")
    assert sum(source.startswith("# ") for source in prose) == 1


def test_every_cell_that_shows_something_has_its_output_stored(notebook: Any) -> None:
    """Strict nbval passes a notebook without outputs: what it compares must be there, in the order of the run."""
    assert [cell.execution_count for cell in code(notebook)] == list(range(1, len(code(notebook)) + 1))
    for cell in code(notebook):
        assert len(cell.outputs) == len(_SHOWS.findall(cell.source))
    assert any(cell.outputs for cell in code(notebook))


def test_outputs_are_of_kinds_that_nbval_compares(notebook: Any) -> None:
    """Tables as HTML, charts as SVG, both with plain text; no picture, no warning, no printed line."""
    for cell in code(notebook):
        for output in cell.outputs:
            assert output.output_type == "execute_result"
            kind = "image/svg+xml" if "analysis.chart(" in cell.source else "text/html"
            assert set(output.data) == {kind, "text/plain"}


def test_every_chart_has_its_data_in_a_table_beside_it(notebook: Any) -> None:
    """The cell after a chart shows a table, but for prose between them."""
    cells = code(notebook)
    for cell, after in zip(cells, [*cells[1:], None], strict=True):
        if "analysis.chart(" in cell.source:
            assert after is not None
            assert "analysis.table(" in after.source


def test_nothing_in_it_belongs_to_a_machine_or_a_run(notebook: Any) -> None:
    """No path, version, time or address: metadata holds the kernel's name and the tags, and no more."""
    assert notebook.metadata == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    assert all(set(cell.metadata) <= {"tags"} for cell in notebook.cells)
    text = nbformat.writes(notebook)
    assert not re.search(r"(?<![\w.<])/(?:home|Users|root|tmp|work|var|opt|mnt)/|[A-Z]:\\\\|\b0x[0-9a-f]{6,}\b", text)


def test_cell_ids_are_names(notebook: Any) -> None:
    """Fixed ids, made of words, each once: a run does not change them."""
    ids = [cell.id for cell in notebook.cells]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", one) for one in ids)
