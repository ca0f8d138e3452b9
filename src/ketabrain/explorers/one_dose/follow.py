"""Follow one dose: from the blood to mood, on one axis from a minute to two weeks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from ketabrain.evidence import trials
from ketabrain.explorer import (
    Choice,
    Explorer,
    Figure,
    Panel,
    Part,
    Predict,
    Preset,
    Read,
    Readout,
    Scrubber,
    Series,
    Steps,
    Task,
    Trace,
)
from ketabrain.explorer.controls import number
from ketabrain.explorers.one_dose import lanes, places
from ketabrain.explorers.pharmacokinetics.single_dose import DOSES_MG_KG, FINE_MIN, ROUTES
from ketabrain.models import one_dose
from ketabrain.timeline import events

HOUR, DAY = 60.0, 1440.0
ROUND_MIN = (1, 2, 5, 10, 20, 30, 40, 60, 90, 120, 180, 240, 360, 480, 720, 1440, 2880, 4320, 7200, 10080, 14400, 20160)
STEPS_A_TENFOLD = 16
FLOOR_NG_ML, TOP_NG_ML = 0.1, 3000.0
APART = 1.045  # factor between marks of one time
AXIS = {"type": "log", "tickvals": list(places.TICKS_MIN), "ticktext": list(places.TICKS_MIN.values())}
SPAN = (0.0, float(np.log10(1.2 * one_dose.LAST_MIN)))


def times_min() -> np.ndarray:
    """Return the slider's positions [min]: even on a logarithmic axis, each round time among them."""
    even = np.geomspace(1, one_dose.LAST_MIN, 1 + round(STEPS_A_TENFOLD * np.log10(one_dose.LAST_MIN)))
    far = [
        time for time in even if min(abs(np.log(time / one)) for one in ROUND_MIN) > np.log(10) / STEPS_A_TENFOLD / 2
    ]
    return np.sort(np.array([*far, *ROUND_MIN], dtype=float))


TIMES_MIN = times_min()


def time_words(time_min: float) -> str:
    """Write a time as people say it."""
    for limit, unit, length in ((HOUR, "min", 1.0), (2 * DAY, "h", HOUR), (np.inf, "days", DAY)):
        if time_min < limit:
            return f"{number(time_min / length, 1).removesuffix('.0')} {unit}"
    raise AssertionError(time_min)


def _plasma(route: str, dose_mg_kg: float, weight: float) -> dict[str, Any]:
    fine = one_dose.plasma_ng_ml(route, dose_mg_kg, weight, FINE_MIN[1:])
    level = one_dose.plasma_ng_ml(route, dose_mg_kg, weight, TIMES_MIN)
    return {
        "plasma": level,
        "peak": fine.max(),
        "left_24h": np.interp(DAY, TIMES_MIN, level),
        "amount_mg": dose_mg_kg * weight,
    }


def _followed(route: str, dose_mg_kg: float, weight: float) -> dict[str, Any]:
    found = one_dose.follow(route, dose_mg_kg, weight, TIMES_MIN)
    return {
        "dish": found.dish,
        "lowest": found.lowest,
        "highest": found.highest,
        "resting": found.resting,
        "weakest": found.weakest,
        "strongest": found.strongest,
    }


def _highest(route: str, dose_mg_kg: float, weight: float) -> dict[str, Any]:
    fine = one_dose.follow(route, dose_mg_kg, weight, FINE_MIN[1:])
    beyond = np.isnan(fine.strongest).any()
    return {
        "dish_peak": fine.dish.max(),
        "range_peak": f"{number(100 * fine.lowest.max(), 0)} to {number(100 * fine.highest.max(), 0)} %",
        "resting_peak": fine.resting.max(),
        "rated_peak": np.nan if beyond else fine.strongest.max(),
        "rated": "no" if beyond else "yes",
    }


def _peak_time(route: str, weight: float) -> dict[str, Any]:
    fine = one_dose.plasma_ng_ml(route, 1.0, weight, FINE_MIN[1:])
    return {"peak_min": FINE_MIN[1 + fine.argmax()]}


def _times() -> dict[str, Any]:
    found = {"time_min": TIMES_MIN, "time_words": [time_words(time) for time in TIMES_MIN]}
    found |= {f"{one.name}_now": [lanes.reading(one, time) for time in TIMES_MIN] for one in lanes.THEIRS}
    return found | {"mood_now": [lanes.mood_reading(time) for time in TIMES_MIN]}


