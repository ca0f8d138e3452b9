"""Two models of working memory: cells that excite each other keep a cue in mind after it is gone.

The pair holds one of two things (the reduced network of Wong2006recurrent); the ring holds a direction
(chosen here, with the same cells). Ketamine takes a share of the NMDA-mediated excitation of pyramidal
cells, and a share of that of interneurons, which weakens inhibition. Without noise. Rates in Hz, time in
s from the start of the cue, currents in nA, directions in degrees.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from ketabrain.models.parameter import check, check_range, parameter

CHOSEN, WONG = "chosen here", "Wong2006recurrent"
CELLS = 120  # of the ring, 3 degrees apart
CUE_DEG = 180.0
CUE_S = 0.5
KEPT_HZ = 8.0  # a memory that fires less has been lost
BEFORE_S = {"pair": 1.0, "ring": 0.25}  # how long a run settles before the cue
STEP_S = 0.0025


@dataclass(frozen=True)
class Parameters:
    """Cells, the pair, and the ring (its names begin with ``ring``)."""

    gain: float = parameter(270.0, "Hz/nA", "published", "slope of a cell's response", low=100, high=500, source=WONG)
    threshold_Hz: float = parameter(108.0, "Hz", "published", "where the response bends", low=50, high=200, source=WONG)
    bend_s: float = parameter(0.154, "s", "published", "how sharply it bends", low=0.05, high=0.5, source=WONG)
    filling: float = parameter(
        0.641, "", "published", "how quickly spikes open NMDA channels", low=0.1, high=2, source=WONG
    )
    tau_s: float = parameter(0.1, "s", "published", "time constant of NMDA channels", low=0.02, high=0.5, source=WONG)
    same_nA: float = parameter(
        0.2609, "nA", "published", "the pair: excitation of a population by itself", low=0.1, high=0.4, source=WONG
    )
    other_nA: float = parameter(
        0.0497, "nA", "published", "the pair: inhibition by the other one", low=0, high=0.2, source=WONG
    )
    base_nA: float = parameter(
        0.3255, "nA", "published", "the pair: input from elsewhere", low=0.2, high=0.5, source=WONG
    )
    cue_nA: float = parameter(0.035, "nA", CHOSEN, "the pair: input of a cue", low=0, high=0.2)
    ring_same_nA: float = parameter(
        0.40, "nA", CHOSEN, "the ring: excitation by cells of like direction", low=0.1, high=1
    )
    ring_all_nA: float = parameter(0.40, "nA", CHOSEN, "the ring: inhibition by all cells", low=0, high=1)
    ring_base_nA: float = parameter(0.34, "nA", CHOSEN, "the ring: input from elsewhere", low=0.2, high=0.5)
    ring_cue_nA: float = parameter(0.06, "nA", CHOSEN, "the ring: input of a cue at its centre", low=0, high=0.2)
    ring_width_deg: float = parameter(
        15.0, "°", CHOSEN, "the ring: how far excitation and cue reach (standard deviation)", low=5, high=60
    )

    def __post_init__(self) -> None:
        check(self)


@dataclass(frozen=True)
class State:
    """What one run is done at: shares blocked on pyramidal cells and interneurons, and recurrent strength.

    ``strength`` multiplies the excitation of cells by their like; 1 is the model's own.
    """

    blocked_pyramidal: float = 0.0
    blocked_interneurons: float = 0.0
    strength: float = 1.0

    def __post_init__(self) -> None:
        check_range("blocked_pyramidal", self.blocked_pyramidal, 0, 1)
        check_range("blocked_interneurons", self.blocked_interneurons, 0, 1)
        check_range("strength", self.strength, 0.5, 1.5)


@dataclass(frozen=True)
class Run:
    """Rates over ``time_s``, an array of times by cells: two populations, or the ring's cells."""

    kind: str
    time_s: np.ndarray
    rate_Hz: np.ndarray

    def at(self, time_s: float) -> np.ndarray:
        """Return the cells' rates at the recorded time nearest to this one [s]."""
        return self.rate_Hz[int(np.argmin(np.abs(self.time_s - time_s)))]


@dataclass(frozen=True)
class Summary:
    """Rates [Hz] of the cued cells before, near the end of the cue, and after it; the memory's width [deg].

    ``width_deg`` is NaN for the pair and where the memory is lost.
    """

    before_Hz: float
    cue_Hz: float
    memory_Hz: float
    width_deg: float
    kept: bool


def response_Hz(current_nA: np.ndarray, p: Parameters) -> np.ndarray:
    """Return a cell's rate [Hz] at a current [nA]."""
    above = p.gain * current_nA - p.threshold_Hz
    steep = -p.bend_s * above
    near = np.abs(steep) < 1e-6
    return np.where(near, 1 / p.bend_s + above / 2, above / -np.expm1(np.where(near, 1.0, steep)))


