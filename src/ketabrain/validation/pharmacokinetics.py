"""What the models of drug levels reproduce: published levels, check values of the same equations, another solver.

Each published level stands here with the set that suits it. How every other set does is in ``pk_table``.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from ketabrain.models.pharmacokinetics import Dose, simulate
from ketabrain.validation.case import Case
from ketabrain.validation.pk_solver import solved
from ketabrain.validation.pk_table import (
    ROWS,
    Row,
    computed,
    courses,
    lines,
    range_words,
    reason,
    spread_words,
    verdicts,
    words,
)  # fmt: skip

# Levels of ketamine and norketamine [ng/mL] after a dose of the racemate at 70 kg, from an earlier run.
CHECKS: dict[Dose, dict[str, dict[int, tuple[float, float]]]] = {
    Dose("iv_bolus", 35): {
        "racemic_venous": {5: (225.2, 15.57), 30: (125.5, 54.76), 120: (55.31, 61.95), 480: (10.32, 25.37)},
        "racemic_arterial": {5: (572.3, 71.30), 30: (119.9, 101.3), 120: (43.89, 67.77), 480: (8.793, 25.66)},
    },
    Dose("iv_infusion", 35, duration_min=40): {
        "racemic_venous": {20: (99.75, 12.96), 40: (163.2, 40.00), 80: (86.54, 65.01), 240: (31.68, 47.46)},
        "racemic_arterial": {20: (236.4, 39.79), 40: (297.3, 90.15), 80: (73.63, 91.64), 240: (27.52, 47.56)},
    },
    Dose("intramuscular", 35): {
        "racemic_venous": {15: (113.4, 13.02), 30: (124.9, 31.98), 60: (95.53, 54.44), 240: (29.04, 43.76)},
        "racemic_arterial": {15: (262.8, 43.45), 30: (185.2, 73.01), 60: (96.61, 86.64), 240: (25.26, 43.89)},
    },
    Dose("oral", 35): {
        "racemic_venous": {15: (16.90, 81.14), 30: (22.98, 121.4), 60: (21.09, 122.4), 240: (6.662, 31.88)},
        "racemic_arterial": {15: (46.27, 85.27), 30: (39.46, 128.6), 60: (24.58, 129.5), 240: (5.738, 31.95)},
    },
    Dose("sublingual", 25): {
        "racemic_venous": {15: (13.05, 51.37), 30: (22.82, 77.98), 60: (22.42, 81.13), 240: (7.051, 24.22)},
        "racemic_arterial": {15: (43.99, 54.13), 30: (43.12, 84.81), 60: (27.20, 88.71), 240: (6.052, 24.31)},
    },
    Dose("intranasal", 28): {
        "racemic_venous": {15: (40.28, 44.44), 30: (48.88, 70.30), 60: (41.41, 78.15), 240: (12.81, 30.15)},
        "racemic_arterial": {15: (99.12, 54.93), 30: (78.27, 85.96), 60: (45.48, 92.08), 240: (11.09, 30.25)},
    },
}  # fmt: skip
ALL_ROUTES = (
    Dose("iv_infusion", 35, duration_min=40), Dose("oral", 25, 20), Dose("intranasal", 28, 60), Dose("intranasal", 28, 65),
    Dose("sublingual", 25, 90), Dose("intramuscular", 30, 200), Dose("iv_bolus", 10, 300),
)  # fmt: skip
SPRAYS = (Dose("intranasal", 28), Dose("intranasal", 28, 5), Dose("oral", 84, 120), Dose("iv_infusion", 28, 240, 40))
FILM = (Dose("sublingual", 100), Dose("iv_infusion", 20, 360, 20))
AT_MIN = np.arange(1.0, 600.0, 1.0)


def from_checks(name: str) -> float:
    """Return a set's largest distance from its check values [% of the value]."""
    distances = []
    for dose, sets in CHECKS.items():
        for at_min, stated in sets[name].items():
            levels = courses(simulate(dose, 70, at_min, name)).values()
            distances += [100 * abs(float(level[0]) / number - 1) for level, number in zip(levels, stated, strict=True)]
    return max(distances)


def from_lsoda(name: str, drug: str, doses: tuple[Dose, ...]) -> float:
    """Return a set's largest distance from LSODA [% of the highest level], both substances, in a person of 85 kg."""
    ours = courses(simulate(doses, 85, AT_MIN, name, drug=drug)).values()
    pairs = zip(ours, solved(doses, 85, AT_MIN, name, drug), strict=True)
    return max(float(100 * np.abs(found - other).max() / other.max()) for found, other in pairs)


def measured(row: Row) -> Case:
    """Return a published level as a case, with the set that suits it."""
    spread = "" if row.spread is None else f", {spread_words(row)}"
    notes = [row.note]
    verdict = verdicts()[row.name][row.named]
    if verdict is not None and verdict.within_sd is False:
        notes.append(f"Outside one standard deviation. {reason(row, row.named)}")
    return Case(
        f"{row.name} · {row.words}", f"{row.people} (set {row.named})", row.source, "measured",
        f"{words(row.published)} {row.unit}".rstrip() + spread, row.low, row.high, row.unit,
        partial(_number, row), confirmed=row.confirmed, fitted=row.fitted,
        note=" ".join([*filter(None, notes), f"Accepted: {range_words(row)}."]),
    )  # fmt: skip


def _number(row: Row) -> float:
    found = computed(row, row.named)
    return float("nan") if found is None else found


details = lines  # printed below the cases: every set, both verdicts

CASES: tuple[Case, ...] = (
    *(measured(row) for row in ROWS),
    *(
        Case(
            f"Set {name}: our largest distance from 48 levels", "the same equations, run before", None, "reference run",
            "0 to 0.5 %", 0, 0.5, "%", partial(from_checks, name),
        )
        for name in ("racemic_venous", "racemic_arterial")
    ),
    *(
        Case(
            f"Set {name}: our largest distance from LSODA", "the same equations, rtol 1e-10, all routes of the set", None,
            "independent solver", "0 to 0.001 % of the peak", 0, 0.001, "%", partial(from_lsoda, name, drug, doses),
        )
        for name, drug, doses in (
            ("racemic_venous", "racemic", ALL_ROUTES), ("racemic_arterial", "esketamine", ALL_ROUTES),
            ("perezruixo2021", "esketamine", SPRAYS), ("simons2022", "esketamine", FILM),
        )
    ),
)  # fmt: skip
