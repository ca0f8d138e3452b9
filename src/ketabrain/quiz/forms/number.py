"""A number to type, with its unit."""

from __future__ import annotations

from collections.abc import Callable

from ketabrain.quiz.answers import Number
from ketabrain.quiz.draws import slip_place
from ketabrain.quiz.question import Question
from ketabrain.quiz.tree import Element, el, prose

ASKED = {"number": "Type a number."}


def controls(question: Question) -> tuple[Element, ...]:
    """Return a box for a number, its unit behind it."""
    assert question.number
    about = {"type": "number", "step": "any", "inputmode": "decimal", "autocomplete": "off"}
    box = el("input", {**about, "name": f"kb-q-{question.id}"})
    words = el("span", {"class": "kb-hidden"}, "Your answer: ")
    return (el("label", {"class": "kb-number"}, words, box, " ", *prose(question.number.unit)),)


def answers(question: Question) -> Element:
    """Return the answer, and the feedback for numbers too low, too high, and known slips."""
    assert question.number
    return el("ul", None, *lines(question.number, places if question.draws else written))


def written(number: Number) -> list[str]:
    """Return answer, tolerance and slips as they are written."""
    return [f"{value:g}" for value in (number.value, number.tolerance, *(slip.value for slip in number.slips))]


def places(number: Number) -> list[str]:
    """Return the places of answer, tolerance and slips, where numbers are drawn."""
    return ["{answer}", "{tolerance}", *(f"{{{slip_place(at)}}}" for at in range(1, len(number.slips) + 1))]


def lines(number: Number, said: Callable[[Number], list[str]]) -> tuple[Element, ...]:
    """Return one line a case: right, each slip, too low, too high."""
    answer, around, *slips = said(number)
    cases = [("right", f"{answer} {number.unit} (± {around}).", number.right, number.value)]
    cases += [
        ("slip", f"{text} {number.unit}?", slip.feedback, slip.value)
        for text, slip in zip(slips, number.slips, strict=True)
    ]
    cases += [("low", "Lower?", number.low, number.value), ("high", "Higher?", number.high, number.value)]
    tolerance = {slip.value: number.slip_tolerance(slip) for slip in number.slips}
    return tuple(
        el(
            "li",
            {
                "data-case": case,
                "data-value": repr(value),
                "data-tolerance": repr(tolerance.get(value, 0.0) if case == "slip" else number.tolerance),
            },
            el("strong", {"class": "kb-text"}, *prose(text)),
            " ",
            el("span", {"class": "kb-why"}, *prose(feedback)),
        )
        for case, text, feedback, value in cases
    )
