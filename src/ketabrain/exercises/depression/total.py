"""Exercise 1: the share that remits in four steps if nobody leaves, and how many of a thousand in step 2."""

from __future__ import annotations

import math
from typing import Any

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NotYet, self_check
from ketabrain.models import treatment_steps as model

START = 1000
NEAR, NEAR_PEOPLE = 0.003, 1.01


@self_check
def check_1(total: Any = None, second: Any = None) -> str:
    """Check the share that remits in four steps if nobody leaves, and the people of 1,000 that remit in step 2."""
    total, second = read.pair(total, second)
    given, right = read.share(total, "the share that remits"), everyone()
    if abs(given - right) > NEAR:
        raise NotYet(total_slip(given, right))
    people, meant = read.number(second, "the people who remit in step 2"), in_step_2()
    if abs(people - meant) > NEAR_PEOPLE:
        raise NotYet(people_slip(people, meant))
    return (
        f"{right:.3f}, the report's 67 %. In step 2 {meant:.0f} of {START:,} remit: 30.6 % of those who are still there. It looks "
        "like a sum over all who started, and each share has its own base."
    )


def everyone() -> float:
    """Return the share that remits if nobody leaves."""
    return model.remission(model.follow(leaving=0))


def in_step_2(leaving: float = 0) -> float:
    """Return how many of a thousand remit in step 2."""
    return START * model.follow(leaving=leaving)[1].remitted


def total_slip(given: float, right: float) -> str:
    """Say what went wrong with the share."""
    shares = model.Parameters().remitted
    known = (
        (sum(shares), "You added the four shares. Each is a share of those who enter its step, and these are fewer each time."),
        (1 - right, "That is the share that has *not* remitted: take it from 1."),
        (math.prod(shares), "That is the product of the shares that remit. Multiply the shares that do not, and take that from 1."),
        (sum(shares) / len(shares), "That is the mean of the four shares. The question is who has remitted in any of the steps."),
        (model.remission(model.follow()), "That is with people leaving as they did. Here nobody leaves."),
        (shares[0], "That is step 1 alone."),
    )  # fmt: skip
    for wrong, sentence in known:
        if abs(given - wrong) <= NEAR:
            return sentence
    side = "high" if given > right else "low"
    return f"{given:.3g} is too {side}: multiply what each step leaves without remission, 1 − share, and take the product from 1."


def people_slip(given: float, meant: float) -> str:
    """Say what went wrong with the people of step 2."""
    p = model.Parameters()
    known = (
        (START * p.remitted_2, "That would be 30.6 % of all who start. In step 1 some have remitted already."),
        (in_step_2(1), "That is with people leaving as they did. Here nobody leaves."),
        (
            p.entered_2 * p.remitted_2,
            "That is of the 1,439 who entered step 2. Asked is of 1,000 who start, if nobody leaves.",
        ),
        (START * (1 - p.remitted_1), "That is how many enter step 2. How many of them remit?"),
        (START * model.remission(model.follow(2, 0)), "That is steps 1 and 2 together."),
        (meant / START, f"That is a share: of {START:,} people it is {meant:.0f}. Give people."),
    )
    for wrong, sentence in known:
        if abs(given - wrong) <= min(NEAR_PEOPLE, 0.01 * wrong):
            return sentence
    side = "many" if given > meant else "few"
    return f"The share is right. {given:.4g} are too {side}: 30.6 % of those without remission after step 1."
