"""The amygdala lab's self-checks: right answers, the slips that learners make, and nonsense."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.exercises.answers import ANYTHING, asks_for_an_answer, reads_as_one_line, says

from ketabrain.exercises import amygdala as exercises
from ketabrain.exercises.amygdala import acquisition, control, renewal
from ketabrain.exercises.amygdala import size as size_module
from ketabrain.exercises.feedback import NO_ANSWER, NOT_YET, RIGHT
from ketabrain.models import fear_extinction as fear
from ketabrain.models import imaging_effects

CHECKS = (exercises.check_1, exercises.check_2, exercises.check_3, exercises.check_4)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_an_empty_answer_is_no_answer(check):
    asks_for_an_answer(check)


@settings(max_examples=60)
@given(st.sampled_from(CHECKS), ANYTHING, ANYTHING)
def test_nothing_raises_and_all_is_one_readable_line(check, first, second):
    reads_as_one_line(check(first, second))


# Exercise 1
def taught(block, shocks=5, rate=0.35):
    """Compute the response after acquisition by hand: each shock leaves 1 - rate of what is not learned."""
    return 1 - (1 - rate * (1 - block)) ** shocks


BLOCK = 1 - (1 - (1 - taught(0) / 2) ** (1 / 5)) / 0.35
LEFT = taught(0.5) / taught(0)


def test_1_right():
    for answer in ((BLOCK, LEFT), (0.69, 0.7), (0.68, 0.699), ([BLOCK, LEFT],), (np.array([BLOCK, LEFT]),)):
        says(exercises.check_1(*answer), RIGHT, "It takes a block of 69 % to halve the response")


def test_1_the_sum_by_hand_is_the_models():
    for block in (0, 0.3, 0.5, BLOCK, 1):
        assert acquisition.learned(block) == pytest.approx(taught(block))
    assert acquisition.block_for(acquisition.learned() / 2) == pytest.approx(BLOCK)


def test_1_what_its_praise_says_of_one_shock_is_so():
    assert acquisition.learned(0.5, 1) == pytest.approx(acquisition.learned(0, 1) / 2)


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ((1 - BLOCK, LEFT), "That is the share of receptors left free"),
        ((0.5, LEFT), "Half of the receptors is not half of the response: it leaves 70 % of it"),
        ((1 - (1 - 0.5 ** (1 / 5)) / 0.35, LEFT), "That leaves a response of 0.5"),
        ((1 - (1 - (1 - taught(0, 4) / 2) ** (1 / 4)) / 0.35, LEFT), "That halves the response *to* the fifth tone"),
        ((0.9, LEFT), "A block of 0.9 leaves 18 % of the response. Half is asked: block less."),
        ((0.2, LEFT), "A block of 0.2 leaves 91 % of the response. Half is asked: block more."),
        ((100 * BLOCK, LEFT), "68.5358 looks like a percentage"),
        ((-0.1, LEFT), "-0.1 is negative"),
        ((BLOCK, taught(0.5)), "That is the response with half of the receptors blocked"),
        ((BLOCK, 1 - LEFT), "That is the share that is lost"),
        ((BLOCK, 0.5), "Run acquisition with a block of 0.5"),
        ((BLOCK, taught(0)), "That is the response without a block"),
        ((BLOCK, 0.8), "The block is right. 0.8 is too high"),
        ((BLOCK, 0.1), "The block is right. 0.1 is too low"),
    ],
)
def test_1_slips(answer, start):
    says(exercises.check_1(*answer), NOT_YET, start)


def test_1_half_an_answer():
    says(exercises.check_1(BLOCK), NO_ANSWER, "Put what a block of 0.5 leaves in place of None")


# Exercise 2
THREAT = taught(0)
EXTINCTION = {tones: THREAT * (1 - 0.75**tones) for tones in (15, 100)}
GATE = {tones: THREAT - 0.3 * EXTINCTION[tones] for tones in EXTINCTION}
SHARE = (THREAT - 0.2) / EXTINCTION[15]


def test_2_right():
    for answer in ((GATE[100], SHARE), (0.619, 0.78), (0.62, 0.784), ([GATE[100], SHARE],)):
        says(exercises.check_2(*answer), RIGHT, "After 100 tones the response there is 0.619, after 15 it was 0.622")


def test_2_the_share_does_what_it_should():
    parameters = fear.Parameters(training_share=renewal.needed_share())
    assert fear.response(renewal.memories(15), "training", parameters=parameters) == pytest.approx(0.2)
    assert renewal.needed_share() == pytest.approx(SHARE)


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ((GATE[15], SHARE), "That is the response after 15 tones"),
        ((0, SHARE), "That is the response in the room of extinction"),
        ((THREAT, SHARE), "That is the threat memory alone"),
        ((0.3 * EXTINCTION[100], SHARE), "That is what extinction holds back in this room"),
        ((0.7, SHARE), "0.7 is too high: five shocks, then 100 tones"),
        ((0.5, SHARE), "0.5 is too low: five shocks, then 100 tones"),
        ((61.9, SHARE), "61.9 looks like a percentage"),
        ((GATE[100], 1 - SHARE), "That is the share that may be lost"),
        ((GATE[100], 0.2), "That is the response aimed at"),
        ((GATE[100], 0.2 / EXTINCTION[15]), "You divided 0.2 by the extinction memory"),
        ((GATE[100], THREAT - 0.2), "That is what has to be held back"),
        ((GATE[100], 0.3), "That is the share that counts now"),
        ((GATE[100], 0.9), "With 0.9 the response there is 0.10, and 0.2 is asked: let less"),
        ((GATE[100], 0.5), "With 0.5 the response there is 0.45, and 0.2 is asked: let more"),
    ],
)
def test_2_slips(answer, start):
    says(exercises.check_2(*answer), NOT_YET, start)


def test_2_half_an_answer():
    says(exercises.check_2(GATE[100]), NO_ANSWER, "Put the share that has to count there in place of None")


# Exercise 3
def size(f, one, two, reach=1.96):
    """Derive d and its interval by hand."""
    share = 1 / one + 1 / two
    d = math.sqrt(f * share)
    error = math.sqrt(share + d**2 / (2 * (one + two)))
    return d, d - reach * error, d + reach * error


def wrong_d(change):
    """Return a function that goes wrong in d and keeps an interval around it."""

    def wrong(f, one, two):
        d = change(f, one, two)
        return d, d - 0.5, d + 0.5

    return wrong


def wrong_width(half):
    """Return a function with the right d and another interval around it."""

    def wrong(f, one, two):
        d = size(f, one, two)[0]
        reach = half(f, one, two)
        return d, d - reach, d + reach

    return wrong


def error(f, one, two):
    return (size(f, one, two)[2] - size(f, one, two)[0]) / 1.96


ZERO = 1.96 / math.sqrt(23)


def test_3_right():
    for answer in ((size, ZERO), (size, 0.41), (size, -0.41), (lambda *call: list(size(*call)), ZERO)):
        says(exercises.check_3(*answer), RIGHT, "Right amygdala: d = 0.90 (0.34 to 1.46)")
    assert exercises.check_3(imaging_effects.difference, ZERO).right


def test_3_what_its_praise_says_of_many_people_is_so():
    assert "it would take 97 people" in exercises.check_3(size, ZERO).why
    assert size_module.smallest(97) < 0.2 < size_module.smallest(96)


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        (0.67, "Give the function itself, size without brackets"),
        (lambda f, one, two: size(f, one, two)[0], "size gives back one thing"),
        (lambda f, one, two: size(f, one, two)[:2], "size gives back 2 values"),
        (lambda f, one: 1, "size(5.91, 30, 24) stopped with TypeError"),
        (lambda f, one, two: ("x", 0, 1), "'x' is text: give the value as a number"),
        (lambda f, one, two: (size(f, one, two)[0], *size(f, one, two)[:0:-1]), "The ends of the interval are in the"),
        (lambda f, one, two: tuple(-x for x in size(f, one, two)), "The sizes are right, the signs are not"),
        (wrong_d(lambda f, one, two: f * (1 / one + 1 / two)), "Take the root at the end"),
        (wrong_d(lambda f, one, two: math.sqrt(f)), "That is t, the root of F"),
        (wrong_d(lambda f, one, two: math.sqrt(f / (one + two))), "You divided by all people together"),
        (wrong_d(lambda f, one, two: f * math.sqrt(1 / one + 1 / two)), "F stands under the root as well"),
        (wrong_d(lambda f, one, two: f), "That is F itself"),
        (wrong_d(lambda f, one, two: 2), "size(5.91, 30, 24) gives d = 2, which is too high"),
        (wrong_d(lambda f, one, two: 0.1), "size(5.91, 30, 24) gives d = 0.1, which is too low"),
        (wrong_width(error), "d is right. You went one standard error"),
        (
            wrong_width(lambda f, one, two: 1.96 * math.sqrt(1 / one + 1 / two)),
            "d is right. The error lacks its second part",
        ),
        (wrong_width(lambda *call: 1.96 * error(*call) ** 2), "d is right. The standard error is the *root*"),
        (wrong_width(lambda *call: 0.98 * error(*call)), "d is right. Go 1.96 standard errors to *each* side"),
        (wrong_width(lambda *call: 3), "d is right. The interval that size(5.91, 30, 24) gives is too long"),
        (wrong_width(lambda *call: 0.01), "d is right. The interval that size(5.91, 30, 24) gives is too short"),
    ],
)
def test_3_slips_of_the_function(answer, start):
    says(exercises.check_3(answer, ZERO), NOT_YET, start)


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        (1 / math.sqrt(23), "That is one standard error"),
        (1.96 * math.sqrt(2 / 23), "That is for two groups of 23"),
        (1.96 / 23, "Divide by the *root* of the number of people"),
        (2 * ZERO, "That is the whole length of the interval"),
        (0, "That is the change that was found"),
        (5, "The function is right. 5 is too large"),
        (0.3, "The function is right. 0.3 is too small"),
        ("0.41", "'0.41' is text"),
    ],
)
def test_3_slips_of_the_exclusion(answer, start):
    says(exercises.check_3(size, answer), NOT_YET, start)


def test_3_half_an_answer():
    says(exercises.check_3(lambda f, one, two: None), NO_ANSWER, "size gives back None")
    says(exercises.check_3(size), NO_ANSWER, "The function is right. Put the smallest change")


# Exercise 4
def effect(drug, other, reach=1.96, ddof=1):
    """Compare two groups' changes by hand."""
    spread = math.sqrt(np.var(drug, ddof=ddof) / len(drug) + np.var(other, ddof=ddof) / len(other))
    difference = np.mean(drug) - np.mean(other)
    return difference, difference - reach * spread, difference + reach * spread


