"""Exercise 2: the highest dose that stays within what was measured, and how slowly a dose must run in."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NotYet, self_check
from ketabrain.models import dissociation as model
from ketabrain.models import pharmacokinetics as pk

DOSE, MINUTES, LIMIT = 0.5, 40, 60.0
TIMES = np.arange(0, 361, 1.0)
NEAR_DOSE, NEAR_MIN = 0.006, 1.01


@self_check
def check_2(dose: Any = None, minutes: Any = None) -> str:
    """Check the highest dose over 40 min that stays within the levels held [mg/kg], and the shortest infusion [min]."""
    first, second = read.pair(dose, minutes)
    given, right = read.number(first, "the highest dose"), highest_dose()
    if abs(given - right) > NEAR_DOSE:
        raise NotYet(dose_slip(given, right))
    length, meant = read.number(second, "the minutes"), shortest()
    if abs(length - meant) > NEAR_MIN:
        raise NotYet(minutes_slip(length, meant))
    return (
        f"Over {MINUTES} minutes, {right:.2f} mg/kg just reaches 200 ng/mL in this model. And {DOSE} mg/kg has to run in over {meant} minutes "
        f"to keep the strongest scale at {LIMIT:.0f} % or less, {meant - MINUTES} minutes longer."
    )


@cache
def peak(minutes: float, dose: float = DOSE) -> float:
    """Return the highest level of an infusion to a person of 70 kg [ng/mL]."""
    given = pk.lasting("iv_infusion", dose * pk.TYPICAL_KG, minutes)
    return float(pk.simulate(given, pk.TYPICAL_KG, np.union1d(TIMES, [minutes])).ketamine_ng_ml.max())


def highest_dose() -> float:
    """Return the dose over 40 minutes whose peak is the highest level that was held [mg/kg]."""
    return DOSE * model.Parameters().top_ng_ml / peak(MINUTES)


def limit_ng_ml(percent: float = LIMIT) -> float:
    """Return the level at which the strongest scale reaches so many per cent [ng/mL]."""
    p = model.Parameters()
    return p.top_ng_ml * percent / p.strongest_percent


@cache
def shortest(limit: float = LIMIT) -> int:
    """Return over how many whole minutes 0.5 mg/kg must run in at least to stay at the limit or below."""
    return next(minutes for minutes in range(1, 300) if peak(minutes) <= limit_ng_ml(limit))


def dose_slip(given: float, right: float) -> str:
    """Say what went wrong with the dose."""
    known = (
        (DOSE, f"{DOSE} mg/kg peaks at {peak(MINUTES):.0f} ng/mL: there is room up to 200."),
        (DOSE * peak(MINUTES) / 200, "Upside down: the peak grows with the dose, so multiply 0.5 by 200 / peak."),
        (right * pk.TYPICAL_KG, "That is the dose in mg for 70 kg: give mg per kg."),
        (right / DOSE, "That is the factor by which the dose may grow: multiply 0.5 mg/kg by it."),
    )
    for wrong, sentence in known:
        if abs(given - wrong) <= NEAR_DOSE * max(1, wrong):
            return sentence
    if given <= 0:
        return "A dose is above zero: give mg per kg."
    found = peak(MINUTES) * given / DOSE
    return f"{given:.3g} mg/kg over {MINUTES} minutes peaks at {found:.0f} ng/mL: {'lower' if given > right else 'raise'} it towards 200."


def minutes_slip(given: float, meant: int) -> str:
    """Say what went wrong with the minutes."""
    if given <= 0 or given > TIMES[-1] or not math.isfinite(given):
        return "The dose is right. Give the length of the infusion in minutes, from 1 to 300."
    if abs(given - meant / 60) < 0.03:
        return "That is in hours: give minutes."
    found = 100 * peak(given) / limit_ng_ml(100.0)
    why = "that is too much" if given < meant else "a shorter one would do, too"
    return f"The dose is right. Over {given:.4g} minutes the strongest scale comes to {found:.0f} %: {why}."
