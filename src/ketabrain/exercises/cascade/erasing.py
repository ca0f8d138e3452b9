"""Exercise 1: when new spines must be erased so that hardly any come back, and how many come back after six hours."""

from __future__ import annotations

from functools import cache
from typing import Any

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NotYet, self_check
from ketabrain.models import cascade as model

READ_H, HARDLY, SOON_H = 72, 0.1, 6
CLOSE = 0.006


@self_check
def check_1(hour: Any = None, share_6h: Any = None) -> str:
    """Check the first whole hour from which less than a tenth comes back, and the share that comes back after 6 hours."""
    first, second = read.pair(hour, share_6h)
    given, right = read.number(first, "the hour"), first_hour()
    if abs(given - right) > 1e-6:
        raise NotYet(hour_slip(given))
    share, meant = read.share(second, "the share after 6 hours"), back(SOON_H)
    if abs(share - meant) > CLOSE:
        raise NotYet(share_slip(share))
    return (
        f"Erased at {right} h, {100 * back(right):.1f} % is there at {READ_H} h; an hour sooner it is {100 * back(right - 1):.1f} %. "
        f"Erased at {SOON_H} h, {100 * meant:.0f} % is there: the proteins were still to come. Erasing takes what there is, not what comes."
    )


@cache
def back(hour: float) -> float:
    """Return the share of spines at the time of reading if all were erased at an hour."""
    return model.chain_share(READ_H, erase_h=float(hour))


@cache
def first_hour() -> int:
    """Return the first whole hour from which less than a tenth comes back."""
    return next(hour for hour in range(READ_H) if back(hour) < HARDLY)


def hour_slip(given: float) -> str:
    """Say what went wrong with the hour."""
    if not 0 <= given <= READ_H:
        return f"{given:g} is no hour of the search: spines are read at {READ_H} h, so erase them between 0 and {READ_H} h."
    if given != int(given):
        return "A whole hour is asked for: search in steps of one hour."
    share = 100 * back(given)
    if given == READ_H:
        return f"At {READ_H} h they are read. Erase them before that."
    if given < first_hour():
        return f"Erased at {given:g} h, {share:.1f} % is there at {READ_H} h: erase later."
    return f"Erased at {given:g} h, {share:.1f} % is there at {READ_H} h. That is less than a tenth, but an earlier hour will do."


def share_slip(given: float) -> str:
    """Say what went wrong with the share."""
    if abs(given - (1 - back(SOON_H))) <= CLOSE:
        return "That is the share that is missing. The share that is there is asked."
    if abs(given - back(first_hour())) <= CLOSE:
        return f"The hour is right. That is the share for {first_hour()} h: now erase at {SOON_H} h."
    times = [float(SOON_H), float(READ_H)]
    before, late = model.simulate(times).spines
    if abs(given - (1 - before / late)) <= CLOSE:
        return "You took away what was there at 6 h. It would have decayed until 72 h: let the model erase it."
    side = "high" if given > back(SOON_H) else "low"
    return f"The hour is right. {given:.3g} is too {side}: divide spines at {READ_H} h, erased at {SOON_H} h, by those not erased."
