"""Exercise 2: the joint of two routes, and why a linear one cannot satisfy two experiments."""

from __future__ import annotations

from functools import cache
from typing import Any

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NotYet, self_check
from ketabrain.models import cascade as model

READ_H, CLOSE = 24.0, 0.006


@self_check
def check_2(rest_share: Any = None, after_nbqx: Any = None) -> str:
    """Check the share of the block at rest that leaves a quarter to the knock-out, and what NBQX leaves then."""
    first, second = read.pair(rest_share, after_nbqx)
    given, right = read.share(first, "the share of the block at rest"), share_for(model.LOST)
    if abs(given - right) > CLOSE:
        raise NotYet(joint_slip(given))
    left, meant = read.share(second, "what NBQX leaves"), 1 - model.LOST
    if abs(left - meant) > CLOSE:
        raise NotYet(left_slip(left))
    return (
        f"At a share of {right:.2f} the knock-out keeps a quarter, and NBQX leaves {meant:.2f}. The two always add up to 1, because the "
        f"chain is linear: what one route brings, the other does not. So the more the one experiment comes out, the less the other does."
    )


def without(step: str, rest_share: float) -> float:
    """Return which share of the spines is there after a day with the drive of a step set to 0."""
    return model.chain_share(READ_H, cut=(step,), parameters=model.Parameters(rest_share=rest_share))


@cache
def share_for(left: float) -> float:
    """Return the share of the block at rest at which the knock-out leaves so much, by halving the interval."""
    low, high = 0.0, 1.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if without("translation", middle) > left else (low, middle)
    return low


def joint_slip(given: float) -> str:
    """Say what went wrong with the share of the block at rest."""
    if abs(given - share_for(1 - model.LOST)) <= CLOSE:
        return "There the knock-out keeps three quarters. A quarter is asked: give the block at rest more weight."
    left = without("translation", given)
    return f"At {given:.3g} the knock-out keeps {left:.2f} of the spines, not 0.25: give the block at rest {'more' if left > model.LOST else 'less'}."


def left_slip(given: float) -> str:
    """Say what went wrong with what NBQX leaves."""
    if abs(given - model.LOST) <= CLOSE:
        return (
            'That is what the knock-out leaves, or what NBQX takes. Asked is what is left when the step "ampa" is cut.'
        )
    if abs(given - without("ampa", model.Parameters().rest_share)) <= CLOSE:
        return "That is for equal halves. Put your share into the parameters for NBQX too."
    side = "high" if given > 1 - model.LOST else "low"
    return f'The share is right. {given:.3g} is too {side}: cut the step "ampa" and divide the spines at {READ_H:.0f} h by those without a cut.'
