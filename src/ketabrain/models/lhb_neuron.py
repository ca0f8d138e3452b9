"""A neuron of the lateral habenula: silent, bursting or firing steadily.

One compartment with sodium, potassium and slow potassium currents, a T-type calcium current, and a
standing NMDA current with magnesium block. Ketamine takes away a share of the NMDA current. A
teaching model: its values were chosen so that bursts fall where slices had them (Yang2018bursting).
Potentials in mV, time in ms, currents in uA/cm2 (inward negative), conductances in mS/cm2.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numba import njit

from ketabrain.models.nmda_block import magnesium_free
from ketabrain.models.parameter import check, check_range, parameter

FITTED = "chosen here"
DRIVE_RANGE = (-5.0, 10.0)  # [uA/cm2]; above it steady firing is so fast that it would count as bursts
GRID_MV = 0.05  # spacing of the tabulated rates; between points they are interpolated
TABLE_MV = (-150.0, 80.0)
SPIKE_UP_MV, SPIKE_REARM_MV = -10.0, -30.0
FIRST_INTERVAL_MS, NEXT_INTERVAL_MS = 20.0, 30.0


@dataclass(frozen=True)
class Parameters:
    """What the cell is made of."""

    g_na: float = parameter(50, "mS/cm²", FITTED, "sodium conductance", low=0, high=200)
    e_na: float = parameter(50, "mV", FITTED, "sodium reversal potential", low=30, high=70)
    g_k: float = parameter(7.5, "mS/cm²", FITTED, "delayed-rectifier potassium conductance", low=0, high=50)
    e_k: float = parameter(-90, "mV", FITTED, "potassium reversal potential", low=-110, high=-70)
    v_t: float = parameter(-53.5, "mV", FITTED, "offset of the spike threshold", low=-65, high=-45)
    g_m: float = parameter(0.5, "mS/cm²", FITTED, "slow potassium conductance, which ends a burst", low=0, high=3)
    tau_m_max: float = parameter(400, "ms", FITTED, "scale of the slow potassium gate's time constant", low=50, high=2000)
    g_t: float = parameter(3.0, "mS/cm²", FITTED, "T-type calcium conductance", low=0, high=10)
    e_ca: float = parameter(120, "mV", FITTED, "calcium reversal potential", low=80, high=150)
    s_m: float = parameter(14, "mV", FITTED, "shift of thalamic T-type activation", low=-20, high=30)
    s_h: float = parameter(10, "mV", FITTED, "shift of thalamic T-type inactivation", low=-20, high=30)
    k_h: float = parameter(4.25, "mV", FITTED, "slope of T-type inactivation", low=2, high=10)
    slow_h: float = parameter(3.3, "", FITTED, "slowing of T-type inactivation against 35 °C", low=0.5, high=6)
    g_nmda: float = parameter(0.45, "mS/cm²", FITTED, "standing NMDA conductance", low=0, high=3)
    e_nmda: float = parameter(0, "mV", FITTED, "NMDA reversal potential", low=-20, high=20)
    mg_mM: float = parameter(1, "mM", FITTED, "magnesium outside the cell", low=0, high=5)
    g_leak: float = parameter(0.175, "mS/cm²", FITTED, "leak conductance", low=0.01, high=1)
    e_leak: float = parameter(-65, "mV", FITTED, "leak reversal; astrocytes' Kir4.1 lowers it", low=-100, high=-50)

    def __post_init__(self) -> None:
        check(self)


@dataclass(frozen=True)
class Run:
    """One simulated stretch, after settling. Arrays over ``time_ms``; ``spikes_ms`` at full resolution."""

    time_ms: np.ndarray
    membrane_mV: np.ndarray
    t_type_uA_cm2: np.ndarray
    nmda_uA_cm2: np.ndarray
    spikes_ms: np.ndarray
    median_mV: float
    counted_ms: float


@dataclass(frozen=True)
class Summary:
    """What a run did. Rates in spikes or bursts a second; NaN where there are none."""

    mode: str
    spikes_per_s: float
    bursts_per_s: float
    spikes_per_burst: float
    intraburst_Hz: float
    median_mV: float


# Gates. Each function takes membrane potential [mV] and returns (resting value, time constant [ms]).
def _rate_pair(alpha: np.ndarray, beta: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return alpha / (alpha + beta), 1 / (alpha + beta)


def _linoid(x: np.ndarray, scale: float) -> np.ndarray:
    """Return x / (exp(x / scale) - 1), with its limit at 0."""
    near = np.abs(x / scale) < 1e-6
    return np.where(near, scale, np.where(near, 1.0, x) / np.expm1(np.where(near, 1.0, x) / scale))


def gates(v: np.ndarray, p: Parameters) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Return each gate's resting value and time constant [ms] at membrane potentials v [mV]."""
    u, x, y = v - p.v_t, v - p.s_m, v - p.s_h
    slow = 3.3 * np.exp((v + 35) / 20) + np.exp(-(v + 35) / 20)
    tau_t = (0.612 + 1 / (np.exp(-(x + 132) / 16.7) + np.exp((x + 16.8) / 18.2))) / 3
    tau_h = p.slow_h * np.where(y >= -80, 28 + np.exp(-(y + 22) / 10.5), np.exp((y + 467) / 66.6))
    return {
        "m": _rate_pair(0.32 * _linoid(13 - u, 4.0), 0.28 * _linoid(u - 40, 5.0)),
        "h": _rate_pair(0.128 * np.exp((17 - u) / 18), 4 / (1 + np.exp((40 - u) / 5))),
        "n": _rate_pair(0.032 * _linoid(15 - u, 5.0), 0.5 * np.exp((10 - u) / 40)),
        "w": (1 / (1 + np.exp(-(v + 35) / 10)), p.tau_m_max / slow),
        "a": (1 / (1 + np.exp(-(x + 57) / 6.2)), tau_t),
        "c": (1 / (1 + np.exp((y + 81) / p.k_h)), tau_h),
    }


