"""What a question is: its kinds, its way to answer, and what stands around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ketabrain.quiz.answers import Condition, Draw, Gap, Goal, Number, Option, Pair, Place, Sketch, Step

KINDS = ("single", "multiple", "numeric", "order", "plot", "match", "cloze", "point", "set", "sketch")
FORMS = {"multiple": "choices", "order": "order", "match": "match", "cloze": "cloze", "point": "point"}
FORMS |= {"set": "set", "sketch": "sketch"}
PRODUCED = ("number", "order", "cloze", "set", "sketch")
SKILLS = ("remember", "understand", "apply", "judge")
DIFFICULTIES = {1: "easy", 2: "medium", 3: "hard"}
SURENESS = {25: "a guess", 50: "half sure", 75: "fairly sure", 95: "certain"}  # [%]


class QuestionError(ValueError):
    """A question cannot be used; says in one sentence which file, question and field, and how to mend it."""


@dataclass(frozen=True)
class ModelSays:
    """What the text takes for granted about the model: at a state, conditions on controls and read-outs hold."""

    state: Mapping[str, Any]
    when: tuple[Condition, ...]


@dataclass(frozen=True)
class Question:
    """One question. ``state`` is opened before answering, ``show`` makes the point afterwards.

    ``claims`` are the claims of popular pages that it is about: their cards are linked once it was answered.
    """

    id: str
    chapter: str
    kind: str
    text: str
    objective: str
    difficulty: int
    skill: str
    sources: tuple[str, ...]
    options: tuple[Option, ...] = ()
    steps: tuple[Step, ...] = ()
    number: Number | None = None
    draws: tuple[Draw, ...] = ()
    pairs: tuple[Pair, ...] = ()
    cloze: str = ""
    gaps: tuple[Gap, ...] = ()
    picture: str | None = None
    places: tuple[Place, ...] = ()
    goal: Goal | None = None
    sketch: Sketch | None = None
    explorer: str | None = None
    state: Mapping[str, Any] | None = None
    show: Mapping[str, Any] | None = None
    model_says: tuple[ModelSays, ...] = ()
    claims: tuple[str, ...] = ()

    @property
    def form(self) -> str:
        """Return how it is answered: ``choice``, ``number``, ``order`` ..., whatever its kind."""
        return "number" if self.number else FORMS.get(self.kind, "choice")

    @property
    def recalls(self) -> bool:
        """Say whether the answer must be produced (typed, ordered, set, drawn) rather than recognised."""
        return self.form in PRODUCED
