"""The lanes of "Follow one dose" in words: unit, grade, who moves them, and their studies."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from tests.sphinx_ext.conftest import build

from ketabrain.atlas.matrix import SURE
from ketabrain.evidence import trials
from ketabrain.explorers.one_dose.lanes import LANES

PAGES = {
    "index.md": "# Lanes\n\n```{dose-lanes}\n```\n\n```{bibliography}\n```\n",
    "book/brain/habenula.md": "# The habenula\n\nWords.\n",
}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    site = build(tmp_path_factory.mktemp("lanes"), PAGES)
    return (site / "index.html").read_text(encoding="utf-8")


def entry(page: str, name: str) -> str:
    """Return one lane's HTML."""
    found = re.search(rf'<details class="kb-fold" id="lane-{name}">.*?</details>', page, re.S)
    assert found
    return found.group()


def words(html: str) -> str:
    """Return HTML as plain words."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).replace("’", "'").split())


@pytest.mark.parametrize("lane", LANES, ids=lambda lane: lane.name)
def test_every_lane_says_unit_grade_and_who_moves_it(page: str, lane) -> None:
    html = entry(page, lane.name)
    head = words(html.partition("</summary>")[0])
    moved = "your dose moves it" if lane.yours else "your dose does not move it"
    assert head == f"{lane.title} ({lane.unit}) {moved} {SURE[lane.sure]}"
    assert lane.why in words(html)
    assert html.count("<li>") == (len(trials.load()) if lane.name == "mood" else len(lane.found))


def test_a_lane_leads_to_its_chapter_where_the_book_has_it(page: str) -> None:
    assert 'Explained in: <a href="book/brain/habenula.html' in entry(page, "bursts")
    assert "Explained in" not in entry(page, "plasma")


def test_doubts_and_sources_stand_beside_their_finding(page: str) -> None:
    glutamate = words(entry(page, "glutamate"))
    assert "10, 20 and 30 mg/kg" in glutamate and "number not confirmed: time" in glutamate
    mood = words(entry(page, "mood"))
    assert (
        "Lii 2023, ketamine 0.5 mg/kg into a vein under anaesthesia, 20 people, 24 h, after one dose: MADRS 12.7 (SD 7.6)"
        in mood
    )
    assert "192 h, after a second dose, so not drawn: MADRS change −15.3 (SE 2.56)" in mood
    assert "spread: derived" in mood


def test_a_fault_in_the_trials_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiny_book: Callable
) -> None:
    def broken() -> None:
        raise trials.TrialsError("trials.csv, line 2: n is 'x'; give a whole number of 1 or more.")

    monkeypatch.setattr(trials, "load", broken)
    with pytest.raises(AssertionError, match=r"trials\.csv, line 2: n is 'x'"):
        tiny_book(tmp_path, PAGES)
