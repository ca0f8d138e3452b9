"""Exercise 2: a function for Wilson's interval, and what nothing seen still allows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from ketabrain.exercises import estimate, read
from ketabrain.exercises.feedback import NotYet, self_check
from ketabrain.exercises.harms.share import counted
from ketabrain.models import proportion as model

CALLS = ((68, 231), (1, 346), (8, 251))
STOPPED = "pressure-stopped"
NEAR, CLOSE = 0.0008, 0.00006


@self_check
def check_2(wilson: Any = None, at_most: Any = None) -> str:
    """Check a function (events, n) -> share, low, high, and the highest share that none of 684 infusions allows."""
    function = read.function(wilson, "wilson")
    given = [estimate.called(function, "wilson", call, f"{call[0]}, {call[1]}") for call in CALLS]
    problem = wilson_slip(given)
    if problem:
        raise NotYet(problem)
    limit = read.share(at_most, "the highest share that still fits")
    n = counted(STOPPED).n
    right = model.at_most(n)
    if abs(limit - right) > CLOSE:
        raise NotYet(limit_slip(limit, n, right))
    return (
        f"One death in 346 people is {100 / 346:.1f} %, and the interval runs up to {100 * model.wilson(1, 346).high:.1f} %. "
        f"None of {n} infusions stopped still allows 1 in {1 / right:.0f}."
    )


def wald(events: int, n: int, z: float = 1.96) -> list[float]:
    """Return the simple interval, which many books print first and which misbehaves with few events."""
    p = events / n
    half = z * math.sqrt(p * (1 - p) / n)
    return [p, p - half, p + half]


def middle_for_share(events: int, n: int) -> list[float]:
    """Return Wilson's interval with its middle in place of the share."""
    found = model.wilson(events, n)
    return [(found.low + found.high) / 2, found.low, found.high]


def wilson_slip(given: Sequence[Sequence[float]]) -> str:
    """Say what is wrong with a function's estimates, or nothing."""
    right = [list(model.wilson(*call)) for call in CALLS]
    if estimate.same(given, right, NEAR):
        return ""
    wide = [list(model.wilson(*call, model.Parameters(quantile=1))) for call in CALLS]
    known: tuple[tuple[list[list[float]], str], ...] = (
        (estimate.turned(right), "The ends are in the wrong order: the lower end comes second, the upper one third."),
        ([[100 * x for x in one] for one in right], "That is in per cent: give shares from 0 to 1."),
        ([wald(*call) for call in CALLS], "That is the simple interval, p ± 1.96 √(p(1−p)/n). With one event in 346 it falls below zero: use Wilson's formula."),
        ([[max(0.0, x) for x in wald(*call)] for call in CALLS], "You cut the simple interval off at zero. Wilson's formula needs no cutting."),
        ([middle_for_share(*call) for call in CALLS], "The interval is right. The first number must be the share itself, not the interval's middle."),
        (wide, "You went one standard error to each side: put z = 1.96 in all four places."),
    )  # fmt: skip
    for wrong, sentence in known:
        if estimate.same(given, wrong, NEAR):
            return sentence
    place = next(i for i, (a, b) in enumerate(zip(given, right, strict=True)) if not read.close(a, b, NEAR))
    events, n = CALLS[place]
    low, high = right[place][1:]
    return f"wilson({events}, {n}) should give a share of {events / n:.4f}, from {low:.4f} to {high:.4f}; check where z² / n stands."


def limit_slip(given: float, n: int, right: float) -> str:
    """Say what went wrong with the highest share that still fits."""
    known = (
        (0.0, "None seen is no proof of none: a small risk shows nothing in so few infusions."),
        (
            1 / n,
            f"A risk of 1 in {n} would show nothing in more than a third of such series: that is too often to rule it out.",
        ),
        (model.wilson(0, n).high, "That is the end of Wilson's interval. The rule of three asks for 95 % on one side."),
        (3 / counted("death-trials").n, "You divided by the 346 people of another study: here it is infusions."),
        (
            3 / 66,
            "You divided by the 66 patients. The question is about infusions; for people your answer is the more careful one.",
        ),
        (100 * right, "That is in per cent: give a share."),
    )
    for wrong, sentence in known:
        if abs(given - wrong) <= CLOSE:
            return sentence
    return f"The function is right. {given:.3g} is too {'large' if given > right else 'small'}: three, divided by the infusions."
