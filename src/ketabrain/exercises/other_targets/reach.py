"""Exercise 4: whether all, some or none of the published affinities put a target within reach, and a judgement."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NoAnswer, NotYet, self_check
from ketabrain.exercises.other_targets.levels import INFUSION_NG_ML, SURGERY_NG_ML, wrong_uM
from ketabrain.models import receptor_binding as model

WORDS = ("all", "some", "none")
REACH = model.Parameters().reach
CALLS = (
    (INFUSION_NG_ML, "NMDA"),
    (INFUSION_NG_ML, "D2"),
    (INFUSION_NG_ML, "µ opioid"),
    (INFUSION_NG_ML, "HCN1"),
    (175.0, "α3β4"),
    (SURGERY_NG_ML, "µ opioid"),
    (SURGERY_NG_ML, "M1"),
    (SURGERY_NG_ML, "α7"),
    (SURGERY_NG_ML, "SERT"),
)
BECAUSE = "C"
REASONS = {
    "A": "Occupancy speaks of a direct action alone. The body's own opioids may have to be there for ketamine to help.",
    "B": "Where more than 80 % get well without ketamine too, little room is left to see what naltrexone takes away.",
    BECAUSE: "",
    "D": "12 and 26 people are few, and to need opioid receptors is not the same as to act on them.",
}


@self_check
def check_4(verdict: Any = None, why: Any = None) -> str:
    """Check a function (level [ng/mL], tightest [uM], weakest [uM]) -> "all", "some" or "none", and a judgement."""
    read.function(verdict, "verdict")
    given = [called(verdict, level, target) for level, target in CALLS]
    problem = slip(given)
    if problem:
        raise NotYet(problem)
    read.reason(why, REASONS, BECAUSE, "judgement", "goes too far")
    low, high = (counts(level) for level in (INFUSION_NG_ML, SURGERY_NG_ML))
    return (
        f"At 185 ng/mL all published numbers put {low['all']} of {sum(low.values())} targets within reach, and some put "
        f"{low['some']} more; at 2,211 ng/mL {high['all']}, and {high['some']} more. The mu receptor joins only at the higher level; "
        "whether ketamine needs it all the same is open."
    )


def ends_uM(target: str) -> tuple[float, float]:
    """Return a target's tightest affinity that was found and its weakest answer [uM]; infinite where one found none."""
    known = model.affinities("ketamine", target)
    return min(one.low_uM for one in known if one.found), max(one.high_uM for one in known)


def word(conc_uM: float, target: str, reach: float = REACH) -> str:
    """Return whether all, some or none of a target's affinities put it within reach."""
    tightest, weakest = (model.occupancy(conc_uM, affinity) for affinity in ends_uM(target))
    return "all" if weakest >= reach else "some" if tightest >= reach else "none"


def counts(level_ng_ml: float) -> dict[str, int]:
    """Return how many targets get each word."""
    found = [word(model.free_uM(level_ng_ml), target) for target in model.TARGETS]
    return {each: found.count(each) for each in WORDS}


def called(function: Callable[[float, float, float], Any], level: float, target: str) -> str:
    """Call a learner's function; raise NotYet where it stops or gives back none of the words."""
    tightest, weakest = ends_uM(target)
    call = f"verdict({level:g}, {tightest:.3g}, {weakest:.3g})"
    answer = read.called(function, call, level, tightest, weakest)
    if answer is None:
        raise NoAnswer(f'{call} gives back None: let it return "all", "some" or "none" in every case.')
    if not isinstance(answer, str):
        raise NotYet(
            f'{call} gives back something of type {type(answer).__name__}: let it return "all", "some" or "none".'
        )
    if answer.strip().lower() not in WORDS:
        raise NotYet(f'{call} gives back {read.quoted(answer)}: let it return "all", "some" or "none".')
    return answer.strip().lower()


def slip(given: list[str]) -> str:
    """Say what is wrong with a function's words, or nothing."""
    right = [word(model.free_uM(level), target) for level, target in CALLS]
    if given == right:
        return ""
    if len(set(given)) == 1:
        return f'verdict says "{given[0]}" every time: compare both shares with 0.1, and give shares from 0 to 1, not per cent.'
    only = {"all": "all", "some": "all", "none": "none"}
    strict = {"all": "all", "some": "none", "none": "none"}
    swapped = {"all": "none", "some": "some", "none": "all"}
    half = [word(model.free_uM(level), target, 0.5) for level, target in CALLS]
    known = (
        ([only[each] for each in right], 'verdict never says "some": look at the weakest affinity too.'),
        ([strict[each] for each in right], 'verdict never says "some": look at the tightest affinity too.'),
        ([swapped[each] for each in right], 'verdict mixes up "all" and "none".'),
        (half, "That is the right rule for a half: a target is within reach here from a share of 0.1."),
    )
    wrong = [[wrong_uM(level)[i] for level, _ in CALLS] for i in range(len(wrong_uM(1.0)))]
    mistaken = [
        ([word(conc, target) for (conc, _), (_, target) in zip(each, CALLS, strict=True)], each[0][1]) for each in wrong
    ]
    for meant, sentence in (*known, *mistaken):
        if given == meant:
            return sentence
    place = next(i for i, pair in enumerate(zip(given, right, strict=True)) if pair[0] != pair[1])
    level, target = CALLS[place]
    tightest, weakest = (100 * model.occupancy(model.free_uM(level), end) for end in ends_uM(target))
    return (
        f'For {target} at {level:g} ng/mL verdict says "{given[place]}". The tightest affinity gives {tightest:.2g} %, the weakest {weakest:.2g} %: '
        f'that is "{right[place]}".'
    )
