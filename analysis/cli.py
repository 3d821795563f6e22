"""The command `claimline`: parses and prints, nothing else.

Exit codes: 0 published, 2 usage or parameters, 3 published but more rejected than allowed, 4 nothing to
analyse, 5 failed with the earlier report intact, 6 another run holds the folder, 128+n by signal n.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import traceback
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

if TYPE_CHECKING:
    from analysis.tables import File

_FAILED = 5
_EPILOG = (
    "Exit codes: 0 published, 2 usage or parameters, 3 published but more rejected than allowed, 4 nothing to "
    "analyse, 5 failed with the earlier report intact, 6 another run holds the folder, 128+n ended by signal n."
)


class _Refused(click.ClickException):
    """Parameters that cannot be used, said in one line."""

    exit_code = 2


class _TooManyRejected(click.ClickException):
    """Published, but not as the caller wants it."""

    exit_code = 3


class _Ended(BaseException):
    """A signal asked the run to end."""

    def __init__(self, number: int) -> None:
        self.number = number


@click.group(epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="claimline")
def claimline() -> None:
    """Who says what, how often each actor is named, and when it happened: read from a folder of news articles.

    \b
    Example:
      claimline report articles --out report
    """


def _shared(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options of every command that analyses documents."""
    options = [
        click.argument("documents", type=click.Path(path_type=Path, resolve_path=True)),
        click.option(
            "--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Folder to write to."
        ),
        click.option(
            "-p",
            "pairs",
            type=(str, str),
            multiple=True,
            metavar="NAME VALUE",
            help="A parameter of the notebooks. May be repeated.",
        ),
        click.option(
            "-f",
            "file",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            metavar="FILE",
            help="Parameters from a YAML file.",
        ),
        click.option(
            "--workers",
            type=click.IntRange(1),
            default=os.cpu_count() or 1,
            help="Processes to use. Changes no result.",
        ),
        click.option(
            "--cache",
            type=click.Path(path_type=Path),
            metavar="DIR",
            help="Where finished work is kept. It may be deleted at any time.",
        ),
        click.option(
            "--strict",
            is_flag=True,
            help="Exit with 3 if a file was rejected, or documents.toml or actors.toml says what cannot be used.",
        ),
        click.option(
            "--max-rejected", type=click.IntRange(0), metavar="N", help="Exit with 3 if more files were rejected."
        ),
        click.option("--quiet", is_flag=True, help="Print nothing but errors."),
        click.option("--verbose", is_flag=True, help="Print what became of every file."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@claimline.command(epilog=_EPILOG)
@_shared
@click.option("--title", help="Title of the report. The folder's name if not given.")
def report(documents: Path, out: Path, title: str | None, **options: Any) -> None:
    """Analyse DOCUMENTS and publish the report in DIR: tables, notebooks and HTML.

    DOCUMENTS is a folder of articles (any depth; text, Markdown, saved pages, PDF, Word, mail, dumps), or one file.

    \b
    Example:
      claimline report articles --out report -p minimum_mentions 2 --title "Spring coverage"
    """
    from analysis import reports

    given, config, execution = _settings(options)
    published = reports.publish(documents, out, config, execution=execution, given=given, title=title)
    warned = _warnings(documents, out / "tables", published.files)
    _tell(published.files, warned, options)
    if options["verbose"]:
        click.echo(published.outcome, err=True)
    if not options["quiet"]:
        click.echo(out / "index.html")
    _judge(published.files, warned, options)


@claimline.command(epilog=_EPILOG)
@_shared
def extract(documents: Path, out: Path, **options: Any) -> None:
    """Analyse DOCUMENTS and write only the tables to DIR, as Parquet and CSV.

    \b
    Example:
      claimline extract corpus.jsonl --out tables -p assume_published 2024-05-30
    """
    from analysis import reports
    from analysis.tables import File, read_rows

    _, config, execution = _settings(options)
    reports.export(documents, out, config, execution=execution)
    files = read_rows(File, out)
    warned = _warnings(documents, out, files)
    _tell(files, warned, options)
    if not options["quiet"]:
        click.echo(out)
    _judge(files, warned, options)


@claimline.command()
@click.argument("tables", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("gold", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--missed", is_flag=True, help="List what was missed and what should not be there.")
def score(tables: Path, gold: Path, *, missed: bool) -> None:
    """Hold TABLES (a folder that extract or report wrote) against GOLD: precision, recall and F1 for each table.

    \b
    Example:
      claimline score report/tables data/gold --missed
    """
    from analysis import scoring
    from analysis.gold import read_gold
    from analysis.tables import read

    found = tables / "tables" if (tables / "tables").is_dir() else tables
    for line in scoring.lines(scoring.score(read(found), read_gold(gold)), missed=missed):
        click.echo(line)


@claimline.command()
@click.argument("id_", metavar="ID")
@click.option(
    "--in",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="A report or a folder of tables. Looked for below the working directory if not given.",
)
def show(id_: str, folder: Path | None) -> None:
    """Print a claim, a mention or an event with its passage, the spans marked; an actor with its counts.

    ID is a claim's, attribution's, event's or actor's id, or DOCUMENT:START-END for a mention or any other row.

    \b
    Example:
      claimline show claim-7oitsvnhsx5o --in reports/example
    """
    from analysis import passages

    for line in passages.show(id_, folder or Path()):
        click.echo(line)


@claimline.command(hidden=True)
def refresh() -> None:
    """Run the committed notebooks in place with their defaults, as nbval will compare them."""
    from analysis import notebooks

    notebooks.refresh()


# --- what the commands share -----------------------------------------------------------------------


def _settings(options: Mapping[str, Any]) -> tuple[dict[str, Any], Any, Any]:
    """The notebooks' parameters as given, the Config that follows from them, and how to run."""
    from analysis import parameters
    from analysis.config import Execution, config_of

    given = parameters.parse(options["pairs"], _from_file(options["file"]))
    if "corpus" in given:
        raise _Refused("corpus is given as DOCUMENTS and is no parameter here.")
    defaults = parameters.Parameters()
    chosen = defaults.model_copy(update=given)
    progress = sys.stderr.isatty() and not options["quiet"]
    execution = Execution(workers=options["workers"], cache=options["cache"], progress=progress)
    config = config_of(**chosen.model_dump(include=set(parameters.SHARED)))
    return given, config, execution


def _from_file(path: Path | None) -> Mapping[str, Any]:
    import yaml

    if path is None:
        return {}
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise _Refused(f"{path.name}: not YAML: {' '.join(str(error).split())}") from None
    if not isinstance(values, dict):
        raise _Refused(f"{path.name}: not a mapping of names to values.")
    return values


def _warnings(documents: Path, tables: Path, files: Sequence[File]) -> list[str]:
    """What a person wrote beside the documents that means nothing there, each with the remedy."""
    from analysis.files import unknown_entries
    from analysis.tables import Decision, read_rows

    unused = [one for one in read_rows(Decision, tables) if not one.used]
    return [
        *(
            f"documents.toml: no document is named {name}. Correct the name."
            for name in unknown_entries(documents, files)
        ),
        *(f"actors.toml: {one.told}: {one.why}. Correct it, or take it out." for one in unused),
    ]


def _tell(files: Sequence[File], warned: Sequence[str], options: Mapping[str, Any]) -> None:
    from analysis.tables import FileStatus

    if options["quiet"]:
        return
    for file in files:
        if file.status == "rejected" or options["verbose"]:
            click.echo(_fate(file), err=True)
    if any(file.status != "analysed" for file in files):
        counts = (f"{sum(file.status == fate for file in files)} {fate}" for fate in get_args(FileStatus))
        click.echo(f"{len(files)} files: {', '.join(counts)}", err=True)
    for warning in warned:
        click.echo(_one_line(f"warning: {warning}"), err=True)


def _fate(file: File) -> str:
    """What became of a file, on one line."""
    why = f": {file.reason}." if file.reason else ""
    remedy = f" To mend: {file.remedy}." if file.remedy else ""
    return _one_line(f"{file.status}: {file.path}{why}{remedy}")


def _one_line(text: str) -> str:
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)


def _judge(files: Sequence[File], warned: Sequence[str], options: Mapping[str, Any]) -> None:
    allowed = 0 if options["strict"] else options["max_rejected"]
    rejected = sum(file.status == "rejected" for file in files)
    if allowed is not None and rejected > allowed:
        raise _TooManyRejected(f"{rejected} files were rejected, {allowed} are allowed.")
    if options["strict"] and warned:
        raise _TooManyRejected("documents.toml or actors.toml says what cannot be used.")


def _heed_signals() -> None:
    def end(number: int, _frame: Any) -> None:
        raise _Ended(number)

    for number in (signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])):
        signal.signal(number, end)


def main(arguments: list[str] | None = None) -> None:
    """Run the command and exit with its code. Every error of a known kind is one line; a bug shows its traceback."""
    # What libraries say to programmers is nothing for those who run a command.
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    try:
        _heed_signals()
        claimline.main(args=arguments, prog_name="claimline", standalone_mode=False)
    except click.exceptions.Exit as exit_:
        sys.exit(exit_.exit_code)
    except _Ended as ended:
        _stop_children()
        sys.exit(128 + ended.number)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:  # noqa: BLE001 - the last door: whatever went wrong becomes an exit code
        code = _code_of(error)
        if code is None:
            traceback.print_exc()
        else:
            click.echo(f"Error: {_one_line(str(error))}", err=True)
        sys.exit(code or _FAILED)


def _stop_children() -> None:
    import multiprocessing

    for child in multiprocessing.active_children():
        child.terminate()


def _code_of(error: Exception) -> int | None:
    """The exit code of a known kind of error, or None for a bug."""
    from concurrent.futures.process import BrokenProcessPool

    from analysis import files, gold, language, notebooks, parameters, passages, pipeline, reports

    codes: list[tuple[tuple[type[Exception], ...], int]] = [
        (
            (
                parameters.ParameterError,
                reports.PlaceError,
                language.ModelError,
                files.CorpusError,
                passages.UnknownIdError,
                gold.GoldError,
                FileNotFoundError,
            ),
            2,
        ),
        ((pipeline.EmptyCorpusError,), 4),
        ((notebooks.NotebookError, BrokenProcessPool, OSError, MemoryError), 5),
        ((reports.BusyError,), 6),
    ]
    return next((code for kinds, code in codes if isinstance(error, kinds)), None)
