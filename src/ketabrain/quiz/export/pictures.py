"""The pictures of a question: an explorer at the state that is asked about or at the one that makes the point, as PNG,
and the drawing that is pointed at, as SVG that stands alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from ketabrain.palette import PALETTE
from ketabrain.quiz import markup, pictures
from ketabrain.quiz.forms import point
from ketabrain.quiz.question import Question
from ketabrain.quiz.tree import Element, Opener

SCALE = 1.5  # of a drawing's units [px]
KEPT = pictures.GEOMETRY | pictures.LOOKS
MARKS = {  # how a mark looks; on the course's page its style sheet says so
    "kb-mark-touch": {"fill": "none"},
    "kb-mark-disc": {"fill": "var(--kb-paper)", "stroke": "var(--kb-ink)", "stroke-width": "1.5"},
    "kb-mark-line": {"stroke": "var(--kb-ink)", "fill": "var(--kb-ink)", "stroke-width": "1"},
}
LETTER = {"fill": "var(--kb-ink)", "font-size": "14", "font-weight": "700", "text-anchor": "middle"}


@dataclass(frozen=True)
class Picture:
    """A file under a name of its own; ``width`` and ``height`` are what it is shown at [px], ``alt`` says what it is."""

    name: str
    content: bytes
    alt: str
    width: int
    height: int


def asked(question: Question) -> Picture | None:
    """Return the picture that stands with the question."""
    return pointed(question) if question.places else at(question, question.state, "asked")


def shown(question: Question) -> Picture | None:
    """Return the picture that makes the point afterwards."""
    return at(question, question.show, "shown") if question.show != question.state else None


def at(question: Question, state: Mapping[str, Any] | None, when: str) -> Picture | None:
    """Return the question's explorer at a state."""
    if state is None or question.explorer is None:
        return None
    from ketabrain import explorers  # late: it compiles models, and many exports have no pictures
    from ketabrain.explorer import still

    explorer = explorers.get(question.explorer)
    (opener,) = markup.opener(question, state, "")
    png, width, height = still.picture(explorer, state)
    return Picture(f"{question.id}-{when}.png", png, alt(explorer.title, opener), width, height)


def alt(title: str, opener: Opener) -> str:
    """Return what stands for the picture where it cannot be seen."""
    return f"Plot “{title}” at {opener.values}"


def pointed(question: Question) -> Picture:
    """Return the drawing with its letters."""
    drawing = pictures.load(str(question.picture))
    width, height = round(SCALE * drawing.width), round(SCALE * drawing.height)
    root = standing(point.drawing(question))
    root.attrib |= {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {drawing.width:g} {drawing.height:g}"}
    root.attrib |= {"width": str(width), "height": str(height), "font-family": "sans-serif"}
    paper = ElementTree.Element("rect", {"width": "100%", "height": "100%", "fill": "#ffffff"})
    root.insert(0, paper)
    return Picture(f"{question.id}-asked.svg", ElementTree.tostring(root), drawing.alt, width, height)


def standing(part: Element) -> ElementTree.Element:
    """Return a part of a drawing that needs no style sheet."""
    own = {name: str(value) for name, value in part.attributes.items() if name in KEPT}
    style = MARKS.get(str(part.attributes.get("class")), {})
    lettered = LETTER if part.tag == "text" and "font-size" not in own and "x" in own and not style else {}
    made = ElementTree.Element(
        part.tag, {name: coloured(value) for name, value in {**lettered, **style, **own}.items()}
    )
    made.text = "".join(child for child in part.children if isinstance(child, str))
    made.extend(standing(child) for child in part.children if isinstance(child, Element))
    return made


def coloured(value: str) -> str:
    """Return a value with a colour of the palette as its light one."""
    if value == "currentColor":
        return PALETTE["ink"].light
    if value.startswith("var(--kb-"):
        return PALETTE[value.removeprefix("var(--kb-").removesuffix(")").replace("-", "_")].light
    return value
