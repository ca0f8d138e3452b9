"""The NMDA receptor's pore: its formulas, its table, its scheme, and SciPy's solver."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.linalg import expm
from tests import strategies

from ketabrain import explorers
from ketabrain.models import nmda_receptor as model
from ketabrain.models.nmda_block import magnesium_free
from ketabrain.models.nmda_receptor import Parameters, simulate
from ketabrain.models.parameter import origin
from ketabrain.validation import nmda_receptor as validation
from ketabrain.validation.case import run

LEVELS_UM = st.floats(0, 100)
VOLTAGES_MV = st.floats(-100, 60)
FORMS, SUBUNITS = st.sampled_from(model.FORMS), st.sampled_from(model.SUBUNITS)

# total plasma [ng/mL], free [uM], blocked [%]: in the dish, and 2A to 2D with 1 mM magnesium at -66 mV
CLINICAL = [
    (50, 0.12, 18, (2, 2, 9, 4)),
    (100, 0.23, 28, (4, 4, 16, 7)),
    (185, 0.43, 40, (7, 8, 27, 13)),
    (250, 0.58, 46, (10, 10, 33, 16)),
    (750, 1.74, 68, (24, 25, 60, 37)),
    (2000, 4.63, 83, (46, 48, 80, 61)),
]
MISSES = {
    "Concentration that blocks half, in the scheme",
    "Hill coefficient, in the scheme",
    "Openings left at 0.1 µM, cell-attached patches",
    "Openings left at 1 µM, cell-attached patches",
    "Openings left at 1 µM, outside-out patches",
    "Openings left at 10 µM, outside-out patches",
    "Mean open time left at 1 µM, in the scheme",
    "IC50 of GluN2A without magnesium, from another laboratory",
    "IC50 with 1 mM magnesium, GluN2C, predicted from hippocampal block",
    "IC50 with 1 mM magnesium, GluN2D, predicted from hippocampal block",
}


# the pore at rest in time


@pytest.mark.parametrize(
    ("membrane_mV", "half_mM"),
    [(-80, 0.0250), (-70, 0.0465), (-66, 0.0596), (-60, 0.0865), (-40, 0.299), (-20, 1.03), (0, 3.57), (20, 12.3)],
)
def test_magnesium_that_blocks_half(membrane_mV, half_mM):
    half = float(model.magnesium_half_mM(membrane_mV))
    assert half == pytest.approx(half_mM, rel=0.005)
    assert magnesium_free(membrane_mV, half) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("membrane_mV", "half_uM"), [(-80, 0.52), (-70, 0.71), (-60, 0.97), (-40, 1.81), (-20, 3.4), (0, 6.3), (20, 11.8)]
)
def test_ketamine_that_blocks_half(membrane_mV, half_uM):
    assert model.ketamine_half_uM(membrane_mV) == pytest.approx(half_uM, rel=0.01)
    assert model.dish_blocked(model.ketamine_half_uM(membrane_mV), membrane_mV) == pytest.approx(0.5)


def test_a_subunits_block_by_form_is_half_at_its_own_concentration_and_forms_add_up():
    for subunit in model.SUBUNITS:
        for mg_mM in (0.0, 1.0):
            halves = {
                form: model.against_racemate(form) * model.subunit_ic50_uM(subunit, mg_mM=mg_mM) for form in model.FORMS
            }
            for form, half_uM in halves.items():
                assert model.blocked_share(half_uM, subunit, form, mg_mM=mg_mM) == pytest.approx(0.5)
            assert halves["R"] / halves["S"] == pytest.approx(4)
            assert 1 / halves["racemic"] == pytest.approx((1 / halves["S"] + 1 / halves["R"]) / 2)


def test_the_racemate_blocks_as_its_two_halves_do_together():
    s, r, mixed = (float(model.ketamine_half_uM(-70, form)) for form in ("S", "R", "racemic"))
    assert (s, r) == pytest.approx((0.444, 1.775), abs=1e-3)
    for level in (0.1, 1.0, 10.0):
        apart = level / 2 / s + level / 2 / r
        assert apart / (1 + apart) == pytest.approx(float(model.hill_share(level, mixed)))


@settings(max_examples=50, deadline=None)
@given(VOLTAGES_MV, strategies.MAGNESIUM_MM, LEVELS_UM, FORMS, strategies.parameters(Parameters))
def test_every_pore_holds_one_thing_or_nothing(membrane_mV, mg_mM, level_uM, form, parameters):
    shares = model.pore_shares(membrane_mV, mg_mM, level_uM, form, parameters)
    assert sum(shares) == pytest.approx(1)
    assert all(0 <= share <= 1 + 1e-12 for share in shares)


@settings(max_examples=50, deadline=None)
@given(VOLTAGES_MV, strategies.MAGNESIUM_MM, LEVELS_UM, FORMS)
def test_what_ketamine_holds_is_what_it_takes_from_the_current(membrane_mV, mg_mM, level_uM, form):
    free, _, held = model.pore_shares(membrane_mV, mg_mM, level_uM, form)
    alone = magnesium_free(membrane_mV, mg_mM)
    assert 1 - free / alone == pytest.approx(float(held), abs=1e-9)


@given(VOLTAGES_MV, strategies.MAGNESIUM_MM, LEVELS_UM)
def test_more_of_either_blocker_leaves_less(membrane_mV, mg_mM, level_uM):
    here = model.pore_shares(membrane_mV, mg_mM, level_uM)[0]
    assert model.pore_shares(membrane_mV, mg_mM + 0.1, level_uM)[0] < here
    assert model.pore_shares(membrane_mV, mg_mM, level_uM + 0.1)[0] < here


def test_the_current_turns_round_at_zero_and_is_one_unblocked_at_minus_seventy():
    assert model.current(-70.0, 0.0) == -1
    assert model.current(0.0, 1.0, 1.0) == 0
    assert model.current(40.0, 1.0, 1.0) > 0


def test_magnesium_bends_the_curve_so_that_the_inward_current_has_a_largest_value():
    volts = np.arange(-90.0, 1.0)
    inward = -model.current(volts, 1.0)
    assert -35 < volts[inward.argmax()] < -20


# by subunit


@pytest.mark.parametrize(("ng_ml", "free", "dish", "subunits"), CLINICAL)
def test_the_table_of_clinical_levels_to_a_percent_point(ng_ml, free, dish, subunits):
    level = model.free_uM(ng_ml)
    assert level == pytest.approx(free, abs=0.006)
    assert 100 * model.dish_blocked(level) == pytest.approx(dish, abs=0.6)
    for name, blocked in zip(model.SUBUNITS, subunits, strict=True):
        assert 100 * model.hill_share(level, model.subunit_ic50_uM(name)) == pytest.approx(blocked, abs=0.6)


@pytest.mark.parametrize("subunit", model.SUBUNITS)
def test_the_measured_values_come_back(subunit):
    bare, with_mg = model.measured_ic50_uM(subunit)
    assert model.subunit_ic50_uM(subunit, mg_mM=0.0) == pytest.approx(bare)
    assert model.subunit_ic50_uM(subunit, mg_mM=1.0) == pytest.approx(with_mg)


def test_competition_needs_no_new_number_for_2a_and_2b_and_fails_for_2c_and_2d():
    found = [model.competition_ic50_uM(name) for name in model.SUBUNITS]
    assert found == pytest.approx([5.9, 5.5, 9.1, 14.7], abs=0.06)
    assert [float(model.derived_mg_half_mM(name)) for name in ("2C", "2D")] == pytest.approx([0.76, 0.39], abs=0.005)


@given(SUBUNITS, st.floats(-80, 0), strategies.MAGNESIUM_MM)
def test_magnesium_never_helps_ketamine(subunit, membrane_mV, mg_mM):
    assert model.subunit_ic50_uM(subunit, membrane_mV, mg_mM) >= model.subunit_ic50_uM(subunit, membrane_mV, 0.0)


# the pore in time


@pytest.mark.parametrize("name", validation.SCHEDULES)
def test_scipys_solver_agrees(name):
    at = np.arange(0, 30.01, 0.1)
    found = simulate(at, **validation.SCHEDULES[name])
    np.testing.assert_allclose(found.blocked, validation.solved(name, at), atol=1e-7)


@settings(max_examples=30, deadline=None)
@given(strategies.parameters(Parameters), LEVELS_UM, VOLTAGES_MV, st.booleans(), st.floats(1e-4, 1000))
def test_propagators_agree_with_scipys_matrix_exponential(parameters, level, volts, agonist, duration):
    rates = model.rate_matrix(agonist, level, volts, "memantine", parameters)
    assume(np.abs(rates).max() * duration < 1e7)  # beyond, SciPy itself loses digits
    found = model.propagators(rates[None], np.array([duration]))[0]
    np.testing.assert_allclose(found, expm(rates * duration), atol=2e-7)


@settings(max_examples=30, deadline=None)
@given(strategies.parameters(Parameters), LEVELS_UM, VOLTAGES_MV, st.sampled_from(model.DRUGS))
def test_shares_stay_shares_and_add_up(parameters, level, volts, drug):
    time = np.linspace(0, 30, 61)
    course = simulate(time, model.pulses(10, 3, 1), [(5, 15, level)], volts, drug, parameters)
    shares = np.array([getattr(course, name) for name in model.STATES])
    assert (shares >= 0).all()
    np.testing.assert_allclose(shares.sum(axis=0), 1, atol=1e-9)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.floats(0.1, 29.9), min_size=1, max_size=5, unique=True))
def test_asking_at_more_moments_changes_nothing(more):
    schedule = validation.SCHEDULES["ketamine, pulses"]
    few, many = simulate([0, 30], **schedule), simulate(sorted({0, 30, *more}), **schedule)
    assert many.blocked[-1] == pytest.approx(few.blocked[-1], abs=1e-9)


def test_no_agonist_no_block_and_no_way_out():
    silent = simulate([0, 60], [], [(0, 60, 100.0)])
    assert silent.blocked[-1] == 0
    loaded = simulate([0, 20, 20.5, 1000], [(0, 20)], [(0, 20, 10.0)])
    assert loaded.blocked[1] > 0.8
    assert loaded.blocked[3] == pytest.approx(loaded.blocked[2], abs=1e-6)
    assert loaded.trapped[3] == pytest.approx(loaded.blocked[3], abs=1e-6)


def test_recovery_follows_time_with_glutamate_not_time():
    drug = [(0.0, 30.0, 10.0)]
    often = simulate([0, 30, 60], [(0, 30), *model.pulses(20, 1, 0.5, 30)], drug)
    seldom = simulate([0, 30, 130], [(0, 30), *model.pulses(20, 5, 0.5, 30)], drug)
    assert often.blocked[2] == pytest.approx(seldom.blocked[2], rel=1e-3)
    assert often.blocked[2] / often.blocked[1] == pytest.approx(np.exp(-10 / model.recovery_s()), rel=0.05)


def test_block_grows_with_every_pulse():
    starts = np.arange(0, 10)
    course = simulate(np.append(starts, 10), model.pulses(10, 1, 0.3), [(0, 10, 1.0)])
    assert (np.diff(course.blocked) > 0).all()


def test_memantine_lets_a_sixth_go_and_ketamine_nothing():
    assert validation.escaped("memantine") == pytest.approx(1 / 6, abs=0.003)
    assert validation.escaped("ketamine") < 0.001


def test_time_constants():
    assert model.recovery_s() == pytest.approx(4.5, abs=0.05)
    assert [model.onset_s(level) for level in (0.43, 1, 10)] == pytest.approx([3.5, 2.7, 0.58], abs=0.05)
    assert model.recovery_s(0.0) < model.recovery_s(-70.0)


def test_the_scheme_blocks_half_at_the_ratio_of_its_rates_whatever_the_gating():
    half = Parameters().k_off / Parameters().k_on
    for open_share in (0.02, 0.3):
        p = replace(Parameters(), open_share=open_share)
        course = simulate([0, 600], [(0, 600)], [(0, 600, half)], parameters=p)
        assert course.blocked[-1] == pytest.approx(0.5, abs=1e-6)


def test_voltage_moves_the_schemes_half_block_as_it_moves_the_steady_curve():
    ratios = [off / on for on, off in (model.blocking_rates(volts) for volts in (-70.0, 20.0))]
    steady = model.ketamine_half_uM(np.array([-70.0, 20.0]))
    assert ratios[1] / ratios[0] == pytest.approx(steady[1] / steady[0])


def test_steps_of_voltage_may_come_in_any_order_and_one_voltage_is_a_step():
    at, windows, drug = np.linspace(0, 10, 21), [(0.0, 10.0)], [(0.0, 10.0, 3.0)]
    steps = [(5.0, 20.0), (0.0, -70.0)]
    np.testing.assert_array_equal(
        simulate(at, windows, drug, steps).blocked, simulate(at, windows, drug, steps[::-1]).blocked
    )
    whole = simulate(at, windows, drug, np.int64(-70))
    np.testing.assert_array_equal(whole.blocked, simulate(at, windows, drug, [(3.0, -70.0)]).blocked)


def test_how_often_channels_open_hardly_changes_the_course():
    at = np.linspace(0, 30, 61)
    courses = [
        simulate(at, parameters=replace(Parameters(), open_share=share), **validation.SCHEDULES["ketamine, pulses"])
        for share in (0.03, 0.1)
    ]
    np.testing.assert_allclose(courses[0].blocked, courses[1].blocked, atol=0.02)


def test_cases_missed_are_the_ones_that_the_book_names():
    assert {case.name for case in validation.CASES if not run(case).hit} == MISSES


def test_the_source_of_every_published_parameter_is_named():
    assert all(origin(item).source for item in fields(Parameters) if origin(item).origin != "chosen here")


# what the explorers say in words


def test_the_reveals_say_what_the_model_does():
    plugs, train, level = (explorers.get(f"nmda-{name}") for name in ("current-voltage", "use-dependence", "occupancy"))
    alone = plugs.node(**{**plugs.predict.state, "magnesium": 0.0})
    both = plugs.node(**plugs.predict.state)
    assert (alone["blocked"], both["blocked"]) == pytest.approx((0.58, 0.06), abs=0.006)
    assert both["pore_shares"][1] == pytest.approx(0.9, abs=0.01)
    silent = train.node(**train.predict.state)
    assert silent["blocked_end"] == silent["blocked_test"] == 0.67  # as its teaching note says
    assert model.dish_blocked(3.0) == pytest.approx(0.77, abs=0.005)
    assert train.node()["blocked_test"] < 0.2
    rest = level.node(**level.predict.state)
    assert rest["share_dish"] == 0.4
    assert max(rest["share_2a"], rest["share_2b"]) < 0.1 < min(rest["share_2c"], rest["share_2d"])


def test_less_than_a_tenth_at_rest_holds_with_either_laboratorys_numbers():
    level = model.free_uM(185)
    human = model.ketamine_half_uM(-66) * (1 + 1 / model.magnesium_half_mM(-66))
    assert model.hill_share(level, human) < 0.1
    assert model.hill_share(level, model.subunit_ic50_uM("2A")) < 0.1


# what may not be asked


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: model.ketamine_half_uM(-70, "T"), "form = 'T' is not known: choose one of racemic, S, R"),
        (lambda: model.subunit_ic50_uM("3A"), "subunit = '3A' is not known: choose one of 2A"),
        (lambda: simulate([0, 1], [], drug="zinc"), "drug = 'zinc' is not known: choose one of ketamine, memantine"),
        (lambda: model.dish_blocked(-1), "concentration = -1 is out of range"),
        (lambda: model.dish_blocked(float("nan")), "concentration = nan is out of range"),
        (lambda: model.current(500), "membrane_mV = 500 is out of range"),
        (lambda: model.pore_shares(-70, -1), "mg_mM = -1 is out of range"),
        (lambda: model.subunit_ic50_uM("2A", mg_mM=-1), "mg_mM = -1 is out of range"),
        (lambda: model.competition_ic50_uM("2A", -1), "mg_mM = -1 is out of range"),
        (lambda: model.free_uM(100, 1.2), "free_fraction = 1.2 is out of range"),
        (lambda: simulate([0, 0], []), "time_s does not rise"),
        (lambda: simulate([1], []), "time_s does not rise"),
        (lambda: simulate([0, 1], [(3, 2)]), "agonist_s has a window from 3 to 2 s"),
        (lambda: simulate([0, 9], [(1, 3), (2, 4)]), "agonist_s has windows that overlap at 2 s"),
        (lambda: simulate([0, 9], [], [(1, 3, 1.0), (2, 4, 1.0)]), "drug_uM has windows that overlap at 2 s"),
        (lambda: simulate([0, 9], [], [(1, 3, -1.0)]), "concentration = -1 is out of range"),
        (lambda: simulate([0, 9], [], membrane_mV=[]), "membrane_mV holds no step"),
        (lambda: model.pulses(3, 1, 2), "A pulse of 2 s does not fit into 1 s"),
        (lambda: Parameters(hill=9), "hill = 9 is out of range"),
    ],
)
def test_a_wrong_question_gets_one_clear_answer(ask, message):
    with pytest.raises(ValueError, match=message.replace("(", r"\(")):
        ask()
