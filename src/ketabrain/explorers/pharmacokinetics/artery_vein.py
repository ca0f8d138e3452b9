"""The same dose in an artery, in a vein, and in every published model."""

from __future__ import annotations

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
from ketabrain.models import pharmacokinetics as pk
from ketabrain.models.pharmacokinetics import landmarks

ARTERY, VEIN = "racemic_arterial", "racemic_venous"
OTHERS = {
    "otto2021": "Otto 2021 (esketamine, vein)",
    "noppers2011": "Noppers 2011 (esketamine, artery)",
    "simons2022": "Simons 2022 (esketamine, artery)",
    "perezruixo2021": "Perez-Ruixo 2021 (esketamine)",
    "domino1984": "Domino 1984 (an anaesthetic dose)",
    "clements1981": "Clements 1981 (volunteers)",
    "hijazi2003": "Hijazi 2003 (intensive care)",
}
GIVEN_MIN = {"0": "at once", "10": "over 10 minutes", "20": "over 20 minutes", "30": "over 30 minutes", "40": "over 40 minutes",
             "60": "over an hour", "120": "over two hours"}  # fmt: skip
PAIR_MIN = np.concatenate([np.arange(0, 10, 1), np.arange(10, 60, 2.5), np.arange(60, 181, 5)])
MIXED_MIN = 1.0  # no model knows how an injection mixes in the first minute
LATER_MIN = np.arange(MIXED_MIN, 721, 0.5)
COMPARED_MIN = 60.0


def given_over(amount_mg: float, given: str) -> pk.Dose:
    """Return a dose into a vein, at once or over some minutes."""
    return pk.lasting("iv_infusion" if float(given) else "iv_bolus", amount_mg, float(given))


def levels(name: str, amount_mg: float, given: str, times_min: np.ndarray) -> np.ndarray:
    """Return a set's levels [ng/mL]; none in the first minute after an injection at once."""
    found = pk.simulate(given_over(amount_mg, given), pk.TYPICAL_KG, times_min, name).ketamine_ng_ml
    return np.where((times_min < MIXED_MIN) & (float(given) == 0), np.nan, found)


def _sets(amount: float, given: str) -> dict[str, Any]:
    curves = {name: levels(name, amount, given, PAIR_MIN) for name in (ARTERY, VEIN, *OTHERS)}
    artery, vein = (levels(name, amount, given, LATER_MIN) for name in (ARTERY, VEIN))
    area = pk.exposure(given_over(amount, given), pk.TYPICAL_KG, VEIN).ketamine_ng_h_ml
    return {**curves, "artery_peak": artery.max(), "vein_peak": vein.max(), "pair_area": area}


def _sets_shape(given: str) -> dict[str, Any]:
    artery, vein = (levels(name, 35, given, LATER_MIN) for name in (ARTERY, VEIN))
    compared = [levels(name, 35, given, np.array([COMPARED_MIN]))[0] for name in (ARTERY, VEIN, *OTHERS)]
    return {
        "peak_ratio": artery.max() / vein.max(),
        "crossing_min": LATER_MIN[np.argmax(vein > artery)],
        "models_fold": max(compared) / min(compared),
    }


def _chosen(amount: float, given: str, chosen: str) -> dict[str, Any]:
    return {
        "highlighted": levels(chosen, amount, given, PAIR_MIN),
        "chosen_peak": levels(chosen, amount, given, LATER_MIN).max(),
        "chosen_area": pk.exposure(given_over(amount, given), pk.TYPICAL_KG, chosen).ketamine_ng_h_ml,
    }


def _pair_measured(amount: float, given: str) -> dict[str, Any]:
    found = landmarks.measured("iv_infusion" if float(given) else "iv_bolus", amount, float(given))
    seen: dict[str, Any] = {}
    for vessel in ("artery", "vein", "not stated"):
        here = [item for item in found if item.vessel == vessel]
        name = vessel.replace(" ", "_")
        seen[f"{name}_min"] = [item.at_min for item in here] or [np.nan]
        seen[f"{name}_seen"] = [item.ng_ml for item in here] or [np.nan]
    return seen


def _pair_axes(scale: str) -> dict[str, Any]:
    log = {"yaxis.type": "log", "yaxis.tickvals": [1, 3, 10, 30, 100, 300, 1000, 3000, 10000]}
    return {"layout": log if scale == "log" else {"yaxis.rangemode": "tozero"}}


