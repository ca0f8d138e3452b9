"""A synapse that calcium strengthens or weakens: potentiation and depression above two thresholds (Graupner2012calcium).

Every spike lets calcium in, and calcium leaves again within tens of milliseconds. While it stands above the
lower threshold the synapse weakens, above the higher one it also strengthens. A block of NMDA receptors scales
the calcium of a presynaptic spike: that reading is ours. Calcium and the moments at which it crosses a threshold
are exact; efficacy is stepped between them. Calcium in units of one presynaptic spike's, time in seconds unless
a name says ms, efficacy from 0 (weak) to 1 (strong).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ketabrain.models.parameter import check, check_range, parameter

PUBLISHED, SOURCE = "published", "Graupner2012calcium"
STEP = 0.1  # the largest part of its own time constant over which efficacy is advanced at once
CHANGED = 0.05  # a smaller change of efficacy counts as none
OUTCOMES = ("potentiation", "depression", "hardly any change")
MOST_SPIKES = 20_000


@dataclass(frozen=True)
class Parameters:
    """Calcium, thresholds and speeds: the published set of the curve that depresses, then potentiates ("DP")."""

    tau_s: float = parameter(
        150.0, "s", PUBLISHED, "time constant of the synaptic efficacy", low=1, high=2000, source=SOURCE
    )
    rho_star: float = parameter(
        0.5, "", PUBLISHED, "efficacy that parts weak from strong", low=0.05, high=0.95, source=SOURCE
    )
    gamma_p: float = parameter(
        321.808, "", PUBLISHED, "rate of potentiation above its threshold", low=0, high=5000, source=SOURCE
    )
    gamma_d: float = parameter(
        200.0, "", PUBLISHED, "rate of depression above its threshold", low=0, high=5000, source=SOURCE
    )
    theta_p: float = parameter(1.3, "", PUBLISHED, "threshold of potentiation", low=0.2, high=10, source=SOURCE)
    theta_d: float = parameter(1.0, "", PUBLISHED, "threshold of depression", low=0.2, high=10, source=SOURCE)
    sigma: float = parameter(
        2.8284, "", PUBLISHED, "size of the noise; off unless asked for", low=0, high=20, source=SOURCE
    )
    c_pre: float = parameter(
        1.0, "", PUBLISHED, "calcium of a presynaptic spike, without block", low=0, high=10, source=SOURCE
    )
    c_post: float = parameter(2.0, "", PUBLISHED, "calcium of a postsynaptic spike", low=0, high=10, source=SOURCE)
    tau_calcium_ms: float = parameter(20.0, "ms", PUBLISHED, "decay of calcium", low=1, high=200, source=SOURCE)
    delay_ms: float = parameter(
        13.7, "ms", PUBLISHED, "delay of the presynaptic spike's calcium", low=0, high=100, source=SOURCE
    )

    def __post_init__(self) -> None:
        check(self)


@dataclass(frozen=True)
class Spikes:
    """Moments at which calcium enters [s], rising, and how much a pre- and a postsynaptic spike bring at each."""

    time_s: np.ndarray
    pre: np.ndarray
    post: np.ndarray


@dataclass(frozen=True)
class Course:
    """Efficacy after each calcium entry and at the end; ``efficacy`` has one column a block (or a synapse)."""

    time_s: np.ndarray
    efficacy: np.ndarray

    @property
    def final(self) -> np.ndarray:
        """The efficacy at the end."""
        return self.efficacy[-1]


def protocol(
    frequency_Hz: float, pulses: int, post_after_ms: float | None = None, parameters: Parameters | None = None
) -> Spikes:
    """Return a train of presynaptic spikes, each perhaps paired with a postsynaptic one.

    ``post_after_ms`` is when the postsynaptic spike comes [ms after the presynaptic spike, negative: before];
    None leaves it out. Raise ValueError out of range.
    """
    p = parameters or Parameters()
    check_range("frequency_Hz", frequency_Hz, 0.01, 200, "Hz")
    check_range("pulses", pulses, 1, MOST_SPIKES)
    spikes = np.arange(int(pulses)) / frequency_Hz
    events = [(spikes + p.delay_ms / 1000, 1.0, 0.0)]
    if post_after_ms is not None:
        check_range("post_after_ms", post_after_ms, -200, 200, "ms")
        events.append((spikes + post_after_ms / 1000, 0.0, 1.0))
    time = np.concatenate([at for at, _, _ in events])
    pre = np.concatenate([np.full(at.size, share) for at, share, _ in events])
    post = np.concatenate([np.full(at.size, share) for at, _, share in events])
    order = np.argsort(time, kind="stable")
    return Spikes(time[order], pre[order], post[order])


def entering(spikes: Spikes, nmda_block: np.ndarray, p: Parameters) -> np.ndarray:
    """Return the calcium that enters at each moment, one column a block."""
    return np.outer(spikes.pre, p.c_pre * (1 - nmda_block)) + (p.c_post * spikes.post)[:, None]


def calcium(
    time_s: np.ndarray, spikes: Spikes, nmda_block: float = 0.0, parameters: Parameters | None = None
) -> np.ndarray:
    """Return calcium at any times [s]: a sum of exponentials. Raise ValueError for a block out of range."""
    p = parameters or Parameters()
    check_range("nmda_block", nmda_block, 0, 1)
    amounts = entering(spikes, np.array([nmda_block]), p)[:, 0]
    since = np.asarray(time_s, dtype=float)[:, None] - spikes.time_s[None, :]
    decayed = np.exp(-np.maximum(since, 0) / (p.tau_calcium_ms / 1000))
    return (np.where(since >= 0, decayed, 0.0) * amounts).sum(axis=1)


def simulate(
    spikes: Spikes,
    nmda_block: float | Sequence[float] | np.ndarray = 0.0,
    parameters: Parameters | None = None,
    *,
    start: float = 0.5,
    after_s: float = 0.5,
    seed: int | None = None,
) -> Course:
    """Return the efficacy through a protocol and for ``after_s`` [s] after its last spike.

    ``nmda_block`` is one share of NMDA receptors blocked, or many that are run side by side. A ``seed`` switches
    the published noise on; then each entry of ``nmda_block`` is one noisy synapse. Raise ValueError out of range.
    """
    p = parameters or Parameters()
    block = np.atleast_1d(np.asarray(nmda_block, dtype=float))
    for name, value, high in (("nmda_block", block.max(), 1), ("nmda_block", block.min(), 1), ("start", start, 1)):
        check_range(name, value, 0, high)
    check_range("after_s", after_s, 0, 1e6, "s")
    rng = None if seed is None else np.random.default_rng(seed)
    amounts, tau = entering(spikes, block, p), p.tau_calcium_ms / 1000
    ends = np.append(spikes.time_s[1:], spikes.time_s[-1] + after_s)
    level, rho = np.zeros(block.size), np.full(block.size, float(start))
    rows = [rho]
    for begin, end, amount in zip(spikes.time_s, ends, amounts, strict=True):
        level = level + amount
        rho = across(rho, level, end - begin, p, rng)
        level = level * np.exp(-(end - begin) / tau)
        rows.append(rho)
    return Course(np.append(spikes.time_s[0], ends), np.array(rows))


def across(
    rho: np.ndarray, level: np.ndarray, gap_s: float, p: Parameters, rng: np.random.Generator | None
) -> np.ndarray:
    """Advance efficacy from one calcium entry to the next, piece by piece between threshold crossings."""
    first, second = sorted((p.theta_d, p.theta_p), reverse=True)
    cuts = [time_above(level, first, gap_s, p), time_above(level, second, gap_s, p), np.full(rho.size, gap_s)]
    begin = np.zeros(rho.size)
    for piece, end in enumerate(cuts):
        highest = (first, second, 0.0)[piece]  # calcium lies above this and below the one before
        rho = advance(rho, end - begin, highest >= p.theta_p, highest >= p.theta_d, p, rng)
        begin = end
    return rho


def time_above(level: np.ndarray, threshold: float, gap_s: float, p: Parameters) -> np.ndarray:
    """Return how long decaying calcium stays above a threshold [s], at most the gap."""
    over = np.maximum(level / threshold, 1.0)
    return np.minimum(np.log(over) * p.tau_calcium_ms / 1000, gap_s)


def advance(
    rho: np.ndarray,
    duration_s: np.ndarray,
    potentiates: bool,
    depresses: bool,
    p: Parameters,
    rng: np.random.Generator | None,
) -> np.ndarray:
    """Advance efficacy while no threshold is crossed, by Runge and Kutta's fourth-order step; add noise if asked."""
    longest = float(duration_s.max())
    if longest <= 0:
        return rho
    up, down = p.gamma_p * potentiates, p.gamma_d * depresses
    rate = (up + down) / p.tau_s
    steps = max(1, int(np.ceil(longest * max(rate, 1 / p.tau_s) / STEP)))
    dt = duration_s / steps

    def slope(x: np.ndarray) -> np.ndarray:
        return (-x * (1 - x) * (p.rho_star - x) + up * (1 - x) - down * x) / p.tau_s

    for _ in range(steps):
        k1 = slope(rho)
        k2 = slope(rho + dt / 2 * k1)
        k3 = slope(rho + dt / 2 * k2)
        rho = rho + dt / 6 * (k1 + 2 * k2 + 2 * k3 + slope(rho + dt * k3))
        if rng is not None and (potentiates or depresses):
            rho = rho + noise(dt, rate, potentiates + depresses, p) * rng.standard_normal(rho.size)
    return rho


def noise(dt_s: np.ndarray, rate: float, thresholds: int, p: Parameters) -> np.ndarray:
    """Return the standard deviation that noise adds in a step: exact for the step's linear part."""
    per_s = p.sigma**2 * thresholds / p.tau_s
    spread = np.array(dt_s if rate == 0 else -np.expm1(-2 * rate * dt_s) / (2 * rate))
    return np.sqrt(per_s * spread)


def outcome(final: float, start: float = 0.5) -> str:
    """Name what became of a synapse: one of ``OUTCOMES``."""
    change = final - start
    return OUTCOMES[2] if abs(change) < CHANGED else OUTCOMES[0 if change > 0 else 1]
