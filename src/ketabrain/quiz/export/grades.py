"""How an answer counts in Moodle: shares of the grade, and ranges of numbers with their feedback."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ketabrain.quiz.answers import Number, Option

FAR = 1_000_000  # how many times as far as the answer "any lower number" reaches


@dataclass(frozen=True)
class Span:
    """Numbers from ``low`` to ``high``, written out in full, and what is said of them."""

    low: str
    high: str
    right: bool
    feedback: str

    @property
    def middle(self) -> str:
        """Return the number in the middle."""
        return written((Decimal(self.low) + Decimal(self.high)) / 2)

    @property
    def half(self) -> str:
        """Return how far the ends are from the middle."""
        return written((Decimal(self.high) - Decimal(self.low)) / 2)


def shares(options: Sequence[Option]) -> list[str]:
    """Return each option's share of the grade [%]: all right ones make 100, and ticking everything gives nothing."""
    right = sum(option.right for option in options)
    wrong = len(options) - right
    return [share(100 / right) if option.right else share(-100 / wrong if right > 1 else 0) for option in options]


def share(percent: float) -> str:
    """Return a share as Moodle knows it: five digits behind the point at most."""
    return f"{percent:.5f}".rstrip("0").rstrip(".")


def spans(number: Number) -> Iterable[Span]:
    """Yield the answer with its tolerance, the slips, then everything below and everything above."""
    reach = FAR * max(1.0, abs(number.value), number.tolerance)
    yield span(number.value, number.tolerance, True, number.right)
    for slip in number.slips:
        yield span(slip.value, number.slip_tolerance(slip), False, slip.feedback)
    yield Span(written(number.value - reach), written(number.value), False, number.low)
    yield Span(written(number.value), written(number.value + reach), False, number.high)


def span(value: float, tolerance: float, right: bool, feedback: str) -> Span:
    """Return the numbers around one."""
    centre, reach = Decimal(repr(value)), Decimal(repr(tolerance))
    return Span(written(centre - reach), written(centre + reach), right, feedback)


def written(number: float | Decimal) -> str:
    """Return a number in full, never as 1e-05."""
    exact = number if isinstance(number, Decimal) else Decimal(repr(number))
    full = f"{exact:f}"
    return full.rstrip("0").rstrip(".") if "." in full else full
