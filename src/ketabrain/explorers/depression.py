"""Explorers of the chapter `depression`."""

from __future__ import annotations

from collections.abc import Sequence
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
from ketabrain.explorer.dot_list import NO_NUMBERS
from ketabrain.models import treatment_steps
from ketabrain.models.treatment_steps import STEPS, Step

START = 1000
ACROSS = 40  # people in a row
HEAD = 2.4  # room for a block's heading [rows]
DEEP = 38.0  # rows and headings of the fullest picture
REPORT, REANALYSIS = "2006", "2023"
ANALYSES = {REPORT: "report of 2006, step by step", REANALYSIS: "re-analysis of 2023, its total alone"}
FATES = ("remitted", "relapsed", "left", "unremitted")
TOTALS = (
    "Report of 2006: 67 %, if nobody leaves",
    "The same numbers, leaving as in the study",
    "Re-analysis of 2023: 35.0 %, its own rules",
    "Your setting",
)
TOTAL_Y = np.arange(len(TOTALS), 0, -1.0)

Block = dict[str, int]  # how many people of each fate end in a step


def _followed(steps: float, leaving: float) -> tuple[Step, ...]:
    return treatment_steps.follow(round(steps), leaving)


def blocks(analysis: str, steps: float, leaving: float, relapse: bool) -> list[Block]:
    """Return how many of a thousand people end in each step, by fate; the re-analysis is one block."""
    if analysis == REANALYSIS:
        remitted = treatment_steps.Parameters().reanalysed
        counts = treatment_steps.people([remitted, 1 - remitted], START)
        return [{"remitted": counts[0], "unremitted": counts[1]}]
    followed = _followed(steps, leaving)
    ends = [(step.remitted, step.left, step.unremitted if step is followed[-1] else 0.0) for step in followed]
    counts = treatment_steps.people([share for end in ends for share in end], START)
    found = [
        dict(zip(("remitted", "left", "unremitted"), counts[i : i + 3], strict=True)) for i in range(0, len(counts), 3)
    ]
    shares = treatment_steps.Parameters().relapsed if relapse else (0.0,) * STEPS
    return [_split(block, share) for block, share in zip(found, shares, strict=False)]


def _split(block: Block, share: float) -> Block:
    """Take those who relapse out of a step's remitted people."""
    relapsed = round(share * block["remitted"])
    return {**block, "remitted": block["remitted"] - relapsed, "relapsed": relapsed}


