"""Drug levels: check values, what must hold for any dose, people, and every refusal in one sentence."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp
from scipy.linalg import expm

from ketabrain.models.pharmacokinetics import (
    DRUGS,
    ROUTES,
    SETS,
    Dose,
    Parameters,
    amounts_mg,
    exposure,
    population,
    simulate,
    system,
)  # fmt: skip
from ketabrain.models.pharmacokinetics.dosing import nasal_devices
from ketabrain.models.pharmacokinetics.mammillary import nose_share
from ketabrain.models.pharmacokinetics.simons import Parameters as SimonsParameters
from ketabrain.validation.pharmacokinetics import CHECKS

BOTH = ("racemic_venous", "racemic_arterial")
BOLUS = Dose("iv_bolus", 35)
EVERY_SET = tuple(SETS)


def drug_of(name: str) -> str:
    """Return a drug that a set has."""
    return next(iter(SETS[name].drugs))


def dose_by(route: str, amount_mg: float = 30.0, start_min: float = 0.0) -> Dose:
    """Return a dose; an infusion takes 40 min."""
    return Dose(route, amount_mg, start_min, 40.0 if route == "iv_infusion" else 0.0)


# --- check values -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize("dose", CHECKS, ids=lambda dose: dose.route)
def test_levels_are_those_of_an_earlier_run(dose, name):
    stated = CHECKS[dose][name]
    found = simulate(dose, 70, np.array([*stated], dtype=float), name)
    ketamine, norketamine = np.array([*stated.values()]).T
    assert found.ketamine_ng_ml == pytest.approx(ketamine, rel=0.005)
    assert found.norketamine_ng_ml == pytest.approx(norketamine, rel=0.005)


def test_all_six_routes_have_check_values():
    assert {dose.route for dose in CHECKS} == {*ROUTES}
    assert sum(len(times) for sets in CHECKS.values() for times in sets.values()) == 48


def test_the_spray_s_own_set_gives_its_published_peaks():
    sprays, at_min = (Dose("intranasal", 28), Dose("intranasal", 28, 5)), np.arange(0, 1440.5, 0.5)
    found = simulate(sprays, 74, at_min, "perezruixo2021", drug="esketamine")
    assert found.ketamine_ng_ml.max() == pytest.approx(72.9, rel=0.005)
    assert np.trapezoid(found.ketamine_ng_ml, at_min) / 60 == pytest.approx(253.8, rel=0.005)
    assert found.norketamine_ng_ml.max() == pytest.approx(119.9, rel=0.005)


def test_the_film_s_own_set_gives_what_others_computed_from_the_same_paper():
    at_min = np.arange(0, 480.5, 0.5)
    for film_mg, peak, area, later in ((50, 85.9, 36287, 272.7), (100, 171.8, 72575, 277.4)):
        doses = (Dose("sublingual", film_mg), Dose("iv_infusion", 20, 360, 20))
        found = simulate(doses, 70, at_min, "simons2022", drug="esketamine")
        early = at_min <= 360
        assert found.ketamine_ng_ml[early].max() == pytest.approx(peak, rel=0.001)
        assert np.trapezoid(found.norketamine_ng_ml[early], at_min[early]) == pytest.approx(area, rel=0.001)
        assert at_min[early][found.norketamine_ng_ml[early].argmax()] == 61.5
        assert found.ketamine_ng_ml[~early].max() == pytest.approx(later, rel=0.001)


def test_the_default_is_the_racemate_in_a_vein():
    at_min = np.array([5.0, 60.0])
    plain, named = simulate(BOLUS, 70, at_min), simulate(BOLUS, 70, at_min, "racemic_venous", drug="racemic")
    assert (plain.parameters, plain.drug) == ("racemic_venous", "racemic")
    assert np.array_equal(plain.ketamine_ng_ml, named.ketamine_ng_ml)


# --- against other ways to solve ------------------------------------------------------------------------------


def test_an_infusion_and_a_tablet_agree_with_the_printed_equations():
    """Numbers and equations are written out here once more, as the card prints them."""
    a = 85 / 70
    v1, v2, v3, vn, vn2 = (v * a for v in (133, 187, 98.8, 98.638, 160.04))
    cl, q2, q3, cln, qn = (q * a**0.75 / 60 for q in (79, 23.2, 157, 57.72, 42.778))
    at_min = np.array([10.0, 20.0, 40.0, 90.0, 300.0])

    def slopes(t, y):
        a1, a2, a3, n1, n2, gut = y
        infused = 35 / 40 if t < 40 else 0.0
        swallowed = 20 / 5 if 20 <= t < 25 else 0.0
        return [
            infused + 0.20 * 0.04 * gut - (cl + q2 + q3) / v1 * a1 + q2 / v2 * a2 + q3 / v3 * a3,
            q2 / v1 * a1 - q2 / v2 * a2,
            q3 / v1 * a1 - q3 / v3 * a3,
            cl / v1 * a1 + 0.8 * 0.8 * 0.04 * gut - (cln + qn) / vn * n1 + qn / vn2 * n2,
            qn / vn * n1 - qn / vn2 * n2,
            swallowed - 0.04 * gut,
        ]

    y, levels = np.zeros(6), {0.0: np.zeros(6)}
    for left, right in pairwise(sorted({0.0, 20.0, 25.0, 40.0, *at_min})):
        middle = solve_ivp(lambda t, y, m=(left + right) / 2: slopes(m, y), (left, right), y, rtol=1e-10, atol=1e-12)
        y = levels[right] = middle.y[:, -1]
    doses = (Dose("iv_infusion", 35, duration_min=40), Dose("oral", 20, 20))
    found = simulate(doses, 85, at_min)
    assert found.ketamine_ng_ml == pytest.approx([1000 * levels[t][0] / v1 for t in at_min], rel=1e-6)
    assert found.norketamine_ng_ml == pytest.approx([1000 * levels[t][3] / vn for t in at_min], rel=1e-6)


@pytest.mark.parametrize("name", EVERY_SET)
def test_each_set_agrees_with_the_matrix_exponential(name):
    body, _ = system(64.0, name, drug=drug_of(name))
    at_min = np.array([0.5, 7.0, 90.0, 700.0])
    found = amounts_mg(body, [BOLUS], at_min, range(body.rates.shape[-1]))
    start = np.zeros(body.rates.shape[-1])
    start[body.ketamine[0]] = 35
    for place, t in enumerate(at_min):
        assert found[:, place] == pytest.approx(expm(body.rates * t) @ start, abs=1e-7)


def test_two_equal_steps_of_delay_are_solved_as_if_they_were_equal(monkeypatch):
    at_min = np.array([5.0, 20.0, 60.0, 400.0])
    doses = (Dose("sublingual", 100), Dose("iv_bolus", 10))
    ours = simulate(doses, 70, at_min, "simons2022", drug="esketamine")
    monkeypatch.setattr("ketabrain.models.pharmacokinetics.simons.APART", 0.0)
    rates = SETS["simons2022"].system(np.asarray(70.0), "esketamine").rates
    inflow = np.zeros(10)
    for t, level in zip(at_min, ours.norketamine_ng_ml, strict=True):
        state = expm(rates * t) @ (10 * np.eye(10)[0])
        for where, share, minutes in ((7, 0.263, 13.1), (8, 1.16, 29.9)):
            inflow = 100 * share / minutes * np.eye(10)[where]
            entering = min(t, minutes)
            filled = np.linalg.solve(rates, (expm(rates * entering) - np.eye(10)) @ inflow)
            state = state + expm(rates * (t - entering)) @ filled
        assert level == pytest.approx(1000 * state[5] / 11.6 * 223.70 / 237.73, rel=1e-7)


# --- what must hold for any dose ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EVERY_SET)
def test_the_area_after_an_injection_is_dose_over_clearance(name):
    areas = exposure(BOLUS, 70, name, drug=drug_of(name))
    clearances = {
        "racemic_venous": 79, "racemic_arterial": 79, "otto2021": 95.2, "noppers2011": 93.5, "simons2022": 60 * 1.48,
        "domino1984": 115.9, "clements1981": 80.2, "hijazi2003": 36.0 * 70 * 60 / 1000,
        "perezruixo2021": 151 * 101 * 3.88 / (151 + 101 * 3.88),
    }  # fmt: skip
    assert areas.ketamine_ng_h_ml == pytest.approx(35_000 / clearances[name], rel=0.002)


@pytest.mark.parametrize("name", BOTH)
def test_the_areas_after_an_injection(name):
    areas = exposure(BOLUS, 70, name)
    assert areas.ketamine_ng_h_ml == pytest.approx(443, rel=0.001)
    assert areas.norketamine_ng_h_ml / areas.ketamine_ng_h_ml == pytest.approx(1.369, rel=0.001)


@pytest.mark.parametrize("name", EVERY_SET)
def test_the_exact_area_is_the_one_under_the_curve(name):
    at_min = np.concatenate([np.arange(0, 60, 0.05), np.arange(60, 15000, 2.0)])
    for route in SETS[name].routes:
        dose = dose_by(route)
        found = simulate(dose, 70, at_min, name, drug=drug_of(name))
        areas = exposure(dose, 70, name, drug=drug_of(name))
        assert np.trapezoid(found.ketamine_ng_ml, at_min) / 60 == pytest.approx(areas.ketamine_ng_h_ml, rel=2e-3)
        if SETS[name].norketamine:
            area = np.trapezoid(found.norketamine_ng_ml, at_min) / 60
            assert area == pytest.approx(areas.norketamine_ng_h_ml, rel=2e-3)


@st.composite
def courses(draw):
    """A set, some doses that it can take, and a weight."""
    name = draw(st.sampled_from(EVERY_SET))
    doses = draw(
        st.lists(
            st.builds(
                dose_by,
                st.sampled_from(SETS[name].routes),
                st.floats(0, 200),
                st.floats(0, 600),
            ),
            min_size=1,
            max_size=4,
        )
    )
    return name, doses, draw(st.floats(30, 250))


AT_MIN = np.array([0.0, 1.0, 30.0, 120.0, 601.0, 3000.0])


@given(courses())
@settings(deadline=None, max_examples=60)
def test_levels_are_finite_and_never_negative(course):
    name, doses, weight = course
    found = simulate(doses, weight, AT_MIN, name, drug=drug_of(name))
    for level in (found.ketamine_ng_ml, found.norketamine_ng_ml):
        if level is not None:
            assert np.all(np.isfinite(level)) and np.all(level >= -1e-9)


@given(courses(), st.floats(0.1, 5))
@settings(deadline=None, max_examples=60)
def test_a_dose_times_as_large_gives_a_level_times_as_high(course, factor):
    name, doses, weight = course
    one = simulate(doses, weight, AT_MIN, name, drug=drug_of(name))
    # A nasal dose above 28 mg counts as more devices where the share depends on them: scale below that alone.
    larger = [replace(dose, amount_mg=factor * dose.amount_mg) for dose in doses]
    assume(nasal_devices(larger) == nasal_devices(doses))
    many = simulate(larger, weight, AT_MIN, name, drug=drug_of(name))
    assert many.ketamine_ng_ml == pytest.approx(factor * one.ketamine_ng_ml, rel=1e-9, abs=1e-9)


@given(courses())
@settings(deadline=None, max_examples=60)
def test_doses_add_up(course):
    name, doses, weight = course
    # Sprays of one course share their uptake: they do not simply add up.
    assume(nasal_devices(doses) == [count for dose in doses for count in nasal_devices([dose])])
    together = simulate(doses, weight, AT_MIN, name, drug=drug_of(name))
    alone = [simulate(dose, weight, AT_MIN, name, drug=drug_of(name)) for dose in doses]
    assert together.ketamine_ng_ml == pytest.approx(sum(one.ketamine_ng_ml for one in alone), rel=1e-9, abs=1e-9)
    if SETS[name].norketamine:
        assert together.norketamine_ng_ml == pytest.approx(
            sum(one.norketamine_ng_ml for one in alone), rel=1e-9, abs=1e-9
        )


@given(st.sampled_from(ROUTES), st.floats(1, 200), st.sampled_from(BOTH), st.floats(40, 140))
@settings(deadline=None, max_examples=30)
def test_nothing_is_lost_but_what_the_liver_clears(route, amount, name, weight):
    dose = dose_by(route, amount)
    body, _ = system(weight, name)
    at_min = np.linspace(0, 600, 6001)
    held = amounts_mg(body, [dose], at_min, range(body.rates.shape[-1]))
    volume, cleared_per_min = 98.638 * weight / 70, 57.72 * (weight / 70) ** 0.75 / 60
    norketamine = held[body.norketamine[0]]
    cleared = np.trapezoid(norketamine * cleared_per_min / volume, at_min)
    f_oral, nose, mouth = 0.20, 0.37, 0.29
    swallowed = f_oral + 0.8 * (1 - f_oral)
    arrives = {
        "iv_bolus": 1, "iv_infusion": 1, "intramuscular": 0.93, "oral": swallowed,
        "sublingual": mouth + (1 - mouth) * 0.8, "intranasal": nose + (1 - nose) * swallowed,
    }[route]  # fmt: skip
    if route == "intranasal":
        assert SETS[name].nasal_course == ("esketamine",)
    assert held[:, -1].sum() + cleared == pytest.approx(amount * arrives, rel=1e-4)


@pytest.mark.parametrize("name", EVERY_SET)
def test_an_ever_shorter_infusion_becomes_an_injection(name):
    at_min, drug = np.array([1.0, 10.0, 200.0]), drug_of(name)
    bolus = simulate(BOLUS, 70, at_min, name, drug=drug).ketamine_ng_ml
    distances = [
        np.abs(simulate(Dose("iv_infusion", 35, 0, d), 70, at_min, name, drug=drug).ketamine_ng_ml / bolus - 1).max()
        for d in (0.5, 0.05, 0.0005)
    ]
    assert distances[0] > distances[1] > distances[2]
    assert distances[2] < 1e-3


def test_many_small_infusions_are_one_large_one():
    at_min = np.linspace(0, 200, 41)
    small = [Dose("iv_infusion", 1, start, 4) for start in range(0, 40, 4)]
    whole = simulate(Dose("iv_infusion", 10, 0, 40), 70, at_min)
    assert simulate(small, 70, at_min).ketamine_ng_ml == pytest.approx(whole.ketamine_ng_ml)


def test_nothing_is_in_the_blood_before_the_dose():
    found = simulate(Dose("oral", 50, 30), 70, np.array([0.0, 29.9, 30.0, 31.0]))
    assert found.ketamine_ng_ml[:3] == pytest.approx(0, abs=1e-12)
    assert found.ketamine_ng_ml[3] > 0
    assert simulate([], 70, np.array([0.0, 5.0])).ketamine_ng_ml == pytest.approx(0)
    assert simulate(Dose("oral", 0), 70, np.array([5.0])).ketamine_ng_ml == pytest.approx(0)


# --- sprays ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("starts", "counts"),
    [
        ((0,), [1]),
        ((0, 5), [2, 2]),
        ((0, 5, 10), [3, 3, 3]),
        ((0, 30), [2, 2]),
        ((0, 30.1), [1, 1]),
        ((0, 20, 40), [2, 2, 1]),
        ((40, 0, 20), [1, 2, 2]),
    ],
)
def test_sprays_within_half_an_hour_are_one_course(starts, counts):
    assert nasal_devices([Dose("intranasal", 28, start) for start in starts]) == counts


def test_a_dose_of_three_devices_counts_as_three_and_other_routes_do_not_count():
    doses = [Dose("intranasal", 84), Dose("oral", 50, 1), Dose("intranasal", 14, 2)]
    assert nasal_devices(doses) == [4, 1, 4]


def test_the_nose_takes_up_less_of_more_devices():
    assert [round(nose_share(n), 3) for n in (1, 2, 3)] == [0.540, 0.437, 0.403]


@pytest.mark.parametrize("name", ["racemic_venous", "perezruixo2021"])
def test_two_sprays_give_less_than_twice_one(name):
    one = exposure(Dose("intranasal", 28), 70, name, drug="esketamine").ketamine_ng_h_ml
    two = exposure([Dose("intranasal", 28), Dose("intranasal", 28, 5)], 70, name, drug="esketamine").ketamine_ng_h_ml
    apart = exposure([Dose("intranasal", 28), Dose("intranasal", 28, 60)], 70, name, drug="esketamine").ketamine_ng_h_ml
    assert two < apart == pytest.approx(2 * one)


def test_the_racemic_spray_takes_no_account_of_devices():
    one = exposure(Dose("intranasal", 28), 70).ketamine_ng_h_ml
    assert exposure([Dose("intranasal", 28)] * 3, 70).ketamine_ng_h_ml == pytest.approx(3 * one)


# --- drugs and sets -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "esketamine"), [("racemic_venous", 95.2), ("racemic_arterial", 93.5)])
def test_each_drug_has_its_clearance(name, esketamine):
    areas = {drug: float(exposure(BOLUS, 70, name, drug=drug).ketamine_ng_h_ml) for drug in DRUGS}
    clearance = {drug: 35_000 / area for drug, area in areas.items()}
    assert clearance == pytest.approx({"racemic": 79, "esketamine": esketamine, "arketamine": 0.86 * esketamine})


@pytest.mark.parametrize("name", EVERY_SET)
def test_a_set_without_norketamine_gives_none(name):
    found = simulate(BOLUS, 70, np.array([10.0]), name, drug=drug_of(name))
    assert (found.norketamine_ng_ml is None) == (name in ("noppers2011", "domino1984", "clements1981", "hijazi2003"))
    assert (exposure(BOLUS, 70, name, drug=drug_of(name)).norketamine_ng_h_ml is None) == (
        found.norketamine_ng_ml is None
    )


@pytest.mark.parametrize("name", EVERY_SET)
def test_a_set_says_where_it_comes_from(name):
    chosen = SETS[name]
    assert chosen.name == name and chosen.title and chosen.sources
    assert chosen.sampling in ("venous", "arterial", "not stated")
    assert {*chosen.routes} <= {*ROUTES} and {"iv_bolus", "iv_infusion"} <= {*chosen.routes}


def test_a_set_of_esketamine_alone_says_what_it_computed():
    assert simulate(BOLUS, 70, np.array([10.0]), "otto2021").drug == "esketamine"


def test_half_lives_of_the_old_sets_are_those_of_their_papers():
    """Late decline of the two-compartment sets: 183 min, and 4.9 h as the abstract of 2003 prints."""
    for name, stated_min in (("clements1981", 183), ("hijazi2003", 297)):
        late = simulate(BOLUS, 70, np.array([3000.0, 4000.0]), name).ketamine_ng_ml
        assert 1000 * np.log(2) / np.log(late[0] / late[1]) == pytest.approx(stated_min, rel=0.01)


def test_otto_s_outer_volumes_do_not_grow_with_weight():
    light, heavy = (simulate(BOLUS, w, np.array([600.0]), "otto2021").ketamine_ng_ml for w in (50, 100))
    scaled = (simulate(BOLUS, w, np.array([600.0]), drug="esketamine").ketamine_ng_ml for w in (50, 100))
    assert light / heavy != pytest.approx(next(scaled) / next(scaled), rel=0.02)


def test_parameters_out_of_range_are_named():
    with pytest.raises(ValueError, match="v1_L = 0 is out of range: give a number from 1 to 1000 L"):
        Parameters(v1_L=0)
    with pytest.raises(ValueError, match="delay_min = -1 is out of range"):
        SimonsParameters(delay_min=-1)


def test_changed_parameters_can_be_computed():
    chosen = replace(SETS["racemic_venous"], values=replace(Parameters(), cl_L_h=158))
    assert exposure(BOLUS, 70, chosen).ketamine_ng_h_ml == pytest.approx(35_000 / 158)


# --- weights and people ---------------------------------------------------------------------------------------


def test_one_number_gives_a_row_of_times_and_many_weights_a_row_each():
    at_min = np.array([10.0, 20.0, 30.0])
    assert simulate(BOLUS, 70, at_min).ketamine_ng_ml.shape == (3,)
    many = simulate(BOLUS, np.array([50.0, 70.0]), at_min)
    assert many.ketamine_ng_ml.shape == many.norketamine_ng_ml.shape == (2, 3)
    assert many.ketamine_ng_ml[1] == pytest.approx(simulate(BOLUS, 70, at_min).ketamine_ng_ml)
    assert exposure(BOLUS, np.array([50.0, 70.0])).ketamine_ng_h_ml.shape == (2,)
    assert simulate(BOLUS, 70, 10.0).ketamine_ng_ml.shape == (1,)


def test_a_heavier_person_has_a_lower_level_except_where_weight_had_no_effect():
    for name in EVERY_SET:
        light, heavy = (simulate(BOLUS, w, np.array([30.0]), name, drug=drug_of(name)).ketamine_ng_ml for w in (50, 90))
        assert (light == pytest.approx(heavy)) if name == "perezruixo2021" else (light > heavy)


@pytest.mark.parametrize("name", [name for name in EVERY_SET if SETS[name].spread])
def test_a_population_has_one_row_a_person_and_the_same_seed_the_same_people(name):
    route = "intranasal" if "intranasal" in SETS[name].routes else "iv_bolus"
    dose, at_min, drug = Dose(route, 28), np.array([10.0, 100.0]), drug_of(name)
    first, again, other = (simulate(dose, 70, at_min, population(name, 7, seed), drug=drug) for seed in (1, 1, 2))
    assert first.ketamine_ng_ml.shape == first.norketamine_ng_ml.shape == (7, 2)
    assert np.array_equal(first.ketamine_ng_ml, again.ketamine_ng_ml)
    assert not np.any(first.ketamine_ng_ml == other.ketamine_ng_ml)
    assert len({*first.ketamine_ng_ml[:, 0]}) == 7
    assert first.parameters == name


def test_people_may_have_weights_of_their_own():
    people = population("racemic_venous", 3, 5)
    weights = np.array([50.0, 70.0, 90.0])
    found = simulate(BOLUS, weights, np.array([10.0, 50.0]), people)
    assert found.ketamine_ng_ml.shape == (3, 2)
    assert found.ketamine_ng_ml[1] == pytest.approx(
        simulate(BOLUS, 70, np.array([10.0, 50.0]), people).ketamine_ng_ml[1]
    )


def test_one_person_can_be_drawn():
    assert simulate(BOLUS, 70, np.array([10.0]), population("otto2021", 1, 0)).ketamine_ng_ml.shape == (1, 1)


@pytest.mark.parametrize("name", [name for name in EVERY_SET if SETS[name].spread])
def test_the_spread_of_a_large_population_is_the_declared_one(name):
    people = population(name, 40_000, 3)
    for names, variances in SETS[name].spread:
        logs = np.log([people.people[one] for one in names])
        assert np.cov(logs) == pytest.approx(np.asarray(variances).squeeze(), rel=0.05, abs=1e-3)
        assert logs.mean(axis=1) == pytest.approx(0, abs=0.02)
    for one, deviation in SETS[name].logit.items():
        assert np.log(people.odds[one]).std() == pytest.approx(deviation, rel=0.02)


def test_the_published_variances_are_declared():
    otto = dict(SETS["otto2021"].spread)
    assert otto["v1_L", "cl_L_h"].tolist() == [[0.084177, 0.02261], [0.02261, 0.026048]]
    assert otto["nk_v1_L", "nk_cl_L_h"].tolist() == [[0.040426, 0.04456], [0.04456, 0.10319]]
    perez = {names[0]: float(variances[0, 0]) for names, variances in SETS["perezruixo2021"].spread}
    assert np.sqrt(np.expm1([perez[key] for key in ("vc_L", "qh_L_h", "kel", "ka_nose")])) == pytest.approx(
        [0.275, 0.232, 1.20, 0.615]
    )
    assert SETS["perezruixo2021"].logit == {"f_nose": 0.708}


def test_shares_of_people_stay_shares():
    people = population("racemic_venous", 5000, 9)
    for name in ("f_oral", "f_mucosa", "f_nose"):
        share = people.value(name, "racemic")
        assert np.all((share > 0) & (share < 1))
        assert np.median(share) == pytest.approx(people.typical(name, "racemic"), rel=0.03)


def test_the_area_s_spread_after_an_infusion_follows_the_clearance():
    people = population("otto2021", 20_000, 4)
    areas = exposure(Dose("iv_infusion", 35, 0, 40), 70, people).ketamine_ng_h_ml
    assert np.log(areas).var() == pytest.approx(0.026048, rel=0.05)
    assert np.median(areas) == pytest.approx(35_000 / 95.2, rel=0.01)


# --- refusals -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (
            lambda: Dose("intravenous", 10),
            "route = 'intravenous' is not known: choose one of iv_bolus, iv_infusion, intramuscular, intranasal, oral, "
            "sublingual.",
        ),
        (lambda: Dose("oral", -1), "amount_mg = -1 is not possible for a dose: give 0 or more."),
        (lambda: Dose("oral", np.nan), "amount_mg = nan is not possible for a dose: give 0 or more."),
        (lambda: Dose("oral", 10, -5), "start_min = -5 is not possible for a dose: give 0 or more."),
        (lambda: Dose("iv_infusion", 10), "An infusion takes time: give duration_min, or use the route iv_bolus."),
        (lambda: Dose("oral", 10, 0, 5), "Only iv_infusion has a duration_min: leave it out for oral."),
        (
            lambda: simulate(Dose("oral", 10), 70, [1.0], "otto2021"),
            "The set 'otto2021' has no route oral: it has iv_bolus, iv_infusion.",
        ),
        (
            lambda: simulate(Dose("intranasal", 28), 70, [1.0], "simons2022"),
            "The set 'simons2022' has no route intranasal: it has iv_bolus, iv_infusion, sublingual.",
        ),
        (lambda: simulate(BOLUS, 70, [5.0, 1.0]), "times_min is out of order: give times that rise."),
        (lambda: simulate(BOLUS, 70, [[1.0], [2.0]]), "times_min must be one row of numbers, in minutes."),
        (lambda: simulate(BOLUS, 70, [np.nan]), "times_min must be one row of numbers, in minutes."),
        (
            lambda: simulate(BOLUS, 70, [1.0], "kamp"),
            f"There is no parameter set 'kamp': choose one of {', '.join(SETS)}.",
        ),
        (
            lambda: simulate(BOLUS, 70, [1.0], drug="ketamine"),
            "drug = 'ketamine' is not known: choose one of racemic, esketamine, arketamine.",
        ),
        (
            lambda: simulate(BOLUS, 70, [1.0], "domino1984", drug="esketamine"),
            "The set 'domino1984' was fitted to racemic: it has no clearance for esketamine.",
        ),
        (
            lambda: simulate(BOLUS, 70, [1.0], "perezruixo2021", drug="arketamine"),
            "The set 'perezruixo2021' was fitted to esketamine: it has no clearance for arketamine.",
        ),
        (
            lambda: simulate(BOLUS, 12, [1.0]),
            "weight_kg is out of range: give an adult's weight from 30 to 250 kg.",
        ),
        (
            lambda: simulate(BOLUS, np.array([70, np.nan]), [1.0]),
            "weight_kg is out of range: give an adult's weight from 30 to 250 kg.",
        ),
        (
            lambda: simulate(BOLUS, np.full(4, 70.0), [1.0], population("otto2021", 3, 1)),
            "weight_kg has 4 weights for 3 people: give one, or one a person.",
        ),
        (lambda: population("racemic_venous", 0, 1), "people = 0 is too few: give 1 or more."),
        (
            lambda: population("noppers2011", 5, 1),
            "The set 'noppers2011' has no spread between people: choose one of racemic_venous, racemic_arterial, "
            "perezruixo2021, simons2022, otto2021.",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_one_sentence(call, words):
    with pytest.raises(ValueError) as problem:
        call()
    assert str(problem.value) == words
    with pytest.raises(ValueError, match="no route"):
        exposure(Dose("sublingual", 10), 70, "domino1984")
