"""The synapse: shapes, magnesium, ketamine, and SciPy's solver."""

from dataclasses import replace
from math import isnan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import strategies

from ketabrain.models.synapse import Parameters, opening, simulate, summarise
from ketabrain.validation import synapse as validation


def test_one_arrival_opens_to_a_peak_of_one():
    time = np.arange(0, 400, 0.01)
    opened = opening(time, np.array([10.0]), 7.0, 100.0)
    assert opened.max() == pytest.approx(1, abs=1e-6)
    assert (opened[time <= 10] == 0).all()


def test_arrivals_add():
    time = np.arange(0, 100, 0.5)
    both = opening(time, np.array([5.0, 20.0]), 0.5, 5.0)
    each = [opening(time, np.array([at]), 0.5, 5.0) for at in (5.0, 20.0)]
    np.testing.assert_allclose(both, sum(each))


@pytest.mark.parametrize(("spikes", "rest", "mg"), [(1, -70, 1), (4, -55, 1), (6, -80, 0), (20, -50, 0.5)])
def test_scipys_solver_agrees(spikes, rest, mg):
    ours = simulate(spikes, rest, 0.0, mg)
    np.testing.assert_allclose(ours.membrane_mV, validation.solved_mV(spikes, rest, mg), atol=0.05)


def test_the_first_spike_arrives_at_20_ms():
    run = simulate(1)
    assert (run.membrane_mV[:21] == -70).all()
    assert run.membrane_mV[22] > -70


def test_one_spike_stays_below_threshold_and_four_reach_it():
    one, four = (summarise(simulate(spikes)) for spikes in (1, 4))
    assert not one.reaches_threshold and isnan(one.threshold_after_ms)
    assert four.reaches_threshold
    assert 20 < four.threshold_after_ms < 60
    run = simulate(4)
    assert run.membrane_mV[run.time_ms == four.threshold_after_ms][0] >= -50


def test_a_full_block_leaves_ampa_alone():
    blocked, whole = simulate(1, nmda_block=1.0), simulate(1)
    assert (blocked.nmda_uA_cm2 == 0).all()
    assert blocked.ampa_uA_cm2.min() == pytest.approx(whole.ampa_uA_cm2.min(), rel=0.01)
    assert summarise(blocked).nmda_share == 0


def test_taking_magnesium_away_lets_most_charge_through_nmda_receptors():
    with_mg, without = (summarise(simulate(4, mg_mM=mg)) for mg in (1.0, 0.0))
    assert without.nmda_share > 0.85 > 0.6 > with_mg.nmda_share
    assert without.magnesium_free_peak == 1


def test_depolarisation_frees_pores():
    low, high = (summarise(simulate(1, rest)) for rest in (-80, -50))
    assert high.magnesium_free_peak > 2 * low.magnesium_free_peak
    assert high.nmda_charge_nC_cm2 > low.nmda_charge_nC_cm2


def test_summary_adds_up():
    run = simulate(3)
    found = summarise(run)
    assert found.peak_mV == run.membrane_mV.max()
    assert found.rise_mV == pytest.approx(found.peak_mV + 70)
    whole = found.ampa_charge_nC_cm2 + found.nmda_charge_nC_cm2
    assert found.nmda_share == pytest.approx(found.nmda_charge_nC_cm2 / whole)


@pytest.mark.parametrize(
    ("record_ms", "dt_ms", "within"), [(1.0, 0.05, 1e-12), (10.0, 0.05, 1e-12), (1.0, 0.005, 2e-3)]
)
def test_charge_depends_neither_on_the_recording_nor_on_the_step(record_ms, dt_ms, within):
    fine, other = simulate(4, record_ms=0.05), simulate(4, record_ms=record_ms, dt_ms=dt_ms)
    for name in ("nmda_charge_nC_cm2", "ampa_charge_nC_cm2"):
        assert getattr(other, name) == pytest.approx(getattr(fine, name), rel=within)
    summed = -np.trapezoid(fine.ampa_uA_cm2, fine.time_ms)
    assert summarise(other).ampa_charge_nC_cm2 == pytest.approx(summed, rel=max(within, 1e-9))


def test_no_receptors_no_share():
    silent = summarise(simulate(1, parameters=replace(Parameters(), g_ampa=0, g_nmda=0)))
    assert isnan(silent.nmda_share)
    assert silent.rise_mV == 0


@settings(max_examples=40, deadline=None)
@given(
    st.integers(1, 20),
    strategies.POTENTIALS_MV,
    strategies.SHARES,
    strategies.MAGNESIUM_MM,
    strategies.parameters(Parameters),
)
def test_the_membrane_stays_between_rest_and_reversal(spikes, rest, block, mg, parameters):
    run = simulate(spikes, rest, block, mg, parameters, end_ms=150)
    ends = sorted((rest, parameters.e_syn))
    assert (run.membrane_mV >= ends[0] - 1e-9).all() and (run.membrane_mV <= ends[1] + 1e-9).all()
    assert (run.magnesium_free >= 0).all() and (run.magnesium_free <= 1).all()


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 6), strategies.SHARES, strategies.SHARES)
def test_more_block_never_depolarises_more(spikes, one, other):
    less, more = (summarise(simulate(spikes, nmda_block=share)) for share in sorted((one, other)))
    assert more.peak_mV <= less.peak_mV
    assert more.nmda_charge_nC_cm2 <= less.nmda_charge_nC_cm2 + 1e-9


@settings(max_examples=20, deadline=None)
@given(strategies.POTENTIALS_MV, strategies.MAGNESIUM_MM, strategies.MAGNESIUM_MM)
def test_more_magnesium_never_lets_more_through(rest, one, other):
    less, more = (summarise(simulate(2, rest, 0.0, mg)) for mg in sorted((one, other)))
    assert more.nmda_charge_nC_cm2 <= less.nmda_charge_nC_cm2 + 1e-9


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 19), strategies.POTENTIALS_MV)
def test_another_spike_never_lowers_the_peak(spikes, rest):
    fewer, more = (summarise(simulate(n, rest)) for n in (spikes, spikes + 1))
    assert more.peak_mV >= fewer.peak_mV - 1e-9


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("spikes", {"spikes": 0}),
        ("rest_mV", {"rest_mV": 10}),
        ("nmda_block", {"nmda_block": 2}),
        ("mg_mM", {"mg_mM": -1}),
        ("interval_ms", {"interval_ms": 0}),
        ("end_ms", {"end_ms": 0}),
        ("dt_ms", {"dt_ms": 1}),
        ("record_ms", {"record_ms": 0.01}),
    ],
)
def test_out_of_range_is_refused(name, options):
    with pytest.raises(ValueError, match=f"^{name} = .* out of range"):
        simulate(**options)


def test_half_a_spike_is_refused():
    with pytest.raises(ValueError, match="not a whole number"):
        simulate(1.5)
