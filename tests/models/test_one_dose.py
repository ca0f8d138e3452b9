"""One dose followed through three models: what it adds up to, and where it stops."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketabrain.models import dissociation, nmda_receptor, one_dose, receptor_binding
from ketabrain.models import pharmacokinetics as pk

MINUTES = np.array([1, 10, 20, 40, 60, 120, 240, 1440, 20160.0])
ROUTES = st.sampled_from(pk.ROUTES)


def test_the_level_is_the_chapters_own() -> None:
    own = one_dose.plasma_ng_ml("iv_infusion", 0.5, 70, MINUTES)
    theirs = pk.simulate(pk.Dose("iv_infusion", 35, duration_min=40), 70, MINUTES).ketamine_ng_ml
    np.testing.assert_array_equal(own, theirs)
    assert own[3] == pytest.approx(163.2, abs=0.1)


@settings(max_examples=30, deadline=None)
@given(ROUTES, st.floats(0.05, 2), st.sampled_from([50, 70, 100]))
def test_the_level_is_exactly_linear_in_the_dose(route: str, dose: float, weight: float) -> None:
    once, twice = (one_dose.plasma_ng_ml(route, times * dose, weight, MINUTES) for times in (1, 2))
    np.testing.assert_allclose(twice, 2 * once, rtol=1e-9, atol=1e-12)


@settings(max_examples=30, deadline=None)
@given(ROUTES, st.floats(0.05, 2), st.sampled_from([50, 70, 100]))
def test_the_band_holds_the_dish_and_magnesium_is_in_the_way(route: str, dose: float, weight: float) -> None:
    found = one_dose.follow(route, dose, weight, MINUTES[:7])
    assert (found.lowest < found.highest).all()
    assert (found.resting < found.dish).all()
    assert ((found.resting > 0) & (found.highest < 1)).all()


@pytest.mark.parametrize("level", [20.0, 163.0, 900.0])
def test_the_band_is_what_the_profile_of_targets_gives(level: float) -> None:
    """The other chapter's own profile, cut down to firm affinities, is computed another way."""
    p = receptor_binding.Parameters()
    free = [receptor_binding.free_uM(level, share) for share in (p.free_low, p.free_high)]
    row = next(r for r in receptor_binding.occupied(*free, "ketamine", doubtful=False) if r.target == "NMDA")
    strong, weak = one_dose.firm_uM()
    low = nmda_receptor.hill_share(nmda_receptor.free_uM(level, p.free_low), weak)
    high = nmda_receptor.hill_share(nmda_receptor.free_uM(level, p.free_high), strong)
    assert (float(low), float(high)) == pytest.approx((row.lowest, row.highest), rel=1e-3)
    assert (strong, weak) == (0.5, 3.1)


def test_at_rest_the_block_is_competition_worked_out_by_hand() -> None:
    free_uM, half_uM, mg_over_half = 0.43, 0.71, 1 / (3.57 * np.exp(-0.062 * 70))
    expected = (free_uM / half_uM) / (1 + mg_over_half + free_uM / half_uM)
    assert one_dose.resting_block(np.array([free_uM]))[0] == pytest.approx(expected, rel=1e-9)
    bare = one_dose.Parameters(mg_mM=0)
    assert one_dose.resting_block(np.array([free_uM]), bare)[0] == pytest.approx(free_uM / (free_uM + half_uM))


def test_more_block_comes_in_ever_smaller_steps() -> None:
    peaks = [one_dose.follow("iv_infusion", dose, 70, MINUTES).dish.max() for dose in (0.5, 1.0, 1.5, 2.0)]
    gains = np.diff(peaks)
    assert (gains > 0).all() and all(b < a for a, b in pairwise(gains))


def test_the_rating_is_bowdles_line_and_stops_where_levels_stopped() -> None:
    found = one_dose.follow("iv_infusion", 0.5, 70, MINUTES)
    at = dissociation.rating(float(found.plasma_ng_ml[3]))
    assert (found.weakest[3], found.strongest[3]) == (at.weakest, at.strongest)
    high = one_dose.follow("iv_infusion", 1.0, 70, MINUTES)
    np.testing.assert_array_equal(np.isnan(high.strongest), high.plasma_ng_ml > 200)
    assert np.isnan(high.strongest).any() and not np.isnan(found.strongest).any()


def test_no_dose_does_nothing() -> None:
    found = one_dose.follow("oral", 0, 70, MINUTES)
    for name in ("plasma_ng_ml", "dish", "lowest", "highest", "resting", "weakest", "strongest"):
        assert not getattr(found, name).any(), name


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("oral", 9, 70, MINUTES), "dose_mg_kg = 9 is out of range: give a number from 0 to 5 mg/kg"),
        (("snorted", 1, 70, MINUTES), "route = 'snorted' is not known"),
        (("oral", 1, 7, MINUTES), "weight_kg is out of range"),
        (("oral", 1, 70, MINUTES[::-1]), "times_min is out of order"),
    ],
)
def test_what_the_models_do_not_take_is_named(arguments: tuple, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        one_dose.follow(*arguments)
