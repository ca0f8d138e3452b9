"""Exercise 3: which experiments separate two accounts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf, nan
from typing import Any

import numpy as np

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NoAnswer, NotYet, self_check
from ketabrain.models.cascade import EXPERIMENTS, FOUND

CASES: tuple[tuple[str, float, float, float, float], ...] = (
    ("the chain alone agrees", 0.75, inf, 1.0, 0.1),
    ("the branch alone agrees", -inf, 0.25, 0.9, 0.0),
    ("both agree", 0.25, inf, 1.0, 1.0),
    ("neither agrees", -inf, 0.25, 0.8, 1.0),
    ("the branch says nothing", 0.75, inf, 1.0, nan),
    ("the branch says nothing and the chain is wrong", 0.75, inf, 0.0, nan),
    ("the chain lies exactly on the line", 0.75, inf, 0.75, 0.0),
)


@self_check
def check_3(separates: Any = None, how_many: Any = None) -> str:
    """Check a function (low, high, chain, branch) -> whether exactly one agrees, and the number of such experiments."""
    function = read.function(separates, "separates")
    given = [verdict(read.called(function, f"separates{case[1:]}", *case[1:])) for case in CASES]
    problem = slip(given)
    if problem:
        raise NotYet(problem)
    if how_many is None or how_many is ...:
        raise NoAnswer(
            "The function is right. Count the experiments for which it says True, and put the number in place of None."
        )
    count, meant = read.number(how_many, "the number of experiments"), len(separating())
    if count != meant:
        raise NotYet(count_slip(count))
    chain_right = sum(e.agrees(e.chain()) for e in separating())
    return (
        f"Of {len(spoken())} results on which both say something, {meant} separate them: {chain_right} are on the chain's side and "
        f"{meant - chain_right} on the habenula's. So neither is the whole account. All {meant} were found in rats or mice."
    )


def agree_once(low: float, high: float, chain: float, branch: float) -> bool:
    """Return whether both say something and exactly one lies in the range."""
    return not np.isnan(branch) and (low <= chain <= high) != (low <= branch <= high)


def spoken() -> list[Any]:
    """Return the experiments on which both accounts say something."""
    return [e for e in EXPERIMENTS if not np.isnan(e.through_habenula())]


def separating() -> list[Any]:
    """Return the experiments that separate the two accounts."""
    return [e for e in EXPERIMENTS if agree_once(*FOUND[e.found], e.chain(), e.through_habenula())]


def verdict(answer: Any) -> bool:
    """Read whether an experiment separates the two."""
    if answer is None:
        raise NoAnswer("separates gives back None: let it return True or False.")
    if isinstance(answer, bool | np.bool_):
        return bool(answer)
    raise NotYet(f"separates gives back something of type {type(answer).__name__}: let it return True or False.")


def slip(given: Sequence[bool]) -> str:
    """Say what is wrong with a function's verdicts, or nothing."""

    def of(rule: Callable[[float, float, float, float], bool]) -> list[bool]:
        return [rule(*case[1:]) for case in CASES]

    right = of(agree_once)
    if list(given) == right:
        return ""
    known: tuple[tuple[list[bool], str], ...] = (
        ([not one for one in right], "It is the wrong way round: True is asked for where exactly one of the two agrees."),
        (of(lambda low, high, c, b: (low <= c <= high) != (low <= b <= high)),
         "Where the branch is nan it says nothing, and cannot be wrong: give False there. np.isnan tells."),
        (of(lambda low, high, c, b: low <= c <= high), "That is whether the chain agrees. Compare with the branch as well."),
        (of(lambda low, high, c, b: low <= b <= high), "That is whether the branch agrees. Compare with the chain as well."),
        (of(lambda low, high, c, b: (low <= c <= high) or (low <= b <= high)),
         "That is whether at least one agrees. An experiment with which both agree separates nothing."),
        (of(lambda low, high, c, b: not np.isnan(b) and (low < c < high) != (low < b < high)),
         "Nearly. A share that lies exactly on the line counts as inside: write <=."),
        (of(lambda low, high, c, b: c != b), "Two different shares may both lie in the range, or both outside: ask of each whether it agrees."),
    )  # fmt: skip
    for wrong, sentence in known:
        if list(given) == wrong:
            return sentence
    place = next(i for i, (got, meant) in enumerate(zip(given, right, strict=True)) if got != meant)
    return f"Where {CASES[place][0]}, separates says {given[place]}: it should say {right[place]}."


def count_slip(count: float) -> str:
    """Say what went wrong with the number of experiments."""
    if count == len(spoken()):
        return "That is how many both say something about. In some of these both are right, or both wrong."
    if count == len(EXPERIMENTS):
        return "That is all of them. Count those for which separates says True."
    side = "many" if count > len(separating()) else "few"
    return f"The function is right, but {count:g} are too {side}: give each experiment its own range, cascade.FOUND[e.found]."
