"""The history: in order, sourced, its dates read and doubted where they should be, its marks apart; faults named."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from ketabrain.evidence import bibliography
from ketabrain.timeline import history
from ketabrain.timeline.history import (
    APART_PX,
    FILE,
    FIRST_YEAR,
    KINDS,
    LAST_YEAR,
    NARROWEST_PX,
    HistoryError,
    load,
    place,
    when,
)  # fmt: skip

FEWEST = 35
CITED = re.compile(r"\{cite:p\}`([^`]+)`")


def test_there_are_enough_entries_of_every_kind_from_pcp_to_today() -> None:
    entries = load()
    assert len(entries) >= FEWEST
    assert {entry.kind for entry in entries} == set(KINDS)
    assert entries[0].title.startswith("Phencyclidine") and entries[-1].year >= 2025


def test_every_source_is_in_the_bibliography_and_fits_whom_was_studied() -> None:
    known = bibliography.load()
    wrong = []
    for entry in load():
        keys = [*entry.sources, *(key for found in CITED.findall(entry.dates) for key in found.split(","))]
        wrong += [f"{entry.name}: {key} is unknown" for key in keys if key not in known]
        studied = {name for key in entry.sources if key in known for name in known[key].species}
        wrong += [f"{entry.name}: nobody studied {name}" for name in entry.who if name not in studied]
    assert not wrong, "\n".join(wrong)


def test_a_date_that_sources_disagree_on_says_so_with_its_sources() -> None:
    by_name = {entry.name: entry for entry in load()}
    for name, words in {
        "ketalar": "1969",
        "alone": "21 January",
        "firstdose": "An exact day",
        "attempt": "18 March",
    }.items():
        assert words in by_name[name].dates and CITED.search(by_name[name].dates), name
    assert by_name["ketalar"].date == "1970" and by_name["alone"].date == "17 January 2025"
    assert by_name["firstdose"].date == "1964", "the day stands on a popular page alone"


@pytest.mark.parametrize(
    ("date", "at", "words"),
    [
        ("1962", 1962.5, "1962"),
        ("2000-02", 2000.12, "February 2000"),
        ("2019-03-05", 2019.17, "5 March 2019"),
        ("1970s", 1975, "1970s"),
        ("mid 1970s", 1975, "mid 1970s"),
        ("late 1960s", 1968, "late 1960s"),
    ],
)
def test_a_date_is_read(date: str, at: float, words: str) -> None:
    found, said = when(date)
    assert (found, said) == (pytest.approx(at, abs=0.01), words)


@pytest.mark.parametrize("date", ["soon", "62", "2000-2", "2000-13", "2001-02-29", "late 1964", "mid 1965s"])
def test_a_wrong_date_is_named(date: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"'{date}'")):
        when(date)


@pytest.mark.parametrize("kind", KINDS)
def test_marks_stand_at_their_dates_and_apart_on_the_narrowest_screen(kind: str) -> None:
    marks = place(load(), kind)
    assert len(marks) == sum(entry.kind == kind for entry in load())
    for mark in marks:
        assert mark.share == pytest.approx((mark.entry.at - FIRST_YEAR) / (LAST_YEAR - FIRST_YEAR))
        assert 0.01 < mark.share < 0.99
    for one, other in combinations(marks, 2):
        assert one.row != other.row or abs(one.share - other.share) * NARROWEST_PX >= APART_PX - 1e-9


Items = list[dict[str, Any]]


def changed(tmp_path: Path, change: Callable[[Items], Items]) -> Path:
    """Write the history with a change; return the file."""
    file = tmp_path / "history.yml"
    file.write_text(yaml.safe_dump(change(yaml.safe_load(FILE.read_text(encoding="utf-8")))), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda items: [*items, items[-1]], "entry 'staysb' stands twice"),
        (lambda items: [items[2], items[0]], "entry 'pcp' is older than 'ci581': move it up"),
        (lambda items: [{**items[0], "date": "once"}], "entry 'pcp': 'once' is no date: write 1962"),
        (lambda items: [{**items[0], "date": 1900}], "entry 'pcp': 1900 lies outside the axis"),
        (lambda items: [{**items[0], "kind": "gossip"}], "field 'kind' is 'gossip'; use one of chemistry"),
        (lambda items: [{**items[0], "who": ["rat"]}], "entry 'pcp': trials and mechanisms say under 'who'"),
        (lambda items: [{**items[0], "kind": "trials"}], "entry 'pcp': trials and mechanisms say under 'who'"),
        (lambda items: [{**items[0], "sources": []}], "field 'sources' is empty"),
    ],
)
def test_a_fault_is_one_sentence_that_names_the_entry(
    tmp_path: Path, change: Callable[[Items], Items], words: str
) -> None:
    with pytest.raises(HistoryError, match=re.escape(words)):
        load(changed(tmp_path, change))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(HistoryError, match=r"history\.yml is missing"):
        history.load(tmp_path / "history.yml")
