"""The ways to answer a question, each with the feedback that belongs to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Condition = tuple[str, str, Any]  # a control or read-out, a sign such as "<=", a value


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
class Pair:
    """Two things that belong together; ``hint`` is said where ``item`` was given another partner."""

    item: str
    match: str
    feedback: str
    hint: str


@dataclass(frozen=True)
class GapSlip:
    """Known wrong words for a gap, with their own feedback."""

    say: tuple[str, ...]
    feedback: str


@dataclass(frozen=True)
class Gap:
    """A gap to type words into: ``accept`` holds every right wording, the first one is shown as the answer."""

    name: str
    accept: tuple[str, ...]
    feedback: str
    hint: str
    slips: tuple[GapSlip, ...] = ()


@dataclass(frozen=True)
class Place:
    """One place of a picture to point at, by its name there."""

    place: str
    right: bool
    feedback: str


@dataclass(frozen=True)
class Miss:
    """What is said of a state of the explorer that misses the goal; without conditions it fits every other state."""

    feedback: str
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Goal:
    """A state of the explorer to reach: every condition of ``when`` must hold for what it shows."""

    when: tuple[Condition, ...]
    right: str
    misses: tuple[Miss, ...]

    @property
    def names(self) -> list[str]:
        """Return the controls and read-outs that the goal and its misses name, in their order, each once."""
        every = [condition for one in (self.when, *(miss.when for miss in self.misses)) for condition in one]
        return list(dict.fromkeys(name for name, _, _ in every))


@dataclass(frozen=True)
class Axis:
    """An axis to draw on, from ``low`` to ``high`` [unit]."""

    label: str
    unit: str
    low: float
    high: float


@dataclass(frozen=True)
class Look:
    """One feature that a drawn curve is judged by, how far it may be off, and what is said if it is.

    Features: ``start``, ``end`` (height at the ends), ``peak``, ``trough`` (the extreme heights), ``peak_at``,
    ``trough_at`` (where they lie), ``half_at`` (where the curve has fallen to half of its peak after it).
    ``tolerance`` is in the unit of the axis that the feature is read on.
    """

    feature: str
    tolerance: float
    low: str
    high: str


@dataclass(frozen=True)
class Sketch:
    """A curve to draw: a trace of the explorer at a state, at ``points`` places along ``x``."""

    trace: str
    points: int
    x: Axis
    y: Axis
    looks: tuple[Look, ...]
    right: str


@dataclass(frozen=True)
class Draw:
    """A number that is drawn anew each time: one of ``values`` [unit]."""

    name: str
    values: tuple[float, ...]
    unit: str


@dataclass(frozen=True)
class Slip:
    """A known wrong number [the question's unit], such as the right one in another unit, with its own feedback.

    Of a question whose numbers are drawn, ``value`` is what the right answer is multiplied by, unless ``key`` names
    the function that works the wrong number out (see ``keys``).
    """

    value: float
    feedback: str
    key: str | None = None


@dataclass(frozen=True)
class Reading:
    """Where a numeric answer comes from: a read-out of an explorer at a state, times a factor.

    Of a question whose numbers are drawn, a value of the state may be the name of a draw.
    """

    explorer: str
    state: Mapping[str, Any]
    readout: str
    times: float = 1.0


@dataclass(frozen=True)
class Number:
    """A numeric answer. ``value`` and ``tolerance`` are in ``unit``; right means within the tolerance.

    Of a question whose numbers are drawn, ``key`` names the function that works the answer out (see ``keys``),
    ``value`` is the answer for the first draw, and ``tolerance`` a share of the answer.
    """

    value: float
    unit: str
    tolerance: float
    right: str
    low: str
    high: str
    slips: tuple[Slip, ...] = ()
    reading: Reading | None = None
    key: str | None = None

    def is_right(self, given: float) -> bool:
        """Say whether a number is within the tolerance."""
        return abs(given - self.value) <= self.tolerance

    def slip_tolerance(self, slip: Slip) -> float:
        """Return how far a number may be from a slip [unit]: the same share as for the answer."""
        return self.tolerance * abs(slip.value / self.value) if self.value else self.tolerance
