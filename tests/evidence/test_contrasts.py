"""The table of printed differences: what it holds, and how it names what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from ketabrain.evidence import contrasts, trials
from ketabrain.evidence.bibliography import load as load_sources
from ketabrain.evidence.contrasts import COLUMNS
from ketabrain.evidence.trials import TrialsError

GOOD = "ASPIRE I,esketamine less placebo,MADRS,24 h,24,1,difference,-3.8,-6.56,-1.09,1.39,226,fu2020,checked,as printed"


def table(tmp_path: Path, *rows: str) -> Path:
    file = tmp_path / "contrasts.csv"
    file.write_text("\n".join([",".join(COLUMNS), *rows]) + "\n", encoding="utf-8")
    return file


def test_every_source_is_in_the_bibliography() -> None:
    contrasts.check_sources(contrasts.load(), load_sources())
    with pytest.raises(TrialsError, match=r"contrasts\.csv: Murrough 2013, 24 h: the source 'murrough2013' is not in"):
        contrasts.check_sources(contrasts.load(), {"fu2020"})


def test_intervals_are_as_printed_or_from_the_standard_error() -> None:
    by = {(one.trial, one.contrast, one.time): one for one in contrasts.load()}
    assert by["ASPIRE I", "esketamine less placebo", "24 h"].interval == (-6.56, -1.09)
    daly = by["Daly 2018", "esketamine 84 mg less placebo", "24 h"]
    assert daly.interval == pytest.approx((-10.7 - 1.96 * 2.88, -10.7 + 1.96 * 2.88), abs=1e-3)
    assert by["Janik 2025", "esketamine 84 mg less placebo", "day 28"].interval is None


def test_a_printed_difference_is_that_of_its_arms() -> None:
    arms = {(a.arm, a.time): a.mean for a in trials.arms() if a.trial == "Daly 2018" and a.outcome == "change"}
    for one in contrasts.load():
        if one.trial == "Daly 2018":
            drug = arms[one.contrast.replace(" less placebo", " into the nose"), one.time]
            assert one.estimate == pytest.approx((drug or 0) - (arms["placebo into the nose", one.time] or 0), abs=0.11)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (GOOD.replace("difference", "ratio"), "line 2: measure is 'ratio'; use one of difference, d"),
        (GOOD.replace(",checked,", ",yes,"), "line 2: checked is 'yes'; use one of checked, derived, not confirmed"),
        (GOOD.replace("-3.8", "x"), "line 2: estimate is 'x'; give a number"),
        (GOOD.replace("-3.8", "-7"), "line 2: -7 lies outside its interval, -6.56 to -1.09; look it up"),
        (GOOD.replace("-6.56", ""), "line 2: give both ends of the interval, or none"),
        (GOOD.replace("1.39", "-1"), "line 2: se is '-1'; give a number of 0 or more"),
        (GOOD.replace("fu2020", ""), "line 2: 'source' is empty; fill it in"),
        (GOOD + ",more", "line 2: give 15 fields"),
    ],
)
def test_a_fault_names_its_line_and_the_mend(tmp_path: Path, row: str, words: str) -> None:
    with pytest.raises(TrialsError, match=words):
        contrasts.load(table(tmp_path, row))


def test_faults_of_the_table(tmp_path: Path) -> None:
    with pytest.raises(TrialsError, match="line 3: ASPIRE I, esketamine less placebo, MADRS, 24 h stands twice"):
        contrasts.load(table(tmp_path, GOOD, GOOD))
    file = tmp_path / "contrasts.csv"
    file.write_text("trial\n", encoding="utf-8")
    with pytest.raises(TrialsError, match="its first line must be trial,contrast,scale"):
        contrasts.load(file)
    with pytest.raises(TrialsError, match=r"none\.csv is missing: it should be at"):
        contrasts.load(tmp_path / "none.csv")
