"""Condition by condition: what trials found and how sure the evidence is. Read from ``content/conditions.yml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ketabrain.evidence.content import FOLDER, read_items

FILE, SCHEMA = FOLDER / "conditions.yml", FOLDER / "condition.schema.json"
# What each rating means, as readers are told; the first is the surest.
RATINGS = {
    "high": "The true effect very likely lies close to the estimate.",
    "moderate": "The true effect is probably close, but may be quite different.",
    "low": "The true effect may be quite different from the estimate.",
    "very low": "The estimate is hardly more than a guess.",
}
REASONS = {
    "bias": "risk of bias",
    "inconsistency": "trials disagree",
    "indirectness": "not quite the question asked",
    "imprecision": "too few people",
    "publication": "results that may be missing",
}
STEPS = tuple(RATINGS)


class ConditionError(ValueError):
    """A condition cannot be used; says in one sentence which file, condition and field, and how to mend it."""


@dataclass(frozen=True)
class Finding:
    """One sentence of what was found, and whose result it is."""

    says: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Condition:
    """One condition, its findings and its rating; ``down`` holds the reasons to mark down, each with its steps."""

    condition: str
    title: str
    asked: str
    rating: str
    by: str
    start: str
    down: dict[str, int]
    found: tuple[Finding, ...]
    why: str

    @property
    def steps(self) -> int:
        """How many of four marks the rating has: four for high, one for very low."""
        return len(STEPS) - STEPS.index(self.rating)


def load(file: Path = FILE) -> tuple[Condition, ...]:
    """Return every condition in the file's order; raise ConditionError for the first fault."""
    found: dict[str, Condition] = {}
    for item in read_items(file, SCHEMA, "condition", ConditionError):
        name = item["condition"]
        if name in found:
            raise ConditionError(f"{file.name}, condition '{name}' stands twice: keep one of them.")
        findings = tuple(Finding(one["says"], tuple(one["sources"])) for one in item["found"])
        made = Condition(**{"start": "high", "down": {}, **item, "found": findings})
        if fault := fault_of(made):
            raise ConditionError(f"{file.name}, condition '{name}': {fault}")
        found[name] = made
    return tuple(found.values())


def fault_of(one: Condition) -> str:
    """Return what the schema cannot see, or nothing."""
    if one.by == "Cochrane":
        reviews = [key for finding in one.found for key in finding.sources if key.startswith(("dean", "ferraro"))]
        if one.down:
            return "field 'down' is ours to give; leave it out where the rating is Cochrane's."
        return "" if reviews else "field 'by' is 'Cochrane', but no review of theirs is among the sources."
    worst = min(STEPS.index(one.start) + sum(one.down.values()), len(STEPS) - 1)
    if STEPS[worst] != one.rating:
        given = " and ".join(f"{name} {steps}" for name, steps in one.down.items()) or "nothing"
        return f"rating is '{one.rating}', but {one.start} less {given} is '{STEPS[worst]}'; mend 'rating' or 'down'."
    if re.search(r"\d", one.why):
        return "field 'why' holds a number; give it among 'found', with its source."
    return ""
