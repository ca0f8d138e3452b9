"""A small explorer for each kind of thing that a lattice node may hold."""

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
    Toggle,
    Trace,
)
from ketabrain.explorer.figure import Slice
from ketabrain.models import nmda_block

PREDICT = Predict("What happens?", ("It grows", "It shrinks"), 0, "It grows.")
LEVEL = Steps("level", "Level", "mV", (1, 2, 3, 4), 2, decimals=0)
PANEL = Panel("main", "Time (ms)", "Size (mV)")


def sample(slug: str, **change: Any) -> Explorer:
    """Return an explorer that works, with some of its fields changed."""
    fields: dict[str, Any] = {
        "slug": slug,
        "title": f"Sample: {slug}",
        "chapter": "habenula",
        "card": "nmda_block",
        "objectives": ("habenula.block",),
        "models": (nmda_block,),
        "controls": (LEVEL,),
        "parts": (
            Part(ramp, series=(Series("t", "ms"), Series("y", "mV")), readouts=(Readout("top", "Top", "mV", 1),)),
        ),
        "drawing": Figure(panels=(PANEL,), traces=(Trace("ramp", "main", "t", "y", "nmda"),)),
        "describe": "At {level} the top is {top}.",
        "caption": "Try a higher level.",
        "predict": PREDICT,
        "tasks": (Task("Go up.", (("level", ">", 2),)), Task("Reach 40.", (("top", "==", 40.0),), "There.")),
    }
    return Explorer(**{**fields, **change})


def ramp(level: float) -> dict[str, Any]:
    """Return a ramp of a fixed length."""
    t = np.linspace(0, 10, 50)
    return {"t": t, "y": level * t, "top": level * 10}


NUMBERS = sample(
    "sample-numbers",
    controls=(LEVEL, Toggle("up", "Upwards", True), Choice("shape", "Shape", {"line": "a line", "bow": "a bow"}, "line")),
    parts=(
        Part(
            lambda level, up, shape: {
                "t": np.linspace(0, 10, 50),
                "y": (1 if up else -1) * level * np.linspace(0, 1, 50) ** (1 if shape == "line" else 2),
                "top": level if up else -level,
                "way": "up" if up else "down",
            },
            series=(Series("t", "ms", "exact"), Series("y", "mV", "svd")),
            readouts=(Readout("top", "Top", "mV", 1), Readout("way", "Direction", words=True)),
        ),
    ),
    describe={"up": "{shape} goes up to {top}.", "down": "{shape} goes down to {top}."},
    describe_by="way",
    tasks=(Task("Go down.", (("way", "==", "down"),)), Task("Bow it.", (("shape", "==", "bow"), ("level", ">=", 3)))),
    presets=(Preset("Low", {"level": 1}), Preset("High and bowed", {"level": 4, "shape": "bow"})),
)  # fmt: skip


def _words(level: float) -> dict[str, Any]:
    count = int(level)
    return {
        "place": np.arange(count),
        "height": np.arange(count) + 1.0,
        "label": [f"step {i + 1} & <b>{'odd' if i % 2 == 0 else 'even'}</b>" for i in range(count)],
        "top": float(count),
        "name": "tall" if count > 2 else "short",
    }


WORDS = sample(
    "sample-words",
    parts=(
        Part(
            _words,
            series=(Series("place", "", "exact"), Series("height", "mV", "u8"), Series("label", "", "words")),
            readouts=(Readout("top", "Top", "mV", 0), Readout("name", "It is", words=True)),
        ),
    ),
    drawing=Figure(
        panels=(PANEL,),
        traces=(Trace("steps", "main", "place", "height", "nmda", "markers", bind={"text": "label"}),),
    ),
    describe="At {level} it is {name}.",
    tasks=(Task("Make it tall.", (("name", "==", "tall"),)), Task("Reach 4.", (("top", "==", 4.0),))),
)


def _rows(level: float) -> dict[str, Any]:
    t = np.arange(5 * int(level), dtype=float)
    return {"t": t, "y": np.sqrt(t) * level, "top": len(t), "last": float("nan") if level < 2 else t[-1]}


ROWS = sample(
    "sample-rows",
    parts=(
        Part(
            _rows,
            series=(Series("t", "ms", "exact"), Series("y", "mV", "svd")),
            readouts=(Readout("top", "Points", "", 0), Readout("last", "Last", "ms", 0, none="too short")),
        ),
    ),
    describe="{level}: {top} points, the last at {last}.",
    tasks=(Task("Twenty points.", (("top", "==", 20),)), Task("Lose the last.", (("level", "==", 1),))),
)


def _frames(level: float) -> dict[str, Any]:
    x, hours = np.linspace(0, 1, 20), np.arange(6.0)
    return {
        "x": x,
        "hours": hours,
        "y": np.array([level * np.sin(np.pi * x) * np.exp(-h / 3) for h in hours]),
        "top": level,
    }


FRAMES = sample(
    "sample-frames",
    parts=(
        Part(
            _frames,
            series=(Series("x", "mm"), Series("hours", "h", "exact"), Series("y", "mV", "u16", frames=True)),
            readouts=(Readout("top", "Top at first", "mV", 1),),
        ),
    ),
    drawing=Figure(
        panels=(PANEL,),
        traces=(Trace("profile", "main", "x", "y", "nmda", "area"),),
        scrubber=Scrubber("hours", "Hours after", "h", ("main",), frames=True, decimals=1),
    ),
    tasks=(Task("Go up.", (("level", ">", 2),)), Task("Reach 4.", (("top", "==", 4.0),))),
)


