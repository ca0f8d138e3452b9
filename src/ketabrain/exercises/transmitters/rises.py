"""Exercise 1: a rise in per cent, and how many times a level is what is left of it."""

from __future__ import annotations

from typing import Any

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NotYet, self_check
from ketabrain.models import transmitter_changes as model

PLASMA = (250.0, 570.0)  # noradrenaline before and under racemic ketamine, pg/mL (Kienbaum2000racemic)
FALL = -58.0  # dopamine in tissue, % (RatMonoamines)
CLOSE, NEAR = 0.6, 0.006


@self_check
def check_1(percent: Any = None, back: Any = None) -> str:
    """Check the rise of noradrenaline in per cent, and by how many per cent a level must rise to undo a fall of 58 %."""
    first, second = read.pair(percent, back)
    given, right = read.number(first, "the rise in per cent"), rise()
    if abs(given - right) > CLOSE:
        raise NotYet(rise_slip(given, right))
    undone, meant = read.number(second, "the rise that undoes the fall"), undoing()
    if abs(undone - meant) > CLOSE:
        raise NotYet(undoing_slip(undone, meant))
    return (
        f"Noradrenaline rose by {right:.0f} %: it was {model.ratio(*PLASMA):.2f} times the level before. And what fell by 58 % must rise by "
        f"{meant:.0f} % to be back. Per cent of different starts do not cancel; times do."
    )


def rise() -> float:
    """Return the rise of noradrenaline in per cent."""
    return 100 * (model.ratio(*PLASMA) - 1)


def undoing() -> float:
    """Return the rise that undoes the fall, in per cent."""
    return 100 * (1 / model.of_percent(FALL) - 1)


def rise_slip(given: float, right: float) -> str:
    """Say what went wrong with the rise."""
    before, after = PLASMA
    known = (
        (100 * after / before, "That is the new level in per cent of the old one. The *rise* is 100 less."),
        (after / before, "That is how many times the old level the new one is. Take 1 off and multiply by 100."),
        (right / 100, "The right number, as a share. Multiply it by 100 for per cent."),
        (after - before, "That is the rise in pg/mL. Divide it by the level before."),
        (100 * (after - before) / after, "You divided by the level *after*. A change is told in shares of what was there before."),
        (-right, "The size is right, but it went up: leave the minus out."),
    )  # fmt: skip
    return _known(given, known) or (
        f"{given:.4g} is too {_side(given, right)}: divide {after:g} by {before:g}, take 1 off, and multiply by 100."
    )


def undoing_slip(given: float, right: float) -> str:
    """Say what went wrong with the rise that undoes the fall."""
    left = model.of_percent(FALL)
    known = (
        (-FALL, "58 % more of what is *left* is not enough: 58 % of a smaller level is less than 58 % of the old one."),
        (FALL, "That is the fall itself. Asked is the rise from what is left back to where it was."),
        (100 / left, "That is the old level in per cent of what is left. The *rise* is 100 less."),
        (1 / left, "That is how many times what is left the old level is. Take 1 off and multiply by 100."),
        (right / 100, "The right number, as a share. Multiply it by 100 for per cent."),
        (100 * left, "That is what is left, in per cent. Asked is the rise from there back to 100 %."),
    )
    return _known(given, known) or (
        f"The rise is right. {given:.4g} is too {_side(given, right)}: 42 % is left, and it has to grow from there to 100 %."
    )


def _known(given: float, known: tuple[tuple[float, str], ...]) -> str:
    """Return the sentence on a known slip, or nothing."""
    return next(
        (sentence for wrong, sentence in known if abs(given - wrong) <= max(NEAR, CLOSE * abs(wrong) / 100)), ""
    )


def _side(given: float, right: float) -> str:
    return "high" if given > right else "low"
