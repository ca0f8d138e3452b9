"""What a question is: its kinds, its ways to answer, and the feedback for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

KINDS = ("single", "multiple", "numeric", "order", "plot")
SKILLS = ("remember", "understand", "apply", "judge")
DIFFICULTIES = {1: "easy", 2: "medium", 3: "hard"}


class QuestionError(ValueError):
    """A question cannot be used; says in one sentence which file, question and field, and how to mend it."""


@dataclass(frozen=True)
class Option:
    """One answer to choose, with feedback that teaches."""

    text: str
    right: bool
    feedback: str


@dataclass(frozen=True)
class Step:
    """One step of an order; ``feedback`` says why it stands where it stands."""

    text: str
    feedback: str


@dataclass(frozen=True)
class Slip:
    """A known wrong number [the question's unit], such as the right one in another unit, with its own feedback."""

    value: float
    feedback: str


@dataclass(frozen=True)
class Reading:
    """Where a numeric answer comes from: a read-out of an explorer at a state, times a factor."""

    explorer: str
    state: Mapping[str, Any]
    readout: str
    times: float = 1.0


@dataclass(frozen=True)
class Number:
    """A numeric answer. ``value`` and ``tolerance`` are in ``unit``; right means within the tolerance."""

    value: float
    unit: str
    tolerance: float
    right: str
    low: str
    high: str
    slips: tuple[Slip, ...] = ()
    reading: Reading | None = None

    def is_right(self, given: float) -> bool:
        """Say whether a number is within the tolerance."""
        return abs(given - self.value) <= self.tolerance

    def slip_tolerance(self, slip: Slip) -> float:
        """Return how far a number may be from a slip [unit]: the same share as for the answer."""
        return self.tolerance * abs(slip.value / self.value) if self.value else self.tolerance


@dataclass(frozen=True)
class ModelSays:
    """What the text takes for granted: conditions on controls and read-outs that hold at a state."""

    state: Mapping[str, Any]
    when: tuple[tuple[str, str, Any], ...]


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
    explorer: str | None = None
    state: Mapping[str, Any] | None = None
    show: Mapping[str, Any] | None = None
    model_says: tuple[ModelSays, ...] = ()
    claims: tuple[str, ...] = ()

    @property
    def form(self) -> str:
        """Return how it is answered: ``choice``, ``choices``, ``number`` or ``order``."""
        if self.number:
            return "number"
        return {"multiple": "choices", "order": "order"}.get(self.kind, "choice")

    @property
    def recalls(self) -> bool:
        """Say whether the answer must be produced (typed, ordered, set) rather than recognised."""
        return self.form in ("number", "order")
