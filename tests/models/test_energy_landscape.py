"""The hill with two valleys: the earlier run's table, exact times, and what must hold of every run."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketabrain.models import energy_landscape as model
from ketabrain.models.energy_landscape import Parameters, Plan, simulate, simulate_many
from ketabrain.validation import energy_landscape as validation

RIDGES, TILTS = st.floats(0.2, 1.5), st.floats(-0.6, 0.6)


@pytest.mark.parametrize(
    ("ridge", "left", "right", "times"),
    [(1.0, 0.158, 0.357, (943, 68, 18)), (0.7, 0.050, 0.217, (42, 18, 12))],
)
def test_the_table_to_its_digits(ridge, left, right, times):
    assert [round(model.barrier(ridge, 0.1, side), 3) for side in ("left", "right")] == [left, right]
    assert tuple(round(model.kramers_min(ridge, 0.1, noise)) for noise in (0.03, 0.06, 0.12)) == times


def test_wells_of_the_table():
    assert [round(place, 3) for place in model.wells(1.0, 0.1)] == [-0.946, -0.101, 1.047]
    only = model.wells(0.4, 0.1)
    assert round(only.right, 2) == 0.73
    assert np.isnan([only.left, only.ridge]).all()
    assert np.isnan([model.barrier(0.4, 0.1), model.kramers_min(0.4, 0.1, 0.03), model.exact_min(0.4, 0.1, 0.03)]).all()


@given(RIDGES, TILTS)
def test_wells_are_where_the_ground_is_level(ridge, tilt):
    found = model.wells(ridge, tilt)
    for place in found:
        if np.isfinite(place):
            assert model.slope(place, ridge, tilt) == pytest.approx(0, abs=1e-6)
    if np.isfinite(found.ridge):
        assert found.left <= found.ridge <= found.right
    else:
        assert np.isnan(found.left) != np.isnan(found.right)
        assert np.sign(tilt) == (1 if np.isnan(found.left) else -1)


@given(RIDGES, TILTS, st.floats(-2, 2))
def test_the_slope_is_that_of_the_height(ridge, tilt, x):
    step = 1e-5
    rise = model.height(x + step, ridge, tilt) - model.height(x - step, ridge, tilt)
    assert model.slope(x, ridge, tilt) == pytest.approx(rise / (2 * step), abs=1e-6)


@given(RIDGES, TILTS)
def test_the_hill_in_a_mirror_is_the_same_hill(ridge, tilt):
    left, right = model.barrier(ridge, tilt, "left"), model.barrier(ridge, -tilt, "right")
    assert left == pytest.approx(right, abs=1e-9, nan_ok=True)


@pytest.mark.parametrize("ridge", [1.0, 0.7])
@pytest.mark.parametrize("noise", [0.03, 0.06, 0.12])
def test_two_other_ways_to_the_times(ridge, noise):
    assert model.kramers_min(ridge, 0.1, noise) == pytest.approx(validation.solved_kramers_min(ridge, noise), rel=1e-6)
    assert model.exact_min(ridge, 0.1, noise) == pytest.approx(validation.solved_exact_min(ridge, noise), rel=1e-6)


def test_the_formula_comes_close_where_the_barrier_is_high():
    shares = [model.kramers_min(1.0, 0.0, noise) / model.exact_min(1.0, 0.0, noise) for noise in (0.1, 0.05, 0.02)]
    assert shares == sorted(shares)
    assert 0.96 < shares[-1] < 1


def test_sleds_leave_when_the_exact_answer_says():
    times = model.escape_times_min(1.0, 0.1, 0.06, sleds=1000, seed=3)
    assert times.mean() == pytest.approx(model.exact_min(1.0, 0.1, 0.06), rel=0.07)
    assert (times > times.mean()).mean() == pytest.approx(np.exp(-1), abs=0.05)


def test_a_sled_that_did_not_leave_has_no_time():
    assert np.isnan(model.escape_times_min(1.0, 0.1, 0.01, sleds=3, longest_min=10)).all()
    with pytest.raises(ValueError, match="there is one valley: nothing to escape from"):
        model.escape_times_min(0.4, 0.1, 0.06)


def test_the_same_seed_gives_the_same_run_and_another_seed_another():
    first, again, other = (simulate(Plan(length_min=400), seed=seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first.position, again.position)
    assert np.abs(first.position - other.position).max() > 0.1


def test_many_hills_at_once_are_the_single_ones():
    plans = [
        Plan(length_min=300, flat_for_min=60, flattened=flat, push=push) for flat, push in ((True, 0.2), (False, 0))
    ]
    hills = [(plan, Parameters(deepening_per_min=rate)) for plan, rate in zip(plans, (0.001, 0.002), strict=True)]
    for run, (plan, parameters), seed in zip(simulate_many(hills, 8, (4, 7)), hills, (4, 7), strict=True):
        single = simulate(plan, parameters, seed=seed)
        for name in vars(run):
            np.testing.assert_allclose(getattr(run, name), getattr(single, name), atol=1e-9, err_msg=name)


def test_without_deepening_the_ground_stays_but_for_the_flat_time():
    run = simulate(Plan(push=0.2), Parameters(deepening_per_min=0), record_min=60)
    inside = (run.time_min >= 240) & (run.time_min < 360)
    assert set(run.learned_tilt) == {0.1}
    np.testing.assert_allclose(run.tilt, np.where(inside, 0.3, 0.1))
    np.testing.assert_allclose(run.ridge, np.where(inside, 0.4, 1.0))


def test_the_tilt_follows_a_single_sled_as_the_equation_says():
    rate = 0.002
    run = simulate(
        Plan(length_min=50, flat_from_min=0, flat_for_min=0), Parameters(deepening_per_min=rate), 1, 3, record_min=0.05
    )
    wanted = np.diff(run.learned_tilt)
    np.testing.assert_allclose(wanted, rate * (run.position[:-1, 0] - run.learned_tilt[:-1]) * 0.05, atol=1e-12)


def test_use_deepens_the_valley_that_is_used():
    run = simulate(Plan(flattened=False))
    assert (run.left_share == 1).mean() > 0.9
    assert (np.diff(run.learned_tilt) < 0).all()
    climbs = [model.barrier(1.0, tilt) for tilt in run.learned_tilt[:10]]
    assert climbs == sorted(climbs)


def test_what_the_chapter_says_of_many_sleds():
    def ends(**plan):
        return simulate(Plan(**plan), sleds=400, record_min=120).left_share[-1]

    assert ends(flattened=True) > 0.98
    assert ends(flattened=False, push=0.2) > 0.98
    assert ends(flattened=True, push=0.2) == pytest.approx(0.3, abs=0.06)


@pytest.mark.parametrize("push", [0.0, 0.2])
def test_the_density_of_endlessly_many_sleds_agrees(push):
    plan = Plan(push=push)
    run = simulate(plan, sleds=1500, seed=2, record_min=120)
    assert run.left_share[[3, 5]] == pytest.approx(validation.density(plan, Parameters(), (360.0, 600.0)), abs=0.05)


@settings(max_examples=10, deadline=None)
@given(st.floats(0.01, 0.2), st.floats(0, 0.01), st.floats(-0.6, 0.6), st.booleans())
def test_every_run_stays_on_the_hill(noise, rate, push, flattened):
    plan = Plan(length_min=120, flat_from_min=30, flat_for_min=60, flattened=flattened, push=push)
    run = simulate(plan, Parameters(noise=noise, deepening_per_min=rate), record_min=10)
    assert np.abs(run.position).max() < model.EDGE
    assert np.abs(run.learned_tilt).max() < model.EDGE
    assert run.position.shape == (13, 8)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Parameters(noise=0), "noise = 0 is out of range: give a number from 0.01 to 0.2"),
        (lambda: Plan(flat_from_min=500, flat_for_min=200), "flat_for_min = 200 is out of range"),
        (lambda: model.barrier(1, 0.1, "top"), "side = 'top' is not known: choose left or right"),
        (lambda: model.kramers_min(1, 0.1, 0), "noise = 0 is out of range"),
        (lambda: simulate(sleds=0), "sleds = 0 is out of range"),
        (lambda: simulate_many([(Plan(), Parameters())], 8, (1, 2)), "Give one seed for each hill"),
        (
            lambda: simulate_many([(Plan(), Parameters()), (Plan(length_min=700), Parameters())], 8, (1, 2)),
            "the same time",
        ),
    ],
)
def test_errors_name_the_thing_and_the_mend(make, words):
    with pytest.raises(ValueError, match=words):
        make()


def test_one_valley_only_is_where_the_sleds_begin():
    run = simulate(Plan(length_min=10, flat_from_min=0, flat_for_min=0), replace(Parameters(), ridge=0.4), record_min=5)
    assert run.position[0] == pytest.approx(np.full(8, 0.7325), abs=1e-3)
