"""Questions: the bank, its checks, and how questions are shown on a page and in a lab.

``load()`` gives the checked questions; ``show(chapter)`` shows them live in a notebook, and ``learner(file)`` reviews
those of all chapters there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketabrain.quiz.bank import load
from ketabrain.quiz.question import Question, QuestionError

if TYPE_CHECKING:
    from ketabrain.quiz.live import Quiz
    from ketabrain.quiz.progress import Learner

__all__ = ["Question", "QuestionError", "learner", "load", "show"]


def show(chapter: str) -> Quiz:
    """Show a chapter's questions live; ``.answers`` of what it returns holds what was answered."""
    from ketabrain.quiz.live import Quiz  # late: the book's build needs no widgets

    return Quiz(chapter)


def learner(file: str = "my-progress.json") -> Learner:
    """Return the learner whose progress a file keeps; the file is read if it is there, and written as they answer."""
    from ketabrain.quiz.progress import Learner

    return Learner(file)
