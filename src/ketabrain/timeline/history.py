"""The history of ketamine, from PCP to today; from ``content/history.yml``. Where a mark stands is counted here, too."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ketabrain.evidence.content import FOLDER, read_items

FILE, SCHEMA = FOLDER / "history.yml", FOLDER / "history.schema.json"
FIRST_YEAR, LAST_YEAR = 1954.0, 2028.0  # what the axis shows
KINDS = {
    "chemistry": "Chemistry and anaesthesia",
    "law": "Law, approval and misuse",
    "trials": "Trials in people",
    "mechanisms": "Mechanisms",
}
STUDIED = ("trials", "mechanisms")  # these say in whom
EXACT = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
ABOUT = re.compile(r"(?:(early|mid|late) )?(\d{3}0)s")
PART_OF_DECADE = {None: 5.0, "early": 2.0, "mid": 5.0, "late": 8.0}
NARROWEST_PX = 300.0  # width of the axis on the narrowest screen
APART_PX = 11.0  # between the middles of two marks of one row


class HistoryError(ValueError):
    """The history cannot be used; says which entry and how to mend it."""


@dataclass(frozen=True)
class Entry:
    """One entry. ``at`` is its date as a year with a fraction, ``date`` the same in words."""

    name: str
    date: str
    at: float
    kind: str
    title: str
    told: str
    dates: str
    who: tuple[str, ...]
    where: str
    section: str | None
    sources: tuple[str, ...]

    @property
    def year(self) -> int:
        """Return the year in which it stands."""
        return int(self.at)


@dataclass(frozen=True)
class Mark:
    """Where an entry is drawn: its share of the axis, and its row in the lane of its kind, the lowest first."""

    entry: Entry
    share: float
    row: int


def when(date: str) -> tuple[float, str]:
    """Return a date as a year with a fraction and in words: ``2000-02`` gives about 2000.13 and "February 2000"."""
    about = ABOUT.fullmatch(date)
    if about:
        return int(about[2]) + PART_OF_DECADE[about[1]], date
    exact = EXACT.fullmatch(date)
    if not exact:
        raise ValueError(f"'{date}' is no date: write 1962, 2000-02, 2019-03-05, 1970s, mid 1970s or late 1960s.")
    year, month, day = (int(part) if part else None for part in exact.groups())
    assert year is not None
    try:
        point = datetime.date(year, month or 7, day or (15 if month else 1))
    except ValueError:
        raise ValueError(f"'{date}' is no day of the calendar: mend it.") from None
    words = f"{f'{day} ' if day else ''}{f'{point:%B} ' if month else ''}{year}"
    return year + (point.timetuple().tm_yday - 1) / 365.25, words


def load(file: Path = FILE) -> tuple[Entry, ...]:
    """Return all entries in order of time; raise HistoryError for the first fault."""
    entries = [made(item, file) for item in read_items(file, SCHEMA, "entry", HistoryError)]
    names: set[str] = set()
    for place, entry in enumerate(entries):
        label = f"{file.name}, entry '{entry.name}'"
        if entry.name in names:
            raise HistoryError(f"{label} stands twice: keep one of them.")
        if place and entry.year < entries[place - 1].year:
            raise HistoryError(f"{label} is older than '{entries[place - 1].name}': move it up.")
        names.add(entry.name)
    return tuple(entries)


def made(item: dict[str, Any], file: Path) -> Entry:
    """Return one entry; raise HistoryError for a fault that the schema cannot see."""
    label = f"{file.name}, entry '{item['entry']}'"
    try:
        at, date = when(str(item["date"]))
    except ValueError as fault:
        raise HistoryError(f"{label}: {fault}") from None
    if not FIRST_YEAR < at < LAST_YEAR:
        raise HistoryError(f"{label}: {date} lies outside the axis, {FIRST_YEAR:.0f} to {LAST_YEAR:.0f}.")
    if (item["kind"] in STUDIED) != ("who" in item):
        raise HistoryError(f"{label}: trials and mechanisms say under 'who' in whom, other kinds do not.")
    return Entry(
        item["entry"], date, at, item["kind"], item["title"], item["told"], item.get("dates", ""),
        tuple(item.get("who", ())), item.get("where", ""), item.get("section"), tuple(item["sources"]),
    )  # fmt: skip


def place(entries: Sequence[Entry], kind: str) -> tuple[Mark, ...]:
    """Return the marks of one lane, stacked where they would lie over each other on the narrowest screen."""
    rows: list[float] = []  # where the last mark of each row stands
    marks = []
    for entry in sorted((one for one in entries if one.kind == kind), key=lambda one: one.at):
        share = (entry.at - FIRST_YEAR) / (LAST_YEAR - FIRST_YEAR)
        x = share * NARROWEST_PX
        row = next((i for i, last in enumerate(rows) if x - last >= APART_PX), len(rows))
        if row == len(rows):
            rows.append(x)
        rows[row] = x
        marks.append(Mark(entry, share, row))
    return tuple(marks)
