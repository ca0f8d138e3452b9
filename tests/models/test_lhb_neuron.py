"""The habenula neuron against earlier runs of its equations, SciPy's solver, and itself.

Tables stand as in the description of the model; tolerances are a count more or less in ten seconds,
since another order of the updates shifts when a burst falls.
"""

from dataclasses import replace
from itertools import pairwise
from math import exp, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import strategies

from ketabrain.models import lhb_neuron as model
from ketabrain.models.lhb_neuron import Parameters, Run, bursts, gates, simulate, summarise
from ketabrain.validation import solver

INTACT = Parameters()
NO_NMDA, NO_T_TYPE = replace(INTACT, g_nmda=0), replace(INTACT, g_t=0)
ALL_DRIVES = np.round(np.arange(-2, 10.01, 0.1), 1)


def state(drive, block=0.0, parameters=INTACT, **options):
    return summarise(simulate(drive, block, parameters, **options))


# drive, median mV, mode, spikes/s, bursts/s, spikes a burst, Hz inside a burst
RESULT_A = [
    (-1.5, -66.6, "silent", 0, 0, nan, nan),
    (-0.5, -61.1, "silent", 0, 0, nan, nan),
    (0, -58.8, "silent", 0, 0, nan, nan),
    (0.4, -57.2, "silent", 0, 0, nan, nan),
    (0.5, -56.8, "silent", 0, 0, nan, nan),
    (0.6, -59.9, "burst", 24.6, 4.1, 6.0, 230),
    (0.75, -60.2, "burst", 26.4, 4.4, 6.0, 240),
    (1.0, -60.2, "burst", 29.4, 4.9, 6.0, 234),
    (1.5, -59.8, "burst", 28.0, 5.6, 5.0, 217),
    (2.0, -59.1, "burst", 25.2, 6.3, 4.0, 200),
    (2.5, -57.2, "burst", 14.8, 7.4, 2.0, 116),
    (2.75, -55.1, "tonic", 8.5, 0, nan, nan),
    (3.5, -54.8, "tonic", 10.3, 0, nan, nan),
    (4, -54.3, "tonic", 11.7, 0, nan, nan),
    (5, -53.2, "tonic", 14.6, 0, nan, nan),
    (6, -52.2, "tonic", 18.1, 0, nan, nan),
]


@pytest.mark.parametrize("row", RESULT_A, ids=lambda row: f"drive {row[0]}")
def test_mode_against_drive(row):
    drive, median, mode, spikes, bursts_per_s, per_burst, inside = row
    found = state(drive)
    assert found.mode == mode
    assert found.median_mV == pytest.approx(median, abs=0.15)
    assert found.spikes_per_s == pytest.approx(spikes, abs=0.6)
    assert found.bursts_per_s == pytest.approx(bursts_per_s, abs=0.12)
    assert found.spikes_per_burst == pytest.approx(per_burst, abs=0.1, nan_ok=True)
    assert found.intraburst_Hz == pytest.approx(inside, abs=2, nan_ok=True)


@pytest.fixture(scope="module")
def swept():
    """Summaries at every drive from -2 to 10 in steps of 0.1, run once for each cell and block."""
    known = {}

    def sweep(block=0.0, cell=INTACT):
        if (block, cell) not in known:
            runs = model.simulate_many((float(drive), block, cell) for drive in ALL_DRIVES)
            known[block, cell] = [summarise(run) for run in runs]
        return known[block, cell]

    return sweep


def drives_where(found, mode):
    return [drive for drive, each in zip(ALL_DRIVES, found, strict=True) if each.mode == mode]


def test_bursts_have_one_window_of_drive(swept):
    found = swept()
    assert drives_where(found, "burst") == list(ALL_DRIVES[(ALL_DRIVES >= 0.6) & (ALL_DRIVES <= 2.5)])
    assert drives_where(found, "silent")[-1] == 0.5
    assert drives_where(found, "tonic")[0] == 2.6


def test_the_window_begins_and_ends_where_it_was_found():
    assert model.modes(np.array([0.55, 0.58, 2.5, 2.6])) == ["silent", "burst", "burst", "tonic"]


