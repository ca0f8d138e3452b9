"""Exercise 2: clearance and bioavailability from areas under curves."""

from __future__ import annotations

from functools import cache
from typing import Any

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NotYet, self_check
from ketabrain.exercises.pharmacokinetics.amount import KG, LASTS_MIN
from ketabrain.models import pharmacokinetics as pk

VEIN, SWALLOWED = pk.Dose("iv_infusion", 35, duration_min=LASTS_MIN), pk.Dose("oral", 50)
CLOSE_L_H, CLOSE = 0.6, 0.004
MG_TO_UG = 1000.0  # and ng/mL is µg/L


@self_check
def check_2(clearance_L_h: Any = None, arrives: Any = None) -> str:
    """Check the clearance [L/h] and the share of a swallowed dose that arrives as ketamine."""
    first, second = read.pair(clearance_L_h, arrives)
    given, right = read.number(first, "the clearance in L/h"), MG_TO_UG * VEIN.amount_mg / areas(VEIN)[0]
    if abs(given - right) > CLOSE_L_H:
        raise NotYet(clearance_slip(given, right))
    came, whole = share(second), per_mg(SWALLOWED) / per_mg(VEIN)
    if abs(came - whole) > CLOSE:
        raise NotYet(share_slip(came, whole))
    made = areas(SWALLOWED)[1] / areas(SWALLOWED)[0], areas(VEIN)[1] / areas(VEIN)[0]
    return (
        f"The clearance is {right:.0f} L/h, and {100 * whole:.0f} % of the swallowed dose arrive as ketamine. Norketamine's area is "
        f"{made[0]:.1f} times ketamine's after swallowing and {made[1]:.1f} times from the vein: what is missing was not all lost."
    )


@cache
def areas(given: pk.Dose) -> tuple[float, float]:
    """Return the areas under ketamine's and norketamine's curve [ng h/mL]."""
    found = pk.exposure(given, KG)
    assert found.norketamine_ng_h_ml is not None
    return float(found.ketamine_ng_h_ml), float(found.norketamine_ng_h_ml)


def per_mg(given: pk.Dose, which: int = 0) -> float:
    """Return the area [ng h/mL] that 1 mg leaves: of ketamine, or of norketamine (1)."""
    return areas(given)[which] / given.amount_mg


def clearance_slip(given: float, right: float) -> str:
    """Say what went wrong with the clearance."""
    known = (
        (right / 60, "That is in litres a minute: give litres an hour. The area must be in ng h/mL, not ng min/mL."),
        (right * 60, "That is 60 times too much: the area is in ng h/mL already."),
        (right / MG_TO_UG, "You divided mg by ng h/mL: 1 ng/mL is 1 µg/L, so write the dose as 35,000 µg."),
        (1 / right, "The fraction is upside down: divide the dose by the area."),
        (MG_TO_UG / right, "The fraction is upside down: divide the dose, in µg, by the area."),
        (right / KG, "That is for each kilogram: multiply by the 70 kg."),
        (
            MG_TO_UG / per_mg(SWALLOWED),
            "That comes from the swallowed dose, of which only part arrives: take the dose into the vein.",
        ),
        (
            MG_TO_UG * SWALLOWED.amount_mg / areas(VEIN)[0],
            "You divided the swallowed dose by the vein's area: take the dose that made that area.",
        ),
        (
            MG_TO_UG / per_mg(VEIN, 1),
            "That is the dose over norketamine's area: take ketamine's.",
        ),
        (per_mg(SWALLOWED) / per_mg(VEIN), "That is the share that arrives: the clearance comes first."),
    )
    for meant, sentence in known:
        if abs(given - meant) <= 0.006 * meant:
            return sentence
    side = "high" if given > right else "low"
    return f"A clearance of {given:.3g} L/h is too {side}: divide the dose in µg by the vein's area in ng h/mL."


def share(answer: Any) -> float:
    """Read a share; one that is upside down is called that, and not a percentage."""
    value, right = read.number(answer, "the share that arrives"), per_mg(SWALLOWED) / per_mg(VEIN)
    for upside_down in (1 / right, areas(VEIN)[0] / areas(SWALLOWED)[0]):
        if abs(value - upside_down) <= CLOSE * upside_down:
            raise NotYet("The fraction is upside down: put the swallowed dose above, the vein below.")
    return read.share(value, "the share that arrives")


def share_slip(given: float, right: float) -> str:
    """Say what went wrong with the share."""
    by_dose = SWALLOWED.amount_mg / VEIN.amount_mg
    known = (
        (right * by_dose, "You compared the areas as they are, but the swallowed dose was larger: divide each by its dose."),
        (right * by_dose**2, "You corrected for the doses the wrong way round: divide each area by its own dose."),
        (1 - right, "That is the share that does not arrive: take 1 minus it."),
        (per_mg(SWALLOWED, 1) / per_mg(VEIN, 1), "That compares norketamine's areas: take ketamine's."),
    )  # fmt: skip
    for meant, sentence in known:
        if abs(given - meant) <= CLOSE:
            return "The clearance is right. " + sentence
    side = "high" if given > right else "low"
    return (
        f"The clearance is right. A share of {given:.3g} is too {side}: area for each mg, swallowed over into the vein."
    )
