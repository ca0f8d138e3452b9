"""The numbers that the snow hill's lab prints are the model's own."""

from __future__ import annotations

import numpy as np
import pytest
from tests.labs.conftest import numbers

from ketabrain.models import energy_landscape as hill


def test_the_ten_lines_are_the_model(printed: dict[str, str]) -> None:
    run = hill.simulate(sleds=8, seed=4)
    count, of, tilt, gap = numbers(printed["plot"])
    assert (count, of, gap) == (8 * run.left_share[-1], 8, 0)
    assert tilt == round(run.learned_tilt[-1], 2)


def test_the_worked_example(printed: dict[str, str]) -> None:
    found = numbers(printed["worked-example"])
    assert found[:6] == [round(place, 3) for place in hill.wells(1.0, 0.1)] * 2
    assert found[6:] == [1.0, 0.158, 0.7, 0.05, 0.4]
    assert printed["worked-example"].strip().endswith("nan")


def test_exercise_1(printed: dict[str, str]) -> None:
    noise, minutes, *_, sooner = numbers(printed["ex-1-solution"])
    assert hill.kramers_min(1.0, 0.1, noise) == pytest.approx(minutes, rel=0.06)  # the noise is printed to three digits
    assert sooner == round(hill.kramers_min(1.0, 0.1, 0.03) / hill.kramers_min(0.7, 0.1, 0.03))


def test_the_formula_against_the_exact_answer(printed: dict[str, str]) -> None:
    rows = [numbers(line) for line in printed["kramers-plot"].splitlines() if line.strip()]
    assert len(rows) == 4
    for ridge, noise, share in rows:
        assert share == round(hill.kramers_min(ridge, 0.1, noise) / hill.exact_min(ridge, 0.1, noise), 2)


def test_exercise_3(printed: dict[str, str]) -> None:
    times = hill.escape_times_min(1.0, 0.1, 0.06, sleds=400, seed=1)
    assert numbers(printed["ex-3-start"])[:2] == [round(times.mean()), round(float(np.median(times)))]


def test_exercise_4(printed: dict[str, str]) -> None:
    still = hill.simulate(hill.Plan(flattened=False), sleds=400, seed=1, record_min=120)
    assert numbers(printed["ex-4-start"])[1:12:2] == [round(100 * share) for share in still.left_share]
    ends = [hill.simulate(hill.Plan(push=push), sleds=400, seed=1).left_share[-1] for push in (0.0, 0.2)]
    assert numbers(printed["ex-4-solution"])[:2] == [round(100 * end) for end in ends]


def test_what_is_told_of_the_pushes(printed: dict[str, str]) -> None:
    lines = [line for line in printed["push-plot"].splitlines() if line]
    for line, rate in zip(lines, (0.0005, 0.001, 0.002), strict=True):
        hills = [(hill.Plan(push=push), hill.Parameters(deepening_per_min=rate)) for push in (0.0, 0.4)]
        ends = [100 * run.left_share[-1] for run in hill.simulate_many(hills, 100, [1, 1], record_min=120)]
        assert numbers(line) == [1000 * rate, *np.round(ends).tolist(), 0.4]
