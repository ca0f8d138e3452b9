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
from statistics import NormalDist
from typing import Any

import numpy as np

from ketabrain.models.compiled import compiled
from ketabrain.models.nmda_block import HALF_MM, PER_MV, magnesium_free
from ketabrain.models.parameter import check, check_range, parameter

CHOSEN, PUBLISHED = "chosen here", "published"
DRIVE_RANGE = (-5.0, 10.0)  # [uA/cm2]; above it steady firing is so fast that it would count as bursts
GRID_MV = 0.05  # spacing of the tabulated rates; between points they are interpolated
TABLE_MV = (-150.0, 80.0)
START = (-70.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.1)  # membrane [mV], then gates m, h, n, w, a, c
AT_ONCE = 4  # cells that one thread steps side by side
RATE_FIELDS = ("v_t", "tau_m_max", "s_m", "s_h", "k_h", "slow_h", "mg_mM", "mg_per_mV", "mg_half_mM")
SPIKE_UP_MV, SPIKE_REARM_MV = -10.0, -30.0
FIRST_INTERVAL_MS, NEXT_INTERVAL_MS = 20.0, 30.0
MODES = ("silent", "burst", "tonic")


def _g(value: float, note: str, high: float, low: float = 0) -> Any:
    """Declare a conductance chosen here."""
    return parameter(value, "mS/cm²", CHOSEN, note, low=low, high=high)


def _mv(value: float, note: str, low: float, high: float) -> Any:
    """Declare a potential chosen here."""
    return parameter(value, "mV", CHOSEN, note, low=low, high=high)


@dataclass(frozen=True)
class Parameters:
    """What the cell is made of."""

    capacitance: float = parameter(
        1.0, "µF/cm²", CHOSEN, "membrane capacitance: the usual textbook value", low=0.5, high=2
    )
    g_na: float = _g(50, "sodium conductance", 200)
    e_na: float = _mv(50, "sodium reversal potential", 30, 70)
    g_k: float = _g(7.5, "delayed-rectifier potassium conductance", 50)
    e_k: float = _mv(-90, "potassium reversal potential", -110, -70)
    v_t: float = _mv(-53.5, "offset of the spike threshold", -65, -45)
    g_m: float = _g(0.5, "slow potassium conductance, which ends a burst", 3)
    tau_m_max: float = parameter(
        400, "ms", CHOSEN, "scale of the slow potassium gate's time constant", low=50, high=2000
    )
    g_t: float = _g(3.0, "T-type calcium conductance", 10)
    e_ca: float = _mv(120, "calcium reversal potential", 80, 150)
    s_m: float = _mv(14, "shift of thalamic T-type activation, so that bursts fall where slices had them", -20, 30)
    s_h: float = _mv(10, "shift of thalamic T-type inactivation, for the same reason", -20, 30)
    k_h: float = _mv(4.25, "slope of T-type inactivation", 2, 10)
    slow_h: float = parameter(
        3.3, "", CHOSEN, "slowing of T-type inactivation against 35 °C: slices are cooler", low=0.5, high=6
    )
    g_nmda: float = _g(0.45, "standing NMDA conductance: ambient glutamate and ongoing synaptic input", 3)
    e_nmda: float = _mv(0, "NMDA reversal potential", -20, 20)
    mg_mM: float = parameter(1, "mM", CHOSEN, "magnesium outside the cell", low=0, high=5)
    mg_per_mV: float = parameter(
        PER_MV,
        "1/mV",
        PUBLISHED,
        "steepness of magnesium's block",
        low=0.01,
        high=0.2,
        source="Jahr1990voltage",
    )
    mg_half_mM: float = parameter(
        HALF_MM,
        "mM",
        PUBLISHED,
        "magnesium that blocks half at 0 mV",
        low=0.1,
        high=20,
        source="Jahr1990voltage",
    )
    g_leak: float = _g(0.175, "leak conductance", 1, 0.01)
    e_leak: float = _mv(-65, "leak reversal potential; more Kir4.1 in astrocytes lowers it", -100, -50)

    def __post_init__(self) -> None:
        check(self)


State = tuple[float, float, Parameters]  # drive [uA/cm2], share of NMDA receptors blocked, the cell


