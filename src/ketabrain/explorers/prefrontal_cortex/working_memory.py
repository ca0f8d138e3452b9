"""Working memory under block: a pair of populations, or a ring of directions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    Trace,
)
from ketabrain.models import working_memory as model
from ketabrain.models.working_memory import Run, State, Summary

END_S, FIRST_S, EVERY_S = 5.5, -0.24, 0.04
TIMES_S = np.concatenate([np.arange(FIRST_S, 1.5, EVERY_S), np.arange(1.52, END_S, 4 * EVERY_S)])  # little happens late
FRAMES_S = (0.2, 0.48, 0.6, 0.8, 1.2, 1.48, 2.48, 4.0, 5.48)
SOON_S = 1.5  # a second after the cue
BLURRED = 1.25  # times the width without block
FADING_HZ = model.KEPT_HZ / 2
SHOWN = np.append(np.arange(0, model.CELLS, 2), 0)  # every second cell, and the first again at the other end
PLACES_DEG = np.linspace(-180, 180, SHOWN.size)
PAIR_PLACES = np.array([-90.0, 90.0])
BLOCKS = tuple(np.arange(0, 0.25, 0.01).round(2))
PYRAMIDAL = (0, 0.02, 0.04, 0.06, 0.1, 0.15, 0.2)
INHIBITORS = (0, 0.1, 0.2, 0.3, 0.4, 0.5)
STRENGTHS = (1, 1.05, 1.11)

States = Sequence[Mapping[str, Any]]


def run_many(states: States) -> list[Run]:
    """Return a run a state, kind by kind, in the states' order."""
    made: dict[int, Run] = {}
    for kind in model.MODELS:
        own = [i for i, state in enumerate(states) if state["kind"] == kind]
        wanted = [State(states[i]["pyramidal"], states[i]["inhibitors"], states[i]["strength"]) for i in own]
        if wanted:
            made |= dict(zip(own, model.simulate_many(kind, wanted, END_S, record_s=EVERY_S), strict=True))
    return [made[i] for i in range(len(states))]


@cache
def free_width_deg(kind: str, strength: float) -> float:
    """Return the width of the memory without block [deg]; NaN for the pair."""
    return model.summarise(model.simulate(kind, strength=strength, end_s=END_S), END_S).width_deg


def _course(**state: Any) -> dict[str, Any]:
    return _courses([state])[0]


def _courses(states: States) -> list[dict[str, Any]]:
    free = [free_width_deg(state["kind"], float(state["strength"])) for state in states]
    return [_course_node(run, width) for run, width in zip(run_many(states), free, strict=True)]


def _course_node(run: Run, free_deg: float) -> dict[str, Any]:
    shown = [int(np.argmin(np.abs(run.time_s - time))) for time in TIMES_S]
    found = model.summarise(run, END_S)
    soon = float(model.cued(run)[int(np.argmin(np.abs(run.time_s - SOON_S)))])
    return {
        "cued_Hz": model.cued(run)[shown],
        "other_Hz": run.rate_Hz[shown, 1 if run.kind == "pair" else 0],
        "cue_Hz": found.cue_Hz,
        "soon_Hz": soon,
        "memory_Hz": found.memory_Hz,
        "width_deg": found.width_deg,
        "fate": _fate(found, soon, free_deg),
    }


def _fate(found: Summary, soon_Hz: float, free_deg: float) -> str:
    if found.kept:
        return "kept, but blurred" if found.width_deg >= BLURRED * free_deg else "kept"
    return "fading, then lost" if soon_Hz >= FADING_HZ else "lost"


def _profile(**state: Any) -> dict[str, Any]:
    return _profiles([state])[0]


def _profiles(states: States) -> list[dict[str, Any]]:
    return [_profile_node(run) for run in run_many(states)]


def _profile_node(run: Run) -> dict[str, Any]:
    """Return the rates at the frames, a row a frame; nothing for the other kind."""
    rows = np.array([run.at(time) for time in FRAMES_S])
    ring = rows[:, SHOWN] if run.kind == "ring" else np.full((len(FRAMES_S), SHOWN.size), np.nan)
    return {
        "moment_Hz": ring,
        "end_Hz": ring[-1],
        "pair_Hz": rows if run.kind == "pair" else np.full((len(FRAMES_S), 2), np.nan),
    }


def _cliff(**state: Any) -> dict[str, Any]:
    return _cliffs([state])[0]


def _cliffs(states: States) -> list[dict[str, Any]]:
    runs = run_many([{**state, "pyramidal": share} for state in states for share in BLOCKS])
    found = [model.summarise(run, END_S) for run in runs]
    rows = [found[i : i + len(BLOCKS)] for i in range(0, len(found), len(BLOCKS))]
    return [{"cue_curve": [s.cue_Hz for s in row], "memory_curve": [s.memory_Hz for s in row]} for row in rows]