def about(value, half):
    return value, value - half, value + half


def spread_of(drug, other):
    return effect(drug, other, 1)[2] - effect(drug, other, 1)[0]


def test_4_right():
    for letter in ("B", "b", "B."):
        says(exercises.check_4(effect, letter), RIGHT, "The high dose's fall of 7.5 % shrinks to −1.5 points")
    assert exercises.check_4(lambda drug, other: np.array(effect(drug, other)), "B").right


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        (-1.5, "Give the function itself, effect without brackets"),
        (lambda d, o: d.mean() - o.mean(), "effect gives back one thing"),
        (lambda d, o: d - o, "effect gives back 16 values"),
        (lambda d: 1, "effect(changes of 0.5 mg/kg, changes of saline) stopped with TypeError"),
        (lambda d, o: (effect(d, o)[0], *effect(d, o)[:0:-1]), "The ends of the interval are in the wrong order"),
        (lambda d, o: effect(o, d), "You took the drug's change from the control's"),
        (lambda d, o: about(o.mean() - d.mean(), 1), "You took the drug's change from the control's"),
        (lambda d, o: effect(d, o, ddof=0), "Nearly. NumPy's var divides by n"),
        (lambda d, o: effect(d, o, 1), "The difference is right. You went one standard error"),
        (
            lambda d, o: about(d.mean() - o.mean(), 1.96 * math.sqrt(d.var(ddof=1) + o.var(ddof=1))),
            "The difference is right. Divide each variance",
        ),
        (
            lambda d, o: about(d.mean() - o.mean(), 1.96 * spread_of(d, o) ** 2),
            "The difference is right. The standard error is the *root*",
        ),
        (
            lambda d, o: about(d.mean(), 1.96 * d.std(ddof=1) / math.sqrt(len(d))),
            "That is the drug group alone, before and after",
        ),
        (lambda d, o: about(d.mean(), 1), "That is the drug group's own change"),
        (lambda d, o: about(o.mean(), 1), "That is the control group's change"),
        (lambda d, o: about(3, 1), "For 0.5 mg/kg against saline your difference is 3.0 points"),
        (lambda d, o: about(d.mean() - o.mean(), 0.1), "The difference is right. For 0.5 mg/kg against saline the int"),
        (
            lambda d, o: about(d.mean() - o.mean(), 1.96 * math.sqrt((d.var(ddof=1) + o.var(ddof=1)) / 16)),
            "The difference is right. For 4 people against 7 people the interval is too short",
        ),
    ],
)
def test_4_slips(answer, start):
    says(exercises.check_4(answer, "B"), NOT_YET, start)