ARTERY_VEIN = Explorer(
    slug="pk-artery-vein",
    title="Artery, vein and the experts’ models",
    chapter="pharmacokinetics",
    card="pharmacokinetics",
    objectives=("pharmacokinetics.models", "pharmacokinetics.half_life"),
    models=(pk, landmarks),
    controls=(
        Steps("amount", "Dose into a vein", "mg", (10, 20, 35, 70, 140), 35, decimals=0, even=False, help="a person of 70 kg", dose="mg"),
        Choice("given", "It is given", GIVEN_MIN, "40", dose="minutes"),
        Choice("chosen", "Published model in bold", OTHERS, "noppers2011"),
        Choice("scale", "Levels", {"linear": "linear", "log": "logarithmic"}, "linear"),
    ),
    parts=(
        Part(
            _sets,
            over=("given",),
            scaled_by="amount",
            series=tuple(Series(name, "ng/mL", "u16", decimals=0) for name in (ARTERY, VEIN, *OTHERS)),
            readouts=(
                Readout("artery_peak", "Highest in the artery (after the first minute)", "ng/mL", 0),
                Readout("vein_peak", "Highest in the vein", "ng/mL", 0),
                Readout("pair_area", "Area under either curve", "ng h/mL", 0),
            ),
        ),
        Part(
            _sets_shape,
            over=("given",),
            readouts=(
                Readout("peak_ratio", "Highest in the artery over highest in the vein", "", 1),
                Readout("crossing_min", "The vein is higher than the artery from", "min", 0),
                Readout("models_fold", "After an hour, the highest of all models over the lowest", "", 1),
            ),
        ),
        Part(
            _chosen,
            over=("given", "chosen"),
            scaled_by="amount",
            series=(Series("highlighted", "ng/mL", "u16"),),
            readouts=(
                Readout("chosen_peak", "Highest in the bold model", "ng/mL", 0),
                Readout("chosen_area", "Area under the bold model", "ng h/mL", 0),
            ),
        ),
        Part(
            _pair_measured,
            over=("amount", "given"),
            series=tuple(Series(f"{name}_{what}", "", "exact") for name in ("artery", "vein", "not_stated") for what in ("min", "seen")),
        ),
        Part(_pair_axes, over=("scale",), layout=True),
        Part(lambda: {"pair_min": PAIR_MIN}, over=(), series=(Series("pair_min", "min", "exact"),)),
    ),
    drawing=Figure(
        panels=(Panel("pair", "Time after the start (min)", "Ketamine in plasma (ng/mL)", (0, 180), axis={"dtick": 30}),),
        traces=(
            *(Trace(title, "pair", "pair_min", name, "quiet", width=1, legend=False, gaps=True) for name, title in OTHERS.items()),
            Trace("artery", "pair", "pair_min", ARTERY, "artery", width=2.6, gaps=True),
            Trace("vein of the forearm", "pair", "pair_min", VEIN, "vein", width=2.6, gaps=True),
            Trace("model in bold", "pair", "pair_min", "highlighted", "ink", width=2.6, dash="dash", gaps=True),
            Trace("measured, artery", "pair", "artery_min", "artery_seen", "artery", "markers", size=11, gaps=True),
            Trace("measured, vein (read off a plot)", "pair", "vein_min", "vein_seen", "vein", "open markers", size=11, gaps=True),
            Trace("measured, vessel not stated", "pair", "not_stated_min", "not_stated_seen", "ink", "open markers", size=11, gaps=True),
        ),
        height_px=440,
        narrow_height_px=480,
    ),
    describe="{amount} go into a vein {given}. The artery reaches {artery_peak} and the vein of the forearm {vein_peak}, so that the "
    "artery's peak is {peak_ratio} times the vein's. From {crossing_min} on the vein is higher. In bold: {chosen}, with a peak of "
    "{chosen_peak}. After an hour the highest of all models is {models_fold} times the lowest.",
    caption="The same drug, the same dose, the same person. Red: what an artery would show. Blue: a vein of the forearm. Thin grey: other "
    "published models. Circles appear where a study gave exactly this dose. Try the studies below, and an injection at once.",
    predict=Predict(
        "35 mg run into a vein over 40 minutes. You take blood at minute 40, once from an artery and once from the other arm's vein. Which shows more ketamine?",
        ("The vein", "The artery", "Both the same: it is the same blood"),
        1,
        "While the level rises, the arm's tissue takes drug out of the blood that passes it, so less comes back in the vein (163 against "
        "297 ng/mL in these sets). Later the tissue gives it back, and the vein is the higher one.",
        {"amount": 35, "given": "40", "chosen": "otto2021", "scale": "linear"},
    ),
    tasks=(
        Task("Make the artery's peak more than five times the vein's.", (("peak_ratio", ">", 5.0),),
             "The faster it is given, the less the arm's tissue can keep up."),
        Task("Bring the two peaks within 1.5 of each other.", (("peak_ratio", "<", 1.5),), "Given slowly, the tissue has time to fill."),
        Task("Put the model into bold whose area is smallest.", (("chosen", "==", "hijazi2003"),),
             "Its patients were in intensive care. A smaller area means a faster clearance: area is dose over clearance."),
    ),
    presets=(
        Preset("Infusion for depression", {"amount": 35, "given": "40", "scale": "linear"}),
        Preset("Simons 2022", {"amount": 20, "given": "20", "chosen": "simons2022", "scale": "linear"}),
        Preset("Otto 2021", {"amount": 10, "given": "30", "chosen": "otto2021", "scale": "linear"}),
        Preset("Singh 2022", {"amount": 10, "given": "0", "chosen": "domino1984", "scale": "log"}),
    ),
    teaching_note="A teaching model: two sets with one clearance, so the areas of artery and vein are equal by construction. No set holds "
    "both vessels; a joint model needs a compartment for the arm. Curves of esketamine models are of esketamine, the others of racemic "
    "ketamine. Measured: Zanos 2018 (a review; racemic, 0.5 mg/kg), Simons 2022 (esketamine, 20 people), Otto 2021 (esketamine, 17 "
    "people), Singh 2022 (racemic, 9 people).",
)  # fmt: skip
