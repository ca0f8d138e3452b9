"""Spines over days of stress and after ketamine, and when each study saw new ones."""

from __future__ import annotations

from typing import Any

import numpy as np

from ketabrain.explorer import (
    Choice,
    Explorer,
    Figure,
    Measured,
    Panel,
    Part,
    Predict,
    Preset,
    Readout,
    Series,
    Steps,
    Task,
    Trace,
)
from ketabrain.models import spines as model
from ketabrain.models.spines import FINDINGS, Finding

DAYS = np.concatenate([np.arange(-23, 0, 1), np.arange(0, 15, 0.25), np.arange(15, 22.1, 1)])
GIVEN = {"none": "none", "one": "one dose", "five": "five daily doses"}
NUMBER = {"none": 0, "one": 1, "five": 5}
ERASED = {
    "never": "never",
    "0.25": "after 6 hours",
    "1": "after 1 day",
    "2": "after 2 days",
    "4": "after 4 days",
    "7": "after a week",
}
TIMING_WORDS = {
    "hours": "1 to 3 hours after a dose",
    "day": "12 to 36 hours after a dose",
    "days": "3 to 5½ days after a dose",
}
LATE_DAYS = 14.0
ROWS = list(dict.fromkeys(finding.label for finding in FINDINGS))
ROW = {label: float(len(ROWS) - place) for place, label in enumerate(ROWS)}
BETWEEN = [row + 0.68 for row in (0.0, *ROW.values())]  # lines between rows
ROW_WORDS = {
    "Zhang 2019": "Zhang 2019: stressed mice, R-form; number",
    "Moda-Sava 2019": "Moda-Sava 2019: stressed mice; formation",
    "Li 2010": "Li 2010: rats; number",
    "Li 2011": "Li 2011: stressed rats; number",
    "Phoumthipphavong 2016": "Phoumthipphavong 2016: mice; number",
    "Pryazhnikov 2018": "Pryazhnikov 2018: mice, 5 doses; formation",
    "Holmes 2022": "Holmes 2022: people, PET of synapses",
}
MODEL_WORDS = "this model's window after one dose"
TICKS_H = {1: "1 h", 3: "3 h", 6: "6 h", 12: "12 h", 24: "1 d", 72: "3 d", 168: "7 d", 336: "14 d"}
MOUSE_WORDS = {  # what Moda-Sava 2019 reports, by what was done
    "never": "better first, spines later; it lasted",
    "erased": "better first; without new spines it did not last",
    "no drug": "fewer spines, less escape",
    "other": "not what was done there",
}


def _mice(stress: float, given: str, erase: str) -> str:
    """Return what mice did where the state is that of Moda-Sava 2019: three weeks of stress and one dose."""
    if stress != 21 or given == "five" or (given == "one" and erase == "0.25"):
        return MOUSE_WORDS["other"]
    if given == "none":
        return MOUSE_WORDS["no drug"]
    return MOUSE_WORDS["never" if erase == "never" else "erased"]


def _course(stress: float, given: str, day: float, timing: str, erase: str) -> dict[str, Any]:
    p, doses = model.timed(timing), [day + number for number in range(NUMBER[given])]
    erase_day = None if erase == "never" or not doses else day + float(erase)
    found = model.simulate(DAYS, stress, doses, erase_day, p)
    at = np.array([0.0, day + LATE_DAYS])
    start, late = model.simulate(at, stress, doses, erase_day, p).spines
    plain = model.simulate(at, stress, (), parameters=p).spines[1]
    return {
        "spines": found.spines,
        "lost": 1 - start,
        "formed": found.formed[-1],
        "late": late,
        "late_gain": late - plain,
        "mice": _mice(stress, given, erase),
    }


def _plain(stress: float) -> dict[str, Any]:
    return {"without": model.simulate(DAYS, stress, ()).spines}


def _log_h(hours: float) -> float:
    return float(np.log10(hours))


def _middle(finding: Finding) -> float:
    return (_log_h(finding.start_h) + _log_h(finding.end_h)) / 2


def _marks(wanted: list[Finding]) -> tuple[list[float], list[float]]:
    return [_middle(finding) for finding in wanted], [ROW[finding.label] for finding in wanted]


def _agreement(timing: str) -> dict[str, Any]:
    p = model.timed(timing)
    compared = [(finding, same) for finding, same in model.agreement(p) if finding.scored]
    x, y = _marks([finding for finding, same in compared if not same])
    return {
        "against_x": x,
        "against_y": y,
        "window_x": [_log_h(p.opens_h), _log_h(p.opens_h + p.lasts_h)],
        "agrees": sum(same for finding, same in compared if finding.confirmed),
    }


