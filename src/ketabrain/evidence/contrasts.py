"""Differences between arms that were printed without the arms' own numbers. Read from ``content/contrasts.csv``.

One row is one printed difference: points of a scale (``difference``: below zero, the drug's arm is better) or a
standardised one (``d``: above zero, the drug's arm is better), with its interval or standard error where there is one.
``checked`` and ``how`` are those of ``trials.csv``.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ketabrain.evidence.content import FOLDER
from ketabrain.evidence.trials import CHECKED, TrialsError, found_in, number

FILE = FOLDER / "contrasts.csv"
MEASURES = ("difference", "d")
FILLED = ("trial", "contrast", "scale", "time", "source", "how")
HALF_WIDTH = 1.959964  # standard errors in half of a 95 % interval


@dataclass(frozen=True)
class Contrast:
    """One printed difference. ``time_h`` is hours after the first dose; None where it spans several times."""

    trial: str
    contrast: str
    scale: str
    time: str
    time_h: float | None
    doses: int | None
    measure: str
    estimate: float
    low: float | None
    high: float | None
    se: float | None
    n: int | None
    source: str
    checked: str
    how: str

    @property
    def confirmed(self) -> bool:
        """Say whether the number was seen in the source."""
        return self.checked != "not confirmed"

    @property
    def interval(self) -> tuple[float, float] | None:
        """Return its 95 % interval: as printed, or derived from the printed standard error."""
        if self.low is not None and self.high is not None:
            return self.low, self.high
        if self.se is None:
            return None
        return self.estimate - HALF_WIDTH * self.se, self.estimate + HALF_WIDTH * self.se


COLUMNS = tuple(Contrast.__dataclass_fields__)


@cache
def load(file: Path = FILE) -> tuple[Contrast, ...]:
    """Return every row, in the file's order; raise TrialsError for the first fault."""
    try:
        with file.open(encoding="utf-8", newline="") as text:
            table = csv.DictReader(text)
            if tuple(table.fieldnames or ()) != COLUMNS:
                raise TrialsError(f"{file.name}: its first line must be {','.join(COLUMNS)}.")
            found: dict[tuple[Any, ...], Contrast] = {}
            for row in table:
                one = made(row, f"{file.name}, line {table.line_num}")
                if (key := (one.trial, one.contrast, one.scale, one.time)) in found:
                    raise TrialsError(
                        f"{file.name}, line {table.line_num}: {', '.join(key)} stands twice: keep one row."
                    )
                found[key] = one
    except OSError:
        raise TrialsError(f"{file.name} is missing: it should be at {file}.") from None
    return tuple(found.values())


def made(row: Mapping[str | None, Any], where: str) -> Contrast:
    """Return one row as a contrast; raise TrialsError for the first field that is wrong."""
    if None in row or None in row.values():
        raise TrialsError(f"{where}: give {len(COLUMNS)} fields; put quotes around one that holds a comma.")
    text = {name: str(row[name]).strip() for name in COLUMNS}
    for name in FILLED:
        if not text[name]:
            raise TrialsError(f"{where}: '{name}' is empty; fill it in.")
    for name, allowed in (("measure", MEASURES), ("checked", CHECKED)):
        if text[name] not in allowed:
            raise TrialsError(f"{where}: {name} is '{text[name]}'; use one of {', '.join(allowed)}.")
    real = {name: found_in(text, name, where) for name in ("low", "high")}
    real |= {name: found_in(text, name, where, 0) for name in ("time_h", "se")}
    whole = {name: found_in(text, name, where, 1, int) for name in ("doses", "n")}
    one = Contrast(**{**text, **real, **whole, "estimate": number(text, "estimate", where)})  # type: ignore[arg-type]
    if (one.low is None) != (one.high is None):
        raise TrialsError(f"{where}: give both ends of the interval, or none.")
    if one.low is not None and one.high is not None and not one.low <= one.estimate <= one.high:
        raise TrialsError(
            f"{where}: {one.estimate:g} lies outside its interval, {one.low:g} to {one.high:g}; look it up."
        )
    return one


def check_sources(rows: Iterable[Contrast], keys: Collection[str]) -> None:
    """Raise TrialsError for the first row that names a source which ``references.bib`` does not hold."""
    for one in rows:
        if one.source not in keys:
            raise TrialsError(
                f"{FILE.name}: {one.trial}, {one.time}: the source '{one.source}' is not in references.bib; "
                "add it or correct the key."
            )
