"""The table of trials: what it holds, what it makes of it, and how it names what is wrong."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from ketabrain.evidence import trials
from ketabrain.evidence.bibliography import load as load_sources

MEANS = trials.load()
HEAD = ",".join(trials.COLUMNS)
GOOD = "Daly 2018,spray,treated,12,MADRS,change,24,1,-16.4,2.64,SE,daly2018,checked"
START = "Lii 2023,drug,treated,20,MADRS,score,0,0,25.1,8.3,SD,lii2023,checked"


def table(tmp_path: Path, *rows: str, head: str = HEAD) -> Path:
    """Write a table and return its file."""
    file = tmp_path / "trials.csv"
    file.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return file


def test_every_source_is_in_the_bibliography() -> None:
    assert {mean.source for mean in MEANS} <= set(load_sources())


def test_every_trial_has_a_comparison_at_each_of_its_times() -> None:
    times = {
        group: {(mean.trial, mean.scale, mean.time_h) for mean in MEANS if mean.group == group}
        for group in trials.GROUPS
    }
    assert times["treated"] == times["control"]


@pytest.mark.parametrize(
    ("trial", "group", "time_h", "points", "derived"),
    [
        ("Murrough 2013", "treated", 24, -16.5, False),
        ("Daly 2018", "control", 2, -9.7, False),
        ("Lii 2023", "treated", 24, -12.4, True),  # 12.7 less 25.1
        ("Lii 2023", "control", 336, -13.7, True),  # 16.2 less 29.9
    ],
)
def test_changes(trial: str, group: str, time_h: float, points: float, derived: bool) -> None:
    found = trials.changes(MEANS)
    one = next(c for c in found if (c.of.trial, c.of.group, c.of.time_h) == (trial, group, time_h))
    assert (round(one.points, 6), one.derived) == (points, derived)


def test_what_followed_a_second_dose_is_left_out() -> None:
    assert all(change.of.doses == 1 for change in trials.changes(MEANS))
    assert any(mean.doses == 2 for mean in MEANS)
    assert {change.of.time_h for change in trials.changes(MEANS, doses=2)} == {192}


def test_standard_errors() -> None:
    by = {(mean.trial, mean.group, mean.time_h): mean for mean in MEANS}
    assert by["Lii 2023", "treated", 24].standard_error == pytest.approx(7.6 / math.sqrt(20))
    assert by["Murrough 2013", "treated", 24].standard_error == pytest.approx(16.5 / 10.31, rel=1e-3)  # t(46) = -10.31
    assert by["Daly 2018", "control", 24].standard_error == 1.79
    assert by["Daly 2018", "control", 2].standard_error is None


def test_a_good_row_is_read(tmp_path: Path) -> None:
    (mean,) = trials.load(table(tmp_path, GOOD))
    assert (mean.n, mean.mean, mean.spread_kind, mean.standard_error) == (12, -16.4, "SE", 2.64)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (GOOD.replace("treated", "active"), "line 2: group is 'active'; use one of treated, control"),
        (GOOD.replace(",change,", ",fall,"), "line 2: measure is 'fall'; use one of score, change"),
        (GOOD.replace("checked", "yes"), "line 2: checked is 'yes'; use one of checked, derived, not confirmed"),
        (GOOD.replace(",12,", ",twelve,"), "line 2: n is 'twelve'; give a whole number of 1 or more"),
        (GOOD.replace(",12,", ",0,"), "line 2: n is '0'; give a whole number of 1 or more"),
        (GOOD.replace("-16.4", "−16.4"), "line 2: mean is '−16.4'; give a number"),
        (GOOD.replace("-16.4", "nan"), "line 2: mean is 'nan'; give a number"),
        (GOOD.replace("2.64,SE", "2.64,"), "line 2: give spread with spread_kind SD or SE, or leave both empty"),
        (GOOD.replace("2.64,SE", "2.64,CI"), "line 2: give spread with spread_kind SD or SE"),
        (GOOD.replace("2.64", "-1"), "line 2: spread is '-1'; give a number of 0 or more"),
        (GOOD.replace(",24,1,", ",0,1,"), "line 2: time_h is 0 after 1 doses; the start has time_h 0 and doses 0"),
        (GOOD.replace("daly2018", ""), "line 2: 'source' is empty; fill it in"),
        (GOOD.replace("spray", "spray, 84 mg"), "line 2: give 13 fields; put quotes around one that holds a comma"),
        (GOOD.rpartition(",")[0], "line 2: give 13 fields"),
    ],
)
def test_a_fault_names_its_line_and_the_mend(tmp_path: Path, row: str, words: str) -> None:
    with pytest.raises(trials.TrialsError, match=words):
        trials.load(table(tmp_path, row))


def test_faults_of_the_whole_table(tmp_path: Path) -> None:
    with pytest.raises(trials.TrialsError, match="its first line must be trial,arm,group,n,scale"):
        trials.load(table(tmp_path, GOOD, head="trial,arm"))
    with pytest.raises(trials.TrialsError, match="Daly 2018, spray, 24 h stands twice: keep one row"):
        trials.load(table(tmp_path, GOOD, GOOD))
    later = START.replace(",0,0,25.1", ",24,1,12.7")
    with pytest.raises(trials.TrialsError, match="Lii 2023, drug has scores but no start: add its row with time_h 0"):
        trials.load(table(tmp_path, later))
    assert trials.changes(trials.load(table(tmp_path, START, later)))[0].points == pytest.approx(-12.4)
    with pytest.raises(trials.TrialsError, match=r"nothing\.csv is missing: it should be at"):
        trials.load(tmp_path / "nothing.csv")
