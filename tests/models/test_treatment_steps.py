"""Four steps of treatment: who remits, who leaves, who relapses."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.models import treatment_steps as model
from ketabrain.models.treatment_steps import Parameters, follow, people, remission
from ketabrain.validation import treatment_steps as validation

LEAVING = st.floats(0, 1)


def test_if_nobody_leaves_the_shares_multiply_to_the_printed_total() -> None:
    assert remission(follow(leaving=0)) == pytest.approx(1 - 0.632 * 0.694 * 0.863 * 0.87)
    assert round(100 * remission(follow(leaving=0))) == 67


def test_as_people_moved_half_of_those_who_start_remit() -> None:
    assert remission(follow()) == pytest.approx(0.507, abs=0.0005)
    assert [1000 * step.entered for step in follow()] == pytest.approx([1000, 392, 106.2, 33.5], abs=0.05)


def test_the_numbers_that_enter_are_the_studys() -> None:
    p = Parameters()
    assert [p.entered_1 * step.entered for step in follow()] == pytest.approx(p.entered)


@given(st.integers(1, 4), LEAVING)
def test_everyone_ends_somewhere(steps: int, leaving: float) -> None:
    followed = follow(steps, leaving)
    last = followed[-1]
    assert len(followed) == steps and last.left == 0
    assert remission(followed) + sum(step.left for step in followed) + last.unremitted == pytest.approx(1)
    for before, after in pairwise(followed):
        assert after.entered == pytest.approx(before.unremitted - before.left)
    for step in followed:
        assert 0 <= step.relapsed <= step.remitted


@given(LEAVING, LEAVING)
def test_the_more_leave_the_fewer_remit(one: float, other: float) -> None:
    few, many = sorted((one, other))
    assert remission(follow(leaving=many)) <= remission(follow(leaving=few)) + 1e-12


@pytest.mark.parametrize("leaving", [0.0, 0.37, 1.0])
def test_a_markov_chain_gives_the_same(leaving: float) -> None:
    ours = [(step.remitted, step.left) for step in follow(leaving=leaving)]
    assert np.allclose(ours, validation.ends(leaving), atol=1e-12)


def test_the_shares_that_leave_come_from_the_numbers_that_enter() -> None:
    assert model.leaving_shares() == pytest.approx((0.380, 0.609, 0.635), abs=0.0005)
    nobody = Parameters(entered_2=2000, remitted_1=1 - 2000 / 3671)
    assert model.leaving_shares(nobody)[0] == pytest.approx(0, abs=1e-9)


@given(st.lists(st.floats(0.001, 1), min_size=1, max_size=12))
def test_whole_people_add_up_and_are_near_their_shares(weights: list[float]) -> None:
    shares = [weight / sum(weights) for weight in weights]
    counts = people(shares)
    assert sum(counts) == 1000
    assert all(abs(count - 1000 * share) < 1.001 for count, share in zip(counts, shares, strict=True))


@pytest.mark.parametrize(
    ("start", "call"),
    [
        ("steps = 5 is out of range", lambda: follow(5)),
        ("leaving = 1.2 is out of range", lambda: follow(leaving=1.2)),
        ("The shares add to 0.9", lambda: people([0.4, 0.5])),
        ("start = 0 is out of range", lambda: people([1.0], 0)),
        ("entered_3 = 1400 is more than the 998.666 people without remission after step 2", lambda: Parameters(entered_3=1400)),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(start: str, call) -> None:
    with pytest.raises(ValueError, match=f"^{start}"):
        call()
