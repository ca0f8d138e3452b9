"""What was seen after ketamine, in whom and when, and what was shown to be needed; from ``content/timeline.yml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ketabrain.evidence.content import FOLDER, read_items

FILE, SCHEMA = FOLDER / "timeline.yml", FOLDER / "timeline.schema.json"
FIRST_MIN, LAST_MIN = 1.0, 14 * 24 * 60.0  # what the axis shows
MINUTES = {"min": 1.0, "h": 60.0, "day": 1440.0, "days": 1440.0}
TIME = re.compile(r"([\d.]+)(?: (min|h|days?))?(?: to ([\d.]+))? (min|h|days?)")
SEEN, NEEDED = "seen", "needed"
# What a point says: a sign beside it, and words. The first of each row is meant where a point says nothing.
FOUND = {
    SEEN: {"yes": ("", "seen"), "absent": ("✗", "looked for and not seen")},
    NEEDED: {
        "needed": ("✓", "needed"),
        "partly": ("~", "partly needed"),
        "unneeded": ("✗", "not needed"),
        "enough": ("=", "alone does what ketamine does"),
        "short": ("≠", "alone does not do what ketamine does"),
    },
}
SPECIES = {"human": "people", "monkey": "monkeys", "rat": "rats", "mouse": "mice", "slice": "slices"}


class TimelineError(ValueError):
    """The timeline cannot be used; says which event and how to mend it."""


@dataclass(frozen=True)
class Point:
    """One finding. ``span`` [min, min] is when, ``at`` the same in words; None and empty where we saw no hour."""

    row: str
    found: str
    span: tuple[float, float] | None
    at: str
    species: tuple[str, ...]
    dose: str
    said: str
    sources: tuple[str, ...]
    open: tuple[str, ...]

    @property
    def sign(self) -> str:
        """Return the sign beside the point: none where something was simply seen."""
        return FOUND[self.row][self.found][0]

    @property
    def word(self) -> str:
        """Return the finding in a few words."""
        return FOUND[self.row][self.found][1]

    @property
    def when(self) -> str:
        """Return the time in words."""
        return self.at or "hour not seen"

    @property
    def confirmed(self) -> bool:
        """Return whether the time, and the dose where one is given, stood in what we read."""
        return bool(self.at) and not self.open

    @property
    def doubt(self) -> str:
        """Return what could not be confirmed, in words; empty where nothing is open."""
        return f"number not confirmed: {' and '.join(self.open)}" if self.open else ""


@dataclass(frozen=True)
class Event:
    """One thing that happens after ketamine, with its two rows of points."""

    name: str
    title: str
    start: float
    told: str
    section: str | None
    explorer: str | None
    seen: tuple[Point, ...]
    needed: tuple[Point, ...]
    untested: str

    @property
    def points(self) -> tuple[Point, ...]:
        """Return the points of both rows."""
        return self.seen + self.needed


def minutes(text: str) -> tuple[float, float]:
    """Return the start and the end [min] of a time such as "40 min", "12 to 24 h" or "2 h to 7 days"."""
    found = TIME.fullmatch(text)
    if not found:
        raise ValueError(f"'{text}' is no time: write '40 min', '12 to 24 h' or '2 h to 7 days'.")
    first, unit, last, last_unit = found.groups()
    start = float(first) * MINUTES[unit or last_unit]
    end = float(last) * MINUTES[last_unit] if last else start
    if not FIRST_MIN <= start <= end <= LAST_MIN:
        raise ValueError(f"'{text}' must lie between 1 min and 14 days, the earlier time first.")
    return start, end


def load(file: Path = FILE) -> tuple[Event, ...]:
    """Return all events in order of time; raise TimelineError for the first fault."""
    events = [made(item, file) for item in read_items(file, SCHEMA, "event", TimelineError)]
    names = [event.name for event in events]
    for event, before in zip(events[1:], events, strict=False):
        if event.name in names[: names.index(before.name) + 1]:
            raise TimelineError(f"{file.name}, event '{event.name}' stands twice: keep one of them.")
        if event.start < before.start:
            raise TimelineError(f"{file.name}, event '{event.name}' begins before '{before.name}': move it up.")
    return tuple(events)


def made(item: dict[str, Any], file: Path) -> Event:
    """Return one event; raise TimelineError for a fault that the schema cannot see."""
    label = f"{file.name}, event '{item['event']}'"
    if bool(item.get("needed")) == bool(item.get("untested")):
        raise TimelineError(f"{label}: fill in 'needed', or say under 'untested' why there is nothing.")
    try:
        start, _ = minutes(item["at"])
        seen, needed = (tuple(point(one, row) for one in item.get(row) or ()) for row in (SEEN, NEEDED))
    except ValueError as fault:
        raise TimelineError(f"{label}: {fault}") from None
    links = (item.get("section"), item.get("explorer"))
    return Event(item["event"], item["title"], start, item["told"], *links, seen, needed, item.get("untested") or "")


def point(item: dict[str, Any], row: str) -> Point:
    """Return one point of a row."""
    found = item.get("found") or next(iter(FOUND[row]))
    if found not in FOUND[row]:
        raise ValueError(f"under '{row}' nothing is found '{found}'; use one of {', '.join(FOUND[row])}.")
    doubts = tuple(item.get("open") or ())
    for doubt, field in (("time", "at"), ("dose", "dose")):
        if doubt in doubts and field not in item:
            raise ValueError(f"'{item['said']}' has an open {doubt} and no '{field}': add it, or take the doubt away.")
    span = minutes(item["at"]) if "at" in item else None
    return Point(
        row, found, span, item.get("at", ""), tuple(item["species"]), item.get("dose", ""), item["said"],
        tuple(item["sources"]), doubts,
    )  # fmt: skip
