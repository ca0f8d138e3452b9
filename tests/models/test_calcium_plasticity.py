"""The calcium model of plasticity: its table, the authors' own runs, its noise, and SciPy's solver."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import strategies

from ketabrain.models import calcium_plasticity as model
from ketabrain.models.calcium_plasticity import Parameters, calcium, outcome, protocol, simulate
from ketabrain.validation import calcium_plasticity as validation

FAST = protocol(100, 100)
P = Parameters()


@pytest.mark.parametrize(
    ("block", "efficacy", "name"),
    [
        (0.0, 0.61, "potentiation"),
        (0.2, 0.58, "potentiation"),
        (0.3, 0.50, "hardly any change"),
        (0.4, 0.40, "depression"),
        (0.5, 0.27, "depression"),
        (0.6, 0.48, "hardly any change"),
        (0.7, 0.50, "hardly any change"),
    ],
)
def test_a_block_slides_a_fast_train_from_potentiation_through_depression_to_nothing(block, efficacy, name):
    final = simulate(FAST, block).final[0]
    assert round(final, 2) == efficacy
    assert outcome(final) == name


@pytest.mark.parametrize("block", [0.2, 0.3, 0.4, 0.5, 0.6, 0.7])
def test_slow_pulses_do_nothing_under_a_block(block):
    assert round(simulate(protocol(10, 900), block).final[0], 2) == 0.5


def with_a_fixed_step(frequency_Hz: float, pulses: int, dt_s: float) -> float:
    """Integrate the equations with Euler's step, as the earlier run did."""
    level, rho, sent = 0.0, 0.5, 0
    for step in range(round((pulses / frequency_Hz + 0.1) / dt_s)):
        if sent < pulses and step * dt_s >= sent / frequency_Hz - 1e-9:
            level, sent = level + P.c_pre, sent + 1
        pull = P.gamma_p * (level > P.theta_p) * (1 - rho) - P.gamma_d * (level > P.theta_d) * rho
        rho += dt_s * (pull - rho * (1 - rho) * (P.rho_star - rho)) / P.tau_s
        level -= dt_s * 1000 * level / P.tau_calcium_ms
    return rho


def test_the_table_s_slow_train_is_what_a_fixed_step_of_a_tenth_of_a_millisecond_gives():
    """The earlier 0.39 is the step's error: calcium stays above the threshold for 0.14 ms a pulse."""
    exact = simulate(protocol(10, 900)).final[0]
    assert with_a_fixed_step(10, 900, 1e-4) == pytest.approx(0.39, abs=0.005)
    assert exact == pytest.approx(0.419, abs=0.0005)
    peak = P.c_pre / (1 - np.exp(-100 / P.tau_calcium_ms))
    assert P.tau_calcium_ms * np.log(peak / P.theta_d) == pytest.approx(0.135, abs=0.001)


def test_thirty_hertz_depresses_fully():
    assert simulate(protocol(30, 900)).final[0] < 0.01


def test_the_authors_own_simulation_is_met_at_every_interval_that_we_kept():
    for at, means in validation.AUTHORS.items():
        for start, mean in enumerate(means):
            assert validation.paired(at, start) == pytest.approx(mean, abs=validation.AUTHORS_WITHIN)


@pytest.mark.parametrize("block", [0.0, 0.5])
def test_scipys_solver_agrees(block):
    assert simulate(FAST, block).final[0] == pytest.approx(validation.solved(100, 100, block), abs=1e-5)


def test_scipys_solver_agrees_on_pairs():
    ours = simulate(protocol(10, 60, -10), 0.2).final[0]
    assert ours == pytest.approx(validation.solved(10, 60, 0.2, -10), abs=1e-5)


def test_noise_keeps_the_mean_and_has_the_stationary_spread():
    runs = simulate(FAST, np.zeros(4000), start=0.6, seed=7).final
    rate = (P.gamma_p + P.gamma_d) / P.tau_s
    stationary = np.sqrt(2 * P.sigma**2 / P.tau_s / (2 * rate))
    grown = stationary * np.sqrt(1 - np.exp(-2 * rate * 1.0))  # one second above both thresholds
    assert runs.std() == pytest.approx(grown, rel=0.05)
    assert runs.mean() == pytest.approx(simulate(FAST, 0.0, start=0.6).final[0], abs=0.015)


