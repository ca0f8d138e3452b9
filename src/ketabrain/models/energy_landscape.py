"""Sleds on a hill with two valleys: an energy landscape that use deepens and that can be flattened for a while.

A teaching model. Position ``x`` of a sled stands for a state of mind on one made-up axis: the left valley is
a habit that is hard to leave (rumination, say), the right one something else. The ground has the height
``V(x) = x^4/4 - a x^2/2 - h x``. Sleds roll down and are shaken by noise of strength ``T``. The tilt ``h``
follows the sleds' mean position, so that a valley in use gets deeper. Flattening lowers ``a`` and raises ``T``
for a while. No number here was measured in anybody. Heights, positions and noise have no unit; one unit of
time is called a minute, so that the flat time can last about as long as a dose is felt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ketabrain.models.parameter import check, check_range, parameter

CHOSEN = "chosen here"
EDGE = 3.0  # the ground is so steep there that no sled gets so far
STEP_MIN = 0.05
HIGHEST_NOISE = 0.5
HIGHEST_EXPONENT = 300  # no sled climbs so many times the noise


@dataclass(frozen=True)
class Parameters:
    """The hill, its noise, and what flattening does to both."""

    ridge: float = parameter(1.0, "", CHOSEN, "how far the ground between the valleys is raised", low=0, high=1.5)
    tilt: float = parameter(0.1, "", CHOSEN, "tilt to the right before any sled has run", low=-0.6, high=0.6)
    noise: float = parameter(0.03, "", CHOSEN, "how strongly sleds are shaken", low=0.01, high=0.2)
    deepening_per_min: float = parameter(
        0.001, "1/min", CHOSEN, "rate at which the tilt follows the sleds", low=0, high=0.01
    )
    flat_ridge: float = parameter(0.4, "", CHOSEN, "the same, while the ground is flat", low=0, high=1.5)
    flat_noise: float = parameter(0.09, "", CHOSEN, "noise that is added while the ground is flat", low=0, high=0.2)

    def __post_init__(self) -> None:
        check(self)


@dataclass(frozen=True)
class Plan:
    """What happens when, in minutes: a run, a flat time within it, and a push to the right in the same time."""

    length_min: float = 600.0
    flat_from_min: float = 240.0
    flat_for_min: float = 120.0
    flattened: bool = True
    push: float = 0.0

    def __post_init__(self) -> None:
        check_range("length_min", self.length_min, 1, 5000, "min")
        check_range("flat_from_min", self.flat_from_min, 0, self.length_min, "min")
        check_range("flat_for_min", self.flat_for_min, 0, self.length_min - self.flat_from_min, "min")
        check_range("push", self.push, -0.6, 0.6)

    def within(self, time_min: float) -> bool:
        """Return whether a moment lies in the time in which the ground may be flat."""
        return self.flat_from_min <= time_min < self.flat_from_min + self.flat_for_min


class Wells(NamedTuple):
    """Where the left valley, the ridge and the right valley lie; NaN for both where there is one valley only."""

    left: float
    ridge: float
    right: float


@dataclass(frozen=True)
class Run:
    """Sleds over time: positions (a row a moment), the ground's ridge and tilt, and the tilt without the push."""

    time_min: np.ndarray
    position: np.ndarray
    ridge: np.ndarray
    tilt: np.ndarray
    learned_tilt: np.ndarray

    @property
    def left_share(self) -> np.ndarray:
        """Share of the sleds left of the middle, at each moment."""
        return (self.position < 0).mean(axis=1)


def height(x: np.ndarray | float, ridge: np.ndarray | float, tilt: np.ndarray | float) -> np.ndarray:
    """Return the height of the ground at x."""
    at = np.asarray(x, dtype=float)
    return at**4 / 4 - ridge * at**2 / 2 - tilt * at


def slope(x: np.ndarray | float, ridge: np.ndarray | float, tilt: np.ndarray | float) -> np.ndarray:
    """Return the slope of the ground at x."""
    at = np.asarray(x, dtype=float)
    return at * at * at - ridge * at - tilt


