"""A thousand people through the four steps of STAR*D: who remits, who leaves, who relapses.

Everything is arithmetic on printed shares. A step remits a share of those who enter it. Of the others, the
numbers that entered the next step tell how many did not go on. Shares run from 0 to 1.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ketabrain.models.parameter import check, check_range, parameter, published_in

STEPS = 4
ROUNDING = 1e-9
_rush = published_in("rush2006")


@dataclass(frozen=True)
class Parameters:
    """Printed numbers: people entering each step, shares that remit, shares that relapse afterwards."""

    entered_1: float = _rush(3671, "people", "entered step 1", 2, 1e5)
    entered_2: float = parameter(
        1439, "people", "published", "entered step 2", low=1, high=1e5, source="stardreply2023"
    )
    entered_3: float = _rush(390, "people", "entered step 3; seen where others quote the report, not in it", 1, 1e5)
    entered_4: float = _rush(123, "people", "entered step 4", 1, 1e5)
    remitted_1: float = _rush(0.368, "", "share of step 1 that remitted", 0, 1)
    remitted_2: float = _rush(0.306, "", "share of step 2 that remitted", 0, 1)
    remitted_3: float = _rush(0.137, "", "share of step 3 that remitted", 0, 1)
    remitted_4: float = _rush(0.130, "", "share of step 4 that remitted", 0, 1)
    relapsed_1: float = _rush(0.401, "", "share that relapsed after step 1; number not confirmed", 0, 1)
    relapsed_2: float = _rush(0.553, "", "share that relapsed after step 2; number not confirmed", 0, 1)
    relapsed_3: float = _rush(0.646, "", "share that relapsed after step 3; number not confirmed", 0, 1)
    relapsed_4: float = _rush(0.711, "", "share that relapsed after step 4; number not confirmed", 0, 1)
    reanalysed: float = parameter(
        0.35, "", "published", "share that remitted in up to four steps, re-analysis", low=0, high=1,
        source="pigott2023",
    )  # fmt: skip

    def __post_init__(self) -> None:
        check(self)
        entered, remitted = self.entered, self.remitted
        for step in range(STEPS - 1):
            most = entered[step] * (1 - remitted[step])
            if entered[step + 1] > most + ROUNDING:
                raise ValueError(
                    f"entered_{step + 2} = {entered[step + 1]:g} is more than the {most:g} people without remission "
                    f"after step {step + 1}: give a smaller number, or a smaller remitted_{step + 1}."
                )

    @property
    def entered(self) -> tuple[float, ...]:
        """People entering each step."""
        return self.entered_1, self.entered_2, self.entered_3, self.entered_4

    @property
    def remitted(self) -> tuple[float, ...]:
        """Share of each step that remitted."""
        return self.remitted_1, self.remitted_2, self.remitted_3, self.remitted_4

    @property
    def relapsed(self) -> tuple[float, ...]:
        """Share that relapsed in the year after each step."""
        return self.relapsed_1, self.relapsed_2, self.relapsed_3, self.relapsed_4


class Step(NamedTuple):
    """What became of those who entered a step, as shares of all who started.

    ``left`` did not remit and did not go on to the next step; ``relapsed`` are some of the ``remitted``.
    """

    entered: float
    remitted: float
    left: float
    relapsed: float

    @property
    def unremitted(self) -> float:
        """Those who did not remit in this step."""
        return self.entered - self.remitted


def leaving_shares(parameters: Parameters | None = None) -> tuple[float, ...]:
    """Return which share of those without remission did not go on, after each step but the last."""
    p = parameters or Parameters()
    without = [entered * (1 - remitted) for entered, remitted in zip(p.entered, p.remitted, strict=True)]
    return tuple(
        0.0 if before == 0 else max(1 - after / before, 0.0)
        for before, after in zip(without[:-1], p.entered[1:], strict=True)
    )


def follow(steps: int = STEPS, leaving: float = 1.0, parameters: Parameters | None = None) -> tuple[Step, ...]:
    """Follow everyone who starts through so many steps.

    ``leaving`` scales the shares that did not go on: 1 is as in the study, 0 is nobody. Whoever stays though others
    in their place left is given the same chance to remit as those who stayed in the study; nothing shows that this is so.
    After the last step that is followed nobody is counted as leaving. Raise ValueError for steps or leaving out of range.
    """
    p = parameters or Parameters()
    check_range("steps", steps, 1, STEPS)
    check_range("leaving", leaving, 0, 1)
    shares = (*(leaving * share for share in leaving_shares(p)[: steps - 1]), 0.0)
    found, here = [], 1.0
    for share, remitted, relapsed in zip(shares, p.remitted, p.relapsed, strict=False):
        step = Step(here, here * remitted, here * (1 - remitted) * share, here * remitted * relapsed)
        found.append(step)
        here = step.unremitted - step.left
    return tuple(found)


def remission(followed: Iterable[Step]) -> float:
    """Return which share of all who started remitted in any of the steps."""
    return sum(step.remitted for step in followed)


def people(shares: Sequence[float], start: int = 1000) -> tuple[int, ...]:
    """Turn shares that add to 1 into whole people who add to ``start``: the largest fractions are rounded up."""
    check_range("start", start, 1, math.inf)
    if not math.isclose(sum(shares), 1, abs_tol=1e-6):
        raise ValueError(f"The shares add to {sum(shares):g}: give shares that add to 1.")
    counts = [math.floor(start * share + ROUNDING) for share in shares]
    by_fraction = sorted(range(len(shares)), key=lambda i: counts[i] - start * shares[i])
    for i in by_fraction[: start - sum(counts)]:
        counts[i] += 1
    return tuple(counts)
