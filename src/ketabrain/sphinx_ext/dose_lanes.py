"""The directive ``{dose-lanes}``: every lane of "Follow one dose" in words, with its unit, grade, chapter and studies."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ketabrain.atlas.matrix import SURE
from ketabrain.evidence import trials
from ketabrain.explorer.controls import MINUS
from ketabrain.explorers.one_dose.lanes import LANES, Lane
from ketabrain.sphinx_ext.atlas import chapter_link, swatch
from ketabrain.sphinx_ext.element import badge, cited, el
from ketabrain.timeline import events
from ketabrain.timeline.events import SPECIES, Point

MOVES = {True: "your dose moves it", False: "your dose does not move it"}
AFTER = ("before", "after one dose", "after a second dose, so not drawn")


class DoseLanesDirective(SphinxDirective):
    """``{dose-lanes}``"""

    def run(self) -> list[nodes.Node]:
        """Return one entry a lane; a fault in the data files is one clear error."""
        for file in (events.FILE, trials.FILE):
            self.env.note_dependency(str(file))
        try:
            return [el("div", {"class": "kb-sheet kb-lanes"}, *(self.entry(lane) for lane in LANES))]
        except ValueError as problem:
            raise self.error(str(problem)) from None

    def entry(self, lane: Lane) -> nodes.Node:
        """Return one lane: title, unit and grade; folded below them what moves it, and its studies."""
        grade = badge(SURE[lane.sure], f"kb-sure kb-sure-{lane.sure}")
        moved = badge(MOVES[lane.yours], "kb-yours" if lane.yours else "")
        head = el("summary", None, swatch(lane.colour), f" {lane.title} ({lane.unit}) ", moved, " ", grade)
        rows = [self.mean(mean) for mean in trials.load()] if lane.name == "mood" else self.findings(lane)
        listed = [el("ul", None, *rows)] if rows else []
        return el(
            "details",
            {"class": "kb-fold", "id": f"lane-{lane.name}"},
            head,
            el("p", None, lane.why),
            self.line(lane),
            *listed,
        )

    def line(self, lane: Lane) -> nodes.Node:
        """Return in whom a lane was measured, its sources, and the way to its chapter."""
        species = dict.fromkeys([*lane.species, *(name for _, point in lane.found for name in point.species)])
        parts: list[nodes.Node] = []
        for name in species:
            parts += [badge(SPECIES.get(name, "cells"), "kb-species"), nodes.Text(" ")]
        if lane.sources:
            parts += [nodes.Text("Sources: "), *cited(self, lane.sources), nodes.Text(". ")]
        parts.append(chapter_link(explorer=lane.explorer, section=lane.chapter, lead="Explained in: "))
        return el("p", {"class": "kb-small"}, *parts)

    def findings(self, lane: Lane) -> list[nodes.Node]:
        """Return what each row of a lane shows: when, in whom, what was seen, and whose study it is."""
        return [self.finding(point) for _, point in lane.found]

    def finding(self, point: Point) -> nodes.Node:
        """Return one study's finding."""
        whom = ", ".join([*(SPECIES[name] for name in point.species), *([point.dose] if point.dose else [])])
        doubt = [nodes.Text(" "), badge(point.doubt, "kb-unconfirmed")] if point.doubt else []
        words = f"{point.when}, {whom}: {point.said} ("
        return el("li", None, words, *cited(self, point.sources), ")", *doubt)

    def mean(self, mean: trials.Mean) -> nodes.Node:
        """Return one published mean of the trials."""
        spread = f" ({mean.spread_kind} {mean.spread:g})" if mean.spread is not None else ""
        doubt = (
            [] if mean.checked == "checked" else [nodes.Text(" "), badge(f"spread: {mean.checked}", "kb-unconfirmed")]
        )
        value = (
            f"{mean.scale} {mean.measure} {mean.mean:g}".replace("-", MINUS)
            if mean.measure == "change"
            else f"{mean.scale} {mean.mean:g}"
        )
        words = f"{mean.trial}, {mean.arm}, {mean.n} people, {mean.time_h:g} h, {AFTER[mean.doses]}: {value}{spread} ("
        return el("li", None, words, *cited(self, (mean.source,)), ")", *doubt)


def setup(app: Sphinx) -> None:
    """Register with Sphinx; its links are the brain map's, which stands before it in PARTS."""
    app.add_directive("dose-lanes", DoseLanesDirective)
    app.add_css_file("ketabrain/dose_lanes.css")
