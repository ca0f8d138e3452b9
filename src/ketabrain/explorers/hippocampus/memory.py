"""Learn and recall with a block: a network of memories beside what was found in people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
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
from ketabrain.explorers.hippocampus import beside
from ketabrain.models import hopfield as model

BLOCKS = tuple(np.linspace(0, 1, 11).round(1))
OLD, NOISE = 15, 0.2
SIDE = 10  # cells along each side of the pictures
ON, OFF, WRONG_OFF = 9.0, 2.5, 5.0
CORNERS = {"stored": 0, "cue": 12, "recalled": 24}
ROWS_Y = {"old": 12, "new": 0}
YEARS = {
    "Becker2017general": "Becker 2017",
    "MorganCurran2006": "Morgan 2006",
    "Honey2005impairment": "Honey 2005",
    "LaPorte2005subtle": "LaPorte 2005",
}


@cache
def _rows() -> tuple[beside.Row, ...]:
    return tuple(beside.Row(f"{f.label} · {YEARS[f.source]}", f.worse, f.network_worse()) for f in model.FINDINGS)


@lru_cache(maxsize=4096)
def _run(encoding: float, left: float, new: int, seed: int) -> tuple[float, float, np.ndarray]:
    """Return overlaps of old and new memories, and the first cells of what was recalled of the first of each.

    ``left`` is the share of recurrent input that is left in recall.
    """
    p = model.Parameters(noise=NOISE, nmda_carried=1.0)
    found = model.simulate(encoding, 1 - left, old=OLD, new=new, seed=seed, parameters=p)
    shown = np.concatenate([found.recalled[row][: SIDE**2] for row in (0, OLD)])
    return found.overlap_old, found.overlap_new, shown


def _at(when: str, block: float, new: float, carried: float, seed: float) -> tuple[float, float, np.ndarray]:
    encoding = block if when != "retrieval" else 0.0
    retrieval = block if when != "encoding" else 0.0
    return _run(round(encoding, 6), round(1 - carried * retrieval, 6), int(new), int(seed))


def _first(seed: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the first cells of the first old and the first new memory, and of their cues."""
    memories, cues = model.draw(OLD, 1, int(seed), model.Parameters())
    return tuple(np.concatenate([rows[row][: SIDE**2] for row in (0, OLD)]) for rows in (memories, cues))  # type: ignore[return-value]


def _recall(when: str, block: float, new: float, carried: float, seed: float) -> dict[str, Any]:
    old_overlap, new_overlap, shown = _at(when, block, new, carried, seed)
    return {
        "recalled_sizes": np.where(shown > 0, ON, OFF),
        "wrong_sizes": np.where(shown == _first(seed)[0], 0.0, np.where(shown > 0, ON, WRONG_OFF)),
        "overlap_old": old_overlap,
        "overlap_new": new_overlap,
        "verdict": _verdict(old_overlap, new_overlap),
    }


