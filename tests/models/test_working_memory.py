"""Working memory: the tables of the pair and the ring, their limits, and SciPy's solver."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import strategies

from ketabrain.models import working_memory as model
from ketabrain.models.working_memory import Parameters, State, cued, response_Hz, simulate, simulate_many, summarise
from ketabrain.validation import working_memory as validation

SHARES = st.floats(0, 1)


@pytest.mark.parametrize(("blocked", "cue", "after_1", "after_5"), validation.PAIR_TABLE)
def test_the_table_of_the_pair(blocked, cue, after_1, after_5):
    found = [validation.pair_Hz(blocked, when) for when in ("cue", 1, 5)]
    assert found == pytest.approx([cue, after_1, after_5], abs=0.06)  # 8.15 was printed as 8.1


@pytest.mark.parametrize(("pyramidal", "inhibitors", "before", "cue", "memory", "width"), validation.RING_TABLE)
def test_the_table_of_the_ring(pyramidal, inhibitors, before, cue, memory, width):
    found = validation.ring(pyramidal, inhibitors)
    assert found["before"] == pytest.approx(before, abs=0.0501)
    assert found["cue"] == pytest.approx(cue, abs=0.501)
    if memory is None:
        assert found["memory"] < 2 and np.isnan(found["width"])
    else:
        assert found["memory"] == pytest.approx(memory, abs=0.0501)
        assert found["width"] == width


@pytest.mark.parametrize(("strength_nA", "critical"), validation.CRITICAL)
def test_recurrent_strength_sets_the_block_that_a_memory_survives(strength_nA, critical):
    strength = strength_nA / 0.2609
    states = [State(share, 0.0, strength) for share in (critical - 0.02, critical)]
    below, at = (summarise(run) for run in simulate_many("pair", states))
    assert below.kept and not at.kept


def test_perception_survives_where_memory_fails():
    free, blocked = (summarise(simulate("pair", share)) for share in (0.0, 0.06))
    assert blocked.cue_Hz > 0.85 * free.cue_Hz
    assert blocked.memory_Hz < 0.1 * free.memory_Hz


def test_two_ways_to_fail():
    free, blurred, deleted = (summarise(simulate("ring", *blocks)) for blocks in ((0, 0), (0, 0.5), (0.2, 0)))
    assert blurred.kept and blurred.width_deg > 2 * free.width_deg
    assert not deleted.kept


def test_a_block_on_interneurons_protects_against_deletion():
    assert not summarise(simulate("ring", 0.15, 0.0)).kept
    assert summarise(simulate("ring", 0.15, 0.3)).kept


def test_without_a_cue_nothing_is_remembered():
    quiet = Parameters(cue_nA=0, ring_cue_nA=0)
    for kind in model.MODELS:
        assert summarise(simulate(kind, parameters=quiet)).memory_Hz < 3


def test_the_ring_remembers_the_direction_and_its_mirror_image_alike():
    profile = simulate("ring", 0.05, 0.2).at(5.5)
    assert profile.argmax() == model.CELLS // 2
    np.testing.assert_allclose(profile[1:], profile[1:][::-1], rtol=1e-6)


@pytest.mark.parametrize("kind", ["pair", "ring"])
@pytest.mark.parametrize(("pyramidal", "inhibitors"), [(0.0, 0.0), (0.06, 0.3), (0.2, 0.5)])
def test_scipys_solver_agrees(kind, pyramidal, inhibitors):
    at = np.array([0.4, 1.0, 2.0, 5.5])
    run = simulate(kind, pyramidal, inhibitors)
    ours = np.array([run.at(time) for time in at])
    np.testing.assert_allclose(ours, validation.solved_Hz(kind, pyramidal, inhibitors, at), atol=0.05)


def test_many_runs_are_the_same_as_one_at_a_time():
    states = [State(0.1, 0.4), State(0.0, 0.2, 1.1)]
    for state, run in zip(states, simulate_many("ring", states, 1.0), strict=True):
        alone = simulate("ring", state.blocked_pyramidal, state.blocked_interneurons, state.strength, 1.0)
        np.testing.assert_allclose(run.rate_Hz, alone.rate_Hz, rtol=1e-12)


def test_the_response_is_smooth_where_its_formula_is_not():
    p = Parameters()
    bend = p.threshold_Hz / p.gain
    assert response_Hz(np.array([bend]), p)[0] == pytest.approx(1 / p.bend_s)
    around = response_Hz(bend + np.array([-1e-6, 0.0, 1e-6]), p)
    assert np.diff(around) == pytest.approx([p.gain * 1e-6 / 2] * 2, rel=1e-3)


@given(st.lists(st.floats(-1, 2), min_size=2, max_size=20), strategies.parameters(Parameters))
def test_more_current_never_lowers_a_rate(currents, parameters):
    rates = response_Hz(np.sort(np.array(currents)), parameters)
    assert np.isfinite(rates).all() and (rates >= 0).all()
    assert (np.diff(rates) >= -1e-6).all()


@settings(max_examples=20, deadline=None)
@given(SHARES, SHARES, SHARES)
def test_more_block_of_pyramidal_cells_never_helps_the_memory_of_the_pair(one, other, inhibitors):
    less, more = (summarise(simulate("pair", share, inhibitors, end_s=2.0), 2.0) for share in sorted((one, other)))
    assert more.memory_Hz <= less.memory_Hz + 1e-6
    assert more.cue_Hz <= less.cue_Hz + 1e-6


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("blocked_pyramidal", lambda: simulate("pair", 1.1)),
        ("blocked_interneurons", lambda: simulate("ring", 0, -0.1)),
        ("strength", lambda: simulate("pair", 0, 0, 2.0)),
        ("end_s", lambda: simulate("pair", end_s=0)),
        ("record_s", lambda: simulate("pair", record_s=0)),
        ("tau_s", lambda: Parameters(tau_s=1)),
    ],
)
def test_out_of_range_is_refused(name, call):
    with pytest.raises(ValueError, match=f"^{name} = .* out of range"):
        call()


def test_an_unknown_model_names_the_known_ones():
    with pytest.raises(ValueError, match="kind = 'triple' is not known: choose one of pair, ring"):
        simulate("triple")


def test_a_run_names_its_cued_cells():
    pair, ring = (simulate(kind, end_s=0.5) for kind in ("pair", "ring"))
    assert cued(pair)[-1] == pair.rate_Hz[-1].max() and cued(ring)[-1] == ring.rate_Hz[-1].max()
