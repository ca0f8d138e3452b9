"""Exercise 3: how many cells of a population burst, before and after the block."""

from __future__ import annotations

from functools import cache
from typing import Any

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NotYet, self_check
from ketabrain.models import lhb_neuron

MEAN_DRIVE, HEALTHY_DRIVE = 3.5, 6.0  # [uA/cm2]
CELLS, SEED, BLOCK = 20, 3, 0.2
CLOSE = 0.4 / CELLS  # less than half a cell
NEAR = 0.12  # other draws of cells end up this near


@self_check
def check_3(before: Any = None, after: Any = None) -> str:
    """Check the share of bursting cells in a depression-like population, before and after a block of 0.2."""
    first, second = read.pair(before, after)
    given = (bursting(first, "the share before"), bursting(second, "the share after"))
    right = (shares()["burst"], shares(block=BLOCK)["burst"])
    if not read.close(given, right, CLOSE):
        raise NotYet(slip(given, right))
    return (
        f"{right[0] * CELLS:.0f} of {CELLS} cells burst before ({right[0]:.3f}), {right[1] * CELLS:.0f} after "
        f"({right[1]:.3f}). With other cells (another seed) the numbers differ a little; the direction stays."
    )


@cache
def shares(mean_drive: float = MEAN_DRIVE, block: float = 0.0) -> dict[str, float]:
    """Return the share of silent, bursting and steadily firing cells."""
    return lhb_neuron.population(mean_drive, nmda_block=block, cells=CELLS, seed=SEED)


def bursting(answer: Any, what: str) -> float:
    """Read a share; the right number of cells, not yet divided, is called that."""
    value = read.number(answer, what)
    counts = {round(shares(block=block)["burst"] * CELLS) for block in (0.0, BLOCK)}
    if value > 1 and value in counts:
        raise NotYet(f"{value:g} is a number of cells: divide by all {CELLS} cells to get {what}.")
    return read.share(value, what)


def slip(given: tuple[float, float], right: tuple[float, float]) -> str:
    """Say what went wrong with a pair of shares."""
    before, after = right
    key = 'take the key "burst".'
    known = (
        ((after, before), "These are the right two numbers in the wrong order: before the block comes first."),
        ((before, before), f"Both are the share before: add nmda_block={BLOCK} to the second call."),
        ((after, after), f"Both are the share after: leave nmda_block={BLOCK} out of the first call."),
        ((1 - before, 1 - after), f"These are the cells that do not burst: {key}"),
        (
            (before, 1 - after / before),
            "The second is the share of bursts that stopped: give the share still bursting.",
        ),
        *(
            ((shares()[mode], shares(block=BLOCK)[mode]), f"These are the {name} cells: {key}")
            for mode, name in (("silent", "silent"), ("tonic", "steadily firing"))
        ),
    )
    for meant, sentence in known:
        if read.close(given, meant, CLOSE):
            return sentence
    if abs(given[0] - shares(HEALTHY_DRIVE)["burst"]) <= CLOSE:
        return f"The first is the healthy population's share, mean drive {HEALTHY_DRIVE:g}: use {MEAN_DRIVE:g}."
    before_is_wrong = abs(given[0] - before) > CLOSE
    which, value, ought = ("before", given[0], before) if before_is_wrong else ("after", given[1], after)
    if abs(value - ought) < NEAR:
        return f"The share {which} is near, but of other cells: use cells={CELLS} and seed={SEED}, so that all draw the same."
    return (
        f"The share {which}, {value:g}, is too {'high' if value > ought else 'low'}: check mean drive, block and key."
    )