def test_4_an_unfinished_function_is_no_answer():
    says(exercises.check_4(lambda d, o: None), NO_ANSWER, "effect gives back None")
    says(exercises.check_4(effect), NO_ANSWER, "The function is right. Put your judgement")


@pytest.mark.parametrize("letter", [letter for letter in control.REASONS if letter != control.BECAUSE])
def test_4_judgements(letter):
    says(exercises.check_4(effect, letter), NOT_YET, f"The function is right, but {letter} does not hold. ")


def test_4_a_function_that_spoils_its_input_spoils_nothing_else():
    def spoils(drug, other):
        answer = effect(drug, other)
        drug[:] = other[:] = 0
        return answer

    for _ in range(2):
        assert exercises.check_4(spoils, "B").right


def test_4_the_invented_study_is_like_the_one_that_it_stands_for():
    """All three groups fall clearly, and no dose differs clearly from saline."""
    for changes in exercises.CHANGES.values():
        assert len(changes) == 16
        assert changes.mean() + 1.96 * changes.std(ddof=1) / 4 < 0
    for dose in ("0.2 mg/kg", "0.5 mg/kg"):
        _, low, high = effect(exercises.CHANGES[dose], exercises.CHANGES["saline"])
        assert low < 0 < high
    study = next(result for result in imaging_effects.RESULTS if result.source == "LiCT2016prefrontal")
    assert (study.people, study.reported, study.against) == (48, imaging_effects.LESS, imaging_effects.SAME)
