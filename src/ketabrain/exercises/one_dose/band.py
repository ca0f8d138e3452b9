"""Exercise 3: a band of block from a level, and what makes it wide."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NoAnswer, NotYet, self_check
from ketabrain.models import nmda_receptor, receptor_binding
from ketabrain.models import one_dose as model

LEVELS_NG_ML = (20.0, 165.0, 800.0)
CLOSE = 0.002
GRIPS = {  # why the band is wide: letter to what is said against it, the right one to nothing
    "A": "The dose was the same for both edges: nothing about a person is in the band.",
    "B": "",
    "C": "Both edges have no magnesium. With it, both would lie far lower, and the band would not be wider.",
    "D": "Free shares run from 0.53 to 0.77, a factor of 1.5. The affinities run over a factor of 6.",
}


def edges(level_ng_ml: float) -> tuple[float, float]:
    """Return the lowest and the highest block of the confirmed values at a level [ng/mL]."""
    shares, (strong, weak) = receptor_binding.Parameters(), model.firm_uM()
    low = nmda_receptor.hill_share(nmda_receptor.free_uM(level_ng_ml, shares.free_low), weak)
    high = nmda_receptor.hill_share(nmda_receptor.free_uM(level_ng_ml, shares.free_high), strong)
    return float(low), float(high)


@self_check
def check_3(band: Any = None, why_wide: Any = None) -> str:
    """Check a function of a level [ng/mL] that returns the lowest and the highest block, and why the band is wide."""
    own = read.function(band, "band")
    for level in LEVELS_NG_ML:
        given = called(own, level)
        problem = slip(given, level)
        if problem:
            raise NotYet(f"At {level:g} ng/mL: {problem}")
    read.reason(why_wide, GRIPS, "B", "reason")
    low, high = edges(LEVELS_NG_ML[1])
    return (
        f"{100 * low:.0f} to {100 * high:.0f} % at {LEVELS_NG_ML[1]:g} ng/mL. Most of the width is the disagreement between "
        "laboratories about one number. More patients would not make it narrower. Another experiment would."
    )


def called(own: Callable[..., Any], level: float) -> tuple[float, float]:
    """Return what the learner's function gives for a level, as two shares; raise NotYet where it stops."""
    found = read.called(own, f"band({level:g})", level)
    if found is None:
        raise NoAnswer("The function returns None: finish it, and end it with return.")
    if isinstance(found, np.ndarray):
        found = found.tolist()
    if not isinstance(found, tuple | list) or len(found) != 2:
        raise NotYet(f"At {level:g} ng/mL the function should return two numbers: the lowest and the highest block.")
    return read.share(found[0], "the lowest block"), read.share(found[1], "the highest block")


def slip(given: tuple[float, float], level: float) -> str:
    """Say what is wrong with a band, or nothing."""
    right = edges(level)
    if read.close(given, right, CLOSE):
        return ""
    shares, (strong, weak) = receptor_binding.Parameters(), model.firm_uM()

    def block(free: float, half: float, per_uM: float = nmda_receptor.NG_ML_PER_UM) -> float:
        return float(free * level / per_uM / (free * level / per_uM + half))

    known = (
        (right[::-1], "the two are swapped: the lowest comes first."),
        ((block(1, weak), block(1, strong)), "you counted all drug in plasma: receptors meet only the free share."),
        ((block(shares.free_low, strong), block(shares.free_high, weak)), "a large K is a weak grip: the lowest block takes the largest K."),
        ((block(shares.free_high, weak), block(shares.free_low, strong)), "the free shares are swapped: least free drug gives the lowest block."),
        ((block(0.55, weak), block(0.55, strong)), "you took one free share for both edges: use the lowest and the highest."),
        ((block(shares.free_low, weak, 1), block(shares.free_high, strong, 1)), "you forgot to turn ng/mL into µM: divide by 237.7."),
        ((block(shares.free_low, weak, 1000 * 237.73), block(shares.free_high, strong, 1000 * 237.73)), "ng/mL over 237.7 is µM already."),
        ((1 - right[1], 1 - right[0]), "those are the shares that stay free: take 1 minus them."),
    )  # fmt: skip
    for meant, sentence in known:
        if read.close(given, meant, CLOSE):
            return sentence
    return f"you give {given[0]:.3f} and {given[1]:.3f}. Free drug in µM is c; each edge is c/(c + K), with its own c and its own K."
