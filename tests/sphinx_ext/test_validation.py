"""The table of all comparisons in a tiny book."""

from __future__ import annotations

import re
from math import inf, nan
from pathlib import Path

import pytest
from tests.sphinx_ext.conftest import build

from ketabrain.sphinx_ext.card_text import load
from ketabrain.sphinx_ext.validation import gather
from ketabrain.sphinx_ext.validation_plot import DIRECTION, LEAST, MOST, dots, place
from ketabrain.validation import MODELS
from ketabrain.validation.case import Case, Result

TEXT = "# One\n\n```{validation} plot\n```\n\n```{validation} counts\n```\n\n```{validation}\n```\n\n## Sources\n\n```{bibliography}\n```\n"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A page with the counts and the table."""
    site = build(tmp_path_factory.mktemp("validation"), {"one.md": TEXT})
    return (site / "one.html").read_text(encoding="utf-8")


def test_misses_stand_open_and_first_and_hits_fold_away_by_model(page: str) -> None:
    every = page[page.index('data-validation="table"') :]
    first, *folds = re.findall(r"<tbody>.*?</tbody>", every, re.DOTALL)
    found = gather()
    assert first.count('kb-miss">') == first.count("<tr>") == sum(not result.hit for _, _, result in found)
    with_hits = [model for model in MODELS if any(result.hit for name, _, result in found if name == model)]
    for model, fold in zip(with_hits, folds, strict=True):
        met = sum(result.hit for name, _, result in found if name == model)
        assert fold.count('kb-hit">') == fold.count("<tr>") == met
        assert f"<summary>{load(model).title}: {met} met</summary>" in every


def test_the_counts_add_up(page: str) -> None:
    counts = page[page.index('data-validation="counts"') : page.index('data-validation="table"')]
    pairs = [(int(met), int(every)) for met, every in re.findall(r"<td>(\d+) of (\d+)</td>", counts)]
    assert len(pairs) == 3 * len(MODELS)
    assert sum(every for _, every in pairs) == len(gather())
    assert sum(met for met, _ in pairs) == sum(result.hit for _, _, result in gather())


def test_measured_comes_before_arithmetic_among_hits() -> None:
    kinds = [case.kind for _, case, result in gather() if result.hit]
    order = ["measured", "reference run", "independent solver"]
    assert kinds == sorted(kinds, key=order.index)


def test_another_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"\{validation\} shows 'table', 'counts' or 'plot', not 'graph'"):
        build(tmp_path, {"one.md": "# One\n\n```{validation} graph\n```\n"})


def test_the_plot_has_a_mark_for_every_measured_number(page: str) -> None:
    picture = page[page.index('data-validation="plot"') : page.index('data-validation="counts"')]
    assert 'role="img"' in picture and "var(--kb-" in picture
    for model in MODELS:
        assert load(model).title in picture
        found = [(case, result) for name, case, result in gather() if name == model]
        marks = dots(found)
        assert len(marks) == sum(case.kind == "measured" for case, _ in found)
        assert len({(mark.x, mark.level) for mark in marks}) == len(marks), "no mark hides another"


@pytest.mark.parametrize(
    ("low", "high", "value", "where"),
    [(10, 20, 10, 0), (10, 20, 15, 0.5), (10, 20, 20, 1), (10, 20, -90, LEAST), (10, 20, 900, MOST),
     (-inf, 5, 4, DIRECTION), (0, inf, 4, DIRECTION), (10, 20, nan, DIRECTION)],
)  # fmt: skip
def test_a_mark_stands_where_the_result_lies_in_its_range(low: float, high: float, value: float, where: float) -> None:
    case = Case("name", "rat", "Ma2023trapping", "measured", "stated", low, high, "mV", lambda: value)
    assert place(case, Result(value, low <= value <= high)) == where
