"""Exercise 3: what share of sleds is still in the valley after the mean time, and of those, after it again."""

from __future__ import annotations

from math import exp
from typing import Any

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NotYet, self_check

LEFT = exp(-1)  # waiting times without a memory are spread exponentially
CLOSE = 0.06  # a few hundred sleds are counted


@self_check
def check_3(still_there: Any = None, still_again: Any = None) -> str:
    """Check the share left after one mean time, and of those left, the share left after a second one."""
    first, second = read.pair(still_there, still_again)
    given = read.share(first, "the share that is still there")
    if abs(given - LEFT) > CLOSE:
        raise NotYet(first_slip(given))
    again = read.share(second, "the share of those that stays on")
    if abs(again - LEFT) > CLOSE:
        raise NotYet(second_slip(again))
    return (
        f"About {100 * LEFT:.0f} % are there after the mean time, and of these about {100 * LEFT:.0f} % after as long again. A sled that has waited is "
        f"no more due than one that has just come: on fixed ground it keeps no memory of its waiting."
    )


def first_slip(given: float) -> str:
    """Say what went wrong with the first share."""
    if abs(given - (1 - LEFT)) <= CLOSE:
        return "That is the share that has left. Asked is the share that is still there."
    if abs(given - 0.5) <= CLOSE:
        return "Half are left after the *median*. A few sleds wait very long and pull the mean above it: count them."
    return f"{given:.2g} is too {'high' if given > LEFT else 'low'}: count the times that are longer than the mean, as a share of all."


def second_slip(given: float) -> str:
    """Say what went wrong with the second share."""
    if abs(given - LEFT**2) <= CLOSE:
        return "The first is right. That is the share of *all* sleds after two mean times: divide by those still there after one."
    if abs(given - (1 - LEFT)) <= CLOSE:
        return "The first is right. That is the share of those that leave. Asked is the share that stays on."
    return f"The first is right. {given:.2g} is too {'high' if given > LEFT else 'low'}: of the sleds beyond one mean time, count those beyond two."
