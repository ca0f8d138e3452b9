"""The numbers that the hippocampus lab prints are the models' own."""

from __future__ import annotations

import re
from math import erf

import numpy as np
import pytest

from ketabrain.models import calcium_plasticity as plasticity
from ketabrain.models import hopfield

BLOCKS = np.arange(101) / 100


def numbers(text: str) -> list[float]:
    """Return the numbers in a text; one may end its sentence."""
    return [float(found) for found in re.findall(r"-?\d+(?:\.\d+)?", text)]


def ends(frequency_Hz: float, pulses: int) -> np.ndarray:
    return plasticity.simulate(plasticity.protocol(frequency_Hz, pulses), BLOCKS).final


def new_overlap(step: int, old: int) -> float:
    """Return the mean overlap of five draws at a block of that many tenths."""
    runs = [hopfield.simulate(step / 10, old=old, new=15, seed=seed) for seed in range(1, 6)]
    return round(float(np.mean([run.overlap_new for run in runs])), 2)


def test_the_ten_lines_are_the_model(printed: dict[str, str]) -> None:
    course = hopfield.simulate(0.5, old=15, new=15, seed=1)
    wanted = [0.4, round(course.overlap_old, 2), round(course.overlap_new, 2), 0.0]
    assert numbers(printed["plot"]) == wanted


def test_the_worked_example(printed: dict[str, str]) -> None:
    assert numbers(printed["worked-example"]) == [BLOCKS[ends(100, 100) >= 0.55][-1]]


def test_exercise_1(printed: dict[str, str]) -> None:
    found = ends(100, 100)
    assert numbers(printed["ex-1-start"])[:4] == [0, round(found[0], 2), 1, round(found[-1], 2)]
    turn, weakest, lowest = numbers(printed["ex-1-solution"])[:3]
    assert (turn, weakest) == (BLOCKS[(found < 0.5).argmax()], BLOCKS[found.argmin()])
    assert lowest == round(found.min(), 2)


def test_exercise_2(printed: dict[str, str]) -> None:
    wanted = [(rate, round(float(np.exp(-50 / rate)), 3)) for rate in (20, 30, 100)]
    assert numbers(printed["ex-2-solution"])[:6] == [number for pair in wanted for number in pair]


def test_exercise_3(printed: dict[str, str]) -> None:
    found = numbers(printed["ex-3-solution"])
    assert found == [5, 0.6, new_overlap(5, 5), new_overlap(6, 5), 20, 0.3, new_overlap(2, 20), new_overlap(3, 20)]


def test_exercise_4(printed: dict[str, str]) -> None:
    wanted = [[d, round(50 * (1 + erf(d / 2))), 100, round(2 * (2.8 / d) ** 2)] for d in (0.14, 0.17, 0.2)]
    assert numbers(printed["overlap-plot"]) == [number for row in wanted for number in row]
    said = numbers(printed["ex-4-solution"])
    assert said == [*wanted[0], *wanted[1]]


def test_what_is_told_of_the_map_is_so() -> None:
    """The weakest ends lie on the upper level's line, the last changes under the lower one's; slow trains give up first."""
    lasts = []
    for rate in (20, 30, 50, 70, 100, 150):
        found, left = ends(rate, 100), float(np.exp(-50 / rate))
        lasts.append(BLOCKS[np.abs(found - 0.5) >= 0.05][-1])
        assert BLOCKS[found.argmin()] == pytest.approx(max(1 - 1.3 * (1 - left), 0), abs=0.011)
        assert left - 0.06 < lasts[-1] < left
    assert lasts == sorted(lasts)


def test_what_is_told_of_recall_is_so() -> None:
    """At half a block new memories end further from what was stored than their cues, and old ones are whole."""
    course = hopfield.simulate(0.5, old=15, new=15, seed=1)
    assert (course.overlaps[:15] == 1).all() and (course.overlaps[15:] < 0.4).all()
    one_step = hopfield.simulate(0.5, old=15, new=15, seed=1, parameters=hopfield.Parameters(steps=1))
    assert one_step.overlap_new > 0.4


@pytest.mark.parametrize("old", [5, 20])
def test_what_is_told_of_old_memories_is_so(old: int) -> None:
    """A block while new ones are learned leaves the old ones whole."""
    assert all(hopfield.simulate(step / 10, old=old, new=15, seed=1).overlap_old > 0.99 for step in (0, 3, 6, 9))