def test_bursts_keep_to_their_potentials_and_their_rhythm(swept):
    bursting = [each for each in swept() if each.mode == "burst"]
    medians, rhythms = [each.median_mV for each in bursting], [each.bursts_per_s for each in bursting]
    assert (min(medians), max(medians)) == pytest.approx((-60.2, -57.1), abs=0.15)
    assert min(rhythms) >= 4.0
    assert max(rhythms) == pytest.approx(7.4, abs=0.15)


@pytest.mark.parametrize("drive", [0.6, 1.5, 2.5])
def test_troughs_between_bursts_are_deep(drive):
    run = simulate(drive)
    bounds = [group[0] for group in bursts(run.spikes_ms)]
    between = [(run.time_ms >= low) & (run.time_ms < high) for low, high in pairwise(bounds)]
    troughs = [run.membrane_mV[where].min() for where in between]
    assert min(troughs) >= -74.5 and max(troughs) <= -64.5


@pytest.mark.parametrize(
    ("cell", "firing", "median"), [(NO_NMDA, 6.8, -50.8), (NO_T_TYPE, 3.7, -49.9)], ids=["no NMDA", "no T-type"]
)
def test_bursts_need_both_conductances_at_any_drive(swept, cell, firing, median):
    found = swept(cell=cell)
    assert drives_where(found, "burst") == []
    assert max(each.bursts_per_s for each in found) == 0
    assert drives_where(found, "silent")[-1] == pytest.approx(firing - 0.1)
    assert drives_where(found, "tonic")[0] == pytest.approx(firing)
    assert found[list(ALL_DRIVES).index(firing)].median_mV == pytest.approx(median, abs=0.15)


@pytest.mark.parametrize("cell", [NO_NMDA, NO_T_TYPE], ids=["no NMDA", "no T-type"])
def test_a_knock_out_is_silent_below_the_swept_drives(cell):
    assert set(model.modes(np.arange(-5.0, -2.0, 0.5), 0.0, cell)) == {"silent"}


@settings(max_examples=20)
@given(strategies.DRIVES_UA_CM2, st.floats(-85, -60), strategies.SHARES, st.booleans())
def test_bursts_need_both_whatever_the_leak_and_the_other_channel(drive, e_leak, share, without_nmda):
    cell = replace(INTACT, e_leak=e_leak, g_t=0.0 if not without_nmda else INTACT.g_t * share)
    found = state(drive, 1.0 if without_nmda else share, cell, settle_ms=2000, counted_ms=3000)
    assert found.mode != "burst"


@pytest.mark.parametrize("block", [0.25, 0.4])
def test_a_quarter_of_receptors_blocked_leaves_no_bursts_at_any_drive(swept, block):
    assert drives_where(swept(block), "burst") == []


@pytest.mark.parametrize(("block", "cell"), [(0, INTACT), (0, NO_NMDA), (0, NO_T_TYPE), (0.25, INTACT), (0.4, INTACT)])
def test_steady_firing_quickens_with_drive(swept, block, cell):
    rates = [each.spikes_per_s for each in swept(block, cell) if each.mode == "tonic"]
    assert len(rates) > 20
    assert min(np.diff(rates)) >= 0


@pytest.mark.parametrize(("block", "cell"), [(0, INTACT), (0, NO_NMDA), (0, NO_T_TYPE), (0.4, INTACT)])
def test_drive_lifts_a_silent_cell(swept, block, cell):
    medians = [each.median_mV for each in swept(block, cell) if each.mode == "silent"]
    assert min(np.diff(medians)) > 0


@pytest.mark.parametrize(
    ("block", "mode", "bursts_per_s", "per_burst", "median"),
    [
        (0.10, "burst", 5.1, 4.0, -59.4),
        (0.15, "burst", 4.8, 3.0, -58.4),
        (0.20, "silent", 0, nan, -55.2),
        (0.25, "silent", 0, nan, -55.6),
        (0.30, "silent", 0, nan, -56.0),
        (0.35, "silent", 0, nan, -56.4),
        (0.40, "silent", 0, nan, -56.8),
        (1.00, "silent", 0, nan, -61.3),
    ],
)
def test_block_of_nmda_receptors(block, mode, bursts_per_s, per_burst, median):
    found = state(1.5, block)
    assert found.mode == mode
    assert found.bursts_per_s == pytest.approx(bursts_per_s, abs=0.12)
    assert found.spikes_per_burst == pytest.approx(per_burst, abs=0.1, nan_ok=True)
    assert found.median_mV == pytest.approx(median, abs=0.1)


