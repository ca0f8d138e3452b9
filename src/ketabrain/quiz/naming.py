"""What chapters and sources are called in words, where the book itself is not at hand."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ketabrain.quiz.question import Question

BOOK = Path(__file__).parents[3] / "book"


def title(chapter: str) -> str:
    """Return a chapter's title as its page has it; its name where there is no page."""
    for file in sorted(BOOK.glob(f"*/{chapter}.md")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("# "):
                return line[2:].strip()
    return chapter.replace("_", " ")


def citations(questions: Iterable[Question]) -> dict[str, tuple[str, str]]:
    """Return text and address of each source; without the tools that read BibTeX, its key in words."""
    keys = dict.fromkeys(key for question in questions for key in question.sources)
    try:
        from ketabrain.evidence.bibliography import BibliographyError, labels, load

        sources = load()
    except (ImportError, BibliographyError):
        return {key: (key_in_words(key), "") for key in keys}
    names = labels(sources)
    return {key: (", ".join(names[key]), sources[key].link) if key in sources else (key, "") for key in keys}


def key_in_words(key: str) -> str:
    """Return "Yang2018bursting" as "Yang 2018"."""
    name = key.rstrip("0123456789")
    digits = "".join(character for character in key if character.isdigit())
    return f"{name.partition(digits[:4])[0]} {digits[:4]}" if digits else key
