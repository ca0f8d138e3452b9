"""The chain from block at rest to stronger synapses: its experiments, its links, and SciPy's solver."""

import numpy as np
import pytest
from hypothesis import given, settings
from tests import strategies

from ketabrain.models import homeostasis as model
from ketabrain.models.homeostasis import EXPERIMENTS, Parameters, effect, simulate
from ketabrain.validation import homeostasis as validation

MISSES = {"After MK-801, CPP", "HNK, no block"}
NAMES = ("phospho_eef2", "bdnf", "strength", "response")


@pytest.mark.parametrize("experiment", EXPERIMENTS, ids=lambda experiment: experiment.label)
def test_directions_are_met_but_for_the_known_misses(experiment):
    assert (experiment.changes() == experiment.found) == (experiment.label not in MISSES)


def test_at_rest_nothing_moves():
    found = simulate(hours=6)
    for name in NAMES:
        np.testing.assert_allclose(getattr(found, name), 1, atol=1e-12)
    assert effect(found) == "unchanged"


def test_a_block_lets_bdnf_rise_within_half_an_hour_and_the_response_outlasts_it():
    found = simulate(0.75)
    assert found.at("phospho_eef2", 0.2) < 0.7
    assert found.at("bdnf", 0.5) > 1.2
    assert found.at("bdnf", 8) == pytest.approx(1, abs=0.001)
    assert found.at("phospho_eef2", 8) == pytest.approx(1, abs=0.001)
    assert found.at("response", 24) > 1.1
    assert effect(found) == "stronger"


def test_an_antibody_leaves_bdnf_and_takes_its_effect():
    found = simulate(0.75, bdnf="antibody")
    np.testing.assert_array_equal(found.bdnf, simulate(0.75).bdnf)
    assert effect(found) == "unchanged"


def test_without_bdnf_or_without_kinase_a_block_has_no_effect():
    assert simulate(1.0, bdnf="absent").bdnf.max() == 0
    assert effect(simulate(1.0, bdnf="absent")) == "unchanged"
    lacking = simulate(1.0, kinase="absent")
    np.testing.assert_allclose(lacking.bdnf, 2)  # the prediction that would refute it
    assert effect(lacking) == "unchanged"


def test_stopping_release_is_like_a_lasting_block_and_leaves_nothing_to_block():
    stopped, both = simulate(release=False), simulate(1.0, release=False)
    np.testing.assert_array_equal(stopped.response, both.response)
    np.testing.assert_allclose(stopped.response, simulate(kinase="inhibited").response)
    assert effect(stopped) == "stronger"


def test_blocked_ampa_receptors_hide_a_growth_that_is_there():
    found = simulate(0.75, ampa_block=1.0)
    assert effect(found) == "weaker"
    np.testing.assert_array_equal(found.strength, simulate(0.75).strength)


def test_eef2_follows_the_analytic_solution():
    p, found = Parameters(), simulate(0.8, hours=3)
    decay = np.log(2) / p.half_life_h
    part = 0.8 / (1 - decay * p.eef2_h)
    t = found.time_h
    np.testing.assert_allclose(found.phospho_eef2, 1 - part * (np.exp(-decay * t) - np.exp(-t / p.eef2_h)), atol=1e-5)


@pytest.mark.parametrize("name", validation.RUNS)
def test_scipys_solver_agrees(name):
    found = simulate(hours=12, **validation.RUNS[name])
    theirs = validation.solved(found.time_h, **validation.RUNS[name])
    np.testing.assert_allclose([found.phospho_eef2, found.bdnf, found.strength], theirs, atol=1e-3)


@settings(max_examples=25, deadline=None)
@given(strategies.SHARES, strategies.parameters(Parameters))
def test_levels_stay_finite_and_strength_never_falls_below_rest(block, parameters):
    found = simulate(block, hours=6, parameters=parameters)
    for name in NAMES:
        assert np.isfinite(getattr(found, name)).all()
    assert (found.strength >= 1 - 1e-9).all()
    assert (found.phospho_eef2 <= 1 + 1e-9).all()


@settings(max_examples=15, deadline=None)
@given(strategies.SHARES, strategies.SHARES)
def test_more_block_never_does_less(one, other):
    less, more = (simulate(block, hours=4) for block in sorted((one, other)))
    assert (more.response >= less.response - 1e-9).all()


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("block", lambda: simulate(1.1)),
        ("ampa_block", lambda: simulate(0.5, ampa_block=-1)),
        ("hours", lambda: simulate(0.5, hours=0)),
        ("half_life_h", lambda: model.Parameters(half_life_h=0)),
    ],
)
def test_out_of_range_is_refused(name, call):
    with pytest.raises(ValueError, match=f"^{name} = .* out of range"):
        call()


@pytest.mark.parametrize(
    ("settings_", "words"),
    [
        ({"kinase": "tired"}, "kinase = 'tired'.* normal, inhibited, absent"),
        ({"bdnf": "some"}, "normal, antibody, absent"),
    ],
)
def test_an_unknown_word_names_the_known_ones(settings_, words):
    with pytest.raises(ValueError, match=words):
        simulate(0.5, **settings_)