@pytest.mark.parametrize(("block", "window"), [(0.1, (1.2, 2.4)), (0.15, (1.5, 2.3)), (0.2, (1.8, 2.1)), (0.3, None)])
def test_block_narrows_the_window_of_bursts(block, window):
    drives = np.round(np.arange(0.5, 2.75, 0.1), 1)
    found = [d for d, mode in zip(drives, model.modes(drives, block), strict=True) if mode == "burst"]
    assert (found[0], found[-1]) == window if window else not found


def test_t_type_block():
    assert state(1.5, 0.0, model.with_kir(-65, 0.9)).spikes_per_burst == pytest.approx(3)
    for left in (0.85, 0.8, 0.5):
        assert state(1.5, 0.0, model.with_kir(-65, left)).mode == "silent"
    assert state(1.5, 0.0, model.with_kir(-65, 0.85)).median_mV == pytest.approx(-53.7, abs=0.1)


@pytest.mark.parametrize(
    ("e_leak", "mode", "spikes", "bursts_per_s", "per_burst"),
    [
        (-60, "tonic", 14.2, 0, nan),
        (-65, "tonic", 11.6, 0, nan),
        (-68, "tonic", 10.3, 0, nan),
        (-70, "tonic", 9.3, 0, nan),
        (-73, "tonic", 8.1, 0, nan),
        (-76, "burst", 25.6, 6.4, 4),
        (-80, "burst", 27.0, 5.4, 5),
        (-82, "burst", 28.8, 4.8, 6),
        (-84, "burst", 25.8, 4.3, 6),
        (-85, "silent", 0, 0, nan),
        (-90, "silent", 0, 0, nan),
    ],
)
def test_more_kir_turns_steady_firing_into_bursts_then_silence(e_leak, mode, spikes, bursts_per_s, per_burst):
    found = state(4, 0.0, model.with_kir(e_leak))
    assert found.mode == mode
    assert found.spikes_per_s == pytest.approx(spikes, abs=0.6)
    assert found.bursts_per_s == pytest.approx(bursts_per_s, abs=0.12)
    assert found.spikes_per_burst == pytest.approx(per_burst, abs=0.1, nan_ok=True)


def test_between_doublets_and_triplets_the_step_decides():
    cell = model.with_kir(-74)
    coarse, fine, theirs = state(4, 0, cell), state(4, 0, cell, dt_ms=0.005), solver.lhb(4, 0, cell)
    assert {found.mode for found in (coarse, fine, theirs)} == {"burst"}
    for found in (fine, theirs):
        assert (found.bursts_per_s, found.spikes_per_burst) == pytest.approx((7.0, 3), abs=0.3)
    assert coarse.spikes_per_burst in (2, 3)


# mean drive, block: shares of silent, tonic and bursting cells, where the description gives them
RESULT_E = {
    (6.0, 0.0): {"silent": 0.015, "tonic": 0.916, "burst": 0.069},
    (3.5, 0.0): {"silent": 0.121, "tonic": 0.648, "burst": 0.231},
    (6.0, 0.4): {"burst": 0.0},
    (3.5, 0.4): {"silent": 0.59, "tonic": 0.41, "burst": 0.0},
}


@pytest.mark.parametrize(("mean", "block"), RESULT_E)
def test_population_meets_the_shares_it_was_fitted_to(mean, block):
    found = model.population(mean, nmda_block=block, seed=0)
    assert sum(found.values()) == pytest.approx(1)
    for mode, share in RESULT_E[mean, block].items():
        assert found[mode] == pytest.approx(share, abs=0.01), mode
    assert found["burst"] == pytest.approx(RESULT_E[mean, block]["burst"], abs=0.005)


def test_population_repeats_with_its_seed_and_changes_with_it():
    first, again, other = (model.population(2, 1, cells=40, seed=seed) for seed in (3, 3, 4))
    assert first == again
    assert first != other


