"""Exercise 1: the dose at which pyramidal cells are most active, and the same dose without the bias."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NotYet, self_check
from ketabrain.models import pfc_disinhibition as model

DOSES_MG_KG = np.arange(0.0, 201.0)
CLOSE_MG_KG, CLOSE = 0.6, 0.004


@self_check
def check_1(peak_mg_kg: Any = None, without_bias: Any = None) -> str:
    """Check the dose [mg/kg] of the highest pyramidal activity, and the activity at that dose without the bias."""
    first, second = read.pair(peak_mg_kg, without_bias)
    given, right = read.number(first, "the dose"), peak()
    if abs(given - right) > CLOSE_MG_KG:
        raise NotYet(dose_slip(given, right))
    left, meant = read.number(second, "the activity without the bias"), pyramidal(right, 0.0)
    if abs(left - meant) > CLOSE:
        raise NotYet(activity_slip(left, meant))
    return (
        f"At {right:.0f} mg/kg pyramidal cells are at {100 * pyramidal(right):.0f} % of the level without drug, without the bias at "
        f"{100 * meant:.0f} %; then every dose lowers them. The bias was assumed, and the rats' directions were used to fit the "
        f"model: the hump is no test of it."
    )


def pyramidal(dose_mg_kg: float, bias: float = 1.0) -> float:
    """Return pyramidal activity as a share of that without drug."""
    return float(model.of_undrugged(dose_mg_kg, bias)[0][0])


def inhibitors(dose_mg_kg: float, bias: float = 1.0) -> float:
    """Return interneurons' activity as a share of that without drug."""
    return float(model.of_undrugged(dose_mg_kg, bias)[1][0])


@cache
def peak() -> float:
    """Return the whole dose [mg/kg] with the highest pyramidal activity."""
    return float(DOSES_MG_KG[model.of_undrugged(DOSES_MG_KG)[0].argmax()])


@cache
def widest_gap() -> float:
    """Return the whole dose [mg/kg] at which the block on interneurons is furthest ahead."""
    on_interneurons, on_pyramidal = model.blocked(DOSES_MG_KG)
    return float(DOSES_MG_KG[(on_interneurons - on_pyramidal).argmax()])


def dose_slip(given: float, right: float) -> str:
    """Say what went wrong with the dose."""
    known = (
        (pyramidal(right), 0.01, "That is how active they are at the top: give the dose at which it happens."),
        (100 * pyramidal(right), 0.6, "That is the activity at the top, in per cent: give the dose."),
        (widest_gap(), CLOSE_MG_KG, "There the gap between the two blocks is widest. Take the highest activity instead."),
        (0.0, CLOSE_MG_KG, "Without the bias the highest activity is that without drug. Set the bias to 1 for the dose."),
        (DOSES_MG_KG[-1], CLOSE_MG_KG, "There activity is lowest: did you take the minimum?"),
    )  # fmt: skip
    for meant, near, sentence in known:
        if abs(given - meant) <= near:
            return sentence
    low, high = DOSES_MG_KG[0], DOSES_MG_KG[-1]
    if not low <= given <= high:
        return f"{given:g} mg/kg is outside: look between {low:g} and {high:g} mg/kg."
    return (
        f"At {given:g} mg/kg pyramidal cells are at {100 * pyramidal(given):.1f} %: at a "
        f"{'higher' if given < right else 'lower'} dose they reach {100 * pyramidal(right):.1f} %."
    )


def activity_slip(given: float, meant: float) -> str:
    """Say what went wrong with the activity without the bias."""
    top = peak()
    known = (
        (pyramidal(top), "That is with the bias: set it to 0."),
        (inhibitors(top, 0.0), "Those are the interneurons: take the first of the two arrays, pyramidal cells."),
        (inhibitors(top), "Those are the interneurons, and with the bias: take pyramidal cells, and a bias of 0."),
        (1 - meant, "That is by how much they fall: give what is left of the activity without drug."),
        (meant - 1, "That is the change: give the activity itself, as a share of that without drug."),
        (1.0, "That is the top without the bias, where there is no drug: stay at the dose that you found."),
        (pyramidal(top, 0.5), "That is half of the bias: set it to 0."),
        (100 * meant, "That is in per cent: give a share, where 1 is the activity without drug."),
    )
    for wrong, sentence in known:
        if abs(given - wrong) <= CLOSE:
            return sentence
    side = "high" if given > meant else "low"
    return f"The dose is right. The activity without the bias, {given:.3g}, is too {side}: same dose, bias 0."
