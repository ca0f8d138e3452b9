"""The hippocampus lab's self-checks: right answers, the slips that learners make, and nonsense."""

from __future__ import annotations

from math import erf, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm
from tests.exercises.answers import ANYTHING, asks_for_an_answer, reads_as_one_line, says

from ketabrain.exercises import hippocampus as exercises
from ketabrain.exercises.feedback import NO_ANSWER, NOT_YET, RIGHT
from ketabrain.exercises.hippocampus import cliff, effect, trains, turn
from ketabrain.models import calcium_plasticity as plasticity
from ketabrain.models import hopfield

CHECKS = (exercises.check_1, exercises.check_2, exercises.check_3, exercises.check_4)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_an_empty_answer_is_no_answer(check):
    asks_for_an_answer(check)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(CHECKS), ANYTHING, ANYTHING)
def test_nothing_raises_and_all_is_one_readable_line(check, first, second):
    reads_as_one_line(check(first, second))


# Exercise 1
BLOCKS = np.arange(101) / 100
ENDS = plasticity.simulate(plasticity.protocol(100, 100), BLOCKS).final
TURN, WEAKEST = BLOCKS[(ENDS < 0.5).argmax()], BLOCKS[ENDS.argmin()]


def test_1_right():
    for answer in ((TURN, WEAKEST), (0.3, 0.49), (0.31, 0.5), (np.float64(0.29), 0.48), ([TURN, WEAKEST],)):
        says(exercises.check_1(*answer), RIGHT, "From a block of 0.30 on the train weakens the synapse, most at 0.49")


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ((WEAKEST, TURN), "There it is weakest"),
        ((0.24, WEAKEST), "That is the last block that still strengthens"),
        ((0.35, WEAKEST), "There it is weaker by 0.05 already"),
        ((0.7, WEAKEST), "That is the share of receptors that is left"),
        ((0.1, WEAKEST), "At a block of 0.1 the synapse ends at 0.61, stronger: go higher"),
        ((0.4, WEAKEST), "At a block of 0.4 the synapse ends at 0.40, weaker: a smaller block"),
        ((0.9, WEAKEST), "At a block of 0.9 the synapse ends at 0.50, as it began"),
        ((30, WEAKEST), "30 is a place in the list or a percentage"),
        ((30.0, WEAKEST), "30 looks like a percentage"),
        ((-0.3, WEAKEST), "-0.3 is negative"),
        ((TURN, ENDS.min()), "That is how weak it ends"),
        ((TURN, TURN), "There it turns"),
        ((TURN, 0.61), "There calcium no longer reaches the lower level"),
        ((TURN, int(ENDS.argmin())), "49 is a place in the list or a percentage"),
        ((TURN, 0.55), "The turn is right. At a block of 0.55 the synapse ends at 0.36"),
    ],
)
def test_1_slips(answer, start):
    says(exercises.check_1(*answer), NOT_YET, start)


def test_1_half_an_answer():
    says(exercises.check_1(TURN), NO_ANSWER, "Put the block at which it ends weakest in place of None")


def test_1_has_one_turn():
    """Stronger up to the turn, weaker beyond it until nothing changes; the lowest point is no tie."""
    after = ENDS[BLOCKS >= TURN]
    assert (ENDS[BLOCKS < TURN] > 0.5).all()
    assert np.flatnonzero(after < 0.5).tolist() == list(range(int((after < 0.5).sum())))
    assert np.sort(ENDS)[1] - ENDS.min() > 0.005
    assert turn.turning() == TURN and turn.weakest() == WEAKEST


def test_1_what_its_praise_says_of_the_upper_level_is_so():
    """At the weakest block calcium stays below 1.3, three steps before it passes it."""
    tops = [
        plasticity.calcium(np.arange(0, 1.1, 0.0001), plasticity.protocol(100, 100), float(block)).max()
        for block in (WEAKEST, WEAKEST - 0.03)
    ]
    assert tops[0] < 1.3 < tops[1]


# Exercise 2
B20, B30 = np.exp(-50 / 20), np.exp(-1000 / 30 / 20)


