"""Exercise 2: three published answers for the D2 receptor, and which of them a scan contradicts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NoAnswer, NotYet, self_check
from ketabrain.exercises.other_targets.levels import INFUSION_NG_ML, SCAN_NG_ML, wrong_uM
from ketabrain.models import receptor_binding as model

SOURCES = {"A": "Seeman2005d2high", "B": "Kapur2002d2", "C": "Can2016dopamine"}
NOTICED = 0.1  # the smallest occupancy that the scan is taken to notice
CLOSE = 0.004


def affinities_uM() -> list[float]:
    """Return the three affinities [uM]; the last is the limit up to which none was found."""
    found = {one.source: one.low_uM for one in model.affinities("ketamine", "D2")}
    return [found[source] for source in SOURCES.values()]


def shares(conc_uM: float) -> list[float]:
    """Return the share occupied by each of the three."""
    return [model.occupancy(conc_uM, affinity) for affinity in affinities_uM()]


def contradicted() -> str:
    """Return the letters of the answers that the scan should have noticed."""
    right = shares(model.free_uM(SCAN_NG_ML))
    return "".join(letter for letter, share in zip(SOURCES, right, strict=True) if share >= NOTICED)


@self_check
def check_2(three_shares: Any = None, excluded: Any = None) -> str:
    """Check the shares of D2 receptors occupied at 293 ng/mL by three answers, and which of these a scan excludes."""
    given = three(three_shares)
    right = shares(model.free_uM(SCAN_NG_ML))
    if not read.close(given, right, CLOSE):
        raise NotYet(shares_slip(given, right))
    chosen = letters(excluded)
    if chosen != set(contradicted()):
        raise NotYet(f"The shares are right. {excluded_slip(chosen, right)}")
    limit = model.free_uM(SCAN_NG_ML) * (1 - NOTICED) / NOTICED
    return (
        f"{100 * right[0]:.0f} %, {100 * right[1]:.0f} % and at most {100 * right[2]:.0f} %: one receptor, three answers. "
        f"A scan that notices {100 * NOTICED:.0f} % speaks against every affinity below {limit:.1f} µM, so against A and B, "
        "in living people. C it can neither prove nor exclude."
    )


def three(answer: Any) -> list[float]:
    """Read three shares."""
    if answer is None or answer is ...:
        raise NoAnswer("Put the three shares in place of None, then run the cell again.")
    if isinstance(answer, np.ndarray):
        answer = answer.tolist()
    if isinstance(answer, dict):
        answer = list(answer.values())
    if not isinstance(answer, list | tuple):
        read.number(answer, "the three shares")
        raise NotYet("That is one number: give three shares, one for each affinity in d2_uM.")
    if len(answer) != len(SOURCES):
        raise NotYet(f"That holds {read.counted(len(answer), 'value')}: give three shares, in the order A, B, C.")
    return [read.share(value, f"the share for {letter}") for letter, value in zip(SOURCES, answer, strict=True)]


def shares_slip(given: list[float], right: list[float]) -> str:
    """Say what went wrong with the shares."""
    known = (
        (right[::-1], "These are the right numbers in the wrong order: give them in the order A, B, C."),
        ([1 - share for share in right], "These are the shares that stay empty: take 1 minus them."),
        (shares(model.free_uM(INFUSION_NG_ML)), "That is the level of the infusion: in the scan plasma held 293 ng/mL."),
        *((shares(wrong), sentence) for wrong, sentence in wrong_uM(SCAN_NG_ML)),
        ([right[0], right[1], 0.0], "For C nothing was found up to 10 µM: tighter than that is excluded, 0 is not shown. Take 10 µM for the most that it allows."),
    )  # fmt: skip
    for meant, sentence in known:
        if read.close(given, meant, CLOSE):
            return sentence
    letter, value, ought = next(
        found for found in zip(SOURCES, given, right, strict=True) if abs(found[1] - found[2]) > CLOSE
    )
    side = "high" if value > ought else "low"
    return f"For {letter} a share of {value:.3g} is too {side}: pass the free concentration at 293 ng/mL and d2_uM to taken()."


def letters(answer: Any) -> set[str]:
    """Read the letters of the excluded answers, from one text or from several."""
    if answer is None or answer is ...:
        raise NoAnswer(
            'The shares are right. Say which answers the scan excludes: letters in quotes, such as "C" or "AC".'
        )
    parts: Iterable[Any] = [answer] if isinstance(answer, str) else answer
    if not isinstance(parts, list | tuple | set | frozenset) and not (isinstance(parts, np.ndarray) and parts.ndim):
        raise NotYet('The shares are right. Give the excluded answers as letters in quotes, such as "C" or "AC".')
    found: set[str] = set()
    for part in parts:
        if not isinstance(part, str):
            raise NotYet("The shares are right. Give the excluded answers as letters, each in quotes.")
        found |= set(part.upper()) - set(" ,.;+&()")
    strange = sorted(found - set(SOURCES))
    if strange:
        raise NotYet(
            f"The shares are right. {read.quoted(' '.join(strange))} is none of the answers: choose among A, B, C."
        )
    return found


def excluded_slip(chosen: set[str], right: list[float]) -> str:
    """Say what went wrong with the choice."""
    share = dict(zip(SOURCES, right, strict=True))
    for letter in SOURCES:
        if letter in chosen and share[letter] < NOTICED:
            return f"{letter} allows {100 * share[letter]:.0f} % at most, and such a scan would not notice that: it cannot exclude it."
    missed = next(letter for letter in SOURCES if letter not in chosen and share[letter] >= NOTICED)
    return f"By {missed}, {100 * share[missed]:.0f} % would be taken. A scan that notices 10 % should have seen that, and saw no change."