def _studies() -> dict[str, Any]:
    more = [finding for finding in FINDINGS if finding.more and finding.confirmed]
    open_time = [finding for finding in FINDINGS if not finding.confirmed]
    none = [finding for finding in FINDINGS if not finding.more]
    spans = [finding for finding in FINDINGS if finding.end_h > finding.start_h]
    marks = {"more": _marks(more), "open": _marks(open_time), "none": _marks(none)}
    return {
        "days": DAYS,
        **{f"{name}_x": x for name, (x, _) in marks.items()},
        **{f"{name}_y": y for name, (_, y) in marks.items()},
        "span_x": [at for f in spans for at in (_log_h(f.start_h), _log_h(f.end_h), np.nan)][:-1],
        "span_y": [at for f in spans for at in (ROW[f.label], ROW[f.label], np.nan)][:-1],
        "window_y": [0.0, 0.0],
        "layout": _labels(),
    }


def _labels() -> dict[str, Any]:
    """Return the names of the rows, each written above its own line."""
    style = {
        "showarrow": False,
        "font": {"size": 11, "color": "@ink"},
        "x": 0.0,
        "xref": "x2 domain",
        "xanchor": "left",
    }
    rows = [*((ROW[label], ROW_WORDS[label]) for label in ROWS), (0.0, MODEL_WORDS)]
    # the first annotation belongs to the measured band above
    return {f"annotations.{i}": {"text": text, "y": at + 0.18, "yref": "y2", "yanchor": "bottom", **style}
            for i, (at, text) in enumerate(rows, 1)}  # fmt: skip


