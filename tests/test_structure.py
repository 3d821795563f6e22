"""The house stays as it was drawn: imports run one way, heavy ones stand where they are needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "analysis").rglob("*.py"))

#: What a module may never import, and why the arrow would run backwards.
NEVER = {
    "analysis.tables": ("analysis",),
    "analysis.lexicons": ("analysis",),
    "analysis.rules": ("analysis.steps", "analysis.pipeline", "analysis.frames", "analysis.parameters"),
    "analysis.steps": (
        "analysis.pipeline", "analysis.frames", "analysis.summaries", "analysis.figures", "analysis.display",
        "analysis.reports", "analysis.pages", "analysis.judges", "analysis.scoring", "analysis.executors",
    ),
    "analysis.pipeline": ("analysis.reports", "analysis.summaries", "analysis.frames", "analysis.scoring"),
    "analysis.summaries": ("analysis.figures", "analysis.pipeline", "analysis.steps", "analysis.reports"),
    "analysis.figures": ("analysis.pipeline", "analysis.steps", "analysis.reports"),
    "analysis.scoring": ("analysis.pipeline", "analysis.steps", "analysis.reports"),
    "analysis": ("analysis.cli",),
}  # fmt: skip


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path) -> Iterator[str]:
    """The modules of ours that a module imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_run_one_way(path: Path) -> None:
    """No module imports one that the data reaches after it; nothing imports the command line but its door."""
    name = name_of(path)
    if name in ("analysis.__main__", "analysis.cli"):
        return
    for package, forbidden in NEVER.items():
        if within(name, package):
            wrong = [
                one for one in imports(path) if any(within(one, never) for never in forbidden) and one != "analysis"
            ]
            assert [one for one in wrong if not within(one, package) or package == "analysis"] == []


def test_what_analyses_does_not_learn() -> None:
    """Training is for who changes the models: nothing else imports it, or the library that it needs."""
    needing = {
        name_of(path)
        for path in MODULES
        if any(within(one, "analysis.training") or within(one, "sklearn") for one in imports(path))
    }
    assert {name for name in needing if not within(name, "analysis.training")} == set()


def test_only_one_file_loads_spacy() -> None:
    """Importing spaCy takes seconds: language.py does it, when it is asked to."""
    loading = [name_of(path) for path in MODULES if "spacy.load" in path.read_text(encoding="utf-8")]
    assert loading == ["analysis.language"]


@pytest.mark.parametrize("heavy", ["spacy", "pandas", "matplotlib", "papermill", "nbconvert"])
def test_the_command_starts_without_heavy_packages(heavy: str) -> None:
    """`claimline --help` and a report that is up to date import none of them."""
    code = f"import sys, analysis.cli, analysis.reports; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_locks_hold_versions_and_hashes_and_no_address() -> None:
    """Every requirement is exact and has a hash; no line says where to download it."""
    for lock in ("requirements.lock", "requirements-test.lock", "requirements-lab.lock"):
        lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
        assert not [line for line in lines if "://" in line or line.startswith("-")]
        wanted = [line for line in lines if not line.startswith(" ")]
        assert all("==" in line and line.endswith("\\") for line in wanted)


def test_nothing_unfinished_is_left() -> None:
    """No stub, no note to oneself, no test that is switched off."""
    marks = ("NotImplemented" + "Error", "TO" + "DO", "FIX" + "ME", "mark." + "xfail")
    texts = {path: path.read_text(encoding="utf-8") for path in [*MODULES, *(ROOT / "tests").glob("*.py")]}
    assert [path.name for path, text in texts.items() for mark in marks if mark in text] == []


def test_steps_stand_side_by_side() -> None:
    """No step imports another: what two of them share is a rule, or a row that one finds and the other reads."""
    steps = {name_of(path): path for path in (ROOT / "analysis" / "steps").glob("*.py")}
    names = set(steps) - {"analysis.steps", "analysis.steps.blocks"}
    crossing = {(name, one) for name in names for one in imports(steps[name]) if one in names and one != name}
    assert crossing == set()
