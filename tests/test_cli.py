"""The command: what it prints, and that its exit code is true."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import filelock
import pytest
from click.testing import CliRunner

from analysis import cli

ROOT = Path(__file__).parent.parent
ARTICLE = "The French government said on Monday that the talks had failed."


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = 0
    try:
        cli.main([str(argument) for argument in arguments])
    except SystemExit as ended:
        code = int(ended.code or 0)
    return code, *capsys.readouterr()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text(ARTICLE, encoding="utf-8")
    return folder


@pytest.mark.parametrize("command", ["", *(name for name, one in cli.claimline.commands.items() if not one.hidden)])
def test_every_command_explains_itself_with_an_example(command: str) -> None:
    """--help says what the command does and shows one that can be typed."""
    done = CliRunner().invoke(cli.claimline, [*([command] if command else []), "--help"])
    assert done.exit_code == 0
    assert re.search(rf"Example:\s+claimline {command}", done.output)


def test_the_readme_names_every_command() -> None:
    """A command that nobody can find is not there."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [
        name for name, one in cli.claimline.commands.items() if not one.hidden and f"claimline {name}" not in readme
    ] == []


def test_extract_writes_tables_and_says_where(
    corpus: Path, tmp_path: Path, cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """0: the tables are there, the folder is printed, nothing else."""
    code, out, err = run(capsys, "extract", corpus, "--out", tmp_path / "t", "--cache", cache)
    assert (code, out, err) == (0, f"{tmp_path / 't'}\n", "")
    assert (tmp_path / "t" / "claims.parquet").is_file()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-p", "minimum_mentoins", "2"], "minimum_mentions"),
        (["-p", "minimum_mentions", "two"], "minimum_mentions"),
        (["-p", "labels", "asserted,sure"], "asserted"),
        (["-p", "assume_published", "May"], "assume_published"),
        (["-p", "model", "en_core_web_none"], "en_core_web_none"),
        (["-p", "corpus", "x"], "corpus"),
        (["-p", "title=1;import os;x", "1"], "title=1;import os;x"),
        (["--workers", "0"], "workers"),
    ],
)
def test_wrong_parameters_are_two(
    corpus: Path, tmp_path: Path, cache: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    """2: one line that names the parameter or the right ones, and nothing is written."""
    code, _, err = run(capsys, "report", corpus, "--out", tmp_path / "r", "--cache", cache, *arguments)
    assert code == 2
    assert said in err
    assert "Traceback" not in err
    assert not (tmp_path / "r").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[1]", "mapping"),
        ("a: [", "YAML"),
        ("minimum_mentoins: 1", "minimum_mentions"),
        ("!!python/object:os.x {}", "YAML"),
    ],
)
def test_a_wrong_file_of_parameters_is_two(
    corpus: Path, tmp_path: Path, cache: Path, capsys: pytest.CaptureFixture[str], content: str, said: str
) -> None:
    """2: what is wrong in the YAML file is said."""
    (tmp_path / "p.yaml").write_text(content)
    code, _, err = run(capsys, "report", corpus, "--out", tmp_path / "r", "--cache", cache, "-f", tmp_path / "p.yaml")
    assert (code, said in err, "Traceback" in err) == (2, True, False)


@pytest.mark.parametrize(
    ("options", "code"), [([], 0), (["--strict"], 3), (["--max-rejected", "0"], 3), (["--max-rejected", "1"], 0)]
)
def test_too_many_rejected_is_three(
    corpus: Path, tmp_path: Path, cache: Path, capsys: pytest.CaptureFixture[str], options: list[str], code: int
) -> None:
    """3: published, but more files rejected than allowed; each is named with its reason and remedy."""
    (corpus / "bad.txt").write_bytes(b"")
    got, out, err = run(capsys, "extract", corpus, "--out", tmp_path / "t", "--cache", cache, *options)
    assert got == code
    assert out
    assert "rejected: bad.txt: the file is empty. To mend: put the article into it, or remove it." in err
    assert "files: " in err
    assert (tmp_path / "t" / "files.csv").is_file()


