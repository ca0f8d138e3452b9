"""The numbers that the questions on the claim check print are arithmetic, or what luck allows."""

from __future__ import annotations

import math

import pytest
from tests.quiz.asked import is_arithmetic

from ketabrain import quiz

SURE, HITS, CLAIMS = 0.8, 3, 4  # given in question 5
SQUARES = HITS * (1 - SURE) ** 2 + (CLAIMS - HITS) * SURE**2
SLIPS = [(HITS * (1 - SURE) + SURE) / CLAIMS, SURE - HITS / CLAIMS, SQUARES, 1 - HITS / CLAIMS]


def luck(sure: float, claims: int) -> float:
    """Return how far the share may lie from what a perfectly calibrated person said, in 95 of 100 cases."""
    return 1.96 * math.sqrt(sure * (1 - sure) / claims)


def test_the_brier_score_and_its_slips_are_arithmetic() -> None:
    is_arithmetic("claim_check-05", (SQUARES / CLAIMS, SLIPS))


def test_sixty_one_pairs_is_what_a_correlation_says_and_the_slips_are_near() -> None:
    r = 0.35
    pairs = 100 * (0.5 + math.asin(r) / math.pi)
    is_arithmetic("claim_check-07", (pairs, [100 * r, 12, pairs / 100, 100 - pairs]), slips_near=0.015)
    assert 100 * r**2 == pytest.approx(12, abs=0.5)


def test_luck_explains_six_claims_but_not_twenty_at_ninety_nine() -> None:
    assert luck(0.8, 6) > 0.8 - 4 / 6 and 5 / 6 > 0.8
    assert luck(0.99, 20) < 0.99 - 12 / 20


def test_the_scores_of_the_example_in_the_chapter() -> None:
    ada, ben = ((7 * (1 - sure) ** 2 + 3 * sure**2) / 10 for sure in (0.7, 0.99))
    assert (round(ada, 2), round(ben, 2)) == (0.21, 0.29)


def brier(sure: float, right: float) -> float:
    """Return the Brier score of somebody who always says how sure he is, where a share of the guesses comes out."""
    return right * (1 - sure) ** 2 + (1 - right) * sure**2


def test_the_scores_of_the_four_friends_are_arithmetic() -> None:
    scores = [brier(0.9, 0.6), brier(0.6, 0.9), brier(0.5, 0.5), (brier(0.9, 0.9) + brier(0.6, 0.6)) / 2]
    told = [float(pair.match.rpartition(" ")[2]) for pair in quiz.bank.get("claim_check-11").pairs]
    assert told == pytest.approx(scores)