def _studies() -> dict[str, Any]:
    """Return a bar for each span, and a mark at its end, by what was found and whether its numbers are confirmed."""
    found: dict[str, Any] = {}
    for name, saw, confirmed in (("seen", "yes", True), ("open", "yes", False), ("absent", "absent", True),
                                 ("absent_open", "absent", False)):  # fmt: skip
        same = [row for row in places.rows() if (row.point.found, row.point.confirmed) == (saw, confirmed)]
        rows = [(row, row.point.span) for row in same if row.point.span]
        found[f"{name}_span_x"] = np.array([[*span, np.nan] for _, span in rows]).ravel()
        found[f"{name}_span_y"] = np.array([[row.y, row.y, np.nan] for row, _ in rows]).ravel()
        found[f"{name}_x"] = np.array([end for _, (_, end) in rows])
        found[f"{name}_y"] = np.array([row.y for row, _ in rows])
        found[f"{name}_words"] = [f"{row.point.when}: {row.point.said}" for row, _ in rows]
    return found


def _mood() -> dict[str, Any]:
    """Return the trials' means, those of one time moved apart a little, and one standard error where it is known."""
    changes = lanes.moods()
    same: dict[float, list[trials.Change]] = {}
    for change in changes:
        same.setdefault(change.of.time_h, []).append(change)
    found: dict[str, Any] = {}
    for group in trials.GROUPS:
        own = [change for change in changes if change.of.group == group]
        x = [
            HOUR * one.of.time_h * APART ** (same[one.of.time_h].index(one) - (len(same[one.of.time_h]) - 1) / 2)
            for one in own
        ]
        bars = [
            (at, one.points, one.of.standard_error)
            for at, one in zip(x, own, strict=True)
            if not one.derived and one.of.standard_error
        ]
        found |= {
            f"{group}_x": np.array(x),
            f"{group}_y": np.array([one.points for one in own]),
            f"{group}_words": [mean_words(one) for one in own],
            f"{group}_error_x": np.array([[at, at, np.nan] for at, _, _ in bars]).ravel(),
            f"{group}_error_y": np.array([[mean - error, mean + error, np.nan] for _, mean, error in bars]).ravel(),
        }
    return found


def mean_words(change: trials.Change) -> str:
    """Write a mean with its trial, arm, time and number of people."""
    mean = change.of
    how = "difference of two means" if change.derived else "mean change"
    return f"{mean.trial}, {mean.arm}, {time_words(HOUR * mean.time_h)}, {mean.n} people: {number(change.points, 1)} ({how})"


STUDY_MARKS: tuple[tuple[str, str, str, str, dict[str, Any], str], ...] = (
    ("seen", "good", "seen", "markers", {"marker": {"symbol": "diamond"}}, "solid"),
    ("open", "good", "seen; a number not confirmed", "open markers", {}, "dot"),
    ("absent", "quiet", "looked for and not seen", "squares", {}, "solid"),
    (
        "absent_open",
        "quiet",
        "not seen; a number not confirmed",
        "squares",
        {"marker": {"symbol": "square-open"}},
        "dot",
    ),
)
SPANS = tuple(
    Trace(f"{label} (time)", "studies", f"{name}_span_x", f"{name}_span_y", colour, width=3 if dash == "dot" else 6, dash=dash,
          gaps=True)
    for name, colour, label, _, _, dash in STUDY_MARKS
)  # fmt: skip
MARKS = tuple(
    Trace(label, "studies", f"{name}_x", f"{name}_y", colour, kind, size=10, extra=extra,
          bind={"customdata": f"{name}_words"}, hover="%{customdata}")
    for name, colour, label, kind, extra, _ in STUDY_MARKS
)  # fmt: skip
SHARES: dict[str, Any] = {"decimals": 0, "shown_as": "percent"}
NOTHING = "not rated"
READS = {
    "plasma": "{plasma}",
    "block": "{dish} in a dish ({lowest} to {highest}), {resting} at rest",
    "rating": "strongest {strongest}, weakest of ten {weakest}",
}
ROWS = "studies, one a row"
# The title is for the downloaded table: on a phone the rows' labels stand in its place.
BLANK = {"showticklabels": False, "showgrid": False, "title": {"text": ROWS, "font": {"color": "rgba(0,0,0,0)"}}}

