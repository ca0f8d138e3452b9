"""The habenula lab's self-checks: right answers, the slips that learners make, and nonsense."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.exercises.answers import ANYTHING, asks_for_an_answer, reads_as_one_line, says

from ketabrain.exercises import habenula as exercises
from ketabrain.exercises.feedback import NO_ANSWER, NOT_YET, RIGHT
from ketabrain.exercises.habenula import cell, population, trapping
from ketabrain.models import lhb_neuron, nmdar_trapping
from ketabrain.models.nmdar_trapping import Parameters, bursting_returns_h, simulate, summarise

CHECKS = (exercises.check_1, exercises.check_2, exercises.check_3, exercises.check_4)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_an_empty_answer_is_no_answer(check):
    asks_for_an_answer(check)


@settings(max_examples=60)
@given(st.sampled_from(CHECKS), ANYTHING, ANYTHING)
def test_nothing_raises_and_all_is_one_readable_line(check, first, second):
    found = check(first) if check is exercises.check_1 else check(first, second)
    reads_as_one_line(found)


# Exercise 1
@cache
def smallest_block():
    """Search for it with the model alone."""
    blocks = np.arange(0, 101) / 100
    runs = lhb_neuron.simulate_many((1.5, float(block), lhb_neuron.Parameters()) for block in blocks)
    modes = [lhb_neuron.summarise(run).mode for run in runs]
    first = modes.index("silent")
    assert set(modes[:first]) == {"burst"} and set(modes[first:]) == {"silent"}  # so that there is one answer
    return float(blocks[first])


def test_1_right():
    for answer in (smallest_block(), np.float64(smallest_block()), np.array(smallest_block())):
        says(exercises.check_1(answer), RIGHT, f"At a block of {smallest_block():g} the cell is silent; at ")


@pytest.mark.parametrize(
    ("change", "start"),
    [
        (lambda b: b - 0.05, "At a block of 0.11 the cell still bursts, 5.1 times a second: go higher."),
        (lambda b: 0, "At a block of 0 the cell still bursts"),
        (lambda b: b + 0.04, "At 0.2 the cell is silent, but so it is at 0.19: a smaller block is enough."),
        (lambda b: 1, "At 1 the cell is silent"),
        (lambda b: 100 * b, "16 looks like a percentage"),
        (lambda b: 1 - b, "0.84 is the share of receptors that stay free: the block is 1 minus that."),
        (lambda b: -b, "-0.16 is negative"),
        (str, "'0.16' is text"),
        (lambda b: [b], "That holds 1 value"),
    ],
)
def test_1_slips(change, start):
    says(exercises.check_1(change(smallest_block())), NOT_YET, start)


# Exercise 2
@cache
def potentials():
    """Search for them with the model alone."""
    states = [lhb_neuron.summarise(lhb_neuron.simulate(drive)) for drive in np.arange(0, 3.01, 0.1)]
    found = [state.median_mV for state in states if state.mode == "burst"]
    return min(found), max(found)


def test_2_right():
    low, high = potentials()
    for answer in ((low, high), (round(low), round(high)), ((low, high),), (np.array([low, high]),)):
        says(exercises.check_2(*answer), RIGHT, f"In the model the cell bursts at median potentials from {low:.0f} to")


@pytest.mark.parametrize(
    ("change", "start"),
    [
        (lambda low, high: (high, low), "These are the right two numbers in the wrong order"),
        (lambda low, high: (-low, -high), "The size is right, the sign is not"),
        (lambda low, high: (-high, -low), "The size is right, the sign is not"),
        (lambda low, high: (low / 1000, high / 1000), "These are volts: 1 V is 1000 mV"),
        (lambda low, high: (low * 1000, high * 1000), "These are microvolts"),
        (lambda low, high: (0.6, 2.5), "These are the drives of the window"),
        (lambda low, high: cell.potentials("silent"), "These belong to the silent states"),
        (lambda low, high: cell.potentials("tonic"), "These belong to the steadily firing states"),
        (lambda low, high: cell.potentials("silent", "burst", "tonic"), "This range includes steady firing"),
        (lambda low, high: (low, high + 1), "The highest potential, -56.2"),
        (lambda low, high: (low - 5, high), "The lowest potential, -65.3"),
    ],
)
def test_2_slips(change, start):
    says(exercises.check_2(*change(*(round(value, 1) for value in potentials()))), NOT_YET, start)


def test_2_says_which_way():
    low, high = potentials()
    assert "is too high" in exercises.check_2(low + 1, high).why
    assert "is too low" in exercises.check_2(low, high - 1).why


def test_2_half_an_answer():
    says(exercises.check_2(-60.2), NO_ANSWER, "Put the highest potential in place of None")


# Exercise 3
@cache
def bursting(block=0.0, mean=3.5, seed=3):
    """Count with the model alone."""
    return lhb_neuron.population(mean, nmda_block=block, cells=20, seed=seed)["burst"]


def test_3_right():
    before, after = bursting(), bursting(0.2)
    assert before > 2 * after > 0
    for answer in ((before, after), (round(before, 2), round(after, 2)), ([before, after],)):
        says(exercises.check_3(*answer), RIGHT, f"{20 * before:.0f} of 20 cells burst before")


@pytest.mark.parametrize(
    ("change", "start"),
    [
        (lambda b, a: (a, b), "These are the right two numbers in the wrong order"),
        (lambda b, a: (b, b), "Both are the share before: add nmda_block=0.2"),
        (lambda b, a: (a, a), "Both are the share after: leave nmda_block=0.2 out"),
        (lambda b, a: (20 * b, 20 * a), "6 is a number of cells: divide by all 20 cells"),
        (lambda b, a: (100 * b, 100 * a), "30 looks like a percentage"),
        (lambda b, a: (1 - b, 1 - a), "These are the cells that do not burst"),
        (lambda b, a: (b, 1 - a / b), "The second is the share of bursts that stopped"),
        (lambda b, a: (bursting(mean=6.0), bursting(0.2, 6.0)), "The first is the healthy population's share"),
        (lambda b, a: (bursting(seed=1), a), "The share before is near, but of other cells: use cells=20 and seed=3"),
        (lambda b, a: (0.9, a), "The share before, 0.9, is too high"),
        (lambda b, a: (b, 0.5), "The share after, 0.5, is too high"),
        (lambda b, a: (lhb_neuron.population(3.5, cells=20, seed=3), a), "That is a whole dictionary"),
        (lambda b, a: (b, -a), "-0.1 is negative"),
    ],
)
def test_3_slips(change, start):
    says(exercises.check_3(*change(bursting(), bursting(0.2))), NOT_YET, start)


def test_3_other_modes():
    for mode, name in (("silent", "silent"), ("tonic", "steadily firing")):
        answer = (population.shares()[mode], population.shares(block=0.2)[mode])
        says(exercises.check_3(*answer), NOT_YET, f"These are the {name} cells")


# Exercise 4
def returns_h(half_life_h, dose_uM):
    return bursting_returns_h(simulate(dose_uM, parameters=Parameters(half_life_h=half_life_h), hours=240))


def test_4_right():
    for letter in ("B", "b", "b."):
        says(exercises.check_4(returns_h, letter), RIGHT, "At a dose of 10 µM the model says 45 h")
    says(exercises.check_4(lambda h, d: np.float32(returns_h(h, d)), "B"), RIGHT, "At a dose of 10 µM")


def test_4_a_longer_run_is_right_as_well():
    def longer(half_life_h, dose_uM):
        return bursting_returns_h(simulate(dose_uM, parameters=Parameters(half_life_h=half_life_h), hours=500))

    assert exercises.check_4(longer, "B").right


def too_short(half_life_h, dose_uM):
    return bursting_returns_h(simulate(dose_uM, parameters=Parameters(half_life_h=half_life_h)))


def quiet(half_life_h, dose_uM):
    return bursting_returns_h(simulate(dose_uM, "quiet", Parameters(half_life_h=half_life_h)))


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        (3, "Give the function itself, returns_h without brackets"),
        (lambda h: 1, "returns_h(0.217, 10) stopped with TypeError"),
        (lambda h, d: 1 / 0, "returns_h(0.217, 10) stopped with ZeroDivisionError: division by zero"),
        (lambda h, d: returns_h(60 * h, d), "returns_h(0.217, 10) stopped with ValueError: half_life_h = 13 is out of"),
        (lambda h, d: simulate(d), "returns_h gives back the whole course: pass it to bursting_returns_h first."),
        (lambda h, d: summarise(simulate(d)), "returns_h gives back the whole summary"),
        (lambda h, d: "soon", "'soon' is text"),
        (lambda h, d: 60 * returns_h(h, d), "These are minutes: give hours."),
        (lambda h, d: returns_h(h, d) / 24, "These are days: give hours."),
        (lambda h, d: returns_h(13 / 60, d), "returns_h says the same for every half-life: pass half_life_h on"),
        (lambda h, d: returns_h(h, 10), "returns_h says the same for every dose: pass dose_uM on"),
        (lambda h, d: np.nan_to_num(returns_h(h, d)), "With a half-life of 0.217 h and a dose of 1 µM bursting never"),
        (lambda h, d: returns_h(h, d) + 2, "With a half-life of 0.217 h and a dose of 10 µM your function says 46.9 h"),
        (too_short, "With a half-life of 0.5 h and a dose of 10 µM your function says nan"),
        (quiet, "This is quiet tissue: leave tissue out"),
        (lambda h, d: float("nan"), "returns_h gives nan throughout"),
    ],
)
def test_4_slips(answer, start):
    says(exercises.check_4(answer, "B"), NOT_YET, start)


def test_4_an_unfinished_function_is_no_answer():
    says(exercises.check_4(lambda h, d: None), NO_ANSWER, "returns_h gives back None")
    says(exercises.check_4(returns_h), NO_ANSWER, "The function is right. Put your reason in place of None")


@pytest.mark.parametrize(
    ("letter", "start"),
    [
        ("A", "The function is right, but A is not the reason. The human half-life is known"),
        ("C", "The function is right, but C is not the reason. Nobody has shown that"),
        ("D", "'D' is none of the options"),
        (2, "Give your reason as one letter"),
    ],
)
def test_4_reasons(letter, start):
    says(exercises.check_4(returns_h, letter), NOT_YET, start)


def test_4_bursting_is_back_in_every_course_that_must_return():
    for half_life_h, dose_uM in trapping.COURSES:
        long = nmdar_trapping.simulate(dose_uM, parameters=Parameters(half_life_h=half_life_h), hours=700)
        assert trapping.same(trapping.model_h(half_life_h, dose_uM), bursting_returns_h(long))
