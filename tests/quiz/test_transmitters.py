"""The numbers that the questions on transmitters print are arithmetic, or what the list holds."""

from __future__ import annotations

import pytest

from ketabrain import quiz
from ketabrain.models import transmitter_changes
from ketabrain.quiz import giveaways, model
from ketabrain.quiz.question import Number, Question

QUESTIONS = quiz.load("transmitters")


def number(name: str) -> Number:
    """Return the numeric answer of a question."""
    found = quiz.bank.get(name).number
    assert found
    return found


ERROR = 0.24 / 1.015
# name: the answer, then the slips in the order of the file
ARITHMETIC = {
    "transmitters-03": (
        100 * (0.75 / 0.18 - 1),
        [100 * 0.75 / 0.18, 0.75 / 0.18, 0.75 / 0.18 - 1, 100 * (0.75 - 0.18), 100 * (0.75 - 0.18) / 0.75],
    ),
    "transmitters-08": (0.24 + 1.96 * ERROR, [1.96 * ERROR - 0.24, 1.96 * ERROR, 0.24 + ERROR, ERROR]),
}


def test_ten_questions_cover_all_objectives_and_kinds() -> None:
    assert len(QUESTIONS) == 10
    names = ("who", "gaba", "measured", "dopamine", "reading")
    assert {q.objective for q in QUESTIONS} == {f"transmitters.{name}" for name in names}
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
    assert [slip.value for slip in asked.slips] == pytest.approx(slips, rel=0.02)
    assert not any(asked.is_right(slip) for slip in slips)


def test_the_interval_is_the_models() -> None:
    found = transmitter_changes.from_p(*transmitter_changes.LOW_GABA["remitted"])
    assert number("transmitters-08").is_right(-found.low)


def test_the_scan_is_told_as_it_was_printed() -> None:
    ketamine = transmitter_changes.RACLOPRIDE["ketamine"][0]
    assert ketamine == -11.2
    assert transmitter_changes.p_of_t(2.4, 13) == pytest.approx(0.03, abs=0.003)
