"""A clinic's web page that we made up, sentence by sentence, with the habits of a critical reader that catch each.

From ``content/clinic_page.yml``. The kinds of sentences are those that popular pages hold; the words are ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ketabrain.evidence.content import FOLDER, read_items

FILE, SCHEMA = FOLDER / "clinic_page.yml", FOLDER / "clinic_page.schema.json"
# The ten habits: the chapter has a section of this name for each, labelled habit-<key>.
HABITS = {
    "whom": "In whom?",
    "dose": "At what dose?",
    "against": "Compared with what?",
    "outcome": "Which outcome?",
    "count": "How many of how many?",
    "time": "How soon, and for how long?",
    "approved": "Approved for what, and in which form?",
    "kind": "A result, a how, or a picture?",
    "harms": "What harms, and what is left out?",
    "follow": "Where does the citation lead?",
}


class ClinicPageError(ValueError):
    """The invented page cannot be used; says which sentence and how to mend it."""


@dataclass(frozen=True)
class Line:
    """One sentence. ``asks`` are the habits that catch it: none where it may stand as it is."""

    name: str
    heading: str
    text: str
    asks: tuple[str, ...]
    why: str
    claims: tuple[str, ...]
    sources: tuple[str, ...]


def load(file: Path = FILE) -> tuple[Line, ...]:
    """Return the page's sentences in order; raise ClinicPageError for the first fault."""
    lines = [made(item, file) for item in read_items(file, SCHEMA, "sentence", ClinicPageError)]
    names = [line.name for line in lines]
    for name in names:
        if names.count(name) > 1:
            raise ClinicPageError(f"{file.name}, sentence '{name}' stands twice: give each its own name.")
    return tuple(lines)


def made(item: dict[str, Any], file: Path) -> Line:
    """Return one sentence; raise ClinicPageError for a fault that the schema cannot see."""
    lists = {name: tuple(item.get(name) or ()) for name in ("asks", "claims", "sources")}
    for habit in lists["asks"]:
        if habit not in HABITS:
            raise ClinicPageError(
                f"{file.name}, sentence '{item['sentence']}': there is no habit '{habit}'; use one of {', '.join(HABITS)}."
            )
    return Line(item["sentence"], item.get("heading") or "", item["text"], why=item["why"], **lists)
