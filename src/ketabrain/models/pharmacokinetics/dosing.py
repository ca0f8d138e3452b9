"""Doses: how much, by which way, when; and nasal devices that count as one course."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, isfinite

ROUTES = ("iv_bolus", "iv_infusion", "intramuscular", "intranasal", "oral", "sublingual")
DEVICE_MG = 28.0  # esketamine in one nasal device, as base
COURSE_MIN = 30.0  # devices this close together are one course


@dataclass(frozen=True)
class Dose:
    """One dose: ``amount_mg`` as base [mg], ``start_min`` [min], and for an infusion ``duration_min`` [min].

    Raise ValueError for an unknown route, a negative or endless number, an infusion without a duration, or
    a duration by another route.
    """

    route: str
    amount_mg: float
    start_min: float = 0.0
    duration_min: float = 0.0

    def __post_init__(self) -> None:
        if self.route not in ROUTES:
            raise ValueError(f"route = {self.route!r} is not known: choose one of {', '.join(ROUTES)}.")
        for name in ("amount_mg", "start_min", "duration_min"):
            value = getattr(self, name)
            if not (isfinite(value) and value >= 0):
                raise ValueError(f"{name} = {value:g} is not possible for a dose: give 0 or more.")
        if self.route == "iv_infusion" and self.duration_min == 0:
            raise ValueError("An infusion takes time: give duration_min, or use the route iv_bolus.")
        if self.route != "iv_infusion" and self.duration_min > 0:
            raise ValueError(f"Only iv_infusion has a duration_min: leave it out for {self.route}.")


def lasting(route: str, amount_mg: float, minutes: float, start_min: float = 0.0) -> Dose:
    """Return a dose whose ``minutes`` count for an infusion and are left out for other routes."""
    return Dose(route, amount_mg, start_min, minutes if route == "iv_infusion" else 0.0)


def nasal_devices(doses: Sequence[Dose]) -> list[int]:
    """Return for each dose how many devices its course has: nasal doses that start within 30 min count together.

    A dose above 28 mg is as many devices as it fills. Doses by other routes count as one.
    """
    counts = [1] * len(doses)
    nasal = sorted((i for i, dose in enumerate(doses) if dose.route == "intranasal"), key=lambda i: doses[i].start_min)
    while nasal:
        first = doses[nasal[0]].start_min
        course = [i for i in nasal if doses[i].start_min <= first + COURSE_MIN]
        devices = sum(max(1, ceil(doses[i].amount_mg / DEVICE_MG - 1e-9)) for i in course)
        for i in course:
            counts[i] = devices
        nasal = nasal[len(course) :]
    return counts
