"""The questions beside the built pages: all of the bank, small enough for a phone, and kept offline."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from ketabrain import quiz
from ketabrain.quiz import bank

INDEX, CHAPTER = 8_000, 30_000  # bytes, as a web server sends them; some chapters hold several pictures to point at
FOLDER = Path("_static") / "ketabrain" / "questions"


def sent(file: Path) -> int:
    """Return what a server sends for a file [bytes]."""
    return len(gzip.compress(file.read_bytes(), 6))


def test_every_question_can_be_asked_without_a_network(site: Path) -> None:
    listing = (site / "_static" / "ketabrain" / "site-files.js").read_text(encoding="utf-8")
    for stem in bank.chapters():
        text = (site / FOLDER / f"{stem}.js").read_text(encoding="utf-8")
        trees = json.loads(text.removeprefix(f'ketabrain.questions("{stem}",').removesuffix(");\n"))
        assert list(trees) == [question.id for question in quiz.load(stem)]
        assert f"{FOLDER.as_posix()}/{stem}.js" in listing
    assert f"{FOLDER.as_posix()}/index.js" in listing


def test_the_files_are_small(site: Path) -> None:
    sizes = {file.name: sent(file) for file in (site / FOLDER).glob("*.js")}
    assert sizes.pop("index.js") <= INDEX
    assert max(sizes.values()) <= CHAPTER, sizes
