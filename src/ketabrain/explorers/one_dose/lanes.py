"""The lanes of "Follow one dose": which the reader's dose moves, and which show what others measured at their own doses.

What animals showed comes from the timeline (``content/timeline.yml``), mood from the trials (``content/trials.csv``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import inf

from ketabrain.evidence import trials
from ketabrain.explorer.controls import number
from ketabrain.timeline import events
from ketabrain.timeline.events import SPECIES, Point

NEAR = 1.15  # a study looked "at this time" up to this factor before and after
KEY = re.compile(r"([A-Za-z]+?)(\d{4})")
ANIMALS = ("rat", "mouse", "monkey", "slice")


@dataclass(frozen=True)
class Lane:
    """One lane. ``yours``: the reader's dose moves it. ``events`` are those of the timeline that it shows.

    ``sure`` is a grade of the region matrix, ``chapter`` (and ``explorer``) where it is explained, ``why`` what moves
    it, or why the reader's dose does not.
    """

    name: str
    title: str
    unit: str
    colour: str
    sure: str
    chapter: str
    why: str
    explorer: str | None = None
    yours: bool = False
    species: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    events: tuple[str, ...] = ()

    @property
    def found(self) -> tuple[tuple[str, Point], ...]:
        """What the timeline holds for it: (event, point) pairs in order of time."""
        return tuple(sorted(((name, point) for name in self.events for point in kept(self, name)), key=early))


def early(pair: tuple[str, Point]) -> tuple[float, float]:
    """Return by what a lane's rows are sorted; those of which we saw no hour come last."""
    return pair[1].span or (inf, inf)


def kept(lane: Lane, event: str) -> Iterable[Point]:
    """Yield an event's points that belong in a lane: of the trapped drug, what was seen in whole animals alone."""
    for point in timeline()[event].seen:
        if lane.name != "trapping" or set(point.species) == {"mouse"}:
            yield point


@cache
def timeline() -> dict[str, events.Event]:
    """Return the timeline's events by name."""
    return {event.name: event for event in events.load()}


LANES = (
    Lane("plasma", "Ketamine in your blood", "ng/mL", "ketamine", "agreed", "pharmacokinetics",
         "Your dose, weight and way in move it. One typical adult: people differ, and so do published models.",
         "pk-single-dose", True, ("human",), ("Otto2021predictive", "Kamp2020meta")),
    Lane("block", "NMDA receptors blocked", "% of the current", "nmda", "some", "nmda_receptor",
         "It follows the level in your blood. The affinities come from dishes and membranes without magnesium. How much "
         "is blocked in a living human brain has hardly been measured.",
         "nmda-occupancy", True, ("cell line", "rat"), ("Gilling2009untrapping", "Kapur2002d2", "Seeman2005d2high")),
    Lane("rating", "Rated dissociation", "% of the scale", "dissociation", "some", "perception",
         "It follows the level in your blood, up to 200 ng/mL: no level beyond was rated. Ten healthy people.",
         "dissociation-timecourse", True, ("human",), ("Bowdle1998psychedelic",)),
    Lane("bursts", "Habenula bursts stop", "seen or not", "habenula", "some", "habenula",
         "Bursts were recorded in rats, mice and slices of their brains. No burst was ever recorded in a person, so that "
         "there is nothing to tie your dose to.", "habenula-bursting", events=("bursts",)),
    Lane("trapping", "Drug trapped in the habenula", "seen or not", "ketamine", "mixed", "habenula",
         "A mouse clears ketamine many times faster than you do, and its dose is another. In our model the constants of "
         "a person give no block after a day; so we compute none for you.", "habenula-trapping", events=("blood", "block")),
    Lane("glutamate", "Glutamate in the prefrontal cortex", "seen or not", "glutamate", "mixed", "prefrontal_cortex",
         "In rats the dose decides even the direction, and a rat's milligrams per kilogram are not yours. In people it is "
         "measured with another method, and the results disagree.", "pfc-disinhibition", events=("glutamate",)),
    Lane("bdnf", "BDNF, mTORC1 and synaptic proteins", "seen or not", "bdnf", "mixed", "cascade",
         "They were measured in the brains of killed animals. In people there is only blood.", "plasticity-cascade",
         events=("bdnf", "mtorc1", "proteins")),
    Lane("spines", "New spines", "seen or not", "spines", "mixed", "prefrontal_cortex",
         "Spines were counted through a window in the skull of a mouse, or after death. In people none were counted.",
         "pfc-spines", events=("spines",)),
    Lane("mood", "Mood in trials, after their doses", "points of MADRS", "ketamine", "mixed", "cascade",
         "These are means of the trials' own patients after the trials' own doses. A mean at one dose does not say what "
         "another dose would have done, nor what happens to one person.", None, False, ("human",),
         ("murrough2013", "daly2018", "lii2023")),
)  # fmt: skip
YOURS = tuple(lane for lane in LANES if lane.yours)
THEIRS = tuple(lane for lane in LANES if lane.events)
SHORT = {"bdnf": "BDNF", "mtorc1": "mTORC1", "proteins": "proteins", "blood": "in blood", "block": "in channels"}


