"""An explorer to set until it shows what is asked for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from ketabrain.explorer.spec import control_spec
from ketabrain.quiz.answers import Condition
from ketabrain.quiz.question import Question
from ketabrain.quiz.tree import Element, answer, el

ASKED = {"set": "Set the explorer, then check. What it shows stands here."}
OPENS = {"set": "Put the explorer at its start"}
SIGNS = {"==": "", "!=": "not ", "<": "below ", "<=": "at most ", ">": "above ", ">=": "at least "}
WRITTEN = (
    "kind",
    "name",
    "label",
    "unit",
    "decimals",
    "shown_as",
    "words",
    "none",
)  # what the page needs to write a value


def controls(question: Question) -> tuple[Element, ...]:
    """Return the line that says what the explorer shows; a script writes it each time the explorer is drawn."""
    held = json.dumps(things(question), separators=(",", ":"), ensure_ascii=False)
    about = {"class": "kb-set kb-script", "data-sets": str(question.explorer), "data-things": held}
    return (el("p", about, "The explorer is not open yet."),)


def things(question: Question) -> list[dict[str, Any]]:
    """Return the controls and read-outs that the goal names, with what is needed to write their values."""
    explorer = explorer_of(question)
    found = []
    assert question.goal
    for name in question.goal.names:
        control = explorer.control.get(name)
        about = control_spec(control) if control else vars(explorer.readouts[name])
        kept = {key: about[key] for key in WRITTEN if key in about}
        found.append({**kept, "options": dict(about["options"])} if "options" in about else kept)
    return found


def explorer_of(question: Question) -> Any:
    """Return the question's explorer."""
    from ketabrain import explorers  # late: it compiles models, and most questions have no explorer

    return explorers.get(str(question.explorer))


def answers(question: Question) -> Element:
    """Return the goal with a state that reaches it, and what is said of states that miss it."""
    assert question.goal
    way = f"One way there: {in_words(question, equal(question.show or {}))}."
    lines = [line("right", question.goal.when, f"{goal_in_words(question)} {way}", question.goal.right)]
    for miss in question.goal.misses:
        text = f"With {in_words(question, miss.when)}:" if miss.when else "Otherwise:"
        lines.append(line("miss", miss.when, text, miss.feedback))
    return el("ul", None, *lines)


def goal_in_words(question: Question) -> str:
    """Return what must hold, as a sentence."""
    assert question.goal
    return f"The goal: {in_words(question, question.goal.when)}."


def line(case: str, when: tuple[Condition, ...], text: str, feedback: str) -> Element:
    """Return one case; scripts judge by its conditions."""
    return answer({"data-case": case, "data-when": json.dumps(when, ensure_ascii=False)}, (text,), feedback)


def equal(state: Mapping[str, Any]) -> tuple[Condition, ...]:
    """Return a state as conditions."""
    return tuple((name, "==", value) for name, value in state.items())


def in_words(question: Question, conditions: Iterable[Condition]) -> str:
    """Return conditions with the labels and units of the page."""
    explorer = explorer_of(question)
    known = {**explorer.control, **explorer.readouts}
    return "; ".join(
        f"{known[name].label} {SIGNS[sign]}{known[name].format(value)}" for name, sign, value in conditions
    )
