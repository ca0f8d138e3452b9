"""Exercise 1: the noise at which sleds leave after 300 minutes, and what a lower ridge does to the wait."""

from __future__ import annotations

from math import log
from typing import Any

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NotYet, self_check
from ketabrain.models import energy_landscape as model

HIGH, LOW, TILT = 1.0, 0.7, 0.1
NOISE, WANTED_MIN = 0.03, 300.0
CLOSE_NOISE, CLOSE_FACTOR = 0.0004, 0.3


@self_check
def check_1(noise: Any = None, sooner: Any = None) -> str:
    """Check the noise for a mean time of 300 min, and how many times sooner sleds leave over the lower ridge."""
    first, second = read.pair(noise, sooner)
    given, right = read.number(first, "the noise"), noise_for(WANTED_MIN)
    if abs(given - right) > CLOSE_NOISE:
        raise NotYet(noise_slip(given, right))
    factor, meant = read.number(second, "how many times sooner"), high_min() / low_min()
    if abs(factor - meant) > CLOSE_FACTOR:
        raise NotYet(factor_slip(factor, meant))
    return (
        f"With a noise of {right:.3f} sleds leave after 300 minutes: a quarter more shaking cuts the wait to a third. "
        f"And a ridge lower by less than a third makes them leave {meant:.0f} times sooner."
    )


def high_min(noise: float = NOISE) -> float:
    """Return Kramers' time over the high ridge."""
    return model.kramers_min(HIGH, TILT, noise)


def low_min(noise: float = NOISE) -> float:
    """Return Kramers' time over the low ridge."""
    return model.kramers_min(LOW, TILT, noise)


def noise_for(time_min: float, side: str = "left") -> float:
    """Return the noise at which Kramers' time is as wanted: the formula, solved for the noise."""
    climb = model.barrier(HIGH, TILT, side)
    front = model.kramers_min(HIGH, TILT, climb, side) / 2.718281828459045
    return climb / log(time_min / front)


def noise_slip(given: float, right: float) -> str:
    """Say what went wrong with the noise."""
    climb = model.barrier(HIGH, TILT)
    known = (
        (NOISE * high_min() / WANTED_MIN, "You made the noise larger by as much as the time is shorter: the noise stands in an exponent."),
        (noise_for(WANTED_MIN, "right"), "That is for leaving the right valley: take side=\"left\", which is what kramers_min does by itself."),
        (climb / log(WANTED_MIN), "You left out the factor in front of the exponential: let kramers_min do the sum."),
    )  # fmt: skip
    for wrong, sentence in known:
        if abs(given - wrong) <= CLOSE_NOISE:
            return sentence
    if not 0.001 <= given <= model.HIGHEST_NOISE:
        return f"{given:g} is no noise that this hill knows: search from 0.02 to 0.12."
    side = "more" if given < right else "less"
    return f"With a noise of {given:.3g} sleds leave after {high_min(given):.3g} min: take {side} noise for 300."


def factor_slip(given: float, meant: float) -> str:
    """Say what went wrong with the factor."""
    exact = model.exact_min(HIGH, TILT, NOISE) / model.exact_min(LOW, TILT, NOISE)
    climbs = model.barrier(HIGH, TILT) / model.barrier(LOW, TILT)
    known = (
        (1 / meant, 0.005, "That is the short time over the long one: turn the fraction over."),
        (exact, CLOSE_FACTOR, "That is the exact answer, and a better one. Here Kramers' formula is asked."),
        (climbs, 0.1, "That is by how much the *barrier* is lower. The time depends on it through an exponential."),
        (high_min() - low_min(), 2.0, "That is by how many minutes sooner. Divide instead."),
        (HIGH / LOW, 0.02, "That is by how much the ridge is lower. Compare the two times."),
    )  # fmt: skip
    for wrong, near, sentence in known:
        if abs(given - wrong) <= near:
            return sentence
    return f"The noise is right. {given:.3g} is too {'high' if given > meant else 'low'}: divide kramers_min at a = 1 by that at a = 0.7."
