"""The numbers that the questions on the trials print are arithmetic, or what the table and the models give."""

from __future__ import annotations

import pytest
from tests.quiz.asked import is_arithmetic, number, slips

from ketabrain import explorers, quiz
from ketabrain.evidence import trials
from ketabrain.explorers.evidence import natural
from ketabrain.models import number_needed
from ketabrain.quiz import giveaways, model

KEPT, CHANGED = 16 / 62, 34 / 59
ODDS = (30 / 17, 7 / 18)

ARITHMETIC = {
    "evidence-02": (
        1 / (CHANGED - KEPT),
        [100 * (CHANGED - KEPT), CHANGED / KEPT, 34 - 16, CHANGED - KEPT, 62 / 16],
    ),
    "evidence-08": (
        ODDS[0] / ODDS[1],
        [(30 / 47) / (7 / 25), 2.18, ODDS[1] / ODDS[0], 100 * (30 / 47 - 7 / 25), ODDS[0]],
    ),
    "evidence-09": (16.4 - 5.7, [17.6, 17.6 - 9.7, 17.6 - 5.7, 16.4 - 9.7, 5.7 - 16.4]),
}


@pytest.mark.parametrize("name", ARITHMETIC)
def test_answers_and_slips_are_arithmetic(name: str) -> None:
    is_arithmetic(name, ARITHMETIC[name], near=0.02, slips_near=0.02)


def test_the_counts_are_those_of_the_table() -> None:
    assert natural.counts("relapse_responders") == (16, 62, 34, 59)
    assert natural.counts("murrough") == (30, 47, 7, 25)


def test_the_papers_number_is_the_next_whole_person() -> None:
    assert -(-number_needed.needed(natural.counts("relapse_responders"), good=False).value // 1) == 4


def test_daly_is_read_from_the_table() -> None:
    fallen = {
        (arm.time, arm.arm.split()[1]): -arm.mean
        for arm in trials.arms()
        if arm.trial == "Daly 2018" and arm.outcome == "change" and arm.doses == 1 and arm.pool != "merged" and arm.mean
    }
    apart = {key: value - fallen[key[0], "into"] for key, value in fallen.items()}
    assert number("evidence-09").is_right(max(apart.values()))
    assert max(apart, key=lambda key: apart[key]) == ("24 h", "84")
    assert slips("evidence-09")[1] == pytest.approx(apart["2 h", "84"])


def test_the_explorer_says_it_too() -> None:
    question = quiz.bank.get("evidence-09")
    shown = explorers.get("onset-curve").node(**question.show)
    assert shown["distance"] == "−10.7 to −4.6"


@pytest.mark.parametrize("question", quiz.load("evidence"), ids=lambda one: one.id)
def test_models_say_what_questions_say(question) -> None:
    assert not model.untrue(question)


def test_nothing_gives_an_answer_away() -> None:
    assert giveaways.find(quiz.load("evidence")) == []