@pytest.mark.parametrize(
    ("drive", "block", "cell"),
    [
        (-0.5, 0, INTACT),
        (1, 0, INTACT),
        (1.5, 0, INTACT),
        (2, 0, INTACT),
        (4, 0, INTACT),
        (6, 0, INTACT),
        (1.5, 0.3, INTACT),
        (7, 0, NO_NMDA),
        (4, 0, NO_T_TYPE),
        (4, 0, replace(INTACT, e_leak=-80)),
    ],
)
def test_scipys_solver_agrees(drive, block, cell):
    theirs, ours = solver.lhb(drive, block, cell), state(drive, block, cell)
    assert ours.mode == theirs.mode
    assert ours.spikes_per_s == pytest.approx(theirs.spikes_per_s, abs=0.7)
    assert ours.bursts_per_s == pytest.approx(theirs.bursts_per_s, abs=0.3)
    assert ours.spikes_per_burst == pytest.approx(theirs.spikes_per_burst, abs=0.2, nan_ok=True)
    assert ours.median_mV == pytest.approx(theirs.median_mV, abs=0.25)


# LSODA at rtol 1e-6 as the description has it: mode, spikes/s, bursts/s, spikes a burst, median mV
CROSS_CHECK = [
    (-0.5, 0, INTACT, ("silent", 0, 0, nan, -61.1)),
    (1, 0, INTACT, ("burst", None, 5.0, 6.0, None)),
    (1.5, 0, INTACT, ("burst", None, 5.7, 4.8, -59.7)),
    (2, 0, INTACT, ("burst", None, 6.3, 4.0, None)),
    (4, 0, INTACT, ("tonic", 11.7, 0, nan, None)),
    (6, 0, INTACT, ("tonic", 18.0, 0, nan, None)),
    (1.5, 0.3, INTACT, ("silent", 0, 0, nan, -56.0)),
    (7, 0, NO_NMDA, ("tonic", 7.7, 0, nan, None)),
    (4, 0, NO_T_TYPE, ("tonic", 8.0, 0, nan, None)),
    (4, 0, replace(INTACT, e_leak=-80), ("burst", None, 5.3, 5.0, None)),
]


@pytest.mark.parametrize(("drive", "block", "cell", "expected"), CROSS_CHECK)
def test_the_description_s_run_of_lsoda(drive, block, cell, expected):
    mode, *numbers = expected
    found = state(drive, block, cell)
    values = (found.spikes_per_s, found.bursts_per_s, found.spikes_per_burst, found.median_mV)
    assert found.mode == mode
    for value, number, within in zip(values, numbers, (0.4, 0.3, 0.25, 0.15), strict=True):
        if number is not None:
            assert value == pytest.approx(number, abs=within, nan_ok=True)


@pytest.mark.parametrize(("drive", "block"), [(-0.5, 0.0), (1.5, 0.0), (1.5, 0.3), (4.0, 0.0)])
@pytest.mark.parametrize("dt_ms", [0.02, 0.005])
def test_spikes_fall_where_lsoda_at_tight_tolerance_has_them(drive, block, dt_ms):
    at = np.arange(0, 400, 0.02)
    v = solver.potential(drive, block, at, rtol=1e-9)
    theirs = solver.crossings_ms(at, v)
    ours = simulate(drive, block, settle_ms=0, counted_ms=400, dt_ms=dt_ms)
    assert len(ours.spikes_ms) == len(theirs) > 5
    np.testing.assert_allclose(ours.spikes_ms, theirs, atol=40 * dt_ms)
    np.testing.assert_allclose(ours.spikes_ms[:6], theirs[:6], atol=0.1)


@pytest.mark.parametrize("drive", [0.5, 1.5, 2.5, 3, 4])
def test_a_quarter_of_the_step_gives_the_same_mode(drive):
    assert state(drive, dt_ms=0.005).mode == state(drive).mode