@cache
def _like(width_deg: float) -> np.ndarray:
    """Return the ring's weights: a bell of the distance between two cells' directions, each row summing to 1."""
    bell = bump(CUE_DEG, width_deg)
    rows = np.array([np.roll(bell, shift - CELLS // 2) for shift in range(CELLS)])
    return rows / rows.sum(axis=1, keepdims=True)


def directions_deg() -> np.ndarray:
    """Return the ring's directions [deg]."""
    return np.arange(CELLS) * 360.0 / CELLS


def bump(centre_deg: float, width_deg: float) -> np.ndarray:
    """Return a bell around a direction [deg], 1 at its centre, over the ring's cells."""
    apart = np.abs(directions_deg() - centre_deg)
    return np.exp(-(np.minimum(apart, 360 - apart) ** 2) / (2 * width_deg**2))


def _pair_input(states: Sequence[State], p: Parameters) -> Callable[[np.ndarray, bool], np.ndarray]:
    same = np.array([[(1 - s.blocked_pyramidal) * s.strength * p.same_nA] for s in states])
    other = np.array([[(1 - s.blocked_interneurons) * p.other_nA] for s in states])
    cue = np.array([p.cue_nA, 0.0])
    return lambda gates, on: same * gates - other * gates[:, ::-1] + p.base_nA + on * cue


def _ring_input(states: Sequence[State], p: Parameters) -> Callable[[np.ndarray, bool], np.ndarray]:
    same = np.array([[(1 - s.blocked_pyramidal) * s.strength * p.ring_same_nA] for s in states])
    every = np.array([[(1 - s.blocked_interneurons) * p.ring_all_nA] for s in states])
    like, cue = _like(p.ring_width_deg), p.ring_cue_nA * bump(CUE_DEG, p.ring_width_deg)

    def current(gates: np.ndarray, on: bool) -> np.ndarray:
        return same * (gates @ like) - every * gates.mean(axis=1, keepdims=True) + p.ring_base_nA + on * cue

    return current


MODELS: dict[str, tuple[Any, int, float]] = {  # how cells drive each other, how many, the share of gates open at first
    "pair": (_pair_input, 2, 0.1),
    "ring": (_ring_input, CELLS, 0.05),
}


def simulate_many(
    kind: str,
    states: Sequence[State],
    end_s: float = 5.5,
    parameters: Parameters | None = None,
    *,
    record_s: float = 0.02,
) -> list[Run]:
    """Return one run a state of the ``pair`` or the ``ring``, until ``end_s`` [s] after the start of the cue.

    The cue lasts half a second. Steps of 2.5 ms, midpoint rule; every ``record_s`` [s] the rates are kept.
    Raise ValueError for another kind and out of range.
    """
    p = parameters or Parameters()
    if kind not in MODELS:
        raise ValueError(f"kind = {kind!r} is not known: choose one of {', '.join(MODELS)}.")
    check_range("end_s", end_s, STEP_S, 60, "s")
    check_range("record_s", record_s, STEP_S, 1, "s")
    makes_input, cells, opened = MODELS[kind]
    drive = makes_input(states, p)

    def slope(gates: np.ndarray, on: bool) -> tuple[np.ndarray, np.ndarray]:
        rate = response_Hz(drive(gates, on), p)
        return -gates / p.tau_s + (1 - gates) * p.filling * rate, rate

    before, every = round(BEFORE_S[kind] / STEP_S), round(record_s / STEP_S)
    gates, kept = np.full((len(states), cells), opened), []
    for step in range(-before, round(end_s / STEP_S) + 1):
        on = 0 <= step * STEP_S < CUE_S - 1e-9
        change, rate = slope(gates, on)
        if step % every == 0:
            kept.append((step * STEP_S, rate))
        gates = gates + STEP_S * slope(gates + STEP_S / 2 * change, on)[0]
    times = np.array([time for time, _ in kept])
    rates = np.array([rate for _, rate in kept])
    return [Run(kind, times, rates[:, i]) for i in range(len(states))]


def simulate(
    kind: str,
    blocked_pyramidal: float = 0.0,
    blocked_interneurons: float = 0.0,
    strength: float = 1.0,
    end_s: float = 5.5,
    parameters: Parameters | None = None,
    *,
    record_s: float = 0.02,
) -> Run:
    """Return one run; see ``State`` and ``simulate_many``."""
    state = State(blocked_pyramidal, blocked_interneurons, strength)
    return simulate_many(kind, [state], end_s, parameters, record_s=record_s)[0]


def cued(run: Run) -> np.ndarray:
    """Return the cued cells' rate over time [Hz]: the pair's first population, the ring's cell at the cue."""
    return run.rate_Hz[:, 0 if run.kind == "pair" else CELLS // 2]


def width_deg(profile_Hz: np.ndarray) -> float:
    """Return how many degrees of the ring fire at least half as fast as its fastest cell."""
    return float((profile_Hz >= profile_Hz.max() / 2).sum() * 360 / CELLS)


def summarise(run: Run, memory_s: float = 5.5) -> Summary:
    """Return what became of the cue by ``memory_s`` [s] after its start."""
    rate = cued(run)
    memory = float(rate[int(np.argmin(np.abs(run.time_s - memory_s)))])
    kept = memory >= KEPT_HZ
    return Summary(
        before_Hz=float(rate[run.time_s < -1e-9][-1]),
        cue_Hz=float(rate[int(np.argmin(np.abs(run.time_s - (CUE_S - 0.1))))]),
        memory_Hz=memory,
        width_deg=width_deg(run.at(memory_s)) if kept and run.kind == "ring" else float("nan"),
        kept=kept,
    )
