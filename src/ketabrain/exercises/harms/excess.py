"""Exercise 3: the excess over placebo, and how many people are treated for one more harm."""

from __future__ import annotations

from typing import Any

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NotYet, self_check
from ketabrain.exercises.harms.share import counted
from ketabrain.models import proportion as model

DISSOCIATION = "dissociation-spray"
NEAR_SHARE, NEAR_PEOPLE = 0.001, 0.06


@self_check
def check_3(excess: Any = None, people: Any = None) -> str:
    """Check the excess of dissociation over placebo (a share), and the number of people treated for one more."""
    first, second = read.pair(excess, people)
    row = counted(DISSOCIATION)
    given, right = read.share(first, "the excess"), row.excess.value
    if abs(given - right) > NEAR_SHARE:
        raise NotYet(excess_slip(given, right))
    needed, meant = read.number(second, "the number of people"), model.one_more(right)
    if abs(needed - meant) > NEAR_PEOPLE:
        raise NotYet(people_slip(needed, meant))
    low, high = (100 * end for end in row.excess[1:])
    return (
        f"{100 * right:.0f} of 100 more than on placebo, with an interval from {low:.0f} to {high:.0f}: one more for every {meant:.1f} people treated. "
        "The risk itself is higher, and both numbers are true."
    )


def excess_slip(given: float, right: float) -> str:
    """Say what went wrong with the excess."""
    row = counted(DISSOCIATION)
    risk, control = row.events / row.n, row.control_events / row.control_n
    known = (
        (risk, "That is the risk on the spray: take off the share on placebo."),
        (control, "That is the share on placebo."),
        ((row.events - row.control_events) / row.n, "You took 4 people from 62. The groups differ in size: take a share from a share."),
        ((row.events - row.control_events) / (row.n - row.control_n), "You took people from people, above and below. Take a share from a share."),
        (risk * (1 - control), "You multiplied. The excess is a difference."),
        (1 - control / risk, "That is the excess as a part of the risk: how much of all dissociation exceeds placebo. Asked is the difference of the shares."),
    )  # fmt: skip
    for wrong, sentence in known:
        if abs(given - wrong) <= NEAR_SHARE:
            return sentence
    return f"{given:.3g} is too {'large' if given > right else 'small'}: 62 / 231 less 4 / 113."


def people_slip(given: float, meant: float) -> str:
    """Say what went wrong with the number of people."""
    row = counted(DISSOCIATION)
    known = (
        (row.n / row.events, "That is 1 in N for the risk itself. Turn the excess round."),
        (100 / meant, "That is the excess in per cent. One over the excess is asked."),
        (row.risk.value / row.control.value, "That is how many times as common it is. Asked is one over the excess."),
        (meant * 100, "You divided 100 by the excess as a share: divide 1 by it."),
        (1 / meant, "That is the excess again: turn it round."),
    )
    for wrong, sentence in known:
        if abs(given - wrong) <= NEAR_PEOPLE:
            return sentence
    return (
        f"The excess is right. {given:.3g} people are too {'many' if given > meant else 'few'}: divide 1 by the excess."
    )
