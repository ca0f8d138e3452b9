"""Trapping: how a channel blocker can outlast the drug in the blood.

Ketamine enters and leaves an NMDA receptor only while the channel is open. A quiet channel that has
trapped it keeps it. The mouse half-life has a source (Ma2023trapping) and the block that stops bursts
comes from the neuron model; the other constants are teaching values. Time in hours, concentration in
uM, rates per second where named so.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ketabrain.models.compiled import compiled
from ketabrain.models.parameter import check, check_range, parameter

CHOSEN, PUBLISHED = "chosen here", "published"
STEP_H = 0.001
TISSUES = ("bursting", "quiet")


@dataclass(frozen=True)
class Parameters:
    """Kinetics of drug and channel."""

    half_life_h: float = parameter(
        13 / 60,
        "h",
        PUBLISHED,
        "elimination half-life in mice: 13 min",
        low=0.05,
        high=10,
        source="Ma2023trapping",
    )
    absorption_h: float = parameter(0.1, "h", CHOSEN, "half-time of absorption", low=0.01, high=2)
    k_on: float = parameter(0.3, "1/(µM s)", CHOSEN, "binding rate while the channel is open", low=0.01, high=10)
    k_off: float = parameter(0.3, "1/s", CHOSEN, "leaving rate while the channel is open", low=0.01, high=10)
    open_burst: float = parameter(3e-4, "", CHOSEN, "share of time open in a bursting cell", low=1e-6, high=0.1)
    open_quiet: float = parameter(5e-6, "", CHOSEN, "share of time open in a quiet cell", low=1e-8, high=0.01)
    block_stops: float = parameter(
        0.25,
        "",
        CHOSEN,
        "share blocked at which bursting stops (from the neuron model)",
        low=0.05,
        high=0.9,
    )
    width: float = parameter(0.02, "", CHOSEN, "sharpness of that stop", low=0.005, high=0.2)
    settle_h: float = parameter(0.25, "h", CHOSEN, "time for a cell to change its mode", low=0.02, high=5)
    bursting_share: float = parameter(
        1.0, "", CHOSEN, "bursting of an unblocked, depression-like habenula", low=0, high=1
    )
    quiet_share: float = parameter(0.02, "", CHOSEN, "bursting of unblocked quiet tissue", low=0, high=1)

    def __post_init__(self) -> None:
        check(self)


@dataclass(frozen=True)
class Course:
    """Arrays over ``time_h``: plasma [uM], share of receptors blocked, share of bursting left."""

    time_h: np.ndarray
    plasma_uM: np.ndarray
    blocked: np.ndarray
    bursting: np.ndarray


@dataclass(frozen=True)
class Summary:
    """What a course amounts to; ``bursting_returns_h`` is NaN where bursting never fell or stays away."""

    peak_uM: float
    peak_blocked: float
    peak_blocked_h: float
    bursting_returns_h: float


def plasma_uM(time_h: np.ndarray, dose_uM: float, p: Parameters) -> np.ndarray:
    """Return the plasma level [uM] after one absorbed dose (Bateman's equation), over ``time_h`` [h].

    ``dose_uM`` is the level [uM] that the dose would give if absorbed at once.
    """
    ke, ka = np.log(2) / p.half_life_h, np.log(2) / p.absorption_h
    if abs(ka - ke) < 1e-6 * ke:  # the two exponentials merge
        return dose_uM * ka * time_h * np.exp(-ke * time_h)
    return dose_uM * ka / (ka - ke) * (np.exp(-ke * time_h) - np.exp(-ka * time_h))


@compiled()
def _steps(plasma, driven, tendency, step_h, rates):  # pragma: no cover - compiled
    """Advance block and bursting; each relaxes exactly towards where the other, half a step on, puts it."""
    k_on, k_off, open_burst, open_quiet, stops, width, settle_h = rates
    blocked, bursting = np.zeros(plasma.size), np.zeros(plasma.size)
    bursting[0] = tendency / (1 + np.exp(-stops / width))
    keep = np.exp(-step_h / settle_h)
    for i in range(1, plasma.size):
        level = (plasma[i - 1] + plasma[i]) / 2
        b, g = blocked[i - 1], bursting[i - 1]
        halfway = b + (b - blocked[i - 2]) / 2 if i > 1 else b
        aim = tendency / (1 + np.exp((halfway - stops) / width))
        bursting[i] = aim + (g - aim) * keep
        active = 1.0 if driven[i - 1] else (g + bursting[i]) / 2
        open_share = open_quiet + (open_burst - open_quiet) * active
        on, off = open_share * k_on * level * 3600, open_share * k_off * 3600
        rest = on / (on + off)
        blocked[i] = rest + (b - rest) * np.exp(-(on + off) * step_h)
    return blocked, bursting


def simulate(
    dose_uM: float = 10.0,
    tissue: str = "bursting",
    parameters: Parameters | None = None,
    *,
    drive_h: tuple[float, float] | None = None,
    hours: float = 72.0,
) -> Course:
    """Return plasma level, block and bursting after one dose.

    ``dose_uM`` is the level [uM] that the dose would give if absorbed at once. ``drive_h`` is a window
    (from, to) [h] in which the tissue's channels are held as active as in bursting cells; the cells'
    own mode still follows the block (after Ma2023trapping). The course runs for ``hours`` [h] in steps of
    0.001 h. Raise ValueError for an unknown tissue or values out of range.
    """
    p = parameters or Parameters()
    if tissue not in TISSUES:
        raise ValueError(f"tissue = {tissue!r} is not known: choose one of {', '.join(TISSUES)}.")
    start, end = drive_h or (0.0, 0.0)
    check_range("dose_uM", dose_uM, 0, 100, "µM")
    check_range("hours", hours, 0.1, 1000, "h")
    check_range("drive_h from", start, 0, 1000, "h")
    check_range("drive_h to", end, start, 1000, "h")
    time = np.arange(0.0, hours + STEP_H / 2, STEP_H)
    plasma = plasma_uM(time, dose_uM, p)
    driven = (time >= start - STEP_H / 2) & (time < end - STEP_H / 2)
    tendency = p.bursting_share if tissue == "bursting" else p.quiet_share
    rates = (p.k_on, p.k_off, p.open_burst, p.open_quiet, p.block_stops, p.width, p.settle_h)
    blocked, bursting = _steps(plasma, driven, tendency, STEP_H, tuple(float(rate) for rate in rates))
    return Course(time, plasma, blocked, bursting)


def bursting_returns_h(course: Course) -> float:
    """Return when bursting is back above half of its first value for good [h].

    NaN where it never fell below half or is still away at the end.
    """
    low = course.bursting < 0.5 * course.bursting[0]
    if not low.any() or low[-1]:
        return float("nan")
    return float(course.time_h[np.flatnonzero(low)[-1]])


def idle_half_time_h(p: Parameters | None = None, bursting: bool = False) -> float:
    """Return how long half of the trapped drug takes to leave once the plasma is clear [h]."""
    p = p or Parameters()
    return float(np.log(2) / (p.k_off * (p.open_burst if bursting else p.open_quiet)) / 3600)


def summarise(course: Course) -> Summary:
    """Return the peaks of a course and when bursting comes back."""
    return Summary(
        peak_uM=float(course.plasma_uM.max()),
        peak_blocked=float(course.blocked.max()),
        peak_blocked_h=float(course.time_h[course.blocked.argmax()]),
        bursting_returns_h=bursting_returns_h(course),
    )
