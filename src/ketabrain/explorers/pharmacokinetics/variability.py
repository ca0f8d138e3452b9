"""The same dose in many people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
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
from ketabrain.explorers.pharmacokinetics.single_dose import HOURLY
from ketabrain.models import pharmacokinetics as pk
from ketabrain.models.pharmacokinetics import landmarks

TREATMENTS = {
    "iv_infusion": "35 mg infused over 40 minutes",
    "intramuscular": "35 mg into a muscle",
    "intranasal": "35 mg sprayed into the nose",
    "sublingual": "35 mg under the tongue",
    "oral": "35 mg swallowed",
    "esketamine": "esketamine, 56 mg sprayed into the nose",
}
DIFFERING = {"all": "in everything", "body": "in volumes and clearance only", "uptake": "in uptake only"}
UPTAKE = ("ka_", "f_", "mucosa_")  # how names of values of uptake start
EVERYONE, CURVES = 200, 5
PERCENTS = (5, 25, 50, 75, 95)
SPREAD_MIN = np.array([*range(0, 50, 5), 50, 60, 70, 80, 95, 110, 130, 150, 180, 210, 240, 280, 320, 375], dtype=float)
PEAK_MIN = np.arange(0, 361, 2.0)  # when peaks are looked for
RANKS = np.arange(5, 96, 5)


@cache
def crowd(treatment: str, differing: str, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the curves, peaks [ng/mL] and areas [ng h/mL] of 200 people who differ in some of their values."""
    spray = treatment == "esketamine"
    doses = [pk.Dose("intranasal", 28, at) for at in (0, 5)] if spray else [pk.lasting(treatment, 35, 40)]
    everyone = pk.population("perezruixo2021" if spray else "racemic_venous", EVERYONE, seed)
    alike = replace(
        everyone, people=kept_values(everyone.people, differing), odds=kept_values(everyone.odds, differing)
    )
    levels = [pk.simulate(doses, pk.TYPICAL_KG, times, alike).ketamine_ng_ml for times in (SPREAD_MIN, PEAK_MIN)]
    areas = pk.exposure(doses, pk.TYPICAL_KG, alike).ketamine_ng_h_ml
    curves, fine = (np.broadcast_to(each, (EVERYONE, each.shape[-1])) for each in levels)
    return curves, fine.max(axis=1), np.broadcast_to(areas, EVERYONE)


def kept_values(values: Mapping[str, np.ndarray], differing: str) -> dict[str, np.ndarray]:
    """Return the values in which people may differ."""
    wanted = {"all": (True, False), "body": (False,), "uptake": (True,)}[differing]
    return {name: value for name, value in values.items() if name.startswith(UPTAKE) in wanted}


def _band(treatment: str, differing: str, people: float, seed: float) -> dict[str, Any]:
    curves, peaks, areas = (each[: round(people)] for each in crowd(treatment, differing, round(seed)))
    low, middle, high = np.percentile(peaks, (5, 50, 95))
    least, most = np.percentile(areas, (5, 95))
    return {
        **dict(zip((f"p{percent}" for percent in PERCENTS), np.percentile(curves, PERCENTS, axis=0), strict=True)),
        "ranked": np.percentile(peaks, RANKS),
        "peak_low": low,
        "peak_middle": middle,
        "peak_high": high,
        "peak_fold": high / low,
        "area_fold": most / least,
        "above_100": np.mean(peaks > 100),
    }


def _individuals(treatment: str, differing: str, seed: float) -> dict[str, Any]:
    return {"individuals": joined(crowd(treatment, differing, round(seed))[0][:CURVES])}


def joined(rows: np.ndarray) -> np.ndarray:
    """Return rows as one line, there and back again: it turns at level 0 and outside the plot."""
    return np.concatenate([row[::-1] if i % 2 else row for i, row in enumerate(rows)])