@dataclass(frozen=True)
class Run:
    """One simulated stretch, after settling.

    Arrays over ``time_ms``, one value a bin: the potential at the bin's start, or the peak where a spike
    passes through the bin, so that all spikes are drawn equally tall; currents are the bin's mean, so
    that their charge is right. ``spikes_ms`` are upward crossings of -10 mV at full resolution.
    """

    time_ms: np.ndarray
    membrane_mV: np.ndarray
    t_type_uA_cm2: np.ndarray
    nmda_uA_cm2: np.ndarray
    spikes_ms: np.ndarray
    median_mV: float
    counted_ms: float


@dataclass(frozen=True)
class Summary:
    """What a run did. Rates in spikes or bursts a second; NaN where there are no bursts."""

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
    """Return each gate's resting value and time constant [ms] at membrane potentials v [mV], any shape.

    Keys: m, h (sodium), n (potassium), w (slow potassium), a, c (T-type current's activation and
    inactivation, shifted from Huguenard1992simulation).
    """
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


def _rates_of(p: Parameters) -> Parameters:
    """Return the cell with all but its gates' rates as by default, so that such cells share a table."""
    return replace(Parameters(), **{name: getattr(p, name) for name in RATE_FIELDS})


@lru_cache(maxsize=64)
def _tables(rates: Parameters, dt_ms: float) -> np.ndarray:
    """Tabulate over voltage: six gates' resting value and decay in one step, and the NMDA pore's openness."""
    v = np.arange(TABLE_MV[0], TABLE_MV[1] + GRID_MV, GRID_MV)
    columns = []
    for rest, tau in gates(v, rates).values():
        columns += [rest, 1 - np.exp(-dt_ms / tau)]
    pore = magnesium_free(v, rates.mg_mM, rates.mg_per_mV, rates.mg_half_mM)
    return np.ascontiguousarray(np.column_stack([*columns, pore]))


