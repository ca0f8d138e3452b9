"""The harms lab's self-checks: right answers, the slips that learners make, and nonsense."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.exercises.answers import ANYTHING, asks_for_an_answer, reads_as_one_line, says

from ketabrain.exercises import harms as exercises
from ketabrain.exercises.feedback import NO_ANSWER, NOT_YET, RIGHT
from ketabrain.exercises.harms import interval
from ketabrain.models import proportion as model

CHECKS = (exercises.check_1, exercises.check_2, exercises.check_3, exercises.check_4)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_an_empty_answer_is_no_answer(check: Any) -> None:
    asks_for_an_answer(check)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(CHECKS), ANYTHING, ANYTHING)
def test_nothing_raises_and_all_is_one_readable_line(check: Any, first: Any, second: Any) -> None:
    reads_as_one_line(check(first, second))


# Exercise 1
SHARE = 68 / 231


def test_1_right() -> None:
    for answer in ((SHARE, 1 / SHARE), (0.294, 3.4), ([SHARE, 231 / 68],), (np.array([SHARE, 1 / SHARE]),)):
        says(exercises.check_1(*answer), RIGHT, "68 of 231 is 0.294, or 1 in 3.4")


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ((12 / 113, 3.4), "That is the share on placebo"),
        ((68 / 344, 3.4), "You divided by both groups together"),
        ((68 / 163, 3.4), "Those are the odds"),
        ((163 / 231, 3.4), "That is the share without nausea"),
        ((80 / 344, 3.4), "You put both groups together"),
        ((SHARE - 12 / 113, 3.4), "That is the excess over placebo"),
        ((29.4, 3.4), "29.4 looks like a percentage"),
        ((0.9, 3.4), "0.9 is too large"),
        ((0.05, 3.4), "0.05 is too small"),
        ((SHARE, 29.4), "That is the share in per cent"),
        ((SHARE, SHARE), "That is the share again"),
        ((SHARE, 231 / 163), "You turned the share *without* nausea round"),
        ((SHARE, 231), "That is how many people there were"),
        ((SHARE, 5), "The share is right. 5 is too large"),
        ((SHARE, 2), "The share is right. 2 is too small"),
    ],
)
def test_1_slips(answer: Any, start: str) -> None:
    says(exercises.check_1(*answer), NOT_YET, start)


def test_1_half_an_answer() -> None:
    says(exercises.check_1(SHARE), NO_ANSWER, "Put N of 1 in N in place of None")


# Exercise 2
LIMIT = 3 / 684


def wilson(events: int, n: int) -> tuple[float, float, float]:
    return tuple(model.wilson(events, n))


def test_2_right() -> None:
    for limit in (LIMIT, -math.log(0.05) / 684):
        says(
            exercises.check_2(wilson, limit),
            RIGHT,
            "One death in 346 people is 0.3 %, and the interval runs up to 1.6 %",
        )


@pytest.mark.parametrize(
    ("function", "start"),
    [
        (lambda e, n: tuple(reversed(wilson(e, n))), "wilson(68, 231) should give"),
        (lambda e, n: (e / n, wilson(e, n)[2], wilson(e, n)[1]), "The ends are in the wrong order"),
        (lambda e, n: tuple(100 * x for x in wilson(e, n)), "That is in per cent"),
        (interval.wald, "That is the simple interval"),
        (lambda e, n: [max(0.0, x) for x in interval.wald(e, n)], "You cut the simple interval off at zero"),
        (interval.middle_for_share, "The interval is right. The first number must be the share itself"),
        (lambda e, n: tuple(model.wilson(e, n, model.Parameters(quantile=1))), "You went one standard error"),
        (lambda e, n: e / n, "wilson gives back one thing"),
        (lambda e, n: (e / n, 0), "wilson gives back 2 values"),
        (lambda e, n: 1 / 0, "wilson(68, 231) stopped with ZeroDivisionError"),
    ],
)
def test_2_function_slips(function: Any, start: str) -> None:
    says(exercises.check_2(function, LIMIT), NOT_YET, start)


@pytest.mark.parametrize(
    ("limit", "start"),
    [
        (0, "None seen is no proof of none"),
        (1 / 684, "A risk of 1 in 684 would show nothing in more than a third"),
        (model.wilson(0, 684).high, "That is the end of Wilson's interval"),
        (3 / 346, "You divided by the 346 people"),
        (3 / 66, "You divided by the 66 patients"),
        (100 * model.at_most(684), "That is in per cent"),
        (0.02, "The function is right. 0.02 is too large"),
        (0.003, "The function is right. 0.003 is too small"),
    ],
)
def test_2_limit_slips(limit: float, start: str) -> None:
    says(exercises.check_2(wilson, limit), NOT_YET, start)


def test_2_half_an_answer() -> None:
    says(exercises.check_2(wilson), NO_ANSWER, "Put the highest share that still fits in place of None")
    says(exercises.check_2(lambda e, n: None), NO_ANSWER, "wilson gives back None")


# Exercise 3
EXCESS = 62 / 231 - 4 / 113


def test_3_right() -> None:
    for answer in ((EXCESS, 1 / EXCESS), (0.233, 4.29), ([EXCESS, 1 / EXCESS],)):
        says(
            exercises.check_3(*answer),
            RIGHT,
            "23 of 100 more than on placebo, with an interval from 16 to 30: one more for every 4.3",
        )


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ((62 / 231, 4), "That is the risk on the spray"),
        ((4 / 113, 4), "That is the share on placebo"),
        ((58 / 231, 4), "You took 4 people from 62"),
        ((58 / 118, 4), "You took people from people, above and below"),
        ((62 / 231 * (1 - 4 / 113), 4), "You multiplied"),
        ((EXCESS / (62 / 231), 4), "That is the excess as a part of the risk"),
        ((0.6, 4), "0.6 is too large"),
        ((0.1, 4), "0.1 is too small"),
        ((EXCESS, 231 / 62), "That is 1 in N for the risk itself"),
        ((EXCESS, 100 * EXCESS), "That is the excess in per cent"),
        ((EXCESS, (62 / 231) / (4 / 113)), "That is how many times as common"),
        ((EXCESS, 100 / EXCESS), "You divided 100 by the excess"),
        ((EXCESS, EXCESS), "That is the excess again"),
        ((EXCESS, 9), "The excess is right. 9 people are too many"),
        ((EXCESS, 2), "The excess is right. 2 people are too few"),
    ],
)
def test_3_slips(answer: Any, start: str) -> None:
    says(exercises.check_3(*answer), NOT_YET, start)


# Exercise 4
TIMES, WEEKS = 2000 / 35, 200.0


def test_4_right() -> None:
    for answer in ((TIMES, WEEKS, "B"), (57, 200, "b"), (57.1, 199, " B.")):
        says(exercises.check_4(*answer), RIGHT, "One day of 2.0 g is 57 clinical doses, and a week of it is 200 weeks")


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ((2 / 35, 200, "B"), "You divided grams by milligrams"),
        ((4000, 200, "B"), "0.5 is in mg per kg"),
        ((35 / 2000, 200, "B"), "Upside down: divide the heavy dose"),
        ((400, 200, "B"), "That is a week of heavy use against one dose"),
        ((200, 200, "B"), "That is the second answer"),
        ((35, 200, "B"), "That is the clinical dose in mg"),
        ((80, 200, "B"), "80 is too many"),
        ((12, 200, "B"), "12 is too few"),
        ((TIMES, 400, "B"), "A week of treatment has two doses"),
        ((TIMES, 200 / 7, "B"), "Heavy use is daily"),
        ((TIMES, 800, "B"), "You multiplied by the two infusions"),
        ((TIMES, TIMES, "B"), "That is one day in single doses"),
        ((TIMES, 1 / 200, "B"), "Upside down: divide heavy use"),
        ((TIMES, 300, "B"), "The first is right. 300 is too many"),
        ((TIMES, 100, "B"), "The first is right. 100 is too few"),
        ((TIMES, WEEKS, "A"), "Both numbers are right, but A is not it"),
        ((TIMES, WEEKS, "E"), "'E' is none of the options"),
    ],
)
def test_4_slips(answer: Any, start: str) -> None:
    says(exercises.check_4(*answer), NOT_YET, start)


def test_4_an_answer_without_a_letter() -> None:
    assert exercises.check_4(TIMES, WEEKS).verdict == NO_ANSWER
