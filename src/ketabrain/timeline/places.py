"""Where each event, row and point of the timeline is drawn: one count of pixels for the still and the live plot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10

from ketabrain.timeline.events import NEEDED, SEEN, Event, Point

TITLE_PX, LANE_PX, ROW_GAP_PX, EVENT_GAP_PX = 19, 15, 1, 8
APART = 0.34  # powers of ten that a point and its sign take on the narrowest screen
SLOTS = 3  # points without an hour that stand side by side


@dataclass(frozen=True)
class Placed:
    """A point, its height [px from the top], and its slot beside the axis if it has no hour."""

    event: Event
    point: Point
    y: float
    slot: int | None


@dataclass(frozen=True)
class Plan:
    """All heights [px from the top]: of titles, of row labels, of rows without a point, of points, of the whole."""

    titles: tuple[tuple[Event, float], ...]
    labels: tuple[tuple[str, float], ...]
    empty: tuple[float, ...]
    points: tuple[Placed, ...]
    height: float


def place(events: Sequence[Event]) -> Plan:
    """Return where everything stands."""
    titles, labels, empty, points, top = [], [], [], [], 0.0
    for event in events:
        titles.append((event, top + TITLE_PX / 2))
        top += TITLE_PX
        for row, found in ((SEEN, event.seen), (NEEDED, event.needed)):
            lanes = spread(found)
            labels.append((row, top + LANE_PX / 2))
            if not found:
                empty.append(top + LANE_PX / 2)
            points += [
                Placed(event, one, top + LANE_PX * (lane + 0.5), slot)
                for one, (lane, slot) in zip(found, lanes, strict=True)
            ]
            top += LANE_PX * (1 + max((lane for lane, _ in lanes), default=0)) + ROW_GAP_PX
        top += EVENT_GAP_PX
    return Plan(tuple(titles), tuple(labels), tuple(empty), tuple(points), top)


def spread(points: Sequence[Point]) -> list[tuple[int, int | None]]:
    """Return a lane for each point, so that none lies over another; and a slot for each without an hour."""
    lanes: list[list[tuple[float, float]]] = []
    chosen: list[tuple[int, int | None]] = []
    for one in points:
        if one.span is None:
            before = sum(slot is not None for _, slot in chosen)
            chosen.append((before // SLOTS, before % SLOTS))
            continue
        first, last = log10(one.span[0]) - APART / 2, log10(one.span[1]) + APART / 2
        lane = next((i for i, taken in enumerate(lanes) if all(last < a or first > b for a, b in taken)), len(lanes))
        if lane == len(lanes):
            lanes.append([])
        lanes[lane].append((first, last))
        chosen.append((lane, None))
    return chosen
