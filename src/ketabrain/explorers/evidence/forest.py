"""A meta-analysis that the reader runs: forest plot, pooled effect, prediction interval and funnel."""

from __future__ import annotations

from functools import cache
from typing import Any

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
    Steps,
    Task,
    Toggle,
    Trace,
)
from ketabrain.explorer.controls import number
from ketabrain.explorer.dot_list import NO_NUMBERS, bars
from ketabrain.explorers.evidence import study_sets
from ketabrain.explorers.evidence.study_sets import MOST, NOTES, SETS, Row, effects, kept, measure_of, rows
from ketabrain.models import meta_analysis, student_t
from ketabrain.models.meta_analysis import Effects, Pooled

MEASURES = {"OR": "odds ratio", "RR": "risk ratio", "RD": "risk difference", "SMD": "standardised mean difference"}
MODELS = {"REML": "random effects, REML", "DL": "random effects, DerSimonian-Laird",
          "PM": "random effects, Paule-Mandel", "common": "common effect"}  # fmt: skip
COMPARATORS = {"all": "all", "inert": "inert (saline or placebo)", "active": "active (midazolam)",
               "masked": "masked (under anaesthesia)"}  # fmt: skip
SPANS = {"OR": (-2.3, 5.0), "RR": (-1.6, 3.4), "RD": (-0.62, 0.8), "SMD": (-2.2, 0.8)}  # on the scale that is pooled
TICKS: dict[str, tuple[float, ...]] = {
    "OR": (0.2, 0.5, 1, 2, 5, 20, 100), "RR": (0.25, 0.5, 1, 2, 5, 20), "RD": (-0.4, -0.2, 0, 0.2, 0.4, 0.6),
    "SMD": (-2, -1.5, -1, -0.5, 0, 0.5),
}  # fmt: skip
DEEPEST = {"OR": 1.75, "RR": 1.3, "RD": 0.26, "SMD": 0.42}  # the largest standard error of the funnel
AXES = {
    "OR": "Odds ratio (right of 1: more events on the drug)",
    "RR": "Risk ratio (right of 1: more events on the drug)",
    "RD": "Risk difference (right of 0: more on the drug)",
    "SMD": "Standardised difference (left of 0: lower on the drug)",
}
FUNNEL_FOOT = 2.0  # standard error at which the funnel ends, below every panel
# A prediction from three studies may reach beyond any number: read-outs end here.
FURTHEST = {"OR": 999.0, "RR": 999.0, "RD": 1.0, "SMD": 99.0}
SQUARE_PX = 24.0  # side of a square that had all of the weight
SMALLEST_PX, DOT_PX, HIDDEN_PX = 5.0, 9.0, 0.01  # not 0: a legend draws no symbol for a trace whose squares are all 0
KINDS = ("inert", "active", "masked")
NO_FUNNEL = {"funnel_x": [np.nan] * 3, "funnel_y": [np.nan] * 3}
POOLED_Y, PREDICTED_Y, THICK = 0.0, -0.75, 0.24


UNKNOWN = "not known"
STATES = {
    "none": "nothing: fewer than two studies stay",
    "common": "a mean, if one true effect holds for all",
    "pair": "a mean; a prediction needs three studies",
    "usual": "a mean, and where a next study may lie",
}
SAID = (
    "{k} studies stay. Pooled {measure_words}: {estimate}; 95 % interval: {span}. True effect of a next study: {next_span}. "
    "I² is {i2}, tau² {tau2}. What can be said: {state}. "
)


@cache
def pooled(name: str, measure: str, model: str, comparator: str, out: int, knapp: bool) -> Pooled | None:
    """Return the pooled effect of the rows that stay; None where fewer than two do."""
    stay = kept(name, comparator, out)
    if stay.sum() < 2:
        return None
    found = effects(name, measure_of(name, measure))
    return meta_analysis.combine(Effects(found.effect[stay], found.variance[stay]), model, knapp)


def _studies(studies: str, measure: str) -> dict[str, Any]:
    shown = measure_of(studies, measure)
    found = effects(studies, shown)
    low, high = clipped(shown, meta_analysis.interval(found))
    y = heights(studies)
    lines_x, lines_y = bars(zip(low, high, strict=True), y)
    return {
        "lines_x": lines_x,
        "lines_y": lines_y,
        "study_x": found.effect,
        "study_y": y,
        "study_se": np.sqrt(found.variance),
        "study_words": [words(row, shown, one, lo, hi) for row, one, lo, hi in with_ends(studies, shown)],
    }


