"""Read a list that authors wrote as YAML, and hold each item against a JSON Schema.

Used by claims and glossary. Every fault becomes one sentence that names file, item, field and mend.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

FOLDER = Path(__file__).parents[1] / "content"
KINDS = {"string": "text", "array": "a list", "object": "a mapping", "null": "nothing"}


def read_items(file: Path, schema_file: Path, name: str, error: Callable[[str], Exception]) -> list[dict[str, Any]]:
    """Return the file's items; raise ``error(sentence)`` for the first fault. ``name`` is the naming field."""
    try:
        items = yaml.safe_load(file.read_text(encoding="utf-8")) or []
    except OSError:
        raise error(f"{file.name} is missing: it should be at {file}.") from None
    except yaml.YAMLError as problem:
        raise error(f"{file.name} is not valid YAML: {' '.join(str(problem).split())}.") from None
    if not isinstance(items, list):
        raise error(f"{file.name} must be a list: begin each item with '- {name}: …'.")
    validator = Draft202012Validator(json.loads(schema_file.read_text(encoding="utf-8")))
    for place, item in enumerate(items, 1):
        label = item[name] if isinstance(item, dict) and item.get(name) else f"number {place}"
        for fault in sorted(validator.iter_errors(item), key=lambda p: (list(map(str, p.path)), p.message)):
            raise error(f"{file.name}, {name} '{label}': {sentence(fault)}")
    return items


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
