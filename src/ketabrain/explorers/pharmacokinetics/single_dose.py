"""One dose of ketamine by six ways, over a day."""

from __future__ import annotations

from functools import cache
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
    Scrubber,
    Series,
    Steps,
    Task,
    Trace,
)
from ketabrain.models import pharmacokinetics as pk
from ketabrain.models.pharmacokinetics import landmarks

ROUTES = {
    "iv_infusion": "slow infusion into a vein",
    "iv_bolus": "quick injection into a vein",
    "intramuscular": "injection into a muscle",
    "intranasal": "spray into the nose",
    "sublingual": "tablet under the tongue",
    "oral": "swallowed",
}
DURATIONS_MIN = (10, 20, 40, 60, 90)
DOSES_MG_KG = (0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75, 1, 1.5, 2)
HOURLY = {"tickvals": [60 * hour for hour in range(7)]}
SCALES = {"linear": "linear, 6 hours", "log": "logarithmic, 24 hours"}
FINE_MIN = np.arange(0, 721, 0.5)
SHOWN_MIN = np.array([*range(0, 60, 2), *range(60, 240, 10), *range(240, 480, 20), *range(480, 1441, 60)], dtype=float)
RISES = "In the blood, ketamine rises to {peak} after {peak_min}"
LOG_FLOOR = -1.0  # 0.1 ng/mL
LABEL_PX, PLOT_PX = 17.0, 290.0  # a label's height, and a phone's plot


def shown_min(scale: str) -> np.ndarray:
    """Return the times that an axis shows [min]."""
    return SHOWN_MIN[: np.searchsorted(SHOWN_MIN, 360 if scale == "linear" else 1440, side="right")]


def _single(dose_mg_kg: float, route: str, duration: float, weight: float, scale: str) -> dict[str, Any]:
    found = pk.simulate(pk.lasting(route, dose_mg_kg * weight, duration), weight, shown_min(scale))
    return {"ketamine": found.ketamine_ng_ml, "norketamine": found.norketamine_ng_ml}


def _single_heights(dose_mg_kg: float, route: str, duration: float, weight: float) -> dict[str, Any]:
    found = pk.simulate(pk.lasting(route, dose_mg_kg * weight, duration), weight, FINE_MIN)
    assert found.norketamine_ng_ml is not None
    return {
        "peak": found.ketamine_ng_ml.max(),
        "level_2h": np.interp(120, FINE_MIN, found.ketamine_ng_ml),
        "nk_peak": found.norketamine_ng_ml.max(),
    }


def _single_shape(route: str, duration: float, weight: float) -> dict[str, Any]:
    given = pk.lasting(route, weight, duration)
    fine = pk.simulate(given, weight, FINE_MIN)
    area, injected = pk.exposure(given, weight), pk.exposure(pk.Dose("iv_bolus", weight), weight)
    early, late = (halving_h(given, weight, hours) for hours in ((2, 4), (12, 24)))
    assert fine.norketamine_ng_ml is not None and area.norketamine_ng_h_ml is not None
    return {
        "peak_min": FINE_MIN[fine.ketamine_ng_ml.argmax()],
        "nk_peak_min": FINE_MIN[fine.norketamine_ng_ml.argmax()],
        "nk_share": area.norketamine_ng_h_ml / area.ketamine_ng_h_ml,
        "arrives": area.ketamine_ng_h_ml / injected.ketamine_ng_h_ml,
        "halving_early": early,
        "halving_late": late,
    }


def halving_h(given: pk.Dose, weight_kg: float, between_h: tuple[float, float]) -> float:
    """Return in how many hours the level halves between two times [h]."""
    first, last = pk.simulate(given, weight_kg, 60 * np.array(between_h)).ketamine_ng_ml
    return float((between_h[1] - between_h[0]) / np.log2(first / last))


def _single_measured(dose_mg_kg: float, route: str, duration: float) -> dict[str, Any]:
    found = landmarks.measured(route, pk.TYPICAL_KG * dose_mg_kg, duration if route == "iv_infusion" else 0, "racemic")
    return {
        "measured_ng_ml": found[0].ng_ml if found else np.nan,
        "measured_min": found[0].at_min if found else np.nan,
    }


@cache
def highest_ng_ml(route: str) -> float:
    """Return a level above both curves' peaks after 1 mg per kg."""
    found = _single_heights(1.0, route, DURATIONS_MIN[0], 100.0)
    return 1.05 * max(found["peak"], found["nk_peak"])


