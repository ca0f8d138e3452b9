"""What questions say about the models is what the models give."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from tests.quiz.asked import is_arithmetic, number

from ketabrain import quiz
from ketabrain.models import pharmacokinetics
from ketabrain.models.pharmacokinetics import Dose
from ketabrain.quiz import model
from ketabrain.quiz.question import ModelSays, Question

QUESTIONS = quiz.load()
SETS = ("racemic_venous", "racemic_arterial")
BASE, SALT = 237.73, 274.19  # g/mol of ketamine and of its hydrochloride
READ = [question for question in QUESTIONS if question.number and question.number.reading and not question.draws]
TOLD = [question for question in QUESTIONS if question.model_says]


def test_every_question_asks_explorers_for_what_they_have() -> None:
    model.check_explorers(QUESTIONS)


def test_there_are_numbers_and_statements_to_compute() -> None:
    assert READ and TOLD


@pytest.mark.parametrize("question", READ, ids=lambda q: q.id)
def test_the_model_gives_the_number(question: Question) -> None:
    assert question.number and question.number.reading
    assert model.compute(question.number.reading) == pytest.approx(question.number.value, abs=1e-9)


@pytest.mark.parametrize("question", TOLD, ids=lambda q: q.id)
def test_the_model_says_what_the_text_takes_for_granted(question: Question) -> None:
    assert model.untrue(question) == []


def test_an_untrue_statement_is_found() -> None:
    question = next(q for q in TOLD if q.explorer == "habenula-bursting")
    lie = ModelSays({"drive": 1.5, "t_type": 0}, (("mode", "==", "bursting"),))
    (told,) = model.untrue(replace(question, model_says=(lie,)))
    assert told == f"{question.id}: at {{'drive': 1.5, 't_type': 0}} mode is silent, not == bursting."


def test_the_grid_cell_question_is_arithmetic() -> None:
    number = next(q.number for q in QUESTIONS if q.id == "habenula-02")
    assert number and number.is_right(3 * 2**3 / 3**3)
    slips = [slip.value for slip in number.slips]
    assert slips == pytest.approx([3 * 2 / 3, 3 * 4 / 9, 3 * 2**3 / 3, 27 / 24, 24], abs=0.01)


def test_the_slips_of_the_burst_count_follow_from_the_model() -> None:
    number = next(q.number for q in QUESTIONS if q.id == "habenula-06")
    assert number and number.reading
    found = model.shown_values(model.explorers.get(number.reading.explorer), number.reading.state)
    second, spikes, screen = (slip.value for slip in number.slips)
    assert second == found["bursts_per_s"]
    assert spikes == pytest.approx(60 * found["spikes_per_s"])
    window_s = model.explorers.get(number.reading.explorer).compute(**number.reading.state)["time_ms"][-1] / 1000
    assert screen == round(window_s * found["bursts_per_s"]) and window_s < 1
    assert f"{1000 / found['bursts_per_s']:.0f} ms" in number.right


# name: the answer, then the slips in the order of the file
ARITHMETIC = {
    "molecule-02": (
        0.3 * 84 / 2,
        [0.3 * 84, 0.3 * 84 * 2, 0.3 / 2, 12.6 * BASE / SALT, 12.6 * SALT / BASE, 0.3 * 84 / 4],
    ),
    "molecule-03": (
        150 * 0.55 * 0.2 * SALT / BASE,
        [150 * 0.2 * SALT / BASE, 16.5, 16.5 * BASE / SALT, 150 * 0.2, 13.5 * SALT / BASE, 82.5 / BASE],
    ),
    "pharmacokinetics-02": (0.13 * 45, [0.87 * 45, 45 / 0.13, 13 * 45, 0.13 * 30, 0.45 * 45]),
    "pharmacokinetics-05": (np.log2(8) * 5.2, [4 * 5.2, 8 * 5.2, (8 - 1) / 4 * 5.2, (8 - 1) * 5.2, np.log2(8)]),
    "pharmacokinetics-08": (0.1 * 250, [0.2 * 250, 0.8 * 250, 10, 0.9 * 250, 0.5 * 250]),
}


@pytest.mark.parametrize("name", ARITHMETIC)
def test_answers_and_slips_that_no_model_gives_are_arithmetic(name: str) -> None:
    is_arithmetic(name, ARITHMETIC[name], near=0.002)


def test_the_molecules_are_in_the_order_of_their_masses() -> None:
    weights = {"C": 12.011, "H": 1.008, "Cl": 35.45, "N": 14.007, "O": 15.999}
    formulas = ("C12H12ClNO", "C12H14ClNO", "C13H16ClNO", "C12H14ClNO2", "C13H17Cl2NO")
    masses = [
        sum(weights[atom] * int(count or 1) for atom, count in re.findall(r"([A-Z][a-z]?)(\d*)", formula))
        for formula in formulas
    ]
    assert masses == sorted(masses)
    for step, mass in zip(quiz.bank.get("molecule-04").steps, masses, strict=True):
        assert step.feedback.startswith(f"{mass:.1f} g/mol.")


def test_the_slips_of_the_swallowed_dose_follow_from_the_model() -> None:
    asked = number("molecule-06")
    assert asked.reading
    explorer = model.explorers.get(asked.reading.explorer)
    juice = model.shown_values(explorer, asked.reading.state)
    alone = model.shown_values(explorer, {**asked.reading.state, "together": "nothing"})
    of_60 = [alone["blood_share"], juice["gut_share"], juice["first_share"], 1 - juice["blood_share"]]
    expected = [100 * juice["blood_share"], *(60 * share for share in of_60)]
    assert [slip.value for slip in asked.slips] == pytest.approx(expected)


@pytest.mark.parametrize("name", SETS)
def test_sampling_for_longer_finds_a_longer_half_life(name: str) -> None:
    def half_life_h(hours: float) -> float:
        times = np.linspace(hours / 2, hours, 10)
        level = pharmacokinetics.simulate(Dose("iv_bolus", 35), 70, 60 * times, name).ketamine_ng_ml
        return float(-1 / np.polyfit(times, np.log2(level), 1)[0])

    assert half_life_h(24) > 1.2 * half_life_h(3)


@pytest.mark.parametrize("name", SETS)
def test_between_sessions_next_to_nothing_is_left_and_areas_add_up(name: str) -> None:
    days = [0, 3, 7, 10, 14, 17, 21, 24]
    doses = [Dose("iv_infusion", 35, 1440.0 * day, 40) for day in days]
    fine = np.arange(0, 600, 5.0)
    first, last = (pharmacokinetics.simulate(doses, 70, start + fine, name) for start in (0.0, 1440.0 * days[-1]))
    left = pharmacokinetics.simulate(doses[:1], 70, 3 * 1440.0, name)
    for substance, share in (("ketamine_ng_ml", 0.001), ("norketamine_ng_ml", 0.0015)):
        peak = getattr(first, substance).max()
        assert getattr(last, substance).max() == pytest.approx(peak, rel=0.01)
        assert getattr(left, substance)[0] < share * peak
    one, all_of_them = (pharmacokinetics.exposure(given, 70, name).ketamine_ng_h_ml for given in (doses[:1], doses))
    assert all_of_them == pytest.approx(8 * one)


def test_the_slips_of_the_pump_follow_from_the_model() -> None:
    asked = number("pharmacokinetics-03")
    assert asked.reading
    explorer = model.explorers.get(asked.reading.explorer)
    start = quiz.bank.get("pharmacokinetics-03").state
    assert start
    set_to = asked.reading.state
    wrong = [{**set_to, "dose_mg_kg": 0.5}, start, {**set_to, "duration": 40}]
    found = [model.shown_values(explorer, state)["peak"] for state in wrong]
    expected = [*found, asked.value / BASE, 30 * 1.5]
    assert [slip.value for slip in asked.slips] == pytest.approx(expected, abs=0.01)


def test_the_time_above_a_level_is_what_the_question_says() -> None:
    times = np.arange(0, 721, 0.25)
    level = {mg: pharmacokinetics.simulate(Dose("iv_infusion", mg, 0, 40), 70, times).ketamine_ng_ml for mg in (35, 70)}

    def above(mg: int, ng_ml: float) -> float:
        return float(np.ptp(times[level[mg] > ng_ml]))

    asked = number("pharmacokinetics-04")
    assert asked.is_right(above(70, 100)) and asked.value == pytest.approx(above(35, 50), abs=0.5)
    expected = [2 * above(35, 100), 2 * above(70, 100), above(70, 200), above(35, 100) + above(35, 50)]
    assert [slip.value for slip in asked.slips] == pytest.approx(expected, abs=0.5)


def test_the_two_sets_peak_where_the_question_says() -> None:
    times = np.arange(0, 121, 1.0)
    peaks = [
        pharmacokinetics.simulate(Dose("iv_infusion", 35, 0, 40), 70, times, name).ketamine_ng_ml.max() for name in SETS
    ]
    assert peaks == pytest.approx([160, 300], rel=0.03)
