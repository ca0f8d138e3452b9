"""Goals of questions that set an explorer: what the build refuses, and what the page is told."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.quiz.worked import SET, question

from ketabrain import quiz
from ketabrain.quiz import markup, model
from ketabrain.quiz.forms import set as form
from ketabrain.quiz.tree import Element

SETTING = [asked for asked in quiz.load() if asked.goal]
GOAL = SET["goal"]
WHEN, MISSES = GOAL["when"], GOAL["misses"]


def told(**changes: Any) -> list[str]:
    """Return what is wrong with the question once some fields of its goal, or its own, are changed."""
    own = {name: changes.pop(name) for name in ("state", "show") if name in changes}
    return list(model.explorer_faults(question(SET, goal={**GOAL, **changes}, **own)))


def test_a_sound_goal_passes() -> None:
    assert told() == []


@pytest.mark.parametrize("asked", SETTING, ids=lambda asked: asked.id)
def test_the_bank_s_goals_are_sound(asked: quiz.Question) -> None:
    assert list(model.explorer_faults(asked)) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"state": SET["show"]}, "field 'state' reaches the goal already"),
        ({"show": SET["state"]}, "field 'show' does not reach the goal"),
        ({"show": {"drive": 4, "kir": -80, "block": 0.15}}, "block = 0.15, which is not one of its steps"),
        ({"when": [["mode", "==", "bursting"]], "misses": MISSES[2:]}, "reaches the goal as it opens"),
        ({"when": [["peak", ">", 3]]}, "the goal tests 'peak', which habenula-bursting does not have; use one of drive"),
        ({"when": [*WHEN, ["bursts_per_s", "<", 6.45]]}, "compares bursts_per_s with 6.45, but the page rounds it; write 6.5"),
        ({"when": [*WHEN, ["block", "==", 0.25]]}, "which is not one of its steps"),
        ({"when": [["mode", ">", 3]]}, "compare words with == or !="),
        ({"misses": [{"when": [["mode", "==", "asleep"]], "feedback": "No."}, *MISSES]}, "miss 1 is never said"),
        ({"misses": [MISSES[0], {**MISSES[0], "feedback": "Again."}, MISSES[2]]}, "miss 2 is never said"),
        ({"misses": [{"when": [*WHEN, ["t_type", "==", 1]], "feedback": "No."}, MISSES[2]]}, "miss 1 is never said"),
    ],
)  # fmt: skip
def test_each_fault_is_named_with_its_mend(changes: dict[str, Any], fault: str) -> None:
    found = told(**changes)
    assert any(fault in one for one in found), found


def elements(tree: Any) -> list[Element]:
    """Return every element of a tree."""
    below = [one for child in getattr(tree, "children", ()) for one in elements(child)]
    return [tree, *below] if isinstance(tree, Element) else []


def test_the_page_knows_how_to_write_what_the_goal_names() -> None:
    (line,) = form.controls(question(SET))
    assert line.attributes["data-sets"] == "habenula-bursting"
    things = json.loads(str(line.attributes["data-things"]))
    assert [thing["name"] for thing in things] == ["mode", "block", "drive", "kir"]
    assert "kind" in things[1] and "kind" not in things[0]
    assert all("steps" not in thing for thing in things)


def test_the_answers_say_goal_and_way_in_the_page_s_words() -> None:
    lines = [one for one in elements(form.answers(question(SET))) if one.tag == "li"]
    assert [line.attributes["data-case"] for line in lines] == ["right", "miss", "miss", "miss"]
    assert json.loads(str(lines[0].attributes["data-when"])) == WHEN
    assert json.loads(str(lines[-1].attributes["data-when"])) == []
    right = lines[0].children[0].children[0]
    assert right.startswith("The goal: The cell is not bursting; NMDA receptors blocked by ketamine at most 20 %; ")
    assert "One way there: Drive from other cells 4.0 µA/cm²; " in right


def test_the_start_is_opened_by_a_button_that_says_so() -> None:
    assert "Put the explorer at its start" in str(markup.element(question(SET), 1, 1))
