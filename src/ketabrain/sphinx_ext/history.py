"""The directive ``{history}``: from PCP to today as a dated list, and a picture of the years above it.

Without scripts the list stands open. ``web/history.js`` folds it, filters it, and lets readers pick from the picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ketabrain.sphinx_ext.atlas import JINJA, chapter_link
from ketabrain.sphinx_ext.atlas_matrix import SHORT
from ketabrain.sphinx_ext.element import badge, cited, el, inline
from ketabrain.timeline import history
from ketabrain.timeline.history import FIRST_YEAR, KINDS, LAST_YEAR, Entry, HistoryError, Mark

TOP_PX, LABEL_PX, ROW_PX, GAP_PX, AXIS_PX = 4, 20, 13, 8, 20
# What tells the kinds apart: a shape drawn around 0, 0, its sign in words, and a colour of the palette.
SHAPES = {
    "chemistry": ("M-4.5-4.5h9v9h-9z", "■", "ketamine"),
    "law": ("M0-6 6 0 0 6-6 0z", "◆", "membrane"),
    "trials": ("M0-5.5 5.5 4.5h-11z", "▲", "tonic"),
    "mechanisms": ("M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z", "●", "glutamate"),
}
DECADES = range(1960, 2030, 10)
NAMED_DECADES = (1960, 1980, 2000, 2020)  # more would not fit on a phone


@dataclass(frozen=True)
class Lane:
    """One kind's lane of the picture; heights in px from the top."""

    kind: str
    title: str
    label_y: float
    marks: tuple[tuple[Mark, float], ...]


class HistoryDirective(SphinxDirective):
    """``{history}``, a caption as the body."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the component, or one clear error."""
        if self.env.temp_data.get("ketabrain_history"):
            raise self.error("The history stands twice on this page: a page may hold it once.")
        self.env.temp_data["ketabrain_history"] = True
        try:
            entries = history.load()
        except HistoryError as problem:
            raise self.error(str(problem)) from None
        self.env.note_dependency(str(history.FILE))
        caption = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, caption)
        about = {"class": "kb-sheet kb-timeline kb-history", "id": "history", "data-history": True}
        return [
            el(
                "section",
                {**about, "aria-labelledby": "history-title"},
                nodes.raw("", frame(entries), format="html"),
                el("div", {"class": "kb-caption"}, *caption.children),
                el("ol", {"class": "kb-history-list"}, *map(self.entry, entries)),
            )
        ]

    def entry(self, entry: Entry) -> nodes.Node:
        """Return one entry: date and title, then what happened, where the date is in doubt, and where to read on."""
        sign = el("span", {"class": "kb-history-sign", "aria-hidden": "true"}, SHAPES[entry.kind][1])
        kind = el("span", {"class": "kb-hidden"}, f"{KINDS[entry.kind]}: ")
        date = el("span", {"class": "kb-history-date"}, entry.date)
        head = el("p", {"class": "kb-history-head"}, date, " ", sign, kind, el("strong", None, entry.title))
        told = el("p", None, *inline(self, entry.told), " (", *cited(self, entry.sources), ")")
        parts: list[nodes.Node] = [told]
        if entry.dates:
            parts.append(
                el("p", {"class": "kb-history-dates"}, el("strong", None, "The date: "), *inline(self, entry.dates))
            )
        labels = [badge(SHORT.get(name, name), "kb-species") for name in entry.who]
        labels += [badge(entry.where)] if entry.where else []
        more: list[nodes.Node] = [part for label in labels for part in (label, nodes.Text(" "))]
        if entry.section:
            more.append(chapter_link(section=entry.section, lead="Read on: "))
        if more:
            parts.append(el("p", {"class": "kb-small"}, *more))
        item = {
            "id": f"history-{entry.name}",
            "data-entry": entry.name,
            "data-kind": entry.kind,
            "data-year": entry.year,
        }
        return el("li", item, head, el("div", {"class": "kb-history-text"}, *parts))


def lanes(entries: Sequence[Entry]) -> tuple[list[Lane], float]:
    """Return the lanes, and the height [px] down to the axis."""
    found, top = [], float(TOP_PX)
    for kind, title in KINDS.items():
        marks = history.place(entries, kind)
        rows = 1 + max((mark.row for mark in marks), default=0)
        floor = top + LABEL_PX + ROW_PX * (rows - 0.5)
        found.append(Lane(kind, title, top + LABEL_PX - 6, tuple((m, floor - ROW_PX * m.row) for m in marks)))
        top += LABEL_PX + ROW_PX * rows + GAP_PX
    return found, top


def frame(entries: Sequence[Entry]) -> str:
    """Return controls, picture and sentence as HTML."""
    drawn, axis_y = lanes(entries)
    decades = [((year - FIRST_YEAR) / (LAST_YEAR - FIRST_YEAR), year, year in NAMED_DECADES) for year in DECADES]
    return JINJA.get_template("history.html.jinja").render(
        kinds=[(kind, SHAPES[kind][1], title) for kind, title in KINDS.items()], shapes=SHAPES, lanes=drawn,
        decades=decades, axis_y=axis_y, height=axis_y + AXIS_PX, sentence=sentence(entries),
    )  # fmt: skip


def sentence(entries: Sequence[Entry]) -> str:
    """Return what the whole picture shows, in words."""
    counts = [f"{sum(entry.kind == kind for entry in entries)} of {title.lower()}" for kind, title in KINDS.items()]
    return (
        f"All {len(entries)} entries are shown, from {entries[0].year} to {entries[-1].year}: "
        f"{', '.join(counts[:-1])} and {counts[-1]}."
    )


def setup(app: Sphinx) -> None:
    """Register with Sphinx; links to chapters are the map's, which stands before it in PARTS."""
    app.add_directive("history", HistoryDirective)
    for name in ("cards", "timeline", "history"):
        app.add_css_file(f"ketabrain/{name}.css")
    app.add_js_file("ketabrain/history.js", loading_method="defer")
