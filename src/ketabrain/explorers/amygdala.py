"""Explorers of the chapter `amygdala`."""

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
from ketabrain.explorer.dot_list import NO_NUMBERS, SMALL_WORDS, dot_series, dots, labels, rows
from ketabrain.models import fear_extinction, imaging_effects
from ketabrain.models.fear_extinction import FINDINGS
from ketabrain.models.imaging_effects import LESS, MORE, RESULTS, SAME, UNNAMED, Result

WHEN = {
    "never": "never",
    "before": "before acquisition, gone by then",
    "acquisition": "during acquisition",
    "between": "after acquisition, gone by extinction",
    "extinction": "during extinction",
    "both": "during both lessons",
    "after": "after extinction, gone by the test",
}
ROOMS = {"extinction": "room of extinction", "training": "room of the shocks"}
BANDS = {  # where the block is drawn along the trials; two pairs where there are two
    "never": (),
    "before": (-0.9, 0.1),
    "acquisition": (0.6, 5.4),
    "between": (5.5, 6.5),
    "extinction": (6.6, 21.4),
    "both": (0.6, 5.4, 6.6, 21.4),
    "after": (21.5, 22.5),
}
SHOCKS_AT, TONES_AT, TEST_AT = np.arange(1, 6), np.arange(7, 22), 24.0
TOP_RESPONSE = 1.06
ANIMALS = {"rat": "rats", "mouse": "mice"}


def _course(when: str, block: float, gain: float) -> dict[str, Any]:
    course = fear_extinction.simulate(when, block, gain)
    found = fear_extinction.summarise(course, gain)
    first, second = course.acquisition, course.extinction
    return {
        "response": np.concatenate([first.response, [np.nan], second.response]),
        "threat": np.concatenate([first.threat, second.threat]),
        "extinction": np.concatenate([first.extinction, second.extinction]),
        "after_acquisition": found.after_acquisition,
        "fifth": found.fifth_trial,
        "end": found.after_extinction,
    }


def _test(when: str, block: float, gain: float, room: str) -> dict[str, Any]:
    found = [fear_extinction.summarise(fear_extinction.simulate(when, share, gain), gain) for share in (block, 0.0)]
    treated, control = (one.renewal if room == "training" else one.after_extinction for one in found)
    return {"test": treated, "untreated": control}


def _directions(block: float, gain: float) -> dict[str, Any]:
    shown = [finding.effect(block, gain) for finding in FINDINGS]
    met = fear_extinction.matches(block, gain)
    return {
        **dots("as_found", shown, met),
        **dots("otherwise", shown, [not one for one in met]),
        "met": sum(met),
    }


def _chosen(when: str, block: float, gain: float) -> dict[str, Any]:
    shown = [finding.effect(block, gain) for finding in FINDINGS]
    return dots("chosen", shown, [finding.timing == when for finding in FINDINGS])


