"""One excitatory synapse with AMPA and NMDA receptors, for readers who meet a synapse for the first time.

A patch of membrane leaks towards its resting potential; each arriving spike opens AMPA receptors
briefly and NMDA receptors for longer. Magnesium plugs NMDA pores unless the membrane is depolarised
(Jahr1990voltage). The cell's own action potential is left out. Potentials in mV, time in ms, currents
in uA/cm2 (inward negative), conductances in mS/cm2.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit

from ketabrain.models.nmda_block import HALF_MM, PER_MV, magnesium_free
from ketabrain.models.parameter import check, check_range, parameter

FITTED = "chosen here"
FIRST_MS = 20.0


@dataclass(frozen=True)
class Parameters:
    """Membrane and receptors."""

    capacitance: float = parameter(1.0, "µF/cm²", FITTED, "membrane capacitance, the usual textbook value", low=0.5, high=2)
    g_leak: float = parameter(0.05, "mS/cm²", FITTED, "leak conductance: a membrane time constant of 20 ms", low=0.01, high=1)
    g_ampa: float = parameter(0.04, "mS/cm²", FITTED, "peak AMPA conductance of one arriving spike", low=0, high=1)
    g_nmda: float = parameter(0.03, "mS/cm²", FITTED, "peak NMDA conductance of one arriving spike", low=0, high=1)
    ampa_rise_ms: float = parameter(0.5, "ms", FITTED, "AMPA rise: fast", low=0.1, high=5)
    ampa_decay_ms: float = parameter(3.0, "ms", FITTED, "AMPA decay: a few milliseconds", low=0.5, high=20)
    nmda_rise_ms: float = parameter(5.0, "ms", FITTED, "NMDA rise: slow", low=0.5, high=20)
    nmda_decay_ms: float = parameter(80.0, "ms", FITTED, "NMDA decay: tens of milliseconds", low=20, high=400)
    e_syn: float = parameter(0.0, "mV", FITTED, "reversal potential of both receptors", low=-20, high=20)

    def __post_init__(self) -> None:
        check(self)


@dataclass(frozen=True)
class Response:
    """Arrays over ``time_ms``; ``magnesium_free`` is the share of NMDA pores without magnesium."""

    time_ms: np.ndarray
    membrane_mV: np.ndarray
    ampa_uA_cm2: np.ndarray
    nmda_uA_cm2: np.ndarray
    magnesium_free: np.ndarray


def opening(time_ms: np.ndarray, arrivals_ms: np.ndarray, rise_ms: float, decay_ms: float) -> np.ndarray:
    """Return the summed double exponentials of all arrivals, each with a peak of 1."""
    peak_ms = rise_ms * decay_ms / (decay_ms - rise_ms) * np.log(decay_ms / rise_ms)
    peak = np.exp(-peak_ms / decay_ms) - np.exp(-peak_ms / rise_ms)
    since = np.clip(time_ms[:, None] - arrivals_ms[None, :], 0, None)
    return ((np.exp(-since / decay_ms) - np.exp(-since / rise_ms)) / peak).sum(axis=1)


@njit(cache=True)
def _voltage(ampa, nmda, rest, g_leak, e_syn, capacitance, mg_over_half, per_mv, dt):  # pragma: no cover - compiled
    v = np.empty(ampa.size)
    v[0] = rest
    for i in range(1, ampa.size):
        pore = 1 / (1 + mg_over_half * np.exp(-per_mv * v[i - 1]))
        g_in = (ampa[i] + ampa[i - 1]) / 2 + (nmda[i] + nmda[i - 1]) / 2 * pore
        aim = (g_leak * rest + g_in * e_syn) / (g_leak + g_in)
        v[i] = aim + (v[i - 1] - aim) * np.exp(-dt * (g_leak + g_in) / capacitance)
    return v


def simulate(
    spikes: int = 1,
    rest_mV: float = -70.0,
    nmda_block: float = 0.0,
    mg_mM: float = 1.0,
    parameters: Parameters | None = None,
    *,
    interval_ms: float = 10.0,
    end_ms: float = 300.0,
    dt_ms: float = 0.05,
    record_ms: float = 1.0,
) -> Response:
    """Return currents and membrane potential after ``spikes`` arriving spikes, from 20 ms on.

    ``rest_mV`` is where the leak holds the membrane, ``nmda_block`` the share of NMDA receptors that
    ketamine blocks, ``mg_mM`` the magnesium outside. Raise ValueError out of range.
    """
    p = parameters or Parameters()
    check_range("spikes", spikes, 1, 20)
    check_range("rest_mV", rest_mV, -100, 0, "mV")
    check_range("nmda_block", nmda_block, 0, 1)
    check_range("mg_mM", mg_mM, 0, 5, "mM")
    time = np.arange(0.0, end_ms + dt_ms / 2, dt_ms)
    arrivals = FIRST_MS + interval_ms * np.arange(int(spikes))
    ampa = p.g_ampa * opening(time, arrivals, p.ampa_rise_ms, p.ampa_decay_ms)
    nmda = p.g_nmda * (1 - nmda_block) * opening(time, arrivals, p.nmda_rise_ms, p.nmda_decay_ms)
    v = _voltage(ampa, nmda, rest_mV, p.g_leak, p.e_syn, p.capacitance, mg_mM / HALF_MM, PER_MV, dt_ms)
    pore = magnesium_free(v, mg_mM)
    keep = slice(None, None, round(record_ms / dt_ms))
    currents = (ampa * (v - p.e_syn), nmda * pore * (v - p.e_syn))
    return Response(time[keep], v[keep], currents[0][keep], currents[1][keep], pore[keep])
