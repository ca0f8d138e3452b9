"""The list of conditions: rating in marks and words, findings with sources, faults named."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from tests.sphinx_ext.conftest import build

from ketabrain.evidence import conditions

PAGES = {"index.md": "# Conditions\n\n```{conditions}\n```\n\n```{bibliography}\n```\n"}
LISTED = conditions.load()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    return (build(tmp_path_factory.mktemp("conditions"), PAGES) / "index.html").read_text(encoding="utf-8")


def words(html: str) -> str:
    """Return HTML as plain words."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


@pytest.mark.parametrize("one", LISTED, ids=lambda one: one.condition)
def test_a_condition_stands_in_the_table_and_below_it(page: str, one) -> None:
    assert f'<a href="#condition-{one.condition}">{one.title}</a>' in page
    found = next(
        (
            fold
            for fold in re.findall(r'<details class="kb-fold">.*?</details>', page, re.S)
            if f'id="condition-{one.condition}"' in fold
        ),
        None,
    )
    assert found
    head, _, body = found.partition("</summary>")
    marks = re.search(r'aria-hidden="true">([●○]{4})</span> ([a-z ]+)</span>', head)
    assert marks and (marks[1].count("●"), marks[2]) == (one.steps, one.rating)
    assert body.count("<li>") == body.count(" (<") == len(one.found)
    assert f"Why {one.rating}:" in words(body)


def test_it_says_whose_rating_it_is(page: str) -> None:
    assert page.count("our provisional rating") == sum(one.by == "ours" for one in LISTED)
    assert page.count("Cochrane’s rating") == sum(one.by == "Cochrane" for one in LISTED)


def test_the_meaning_of_each_word_stands_above(page: str) -> None:
    for name, meaning in conditions.RATINGS.items():
        assert f"<dt>{name}</dt><dd>{meaning}</dd>" in page


def test_case_reports_start_lower(page: str) -> None:
    assert "low at the start, as for case reports" in words(page)


def test_a_fault_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiny_book: Callable) -> None:
    def broken() -> None:
        raise conditions.ConditionError("conditions.yml, condition 'ocd': field 'why' is missing; add it.")

    monkeypatch.setattr(conditions, "load", broken)
    with pytest.raises(AssertionError, match=r"conditions\.yml, condition 'ocd': field 'why' is missing"):
        tiny_book(tmp_path, PAGES)
