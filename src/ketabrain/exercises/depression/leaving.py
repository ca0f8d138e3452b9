"""Exercise 2: a function of shares and of numbers that entered, and how many of a thousand leave between steps."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NoAnswer, NotYet, self_check
from ketabrain.models import treatment_steps as model

START = 1000
NEAR, NEAR_PEOPLE = 0.002, 1.01
Study = tuple[tuple[float, ...], tuple[float, ...]]  # the shares that remit, the numbers that entered
STUDIES: tuple[Study, ...] = (
    (model.Parameters().remitted, model.Parameters().entered),
    ((0.5, 0.5), (100, 20)),
    ((0.2, 0.3, 0.1), (400, 300, 200)),
)


@self_check
def check_2(counted: Any = None, left: Any = None) -> str:
    """Check a function (remitted, entered) -> share of all starters, and how many of 1,000 leave between steps."""
    function = read.function(counted, "counted")
    given = [called(function, study) for study in STUDIES]
    problem = slip(given)
    if problem:
        raise NotYet(problem)
    if left is None or left is ...:
        raise NoAnswer("The function is right. Put how many of 1,000 leave between steps in place of None.")
    people, meant = read.number(left, "the people who leave"), leavers()
    if abs(people - meant) > NEAR_PEOPLE:
        raise NotYet(left_slip(people, meant))
    return (
        f"{START * right(STUDIES[0]):.0f} of {START:,} remit in a step, and {meant:.0f} leave between steps without. Almost as many "
        "people are of unknown fate as are counted as well."
    )


def called(function: Callable[..., Any], study: Study) -> float:
    """Call a learner's function; raise NotYet where it stops or gives back no number."""
    answer = read.called(function, "counted(remitted, entered)", *(np.array(values, dtype=float) for values in study))
    if answer is None:
        raise NoAnswer("counted gives back None: let it return the share of all who start.")
    return read.number(answer, "the share that counted gives back")


def right(study: Study) -> float:
    """Return which share of all who start remitted, with the people who were there."""
    remitted, entered = study
    return math.fsum(r * n for r, n in zip(remitted, entered, strict=True)) / entered[0]


def leavers() -> float:
    """Return how many of a thousand leave between steps."""
    return START * sum(step.left for step in model.follow())


def slip(given: Sequence[float]) -> str:
    """Say what is wrong with a function's shares, or nothing."""
    meant = [right(study) for study in STUDIES]
    if read.close(given, meant, NEAR):
        return ""
    known: tuple[tuple[Callable[[Study], float], str], ...] = (
        (lambda s: 1 - math.prod(1 - r for r in s[0]), "That is the share if nobody leaves: it never uses `entered`."),
        (lambda s: right(s) * s[1][0], "Those are people: divide by all who started, entered[0]."),
        (lambda s: right(s) * s[1][0] / sum(s[1]), "You divided by the sum of all steps, which counts people once a step. All who started are entered[0]."),
        (lambda s: 100 * right(s), "That is in per cent: give back a share from 0 to 1."),
        (lambda s: 1 - right(s), "That is who did not remit: take it from 1."),
        (lambda s: sum(s[0]), "That adds shares of different groups. Turn each into people first: share × those who entered."),
    )  # fmt: skip
    for wrong, sentence in known:
        if read.close(given, [wrong(study) for study in STUDIES], NEAR):
            return sentence
    place = next(i for i, (a, b) in enumerate(zip(given, meant, strict=True)) if abs(a - b) > NEAR)
    return (
        f"For entered = {tuple(int(n) for n in STUDIES[place][1])} the share is {meant[place]:.3f}, and counted gives {given[place]:.3g}: add up "
        "share × entered over the steps, then divide by entered[0]."
    )


def left_slip(given: float, meant: float) -> str:
    """Say what went wrong with the people who leave."""
    p, followed = model.Parameters(), model.follow()
    known = (
        (START * (1 - right(STUDIES[0])), "That is everybody who is not counted as remitted. Some of these stayed to the end of step 4."),
        (START * (1 - p.entered_4 / p.entered_1), "That is everybody who did not enter step 4. Most of these had remitted before."),
        (START * followed[0].left, "That is after step 1 alone. People also leave after steps 2 and 3."),
        (p.entered_1 * meant / START, "That is in the study's own people. Asked is of 1,000 who start."),
        (meant / START, "That is a share: give people of 1,000."),
        (START * right(STUDIES[0]), "Those are the ones who remit. Who neither remits nor enters the next step?"),
    )  # fmt: skip
    for wrong, sentence in known:
        if abs(given - wrong) <= min(NEAR_PEOPLE, 0.01 * wrong):
            return sentence
    side = "many" if given > meant else "few"
    return f"The function is right. {given:.4g} are too {side}: after each step, those without remission less those who enter the next."
