"""Exercise 4: count changes by species, and judge a sentence by the counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NoAnswer, NotYet, self_check
from ketabrain.models import transmitter_changes as model
from ketabrain.models.transmitter_changes import LESS, MORE, SAME, Change

CALLS = (("dopamine", "people"), ("dopamine", "rodents"), ("noradrenaline", "rodents"), ("acetylcholine", "people"))
PARTS = ("less", "the same", "more")
BECAUSE = "D"
REASONS = {
    "A": "Seven of the nine rows for *more* are rats and mice. A count across species says little about people.",
    "B": "In rats and mice dopamine rose in nearly every row. The sentence is doubtful for people, not for all.",
    "C": "Two of three is no vote: the groups were small, and the third held a high level in the blood.",
    BECAUSE: "",
}


@self_check
def check_4(count: Any = None, why: Any = None) -> str:
    """Check a function (changes, transmitter, species) -> less, same, more, and a judgement on "raises dopamine"."""
    function = read.function(count, "count")
    given = [called(function, *call) for call in CALLS]
    problem = slip(given)
    if problem:
        raise NotYet(problem)
    read.reason(why, REASONS, BECAUSE, "judgement")
    (less, same, more), rodents = right_answer(*CALLS[0]), right_answer(*CALLS[1])
    return (
        f"In people: {less} less, {same} the same, {more} more. In rats and mice: {rodents[0]}, {rodents[1]} and {rodents[2]}. A sentence about "
        f"people may lean on the first line only, and that line is split."
    )


def called(function: Any, transmitter: str, species: str) -> list[int]:
    """Call a learner's function; raise NotYet where it stops, or gives back anything but three counts."""
    shown = f"count(changes, {transmitter!r}, {species!r})"
    answer = read.called(function, shown, model.CHANGES, transmitter, species)
    if answer is None:
        raise NoAnswer("count gives back None: let it return three numbers, less, same and more.")
    if not isinstance(answer, Sequence) or isinstance(answer, str) or len(answer) != len(PARTS):
        raise NotYet(f"{shown} must give back three numbers: how many say less, the same and more.")
    return [int(read.number(one, f"the count of {part}")) for one, part in zip(answer, PARTS, strict=True)]


def tally(changes: Sequence[Change]) -> list[int]:
    """Return how many changes say less, the same and more."""
    found = model.tally(changes)
    return [found[way] for way in (LESS, SAME, MORE)]


def right_answer(transmitter: str, species: str) -> list[int]:
    """Return the three counts."""
    return tally(model.chosen(transmitter, species))


def slip(given: list[list[int]]) -> str:
    """Say what is wrong with a function's counts, or nothing."""
    right = [right_answer(*call) for call in CALLS]
    if given == right:
        return ""
    known = (
        ([tally(model.chosen(transmitter)) for transmitter, _ in CALLS], "You counted all species: keep those whose .species is the one asked."),
        ([tally(model.chosen(species=species)) for _, species in CALLS], "You counted all transmitters: keep those whose .transmitter is the one asked."),
        ([one[::-1] for one in right], "The counts are right, in the wrong order: less comes first, more last."),
        ([[same, less, more] for less, same, more in right], "The counts are right, in the wrong order: less, the same, more."),
    )  # fmt: skip
    for wrong, sentence in known:
        if given == wrong:
            return sentence
    place = next(i for i, (a, b) in enumerate(zip(given, right, strict=True)) if a != b)
    transmitter, species = CALLS[place]
    return (
        f"For {transmitter} in {species} you count {given[place]}, and there are {sum(right[place])} in all. Each change has .transmitter, "
        f".species and .way, which is LESS, SAME or MORE."
    )
