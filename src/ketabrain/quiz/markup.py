"""The HTML of a quiz as a plain tree, one for the book's pages and for the live view.

Nothing here is parsed as markup: texts of the bank are text, and ``*emphasis*`` is all that they may hold.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, TypeVar

from ketabrain.quiz.bank import objectives
from ketabrain.quiz.question import DIFFICULTIES, Number, Question

T = TypeVar("T")
EMPHASIS = re.compile(r"(\*\*[^*\s](?:[^*]*[^*\s])?\*\*|\*[^*\s](?:[^*]*[^*\s])?\*)")
ASKED = {
    "choice": "Choose one answer.",
    "choices": "Choose every answer that fits.",
    "number": "Type a number.",
    "order": "Put the steps in order, the first on top.",
}


@dataclass(frozen=True)
class Element:
    """An HTML element; children are elements, sources, openers or text."""

    tag: str
    attributes: Mapping[str, str | bool] = field(default_factory=dict)
    children: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Sources:
    """Links to sources by BibTeX key, drawn by whoever shows the tree."""

    keys: tuple[str, ...]


@dataclass(frozen=True)
class ClaimCards:
    """Links to the cards of claims by id, drawn by whoever shows the tree."""

    ids: tuple[str, ...]


@dataclass(frozen=True)
class Opener:
    """Sets an explorer to a state: ``words`` name the deed, ``values`` the controls as the page shows them."""

    explorer: str
    state: Mapping[str, Any]
    words: str
    values: str


def el(tag: str, attributes: Mapping[str, str | bool] | None = None, *children: Any) -> Element:
    """Return an element."""
    return Element(tag, attributes or {}, children)


def prose(text: str) -> tuple[Element | str, ...]:
    """Return a text of the bank, its emphasis as elements."""
    found: list[Element | str] = []
    for piece in EMPHASIS.split(" ".join(text.split())):
        tag = "strong" if piece.startswith("**") else "em"
        if EMPHASIS.fullmatch(piece):
            found.append(el(tag, None, piece.strip("*")))
        elif piece:
            found.append(piece)
    return tuple(found)


def shuffled(question_id: str, items: Sequence[T]) -> list[tuple[int, T]]:
    """Return the items with their places in the bank, in an order that the id alone decides."""
    numbered = list(enumerate(items))
    return sorted(numbered, key=lambda pair: hashlib.sha256(f"{question_id}/{pair[0]}".encode()).digest())


def mixed(question: Question) -> list[tuple[int, Any]]:
    """Return the steps of an order shuffled, and never in the right order."""
    found = shuffled(question.id, question.steps)
    return [*found[1:], found[0]] if [place for place, _ in found] == sorted(place for place, _ in found) else found


def mark(question: Question) -> str:
    """Return a short hash of what is asked, so that a kept answer is not shown under another question."""
    said = {name: value for name, value in asdict(question).items() if name in ("text", "options", "steps", "number")}
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:8]


def quiz(questions: Sequence[Question], chapter: str) -> Element:
    """Return a whole quiz: questions one below the other, then the score."""
    count = len(questions)
    asked = (element(question, place, count) for place, question in enumerate(questions, 1))
    return section(chapter, *asked, score(questions))


def part(questions: Sequence[Question], chapter: str, whole: Sequence[Question]) -> Element:
    """Return some questions of a quiz that is spread over a page, numbered as in the whole; its score stands apart."""
    places = {question.id: place for place, question in enumerate(whole, 1)}
    return section(chapter, *(element(question, places[question.id], len(whole)) for question in questions))


def section(chapter: str, *children: Element) -> Element:
    """Return what holds a quiz, a part of one, or its score."""
    return el("section", {"class": "kb-quiz", "data-quiz": chapter, "aria-label": "Quiz"}, *children)


def score(questions: Sequence[Question]) -> Element:
    """Return the place for the score, by objective, and the button to start over."""
    texts = objectives()
    names = list(dict.fromkeys(question.objective for question in questions))
    rows = (el("li", {"data-score": name}, el("output"), " ", *prose(texts[name])) for name in names)
    return el(
        "div",
        {"class": "kb-score kb-script"},
        el("p", {"class": "kb-total"}),
        el("ul", None, *rows),
        el("button", {"type": "button", "class": "kb-button", "data-do": "over"}, "Start over"),
        el("p", {"class": "kb-kept"}),
    )


def element(question: Question, place: int, count: int) -> Element:
    """Return one question."""
    attributes = {
        "class": "kb-question",
        "id": f"question-{question.id}",
        "data-question": question.id,
        "data-form": question.form,
        "data-objective": question.objective,
        "data-mark": mark(question),
    }
    buttons = (
        el("button", {"type": "button", "class": "kb-button kb-primary", "data-do": "check"}, "Check"),
        el("button", {"type": "button", "class": "kb-button", "data-do": "reveal", "hidden": True}, "Show the answer"),
    )
    return el(
        "div",
        attributes,
        el("p", {"class": "kb-place"}, f"Question {place} of {count}", el("span", None, f" · {level(question)}")),
        el(
            "fieldset",
            None,
            el("legend", None, *prose(question.text)),
            *opener(question, question.state, "Open this state in the explorer"),
            el("p", {"class": "kb-how"}, ASKED[question.form]),
            *form(question),
            el("p", {"class": "kb-do kb-script"}, *buttons),
        ),
        el("div", {"class": "kb-result", "role": "status"}),
        el("div", {"class": "kb-show", "hidden": True}, *opener(question, question.show, "Show me in the explorer")),
        el("details", {"class": "kb-answers"}, el("summary", None, "Answer and reasons"), answers(question)),
        *claim_cards(question),
        el("p", {"class": "kb-sources"}, "Sources: ", Sources(question.sources), "."),
    )


def claim_cards(question: Question) -> tuple[Element, ...]:
    """Return the links to the claims that the question is about, where there are some."""
    if not question.claims:
        return ()
    return (
        el("p", {"class": "kb-sources kb-claim-cards"}, "Claims of popular pages: ", ClaimCards(question.claims), "."),
    )


def level(question: Question) -> str:
    """Return difficulty and skill in words."""
    return f"{DIFFICULTIES[question.difficulty]}, {question.skill}"


def opener(question: Question, state: Mapping[str, Any] | None, words: str) -> tuple[Opener, ...]:
    """Return the link that sets the question's explorer, where there is a state to set."""
    if state is None or question.explorer is None:
        return ()
    from ketabrain import explorers  # late: it compiles models, and most questions have no explorer

    controls = explorers.get(question.explorer).control
    values = "; ".join(f"{controls[name].label}: {controls[name].format(value)}" for name, value in state.items())
    return (Opener(question.explorer, state, words, values),)


