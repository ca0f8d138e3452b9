"""Exercise 3: from a printed F to a size with its interval, and what 23 people who show nothing can exclude."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from ketabrain.exercises import estimate, read
from ketabrain.exercises.feedback import NoAnswer, NotYet, self_check
from ketabrain.models import imaging_effects as model

Call = tuple[float, int, int]
CALLS: tuple[Call, ...] = (
    (model.INTERACTIONS["left"], model.PATIENTS, model.HEALTHY),
    (model.INTERACTIONS["right"], model.PATIENTS, model.HEALTHY),
    (4.0, 8, 20),
)
PEOPLE, SMALL = 23, 0.2
NEAR, CLOSE = 0.006, 0.006


@self_check
def check_3(size: Any = None, excluded: Any = None) -> str:
    """Check a function (F, n, n) -> d, low, high, and the smallest change that 23 people without a change exclude."""
    function = read.function(size, "size")
    given = [estimate.called(function, "size", call, f"{call[0]:g}, {call[1]}, {call[2]}") for call in CALLS]
    problem = size_slip(given)
    if problem:
        raise NotYet(problem)
    if excluded is None or excluded is ...:
        raise NoAnswer(f"The function is right. Put the smallest change that {PEOPLE} people exclude in place of None.")
    change, meant = abs(read.number(excluded, "the smallest change excluded")), smallest()
    if abs(change - meant) > CLOSE:
        raise NotYet(excluded_slip(change, meant))
    right = model.difference(*CALLS[1])
    many = math.ceil((quantile() / SMALL) ** 2)
    return (
        f"Right amygdala: d = {right.value:.2f} ({right.low:.2f} to {right.high:.2f}), from a third of a standard deviation to one and a "
        f"half. And {PEOPLE} people without any change exclude changes above {meant:.2f} only. For {SMALL} it would take {many} people."
    )


def quantile() -> float:
    """Return how many standard errors an interval reaches to each side."""
    return model.Parameters().quantile


def smallest(people: int = PEOPLE) -> float:
    """Return how far the interval around a mean change of zero reaches, in standard deviations of the change."""
    return quantile() / math.sqrt(people)


def right_answers() -> list[list[float]]:
    """Return d with its interval for each call."""
    return [list(model.difference(*call)) for call in CALLS]


def size_slip(given: list[list[float]]) -> str:
    """Say what is wrong with a function's estimates, or nothing."""
    right = right_answers()
    if estimate.same(given, right, NEAR):
        return ""
    if estimate.same(given, estimate.turned(right), NEAR):
        return "The ends of the interval are in the wrong order: the lower end comes second, the upper one third."
    if not read.close(estimate.values(given), estimate.values(right), NEAR):
        return value_slip(estimate.values(given), estimate.values(right))
    for wrong, sentence in wrong_widths():
        if estimate.same(given, [around(d, half) for (d, _, _), half in zip(right, wrong, strict=True)], NEAR):
            return sentence
    f, one, two = CALLS[0]
    wide = "long" if given[0][2] - given[0][1] > right[0][2] - right[0][1] else "short"
    return f"d is right. The interval that size({f:g}, {one}, {two}) gives is too {wide}, or not centred on d: go 1.96 × error to each side."


def value_slip(given: list[float], right: list[float]) -> str:
    """Say what went wrong with d."""

    def each(wrong: Callable[[float, int, int], float]) -> list[float]:
        return [wrong(*call) for call in CALLS]

    known = (
        ([-d for d in right], "The sizes are right, the signs are not: F is a square and has none, so leave it out."),
        ([d**2 for d in right], "Take the root at the end: F is a square, and so is F × (1/n + 1/n)."),
        (each(lambda f, one, two: math.sqrt(f)), "That is t, the root of F. Multiply F by (1/n + 1/n) first."),
        (each(lambda f, one, two: math.sqrt(f / (one + two))), "You divided by all people together: each group has its own 1/n, and they add."),
        (each(lambda f, one, two: f * math.sqrt(1 / one + 1 / two)), "F stands under the root as well: d is the root of F × (1/n + 1/n)."),
        (each(lambda f, one, two: f), "That is F itself. d is the root of F × (1/n + 1/n)."),
    )  # fmt: skip
    for wrong, sentence in known:
        if read.close(given, wrong, NEAR):
            return sentence
    place = next(i for i, (a, b) in enumerate(zip(given, right, strict=True)) if abs(a - b) > NEAR)
    f, one, two = CALLS[place]
    side = "high" if given[place] > right[place] else "low"
    return f"size({f:g}, {one}, {two}) gives d = {given[place]:.3g}, which is too {side}: d is the root of F × (1/n + 1/n)."


def wrong_widths() -> tuple[tuple[list[float], str], ...]:
    """Return what wrong ways give for half of the interval's length, and a sentence on each."""
    z = quantile()
    shares = [1 / one + 1 / two for _, one, two in CALLS]
    more = [model.difference(*call).value ** 2 / (2 * (call[1] + call[2])) for call in CALLS]
    errors = [math.sqrt(share + extra) for share, extra in zip(shares, more, strict=True)]
    return (
        (errors, "d is right. You went one standard error to each side: 95 % takes 1.96 of them."),
        ([z * math.sqrt(share) for share in shares], "d is right. The error lacks its second part, d² / (2 (n + n))."),
        (
            [z * error**2 for error in errors],
            "d is right. The standard error is the *root* of what the formula adds up.",
        ),
        ([z * error / 2 for error in errors], "d is right. Go 1.96 standard errors to *each* side, not half of that."),
    )


def around(value: float, half: float) -> list[float]:
    """Return a value with an interval of so much to each side."""
    return [value, value - half, value + half]


def excluded_slip(given: float, meant: float) -> str:
    """Say what went wrong with the smallest change excluded."""
    known = (
        (1 / math.sqrt(PEOPLE), "That is one standard error: the interval reaches 1.96 of them to each side."),
        (
            quantile() * math.sqrt(2 / PEOPLE),
            "That is for two groups of 23. Here the same 23 people are scanned twice.",
        ),
        (quantile() / PEOPLE, "Divide by the *root* of the number of people."),
        (2 * meant, "That is the whole length of the interval: it reaches half of that to each side of zero."),
        (0.0, "That is the change that was found. Asked is how far the interval around it reaches."),
    )
    for wrong, sentence in known:
        if abs(given - wrong) <= CLOSE:
            return sentence
    side = "large" if given > meant else "small"
    return f"The function is right. {given:.3g} is too {side}: take 1.96 standard errors, and the error of a mean change is 1/√{PEOPLE}."
