"""Explorers of the chapter `perception`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

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
    Toggle,
    Trace,
)
from ketabrain.explorer.controls import number
from ketabrain.explorer.dot_list import bars, with_gaps
from ketabrain.explorers.pharmacokinetics.single_dose import DOSES_MG_KG, DURATIONS_MIN, ROUTES
from ketabrain.models import correlated_points, dissociation, imaging_effects
from ketabrain.models import pharmacokinetics as pk
from ketabrain.models.correlated_points import STUDIES
from ketabrain.models.pharmacokinetics import landmarks

TIME_MIN = np.arange(0, 241, 5.0)
FINE_MIN = np.arange(0, 241, 0.5)
LATER_MIN = 120.0
TOPS_NG_ML = (60.0, 120.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0)
HELD = dissociation.Parameters()
NO_NUMBERS: dict[str, Any] = {"tickvals": [], "ticktext": [], "showgrid": False, "showline": False}


class Window(NamedTuple):
    """When a study saw effects begin, be gone, or be there: after which dose, and from when to when [min]."""

    label: str
    route: str
    dose_mg_kg: float
    start_min: float
    end_min: float
    words: str
    source: str


WINDOWS = (
    Window("side effects, 188 people: most peak within 1 h", "iv_infusion", 0.5, 0, 60, "side effects peak within 1 h", "acevedodiaz2020"),
    Window("the same: most are gone by 2 h", "iv_infusion", 0.5, 60, 120, "mostly gone by 2 h", "acevedodiaz2020"),
    Window("CADSS, 33 patients: raised at 40 min alone", "iv_infusion", 0.5, 38, 42, "CADSS up at 40 min only", "diazgranados2010"),
    Window("esketamine spray: mostly over by 1½ h", "intranasal", 0, 0, 90, "esketamine: over by 1½ h", "popova2019"),
)  # fmt: skip
ROWS = np.arange(len(WINDOWS), 0, -1.0)  # the first stands on top
ESKETAMINE_ONLY = "intranasal"  # that window comes from fixed doses of another drug: it never counts as the dose chosen


def level(route: str, dose_mg_kg: float, duration: float, times_min: np.ndarray) -> np.ndarray:
    """Return the level in a vein's plasma after a dose to a person of 70 kg [ng/mL]."""
    return pk.simulate(pk.lasting(route, dose_mg_kg * pk.TYPICAL_KG, duration), pk.TYPICAL_KG, times_min).ketamine_ng_ml


def _plasma(route: str, dose_mg_kg: float, duration: float) -> dict[str, Any]:
    fine = level(route, dose_mg_kg, duration, FINE_MIN)
    return {
        "plasma": level(route, dose_mg_kg, duration, TIME_MIN),
        "peak": fine.max(),
        "level_2h": np.interp(LATER_MIN, FINE_MIN, fine),
    }


def _rated(route: str, dose_mg_kg: float, duration: float) -> dict[str, Any]:
    shown, fine = (dissociation.where_held(level(route, dose_mg_kg, duration, t)) for t in (TIME_MIN, FINE_MIN))
    found = dissociation.rating(shown)
    peak = level(route, dose_mg_kg, duration, FINE_MIN).max()
    highest = dissociation.rating(dissociation.where_held(peak))
    later = dissociation.rating(np.interp(LATER_MIN, FINE_MIN, fine))
    return {
        "stronger_y": with_gaps(np.column_stack([found.weakest, found.strongest])),
        "fainter_y": with_gaps(np.column_stack([0 * found.faint_below, found.faint_below])),
        "weak_peak": float(highest.weakest),
        "strong_peak": float(highest.strongest),
        "faint_peak": float(highest.faint_below),
        "at_peak": _between(highest),
        "at_2h": _between(later),
        "beyond_min": float(np.isnan(fine).sum() * (FINE_MIN[1] - FINE_MIN[0])),
        "rated": "beyond" if np.isnan(fine).any() else "within",
    }


def _between(ratings: dissociation.Ratings) -> str:
    """Write the range of the stronger scales, or that there is none."""
    low, high = float(ratings.weakest), float(ratings.strongest)
    return "not known" if math.isnan(low) else f"{number(low, 0)} to {number(high, 0)} %"