VARIABILITY = Explorer(
    slug="pk-variability",
    title="The same dose in many people",
    chapter="pharmacokinetics",
    card="pharmacokinetics",
    objectives=("pharmacokinetics.spread", "pharmacokinetics.routes"),
    models=(pk, landmarks),
    controls=(
        Choice("treatment", "Everybody gets", TREATMENTS, "iv_infusion", dose="route"),
        Choice("differing", "They differ", DIFFERING, "all"),
        Steps("seed", "Group of people", "", range(1, 6), 1, decimals=0, again="Run again", help="each number draws other people"),
        Steps("people", "People", "", (20, EVERYONE), EVERYONE, decimals=0),
    ),
    parts=(
        Part(
            _band,
            series=(
                *(Series(f"p{percent}", "ng/mL", "u8") for percent in PERCENTS),
                Series("ranked", "ng/mL", "u8"),
            ),
            readouts=(
                Readout("peak_low", "Peak: 5 % of people stay below", "ng/mL", 0),
                Readout("peak_middle", "Peak: half of the people stay below", "ng/mL", 0),
                Readout("peak_high", "Peak: 95 % of people stay below", "ng/mL", 0),
                Readout("peak_fold", "95 % over 5 %, of the peak", "", 1),
                Readout("area_fold", "95 % over 5 %, of the area under the curve", "", 1),
                Readout("above_100", "People whose peak is above 100 ng/mL", decimals=0, shown_as="percent"),
            ),
        ),
        Part(_individuals, over=("treatment", "differing", "seed"), series=(Series("individuals", "ng/mL", "u8"),)),
        Part(
            lambda: {"minutes": SPREAD_MIN, "minutes_each": joined(np.tile(SPREAD_MIN, (CURVES, 1))), "ranks": RANKS / 100},
            over=(),
            series=(Series("minutes", "min", "exact"), Series("minutes_each", "min", "exact"), Series("ranks", "", "exact")),
        ),
    ),
    drawing=Figure(
        panels=(
            Panel("levels", "Time after the start (min)", "Ketamine in plasma (ng/mL)", (0, 360), axis=HOURLY,
                  y_axis={"rangemode": "tozero"}),
            Panel("peaks", "Peak (ng/mL)", "People with a lower peak", None, (0, 1), column=1, axis={"rangemode": "tozero"},
                  y_axis={"tickformat": ".0%"}),
        ),
        traces=(
            Trace("5 %", "levels", "minutes", "p5", "ketamine", width=0.5, legend=False),
            Trace("nine in ten", "levels", "minutes", "p95", "ketamine", width=0.5,
                  extra={"fill": "tonexty", "fillcolor": "@ketamine/0.16"}),
            Trace("25 %", "levels", "minutes", "p25", "ketamine", width=0.5, legend=False),
            Trace("the middle half", "levels", "minutes", "p75", "ketamine", width=0.5,
                  extra={"fill": "tonexty", "fillcolor": "@ketamine/0.3"}),
            Trace("median", "levels", "minutes", "p50", "ketamine", width=3),
            Trace("five of them", "levels", "minutes_each", "individuals", "quiet", width=1),
            Trace("peaks, ranked", "peaks", "ranked", "ranks", "ketamine", width=2.4, legend=False),
        ),
        columns=(1.7, 1.0),
        height_px=400,
        narrow_height_px=620,
    ),
    describe="Everybody gets the same: {treatment}. {people} people differ {differing}. 5 % of them have a peak below {peak_low}, half "
    "below {peak_middle} and 95 % below {peak_high}: {peak_fold} times as much as the 5 %. For the area under the curve the same "
    "ratio is {area_fold}. In {above_100} of the people the peak is above 100 ng/mL.",
    caption="Left: at each time, nine in ten people lie inside the light band and half of them inside the dark one; grey lines are five "
    "of the people. Right: their peaks in order. Go up to 5 % and across: one person in twenty has a lower peak. Try another group "
    "of people, then let them differ in one thing only.",
    predict=Predict(
        "Everybody gets 35 mg infused into a vein. Now everybody swallows 35 mg instead. What happens to the differences between people's peaks?",
        ("They shrink, because the levels are lower", "They stay as they are", "They grow to several fold"),
        2,
        "A drip puts the whole dose into everybody's blood. What passes the gut and the liver differs from person to person, and so does "
        "its speed. The levels fall, and the ratio between people grows.",
        {"treatment": "oral"},
    ),
    tasks=(
        Task("Find a treatment in which the peaks of 95 % and 5 % differ more than fivefold.", (("peak_fold", ">", 5.0),),
             "Whatever has to be taken up differs more than what is injected."),
        Task("Make everybody alike without giving the same person twice.", (("peak_fold", "<", 1.05),),
             "By infusion nothing has to be taken up, so people who differ in uptake only are all the same."),
        Task("Take 20 people, and run the infusion again until the peaks of 95 % and 5 % differ twofold or more.",
             (("treatment", "==", "iv_infusion"), ("people", "==", 20.0), ("peak_fold", ">=", 2.0)),
             "The same rule drew both groups. Twenty people are few: each group looks different by chance."),
    ),
    presets=(
        Preset("Infusion", {"treatment": "iv_infusion", "differing": "all"}),
        Preset("Esketamine spray", {"treatment": "esketamine", "differing": "all"}),
        Preset("Swallowed", {"treatment": "oral", "differing": "all"}),
    ),
    teaching_note="A teaching model: invented people of 70 kg. How far they differ in volumes and clearance is published (Otto 2021; for "
    "the esketamine spray Perez-Ruixo 2021). So is most of their uptake by nose, mouth and gut, partly worked out here from the spread "
    "of other studies; that of muscle was chosen here. Errors of measurement are left out. In 10 patients with a racemic spray the "
    "peaks spread more widely (Singh 2022).",
)  # fmt: skip
