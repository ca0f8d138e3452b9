"""The numbers that the evidence lab prints are the table's and the engine's own."""

from __future__ import annotations

import math

import pytest
from tests.labs.conftest import numbers

from ketabrain.evidence import trials
from ketabrain.evidence.meta_analysis import leave_one_out, pool
from ketabrain.exercises.evidence import merging

SIX = trials.comparisons("response", 24)
TABLE = trials.study_table(SIX)
MODELS = ("common", "DL", "PM", "REML")


def spans(found) -> list[float]:
    return [round(x, 2) for x in (found.estimate, found.ci_low, found.ci_high)]


def test_the_table_is_the_tables_own(printed: dict[str, str]) -> None:
    counts = [numbers(line.split("  ", 1)[1])[-4:] for line in printed["table"].strip().splitlines()]
    assert counts == [[c.treated.events, c.treated.n, c.control.events, c.control.n] for c in SIX]


def test_by_hand_and_by_call(printed: dict[str, str]) -> None:
    assert numbers(printed["effects"]) == spans(pool(TABLE, "OR", "common"))
    assert str(pool(TABLE, "OR", "common")) in printed["call-it"]
    assert str(pool(TABLE, "OR", "REML", True)) in printed["call-it"]
    found = pool(TABLE, "OR")
    assert numbers(printed["forest-plot"]) == [round(found.prediction_low, 2), round(found.prediction_high, 2)]


def test_the_worked_example(printed: dict[str, str]) -> None:
    first, *rows = printed["worked-example"].strip().splitlines()
    assert numbers(first) == [round(pool(TABLE, "OR").tau2, 3)]
    for row, one, other in zip(rows, pool(TABLE, "OR", "common").weights, pool(TABLE, "OR").weights, strict=True):
        assert numbers(row)[-2:] == [round(100 * one), round(100 * other)]


def test_a_printed_ratio(printed: dict[str, str]) -> None:
    counts, mixed = (numbers(line.partition(": ")[2]) for line in printed["printed-plot"].strip().splitlines())
    assert counts == [*spans(pool(TABLE, "OR")), 0.24]
    assert mixed == [2.36, 1.53, 3.63, 0.0]  # as the forest plot's set with a printed odds ratio


def test_the_students_file_and_its_warning(printed: dict[str, str]) -> None:
    rows = [
        *(merging.counts_of("TRANSFORM-1", dose) for dose in ("56 mg", "84 mg")),
        *map(merging.counts_of, merging.OTHERS),
    ]
    assert f"Pooled: {merging.pool_of(rows):.3f}" in printed["own-file"]
    assert "SharedControlWarning: These seem to share one control group" in printed["own-file"]
    assert "row 1 (TRANSFORM-1, 56 mg) and row 2 (TRANSFORM-1, 84 mg)" in printed["own-file"]
    assert f"an odds ratio of {merging.right():.2f}." in printed["ex-2-solution"]


def test_the_same_people_twice(printed: dict[str, str]) -> None:
    month = trials.comparisons("response", 672)
    report = trials.compared("TRANSFORM-1 and -2", "response", "day 28")
    for line, rows in zip(printed["twice-plot"].strip().splitlines(), (month, (*month, report)), strict=True):
        people = sum((row.treated.n or 0) + (row.control.n or 0) for row in rows)
        assert numbers(line) == [people, *spans(pool(trials.study_table(rows), "OR"))]


def test_all_models(printed: dict[str, str]) -> None:
    lines = printed["models-plot"].strip().splitlines()
    wanted = [pool(TABLE, "OR", model, knapp) for knapp in (False, True) for model in MODELS]
    assert [numbers(line)[-3:] for line in lines] == [spans(found) for found in wanted]
    assert all(found.ci_low > 1 for found in wanted)  # as the picture's description says


def test_comparators(printed: dict[str, str]) -> None:
    lines = printed["ex-4-start"].splitlines()
    for line, kind in zip(lines[:2], ("inert", "active"), strict=True):
        some = [row for row in SIX if row.treated.comparator == kind]
        assert numbers(line) == [len(some), *spans(pool(trials.study_table(some), "OR"))]
    assert lines[2] == "masked: 1 trial, nothing to pool"


def test_leaving_one_out(printed: dict[str, str]) -> None:
    found = leave_one_out(TABLE, "OR", hartung_knapp=True)
    lines = printed["leave-plot"].strip().splitlines()[1:]
    assert [numbers(line)[-2:] for line in lines] == [spans(one)[1:] for one in found.values()]
    assert [name for name, one in found.items() if one.ci_low < 1] == ["Murrough 2013"]
    plain = leave_one_out(TABLE, "OR")
    furthest = max(plain, key=lambda name: abs(math.log(plain[name].estimate / pool(TABLE, "OR").estimate)))
    assert furthest in printed["ex-4-solution"]
    assert numbers(printed["ex-4-solution"].partition("goes from")[2])[:2] == pytest.approx(
        [pool(TABLE, "OR").estimate, plain[furthest].estimate], abs=0.005
    )
