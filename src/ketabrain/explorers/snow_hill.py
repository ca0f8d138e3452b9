"""Explorer of the chapter `snow_hill`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    Scrubber,
    Series,
    Steps,
    Task,
    Toggle,
    Trace,
)
from ketabrain.explorer.controls import number
from ketabrain.models import energy_landscape as model
from ketabrain.models.energy_landscape import Parameters, Plan, Run

SLEDS = 8
EVERY_MIN = 30.0
PLAN = Plan()
FLAT_FROM, FLAT_TO = PLAN.flat_from_min, PLAN.flat_from_min + PLAN.flat_for_min
TICKS = [0, 120, 240, 360, 480, 600]
PLACES = np.arange(-1.8, 1.81, 0.1).round(1)
PUSH = 0.2  # as a tilt of the ground
LIFT = 0.05  # a sled is drawn a little above the ground
FEW, MOST = 2, 6  # sleds: between them a run counts as split
FAR_MIN = 1e5
STAYED, SPLIT, MOVED = "stayed on the left", "split", "moved to the right"

States = Sequence[Mapping[str, Any]]


def _hill(**state: Any) -> dict[str, Any]:
    return _hills([state])[0]


def _hills(states: States) -> list[dict[str, Any]]:
    hills = [
        (
            Plan(flattened=bool(state["flattened"]), push=PUSH * bool(state["pushed"])),
            Parameters(noise=state["noise"], deepening_per_min=state["deepening"] / 1000),
        )
        for state in states
    ]
    runs = model.simulate_many(hills, SLEDS, [int(state["seed"]) for state in states], record_min=EVERY_MIN)
    return [_node(run, parameters) for run, (_, parameters) in zip(runs, hills, strict=True)]


def _node(run: Run, parameters: Parameters) -> dict[str, Any]:
    ridge, tilt = run.ridge[:, None], run.tilt[:, None]
    left = np.rint(SLEDS * run.left_share)
    before, flat, end = (left[np.argmin(np.abs(run.time_min - at))] for at in (FLAT_FROM, FLAT_TO, PLAN.length_min))
    return {
        "ground": model.height(PLACES, ridge, tilt),
        "sled_x": run.position,
        "sled_y": model.height(run.position, ridge, tilt) + LIFT,
        "left": left,
        "tilt": run.learned_tilt,
        "moment": [
            f"{at:.0f} min: {count:.0f} of {SLEDS} sleds on the left"
            for at, count in zip(run.time_min, left, strict=True)
        ],
        "before": before,
        "after_flat": flat,
        "end": end,
        "tilt_end": run.learned_tilt[-1],
        "leave": _leave(parameters, float(run.learned_tilt[-1])),
        "outcome": STAYED if end >= MOST else MOVED if end <= FEW else SPLIT,
    }


def _leave(parameters: Parameters, tilt: float) -> str:
    """Say how long a sled takes on average to leave the left valley, on the ground that use has left."""
    found = model.wells(parameters.ridge, tilt)
    if np.isnan(found.left):
        return "that valley is gone"
    if np.isnan(found.right):
        return "no other valley is left"
    time = model.exact_min(parameters.ridge, tilt, parameters.noise)
    return f"over {number(FAR_MIN, 0)} min" if time > FAR_MIN else f"{number(float(f'{time:.2g}'), 0)} min"


def _fixed() -> dict[str, Any]:
    time, start = np.arange(0, PLAN.length_min + 1, EVERY_MIN), Parameters()
    return {
        "time_min": time,
        "place": PLACES,
        "start_ground": model.height(PLACES, start.ridge, start.tilt),
        "now_x": np.repeat(time[:, None], 2, axis=1),
        "now_left": [0, SLEDS],
        "now_tilt": [-1, 1],
    }


def _shade(flattened: bool, pushed: bool) -> dict[str, Any]:
    """Shade the two hours in the plots of time, and say what happens in them."""
    shade = {"type": "rect", "layer": "below", "fillcolor": "@faint/0.2", "line": {"width": 0, "color": "@faint"}}
    places = [
        {"x0": FLAT_FROM, "x1": FLAT_TO, "xref": f"x{axis}", "y0": 0, "y1": 1, "yref": f"y{axis} domain"}
        for axis in ("2", "3")
    ]
    words = [word for word, there in (("flat", flattened), ("push", pushed)) if there]
    note = {
        "text": "<br>".join(words),
        "showarrow": False,
        "font": {"size": 11, "color": "@ink"},
        "xref": "x3",
        "yref": "y3 domain",
    }
    place = {"x": (FLAT_FROM + FLAT_TO) / 2, "xanchor": "center", "y": 0.98, "yanchor": "top"}
    return {"layout": {"shapes": [shade | place for place in places], "annotations": [note | place]}}


SNOW_HILL = Explorer(
    slug="snow-hill",
    title="Sleds on a snowy hill",
    chapter="snow_hill",
    card="energy_landscape",
    objectives=("snow_hill.landscape", "snow_hill.trails", "snow_hill.noise"),
    models=(model,),
    controls=(
        Steps("deepening", "How fast use deepens a valley", "‰ a minute", (0, 0.5, 1, 2), 1, even=False),
        Steps("noise", "How strongly the sleds are shaken", "", (0.03, 0.06, 0.12), 0.03, decimals=2, even=False),
        Toggle("flattened", "Flatten the ground from minute 240 to 360", False, words=("not flattened", "flattened")),
        Toggle("pushed", "Push to the right in these two hours", False, words=("no push", "a push"),
               help="A new thing to do, say. It leans the ground by 0.2 while it lasts."),
        Steps("seed", "Run", "", range(1, 5), 1, decimals=0, again="Run again",
              help="Each run has its own chance shakes. The same run number gives the same shakes."),
    ),
    parts=(
        Part(
            _hill,
            batch=_hills,
            series=(
                Series("ground", "", "svd", frames=True),
                Series("sled_x", "", "u8", frames=True, levels=60),
                Series("sled_y", "", "u8", frames=True, levels=60),
                Series("left", "sleds", "u8", levels=2 * SLEDS + 1),
                Series("tilt", "", "svd"),
                Series("moment", "", "words"),
            ),
            readouts=(
                Readout("outcome", "In the end the sleds", words=True),
                Readout("before", "On the left at minute 240", f"of {SLEDS}", 0),
                Readout("after_flat", "On the left at minute 360", f"of {SLEDS}", 0),
                Readout("end", "On the left at minute 600", f"of {SLEDS}", 0),
                Readout("tilt_end", "Tilt that use has left", "", 2),
                Readout("leave", "Mean time to leave the left valley then", words=True),
            ),
        ),
        Part(_shade, over=("flattened", "pushed"), layout=True),
        Part(
            _fixed,
            over=(),
            series=(
                *(Series(name, "", "exact") for name in ("time_min", "place", "start_ground", "now_left", "now_tilt")),
                Series("now_x", "min", "exact", frames=True),
            ),
        ),
    ),
    drawing=Figure(
        panels=(
            Panel("hill", "Where a sled is (no unit)", "Height of the ground (no unit)", (-1.85, 1.85), (-1.3, 1.3), height=1.5),
            Panel("count", "", "Sleds on the left", (-12, 612), (-0.3, SLEDS + 0.3), column=1, axis={"tickvals": TICKS}, y_axis={"dtick": 2}),
            Panel("trail", "Time (min)", "Tilt left by use", (-12, 612), (-1, 1), column=1, axis={"tickvals": TICKS}),
        ),
        traces=(
            Trace("ground at the start", "hill", "place", "start_ground", "faint", dash="dot", hover="%{y:.2f} at the start"),
            Trace("ground", "hill", "place", "ground", "ink", width=3.0, hover="%{y:.2f} at %{x:.1f}"),
            Trace("sleds", "hill", "sled_x", "sled_y", "tonic", "markers", size=13, hover="a sled at %{x:.2f}"),
            Trace("sleds on the left", "count", "time_min", "left", "tonic", width=2.6, legend=False, hover="%{x} min: %{y} sleds"),
            Trace("this moment", "count", "now_x", "now_left", "ink", width=1.4, dash="dot", legend=False, hover="this moment"),
            Trace("tilt left by use", "trail", "time_min", "tilt", "ink", width=2.6, legend=False, hover="%{x} min: tilt %{y:.2f}"),
            Trace("this moment, below", "trail", "now_x", "now_tilt", "ink", width=1.4, dash="dot", legend=False, hover="this moment"),
        ),
        scrubber=Scrubber("time_min", "Look at one moment", "min", frames=True, place="moment", run=True),
        columns=(1.4, 1.0),
        height_px=430,
        narrow_height_px=720,
    ),
    describe={
        STAYED: "The sleds stay on the left: {before} at minute 240, {after_flat} at minute 360, {end} at minute 600. The ground was "
        "{flattened} in between, with {pushed}. Use has left a tilt of {tilt_end}; below 0 the left valley is the deeper one. "
        "Deepening {deepening}, noise {noise}, run {seed}.",
        SPLIT: "The sleds are split: {before} are on the left at minute 240, {after_flat} at minute 360, {end} at minute 600. The ground was "
        "{flattened} in between, with {pushed}. Use has left a tilt of {tilt_end}; below 0 the left valley is the deeper one. "
        "Deepening {deepening}, noise {noise}, run {seed}.",
        MOVED: "The sleds have moved to the right: {before} are on the left at minute 240, {after_flat} at minute 360, {end} at minute 600. "
        "The ground was {flattened} in between, with {pushed}. Use has left a tilt of {tilt_end}; above 0 the right valley is the deeper one. "
        "Deepening {deepening}, noise {noise}, run {seed}.",
    },
    describe_by="outcome",
    caption="Eight sleds begin in the left valley and run for ten hours; you see the end of the run. Press Play to watch it, or Run again for other "
    "chance shakes. The dotted ground is that of the start. In the two shaded hours you can flatten the ground, push, or both. Watch the plot of the "
    "tilt: flattening does not wipe it out. Try the four model states in turn.",
    predict=Predict(
        "Eight sleds have worn their valley for four hours. Then the ground is flattened for two hours, and nobody pushes. Where are they four hours later?",
        ("Spread over both valleys", "All in the new valley on the right", "All back in the old valley on the left"),
        2,
        "While the ground is flat, four of the eight slide over to the right. But the tilt that use has left is still there, and when the ridge "
        "comes back all eight are in the old valley. Flat ground has no direction of its own.",
        {"deepening": 1, "noise": 0.03, "flattened": True, "pushed": False, "seed": 4},
    ),
    tasks=(
        Task("Get at least six of eight sleds to the right for good, with a deepening of 1 ‰ and a noise of 0.03.",
             (("deepening", "==", 1), ("noise", "==", 0.03), ("outcome", "==", MOVED)),
             "It took both, flat ground and a push in that time. Each alone leaves all eight on the left."),
        Task("Make use deepen twice as fast (2 ‰), flatten and push, and watch all eight come back.",
             (("deepening", "==", 2), ("flattened", "==", True), ("pushed", "==", True), ("end", "==", 8)),
             "By minute 240 the ground leans so far that even when flat it has its only valley on the left."),
        Task("Now the opposite: get the sleds to the right with nothing flattened and no push.",
             (("flattened", "==", False), ("pushed", "==", False), ("outcome", "==", MOVED)),
             "Noise does it, if it comes before the valley is deep. Then use deepens the other valley, and nothing has been flattened."),
    ),
    presets=(
        Preset("Trails alone", {"deepening": 1, "noise": 0.03, "flattened": False, "pushed": False}),
        Preset("Flat, no push", {"deepening": 1, "noise": 0.03, "flattened": True, "pushed": False}),
        Preset("Flat and a push", {"deepening": 1, "noise": 0.03, "flattened": True, "pushed": True}),
        Preset("Fixed ground", {"deepening": 0, "noise": 0.03, "flattened": False, "pushed": False}),
    ),
    teaching_note="A teaching model: every number in it was chosen here, and nobody has measured such a landscape in a person. A minute of the model is a "
    "minute by name only. The push is ours; the metaphor speaks of flattening alone.",
)  # fmt: skip

EXPLORERS = (SNOW_HILL,)
