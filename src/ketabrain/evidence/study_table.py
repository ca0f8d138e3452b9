"""A table of studies for a meta-analysis: read, checked row by row, and searched for control groups that count twice.

A table is a data frame, a mapping of columns, or a list of rows (mappings). Two kinds are known:

- counts: ``study, events_t, n_t, events_c, n_c`` (t treated, c control);
- means: ``study, mean_t, sd_t, n_t, mean_c, sd_c, n_c``.

More columns may stand in it. One of them is used: ``control`` may name the control group of each row.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

COUNTS = ("events_t", "n_t", "events_c", "n_c")
MEANS = ("mean_t", "sd_t", "n_t", "mean_c", "sd_c", "n_c")
PEOPLE = ("events_t", "n_t", "events_c", "n_c")  # counted in whole people
NUMBERS = {*COUNTS, *MEANS}
COMMON_WORDS = {"study", "trial", "arm", "group", "dose", "the", "paper", "rct", "s", "t", ""}
LARGE_GROUP = 20  # people from which two equal control groups are hardly a coincidence


class MetaAnalysisError(ValueError):
    """A table cannot be pooled; says which row and column, and how to mend it."""


@dataclass(frozen=True)
class StudyTable:
    """A checked table: the studies' names, and each column's numbers."""

    names: tuple[str, ...]
    column: Mapping[str, np.ndarray]
    controls: tuple[str, ...] | None = None


def read(path: str | Path) -> dict[str, list[Any]]:
    """Return a CSV file as columns, fit for ``pool``; raise MetaAnalysisError for the first fault.

    The first line names the columns. Numbers are written with a point (12.5); columns that ``pool`` does not know
    stay text.
    """
    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError:
        raise MetaAnalysisError(f"{file.name} cannot be opened: is there a file at {file}?") from None
    except UnicodeDecodeError:
        raise MetaAnalysisError(f"{file.name} is not plain text in UTF-8: save it again as 'CSV UTF-8'.") from None
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip(" ,;\t")]
    if not lines:
        raise MetaAnalysisError(
            f"{file.name} is empty: its first line names the columns, such as study,{','.join(COUNTS)}."
        )
    separator = next((sign for sign in ",;\t" if sign in lines[0][1]), ",")
    head, *rows = [
        [cell.strip() for cell in cells] for cells in csv.reader((line for _, line in lines), delimiter=separator)
    ]
    for name in head:
        if head.count(name) > 1:
            raise MetaAnalysisError(f"{file.name}: two columns are called '{name}': rename or delete one.")
    found: dict[str, list[Any]] = {name: [] for name in head}
    for (line, _), row in zip(lines[1:], rows, strict=True):
        if len(row) != len(head):
            raise MetaAnalysisError(
                f"{file.name}, line {line}: there are {len(row)} fields, and the first line names {len(head)}: "
                "put quotes around a field that holds a comma."
            )
        for name, cell in zip(head, row, strict=True):
            found[name].append(as_number(cell, f"{file.name}, line {line}", name) if name in NUMBERS else cell)
    return found


def as_number(cell: str, where: str, name: str) -> float:
    """Return a field of a CSV as a number."""
    try:
        return float(cell)
    except ValueError:
        said = f"is '{cell}'" if cell else "is empty"
        raise MetaAnalysisError(f"{where}: {name} {said}: give a number, with a point (12.5), without units.") from None


def checked(table: Any, kind: Sequence[str]) -> StudyTable:
    """Return a table whose every number can be used; ``kind`` is COUNTS or MEANS."""
    columns = as_columns(table)
    missing = [name for name in ("study", *kind) if name not in columns]
    if missing:
        raise MetaAnalysisError(missing_words(missing, columns, kind))
    lengths = {name: len(columns[name]) for name in ("study", *kind)}
    for name, length in lengths.items():
        if length != lengths["study"]:
            raise MetaAnalysisError(
                f"Column '{name}' has {length} rows, but 'study' has {lengths['study']}: make them equal."
            )
    names = tuple("" if blank(name) else str(name).strip() for name in columns["study"])
    for row, name in enumerate(names, 1):
        if not name:
            raise MetaAnalysisError(f"Row {row}: study is empty: name it.")
    if len(names) < 2:
        there = "the table has one study" if names else "the table is empty"
        raise MetaAnalysisError(f"There is nothing to pool: {there}; give at least two.")
    numbers = {name: numbers_of(columns[name], name, names) for name in kind}
    for row, name in enumerate(names):
        check_row({key: float(values[row]) for key, values in numbers.items()}, where_of(row, name))
    check_repeats(names, numbers)
    controls = columns.get("control")
    return StudyTable(
        names, numbers, None if controls is None else tuple("" if blank(c) else str(c).strip() for c in controls)
    )


def as_columns(table: Any) -> dict[str, list[Any]]:
    """Return a data frame, a mapping of columns or a list of rows as a dictionary of lists."""
    if hasattr(table, "columns") and hasattr(table, "iloc"):  # a data frame, without importing pandas
        return {str(name): list(table[name]) for name in table.columns}
    if isinstance(table, Mapping):
        for name, values in table.items():
            if isinstance(values, str) or not hasattr(values, "__len__"):
                raise MetaAnalysisError(f"Column '{name}' is {values!r}: give a list with one value for each study.")
        return {str(name): list(values) for name, values in table.items()}
    if isinstance(table, (str, Path)):
        raise MetaAnalysisError(f"'{table}' is a file's name: read it first, pool(read({str(table)!r}), …).")
    rows = list(table) if isinstance(table, Sequence) else None
    if rows is None or not all(isinstance(row, Mapping) for row in rows):
        raise MetaAnalysisError(
            "The table must be a data frame, a dictionary of columns, or a list of dictionaries (rows)."
        )
    if not rows:
        raise MetaAnalysisError("There is nothing to pool: the table is empty; give at least two studies.")
    names = list(dict.fromkeys(name for row in rows for name in row))
    return {str(name): [row.get(name) for row in rows] for name in names}


def missing_words(missing: Sequence[str], columns: Mapping[str, Any], kind: Sequence[str]) -> str:
    """Say which columns are missing, and whether the table is of the other kind."""
    other, measures = (MEANS, "MD or SMD") if kind == COUNTS else (COUNTS, "OR, RR or RD")
    needed = ", ".join(("study", *kind))
    if all(name in columns for name in other):
        held, wanted = ("means", "counts") if kind == COUNTS else ("counts", "means")
        return f"The table holds {held}, and this measure needs {wanted} ({needed}): choose {measures}."
    there = ", ".join(columns) or "none"
    s = "s" if len(missing) > 1 else ""
    return f"Column{s} {', '.join(missing)} missing: the table needs {needed}, and it has {there}."


def blank(value: Any) -> bool:
    """Return whether a value is missing: None, nothing but blanks, or not a number."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return True
    try:
        return bool(value != value)
    except (TypeError, ValueError):  # pandas' own word for missing
        return True


