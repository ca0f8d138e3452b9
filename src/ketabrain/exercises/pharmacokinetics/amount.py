"""Exercise 1: the dose that brings the peak of an infusion to a level."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from ketabrain import molecules
from ketabrain.exercises import read
from ketabrain.exercises.feedback import NotYet, self_check
from ketabrain.models import pharmacokinetics as pk
from ketabrain.models.receptor_binding import FREE_FRACTION

KG, FIRST_MG, LASTS_MIN, TARGET_NG_ML = 70.0, 35.0, 40.0, 100.0
ACID_G_MOL = 36.46  # hydrogen chloride
CLOSE = 0.008  # of the dose: one decimal is enough


@self_check
def check_1(amount_mg: Any = None) -> str:
    """Check the dose [mg] that, infused over 40 minutes, peaks at 100 ng/mL in a vein of a person of 70 kg."""
    given, right = read.number(amount_mg, "the dose in mg"), TARGET_NG_ML / per_mg()
    if abs(given - right) > CLOSE * right:
        raise NotYet(slip(given, right))
    artery = right * per_mg("racemic_arterial")
    return (
        f"{right:.1f} mg, or {right / KG:.2f} mg for each kilogram, peak at {TARGET_NG_ML:g} ng/mL in the vein of this model "
        f"person. An artery would show {artery:.0f} at the same moment. In a linear model levels grow just as the dose does."
    )


@cache
def per_mg(parameters: str = pk.DEFAULT, route: str = "iv_infusion") -> float:
    """Return the peak [ng/mL] of 1 mg."""
    given = pk.Dose(route, 1.0, duration_min=LASTS_MIN if route == "iv_infusion" else 0.0)
    return float(pk.simulate(given, KG, np.arange(0, 241.0), parameters).ketamine_ng_ml.max())


def slip(given: float, right: float) -> str:
    """Say what went wrong with the dose."""
    if given <= 0:
        return f"{given:g} mg is no dose: a peak shrinks by the same factor as its dose, and not by a difference."
    base = molecules.get("S-ketamine").molar_mass_g_mol
    salt = (base + ACID_G_MOL) / base
    peak = FIRST_MG * per_mg()
    known = (
        (right / KG, "That is in mg for each kilogram: multiply by the person's 70 kg."),
        (right * KG, "You multiplied by the weight: the explorer wants mg for each kilogram, this function the whole dose in mg."),
        (1000 * right, "That is in µg: 1 mg is 1000 µg."),
        (FIRST_MG * peak / TARGET_NG_ML, "The fraction is upside down: for a lower peak you need a smaller dose."),
        (TARGET_NG_ML / peak, f"That is the factor by which the peak must change: multiply {FIRST_MG:g} mg by it."),
        (TARGET_NG_ML, "That is the level: give the dose in mg."),
        (TARGET_NG_ML / per_mg("racemic_arterial"), "That is the dose for an artery: take the vein, the default set."),
        (TARGET_NG_ML / per_mg(route="iv_bolus"), "That is the dose given at once: this one runs over 40 minutes."),
        (right / FREE_FRACTION, "You took 100 ng/mL as free drug: levels here are total ones, bound and free together."),
        (right * salt, "That is the weight as hydrochloride: doses here are base."),
        (right / salt, "You turned a salt into base: doses here are base already."),
    )  # fmt: skip
    for meant, sentence in known:
        if abs(given - meant) <= CLOSE * meant:
            return sentence
    side = "high" if given > right else "low"
    return f"{given:.3g} mg peak at {given * per_mg():.3g} ng/mL, which is too {side}. Twice the dose would give twice the peak."