@lru_cache(maxsize=64)
def _tables(p: Parameters, dt_ms: float) -> np.ndarray:
    """Tabulate, over voltage: resting value and decay over one step of six gates, and the NMDA pore's openness."""
    v = np.arange(TABLE_MV[0], TABLE_MV[1] + GRID_MV, GRID_MV)
    columns = []
    for rest, tau in gates(v, p).values():
        columns += [rest, 1 - np.exp(-dt_ms / tau)]
    return np.ascontiguousarray(np.column_stack([*columns, magnesium_free(v, p.mg_mM)]))


@njit(cache=True, nogil=True)
def _integrate(table, low, grid, g, e, start, settle, steps, every, dt, drive):  # pragma: no cover - compiled
    """Step the cell by exponential Euler; record every ``every`` steps after ``settle`` steps."""
    v, m, h, n, w, a, c = start
    g_na, g_k, g_m, g_t, g_nmda, g_leak = g
    e_na, e_k, e_t, e_nmda, e_leak = e
    kept = steps // every
    trace = np.empty((3, kept))
    spikes = np.empty(4096)
    count, armed, last = 0, v < -30.0, table.shape[0] - 2
    for i in range(settle + steps):
        place = (v - low) / grid
        k = min(max(int(place), 0), last)
        f = place - k
        row, up = table[k], table[k + 1]
        m += (row[0] + f * (up[0] - row[0]) - m) * (row[1] + f * (up[1] - row[1]))
        h += (row[2] + f * (up[2] - row[2]) - h) * (row[3] + f * (up[3] - row[3]))
        n += (row[4] + f * (up[4] - row[4]) - n) * (row[5] + f * (up[5] - row[5]))
        w += (row[6] + f * (up[6] - row[6]) - w) * (row[7] + f * (up[7] - row[7]))
        a += (row[8] + f * (up[8] - row[8]) - a) * (row[9] + f * (up[9] - row[9]))
        c += (row[10] + f * (up[10] - row[10]) - c) * (row[11] + f * (up[11] - row[11]))
        open_ = row[12] + f * (up[12] - row[12])
        na, k_, t, nmda = g_na * m * m * m * h, g_k * n * n * n * n + g_m * w, g_t * a * a * c, g_nmda * open_
        total = na + k_ + t + nmda + g_leak
        rest = (na * e_na + k_ * e_k + t * e_t + nmda * e_nmda + g_leak * e_leak + drive) / total
        v = rest + (v - rest) * np.exp(-dt * total)
        if i < settle:
            armed = v < -30.0 if v < -30.0 or v > -10.0 else armed
            continue
        j = i - settle
        if armed and v > -10.0:
            armed = False
            if count < spikes.size:
                spikes[count] = j * dt
                count += 1
        elif v < -30.0:
            armed = True
        if j % every == 0 and j // every < kept:
            trace[0, j // every] = v
            trace[1, j // every] = t * (v - e_t)
            trace[2, j // every] = nmda * (v - e_nmda)
    return trace, spikes[:count]


def simulate(
    drive_uA_cm2: float,
    nmda_block: float = 0.0,
    parameters: Parameters | None = None,
    *,
    counted_ms: float = 10_000.0,
    settle_ms: float = 10_000.0,
    dt_ms: float = 0.02,
    record_ms: float = 0.5,
) -> Run:
    """Simulate one cell and return what follows the settling time.

    ``drive_uA_cm2`` is the tone: the sum of its other inputs. ``nmda_block`` is the share of NMDA
    receptors that ketamine blocks, 0 to 1. The first 10 s are dropped by default, because bursts
    started by the initial state fade only after seconds. Raise ValueError out of range.
    """
    p = parameters or Parameters()
    check_range("drive_uA_cm2", drive_uA_cm2, *DRIVE_RANGE, "µA/cm²")
    check_range("nmda_block", nmda_block, 0, 1)
    conductances = (p.g_na, p.g_k, p.g_m, p.g_t, p.g_nmda * (1 - nmda_block), p.g_leak)
    reversals = (p.e_na, p.e_k, p.e_ca, p.e_nmda, p.e_leak)
    every = max(1, round(record_ms / dt_ms))
    trace, spikes = _integrate(
        _tables(p, dt_ms), TABLE_MV[0], GRID_MV, tuple(map(float, conductances)), tuple(map(float, reversals)),
        (-70.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.1), round(settle_ms / dt_ms), round(counted_ms / dt_ms), every, dt_ms,
        float(drive_uA_cm2),
    )  # fmt: skip
    time = np.arange(trace.shape[1]) * every * dt_ms
    return Run(time, trace[0], trace[1], trace[2], spikes, float(np.median(trace[0])), counted_ms)


def bursts(spikes_ms: np.ndarray) -> list[np.ndarray]:
    """Return the bursts: two or more spikes, the first interval at most 20 ms, the next at most 30 ms."""
    found, current = [], list(spikes_ms[:1])
    for spike in spikes_ms[1:]:
        limit = FIRST_INTERVAL_MS if len(current) == 1 else NEXT_INTERVAL_MS
        if spike - current[-1] <= limit:
            current.append(spike)
            continue
        found.append(current)
        current = [spike]
    found.append(current)
    return [np.array(group) for group in found if len(group) >= 2]


def summarise(run: Run) -> Summary:
    """Name the mode of a run: silent (no spike), burst (half of the spikes or more in bursts), else tonic."""
    spikes, seconds, groups = run.spikes_ms, run.counted_ms / 1000, bursts(run.spikes_ms)
    inside = sum(len(group) for group in groups)
    mode = "silent" if not len(spikes) else "burst" if inside >= len(spikes) / 2 else "tonic"
    intervals = np.concatenate([np.diff(group) for group in groups]) if groups else np.array([])
    return Summary(
        mode,
        len(spikes) / seconds,
        len(groups) / seconds if mode == "burst" else 0.0,
        inside / len(groups) if mode == "burst" else float("nan"),
        1000 / float(np.mean(intervals)) if mode == "burst" else float("nan"),
        run.median_mV,
    )


def simulate_many(states: Iterable[tuple[float, float, Parameters]], **options: float) -> list[Run]:
    """Simulate many cells, each (drive, block, parameters), on all cores; in order."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(lambda state: simulate(*state, **options), states))


def with_kir(e_leak_mV: float, t_type_share: float = 1.0, parameters: Parameters | None = None) -> Parameters:
    """Return the cell with another leak reversal [mV] (Kir4.1) and a share of its T-type conductance."""
    p = parameters or Parameters()
    return replace(p, e_leak=e_leak_mV, g_t=p.g_t * t_type_share)


def population(
    mean_drive: float, sd_drive: float = 2.5, nmda_block: float = 0.0, cells: int = 400, seed: int = 1
) -> dict[str, float]:
    """Return the share of silent, tonic and bursting cells where the drive varies from cell to cell.

    Drives are the normal distribution's ``cells`` evenly spaced quantiles where ``seed`` is 0, else
    random draws. Drives outside the model's range are set to its edge.
    """
    from scipy.stats import norm

    if seed:
        drives = np.random.default_rng(seed).normal(mean_drive, sd_drive, cells)
    else:
        drives = norm.ppf((np.arange(cells) + 0.5) / cells, mean_drive, sd_drive)
    grid = np.round(np.clip(drives, *DRIVE_RANGE) * 20) / 20  # each drive is run once
    kinds = {drive: mode for drive, mode in zip(np.unique(grid), modes(np.unique(grid), nmda_block), strict=True)}
    found = [kinds[drive] for drive in grid]
    return {mode: found.count(mode) / cells for mode in ("silent", "burst", "tonic")}


def modes(drives: np.ndarray, nmda_block: float = 0.0, parameters: Parameters | None = None) -> list[str]:
    """Return the mode at each drive [uA/cm2]."""
    p = parameters or Parameters()
    runs = simulate_many(((float(drive), nmda_block, p) for drive in drives))
    return [summarise(run).mode for run in runs]
