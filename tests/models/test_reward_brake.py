"""The brake on reward: its table, its trials, and the exact solution."""

import numpy as np
import pytest
from hypothesis import given, settings
from tests import strategies

from ketabrain.models import reward_brake as model
from ketabrain.models.reward_brake import Parameters, rest, simulate, summarise, trial
from ketabrain.validation import reward_brake as validation


@pytest.mark.parametrize(
    ("share", "silenced", "habenula", "rmtg", "dopamine", "serotonin"),
    [
        (0.07, 0, 12.2, 17.8, 4.0, 1.8),
        (0.23, 0, 17.4, 21.9, 2.5, 1.5),
        (0.23, 0.5, 12.5, 18.0, 3.9, 1.8),
        (0.23, 1, 7.7, 14.2, 5.2, 2.0),
        (0.50, 0, 26.0, 28.8, 0.1, 1.1),
    ],
)
def test_rates_at_rest(share, silenced, habenula, rmtg, dopamine, serotonin):
    found = rest(share, silenced)
    rates = [found.habenula_Hz[0], found.rmtg_Hz[0], found.dopamine_Hz[0], found.serotonin_Hz[0]]
    assert rates == pytest.approx([habenula, rmtg, dopamine, serotonin], abs=0.0501)


def test_a_trial_without_surprise_stays_at_rest():
    found, before = trial("as expected", 0.2), rest(0.2)
    np.testing.assert_allclose(found.dopamine_Hz, before.dopamine_Hz[0], rtol=1e-12)
    np.testing.assert_allclose(found.rmtg_Hz, before.rmtg_Hz[0], rtol=1e-12)
    assert summarise(found).pause_ms == 0


def test_a_volley_pauses_dopamine_cells_for_about_as_long_as_measured():
    found = simulate(0.0, 0.0, 150.0, dt_ms=0.1)
    assert found.dopamine_Hz[0] == pytest.approx(4.6)
    assert found.dopamine_Hz.min() == pytest.approx(0.1, abs=0.05)
    assert model.below_half_ms(found) == pytest.approx(80, abs=3)  # measured: about 85 (Ji2007lateral)


def test_surprises_have_opposite_signs():
    worse, better = (summarise(trial(outcome, 0.07)) for outcome in model.OUTCOMES[1:])
    assert worse.dopamine_change_Hz < -3
    assert better.dopamine_change_Hz > 2
    assert better.pause_ms == 0


def test_a_bursting_habenula_leaves_less_to_take_away():
    healthy, bursting = (summarise(trial("worse than expected", share)) for share in (0.07, 0.23))
    assert abs(bursting.dopamine_change_Hz) < abs(healthy.dopamine_change_Hz)


@pytest.mark.parametrize("volley", [150.0, -100.0, 500.0])
@pytest.mark.parametrize("share", [0.0, 0.23])
def test_scipys_solver_agrees(volley, share):
    ours, theirs = simulate(share, 0.0, volley), validation.solved(volley, share)
    np.testing.assert_allclose(ours.rmtg_Hz, theirs.rmtg_Hz, atol=1e-3)
    np.testing.assert_allclose(ours.dopamine_Hz, theirs.dopamine_Hz, atol=0.05)


def test_rmtg_follows_the_analytic_solution():
    p, found = Parameters(), simulate(0.0, 0.0, 100.0)
    after = found.time_ms[200:251] - 200
    low, high = 8 + 0.8 * 10, 8 + 0.8 * 110
    np.testing.assert_allclose(found.rmtg_Hz[200:251], high + (low - high) * np.exp(-after / p.rmtg_ms), rtol=1e-9)


@settings(max_examples=40, deadline=None)
@given(strategies.SHARES, strategies.SHARES, strategies.VOLLEYS_HZ, strategies.parameters(Parameters))
def test_rates_are_never_negative(share, silenced, volley, parameters):
    found = simulate(share, silenced, volley, parameters, end_ms=400)
    for rates in (found.habenula_Hz, found.rmtg_Hz, found.dopamine_Hz, found.serotonin_Hz):
        assert np.isfinite(rates).all() and (rates >= 0).all()


@given(strategies.SHARES, strategies.SHARES)
def test_silencing_bursting_cells_never_presses_the_brake(share, silenced):
    assert rest(share, silenced).dopamine_Hz[0] >= rest(share, 0.0).dopamine_Hz[0]


@given(strategies.SHARES, strategies.SHARES)
def test_more_bursting_cells_never_release_the_brake(one, other):
    fewer, more = (rest(share) for share in sorted((one, other)))
    assert more.dopamine_Hz[0] <= fewer.dopamine_Hz[0]
    assert more.serotonin_Hz[0] <= fewer.serotonin_Hz[0]
    assert more.rmtg_Hz[0] >= fewer.rmtg_Hz[0]


@settings(max_examples=20)
@given(strategies.SHARES, strategies.VOLLEYS_HZ, strategies.VOLLEYS_HZ)
def test_a_larger_volley_never_leaves_more_dopamine_firing(share, one, other):
    smaller, larger = (simulate(share, 0.0, volley, end_ms=400) for volley in sorted((one, other)))
    assert (larger.dopamine_Hz <= smaller.dopamine_Hz + 1e-9).all()


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("burst_share", lambda: rest(1.1)),
        ("silenced", lambda: rest(0.1, -0.1)),
        ("volley_Hz", lambda: simulate(0.1, 0, 501)),
        ("start_ms", lambda: simulate(0.1, start_ms=-1)),
        ("volley_ms", lambda: simulate(0.1, volley_ms=-1)),
        ("dt_ms", lambda: simulate(0.1, dt_ms=0)),
        ("end_ms", lambda: simulate(0.1, end_ms=0)),
    ],
)
def test_out_of_range_is_refused(name, call):
    with pytest.raises(ValueError, match=f"^{name} = .* out of range"):
        call()


def test_an_unknown_outcome_names_the_known_ones():
    with pytest.raises(ValueError, match="as expected, worse than expected, better than expected"):
        trial("wonderful", 0.1)
