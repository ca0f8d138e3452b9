"""The self-checks of the lab on one dose: right answers, the slips that learners make, and nonsense."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.exercises.answers import ANYTHING, asks_for_an_answer, reads_as_one_line, says

from ketabrain.exercises import one_dose as exercises
from ketabrain.exercises.feedback import NO_ANSWER, NOT_YET, RIGHT
from ketabrain.models import one_dose

CHECKS = (exercises.check_1, exercises.check_2, exercises.check_3, exercises.check_4)
LONG = np.arange(1, 2881.0)
HOURS = np.arange(1, 241.0)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_an_empty_answer_is_no_answer(check) -> None:
    asks_for_an_answer(check)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(CHECKS), ANYTHING, ANYTHING)
def test_nothing_raises_and_all_is_one_readable_line(check, first, second) -> None:
    reads_as_one_line(check(first, second), ends=".!?…")


# Exercise 1
def fades(dose: float, below: float = 10) -> float:
    """Return the time as the lab's solution finds it."""
    level = one_dose.plasma_ng_ml("iv_infusion", dose, 70, LONG)
    return float((LONG[level >= below][-1] + 1) / 60)


ONCE, TWICE = fades(0.5), fades(1)


def test_1_right() -> None:
    assert pytest.approx(8.5, abs=0.05) == ONCE
    for answer in ((ONCE, TWICE), (8.5, 13.0), ((ONCE, TWICE), None), (np.array([ONCE, TWICE]), None)):
        says(exercises.check_1(*answer), RIGHT, "8.5 hours, and 13.0 after twice as much")


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ((60 * ONCE, TWICE), "That is in minutes"),
        ((1.5 / 60, TWICE), "That is when the level first reaches 10"),
        ((ONCE - 40 / 60, TWICE), "You counted from the end of the infusion"),
        ((40 / 60, TWICE), "That is when the level is highest"),
        ((TWICE, ONCE), "That belongs to the other dose"),
        ((fades(0.5, 1), TWICE), "That is when the level falls below 1 ng/mL"),
        ((20, TWICE), "20 hours is too long"),
        ((3, TWICE), "3 hours is too short"),
        ((ONCE, 2 * ONCE), "The first time is right. You doubled the time"),
        ((ONCE, 12), "The first time is right. 12 hours is too short"),
        (("8.5", TWICE), "'8.5' is text"),
    ],
)
def test_1_slips(answer, start: str) -> None:
    says(exercises.check_1(*answer), NOT_YET, start)


# Exercise 2
def highest(dose: float) -> float:
    """Return the highest block in a dish as the lab's starter cell finds it."""
    return float(one_dose.follow("iv_infusion", dose, 70, HOURS).dish.max())


RATIO = highest(1) / highest(0.5)
STEPS = np.arange(0.5, 5, 0.01)
DOSE = float(STEPS[next(i for i, dose in enumerate(STEPS) if highest(dose) >= 2 * highest(0.5))])


def test_2_right() -> None:
    assert pytest.approx(3.29, abs=0.02) == DOSE
    for answer in ((RATIO, DOSE), (1.38, 3.3), ([RATIO, DOSE], None)):
        says(exercises.check_2(*answer), RIGHT, "Twice the dose blocks 1.38 times as much, and it takes 3.3 mg/kg")


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ((2, DOSE), "That is how the level grows"),
        ((1 / RATIO, DOSE), "The fraction is upside down"),
        ((highest(1) - highest(0.5), DOSE), "That is the difference"),
        ((highest(1), DOSE), "That is the block after twice the dose"),
        ((highest(0.5), DOSE), "That is the block after the usual dose"),
        ((1.955, DOSE), "That is the block at rest"),
        ((1.5, DOSE), "A ratio of 1.5 is too large"),
        ((RATIO, 1), "The ratio is right. Twice the dose does not double the block"),
        ((RATIO, 70 * DOSE), "The ratio is right. That is in mg for the whole person"),
        ((RATIO, 2 * DOSE), "The ratio is right. That is how many times"),
        ((RATIO, RATIO), "The ratio is right. You went on in a straight line"),
        ((RATIO, 2.69), "The ratio is right. You took a Hill coefficient of 1"),
        ((RATIO, 4), "The ratio is right. 4 mg/kg is too high"),
    ],
)
def test_2_slips(answer, start: str) -> None:
    says(exercises.check_2(*answer), NOT_YET, start)


