"""The explorer `blood-pressure`: published peaks, when they come and go, and what a mean hides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ketabrain.explorer import (
    Choice,
    Explorer,
    Figure,
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
from ketabrain.explorer.controls import number
from ketabrain.explorer.dot_list import NO_NUMBERS, bars, rows
from ketabrain.explorers.harms.lists import written
from ketabrain.models import pressure_rise as model
from ketabrain.models.pressure_rise import OBSERVED_MIN, READINGS, RISES, WAYS, WINDOWS, Rise

ALL = "all"
THRESHOLDS = (5, 10, 15, 20, 25, 30, 35, 40, 50)
SESSIONS = (1, 2, 4, 8, 12, 20)
CURVE = np.linspace(-20, 60, 81)
LABELS_MMHG, LABELS_MIN = -0.6, -5.0  # where labels end, on both lists' axes
TIMED = tuple(rise for rise in RISES if rise.start is not None and "65" not in rise.label)  # both ages peak at one time
TIMES = [*(f"peak: {rise.label.split(', ')[0]}" for rise in TIMED), *(window.label for window in WINDOWS)]


def passes(way: str, own: str) -> bool:
    """Return whether a study is shown; one on both ways in is shown with either."""
    return way == ALL or own in (way, model.BOTH)


def of_reading(rise: Rise, reading: str) -> tuple[float, float, float]:
    """Return the mean of a reading, and the ends of its bar."""
    return rise.systolic if reading == "systolic" else rise.diastolic


def _rises(way: str, reading: str) -> dict[str, Any]:
    shown = [passes(way, rise.way) for rise in RISES]
    found = [of_reading(rise, reading) for rise in RISES]
    places = rows(len(RISES))
    drawn: dict[str, Any] = {}
    for name, own in (("vein", model.BY_VEIN), ("spray", model.SPRAY), ("pooled", model.BOTH)):
        x = np.array([v[0] if s and r.way == own else np.nan for v, s, r in zip(found, shown, RISES, strict=True)])
        drawn |= {f"{name}_x": x, f"{name}_y": np.where(np.isnan(x), np.nan, places)}
    control = np.array(
        [r.control[READINGS.index(reading)] if s and r.control else np.nan for s, r in zip(shown, RISES, strict=True)]
    )
    drawn |= {"placebo_x": control, "placebo_y": np.where(np.isnan(control), np.nan, places)}
    for name, kind in (("sd", "SD"), ("ci", "95 %")):
        ends = [
            (v[1], v[2]) if s and r.bar == kind else (np.nan, np.nan)
            for v, s, r in zip(found, shown, RISES, strict=True)
        ]
        drawn[f"{name}_x"], drawn[f"{name}_y"] = bars(ends, places)
    values = [v[0] for v, s in zip(found, shown, strict=True) if s]
    return drawn | {"lowest": min(values), "highest": max(values), "studies": sum(shown)}


def _times(way: str) -> dict[str, Any]:
    places = rows(len(TIMES))
    peaks = [(r.start - 1.5, r.end + 1.5) if passes(way, r.way) else (np.nan, np.nan) for r in TIMED]  # type: ignore[operator]
    gone = [(0.0, w.end) if passes(way, w.way) else (np.nan, np.nan) for w in WINDOWS]
    drawn: dict[str, Any] = {}
    drawn["peak_x"], drawn["peak_y"] = bars(peaks, places[: len(TIMED)])
    drawn["gone_x"], drawn["gone_y"] = bars(gone, places[len(TIMED) :])
    latest = [w for w in WINDOWS if passes(way, w.way)]
    drawn["gone_says"] = " and ".join(_gone(w) for w in latest)
    return drawn


def _gone(window: model.Window) -> str:
    """Say until when a rise lasts, and who says so."""
    long = f"{number(window.end / 60, 1 if window.end % 60 else 0)} h"
    who = {"SpravatoLabel": "the label", "Doherty2020cardiac": "the maker's trials"}.get(window.source, "49 inpatients")
    return f"{long} ({who})"


def _people(reading: str, threshold: float) -> dict[str, Any]:
    mean, sd = model.spread(reading)
    height = np.exp(-(((CURVE - mean) / sd) ** 2) / 2)
    return {
        "curve_y": height,
        "over_y": np.where(threshold <= CURVE, height, 0.0),
        "threshold_x": [threshold, threshold],
        "threshold_y": [0, 1.08],
        "above": model.share_above(threshold, reading),
    }


def _again(reading: str, threshold: float, sessions: float) -> dict[str, Any]:
    share = model.share_above(threshold, reading)
    once = model.at_least_once(share, round(sessions))
    return {
        "at_most_people": once,
        "range_says": written_share(share) if sessions == 1 else f"{written_share(share)} to {written_share(once)}",
    }


def written_share(share: float) -> str:
    """Write a share in per cent, as the read-out beside it does."""
    return f"{number(100 * share, 1)} %"


def _always() -> dict[str, Any]:
    return {
        "curve_x": CURVE,
        "observed_x": [OBSERVED_MIN, OBSERVED_MIN],
        "observed_y": [0.3, len(TIMES) + 0.7],
        "rise_words": [_rise_words(rise) for rise in RISES],
        "layout": {
            **written([rise.label for rise in RISES], LABELS_MMHG, ""),
            **written(TIMES, LABELS_MIN, "2", len(RISES)),
        },
    }


def _rise_words(rise: Rise) -> str:
    """Say for the pointer what a row is."""
    when = (
        "no time given"
        if rise.start is None
        else f"at {rise.start:g} min"
        if rise.start == rise.end
        else f"at {rise.start:g} to {rise.end:g} min"
    )
    bar = {
        "": "spread not printed",
        "SD": "bar: one standard deviation to each side",
        "95 %": "bar: 95 % interval of the mean",
    }[rise.bar]
    who = ["by the maker"] if rise.maker else []
    return "<br>".join([f"{rise.label}, {when}", bar, *who, f"source: {rise.source}"])


def _list(name: str, label: str, colour: str, kind: str, **more: Any) -> Trace:
    return Trace(label, "rises", f"{name}_x", f"{name}_y", colour, kind, gaps=True, **more)


def _with_words(hover: str) -> dict[str, Any]:
    return {"hover": hover + "<br>%{text}", "bind": {"text": "rise_words"}}


def series(*names: str) -> Sequence[Series]:
    """Return exact series by name."""
    return tuple(Series(name, "", "exact") for name in names)


BLOOD_PRESSURE = Explorer(
    slug="blood-pressure",
    title="How far blood pressure rises, and when",
    chapter="harms",
    card="pressure_rise",
    objectives=("harms.pressure",),
    models=(model,),
    controls=(
        Choice("way", "Way in", {ALL: "both", **WAYS}, ALL),
        Choice("reading", "Reading", {"systolic": "systolic, the upper", "diastolic": "diastolic, the lower"}, "systolic"),
        Steps("threshold", "A rise of more than", "mmHg", THRESHOLDS, 30, decimals=0, even=False),
        Steps("sessions", "Infusions in a course", "", SESSIONS, 1, decimals=0, even=False),
    ),
    parts=(
        Part(
            _rises,
            over=("way", "reading"),
            series=series(*(f"{name}_{axis}" for name in ("vein", "spray", "pooled", "placebo", "sd", "ci") for axis in "xy")),
            readouts=(
                Readout("lowest", "Smallest published mean rise", "mmHg", 1),
                Readout("highest", "Largest published mean rise", "mmHg", 1),
                Readout("studies", "Rows shown", "", 0),
            ),
        ),
        Part(
            _times,
            over=("way",),
            series=series("peak_x", "peak_y", "gone_x", "gone_y"),
            readouts=(Readout("gone_says", "Gone after", words=True),),
        ),
        Part(
            _people,
            over=("reading", "threshold"),
            series=(Series("curve_y", "", "u16"), Series("over_y", "", "u16"), *series("threshold_x", "threshold_y")),
            readouts=(Readout("above", "Infusions above it, by a normal curve", decimals=1, shown_as="percent"),),
        ),
        Part(
            _again,
            over=("reading", "threshold", "sessions"),
            readouts=(
                Readout("at_most_people", "People above it at least once, if chance alone decides", decimals=1, shown_as="percent"),
                Readout("range_says", "People above it at least once", words=True),
            ),
        ),
        Part(
            _always,
            over=(),
            layout=True,
            series=(*series("curve_x", "observed_x", "observed_y"), Series("rise_words", "", "words")),
        ),
    ),
    drawing=Figure(
        panels=(
            Panel("rises", "Mean rise at the peak (mmHg)", "", (-16, 30), (0.4, len(RISES) + 0.6), height=1.0,
                  axis={"tickvals": [0, 10, 20, 30]}, y_axis=NO_NUMBERS),
            Panel("times", "Minutes after the dose", "", (-135, 250), (0.3, len(TIMES) + 0.7), height=1.15,
                  axis={"tickvals": [0, 60, 120, 180, 240]}, y_axis=NO_NUMBERS),
            Panel("people", "Rise in one infusion (mmHg)", "", (-20, 60), (0, 1.1), height=0.75, y_axis=NO_NUMBERS),
        ),
        traces=(
            _list("sd", "one SD to each side", "tonic", "line", width=3, hover="one standard deviation: %{x:.1f} mmHg"),
            _list("ci", "95 % of the mean", "ink", "line", width=3, hover="95 % interval of the mean: %{x:.1f} mmHg"),
            _list("placebo", "placebo spray", "faint", "open markers", size=10, hover="placebo spray: %{x:.1f} mmHg"),
            _list("vein", "into a vein", "tonic", "markers", size=11, **_with_words("%{x:.1f} mmHg")),
            _list("spray", "esketamine spray", "burst", "squares", size=11, **_with_words("%{x:.1f} mmHg")),
            _list("pooled", "both pooled", "ink", "squares", size=10, extra={"marker": {"symbol": "diamond"}}, **_with_words("%{x:.1f} mmHg")),
            Trace("peak seen", "times", "peak_x", "peak_y", "bad", width=7, gaps=True, hover="peak seen here: %{x:.0f} min"),
            Trace("until it is gone", "times", "gone_x", "gone_y", "faint", width=4, gaps=True, hover="%{x:.0f} min"),
            Trace("2 h of watching", "times", "observed_x", "observed_y", "ink", width=1.2, dash="dot", hover="least time of watching: 120 min"),
            Trace("all infusions", "people", "curve_x", "curve_y", "tonic", width=2.2, hover="a rise of %{x:.0f} mmHg"),
            Trace("above", "people", "curve_x", "over_y", "bad", "area", width=0.5, hover="above the threshold"),
            Trace("your threshold", "people", "threshold_x", "threshold_y", "ink", width=1.5, dash="dash", legend=False, hover="%{x:.0f} mmHg"),
        ),
        height_px=720,
        narrow_height_px=800,
    ),
    describe="Way in: {way}; reading: {reading}. In {studies} rows the published mean rise at the peak is {lowest} to {highest}. Gone after {gone_says}. "
    "In the one series with a printed spread, by a normal curve, {above} of infusions rise by more than {threshold}. "
    "Infusions in a course: {sessions}; people above it at least once: {range_says}.",
    caption="Above: each dot is a published mean at its peak. Below: when it was seen, and by when the rise was gone. There is no curve in between, because "
    "no source prints one. At the bottom: what a mean of 16 and a standard deviation of 11.2 say of single infusions, if rises lie on a normal curve; that curve is ours. Try another threshold.",
    predict=Predict(
        "In 2,342 infusions systolic pressure rose by 16 mmHg on average. In how many of 100 infusions did it rise by more than 30?",
        ("In none or one", "In about 11", "In about 50"),
        1,
        "About 11, if rises lie on a normal curve with the printed standard deviation of 11.2. A mean of 16 has 30 and more in it. Who gets a steep rise is what "
        "the readings at 30 and 40 minutes are for.",
        {"way": "infusion", "reading": "systolic", "threshold": 30, "sessions": 1},
    ),
    tasks=(
        Task("Find the threshold that half of all diastolic rises pass, as nearly as the steps allow.",
             (("reading", "==", "diastolic"), ("above", ">=", 0.45), ("above", "<=", 0.55)),
             "10 mmHg: close to the mean of 11. Half of a normal curve lies above its mean."),
        Task("A rise of more than 40 in one infusion is rare. How many infusions does it take until up to one person in ten has had one?",
             (("reading", "==", "systolic"), ("threshold", "==", 40.0), ("at_most_people", ">=", 0.1)),
             "Eight, if chance alone decides: 12 %. If it is always the same people, 2 % stay 2 %. The truth lies between. The label counts 8 to 19 % of people on the spray with a rise of 40 or of 25 diastolic."),
        Task("Look at the spray. By when is the rise gone?", (("way", "==", "spray"),),
             "It depends on whom you ask: about an hour and a half in the maker's trials, about four hours on the label. People are watched for two."),
    ),
    presets=(
        Preset("Everything", {"way": ALL, "reading": "systolic"}),
        Preset("Infusions, steep rises", {"way": "infusion", "reading": "systolic", "threshold": 40, "sessions": 8}),
        Preset("Spray", {"way": "spray", "reading": "systolic"}),
        Preset("The lower reading", {"way": ALL, "reading": "diastolic", "threshold": 25}),
    ),
    teaching_note="A sketch of published means, and a teaching model beside it. The normal curve is chosen here and its shares derived, for one series whose abstract prints a standard deviation; it does not say whether that is between infusions or between people. "
    "Means of different series cannot be ranked: patients, blood pressure at the start and what counts as the peak differ. The spray's rows are the largest mean of all dosing days, by the maker. "
    "The pooled row has no time. Whether the inpatients' hour and a half counts from the start or the end of the infusion is not clear.",
)  # fmt: skip
