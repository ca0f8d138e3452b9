"""Explorers of the chapter `habenula`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from ketabrain.explorer.figure import Slice
from ketabrain.models import lhb_neuron, nmda_block, nmdar_trapping, reward_brake

WINDOW_MS = 600.0  # what is shown of the ten seconds that are counted: at least two bursts
RECORD_MS = 0.8


def _bursting(drive: float, block: float, t_type: float, kir: float) -> dict[str, Any]:
    return _bursting_many([{"drive": drive, "block": block, "t_type": t_type, "kir": kir}])[0]


def _bursting_many(states: Sequence[Mapping[str, float]]) -> list[dict[str, Any]]:
    cells = [(s["drive"], s["block"], lhb_neuron.with_kir(s["kir"], s["t_type"])) for s in states]
    return [_burst_node(run) for run in lhb_neuron.simulate_many(cells, record_ms=RECORD_MS)]


def _burst_node(run: lhb_neuron.Run) -> dict[str, Any]:
    shown = slice(0, round(WINDOW_MS / RECORD_MS) + 1)
    summary = lhb_neuron.summarise(run)
    return {
        "membrane_mV": run.membrane_mV[shown],
        "t_type_uA_cm2": paired(run.t_type_uA_cm2[shown]),
        "nmda_uA_cm2": paired(run.nmda_uA_cm2[shown]),
        "mode": {"silent": "silent", "burst": "bursting", "tonic": "firing steadily"}[summary.mode],
        **{name: getattr(summary, name) for name in ("spikes_per_s", "bursts_per_s", "spikes_per_burst", "median_mV")},
    }


def paired(values: np.ndarray) -> np.ndarray:
    """Return the means of pairs of samples: currents are shown at half the voltage's resolution."""
    return values[: len(values) // 2 * 2].reshape(-1, 2).mean(axis=1)


def _bursting_times() -> dict[str, np.ndarray]:
    time_ms = np.arange(0, WINDOW_MS + RECORD_MS / 2, RECORD_MS)
    return {"time_ms": time_ms, "time_currents_ms": paired(time_ms)}


BURSTING = Explorer(
    slug="habenula-bursting",
    title="A habenula cell: silent, bursting or firing steadily",
    chapter="habenula",
    card="lhb_neuron",
    objectives=("habenula.burst", "habenula.block"),
    models=(lhb_neuron, nmda_block),
    controls=(
        Steps("drive", "Drive from other cells", "µA/cm²", tuple(np.arange(0, 6.1, 0.5)), 1.5, decimals=1,
              help="more drive depolarises the cell"),
        Steps("block", "NMDA receptors blocked by ketamine", "share", (0, 0.1, 0.2, 0.3, 0.5, 1), 0.0, decimals=0,
              shown_as="percent", even=False),
        Steps("t_type", "T-type calcium channels left", "share", (0, 0.9, 1), 1.0, decimals=0, shown_as="percent",
              even=False, help="90 % stands for a weak blocker"),
        Steps("kir", "Leak potential, set by astrocytes' Kir4.1", "mV", (-80, -75, -70, -65), -65, decimals=0,
              help="more Kir4.1 pulls it lower"),
    ),
    parts=(
        Part(
            _bursting,
            batch=_bursting_many,
            series=(
                Series("membrane_mV", "mV", "u8"),
                Series("t_type_uA_cm2", "µA/cm²", "u8"),
                Series("nmda_uA_cm2", "µA/cm²", "u8", levels=110),
            ),
            readouts=(
                Readout("mode", "The cell is", words=True),
                Readout("spikes_per_s", "Spikes", "per second", 1),
                Readout("bursts_per_s", "Bursts", "per second", 1),
                Readout("spikes_per_burst", "Spikes in a burst", "", 1, none="no bursts"),
                Readout("median_mV", "Median membrane potential", "mV", 1),
            ),
        ),
        Part(
            _bursting_times,
            over=(),
            series=(Series("time_ms", "ms", "u16"), Series("time_currents_ms", "ms", "u16")),
        ),
    ),
    drawing=Figure(
        panels=(
            Panel("voltage", "", "Membrane potential (mV)", (0, WINDOW_MS), (-90, 60), height=1.25),
            Panel("current", "Time (ms)", "Current (µA/cm²)", (0, WINDOW_MS), (-9, 0.5), height=0.9),
            Panel("map", "Drive (µA/cm²)", "NMDA receptors blocked", (-0.4, 6.4), height=1.0, column=1, legend="v",
                  y_axis={"type": "category", "categoryorder": "array", "categoryarray": [0, 0.1, 0.2, 0.3, 0.5, 1],
                          "tickvals": [0, 0.1, 0.2, 0.3, 0.5, 1],
                          "ticktext": ["0 %", "10 %", "20 %", "30 %", "50 %", "100 %"], "range": [-0.6, 5.6]}),
        ),
        traces=(
            Trace("membrane potential", "voltage", "time_ms", "membrane_mV", "membrane", width=1.4, legend=False),
            Trace("NMDA current", "current", "time_currents_ms", "nmda_uA_cm2", "nmda", width=2.0),
            Trace("T-type current", "current", "time_currents_ms", "t_type_uA_cm2", "t_type", width=1.2),
            Trace("silent", "map", colour="quiet", kind="squares", size=11, slice=Slice("mode", "drive", "block", "silent"),
                  extra={"marker": {"symbol": "square-open", "line": {"width": 1.5}}},
                  hover="drive %{x} µA/cm²: silent"),
            Trace("bursting", "map", colour="burst", kind="squares", size=11,
                  slice=Slice("mode", "drive", "block", "bursting"), hover="drive %{x} µA/cm²: bursting"),
            Trace("firing steadily", "map", colour="tonic", kind="squares", size=11,
                  slice=Slice("mode", "drive", "block", "firing steadily"), extra={"marker": {"symbol": "diamond"}},
                  hover="drive %{x} µA/cm²: firing steadily"),
            Trace("this state", "map", "@drive", "@block", "ink", "open markers", size=19, hover="this state"),
        ),
        measured=(
            Measured("voltage", -60, -56, "where slices burst", "Yang2018bursting", confirmed=False),
        ),
        scrubber=Scrubber("time_ms", "Look at one moment", "ms", ("voltage", "current")),
        columns=(1.6, 1.0),
        height_px=480,
        narrow_height_px=800,
    ),
    describe={
        "silent": "The cell is silent. It rests at {median_mV}, with a drive of {drive}, {block} of NMDA receptors blocked, "
        "{t_type} of T-type channels left and a leak potential of {kir}.",
        "bursting": "The cell fires in bursts, {bursts_per_s}, with {spikes_per_burst} spikes in each, around {median_mV}. The drive "
        "is {drive}, with {block} of NMDA receptors blocked, {t_type} of T-type channels left and a leak potential of {kir}.",
        "firing steadily": "The cell fires single spikes, {spikes_per_s}, around {median_mV}. The drive is {drive}, with "
        "{block} of NMDA receptors blocked, {t_type} of T-type channels left and a leak potential of {kir}.",
    },
    describe_by="mode",
    caption="Above: the cell's potential. Below it: the two currents that make a burst (currents into the cell point down; "
    "spike peaks of the T-type current are cut off). Right: the mode at every drive and block, the ring marking this state. "
    "Try raising the block one step at a time and watch the spikes in each burst.",
    predict=Predict(
        "This cell bursts. Ketamine now blocks 20 % of its NMDA receptors. What will the cell do?",
        ("Go on bursting, a little more slowly", "Fall silent", "Fire steadily, without bursts"),
        1,
        "In this model a fifth is enough: the burst needs the NMDA current to lift the cell from the T-type spike to the next "
        "one. The cell is still inside the range of potentials where it used to burst. What is gone is the amplifier.",
        {"drive": 1.5, "block": 0.2, "t_type": 1.0, "kir": -65},
    ),
    tasks=(
        Task("Turn the bursting cell into a steadily firing one without touching the channels.",
             (("mode", "==", "firing steadily"), ("block", "==", 0.0), ("t_type", "==", 1.0)),
             "More drive depolarises the cell, and depolarisation shuts the T-type channels."),
        Task("Keep all NMDA receptors, and stop the bursts by taking T-type channels away.",
             (("mode", "==", "silent"), ("block", "==", 0.0), ("t_type", "<", 1.0), ("drive", ">=", 1.0), ("drive", "<=", 2.5)),
             "A burst needs both: T-type channels start it, NMDA receptors carry it on."),
        Task("Make a cell that fires steadily at a drive of 4 or more burst, using Kir4.1 alone.",
             (("mode", "==", "bursting"), ("drive", ">=", 4.0), ("block", "==", 0.0), ("t_type", "==", 1.0)),
             "A lower leak potential frees T-type channels from inactivation: the same drive now gives bursts."),
    ),
    presets=(
        Preset("Healthy", {"drive": 4.0, "block": 0.0, "t_type": 1.0, "kir": -65}),
        Preset("Depression-like", {"drive": 4.0, "block": 0.0, "t_type": 1.0, "kir": -80}),
        Preset("After ketamine", {"drive": 4.0, "block": 0.3, "t_type": 1.0, "kir": -80}),
    ),
    teaching_note="A teaching model of a rodent cell: its conductances were chosen here so that bursts fall where slices had them.",
)  # fmt: skip


OUTCOMES = {"as_expected": 0.0, "worse": 150.0, "better": -100.0}


def _brake(burst_share: float, silenced: float, outcome: str) -> dict[str, Any]:
    run = reward_brake.simulate(burst_share, silenced, OUTCOMES[outcome])
    before = run.dopamine_Hz[0]
    return {
        "time_ms": run.time_ms,
        "habenula_Hz": run.habenula_Hz,
        "rmtg_Hz": run.rmtg_Hz,
        "dopamine_trial_Hz": run.dopamine_Hz,
        "serotonin_trial_Hz": run.serotonin_Hz,
        "habenula_rest_Hz": run.habenula_Hz[0],
        "rmtg_rest_Hz": run.rmtg_Hz[0],
        "dopamine_Hz": before,
        "serotonin_Hz": run.serotonin_Hz[0],
        "pause_ms": reward_brake.below_half_ms(run),
        "dopamine_change_Hz": extreme(run.dopamine_Hz - before),
    }


def extreme(values: np.ndarray) -> float:
    """Return the value farthest from zero."""
    return float(values[np.argmax(np.abs(values))])


BRAKE = Explorer(
    slug="habenula-reward-brake",
    title="The brake on reward",
    chapter="habenula",
    card="reward_brake",
    objectives=("habenula.brake", "habenula.block"),
    models=(reward_brake,),
    controls=(
        Choice("outcome", "The outcome is", {"as_expected": "as expected", "worse": "worse than expected",
               "better": "better than expected"}, "worse"),
        Steps("burst_share", "Habenula cells that burst", "share", tuple(np.arange(0, 0.51, 0.01).round(2)), 0.07, decimals=0,
              shown_as="percent"),
        Steps("silenced", "Bursting cells silenced by ketamine", "share", tuple(np.arange(0, 1.01, 0.1).round(1)), 0.0,
              decimals=0, shown_as="percent"),
    ),
    parts=(
        Part(
            _brake,
            series=(
                Series("habenula_Hz", "Hz", "svd"),
                Series("rmtg_Hz", "Hz", "svd"),
                Series("dopamine_trial_Hz", "Hz", "svd"),
                Series("serotonin_trial_Hz", "Hz", "svd"),
            ),
            readouts=(
                Readout("habenula_rest_Hz", "Habenula output before the outcome", "Hz", 1),
                Readout("rmtg_rest_Hz", "RMTg before", "Hz", 1),
                Readout("dopamine_Hz", "Dopamine neurons before", "Hz", 1),
                Readout("serotonin_Hz", "Serotonin neurons before", "Hz", 1),
                Readout("dopamine_change_Hz", "Largest change of dopamine firing", "Hz", 1),
                Readout("pause_ms", "Dopamine firing below half for", "ms", 0),
            ),
        ),
        Part(lambda: {"time_ms": np.arange(0, 601.0)}, over=(), series=(Series("time_ms", "ms", "u16"),)),
    ),
    drawing=Figure(
        panels=(
            Panel("brake", "", "Firing (Hz)", (0, 600), (0, 190), height=1.0),
            Panel("reward", "Time (ms); the outcome comes at 200 ms", "Firing (Hz)", (0, 600), (0, 12), height=1.0),
        ),
        traces=(
            Trace("lateral habenula", "brake", "time_ms", "habenula_Hz", "habenula"),
            Trace("RMTg", "brake", "time_ms", "rmtg_Hz", "membrane", dash="dash"),
            Trace("dopamine neurons", "reward", "time_ms", "dopamine_trial_Hz", "dopamine"),
            Trace("serotonin neurons", "reward", "time_ms", "serotonin_trial_Hz", "serotonin", dash="dash"),
        ),
        height_px=430,
        narrow_height_px=460,
    ),
    describe="The outcome is {outcome}. With {burst_share} of habenula cells bursting and {silenced} of those silenced, dopamine "
    "neurons fire {dopamine_Hz} before the outcome; their firing then changes by {dopamine_change_Hz} at most and stays below "
    "half for {pause_ms}. Serotonin neurons fire {serotonin_Hz} before.",
    caption="The habenula excites RMTg, and RMTg inhibits dopamine neurons. A bad surprise is a short volley in the habenula; a "
    "good surprise is a short silence. Try raising the share of bursting cells, then silencing them.",
    predict=Predict(
        "More and more habenula cells start to burst, while nothing happens outside. What do dopamine neurons do before any outcome?",
        ("They fire more", "They fire less", "They do not change until something happens"),
        1,
        "Bursts press on the brake all the time, so dopamine neurons fire less even at rest, and a bad surprise has less left to "
        "take away. In this sketch the rate falls from 4.0 Hz with 7 % bursting cells to 2.5 Hz with 23 %.",
        {"outcome": "as_expected", "burst_share": 0.23, "silenced": 0.0},
    ),
    tasks=(
        Task("Bring dopamine firing at rest below 2 Hz.", (("dopamine_Hz", "<", 2.0),), "The brake is pressed."),
        Task("With at least 20 % of cells bursting, bring dopamine firing at rest back to 4 Hz or more.",
             (("burst_share", ">=", 0.2), ("dopamine_Hz", ">=", 4.0)),
             "Silencing the bursting cells releases the brake. That it can overshoot is a property of this sketch, not a finding."),
        Task("Show a good surprise.", (("outcome", "==", "better"),), "The habenula pauses and dopamine neurons fire more."),
    ),
    presets=(
        Preset("Healthy", {"burst_share": 0.07, "silenced": 0.0}),
        Preset("Depression-like", {"burst_share": 0.23, "silenced": 0.0}),
        Preset("After ketamine", {"burst_share": 0.23, "silenced": 0.5}),
    ),
    teaching_note="A sketch with one number a population. Only the direction of each effect and the length of the pause have been measured.",
)  # fmt: skip


DRIVEN = {"never": None, "early": (0.0, 1.5), "late": (6.0, 7.0)}
HOURS = np.concatenate([np.arange(0, 2, 0.02), np.arange(2, 72.01, 0.25)])


def _trapping(dose: float, half_life: float, tissue: str, driven: str) -> dict[str, Any]:
    parameters = nmdar_trapping.Parameters(half_life_h=half_life)
    course = nmdar_trapping.simulate(dose, tissue, parameters, drive_h=DRIVEN[driven], hours=144)
    at = {name: np.interp(HOURS, course.time_h, getattr(course, name)) for name in ("plasma_uM", "blocked", "bursting")}
    day = {name: float(np.interp(24, course.time_h, getattr(course, name))) for name in ("plasma_uM", "blocked")}
    return {
        "plasma_share": at["plasma_uM"] / max(course.plasma_uM.max(), 1e-12),
        "blocked": at["blocked"],
        "bursting": at["bursting"] / course.bursting[0] if tissue == "bursting" else at["bursting"],
        "peak_uM": course.plasma_uM.max(),
        "peak_block": course.blocked.max(),
        "plasma_24h": day["plasma_uM"] / max(course.plasma_uM.max(), 1e-12),
        "block_24h": day["blocked"],
        "bursts_return_h": nmdar_trapping.bursting_returns_h(course) if tissue == "bursting" else float("nan"),
    }


TRAPPING = Explorer(
    slug="habenula-trapping",
    title="Trapped: how a block could outlast the drug",
    chapter="habenula",
    card="nmdar_trapping",
    objectives=("habenula.trap", "habenula.judge"),
    models=(nmdar_trapping,),
    controls=(
        Steps("dose", "Dose, as the level it would give", "µM", (2, 5, 10, 20), 10, decimals=0, even=False),
        Steps("half_life", "Half-life in the blood", "h", (0.13, 0.217, 0.5, 1, 3), 0.217, decimals=2, even=False,
              help="13 minutes (0.22 h) in mice, about 3 h in people"),
        Choice("tissue", "Cells", {"bursting": "a bursting habenula", "quiet": "quiet tissue"}, "bursting"),
        Choice("driven", "Cells driven from outside", {"never": "never", "early": "0 to 1.5 h, drug present",
               "late": "6 to 7 h, drug gone"}, "never"),
    ),
    parts=(
        Part(
            _trapping,
            series=(
                Series("plasma_share", "of its peak", "u16", shown_as="percent", decimals=0),
                Series("blocked", "", "u16", shown_as="percent", decimals=0),
                Series("bursting", "", "u16", shown_as="percent", decimals=0),
            ),
            readouts=(
                Readout("peak_uM", "Highest level in plasma", "µM", 1),
                Readout("peak_block", "Receptors blocked at most", decimals=0, shown_as="percent"),
                Readout("plasma_24h", "Plasma level after 24 h, of its peak", decimals=1, shown_as="percent"),
                Readout("block_24h", "Receptors blocked after 24 h", decimals=0, shown_as="percent"),
                Readout("bursts_return_h", "Bursting is back after", "h", 0, none="never lost, or not within 6 days"),
            ),
        ),
        Part(lambda: {"time_h": HOURS}, over=(), series=(Series("time_h", "h", "exact"),)),
    ),
    drawing=Figure(
        panels=(Panel("course", "Time after the dose (hours)", "Share of the maximum", (-1, 72), (-0.03, 1.05),
                      y_axis={"tickformat": ".0%"}),),
        traces=(
            Trace("ketamine in plasma", "course", "time_h", "plasma_share", "ketamine", dash="dot"),
            Trace("receptors blocked", "course", "time_h", "blocked", "nmda"),
            Trace("bursting left", "course", "time_h", "bursting", "burst", dash="dash"),
        ),
        measured=(Measured("course", 22.5, 24, "bursts still suppressed in mice", "Ma2023trapping", axis="x"),),
        scrubber=Scrubber("time_h", "Look at one hour", "h", ("course",), decimals=1),
        height_px=400,
    ),
    describe="Cells: {tissue}; driven from outside: {driven}. The level in plasma peaks at {peak_uM} and halves every {half_life}. At "
    "most {peak_block} of receptors are blocked. After 24 h plasma is at {plasma_24h} of its peak and {block_24h} of receptors are "
    "still blocked. Bursting is back after: {bursts_return_h}.",
    caption="Ketamine enters and leaves a channel only while the channel is open. Once the block has stopped the bursts, the "
    "channels hardly open, and the drug stays where it is. Try quiet tissue, then drive the cells early and late.",
    predict=Predict(
        "The drug is long gone from the blood and the habenula is still blocked. You now drive the habenula hard for an hour. What happens to the block?",
        ("It lasts longer", "It ends sooner", "Nothing: the drug has left the body"),
        1,
        "Driving opens the channels and lets the trapped drug out. Driving while the drug is still there does the opposite: more "
        "channels open, more drug gets in. The mouse experiments found both signs.",
        {"dose": 10, "half_life": 0.217, "tissue": "bursting", "driven": "late"},
    ),
    tasks=(
        Task("Make the block last longer by driving the cells.", (("driven", "==", "early"), ("bursts_return_h", ">", 46.0)),
             "More open channels while the drug is there: more drug is trapped."),
        Task("Give the same dose to quiet tissue.", (("tissue", "==", "quiet"),),
             "Few channels open, so little drug gets in: the block depends on how active the tissue is."),
        Task("Find a dose and half-life with which bursting is back within a day.", (("bursts_return_h", "<", 24.0),
             ("driven", "==", "never")), "With other constants the same idea gives hours, not days. The idea is not the proof."),
    ),
    presets=(
        Preset("Mouse, habenula", {"dose": 10, "half_life": 0.217, "tissue": "bursting", "driven": "never"}),
        Preset("Mouse, quiet tissue", {"dose": 10, "half_life": 0.217, "tissue": "quiet", "driven": "never"}),
    ),
    teaching_note="A teaching model of a mouse: all binding constants were chosen here. It does not predict how long the effect lasts in people.",
)  # fmt: skip

EXPLORERS = (BURSTING, BRAKE, TRAPPING)
