"""A simulated trial of a drug that people can feel, a hundred times: what it reports when people guess their group."""

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
from ketabrain.explorer.dot_list import NO_NUMBERS
from ketabrain.models import student_t, trial_blinding
from ketabrain.models.trial_blinding import Design, Group, Reports

POINTS = range(0, 11, 2)
FELT, AFTER = "felt", "after"
GUESSES = {FELT: "from what they feel, at once", AFTER: "from how they fare, afterwards"}
BINS = np.arange(-12.0, 32)  # middles of the pile's columns [points]
MOST, MOST_HARMS = 33, 4  # trials in one column, over all steps: whole numbers stay whole when packed
TOP = 40.0  # of the pile [trials]
FIRST_Y = 37.0
ON_DRUG, ON_OTHER = 2.0, 1.0
BELOW, ABOVE = 0.26, 0.3  # what disappointment takes is drawn below the rest, and the mean above it
PARTS = ("natural", "drug", "hope", "lost")


def _hundred(effect: float, hope: float, right: float, people: float, guess: str, seed: float) -> dict[str, Any]:
    found = trial_blinding.run(Design(effect, hope, right, round(people), guess == AFTER), round(seed))
    works, harms = found.low > 0, found.high < 0
    return {
        "all_y": piled(found, np.ones_like(works)),
        "works_y": piled(found, works),
        "harms_y": piled(found, harms),
        "mean": found.difference.mean(),
        "works": int(works.sum()),
        "harms": int(harms.sum()),
        "first": found.difference[0],
        "first_low": found.low[0],
        "first_high": found.high[0],
        "first_x": [found.low[0], found.high[0]],
    }


def piled(found: Reports, which: np.ndarray) -> np.ndarray:
    """Return how many of the chosen trials stand in each column."""
    counts, _ = np.histogram(found.difference[which], bins=np.append(BINS - 0.5, BINS[-1] + 0.5))
    return counts


def _average(effect: float, hope: float, right: float, guess: str) -> dict[str, Any]:
    set_to = Design(effect, hope, right, after=guess == AFTER)
    reported = trial_blinding.expected(set_to)
    return {
        "expected": reported,
        "bias": reported - effect,
        "guessed": trial_blinding.guessed_right(set_to),
        "expected_x": [reported, reported],
    }


def _groups(effect: float, hope: float, right: float, guess: str, lowers: bool) -> dict[str, Any]:
    set_to = Design(effect, hope, right, after=guess == AFTER, lowers=lowers)
    drug, other = trial_blinding.groups(set_to)
    shares = trial_blinding.responders(set_to)
    return {
        **segments((drug, other)),
        "falls_x": [drug.fall, other.fall],
        "on_drug": 100 * shares[0],
        "on_other": 100 * shares[1],
    }


def segments(both: tuple[Group, Group]) -> dict[str, Any]:
    """Return the parts of the groups' falls as lines, one behind the other; what is lost runs back from the end."""
    drawn: dict[str, list[float]] = {f"{part}_{axis}": [] for part in PARTS for axis in "xy"}
    for group, y in zip(both, (ON_DRUG, ON_OTHER), strict=True):
        end = group.natural + group.drug
        spans = {
            "natural": (0.0, group.natural), "drug": (group.natural, end), "hope": (end, end + group.hope),
            "lost": (end - group.lost, end),
        }  # fmt: skip
        for part, (start, stop) in spans.items():
            here = stop > start
            drawn[f"{part}_x"] += [start, stop, np.nan] if here else [np.nan] * 3
            drawn[f"{part}_y"] += [y - BELOW * (part == "lost")] * 2 + [np.nan] if here else [np.nan] * 3
    return {name: np.array(values) for name, values in drawn.items()}


def _truth(effect: float) -> dict[str, Any]:
    return {"truth_x": [effect, effect]}


def _always() -> dict[str, Any]:
    return {
        "bins_x": BINS,
        "rule_y": [0.0, FIRST_Y - 3],
        "first_y": [FIRST_Y, FIRST_Y],
        "first_at": FIRST_Y,
        "above_y": [ON_DRUG + ABOVE, ON_OTHER + ABOVE],
    }


