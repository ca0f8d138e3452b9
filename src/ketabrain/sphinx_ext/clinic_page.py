"""The directive ``{clinic-page}``: an invented page whose sentences a reader marks, and what each should be asked.

Without scripts the page can be read, and the answers stand folded below it.
"""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ketabrain.evidence import clinic_page
from ketabrain.evidence.clinic_page import HABITS, ClinicPageError, Line
from ketabrain.sphinx_ext.claim_link import claim_links
from ketabrain.sphinx_ext.element import badge, cited, el, inline

MADE_UP = "Invented by us: no such clinic exists. Each sentence is of a kind found on popular pages."
ASKED = "Tick every sentence that you would not let pass without a question."
STANDS = "May stand"


class ClinicPageDirective(SphinxDirective):
    """``{clinic-page}``, a caption as the body."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the component, or one clear error."""
        if self.env.temp_data.get("ketabrain_clinic_page"):
            raise self.error("The invented page stands twice on this page: a page may hold it once.")
        self.env.temp_data["ketabrain_clinic_page"] = True
        try:
            lines = clinic_page.load()
        except ClinicPageError as problem:
            raise self.error(str(problem)) from None
        self.env.note_dependency(str(clinic_page.FILE))
        caption = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, caption)
        title = el(
            "p",
            {"class": "kb-title", "id": "clinic-page-title"},
            el("span", {"class": "kb-kind"}, "Exercise"),
            " A page to mark",
        )
        about = {"class": "kb-sheet kb-clinic-page", "id": "clinic-page", "data-clinic-page": True}
        return [
            el(
                "section",
                {**about, "aria-labelledby": "clinic-page-title"},
                title,
                el("div", {"class": "kb-caption"}, *caption.children),
                mock(lines),
                buttons(),
                el("p", {"class": "kb-clinic-result", "role": "status", "tabindex": "-1"}),
                self.answers(lines),
            )
        ]

    def answers(self, lines: Sequence[Line]) -> nodes.Node:
        """Return what to ask of each sentence; scripts show each below its sentence."""
        summary = el("summary", None, "What to ask of each sentence")
        return el("details", {"class": "kb-fold kb-clinic-answers"}, summary, el("ol", None, *map(self.answer, lines)))

    def answer(self, line: Line) -> nodes.Node:
        """Return what to ask of one sentence, why, and claims like it."""
        habits: list[nodes.Node] = [
            part
            for habit in line.asks
            for part in (el("a", {"href": f"#habit-{habit}"}, HABITS[habit]), nodes.Text(" "))
        ]
        verdict = el("strong", None, "Ask: ") if line.asks else badge(STANDS, "kb-hit")
        sources = [nodes.Text(" ("), *cited(self, line.sources), nodes.Text(")")] if line.sources else []
        like = [nodes.Text(" Claims like it: "), *claim_links(line.claims), nodes.Text(".")] if line.claims else []
        return el(
            "li",
            {"data-answer": line.name},
            el("p", {"class": "kb-clinic-quoted"}, line.text),
            el(
                "div",
                {"class": "kb-clinic-why"},
                el("p", None, verdict, " ", *habits),
                el("p", None, *inline(self, line.why), *sources, *like),
            ),
        )


def mock(lines: Sequence[Line]) -> nodes.Node:
    """Return the invented page: headings, and each sentence with a box to tick."""
    parts: list[nodes.Node] = []
    for line in lines:
        if line.heading:
            parts.append(el("p", {"class": "kb-clinic-heading"}, line.heading))
        box = el("input", {"type": "checkbox", "name": "marked", "value": line.name, "class": "kb-script"})
        needs = "yes" if line.asks else "no"
        parts.append(
            el(
                "div",
                {"data-sentence": line.name, "data-needs": needs},
                el("label", None, box, el("span", None, line.text)),
            )
        )
    sign = el("p", {"class": "kb-clinic-sign"}, MADE_UP)
    name = el("p", {"class": "kb-clinic-name", "aria-hidden": "true"}, "The Example Clinic")
    legend = el("legend", {"class": "kb-script"}, ASKED)
    return el(
        "form", {"class": "kb-clinic-mock", "autocomplete": "off"}, sign, name, el("fieldset", None, legend, *parts)
    )


def buttons() -> nodes.Node:
    """Return the buttons below the page."""
    check = el("button", {"type": "button", "class": "kb-button kb-primary", "data-do": "check"}, "Check my marks")
    again = el("button", {"type": "button", "class": "kb-button", "data-do": "again", "hidden": True}, "Start over")
    return el("p", {"class": "kb-script kb-clinic-do"}, check, " ", again)


def setup(app: Sphinx) -> None:
    """Register with Sphinx; links to claims are claim_link's, which stands before it in PARTS."""
    app.add_directive("clinic-page", ClinicPageDirective)
    app.add_css_file("ketabrain/cards.css")
    app.add_css_file("ketabrain/clinic_page.css")
    app.add_js_file("ketabrain/clinic_page.js", loading_method="defer")
