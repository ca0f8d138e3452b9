"""Explorers of the chapter `cascade`: cut the chain as published experiments did, and see whether the prediction agrees."""

from __future__ import annotations

from functools import cache
from math import isnan
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
    Scrubber,
    Series,
    Task,
    Toggle,
    Trace,
)
from ketabrain.models import cascade as model
from ketabrain.models import nmdar_trapping
from ketabrain.models.cascade import EXPERIMENTS, KEPT, LOST, STEPS, Experiment

TIME_H = np.round(np.geomspace(1 / 60, model.LONGEST_H, 131), 4)
ERASED_H, LATE_H, DAY_H = 24.0, 48.0, 24.0
TICKS_H = {1 / 60: "1 min", 1 / 6: "10", 1: "1 h", 6: "6 h", 24: "1 d", 72: "3 d", 336: "14 d"}
COLUMNS_X = {"found": 0.3, "chain": 2.3, "habenula": 4.9}
WORDS_X, POINTER_X = 6.3, -1.2
HEADS = (("found", 0.5, "right"), ("chain", 0.0, "center"), ("habenula", -0.8, "left"))  # side by side on a phone, too
MARKS = ("kept", "weaker", "lost", "miss")
AUTHORS = {
    "Maeng2008ampa": "Maeng 2008",
    "Autry2011rest": "Autry 2011",
    "Adaikkan2018kinase": "Adaikkan 2018",
    "Lepack2015release": "Lepack 2015",
    "Liu2012val66met": "Liu 2012",
    "Laje2012brain": "Laje 2012",
    "Li2010mtor": "Li 2010",
    "Abdallah2020rapamycin": "Abdallah 2020",
    "ModaSava2019sustained": "Moda-Sava 2019",
    "Yang2018bursting": "Yang 2018",
    "Chen2024regional": "Chen 2024",
    "Ma2023trapping": "Ma 2023",
}
PUBLISHED = {
    "none": "ketamine alone, with which all others are compared",
    "several": "several changes at once, which none of these studies made",
    "nbqx": "a weaker effect of ketamine (mouse, Maeng 2008)",
    "inhibitor": "an effect like that of ketamine (mouse, Autry 2011)",
    "knockout": "no effect of ketamine (mouse, Adaikkan 2018)",
    "antibody": "no effect of ketamine after a day (rat, Lepack 2015)",
    "met": "no effect of ketamine (mouse, Liu 2012), and a smaller one in carriers (62 people, Laje 2012)",
    "rapamycin": "no new spine synapses and no effect of ketamine (rat, Li 2010)",
    "swallowed": "the effect unaltered after a day, and more responders after two weeks (20 people, Abdallah 2020)",
    "erased": "the first effect kept, and its lasting lost (mouse, Moda-Sava 2019)",
    "local": "a rapid effect without ketamine in the rest of the brain (rat and mouse, Yang 2018)",
    "absent": "no added effect of ketamine, and no rise of BDNF in the hippocampus (mouse, Chen 2024)",
    "driven": "a shorter effect of ketamine (mouse, Ma 2023)",
}


def _cut(nbqx: bool = False, knockout: bool = False, bdnf: str = "normal", rapamycin: str = "none") -> tuple[str, ...]:
    """Return the steps whose drive the switches set to 0."""
    cuts = {"ampa": nbqx, "translation": knockout, "bdnf": bdnf != "normal", "mtor": rapamycin != "none"}
    return tuple(step for step, is_cut in cuts.items() if is_cut)


@cache
def _highest(route: str) -> dict[str, float]:
    """Return each step's highest level after ketamine alone."""
    found = model.simulate(np.linspace(0, 2 * ERASED_H, 4801), parameters=model.routed(route))
    return {step: getattr(found, step).max() for step in STEPS}


def _level(
    step: str, route: str, given: str = "ketamine", cut: tuple[str, ...] = (), erased: bool = False
) -> np.ndarray:
    """Return a step's course, as a share of its highest level after ketamine alone."""
    found = model.simulate(TIME_H, given, cut, ERASED_H if erased else None, model.routed(route))
    return np.asarray(getattr(found, step) / _highest(route)[step])


