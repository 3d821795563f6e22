"""nbval over the committed notebooks bites: a change that a reader would see fails it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

CHANGES = {
    "nothing": ("claims", "analysis/lexicons/cues.toml", "", ""),
    "a cue": ("claims", "analysis/lexicons/cues.toml", 'lemma = "deny"', 'lemma = "denyy"'),
    "a colour": ("actors", "analysis/figures/drawing.py", "#0072B2", "#0072B3"),
    "a count": ("actors", "analysis/summaries/actors.py", "(*_kinds(own), len(own),", "(*_kinds(own), 1 + len(own),"),
}


@pytest.mark.slow
@pytest.mark.parametrize("change", CHANGES)
def test_a_change_that_shows_fails_nbval(change: str, tmp_path: Path) -> None:
    """One cue in a lexicon, one colour in a chart, one count: strict nbval fails each time, and only then."""
    notebook, changed, before, after = CHANGES[change]
    for folder in ("analysis", "notebooks", "data"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    text = (tmp_path / changed).read_text(encoding="utf-8")
    assert before in text
    (tmp_path / changed).write_text(text.replace(before, after, 1), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--nbval", f"notebooks/{notebook}.ipynb"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "CLAIMLINE_CACHE": str(tmp_path / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == (0 if change == "nothing" else 1), done.stdout[-3000:]
    assert ("Cell outputs differ" in done.stdout) == (change != "nothing"), done.stdout[-3000:]
