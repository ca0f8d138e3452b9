"""The directive ``{claim}``: a statement of popular pages to judge first, then our verdict with its evidence."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ketabrain import explorers
from ketabrain.evidence import claims
from ketabrain.evidence.claims import GUESSES, VERDICTS, Claim, ClaimError
from ketabrain.explorer.errors import UnknownExplorer
from ketabrain.sphinx_ext.element import badge, cited, el, inline
from ketabrain.sphinx_ext.explorer import chapter_of

# Which colour of the palette a verdict has; its word always stands beside the colour.
COLOURS = {
    "supported": "good", "mostly right": "good", "oversimplified": "unsure", "contested": "unsure",
    "unsupported": "bad", "wrong": "bad", "outdated": "bad", "opinion": "quiet",
}  # fmt: skip


class explorer_link(nodes.General, nodes.Element):
    """A link to the page that holds an explorer; written once all pages are known."""


class ClaimDirective(SphinxDirective):
    """``{claim} C096``"""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the card, or one sentence that says what is wrong with the claim."""
        try:
            claim = claims.get(self.arguments[0])
            if claim.explorer:
                explorers.get(claim.explorer)
        except (ClaimError, UnknownExplorer) as problem:
            raise self.error(str(problem)) from None
        taken = self.env.temp_data.setdefault("ketabrain_claims", set())
        if claim.id in taken:
            raise self.error(f"Claim '{claim.id}' stands twice on this page: a page may hold it once.")
        taken.add(claim.id)
        return [self.card(claim)]

    def card(self, claim: Claim) -> nodes.Node:
        """Return a claim's card."""
        heading = f"claim-{claim.id}"
        attributes = {"class": "kb-claim", "data-claim": claim.id, "data-fitting": " ".join(claim.fitting)}
        return el(
            "section",
            {**attributes, "aria-labelledby": heading},
            el("p", {"class": "kb-claim-head"}, el("span", {"class": "kb-kind"}, "Claim"), " Popular pages say:"),
            el("p", {"class": "kb-claim-text", "id": heading}, *inline(self, claim.claim)),
            guesses(claim),
            el("details", {"class": "kb-evidence"}, el("summary", None, "Verdict and evidence"), *self.evidence(claim)),
        )

    def evidence(self, claim: Claim) -> list[nodes.Node]:
        """Return the verdict, the answer, a better sentence, what to watch for, and where it comes from."""
        colour = f"kb-verdict-word kb-is-{COLOURS[claim.verdict]}"
        word = el("strong", {"class": colour}, claim.verdict.capitalize())
        parts: list[nodes.Node] = [
            el("p", {"class": "kb-verdict-line", "tabindex": "-1"}, word, " ", VERDICTS[claim.verdict]),
            el("p", {"class": "kb-your-guess kb-script", "hidden": True}),
            el("p", None, *inline(self, claim.answer)),
        ]
        if claim.better:
            parts.append(el("p", {"class": "kb-better"}, el("strong", None, "Better: "), *inline(self, claim.better)))
        if claim.traps:
            parts.append(el("p", None, el("strong", None, "Watch for: "), *inline(self, claim.traps)))
        species = [part for name in claim.species for part in (badge(name, "kb-species"), nodes.Text(" "))]
        parts.append(el("p", {"class": "kb-small"}, "Evidence from: ", *species))
        if claim.sources:
            parts.append(el("p", {"class": "kb-small"}, "Sources: ", *cited(self, claim.sources)))
        if claim.explorer:
            parts.append(explorer_link(slug=claim.explorer))
        again = el("button", {"type": "button", "class": "kb-button", "data-do": "again"}, "Guess again")
        return [*parts, el("p", {"class": "kb-script kb-again"}, again)]


def guesses(claim: Claim) -> nodes.Node:
    """Return the four guesses as native radio buttons; without scripts the card shows its verdict instead."""
    name = f"kb-claim-{claim.id}"
    options = [
        el("label", {"class": "kb-option"}, el("input", {"type": "radio", "name": name, "value": value}), f" {words}")
        for value, words in GUESSES.items()
    ]
    button = {"type": "button", "class": "kb-button kb-primary", "data-do": "guess"}
    ask = el("span", {"class": "kb-ask", "role": "status"})
    return el(
        "fieldset",
        {"class": "kb-guess kb-script"},
        el("legend", None, "What would you say?"),
        *options,
        el("p", None, el("button", button, "Show the verdict"), " ", ask),
    )


def visit_link(self: Any, node: explorer_link) -> None:
    """Write the link, where a page of the book holds the explorer."""
    explorer = explorers.get(node["slug"])
    builder = self.builder
    docname = chapter_of(builder, explorer)
    if docname:
        here = docname == builder.current_docname
        page = "" if here else builder.get_relative_uri(builder.current_docname, docname)
        link = el("a", {"href": f"{page}#explorer-{explorer.slug}"}, explorer.title)
        el("p", {"class": "kb-small"}, "Try it: ", link).walkabout(self)
    raise nodes.SkipNode


def skip(self: Any, node: nodes.Node) -> None:
    """Leave the link out of formats other than HTML."""
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.setup_extension("ketabrain.sphinx_ext.element")
    others: Any = dict.fromkeys(("latex", "text", "man", "texinfo"), (skip, None))
    app.add_node(explorer_link, html=(visit_link, None), **others)
    app.add_directive("claim", ClaimDirective)
    app.add_css_file("ketabrain/claims.css")
    app.add_js_file("ketabrain/claims.js", loading_method="defer")
