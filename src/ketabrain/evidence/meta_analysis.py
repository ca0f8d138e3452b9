"""A meta-analysis of any table of studies: ``pool(table, measure, model="REML", hartung_knapp=False)``.

::

    from ketabrain.evidence.meta_analysis import pool, read

    table = read("my_studies.csv")  # study,events_t,n_t,events_c,n_c
    print(pool(table, "OR", hartung_knapp=True))

The arithmetic is ours, in NumPy (``ketabrain.models.meta_analysis``), because labs run in an environment that has to
stay small, without SciPy and pandas, which statsmodels needs; and statsmodels has neither REML nor prediction
intervals. Tests hold ours against statsmodels (effect sizes, common effect, DL, PM, Hartung and Knapp's variance) and
against SciPy (REML by direct maximisation, Student's t).

What is decided here, and why:

- OR and RR: where a cell is empty, 0.5 is added to all four cells of that study, and of no other. A study in which
  nobody, or everybody, had an event says nothing about a ratio: it is dropped with a warning.
- RD keeps every study. Where its variance would be zero (nobody, or everybody, in each arm), the variance alone is
  computed with 0.5 added; the difference stays as counted.
- Hartung and Knapp's interval is floored (``max(1, q)``) and never narrower than the interval without.
- The prediction interval, on t with k - 2 degrees of freedom, is NaN below three studies and for a common effect,
  which knows no variance between studies.
- Two rows that share a control group count its people twice: a warning says so (see ``study_table.shared_controls``).
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ketabrain.evidence import study_table
from ketabrain.evidence.study_table import MetaAnalysisError, StudyTable, read
from ketabrain.models import meta_analysis as arithmetic
from ketabrain.models.meta_analysis import COUNTS, MEASURES, MODELS, Effects

__all__ = [
    "DroppedStudyWarning",
    "MetaAnalysis",
    "MetaAnalysisError",
    "MetaAnalysisWarning",
    "SharedControlWarning",
    "leave_one_out",
    "pool",
    "read",
]

NAMES = {
    "OR": "odds ratio",
    "RR": "risk ratio",
    "RD": "risk difference",
    "MD": "mean difference",
    "SMD": "standardised mean difference (Hedges' g)",
}
MODEL_NAMES = {
    "common": "common effect",
    "DL": "random effects, DerSimonian-Laird",
    "PM": "random effects, Paule-Mandel",
    "REML": "random effects, REML",
}


class MetaAnalysisWarning(UserWarning):
    """Something about a table that a reader of its pooled number should know."""


class SharedControlWarning(MetaAnalysisWarning):
    """Two rows share one control group, so that its people count twice."""


class DroppedStudyWarning(MetaAnalysisWarning):
    """A study says nothing about a ratio, because nobody or everybody had an event."""


@dataclass(frozen=True)
class MetaAnalysis:
    """What :func:`pool` found. Ratios stand on their natural scale; ``se`` and ``tau2`` belong to their logarithms.

    ``effects``, ``effects_low``, ``effects_high`` and ``weights`` have one number a row, in the table's order; weights
    are shares that sum to 1. A study that was dropped has effect NaN and weight 0. ``i2`` is a share, 0 to 1. ``k``
    counts the studies that were pooled, ``df`` is k - 1, ``p`` tests for no effect, ``notes`` say what to know.
    """

    measure: str
    model: str
    hartung_knapp: bool
    estimate: float
    ci_low: float
    ci_high: float
    prediction_low: float
    prediction_high: float
    tau2: float
    q: float
    df: int
    i2: float
    se: float
    p: float
    k: int
    studies: tuple[str, ...]
    effects: np.ndarray
    effects_low: np.ndarray
    effects_high: np.ndarray
    weights: np.ndarray
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Write it out as a short table."""
        wide = max(len(name) for name in self.studies)
        lines = [f"{NAMES[self.measure]}, {MODEL_NAMES[self.model]}{', Hartung-Knapp' if self.hartung_knapp else ''}"]
        rows = zip(self.studies, self.effects, self.effects_low, self.effects_high, self.weights, strict=True)
        for name, effect, low, high, weight in rows:
            lines.append(f"{name:{wide}}  {_span(effect, low, high)}  weight {100 * weight:.1f} %")
        lines.append(f"{'pooled':{wide}}  {_span(self.estimate, self.ci_low, self.ci_high)}  k = {self.k}")
        if np.isfinite(self.prediction_low):
            lines.append(f"{'next study':{wide}}  {self.prediction_low:.2f} to {self.prediction_high:.2f}")
        lines.append(f"tau2 = {self.tau2:.4f}, Q = {self.q:.3f} (df {self.df}), I2 = {100 * self.i2:.1f} %")
        return "\n".join([*lines, *(f"Note: {note}" for note in self.notes)])


def _span(value: float, low: float, high: float) -> str:
    return "nothing to say" if np.isnan(value) else f"{value:.2f} ({low:.2f} to {high:.2f})"


