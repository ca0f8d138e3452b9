"""A sentence with gaps to type words into."""

from __future__ import annotations

import json
import re

from ketabrain.quiz.answers import Gap
from ketabrain.quiz.faults import GAP, plain
from ketabrain.quiz.question import Question
from ketabrain.quiz.tree import Element, answer, el, prose

ASKED = {"cloze": "Type what is missing. Capitals and hyphens do not count."}
WIDTH = 4  # characters more than the longest right wording, so that the box tells nothing


def controls(question: Question) -> tuple[Element, ...]:
    """Return the sentence, a box in each gap."""
    size = str(min(24, WIDTH + max(len(gap.accept[0]) for gap in question.gaps)))
    parts: list[Element | str] = []
    for at, piece in enumerate(re.split(GAP, " ".join(question.cloze.split()))):
        parts += [box(question, piece, (at + 1) // 2, size)] if at % 2 else spaced(piece)
    return (el("p", {"class": "kb-cloze"}, *parts),)


def spaced(piece: str) -> list[Element | str]:
    """Return a piece of the sentence with the spaces at its ends."""
    text = piece.strip()
    before, after = piece[: len(piece) - len(piece.lstrip())], piece[len(piece.rstrip()) :]
    return [before, *prose(text), after] if text else [piece]


def box(question: Question, name: str, number: int, size: str) -> Element:
    """Return a box for one gap."""
    about = {"type": "text", "size": size, "autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}
    label = f"Gap {number} of {len(question.gaps)}"
    return el("input", {**about, "name": f"kb-q-{question.id}-{name}", "data-gap": name, "aria-label": label})


def answers(question: Question) -> Element:
    """Return every gap's answer with its reason, its slips, and what is said of any other word."""
    return el("ul", None, *(one for number, gap in enumerate(question.gaps, 1) for one in lines(gap, number)))


def lines(gap: Gap, number: int) -> list[Element]:
    """Return one gap's cases; scripts compare words with the list in ``data-words``."""
    cases = [("right", f"Gap {number}, {gap.accept[0]}:", gap.accept, gap.feedback)]
    cases += [("slip", f"Gap {number}, {slip.say[0]}:", slip.say, slip.feedback) for slip in gap.slips]
    cases += [("other", f"Gap {number}, another word:", (), gap.hint)]
    return [
        answer(
            {"data-gap": gap.name, "data-case": case, "data-words": json.dumps([plain(w) for w in words])},
            prose(text),
            feedback,
        )
        for case, text, words, feedback in cases
    ]