def _peak_time(route: str, duration: float) -> dict[str, Any]:
    return {"peak_min": FINE_MIN[level(route, 1.0, duration, FINE_MIN).argmax()]}


def matches(window: Window, route: str, dose_mg_kg: float, duration: float) -> bool:
    """Return whether a window was seen after exactly this dose; all infusions lasted 40 minutes."""
    return (window.route, window.dose_mg_kg) == (route, dose_mg_kg) and duration == 40


def _windows(route: str, dose_mg_kg: float, duration: float) -> dict[str, Any]:
    same = [matches(window, route, dose_mg_kg, duration) for window in WINDOWS]
    words = [window.words for window, here in zip(WINDOWS, same, strict=True) if here]
    if route == ESKETAMINE_ONLY:
        words = [WINDOWS[-1].words]
    return {
        **_spans("same", same),
        **_spans("other", [not here for here in same]),
        "published": ", ".join(words) or "none found",
    }


def _spans(name: str, keep: Sequence[bool]) -> dict[str, Any]:
    """Return where the kept windows are drawn, as ``name_x`` and ``name_y``: a line each; NaN in both for the others."""
    kept = [(w.start_min, w.end_min) if here else (np.nan, np.nan) for w, here in zip(WINDOWS, keep, strict=True)]
    x, y = bars(kept, ROWS)
    return {f"{name}_x": x, f"{name}_y": y}


def _top(route: str, dose_mg_kg: float, duration: float) -> dict[str, Any]:
    highest = 1.05 * level(route, dose_mg_kg, duration, FINE_MIN).max()
    return {"layout": {"yaxis.range": [0, next(top for top in TOPS_NG_ML if top >= highest)]}}


def _always() -> dict[str, Any]:
    return {
        "time_min": TIME_MIN,
        "bars_x": with_gaps(np.column_stack([TIME_MIN, TIME_MIN])),
        "layout": {f"annotations.{i + 1}": _beside(window, y) for i, (window, y) in enumerate(zip(WINDOWS, ROWS, strict=True))},
    }  # fmt: skip


def _beside(window: Window, y: float) -> dict[str, Any]:
    return {
        "text": window.label, "x": 0, "y": y + 0.26, "xref": "x3", "yref": "y3", "showarrow": False, "xanchor": "left",
        "yanchor": "bottom", "font": {"size": 11, "color": "@ink"}, "borderpad": 0,
    }  # fmt: skip


LEVEL = "{dose_mg_kg}, {route}. Plasma is highest at {peak}, {peak_min} after the start."
LATER = "After two hours the level is {level_2h}; for the ten scales the line gives {at_2h}. Published for this dose: {published}."

