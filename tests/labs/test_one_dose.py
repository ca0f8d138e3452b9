"""The numbers that the lab on one dose prints are the models' own."""

from __future__ import annotations

import re

import numpy as np
import pytest

from ketabrain.evidence import trials
from ketabrain.exercises.one_dose import band, block, fading
from ketabrain.models import one_dose


def numbers(text: str) -> list[float]:
    """Return the numbers in a text."""
    return [float(found.replace("−", "-")) for found in re.findall(r"[-−+]?\d+(?:\.\d+)?(?![\d.])", text)]


def test_the_ten_lines_are_the_model(printed: dict[str, str]) -> None:
    found = one_dose.follow("iv_infusion", 0.5, 70, np.geomspace(1, 20160, 200))
    at = found.plasma_ng_ml.argmax()
    level, share, rating, gap = numbers(printed["plot"])
    assert (level, share) == (round(found.plasma_ng_ml[at]), round(100 * found.dish[at]))
    assert rating == round(found.strongest[at])
    assert gap == 0


def test_the_worked_example(printed: dict[str, str]) -> None:
    minutes = np.arange(1, 241.0)
    small, large = (one_dose.follow("iv_infusion", dose, 70, minutes) for dose in (0.25, 2))
    grown = [getattr(large, name).max() / getattr(small, name).max() for name in ("plasma_ng_ml", "dish", "resting")]
    assert numbers(printed["worked-example"]) == [round(value, 1) for value in grown]


def test_the_exercises(printed: dict[str, str]) -> None:
    assert numbers(printed["ex-1-start"])[:2] == [163, 326]
    assert numbers(printed["ex-1-solution"])[:2] == [round(fading.fades_h(times), 1) for times in (1, 2)]
    assert numbers(printed["ex-2-start"])[1] == round(block.peak_block(1), 3)
    ratio, dose = numbers(printed["ex-2-solution"])[:2]
    assert ratio == round(block.peak_block(2) / block.peak_block(1), 2)
    assert dose == pytest.approx(block.doubling_mg_kg(), abs=0.05)
    low, high = (round(100 * edge) for edge in band.edges(165))
    assert printed["ex-3-solution"].startswith(f"Right. {low} to {high} % at 165 ng/mL")


def test_the_printed_changes_are_the_trials(printed: dict[str, str]) -> None:
    rows = [line for line in printed["ex-4-start"].splitlines() if ": " in line and line[-2] == "."]
    changes = [change for change in trials.changes(trials.load()) if change.of.time_h == 24]
    assert rows == [f"{c.of.trial}, {c.of.arm}: {c.points:+.1f}" for c in changes]
