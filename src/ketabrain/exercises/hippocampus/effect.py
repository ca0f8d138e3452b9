"""Exercise 4: what an effect size says about one person and asks of a study, and what a headline leaves out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import erf, sqrt
from typing import Any

import numpy as np

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NoAnswer, NotYet, self_check

SIZES = (0.14, 0.2, 0.5)  # effect sizes that the function is asked about
NEW = 0.17
Z_LEVEL, Z_POWER = 1.96, 0.84  # 5 % two-sided, 80 % power
NEAR_CHANCE, NEAR_PEOPLE = 0.001, 0.01
BECAUSE = "C"
REASONS = {
    "A": "Dividing cells in rats are not ripe neurons, let alone in people; and rats without new neurons still responded.",
    "B": "Something was shown: more dividing cells in rats, and in mice the activity of young neurons was needed.",
    BECAUSE: "",
    "D": "A scan shows a volume and counts no neurons, and at d = 0.14 the two groups overlap almost fully.",
}
Pair = tuple[float, float]


@self_check
def check_4(read_effect: Any = None, why: Any = None) -> str:
    """Check a function d -> (chance, people in each group), and what one may say of the headline."""
    function = read.function(read_effect, "read_effect")
    wrong = slip([called(function, d) for d in SIZES])
    if wrong:
        raise NotYet(wrong)
    read.reason(why, REASONS, BECAUSE, "judgement")
    first, new = SIZES[0], NEW
    return (
        f"At d = {first:g} it is {100 * chance(first):.0f} in 100, and {people(first):.0f} people in each group; at "
        f"{new:g} it is {100 * chance(new):.0f} in 100, and {people(new):.0f}. Certain of averages, nearly blind to one "
        f"person; and the headline says more than is shown."
    )


def normal(z: float) -> float:
    """Return the share of a normal distribution below z standard deviations."""
    return (1 + erf(z / sqrt(2))) / 2


def chance(d: float) -> float:
    """Return the chance that a patient drawn at random has the smaller volume."""
    return normal(d / sqrt(2))


def people(d: float) -> float:
    """Return how many people each of two groups needs."""
    return 2 * ((Z_LEVEL + Z_POWER) / d) ** 2


def called(function: Callable[[float], Any], d: float) -> Pair:
    """Call a learner's function; raise NotYet where it stops or gives back no pair of numbers."""
    answer = read.called(function, f"read_effect({d:g})", d)
    if answer is None:
        raise NoAnswer("read_effect gives back None: let it return the chance and the number of people.")
    if isinstance(answer, np.ndarray):
        answer = answer.tolist()
    if not isinstance(answer, tuple | list) or len(answer) != 2:
        raise NotYet("Let read_effect return two numbers: the chance, then the people in each group.")
    if answer[0] is None or answer[1] is None:
        raise NoAnswer("read_effect gives back None in one place: let it return the chance and the number of people.")
    return read.number(answer[0], "the chance"), read.number(answer[1], "the number of people")


def slip(given: Sequence[Pair]) -> str:
    """Say what is wrong with the pairs that a function gave, or nothing."""
    chances, counts = ([pair[i] for pair in given] for i in (0, 1))
    if not read.close(chances, [chance(d) for d in SIZES], NEAR_CHANCE):
        return chance_slip(chances, counts)
    if not enough(counts, people):
        return people_slip(counts)
    return ""


def near(count: float, meant: float) -> bool:
    """Say whether a number of people is near; rounding to a whole one is free."""
    return abs(count - meant) <= max(1.0, NEAR_PEOPLE * meant)


def enough(counts: Sequence[float], meant: Callable[[float], float]) -> bool:
    """Say whether all numbers of people are near."""
    return all(near(count, meant(d)) for count, d in zip(counts, SIZES, strict=True))


def chance_slip(chances: Sequence[float], counts: Sequence[float]) -> str:
    """Say what went wrong with the chance."""
    known: tuple[tuple[Callable[[float], float], str], ...] = (
        (lambda d: 100 * chance(d), "These chances are in per cent: give shares from 0 to 1."),
        (lambda d: 1 - chance(d), "That is the chance that the patient's is the larger one: take 1 minus it."),
        (
            normal,
            "That compares a patient with the average of the others. Two people vary: z is d / √2, and erf takes z / √2.",
        ),
        (
            lambda d: normal(d * sqrt(2)),
            "You multiplied d by the root of 2: two people differ more than one does, so divide.",
        ),
        (
            lambda d: normal(d / 2),
            "You divided d by 2, or by the root of 2 once too often: z is d / √2, and erf takes z / √2.",
        ),
        (lambda d: erf(d / 2), "erf is not the share below: that is (1 + erf(z / √2)) / 2."),
        (lambda d: d, "That is d itself: it counts standard deviations and is no chance."),
        (lambda d: 0.5, "0.5 is a coin: the chance must be a little above it."),
    )
    if enough(chances, people):
        return "The two numbers are in the wrong order: the chance comes first."
    for meant, sentence in known:
        if read.close(chances, [meant(d) for d in SIZES], NEAR_CHANCE):
            return sentence
    if not 0 <= min(chances) <= max(chances) <= 1:
        return f"read_effect says a chance of {max(chances, key=abs):.3g}: a chance runs from 0 to 1."
    place = next(i for i, d in enumerate(SIZES) if abs(chances[i] - chance(d)) > NEAR_CHANCE)
    side = "high" if chances[place] > chance(SIZES[place]) else "low"
    return f"At d = {SIZES[place]:g} read_effect says a chance of {chances[place]:.3g}, which is too {side}."


def people_slip(counts: Sequence[float]) -> str:
    """Say what went wrong with the number of people."""
    known: tuple[tuple[Callable[[float], float], str], ...] = (
        (lambda d: 2 * people(d), "The chances are right. That is both groups together: give the people in each."),
        (lambda d: people(d) / 2, "The chances are right. You forgot the 2: both averages are uncertain."),
        (
            lambda d: people(d) * d,
            "The chances are right. d must be squared: half the difference takes four times as many people.",
        ),
        (
            lambda d: 2 * (Z_LEVEL / d) ** 2,
            "The chances are right. Without the 0.84 a study misses the difference every other time.",
        ),
        (lambda d: 2 * (Z_POWER / d) ** 2, "The chances are right. You left out the 1.96."),
        (lambda d: 2 * (Z_LEVEL + Z_POWER) / d**2, "The chances are right. The sum, 1.96 + 0.84, must be squared too."),
        (
            lambda d: 2 * (Z_LEVEL**2 + Z_POWER**2) / d**2,
            "The chances are right. Add 1.96 and 0.84 first, then square.",
        ),
        (lambda d: people(d) * d**4, "The chances are right. You multiplied by d squared: divide by it."),
    )
    for meant, sentence in known:
        if enough(counts, meant):
            return sentence
    place = next(i for i, d in enumerate(SIZES) if not near(counts[i], people(d)))
    side = "many" if counts[place] > people(SIZES[place]) else "few"
    return f"The chances are right. At d = {SIZES[place]:g} {counts[place]:.4g} people in each group are too {side}."