def _places(kind: str) -> dict[str, Any]:
    """Return where the profile of one kind stands, and nothing for the other kind's."""
    ring = kind == "ring"
    ticks = [-180.0, -90.0, 0.0, 90.0, 180.0] if ring else PAIR_PLACES.tolist()
    words = ["−180", "−90", "0", "90", "180"] if ring else ["cued population", "other population"]
    title = "Preferred direction, from the cue's (°)" if ring else ""
    return {
        "ring_place": PLACES_DEG if ring else np.full(PLACES_DEG.size, np.nan),
        "pair_place": np.full(2, np.nan) if ring else PAIR_PLACES,
        "layout": {"xaxis2.tickvals": ticks, "xaxis2.ticktext": words, "xaxis2.title.text": title},
    }


def _fixed() -> dict[str, Any]:
    shade = {"type": "rect", "layer": "below", "fillcolor": "@faint/0.2", "line": {"width": 0, "color": "@faint"}}
    place = {"x0": 0, "x1": model.CUE_S, "xref": "x", "y0": 0, "y1": 1, "yref": "y domain"}
    note = {"text": "cue", "showarrow": False, "font": {"size": 11, "color": "@faint"}, "x": 0.04, "xref": "x"}
    note |= {"xanchor": "left", "y": 1, "yref": "y domain", "yanchor": "top"}
    return {
        "time_s": TIMES_S,
        "frame_s": FRAMES_S,
        "block_axis": BLOCKS,
        "layout": {"shapes": [shade | place], "annotations": [note]},
    }


