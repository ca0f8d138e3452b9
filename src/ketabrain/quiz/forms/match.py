"""Things to match with their partners: a list to choose from beside each."""

from __future__ import annotations

from ketabrain.quiz.question import Question
from ketabrain.quiz.tree import Element, answer, el, prose, sentence, shuffled

ASKED = {"match": "Choose a partner for each line. Each is used once."}


def controls(question: Question) -> tuple[Element, ...]:
    """Return a list of partners for each item."""
    return (el("ul", {"class": "kb-match"}, *(line(question, place) for place in range(len(question.pairs)))),)


def line(question: Question, place: int) -> Element:
    """Return one item with its list."""
    partners = (
        el("option", {"value": str(at)}, plain(pair.match)) for at, pair in shuffled(question.id, question.pairs)
    )
    nothing = el("option", {"value": ""}, "Choose …")
    chooser = el("select", {"name": f"kb-q-{question.id}-{place}"}, nothing, *partners)
    words = el("span", None, *prose(question.pairs[place].item))
    return el("li", None, el("label", {"class": "kb-option", "data-option": str(place)}, words, " ", chooser))


def plain(text: str) -> str:
    """Return a text without its emphasis: a list's entries hold none."""
    return " ".join(text.replace("*", "").split())


def answers(question: Question) -> Element:
    """Return every pair with its reason, and what is said of each item with another partner."""
    lines = []
    for place, pair in enumerate(question.pairs):
        about = {"data-option": str(place)}
        right = (el("strong", None, *prose(pair.item)), ": ", *sentence(pair.match))
        other = (el("strong", None, *prose(pair.item)), ", with another partner:")
        lines.append(answer({**about, "data-case": "right"}, right, pair.feedback))
        lines.append(answer({**about, "data-case": "other"}, other, pair.hint))
    return el("ul", None, *lines)
