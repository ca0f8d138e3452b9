"""Exercise 4: what would have to be true of those who left for 67 % to be right, and why two totals differ."""

from __future__ import annotations

from typing import Any

from ketabrain.exercises import read
from ketabrain.exercises.depression.total import everyone
from ketabrain.exercises.feedback import NoAnswer, NotYet, self_check
from ketabrain.models import treatment_steps as model

NEAR = 0.006
REASONS = {
    "A": "A slip of arithmetic would be mended by counting again. Both sides agree on what the four shares multiply to.",
    "B": "Yes.",
    "C": "There was no placebo group in the study, in neither of the two analyses.",
    "D": "The patients are the same people in the same years. What differs is how they are counted.",
}
RIGHT = "B"


@self_check
def check_4(share: Any = None, why: Any = None) -> str:
    """Check which share of those who left would have to remit to reach the printed total, and a letter A to D."""
    share, why = read.pair(share, why)
    given, right = read.share(share, "the share of those who left"), needed()
    if abs(given - right) > NEAR:
        raise NotYet(slip(given, right))
    if why is None or why is ...:
        raise NoAnswer(f"The share is right. Put your reason in place of None: one of {', '.join(REASONS)}, in quotes.")
    letter = read.choice(why, REASONS, "your reason")
    if letter != RIGHT:
        raise NotYet(f"The share is right, but {letter} does not hold. {REASONS[letter]}")
    return (
        f"{100 * right:.0f} % of those who left would have to remit. That was not seen. (That the re-analysis also says 35 is chance.) It "
        "differs in whom it counts and by which scale: a total without its denominator says little."
    )


def needed() -> float:
    """Return which share of those who left must remit for the total to be that of nobody leaving."""
    return (everyone() - counted()) / left()


def counted() -> float:
    """Return the share that remitted as people moved."""
    return model.remission(model.follow())


def left() -> float:
    """Return the share that left between steps."""
    return sum(step.left for step in model.follow())


def slip(given: float, right: float) -> str:
    """Say what went wrong with the share."""
    known = (
        (everyone() - counted(), "Those are the people that are missing, of all who start. Divide by those who left."),
        (1 - right, "That is the share of them that would *not* remit."),
        ((everyone() - counted()) / everyone(), "You divided by the total. Divide by those who left."),
        ((everyone() - counted()) / (1 - counted()), "You divided by everybody who is not counted as remitted. Some of these stayed to the end and did not remit: leave them out."),
        (left(), "That is the share of all who start that left. Which part of these would have to remit?"),
        (counted() / everyone(), "That is what was seen, of the printed total."),
    )  # fmt: skip
    for wrong, sentence in known:
        if abs(given - wrong) <= NEAR:
            return sentence
    return f"If {100 * given:.0f} % of those who left had remitted, the total would be {100 * (counted() + given * left()):.0f} %. Aim at {100 * everyone():.0f} %."
