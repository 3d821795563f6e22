"""Publishing: all at once or not at all, the last good report never lost, nothing made twice."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import filelock
import pytest

from analysis import notebooks, pipeline, reports
from analysis.config import Config, Execution

ARTICLES = {
    "one.txt": "The Ministry Speaks at Last\n\nThe French government said that the talks had failed. Paris denied it.",
    "two.md": "# Another Piece of News\n\nFrance will visit Japan in May 2030, officials said.",
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def publish(corpus: Path, out: Path, cache: Path, **given: object) -> reports.Published:
    return reports.publish(corpus, out, Config(), execution=Execution(cache=cache), given=given)


def content(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_a_report_holds_pages_tables_and_notebooks(corpus: Path, tmp_path: Path, cache: Path) -> None:
    """One page for each notebook and document, every table twice, and the notebooks as they were run."""
    out = tmp_path / "out"
    assert publish(corpus, out, cache).outcome == "published"
    names = set(content(out))
    pages = {"index.html", "documents.html", "claims.html", "actors.html", "timeline.html", "summary.html"}
    assert pages <= names
    assert {"tables/claims.parquet", "tables/claims.csv", "tables/run.json", "notebooks/claims.ipynb"} <= names
    assert sum(name.startswith("texts/") for name in names) == len(ARTICLES)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".out.lock", "articles", "out"]


def test_a_report_keeps_what_its_texts_were_taken_from(corpus: Path, tmp_path: Path, cache: Path) -> None:
    """A saved page stands in the report byte for byte, as plain text that cannot run, and its text leads there."""
    page = (
        b"<html><body><article>"
        + b"<p>The French government said that the talks failed.</p>" * 9
        + b"</article></body></html>"
    )
    (corpus / "three.html").write_bytes(page)
    out = tmp_path / "out"
    publish(corpus, out, cache)
    original = f"originals/{hashlib.sha256(page).hexdigest()}.html.txt"
    assert [name for name in content(out) if name.startswith("originals/")] == [original]
    assert (out / original).read_bytes() == page
    (text,) = (path.read_text(encoding="utf-8") for path in (out / "texts").iterdir() if path.name.startswith("three"))
    assert f'href="../{original}"' in text
    assert publish(corpus, out, cache).outcome == "unchanged"


def test_what_has_not_changed_is_not_made_again(corpus: Path, tmp_path: Path, cache: Path) -> None:
    """A second run says so and touches nothing; a changed parameter, document or page is made anew."""
    out = tmp_path / "out"
    publish(corpus, out, cache)
    before = (out / "index.html").stat().st_mtime_ns
    assert publish(corpus, out, cache).outcome == "unchanged"
    assert (out / "index.html").stat().st_mtime_ns == before
    assert publish(corpus, out, cache, minimum_mentions=2).outcome == "published"
    (out / "claims.html").write_text("touched")
    assert publish(corpus, out, cache, minimum_mentions=2).outcome == "published"


def test_a_failed_run_leaves_the_last_report(
    corpus: Path, tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A notebook that fails ends the run with its name and cell; the report that stood there is as it was."""
    out = tmp_path / "out"
    publish(corpus, out, cache)
    before = content(out)
    broken = tmp_path / "notebooks"
    shutil.copytree(notebooks.sources()[0].parent, broken)
    notebook = json.loads((broken / "actors.ipynb").read_text(encoding="utf-8"))
    notebook["cells"][-1] = {
        "cell_type": "code",
        "id": "x",
        "metadata": {},
        "source": "1 / 0",
        "outputs": [],
        "execution_count": None,
    }
    (broken / "actors.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    monkeypatch.setattr(notebooks, "sources", lambda: tuple(sorted(broken.glob("*.ipynb"))))
    with pytest.raises(notebooks.NotebookError, match=r"actors\.ipynb.*ZeroDivisionError"):
        publish(corpus, out, cache)
    assert content(out) == before
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == [".out.lock"]


@pytest.mark.parametrize("ending", ["import os; os._exit(0)", "import sys; sys.exit(0)", "raise KeyboardInterrupt"])
def test_a_notebook_that_ends_early_has_failed(tmp_path: Path, ending: str) -> None:
    """A kernel that goes away, with whatever code, is a failure and no report."""
    cells: list[dict[str, object]] = [
        {"cell_type": "code", "id": f"c{i}", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
        for i, source in enumerate([ending, "1 + 1"])
    ]
    path = tmp_path / "ends.ipynb"
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")
    with pytest.raises(notebooks.NotebookError, match=r"ends\.ipynb"):
        notebooks.execute(notebooks.Job(path, {}, tmp_path))


def test_a_killed_run_is_tidied_up_by_the_next(corpus: Path, tmp_path: Path, cache: Path) -> None:
    """What a run killed between its two renamings left is put back, and its unfinished work goes."""
    out = tmp_path / "out"
    publish(corpus, out, cache)
    before = content(out)
    out.rename(tmp_path / ".out.old")
    (tmp_path / ".out.new").mkdir()
    assert publish(corpus, out, cache).outcome == "unchanged"
    assert content(out) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [".out.lock", "articles", "out"]


def test_two_runs_do_not_write_one_report(corpus: Path, tmp_path: Path, cache: Path) -> None:
    """The second is refused while the first holds the folder."""
    with filelock.FileLock(tmp_path / ".out.lock"), pytest.raises(reports.BusyError, match="out"):
        publish(corpus, tmp_path / "out", cache)


def test_a_file_put_into_a_report_is_not_replaced(corpus: Path, tmp_path: Path, cache: Path) -> None:
    """Notes in the folder of a report stop the next run; other programs' hidden files do not."""
    out = tmp_path / "out"
    publish(corpus, out, cache)
    (out / ".DS_Store").write_text("")
    assert publish(corpus, out, cache, top=3).outcome == "published"
    (out / "tables" / "notes.txt").write_text("years of work")
    with pytest.raises(reports.PlaceError, match="notes"):
        publish(corpus, out, cache)


def test_a_report_can_be_read_by_others(corpus: Path, tmp_path: Path, cache: Path) -> None:
    """Its folders have the rights that any new folder has here."""
    publish(corpus, tmp_path / "out", cache)
    (tmp_path / "usual").mkdir()
    usual = (tmp_path / "usual").stat().st_mode
    assert {path.stat().st_mode for path in (tmp_path / "out").rglob("*") if path.is_dir()} == {usual}


def test_a_link_to_a_report_stays_a_link(corpus: Path, tmp_path: Path, cache: Path) -> None:
    """What is replaced is the folder behind it, each time."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    publish(corpus, tmp_path / "link", cache)
    publish(corpus, tmp_path / "link", cache, top=3)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "index.html").is_file()


@pytest.mark.parametrize("place", ["articles/report", "articles", ".", "other"])
def test_nothing_of_the_users_is_replaced(corpus: Path, tmp_path: Path, cache: Path, place: str) -> None:
    """Not the documents, not a folder around them, not a folder with other things in it."""
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "thesis.txt").write_text("years of work")
    before = content(tmp_path)
    with pytest.raises(reports.PlaceError):
        publish(corpus, tmp_path / place, cache)
    assert {name: digest for name, digest in content(tmp_path).items() if not name.endswith(".lock")} == before


def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "analysis", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **environment})


@pytest.mark.slow
def test_the_same_bytes_whatever_is_around(corpus: Path, tmp_path: Path, cache: Path) -> None:
    """Time zone, locale, hash seed, working directory, workers, order of files and own settings change nothing."""
    publish(corpus, tmp_path / "a", cache)
    other = tmp_path / "elsewhere" / "articles"
    other.mkdir(parents=True)
    for name in sorted(ARTICLES, reverse=True):
        shutil.copy(corpus / name, other / name)
    settings = tmp_path / "settings"
    settings.mkdir()
    (settings / "matplotlibrc").write_text("font.size: 30\nsvg.fonttype: path\n")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "analysis",
            "report",
            "articles",
            "--out",
            "../b",
            "--workers",
            "3",
            "--cache",
            "../new",
        ],
        cwd=other.parent,
        env={**os.environ, "TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "7", "MPLCONFIGDIR": str(settings)},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert content(tmp_path / "b") == content(tmp_path / "a")


def test_one_document_more_changes_no_other(corpus: Path, cache: Path) -> None:
    """The rows that the document steps found in a document are the same in whatever company it is."""
    before = pipeline.analyse(corpus, Config(), Execution(cache=cache))
    (corpus / "also.txt").write_text("The Chinese president met the mayor of Rome on Tuesday.", encoding="utf-8")
    (corpus / "bad.txt").write_bytes(b"\xff\xfe\x00")
    after = pipeline.analyse(corpus, Config(), Execution(cache=cache))
    for kind, rows in before.items():
        if hasattr(kind, "doc_id") or "doc_id" in kind.model_fields:
            assert set(rows) <= set(after.rows(kind)), kind.table


def test_a_signal_ends_the_run_and_keeps_the_report(corpus: Path, tmp_path: Path, cache: Path) -> None:
    """SIGTERM gives 143, no litter, and the report as it was."""
    out = tmp_path / "out"
    publish(corpus, out, cache)
    before = content(out)
    (corpus / "more.txt").write_text("The minister said that it rained.")
    command = [sys.executable, "-m", "analysis", "report", str(corpus), "--out", str(out), "--cache", str(cache)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 300
    while not (tmp_path / ".out.new" / "notebooks").is_dir() and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    assert process.wait(300) == 128 + signal.SIGTERM
    assert content(out) == before
    assert not (tmp_path / ".out.new").exists()