def _bdnf(given: str, nbqx: bool, knockout: bool, bdnf: str, route: str) -> dict[str, Any]:
    cut = _cut(nbqx, knockout, bdnf)
    early = model.chain_share(model.EARLY_H, given, cut, parameters=model.routed(route))
    return {"bdnf_level": _level("bdnf", route, given, cut), "early": early}


def _middle(given: str, nbqx: bool, knockout: bool, bdnf: str, rapamycin: str, route: str) -> dict[str, Any]:
    cut = _cut(nbqx, knockout, bdnf, rapamycin)
    return {f"{step}_level": _level(step, route, given, cut) for step in ("mtor", "proteins")}


def _spines(
    given: str, nbqx: bool, knockout: bool, bdnf: str, rapamycin: str, erased: bool, route: str
) -> dict[str, Any]:
    cut, p = _cut(nbqx, knockout, bdnf, rapamycin), model.routed(route)
    late = model.chain_share(LATE_H, given, cut, ERASED_H if erased else None, p)
    return {"spines_level": _level("spines", route, given, cut, erased), "late": late}


def _branch(given: str, habenula: str) -> dict[str, Any]:
    taken = model.relief(TIME_H, given, habenula)
    return {"relief": taken, "relief_day": model.relief(DAY_H, given, habenula)}


def _switch(**state: Any) -> str:
    """Return which published change a state is: "none" for ketamine alone, "several" for what none of the studies did."""
    given, bdnf, rapamycin, habenula = (state[name] for name in ("given", "bdnf", "rapamycin", "habenula"))
    changes = {
        {"kinase inhibitor": "inhibitor", "habenula block": "local"}.get(given, ""),
        "nbqx" if state["nbqx"] else "",
        "knockout" if state["knockout"] else "",
        bdnf if bdnf != "normal" else "",
        {"brain": "rapamycin", "mouth": "swallowed"}.get(rapamycin, ""),
        "erased" if state["erased"] else "",
        habenula if habenula != "normal" else "",
    } - {""}
    return "none" if not changes else changes.pop() if len(changes) == 1 else "several"


def _published(**state: Any) -> dict[str, Any]:
    switch = _switch(**state)
    rows = [row for row, experiment in enumerate(EXPERIMENTS) if experiment.switch == switch]
    return {
        "published": PUBLISHED[switch],
        "branch_verdict": _verdict([e.agrees(share) for e, share in _branch_shares() if e.switch == switch], switch),
        "row_x": [POINTER_X] * len(rows),
        "row_y": rows,
    }


def _judged(route: str, **state: Any) -> dict[str, Any]:
    switch = _switch(**state)
    return {
        "chain_verdict": _verdict([e.agrees(share) for e, share in _chain_shares(route) if e.switch == switch], switch)
    }


def _verdict(agrees: list[bool], switch: str) -> str:
    """Say in words whether a prediction agrees with what was published."""
    if switch in ("none", "several"):
        return "nothing to compare"
    if not agrees:
        return "says nothing"
    if len(set(agrees)) == 1:
        return "agrees" if agrees[0] else "disagrees"
    return f"agrees with {sum(agrees)} of {len(agrees)} results"


@cache
def _chain_shares(route: str) -> tuple[tuple[Experiment, float], ...]:
    return tuple((e, e.chain(model.routed(route))) for e in EXPERIMENTS)


@cache
def _branch_shares() -> tuple[tuple[Experiment, float], ...]:
    """Return the experiments of which the branch says something."""
    shares = ((e, e.through_habenula()) for e in EXPERIMENTS)
    return tuple((e, share) for e, share in shares if not isnan(share))


def _mark(share: float) -> str:
    return "kept" if share >= KEPT else "weaker" if share >= LOST else "lost"


def _found_mark(experiment: Experiment) -> str:
    return {"effect": "kept", "less": "weaker"}.get(experiment.found, experiment.found)


def _placed(marks: list[tuple[str, str, int]], prefix: str) -> dict[str, list[float]]:
    """Return the table's points: (kind of mark, column, row), as one x and one y for each kind."""
    return {
        f"{prefix}_{kind}_{axis}": [(COLUMNS_X[column], row)[place] for mark, column, row in marks if mark == kind]
        for kind in MARKS
        for place, axis in enumerate("xy")
    }


