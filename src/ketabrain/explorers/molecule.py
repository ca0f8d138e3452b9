"""Explorers of the chapter `molecule`."""

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
from ketabrain.models import ketamine_metabolism as metabolism
from ketabrain.models.ketamine_metabolism import COMPANIONS, STUDIES, Parameters

TOGETHER = {
    "nothing": "nothing",
    "clarithromycin": "clarithromycin",
    "grapefruit": "grapefruit juice",
    "ticlopidine": "ticlopidine",
    "itraconazole": "itraconazole",
    "st_johns_wort": "St John's wort",
    "rifampicin": "rifampicin",
}
ROWS = tuple(dict.fromkeys((study.companion, study.route) for study in STUDIES))  # studies of one kind share a row
TOP = len(ROWS)
LEFT, RIGHT = -5.2, 3.0  # the ratio's axis, in doublings


def row(companion: str, route: str) -> int:
    """Return the height of a study's row; the first stands on top."""
    return TOP - ROWS.index((companion, route))


def _parameters(share: float, escape: float) -> Parameters:
    return Parameters(cyp3a_share=share, gut_escape=escape)


def _fates(route: str, together: str, share: float, escape: float) -> dict[str, Any]:
    p, activity = _parameters(share, escape), COMPANIONS[together]
    alone, changed = metabolism.fate(route, parameters=p), metabolism.fate(route, activity, p)
    times = metabolism.change(route, activity, p)
    here = (together, route) in ROWS
    return {
        "alone_mg": [100 * alone.gut, 100 * alone.first_pass, 100 * alone.blood],
        "changed_mg": [100 * changed.gut, 100 * changed.first_pass, 100 * changed.blood],
        "chosen_x": [np.log2(times.ketamine) if here else np.nan],
        "chosen_y": [row(together, route) if here else np.nan],
        "gut_share": changed.gut,
        "first_share": changed.first_pass,
        "blood_share": changed.blood,
        "auc_ratio": times.ketamine,
        "norketamine_ratio": times.norketamine,
        "relation_ratio": times.ratio,
    }


def _against_studies(share: float, escape: float) -> dict[str, Any]:
    ratios = [metabolism.predicted(study, _parameters(share, escape)) for study in STUDIES]
    return {
        "model_x": np.log2(ratios),
        "met": sum(study.met(ratio) for study, ratio in zip(STUDIES, ratios, strict=True)),
    }


def _places() -> dict[str, Any]:
    """Return what never changes: the bars' places, and the published ratios."""
    printed = [study for study in STUDIES if study.confirmed]
    silent = [study for study in STUDIES if not study.confirmed]
    ranged = next(study for study in STUDIES if study.low is not None)
    names = {
        (companion, route): TOGETHER[companion] + (", vein" if route == "vein" else "") for companion, route in ROWS
    }
    return {
        "alone_at": [0, 3, 6],
        "changed_at": [1, 4, 7],
        "model_y": [row(study.companion, study.route) for study in STUDIES],
        "published_x": np.log2([study.ratio for study in printed]),
        "published_y": [row(study.companion, study.route) for study in printed],
        "silent_x": np.log2([study.ratio for study in silent]),
        "silent_y": [row(study.companion, study.route) for study in silent],
        "range_x": np.log2(ranged.bounds),
        "range_y": [row(ranged.companion, ranged.route)] * 2,
        "one_x": [0, 0],
        "one_y": [0.4, TOP + 0.85],
        "layout": {
            f"annotations.{i}": {
                "text": names[key], "x": LEFT + 0.1, "y": row(*key) + 0.45, "xref": "x2", "yref": "y2", "showarrow": False,
                "xanchor": "left", "yanchor": "middle", "font": {"size": 11, "color": "@ink"},
            }
            for i, key in enumerate(ROWS)
        },
    }  # fmt: skip


EXACT = (
    "alone_at", "changed_at", "model_y", "published_x", "published_y", "silent_x", "silent_y", "range_x", "range_y", "one_x",
    "one_y",
)  # fmt: skip


