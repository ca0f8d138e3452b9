"""Exercise 4: which trial moves the pooled odds ratio most when it is left out, and what the comparators allow to be said."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

from ketabrain.evidence import trials
from ketabrain.evidence.meta_analysis import leave_one_out, pool
from ketabrain.exercises import read
from ketabrain.exercises.feedback import NoAnswer, NotYet, self_check

RIGHT = "B"
SENTENCES = {  # letter to what is said against it
    "A": "Three, two and one trial, and intervals that overlap, prove nothing about comparators.",
    RIGHT: "",
    "C": "Its interval reaches from less than one half to more than 5. Not shown to work is not shown not to work.",
    "D": "Intervals that overlap do not show that two things are the same. A pooling of nine trials’ own patients did find one (Wilkinson 2019).",
}


@self_check
def check_4(most: Any = None, sentence: Any = None) -> str:
    """Check the trial whose absence moves the pooled odds ratio most, and which sentence the comparators allow."""
    name = read_name(most)
    if name != most_moving():
        raise NotYet(name_slip(name))
    if sentence is None:
        raise NoAnswer("The trial is right. Put a letter in place of None: A, B, C or D, in quotation marks.")
    letter = read.choice(sentence, SENTENCES, "the sentence")
    if letter != RIGHT:
        raise NotYet(f"The trial is right, but {letter} does not hold. {SENTENCES[letter]}")
    return (
        f"Without {name} the odds ratio goes from {whole():.2f} to {without()[name]:.2f}, the furthest of all. It is the largest trial, so it pulls "
        "the mean towards itself. Leaving out shows what a result leans on, not which trial is wrong."
    )


@cache
def without() -> dict[str, float]:
    """Return the pooled odds ratio without each trial in turn."""
    table = trials.study_table(trials.comparisons("response", 24))
    return {name: found.estimate for name, found in leave_one_out(table, "OR").items()}


@cache
def whole() -> float:
    """Return the pooled odds ratio of all."""
    return pool(trials.study_table(trials.comparisons("response", 24)), "OR").estimate


def moved(name: str) -> float:
    """Return how far the pooled odds ratio moves without a trial, as a logarithm."""
    return abs(math.log(without()[name] / whole()))


def most_moving() -> str:
    """Return the trial whose absence moves it most."""
    return max(without(), key=moved)


def read_name(answer: Any) -> str:
    """Return which trial was named."""
    if answer is None or answer is ...:
        raise NoAnswer("Put the trial's name in place of None, in quotation marks.")
    if not isinstance(answer, str):
        raise NotYet("Give the trial's name as text, in quotation marks.")
    same = [name for name in without() if name.casefold() == answer.strip().casefold()]
    if not same:
        raise NotYet(f"{read.quoted(answer)} is none of the six: {', '.join(without())}.")
    return same[0]


def name_slip(name: str) -> str:
    """Say why a trial is not the one."""
    ways = sorted(without(), key=moved, reverse=True)
    if name == min(without(), key=lambda one: without()[one]):
        return f"{name} pulls it up most: without it the odds ratio is lowest. Another one moves it further, the other way."
    place = ways.index(name) + 1
    return f"Without {name} it is {without()[name]:.2f}, instead of {whole():.2f}: number {place} of six. Compare by how many times it changes."