TIMECOURSE = Explorer(
    slug="dissociation-timecourse",
    title="From a dose to a rating",
    chapter="perception",
    card="dissociation",
    objectives=("perception.dose", "perception.scales"),
    models=(dissociation, pk, landmarks),
    controls=(
        Choice("route", "Way in", ROUTES, "iv_infusion", dose="route"),
        Steps("dose_mg_kg", "Dose of racemic ketamine", "mg/kg", DOSES_MG_KG, 0.5, decimals=2, even=False, help="a person of 70 kg",
              dose="mg_per_kg"),
        Steps("duration", "The infusion lasts", "min", DURATIONS_MIN, 40, decimals=0, even=False,
              help="other ways in do not use it", dose="minutes"),
    ),
    parts=(
        Part(
            _plasma,
            over=("route", "duration"),
            scaled_by="dose_mg_kg",
            series=(Series("plasma", "ng/mL", "u16"),),
            readouts=(
                Readout("peak", "Highest level in plasma", "ng/mL", 0),
                Readout("level_2h", "Level after 2 h", "ng/mL", 0),
            ),
        ),
        Part(_peak_time, over=("route", "duration"), readouts=(Readout("peak_min", "Highest after", "min", 0),)),
        Part(
            _rated,
            series=(Series("stronger_y", "%", "u8"), Series("fainter_y", "%", "u8")),
            readouts=(
                Readout("at_peak", "Ten stronger scales at the peak", words=True),
                Readout("weak_peak", "The weakest of the ten", "%", 0, none="not known"),
                Readout("strong_peak", "The strongest of the ten", "%", 0, none="not known"),
                Readout("faint_peak", "The other three, below", "%", 0, none="not known"),
                Readout("at_2h", "Ten stronger scales after 2 h, by the line", words=True),
                Readout("beyond_min", "Time above the levels that were held", "min", 0),
                Readout("rated", "Peak, against the levels that were held", words=True),
            ),
        ),
        Part(
            _windows,
            series=tuple(Series(f"{name}_{axis}", "", "exact") for name in ("same", "other") for axis in "xy"),
            readouts=(Readout("published", "Published for this dose", words=True),),
        ),
        Part(_top, layout=True),
        Part(
            _always,
            over=(),
            layout=True,
            series=(Series("time_min", "min", "exact"), Series("bars_x", "min", "exact"),),
        ),
    ),
    drawing=Figure(
        panels=(
            Panel("plasma", "", "Plasma (ng/mL)", (-3, 243), (0, 250), height=0.8, axis={"dtick": 60}),
            Panel("rating", "", "Rating (% of the scale)", (-3, 243), (0, 100), height=1.2, axis={"dtick": 60}),
            Panel("windows", "Time after the start (min)", "", (-3, 243), (0.6, len(WINDOWS) + 0.9), height=0.95,
                  axis={"dtick": 60}, y_axis=NO_NUMBERS),
        ),
        traces=(
            Trace("ketamine in plasma", "plasma", "time_min", "plasma", "ketamine", width=2.6, hover="%{x} min: %{y:.0f} ng/mL"),
            Trace("ten stronger scales", "rating", "bars_x", "stronger_y", "dissociation", width=5, gaps=True,
                  hover="%{x} min: %{y:.0f} %"),
            Trace("other three", "rating", "bars_x", "fainter_y", "faint", width=2, gaps=True, hover="%{x} min: below %{y:.0f} %"),
            Trace("seen after this dose", "windows", "same_x", "same_y", "ink", width=7, gaps=True, hover="%{x} min"),
            Trace("after another", "windows", "other_x", "other_y", "faint", width=3, gaps=True, hover="%{x} min"),
        ),
        measured=(
            Measured("plasma", 50, HELD.top_ng_ml, "levels at which ten volunteers were held", "Bowdle1998psychedelic"),
        ),
        height_px=640,
        narrow_height_px=720,
    ),
    describe={
        "within": LEVEL + " There the ten stronger scales stand at {at_peak} of their length, and the other three below {faint_peak}. " + LATER,
        "beyond": LEVEL + " That is above every level that was held, for {beyond_min}, and no rating is drawn. " + LATER,
    },
    describe_by="rated",
    caption="Above, the level that the blood model gives. Middle, what ten volunteers marked at such levels: a bar reaches from the weakest to the "
    "strongest of ten scales, and a thin one covers the other three. No bar, no data. Below, when trials saw effects. Try a larger dose, then compare the two lower plots at two hours.",
    predict=Predict(
        "0.5 mg/kg over 40 minutes takes plasma to 163 ng/mL, and the strongest scale to 73 %. You double the dose. What will the middle plot show at the peak?",
        ("146 %, twice as much", "100 %, the end of the scale", "Nothing"),
        2,
        "Plasma reaches 326 ng/mL, and nobody was held above 200. A straight line would run off the scale, so it must bend somewhere. Where is not "
        "known, and an empty place says so.",
        {"route": "iv_infusion", "dose_mg_kg": 1, "duration": 40},
    ),
    tasks=(
        Task("Bring the strongest scale to 50 % or more without leaving the levels that were held, and without a needle.",
             (("route", "!=", "iv_infusion"), ("route", "!=", "iv_bolus"), ("route", "!=", "intramuscular"), ("strong_peak", ">=", 50.0)),
             "More than half of the dose is lost on these ways in, so the dose must be larger."),
        Task("Find a dose whose peak nobody can rate.", (("beyond_min", ">", 0.0),),
             "Bars are missing while the level is above 200 ng/mL. An empty place is an answer, too."),
        Task("Infuse 0.5 mg/kg so that the strongest scale stays below 60 %.",
             (("route", "==", "iv_infusion"), ("dose_mg_kg", "==", 0.5), ("strong_peak", "<", 60.0)),
             "The same dose over a longer time has a lower peak. The line knows the level alone."),
    ),
    presets=(
        Preset("Infusion for depression", {"route": "iv_infusion", "dose_mg_kg": 0.5, "duration": 40}),
        Preset("Sprayed into the nose", {"route": "intranasal", "dose_mg_kg": 0.75}),
        Preset("Swallowed", {"route": "oral", "dose_mg_kg": 0.5}),
        Preset("Beyond the data", {"route": "iv_infusion", "dose_mg_kg": 1, "duration": 40}),
    ),
    teaching_note="A teaching model, derived and not measured: the level comes from our model of blood, the slopes from two printed ends (37 and 89 % at 200 ng/mL) and a line "
    "through zero, which we chose. One person may be anywhere. Below 50 ng/mL the line runs between two points, 0 and 50. There is no curve of the CADSS: "
    "the sources give its score at single times, and no relation to the level. The spray's window is esketamine's, another drug. After a quick injection the first minutes of the level come out too low.",
)  # fmt: skip


