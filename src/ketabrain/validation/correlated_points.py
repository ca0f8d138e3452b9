"""Whether printed correlations agree with themselves, and the formulas with numerical integration."""

from __future__ import annotations

from functools import partial

import numpy as np
from scipy.stats import multivariate_normal, norm

from ketabrain.models import correlated_points as model
from ketabrain.models.correlated_points import PRINTED_P, STUDIES
from ketabrain.validation.case import Case
from ketabrain.validation.imaging_effects import p_of_r

PATIENTS = "human, 108 with depression, 0.5 mg/kg"


def concordance_by_integration(r: float) -> float:
    """Return how often of two people one is ahead in both: differences of two people correlate as the people do."""
    both = multivariate_normal(mean=[0, 0], cov=[[1, r], [r, 1]])
    return float(2 * (norm.cdf(0) - both.cdf([0, 0])))


def better_by_drawing(r: float, dissociation: float, people: int = 400_000) -> float:
    """Return the share of drawn patients near a dissociation who do better than the average."""
    found = model.cloud(r, model.MOST_POINTS, 1, exact=False)
    many = [model.cloud(r, model.MOST_POINTS, seed, exact=False) for seed in range(2, people // model.MOST_POINTS + 1)]
    x = np.concatenate([one.dissociation for one in (found, *many)])
    y = np.concatenate([one.change for one in (found, *many)])
    return float(np.mean(y[np.abs(x - dissociation) < 0.05] < 0))


def _off(r: float) -> float:
    return abs(model.concordant(r) - concordance_by_integration(r))


def _p(key: str) -> float:
    study = STUDIES[key]
    assert study.r is not None and study.people is not None
    return p_of_r(study.r, study.people)


CASES: tuple[Case, ...] = (
    *(
        Case(
            f"p of r = {str(STUDIES[key].r).replace('-', '−')} {when}, if all 108 patients are in it", PATIENTS,
            "Luckenbaugh2014dissociative", "measured", f"p = {printed}", printed - width, printed + width, "", partial(_p, key),
            note=f"The printed p fits about {model.people_behind(STUDIES[key].r or 0, printed):.0f} people.",
        )
        for key, when, printed, width in (
            ("luckenbaugh_230", "at 230 minutes", PRINTED_P["luckenbaugh_230"], 0.0005),
            ("luckenbaugh_7", "on day 7", PRINTED_P["luckenbaugh_7"], 0.005),
        )
    ),
    *(
        Case(
            f"Pairs in order at r = {str(r).replace('-', '−')}: distance from integration", "bivariate normal", None,
            "independent solver", "0 to 0.001", 0, 0.001, "",
            partial(_off, r),
        )
        for r in (-0.35, -0.8)
    ),
    Case(
        "Better than average at 1 SD, r = −0.35: distance from 400,000 drawn people", "drawn people", None,
        "independent solver", "0 to 0.01", 0, 0.01, "",
        lambda: abs(model.better_than_average(-0.35, 1.0) - better_by_drawing(-0.35, 1.0)),
    ),
    Case(
        "r of 108 people made to have r = −0.35: distance from it", "drawn people", None, "independent solver",
        "0 to 0.000001", 0, 1e-6, "", lambda: abs(float(np.corrcoef(*model.cloud(-0.35, 108, 1))[0, 1]) + 0.35),
    ),
)  # fmt: skip
