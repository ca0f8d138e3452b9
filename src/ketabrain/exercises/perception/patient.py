"""Exercise 4: a forecast for one patient, and what does not follow from a correlation."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from ketabrain.exercises import estimate, read
from ketabrain.exercises.feedback import NotYet, self_check
from ketabrain.models import correlated_points as model

CALLS = ((-0.35, 1.0), (-0.41, 2.0), (0.6, -1.5))
NEAR = 0.006
REASONS = {
    "A": "A correlation has no arrow, and it came from patients on one dose. Nobody was given more to see what follows.",
    "B": "",
    "C": "One of several studies found a link. That does not make it nothing, and a weak link is not no link.",
    "D": "A small p says that the tilt is hardly chance. It does not say what causes what, or how much one patient gains.",
}
RIGHT = "B"


@self_check
def check_4(forecast: Any = None, why: Any = None) -> str:
    """Check a function (r, dissociation) -> expected change, low, high, and a letter."""
    function = read.function(forecast, "forecast")
    given = [estimate.called(function, "forecast", call, f"{call[0]:g}, {call[1]:g}") for call in CALLS]
    problem = forecast_slip(given)
    if problem:
        raise NotYet(problem)
    read.reason(why, REASONS, RIGHT, "judgement")
    value, low, high = model.one_patient(*CALLS[0])
    return (
        f"One SD above the average, r = −0.35: expect {value:.2f}, within {low:.2f} to {high:.2f} for 95 % of such patients. That is hardly "
        "narrower than knowing nothing. And B: other causes could tilt the cloud in the same way."
    )


def right_answers() -> list[list[float]]:
    """Return the forecast for each call."""
    return [list(model.one_patient(*call)) for call in CALLS]


def forecast_slip(given: Sequence[Sequence[float]]) -> str:
    """Say what is wrong with a function's forecasts, or nothing."""
    right = right_answers()
    if estimate.same(given, right, NEAR):
        return ""
    if estimate.same(given, estimate.turned(right), NEAR):
        return "The ends are in the wrong order: the lower end comes second, the upper one third."
    if not read.close(estimate.values(given), estimate.values(right), NEAR):
        return value_slip(estimate.values(given))
    z = 1.96
    known = (
        ([math.sqrt(1 - r**2) for r, _ in CALLS], "The value is right. 95 % of such patients reach 1.96 spreads to each side, not one."),
        ([z * (1 - r**2) for r, _ in CALLS], "The value is right. The spread is the *root* of 1 − r²."),
        ([z for _ in CALLS], "The value is right. You took the spread of all patients, 1: with r known it is √(1 − r²)."),
        ([z * abs(r) for r, _ in CALLS], "The value is right. r is the share that follows; what is left over is √(1 − r²)."),
        ([z * math.sqrt(1 - r**2) / 2 for r, _ in CALLS], "The value is right. Go 1.96 spreads to *each* side."),
    )  # fmt: skip
    for halves, sentence in known:
        wrong = [[value, value - half, value + half] for (value, _, _), half in zip(right, halves, strict=True)]
        if estimate.same(given, wrong, NEAR):
            return sentence
    r, x = CALLS[0]
    side = "wide" if given[0][2] - given[0][1] > right[0][2] - right[0][1] else "narrow"
    return f"The value is right. The range that forecast({r:g}, {x:g}) gives is too {side}, or not centred on it."


def value_slip(given: Sequence[float]) -> str:
    """Say what went wrong with the expected change."""
    known = (
        ([-r * x for r, x in CALLS], "The size is right, the sign is not: keep the sign of r."),
        ([r for r, _ in CALLS], "That is r. Multiply it by the patient's dissociation."),
        ([r**2 * x for r, x in CALLS], "r is not squared here: expect r × dissociation."),
        ([x for _, x in CALLS], "That is the patient's dissociation. Only the share r of it is to be expected in the change."),
        ([x / r for r, x in CALLS], "Multiply the dissociation by r; you divided."),
    )  # fmt: skip
    for wrong, sentence in known:
        if read.close(given, wrong, NEAR):
            return sentence
    (r, x), value = CALLS[0], given[0]
    return f"forecast({r:g}, {x:g}) gives {value:.3g} as its value: expect r × dissociation."