R_STEPS = (-0.8, -0.65, -0.5, -0.41, -0.35, -0.2, -0.1, -0.06, 0.0)
N_STEPS = (10, 20, 38, 57, 108, 200)
SEEDS = range(1, 6)
EDGE = 3.8  # of the cloud's panel [standard deviations]
CURVE_X = np.linspace(-EDGE, EDGE, 69)
PRINTED = {key: study for key, study in STUDIES.items() if study.r is not None}
NONE_CHOSEN = "none"


def _cloud(r: float, n: float, seed: float, drawn: bool) -> dict[str, Any]:
    found = correlated_points.cloud(r, round(n), round(seed), exact=not drawn)
    return {
        "dissociation_x": found.dissociation,
        "change_y": found.change,
        "own_r": correlated_points.correlation(found),
    }


def _meaning(r: float) -> dict[str, Any]:
    return {
        "line_y": r * np.array([-EDGE, EDGE]),
        "shared": correlated_points.explained(r),
        "concordant": correlated_points.concordant(r),
        "narrower": 1 - math.sqrt(1 - r**2),
        "chosen_x": [r, r],
    }


def _bell(at: float, spread: float) -> np.ndarray:
    return np.exp(-(((CURVE_X - at) / spread) ** 2) / 2) / spread


def _patient(r: float, patient: float) -> dict[str, Any]:
    expected = correlated_points.one_patient(r, patient)
    return {
        "patient_x": [patient, patient],
        "patient_y": [expected.low, expected.high],
        "expected_y": expected.value,
        "such_y": _bell(expected.value, math.sqrt(1 - r**2)),
        "better": correlated_points.better_than_average(r, patient),
        "patient_words": f"{number(expected.low, 1)} to {number(expected.high, 1)} SD",
    }


def _sure(r: float, n: float) -> dict[str, Any]:
    found = imaging_effects.correlation(r, round(n))
    return {"sure": f"{number(found.low, 2)} to {number(found.high, 2)}"}


def interval(key: str) -> tuple[float, float]:
    """Return a published correlation's interval: as printed, or by Fisher's transformation from its p value's people."""
    study = STUDIES[key]
    if study.low is not None and study.high is not None:
        return study.low, study.high
    assert study.r is not None
    found = imaging_effects.correlation(
        study.r, round(correlated_points.people_behind(study.r, correlated_points.PRINTED_P[key]))
    )
    return found.low, found.high


def _study(study: str) -> dict[str, Any]:
    return {"study_says": STUDIES[study].says if study in STUDIES else "nothing chosen"}


def _printed() -> dict[str, Any]:
    rows = np.arange(len(PRINTED), 0, -1.0)
    values = [study.r if study.r is not None else np.nan for study in PRINTED.values()]
    solid = np.array([study.oriented for study in PRINTED.values()])
    return {
        "ends_x": [-EDGE, EDGE],
        "curve_x": CURVE_X,
        "all_y": _bell(0.0, 1.0),
        "chosen_y": [0.4, len(PRINTED) + 0.9],
        "printed_x": np.where(solid, values, np.nan),
        "printed_y": np.where(solid, rows, np.nan),
        "unsigned_x": np.where(solid, np.nan, values),
        "unsigned_y": np.where(solid, np.nan, rows),
        "spans_x": with_gaps(np.array([interval(key) for key in PRINTED])),
        "spans_y": with_gaps(np.column_stack([rows, rows])),
        "layout": {f"annotations.{i}": _row_label(study, y) for i, (study, y) in enumerate(zip(PRINTED.values(), rows, strict=True))},
    }  # fmt: skip