def curvature(x: float, ridge: float) -> float:
    """Return how sharply the ground bends at x: above 0 in a valley, below 0 on the ridge."""
    return 3 * x**2 - ridge


def wells(ridge: float, tilt: float) -> Wells:
    """Return the level places of the ground, from the cubic equation's three real roots."""
    if ridge <= 0 or abs(tilt) >= 2 * (ridge / 3) ** 1.5:
        roots = np.roots([1.0, 0.0, -ridge, -tilt])
        only = float(roots[np.argmin(np.abs(roots.imag))].real)
        return Wells(only, np.nan, np.nan) if only < 0 else Wells(np.nan, np.nan, only)
    reach = 2 * np.sqrt(ridge / 3)
    angle = np.arccos(np.clip(3 * tilt / (ridge * reach), -1, 1)) / 3
    right, left, middle = (float(reach * np.cos(angle - 2 * np.pi * k / 3)) for k in (0, 2, 1))
    left, middle = min(left, middle), max(left, middle)
    return Wells(left, middle, right)


def barrier(ridge: float, tilt: float, side: str = "left") -> float:
    """Return how far a sled must climb from the valley on one side to the ridge; NaN where there is one valley."""
    if side not in ("left", "right"):
        raise ValueError(f"side = {side!r} is not known: choose left or right.")
    found = wells(ridge, tilt)
    return float(height(found.ridge, ridge, tilt) - height(getattr(found, side), ridge, tilt))


def kramers_min(ridge: float, tilt: float, noise: float, side: str = "left") -> float:
    """Return the mean time to leave a valley [min] by Kramers' formula; NaN where there is one valley.

    It holds where the barrier is much higher than the noise, and only there.
    """
    check_range("noise", noise, 1e-4, HIGHEST_NOISE)
    climb, found = barrier(ridge, tilt, side), wells(ridge, tilt)
    bend = np.sqrt(curvature(getattr(found, side), ridge) * abs(curvature(found.ridge, ridge)))
    return float(2 * np.pi / bend * np.exp(climb / noise))


def exact_min(ridge: float, tilt: float, noise: float, points: int = 6001) -> float:
    """Return the exact mean time [min] from the left valley's bottom to the right valley's, at any noise.

    The first-passage time of the same equation, as two nested integrals. NaN where there is one valley.
    """
    check_range("noise", noise, 0.01, HIGHEST_NOISE)
    found = wells(ridge, tilt)
    if np.isnan(found.ridge):
        return float("nan")
    x = np.linspace(-EDGE, found.right, points)
    deep = height(x, ridge, tilt) / noise
    x, deep = x[deep < deep.min() + HIGHEST_EXPONENT], deep[deep < deep.min() + HIGHEST_EXPONENT]
    inner = _running_integral(np.exp(deep.min() - deep), x)
    outer = _running_integral(np.exp(deep - deep.min()) * inner, x)
    return float((outer[-1] - np.interp(found.left, x, outer)) / noise)


