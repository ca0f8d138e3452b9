"""Exercise 1: the mu opioid receptor at an antidepressant level, and the level that would occupy half of it."""

from __future__ import annotations

from typing import Any

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NotYet, self_check
from ketabrain.exercises.other_targets.levels import FREE, INFUSION_NG_ML, MASS, SALT_G_MOL, SURGERY_NG_ML, wrong_uM
from ketabrain.models import receptor_binding as model

AFFINITY_UM = model.MU_UM
NEAR = 0.02  # of the share
NEAR_LEVEL = 0.01  # of the level


@self_check
def check_1(share: Any = None, half_level: Any = None) -> str:
    """Check the share of mu receptors occupied at 185 ng/mL, and the level [ng/mL] that would occupy half."""
    first, second = read.pair(share, half_level)
    given = read.share(first, "the share")
    if not near(given, right_share(), NEAR):
        raise NotYet(share_slip(given))
    level = read.number(second, "the level in ng/mL")
    if not near(level, right_level(), NEAR_LEVEL):
        raise NotYet(level_slip(level))
    return (
        f"{100 * right_share():.1f} %, about one in a hundred. Half would need {right_level():,.0f} ng/mL, "
        f"{right_level() / SURGERY_NG_ML:.0f} times the level of surgery. What one in a hundred does, the number does not say."
    )


def right_share() -> float:
    """Return the share occupied."""
    return model.occupancy(model.free_uM(INFUSION_NG_ML), AFFINITY_UM)


def right_level() -> float:
    """Return the level [ng/mL] at which the free concentration equals the affinity."""
    return AFFINITY_UM / model.free_uM(1.0)


def near(given: float, meant: float, within: float) -> bool:
    """Say whether a number is near another, measured by that."""
    return abs(given - meant) <= within * abs(meant)


def share_slip(given: float) -> str:
    """Say what went wrong with the share."""
    conc = model.free_uM(INFUSION_NG_ML)
    known = (
        *((model.occupancy(wrong, AFFINITY_UM), sentence) for wrong, sentence in wrong_uM(INFUSION_NG_ML)),
        (1 - right_share(), "That is the share that stays empty: take the concentration over concentration plus affinity."),
        (model.occupancy(conc, 4.38), "You took pKi itself for the affinity: it is a logarithm, and Ki is 10 to the power 6 − 4.38, in µM."),
        (model.occupancy(conc, model.KAPPA_UM), "That is the kappa receptor: take pKi = 4.38."),
        (model.occupancy(conc, model.DELTA_UM), "That is the delta receptor: take pKi = 4.38."),
        (model.occupancy(conc, 0.5), "That is the NMDA receptor's affinity: each target has its own."),
    )  # fmt: skip
    for meant, sentence in known:
        if near(given, meant, NEAR):
            return sentence
    side = "high" if given > right_share() else "low"
    return (
        f"A share of {given:.3g} is too {side}: pass the free concentration at 185 ng/mL and the affinity to taken()."
    )


def level_slip(given: float) -> str:
    """Say what went wrong with the level."""
    right = right_level()
    known = (
        (right * FREE, "You did not undo the free share: plasma holds more than the free drug, so divide by 0.55."),
        (right * FREE**2, "You multiplied by the free share: on the way back from free to total, divide by it."),
        (AFFINITY_UM, "That is the free concentration in µM: turn it into a total in plasma in ng/mL."),
        (AFFINITY_UM / FREE, "That is the total in µM: multiply by the molar mass for ng/mL."),
        (AFFINITY_UM / FREE / MASS, "You divided by the molar mass: from µM to ng/mL you multiply."),
        (right * SALT_G_MOL / MASS, "You took the salt's molar mass: levels in plasma are those of the base, 237.7 g/mol."),
        (right / 9, "That is where a tenth is taken, as in the worked example: half is taken where the free concentration equals Ki."),
        (right * model.KAPPA_UM / AFFINITY_UM, "That is the kappa receptor: take pKi = 4.38."),
        (right / 1000, "That is in µg/mL: 1 µg/mL is 1000 ng/mL."),
    )  # fmt: skip
    for meant, sentence in known:
        if near(given, meant, NEAR_LEVEL):
            return f"The share is right. {sentence}"
    side = "high" if given > right else "low"
    return f"The share is right. A level of {given:.5g} ng/mL is too {side}: half is taken where the free concentration equals Ki."