# Exercise 3
def band(low_free=0.53, high_free=0.77, loose=3.1, tight=0.5, per_uM=237.73):
    """Return a learner's function with one thing or another done differently."""

    def own(level):
        low, high = low_free * level / per_uM, high_free * level / per_uM
        return low / (low + loose), high / (high + tight)

    return own


def test_3_right() -> None:
    says(exercises.check_3(band(), "B"), RIGHT, "11 to 52 % at 165 ng/mL")
    says(exercises.check_3(lambda level: np.array(band()(level)), " b."), RIGHT, "11 to 52 %")


@pytest.mark.parametrize(
    ("own", "start"),
    [
        (lambda level: band()(level)[::-1], "At 20 ng/mL: the two are swapped"),
        (band(1, 1), "At 20 ng/mL: you counted all drug in plasma"),
        (band(loose=0.5, tight=3.1), "At 20 ng/mL: a large K is a weak grip"),
        (band(0.77, 0.53), "At 20 ng/mL: the free shares are swapped"),
        (band(0.55, 0.55), "At 20 ng/mL: you took one free share"),
        (band(per_uM=1), "At 20 ng/mL: you forgot to turn ng/mL into µM"),
        (band(loose=0.71), "At 20 ng/mL: you give 0.059"),
        (lambda level: 0.3, "At 20 ng/mL the function should return two numbers"),
        (lambda level: (30, 60), "30 looks like a percentage"),
        (lambda: (0.1, 0.2), "band(20) stopped with TypeError"),
        (0.3, "Give the function itself"),
    ],
)
def test_3_slips(own, start: str) -> None:
    says(exercises.check_3(own, "B"), NOT_YET, start)


def test_3_the_reason() -> None:
    says(exercises.check_3(band()), NO_ANSWER, "The function is right. Put your reason")
    for letter, why in exercises.GRIPS.items():
        if letter != "B":
            says(
                exercises.check_3(band(), letter),
                NOT_YET,
                f"The function is right, but {letter} does not hold. {why[:20]}",
            )
    says(exercises.check_3(lambda level: None, "B"), NO_ANSWER, "The function returns None")


# Exercise 4
RIGHT_4 = {"Murrough 2013": -16.5 + 8.8, "Daly 2018": -16.4 + 5.7, "Lii 2023": (12.7 - 25.1) - (16.4 - 29.9)}


def test_4_right() -> None:
    for answer in (RIGHT_4, list(RIGHT_4.values()), {**RIGHT_4, "Berman 2000": -14}):
        says(exercises.check_4(answer, "C"), RIGHT, "From −10.7 to +1.1 points")


@pytest.mark.parametrize(
    ("trial", "value", "words"),
    [
        ("Murrough 2013", 7.7, "Murrough 2013: the sign is turned round"),
        ("Murrough 2013", -16.5, "Murrough 2013: that is the fall in the drug's arm alone"),
        ("Daly 2018", -5.7, "Daly 2018: that is the change in the comparison's arm"),
        ("Lii 2023", -3.7, "Lii 2023: -3.7 points is not the drug's change"),  # the scores' own difference
    ],
)
def test_4_slips(trial: str, value: float, words: str) -> None:
    says(exercises.check_4({**RIGHT_4, trial: value}, "C"), NOT_YET, words)


def test_4_shapes_and_sentences() -> None:
    says(exercises.check_4({"Murrough 2013": -7.7}, "C"), NOT_YET, "There is no entry 'Daly 2018'")
    says(exercises.check_4([-7.7], "C"), NOT_YET, "Give a dictionary with one difference")
    says(exercises.check_4(RIGHT_4), NO_ANSWER, "The three differences are right. Now put one of A, B, C, D")
    for letter, why in exercises.SENTENCES.items():
        if letter != "C":
            found = exercises.check_4(RIGHT_4, letter)
            says(found, NOT_YET, f"The differences are right, but they do not allow {letter}. {why[:20]}")
