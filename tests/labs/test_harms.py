"""The numbers that the harms lab prints are the models' and the list's own."""

from __future__ import annotations

import pytest
from tests.labs.conftest import numbers

from ketabrain.evidence import harms
from ketabrain.exercises.harms import dose
from ketabrain.models import pressure_rise, proportion

ROWS = harms.load()


def test_the_list(printed: dict[str, str]) -> None:
    first, *rest = printed["list"].strip().splitlines()
    assert numbers(first) == [len(ROWS), sum(row.maker for row in ROWS)]
    controlled = [row for row in ROWS if row.controlled]
    assert len(rest) == len(controlled)
    for text, row in zip(rest, controlled, strict=True):
        assert numbers(text.replace("+", ""))[-5:] == [
            row.events, row.n, row.control_events, row.control_n, round(100 * row.excess.value, 1)
        ]  # fmt: skip


def test_sure_excesses(printed: dict[str, str]) -> None:
    controlled = [row for row in ROWS if row.controlled]
    assert numbers(printed["excess-plot"])[:2] == [sum(row.excess.low > 0 for row in controlled), len(controlled)]


def test_the_worked_example(printed: dict[str, str]) -> None:
    above, below = (100 * x for x in (pressure_rise.share_above(25), 1 - pressure_rise.share_above(0)))
    assert numbers(printed["worked-example"])[:3] == [25, round(above), 100]
    assert numbers(printed["worked-example"])[3:5] == [round(below), 100]


def test_exercise_1(printed: dict[str, str]) -> None:
    assert numbers(printed["ex-1-solution"])[:3] == [68, 231, 0.294]


def test_exercise_2(printed: dict[str, str]) -> None:
    assert numbers(printed["ex-2-solution"])[:3] == [346, 0.3, round(100 * proportion.wilson(1, 346).high, 1)]
    assert f"1 in {1 / proportion.at_most(684):.0f}." in printed["ex-2-solution"]


def test_nothing_seen(printed: dict[str, str]) -> None:
    for text in filter(None, printed["zero-plot"].splitlines()):
        if text.startswith("None of"):
            n, _, every = numbers(text.replace(",", ""))
            assert every == round(1 / proportion.at_most(int(n)))


def test_exercise_3(printed: dict[str, str]) -> None:
    row = next(row for row in ROWS if row.id == "dissociation-spray")
    found = numbers(printed["ex-3-solution"])
    assert found[:2] == [round(100 * row.excess.value), 100]
    assert found[2:4] == [round(100 * end) for end in row.excess[1:]]
    assert found[4] == pytest.approx(1 / row.excess.value, abs=0.05)


def test_exercise_4(printed: dict[str, str]) -> None:
    assert numbers(printed["ex-4-solution"])[:3] == [2.0, round(dose.per_day()), round(dose.per_week())]


def test_the_pull(printed: dict[str, str]) -> None:
    for text in filter(None, printed["pull-plot"].splitlines()):
        name, _, rest = text.rpartition(":")
        row = next((row for row in ROWS if row.harm == name), None)
        if row:
            share, _, behind = numbers(rest)
            assert share == round(100 * row.risk.value)
            assert behind == round(100 * proportion.behind(row.risk.value, 3))
