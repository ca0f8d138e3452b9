"""The numbers that the depression lab prints are the model's own."""

from __future__ import annotations

import numpy as np
from tests.labs.conftest import numbers

from ketabrain import explorers
from ketabrain.exercises.depression import leaving, relapse, total, unknown
from ketabrain.models import treatment_steps


def test_the_few_lines_are_the_model(printed: dict[str, str]) -> None:
    *steps, last = printed["model"].splitlines()
    for text, step in zip(steps, treatment_steps.follow(leaving=0), strict=True):
        assert numbers(text)[1:] == [round(1000 * step.entered), round(1000 * step.remitted)]
    assert numbers(last) == [round(1000 * (1 - total.everyone()))]


def test_the_worked_example(printed: dict[str, str]) -> None:
    rows = filter(None, printed["worked-example"].splitlines())
    for text, share in zip(rows, (0, 1), strict=True):
        so_far = np.cumsum([step.remitted for step in treatment_steps.follow(leaving=share)])
        assert numbers(text) == [round(1000 * people) for people in so_far]


def test_the_solutions_are_the_checks(printed: dict[str, str]) -> None:
    assert numbers(printed["ex-1-solution"])[0] == round(total.everyone(), 3)
    assert round(total.in_step_2()) in numbers(printed["ex-1-solution"])
    assert numbers(printed["ex-2-solution"])[0] == round(1000 * leaving.right(leaving.STUDIES[0]))
    assert round(relapse.staying()) in numbers(printed["ex-3-solution"])
    assert numbers(printed["ex-4-solution"])[0] == round(100 * unknown.needed())
    for name in range(1, 5):
        assert printed[f"ex-{name}-solution"].startswith("Right.")


def test_the_bars_are_the_explorers(printed: dict[str, str]) -> None:
    found = explorers.get("treatment-steps").node(leaving=1)
    remitted, left = (numbers(text) for text in filter(None, printed["leave-plot"].splitlines()))
    assert (sum(remitted), sum(left)) == (found["remitted"], found["left"])


def test_the_range(printed: dict[str, str]) -> None:
    most = unknown.counted() + unknown.left()
    assert numbers(printed["range-plot"]) == [round(100 * unknown.counted()), round(100 * most)]
