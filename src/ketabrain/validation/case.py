"""One number that a model can be held against, and what it takes to hit it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

KINDS = ("measured", "reference run", "independent solver")


@dataclass(frozen=True)
class Case:
    """A comparison of a model with something outside it.

    ``kind`` is "measured" (an experiment), "reference run" (an earlier run of the same equations by
    other code) or "independent solver" (the same equations integrated by SciPy). ``stated`` is what the
    source says, in words; the model hits it where ``compute()`` lies from ``low`` to ``high``, a
    tolerance that we chose. ``confirmed`` is False where we did not see the number in the source's own
    text. ``fitted`` is True where parameters were chosen to meet it: a fit, not a test.
    """

    name: str
    preparation: str
    source: str | None
    kind: str
    stated: str
    low: float
    high: float
    unit: str
    compute: Callable[[], float]
    confirmed: bool = True
    fitted: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"Kind '{self.kind}' is not known: use {', '.join(KINDS)}.")
        if self.kind == "measured" and self.source is None:
            raise ValueError(f"A measured case needs a source: {self.name}.")
        if not self.low <= self.high:
            raise ValueError(f"The lower bound of '{self.name}' is above its upper bound: swap them.")


class Result(NamedTuple):
    """What the model gave, and whether that lies within the case's bounds."""

    value: float
    hit: bool


def run(case: Case) -> Result:
    """Compute a case."""
    value = float(case.compute())
    return Result(value, case.low <= value <= case.high)
