"""Exercise 2: from a printed p to an interval, and whether "normal again" follows."""

from __future__ import annotations

from typing import Any

from ketabrain.exercises import estimate, read
from ketabrain.exercises.feedback import NotYet, self_check
from ketabrain.models import transmitter_changes as model

ERRORS = {"depressed": 2.807, "remitted": 1.015}  # standard errors from zero that the printed p values mean
CALLS = (*((model.LOW_GABA[name][0], ERRORS[name]) for name in ERRORS), (1.5, 3.0))
NEAR = 0.004
BECAUSE = "C"
REASONS = {
    "A": "p = 0.31 says that the data would not be surprising if there were no difference. It does not say that there is none.",
    "B": "The value is lower, but its interval reaches well above zero. Nothing shows that it has stayed low.",
    BECAUSE: "",
    "D": "The two values differ by 0.28, and the interval of that difference runs from −0.87 to 0.31. It holds zero.",
}


@self_check
def check_2(interval: Any = None, why: Any = None) -> str:
    """Check a function (value, standard errors from zero) -> value, low, high, and a judgement on "normal again"."""
    function = read.function(interval, "interval")
    given = [estimate.called(function, "interval", call, f"{call[0]:g}, {call[1]:g}") for call in CALLS]
    problem = slip(given)
    if problem:
        raise NotYet(problem)
    read.reason(why, REASONS, BECAUSE, "judgement")
    gap = model.gap(model.LOW_GABA["depressed"], model.LOW_GABA["remitted"])
    return (
        f"Recovered: −0.70 to 0.22. That holds zero, and it holds the −0.52 of people who are depressed. The groups differ by "
        f"{-gap.value:.2f}, give or take {gap.high - gap.value:.2f}. “Not significant” is not “normal”."
    )


def around(value: float, half: float) -> list[float]:
    """Return a value with an interval of so much to each side."""
    return [value, value - half, value + half]


def right_answers() -> list[list[float]]:
    """Return the interval for each call."""
    quantile = model.Parameters().quantile
    return [around(value, quantile * abs(value) / errors) for value, errors in CALLS]


def slip(given: list[list[float]]) -> str:
    """Say what is wrong with a function's intervals, or nothing."""
    right, quantile = right_answers(), model.Parameters().quantile
    if estimate.same(given, right, NEAR):
        return ""
    known = (
        (estimate.turned(right), "The ends are in the wrong order: the lower end comes second. With a negative value, mind the sign of the error."),
        ([around(v, abs(v) / e) for v, e in CALLS], "You went one standard error to each side: 95 % takes 1.96 of them."),
        ([around(v, quantile * e) for v, e in CALLS], "The number of errors is no error: the error is the value divided by it."),
        ([around(v, quantile * abs(v) * e) for v, e in CALLS], "Divide the value by the number of errors, do not multiply."),
        ([around(v, quantile * abs(v)) for v, _ in CALLS], "You took the value itself as its error. Divide it by the number of errors from zero first."),
        ([around(0.0, quantile * abs(v) / e) for v, e in CALLS], "The interval lies around the *value*, not around zero."),
    )  # fmt: skip
    for wrong, sentence in known:
        if estimate.same(given, wrong, NEAR):
            return sentence
    place = next(i for i, (a, b) in enumerate(zip(given, right, strict=True)) if not read.close(a, b, NEAR))
    value, errors = CALLS[place]
    shown = f"interval({value:g}, {errors:g})"
    if abs(given[place][0] - value) > NEAR:
        return f"{shown} gives back {given[place][0]:.3g} first: the first number is the value itself."
    wide = "long" if given[place][2] - given[place][1] > right[place][2] - right[place][1] else "short"
    return f"What {shown} gives back is too {wide}, or not centred on the value: go 1.96 × value / errors to each side."
