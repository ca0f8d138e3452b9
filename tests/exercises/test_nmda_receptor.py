"""The NMDA receptor lab's self-checks: right answers, the slips that learners make, and nonsense."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.exercises.answers import ANYTHING, asks_for_an_answer, reads_as_one_line, says

from ketabrain.exercises import nmda_receptor as exercises
from ketabrain.exercises.feedback import NO_ANSWER, NOT_YET, RIGHT
from ketabrain.exercises.nmda_receptor import occupancy, pulses
from ketabrain.models import nmda_receptor as model

CHECKS = (exercises.check_1, exercises.check_2, exercises.check_3, exercises.check_4)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_an_empty_answer_is_no_answer(check):
    asks_for_an_answer(check)


@settings(max_examples=60)
@given(st.sampled_from(CHECKS), ANYTHING, ANYTHING)
def test_nothing_raises_and_all_is_one_readable_line(check, first, second):
    found = check(first, second)
    reads_as_one_line(found)


# Exercise 1
def free(voltage_mV, mg_mM=1.0):
    """Compute it from the published formula alone."""
    return 1 / (1 + mg_mM / 3.57 * np.exp(-0.062 * voltage_mV))


HALF, REST = np.log(1 / 3.57) / 0.062, free(-70)


def test_1_right():
    for answer in ((HALF, REST), (-20.5, 0.044), (-21, 0.045), (-20, 0.0445), ([HALF, REST],)):
        says(exercises.check_1(*answer), RIGHT, "Half of the pores are free at -20.5 mV; at -70 mV it is 4.4 %.")


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ((-HALF, REST), "The size is right, the sign is not"),
        ((HALF / 1000, REST), "That is in volts"),
        ((np.log10(1 / 3.57) / 0.062, REST), "That comes from log10"),
        ((np.log(1 / 3.57), REST), "That is the exponent alone"),
        ((3.57, REST), "That is the magnesium that blocks half at 0 mV"),
        ((-27, REST), "Most current flows in there"),
        ((np.log(2 / 3.57) / 0.062, REST), "That is the voltage with 2 mM of magnesium"),
        ((np.log(0.1 / 3.57) / 0.062, REST), "That is the voltage with 0.1 mM of magnesium"),
        ((-50, REST), "At -50 mV 14 % of the pores are free, fewer than half: go up"),
        ((0, REST), "At 0 mV 78 % of the pores are free, more than half: go down"),
        ((1e300, REST), "1e+300 mV is no voltage of a living cell"),
        ((HALF, 1 - REST), "The share free at −70 mV: this is what magnesium blocks"),
        ((HALF, free(70)), "That is the share at +70 mV"),
        ((HALF, 0.5), "That is the share at the voltage that you found"),
        ((HALF, 1), "Without magnesium all pores are free"),
        ((HALF, -REST), "That is the current at −70 mV"),
        ((HALF, 100 * REST), "4.44707 looks like a percentage"),
        ((HALF, 0.2), "The voltage is right. The share free at −70 mV, 0.2, is too high"),
        ((HALF, 0.01), "The voltage is right. The share free at −70 mV, 0.01, is too low"),
    ],
)
def test_1_slips(answer, start):
    says(exercises.check_1(*answer), NOT_YET, start)


def test_1_half_an_answer():
    says(exercises.check_1(HALF), NO_ANSWER, "Put the share free at −70 mV in place of None")


def test_1_what_its_praise_says_is_so():
    """Ketamine's share of what magnesium leaves is largest within 1 mV of the voltage asked for."""
    voltages = np.arange(-90, 50, 0.1)
    for level in (0.1, 0.4, 10.0):
        takes = 1 - model.pore_shares(voltages, 1.0, level)[0] / model.pore_shares(voltages, 1.0)[0]
        assert voltages[takes.argmax()] == pytest.approx(HALF, abs=1)


# Exercise 2
K_MM = 3.57 * np.exp(0.062 * -66)
BARE = {name: model.measured_ic50_uM(name)[0] for name in model.SUBUNITS}
A, C = (BARE[name] * (1 + 1 / K_MM) for name in ("2A", "2C"))


