"""The cascade: its links, its order, its experiments, exact solutions, and SciPy's solver."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import expm
from tests import strategies

from ketabrain.models import cascade as model
from ketabrain.models import nmdar_trapping
from ketabrain.models.cascade import EXPERIMENTS, ROUTES, STEPS, Parameters, routed, simulate
from ketabrain.validation import cascade as validation

FINE_H = np.linspace(0, model.LONGEST_H, 6721)
BEHIND = {  # what a cut step leaves without any drive
    "ampa": {"ampa"},
    "translation": {"translation"},
    "bdnf": {"bdnf", "mtor", "proteins", "spines"},
    "mtor": {"mtor", "proteins", "spines"},
    "proteins": {"proteins", "spines"},
    "spines": {"spines"},
}
MISSES = {  # by the route that drives BDNF, of the chain
    "surge": {"eEF2 kinase inhibitor alone", "No eEF2 kinase"},
    "both": {"No eEF2 kinase"},
    "rest": {"NBQX first"},
}
ALWAYS_MISSED = {
    "Rapamycin by mouth, 1 day",
    "Rapamycin by mouth, 2 weeks",
    "Blocker in the habenula alone",
    "Habenula without receptors",
    "The same: BDNF",
    "Habenula driven later",
}


def peaks_h(**how) -> list[float]:
    found = simulate(FINE_H, **how)
    return [float(FINE_H[getattr(found, step).argmax()]) for step in STEPS]


@pytest.mark.parametrize("cut", STEPS)
def test_a_cut_empties_what_stands_behind_it_and_nothing_else(cut):
    found, whole = simulate(FINE_H, cut=(cut,)), simulate(FINE_H)
    empty = {step for step in STEPS if not getattr(found, step).any()}
    assert empty == BEHIND[cut]
    before = STEPS[: STEPS.index(cut)]
    for step in before:
        np.testing.assert_allclose(getattr(found, step), getattr(whole, step), atol=1e-12)


@pytest.mark.parametrize("route", ROUTES)
def test_steps_peak_in_the_published_order(route):
    _, *order = peaks_h(parameters=routed(route))
    assert order == sorted(order) and len(set(order)) == len(order)
    assert order[-1] == pytest.approx(30, abs=1)
    assert (
        simulate([336], parameters=routed(route)).spines[0]
        > 0.1 * simulate(FINE_H, parameters=routed(route)).spines.max()
    )


def test_each_route_alone_can_be_cut_off_and_both_give_half():
    for route, cut in (("surge", "ampa"), ("rest", "translation")):
        assert model.chain_share(24, cut=(cut,), parameters=routed(route)) == 0
    halves = [model.chain_share(24, cut=(cut,)) for cut in ("ampa", "translation")]
    assert sum(halves) == pytest.approx(1)
    assert halves[0] == pytest.approx(0.5, abs=0.01)


def test_the_kinase_inhibitor_alone_is_the_block_at_rest_without_the_surge():
    np.testing.assert_allclose(
        simulate(FINE_H, "kinase inhibitor").bdnf, simulate(FINE_H, cut=("ampa",)).bdnf, atol=1e-14
    )


def test_erased_spines_are_gone_and_hardly_come_back():
    found, whole = simulate([23.99, 24.0, 48.0], erase_h=24.0), simulate([23.99, 24.0, 48.0])
    assert found.spines[0] == pytest.approx(whole.spines[0])
    assert found.spines[1] == 0
    assert 0 < found.spines[2] < 0.1 * whole.spines[2]
    np.testing.assert_allclose(found.proteins, whole.proteins)
    assert model.chain_share(3, erase_h=24) == 1


def test_glutamate_and_translation_follow_the_analytic_solution():
    p, found = Parameters(), simulate(FINE_H)
    for level, tau in ((found.ampa, p.ampa_h), (found.translation, p.translation_h)):
        rise = -np.expm1(-np.minimum(FINE_H, p.acts_h) / tau)
        np.testing.assert_allclose(level, rise * np.exp(-np.maximum(FINE_H - p.acts_h, 0) / tau), atol=1e-12)


def test_spines_follow_the_chain_of_exponentials():
    """With the surge alone and one time constant each, the chain's answer to a step is a sum of exponentials."""
    p, times = routed("surge"), np.array([0.3, 0.9, 1.5])
    taus = np.array([p.ampa_h, p.bdnf_h, p.mtor_h, p.proteins_h, p.loss_h])
    weights = [np.prod([tau / (tau - other) for other in taus if other != tau]) for tau in taus]
    wanted = (
        sum(weight * -np.expm1(-times / tau) for weight, tau in zip(weights, taus, strict=True)) * p.loss_h / p.rise_h
    )
    np.testing.assert_allclose(simulate(times, parameters=p).spines, wanted, rtol=1e-8)


