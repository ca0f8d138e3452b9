"""What scripts must know of all questions before they load one: chapters, objectives, and how each is answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ketabrain.quiz import bank
from ketabrain.quiz.question import Question


def chapter(stem: str, title: str, page: str, questions: Sequence[Question]) -> dict[str, Any]:
    """Return a chapter's entry; ``page`` is its address from the site's root, empty where it has none."""
    names = dict.fromkeys(question.objective for question in questions)
    texts = bank.objectives()
    return {
        "stem": stem,
        "title": title,
        "page": page,
        "objectives": [objective(name, texts[name], questions) for name in names],
    }


def objective(name: str, text: str, questions: Sequence[Question]) -> list[Any]:
    """Return an objective's entry: its name without the chapter, its text, a row for each of its questions."""
    return [name.partition(".")[2], text, *(row(one) for one in questions if one.objective == name)]


def row(question: Question) -> list[Any]:
    """Return a question's entry: its number in the chapter, difficulty, skill and form."""
    return [question.id.rpartition("-")[2], question.difficulty, question.skill, question.form]
