"""The numbers that the habenula's lab prints are the models' own."""

from __future__ import annotations

import numpy as np
import pytest
from tests.labs.conftest import numbers

from ketabrain.models import lhb_neuron, nmdar_trapping


def state(drive: float, block: float = 0.0) -> lhb_neuron.Summary:
    return lhb_neuron.summarise(lhb_neuron.simulate(drive, block))


def returns_h(half_life_h: float, dose_uM: float) -> float:
    parameters = nmdar_trapping.Parameters(half_life_h=half_life_h)
    return nmdar_trapping.bursting_returns_h(nmdar_trapping.simulate(dose_uM, parameters=parameters, hours=240))


def test_the_ten_lines_fire_as_the_models_cells_do(printed: dict[str, str]) -> None:
    """Forty per cent of a second is short: a burst more or less may fall into it."""
    silent, bursting, steady = numbers(printed["plot"].split(":")[1])
    assert silent == 0 and state(-1.0).mode == "silent"
    cell = state(1.5)
    assert cell.mode == "burst"
    assert bursting == pytest.approx(0.4 * cell.spikes_per_s, abs=cell.spikes_per_burst)
    cell = state(6.0)
    assert cell.mode == "tonic"
    assert steady == pytest.approx(0.4 * cell.spikes_per_s, abs=1)


def test_worked_example(printed: dict[str, str]) -> None:
    bursting = [float(drive) for drive in np.arange(0, 4.01, 0.25) if state(drive).mode == "burst"]
    assert numbers(printed["worked-example"])[:2] == [bursting[0], bursting[-1]]


def test_exercise_1(printed: dict[str, str]) -> None:
    block, less, rate = numbers(printed["ex-1-solution"])[:3]
    assert state(1.5, block).mode == "silent"
    assert state(1.5, less).mode == "burst"
    assert rate == round(state(1.5, less).bursts_per_s, 1)


def test_exercise_2(printed: dict[str, str]) -> None:
    states = [state(drive) for drive in np.arange(0, 3.01, 0.1)]
    potentials = [cell.median_mV for cell in states if cell.mode == "burst"]
    assert numbers(printed["ex-2-solution"])[:2] == [round(min(potentials)), round(max(potentials))]


def test_exercise_3(printed: dict[str, str]) -> None:
    shares = [lhb_neuron.population(3.5, nmda_block=block, cells=20, seed=3)["burst"] for block in (0.0, 0.2)]
    assert numbers(printed["ex-3-solution"]) == [20 * shares[0], 20, shares[0], 20 * shares[1], shares[1]]


def test_exercise_4(printed: dict[str, str]) -> None:
    hours = [round(returns_h(*course)) for course in ((13 / 60, 10), (3, 10), (3, 1))]
    dose, mouse, minutes, human, half_life, low_dose, again, low = numbers(printed["ex-4-solution"])
    assert (dose, minutes, half_life, low_dose, again) == (10, 13, 3, 1, 3)
    assert [mouse, human, low] == hours
