"""The perception lab's self-checks: right answers, the slips that learners make, and nonsense."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.exercises.answers import ANYTHING, asks_for_an_answer, reads_as_one_line, says

from ketabrain.exercises import perception as exercises
from ketabrain.exercises.feedback import NO_ANSWER, NOT_YET, RIGHT
from ketabrain.exercises.perception import infusion, patient
from ketabrain.exercises.perception import pairs as pairs_module
from ketabrain.models import correlated_points as clouds
from ketabrain.models import dissociation

CHECKS = (exercises.check_1, exercises.check_2, exercises.check_3, exercises.check_4)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_an_empty_answer_is_no_answer(check: Any) -> None:
    asks_for_an_answer(check)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(CHECKS), ANYTHING, ANYTHING)
def test_nothing_raises_and_all_is_one_readable_line(check: Any, first: Any, second: Any) -> None:
    reads_as_one_line(check(first, second))


# Exercise 1
LEVEL, WEAKEST = 200 * 50 / 89, 37 * 50 / 89


def test_1_right() -> None:
    for answer in ((LEVEL, WEAKEST), (112, 20.7), ([LEVEL, WEAKEST],), (np.array([LEVEL, WEAKEST]),)):
        says(exercises.check_1(*answer), RIGHT, "At 112 ng/mL the strongest scale stands at 50 %")


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ((100, WEAKEST), "That is half of the highest level"),
        ((89, WEAKEST), "You multiplied by 0.89"),
        ((200 * 50 / 37, WEAKEST), "That is the level for the weakest of the ten"),
        ((LEVEL / 1000, WEAKEST), "That is in micrograms"),
        ((400, WEAKEST), "400 ng/mL was not held"),
        ((-1, WEAKEST), "-1 ng/mL was not held"),
        ((150, WEAKEST), "At 150 ng/mL the strongest scale stands at 67 %: lower the level."),
        ((40, WEAKEST), "At 40 ng/mL the strongest scale stands at 18 %: raise the level."),
        ((LEVEL, 50), "That is the strongest scale"),
        ((LEVEL, 37), "That is where the weakest of the ten stands at 200"),
        ((LEVEL, 18.5), "You took half of 37 %"),
        ((LEVEL, 22 * 50 / 89), "That is the limit of the three faint scales"),
        ((LEVEL, WEAKEST / 100), "That is a share"),
        ((LEVEL, 30), "The level is right. 30 % is too high"),
        ((LEVEL, 5), "The level is right. 5 % is too low"),
    ],
)
def test_1_slips(answer: Any, start: str) -> None:
    says(exercises.check_1(*answer), NOT_YET, start)


def test_1_half_an_answer() -> None:
    says(exercises.check_1(LEVEL), NO_ANSWER, "Put the weakest scale's rating in place of None")


# Exercise 2
DOSE = 0.5 * 200 / infusion.peak(40)
MINUTES = infusion.shortest()


def test_2_right() -> None:
    for answer in ((DOSE, MINUTES), (0.61, MINUTES + 1), ([DOSE, MINUTES],)):
        says(exercises.check_2(*answer), RIGHT, "Over 40 minutes, 0.61 mg/kg just reaches 200 ng/mL")


def test_2_the_answers_do_what_they_should() -> None:
    assert infusion.peak(40, DOSE) == pytest.approx(dissociation.Parameters().top_ng_ml)
    ratings = [float(dissociation.rating(infusion.peak(m)).strongest) for m in (MINUTES - 1, MINUTES)]
    assert ratings[0] > 60 >= ratings[1]


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ((0.5, MINUTES), "0.5 mg/kg peaks at 163 ng/mL: there is room"),
        ((0.25 / DOSE, MINUTES), "Upside down"),
        ((70 * DOSE, MINUTES), "That is the dose in mg for 70 kg"),
        ((2 * DOSE, MINUTES), "That is the factor by which the dose may grow"),
        ((0, MINUTES), "A dose is above zero"),
        ((0.8, MINUTES), "0.8 mg/kg over 40 minutes peaks at 261 ng/mL: lower it"),
        ((0.3, MINUTES), "0.3 mg/kg over 40 minutes peaks at 98 ng/mL: raise it"),
        ((DOSE, 40), "The dose is right. Over 40 minutes the strongest scale comes to 73 %: that is too much."),
        ((DOSE, 90), "The dose is right. Over 90 minutes the strongest scale comes to 53 %: a shorter one would do"),
        ((DOSE, MINUTES / 60), "That is in hours"),
        ((DOSE, -5), "The dose is right. Give the length of the infusion in minutes"),
    ],
)
def test_2_slips(answer: Any, start: str) -> None:
    says(exercises.check_2(*answer), NOT_YET, start)


def test_2_half_an_answer() -> None:
    says(exercises.check_2(DOSE), NO_ANSWER, "Put the minutes in place of None")


# Exercise 3
def pairs(dissociation: Any, change: Any) -> float:
    """Return the share of pairs in order, all at once."""
    both = np.subtract.outer(dissociation, dissociation) * np.subtract.outer(change, change)
    return float(np.mean((both < 0)[~np.eye(len(change), dtype=bool)]))


def count(dissociation: Any, change: Any) -> float:
    """Return the number of pairs in order."""
    n = len(change)
    return pairs(dissociation, change) * n * (n - 1) / 2


PEOPLE = 3 + (2.697 / math.atanh(0.35)) ** 2
Z = 2.697


def test_3_right() -> None:
    for people in (PEOPLE, 57, 58):
        says(exercises.check_3(pairs, people), RIGHT, "In a large cloud with r = −0.35 the share comes to 0.61")


def test_3_a_hand_count() -> None:
    """Of four people's six pairs one is not in order: the last two."""
    assert pairs_module.in_order(pairs_module.CLOUDS[0]) == pytest.approx(5 / 6)


