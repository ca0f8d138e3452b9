"""Exercise 3: how many pulses a block needs, and how much of it goes away in silence."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NotYet, self_check
from ketabrain.models import nmda_receptor as model

LEVEL_UM, GOAL = 1.0, 0.3
EVERY_S, LENGTH_S, FIRST_S, MANY = 2.0, 0.5, 1.0, 60
SILENCE_S = 60.0
CLOSE = 0.01


@self_check
def check_3(pulses: Any = None, recovered: Any = None) -> str:
    """Check how many pulses block 30 % of the channels, and the share of that block gone after a silent minute."""
    first, second = read.pair(pulses, recovered)
    given, right = read.number(first, "the number of pulses"), needed()
    if given != right:
        raise NotYet(pulses_slip(given, right))
    gone, meant = read.share(leftover(second), "the share that recovers"), silent_recovery()
    if abs(gone - meant) > CLOSE:
        raise NotYet(recovery_slip(gone, meant))
    return (
        f"After {right} pulses {100 * blocked_after(right):.0f} % are blocked, after {right - 1} still "
        f"{100 * blocked_after(right - 1):.0f} %: {right * LENGTH_S:g} s with glutamate. A silent minute frees {100 * meant:.1f} % of "
        f"that block. The same glutamate once more, in clean fluid, frees {100 * busy_recovery(right):.0f} % of it."
    )


@cache
def train(level_uM: float = LEVEL_UM) -> tuple[float, ...]:
    """Return the share of channels blocked at the end of each pulse."""
    windows = model.pulses(MANY, EVERY_S, LENGTH_S, FIRST_S)
    ends = [end for _, end in windows]
    course = model.simulate([0.0, *ends], windows, [(0.0, ends[-1] + 1, level_uM)])
    return tuple(float(share) for share in course.blocked[1:])


def blocked_after(pulses: int) -> float:
    """Return the share of channels blocked when a pulse of this number ends."""
    return train()[pulses - 1]


def needed(level_uM: float = LEVEL_UM) -> int:
    """Return the number of the first pulse at whose end the goal is met."""
    return int(np.argmax(np.array(train(level_uM)) >= GOAL)) + 1


@cache
def silent_recovery() -> float:
    """Return the share of the block that a minute without drug and without glutamate takes away."""
    windows = model.pulses(needed(), EVERY_S, LENGTH_S, FIRST_S)
    end = windows[-1][1]
    course = model.simulate([0.0, end, end + SILENCE_S], windows, [(0.0, end, LEVEL_UM)])
    return float(1 - course.blocked[2] / course.blocked[1])


def busy_recovery(pulses: float) -> float:
    """Return the share of a block that as many pulses free, once the drug is washed away."""
    return float(1 - np.exp(-pulses * LENGTH_S / model.recovery_s()))


def pulses_slip(given: float, right: int) -> str:
    """Say what went wrong with the number of pulses."""
    if given != round(given) or not 1 <= given <= MANY:
        return f"{given:g} is no number of pulses: give a whole number from 1 to {MANY}."
    blocked = 100 * blocked_after(int(given))
    if given > right:
        at_clock = FIRST_S + (right - 1) * EVERY_S
        clock = " If that is the time on the clock, count pulses." if at_clock <= given <= at_clock + EVERY_S else ""
        before = 100 * blocked_after(int(given) - 1)
        return f"After pulse {given:g} {blocked:.0f} % are blocked, but after the one before it {before:.0f} % are already.{clock}"
    hints = {
        right - 1: "Python counts from 0: is that an index?",
        right * LENGTH_S: f"Are these seconds with glutamate? A pulse lasts {LENGTH_S:g} s.",
        needed(3.0): f"Is the level {LEVEL_UM:g} µM?",
        needed(10.0): f"Is the level {LEVEL_UM:g} µM?",
    }
    return f"After pulse {given:g} only {blocked:.0f} % are blocked. {hints.get(given, 'Go further along the train.')}"


def leftover(answer: Any) -> Any:
    """Return a share that only rounding put below 0 as 0, anything else as it is."""
    value = read.number(answer, "the share that recovers")
    return 0.0 if -CLOSE <= value < 0 else answer


def recovery_slip(given: float, meant: float) -> str:
    """Say what went wrong with the share that recovers in silence."""
    blocked, right = blocked_after(needed()), needed()
    pulses_a_minute = SILENCE_S / EVERY_S
    known = (
        (100 * meant, "That is in per cent: divide by 100."),
        (
            1 - meant,
            "1 is what stays of the block, if you divided after by before; asked is what goes. If it came from the time "
            "constant of 4.5 s: that one holds only while glutamate is there.",
        ),
        (blocked, "That is the share of channels blocked: give the share of that block which went, 1 − after/before."),
        (1 - blocked, "That is the share of channels that are free: give the share of the block that went."),
        (busy_recovery(pulses_a_minute), "That is with pulses through the minute: in silence there is no glutamate."),
        (busy_recovery(right), "That is with as many pulses again: in silence there is no glutamate."),
    )
    for wrong, sentence in known:
        if abs(given - wrong) <= CLOSE:
            return sentence
    return f"The pulses are right. {given:.3g} is too much to recover in silence: no glutamate after the last pulse, and the drug is gone."
