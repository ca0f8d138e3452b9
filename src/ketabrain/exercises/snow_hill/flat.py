"""Exercise 4: flat ground with and without a push, for many sleds, and what may be said then."""

from __future__ import annotations

from functools import cache
from typing import Any

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NotYet, self_check
from ketabrain.models import energy_landscape as model

PUSH, SLEDS, SEED = 0.2, 400, 1
CLOSE = 0.03
BECAUSE = "C"
REASONS = {
    "A": "The tilt that use has made is still there after the flat time. Print run.learned_tilt.",
    "B": "The push was put in by us, and nobody knows whether therapy is a push, or ketamine flat ground.",
    BECAUSE: "",
    "D": "A sled is not a patient, and 0.2 was chosen. No share of people follows from it.",
}


@self_check
def check_4(without_push: Any = None, with_push: Any = None, why: Any = None) -> str:
    """Check the shares on the left in the end, and a judgement."""
    given = read.share(without_push, "the share on the left without a push")
    if abs(given - end_share(0.0)) > CLOSE:
        raise NotYet(slip(given, 0.0))
    pushed = read.share(with_push, "the share on the left with a push")
    if abs(pushed - end_share(PUSH)) > CLOSE:
        raise NotYet(f"Without a push it is right. {slip(pushed, PUSH)}")
    judged(why)
    return (
        f"Without a push {100 * end_share(0.0):.0f} % end on the left, with it {100 * end_share(PUSH):.0f} %. That follows from our equations and our "
        f"numbers. Whether anything of it holds for ketamine is a question for trials."
    )


def judged(why: Any) -> None:
    """Raise unless the judgement is the one that holds."""
    letter = read.choice(why, REASONS, "your judgement")
    if letter != BECAUSE:
        raise NotYet(f"The shares are right, but {letter} does not hold. {REASONS[letter]}")


@cache
def end_share(push: float, flattened: bool = True, at: int = -1) -> float:
    """Return the share on the left at a recorded moment, in the end unless said otherwise."""
    plan = model.Plan(flattened=flattened, push=push)
    run = model.simulate(plan, sleds=SLEDS, seed=SEED, record_min=plan.flat_for_min)
    return float(run.left_share[at])


def slip(given: float, push: float) -> str:
    """Say what went wrong with a share."""
    known = (
        (1 - end_share(push), "That is the share on the right. Asked is the share on the left."),
        (end_share(push, at=3), "That is the share at minute 360, at the end of the flat time. Asked is the end of the run, run.left_share[-1]."),
        (end_share(push, flattened=False), "That is without flattening: say flattened=True."),
        (end_share(PUSH - push), "That is the other plan: look at which push you gave."),
    )  # fmt: skip
    for wrong, sentence in known:
        if abs(given - wrong) <= CLOSE:
            return sentence
    return f"{given:.2g} is too {'high' if given > end_share(push) else 'low'}: run {SLEDS} sleds with seed={SEED} and take run.left_share[-1]."
