"""The cascade lab's self-checks: right answers, the slips that learners make, and nonsense."""

from __future__ import annotations

from math import inf, nan, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.exercises.answers import ANYTHING, asks_for_an_answer, reads_as_one_line, says

from ketabrain.exercises import cascade as exercises
from ketabrain.exercises.cascade import separating
from ketabrain.exercises.feedback import NO_ANSWER, NOT_YET, RIGHT
from ketabrain.models import cascade

CHECKS = (exercises.check_1, exercises.check_2, exercises.check_3, exercises.check_4)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_an_empty_answer_is_no_answer(check):
    asks_for_an_answer(check)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(CHECKS), ANYTHING, ANYTHING)
def test_nothing_raises_and_all_is_one_readable_line(check, first, second):
    reads_as_one_line(check(first, second))


# Exercise 1
def back(hour):
    return float(cascade.simulate([72], erase_h=hour).spines[0] / cascade.simulate([72]).spines[0])


FIRST = next(hour for hour in range(72) if back(hour) < 0.1)
AFTER_6 = back(6)


def test_1_right():
    for answer in ((FIRST, AFTER_6), (24, 0.78), (24.0, np.float64(0.776)), ([FIRST, AFTER_6],)):
        says(exercises.check_1(*answer), RIGHT, "Erased at 24 h, 9.7 % is there at 72 h; an hour sooner it is 11.0 %")


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ((23, AFTER_6), "Erased at 23 h, 11.0 % is there at 72 h: erase later"),
        ((30, AFTER_6), "Erased at 30 h, 4.8 % is there at 72 h. That is less than a tenth, but an earlier hour"),
        ((72, AFTER_6), "At 72 h they are read"),
        ((100, AFTER_6), "100 is no hour of the search"),
        ((23.7, AFTER_6), "A whole hour is asked for"),
        ((FIRST, 1 - AFTER_6), "That is the share that is missing"),
        ((FIRST, back(24)), "The hour is right. That is the share for 24 h"),
        ((FIRST, 0.5), "The hour is right. 0.5 is too low"),
        ((FIRST, 0.9), "The hour is right. 0.9 is too high"),
        ((FIRST, 77.6), "77.6 looks like a percentage"),
        (("24", AFTER_6), "'24' is text"),
    ],
)
def test_1_slips(answer, start):
    says(exercises.check_1(*answer), NOT_YET, start)


def test_1_taking_away_what_was_there_is_a_slip_of_its_own():
    early, late = cascade.simulate([6.0, 72.0]).spines
    says(exercises.check_1(FIRST, 1 - early / late), NOT_YET, "You took away what was there at 6 h")


def test_1_half_an_answer():
    says(exercises.check_1(FIRST), NO_ANSWER, "Put the share after 6 hours in place of None")


# Exercise 2
def left(cut, share):
    return cascade.chain_share(24, cut=(cut,), parameters=cascade.Parameters(rest_share=share))


SHARES = np.linspace(0, 1, 401)
NEEDED = float(SHARES[np.argmin([abs(left("translation", share) - 0.25) for share in SHARES])])


def test_2_right():
    for answer in ((NEEDED, left("ampa", NEEDED)), (0.75, 0.75), ((0.749, 0.751),), (np.array([0.75, 0.75]),)):
        says(
            exercises.check_2(*answer), RIGHT, "At a share of 0.75 the knock-out keeps a quarter, and NBQX leaves 0.75"
        )


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ((0.25, 0.75), "There the knock-out keeps three quarters"),
        ((0.5, 0.75), "At 0.5 the knock-out keeps 0.50 of the spines, not 0.25: give the block at rest more"),
        ((0.9, 0.75), "At 0.9 the knock-out keeps 0.10 of the spines, not 0.25: give the block at rest less"),
        ((0.75, 0.25), "That is what the knock-out leaves"),
        ((0.75, 0.5), "That is for equal halves"),
        ((0.75, 0.6), "The share is right. 0.6 is too low"),
        ((0.75, 0.9), "The share is right. 0.9 is too high"),
        ((75, 0.75), "75 looks like a percentage"),
    ],
)
def test_2_slips(answer, start):
    says(exercises.check_2(*answer), NOT_YET, start)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.75, 1.0])
def test_2_what_its_praise_says_is_so(share):
    assert left("ampa", share) + left("translation", share) == pytest.approx(1)


# Exercise 3
def separates(low, high, chain, branch):
    return bool(not np.isnan(branch) and (low <= chain <= high) != (low <= branch <= high))


COUNT = sum(separates(*cascade.FOUND[e.found], e.chain(), e.through_habenula()) for e in cascade.EXPERIMENTS)


