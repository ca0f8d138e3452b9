"""Where each lane stands: one column of a fixed height, the same on a phone and on a wide screen.

Heights are in pixels from the bottom of the inner plot, so that lanes, rows and notes share one count.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from ketabrain.explorer.placing import MARGIN, NARROW_MARGIN
from ketabrain.explorers.one_dose.lanes import LANES, THEIRS, YOURS, Lane, row_words
from ketabrain.timeline.events import Point

TITLE_PX, READ_PX, KEY_PX, TICKS_PX, GAP_PX = 18, 24, 16, 26, 14
PLOT_PX = {"plasma": 100, "block": 110, "rating": 90, "mood": 150}
GROUP_PX, ROW_PX, BAR_PX = 48, 25, 7
TO_EDGE_PX = 6 - NARROW_MARGIN["l"]  # notes begin at the plot's edge, because a phone is narrow
TICKS_MIN = {1: "1 min", 10: "10 min", 60: "1 h", 360: "6 h", 1440: "1 d", 4320: "3 d", 20160: "14 d"}
KEYS = {
    "block": ("in a dish; band: all confirmed values", "dashed: at rest, with magnesium"),
    "rating": ("strongest of the scales", "dotted: weakest of ten"),
    "studies": ("YOUR DOSE MOVES NOTHING BELOW", "◆ seen   ■ not seen   ○ □ a number not confirmed"),
    "mood": ("● ketamine or esketamine, any dose", "■ placebo, saline or midazolam"),
}


class Panel(NamedTuple):
    """A set of axes: from ``bottom`` to ``top`` [px], ``head`` px above it free; ``axis`` is plotly's number of it."""

    name: str
    axis: str
    bottom: float
    top: float
    head: float

    @property
    def height(self) -> float:
        """Its height [px]."""
        return self.top - self.bottom


class Row(NamedTuple):
    """One row of the studies' panel: its lane, event, finding, and its bar's height in the panel [px]."""

    lane: Lane
    event: str
    point: Point
    y: float


def studies_px() -> float:
    """Return the height of the studies' panel [px]."""
    return float(sum(GROUP_PX + ROW_PX * len(one.found) for one in THEIRS))


def panels() -> dict[str, Panel]:
    """Return every panel by name, the first on top."""
    plots = PLOT_PX | {"studies": studies_px()}
    heads = {name: float(TITLE_PX + READ_PX) for name in plots} | {"studies": 2.0 * KEY_PX}
    feet = {name: TICKS_PX if name in ("rating", "studies") else GAP_PX for name in plots} | {"mood": 0}
    at, found = sum(heads.values()) + sum(plots.values()) + sum(feet.values()), {}
    for place, name in enumerate((*(one.name for one in YOURS), "studies", "mood"), 1):
        top = at - heads[name]
        found[name] = Panel(name, str(place) if place > 1 else "", top - plots[name], top, heads[name])
        at = top - plots[name] - feet[name]
    return found


PANELS = panels()
INNER_PX = round(PANELS["plasma"].top + PANELS["plasma"].head)
HEIGHT_PX = INNER_PX + MARGIN["t"] + MARGIN["b"]


def groups() -> dict[str, float]:
    """Return where each group of rows begins in the studies' panel: the top of its title [px]."""
    at, found = studies_px(), {}
    for one in THEIRS:
        found[one.name] = at
        at -= GROUP_PX + ROW_PX * len(one.found)
    return found


def rows() -> list[Row]:
    """Return every row of the studies' panel."""
    tops = groups()
    return [
        Row(one, event, point, tops[one.name] - GROUP_PX - ROW_PX * (place + 1) + BAR_PX)
        for one in THEIRS
        for place, (event, point) in enumerate(one.found)
    ]


def note(text: str, panel: str, y_px: float, colour: str, size: int = 11, weight: int = 400) -> dict[str, Any]:
    """Return an annotation that begins at the plot's left edge, its foot ``y_px`` above the panel's foot."""
    axis = PANELS[panel].axis
    place = {"x": 0, "xref": f"x{axis} domain", "xanchor": "left", "xshift": TO_EDGE_PX, "align": "left"}
    place |= {"y": y_px / PANELS[panel].height, "yref": f"y{axis} domain", "yanchor": "bottom", "borderpad": 0}
    return {"text": text, "showarrow": False, "font": {"size": size, "color": f"@{colour}", "weight": weight}, **place}


def title_foot(one: Lane) -> tuple[str, float]:
    """Return the panel of a lane, and where its title's foot stands above the panel's foot [px]."""
    if one.name in PANELS:
        panel = PANELS[one.name]
        return one.name, panel.height + panel.head - TITLE_PX
    return "studies", groups()[one.name] - TITLE_PX - 6


def read_px(one: Lane) -> float:
    """Return how far below the plot's top edge a lane's reading begins [px]."""
    panel, foot = title_foot(one)
    return MARGIN["t"] + INNER_PX - (PANELS[panel].bottom + foot)


def key(name: str) -> list[dict[str, Any]]:
    """Return the lines that say what a panel's marks mean: where its curves leave room, or above its rows."""
    height, lines = PANELS[name].height, []
    for place, text in enumerate(KEYS[name]):
        if name == "studies":
            loud = place == 0
            lines.append(
                note(text, name, height + KEY_PX * (1 - place), "ink" if loud else "faint", 11, 600 if loud else 400)
            )
        else:
            line = note(text, name, height - KEY_PX * (place + 1), "faint")
            side = {"xshift": 4} if name == "mood" else {"x": 1, "xanchor": "right", "xshift": 0}
            lines.append(line | side)
    return lines


def notes() -> list[dict[str, Any]]:
    """Return all notes: the lanes' titles, the keys, and what stands over each row."""
    heads = [
        note(f"{one.title} (your dose)" if one.yours else one.title, *title_foot(one), one.colour, 13, 600)
        for one in LANES
    ]
    labels = [note(row_words(row.event, row.point), "studies", row.y + BAR_PX - 2, "faint") for row in rows()]
    return [*heads, *(line for name in KEYS for line in key(name)), *labels]


def layout() -> dict[str, Any]:
    """Return the layout patch that puts panels, ticks and notes into their places."""
    patch: dict[str, Any] = {"annotations": notes()}
    for one in PANELS.values():
        patch |= {
            f"yaxis{one.axis}.domain": [one.bottom / INNER_PX, one.top / INNER_PX],
            f"xaxis{one.axis}.showticklabels": one.name in ("rating", "studies", "mood"),
        }
    return patch
