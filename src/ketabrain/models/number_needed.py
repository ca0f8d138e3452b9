"""From counts in two arms to people out of a hundred, and to the number needed to treat with its interval.

Shares are fractions of 1; a difference of shares is ``treated - control``. A number needed to treat is in people.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from ketabrain.models.estimate import Estimate, Parameters
from ketabrain.models.parameter import check_range

HUNDRED = 100
AT_ENDS = ("found", "low", "high")  # which end of the interval is drawn; "found" is the trial's own number


class Counts(NamedTuple):
    """How many of how many had the outcome, in the treated arm and in the control arm."""

    treated: int
    treated_n: int
    control: int
    control_n: int


class Needed(NamedTuple):
    """A number needed to treat. It may be infinite; ``low`` and ``high`` are those of the interval's two ends.

    Positive numbers are to benefit, negative ones to harm. ``low`` belongs to the largest effect that the interval
    allows and ``high`` to the smallest; if they differ in sign, infinity lies between them.
    """

    value: float
    low: float
    high: float

    @property
    def crosses(self) -> bool:
        """Whether the interval holds benefit as well as harm, so that it runs through infinity."""
        return self.low > 0 > self.high or math.isinf(self.low) or math.isinf(self.high)


class People(NamedTuple):
    """A hundred people on the drug: with the outcome on either arm, gained by the drug, lost by it, and the others."""

    anyway: int
    gained: int
    lost: int
    without: int


def checked(counts: Counts) -> Counts:
    """Return counts; raise ValueError for an arm without people or with more events than people."""
    for name in ("treated", "control"):
        n = getattr(counts, f"{name}_n")
        check_range(f"{name}_n", n, 1, math.inf, "people")
        check_range(name, getattr(counts, name), 0, n, "people")
    return counts


def share(events: int, n: int, parameters: Parameters | None = None) -> Estimate:
    """Return a share with Wilson's interval, which stays between 0 and 1."""
    z = (parameters or Parameters()).quantile
    p = events / n
    middle = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    wide = z * math.sqrt(p * (1 - p) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    return Estimate(p, max(0.0, middle - wide), min(1.0, middle + wide))


def difference(counts: Counts, parameters: Parameters | None = None) -> Estimate:
    """Return the difference of the shares with Newcombe's interval, which joins the two Wilson intervals."""
    c = checked(counts)
    t, k = share(c.treated, c.treated_n, parameters), share(c.control, c.control_n, parameters)
    d = t.value - k.value
    return Estimate(
        d,
        d - math.hypot(t.value - t.low, k.high - k.value),
        d + math.hypot(t.high - t.value, k.value - k.low),
    )


def risk_ratio(counts: Counts) -> float:
    """Return how many times as large the treated arm's share is; infinite where the control arm had no event."""
    c = checked(counts)
    return math.inf if c.control == 0 else (c.treated / c.treated_n) / (c.control / c.control_n)


def odds_ratio(counts: Counts, parameters: Parameters | None = None) -> Estimate:
    """Return the odds ratio with its interval; half a person is added to every cell where one is empty."""
    c = checked(counts)
    z = (parameters or Parameters()).quantile
    cells: list[float] = [c.treated, c.treated_n - c.treated, c.control, c.control_n - c.control]
    if 0 in cells:
        cells = [cell + 0.5 for cell in cells]
    a, b, e, f = cells
    log, wide = math.log(a * f / (b * e)), z * math.sqrt(sum(1 / cell for cell in cells))
    return Estimate(math.exp(log), math.exp(log - wide), math.exp(log + wide))


def needed(counts: Counts, good: bool = True, parameters: Parameters | None = None) -> Needed:
    """Return the number needed to treat: for one more with a ``good`` outcome, or for one fewer with a bad one."""
    d = difference(counts, parameters)
    value, low, high = d if good else Estimate(-d.value, -d.high, -d.low)
    return Needed(*(math.inf if one == 0 else 1 / one for one in (value, high, low)))


def hundred(counts: Counts, end: str = "found", parameters: Parameters | None = None) -> People:
    """Return a hundred people on the drug, the control arm held at what was found.

    ``end`` "low" and "high" take the difference at that end of its interval. Who would have had the outcome anyway is
    not known of anyone: the drawing takes as many as the control arm had.
    """
    if end not in AT_ENDS:
        raise ValueError(f"end = {end!r} is not known: use one of {', '.join(AT_ENDS)}.")
    d = difference(counts, parameters)
    chosen = {"found": d.value, "low": d.low, "high": d.high}[end]
    control = round_half_up(HUNDRED * counts.control / counts.control_n)
    treated = round_half_up(HUNDRED * min(1.0, max(0.0, counts.control / counts.control_n + chosen)))
    anyway, gained, lost = min(control, treated), max(0, treated - control), max(0, control - treated)
    return People(anyway, gained, lost, HUNDRED - anyway - gained - lost)


def round_half_up(value: float) -> int:
    """Round to whole people; a half goes up."""
    return math.floor(value + 0.5)
