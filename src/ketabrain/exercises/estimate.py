"""Read what a learner's function gives back where a value and its interval are asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NoAnswer, NotYet

Estimates = Sequence[Sequence[float]]
PARTS = ("the value", "the lower end", "the upper end")


def called(function: Callable[..., Any], name: str, arguments: Sequence[Any], shown: str) -> list[float]:
    """Call a learner's function; raise NotYet where it stops, or gives back anything but a value and two ends."""
    answer = read.called(function, f"{name}({shown})", *arguments)
    if answer is None:
        raise NoAnswer(f"{name} gives back None: let it return three numbers, the value and both ends of its interval.")
    found = answer.tolist() if isinstance(answer, np.ndarray) else answer
    if not isinstance(found, tuple | list):
        raise NotYet(
            f"{name} gives back one thing: let it return three numbers, the value, the lower and the upper end."
        )
    if len(found) != len(PARTS):
        raise NotYet(f"{name} gives back {read.counted(len(found), 'value')}: three are asked, value, low and high.")
    return [read.number(one, part) for one, part in zip(found, PARTS, strict=True)]


def same(given: Estimates, meant: Estimates, near: float) -> bool:
    """Say whether all numbers are near."""
    return all(read.close(one, other, near) for one, other in zip(given, meant, strict=True))


def values(estimates: Estimates) -> list[float]:
    """Return the values without their intervals."""
    return [float(one[0]) for one in estimates]


def turned(estimates: Estimates) -> list[list[float]]:
    """Return the estimates with the ends of each interval changed over."""
    return [[value, high, low] for value, low, high in estimates]