@compiled(nogil=True)
def _integrate(table, low, grid, g, e, c_m, drive, start, settle, steps, every, dt):  # pragma: no cover - compiled
    """Step the cells by exponential Euler; record bins of ``every`` steps after ``settle`` steps.

    Each step waits for its own result, so a few cells side by side take hardly longer than one.
    """
    cells, bins, last = drive.size, steps // every, table.shape[0] - 2
    state = np.empty((cells, 7))
    state[:] = start
    trace = np.zeros((cells, 3, bins))
    spikes = np.empty((cells, steps // 2 + 1))
    count, armed = np.zeros(cells, np.int64), np.ones(cells, np.bool_)
    for i in range(-settle, steps):
        bin_ = i // every
        recorded, opens_bin = i >= 0 and bin_ < bins, i % every == 0
        for j in range(cells):
            v, m, h, n = state[j, 0], state[j, 1], state[j, 2], state[j, 3]
            w, a, c = state[j, 4], state[j, 5], state[j, 6]
            place = min(max((v - low) / grid, 0.0), last + 1.0)  # beyond its ends the table goes on level
            k = min(int(place), last)
            f = place - k
            row, up = table[k], table[k + 1]
            m += (row[0] + f * (up[0] - row[0]) - m) * (row[1] + f * (up[1] - row[1]))
            h += (row[2] + f * (up[2] - row[2]) - h) * (row[3] + f * (up[3] - row[3]))
            n += (row[4] + f * (up[4] - row[4]) - n) * (row[5] + f * (up[5] - row[5]))
            w += (row[6] + f * (up[6] - row[6]) - w) * (row[7] + f * (up[7] - row[7]))
            a += (row[8] + f * (up[8] - row[8]) - a) * (row[9] + f * (up[9] - row[9]))
            c += (row[10] + f * (up[10] - row[10]) - c) * (row[11] + f * (up[11] - row[11]))
            free = row[12] + f * (up[12] - row[12])
            na, k_ = g[j, 0] * m * m * m * h, g[j, 1] * n * n * n * n + g[j, 2] * w
            t, nmda = g[j, 3] * a * a * c, g[j, 4] * free
            total = na + k_ + t + nmda + g[j, 5]
            inward = na * e[j, 0] + k_ * e[j, 1] + t * e[j, 2] + nmda * e[j, 3] + g[j, 5] * e[j, 4] + drive[j]
            v = inward / total + (v - inward / total) * np.exp(-dt * total / c_m[j])
            state[j, 0], state[j, 1], state[j, 2], state[j, 3] = v, m, h, n
            state[j, 4], state[j, 5], state[j, 6] = w, a, c
            if armed[j] and v > SPIKE_UP_MV:
                armed[j] = False
                if i >= 0:
                    spikes[j, count[j]] = i * dt
                    count[j] += 1
            elif v < SPIKE_REARM_MV:
                armed[j] = True
            if not recorded:
                continue
            if opens_bin or (v > SPIKE_REARM_MV and v > trace[j, 0, bin_]):
                trace[j, 0, bin_] = v
            trace[j, 1, bin_] += t * (v - e[j, 2]) / every
            trace[j, 2, bin_] += nmda * (v - e[j, 3]) / every
    return trace, spikes, count


def simulate(
    drive_uA_cm2: float,
    nmda_block: float = 0.0,
    parameters: Parameters | None = None,
    **options: float,
) -> Run:
    """Simulate one cell and return what follows the settling time.

    ``drive_uA_cm2`` [uA/cm2] is the tone: the sum of its other inputs. ``nmda_block`` is the share of
    NMDA receptors that ketamine blocks, 0 to 1. ``options`` are those of :func:`simulate_many`. Raise
    ValueError out of range.
    """
    return simulate_many([(drive_uA_cm2, nmda_block, parameters or Parameters())], **options)[0]


def simulate_many(
    states: Iterable[State],
    *,
    counted_ms: float = 10_000.0,
    settle_ms: float = 10_000.0,
    dt_ms: float = 0.02,
    record_ms: float = 0.5,
) -> list[Run]:
    """Simulate many cells, each (drive [uA/cm2], block 0 to 1, parameters), on all cores; in order.

    ``settle_ms`` [ms] is dropped and ``counted_ms`` [ms] kept, in bins of ``record_ms`` [ms]. The first
    10 s are dropped by default, because bursts started by the initial state fade only after seconds.
    ``dt_ms`` [ms] is the step. Raise ValueError out of range.
    """
    wanted = list(states)
    for drive, block, _ in wanted:
        _check(drive, block, counted_ms, settle_ms, dt_ms, record_ms)
    every = max(1, round(record_ms / dt_ms))
    times = (round(settle_ms / dt_ms), round(counted_ms / dt_ms), every, dt_ms)
    sets = _side_by_side(wanted)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        done = pool.map(lambda places: _simulate_set([wanted[i] for i in places], times, counted_ms), sets)
        runs = dict(zip((i for places in sets for i in places), (run for found in done for run in found), strict=True))
    return [runs[i] for i in range(len(wanted))]


def _side_by_side(states: list[State]) -> list[list[int]]:
    """Return places in the list as sets of a few cells that share their gates' rates."""
    alike: dict[Parameters, list[int]] = {}
    for i, (_, _, p) in enumerate(states):
        alike.setdefault(_rates_of(p), []).append(i)
    return [places[k : k + AT_ONCE] for places in alike.values() for k in range(0, len(places), AT_ONCE)]


def _simulate_set(states: list[State], times: tuple[int, int, int, float], counted_ms: float) -> list[Run]:
    """Simulate cells that share their gates' rates."""
    g = [(p.g_na, p.g_k, p.g_m, p.g_t, p.g_nmda * (1 - block), p.g_leak) for _, block, p in states]
    e = [(p.e_na, p.e_k, p.e_ca, p.e_nmda, p.e_leak) for _, _, p in states]
    traces, spikes, counts = _integrate(
        _tables(_rates_of(states[0][2]), times[3]),
        TABLE_MV[0],
        GRID_MV,
        np.array(g, dtype=float),
        np.array(e, dtype=float),
        np.array([p.capacitance for _, _, p in states]),
        np.array([drive for drive, _, _ in states], dtype=float),
        np.array(START),
        *times,
    )
    time = np.arange(traces.shape[2]) * times[2] * times[3]
    return [
        Run(time, v, t_type, nmda, fired[:count].copy(), float(np.median(v)), counted_ms)
        for (v, t_type, nmda), fired, count in zip(traces, spikes, counts, strict=True)
    ]


def _check(
    drive_uA_cm2: float,
    nmda_block: float,
    counted_ms: float,
    settle_ms: float,
    dt_ms: float,
    record_ms: float,
) -> None:
    check_range("drive_uA_cm2", drive_uA_cm2, *DRIVE_RANGE, "µA/cm²")
    check_range("nmda_block", nmda_block, 0, 1)
    check_range("counted_ms", counted_ms, 10, 600_000, "ms")
    check_range("settle_ms", settle_ms, 0, 600_000, "ms")
    check_range("dt_ms", dt_ms, 0.001, 0.05, "ms")
    check_range("record_ms", record_ms, dt_ms, 10, "ms")


def bursts(spikes_ms: np.ndarray) -> list[np.ndarray]:
    """Return the bursts in a sorted array of spike times [ms], each as an array of its own spikes.

    A burst is two or more spikes, the first interval at most 20 ms, the next at most 30 ms.
    """
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
    """Name the mode of a run and count its spikes and bursts.

    The mode is silent (no spike), burst (half of the spikes or more in bursts) or tonic. The rate inside
    bursts [Hz] is one over the mean interval.
    """
    spikes, seconds, groups = run.spikes_ms, run.counted_ms / 1000, bursts(run.spikes_ms)
    inside = sum(len(group) for group in groups)
    mode = "silent" if not len(spikes) else "burst" if inside >= len(spikes) / 2 else "tonic"
    intervals = np.concatenate([np.diff(group) for group in groups]) if groups else np.array([np.nan])
    return Summary(
        mode=mode,
        spikes_per_s=len(spikes) / seconds,
        bursts_per_s=len(groups) / seconds,
        spikes_per_burst=inside / len(groups) if groups else float("nan"),
        intraburst_Hz=1000 / float(np.mean(intervals)),
        median_mV=run.median_mV,
    )


def with_kir(e_leak_mV: float, t_type_share: float = 1.0, parameters: Parameters | None = None) -> Parameters:
    """Return the cell with another leak reversal [mV] and a share of its T-type conductance, 0 to 1.

    More Kir4.1 in astrocytes went with a lower potential (Cui2018astroglial); here it lowers the leak
    reversal. Raise ValueError out of range.
    """
    p = parameters or Parameters()
    return replace(p, e_leak=e_leak_mV, g_t=p.g_t * t_type_share)


def modes(drives: np.ndarray, nmda_block: float = 0.0, parameters: Parameters | None = None) -> list[str]:
    """Return the mode at each drive [uA/cm2] of a 1-D array; raise ValueError out of range."""
    p = parameters or Parameters()
    runs = simulate_many((float(drive), nmda_block, p) for drive in drives)
    return [summarise(run).mode for run in runs]


def population(
    mean_drive: float, sd_drive: float = 2.5, nmda_block: float = 0.0, cells: int = 400, seed: int = 1
) -> dict[str, float]:
    """Return the share of silent, bursting and tonic cells where the drive varies from cell to cell.

    Drives [uA/cm2] are random draws from a normal distribution, or its ``cells`` evenly spaced quantiles
    where ``seed`` is 0. They are rounded to 0.05, so that no drive is run twice, and those outside the
    model's range are set to its edge. Raise ValueError out of range.
    """
    check_range("sd_drive", sd_drive, 0, 10, "µA/cm²")
    check_range("cells", cells, 1, 100_000)
    if seed:
        drives = np.random.default_rng(seed).normal(mean_drive, sd_drive, cells)
    else:
        quantile = NormalDist().inv_cdf
        drives = mean_drive + sd_drive * np.array([quantile((cell + 0.5) / cells) for cell in range(cells)])
    distinct, counts = np.unique(np.round(np.clip(drives, *DRIVE_RANGE) * 20) / 20, return_counts=True)
    found = np.array(modes(distinct, nmda_block))
    return {mode: float(counts[found == mode].sum() / cells) for mode in MODES}
