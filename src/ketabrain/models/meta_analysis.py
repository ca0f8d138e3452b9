"""Pooling the effects of several studies: effect sizes, four models, Hartung and Knapp's interval.

Pure arithmetic on arrays of numbers that were checked before (``ketabrain.evidence.meta_analysis`` checks a
table and calls it). Odds ratios (OR) and risk ratios (RR) are pooled as natural logarithms and given back as
ratios; risk differences (RD) are shares, mean differences (MD) points of a scale, standardised mean differences
(SMD) Hedges' g in standard deviations.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ketabrain.models import student_t
from ketabrain.models.parameter import check, parameter

COUNTS = ("OR", "RR", "RD")
MEANS = ("MD", "SMD")
MEASURES = (*COUNTS, *MEANS)
RATIOS = ("OR", "RR")
MODELS = ("common", "DL", "PM", "REML")
GRID = 240  # points at which the restricted likelihood is tried before its best one is narrowed down
NEEDED_TO_PREDICT = 3

Array = np.ndarray


@dataclass(frozen=True)
class Parameters:
    """Conventions of the field: none of them was measured."""

    level: float = parameter(
        0.95, "", "chosen here", "share of such intervals that hold the truth", low=0.5, high=0.999
    )
    continuity: float = parameter(
        0.5, "people", "chosen here", "added to each of the four cells of a study with an empty one", low=0.01, high=1
    )
    floor: float = parameter(
        1.0,
        "",
        "chosen here",
        "least value of Hartung and Knapp's q: at 1 they never narrow an interval",
        low=0,
        high=1,
    )

    def __post_init__(self) -> None:
        check(self)


class Effects(NamedTuple):
    """One effect a study, on the scale on which it is pooled, with its variance. NaN: the study says nothing."""

    effect: Array
    variance: Array


class Pooled(NamedTuple):
    """A pooled effect on the scale on which it was pooled; ``shares`` are the weights and sum to 1."""

    effect: float
    se: float
    low: float
    high: float
    prediction_low: float
    prediction_high: float
    tau2: float
    q: float
    df: int
    i2: float
    p: float
    shares: Array


# effects of single studies
def of_counts(
    measure: str, events_t: Array, n_t: Array, events_c: Array, n_c: Array, parameters: Parameters | None = None
) -> Effects:
    """Return OR, RR (as logarithms) or RD of studies that counted events among ``n`` people in two arms.

    Ratios: where a cell is empty, the continuity is added to all four cells of that study. Where nobody, or
    everybody, had an event in both arms, the study says nothing about a ratio: NaN. A risk difference stays as it
    is; where its variance would be zero, the variance alone is taken with the continuity added.
    """
    extra = (parameters or Parameters()).continuity
    cells = np.array([events_t, n_t - events_t, events_c, n_c - events_c], dtype=float)
    empty = (cells == 0).any(axis=0)
    mended = cells + extra * empty
    if measure == "RD":
        plain = differences(cells)
        return Effects(plain.effect, np.where(plain.variance > 0, plain.variance, differences(cells + extra).variance))
    found = (odds_ratios if measure == "OR" else risk_ratios)(mended)
    silent = ((cells[0] == 0) & (cells[2] == 0)) | ((cells[1] == 0) & (cells[3] == 0))
    return Effects(np.where(silent, np.nan, found.effect), np.where(silent, np.nan, found.variance))


def odds_ratios(cells: Array) -> Effects:
    """Return logarithms of odds ratios of events and non-events, treated and control."""
    a, b, c, d = cells
    return Effects(np.log(a * d / (b * c)), 1 / a + 1 / b + 1 / c + 1 / d)


def risk_ratios(cells: Array) -> Effects:
    """Return logarithms of risk ratios."""
    a, b, c, d = cells
    return Effects(np.log(a / (a + b)) - np.log(c / (c + d)), 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d))


def differences(cells: Array) -> Effects:
    """Return risk differences."""
    a, b, c, d = cells
    return Effects(a / (a + b) - c / (c + d), a * b / (a + b) ** 3 + c * d / (c + d) ** 3)


def of_means(measure: str, mean_t: Array, sd_t: Array, n_t: Array, mean_c: Array, sd_c: Array, n_c: Array) -> Effects:
    """Return MD, or SMD as Hedges' g, of studies that measured a scale in two arms."""
    difference, people = mean_t - mean_c, n_t + n_c
    if measure == "MD":
        return Effects(difference, sd_t**2 / n_t + sd_c**2 / n_c)
    pooled_sd = np.sqrt(((n_t - 1) * sd_t**2 + (n_c - 1) * sd_c**2) / (people - 2))
    g = (1 - 3 / (4 * (people - 2) - 1)) * difference / pooled_sd
    return Effects(g, people / (n_t * n_c) + g**2 / (2 * people))


# between the studies
def weighted_mean(effect: Array, weight: Array) -> float:
    """Return the weighted mean."""
    return float((weight * effect).sum() / weight.sum())


def q_of(effect: Array, variance: Array, tau2: float = 0.0) -> float:
    """Return the weighted sum of squared distances from the weighted mean."""
    weight = 1 / (variance + tau2)
    return float((weight * (effect - weighted_mean(effect, weight)) ** 2).sum())


