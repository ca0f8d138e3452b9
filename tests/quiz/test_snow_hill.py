"""The numbers that the questions on the snow hill print are arithmetic, or what the model gives."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from tests.quiz.asked import is_arithmetic

from ketabrain import quiz
from ketabrain.models import energy_landscape as hill
from ketabrain.quiz import model

QUESTIONS = quiz.load("snow_hill")


def test_the_heights_of_the_first_question_are_the_hills() -> None:
    found = hill.wells(1.0, 0.1)
    left, ridge, right = (round(float(hill.height(place, 1.0, 0.1)), 2) for place in found)
    assert (
        f"{left:.2f}, the ridge at {ridge:.2f}, the bottom of the right valley at {right:.2f}".replace("-", "−")
        in QUESTIONS[0].text
    )
    climbs = [f"{hill.barrier(1.0, 0.1, side):.2f}" for side in ("left", "right")]
    assert climbs == ["0.16", "0.36"]
    assert climbs[0] in next(option.text for option in QUESTIONS[0].options if option.right)


def test_the_wait_at_more_noise_is_arithmetic() -> None:
    wrong = [200 / 1.5, 200 * math.e, 200 * math.exp(-2), 200 * 1.5, math.e]
    is_arithmetic("snow_hill-02", (200 * math.exp(0.12 / 0.06 - 0.12 / 0.04), wrong))


def test_many_sleds_give_what_the_last_question_says() -> None:
    ends = [hill.simulate(hill.Plan(push=push), sleds=3000, record_min=120).left_share[-1] for push in (0.0, 0.2)]
    assert ends[0] > 0.98
    assert ends[1] == pytest.approx(1 / 3, abs=0.06)


def test_a_wrong_count_would_be_found() -> None:
    question = quiz.bank.get("snow_hill-03")
    says = replace(question.model_says[0], when=(("after_flat", "==", 5),))
    assert model.untrue(replace(question, model_says=(says,)))
