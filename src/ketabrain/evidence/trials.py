"""What trials measured at which time, arm by arm. Read from ``content/trials.csv``.

One row is one mean: a ``score`` on a scale, or its ``change`` since the start. ``doses`` counts the doses given by
then. ``spread`` is a standard deviation (SD) or a standard error (SE); where the source prints neither, it is empty.
``checked`` says how far: "checked" (the numbers stood in the source), "derived" (the spread was worked out from a
test statistic in it) or "not confirmed".
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ketabrain.evidence.content import FOLDER

FILE = FOLDER / "trials.csv"
GROUPS = ("treated", "control")
MEASURES = ("score", "change")
SPREADS = ("SD", "SE")
CHECKED = ("checked", "derived", "not confirmed")


class TrialsError(ValueError):
    """The table of trials cannot be used; says which row and column and how to mend it."""


@dataclass(frozen=True)
class Mean:
    """One published mean of one arm. ``time_h`` is hours after the first dose, 0 before it; lower scores are better."""

    trial: str
    arm: str
    group: str
    n: int
    scale: str
    measure: str
    time_h: float
    doses: int
    mean: float
    spread: float | None
    spread_kind: str
    source: str
    checked: str

    @property
    def standard_error(self) -> float | None:
        """Return the standard error of the mean; derived as SD over the root of n where the source prints the SD."""
        if self.spread is None:
            return None
        return self.spread if self.spread_kind == "SE" else self.spread / math.sqrt(self.n)


@dataclass(frozen=True)
class Change:
    """How far an arm has moved since the start, in points of its scale; ``derived`` where two means were subtracted."""

    of: Mean
    points: float
    derived: bool


COLUMNS = tuple(Mean.__dataclass_fields__)


def load(file: Path = FILE) -> tuple[Mean, ...]:
    """Return every row, in the file's order; raise TrialsError for the first fault."""
    try:
        with file.open(encoding="utf-8", newline="") as text:
            table = csv.DictReader(text)
            if tuple(table.fieldnames or ()) != COLUMNS:
                raise TrialsError(f"{file.name}: its first line must be {','.join(COLUMNS)}.")
            means = tuple(made(row, f"{file.name}, line {table.line_num}") for row in table)
    except OSError:
        raise TrialsError(f"{file.name} is missing: it should be at {file}.") from None
    check_whole(means, file)
    return means


def made(row: Mapping[str | None, Any], where: str) -> Mean:
    """Return one row as a mean; raise TrialsError for the first field that is wrong."""
    if None in row or None in row.values():
        raise TrialsError(f"{where}: give {len(COLUMNS)} fields; put quotes around one that holds a comma.")
    text = {name: str(row[name]).strip() for name in COLUMNS}
    for name in ("trial", "arm", "scale", "source"):
        if not text[name]:
            raise TrialsError(f"{where}: '{name}' is empty; fill it in.")
    for name, allowed in (("group", GROUPS), ("measure", MEASURES), ("checked", CHECKED)):
        if text[name] not in allowed:
            raise TrialsError(f"{where}: {name} is '{text[name]}'; use one of {', '.join(allowed)}.")
    if bool(text["spread"]) != bool(text["spread_kind"]) or text["spread_kind"] not in ("", *SPREADS):
        raise TrialsError(f"{where}: give spread with spread_kind {' or '.join(SPREADS)}, or leave both empty.")
    spread = number(text, "spread", where, low=0) if text["spread"] else None
    n, doses = (int(number(text, name, where, low=low, kind=int)) for name, low in (("n", 1), ("doses", 0)))
    time_h, mean = number(text, "time_h", where, low=0), number(text, "mean", where)
    if (time_h == 0) != (doses == 0):
        raise TrialsError(f"{where}: time_h is {time_h:g} after {doses} doses; the start has time_h 0 and doses 0.")
    return Mean(**{**text, "n": n, "doses": doses, "time_h": time_h, "mean": mean, "spread": spread})  # type: ignore[arg-type]


def number(
    text: Mapping[str, str], name: str, where: str, low: float = -math.inf, kind: Callable[[str], float] = float
) -> float:
    """Return a field as a number; raise TrialsError where it is none, or too low."""
    try:
        found = kind(text[name])
    except ValueError:
        found = math.nan
    if not (math.isfinite(found) and found >= low):
        least = "" if low == -math.inf else f" of {low:g} or more"
        what = "a whole number" if kind is int else "a number"
        raise TrialsError(f"{where}: {name} is '{text[name]}'; give {what}{least}.")
    return found


def check_whole(means: Iterable[Mean], file: Path) -> None:
    """Raise TrialsError for a mean that stands twice, or an arm of scores that has no start to count from."""
    seen: dict[tuple[str, str, str, float], Mean] = {}
    for mean in means:
        key = (mean.trial, mean.arm, mean.scale, mean.time_h)
        if key in seen:
            raise TrialsError(f"{file.name}: {mean.trial}, {mean.arm}, {mean.time_h:g} h stands twice: keep one row.")
        seen[key] = mean
    for trial, arm, scale, _ in seen:
        scores = [mean for mean in seen.values() if (mean.trial, mean.arm, mean.scale) == (trial, arm, scale)]
        if scores[0].measure == "score" and (trial, arm, scale, 0.0) not in seen:
            raise TrialsError(f"{file.name}: {trial}, {arm} has scores but no start: add its row with time_h 0.")


def changes(means: Iterable[Mean], scale: str = "MADRS", doses: int = 1) -> tuple[Change, ...]:
    """Return how far each arm has moved on a scale while so many doses had been given; derived from scores by difference.

    A difference of two means carries no spread of its own: that needs each person's change.
    """
    listed = [mean for mean in means if mean.scale == scale]
    starts = {(mean.trial, mean.arm): mean.mean for mean in listed if mean.measure == "score" and mean.time_h == 0}
    return tuple(
        Change(
            mean,
            mean.mean - (starts[mean.trial, mean.arm] if mean.measure == "score" else 0.0),
            mean.measure == "score",
        )
        for mean in listed
        if mean.doses == doses
    )