def test_2_right():
    for answer in ((B20, B30), (0.08, 0.19), (0.082, 0.189), ([B20, B30],), (np.array([B20, B30]),)):
        says(
            exercises.check_2(*answer), RIGHT, "At 20 Hz a block of 0.082 is enough, at 30 Hz 0.189; at 100 Hz it takes"
        )


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ((B30, B20), "These are the right two numbers in the wrong order"),
        ((1 - B20, B30), "For 20 Hz: that is the share of receptors that must be left"),
        ((B20, 1 - B30), "For 30 Hz: that is the share of receptors that must be left"),
        ((1 / (1 - B20) - 1, B30), "For 20 Hz: that is how far calcium stands above"),
        ((B20, 1 / (1 - B30) - 1), "For 30 Hz: that is how far calcium stands above"),
        ((np.exp(-1 / 20 / 20), B30), "For 20 Hz: seconds and milliseconds are mixed"),
        ((np.exp(-20 / 20), B30), "For 20 Hz: you put the frequency where"),
        ((np.exp(-20 / 50), B30), "For 20 Hz: the exponent is upside down"),
        ((0, 0), "For 20 Hz: one pulse alone"),
        ((1 - 1.3 * (1 - B20), B30), "You took the upper level, 1.3"),
        ((B20, 1 - 1.3 * (1 - B30)), "You took the upper level, 1.3"),
        ((B20, B20), "Both are the block for 20 Hz"),
        ((0.2, B30), "For 20 Hz a block of 0.2 is too high"),
        ((B20, 0.1), "For 30 Hz a block of 0.1 is too low"),
        ((8.2, 18.9), "8.2 looks like a percentage"),
    ],
)
def test_2_slips(answer, start):
    says(exercises.check_2(*answer), NOT_YET, start)


def test_2_half_an_answer():
    says(exercises.check_2(B20), NO_ANSWER, "Put the block for 30 Hz in place of None")


@pytest.mark.parametrize("frequency_Hz", [20, 30, 100])
def test_2_the_formula_is_what_the_model_does(frequency_Hz):
    """Just below the block a long train changes the synapse, just above it does not."""
    border = trains.border(frequency_Hz)
    below, above = plasticity.simulate(plasticity.protocol(frequency_Hz, 900), [border - 0.01, border + 0.001]).final
    assert below < 0.499 and above == 0.5


# Exercise 3
def mean_overlap(block, old):
    return np.mean([hopfield.simulate(block, old=old, new=15, seed=seed).overlap_new for seed in range(1, 6)])


def test_3_right():
    for answer in ((0.6, 0.3), ([0.6, 0.3],), (np.float64(0.6), 3 / 10)):
        says(exercises.check_3(*answer), RIGHT, "Beside 5 old memories the new ones are lost at 0.6")


def test_3_its_steps_do_not_hang_on_a_hair():
    for old, lost in ((5, 0.6), (20, 0.3)):
        assert mean_overlap(lost, old) < 0.45 and mean_overlap(lost - 0.1, old) > 0.55
        assert cliff.lost_at(old) == round(10 * lost)


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ((0.3, 0.6), "These are the right two numbers in the wrong order"),
        ((0.5, 0.3), "Beside 5 old memories a block of 0.5 leaves the new ones an overlap of 0.56: go higher"),
        ((0.6, 0.2), "Beside 20 old memories a block of 0.2 leaves the new ones"),
        ((0, 0), "Beside 5 old memories a block of 0 leaves the new ones an overlap of 1.00"),
        ((0.7, 0.3), "Beside 5 old memories the new ones are lost at 0.7, but at 0.6 already"),
        ((0.6, 0.4), "Beside 20 old memories the new ones are lost at 0.4, but at 0.3 already"),
        ((0.55, 0.3), "A block of 0.55 is not among the steps"),
        ((1, 0.3), "A block of 1 is not among the steps"),
        ((6, 3), "6 is a place in the list of steps"),
        ((60, 30), "60 looks like a percentage"),
    ],
)
def test_3_slips(answer, start):
    says(exercises.check_3(*answer), NOT_YET, start)


def test_3_half_an_answer():
    says(exercises.check_3(0.6), NO_ANSWER, "Put the block with 20 old memories in place of None")


# Exercise 4
def chance(d):
    return norm.cdf(d / sqrt(2))


def people(d):
    return 2 * ((1.96 + 0.84) / d) ** 2


def read_effect(d):
    return (1 + erf(d / 2)) / 2, round(people(d))


