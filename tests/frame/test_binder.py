"""Binder's environment: a slim subset of the course's, the same pins, and all that the package asks for."""

from __future__ import annotations

import os
import re
import sys
import tomllib
from pathlib import Path

import binder_check
import pytest

from ketabrain import explorers

REPO = Path(__file__).parents[2]
BOOK_AND_TEST_TOOLS = (
    "jupyter-book",
    "sphinx",
    "pytest",
    "nbval",
    "playwright",
    "ruff",
    "mypy",
    "hypothesis",
)


def pins(file: Path) -> dict[str, str]:
    """Return package to version; fail on a line that pins nothing."""
    found = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        text = line.partition("#")[0].strip()
        if text:
            pinned = re.fullmatch(r"([\w.-]+)==([\w.]+)( ; python_version < \"[\d.]+\")?", text)
            assert pinned, f"{file.name}: '{text}' is not pinned."
            found[pinned[1].lower()] = pinned[2]
    return found


def test_pins_are_those_of_the_course() -> None:
    course, binder = pins(REPO / "requirements.txt"), pins(REPO / "binder" / "requirements.txt")
    assert binder.items() <= course.items()


def test_no_book_or_test_tool_is_in_it() -> None:
    assert not pins(REPO / "binder" / "requirements.txt").keys() & set(BOOK_AND_TEST_TOOLS)


def test_all_that_the_package_asks_for_is_in_it() -> None:
    project = tomllib.loads((REPO / "pyproject.toml").read_text())["project"]
    assert set(project["dependencies"]) <= pins(REPO / "binder" / "requirements.txt").keys()


def test_binder_takes_a_python_that_the_package_allows() -> None:
    project = tomllib.loads((REPO / "pyproject.toml").read_text())["project"]
    oldest = project["requires-python"].removeprefix(">=")
    taken = (REPO / "binder" / "runtime.txt").read_text().strip().removeprefix("python-")
    assert tuple(map(int, taken.split("."))) >= tuple(map(int, oldest.split(".")))


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no executable bit")
def test_post_build_can_be_run() -> None:
    assert os.access(REPO / "binder" / "postBuild", os.X_OK)


def test_size_counts_every_file_once(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "file").write_bytes(b"x" * 3_000_000)
    assert binder_check.size_mb(tmp_path) == pytest.approx(3.0, rel=0.01)


def test_nothing_that_was_made_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binder_check.environment, "create", lambda folder: None)
    monkeypatch.setattr(binder_check.environment, "pip", lambda *arguments: None)
    binder = binder_check.Binder(tmp_path)
    binder.lay_out()
    assert (binder.checkout / "src" / "ketabrain" / "__init__.py").exists()
    assert not (binder.checkout / ".venv").exists()
    assert not list(binder.checkout.rglob("__pycache__"))


def test_a_figure_without_plotly_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "plotly.graph_objects", None)
    with pytest.raises(ImportError, match=r"figure\(\) needs plotly, .* run '%pip install plotly' first"):
        explorers.get(explorers.names()[0]).figure()
