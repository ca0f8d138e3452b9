"""Simulated trials: what guesses add, against the closed form, and what chance alone does."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.models import trial_blinding as model
from ketabrain.models.trial_blinding import Design, Parameters, run

MANY = 3000
DESIGNS = st.builds(
    Design,
    effect=st.floats(-10, 20),
    hope=st.floats(0, 15),
    right=st.floats(0, 1),
    people=st.integers(2, 60),
    after=st.booleans(),
    lowers=st.booleans(),
)


def off(design: Design, seed: int = 1) -> float:
    """Return by how many standard errors many trials' mean report misses the closed form."""
    found = run(design, seed, MANY).difference
    return float((found.mean() - model.expected(design)) / (found.std(ddof=1) / MANY**0.5))


def test_the_lesson_in_numbers() -> None:
    design = Design(effect=0, hope=6, right=0.8)
    assert model.expected(design) == model.bias(6, 0.8) == pytest.approx(3.6)
    assert model.expected(Design(effect=4, hope=6, right=0.8)) == pytest.approx(7.6)
    assert [group.fall for group in model.groups(design)] == pytest.approx([5.7 + 4.8, 5.7 + 1.2])


@pytest.mark.parametrize("lowers", [False, True])
@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize(
    ("effect", "hope", "right"), [(0, 6, 0.8), (4, 10, 0.95), (10, 10, 0.6), (4, 8, 0.3), (0, 9, 1)]
)
def test_many_trials_report_the_closed_form(
    effect: float, hope: float, right: float, after: bool, lowers: bool
) -> None:
    assert abs(off(Design(effect, hope, right, 20, after, lowers))) < 3.5


@pytest.mark.parametrize(
    "design", [Design(0, 6, 0.8, 20, False), Design(6, 0, 0.7, 20, False), Design(10, 9, 0.5, 20, True)]
)
def test_as_many_guess_right_as_the_model_says(design: Design) -> None:
    found = run(design, 1, MANY).guessed_right.mean()
    assert found == pytest.approx(model.guessed_right(design), abs=0.005)


@given(DESIGNS)
def test_the_difference_is_that_of_the_groups(design: Design) -> None:
    drug, other = model.groups(design)
    assert drug.fall - other.fall == pytest.approx(model.expected(design))


@given(DESIGNS)
def test_hope_and_disappointment_move_the_groups_alike(design: Design) -> None:
    other = Design(**{**vars(design), "lowers": not design.lowers})
    one, two = (run(each, 5, 4) for each in (design, other))
    assert one.difference == pytest.approx(two.difference) and one.low == pytest.approx(two.low)
    falls = np.array([[group.fall for group in model.groups(each)] for each in (design, other)])
    assert abs(falls[0] - falls[1]) == pytest.approx([design.moved] * 2)


@given(st.floats(0, 20), st.floats(0, 15))
def test_a_coin_adds_nothing_and_wrong_guesses_take_away(effect: float, hope: float) -> None:
    assert model.expected(Design(effect, hope, 0.5)) == pytest.approx(effect)
    assert model.bias(hope, 0.3) == pytest.approx(-model.bias(hope, 0.7))
    assert model.expected(Design(effect, hope, 1.0)) == pytest.approx(effect + hope)
    assert model.expected(Design(effect, hope, 1.0, after=True)) == effect


def test_who_gets_better_guesses_right_more_often_than_a_coin() -> None:
    assert model.guessed_right(Design(0, after=True)) == 0.5
    assert model.guessed_right(Design(10, hope=9, right=1, after=True)) == pytest.approx(0.686, abs=0.0005)


@pytest.mark.parametrize("design", [Design(0, 0, 0.5, 20), Design(0, 9, 0.5, 20), Design(0, 9, 1.0, 20, after=True)])
def test_without_effect_and_bias_one_trial_in_twenty_is_wrong(design: Design) -> None:
    found = run(design, 3, 4000)
    wrong = np.mean((found.low > 0) | (found.high < 0))
    assert wrong == pytest.approx(0.05, abs=3.5 * (0.05 * 0.95 / 4000) ** 0.5)


@pytest.mark.parametrize("lowers", [False, True])
def test_responders_are_counted_as_the_formula_says(lowers: bool) -> None:
    design, p = Design(6, 8, 0.8, 5000, lowers=lowers), Parameters()
    shares = []
    for seed in (1, 2):
        rng = np.random.default_rng(seed)
        fall = p.natural_mean + p.natural_sd * rng.standard_normal((2, 100_000)) + [[design.effect], [0]]
        guess = rng.random(fall.shape) < [[design.right], [1 - design.right]]
        shares.append(np.mean(fall + design.hope * (guess - float(lowers)) >= p.baseline / 2, axis=1))
    assert np.mean(shares, axis=0) == pytest.approx(model.responders(design), abs=0.004)


def test_a_seed_gives_the_same_people_and_a_drug_moves_them_alike() -> None:
    with_drug, without = run(Design(6, 4, 0.7, 20), 1), run(Design(0, 4, 0.7, 20), 1)
    assert with_drug.difference - without.difference == pytest.approx(np.full(100, 6.0))
    assert not np.array_equal(without.difference, run(Design(0, 4, 0.7, 20), 2).difference)


def test_more_people_make_narrower_intervals_not_truer_ones() -> None:
    assert model.half_width(100) < model.half_width(20) / 2
    assert abs(off(Design(0, 6, 0.8, 100))) < 3.5
    found = run(Design(0, 6, 0.8, 50), 1, MANY)
    assert ((found.high - found.low) / 2).mean() == pytest.approx(model.half_width(50), rel=0.05)


def test_shares_far_apart_are_groups_far_apart() -> None:
    assert model.apart(0.45, 0.18) == pytest.approx(0.79, abs=0.005)
    drug, other = model.responders(Design(7))
    assert model.apart(drug, other) == pytest.approx(7 / Parameters().natural_sd)


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("effect", lambda: Design(31)),
        ("hope", lambda: Design(0, -1)),
        ("right", lambda: Design(0, 1, 1.01)),
        ("people", lambda: Design(0, people=1)),
        ("people", lambda: model.half_width(1)),
        ("trials", lambda: run(Design(0), 1, 0)),
        ("share", lambda: model.apart(0, 0.5)),
        ("other", lambda: model.apart(0.5, 1)),
        ("natural_sd", lambda: Parameters(natural_sd=0)),
    ],
)
def test_out_of_range_is_named(name: str, call: object) -> None:
    with pytest.raises(ValueError, match=f"^{name} = .* out of range"):
        call()  # type: ignore[operator]