def where_of(row: int, name: str) -> str:
    """Name a row as a reader counts it."""
    return f"Row {row + 1} ({name})"


def numbers_of(values: Sequence[Any], name: str, names: Sequence[str]) -> np.ndarray:
    """Return a column as numbers; raise MetaAnalysisError for the first that is none."""
    found = []
    for row, value in enumerate(values):
        if blank(value):
            raise MetaAnalysisError(
                f"{where_of(row, names[row])}: {name} is empty: fill it in, or leave the study out."
            )
        try:
            number = math.nan if isinstance(value, (str, bool, np.bool_)) else float(value)
        except (TypeError, ValueError):
            number = math.nan
        if not math.isfinite(number):
            raise MetaAnalysisError(f"{where_of(row, names[row])}: {name} is {value!r}: give a finite number.")
        found.append(number)
    return np.array(found)


def check_row(row: Mapping[str, float], where: str) -> None:
    """Raise MetaAnalysisError for the first number of a row that cannot be."""
    for name in PEOPLE:
        if name in row and row[name] != round(row[name]):
            raise MetaAnalysisError(f"{where}: {name} is {row[name]:g}: give whole people.")
    for arm, who in (("t", "treated"), ("c", "control")):
        people = row[f"n_{arm}"]
        if people < 1:
            raise MetaAnalysisError(f"{where}: n_{arm} is {people:g}: the {who} arm needs at least one person.")
        if "events_t" in row:
            check_events(row[f"events_{arm}"], people, arm, where)
        else:
            check_spread(row[f"sd_{arm}"], people, arm, where)


