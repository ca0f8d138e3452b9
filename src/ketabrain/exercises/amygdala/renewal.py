"""Exercise 2: how low the response gets in the room of the shocks, and how far extinction would have to reach."""

from __future__ import annotations

from typing import Any

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NotYet, self_check
from ketabrain.models import fear_extinction as model
from ketabrain.models.fear_extinction import Memories

TONES, MANY = 15, 100
GOAL = 0.2
CLOSE, CLOSE_SHARE = 0.002, 0.006


@self_check
def check_2(response: Any = None, room_share: Any = None) -> str:
    """Check the response in the room of the shocks after 100 tones, and the share of extinction that makes it 0.2."""
    first, second = read.pair(response, room_share)
    given, right = read.share(first, "the response after 100 tones"), renewed(MANY)
    if abs(given - right) > CLOSE:
        raise NotYet(response_slip(given, right))
    share, meant = read.share(second, "the share that has to count there"), needed_share()
    if abs(share - meant) > CLOSE_SHARE:
        raise NotYet(share_slip(share, meant))
    return (
        f"After {MANY} tones the response there is {right:.3f}, after {TONES} it was {renewed(TONES):.3f}: more of the same lesson hardly "
        f"helps. For a response of {GOAL} at most, {100 * meant:.0f} % of the extinction memory would have to count there, instead of 30 %."
    )


def memories(tones: int) -> Memories:
    """Return the memories after acquisition and a number of tones alone."""
    return model.extinguish(model.acquire().learned, tones).learned


def renewed(tones: int) -> float:
    """Return the response in the room of the shocks after a number of tones alone elsewhere."""
    return model.response(memories(tones), "training")


def needed_share() -> float:
    """Return the share of the extinction memory that has to count in the room of the shocks."""
    threat, extinction = memories(TONES)
    return (threat - GOAL) / extinction


def response_slip(given: float, right: float) -> str:
    """Say what went wrong with the response."""
    threat = memories(MANY).threat
    known = (
        (renewed(TONES), CLOSE, f"That is the response after {TONES} tones: give {MANY}, with trials={MANY}."),
        (0.0, 0.02, 'That is the response in the room of extinction: ask for the room "training".'),
        (threat, 0.01, "That is the threat memory alone: a part of extinction is held against it in this room, too."),
        (threat - right, CLOSE, "That is what extinction holds back in this room: take it from the threat memory."),
    )
    for meant, near, sentence in known:
        if abs(given - meant) <= near:
            return sentence
    side = "high" if given > right else "low"
    return (
        f"{given:.4g} is too {side}: five shocks, then {MANY} tones alone, then the response in the room of the shocks."
    )


def share_slip(given: float, meant: float) -> str:
    """Say what went wrong with the share."""
    threat, extinction = memories(TONES)
    known = (
        (1 - meant, "That is the share that may be lost on the way. Asked is the share that counts."),
        (GOAL, "That is the response aimed at. Which share s makes threat − s × extinction as low as that?"),
        (GOAL / extinction, "You divided 0.2 by the extinction memory: what must be held back is threat − 0.2."),
        (threat - GOAL, "That is what has to be held back. Divide it by the extinction memory after 15 tones."),
        (model.Parameters().training_share, "That is the share that counts now. Asked is the one needed."),
    )
    for wrong, sentence in known:
        if abs(given - wrong) <= CLOSE_SHARE:
            return sentence
    response = max(threat - given * extinction, 0.0)
    more = "more" if response > GOAL else "less"
    return (
        f"With {given:.3g} the response there is {response:.2f}, and {GOAL} is asked: let {more} of extinction count."
    )
