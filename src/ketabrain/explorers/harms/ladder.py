"""The explorer `harm-ladder`: absolute risks on one logarithmic scale, clinic and heavy use side by side."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from ketabrain.evidence import harms
from ketabrain.evidence.harms import KINDS, Harm, one_in
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
    Task,
    Toggle,
    Trace,
)
from ketabrain.explorer.dot_list import NO_NUMBERS, SMALL_WORDS, bars
from ketabrain.explorers.harms.lists import everyday, interval, listed, of, written
from ketabrain.models import number_needed, proportion

OVERVIEW = "overview"
SLOTS, FEWEST = 13, 7  # rows that a side has room for, at most and at least
EDGE, LABELS_END, WORDS_START = -4.2, -4.35, 0.15  # of the scale, in powers of ten
RUNGS = (2, 10, 100, 1000, 10_000)
TOO_CLOSE = 1000  # a rung without its word: there is no room for it
AXIS: dict[str, Any] = {
    "tickvals": [-math.log10(n) for n in RUNGS],
    "ticktext": ["" if n == TOO_CLOSE else f"1 in<br>{n:,}" for n in RUNGS],
    **SMALL_WORDS,
}
SIDES = {"clinic": "", "heavy": "2"}
DOTS = ("seen", "control", "none", "no_risk")


def rows_of(kind: str, setting: str) -> list[Harm]:
    """Return a setting's rows of a kind, the commonest first; rows that are no risk stand last."""
    chosen = [h for h in listed() if h.setting == setting and (h.overview if kind == OVERVIEW else h.kind == kind)]
    return sorted(chosen, key=lambda harm: (bool(harm.no_risk), -harm.risk.value))


def rung(share: float) -> float:
    """Return where a share stands on the scale; what is below its foot stands at the foot."""
    return max(EDGE, math.log10(share)) if share > 0 else EDGE


def _side(setting: str, kind: str, excess: bool) -> dict[str, Any]:
    """Return the dots and bars of one setting."""
    rows = rows_of(kind, setting)
    heights = np.arange(SLOTS, SLOTS - len(rows), -1.0)
    places: dict[str, list[float]] = {name: [] for name in DOTS}
    ends = []
    for harm in rows:
        where, end = _row(harm, excess)
        for name in DOTS:
            places[name].append(where.get(name, np.nan))
        ends.append(end)
    drawn: dict[str, Any] = {}
    for name in DOTS:
        x = np.array(places[name])
        drawn |= {f"{setting}_{name}_x": x, f"{setting}_{name}_y": np.where(np.isnan(x), np.nan, heights)}
    bar_x, bar_y = bars(ends, heights)
    return drawn | {
        f"{setting}_bar_x": bar_x,
        f"{setting}_bar_y": bar_y,
        f"{setting}_words": [_hover(h, excess) for h in rows],
    }


def _row(harm: Harm, excess: bool) -> tuple[dict[str, float], tuple[float, float]]:
    """Return which dots a row has, and its bar."""
    nothing = (np.nan, np.nan)
    if excess:
        found = harm.excess if harm.controlled else None
        return ({"seen": rung(found.value)}, (rung(found.low), rung(found.high))) if found else ({}, nothing)
    if harm.no_risk:
        return {"no_risk": rung(harm.risk.value)}, nothing
    if harm.events == 0:
        return {"none": rung(harm.risk.high)}, (EDGE, rung(harm.risk.high))
    control = {"control": rung(harm.control.value)} if harm.controlled and harm.control_events else {}
    return {"seen": rung(harm.risk.value), **control}, (rung(harm.risk.low), rung(harm.risk.high))


def _hover(harm: Harm, excess: bool) -> str:
    """Say for the pointer what a row is."""
    lines = [f"{harm.harm}: {of(harm)} {harm.unit}", harm.asked, f"counted: {harm.counted}"]
    if harm.controlled:
        lines.append(f"{harm.comparator}: {harm.control_events} of {harm.control_n}")
        lines.append(f"more than on {harm.comparator}: {interval(harm.excess)}")
    if not excess and not harm.no_risk:
        lines.append(f"{everyday(harm)}; {interval(harm.risk)}")
    if harm.no_risk:
        lines.append(
            "no risk: "
            + {"selected": "chosen for having it", "reports": "reports, sent in by themselves"}[harm.no_risk]
        )
    lines += ["count worked out from a printed percentage"] * (harm.checked == "derived")
    lines += (
        ["run or reported by the maker"] * harm.maker
        + [harm.mismatch] * bool(harm.mismatch)
        + [f"source: {harm.source}"]
    )
    return "<br>".join(lines)


def _dots(kind: str, excess: bool) -> dict[str, Any]:
    return {**_side("clinic", kind, excess), **_side("heavy", kind, excess)}


