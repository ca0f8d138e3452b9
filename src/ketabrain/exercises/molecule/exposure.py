"""Exercise 4: by how many times the exposure changes, and what two inhibitors of one enzyme tell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NoAnswer, NotYet, self_check
from ketabrain.models import ketamine_metabolism as model
from ketabrain.models.ketamine_metabolism import COMPANIONS, Activity, Change, Fate

CALLS = (
    ("swallowed", "clarithromycin"),
    ("swallowed", "itraconazole"),
    ("vein", "clarithromycin"),
    ("vein", "rifampicin"),
    ("swallowed", "nothing"),
)
NEAR = 0.01  # of the ratio
BECAUSE = "C"
REASONS = {
    "A": "In the same kind of volunteers itraconazole cut the clearance of midazolam, CYP3A's own drug, by 69 %.",
    "B": "With a share of 0 the two still slow the gut wall alike, so one cannot raise the exposure and the other not.",
    BECAUSE: "",
    "D": "A small study can miss a rise of a few per cent, but the model expects about threefold, and ticlopidine's rise was seen "
    "in the same people.",
}


@self_check
def check_4(auc_ratio: Any = None, why: Any = None) -> str:
    """Check a function (route, activity) -> AUC with over without, and what the contradiction allows one to say."""
    read.function(auc_ratio, "auc_ratio")
    given = [called(auc_ratio, route, name) for route, name in CALLS]
    problem = slip(given)
    if problem:
        raise NotYet(problem)
    read.reason(why, REASONS, BECAUSE, "reason")
    return (
        f"Swallowed, the model says {given[0]:.1f} times with clarithromycin and {given[1]:.1f} times with itraconazole; reported were "
        f"2.6 times and no increase. From a vein it says {given[2]:.1f} times. CYP3A alone does not explain the first two."
    )


def expected(route: str, companion: str) -> float:
    """Return the model's ratio."""
    return model.change(route, COMPANIONS[companion]).ketamine


def called(function: Callable[[str, Activity], Any], route: str, companion: str) -> float:
    """Call a learner's function; raise NotYet where it stops or gives back no number."""
    answer = read.called(function, f'auc_ratio("{route}", activity)', route, COMPANIONS[companion])
    if answer is None:
        raise NoAnswer("auc_ratio gives back None: let it return the ratio.")
    if isinstance(answer, Fate | Change):
        raise NotYet("auc_ratio gives back a whole result of the model: take ketamine's area out of it.")
    return read.number(answer, "the ratio that auc_ratio gives back")


def same(given: list[float], meant: list[float]) -> bool:
    """Say whether all ratios are near."""
    return all(abs(a - b) <= NEAR * max(b, 1e-9) for a, b in zip(given, meant, strict=True))


def slip(given: list[float]) -> str:
    """Say what is wrong with a function's ratios, or nothing."""
    right = [expected(*call) for call in CALLS]
    if same(given, right):
        return ""
    fates = [(model.fate(route), model.fate(route, COMPANIONS[name])) for route, name in CALLS]
    known = (
        ([1 / ratio for ratio in right], "The ratio is upside down: with the companion over without it."),
        ([after.blood / before.blood for before, after in fates], "That is the change of the share that reaches the blood: the clearance falls too, so divide the share by it."),
        (
            [after.norketamine_auc / before.norketamine_auc for before, after in fates],
            "That is norketamine's exposure: take ketamine's.",
        ),
        ([before.extraction / after.extraction for before, after in fates], "That is the change of the clearance alone: a swallowed dose also loses less on its way in."),
        ([after.ketamine_auc for _, after in fates], "That is the area with the companion: divide it by the area without."),
        ([100 * (ratio - 1) for ratio in right], "These are changes in per cent: give the ratio, such as 2.6."),
    )  # fmt: skip
    for meant, sentence in known:
        if same(given, meant):
            return sentence
    if given[0] == given[2]:
        return "auc_ratio says the same for both routes: a dose into a vein reaches the blood whole."
    if given[0] == given[1] == given[4]:
        return "auc_ratio says the same for every companion: pass the activity on."
    place = next(i for i, (a, b) in enumerate(zip(given, right, strict=True)) if abs(a - b) > NEAR * b)
    route, name = CALLS[place]
    side = "high" if given[place] > right[place] else "low"
    way = "swallowed" if route == "swallowed" else "into a vein"
    return f"For a dose {way} with {name} your function says {given[place]:.3g}, which is too {side}."
