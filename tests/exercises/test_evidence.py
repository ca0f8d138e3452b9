"""The evidence lab's self-checks: right answers, the slips that learners make, and nonsense."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.exercises.answers import ANYTHING, asks_for_an_answer, reads_as_one_line, says

from ketabrain.exercises import evidence as exercises
from ketabrain.exercises.evidence import between, leaving, merging, ratio
from ketabrain.exercises.feedback import NO_ANSWER, NOT_YET, RIGHT
from ketabrain.models import meta_analysis as model

CHECKS = (exercises.check_1, exercises.check_2, exercises.check_3, exercises.check_4)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_an_empty_answer_is_no_answer(check: Any) -> None:
    asks_for_an_answer(check)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(CHECKS), ANYTHING, ANYTHING)
def test_nothing_raises_and_all_is_one_readable_line(check: Any, first: Any, second: Any) -> None:
    reads_as_one_line(check(first) if check is exercises.check_3 else check(first, second))


# Exercise 1
VALUE, LOW, HIGH = ratio.right()
WIDE = 1.96 * ratio.error()


def test_1_right() -> None:
    for answer in ((VALUE, LOW, HIGH), (4.54, 1.58, 13.05), ((VALUE, LOW, HIGH),)):
        says(exercises.check_1(*answer), RIGHT, "4.54, from 1.58 to 13.05. The paper prints 2.18")


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ((2.18, LOW, HIGH), "That is the printed one"),
        ((30 / 47 / (7 / 25), LOW, HIGH), "That is the ratio of shares, a risk ratio"),
        ((math.log(VALUE), LOW, HIGH), "That is its logarithm"),
        ((1 / VALUE, LOW, HIGH), "That is upside down"),
        ((30 / 17, LOW, HIGH), "Those are the odds on ketamine alone"),
        ((30 / 47 - 7 / 25, LOW, HIGH), "That is the difference of the shares"),
        ((30 * 7 / (17 * 18), LOW, HIGH), "You multiplied the odds"),
        ((9, LOW, HIGH), "9 is not it. The odds on ketamine are 30 to 17, on midazolam 7 to 18"),
        ((VALUE, HIGH, LOW), "The ratio is right. Its ends are changed over"),
        ((VALUE, VALUE - WIDE, VALUE + WIDE), "The ratio is right. You added on the ratio itself"),
        ((VALUE, math.log(LOW), math.log(HIGH)), "The ratio is right. Those are logarithms"),
        ((VALUE, VALUE * math.exp(-WIDE / 1.96), VALUE * math.exp(WIDE / 1.96)), "The ratio is right. That is one standard error"),
        ((VALUE, VALUE * math.exp(-1.96 * ratio.error() ** 2), VALUE * math.exp(1.96 * ratio.error() ** 2)),
         "The ratio is right. You took the variance"),
        ((VALUE, 1, 2), "The ratio is right, the interval is not"),
    ],
)  # fmt: skip
def test_1_slips(answer: Any, start: str) -> None:
    says(exercises.check_1(*answer), NOT_YET, start)


def test_1_half_an_answer() -> None:
    says(exercises.check_1(VALUE), NO_ANSWER, "Put the lower end in place of None")


# Exercise 2
OTHERS = [merging.counts_of(name) for name in merging.OTHERS]
HEAD = ("events_t", "n_t", "events_c", "n_c")


def table(*rows: tuple[int, ...]) -> dict[str, list[Any]]:
    columns = dict(zip(HEAD, map(list, zip(*rows, strict=True)), strict=True))
    return {"study": [f"trial {i}" for i, _ in enumerate(rows)], **columns}


MERGED = (112, 209, 42, 108)
RIGHT_TABLE = table(MERGED, *OTHERS)


def test_2_right() -> None:
    for answer in (RIGHT_TABLE, table(*OTHERS, MERGED), pd.DataFrame(RIGHT_TABLE)):
        says(
            exercises.check_2(answer, merging.right()),
            RIGHT,
            "One row of 112 of 209 against 42 of 108, and an odds ratio of 1.98",
        )


@pytest.mark.parametrize(
    ("answer", "pooled", "start"),
    [
        (
            table((60, 111, 42, 108), (52, 98, 42, 108), *OTHERS),
            1.94,
            "Your table has 4 rows, and three are asked. The two doses",
        ),
        (table(*OTHERS), 1.94, "Your table has 2 rows, and three are asked. One of the trials"),
        (table((60, 111, 42, 108), *OTHERS), 1.98, "That is the 56 mg arm alone"),
        (table((52, 98, 42, 108), *OTHERS), 1.98, "That is the 84 mg arm alone"),
        (table((112, 209, 84, 216), *OTHERS), 1.98, "You added up the control group, too"),
        (table((112, 209, 21, 54), *OTHERS), 1.98, "You merged the drug's arms and halved the control"),
        (table((112, 209, 40, 108), *OTHERS), 1.98, "The control group has 42 responders of 108"),
        (table((112, 200, 42, 108), *OTHERS), 1.98, "The drug's side is 112 of 200"),
        (table(MERGED, OTHERS[0], (17, 63, 8, 61)), 1.98, "The row of TRANSFORM-3 is missing"),
        (table((112, 100, 42, 108), *OTHERS), 1.98, "Row 1 (trial 0): events_t is 112, more than n_t, 100"),
        ({"study": ["a", "b", "c"]}, 1.98, "Columns events_t, n_t, events_c, n_c missing"),
        (RIGHT_TABLE, 1.942, "The table is right, but that is the number with the two doses apart"),
        (RIGHT_TABLE, 5, "The table is right. 5 is not its pooled odds ratio"),
    ],
)
def test_2_slips(answer: Any, pooled: float, start: str) -> None:
    says(exercises.check_2(answer, pooled), NOT_YET, start)


def test_2_half_an_answer() -> None:
    says(exercises.check_2(RIGHT_TABLE), NO_ANSWER, "Put the pooled odds ratio in place of None")


# Exercise 3
def test_3_right() -> None:
    says(exercises.check_3(model.tau2_dl), RIGHT, "0.2374 for the six trials")
    says(exercises.check_3(lambda y, v: np.array(model.tau2_dl(y, v))), RIGHT, "0.2374")


@pytest.mark.parametrize("number", range(len(between.WRONG)))
def test_3_slips(number: int) -> None:
    wrong, sentence = between.WRONG[number]
    says(exercises.check_3(wrong), NOT_YET, sentence[:40])


def test_3_other_slips() -> None:
    negative = lambda y, v: between.surplus(y, v) / between.spare(v)  # noqa: E731
    says(exercises.check_3(negative), NOT_YET, "For studies that agree it gives -")
    says(exercises.check_3(lambda y, v: 0.5), NOT_YET, "For the six trials it gives 0.5. Go step by step")
    says(exercises.check_3(lambda y, v: None), NO_ANSWER, "tau2 gives back None")
    says(exercises.check_3(lambda y: 1), NOT_YET, "tau2 of 6 studies stopped with TypeError")
    says(exercises.check_3(0.24), NOT_YET, "Give the function itself")


# Exercise 4
MOST = "TRANSFORM-1 and -2"


def test_4_right() -> None:
    for name in (MOST, "  transform-1 AND -2 "):
        says(exercises.check_4(name, "b"), RIGHT, "Without TRANSFORM-1 and -2 the odds ratio goes from 3.29 to 4.45")


@pytest.mark.parametrize(
    ("name", "letter", "start"),
    [
        ("Daly 2018", "B", "Daly 2018 pulls it up most"),
        ("Lii 2023", "B", "Without Lii 2023 it is 4.24, instead of 3.29: number 2 of six"),
        ("Murrough", "B", "'Murrough' is none of the six"),
        (4.45, "B", "Give the trial's name as text"),
        (MOST, "A", "The trial is right, but A does not hold. Three, two and one trial"),
        (MOST, "C", "The trial is right, but C does not hold. Its interval"),
        (MOST, "D", "The trial is right, but D does not hold. Intervals that overlap"),
        (MOST, "E", "'E' is none of the options"),
    ],
)
def test_4_slips(name: Any, letter: str, start: str) -> None:
    says(exercises.check_4(name, letter), NOT_YET, start)


def test_4_half_an_answer() -> None:
    says(exercises.check_4(MOST), NO_ANSWER, "The trial is right. Put a letter in place of None")


def test_what_is_said_of_the_masked_trial_is_so() -> None:
    masked = [row for row in leaving.trials.comparisons("response", 24) if row.treated.comparator == "masked"]
    columns = leaving.trials.study_table(masked)
    events_t, n_t, events_c, n_c = (np.array(columns[name], float) for name in ("events_t", "n_t", "events_c", "n_c"))
    low, high = (float(np.exp(end)[0]) for end in model.interval(model.of_counts("OR", events_t, n_t, events_c, n_c)))
    assert low < 0.5 and high > 5
