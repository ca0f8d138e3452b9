"""Exercise 4: the percentile of a level in a crowd, and from which vessel two samples came."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NoAnswer, NotYet, self_check
from ketabrain.exercises.pharmacokinetics.amount import FIRST_MG, KG, LASTS_MIN
from ketabrain.models import pharmacokinetics as pk

INFUSION = pk.Dose("iv_infusion", FIRST_MG, duration_min=LASTS_MIN)
VESSELS = {"vein": "racemic_venous", "artery": "racemic_arterial"}
PEOPLE, SEED = 200, 1
FIRST, SECOND = (280.0, 40.0), (57.0, 100.0)  # the two samples: a level [ng/mL] at a minute
CALLS = (
    (*FIRST, "vein"),
    (*SECOND, "vein"),
    (*FIRST, "artery"),
    (*SECOND, "artery"),
    (150.0, 40.0, "vein"),
    (75.0, 100.0, "vein"),
)
CLOSE = 0.3  # per cent: less than one person of 200
BECAUSE = "D"
REASONS = {
    "A": "A percentile is a place among people. Two places far out on opposite sides do not make one in the middle.",
    "B": "Slow clearance lifts the second level more than the first, and the second is the low one.",
    "C": "Your function shows that they differ: the same two levels are ordinary in one crowd and rare in the other.",
    BECAUSE: "",
}


@self_check
def check_4(percentile: Any = None, which: Any = None) -> str:
    """Check a function (level [ng/mL], minute, vessel) -> percentile, and which vessel the samples came from."""
    read.function(percentile, "percentile")
    given, right = [called(percentile, *call) for call in CALLS], [below(*call) for call in CALLS]
    problem = slip(given, right)
    if problem:
        raise NotYet(problem)
    read.reason(which, REASONS, BECAUSE, "conclusion")
    return (
        f"In the vein {right[0]:.0f} % of the people have less than {FIRST[0]:g} ng/mL at first, and {right[1]:.1f} % less than "
        f"{SECOND[0]:g} later. In the artery it is {right[2]:.1f} % and {right[3]:.1f} %. So here the fall from one sample to the next "
        "tells the vessel."
    )


@cache
def crowd(minute: float, vessel: str, metabolite: bool = False) -> np.ndarray:
    """Return the level [ng/mL] in each of the people."""
    people = pk.population(VESSELS[vessel], PEOPLE, SEED)
    found = pk.simulate(INFUSION, KG, minute, people)
    assert found.norketamine_ng_ml is not None
    return (found.norketamine_ng_ml if metabolite else found.ketamine_ng_ml)[:, 0]


def below(level_ng_ml: float, minute: float, vessel: str, metabolite: bool = False) -> float:
    """Return how many per cent of the people have less."""
    return float(100 * np.mean(crowd(minute, vessel, metabolite) < level_ng_ml))


def inverse(level: float, minute: float, vessel: str) -> float:
    """Return what a learner gets who takes the level for a percentile; NaN where NumPy refuses."""
    return float(np.percentile(crowd(minute, vessel), level)) if level <= 100 else float("nan")


def called(function: Callable[[float, float, str], Any], level: float, minute: float, vessel: str) -> float:
    """Call a learner's function; raise NotYet where it stops or gives back no number."""
    call = f'percentile({level:g}, {minute:g}, "{vessel}")'
    try:
        answer = read.called(function, call, level, minute, vessel)
    except NotYet as problem:
        if "ercentiles must be in the range" in str(problem) or "uantiles must be in the range" in str(problem):
            raise NotYet(
                "np.percentile turns a per cent into a level: here you need the way back. Count people."
            ) from None
        raise
    if answer is None:
        raise NoAnswer("percentile gives back None: let it return the per cent of people with a lower level.")
    if isinstance(answer, pk.Concentrations):
        raise NotYet("percentile gives back the whole result: compare its ketamine_ng_ml with the level, and count.")
    if isinstance(answer, np.ndarray) and answer.size == PEOPLE:
        raise NotYet(f"percentile gives back {PEOPLE} values, one a person: count those below, in per cent of all.")
    return read.number(answer, "the per cent that percentile gives back")


def same(given: list[float], meant: list[float], within: float = CLOSE) -> bool:
    """Say whether all numbers are near."""
    return all(abs(a - b) <= within for a, b in zip(given, meant, strict=True))


def slip(given: list[float], right: list[float]) -> str:
    """Say what is wrong with a function's percentiles, or nothing."""
    if same(given, right):
        return ""
    typical = [pk.simulate(INFUSION, KG, minute, VESSELS[vessel]).ketamine_ng_ml[0] for _, minute, vessel in CALLS]
    known = (
        ([value / 100 for value in right], 0.003, "These are shares from 0 to 1: give per cent."),
        ([PEOPLE * value / 100 for value in right], 0.6, f"These are numbers of people: give per cent of all {PEOPLE}."),
        ([100 - value for value in right], CLOSE, "That counts the people above the level: a percentile counts those below."),
        ([100.0 * (level > one) for (level, _, _), one in zip(CALLS, typical, strict=True)], CLOSE,
         "That asks the typical person alone, so it says 0 or 100: hand people[vessel] to simulate."),
        ([below(*call, metabolite=True) for call in CALLS], CLOSE, "That counts norketamine: take ketamine_ng_ml."),
    )  # fmt: skip
    for meant, within, sentence in known:
        if same(given, meant, within):
            return sentence
    if same(given[1::2], [inverse(*call) for call in CALLS[1::2]], 0.6):
        return "Some of these are levels: np.percentile turns a per cent into a level. Count the people below instead."
    if same(given[:2], given[2:4]):
        return "percentile says the same for both vessels: take people[vessel]."
    if given[4] == given[5] or same(given, [below(level, FIRST[1], vessel) for level, _, vessel in CALLS]):
        return "percentile does not look at the minute: pass it on to simulate as the time."
    place = next(i for i, (a, b) in enumerate(zip(given, right, strict=True)) if abs(a - b) > CLOSE)
    level, minute, vessel = CALLS[place]
    side = "high" if given[place] > right[place] else "low"
    return (
        f'percentile({level:g}, {minute:g}, "{vessel}") says {given[place]:.3g} %, which is too {side}. Is the seed 1?'
    )