def tau2_dl(effect: Array, variance: Array) -> float:
    """Return the variance between studies by DerSimonian and Laird."""
    weight = 1 / variance
    spare = weight.sum() - (weight**2).sum() / weight.sum()
    return max(0.0, (q_of(effect, variance) - (len(effect) - 1)) / float(spare))


def tau2_pm(effect: Array, variance: Array) -> float:
    """Return the variance between studies by Paule and Mandel: the one at which Q equals its degrees of freedom."""
    df = len(effect) - 1
    top = float(((effect - effect.mean()) ** 2).sum()) / df  # there Q is at most df
    return falling_root(lambda tau2: q_of(effect, variance, tau2) - df, 0.0, top)


def tau2_reml(effect: Array, variance: Array) -> float:
    """Return the variance between studies at which the restricted likelihood is highest.

    The likelihood is tried on a grid up to a value above which it can only fall, and its best cell is halved until
    two neighbouring floats are left. So there is no iteration that could fail to converge, or stop on a lower hill.
    """
    scale = float(np.ptp(effect) ** 2 + variance.max())
    grid = np.concatenate([[0.0], np.geomspace(1e-9, 10, GRID) * scale])
    best = int(likelihoods(grid, effect, variance).argmax())

    def slope(tau2: float) -> float:
        return reml_slope(tau2, effect, variance)

    if slope(grid[best]) > 0:
        return falling_root(slope, grid[best], grid[min(best + 1, GRID)])
    return falling_root(slope, grid[best - 1], grid[best]) if best else 0.0


def likelihoods(tau2: Array, effect: Array, variance: Array) -> Array:
    """Return the restricted log-likelihood at each of many variances between studies, up to a constant."""
    weight = 1 / (variance + tau2[:, None])
    total = weight.sum(axis=1)
    mean = (weight * effect).sum(axis=1) / total
    misfit = (weight * (effect - mean[:, None]) ** 2).sum(axis=1)
    return 0.5 * (np.log(weight).sum(axis=1) - np.log(total) - misfit)


def reml_slope(tau2: float, effect: Array, variance: Array) -> float:
    """Return the slope of the restricted log-likelihood."""
    weight = 1 / (variance + tau2)
    distance = effect - weighted_mean(effect, weight)
    return float(0.5 * ((weight * distance) ** 2).sum() - 0.5 * weight.sum() + 0.5 * (weight**2).sum() / weight.sum())


def falling_root(function: Callable[[float], float], low: float, high: float) -> float:
    """Return where a function falls through zero; the lower end where it begins below zero."""
    if function(low) <= 0:
        return float(low)
    while (middle := (low + high) / 2) not in (low, high):
        low, high = (middle, high) if function(middle) > 0 else (low, middle)
    return float(high)


BETWEEN: dict[str, Callable[[Array, Array], float]] = {
    "common": lambda effect, variance: 0.0,
    "DL": tau2_dl,
    "PM": tau2_pm,
    "REML": tau2_reml,
}


def combine(
    effects: Effects, model: str = "REML", hartung_knapp: bool = False, parameters: Parameters | None = None
) -> Pooled:
    """Pool two studies or more, none of them silent.

    ``model`` is "common", or the way in which tau2 is estimated. Hartung and Knapp's interval takes Student's t and
    widens the standard error by the root of q, which is never let below the floor. The prediction interval is NaN for
    a common effect, and below three studies.
    """
    p = parameters or Parameters()
    effect, variance = effects
    df = len(effect) - 1
    tau2 = BETWEEN[model](effect, variance)
    weight = 1 / (variance + tau2)
    centre, se = weighted_mean(effect, weight), float(weight.sum()) ** -0.5
    if hartung_knapp:
        se *= max(p.floor, q_of(effect, variance, tau2) / df) ** 0.5
    spread_df = df if hartung_knapp else student_t.MANY
    wide = student_t.quantile((1 + p.level) / 2, spread_df) * se
    further = np.nan
    if model != "common" and df + 1 >= NEEDED_TO_PREDICT:
        further = student_t.quantile((1 + p.level) / 2, df - 1) * (tau2 + se**2) ** 0.5
    q = q_of(effect, variance)
    return Pooled(
        effect=centre, se=se, low=centre - wide, high=centre + wide, prediction_low=centre - further,
        prediction_high=centre + further, tau2=tau2, q=q, df=df, i2=max(0.0, (q - df) / q) if q > 0 else 0.0,
        p=2 * student_t.upper_tail(abs(centre) / se, spread_df), shares=weight / weight.sum(),
    )  # fmt: skip


def interval(effects: Effects, parameters: Parameters | None = None) -> tuple[Array, Array]:
    """Return the interval of each study on the scale on which it is pooled."""
    wide = student_t.quantile((1 + (parameters or Parameters()).level) / 2, student_t.MANY) * np.sqrt(effects.variance)
    return effects.effect - wide, effects.effect + wide


def natural(measure: str, value: Array | float) -> Array | float:
    """Return a ratio where ratios were pooled as logarithms, else the value itself."""
    with np.errstate(over="ignore"):  # a prediction from three studies may reach beyond any number
        return np.exp(value) if measure in RATIOS else value