TRACES = (
    Trace("ketamine in plasma", "plasma", "time_min", "plasma", "ketamine", width=2.6),
    Trace("lowest of the confirmed values", "block", "time_min", "lowest", "nmda", width=0.8),
    Trace("all confirmed values", "block", "time_min", "highest", "nmda", width=0.8,
          extra={"fill": "tonexty", "fillcolor": "@nmda/0.2"}),
    Trace("in a dish", "block", "time_min", "dish", "nmda", width=2.6),
    Trace("at rest, with magnesium", "block", "time_min", "resting", "ketamine", width=2, dash="dash"),
    Trace("weakest of ten scales", "rating", "time_min", "weakest", "dissociation", width=1.2, dash="dot", gaps=True),
    Trace("strongest", "rating", "time_min", "strongest", "dissociation", width=2.6, gaps=True),
    *SPANS,
    *MARKS,
    *(Trace(f"one standard error, {group}", "mood", f"{group}_error_x", f"{group}_error_y", colour, width=1.2, gaps=True)
      for group, colour in (("treated", "ketamine"), ("control", "quiet"))),
    Trace("ketamine or esketamine", "mood", "treated_x", "treated_y", "ketamine", "markers", size=9,
          bind={"customdata": "treated_words"}, hover="%{customdata}"),
    Trace("placebo, saline or midazolam", "mood", "control_x", "control_y", "quiet", "squares", size=9,
          bind={"customdata": "control_words"}, hover="%{customdata}"),
)  # fmt: skip

