"""The ways to answer: for each form its native controls, and its answers with their reasons.

Every module here holds ``ASKED`` (what is said above the controls, by form), ``controls(question)`` and
``answers(question)``.
"""

from __future__ import annotations

from types import ModuleType

from ketabrain.quiz.forms import choice, cloze, match, number, order, point, sketch
from ketabrain.quiz.forms import set as set_form
from ketabrain.quiz.question import Question
from ketabrain.quiz.tree import Element

MODULES = (choice, number, order, match, cloze, set_form, point, sketch)
SCRIPTS = (
    "quiz_forms.js",
    "quiz_match.js",
    "quiz_cloze.js",
    "quiz_set.js",
    "quiz_draws.js",
    "quiz_point.js",
    "quiz_sketch.js",
)  # they judge what is given, in this order
BY_FORM: dict[str, ModuleType] = {form: module for module in MODULES for form in module.ASKED}


def asked(question: Question) -> str:
    """Return what is said above the controls."""
    return str(BY_FORM[question.form].ASKED[question.form])


def opens(question: Question) -> str:
    """Return the words of the link that puts the explorer at the question's state."""
    special: dict[str, str] = getattr(BY_FORM[question.form], "OPENS", {})
    return special.get(question.form, "Open this state in the explorer")


def controls(question: Question) -> tuple[Element, ...]:
    """Return the native controls to answer with."""
    made: tuple[Element, ...] = BY_FORM[question.form].controls(question)
    return made


def answers(question: Question) -> Element:
    """Return every answer with its feedback: read by people without scripts, shown piece by piece by scripts."""
    made: Element = BY_FORM[question.form].answers(question)
    return made
