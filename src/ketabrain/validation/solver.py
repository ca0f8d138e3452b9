"""The habenula neuron integrated by SciPy's LSODA, to check our own integration against.

Written straight from the printed equations: no table, no fixed step, none of the model's code but its
parameters and its rules for spikes and bursts.
"""

from __future__ import annotations

from math import exp, isclose

import numpy as np
from numba import njit
from scipy.integrate import solve_ivp

from ketabrain.models.lhb_neuron import (
    SPIKE_REARM_MV,
    SPIKE_UP_MV,
    START,
    Parameters,
    Run,
    Summary,
    summarise,
)

SAMPLE_MS = 0.05


@njit(cache=True)
def _ratio(x, scale):  # pragma: no cover - compiled
    return scale if abs(x / scale) < 1e-7 else x / (exp(x / scale) - 1)


@njit(cache=True)
def _slopes(t, y, g, e, shape, drive):  # pragma: no cover - compiled
    """Return the time derivatives of membrane potential and gates."""
    v, m, h, n, w, a, c = y
    v_t, tau_w_max, s_m, s_h, k_h, slow_h, mg, per_mv, c_m = shape
    u, x, z = v - v_t, v - s_m, v - s_h
    d_m = 0.32 * _ratio(13 - u, 4.0) * (1 - m) - 0.28 * _ratio(u - 40, 5.0) * m
    d_h = 0.128 * exp((17 - u) / 18) * (1 - h) - 4 / (1 + exp((40 - u) / 5)) * h
    d_n = 0.032 * _ratio(15 - u, 5.0) * (1 - n) - 0.5 * exp((10 - u) / 40) * n
    tau_w = tau_w_max / (3.3 * exp((v + 35) / 20) + exp(-(v + 35) / 20))
    d_w = (1 / (1 + exp(-(v + 35) / 10)) - w) / tau_w
    tau_a = (0.612 + 1 / (exp(-(x + 132) / 16.7) + exp((x + 16.8) / 18.2))) / 3
    d_a = (1 / (1 + exp(-(x + 57) / 6.2)) - a) / tau_a
    tau_c = slow_h * (28 + exp(-(z + 22) / 10.5) if z >= -80 else exp((z + 467) / 66.6))
    d_c = (1 / (1 + exp((z + 81) / k_h)) - c) / tau_c
    free = 1 / (1 + mg * exp(-per_mv * v))
    current = g[0] * m**3 * h * (v - e[0]) + (g[1] * n**4 + g[2] * w) * (v - e[1])
    current += g[3] * a**2 * c * (v - e[2]) + g[4] * free * (v - e[3]) + g[5] * (v - e[4])
    return np.array([(drive - current) / c_m, d_m, d_h, d_n, d_w, d_a, d_c])


def potential(
    drive_uA_cm2: float,
    nmda_block: float,
    at_ms: np.ndarray,
    parameters: Parameters | None = None,
    *,
    rtol: float = 1e-6,
) -> np.ndarray:
    """Integrate the neuron with LSODA from its first state; return its potential [mV] at rising times [ms].

    Raise RuntimeError where the solver stops early.
    """
    p = parameters or Parameters()
    g = np.array([p.g_na, p.g_k, p.g_m, p.g_t, p.g_nmda * (1 - nmda_block), p.g_leak])
    e = np.array([p.e_na, p.e_k, p.e_ca, p.e_nmda, p.e_leak])
    mg = p.mg_mM / p.mg_half_mM
    shape = np.array([p.v_t, p.tau_m_max, p.s_m, p.s_h, p.k_h, p.slow_h, mg, p.mg_per_mV, p.capacitance])
    found = solve_ivp(
        _slopes,
        (0.0, float(at_ms[-1])),
        START,
        method="LSODA",
        t_eval=at_ms,
        rtol=rtol,
        atol=rtol / 100,
        max_step=1.0,
        args=(g, e, shape, float(drive_uA_cm2)),
    )
    if not found.success or not isclose(found.t[-1], at_ms[-1]):
        raise RuntimeError(f"LSODA stopped early: {found.message}")
    return found.y[0]


def lhb(
    drive_uA_cm2: float,
    nmda_block: float = 0.0,
    parameters: Parameters | None = None,
    *,
    settle_ms: float = 3000.0,
    counted_ms: float = 4000.0,
    rtol: float = 1e-6,
) -> Summary:
    """Integrate the neuron with LSODA and summarise what follows the settling time."""
    at = np.arange(settle_ms, settle_ms + counted_ms, SAMPLE_MS)
    v = potential(drive_uA_cm2, nmda_block, at, parameters, rtol=rtol)
    empty = np.empty(0)
    return summarise(Run(at, v, empty, empty, crossings_ms(at - settle_ms, v), float(np.median(v)), counted_ms))


def crossings_ms(time_ms: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Return upward crossings of -10 mV [ms], counted again only after the potential has fallen below the re-arm level."""
    spikes, armed = [], v[0] < SPIKE_REARM_MV
    for time, value in zip(time_ms, v, strict=True):
        if armed and value > SPIKE_UP_MV:
            spikes.append(time)
            armed = False
        elif value < SPIKE_REARM_MV:
            armed = True
    return np.array(spikes)