def test_2_right():
    for answer in ((A, C), (round(A, 1), round(C, 1)), ([A, C],), (np.array([A, C]),)):
        says(exercises.check_2(*answer), RIGHT, "Predicted: 5.9 µM for 2A and 9.1 µM for 2C.")


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ((C, A), "These are the right two numbers in the wrong order"),
        ((5.35, 1.18), "For 2A: that is the IC50 listed with magnesium"),
        ((A, 1.18), "For 2C: that is the IC50 listed with magnesium"),
        ((BARE["2A"], BARE["2C"]), "For 2A: that is the IC50 without magnesium"),
        ((BARE["2A"] * (1 + np.exp(0.062 * 70) / 3.57), C), "For 2A: you took K at −70 mV"),
        ((BARE["2A"] * (1 + np.exp(-0.062 * 66) / 3.57), C), "For 2A: that is the IC50 without magnesium, or nearly"),
        ((BARE["2A"] * (1 + 1 / 3.57), C), "For 2A: you took K at 0 mV"),
        ((BARE["2A"] / K_MM, C), "For 2A: you multiplied by [Mg]/K"),
        ((A, BARE["2C"] / K_MM), "For 2C: you multiplied by [Mg]/K"),
        ((BARE["2A"] * (1 + K_MM), C), "For 2A: the fraction is upside down"),
        ((BARE["2A"] * free(-66), C), "For 2A: you multiplied by the free share"),
        ((1 + 1 / K_MM, C), "For 2A: that is the number of times"),
        ((K_MM, C), "For 2A: that is K of magnesium"),
        ((1000 * A, C), "For 2A: that is in nM"),
        ((0.71 * np.exp(0.79 * 4 / 25.3) * (1 + 1 / K_MM), C), "For 2A: you started from the 0.71 µM"),
        ((A, A), "Both are the prediction for 2A"),
        ((50, C), "For 2A 50 µM is too high"),
        ((A, 2), "For 2C 2 µM is too low"),
    ],
)
def test_2_slips(answer, start):
    says(exercises.check_2(*answer), NOT_YET, start)


def test_2_half_an_answer():
    says(exercises.check_2(A), NO_ANSWER, "Put the prediction for 2C in place of None")


# Exercise 3
def by_hand(count, level_uM=1.0):
    """Step the block of a population with Gilling's rates, in time with glutamate alone."""
    rate = 0.15 * level_uM + 0.22
    return 0.15 * level_uM / rate * (1 - np.exp(-rate * 0.5 * count))


NEEDED = next(count for count in range(1, 60) if by_hand(count) >= 0.3)


def test_3_right():
    for answer in ((NEEDED, 0), (float(NEEDED), 0.0007), (np.int64(NEEDED), -0.001), ((NEEDED, 0.001),)):
        says(
            exercises.check_3(*answer), RIGHT, f"After {NEEDED} pulses 31 % are blocked, after {NEEDED - 1} still 29 %"
        )


def test_3_its_count_does_not_hang_on_a_hair():
    """The model's own count is the one by hand, and neither pulse lies near the goal."""
    assert pulses.needed() == NEEDED
    assert pulses.blocked_after(NEEDED) - pulses.GOAL > 0.005
    assert pulses.GOAL - pulses.blocked_after(NEEDED - 1) > 0.005


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ((NEEDED - 1, 0), "After pulse 7 only 29 % are blocked. Python counts from 0: is that an index?"),
        ((NEEDED / 2, 0), "After pulse 4 only 21 % are blocked. Are these seconds with glutamate?"),
        ((2, 0), "After pulse 2 only 12 % are blocked. Is the level 1 µM?"),
        ((1, 0), "After pulse 1 only 7 % are blocked. Is the level 1 µM?"),
        ((3, 0), "After pulse 3 only 17 % are blocked. Go further along the train."),
        ((NEEDED + 1, 0), "After pulse 9 33 % are blocked, but after the one before it 31 % are already."),
        ((15.5, 0), "15.5 is no number of pulses"),
        ((0, 0), "0 is no number of pulses"),
        ((-3, 0), "-3 is no number of pulses"),
        ((NEEDED, 1), "1 is what stays of the block"),
        ((NEEDED, 1 - np.exp(-60 / 4.5)), "1 is what stays of the block"),
        ((NEEDED, by_hand(NEEDED)), "That is the share of channels blocked"),
        ((NEEDED, 1 - by_hand(NEEDED)), "That is the share of channels that are free"),
        ((NEEDED, 1 - np.exp(-0.22 * 15)), "That is with pulses through the minute"),
        ((NEEDED, 1 - np.exp(-0.22 * 0.5 * NEEDED)), "That is with as many pulses again"),
        ((NEEDED, 100 * pulses.silent_recovery()), "That is in per cent"),
        ((NEEDED, 0.2), "The pulses are right. 0.2 is too much to recover in silence"),
        ((NEEDED, 20), "20 looks like a percentage"),
    ],
)
def test_3_slips(answer, start):
    says(exercises.check_3(*answer), NOT_YET, start)


def test_3_the_clock_is_not_the_count():
    found = exercises.check_3(16, 0)
    says(found, NOT_YET, "After pulse 16")
    assert found.why.endswith("If that is the time on the clock, count pulses.")


def test_3_half_an_answer():
    says(exercises.check_3(NEEDED), NO_ANSWER, "Put the share that recovers in place of None")


def test_3_what_its_praise_says_of_recovery_is_so():
    """As many pulses again, in clean fluid, free the share that the check names."""
    windows = model.pulses(2 * NEEDED, 2.0, 0.5, 1.0)
    middle, end = windows[NEEDED - 1][1], windows[-1][1]
    course = model.simulate([0.0, middle, end], windows, [(0.0, middle, 1.0)])
    assert 1 - course.blocked[2] / course.blocked[1] == pytest.approx(pulses.busy_recovery(NEEDED), abs=0.005)