def lane(name: str) -> Lane:
    """Return a lane by name; raise ValueError, which names the ones there are."""
    for one in LANES:
        if one.name == name:
            return one
    raise ValueError(f"There is no lane '{name}': choose one of {', '.join(one.name for one in LANES)}.")


def whom(points: Sequence[Point]) -> list[str]:
    """Return the species of some points in words, each once."""
    return list(dict.fromkeys(SPECIES[name] for point in points for name in point.species))


def who_and_when(source: str) -> str:
    """Return a source's first author and year from its key; the year where the key begins with no name."""
    name, year = KEY.match(source).groups()  # type: ignore[union-attr]
    author = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name[:1].upper() + name[1:])
    return f"study of {year}" if name.isupper() else f"{author} {year}"


def row_words(event: str, point: Point) -> str:
    """Return what stands over a row: who got which dose, whose study it is, and what of it we did not see."""
    animals = any(name in ANIMALS for name in point.species)
    unseen = [*(["dose"] if animals and not point.dose else []), *([] if point.span else ["hour"])]
    label = [who_and_when(point.sources[0]), *([f"{' and '.join(unseen)} not seen"] if unseen else [])]
    who = ", ".join([*whom([point]), *([point.dose] if point.dose else [])])
    return f"{f'{SHORT[event]}: ' if event in SHORT else ''}{who} ({'; '.join(label)})"


def looked(point: Point, at_min: float) -> bool:
    """Return whether a study looked at about this time [min]."""
    return point.span is not None and point.span[0] / NEAR <= at_min <= point.span[1] * NEAR


def reading(one: Lane, at_min: float) -> str:
    """Return how many studies of a lane looked at about a time [min], and how many saw what its title says."""
    saw = [point.found == "yes" for _, point in one.found if looked(point, at_min)]
    if not saw:
        return "no study shown here looked at this time"
    parts = [f"{sum(saw)} saw it"] if any(saw) else []
    parts += [f"{len(saw) - sum(saw)} looked and did not see it"] if not all(saw) else []
    return ", ".join(parts)


@cache
def moods() -> tuple[trials.Change, ...]:
    """Return the trials' mean changes of MADRS after one dose."""
    return trials.changes(trials.load())


def mood_reading(at_min: float) -> str:
    """Return the range of the trials' means at about a time [min], in words."""
    near = [change for change in moods() if 60 * change.of.time_h / NEAR <= at_min <= 60 * change.of.time_h * NEAR]
    if not near:
        return "no mean shown here is from this time"
    parts = []
    for group, name in (("treated", "drug"), ("control", "control")):
        points = sorted(change.points for change in near if change.of.group == group)
        ends = dict.fromkeys(number(point, 1) for point in (points[0], points[-1]))
        parts.append(f"{name} {' to '.join(ends)}")
    return ", ".join(parts)
