"""The numbers that the lab on other targets prints are the model's own, and those of chance are exact to a point."""

from __future__ import annotations

import re

import numpy as np
import pytest
from scipy.stats import binom

from ketabrain.models import receptor_binding as model

INFUSION, SCAN, SURGERY = 185, 293, 2211  # ng/mL


def numbers(text: str) -> list[float]:
    return [float(found) for found in re.findall(r"\d+(?:\.\d+)?", text.replace(",", ""))]


def percent(level: float, affinity: float) -> float:
    return 100 * model.occupancy(model.free_uM(level), affinity)


def test_the_ten_lines_are_the_model(printed: dict[str, str]) -> None:
    row = next(row for row in model.profile(INFUSION) if row.target == "NMDA")
    ends = [round(100 * end) for end in model.firm(row) or ()]
    assert numbers(printed["model"]) == [*ends, *ends]


def test_worked_example(printed: dict[str, str]) -> None:
    ki, share, tenth, again = numbers(printed["worked-example"].replace("at 185 ng/mL", ""))
    assert (ki, share) == (round(model.KAPPA_UM, 1), round(percent(INFUSION, model.KAPPA_UM), 1))
    assert percent(tenth, model.KAPPA_UM) == pytest.approx(10, abs=0.01)
    assert again == 10


def test_exercise_1(printed: dict[str, str]) -> None:
    share, level, times = numbers(printed["ex-1-solution"])
    assert share == round(percent(INFUSION, model.MU_UM), 1)
    assert percent(level, model.MU_UM) == pytest.approx(50, abs=0.01)
    assert times == round(level / SURGERY)


def test_exercise_2(printed: dict[str, str]) -> None:
    *shares, noticed, limit = numbers(printed["ex-2-solution"])
    assert shares == [round(percent(SCAN, affinity)) for affinity in (0.055, 0.5, 10)]
    assert percent(SCAN, limit) == pytest.approx(noticed, abs=0.1)


def test_exercise_3(printed: dict[str, str]) -> None:
    """Two kinds at one site: each weakens the other's grip."""
    mixture, joint, alone, more = numbers(printed["ex-3-solution"])
    assert mixture == round(model.racemate_uM(0.3, 1.4), 2)
    ketamine, norketamine = model.free_uM(60.8), model.free_uM(68.1, compound="norketamine")
    (metabolite,) = model.affinities("norketamine", "NMDA")
    weaker = model.racemate_uM(0.3, 1.4) * (1 + norketamine / metabolite.low_uM)
    stronger = metabolite.low_uM * (1 + ketamine / model.racemate_uM(0.3, 1.4))
    both = model.occupancy(ketamine, weaker) + model.occupancy(norketamine, stronger)
    assert joint == round(100 * both, 1)
    assert alone == round(percent(60.8, model.racemate_uM(0.3, 1.4)), 1)
    assert more == round(joint - alone)


def test_exercise_4(printed: dict[str, str]) -> None:
    found = numbers(printed["ex-4-solution"])
    reached = [len(model.within_reach(model.profile(level, 0.55))[0]) for level in (INFUSION, SURGERY)]
    _, all_low, targets, some_low, _, all_high, some_high = found
    assert targets == len(model.TARGETS)
    assert [all_low + some_low, all_high + some_high] == reached
    ranking = numbers(printed["reach-plot"])
    assert ranking == [185, all_low, some_low, 21 - reached[0], 2211, all_high, some_high, 21 - reached[1]]


def exact(anyway: float, people: int) -> tuple[float, float]:
    """Return how often two groups differ by more than chance makes in 95 of 100 trials, and what is seen then."""
    counts = np.arange(people + 1)
    gaps = counts[:, np.newaxis] - counts

    def joint(first: float, second: float) -> np.ndarray:
        table: np.ndarray = np.outer(binom.pmf(counts, people, first), binom.pmf(counts, people, second))
        return table

    ketamine = anyway + (1 - anyway) / 2
    same = joint((ketamine + anyway) / 2, (ketamine + anyway) / 2)
    mark = next(gap for gap in range(people + 1) if same[np.abs(gaps) > gap].sum() <= 0.05)
    trial = joint(ketamine, anyway)
    often = trial[gaps > mark].sum()
    return 100 * often, 100 * (trial * gaps)[gaps > mark].sum() / often / people


def test_the_ceiling_is_as_exact_binomials_say(printed: dict[str, str]) -> None:
    lines = np.reshape(numbers(printed["ceiling-plot"]), (-1, 5))
    assert len(lines) == 3
    for anyway, people, often, seen, truth in lines:
        assert (often, seen) == pytest.approx(exact(anyway / 100, int(people)), abs=1)
        assert truth == (100 - anyway) / 2
