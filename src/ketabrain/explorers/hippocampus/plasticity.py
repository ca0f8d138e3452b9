"""Stimulate a synapse under a block of NMDA receptors: potentiation, then depression, then nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
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
from ketabrain.models import calcium_plasticity as model

PATTERNS = {
    "pre": "presynaptic spikes alone",
    "pre_post": "each followed by a postsynaptic spike",
    "post_pre": "each preceded by a postsynaptic spike",
}
POST_AFTER_MS = {"pre": None, "pre_post": 10.0, "post_pre": -10.0}
CALCIUM_MS = np.arange(-20, 240.1, 0.5)
CURVE_BLOCK = np.linspace(0, 1, 51)
POINTS = 41
NUMBERS = model.Parameters()


def _spikes(pattern: str, frequency: float, pulses: float) -> model.Spikes:
    return model.protocol(frequency, int(pulses), POST_AFTER_MS[pattern])


def _times_s(frequency: float, pulses: float) -> np.ndarray:
    """Return evenly spaced times from the first spike to an interval after the last."""
    return np.linspace(0, pulses / frequency, POINTS)


def _course(pattern: str, frequency: float, pulses: float, block: float) -> dict[str, Any]:
    return _course_many([{"pattern": pattern, "frequency": frequency, "pulses": pulses, "block": block}])[0]


def _course_many(states: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Run all blocks of a stimulation side by side."""
    groups: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for at, state in enumerate(states):
        groups[state["pattern"], state["frequency"], state["pulses"]].append(at)
    found: list[dict[str, Any]] = [{}] * len(states)
    for (pattern, frequency, pulses), members in groups.items():
        run = model.simulate(_spikes(pattern, frequency, pulses), [states[at]["block"] for at in members], after_s=0.2)
        times = _times_s(frequency, pulses)
        for column, at in enumerate(members):
            efficacy = run.efficacy[:, column]
            found[at] = {
                "efficacy": np.interp(times, run.time_s, efficacy),
                "final": efficacy[-1],
                "change": efficacy[-1] - efficacy[0],
                "outcome": model.outcome(efficacy[-1]),
            }
    return found


def _calcium(pattern: str, frequency: float, block: float) -> dict[str, Any]:
    pulses = 1 + int(np.ceil(frequency * CALCIUM_MS[-1] / 1000))
    level = model.calcium(CALCIUM_MS / 1000, _spikes(pattern, frequency, pulses), block)
    return {"calcium": level, "peak": level.max()}


def _curve(pattern: str, frequency: float, pulses: float) -> dict[str, Any]:
    return {"curve": model.simulate(_spikes(pattern, frequency, pulses), CURVE_BLOCK, after_s=0.2).final}


def _fixed() -> dict[str, Any]:
    ends = np.array([CALCIUM_MS[0], CALCIUM_MS[-1]])
    return {
        "calcium_ms": CALCIUM_MS,
        "ends_ms": ends,
        "theta_p": np.full(2, NUMBERS.theta_p),
        "theta_d": np.full(2, NUMBERS.theta_d),
        "curve_block": CURVE_BLOCK,
        "ends_block": np.array([0.0, 1.0]),
        "unchanged": np.full(2, 0.5),
    }


def _ends_s(frequency: float, pulses: float) -> dict[str, Any]:
    return {"course_s": _times_s(frequency, pulses), "ends_s": np.array([0, pulses / frequency])}


