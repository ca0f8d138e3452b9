"""Spines of prefrontal pyramidal cells over weeks of stress and after ketamine: gains minus losses.

Ours, because we found none: ordinary spines come and go slowly, stress takes more of them, and a dose of
ketamine opens a window in which empty sites are filled with new spines, which last for days. When the
window opens is what studies disagree on, so it is a choice (TIMINGS). Numbers of spines are shares of the
healthy number; time in days, 0 where stress ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np

from ketabrain.models.parameter import check, check_range, parameter

CHOSEN, ELSEWHERE = "chosen here", "measured elsewhere"
NOTICED = 0.01  # of the healthy number: a smaller difference counts as none


@dataclass(frozen=True)
class Parameters:
    """Turnover, stress, and the window that a dose opens."""

    turnover_per_day: float = parameter(
        0.04 / 14,
        "1/day",
        ELSEWHERE,
        "ordinary spines lost, and formed, a day: 3 to 5 % in two weeks in adult mice",
        low=0,
        high=0.1,
        source="Zuo2005development",
    )
    stress_per_day: float = parameter(
        0.0137, "1/day", CHOSEN, "spines that stress takes in addition: a quarter in three weeks", low=0, high=0.2
    )
    room: float = parameter(1.2, "", CHOSEN, "sites for spines, over the healthy number of spines", low=1, high=3)
    filled: float = parameter(0.28, "share", CHOSEN, "empty sites that one dose fills", low=0, high=0.95)
    opens_h: float = parameter(
        12.0,
        "h",
        ELSEWHERE,
        "when the window opens after a dose: more formation at 12 to 24 h, not at 3 to 6 h",
        low=0,
        high=240,
        source="ModaSava2019sustained",
    )
    lasts_h: float = parameter(24.0, "h", CHOSEN, "how long it stays open", low=0.5, high=240)
    new_half_life_days: float = parameter(
        10.0, "days", CHOSEN, "half-life of new spines: some are left after two weeks", low=0.5, high=365
    )

    def __post_init__(self) -> None:
        check(self)


TIMINGS = {  # when the window opens and how long it lasts [h], each after one report
    "hours": (1.0, 2.0),
    "day": (12.0, 24.0),
    "days": (72.0, 60.0),
}


@dataclass(frozen=True)
class Finding:
    """One published direction: what was counted, and whether there was more of it than without ketamine.

    ``what`` is "number" (spines there) or "formation" (spines that came since the dose). ``confirmed`` is
    False where the hour was not seen in the source's own text. ``scored`` is False for what is no count of
    spines.
    """

    label: str
    source: str
    animal: str
    what: str
    start_h: float
    end_h: float
    more: bool
    stressed: bool
    doses: int = 1
    confirmed: bool = True
    scored: bool = True


FINDINGS = (
    Finding("Zhang 2019", "Zhang2019rketamine", "mouse, R-ketamine", "number", 3, 3, True, True),
    Finding("Moda-Sava 2019", "ModaSava2019sustained", "mouse", "formation", 3, 6, False, True),
    Finding("Moda-Sava 2019", "ModaSava2019sustained", "mouse", "formation", 12, 24, True, True),
    Finding("Li 2010", "Li2010mtor", "rat", "number", 24, 24, True, False, confirmed=False),
    Finding("Li 2011", "Li2011reverse", "rat", "number", 24, 24, True, True, confirmed=False),
    Finding("Phoumthipphavong 2016", "Phoumthipphavong2016longitudinal", "mouse", "number", 336, 336, True, False),
    Finding(
        "Pryazhnikov 2018",
        "Pryazhnikov2018longitudinal",
        "mouse, five daily doses",
        "formation",
        6,
        24,
        False,
        False,
        5,
    ),
    Finding(
        "Pryazhnikov 2018",
        "Pryazhnikov2018longitudinal",
        "mouse, five daily doses",
        "formation",
        72,
        132,
        True,
        False,
        5,
    ),
    Finding("Holmes 2022", "Holmes2022sv2a", "people, PET", "number", 24, 24, False, False, scored=False),
)


@dataclass(frozen=True)
class Course:
    """Shares of the healthy number of spines, arrays over ``time_days``; ``formed`` is all that ketamine added so far."""

    time_days: np.ndarray
    ordinary: np.ndarray
    new: np.ndarray
    formed: np.ndarray

    @property
    def spines(self) -> np.ndarray:
        """All spines together."""
        return self.ordinary + self.new


def timed(timing: str, parameters: Parameters | None = None) -> Parameters:
    """Return parameters with the window of one of ``TIMINGS``; raise ValueError for another."""
    if timing not in TIMINGS:
        raise ValueError(f"timing = {timing!r} is not known: choose one of {', '.join(TIMINGS)}.")
    opens_h, lasts_h = TIMINGS[timing]
    return replace(parameters or Parameters(), opens_h=opens_h, lasts_h=lasts_h)


def simulate(
    time_days: Any,
    stress_days: float = 21.0,
    dose_days: Sequence[float] = (0.0,),
    erase_day: float | None = None,
    parameters: Parameters | None = None,
) -> Course:
    """Return the course of spines at rising times [days].

    Stress lasts ``stress_days`` [days] and ends at 0. Ketamine is given at each of ``dose_days``; at
    ``erase_day`` all new spines are erased. Exact: between events the equations are linear. Raise ValueError
    out of range.
    """
    p = parameters or Parameters()
    check_range("stress_days", stress_days, 0, 365, "days")
    for day in dose_days:
        check_range("dose_days", day, 0, 365, "days")
    if erase_day is not None:
        check_range("erase_day", erase_day, 0, 365, "days")
    times = np.atleast_1d(np.asarray(time_days, dtype=float))
    windows = [(day + p.opens_h / 24, day + (p.opens_h + p.lasts_h) / 24) for day in dose_days]
    events = {-stress_days, 0.0, *(edge for window in windows for edge in window)}
    events |= set() if erase_day is None else {erase_day}
    edges = [min(times[0], -stress_days) - 1, *sorted(events), max(times[-1], max(events)) + 1]
    state, rows = np.array([1.0, 0.0, 0.0]), np.empty((times.size, 3))
    for start, end in pairwise(edges):
        if start == erase_day:
            state = np.array([state[0], 0.0, state[2]])
        stressed = -stress_days <= start < 0
        open_now = any(low <= start < high for low, high in windows)
        filling = open_now and state[1] < p.room - state[0]  # a full room is not emptied by another dose
        inside = (times >= start) & (times < end)
        rows[inside] = _later(state, times[inside] - start, stressed, filling, p)
        state = _later(state, np.array([end - start]), stressed, filling, p)[0]
    return Course(times, *rows.T)


def _later(state: np.ndarray, since: np.ndarray, stressed: bool, filling: bool, p: Parameters) -> np.ndarray:
    """Return ordinary spines, new ones and all ever formed, so many days later, with constant rates."""
    s0, n0, f0 = state
    stress = p.stress_per_day if stressed else 0.0
    fill = -np.log1p(-p.filled) * 24 / p.lasts_h if filling else 0.0
    a = p.turnover_per_day + stress
    b = np.log(2) / p.new_half_life_days + stress + fill
    end = p.turnover_per_day / a if a > 0 else s0
    gap = b - a if abs(b - a) > 1e-6 else 1e-6
    slow, quick = np.exp(-a * since), np.exp(-b * since)
    ordinary = end + (s0 - end) * slow
    rest, with_slow = fill * (p.room - end) / b, -fill * (s0 - end) / gap
    new = rest + with_slow * slow + (n0 - rest - with_slow) * quick
    lost = (b - fill) * (rest * since + with_slow * _integral(a, since) + (n0 - rest - with_slow) * _integral(b, since))
    return np.column_stack([ordinary, new, f0 + new - n0 + lost])


def _integral(rate: float, since: np.ndarray) -> np.ndarray:
    """Return the integral of exp(-rate t) from 0."""
    return -np.expm1(-rate * since) / rate if rate > 0 else since


def more(finding: Finding, parameters: Parameters | None = None) -> bool:
    """Return whether the model has more at the end of a finding's window than without ketamine, in the study's design."""
    days, end = 21.0 if finding.stressed else 0.0, np.array([finding.end_h / 24])
    given = simulate(end, days, range(finding.doses), parameters=parameters)
    without = simulate(end, days, (), parameters=parameters)
    gained = given.formed if finding.what == "formation" else given.spines - without.spines
    return bool(gained[0] >= NOTICED)


def agreement(parameters: Parameters | None = None) -> list[tuple[Finding, bool]]:
    """Return every finding with whether the model says the same."""
    return [(finding, more(finding, parameters) == finding.more) for finding in FINDINGS]
