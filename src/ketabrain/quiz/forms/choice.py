"""One answer to choose, or several."""

from __future__ import annotations

from ketabrain.quiz.question import Question
from ketabrain.quiz.tree import Element, answer, el, prose, sentence, shuffled

ASKED = {"choice": "Choose one answer.", "choices": "Choose every answer that fits."}


def controls(question: Question) -> tuple[Element, ...]:
    """Return radio buttons or checkboxes."""
    kind = "checkbox" if question.form == "choices" else "radio"
    return tuple(
        el(
            "label",
            {"class": "kb-option", "data-option": str(place)},
            el("input", {"type": kind, "name": f"kb-q-{question.id}", "value": str(place)}),
            " ",
            el("span", None, *prose(option.text)),
        )
        for place, option in shuffled(question.id, question.options)
    )


def answers(question: Question) -> Element:
    """Return every option with its verdict and feedback."""
    lines = []
    for place, option in shuffled(question.id, question.options):
        verdict = "right" if option.right else "wrong"
        about = {"data-option": str(place), "data-verdict": verdict}
        said = el("strong", None, f"{verdict.capitalize()}: ")
        lines.append(answer(about, sentence(option.text), option.feedback, said))
    return el("ul", None, *lines)
