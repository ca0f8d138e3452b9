"""The numbers that the questions on perception print are arithmetic, or what the models give."""

from __future__ import annotations

import math

import pytest
from tests.quiz.asked import is_arithmetic, number

from ketabrain import explorers
from ketabrain.models import correlated_points, dissociation

# name: the answer, then the slips in the order of the file
ARITHMETIC = {
    "perception-03": (0.6 * 89, [0.6 * 37, 60, 0.6 * 0.89, 89 / 0.6, 0.6 * 22]),
    "perception-08": (100 * 0.3**2, [30, -30, 0.09, 91, 100 * math.sqrt(0.3), -9]),
}


@pytest.mark.parametrize("name", ARITHMETIC)
def test_answers_and_slips_are_arithmetic(name: str) -> None:
    is_arithmetic(name, ARITHMETIC[name])


def test_the_line_is_the_models() -> None:
    found = dissociation.rating(120)
    assert number("perception-03").is_right(float(found.strongest))
    assert number("perception-03").slips[0].value == pytest.approx(float(found.weakest))


def test_the_first_dose_with_a_gap_is_the_answer() -> None:
    explorer = explorers.get("dissociation-timecourse")
    steps = explorer.control["dose_mg_kg"].steps
    gaps = {dose: explorer.node(route="intramuscular", dose_mg_kg=dose)["beyond_min"] > 0 for dose in steps}
    first = next(dose for dose, gap in gaps.items() if gap)
    assert number("perception-04").is_right(first)
    assert not any(number("perception-04").is_right(float(dose)) for dose in steps if dose != first)


def test_the_strongest_of_five_groups_is_the_answer() -> None:
    seeds = explorers.get("dissociation-and-benefit").control["seed"].steps
    found = [correlated_points.correlation(correlated_points.cloud(-0.1, 20, int(s), exact=False)) for s in seeds]
    asked = number("perception-09")
    assert asked.is_right(round(max(found, key=lambda r: abs(r)), 2))
    assert sum(asked.is_right(r) for r in found) == 1
    assert found.index(min(found)) == 2 and sum(r > 0.05 for r in found) == 1


def test_no_p_value_is_needed_for_the_ninth() -> None:
    assert correlated_points.people_behind(-0.4, 0.05) > 20, "r = -0.40 in 20 people is not even significant"
