"""The directive ``{picture} name``: one of the book's own drawings, put into the page so that it follows the theme."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ketabrain.sphinx_ext.element import el

FOLDER = Path("book") / "pictures"
SVG = "{http://www.w3.org/2000/svg}"
COLOURS = ("fill", "stroke", "stop-color", "color")
FREE = re.compile(r"none|currentColor|var\(--kb-[a-z-]+\)")
POINTERS = re.compile(r"url\(#([\w-]+)\)")


class PictureError(ValueError):
    """A drawing cannot be used; says which one and how to mend it."""


def load(file: Path) -> str:
    """Return a drawing ready to stand in a page: checked, its ids made its own, its words tied to it."""
    try:
        root = ElementTree.parse(file).getroot()
    except FileNotFoundError:
        there = ", ".join(sorted(other.stem for other in file.parent.glob("*.svg"))) or "none"
        raise PictureError(
            f"There is no picture '{file.stem}' in {FOLDER.as_posix()}: choose one of {there}."
        ) from None
    except ElementTree.ParseError as problem:
        raise PictureError(f"{file.name} is not well-formed ({problem}): mend it there.") from None
    for fault in faults(root):
        raise PictureError(f"{file.name}: {fault}")
    own_ids(root, file.stem)
    for tag in ("title", "desc"):
        root.find(f"{SVG}{tag}").set("id", f"picture-{file.stem}-{tag}")  # type: ignore[union-attr]
    root.set("role", "img")
    root.set("aria-labelledby", f"picture-{file.stem}-title")
    root.set("aria-describedby", f"picture-{file.stem}-desc")
    ElementTree.register_namespace("", SVG[1:-1])
    text = ElementTree.tostring(root, encoding="unicode")
    return re.sub(r">\s+<", "><", text).replace(f' xmlns="{SVG[1:-1]}"', "", 1)


def faults(root: ElementTree.Element) -> list[str]:
    """Return what keeps a drawing out of the book, each as one sentence that names the mend."""
    found = []
    if root.tag != f"{SVG}svg" or "viewBox" not in root.attrib:
        found.append("the outer element must be an svg with a viewBox, so that it scales.")
    for tag, what in (("title", "names it"), ("desc", "describes it to those who cannot see it")):
        part = root.find(f"{SVG}{tag}")
        if part is None or not (part.text or "").strip():
            found.append(f"add a <{tag}> that {what}.")
    for part in root.iter():
        name = part.tag.removeprefix(SVG)
        if name in ("script", "style", "foreignObject", "image"):
            found.append(f"<{name}> is not allowed: draw with shapes and text.")
        found += [
            f"the attribute '{key}' is not allowed: drawings hold no script." for key in part.attrib if key[:2] == "on"
        ]
        for key in COLOURS:
            if key in part.attrib and not (FREE.fullmatch(part.attrib[key]) or POINTERS.fullmatch(part.attrib[key])):
                found.append(f"{key} '{part.attrib[key]}' would not follow the theme: use var(--kb-…) of the palette.")
    return found


def own_ids(root: ElementTree.Element, name: str) -> None:
    """Put the drawing's name before its ids, so that two drawings on a page cannot clash."""
    for part in root.iter():
        for key, value in part.attrib.items():
            if key == "id":
                part.set(key, f"{name}-{value}")
            elif "url(#" in value:
                part.set(key, POINTERS.sub(rf"url(#{name}-\1)", value))


class PictureDirective(SphinxDirective):
    """``{picture} name``, the caption as its body."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the figure, or one clear error."""
        name = self.arguments[0]
        file = Path(self.env.srcdir) / FOLDER / f"{name}.svg"
        self.env.note_dependency(str(file))
        try:
            drawing = nodes.raw("", load(file), format="html")
        except PictureError as problem:
            raise self.error(str(problem)) from None
        if not self.content:
            raise self.error(f"Picture '{name}' has no caption: write it as the directive's body.")
        caption = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, caption)
        figure = el("figure", {"class": "kb-picture", "id": f"picture-{name}"}, drawing)
        figure += el("figcaption", None, *caption.children)
        return [figure]


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx."""
    app.setup_extension("ketabrain.sphinx_ext.element")
    app.add_directive("picture", PictureDirective)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
