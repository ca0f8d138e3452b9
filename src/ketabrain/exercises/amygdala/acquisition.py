"""Exercise 1: the block that halves what five shocks teach, and what a block of one half leaves."""

from __future__ import annotations

from typing import Any

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NotYet, self_check
from ketabrain.models import fear_extinction as model

SHOCKS, HALF = 5, 0.5
CLOSE_BLOCK, CLOSE = 0.008, 0.006


@self_check
def check_1(block: Any = None, left_at_half: Any = None) -> str:
    """Check the block that halves the response after five shocks, and what a block of 0.5 leaves of that response."""
    first, second = read.pair(block, left_at_half)
    given, right = read.share(first, "the block"), block_for(HALF * learned())
    if abs(given - right) > CLOSE_BLOCK:
        raise NotYet(block_slip(given, right))
    kept, meant = read.share(second, "what a block of 0.5 leaves"), left(HALF)
    if abs(kept - meant) > CLOSE:
        raise NotYet(left_slip(kept, meant))
    return (
        f"It takes a block of {100 * right:.0f} % to halve the response, and a block of 50 % leaves {100 * meant:.0f} % of it. What one "
        f"shock did not teach, the next one can. With a single shock, half of the receptors is half of the response."
    )


def learned(block: float = 0.0, shocks: int = SHOCKS) -> float:
    """Return the response after acquisition."""
    return model.response(model.acquire(shocks, block).learned, "training")


def left(block: float) -> float:
    """Return which share of the response a block leaves."""
    return learned(block) / learned()


def block_for(response: float, shocks: int = SHOCKS) -> float:
    """Return the block that leads to a response: the model's own sum, solved for the block."""
    taught_by_each = 1 - (1 - response) ** (1 / shocks)
    return float(1 - taught_by_each / model.Parameters().threat_rate)


def block_slip(given: float, right: float) -> str:
    """Say what went wrong with the block."""
    known = (
        (1 - right, "That is the share of receptors left free: the block is 1 minus that."),
        (HALF, f"Half of the receptors is not half of the response: it leaves {100 * left(HALF):.0f} % of it. Block more."),
        (block_for(HALF), "That leaves a response of 0.5. Asked is half of what is learned without a block, which is less than 1."),
        (
            block_for(HALF * learned(shocks=SHOCKS - 1), SHOCKS - 1),
            "That halves the response *to* the fifth tone. Its shock teaches too: look at the response after it.",
        ),
    )  # fmt: skip
    for meant, sentence in known:
        if abs(given - meant) <= CLOSE_BLOCK:
            return sentence
    more = "more" if left(given) > HALF else "less"
    return f"A block of {given:.3g} leaves {100 * left(given):.0f} % of the response. Half is asked: block {more}."


def left_slip(given: float, meant: float) -> str:
    """Say what went wrong with the share that is left."""
    known = (
        (learned(HALF), "That is the response with half of the receptors blocked. Divide it by the one without a block."),
        (1 - meant, "That is the share that is lost. Asked is the share that is left."),
        (HALF, "Run acquisition with a block of 0.5: half of the receptors does not leave half of the response."),
        (learned(), "That is the response without a block. Run acquisition with 0.5, and divide by this."),
    )  # fmt: skip
    for wrong, sentence in known:
        if abs(given - wrong) <= CLOSE:
            return sentence
    side = "high" if given > meant else "low"
    return f"The block is right. {given:.3g} is too {side}: divide the response with a block of 0.5 by that without a block."