def _run(level: float, seed: float) -> dict[str, Any]:
    steps = np.random.default_rng(int(seed)).normal(size=(6, 3))
    places = level * np.cumsum(steps, axis=0)
    return {
        "hours": np.arange(6.0),
        "place": places,
        "side": np.arange(3.0),
        "words": [f"{hour} h: {(row > 0).sum()} above" for hour, row in enumerate(places)],
        "top": float(places[-1].max()),
    }


RUN = sample(
    "sample-run",
    controls=(LEVEL, Steps("seed", "Run", "", range(1, 6), 1, decimals=0, again="Run again")),
    parts=(
        Part(
            _run,
            series=(
                Series("hours", "h", "exact"),
                Series("side", "mm", "exact"),
                Series("place", "mV", "u16", frames=True),
                Series("words", "", "words"),
            ),
            readouts=(Readout("top", "Highest in the end", "mV", 1),),
        ),
    ),
    describe="Run {seed} at {level} ends at {top}.",
    drawing=Figure(
        panels=(PANEL,),
        traces=(Trace("places", "main", "side", "place", "nmda", "markers"),),
        scrubber=Scrubber("hours", "Hours after", "h", frames=True, place="words", run=True),
    ),
    tasks=(Task("Run again.", (("seed", ">", 1),)), Task("Turn it up.", (("level", "==", 4),))),
)


def _noise(level: float, seed: float) -> dict[str, Any]:
    noise = np.random.default_rng(int(seed)).normal(size=40)
    return {"t": np.arange(40.0), "y": level * noise, "top": float(np.max(level * noise))}


SEEDS = sample(
    "sample-seeds",
    controls=(LEVEL, Steps("seed", "Run", "", range(1, 6), 1, decimals=0, again="Run again")),
    parts=(
        Part(
            _noise,
            series=(Series("t", "ms"), Series("y", "mV", "u8")),
            readouts=(Readout("top", "Highest", "mV", 2),),
        ),
    ),
    describe="Run {seed} at {level} reaches {top}.",
    tasks=(Task("Run again.", (("seed", ">", 1),)), Task("Turn it up.", (("level", "==", 4),))),
)


def _patches(level: float) -> dict[str, Any]:
    return {
        "t": np.arange(3.0),
        "y": np.arange(3.0) * level,
        "top": 2 * level,
        "layout": {
            "xaxis.title.text": f"Time at level {level:.0f} (ms)",
            "xaxis.tickvals": [0, 1, 2],
            "xaxis.ticktext": ["start", "middle", f"end {level:.0f}"],
            "annotations.1": {"x": 1, "y": level, "text": f"note {level:.0f}", "showarrow": False, "xref": "x", "yref": "y",
                              "font": {"color": "@nmda"}},
        },
    }  # fmt: skip


PATCHES = sample(
    "sample-patches",
    parts=(
        Part(
            _patches,
            series=(Series("t", "ms"), Series("y", "mV")),
            readouts=(Readout("top", "Top", "mV", 1),),
            layout=True,
        ),
    ),
    drawing=Figure(
        panels=(PANEL,),
        traces=(Trace("ramp", "main", "t", "y", "nmda"),),
        measured=(Measured("main", 1, 2, "where it was measured", "Yang2018bursting", confirmed=False),),
    ),
    tasks=(Task("Go up.", (("level", ">", 2),)), Task("Reach 8.", (("top", "==", 8.0),))),
)


def _linear(level: float, dose: float) -> dict[str, Any]:
    t = np.linspace(0, 10, 40)
    return {"y": dose * np.exp(-t / level), "top": dose, "late": dose * np.exp(-10 / level)}


SCALED = sample(
    "sample-scaled",
    controls=(LEVEL, Steps("dose", "Dose", "mg", tuple(range(201)), 50, decimals=0)),
    parts=(
        Part(
            _linear,
            scaled_by="dose",
            series=(Series("y", "ng/mL", "svd"),),
            readouts=(Readout("top", "Peak", "ng/mL", 1), Readout("late", "Late", "ng/mL", 2)),
        ),
        Part(lambda: {"t": np.linspace(0, 10, 40)}, over=(), series=(Series("t", "h"),)),
    ),
    describe="{dose} at {level}: peak {top}, late {late}.",
    tasks=(Task("More.", (("top", ">", 150.0),)), Task("More than 5 late.", (("late", ">", 5.0),))),
)


def _modes(level: float, push: float) -> dict[str, Any]:
    return {"mode": "high" if level + push > 5 else "low", "y": np.array([push]), "x": np.array([level])}


def _modes_many(states: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [_modes(**state) for state in states]


MAPS = sample(
    "sample-maps",
    controls=(LEVEL, Steps("push", "Push", "", (1, 2, 5), 1, decimals=0, even=False)),
    parts=(
        Part(
            _modes,
            batch=_modes_many,
            series=(Series("x", "mV", "exact"), Series("y", "", "exact")),
            readouts=(Readout("mode", "Mode", words=True),),
        ),
    ),
    drawing=Figure(
        panels=(PANEL,),
        traces=(
            Trace("low", "main", colour="quiet", kind="squares", slice=Slice("mode", "level", "push", "low")),
            Trace("high", "main", colour="burst", kind="squares", slice=Slice("mode", "level", "push", "high")),
            Trace("here", "main", "@level", "@push", "ink", "open markers"),
        ),
    ),
    describe="It is {mode}.",
    tasks=(Task("Go high.", (("mode", "==", "high"),)), Task("Push hard.", (("push", "==", 5),))),
)

SAMPLES = {one.slug: one for one in (NUMBERS, WORDS, ROWS, FRAMES, RUN, SEEDS, PATCHES, SCALED, MAPS)}
