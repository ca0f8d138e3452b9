"""Exercise 1: the level at which the strongest scale is half full, and what the weakest of the ten shows there."""

from __future__ import annotations

from typing import Any

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NotYet, self_check
from ketabrain.models import dissociation as model

HALF = 50.0
NEAR_LEVEL, NEAR_RATING = 1.0, 0.3


@self_check
def check_1(level: Any = None, rating: Any = None) -> str:
    """Check the level [ng/mL] at which the strongest scale stands at 50 %, and the weakest of the ten there [%]."""
    first, second = read.pair(level, rating)
    given, right = read.number(first, "the level"), level_for(HALF)
    if abs(given - right) > NEAR_LEVEL:
        raise NotYet(level_slip(given, right))
    shown, meant = read.number(second, "the weakest scale's rating"), weakest_at(right)
    if abs(shown - meant) > NEAR_RATING:
        raise NotYet(rating_slip(shown, meant))
    return (
        f"At {right:.0f} ng/mL the strongest scale stands at {HALF:.0f} % and the weakest of the ten at {meant:.0f} %. One level, "
        "ten answers: the question asked decides how strong the drug looks."
    )


def level_for(percent: float) -> float:
    """Return the level [ng/mL] at which the strongest scale reaches so many per cent."""
    p = model.Parameters()
    return p.top_ng_ml * (percent - p.zero_percent) / (p.strongest_percent - p.zero_percent)


def weakest_at(level: float) -> float:
    """Return the weakest of the ten stronger scales at a level [%]."""
    return float(model.rating(level).weakest)


def level_slip(given: float, right: float) -> str:
    """Say what went wrong with the level."""
    p = model.Parameters()
    known = (
        (p.top_ng_ml / 2, "That is half of the highest level, and gives half of 89 %, not 50 %."),
        (p.top_ng_ml * p.strongest_percent / 100 * HALF / 100, "You multiplied by 0.89: divide by it."),
        (p.top_ng_ml * HALF / p.weakest_percent, "That is the level for the weakest of the ten, and it is beyond all that were held."),
        (right / 1000, "That is in micrograms: give ng/mL."),
    )  # fmt: skip
    for meant, sentence in known:
        if abs(given - meant) <= NEAR_LEVEL * min(1, right / 100):
            return sentence
    if not 0 <= given <= p.top_ng_ml:
        return f"{given:g} ng/mL was not held: the levels ran from 0 to {p.top_ng_ml:.0f} ng/mL."
    found = float(model.rating(given).strongest)
    return f"At {given:.4g} ng/mL the strongest scale stands at {found:.0f} %: {'lower' if found > HALF else 'raise'} the level."


def rating_slip(given: float, meant: float) -> str:
    """Say what went wrong with the rating."""
    p = model.Parameters()
    known = (
        (HALF, "That is the strongest scale: asked is the weakest of the ten."),
        (p.weakest_percent, "That is where the weakest of the ten stands at 200 ng/mL. The level here is lower."),
        (p.weakest_percent * HALF / 100, "You took half of 37 %. The level is more than half of 200 ng/mL."),
        (float(model.rating(level_for(HALF)).faint_below), "That is the limit of the three faint scales, not the weakest of the ten."),
        (meant / 100, "That is a share: give it in per cent of the scale."),
    )  # fmt: skip
    for wrong, sentence in known:
        if abs(given - wrong) <= NEAR_RATING * min(1, meant / 100 if wrong < 1 else 1):
            return sentence
    return f"The level is right. {given:.3g} % is too {'high' if given > meant else 'low'}: ask rating(level).weakest."