def check_events(events: float, people: float, arm: str, where: str) -> None:
    """Raise MetaAnalysisError for events that cannot be."""
    if events < 0:
        raise MetaAnalysisError(f"{where}: events_{arm} is {events:g}: a count cannot be below 0.")
    if events > people:
        raise MetaAnalysisError(
            f"{where}: events_{arm} is {events:g}, more than n_{arm}, {people:g}: were they exchanged?"
        )


def check_spread(sd: float, people: float, arm: str, where: str) -> None:
    """Raise MetaAnalysisError for a spread that cannot be."""
    if people < 2:
        raise MetaAnalysisError(f"{where}: n_{arm} is {people:g}: a spread needs at least two people.")
    if sd <= 0:
        more = "no arm of people is that alike" if sd == 0 else "a standard deviation is above 0"
        raise MetaAnalysisError(f"{where}: sd_{arm} is {sd:g}: {more}; look it up (from a standard error: SE × √n).")


def check_repeats(names: Sequence[str], numbers: Mapping[str, np.ndarray]) -> None:
    """Raise MetaAnalysisError for a row that stands twice, name and numbers.

    The same name alone is allowed: a trial with two doses has two rows. Whether they share a control group is
    looked at by :func:`shared_controls`.
    """
    seen: dict[tuple[Any, ...], int] = {}
    for row, key in enumerate(zip(names, *numbers.values(), strict=True)):
        if key in seen:
            raise MetaAnalysisError(
                f"{where_of(row, names[row])} is the same as row {seen[key] + 1}: keep one of them."
            )
        seen[key] = row


# one control group in two rows
def shared_controls(table: StudyTable) -> list[list[int]]:
    """Return the groups of rows (from 0) that seem to share one control group.

    Where the table has a column ``control``, it decides: rows that name the same group share it. Without it, the
    numbers do: rows whose control groups are the same to the last number share it if the studies' names begin with
    the same word ("TRANSFORM-1, 56 mg" and "TRANSFORM-1, 84 mg"), or if it has 20 people or more and no other row has
    a control group of that size (then it is hardly chance, unless nobody or everybody in it had an event).
    """
    if table.controls is not None:
        return repeated(table.controls)
    groups = list(zip(*(table.column[name].tolist() for name in table.column if name.endswith("_c")), strict=True))
    together: list[tuple[Any, ...]] = []
    for group, name in zip(groups, table.names, strict=True):
        size = group[-1]
        telling = size >= LARGE_GROUP and group[0] not in (0, size) and {g for g in groups if g[-1] == size} == {group}
        together.append(group if telling else (*group, stem(name)) if stem(name) else ())
    return repeated(together)


def repeated(keys: Sequence[Any]) -> list[list[int]]:
    """Return the places of each key that comes more than once; an empty key is none."""
    places: dict[Any, list[int]] = {}
    for place, key in enumerate(keys):
        if key:
            places.setdefault(key, []).append(place)
    return [found for found in places.values() if len(found) > 1]


def stem(name: str) -> str:
    """Return by what a study is known: the first word of its name, without a letter after a year; nothing for "trial"."""
    first = re.split(r"[^\w]|_", name.lower())[0]
    return "" if first in COMMON_WORDS else re.sub(r"(?<=\d{4})[a-z]$", "", first)