def _labels(kind: str, excess: bool) -> dict[str, Any]:
    """Return the names before the rows, and what they come to in everyday words behind them."""
    patch: dict[str, Any] = {}
    for place, (setting, axis) in enumerate(SIDES.items()):
        rows = rows_of(kind, setting)
        empty = [""] * (SLOTS - len(rows))
        patch |= written([*(_label(harm, excess) for harm in rows), *empty], LABELS_END, axis, 2 * place * SLOTS)
        patch |= written(
            [*(_short(h, excess) for h in rows), *empty], WORDS_START, axis, (2 * place + 1) * SLOTS, "left"
        )
    room = max(FEWEST, *(len(rows_of(kind, setting)) for setting in SIDES))
    patch |= {f"yaxis{axis}.range": [SLOTS - room + 0.4, SLOTS + 0.6] for axis in SIDES.values()}
    return {"layout": patch}


def _short(harm: Harm, excess: bool) -> str:
    """Say a row in the few letters behind it."""
    if harm.no_risk or (excess and not harm.controlled):
        return ""
    if excess:
        return f"+{one_in(harm.excess.value)}" + ("" if harm.excess.low > 0 else " ?")
    return one_in(harm.risk.value) if harm.events else f"< {one_in(harm.risk.high)}"


def _label(harm: Harm, excess: bool) -> str:
    against = (
        f"{harm.comparator} {harm.control_events} of {harm.control_n}"
        if harm.controlled
        else "no control group"
        if excess
        else ""
    )
    return "<br>".join([harm.harm, f"{of(harm)} {harm.unit}", *([against] if against else [])])


def _words(kind: str, excess: bool) -> dict[str, Any]:
    return {f"{setting}_says": _say(rows_of(kind, setting), excess) for setting in SIDES}


def _say(rows: Sequence[Harm], excess: bool) -> str:
    """Say the commonest and the rarest of a setting's risks in everyday words."""
    shown = [harm for harm in rows if not harm.no_risk and (harm.controlled or not excess)]
    if not rows:
        return "nothing with a denominator was found"
    if not shown:
        return "no control group was counted" if excess else "reports only, and no risk"
    ranked = sorted(shown, key=lambda harm: -(harm.excess if excess else harm.risk).value)
    ends = [ranked[0], ranked[-1]] if len(ranked) > 1 else ranked
    return " to ".join(f"{_more(harm) if excess else everyday(harm)} ({harm.harm})" for harm in ends)


def _more(harm: Harm) -> str:
    """Say how many more than on the comparator, and whether there may be none."""
    found = harm.excess
    sure = "" if found.low > 0 else ", or none at all"
    return f"{one_in(found.value).replace('1 in', '1 more in')} than on {harm.comparator}{sure}"


def _counted(kind: str, excess: bool) -> dict[str, Any]:
    rows = {setting: rows_of(kind, setting) for setting in SIDES}
    drawn = [h for h in (*rows["clinic"], *rows["heavy"]) if not h.no_risk and (h.controlled or not excess)]
    return {
        "clinic_rows": len(rows["clinic"]),
        "heavy_rows": len(rows["heavy"]),
        "with_control": sum(harm.controlled for harm in (*rows["clinic"], *rows["heavy"])),
        "by_maker": sum(harm.maker for harm in (*rows["clinic"], *rows["heavy"])),
        "none_seen": sum(not harm.events for harm in (*rows["clinic"], *rows["heavy"])),
        "unsure": sum(harm.excess.low <= 0 for harm in drawn) if excess else 0,
    }


def _side_traces(setting: str, colour: str, names: dict[str, str]) -> tuple[Trace, ...]:
    """Return the traces of one panel; the two settings differ in colour and symbol."""
    square = setting == "heavy"
    shown: dict[str, Any] = {"gaps": True, "hover": "%{text}", "bind": {"text": f"{setting}_words"}}
    at = {name: (f"{setting}_{name}_x", f"{setting}_{name}_y") for name in (*DOTS, "bar")}
    return (
        Trace(names["bar"], setting, *at["bar"], colour, width=3, gaps=True, legend=False, hover="95 % interval"),
        *((Trace(names["control"], setting, *at["control"], "faint", "open markers", size=9, **shown),) if "control" in names else ()),
        Trace(names["seen"], setting, *at["seen"], colour, "squares" if square else "markers", size=10, **shown),
        *((Trace(names["none"], setting, *at["none"], colour, "squares", size=10,
                 legend=False, extra={"marker": {"symbol": "square-open", "line": {"width": 2, "color": f"@{colour}"}}}, **shown),)
          if "none" in names else ()),
        Trace(names["no_risk"], setting, *at["no_risk"], "faint", "squares", size=9, legend=False, extra={"marker": {"symbol": "diamond"}},
              **shown),
    )  # fmt: skip


