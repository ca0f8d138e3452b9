"""A small bank over four chapters and a book that asks it, for tests of the review."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.sphinx_ext import conftest

from ketabrain.quiz import bank

# Chapters in the book's order, with an objective each.
CHAPTERS = {
    "molecule": ("drug", "forms"),
    "nmda_receptor": ("drug", "gate"),
    "amygdala": ("brain", "learn"),
    "habenula": ("brain", "burst"),
}
VALUE = 5  # the right number everywhere
SOURCE = "Yang2018bursting"
PAGES = {
    "book/start/intro.md": "# Start\n\nWords.\n",
    **{f"book/{part}/{stem}.md": f"# About {stem}\n\nWords.\n" for stem, (part, _) in CHAPTERS.items()},
    "book/brain/habenula.md": "# About habenula\n\n```{quiz} habenula\n```\n",
    "book/think/review.md": "# Today's review\n\n```{review}\n```\n\n## Where should I start?\n\n```{placement}\n```\n",
    "gallery/basics-synapse.md": "# An explorer\n\n```{explorer} basics-synapse\n```\n",
    "book/reference/references.md": "# References\n\n```{bibliography}\n```\n",
}


def objectives() -> dict[str, str]:
    """Return the objective of each chapter by the chapter's stem."""
    return {stem: f"{stem}.{name}" for stem, (_, name) in CHAPTERS.items()}


def questions(stem: str) -> list[dict[str, Any]]:
    """Return a chapter's questions: an easy choice, a choice with an explorer, a number, an order."""
    base = {"objective": objectives()[stem], "skill": "apply", "sources": [SOURCE]}
    options = [
        {"text": f"{word} of {stem}", "right": word == "yes", "feedback": f"Why {word}."}
        for word in ("yes", "no", "no way")
    ]
    steps = [{"text": f"{stem} step {n}", "feedback": f"It is number {n}."} for n in (1, 2, 3)]
    feedback = {"right": "Just so.", "low": "More than that.", "high": "Less than that."}
    number = {"value": VALUE, "unit": "mV", "tolerance": 0.1, "feedback": feedback}
    explorer = {"explorer": "basics-synapse", "show": {"magnesium": False}}
    ways: list[dict[str, Any]] = [
        {"kind": "single", "options": options, "difficulty": 1},
        {"kind": "single", "options": options, "difficulty": 2, **explorer},
        {"kind": "numeric", "answer": number, "difficulty": 2},
        {"kind": "order", "steps": steps, "difficulty": 3},
    ]
    return [
        {**base, **way, "id": f"{stem}-{n:02d}", "text": f"Question {n} on {stem}?"} for n, way in enumerate(ways, 1)
    ]


def build(folder: Path, pages: dict[str, str] = PAGES) -> Path:
    """Write the bank below a folder, and return a book there that asks it."""
    write(folder / "bank")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bank, "QUESTIONS", folder / "bank")
        return Path(conftest.build(folder, pages))


def write(folder: Path) -> None:
    """Write the bank's files."""
    folder.mkdir()
    for stem in CHAPTERS:
        text = yaml.safe_dump(questions(stem), allow_unicode=True, sort_keys=False)
        (folder / f"{stem}.yml").write_text(text, encoding="utf-8")
