"""Every published mean of a depression score against time, arm by arm; joined within one arm of one trial alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from ketabrain.evidence import trials
from ketabrain.evidence.trials import Arm
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
    Task,
    Trace,
)
from ketabrain.explorer.controls import number
from ketabrain.explorers.one_dose.follow import APART, time_words
from ketabrain.models import trial_points

BEFORE_H = 0.6  # where the start is drawn: a logarithmic axis has no zero
TICKS = {BEFORE_H: "before", 2: "2 h", 24: "1 d", 72: "3 d", 168: "1 wk", 336: "", 672: "4 wk"}
SPAN = (float(np.log10(0.45)), float(np.log10(1000)))
CHANGE_RANGE, SCORE_RANGE = (-37.0, 13.0), (-2.0, 46.0)
ALL = "all"
TRIALS = {
    ALL: "all trials",
    "Berman 2000": "Berman 2000 (HDRS-25)",
    "Murrough 2013": "Murrough 2013",
    "Singh 2016, 2 a week": "Singh 2016, two a week",
    "Singh 2016, 3 a week": "Singh 2016, three a week",
    "Singh 2016, esketamine": "Singh 2016, esketamine",
    "Daly 2018": "Daly 2018",
    "TRANSFORM-1 and -2": "TRANSFORM-1 and -2",
    "TRANSFORM-3": "TRANSFORM-3",
    "ASPIRE II": "ASPIRE II",
    "Takahashi 2021": "Japan 2021",
    "Lii 2023": "Lii 2023",
}
ARMS = {"both": "drug and comparator", "treated": "drug alone", "control": "comparator alone"}
SHOWN = {"change": "as change since the start", "score": "as score"}
DOSES = {"any": "one dose or several", "one": "one dose", "several": "several doses"}
SPREADS = {"mean": "of the mean (95 % interval)", "people": "of people (one SD)", "none": "not drawn"}


@dataclass(frozen=True)
class Point:
    """One mean of one arm as it is drawn, in points of its scale. ``low`` and ``high`` are the ends of its spread, or NaN."""

    arm: Arm
    kind: str
    value: float
    low: float
    high: float
    derived: bool


def kind_of(arm: Arm) -> str:
    """Return with which sign an arm is drawn."""
    if arm.group == "treated":
        return "esketamine" if arm.drug == "esketamine" else "racemic"
    return "midazolam" if arm.drug == "midazolam" else "inert"


@cache
def measured() -> tuple[Arm, ...]:
    """Return every mean of the table, arms that were merged left out."""
    return tuple(arm for arm in trials.arms() if arm.outcome in trials.MEASURED and arm.pool != "merged")


@cache
def starts() -> dict[tuple[str, str], Arm]:
    """Return each arm's score before the first dose, where it is printed."""
    return {(arm.trial, arm.arm): arm for arm in measured() if arm.outcome == "score" and arm.time_h == 0}


def point(arm: Arm, shown: str, spread: str) -> Point | None:
    """Return a mean as change or as score; None where its start would be needed and is not printed."""
    start = starts().get((arm.trial, arm.arm))
    derived = arm.outcome != shown
    if derived and start is None:
        return None
    assert arm.mean is not None
    shift = 0.0 if not derived or start is None or start.mean is None else start.mean
    value = arm.mean + (shift if shown == "score" else -shift)
    low, high = ends(arm, value, spread) if not derived else (np.nan, np.nan)
    return Point(arm, kind_of(arm), value, low, high, derived)


def ends(arm: Arm, value: float, spread: str) -> tuple[float, float]:
    """Return the ends of a mean's spread; NaN where the paper prints none, or too little to work it out."""
    if arm.spread is None or spread == "none":
        return np.nan, np.nan
    if arm.n is None:
        wide = arm.spread if (spread, arm.spread_kind) == ("people", "SD") else np.nan
    elif spread == "people":
        wide = trial_points.standard_deviation(arm.spread, arm.spread_kind, arm.n)
    else:
        error = trial_points.standard_error(arm.spread, arm.spread_kind, arm.n)
        wide = trial_points.interval(trial_points.Arm(value, error)).high - value
    return value - wide, value + wide


