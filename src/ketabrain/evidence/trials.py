"""What trials counted and measured, arm by arm. Read from ``content/trials.csv``: one row is one arm and one outcome.

People are counted (``events`` of ``n``: who responded, was in remission, relapsed) or measured (a mean ``score`` on a
scale, or its ``change`` since the start). ``doses`` counts the doses given by then. ``spread`` is a standard deviation
(SD) or a standard error (SE). What the source does not print is empty. ``checked`` says how far we saw a number:
"checked" (it stood in the source), "derived" (worked out from numbers in it; ``how`` says from which) or "not
confirmed" (not seen in the source's own text).

``pool`` says which rows may stand together in a meta-analysis: "yes"; "merged", for arms of one trial that were added
up because they share a control group; or "no". ``people`` names the groups of patients behind a row, so that nobody
is pooled twice.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ketabrain.evidence.content import FOLDER
from ketabrain.evidence.rows import check_fields, read_rows, rounds_to

FILE = FOLDER / "trials.csv"
GROUPS = ("treated", "control")
COMPARATORS = ("inert", "active", "masked", "other treatment")
COUNTED = ("response", "remission", "relapse", "remission of suicidal thoughts")
MEASURED = ("score", "change")
SPREADS = ("SD", "SE")
CHECKED = ("checked", "derived", "not confirmed")
POOL = ("yes", "merged", "no")
CHOICES = {
    "group": GROUPS, "comparator": COMPARATORS, "outcome": (*COUNTED, *MEASURED), "pool": POOL, "checked": CHECKED,
}  # fmt: skip
FILLED = ("trial", "design", "blind", "population", "arm", "drug", "time", "people", "source", "how")


class TrialsError(ValueError):
    """The table of trials cannot be used; says which row and column and how to mend it."""


@dataclass(frozen=True)
class Arm:
    """One row: one arm of a trial and one outcome. Times in hours after the first dose; lower scores are better."""

    trial: str
    year: int
    design: str
    blind: str
    population: str
    arm: str
    group: str
    drug: str
    dose: str
    route: str
    comparator: str
    outcome: str
    scale: str
    time: str
    time_h: float | None
    doses: int | None
    events: int | None
    n: int | None
    percent: float | None
    mean: float | None
    spread: float | None
    spread_kind: str
    people: tuple[str, ...]
    pool: str
    sources: tuple[str, ...]
    checked: str
    how: str

    @property
    def confirmed(self) -> bool:
        """Say whether the numbers were seen in the source, or follow from numbers in it."""
        return self.checked != "not confirmed"

    @property
    def share(self) -> float | None:
        """Return the share of people with the outcome, from the counts, else as printed."""
        if self.events is not None and self.n is not None:
            return self.events / self.n
        return None if self.percent is None else self.percent / 100

    @property
    def sd(self) -> float | None:
        """Return the standard deviation; derived as SE times the root of n where the source prints the SE."""
        if self.spread is None or self.n is None:
            return None
        return self.spread if self.spread_kind == "SD" else self.spread * math.sqrt(self.n)

    @property
    def comparison(self) -> tuple[str, str, str, str]:
        """Return what this row is compared with: rows of the same trial, outcome, scale and time."""
        return (self.trial, self.outcome, self.scale, self.time)


COLUMNS = tuple({"sources": "source"}.get(name, name) for name in Arm.__dataclass_fields__)


@dataclass(frozen=True)
class Comparison:
    """A treated arm beside its control."""

    treated: Arm
    control: Arm

    @property
    def trial(self) -> str:
        """Return the trial's name."""
        return self.treated.trial

    @property
    def confirmed(self) -> bool:
        """Say whether the numbers of both arms are confirmed."""
        return self.treated.confirmed and self.control.confirmed


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


# reading
@cache
def arms(file: Path = FILE) -> tuple[Arm, ...]:
    """Return every row, in the file's order; raise TrialsError for the first fault."""
    rows = [(made(text, f"{file.name}, line {line}"), line) for text, line in read_rows(file, COLUMNS, TrialsError)]
    check_whole(rows, file.name)
    return tuple(arm for arm, _ in rows)


def made(text: Mapping[str, str], where: str) -> Arm:
    """Return one row as an arm; raise TrialsError for the first field that is wrong."""
    check_fields(text, FILLED, CHOICES, where, TrialsError)
    if bool(text["spread"]) != bool(text["spread_kind"]) or text["spread_kind"] not in ("", *SPREADS):
        raise TrialsError(f"{where}: give spread with spread_kind {' or '.join(SPREADS)}, or leave both empty.")
    whole = {name: found_in(text, name, where, low, kind=int) for name, low in (("doses", 0), ("events", 0), ("n", 1))}
    real = {name: found_in(text, name, where, low) for name, low in (("time_h", 0), ("percent", 0), ("spread", 0))}
    kept = {name: text[name] for name in COLUMNS if name != "source"}
    arm = Arm(**{
        **kept, **whole, **real, "year": int(number(text, "year", where, 1900, int)), "mean": found_in(text, "mean", where),
        "people": listed(text["people"]), "sources": listed(text["source"]),
    })  # fmt: skip
    for fault in faults_of(arm, text["percent"]):
        raise TrialsError(f"{where}: {fault}")
    return arm


