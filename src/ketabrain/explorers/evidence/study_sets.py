"""The sets of studies that the forest plot pools, from the table of trials: five clean ones, and the same with a mistake."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from ketabrain.evidence import trials
from ketabrain.evidence.trials import Arm, Comparison
from ketabrain.models import meta_analysis
from ketabrain.models.meta_analysis import Effects

SETS = {
    "response_1": "response, one day",
    "response_28": "response, about four weeks",
    "remission_28": "remission, about four weeks",
    "madrs_1": "MADRS score, one day",
    "relapse": "relapse after stopping",
    "printed": "one day, with a printed odds ratio",
    "shared": "one day, with one control group three times",
    "crossover": "one day, with counts we could not confirm",
    "shared_28": "four weeks, with one control group twice",
    "twice": "four weeks, with the same people twice",
}
NOTES = {
    "response_1": "People who lost half of their score or more; six trials whose counts could be read",
    "response_28": "In all five the drug came on top of another treatment: a new tablet, or usual hospital care. The time is week 4, or the end of a course of up to four weeks",
    "remission_28": "Each trial with its own definition of remission; the time is week 4, or the end of a course of up to four weeks",
    "madrs_1": "Rows give the mean and, in brackets, the people. Two trials print changes and one prints final scores, whose spreads differ: a standardised difference of both is a rough one",
    "relapse": "Two groups of one trial, of people who had all done well on esketamine. Below 1 means fewer relapses on it",
    "printed": "Mistake: Murrough's printed odds ratio, 2.18, comes from a model. Its own counts give 4.54. Printed ratios and ratios of counts do not mix",
    "shared": "Mistake: Daly's three doses share one placebo group, so that its 33 people count three times",
    "crossover": "Mistake: Zarate's trial gave both treatments to the same people, and its control's counts were not seen in the paper. With no event in one arm, 0.5 is added to all four cells",
    "shared_28": "Mistake: the two doses of TRANSFORM-1 share one placebo group, so that its 108 people count twice",
    "twice": "Mistake: TRANSFORM-1 and -2 stand in the set, and so does their pooled report: 518 people count twice",
}
PRINTED_OR = {"Murrough 2013": 2.18}  # murrough2013, from a model; its interval was not seen: the counts' width is kept
SHORT = {
    "TRANSFORM-1 and -2": "TRANSFORM-1+2",
    "SUSTAIN-1, remitters": "Remitters",
    "SUSTAIN-1, responders": "Responders",
}
WRITTEN_BY = {
    "murrough2013": "Murrough 2013", "lapidus2014": "Lapidus 2014", "grunebaum2017": "Grunebaum 2017",
    "dean2021bip": "Dean 2021, Cochrane", "daly2018": "Daly 2018", "lii2023": "Lii 2023", "turkoz2021": "Turkoz 2021",
    "zarate2006": "Zarate 2006", "fedgchin2019": "Fedgchin 2019", "popova2019": "Popova 2019", "ochsross2020": "Ochs-Ross 2020",
    "hu2016": "Hu 2016", "jelovac2025": "Jelovac 2025", "daly2019": "Daly 2019",
}  # fmt: skip
DAY, MONTH = 24.0, 672.0
MOST = 8  # rows in the largest set


@dataclass(frozen=True)
class Row:
    """One row of a forest plot. ``printed`` is an odds ratio that stands in place of the one from its counts."""

    name: str
    of: Comparison
    printed: float | None = None

    @property
    def comparator(self) -> str:
        """Return what kind of comparison it is."""
        return self.of.treated.comparator


def arm_words(arm: Arm) -> str:
    """Return what an arm counted or measured."""
    return f"{arm.events}/{arm.n}" if arm.mean is None else f"{arm.mean:.1f} ({arm.n})".replace("-", "−")


@cache
def rows(name: str) -> tuple[Row, ...]:
    """Return a set's rows, oldest study first."""
    clean = {
        "response_1": (("response", DAY),), "response_28": (("response", MONTH),), "remission_28": (("remission", MONTH),),
        "madrs_1": (("change", DAY), ("score", DAY)), "relapse": (("relapse", None),),
    }  # fmt: skip
    if name in clean:
        found = [one for outcome, hours in clean[name] for one in trials.comparisons(outcome, hours)]
        return ordered([Row(SHORT.get(one.trial, one.trial), one) for one in found])
    base = list(rows("response_28" if name in ("shared_28", "twice") else "response_1"))
    if name == "printed":
        return tuple(Row(row.name, row.of, PRINTED_OR.get(row.name)) for row in base)
    if name == "crossover":
        return ordered([*base, Row("Zarate 2006", trials.compared("Zarate 2006", "response", "24 h"))])
    if name == "twice":
        return ordered([*base, Row("TRANSFORM-1+2", trials.compared("TRANSFORM-1 and -2", "response", "day 28"))])
    trial, time = ("Daly 2018", "24 h") if name == "shared" else ("TRANSFORM-1", "day 28")
    return ordered([row for row in base if row.name != trial] + apart(trial, time))


def apart(trial: str, time: str) -> list[Row]:
    """Return a trial's doses as rows of their own, each against the one control group."""
    doses = [
        arm
        for arm in trials.arms()
        if (arm.trial, arm.outcome, arm.time, arm.group, arm.pool) == (trial, "response", time, "treated", "no")
    ]
    return [Row(f"{trial}, {arm.dose}", trials.compared(trial, "response", time, arm.arm)) for arm in doses]


def source_words(row: Row) -> str:
    """Return whose reports a row comes from."""
    return "; ".join(WRITTEN_BY[key] for key in row.of.treated.sources)


def ordered(found: Sequence[Row]) -> tuple[Row, ...]:
    """Return rows by year; those of one year as they come."""
    return tuple(sorted(found, key=lambda row: row.of.treated.year))


def measure_of(name: str, wanted: str) -> str:
    """Return the measure that a set can have: means have no odds ratio and counts no standardised difference."""
    if name == "madrs_1":
        return "SMD"
    return "OR" if wanted == "SMD" else wanted


@cache
def effects(name: str, measure: str) -> Effects:
    """Return each row's effect and variance, on the scale on which it is pooled."""
    columns = trials.study_table(row.of for row in rows(name))
    numbers = [np.array(values, dtype=float) for key, values in columns.items() if key != "study"]
    of_counts = measure in meta_analysis.COUNTS
    if of_counts:
        events_t, events_c, n_t, n_c = numbers
        found = meta_analysis.of_counts(measure, events_t, n_t, events_c, n_c)
    else:
        mean_t, mean_c, sd_t, sd_c, n_t, n_c = numbers
        found = meta_analysis.of_means(measure, mean_t, sd_t, n_t, mean_c, sd_c, n_c)
    printed = [row.printed if measure == "OR" else None for row in rows(name)]
    swapped = [old if new is None else math.log(new) for old, new in zip(found.effect, printed, strict=True)]
    return Effects(np.array(swapped), found.variance)


def kept(name: str, comparator: str, out: int) -> np.ndarray:
    """Return which rows stay: those with the comparator, without row number ``out`` (0: none is left out)."""
    chosen = [comparator in ("all", row.comparator) and number != out for number, row in enumerate(rows(name), 1)]
    return np.array(chosen)
