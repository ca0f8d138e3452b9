"""Exercise 4: from a total level in plasma to the share blocked, and what a famous sentence leaves out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NoAnswer, NotYet, self_check
from ketabrain.models import nmda_receptor as model

Call = tuple[float, str, bool]
CALLS: tuple[Call, ...] = (
    (185.0, "2A", True),
    (185.0, "2A", False),
    (185.0, "2C", True),
    (750.0, "2D", True),
    (2000.0, "2B", False),
)
NEW_NG_ML = 250.0
SALT_G_MOL = model.NG_ML_PER_UM + 36.46
NEAR = 0.01  # of the share
BECAUSE = "C"
REASONS = {
    "A": "That is resting 2A and 2B in a calculation. 2C, or a depolarised cell, gives more, and no brain was measured.",
    "B": "The receptors are human, the conditions are not: a dish without magnesium, one subunit, all drug free.",
    BECAUSE: "",
    "D": "Nearly all of the drug in brain tissue is bound, not free at the receptor, so a total level there misleads even more.",
}


@self_check
def check_4(share_blocked: Any = None, why: Any = None) -> str:
    """Check a function (total ng/mL, subunit, magnesium) -> share blocked, and what one may say of the sentence."""
    read.function(share_blocked, "share_blocked")
    given = [called(share_blocked, call) for call in CALLS]
    problem = slip(given)
    if problem:
        raise NotYet(problem)
    read.reason(why, REASONS, BECAUSE, "judgement")
    bare, with_mg, other = (
        100 * expected((NEW_NG_ML, name, there)) for name, there in (("2A", False), ("2A", True), ("2C", True))
    )
    return (
        f"At {NEW_NG_ML:g} ng/mL it says {bare:.0f} % of 2A without magnesium, {with_mg:.0f} % of 2A and {other:.0f} % of 2C with it: one "
        f"level, three answers, all from numbers that are not confirmed. A share blocked needs its level, free share, subunit, "
        f"magnesium and voltage."
    )


def half_uM(call: Call) -> float:
    """Return the IC50 [uM] that belongs to a call."""
    _, subunit, magnesium = call
    return model.measured_ic50_uM(subunit)[1 if magnesium else 0]


def expected(call: Call) -> float:
    """Return the share blocked."""
    return float(model.hill_share(model.free_uM(call[0]), half_uM(call)))


def called(function: Callable[[float, str, bool], Any], call: Call) -> float:
    """Call a learner's function; raise NotYet where it stops or gives back no share."""
    level, subunit, magnesium = call
    answer = read.called(function, f'share_blocked({level:g}, "{subunit}", {magnesium})', level, subunit, magnesium)
    if answer is None:
        raise NoAnswer("share_blocked gives back None: let it return the share.")
    if isinstance(answer, tuple | list | np.ndarray) and np.size(answer) == 2:
        raise NotYet("share_blocked gives back two numbers: choose one IC50 of the pair, with [0] or [1].")
    return read.number(answer, "the share that share_blocked gives back")


def same(given: list[float], meant: list[float]) -> bool:
    """Say whether all shares are near."""
    return all(abs(a - b) <= NEAR * abs(b) for a, b in zip(given, meant, strict=True))


def slip(given: list[float]) -> str:
    """Say what is wrong with a function's shares, or nothing."""
    right = [expected(call) for call in CALLS]
    if same(given, right):
        return ""
    for meant, sentence in mistakes(right):
        if same(given, meant):
            return sentence
    if given[0] == given[1] and given[0] != given[2]:
        return "share_blocked says the same with magnesium and without: the pair holds one IC50 for each."
    if given[0] == given[2]:
        return "share_blocked says the same for 2A and 2C: pass the subunit on."
    if not 0 <= min(given) <= max(given) <= 1:
        return f"share_blocked gives back {max(given, key=abs):.3g}: a share runs from 0 to 1."
    place = next(i for i, (a, b) in enumerate(zip(given, right, strict=True)) if abs(a - b) > NEAR * b)
    level, subunit, magnesium = CALLS[place]
    side = "high" if given[place] > right[place] else "low"
    state = "with" if magnesium else "without"
    return f"At {level:g} ng/mL, for {subunit} {state} magnesium, your function says {given[place]:.3g}, which is too {side}."


def mistakes(right: list[float]) -> tuple[tuple[list[float], str], ...]:
    """Return the shares that wrong ways give, and a sentence on each."""
    fraction = model.Parameters().free_fraction

    def filled(level_per_ng: float, pick: Callable[[Call], float] = half_uM, hill: float = 1.0) -> list[float]:
        return [float(model.hill_share(call[0] * level_per_ng, pick(call), hill)) for call in CALLS]

    free = fraction / model.NG_ML_PER_UM
    return (
        ([1 - share for share in right], "These are the shares that stay free: take 1 minus them."),
        ([100 * share for share in right], "These are percentages: give a share, from 0 to 1."),
        (filled(free / fraction), "You used the total level: only the free part, 0.55 of it, reaches a receptor."),
        (filled(free / fraction * (1 - fraction)), "You used the bound part: 0.55 is free, 0.45 is bound."),
        (filled(free / fraction**2), "You divided by the free fraction: multiply by it, the free part is the smaller."),
        (taken_for_uM(fraction), "You used ng/mL as if they were µM: divide by the molar mass, 237.73."),
        (filled(fraction / 1000), "You divided by 1000, which gives µg/mL: divide by the molar mass for µM."),
        (filled(fraction / SALT_G_MOL), "You took the salt's molar mass: levels in the blood are those of the base."),
        (filled(free, lambda call: model.measured_ic50_uM(call[1])[0]),
         "You used the IC50 without magnesium throughout: where magnesium is there, take the pair's second number."),
        (filled(free, lambda call: model.measured_ic50_uM(call[1])[1]),
         "You used the IC50 with magnesium throughout: without it, take the pair's first number."),
        (filled(free, lambda call: half_uM((call[0], call[1], not call[2]))),
         "With and without magnesium are swapped: the pair's first number is the one without."),
        (filled(free, hill=model.Parameters().hill),
         "You raised to 0.84: that steepness belongs to another laboratory's curve. Leave it at 1 here."),
        ([call[0] * free / half_uM(call) for call in CALLS], "That is level over IC50, x: the share is x / (1 + x)."),
        ([call[0] * free for call in CALLS], "That is the free level in µM: compare it with the IC50."),
        ([half_uM(call) for call in CALLS], "That is the IC50: compare the free level with it."),
        ([float(model.dish_blocked(call[0] * free)) for call in CALLS],
         "That is the dish of another laboratory: take the subunit's own IC50."),
    )  # fmt: skip


def taken_for_uM(fraction: float) -> list[float]:
    """Return what ng/mL give that were taken for uM: nearly everything, beyond the model's own range."""
    return [call[0] * fraction / (call[0] * fraction + half_uM(call)) for call in CALLS]
