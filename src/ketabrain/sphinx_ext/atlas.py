"""The directive ``{atlas}``: the brain map; ``{atlas} sizes``: how large its regions are.

The page holds a still picture and a table in words; ``web/atlas.js`` draws the same data in 3-D where it can.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ketabrain import explorers
from ketabrain.atlas import meshes, sizes
from ketabrain.atlas.regions import MARKERS, REGIONS, Region
from ketabrain.explorer.errors import UnknownExplorer
from ketabrain.sphinx_ext.element import cited, el, inline
from ketabrain.sphinx_ext.explorer import chapter_of

STILL = meshes.CONTENT / "atlas.svg"
JINJA = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
VIEWS = (("start", "At an angle"), ("left", "Left"), ("top", "Top"), ("front", "Front"), ("inside", "Inside"))
TURNS = (
    ("left", "←", "Turn left"), ("right", "→", "Turn right"), ("up", "↑", "Turn up"), ("down", "↓", "Turn down"),
    ("nearer", "+", "Nearer"), ("farther", "−", "Farther"), ("reset", "Reset", ""),
)  # fmt: skip
SIDES = (("both", "Both"), ("left", "Left"), ("right", "Right"))
SENTENCE = "The right half, seen from the middle of the head. The front of the brain is on the left."
COLUMNS = ("Region", "Where", "Often linked to", "Size of one side, in people", "Drawn from", "Chapter")
TEXTBOOK = (
    "“Often linked to” is textbook knowledge in a few words. No region has one job, and the chapters weigh what is "
    "known of each."
)
ATTRIBUTION = (
    "**Where the shapes come from.** Cortex: [FreeSurfer](https://surfer.nmr.mgh.harvard.edu)'s average surface "
    "fsaverage. Thalamus, hippocampus and amygdala: FreeSurfer's segmentation in a standard template. Both under the "
    "[FreeSurfer Software License Agreement](https://surfer.nmr.mgh.harvard.edu/fswiki/FreeSurferSoftwareLicense). "
    "Habenula and nucleus accumbens: the atlas CIT168 {cite:p}`Pauli2018atlas`, "
    "[CC BY 4.0](https://creativecommons.org/licenses/by/4.0/). We smoothed all of them and took away triangles. The "
    "markers stand where two atlases have the VTA {cite:p}`Pauli2018atlas` and the dorsal raphe "
    "{cite:p}`Edlow2023arousal`. All are laid into one standard space, MNI152, from sources that differ a little: a "
    "place is right within a few millimetres, and no shape is one person's brain."
)


class chapter_link(nodes.General, nodes.Element):
    """A link to a chapter by its stem, or to an explorer in it; written once all pages are known."""


@cache
def script() -> str:
    """Return the data script: the packed meshes, what they are, and the markers."""
    packed = gzip.compress(meshes.DATA.read_bytes(), 9, mtime=0)
    told = {
        "packed": base64.b64encode(packed).decode(),
        "list": [
            {key: value for key, value in entry.items() if not key.endswith("mm3")}
            for entry in meshes.index()["meshes"]
        ],
        "markers": {
            key: {"centre": marker.centre_mm, "radius": round(marker.radius_mm, 3), "paired": marker.paired}
            for key, marker in MARKERS.items()
        },
        "regions": [
            {name: getattr(region, name) for name in ("key", "title", "short", "colour", "alpha", "layer")}
            for region in REGIONS
        ],
    }
    return f"ketabrain.atlas={json.dumps(told, ensure_ascii=False, separators=(',', ':'))};\n"


def script_name() -> str:
    """Return the data script's file name, with a hash of its content so that browsers may keep it for ever."""
    return f"atlas-{hashlib.sha256(script().encode()).hexdigest()[:10]}.js"


def still() -> str:
    """Return the still picture, named for those who cannot see it."""
    svg = re.sub(r"<\?xml.*?\?>\s*", "", STILL.read_text(encoding="utf-8"))
    svg = svg.replace("<title>", '<title id="atlas-still-title">').replace("<desc>", '<desc id="atlas-still-desc">')
    named = '<svg role="img" aria-labelledby="atlas-still-title" aria-describedby="atlas-still-desc"'
    return svg.replace('<svg xmlns="http://www.w3.org/2000/svg"', named, 1).strip()


