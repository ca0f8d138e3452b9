"""Exercise 1: one trial's odds ratio with its interval, from four counts."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

from ketabrain.evidence import trials
from ketabrain.evidence.trials import Comparison
from ketabrain.exercises import read
from ketabrain.exercises.feedback import NotYet, self_check

TRIAL = ("Murrough 2013", "response", "24 h")
PRINTED = 2.18  # murrough2013
Z = 1.96
CLOSE = 0.02


@self_check
def check_1(odds_ratio: Any = None, low: Any = None, high: Any = None) -> str:
    """Check the odds ratio of the counts and both ends of its 95 % interval."""
    if low is None and high is None and isinstance(odds_ratio, tuple | list) and len(odds_ratio) == 3:
        odds_ratio, low, high = odds_ratio
    value, bottom, top = right()
    given = read.number(odds_ratio, "the odds ratio")
    if not near(given, value):
        raise NotYet(ratio_slip(given, value))
    ends = [read.number(end, what) for end, what in ((low, "the lower end"), (high, "the upper end"))]
    if not (near(ends[0], bottom) and near(ends[1], top)):
        raise NotYet(ends_slip(ends, (bottom, top)))
    return (
        f"{value:.2f}, from {bottom:.2f} to {top:.2f}. The paper prints {PRINTED}, from a model that knows more than four counts. Both are odds "
        "ratios, and they do not belong into one pool."
    )


@cache
def counts() -> tuple[int, int, int, int]:
    """Return events and others on the drug, events and others on the comparator."""
    one: Comparison = trials.compared(*TRIAL)
    cells = [
        count for arm in (one.treated, one.control) for count in (arm.events or 0, (arm.n or 0) - (arm.events or 0))
    ]
    return cells[0], cells[1], cells[2], cells[3]


@cache
def right() -> tuple[float, float, float]:
    """Return the odds ratio and its interval."""
    a, b, c, d = counts()
    value, wide = a * d / (b * c), Z * error()
    return value, value * math.exp(-wide), value * math.exp(wide)


def error() -> float:
    """Return the standard error of the logarithm."""
    return math.sqrt(sum(1 / count for count in counts()))


def near(given: float, meant: float) -> bool:
    """Say whether a number is near enough, as a share."""
    return abs(given - meant) <= CLOSE * abs(meant)


def ratio_slip(given: float, value: float) -> str:
    """Say what went wrong with the odds ratio."""
    a, b, c, d = counts()
    known = (
        (PRINTED, "That is the printed one. Work it out from the counts."),
        (a / (a + b) * (c + d) / c, "That is the ratio of shares, a risk ratio. Odds are responders over the others."),
        (math.log(value), "That is its logarithm: take np.exp of it."),
        (1 / value, "That is upside down: put the drug's odds above."),
        (a / b, "Those are the odds on ketamine alone: divide by the odds on midazolam."),
        (a / (a + b) - c / (c + d), "That is the difference of the shares. Asked is a ratio of odds."),
        (a * c / (b * d), "You multiplied the odds. Divide the drug's by the comparator's."),
    )
    for meant, sentence in known:
        if near(given, meant):
            return sentence
    return (
        f"{given:.3g} is not it. The odds on ketamine are {a} to {b}, on midazolam {c} to {d}: divide one by the other."
    )


def ends_slip(ends: list[float], meant: tuple[float, float]) -> str:
    """Say what went wrong with the interval."""
    value, wide = right()[0], Z * error()
    known = (
        ((meant[1], meant[0]), "Its ends are changed over: the lower one first."),
        ((value - wide, value + wide), "You added on the ratio itself. Add on its logarithm, then take np.exp."),
        ((math.log(value) - wide, math.log(value) + wide), "Those are logarithms: take np.exp of both ends."),
        (
            (value * math.exp(-error()), value * math.exp(error())),
            "That is one standard error to each side: take 1.96 of them.",
        ),
        (
            (value * math.exp(-Z * error() ** 2), value * math.exp(Z * error() ** 2)),
            "You took the variance: its root is the standard error.",
        ),
    )
    for wrong, sentence in known:
        if near(ends[0], wrong[0]) and near(ends[1], wrong[1]):
            return f"The ratio is right. {sentence}"
    return "The ratio is right, the interval is not. The variance of its logarithm is 1/a + 1/b + 1/c + 1/d; go 1.96 roots of it to each side."