@pytest.mark.parametrize("v", [-95.0, -70.3, -60.0, -40.3, -13.2, 21.7])
def test_gates_follow_the_printed_formulas(v):
    u, x, y = v + 53.5, v - 14, v - 10
    a_m, b_m = 0.32 * (13 - u) / (exp((13 - u) / 4) - 1), 0.28 * (u - 40) / (exp((u - 40) / 5) - 1)
    a_h, b_h = 0.128 * exp((17 - u) / 18), 4 / (1 + exp((40 - u) / 5))
    a_n, b_n = 0.032 * (15 - u) / (exp((15 - u) / 5) - 1), 0.5 * exp((10 - u) / 40)
    t_c = 28 + exp(-(y + 22) / 10.5) if y >= -80 else exp((y + 467) / 66.6)
    expected = {
        "m": (a_m / (a_m + b_m), 1 / (a_m + b_m)),
        "h": (a_h / (a_h + b_h), 1 / (a_h + b_h)),
        "n": (a_n / (a_n + b_n), 1 / (a_n + b_n)),
        "w": (1 / (1 + exp(-(v + 35) / 10)), 400 / (3.3 * exp((v + 35) / 20) + exp(-(v + 35) / 20))),
        "a": (1 / (1 + exp(-(x + 57) / 6.2)), (0.612 + 1 / (exp(-(x + 132) / 16.7) + exp((x + 16.8) / 18.2))) / 3),
        "c": (1 / (1 + exp((y + 81) / 4.25)), 3.3 * t_c),
    }
    found = gates(np.array([v]), INTACT)
    for name, (rest, tau_ms) in expected.items():
        assert found[name][0][0] == pytest.approx(rest, rel=1e-9), name
        assert found[name][1][0] == pytest.approx(tau_ms, rel=1e-9), name


def test_gates_are_smooth_where_a_formula_divides_by_zero():
    for singular in (-53.5 + 13, -53.5 + 40, -53.5 + 15):
        around = gates(np.array([singular - 1e-4, singular, singular + 1e-4]), INTACT)
        for rest, tau_ms in around.values():
            assert np.isfinite(rest).all() and np.isfinite(tau_ms).all()
            assert rest[1] == pytest.approx(rest[[0, 2]].mean(), rel=1e-6)


def test_interpolated_rates_are_near_the_direct_ones():
    dt, table = 0.02, model._tables(INTACT, 0.02)
    grid = np.arange(model.TABLE_MV[0], model.TABLE_MV[1] + model.GRID_MV, model.GRID_MV)
    between = np.arange(-120.0, 60.0, 0.0137)
    jump = -80 + INTACT.s_h  # T-type inactivation's time constant jumps there, in its source as well
    between = between[np.abs(between - jump) > model.GRID_MV]
    for column, (rest, tau_ms) in zip(range(0, 12, 2), gates(between, INTACT).values(), strict=True):
        decay = 1 - np.exp(-dt / tau_ms)
        assert np.abs(np.interp(between, grid, table[:, column]) - rest).max() < 5e-6
        assert np.abs(np.interp(between, grid, table[:, column + 1]) - decay).max() < 5e-6


def test_recorded_peaks_do_not_depend_on_the_bin():
    fine, coarse = (simulate(1.5, counted_ms=1000, record_ms=r) for r in (0.02, 0.8))
    np.testing.assert_array_equal(fine.spikes_ms, coarse.spikes_ms)
    for spike in fine.spikes_ms:
        tall = [run.membrane_mV[np.abs(run.time_ms - spike) < 2].max() for run in (fine, coarse)]
        assert tall[0] == tall[1] > 0


def test_recorded_currents_keep_their_charge():
    fine, coarse = (simulate(1.5, counted_ms=1000, record_ms=r) for r in (0.02, 0.5))
    for name in ("t_type_uA_cm2", "nmda_uA_cm2"):
        assert getattr(fine, name).mean() == pytest.approx(getattr(coarse, name).mean(), rel=1e-9)
        assert getattr(fine, name).mean() < 0  # inward


def test_a_run_has_the_times_that_were_asked_for():
    run = simulate(1.5, counted_ms=500, settle_ms=100, record_ms=0.5)
    assert run.counted_ms == 500
    assert len(run.time_ms) == len(run.membrane_mV) == len(run.t_type_uA_cm2) == len(run.nmda_uA_cm2) == 1000
    assert (run.time_ms[0], run.time_ms[-1]) == (0, 499.5)
    assert (run.spikes_ms >= 0).all() and (run.spikes_ms < 500).all()


def test_settling_goes_before_counting():
    whole = simulate(1.5, settle_ms=0, counted_ms=3000).spikes_ms
    late = simulate(1.5, settle_ms=1000, counted_ms=2000).spikes_ms
    np.testing.assert_allclose(whole[whole >= 1000] - 1000, late, atol=1e-6)


