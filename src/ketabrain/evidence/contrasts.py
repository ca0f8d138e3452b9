"""Differences between arms that were printed without the arms' own numbers. Read from ``content/contrasts.csv``.

One row is one printed difference: points of a scale (``difference``: below zero, the drug's arm is better) or a
standardised one (``d``: above zero, the drug's arm is better), with its interval or standard error where there is one.
``checked`` and ``how`` are those of ``trials.csv``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ketabrain.evidence.content import FOLDER
from ketabrain.evidence.rows import check_fields, read_rows
from ketabrain.evidence.trials import CHECKED, TrialsError, found_in, number

FILE = FOLDER / "contrasts.csv"
CHOICES = {"measure": ("difference", "d"), "checked": CHECKED}
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
    found: dict[tuple[str, ...], Contrast] = {}
    for text, line in read_rows(file, COLUMNS, TrialsError):
        where = f"{file.name}, line {line}"
        one = made(text, where)
        if (key := (one.trial, one.contrast, one.scale, one.time)) in found:
            raise TrialsError(f"{where}: {', '.join(key)} stands twice: keep one row.")
        found[key] = one
    return tuple(found.values())


def made(text: Mapping[str, str], where: str) -> Contrast:
    """Return one row as a contrast; raise TrialsError for the first field that is wrong."""
    check_fields(text, FILLED, CHOICES, where, TrialsError)
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
