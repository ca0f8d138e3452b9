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
    found = synapse.summarise(run)
    return {
        "membrane_mV": run.membrane_mV,
        "ampa_uA_cm2": run.ampa_uA_cm2,
        "nmda_uA_cm2": run.nmda_uA_cm2,
        "peak_mV": found.peak_mV,
        "rise_mV": found.rise_mV,
        "free_share": found.magnesium_free_peak,
        "nmda_share": found.nmda_share,
    }


SYNAPSE = Explorer(
    slug="basics-synapse",
    title="One synapse, two kinds of receptor",
    chapter="basics",
    card="synapse",
    objectives=("basics.cell", "basics.synapse"),
    models=(synapse, nmda_block),
    controls=(
        Steps("spikes", "Spikes that arrive", "", range(1, 7), 4, decimals=0, help="the first at 20 ms, then one every 10 ms"),
        Steps("rest", "Voltage before the spikes arrive", "mV", range(-80, -49, 5), -70, decimals=0,
              help="the resting membrane potential; closer to 0 is closer to a spike"),
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
    describe="Spikes that arrive: {spikes}. The cell rests at {rest}. Magnesium is {magnesium}; ketamine blocks {block} of the "
    "NMDA receptors. The membrane potential rises by {rise_mV} to {peak_mV}. At most {free_share} of the NMDA pores are "
    "free of magnesium. Of all the charge that enters, NMDA receptors carry {nmda_share}.",
    caption="Top: the voltage of the receiving cell. Bottom: the current through its two kinds of receptor; current that "
    "enters the cell points down. AMPA receptors answer each spike at once and close within milliseconds. NMDA receptors "
    "open more slowly, stay open longer, and pass current only where magnesium has left the pore.",
    predict=Predict(
        "The fluid around the cell holds some magnesium. Four spikes arrive at the resting cell. If you take the "
        "magnesium away, what happens to the current through NMDA receptors?",
        ("It disappears", "It stays the same", "It becomes much larger"),
        2,
        "Near rest, magnesium plugs the pores of NMDA receptors. Without it, every channel that glutamate opens passes "
        "current. In the body magnesium is always there, so NMDA receptors speak up mostly when the cell is already "
        "depolarised, that is, when its voltage has risen towards zero.",
        {"magnesium": False, "block": 0.0, "spikes": 4, "rest": -70},
    ),
    tasks=(
        Task("With magnesium present, free at least a quarter of the NMDA pores.", (("magnesium", "==", True),
             ("free_share", ">=", 0.25)), "More spikes, or a membrane that already rests higher, lift the plug."),
        Task("Silence the NMDA receptors with ketamine and watch what is left.", (("block", "==", 1.0),),
             "The AMPA answer stays: everyday fast signalling does not need NMDA receptors."),
        Task("Make NMDA receptors carry more than four fifths of the charge.", (("nmda_share", ">", 0.8),),
             "Only without magnesium: this is a state of the dish, not of the body."),
    ),
    presets=(
        Preset("At rest, one spike", {"spikes": 1, "rest": -70, "block": 0.0, "magnesium": True}),
        Preset("Already depolarised", {"spikes": 4, "rest": -55, "block": 0.0, "magnesium": True}),
        Preset("With ketamine", {"spikes": 4, "rest": -55, "block": 0.6, "magnesium": True}),
    ),
    teaching_note="A teaching model: sizes and times were chosen to be typical, not measured at one synapse. Its cell cannot fire "
    "spikes of its own.",
)  # fmt: skip

EXPLORERS = (SYNAPSE,)
