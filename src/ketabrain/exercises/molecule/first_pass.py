"""Exercise 3: the share of a swallowed dose that reaches the blood, alone and with an inhibitor."""

from __future__ import annotations

from typing import Any

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NotYet, self_check
from ketabrain.models import ketamine_metabolism as model

ACTIVITY = model.COMPANIONS["clarithromycin"]
CLOSE = 0.003


@self_check
def check_3(alone: Any = None, together: Any = None) -> str:
    """Check the share of a swallowed dose that reaches the blood, alone and together with clarithromycin."""
    first, second = read.pair(alone, together)
    given = (read.share(first, "the share alone"), read.share(second, "the share together"))
    right = (model.fate().blood, model.fate(activity=ACTIVITY).blood)
    if not read.close(given, right, CLOSE):
        raise NotYet(slip(given, right))
    return (
        f"{100 * right[0]:.0f} % alone and {100 * right[1]:.0f} % with clarithromycin: {right[1] / right[0]:.1f} times as much "
        f"gets in. A dose into a vein is at 100 % with or without."
    )


def slip(given: tuple[float, float], right: tuple[float, float]) -> str:
    """Say what went wrong with a pair of shares."""
    gut, gut_after = model.gut_escape(), model.gut_escape(ACTIVITY)
    liver, liver_after = model.extraction(), model.extraction(ACTIVITY)
    known = (
        ((right[1], right[0]), "These are the right two numbers in the wrong order: alone comes first."),
        ((right[0], right[0]), "Both are the share alone: use the activities of clarithromycin for the second."),
        ((right[1], right[1]), "Both are the share with clarithromycin: use normal activities, all 1, for the first."),
        (
            (gut, gut_after),
            "These are the shares that pass the gut wall: the liver comes after it, so multiply by its escape.",
        ),
        ((1 - liver, 1 - liver_after), "These are the shares that pass the liver: multiply by the gut wall's escape."),
        (
            (gut * liver, gut_after * liver_after),
            "You multiplied by what the liver takes out: what passes it is 1 minus that.",
        ),
        ((1 - right[0], 1 - right[1]), "These are the shares that do not reach the blood: take 1 minus them."),
        (
            (right[0], gut_after * (1 - liver)),
            "With clarithromycin you changed the gut wall alone: the liver's enzyme is slowed too.",
        ),
        (
            (right[0], gut * (1 - liver_after)),
            "With clarithromycin you changed the liver alone: the gut's enzyme is slowed too.",
        ),
        (
            (right[0], gut / ACTIVITY.gut_cyp3a * (1 - liver_after)),
            "You divided the gut's escape by the activity: use 1 / (1 + activity × lost / kept).",
        ),
    )
    for meant, sentence in known:
        if read.close(given, meant, CLOSE):
            return sentence
    alone_is_wrong = abs(given[0] - right[0]) > CLOSE
    which, value, ought = ("alone", given[0], right[0]) if alone_is_wrong else ("together", given[1], right[1])
    side = "high" if value > ought else "low"
    return f"The share {which}, {value:.3g}, is too {side}: it is the gut wall's escape times what passes the liver."