def listed(text: str) -> tuple[str, ...]:
    """Return the parts of a field that may hold several, divided by semicolons."""
    return tuple(part.strip() for part in text.split(";") if part.strip())


def found_in(
    text: Mapping[str, str], name: str, where: str, low: float = -math.inf, kind: Callable[[str], float] = float
) -> Any:
    """Return a field as a number, or None where it is empty; raise TrialsError where it is no number."""
    return number(text, name, where, low, kind) if text[name] else None


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


def faults_of(arm: Arm, percent: str) -> Iterable[str]:
    """Yield what is wrong between a row's fields. ``percent`` is the share as the file writes it."""
    if arm.time_h is not None and arm.doses is not None and (arm.time_h == 0) != (arm.doses == 0):
        yield f"time_h is {arm.time_h:g} after {arm.doses} doses; the start has time_h 0 and doses 0."
    if arm.outcome in MEASURED:
        if arm.mean is None or not arm.scale:
            yield f"a {arm.outcome} needs a mean and a scale; fill them in."
        if arm.events is not None or arm.percent is not None:
            yield f"a {arm.outcome} has no events and no percent; leave them empty."
        return
    if arm.mean is not None or arm.spread is not None:
        yield f"{arm.outcome} is counted: leave mean and spread empty."
    if (arm.events is None or arm.n is None) and arm.percent is None:
        yield f"{arm.outcome} needs events and n, or the printed percent; fill them in."
    if arm.events is not None and arm.n is None:
        yield "events need n, the people among whom they were counted; fill it in."
    if arm.events is not None and arm.n is not None:
        yield from count_faults(arm.events, arm.n, percent)


def count_faults(events: int, n: int, percent: str) -> Iterable[str]:
    """Yield what is wrong with a count: more events than people, or a printed share that it does not give."""
    if events > n:
        yield f"events is {events}, more than n, {n}; were they exchanged?"
    elif percent and not rounds_to(events, n, percent):
        decimals = len(percent.partition(".")[2])
        yield f"percent is {percent}, but {events} of {n} is {100 * events / n:.{decimals + 1}f} %; look both up."


# the table as a whole
def check_whole(rows: Sequence[tuple[Arm, int]], file: str) -> None:
    """Raise TrialsError for what is wrong between rows: each is given with its line."""
    together: dict[tuple[str, ...], list[tuple[Arm, int]]] = defaultdict(list)
    seen: dict[tuple[str, ...], int] = {}
    for arm, line in rows:
        key = (*arm.comparison, arm.arm)
        if key in seen:
            raise TrialsError(f"{file}, line {line}: {arm.trial}, {arm.arm}, {arm.time} stands twice: keep one row.")
        seen[key] = line
        together[arm.comparison].append((arm, line))
    for group in together.values():
        for line, fault in comparison_faults(group):
            raise TrialsError(f"{file}, line {line}: {fault}")
    starts = {(arm.trial, arm.arm, arm.scale) for arm, _ in rows if arm.time_h == 0}
    for arm, line in rows:
        if arm.outcome == "score" and (arm.trial, arm.arm, arm.scale) not in starts:
            raise TrialsError(
                f"{file}, line {line}: {arm.trial}, {arm.arm} has scores but no start: add its row with time_h 0."
            )
    check_people(rows, file)


def comparison_faults(group: Sequence[tuple[Arm, int]]) -> Iterable[tuple[int, str]]:
    """Yield line and fault of rows that are compared with each other."""
    first, line = group[0]
    what = f"{first.trial}, {first.outcome}, {first.time}"
    controls = [arm for arm, _ in group if arm.group == "control"]
    if len(controls) != 1 or len(group) < 2:
        yield (
            line,
            f"{what} has {len(controls)} control rows and {len(group) - len(controls)} treated; give one control and its arms.",
        )
        return
    pooled = [(arm, at) for arm, at in group if arm.group == "treated" and arm.pool != "no"]
    if len(pooled) > 1:
        yield (
            pooled[1][1],
            (
                f"{what}: '{pooled[0][0].arm}' and '{pooled[1][0].arm}' share one control group, and both are to be pooled; "
                "merge them in one row, or set pool to no."
            ),
        )
    if pooled and controls[0].pool == "no":
        yield pooled[0][1], f"{what}: the arm is to be pooled, but its control is not; set pool alike."
    apart = [arm for arm, _ in group if arm.group == "treated" and arm.pool == "no"]
    for arm, at in pooled:
        if arm.pool == "merged":
            yield from ((at, fault) for fault in merge_faults(arm, apart))


