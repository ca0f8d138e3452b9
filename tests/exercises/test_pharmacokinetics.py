"""The pharmacokinetics lab's self-checks: right answers, the slips that learners make, and nonsense."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.exercises.answers import ANYTHING, asks_for_an_answer, reads_as_one_line, says

from ketabrain.exercises import pharmacokinetics as exercises
from ketabrain.exercises.feedback import NO_ANSWER, NOT_YET, RIGHT
from ketabrain.exercises.pharmacokinetics import crowd
from ketabrain.models import pharmacokinetics as pk

CHECKS = (exercises.check_1, exercises.check_2, exercises.check_3, exercises.check_4)
MINUTES = np.arange(0, 361.0)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_an_empty_answer_is_no_answer(check):
    asks_for_an_answer(check)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(CHECKS), ANYTHING, ANYTHING)
def test_nothing_raises_and_all_is_one_readable_line(check, first, second):
    found = check(first) if check is exercises.check_1 else check(first, second)
    reads_as_one_line(found, ends=".!?…")


# Exercise 1
def peak(route="iv_infusion", parameters=pk.DEFAULT):
    dose = pk.Dose(route, 35, duration_min=40 if route == "iv_infusion" else 0)
    return pk.simulate(dose, 70, MINUTES, parameters).ketamine_ng_ml.max()


MG = 35 * 100 / peak()
SALT = (237.73 + 36.46) / 237.73


def test_1_right():
    assert 21 < MG < 22
    for answer in (MG, round(MG, 1), np.float64(MG), np.array(MG)):
        says(exercises.check_1(answer), RIGHT, "21.4 mg, or 0.31 mg for each kilogram, peak at 100 ng/mL")


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        (MG / 70, "That is in mg for each kilogram"),
        (MG * 70, "You multiplied by the weight"),
        (1000 * MG, "That is in µg"),
        (35 * peak() / 100, "The fraction is upside down"),
        (100 / peak(), "That is the factor by which"),
        (100, "That is the level"),
        (35 * 100 / peak(parameters="racemic_arterial"), "That is the dose for an artery"),
        (35 * 100 / peak("iv_bolus"), "That is the dose given at once"),
        (MG / 0.55, "You took 100 ng/mL as free drug"),
        (MG * SALT, "That is the weight as hydrochloride"),
        (MG / SALT, "You turned a salt into base"),
        (35 - (peak() - 100), "-28.2327 mg is no dose"),
        (0, "0 mg is no dose"),
        (35, "35 mg peak at 163 ng/mL, which is too high"),
        (20, "20 mg peak at 93.3 ng/mL, which is too low"),
        ("21.4", "'21.4' is text"),
        ([MG, MG], "That holds 2 values"),
        (float("nan"), "nan is no usable number"),
    ],
)
def test_1_slips(answer, start):
    says(exercises.check_1(answer), NOT_YET, start)


# Exercise 2
VEIN = pk.exposure(pk.Dose("iv_infusion", 35, duration_min=40), 70)
MOUTH = pk.exposure(pk.Dose("oral", 50), 70)
AREA, AREA_MOUTH = float(VEIN.ketamine_ng_h_ml), float(MOUTH.ketamine_ng_h_ml)
NK, NK_MOUTH = float(VEIN.norketamine_ng_h_ml), float(MOUTH.norketamine_ng_h_ml)
CL, SHARE = 35_000 / AREA, (AREA_MOUTH / 50) / (AREA / 35)


def by_trapezoids(dose):
    """Return the area as the lab adds it up, minute by minute for three days."""
    minutes = np.arange(0, 72 * 60 + 1)
    return np.trapezoid(pk.simulate(dose, 70, minutes).ketamine_ng_ml, minutes / 60)


def test_2_right():
    lab = [by_trapezoids(pk.Dose("iv_infusion", 35, duration_min=40)), by_trapezoids(pk.Dose("oral", 50))]
    lab = (35_000 / lab[0], lab[1] / lab[0] * 35 / 50)
    for answer in ((CL, SHARE), (79, 0.2), lab, ([CL, SHARE],), (np.array([79.0, 0.2]),)):
        says(exercises.check_2(*answer), RIGHT, "The clearance is 79 L/h, and 20 % of the swallowed dose arrive")


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ((CL / 60, SHARE), "That is in litres a minute"),
        ((CL * 60, SHARE), "That is 60 times too much"),
        ((CL / 1000, SHARE), "You divided mg by ng h/mL"),
        ((1 / CL, SHARE), "The fraction is upside down: divide the dose by"),
        ((AREA / 35, SHARE), "The fraction is upside down: divide the dose, in µg"),
        ((CL / 70, SHARE), "That is for each kilogram"),
        ((50_000 / AREA_MOUTH, SHARE), "That comes from the swallowed dose"),
        ((50_000 / AREA, SHARE), "You divided the swallowed dose by the vein's area"),
        ((35_000 / NK, SHARE), "That is the dose over norketamine's area"),
        ((SHARE, CL), "That is the share that arrives"),
        ((90, SHARE), "A clearance of 90 L/h is too high"),
        ((70, SHARE), "A clearance of 70 L/h is too low"),
        ((-79, SHARE), "A clearance of -79 L/h is too low"),
        ((CL, AREA_MOUTH / AREA), "The clearance is right. You compared the areas as they are"),
        ((CL, AREA_MOUTH / AREA * 50 / 35), "The clearance is right. You corrected for the doses the wrong way"),
        ((CL, 1 / SHARE), "The fraction is upside down: put the swallowed dose above"),
        ((CL, AREA / AREA_MOUTH), "The fraction is upside down: put the swallowed dose above"),
        ((CL, 1 - SHARE), "The clearance is right. That is the share that does not arrive"),
        ((CL, NK_MOUTH / 50 / (NK / 35)), "The clearance is right. That compares norketamine's areas"),
        ((CL, 20), "20 looks like a percentage"),
        ((CL, -0.2), "-0.2 is negative"),
        ((CL, 0.3), "The clearance is right. A share of 0.3 is too high"),
        ((CL, 0.1), "The clearance is right. A share of 0.1 is too low"),
    ],
)
def test_2_slips(answer, start):
    says(exercises.check_2(*answer), NOT_YET, start)


def test_2_half_an_answer():
    says(exercises.check_2(79), NO_ANSWER, "Put the share that arrives in place of None")


# Exercise 3
@cache
def after(hours, metabolite=True, route="oral"):
    dose = pk.Dose(route, 35, duration_min=40 if route == "iv_infusion" else 0)
    found = pk.simulate(dose, 70, 60 * hours)
    return (found.norketamine_ng_ml if metabolite else found.ketamine_ng_ml)[0]


def left(every_h, intervals=(1, 2, 3), **of):
    return sum(after(every_h * n, **of) for n in intervals)


def all_at_once(every_h):
    doses = [pk.Dose("oral", 35, start_min=60 * every_h * n) for n in range(3)]
    return pk.simulate(doses, 70, 180 * every_h).norketamine_ng_ml[0]


PEAK = pk.simulate(pk.Dose("oral", 35), 70, np.arange(0, 721)).norketamine_ng_ml.max()
SHORT, LONG = left(8), left(84)


def test_3_right():
    for answer in ((SHORT, LONG), (all_at_once(8), all_at_once(84)), (24.1, 0.005), ([SHORT, LONG],)):
        says(
            exercises.check_3(*answer),
            RIGHT,
            "24.1 ng/mL every 8 hours, 19 % of the first peak, and 0.005 ng/mL every 84",
        )


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ((LONG, SHORT), "Every 8 hours: that is the level for every 84 hours"),
        ((SHORT, SHORT), "The first level is right. Every 84 hours: that is the level for every 8 hours"),
        ((3 * after(8), LONG), "Every 8 hours: you took the last dose three times"),
        ((left(8, metabolite=False), LONG), "Every 8 hours: that is ketamine"),
        ((left(8, route="iv_infusion"), LONG), "Every 8 hours: that is after infusions"),
        ((1000 * SHORT, LONG), "Every 8 hours: that is in pg/mL"),
        ((SHORT, 1000 * LONG), "The first level is right. Every 84 hours: that is in pg/mL"),
        ((SHORT / PEAK, LONG), "Every 8 hours: that is the share of the first peak: "),
        ((100 * SHORT / PEAK, LONG), "Every 8 hours: that is the share of the first peak, in per cent"),
        ((after(8), LONG), "Every 8 hours: that is what the last dose alone leaves"),
        ((after(24), LONG), "Every 8 hours: that is what the first dose alone leaves"),
        ((left(8, (0, 1, 2)), LONG), "Every 8 hours: one dose is missing: the first was given 24 hours before"),
        ((left(8, (1, 2, 3, 4)), LONG), "Every 8 hours: that is one dose too many"),
        ((after(8 * 60), LONG), "Every 8 hours: "),
        ((0, LONG), "Every 8 hours: 0 ng/mL means that nothing is left"),
        ((SHORT, 0), "The first level is right. Every 84 hours: 0 ng/mL means that nothing is left"),
        ((50, LONG), "Every 8 hours: 50 ng/mL is too high"),
        ((10, LONG), "Every 8 hours: 10 ng/mL is too low"),
        ((SHORT, "little"), "'little' is text"),
    ],
)
def test_3_slips(answer, start):
    says(exercises.check_3(*answer), NOT_YET, start)


def test_3_half_an_answer():
    says(exercises.check_3(SHORT), NO_ANSWER, "Put the level for every 84 hours in place of None")


# Exercise 4
INFUSION = pk.Dose("iv_infusion", 35, duration_min=40)
SETS = {"vein": "racemic_venous", "artery": "racemic_arterial"}
PEOPLE = {vessel: pk.population(name, 200, seed=1) for vessel, name in SETS.items()}


def levels(minute, vessel, people=PEOPLE):
    return pk.simulate(INFUSION, 70, minute, people[vessel]).ketamine_ng_ml


def percentile(level, minute, vessel):
    return 100 * np.mean(levels(minute, vessel) < level)


def by_sorting(level, minute, vessel):
    return 100 * np.searchsorted(np.sort(levels(minute, vessel)[:, 0]), level) / 200


def test_4_right():
    for answer, letter in ((percentile, "D"), (by_sorting, "d"), (percentile, "D.")):
        says(exercises.check_4(answer, letter), RIGHT, "In the vein 100 % of the people have less than 280 ng/mL")


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        (50, "Give the function itself"),
        (lambda *of: percentile(*of) / 100, "These are shares from 0 to 1"),
        (lambda *of: 2 * percentile(*of), "These are numbers of people"),
        (lambda *of: 100 - percentile(*of), "That counts the people above"),
        (
            lambda level, minute, vessel: 100 * np.mean(levels(minute, vessel, SETS) < level),
            "That asks the typical person",
        ),
        (
            lambda level, minute, vessel: (
                100 * np.mean(pk.simulate(INFUSION, 70, minute, PEOPLE[vessel]).norketamine_ng_ml < level)
            ),
            "That counts norketamine",
        ),
        (lambda level, minute, vessel: np.percentile(levels(minute, vessel), level), "np.percentile turns a per cent"),
        (
            lambda level, minute, vessel: np.percentile(levels(minute, vessel), min(level, 100)),
            "Some of these are levels",
        ),
        (lambda level, minute, vessel: percentile(level, minute, "vein"), "percentile says the same for both vessels"),
        (lambda level, minute, vessel: percentile(level, 40, vessel), "percentile does not look at the minute"),
        (lambda level, minute, vessel: levels(minute, vessel) < level, "percentile gives back 200 values"),
        (
            lambda level, minute, vessel: pk.simulate(INFUSION, 70, minute, PEOPLE[vessel]),
            "percentile gives back the whole",
        ),
        (lambda level: 50, 'percentile(280, 40, "vein") stopped with TypeError'),
        (lambda *of: "half", "'half' is text"),
        (
            lambda level, minute, vessel: percentile(1.05 * level, minute, vessel),
            'percentile(280, 40, "artery") says 39.5 %, which is too high.',
        ),
    ],
)
def test_4_slips(answer, start):
    says(exercises.check_4(answer, "D"), NOT_YET, start)


def test_4_another_seed_is_named():
    others = {vessel: pk.population(name, 200, seed=2) for vessel, name in SETS.items()}
    found = exercises.check_4(lambda level, minute, vessel: 100 * np.mean(levels(minute, vessel, others) < level), "D")
    assert found.verdict == NOT_YET
    assert found.why.endswith("Is the seed 1?")


def test_4_an_unfinished_function_is_no_answer():
    says(exercises.check_4(lambda *of: None), NO_ANSWER, "percentile gives back None")
    says(exercises.check_4(percentile), NO_ANSWER, "The function is right. Put your conclusion")


@pytest.mark.parametrize("letter", [letter for letter in crowd.REASONS if letter != crowd.BECAUSE])
def test_4_reasons(letter):
    says(exercises.check_4(percentile, letter), NOT_YET, f"The function is right, but {letter} does not hold. ")


def test_4_the_right_conclusion_holds_for_other_people_too():
    for seed in range(1, 6):
        for vessel, name in SETS.items():
            people = {vessel: pk.population(name, 200, seed)}
            places = [
                100 * np.mean(levels(minute, vessel, people) < level) for level, minute in (crowd.FIRST, crowd.SECOND)
            ]
            ordinary = [10 < place < 90 for place in places]
            assert all(ordinary) if vessel == "artery" else not any(ordinary)


def test_4_what_its_reasons_say_is_so():
    """Half the clearance lifts the second level by more than the first."""
    slow = replace(pk.SETS["racemic_venous"], people={"cl_L_h": np.array([1.0, 0.5])})
    first, second = (
        pk.simulate(INFUSION, 70, minute, slow).ketamine_ng_ml[:, 0] for _, minute in (crowd.FIRST, crowd.SECOND)
    )
    assert second[1] / second[0] > first[1] / first[0] > 1
