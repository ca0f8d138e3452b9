"""The directive ``{timeline}``: what was seen when after one dose, and what was shown to be needed.

The page holds a still picture and a table in words; ``web/timeline.js`` draws the same points so that one can zoom.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ketabrain.sphinx_ext.atlas import JINJA, chapter_link
from ketabrain.sphinx_ext.atlas_matrix import SHORT
from ketabrain.sphinx_ext.element import badge, cited, el, inline
from ketabrain.sphinx_ext.timeline_still import COLOUR, marks, still
from ketabrain.timeline import events
from ketabrain.timeline.events import FOUND, NEEDED, SEEN, SPECIES, Event, Point, TimelineError
from ketabrain.timeline.places import Plan, place

ZOOMS = (("all", "All"), ("hours", "First two hours"), ("day", "First day"), ("weeks", "One day to two weeks"))
STOPS = (
    (1, "1 min"), (2, "2 min"), (5, "5 min"), (10, "10 min"), (20, "20 min"), (30, "30 min"), (60, "1 h"), (120, "2 h"),
    (180, "3 h"), (360, "6 h"), (720, "12 h"), (1440, "1 day"), (2880, "2 days"), (4320, "3 days"), (7200, "5 days"),
    (10080, "7 days"), (20160, "14 days"),
)  # fmt: skip
SIGNS = {"human": "▲", "mouse": "●", "rat": "■", "slice": "◆"}
HEADS = {SEEN: "Seen in", NEEDED: "Shown to be needed?"}
OPEN = (("○", "faint", "open: a number that we could not confirm, or no hour"),)


class TimelineDirective(SphinxDirective):
    """``{timeline}``, a caption as the body."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the component, or one clear error."""
        if self.env.temp_data.get("ketabrain_timeline"):
            raise self.error("The timeline stands twice on this page: a page may hold it once.")
        self.env.temp_data["ketabrain_timeline"] = True
        try:
            found = events.load()
        except TimelineError as problem:
            raise self.error(str(problem)) from None
        self.env.note_dependency(str(events.FILE))
        caption = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, caption)
        words = el("summary", None, "The timeline in words: a table of all findings")
        about = {"class": "kb-sheet kb-timeline", "id": "timeline", "data-timeline": True}
        return [
            el(
                "section",
                {**about, "aria-labelledby": "timeline-title"},
                nodes.raw("", frame(found), format="html"),
                el("div", {"class": "kb-caption"}, *caption.children),
                el("details", {"class": "kb-fold kb-timeline-words"}, words, self.table(found)),
            )
        ]

    def table(self, found: Sequence[Event]) -> nodes.Node:
        """Return every finding in words."""
        heads = el("tr", None, *(el("th", {"scope": "col"}, word) for word in ("What happens", *HEADS.values())))
        rows = [self.row(event) for event in found]
        return el("table", {"class": "kb-table"}, el("thead", None, heads), el("tbody", None, *rows))

    def row(self, event: Event) -> nodes.Node:
        """Return one event's row."""
        told: list[nodes.Node] = [el("p", {"class": "kb-told"}, *inline(self, event.told))]
        if event.section or event.explorer:
            told.append(el("p", {"class": "kb-small"}, chapter_link(explorer=event.explorer, section=event.section)))
        cells = [
            el("td", {"data-cell": row, "data-label": HEADS[row]}, self.findings(event, row)) for row in (SEEN, NEEDED)
        ]
        head = el("th", {"scope": "row"}, el("span", {"class": "kb-event"}, event.title), *told)
        return el("tr", {"data-event": event.name, "id": f"timeline-{event.name}"}, head, *cells)

    def findings(self, event: Event, row: str) -> nodes.Node:
        """Return the findings of one row as a list, or why there are none."""
        points = event.seen if row == SEEN else event.needed
        if not points:
            return el("p", {"class": "kb-small"}, event.untested)
        start = 0 if row == SEEN else len(event.seen)
        return el("ul", None, *(self.finding(event, start + i, point) for i, point in enumerate(points)))

    def finding(self, event: Event, number: int, point: Point) -> nodes.Node:
        """Return one finding: what, when, in whom, at what dose, from where, and what is in doubt."""
        verdict = el(
            "strong", {"class": f"kb-found kb-is-{COLOUR[point.found]}-word"}, f"{point.sign} {point.word}".strip()
        )
        labels: list[nodes.Node] = [badge(SHORT.get(name, name), "kb-species") for name in point.species]
        if point.doubt:
            labels.append(badge(point.doubt, "kb-unconfirmed"))
        line = [part for label in labels for part in (label, nodes.Text(" "))]
        dose = f"; {point.dose}" if point.dose else ""
        said = f" – {point.when}{dose}: {point.said} ("
        item = {"data-point": f"{event.name}-{number}"}
        return el("li", item, verdict, said, *cited(self, point.sources), ") ", *line)


def frame(found: Sequence[Event]) -> str:
    """Return the picture and its controls as HTML."""
    plan = place(found)
    key = [(sign, COLOUR[name], word) for row in FOUND.values() for name, (sign, word) in row.items() if sign]
    unique = {(sign, word): (sign, colour, word) for sign, colour, word in key}
    return JINJA.get_template("timeline.html.jinja").render(
        zooms=ZOOMS, stops=STOPS, species=[(name, sign, SPECIES[name]) for name, sign in SIGNS.items()],
        height=round(plan.height), still=Markup(still(plan)), sentence=sentence(plan), events=found,
        key=[("●", "tonic", "seen"), *unique.values(), *OPEN], data=data(plan),
    )  # fmt: skip


def sentence(plan: Plan) -> str:
    """Return what the whole picture shows, in words."""
    all_, timed = len(plan.points), sum(placed.slot is None for placed in plan.points)
    return (
        f"From 1 min to 14 days after the dose: {timed} of {all_} findings stand on the axis; {all_ - timed} more have no "
        "hour that we saw. All species are shown."
    )


def data(plan: Plan) -> Markup:
    """Return what the script draws, as JSON that may stand inside a page."""
    numbers: dict[str, int] = {}
    points = []
    for placed in plan.points:
        number = numbers[placed.event.name] = numbers.get(placed.event.name, -1) + 1
        points.append(told(placed.event, number, placed.point) | {"y": placed.y, "slot": placed.slot})
    whole: dict[str, Any] = {
        "height": plan.height,
        "titles": [{"event": event.name, "text": event.title, "y": y} for event, y in plan.titles],
        "labels": [{"text": row, "y": y} for row, y in plan.labels],
        "empty": plan.empty,
        "points": points,
        "stops": STOPS,
        "marks": marks(),
    }
    return Markup(json.dumps(whole, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))


def told(event: Event, number: int, point: Point) -> dict[str, Any]:
    """Return one point for the script."""
    whom = ", ".join(SPECIES[name] for name in point.species)
    dose = f"; {point.dose}" if point.dose else ""
    return {
        "id": f"{event.name}-{number}",
        "event": event.name,
        "span": point.span,
        "species": point.species,
        "found": point.found,
        "sign": point.sign,
        "sure": point.confirmed,
        "words": f"{point.word}: {point.said} ({whom}{dose}; {point.when})",
        "doubt": point.doubt,
    }


def setup(app: Sphinx) -> None:
    """Register with Sphinx; links to chapters are the map's, which stands before it in PARTS."""
    app.add_directive("timeline", TimelineDirective)
    app.add_css_file("ketabrain/cards.css")
    app.add_css_file("ketabrain/timeline.css")
    app.add_js_file("ketabrain/timeline.js", loading_method="defer")
