"""The directives ``{explorer}`` and ``{gallery}``, and labs' ``show()`` output turned into the same component."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from ketabrain import explorers
from ketabrain.explorer.declaration import Explorer
from ketabrain.explorer.errors import LatticeError, UnknownExplorer
from ketabrain.explorer.lattice import Lattice
from ketabrain.explorer.spec import lattice_script
from ketabrain.explorer.still import still

LOGGER = logging.getLogger(__name__)
SHOWN = re.compile(r'data-ketabrain="explorer:([\w-]+)"')
JINJA = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=False)


class explorer_node(nodes.General, nodes.Element):
    """Holds an explorer's slug until its HTML is written."""


class ExplorerDirective(Directive):
    """``{explorer} slug``"""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the node, or one clear error that names the explorers there are."""
        try:
            explorers.get(self.arguments[0])
        except UnknownExplorer as problem:
            raise self.error(str(problem)) from None
        document = self.state.document
        taken = document.settings.__dict__.setdefault("kb_explorers", {}).setdefault(document["source"], set())
        if self.arguments[0] in taken:
            raise self.error(f"Explorer '{self.arguments[0]}' stands twice on this page: a page may hold it once.")
        taken.add(self.arguments[0])
        return [explorer_node(slug=self.arguments[0])]


class GalleryDirective(Directive):
    """``{gallery}``: every explorer of the course as a card with its address to embed."""

    def run(self) -> list[nodes.Node]:
        """Return one node a card."""
        return [gallery_node(slug=slug) for slug in explorers.names()]


class gallery_node(nodes.General, nodes.Element):
    """Holds the slug of a gallery card."""


class ShownExplorers(SphinxPostTransform):
    """Replace what ``ketabrain.show()`` left in a lab by the static component."""

    default_priority = 400

    def run(self, **kwargs: Any) -> None:
        """Go over the raw HTML of this page's outputs."""
        for raw in list(self.document.findall(nodes.raw)):
            found = SHOWN.search(raw.astext())
            if found:
                raw.replace_self(explorer_node(slug=found.group(1)))


def gap(control: Any) -> float:
    """Return the slider's step: the smallest distance between two steps."""
    return round(min(b - a for a, b in zip(control.steps, control.steps[1:], strict=False)), 9)


def component(explorer: Explorer, lattice: Lattice, root: str, card: str | None) -> str:
    """Return an explorer's HTML."""
    node = explorer.node()
    return JINJA.get_template("explorer.html.jinja").render(
        e=explorer,
        gap=gap,
        node=node,
        shown=explorer.shown(node),
        sentence=explorer.sentence(node),
        still=Markup(still(explorer)),
        lattice=f"{root}_static/ketabrain/{lattice_name(explorer, lattice)}",
        heights=(explorer.template["wide"]["height"], explorer.template["narrow"]["height"]),
        states=lattice.states,
        error=f"{100 * lattice.largest_error:.2f} %",
        card=card,
    )


def lattice_name(explorer: Explorer, lattice: Lattice) -> str:
    """Return the file name, with a hash of its content so that browsers may keep it for ever."""
    digest = hashlib.sha256(lattice_script(lattice).encode()).hexdigest()[:10]
    return f"lattices/{explorer.slug}-{digest}.js"


def visit_explorer(self: Any, node: explorer_node) -> None:
    """Write the component into the page and its lattice beside it."""
    explorer = explorers.get(node["slug"])
    builder = self.builder
    try:
        lattice = Lattice.load_or_build(explorer, quiet=False)
    except LatticeError as problem:
        LOGGER.warning(str(problem), location=builder.current_docname)
        raise nodes.SkipNode from None
    file = Path(builder.outdir) / "_static" / "ketabrain" / lattice_name(explorer, lattice)
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(lattice_script(lattice), encoding="utf-8")
    root = builder.get_relative_uri(builder.current_docname, "index").rpartition("index")[0]
    self.body.append(component(explorer, lattice, root, card_address(builder, explorer)))
    raise nodes.SkipNode


def card_address(builder: Any, explorer: Explorer) -> str | None:
    """Return the address of the explorer's model card, where a page carries it."""
    for docname in builder.env.all_docs:
        if docname.rpartition("/")[2] == explorer.chapter and docname.startswith("book/"):
            return builder.get_relative_uri(builder.current_docname, docname) + f"#card-{explorer.card}"
    return None


def visit_gallery(self: Any, node: gallery_node) -> None:
    """Write a gallery card: title, what it shows, links, and the line to paste."""
    explorer = explorers.get(node["slug"])
    builder = self.builder
    home = next(
        (d for d in builder.env.all_docs if d.startswith("book/") and d.rpartition("/")[2] == explorer.chapter), None
    )
    page = builder.get_relative_uri(builder.current_docname, home) if home else ""
    self.body.append(
        JINJA.get_template("gallery.html.jinja").render(
            e=explorer, page=page, home=home, still=Markup(still(explorer, 520))
        )
    )
    raise nodes.SkipNode


def skip(self: Any, node: nodes.Node) -> None:
    """Leave explorers out of formats other than HTML."""
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    others: Any = dict.fromkeys(("latex", "text", "man", "texinfo"), (skip, None))
    app.add_node(explorer_node, html=(visit_explorer, None), **others)
    app.add_node(gallery_node, html=(visit_gallery, None), **others)
    app.add_directive("explorer", ExplorerDirective)
    app.add_directive("gallery", GalleryDirective)
    app.add_post_transform(ShownExplorers)
    app.add_css_file("ketabrain/explorer.css")
    for name in ("words.js", "address.js", "lattice.js", "draw.js", "explorer.js"):
        app.add_js_file(f"ketabrain/{name}", loading_method="defer")
