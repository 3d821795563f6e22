"""Notebooks and parameters in, executed notebooks out: run by papermill in a process of their own, then cleaned.

A cleaned notebook says nothing of the run that made it (times, random cell ids, the interpreter's version), so
the same tables give the same bytes, and a committed notebook is its own golden output for nbval.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.parameters import PARAMETERS

_CELL_SECONDS = 1800

#: What a user's own settings could change in a kernel, pinned.
_ENVIRONMENT = {
    "LC_ALL": "C.UTF-8",
    "MPLBACKEND": "agg",
    "OMP_NUM_THREADS": "1",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONNOUSERSITE": "1",
    "TZ": "UTC",
}
_USER_FOLDERS = ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "MPLCONFIGDIR")


class NotebookError(RuntimeError):
    """A notebook that did not run to its end. The message names the notebook, the cell and the fault."""


@dataclass(frozen=True, slots=True)
class Job:
    """A notebook to run: its source, the parameters that differ from its defaults, and where its kernel stands."""

    source: Path
    parameters: Mapping[str, Any]
    folder: Path


def sources() -> tuple[Path, ...]:
    """The notebooks that come with Claimline, one for each model of parameters, in the order of the report."""
    package = Path(__file__).parent
    beside = package.parent / "notebooks"
    folder = beside if beside.is_dir() else package / "notebooks"
    return tuple(folder / f"{name}.ipynb" for name in PARAMETERS)


def execute(job: Job) -> str:
    """Run one notebook and return it cleaned, as text. Raises NotebookError. For a process of its own: it sets
    the environment and the working directory.
    """
    import nbformat
    import papermill

    # What papermill only warns of, the notebooks themselves refuse.
    logging.getLogger("papermill").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="claimline-") as scratch, _environment(Path(scratch)):
        try:
            done = papermill.execute_notebook(
                nbformat.read(job.source, as_version=4),
                None,
                parameters=dict(job.parameters),
                kernel_name="python3",
                cwd=job.folder,
                progress_bar=False,
                execution_timeout=_CELL_SECONDS,
                kernel_manager_class=_kernel_manager(Path(scratch)),
            )
        except papermill.PapermillExecutionError as error:
            raise NotebookError(f"{job.source.name}, cell {error.exec_count}: {error.ename}: {error.evalue}") from None
        except Exception as error:
            # nbclient has an error of its own for each way a kernel can die; all of them mean the same here.
            raise NotebookError(f"{job.source.name}: {type(error).__name__}: {error}") from error
    unrun = [cell for cell in done.cells if cell.cell_type == "code" and cell.source and not cell.execution_count]
    if unrun:
        raise NotebookError(f"{job.source.name}: it ended before its last cell ({len(unrun)} cells were not run)")
    return _as_text(clean(done))


@contextlib.contextmanager
def _environment(scratch: Path) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(_ENVIRONMENT)
    os.environ.update({name: str(scratch / name.lower()) for name in _USER_FOLDERS})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _kernel_manager(scratch: Path) -> Any:
    """Kernels of this very interpreter, whatever kernels a user has installed, on sockets nobody else can reach."""
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager

    command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]

    sockets = {"transport": "ipc", "ip": str(scratch / "kernel")} if os.name == "posix" else {}

    class OwnKernel(AsyncKernelManager):
        """A kernel started by command and not by name."""

        kernel_spec = KernelSpec(argv=command, display_name="Python 3", language="python")

        def __init__(self, **settings: Any) -> None:
            super().__init__(**{**settings, **sockets})

        async def _async_launch_kernel(self, kernel_cmd: list[str], **settings: Any) -> None:
            """Start it without a terminal: what it says of its own start and end concerns nobody."""
            await super()._async_launch_kernel(kernel_cmd, **settings, stderr=subprocess.DEVNULL)

    return OwnKernel


def clean(notebook: Any) -> Any:
    """The notebook without anything that differs from run to run. Ids come from the order of the cells."""
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook.metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    for number, cell in enumerate(notebook.cells):
        tags = cell.metadata.get("tags", [])
        cell.metadata = {"tags": tags} if tags else {}
        cell.id = "injected-parameters" if "injected-parameters" in tags else cell.get("id") or f"cell-{number}"
    return notebook


def _as_text(notebook: Any) -> str:
    import nbformat

    nbformat.validate(notebook)
    return json.dumps(json.loads(nbformat.writes(notebook)), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def refresh() -> None:
    """Run the notebooks that come with Claimline in place, with their defaults, as nbval will compare them."""
    for source in sources():
        source.write_text(execute(Job(source, {}, source.parent)), encoding="utf-8", newline="\n")
