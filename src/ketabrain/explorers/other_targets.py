"""Explorers of the chapter `other_targets`."""

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
    Toggle,
    Trace,
)
from ketabrain.explorer.controls import number
from ketabrain.models import receptor_binding as model
from ketabrain.models.receptor_binding import Affinity, Row

LEVELS_NG_ML = (10, 25, 40, 70, 100, 140, 185, 250, 320, 500, 750, 1050, 1500, 2211, 2500)
FREE_SHARES = {"f30": 0.30, "f53": 0.53, "f55": 0.55, "f77": 0.77, "total": 1.0}
SYMBOLS = ("seen", "unseen", "disputed", "none")
PLACES = {target: float(place) for place, target in enumerate(model.TARGETS)}
LAST = len(PLACES) - 0.4
NO_NUMBER = "no firm number"


def _symbol(affinity: Affinity) -> str:
    """Return with which symbol an affinity is drawn."""
    if not affinity.found:
        return "none"
    if not affinity.confirmed:
        return "unseen"
    return "disputed" if affinity.disputed else "seen"


def _ends(low: float, high: float) -> list[float]:
    """Return one share, or both ends of a range."""
    return [high] if high - low < 1e-9 else [low, high]


def _points(rows: list[Row], symbol: str) -> list[tuple[Affinity, float]]:
    """Return every point of one symbol: an affinity and a share; where none was found, what was not ruled out."""
    drawn = [(a, low, high) for row in rows for a, low, high in row.points if _symbol(a) == symbol]
    return [(a, share) for a, low, high in drawn for share in ([high] if symbol == "none" else _ends(low, high))]


def _bars(rows: list[Row]) -> list[tuple[float, float, float]]:
    """Return place, lowest and highest share of every target that has a range."""
    known = [(PLACES[r.target], r.lowest, r.highest) for r in rows if r.lowest is not None and r.highest is not None]
    return [(place, low, high) for place, low, high in known if high - low > 1e-9]


def _free_uM(level: float, compound: str, counted: str) -> float:
    """Return the concentration that is taken for the free one."""
    if counted == "brain":
        return model.whole_brain_uM(level, compound)
    return model.free_uM(level, FREE_SHARES[counted], compound)


def _range(ends: tuple[float, float] | None) -> str:
    """Write a range of shares."""
    return f"{number(100 * ends[0], 0)} % to {number(100 * ends[1], 0)} %" if ends else NO_NUMBER


def _profile(level: float, compound: str, counted: str, doubtful: bool) -> dict[str, Any]:
    conc = _free_uM(level, compound, counted)
    rows = model.occupied(conc, conc, compound, doubtful=doubtful)
    by_target = {row.target: row for row in rows}
    reached, unsure = model.within_reach(rows)
    nmda, mu, alpha7 = (model.firm(by_target[target]) for target in ("NMDA", "µ opioid", "α7"))
    gaps = [value for _, low, high in _bars(rows) for value in (low, high, np.nan)]
    return {
        **{f"{symbol}_x": [share for _, share in _points(rows, symbol)] for symbol in SYMBOLS},
        "bars_x": gaps[:-1],
        "conc_uM": conc,
        "nmda": _range(nmda),
        "mu": mu[1] if mu else np.nan,
        "alpha7": alpha7[1] if alpha7 else np.nan,
        "reached": len(reached),
        "unsure": len(unsure),
    }


def _words(affinity: Affinity) -> str:
    """Say what an affinity is, for the pointer."""
    low, high = (f"{value:.3g}" for value in (affinity.low_uM, affinity.high_uM))
    if not affinity.found:
        number = f"no binding found up to {low} µM" if np.isfinite(affinity.low_uM) else "no binding found"
    else:
        number = f"{affinity.kind} {low} µM" if low == high else f"{affinity.kind} {low} to {high} µM"
    return "; ".join(part for part in (number, affinity.assay, affinity.note) if part)


def _rows(compound: str, doubtful: bool) -> dict[str, Any]:
    """Return where each point stands, and its words: the same at every level."""
    rows = model.occupied(1.0, 1.0, compound, doubtful=doubtful)
    listed = {symbol: [a for a, _ in _points(rows, symbol)] for symbol in SYMBOLS}
    gaps = [value for place, _, _ in _bars(rows) for value in (place, place, np.nan)]
    return {
        **{f"{symbol}_y": [PLACES[a.target] for a in found] for symbol, found in listed.items()},
        **{f"{symbol}_words": [_words(a) for a in found] for symbol, found in listed.items()},
        "bars_y": gaps[:-1],
    }


def _trace(symbol: str, name: str, colour: str, **more: Any) -> Trace:
    return Trace(name, "profile", f"{symbol}_x", f"{symbol}_y", colour, hover="%{text}<br>%{x:.1%} occupied",
                 bind={"text": f"{symbol}_words"}, **more)  # fmt: skip


