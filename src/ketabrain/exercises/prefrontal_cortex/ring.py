"""Exercise 3: the ring's two failures. What is still seen when the memory is gone, and how much a memory widens."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NotYet, self_check
from ketabrain.models import working_memory as model
from ketabrain.models.working_memory import Summary

BLOCKS = np.arange(0, 0.305, 0.01).round(2)
INHIBITORS = 0.4
OTHER_INHIBITORS = (0.1, 0.2, 0.3, 0.5)
CLOSE, CLOSE_TIMES = 0.004, 0.02


@self_check
def check_3(perception: Any = None, wider: Any = None) -> str:
    """Check the perception left where the ring's memory is first lost, and its memory's width with 40 % on interneurons."""
    first, second = read.pair(perception, wider)
    right = seen(critical())
    seen_Hz = read.number(first, "the perception index")
    if abs(seen_Hz - cue_Hz(critical())) <= 0.1:
        raise NotYet("That is the firing in Hz: divide it by the firing during the cue without block.")
    given = read.share(first, "the perception index")
    if abs(given - right) > CLOSE:
        raise NotYet(perception_slip(given, right))
    times, meant = read.number(second, "how many times as wide the memory is"), width(INHIBITORS)
    if abs(times - meant) > CLOSE_TIMES:
        raise NotYet(width_slip(times, meant))
    return (
        f"At {100 * critical():.0f} % on pyramidal cells the memory is at {100 * held(critical()):.0f} % and perception at "
        f"{100 * right:.0f} %: seen and forgotten. With {100 * INHIBITORS:.0f} % on interneurons the memory fires on, {meant:.1f} times as "
        f"wide: held, but less exactly. Two failures, from two places of block."
    )


@cache
def found(pyramidal: float, inhibitors: float) -> Summary:
    """Return what becomes of the ring's cue at one block."""
    return model.summarise(model.simulate("ring", pyramidal, inhibitors))


@cache
def critical() -> float:
    """Return the first whole per cent on pyramidal cells, as a share, at which the ring's memory is lost."""
    runs = model.simulate_many("ring", [model.State(float(block)) for block in BLOCKS])
    return float(BLOCKS[[model.summarise(run).kept for run in runs].index(False)])


def cue_Hz(pyramidal: float, inhibitors: float = 0.0) -> float:
    """Return the firing near the end of the cue [Hz]."""
    return found(pyramidal, inhibitors).cue_Hz


def seen(pyramidal: float, inhibitors: float = 0.0) -> float:
    """Return the firing during the cue, as a share of that without block."""
    return cue_Hz(pyramidal, inhibitors) / cue_Hz(0.0)


def held(pyramidal: float, inhibitors: float = 0.0) -> float:
    """Return the firing five seconds after the cue, as a share of that without block."""
    return found(pyramidal, inhibitors).memory_Hz / found(0.0, 0.0).memory_Hz


def width(inhibitors: float) -> float:
    """Return how many times as wide the memory is as without block."""
    return found(0.0, inhibitors).width_deg / found(0.0, 0.0).width_deg


@cache
def pair_seen() -> float:
    """Return what the pair still sees at the first whole per cent that loses its memory."""
    runs = model.simulate_many("pair", [model.State(float(block)) for block in BLOCKS])
    made = [model.summarise(run) for run in runs]
    lost = next(one for one in made if not one.kept)
    return lost.cue_Hz / made[0].cue_Hz


def perception_slip(given: float, right: float) -> str:
    """Say what went wrong with the perception index."""
    lost = critical()
    last = round(lost - 0.01, 2)
    known = (
        (held(lost), "That is the memory index, five seconds after the cue: perception is the firing during the cue."),
        (seen(last), f"That is perception at {100 * last:.0f} %, where the memory is still kept. Take the first block that loses it."),
        (held(last), f"That is the memory at {100 * last:.0f} %, where it is still kept. Asked is perception at the first block that loses it."),
        (lost, "That is the block: give the firing during the cue at this block, over that without block."),
        (1 - right, "That is by how much perception falls: give what is left."),
        (pair_seen(), "That is the pair: take the ring."),
        (seen(0.2), "That is perception at 20 %, far beyond the cliff. Take the first block that loses the memory."),
        (seen(0.15), "That is perception at 15 %, beyond the cliff. Take the first block that loses the memory."),
    )  # fmt: skip
    for wrong, sentence in known:
        if abs(given - wrong) <= CLOSE:
            return sentence
    side = "high" if given > right else "low"
    return (
        f"{given:.3g} is too {side}: find the first whole per cent that loses the memory, and divide `cue_Hz` there by `cue_Hz` "
        f"without block."
    )


def width_slip(given: float, meant: float) -> str:
    """Say what went wrong with the memory's width."""
    with_block, bare = found(0.0, INHIBITORS), found(0.0, 0.0)
    known = (
        (with_block.width_deg, "That is in degrees: divide it by the width without block."),
        (bare.width_deg, "That is the width without block, in degrees: divide the other width by it."),
        (with_block.width_deg - bare.width_deg, "That is how many degrees are gained: divide the two widths."),
        (1 / meant, "The fraction is upside down: the width with block comes first."),
        (meant - 1, "That is what is gained: give the whole, with 1 for no change."),
        (100 * meant, "That is in per cent: 1 stands for no change."),
        (held(0.0, INHIBITORS), "That is how many times as fast it fires: take the widths."),
        *((width(other), f"That is the block of {100 * other:.0f} %: take {100 * INHIBITORS:.0f} %.") for other in OTHER_INHIBITORS),
        (1.0, f"That is no change: put {100 * INHIBITORS:.0f} % on interneurons, not on pyramidal cells."),
    )  # fmt: skip
    for wrong, sentence in known:
        if abs(given - wrong) <= CLOSE_TIMES:
            return sentence
    side = "high" if given > meant else "low"
    return f"The perception is right. {given:.3g} times as wide is too {side}: {100 * INHIBITORS:.0f} % on interneurons, none on pyramidal cells."
