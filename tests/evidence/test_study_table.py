"""A student's table: how it is read, what is wrong with it, and whether two rows share a control group."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from ketabrain.evidence.study_table import COUNTS, MEANS, MetaAnalysisError, checked, read, shared_controls, stem

COUNT_HEAD = ("study", *COUNTS)
MEAN_HEAD = ("study", *MEANS)


def counts(*rows: tuple[Any, ...]) -> dict[str, list[Any]]:
    return {name: [row[i] for row in rows] for i, name in enumerate(COUNT_HEAD)}


def means(*rows: tuple[Any, ...]) -> dict[str, list[Any]]:
    return {name: [row[i] for row in rows] for i, name in enumerate(MEAN_HEAD)}


GOOD = ("A", 3, 10, 1, 12)
FINE = ("A", -5.0, 4.0, 10, -2.0, 4.5, 12)


# faults
@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("B", 3, 0, 1, 12), r"Row 2 \(B\): n_t is 0: the treated arm needs at least one person"),
        (("B", 3, 10, 1, -2), r"Row 2 \(B\): n_c is -2: the control arm needs at least one person"),
        (("B", 11, 10, 1, 12), r"events_t is 11, more than n_t, 10: were they exchanged\?"),
        (("B", 3, 10, -1, 12), r"events_c is -1: a count cannot be below 0"),
        (("B", 3.5, 10, 1, 12), r"events_t is 3.5: give whole people"),
        (("B", 3, 10.2, 1, 12), r"n_t is 10.2: give whole people"),
        (("B", None, 10, 1, 12), r"events_t is empty: fill it in, or leave the study out"),
        (("B", math.nan, 10, 1, 12), r"events_t is empty"),
        (("B", pd.NA, 10, 1, 12), r"events_t is empty"),
        (("B", "3", 10, 1, 12), r"events_t is '3': give a finite number"),
        (("B", True, 10, 1, 12), r"events_t is True: give a finite number"),
        (("B", 3, math.inf, 1, 12), r"n_t is inf: give a finite number"),
        (("", 3, 10, 1, 12), r"Row 2: study is empty: name it"),
        (GOOD, r"Row 2 \(A\) is the same as row 1: keep one of them"),
    ],
)
def test_faults_of_counts(row: tuple[Any, ...], words: str) -> None:
    with pytest.raises(MetaAnalysisError, match=words):
        checked(counts(GOOD, row), COUNTS)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("B", -5, -4, 10, -2, 4, 12), r"sd_t is -4: a standard deviation is above 0"),
        (("B", -5, 4, 10, -2, 0, 12), r"sd_c is 0: no arm of people is that alike; look it up \(from a standard error"),
        (("B", -5, 4, 1, -2, 4, 12), r"n_t is 1: a spread needs at least two people"),
        (("B", -5, 4, 10.5, -2, 4, 12), r"n_t is 10.5: give whole people"),
        (("B", "x", 4, 10, -2, 4, 12), r"mean_t is 'x': give a finite number"),
    ],
)
def test_faults_of_means(row: tuple[Any, ...], words: str) -> None:
    with pytest.raises(MetaAnalysisError, match=words):
        checked(means(FINE, row), MEANS)


def test_faults_of_the_table() -> None:
    with pytest.raises(
        MetaAnalysisError, match=r"Column n_c missing: the table needs study, events_t, n_t, events_c, n_c, and it has"
    ):
        checked({name: [1, 2] for name in COUNT_HEAD[:-1]}, COUNTS)
    with pytest.raises(MetaAnalysisError, match=r"Column 'n_c' has 1 rows, but 'study' has 2: make them equal"):
        checked({**counts(GOOD, ("B", 1, 9, 2, 8)), "n_c": [1]}, COUNTS)
    with pytest.raises(MetaAnalysisError, match=r"Column 'n_c' is 12: give a list with one value for each study"):
        checked({**counts(GOOD, ("B", 1, 9, 2, 8)), "n_c": 12}, COUNTS)
    with pytest.raises(
        MetaAnalysisError, match=r"'mine.csv' is a file's name: read it first, pool\(read\('mine.csv'\)"
    ):
        checked("mine.csv", COUNTS)
    for wrong in (3, None, [1, 2], iter([])):
        with pytest.raises(MetaAnalysisError, match="must be a data frame, a dictionary of columns, or a list of dict"):
            checked(wrong, COUNTS)
    with pytest.raises(MetaAnalysisError, match="the table is empty"):
        checked([], COUNTS)


def test_the_same_name_may_stand_twice() -> None:
    assert checked(counts(GOOD, ("A", 4, 11, 2, 12)), COUNTS).names == ("A", "A")


def test_numbers_of_numpy_and_pandas_are_numbers() -> None:
    table = {**counts(GOOD, ("B", 1, 9, 2, 8)), "n_t": np.array([10, 9], dtype=np.int64)}
    assert checked(pd.DataFrame(table).astype({"events_t": "Int64"}), COUNTS).column["events_t"].tolist() == [3.0, 1.0]


# reading
def written(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    file = tmp_path / "mine.csv"
    file.write_text(text, encoding=encoding)
    return file


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_file_is_read(tmp_path: Path, separator: str) -> None:
    lines = [COUNT_HEAD, ("Müller 2001", "3", "10", "1", "12"), ("", "", "", "", ""), ("B", " 4 ", "11", "2", "13")]
    file = written(tmp_path, "\ufeff" + "\n".join(separator.join(line) for line in lines) + "\n\n")
    assert read(file) == counts(("Müller 2001", 3.0, 10.0, 1.0, 12.0), ("B", 4.0, 11.0, 2.0, 13.0))


def test_other_columns_stay_text(tmp_path: Path) -> None:
    file = written(tmp_path, 'study,events_t,n_t,events_c,n_c,control\n"A, low",3,10,1,12,one\n')
    assert read(file)["control"] == ["one"] and read(file)["study"] == ["A, low"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "mine.csv is empty: its first line names the columns, such as study,events_t"),
        ("study,n_t\nA,x\n", "mine.csv, line 2: n_t is 'x': give a number, with a point"),
        ("study,n_t\nA,\n", "mine.csv, line 2: n_t is empty: give a number"),
        ("study;n_t\n\nA;12,5\n", "mine.csv, line 3: n_t is '12,5': give a number, with a point"),
        ("study,n_t\nA, low,12\n", "line 2: there are 3 fields, and the first line names 2: put quotes around"),
        ("study,n_t,n_t\nA,1,2\n", "two columns are called 'n_t': rename or delete one"),
    ],
)
def test_faults_of_a_file(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(MetaAnalysisError, match=words):
        read(written(tmp_path, text))


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    with pytest.raises(MetaAnalysisError, match=r"none.csv cannot be opened: is there a file at"):
        read(tmp_path / "none.csv")
    with pytest.raises(MetaAnalysisError, match=r"mine.csv is not plain text in UTF-8: save it again as 'CSV UTF-8'"):
        read(written(tmp_path, "study,n_t\nMüller,1\n", "latin-1"))


# shared control groups
SHARING = {
    "two doses": [("TRANSFORM1_56", 60, 111, 42, 108), ("TRANSFORM1_84", 52, 98, 42, 108)],
    "small, by name": [("Daly 2018, 28 mg", 4, 11, 1, 13), ("Daly 2018, 56 mg", 3, 11, 1, 13)],
    "years with a letter": [("Smith2018a", 4, 11, 1, 13), ("Smith2018b", 3, 11, 1, 13)],
    "one name": [("Daly 2018", 4, 11, 1, 13), ("Daly 2018", 3, 11, 1, 13)],
    "large, by numbers": [("A", 60, 111, 42, 108), ("B", 52, 98, 42, 108)],
}
APART = {
    "same trial, other groups": [("Singh 2016, two", 11, 16, 2, 13), ("Singh 2016, three", 7, 13, 1, 16)],
    "small, by chance": [("Lee 2004", 3, 10, 1, 10), ("Kim 2010", 5, 11, 1, 10)],
    "nobody in two groups": [("Lee 2004", 3, 40, 0, 40), ("Kim 2010", 5, 41, 0, 40)],
    "all of one size": [("A", 9, 50, 5, 50), ("B", 8, 50, 5, 50), ("C", 7, 50, 6, 50)],
    "numbered": [("Study 1", 3, 10, 1, 10), ("Study 2", 5, 11, 1, 10)],
}


@pytest.mark.parametrize("name", SHARING)
def test_sharing_is_seen(name: str) -> None:
    rows = [*SHARING[name], ("Other 1999", 8, 18, 1, 19)]
    assert shared_controls(checked(counts(*rows), COUNTS)) == [[0, 1]]


@pytest.mark.parametrize("name", APART)
def test_groups_apart_raise_no_alarm(name: str) -> None:
    assert shared_controls(checked(counts(*APART[name]), COUNTS)) == []


def test_sharing_in_means() -> None:
    rows = (("Daly 28", -14.8, 9.3, 11, -5.7, 10.3, 33), ("Daly 56", -15.7, 9.1, 11, -5.7, 10.3, 33))
    assert shared_controls(checked(means(*rows), MEANS)) == [[0, 1]]
    other = (rows[0], ("Daly 56", -15.7, 9.1, 11, -5.6, 10.3, 33))
    assert shared_controls(checked(means(*other), MEANS)) == []


def test_a_column_of_names_decides() -> None:
    rows = counts(("A", 3, 10, 1, 12), ("B", 4, 11, 2, 13), *SHARING["two doses"])
    named = {**rows, "control": ["one", "one", "left", "right"]}
    assert shared_controls(checked(named, COUNTS)) == [[0, 1]]
    assert shared_controls(checked({**rows, "control": ["", None, "", ""]}, COUNTS)) == []


def test_two_groups_are_told_apart() -> None:
    rows = [SHARING["two doses"][0], *SHARING["small, by name"], SHARING["two doses"][1]]
    assert shared_controls(checked(counts(*rows), COUNTS)) == [[0, 3], [1, 2]]


@pytest.mark.parametrize(
    ("name", "found"),
    [("Daly2018_P1_28", "daly2018"), ("Smith2018b", "smith2018"), ("TRANSFORM-1, 56 mg", "transform"), ("Trial 3", "")],
)
def test_by_what_a_study_is_known(name: str, found: str) -> None:
    assert stem(name) == found
