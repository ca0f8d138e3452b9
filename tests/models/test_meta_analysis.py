"""The pooling against statsmodels and SciPy, at figures worked out beforehand, and at its edges."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.meta_analysis import combine_effects, effectsize_2proportions, effectsize_smd

from ketabrain.models import meta_analysis as model
from ketabrain.models.meta_analysis import COUNTS, MODELS, Effects, Parameters, combine
from ketabrain.validation.meta_analysis import by_search, six

STATISTIC = {"OR": "odds-ratio", "RR": "risk-ratio", "RD": "diff"}
effect = st.floats(-5, 5, allow_nan=False)
variance = st.floats(0.01, 4, allow_nan=False)
tables = st.lists(st.tuples(effect, variance), min_size=2, max_size=30).map(
    lambda rows: Effects(*(np.array(part) for part in zip(*rows, strict=True)))
)


def counted(*rows):
    return tuple(np.array(part, dtype=float) for part in zip(*rows, strict=True))


# effects of single studies
@given(st.integers(2, 300), st.integers(2, 300), st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_effects_of_counts_agree_with_statsmodels(n_t, n_c, share_t, share_c):
    a = min(max(1, round(share_t * n_t)), n_t - 1)
    c = min(max(1, round(share_c * n_c)), n_c - 1)
    for measure in COUNTS:
        ours = model.of_counts(measure, *counted((a, n_t, c, n_c)))
        theirs = effectsize_2proportions(*counted((a, n_t, c, n_c)), statistic=STATISTIC[measure])
        assert ours.effect == pytest.approx(theirs[0], rel=1e-9, abs=1e-12)
        assert ours.variance == pytest.approx(theirs[1], rel=1e-9)


def test_an_empty_cell_takes_a_half_in_its_own_study_alone():
    for measure in ("OR", "RR"):
        both = model.of_counts(measure, *counted((12, 17, 0, 14), (30, 47, 7, 25)))
        half = effectsize_2proportions(*counted((12.5, 18, 0.5, 15)), statistic=STATISTIC[measure])
        alone = model.of_counts(measure, *counted((30, 47, 7, 25)))
        assert (both.effect[0], both.variance[0]) == pytest.approx((half[0][0], half[1][0]))
        assert (both.effect[1], both.variance[1]) == (alone.effect[0], alone.variance[0])


@pytest.mark.parametrize("row", [(0, 10, 0, 12), (10, 10, 12, 12)])
def test_nobody_or_everybody_says_nothing_about_a_ratio(row):
    for measure in ("OR", "RR"):
        assert np.isnan(model.of_counts(measure, *counted(row)).effect).all()
    kept = model.of_counts("RD", *counted(row))
    assert kept.effect[0] == 0
    assert kept.variance[0] == pytest.approx(0.5 * 10.5 / 11**3 + 0.5 * 12.5 / 13**3)


def test_a_risk_difference_of_one_keeps_its_size_and_gets_a_variance():
    found = model.of_counts("RD", *counted((10, 10, 0, 12)))
    assert found.effect[0] == 1 and found.variance[0] > 0


@given(effect, st.floats(0.1, 20), st.integers(2, 200), effect, st.floats(0.1, 20), st.integers(2, 200))
def test_hedges_g_agrees_with_statsmodels(m1, s1, n1, m2, s2, n2):
    columns = counted((m1, s1, n1, m2, s2, n2))
    ours, (g, theirs) = model.of_means("SMD", *columns), effectsize_smd(*columns)
    assert ours.effect == pytest.approx(g, rel=1e-9, abs=1e-12)
    people = n1 + n2  # statsmodels divides the second term by two (n - 3.94), metafor and we by 2 n
    assert ours.variance == pytest.approx(theirs - g**2 / 2 / (people - 3.94) + g**2 / 2 / people, rel=1e-9)


def test_a_mean_difference():
    found = model.of_means("MD", *counted((-16.5, 11.0, 47, -8.8, 9.5, 25)))
    assert found.effect[0] == pytest.approx(-7.7)
    assert found.variance[0] == pytest.approx(11**2 / 47 + 9.5**2 / 25)


# pooling
def of_statsmodels(table, method, use_t=False):
    with np.errstate(all="ignore"):  # where tau2 is below zero, it divides by what is left of a variance
        return combine_effects(table.effect, table.variance, method_re=method, use_t=use_t)


@given(tables, st.sampled_from(["DL", "PM"]))
def test_common_effect_dl_and_pm_agree_with_statsmodels(table, name):
    theirs = of_statsmodels(table, name.lower())
    ours, common = combine(table, name), combine(table, "common")
    assert (common.effect, common.se) == pytest.approx((theirs.mean_effect_fe, theirs.sd_eff_w_fe))
    assert common.q == pytest.approx(theirs.q, rel=1e-8, abs=1e-8)
    if theirs.tau2 <= 0:  # its DL is not cut at zero
        assert (ours.tau2, ours.effect) == (pytest.approx(0, abs=1e-6), pytest.approx(common.effect, abs=1e-6))
        return
    assert ours.i2 == pytest.approx(max(0, theirs.i2), abs=1e-8)
    near = 1e-9 if name == "DL" else 1e-3  # its PM stops as soon as Q is within a hundred-thousandth
    assert ours.tau2 == pytest.approx(theirs.tau2, rel=near, abs=near)
    assert ours.effect == pytest.approx(theirs.mean_effect_re, rel=near, abs=near)
    assert ours.se == pytest.approx(theirs.sd_eff_w_re, rel=near)


@given(tables)
def test_paule_and_mandel_meet_their_equation(table):
    tau2 = model.tau2_pm(*table)
    df = len(table.effect) - 1
    if tau2 > 0:
        assert model.q_of(*table, tau2) == pytest.approx(df, rel=1e-9)
    else:
        assert model.q_of(*table) <= df


@given(tables)
def test_hartung_and_knapps_variance_agrees_with_statsmodels_above_the_floor(table):
    theirs = of_statsmodels(table, "dl", use_t=True)
    if theirs.tau2 <= 0:
        return
    ours, unfloored = combine(table, "DL", True), combine(table, "DL", True, Parameters(floor=0))
    assert unfloored.se == pytest.approx(theirs.sd_eff_w_re_hksj, rel=1e-5, abs=1e-9)
    assert ours.se == pytest.approx(max(theirs.sd_eff_w_re_hksj, theirs.sd_eff_w_re), rel=1e-5)


@settings(max_examples=15)
@given(tables)
def test_reml_finds_the_highest_restricted_likelihood(table):
    ours, theirs = model.tau2_reml(*table), by_search(table)
    heights = model.likelihoods(np.array([ours, theirs]), *table)
    assert heights[0] >= heights[1] - 1e-9
    if abs(ours - theirs) > 1e-4 * (theirs + table.variance.mean()):  # only where the top is flat, or two are alike
        assert heights[0] == pytest.approx(heights[1], abs=1e-6)


@given(tables, st.sampled_from(MODELS))
def test_hartung_and_knapp_never_narrow_an_interval(table, name):
    without, with_it = combine(table, name), combine(table, name, hartung_knapp=True)
    assert with_it.effect == without.effect
    assert with_it.low <= without.low and with_it.high >= without.high


@given(tables, st.sampled_from(MODELS), st.booleans())
def test_what_always_holds(table, name, knapp):
    found = combine(table, name, knapp)
    assert found.shares.sum() == pytest.approx(1) and (found.shares > 0).all()
    assert table.effect.min() - 1e-9 <= found.effect <= table.effect.max() + 1e-9
    assert found.tau2 >= 0 and 0 <= found.i2 < 1 and 0 <= found.p <= 1
    if len(table.effect) >= 3 and name != "common":
        assert found.prediction_low <= found.low and found.prediction_high >= found.high
    else:
        assert math.isnan(found.prediction_low) and math.isnan(found.prediction_high)


def test_the_figures_that_were_worked_out_beforehand():
    common, dl, pm, reml = (six(name) for name in MODELS)
    assert np.exp([common.effect, common.low, common.high]) == pytest.approx([2.66, 1.73, 4.10], abs=0.005)
    assert (common.q, common.df, common.i2) == (pytest.approx(7.858, abs=5e-4), 5, pytest.approx(0.364, abs=5e-4))
    assert dl.tau2 == pytest.approx(0.2374, abs=5e-5)
    assert np.exp([dl.effect, dl.low, dl.high]) == pytest.approx([3.28, 1.67, 6.44], abs=0.005)
    assert pm.tau2 == pytest.approx(0.2715, abs=5e-5)
    assert np.exp([pm.effect, pm.low, pm.high]) == pytest.approx([3.33, 1.66, 6.69], abs=0.005)
    assert (reml.tau2, reml.effect, reml.se) == pytest.approx((0.2413, 1.1901, 0.3453), abs=5e-5)
    assert np.exp([reml.effect, reml.low, reml.high]) == pytest.approx([3.29, 1.67, 6.47], abs=0.005)
    knapp = six("REML", True)
    assert np.exp([knapp.effect, knapp.low, knapp.high]) == pytest.approx([3.29, 1.33, 8.12], abs=0.005)


# edges
def test_studies_that_agree_have_no_variance_between_them():
    table = Effects(np.full(5, 0.7), np.array([0.1, 0.2, 0.3, 0.4, 0.5]))
    for name in MODELS:
        found = combine(table, name)
        assert (found.tau2, found.i2) == (0, 0) and found.effect == pytest.approx(0.7)


def test_studies_far_apart():
    table = Effects(np.array([-40.0, 0.0, 55.0, 8.0]), np.full(4, 1e-4))
    spread = np.var(table.effect, ddof=1)
    for name in ("DL", "PM", "REML"):
        found = combine(table, name, hartung_knapp=True)
        assert found.tau2 == pytest.approx(spread - 1e-4)
        assert found.i2 > 0.999


def test_two_hundred_studies_find_the_spread_they_were_made_with():
    rng = np.random.default_rng(4)
    variance_of = rng.uniform(0.02, 0.3, 200)
    table = Effects(rng.normal(0.4, np.sqrt(variance_of + 0.25)), variance_of)
    for name in ("DL", "PM", "REML"):
        assert combine(table, name).tau2 == pytest.approx(0.25, abs=0.08)
    assert combine(table).effect == pytest.approx(0.4, abs=0.1)


def test_two_hills_of_the_likelihood_do_not_mislead_reml():
    table = Effects(np.array([0.0, 0.02, 3.0]), np.array([1e-6, 4.0, 4.0]))
    assert model.tau2_reml(*table) == pytest.approx(by_search(table), abs=1e-5)


def test_a_parameter_out_of_range_is_named():
    with pytest.raises(ValueError, match="level = 1 is out of range"):
        Parameters(level=1)
