"""A hundred people on each arm of a trial: who has the outcome, and the number needed to treat."""

from __future__ import annotations

import math
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from ketabrain.evidence import trials
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
from ketabrain.explorer.controls import number
from ketabrain.explorer.dot_list import NO_NUMBERS
from ketabrain.models import number_needed
from ketabrain.models.estimate import Estimate
from ketabrain.models.number_needed import HUNDRED, Counts

SIDE = 10
SHUFFLE_SEED = 7
ENDS = {
    "found": "as the trial found it",
    "best": "at the interval's best end for the drug",
    "worst": "at the interval's worst end for the drug",
}


class Choosable(NamedTuple):
    """Two arms of a trial: where they stand in the table of trials, and how readers are told."""

    trial: str
    outcome: str
    time: str
    label: str
    drug: str
    comparator: str
    had: str
    note: str = ""

    @property
    def good(self) -> bool:
        """Whether the outcome is one to wish for."""
        return self.outcome != "relapse"


TABLET = "a new tablet in both arms"
WORKED_OUT = "counts worked out from the printed shares"
STOPPED = "all had done well on esketamine; group sizes worked out"
CHOOSABLE = {
    "murrough": Choosable("Murrough 2013", "response", "24 h", "Murrough 2013: a day after one infusion", "ketamine", "midazolam",
                          "responded", WORKED_OUT),
    "daly": Choosable("Daly 2018", "response", "24 h", "Daly 2018: a day after one spray", "esketamine", "placebo spray", "responded",
                      "three doses added up"),
    "lii": Choosable("Lii 2023", "response", "24 h", "Lii 2023: a day later, asleep for the dose", "ketamine", "saline", "responded"),
    "transform_day": Choosable("TRANSFORM-1 and -2", "response", "24 h", "TRANSFORM-1 and -2: a day after one spray", "esketamine",
                               "placebo spray", "responded", TABLET),
    "transform_month": Choosable("TRANSFORM-1 and -2", "response", "day 28", "TRANSFORM-1 and -2: four weeks", "esketamine",
                                 "placebo spray", "responded", TABLET),
    "older": Choosable("TRANSFORM-3", "response", "day 28", "TRANSFORM-3: 65 and over, four weeks", "esketamine", "placebo spray",
                       "responded", f"{TABLET}; {WORKED_OUT}"),
    "karma": Choosable("KARMA-Dep 2", "response", "end of course", "KARMA-Dep 2: up to eight infusions", "ketamine", "midazolam",
                       "responded", WORKED_OUT),
    "escape": Choosable("ESCAPE-TRD", "remission", "week 8", "ESCAPE-TRD: eight weeks, open", "esketamine", "quetiapine",
                        "were in remission", "everyone knew the drug, the raters did not"),
    "elekt": Choosable("ELEKT-D", "response", "week 3", "ELEKT-D: three weeks, open", "ketamine", "ECT", "responded",
                       f"rated by the patients; {WORKED_OUT}"),
    "ketect": Choosable("KetECT", "remission", "end of course", "KetECT: end of the course, open", "ketamine", "ECT",
                        "were in remission", "group sizes not confirmed; they give the printed interval"),
    "suicidal": Choosable("Abbar 2022", "remission of suicidal thoughts", "day 3", "Abbar 2022: suicidal thoughts gone on day 3",
                          "ketamine", "saline", "had none left", "two infusions"),
    "relapse_remitters": Choosable("SUSTAIN-1, remitters", "relapse", "end of study", "SUSTAIN-1: relapse, people in remission",
                                   "esketamine, kept on", "changed to placebo", "relapsed", STOPPED),
    "relapse_responders": Choosable("SUSTAIN-1, responders", "relapse", "end of study", "SUSTAIN-1: relapse, people with a response",
                                    "esketamine, kept on", "changed to placebo", "relapsed", STOPPED),
}  # fmt: skip


@cache
def counts(comparison: str) -> Counts:
    """Return what was counted in the two arms, from the table of trials."""
    one = CHOOSABLE[comparison]
    treated, control = vars(trials.compared(one.trial, one.outcome, one.time)).values()
    return Counts(treated.events, treated.n, control.events, control.n)


def end_of(comparison: str, end: str) -> str:
    """Return which end of the difference is drawn: the best for the drug is more of a good outcome, or less of a bad one."""
    if end == "found":
        return end
    return "high" if (end == "best") == CHOOSABLE[comparison].good else "low"