ONE_DOSE = Explorer(
    slug="one-dose",
    title="Follow one dose",
    chapter="one_dose",
    card="one_dose",
    objectives=("one_dose.levels", "one_dose.own", "one_dose.gap"),
    models=(one_dose, lanes, places, events, trials),
    data=(events.FILE, trials.FILE),
    remembers={"minutes": one_dose.Parameters().infusion_min},
    controls=(
        Choice("route", "Way in", ROUTES, "iv_infusion", help="an infusion lasts 40 minutes", dose="route"),
        Steps("dose_mg_kg", "Dose of racemic ketamine", "mg/kg", DOSES_MG_KG, 0.5, decimals=2, even=False, dose="mg_per_kg"),
        Steps("weight", "Weight", "kg", (50, 60, 70, 85, 100), 70, decimals=0, even=False, dose="weight_kg"),
    ),
    parts=(
        Part(
            _plasma,
            scaled_by="dose_mg_kg",
            series=(Series("plasma", "ng/mL", "u16", decimals=1),),
            readouts=(
                Readout("amount_mg", "Dose in all", "mg", 0),
                Readout("peak", "Highest level in your blood", "ng/mL", 0),
                Readout("left_24h", "Left after a day", "ng/mL", 1),
            ),
        ),
        Part(_peak_time, over=("route", "weight"), readouts=(Readout("peak_min", "It is highest after", "min", 0),)),
        Part(
            _followed,
            series=(
                *(Series(name, "", "svd", **SHARES) for name in ("dish", "lowest", "highest", "resting")),
                *(Series(name, "%", "u8", decimals=0, levels=120) for name in ("weakest", "strongest")),
            ),
        ),
        Part(
            _highest,
            readouts=(
                Readout("dish_peak", "Most blocked, in a dish", **SHARES),
                Readout("range_peak", "All confirmed values say", words=True),
                Readout("resting_peak", "Most blocked at rest, with magnesium", **SHARES),
                Readout("rated_peak", "Highest rating, of the scale", "%", 0, none=NOTHING),
                Readout("rated", "Was so high a level rated in people?", words=True),
            ),
        ),
        Part(
            _times,
            over=(),
            series=(
                Series("time_min", "min", "exact"),
                Series("time_words", "", "words"),
                *(Series(f"{one.name}_now", "", "words") for one in lanes.THEIRS),
                Series("mood_now", "", "words"),
            ),
        ),
        Part(
            _studies,
            over=(),
            series=tuple(
                Series(f"{name}_{what}", "", "words" if what == "words" else "exact")
                for name, *_ in STUDY_MARKS
                for what in ("span_x", "span_y", "x", "y", "words")
            ),
        ),
        Part(
            _mood,
            over=(),
            series=tuple(
                Series(f"{group}_{what}", "points", "words" if what == "words" else "exact")
                for group in trials.GROUPS
                for what in ("x", "y", "words", "error_x", "error_y")
            ),
        ),
        Part(lambda: {"layout": places.layout()}, over=(), layout=True),
    ),
    drawing=Figure(
        panels=(
            Panel("plasma", "", "ng/mL", SPAN, (np.log10(FLOOR_NG_ML), np.log10(TOP_NG_ML)), axis=AXIS,
                  y_axis={"type": "log", "tickvals": [0.1, 1, 10, 100, 1000], "ticktext": ["0.1", "1", "10", "100", "1,000"]}),
            Panel("block", "", "Blocked", SPAN, (0, 1), axis=AXIS, y_axis={"tickformat": ".0%"}),
            Panel("rating", "", "% of the scale", SPAN, (0, 100), axis=AXIS),
            Panel("studies", "", ROWS, SPAN, (0, places.studies_px()), axis=AXIS, y_axis=BLANK),
            Panel("mood", "Time after the dose (logarithmic)", "MADRS points", SPAN, (-22, 0), axis=AXIS),
        ),
        traces=tuple(replace(trace, legend=False) for trace in TRACES),  # notes inside the plot say what is what
        scrubber=Scrubber(
            "time_min",
            "Time after the dose",
            "min",
            ("plasma", "block", "rating", "studies", "mood"),
            place="time_words",
            none=NOTHING,
            reads=tuple(Read(one.title, READS.get(one.name, f"{{{one.name}_now}}"), places.read_px(one)) for one in lanes.LANES),
        ),
        height_px=places.HEIGHT_PX,
        narrow_height_px=places.HEIGHT_PX,
    ),
    describe={
        "yes": "{amount_mg} of ketamine, {route}, {weight}. In your blood it is highest after {peak_min}, at {peak}; after a day {left_24h} is "
        "left. At that height it blocks {dish_peak} of NMDA receptors in a dish (confirmed values: {range_peak}) and {resting_peak} at rest, with "
        "magnesium. The strongest scale of dissociation is rated at {rated_peak}. Six more lanes do not move: they show other doses in other bodies.",
        "no": "{amount_mg} of ketamine, {route}, {weight}. In your blood it is highest after {peak_min}, at {peak}; after a day {left_24h} is "
        "left. At that height it blocks {dish_peak} of NMDA receptors in a dish (confirmed values: {range_peak}) and {resting_peak} at rest, with "
        "magnesium. Dissociation was not rated at such a level, so its curve has a gap. Six more lanes do not move: they show other doses in other bodies.",
    },
    describe_by="rated",
    caption="Three lanes on top follow your dose. In all others each row is one study: who was given what stands above the bar, when they looked is the "
    "bar, and your dose moves nothing. Open signs: the hour or the dose was not seen in the source's own text. In the last lane a mark is the mean of "
    "one arm of a trial. Try the slider under the plot first, then another dose.",
    predict=Predict(
        "You double the dose, from 0.5 to 1 mg/kg. Which lanes of this page move?",
        ("All of them: more drug, more of everything", "The first three", "Only the level in the blood"),
        1,
        "Level, block and rating are computed from your dose. Spines, proteins, bursts and mood were measured after the doses that others gave, in "
        "mice, rats and patients. Nothing that we could read ties them to another dose in you, so that a page that moved them would be making it up.",
        {"route": "iv_infusion", "dose_mg_kg": 1, "weight": 70},
    ),
    tasks=(
        Task("Give at least 1 mg/kg and keep the level where dissociation was rated.", (("dose_mg_kg", ">=", 1.0), ("rated", "==", "yes")),
             "Most of it never arrives, or arrives slowly. The dose alone decides little."),
        Task("Block at least half in a dish.", (("dish_peak", ">=", 0.5),),
             "Look at the lane: at rest, with magnesium, the same level does a small part of that."),
        Task("Leave more than 5 ng/mL in the blood after a day.", (("left_24h", ">", 5.0),),
             "Even then it is a small share of the peak. The lanes below are busy at a time when the blood is nearly empty."),
    ),
    presets=(
        Preset("Infusion for depression", {"route": "iv_infusion", "dose_mg_kg": 0.5}),
        Preset("Sprayed into the nose", {"route": "intranasal", "dose_mg_kg": 0.75}),
        Preset("Swallowed", {"route": "oral", "dose_mg_kg": 0.5}),
        Preset("Anaesthesia begins", {"route": "iv_bolus", "dose_mg_kg": 2.0}),
    ),
    teaching_note="Three teaching models in a row: a typical adult's blood, a receptor in a dish, a line through ratings. The block at rest is derived, not "
    "measured. Blood and brain are taken to keep step. All other lanes are published findings; their heights mean nothing, and no curve was drawn through them.",
)  # fmt: skip
