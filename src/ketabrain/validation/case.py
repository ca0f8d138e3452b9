"""One number that a model can be held against, and what it takes to hit it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isnan
from typing import NamedTuple

SMALLEST_SHOWN = 0.001
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

    @property
    def role(self) -> str:
        """Return "fit" or "test" for a measured number, "check of the arithmetic" for all others."""
        if self.kind != "measured":
            return "check of the arithmetic"
        return "fit" if self.fitted else "test"

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


def judge(case: Case, value: float) -> Result:
    """Return whether a value hits a case; NaN never does."""
    return Result(value, case.low <= value <= case.high)


def run(case: Case) -> Result:
    """Compute a case."""
    return judge(case, float(case.compute()))


def shown(case: Case, value: float) -> str:
    """Return the model's value in words, with its unit."""
    if isnan(value):
        return "none"
    if 0 < abs(value) < SMALLEST_SHOWN:
        return f"under {SMALLEST_SHOWN} {case.unit}".rstrip()
    digits = f"{value:.0f}" if value == round(value) and abs(value) < 1e6 else f"{value:.3g}"
    return f"{digits.replace('-', '−')} {case.unit}".rstrip()


def tally(found: Sequence[tuple[Case, Result]]) -> str:
    """Say how many comparisons were hit, and how many of the measured ones were a test."""
    measured = [(case, result) for case, result in found if case.kind == "measured"]
    tests = [result.hit for case, result in measured if not case.fitted]
    fits = [result.hit for case, result in measured if case.fitted]
    technical = [result.hit for case, result in found if case.kind != "measured"]
    return (
        f"Measured numbers: {sum(fits)} of {len(fits)} fits and {sum(tests)} of {len(tests)} tests are met. "
        f"Checks of the arithmetic: {sum(technical)} of {len(technical)} are met."
    )
