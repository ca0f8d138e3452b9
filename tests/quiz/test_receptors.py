"""The numbers that the questions on receptors print are arithmetic, or what the models give."""

from __future__ import annotations

import numpy as np
import pytest
from tests.quiz.asked import is_arithmetic, number

from ketabrain import explorers, quiz
from ketabrain.models import nmda_receptor, receptor_binding
from ketabrain.quiz import model

BASE, SALT = 237.73, 274.19  # g/mol of ketamine and of its hydrochloride
OPIOID_MU, FREE = 41.7, 0.55  # µM; share


def share(level: float, half: float) -> float:
    """Return the share occupied in per cent."""
    return 100 * level / (level + half)


MG = 1.8 * (1 + 1 / 0.30)
LEVEL = 1500 / BASE
# name: the answer, then the slips in the order of the file
ARITHMETIC = {
    "nmda_receptor-05": (4.5 / 0.05 * 2 / 60, [4.5 / 60, 4.5 / 0.05, 4.5 / 0.05 * 2, 4.5 * 2 / 60, 4.5 / 0.05 / 60]),
    "nmda_receptor-07": (
        share(3, MG),
        [share(3, 1.8), share(3, 1.8 / 0.30), 100 - share(3, MG), MG, 100 * 3 / MG, share(3, MG) / 100],
    ),
    "other_targets-01": (
        share(FREE * LEVEL, OPIOID_MU),
        [
            share(LEVEL, OPIOID_MU),
            share(1500, OPIOID_MU),
            share(FREE * 1500 / SALT, OPIOID_MU),
            100 * FREE * LEVEL / OPIOID_MU,
            share(7 * LEVEL, OPIOID_MU),
            100 - share(FREE * LEVEL, OPIOID_MU),
            share(FREE * LEVEL, OPIOID_MU) / 100,
        ],
    ),
    "other_targets-03": (0.1 * 640 / 320, [640 / 320, 0.9 * 640 / 320, 64, 200, 64 / BASE, FREE * 640 / 320]),
}


@pytest.mark.parametrize("name", ARITHMETIC)
def test_answers_and_slips_are_arithmetic(name: str) -> None:
    is_arithmetic(name, ARITHMETIC[name])


def test_rounded_inputs_of_the_questions_still_give_the_answer() -> None:
    assert number("other_targets-01").is_right(share(3.5, 42))
    assert number("nmda_receptor-07").is_right(share(3, 7.8))


def test_what_the_magnesium_question_gives_comes_from_the_model() -> None:
    assert float(nmda_receptor.ketamine_half_uM(-40)) == pytest.approx(1.8, abs=0.05)
    assert float(nmda_receptor.magnesium_half_mM(-40)) == pytest.approx(0.30, abs=0.005)


def test_short_pulses_let_go_as_slowly_as_the_question_says() -> None:
    asked = number("nmda_receptor-05")
    filled = (0.0, 20.0)
    start = 30.0
    windows = [filled, *nmda_receptor.pulses(120, 2, 0.05, start)]
    times = np.array([0.0, filled[1] + 1, start + 60 * asked.value])
    blocked = nmda_receptor.simulate(times, windows, [(0.0, 20.0, 10.0)]).blocked
    assert blocked[2] / blocked[1] == pytest.approx(np.exp(-1), abs=0.02)


def test_the_strongest_current_is_where_the_question_says() -> None:
    for magnesium, step in ((0.1, -number("nmda_receptor-02").value), (1.0, -30.0)):
        volts = np.arange(-90, 51, 10.0)
        assert volts[nmda_receptor.current(volts, magnesium).argmin()] == step
    fine = np.arange(-90, 1, 0.5)
    assert number("nmda_receptor-02").is_right(-float(fine[nmda_receptor.current(fine, 0.1).argmin()]))


def test_the_slips_of_the_memantine_question_follow_from_the_model() -> None:
    asked = number("nmda_receptor-06")
    assert asked.reading
    found = model.shown_values(explorers.get(asked.reading.explorer), asked.reading.state)
    ketamine = model.shown_values(explorers.get(asked.reading.explorer), {**asked.reading.state, "drug": "ketamine"})
    expected = [
        300 * ketamine["kept"],
        300 - asked.value,
        300 * found["blocked_test"],
        300 * found["blocked_end"],
        found["kept"],
    ]
    assert [slip.value for slip in asked.slips] == pytest.approx(expected)
    assert asked.is_right(300 * 5 / 6)


def test_targets_that_join_are_those_marked_right() -> None:
    halves = {"α3β4": 3.1, "α7": 20, "κ opioid": 28, "NMDA": 0.5, "SERT": 162, "δ opioid": 269}
    options = quiz.bank.get("other_targets-06").options
    for option, (target, half) in zip(options, halves.items(), strict=True):
        assert f"({half:g} µM)" in option.text
        listed = receptor_binding.affinities("ketamine", target)
        assert any(a.low_uM == pytest.approx(half, rel=0.01) for a in listed if a.found)
        low, high = (receptor_binding.occupancy(level, half) for level in (0.3, 6.0))
        assert option.right == (low < 0.1 <= high)


def test_the_steps_of_the_grip_are_in_the_order_of_the_table() -> None:
    firmest = [
        max(a.high_uM for a in receptor_binding.affinities("ketamine", target) if a.firm and a.found)
        for target in ("NMDA", "α7", "µ opioid", "SERT", "Na")
    ]
    assert firmest == sorted(firmest)
    assert [round(value) for value in firmest] == [3, 20, 42, 162, 1140]


def test_the_d2_shares_are_arithmetic() -> None:
    free = receptor_binding.free_uM(293)
    assert round(free, 2) == 0.68
    assert [round(100 * receptor_binding.occupancy(free, half)) for half in (0.055, 0.5)] == [92, 58]
