"""What is said where the book does not build."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import book
import environment
import pytest

FRAME = "=" * 79


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (["Exception occurred:", "ValueError: At least one", "", FRAME, "an error", FRAME], "ValueError: At least one"),
        (
            ["Traceback", "a.b.DeclarationError: Explorer 'x': mend it.", FRAME],
            "a.b.DeclarationError: Explorer 'x': mend it.",
        ),
        (["something", "the last words", FRAME, ""], "the last words"),
    ],
)
def test_the_exception_is_named_without_its_frame(said: list[str], reason: str) -> None:
    assert book.fault(said) == reason


def small_book(folder: Path, text: str) -> None:
    """Write a book of one page, without the course's extension."""
    (folder / "page.md").write_text(text)
    (folder / "_toc.yml").write_text("format: jb-book\nroot: page\n")
    (folder / "_config.yml").write_text(
        "title: Small\nonly_build_toc_files: true\nexecute:\n  execute_notebooks: off\n"
    )


def test_a_warning_fails_a_strict_build_and_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small_book(tmp_path, "# Page\n\n{ref}`nowhere`\n")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    with pytest.raises(environment.Problem, match=r"The book did not build, and the first reason is: .*nowhere"):
        book.build(tmp_path / "out", strict=True, python=Path(sys.executable))
    report = json.loads((tmp_path / "out" / "_build" / "build.json").read_text())
    assert report["exit"] != 0
    assert "nowhere" in report["warnings"][0]


def test_a_clean_book_builds_and_its_report_is_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small_book(tmp_path, "# Page\n\nWords.\n")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    html = book.build(tmp_path / "out", strict=True, python=Path(sys.executable))
    assert (html / "page.html").exists()
    assert json.loads((html.parent / "build.json").read_text()) == {"exit": 0, "warnings": []}
