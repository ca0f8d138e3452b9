"""Published intervals, shares and effect sizes against those of simulated trials; and the simulation against formulas."""

from __future__ import annotations

import math
from functools import partial

import numpy as np
from scipy.stats import nct, t, ttest_ind

from ketabrain.models import trial_blinding as model
from ketabrain.models.trial_blinding import Design, Parameters
from ketabrain.validation.case import Case

SPRAY = "human, resistant depression, a day after a spray"
POOLED = "human, nine trials, a day after one infusion"
ESKETAMINE = 9.96  # points: mean of the three doses less placebo (daly2018)
MANY, SEED = 4000, 11
WIDE = 0.15  # share by which a half-width may miss
SETTINGS = [(0.0, 6.0, 0.8), (4.0, 10.0, 0.9), (10.0, 4.0, 0.6), (0.0, 10.0, 1.0), (6.0, 8.0, 0.5)]


def even(treated: float, control: float) -> float:
    """Return the size of two equal groups that give the same standard error."""
    return 2 / (1 / treated + 1 / control)


def _fell_short(design: Design) -> float:
    """Return the share of trials whose interval lies above or below zero [%]."""
    found = model.run(design, SEED, MANY)
    return 100 * float(np.mean((found.low > 0) | (found.high < 0)))


def power(effect: float, people: int) -> float:
    """Return how often a t test of two groups finds the effect, by the noncentral t distribution [%]."""
    df, centre = 2 * people - 2, effect / Parameters().natural_sd * math.sqrt(people / 2)
    edge = t.ppf(0.975, df)
    return 100 * float(nct.sf(edge, df, centre) + nct.cdf(-edge, df, centre))


def _off_formula() -> float:
    """Return by how many standard errors the simulation's mean misses the closed form, at most."""
    misses = []
    for setting in SETTINGS:
        design = Design(*setting, people=20)
        found = model.run(design, SEED, MANY).difference
        misses.append(abs(found.mean() - model.expected(design)) * math.sqrt(MANY) / found.std(ddof=1))
    return float(max(misses))


def _off_library() -> float:
    """Return how far intervals lie from a library's, which is given the same people."""
    p, people = Parameters(), 20
    fall = p.natural_mean + p.natural_sd * np.random.default_rng([SEED, people]).standard_normal((50, 2, people))
    theirs = [ttest_ind(drug + 4, other).confidence_interval() for drug, other in fall]
    ours = model.run(Design(4, people=people), SEED, 50)
    return float(np.abs(np.array(theirs) - np.column_stack([ours.low, ours.high])).max())


CASES: tuple[Case, ...] = (
    *(
        Case(
            f"Half the width of the interval, {name}", preparation, source, "measured", f"{printed} points",
            (1 - WIDE) * printed, (1 + WIDE) * printed, "points", partial(model.half_width, people), note=note,
        )
        for name, preparation, source, printed, people, note in (
            ("Lii 2023", "human, 20 and 20, days 1 to 3", "lii2023", 7.47, 20, "Printed: −13.3 to 1.64."),
            ("Murrough 2013", "human, 47 and 25, a day later", "murrough2013", 4.76, even(47, 25), "Printed: 3.20 to 12.71."),
            ("KARMA-Dep 2", "human, 32 and 30, end of a course", "jelovac2025", 5.38, even(32, 30), "Printed: −8.54 to 2.22."),
            ("TRANSFORM-2", "human, 101 and 100, four weeks", "popova2019", 3.34, even(101, 100),
             "Printed: −7.31 to −0.64. People lie further apart after four weeks than after a day; our spread is that of a day."),
        )
    ),
    Case("Responders on placebo", SPRAY, "daly2018", "measured", "3 % (1 of 33)", 0.5, 15.3, "%",
         lambda: 100 * model.responders(Design(0))[1], note="The range is Wilson's interval of 1 in 33. The mean and the spread are this arm's own; the share is not."),
    Case("Responders on esketamine", SPRAY, "daly2018", "measured", "35 % (12 of 34)", 21.5, 52.1, "%",
         lambda: 100 * model.responders(Design(ESKETAMINE))[0], note="With the difference that was seen in the means, 10.0 points. The range is Wilson's interval."),
    Case("d from the shares that responded, 45 and 18 %: trials against midazolam", POOLED, "wilkinson2019", "measured", "0.7 (0.4 to 0.9)", 0.4, 0.9, "SD",
         lambda: model.apart(0.45, 0.18), note="If falls are normal with one spread and one cut-off, shares give d."),
    Case("d from the shares that responded, 46 and 1 %: trials against saline", POOLED, "wilkinson2019", "measured", "1.8 (1.4 to 2.2)", 1.4, 2.2, "SD",
         lambda: model.apart(0.46, 0.01), note="The 1 % may be anything from 0 to 11 %; with 2 % the model would give 1.95."),
    Case("Largest distance of the mean report from the closed form, in standard errors, five settings", "4,000 trials each", None, "independent solver", "0 to 3",
         0, 3, "", _off_formula),
    *(
        Case(f"Trials that find something where there is nothing, {name}", "4,000 trials", None, "independent solver", "5 %", 4, 6, "%", partial(_fell_short, design),
             note="Four percent to six is three standard errors.")
        for name, design in (("nobody can tell", Design(0, 0, 0.5, 20)), ("everybody hopes, nobody can tell", Design(0, 8, 0.5, 20)))
    ),
    Case("Trials of 20 a group that find an effect of 8 points", "noncentral t distribution", None, "independent solver", f"{power(8, 20):.1f} %",
         power(8, 20) - 2.4, power(8, 20) + 2.4, "%", partial(_fell_short, Design(8, 0, 0.5, 20)), note="The range is three standard errors of 4,000 trials."),
    Case("Intervals of fifty trials: largest distance from a library's t test", "arithmetic", None, "independent solver", "0 to 0.000001 points", 0, 1e-6, "points",
         _off_library),
)  # fmt: skip