WORKING_MEMORY = Explorer(
    slug="pfc-working-memory",
    title="Seen, and then forgotten",
    chapter="prefrontal_cortex",
    card="working_memory",
    objectives=("prefrontal_cortex.memory",),
    models=(model,),
    controls=(
        Choice("kind", "What is held", {"pair": "one of two things (a pair)", "ring": "a direction (a ring)"}, "pair"),
        Steps("pyramidal", "NMDA receptors blocked on pyramidal cells", "", PYRAMIDAL, 0, decimals=0, even=False,
              shown_as="percent"),
        Steps("inhibitors", "NMDA receptors blocked on interneurons", "", INHIBITORS, 0, decimals=0, shown_as="percent"),
        Steps("strength", "Strength with which like cells excite each other", "", STRENGTHS, 1, decimals=0, even=False,
              shown_as="percent"),
    ),
    parts=(
        Part(
            _course,
            batch=_courses,
            series=(Series("cued_Hz", "Hz", "u8"), Series("other_Hz", "Hz", "u8")),
            readouts=(
                Readout("fate", "The memory is", words=True),
                Readout("cue_Hz", "Cued cells during the cue", "Hz", 1),
                Readout("soon_Hz", "One second after it", "Hz", 1),
                Readout("memory_Hz", "Five seconds after it", "Hz", 1),
                Readout("width_deg", "Directions that then fire (ring)", "°", 0, none="no width to measure"),
            ),
        ),
        Part(
            _profile,
            batch=_profiles,
            series=(
                Series("moment_Hz", "Hz", "u8", frames=True, levels=120),
                Series("end_Hz", "Hz", "u8", levels=120),
                Series("pair_Hz", "Hz", "u8", frames=True),
            ),
        ),
        Part(
            _cliff,
            over=("kind", "inhibitors", "strength"),
            batch=_cliffs,
            series=(Series("cue_curve", "Hz", "u8"), Series("memory_curve", "Hz", "u8")),
        ),
        Part(
            _places,
            over=("kind",),
            series=(Series("ring_place", "", "exact"), Series("pair_place", "", "exact")),
            layout=True,
        ),
        Part(
            _fixed,
            over=(),
            series=tuple(Series(name, "", "exact") for name in ("time_s", "frame_s", "block_axis")),
            layout=True,
        ),
    ),
    drawing=Figure(
        panels=(
            Panel("course", "Time from the start of the cue (s)", "Firing (Hz)", (FIRST_S, END_S), (0, 85)),
            Panel("profile", "", "Firing (Hz)", (-186, 186), (0, 85)),
            Panel("cliff", "Blocked on pyramidal cells", "Firing of the cued cells (Hz)", (-0.014, 0.248), (0, 85), column=1,
                  axis={"tickformat": ".0%", "dtick": 0.05}),
        ),
        traces=(
            Trace("cells that the cue excites", "course", "time_s", "cued_Hz", "prefrontal_cortex", width=2.6),
            Trace("cells for something else", "course", "time_s", "other_Hz", "quiet", dash="dot"),
            Trace("pair at the chosen moment", "profile", "pair_place", "pair_Hz", "prefrontal_cortex", "bars", legend=False,
                  extra={"width": 60}, hover="%{y:.0f} Hz"),
            Trace("at the chosen moment", "profile", "ring_place", "moment_Hz", "prefrontal_cortex", "area",
                  hover="%{x}°: %{y:.0f} Hz"),
            Trace("the ring at the end", "profile", "ring_place", "end_Hz", "ink", dash="dash", width=1.4,
                  hover="%{x}°, at the end: %{y:.0f} Hz"),
            Trace("during the cue", "cliff", "block_axis", "cue_curve", "ampa", dash="dash", hover="%{x:.0%}: %{y:.0f} Hz"),
            Trace("5 s after it", "cliff", "block_axis", "memory_curve", "prefrontal_cortex", width=2.6,
                  hover="%{x:.0%}: %{y:.0f} Hz"),
            Trace("this state, cue", "cliff", "@pyramidal", "cue_Hz", "ampa", "open markers", size=13, legend=False,
                  hover="during the cue: %{y:.1f} Hz"),
            Trace("this state, memory", "cliff", "@pyramidal", "memory_Hz", "prefrontal_cortex", "open markers", size=13,
                  legend=False, hover="5 s after it: %{y:.1f} Hz"),
        ),
        scrubber=Scrubber("frame_s", "Look at one moment", "s", frames=True, decimals=2),
        columns=(1.55, 1.0),
        height_px=500,
        narrow_height_px=780,
    ),
    describe={
        "kept": "The memory is kept. Cells that the cue excites fire at {cue_Hz} during the cue and at {memory_Hz} five seconds after it. "
        "Blocked: {pyramidal} on pyramidal cells, {inhibitors} on interneurons; strength {strength}. Held: {kind}.",
        "kept, but blurred": "The memory is kept, but blurred: {width_deg} of directions fire five seconds after the cue, at up to "
        "{memory_Hz}. Blocked: {pyramidal} on pyramidal cells, {inhibitors} on interneurons; strength {strength}. Held: {kind}.",
        "fading, then lost": "The cue is seen: its cells fire at {cue_Hz}. A second later they still fire at {soon_Hz}, five seconds later at "
        "{memory_Hz}: the memory fades and is lost. Blocked: {pyramidal} on pyramidal cells, {inhibitors} on interneurons; strength "
        "{strength}. Held: {kind}.",
        "lost": "The cue is seen: its cells fire at {cue_Hz}. A second later they fire at {soon_Hz}: the memory is lost. Blocked: "
        "{pyramidal} on pyramidal cells, {inhibitors} on interneurons; strength {strength}. Held: {kind}.",
    },
    describe_by="fate",
    caption="Top: firing during a cue of half a second and after it. Below: who fires at one moment; move the slider under the plot. "
    "Beside: the cued cells' firing at each block. Perception (dashed) declines slowly, memory (solid) falls off a cliff. "
    "In eleven volunteers, keeping words or places in mind survived 100 ng/mL of ketamine, and working on them suffered "
    "(Honey 2003): the pair forgets more easily than people do. Try the ring, and block its interneurons.",
    predict=Predict(
        "The pair holds its memory for as long as you like. Ketamine now blocks 6 % of the NMDA receptors on its pyramidal cells. What happens?",
        ("Both the response to the cue and the memory fall by about 6 %", "The response falls a little, the memory is lost",
         "The memory becomes less exact but stays"),
        1,
        "While the cue is there, its cells still fire at 34 instead of 39 Hz. After it they have only each other, and that is no longer "
        "enough: after five seconds they fire at 1.6 instead of 20 Hz. A memory of this kind is all or nothing.",
        {"kind": "pair", "pyramidal": 0.06, "inhibitors": 0, "strength": 1},
    ),
    tasks=(
        Task("With 10 % blocked on pyramidal cells, make the pair remember.",
             (("kind", "==", "pair"), ("pyramidal", "==", 0.1), ("fate", "==", "kept")),
             "Cells that excite each other a little more are far more robust. How close a real network is to its cliff is not known."),
        Task("Blur the ring's memory without losing it.", (("kind", "==", "ring"), ("fate", "==", "kept, but blurred")),
             "With less inhibition more directions keep firing: you still know, but less exactly."),
        Task("Block 20 % on pyramidal cells of the ring, at its own strength, and save its memory by another block.",
             (("kind", "==", "ring"), ("pyramidal", "==", 0.2), ("strength", "==", 1.0), ("memory_Hz", ">=", 8.0)),
             "Less inhibition makes up for less excitation. Which of the two failures comes first depends on where the drug blocks."),
    ),
    presets=(
        Preset("The pair, no drug", {"kind": "pair", "pyramidal": 0, "inhibitors": 0, "strength": 1}),
        Preset("Seen but lost", {"kind": "pair", "pyramidal": 0.06, "inhibitors": 0, "strength": 1}),
        Preset("The ring, no drug", {"kind": "ring", "pyramidal": 0, "inhibitors": 0, "strength": 1}),
        Preset("Blurred", {"kind": "ring", "pyramidal": 0, "inhibitors": 0.5, "strength": 1}),
        Preset("Deleted", {"kind": "ring", "pyramidal": 0.2, "inhibitors": 0, "strength": 1}),
    ),
    teaching_note="Two teaching models without noise. The pair's constants are published (Wong and Wang 2006), its cue and all of the ring's were "
    "chosen. The block is set by hand and is not a dose. A memory that fires at less than 8 Hz counts as lost, one a quarter wider "
    "than without block as blurred. Do not use the ring for distraction: there it does the opposite of a larger, spiking model.",
)  # fmt: skip
