"""What models that turn printed statistics into intervals share: an estimate, and how wide its interval is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ketabrain.models.parameter import check, parameter


@dataclass(frozen=True)
class Parameters:
    """How wide an interval is."""

    quantile: float = parameter(
        1.96, "", "chosen here", "standard errors to each side: 1.96 covers 95 % of a normal curve", low=0.5, high=4
    )

    def __post_init__(self) -> None:
        check(self)


class Estimate(NamedTuple):
    """A value and its interval."""

    value: float
    low: float
    high: float