@pytest.mark.parametrize("name", validation.RUNS)
def test_scipys_solver_agrees(name):
    found = simulate(validation.AT_H, **validation.RUNS[name])
    theirs = validation.solved(validation.AT_H, **validation.RUNS[name])
    np.testing.assert_allclose([getattr(found, step) for step in STEPS], theirs, atol=1e-8)


@settings(max_examples=30, deadline=None)
@given(strategies.parameters(Parameters), st.floats(0, 400))
def test_the_exponential_is_scipys(parameters, hours):
    matrix = model._equations("ketamine", (), parameters)
    np.testing.assert_allclose(
        model.exponentials(matrix, np.array([hours]))[0], expm(matrix * hours), atol=1e-8, rtol=1e-6
    )


@settings(max_examples=30, deadline=None)
@given(strategies.parameters(Parameters), st.sets(st.sampled_from(STEPS)), st.sampled_from(model.GIVEN))
def test_levels_stay_finite_and_never_fall_below_rest(parameters, cut, given_):
    found = simulate(np.linspace(0, 100, 51), given_, cut, 10.0, parameters)
    for step in STEPS:
        assert (getattr(found, step) >= -1e-9).all()
        assert np.isfinite(getattr(found, step)).all()


@settings(max_examples=20, deadline=None)
@given(st.floats(0, 336), st.floats(0, 336))
def test_any_times_in_any_order_give_the_same(one, other):
    both = simulate([one, other], erase_h=24.0).spines
    np.testing.assert_allclose(
        both, [simulate(time, erase_h=24.0).spines[0] for time in (one, other)], rtol=1e-9, atol=1e-14
    )


# the branch and the experiments


def test_the_branch_is_the_model_of_trapping_unchanged():
    course = nmdar_trapping.simulate(10.0, hours=50.0)
    at = np.array([0.5, 1, 24, 44, 46])
    wanted = course.bursting[0] - np.interp(at, course.time_h, course.bursting)
    np.testing.assert_allclose(model.relief(at), wanted, atol=1e-4)
    np.testing.assert_array_equal(model.relief(at, "habenula block"), model.relief(at))
    assert not model.relief(at, "kinase inhibitor").any()


def test_without_receptors_there_is_nothing_to_take_and_driving_gives_it_back():
    assert not model.relief([1, 24], habenula="absent").any()
    assert model.relief(24, habenula="driven") < 0.01 < 0.9 < model.relief(24)
    assert model.relief(5, habenula="driven") == model.relief(5)


def test_where_the_branch_is_over_it_says_nothing():
    assert np.isnan(model.habenula_share(48))
    assert model.habenula_share(24) == model.habenula_share(1) == 1


@pytest.mark.parametrize("route", ROUTES)
def test_the_chain_misses_what_it_is_known_to_miss(route):
    missed = {e.label for e in EXPERIMENTS if not e.agrees(e.chain(routed(route)))}
    assert missed == MISSES[route] | ALWAYS_MISSED


def test_no_joint_gets_the_three_experiments_on_the_two_routes_right():
    three = [e for e in EXPERIMENTS if e.label in set().union(*MISSES.values())]
    assert len(three) == 3
    assert not any(all(e.agrees(e.chain(routed(route))) for e in three) for route in ROUTES)


def test_the_branch_gets_right_what_changes_the_habenula_and_the_start_that_needs_no_spines():
    said = [e for e in EXPERIMENTS if not np.isnan(e.through_habenula())]
    assert all(e.branch for e in said)
    hit = {e.label for e in said if e.agrees(e.through_habenula())}
    assert hit == {
        "Spines erased: early",
        "Blocker in the habenula alone",
        "Habenula without receptors",
        "Habenula driven later",
    }
    assert not any(e.branch for e in EXPERIMENTS if e.animal.startswith("people"))


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("time_h", lambda: simulate([-1.0])),
        ("erase_h", lambda: simulate([1.0], erase_h=-1)),
        ("loss_h", lambda: Parameters(loss_h=0)),
    ],
)
def test_out_of_range_is_refused(name, call):
    with pytest.raises(ValueError, match=f"^{name} = .* out of range"):
        call()


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: simulate([1.0], "snow"), "given = 'snow'.* ketamine, kinase inhibitor"),
        (lambda: simulate([1.0], cut=("mood",)), "cut = 'mood'.* ampa, translation"),
        (lambda: routed("sea"), "route = 'sea'.* surge, both, rest"),
        (lambda: model.relief([1.0], habenula="lost"), "habenula = 'lost'.* normal, absent, driven"),
    ],
)
def test_an_unknown_word_names_the_known_ones(call, words):
    with pytest.raises(ValueError, match=words):
        call()
