"""Exercise 2: two doses that share one control group become one row, and the table is pooled."""

from __future__ import annotations

import warnings
from functools import cache
from typing import Any

from ketabrain.evidence import study_table, trials
from ketabrain.evidence.meta_analysis import MetaAnalysisError, pool
from ketabrain.evidence.study_table import COUNTS
from ketabrain.exercises import read
from ketabrain.exercises.feedback import NoAnswer, NotYet, self_check

SHARED, OTHERS = "TRANSFORM-1", ("TRANSFORM-2", "TRANSFORM-3")
CLOSE = 0.006
LONGEST = 200  # characters of a complaint about the table that are passed on


@self_check
def check_2(table: Any = None, pooled: Any = None) -> str:
    """Check a table of three rows, without a control group that counts twice, and its pooled odds ratio (REML)."""
    if table is None or table is ...:
        raise NoAnswer("Put your table in place of None: a dictionary of columns, with one row for TRANSFORM-1.")
    rows = rows_of(table)
    row = row_of_shared(rows)
    if row != merged():
        raise NotYet(row_slip(row))
    for name in OTHERS:
        if counts_of(name) not in rows:
            raise NotYet(f"The row of {name} is missing, or its counts are not those of the file.")
    given, meant = read.number(pooled, "the pooled odds ratio"), right()
    if abs(given - meant) > CLOSE:
        raise NotYet(pooled_slip(given, meant))
    return f"One row of {row[0]} of {row[1]} against {row[2]} of {row[3]}, and an odds ratio of {meant:.2f}. Each person on placebo now counts once."


def rows_of(table: Any) -> list[tuple[int, ...]]:
    """Return a learner's table as rows of counts; raise NotYet where it cannot be used."""
    try:
        found = study_table.checked(table, COUNTS)
    except MetaAnalysisError as problem:
        raise NotYet(" ".join(str(problem).split())[:LONGEST].rstrip(".") + ".") from None
    rows = list(zip(*(found.column[name].astype(int).tolist() for name in COUNTS), strict=True))
    if len(rows) != 1 + len(OTHERS):
        more = "The two doses still stand apart: add them up." if len(rows) > 3 else "One of the trials is missing."
        raise NotYet(f"Your table has {read.counted(len(rows), 'row')}, and three are asked. {more}")
    return rows


def row_of_shared(rows: list[tuple[int, ...]]) -> tuple[int, ...]:
    """Return the row that is none of the other trials'."""
    rest = [row for row in rows if row not in [counts_of(name) for name in OTHERS]]
    if not rest:
        raise NotYet(f"There is no row for {SHARED}.")
    return rest[0]


@cache
def counts_of(trial: str, dose: str = "") -> tuple[int, ...]:
    """Return a trial's four counts on day 28; of one dose, if it is given."""
    arm = f"esketamine {dose} into the nose and a new tablet" if dose else ""
    one = trials.compared(trial, "response", "day 28", arm)
    return tuple(int(number or 0) for side in (one.treated, one.control) for number in (side.events, side.n))


def merged() -> tuple[int, ...]:
    """Return the row that is asked for."""
    return counts_of(SHARED)


@cache
def right(shared: tuple[int, ...] | None = None) -> float:
    """Return the pooled odds ratio of the three rows, or of one row or two of TRANSFORM-1 in place of the merged one."""
    return pool_of([*(counts_of(name) for name in OTHERS), shared or merged()])


def pool_of(rows: list[tuple[int, ...]], model: str = "REML") -> float:
    """Return the pooled odds ratio of rows of counts."""
    table = {
        "study": [f"row {i}" for i, _ in enumerate(rows)],
        **dict(zip(COUNTS, zip(*rows, strict=True), strict=True)),
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pool(table, "OR", model).estimate


def row_slip(row: tuple[int, ...]) -> str:
    """Say what went wrong with the merged row."""
    low, high = counts_of(SHARED, "56 mg"), counts_of(SHARED, "84 mg")
    both = tuple(a + b for a, b in zip(low, high, strict=True))
    known = {
        low: "That is the 56 mg arm alone: add the people and responders of the 84 mg arm.",
        high: "That is the 84 mg arm alone: add the people and responders of the 56 mg arm.",
        both: "You added up the control group, too. It is one group: its people must count once.",
        (
            *merged()[:2],
            low[2] // 2,
            low[3] // 2,
        ): "You merged the drug's arms and halved the control. One row needs all of it.",
    }
    if row in known:
        return known[row]
    if row[2:] != merged()[2:]:
        return f"The control group has {merged()[2]} responders of {merged()[3]}: leave it as it is."
    return f"The drug's side is {row[0]} of {row[1]}. Add the responders of both doses, and the people of both doses."


def pooled_slip(given: float, meant: float) -> str:
    """Say what went wrong with the pooled odds ratio."""
    doses = [counts_of(SHARED, dose) for dose in ("56 mg", "84 mg")]
    if abs(given - pool_of([*(counts_of(name) for name in OTHERS), *doses])) <= CLOSE:
        return "The table is right, but that is the number with the two doses apart. Pool your own table."
    return f"The table is right. {given:.3g} is not its pooled odds ratio: take pool(table, 'OR').estimate."