LADDER = Explorer(
    slug="harm-ladder",
    title="Harms on one ladder",
    chapter="harms",
    card="proportion",
    objectives=("harms.settings", "harms.acute"),
    models=(proportion, number_needed, harms),
    data=(harms.FILE,),
    controls=(
        Choice("kind", "Show", {OVERVIEW: "an overview", **KINDS}, OVERVIEW),
        Toggle("excess", "Draw", False, words=("the risk, as it was counted", "only what exceeds the comparator"),
               help="where a control group was counted in the same way"),
    ),
    parts=(
        Part(
            _dots,
            series=tuple(
                Series(f"{setting}_{name}", "", "words" if name == "words" else "exact")
                for setting in SIDES
                for name in (*(f"{dot}_{axis}" for dot in (*DOTS, "bar") for axis in "xy"), "words")
            ),
        ),
        Part(_labels, layout=True),
        Part(
            _words,
            readouts=(
                Readout("clinic_says", "Supervised treatment", words=True),
                Readout("heavy_says", "Heavy use", words=True),
            ),
        ),
        Part(
            _counted,
            readouts=(
                Readout("clinic_rows", "Rows from supervised treatment", "", 0),
                Readout("heavy_rows", "Rows from heavy use", "", 0),
                Readout("with_control", "Rows with a control group", "", 0),
                Readout("by_maker", "Rows run or reported by the maker", "", 0),
                Readout("none_seen", "Rows in which nothing was seen", "", 0),
                Readout("unsure", "Drawn excesses that may be none", "", 0),
            ),
        ),
    ),
    drawing=Figure(
        panels=(
            Panel("clinic", "Supervised treatment", "", (-7.2, 1.6), (0.4, SLOTS + 0.6), height=1.0, axis=AXIS, y_axis=NO_NUMBERS),
            Panel("heavy", "Heavy use", "", (-7.2, 1.6), (0.4, SLOTS + 0.6), height=1.0, column=1, axis=AXIS, y_axis=NO_NUMBERS),
        ),
        traces=(
            *_side_traces("clinic", "tonic", {"bar": "interval, clinic", "control": "comparator", "seen": "clinic", "none": "none seen: at most",
                                              "no_risk": "reports, no risk"}),
            *_side_traces("heavy", "burst", {"bar": "interval, heavy use", "seen": "heavy use", "no_risk": "chosen for having it"}),
        ),
        columns=(1.0, 1.0),
        height_px=680,
        narrow_height_px=1240,
    ),
    describe="Shown: {kind}; drawn: {excess}. Supervised treatment: {clinic_says}. Heavy use: {heavy_says}.",
    caption="Each row is one count from one source; under its name, how many of how many. Bars are 95 % intervals, ours, from the counts. "
    "A step to the left is rarer: from 1 in 2 down to 1 in 10,000. An open square with a long bar: nobody had it, and the bar reaches to what so few people still allow. A diamond is no risk. "
    "Try “only what exceeds the comparator”, and see what is left on the right; a question mark says that the excess may be none.",
    predict=Predict(
        "Of 231 people on esketamine spray, 19 were anxious at some time in four weeks: 1 in 12. How many of the 231 can you put down to the drug?",
        ("All 19", "About 5, or none at all", "About 12"),
        1,
        "7 of 113 on placebo were anxious, too: 1 in 16. The excess is 2 in 100, about 5 of 231, and its interval runs from 5 in 100 fewer to 7 in 100 more. "
        "In inpatients given infusions anxiety was far commoner, and the comparator there was another treatment.",
        {"kind": "mind", "excess": True},
    ),
    tasks=(
        Task("Look at the bladder on both sides. Which side has a control group?", (("kind", "==", "bladder"), ("excess", "==", True)),
             "The clinic's side alone, two rows of six, and one of the two may be no excess at all. No survey of users asked people who do not use."),
        Task("Find harms that nobody showed. What may their risk still be?", (("none_seen", ">=", 1.0), ("kind", "!=", OVERVIEW)),
             "None of 684 infusions was stopped: at most about 1 in 230. No such case among 1,148 people: at most about 1 in 380. Small numbers cannot show more."),
        Task("Find a kind of harm with nothing on the clinic's side.", (("clinic_rows", "==", 0.0),),
             "Liver and bile ducts. Fourteen cases were reported after supervised ketamine, but nobody counted the people who were treated, so there is no risk to draw."),
    ),
    presets=(
        Preset("Overview", {"kind": OVERVIEW, "excess": False}),
        Preset("Stomach and head, against placebo", {"kind": "body", "excess": True}),
        Preset("Bladder", {"kind": "bladder", "excess": False}),
        Preset("Serious events", {"kind": "grave", "excess": False}),
    ),
    teaching_note="A sketch, no ranking. Counts are published, or worked out from a printed percentage (point at a row to see which). Intervals are ours and know chance alone, "
    "not who was asked. Rows are not comparable one by one: a session is no patient, four weeks are no year, and a doctor's count is no answer to a form. "
    "Most rows on the left come from the drug's maker. Deaths of users are missing: they were counted, but nobody knows among how many.",
)  # fmt: skip
