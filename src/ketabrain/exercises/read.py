"""Read what a learner gave as an answer; raise NoAnswer or NotYet with one sentence where it cannot be used."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from numbers import Real
from typing import Any

import numpy as np

from ketabrain.exercises.feedback import NoAnswer, NotYet

SHOWN = 30  # characters of a wrong text that are quoted back
DETAIL = 120  # and of what a learner's function stopped with


def number(answer: Any, what: str, *, finite: bool = True) -> float:
    """Return an answer as a float; ``what`` names it, as in "the block". NaN and infinity pass unless ``finite``."""
    if answer is None or answer is ...:
        raise NoAnswer(f"Put {what} in place of None, then run the cell again.")
    if isinstance(answer, np.ndarray) and answer.ndim == 0:
        answer = answer.item()
    if isinstance(answer, bool | np.bool_):
        raise NotYet(f"{answer} is a truth value: give {what} as a number.")
    if isinstance(answer, str):
        raise NotYet(f"{quoted(answer)} is text: give {what} as a number, without quotation marks.")
    if isinstance(answer, Mapping):
        raise NotYet(f"That is a whole dictionary: take {what} out of it, with its key in square brackets.")
    if isinstance(answer, list | tuple | set | frozenset | np.ndarray):
        raise NotYet(f"That holds {counted(len(answer), 'value')}: give {what} as one number.")
    if callable(answer):
        raise NotYet(f"That is a function: call it, and give {what} that it returns.")
    if not isinstance(answer, Real):
        raise NotYet(f"That is of type {type(answer).__name__}: give {what} as a number.")
    try:
        value = float(answer)
    except OverflowError:
        raise NotYet(f"That number is far too large for {what}.") from None
    if finite and not math.isfinite(value):
        raise NotYet(f"{value} is no usable number: the search for {what} found nothing.")
    return value


def share(answer: Any, what: str) -> float:
    """Return an answer as a share from 0 to 1."""
    value = number(answer, what)
    if value < 0:
        raise NotYet(f"{value:g} is negative: {what} is a share and runs from 0 to 1.")
    if 1 < value <= 100:
        raise NotYet(f"{value:g} looks like a percentage: a share runs from 0 to 1, so write {value / 100:g}.")
    if value > 100:
        raise NotYet(f"{value:g} is too large: {what} is a share and runs from 0 to 1.")
    return value


def pair(first: Any, second: Any) -> tuple[Any, Any]:
    """Return two answers, which may also come as one tuple, list or array of two."""
    if isinstance(first, np.ndarray):
        first = first.tolist()
    if second is None and isinstance(first, tuple | list) and len(first) == 2:
        return first[0], first[1]
    return first, second


def choice(answer: Any, options: Mapping[str, str], what: str) -> str:
    """Return which of the lettered options was chosen."""
    letters = ", ".join(options)
    if answer is None or answer is ...:
        raise NoAnswer(f"Put {what} in place of None: one of {letters}, in quotation marks.")
    if not isinstance(answer, str):
        raise NotYet(f"Give {what} as one letter in quotation marks: {letters}.")
    letter = answer.strip().strip(".()").upper()
    if letter not in options:
        raise NotYet(f"{quoted(answer)} is none of the options: choose {letters}.")
    return letter


def function(answer: Any, name: str) -> Callable[..., Any]:
    """Return an answer that must be the learner's function of that name."""
    if answer is None or answer is ...:
        raise NoAnswer(f"Finish the function {name} first.")
    if not callable(answer):
        raise NotYet(f"Give the function itself, {name} without brackets, not something that it returned.")
    return answer


def called(function: Callable[..., Any], shown: str, *arguments: Any) -> Any:
    """Call a learner's function; raise NotYet where it stops. ``shown`` is the call in words."""
    try:
        return function(*arguments)
    except Exception as problem:
        detail = (str(problem).splitlines() or ["it says no more."])[0][:DETAIL]
        raise NotYet(f"{shown} stopped with {type(problem).__name__}: {detail}") from None


def reason(answer: Any, reasons: Mapping[str, str], right: str, what: str, fails: str = "does not hold") -> None:
    """Check the letter given beside a right function; each wrong one has its own sentence in ``reasons``."""
    if answer is None:
        raise NoAnswer(
            f"The function is right. Put your {what} in place of None: one of {', '.join(reasons)}, in quotes."
        )
    letter = choice(answer, reasons, f"your {what}")
    if letter != right:
        raise NotYet(f"The function is right, but {letter} {fails}. {reasons[letter]}")


def quoted(text: str) -> str:
    """Return a text as Python writes it, cut where it is long."""
    return repr(text if len(text) <= SHOWN else text[:SHOWN] + "…")


def counted(count: int, noun: str) -> str:
    """Return a count with its noun."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def close(given: Sequence[float], meant: Sequence[float], within: float) -> bool:
    """Say whether all numbers are within a distance of what is meant."""
    return all(abs(a - b) <= within for a, b in zip(given, meant, strict=True))
