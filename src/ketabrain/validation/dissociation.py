"""What the printed relation of plasma and ratings says of itself, and whether the line foretells what others saw."""

from __future__ import annotations

import math
from functools import partial

import numpy as np
from scipy.stats import linregress

from ketabrain.models import dissociation as model
from ketabrain.models import pharmacokinetics as pk
from ketabrain.validation.case import Case
from ketabrain.validation.imaging_effects import p_of_r

VOLUNTEERS = "human, 10 healthy, steady levels"
INFUSION = "human, 0.5 mg/kg over 40 min"
FAINT_RATING = 5.0  # % of a scale; below it we call an effect gone


def _at_top(which: str) -> float:
    return float(getattr(model.rating(model.Parameters().top_ng_ml), which))


def _after(minutes: float) -> float:
    """Return the strongest scale's rating after an infusion of 0.5 mg/kg over 40 minutes to a person of 70 kg."""
    given = pk.lasting("iv_infusion", 0.5 * pk.TYPICAL_KG, 40)
    return float(model.rating(pk.simulate(given, pk.TYPICAL_KG, minutes).ketamine_ng_ml).strongest[0])


def _peak_min() -> float:
    times = np.arange(0, 241, 1.0)
    level = pk.simulate(pk.lasting("iv_infusion", 0.5 * pk.TYPICAL_KG, 40), pk.TYPICAL_KG, times).ketamine_ng_ml
    return float(times[model.rating(level).strongest.argmax()])


def line_through(rise: float, r: float, seed: int = 1) -> tuple[float, float]:
    """Return R and residual spread of five made points with this rise and R, fitted by another solver."""
    x = np.array(model.STEPS_NG_ML)
    noise = np.random.default_rng(seed).standard_normal(x.size)
    fit = linregress(x, noise)
    noise -= fit.intercept + fit.slope * x
    line = rise * x / x.max()
    y = line + noise * np.std(line) / np.std(noise) * math.sqrt(1 / r**2 - 1)
    found = linregress(x, y)
    left = y - found.intercept - found.slope * x
    return float(found.rvalue), float(np.sqrt(np.sum(left**2) / (x.size - 2)))


def _off() -> float:
    return abs(line_through(89.0, 0.93)[1] - model.off_the_line(89.0, 0.93))


CASES: tuple[Case, ...] = (
    Case(
        "p of R = 0.93, if the line runs through five means", VOLUNTEERS, "Bowdle1998psychedelic", "measured",
        "p < 0.024", 0, 0.024, "", partial(p_of_r, 0.93, 5),
        note="If it fits, the step without ketamine belongs to the line. Four means would give p = 0.07.",
    ),
    Case(
        "Strongest scale at 200 ng/mL", VOLUNTEERS, "Thirteenscales", "measured", "89 %", 88.5, 89.5, "%",
        partial(_at_top, "strongest"), fitted=True,
    ),
    Case(
        "Weakest of the ten stronger scales at 200 ng/mL", VOLUNTEERS, "Thirteenscales", "measured", "37 %", 36.5, 37.5,
        "%", partial(_at_top, "weakest"), fitted=True,
    ),
    Case(
        "When the rating is highest", INFUSION, "acevedodiaz2020", "measured", "most effects peak within an hour", 0, 60,
        "min", _peak_min,
    ),
    Case(
        "Strongest scale 2 h after the start", INFUSION, "acevedodiaz2020", "measured", "most effects are gone", 0,
        FAINT_RATING, "%", partial(_after, 120.0),
        note="Below 5 % we call an effect gone. The line is too high on the way down.",
    ),
    Case(
        "How far five means stray from a line with R = 0.93: distance from a fit by SciPy", "linear regression", None,
        "independent solver", "0 to 0.001 points", 0, 0.001, "%", _off,
    ),
)  # fmt: skip
