"""The directive ``{claim}``: a statement of popular pages to judge first, then our verdict with its evidence.

The page that lists every claim (``claim_check.py``) shows the same cards.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ketabrain import explorers
from ketabrain.evidence import claims
from ketabrain.evidence.claims import GUESSES, VERDICTS, Claim, ClaimError
from ketabrain.explorer.errors import UnknownExplorer
from ketabrain.sphinx_ext.atlas import chapter_link
from ketabrain.sphinx_ext.element import badge, cited, el, inline
from ketabrain.sphinx_ext.explorer import chapter_of

# Which colour of the palette a verdict has; its word always stands beside the colour.
COLOURS = {
    "supported": "good", "mostly right": "good", "oversimplified": "unsure", "contested": "unsure",
    "unsupported": "bad", "wrong": "bad", "outdated": "bad", "opinion": "quiet",
}  # fmt: skip
# How sure a reader may be that the guess agrees with our verdict [%]. The lowest is about what blind guessing reaches.
SURE = {35: "a blind guess", 50: "", 65: "", 80: "", 90: "", 99: ""}
ALL_CLAIMS = "claim_check"  # the page that lists them


class explorer_link(nodes.General, nodes.Element):
    """A link to the page that holds an explorer; written once all pages are known."""


class ClaimDirective(SphinxDirective):
    """``{claim} C096``"""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the card, or one sentence that says what is wrong with the claim."""
        try:
            claim = claims.get(self.arguments[0])
        except ClaimError as problem:
            raise self.error(str(problem)) from None
        return place(self, [claim])


def place(directive: SphinxDirective, those: list[Claim], *, listed: bool = False) -> list[nodes.Node]:
    """Return the cards of claims; raise what stops the build."""
    taken = directive.env.temp_data.setdefault("ketabrain_claims", set())
    found: list[nodes.Node] = []
    for claim in those:
        if claim.id in taken:
            raise directive.error(f"Claim '{claim.id}' stands twice on this page: a page may hold it once.")
        taken.add(claim.id)
        try:
            if claim.explorer:
                explorers.get(claim.explorer)
        except UnknownExplorer as problem:
            raise directive.error(str(problem)) from None
        found.append(card(directive, claim, listed=listed))
    return found


def card(directive: SphinxDirective, claim: Claim, *, listed: bool) -> nodes.Node:
    """Return a claim's card; one of a list names its topic, and a script copies the form into it when asked."""
    heading = f"claim-{claim.id}"
    about: dict[str, Any] = {
        "data-claim": claim.id,
        "data-fitting": " ".join(claim.fitting),
        "aria-labelledby": heading,
    }
    head: list[nodes.Node | str] = [el("span", {"class": "kb-kind"}, "Claim"), " Popular pages say:"]
    ask = form(claim.id)
    if listed:
        about |= {"data-topic": claim.topic, "data-chapter": claim.chapter, "data-verdict": claim.verdict}
        about |= {"data-often": claim.often_missed}
        head = [f"{claim.id} · {claim.topic.capitalize()}"]
        judge = {"type": "button", "class": "kb-button", "data-do": "judge", "aria-describedby": heading}
        ask = el("p", {"class": "kb-judge kb-script"}, el("button", judge, "What would you say?"))
    return el(
        "article",
        {"class": "kb-claim kb-listed" if listed else "kb-claim", **about},
        el("p", {"class": "kb-claim-head"}, *head),
        el("p", {"class": "kb-claim-text", "id": heading}, *inline(directive, claim.claim)),
        ask,
        el("div", {"class": "kb-your-guess kb-script", "hidden": True}),
        el(
            "details",
            {"class": "kb-evidence"},
            el("summary", None, "Verdict and evidence"),
            *evidence(directive, claim),
        ),
    )


def verdict_word(verdict: str) -> nodes.Node:
    """Return a verdict's word in its colour."""
    return el("strong", {"class": f"kb-verdict-word kb-is-{COLOURS[verdict]}"}, verdict.capitalize())


def evidence(directive: SphinxDirective, claim: Claim) -> list[nodes.Node]:
    """Return the verdict, the answer, a better sentence, what to watch for, and where it comes from."""
    line = {"class": "kb-verdict-line", "tabindex": "-1"}
    parts: list[nodes.Node] = [
        el("p", line, verdict_word(claim.verdict), " ", VERDICTS[claim.verdict]),
        # a paragraph of docutils, so that its sentences are read, and marked, like those of the page
        nodes.paragraph("", "", *inline(directive, claim.answer), classes=["kb-answer"]),
    ]
    if claim.better:
        parts.append(el("p", {"class": "kb-better"}, el("strong", None, "Better: "), *inline(directive, claim.better)))
    if claim.traps:
        watch = el("strong", None, "Watch for: ")
        parts.append(el("p", {"class": "kb-traps"}, watch, *inline(directive, claim.traps)))
    species = [part for name in claim.species for part in (badge(name, "kb-species"), nodes.Text(" "))]
    parts.append(el("p", {"class": "kb-small"}, "Evidence from: ", *species))
    if claim.sources:
        parts.append(el("p", {"class": "kb-small"}, "Sources: ", *cited(directive, claim.sources)))
    return [*parts, *links(directive, claim)]


def links(directive: SphinxDirective, claim: Claim) -> list[nodes.Node]:
    """Return the ways on: explorer, chapter, another guess, and the page of all claims."""
    here = directive.env.docname.rpartition("/")[2]
    found: list[nodes.Node] = [explorer_link(slug=claim.explorer)] if claim.explorer else []
    if here != claim.chapter:
        found.append(el("p", {"class": "kb-small"}, chapter_link(section=claim.chapter, lead="Taught in: ")))
    again = el("button", {"type": "button", "class": "kb-button", "data-do": "again"}, "Guess again")
    more = [] if here == ALL_CLAIMS else [" ", chapter_link(section=ALL_CLAIMS, lead="All claims, and your score: ")]
    return [*found, el("p", {"class": "kb-script kb-again"}, again, *more)]


def form(claim_id: str) -> nodes.Node:
    """Return the questions of a card as native radio buttons; without scripts the card shows its verdict instead."""
    button = {"type": "button", "class": "kb-button kb-primary", "data-do": "guess"}
    ask = el("span", {"class": "kb-ask", "role": "status"})
    legend = "How sure are you that our verdict agrees with you?"
    return el(
        "div",
        {"class": "kb-guess kb-script"},
        choices("What would you say?", f"guess-{claim_id}", {name: (words, "") for name, words in GUESSES.items()}),
        choices(legend, f"sure-{claim_id}", {str(level): (f"{level} %", words) for level, words in SURE.items()}),
        el("p", None, el("button", button, "Show the verdict"), " ", ask),
    )


def choices(legend: str, name: str, options: Mapping[str, tuple[str, str]]) -> nodes.Node:
    """Return native radio buttons, each with its label and a word on it."""
    labels = [
        el(
            "label",
            {"class": "kb-option"},
            el("input", {"type": "radio", "name": name, "value": value}),
            el("span", None, label, el("span", {"class": "kb-small"}, f" {words}") if words else ""),
        )
        for value, (label, words) in options.items()
    ]
    return el("fieldset", None, el("legend", None, legend), *labels)


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
