"""The numbers that the questions on perception print are arithmetic, or what the models give."""

from __future__ import annotations

import math

import pytest

from ketabrain import explorers, quiz
from ketabrain.models import correlated_points, dissociation
from ketabrain.quiz import giveaways, model
from ketabrain.quiz.question import Number, Question

QUESTIONS = quiz.load("perception")


def number(name: str) -> Number:
    """Return the numeric answer of a question."""
    found = quiz.bank.get(name).number
    assert found
    return found


# name: the answer, then the slips in the order of the file
ARITHMETIC = {
    "perception-03": (0.6 * 89, [0.6 * 37, 60, 0.6 * 0.89, 89 / 0.6, 0.6 * 22]),
    "perception-08": (100 * 0.3**2, [30, -30, 0.09, 91, 100 * math.sqrt(0.3), -9]),
}


def test_ten_questions_cover_all_objectives_and_kinds() -> None:
    assert len(QUESTIONS) == 10
    names = ("scales", "dose", "effects", "rhythm", "benefit")
    assert {q.objective for q in QUESTIONS} == {f"perception.{name}" for name in names}
    assert {q.kind for q in QUESTIONS} == {"single", "multiple", "numeric", "order", "plot"}
    assert {q.skill for q in QUESTIONS} == {"remember", "understand", "apply", "judge"}
    assert sum(q.skill == "apply" for q in QUESTIONS) >= 4
    assert sum(q.recalls for q in QUESTIONS) >= 3


def test_nothing_gives_an_answer_away() -> None:
    assert giveaways.find(QUESTIONS) == []


def test_explorers_have_what_is_asked_of_them() -> None:
    model.check_explorers(QUESTIONS)


@pytest.mark.parametrize("question", [q for q in QUESTIONS if q.model_says], ids=lambda q: q.id)
def test_the_model_says_what_the_text_takes_for_granted(question: Question) -> None:
    assert model.untrue(question) == []


@pytest.mark.parametrize("name", ARITHMETIC)
def test_answers_and_slips_are_arithmetic(name: str) -> None:
    answer, slips = ARITHMETIC[name]
    asked = number(name)
    assert asked.value == pytest.approx(answer, rel=0.01)
    assert [slip.value for slip in asked.slips] == pytest.approx(slips, rel=0.01)
    assert not any(asked.is_right(slip) for slip in slips)


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
