"""The directive ``{explorer}``, and labs' ``show()`` output turned into the same component."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from docutils import nodes
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from ketabrain import explorers
from ketabrain.explorer.declaration import Explorer
from ketabrain.explorer.errors import LatticeError, UnknownExplorer
from ketabrain.explorer.lattice import Lattice
from ketabrain.explorer.scrub import shown_words
from ketabrain.explorer.spec import lattice_script
from ketabrain.explorer.still import still
from ketabrain.sphinx_ext.element import badge, cited

BEFORE_TASKS = '<div class="kb-try">'  # where the sources of measured bands go
SHOWN = re.compile(r'data-ketabrain="explorer:([\w-]+)"')
JINJA = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=False)


class explorer_node(nodes.General, nodes.Element):
    """Holds an explorer's slug until its HTML is written; its children name the sources of what was measured."""


class ExplorerDirective(SphinxDirective):
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
        return [explorer_node("", *self.sources(), slug=self.arguments[0])]

    def sources(self) -> list[nodes.Node]:
        """Return a paragraph that cites where each measured band comes from."""
        measured = explorers.get(self.arguments[0]).drawing.measured
        if not measured:
            return []
        line = nodes.paragraph("", "", classes=["kb-sources"])
        for item in measured:
            line += [nodes.Text(f"Grey band: {item.label} ("), *cited(self, [item.source]), nodes.Text("). ")]
            if not item.confirmed:
                line += badge("number not confirmed")
        return [line]


class ShownExplorers(SphinxPostTransform):
    """Replace what ``ketabrain.show()`` left in a lab by the static component."""

    default_priority = 400

    def run(self, **kwargs: Any) -> None:
        """Go over the raw HTML of this page's outputs."""
        here = {node["slug"] for node in self.document.findall(explorer_node)}
        for raw in list(self.document.findall(nodes.raw)):
            found = SHOWN.search(raw.astext())
            if found is None:
                continue
            slug = found.group(1)
            raw.replace_self(again(slug) if slug in here else explorer_node(slug=slug))
            here.add(slug)


def again(slug: str) -> nodes.Node:
    """Return a pointer to an explorer that already stands on the page: its controls move one plot, not two."""
    link = nodes.reference("", explorers.get(slug).title, refuri=f"#explorer-{slug}", internal=True)
    return nodes.paragraph("", "", nodes.Text("This explorer stands above: "), link, nodes.Text("."))


def component(explorer: Explorer, lattice: Lattice, root: str, card: str | None) -> str:
    """Return an explorer's HTML."""
    node, picture = opened(explorer)
    return JINJA.get_template("explorer.html.jinja").render(
        e=explorer,
        node=node,
        shown=explorer.shown(node),
        sentence=explorer.sentence(node),
        scrubbed=shown_words(explorer, node),
        still=picture,
        lattice=f"{root}_static/ketabrain/{lattice_name(explorer, lattice)}",
        heights=(explorer.template["wide"]["height"], explorer.template["narrow"]["height"]),
        states=lattice.states,
        error=share(lattice.largest_error),
        card=card,
    )


@lru_cache(maxsize=128)  # a chapter, a lab and the gallery open one explorer alike
def opened(explorer: Explorer) -> tuple[dict[str, Any], Markup]:
    """Return what an explorer holds as it opens, and its picture."""
    return explorer.node(), Markup(still(explorer))


def share(error: float) -> str:
    """Say a largest error as a percentage that never reads as nothing."""
    return f"at most {100 * error:.2f} %" if error >= 5e-5 else "less than 0.01 %"


def lattice_name(explorer: Explorer, lattice: Lattice) -> str:
    """Return the file name, with a hash of its content so that browsers may keep it for ever."""
    digest = hashlib.sha256(lattice_script(lattice).encode()).hexdigest()[:10]
    return f"lattices/{explorer.slug}-{digest}.js"


def written(builder: Any, docname: str, explorer: Explorer) -> str:
    """Write the lattice beside the pages and return the HTML for one of them; a bad lattice ends the build."""
    try:
        lattice = Lattice.load_or_build(explorer, quiet=False)
    except LatticeError as problem:
        raise ExtensionError(str(problem)) from None
    file = Path(builder.outdir) / "_static" / "ketabrain" / lattice_name(explorer, lattice)
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(lattice_script(lattice), encoding="utf-8")
    root = builder.get_relative_uri(docname, "index").rpartition("index")[0]
    return component(explorer, lattice, root, card_address(builder, docname, explorer))


def visit_explorer(self: Any, node: explorer_node) -> None:
    """Write the component into the page, up to where its sources stand."""
    builder = self.builder
    explorer = explorers.get(node["slug"])
    html = written(builder, builder.current_docname, explorer)
    at = html.index(BEFORE_TASKS)
    self.body.append(html[:at])
    node["rest"] = html[at:]


def depart_explorer(self: Any, node: explorer_node) -> None:
    """Write the rest of the component."""
    self.body.append(node["rest"])


def chapter_of(builder: Any, explorer: Explorer) -> str | None:
    """Return the page that explains an explorer, where the book has it."""
    pages = (name for name in builder.env.all_docs if name.startswith("book/"))
    return next((name for name in pages if name.rpartition("/")[2] == explorer.chapter), None)


def card_address(builder: Any, docname: str, explorer: Explorer) -> str | None:
    """Return the address of the explorer's model card, where a page carries it."""
    chapter = chapter_of(builder, explorer)
    return builder.get_relative_uri(docname, chapter) + f"#card-{explorer.card}" if chapter else None


def skip(self: Any, node: nodes.Node) -> None:
    """Leave explorers out of formats other than HTML."""
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    others: Any = dict.fromkeys(("latex", "text", "man", "texinfo"), (skip, None))
    app.add_node(explorer_node, html=(visit_explorer, depart_explorer), **others)
    app.add_directive("explorer", ExplorerDirective)
    app.add_post_transform(ShownExplorers)
    app.add_css_file("ketabrain/explorer.css")
    for name in (
        "words.js",
        "address.js",
        "lattice.js",
        "draw.js",
        "play.js",
        "export.js",
        "dose.js",
        "explorer.js",
        "explorers.js",
    ):
        app.add_js_file(f"ketabrain/{name}", loading_method="defer")