def heights(name: str) -> np.ndarray:
    """Return where the rows of a set stand: the first on top."""
    return np.arange(len(rows(name)), 0, -1.0)


def clipped(measure: str, values: Any) -> Any:
    """Return values no further than a little beyond the axis, where the plot cuts them off."""
    low, high = SPANS[measure]
    return np.clip(values, low - 0.1, high + 0.1)


def with_ends(name: str, measure: str) -> list[tuple[Row, float, float, float]]:
    """Return each row with its effect and interval as readers see them."""
    found = effects(name, measure)
    seen = [meta_analysis.natural(measure, part) for part in (found.effect, *meta_analysis.interval(found))]
    return list(zip(rows(name), *(np.asarray(part).tolist() for part in seen), strict=True))


def span_words(value: float, low: float, high: float) -> str:
    """Write a value with its interval."""
    digits = 0 if abs(high) >= 100 else 2
    return f"{number(value, 2)} ({number(low, 2)} to {number(high, digits)})"


def words(row: Row, measure: str, value: float, low: float, high: float) -> str:
    """Return what a row shows when it is touched."""
    treated, control = row.of.treated, row.of.control
    data = f"odds ratio {row.printed:g} as printed" if measure == "OR" and row.printed else row_data(row)
    doubt = "" if row.of.confirmed else "<br>numbers not confirmed"
    return (
        f"{row.name}: {treated.arm}<br>against {control.arm}<br>{data}: {span_words(value, low, high)}<br>"
        f"{treated.comparator} comparator, {treated.design}; source: {study_sets.source_words(row)}{doubt}"
    )


def row_data(row: Row) -> str:
    """Return both arms' numbers of a row."""
    return f"{study_sets.arm_words(row.of.treated)} against {study_sets.arm_words(row.of.control)}"


def _axes(studies: str, measure: str) -> dict[str, Any]:
    shown = measure_of(studies, measure)
    ratio = shown in meta_analysis.RATIOS
    at = [float(np.log(tick)) if ratio else tick for tick in TICKS[shown]]
    texts = [f"{tick:g}".replace("-", "−") for tick in TICKS[shown]]
    layout: dict[str, Any] = {
        "yaxis.range": [-1.3, len(rows(studies)) + 0.95],
        "yaxis2.range": [DEEPEST[shown], 0],
        "legend.itemsizing": "constant",  # else a legend's square would be as large as its first study's
        "xaxis.title.text": AXES[shown],
        "xaxis2.title.text": MEASURES[shown].capitalize(),
    }
    for axis in ("xaxis", "xaxis2"):
        layout |= {f"{axis}.range": list(SPANS[shown]), f"{axis}.tickvals": at, f"{axis}.ticktext": texts}
    for place, (row, value, low, high) in enumerate(with_ends(studies, shown)):
        data = row_data(row) if row.printed is None or shown != "OR" else f"{row.printed:g} as printed"
        text = f"{place + 1}  {row.name}: {data}<br>     {span_words(value, low, high)}"
        layout[f"annotations.{place}"] = beside(text, heights(studies)[place] + 0.14, SPANS[shown][0])
    layout[f"annotations.{len(rows(studies))}"] = beside("Pooled; next study below", POOLED_Y + 0.26, SPANS[shown][0])
    return {"layout": layout}


def beside(text: str, y: float, x: float) -> dict[str, Any]:
    """Return a label above a row, at the left of the forest plot."""
    return {
        "text": text, "x": x, "y": y, "xref": "x", "yref": "y", "showarrow": False, "xanchor": "left", "yanchor": "bottom",
        "align": "left", "font": {"size": 10.5, "color": "@ink"}, "bgcolor": "@paper/0.75", "borderpad": 0,
    }  # fmt: skip


def _shown(studies: str, measure: str) -> dict[str, Any]:
    shown = measure_of(studies, measure)
    swapped = f" (such data have no {MEASURES[measure]})" if shown != measure else ""
    if studies == "printed" and shown != "OR":
        swapped = " (a printed odds ratio gives none, so these come from the counts, without the mistake)"
    return {"measure_words": MEASURES[shown] + swapped}