def test_4_right():
    for letter in ("C", "c", "C."):
        says(exercises.check_4(read_effect, letter), RIGHT, "At d = 0.14 it is 54 in 100, and 800 people in each group")
    exact = 2 * (norm.ppf(0.975) + norm.ppf(0.8)) ** 2
    assert exercises.check_4(lambda d: [chance(d), exact / d**2], "C").right
    assert exercises.check_4(lambda d: np.array([chance(d), people(d) + 1]), "C").right


def test_4_the_chance_is_that_of_two_people_drawn_at_random():
    rng = np.random.default_rng(0)
    patients, others = rng.standard_normal((2, 400_000))
    for d in effect.SIZES:
        assert (patients - d < others).mean() == pytest.approx(effect.chance(d), abs=0.003)


def test_4_the_number_of_people_is_what_gives_four_in_five():
    """Simulate studies: the difference of two averages, in units of its own spread, passes 1.96."""
    rng = np.random.default_rng(0)
    for d in effect.SIZES:
        found = d / sqrt(2 / people(d)) + rng.standard_normal(100_000)
        assert (np.abs(found) > 1.96).mean() == pytest.approx(0.8, abs=0.01)


def chances(wrong):
    return lambda d: (wrong(d), people(d))


def counts(wrong):
    return lambda d: (chance(d), wrong(d))


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        (0.54, "Give the function itself"),
        (chances(lambda d: 100 * chance(d)), "These chances are in per cent"),
        (chances(lambda d: 1 - chance(d)), "That is the chance that the patient's is the larger one"),
        (chances(norm.cdf), "That compares a patient with the average of the others"),
        (chances(lambda d: norm.cdf(d * sqrt(2))), "You multiplied d by the root of 2"),
        (chances(lambda d: norm.cdf(d / 2)), "You divided d by 2, or by the root of 2 once too often"),
        (chances(lambda d: erf(d / 2)), "erf is not the share below"),
        (chances(lambda d: d), "That is d itself"),
        (chances(lambda d: 0.5), "0.5 is a coin"),
        (chances(lambda d: 7), "read_effect says a chance of 7: a chance runs from 0 to 1"),
        (chances(lambda d: 0.9 * chance(d)), "At d = 0.14 read_effect says a chance of 0.485, which is too low"),
        (lambda d: (people(d), chance(d)), "The two numbers are in the wrong order"),
        (counts(lambda d: 2 * people(d)), "The chances are right. That is both groups together"),
        (counts(lambda d: people(d) / 2), "The chances are right. You forgot the 2"),
        (counts(lambda d: people(d) * d), "The chances are right. d must be squared"),
        (counts(lambda d: 2 * (1.96 / d) ** 2), "The chances are right. Without the 0.84"),
        (counts(lambda d: 2 * (0.84 / d) ** 2), "The chances are right. You left out the 1.96"),
        (counts(lambda d: 2 * 2.8 / d**2), "The chances are right. The sum, 1.96 + 0.84, must be squared"),
        (counts(lambda d: 2 * (1.96**2 + 0.84**2) / d**2), "The chances are right. Add 1.96 and 0.84 first"),
        (counts(lambda d: 2 * (2.8 * d) ** 2), "The chances are right. You multiplied by d squared"),
        (counts(lambda d: 1000), "The chances are right. At d = 0.14 1000 people in each group are too many"),
        (counts(lambda d: 60), "The chances are right. At d = 0.14 60 people in each group are too few"),
        (chance, "Let read_effect return two numbers"),
        (lambda d: "half", "Let read_effect return two numbers"),
        (lambda d: (chance(d), "many"), "'many' is text"),
        (lambda: 1, "read_effect(0.14) stopped with TypeError"),
        (lambda d: 1 / 0, "read_effect(0.14) stopped with ZeroDivisionError"),
    ],
)
def test_4_slips(answer, start):
    says(exercises.check_4(answer, "C"), NOT_YET, start)


def test_4_an_unfinished_function_is_no_answer():
    says(exercises.check_4(lambda d: None), NO_ANSWER, "read_effect gives back None")
    says(exercises.check_4(lambda d: (chance(d), None)), NO_ANSWER, "read_effect gives back None in one place")
    says(exercises.check_4(read_effect), NO_ANSWER, "The function is right. Put your judgement")


@pytest.mark.parametrize("letter", [letter for letter in effect.REASONS if letter != effect.BECAUSE])
def test_4_judgements(letter):
    says(exercises.check_4(read_effect, letter), NOT_YET, f"The function is right, but {letter} does not hold. ")