def _single_axes(dose_mg_kg: float, route: str, scale: str) -> dict[str, Any]:
    highest = dose_mg_kg * highest_ng_ml(route)
    top = 4000.0 if scale == "log" else next(top for top in (300.0, 600.0, 1200.0, 2500.0) if top >= highest)
    patch: dict[str, Any] = {"yaxis.domain": [0, 0.87], "legend.y": 0.88, "yaxis.range": [0, top]}
    if scale == "log":
        patch |= {
            "yaxis.type": "log",
            "yaxis.range": [LOG_FLOOR, np.log10(top)],
            "yaxis.tickvals": [0.1, 1, 10, 100, 1000],
        }
        patch |= {"xaxis.range": [0, 1440], "xaxis.tickvals": [240 * i for i in range(7)]}
    return {"layout": patch | band_labels(top, scale == "log")}


def height_px(ng_ml: float, top_ng_ml: float, logarithmic: bool) -> float:
    """Return how high a level stands on a phone's plot."""
    if logarithmic:
        return float(PLOT_PX * (np.log10(ng_ml) - LOG_FLOOR) / (np.log10(top_ng_ml) - LOG_FLOOR))
    return PLOT_PX * ng_ml / top_ng_ml


def band_labels(top_ng_ml: float, logarithmic: bool) -> dict[str, Any]:
    """Return the patch that writes each landmark's name into its band, where there is room for it."""
    patch: dict[str, Any] = {}
    above = PLOT_PX + LABEL_PX
    for i, item in reversed(list(enumerate(landmarks.LANDMARKS))):
        at = height_px(item.label_ng_ml, top_ng_ml, logarithmic)
        fits = at <= min(PLOT_PX - LABEL_PX / 2, above - LABEL_PX)
        above = at if fits else above
        text = f"{item.label}, {item.range_words}" if fits else ""
        y = np.log10(item.label_ng_ml) if logarithmic else item.label_ng_ml
        place = {"text": text, "x": 1, "xanchor": "right", "y": float(y), "yref": "y", "yanchor": "middle"}
        place["bgcolor"] = "@paper/0.6"
        patch |= {f"annotations.{i}.{key}": value for key, value in place.items()}
    return patch


