"""Follow CONTRIBUTING.md word for word in a copy of the checkout: its example must work."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

REPO = Path(__file__).parents[2]
STEP = re.compile(r"^\d+\. (Write|Add to) `([^`]+)`.*?\n\n(   (`{3,})\w+\n.*?\n   \4)\n", re.M | re.S)
COPIED = ("src", "book", "notebooks", "_config.yml", "_toc.yml", "pyproject.toml", "requirements.txt")
SHORT_TOC = """format: jb-book
root: book/drug/washout
chapters:
- file: book/start/gallery
- file: book/reference/references
- file: book/reference/help
- file: book/reference/about
"""
ASK = """
import json, ketabrain
from ketabrain import explorers, quiz
from ketabrain.explorer.lattice import Lattice
explorer = explorers.get("washout-course")
print(json.dumps({
    "from": ketabrain.__file__,
    "level": explorer.compute(start=5)["level_6h"],
    "error": Lattice.load_or_build(explorer).largest_error,
    "questions": [question.id for question in quiz.load("washout")],
}))
"""


def blocks(text: str) -> list[tuple[str, str, str]]:
    """Return each step that gives a file: what to do, the file's name, what to put in."""
    found = []
    for verb, name, block, _fence in STEP.findall(text):
        lines = textwrap.dedent(block).split("\n")[1:-1]
        found.append((verb, name, "\n".join(lines) + "\n"))
    return found


def follow(folder: Path) -> list[str]:
    """Copy the checkout, do what every step says, and return the names of the files."""
    for name in COPIED:
        if (REPO / name).is_dir():
            shutil.copytree(REPO / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        elif (REPO / name).exists():
            shutil.copy(REPO / name, folder / name)
    shutil.copytree(REPO / "tests" / "models", folder / "tests" / "models")
    names = []
    for verb, name, text in blocks((REPO / "CONTRIBUTING.md").read_text(encoding="utf-8")):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a" if verb == "Add to" else "w", encoding="utf-8") as out:
            out.write(text)
        names.append(name)
    return names


def run(folder: Path, *arguments: str) -> str:
    """Run Python in the copy, on the copy's own package; fail with its words."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    surroundings = {**kept, "PYTHONPATH": str(folder / "src")}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy in which every recipe was followed; lattices of the others come from the cache."""
    folder = tmp_path_factory.mktemp("recipes")
    assert len(follow(folder)) == 8
    kept = Path(os.environ.get("KETABRAIN_CACHE", REPO / ".cache" / "ketabrain"))
    if kept.exists():
        shutil.copytree(kept, folder / ".cache" / "ketabrain")
    return folder


def test_the_model_passes_its_own_tests(followed: Path) -> None:
    assert "2 passed" in run(followed, "-m", "pytest", "-q", "tests/models/test_washout.py")


def test_the_explorer_and_the_question_are_there(followed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KETABRAIN_CACHE", raising=False)
    found = json.loads(run(followed, "-c", ASK))
    assert Path(found["from"]).is_relative_to(followed)
    assert found["level"] == pytest.approx(1.25)
    assert found["error"] < 0.01
    assert found["questions"] == ["washout-01"]


def test_the_chapter_builds_without_a_warning(followed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KETABRAIN_CACHE", raising=False)
    contents = followed / "_toc.yml"
    assert "file: book/drug/washout" in contents.read_text(encoding="utf-8")
    contents.write_text(SHORT_TOC, encoding="utf-8")  # the other chapters are built, and looked at, elsewhere
    builder = "from jupyter_book.cli.main import main; main()"
    run(followed, "-c", builder, "build", ".", "-W", "--keep-going", "-q")
    page = (followed / "_build" / "html" / "book" / "drug" / "washout.html").read_text(encoding="utf-8")
    for sign in (
        'data-explorer="washout-course"',
        'data-question="washout-01"',
        'id="card-washout"',
        "Work out how much",
    ):
        assert sign in page


def test_its_code_has_the_course_s_style(followed: Path) -> None:
    files = [str(followed / name) for name in ("src/ketabrain/models/washout.py", "src/ketabrain/explorers/washout.py")]
    run(followed, "-m", "ruff", "check", *files)
    run(followed, "-m", "ruff", "format", "--check", *files)
