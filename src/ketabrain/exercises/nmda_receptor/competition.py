"""Exercise 2: the half-blocking concentration with magnesium, predicted from competition alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NotYet, self_check
from ketabrain.models import nmda_receptor as model

ASKED = ("2A", "2C")
MG_MM = 1.0
NEAR = 0.015  # of the concentration


@self_check
def check_2(uM_2a: Any = None, uM_2c: Any = None) -> str:
    """Check the IC50s [uM] of GluN2A and GluN2C that competition with 1 mM magnesium predicts at -66 mV."""
    first, second = read.pair(uM_2a, uM_2c)
    given = (read.number(first, "the prediction for 2A"), read.number(second, "the prediction for 2C"))
    right = predicted(ASKED[0]), predicted(ASKED[1])
    if not (same(given[0], right[0]) and same(given[1], right[1])):
        raise NotYet(slip(given, right))
    measured = [model.measured_ic50_uM(name)[1] for name in ASKED]
    return (
        f"Predicted: {right[0]:.1f} µM for 2A and {right[1]:.1f} µM for 2C. Listed as measured: {measured[0]:g} and {measured[1]:g} "
        f"(not confirmed). For 2A that is right within a tenth; for 2C it is {right[1] / measured[1]:.1f} times too high: magnesium "
        f"must hold 2C less firmly."
    )


def predicted(subunit: str) -> float:
    """Return the predicted IC50 [uM]."""
    return model.competition_ic50_uM(subunit, MG_MM)


def same(given: float, meant: float) -> bool:
    """Say whether two concentrations are near."""
    return abs(given - meant) <= NEAR * abs(meant)


def factor(membrane_mV: float = model.KOTERMANSKI_MV) -> float:
    """Return by how many times magnesium raises an IC50."""
    return 1 + MG_MM / float(model.magnesium_half_mM(membrane_mV))


def slip(given: tuple[float, float], right: tuple[float, float]) -> str:
    """Say what went wrong with a pair of concentrations."""
    if same(given[0], right[1]) and same(given[1], right[0]):
        return "These are the right two numbers in the wrong order: 2A comes first."
    place = 0 if not same(given[0], right[0]) else 1
    name, value = ASKED[place], given[place]
    bare, with_mg = model.measured_ic50_uM(name)
    for wrong, sentence in mistakes(bare, with_mg):
        if same(value, wrong()):
            return f"For {name}: {sentence}"
    if place and same(value, right[0]):
        return "Both are the prediction for 2A: start from the other IC50 for 2C."
    side = "high" if value > right[place] else "low"
    return (
        f"For {name} {value:.3g} µM is too {side}: multiply the IC50 without magnesium by 1 + [Mg]/K, with K at −66 mV."
    )


def mistakes(bare: float, with_mg: float) -> tuple[tuple[Callable[[], float], str], ...]:
    """Return what wrong ways give, and a sentence on each."""
    up = factor()
    return (
        (
            lambda: with_mg,
            "that is the IC50 listed with magnesium. Predict it from the one without, and compare after.",
        ),
        (lambda: bare, "that is the IC50 without magnesium, or nearly: with 1 mM it must rise. Is your V minus 66 mV?"),
        (lambda: bare * factor(-70.0), "you took K at −70 mV, but these receptors were held at −66 mV."),
        (lambda: bare * factor(0.0), "you took K at 0 mV: multiply it by exp(0.062 × V) first."),
        (lambda: bare * (up - 1), "you multiplied by [Mg]/K: pores without magnesium count too, so add 1."),
        (lambda: bare * (1 + 1 / (up - 1)), "the fraction is upside down: it is [Mg]/K, not K/[Mg]."),
        (lambda: bare / up, "you multiplied by the free share: a rival makes more drug necessary, so divide by it."),
        (lambda: up, "that is the number of times by which it rises: multiply the IC50 by it."),
        (lambda: 1 / (up - 1), "that is K of magnesium, in mM: you need 1 + [Mg]/K next."),
        (lambda: 1000 * bare * up, "that is in nM: 1 µM is 1000 nM, so divide by 1000."),
        (
            lambda: float(model.ketamine_half_uM(model.KOTERMANSKI_MV)) * up,
            "you started from the 0.71 µM of another laboratory: start from the IC50 that the cell shows.",
        ),
    )
