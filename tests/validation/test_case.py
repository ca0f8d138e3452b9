"""A case says what it compares, and is judged by its bounds alone."""

from dataclasses import replace
from math import inf, nan

import pytest

from ketabrain.validation.case import Case, judge, run, shown, tally

CASE = Case("Pause", "rat", "Ji2007lateral", "measured", "about 85 ms", 75, 95, "ms", lambda: 81.8)


@pytest.mark.parametrize(
    ("value", "hit"), [(75, True), (95, True), (74.9, False), (95.1, False), (nan, False), (inf, False)]
)
def test_bounds_belong_to_the_hit(value, hit):
    assert judge(CASE, value) == (pytest.approx(value, nan_ok=True), hit)


def test_run_computes_and_judges():
    assert run(CASE) == (81.8, True)
    assert run(replace(CASE, compute=lambda: 12)) == (12.0, False)


@pytest.mark.parametrize(
    ("value", "words"),
    [(81.84, "81.8 ms"), (-3.5, "−3.5 ms"), (0, "0 ms"), (117, "117 ms"), (0.0002, "under 0.001 ms"), (nan, "none")],
)
def test_values_in_words(value, words):
    assert shown(CASE, value) == words


def test_a_fit_is_told_from_a_test_and_from_arithmetic():
    assert CASE.role == "test"
    assert replace(CASE, fitted=True).role == "fit"
    assert replace(CASE, kind="independent solver", fitted=True).role == "check of the arithmetic"


def test_the_tally_counts_each_kind():
    fit, check = replace(CASE, fitted=True), replace(CASE, kind="reference run")
    found = [(CASE, judge(CASE, 80)), (CASE, judge(CASE, 1)), (fit, judge(fit, 80)), (check, judge(check, 1))]
    assert tally(found) == (
        "Measured numbers: 1 of 1 fits and 1 of 2 tests are met. Checks of the arithmetic: 0 of 1 are met."
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "guessed"}, "Kind 'guessed' is not known: use measured, reference run, independent solver."),
        ({"source": None}, "A measured case needs a source: Pause."),
        ({"low": 99}, "The lower bound of 'Pause' is above its upper bound: swap them."),
    ],
)
def test_bad_cases_are_refused_in_one_sentence(change, words):
    with pytest.raises(ValueError) as problem:
        replace(CASE, **change)
    assert str(problem.value) == words