def chosen(trial: str, arms: str, shown: str, doses: str, spread: str) -> list[Point]:
    """Return the points that pass the controls; with an arm's scores comes its start."""
    wanted = {"any": lambda n: True, "one": lambda n: n == 1, "several": lambda n: n > 1}[doses]
    passing = [
        arm
        for arm in measured()
        if trial in (ALL, arm.trial) and arms in ("both", arm.group) and arm.time_h and wanted(arm.doses)
    ]
    kept = {(arm.trial, arm.arm) for arm in passing if shown == "score"}
    first = [arm for key, arm in starts().items() if key in kept]
    return [found for arm in (*first, *passing) if (found := point(arm, shown, spread)) is not None]


def at_h(points: Sequence[Point]) -> np.ndarray:
    """Return where points stand in time [h]: those of one time a little apart, the start at its own tick."""
    same: dict[float, list[int]] = {}
    for i, one in enumerate(points):
        same.setdefault(one.arm.time_h or BEFORE_H, []).append(i)
    x = np.empty(len(points))
    for time_h, members in same.items():
        for place, i in enumerate(members):
            x[i] = time_h * APART ** (place - (len(members) - 1) / 2)
    return x


def _drawn(trial: str, arms: str, shown: str, doses: str, spread: str) -> dict[str, Any]:
    points = chosen(trial, arms, shown, doses, spread)
    x = at_h(points)
    found: dict[str, Any] = {}
    for kind in KINDS:
        for confirmed, name in ((True, kind), (False, f"{kind}_open")):
            own = [i for i, one in enumerate(points) if (one.kind, one.arm.confirmed) == (kind, confirmed)]
            found[f"{name}_x"], found[f"{name}_y"] = column(x[own]), column(np.array([points[i].value for i in own]))
            found[f"{name}_words"] = [told(points[i], spread) for i in own] or [""]
        own = [i for i, one in enumerate(points) if one.kind == kind and np.isfinite(one.low)]
        found[f"{kind}_spread_x"] = column(np.array([[x[i], x[i], np.nan] for i in own]).ravel())
        found[f"{kind}_spread_y"] = column(np.array([[points[i].low, points[i].high, np.nan] for i in own]).ravel())
        found |= lines(kind, points, x, from_start=shown == "change" and trial != ALL)
    return found


def column(values: np.ndarray) -> np.ndarray:
    """Return values, or one gap where there are none."""
    return values if len(values) else np.array([np.nan])


def lines(kind: str, points: Sequence[Point], x: np.ndarray, from_start: bool) -> dict[str, Any]:
    """Return a line through the points of each arm of one trial on one scale, gaps between arms.

    ``from_start`` begins it before the first dose, where a change is nothing by definition.
    """
    ways: dict[tuple[str, str, str], list[int]] = {}
    for i, one in enumerate(points):
        if one.kind == kind:
            ways.setdefault((one.arm.trial, one.arm.arm, one.arm.scale), []).append(i)
    line_x: list[float] = []
    line_y: list[float] = []
    for members in ways.values():
        line_x += [*([BEFORE_H] if from_start else []), *x[members], np.nan]
        line_y += [*([0.0] if from_start else []), *(points[i].value for i in members), np.nan]
    return {f"{kind}_line_x": column(np.array(line_x)), f"{kind}_line_y": column(np.array(line_y))}


def told(one: Point, spread: str) -> str:
    """Write a point with its trial, arm, time, people and spread."""
    arm = one.arm
    when = "before the first dose" if arm.time_h == 0 else time_words(60 * (arm.time_h or 0.0))
    people = f"{arm.n} people" if arm.n is not None else "number of people not printed"
    given = f", after {arm.doses} doses" if (arm.doses or 0) > 1 else ""
    value = f"{arm.scale} {number(one.value, 1)}"
    around = "" if np.isnan(one.low) else f" ({number(one.low, 1)} to {number(one.high, 1)})"
    how = ", difference of two means" if one.derived else ""
    doubt = "" if arm.confirmed else "; number not confirmed"
    return f"{arm.trial}: {arm.arm}<br>{when}{given}, {people}<br>{value}{around}{how}{doubt}"


