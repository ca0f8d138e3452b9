"""Exercise 4: what is left of a fall once the control group's fall is taken off, and what may be said then."""

from __future__ import annotations

from typing import Any

import numpy as np

from ketabrain.exercises import estimate, read
from ketabrain.exercises.feedback import NotYet, self_check
from ketabrain.models import imaging_effects

# Invented changes (%) of three groups of 16, as large as those of the scan study that the lab tells of.
CHANGES: dict[str, np.ndarray] = {
    "saline": np.array([-13, -2, -8, 1, -6, -10, -4, -15, -7, 3, -5, -9, -1, -11, -3, -6], dtype=float),
    "0.2 mg/kg": np.array([-5, -12, 0, -7, -9, -3, -14, 4, -6, -8, -2, -10, -17, -5, -1, -6], dtype=float),
    "0.5 mg/kg": np.array([-9, -3, -16, -6, 2, -11, -7, -13, -1, -8, -19, -5, -4, -10, 0, -10], dtype=float),
}
UNEQUAL = (np.array([-4.0, 1.0, -9.0, -6.0]), np.array([2.0, -3.0, 5.0, -1.0, 0.0, 3.0, -2.0]))
CALLS = (
    ("0.5 mg/kg", "saline", CHANGES["0.5 mg/kg"], CHANGES["saline"]),
    ("0.2 mg/kg", "saline", CHANGES["0.2 mg/kg"], CHANGES["saline"]),
    ("4 people", "7 people", *UNEQUAL),
)
NEAR = 0.02  # percentage points
BECAUSE = "B"
REASONS = {
    "A": "A change from before to after is time and drug together, and saline fell too.",
    BECAUSE: "",
    "C": "The interval around the difference still holds falls of several points. Not shown is not the same as shown not to be.",
    "D": "There was no placebo, and after electroconvulsive therapy it fell as well.",
}


@self_check
def check_4(effect: Any = None, why: Any = None) -> str:
    """Check a function (drug's changes, control's changes) -> difference, low, high, and a judgement."""
    function = read.function(effect, "effect")
    given = [
        estimate.called(function, "effect", (drug.copy(), control.copy()), f"changes of {name}, changes of {other}")
        for name, other, drug, control in CALLS
    ]
    problem = slip(given)
    if problem:
        raise NotYet(problem)
    read.reason(why, REASONS, BECAUSE, "judgement")
    value, low, high = (words(x) for x in right_answers()[0])
    return (
        f"The high dose's fall of {-CHANGES['0.5 mg/kg'].mean():.1f} % shrinks to {value} points against saline ({low} to {high}): a fall, or "
        f"none, or a small rise. With the control, “fell after ketamine” becomes “fell, and we do not know by what”."
    )


def words(value: float) -> str:
    """Return a number with a proper minus sign."""
    return f"{value:.1f}".replace("-", "−")


def difference(drug: np.ndarray, control: np.ndarray, ddof: int = 1) -> list[float]:
    """Return the difference of two mean changes with its interval."""
    error = np.sqrt(drug.var(ddof=ddof) / len(drug) + control.var(ddof=ddof) / len(control))
    return around(drug.mean() - control.mean(), imaging_effects.Parameters().quantile * error)


def around(value: float, half: float) -> list[float]:
    """Return a value with an interval of so much to each side."""
    return [float(value), float(value - half), float(value + half)]


def right_answers() -> list[list[float]]:
    """Return the difference with its interval for each call."""
    return [difference(drug, control) for _, _, drug, control in CALLS]


def slip(given: list[list[float]]) -> str:
    """Say what is wrong with a function's estimates, or nothing."""
    right = right_answers()
    if estimate.same(given, right, NEAR):
        return ""
    for wrong, sentence in mistakes():
        if estimate.same(given, wrong, NEAR):
            return sentence
    values = (
        (-right[0][0], "You took the drug's change from the control's: it is the drug's less the control's."),
        (CALLS[0][2].mean(), "That is the drug group's own change: take the control's change off."),
        (CALLS[0][3].mean(), "That is the control group's change: take it off the drug's."),
    )
    for wrong_value, sentence in values:
        if abs(given[0][0] - wrong_value) <= NEAR:
            return sentence
    place = next(i for i, (a, b) in enumerate(zip(given, right, strict=True)) if not read.close(a, b, NEAR))
    got, meant = given[place], right[place]
    name, other = CALLS[place][:2]
    if abs(got[0] - meant[0]) > NEAR:
        return f"For {name} against {other} your difference is {words(got[0])} points: take mean less mean."
    wide = "long" if got[2] - got[1] > meant[2] - meant[1] else "short"
    return f"The difference is right. For {name} against {other} the interval is too {wide}, or not centred on the difference."


def mistakes() -> tuple[tuple[list[list[float]], str], ...]:
    """Return what wrong ways give, and a sentence on each."""
    z = imaging_effects.Parameters().quantile
    pairs = [(drug, control) for _, _, drug, control in CALLS]
    right = right_answers()
    errors = [(high - low) / (2 * z) for _, low, high in right]
    means = [value for value, _, _ in right]
    spreads = [np.sqrt(drug.var(ddof=1) + control.var(ddof=1)) for drug, control in pairs]
    own = [around(drug.mean(), z * drug.std(ddof=1) / np.sqrt(len(drug))) for drug, _ in pairs]

    def ends(halves: list[float]) -> list[list[float]]:
        return [around(mean, half) for mean, half in zip(means, halves, strict=True)]

    return (
        (estimate.turned(right), "The ends of the interval are in the wrong order: the lower end comes second."),
        ([difference(*pair, ddof=0) for pair in pairs], "Nearly. NumPy's var divides by n: a sample's takes ddof=1."),
        (ends(errors), "The difference is right. You went one standard error to each side: 95 % takes 1.96 of them."),
        (
            ends([z * spread for spread in spreads]),
            "The difference is right. Divide each variance by the number of people in the group.",
        ),
        (
            ends([z * error**2 for error in errors]),
            "The difference is right. The standard error is the *root* of that sum.",
        ),
        (own, "That is the drug group alone, before and after: take the control's change off, and add its uncertainty."),
        ([difference(control, drug) for drug, control in pairs],
         "You took the drug's change from the control's: it is the drug's less the control's."),
    )  # fmt: skip
