"""Block at rest: NMDA receptors that small, spontaneous releases keep busy, and what happens when they fall silent.

Ours, the simplest chain that makes the point of Autry2011rest: spontaneous release, NMDA receptors at rest, eEF2
kinase, BDNF, stronger AMPA responses. At rest every quantity is 1. The mouse half-life has a source
(Ma2023trapping); all other numbers were chosen here, and only directions were held against experiments. Time in
hours.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ketabrain.models.parameter import check, check_range, parameter

CHOSEN = "chosen here"
STEP_H = 0.02
KINASE = ("normal", "inhibited", "absent")
BDNF = ("normal", "antibody", "absent")
EFFECTS = ("stronger", "unchanged", "weaker")
CHANGED = 0.1  # a smaller change of the AMPA response counts as none


@dataclass(frozen=True)
class Parameters:
    """Speeds and strengths of the chain."""

    half_life_h: float = parameter(
        13 / 60,
        "h",
        "published",
        "half-life of the block: taken to be ketamine's in mice, 13 min",
        low=0.05,
        high=10,
        source="Ma2023trapping",
    )
    eef2_h: float = parameter(0.1, "h", CHOSEN, "time constant of eEF2 phosphorylation", low=0.05, high=5)
    bdnf_h: float = parameter(0.25, "h", CHOSEN, "time constant of BDNF", low=0.05, high=5)
    bdnf_gain: float = parameter(
        1.0, "", CHOSEN, "rise of BDNF synthesis when no eEF2 is phosphorylated", low=0, high=5
    )
    scaling_h: float = parameter(0.5, "h", CHOSEN, "time constant with which synapses grow stronger", low=0.05, high=24)
    loss_h: float = parameter(
        72.0, "h", CHOSEN, "time constant with which that is lost, so that it outlasts a day", low=1, high=1000
    )
    scaling_gain: float = parameter(
        1.0, "", CHOSEN, "gain in synaptic strength for each unit of BDNF above rest", low=0, high=5
    )

    def __post_init__(self) -> None:
        check(self)


@dataclass(frozen=True)
class Course:
    """Arrays over ``time_h``: share blocked, then levels that are 1 in a normal animal at rest."""

    time_h: np.ndarray
    blocked: np.ndarray
    phospho_eef2: np.ndarray
    bdnf: np.ndarray
    strength: np.ndarray
    response: np.ndarray

    @property
    def peak(self) -> float:
        """The AMPA response that is farthest from 1."""
        return float(self.response[np.argmax(np.abs(self.response - 1))])

    def at(self, name: str, hour: float) -> float:
        """Return a quantity at a time [h]."""
        return float(np.interp(hour, self.time_h, getattr(self, name)))


def simulate(
    block: float = 0.0,
    *,
    release: bool = True,
    kinase: str = "normal",
    bdnf: str = "normal",
    ampa_block: float = 0.0,
    hours: float = 48.0,
    parameters: Parameters | None = None,
) -> Course:
    """Return the chain's course after a block of NMDA receptors at rest begins at time 0.

    ``block`` is the share blocked at time 0; it fades with its half-life. ``release`` False stops spontaneous
    release from time 0 on. ``kinase`` is one of ``KINASE`` (inhibited: from time 0 on; absent: always), ``bdnf`` one
    of ``BDNF`` (antibody: BDNF is made and caught; absent: never made). ``ampa_block`` is the share of AMPA receptors
    blocked throughout. Raise ValueError for an unknown word or a value out of range.
    """
    p = parameters or Parameters()
    check_range("block", block, 0, 1)
    check_range("ampa_block", ampa_block, 0, 1)
    check_range("hours", hours, 0.1, 1000, "h")
    for name, word, known in (("kinase", kinase, KINASE), ("bdnf", bdnf, BDNF)):
        if word not in known:
            raise ValueError(f"{name} = {word!r} is not known: choose one of {', '.join(known)}.")
    time = np.arange(0.0, hours + STEP_H / 2, STEP_H)
    made, heard = float(bdnf != "absent"), float(bdnf == "normal")
    eef2 = float(kinase != "absent")
    rest = made * (1 + p.bdnf_gain * (1 - eef2))
    drive = float(release) * float(kinase == "normal")

    def slopes(t: float, y: np.ndarray) -> np.ndarray:
        active = drive * (1 - block * 0.5 ** (t / p.half_life_h))
        aim = 1 + p.scaling_gain * heard * max(y[1] - rest, 0.0)
        pace = p.scaling_h if aim > y[2] else p.loss_h
        synthesis = made * (1 + p.bdnf_gain * (1 - y[0]))
        return np.array([(active - y[0]) / p.eef2_h, (synthesis - y[1]) / p.bdnf_h, (aim - y[2]) / pace])

    phosphorylated, level, strength = runge_kutta(slopes, np.array([eef2, rest, 1.0]), time).T
    blocked = block * 0.5 ** (time / p.half_life_h)
    return Course(time, blocked, phosphorylated, level, strength, (1 - ampa_block) * strength)


def runge_kutta(slopes: Callable[[float, np.ndarray], np.ndarray], start: np.ndarray, time: np.ndarray) -> np.ndarray:
    """Return the states at evenly spaced times, by the classical fourth-order step."""
    states = np.empty((time.size, start.size))
    states[0], dt = start, time[1] - time[0]
    for i, t in enumerate(time[:-1]):
        y = states[i]
        k1 = slopes(t, y)
        k2 = slopes(t + dt / 2, y + dt / 2 * k1)
        k3 = slopes(t + dt / 2, y + dt / 2 * k2)
        states[i + 1] = y + dt / 6 * (k1 + 2 * k2 + 2 * k3 + slopes(t + dt, y + dt * k3))
    return states


def effect(course: Course) -> str:
    """Name what became of the AMPA response: one of ``EFFECTS``."""
    change = course.peak - 1
    return EFFECTS[1] if abs(change) < CHANGED else EFFECTS[0 if change > 0 else 2]


@dataclass(frozen=True)
class Experiment:
    """A published experiment: how the model is set for it, and whether the quantity changed as the account says.

    ``label`` is the name in a few letters. ``quantity`` is what was looked at: the AMPA response (in animals: behaviour), phosphorylated eEF2, or BDNF.
    """

    name: str
    label: str
    preparation: str
    source: str
    found: bool
    settings: Mapping[str, Any] = field(default_factory=dict)
    quantity: str = "response"

    def changes(self, parameters: Parameters | None = None) -> bool:
        """Return whether the quantity changes in the model: response and BDNF up, phosphorylated eEF2 down."""
        course = simulate(hours=24.0, parameters=parameters, **self.settings)
        values = getattr(course, self.quantity)
        sign = -1 if self.quantity == "phospho_eef2" else 1
        return bool((sign * (values - values[0])).max() >= CHANGED)


KETAMINE = {"block": 0.75}
MOUSE = "mouse, behavioural tests"
EXPERIMENTS = (
    Experiment("Effect of ketamine", "Ketamine", MOUSE, "Autry2011rest", True, KETAMINE),
    Experiment(
        "Phosphorylated eEF2 falls after ketamine",
        "Less phospho-eEF2",
        "mouse, hippocampus",
        "Autry2011rest",
        True,
        KETAMINE,
        "phospho_eef2",
    ),
    Experiment("BDNF rises after ketamine", "More BDNF", "mouse, hippocampus", "Autry2011rest", True, KETAMINE, "bdnf"),
    Experiment("Effect of other NMDA blockers", "Other NMDA blockers", MOUSE, "Autry2011rest", True, KETAMINE),
    Experiment(
        "Effect of ketamine where BDNF is not made",
        "Ketamine, no BDNF",
        MOUSE,
        "Autry2011rest",
        False,
        {**KETAMINE, "bdnf": "absent"},
    ),
    Experiment(
        "Effect of an eEF2 kinase inhibitor alone",
        "Kinase inhibitor alone",
        MOUSE,
        "Autry2011rest",
        True,
        {"kinase": "inhibited"},
    ),
    Experiment(
        "Effect of ketamine with an antibody against BDNF",
        "Ketamine, anti-BDNF",
        "rat, 10 mg/kg, antibody into the prefrontal cortex, swimming test after 24 h",
        "Lepack2015release",
        False,
        {**KETAMINE, "bdnf": "antibody"},
    ),
    Experiment(
        "Potentiation where spontaneous release stops",
        "Release stopped",
        "rat and mouse, hippocampal slices, CA1: vesicles of spontaneous release emptied",
        "Nosyreva2013acute",
        True,
        {"release": False},
    ),
    Experiment(
        "Potentiation by block at rest without eEF2 kinase",
        "Block, no kinase",
        "rat and mouse, hippocampal slices, CA1: the potentiation needs eEF2 kinase",
        "Nosyreva2013acute",
        False,
        {**KETAMINE, "kinase": "absent"},
    ),
    Experiment(
        "Effect of ketamine after the AMPA blocker NBQX",
        "Ketamine after NBQX",
        MOUSE,
        "Maeng2008ampa",
        False,
        {**KETAMINE, "ampa_block": 1.0},
    ),
    Experiment("Effect of memantine", "Memantine", MOUSE, "Gideons2014mechanisms", False, {"block": 0.0}),
    Experiment(
        "Effect of ketamine after MK-801 or CPP",
        "After MK-801, CPP",
        "male mouse, behavioural tests",
        "Zanos2023activation",
        False,
        {"block": 1.0},
    ),
    Experiment(
        "Effect of (2R,6R)-hydroxynorketamine without NMDA block",
        "HNK, no block",
        MOUSE,
        "Zanos2016hnk",
        True,
        {"block": 0.0},
    ),
)
