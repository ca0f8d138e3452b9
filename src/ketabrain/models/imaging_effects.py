"""Imaging studies of ketamine and the amygdala, and the size that can be taken from a printed statistic.

A study prints a direction and, at best, a test statistic. Where that statistic compares two groups of
known size, it fixes the standardised difference d and its interval. Nothing else here is computed.
Times in hours, d in standard deviations.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from ketabrain.models.estimate import Estimate, Parameters
from ketabrain.models.parameter import check_range

LESS, SAME, MORE, UNNAMED = -1, 0, 1, 2  # UNNAMED: the abstract names other regions, not the amygdala
PHASES = {"at_once": "during or at once", "days": "1 to 3 days later", "unstated": "not stated"}
GROUPS = {"healthy": "healthy people", "depression": "people with depression", "ptsd": "people with PTSD"}
VALENCES = {"negative": "negative", "positive": "positive", "both": "negative and positive", "none": "nothing shown"}


def difference(f: float, n_one: int, n_two: int, parameters: Parameters | None = None) -> Estimate:
    """Return d of two independent groups from F with one degree of freedom above (F = t squared).

    The sign is not in F: read it from the study. Raise ValueError for a negative F or a group below two.
    """
    p = parameters or Parameters()
    check_range("f", f, 0, math.inf)
    for name, n in (("n_one", n_one), ("n_two", n_two)):
        check_range(name, n, 2, math.inf)
    share = 1 / n_one + 1 / n_two
    d = math.sqrt(f * share)
    wide = p.quantile * math.sqrt(share + d**2 / (2 * (n_one + n_two)))
    return Estimate(d, d - wide, d + wide)


def correlation(r: float, n: int, parameters: Parameters | None = None) -> Estimate:
    """Return a correlation with its interval, by Fisher's transformation; raise ValueError out of range."""
    p = parameters or Parameters()
    check_range("r", r, -0.9999, 0.9999)
    check_range("n", n, 4, math.inf)
    wide = p.quantile / math.sqrt(n - 3)
    return Estimate(r, math.tanh(math.atanh(r) - wide), math.tanh(math.atanh(r) + wide))


class Result(NamedTuple):
    """One result: what a study reported of the amygdala, and against what.

    ``reported`` is the direction that the abstract states; ``against`` the direction against a control that
    was given to people too (None: there was none, or the abstract compares with none). ``scan`` is False where a
    reflex was measured and not the amygdala. ``statistic`` is printed as the source has it.
    """

    label: str
    source: str
    group: str
    people: int
    phase: str
    valence: str
    reported: int
    against: int | None
    contrast: str
    control: str
    statistic: str
    scan: bool = True


RESULTS: tuple[Result, ...] = (
    Result("Abel 2003: 8 healthy men", "Abel2003facial", "healthy", 8, "at_once", "negative", LESS, LESS,
           "fearful against neutral faces, fMRI", "saline, same people",
           "limbic answer on saline, none on ketamine; no test of the difference seen"),
    Result("Scheidegger 2016: 23 healthy", "Scheidegger2016reduces", "healthy", 23, "at_once", "both", LESS, None,
           "emotional pictures, fMRI", "their own scan before", "no statistic seen"),
    Result("Becker 2017: 21 healthy", "Becker2017general", "healthy", 21, "at_once", "negative", MORE, MORE,
           "negative pictures that were later remembered, fMRI", "placebo, same people", "no statistic seen"),
    Result("Li 2016: 48 patients", "LiCT2016prefrontal", "depression", 48, "at_once", "none", LESS, SAME,
           "use of glucose, PET", "saline, other people", "main effect of time p < 0.001, in all three arms"),
    Result("Szczepanik 2016: 24 healthy", "Szczepanik2016amygdala", "healthy", 24, "unstated", "negative", LESS, None,
           "angry faces, fMRI", "their own scan before", "drug by group: F = 5.91 left, 10.78 right"),
    Result("Szczepanik 2016: 30 patients", "Szczepanik2016amygdala", "depression", 30, "unstated", "negative", MORE,
           None, "angry faces, fMRI; more than the healthy after ketamine", "the healthy group, also on ketamine",
           "drug by group: F = 5.91 left, 10.78 right"),
    Result("Murrough 2015: 18 patients", "Murrough2015regulation", "depression", 18, "days", "both", UNNAMED, None,
           "happy and sad faces, fMRI: right caudate up for happy faces", "their own scan before",
           "amygdala not named in the abstract"),
    Result("Reed 2018: 33 patients", "Reed2018attention", "depression", 33, "unstated", "both", UNNAMED, UNNAMED,
           "faces in a task of attention, fMRI: opposite in 33 with depression and 26 healthy", "placebo, same people",
           "amygdala not named in the abstract"),
    Result("Reed 2019: 33 patients", "Reed2019emotional", "depression", 33, "days", "both", UNNAMED, UNNAMED,
           "emotional faces, fMRI: opposite in 33 with depression and 24 healthy, frontal", "placebo, same people",
           "amygdala not named in the abstract"),
    Result("Loureiro 2020: 27 patients", "Loureiro2020amygdala", "depression", 27, "days", "both", LESS, None,
           "positive and negative faces, fMRI, after four infusions", "none; electroconvulsive therapy did the same",
           "p < 0.05, corrected"),
    Result("Duek 2023: 27 with PTSD", "Duek2023ptsd", "ptsd", 27, "days", "negative", LESS, LESS,
           "own trauma retold, fMRI, after four days of therapy", "midazolam, other people",
           "−0.33 (95 % interval −0.56 to −0.04), in the study's own units"),
    Result("Sen 2023: 32 men, unpleasant", "Sen2023startle", "healthy", 32, "days", "negative", SAME, SAME,
           "startle reflex during unpleasant pictures", "placebo, same people", "no statistic seen", scan=False),
    Result("Sen 2023: 32 men, pleasant", "Sen2023startle", "healthy", 32, "days", "positive", LESS, LESS,
           "startle reflex: pleasant pictures damped it less", "placebo, same people", "no statistic seen", scan=False),
)  # fmt: skip

INTERACTIONS = {"left": 5.91, "right": 10.78}  # F, drug by group (Szczepanik2016amygdala)
PATIENTS, HEALTHY = 30, 24


def interaction(side: str, parameters: Parameters | None = None) -> Estimate:
    """Return how much more the patients' amygdala changed than the healthy people's, in d; positive is upwards."""
    return difference(INTERACTIONS[side], PATIENTS, HEALTHY, parameters)


def passes(result: Result, phase: str = "all", group: str = "all", valence: str = "all") -> bool:
    """Return whether a result passes the filters; one on both kinds of pictures passes for either."""
    kinds = {"negative", "positive", "both"} if result.valence == "both" else {result.valence}
    return phase in ("all", result.phase) and group in ("all", result.group) and (valence == "all" or valence in kinds)
