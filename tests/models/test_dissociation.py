"""Ratings from plasma: the printed ends, the straight line, and where it stops."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.models import dissociation as model
from ketabrain.models.dissociation import Parameters, off_the_line, rating, where_held
from ketabrain.validation import dissociation as validation
from ketabrain.validation.imaging_effects import p_of_r


def test_the_printed_ends() -> None:
    assert tuple(float(x) for x in rating(200)) == (37, 89, 22)
    assert tuple(float(x) for x in rating(0)) == (0, 0, 0)


@given(st.floats(0, 200), st.floats(0, 1))
def test_every_line_is_straight_and_the_scales_keep_their_order(level: float, share: float) -> None:
    whole, part = rating(level), rating(share * level)
    assert np.asarray(part) == pytest.approx(share * np.asarray(whole))
    assert whole.faint_below <= whole.weakest <= whole.strongest


def test_levels_keep_their_shape_and_nan_stays() -> None:
    found = rating(np.array([[0, 100], [np.nan, 200]]))
    assert found.strongest == pytest.approx(np.array([[0, 44.5], [np.nan, 89]]), nan_ok=True)


@pytest.mark.parametrize("level", [-1, 200.1, math.inf, np.array([50, 300])])
def test_a_level_that_was_not_held_is_refused(level: float | np.ndarray) -> None:
    with pytest.raises(ValueError, match=r"^plasma_ng_ml = .* out of range: give a number from 0 to 200 ng/mL"):
        rating(level)


def test_such_levels_can_be_made_gaps() -> None:
    assert where_held(np.array([-5, 0, 200, 201])) == pytest.approx([np.nan, 0, 200, np.nan], nan_ok=True)
    assert np.isnan(rating(where_held(500)).weakest)


def test_five_means_and_not_four_fit_the_printed_p() -> None:
    assert p_of_r(0.93, len(model.STEPS_NG_ML)) < 0.024 < p_of_r(0.93, 4)


@pytest.mark.parametrize("r", [0.93, 0.96, 0.99])
@pytest.mark.parametrize("rise", [37.0, 89.0])
def test_how_far_means_stray_is_what_a_fit_finds(rise: float, r: float) -> None:
    found = validation.line_through(rise, r)
    assert found == pytest.approx((r, off_the_line(rise, r)))


def test_what_the_card_says_of_it() -> None:
    p = Parameters()
    assert [round(off_the_line(p.strongest_percent, r)) for r in (p.highest_r, p.lowest_r)] == [6, 16]
    assert off_the_line(50, 1) == 0


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("rise_percent", lambda: off_the_line(101, 0.9)),
        ("r", lambda: off_the_line(50, 0)),
        ("top_ng_ml", lambda: Parameters(top_ng_ml=300)),
        ("zero_percent", lambda: Parameters(zero_percent=-1)),
    ],
)
def test_out_of_range_is_named(name: str, call: object) -> None:
    with pytest.raises(ValueError, match=f"^{name} = .* out of range"):
        call()  # type: ignore[operator]