PROFILE = Explorer(
    slug="binding-profile",
    title="How many of each lock are taken",
    chapter="other_targets",
    card="receptor_binding",
    objectives=("other_targets.affinity", "other_targets.free", "other_targets.reach", "other_targets.disputed"),
    models=(model,),
    controls=(
        Steps("level", "Level in plasma, total", "ng/mL", LEVELS_NG_ML, 185, decimals=0, even=False,
              help="about 40: oral analgesia; 185: peak of an antidepressant infusion; 750: awakening; 2,211: surgery"),
        Choice("compound", "Of which substance", dict(model.COMPOUNDS), "ketamine"),
        Choice("counted", "Counted as free", {
            "f55": "55 % of plasma, as usual",
            "f53": "53 % of plasma, lowest measured",
            "f77": "77 % of plasma, highest quoted",
            "f30": "30 % of plasma, a trial",
            "total": "all of plasma: a mistake",
            "brain": "whole brain, 7 × plasma: a mistake",
        }, "f55", help="receptors meet only the drug that no protein and no tissue holds"),
        Toggle("doubtful", "Disputed and unconfirmed numbers", True, words=("left out", "shown")),
    ),
    parts=(
        Part(
            _profile,
            series=(
                *(Series(f"{symbol}_x", "of sites", "u8", shown_as="percent") for symbol in SYMBOLS),
                Series("bars_x", "of sites", "u8", shown_as="percent"),
            ),
            readouts=(
                Readout("conc_uM", "Free concentration, as counted", "µM", 2),
                Readout("nmda", "NMDA receptors occupied", words=True),
                Readout("mu", "µ opioid receptors occupied", decimals=1, shown_as="percent", none=NO_NUMBER),
                Readout("alpha7", "α7 nicotinic receptors occupied", decimals=0, shown_as="percent", none=NO_NUMBER),
                Readout("reached", "Targets of which 10 % or more may be occupied", "", 0),
                Readout("unsure", "Of these, on doubtful numbers alone", "", 0),
            ),
        ),
        Part(
            _rows,
            over=("compound", "doubtful"),
            series=(
                *(Series(f"{symbol}_y", "", "exact") for symbol in SYMBOLS),
                *(Series(f"{symbol}_words", "", "words") for symbol in SYMBOLS),
                Series("bars_y", "", "exact"),
            ),
        ),
        Part(lambda: {"mark_x": [0.1, 0.1], "mark_y": [-0.6, LAST]}, over=(),
             series=(Series("mark_x", "", "exact"), Series("mark_y", "", "exact"))),
    ),
    drawing=Figure(
        panels=(
            Panel("profile", "Share of the sites occupied", "", (-0.02, 1.02), (LAST, -0.6), axis={"tickformat": ".0%"},
                  y_axis={"tickvals": list(PLACES.values()), "ticktext": list(PLACES)}),
        ),
        traces=(
            Trace("10 % mark", "profile", "mark_x", "mark_y", "faint", dash="dot", width=1.5),
            Trace("range", "profile", "bars_x", "bars_y", "grid", width=7, gaps=True, hover="all published affinities"),
            _trace("seen", "confirmed", "ketamine", kind="markers", size=8),
            _trace("unseen", "number not confirmed", "ketamine", kind="open markers", size=9),
            _trace("disputed", "disputed", "bad", kind="markers", size=9, extra={"marker": {"symbol": "diamond"}}),
            _trace("none", "none found: at most", "quiet", kind="squares", size=9,
                   extra={"marker": {"symbol": "square-open", "line": {"width": 2}}}),
        ),
        height_px=600,
        narrow_height_px=640,
    ),
    describe="{level} of {compound} in plasma; counted as free: {counted}. That makes {conc_uM}. NMDA receptors "
    "occupied: {nmda}. µ opioid receptors: {mu}. α7 nicotinic receptors: {alpha7}. Targets that may be occupied to "
    "10 % or more: {reached}; of these, {unsure} rest on disputed or unconfirmed numbers alone. Such numbers are {doubtful}.",
    caption="Each symbol is one published affinity, turned into the share of sites occupied. A bar joins the lowest and the "
    "highest. NMDA receptors are shown without magnesium; in a resting cell ketamine blocks fewer. Rows without a symbol: "
    "we found no number. Try the levels, then another substance.",
    predict=Predict(
        "Surgical anaesthesia needs about twelve times the level of an antidepressant infusion. How many µ opioid receptors "
        "does ketamine occupy then?",
        ("Nearly all", "About half", "About one in ten"),
        2,
        "The free level rises from 0.43 to 5.1 µM, but half of the µ receptors would be taken only at 42 µM. From 1 %, the "
        "share rises to 11 %.",
        {"level": 2211, "compound": "ketamine", "counted": "f55"},
    ),
    tasks=(
        Task("Stay at 185 ng/mL of ketamine and make ten targets or more seem within reach.",
             (("level", "==", 185.0), ("compound", "==", "ketamine"), ("reached", ">=", 10.0)),
             "Counting all drug in the brain does it. Most of that drug is held by tissue, and no receptor sees it."),
        Task("Find a substance that takes more than half of the α7 receptors at 70 ng/mL or less.",
             (("alpha7", ">", 0.5), ("level", "<=", 70.0)),
             "The metabolite does it, not ketamine. One laboratory's number; it does not say what this does for a person."),
        Task("Leave out all disputed and unconfirmed numbers for ketamine at 185 ng/mL. What stays within reach?",
             (("doubtful", "==", False), ("level", "==", 185.0), ("compound", "==", "ketamine"), ("counted", "==", "f55")),
             "The NMDA receptor stays, and just about one kind of nicotinic receptor, α3β4."),
    ),
    presets=(
        Preset("Oral analgesia", {"level": 40, "compound": "ketamine", "counted": "f55"}),
        Preset("Antidepressant infusion", {"level": 185, "compound": "ketamine", "counted": "f55"}),
        Preset("Awakening", {"level": 750, "compound": "ketamine", "counted": "f55"}),
        Preset("Surgical anaesthesia", {"level": 2211, "compound": "ketamine", "counted": "f55"}),
        Preset("Norketamine during anaesthesia", {"level": 1050, "compound": "norketamine", "counted": "f55"}),
    ),
    teaching_note="A teaching model: one site, one drug, at rest in equilibrium. Affinities come from dishes and other species; "
    "that the brain's fluid holds as much free drug as plasma, and metabolites as much of it free as ketamine, are assumptions.",
)  # fmt: skip

EXPLORERS = (PROFILE,)
