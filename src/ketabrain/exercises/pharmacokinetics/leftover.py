"""Exercise 3: what is left before the next dose, by adding up the curves of single doses."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NotYet, self_check
from ketabrain.exercises.pharmacokinetics.amount import KG, LASTS_MIN
from ketabrain.models import pharmacokinetics as pk

AMOUNT_MG, DOSES = 35.0, 3
SHORT_H, LONG_H = 8.0, 84.0
CLOSE_SHORT, CLOSE_LONG = 0.01, 0.06  # of the level; the second is tiny, and two digits are enough


@self_check
def check_3(short_ng_ml: Any = None, long_ng_ml: Any = None) -> str:
    """Check the norketamine [ng/mL] left just before a fourth swallowed dose, every 8 and every 84 hours."""
    first, second = read.pair(short_ng_ml, long_ng_ml)
    right = (left(SHORT_H), left(LONG_H))
    given = read.number(first, "the level for every 8 hours")
    problem = slip(given, SHORT_H, CLOSE_SHORT)
    if problem:
        raise NotYet(problem)
    later = read.number(second, "the level for every 84 hours")
    problem = slip(later, LONG_H, CLOSE_LONG)
    if problem:
        raise NotYet(f"The first level is right. {problem}")
    share = 100 * right[0] / peak()
    return (
        f"{right[0]:.1f} ng/mL every {SHORT_H:g} hours, {share:.0f} % of the first peak, and {right[1]:.3f} ng/mL every {LONG_H:g} "
        "hours. Each dose follows its own curve as if it were alone, and the curves add up."
    )


@cache
def after(hours: float, metabolite: bool = True, route: str = "oral") -> float:
    """Return the level [ng/mL] of norketamine, or of ketamine, some hours after one dose."""
    given = pk.Dose(route, AMOUNT_MG, duration_min=LASTS_MIN if route == "iv_infusion" else 0.0)
    found = pk.simulate(given, KG, 60 * hours)
    assert found.norketamine_ng_ml is not None
    return float((found.norketamine_ng_ml if metabolite else found.ketamine_ng_ml)[0])


@cache
def peak() -> float:
    """Return norketamine's peak after one dose [ng/mL]."""
    found = pk.simulate(pk.Dose("oral", AMOUNT_MG), KG, np.arange(0, 721.0)).norketamine_ng_ml
    assert found is not None
    return float(found.max())


def summed(every_h: float, intervals: Sequence[int], **of: Any) -> float:
    """Return the sum of the levels that doses have left after some intervals."""
    return sum(after(every_h * n, **of) for n in intervals)


def left(every_h: float) -> float:
    """Return what is left of all doses before the next one."""
    return summed(every_h, range(1, DOSES + 1))


def near(given: float, meant: float, within: float) -> bool:
    """Say whether a level is within a share of what is meant."""
    return abs(given - meant) <= within * meant


def slip(given: float, every_h: float, within: float) -> str:
    """Say what is wrong with a level, or nothing."""
    right, at = left(every_h), f"Every {every_h:g} hours:"
    if near(given, right, within):
        return ""
    if given <= 0:
        return f"{at} {given:g} ng/mL means that nothing is left. after_one takes hours, and a trace always stays."
    other = LONG_H if every_h == SHORT_H else SHORT_H
    known = (
        (left(other), f"that is the level for every {other:g} hours: {SHORT_H:g} comes first, then {LONG_H:g}."),
        (DOSES * after(every_h), "you took the last dose three times, but the other two are older and have fallen further."),
        (summed(every_h, range(1, DOSES + 1), metabolite=False), "that is ketamine: the question is about norketamine."),
        (summed(every_h, range(1, DOSES + 1), route="iv_infusion"), "that is after infusions: here the dose is swallowed."),
        (1000 * right, "that is in pg/mL: 1 ng is 1000 pg."),
        (right / peak(), "that is the share of the first peak: give the level in ng/mL."),
        (100 * right / peak(), "that is the share of the first peak, in per cent: give the level in ng/mL."),
        (after(every_h), "that is what the last dose alone leaves: add the two before it."),
        (after(DOSES * every_h), "that is what the first dose alone leaves: add the two after it."),
        (summed(every_h, range(1, DOSES)), f"one dose is missing: the first was given {DOSES * every_h:g} hours before."),
        (summed(every_h, range(1, DOSES + 2)), "that is one dose too many: before the fourth there have been three."),
    )  # fmt: skip
    for meant, sentence in known:
        if near(given, meant, within):
            return f"{at} {sentence}"
    side = "high" if given > right else "low"
    return (
        f"{at} {given:.3g} ng/mL is too {side}. How many hours ago was each of the three doses? Add what each has left."
    )
