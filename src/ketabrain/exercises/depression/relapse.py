"""Exercise 3: with supposed shares of relapse, how many of a thousand stay well, and which share of the remitted relapse."""

from __future__ import annotations

from typing import Any

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NotYet, self_check
from ketabrain.models import treatment_steps as model

START = 1000
SUPPOSED = (0.4, 0.5, 0.6, 0.7)  # share of those who remitted in each step that relapses: chosen, not printed
NEAR, NEAR_PEOPLE = 0.004, 1.01


@self_check
def check_3(well: Any = None, relapsing: Any = None) -> str:
    """Check how many of 1,000 remit and stay well, and which share of all who remitted relapses."""
    well, relapsing = read.pair(well, relapsing)
    given, right = read.number(well, "the people who stay well"), staying()
    if abs(given - right) > NEAR_PEOPLE:
        raise NotYet(well_slip(given, right))
    share, meant = read.share(relapsing, "the share that relapses"), 1 - right / remitted()
    if abs(share - meant) > NEAR:
        raise NotYet(share_slip(share, meant))
    return (
        f"Of {START:,} who start, {remitted():.0f} remit and {right:.0f} stay well, if these shares hold. {100 * meant:.0f} % of the remitted relapse: "
        "close to the 40 % of step 1, because most of them remitted there."
    )


def remitted() -> float:
    """Return how many of a thousand remit, with people leaving as they did."""
    return START * model.remission(model.follow())


def staying(leaving: float = 1) -> float:
    """Return how many of a thousand remit and do not relapse."""
    followed = model.follow(leaving=leaving)
    return START * sum(step.remitted * (1 - share) for step, share in zip(followed, SUPPOSED, strict=True))


def well_slip(given: float, right: float) -> str:
    """Say what went wrong with the people who stay well."""
    mean = sum(SUPPOSED) / len(SUPPOSED)
    known = (
        (remitted() * (1 - mean), "You took the mean of the four shares. Far more people remit in step 1 than in step 4: weigh each step by its people."),
        (remitted() - right, "Those are the ones who relapse. Who stays well?"),
        (staying(0), "That is if nobody leaves. Take the people who were there."),
        (remitted(), "That is everybody who remits. Some of these relapse."),
        (START * (1 - mean), "That is of all who start. Only somebody who remitted can relapse here."),
        (right / START, "That is a share: give people of 1,000."),
    )  # fmt: skip
    for wrong, sentence in known:
        if abs(given - wrong) <= min(NEAR_PEOPLE, 0.01 * wrong):
            return sentence
    side = "many" if given > right else "few"
    return f"{given:.4g} are too {side}: in each step take remitted × (1 − share that relapses), and add up."


def share_slip(given: float, meant: float) -> str:
    """Say what went wrong with the share that relapses."""
    right = staying()
    known = (
        (1 - meant, "That is the share of the remitted that stays well."),
        (sum(SUPPOSED) / len(SUPPOSED), "That is the mean of the four shares, as if each step had as many people."),
        ((remitted() - right) / START, "You divided by all who start. Asked is the share of those who remitted."),
        (right / START, "That is who stays well, of all who start."),
        (SUPPOSED[0], "That is step 1 alone. Nearly, and not quite."),
    )
    for wrong, sentence in known:
        if abs(given - wrong) <= NEAR:
            return sentence
    side = "high" if given > meant else "low"
    return f"The people are right. {given:.3g} is too {side}: those who relapse, of those who remitted."