START = "A true effect of {effect}, {people} people a group. "
END = (
    " These hundred report {mean} on average; {works} find that the drug helps and {harms} that it harms. The first reports {first} "
    "({first_low} to {first_high}). On average {on_drug} of 100 respond on the drug, and {on_other} in the control group."
)
OVER = ("effect", "hope", "right", "guess")
WIDE = {"line": {"width": 13}}
STEP = {"line": {"shape": "hvh"}}

BLINDING = Explorer(
    slug="blinding",
    title="What a trial reports when people can guess",
    chapter="evidence",
    card="trial_blinding",
    objectives=("evidence.blinding", "evidence.comparator"),
    models=(trial_blinding, student_t),
    controls=(
        Steps("effect", "True effect of the drug", "points", POINTS, 4, decimals=0, help="points of the MADRS, 0 to 60"),
        Steps("hope", "A guess moves the score by", "points", POINTS, 6, decimals=0, help="chosen; no measurement was found"),
        Steps("right", "Share that guesses right", "", (0.5, 0.6, 0.7, 0.8, 0.9, 1.0), 0.8, decimals=0, shown_as="percent",
              help="in each group; 50 % is a coin"),
        Steps("people", "People in each group", "", (20, 50, 100), 50, decimals=0, even=False),
        Choice("guess", "People guess", GUESSES, FELT, help="afterwards: a guess moves nothing, and its two sliders are not used"),
        Toggle("lowers", "A guess brings", False, words=("hope", "disappointment"),
               help="hope lifts those who guess “drug”; disappointment lowers those who guess “control”"),
        Steps("seed", "Which hundred", "", range(1, 4), 1, decimals=0, again="Run a hundred more"),
    ),
    parts=(
        Part(
            _hundred,
            over=(*OVER, "people", "seed"),
            series=(
                Series("all_y", "trials", "u8", levels=MOST + 1),
                Series("works_y", "trials", "u8", levels=MOST + 1),
                Series("harms_y", "trials", "u8", levels=3 * MOST_HARMS + 1),
                Series("first_x", "points", "u8"),
            ),
            readouts=(
                Readout("mean", "These hundred report, on average", "points", 1),
                Readout("works", "Of the hundred, find that it helps", "", 0),
                Readout("harms", "Of the hundred, find that it harms", "", 0),
                Readout("first", "The first trial reports", "points", 1),
                Readout("first_low", "Its interval from", "", 1),
                Readout("first_high", "Its interval to", "", 1),
            ),
        ),
        Part(
            _average,
            over=OVER,
            series=(Series("expected_x", "points", "exact"),),
            readouts=(
                Readout("expected", "Such trials report, by the formula", "points", 1),
                Readout("bias", "Of which guesses add", "points", 1),
                Readout("guessed", "Guess right", "", 0, shown_as="percent"),
            ),
        ),
        Part(
            _groups,
            over=(*OVER, "lowers"),
            series=(*(Series(f"{part}_{axis}", "points", "exact") for part in PARTS for axis in "xy"), Series("falls_x", "points", "exact")),
            readouts=(
                Readout("on_drug", "Respond on the drug, of 100", "", 0),
                Readout("on_other", "Respond in the control group, of 100", "", 0),
            ),
        ),
        Part(_truth, over=("effect",), series=(Series("truth_x", "points", "exact"),)),
        Part(
            _always,
            over=(),
            series=tuple(Series(name, "", "exact") for name in ("bins_x", "rule_y", "first_y", "first_at", "above_y")),
        ),
    ),
    drawing=Figure(
        panels=(
            Panel("groups", "Mean fall of the score (points)", "", (-6, 27), (0.5, 2.6), height=0.6,
                  y_axis={**NO_NUMBERS, "tickvals": [ON_DRUG, ON_OTHER], "ticktext": ["drug", "control"]}),
            Panel("pile", "Reported difference (points)", "Trials of the hundred", (-12.5, 31.5), (0, TOP), height=1.4,
                  axis={"dtick": 5, "zeroline": True, "zerolinecolor": "@faint"}),
        ),
        traces=(
            Trace("natural course", "groups", "natural_x", "natural_y", "quiet", extra=WIDE, gaps=True, hover="natural course, to %{x:.1f}"),
            Trace("true effect", "groups", "drug_x", "drug_y", "ketamine", extra=WIDE, gaps=True, hover="drug, to %{x:.1f}"),
            Trace("hope", "groups", "hope_x", "hope_y", "unsure", extra=WIDE, gaps=True, hover="hope, to %{x:.1f}"),
            Trace("disappointment", "groups", "lost_x", "lost_y", "bad", width=5, gaps=True, hover="taken away, to %{x:.1f}"),
            Trace("mean fall", "groups", "falls_x", "above_y", "ink", "markers", size=11,
                  extra={"marker": {"symbol": "diamond"}}, hover="mean fall: %{x:.1f}"),
            Trace("all hundred", "pile", "bins_x", "all_y", "faint", "area", width=1, extra=STEP, hover="%{y:.0f} trials"),
            Trace("“it helps”", "pile", "bins_x", "works_y", "good", "area", width=1, extra={**STEP, "fillcolor": "@good/0.55"}, hover="%{y:.0f} trials"),
            Trace("“it harms”", "pile", "bins_x", "harms_y", "bad", "area", width=1, extra={**STEP, "fillcolor": "@bad/0.55"}, hover="%{y:.0f} trials"),
            Trace("truth", "pile", "truth_x", "rule_y", "ketamine", width=2.4, dash="dash", hover="true effect: %{x:.0f}"),
            Trace("expected", "pile", "expected_x", "rule_y", "ink", width=2.4, hover="on average: %{x:.1f}"),
            Trace("first trial", "pile", "first_x", "first_y", "prefrontal_cortex", width=3, hover="first trial: to %{x:.1f}"),
            Trace("its difference", "pile", "first", "first_at", "prefrontal_cortex", "markers", size=10, legend=False, hover="first trial: %{x:.1f}"),
        ),
        height_px=560,
        narrow_height_px=640,
    ),
    describe={
        FELT: START + "A guess brings {lowers} worth {hope}, and {right} guess right. By the formula such trials report {expected}: guesses add {bias}." + END,
        AFTER: START + "People guess from how they fare, and {guessed} guess right. Such trials report {expected}: guesses add {bias}." + END,
    },
    describe_by="guess",
    caption="Above, how far the mean score falls in each group, and why. Below, a hundred such trials, each at the difference that it reports (drug less control). “It helps” is said "
    "where the interval lies above zero. Expected is what the formula gives; the line on top is the first trial’s 95 % interval. Try a true effect of nought: how many still say “it helps”? Then let everybody guess right, and take the hope away.",
    predict=Predict(
        "The drug does nothing. A guess of “drug” is worth 6 points of hope, and 80 % guess right in each group. What does the average trial report?",
        ("Nothing: both groups hope", "3.6 points", "4.8 points", "6 points"),
        1,
        "On the drug 80 % hope, in the control group 20 %. The groups differ by 60 % of 6 points: 3.6. Hope in the control group takes some of it away again.",
        {"effect": 0},
    ),
    tasks=(
        Task("Let a drug that does nothing win in 90 or more of a hundred trials.", (("effect", "==", 0), ("works", ">=", 90)),
             "More people make the interval narrower. They do not make the difference truer."),
        Task("Everybody guesses right at once, and still the trials report the truth. How?",
             (("guess", "==", FELT), ("right", "==", 1.0), ("bias", "==", 0.0)),
             "A guess that moves no score does no harm. It takes both: a guess and a hope."),
        Task("Where a drug does 10 points and people guess from how they fare, 69 % are right. Build a trial that reports 10 points with 70 % right, of a drug that does 6.",
             (("guess", "==", FELT), ("effect", "==", 6), ("right", "==", 0.7), ("expected", ">=", 9.95)),
             "Same report, same guesses, another truth. Asking people at the end cannot tell the two apart."),
    ),
    presets=(
        Preset("Nobody can tell", {"right": 0.5}),
        Preset("Hope alone", {"effect": 0}),
        Preset("Everybody knows", {"right": 1.0}),
        Preset("Salt water disappoints", {"right": 0.9, "hope": 10, "lowers": True}),
        Preset("Better, so they guess “drug”", {"effect": 10, "guess": AFTER}),
    ),
    teaching_note="A teaching model. Chosen, not measured: the true effect, what a guess is worth, and how many guess right. The natural course (5.7 points, SD 10.3) is that of a "
    "placebo arm a day after a spray, so some hope is in it already. Scores have no floor here, and the drug does the same for everyone.",
)  # fmt: skip

EXPLORERS = (BLINDING,)