def test_many_are_what_they_are_one_by_one():
    states = [(1.5, 0.0, INTACT), (4.0, 0.1, NO_T_TYPE), (-1.0, 0.5, INTACT)]
    many = model.simulate_many(states, counted_ms=500, settle_ms=500)
    for found, given_ in zip(many, states, strict=True):
        alone = simulate(*given_, counted_ms=500, settle_ms=500)
        np.testing.assert_array_equal(found.membrane_mV, alone.membrane_mV)
        np.testing.assert_array_equal(found.spikes_ms, alone.spikes_ms)


@pytest.mark.parametrize(
    ("spikes", "sizes"),
    [
        ([], []),
        ([5], []),
        ([0, 20], [2]),
        ([0, 20.1], []),
        ([0, 20, 50], [3]),
        ([0, 20, 50.1], [2]),
        ([0, 25, 30], [2]),  # 25 ms is too long for a first interval
        ([0, 5, 10, 100, 104, 200], [3, 2]),
    ],
)
def test_rule_for_bursts(spikes, sizes):
    assert [len(group) for group in bursts(np.array(spikes, dtype=float))] == sizes


def run_of(spikes):
    return Run(*(np.zeros(1) for _ in range(4)), np.array(spikes, dtype=float), -60.0, 1000.0)


def test_rule_for_the_mode():
    assert summarise(run_of([])).mode == "silent"
    assert summarise(run_of([1, 200])).mode == "tonic"
    assert summarise(run_of([1, 10, 200, 400])).mode == "burst"  # exactly half in bursts
    mostly_single = summarise(run_of([1, 10, 200, 400, 600]))
    assert (mostly_single.mode, mostly_single.bursts_per_s) == ("tonic", 1)
    triple = summarise(run_of([0, 5, 15]))  # a mean interval of 7.5 ms
    assert (triple.spikes_per_s, triple.spikes_per_burst) == (3, 3)
    assert triple.intraburst_Hz == pytest.approx(1000 / 7.5)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("drive_uA_cm2", {"drive_uA_cm2": 11}),
        ("drive_uA_cm2", {"drive_uA_cm2": float("nan")}),
        ("nmda_block", {"nmda_block": 1.01}),
        ("counted_ms", {"counted_ms": 0}),
        ("settle_ms", {"settle_ms": -1}),
        ("dt_ms", {"dt_ms": 0.1}),
        ("record_ms", {"record_ms": 0.001}),
    ],
)
def test_out_of_range_is_refused(name, options):
    with pytest.raises(ValueError, match=f"^{name} = .* out of range: give a number from "):
        simulate(**{"drive_uA_cm2": 1.0, **options})


@settings(max_examples=25, deadline=None)
@given(strategies.DRIVES_UA_CM2, strategies.SHARES, strategies.parameters(Parameters))
def test_any_cell_stays_finite(drive, block, cell):
    run = simulate(drive, block, cell, counted_ms=200, settle_ms=100)
    for array in (run.membrane_mV, run.t_type_uA_cm2, run.nmda_uA_cm2):
        assert np.isfinite(array).all()
    assert (np.diff(run.spikes_ms) > 0).all()
    assert summarise(run).mode in model.MODES


def test_a_membrane_far_beyond_the_table_stays_finite():
    bare = replace(INTACT, g_na=0, g_k=0, g_m=0, g_t=0, g_nmda=0, g_leak=0.03, e_leak=-50)
    run = simulate(9.0, 0.0, bare, counted_ms=500, settle_ms=500)
    assert run.membrane_mV[-1] == pytest.approx(-50 + 9 / 0.03, abs=0.1)


@settings(max_examples=15, deadline=None)
@given(strategies.DRIVES_UA_CM2, strategies.SHARES)
def test_block_is_the_same_as_fewer_receptors(drive, block):
    blocked = simulate(drive, block, counted_ms=200, settle_ms=0)
    fewer = simulate(drive, 0.0, replace(INTACT, g_nmda=0.45 * (1 - block)), counted_ms=200, settle_ms=0)
    np.testing.assert_allclose(blocked.membrane_mV, fewer.membrane_mV, atol=1e-6)


def test_capacitance_slows_the_membrane():
    light, heavy = (
        simulate(-2.0, parameters=replace(INTACT, capacitance=c), settle_ms=0, counted_ms=20) for c in (1, 2)
    )
    assert abs(light.membrane_mV[4] + 70) > 1.5 * abs(heavy.membrane_mV[4] + 70) > 0
