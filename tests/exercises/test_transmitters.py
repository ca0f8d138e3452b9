"""The self-checks of the lab on transmitters."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from tests.exercises.answers import ANYTHING, asks_for_an_answer, reads_as_one_line, says

from ketabrain.exercises import transmitters as exercises
from ketabrain.exercises.feedback import NO_ANSWER, NOT_YET, RIGHT
from ketabrain.exercises.transmitters import counts, interval, printed_p, rises
from ketabrain.models import transmitter_changes as model

CHECKS = (exercises.check_1, exercises.check_2, exercises.check_3, exercises.check_4)


@pytest.mark.parametrize("check", CHECKS)
def test_an_exercise_that_was_not_begun_is_called_that(check):
    asks_for_an_answer(check)


@pytest.mark.parametrize("check", CHECKS)
@given(first=ANYTHING, second=ANYTHING)
def test_any_answer_gets_one_readable_line(check, first, second):
    reads_as_one_line(check(first, second))


# Exercise 1
RISE, BACK = 100 * (570 / 250 - 1), 100 * (1 / 0.42 - 1)


def test_1_right():
    for answer in ((RISE, BACK), (128, 138), ([RISE, BACK],)):
        says(exercises.check_1(*answer), RIGHT, "Noradrenaline rose by 128 %: it was 2.28 times the level before.")
    assert (rises.rise(), rises.undoing()) == pytest.approx((RISE, BACK))


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ((228, BACK), "That is the new level in per cent of the old one"),
        ((2.28, BACK), "That is how many times the old level the new one is"),
        ((1.28, BACK), "The right number, as a share"),
        ((320, BACK), "That is the rise in pg/mL"),
        ((56.1, BACK), "You divided by the level *after*"),
        ((-128, BACK), "The size is right, but it went up"),
        ((100, BACK), "100 is too low: divide 570 by 250"),
        ((RISE, 58), "58 % more of what is *left* is not enough"),
        ((RISE, -58), "That is the fall itself"),
        ((RISE, 238), "That is the old level in per cent of what is left"),
        ((RISE, 2.38), "That is how many times what is left the old level is"),
        ((RISE, 1.38), "The right number, as a share"),
        ((RISE, 42), "That is what is left, in per cent"),
        ((RISE, 90), "The rise is right. 90 is too low"),
        (("128", BACK), "'128' is text"),
    ],
)
def test_1_slips(answer, start):
    says(exercises.check_1(*answer), NOT_YET, start)


# Exercise 2
def around(value, errors):
    reach = 1.96 * abs(value) / errors
    return value, value - reach, value + reach


def half(wrong):
    return lambda v, e: (v, v - wrong(v, e), v + wrong(v, e))


def test_2_right():
    says(exercises.check_2(around, "C"), RIGHT, "Recovered: −0.70 to 0.22.")
    assert exercises.check_2(around, "c.").right


def test_2_its_errors_are_those_of_the_printed_p():
    for name, (value, p) in model.LOW_GABA.items():
        assert abs(value) / model.standard_error(value, p) == pytest.approx(interval.ERRORS[name], abs=0.001)


def test_2_what_a_reason_says_of_the_difference_is_so():
    gap = model.gap(*model.LOW_GABA.values())
    assert [round(x, 2) for x in gap] == [-0.28, -0.87, 0.31]
    assert all(x in interval.REASONS["D"] for x in ("0.28", "−0.87", "0.31"))


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        (1.0, "Give the function itself, interval without brackets"),
        (lambda v, e: v, "interval gives back one thing"),
        (lambda v: v, "interval(-0.52, 2.807) stopped with TypeError"),
        (lambda v, e: (v, around(v, e)[2], around(v, e)[1]), "The ends are in the wrong order"),
        (half(lambda v, e: abs(v) / e), "You went one standard error to each side"),
        (half(lambda v, e: 1.96 * e), "The number of errors is no error"),
        (half(lambda v, e: 1.96 * abs(v) * e), "Divide the value by the number of errors"),
        (half(lambda v, e: 1.96 * abs(v)), "You took the value itself as its error"),
        (lambda v, e: (0.0, -1.96 * abs(v) / e, 1.96 * abs(v) / e), "The interval lies around the *value*"),
        (lambda v, e: (1.0, *around(v, e)[1:]), "interval(-0.52, 2.807) gives back 1 first"),
        (half(lambda v, e: 3.0), "What interval(-0.52, 2.807) gives back is too long"),
        (half(lambda v, e: 0.01), "What interval(-0.52, 2.807) gives back is too short"),
    ],
)
def test_2_slips(answer, start):
    says(exercises.check_2(answer, "C"), NOT_YET, start)


def test_2_an_unsigned_error_turns_the_ends():
    says(exercises.check_2(lambda v, e: (v, v - 1.96 * v / e, v + 1.96 * v / e), "C"), NOT_YET, "What interval(-0.52")


@pytest.mark.parametrize("letter", [letter for letter in interval.REASONS if letter != interval.BECAUSE])
def test_2_judgements(letter):
    says(exercises.check_2(around, letter), NOT_YET, f"The function is right, but {letter} does not hold. ")


def test_2_half_an_answer():
    says(exercises.check_2(lambda v, e: None), NO_ANSWER, "interval gives back None")
    says(exercises.check_2(around), NO_ANSWER, "The function is right. Put your judgement")


# Exercise 3
def t_value(m1, s1, n1, m2, s2, n2):
    s = math.sqrt(((n1 - 1) * s1**2 + (n2 - 1) * s2**2) / (n1 + n2 - 2))
    return (m1 - m2) / (s * math.sqrt(1 / n1 + 1 / n2))


def test_3_right():
    for answer in (t_value, lambda *call: -t_value(*call)):
        says(exercises.check_3(answer, "B"), RIGHT, "t = 2.40 with 13 degrees of freedom is p = 0.032.")


def wrong(way):
    return lambda *call: printed_p.wrong(call[:3], call[3:], way)


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        (2.4, "Give the function itself, t_value without brackets"),
        (lambda m1, m2: 1, "t_value(-11.2, 8.9, 9, -1.9, 3.7, 6) stopped with TypeError"),
        (lambda *call: "x", "'x' is text"),
        (wrong("spread"), "Divide by the standard error"),
        (wrong("plain"), "Nearly. The two variances count by n − 1 each"),
        (wrong("sd"), "Pool the *variances*"),
        (wrong("all"), "Divide the pooled sum by n + n − 2"),
        (lambda m1, s1, n1, m2, s2, n2: m1 - m2, "That is the difference of the means"),
        (lambda *call: t_value(*call) ** 2, "That is t squared"),
        (lambda *call: 10.0, "Ketamine against saline gives t = 10, too far from zero"),
        (lambda *call: 0.1, "Ketamine against saline gives t = 0.1, too close to zero"),
    ],
)
def test_3_slips(answer, start):
    says(exercises.check_3(answer, "B"), NOT_YET, start)


@pytest.mark.parametrize("letter", [letter for letter in printed_p.REASONS if letter != printed_p.BECAUSE])
def test_3_judgements(letter):
    says(exercises.check_3(t_value, letter), NOT_YET, f"The function is right, but {letter} does not hold. ")


def test_3_half_an_answer():
    says(exercises.check_3(lambda *call: None), NO_ANSWER, "t_value gives back None")
    says(exercises.check_3(t_value), NO_ANSWER, "The function is right. Put your judgement")


def test_3_what_a_reason_says_of_100_000_studies_is_so():
    assert 100_000 * model.p_of_t(2.4, 13) == pytest.approx(3200, abs=50)
    assert "3,200" in printed_p.REASONS["A"]


# Exercise 4
def count(rows, transmitter, species):
    ways = [row.way for row in rows if row.transmitter == transmitter and row.species == species]
    return [ways.count(way) for way in (model.LESS, model.SAME, model.MORE)]


def test_4_right():
    said = "In people: 0 less, 1 the same, 2 more. In rats and mice: 1, 1 and 7."
    says(exercises.check_4(count, "D"), RIGHT, said)
    assert exercises.check_4(lambda *call: tuple(count(*call)), "d").right


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ([0, 1, 2], "Give the function itself, count without brackets"),
        (lambda rows: 1, "count(changes, 'dopamine', 'people') stopped with TypeError"),
        (lambda *call: 3, "count(changes, 'dopamine', 'people') must give back three numbers"),
        (lambda *call: "abc", "count(changes, 'dopamine', 'people') must give back three numbers"),
        (lambda rows, t, s: counts.tally(model.chosen(t)), "You counted all species"),
        (lambda rows, t, s: counts.tally(model.chosen(species=s)), "You counted all transmitters"),
        (lambda *call: count(*call)[::-1], "The counts are right, in the wrong order: less comes first"),
        (lambda *call: [count(*call)[i] for i in (1, 0, 2)], "The counts are right, in the wrong order: less, the"),
        (lambda *call: [9, 9, 9], "For dopamine in people you count [9, 9, 9], and there are 3 in all"),
    ],
)
def test_4_slips(answer, start):
    says(exercises.check_4(answer, "D"), NOT_YET, start)


@pytest.mark.parametrize("letter", [letter for letter in counts.REASONS if letter != counts.BECAUSE])
def test_4_judgements(letter):
    says(exercises.check_4(count, letter), NOT_YET, f"The function is right, but {letter} does not hold. ")


def test_4_what_a_reason_says_of_the_rows_is_so():
    rows = model.chosen("dopamine")
    more = [row for row in rows if row.way == model.MORE]
    assert (len(more), sum(row.species == "rodents" for row in more)) == (9, 7)


def test_4_half_an_answer():
    says(exercises.check_4(lambda *call: None), NO_ANSWER, "count gives back None")
    says(exercises.check_4(count), NO_ANSWER, "The function is right. Put your judgement")
