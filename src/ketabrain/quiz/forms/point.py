"""A place to point at in a picture: lettered marks, each with a native radio button."""

from __future__ import annotations

from collections.abc import Iterator
from math import dist
from string import ascii_uppercase

from ketabrain.quiz import pictures
from ketabrain.quiz.answers import Place
from ketabrain.quiz.pictures import Spot
from ketabrain.quiz.question import Question
from ketabrain.quiz.tree import Element, answer, el, sentence, shuffled

ASKED = {"point": "Choose one place, in the picture or in the list."}
DISC, TOUCH = 11 / 360, 15.6 / 360  # radius of a letter's disc and of its target, of the picture's width


def marked(question: Question) -> Iterator[tuple[str, int, Place, Spot]]:
    """Yield letter, place in the bank, what the bank and what the picture says, in the letters' order."""
    places = pictures.load(str(question.picture)).places
    for letter, (at, place) in zip(ascii_uppercase, shuffled(question.id, question.places), strict=False):
        yield letter, at, place, places[place.place]


def controls(question: Question) -> tuple[Element, ...]:
    """Return the picture with its marks, and the same marks as radio buttons."""
    options = (option(question, letter, at, spot) for letter, at, _, spot in marked(question))
    return (el("div", {"class": "kb-point"}, drawing(question), el("div", {"class": "kb-point-list"}, *options)),)


def option(question: Question, letter: str, at: int, spot: Spot) -> Element:
    """Return one mark's radio button."""
    words = el("span", None, el("strong", None, letter), f": {spot.where}")
    button = el("input", {"type": "radio", "name": f"kb-q-{question.id}", "value": str(at)})
    return el("label", {"class": "kb-option", "data-option": str(at)}, button, " ", words)


def drawing(question: Question) -> Element:
    """Return the picture with the question's marks; lines lie below all letters."""
    picture = pictures.load(str(question.picture))
    about = {"class": "kb-pointed", "viewBox": f"0 0 {picture.width:g} {picture.height:g}", "role": "img"}
    found = list(marked(question))
    lines = (leader(spot, picture.width) for *_, spot in found)
    letters = (mark(letter, at, spot, picture.width) for letter, at, _, spot in found)
    return el("svg", {**about, "aria-label": picture.alt}, *picture.shapes, *lines, *letters)


def leader(spot: Spot, width: float) -> Element:
    """Return the line from a letter to its place, and the dot there; nothing where the letter stands on it."""
    if dist(spot.at, spot.letter) < DISC * width:
        return el("g")
    (x, y), (to_x, to_y) = spot.letter, spot.at
    line = el("line", {"x1": f"{x:g}", "y1": f"{y:g}", "x2": f"{to_x:g}", "y2": f"{to_y:g}"})
    return el("g", {"class": "kb-mark-line"}, line, el("circle", {"cx": f"{to_x:g}", "cy": f"{to_y:g}", "r": "3"}))


def mark(letter: str, at: int, spot: Spot, width: float) -> Element:
    """Return a letter on its disc, with a target for a finger and room for a sign."""
    x, y = spot.letter
    centre = {"cx": f"{x:g}", "cy": f"{y:g}"}
    size = DISC * width
    return el(
        "g",
        {"class": "kb-mark", "data-place": str(at)},
        el("circle", {**centre, "class": "kb-mark-touch", "r": f"{TOUCH * width:.3g}"}),
        el("circle", {**centre, "class": "kb-mark-disc", "r": f"{size:.3g}"}),
        el("text", {"x": f"{x:g}", "y": f"{y + 0.45 * size:.4g}"}, letter),
        el("text", {"class": "kb-mark-sign", "x": f"{x + 1.15 * size:.4g}", "y": f"{y - 0.5 * size:.4g}"}),
    )


def answers(question: Question) -> Element:
    """Return every mark with its verdict and what lies there."""
    lines = []
    for letter, at, place, spot in marked(question):
        verdict = "right" if place.right else "wrong"
        about = {"data-option": str(at), "data-verdict": verdict}
        said = el("strong", None, f"{verdict.capitalize()}: ")
        text = (el("strong", None, letter), ", ", *sentence(spot.where))
        lines.append(answer(about, text, place.feedback, said))
    return el("ul", None, *lines)