def _places(found: Sequence[Block]) -> tuple[dict[str, list[tuple[float, float]]], list[float]]:
    """Return where each person stands, by fate, and where each block's heading stands."""
    places: dict[str, list[tuple[float, float]]] = {fate: [] for fate in FATES}
    heads, top = [], 0.0
    for block in found:
        heads.append(top - HEAD * 0.4)
        top -= HEAD
        person = 0
        for fate in FATES:
            for _ in range(block.get(fate, 0)):
                places[fate].append((person % ACROSS, top - person // ACROSS))
                person += 1
        top -= -(-person // ACROSS)
    return places, heads


def _crowd(analysis: str, steps: float, leaving: float, relapse: bool) -> dict[str, Any]:
    found = blocks(analysis, steps, leaving, relapse)
    places, heads = _places(found)
    drawn: dict[str, Any] = {}
    for fate, people in places.items():
        x, y = zip(*people, strict=True) if people else ((np.nan,), (np.nan,))
        drawn |= {f"{fate}_x": np.array(x, dtype=float), f"{fate}_y": np.array(y, dtype=float)}
    texts = _headings(analysis, found)
    missing = STEPS - len(texts)
    layout: dict[str, Any] = {}
    for i, (text, head) in enumerate(zip([*texts, *[""] * missing], [*heads, *[0.0] * missing], strict=True)):
        layout |= {f"annotations.{i}.text": text, f"annotations.{i}.y": head}
    layout[f"annotations.{STEPS + len(TOTALS) - 1}.text"] = f"{TOTALS[-1]}: {sum(_remitted(block) for block in found)}"
    return {**drawn, "layout": layout}


def _headings(analysis: str, found: Sequence[Block]) -> list[str]:
    """Write above each block who is in it."""
    if analysis == REANALYSIS:
        return [f"Up to four steps: {START:,} start, {found[0]['remitted']} remit"]
    texts, here = [], START
    for i, block in enumerate(found):
        leave = f", {block['left']} leave" if block["left"] else ""
        texts.append(f"Step {i + 1}: {here:,} start, {_remitted(block)} remit{leave}")
        here -= sum(block.values())
    return texts


def _remitted(block: Block) -> int:
    return block["remitted"] + block.get("relapsed", 0)


def _outcome(analysis: str, steps: float, leaving: float) -> dict[str, Any]:
    found = blocks(analysis, steps, leaving, False)
    remitted = [_remitted(block) for block in found]
    last = found[-1]
    return {
        "remitted": sum(remitted),
        "left": sum(block.get("left", 0) for block in found) if analysis == REPORT else np.nan,
        "unremitted": last["unremitted"],
        "last_remitted": remitted[-1] if analysis == REPORT else np.nan,
        "journey": _journey(remitted) if analysis == REPORT else "not found step by step",
        "here_x": [0, sum(remitted)],
    }


def _journey(remitted: Sequence[int]) -> str:
    """Write how many remit in each step."""
    *before, last = [f"{count} in step {i + 1}" for i, count in enumerate(remitted)]
    return f"{', '.join(before)} and {last}" if before else last


def _relapse_words(analysis: str, relapse: bool) -> dict[str, Any]:
    if not relapse:
        return {"relapses": "not counted"}
    return {"relapses": "none found for it" if analysis == REANALYSIS else "open squares, not confirmed"}


def _always() -> dict[str, Any]:
    totals = [treatment_steps.remission(_followed(STEPS, leaving)) for leaving in (0.0, 1.0)]
    printed = [*totals, treatment_steps.Parameters().reanalysed]
    names = ("nobody", "counted", "again")
    lines = {f"{name}_x": [0, round(START * total)] for name, total in zip(names, printed, strict=True)}
    rows = {f"{name}_y": [y - 0.12, y - 0.12] for name, y in zip((*names, "here"), TOTAL_Y, strict=True)}
    counted = f"{TOTALS[1]}: {lines['counted_x'][1]}"
    texts = (TOTALS[0], counted, *TOTALS[2:])
    notes = [_heading() for _ in range(STEPS)] + [_above(text, y) for text, y in zip(texts, TOTAL_Y, strict=True)]
    return {**lines, **rows, "layout": {f"annotations.{i}": note for i, note in enumerate(notes)}}


NOTE: dict[str, Any] = {"showarrow": False, "xanchor": "left", "borderpad": 0, "align": "left"}


def _heading() -> dict[str, Any]:
    place = {"text": "", "x": -0.6, "y": 0, "xref": "x", "yref": "y", "yanchor": "middle"}
    return {**NOTE, **place, "font": {"size": 12, "color": "@ink"}}


def _above(text: str, y: float) -> dict[str, Any]:
    place = {"text": text, "x": 0, "y": y + 0.12, "xref": "x2", "yref": "y2", "yanchor": "bottom"}
    return {**NOTE, **place, "font": {"size": 11, "color": "@ink"}}


def _icons(fate: str, name: str, colour: str, symbol: str) -> Trace:
    edge = {"width": 1.5} if symbol.endswith("open") else {"color": "@paper", "width": 1}
    marker = {"symbol": symbol, "line": edge}
    return Trace(
        name, "people", f"{fate}_x", f"{fate}_y", colour, "squares", size=7, gaps=True, hover=name, extra={"marker": marker}
    )  # fmt: skip


def _total(row: str, name: str, colour: str, dash: str = "solid") -> Trace:
    return Trace(
        name,
        "totals",
        f"{row}_x",
        f"{row}_y",
        colour,
        width=11,
        dash=dash,
        legend=False,
        hover=f"{name}: %{{x}} of {number(START, 0)}",
    )


TREATMENT_STEPS = Explorer(
    slug="treatment-steps",
    title="A thousand people through four steps",
    chapter="depression",
    card="treatment_steps",
    objectives=("depression.steps", "depression.resistant"),
    models=(treatment_steps,),
    controls=(
        Choice("analysis", "Numbers of the", ANALYSES, REPORT),
        Steps("steps", "Steps followed", "", range(1, STEPS + 1), STEPS, decimals=0),
        Steps("leaving", "Leave between steps", "share", (0, 0.25, 0.5, 0.75, 1), 0, decimals=0, shown_as="percent",
              help="0 % is nobody, 100 % as many as in the study; the re-analysis does not use it"),
        Toggle("relapse", "Relapses", False, words=("not counted", "drawn"),
               help="as open squares, because these numbers could not be confirmed"),
    ),
    parts=(
        Part(
            _always,
            over=(),
            layout=True,
            series=tuple(
                Series(f"{name}_{axis}", "people" if axis == "x" else "", "exact")
                for name in ("nobody", "counted", "again", "here") for axis in "xy" if (name, axis) != ("here", "x")
            ),
        ),
        Part(
            _crowd,
            layout=True,
            series=tuple(Series(f"{fate}_{axis}", "", "u8") for fate in FATES for axis in "xy"),
        ),
        Part(
            _outcome,
            over=("analysis", "steps", "leaving"),
            series=(Series("here_x", "people", "exact"),),
            readouts=(
                Readout("remitted", "Remitted in a step, of 1,000 who start", "", 0),
                Readout("left", "Left between steps", "", 0, none="not found"),
                Readout("unremitted", "Not remitted at the end", "", 0),
                Readout("last_remitted", "Remitted in the last step followed", "", 0, none="not found"),
                Readout("journey", "Step by step", words=True),
            ),
        ),
        Part(_relapse_words, over=("analysis", "relapse"), readouts=(Readout("relapses", "Relapses", words=True),)),
    ),
    drawing=Figure(
        panels=(
            Panel("people", "", "", (-1, ACROSS), (-DEEP, 0.5), axis=NO_NUMBERS, y_axis=NO_NUMBERS, height=2.2,
                  legend="v"),
            Panel("totals", "Remitted, of 1,000 who start", "", (0, START), (0.5, len(TOTALS) + 0.75), column=1,
                  axis={"tickvals": [0, 250, 500, 750, 1000]}, y_axis=NO_NUMBERS),
        ),
        traces=(
            _icons("remitted", "remitted", "good", "square"),
            _icons("relapsed", "relapsed later (not confirmed)", "good", "square-open"),
            _icons("left", "left between steps", "faint", "circle"),
            _icons("unremitted", "no remission counted", "burst", "diamond"),
            _total("nobody", "if nobody leaves", "quiet"),
            _total("counted", "leaving as in the study", "quiet"),
            _total("again", "re-analysis", "quiet"),
            _total("here", "your setting", "good"),
        ),
        columns=(1.15, 1.0),
        height_px=500,
        narrow_height_px=760,
    ),
    describe={
        REPORT: "Of 1,000 people who start, {remitted} remit: {journey}. Leaving is set to {leaving} of what was seen: "
        "{left} leave between steps. {unremitted} have not remitted at the end. Relapses: {relapses}.",
        REANALYSIS: "By the rules of the re-analysis, of 1,000 people who start, {remitted} remit in up to four steps, and {unremitted} are not counted as "
        "remitted. Numbers for its single steps, and for who left, were not found. Relapses: {relapses}.",
    },
    describe_by="analysis",
    caption="Each symbol is one of 1,000 people, in the step where their way through the study ends. The bars compare totals: the report's, the same numbers with "
    "people leaving, and the re-analysis. Try raising “Leave between steps”, and watch the later blocks shrink. Sources: Rush 2006, Pigott 2023, and the reply to it.",
    predict=Predict(
        "STAR*D is often summed up as “67 % remit after up to four steps”. Of 1,000 people who started, how many were counted as remitted in one of the steps?",
        ("About 670", "About 510", "About 370"),
        1,
        "507. The 67 % multiplies the steps' shares as if everyone without remission had gone on. After the first step 240 of 1,000 did not, after the second 166.",
        {"analysis": REPORT, "steps": 4, "leaving": 1, "relapse": False},
    ),
    tasks=(
        Task("Let people leave as in the study. Which is the first step in which fewer than 50 of the 1,000 remit? Stop there.",
             (("analysis", "==", REPORT), ("leaving", "==", 1.0), ("steps", "==", 3.0), ("last_remitted", "<", 50)),
             "Step 3: about 15 people, of 106 who are still there. Nearly all remission comes in the first two steps."),
        Task("Keep at least 600 in remission after four steps. How much leaving does that allow?",
             (("analysis", "==", REPORT), ("steps", "==", 4.0), ("leaving", ">", 0.0), ("remitted", ">=", 600)),
             "A quarter of what was seen. The total hangs on those of whom nothing more is known."),
        Task("Show the re-analysis. What of it can be drawn?",
             (("analysis", "==", REANALYSIS),),
             "One total. It counts with the scale and the entry rules of the study's plan. The authors of STAR*D reply that it leaves out 941 people."),
    ),
    presets=(
        Preset("The famous total", {"analysis": REPORT, "steps": 4, "leaving": 0, "relapse": False}),
        Preset("As people moved", {"analysis": REPORT, "steps": 4, "leaving": 1, "relapse": False}),
        Preset("With relapses", {"analysis": REPORT, "steps": 4, "leaving": 1, "relapse": True}),
        Preset("Re-analysis", {"analysis": REANALYSIS, "steps": 4, "leaving": 1, "relapse": False}),
    ),
    teaching_note="A teaching model: arithmetic on printed shares, derived and not measured. Chosen here: that leaving shrinks in the same proportion after every step, and that those who then stay remit like "
    "the others, as the famous total supposes. “Left” is derived: it holds everyone who neither remitted nor went on, also those who were content. The number entering step 3 was seen in quotations alone.",
)  # fmt: skip

EXPLORERS = (TREATMENT_STEPS,)
