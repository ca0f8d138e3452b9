"""Explorers of the chapter `basics`."""

from __future__ import annotations

from typing import Any

import numpy as np

from ketabrain.explorer import (
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
    Toggle,
    Trace,
)
from ketabrain.models import nmda_block, synapse


def _synapse(spikes: float, rest: float, block: float, magnesium: bool) -> dict[str, Any]:
    run = synapse.simulate(int(spikes), rest, block, 1.0 if magnesium else 0.0)
    charge = -np.trapezoid(run.nmda_uA_cm2, run.time_ms)
    ampa_charge = -np.trapezoid(run.ampa_uA_cm2, run.time_ms)
    return {
        "membrane_mV": run.membrane_mV,
        "ampa_uA_cm2": run.ampa_uA_cm2,
        "nmda_uA_cm2": run.nmda_uA_cm2,
        "peak_mV": run.membrane_mV.max(),
        "rise_mV": run.membrane_mV.max() - rest,
        "free_share": run.magnesium_free.max(),
        "nmda_share": charge / (charge + ampa_charge),
    }


SYNAPSE = Explorer(
    slug="basics-synapse",
    title="One synapse, two kinds of receptor",
    chapter="basics",
    card="synapse",
    objectives=("basics.cell", "basics.synapse"),
    models=(synapse, nmda_block),
    controls=(
        Steps("spikes", "Spikes that arrive", "spikes", range(1, 7), 4, decimals=0, help="10 ms apart, from 20 ms on"),
        Steps("rest", "Resting membrane potential", "mV", range(-80, -49, 5), -70, decimals=0),
        Steps("block", "NMDA receptors blocked by ketamine", "share", tuple(np.linspace(0, 1, 6).round(1)), 0.0,
              decimals=0, shown_as="percent"),
        Toggle("magnesium", "Magnesium outside the cell", True, words=("removed", "present")),
    ),
    parts=(
        Part(
            _synapse,
            series=(
                Series("membrane_mV", "mV", "svd"),
                Series("ampa_uA_cm2", "µA/cm²", "svd"),
                Series("nmda_uA_cm2", "µA/cm²", "svd"),
            ),
            readouts=(
                Readout("peak_mV", "Highest membrane potential", "mV", 1),
                Readout("rise_mV", "Rise above rest", "mV", 1),
                Readout("free_share", "NMDA pores free of magnesium, at most", decimals=0, shown_as="percent"),
                Readout("nmda_share", "Share of the charge carried by NMDA receptors", decimals=0, shown_as="percent"),
            ),
        ),
        Part(lambda: {"time_ms": np.arange(0, 301.0)}, over=(), series=(Series("time_ms", "ms", "exact"),)),
    ),
    drawing=Figure(
        panels=(
            Panel("voltage", "", "Membrane potential (mV)", (0, 300), (-85, 5), height=1.0),
            Panel("current", "Time (ms)", "Current (µA/cm²)", (0, 300), height=1.0),
        ),
        traces=(
            Trace("membrane potential", "voltage", "time_ms", "membrane_mV", "membrane"),
            Trace("AMPA current", "current", "time_ms", "ampa_uA_cm2", "ampa"),
            Trace("NMDA current", "current", "time_ms", "nmda_uA_cm2", "nmda", dash="dash"),
        ),
        height_px=430,
        narrow_height_px=440,
    ),
    describe="{spikes} arrive at a membrane resting at {rest}, magnesium {magnesium}, {block} of NMDA receptors blocked. "
    "The membrane rises by {rise_mV} to {peak_mV}. At most {free_share} of NMDA pores are free of magnesium, and NMDA "
    "receptors carry {nmda_share} of the charge.",
    caption="AMPA receptors answer each spike at once and close within milliseconds. NMDA receptors open more slowly, stay "
    "open longer, and pass current only where magnesium has left the pore. Currents that enter the cell point down.",
    predict=Predict(
        "Four spikes arrive at a cell at rest. You remove the magnesium outside. What happens to the NMDA current?",
        ("It disappears", "It stays the same", "It becomes much larger"),
        2,
        "Magnesium plugs the pore of NMDA receptors near rest. Without it, almost every channel that glutamate opens "
        "passes current. In the body magnesium is always there, so NMDA receptors mostly listen when the membrane is "
        "already depolarised.",
        {"magnesium": False, "block": 0.0, "spikes": 4, "rest": -70},
    ),
    tasks=(
        Task("With magnesium present, free at least 25 % of the NMDA pores, at most.", (("magnesium", "==", True),
             ("free_share", ">=", 0.25)), "More spikes, or a membrane that already rests higher, lift the plug."),
        Task("Silence the NMDA receptors with ketamine and watch what is left.", (("block", "==", 1.0),),
             "The AMPA answer stays: everyday fast signalling does not need NMDA receptors."),
        Task("Make NMDA receptors carry more than nine tenths of the charge.", (("nmda_share", ">", 0.9),),
             "Only without magnesium: this is a state of the dish, not of the body."),
    ),
    presets=(
        Preset("At rest, one spike", {"spikes": 1, "rest": -70, "block": 0.0, "magnesium": True}),
        Preset("Already depolarised", {"spikes": 4, "rest": -55, "block": 0.0, "magnesium": True}),
        Preset("With ketamine", {"spikes": 4, "rest": -55, "block": 0.6, "magnesium": True}),
    ),
    teaching_note="A teaching model: sizes and times were chosen to be typical, not measured at one synapse.",
)  # fmt: skip

EXPLORERS = (SYNAPSE,)
