"""Learners whose memory is known, because it is computed: what a schedule of reviews is tried on.

Time in whole days. Each learner holds one memory of every item, as arrays over items.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from fsrs.scheduler import DEFAULT_PARAMETERS

W = DEFAULT_PARAMETERS
AT_STABILITY = 0.9  # recall when as many days have passed as a memory is stable
AGAIN, GOOD, EASY = 1, 3, 4  # grades


class Learner(Protocol):
    """What somebody remembers of each item."""

    def recall(self, days: np.ndarray) -> np.ndarray:
        """Return the probability of recall so many days after each item's last answer."""

    def answer(self, asked: np.ndarray, right: np.ndarray, days: np.ndarray) -> None:
        """Change the memory of the asked items by how they were answered, so many days after the last answer."""


class Fsrs6:
    """Forgets by the law of FSRS-6, written out anew; one that lives two days in one (``pace`` 2) forgets twice as fast."""

    def __init__(self, right: np.ndarray, pace: float = 1.0) -> None:
        self.pace = pace
        self.stability = np.where(right, W[GOOD - 1], W[AGAIN - 1])  # in the learner's own days
        self.difficulty = np.clip(np.where(right, opening(GOOD), opening(AGAIN)), 1, 10)

    def recall(self, days: np.ndarray) -> np.ndarray:
        """Return the probability of recall: a power law."""
        factor = AT_STABILITY ** (-1 / W[20]) - 1
        return (1 + factor * self.pace * days / self.stability) ** -W[20]

    def answer(self, asked: np.ndarray, right: np.ndarray, days: np.ndarray) -> None:
        """Lengthen or shorten memories, the more so the less likely recall was."""
        recall = self.recall(days)
        stability = np.where(right, self.kept(recall), self.lost(recall))
        self.stability = np.where(asked, stability, self.stability)
        self.difficulty = np.where(asked, self.harder(right), self.difficulty)

    def kept(self, recall: np.ndarray) -> np.ndarray:
        """Return stabilities after right answers."""
        room = np.exp(W[8]) * (11 - self.difficulty) * self.stability ** -W[9]
        return self.stability * (1 + room * np.expm1((1 - recall) * W[10]))

    def lost(self, recall: np.ndarray) -> np.ndarray:
        """Return stabilities after wrong answers."""
        left = W[11] * self.difficulty ** -W[12] * ((self.stability + 1) ** W[13] - 1) * np.exp((1 - recall) * W[14])
        return np.minimum(left, self.stability / np.exp(W[17] * W[18]))

    def harder(self, right: np.ndarray) -> np.ndarray:
        """Return difficulties: a wrong answer raises them."""
        step = np.where(right, 0, 2 * W[6]) * (10 - self.difficulty) / 9
        return np.clip(W[7] * opening(EASY) + (1 - W[7]) * (self.difficulty + step), 1, 10)


def opening(grade: int) -> float:
    """Return the difficulty that FSRS-6 gives an item after its first answer, before it is held between 1 and 10."""
    return float(W[4] - np.exp(W[5] * (grade - 1)) + 1)


class HalfLife:
    """Forgets by another law: recall halves in equal times, and each right answer doubles that time.

    It has no spacing effect: a right answer after a day counts as much as one after a month.
    """

    RIGHT, WRONG, LEAST = 7.0, 1.0, 1.0  # chosen here: half-lives [days] after a first answer, and the least there is

    def __init__(self, right: np.ndarray) -> None:
        self.half_life = np.where(right, self.RIGHT, self.WRONG)

    def recall(self, days: np.ndarray) -> np.ndarray:
        """Return the probability of recall: an exponential."""
        return 0.5 ** (days / self.half_life)

    def answer(self, asked: np.ndarray, right: np.ndarray, days: np.ndarray) -> None:
        """Double or halve half-lives."""
        changed = np.where(right, 2 * self.half_life, np.maximum(self.LEAST, self.half_life / 2))
        self.half_life = np.where(asked, changed, self.half_life)
