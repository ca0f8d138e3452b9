"""From counts to a risk: its interval, its excess over a comparator, and what nothing seen still allows.

Shares run from 0 to 1. All intervals are those of chance alone: they know nothing of who was asked, and how.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from ketabrain.models import number_needed
from ketabrain.models.estimate import Estimate
from ketabrain.models.number_needed import Counts
from ketabrain.models.parameter import check, check_range, parameter


@dataclass(frozen=True)
class Parameters:
    """How wide an interval is, and how unlikely it must be to see nothing."""

    quantile: float = parameter(
        1.96, "", "chosen here", "standard errors to each side: 1.96 covers 95 % of a normal curve", low=0.5, high=4
    )
    missed: float = parameter(
        0.05, "share", "chosen here", "how often a risk at the upper limit would show no event", low=0.001, high=0.5
    )

    def __post_init__(self) -> None:
        check(self)

    @property
    def width(self) -> number_needed.Parameters:
        """The same quantile, as the functions for two arms take it."""
        return number_needed.Parameters(quantile=self.quantile)


def check_counts(events: int, n: int) -> None:
    """Raise ValueError unless the events are a count out of n."""
    check_range("n", n, 1, math.inf)
    check_range("events", events, 0, n)


def wilson(events: int, n: int, parameters: Parameters | None = None) -> Estimate:
    """Return a share with Wilson's score interval, which stays within 0 and 1; raise ValueError for bad counts."""
    check_counts(events, n)
    return number_needed.share(events, n, (parameters or Parameters()).width)


def excess(events: int, n: int, control_events: int, control_n: int, parameters: Parameters | None = None) -> Estimate:
    """Return how far a share exceeds the comparator's, with Newcombe's interval, which joins both Wilson intervals."""
    counts = Counts(events, n, control_events, control_n)
    return number_needed.difference(counts, (parameters or Parameters()).width)


def one_more(excess: float) -> float:
    """Return how many people must be treated for one more harm; infinite where there is no excess."""
    check_range("excess", excess, -1, 1)
    return 1 / excess if excess > 0 else math.inf


def at_most(n: int, parameters: Parameters | None = None) -> float:
    """Return the highest share that n people without an event still allow: about 3 / n."""
    check_counts(0, n)
    return min(1.0, -math.log((parameters or Parameters()).missed) / n)


def behind(share: float, pull: float) -> float:
    """Return the share in the crowd if people with the trouble were ``pull`` times as likely to answer a survey."""
    check_range("share", share, 0, 1)
    check_range("pull", pull, 0.01, 100)
    return share / (share + pull * (1 - share))
