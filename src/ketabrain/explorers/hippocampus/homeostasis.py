"""Follow a block at rest through eEF2 kinase and BDNF to stronger synapses, and compare with published experiments."""

from __future__ import annotations

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
    Scrubber,
    Series,
    Steps,
    Task,
    Toggle,
    Trace,
)
from ketabrain.explorers.hippocampus import beside
from ketabrain.models import homeostasis as model

HOURS = np.arange(0, 6.001, 0.05)
YEARS = {
    "Autry2011rest": "Autry 2011",
    "Lepack2015release": "Lepack 2015",
    "Nosyreva2013acute": "Nosyreva 2013",
    "Maeng2008ampa": "Maeng 2008",
    "Gideons2014mechanisms": "Gideons 2014",
    "Zanos2023activation": "Zanos 2023",
    "Zanos2016hnk": "Zanos 2016",
}


@cache
def _rows() -> tuple[beside.Row, ...]:
    return tuple(beside.Row(f"{e.label} · {YEARS[e.source]}", e.found, e.changes()) for e in model.EXPERIMENTS)


def _chain(block: float, release: bool, kinase: str, bdnf: str, ampa: bool) -> model.Course:
    return model.simulate(block, release=release, kinase=kinase, bdnf=bdnf, ampa_block=float(ampa), hours=24.0)


def _eef2(block: float, release: bool, kinase: str) -> dict[str, Any]:
    course = _chain(block, release, kinase, "normal", False)
    return {
        "eef2": np.interp(HOURS, course.time_h, course.phospho_eef2),
        "eef2_low": course.phospho_eef2.min(),
    }


def _bdnf(block: float, release: bool, kinase: str, bdnf: str) -> dict[str, Any]:
    course = _chain(block, release, kinase, bdnf, False)
    return {"bdnf_level": np.interp(HOURS, course.time_h, course.bdnf), "bdnf_30": course.at("bdnf", 0.5)}


def _response(block: float, release: bool, kinase: str, bdnf: str, ampa: bool) -> dict[str, Any]:
    course = _chain(block, release, kinase, bdnf, ampa)
    return {
        "response": np.interp(HOURS, course.time_h, course.response),
        "response_30": course.at("response", 0.5),
        "response_24": course.at("response", 24.0),
        "effect": model.effect(course),
    }


