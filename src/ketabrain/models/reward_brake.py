"""The brake on reward: habenula excites RMTg, RMTg inhibits dopamine cells, habenula restrains serotonin cells.

A rate model with one number a population, fitted here; its only measured yardstick is the pause that a
habenula pulse makes in dopamine cells (Ji2007lateral). Rates in spikes a second (Hz), time in ms.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ketabrain.models.parameter import check, check_range, parameter

FITTED = "chosen here"


@dataclass(frozen=True)
class Parameters:
    """Rates and strengths."""

    tonic_Hz: float = parameter(10, "Hz", FITTED, "firing of a steadily firing habenula cell", low=0, high=50)
    burst_Hz: float = parameter(28, "Hz", FITTED, "firing of a bursting habenula cell (from the neuron model)", low=0, high=100)
    burst_gain: float = parameter(1.5, "", FITTED, "how much more a burst spike transmits than a lone one", low=0.5, high=4)
    rmtg_base_Hz: float = parameter(8, "Hz", FITTED, "RMTg firing without the habenula", low=0, high=50)
    lhb_to_rmtg: float = parameter(0.8, "", FITTED, "RMTg spikes per habenula spike", low=0, high=5)
    rmtg_ms: float = parameter(10, "ms", FITTED, "time constant of RMTg", low=1, high=100)
    dopamine_base_Hz: float = parameter(10.2, "Hz", FITTED, "dopamine firing without RMTg", low=0, high=50)
    rmtg_to_dopamine: float = parameter(0.35, "", FITTED, "dopamine spikes lost per RMTg spike", low=0, high=5)
    dopamine_ms: float = parameter(20, "ms", FITTED, "time constant of dopamine cells", low=1, high=200)
    serotonin_base_Hz: float = parameter(2.4, "Hz", FITTED, "serotonin firing without the habenula", low=0, high=20)
    lhb_to_serotonin: float = parameter(0.05, "", FITTED, "serotonin spikes lost per habenula spike", low=0, high=1)

    def __post_init__(self) -> None:
        check(self)


@dataclass(frozen=True)
class Rates:
    """Firing of the four populations [Hz]; scalars at rest, arrays over ``time_ms`` in a trial."""

    time_ms: np.ndarray
    habenula_Hz: np.ndarray
    rmtg_Hz: np.ndarray
    dopamine_Hz: np.ndarray
    serotonin_Hz: np.ndarray


def habenula_output_Hz(burst_share: float, silenced: float, p: Parameters) -> float:
    """Return what the habenula sends on [Hz]; silenced bursting cells send nothing."""
    return (1 - burst_share) * p.tonic_Hz + burst_share * (1 - silenced) * p.burst_gain * p.burst_Hz


def rest(burst_share: float, silenced: float = 0.0, parameters: Parameters | None = None) -> Rates:
    """Return the resting rates for a share of bursting cells and the share of those that ketamine silences."""
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
    """Return the rates over a trial in which the habenula's output changes by ``volley_Hz`` for a while.

    A volley above zero stands for an outcome worse than expected (or a stimulation), below zero for a
    better one. Between changes of input the equations are linear until a rate reaches zero, so steps
    of ``dt_ms`` use the exact exponential for each population. Raise ValueError out of range.
    """
    p = parameters or Parameters()
    check_range("volley_Hz", volley_Hz, -100, 500, "Hz")
    before = rest(burst_share, silenced, p)
    time = np.arange(0.0, end_ms + dt_ms / 2, dt_ms)
    base = habenula_output_Hz(burst_share, silenced, p)
    during = (time >= start_ms) & (time < start_ms + volley_ms)
    habenula = np.maximum(base + np.where(during, volley_Hz, 0.0), 0.0)
    rmtg, dopamine = np.empty_like(time), np.empty_like(time)
    rmtg[0], dopamine[0] = before.rmtg_Hz[0], before.dopamine_Hz[0]
    keep_r, keep_d = np.exp(-dt_ms / p.rmtg_ms), np.exp(-dt_ms / p.dopamine_ms)
    for i in range(1, len(time)):
        target = max(p.rmtg_base_Hz + p.lhb_to_rmtg * habenula[i - 1], 0.0)
        rmtg[i] = target + (rmtg[i - 1] - target) * keep_r
        middle = (rmtg[i] + rmtg[i - 1]) / 2
        aim = max(p.dopamine_base_Hz - p.rmtg_to_dopamine * middle, 0.0)
        dopamine[i] = aim + (dopamine[i - 1] - aim) * keep_d
    serotonin = np.maximum(p.serotonin_base_Hz - p.lhb_to_serotonin * habenula, 0.0)
    return Rates(time, habenula, rmtg, dopamine, serotonin)


def below_half_ms(rates: Rates) -> float:
    """Return how long dopamine cells fire below half of their first rate [ms]."""
    return float(np.sum(rates.dopamine_Hz < rates.dopamine_Hz[0] / 2) * (rates.time_ms[1] - rates.time_ms[0]))
