"""A correlation as the cloud of points that it is, and what it says about one person.

Both quantities are in standard deviations from the average. The second is a change of a depression score, so that below
zero is better. A correlation below zero then means: the more dissociation, the more improvement.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from ketabrain.models.estimate import Estimate
from ketabrain.models.parameter import check, check_range, parameter

NORMAL = NormalDist()
MOST_POINTS = 10_000


@dataclass(frozen=True)
class Parameters:
    """How wide an interval is."""

    coverage: float = parameter(
        0.95, "", "chosen here", "share of patients that an interval for one patient holds", low=0.5, high=0.999
    )

    def __post_init__(self) -> None:
        check(self)


class Cloud(NamedTuple):
    """People as points: dissociation and change of the depression score [standard deviations from the average]."""

    dissociation: np.ndarray
    change: np.ndarray


def cloud(r: float, n: int, seed: int, *, exact: bool = True) -> Cloud:
    """Return ``n`` people whose two values correlate by ``r``.

    ``exact`` gives a sample whose own correlation is ``r``; otherwise the people are drawn from a very large crowd with
    that correlation, and theirs differs by chance. Raise ValueError for r outside -1 to 1 or n outside 3 to 10,000.
    """
    check_range("r", r, -1, 1)
    check_range("n", n, 3, MOST_POINTS)
    first, second = np.random.default_rng([seed, n]).standard_normal((2, int(n)))
    if exact:
        first = _standard(first)
        second = _standard(second - first * np.mean(first * second))
    return Cloud(first, r * first + math.sqrt(1 - r**2) * second)


def correlation(points: Cloud) -> float:
    """Return the correlation of a cloud's own points."""
    return float(np.corrcoef(points.dissociation, points.change)[0, 1])


def one_patient(r: float, dissociation: float, parameters: Parameters | None = None) -> Estimate:
    """Return the change to expect for one patient, and between which values most such patients lie.

    As if ``r`` were known for certain and the cloud were normal; both make the interval narrower than a real one.
    """
    check_range("r", r, -1, 1)
    p = parameters or Parameters()
    wide = NORMAL.inv_cdf((1 + p.coverage) / 2) * math.sqrt(1 - r**2)
    return Estimate(r * dissociation, r * dissociation - wide, r * dissociation + wide)


def better_than_average(r: float, dissociation: float) -> float:
    """Return the share of patients with this much dissociation who improve more than the average patient [0..1]."""
    check_range("r", r, -0.9999, 0.9999)
    return NORMAL.cdf(-r * dissociation / math.sqrt(1 - r**2))


def concordant(r: float) -> float:
    """Return how often, of two patients, the one with more dissociation improves more [0..1].

    It is also the share of the patients above the median of dissociation who improve more than the median patient.
    """
    check_range("r", r, -1, 1)
    return 0.5 - math.asin(r) / math.pi


def explained(r: float) -> float:
    """Return the share of the variance in one quantity that goes with the other [0..1]."""
    check_range("r", r, -1, 1)
    return r**2


def people_behind(r: float, p_value: float) -> float:
    """Return in how many people a correlation ``r`` has this two-sided p value, by Fisher's transformation."""
    check_range("p_value", p_value, 1e-12, 0.9999)
    check_range("r", abs(r), 0.0001, 0.9999)
    return 3 + (NORMAL.inv_cdf(1 - p_value / 2) / math.atanh(abs(r))) ** 2


def _standard(values: np.ndarray) -> np.ndarray:
    centred = values - values.mean()
    return centred / np.sqrt(np.mean(centred**2))


class Study(NamedTuple):
    """What one study found on dissociation and benefit. ``r`` is None where its abstract prints none.

    ``people`` is None for a review. ``says`` is "linked", "not linked" or "divided"; ``oriented`` is False where the
    abstract does not say which sign means benefit.
    """

    label: str
    source: str
    people: int | None
    says: str
    found: str
    r: float | None = None
    low: float | None = None
    high: float | None = None
    oriented: bool = True


STUDIES: dict[str, Study] = {
    "luckenbaugh_230": Study(
        "Luckenbaugh 2014, at 230 minutes", "Luckenbaugh2014dissociative", 108, "linked",
        "r = −0.35, p = 0.007: the more the CADSS had risen at 40 minutes, the more depression had improved at 230 minutes",
        r=-0.35,
    ),
    "luckenbaugh_7": Study(
        "Luckenbaugh 2014, on day 7", "Luckenbaugh2014dissociative", 108, "linked",
        "r = −0.41, p = 0.01, on day 7; for day 1 the abstract gives none", r=-0.41,
    ),
    "niciu": Study(
        "Niciu 2018", "niciu2018", 126, "linked",
        "the depersonalisation items of the CADSS went with improvement, the amnesia items did not; no r in the abstract",
    ),
    "caliman": Study(
        "Caliman-Fontes 2022", "calimanfontes2022", 61, "divided",
        "up to a CADSS of 15, each point went with half a MADRS point at 24 hours; not significant at 72 hours or 7 days",
    ),
    "transform": Study(
        "Esketamine trials, together", "Mathai2023reconsidering", 576, "not linked",
        "no link over four weeks (p = 0.7); day 2: 0.04 MADRS points for each CADSS point, too little to matter, say its authors",
    ),
    "chen": Study(
        "Chen 2021, esketamine", "chen2021dissociation", None, "not linked",
        "correlations around zero on days 2 and 28; dissociation faded over the doses, the benefit did not",
    ),
    "meta": Study(
        "Meta-analysis, 11 studies", "Psychomimetic2024meta", None, "not linked",
        "r = 0.06 (−0.05 to 0.17) over all illnesses; the abstract does not say which sign means benefit",
        r=0.06, low=-0.05, high=0.17, oriented=False,
    ),
    "meta_depression": Study(
        "The same, depression alone", "Psychomimetic2024meta", None, "not linked",
        "r = 0.03 (−0.07 to 0.13) in 10 studies", r=0.03, low=-0.07, high=0.13, oriented=False,
    ),
    "goncalves": Study(
        "Gonçalves 2024, review", "Goncalves2024states", None, "divided",
        "of 29 studies 15 found a link, 13 none, and one the opposite",
    ),
    "mathai": Study(
        "Mathai 2020, review", "Mathai2020relationship", None, "divided", "3 of 8 studies found a correlation",
    ),
    "williams": Study(
        "Williams 2018", "Williams2018naltrexone", 12, "not linked",
        "with naltrexone the dissociation stayed and much of the benefit did not",
    ),
    "lii": Study(
        "Lii 2023", "lii2023", 40, "divided",
        "given under anaesthesia, so that nobody dissociated: 12 of 20 responded to ketamine, 10 of 20 to salt water",
    ),
}  # fmt: skip
SAYS = ("linked", "divided", "not linked")
PRINTED_P = {"luckenbaugh_230": 0.007, "luckenbaugh_7": 0.01}
