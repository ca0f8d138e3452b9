"""What the chain from block at rest to stronger synapses reproduces: directions."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from scipy.integrate import solve_ivp

from ketabrain.models import homeostasis as model
from ketabrain.models.homeostasis import EXPERIMENTS, Experiment, Parameters
from ketabrain.validation.case import Case

FITTED = ("Autry2011rest", "Nosyreva2013acute")  # the account that the chain was built to tell
RUNS: dict[str, dict[str, Any]] = {
    "ketamine": {"block": 0.75},
    "kinase inhibitor": {"kinase": "inhibited"},
    "ketamine without kinase": {"block": 1.0, "kinase": "absent"},
}


def _shows(experiment: Experiment) -> float:
    return float(experiment.changes())


def solved(at_h: np.ndarray, **settings: Any) -> np.ndarray:
    """Integrate the chain with LSODA at tight tolerance: phosphorylated eEF2, BDNF and strength, one row each."""
    p = Parameters()
    given = {"block": 0.0, "release": True, "kinase": "normal", "bdnf": "normal"} | settings
    made, heard = given["bdnf"] != "absent", given["bdnf"] == "normal"
    before = 0.0 if given["kinase"] == "absent" else 1.0
    rest = made * (1 + p.bdnf_gain * (1 - before))
    works = given["release"] and given["kinase"] == "normal"

    def slopes(t: float, y: np.ndarray) -> list[float]:
        eef2, bdnf, strength = y
        open_share = 1 - given["block"] * np.exp(-np.log(2) * t / p.half_life_h)
        target = 1 + (p.scaling_gain * max(bdnf - rest, 0) if heard else 0)
        constant = p.scaling_h if target > strength else p.loss_h
        return [
            ((open_share if works else 0.0) - eef2) / p.eef2_h,
            (made * (1 + p.bdnf_gain * (1 - eef2)) - bdnf) / p.bdnf_h,
            (target - strength) / constant,
        ]

    span = (0.0, float(at_h[-1]))
    return solve_ivp(slopes, span, [before, rest, 1.0], "LSODA", at_h, rtol=1e-9, atol=1e-10, max_step=0.02).y


def _against_lsoda(name: str) -> float:
    course = model.simulate(hours=12.0, **RUNS[name])
    theirs = solved(course.time_h, **RUNS[name])
    return float(np.abs(theirs - [course.phospho_eef2, course.bdnf, course.strength]).max())


def _note(experiment: Experiment) -> str:
    """Say what the comparison rests on."""
    if experiment.source == "Gideons2014mechanisms":
        return "That memantine hardly blocks at rest is put in."
    if experiment.source == "Zanos2023activation":
        return "In the model more block can only do more."
    if experiment.source == "Zanos2016hnk":
        return "Without block nothing happens in the model. Whether it blocks NMDA receptors is disputed."
    return "Direction only."


CASES: tuple[Case, ...] = (
    *(
        Case(
            experiment.name,
            experiment.preparation,
            experiment.source,
            "measured",
            "yes" if experiment.found else "none or less",
            float(experiment.found),
            float(experiment.found),
            "(1: yes, 0: no)",
            partial(_shows, experiment),
            fitted=experiment.source in FITTED or experiment.source == "Gideons2014mechanisms",
            note=_note(experiment),
        )
        for experiment in EXPERIMENTS
    ),
    *(
        Case(
            f"All levels, {name}: our largest distance from LSODA",
            "the same equations, rtol 1e-9",
            None,
            "independent solver",
            "0 to 0.001",
            0,
            1e-3,
            "",
            partial(_against_lsoda, name),
        )
        for name in RUNS
    ),
)