def places(mixed: bool) -> np.ndarray:
    """Return where a hundred people stand, as columns of x and y: row by row from the top left, or mixed."""
    order = np.arange(HUNDRED)
    if mixed:
        order = np.random.default_rng(SHUFFLE_SEED).permutation(order)
    return np.column_stack([order % SIDE + 1.0, SIDE - order // SIDE + 0.0])


def _people(comparison: str, end: str, mixed: bool) -> dict[str, Any]:
    people = number_needed.hundred(counts(comparison), end_of(comparison, end))
    stood = places(mixed)
    sizes = [people.anyway, people.gained, people.lost, people.without]
    groups = np.split(stood, np.cumsum(sizes)[:-1])
    both, gained, lost, neither = groups
    found: dict[str, Any] = {}
    for name, rows in (
        ("anyway", both), ("gained", gained), ("lost", lost), ("without", neither),
        ("control_with", np.vstack([both, lost])), ("control_without", np.vstack([gained, neither])),
    ):  # fmt: skip
        found[f"{name}_x"], found[f"{name}_y"] = drawn(rows)
    return found


def drawn(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return x and y of some people; NaN in both where there is nobody."""
    return (rows[:, 0], rows[:, 1]) if len(rows) else (np.array([np.nan]), np.array([np.nan]))


def _numbers(comparison: str, end: str) -> dict[str, Any]:
    one, people = CHOOSABLE[comparison], number_needed.hundred(counts(comparison), end_of(comparison, end))
    on_drug, on_control = people.anyway + people.gained, people.anyway + people.lost
    return {
        "on_drug": on_drug,
        "on_control": on_control,
        "layout": {
            "xaxis.title.text": f"{one.drug}: {on_drug} of 100 {one.had}",
            "xaxis2.title.text": f"{one.comparator}: {on_control} of 100 {one.had}",
        },
    }


def _trial(comparison: str) -> dict[str, Any]:
    one, c = CHOOSABLE[comparison], counts(comparison)
    d, needed = number_needed.difference(c), number_needed.needed(c, one.good)
    ratio = number_needed.risk_ratio(c)
    return {
        "counted": f"{c.treated} of {c.treated_n} and {c.control} of {c.control_n}",
        "difference": f"{points(d.value)} ({points(d.low)} to {points(d.high)})",
        "needed": needed.value,
        "needed_words": needed_words(needed),
        "ratio": ratio,
        "odds": words(number_needed.odds_ratio(c), 2),
        "verdict": verdict(needed),
        "about": f"{one.drug} against {one.comparator}" + (f" ({one.note})" if one.note else ""),
        "what": one.had,
    }


def points(share: float) -> str:
    """Write a difference of shares as people out of a hundred, with its sign."""
    text = number(HUNDRED * share, 1)
    return text if share <= 0 or text == "0.0" else f"+{text}"


def words(one: Estimate, decimals: int) -> str:
    """Write an estimate with its interval."""
    return f"{number(one.value, decimals)} ({number(one.low, decimals)} to {number(one.high, decimals)})"


def needed_words(one: number_needed.Needed) -> str:
    """Write a number needed to treat with its interval, through infinity where it runs there."""
    side = "to benefit" if one.value > 0 else "to harm"
    if math.isinf(one.value):
        return "infinite: no difference was found"
    value = f"{number(abs(one.value), 1)} {side}"
    if one.crosses:
        return f"{value}; interval: from {number(one.low, 1)} to benefit, through infinity, to {number(-one.high, 1)} to harm"
    low, high = sorted((abs(one.low), abs(one.high)))
    return f"{value} (interval {number(low, 1)} to {number(high, 1)})"


def verdict(one: number_needed.Needed) -> str:
    """Say what the interval holds."""
    if one.crosses:
        return "benefit and harm"
    return "benefit only" if one.value > 0 else "harm only"


SAID = "{comparison}. Counted: {counted}; {about}. As drawn, {on_drug} of 100 {what} on the drug and {on_control} on the comparator. "
EDGELESS: dict[str, Any] = {"line": {"width": 0}}
SHAPES: tuple[tuple[str, str, str, str, dict[str, Any]], ...] = (
    ("anyway", "in both arms", "quiet", "markers", {"marker": EDGELESS}),
    ("gained", "on drug only", "ketamine", "markers", {"marker": {"symbol": "diamond", **EDGELESS}}),
    ("lost", "control only", "unsure", "markers", {"marker": {"symbol": "triangle-down", **EDGELESS}}),
    ("without", "in neither", "faint", "open markers", {"marker": {"line": {"width": 1}}}),
)  # fmt: skip
GRID = {"tickvals": [], "ticktext": [], "showgrid": False, "showline": False}

NATURAL = Explorer(
    slug="number-needed-to-treat",
    title="A hundred people",
    chapter="evidence",
    card="number_needed",
    objectives=("evidence.natural", "evidence.comparator", "evidence.course"),
    models=(number_needed, trials),
    data=(trials.FILE,),
    controls=(
        Choice("comparison", "Trial and outcome", {key: one.label for key, one in CHOOSABLE.items()}, "murrough"),
        Choice("end", "Draw the difference", ENDS, "found"),
        Toggle("mixed", "People stand", False, words=("in order", "mixed"), help="mixed: nobody knows beforehand who is who"),
    ),
    parts=(
        Part(
            _people,
            series=tuple(
                Series(f"{name}_{axis}", "", "exact")
                for name in ("anyway", "gained", "lost", "without", "control_with", "control_without")
                for axis in "xy"
            ),
        ),
        Part(
            _numbers,
            over=("comparison", "end"),
            layout=True,
            readouts=(
                Readout("on_drug", "On the drug, of 100", "", 0),
                Readout("on_control", "On the comparator, of 100", "", 0),
            ),
        ),
        Part(
            _trial,
            over=("comparison",),
            readouts=(
                Readout("counted", "Counted in the trial", words=True),
                Readout("difference", "Difference, of 100 (95 % interval)", words=True),
                Readout("needed_words", "Number needed to treat", words=True),
                Readout("ratio", "Ratio of the shares", "", 2),
                Readout("odds", "Odds ratio of the counts", words=True),
                Readout("verdict", "The interval holds", words=True),
                Readout("needed", "Needed to treat, as found", "", 1),
                Readout("about", "What was compared", words=True),
                Readout("what", "Outcome", words=True),
            ),
        ),
    ),
    drawing=Figure(
        panels=(
            Panel("drug", "on the drug", "", (0.3, SIDE + 0.7), (0.3, SIDE + 0.7), axis=GRID, y_axis=NO_NUMBERS),
            Panel("control", "on the comparator", "", (0.3, SIDE + 0.7), (0.3, SIDE + 0.7), column=1, axis=GRID, y_axis=NO_NUMBERS),
        ),
        traces=(
            *(
                Trace(name, "drug", f"{key}_x", f"{key}_y", colour, kind, size=13, extra=extra, gaps=True, hover=name)
                for key, name, colour, kind, extra in SHAPES
            ),
            Trace("has the outcome", "control", "control_with_x", "control_with_y", "quiet", "markers", size=13, gaps=True,
                  extra={"marker": EDGELESS}, hover="has the outcome"),
            Trace("does not have it", "control", "control_without_x", "control_without_y", "faint", "open markers", size=13, gaps=True,
                  extra={"marker": {"line": {"width": 1}}}, hover="does not have it"),
        ),
        columns=(1.0, 1.0),
        height_px=430,
        narrow_height_px=720,
    ),
    describe={
        "benefit only": SAID + "The difference is {difference} of 100, and the number needed to treat {needed_words}. The whole interval is on the "
        "side of benefit.",
        "benefit and harm": SAID + "The difference is {difference} of 100. The interval holds zero, so the number needed to treat is {needed_words}. "
        "The trial fits a benefit as well as a harm.",
        "harm only": SAID + "The difference is {difference} of 100, and the number needed to treat {needed_words}. The whole interval is on the side "
        "of harm.",
    },
    describe_by="verdict",
    caption="Each mark is one of a hundred people; on both sides the same person stands in the same place. Circles have the outcome in both arms, diamonds on the drug only, "
    "triangles on the comparator only, open circles in neither. Try the ends of the interval, then a trial of relapse, where fewer is better.",
    predict=Predict(
        "In SUSTAIN-1 people in remission on esketamine either kept it or were changed to placebo without being told. On placebo 45 of 100 relapsed. How many on "
        "esketamine?",
        ("About 5 of 100", "About 27 of 100", "About 45 of 100"),
        1,
        "27 of 100. Five or six people must go on with the spray so that one more stays well. Of those six, three would have stayed well on placebo, too, "
        "and one or two relapse on the drug.",
        {"comparison": "relapse_remitters"},
    ),
    tasks=(
        Task("Find a trial whose interval holds zero, and draw the end at which the drug does worse than the comparator.",
             (("verdict", "==", "benefit and harm"), ("end", "==", "worst")),
             "The trial did not show that the drug does nothing. It could not tell a benefit from a harm."),
        Task("Find a comparison in which fewer than four people need treatment for one to gain, and stand them mixed.",
             (("needed", "<", 4.0), ("needed", ">", 0.0), ("mixed", "==", True)),
             "Now try to point at the one who gains. No trial tells you who it is."),
        Task("Find a ratio of shares above 5. Then look at how many in the comparator arm had the outcome.",
             (("ratio", ">", 5.0),),
             "One person of 33. A ratio over almost nothing is huge, and its interval is too."),
    ),
    presets=(
        Preset("One infusion", {"comparison": "murrough"}),
        Preset("Nobody could feel it", {"comparison": "lii"}),
        Preset("Four weeks of spray", {"comparison": "transform_month"}),
        Preset("Relapse", {"comparison": "relapse_remitters"}),
    ),
    teaching_note="A sketch: counts are printed or worked out from printed shares, and the hundred people are made of them. The interval is Newcombe's; we chose "
    "it. Who would have got better anyway is known of nobody: the drawing takes as many as the comparator arm had. At the ends of the interval the comparator arm "
    "is held at what was found.",
)  # fmt: skip

EXPLORERS = (NATURAL,)
