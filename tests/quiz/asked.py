"""What tests ask of a question with a number: its answer, and the slips that it knows."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ketabrain import quiz
from ketabrain.quiz.answers import Number

Worked = tuple[float, Sequence[float]]  # the answer, then the slips in the order of the file


def number(name: str) -> Number:
    """Return the numeric answer of a question."""
    found = quiz.bank.get(name).number
    assert found
    return found


def slips(name: str) -> list[float]:
    """Return the slips of a question in the order of the file."""
    return [slip.value for slip in number(name).slips]


def is_arithmetic(name: str, worked: Worked, near: float = 0.01, slips_near: float = 0.01) -> None:
    """Fail unless a question's answer and slips are what was worked out, to these shares, and no slip is right."""
    answer, wrong = worked
    asked = number(name)
    assert asked.value == pytest.approx(answer, rel=near)
    assert asked.is_right(answer)
    assert slips(name) == pytest.approx(wrong, rel=slips_near)
    assert not any(asked.is_right(slip) for slip in (*wrong, *slips(name)))
