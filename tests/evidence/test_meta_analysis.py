"""``pool``: what a student calls, with its tables, results, warnings and complaints."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from ketabrain.evidence import meta_analysis, trials
from ketabrain.evidence.meta_analysis import (
    DroppedStudyWarning,
    MetaAnalysisError,
    SharedControlWarning,
    leave_one_out,
    pool,
    read,
)
from ketabrain.models.meta_analysis import natural

HEAD = ("study", "events_t", "n_t", "events_c", "n_c")
CORE = (
    ("Murrough 2013", 30, 47, 7, 25),
    ("Lapidus 2014", 8, 18, 1, 18),
    ("Grunebaum 2017", 2, 7, 1, 9),
    ("Daly 2018", 12, 34, 1, 33),
    ("TRANSFORM-1+2", 55, 318, 19, 203),
    ("Lii 2023", 12, 20, 10, 20),
)
DALY = (("Daly2018_P1_28", 4, 11, 1, 33), ("Daly2018_P1_56", 3, 11, 1, 33), ("Daly2018_P1_84", 5, 12, 1, 33))
MEAN_HEAD = ("study", "mean_t", "sd_t", "n_t", "mean_c", "sd_c", "n_c")
MEANS = (
    ("Murrough 2013", -16.5, 10.97, 47, -8.8, 9.5, 25),
    ("Lii 2023", 12.7, 7.6, 20, 16.4, 10.0, 19),
    ("Third", -3.0, 8.0, 30, -2.0, 7.0, 31),
)


def frame(rows: Any = CORE, head: tuple[str, ...] = HEAD) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(head))


def test_the_figures_that_were_worked_out_beforehand() -> None:
    found = pool(frame(), "OR", hartung_knapp=True)
    assert (found.estimate, found.ci_low, found.ci_high) == pytest.approx((3.29, 1.33, 8.12), abs=0.005)
    assert (found.tau2, found.q, found.i2) == pytest.approx((0.2413, 7.858, 0.364), abs=5e-4)
    assert found.effects == pytest.approx([4.54, 13.6, 3.20, 17.45, 2.03, 1.50], abs=0.005)
    assert found.effects_low == pytest.approx([1.58, 1.48, 0.23, 2.11, 1.16, 0.43], abs=0.005)
    assert found.effects_high == pytest.approx([13.05, 125.3, 45.19, 144.1, 3.53, 5.25], abs=0.05)
    assert found.weights.sum() == pytest.approx(1) and found.weights.argmax() == 4


def test_the_table_of_trials_holds_the_same_six() -> None:
    table = trials.study_table(trials.comparisons("response", 24))
    assert pool(table, "OR").estimate == pytest.approx(pool(frame(), "OR").estimate)


@pytest.mark.parametrize("measure", ["OR", "RR", "RD"])
@pytest.mark.parametrize("model", ["common", "DL", "PM", "REML"])
def test_all_kinds_of_tables_give_the_same(measure: str, model: str) -> None:
    columns = {name: list(values) for name, values in zip(HEAD, zip(*CORE, strict=True), strict=True)}
    records = [dict(zip(HEAD, row, strict=True)) for row in CORE]
    arrays = {name: np.array(values) for name, values in columns.items()}
    results = [pool(table, measure, model) for table in (frame(), columns, records, arrays)]
    assert len({result.estimate for result in results}) == 1
    assert results[0].prediction_low <= results[0].ci_low or model == "common"


def test_means() -> None:
    for measure in ("MD", "SMD"):
        found = pool(frame(MEANS, MEAN_HEAD), measure)
        assert found.ci_low < found.estimate < found.ci_high
    assert found.effects == pytest.approx([-0.73, -0.41, -0.13], abs=0.006)


def test_rows_in_another_order_and_another_index_change_nothing() -> None:
    shuffled = frame().iloc[::-1]
    assert pool(shuffled, "OR").estimate == pytest.approx(pool(frame(), "OR").estimate)
    assert pool(shuffled, "OR").weights == pytest.approx(pool(frame(), "OR").weights[::-1])


def test_a_result_writes_itself_out() -> None:
    text = str(pool(frame(), "OR", hartung_knapp=True))
    assert "odds ratio, random effects, REML, Hartung-Knapp" in text
    assert "pooled          3.29 (1.33 to 8.12)  k = 6" in text and "tau2 = 0.2413" in text


# warnings and notes
@pytest.fixture
def silence() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def test_one_control_group_in_several_rows_is_warned_of() -> None:
    with pytest.warns(SharedControlWarning, match=r"share one control group, .*: row 1 \(Daly2018_P1_28\) and row 2"):
        found = pool(frame([*DALY, *CORE[:2]]), "OR")
    assert "Merge the treated arms" in found.notes[0]


def test_the_six_trials_are_not_warned_of(silence: None) -> None:
    pool(frame(), "OR")


def test_nobody_with_an_event_drops_the_study_from_a_ratio() -> None:
    table = frame([*CORE, ("None 2020", 0, 20, 0, 22)])
    with pytest.warns(DroppedStudyWarning, match=r"Dropped, .*: None 2020\. The risk difference \(RD\) keeps"):
        found = pool(table, "OR")
    assert found.estimate == pool(frame(), "OR").estimate
    assert np.isnan(found.effects[-1]) and found.weights[-1] == 0 and len(found.weights) == 7 and found.k == 6
    kept = pool(table, "RD")
    assert kept.effects[-1] == 0 and kept.weights[-1] > 0 and kept.k == 7


def test_nobody_in_all_treated_arms_still_gives_a_number(silence: None) -> None:
    table = frame([("A", 0, 20, 3, 20), ("B", 0, 31, 5, 30), ("C", 0, 15, 2, 16)])
    for measure in ("OR", "RR", "RD"):
        found = pool(table, measure)
        assert np.isfinite([found.estimate, found.ci_low, found.ci_high]).all()


def test_a_prediction_far_beyond_the_data_is_no_complaint(silence: None) -> None:
    found = pool(frame([("A", 1, 200, 199, 201), ("B", 199, 200, 1, 202), ("C", 100, 200, 100, 203)]), "OR")
    assert found.prediction_low < 1e-30 and found.prediction_high > 1e30
    assert natural("OR", 1000.0) == np.inf


def test_what_few_studies_do_not_give_is_noted() -> None:
    two = pool(frame(CORE[:2]), "OR", hartung_knapp=True)
    assert np.isnan(two.prediction_low) and np.isnan(two.prediction_high)
    assert any("three studies" in note for note in two.notes) and any("too wide" in note for note in two.notes)
    assert any("meant for random effects" in note for note in pool(frame(), "OR", "common", True).notes)


def test_leaving_one_out() -> None:
    found = leave_one_out(frame(), "OR")
    assert list(found) == [row[0] for row in CORE]
    assert found["Daly 2018"].estimate == pytest.approx(pool(frame([*CORE[:3], *CORE[4:]]), "OR").estimate)
    twice = [("A", 3, 20, 1, 21), ("A", 5, 22, 2, 19), ("B", 6, 30, 3, 33)]
    assert list(leave_one_out(frame(twice), "OR")) == ["A (row 1)", "A (row 2)", "B"]
    with pytest.raises(MetaAnalysisError, match="Leaving one out needs three studies or more, and the table has 2"):
        leave_one_out(frame(CORE[:2]), "OR")


# complaints
@pytest.mark.parametrize(
    ("table", "measure", "model", "words"),
    [
        (CORE, "HR", "REML", "measure is 'HR': use one of OR, RR, RD, MD, SMD"),
        (CORE, "OR", "random", "model is 'random': use one of common, DL, PM, REML"),
        (CORE[:1], "OR", "REML", "There is nothing to pool: the table has one study; give at least two"),
        ((), "OR", "REML", "There is nothing to pool: the table is empty"),
        ((("A", 0, 9, 0, 8), ("B", 0, 9, 0, 7), ("C", 1, 9, 2, 8)), "OR", "DL", "Fewer than two studies say anything about the odds ratio: choose RD"),
    ],
)  # fmt: skip
@pytest.mark.filterwarnings("ignore::ketabrain.evidence.meta_analysis.DroppedStudyWarning")
def test_what_cannot_be_pooled_is_named(table: Any, measure: str, model: str, words: str) -> None:
    with pytest.raises(MetaAnalysisError, match=words):
        pool(frame(table), measure, model)


def test_an_error_is_a_value_error() -> None:
    with pytest.raises(ValueError):
        pool(frame(CORE[:1]), "OR")


def test_a_table_of_the_other_kind_is_told_its_measures() -> None:
    with pytest.raises(MetaAnalysisError, match=r"holds counts, and this measure needs means .*: choose OR, RR or RD"):
        pool(frame(), "SMD")
    with pytest.raises(MetaAnalysisError, match=r"holds means, and this measure needs counts .*: choose MD or SMD"):
        pool(frame(MEANS, MEAN_HEAD), "RD")


def test_a_students_own_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("\n".join([",".join(HEAD), *(",".join(map(str, row)) for row in CORE)]) + "\n", encoding="utf-8")
    assert pool(read(file), "OR").estimate == pool(frame(), "OR").estimate


def test_the_docstring_says_why_the_arithmetic_is_ours() -> None:
    said = meta_analysis.__doc__ or ""
    assert "statsmodels" in said and "NumPy" in said and "REML" in said