def _running_integral(values: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Return the integral from the first x to each, by the trapezoidal rule."""
    return np.append(0.0, np.cumsum((values[1:] + values[:-1]) / 2 * np.diff(x)))


def simulate(
    plan: Plan | None = None,
    parameters: Parameters | None = None,
    sleds: int = 8,
    seed: int = 1,
    start: float | None = None,
    record_min: float = 20.0,
) -> Run:
    """Run sleds on one hill and let them shape it; ``start`` is where they begin, else the left valley's bottom."""
    return simulate_many([(plan or Plan(), parameters or Parameters())], sleds, [seed], start, record_min)[0]


def simulate_many(
    hills: Sequence[tuple[Plan, Parameters]],
    sleds: int = 8,
    seeds: Sequence[int] = (1,),
    start: float | None = None,
    record_min: float = 20.0,
) -> list[Run]:
    """Run several hills of one length at once, one seed each; the same seed shakes the sleds in the same way."""
    lengths = {plan.length_min for plan, _ in hills}
    if len(seeds) != len(hills) or len(lengths) != 1:
        raise ValueError("Give one seed for each hill, and hills that run for the same time.")
    check_range("sleds", sleds, 1, 10_000)
    check_range("record_min", record_min, STEP_MIN, next(iter(lengths)), "min")
    return _runs(hills, sleds, seeds, start, round(next(iter(lengths)) / STEP_MIN), round(record_min / STEP_MIN))


def _runs(
    hills: Sequence[tuple[Plan, Parameters]],
    sleds: int,
    seeds: Sequence[int],
    start: float | None,
    steps: int,
    every: int,
) -> list[Run]:
    """Step the equations (Euler and Maruyama) and keep every so many steps."""
    shakes = {seed: np.random.default_rng(seed) for seed in seeds}
    learned = np.array([p.tilt for _, p in hills])
    rate = np.array([p.deepening_per_min for _, p in hills])
    usual, special = (np.array([_ground(plan, p, within) for plan, p in hills]).T for within in (False, True))
    first, last = np.array([(plan.flat_from_min, plan.flat_from_min + plan.flat_for_min) for plan, _ in hills]).T
    begin = [_bottom(p) if start is None else start for _, p in hills]
    x = np.repeat(np.array(begin, dtype=float)[:, None], sleds, axis=1)
    kept: list[tuple[np.ndarray, ...]] = []
    for step in range(steps + 1):
        time = step * STEP_MIN
        ridge, noise, push = np.where((first <= time) & (time < last), special, usual)
        tilt = learned + push
        if step % every == 0:
            kept.append((x, ridge, tilt, learned))
        shake = {seed: generator.normal(size=sleds) for seed, generator in shakes.items()}
        kick = np.sqrt(2 * noise * STEP_MIN)[:, None] * np.array([shake[seed] for seed in seeds])
        learned = learned + rate * (x.mean(axis=1) - learned) * STEP_MIN
        x = x - slope(x, ridge[:, None], tilt[:, None]) * STEP_MIN + kick
    position, ridges, tilts, learnt = (np.array(rows) for rows in zip(*kept, strict=True))
    at = np.arange(len(kept)) * every * STEP_MIN
    return [Run(at, position[:, i], ridges[:, i], tilts[:, i], learnt[:, i]) for i in range(len(hills))]


def _bottom(p: Parameters) -> float:
    """Return the bottom of the left valley, or of the only one."""
    found = wells(p.ridge, p.tilt)
    return found.right if np.isnan(found.left) else found.left


def _ground(plan: Plan, p: Parameters, within: bool) -> tuple[float, float, float]:
    """Return ridge, noise and push, within the special time or outside it."""
    flat = within and plan.flattened
    ridge, noise = (p.flat_ridge, p.noise + p.flat_noise) if flat else (p.ridge, p.noise)
    return ridge, noise, plan.push if within else 0.0


def escape_times_min(
    ridge: float, tilt: float, noise: float, sleds: int = 200, seed: int = 1, longest_min: float = 3000.0
) -> np.ndarray:
    """Return when each sled first reaches the right valley's bottom, on ground that stays as it is [min].

    NaN for a sled that has not by ``longest_min``. Raise ValueError where there is one valley only.
    """
    found = wells(ridge, tilt)
    if np.isnan(found.ridge):
        raise ValueError(f"With ridge = {ridge:g} and tilt = {tilt:g} there is one valley: nothing to escape from.")
    shake = np.random.default_rng(seed)
    x, when = np.full(sleds, found.left), np.full(sleds, np.nan)
    size = np.sqrt(2 * noise * STEP_MIN)
    for step in range(1, round(longest_min / STEP_MIN) + 1):
        x = x - slope(x, ridge, tilt) * STEP_MIN + size * shake.normal(size=sleds)
        when[np.isnan(when) & (x >= found.right)] = step * STEP_MIN
        if not np.isnan(when).any():
            break
    return when
