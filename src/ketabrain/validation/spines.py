"""What the model of spines reproduces."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
from scipy.integrate import solve_ivp

from ketabrain.models import spines as model
from ketabrain.models.spines import Finding, Parameters
from ketabrain.validation.case import Case

MICE = "mouse, adult, cortex, living animals"
ZUO = "Zuo2005development"
YEAR_DAYS = 365.25


def lost_percent(days: float) -> float:
    """Return the ordinary spines that are gone after so many days without stress, in per cent of those at the start."""
    return 100 * float(-np.expm1(-Parameters().turnover_per_day * days))


def recovered_percent(days: float) -> float:
    """Return how much of what three weeks of stress took is back after so many days, without drug, in per cent."""
    found = model.simulate([0.0, days], 21, ()).spines
    return 100 * float((found[1] - found[0]) / (1 - found[0]))


def gained_percent(finding: Finding) -> float:
    """Return what ketamine has added by the end of a finding's window, in per cent of the healthy number."""
    days, end = 21.0 if finding.stressed else 0.0, np.array([finding.end_h / 24])
    given, without = (model.simulate(end, days, doses) for doses in (range(finding.doses), ()))
    gained = given.formed if finding.what == "formation" else given.spines - without.spines
    return 100 * float(gained[0])


def solved(
    at_days: np.ndarray, stress_days: float, dose_days: Sequence[float], erase_day: float | None, p: Parameters
) -> np.ndarray:
    """Integrate the printed equations with LSODA in short pieces; return ordinary, new and ever formed spines."""
    windows = [(day + p.opens_h / 24, day + (p.opens_h + p.lasts_h) / 24) for day in dose_days]
    fill = -np.log(1 - p.filled) / (p.lasts_h / 24)
    edges = {-stress_days, 0.0, *(edge for window in windows for edge in window), *at_days}
    edges |= set() if erase_day is None else {erase_day}

    def slopes(stress: float, opened: float, t: float, y: np.ndarray) -> list[float]:
        forming = opened * fill * (p.room - y[0] - y[1])
        fading = np.log(2) / p.new_half_life_days + stress
        return [p.turnover_per_day * (1 - y[0]) - stress * y[0], forming - fading * y[1], forming]

    y = np.array([1.0, 0.0, 0.0])
    found: dict[float, np.ndarray] = {}
    times = sorted({min(-stress_days, at_days[0]) - 1, *edges})
    for start, end in zip(times, [*times[1:], times[-1] + 1], strict=True):
        if start == erase_day:
            y = np.array([y[0], 0.0, y[2]])
        found[start] = y
        stress = p.stress_per_day if -stress_days <= start < 0 else 0.0
        opened = float(any(low <= start < high for low, high in windows))
        y = solve_ivp(partial(slopes, stress, opened), (start, end), y, "LSODA", rtol=1e-10, atol=1e-12).y[:, -1]
    return np.array([found[time] for time in at_days]).T


def _against_lsoda(timing: str) -> float:
    p, at = model.timed(timing), np.arange(-20.0, 16.0, 1.0)
    ours = model.simulate(at, 21, range(5), 4.0, p)
    return float(np.abs(np.array([ours.ordinary, ours.new, ours.formed]) - solved(at, 21, range(5), 4.0, p)).max())


def _stated(finding: Finding) -> str:
    what = {"number": "spines", "formation": "spines formed"}[finding.what]
    return f"more {what} than without" if finding.more else f"no more {what} than without"


def _window(finding: Finding) -> str:
    if finding.end_h > 100 and finding.start_h == finding.end_h:
        return f"{finding.end_h / 24:.0f} days"
    return f"{finding.start_h:g} to {finding.end_h:g} h" if finding.start_h < finding.end_h else f"{finding.end_h:g} h"


def _case(finding: Finding) -> Case:
    low, high = (100 * model.NOTICED, 100.0) if finding.more else (-100.0, 100 * model.NOTICED)
    stressed = "after stress" if finding.stressed else "without stress"
    return Case(
        f"Gained {_window(finding)} after ketamine ({finding.label})",
        f"{finding.animal}, {stressed}",
        finding.source,
        "measured",
        _stated(finding),
        low,
        high,
        "%",
        partial(gained_percent, finding),
        confirmed=finding.confirmed,
        fitted=finding.source in ("ModaSava2019sustained", "Phoumthipphavong2016longitudinal"),
        note="A direction; less than 1 % of the healthy number counts as none.",
    )


CASES: tuple[Case, ...] = (
    Case(
        "Spines lost in two weeks", MICE, ZUO, "measured", "3 to 5 %", 3, 5, "%", partial(lost_percent, 14), fitted=True
    ),
    Case(
        "Spines lost in 18 months",
        f"{MICE}, barrel cortex",
        ZUO,
        "measured",
        "26 %",
        20,
        32,
        "%",
        partial(lost_percent, 1.5 * YEAR_DAYS),
        note="One rate for all spines cannot meet both: most spines stay, a few come and go.",
    ),
    Case(
        "Loss that is back 10 days after stress, without drug",
        "rat, male, prelimbic cortex, 10 days of restraint",
        "Stress2017sexdiff",
        "measured",
        "cells look like those of unstressed rats",
        80,
        150,
        "%",
        partial(recovered_percent, 10),
        note="Measured on dendrites and one kind of spine. The model has no recovery but turnover.",
    ),
    *(_case(finding) for finding in model.FINDINGS if finding.scored),
    *(
        Case(
            f"Course with the window of “{timing}”: our largest distance from LSODA",
            "the same equations, rtol 1e-10",
            None,
            "independent solver",
            "0 to 0.00001",
            0,
            1e-5,
            "",
            partial(_against_lsoda, timing),
        )
        for timing in model.TIMINGS
    ),
)
