"""A model card's words: ``content/cards/<model>.md``, a title and symbols above four sections of prose."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parents[1] / "content" / "cards"
PLAIN, LIMITS = "In plain words", "What you may not read from it"
EQUATIONS, ASSUMPTIONS = "Equations", "Assumptions and deviations"
SECTIONS = (PLAIN, LIMITS, EQUATIONS, ASSUMPTIONS)
HEAD = re.compile(r"---\n(.*?)\n---\n(.*)", re.S)
HEADING = re.compile(r"^## (.+)$", re.M)


class CardError(ValueError):
    """A card cannot be shown; says which one and how to mend it."""


@dataclass(frozen=True)
class CardText:
    """``symbols`` gives each parameter's LaTeX; ``sections`` each section's Markdown by its heading."""

    model: str
    title: str
    symbols: Mapping[str, str]
    sections: Mapping[str, str]
    file: Path


def names(folder: Path | None = None) -> list[str]:
    """Return the models that have a card."""
    return sorted(file.stem for file in (folder or FOLDER).glob("*.md"))


def load(model: str, folder: Path | None = None) -> CardText:
    """Return a card's words; raise CardError, which says what is missing."""
    file = (folder or FOLDER) / f"{model}.md"
    if not file.is_file():
        there = ", ".join(names(folder))
        raise CardError(f"There is no model card '{model}' in content/cards: choose one of {there}.")
    found = HEAD.fullmatch(file.read_text(encoding="utf-8"))
    if not found:
        raise CardError(f"{file.name} must begin with its title and symbols between two lines of '---'.")
    head = header(file, found.group(1))
    text = CardText(model, head["title"], head["symbols"], sections(file, found.group(2)), file)
    check_symbols(text)
    return text


def header(file: Path, text: str) -> dict[str, Any]:
    """Return the title and the symbols."""
    try:
        head = yaml.safe_load(text)
    except yaml.YAMLError as problem:
        raise CardError(f"{file.name}: its head is not valid YAML: {' '.join(str(problem).split())}.") from None
    if not isinstance(head, dict) or not head.get("title") or not isinstance(head.get("symbols"), dict):
        raise CardError(f"{file.name}: its head needs a 'title' and 'symbols', one for each parameter.")
    return head


def sections(file: Path, body: str) -> dict[str, str]:
    """Return the sections' text by heading; raise CardError unless all four are there, once, and no other."""
    marks = list(HEADING.finditer(body))
    titles = [mark.group(1).strip() for mark in marks]
    if sorted(titles) != sorted(SECTIONS):
        raise CardError(f"{file.name} must have these sections, each once: {'; '.join(SECTIONS)}.")
    ends = [*(mark.start() for mark in marks[1:]), len(body)]
    return {title: body[mark.end() : end].strip() for title, mark, end in zip(titles, marks, ends, strict=True)}


def check_symbols(text: CardText) -> None:
    """Raise CardError unless each parameter of the model has its symbol, and each symbol its parameter."""
    declared = {item.name for item in fields(parameters(text.model))}
    for name in sorted(declared - set(text.symbols)):
        raise CardError(f"{text.file.name}: the parameter '{name}' has no symbol; add it to 'symbols'.")
    for name in sorted(set(text.symbols) - declared):
        raise CardError(
            f"{text.file.name}: the symbol of '{name}' has no such parameter; take it out or mend its name."
        )


def parameters(model: str) -> Any:
    """Return a model's ``Parameters``."""
    return import_module(f"ketabrain.models.{model}").Parameters
