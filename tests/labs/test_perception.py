"""The numbers that the perception lab prints are the models' own."""

from __future__ import annotations

import numpy as np
import pytest
from tests.labs.conftest import numbers

from ketabrain import explorers
from ketabrain.exercises.perception import infusion, line
from ketabrain.models import correlated_points as clouds
from ketabrain.models import dissociation


def test_the_few_lines_are_the_model(printed: dict[str, str]) -> None:
    found = explorers.get("dissociation-timecourse").node()
    strongest, weakest, gap, _, *later = numbers(printed["plot"].replace("At two hours: ", "2 "))
    assert (strongest, weakest, gap) == (found["strong_peak"], found["weak_peak"], 0)
    assert found["at_2h"] == f"{later[0]:.0f} to {later[1]:.0f} %"


def test_the_worked_example(printed: dict[str, str]) -> None:
    for row in map(numbers, printed["worked-example"].splitlines()):
        if row:
            assert row[1] == round(dissociation.off_the_line(89, row[0]))


def test_exercise_1(printed: dict[str, str]) -> None:
    level, half, weakest = numbers(printed["ex-1-solution"])[:3]
    assert half == 50
    assert (level, weakest) == (round(line.level_for(50)), round(line.weakest_at(line.level_for(50))))


def test_exercise_2(printed: dict[str, str]) -> None:
    for text in printed["ex-2-start"].splitlines()[:3]:
        minutes, level = numbers(text)
        assert level == round(infusion.peak(minutes))
    found = numbers(printed["ex-2-solution"])
    assert found[:3] == [40, round(infusion.highest_dose(), 2), 200]
    assert infusion.shortest() in found


def test_exercise_3(printed: dict[str, str]) -> None:
    assert numbers(printed["ex-3-start"])[:2] == [57, -0.35]
    assert numbers(printed["ex-3-solution"])[:2] == [-0.35, round(clouds.concordant(-0.35), 2)]
    for text in filter(None, printed["pairs-plot"].splitlines()):
        r, share = numbers(text)[:2]
        assert share == round(100 * clouds.concordant(r))


def test_chance(printed: dict[str, str]) -> None:
    found = [clouds.correlation(clouds.cloud(0, 20, seed, exact=False)) for seed in range(1000)]
    assert numbers(printed["chance-plot"])[1] == round(100 * np.mean(np.abs(found) >= 0.35))


def test_exercise_4(printed: dict[str, str]) -> None:
    r, *forecast = numbers(printed["ex-4-solution"])[:4]
    assert forecast == pytest.approx(clouds.one_patient(r, 1), abs=0.005)
    for text in filter(None, printed["forecast-plot"].splitlines()):
        r, share = numbers(text)[:2]
        assert share == round(100 * clouds.better_than_average(r, 1))