SPINES = Explorer(
    slug="pfc-spines",
    title="Spines lost and found, and when",
    chapter="prefrontal_cortex",
    card="spines",
    objectives=("prefrontal_cortex.spines",),
    models=(model,),
    controls=(
        Steps("stress", "Stress before day 0", "days", (0, 7, 14, 21), 21, decimals=0),
        Choice("given", "Ketamine", GIVEN, "one"),
        Steps("day", "Day of the first dose", "", (0, 3, 7), 0, decimals=0, even=False, help="day 0 is the end of stress"),
        Choice("timing", "The model forms new spines", TIMING_WORDS, "day", help="each window was chosen after one study"),
        Choice("erase", "Erase all new spines", ERASED, "never", help="counted from the first dose; in mice it was done with light"),
    ),
    parts=(
        Part(
            _course,
            series=(Series("spines", "of healthy", "svd", shown_as="percent"),),
            readouts=(
                Readout("lost", "Spines that stress has taken by day 0", decimals=0, shown_as="percent"),
                Readout("formed", "New spines formed in all, of the healthy number", decimals=0, shown_as="percent"),
                Readout("late", "Spines two weeks after the first dose", decimals=0, shown_as="percent"),
                Readout("late_gain", "Of these, more than without ketamine", decimals=1, shown_as="percent"),
                Readout("mice", "Escape behaviour in mice (Moda-Sava 2019)", words=True),
            ),
        ),
        Part(_plain, over=("stress",), series=(Series("without", "of healthy", "u16", shown_as="percent"),)),
        Part(
            _agreement,
            over=("timing",),
            series=(Series("against_x", "", "exact"), Series("against_y", "", "exact"), Series("window_x", "", "exact")),
            readouts=(Readout("agrees", "Of six confirmed results, this timing agrees with", "", 0),),
        ),
        Part(
            _studies,
            over=(),
            series=(
                Series("days", "days", "exact"),
                *(Series(f"{name}_{axis}", "", "exact") for name in ("more", "open", "none", "span") for axis in "xy"),
                Series("window_y", "", "exact"),
            ),
            layout=True,
        ),
    ),
    drawing=Figure(
        panels=(
            Panel("course", "Days (0: stress ends)", "Spines (100 %: healthy)", (-23, 22), (0, 1.22), height=0.8,
                  axis={"dtick": 7, "tick0": 0}, y_axis={"tickformat": ".0%", "dtick": 0.25}),
            Panel("studies", "Time after the (first) dose", "", (-0.12, 2.62), (-0.4, 7.72), height=1.6,
                  axis={"tickvals": [float(np.log10(hours)) for hours in TICKS_H], "ticktext": list(TICKS_H.values())},
                  y_axis={"tickvals": BETWEEN, "ticktext": [""] * len(BETWEEN)}),
        ),
        traces=(
            Trace("without ketamine", "course", "days", "without", "quiet", dash="dash", hover="day %{x}, without: %{y:.0%}"),
            Trace("spines (shaded: new ones)", "course", "days", "spines", "prefrontal_cortex", width=2.6,
                  extra={"fill": "tonexty", "fillcolor": "@ketamine/0.25"}, hover="day %{x}: %{y:.0%}"),
            Trace("times compared", "studies", "span_x", "span_y", "faint", width=3, legend=False, gaps=True, hover="the time compared"),
            Trace("this model", "studies", "window_x", "window_y", "ketamine", width=7, legend=False, hover="new spines form"),
            Trace("model disagrees", "studies", "against_x", "against_y", "bad", "open markers", size=20, hover="the model says otherwise"),
            Trace("more", "studies", "more_x", "more_y", "good", "markers", size=10, extra={"marker": {"symbol": "diamond"}},
                  hover="more than without ketamine"),
            Trace("more, hour not confirmed", "studies", "open_x", "open_y", "good", "open markers", size=10,
                  hover="more than without ketamine; the hour is not confirmed"),
            Trace("no difference", "studies", "none_x", "none_y", "quiet", "squares", size=10, hover="no difference found"),
        ),
        measured=(Measured("course", 0.7, 0.8, "rats after 21 days of stress", "Li2011reverse", confirmed=False),),
        height_px=720,
        narrow_height_px=820,
    ),
    describe={
        "none": "Stress lasts {stress} and takes {lost} of the spines. No ketamine is given. Two weeks later there are {late} of the healthy "
        "number. Escape behaviour in mice: {mice}.",
        "one": "Stress lasts {stress} and takes {lost} of the spines. One dose of ketamine on day {day}; the model forms new spines {timing}, "
        "{formed} of the healthy number in all. They are erased: {erase}. Two weeks after the dose there are {late} of the healthy number, "
        "{late_gain} more than without. Of six confirmed results this timing agrees with {agrees}. Escape behaviour in mice: {mice}.",
        "five": "Stress lasts {stress} and takes {lost} of the spines. Five daily doses of ketamine from day {day}; the model forms new spines "
        "{timing}, {formed} of the healthy number in all. They are erased: {erase}. Two weeks after the first dose there are {late} of the "
        "healthy number, {late_gain} more than without. Of six confirmed results this timing agrees with {agrees}.",
    },
    describe_by="given",
    caption="Above: our model of spines over days. Below: when each study looked, and whether it found more spines (or more new ones) than "
    "without ketamine. Signs show directions, not heights: we could read no height. A red ring: our model, run as that study was done, says "
    "otherwise. Try all three timings, and look for one without a ring.",
    predict=Predict(
        "The model forms new spines 12 to 36 hours after a dose, as Moda-Sava 2019 saw. Six results of four studies have a confirmed time. "
        "You may move the window to the first hours, or to days 3 to 5½. Which timing agrees with all six?",
        ("The first hours", "Days 3 to 5½", "None of the three"),
        2,
        "Each agrees with four. The studies differ in stress, in the form of ketamine, in the number of doses, in the region and in how spines "
        "were counted, so that they need not describe the same thing. A sentence such as “new spines grow within a day” leaves that out.",
        {"stress": 21, "given": "one", "day": 0, "timing": "days", "erase": "never"},
    ),
    tasks=(
        Task("After three weeks of stress and one dose, take away what Moda-Sava's light took.",
             (("stress", "==", 21.0), ("given", "==", "one"), ("timing", "==", "day"), ("erase", "!=", "never"), ("late_gain", "<", 0.005)),
             "In mice the first improvement had come without new spines. What was lost without them was its lasting."),
        Task("Give five daily doses without any stress, and have 5 % more spines than without ketamine after two weeks.",
             (("stress", "==", 0.0), ("given", "==", "five"), ("late_gain", ">=", 0.05)),
             "More than healthy is not better than healthy: nobody knows what extra spines do."),
        Task("Erase new spines at a time when there are none yet.",
             (("given", "!=", "none"), ("erase", "!=", "never"), ("late_gain", ">", 0.01)),
             "Erasing takes only what is there. When spines come decides what an experiment of this kind can show."),
    ),
    presets=(
        Preset("Stress alone", {"stress": 21, "given": "none", "day": 0, "erase": "never"}),
        Preset("One dose", {"stress": 21, "given": "one", "day": 0, "timing": "day", "erase": "never"}),
        Preset("Erased", {"stress": 21, "given": "one", "day": 0, "timing": "day", "erase": "2"}),
        Preset("Five doses, no stress", {"stress": 0, "given": "five", "day": 0, "timing": "days", "erase": "never"}),
    ),
    teaching_note="A teaching model, ours, because we found none. Slow turnover was measured in mice; all else was chosen. Directions of "
    "studies are published, the heights of the curves are not data. The behaviour is quoted, not modelled. The PET study of people counts "
    "no spines, and is not compared.",
)  # fmt: skip