def _left(studies: str, comparator: str, out: float) -> dict[str, Any]:
    stay = kept(studies, comparator, round(out))
    named = rows(studies)
    return {
        "out_size": np.where(stay, HIDDEN_PX, DOT_PX),
        "stay_size": np.where(stay, DOT_PX, HIDDEN_PX),
        "k": int(stay.sum()),
        "left_out": named[round(out) - 1].name if 0 < out <= len(named) else "none",
    }


def _spread(studies: str, measure: str, comparator: str, out: float) -> dict[str, Any]:
    found = pooled(studies, measure, "common", comparator, round(out), False)
    return {"q": np.nan, "i2": np.nan} if found is None else {"q": found.q, "i2": found.i2}


def _centre(studies: str, measure: str, model: str, comparator: str, out: float) -> dict[str, Any]:
    found, shown = pooled(studies, measure, model, comparator, round(out), False), measure_of(studies, measure)
    stay = kept(studies, comparator, round(out))
    size = np.zeros(len(stay))
    if found is None:
        return {**sizes(studies, size), **NO_FUNNEL, "estimate": np.nan, "tau2": np.nan}
    size[stay] = np.maximum(SQUARE_PX * np.sqrt(found.shares), SMALLEST_PX)
    sides = FUNNEL_FOOT * student_t.quantile(0.975, student_t.MANY)
    return {
        **sizes(studies, size),
        "funnel_x": [found.effect - sides, found.effect, found.effect + sides],
        "funnel_y": [FUNNEL_FOOT, 0.0, FUNNEL_FOOT],
        "estimate": float(meta_analysis.natural(shown, found.effect)),
        "tau2": found.tau2,
    }


def sizes(studies: str, size: np.ndarray) -> dict[str, Any]:
    """Return the sides of the squares by what they are compared with; 0 where a row is of another kind."""
    named = rows(studies)
    found: dict[str, Any] = {
        f"{kind}_size": np.maximum(size * [row.comparator == kind and row.of.confirmed for row in named], HIDDEN_PX)
        for kind in KINDS
    }
    return found | {"open_size": size * [not row.of.confirmed for row in named]}


def _interval(studies: str, measure: str, model: str, knapp: bool, comparator: str, out: float) -> dict[str, Any]:
    found, shown = pooled(studies, measure, model, comparator, round(out), knapp), measure_of(studies, measure)
    if found is None:
        return {**drawn(None), "low": np.nan, "span": UNKNOWN, "next_span": UNKNOWN, "state": STATES["none"]}
    ends = [found.low, found.high, found.prediction_low, found.prediction_high]
    low, high, next_low, next_high = np.clip(
        meta_analysis.natural(shown, np.array(ends)), -FURTHEST[shown], FURTHEST[shown]
    )
    return {
        **drawn(clipped(shown, [found.low, found.effect, found.high, found.prediction_low, found.prediction_high])),
        "low": float(low),
        "span": f"{number(low, 2)} to {number(high, 2)}",
        "next_span": UNKNOWN if np.isnan(next_low) else f"{number(next_low, 2)} to {number(next_high, 2)}",
        "state": STATES["common" if model == "common" else "pair" if found.df < 2 else "usual"],
    }


def drawn(ends: np.ndarray | None) -> dict[str, Any]:
    """Return the diamond's corners and the prediction interval's ends; NaN in both coordinates where there is none."""
    low, centre, high, first, last = [np.nan] * 5 if ends is None else ends
    corners, line = np.array([low, centre, high, centre, low]), np.array([first, last])
    return {
        "diamond_x": corners,
        "diamond_y": np.where(np.isnan(corners), np.nan, POOLED_Y + THICK * np.array([0, 1, 0, -1, 0])),
        "next_x": line,
        "next_y": np.where(np.isnan(line), np.nan, PREDICTED_Y),
    }


def _always() -> dict[str, Any]:
    return {
        "null_x": [0.0, 0.0],
        "null_y": [-1.3, MOST + 0.5],
    }


OVER = ("studies", "measure", "model", "comparator", "out")

