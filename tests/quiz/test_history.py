"""The numbers that the questions on history and on clinics' pages print are arithmetic, or what the history says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.quiz.asked import is_arithmetic, number

from ketabrain import quiz
from ketabrain.quiz import live, markup, naming
from ketabrain.timeline import history

YEAR = {entry.name: entry.year for entry in history.load()}
# name: the answer, then the slips in the order of the file
ARITHMETIC = {
    "clinic_pages-02": (2000 / (70 * 0.5), [2000 / 0.5, 2 / 35, 70 * 0.5, 1000 / 35]),
    "clinic_pages-05": (46.5 - 25.9, [46.5 / 25.9, 46.5, 1 / (0.465 - 0.259), 0.465 - 0.259, 100 - 46.5]),
}


@pytest.mark.parametrize("name", ARITHMETIC)
def test_answers_and_slips_are_arithmetic(name: str) -> None:
    is_arithmetic(name, ARITHMETIC[name])


def test_the_years_between_are_those_of_the_history() -> None:
    first, last = YEAR["firstdose"], YEAR["berman"]
    starts = (YEAR["ci581"], YEAR["dissociative"], YEAR["ketalar"])
    slips = [*(last - year for year in starts), YEAR["spravato"] - first, last - YEAR["nmda"]]
    is_arithmetic("history-05", (last - first, slips))


ORDERS = {
    "history-01": ("sernyl", "ci581", "firstdose", "nmda", "berman", "spravato"),
    "history-07": ("ketalar", "attempt", "essential", "schedule", "classc", "classb"),
}


@pytest.mark.parametrize("name", ORDERS)
def test_the_steps_of_an_order_stand_in_the_history_in_that_order(name: str) -> None:
    question = quiz.bank.get(name)
    assert len(question.steps) == len(ORDERS[name])
    years = [YEAR[entry] for entry in ORDERS[name]]
    assert years == sorted(years)
    for step, year in zip(question.steps, years, strict=True):
        assert str(year) in step.feedback


def test_the_first_dose_in_the_explorer_is_many_times_the_infusion() -> None:
    asked = number("history-06")
    assert asked.slips[0].value * asked.slips[3].value == pytest.approx(asked.value, rel=0.01)
    assert asked.slips[2].value == pytest.approx(asked.value / 237.7, rel=0.01)


def test_a_notebook_names_the_claims_that_a_question_is_about() -> None:
    questions = quiz.load("clinic_pages")
    tree = live.as_json(markup.quiz(questions, "clinic_pages"), naming.citations(questions))
    told = [one[2][1][2][0] for one in nodes(tree) if one[1].get("class") == "kb-sources kb-claim-cards"]
    assert told == [", ".join(question.claims) for question in questions]


def nodes(tree: Any) -> Iterator[Any]:
    """Yield every element of a quiz as a notebook gets it."""
    if isinstance(tree, list):
        yield tree
        for child in tree[2]:
            yield from nodes(child)
