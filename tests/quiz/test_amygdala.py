"""The numbers that the questions on the amygdala print are arithmetic, or what the models give."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import f as f_distribution
from tests.quiz.asked import is_arithmetic, number

from ketabrain import explorers, quiz
from ketabrain.models import fear_extinction, imaging_effects
from ketabrain.models.fear_extinction import Memories
from ketabrain.quiz import model

QUESTIONS = quiz.load("amygdala")
THREAT, EXTINCTION = 0.9, 0.8  # given in question 4


# name: the answer, then the slips in the order of the file
ARITHMETIC = {
    "amygdala-04": (
        THREAT - 0.5 * 0.3 * EXTINCTION,
        [
            THREAT - 0.3 * EXTINCTION,
            THREAT - 0.5 * EXTINCTION,
            THREAT - EXTINCTION,
            0.5 * 0.3 * EXTINCTION,
            100 * (THREAT - 0.5 * 0.3 * EXTINCTION),
        ],
    ),
    "amygdala-09": (
        math.sqrt(4.9 * (1 / 20 + 1 / 20)),
        [4.9 * 0.1, math.sqrt(4.9), math.sqrt(4.9 / 40), -math.sqrt(0.49), 4.9],
    ),
}


@pytest.mark.parametrize("name", ARITHMETIC)
def test_answers_and_slips_are_arithmetic(name: str) -> None:
    is_arithmetic(name, ARITHMETIC[name])


def test_the_stressed_animal_is_the_models() -> None:
    memories = Memories(THREAT, EXTINCTION)
    shocks, elsewhere = (fear_extinction.response(memories, room, 0.5) for room in ("training", "extinction"))
    assert number("amygdala-04").value == pytest.approx(shocks)
    at_ease = [fear_extinction.response(memories, room) for room in ("training", "extinction")]
    assert [*at_ease, elsewhere] == pytest.approx([0.66, 0.1, 0.5])


def test_the_first_step_below_half_is_the_answer() -> None:
    steps = (0, 0.2, 0.4, 0.5, 0.6, 0.8, 1)
    assert explorers.get("amygdala-fear-extinction").control["block"].steps == steps
    left = [fear_extinction.summarise(fear_extinction.simulate("acquisition", b)).after_acquisition for b in steps]
    first = next(b for b, response in zip(steps, left, strict=True) if response < left[0] / 2)
    assert number("amygdala-03").is_right(100 * first)
    assert not any(number("amygdala-03").is_right(100 * b) for b in steps if b != first)


def test_both_blocks_together_depend_on_the_room() -> None:
    both, none = (fear_extinction.summarise(fear_extinction.simulate(when, 0.6)) for when in ("both", "never"))
    assert both.after_extinction > none.after_extinction + fear_extinction.CLEAR
    assert both.renewal < none.renewal - fear_extinction.CLEAR


def test_one_of_six_is_what_the_model_gives_for_ketamine() -> None:
    met = fear_extinction.matches(0.8)
    ketamine = [hit for f, hit in zip(fear_extinction.FINDINGS, met, strict=True) if f.name.startswith("Ketamine")]
    assert (sum(ketamine), len(ketamine)) == (1, 6)


def test_the_invented_poster_is_possible_and_its_interval_is_right() -> None:
    found = imaging_effects.difference(4.9, 20, 20)
    assert number("amygdala-09").is_right(found.value)
    assert "from 0.06 to 1.34" in number("amygdala-09").right
    assert np.round([found.low, found.high], 2).tolist() == [0.06, 1.34]
    assert f_distribution.sf(4.9, 1, 38) < 0.05


def test_two_values_of_p_can_come_from_nearly_the_same_change() -> None:
    """p = 0.03 and 0.08 are t of about 2.3 and 1.8 in groups of twenty: half a standard error apart."""
    t_low, t_high = (math.sqrt(f_distribution.isf(p, 1, 19)) for p in (0.08, 0.03))
    assert t_high - t_low < 0.6


def test_a_wrong_count_would_be_found() -> None:
    question = next(q for q in QUESTIONS if q.id == "amygdala-10")
    says = replace(question.model_says[0], when=(("less", "==", 4),))
    assert model.untrue(replace(question, model_says=(says,)))
