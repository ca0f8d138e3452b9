"""How answers are read: what is accepted, and what is said of the rest."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NoAnswer, NotYet


@pytest.mark.parametrize("answer", [0.5, Fraction(1, 2), np.float32(0.5), np.array(0.5)])
def test_numbers_of_any_kind(answer):
    assert read.number(answer, "the block") == 0.5
    assert isinstance(read.number(answer, "the block"), float)


@pytest.mark.parametrize("answer", [None, ...])
def test_no_answer(answer):
    with pytest.raises(NoAnswer, match=r"^Put the block in place of None, then run"):
        read.number(answer, "the block")


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("0.2", "'0.2' is text: give the block as a number, without quotation marks."),
        ("a" * 99, "'" + "a" * 30 + "…' is text"),
        (True, "True is a truth value"),
        (np.True_, "True is a truth value"),
        ([0.1], "That holds 1 value: give the block as one number."),
        ((1, 2), "That holds 2 values"),
        (set(), "That holds 0 values"),
        (np.zeros((3, 2)), "That holds 3 values"),
        ({"burst": 0.2}, "That is a whole dictionary: take the block out of it, with its key in square brackets."),
        (len, "That is a function: call it, and give the block that it returns."),
        (1j, "That is of type complex"),
        (Decimal("0.5"), "That is of type Decimal"),
        (object(), "That is of type object"),
        (10**400, "That number is far too large for the block."),
        (float("nan"), "nan is no usable number"),
        (float("-inf"), "-inf is no usable number"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_no_number(answer, says):
    with pytest.raises(NotYet) as caught:
        read.number(answer, "the block")
    assert str(caught.value).startswith(says)


def test_infinite_numbers_pass_where_they_may():
    assert np.isnan(read.number(float("nan"), "the hours", finite=False))


@pytest.mark.parametrize("value", [0, 0.16, 1])
def test_share(value):
    assert read.share(value, "the block") == value


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (-0.1, "-0.1 is negative: the block is a share and runs from 0 to 1."),
        (16, "16 looks like a percentage: a share runs from 0 to 1, so write 0.16."),
        (1.5, "1.5 looks like a percentage: a share runs from 0 to 1, so write 0.015."),
        (100.1, "100.1 is too large: the block is a share and runs from 0 to 1."),
    ],
)
def test_what_is_no_share(value, says):
    with pytest.raises(NotYet) as caught:
        read.share(value, "the block")
    assert str(caught.value) == says


@pytest.mark.parametrize("together", [(1, 2), [1, 2], np.array([1, 2])])
def test_two_answers_may_come_as_one(together):
    assert read.pair(together, None) == (1, 2) == read.pair(1, 2)


@pytest.mark.parametrize("other", [(1, 2, 3), "ab", 1, np.array(1), {1: 2, 2: 3}])
def test_anything_else_stays_two_answers(other):
    first, second = read.pair(other, None)
    assert np.array_equal(first, other) and second is None


OPTIONS = {"A": "no", "B": ""}


@pytest.mark.parametrize("answer", ["B", "b", " b ", "B.", "(b)"])
def test_choice(answer):
    assert read.choice(answer, OPTIONS, "your reason") == "B"


@pytest.mark.parametrize(
    ("answer", "says"),
    [("C", "'C' is none of the options: choose A, B."), ("", "'' is none"), (2, "Give your reason as one letter")],
)
def test_what_is_no_choice(answer, says):
    with pytest.raises(NotYet) as caught:
        read.choice(answer, OPTIONS, "your reason")
    assert str(caught.value).startswith(says)


def test_close_means_all_of_them():
    assert read.close((1, 2), (1.1, 1.9), 0.2)
    assert not read.close((1, 2), (1.1, 2.5), 0.2)
    assert not read.close((1, float("nan")), (1, 2), 0.2)
