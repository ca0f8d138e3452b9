"""Exercise 1: how long until the blood holds little, after one dose and after twice as much."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NotYet, self_check
from ketabrain.models import one_dose as model

DOSE_MG_KG, KG, LITTLE_NG_ML = 0.5, 70.0, 10.0
MINUTES = np.arange(1, 2881.0)
CLOSE_H = 0.1


@cache
def level(times: float, route: str = "iv_infusion") -> np.ndarray:
    """Return the level [ng/mL] minute by minute after some times the usual dose."""
    return model.plasma_ng_ml(route, times * DOSE_MG_KG, KG, MINUTES)


@cache
def fades_h(times: float, below_ng_ml: float = LITTLE_NG_ML) -> float:
    """Return after how many hours the level stays below a number."""
    return float(MINUTES[np.flatnonzero(level(times) >= below_ng_ml)[-1] + 1] / 60)


@cache
def reached_h(times: float) -> float:
    """Return after how many hours the level first reaches the number, on its way up."""
    return float(MINUTES[(level(times) >= LITTLE_NG_ML).argmax()] / 60)


@self_check
def check_1(single_h: Any = None, double_h: Any = None) -> str:
    """Check after how many hours the level stays below 10 ng/mL, after 0.5 and after 1 mg/kg."""
    first, second = read.pair(single_h, double_h)
    for given, times, what, done in (
        (first, 1.0, "the time after 0.5 mg/kg", ""),
        (second, 2.0, "the time after 1 mg/kg", "The first time is right. "),
    ):
        problem = slip(read.number(given, what), times)
        if problem:
            raise NotYet(done + problem)
    one, two, four = (fades_h(times) for times in (1.0, 2.0, 4.0))
    return (
        f"{one:.1f} hours, and {two:.1f} after twice as much. Doubling the dose adds {two - one:.1f} hours here, and does not "
        f"double the time: twice the level has to halve once more. Four times the dose lasts {four:.1f} hours."
    )


def slip(given: float, times: float) -> str:
    """Say what is wrong with a time, or nothing."""
    right = fades_h(times)
    if abs(given - right) <= CLOSE_H:
        return ""
    known = (
        (60 * right, 5.0, "That is in minutes: give hours."),
        (reached_h(times), 0.05, "That is when the level first reaches 10 ng/mL, on its way up: look at the way down."),
        (right - 40 / 60, CLOSE_H, "You counted from the end of the infusion: count from its start, as the slider does."),
        (float(MINUTES[level(times).argmax()] / 60), 0.05, "That is when the level is highest."),
        (2 * fades_h(1.0), CLOSE_H, "You doubled the time. Twice the dose is twice the level at every moment, not twice the time."),
        (fades_h(3 - times), CLOSE_H, "That belongs to the other dose: 0.5 mg/kg comes first, then 1."),
        (fades_h(times, 1.0), CLOSE_H, "That is when the level falls below 1 ng/mL: 10 is asked for."),
        (fades_h(times, 0.1 * float(level(times).max())), CLOSE_H, "That is a tenth of the peak: 10 ng/mL is asked for."),
    )  # fmt: skip
    for meant, within, sentence in known:
        if abs(given - meant) <= within:
            return sentence
    side = "long" if given > right else "short"
    return f"{given:.3g} hours is too {side}. At which minutes is the level at 10 ng/mL or above? Take the last, and one more."