def form(question: Question) -> tuple[Element, ...]:
    """Return the native controls to answer with."""
    name = f"kb-q-{question.id}"
    if question.number:
        box = {"type": "number", "step": "any", "inputmode": "decimal", "name": name, "autocomplete": "off"}
        words = el("span", {"class": "kb-hidden"}, "Your answer: ")
        return (el("label", {"class": "kb-number"}, words, el("input", box), " ", *prose(question.number.unit)),)
    if question.form == "order":
        moved = el("p", {"class": "kb-moved kb-hidden", "aria-live": "polite"})
        return (el("ol", {"class": "kb-order"}, *(movable(place, step.text) for place, step in mixed(question))), moved)
    kind = "checkbox" if question.form == "choices" else "radio"
    return tuple(
        el(
            "label",
            {"class": "kb-option", "data-option": str(place)},
            el("input", {"type": kind, "name": name, "value": str(place)}),
            " ",
            el("span", None, *prose(option.text)),
        )
        for place, option in shuffled(question.id, question.options)
    )


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
    """Return every answer with its feedback: read by people without scripts, shown piece by piece by scripts."""
    if question.number:
        return number_answers(question.number)
    if question.form == "order":
        rows = (answer(str(place), "", step.text, step.feedback) for place, step in enumerate(question.steps))
        return el("ol", None, *rows)
    return el(
        "ul",
        None,
        *(
            answer(str(place), "right" if option.right else "wrong", option.text, option.feedback)
            for place, option in shuffled(question.id, question.options)
        ),
    )


def answer(place: str, verdict: str, text: str, feedback: str) -> Element:
    """Return one answer with its feedback."""
    said = (el("strong", None, f"{verdict.capitalize()}: "),) if verdict else ()
    return el(
        "li",
        {"data-option": place, "data-verdict": verdict},
        *said,
        el("span", {"class": "kb-text"}, *prose(text if text[-1] in ".?!" else f"{text}.")),
        " ",
        el("span", {"class": "kb-why"}, *prose(feedback)),
    )


def number_answers(number: Number) -> Element:
    """Return the answer, and the feedback for numbers too low, too high, and known slips."""
    cases = [("right", f"{number.value:g} {number.unit} (± {number.tolerance:g}).", number.right, number.value)]
    cases += [("slip", f"{slip.value:g} {number.unit}?", slip.feedback, slip.value) for slip in number.slips]
    cases += [("low", "Lower?", number.low, number.value), ("high", "Higher?", number.high, number.value)]
    tolerance = {slip.value: number.slip_tolerance(slip) for slip in number.slips}
    return el(
        "ul",
        None,
        *(
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
        ),
    )