def test_the_authors_spread_is_met_within_their_other_noise():
    spread = simulate(protocol(1, 60, 10), np.zeros(2000), start=0.0, seed=3).final.std()
    assert spread == pytest.approx(0.126, abs=0.012)  # theirs, with noise above the lower threshold alone


def test_a_seed_repeats_and_another_one_does_not():
    one, again, other = (simulate(FAST, np.zeros(5), seed=seed).final for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, again)
    assert (one != other).all()


def test_calcium_is_the_sum_of_decaying_entries():
    spikes = protocol(100, 3, 5)
    time = np.array([0.0049, 0.005, 0.0137, 0.020])
    tau = P.tau_calcium_ms / 1000
    post, pre = 2 * np.exp(-0.0087 / tau), 0.5
    expected = [0, 2, post + pre, (post + pre) * np.exp(-0.0063 / tau) + 2 * np.exp(-0.005 / tau)]
    assert calcium(time, spikes, 0.5)[:3] == pytest.approx(expected[:3], abs=1e-9)
    assert calcium(np.array([0.0149]), spikes, 0.5)[0] == pytest.approx((post + pre) * np.exp(-0.0012 / tau), abs=1e-9)


def test_postsynaptic_calcium_stays_under_a_full_block():
    assert calcium(np.array([0.0]), protocol(1, 1, 0.0), 1.0)[0] == 2.0
    assert outcome(simulate(protocol(50, 100, 10), 0.8).final[0]) == "potentiation"


def test_without_spikes_above_a_threshold_a_synapse_rolls_to_the_nearer_state():
    strong, weak = (simulate(protocol(0.02, 200), 1.0, start=start).final[0] for start in (0.6, 0.4))
    assert strong > 0.99
    assert weak < 0.01
    assert strong + weak == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize(
    ("final", "name"), [(0.551, "potentiation"), (0.549, "hardly any change"), (0.449, "depression")]
)
def test_outcomes(final, name):
    assert outcome(final) == name


@settings(max_examples=30, deadline=None)
@given(strategies.SHARES, strategies.parameters(Parameters), st.floats(0.5, 150), st.integers(1, 12))
def test_efficacy_stays_between_weak_and_strong(block, parameters, frequency, pulses):
    found = simulate(protocol(frequency, pulses, 8, parameters), block, parameters)
    assert np.isfinite(found.efficacy).all()
    assert ((found.efficacy >= -1e-6) & (found.efficacy <= 1 + 1e-6)).all()


@given(strategies.SHARES, strategies.SHARES)
def test_more_block_never_leaves_more_calcium(one, other):
    less, more = sorted((one, other))
    time = np.linspace(0, 0.2, 50)
    assert (calcium(time, FAST, more) <= calcium(time, FAST, less) + 1e-12).all()


def test_equal_thresholds_work():
    level = replace(P, theta_p=1.0)
    assert 0.5 < simulate(FAST, 0.0, level).final[0] < 0.62


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("frequency_Hz", lambda: protocol(0, 10)),
        ("pulses", lambda: protocol(10, 0)),
        ("post_after_ms", lambda: protocol(10, 10, 500)),
        ("nmda_block", lambda: simulate(FAST, 1.1)),
        ("nmda_block", lambda: simulate(FAST, [0.5, -0.1])),
        ("nmda_block", lambda: calcium(np.zeros(1), FAST, 2)),
        ("start", lambda: simulate(FAST, start=2)),
        ("after_s", lambda: simulate(FAST, after_s=-1)),
        ("tau_s", lambda: model.Parameters(tau_s=0)),
    ],
)
def test_out_of_range_is_refused(name, call):
    with pytest.raises(ValueError, match=f"^{name} = .* out of range"):
        call()
