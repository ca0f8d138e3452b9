"""Exercise 1: a risk from counts, and how many people there are for each one with the harm."""

from __future__ import annotations

from functools import cache
from typing import Any

from ketabrain.evidence import harms
from ketabrain.evidence.harms import Harm
from ketabrain.exercises import read
from ketabrain.exercises.feedback import NotYet, self_check

NAUSEA = "nausea-spray"
NEAR_SHARE, NEAR_PEOPLE = 0.001, 0.06


@self_check
def check_1(share: Any = None, people: Any = None) -> str:
    """Check the share of people with nausea on the spray, and N of "1 in N"."""
    first, second = read.pair(share, people)
    row = counted(NAUSEA)
    given, right = read.share(first, "the share"), row.events / row.n
    if abs(given - right) > NEAR_SHARE:
        raise NotYet(share_slip(given, right))
    every = read.number(second, "N of 1 in N")
    if abs(every - 1 / right) > NEAR_PEOPLE:
        raise NotYet(people_slip(every, right))
    return (
        f"{row.events} of {row.n} is {right:.3f}, or 1 in {1 / right:.1f}. Both say the same. People grasp the second faster, "
        "as long as N stays small."
    )


@cache
def counted(name: str) -> Harm:
    """Return a row of the list of harms."""
    return next(harm for harm in harms.load() if harm.id == name)


def share_slip(given: float, right: float) -> str:
    """Say what went wrong with the share."""
    row = counted(NAUSEA)
    known = (
        (row.control_events / row.control_n, "That is the share on placebo."),
        (row.events / (row.n + row.control_n), "You divided by both groups together: divide by those on the spray."),
        (row.events / (row.n - row.events), "Those are the odds: divide by all people on the spray, not by those without nausea."),
        (1 - right, "That is the share without nausea."),
        ((row.events + row.control_events) / (row.n + row.control_n), "You put both groups together: take the spray alone."),
        (right - row.control_events / row.control_n, "That is the excess over placebo. It comes in a later exercise."),
    )  # fmt: skip
    for wrong, sentence in known:
        if abs(given - wrong) <= NEAR_SHARE:
            return sentence
    return f"{given:.3g} is too {'large' if given > right else 'small'}: divide those with nausea by all people on the spray."


def people_slip(given: float, right: float) -> str:
    """Say what went wrong with N."""
    known = (
        (100 * right, "That is the share in per cent. N is one over the share."),
        (right, "That is the share again. N is one over it."),
        (1 / (1 - right), "You turned the share *without* nausea round."),
        (counted(NAUSEA).n, "That is how many people there were. How many are there for each one with nausea?"),
    )
    for wrong, sentence in known:
        if abs(given - wrong) <= NEAR_PEOPLE:
            return sentence
    return f"The share is right. {given:.3g} is too {'large' if given > 1 / right else 'small'}: N is 1 / share."
