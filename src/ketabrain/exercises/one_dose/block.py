"""Exercise 2: what twice the dose does to the block, and which dose would double it."""

from __future__ import annotations

from functools import cache
from typing import Any

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NotYet, self_check
from ketabrain.exercises.one_dose.fading import DOSE_MG_KG, KG, level
from ketabrain.models import nmda_receptor
from ketabrain.models import one_dose as model

CLOSE, CLOSE_MG_KG = 0.006, 0.06


@cache
def peak_block(times: float, form: str = "dish") -> float:
    """Return the highest block after some times the usual dose, in a dish or at rest."""
    free = nmda_receptor.free_uM(float(level(times).max()))
    return float(nmda_receptor.dish_blocked(free) if form == "dish" else model.resting_block(free))


@cache
def doubling_mg_kg(hill: float | None = None) -> float:
    """Return the dose [mg/kg] whose peak blocks twice as much in a dish as the usual one."""
    p = nmda_receptor.Parameters()
    power = hill or p.hill
    share = 2 * peak_block(1.0)
    free = p.ic50_uM * (share / (1 - share)) ** (1 / power)
    return float(DOSE_MG_KG * free / nmda_receptor.free_uM(float(level(1.0).max())))


@self_check
def check_2(times_as_much: Any = None, dose_mg_kg: Any = None) -> str:
    """Check how many times the block twice the dose gives, and the dose [mg/kg] that doubles it."""
    first, second = read.pair(times_as_much, dose_mg_kg)
    ratio = read.number(first, "the ratio of the two blocks")
    right, dose = peak_block(2.0) / peak_block(1.0), doubling_mg_kg()
    if abs(ratio - right) > CLOSE:
        raise NotYet(ratio_slip(ratio, right))
    given = read.number(second, "the dose in mg/kg")
    if abs(given - dose) > CLOSE_MG_KG:
        raise NotYet(f"The ratio is right. {dose_slip(given, dose)}")
    return (
        f"Twice the dose blocks {right:.2f} times as much, and it takes {dose:.1f} mg/kg, {dose / DOSE_MG_KG:.1f} times the dose, to "
        f"double the block. Level follows dose in a straight line; block bends, because it cannot pass 100 %."
    )


def ratio_slip(given: float, right: float) -> str:
    """Say what is wrong with the ratio."""
    once, twice = peak_block(1.0), peak_block(2.0)
    known = (
        (2.0, "That is how the level grows: the block grows less."),
        (once / twice, "The fraction is upside down: put the larger dose above."),
        (twice - once, "That is the difference: divide one block by the other."),
        (twice, "That is the block after twice the dose: divide it by the block after the usual one."),
        (once, "That is the block after the usual dose: divide the other one by it."),
        (peak_block(2.0, "rest") / peak_block(1.0, "rest"), "That is the block at rest, which is still far from 100 % and grows nearly in step: take .dish."),
    )  # fmt: skip
    for meant, sentence in known:
        if abs(given - meant) <= CLOSE:
            return sentence
    side = "large" if given > right else "small"
    return (
        f"A ratio of {given:.3g} is too {side}: divide the highest .dish after 1 mg/kg by the highest after 0.5 mg/kg."
    )


def dose_slip(given: float, right: float) -> str:
    """Say what is wrong with the dose."""
    known = (
        (2 * DOSE_MG_KG, "Twice the dose does not double the block, as you have just found."),
        (right * KG, "That is in mg for the whole person: give mg for each kilogram."),
        (right / DOSE_MG_KG, "That is how many times the usual dose: give the dose in mg/kg."),
        (2 * DOSE_MG_KG * peak_block(2.0) / peak_block(1.0), "You went on in a straight line: the curve bends further."),
        (doubling_mg_kg(hill=1.0), "You took a Hill coefficient of 1: the dish's is 0.84, so the curve is flatter. Let the model do it."),
    )  # fmt: skip
    for meant, sentence in known:
        if abs(given - meant) <= max(CLOSE_MG_KG, 0.01 * meant):
            return sentence
    side = "high" if given > right else "low"
    return f"{given:.3g} mg/kg is too {side}: try doses in small steps, and take the first whose highest .dish is twice as large."