def _counted(trial: str, arms: str, shown: str, doses: str) -> dict[str, Any]:
    points = chosen(trial, arms, shown, doses, "none")
    later = [one for one in points if one.arm.time_h]
    falls = {group: fall(later, group, shown) for group in trials.GROUPS}
    return {
        "points": len(points),
        "means_of": len({one.arm.trial for one in points}),
        "fall_treated": falls["treated"],
        "fall_control": falls["control"],
        "distance": distance(later) if later else "none",
        "in_print": "found" if later else "none found",
    }


def fall(points: Sequence[Point], group: str, shown: str) -> str:
    """Say the largest fall, or the lowest score, of an arm of a group, and where it was."""
    own = [one for one in points if one.arm.group == group]
    if not own:
        return "none shown"
    lowest = min(own, key=lambda one: one.value)
    what = f"{number(lowest.value, 1)} points" if shown == "change" else f"a score of {number(lowest.value, 1)}"
    return f"{what} ({lowest.arm.trial}, {time_words(60 * (lowest.arm.time_h or 0.0))})"


def distance(points: Sequence[Point]) -> str:
    """Say from where to where the distance between a drug's arm and its own comparator reaches."""
    controls = {one.arm.comparison: one.value for one in points if one.arm.group == "control"}
    apart = [
        one.value - controls[one.arm.comparison]
        for one in points
        if one.arm.group == "treated" and one.arm.comparison in controls
    ]
    if not apart:
        return "needs both arms"
    return f"{number(min(apart), 1)} to {number(max(apart), 1)}" if len(apart) > 1 else number(apart[0], 1)


def _scale(shown: str) -> dict[str, Any]:
    low, high = SCORE_RANGE if shown == "score" else CHANGE_RANGE
    title = "Score (points)" if shown == "score" else "Change since the start (points)"
    return {
        "zero_x": [0.45, 1000.0],
        "zero_y": [0.0, 0.0],
        "layout": {"yaxis.range": [low, high], "yaxis.title.text": title},
    }


KINDS: dict[str, tuple[str, str, str]] = {  # name, colour, symbol
    "racemic": ("racemic ketamine", "ketamine", "circle"),
    "esketamine": ("esketamine", "prefrontal_cortex", "diamond"),
    "midazolam": ("midazolam", "amygdala", "triangle-up"),
    "inert": ("saline or placebo", "quiet", "square"),
}
OPEN = "number not confirmed"
HIDDEN: dict[str, Any] = {"hoverinfo": "skip"}

TRACES = (
    Trace("no change", "course", "zero_x", "zero_y", "faint", width=1, dash="dot", legend=False),
    *(Trace(f"spread, {name}", "course", f"{key}_spread_x", f"{key}_spread_y", colour, width=1.2, gaps=True, legend=False, extra=HIDDEN)
      for key, (name, colour, _) in KINDS.items()),
    *(Trace(f"one arm, {name}", "course", f"{key}_line_x", f"{key}_line_y", colour, width=1.4, gaps=True, legend=False, extra=HIDDEN)
      for key, (name, colour, _) in KINDS.items()),
    *(Trace(name, "course", f"{key}_x", f"{key}_y", colour, "markers", size=10, gaps=True, extra={"marker": {"symbol": symbol, "line": {"width": 0}}},
            bind={"customdata": f"{key}_words"}, hover="%{customdata}")
      for key, (name, colour, symbol) in KINDS.items()),
    *(Trace(f"{OPEN}, {name}", "course", f"{key}_open_x", f"{key}_open_y", colour, "open markers", size=9, gaps=True, legend=False,
            extra={"marker": {"symbol": f"{symbol}-open"}}, bind={"customdata": f"{key}_open_words"}, hover="%{customdata}")
      for key, (name, colour, symbol) in KINDS.items()),
)  # fmt: skip
PACKS = {"x": "exact", "y": "exact", "words": "words"}