METABOLISM = Explorer(
    slug="molecule-metabolism",
    title="What gut and liver let through, and what a second medicine changes",
    chapter="molecule",
    card="ketamine_metabolism",
    objectives=("molecule.enzymes", "molecule.metabolites"),
    models=(metabolism,),
    controls=(
        Choice("route", "The dose is given", {"swallowed": "by mouth, swallowed", "vein": "into a vein"}, "swallowed"),
        Choice("together", "Taken together with", TOGETHER, "nothing"),
        Steps("share", "CYP3A's share of the liver's work", "share", tuple(np.linspace(0, 1, 11).round(1)), 0.5, decimals=0,
              shown_as="percent", help="of making norketamine; CYP2B6 does the rest. Studies disagree on this share"),
        Steps("escape", "Ketamine that passes the gut wall", "share", (0.15, 0.2, 0.29, 0.4, 0.5, 0.64, 0.8), 0.29, decimals=0,
              shown_as="percent", even=False, help="29 % from one study of S-ketamine, 64 % from another"),
    ),
    parts=(
        Part(
            _fates,
            series=(
                Series("alone_mg", "mg", "u16"),
                Series("changed_mg", "mg", "u16"),
                Series("chosen_x", "doublings", "exact"),
                Series("chosen_y", "", "exact"),
            ),
            readouts=(
                Readout("blood_share", "Reaches the blood as ketamine", decimals=0, shown_as="percent"),
                Readout("gut_share", "Broken down in the gut wall", decimals=0, shown_as="percent"),
                Readout("first_share", "Broken down in the liver on the way in", decimals=0, shown_as="percent"),
                Readout("auc_ratio", "Ketamine's exposure, against without", "times", 2),
                Readout("norketamine_ratio", "Norketamine's exposure, against without", "times", 2),
                Readout("relation_ratio", "Norketamine over ketamine, against without", "times", 2),
            ),
        ),
        Part(
            _against_studies,
            over=("share", "escape"),
            series=(Series("model_x", "doublings", "exact"),),
            readouts=(Readout("met", "Published ratios that the model meets, of 8", "", 0),),
        ),
        Part(_places, over=(), layout=True, series=tuple(Series(name, "", "exact") for name in EXACT)),
    ),
    drawing=Figure(
        panels=(
            Panel("fate", "Where it goes first", "mg of a 100 mg dose", (-0.9, 7.9), (0, 104), height=0.75,
                  axis={"tickvals": [0.5, 3.5, 6.5], "ticktext": ["gut wall", "liver", "blood"]}),
            Panel("studies", "Ketamine's exposure with ÷ without", "", (LEFT, RIGHT), (0.4, TOP + 0.85), height=1.25, column=1,
                  axis={"tickvals": [-5, -4, -3, -2, -1, 0, 1, 2], "ticktext": ["1/32", "1/16", "1/8", "1/4", "1/2", "1", "2", "4"]},
                  y_axis={"tickvals": [], "ticktext": [], "showgrid": False}),
        ),
        traces=(
            Trace("ketamine alone", "fate", "alone_at", "alone_mg", "quiet", "bars", hover="alone: %{y:.0f} mg",
                  extra={"width": 0.8, "offset": -0.4}),
            Trace("together", "fate", "changed_at", "changed_mg", "ketamine", "bars", hover="together: %{y:.0f} mg",
                  extra={"width": 0.8, "offset": -0.4}),
            Trace("no change", "studies", "one_x", "one_y", "faint", width=1.0, dash="dot", legend=False, hover="no change"),
            Trace("published range", "studies", "range_x", "range_y", "ink", width=1.5, legend=False, hover="published range: 2.4 to 3.6"),
            Trace("published", "studies", "published_x", "published_y", "ink", "markers", size=13, hover="published"),
            Trace("no increase", "studies", "silent_x", "silent_y", "ink", "open markers", size=13,
                  hover="no increase reported, no number given"),
            Trace("model", "studies", "model_x", "model_y", "ketamine", "squares", size=9, hover="model",
                  extra={"marker": {"symbol": "diamond"}}),
            Trace("chosen above", "studies", "chosen_x", "chosen_y", "ketamine", "open markers", size=20, legend=False,
                  hover="chosen above"),
        ),
        columns=(0.8, 1.0),
        height_px=470,
        narrow_height_px=760,
    ),
    describe="The dose is given {route}, together with {together}. {gut_share} of it is broken down in the gut wall, {first_share} in "
    "the liver on the way in, and {blood_share} reaches the blood as ketamine. Against the same dose without, ketamine's exposure is "
    "{auc_ratio} and norketamine's {norketamine_ratio}. CYP3A does {share} of the liver's work and {escape} passes the gut wall: with "
    "these two numbers the model meets {met} of 8 published ratios.",
    caption="Exposure is the area under the curve of the level in the blood (AUC). Left: where a dose goes first; what reaches the "
    "blood is broken down later. Right: each dot is a study in 10 to 20 healthy people given S-ketamine, most often swallowed, each diamond "
    "is the model. Clarithromycin, itraconazole and grapefruit juice slow CYP3A, ticlopidine slows CYP2B6, St John's wort and rifampicin "
    "speed CYP3A up. Try to bring every diamond onto its dot with the last two controls.",
    predict=Predict(
        "Clarithromycin slows CYP3A in the gut wall and in the liver. One person swallows ketamine with it, another gets ketamine into "
        "a vein with it. Whose exposure rises more?",
        ("The swallower's, by far", "Both rise equally", "The vein's, by far"),
        0,
        "Swallowed, the dose passes gut wall and liver before it reaches the blood, and here the exposure rises about threefold. "
        "From a vein it rises by a tenth: the liver still takes most of what passes, and blood flow sets the pace.",
        {"route": "swallowed", "together": "clarithromycin", "share": 0.5, "escape": 0.29},
    ),
    tasks=(
        Task("Rifampicin nearly empties the blood of a swallowed dose. Find the route by which most of the exposure stays.",
             (("together", "==", "rifampicin"), ("auc_ratio", ">", 0.75)),
             "From a vein. Two studies in volunteers found the same: 14 % and 10 % less, against 86 % less after swallowing."),
        Task("Meet at least five of the eight published ratios.", (("met", ">=", 5),),
             "With a small share for CYP3A, ticlopidine fits. No setting here meets six: look at which ones are left."),
        Task("Make itraconazole nearly harmless to a swallowed dose (1.25 times or less), as it was reported.",
             (("route", "==", "swallowed"), ("together", "==", "itraconazole"), ("auc_ratio", "<=", 1.25)),
             "Now choose clarithromycin: it does hardly anything either, yet 2.6 times was reported. In midazolam the two slow "
             "CYP3A alike, so CYP3A alone cannot explain both."),
    ),
    presets=(
        Preset("Ketamine alone", {"route": "swallowed", "together": "nothing", "share": 0.5, "escape": 0.29}),
        Preset("CYP3A slowed", {"route": "swallowed", "together": "clarithromycin", "share": 0.5, "escape": 0.29}),
        Preset("CYP2B6 slowed", {"route": "swallowed", "together": "ticlopidine", "share": 0.1, "escape": 0.29}),
        Preset("Enzymes sped up", {"route": "swallowed", "together": "rifampicin", "share": 0.5, "escape": 0.29}),
    ),
    teaching_note="A teaching model of averages. How much each companion changes CYP3A was measured with midazolam, another drug; the shares "
    "of the two enzymes, ticlopidine's effect on CYP2B6 and rifampicin's on the liver were chosen here. A diamond counts as meeting its "
    "dot within 0.8 to 1.25 times it, or within the published range.",
)  # fmt: skip

EXPLORERS = (METABOLISM,)
