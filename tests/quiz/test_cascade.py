"""The numbers that the questions on the cascade print are arithmetic, or what the model gives."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.quiz.asked import is_arithmetic, number

from ketabrain import explorers, quiz
from ketabrain.models import cascade
from ketabrain.quiz import model

QUESTIONS = quiz.load("cascade")
NONE, ONE, TWO = 41, 19, 2  # people by their copies of the Met form
ALL = NONE + ONE + TWO


# name: the answer, then the slips in the order of the file
ARITHMETIC = {
    "cascade-06": (100 * 0.6 * 0.5, [100 - 40 - 50, 50, (60 + 50) / 2, 100 * 0.4 * 0.5, 70, 0.3]),
    "cascade-10": (
        100 * TWO / ALL,
        [100 * (ONE + TWO) / ALL, 100 * ONE / ALL, 100 * NONE / ALL, 100 * TWO / (ONE + TWO), TWO, TWO / ALL],
    ),
}


@pytest.mark.parametrize("name", ARITHMETIC)
def test_answers_and_slips_are_arithmetic(name: str) -> None:
    is_arithmetic(name, ARITHMETIC[name])


def test_what_is_left_after_nbqx_is_the_models_and_so_are_its_slips() -> None:
    explorer, asked = explorers.get("plasticity-cascade"), number("cascade-05")
    node = explorer.node(nbqx=True)
    assert asked.is_right(100 * node["late"])
    late = [100 * explorer.node(nbqx=True, route=route)["late"] for route in ("surge", "rest")]
    assert [slip.value for slip in asked.slips] == pytest.approx([100 * node["early"], *late, node["late"]])


def test_shares_of_links_in_a_row_multiply_in_the_chain_too() -> None:
    """A cut to 0 is the only one that the model has: it leaves nothing, as the answer to question 6 says."""
    assert cascade.chain_share(24, cut=("mtor",)) == 0


def test_a_wrong_verdict_would_be_found() -> None:
    question = next(q for q in QUESTIONS if q.id == "cascade-08")
    says = replace(question.model_says[0], when=(("chain_verdict", "==", "disagrees"),))
    assert model.untrue(replace(question, model_says=(says,)))
