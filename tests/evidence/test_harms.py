"""The list of harms: its counts, and a clear sentence for each way to get one wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from ketabrain.evidence import bibliography, harms
from ketabrain.evidence.harms import Harm, HarmsError, load, one_in
from ketabrain.explorer.problems import objectives

ROW: dict[str, Any] = {
    "id": "nausea-test", "setting": "clinic", "kind": "body", "harm": "nausea", "asked": "people of a made-up trial",
    "counted": "own answer", "unit": "patients", "events": 68, "n": 231, "comparator": "placebo", "control_events": 12,
    "control_n": 113, "printed": "29.4", "source": "fedgchin2019", "checked": "checked",
}  # fmt: skip


def written(folder: Path, *rows: dict[str, Any]) -> Path:
    file = folder / "harms.yml"
    file.write_text(yaml.safe_dump(list(rows)), encoding="utf-8")
    return file


def row(name: str) -> Harm:
    return next(harm for harm in load() if harm.id == name)


def test_every_source_is_in_the_bibliography() -> None:
    harms.check_sources(load(), bibliography.load().keys())


def test_both_settings_and_all_kinds_are_there() -> None:
    assert {harm.setting for harm in load()} == set(harms.SETTINGS)
    assert {harm.kind for harm in load()} == set(harms.KINDS)
    assert "harms.settings" in objectives()


def test_a_risk_of_the_list() -> None:
    found = row("nausea-spray")
    assert found.risk == pytest.approx((0.294, 0.239, 0.356), abs=0.0005)
    assert found.excess == pytest.approx((0.188, 0.099, 0.264), abs=0.0005)
    assert row("pressure-stopped").risk == pytest.approx((0, 0, 3 / 684), abs=1e-5)


def test_the_three_percentages_that_their_counts_do_not_give() -> None:
    assert {harm.id for harm in load() if harm.mismatch} == {"urinary-dance", "worse-stopping", "pressure-patients"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"events": 300, "printed": "129.9"}, "id 'nausea-test': events is 300 of n 231; there cannot be more"),
        ({"control_events": 200}, "control_events is 200 of control_n 113"),
        ({"printed": "31.0"}, "printed is 31.0 %, but 68 of 231 is 29.4 %: correct it, or say in 'mismatch'"),
        ({"mismatch": "it is said to differ"}, "the printed percentage is that of the counts: take 'mismatch' out"),
        ({"source": None}, "field 'source' is None; write text"),
        ({"comparator": ...}, "a control group needs comparator, control_events, control_n; 'comparator' is missing"),
        ({"control_n": ...}, "'control_n' is missing: add it"),
        ({"kind": "knee"}, "field 'kind' is 'knee'; use one of mind, body"),
        ({"setting": ...}, "field 'setting' is missing; add it"),
        ({"events": -1}, "field 'events' is -1; give a whole number of 0 or more"),
        ({"events": 6.5}, "field 'events' is 6.5"),
        ({"printed": "29.4 %"}, "field 'printed' is '29.4 %'; write the percentage as the source prints it"),
        ({"colour": "red"}, "field 'colour' is not known; use id, setting"),
        ({"g_per_day": [2, 1]}, "g_per_day begins with its higher end: turn it round"),
        ({"harm": "a label that is far too long for any plot"}, "keep it to 26 characters"),
    ],
)
def test_a_fault_is_named(tmp_path: Path, change: dict[str, Any], words: str) -> None:
    wrong = {name: value for name, value in {**ROW, **change}.items() if value is not ...}
    with pytest.raises(HarmsError) as problem:
        load(written(tmp_path, wrong))
    assert words in str(problem.value)
    assert str(problem.value).startswith("harms.yml, id 'nausea-test'")


def test_a_row_that_stands_twice_is_named(tmp_path: Path) -> None:
    with pytest.raises(HarmsError, match="id 'nausea-test' stands twice"):
        load(written(tmp_path, ROW, ROW))


def test_an_unknown_source_is_named() -> None:
    with pytest.raises(HarmsError, match=r"source 'fedgchin2019' is not in references\.bib"):
        harms.check_sources([Harm(**ROW)], ())


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(HarmsError, match=r"harms\.yml is missing"):
        load(tmp_path / "harms.yml")


@pytest.mark.parametrize(
    ("share", "words"),
    [(0, "none"), (0.268, "1 in 3.7"), (1 / 3, "1 in 3"), (0.516, "1 in 2"), (0.6, "6 in 10"), (0.0824, "1 in 12"),
     (0.0018, "1 in 560"), (1 / 4321, "1 in 4,300"), (1, "all")],
)  # fmt: skip
def test_a_share_in_everyday_words(share: float, words: str) -> None:
    assert one_in(share) == words
