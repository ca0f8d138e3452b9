"""Exercise 4: what twenty people can miss, and what may be said of mTORC1 after a trial that found no difference."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import sqrt
from typing import Any

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NoAnswer, NotYet, self_check

PEOPLE = (20, 5, 80)
LEVEL, POWER = 1.96, 0.84  # 5 % two-sided; four times out of five
NEAR = 0.005
BECAUSE = "C"
REASONS = {
    "A": "Nobody measured how much mTORC1 was blocked in the brain, and twenty people can miss a fall of half a standard deviation.",
    "B": "What is needed in rats need not be needed in people: this trial was made to find out.",
    BECAUSE: "",
    "D": "More responders after two weeks were one of several looks at twenty people, and say nothing about how.",
}


@self_check
def check_4(smallest_fall: Any = None, why: Any = None) -> str:
    """Check a function n -> the smallest fall that a crossover with n people finds four times out of five, and a judgement."""
    function = read.function(smallest_fall, "smallest_fall")
    given = [fall_of(function, n) for n in PEOPLE]
    problem = slip(given)
    if problem:
        raise NotYet(problem)
    read.reason(why, REASONS, BECAUSE, "judgement")
    return (
        f"With {PEOPLE[0]} people the fall must be {fall(PEOPLE[0]):.2f} standard deviations to be found four times out of five, and with "
        f"{PEOPLE[2]} half of that. “Unaltered” was seen; “not needed” is more than was seen; and the rats' result may not be told as people's."
    )


def fall(people: int) -> float:
    """Return the smallest fall, in standard deviations of a person's difference between the two days."""
    return (LEVEL + POWER) / sqrt(people)


def fall_of(function: Callable[..., Any], people: int) -> float:
    """Return what a learner's function says of so many people."""
    answer = read.called(function, f"smallest_fall({people})", people)
    if answer is None:
        raise NoAnswer("smallest_fall gives back None: let it return a number.")
    return read.number(answer, "the smallest fall")


def slip(given: Sequence[float]) -> str:
    """Say what is wrong with a function's numbers, or nothing."""

    def like(rule: Callable[[int], float]) -> bool:
        return read.close(given, [rule(n) for n in PEOPLE], NEAR)

    if like(fall):
        return ""
    known: tuple[tuple[Callable[[int], float], str], ...] = (
        (lambda n: (LEVEL + POWER) / n, "Divide by the root of n, not by n: four times as many people halve the fall."),
        (lambda n: LEVEL / sqrt(n), "Without the 0.84 a trial misses such a fall every other time."),
        (lambda n: POWER / sqrt(n), "You left out the 1.96."),
        (lambda n: (LEVEL + POWER) * sqrt(2 / n), "That is for two separate groups. Here everybody is compared with themselves: no 2."),
        (lambda n: (LEVEL + POWER) * sqrt(n), "You multiplied: more people must find a *smaller* fall."),
        (lambda n: ((LEVEL + POWER) / sqrt(n)) ** 2, "That is the square. Take no square here."),
        (lambda n: LEVEL + POWER / sqrt(n), "Put brackets around 1.96 + 0.84."),
        (lambda n: fall(PEOPLE[0]), "It gives the same for every n: use n inside the function."),
    )  # fmt: skip
    for rule, sentence in known:
        if like(rule):
            return sentence
    place = next(i for i, n in enumerate(PEOPLE) if abs(given[i] - fall(n)) > NEAR)
    side = "large" if given[place] > fall(PEOPLE[place]) else "small"
    return f"For {PEOPLE[place]} people smallest_fall says {given[place]:.3g}, which is too {side}."
