"""Exercise 1: the block at which a fast train turns from strengthening to weakening, and where it weakens most."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NotYet, self_check
from ketabrain.exercises.hippocampus import trains
from ketabrain.models import calcium_plasticity as model

FREQUENCY_HZ, PULSES, START = 100.0, 100, 0.5
BLOCKS = np.arange(101) / 100
CLOSE = 0.011


@self_check
def check_1(turns_at: Any = None, weakest_at: Any = None) -> str:
    """Check the smallest block at which the train weakens the synapse, and the block at which it ends weakest."""
    first, second = read.pair(turns_at, weakest_at)
    turn, lowest = block(first, "the block at which it turns"), turning()
    if abs(turn - lowest) > CLOSE:
        raise NotYet(turn_slip(turn))
    deepest, meant = block(second, "the block at which it ends weakest"), weakest()
    if abs(deepest - meant) > CLOSE:
        raise NotYet(weakest_slip(deepest))
    return (
        f"From a block of {lowest:.2f} on the train weakens the synapse, most at {meant:.2f}: there it ends at "
        f"{at(meant):.2f}. At {meant - 0.03:.2f} calcium still just passes the upper level, and the synapse ends at "
        f"{at(meant - 0.03):.2f}. At 0.80 it stays at {at(0.8):.2f}."
    )


@cache
def ends(frequency_Hz: float = FREQUENCY_HZ, pulses: int = PULSES) -> tuple[float, ...]:
    """Return the efficacy in the end, at every block."""
    return tuple(float(value) for value in model.simulate(model.protocol(frequency_Hz, pulses), BLOCKS).final)


def at(share: float) -> float:
    """Return the efficacy in the end at one block."""
    return float(np.interp(share, BLOCKS, ends()))


def turning() -> float:
    """Return the smallest block at which the synapse ends weaker than it began."""
    return float(BLOCKS[np.argmax(np.array(ends()) < START)])


def weakest() -> float:
    """Return the block at which the synapse ends weakest."""
    return float(BLOCKS[np.argmin(ends())])


def block(answer: Any, what: str) -> float:
    """Read a block; a position on the grid of blocks is told from a percentage only by its type."""
    value = read.number(answer, what)
    if isinstance(answer, int | np.integer) and 1 < value <= 100:
        raise NotYet(f"{value:g} is a place in the list or a percentage: give {what} as a share, blocks[i].")
    return read.share(answer, what)


def turn_slip(given: float) -> str:
    """Say what went wrong with the block at which it turns."""
    change = np.array(ends()) - START
    known = (
        (weakest(), "There it is weakest. Asked first is where it begins to end below 0.5."),
        (BLOCKS[np.flatnonzero(change >= model.CHANGED)[-1]], "That is the last block that still strengthens by 0.05 "
         "or more. It may weaken only once it ends below 0.5."),
        (BLOCKS[np.argmax(change <= -model.CHANGED)], "There it is weaker by 0.05 already. It crosses 0.5 earlier."),
        (1 - turning(), "That is the share of receptors that is left: the block is 1 minus it."),
    )  # fmt: skip
    for meant, sentence in known:
        if abs(given - meant) <= CLOSE:
            return sentence
    side = "stronger: go higher" if at(given) >= START and given < turning() else "weaker: a smaller block is enough"
    if given > weakest() and at(given) > START - 0.005:
        side = "as it began, because no calcium passes a level any more: go lower"
    return f"At a block of {given:g} the synapse ends at {at(given):.2f}, {side}."


def weakest_slip(given: float) -> str:
    """Say what went wrong with the block at which it ends weakest."""
    if abs(given - at(weakest())) <= CLOSE:
        return (
            "That is how weak it ends. Asked is the block at which it does so: np.argmin gives its place in the list."
        )
    if abs(given - turning()) <= CLOSE:
        return "There it turns. It goes on getting weaker beyond that: find the lowest point of the curve."
    if abs(given - trains.border(FREQUENCY_HZ)) <= 0.015:
        return "There calcium no longer reaches the lower level, so nothing changes. The lowest point lies before that."
    return (
        f"The turn is right. At a block of {given:g} the synapse ends at {at(given):.2f}, "
        f"but another block leaves it weaker: take the lowest point of the curve."
    )
