"""A quiz as a tree: its questions, its score, and what stands around each way to answer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from ketabrain.quiz import draws, forms
from ketabrain.quiz.bank import objectives
from ketabrain.quiz.question import DIFFICULTIES, SURENESS, Question
from ketabrain.quiz.tree import ClaimCards, Element, Opener, Sources, el, prose

ASKING = ("text", "options", "steps", "number", "pairs", "cloze", "gaps", "places", "goal", "sketch", "draws")


def mark(question: Question) -> str:
    """Return a short hash of what is asked, so that a kept answer is not shown under another question."""
    always = ("text", "options", "steps", "number")
    said = {name: value for name, value in asdict(question).items() if name in ASKING and (value or name in always)}
    if question.number:
        for keyed in (said["number"], *said["number"]["slips"]):
            if keyed["key"] is None:
                keyed.pop("key")  # answers kept before there were keys still fit
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
    whole = el(
        "div",
        attributes,
        el("p", {"class": "kb-place"}, f"Question {place} of {count}", el("span", None, f" · {level(question)}")),
        el(
            "fieldset",
            None,
            el("legend", None, *prose(question.text)),
            *opener(question, question.state, forms.opens(question)),
            el("p", {"class": "kb-how"}, forms.asked(question)),
            *forms.controls(question),
            sureness(question),
            el("p", {"class": "kb-do kb-script"}, *buttons),
        ),
        el("div", {"class": "kb-result", "role": "status"}),
        el("div", {"class": "kb-show", "hidden": True}, *opener(question, question.show, "Show me in the explorer")),
        el("details", {"class": "kb-answers"}, el("summary", None, "Answer and reasons"), forms.answers(question)),
        *claim_cards(question),
        el("p", {"class": "kb-sources"}, "Sources: ", Sources(question.sources), "."),
    )
    return draws.spread(whole, question) if question.draws else whole


def sureness(question: Question) -> Element:
    """Return how sure one is, asked before the answer is told."""
    choices = (
        el(
            "label",
            None,
            el("input", {"type": "radio", "name": f"kb-sure-{question.id}", "value": str(percent)}),
            " ",
            el("span", None, words, el("span", {"class": "kb-percent"}, f" {percent}\u00a0%")),
        )
        for percent, words in SURENESS.items()
    )
    about = {"class": "kb-sure kb-script", "role": "radiogroup", "aria-label": "How sure are you?"}
    return el("div", about, el("span", {"class": "kb-sure-ask", "aria-hidden": "true"}, "How sure are you?"), *choices)


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


def button(opener: Opener) -> Element:
    """Return an opener as a button, for places that no link leads to: scripts put the explorer beside the question."""
    from ketabrain import explorers  # late: it compiles models

    state = json.dumps(dict(opener.state), separators=(",", ":"))
    about = {"type": "button", "class": "kb-button kb-script", "data-open": opener.explorer, "data-state": state}
    words = f"Explorer “{explorers.get(opener.explorer).title}”: {opener.values}"
    return el(
        "p", {"class": "kb-open"}, el("button", about, opener.words), " ", el("span", {"class": "kb-small"}, words)
    )