@pytest.mark.parametrize(
    ("function", "start"),
    [
        (lambda x, y: 1 - pairs(x, y), "Nearly. A *lower* change is a better one"),
        (lambda x, y: 100 * pairs(x, y), "That is in per cent"),
        (count, "That is a count"),
        (lambda x, y: 2 * count(x, y) / len(x) ** 2, "You divided by n × n, which pairs each person with itself"),
        (lambda x, y: count(x, y) / len(x) ** 2, "n people make n × (n − 1) / 2 pairs"),
        (lambda x, y: 2 * pairs(x, y), "You counted each pair from both sides"),
        (lambda x, y: np.corrcoef(x, y)[0, 1], "That is the correlation"),
        (lambda x, y: clouds.concordant(np.corrcoef(x, y)[0, 1]), "That is the formula for a large cloud"),
        (lambda x, y: 0.9, "For 4 people the share is 0.833, and pairs gives 0.9: it counts too many"),
        (lambda x, y: 0.1, "For 4 people the share is 0.833, and pairs gives 0.1: it counts too few"),
        (lambda x, y: x / 0 + undefined, "pairs(dissociation, change) stopped with"),  # type: ignore[name-defined]  # noqa: F821
        (lambda x: 0.5, "pairs(dissociation, change) stopped with TypeError"),
        (0.61, "Give the function itself, pairs"),
    ],
)
def test_3_slips(function: Any, start: str) -> None:
    with np.errstate(all="ignore"):
        says(exercises.check_3(function, PEOPLE), NOT_YET, start)


@pytest.mark.parametrize(
    ("people", "start"),
    [
        (108, "That is how many were analysed"),
        (PEOPLE - 3, "Add 3"),
        (3 + (2.457 / math.atanh(0.35)) ** 2, "Take p/2 for each side"),
        (3 + (Z / 0.35) ** 2, "You left artanh out"),
        (3 + Z / math.atanh(0.35), "Square z / artanh(r)"),
        (80, "The function is right. 80 are too many"),
        (20, "The function is right. 20 are too few"),
    ],
)
def test_3_slips_of_the_number(people: float, start: str) -> None:
    says(exercises.check_3(pairs, people), NOT_YET, start)


def test_3_half_an_answer() -> None:
    says(exercises.check_3(pairs), NO_ANSWER, "The function is right. Put the number of people")
    says(exercises.check_3(lambda x, y: None), NO_ANSWER, "pairs gives back None")


def test_3_a_function_may_change_what_it_is_given() -> None:
    def careless(dissociation: Any, change: Any) -> float:
        found = pairs(dissociation, change)
        dissociation[:] = 0
        return found

    for _ in range(2):
        assert exercises.check_3(careless, 57).right


# Exercise 4
def forecast(r: float, x: float, z: float = 1.96, spread: Any = lambda r: math.sqrt(1 - r**2)) -> Any:
    """Return the forecast, or a wrong one."""
    return r * x, r * x - z * spread(r), r * x + z * spread(r)


def test_4_right() -> None:
    for why in ("B", "b", " (b) "):
        says(exercises.check_4(forecast, why), RIGHT, "One SD above the average, r = −0.35: expect -0.35")


@pytest.mark.parametrize(
    ("function", "start"),
    [
        (lambda r, x: forecast(r, x, -1.96), "The ends are in the wrong order"),
        (lambda r, x: forecast(r, x, 1), "The value is right. 95 % of such patients reach 1.96 spreads"),
        (lambda r, x: forecast(r, x, 0.98), "The value is right. Go 1.96 spreads to *each* side"),
        (lambda r, x: forecast(r, x, spread=lambda r: 1 - r**2), "The value is right. The spread is the *root*"),
        (lambda r, x: forecast(r, x, spread=lambda r: 1), "The value is right. You took the spread of all patients"),
        (lambda r, x: forecast(r, x, spread=abs), "The value is right. r is the share that follows"),
        (lambda r, x: forecast(r, x, 3), "The value is right. The range that forecast(-0.35, 1) gives is too wide"),
        (lambda r, x: forecast(r, x, 0.2), "The value is right. The range that forecast(-0.35, 1) gives is too narrow"),
        (lambda r, x: forecast(-r, x), "The size is right, the sign is not"),
        (lambda r, x: forecast(r, 1), "That is r. Multiply it"),
        (lambda r, x: forecast(r**2, x), "r is not squared here"),
        (lambda r, x: (x, 0, 1), "That is the patient's dissociation"),
        (lambda r, x: (x / r, 0, 1), "Multiply the dissociation by r; you divided"),
        (lambda r, x: (7, 0, 1), "forecast(-0.35, 1) gives 7 as its value"),
        (lambda r, x: 3.0, "forecast gives back one thing"),
    ],
)
def test_4_slips(function: Any, start: str) -> None:
    says(exercises.check_4(function, "B"), NOT_YET, start)


@pytest.mark.parametrize("letter", "ACD")
def test_4_each_wrong_letter_has_its_own_reason(letter: str) -> None:
    found = exercises.check_4(forecast, letter)
    says(found, NOT_YET, f"The function is right, but {letter} does not hold. ")
    assert patient.REASONS[letter] in found.why


def test_4_half_an_answer() -> None:
    says(exercises.check_4(forecast), NO_ANSWER, "The function is right. Put your judgement in place of None")
