"""The numbers that the questions on depression print are arithmetic, or what the model gives."""

from __future__ import annotations

import pytest
from tests.quiz.asked import is_arithmetic, number

from ketabrain import explorers, quiz
from ketabrain.models import treatment_steps

# name: the answer, then the slips in the order of the file
ARITHMETIC = {
    "depression-03": (0.322 / 0.044, [0.322 * 0.044, 322 / 0.044, 0.322 / 4.4, 73]),
    "depression-06": (1 / (0.62 - 0.43), [19, 0.19, 1 / 0.62, 0.62 / 0.43, 1 / 0.43]),
}


@pytest.mark.parametrize("name", ARITHMETIC)
def test_answers_and_slips_are_arithmetic(name: str) -> None:
    is_arithmetic(name, ARITHMETIC[name], near=0.02, slips_near=0.02)


def test_against_usual_care_it_takes_seven() -> None:
    assert round(1 / (0.62 - 0.48)) == 7


def test_the_first_step_below_600_is_the_answer() -> None:
    explorer = explorers.get("treatment-steps")
    steps = explorer.control["leaving"].steps
    few = [share for share in steps if explorer.node(leaving=share)["remitted"] < 600]
    asked = number("depression-08")
    assert asked.is_right(100 * min(few))
    assert sum(asked.is_right(100 * share) for share in steps) == 1


def test_the_order_names_what_the_model_gives() -> None:
    last = quiz.bank.get("depression-09").steps[-1]
    third = treatment_steps.follow()[2]
    assert f"About {1000 * third.remitted:.0f} of 1,000" in last.feedback
