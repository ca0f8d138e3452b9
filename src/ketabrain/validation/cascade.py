"""What the cascade and its habenula branch reproduce: directions of published experiments, and the order of events."""

from __future__ import annotations

from functools import partial
from math import inf
from typing import Any

import numpy as np
from scipy.integrate import solve_ivp

from ketabrain.models import cascade as model
from ketabrain.models.cascade import EXPERIMENTS, FOUND, STEPS, Experiment, Parameters
from ketabrain.validation.case import Case

WORDS = {
    "effect": "acts like ketamine",
    "kept": "not less than with ketamine alone",
    "less": "less than with ketamine alone",
    "lost": "none left",
}
RUNS: dict[str, dict[str, Any]] = {
    "ketamine": {},
    "kinase inhibitor": {"given": "kinase inhibitor"},
    "AMPA receptors blocked": {"cut": ("ampa",)},
    "spines erased after a day": {"erase_h": 24.0},
}
AT_H = np.array([0.25, 0.5, 1, 1.5, 2, 4, 8, 23.99, 24.01, 48, 168, 336])


def solved(
    at_h: np.ndarray, given: str = "ketamine", cut: tuple[str, ...] = (), erase_h: float | None = None,
    parameters: Parameters | None = None,
) -> np.ndarray:  # fmt: skip
    """Integrate the printed equations with LSODA, piece by piece between events; one row for each step."""
    p = parameters or Parameters()
    passes = {step: float(step not in cut) for step in STEPS}

    def slopes(surge: float, rest: float, t: float, y: np.ndarray) -> list[float]:
        g, e, b, m, s, d = y
        return [
            (passes["ampa"] * surge - g) / p.ampa_h,
            (passes["translation"] * rest - e) / p.translation_h,
            (passes["bdnf"] * ((1 - p.rest_share) * g + p.rest_share * e) - b) / p.bdnf_h,
            (passes["mtor"] * b - m) / p.mtor_h,
            (passes["proteins"] * m - s) / p.proteins_h,
            passes["spines"] * s / p.rise_h - d / p.loss_h,
        ]

    edges = sorted({0.0, p.acts_h, *at_h, *([] if erase_h is None else [erase_h])})
    y, found = np.zeros(len(STEPS)), {}
    for start, end in zip(edges, [*edges[1:], edges[-1] + 1], strict=True):
        if start == erase_h:
            y = np.append(y[:-1], 0.0)
        found[start] = y
        acts = start < p.acts_h
        drives = (float(acts and given == "ketamine"), float(acts and given in ("ketamine", "kinase inhibitor")))
        y = solve_ivp(partial(slopes, *drives), (start, end), y, "LSODA", rtol=1e-10, atol=1e-13).y[:, -1]
    return np.array([found[time] for time in at_h]).T


def _against_lsoda(name: str) -> float:
    ours = model.simulate(AT_H, **RUNS[name])
    return float(np.abs(solved(AT_H, **RUNS[name]) - [getattr(ours, step) for step in STEPS]).max())


def _course(step: str) -> tuple[np.ndarray, np.ndarray]:
    """Return fine times [h] and a step after ketamine alone, as a share of its own highest level."""
    times = np.linspace(0, model.LONGEST_H, 33601)
    level = getattr(model.simulate(times), step)
    return times, level / level.max()


def peak_h(step: str) -> float:
    """Return when a step is highest after ketamine alone [h]."""
    times, level = _course(step)
    return float(times[level.argmax()])


def level_at(step: str, hour: float) -> float:
    """Return a step at an hour after ketamine alone, as a share of its own highest level."""
    return float(np.interp(hour, *_course(step)))


def formed_share(start_h: float, end_h: float) -> float:
    """Return the share of all spines ever formed after ketamine that form between two hours."""
    times, proteins = _course("proteins")
    inside = (times >= start_h) & (times < end_h)
    return float(proteins[inside].sum() / proteins.sum())


