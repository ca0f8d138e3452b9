"""What questions say about the models is what the models give."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ketabrain import quiz
from ketabrain.quiz import model
from ketabrain.quiz.question import ModelSays, Question

QUESTIONS = quiz.load()
READ = [question for question in QUESTIONS if question.number and question.number.reading]
TOLD = [question for question in QUESTIONS if question.model_says]


def test_every_question_asks_explorers_for_what_they_have() -> None:
    model.check_explorers(QUESTIONS)


def test_there_are_numbers_and_statements_to_compute() -> None:
    assert READ and TOLD


@pytest.mark.parametrize("question", READ, ids=lambda q: q.id)
def test_the_model_gives_the_number(question: Question) -> None:
    assert question.number and question.number.reading
    assert model.compute(question.number.reading) == pytest.approx(question.number.value, abs=1e-9)


@pytest.mark.parametrize("question", TOLD, ids=lambda q: q.id)
def test_the_model_says_what_the_text_takes_for_granted(question: Question) -> None:
    assert model.untrue(question) == []


def test_an_untrue_statement_is_found() -> None:
    question = next(q for q in TOLD if q.explorer == "habenula-bursting")
    lie = ModelSays({"drive": 1.5, "t_type": 0}, (("mode", "==", "bursting"),))
    (told,) = model.untrue(replace(question, model_says=(lie,)))
    assert told == f"{question.id}: at {{'drive': 1.5, 't_type': 0}} mode is silent, not == bursting."


def test_the_grid_cell_question_is_arithmetic() -> None:
    number = next(q.number for q in QUESTIONS if q.id == "habenula-02")
    assert number and number.is_right(3 * 2**3 / 3**3)
    slips = [slip.value for slip in number.slips]
    assert slips == pytest.approx([3 * 2 / 3, 3 * 4 / 9, 3 * 2**3 / 3, 27 / 24, 24], abs=0.01)


def test_the_slips_of_the_burst_count_follow_from_the_model() -> None:
    number = next(q.number for q in QUESTIONS if q.id == "habenula-06")
    assert number and number.reading
    found = model.shown_values(model.explorers.get(number.reading.explorer), number.reading.state)
    second, spikes, screen = (slip.value for slip in number.slips)
    assert second == found["bursts_per_s"]
    assert spikes == pytest.approx(60 * found["spikes_per_s"])
    window_s = model.explorers.get(number.reading.explorer).compute(**number.reading.state)["time_ms"][-1] / 1000
    assert screen == round(window_s * found["bursts_per_s"]) and window_s < 1
    assert f"{1000 / found['bursts_per_s']:.0f} ms" in number.right
