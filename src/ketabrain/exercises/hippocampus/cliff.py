"""Exercise 3: the block at which new memories are lost, in a net that holds few old ones and in a fuller one."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NotYet, self_check
from ketabrain.models import hopfield as model

BLOCKS = np.arange(10) / 10
FEW, MANY, NEW, SEEDS = 5, 20, 15, range(1, 6)
LOST = 0.5
CLOSE = 0.011


@self_check
def check_3(few: Any = None, many: Any = None) -> str:
    """Check the smallest blocks at which new memories come back by less than half, beside 5 and beside 20 old ones."""
    first, second = read.pair(few, many)
    given = (block(first, FEW), block(second, MANY))
    steps = (lost_at(FEW), lost_at(MANY))
    right = (float(BLOCKS[steps[0]]), float(BLOCKS[steps[1]]))
    if not read.close(given, right, CLOSE):
        raise NotYet(slip(given, right))
    few_there, few_before = overlap(steps[0], FEW), overlap(steps[0] - 1, FEW)
    many_there, many_before = overlap(steps[1], MANY), overlap(steps[1] - 1, MANY)
    return (
        f"Beside {FEW} old memories the new ones are lost at {right[0]:g} (overlap {few_before:.2f} one step before, "
        f"{few_there:.2f} there), beside {MANY} at {right[1]:g} ({many_before:.2f} and {many_there:.2f}). "
        f"The same weak learning is enough in one net and not in the other."
    )


def block(answer: Any, old: int) -> float:
    """Read a block; a step's place in the list is called that."""
    what = f"the block with {old} old memories"
    value = read.number(answer, what)
    if value in range(2, len(BLOCKS)):
        raise NotYet(f"{value:g} is a place in the list of steps: give {what}, a share from 0 to 0.9.")
    return read.share(answer, what)


@cache
def overlap(step: int, old: int) -> float:
    """Return the new memories' mean overlap over all draws, at one of the blocks."""
    runs = [model.simulate(float(BLOCKS[step]), old=old, new=NEW, seed=seed) for seed in SEEDS]
    return float(np.mean([run.overlap_new for run in runs]))


def lost_at(old: int) -> int:
    """Return the step of the smallest block at which the new memories are lost."""
    return next(step for step in range(len(BLOCKS)) if overlap(step, old) < LOST)


def slip(given: tuple[float, float], right: tuple[float, float]) -> str:
    """Say what went wrong with a pair of blocks."""
    if read.close(given, right[::-1], CLOSE):
        return f"These are the right two numbers in the wrong order: {FEW} old memories come first."
    place = 0 if abs(given[0] - right[0]) > CLOSE else 1
    old, value = (FEW, MANY)[place], given[place]
    if abs(value - round(10 * value) / 10) > 1e-6 or value > BLOCKS[-1] + 1e-6:
        return f"A block of {value:g} is not among the steps: search from 0 to 0.9 in steps of 0.1."
    step = round(10 * value)
    found = overlap(step, old)
    if found >= LOST:
        return (
            f"Beside {old} old memories a block of {value:g} leaves the new ones an overlap of {found:.2f}: go higher, and "
            f"take the first step at which they are lost, in the mean of all five draws."
        )
    return (
        f"Beside {old} old memories the new ones are lost at {value:g}, but at {(step - 1) / 10:g} already: there the "
        f"overlap is {overlap(step - 1, old):.2f}."
    )
