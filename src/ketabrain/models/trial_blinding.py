"""A trial of a drug that people can feel: what it reports when they guess their group and a guess moves their score.

Falls of the score in points of the MADRS; a larger fall is better. Two groups of equal size. Each person has a natural
course, a drug effect if treated, and perhaps an effect of the own guess. Shares run from 0 to 1.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from ketabrain.models import student_t
from ketabrain.models.parameter import check, check_range, parameter

NORMAL = NormalDist()
HUNDRED = 100


@dataclass(frozen=True)
class Parameters:
    """What happens to a score without the drug, and how a trial is read."""

    natural_mean: float = parameter(
        5.7,
        "points",
        "published",
        "mean fall a day after a placebo spray, 33 people",
        low=-20,
        high=30,
        source="daly2018",
    )
    natural_sd: float = parameter(
        10.3, "points", "measured elsewhere", "spread of that fall between people, from its standard error of 1.79",
        low=0.1, high=30, source="daly2018",
    )  # fmt: skip
    baseline: float = parameter(
        35.0, "points", "published", "score before, the same for everyone here", low=1, high=60, source="daly2018"
    )
    halved: float = parameter(
        0.5, "", "chosen here", "share of the score that must go for a response; the usual definition", low=0.1, high=1
    )
    coverage: float = parameter(0.95, "", "chosen here", "what a trial's interval covers", low=0.5, high=0.999)

    def __post_init__(self) -> None:
        check(self)


@dataclass(frozen=True)
class Design:
    """How a trial goes.

    ``hope`` is what a guess is worth [points]: it lifts those who guess "drug", or, with ``lowers``, lowers those who
    guess "control". ``right`` is the share that guesses its group in each group. With ``after``, people guess once
    they have seen how they fare, so that a guess moves nothing and ``hope`` and ``right`` are not used.
    """

    effect: float
    hope: float = 0.0
    right: float = 0.5
    people: int = 50
    after: bool = False
    lowers: bool = False

    def __post_init__(self) -> None:
        check_range("effect", self.effect, -30, 30, "points")
        check_range("hope", self.hope, 0, 30, "points")
        check_range("right", self.right, 0, 1)
        check_range("people", self.people, 2, 10_000, "a group")

    @property
    def moved(self) -> float:
        """What a guess moves [points]."""
        return 0.0 if self.after else self.hope

    @property
    def believers(self) -> tuple[float, float]:
        """Share that guesses "drug" on the drug and on the comparator, where guesses come from what people feel."""
        return self.right, 1 - self.right


class Group(NamedTuple):
    """The mean fall of a group, in its parts [points]; ``lost`` is taken away."""

    natural: float
    drug: float
    hope: float
    lost: float

    @property
    def fall(self) -> float:
        """The mean fall."""
        return self.natural + self.drug + self.hope - self.lost


class Reports(NamedTuple):
    """What each of many trials reports: the difference of the mean falls, its interval [points], and the guesses."""

    difference: np.ndarray
    low: np.ndarray
    high: np.ndarray
    guessed_right: np.ndarray


def bias(hope: float, right: float) -> float:
    """Return what guesses add to the difference of two groups [points]."""
    return hope * (2 * right - 1)


def expected(design: Design) -> float:
    """Return what such trials report on average [points]."""
    return design.effect + bias(design.moved, design.right)


def guessed_right(design: Design, parameters: Parameters | None = None) -> float:
    """Return the share that guesses right: as set, or, after the fact, what the drug's effect makes of it."""
    if not design.after:
        return design.right
    return NORMAL.cdf(design.effect / (2 * (parameters or Parameters()).natural_sd))


def groups(design: Design, parameters: Parameters | None = None) -> tuple[Group, Group]:
    """Return the expected fall on the drug and on the comparator, in parts."""
    natural = (parameters or Parameters()).natural_mean
    drug, other = (
        Group(natural, effect, *_moved_by_guesses(design, share))
        for effect, share in zip((design.effect, 0.0), design.believers, strict=True)
    )
    return drug, other


def _moved_by_guesses(design: Design, believers: float) -> tuple[float, float]:
    """Return what guesses add to a group's mean fall, and what they take away."""
    return (0.0, design.moved * (1 - believers)) if design.lowers else (design.moved * believers, 0.0)


def responders(design: Design, parameters: Parameters | None = None) -> tuple[float, float]:
    """Return the expected share of responders on the drug and on the comparator."""
    p = parameters or Parameters()
    shift = -design.moved if design.lowers else 0.0  # of those who guess "control"
    drug, other = (
        share * _reach(p, effect + shift + design.moved) + (1 - share) * _reach(p, effect + shift)
        for effect, share in zip((design.effect, 0.0), design.believers, strict=True)
    )
    return drug, other


def _reach(p: Parameters, more: float) -> float:
    """Return the share whose fall reaches a response, when ``more`` points come on top of the natural course."""
    return NORMAL.cdf((p.natural_mean + more - p.halved * p.baseline) / p.natural_sd)


def apart(share: float, other: float) -> float:
    """Return how far apart two groups are, in standard deviations, from their shares of responders.

    As if falls were normal with one spread, and one cut-off made a response. Raise ValueError for shares of 0 or 1.
    """
    for name, value in (("share", share), ("other", other)):
        check_range(name, value, 1e-6, 1 - 1e-6)
    return NORMAL.inv_cdf(share) - NORMAL.inv_cdf(other)


def half_width(people: float, parameters: Parameters | None = None) -> float:
    """Return half the width of the interval of a trial with ``people`` a group, without an effect of guesses [points]."""
    check_range("people", people, 2, 10_000, "a group")
    p = parameters or Parameters()
    return _quantile(p.coverage, people) * p.natural_sd * math.sqrt(2 / people)


@cache
def _quantile(coverage: float, people: float) -> float:
    return student_t.quantile((1 + coverage) / 2, 2 * people - 2)


def run(design: Design, seed: int, trials: int = HUNDRED, parameters: Parameters | None = None) -> Reports:
    """Return what ``trials`` trials report. A seed means the same people: a change of design moves only what it moves."""
    check_range("trials", trials, 1, 100_000)
    p = parameters or Parameters()
    rng = np.random.default_rng([seed, design.people])
    fall = p.natural_mean + p.natural_sd * rng.standard_normal((trials, 2, design.people))
    fall[:, 0] += design.effect
    if design.after:
        believes = fall > p.natural_mean + design.effect / 2  # midway between the two groups
    else:
        knows = rng.random(fall.shape) < design.right
        believes = np.stack([knows[:, 0], ~knows[:, 1]], axis=1)
    fall = fall + design.moved * (believes - float(design.lowers))
    means = fall.mean(axis=2)
    pooled = fall.var(axis=2, ddof=1).mean(axis=1)
    difference = means[:, 0] - means[:, 1]
    half = _quantile(p.coverage, design.people) * np.sqrt(2 * pooled / design.people)
    found = (believes[:, 0].mean(axis=1) + 1 - believes[:, 1].mean(axis=1)) / 2
    return Reports(difference, difference - half, difference + half, found)
