"""Trapping: how a channel blocker can outlast the drug in the blood.

Ketamine enters and leaves an NMDA receptor only while the channel is open. A quiet channel that has
trapped it keeps it. Only the mouse half-life and the share of block that stops bursts have an origin
(Ma2023trapping; the neuron model); the other constants are teaching values. Time in hours,
concentration in uM, rates per second where named so.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit

from ketabrain.models.parameter import check, check_range, parameter

FITTED = "chosen here"
STEP_H = 0.001


@dataclass(frozen=True)
class Parameters:
    """Kinetics of drug and channel."""

    half_life_h: float = parameter(
        13 / 60, "h", "published", "elimination half-life in mice, 13 min", low=0.05, high=10, source="Ma2023trapping"
    )
    absorption_h: float = parameter(0.1, "h", FITTED, "half-time of absorption", low=0.01, high=2)
    k_on: float = parameter(0.3, "1/(µM s)", FITTED, "binding rate while the channel is open", low=0.01, high=10)
    k_off: float = parameter(0.3, "1/s", FITTED, "leaving rate while the channel is open", low=0.01, high=10)
    open_burst: float = parameter(3e-4, "", FITTED, "share of time open in a bursting cell", low=1e-6, high=0.1)
    open_quiet: float = parameter(5e-6, "", FITTED, "share of time open in a quiet cell", low=1e-8, high=0.01)
    block_stops: float = parameter(
        0.25, "", "measured elsewhere", "share blocked at which bursting stops: our neuron model's result", low=0.05, high=0.9
    )
    width: float = parameter(0.02, "", FITTED, "sharpness of that stop", low=0.005, high=0.2)
    settle_h: float = parameter(0.25, "h", FITTED, "time for a cell to change its mode", low=0.02, high=5)

    def __post_init__(self) -> None:
        check(self)


TENDENCY = {"bursting": 1.0, "quiet": 0.02}  # how much of the tissue bursts when nothing blocks it


@dataclass(frozen=True)
class Course:
    """Arrays over ``time_h``: plasma [uM], share of receptors blocked, share of bursting left."""

    time_h: np.ndarray
    plasma_uM: np.ndarray
    blocked: np.ndarray
    bursting: np.ndarray


def plasma_uM(time_h: np.ndarray, dose_uM: float, p: Parameters) -> np.ndarray:
    """Return the plasma level after one absorbed dose (Bateman's equation)."""
    ke, ka = np.log(2) / p.half_life_h, np.log(2) / p.absorption_h
    if abs(ka - ke) < 1e-9:
        return dose_uM * ka * time_h * np.exp(-ke * time_h)
    return dose_uM * ka / (ka - ke) * (np.exp(-ke * time_h) - np.exp(-ka * time_h))


@njit(cache=True)
def _steps(plasma, driven, tendency, step_h, rates):  # pragma: no cover - compiled
    """Advance block and bursting; each is linear in itself within a step, so each step is exact for it."""
    k_on, k_off, open_burst, open_quiet, stops, width, settle_h = rates
    blocked, bursting = np.zeros(plasma.size), np.zeros(plasma.size)
    bursting[0] = tendency / (1 + np.exp(-stops / width))
    keep = np.exp(-step_h / settle_h)
    for i in range(1, plasma.size):
        level = (plasma[i - 1] + plasma[i]) / 2
        b = blocked[i - 1]
        g = bursting[i - 1]
        aim = tendency / (1 + np.exp((b - stops) / width))
        bursting[i] = aim + (g - aim) * keep
        open_share = open_quiet + (open_burst - open_quiet) * (1.0 if driven[i - 1] else (g + bursting[i]) / 2)
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

    ``dose_uM`` is the level that the dose would give if absorbed at once. ``drive_h`` is a window in
    which other cells hold its channels open; its own mode still follows the block. Raise ValueError for an unknown tissue or values out of range.
    """
    p = parameters or Parameters()
    check_range("dose_uM", dose_uM, 0, 100, "µM")
    check_range("hours", hours, 0.1, 1000, "h")
    if tissue not in TENDENCY:
        raise ValueError(f"tissue = {tissue!r} is not known: choose one of {', '.join(TENDENCY)}.")
    time = np.arange(0.0, hours + STEP_H / 2, STEP_H)
    start, end = drive_h or (0.0, 0.0)
    driven = (time >= start) & (time < end)
    plasma = plasma_uM(time, dose_uM, p)
    rates = (p.k_on, p.k_off, p.open_burst, p.open_quiet, p.block_stops, p.width, p.settle_h)
    blocked, bursting = _steps(plasma, driven, TENDENCY[tissue], STEP_H, tuple(map(float, rates)))
    return Course(time, plasma, blocked, bursting)


def bursting_returns_h(course: Course) -> float:
    """Return when bursting is back above half of its first value for good [h]; NaN if it never fell or stays away."""
    low = course.bursting < 0.5 * course.bursting[0]
    if not low.any() or low[-1]:
        return float("nan")
    return float(course.time_h[np.flatnonzero(low)[-1]])