def _chain_column(route: str) -> dict[str, Any]:
    shares = [(row, e, share) for row, (e, share) in enumerate(_chain_shares(route))]
    marks = [(_mark(share), "chain", row) for row, _, share in shares]
    marks += [("miss", "chain", row) for row, e, share in shares if not e.agrees(share)]
    met = sum(e.agrees(share) for _, e, share in shares)
    return {**_placed(marks, "chain"), "chain_met": met}


def _fixed_columns() -> dict[str, Any]:
    shares = [(EXPERIMENTS.index(e), e, share) for e, share in _branch_shares()]
    marks = [(_found_mark(e), "found", row) for row, e in enumerate(EXPERIMENTS)]
    marks += [(_mark(share), "habenula", row) for row, _, share in shares]
    marks += [("miss", "habenula", row) for row, e, share in shares if not e.agrees(share)]
    alone = {
        "time_h": TIME_H,
        "time_words": [_time_words(hour) for hour in TIME_H],
        "relief_alone": model.relief(TIME_H),
    }
    return {**alone, **_placed(marks, "fixed"), "layout": _words()}


def _time_words(hour: float) -> str:
    """Say how long after the dose it is."""
    if hour < 1:
        return f"{60 * hour:.0f} min"
    return f"{hour:.1f} h" if hour < ERASED_H else f"{hour / 24:.1f} days"


def _words() -> dict[str, Any]:
    """Return the table's words, as annotations of its axes: what was done, and below it in whom and by whom."""
    style = {"xref": "x4", "yref": "y4", "yanchor": "middle", "showarrow": False, "align": "left"}
    cells = [
        (WORDS_X, row, f"{e.label}<br>{e.animal} · {AUTHORS[e.source]}", "left") for row, e in enumerate(EXPERIMENTS)
    ]
    cells += [(COLUMNS_X[head] + shift, -1, head, side) for head, shift, side in HEADS]
    font = {"size": 10, "color": "@ink"}
    return {
        "annotations": [
            {**style, "x": x, "y": y, "text": text, "xanchor": side, "font": font} for x, y, text, side in cells
        ]
    }


def _table_traces() -> tuple[Trace, ...]:
    """Return the table's marks twice: those that stay, and those of the chain, which change with the route."""
    looks: dict[str, tuple[str, str, float, dict[str, Any]]] = {
        "kept": ("effect", "squares", 11, {}),
        "weaker": ("weaker", "squares", 7, {}),
        "lost": ("none", "squares", 10, {"marker": {"symbol": "square-open", "line": {"width": 2}}}),
        "miss": ("wrong", "open markers", 19, {}),
    }
    return tuple(
        Trace(
            name if prefix == "fixed" else f"{name} (chain)", "table", f"{prefix}_{kind}_x", f"{prefix}_{kind}_y",
            "bad" if kind == "miss" else "ink", look, size=size, legend=False, hover=name, extra=extra,
        )
        for prefix in ("fixed", "chain")
        for kind, (name, look, size, extra) in looks.items()
    )  # fmt: skip


def _points(prefix: str) -> tuple[Series, ...]:
    return tuple(Series(f"{prefix}_{kind}_{axis}", "", "exact") for kind in MARKS for axis in "xy")


def _share(name: str) -> Series:
    return Series(name, "", "svd", shown_as="percent", decimals=0)


def _time_axis() -> dict[str, Any]:
    return {"type": "log", "tickvals": list(TICKS_H), "ticktext": list(TICKS_H.values())}


def _percent_axis() -> dict[str, Any]:
    return {"tickformat": ".0%", "dtick": 0.5}


ALONE: dict[str, Any] = {
    "given": "ketamine", "nbqx": False, "knockout": False, "bdnf": "normal", "rapamycin": "none", "erased": False,
    "habenula": "normal",
}  # fmt: skip
AXIS_H = (float(np.log10(TIME_H[0])) - 0.02, float(np.log10(TIME_H[-1])) + 0.06)
HIDDEN = {"showgrid": False, "tickvals": []}

