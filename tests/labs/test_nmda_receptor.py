"""The numbers that the NMDA receptor's lab prints are the model's own."""

from __future__ import annotations

import re

import numpy as np
import pytest

from ketabrain.models import nmda_receptor as model


def numbers(text: str) -> list[float]:
    """Return the numbers in a text; the 2 of 2A to 2D is none."""
    return [float(found) for found in re.findall(r"-?\d+(?:\.\d+)?(?![A-D\d.])", text)]


def share(total_ng_ml: float, subunit: str, magnesium: bool) -> float:
    return float(model.hill_share(model.free_uM(total_ng_ml), model.measured_ic50_uM(subunit)[int(magnesium)]))


def test_the_ten_lines_are_the_model(printed: dict[str, str]) -> None:
    pulses = [window for window in model.pulses(40, 2.0, 0.5, 1.0) if not 40 < window[0] < 70]
    course = model.simulate([0.0, 40.0, 70.0, 80.0], pulses, [(10.0, 40.0, 3.0)])
    wanted = [value for i, second in ((1, 40), (2, 70), (3, 80)) for value in (second, round(100 * course.blocked[i]))]
    assert numbers(printed["plot"]) == [*wanted, 0.0]


def test_the_worked_example(printed: dict[str, str]) -> None:
    voltages = np.arange(-90, 51)
    assert numbers(printed["worked-example"]) == [voltages[model.current(voltages, 1.0).argmin()]]


def test_exercise_1(printed: dict[str, str]) -> None:
    half, rest, free = numbers(printed["ex-1-solution"])[:3]
    assert float(model.pore_shares(half)[0]) == pytest.approx(0.5, abs=0.001)
    assert (rest, free) == (-70, round(100 * float(model.pore_shares(-70)[0]), 1))


def test_exercise_2(printed: dict[str, str]) -> None:
    assert numbers(printed["ex-2-start"]) == [model.measured_ic50_uM(name)[0] for name in model.SUBUNITS]
    wanted = [round(model.competition_ic50_uM(name), 1) for name in ("2A", "2C")]
    measured = [model.measured_ic50_uM(name)[1] for name in ("2A", "2C")]
    assert numbers(printed["ex-2-solution"])[:4] == wanted + measured


def test_exercise_3(printed: dict[str, str]) -> None:
    pulses = model.pulses(20, 2.0, 0.5, 1.0)
    blocked = model.simulate([0.0, *(end for _, end in pulses)], pulses, [(0.0, 60.0, 1.0)]).blocked
    count, percent, before, percent_before, seconds = numbers(printed["ex-3-solution"])[:5]
    assert (count - 1, seconds) == (before, count / 2)
    assert [percent_before, percent] == [round(100 * blocked[int(before)]), round(100 * blocked[int(count)])]
    assert blocked[int(before)] < 0.3 <= blocked[int(count)]


def test_exercise_4(printed: dict[str, str]) -> None:
    wanted = [share(250, "2A", False), share(250, "2A", True), share(250, "2C", True)]
    assert numbers(printed["ex-4-solution"])[:4] == [250, *(round(100 * value) for value in wanted)]
    assert "not confirmed" in printed["ex-4-solution"] and "not confirmed" in printed["ex-2-solution"]


def test_what_is_told_of_the_last_picture_is_so() -> None:
    """At 185 ng/mL no band reaches the dish or a half; 2A has its top close to exercise 1's voltage."""
    voltages = np.arange(-90, 51)
    dish = float(model.dish_blocked(model.free_uM(185)))
    tops = {}
    for name in ("2A", "2C", "2D"):
        blocked = model.hill_share(model.free_uM(185, 0.77), model.subunit_ic50_uM(name, voltages))
        assert blocked.max() < dish < 0.5
        tops[name] = voltages[blocked.argmax()]
    assert tops["2A"] == pytest.approx(np.log(1 / 3.57) / 0.062, abs=3)
    assert tops["2C"] == pytest.approx(-60, abs=3)