def _row_label(study: correlated_points.Study, y: float) -> dict[str, Any]:
    return {
        "text": study.label, "x": -0.98, "y": y + 0.2, "xref": "x3", "yref": "y3", "showarrow": False, "xanchor": "left",
        "yanchor": "bottom", "font": {"size": 11, "color": "@ink"}, "borderpad": 0,
    }  # fmt: skip


CLOUD_WORDS = (
    "{n} people with {drawn}: {own_r} in those shown; from so many people r could be {sure}. Of two patients, the one with more "
    "dissociation improves more in {concordant} of pairs; 50 % would be chance. A patient at {patient} of dissociation may expect "
    "{expected_y}, but 95 % of such patients lie anywhere from {patient_words}; {better} of them do better than the average patient."
)

BENEFIT = Explorer(
    slug="dissociation-and-benefit",
    title="A correlation is a cloud",
    chapter="perception",
    card="correlated_points",
    objectives=("perception.benefit",),
    models=(correlated_points, imaging_effects),
    controls=(
        Steps("r", "Correlation r", "", R_STEPS, -0.35, decimals=2, even=False, help="below zero: the more dissociation, the more improvement"),
        Steps("n", "People", "", N_STEPS, 108, decimals=0, even=False),
        Steps("patient", "One patient's dissociation, from the average", "SD", (-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2), 1, decimals=1),
        Toggle("drawn", "The people have", False, words=("exactly this r", "an r near it, by chance"),
               help="by chance: drawn from a very large crowd with this r"),
        Steps("seed", "Which people", "", SEEDS, 1, decimals=0, again="Other people"),
        Choice("study", "Read a study", {NONE_CHOSEN: "none chosen", **{key: study.label for key, study in STUDIES.items()}}, NONE_CHOSEN),
    ),
    parts=(
        Part(
            _cloud,
            over=("r", "n", "seed", "drawn"),
            series=(Series("dissociation_x", "SD", "u8", levels=120), Series("change_y", "SD", "u8", levels=120)),
            readouts=(Readout("own_r", "r of the people shown", "", 2),),
        ),
        Part(
            _meaning,
            over=("r",),
            series=(Series("line_y", "SD", "exact"), Series("chosen_x", "", "exact")),
            readouts=(
                Readout("concordant", "Of two patients, the one with more dissociation improves more", decimals=0, shown_as="percent"),
                Readout("shared", "Spread that the two share (r squared)", decimals=0, shown_as="percent"),
                Readout("narrower", "A forecast for one patient is narrower by", decimals=0, shown_as="percent"),
            ),
        ),
        Part(
            _patient,
            over=("r", "patient"),
            series=(
                Series("patient_x", "SD", "exact"), Series("patient_y", "SD", "exact"), Series("such_y", "", "svd"),
            ),
            readouts=(
                Readout("expected_y", "To expect for this patient", "SD", 2),
                Readout("patient_words", "95 % of such patients", words=True),
                Readout("better", "Such patients who do better than the average patient", decimals=0, shown_as="percent"),
            ),
        ),
        Part(_sure, over=("r", "n"), readouts=(Readout("sure", "95 % interval of r with so many people", words=True),)),
        Part(
            _study,
            over=("study",),
            readouts=(Readout("study_says", "The study: dissociation and benefit are", words=True),),
        ),
        Part(
            _printed,
            over=(),
            layout=True,
            series=tuple(
                Series(name, "", "exact")
                for name in ("ends_x", "curve_x", "all_y", "chosen_y", "printed_x", "printed_y", "unsigned_x", "unsigned_y", "spans_x", "spans_y")
            ),
        ),
    ),
    drawing=Figure(
        panels=(
            Panel("cloud", "Dissociation (SD from the average)", "Change of depression (SD)", (-EDGE, EDGE), (-EDGE, EDGE), height=1.0),
            Panel("patient", "Change of depression (SD): left is better", "", (-EDGE, EDGE), (0, 1.8), height=0.8, column=1, y_axis=NO_NUMBERS),
            Panel("printed", "Published r", "", (-1, 1), (0.5, len(PRINTED) + 0.9), height=1.0, column=1, y_axis=NO_NUMBERS),
        ),
        traces=(
            Trace("a person", "cloud", "dissociation_x", "change_y", "dissociation", "markers", size=5, extra={"marker": {"line": {"width": 0}}},
                  hover="dissociation %{x:.1f}, change %{y:.1f}"),
            Trace("best line", "cloud", "ends_x", "line_y", "ink", width=1.5, dash="dash", hover="best line"),
            Trace("95 % of such patients", "cloud", "patient_x", "patient_y", "prefrontal_cortex", width=4, hover="95 % of such patients: %{y:.1f}"),
            Trace("all patients", "patient", "curve_x", "all_y", "faint", width=2, hover="all patients"),
            Trace("such patients", "patient", "curve_x", "such_y", "prefrontal_cortex", width=2.6, hover="patients with this dissociation"),
            Trace("the r above", "printed", "chosen_x", "chosen_y", "faint", width=1.5, dash="dot", hover="r chosen: %{x:.2f}"),
            Trace("95 %", "printed", "spans_x", "spans_y", "dissociation", width=3, gaps=True, hover="95 % interval: %{x:.2f}"),
            Trace("printed", "printed", "printed_x", "printed_y", "dissociation", "markers", size=10, gaps=True, hover="r = %{x:.2f}"),
            Trace("sign not stated", "printed", "unsigned_x", "unsigned_y", "dissociation", "open markers", size=10, gaps=True,
                  hover="r = %{x:.2f}, its sign not stated"),
        ),
        columns=(1.1, 1.0),
        height_px=520,
        narrow_height_px=900,
    ),
    describe={
        NONE_CHOSEN: CLOUD_WORDS,
        **{key: f"{CLOUD_WORDS} {study.label}: {study.found}." for key, study in STUDIES.items()},
    },
    describe_by="study",
    caption="Each dot is a made-up person. Further right: more dissociation. Further down: more improvement. The blue bar holds 95 % of patients with one "
    "amount of dissociation; the curves beside it compare them with everyone. Below: what was printed. Try r = −0.8, then −0.35, and watch the bar.",
    predict=Predict(
        "In 57 patients dissociation and improvement correlate by −0.35. You pick two of them. How often does the one who dissociated more improve more?",
        ("In 35 % of pairs", "In 61 % of pairs", "In 85 % of pairs"),
        1,
        "61 %, where a coin gives 50. And from 57 people r could as well be −0.56 or −0.10. The tilt may be real and is still a poor guide to one person.",
        {"r": -0.35, "n": 57},
    ),
    tasks=(
        Task("How strong must a correlation be, so that 9 of 10 such patients, 1 SD above the average, do better than the average patient?",
             (("patient", "==", 1.0), ("better", ">=", 0.9)), "−0.8. Almost nothing in psychiatry correlates like that."),
        Task("Let chance show an r of −0.35 or stronger although the true r is −0.1 or weaker.",
             (("drawn", "==", True), ("r", ">=", -0.1), ("own_r", "<=", -0.35)), "Ten or twenty people can do it. Few people, wild correlations."),
        Task("Look at the study with the most people. What did it find?", (("study", "==", "transform"),),
             "576 patients, no link over four weeks. One point more on the CADSS went with 0.04 points on the MADRS at day 2."),
    ),
    presets=(
        Preset("Luckenbaugh, 230 minutes", {"r": -0.35, "n": 108, "study": "luckenbaugh_230"}),
        Preset("The same, as its p value fits", {"r": -0.35, "n": 57, "study": "luckenbaugh_230"}),
        Preset("Luckenbaugh, day 7", {"r": -0.41, "n": 38, "study": "luckenbaugh_7"}),
        Preset("Like the meta-analysis", {"r": -0.06, "n": 200, "study": "meta"}),
        Preset("No link", {"r": 0, "n": 108}),
    ),
    teaching_note="A teaching model: made-up people in a normal cloud, in standard deviations (SD). Real scores pile up at zero and bend. The forecast treats r as "
    "known for certain, so real ones are wider. Intervals of the first two printed r are ours, from the number of people that fits their p values (57 and 38); "
    "the other two are printed. No cause is in it: dose, blinding and hope can make such a cloud.",
)  # fmt: skip

EXPLORERS = (TIMECOURSE, BENEFIT)
