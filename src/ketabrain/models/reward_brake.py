"""The brake on reward: the habenula excites RMTg, RMTg inhibits dopamine cells.

The habenula also restrains serotonin cells. A rate model with one number a population; its strengths
were chosen here, and its measured yardstick is the pause that a habenula pulse makes in dopamine
cells (Ji2007lateral). A surprise is a change of the habenula's output for a moment: up where the
outcome is worse than expected, down where it is better (Matsumoto2007lateral). Rates in spikes a
second (Hz), time in ms.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ketabrain.models.parameter import check, check_range, parameter

CHOSEN = "chosen here"
OUTCOMES = ("as expected", "worse than expected", "better than expected")


@dataclass(frozen=True)
class Parameters:
    """Rates and strengths."""

    tonic_Hz: float = parameter(
        10, "Hz", CHOSEN, "firing of a steadily firing habenula cell (from the neuron model)", low=0, high=50
    )
    burst_Hz: float = parameter(
        28, "Hz", CHOSEN, "firing of a bursting habenula cell (from the neuron model)", low=0, high=100
    )
    burst_gain: float = parameter(
        1.5, "", CHOSEN, "how much more a spike in a burst transmits than a lone one", low=0.5, high=4
    )
    rmtg_base_Hz: float = parameter(8, "Hz", CHOSEN, "RMTg firing without the habenula", low=0, high=50)
    lhb_to_rmtg: float = parameter(0.8, "", CHOSEN, "RMTg spikes per habenula spike", low=0, high=5)
    rmtg_ms: float = parameter(10, "ms", CHOSEN, "time constant of RMTg", low=1, high=100)
    dopamine_base_Hz: float = parameter(10.2, "Hz", CHOSEN, "dopamine firing without RMTg", low=0, high=50)
    rmtg_to_dopamine: float = parameter(0.35, "", CHOSEN, "dopamine spikes lost per RMTg spike", low=0, high=5)
    dopamine_ms: float = parameter(20, "ms", CHOSEN, "time constant of dopamine cells", low=1, high=200)
    serotonin_base_Hz: float = parameter(2.4, "Hz", CHOSEN, "serotonin firing without the habenula", low=0, high=20)
    lhb_to_serotonin: float = parameter(0.05, "", CHOSEN, "serotonin spikes lost per habenula spike", low=0, high=1)
    worse_Hz: float = parameter(
        150, "Hz", CHOSEN, "habenula volley where the outcome is worse than expected", low=0, high=500
    )
    better_Hz: float = parameter(
        -100, "Hz", CHOSEN, "the same where it is better: enough to silence the habenula", low=-100, high=0
    )

    def __post_init__(self) -> None:
        check(self)


@dataclass(frozen=True)
class Rates:
    """Firing of the four populations [Hz], arrays over ``time_ms`` (one point at rest)."""

    time_ms: np.ndarray
    habenula_Hz: np.ndarray
    rmtg_Hz: np.ndarray
    dopamine_Hz: np.ndarray
    serotonin_Hz: np.ndarray


@dataclass(frozen=True)
class Summary:
    """What a trial did to dopamine cells: rate before, largest change [Hz], time below half [ms]."""

    dopamine_before_Hz: float
    dopamine_change_Hz: float
    pause_ms: float
    serotonin_before_Hz: float


def habenula_output_Hz(burst_share: float, silenced: float, p: Parameters) -> float:
    """Return what the habenula sends on [Hz]; silenced bursting cells send nothing.

    ``burst_share`` is the share of cells that burst, ``silenced`` the share of those that are silent.
    """
    return (1 - burst_share) * p.tonic_Hz + burst_share * (1 - silenced) * p.burst_gain * p.burst_Hz


def rest(burst_share: float, silenced: float = 0.0, parameters: Parameters | None = None) -> Rates:
    """Return the resting rates.

    ``burst_share`` is the share of habenula cells that burst, ``silenced`` the share of those that
    ketamine silences. Raise ValueError out of range.
    """
    p = parameters or Parameters()
    check_range("burst_share", burst_share, 0, 1)
    check_range("silenced", silenced, 0, 1)
    habenula = habenula_output_Hz(burst_share, silenced, p)
    rmtg = max(p.rmtg_base_Hz + p.lhb_to_rmtg * habenula, 0.0)
    dopamine = max(p.dopamine_base_Hz - p.rmtg_to_dopamine * rmtg, 0.0)
    serotonin = max(p.serotonin_base_Hz - p.lhb_to_serotonin * habenula, 0.0)
    return Rates(np.zeros(1), *(np.array([value]) for value in (habenula, rmtg, dopamine, serotonin)))


def simulate(
    burst_share: float,
    silenced: float = 0.0,
    volley_Hz: float = 0.0,
    parameters: Parameters | None = None,
    *,
    start_ms: float = 200.0,
    volley_ms: float = 50.0,
    end_ms: float = 600.0,
    dt_ms: float = 1.0,
) -> Rates:
    """Return the rates over a trial in which the habenula's output changes by ``volley_Hz`` [Hz] for a while.

    The change starts at ``start_ms`` [ms] and lasts ``volley_ms`` [ms]; the trial lasts ``end_ms`` [ms].
    Each step of ``dt_ms`` is exact for RMTg and holds RMTg's mean for dopamine cells, an error of less
    than 0.05 Hz at 1 ms. Raise ValueError out of range.
    """
    p = parameters or Parameters()
    check_range("volley_Hz", volley_Hz, -100, 500, "Hz")
    check_range("start_ms", start_ms, 0, 10_000, "ms")
    check_range("volley_ms", volley_ms, 0, 10_000, "ms")
    check_range("dt_ms", dt_ms, 0.01, 5, "ms")
    check_range("end_ms", end_ms, dt_ms, 60_000, "ms")
    before = rest(burst_share, silenced, p)
    time = np.arange(0.0, end_ms + dt_ms / 2, dt_ms)
    during = (time >= start_ms) & (time < start_ms + volley_ms)
    habenula = np.maximum(before.habenula_Hz[0] + np.where(during, volley_Hz, 0.0), 0.0)
    rmtg = _follow(np.maximum(p.rmtg_base_Hz + p.lhb_to_rmtg * habenula[:-1], 0.0), p.rmtg_ms, dt_ms)
    mean = (rmtg[1:] + rmtg[:-1]) / 2
    dopamine = _follow(np.maximum(p.dopamine_base_Hz - p.rmtg_to_dopamine * mean, 0.0), p.dopamine_ms, dt_ms)
    serotonin = np.maximum(p.serotonin_base_Hz - p.lhb_to_serotonin * habenula, 0.0)
    return Rates(time, habenula, rmtg, dopamine, serotonin)


def _follow(targets_Hz: np.ndarray, tau_ms: float, dt_ms: float) -> np.ndarray:
    """Return a rate that starts at the first target and relaxes towards each in turn."""
    keep = np.exp(-dt_ms / tau_ms)
    rates = np.empty(targets_Hz.size + 1)
    rates[0] = targets_Hz[0]
    for i, target in enumerate(targets_Hz):
        rates[i + 1] = target + (rates[i] - target) * keep
    return rates


def trial(outcome: str, burst_share: float, silenced: float = 0.0, parameters: Parameters | None = None) -> Rates:
    """Return the rates over a trial whose outcome is one of ``OUTCOMES``; raise ValueError for another."""
    p = parameters or Parameters()
    if outcome not in OUTCOMES:
        raise ValueError(f"outcome = {outcome!r} is not known: choose one of {', '.join(OUTCOMES)}.")
    volley = dict(zip(OUTCOMES, (0.0, p.worse_Hz, p.better_Hz), strict=True))[outcome]
    return simulate(burst_share, silenced, volley, p)


def below_half_ms(rates: Rates) -> float:
    """Return how long dopamine cells fire below half of their first rate [ms]."""
    below = rates.dopamine_Hz < rates.dopamine_Hz[0] / 2
    return float(below.sum() * (rates.time_ms[1] - rates.time_ms[0]))


def summarise(rates: Rates) -> Summary:
    """Return what a trial did to dopamine cells."""
    change = rates.dopamine_Hz - rates.dopamine_Hz[0]
    return Summary(
        dopamine_before_Hz=float(rates.dopamine_Hz[0]),
        dopamine_change_Hz=float(change[np.argmax(np.abs(change))]),
        pause_ms=below_half_ms(rates),
        serotonin_before_Hz=float(rates.serotonin_Hz[0]),
    )
