"""The snow hill lab's self-checks: right answers, the slips that learners make, and nonsense."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.exercises.answers import ANYTHING, asks_for_an_answer, reads_as_one_line, says

from ketabrain.exercises import snow_hill as exercises
from ketabrain.exercises.feedback import NO_ANSWER, NOT_YET, RIGHT
from ketabrain.exercises.snow_hill import barrier, flat
from ketabrain.models import energy_landscape as hill

CHECKS = (exercises.check_1, exercises.check_2, exercises.check_3, exercises.check_4)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_an_empty_answer_is_no_answer(check):
    asks_for_an_answer(check)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(CHECKS), ANYTHING, ANYTHING)
def test_nothing_raises_and_all_is_one_readable_line(check, first, second):
    reads_as_one_line(check(first, second))


# Exercise 1, by hand: tau = front * exp(climb / noise)
CLIMB = 0.157665
FRONT = 942.66 / math.exp(CLIMB / 0.03)
NOISE = CLIMB / math.log(300 / FRONT)
SOONER = 942.66 / 41.763


def test_1_right():
    for answer in ((NOISE, SOONER), (0.0384, 22.6), ([NOISE, SOONER],)):
        says(exercises.check_1(*answer), RIGHT, "With a noise of 0.038 sleds leave after 300 minutes")


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ((0.03 * 942.66 / 300, SOONER), "You made the noise larger by as much"),
        ((0.08382, SOONER), "That is for leaving the right valley"),
        ((CLIMB / math.log(300), SOONER), "You left out the factor in front"),
        ((0.05, SOONER), "With a noise of 0.05 sleds leave after 115 min: take less"),
        ((0.033, SOONER), "With a noise of 0.033 sleds leave after 585 min: take more"),
        ((300, SOONER), "300 is no noise that this hill knows"),
        (("0.04", SOONER), "'0.04' is text"),
        ((NOISE, 1 / SOONER), "That is the short time over the long one"),
        ((NOISE, 20.05), "That is the exact answer, and a better one"),
        ((NOISE, 3.15), "That is by how much the *barrier* is lower"),
        ((NOISE, 901), "That is by how many minutes sooner"),
        ((NOISE, 1 / 0.7), "That is by how much the ridge is lower"),
        ((NOISE, 5), "The noise is right. 5 is too low"),
        ((NOISE, 50), "The noise is right. 50 is too high"),
    ],
)
def test_1_slips(answer, start):
    says(exercises.check_1(*answer), NOT_YET, start)


def test_1_half_an_answer():
    says(exercises.check_1(NOISE), NO_ANSWER, "Put how many times sooner")


# Exercise 2
def climb(ridge, tilt):
    found = hill.wells(ridge, tilt)
    return float(hill.height(found.ridge, ridge, tilt) - hill.height(found.left, ridge, tilt))


def test_2_right():
    for letter in ("B", "b", "(b)"):
        says(exercises.check_2(climb, letter), RIGHT, "A tilt of −0.2 makes the climb")
    assert hill.barrier(1, -0.2) / hill.barrier(1, 0.1) == pytest.approx(3, abs=0.2)


def at(name, sign=1):
    def function(ridge, tilt):
        found = hill.wells(ridge, tilt)
        return sign * float(hill.height(found.ridge, ridge, tilt) - hill.height(getattr(found, name), ridge, tilt))

    return function


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        (0.158, "Give the function itself, climb without brackets"),
        (at("right"), "That is the climb out of the *right* valley"),
        (at("left", -1), "That is the climb with its sign turned"),
        (lambda a, h: float(hill.height(hill.wells(a, h).left, a, h) - hill.height(hill.wells(a, h).right, a, h)),
         "That is how far the valleys differ"),
        (lambda a, h: float(hill.height(hill.wells(a, h).ridge, a, h)), "That is the height of the ridge above zero"),
        (lambda a, h: hill.wells(a, h).ridge - hill.wells(a, h).left, "That is the way from the bottom to the ridge along x"),
        (lambda a, h: math.nan, "climb gives nan for every ground"),
        (lambda a, h: 0.0 if math.isnan(climb(a, h)) else climb(a, h), "climb(0.4, 0.1) should be nan"),
        (lambda a, h: 7, "climb(1, 0.1) gives 7: take the ground's height"),
        (lambda a: 1, "climb(1, 0.1) stopped with TypeError"),
        (lambda a, h: [1, 2], "That holds 2 values"),
    ],
)  # fmt: skip
def test_2_slips(answer, start):
    says(exercises.check_2(answer, "B"), NOT_YET, start)


def test_2_half_an_answer():
    says(exercises.check_2(lambda a, h: None), NO_ANSWER, "climb gives back None")
    says(exercises.check_2(climb), NO_ANSWER, "The function is right. Put your reason")


@pytest.mark.parametrize("letter", [letter for letter in barrier.REASONS if letter != barrier.BECAUSE])
def test_2_reasons(letter):
    says(exercises.check_2(climb, letter), NOT_YET, f"The function is right, but {letter} does not hold. ")


# Exercise 3
def test_3_right():
    times = hill.escape_times_min(1.0, 0.1, 0.06, sleds=400, seed=1)
    mean = times.mean()
    counted = (times > mean).mean(), (times > 2 * mean).sum() / (times > mean).sum()
    for answer in (counted, (0.37, 0.37), (np.array([0.35, 0.4]),)):
        says(exercises.check_3(*answer), RIGHT, "About 37 % are there")


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ((0.63, 0.37), "That is the share that has left"),
        ((0.5, 0.37), "Half are left after the *median*"),
        ((0.2, 0.37), "0.2 is too low: count the times"),
        ((0.9, 0.37), "0.9 is too high: count the times"),
        ((37, 0.37), "37 looks like a percentage"),
        ((0.37, 0.135), "The first is right. That is the share of *all* sleds"),
        ((0.37, 0.63), "The first is right. That is the share of those that leave"),
        ((0.37, 0.9), "The first is right. 0.9 is too high"),
        ((0.37, 0.25), "The first is right. 0.25 is too low"),
    ],
)
def test_3_slips(answer, start):
    says(exercises.check_3(*answer), NOT_YET, start)


def test_3_half_an_answer():
    says(exercises.check_3(0.37), NO_ANSWER, "Put the share of those that stays on")


# Exercise 4
def test_4_right():
    for answer in ((0.9975, 0.27, "C"), (1, 0.27, "c.")):
        says(exercises.check_4(*answer), RIGHT, "Without a push 100 % end on the left, with it 27 %")


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ((0.0025, 0.27, "C"), "That is the share on the right"),
        ((0.7825, 0.27, "C"), "That is the share at minute 360"),
        ((0.27, 0.9975, "C"), "That is the other plan"),
        ((0.5, 0.27, "C"), "0.5 is too low: run 400 sleds"),
        ((99.75, 0.27, "C"), "99.75 looks like a percentage"),
        ((0.9975, 0.73, "C"), "Without a push it is right. That is the share on the right"),
        ((0.9975, 0.2275, "C"), "Without a push it is right. That is the share at minute 360"),
        ((0.9975, 0.9975, "C"), "Without a push it is right. That is without flattening"),
        ((0.9975, 0.6, "C"), "Without a push it is right. 0.6 is too high"),
    ],
)
def test_4_slips(answer, start):
    says(exercises.check_4(*answer), NOT_YET, start)


def test_4_half_an_answer():
    says(exercises.check_4(0.9975), NO_ANSWER, "Put the share on the left with a push")
    says(exercises.check_4(0.9975, 0.27), NO_ANSWER, "Put your judgement in place of None")


@pytest.mark.parametrize("letter", [letter for letter in flat.REASONS if letter != flat.BECAUSE])
def test_4_judgements(letter):
    says(exercises.check_4(0.9975, 0.27, letter), NOT_YET, f"The shares are right, but {letter} does not hold. ")
