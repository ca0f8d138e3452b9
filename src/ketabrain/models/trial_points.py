"""One arm's mean at one time: how far it moved, how sure the mean is, and how far two arms lie apart.

Means and spreads are in points of a scale on which lower is better, so a fall is negative. Nothing is filled in
between two times.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from ketabrain.models.estimate import Estimate, Parameters
from ketabrain.models.parameter import check_range

SPREADS = ("SD", "SE")


class Arm(NamedTuple):
    """A mean of ``n`` people with its standard error."""

    mean: float
    standard_error: float


def standard_error(spread: float, kind: str, n: int) -> float:
    """Return the standard error of a mean from a printed spread, which is a standard deviation or that error itself."""
    return spread if known(kind) == "SE" else spread / math.sqrt(people(n))


def standard_deviation(spread: float, kind: str, n: int) -> float:
    """Return the standard deviation between people from a printed spread."""
    return spread if known(kind) == "SD" else spread * math.sqrt(people(n))


def known(kind: str) -> str:
    """Return a kind of spread; raise ValueError for one that is neither SD nor SE."""
    if kind not in SPREADS:
        raise ValueError(f"Spread '{kind}' is not known: give {' or '.join(SPREADS)}.")
    return kind


def people(n: int) -> int:
    """Return a number of people; raise ValueError for less than two, who have no spread."""
    check_range("n", n, 2, math.inf, "people")
    return n


def interval(arm: Arm, parameters: Parameters | None = None) -> Estimate:
    """Return a mean with its interval."""
    wide = (parameters or Parameters()).quantile * arm.standard_error
    return Estimate(arm.mean, arm.mean - wide, arm.mean + wide)


def apart(treated: Arm, control: Arm, parameters: Parameters | None = None) -> Estimate:
    """Return how far the treated arm lies below (negative) or above the control arm of the same trial and time."""
    return interval(
        Arm(treated.mean - control.mean, math.hypot(treated.standard_error, control.standard_error)), parameters
    )


def error_of_interval(low: float, high: float, parameters: Parameters | None = None) -> float:
    """Return the standard error behind a printed interval: half its width over the quantile."""
    if low > high:
        raise ValueError(f"The interval from {low:g} to {high:g} is upside down: swap its ends.")
    return (high - low) / 2 / (parameters or Parameters()).quantile


def deviation_of_t(mean: float, t: float, n: int) -> float:
    """Return the standard deviation behind a t of a mean change within one arm; raise ValueError where t is 0."""
    if t == 0:
        raise ValueError("t = 0 holds no spread: give a t that is not 0.")
    return abs(mean / t) * math.sqrt(people(n))
