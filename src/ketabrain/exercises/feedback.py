"""What a self-check says, and the frame around every check that keeps wrong answers from raising."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from html import escape
from inspect import signature
from typing import Any

RIGHT, NOT_YET, NO_ANSWER = "Right.", "Not yet.", "No answer yet."
EDGES = {RIGHT: "#2e9e54", NOT_YET: "#d9822b", NO_ANSWER: "#8a94a3"}  # seen on a light and on a dark page


class NotYet(Exception):
    """Carries one sentence that says what is wrong with an answer."""


class NoAnswer(Exception):
    """Carries one sentence that says what to put in place of ``None``."""


@dataclass(frozen=True)
class Feedback:
    """A verdict (``RIGHT``, ``NOT_YET`` or ``NO_ANSWER``) and why; a notebook shows it as a marked line."""

    verdict: str
    why: str

    @property
    def right(self) -> bool:
        """Whether the answer was right."""
        return self.verdict == RIGHT

    def __repr__(self) -> str:
        return f"{self.verdict} {self.why}"

    def _repr_html_(self) -> str:
        edge = f"border-left: 4px solid {EDGES[self.verdict]}; padding-left: 0.6em; margin: 0.3em 0"
        return f'<p class="kb-check" style="{edge}"><strong>{self.verdict}</strong> {escape(self.why)}</p>'

    def folded(self) -> Folded:
        """Return the same, shown only when opened: for solutions, which a whole run must not give away."""
        return Folded(self)


@dataclass(frozen=True)
class Folded:
    """Feedback behind a line to open."""

    feedback: Feedback

    def __repr__(self) -> str:
        return repr(self.feedback)

    def _repr_html_(self) -> str:
        line = "What the check says to this solution"
        return f"<details><summary>{line}</summary>{self.feedback._repr_html_()}</details>"


def self_check(check: Callable[..., str]) -> Callable[..., Feedback]:
    """Make a check that returns praise, or raises NotYet or NoAnswer, return Feedback in every case."""
    takes = signature(check)

    @wraps(check)
    def checked(*answers: Any, **named: Any) -> Feedback:
        try:
            takes.bind(*answers, **named)
        except TypeError:
            return Feedback(NOT_YET, f"Call it as {check.__name__}({', '.join(takes.parameters)}).")
        try:
            return Feedback(RIGHT, check(*answers, **named))
        except NotYet as problem:
            return Feedback(NOT_YET, str(problem))
        except NoAnswer as problem:
            return Feedback(NO_ANSWER, str(problem))
        except Exception as problem:  # an answer may be any object, and a check must not stop a notebook
            return Feedback(NOT_YET, f"This answer could not be read ({type(problem).__name__}): give plain numbers.")

    return checked
