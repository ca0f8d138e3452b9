"""Spaced review on simulated learners: the scheduler keeps its target where it can, and the page's misses are true."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from fsrs import Card, Rating

from ketabrain.validation import spaced_review
from ketabrain.validation.simulated_learners import Fsrs6, HalfLife
from ketabrain.validation.spaced_review import (
    ANEW,
    DAYS,
    FSRS,
    GROWING,
    ITEMS,
    LEARNERS,
    PLANS,
    SEEDS,
    START,
    TARGET,
    Every,
    Expanding,
    Fsrs,
    outcome,
    rival,
)

EXPECTED, FASTER, SLOWER, OTHER = LEARNERS
ONE = np.array([True])


def test_the_first_learner_forgets_exactly_as_the_scheduler_s_own_package_says() -> None:
    luck = np.random.default_rng(3)
    right = luck.random(ITEMS) < 0.6
    learner, plan, day = Fsrs6(right), Fsrs(), 0
    plan.next(np.full(ITEMS, True), right, 0)
    for waited in (1, 4, 2, 30, 90, 1, 7):
        day += waited
        now = START + timedelta(days=day)
        known = [plan.scheduler.get_card_retrievability(card, now) for card in plan.cards]
        assert learner.recall(np.full(ITEMS, waited)) == pytest.approx(known, rel=1e-12)
        right = luck.random(ITEMS) < 0.6
        learner.answer(np.full(ITEMS, True), right, np.full(ITEMS, waited))
        plan.next(np.full(ITEMS, True), right, day)
    assert learner.stability == pytest.approx([card.stability for card in plan.cards], rel=1e-12)
    assert learner.difficulty == pytest.approx([card.difficulty for card in plan.cards], rel=1e-12)


@pytest.mark.parametrize("pace", [2.0, 0.5])
def test_a_learner_who_lives_faster_forgets_as_much_in_fewer_days(pace: float) -> None:
    usual, other = Fsrs6(ONE), Fsrs6(ONE, pace)
    for right in (ONE, ~ONE, ONE):
        assert other.recall(np.array([6])) == pytest.approx(usual.recall(np.array([6 * pace])))
        other.answer(ONE, right, np.array([6]))
        usual.answer(ONE, right, np.array([6 * pace]))


def test_the_other_law_halves_in_equal_times_and_doubles_with_each_right_answer() -> None:
    learner = HalfLife(ONE)
    assert learner.recall(np.array([7])) == pytest.approx(0.5)
    learner.answer(ONE, ONE, np.array([1]))
    assert learner.recall(np.array([14])) == pytest.approx(0.5)
    for _ in range(9):
        learner.answer(ONE, ~ONE, np.array([1]))
    assert learner.recall(np.array([1])) == pytest.approx(0.5), "never shorter than a day"
    learner.answer(~ONE, ONE, np.array([1]))
    assert learner.recall(np.array([1])) == pytest.approx(0.5), "what was not asked stays as it was"


def test_lists_of_intervals_are_what_they_say() -> None:
    all_asked, right = np.full(ITEMS, True), np.full(ITEMS, True)
    growing, anew = Expanding(), Expanding(back=True)
    assert [growing.next(all_asked, right, 0)[0] for _ in range(6)] == [1, 3, 7, 14, 30, 30]
    found = [anew.next(all_asked, right if good else ~right, 0)[0] for good in (1, 1, 0, 1)]
    assert found == [1, 3, 1, 3]
    assert [*Every(5).next(all_asked, right, 0)] == [5] * ITEMS
    assert outcome(EXPECTED, "every day").reviews == DAYS


@pytest.mark.parametrize("seed", SEEDS)
def test_recall_stays_near_the_target_for_the_learner_that_the_scheduler_assumes(seed: int) -> None:
    found = outcome(EXPECTED, FSRS, seed)
    assert found.when_asked == pytest.approx(TARGET, abs=0.02)
    assert found.later == pytest.approx(TARGET, abs=0.005), "where the wait was not cut to whole days' least, on target"
    assert found.recall == pytest.approx(0.95, abs=0.01), "between reviews it is higher"
    assert found.reviews < 8


@pytest.mark.parametrize("learner", LEARNERS)
def test_equal_intervals_need_at_least_twice_the_reviews_for_as_much(learner: str) -> None:
    other = outcome(learner, rival(learner))
    assert other.recall >= outcome(learner, FSRS).recall
    assert other.reviews > 2 * outcome(learner, FSRS).reviews
    longer = [name for name in PLANS if name.startswith("every") and outcome(learner, name).reviews < other.reviews]
    assert all(outcome(learner, name).recall < outcome(learner, FSRS).recall for name in longer)


def test_what_the_page_says_of_misses_is_so() -> None:
    miss = {learner: TARGET - outcome(learner, FSRS).when_asked for learner in LEARNERS}
    assert miss[SLOWER] < 0 < miss[EXPECTED] < miss[FASTER] < miss[OTHER]
    assert outcome(EXPECTED, FSRS).after_a_day < 0.85
    for learner in (EXPECTED, FASTER, SLOWER):
        growing, scheduled = outcome(learner, GROWING), outcome(learner, FSRS)
        assert abs(growing.recall - scheduled.recall) < 0.03 and growing.reviews > scheduled.reviews
    assert outcome(OTHER, GROWING).recall < 0.6
    assert outcome(OTHER, ANEW).recall > outcome(OTHER, FSRS).recall
    assert outcome(OTHER, ANEW).reviews > outcome(OTHER, FSRS).reviews


def test_a_seed_gives_the_same_every_time_and_another_seed_something_else() -> None:
    again = spaced_review.outcome.__wrapped__
    assert again(OTHER, FSRS, 1) == again(OTHER, FSRS, 1) != again(OTHER, FSRS, 2)


def test_the_scheduler_is_set_as_the_course_sets_it() -> None:
    scheduler = Fsrs().scheduler
    assert scheduler.desired_retention == TARGET == 0.9
    assert not scheduler.enable_fuzzing
    card, _ = scheduler.review_card(Card(card_id=1), Rating.Good, START)
    assert (card.due - START).days == 2, "no steps of minutes: the first right answer waits its stability, 2.3 days"