PLASTICITY = Explorer(
    slug="hippocampus-plasticity",
    title="Stronger, weaker, or nothing: a synapse under block",
    chapter="hippocampus",
    card="calcium_plasticity",
    objectives=("hippocampus.plasticity",),
    models=(model,),
    controls=(
        Choice("pattern", "Stimulation", PATTERNS, "pre", help="postsynaptic spikes come 10 ms after or before"),
        Steps("frequency", "Frequency", "Hz", (1, 5, 10, 20, 30, 50, 100), 100, decimals=0, even=False),
        Steps("pulses", "Number of pulses", "", (30, 100, 300, 900), 100, decimals=0, even=False),
        Steps("block", "NMDA receptors blocked", "share", tuple(np.linspace(0, 1, 11).round(1)), 0.0, decimals=0,
              shown_as="percent"),
    ),
    parts=(
        Part(
            _course,
            batch=_course_many,
            series=(Series("efficacy", "", "u8"),),
            readouts=(
                Readout("outcome", "Outcome", words=True),
                Readout("final", "Efficacy at the end (0.5 at the start)", "", 2),
                Readout("change", "Change of efficacy", "", 2),
            ),
        ),
        Part(
            _calcium,
            over=("pattern", "frequency", "block"),
            series=(Series("calcium", "", "svd"),),
            readouts=(Readout("peak", "Highest calcium in a quarter of a second", "", 2),),
        ),
        Part(_curve, over=("pattern", "frequency", "pulses"), series=(Series("curve", "", "u8"),)),
        Part(_ends_s, over=("frequency", "pulses"), series=(Series("course_s", "s", "exact"), Series("ends_s", "s", "exact"))),
        Part(
            _fixed,
            over=(),
            series=tuple(Series(name, unit, "exact") for name, unit in (
                ("calcium_ms", "ms"), ("ends_ms", "ms"), ("theta_p", ""), ("theta_d", ""), ("curve_block", ""),
                ("ends_block", ""), ("unchanged", ""))),
        ),
    ),
    drawing=Figure(
        panels=(
            Panel("calcium", "Time (ms), the first quarter of a second", "Calcium", (-20, 240), (0, 4.6), height=1.1),
            Panel("course", "Time (s), the whole stimulation", "Efficacy", None, (0, 0.75), height=1.0),
            Panel("curve", "NMDA receptors blocked", "Efficacy at the end", (-0.03, 1.03), (0, 0.75), column=1, legend="v",
                  axis={"tickformat": ".0%"}),
        ),
        traces=(
            Trace("potentiation above", "calcium", "ends_ms", "theta_p", "good", dash="dash", width=1.6),
            Trace("depression above", "calcium", "ends_ms", "theta_d", "bad", dash="dot", width=1.6),
            Trace("calcium", "calcium", "calcium_ms", "calcium", "membrane", width=1.6),
            Trace("no change", "course", "ends_s", "unchanged", "faint", dash="dot", width=1.4, legend=False),
            Trace("efficacy", "course", "course_s", "efficacy", "hippocampus", width=2.5, legend=False),
            Trace("no change (curve)", "curve", "ends_block", "unchanged", "faint", dash="dot", width=1.4, legend=False),
            Trace("efficacy at the end, at every block", "curve", "curve_block", "curve", "hippocampus", width=2.5),
            Trace("this state", "curve", "@block", "final", "ink", "open markers", size=14),
        ),
        columns=(1.5, 1.0),
        height_px=460,
        narrow_height_px=760,
    ),
    describe={
        "potentiation": "Potentiation: the synapse ends stronger, at {final} after 0.5. Stimulation: {pulses} pulses at {frequency}, "
        "{pattern}; {block} of NMDA receptors are blocked. Calcium peaks at {peak}; the thresholds are 1 and 1.3.",
        "depression": "Depression: the synapse ends weaker, at {final} after 0.5. Stimulation: {pulses} pulses at {frequency}, "
        "{pattern}; {block} of NMDA receptors are blocked. Calcium peaks at {peak}; the thresholds are 1 and 1.3.",
        "hardly any change": "Hardly any change: the synapse ends at {final} after 0.5. Stimulation: {pulses} pulses at {frequency}, "
        "{pattern}; {block} of NMDA receptors are blocked. Calcium peaks at {peak}; the thresholds are 1 and 1.3.",
    },
    describe_by="outcome",
    caption="Top: calcium in the synapse. Between the two lines the synapse weakens; above the upper one strengthening wins. "
    "Below it: how strong the synapse is (efficacy) through the whole stimulation. Right: where it ends at every block; the ring is "
    "this state. Try raising the block one step at a time, then a lower frequency.",
    predict=Predict(
        "100 pulses at 100 Hz strengthen this synapse. Now ketamine blocks half of its NMDA receptors, and you repeat the same "
        "pulses. What becomes of the synapse?",
        ("It strengthens, about half as much", "It does not change", "It weakens"),
        2,
        "Half of the calcium still comes in. That is too little for potentiation, but enough for depression. A block slides the "
        "synapse from stronger through weaker to no change at all.",
        {"pattern": "pre", "frequency": 100, "pulses": 100, "block": 0.5},
    ),
    tasks=(
        Task("Start with 100 pulses at 100 Hz alone, and take the change away with the smallest block that does.",
             (("pattern", "==", "pre"), ("frequency", "==", 100.0), ("pulses", "==", 100.0), ("block", "==", 0.3),
              ("outcome", "==", "hardly any change")),
             "At 30 % potentiation and depression cancel. The synapse did not rest: it was pulled both ways."),
        Task("Let 900 slow pulses, at 20 Hz or less, come up to nothing with just a fifth of the receptors blocked.",
             (("pattern", "==", "pre"), ("pulses", "==", 900.0), ("frequency", ">=", 10.0), ("frequency", "<=", 20.0),
              ("block", "==", 0.2), ("outcome", "==", "hardly any change")),
             "Slow pulses hardly add up. Without block they depress the synapse; a small block ends that."),
        Task("Strengthen the synapse although at least half of its NMDA receptors are blocked.",
             (("block", ">=", 0.5), ("outcome", "==", "potentiation")),
             "Postsynaptic spikes bring calcium through other channels, and the model's block leaves those alone."),
    ),
    presets=(
        Preset("Fast train", {"pattern": "pre", "frequency": 100, "pulses": 100, "block": 0.0}),
        Preset("Fast train, half blocked", {"pattern": "pre", "frequency": 100, "pulses": 100, "block": 0.5}),
        Preset("Slow train", {"pattern": "pre", "frequency": 20, "pulses": 900, "block": 0.0}),
        Preset("Pairs, before then after", {"pattern": "pre_post", "frequency": 10, "pulses": 300, "block": 0.0}),
    ),
    teaching_note="A teaching model. Its numbers are a published set, chosen there to show one kind of synapse and not measured in "
    "one. That a block scales the calcium of presynaptic spikes, and of nothing else, is our reading. The share blocked is set by "
    "hand: it is no dose. Noise is off.",
)  # fmt: skip