ONSET = Explorer(
    slug="onset-curve",
    title="How fast, how long: the published points",
    chapter="evidence",
    card="trial_points",
    objectives=("evidence.course", "evidence.comparator"),
    models=(trial_points, trials),
    data=(trials.FILE,),
    controls=(
        Choice("trial", "Trial", TRIALS, ALL),
        Choice("arms", "Arms", ARMS, "both"),
        Choice("shown", "Points", SHOWN, "change"),
        Choice("doses", "After", DOSES, "any"),
        Choice("spread", "Spread", SPREADS, "mean"),
    ),
    parts=(
        Part(
            _drawn,
            series=tuple(
                Series(f"{name}_{what}", "h" if what == "x" else "points", pack)
                for key in KINDS
                for name, parts in ((key, PACKS), (f"{key}_open", PACKS), (f"{key}_spread", "xy"), (f"{key}_line", "xy"))
                for what, pack in ((one, PACKS[one]) for one in parts)
            ),
        ),
        Part(
            _counted,
            over=("trial", "arms", "shown", "doses"),
            readouts=(
                Readout("points", "Means shown", "", 0),
                Readout("means_of", "From trials or parts of trials", "", 0),
                Readout("fall_treated", "Lowest on a drug", words=True),
                Readout("fall_control", "Lowest on a comparator", words=True),
                Readout("distance", "Drug minus its own comparator, in points", words=True),
                Readout("in_print", "Such means in print", words=True),
            ),
        ),
        Part(_scale, over=("shown",), layout=True, series=(Series("zero_x", "h", "exact"), Series("zero_y", "points", "exact"))),
    ),
    drawing=Figure(
        panels=(
            Panel("course", "Time after the first dose (logarithmic)", "Change since the start (points)", SPAN, CHANGE_RANGE,
                  axis={"type": "log", "tickvals": list(TICKS), "ticktext": list(TICKS.values()), "tickangle": 0}),
        ),
        traces=TRACES,
        height_px=470,
        narrow_height_px=470,
    ),
    describe={
        "found": "Shown: {trial}, {arms}, {shown}, {doses}. Means shown: {points}; trials or parts of trials: {means_of}. Lowest on a drug: {fall_treated}. Lowest on a comparator: "
        "{fall_control}. A drug less its own comparator, at one time of one trial: {distance} points.",
        "none found": "Shown: {trial}, {arms}, {shown}, {doses}. No such mean was found in print. The empty plot is the answer.",
    },
    describe_by="in_print",
    caption="One sign is one mean of one arm; a line joins means of one arm of one trial, and between them nobody looked. Bars are its spread; open signs: number not "
    "confirmed. Lower is better. Try Daly 2018: on placebo the score fell 9.7 points in two hours. Usual antidepressants have no curve here, because their points "
    "are not there: in 28 trials SSRIs had parted from placebo by the end of week one, and the gain went on to about week six.",
    predict=Predict(
        "Two hours after a spray of placebo, by how many points of 60 has the mean score of the placebo arm in Daly 2018 fallen?",
        ("By none or 1", "By 3 or 4", "By nearly 10"),
        2,
        "By 9.7. On esketamine it fell by 14.3 to 17.6. So more than half of the fall at two hours comes without the drug, and the distance between the arms, 4.6 to "
        "7.9 points, is what speaks for it.",
        {"trial": "Daly 2018", "doses": "one"},
    ),
    tasks=(
        Task("Find a trial in which the drug did no better than its comparator after four weeks.",
             (("trial", "==", "Takahashi 2021"),),
             "All four arms of the Japanese trial fell by about 15 points. A curve of the drug alone would have looked like a success."),
        Task("Show scores instead of changes for the trial in which nobody could feel the drug. Where did its two arms start?",
             (("trial", "==", "Lii 2023"), ("shown", "==", "score")),
             "At 25.1 and 29.9. As change the saline arm does better than as score, because it started higher."),
        Task("Look at comparators alone after several doses. How far does a score fall on placebo in four weeks?",
             (("arms", "==", "control"), ("doses", "==", "several")),
             "By 6 to 16 points. Care, time, a new tablet and hope are in that."),
    ),
    presets=(
        Preset("Everything", {}),
        Preset("Two hours on placebo", {"trial": "Daly 2018"}),
        Preset("Nobody could feel it", {"trial": "Lii 2023"}),
        Preset("One dose", {"doses": "one"}),
        Preset("Several doses", {"doses": "several"}),
    ),
    teaching_note="A sketch of published means, nothing modelled: only trials whose means we could read, so no complete list. Changes of Lii 2023 are differences of two "
    "means and have no spread. Berman 2000 used another scale. SDs of Murrough 2013 are worked out from its t values. Signs of one time stand a little apart.",
)  # fmt: skip

EXPLORERS = (ONSET,)
