"""Ratings of thirteen altered experiences, as a straight line in the level of ketamine in plasma.

Bowdle and colleagues held ten healthy volunteers at 0, 50, 100, 150 and 200 ng/mL (racemic ketamine, blood from a
vein) and let them mark thirteen lines. Each scale rose in a straight line. The single slopes were not available to us;
what a report of the same experiment prints is how high the scales came: three of them below 22 % of the line, the
other ten between 37 and 89 %. So the model gives a band and not a curve. Levels in ng/mL, ratings in % of the scale.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ketabrain.models.parameter import check, check_range, parameter, published_in

_slopes, _report = published_in("Bowdle1998psychedelic"), published_in("Thirteenscales")

STEPS_NG_ML = (0.0, 50.0, 100.0, 150.0, 200.0)  # the levels that were held, 30 minutes each
STRONG_SCALES = ("body", "surroundings", "time", "reality", "colours")  # among the strongest; ten scales in all
FAINT_SCALES = ("anxiety", "suspiciousness", "ideas of reference")


@dataclass(frozen=True)
class Parameters:
    """How high the scales came at the highest step, and where the relation ends."""

    top_ng_ml: float = _slopes(200.0, "ng/mL", "highest level that was held; nothing is known beyond", 100, 250)
    strongest_percent: float = _report(89.0, "%", "highest of the ten stronger scales at the top level", 60, 100)
    weakest_percent: float = _report(37.0, "%", "lowest of the ten stronger scales at the top level", 20, 60)
    faint_percent: float = _report(22.0, "%", "the other three scales stayed below this", 10, 30)
    lowest_r: float = _slopes(0.93, "", "lowest correlation of a scale's means with the level", 0.8, 0.99)
    highest_r: float = _slopes(0.99, "", "highest correlation of a scale's means with the level", 0.93, 0.999)
    zero_percent: float = parameter(0.0, "%", "chosen here", "rating without ketamine", low=0, high=10)

    def __post_init__(self) -> None:
        check(self)


class Ratings(NamedTuple):
    """Mean ratings [% of the scale], each shaped like the levels asked for.

    Of the ten stronger scales all lie between ``weakest`` and ``strongest``; the other three lie below ``faint_below``.
    """

    weakest: np.ndarray
    strongest: np.ndarray
    faint_below: np.ndarray


def rating(plasma_ng_ml: float | np.ndarray, parameters: Parameters | None = None) -> Ratings:
    """Return the mean ratings [% of the scale] at levels in venous plasma [ng/mL, racemic ketamine].

    NaN stands for a level without a rating and gives NaN. Raise ValueError for a level below 0 or above the highest
    that was held; :func:`where_held` turns such levels into NaN.
    """
    p = parameters or Parameters()
    level = np.asarray(plasma_ng_ml, dtype=float)
    for value in (level[~np.isnan(level)].min(initial=0), level[~np.isnan(level)].max(initial=0)):
        check_range("plasma_ng_ml", float(value), 0, p.top_ng_ml, "ng/mL, the levels that were held")
    share = level / p.top_ng_ml
    lines = [p.zero_percent + (end - p.zero_percent) * share for end in _ends(p)]
    return Ratings(*lines)


def where_held(plasma_ng_ml: float | np.ndarray, parameters: Parameters | None = None) -> np.ndarray:
    """Return the levels [ng/mL], with NaN where none was held: a gap, so that nothing is drawn beyond the data."""
    level = np.asarray(plasma_ng_ml, dtype=float)
    return np.where((level >= 0) & (level <= (parameters or Parameters()).top_ng_ml), level, np.nan)


def off_the_line(rise_percent: float, r: float) -> float:
    """Return by how much the five means stray from a line [percentage points, residual standard deviation].

    Follows from the correlation alone: ``rise_percent`` is what the line gains from the lowest to the highest step.
    """
    check_range("rise_percent", rise_percent, 0, 100, "%")
    check_range("r", r, 0.01, 1)
    steps = len(STEPS_NG_ML)
    spread = np.std(np.array(STEPS_NG_ML) / max(STEPS_NG_ML)) * math.sqrt(steps / (steps - 2))
    return float(rise_percent * spread * math.sqrt(1 / r**2 - 1))


def _ends(p: Parameters) -> tuple[float, float, float]:
    return p.weakest_percent, p.strongest_percent, p.faint_percent
