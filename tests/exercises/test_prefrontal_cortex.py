"""The prefrontal cortex lab's self-checks: right answers, the slips that learners make, and nonsense."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.exercises.answers import ANYTHING, asks_for_an_answer, reads_as_one_line, says

from ketabrain.exercises import prefrontal_cortex as exercises
from ketabrain.exercises.feedback import NO_ANSWER, NOT_YET, RIGHT
from ketabrain.exercises.prefrontal_cortex import cliff, ring
from ketabrain.exercises.prefrontal_cortex import spines as judged
from ketabrain.models import pfc_disinhibition, spines, working_memory

CHECKS = (exercises.check_1, exercises.check_2, exercises.check_3, exercises.check_4)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_an_empty_answer_is_no_answer(check):
    asks_for_an_answer(check)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(CHECKS), ANYTHING, ANYTHING)
def test_nothing_raises_and_all_is_one_readable_line(check, first, second):
    reads_as_one_line(check(first, second))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(CHECKS[:3]), st.floats(-1, 210), st.floats(-1, 210))
def test_every_pair_of_numbers_gets_a_sentence(check, first, second):
    found = check(first, second)
    assert found.verdict in (RIGHT, NOT_YET)
    assert "could not be read" not in found.why and len(found.why) < 300


# Exercise 1
DOSES = np.arange(0, 201.0)


def activity(dose, bias):
    return float(pfc_disinhibition.of_undrugged(dose, bias)[0][0])


def inhibitors(dose, bias):
    return float(pfc_disinhibition.of_undrugged(dose, bias)[1][0])


PEAK = float(DOSES[pfc_disinhibition.of_undrugged(DOSES, 1)[0].argmax()])
WITHOUT = activity(PEAK, 0)


def test_1_right():
    for answer in ((PEAK, WITHOUT), (20, 0.92), (np.float64(PEAK), 0.9205), ([PEAK, WITHOUT],)):
        says(exercises.check_1(*answer), RIGHT, "At 20 mg/kg pyramidal cells are at 152 % of the level without drug")


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ((activity(PEAK, 1), WITHOUT), "That is how active they are at the top"),
        ((100 * activity(PEAK, 1), WITHOUT), "That is the activity at the top, in per cent"),
        ((23, WITHOUT), "There the gap between the two blocks is widest"),
        ((0, WITHOUT), "Without the bias the highest activity is that without drug"),
        ((200, WITHOUT), "There activity is lowest"),
        ((-20, WITHOUT), "-20 mg/kg is outside"),
        ((500, WITHOUT), "500 mg/kg is outside"),
        ((10, WITHOUT), "At 10 mg/kg pyramidal cells are at 130.1 %: at a higher dose"),
        ((50, WITHOUT), "At 50 mg/kg pyramidal cells are at 101.0 %: at a lower dose"),
        ((PEAK, activity(PEAK, 1)), "That is with the bias"),
        ((PEAK, inhibitors(PEAK, 0)), "Those are the interneurons: take the first"),
        ((PEAK, inhibitors(PEAK, 1)), "Those are the interneurons, and with the bias"),
        ((PEAK, 1 - WITHOUT), "That is by how much they fall"),
        ((PEAK, WITHOUT - 1), "That is the change"),
        ((PEAK, 1), "That is the top without the bias"),
        ((PEAK, activity(PEAK, 0.5)), "That is half of the bias"),
        ((PEAK, 100 * WITHOUT), "That is in per cent"),
        ((PEAK, 0.97), "The dose is right. The activity without the bias, 0.97, is too high"),
        ((PEAK, 0.5), "The dose is right. The activity without the bias, 0.5, is too low"),
        ((PEAK, [0.92, 0.87]), "That holds 2 values"),
    ],
)
def test_1_slips(answer, start):
    says(exercises.check_1(*answer), NOT_YET, start)


def test_1_half_an_answer():
    says(exercises.check_1(PEAK), NO_ANSWER, "Put the activity without the bias in place of None")


def test_1_without_the_bias_every_dose_lowers_them():
    assert (np.diff(pfc_disinhibition.of_undrugged(DOSES, 0)[0]) < 0).all()


# Exercise 2
@cache
def lost_at(strength):
    """Search for the cliff with single runs, from below."""
    for percent in range(100):
        run = working_memory.simulate("pair", percent / 100, strength=strength)
        if run.at(5.5)[0] < 8:
            return percent / 100
    raise AssertionError


def test_2_right():
    right = lost_at(1.0), lost_at(1.1)
    for answer in (right, (right,), (list(right),), (np.array(right),)):
        says(exercises.check_2(*answer), RIGHT, "The memory is lost at 4 % and at 13 %: a tenth more")


def test_2_its_answer_does_not_hang_on_a_hair():
    """On either side of the line the memory is far from it, and it stays lost."""
    for strength in (1.0, 1.1):
        fires, at = np.array(cliff.memories_Hz(strength)), round(lost_at(strength) / 0.01)
        assert fires[:at].min() > working_memory.KEPT_HZ + 4
        assert fires[at:].max() < working_memory.KEPT_HZ / 2


def test_2_what_its_praise_says_is_so():
    assert cliff.product(1.0) == pytest.approx(cliff.product(1.1), abs=0.003)


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ((0.13, 0.04), "These are the right two numbers in the wrong order"),
        ((0.03, 0.13), "For strength 1: at 3 % the memory is still kept"),
        ((0.04, 0.12), "For strength 1.1: at 12 % the memory is still kept"),
        ((0.04, 0.04), "Both are the block for strength 1"),
        ((0.04, 0.044), "For strength 1.1: you took a tenth more block"),
        ((0.08, 0.13), "For strength 1: that is the block for strength 1.05"),
        ((0.04, 0.2), "For strength 1.1: that is the block for strength 1.2"),
        ((0.035, 0.13), "For strength 1: 3.5 % is no whole per cent"),
        ((0.04, 0.5), "For strength 1.1: 50 % is far beyond the cliff"),
        ((0.01, 0.13), "For strength 1: at 1 % the cells still fire at 19 Hz"),
        ((0.06, 0.13), "For strength 1: at 6 % the memory is lost, but not for the first time"),
        ((4, 13), "4 looks like a percentage"),
        ((-0.1, 0.13), "-0.1 is negative"),
    ],
)
def test_2_slips(answer, start):
    says(exercises.check_2(*answer), NOT_YET, start)


def test_2_half_an_answer():
    says(exercises.check_2(0.04), NO_ANSWER, "Put the block for strength 1.1 in place of None")


# Exercise 3
def ring_run(pyramidal=0.0, inhibitors=0.0):
    return working_memory.summarise(working_memory.simulate("ring", pyramidal, inhibitors))


FREE, LAST, LOST, WIDE, FIFTH = ring_run(), ring_run(0.1), ring_run(0.11), ring_run(0, 0.4), ring_run(0.2)
SEEN, TIMES = LOST.cue_Hz / FREE.cue_Hz, WIDE.width_deg / FREE.width_deg
PAIR_SEEN = (
    working_memory.summarise(working_memory.simulate("pair", 0.04)).cue_Hz
    / working_memory.summarise(working_memory.simulate("pair")).cue_Hz
)


def test_3_right():
    assert LAST.kept and not LOST.kept
    for answer in ((SEEN, TIMES), (0.785, 1.76), ([SEEN, TIMES],)):
        says(
            exercises.check_3(*answer), RIGHT, "At 11 % on pyramidal cells the memory is at 3 % and perception at 79 %"
        )


def test_3_its_cliff_does_not_hang_on_a_hair():
    assert LAST.memory_Hz > 2 * working_memory.KEPT_HZ and LOST.memory_Hz < working_memory.KEPT_HZ / 4
    assert ring.critical() == 0.11


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ((LOST.cue_Hz, TIMES), "That is the firing in Hz"),
        ((LOST.memory_Hz / FREE.memory_Hz, TIMES), "That is the memory index"),
        ((LAST.cue_Hz / FREE.cue_Hz, TIMES), "That is perception at 10 %, where the memory is still kept"),
        ((LAST.memory_Hz / FREE.memory_Hz, TIMES), "That is the memory at 10 %"),
        ((0.11, TIMES), "That is the block"),
        ((1 - SEEN, TIMES), "That is by how much perception falls"),
        ((PAIR_SEEN, TIMES), "That is the pair"),
        ((FIFTH.cue_Hz / FREE.cue_Hz, TIMES), "That is perception at 20 %"),
        ((100 * SEEN, TIMES), "78.5269 looks like a percentage"),
        ((0.95, TIMES), "0.95 is too high"),
        ((0.3, TIMES), "0.3 is too low"),
        ((SEEN, WIDE.width_deg), "That is in degrees"),
        ((SEEN, FREE.width_deg), "That is the width without block"),
        ((SEEN, WIDE.width_deg - FREE.width_deg), "That is how many degrees are gained"),
        ((SEEN, 1 / TIMES), "The fraction is upside down"),
        ((SEEN, TIMES - 1), "That is what is gained"),
        ((SEEN, 100 * TIMES), "That is in per cent"),
        ((SEEN, WIDE.memory_Hz / FREE.memory_Hz), "That is how many times as fast it fires"),
        ((SEEN, ring_run(0, 0.5).width_deg / FREE.width_deg), "That is the block of 50 %"),
        ((SEEN, 1), "That is no change"),
        ((SEEN, 3), "The perception is right. 3 times as wide is too high"),
        ((SEEN, 1.6), "The perception is right. 1.6 times as wide is too low"),
        ((SEEN, np.nan), "nan is no usable number"),
    ],
)
def test_3_slips(answer, start):
    says(exercises.check_3(*answer), NOT_YET, start)


def test_3_half_an_answer():
    says(exercises.check_3(SEEN), NO_ANSWER, "Put how many times as wide the memory is in place of None")


# Exercise 4
def course(day, erase, doses=(0,), stress=21):
    return spines.simulate([0, day], stress, doses, erase)


START = float(course(1, None).spines[0])


def gain(day, erase):
    return float(course(day, erase).spines[1] - course(day, None, ()).spines[1])


def brought_back(day, erase):
    return gain(day, erase) / (1 - START)


def test_4_right():
    for function in (brought_back, lambda day, erase: np.array([brought_back(day, erase)])):
        for letter in ("B", "b", "B."):
            says(exercises.check_4(function, letter), RIGHT, "At most, on day 1.5, 49 % of what stress took is back")


def test_4_what_its_praise_says_is_so():
    """No other moment has more than the end of the window, and an erasing after it leaves nothing."""
    found = [brought_back(day, None) for day in np.arange(0.25, 30, 0.25)]
    assert max(found) == pytest.approx(brought_back(1.5, None))
    assert brought_back(14, 2) == pytest.approx(0, abs=1e-9)
    assert brought_back(14, 1) > 0.05


@pytest.mark.parametrize(
    ("function", "start"),
    [
        (0.2, "Give the function itself"),
        (lambda d, e: 100 * brought_back(d, e), "These are percentages"),
        (lambda d, e: course(d, e).spines[1], "That is the number of all spines"),
        (lambda d, e: course(d, e, ()).spines[1], "That is the number of spines without ketamine"),
        (gain, "That is what ketamine adds to all spines"),
        (lambda d, e: course(d, e).new[1], "That is what ketamine adds to all spines"),
        (lambda d, e: (course(d, e).spines[1] - START) / (1 - START), "You started from day 0"),
        (lambda d, e: 1 - brought_back(d, e), "That is what is still missing"),
        (lambda d, e: gain(d, e) / START, "You divided by the spines that are there"),
        (lambda d, e: gain(d, e) / course(d, e, ()).spines[1], "You divided by the spines that are there"),
        (lambda d, e: course(d, e).formed[1] / (1 - START), "You counted all that were ever formed"),
        (lambda d, e: brought_back(d, None), "brought_back says the same with and without erasing"),
        (lambda d, e: brought_back(14, e), "brought_back says the same for every day"),
        (lambda d, e: brought_back(d, e) + 0.05, "On day 1, with nothing erased, your function says 0.321"),
        (
            lambda d, e: brought_back(d, e) + (0.1 if e == 2 else 0),
            "On day 14, with new spines erased on day 2, your function says 0.1, which is too high",
        ),
        (lambda d, e: course(d, e).spines, "brought_back gives back several numbers"),
        (lambda d: 0.2, "brought_back(1, None) stopped with TypeError"),
        (lambda d, e: spines.simulate([0, d], -1), "brought_back(1, None) stopped with ValueError"),
        (lambda d, e: "half", "'half' is text"),
    ],
)
def test_4_slips(function, start):
    says(exercises.check_4(function, "B"), NOT_YET, start)


def test_4_an_unfinished_function_is_no_answer():
    says(exercises.check_4(lambda day, erase: None), NO_ANSWER, "brought_back gives back None")
    says(exercises.check_4(brought_back), NO_ANSWER, "The function is right. Put your judgement")


@pytest.mark.parametrize("letter", [letter for letter in judged.REASONS if letter != judged.BECAUSE])
def test_4_judgements(letter):
    says(exercises.check_4(brought_back, letter), NOT_YET, f"The function is right, but {letter} does not hold. ")