def pool(table: Any, measure: str, model: str = "REML", hartung_knapp: bool = False) -> MetaAnalysis:
    """Pool a table of studies.

    ``table`` is a data frame, a mapping of columns or a list of rows, with ``study, events_t, n_t, events_c, n_c`` for
    ``measure`` OR, RR or RD, and ``study, mean_t, sd_t, n_t, mean_c, sd_c, n_c`` for MD or SMD. ``model`` is common,
    DL, PM or REML. Raise MetaAnalysisError (a ValueError) for the first thing that cannot be used.
    """
    for name, given, known in (("measure", measure, MEASURES), ("model", model, MODELS)):
        if given not in known:
            raise MetaAnalysisError(f"{name} is {given!r}: use one of {', '.join(known)}.")
    studies = study_table.checked(table, study_table.COUNTS if measure in COUNTS else study_table.MEANS)
    notes = [note_shared(studies)]
    effects = effects_of(studies, measure)
    silent = np.isnan(effects.effect)
    notes.append(note_dropped(studies, measure, silent))
    if (~silent).sum() < 2:
        raise MetaAnalysisError(
            f"Fewer than two studies say anything about the {NAMES[measure]}: choose RD, which keeps all."
        )
    found = arithmetic.combine(Effects(*(part[~silent] for part in effects)), model, hartung_knapp)
    notes += notes_on_few(int((~silent).sum()), model, hartung_knapp)
    weights = np.zeros(len(silent))
    weights[~silent] = found.shares
    scaled = {
        "estimate": found.effect, "ci_low": found.low, "ci_high": found.high,
        "prediction_low": found.prediction_low, "prediction_high": found.prediction_high,
    }  # fmt: skip
    low, high = arithmetic.interval(effects)
    return MetaAnalysis(
        measure=measure, model=model, hartung_knapp=hartung_knapp, tau2=found.tau2, q=found.q, df=found.df, i2=found.i2,
        se=found.se, p=found.p, k=found.df + 1, studies=studies.names, weights=weights,
        effects=np.asarray(arithmetic.natural(measure, effects.effect)),
        effects_low=np.asarray(arithmetic.natural(measure, low)),
        effects_high=np.asarray(arithmetic.natural(measure, high)),
        notes=tuple(note for note in notes if note),
        **{name: float(arithmetic.natural(measure, value)) for name, value in scaled.items()},
    )  # fmt: skip


def effects_of(studies: StudyTable, measure: str) -> Effects:
    """Return each study's effect, on the scale on which it is pooled."""
    if measure in COUNTS:
        events_t, n_t, events_c, n_c = (studies.column[name] for name in study_table.COUNTS)
        return arithmetic.of_counts(measure, events_t, n_t, events_c, n_c)
    mean_t, sd_t, n_t, mean_c, sd_c, n_c = (studies.column[name] for name in study_table.MEANS)
    return arithmetic.of_means(measure, mean_t, sd_t, n_t, mean_c, sd_c, n_c)


def note_shared(studies: StudyTable) -> str:
    """Warn of rows that share a control group, and return the warning."""
    groups = study_table.shared_controls(studies)
    if not groups:
        return ""
    named = "; ".join(" and ".join(f"row {row + 1} ({studies.names[row]})" for row in group) for group in groups)
    note = (
        f"These seem to share one control group, whose people then count more than once: {named}. Merge the treated arms "
        "into one row, or keep one row. If the groups are different people, name each in a column 'control'."
    )
    warnings.warn(note, SharedControlWarning, stacklevel=3)
    return note


def note_dropped(studies: StudyTable, measure: str, silent: Sequence[bool] | np.ndarray) -> str:
    """Warn of studies that say nothing about a ratio, and return the warning."""
    names = [name for name, nothing in zip(studies.names, silent, strict=True) if nothing]
    if not names:
        return ""
    note = (
        f"Dropped, because nobody or everybody had an event in both arms, which says nothing about the "
        f"{NAMES[measure]}: {', '.join(names)}. The risk difference (RD) keeps such studies."
    )
    warnings.warn(note, DroppedStudyWarning, stacklevel=3)
    return note


def notes_on_few(k: int, model: str, hartung_knapp: bool) -> list[str]:
    """Return what to know where studies are few, or a method does not fit."""
    notes = []
    if model != "common" and k < arithmetic.NEEDED_TO_PREDICT:
        notes.append("A prediction interval needs three studies.")
    if hartung_knapp and k == 2:
        notes.append(
            "With two studies Hartung and Knapp's interval is too wide to be of use (t with one degree of freedom)."
        )
    if hartung_knapp and model == "common":
        notes.append("Hartung and Knapp's method is meant for random effects: here it only widens the interval.")
    return notes


def leave_one_out(
    table: Any, measure: str, model: str = "REML", hartung_knapp: bool = False
) -> dict[str, MetaAnalysis]:
    """Return the pooled result without each row in turn, by the name of the row that was left out.

    Rows with the same name are told apart by their number, "name (row 3)".
    """
    columns = study_table.as_columns(table)
    names = [str(name) for name in columns.get("study", [])]
    if len(names) < 3:
        raise MetaAnalysisError(f"Leaving one out needs three studies or more, and the table has {len(names)}.")
    found = {}
    for row, name in enumerate(names):
        rest = {key: [value for i, value in enumerate(values) if i != row] for key, values in columns.items()}
        label = name if names.count(name) == 1 else f"{name} (row {row + 1})"
        found[label] = pool(rest, measure, model, hartung_knapp)
    return found
