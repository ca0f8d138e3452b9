"""The table of trials: what it holds, what it makes of it, and how it names what is wrong."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from ketabrain.evidence import trials
from ketabrain.evidence.bibliography import load as load_sources
from ketabrain.evidence.meta_analysis import pool
from ketabrain.evidence.trials import COLUMNS, COUNTED, Arm, TrialsError

ARMS, MEANS = trials.arms(), trials.load()
BASE = dict.fromkeys(COLUMNS, "") | {
    "trial": "Daly 2018", "year": "2018", "design": "parallel", "blind": "double", "population": "depression",
    "comparator": "inert", "time": "24 h", "time_h": "24", "doses": "1", "people": "Daly 2018", "pool": "yes",
    "source": "daly2018", "checked": "checked", "how": "as printed", "outcome": "response",
}  # fmt: skip
DRUG = BASE | {"arm": "spray", "group": "treated", "drug": "esketamine", "events": "12", "n": "34"}
PLACEBO = BASE | {"arm": "placebo", "group": "control", "drug": "placebo", "events": "1", "n": "33"}
COUNTS = {"events": "", "percent": ""}
DRUG_MEAN = DRUG | COUNTS | {"outcome": "score", "scale": "MADRS", "mean": "12.7", "spread": "7.6", "spread_kind": "SD"}
PLACEBO_MEAN = PLACEBO | COUNTS | {"outcome": "score", "scale": "MADRS", "mean": "16.4"}
START = {"time": "start", "time_h": "0", "doses": "0", "mean": "25.1"}


def line(row: dict[str, str]) -> str:
    return ",".join(f'"{row[name]}"' if "," in row[name] else row[name] for name in COLUMNS)


def table(tmp_path: Path, *rows: dict[str, str] | str) -> Path:
    """Write a table and return its file."""
    file = tmp_path / "trials.csv"
    lines = [row if isinstance(row, str) else line(row) for row in rows]
    file.write_text("\n".join([",".join(COLUMNS), *lines]) + "\n", encoding="utf-8")
    return file


def refused(tmp_path: Path, words: str, *rows: dict[str, str] | str) -> None:
    with pytest.raises(TrialsError, match=words):
        trials.arms(table(tmp_path, *rows))


# what it holds
def test_every_source_is_in_the_bibliography() -> None:
    trials.check_sources(ARMS, load_sources())


def test_an_unknown_source_is_named_with_its_row() -> None:
    with pytest.raises(TrialsError, match=r"trials\.csv: Berman 2000, .*, 72 h: the source 'berman2000' is not in ref"):
        trials.check_sources(ARMS, {"daly2018"})


@pytest.mark.parametrize(
    ("outcome", "time_h", "counts"),
    [
        ("response", 24, {"Murrough 2013": (30, 47, 7, 25), "Lapidus 2014": (8, 18, 1, 18), "Grunebaum 2017": (2, 7, 1, 9),
                          "Daly 2018": (12, 34, 1, 33), "TRANSFORM-1 and -2": (55, 318, 19, 203), "Lii 2023": (12, 20, 10, 20)}),
        ("response", 672, {"Hu 2016": (12, 13, 8, 14), "TRANSFORM-1": (112, 209, 42, 108), "TRANSFORM-2": (70, 101, 52, 100),
                           "TRANSFORM-3": (17, 63, 8, 60), "KARMA-Dep 2": (15, 32, 10, 30)}),
        ("remission", 672, {"Hu 2016": (10, 13, 2, 14), "TRANSFORM-1": (78, 209, 33, 108), "TRANSFORM-2": (53, 101, 31, 100),
                            "TRANSFORM-3": (11, 63, 4, 60), "KARMA-Dep 2": (14, 32, 9, 30)}),
        ("relapse", None, {"SUSTAIN-1, remitters": (24, 90, 39, 86), "SUSTAIN-1, responders": (16, 62, 34, 59)}),
    ],
)  # fmt: skip
def test_what_may_be_pooled(outcome: str, time_h: float | None, counts: dict[str, tuple[int, ...]]) -> None:
    found = {
        one.trial: (one.treated.events, one.treated.n, one.control.events, one.control.n)
        for one in trials.comparisons(outcome, time_h)
    }
    assert found == counts


def test_the_two_transform_trials_add_up_to_their_pooled_report() -> None:
    parts = [trials.compared(name, "response", "day 28") for name in ("TRANSFORM-1", "TRANSFORM-2")]
    whole = trials.compared("TRANSFORM-1 and -2", "response", "day 28")
    for group in ("treated", "control"):
        for number in ("events", "n"):
            assert sum(getattr(getattr(part, group), number) for part in parts) == getattr(
                getattr(whole, group), number
            )


def test_nothing_unconfirmed_is_pooled() -> None:
    assert all(arm.confirmed for arm in ARMS if arm.pool != "no")
    assert {arm.trial for arm in ARMS if not arm.confirmed} >= {"Zarate 2006", "KADS, cohort 2"}


def test_every_row_that_is_not_as_printed_says_how_it_was_obtained() -> None:
    assert all(arm.how != "as printed" for arm in ARMS if arm.checked != "checked")


def test_printed_shares_without_counts_stay_shares() -> None:
    found = trials.compared("Janik 2025", "remission", "day 28")
    assert (found.treated.events, found.treated.share, found.control.share) == (None, 0.225, 0.076)


def test_a_dose_is_found_by_its_arm() -> None:
    one = trials.compared("Daly 2018", "response", "24 h", "esketamine 84 mg into the nose")
    assert (one.treated.events, one.treated.n, one.treated.share) == (5, 12, 5 / 12)
    assert trials.compared("Daly 2018", "response", "24 h").treated.pool == "merged"
    with pytest.raises(TrialsError, match="name one of its arms: esketamine 28 mg into the nose; esketamine 56 mg"):
        trials.compared("Daly 2018", "response", "24 h", "esketamine 1 g")
    with pytest.raises(TrialsError, match="Nobody 1999, response, 24 h: name one of its arms: none"):
        trials.compared("Nobody 1999", "response", "24 h")


def test_means_of_three_doses_are_merged_with_the_spread_between_them() -> None:
    merged = trials.compared("Daly 2018", "change", "24 h").treated
    apart = [a for a in ARMS if a.comparison == merged.comparison and a.group == "treated" and a.pool == "no"]
    assert [a.n for a in apart] == [11, 11, 12] and merged.n == 34
    means, sds = [a.mean or 0 for a in apart], [a.sd or 0 for a in apart]
    mean = sum(m * n for m, n in zip(means, (11, 11, 12), strict=True)) / 34
    squares = sum((n - 1) * s**2 + n * (m - mean) ** 2 for m, s, n in zip(means, sds, (11, 11, 12), strict=True))
    assert (merged.mean, merged.sd) == pytest.approx((mean, math.sqrt(squares / 33)), abs=0.006)


def test_effect_sizes_of_means() -> None:
    found = trials.comparisons("change", 24) + trials.comparisons("score", 24)
    effects = dict(zip([one.trial for one in found], pool(trials.study_table(found), "SMD").effects, strict=True))
    assert effects["Murrough 2013"] == pytest.approx(-0.73, abs=0.005)
    assert effects["Lii 2023"] == pytest.approx(-0.41, abs=0.005)


def test_the_four_weeks_of_transform_lie_near_the_printed_differences() -> None:
    found = pool(trials.study_table(trials.comparisons("change", 672)), "MD").effects
    assert found == pytest.approx([-3.8, -3.7], abs=0.05)  # printed: -4.1, -3.2 and -4.0 from models; -3.6


# means after one dose
def test_every_trial_has_a_comparison_at_each_of_its_times() -> None:
    times = {
        group: {(mean.trial, mean.scale, mean.time_h) for mean in MEANS if mean.group == group}
        for group in trials.GROUPS
    }
    assert times["treated"] == times["control"]


def test_means_are_those_after_one_dose_or_two_arm_by_arm() -> None:
    assert {mean.trial for mean in MEANS} == {"Berman 2000", "Murrough 2013", "Daly 2018", "Lii 2023"}
    assert all(mean.doses <= 2 and "merged" not in mean.arm for mean in MEANS)


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
    assert all(mean.standard_error is None for mean in MEANS if mean.spread is None)


# faults of a row
def test_a_good_table_is_read(tmp_path: Path) -> None:
    drug, placebo = trials.arms(table(tmp_path, DRUG | {"percent": "35.3"}, PLACEBO | {"source": "daly2018; lii2023"}))
    assert isinstance(drug, Arm) and drug.outcome in COUNTED
    assert (drug.events, drug.n, drug.percent, drug.mean, drug.year) == (12, 34, 35.3, None, 2018)
    assert placebo.sources == ("daly2018", "lii2023")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"group": "active"}, "line 2: group is 'active'; use one of treated, control"),
        ({"comparator": "none"}, "line 2: comparator is 'none'; use one of inert, active, masked, other treatment"),
        ({"outcome": "cure"}, "line 2: outcome is 'cure'; use one of response, remission, relapse"),
        ({"checked": ""}, "line 2: checked is ''; use one of checked, derived, not confirmed"),
        ({"pool": "maybe"}, "line 2: pool is 'maybe'; use one of yes, merged, no"),
        ({"n": "twelve"}, "line 2: n is 'twelve'; give a whole number of 1 or more"),
        ({"n": "0"}, "line 2: n is '0'; give a whole number of 1 or more"),
        ({"events": "-1"}, "line 2: events is '-1'; give a whole number of 0 or more"),
        ({"events": "35"}, "line 2: events is 35, more than n, 34; were they exchanged"),
        ({"year": "18"}, "line 2: year is '18'; give a whole number of 1900 or more"),
        ({"time_h": "-2"}, "line 2: time_h is '-2'; give a number of 0 or more"),
        ({"time_h": "0"}, "line 2: time_h is 0 after 1 doses; the start has time_h 0 and doses 0"),
        ({"source": ""}, "line 2: 'source' is empty; fill it in"),
        ({"how": ""}, "line 2: 'how' is empty; fill it in"),
        ({"people": ""}, "line 2: 'people' is empty; fill it in"),
        ({"mean": "3"}, "line 2: response is counted: leave mean and spread empty"),
        ({"events": "", "percent": ""}, "line 2: response needs events and n, or the printed percent; fill them in"),
        ({"n": "", "percent": "35"}, "line 2: events need n, the people among whom they were counted; fill it in"),
        ({"percent": "36"}, "line 2: percent is 36, but 12 of 34 is 35.3 %; look both up"),
        ({"percent": "35.2"}, "line 2: percent is 35.2, but 12 of 34 is 35.29 %; look both up"),
    ],
)
def test_a_fault_of_a_count_names_its_line_and_the_mend(tmp_path: Path, change: dict[str, str], words: str) -> None:
    refused(tmp_path, words, DRUG | change, PLACEBO)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"mean": "−12.7"}, "line 2: mean is '−12.7'; give a number"),
        ({"mean": "nan"}, "line 2: mean is 'nan'; give a number"),
        ({"mean": ""}, "line 2: a score needs a mean and a scale; fill them in"),
        ({"scale": ""}, "line 2: a score needs a mean and a scale; fill them in"),
        ({"events": "3"}, "line 2: a score has no events and no percent; leave them empty"),
        ({"spread_kind": ""}, "line 2: give spread with spread_kind SD or SE, or leave both empty"),
        ({"spread_kind": "CI"}, "line 2: give spread with spread_kind SD or SE"),
        ({"spread": "-1"}, "line 2: spread is '-1'; give a number of 0 or more"),
    ],
)
def test_a_fault_of_a_mean_names_its_line_and_the_mend(tmp_path: Path, change: dict[str, str], words: str) -> None:
    refused(tmp_path, words, DRUG_MEAN | change, PLACEBO_MEAN)


@pytest.mark.parametrize(("percent", "events", "n"), [("64", "30", "47"), ("43.8", "14", "32"), ("17.6", "60", "340")])
def test_a_rounded_share_agrees(tmp_path: Path, percent: str, events: str, n: str) -> None:
    row = DRUG | {"percent": percent, "events": events, "n": n}
    assert trials.arms(table(tmp_path, row, PLACEBO))[0].percent == float(percent)


def test_a_row_of_another_length_is_named(tmp_path: Path) -> None:
    refused(tmp_path, "line 2: give 27 fields; put quotes around one that holds a comma", line(DRUG) + ",more", PLACEBO)
    refused(tmp_path, "line 2: give 27 fields", line(DRUG).rpartition(",")[0], PLACEBO)


# faults of the table
def test_faults_between_rows(tmp_path: Path) -> None:
    refused(tmp_path, "line 3: Daly 2018, spray, 24 h stands twice: keep one row", DRUG, DRUG, PLACEBO)
    refused(tmp_path, "line 2: Daly 2018, response, 24 h has 0 control rows and 1 treated; give one control", DRUG)
    refused(tmp_path, "has 2 control rows and 1 treated", DRUG, PLACEBO, PLACEBO | {"arm": "saline"})
    refused(tmp_path, "the arm is to be pooled, but its control is not; set pool alike", DRUG, PLACEBO | {"pool": "no"})


def test_a_shared_control_group_may_not_be_pooled_twice(tmp_path: Path) -> None:
    second = DRUG | {"arm": "spray, 84 mg", "events": "5", "n": "12"}
    refused(tmp_path, "line 3: Daly 2018, .*'spray' and 'spray, 84 mg' share one control group, .* merge them in one row",
            DRUG, second, PLACEBO)  # fmt: skip
    apart = [DRUG | {"pool": "no", "events": "7", "n": "22"}, second | {"pool": "no"}]
    merged = DRUG | {"arm": "all", "pool": "merged"}
    assert len(trials.comparisons("response", 24, table(tmp_path, *apart, merged, PLACEBO))) == 1


def test_a_merged_row_that_does_not_add_up_is_named(tmp_path: Path) -> None:
    apart = DRUG | {"arm": "one dose", "pool": "no", "events": "7", "n": "34"}
    refused(
        tmp_path,
        "line 3: Daly 2018, 'spray': events is 12, but its arms add up to 7",
        apart,
        DRUG | {"pool": "merged"},
        PLACEBO,
    )


def test_the_same_people_may_not_be_pooled_twice(tmp_path: Path) -> None:
    again = [row | {"trial": "Review 2021", "people": "Other 2019; Daly 2018"} for row in (DRUG, PLACEBO)]
    refused(
        tmp_path,
        r"line 4: Review 2021 and Daly 2018 hold the same people \(Daly 2018\), and both",
        DRUG,
        PLACEBO,
        *again,
    )
    apart = [row | {"pool": "no"} for row in again]
    assert len(trials.comparisons("response", file=table(tmp_path, DRUG, PLACEBO, *apart))) == 1


def test_scores_need_a_start(tmp_path: Path) -> None:
    pair = (DRUG_MEAN, PLACEBO_MEAN)
    refused(tmp_path, "line 2: Daly 2018, spray has scores but no start: add its row with time_h 0", *pair)
    starts = [row | START for row in pair]
    found = trials.changes(trials.load(table(tmp_path, *starts, *pair)))
    assert found[0].points == pytest.approx(-12.4) and found[0].derived


def test_faults_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "trials.csv"
    file.write_text("trial,arm\n", encoding="utf-8")
    with pytest.raises(TrialsError, match="its first line must be trial,year,design,blind"):
        trials.arms(file)
    with pytest.raises(TrialsError, match=r"nothing\.csv is missing: it should be at"):
        trials.load(tmp_path / "nothing.csv")