SINGLE = Explorer(
    slug="pk-single-dose",
    title="One dose of ketamine, six ways in",
    chapter="pharmacokinetics",
    card="pharmacokinetics",
    objectives=("pharmacokinetics.course", "pharmacokinetics.routes", "pharmacokinetics.half_life"),
    models=(pk, landmarks),
    controls=(
        Choice("route", "Way in", ROUTES, "iv_infusion", dose="route"),
        Steps("dose_mg_kg", "Dose of racemic ketamine", "mg/kg", DOSES_MG_KG, 0.5, decimals=2, even=False, dose="mg_per_kg"),
        Steps("duration", "The infusion lasts", "min", DURATIONS_MIN, 40, decimals=0, even=False,
              help="other ways in do not use it", dose="minutes"),
        Steps("weight", "Weight", "kg", (50, 60, 70, 85, 100), 70, decimals=0, even=False, dose="weight_kg"),
        Choice("scale", "Axes", SCALES, "linear"),
    ),
    parts=(
        Part(
            _single,
            over=("route", "duration", "weight", "scale"),
            scaled_by="dose_mg_kg",
            series=(Series("ketamine", "ng/mL", "u16"), Series("norketamine", "ng/mL", "u16")),
        ),
        Part(
            _single_heights,
            over=("route", "duration", "weight"),
            scaled_by="dose_mg_kg",
            readouts=(
                Readout("peak", "Highest ketamine", "ng/mL", 0),
                Readout("level_2h", "Ketamine after 2 h", "ng/mL", 0),
                Readout("nk_peak", "Highest norketamine", "ng/mL", 0),
            ),
        ),
        Part(
            _single_shape,
            over=("route", "duration", "weight"),
            readouts=(
                Readout("peak_min", "Ketamine is highest after", "min", 0),
                Readout("nk_peak_min", "Norketamine is highest after", "min", 0),
                Readout("arrives", "Bioavailability: share that arrives as ketamine", decimals=0, shown_as="percent"),
                Readout("nk_share", "Area of norketamine over area of ketamine", "", 1),
                Readout("halving_early", "Between 2 and 4 h ketamine halves every", "h", 1),
                Readout("halving_late", "Between 12 and 24 h it halves every", "h", 1),
            ),
        ),
        Part(
            lambda dose_mg_kg, weight: {"amount_mg": dose_mg_kg * weight},
            over=("weight",),
            scaled_by="dose_mg_kg",
            readouts=(Readout("amount_mg", "Dose in all", "mg", 0),),
        ),
        Part(
            _single_measured,
            over=("route", "dose_mg_kg", "duration"),
            readouts=(
                Readout("measured_ng_ml", "Measured in people after this dose", "ng/mL", 0, none="no study here"),
                Readout("measured_min", "Measured at", "min", 0),
            ),
        ),
        Part(_single_axes, over=("route", "dose_mg_kg", "scale"), layout=True),
        Part(lambda scale: {"time_min": shown_min(scale)}, over=("scale",), series=(Series("time_min", "min", "exact"),)),
    ),
    drawing=Figure(
        panels=(Panel("course", "Time after the start (min)", "Plasma level (ng/mL)", (0, 360), (0, 300), axis=HOURLY),),
        traces=(
            Trace("ketamine in plasma", "course", "time_min", "ketamine", "ketamine", width=2.6),
            Trace("norketamine in plasma", "course", "time_min", "norketamine", "norketamine", dash="dash"),
            Trace("measured peak", "course", "measured_min", "measured_ng_ml", "ink", "markers", size=10, gaps=True,
                  hover="measured: %{y} ng/mL at %{x} min"),
        ),
        measured=tuple(
            Measured("course", item.low_ng_ml, item.high_ng_ml, item.label, item.source) for item in landmarks.LANDMARKS
        ),
        scrubber=Scrubber("time_min", "Look at one moment", "min", ("course",)),
        height_px=430,
        narrow_height_px=430,
    ),
    describe={
        route: f"{start} and is down to {{level_2h}} after 2 hours. "
        "Norketamine rises to {nk_peak} after {nk_peak_min}. Of the dose, {arrives} arrives as ketamine. "
        "Measured in people after this dose: {measured_ng_ml}."
        for route, start in {
            "iv_infusion": "{amount_mg} run into a vein over {duration}. " + RISES,
            "iv_bolus": "{amount_mg} are injected into a vein at once. In the blood, ketamine starts at {peak}",
            "intramuscular": "{amount_mg} are injected into a muscle. " + RISES,
            "intranasal": "{amount_mg} are sprayed into the nose. " + RISES,
            "sublingual": "{amount_mg} dissolve under the tongue. " + RISES,
            "oral": "{amount_mg} are swallowed. " + RISES,
        }.items()
    },
    describe_by="route",
    caption="Ketamine and its first metabolite in blood from a vein of the forearm. Grey bands are levels at which something was "
    "seen in people; where two overlap the grey is darker. A dot is a peak that was measured after this dose, as a review lists it "
    "(Zanos 2018). Try the same dose by every way in, then switch to logarithmic axes.",
    predict=Predict(
        "The plot shows 0.5 mg per kg, infused over 40 minutes. You now swallow the same dose. What happens to the two peaks?",
        ("Both stay about the same", "Both fall to a fifth", "Ketamine falls, norketamine rises"),
        2,
        "Swallowed ketamine passes the gut and the liver before it reaches the rest of the body. In this model a fifth arrives as "
        "ketamine (peak 23 instead of 163 ng/mL) and much of the rest as norketamine (peak 129 instead of 66 ng/mL).",
        {"route": "oral"},
    ),
    tasks=(
        Task("Reach 100 ng/mL without a needle.", (("route", "!=", "iv_infusion"), ("route", "!=", "iv_bolus"),
             ("route", "!=", "intramuscular"), ("peak", ">=", 100.0)), "It takes more drug, because less of it arrives."),
        Task("Find a way in that gives at least four times as much norketamine as ketamine, by area.",
             (("nk_share", ">=", 4.0),), "The liver makes it on the way in: this is first pass."),
        Task("Give 0.5 mg/kg by infusion and stay below 130 ng/mL.", (("route", "==", "iv_infusion"),
             ("dose_mg_kg", "==", 0.5), ("peak", "<", 130.0)), "Slower, so that more leaves the blood meanwhile. The area is the same."),
    ),
    presets=(
        Preset("Infusion for depression", {"route": "iv_infusion", "dose_mg_kg": 0.5, "duration": 40}),
        Preset("Anaesthesia begins", {"route": "iv_bolus", "dose_mg_kg": 2.0}),
        Preset("Swallowed", {"route": "oral", "dose_mg_kg": 0.5}),
        Preset("The long tail", {"route": "iv_infusion", "dose_mg_kg": 0.5, "duration": 40, "scale": "log"}),
    ),
    teaching_note="A teaching model of a typical adult, racemic ketamine, set racemic_venous. Volumes, clearances and most shares are "
    "published; the speed of uptake from muscle and gut was chosen here. After a quick injection the first minutes come out too "
    "low: the set was fitted to slow infusions and a vein (see the explorer of artery and vein).",
)  # fmt: skip