class AtlasDirective(SphinxDirective):
    """``{atlas}`` for the map, ``{atlas} sizes`` for the comparison of sizes; a caption as the body."""

    optional_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return what is asked for, or one sentence that names the two forms."""
        what = self.arguments[0] if self.arguments else "map"
        if what not in ("map", "sizes"):
            raise self.error(f"{{atlas}} shows the map, '{{atlas}} sizes' the sizes; there is no '{what}'.")
        taken = self.env.temp_data.setdefault("ketabrain_atlas", set())
        if what in taken:
            raise self.error(f"The atlas's {what} stands twice on this page: a page may hold it once.")
        taken.add(what)
        return [self.map() if what == "map" else self.sizes()]

    def caption(self) -> list[nodes.Node]:
        """Return the body as nodes."""
        holder = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, holder)
        return list(holder.children)

    def map(self) -> nodes.Node:
        """Return the component: still, controls, table in words, attribution."""
        about = {"class": "kb-sheet kb-atlas", "id": "atlas", "data-atlas": "map", "data-meshes": script_name()}
        inside = JINJA.get_template("atlas.html.jinja").render(
            views=VIEWS, turns=TURNS, sides=SIDES, regions=REGIONS, sentence=SENTENCE, still=Markup(still())
        )
        summary = el("summary", None, "The map in words: a table of all regions")
        table = el("details", {"class": "kb-fold kb-atlas-words"}, summary, self.table(), el("p", None, TEXTBOOK))
        return el(
            "section",
            {**about, "aria-labelledby": "atlas-title"},
            nodes.raw("", inside, format="html"),
            el("div", {"class": "kb-caption"}, *self.caption()),
            table,
            el("p", {"class": "kb-small kb-attribution"}, *inline(self, ATTRIBUTION)),
        )

    def table(self) -> nodes.Node:
        """Return the table of all regions."""
        head = el("thead", None, el("tr", None, *(el("th", {"scope": "col"}, word) for word in COLUMNS)))
        return el("table", {"class": "kb-table"}, head, el("tbody", None, *map(self.row, REGIONS)))

    def row(self, region: Region) -> nodes.Node:
        """Return a region's row."""
        chapter: nodes.Node = chapter_link(section=region.chapter) if region.chapter else nodes.Text("none of its own")
        return el(
            "tr",
            {"data-row": region.key, "id": f"region-{region.key}"},
            el("th", {"scope": "row"}, swatch(region.colour), f" {region.title}"),
            el("td", {"data-cell": "place"}, region.place),
            el("td", {"data-cell": "links"}, region.links),
            el("td", {"data-cell": "size"}, *self.size(region)),
            el("td", None, region.drawn),
            el("td", {"data-cell": "chapter"}, chapter),
        )

    def size(self, region: Region) -> list[nodes.Node]:
        """Return a region's published size with its source, or why there is none."""
        size = sizes.BY_REGION.get(region.key)
        if size:
            return [nodes.Text(f"{size.words} ({size.people}; "), *cited(self, size.sources), nodes.Text(")")]
        return [nodes.Text("no agreed border, so no one size" if region.kind == "patch" else "not compared here")]

    def sizes(self) -> nodes.Node:
        """Return the comparison of sizes; a reader who cannot see it has the words and the table."""
        figure = el("figure", {"class": "kb-picture kb-atlas-sizes", "data-atlas-sizes": True})
        figure += nodes.raw("", sizes.picture(), format="html")
        keys = list(dict.fromkeys(key for size in sizes.SIZES for key in size.sources))
        figure += el("figcaption", None, *self.caption(), el("p", None, "Volumes: ", *cited(self, keys), "."))
        return figure


def swatch(colour: str) -> nodes.Node:
    """Return a small square of a region's colour."""
    return el("span", {"class": "kb-swatch", "style": f"background:var(--kb-{colour.replace('_', '-')})"})


def visit_chapter(self: Any, node: chapter_link) -> None:
    """Write the link where the book has the page; else say that it has not."""
    builder = self.builder
    docname, place, title = target(builder, node)
    lead = node.get("lead", "")
    if docname is None:
        el("span", None, "" if lead else "no chapter yet").walkabout(self)
    else:
        page = "" if docname == builder.current_docname else builder.get_relative_uri(builder.current_docname, docname)
        el("span", None, lead, el("a", {"href": page + place}, title)).walkabout(self)
    raise nodes.SkipNode


def target(builder: Any, node: chapter_link) -> tuple[str | None, str, str]:
    """Return the page, the place on it and its title: the explorer's where there is one, else the chapter's."""
    slug = node.get("explorer")
    if slug:
        try:
            explorer = explorers.get(slug)
        except UnknownExplorer:
            explorer = None
        page = chapter_of(builder, explorer) if explorer else None
        if explorer and page:
            return page, f"#explorer-{slug}", explorer.title
    pages = (name for name in builder.env.all_docs if name.startswith("book/"))
    page = next((name for name in pages if name.rpartition("/")[2] == node.get("section")), None)
    return page, "", builder.env.titles[page].astext() if page else ""


def skip(self: Any, node: nodes.Node) -> None:
    """Leave links out of formats other than HTML."""
    raise nodes.SkipNode


def write_data(app: Sphinx) -> None:
    """Write the data script, and take away those of older meshes."""
    folder = Path(app.outdir) / "_static" / "ketabrain"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("atlas-*.js"):
        old.unlink()
    (folder / script_name()).write_text(script(), encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.setup_extension("ketabrain.sphinx_ext.element")
    others: Any = dict.fromkeys(("latex", "text", "man", "texinfo"), (skip, None))
    app.add_node(chapter_link, html=(visit_chapter, None), **others)
    app.connect("builder-inited", write_data)
    app.add_directive("atlas", AtlasDirective)
    app.add_css_file("ketabrain/atlas.css")
    for name in ("atlas_meshes.js", "atlas.js"):
        app.add_js_file(f"ketabrain/{name}", loading_method="defer")
