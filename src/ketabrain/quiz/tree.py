"""The HTML of a quiz as a plain tree: elements, text, and what whoever shows the tree draws in its own way.

Nothing here is parsed as markup: texts of the bank are text, and ``*emphasis*`` is all that they may hold.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

T = TypeVar("T")
EMPHASIS = re.compile(r"(\*\*[^*\s](?:[^*]*[^*\s])?\*\*|\*[^*\s](?:[^*]*[^*\s])?\*)")


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


def sentence(text: str) -> tuple[Element | str, ...]:
    """Return a text with a full stop, unless it ends like a sentence."""
    return prose(text if text[-1] in ".?!" else f"{text}.")


def shuffled(question_id: str, items: Sequence[T]) -> list[tuple[int, T]]:
    """Return the items with their places in the bank, in an order that the id alone decides."""
    numbered = list(enumerate(items))
    return sorted(numbered, key=lambda pair: hashlib.sha256(f"{question_id}/{pair[0]}".encode()).digest())


def answer(about: Mapping[str, str | bool], text: tuple[Any, ...], feedback: str, *before: Any) -> Element:
    """Return one line of the answers: what it is about, and why."""
    why = el("span", {"class": "kb-why"}, *prose(feedback))
    return el("li", about, *before, el("span", {"class": "kb-text"}, *text), " ", why)
