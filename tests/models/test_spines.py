"""Spines: turnover, stress, windows, erasing, the disagreement of studies, and SciPy's solver."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import strategies

from ketabrain.evidence import bibliography
from ketabrain.models import spines as model
from ketabrain.models.spines import FINDINGS, TIMINGS, Parameters, agreement, simulate, timed
from ketabrain.validation import spines as validation

DAYS = np.arange(-25, 20, 0.25)


def test_without_stress_and_drug_nothing_changes():
    found = simulate(DAYS, 0, ())
    np.testing.assert_allclose(found.spines, 1, rtol=1e-12)
    assert (found.new == 0).all() and (found.formed == 0).all()


def test_three_weeks_of_stress_take_about_a_quarter():
    found = simulate(DAYS, 21, ())
    assert found.spines[DAYS <= -21] == pytest.approx(1)
    assert found.spines[DAYS == 0][0] == pytest.approx(0.75, abs=0.02)
    assert (np.diff(found.spines[(DAYS >= -21) & (DAYS <= 0)]) < 0).all()


def test_a_dose_fills_a_share_of_the_empty_sites():
    p = Parameters(turnover_per_day=0, new_half_life_days=365)
    found = simulate([0, 0.49, 1.5], 21, (0.0,), parameters=p)
    lost = 1 - found.spines[0]
    assert found.new[1] == 0
    assert found.new[2] == pytest.approx(0.28 * (0.2 + lost), rel=2e-3)


def test_new_spines_come_when_the_window_opens():
    for timing, (opens, lasts) in TIMINGS.items():
        found = simulate(np.array([opens, opens + lasts]) / 24, 21, (0.0,), parameters=timed(timing))
        assert found.new[0] == 0 and found.new[1] > 0.1


def test_more_is_regained_where_more_was_lost():
    stressed, unstressed = (simulate([2.0], days, (0.0,)).new[0] for days in (21, 0))
    assert stressed > 1.5 * unstressed > 0.05


def test_erasing_takes_new_spines_and_no_others():
    at = np.array([2.999, 3.0, 10.0])
    kept, erased = simulate(at, 21, (0.0,)), simulate(at, 21, (0.0,), erase_day=3.0)
    assert erased.new[0] == kept.new[0] > 0.1
    assert (erased.new[1:] == 0).all()
    np.testing.assert_allclose(erased.ordinary, kept.ordinary)
    np.testing.assert_allclose(erased.formed, kept.formed)


def test_erasing_before_they_come_takes_nothing():
    early, never = simulate([2.0], 21, (0.0,), erase_day=0.25), simulate([2.0], 21, (0.0,))
    assert early.new == pytest.approx(never.new)


def test_windows_of_daily_doses_join_and_do_not_add():
    one, five = (simulate([1.5, 5.0], 0, range(number)) for number in (1, 5))
    assert five.new[0] == pytest.approx(one.new[0])
    assert five.new[1] > 2 * one.new[1]
    assert five.spines.max() < Parameters().room


def test_no_timing_agrees_with_every_study():
    scores = {
        timing: sum(same for f, same in agreement(timed(timing)) if f.scored and f.confirmed) for timing in TIMINGS
    }
    assert sum(f.scored and f.confirmed for f in FINDINGS) == 6
    assert scores == {"hours": 4, "day": 4, "days": 4}


@pytest.mark.parametrize(
    ("timing", "source", "end_h"),
    [
        ("hours", "ModaSava2019sustained", 6),
        ("hours", "Pryazhnikov2018longitudinal", 24),
        ("day", "Zhang2019rketamine", 3),
        ("day", "Pryazhnikov2018longitudinal", 24),
        ("days", "Zhang2019rketamine", 3),
        ("days", "ModaSava2019sustained", 24),
    ],
)
def test_where_each_timing_fails(timing, source, end_h):
    failed = {(f.source, f.end_h) for f, same in agreement(timed(timing)) if not same and f.confirmed and f.scored}
    assert (source, end_h) in failed and len(failed) == 2


def test_findings_have_sources():
    known = bibliography.load()
    assert {finding.source for finding in FINDINGS} <= set(known)


@pytest.mark.parametrize("timing", TIMINGS)
@pytest.mark.parametrize(("stress", "doses", "erase"), [(21, (0,), None), (7, (3,), 4.0), (0, range(5), 2.0)])
def test_scipys_solver_agrees(timing, stress, doses, erase):
    p, at = timed(timing), np.arange(-5, 16, 0.5)
    ours = simulate(at, stress, doses, erase, p)
    theirs = validation.solved(at, stress, doses, erase, p)
    np.testing.assert_allclose([ours.ordinary, ours.new, ours.formed], theirs, atol=1e-6)


@settings(max_examples=60, deadline=None)
@given(
    st.floats(0, 60),
    st.lists(st.floats(0, 10), max_size=4),
    st.none() | st.floats(0, 15),
    strategies.parameters(Parameters),
)
def test_numbers_stay_between_nothing_and_the_room(stress, doses, erase, parameters):
    found = simulate(np.arange(-61, 30, 2.0), stress, doses, erase, parameters)
    for values in (found.ordinary, found.new, found.formed):
        assert np.isfinite(values).all() and (values >= -1e-5).all()
    assert (found.ordinary <= 1 + 1e-9).all() and (found.new <= parameters.room + 1e-5).all()
    assert (np.diff(found.formed) >= -1e-5).all()


@settings(max_examples=30, deadline=None)
@given(st.floats(0, 60), st.floats(0, 60))
def test_longer_stress_never_leaves_more(one, other):
    shorter, longer = (simulate([0.0], days, ()).spines[0] for days in sorted((one, other)))
    assert longer <= shorter + 1e-12


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("stress_days", lambda: simulate([0.0], -1)),
        ("dose_days", lambda: simulate([0.0], 21, (-1.0,))),
        ("erase_day", lambda: simulate([0.0], 21, (0.0,), 400.0)),
        ("room", lambda: Parameters(room=0.5)),
    ],
)
def test_out_of_range_is_refused(name, call):
    with pytest.raises(ValueError, match=f"^{name} = .* out of range"):
        call()


def test_an_unknown_timing_names_the_known_ones():
    with pytest.raises(ValueError, match="timing = 'years' is not known: choose one of hours, day, days"):
        timed("years")


def test_a_finding_is_compared_in_its_own_design():
    seen = next(f for f in model.FINDINGS if f.source == "Zhang2019rketamine")
    assert model.more(seen, timed("hours")) and not model.more(seen, timed("day"))
