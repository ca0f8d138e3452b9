"""Read a list that authors wrote as YAML, and hold each item against a JSON Schema.

Used by claims, debates and glossary. Every fault becomes one sentence that names file, item, field and mend.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import yaml

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

FOLDER = Path(__file__).parents[1] / "content"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same but written in C, where there is one: far quicker
KINDS = {"string": "text", "array": "a list", "object": "a mapping", "null": "nothing"}


def read_items(file: Path, schema_file: Path, name: str, error: Callable[[str], Exception]) -> list[dict[str, Any]]:
    """Return the file's items; raise ``error(sentence)`` for the first fault. ``name`` is the naming field.

    The items are kept for whoever asks next: take from them, and change nothing in them.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except OSError:
        raise error(f"{file.name} is missing: it should be at {file}.") from None
    return checked(text, file.name, schema_file, name, error)


@lru_cache(maxsize=8)  # a book's builder asks for objectives with every question
def parsed(text: str) -> Any:
    """Return what a YAML text holds."""
    return yaml.load(text, LOADER)


@lru_cache(maxsize=64)  # a book's builder asks for all words with every word that a page links to
def checked(
    text: str, file: str, schema_file: Path, name: str, error: Callable[[str], Exception]
) -> list[dict[str, Any]]:
    """Return a text's items, each held against the schema."""
    try:
        items = parsed(text) or []
    except yaml.YAMLError as problem:
        raise error(f"{file} is not valid YAML: {' '.join(str(problem).split())}.") from None
    if not isinstance(items, list):
        raise error(f"{file} must be a list: begin each item with '- {name}: …'.")
    from jsonschema import Draft202012Validator  # takes a second, and most of a lab does without

    validator = Draft202012Validator(json.loads(schema_file.read_text(encoding="utf-8")))
    for place, item in enumerate(items, 1):
        label = item[name] if isinstance(item, dict) and item.get(name) else f"number {place}"
        for fault in sorted(validator.iter_errors(item), key=lambda p: (list(map(str, p.path)), p.message)):
            raise error(f"{file}, {name} '{label}': {sentence(fault)}")
    return items


class Sourced(Protocol):
    """An item with a name and the keys of its sources."""

    @property
    def id(self) -> str: ...
    @property
    def sources(self) -> tuple[str, ...]: ...


def require_keys(items: Iterable[Sourced], keys: Collection[str], file: str, error: Callable[[str], Exception]) -> None:
    """Raise ``error(sentence)`` for the first item that cites a key which ``references.bib`` does not hold."""
    for item in items:
        for key in item.sources:
            if key not in keys:
                raise error(
                    f"{file}, id '{item.id}': field 'sources' names '{key}', which references.bib does not hold; "
                    "add the entry or mend the key."
                )


def sentence(problem: ValidationError) -> str:
    """Say in plain words what a schema's complaint means, and how to mend it."""
    where, field = place_of(problem)
    return where + complaint(problem, field)


def place_of(problem: ValidationError) -> tuple[str, str]:
    """Return where inside an item a complaint lies ("options, number 2: ", or nothing), and the field's name."""
    path, field = list(problem.path), ""
    if problem.validator not in ("required", "additionalProperties"):
        while path and isinstance(path[-1], int):
            path.pop()
        field = str(path.pop()) if path else ""
    steps = [f"number {step + 1}" if isinstance(step, int) else str(step) for step in path]
    return (f"{', '.join(steps)}: " if steps else "", field)


def complaint(problem: ValidationError, field: str) -> str:
    """Say what is wrong with a field, and how to mend it."""
    rule, wanted, given = problem.validator, problem.validator_value, problem.instance
    if rule == "required":
        missing = next(key for key in wanted if key not in given)
        return f"field '{missing}' is missing; add it."
    if rule == "additionalProperties":
        extra = next(key for key in given if key not in problem.schema["properties"])
        return f"field '{extra}' is not known; use {', '.join(problem.schema['properties'])}."
    if rule == "enum":
        return f"field '{field}' is '{given}'; use one of {', '.join(map(str, wanted))}."
    if rule == "type":
        kinds = [wanted] if isinstance(wanted, str) else wanted
        return f"field '{field}' is {given!r}; write {' or '.join(KINDS.get(kind, kind) for kind in kinds)}."
    if rule in ("minLength", "minItems"):
        return f"field '{field}' is empty; fill it in."
    if rule == "uniqueItems":
        return f"field '{field}' holds something twice; keep it once."
    return f"field '{field}' is {given!r}; {problem.schema.get('description', 'see the schema')}."
