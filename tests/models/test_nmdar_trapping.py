"""Trapping: its table, its limits, and SciPy's solver."""

from dataclasses import replace
from math import isnan, nan

import numpy as np
import pytest
from hypothesis import given, settings
from tests import strategies

from ketabrain.models import nmdar_trapping as model
from ketabrain.models.nmdar_trapping import Course, Parameters, simulate, summarise
from ketabrain.validation import nmdar_trapping as validation

# name, peak plasma [uM], peak block, block at 0.5, 1, 6, 24, 48 h, return of bursting [h]
TABLE = [
    ("bursting habenula", 5.2, 0.41, (0.39, 0.41, 0.40, 0.36, 0.10), 45),
    ("half the dose", 2.6, 0.29, (0.26, 0.29, 0.12, 0, 0), 3.5),
    ("double dose", 10.3, 0.58, (0.56, 0.58, 0.57, 0.51, 0.45), 108),
    ("quiet tissue", 5.2, 0.04, (0.02, 0.03, 0.03, 0.03, 0.02), nan),
    ("driven at 0 to 1.5 h", 5.2, 0.51, (0.45, 0.51, 0.45, 0.41, 0.35), 65),
    ("driven at 6 to 7 h", 5.2, 0.41, (0.39, 0.41, 0.40, 0, 0), 9.5),
]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row[0])
def test_table(row):
    name, peak_uM, peak_block, at, back = row
    course = simulate(**validation.COURSES[name], hours=120)
    found = summarise(course)
    assert found.peak_uM == pytest.approx(peak_uM, abs=0.06)
    assert found.peak_blocked == pytest.approx(peak_block, abs=0.0101)
    blocked = np.interp([0.5, 1, 6, 24, 48], course.time_h, course.blocked)
    np.testing.assert_allclose(blocked, at, atol=0.0101)
    assert found.bursting_returns_h == pytest.approx(back, abs=0.5, nan_ok=True)


@pytest.mark.parametrize("name", validation.COURSES)
def test_scipys_solver_agrees(name):
    at = np.arange(0, 110, 0.25)
    course = simulate(**validation.COURSES[name], hours=110)
    np.testing.assert_allclose(np.interp(at, course.time_h, course.blocked), validation.solved(name, at), atol=2e-4)


def test_plasma_is_long_gone_while_the_block_stays():
    course = simulate(hours=24)
    assert course.plasma_uM[-1] / course.plasma_uM.max() < 1e-30
    assert course.blocked[-1] == pytest.approx(0.36, abs=0.01)


def test_half_times_of_untrapping():
    assert model.idle_half_time_h() == pytest.approx(128, abs=0.5)
    assert model.idle_half_time_h(bursting=True) == pytest.approx(2.1, abs=0.05)


def test_plasma_falls_with_the_given_half_life():
    p = Parameters()
    late = model.plasma_uM(np.array([3.0, 3.0 + 13 / 60]), 10.0, p)
    assert late[1] / late[0] == pytest.approx(0.5, abs=1e-3)


def test_plasma_where_both_half_lives_are_equal():
    p = replace(Parameters(), half_life_h=0.2, absorption_h=0.2)
    near = replace(p, absorption_h=0.2001)
    time = np.linspace(0, 3, 50)
    np.testing.assert_allclose(model.plasma_uM(time, 10, p), model.plasma_uM(time, 10, near), atol=0.01)


def test_the_human_half_life_with_a_human_level_gives_no_block_at_a_day():
    course = simulate(1.0, "bursting", replace(Parameters(), half_life_h=3.0), hours=24)
    assert course.blocked[-1] < 0.05


def test_no_dose_no_block():
    course = simulate(0.0, hours=10)
    assert course.blocked.max() == 0
    assert isnan(summarise(course).bursting_returns_h)


def test_bursting_that_stays_away_has_no_return():
    time = np.arange(4.0)
    flat = Course(time, time, time, np.array([1, 0.1, 0.1, 0.1]))
    back = Course(time, time, time, np.array([1, 0.1, 0.6, 0.7]))
    again = Course(time, time, time, np.array([1, 0.1, 0.6, 0.1]))
    assert isnan(model.bursting_returns_h(flat))
    assert model.bursting_returns_h(back) == 1
    assert isnan(model.bursting_returns_h(again))


@settings(max_examples=30, deadline=None)
@given(strategies.DOSES_UM, strategies.TISSUES, strategies.parameters(Parameters))
def test_shares_stay_shares(dose, tissue, parameters):
    course = simulate(dose, tissue, parameters, drive_h=(1, 2), hours=5)
    for share in (course.blocked, course.bursting):
        assert np.isfinite(share).all() and (share >= 0).all() and (share <= 1).all()
    assert (course.plasma_uM >= -1e-12).all()


@settings(max_examples=20, deadline=None)
@given(strategies.DOSES_UM, strategies.DOSES_UM, strategies.TISSUES)
def test_a_larger_dose_never_blocks_less_at_its_peak(one, other, tissue):
    less, more = (summarise(simulate(dose, tissue, hours=5)) for dose in sorted((one, other)))
    assert more.peak_uM >= less.peak_uM
    assert more.peak_blocked >= less.peak_blocked - 1e-9


@settings(max_examples=20, deadline=None)
@given(strategies.DOSES_UM)
def test_driving_while_the_drug_is_there_never_lowers_the_block(dose):
    idle, driven = (simulate(dose, drive_h=window, hours=2) for window in (None, (0.0, 0.5)))
    until = idle.time_h <= 0.5
    assert (driven.blocked[until] >= idle.blocked[until] - 1e-9).all()


@settings(max_examples=20, deadline=None)
@given(strategies.DOSES_UM)
def test_quiet_tissue_is_blocked_less(dose):
    bursting, quiet = (summarise(simulate(dose, tissue, hours=5)) for tissue in model.TISSUES)
    assert quiet.peak_blocked <= bursting.peak_blocked


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("dose_uM", {"dose_uM": 101}),
        ("hours", {"hours": 0}),
        ("drive_h from", {"drive_h": (-1, 2)}),
        ("drive_h to", {"drive_h": (2, 1)}),
    ],
)
def test_out_of_range_is_refused(name, options):
    with pytest.raises(ValueError, match=f"^{name} = .* out of range"):
        simulate(**options)


def test_an_unknown_tissue_names_the_known_ones():
    with pytest.raises(ValueError, match="choose one of bursting, quiet"):
        simulate(tissue="liver")
