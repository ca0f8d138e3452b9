"""The depression lab's self-checks: right answers, the slips that learners make, and nonsense."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.exercises.answers import ANYTHING, asks_for_an_answer, reads_as_one_line, says

from ketabrain.exercises import depression as exercises
from ketabrain.exercises.depression import leaving, relapse, total, unknown
from ketabrain.exercises.feedback import NO_ANSWER, NOT_YET, RIGHT

CHECKS = (exercises.check_1, exercises.check_2, exercises.check_3, exercises.check_4)
SHARES, ENTERED = (0.368, 0.306, 0.137, 0.13), (3671, 1439, 390, 123)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_an_empty_answer_is_no_answer(check: Any) -> None:
    asks_for_an_answer(check)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(CHECKS), ANYTHING, ANYTHING)
def test_nothing_raises_and_all_is_one_readable_line(check: Any, first: Any, second: Any) -> None:
    reads_as_one_line(check(first, second))


# Exercise 1
TOTAL = 1 - 0.632 * 0.694 * 0.863 * 0.87
SECOND = 1000 * 0.632 * 0.306


def test_1_right() -> None:
    for answer in ((TOTAL, SECOND), (0.67, 193), (0.671, 194), ([TOTAL, SECOND],), (np.array([TOTAL, SECOND]),)):
        says(exercises.check_1(*answer), RIGHT, "0.671, the report's 67 %. In step 2 193 of 1,000 remit")


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ((sum(SHARES), SECOND), "You added the four shares"),
        ((1 - TOTAL, SECOND), "That is the share that has *not* remitted"),
        ((np.prod(SHARES), SECOND), "That is the product of the shares that remit"),
        ((sum(SHARES) / 4, SECOND), "That is the mean of the four shares"),
        ((0.507, SECOND), "That is with people leaving as they did"),
        ((0.368, SECOND), "That is step 1 alone"),
        ((67, SECOND), "67 looks like a percentage"),
        ((0.8, SECOND), "0.8 is too high"),
        ((0.6, SECOND), "0.6 is too low"),
        ((TOTAL, 306), "That would be 30.6 % of all who start"),
        ((TOTAL, 120), "That is with people leaving as they did"),
        ((TOTAL, 440), "That is of the 1,439 who entered step 2"),
        ((TOTAL, 632), "That is how many enter step 2"),
        ((TOTAL, 561), "That is steps 1 and 2 together"),
        ((TOTAL, 0.193), "That is a share: of 1,000 people it is 193"),
        ((TOTAL, 250), "The share is right. 250 are too many"),
        ((TOTAL, 50), "The share is right. 50 are too few"),
    ],
)
def test_1_slips(answer: tuple[Any, Any], start: str) -> None:
    says(exercises.check_1(*answer), NOT_YET, start)


# Exercise 2
def solution(remitted: np.ndarray, entered: np.ndarray) -> float:
    return float((remitted * entered).sum() / entered[0])


LEFT = 1000 * sum(n * (1 - r) - after for n, r, after in zip(ENTERED[:3], SHARES[:3], ENTERED[1:], strict=True)) / 3671


def test_2_right() -> None:
    for left in (LEFT, 464, 463.5, np.float64(LEFT)):
        says(exercises.check_2(solution, left), RIGHT, "507 of 1,000 remit in a step, and 464 leave")


WRONG: dict[str, tuple[Callable[..., Any], str]] = {
    "nobody leaves": (lambda r, n: 1 - np.prod(1 - r), "That is the share if nobody leaves"),
    "people": (lambda r, n: (r * n).sum(), "Those are people: divide by all who started"),
    "all steps": (lambda r, n: (r * n).sum() / n.sum(), "You divided by the sum of all steps"),
    "per cent": (lambda r, n: 100 * solution(r, n), "That is in per cent"),
    "the rest": (lambda r, n: 1 - solution(r, n), "That is who did not remit"),
    "a sum": (lambda r, n: r.sum(), "That adds shares of different groups"),
    "a constant": (lambda r, n: 0.507, "For entered = (100, 20) the share is 0.600, and counted gives 0.507"),
    "an error": (lambda r, n: r[9], "counted(remitted, entered) stopped with IndexError"),
}


@pytest.mark.parametrize("name", WRONG)
def test_2_slips_of_the_function(name: str) -> None:
    function, start = WRONG[name]
    says(exercises.check_2(function, LEFT), NOT_YET, start)


@pytest.mark.parametrize(
    ("left", "start"),
    [
        (493.1, "That is everybody who is not counted as remitted"),
        (966.5, "That is everybody who did not enter step 4"),
        (240, "That is after step 1 alone"),
        (1703.3, "That is in the study's own people"),
        (0.464, "That is a share"),
        (507, "Those are the ones who remit"),
        (600, "The function is right. 600 are too many"),
        (100, "The function is right. 100 are too few"),
    ],
)
def test_2_slips_of_the_count(left: float, start: str) -> None:
    says(exercises.check_2(solution, left), NOT_YET, start)


def test_2_half_an_answer() -> None:
    says(exercises.check_2(solution), NO_ANSWER, "The function is right. Put how many of 1,000 leave")
    says(exercises.check_2(lambda r, n: None, LEFT), NO_ANSWER, "counted gives back None")


# Exercise 3
def by_hand(people: tuple[float, ...]) -> float:
    return sum(count * (1 - share) for count, share in zip(people, (0.4, 0.5, 0.6, 0.7), strict=True))


REMIT = tuple(1000 * r * n / 3671 for r, n in zip(SHARES, ENTERED, strict=True))
WELL = by_hand(REMIT)
RELAPSING = 1 - WELL / sum(REMIT)


def test_3_right() -> None:
    for answer in ((WELL, RELAPSING), (288, 0.43), (287.5, 0.432), ([WELL, RELAPSING],)):
        says(exercises.check_3(*answer), RIGHT, "Of 1,000 who start, 507 remit and 288 stay well")
    assert relapse.staying() == pytest.approx(WELL)


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ((sum(REMIT) * 0.45, RELAPSING), "You took the mean of the four shares"),
        ((sum(REMIT) - WELL, RELAPSING), "Those are the ones who relapse"),
        ((relapse.staying(0), RELAPSING), "That is if nobody leaves"),
        ((sum(REMIT), RELAPSING), "That is everybody who remits"),
        ((450, RELAPSING), "That is of all who start"),
        ((0.288, RELAPSING), "That is a share"),
        ((300, RELAPSING), "300 are too many"),
        ((100, RELAPSING), "100 are too few"),
        ((WELL, 1 - RELAPSING), "That is the share of the remitted that stays well"),
        ((WELL, 0.55), "That is the mean of the four shares"),
        ((WELL, (sum(REMIT) - WELL) / 1000), "You divided by all who start"),
        ((WELL, WELL / 1000), "That is who stays well, of all who start"),
        ((WELL, 0.4), "That is step 1 alone"),
        ((WELL, 43.2), "43.2 looks like a percentage"),
        ((WELL, 0.9), "The people are right. 0.9 is too high"),
        ((WELL, 0.1), "The people are right. 0.1 is too low"),
    ],
)
def test_3_slips(answer: tuple[Any, Any], start: str) -> None:
    says(exercises.check_3(*answer), NOT_YET, start)


# Exercise 4
SEEN, GONE = sum(REMIT) / 1000, LEFT / 1000
NEEDED = (TOTAL - SEEN) / GONE


def test_4_right() -> None:
    for answer in ((NEEDED, "B"), (0.35, "b"), (0.353, " B."), ([NEEDED, "B"],)):
        says(exercises.check_4(*answer), RIGHT, "35 % of those who left would have to remit")
    assert (unknown.needed(), unknown.left()) == pytest.approx((NEEDED, GONE))
    assert (total.everyone(), leaving.leavers()) == pytest.approx((TOTAL, LEFT))


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ((TOTAL - SEEN, "B"), "Those are the people that are missing, of all who start"),
        ((1 - NEEDED, "B"), "That is the share of them that would *not* remit"),
        (((TOTAL - SEEN) / TOTAL, "B"), "You divided by the total"),
        (((TOTAL - SEEN) / (1 - SEEN), "B"), "You divided by everybody who is not counted as remitted"),
        ((GONE, "B"), "That is the share of all who start that left"),
        ((SEEN / TOTAL, "B"), "That is what was seen, of the printed total"),
        ((0.1, "B"), "If 10 % of those who left had remitted, the total would be 55 %"),
        ((35.3, "B"), "35.3 looks like a percentage"),
        ((NEEDED, "A"), "The share is right, but A does not hold. A slip of arithmetic"),
        ((NEEDED, "C"), "The share is right, but C does not hold. There was no placebo"),
        ((NEEDED, "D"), "The share is right, but D does not hold. The patients are the same"),
        ((NEEDED, "E"), "'E' is none of the options"),
    ],
)
def test_4_slips(answer: tuple[Any, Any], start: str) -> None:
    says(exercises.check_4(*answer), NOT_YET, start)


def test_4_half_an_answer() -> None:
    says(exercises.check_4(NEEDED), NO_ANSWER, "The share is right. Put your reason in place of None")