def test_3_right():
    for function, count in (
        (separates, COUNT),
        (lambda *values: np.bool_(separates(*values)), np.int64(COUNT)),
        (separates, 8.0),
    ):
        says(exercises.check_3(function, count), RIGHT, "Of 10 results on which both say something, 8 separate them")


@pytest.mark.parametrize(
    ("function", "start"),
    [
        (lambda *v: not separates(*v), "It is the wrong way round"),
        (lambda low, high, c, b: (low <= c <= high) != (low <= b <= high), "Where the branch is nan it says nothing"),
        (lambda low, high, c, b: low <= c <= high, "That is whether the chain agrees"),
        (lambda low, high, c, b: low <= b <= high, "That is whether the branch agrees"),
        (lambda low, high, c, b: low <= c <= high or low <= b <= high, "That is whether at least one agrees"),
        (lambda low, high, c, b: b == b and (low < c < high) != (low < b < high), "Nearly. A share that lies exactly"),
        (lambda low, high, c, b: c != b, "Two different shares may both lie in the range"),
        (lambda low, high, c, b: True, "Where both agree, separates says True: it should say False"),
        (lambda low, high, c, b: 1, "separates gives back something of type int"),
        (lambda low, high: True, "separates(0.75, inf, 1.0, 0.1) stopped with TypeError"),
        (True, "Give the function itself"),
    ],
)
def test_3_slips(function, start):
    says(exercises.check_3(function, COUNT), NOT_YET, start)


@pytest.mark.parametrize(
    ("count", "start"),
    [
        (10, "That is how many both say something about"),
        (15, "That is all of them"),
        (5, "The function is right, but 5 are too few"),
        (9, "The function is right, but 9 are too many"),
    ],
)
def test_3_wrong_counts(count, start):
    says(exercises.check_3(separates, count), NOT_YET, start)


def test_3_unfinished():
    says(exercises.check_3(lambda *values: None), NO_ANSWER, "separates gives back None")
    says(exercises.check_3(separates), NO_ANSWER, "The function is right. Count the experiments")


def test_3_asks_about_nan_and_the_line():
    shares = [case[4] for case in separating.CASES]
    assert sum(map(np.isnan, shares)) == 2 and nan not in shares[:4]
    assert any(case[3] == case[1] for case in separating.CASES) and any(case[2] == inf for case in separating.CASES)


def test_3_all_that_separate_were_found_in_animals():
    assert not any("people" in e.animal for e in separating.separating())


# Exercise 4
def smallest_fall(n):
    return 2.8 / sqrt(n)


def test_4_right():
    for function, letter in ((smallest_fall, "C"), (lambda n: np.float64(2.8) / np.sqrt(n), " c. ")):
        says(exercises.check_4(function, letter), RIGHT, "With 20 people the fall must be 0.63 standard deviations")


@pytest.mark.parametrize(
    ("function", "start"),
    [
        (lambda n: 2.8 / n, "Divide by the root of n"),
        (lambda n: 1.96 / sqrt(n), "Without the 0.84"),
        (lambda n: 0.84 / sqrt(n), "You left out the 1.96"),
        (lambda n: 2.8 * sqrt(2 / n), "That is for two separate groups"),
        (lambda n: 2.8 * sqrt(n), "You multiplied"),
        (lambda n: 2.8**2 / n, "That is the square"),
        (lambda n: 1.96 + 0.84 / sqrt(n), "Put brackets"),
        (lambda n: 2.8 / sqrt(20), "It gives the same for every n"),
        (lambda n: 1.0, "For 20 people smallest_fall says 1, which is too large"),
        (lambda n: 0.1, "For 20 people smallest_fall says 0.1, which is too small"),
        (lambda n: 1 / 0, "smallest_fall(20) stopped with ZeroDivisionError"),
        (lambda n: "0.6", "'0.6' is text"),
    ],
)
def test_4_slips(function, start):
    says(exercises.check_4(function, "C"), NOT_YET, start)


@pytest.mark.parametrize("letter", ["A", "B", "D"])
def test_4_wrong_judgements_say_why(letter):
    says(exercises.check_4(smallest_fall, letter), NOT_YET, f"The function is right, but {letter} does not hold. ")


def test_4_unfinished():
    says(exercises.check_4(lambda n: None), NO_ANSWER, "smallest_fall gives back None")
    says(exercises.check_4(smallest_fall), NO_ANSWER, "The function is right. Put your judgement")


def test_4_the_rule_finds_such_a_fall_four_times_out_of_five():
    """A thousand trials with the fall that the rule names, counted."""
    drawn = np.random.default_rng(1).normal(smallest_fall(80), 1, (4000, 80))
    found = np.abs(drawn.mean(axis=1)) > 1.96 / sqrt(80)
    assert found.mean() == pytest.approx(0.8, abs=0.02)