HOMEOSTASIS = Explorer(
    slug="hippocampus-homeostasis",
    title="Silence at rest: from eEF2 kinase to stronger synapses",
    chapter="hippocampus",
    card="homeostasis",
    objectives=("hippocampus.rest",),
    models=(model,),
    controls=(
        Steps("block", "NMDA receptors blocked at rest, at first", "share", (0, 0.25, 0.5, 0.75, 1), 0.75, decimals=0,
              shown_as="percent", help="the block then halves every 13 minutes"),
        Toggle("release", "Spontaneous release of glutamate", True, words=("stopped at 0 h", "going on")),
        Choice("kinase", "eEF2 kinase", {"normal": "normal", "inhibited": "inhibited from 0 h on",
               "absent": "absent (knock-out)"}, "normal"),
        Choice("bdnf", "BDNF", {"normal": "normal", "antibody": "caught by an antibody", "absent": "not made (knock-out)"},
               "normal"),
        Toggle("ampa", "AMPA receptors", False, words=("open to glutamate", "blocked")),
    ),
    parts=(
        Part(
            lambda block: {"blocked": block * 0.5 ** (HOURS / model.Parameters().half_life_h)},
            over=("block",),
            series=(Series("blocked", "", "u16", shown_as="percent", decimals=0),),
        ),
        Part(
            _eef2,
            over=("block", "release", "kinase"),
            series=(Series("eef2", "", "u16", decimals=2),),
            readouts=(Readout("eef2_low", "Phosphorylated eEF2, lowest (1: at rest)", "", 2),),
        ),
        Part(
            _bdnf,
            over=("block", "release", "kinase", "bdnf"),
            series=(Series("bdnf_level", "", "u16", decimals=2),),
            readouts=(Readout("bdnf_30", "BDNF after 30 minutes", "", 2),),
        ),
        Part(
            _response,
            series=(Series("response", "", "u16", decimals=2),),
            readouts=(
                Readout("effect", "AMPA responses become", words=True),
                Readout("response_30", "AMPA response after 30 minutes", "", 2),
                Readout("response_24", "AMPA response after 24 h", "", 2),
            ),
        ),
        Part(
            lambda: {"time_h": HOURS, **beside.contents(_rows(), "3", ("found", "model"))},
            over=(),
            series=(Series("time_h", "h", "exact"), *beside.SERIES),
            layout=True,
        ),
    ),
    drawing=Figure(
        panels=(
            Panel("rest", "", "Share, or level (rest = 1)", (-0.1, 6), (-0.05, 1.1), height=1.0),
            Panel("scaling", "Time (hours)", "Level (rest = 1)", (-0.1, 6), (-0.1, 2.15), height=1.1),
            beside.panel(len(model.EXPERIMENTS), height=1.5),
        ),
        traces=(
            Trace("receptors blocked", "rest", "time_h", "blocked", "nmda", dash="dot"),
            Trace("phosphorylated eEF2", "rest", "time_h", "eef2", "quiet"),
            Trace("BDNF", "scaling", "time_h", "bdnf_level", "bdnf", dash="dash"),
            Trace("AMPA response", "scaling", "time_h", "response", "ampa", width=2.5),
            *beside.traces("effect", "none found"),
        ),
        scrubber=Scrubber("time_h", "Look at one hour", "h", ("rest", "scaling"), decimals=2),
        columns=(1.0, 1.25),
        height_px=480,
        narrow_height_px=960,
    ),
    describe={
        "stronger": "AMPA responses become stronger: {response_30} after 30 minutes and {response_24} after 24 h, where 1 is rest. At "
        "first {block} of the NMDA receptors are blocked at rest. Spontaneous release: {release}; eEF2 kinase: {kinase}; BDNF: "
        "{bdnf}; AMPA receptors: {ampa}. Phosphorylated eEF2 falls to {eef2_low}, and BDNF is {bdnf_30} after 30 minutes.",
        "unchanged": "AMPA responses stay as they are: {response_30} after 30 minutes and {response_24} after 24 h, where 1 is rest. "
        "At first {block} of the NMDA receptors are blocked at rest. Spontaneous release: {release}; eEF2 kinase: {kinase}; BDNF: "
        "{bdnf}; AMPA receptors: {ampa}. Phosphorylated eEF2 is lowest at {eef2_low}, and BDNF is {bdnf_30} after 30 minutes.",
        "weaker": "AMPA responses are gone, because AMPA receptors are {ampa}. At first {block} of the NMDA receptors are blocked at "
        "rest. Spontaneous release: {release}; eEF2 kinase: {kinase}; BDNF: {bdnf}. Phosphorylated eEF2 is lowest at {eef2_low}, "
        "and BDNF is {bdnf_30} after 30 minutes; response {response_30}, and {response_24} after 24 h.",
    },
    describe_by="effect",
    caption="Left: the chain in hours after a dose in a mouse. Glutamate that leaks from resting synapses keeps eEF2 kinase busy, "
    "and phosphorylated eEF2 holds BDNF back. Right: published experiments (found) beside the model; a filled square is an effect, "
    "an open one none, and a red ring a miss. Try to break the chain at each link.",
    predict=Predict(
        "Now no ketamine is given. You inhibit eEF2 kinase instead. What do AMPA responses do?",
        ("Nothing: no NMDA receptor is blocked", "They grow, as after ketamine or more", "They shrink"),
        1,
        "The kinase stands below the receptor in the chain. Without it eEF2 loses its phosphate, BDNF is made, and synapses scale "
        "up. In mice, inhibitors of eEF2 kinase alone acted like a fast antidepressant. In the model they do more than ketamine, "
        "because there they do not wear off.",
        {"block": 0.0, "kinase": "inhibited"},
    ),
    tasks=(
        Task("Let ketamine raise BDNF and still have no effect on AMPA responses.",
             (("block", ">=", 0.5), ("bdnf_30", ">", 1.1), ("effect", "==", "unchanged")),
             "An antibody catches the BDNF after it is made. In rats, one in the prefrontal cortex blocked ketamine's effect."),
        Task("Make AMPA responses stronger without any drug.",
             (("block", "==", 0.0), ("kinase", "==", "normal"), ("ampa", "==", False), ("effect", "==", "stronger")),
             "Without spontaneous release, NMDA receptors at rest fall silent just as they do when blocked. Slices did this too."),
        Task("Make ketamine useless by taking a protein away before the dose.",
             (("block", ">=", 0.5), ("effect", "==", "unchanged"), ("bdnf", "!=", "antibody"), ("release", "==", True)),
             "No BDNF, no effect; no eEF2 kinase, nothing left to release. Look at BDNF in the two: they fail differently."),
    ),
    presets=(
        Preset("Ketamine", {"block": 0.75, "release": True, "kinase": "normal", "bdnf": "normal", "ampa": False}),
        Preset("No BDNF", {"block": 0.75, "release": True, "kinase": "normal", "bdnf": "absent", "ampa": False}),
        Preset("Kinase inhibitor alone", {"block": 0.0, "release": True, "kinase": "inhibited", "bdnf": "normal", "ampa": False}),
        Preset("After an AMPA blocker", {"block": 0.75, "release": True, "kinase": "normal", "bdnf": "normal", "ampa": True}),
    ),
    teaching_note="A teaching model, ours: the simplest chain that makes the point. All its numbers but the half-life were chosen "
    "here so that the directions come out. So its agreement with the experiments is a fit; its misses count more.",
)  # fmt: skip