def _recall_many(states: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Run many states in one process, where equal runs are found in the cache."""
    return [_recall(**state) for state in states]


def _verdict(old: float, new: float) -> str:
    """Say which memories come back."""
    if old < 0.9:
        return "neither old nor new ones fully" if new < 0.9 else "new ones only"
    return "old ones only" if new < 0.9 else "old and new ones"


def _curves(when: str, new: float, carried: float, seed: float) -> dict[str, Any]:
    runs = [_at(when, block, new, carried, seed) for block in BLOCKS]
    return {"curve_old": [run[0] for run in runs], "curve_new": [run[1] for run in runs]}


def _curves_many(states: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [_curves(**state) for state in states]


def _pictures(seed: float) -> dict[str, Any]:
    memory, cue = _first(seed)
    return {"stored_sizes": np.where(memory > 0, ON, OFF), "cue_sizes": np.where(cue > 0, ON, OFF)}


def _fixed() -> dict[str, Any]:
    cells = np.arange(SIDE**2)
    y = np.concatenate([corner + SIDE - 1 - cells // SIDE for corner in ROWS_Y.values()])
    x = np.tile(cells % SIDE, len(ROWS_Y))
    return {
        **{f"{name}_x": x + corner for name, corner in CORNERS.items()},
        "cells_y": y,
        "blocks": np.array(BLOCKS),
        **beside.contents(_rows(), "3", ("people", "net")),
    }


def _cells(name: str, place: str, sizes: str = "", colour: str = "ink") -> Trace:
    """Return a picture's trace: large squares are cells that are on."""
    return Trace(name, "picture", f"{place}_x", "cells_y", colour, "squares", legend=False, hover=name,
                 bind={"marker.size": f"{sizes or place}_sizes"}, extra={"marker": {"opacity": 1}})  # fmt: skip


MEMORY = Explorer(
    slug="hippocampus-memory",
    title="Learning under block, and recalling under block",
    chapter="hippocampus",
    card="hopfield",
    objectives=("hippocampus.memory",),
    models=(model,),
    controls=(
        Choice("when", "Ketamine is there", {"encoding": "while new memories are learned", "retrieval": "while all are recalled",
               "both": "both times"}, "encoding"),
        Steps("block", "NMDA receptors blocked", "share", BLOCKS, 0.0, decimals=0, shown_as="percent"),
        Steps("new", "New memories, beside 15 old ones", "", (5, 15, 30), 15, decimals=0, even=False),
        Steps("carried", "Recall runs on NMDA receptors", "share", (0, 0.5, 1), 0, decimals=0, shown_as="percent",
              help="the rest runs on AMPA receptors; the usual assumption is 0 %"),
        Steps("seed", "Draw of memories", "", range(1, 6), 1, decimals=0, again="Run again"),
    ),
    parts=(
        Part(
            _recall,
            batch=_recall_many,
            series=(Series("recalled_sizes", "", "u8"), Series("wrong_sizes", "", "u8")),
            readouts=(
                Readout("verdict", "Comes back", words=True),
                Readout("overlap_old", "Old memories: agreement", "", 2),
                Readout("overlap_new", "New memories: agreement", "", 2),
            ),
        ),
        Part(
            _curves,
            batch=_curves_many,
            over=("when", "new", "carried", "seed"),
            series=(Series("curve_old", "", "u8"), Series("curve_new", "", "u8")),
        ),
        Part(_pictures, over=("seed",), series=(Series("stored_sizes", "", "u8"), Series("cue_sizes", "", "u8"))),
        Part(
            _fixed,
            over=(),
            series=(*(Series(f"{name}_x", "", "exact") for name in CORNERS), Series("cells_y", "", "exact"),
                    Series("blocks", "", "exact"), *beside.SERIES),
            layout=True,
        ),
    ),
    drawing=Figure(
        panels=(
            Panel("curve", "NMDA receptors blocked", "Agreement with the memory", (-0.03, 1.03), (-0.1, 1.08), height=1.0,
                  axis={"tickformat": ".0%"}),
            Panel("picture", "", "", (-1, 34), (-1, 22.5), height=1.0,
                  axis={"tickvals": [4.5, 16.5, 28.5], "ticktext": list(CORNERS), "showgrid": False},
                  y_axis={"tickvals": [4.5, 16.5], "ticktext": ["new", "old"], "showgrid": False}),
            beside.panel(len(model.FINDINGS)),
        ),
        traces=(
            Trace("15 old memories", "curve", "blocks", "curve_old", "hippocampus", width=2.5),
            Trace("new memories", "curve", "blocks", "curve_new", "ketamine", dash="dash", width=2.5),
            Trace("this state, old", "curve", "@block", "overlap_old", "hippocampus", "open markers", size=14, legend=False),
            Trace("this state, new", "curve", "@block", "overlap_new", "ketamine", "open markers", size=14, legend=False),
            _cells("stored", "stored"),
            _cells("cue", "cue"),
            _cells("recalled", "recalled"),
            _cells("recalled wrongly", "recalled", "wrong", "bad"),
            *beside.traces("worse", "not worse"),
        ),
        columns=(1.0, 1.1),
        height_px=500,
        narrow_height_px=820,
    ),
    describe="Comes back: {verdict}. {block} of NMDA receptors are blocked {when}. The network holds 15 old and {new} new memories; "
    "{carried} of recall runs on NMDA receptors (draw {seed}). From cues with 30 % of their cells wrong, old memories are recalled "
    "with an agreement of {overlap_old} and new ones of {overlap_new}, where 1 is perfect and 0 is chance.",
    caption="Top left: how well memories come back from damaged cues, at every block; the rings are this state. Below: a hundred "
    "of the 500 cells, for one old and one new memory; red cells are recalled wrongly. Right: what was found in people, beside the network. Try the three times "
    "of ketamine, then run again.",
    predict=Predict(
        "The network knows 15 old memories. It now learns 15 new ones while half of its NMDA receptors are blocked. The drug goes, "
        "and you give it damaged cues of all thirty. What comes back?",
        ("Old and new ones, all a little worse", "The old ones; the new ones are as good as lost", "Only the new ones"),
        1,
        "The new memories are there, at half strength. But the old ones are stronger and pull the state towards their own mixtures. "
        "So new memories do not fade evenly: between 10 % and 40 % of block they fall off a cliff.",
        {"when": "encoding", "block": 0.5, "new": 15, "carried": 0, "seed": 1},
    ),
    tasks=(
        Task("Block every NMDA receptor while the network recalls, and lose nothing.",
             (("when", "==", "retrieval"), ("block", "==", 1.0), ("overlap_old", ">=", 0.99), ("overlap_new", ">=", 0.97)),
             "Nothing is learned during recall, and in this setting recall runs on AMPA receptors alone. That is an assumption."),
        Task("Now find an assumption under which recall of old memories does fail.",
             (("overlap_old", "<", 0.5), ("when", "!=", "encoding")),
             "If recall ran on NMDA receptors, the block would take it too. People mostly recall what they learned before."),
        Task("Damage the old memories without any block.",
             (("block", "==", 0.0), ("overlap_old", "<", 0.97)),
             "Too many memories crowd each other out. A network has a capacity, drug or no drug."),
    ),
    presets=(
        Preset("No drug", {"when": "encoding", "block": 0.0, "new": 15, "carried": 0, "seed": 1}),
        Preset("While learning", {"when": "encoding", "block": 0.5, "new": 15, "carried": 0, "seed": 1}),
        Preset("While recalling", {"when": "retrieval", "block": 0.5, "new": 15, "carried": 0, "seed": 1}),
    ),
    teaching_note="A teaching model: 500 cells that are on or off, with a little noise in recall (0.2). Every number was chosen here. "
    "How steep the fall is belongs to the network, not to people, and the share blocked is no dose.",
)  # fmt: skip
