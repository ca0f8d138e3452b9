"""The numbers that the questions on harms print are arithmetic, or what the models give."""

from __future__ import annotations

import pytest
from tests.quiz.asked import is_arithmetic, number

from ketabrain import explorers
from ketabrain.evidence import harms
from ketabrain.models import proportion

ROWS = {harm.id: harm for harm in harms.load()}

# name: the answer, then the slips in the order of the file
ARITHMETIC = {
    "harms-02": (
        100 * (21 / 231 - 2 / 113),
        [100 * 21 / 231, 100 * 2 / 113, 100 * 19 / 231, (21 / 231) / (2 / 113), 21 / 231 - 2 / 113],
    ),
    "harms-07": (1148 / 3, [1148, 3 * 1148, 100 * 3 / 1148, 6.5]),
}


@pytest.mark.parametrize("name", ARITHMETIC)
def test_answers_and_slips_are_arithmetic(name: str) -> None:
    is_arithmetic(name, ARITHMETIC[name], near=0.01, slips_near=0.02)


def test_the_counts_are_those_of_the_list() -> None:
    row = ROWS["vomiting-spray"]
    assert number("harms-02").is_right(100 * row.excess.value)
    assert [round(100 * end) for end in row.excess[1:]] == [2, 12]
    assert number("harms-07").is_right(1 / proportion.at_most(ROWS["cystitis-years"].n))
    assert (ROWS["pressure-patients"].events, ROWS["pressure-infusions"].n) == (17, 2342)
    assert (ROWS["urinary-reports"].events, ROWS["urinary-reports"].n) == (159, 14606)


def test_a_risk_of_one_in_n_is_missed_by_more_than_a_third() -> None:
    assert (1 - 1 / 1148) ** 1148 > 1 / 3


def test_the_first_step_below_one_in_ten_is_the_answer() -> None:
    explorer = explorers.get("blood-pressure")
    steps = explorer.control["threshold"].steps
    for reading, first in (("systolic", 35), ("diastolic", 25)):
        above = {step: explorer.node(reading=reading, threshold=step)["above"] for step in steps}
        assert next(step for step in steps if above[step] < 0.1) == first
    assert number("harms-04").is_right(35) and not any(number("harms-04").is_right(s) for s in steps if s != 35)
