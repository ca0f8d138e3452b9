"""Exercise 2: which train of pulses loses its effect first, from a formula for calcium that piles up."""

from __future__ import annotations

from typing import Any

import numpy as np

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NotYet, self_check
from ketabrain.models import calcium_plasticity as model

ASKED_HZ = (20.0, 30.0)
FAST_HZ = 100.0
CLOSE = 0.006


@self_check
def check_2(block_20: Any = None, block_30: Any = None) -> str:
    """Check the blocks at which calcium of trains at 20 Hz and at 30 Hz no longer reaches the lower level."""
    first, second = read.pair(block_20, block_30)
    given = tuple(
        level(answer, f"the block for {name:g} Hz") for answer, name in zip((first, second), ASKED_HZ, strict=True)
    )
    right = tuple(border(frequency) for frequency in ASKED_HZ)
    if not read.close(given, right, CLOSE):
        raise NotYet(slip(given, right))
    return (
        f"At 20 Hz a block of {right[0]:.3f} is enough, at 30 Hz {right[1]:.3f}; at 100 Hz it takes {border(FAST_HZ):.3f}. "
        f"The slower the train, the less calcium is left from the pulse before, and the sooner it falls below the level."
    )


def left_over(frequency_Hz: float) -> float:
    """Return the share of a pulse's calcium that is left when the next pulse comes."""
    return float(np.exp(-1000 / (frequency_Hz * model.Parameters().tau_calcium_ms)))


def border(frequency_Hz: float, threshold: float | None = None) -> float:
    """Return the block at which a long train's highest calcium just meets a threshold, the lower one by default."""
    p = model.Parameters()
    return 1 - (p.theta_d if threshold is None else threshold) / p.c_pre * (1 - left_over(frequency_Hz))


def level(answer: Any, what: str) -> float:
    """Read a block; a negative one comes from the upper level."""
    value = read.number(answer, what)
    if any(abs(value - border(frequency, model.Parameters().theta_p)) <= CLOSE for frequency in ASKED_HZ):
        raise NotYet(
            "You took the upper level, 1.3. A negative block means that these trains never reach it: take the lower, 1.0."
        )
    return read.share(answer, what)


def slip(given: tuple[float, ...], right: tuple[float, ...]) -> str:
    """Say what went wrong with a pair of blocks."""
    if read.close(given, right[::-1], CLOSE):
        return "These are the right two numbers in the wrong order: 20 Hz comes first."
    place = 0 if abs(given[0] - right[0]) > CLOSE else 1
    name, value = f"{ASKED_HZ[place]:g} Hz", given[place]
    for wrong, sentence in mistakes(ASKED_HZ[place]):
        if abs(value - wrong) <= CLOSE:
            return f"For {name}: {sentence}"
    if place and abs(value - right[0]) <= CLOSE:
        return "Both are the block for 20 Hz: put 30 in for the other."
    side = "high" if value > right[place] else "low"
    return (
        f"For {name} a block of {value:.3g} is too {side}: the highest calcium, (1 - block) / (1 - left), must be 1.0."
    )


def mistakes(frequency_Hz: float) -> tuple[tuple[float, str], ...]:
    """Return what wrong ways give, and a sentence on each."""
    left, tau = left_over(frequency_Hz), model.Parameters().tau_calcium_ms
    return (
        (1 - left, "that is the share of receptors that must be left: the block is 1 minus it."),
        (
            1 / (1 - left) - 1,
            "that is how far calcium stands above the level without block: divide it by that calcium.",
        ),
        (
            float(np.exp(-1 / (frequency_Hz * tau))),
            "seconds and milliseconds are mixed: between pulses 1000/f ms pass.",
        ),
        (float(np.exp(-frequency_Hz / tau)), "you put the frequency where the time between two pulses belongs."),
        (
            float(np.exp(-tau * frequency_Hz / 1000)),
            "the exponent is upside down: it is the time between pulses over 20 ms.",
        ),
        (0.0, "one pulse alone does just reach the level, but in a train calcium is left from the pulses before."),
    )