# Exercise 4
def share_blocked(total_ng_ml, subunit, magnesium):
    x = 0.55 * total_ng_ml / 237.73 / model.measured_ic50_uM(subunit)[int(magnesium)]
    return x / (1 + x)


def from_level(change, hill=1.0, pick=lambda subunit, magnesium: model.measured_ic50_uM(subunit)[int(magnesium)]):
    """Return a function that goes wrong in the level, the steepness or the IC50."""

    def wrong(total_ng_ml, subunit, magnesium):
        x = (change(total_ng_ml) / pick(subunit, magnesium)) ** hill
        return x / (1 + x)

    return wrong


def free_level(total):
    return 0.55 * total / 237.73


def test_4_right():
    for letter in ("C", "c", "C."):
        says(
            exercises.check_4(share_blocked, letter),
            RIGHT,
            "At 250 ng/mL it says 64 % of 2A without magnesium, 10 % of 2A and 33 % of 2C with it",
        )

    def with_the_course(total, subunit, magnesium):
        return model.hill_share(model.free_uM(total), model.subunit_ic50_uM(subunit, mg_mM=float(magnesium)))

    assert exercises.check_4(with_the_course, "C").right


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        (0.07, "Give the function itself"),
        (lambda t, s, m: 1 - share_blocked(t, s, m), "These are the shares that stay free"),
        (lambda t, s, m: 100 * share_blocked(t, s, m), "These are percentages"),
        (from_level(lambda t: t / 237.73), "You used the total level"),
        (from_level(lambda t: 0.45 * t / 237.73), "You used the bound part"),
        (from_level(lambda t: t / 237.73 / 0.55), "You divided by the free fraction"),
        (from_level(lambda t: 0.55 * t), "You used ng/mL as if they were µM"),
        (from_level(lambda t: 0.55 * t / 1000), "You divided by 1000"),
        (from_level(lambda t: 0.55 * t / 274.19), "You took the salt's molar mass"),
        (from_level(free_level, pick=lambda s, m: model.measured_ic50_uM(s)[0]), "You used the IC50 without magnesium"),
        (from_level(free_level, pick=lambda s, m: model.measured_ic50_uM(s)[1]), "You used the IC50 with magnesium"),
        (lambda t, s, m: share_blocked(t, s, not m), "With and without magnesium are swapped"),
        (from_level(free_level, hill=0.84), "You raised to 0.84"),
        (lambda t, s, m: free_level(t) / model.measured_ic50_uM(s)[int(m)], "That is level over IC50"),
        (lambda t, s, m: free_level(t), "That is the free level in µM"),
        (lambda t, s, m: model.measured_ic50_uM(s)[int(m)], "That is the IC50"),
        (lambda t, s, m: model.dish_blocked(free_level(t)), "That is the dish of another laboratory"),
        (lambda t, s, m: share_blocked(t, s, True) / 2, "share_blocked says the same with magnesium and without"),
        (lambda t, s, m: share_blocked(t, "2A", m), "share_blocked says the same for 2A and 2C"),
        (lambda t, s, m: 7 + share_blocked(t, s, m), "share_blocked gives back 7.94: a share runs from 0 to 1"),
        (
            lambda t, s, m: 0.9 * share_blocked(t, s, m),
            "At 185 ng/mL, for 2A with magnesium, your function says 0.0667",
        ),
        (
            from_level(free_level, pick=lambda s, m: np.array(model.measured_ic50_uM(s))),
            "share_blocked gives back two numbers",
        ),
        (lambda t: 1, 'share_blocked(185, "2A", True) stopped with TypeError'),
        (lambda t, s, m: share_blocked(t, s[1:], m), 'share_blocked(185, "2A", True) stopped with ValueError'),
        (lambda t, s, m: "half", "'half' is text"),
    ],
)
def test_4_slips(answer, start):
    says(exercises.check_4(answer, "C"), NOT_YET, start)


def test_4_an_unfinished_function_is_no_answer():
    says(exercises.check_4(lambda t, s, m: None), NO_ANSWER, "share_blocked gives back None")
    says(exercises.check_4(share_blocked), NO_ANSWER, "The function is right. Put your judgement")


@pytest.mark.parametrize("letter", [letter for letter in occupancy.REASONS if letter != occupancy.BECAUSE])
def test_4_judgements(letter):
    says(exercises.check_4(share_blocked, letter), NOT_YET, f"The function is right, but {letter} does not hold. ")


def test_4_what_it_says_against_a_tenth_is_so():
    """At 185 ng/mL resting 2A and 2B stay under a tenth; 2C, or a depolarised 2A, does not."""
    assert max(share_blocked(185, name, True) for name in ("2A", "2B")) < 0.1 < share_blocked(185, "2C", True)
    assert model.hill_share(model.free_uM(185), model.subunit_ic50_uM("2A", -20.0)) > 0.1
