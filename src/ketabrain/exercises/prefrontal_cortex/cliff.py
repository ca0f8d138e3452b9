"""Exercise 2: the block at which the pair's memory is lost, at two strengths of recurrent excitation."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NotYet, self_check
from ketabrain.models import working_memory as model

STRENGTHS = (1.0, 1.1)
OTHER_STRENGTHS = (1.05, 1.2)
STEP, MOST = 0.01, 0.3
CLOSE = 0.0005
BLOCKS = np.arange(0, MOST + STEP / 2, STEP).round(2)


@self_check
def check_2(lost_at_1: Any = None, lost_at_1_1: Any = None) -> str:
    """Check the smallest blocks, in whole per cent, that lose the pair's memory at strengths 1 and 1.1."""
    first, second = read.pair(lost_at_1, lost_at_1_1)
    given = (read.share(first, "the block for strength 1"), read.share(second, "the block for strength 1.1"))
    right = critical(STRENGTHS[0]), critical(STRENGTHS[1])
    if not read.close(given, right, CLOSE):
        raise NotYet(slip(given, right))
    return (
        f"The memory is lost at {100 * right[0]:.0f} % and at {100 * right[1]:.0f} %: a tenth more excitation bears "
        f"{kept(STRENGTHS[1]) / kept(STRENGTHS[0]):.0f} times as much block. What counts is (1 − block) × strength: the last one kept has "
        f"{product(STRENGTHS[0]):.2f} in both. How far real networks are from their cliff is not known."
    )


@cache
def memories_Hz(strength: float) -> tuple[float, ...]:
    """Return the cued cells' firing [Hz] five seconds after the cue, at each block."""
    states = [model.State(float(block), 0.0, strength) for block in BLOCKS]
    return tuple(model.summarise(run).memory_Hz for run in model.simulate_many("pair", states))


def critical(strength: float) -> float:
    """Return the first block at which the memory is lost."""
    return float(BLOCKS[np.argmax(np.array(memories_Hz(strength)) < model.KEPT_HZ)])


def kept(strength: float) -> float:
    """Return the last block at which the memory is kept."""
    return round(critical(strength) - STEP, 2)


def product(strength: float) -> float:
    """Return the excitation that is left at the last block that keeps the memory; 1 is the model's own."""
    return (1 - kept(strength)) * strength


def slip(given: tuple[float, float], right: tuple[float, float]) -> str:
    """Say what went wrong with a pair of blocks."""
    if near(given[0], right[1]) and near(given[1], right[0]):
        return "These are the right two numbers in the wrong order: strength 1 comes first."
    place = 0 if not near(given[0], right[0]) else 1
    strength, value = STRENGTHS[place], given[place]
    start = f"For strength {strength:g}: "
    if near(value, kept(strength)):
        return f"{start}at {100 * value:g} % the memory is still kept. Asked is the first block that loses it."
    if place and near(value, right[0]):
        return "Both are the block for strength 1: pass the strength on."
    if place and near(value, right[0] * STRENGTHS[1]):
        return f"{start}you took a tenth more block for a tenth more strength. Run the model: it is not proportional."
    for other in OTHER_STRENGTHS:
        if near(value, critical(other)):
            return f"{start}that is the block for strength {other:g}."
    if not near(value, round(value, 2)):
        return f"{start}{100 * value:.4g} % is no whole per cent: try the blocks 0, 0.01, 0.02 and so on."
    if value > MOST:
        return f"{start}{100 * value:.0f} % is far beyond the cliff: the memory is lost much earlier."
    fires = memories_Hz(strength)[round(value / STEP)]
    if value < right[place]:
        return (
            f"{start}at {100 * value:.0f} % the cells still fire at {fires:.0f} Hz five seconds after the cue: go up."
        )
    return f"{start}at {100 * value:.0f} % the memory is lost, but not for the first time: go down."


def near(given: float, meant: float) -> bool:
    """Say whether two shares are the same."""
    return abs(given - meant) <= CLOSE