def merge_faults(merged: Arm, apart: Sequence[Arm]) -> Iterable[str]:
    """Yield what does not add up in a merged row."""
    for name in ("n", "events"):
        parts, total = [getattr(arm, name) for arm in apart], getattr(merged, name)
        if total is not None and None not in parts and sum(parts) != total:
            yield f"{merged.trial}, '{merged.arm}': {name} is {total}, but its arms add up to {sum(parts)}."


def check_people(rows: Sequence[tuple[Arm, int]], file: str) -> None:
    """Raise TrialsError where the same patients would be pooled twice."""
    seen: dict[tuple[Any, ...], Arm] = {}
    for arm, line in rows:
        if arm.group == "control" or arm.pool == "no":
            continue
        for group in arm.people:
            other = seen.setdefault((arm.outcome, arm.time_h, group), arm)
            if other.trial != arm.trial:
                raise TrialsError(
                    f"{file}, line {line}: {arm.trial} and {other.trial} hold the same people ({group}), and both are to be "
                    "pooled; set pool to no in one of them."
                )


def check_sources(rows: Iterable[Arm], keys: Collection[str]) -> None:
    """Raise TrialsError for the first row that names a source which ``references.bib`` does not hold."""
    for arm in rows:
        for key in arm.sources:
            if key not in keys:
                raise TrialsError(
                    f"{FILE.name}: {arm.trial}, {arm.arm}, {arm.time}: the source '{key}' is not in references.bib; "
                    "add it or correct the key."
                )


# what can be asked of it
def comparisons(outcome: str, time_h: float | None = None, file: Path = FILE) -> tuple[Comparison, ...]:
    """Return the comparisons of an outcome that may be pooled, in the file's order; without a time, of all times.

    Arms of one trial that share a control group come merged, and nobody stands in two comparisons of one time.
    """
    found = arms(file)
    return tuple(
        Comparison(arm, control_of(arm, found))
        for arm in found
        if arm.outcome == outcome and arm.group == "treated" and arm.pool != "no" and time_h in (None, arm.time_h)
    )


def compared(trial: str, outcome: str, time: str, arm: str = "", file: Path = FILE) -> Comparison:
    """Return one comparison by its trial, outcome and time as the table writes it ("24 h", "day 28").

    Without ``arm``, the arm that may be pooled, or the only one. Raise TrialsError, which names what there is.
    """
    found = arms(file)
    rows = [
        row for row in found if (row.trial, row.outcome, row.time) == (trial, outcome, time) and row.group == "treated"
    ]
    chosen = [row for row in rows if (row.arm == arm if arm else row.pool != "no" or len(rows) == 1)]
    if len(chosen) != 1:
        there = "; ".join(row.arm for row in rows) or "none"
        raise TrialsError(f"{FILE.name}: {trial}, {outcome}, {time}: name one of its arms: {there}.")
    return Comparison(chosen[0], control_of(chosen[0], found))


def control_of(arm: Arm, rows: Iterable[Arm]) -> Arm:
    """Return the control row of a treated arm."""
    return next(row for row in rows if row.comparison == arm.comparison and row.group == "control")


def study_table(found: Iterable[Comparison]) -> dict[str, list[Any]]:
    """Return comparisons as the columns that ``meta_analysis.pool`` takes: counts, or means with SDs."""
    chosen = list(found)
    columns: dict[str, list[Any]] = {"study": [one.trial for one in chosen]}
    counted = all(one.treated.outcome in COUNTED for one in chosen)
    for name in ("events", "n") if counted else ("mean", "sd", "n"):
        for end, group in (("t", "treated"), ("c", "control")):
            columns[f"{name}_{end}"] = [getattr(getattr(one, group), name) for one in chosen]
    return columns


@cache
def load(file: Path = FILE) -> tuple[Mean, ...]:
    """Return the confirmed means after one dose or two, arm by arm: what the days after a first dose look like."""
    return tuple(mean for arm in arms(file) if arm.confirmed and arm.pool != "merged" for mean in early_mean(arm))


def early_mean(arm: Arm) -> Iterable[Mean]:
    """Yield a row as a mean, if it is one, of known people, after at most two doses."""
    if arm.mean is None or arm.n is None or arm.time_h is None or arm.doses is None or arm.doses > 2:
        return
    values = {name: getattr(arm, name) for name in Mean.__dataclass_fields__ if hasattr(arm, name)}
    yield Mean(**values, measure=arm.outcome, source=arm.sources[0])


def changes(means: Iterable[Mean], scale: str = "MADRS", doses: int = 1) -> tuple[Change, ...]:
    """Return how far each arm has moved on a scale while so many doses had been given; derived from scores by difference.

    A difference of two means carries no spread of its own: that needs each person's change.
    """
    listed_means = [mean for mean in means if mean.scale == scale]
    starts = {
        (mean.trial, mean.arm): mean.mean for mean in listed_means if mean.measure == "score" and mean.time_h == 0
    }
    return tuple(
        Change(
            mean,
            mean.mean - (starts[mean.trial, mean.arm] if mean.measure == "score" else 0.0),
            mean.measure == "score",
        )
        for mean in listed_means
        if mean.doses == doses
    )
