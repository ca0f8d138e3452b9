"""Exercise 3: count the pairs that are in order, and find how many people fit a printed p value."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import combinations
from statistics import NormalDist
from typing import Any

import numpy as np

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NoAnswer, NotYet, self_check
from ketabrain.models import correlated_points as model

CLOUDS = (
    model.Cloud(np.array([1.0, 2.0, 3.0, 4.0]), np.array([0.0, -1.0, -3.0, -2.0])),
    model.cloud(-0.35, 30, 3),
    model.cloud(0.5, 25, 4),
)
R, P = -0.35, 0.007
NEAR, NEAR_PEOPLE = 0.002, 1.01


@self_check
def check_3(pairs: Any = None, people: Any = None) -> str:
    """Check a function (dissociation, change) -> share of pairs in order, and the people that fit r and p."""
    function = read.function(pairs, "pairs")
    given = [called(function, cloud) for cloud in CLOUDS]
    problem = pairs_slip(given)
    if problem:
        raise NotYet(problem)
    if people is None or people is ...:
        raise NoAnswer("The function is right. Put the number of people that fits r and p in place of None.")
    count, meant = read.number(people, "the number of people"), model.people_behind(R, P)
    if abs(count - meant) > NEAR_PEOPLE:
        raise NotYet(people_slip(count, meant))
    return (
        f"In a large cloud with r = −0.35 the share comes to {model.concordant(R):.2f}; a coin gives 0.50. And the printed p fits "
        f"about {meant:.0f} people, though 108 were analysed. Two numbers of one abstract can test each other."
    )


def called(function: Callable[..., Any], cloud: model.Cloud) -> float:
    """Call a learner's function; raise NotYet where it stops or gives back no share."""
    answer = read.called(function, "pairs(dissociation, change)", cloud.dissociation.copy(), cloud.change.copy())
    if answer is None:
        raise NoAnswer("pairs gives back None: let it return the share of pairs in order.")
    return read.number(answer, "the share that pairs gives back")


def counts(cloud: model.Cloud) -> tuple[int, int]:
    """Return how many pairs are in order (more dissociation, lower score), and how many pairs there are."""
    people = list(zip(cloud.dissociation, cloud.change, strict=True))
    both = list(combinations(people, 2))
    return sum((a[0] - b[0]) * (a[1] - b[1]) < 0 for a, b in both), len(both)


def in_order(cloud: model.Cloud) -> float:
    """Return the share of pairs in order."""
    ordered, every = counts(cloud)
    return ordered / every


def pairs_slip(given: Sequence[float]) -> str:
    """Say what is wrong with a function's shares, or nothing."""
    right = [in_order(cloud) for cloud in CLOUDS]
    if read.close(given, right, NEAR):
        return ""
    sizes = [len(cloud.dissociation) for cloud in CLOUDS]
    ordered = [counts(cloud)[0] for cloud in CLOUDS]
    known: tuple[tuple[list[float], str], ...] = (
        ([1 - x for x in right], "Nearly. A *lower* change is a better one: count a pair where more dissociation goes with a lower change."),
        ([100 * x for x in right], "That is in per cent: give back a share from 0 to 1."),
        ([float(x) for x in ordered], "That is a count: divide it by the number of pairs."),
        ([2 * x / n**2 for x, n in zip(ordered, sizes, strict=True)], "You divided by n × n, which pairs each person with itself: leave these out."),
        ([x / n**2 for x, n in zip(ordered, sizes, strict=True)], "n people make n × (n − 1) / 2 pairs, not n × n."),
        ([2 * x for x in right], "You counted each pair from both sides: divide by two."),
        ([float(np.corrcoef(*cloud)[0, 1]) for cloud in CLOUDS], "That is the correlation. Asked is the share of pairs in order."),
        ([model.concordant(float(np.corrcoef(*cloud)[0, 1])) for cloud in CLOUDS], "That is the formula for a large cloud. Count the pairs of these people."),
    )  # fmt: skip
    for wrong, sentence in known:
        if read.close(given, wrong, NEAR):
            return sentence
    place = next(i for i, (a, b) in enumerate(zip(given, right, strict=True)) if abs(a - b) > NEAR)
    side = "many" if given[place] > right[place] else "few"
    return f"For {sizes[place]} people the share is {right[place]:.3f}, and pairs gives {given[place]:.3g}: it counts too {side}."


def people_slip(given: float, meant: float) -> str:
    """Say what went wrong with the number of people."""
    z, reach = NormalDist().inv_cdf(1 - P / 2), math.atanh(abs(R))
    known = (
        (108, "That is how many were analysed. Which number gives p = 0.007 with r = −0.35?"),
        (meant - 3, "Add 3: Fisher's z has the error 1/√(n − 3)."),
        (3 + (NormalDist().inv_cdf(1 - P) / reach) ** 2, "Take p/2 for each side: the printed p is two-sided."),
        (3 + (z / abs(R)) ** 2, "You left artanh out: divide by artanh of r, not by r."),
        (3 + z / reach, "Square z / artanh(r) before you add 3."),
    )
    for wrong, sentence in known:
        if abs(given - wrong) <= NEAR_PEOPLE / 2:
            return sentence
    side = "many" if given > meant else "few"
    return (
        f"The function is right. {given:.4g} are too {side}: n = 3 + (z / artanh(0.35))², with z for p/2 on each side."
    )