def half_relief_h() -> float:
    """Return when the habenula branch has lost half of its bursting [h]."""
    times = np.linspace(0, 3, 3001)
    return float(times[np.argmax(model.relief(times) >= 0.5)])


def _experiment(experiment: Experiment, branch: bool) -> Case:
    low, high = FOUND[experiment.found]
    compute = experiment.through_habenula if branch else experiment.chain
    return Case(
        f"{'Habenula branch' if branch else 'Chain'}: {experiment.name[0].lower()}{experiment.name[1:]}",
        f"{experiment.animal}, direction only", experiment.source, "measured", WORDS[experiment.found], low, high, "",
        compute, fitted=experiment.fitted and not branch,
        note=f"A share of the effect of ketamine alone. {experiment.note}",
    )  # fmt: skip


ORDER: tuple[Case, ...] = (
    Case(
        "Chain: when most glutamate passes through AMPA receptors", "rat, prefrontal cortex, 10 to 30 mg/kg",
        "Moghaddam1997activation", "measured", "more glutamate from 20 to 100 min", 1 / 3, 5 / 3, "h",
        partial(peak_h, "ampa"), confirmed=False, fitted=True, note="How long ketamine acts was chosen for it.",
    ),
    Case(
        "Chain: BDNF half an hour after the dose, as a share of its highest", "mouse, hippocampus", "Autry2011rest",
        "measured", "raised", 0.1, 1, "", partial(level_at, "bdnf", 0.5), confirmed=False, fitted=True,
    ),
    Case(
        "Chain: mTORC1 two hours after the dose, as a share of its highest", "rat, prefrontal cortex, 10 mg/kg",
        "Li2010mtor", "measured", "raised at 30 to 60 min, back by about 2 h", -inf, model.LOST, "",
        partial(level_at, "mtor", 2.0), confirmed=False,
        note="In a chain, each step lasts longer than the one before: no such quick step can stand in its middle.",
    ),
    Case(
        "Chain: new spines three hours after the dose, as a share of the most", "mouse", "ModaSava2019sustained",
        "measured", "behaviour is better before there are new spines", -inf, model.LOST, "",
        partial(level_at, "spines", 3.0), fitted=True,
    ),
    Case(
        "Chain: share of new spines that form 3 to 6 h after the dose", "mouse, after stress", "ModaSava2019sustained",
        "measured", "no more than without ketamine", -inf, 0.05, "", partial(formed_share, 3.0, 6.0),
        note="The hours as quoted in Zhang 2019. A chain of smooth steps cannot wait for twelve hours.",
    ),
    Case(
        "Chain: share of new spines that form 12 to 24 h after the dose", "mouse, after stress", "ModaSava2019sustained",
        "measured", "more than without ketamine", 0.05, 1, "", partial(formed_share, 12.0, 24.0), fitted=True,
        note="The hours as quoted in Zhang 2019.",
    ),
    Case(
        "Chain: new spines two weeks after the dose, as a share of the most", "mouse, without stress",
        "Phoumthipphavong2016longitudinal", "measured", "still more than without ketamine", 0.05, 1, "",
        partial(level_at, "spines", model.LONGEST_H), fitted=True, note="The loss of spines was chosen for it.",
    ),
    Case(
        "Habenula branch: when half of the bursting is gone", "rat and mouse, direction only", "Yang2018bursting",
        "measured", "a rapid effect", 0, 1, "h", half_relief_h, note="An hour counts as rapid here.",
    ),
)  # fmt: skip

CASES: tuple[Case, ...] = (
    *(_experiment(experiment, False) for experiment in EXPERIMENTS),
    *(_experiment(e, True) for e in EXPERIMENTS if e.branch),
    *ORDER,
    *(
        Case(
            f"All six steps, {name}: our largest distance from LSODA", "the same equations, rtol 1e-10", None,
            "independent solver", "0 to 10⁻⁷", 0, 1e-7, "", partial(_against_lsoda, name),
        )
        for name in RUNS
    ),
)  # fmt: skip
