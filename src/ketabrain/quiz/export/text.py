"""A question's texts as HTML or plain text, and its answers with their reasons, for every format."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from string import ascii_uppercase
from typing import Any

from ketabrain.quiz import forms
from ketabrain.quiz.answers import Option
from ketabrain.quiz.faults import GAP
from ketabrain.quiz.forms import order, point
from ketabrain.quiz.question import Question
from ketabrain.quiz.tree import Element, prose, shuffled

# what no XML may hold
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
WRONG = ("wrong", "slip", "low", "high", "other")


@dataclass(frozen=True)
class Reason:
    """One answer as the page lists it. ``verdict`` is right, wrong, or empty where it is a step of the answer."""

    verdict: str
    text: tuple[Any, ...]
    why: tuple[Any, ...]


def html(nodes: Iterable[Any]) -> str:
    """Return a tree as HTML: tags without attributes, everything else escaped."""
    return "".join(escaped(node) if isinstance(node, str) else tagged(node) for node in nodes)


def escaped(text: str) -> str:
    """Return a text as HTML that may also stand between double quotes."""
    return escape(clean(text), quote=False).replace('"', "&quot;")


def tagged(node: Element) -> str:
    """Return an element as HTML; a span only groups."""
    inside = html(node.children)
    return inside if node.tag == "span" else f"<{node.tag}>{inside}</{node.tag}>"


def plain(nodes: Iterable[Any]) -> str:
    """Return a tree as text without markup."""
    return "".join(clean(node) if isinstance(node, str) else plain(node.children) for node in nodes)


def clean(text: str) -> str:
    """Return a text without control characters."""
    return CONTROLS.sub("", text)


def rich(text: str) -> str:
    """Return a text of the bank as HTML."""
    return html(prose(text))


def bare(text: str) -> str:
    """Return a text of the bank without its emphasis."""
    return plain(prose(text))


def reasons(question: Question) -> list[Reason]:
    """Return every answer with its feedback, as the page lists them."""
    return [reason(line) for line in lines(forms.answers(question))]


def lines(node: Any) -> Iterable[Element]:
    """Yield every entry of the lists in a tree."""
    if isinstance(node, Element) and node.tag == "li":
        yield node
    elif isinstance(node, Element):
        yield from (line for child in node.children for line in lines(child))


def reason(line: Element) -> Reason:
    """Return one line of the page's answers: what is answered, then why."""
    kind = str(line.attributes.get("data-verdict") or line.attributes.get("data-case") or "")
    why = next(child for child in line.children if is_why(child))
    before = tuple(child for child in line.children if not is_why(child) and not is_verdict(child))
    return Reason("wrong" if kind in WRONG else kind, tuple(stripped(before)), why.children)


def is_why(node: Any) -> bool:
    """Say whether a part of a line gives the reason."""
    return isinstance(node, Element) and node.attributes.get("class") == "kb-why"


def is_verdict(node: Any) -> bool:
    """Say whether a part of a line only says right or wrong."""
    return isinstance(node, Element) and plain(node.children) in ("Right: ", "Wrong: ")


def stripped(nodes: tuple[Any, ...]) -> Iterable[Any]:
    """Yield nodes without the spaces that join them to what follows."""
    return (node for node in nodes if node != " ")


def options(question: Question) -> list[Option]:
    """Return what can be chosen, in the order of the page; places of a picture by their letters."""
    if question.places:
        marks = point.marked(question)
        return [Option(f"{letter}, {spot.where}", place.right, place.feedback) for letter, _, place, spot in marks]
    return [option for _, option in shuffled(question.id, question.options)]


def choices(question: Question) -> Iterable[tuple[str, str]]:
    """Yield what there is to choose from or to fill in, each with its mark."""
    if question.number:
        yield "", f"________ {question.number.unit}"
    if question.gaps:
        yield "", re.sub(GAP, "________", question.cloze)
    if question.places:
        yield from ((f"{one.text[0]}.", one.text[3:]) for one in options(question))
        return
    yield from ((f"{at}.", pair.item) for at, pair in enumerate(question.pairs, 1))
    yield from lettered(pair.match for _, pair in shuffled(question.id, question.pairs))
    yield from lettered(step.text for _, step in (order.mixed(question) if question.steps else ()))
    yield from lettered(option.text for option in options(question))


def lettered(words: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Yield words, each with a letter."""
    return ((f"{letter}.", each) for letter, each in zip(ascii_uppercase, words, strict=False))
