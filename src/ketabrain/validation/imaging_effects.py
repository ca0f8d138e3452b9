"""Whether printed statistics agree with themselves, and how far the approximate interval is from the exact one."""

from __future__ import annotations

import math
from functools import partial

from scipy.optimize import brentq
from scipy.stats import f as f_distribution
from scipy.stats import nct
from scipy.stats import t as t_distribution

from ketabrain.models import imaging_effects as model
from ketabrain.models.imaging_effects import HEALTHY, INTERACTIONS, PATIENTS
from ketabrain.validation.case import Case

POSTER = "human, 24 healthy and 30 with depression, faces, fMRI"
MEG = "human, 15 with depression, working memory, MEG"


def p_of_f(f: float) -> float:
    """Return the p value of the poster's F, if all 54 people are in it."""
    return float(f_distribution.sf(f, 1, PATIENTS + HEALTHY - 2))


def p_of_r(r: float, n: int) -> float:
    """Return the two-sided p value of a correlation."""
    t = abs(r) * math.sqrt((n - 2) / (1 - r**2))
    return float(2 * t_distribution.sf(t, n - 2))


def exact_interval(f: float, n_one: int, n_two: int) -> tuple[float, float]:
    """Return the 95 % interval of d from the noncentral t distribution."""
    t, df, scale = math.sqrt(f), n_one + n_two - 2, math.sqrt(1 / n_one + 1 / n_two)
    ends = (brentq(lambda ncp, q=q: nct.sf(t, df, ncp) - q, -10, 20) for q in (0.025, 0.975))
    low, high = (end * scale for end in ends)
    return low, high


def _off(side: str) -> float:
    ours = model.interaction(side)
    exact = exact_interval(INTERACTIONS[side], PATIENTS, HEALTHY)
    return max(abs(ours.low - exact[0]), abs(ours.high - exact[1]))


CASES: tuple[Case, ...] = (
    *(
        Case(
            f"p of drug by group, {side} amygdala, from F = {INTERACTIONS[side]} and 54 people", POSTER, "Szczepanik2016amygdala",
            "measured", f"p = {printed}", printed - 0.0005, printed + 0.0005, "", partial(p_of_f, INTERACTIONS[side]),
            note="If it fits, the groups are the whole sample and the size can be derived.",
        )
        for side, printed in (("left", 0.019), ("right", 0.002))
    ),
    *(
        Case(
            f"p of {name}, from r = {str(r).replace('-', '−')} and 15 people", MEG, "Salvadore2010anterior", "measured",
            f"p = {printed}", low, high, "", partial(p_of_r, r, 15), note="The range allows for r being rounded.",
        )
        for name, r, printed, low, high in (
            ("improvement against cingulate engagement", 0.82, 0.0002, 0.00014, 0.00025),
            ("improvement against coupling with the left amygdala", -0.73, 0.0021, 0.0018, 0.0023),
        )
    ),
    *(
        Case(
            f"Interval of d, {side} amygdala: largest distance from the exact one", "noncentral t distribution", None,
            "independent solver", "0 to 0.01", 0, 0.01, "", partial(_off, side),
        )
        for side in INTERACTIONS
    ),
)  # fmt: skip
