"""Steps to put in order."""

from __future__ import annotations

from ketabrain.quiz.answers import Step
from ketabrain.quiz.question import Question
from ketabrain.quiz.tree import Element, answer, el, prose, sentence, shuffled

ASKED = {"order": "Put the steps in order, the first on top."}


def mixed(question: Question) -> list[tuple[int, Step]]:
    """Return the steps shuffled, and never in the right order."""
    found = shuffled(question.id, question.steps)
    return [*found[1:], found[0]] if [place for place, _ in found] == sorted(place for place, _ in found) else found


def controls(question: Question) -> tuple[Element, ...]:
    """Return the steps, each with buttons that move it."""
    moved = el("p", {"class": "kb-moved kb-hidden", "aria-live": "polite"})
    return (el("ol", {"class": "kb-order"}, *(movable(place, step.text) for place, step in mixed(question))), moved)


def movable(place: int, text: str) -> Element:
    """Return a step with its buttons."""
    buttons = (
        el(
            "button",
            {"type": "button", "class": "kb-button", "data-move": way},
            el("span", {"aria-hidden": "true"}, arrow),
            el("span", {"class": "kb-hidden"}, *prose(f"{words}: {text}")),
        )
        for way, words, arrow in (("-1", "Move up", "↑"), ("1", "Move down", "↓"))
    )
    return el(
        "li",
        {"data-option": str(place)},
        el("span", {"class": "kb-step"}, *prose(text)),
        el("span", {"class": "kb-moves kb-script"}, *buttons),
    )


def answers(question: Question) -> Element:
    """Return the steps in the right order, each with its reason."""
    lines = (
        answer({"data-option": str(place), "data-verdict": ""}, sentence(step.text), step.feedback)
        for place, step in enumerate(question.steps)
    )
    return el("ol", None, *lines)