FOREST = Explorer(
    slug="forest-plot",
    title="A meta-analysis that you run",
    chapter="evidence",
    card="meta_analysis",
    objectives=("evidence.effect", "evidence.pool", "evidence.comparator"),
    models=(meta_analysis, student_t),
    data=(trials.FILE,),
    controls=(
        Choice("studies", "Outcome and time", SETS, "response_1", help="the last five hold a mistake"),
        Choice("measure", "Effect measure", MEASURES, "OR"),
        Choice("model", "Model", MODELS, "REML"),
        Toggle("knapp", "Hartung-Knapp interval", False),
        Choice("comparator", "Comparator", COMPARATORS, "all"),
        Steps("out", "Leave out study number", "", range(MOST + 1), 0, decimals=0, help="0 leaves none out"),
    ),
    parts=(
        Part(
            _studies,
            over=("studies", "measure"),
            series=(
                *(Series(name, "", "exact") for name in ("lines_x", "lines_y", "study_x", "study_y", "study_se")),
                Series("study_words", "", "words"),
            ),
        ),
        Part(_axes, over=("studies", "measure"), layout=True),
        Part(_shown, over=("studies", "measure"), readouts=(Readout("measure_words", "Shown", words=True),)),
        Part(
            _left,
            over=("studies", "comparator", "out"),
            series=(Series("out_size", "px", "u8"), Series("stay_size", "px", "u8")),
            readouts=(Readout("k", "Studies that stay", "", 0), Readout("left_out", "Left out", words=True)),
        ),
        Part(
            _spread,
            over=("studies", "measure", "comparator", "out"),
            readouts=(
                Readout("i2", "I²: spread beyond chance", decimals=0, shown_as="percent", none="not known"),
                Readout("q", "Q", "", 2, none="not known"),
            ),
        ),
        Part(
            _centre,
            over=OVER,
            series=(
                *(Series(f"{kind}_size", "px", "u8", levels=100) for kind in (*KINDS, "open")),
                Series("funnel_x", "", "u8"),
                Series("funnel_y", "", "u8"),
            ),
            readouts=(
                Readout("estimate", "Pooled effect", "", 2, none="nothing to pool"),
                Readout("tau2", "tau²: variance between studies", "", 3, none="not known"),
            ),
        ),
        Part(
            _interval,
            over=(*OVER, "knapp"),
            series=tuple(Series(f"{name}_{axis}", "", "u8") for name in ("diamond", "next") for axis in "xy"),
            readouts=(
                Readout("span", "95 % interval", words=True),
                Readout("next_span", "True effect of a next study", words=True),
                Readout("low", "Lower end of the interval", "", 2, none=UNKNOWN),
                Readout("state", "What can be said", words=True),
            ),
        ),
        Part(
            _always,
            over=(),
            series=tuple(Series(name, "", "exact") for name in ("null_x", "null_y")),
        ),
    ),
    drawing=Figure(
        panels=(
            Panel("forest", AXES["OR"], "", SPANS["OR"], (-1.3, 6.95), height=1.5, y_axis=NO_NUMBERS),
            Panel("funnel", MEASURES["OR"].capitalize(), "Standard error", SPANS["OR"], (DEEPEST["OR"], 0), height=0.8),
        ),
        traces=(
            Trace("no effect", "forest", "null_x", "null_y", "faint", width=1, dash="dot", legend=False, hover="no effect"),
            Trace("a study's 95 % interval", "forest", "lines_x", "lines_y", "faint", width=1.6, gaps=True, legend=False),
            Trace("left out", "forest", "study_x", "study_y", "faint", "open markers", hover="%{text}",
                  bind={"marker.size": "out_size", "text": "study_words"}),
            Trace("not confirmed", "forest", "study_x", "study_y", "t_type", "open markers", legend=False, hover="%{text}",
                  bind={"marker.size": "open_size", "text": "study_words"}),
            *(
                Trace(kind, "forest", "study_x", "study_y", colour, "squares", hover="%{text}",
                      bind={"marker.size": f"{kind}_size", "text": "study_words"})
                for kind, colour in zip(KINDS, ("t_type", "ampa", "nmda"), strict=True)
            ),
            Trace("pooled", "forest", "diamond_x", "diamond_y", "ketamine", width=2, gaps=True, hover="pooled effect and its 95 % interval",
                  extra={"fill": "toself", "fillcolor": "@ketamine"}),
            Trace("next study", "forest", "next_x", "next_y", "ketamine", width=3, dash="dot", gaps=True, hover="95 % prediction interval"),
            Trace("expected without bias", "funnel", "funnel_x", "funnel_y", "faint", width=1.2, dash="dash", gaps=True,
                  hover="19 of 20 studies would lie inside, if nothing but chance moved them"),
            Trace("left out of the funnel", "funnel", "study_x", "study_se", "faint", "open markers", legend=False, hover="%{text}",
                  bind={"marker.size": "out_size", "text": "study_words"}),
            Trace("a study", "funnel", "study_x", "study_se", "ink", "markers", hover="%{text}",
                  bind={"marker.size": "stay_size", "text": "study_words"}),
        ),
        height_px=760,
        narrow_height_px=900,
    ),
    describe={name: f"{SAID}{note}." for name, note in NOTES.items()},
    describe_by="studies",
    caption="Above, each square is a study, and its size is the study's weight; the line is its 95 % interval. The diamond is the pooled "
    "effect, the dotted line below it where a next study's true effect may lie. Below, small studies stand low: a lopsided funnel is a warning. "
    "Touch a study for its arms and its source. Try the five sets with a mistake, and watch the diamond.",
    predict=Predict(
        "Six trials counted who responded a day after the first dose. Pooled by REML, with Hartung and Knapp’s interval, the odds ratio is 3.29 (1.33 to "
        "8.12). Where may the true effect of a next such trial lie?",
        ("From 1.33 to 8.12 as well", "From 0.61 to 17.59", "Above 3.29 in half of all cases, and never below 1"),
        1,
        "From 0.61 to 17.59. The interval is about the mean of all such trials. Trials differ, and a next one may well stand on the other side of 1. "
        "The dotted line says so, and few abstracts print it.",
        {"studies": "response_1", "measure": "OR", "model": "REML", "knapp": True},
    ),
    tasks=(
        Task("Response, one day, all comparators, odds ratio: switch Hartung-Knapp on. Then leave out one study so that the interval reaches below 1.",
             (("studies", "==", "response_1"), ("measure", "==", "OR"), ("comparator", "==", "all"), ("knapp", "==", True), ("out", "!=", 0.0), ("low", "<", 1.0)),
             "Murrough 2013. When one study of six decides, say so."),
        Task("Put a printed odds ratio among ratios of counts. What happens to the spread between studies?",
             (("studies", "==", "printed"), ("measure", "==", "OR")),
             "tau² falls from 0.241 to 0, and the pooled odds ratio from 3.29 to 2.36. One number of another kind made six trials agree."),
        Task("Find a comparator with which nothing can be pooled.", (("state", "==", STATES["none"]), ("out", "==", 0.0)),
             "One trial is left. The most careful comparison is also the loneliest."),
    ),
    presets=(
        Preset("REML with Hartung-Knapp", {"studies": "response_1", "measure": "OR", "model": "REML", "knapp": True, "comparator": "all", "out": 0}),
        Preset("As older papers pooled", {"studies": "response_1", "measure": "OR", "model": "DL", "knapp": False, "comparator": "all", "out": 0}),
        Preset("One true effect for all", {"studies": "response_1", "measure": "OR", "model": "common", "knapp": False, "comparator": "all", "out": 0}),
        Preset("Only two groups", {"studies": "relapse", "measure": "OR", "model": "REML", "knapp": True, "comparator": "all", "out": 0}),
        Preset("One control group three times", {"studies": "shared", "measure": "OR", "model": "REML", "knapp": False, "comparator": "all", "out": 0}),
    ),
    teaching_note="A sketch of the evidence: a lesson in method, not a result to quote. The sets are convenience samples: trials whose counts, or means with a spread, could be read. Others could not, "
    "and nobody searched for all. A systematic review does. Counts marked “derived” in the table of trials follow from printed shares. Lapidus's crossover is treated as two groups. Printed "
    "odds ratio: the width of its interval is that of the counts, because its own was not seen. With fewer than ten studies a funnel shows little. Limits of ratios in the read-outs are "
    "cut at 999, those of risk differences at −1 and 1.",
)  # fmt: skip

EXPLORERS = (FOREST,)
