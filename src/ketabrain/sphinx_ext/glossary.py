"""The words of the course: ``{term}`` links to their page, ``{glossary-list}`` prints them, a note beside each link."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective, SphinxRole
from sphinx.util.nodes import make_refnode

from ketabrain.evidence import glossary
from ketabrain.evidence.glossary import Term
from ketabrain.sphinx_ext import notes
from ketabrain.sphinx_ext.element import cited, el, inline

EXPLICIT = re.compile(r"(?P<shown>.+?)\s*<(?P<name>[^<>]+)>", re.S)


class term_link(nodes.Inline, nodes.TextElement):
    """A word in the text, until the page of words is known; ``anchor`` is its place there."""


def anchor(term: Term) -> str:
    """Return where a term stands on the page of words: "term-lateral-habenula"."""
    return "term-" + re.sub(r"[^a-z0-9]+", "-", term.term.lower()).strip("-")


def by_name() -> dict[str, Term]:
    """Return every term by each of its names, in small letters."""
    return {name.casefold(): term for term in glossary.load() for name in (term.term, *term.aliases)}


class TermRole(SphinxRole):
    """``{term}`burst`` or ``{term}`bursts of spikes <burst>``."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the link, or one sentence that names the word which the glossary lacks."""
        explicit = EXPLICIT.fullmatch(self.text)
        shown = explicit["shown"] if explicit else self.text
        name = " ".join((explicit["name"] if explicit else self.text).split())
        term = by_name().get(name.casefold())
        if term is None:
            text = f"Term '{name}' is not in content/glossary.yml: add it, or mend the word."
            message = self.inliner.reporter.error(text, line=self.lineno)  # type: ignore[attr-defined]
            return [nodes.Text(shown)], [message]
        return [term_link("", nodes.Text(shown), anchor=anchor(term))], []


class TermLinks(SphinxPostTransform):
    """Turn each word into a link; where the book has no page of words it stays a word."""

    default_priority = 8

    def run(self, **kwargs: Any) -> None:
        """Go over the words of one page."""
        labels = self.env.get_domain("std").anonlabels  # type: ignore[attr-defined]
        for node in list(self.document.findall(term_link)):
            docname, place = labels.get(node["anchor"], ("", ""))
            child = nodes.inline("", *node.children, classes=["kb-term"])
            builder: Any = self.app.builder
            node.replace_self(
                make_refnode(builder, self.env.docname, docname, place, child) if docname else list(node.children)
            )


class GlossaryList(SphinxDirective):
    """``{glossary-list}``: every term with its definition, its source and its relatives."""

    def run(self) -> list[nodes.Node]:
        """Return the list, and note where each term stands."""
        terms, names = glossary.load(), by_name()
        std: Any = self.env.get_domain("std")
        listing = el("dl", {"class": "kb-glossary"})
        for term in terms:
            std.note_hyperlink_target(anchor(term), self.env.docname, anchor(term), term.term)
            listing += el("dt", {"id": anchor(term)}, term.term)
            listing += el("dd", None, *inline(self, term.definition), *self.more(term, names))
        return [listing]

    def more(self, term: Term, names: dict[str, Term]) -> Iterable[nodes.Node]:
        """Yield what follows a definition."""
        if term.source:
            yield el("span", {"class": "kb-from"}, " (", *cited(self, [term.source]), ")")
        if term.see:
            links: list[nodes.Node | str] = []
            for name in term.see:
                other = names[name.casefold()]
                links += [", " if links else "", term_link("", nodes.Text(other.term), anchor=anchor(other))]
            yield el("span", {"class": "kb-see"}, " See also: ", *links, ".")


def term_notes(env: BuildEnvironment) -> dict[str, dict[str, Any]]:
    """Return the note of every term by its place on the page of words."""
    return {anchor(term): {"kind": "term", "name": term.term, "text": term.plain} for term in glossary.load()}


def setup(app: Sphinx) -> None:
    """Register with Sphinx; ``{term}`` replaces the role of Sphinx's own glossary."""
    app.setup_extension("ketabrain.sphinx_ext.element")
    app.add_node(term_link)
    app.add_role_to_domain("std", "term", TermRole(), override=True)
    app.add_directive("glossary-list", GlossaryList)
    app.add_post_transform(TermLinks)
    app.setup_extension("ketabrain.sphinx_ext.notes")
    notes.provide(app, "term", term_notes)
