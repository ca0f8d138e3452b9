"""Does spaced review keep what was learnt? The scheduler FSRS and fixed intervals, tried on simulated learners.

FSRS is set as the course sets it and sees right and wrong answers alone, never the memory behind them. Time in whole
days since an item was first answered; an item is asked at most once a day, and there is no limit to reviews a day.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from math import nan
from typing import NamedTuple, Protocol

import numpy as np
from fsrs import Card, Rating, Scheduler

from ketabrain.validation.simulated_learners import Fsrs6, HalfLife, Learner

ITEMS, DAYS, SEED = 200, 180, 1
SEEDS = range(1, 9)
TARGET = 0.9  # the recall that the scheduler aims at when an item comes back
FIRST_RIGHT = 0.7  # chosen here: the share of first answers that are right, just after reading
GAPS = np.array([1, 3, 7, 14, 30])  # days; the last goes on
EVERY = (1, 2, 3, 5, 7, 10, 14, 21, 30)  # days
START = datetime(2000, 1, 1, tzinfo=UTC)


class Plan(Protocol):
    """A schedule at work on all items."""

    def next(self, asked: np.ndarray, right: np.ndarray, day: int) -> np.ndarray:
        """Return how many days each asked item waits after its answer; what it says of others is not used."""


class Every:
    """The same interval for every item, whatever was answered."""

    def __init__(self, days: int) -> None:
        self.days = days

    def next(self, asked: np.ndarray, right: np.ndarray, day: int) -> np.ndarray:
        """Return the interval."""
        return np.full(asked.shape, self.days)


class Expanding:
    """Intervals that grow from answer to answer; with ``back`` an item begins anew after a wrong answer."""

    def __init__(self, back: bool = False) -> None:
        self.back, self.place = back, np.full(ITEMS, -1)

    def next(self, asked: np.ndarray, right: np.ndarray, day: int) -> np.ndarray:
        """Return each item's next interval."""
        after = np.minimum(self.place + 1, len(GAPS) - 1)
        after = np.where(right, after, 0) if self.back else after
        self.place = np.where(asked, after, self.place)
        return GAPS[np.maximum(self.place, 0)]


class Fsrs:
    """The scheduler of the course, by its makers' own package."""

    def __init__(self) -> None:
        steps: tuple[timedelta, ...] = ()
        self.scheduler = Scheduler(
            desired_retention=TARGET, learning_steps=steps, relearning_steps=steps, enable_fuzzing=False
        )
        self.cards = [Card(card_id=item) for item in range(ITEMS)]

    def next(self, asked: np.ndarray, right: np.ndarray, day: int) -> np.ndarray:
        """Return each asked item's next interval."""
        now, wait = START + timedelta(days=day), np.zeros(ITEMS, dtype=int)
        for item in np.flatnonzero(asked):
            grade = Rating.Good if right[item] else Rating.Again
            self.cards[item], _ = self.scheduler.review_card(self.cards[item], grade, now)
            wait[item] = (self.cards[item].due - now).days
        return wait


FSRS, GROWING, ANEW = "FSRS", "after 1, 3, 7, 14, then every 30 days", "the same, but anew after a wrong answer"
LEARNERS: dict[str, Callable[[np.ndarray], Learner]] = {
    "forgets as the scheduler expects": Fsrs6,
    "forgets twice as fast": partial(Fsrs6, pace=2.0),
    "forgets half as fast": partial(Fsrs6, pace=0.5),
    "forgets by another law": HalfLife,
}
PLANS: dict[str, Callable[[], Plan]] = {
    FSRS: Fsrs,
    GROWING: Expanding,
    ANEW: partial(Expanding, back=True),
    **{f"every {days} days" if days > 1 else "every day": partial(Every, days) for days in EVERY},
}


class Outcome(NamedTuple):
    """What a schedule cost and what it kept."""

    reviews: float  # of an item, over all days
    recall: float  # mean over all items and days
    when_asked: float  # mean over all reviews, just before the answer
    after_a_day: float  # the same, of reviews that came back as soon as they could; NaN where none did
    later: float  # the same, of all other reviews


@cache
def outcome(learner_name: str, plan_name: str, seed: int = SEED) -> Outcome:
    """Return how a learner fares with a schedule; all schedules of a learner meet the same luck."""
    luck = np.random.default_rng(seed).random((DAYS + 1, ITEMS))
    right = luck[0] < FIRST_RIGHT
    learner, plan = LEARNERS[learner_name](right), PLANS[plan_name]()
    last, due = np.zeros(ITEMS, dtype=int), plan.next(np.full(ITEMS, True), right, 0)
    daily, found = [], []
    for day in range(1, DAYS + 1):
        waited = day - last
        recall, asked = learner.recall(waited), due == day
        daily.append(recall.mean())
        found += [*zip(recall[asked], waited[asked], strict=True)]
        right = luck[day] < recall
        learner.answer(asked, right, waited)
        due = np.where(asked, day + plan.next(asked, right, day), due)
        last = np.where(asked, day, last)
    return measured(np.array(daily), np.array(found))


def measured(daily: np.ndarray, found: np.ndarray) -> Outcome:
    """Return what the days' mean recall and the reviews (recall, days waited) amount to."""
    recall, soon = found[:, 0], found[:, 1] == 1
    means = [float(part.mean()) if part.size else nan for part in (recall, recall[soon], recall[~soon])]
    return Outcome(len(found) / ITEMS, float(daily.mean()), *means)


def rival(learner_name: str) -> str:
    """Return the longest interval, the same for all items, that keeps recall at least as high as FSRS does."""
    least = outcome(learner_name, FSRS).recall
    return max(
        (name for name in PLANS if name.startswith("every") and outcome(learner_name, name).recall >= least),
        key=lambda name: -outcome(learner_name, name).reviews,
    )


def spread(learner_name: str) -> tuple[float, float]:
    """Return the fewest and the most reviews of an item by FSRS, with other luck."""
    reviews = [outcome(learner_name, FSRS, seed).reviews for seed in SEEDS]
    return min(reviews), max(reviews)