CASCADE = Explorer(
    slug="plasticity-cascade",
    title="Cut the chain where they cut it",
    chapter="cascade",
    card="cascade",
    objectives=("cascade.chain", "cascade.accounts", "cascade.people"),
    models=(model, nmdar_trapping),
    controls=(
        Choice("given", "Given at 0 h", {"ketamine": "ketamine", "kinase inhibitor": "an eEF2 kinase inhibitor, no ketamine",
               "habenula block": "an NMDA blocker into the habenula alone"}, "ketamine"),
        Toggle("nbqx", "AMPA receptors", False, words=("working", "blocked by NBQX")),
        Toggle("knockout", "eEF2 kinase", False, words=("there", "absent (knock-out)")),
        Choice("bdnf", "BDNF", {"normal": "released", "antibody": "caught by an antibody", "met": "in its Met form"}, "normal"),
        Choice("rapamycin", "Rapamycin, against mTORC1", {"none": "none", "brain": "into the brain", "mouth": "by mouth"},
               "none", help="into the brain: rats; by mouth: people"),
        Toggle("erased", "New spines", False, words=("left alone", "erased after a day")),
        Choice("habenula", "Habenula", {"normal": "as it is", "absent": "without NMDA receptors",
               "driven": "driven from 6 to 7 h"}, "normal"),
        Choice("route", "BDNF is driven by", {"surge": "the glutamate surge alone", "both": "both, half each",
               "rest": "the block at rest alone"}, "both", help="our assumption: no switch of an experiment"),
    ),
    parts=(
        Part(
            lambda given, nbqx: {"ampa_level": _level("ampa", "both", given, _cut(nbqx))},
            over=("given", "nbqx"),
            series=(_share("ampa_level"),),
        ),
        Part(
            lambda given, knockout: {"translation_level": _level("translation", "both", given, _cut(knockout=knockout))},
            over=("given", "knockout"),
            series=(_share("translation_level"),),
        ),
        Part(
            _bdnf,
            over=("given", "nbqx", "knockout", "bdnf", "route"),
            series=(_share("bdnf_level"),),
            readouts=(Readout("early", "Chain: early effect (BDNF), of that of ketamine alone", decimals=0, shown_as="percent"),),
        ),
        Part(
            _middle,
            over=("given", "nbqx", "knockout", "bdnf", "rapamycin", "route"),
            series=(_share("mtor_level"), _share("proteins_level")),
        ),
        Part(
            _spines,
            over=("given", "nbqx", "knockout", "bdnf", "rapamycin", "erased", "route"),
            series=(_share("spines_level"),),
            readouts=(Readout("late", "Chain: new spines after two days, of those after ketamine alone", decimals=0,
                              shown_as="percent"),),
        ),
        Part(
            _branch,
            over=("given", "habenula"),
            series=(_share("relief"),),
            readouts=(Readout("relief_day", "Habenula branch: bursting taken away after a day", decimals=0, shown_as="percent"),),
        ),
        Part(
            _published,
            over=tuple(ALONE),
            series=(Series("row_x", "", "exact"), Series("row_y", "", "exact")),
            readouts=(
                Readout("published", "Published", words=True),
                Readout("branch_verdict", "The habenula branch", words=True),
            ),
        ),
        Part(_judged, readouts=(Readout("chain_verdict", "The chain", words=True),)),
        Part(
            _chain_column,
            over=("route",),
            series=_points("chain"),
            readouts=(Readout("chain_met", f"Of {len(EXPERIMENTS)} results the chain predicts", decimals=0),),
        ),
        Part(
            _fixed_columns,
            over=(),
            series=(Series("time_h", "h", "exact"), Series("time_words", "", "words"), _share("relief_alone"), *_points("fixed")),
            layout=True,
        ),
    ),
    drawing=Figure(
        panels=(
            Panel("first", "", "First steps, of highest", AXIS_H, (-0.04, 1.08), axis=_time_axis(), y_axis=_percent_axis()),
            Panel("later", "", "Last steps, of highest", AXIS_H, (-0.04, 1.08), axis=_time_axis(), y_axis=_percent_axis()),
            Panel("habenula", "Time after the dose", "Bursting taken away", AXIS_H, (-0.04, 1.08), height=0.9,
                  axis=_time_axis(), y_axis=_percent_axis()),
            Panel("table", "", "", (-1.9, 17.2), (len(EXPERIMENTS) - 0.4, -1.6), height=2.6, column=1, axis=HIDDEN, y_axis=HIDDEN),
        ),
        traces=(
            Trace("AMPA", "first", "time_h", "ampa_level", "glutamate", dash="dot"),
            Trace("kinase off", "first", "time_h", "translation_level", "quiet", dash="dot"),
            Trace("BDNF", "first", "time_h", "bdnf_level", "bdnf", width=2.6),
            Trace("mTORC1", "later", "time_h", "mtor_level", "mtor", dash="dash"),
            Trace("proteins", "later", "time_h", "proteins_level", "membrane", dash="dot", width=2.6),
            Trace("spines", "later", "time_h", "spines_level", "spines", width=3.4),
            Trace("ketamine alone", "habenula", "time_h", "relief_alone", "quiet", dash="dash"),
            Trace("as set", "habenula", "time_h", "relief", "habenula", width=2.6),
            *_table_traces(),
            Trace("your switches", "table", "row_x", "row_y", "ketamine", "markers", size=9, legend=False, hover="your switches",
                  extra={"marker": {"symbol": "diamond"}}),
        ),
        scrubber=Scrubber("time_h", "Look at one time", "h", ("first", "later", "habenula"), place="time_words"),
        columns=(1.0, 1.12),
        height_px=680,
        narrow_height_px=1340,
    ),
    describe="Given: {given}. AMPA receptors: {nbqx}; eEF2 kinase: {knockout}; BDNF: {bdnf}; rapamycin: {rapamycin}; new spines: {erased}; "
    "habenula: {habenula}. BDNF is driven by {route}. Of what ketamine alone does, the chain has {early} early and {late} of the spines "
    "after two days. In the habenula, {relief_day} of the bursting is gone after a day. Published: {published}. The chain: {chain_verdict}. "
    "The habenula branch: {branch_verdict}.",
    caption="Left: the chain from the first minute to two weeks, with the habenula branch below it; 100 % is what a step reaches at most after "
    "ketamine alone. Right: published results (found) beside "
    "what each model predicts. Large squares are effects, small ones weaker effects, open ones none; a red ring is a wrong prediction. "
    "Where there is no mark, the model says nothing; a diamond marks your switches. Try one switch at a time, and look for rows in which only one of the two is ringed.",
    predict=Predict(
        "Rapamycin blocks mTORC1, a link in the middle of the chain. Twenty people swallowed it two hours before ketamine. What does the "
        "chain predict for the next day, and what happened?",
        ("The chain predicts no effect, and there was none", "The chain predicts no effect, and the effect was there",
         "The chain predicts the full effect, and it was there"),
        1,
        "Cut the chain at mTORC1 and no new spines follow. In rats that is what was found. In people the effect was unaltered after a day. "
        "Either the chain is wrong for people, or too little of the swallowed drug reached the brain: nobody measured it.",
        {**ALONE, "rapamycin": "mouth"},
    ),
    tasks=(
        Task("Take the spines away and keep the early effect.",
             (("given", "==", "ketamine"), ("early", ">=", 0.75), ("late", "<", 0.25)),
             "A link behind BDNF is enough. Rapamycin does it in the chain, and so does the light that erased spines in mice."),
        Task("Find an experiment that the habenula branch predicts and the chain does not.",
             (("chain_verdict", "==", "disagrees"), ("branch_verdict", "==", "agrees")),
             "All three of them change the habenula. They separate the two accounts, because the chain has no habenula in it."),
        Task("Get the mice without eEF2 kinase right. Then look at the NBQX row.",
             (("knockout", "==", True), ("chain_verdict", "==", "agrees")),
             "Only the block at rest alone does it, and then NBQX should not matter. Every way of joining the two routes fails somewhere."),
    ),
    presets=(
        Preset("Ketamine alone", ALONE),
        Preset("NBQX", {**ALONE, "nbqx": True}),
        Preset("Kinase inhibitor", {**ALONE, "given": "kinase inhibitor"}),
        Preset("Rapamycin in rats", {**ALONE, "rapamycin": "brain"}),
        Preset("Rapamycin in people", {**ALONE, "rapamycin": "mouth"}),
        Preset("Spines erased", {**ALONE, "erased": True}),
        Preset("Habenula alone", {**ALONE, "given": "habenula block"}),
    ),
    teaching_note="A teaching model, ours: the simplest chain that can be cut at each link, with times that were chosen so that the steps "
    "come in the published order. An early effect is read off BDNF and a late one off new spines. The habenula branch is the model of "
    "trapping in a mouse, unchanged. The results are published; where an abstract names no hour, the hour is ours.",
)  # fmt: skip

EXPLORERS = (CASCADE,)