def _band(when: str) -> dict[str, Any]:
    """Return the outline of where the block is: up at its start, down at its end."""
    edges = BANDS[when]
    return {
        "band_x": [x for x in edges for _ in range(2)] or [np.nan],
        "band_y": [0.0, TOP_RESPONSE, TOP_RESPONSE, 0.0] * (len(edges) // 2) or [np.nan],
    }


def _always() -> dict[str, Any]:
    course = fear_extinction.simulate()
    return {
        "trial": np.concatenate([SHOCKS_AT, [6], TONES_AT]),
        "memory_trial": np.concatenate([SHOCKS_AT, [6], TONES_AT, [22]]),
        "test_at": [TEST_AT],
        "usual": np.concatenate([course.acquisition.response, [np.nan], course.extinction.response]),
        "finding_y": rows(len(FINDINGS)),
        "found_x": [float(finding.found) for finding in FINDINGS],
        "finding_words": [f"{ANIMALS[finding.animal]}: {finding.note}" for finding in FINDINGS],
        "layout": labels([finding.name for finding in FINDINGS], "3"),
    }


EXTINCTION = Explorer(
    slug="amygdala-fear-extinction",
    title="Two memories of one tone",
    chapter="amygdala",
    card="fear_extinction",
    objectives=("amygdala.learn", "amygdala.block", "amygdala.control"),
    models=(fear_extinction,),
    controls=(
        Choice("when", "NMDA receptors are blocked", WHEN, "never"),
        Steps("block", "Share of them blocked", "share", (0, 0.2, 0.4, 0.5, 0.6, 0.8, 1), 0.8, decimals=0, even=False,
              shown_as="percent"),
        Steps("gain", "Prefrontal gain", "times", (0.5, 0.7, 0.85, 1, 1.15, 1.3, 1.5), 1, decimals=2, even=False,
              help="1 is the usual one; 0.5 stands for a prefrontal cortex under stress"),
        Choice("room", "Test in the", ROOMS, "extinction"),
    ),
    parts=(
        Part(
            _course,
            over=("when", "block", "gain"),
            series=(Series("response", "", "u16"), Series("threat", "", "u16"), Series("extinction", "", "u16")),
            readouts=(
                Readout("after_acquisition", "Response after acquisition", "", 2),
                Readout("fifth", "At the fifth tone of extinction", "", 2),
                Readout("end", "After extinction, same room", "", 2),
            ),
        ),
        Part(
            _test,
            readouts=(
                Readout("test", "At the test, drug-free", "", 2),
                Readout("untreated", "At the test, had nothing been blocked", "", 2),
            ),
        ),
        Part(
            _directions,
            over=("block", "gain"),
            series=dot_series("as_found", "otherwise"),
            readouts=(Readout("met", f"Directions that the model gives, of {len(FINDINGS)}", "", 0),),
        ),
        Part(_chosen, over=("when", "block", "gain"), series=dot_series("chosen")),
        Part(_band, over=("when",), series=(Series("band_x", "", "exact"), Series("band_y", "", "exact"))),
        Part(
            _always,
            over=(),
            layout=True,
            series=(
                *(Series(name, "", "exact") for name in ("trial", "memory_trial", "test_at", "usual", "finding_y", "found_x")),
                Series("finding_words", "", "words"),
            ),
        ),
    ),
    drawing=Figure(
        panels=(
            Panel("response", "", "Response (1 = full)", (-1.4, 25), (-0.05, TOP_RESPONSE), height=1.0,
                  axis={"tickvals": [3, 14, TEST_AT], "ticktext": ["tone + shock", "tone alone", "test"]}),
            Panel("memory", "", "Strength of memory", (-1.4, 25), (0, 1.6), height=1.0,
                  axis={"tickvals": [3, 14, TEST_AT], "ticktext": ["5 trials", "15 trials", "test"]}),
            Panel("findings", "Treated animals respond", "", (-6.8, 1.6), (0.3, len(FINDINGS) + 0.7), height=2.3, column=1,
                  axis={"tickvals": [-1, 0, 1], "ticktext": ["less", "same", "more"], **SMALL_WORDS},
                  y_axis=NO_NUMBERS),
        ),
        traces=(
            Trace("blocked", "response", "band_x", "band_y", "ketamine", "area", width=0.5, hover="blocked"),
            Trace("no block, gain 1", "response", "trial", "usual", "faint", width=1.5, dash="dot", gaps=True,
                  hover="no block, gain 1: %{y:.2f}"),
            Trace("response", "response", "trial", "response", "ink", width=2.5, gaps=True, hover="response %{y:.2f}",
                  extra={"mode": "lines+markers", "marker": {"size": 5, "color": "@ink", "symbol": "circle"}}),
            Trace("at the test", "response", "test_at", "test", "ink", "open markers", size=13, legend=False,
                  hover="test: %{y:.2f}"),
            Trace("threat memory", "memory", "memory_trial", "threat", "amygdala", width=2.5),
            Trace("extinction memory", "memory", "memory_trial", "extinction", "prefrontal_cortex", width=2.5, dash="dash"),
            Trace("found", "findings", "found_x", "finding_y", "ink", "open markers", size=15, hover="found; %{text}",
                  bind={"text": "finding_words"}),
            Trace("model: yes", "findings", "as_found_x", "as_found_y", "good", "squares", size=9, gaps=True,
                  extra={"marker": {"symbol": "diamond"}}, hover="model: as found; %{text}", bind={"text": "finding_words"}),
            Trace("model: no", "findings", "otherwise_x", "otherwise_y", "bad", "squares", size=9, gaps=True,
                  hover="model: not as found; %{text}", bind={"text": "finding_words"}),
            Trace("the timing chosen", "findings", "chosen_x", "chosen_y", "ketamine", "squares", size=18, gaps=True,
                  extra={"marker": {"symbol": "square-open", "line": {"width": 2, "color": "@ketamine"}}}, hover="the timing chosen above"),
        ),
        columns=(1.0, 1.0),
        height_px=540,
        narrow_height_px=920,
    ),
    describe="NMDA receptors are blocked: {when}; share: {block}. Prefrontal gain: {gain}. The response is {after_acquisition} after "
    "acquisition, {fifth} at the fifth tone of extinction and {end} after extinction. At the test, in the {room}, it is {test}; had "
    "nothing been blocked, {untreated}. With this share and gain the model gives the published direction in {met} of 16 findings.",
    caption="Left: the response to a tone, trial by trial, and below it the two hidden memories. A block slows whatever is being learned "
    "while it lasts. Right: 16 published directions (circles) for rats and mice, and whether the model gives them (green diamond) or not (red square). Try the block "
    "in each lesson, then test in the room of the shocks.",
    predict=Predict(
        "An animal has learned to respond to a tone. Now the tone comes alone, 15 times, while 80 % of its NMDA receptors are blocked. "
        "The next day it is drug-free. How does it respond, compared with an untreated animal?",
        ("Less: the block calmed it", "More: it learned less of the safety", "The same"),
        1,
        "In the model 0.41 against 0.01. Extinction is learning too, and the block slowed it. In rats, blockers of other kinds left more "
        "response a day later, as here. With ketamine in mice no difference was found.",
        {"when": "extinction", "block": 0.8, "gain": 1, "room": "extinction"},
    ),
    tasks=(
        Task("At gain 1, keep the response below 0.3 at a test in the room of the shocks.",
             (("room", "==", "training"), ("gain", "==", 1.0), ("test", "<", 0.3)),
             "The block has to be there while the threat is learned. At any other time it is of no help."),
        Task("Block nothing, and make extinction fail: 0.3 or more after it.",
             (("when", "==", "never"), ("end", ">=", 0.3)),
             "A low prefrontal gain does it. Same outcome, another way: what looks alike in behaviour need not be alike in the brain."),
        Task("Extinguish to below 0.05. Then bring the response back above 0.6 without a further shock.",
             (("end", "<", 0.05), ("room", "==", "training"), ("test", ">", 0.6)),
             "Another room is enough. The threat memory was never erased; extinction held it back, and counts for less here."),
    ),
    presets=(
        Preset("No block", {"when": "never", "block": 0.8, "gain": 1, "room": "extinction"}),
        Preset("Block in acquisition", {"when": "acquisition", "block": 0.8, "gain": 1, "room": "extinction"}),
        Preset("Block in extinction", {"when": "extinction", "block": 0.8, "gain": 1, "room": "extinction"}),
        Preset("Low prefrontal gain", {"when": "never", "block": 0.8, "gain": 0.5, "room": "extinction"}),
        Preset("Back in the room of the shocks", {"when": "never", "block": 0.8, "gain": 1, "room": "training"}),
    ),
    teaching_note="A teaching model: every number was chosen here. It has no clock, so it cannot show what a night of sleep does, and "
    "no drug outlasts its block. A difference below 0.05 counts as none. Four of its matches were built in. No forecast for a person.",
)  # fmt: skip


SYMBOLS = ("controlled", "alone", "reflex", "unnamed")
SIDES = ("left", "right")


def _symbol(result: Result) -> str:
    """Return with which symbol a result is drawn."""
    if result.reported == UNNAMED:
        return "unnamed"
    if not result.scan:
        return "reflex"
    return "alone" if result.against is None else "controlled"


def _shown_direction(result: Result, controlled: bool) -> float:
    """Return a result's direction, or NaN where it has none to show."""
    found = result.against if controlled else result.reported
    return np.nan if found is None else float(found)


def _reactivity(phase: str, group: str, valence: str, only_controlled: bool) -> dict[str, Any]:
    passing = [imaging_effects.passes(result, phase, group, valence) for result in RESULTS]
    found = [
        _shown_direction(r, only_controlled) if there else np.nan for r, there in zip(RESULTS, passing, strict=True)
    ]
    drawn: dict[str, Any] = {}
    for symbol in SYMBOLS:
        drawn |= dots(symbol, found, [_symbol(result) == symbol for result in RESULTS])
    counts = {"less": LESS, "same": SAME, "more": MORE, "unnamed": UNNAMED}
    return {
        **drawn,
        **_sizes(found),
        "shown": int(np.isfinite(found).sum()),
        **{name: found.count(direction) for name, direction in counts.items()},
    }


def _sizes(directions: Sequence[float]) -> dict[str, Any]:
    """Return the derivable sizes, while both of the results that they compare are shown."""
    compared = [x for r, x in zip(RESULTS, directions, strict=True) if r.source == "Szczepanik2016amygdala"]
    shown = bool(np.isfinite(compared).all())
    found = {side: imaging_effects.interaction(side) for side in SIDES}
    lines = [x for one in found.values() for x in (one.low, one.high, np.nan)]
    return {
        "size_x": [one.value if shown else np.nan for one in found.values()],
        "size_y": [2, 1] if shown else [np.nan] * 2,
        "interval_x": lines[:-1] if shown else [np.nan] * 5,
        "interval_y": [2, 2, np.nan, 1, 1] if shown else [np.nan] * 5,
        **{side: _written(one) if shown else "nothing to derive it from" for side, one in found.items()},
    }


def _written(one: imaging_effects.Estimate) -> str:
    value, low, high = (number(x, 2) for x in one)
    return f"{value} ({low} to {high})"


def _study_words(result: Result) -> str:
    """Say what a result is, for the pointer."""
    when = imaging_effects.PHASES[result.phase]
    return f"{result.contrast}<br>against: {result.control}<br>time: {when}<br>{result.statistic}"


def _reactivity_always() -> dict[str, Any]:
    return {
        "result_words": [_study_words(result) for result in RESULTS],
        "zero_x": [0, 0],
        "zero_y": [0.4, 2.6],
        "layout": labels([result.label for result in RESULTS], ""),
    }


def _result(symbol: str, name: str, colour: str, **more: Any) -> Trace:
    return Trace(
        name,
        "studies",
        f"{symbol}_x",
        f"{symbol}_y",
        colour,
        gaps=True,
        hover="%{text}",
        bind={"text": "result_words"},
        **more,
    )


REACTIVITY = Explorer(
    slug="amygdala-reactivity",
    title="Does ketamine quieten the amygdala? Study by study",
    chapter="amygdala",
    card="imaging_effects",
    objectives=("amygdala.imaging",),
    models=(imaging_effects,),
    controls=(
        Toggle("only_controlled", "Compare with", False, words=("whatever the study used", "placebo, saline or midazolam only"),
               help="a control that was given to people too"),
        Choice("phase", "Scanned", {"all": "at any time", **imaging_effects.PHASES}, "all"),
        Choice("group", "In", {"all": "anyone", **imaging_effects.GROUPS}, "all"),
        Choice("valence", "Pictures", {"all": "of any kind", "negative": "negative", "positive": "positive", "none": "none: at rest"}, "all"),
    ),
    parts=(
        Part(
            _reactivity,
            series=(
                *dot_series(*SYMBOLS),
                *(Series(name, "SD", "exact") for name in ("size_x", "interval_x")),
                *(Series(name, "", "exact") for name in ("size_y", "interval_y")),
            ),
            readouts=(
                Readout("shown", "Results shown, of 13", "", 0),
                Readout("less", "Smaller answer", "", 0),
                Readout("same", "No difference", "", 0),
                Readout("more", "Larger answer", "", 0),
                Readout("unnamed", "Amygdala not named", "", 0),
                Readout("left", "Patients' change less healthy people's, left (d, 95 % interval)", words=True),
                Readout("right", "The same, right", words=True),
            ),
        ),
        Part(
            _reactivity_always,
            over=(),
            layout=True,
            series=(
                *(Series(name, "", "exact") for name in ("zero_x", "zero_y")),
                Series("result_words", "", "words"),
            ),
        ),
    ),
    drawing=Figure(
        panels=(
            Panel("studies", "The amygdala's answer on ketamine", "", (-6.3, 2.6), (0.3, len(RESULTS) + 0.7), height=1.0,
                  axis={"tickvals": [-1, 0, 1, 2], "ticktext": ["less", "same", "more", "?"], **SMALL_WORDS},
                  y_axis=NO_NUMBERS),
            Panel("sizes", "Patients − healthy people (d)", "", (-0.5, 1.7), (0.4, 2.6), height=0.32, column=1,
                  y_axis={"tickvals": [2, 1], "ticktext": ["left", "right"]}),
        ),
        traces=(
            _result("controlled", "scan, with a control", "amygdala", kind="markers", size=12),
            _result("alone", "scan, no control", "amygdala", kind="open markers", size=12),
            _result("reflex", "reflex, with a control", "burst", kind="squares", size=11),
            _result("unnamed", "amygdala not named", "faint", kind="squares", size=10,
                    extra={"marker": {"symbol": "square-open", "line": {"width": 2, "color": "@faint"}}}),
            Trace("zero", "sizes", "zero_x", "zero_y", "faint", width=1.0, dash="dot", legend=False, hover="no difference"),
            Trace("95 % interval", "sizes", "interval_x", "interval_y", "amygdala", width=3.0, gaps=True, hover="95 % interval: %{x:.2f}"),
            Trace("derived size", "sizes", "size_x", "size_y", "amygdala", kind="markers", size=11, hover="d = %{x:.2f}"),
        ),
        columns=(1.6, 1.0),
        height_px=460,
        narrow_height_px=640,
    ),
    describe="Shown: {shown} of 13 results; compared with {only_controlled}; scanned {phase}; in {group}; pictures: {valence}. The answer was "
    "smaller in {less}, no different in {same} and larger in {more}; {unnamed} abstracts name other regions and not the amygdala. "
    "Patients' change less healthy people's, left: {left}; right: {right}.",
    caption="Each row is one result; point at it for what was shown, the comparison, the time and the statistic. Open circles had no control "
    "on another substance. A question mark: the abstract does not name the amygdala. The other plot: the only sizes that can be derived, from one "
    "poster. Try the first switch, and watch which circles go and which one moves.",
    predict=Predict(
        "In a study of 48 people with depression the amygdala used less glucose after ketamine. A third of the people got saline instead. "
        "What happened in their amygdala?",
        ("It used more", "It stayed as it was", "It used less, too"),
        2,
        "It fell in all three groups, saline included. Whatever lowered it, lying in a scanner a second time perhaps, it was not ketamine "
        "alone. Without the saline group nobody would have known.",
        {"only_controlled": True, "phase": "at_once", "group": "depression", "valence": "all"},
    ),
    tasks=(
        Task("Keep only results with a control. How many scans with a smaller answer are left?",
             (("only_controlled", "==", True), ("phase", "==", "all"), ("group", "==", "all"), ("valence", "==", "all")),
             "Two of six: eight men who saw fearful faces, and people with PTSD after therapy. The third “less” is a reflex."),
        Task("Find a group and a time at which studies contradict each other.",
             (("less", ">=", 1), ("more", ">=", 1), ("shown", "<=", 3), ("phase", "!=", "all"), ("group", "!=", "all")),
             "During the drug, in healthy people: less in two studies, more in a third, with pictures that were later remembered."),
        Task("Look at people with depression, one to three days later. What is known of their amygdala?",
             (("phase", "==", "days"), ("group", "==", "depression")),
             "One study without a control names it. Two others name other regions. That is little to build “it calms the amygdala” on."),
    ),
    presets=(
        Preset("Everything", {"only_controlled": False, "phase": "all", "group": "all", "valence": "all"}),
        Preset("With a control", {"only_controlled": True, "phase": "all", "group": "all", "valence": "all"}),
        Preset("Healthy, during the drug", {"only_controlled": False, "phase": "at_once", "group": "healthy", "valence": "all"}),
    ),
    teaching_note="A sketch of what abstracts say, not a meta-analysis: 13 results from 11 sources, two of them pairs of results on the same people "
    "or the same poster, and the poster and the two studies by Reed may share people. Sizes of dots mean nothing.",
)  # fmt: skip

EXPLORERS = (EXTINCTION, REACTIVITY)
