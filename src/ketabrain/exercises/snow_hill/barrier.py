"""Exercise 2: a function for the climb out of the left valley, and why one valley may be all there is."""

from __future__ import annotations

from collections.abc import Callable
from math import isnan, nan
from typing import Any, NamedTuple

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NoAnswer, NotYet, self_check
from ketabrain.models import energy_landscape as model

NEAR = 0.002
BECAUSE = "B"
REASONS = {
    "A": "Flattening only lowers the ridge. It moves no sled and pushes nowhere.",
    BECAUSE: "",
    "C": "The ground has no noise in it: noise moves sleds, and the valleys are there without any.",
    "D": "With a = 0.4 and no tilt there are still two valleys. Look at the climb for a tilt of 0.",
}


class Call(NamedTuple):
    """A ground to try the learner's function on."""

    ridge: float
    tilt: float


CALLS = (Call(1.0, 0.1), Call(1.0, -0.2), Call(0.7, 0.1), Call(0.4, 0.0), Call(0.4, 0.1))


@self_check
def check_2(climb: Any = None, why: Any = None) -> str:
    """Check a function (ridge, tilt) -> climb out of the left valley, and why the lowest ridge leaves one valley."""
    function = read.function(climb, "climb")
    problem = slip([called(function, call) for call in CALLS])
    if problem:
        raise NotYet(problem)
    read.reason(why, REASONS, BECAUSE, "reason")
    return (
        "A tilt of −0.2 makes the climb out of the left valley about three times as high as a tilt of 0.1, with the same ridge. "
        "And a low ridge is overrun by a small tilt: what stays is the valley to which the ground leans."
    )


def called(function: Callable[[float, float], Any], call: Call) -> float:
    """Call a learner's function; raise NotYet where it stops or gives back no number."""
    shown = f"climb({call.ridge:g}, {call.tilt:g})"
    answer = read.called(function, shown, *call)
    if answer is None:
        raise NoAnswer("climb gives back None: let it return the height of the ridge less that of the left valley.")
    return read.number(answer, f"the climb that {shown} gives back", finite=False)


def same(one: float, other: float) -> bool:
    """Say whether two climbs are the same; no climb (NaN) is one of the answers."""
    return isnan(one) if isnan(other) else abs(one - other) <= NEAR


def slip(given: list[float]) -> str:
    """Say what is wrong with a function's climbs, or nothing."""
    right = [model.barrier(*call) for call in CALLS]
    if all(map(same, given, right)):
        return ""
    for wrong, sentence in mistakes():
        if all(map(same, given[:3], wrong[:3])):
            return sentence
    if all(map(same, given[:4], right[:4])):
        return "climb(0.4, 0.1) should be nan: with one valley there is nothing to climb out of. hill.wells gives nan there."
    place = next(i for i, (a, b) in enumerate(zip(given, right, strict=True)) if not same(a, b))
    call, got = CALLS[place], given[place]
    found = "nan" if isnan(got) else f"{got:.3g}"
    return f"climb({call.ridge:g}, {call.tilt:g}) gives {found}: take the ground's height at the ridge less that at the left bottom."


def mistakes() -> tuple[tuple[list[float], str], ...]:
    """Return what wrong ways give, and a sentence on each."""
    found = [model.wells(*call) for call in CALLS]

    def heights(name: str) -> list[float]:
        return [float(model.height(getattr(w, name), *call)) for w, call in zip(found, CALLS, strict=True)]

    left, ridge, right = heights("left"), heights("ridge"), heights("right")
    return (
        ([b - a for a, b in zip(right, ridge, strict=True)], "That is the climb out of the *right* valley: take the left bottom."),
        ([a - b for a, b in zip(left, ridge, strict=True)], "That is the climb with its sign turned: the ridge less the valley."),
        ([a - b for a, b in zip(left, right, strict=True)], "That is how far the valleys differ. The climb goes to the ridge."),
        (ridge, "That is the height of the ridge above zero. Take the height of the left bottom off."),
        ([w.ridge - w.left for w in found], "That is the way from the bottom to the ridge along x. The climb is a difference of *heights*."),
        ([nan] * len(CALLS), "climb gives nan for every ground: it should do so only where one valley is all there is."),
    )  # fmt: skip
