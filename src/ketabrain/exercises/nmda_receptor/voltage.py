"""Exercise 1: the voltage at which magnesium leaves half of the open pores free, and what it leaves at rest."""

from __future__ import annotations

import math
from typing import Any

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NotYet, self_check
from ketabrain.models import nmda_receptor as model

MG_MM, REST_MV = 1.0, -70.0
OTHER_MG_MM = (0.1, 0.3, 2.0)
CLOSE_MV, CLOSE = 0.6, 0.002


@self_check
def check_1(half_mV: Any = None, free_at_rest: Any = None) -> str:
    """Check the voltage [mV] at which half of the pores are free with 1 mM magnesium, and the share free at -70 mV."""
    first, second = read.pair(half_mV, free_at_rest)
    given = read.number(first, "the voltage")
    if abs(given - half_free_mV()) > CLOSE_MV:
        raise NotYet(voltage_slip(given))
    left, right = resting(second), free(REST_MV)
    if abs(left - right) > CLOSE:
        raise NotYet(share_slip(left, right))
    return (
        f"Half of the pores are free at {half_free_mV():.1f} mV; at {REST_MV:.0f} mV it is {100 * right:.1f} %. Near the same "
        f"voltage ketamine takes its largest share of what magnesium leaves: lower down magnesium is in its way, higher up "
        f"nothing pulls it in."
    )


def free(membrane_mV: float, mg_mM: float = MG_MM) -> float:
    """Return the share of open pores that magnesium leaves free."""
    return float(model.pore_shares(membrane_mV, mg_mM)[0])


def half_free_mV(mg_mM: float = MG_MM) -> float:
    """Return the voltage [mV] at which half of the pores are free: the formula, solved for it."""
    p = model.Parameters()
    return math.log(mg_mM / p.mg_half_mM) / p.mg_per_mV


def voltage_slip(given: float) -> str:
    """Say what went wrong with the voltage."""
    right, p = half_free_mV(), model.Parameters()
    known = (
        (-right, CLOSE_MV, "The size is right, the sign is not: inside the cell the potential is negative there."),
        (right / 1000, 0.001, "That is in volts: 1 V is 1000 mV, so multiply by 1000."),
        (right * math.log10(math.e), 0.3, "That comes from log10: the formula has exp, so take np.log."),
        (right * p.mg_per_mV, 0.02, "That is the exponent alone: divide it by 0.062 per mV."),
        (p.mg_half_mM, 0.02, "That is the magnesium that blocks half at 0 mV, in mM: a voltage in mV is asked."),
        (most_inward_mV(), CLOSE_MV, "Most current flows in there, but fewer than half of the pores are free."),
    )
    for meant, near, sentence in known:
        if abs(given - meant) <= near:
            return sentence
    for other in OTHER_MG_MM:
        if abs(given - half_free_mV(other)) <= CLOSE_MV:
            return f"That is the voltage with {other:g} mM of magnesium: take {MG_MM:g} mM."
    low, high = model.VOLTAGE_RANGE_MV
    if not low <= given <= high:
        return f"{given:g} mV is no voltage of a living cell: look between −90 and 50 mV."
    fewer = given < right
    return (
        f"At {given:g} mV {100 * free(given):.0f} % of the pores are free, {'fewer' if fewer else 'more'} than half: "
        f"go {'up, towards 0 mV' if fewer else 'down, to a more negative voltage'}."
    )


def most_inward_mV() -> float:
    """Return the whole voltage [mV] at which most current flows into the cell."""
    return float(min(range(-90, 51), key=lambda membrane: float(model.current(membrane, MG_MM))))


def resting(answer: Any) -> float:
    """Read the share at rest; the current there, which is negative, is called that."""
    what = "the share free at −70 mV"
    value = read.number(answer, what)
    if abs(value + free(REST_MV)) <= CLOSE:
        raise NotYet("That is the current at −70 mV, which is negative because it flows in: give the share of pores.")
    return read.share(value, what)


def share_slip(given: float, right: float) -> str:
    """Say what went wrong with the share at rest."""
    known = (
        (1 - right, "The share free at −70 mV: this is what magnesium blocks. Take 1 minus that."),
        (free(-REST_MV), "That is the share at +70 mV: mind the sign of the voltage."),
        (free(half_free_mV()), "That is the share at the voltage that you found: now take −70 mV."),
        (free(REST_MV, 0.0), "Without magnesium all pores are free: take 1 mM."),
    )
    for meant, sentence in known:
        if abs(given - meant) <= CLOSE:
            return sentence
    side = "high" if given > right else "low"
    return f"The voltage is right. The share free at −70 mV, {given:.3g}, is too {side}: put −70 into the formula."