def test_strict_heeds_the_sidecar(
    corpus: Path, tmp_path: Path, cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An entry of documents.toml that names nothing is a warning, and with --strict a 3."""
    (corpus / "documents.toml").write_text('["gone.txt"]\noutlet = "The Herald"\n')
    for options, code in (((), 0), (("--strict",), 3)):
        got, _, err = run(capsys, "extract", corpus, "--out", tmp_path / "t", "--cache", cache, *options)
        assert (got, "gone.txt" in err) == (code, True)


@pytest.mark.parametrize("names", [(), ("a.jpg",)])
def test_nothing_to_analyse_is_four(
    tmp_path: Path, cache: Path, capsys: pytest.CaptureFixture[str], names: tuple[str, ...]
) -> None:
    """4: the folder and what can be read are named."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in names:
        (folder / name).write_text("x")
    code, _, err = run(capsys, "extract", folder, "--out", tmp_path / "t", "--cache", cache)
    assert (code, "articles" in err, ".txt" in err) == (4, True, True)
    assert not (tmp_path / "t").exists()


def test_a_full_disk_is_five(
    corpus: Path, tmp_path: Path, cache: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """5: the run failed, said in one line."""

    def no_space(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copytree", no_space)
    code, _, err = run(capsys, "extract", corpus, "--out", tmp_path / "t", "--cache", cache)
    assert (code, "No space left" in err, "Traceback" in err) == (5, True, False)


def test_a_held_folder_is_six(corpus: Path, tmp_path: Path, cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """6: another run writes there."""
    with filelock.FileLock(tmp_path / ".t.lock"):
        code, _, err = run(capsys, "extract", corpus, "--out", tmp_path / "t", "--cache", cache)
    assert (code, "another run" in err) == (6, True)


def test_quiet_is_quiet_and_verbose_tells(
    corpus: Path, tmp_path: Path, cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """--quiet prints nothing; --verbose names every file."""
    (corpus / "bad.txt").write_bytes(b"")
    (corpus / "x.jpg").write_bytes(b"x")
    assert run(capsys, "extract", corpus, "--out", tmp_path / "t", "--cache", cache, "--quiet") == (0, "", "")
    _, _, err = run(capsys, "extract", corpus, "--out", tmp_path / "t", "--cache", cache, "--verbose")
    assert [line.split(":")[0] for line in err.splitlines()] == ["rejected", "analysed", "ignored", "3 files"]


def test_names_of_files_are_printed_on_one_line(
    corpus: Path, tmp_path: Path, cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line break or an escape sequence in a name does not reach the terminal."""
    (corpus / "a\n\x1b[31mb.txt").write_bytes(b"")
    _, _, err = run(capsys, "extract", corpus, "--out", tmp_path / "t", "--cache", cache)
    assert "a\\x0a\\x1b[31mb.txt" in err
    assert "\x1b" not in err


def test_score_prints_every_table(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Precision, recall and F1 per table, and on demand what was missed."""
    code, out, _ = run(capsys, "score", example, ROOT / "data" / "gold")
    assert code == 0
    for table in ("blocks", "mentions", "attributions", "claims", "timexes", "events"):
        assert re.search(rf"^{table}\b", out, re.MULTILINE), table
    _, longer, _ = run(capsys, "score", example, ROOT / "data" / "gold", "--missed")
    assert len(longer) > len(out)


def test_show_prints_a_passage(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A claim's id prints the claim; an unknown one is 2."""
    first = (example / "tables" / "claims.csv").read_text(encoding="utf-8").splitlines()[1].split(",")[0]
    code, out, _ = run(capsys, "show", first, "--in", example)
    assert (code, "⟦" in out) == (0, True)
    assert run(capsys, "show", "c-none", "--in", example)[0] == 2


def test_examples_of_ids_are_ids(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The id that README and --help show can be typed, and shows a claim of the example."""
    texts = [(ROOT / "README.md").read_text(encoding="utf-8"), CliRunner().invoke(cli.claimline, ["show", "-h"]).output]
    ids = {one for text in texts for one in re.findall(r"claimline show (\w+-\w+)", text)}
    assert len(ids) == 1
    assert run(capsys, "show", ids.pop(), "--in", example)[0] == 0


def test_an_example_in_the_help_is_a_line_of_its_own() -> None:
    """It can be copied: click has not wrapped it into the prose."""
    for name, command in cli.claimline.commands.items():
        if not command.hidden:
            lines = CliRunner().invoke(cli.claimline, [name, "--help"]).output.splitlines()
            assert [line for line in lines if line.strip().startswith(f"claimline {name} ")], name


def test_entries_that_name_no_document_are_told(
    corpus: Path, tmp_path: Path, cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name in documents.toml that is none of the files is a warning, also when nothing else has changed."""
    (corpus / "documents.toml").write_text('["one.txt"]\noutlet = "The Herald"\n["two.txt"]\n')
    for _ in range(2):
        code, _, err = run(capsys, "extract", corpus, "--out", tmp_path / "t", "--cache", cache)
        assert (code, "two.txt" in err, "one.txt" in err) == (0, True, False)


@pytest.mark.parametrize("out", ["file/x", "file"])
def test_a_place_that_cannot_be_is_two(
    corpus: Path, tmp_path: Path, cache: Path, capsys: pytest.CaptureFixture[str], out: str
) -> None:
    """2, and not 6: a folder that cannot be made is held by nobody."""
    (tmp_path / "file").write_text("")
    code, _, err = run(capsys, "extract", corpus, "--out", tmp_path / out, "--cache", cache)
    assert (code, "Choose" in err, "Errno" in err) == (2, True, False)


def test_a_hundred_documents(tmp_path: Path, cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A JSONL file with a document a line; rows of unequal documents keep their ids."""
    rows = [{"doc_id": f"d{i:03}", "text": f"{ARTICLE} It was talk number {i}."} for i in range(100)]
    (tmp_path / "corpus.jsonl").write_text("\n".join(map(json.dumps, rows)))
    code, _, _ = run(
        capsys, "extract", tmp_path / "corpus.jsonl", "--out", tmp_path / "t", "--cache", cache, "--workers", "2"
    )
    assert code == 0
    assert len((tmp_path / "t" / "documents.csv").read_text(encoding="utf-8").splitlines()) == 101
