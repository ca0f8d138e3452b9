"""Pictures to point at: ``content/pictures/<name>.yml`` with its drawing, read, checked, and put into a tree.

A drawing holds shapes and orienting words, no ids: the same picture may stand on a page many times.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from math import dist
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from ketabrain.evidence.content import FOLDER, parsed, sentence
from ketabrain.palette import PALETTE
from ketabrain.quiz.question import Question, QuestionError
from ketabrain.quiz.tree import Element, el

PICTURES = FOLDER / "pictures"
SCHEMA = FOLDER / "picture.schema.json"
APART = 31.2 / 360  # of the width: targets of 24 px where a phone of 360 px leaves the picture 278
SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {"g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon", "text", "tspan"}
GEOMETRY = {"d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry"}
GEOMETRY |= {"width", "height", "points", "transform"}
LOOKS = {"fill", "stroke", "opacity", "fill-opacity", "fill-rule", "stroke-width", "stroke-opacity", "stroke-linecap"}
LOOKS |= {"stroke-linejoin", "stroke-dasharray", "font-size", "font-weight", "font-style", "text-anchor"}
VARIABLES = {f"var(--kb-{name.replace('_', '-')})" for name in PALETTE}
COLOURS = {"none", "currentColor", *VARIABLES}


@dataclass(frozen=True)
class Spot:
    """A place of a picture in the drawing's units; its letter stands at ``letter``, a line leads to the place."""

    at: tuple[float, float]
    letter: tuple[float, float]
    where: str


@dataclass(frozen=True)
class Picture:
    """A picture: its size in its own units, its shapes, and its places by name."""

    name: str
    width: float
    height: float
    alt: str
    shapes: tuple[Any, ...]
    places: Mapping[str, Spot]


def names(folder: Path = PICTURES) -> list[str]:
    """Return the names of all pictures."""
    return sorted(file.stem for file in folder.glob("*.yml"))


@cache
def load(name: str, folder: Path = PICTURES) -> Picture:
    """Return a picture; raise QuestionError with one sentence for an unknown or a faulty one."""
    if name not in names(folder):
        raise QuestionError(f"There is no picture '{name}': choose one of {', '.join(names(folder))}.")
    about = described(folder / f"{name}.yml")
    root = drawn(FOLDER / about["drawing"] if "drawing" in about else folder / f"{name}.svg")
    shapes = [one for one in root if not ("drawing" in about and one.tag == f"{SVG}g")]  # its g holds names
    _, _, width, height = (float(number) for number in root.attrib["viewBox"].split())
    picture = Picture(
        name,
        width,
        height,
        " ".join(about["alt"].split()),
        tuple(as_tree(one, "drawing" in about) for one in shapes if one.tag.removeprefix(SVG) in SHAPES),
        {key: spot(**each) for key, each in about["places"].items()},
    )
    for fault in misplaced(picture):
        raise QuestionError(f"pictures/{name}.yml: {fault}")
    return picture


def described(file: Path) -> dict[str, Any]:
    """Return what a picture's file says of it, held against the schema."""
    from jsonschema import Draft202012Validator  # late: most of a lab does without

    about: dict[str, Any] = parsed(file.read_text(encoding="utf-8"))
    validator = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    for fault in sorted(validator.iter_errors(about), key=lambda p: list(map(str, p.path))):
        raise QuestionError(f"pictures/{file.name}: {sentence(fault)}")
    return about


def spot(x: float, y: float, where: str, letter: tuple[float, float] | None = None) -> Spot:
    """Return a place as its file gives it."""
    return Spot((x, y), (letter[0], letter[1]) if letter else (x, y), where)


def drawn(file: Path) -> ElementTree.Element:
    """Return a drawing, checked."""
    try:
        root = ElementTree.parse(file).getroot()
    except FileNotFoundError:
        raise QuestionError(f"The drawing {file.name} is missing: it should be at {file}.") from None
    except ElementTree.ParseError as problem:
        raise QuestionError(f"{file.name} is not well-formed ({problem}): mend it there.") from None
    if root.tag != f"{SVG}svg" or not re.fullmatch(r"0 0 \d+ \d+", root.attrib.get("viewBox", "")):
        raise QuestionError(f"{file.name}: the outer element must be an svg with a viewBox such as '0 0 360 300'.")
    for fault in (fault for one in root for part in one.iter() for fault in unfit(part)):
        raise QuestionError(f"{file.name}: {fault}")
    return root


def unfit(part: ElementTree.Element) -> Iterable[str]:
    """Yield what keeps an element of a drawing out of a page."""
    tag = part.tag.removeprefix(SVG)
    if tag in ("title", "desc"):
        return
    if tag not in SHAPES:
        yield f"<{tag}> is not allowed; draw with {', '.join(sorted(SHAPES))}."
    for name, value in part.attrib.items():
        if name not in GEOMETRY | LOOKS:
            yield f"the attribute '{name}' is not allowed; shapes have a place, a size and a look, and no more."
        if name in ("fill", "stroke") and value not in COLOURS:
            yield f"{name} '{value}' would not follow the theme; use var(--kb-…) of the palette."


def as_tree(part: ElementTree.Element, plain: bool) -> Element:
    """Return an element of a drawing; ``plain`` takes a region's colour from it, which would name the region."""
    about = dict(part.attrib)
    if plain and about.get("fill") in VARIABLES - {"var(--kb-ink)"}:
        about |= {"fill": "var(--kb-ink)", "fill-opacity": "0.12", "stroke": "var(--kb-ink)", "stroke-width": "0.8"}
    elif plain and about.get("stroke") in VARIABLES:
        about |= {"stroke": "var(--kb-faint)"}
    inside = (part.text or "").strip()
    return el(part.tag.removeprefix(SVG), about, *([inside] if inside else []), *(as_tree(one, plain) for one in part))


def misplaced(picture: Picture) -> Iterable[str]:
    """Yield places outside the picture, and letters too close for a finger."""
    near = APART * picture.width
    for name, one in picture.places.items():
        for x, y in (one.at, one.letter):
            if not (0 <= x <= picture.width and 0 <= y <= picture.height):
                yield f"'{name}' lies outside the drawing ({picture.width:g} by {picture.height:g}); mend x, y or letter."
    for (name, one), (other, two) in combinations(picture.places.items(), 2):
        if dist(one.letter, two.letter) < near:
            yield f"the letters of '{name}' and '{other}' stand closer than {near:g}; move one of them with 'letter'."


def faults(question: Question) -> Iterable[str]:
    """Yield an unusable picture, and places that the picture does not have."""
    if question.picture is None:
        return
    try:
        picture = load(question.picture)
    except QuestionError as problem:
        yield str(problem)
        return
    for one in question.places:
        if one.place not in picture.places:
            yield f"the picture '{picture.name}' has no place '{one.place}'; use one of {', '.join(picture.places)}."
