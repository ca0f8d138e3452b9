"""The numbers that the amygdala's lab prints are the models' own."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.labs.conftest import numbers

from ketabrain.exercises.amygdala import CHANGES
from ketabrain.models import fear_extinction as fear
from ketabrain.models import imaging_effects as imaging


def left(tones: int, block: float = 0.0) -> float:
    """Return the response after a number of tones alone, as a share of the first."""
    response = fear.extinguish(fear.acquire().learned, trials=tones + 1, block=block).response
    return float(response[-1] / response[0])


def test_the_ten_lines_are_the_model(printed: dict[str, str]) -> None:
    found = fear.summarise(fear.simulate("extinction", 0.8))
    assert numbers(printed["plot"]) == [round(found.after_extinction, 2), round(found.renewal, 2), 0.0]


def test_the_worked_example(printed: dict[str, str]) -> None:
    rows = [numbers(line) for line in printed["worked-example"].splitlines() if line.strip()]
    assert [row[0] for row in rows] == [0, 50, 80]
    for percent, tones in rows:
        assert left(int(tones), percent / 100) < 0.25 <= left(int(tones) - 1, percent / 100)


def test_exercise_1(printed: dict[str, str]) -> None:
    halving, percent, kept = numbers(printed["ex-1-solution"])[:3]
    full = fear.summarise(fear.simulate()).after_acquisition
    halved = fear.summarise(fear.simulate("acquisition", halving / 100)).after_acquisition
    assert halved / full == pytest.approx(0.5, abs=0.01)
    at_half = fear.summarise(fear.simulate("acquisition", percent / 100)).after_acquisition
    assert kept == round(100 * at_half / full)
    assert numbers(printed["ex-1-start"])[:2] == [round(full, 3), 0.0]


def test_exercise_2(printed: dict[str, str]) -> None:
    memories = [fear.extinguish(fear.acquire().learned, trials=tones).learned for tones in (100, 15)]
    many, usual = (round(fear.response(one, "training"), 3) for one in memories)
    assert numbers(printed["ex-2-start"])[3] == usual
    assert numbers(printed["ex-2-solution"])[:4] == [100, many, 15, usual]
    goal, percent = numbers(printed["ex-2-solution"])[4:6]
    parameters = fear.Parameters(training_share=percent / 100)
    assert fear.response(memories[1], "training", parameters=parameters) == pytest.approx(goal, abs=0.006)


def test_exercise_3(printed: dict[str, str]) -> None:
    sides = [imaging.interaction(side) for side in ("left", "right")]
    reach = round(1.96 / math.sqrt(23), 2)
    ends = [round(x, 2) for one in sides for x in one[1:]]
    assert numbers(printed["sizes-plot"]) == [*ends, 23, -reach, reach]
    assert numbers(printed["ex-3-solution"])[:3] == [round(x, 2) for x in sides[1]]


def test_exercise_4(printed: dict[str, str]) -> None:
    lines = printed["ex-4-start"].splitlines()
    for line, (name, changes) in zip(lines, CHANGES.items(), strict=False):
        reach = 1.96 * changes.std(ddof=1) / math.sqrt(len(changes))
        wanted = [changes.mean(), changes.mean() - reach, changes.mean() + reach]
        assert line.startswith(name) and line.endswith("invented")
        assert numbers(line.removeprefix(name)) == [float(f"{x:.1f}") for x in wanted]
    fall, value, low, high = numbers(printed["ex-4-solution"])[:4]
    drug, saline = CHANGES["0.5 mg/kg"], CHANGES["saline"]
    error = math.sqrt(drug.var(ddof=1) / 16 + saline.var(ddof=1) / 16)
    difference = drug.mean() - saline.mean()
    assert fall == round(-drug.mean(), 1)
    assert [value, low, high] == np.round(
        [difference, difference - 1.96 * error, difference + 1.96 * error], 1
    ).tolist()


def test_what_is_told_of_the_published_results_is_so(printed: dict[str, str]) -> None:
    """With a control, two scans and a reflex show less, and one result shows more."""
    ways = (imaging.LESS, imaging.SAME, imaging.MORE, imaging.UNNAMED)
    wanted = [sum(r.reported == way for r in imaging.RESULTS) for way in ways]
    against = [sum(r.against == way for r in imaging.RESULTS) for way in ways]
    lines = printed["ex-4-start"].splitlines()[4:8]
    assert [numbers(line) for line in lines] == [list(pair) for pair in zip(wanted, against, strict=True)]
    less = [r for r in imaging.RESULTS if r.against == imaging.LESS]
    assert sorted(r.scan for r in less) == [False, True, True]
    assert [r.source for r in imaging.RESULTS if r.against == imaging.MORE] == ["Becker2017general"]


def test_what_is_told_of_the_pictures_is_so() -> None:
    """Twenty shocks need a block near 90 % to be halved, and forget nothing of a block of one half."""
    full, half, much = (fear.acquire(20, block).learned.threat for block in (0, 0.5, 0.9))
    assert half > 0.97 * full
    assert much / full == pytest.approx(0.5, abs=0.02)
    assert (
        sum(f.name.startswith("Ketamine") and hit for f, hit in zip(fear.FINDINGS, fear.matches(0.8), strict=True)) == 1
    )
